"""Waking of tasks. The database is the queue; a message only says that there is something to look at.

A message that is lost costs time, not work: each app's periodic ``sweep`` finds in the database what is due.
"""

from __future__ import annotations

from typing import Protocol

import structlog
from celery import Celery
from django.db import transaction

log = structlog.get_logger(__name__)

#: With so many messages before it, another one makes nothing happen sooner.
BACKLOG = 100


class Task(Protocol):
    """A Celery task, as far as waking it goes."""

    name: str
    app: Celery

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


def is_backlogged(task: Task) -> bool:
    """Whether so much waits in the task's queue that a sweep had better send no more: most of it would be what waits already.

    What was lost meanwhile is found by a sweep after that. A broker that does not answer counts as one that holds nothing.
    """
    try:
        queue = task.app.amqp.router.route({}, task.name)["queue"].name
        with task.app.connection_for_read() as connection:
            waiting: int = connection.default_channel.queue_declare(queue, passive=True).message_count
    except Exception:  # noqa: BLE001 - whatever the client of the broker raises, also of a queue that is empty
        return False
    return waiting >= BACKLOG
