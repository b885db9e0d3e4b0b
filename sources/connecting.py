"""Connections to the public internet only: a name is resolved, each of its addresses checked, and the checked one connected to.

Nothing is looked up a second time, so that a name server that changes its answer gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable

import httpcore
from django.conf import settings

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

#: How long one address may take to answer, in seconds; the next one is tried then.
CONNECT_SECONDS = 10.0

#: What Python's ``is_global`` lets through and we do not: relays, and ranges whose addresses hold others.
REFUSED_NETWORKS: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",
            "100.64.0.0/10",  # shared by a provider's customers (CGNAT)
            "192.0.0.0/24",
            "192.88.99.0/24",  # 6to4 relays
            "198.18.0.0/15",
            "224.0.0.0/3",  # multicast and reserved
            "2001::/23",  # Teredo and other protocols
            "2001:db8::/32",
            "2002::/16",  # 6to4: an IPv4 address inside
            "3fff::/20",
        ),
    )
)
#: The only IPv6 range that is handed out; NAT64, mapped IPv4, link-local, unique local and site-local are outside of it.
GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")


class RefusedAddressError(Exception):
    """The name leads to an address that must not be fetched from."""


class UnknownNameError(Exception):
    """The name leads nowhere; ``transient`` where the name server may know better later."""

    def __init__(self, name: str, *, transient: bool) -> None:
        super().__init__(name)
        self.transient = transient


class UnprovenServerError(Exception):
    """The server's certificate does not show that it is who it should be, or it speaks no TLS that we do."""


class Deadline:
    """A moment after which nothing of a fetch goes on. Raises :class:`httpcore.TimeoutException` when it has passed."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def within(self, timeout: float | None = None) -> float:
        """The seconds that are left, or fewer."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.TimeoutException("the time for the whole fetch is over")
        return left if timeout is None else min(left, timeout)


def is_allowed(address: IpAddress) -> bool:
    """Whether an address may be fetched from: a public one; with ``FETCH_ALLOW_PRIVATE``, for tests, the own machine too."""
    if address.is_loopback:
        return bool(settings.FETCH_ALLOW_PRIVATE)
    if isinstance(address, ipaddress.IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return address.is_global and not any(address in network for network in REFUSED_NETWORKS)


def checked_addresses(host: str, port: int) -> list[IpAddress]:
    """The addresses of a host; raises where there is none, or where any of them is not allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise UnknownNameError(host, transient=error.errno == socket.EAI_AGAIN) from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(entry[4][0])) for entry in found))
    if not all(map(is_allowed, addresses)):
        raise RefusedAddressError(host)
    return addresses


class CheckedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses, and ends everything at the deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in checked_addresses(host, port):
            try:
                seconds = self._deadline.within(timeout or CONNECT_SECONDS)
                stream = self._sockets.connect_tcp(str(address), port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or UnknownNameError(host, transient=False)


class _TimedStream(httpcore.NetworkStream):
    """A stream that waits no longer than the deadline: a server that sends a byte now and then does not outlast it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        seconds = self._deadline.within(timeout or CONNECT_SECONDS)
        try:
            stream = self._stream.start_tls(ssl_context, server_hostname, seconds)
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLError):
                raise UnprovenServerError(server_hostname) from error
            raise
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
