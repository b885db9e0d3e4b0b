"""Fetching of pages that anybody may have put anywhere: only from public addresses, so much, so long, and no further."""

from __future__ import annotations

import dataclasses
import functools
import re
import ssl
import zlib
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import httpcore
from django.conf import settings

from core.errors import Invalid
from sources.addresses import normalise
from sources.connecting import CheckedBackend, Deadline, RefusedAddressError, UnknownNameError, UnprovenServerError

MOST_BYTES = 20 * 1024 * 1024
MOST_REDIRECTS = 10
#: For everything: looking up, connecting, redirects, and the last byte. One look-up may outlast it.
DEADLINE_SECONDS = 60.0

REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: What a server says that may be otherwise in a while.
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Nobody needs a page's cookies later, and they may be somebody's.
DROPPED_HEADERS = frozenset({"set-cookie", "set-cookie2"})


class FetchError(Exception):
    """Why nothing came: a stable code ``fetch:…``, words for people, and whether trying again may help."""

    def __init__(self, code: str, message: str, *, transient: bool = False) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.transient = transient


@dataclasses.dataclass(frozen=True, slots=True)
class Redirect:
    """That an address sent us on, and where to."""

    url: str
    status: int
    location: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came: the bytes as they are, decompressed, and what the server said of them."""

    final_url: str
    redirects: tuple[Redirect, ...]
    status: int
    headers: dict[str, str]
    media_type: str | None
    charset: str | None
    data: bytes


def fetch(url: str) -> Fetched:
    """What the address gives, after its redirects. Raises :class:`FetchError`.

    Each address on the way is checked anew. A redirect may lead from https to http, as it does in browsers; the capture shows it.
    No cookies, no credentials, no proxy: nothing of this machine's environment takes part.
    """
    deadline = Deadline(DEADLINE_SECONDS)
    redirects: list[Redirect] = []
    while True:
        url = _checked(url)
        response = _attempt(url, deadline)
        if response.status not in REDIRECTS or not response.location:
            break
        redirects.append(Redirect(url, response.status, _target(url, response.location)))
        url = redirects[-1].location
        if len(redirects) > MOST_REDIRECTS:
            raise FetchError("fetch:redirects", f"The address redirects more than {MOST_REDIRECTS} times.")
    _require_success(response.status)
    media_type, charset = content_type(response.headers.get("content-type", ""))
    return Fetched(
        final_url=url,
        redirects=tuple(redirects),
        status=response.status,
        headers={name: value for name, value in response.headers.items() if name not in DROPPED_HEADERS},
        media_type=media_type,
        charset=charset,
        data=response.data,
    )


def content_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a ``Content-Type`` header."""
    charset = re.search(r"charset\s*=\s*[\"']?([^\s\"';,]+)", header, re.IGNORECASE)
    return header.partition(";")[0].strip().lower() or None, charset[1] if charset else None


@dataclasses.dataclass(frozen=True, slots=True)
class _Response:
    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


def _checked(url: str) -> str:
    """The address in the form that is fetched, its parameters untouched."""
    try:
        return normalise(url, keep_parameters=True)
    except Invalid as error:
        raise FetchError("fetch:refused_address", error.message) from error


def _target(url: str, location: str) -> str:
    """Where a redirect leads, which may be said from where it stands."""
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError("fetch:location", "The address redirects to what is no address.") from error


def _require_success(status: int) -> None:
    if 200 <= status < 300:
        return
    try:
        words = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = str(status)
    raise FetchError(f"fetch:http_{status}", f"The server answered {words}.", transient=status in TRANSIENT)


def _attempt(url: str, deadline: Deadline) -> _Response:
    """One request and its whole answer, every way to fail turned into a :class:`FetchError`."""
    try:
        return _request(url, deadline)
    except RefusedAddressError as error:
        raise FetchError("fetch:refused_address", "The address leads into a private or reserved network.") from error
    except UnknownNameError as error:
        raise FetchError("fetch:name", "No such host is known.", transient=error.transient) from error
    except httpcore.TimeoutException as error:
        raise FetchError("fetch:timeout", "The server took too long.", transient=True) from error
    except UnprovenServerError as error:
        raise FetchError("fetch:tls", "The server could not prove who it is.") from error
    except httpcore.ConnectError as error:
        raise FetchError("fetch:connect", "The server could not be reached.", transient=True) from error
    except httpcore.NetworkError as error:
        raise FetchError("fetch:broken_off", "The connection broke off.", transient=True) from error
    except httpcore.ProtocolError as error:
        raise FetchError("fetch:protocol", "The server's answer is not whole, or no HTTP.", transient=True) from error


@functools.cache
def _tls_context() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _request(url: str, deadline: Deadline) -> _Response:
    headers: dict[bytes | str, bytes | str] = {
        "Host": urlsplit(url).netloc,
        "User-Agent": settings.FETCH_USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    with (
        httpcore.ConnectionPool(ssl_context=_tls_context(), network_backend=CheckedBackend(deadline)) as pool,
        pool.stream("GET", url, headers=headers) as response,
    ):
        received: dict[str, str] = {}
        for raw_name, raw_value in response.headers:
            name, value = raw_name.decode("latin-1").lower(), _header_text(raw_value)
            received[name] = f"{received[name]}, {value}" if name in received else value
        # The body of a redirect or of an error is nobody's article.
        data = _body(response, received) if 200 <= response.status < 300 else b""
        return _Response(response.status, received, data)


def _header_text(value: bytes) -> str:
    """A header's value: in UTF-8, as browsers read where a redirect leads, or else in Latin-1, as the standard had it once."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _body(response: httpcore.Response, headers: dict[str, str]) -> bytes:
    """The decompressed body; stops reading as soon as it is too long, whatever was announced."""
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST_BYTES:
        raise _too_large()
    decoder = _decoder(headers.get("content-encoding", ""))
    body, received = bytearray(), 0
    for chunk in response.iter_stream():
        received += len(chunk)
        body += decoder.decode(chunk, MOST_BYTES + 1 - len(body))
        if received > MOST_BYTES or len(body) > MOST_BYTES:
            raise _too_large()
    decoder.finish()
    return bytes(body)


def _too_large() -> FetchError:
    return FetchError("fetch:too_large", f"The page has more than {MOST_BYTES // 2**20} MB.")


class _Identity:
    """A body that is not compressed."""

    def decode(self, chunk: bytes, most: int) -> bytes:
        return chunk[:most]

    def finish(self) -> None:
        """There is nothing to finish."""


class _Inflating:
    """gzip or deflate, whichever it is; never makes more than it is asked for."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        self._begun = False

    def decode(self, chunk: bytes, most: int) -> bytes:
        try:
            decoded = self._inflate(chunk, most)
        except zlib.error as error:
            raise FetchError("fetch:encoding", "The page is not compressed as the server says.") from error
        self._begun = True
        return decoded

    def _inflate(self, chunk: bytes, most: int) -> bytes:
        try:
            return self._zlib.decompress(chunk, most)
        except zlib.error:
            if self._begun:
                raise
            # Some servers send deflate without its header.
            self._zlib = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
            return self._zlib.decompress(chunk, most)

    def finish(self) -> None:
        if self._begun and not self._zlib.eof:
            raise FetchError("fetch:protocol", "The server's answer is not whole, or no HTTP.", transient=True)


def _decoder(encoding: str) -> _Identity | _Inflating:
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return _Identity()
    if name in {"gzip", "x-gzip", "deflate"}:
        return _Inflating()
    raise FetchError("fetch:encoding", "The server compresses its pages in a way that was not asked for.")
