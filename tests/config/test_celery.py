import time
from pathlib import Path

import pytest
from kombu.exceptions import EncodeError, OperationalError

from config.celery import app


def test_every_task_of_the_timetable_exists() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_beat_keeps_nothing_that_another_beat_could_break(tmp_path: Path) -> None:
    beat = app.Beat()
    scheduler = beat.Service(app, scheduler_cls=beat.scheduler_cls, schedule_filename=str(tmp_path / "schedule")).scheduler
    scheduler.sync()
    assert set(app.conf.beat_schedule) <= set(scheduler.schedule)
    assert list(tmp_path.iterdir()) == []


def test_a_task_can_tell_that_its_time_is_up_before_it_is_killed_and_is_killed_before_it_is_handed_out_again() -> None:
    soft, hard = app.conf.task_soft_time_limit, app.conf.task_time_limit
    assert soft < hard < app.conf.broker_transport_options["visibility_timeout"]


def test_a_broker_that_is_away_is_reported_at_once() -> None:
    began = time.monotonic()
    with app.connection_for_write("redis+socket:///nonexistent/valkey.sock") as connection, pytest.raises(OperationalError):
        app.send_task("claims.tasks.sweep", connection=connection)
    assert time.monotonic() - began < 1


def test_only_json_travels() -> None:
    with app.connection_for_write("memory://") as connection, pytest.raises(EncodeError):
        app.send_task("claims.tasks.sweep", args=[object()], connection=connection)
