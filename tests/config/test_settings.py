import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = {"env", "environ", "getenv"}
NOT_SETTINGS = {"MAKELEVEL", "PYTHONWARNINGS"}  # what make and Python read

PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "claimdesk.example.org",
    "SITE_URL": "https://claimdesk.example.org",
    "DATABASE_URL": "postgres://claimdesk@db/claimdesk",
    "REDIS_URL": "redis://broker/0",
    "EMAIL_URL": "smtp://mail",
    "RECORD_KEY": "zyxwvutsrqponmlkjihgfedcba9876543210" * 2,
    "RECORD_HEADS": "/srv/heads/record-heads.jsonl",
}


def check_deploy(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=ROOT,
        # Nothing of what other tests, or whoever runs them, have in their environment.
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_passes_the_deployment_check() -> None:
    done = check_deploy(**PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_does_not_start_without(name: str) -> None:
    done = check_deploy(**{**PRODUCTION, name: ""})
    assert done.returncode != 0
    assert f"Production needs {name};" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SITE_URL", "http://claimdesk.example.org", "begins with https://"),
        ("ALLOWED_HOSTS", "*", "name the hosts"),
        ("RECORD_KEY", "guessed", "at least 32 random characters"),
        ("FETCH_ALLOW_PRIVATE", "true", "for tests only"),
    ],
)
def test_production_does_not_start_with(name: str, value: str, complaint: str) -> None:
    done = check_deploy(**{**PRODUCTION, name: value})
    assert done.returncode != 0
    assert complaint in done.stderr


def variables_read() -> set[str]:
    """The names of all environment variables that the source asks for."""
    names: set[str] = set()
    for app in ("config", "core", "sources", "claims", "verification"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and node.args and READERS & set(re.findall(r"\w+", ast.unparse(node.func))):
                    names.update(first.value for first in node.args[:1] if isinstance(first, ast.Constant))
    return {name for name in names if name.isupper()} - NOT_SETTINGS


def test_every_variable_is_in_the_example_and_in_the_documentation() -> None:
    read = variables_read()
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs/operations.md").read_text(), re.MULTILINE))
    assert {"DATABASE_URL", "SECRET_KEY", "PORT"} <= read
    assert example == read
    assert documented == read
