"""What the soak tests do to the processes, and how they see that a task is in the middle of its work."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import psycopg
import redis
from celery import Celery
from django.conf import settings
from django.db import connection

from tests.functional.stack import Stack

#: Generous: most of it is the start of a worker on a busy machine.
PATIENCE = 180
POLL_SECONDS = 0.1
SWEEP_EVERY = 3.0
#: Between them they take from every queue.
WORKERS = ("worker", "control")
SWEEPS = ("core.tasks.sweep", "sources.tasks.sweep", "claims.tasks.sweep", "verification.tasks.sweep")


class Stage:
    """The processes, their broker, and a hand in their database."""

    def __init__(self, stack: Stack, redis_url: str) -> None:
        self.stack = stack
        self.app = Celery(broker=redis_url.replace("unix://", "redis+socket://", 1), set_as_current=False)
        self.app.conf.update(task_queues=settings.CELERY_TASK_QUEUES, task_routes=settings.CELERY_TASK_ROUTES)
        self.broker = redis.Redis.from_url(redis_url)

    def send(self, task: str, *arguments: int) -> None:
        """Have the workers handed a message."""
        self.app.send_task(task, arguments, ignore_result=True)

    def run(self, *names: str) -> None:
        """Have these processes run, those that do already as well."""
        for name in names:
            if name not in self.stack.processes:
                self.stack.start(name)

    def ended(self) -> dict[str, str]:
        """The processes that ended by themselves, each with its last words."""
        processes = self.stack.processes
        return {name: self.stack.log(name).read_text()[-4000:] for name in processes if processes[name].poll() is not None}

    def clear(self) -> None:
        """Stop whatever runs, and forget every message."""
        for name in [*self.stack.processes]:
            self.stack.stop(name)
        self.forget_messages()

    def forget_messages(self) -> None:
        """Lose what the broker holds, those too that a killed worker had taken."""
        self.broker.flushall()

    def is_idle(self) -> bool:
        """Whether no message waits and none is being worked on: it is acknowledged after its work."""
        return not any(self.broker.scan_iter(_type="list")) and not self.broker.hlen("unacked")

    @contextlib.contextmanager
    def holding(self, table: str) -> Iterator[Callable[[], bool]]:
        """Let nobody write to a table, or use it at all if nothing is written; gives whether somebody waits for it."""
        with psycopg.connect(**self._address(), autocommit=True) as own:
            own.execute("BEGIN")
            own.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"

            def is_waited_for() -> bool:
                return own.execute(waiting, [table]).fetchone() != (0,)

            yield is_waited_for
            own.execute("ROLLBACK")

    def _address(self) -> dict[str, object]:
        given = connection.settings_dict
        address = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "password": given["PASSWORD"]}
        return {name: value for name, value in address.items() if value} | {"dbname": given["NAME"]}

    def wait_until(self, holds: Callable[[], object], *, sweeping: bool = False) -> None:
        """Return once it holds; meanwhile have the sweeps run like beat does, but more often."""
        begun = swept = time.monotonic()
        while not holds():
            now = time.monotonic()
            assert now - begun < PATIENCE, {name: self.stack.log(name).read_text()[-4000:] for name in self.stack.processes}
            if sweeping and now - swept > SWEEP_EVERY:
                swept = now
                for task in SWEEPS:
                    self.send(task)
            time.sleep(POLL_SECONDS)
