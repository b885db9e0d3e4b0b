"""The seal of the record: without a gap, by one sealer whom no writer waits for; and what the database refuses to change."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from core import tasks
from core.heads import heads_in
from core.models import Desk, RecordEntry, RecordPayload, User
from core.record import record
from core.sealing import GENESIS, LOCK, record_seal
from tests.factories import DeskFactory, UserFactory

pytestmark = pytest.mark.django_db


def write(desk: Desk, actor: User | None = None, reason: str = "Why") -> RecordEntry:
    with transaction.atomic():
        return record("edit", desk, actor=actor, desk=desk, before={"name": "A"}, after={"name": "B"}, reason=reason)


def sealed() -> list[tuple[int, int | None]]:
    """Entries with their sequence, in the order of their ids."""
    return list(RecordEntry.objects.order_by("pk").values_list("pk", "sequence"))


@contextmanager
def in_another_connection(work: Callable[[], object]) -> Iterator[None]:
    """Does the work in a transaction of its own, which is committed when the context ends."""
    done, go_on = threading.Event(), threading.Event()

    def run() -> None:
        with transaction.atomic():
            work()
            done.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert done.wait(30)
        yield
    finally:
        go_on.set()
        thread.join()


# --- What is hashed -------------------------------------------------------------------------------------------------------


def test_what_is_hashed_is_what_the_documentation_says() -> None:
    desk, actor = DeskFactory(), UserFactory()
    first, second = write(desk, actor), write(desk)
    record_seal()
    first.refresh_from_db()
    second.refresh_from_db()
    at = first.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    lines = [
        *("claimdesk-record-1", "1", GENESIS, str(first.pk), at, str(actor.pk), "core.desk.edit", str(desk.pk)),
        *("core.desk", str(desk.pk), first.digest),
    ]
    assert first.hash == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    at = second.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    lines = [
        *("claimdesk-record-1", "2", first.hash, str(second.pk), at, "", "core.desk.edit", str(desk.pk)),
        *("core.desk", str(desk.pk), second.digest),
    ]
    assert second.hash == hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def test_the_digest_is_over_salt_and_body_as_they_are_kept() -> None:
    payload = write(DeskFactory(), reason="„Größe“").payload
    assert payload.body == '{"after":{"name":"B"},"before":{"name":"A"},"reason":"„Größe“"}'
    assert hashlib.sha256((payload.salt + payload.body).encode()).hexdigest() == payload.entry.digest
    assert (payload.before, payload.after, payload.reason) == ({"name": "A"}, {"name": "B"}, "„Größe“")


# --- Sequence ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_each_entry_is_sealed_once_and_without_a_gap(batch: int) -> None:
    desk = DeskFactory()
    entries = [write(desk).pk for _ in range(5)]
    assert record_seal(batch=batch) == 5
    assert record_seal(batch=batch) == 0
    entries.append(write(desk).pk)
    assert record_seal(batch=batch) == 1
    assert sealed() == list(zip(entries, range(1, 7), strict=True))


def test_an_entry_that_was_rolled_back_leaves_no_gap() -> None:
    desk = DeskFactory()
    write(desk)
    with transaction.atomic():
        write(desk)
        transaction.set_rollback(True)
    write(desk)
    record_seal()
    assert [sequence for _, sequence in sealed()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_committed_late_is_sealed_after_those_with_higher_ids() -> None:
    desk = DeskFactory()
    late: list[RecordEntry] = []
    with in_another_connection(lambda: late.append(write(desk))):
        early = write(desk)
        assert record_seal() == 1
        assert sealed() == [(early.pk, 1)]
    assert late[0].pk < early.pk
    assert record_seal() == 1
    assert sealed() == [(late[0].pk, 2), (early.pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_one_seals_at_a_time_and_nobody_waits_for_it() -> None:
    desk = DeskFactory()
    write(desk)

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    with in_another_connection(hold):
        assert record_seal() == 0
        write(desk)  # a writer goes on meanwhile
    assert record_seal() == 2


@pytest.mark.django_db(transaction=True)
def test_nobody_who_writes_waits_for_an_open_seal() -> None:
    desk = DeskFactory()
    write(desk)
    with in_another_connection(record_seal), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1ms'")
        write(desk)
    assert record_seal() == 1


def test_the_sweep_seals_and_writes_the_head_outside_the_database(settings, tmp_path) -> None:
    settings.RECORD_HEADS = tmp_path / "heads" / "record.jsonl"
    tasks.sweep()
    assert settings.RECORD_HEADS.read_text() == "", "nothing happened yet"
    entry = write(DeskFactory())
    tasks.sweep()
    tasks.sweep()
    entry.refresh_from_db()
    ((_, head),) = heads_in(settings.RECORD_HEADS)
    assert (head.sequence, head.hash) == (1, entry.hash)


# --- What the database refuses ----------------------------------------------------------------------------------------------

SEAL = f"sequence = 7, hash = '{'a' * 64}'"


def refused(statement: str) -> bool:
    """Whether the database refuses this, and for no other reason than that it is to be refused."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE is refused for what they have still to check
            cursor.execute(statement)
            assert cursor.rowcount != 0, "nothing was there to be refused"
    except IntegrityError as error:
        return "append-only" in str(error) or "violates check constraint" in str(error)
    return False


@pytest.mark.parametrize(
    "change",
    ["action = 'x'", "object_id = 0", "digest = ''", "actor_id = NULL", "at = now()", f"action = 'x', {SEAL}", "id = -1"],
)
@pytest.mark.parametrize("seal_first", [True, False])
def test_no_entry_is_changed(change: str, seal_first: bool) -> None:
    write(DeskFactory(), UserFactory())
    if seal_first:
        record_seal()
    assert refused(f"UPDATE core_recordentry SET {change}")


def test_a_seal_is_set_once_and_whole() -> None:
    write(DeskFactory())
    assert refused("UPDATE core_recordentry SET sequence = 7")
    assert refused("UPDATE core_recordentry SET sequence = 0, hash = repeat('a', 64)")
    assert not refused(f"UPDATE core_recordentry SET {SEAL}")
    assert refused(f"UPDATE core_recordentry SET {SEAL}")
    assert refused("UPDATE core_recordentry SET sequence = NULL, hash = ''")


@pytest.mark.parametrize(
    "change", ["body = '{}'", "salt = ''", "body = NULL", "salt = NULL", "body = NULL, salt = NULL", "entry_id = -1"]
)
def test_no_payload_is_changed(change: str) -> None:
    write(DeskFactory())
    assert refused(f"UPDATE core_recordpayload SET {change}")


@pytest.mark.parametrize("table", ["core_recordentry", "core_recordpayload"])
def test_nothing_is_deleted(table: str) -> None:
    write(DeskFactory())
    assert refused(f"DELETE FROM {table}")
    assert refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db(transaction=True)
def test_an_entry_belongs_into_the_transaction_of_what_it_records() -> None:
    desk = DeskFactory()
    with pytest.raises(RuntimeError):
        record("edit", desk, actor=None, desk=desk)
    assert not RecordPayload.objects.exists()
