"""Bytes to text: by the byte order mark, what was declared, what the page says of itself, and by their look, in that order."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

from core.errors import Invalid

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

#: The encodings that the web uses, by Python's names (WHATWG Encoding): others, such as utf-7, only serve to hide something.
KNOWN = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 "
    "iso8859-8 iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp866 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 "
    "cp1255 cp1256 cp1257 cp1258 koi8-r koi8-u mac-roman mac-cyrillic gb2312 gbk gb18030 big5 big5hkscs euc_jp shift_jis "
    "iso2022_jp euc_kr".split()
)
#: Labels that mean more than they say: the web's Latin-1 and ASCII are Windows-1252.
MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
#: The part of a page in which it may declare its encoding.
META_HEAD = 4096
#: White space is not shared out anew between its places: long runs of it would take time by the square of their length.
META = re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?+\s*+([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
#: A page with a broken byte here and there is still that page; beyond one in so many characters the encoding is another.
TOLERATED_DAMAGE = 1000
#: How much is looked at where nothing is declared.
SAMPLE = 200_000


def decode(data: bytes, charset: str | None = None, *, html: bool = False) -> tuple[str, str]:
    """The text and the name of its encoding. Raises :class:`Invalid` (``article:encoding``) where none fits."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data.removeprefix(mark) if name == "utf-8" else data, name)
    candidates = list(dict.fromkeys(_candidates(data, charset, html=html)))
    for name in candidates:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            continue
    if html:
        for name in candidates:
            text = data.decode(name, errors="replace")
            if text.count("\ufffd") * TOLERATED_DAMAGE <= len(text):
                return text, name
    return _guess(data)


def _decode_marked(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode(name), name
    except UnicodeDecodeError as error:
        raise Invalid("article:encoding", "The text is marked as Unicode, and is not.", charset=name) from error


def _candidates(data: bytes, charset: str | None, *, html: bool) -> Iterator[str]:
    """Encodings to try, the likeliest first."""
    labels = [charset]
    if html and (meta := META.search(data[:META_HEAD])):
        labels.append(meta[1].decode("ascii"))
    for label in labels:
        if name := known_encoding(label):
            yield name
    yield "utf-8"


def known_encoding(label: str | None) -> str | None:
    """Python's name of a declared encoding; ``None`` for none, unknown and dangerous ones."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):  # ValueError: characters that no label has
        return None
    name = MEANT.get(name, name)
    return name if name in KNOWN else None


def _guess(data: bytes) -> tuple[str, str]:
    best = from_bytes(data[:SAMPLE]).best()
    name = known_encoding(best.encoding) if best else None
    if name is not None:
        try:
            return data.decode(name), name
        except UnicodeDecodeError:
            pass
    raise Invalid("article:encoding", "The text is in no encoding that can be told. Save it as UTF-8 and try again.")
