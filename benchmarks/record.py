"""How long the record of a million entries takes to seal and to prove, and what memory the proof needs.

    python -m benchmarks.record [--entries 1000000]

The entries are copied into a throw-away PostgreSQL as ``core.record`` would have written them, sealed, and proved by the real
command in a process of its own, with the head that the sealing left.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.database import throwaway

BEGUN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MOST_SECONDS_A_MILLION = 30.0
MOST_MEGABYTES = 200


def rows(entries: int, desk: int) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Entries and payloads of the usual size, each another."""
    from core.models import new_salt  # noqa: PLC0415 - Django is set up only now
    from core.record import payload_body, payload_digest  # noqa: PLC0415

    for number in range(1, entries + 1):
        salt = new_salt()
        before = {"state": "in_review", "version": number, "priority": 3, "due_at": "2026-03-02T12:00:00Z"}
        after = {"state": "decided", "version": number + 1, "priority": 3, "due_at": None}
        body = payload_body(before, after, f"The port's own log has {number} arrivals on that day.")
        at = BEGUN + dt.timedelta(seconds=number)
        entry = (
            number,
            at,
            None,
            "verification.case.decide",
            desk,
            "verification.case",
            number % 9_973,
            payload_digest(salt, body),
        )
        yield entry, (number, salt, body)


def fill(entries: int) -> None:
    """Copy the entries in."""
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up only now

    from tests.factories import DeskFactory  # noqa: PLC0415

    desk = DeskFactory().pk
    columns = "id, at, actor_id, action, desk_id, object_type, object_id, digest, hash"
    with transaction.atomic(), connection.cursor() as cursor, tempfile.TemporaryFile("w+") as payloads:
        with cursor.copy(f"COPY core_recordentry ({columns}) FROM STDIN") as copy:
            for entry, payload in rows(entries, desk):
                copy.write_row((*entry, ""))
                payloads.write("\t".join(map(str, payload)) + "\n")
        payloads.seek(0)
        with cursor.copy("COPY core_recordpayload (entry_id, salt, body) FROM STDIN") as copy:
            while data := payloads.read(1 << 20):
                copy.write(data)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE core_recordentry, core_recordpayload")


def seal(heads: Path) -> float:
    """Seal them all, publish the head, and return the seconds."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up only now
    from django.utils import timezone  # noqa: PLC0415

    from core.heads import head_publish  # noqa: PLC0415
    from core.sealing import record_seal  # noqa: PLC0415

    settings.RECORD_HEADS = heads
    begun = time.perf_counter()
    record_seal()
    head_publish(now=timezone.now())
    return time.perf_counter() - begun


def prove(heads: Path) -> tuple[float, float, int]:
    """The seconds, the seconds of a processor, and the peak megabytes of the command."""
    begun = time.perf_counter()
    command = [sys.executable, "manage.py", "verify_record", "--head", str(heads)]
    process = subprocess.Popen(command, cwd=Path(__file__).parent.parent, env=os.environ)
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def bytes_an_entry(entries: int) -> int:
    """What an entry takes on the disk, with payload and indexes."""
    from django.db import connection  # noqa: PLC0415 - Django is set up only now

    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL core_recordentry")
        cursor.execute("SELECT pg_total_relation_size('core_recordentry') + pg_total_relation_size('core_recordpayload')")
        return int(cursor.fetchone()[0]) // entries


def main() -> None:
    """Print the figures; exit with 1 where the proof is too slow or too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    entries = parser.parse_args().entries
    with throwaway(), tempfile.TemporaryDirectory() as folder:
        heads = Path(folder) / "heads.jsonl"
        fill(entries)
        sealing = seal(heads)
        proving, processor, megabytes = prove(heads)
        size = bytes_an_entry(entries)
    print(f"{entries:,} entries of {size} bytes: sealed in {sealing:.1f} s, proved in {proving:.1f} s")
    print(f"The command itself worked for {processor:.1f} s of these and had {megabytes} MB at most")
    if proving > MOST_SECONDS_A_MILLION * max(1, entries / 1_000_000) or megabytes > MOST_MEGABYTES:
        raise SystemExit("The proof takes too long, or too much memory.")


if __name__ == "__main__":
    main()
