"""The broker is away for a minute under load, with two workers and two processes that run beat: all is done, and once."""

from __future__ import annotations

import datetime as dt
import threading
import time

import httpx
import pytest

from claims.models import Claim, ExtractionRun
from core.models import Desk, Role
from core.services import token_create
from sources.models import Article
from tests.factories import DeskFactory, member
from tests.soak.soundness import faults, what_is_left
from tests.soak.stage import WORKERS, Stage
from tests.soak.test_killed import reading
from verification.models import CaseClaim

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE, AWAY, AFTER = 8, 60, 8  # seconds
CLIENTS = 3
#: No two stories are one another's copies: places, weapons and counts differ.
PLACES = ("Karsk", "Tavrin", "Orlen", "Meridia", "Lakeside", "Dorsk", "Velm")
WEAPONS = ("rockets", "drones", "shells", "missiles", "mortars")
STORY = "{place} -- Rebels fired {number} {weapons} at the port of {place} overnight, the Harbour Ministry said on Monday.\n"


class Newsroom:
    """Submits article after article over the API, and keeps what was answered."""

    def __init__(self, stage: Stage, desk: Desk) -> None:
        lasts = {"scope": "write", "lifetime": dt.timedelta(hours=1)}
        self.headers = [
            {"Authorization": f"Token {token_create(user=member(desk), name='Tests', **lasts)[1]}"} for _ in range(CLIENTS)
        ]
        self.base_url = f"{stage.stack.base_url}/api/v1/"
        self.accepted: set[int] = set()
        self.refused: list[str] = []
        self.slowest = 0.0
        self.closing = threading.Event()

    def work(self, number: int) -> None:
        """What one client does until the newsroom closes."""
        with httpx.Client(base_url=self.base_url, headers=self.headers[number], timeout=60, trust_env=False) as client:
            while not self.closing.wait(0.3):
                self._submit(client, number := number + CLIENTS)

    def _submit(self, client: httpx.Client, number: int) -> None:
        place, weapons = PLACES[number % len(PLACES)], WEAPONS[number % len(WEAPONS)]
        text = STORY.format(place=place, weapons=weapons, number=number + 20)
        begun = time.monotonic()
        answer = client.post("articles/", json={"publisher": "Harbour Post", "published_on": "2026-03-02", "text": text})
        self.slowest = max(self.slowest, time.monotonic() - begun)
        if answer.status_code == 201:
            self.accepted.add(answer.json()["article"]["id"])
        else:
            self.refused.append(f"{answer.status_code} {answer.text[:300]}")


def test_a_worker_that_loses_the_broker_in_the_middle_of_a_task_ends_the_task_and_takes_the_next(stage: Stage) -> None:
    if not stage.stack.owns_broker:
        pytest.skip("the broker in REDIS_URL is not ours to stop")
    desk = DeskFactory()
    works = [reading(desk, 0), reading(desk, 0)]
    stage.run("worker")
    with stage.holding(works[0].table) as is_waited_for:
        stage.send("claims.tasks.extract_claims", *works[0].arguments)
        stage.wait_until(is_waited_for)
        with stage.stack.broker_down():
            stage.wait_until(lambda: "Connection to broker lost" in stage.stack.log("worker").read_text())
    stage.send("claims.tasks.extract_claims", *works[1].arguments)
    stage.wait_until(lambda: ExtractionRun.objects.filter(state="done").count() == len(works))
    assert stage.ended() == {}


def test_a_minute_without_broker_under_load_loses_and_doubles_nothing(stage: Stage) -> None:
    if not stage.stack.owns_broker:
        pytest.skip("the broker in REDIS_URL is not ours to stop")
    desk = DeskFactory()
    for role in (Role.LEAD, Role.REVIEWER):
        member(desk, role, capacity=1000)
    newsroom = Newsroom(stage, desk)
    stage.run("web", *WORKERS, "worker:2", "beat", "beat:2")
    clients = [threading.Thread(target=newsroom.work, args=(number,)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    # The length of the outage is what is tested.
    time.sleep(BEFORE)
    with stage.stack.broker_down():
        time.sleep(AWAY)
    time.sleep(AFTER)
    newsroom.closing.set()
    for client in clients:
        client.join()

    assert newsroom.refused == []
    assert len(newsroom.accepted) > (BEFORE + AWAY + AFTER) / 4, f"too little load: the slowest took {newsroom.slowest:.1f} s"
    stage.wait_until(lambda: not what_is_left())
    assert stage.ended() == {}
    assert set(Article.objects.values_list("pk", flat=True)) == newsroom.accepted
    assert set(Claim.objects.worth_checking().values_list("article", flat=True)) == newsroom.accepted
    assert CaseClaim.objects.count() == Claim.objects.worth_checking().count()
    assert faults() == []
