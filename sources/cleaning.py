"""From bytes to the clean text that people read and claims are anchored in. Knows no model and no network."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import structlog
import trafilatura
from trafilatura.settings import Document

from core.errors import Invalid, TooLarge
from sources.decoding import decode
from sources.languages import language_of
from sources.media import HTML, TEXT, media_type_of

log = structlog.get_logger(__name__)

MOST_BYTES = 20 * 1024 * 1024
#: Finding the story of a page takes seconds a megabyte, and nobody's request waits for minutes.
MOST_PAGE_BYTES = 5 * 1024 * 1024
#: The longest article there is has a twentieth of this; what is longer is no article.
MOST_CHARACTERS = 5_000_000
TITLE_LENGTH = 500
#: So much of a text is what it is called by where it has no title.
NAME_LENGTH = 60
BYLINE_LENGTH = 500
ADDRESS_LENGTH = 2000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """The text, what a page says of itself (never trusted beyond a note), and what made the text."""

    text: str
    title: str = ""
    byline: str = ""
    published_on: dt.date | None = None
    language: str = ""
    canonical_url: str = ""
    extractor: str
    extractor_version: str
    media_type: str
    charset: str


def clean(data: bytes, media_type: str | None = None, charset: str | None = None) -> CleanText:
    """The story of a page, or a text file as it is, its own line ends included.

    Raises :class:`Invalid` (``article:…``) or :class:`TooLarge` where there is none; says nothing about who may see it.
    """
    _require_size(data, MOST_BYTES)
    if not data.strip():
        raise Invalid("article:empty", "There is nothing in it.")
    found = media_type_of(data, media_type, charset)
    if found == HTML:
        return _clean_page(data, charset)
    if found == TEXT:
        return _clean_text(data, charset)
    raise Invalid("article:media_type", f"Articles are HTML or plain text; this is {found}.", media_type=found)


def first_words(text: str) -> str:
    """What a text without a title is called by: its first line, or as many words of it as a name may have."""
    line = next((" ".join(line.split()) for line in text.splitlines() if line.strip()), "")
    if len(line) <= NAME_LENGTH:
        return line
    whole = line[: NAME_LENGTH + 1].rpartition(" ")[0]
    return f"{whole or line[:NAME_LENGTH]}…"


def _clean_text(data: bytes, charset: str | None) -> CleanText:
    text, encoding = decode(data, charset)
    if "\x00" in text:
        raise Invalid("article:encoding", "The text holds NUL characters: it is binary, or in another encoding than it says.")
    if not text.strip():
        raise Invalid("article:empty", "There is nothing in it.")
    _require_bearable(text)
    return CleanText(
        text=text, language=language_of(text), extractor="plain", extractor_version="1", media_type=TEXT, charset=encoding
    )


def _clean_page(data: bytes, charset: str | None) -> CleanText:
    _require_size(data, MOST_PAGE_BYTES)
    source, encoding = decode(data, charset, html=True)
    # XML parsers stop at what HTML ignores.
    page = _extract(source.replace("\x00", ""))
    text = _paragraphs(page.text or "") if page else ""
    if page is None or not text:
        raise Invalid("article:no_text", "The page holds no story that could be read. Paste the text instead.")
    _require_bearable(text)
    return CleanText(
        text=text,
        title=_one_line(page.title, TITLE_LENGTH),
        byline=_one_line(page.author, BYLINE_LENGTH),
        published_on=_date(page.date),
        language=language_of(text),
        canonical_url=_address(page.url),
        extractor="trafilatura",
        extractor_version=trafilatura.__version__,
        media_type=HTML,
        charset=encoding,
    )


def _extract(source: str) -> Document | None:
    try:
        page = trafilatura.bare_extraction(
            source, favor_recall=True, include_comments=False, include_tables=True, with_metadata=True
        )
    except Exception as error:  # whatever a page is made of, it must not take the worker down
        log.warning("cleaning.broken", exc_info=True)
        raise Invalid("article:unreadable", "The page is built so that it could not be read. Paste its text.") from error
    assert page is None or isinstance(page, Document), "asked for a document"
    return page


def _paragraphs(text: str) -> str:
    """One block a paragraph, an empty line between them; without the rule below a table's head."""
    return "\n\n".join(line.strip() for line in text.splitlines() if not re.fullmatch(r"[\s|:-]*", line))


def _require_size(data: bytes, most: int) -> None:
    if len(data) > most:
        raise TooLarge("article:too_large", f"The file has more than {most // 2**20} MB.", limit=most)


def _require_bearable(text: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise TooLarge("article:too_large", f"The text has more than {MOST_CHARACTERS:,} characters.", limit=MOST_CHARACTERS)


def _one_line(text: str | None, length: int) -> str:
    return re.sub(r"\s+", " ", text or "").strip()[:length]


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _address(url: str | None) -> str:
    return url if url and len(url) <= ADDRESS_LENGTH and url.startswith(("http://", "https://")) else ""
