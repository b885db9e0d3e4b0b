"""Waking of tasks. The database is the queue; a message only says that there is something to look at.

A message that is lost costs time, not work: each app's periodic ``sweep`` finds in the database what is due.
"""

from __future__ import annotations

from typing import Protocol

import structlog
from django.db import transaction

log = structlog.get_logger(__name__)


class Task(Protocol):
    """A Celery task, as far as waking it goes."""

    name: str

    def delay(self, *args: int) -> object:
        """Send the message."""


def wake_on_commit(task: Task, *ids: int) -> None:
    """Send ``task`` a message with ``ids`` once the transaction is committed; a broker that is down is logged, never raised."""

    def send() -> None:
        try:
            task.delay(*ids)
        except Exception:  # whatever the client of the broker raises: the row is committed, the sweep finds it
            log.warning("wake.lost", task=task.name, ids=ids, exc_info=True)

    transaction.on_commit(send)
