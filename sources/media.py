"""What kind of thing some bytes are: by their beginning first, by what was declared second."""

from __future__ import annotations

import re

HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
UNKNOWN = "application/octet-stream"

IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
HTML_TYPES = frozenset({HTML, "application/xhtml+xml"})

MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,59}", re.ASCII)

#: How many bytes of the beginning are looked at.
HEAD = 4096

#: Beginnings that decide whatever was declared. Only the common ones need a name: other binaries show by their control bytes.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (rb"%PDF-", PDF),
    (rb"\x89PNG\r\n\x1a\n", "image/png"),
    (rb"\xff\xd8\xff", "image/jpeg"),
    (rb"GIF8[79]a", "image/gif"),
    (rb"RIFF....WEBP", "image/webp"),
    (rb"PK(\x03\x04|\x05\x06)", "application/zip"),
    (rb"\x1f\x8b\x08", "application/gzip"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (rb"\{\\rtf", "application/rtf"),
    (rb"....ftyp", "video/mp4"),
    (rb"(ID3|OggS|RIFF)", "audio/unknown"),
)
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
#: The bytes that no text holds (WHATWG MIME Sniffing, "binary data byte").
BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
#: What may stand before a page, piece by piece: one pattern for all of it would try every way to divide it up.
PREAMBLE = re.compile(rb"\s+|<!--.*?-->|<\?xml[^>]*>", re.IGNORECASE | re.DOTALL)
#: How an HTML page begins behind that.
HTML_BEGINNING = re.compile(rb"<(!doctype\s+html|html|head|body|title|meta|article|div|h1|p|table|script)\b", re.IGNORECASE)


def media_type_of(data: bytes, declared: str | None = None, charset: str | None = None) -> str:
    """The media type: what the bytes are where they show it, else what was declared, else text or unknown bytes."""
    head = data[:HEAD]
    for signature, media_type in SIGNATURES:
        if re.match(signature, head, re.DOTALL):
            return media_type
    stated = (declared or "").partition(";")[0].strip().lower()
    if stated and not MEDIA_TYPE.fullmatch(stated):
        stated = UNKNOWN
    if stated in HTML_TYPES:
        return HTML
    if not _looks_like_text(head, charset):
        return UNKNOWN if stated.startswith("text/") or not stated else stated
    if stated in {"", UNKNOWN, "text/xml", "application/xml"} and _begins_as_page(head):
        return HTML
    if stated in {"", UNKNOWN} or stated.startswith("text/"):
        return TEXT
    return stated


def _looks_like_text(head: bytes, charset: str | None) -> bool:
    wide = (charset or "").lower().startswith(("utf-16", "utf-32"))
    return wide or head.startswith(BYTE_ORDER_MARKS) or not BINARY.search(head)


def _begins_as_page(head: bytes) -> bool:
    """Whether it begins with a tag of HTML, after white space, comments and an XML declaration."""
    start = len(BYTE_ORDER_MARKS[0]) if head.startswith(BYTE_ORDER_MARKS[0]) else 0
    while preamble := PREAMBLE.match(head, start):
        start = preamble.end()
    return HTML_BEGINNING.match(head, start) is not None
