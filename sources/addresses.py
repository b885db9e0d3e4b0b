"""Addresses of pages in one form, so that the same page is the same article whoever submits it. By our own rules: no network."""

from __future__ import annotations

import ipaddress
import re
import string
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

import idna
from django.conf import settings

from core.errors import Invalid

MOST_CHARACTERS = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}

#: Where tests run their servers, on whatever port is free.
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "[::1]", "localhost"})
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")

#: Query parameters that say how a reader came to the page and never what the page is.
TRACKING = re.compile(
    r"(utm_\w+|mtm_\w+|pk_(campaign|kwd|source|medium)|at_(campaign|medium|custom\d+)|"
    r"fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|ttclid|yclid|igshid|igsh|mc_cid|mc_eid|_hs\w+|_ga|_gl|"
    r"cmpid|ns_campaign|ns_mchannel|ns_source|wt\.mc_id|wt_mc|xtor|spm|ref_src|ref_url|smid|smtyp|s_cid|oly_\w+)",
    re.IGNORECASE,
)

# RFC 3986: what may stand unescaped in a path segment and in a query, beside letters and digits.
UNRESERVED = "-._~"
PATH_SAFE = UNRESERVED + "!$&'()*+,;=:@/"
QUERY_SAFE = PATH_SAFE + "?"


def normalise(url: str, *, keep_parameters: bool = False) -> str:
    """The one form of an address: the same page gives the same form, and a normalised address is its own.

    Scheme and host in lower case, the host in its ASCII form without a trailing dot; no default port, no fragment, no tracking
    parameters, no dot segments; percent-encoding only where it is needed; each scheme on its own port only. Raises
    :class:`Invalid` (``address:…``). ``keep_parameters`` keeps what looks like tracking: a server may redirect to nothing else.
    """
    given = url.strip()
    if len(given) > MOST_CHARACTERS:
        raise Invalid("address:too_long", f"An address has at most {MOST_CHARACTERS} characters.", field="url")
    parts = _split(given)
    if parts.scheme not in DEFAULT_PORTS:
        raise Invalid("address:scheme", "Only http:// and https:// addresses can be fetched.", field="url")
    if "@" in parts.netloc:
        raise Invalid("address:user_info", "An address must not carry a user name or password.", field="url")
    host = _host(parts)
    normalised = f"{parts.scheme}://{host}{_port(parts, host)}{_path(parts.path)}{_query(parts.query, keep_all=keep_parameters)}"
    if len(normalised) > MOST_CHARACTERS:
        raise Invalid("address:too_long", f"An address has at most {MOST_CHARACTERS} characters.", field="url")
    return normalised


def _split(url: str) -> SplitResult:
    # urlsplit would drop line breaks and tabs silently; an address that holds one is two addresses, or none.
    if not url or re.search(r"[\x00-\x20\x7f\\\ud800-\udfff]", url):
        raise Invalid("address:malformed", "This is not an address.", field="url")
    try:
        return urlsplit(url)
    except ValueError as error:
        raise Invalid("address:malformed", "This is not an address.", field="url") from error


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    try:
        if parts.netloc.startswith("["):
            # Without a zone, which means something on one machine only.
            return f"[{ipaddress.IPv6Address(host.replace('%', ' ')).compressed}]"
        # Names that the DNS knows but IDNA refuses (with an underscore, say) stay as they are.
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except ValueError as error:  # IDNAError is one
        raise Invalid("address:host", "The address names no host that can exist.", field="url") from error
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in name.split(".")):
        raise Invalid("address:host", "The address names no host that can exist.", field="url")
    return name


def _port(parts: SplitResult, host: str) -> str:
    try:
        port = parts.port
    except ValueError as error:
        raise Invalid("address:port", "The address has an impossible port.", field="url") from error
    if port in (None, DEFAULT_PORTS[parts.scheme]):
        return ""
    if settings.FETCH_ALLOW_PRIVATE and host in LOOPBACK_HOSTS:
        return f":{port}"
    raise Invalid("address:port", "Only the ports of http (80) and https (443) are fetched from.", field="url", port=port)


def _path(path: str) -> str:
    return _remove_dot_segments(_escape(path, PATH_SAFE)) or "/"


def _query(query: str, *, keep_all: bool) -> str:
    escaped = _escape(query, QUERY_SAFE)
    if not keep_all:
        parts = escaped.split("&")
        escaped = "&".join(part for part in parts if part and not TRACKING.fullmatch(part.partition("=")[0]))
    return f"?{escaped}" if escaped else ""


def _escape(text: str, safe: str) -> str:
    """Percent-encode what must be, in capitals; decode what need not be; leave encoded delimiters, which mean something else."""
    unescapable = frozenset((string.ascii_letters + string.digits + UNRESERVED).encode())
    pieces = re.split(r"((?:%[0-9A-Fa-f]{2})+)", text)
    return "".join(
        "".join(chr(byte) if byte in unescapable else f"%{byte:02X}" for byte in unquote_to_bytes(piece))
        if index % 2
        else quote(piece, safe=safe)
        for index, piece in enumerate(pieces)
    )


def _remove_dot_segments(path: str) -> str:
    """RFC 3986, section 5.2.4, for an absolute path."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)
