import time

import pytest

from tests.functional.stack import Stack

ANSWER_SECONDS = 60

PING = """
from config.celery import app
with app.connection_for_write() as connection:
    print(len(app.control.ping(timeout=1, connection=connection)))
"""


def wait_for_the_workers(stack: Stack) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while stack.shell(PING) != "2":
        assert time.monotonic() < deadline, stack.log("worker").read_text() + stack.log("control").read_text()


def test_workers_come_back_to_a_broker_that_was_away(stack: Stack) -> None:
    if not stack.owns_broker:
        pytest.skip("the broker in REDIS_URL is not ours to stop")
    wait_for_the_workers(stack)
    with stack.broker_down():
        time.sleep(3)
    wait_for_the_workers(stack)
