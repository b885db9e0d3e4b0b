"""Throw-away servers, and a PostgreSQL with Claimdesk's tables, for what is measured with data."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django

from config import embedded


@contextlib.contextmanager
def servers(*, valkey: bool = True) -> Iterator[Path]:
    """Starts throw-away servers in a folder of their own, which is yielded and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="claimdesk-bench-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        with embedded.running(home, valkey=valkey, throwaway=True):
            yield home


@contextlib.contextmanager
def throwaway() -> Iterator[None]:
    """Starts a PostgreSQL and sets Django up on it, migrated and empty. All of it is gone afterwards."""
    with servers(valkey=False) as home, tempfile.TemporaryDirectory() as var:
        os.environ |= {
            "DATABASE_URL": embedded.database_url(home),
            "VAR_DIR": var,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "LOG_LEVEL": "WARNING",
        }
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - Django is set up only now

        call_command("migrate", verbosity=0)
        yield
