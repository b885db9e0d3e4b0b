"""Which quotation marks belong together, in text as it comes: straight, curly, French, German, nested, unbalanced."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from claims.extraction.records import Span

#: Each opening mark with those that may close it; straight marks are their own.
_PAIRS: dict[str, frozenset[str]] = {
    opening: frozenset(closing.split())
    for opening, closing in {
        "“": '” “ "',
        "”": '” "',
        "„": '“ ” ‟ "',
        "‟": '” "',
        "«": "»",
        "»": "« »",
        '"': '" ” “',
        "``": "'' \"",
        "''": "''",
        "‘": "’ '",
        "‚": "‘ ’",
        "'": "' ’",
    }.items()
}
_SINGLE = frozenset("‘’‚'")
_OPENING_ONLY = frozenset(("“", "„", "‟", "«", "``", "‘", "‚"))
_MARK = re.compile(r"``|''|[“”„‟«»\"‘’‚']")
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-:/…]$")
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
#: Apostrophes that begin a word, not a quotation: 'em, ’90s, 'til.
_ELISION = re.compile(r"['’‘](?:\d0s|em|til|twas|tis|cause|n)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A passage between quotation marks, marks included; ``closed`` unless its paragraph ends before it does."""

    span: Span
    closed: bool


def find_quotations(text: str, paragraphs: Iterable[Span]) -> list[Quotation]:
    """The outermost quotations of each paragraph, in the order of the text.

    A quotation that its paragraph does not close runs to the paragraph's end, and goes on in the next one if that opens with
    a mark, or holds the missing closing one.
    """
    found: list[Quotation] = []
    unclosed = False
    for paragraph in paragraphs:
        own = _in_paragraph(text, paragraph, unclosed=unclosed)
        found += own
        unclosed = bool(own) and not own[-1].closed
    return found


def _in_paragraph(text: str, paragraph: Span, *, unclosed: bool) -> list[Quotation]:
    marks = [match for match in _MARK.finditer(text, paragraph.start, paragraph.end) if not _is_apostrophe(text, match)]
    found: list[Quotation] = []
    position = paragraph.start
    for index, mark in enumerate(marks):
        if mark.start() < position:
            continue
        if not _opens(text, mark, paragraph):
            if unclosed and not found and mark.group() not in _SINGLE:
                found.append(Quotation(span=Span(paragraph.start, mark.end()), closed=True))
                position = mark.end()
            continue
        end, closed = _close(text, marks, index, paragraph)
        if end is not None:
            found.append(Quotation(span=Span(mark.start(), end), closed=closed))
            position = end
    return found


def _close(text: str, marks: list[re.Match[str]], index: int, paragraph: Span) -> tuple[int | None, bool]:
    """Where the quotation that opens with the mark ends, and whether a mark closes it."""
    opening = marks[index].group()
    closers = _PAIRS[opening]
    depth = 1
    for place, mark in enumerate(marks[index + 1 :], index + 1):
        kind = mark.group()
        if kind in _SINGLE and opening not in _SINGLE:
            continue
        opens = _opens(text, mark, paragraph)
        if kind == opening and opens and not _closes(text, mark, paragraph):
            if not _nests(text, marks[place + 1 : place + 3], closers, paragraph):
                return _end_of_unclosed(text, marks[index].end(), mark.start()), True
            depth += 1
        elif kind in closers and not (opens and kind == opening):
            depth -= 1
            if depth == 0:
                return mark.end(), True
    if opening in _SINGLE:
        return None, False
    return paragraph.end, False


def _nests(text: str, following: list[re.Match[str]], closers: frozenset[str], paragraph: Span) -> bool:
    """Whether two closing marks follow an inner opening one before anything opens again."""
    return len(following) == 2 and all(mark.group() in closers and not _opens(text, mark, paragraph) for mark in following)


def _end_of_unclosed(text: str, start: int, limit: int) -> int | None:
    """Where a quotation ended whose closing mark was forgotten: with the last sentence before the next one opens."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
    return ends[-1] if ends else None


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether the mark can open a quotation where it stands."""
    kind, start, end = mark.group(), mark.start(), mark.end()
    if end >= paragraph.end or kind not in _PAIRS:
        return False
    at_edge = start == paragraph.start or _BEFORE_OPENING.search(text, max(paragraph.start, start - 1), start) is not None
    if kind in _OPENING_ONLY and kind not in _SINGLE:
        return kind != "“" or at_edge or not text[end].isspace()
    return at_edge and (not text[end].isspace() or start == paragraph.start)


def _closes(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    return mark.start() > paragraph.start and not text[mark.start() - 1].isspace()


def _is_apostrophe(text: str, mark: re.Match[str]) -> bool:
    """Whether a single mark stands inside a word, or for letters left out, or (a straight double one) for inches."""
    kind, start, end = mark.group(), mark.start(), mark.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if kind == '"':
        return (
            before.isdigit()
            and after in {"", " ", ","}
            and re.search(r"\d['’]\s?\d+$", text[max(0, start - 6) : start]) is not None
        )
    if kind not in _SINGLE:
        return False
    return (before.isalnum() and after.isalnum()) or _ELISION.match(text, start) is not None
