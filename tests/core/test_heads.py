"""Heads of the record: signed, one a line, in a file that only grows."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction
from django.utils import timezone
from structlog.testing import capture_logs

from core.heads import Head, head_publish, head_sign, heads_in, public_key
from core.models import Desk
from core.record import record
from core.sealing import last_seal, record_seal
from tests.factories import DeskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heads(settings, tmp_path: Path) -> Path:
    settings.RECORD_HEADS = tmp_path / "outside" / "heads.jsonl"
    return settings.RECORD_HEADS


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def write(desk: Desk) -> None:
    with transaction.atomic():
        record("edit", desk, actor=None, desk=desk)
    record_seal()


def test_what_is_signed_is_what_the_documentation_says() -> None:
    head = head_sign(7, "a" * 64, now=timezone.now())
    signed = f"claimdesk-head-1\n7\n{'a' * 64}\n{head.time}\n".encode()
    assert head.key == public_key()
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key)).verify(bytes.fromhex(head.signature), signed)


def test_the_same_key_signs_as_long_as_the_setting_stays(settings) -> None:
    ours = public_key()
    assert public_key() == ours
    settings.RECORD_KEY = "another"
    assert public_key() != ours


def test_a_head_is_appended_when_the_chain_has_grown(heads: Path, desk: Desk) -> None:
    assert head_publish(now=timezone.now()) is None
    write(desk)
    first = head_publish(now=timezone.now())
    begun = heads.read_bytes()
    assert head_publish(now=timezone.now()) is None
    write(desk)
    second = head_publish(now=timezone.now())
    assert heads.read_bytes().startswith(begun)
    assert [head for _, head in heads_in(heads)] == [first, second]
    assert (second.sequence, second.hash) == last_seal() == (2, second.hash)


def test_a_line_that_was_not_written_to_its_end_stops_nobody(heads: Path, desk: Desk) -> None:
    write(desk)
    head_publish(now=timezone.now())
    heads.write_text(f'{heads.read_text()}{{"sequence": 2, "ha\n')
    head = head_publish(now=timezone.now())
    assert Head.from_json(heads.read_text().splitlines()[-1]) == head


def test_a_record_that_went_back_is_told_and_nothing_in_the_file_is_touched(heads: Path, desk: Desk) -> None:
    write(desk)
    heads.parent.mkdir()
    heads.write_text(f"{head_sign(9, 'b' * 64, now=timezone.now()).to_json()}\n")
    begun = heads.read_text()
    with capture_logs() as logs:
        head_publish(now=timezone.now())
    assert logs == [{"event": "record.head_went_back", "log_level": "error", "published": 9, "sequence": 1}]
    assert heads.read_text().startswith(begun)


def test_heads_that_are_appended_while_the_file_is_read_are_left_out(heads: Path, desk: Desk) -> None:
    write(desk)
    head_publish(now=timezone.now())
    found = heads_in(heads)
    write(desk)
    head_publish(now=timezone.now())
    assert [head.sequence for _, head in found] == [1]


@pytest.mark.django_db(transaction=True)
def test_several_who_publish_at_once_write_one_line(heads: Path, desk: Desk) -> None:
    write(desk)

    def publish(_: int) -> Head | None:
        try:
            return head_publish(now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        published = list(threads.map(publish, range(8)))
    assert sum(head is not None for head in published) == 1
    assert len(heads.read_text().splitlines()) == 1
