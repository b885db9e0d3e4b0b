"""The sealing of the record: entries get their gapless sequence, and a hash over the one before.

Writers do not seal. They would have to wait for each other, and a record is no reason to wait. A single sealer follows them in
batches and takes whatever is committed by then; an entry whose transaction takes longer is sealed after entries with higher ids.
The order of the sequence is the order of the record. docs/record.md says byte for byte what is hashed.
"""

from __future__ import annotations

import hashlib

from django.db import connection, transaction

from core.models import RecordEntry

FORMAT = "claimdesk-record-1"
#: What stands for the hash before the first one.
GENESIS = "0" * 64
#: Entries that are sealed in one transaction: few enough to be done in a blink, many enough to keep up with any number of people.
BATCH = 1_000
#: The advisory lock of the one who seals, a number that nobody else locks in this database.
LOCK = 0x7265636F7264
#: What of an entry is hashed. One expression makes it, for sealing and for proving.
CONTENT = """
concat_ws(
    E'\\n', entry.id, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), coalesce(entry.actor_id::text, ''),
    entry.action, coalesce(entry.desk_id::text, ''), entry.object_type, entry.object_id, entry.digest
)
"""
WAITING = f"""
SELECT entry.id, {CONTENT} FROM core_recordentry AS entry
WHERE entry.sequence IS NULL ORDER BY entry.id LIMIT %s
"""  # noqa: S608 - constants
SEAL = """
UPDATE core_recordentry AS entry SET sequence = seal.sequence, hash = seal.hash
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS seal (id, sequence, hash)
WHERE entry.id = seal.id
"""


def seal_of(content: str, *, sequence: int, previous: str) -> str:
    """The hash of an entry at its place, after the entry with the hash ``previous``."""
    return hashlib.sha256(f"{FORMAT}\n{sequence}\n{previous}\n{content}\n".encode()).hexdigest()


def last_seal() -> tuple[int, str]:
    """Sequence and hash of the last sealed entry: the head of the chain."""
    sealed = RecordEntry.objects.exclude(sequence=None).order_by("-sequence")
    sequence, seal = sealed.values_list("sequence", "hash").first() or (None, GENESIS)
    return sequence or 0, seal


def record_seal(*, batch: int = BATCH) -> int:
    """Seal all that is committed and not sealed yet; returns how many entries that was.

    Where another process is sealing already, it is left to that one.
    """
    sealed = 0
    while count := _seal_batch(batch):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(size: int) -> int:
    with connection.cursor() as cursor:
        # The lock ends after the commit: whoever has it next reads what this transaction wrote.
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if cursor.fetchone() == (False,):
            return 0
        sequence, seal = last_seal()
        seals = []
        cursor.execute(WAITING, [size])
        for entry, content in cursor.fetchall():
            sequence += 1
            seal = seal_of(content, sequence=sequence, previous=seal)
            seals.append((entry, sequence, seal))
        if seals:
            cursor.execute(SEAL, [list(column) for column in zip(*seals, strict=True)])
    return len(seals)
