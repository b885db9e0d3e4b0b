"""The proof of the record, and what it says after an attack by somebody who can do anything in the database."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from core.heads import head_publish, head_sign, public_key
from core.models import Desk, RecordEntry
from core.record import payload_redact, record
from core.sealing import CONTENT, record_seal, seal_of
from tests.factories import DeskFactory

pytestmark = pytest.mark.django_db

ENTRIES = 6


@pytest.fixture
def heads(settings, tmp_path: Path) -> Path:
    settings.RECORD_HEADS = tmp_path / "heads.jsonl"
    return settings.RECORD_HEADS


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def write(desk: Desk, count: int = 1) -> list[RecordEntry]:
    with transaction.atomic():
        return [record("edit", desk, actor=None, desk=desk, after={"number": number}) for number in range(count)]


def seal() -> None:
    record_seal()
    head_publish(now=timezone.now())


@pytest.fixture
def entries(desk: Desk, heads: Path) -> list[RecordEntry]:
    """Sealed entries; the head is published in the middle and at the end."""
    entries = write(desk, ENTRIES // 2)
    seal()
    entries += write(desk, ENTRIES // 2)
    seal()
    return list(RecordEntry.objects.order_by("sequence"))


def attack(*statements: str) -> None:
    """As a superuser, to whom no trigger and no foreign key says no."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0
        cursor.execute("SET LOCAL session_replication_role = origin")


def cut_off(begin: int) -> None:
    """All from this sequence on."""
    attack(
        f"DELETE FROM core_recordpayload WHERE entry_id IN (SELECT id FROM core_recordentry WHERE sequence >= {begin})",
        f"DELETE FROM core_recordentry WHERE sequence >= {begin}",
    )


def reseal(begin: int) -> None:
    """As an attacker who knows how seals are made, from this sequence on."""
    previous = RecordEntry.objects.get(sequence=begin - 1).hash
    for entry in RecordEntry.objects.filter(sequence__gte=begin).order_by("sequence"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {CONTENT} FROM core_recordentry AS entry WHERE id = %s", [entry.pk])
            previous = seal_of(cursor.fetchone()[0], sequence=entry.sequence, previous=previous)
        attack(f"UPDATE core_recordentry SET hash = '{previous}' WHERE id = {entry.pk}")


def verify(capsys, *arguments: object) -> tuple[int, str]:
    """Exit code and what was said."""
    try:
        call_command("verify_record", *map(str, arguments))
    except CommandError as error:
        return error.returncode, str(error)
    return 0, capsys.readouterr().out


# --- What holds -------------------------------------------------------------------------------------------------------------


def test_an_empty_record_holds(capsys, heads: Path) -> None:
    code, said = verify(capsys)
    assert (code, "0 sealed entries" in said) == (0, True)


def test_a_record_that_holds(capsys, entries, heads: Path) -> None:
    code, said = verify(capsys, "--head", heads)
    assert code == 0
    assert f"The record holds: {ENTRIES} sealed entries, 0 of them redacted." in said
    assert f"sequence {ENTRIES}, hash {entries[-1].hash}" in said
    assert "each of the 2 heads" in said


def test_without_a_head_it_says_what_is_not_proved(capsys, entries, heads: Path) -> None:
    code, said = verify(capsys)
    assert code == 0
    assert "does not prove that no entries were cut off its end" in said
    assert str(heads) in said


def test_what_waits_for_its_seal_is_told(capsys, entries, desk: Desk) -> None:
    write(desk, 2)
    assert "Not sealed yet, and so not proved: 2, the first of" in verify(capsys)[1]


def test_a_record_that_grew_since_its_head_holds(capsys, entries, desk: Desk, heads: Path) -> None:
    write(desk)
    record_seal()
    code, said = verify(capsys, "--head", heads)
    assert code == 0
    assert "what came after the last is not proved" in said


def test_it_is_read_in_parts(capsys, entries, heads: Path, monkeypatch) -> None:
    monkeypatch.setattr("core.chain.CHUNK", 2)
    assert verify(capsys, "--head", heads)[0] == 0


# --- Redaction --------------------------------------------------------------------------------------------------------------


def test_a_redacted_record_holds_and_says_how_much_was_redacted(capsys, entries, heads: Path) -> None:
    payload_redact(entry=entries[2], actor=None, reason="Court order")
    seal()
    code, said = verify(capsys, "--head", heads)
    assert code == 0
    assert f"{ENTRIES + 1} sealed entries, 1 of them redacted" in said


def test_what_was_erased_without_a_redaction_is_found(capsys, entries) -> None:
    attack(f"UPDATE core_recordpayload SET salt = NULL, body = NULL WHERE entry_id = {entries[2].pk}")
    code, said = verify(capsys)
    assert code == 1
    assert f"sequence 3 (entry {entries[2].pk}," in said
    assert "no redaction is on record" in said


# --- Attacks that the chain shows by itself ---------------------------------------------------------------------------------

#: With its payload, which could not stay alone.
REMOVE = "WITH gone AS (DELETE FROM core_recordpayload WHERE entry_id = {0} RETURNING 1) DELETE FROM core_recordentry WHERE id"


@pytest.mark.parametrize(
    ("change", "first", "words"),
    [
        ("UPDATE core_recordpayload SET body = replace(body, '1', '2') WHERE entry_id = {2}", 2, "payload of sequence 2 "),
        ("UPDATE core_recordpayload SET salt = 'another' WHERE entry_id = {2}", 2, "payload of sequence 2 "),
        ("DELETE FROM core_recordpayload WHERE entry_id = {2}", 2, "payload of sequence 2 "),
        ("UPDATE core_recordentry SET action = 'core.desk.create' WHERE id = {2}", 2, "hash of sequence 2 "),
        ("UPDATE core_recordentry SET at = at - interval '1 microsecond' WHERE id = {2}", 2, "hash of sequence 2 "),
        ("UPDATE core_recordentry SET actor_id = 1 WHERE id = {2}", 2, "hash of sequence 2 "),
        ("UPDATE core_recordentry SET desk_id = NULL WHERE id = {2}", 2, "hash of sequence 2 "),
        ("UPDATE core_recordentry SET object_id = object_id + 1 WHERE id = {2}", 2, "hash of sequence 2 "),
        ("UPDATE core_recordentry SET hash = repeat('0', 64) WHERE id = {2}", 2, "hash of sequence 2 "),
        (REMOVE.format("{1}") + " = {1}", 1, "entry with sequence 1 is missing: sequence 2 "),
        (REMOVE.format("{3}") + " = {3}", 3, "entry with sequence 3 is missing: sequence 4 "),
        ("UPDATE core_recordentry SET sequence = NULL, hash = '' WHERE id = {3}", 3, "entry with sequence 3 is missing"),
        ("UPDATE core_recordentry SET sequence = 9 WHERE id = {6}", 6, "entry with sequence 6 is missing"),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(capsys, entries, change: str, first: int, words: str) -> None:
    attack(change.format(None, *(entry.pk for entry in entries)))
    code, said = verify(capsys)
    assert code == 1
    assert words in said
    named = entries[first - 1] if "is missing: " not in words else entries[first]
    assert "is missing" in words or f"(entry {named.pk}, {named.action}" in said or "core.desk.create" in said


def test_entries_that_change_places_are_found(capsys, entries) -> None:
    second, third = entries[1], entries[2]
    attack(
        f"UPDATE core_recordentry SET sequence = NULL, hash = '' WHERE id IN ({second.pk}, {third.pk})",
        f"UPDATE core_recordentry SET sequence = 2, hash = '{second.hash}' WHERE id = {third.pk}",
        f"UPDATE core_recordentry SET sequence = 3, hash = '{third.hash}' WHERE id = {second.pk}",
    )
    code, said = verify(capsys)
    assert (code, f"hash of sequence 2 (entry {third.pk}" in said) == (1, True)


def test_an_entry_that_is_pushed_in_is_found(capsys, entries, desk: Desk) -> None:
    forged = write(desk)[0]
    attack(
        "UPDATE core_recordentry SET sequence = sequence + 1000 WHERE sequence >= 4",
        "UPDATE core_recordentry SET sequence = sequence - 999 WHERE sequence >= 1000",
        f"UPDATE core_recordentry SET sequence = 4, hash = repeat('a', 64) WHERE id = {forged.pk}",
    )
    code, said = verify(capsys)
    assert (code, f"hash of sequence 4 (entry {forged.pk}" in said) == (1, True)


def test_an_entry_that_is_put_behind_the_last_with_a_made_up_seal_is_found(capsys, entries, desk: Desk) -> None:
    forged = write(desk)[0]
    attack(f"UPDATE core_recordentry SET sequence = {ENTRIES + 1}, hash = repeat('a', 64) WHERE id = {forged.pk}")
    code, said = verify(capsys)
    assert (code, f"hash of sequence {ENTRIES + 1} (entry {forged.pk}" in said) == (1, True)


def test_text_does_not_wander_from_one_column_into_the_next(capsys, entries) -> None:
    """The parts are told apart by line ends, which no honest entry has within."""
    attack(
        f"UPDATE core_recordentry SET action = action || E'\\n' || desk_id, desk_id = NULL WHERE id = {entries[1].pk}",
    )
    assert verify(capsys)[0] == 1


# --- Attacks that only a head shows -----------------------------------------------------------------------------------------


def test_a_tail_that_was_cut_is_found_by_the_head(capsys, entries, heads: Path) -> None:
    cut_off(ENTRIES)
    assert verify(capsys)[0] == 0
    code, said = verify(capsys, "--head", heads)
    assert code == 1
    assert f"ends at sequence {ENTRIES - 1}, but the head in line 2 says that it reached {ENTRIES}" in said


def test_a_tail_that_was_cut_and_grew_again_is_found_by_the_head(capsys, entries, desk: Desk, heads: Path) -> None:
    cut_off(ENTRIES)
    write(desk, 3)
    record_seal()
    assert verify(capsys)[0] == 0
    code, said = verify(capsys, "--head", heads)
    assert (code, f"line 2 says that sequence {ENTRIES} had another hash" in said) == (1, True)


def test_a_chain_that_was_made_anew_is_found_by_the_head(capsys, entries, heads: Path) -> None:
    attack(f"UPDATE core_recordentry SET action = 'core.desk.create' WHERE id = {entries[1].pk}")
    reseal(2)
    assert verify(capsys)[0] == 0
    code, said = verify(capsys, "--head", heads)
    assert (code, "line 1 says that sequence 3 had another hash" in said) == (1, True)


def test_heads_that_were_published_since_hide_nothing(capsys, entries, heads: Path) -> None:
    cut_off(ENTRIES)
    seal()
    assert len(heads.read_text().splitlines()) == 3
    code, said = verify(capsys, "--head", heads)
    assert (code, "the head in line 2" in said) == (1, True)


# --- Heads ------------------------------------------------------------------------------------------------------------------


def changed(heads: Path, **columns: object) -> None:
    lines = heads.read_text().splitlines()
    heads.write_text("\n".join([lines[0], json.dumps(json.loads(lines[1]) | columns)]) + "\n")


@pytest.mark.parametrize(
    "columns",
    [
        {"sequence": ENTRIES - 1},
        {"hash": "a" * 64},
        {"time": "2026-01-01T00:00:00.000000+00:00"},
        {"signature": "00" * 64},
        {"signature": "no hex"},
        {"key": "00" * 32},
    ],
    ids=str,
)
def test_a_head_that_was_changed_is_found(capsys, entries, heads: Path, columns: dict[str, object]) -> None:
    changed(heads, **columns)
    code, said = verify(capsys, "--head", heads)
    assert (code, "The head in line 2 is not signed by the key" in said) == (1, True)


def test_a_head_of_somebody_else_is_none(capsys, entries, heads: Path, settings) -> None:
    ours = public_key()
    settings.RECORD_KEY = "somebody else's"
    heads.write_text(head_sign(ENTRIES, entries[-1].hash, now=timezone.now()).to_json())
    assert verify(capsys, "--head", heads)[0] == 0
    code, said = verify(capsys, "--head", heads, "--public-key", ours)
    assert (code, f"line 1 is not signed by the key {ours}" in said) == (1, True)


@pytest.mark.parametrize("line", ["", "{}", "[]", "7", "not JSON", '{"sequence": "1"}', "\x00"])
def test_a_line_that_is_no_head_is_named(capsys, entries, heads: Path, line: str) -> None:
    heads.write_text(f"{heads.read_text()}{line}\n")
    code, said = verify(capsys, "--head", heads)
    assert (code, "could not be checked. Line 3 is no head." in said) == (2, True)


def test_heads_are_read_in_their_order(capsys, entries, heads: Path) -> None:
    heads.write_text("".join(f"{line}\n" for line in reversed(heads.read_text().splitlines())))
    code, said = verify(capsys, "--head", heads)
    assert (code, "Line 2 goes back" in said) == (2, True)


def test_a_file_of_heads_that_is_not_there_proves_nothing(capsys, entries, tmp_path: Path) -> None:
    code, said = verify(capsys, "--head", tmp_path / "nowhere")
    assert (code, "could not be checked" in said) == (2, True)
    (tmp_path / "empty").touch()
    code, said = verify(capsys, "--head", tmp_path / "empty")
    assert (code, "has no head" in said) == (0, True)


def test_a_database_that_does_not_answer_proves_nothing(capsys, monkeypatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("core.management.commands.verify_record.check_chain", away)
    assert verify(capsys) == (2, "The record could not be checked. the connection is lost")
