"""What docs/record.md says that somebody without Claimdesk can do, done so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from core.models import RecordEntry
from core.record import payload_redact, record
from core.sealing import record_seal
from tests.factories import DeskFactory, UserFactory

pytestmark = pytest.mark.django_db

DOCUMENTATION = Path(__file__).resolve().parents[2] / "docs" / "record.md"


def block(language: str) -> str:
    """The text of the only code of this language."""
    (code,) = re.findall(rf"```{language}\n(.*?)```", DOCUMENTATION.read_text(), re.DOTALL)
    return code


def export(folder: Path) -> None:
    """As psql does it."""
    query = re.search(r"\\copy \((.*)\) TO 'record.csv' CSV HEADER", block("sql")).group(1)
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER)") as copy:
        (folder / "record.csv").write_bytes(b"".join(copy))


def prove(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", block("python")], cwd=folder, capture_output=True, text=True, check=False)


def test_an_export_is_proved_without_claimdesk(tmp_path: Path) -> None:
    desk, actor = DeskFactory(), UserFactory()
    with transaction.atomic():
        entries = [
            record("edit", desk, actor=actor, desk=desk, before={"name": "Größe, „alt“"}, after=None, reason='Said:\n"new"'),
            record("edit", desk, actor=None, desk=desk, after={"number": 0.1}),
            record("rename", actor, actor=None, desk=None, after=["a", {"b": None}]),
        ]
    payload_redact(entry=entries[1], actor=None, reason="Court order")
    record_seal()
    export(tmp_path)
    proved = prove(tmp_path)
    head = RecordEntry.objects.get(sequence=4).hash
    assert (proved.returncode, proved.stdout) == (0, f"The chain holds; its head is {head}.\n")

    exported = tmp_path / "record.csv"
    exported.write_text(exported.read_text().replace("Größe", "Große"))
    assert "Sequence 1 does not hold." in prove(tmp_path).stderr
