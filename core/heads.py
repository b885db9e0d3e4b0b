"""Heads of the record: how far the chain had come at some time, signed, in a file outside the database.

Whoever can write to the database can cut entries off the end of the chain, or make all of it anew. They cannot change what a file
elsewhere says it was. docs/record.md says byte for byte what is signed; docs/operations.md, where to keep heads.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from core.sealing import last_seal

FORMAT = "claimdesk-head-1"
#: More than a line of the file has.
LINE = 1_024

log = structlog.get_logger(__name__)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of the chain at a time, and who says so: the public key of an installation, with its signature."""

    sequence: int
    hash: str
    time: str
    key: str
    signature: str

    @classmethod
    def from_json(cls, line: str | bytes) -> Head:
        """The head of a line of the file; raises :class:`ValueError` where it is none."""
        try:
            head = cls(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise ValueError("This is no head.") from error
        if not isinstance(head.sequence, int) or not all(isinstance(text, str) for text in dataclasses.astuple(head)[1:]):
            raise ValueError("This is no head.")
        return head

    def to_json(self) -> str:
        return json.dumps(dataclasses.asdict(self))

    def is_signed_by(self, key: str) -> bool:
        """Whether the holder of this public key has signed it."""
        try:
            public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
            public_key.verify(bytes.fromhex(self.signature), _signed(self.sequence, self.hash, self.time))
        except (InvalidSignature, ValueError):
            return False
        return self.key == key


def _signed(sequence: int, head_hash: str, time: str) -> bytes:
    return f"{FORMAT}\n{sequence}\n{head_hash}\n{time}\n".encode()


def _private_key() -> Ed25519PrivateKey:
    """The key of this installation. Any long random text does for ``RECORD_KEY``: its SHA-256 is the seed."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(settings.RECORD_KEY.encode()).digest())


def public_key() -> str:
    """What others check this installation's signatures by."""
    return _private_key().public_key().public_bytes_raw().hex()


def head_sign(sequence: int, head_hash: str, *, now: dt.datetime) -> Head:
    """The head of a chain, signed by this installation."""
    time = now.astimezone(dt.UTC).isoformat(timespec="microseconds")
    signature = _private_key().sign(_signed(sequence, head_hash, time)).hex()
    return Head(sequence=sequence, hash=head_hash, time=time, key=public_key(), signature=signature)


def head_publish(*, now: dt.datetime) -> Head | None:
    """Append the chain's head to the file, where it is not its last line already; returns what was appended."""
    path = Path(settings.RECORD_HEADS)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        sequence, head_hash = last_seal()
        published = _last_head(file)
        if sequence == 0 or (published and (published.sequence, published.hash) == (sequence, head_hash)):
            return None
        if published and published.sequence >= sequence:
            # An older backup, or somebody who cuts: from here on, no chain agrees with this file.
            log.error("record.head_went_back", published=published.sequence, sequence=sequence)
        head = head_sign(sequence, head_hash, now=now)
        file.write(f"{head.to_json()}\n".encode())
        file.flush()
        os.fsync(file.fileno())
    return head


def _last_head(file: BinaryIO) -> Head | None:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LINE))
    try:
        return Head.from_json(file.read().splitlines()[-1])
    except (IndexError, ValueError):  # an empty file, or one whose end went missing with the power: verifying names that line
        return None


def heads_in(path: Path) -> Iterator[tuple[int, Head]]:
    """The heads that are in a file now, one after the other, with the numbers of their lines.

    What is appended from now on is left out, since a chain that is being read need not have it. Raises :class:`ValueError` at a
    line that is no head, or goes back.
    """
    return _heads_until(path, path.stat().st_size)


def _heads_until(path: Path, end: int) -> Iterator[tuple[int, Head]]:
    reached = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if file.tell() > end:
                return
            try:
                head = Head.from_json(line)
            except ValueError as error:
                raise ValueError(f"Line {number} is no head.") from error
            if head.sequence < reached:
                raise ValueError(f"Line {number} goes back, from sequence {reached} to {head.sequence}.")
            reached = head.sequence
            yield number, head
