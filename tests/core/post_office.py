"""A mail server that keeps what it is given, on a free port of the own machine; it can refuse, hang up, or take its time."""

from __future__ import annotations

import contextlib
import dataclasses
import email
import socketserver
import threading
from collections.abc import Iterator
from email.message import Message as Letter
from typing import ClassVar


@dataclasses.dataclass
class PostOffice:
    """What it was given, and how it behaves: ``answer`` is what it says to a letter, nothing where it hangs up instead."""

    port: int = 0
    answer: str = "250 OK"
    letters: list[Letter] = dataclasses.field(default_factory=list)
    #: Until this is set it says nothing once it has a letter.
    answers: threading.Event = dataclasses.field(default_factory=threading.Event)
    #: Set as soon as it has one.
    has_letter: threading.Event = dataclasses.field(default_factory=threading.Event)

    @property
    def message_ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]


class _Clerk(socketserver.StreamRequestHandler):
    office: ClassVar[PostOffice]

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self._talk()

    def _talk(self) -> None:
        self._say("220 post office")
        while line := self.rfile.readline():
            word = line.strip().upper().partition(b" ")[0]
            if word == b"DATA":
                self._say("354 go on")
                if not self._take():
                    return
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 OK")

    def _take(self) -> bool:
        lines = []
        while (line := self.rfile.readline().rstrip(b"\r\n")) != b".":
            lines.append(line)
        self.office.letters.append(email.message_from_bytes(b"\n".join(lines)))
        self.office.has_letter.set()
        self.office.answers.wait(timeout=60)
        if self.office.answer:
            self._say(self.office.answer)
        return bool(self.office.answer)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextlib.contextmanager
def post_office(answer: str = "250 OK", *, is_slow: bool = False) -> Iterator[PostOffice]:
    """A mail server until left; ``is_slow``: it says nothing to its letters until ``answers`` is set."""
    office = PostOffice(answer=answer)
    if not is_slow:
        office.answers.set()
    clerk = type("Clerk", (_Clerk,), {"office": office})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), clerk) as server:
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield office
        finally:
            office.answers.set()
            server.shutdown()
            thread.join()
