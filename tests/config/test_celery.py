import datetime as dt
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from kombu.exceptions import EncodeError, OperationalError

from config.celery import app
from config.supervisor import COMMANDS
from core.services.mailing import LEASE


def test_every_task_of_the_timetable_exists() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def queue_of(task: str) -> str:
    """The queue in which a message for the task waits."""
    return app.amqp.router.route({}, task)["queue"].name


def test_what_has_its_time_waits_apart_from_the_work() -> None:
    app.loader.import_default_modules()
    timely = {entry["task"] for entry in app.conf.beat_schedule.values()} | {
        "core.tasks.mail_to_invited",
        "core.tasks.mail_to_user",
        "verification.tasks.lapse_assignment",
        "verification.tasks.remind_assignment",
    }
    own = {name for name in app.tasks if not name.startswith("celery.")}
    assert {name for name in own if queue_of(name) == "control"} == timely
    assert {queue_of(name) for name in own - timely} == {"celery"}


def test_each_queue_has_a_worker_and_one_that_is_told_nothing_takes_from_all() -> None:
    told = re.findall(r" worker .*--queues (\S+)", "\n".join(COMMANDS.values()))
    assert sorted(told) == sorted(app.conf.task_queues) == sorted(app.amqp.queues.consume_from)


def test_a_sweep_is_taken_before_the_mails_that_wait() -> None:
    assert app.amqp.router.route({}, "core.tasks.mail_to_user")["priority"] > 0
    assert "priority" not in app.amqp.router.route({}, "core.tasks.sweep")


def test_who_sweeps_and_mails_needs_no_language_model() -> None:
    code = "import django, sys; django.setup(); from config import celery_app; celery_app.loader.import_default_modules()"
    loaded = subprocess.check_output([sys.executable, "-c", f"{code}; print('spacy' in sys.modules)"], text=True)
    assert loaded.strip() == "False"


def test_beat_keeps_nothing_that_another_beat_could_break(tmp_path: Path) -> None:
    beat = app.Beat()
    scheduler = beat.Service(app, scheduler_cls=beat.scheduler_cls, schedule_filename=str(tmp_path / "schedule")).scheduler
    scheduler.sync()
    assert set(app.conf.beat_schedule) <= set(scheduler.schedule)
    assert list(tmp_path.iterdir()) == []


def pool_of(queue: str) -> str:
    """What the worker of a queue runs its tasks in: what it is told, or Celery's own choice."""
    (command,) = [command for command in COMMANDS.values() if re.search(rf" --queues {queue}\b", command)]
    told = re.search(r" --pool (\S+)", command)
    return told[1] if told else app.conf.worker_pool


def test_a_task_can_tell_that_its_time_is_up_before_it_is_killed_and_is_killed_before_it_is_handed_out_again() -> None:
    app.loader.import_default_modules()
    assert pool_of("celery") == "prefork", "Celery enforces time limits in processes alone"
    for name, task in app.tasks.items():
        if name.startswith("celery.") or queue_of(name) != "celery":
            continue
        assert task.soft_time_limit < task.time_limit < app.conf.broker_transport_options["visibility_timeout"], name


def test_where_no_time_limit_holds_nothing_counts_on_one() -> None:
    app.loader.import_default_modules()
    assert pool_of("control") == "threads"
    limited = {name for name, task in app.tasks.items() if task.time_limit != app.conf.task_time_limit}
    assert {queue_of(name) for name in limited} == {"celery"}
    answers = 5  # of a mail server to: from, to, the letter comes, the letter, and a reset after a refusal
    assert answers * dt.timedelta(seconds=settings.EMAIL_TIMEOUT) < LEASE


def test_a_broker_that_is_away_is_reported_at_once() -> None:
    began = time.monotonic()
    with app.connection_for_write("redis+socket:///nonexistent/valkey.sock") as connection, pytest.raises(OperationalError):
        app.send_task("claims.tasks.sweep", connection=connection)
    assert time.monotonic() - began < 1


def test_only_json_travels() -> None:
    with app.connection_for_write("memory://") as connection, pytest.raises(EncodeError):
        app.send_task("claims.tasks.sweep", args=[object()], connection=connection)
