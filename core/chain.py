"""The proof that the record holds: every seal is made anew and compared, from the first entry to the last, in constant memory."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Generator, Iterable, Iterator

from django.db import connection, transaction

from core.heads import Head
from core.models import RecordEntry
from core.record import REDACTED_BY, payload_digest
from core.sealing import CONTENT, GENESIS, seal_of

#: Entries that are held in memory at once.
CHUNK = 2_000
LINKS = f"""
SELECT entry.sequence, entry.hash, {CONTENT}, entry.id, entry.digest, payload.entry_id IS NOT NULL, payload.salt, payload.body
FROM core_recordentry AS entry LEFT JOIN core_recordpayload AS payload ON payload.entry_id = entry.id
WHERE entry.sequence IS NOT NULL ORDER BY entry.sequence
"""  # noqa: S608 - constants


@dataclasses.dataclass(slots=True)
class Link:
    """A sealed entry as it is found, with its payload."""

    sequence: int
    hash: str
    content: str
    entry: int
    digest: str
    has_payload: bool
    salt: str | None
    body: str | None

    def __str__(self) -> str:
        entry, at, _, action, *_ = self.content.split("\n")
        return f"sequence {self.sequence} (entry {entry}, {action}, {at})"


class BrokenChainError(Exception):
    """The record does not hold; the message names the first entry, or the head, by which that shows."""


@dataclasses.dataclass(slots=True)
class Chain:
    """What was proved so far: the chain up to an entry."""

    sequence: int = 0
    hash: str = GENESIS
    redacted: int = 0
    heads: int = 0


def check_chain(heads: Iterable[tuple[int, Head]], *, key: str) -> Chain:
    """Prove the chain, and that it has grown from each of these heads, which the holder of the public ``key`` signed.

    Raises :class:`BrokenChainError` at the first entry or head that does not hold.
    """
    chain = Chain()
    awaited = _checked(heads, key)
    head = next(awaited, None)
    with transaction.atomic(), contextlib.closing(_links()) as links:
        for link in links:
            _check_link(chain, link)
            _check_payload(chain, link)
            chain.sequence, chain.hash = link.sequence, link.hash
            while head and head[1].sequence == chain.sequence:
                _check_head(chain, *head)
                head = next(awaited, None)
    if head:
        line, late = head
        raise BrokenChainError(
            f"The record ends at sequence {chain.sequence}, but the head in line {line} says that it reached {late.sequence} by"
            f" {late.time}: entries were cut off its end."
        )
    return chain


def unsealed() -> tuple[int, dt.datetime | None]:
    """How many entries wait for their seal, and since when."""
    waiting = RecordEntry.objects.filter(sequence=None).order_by("at")
    return waiting.count(), waiting.values_list("at", flat=True).first()


def _links() -> Generator[Link]:
    """All sealed entries in their order, by a cursor of the server: what is there when it is opened, and none of it held here."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(LINKS)
        while rows := cursor.fetchmany(CHUNK):
            yield from (Link(*row) for row in rows)


def _check_link(chain: Chain, link: Link) -> None:
    if link.sequence != chain.sequence + 1:
        raise BrokenChainError(f"The entry with sequence {chain.sequence + 1} is missing: {link} comes next.")
    if link.hash != seal_of(link.content, sequence=link.sequence, previous=chain.hash):
        raise BrokenChainError(
            f"The hash of {link} does not follow from it and from the entry before it: it was changed, moved here or inserted,"
            " or the entry that was here is gone."
        )


def _check_payload(chain: Chain, link: Link) -> None:
    if not link.has_payload:
        raise BrokenChainError(f"The payload of {link} is missing.")
    if link.salt is None or link.body is None:
        if not RecordEntry.objects.filter(**REDACTED_BY, object_id=link.entry).exists():
            raise BrokenChainError(f"The payload of {link} was erased, and no redaction is on record.")
        chain.redacted += 1
    elif payload_digest(link.salt, link.body) != link.digest:
        raise BrokenChainError(f"The payload of {link} was changed.")


def _checked(heads: Iterable[tuple[int, Head]], key: str) -> Iterator[tuple[int, Head]]:
    for line, head in heads:
        if not head.is_signed_by(key):
            raise BrokenChainError(f"The head in line {line} is not signed by the key {key}.")
        yield line, head


def _check_head(chain: Chain, line: int, head: Head) -> None:
    if head.hash != chain.hash:
        raise BrokenChainError(
            f"The head in line {line} says that sequence {head.sequence} had another hash by {head.time}: the record up to there"
            " was made anew."
        )
    chain.heads += 1
