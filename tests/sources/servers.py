"""Servers that behave badly, on a free port of the own machine."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

#: What a server does with one connection, after it has read the request's head.
Handler = Callable[[socket.socket, str], None]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP response. Headers are named with underscores."""
    lines = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def pages(**responses: bytes) -> Handler:
    """Serves whole responses by the first part of the path."""

    def handle(connection: socket.socket, head: str) -> None:
        path = head.split(" ")[1].partition("?")[0].strip("/")
        connection.sendall(responses.get(path or "index", answer(status="404 Not Found")))

    return handle


@contextlib.contextmanager
def serving(handler: Handler, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serves on a free port until left, each connection in a thread of its own; gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    closing = threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not closing.is_set():
            with contextlib.suppress(TimeoutError):
                threads.append(threading.Thread(target=talk, args=(listener.accept()[0],)))
                threads[-1].start()

    def talk(connection: socket.socket) -> None:
        # Whoever is refused goes away in the middle of everything.
        with contextlib.suppress(OSError), connection:
            connection.settimeout(5)
            talking = context.wrap_socket(connection, server_side=True) if context else connection
            with talking:
                head = b""
                while b"\r\n\r\n" not in head:
                    head += talking.recv(4096) or b"\r\n\r\n"
                handler(talking, head.decode("latin-1"))

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        closing.set()
        acceptor.join()
        for thread in threads:
            thread.join()
        listener.close()
