"""Fifty people pull, review and publish at once over HTTP for a minute: nothing lost, nothing doubled, no fault."""

from __future__ import annotations

import abc
import datetime as dt
import random
import secrets
import threading
import time
from collections import Counter

import httpx
import pytest

from core.models import Desk, Role, User
from core.services import token_create
from tests.factories import BundleFactory, DeskFactory, SourceFactory, member
from tests.soak.soundness import faults
from tests.soak.stage import WORKERS, Stage
from tests.verification.desk import case_in_review, rating_of, scale_on
from verification.models import Assignment, Case, Publication, Review
from verification.states import CaseState

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 60
REVIEWERS, LEADS = 44, 6
CASES = 240
TRIES = 5


class Person(threading.Thread, abc.ABC):
    """Somebody who works over the API until the time is over."""

    def __init__(self, stage: Stage, user: User, desk: Desk, until: float) -> None:
        super().__init__()
        secret = token_create(user=user, name="Tests", scope="write", lifetime=dt.timedelta(hours=1))[1]
        headers = {"Authorization": f"Token {secret}"}
        self.client = httpx.Client(base_url=f"{stage.stack.base_url}/api/v1/", headers=headers, timeout=60, trust_env=False)
        self.user, self.desk, self.until = user, desk, until
        self.rating, self.source = rating_of(desk).pk, SourceFactory(desk=desk).pk
        self.said: Counter[str] = Counter()
        self.broken: list[str] = []
        self.handed_in: set[str] = set()
        self.published: list[int] = []

    def run(self) -> None:
        try:
            with self.client:
                while time.monotonic() < self.until:
                    self.step()
        except (httpx.HTTPError, KeyError) as error:
            self.broken.append(repr(error))

    @abc.abstractmethod
    def step(self) -> None:
        """One thing that this person does."""

    def ask(self, method: str, path: str, **body: object) -> httpx.Response:
        answer = self.client.request(method, path, **({"json": body} if method != "GET" else {"params": body}))
        self.said[f"{method} {path.strip('0123456789/')[:12]} {answer.status_code}"] += 1
        if answer.status_code >= 500:
            self.broken.append(f"{method} {path}: {answer.status_code}")
        return answer


class Reviewer(Person):
    """Takes the next case, and reviews whatever came with it."""

    def step(self) -> None:
        taken = self.ask("POST", "assignments/next/", desk=self.desk.slug)
        if taken.status_code != 200:
            time.sleep(0.2)  # nothing waits: do not crowd out those who have work
        mine = self.ask("GET", "assignments/", mine="true", state="accepted").json()["results"]
        for assignment in mine:
            assert assignment["reviewer"] == self.user.pk
            self.review(assignment)

    def review(self, assignment: dict[str, int]) -> None:
        mark = secrets.token_hex(8)
        self.ask("PUT", f"assignments/{assignment['id']}/draft/", rationale=mark)
        evidence = {"kind": "unpublished", "source": self.source, "passage": f"I counted 40: {mark}."}
        found = self.ask("POST", "evidence/", case=assignment["case"], **evidence).json()["id"]
        for _ in range(TRIES):
            version = self.ask("GET", f"cases/{assignment['case']}/").json()["version"]
            answer = self.ask(
                "POST",
                f"assignments/{assignment['id']}/review/",
                rating=self.rating,
                said=[{"position": 0, "finding": "faithful"}],
                figure_finding="within",
                band={"low": 38, "high": 42},
                rationale=mark,
                stances=[{"case_evidence": found, "stance": "supports"}],
                expected_version=version,
            )
            if answer.status_code == 201:
                self.handed_in.add(mark)
                return
            if answer.json()["code"] != "case:stale":
                self.broken.append(f"review: {answer.text[:300]}")
                return


class Lead(Person):
    """Publishes what is decided, in no order, so that two often mean the same."""

    def step(self) -> None:
        decided = self.ask("GET", "cases/", state="decided", page_size=20).json()["results"]
        for case in random.sample(decided, k=min(4, len(decided))):
            answer = self.ask("POST", f"cases/{case['id']}/publish/", expected_version=case["version"])
            if answer.status_code == 200:
                self.published.append(case["id"])
        time.sleep(0.1)  # they wait for others' work


def furnish(desk: Desk) -> None:
    """Cases by themselves and in bundles, for one reviewer and for two."""
    scale_on(desk)
    bundle = None
    for number in range(CASES):
        if number % 6 == 0:
            bundle = BundleFactory(article__desk=desk)
        required = 2 if number % 4 == 0 else 1
        case = case_in_review(desk, bundle=bundle if number % 6 < 3 else None, reviews_required=required)
        Case.objects.filter(pk=case.pk).update(state=CaseState.OPEN)


def test_fifty_people_at_once(stage: Stage) -> None:
    desk = DeskFactory(slug="harbour")
    furnish(desk)
    people = [(Reviewer, member(desk, capacity=100)) for _ in range(REVIEWERS)]
    people += [(Lead, member(desk, Role.LEAD)) for _ in range(LEADS)]
    stage.run("web", *WORKERS)
    until = time.monotonic() + SECONDS
    at_work = [kind(stage, user, desk, until) for kind, user in people]
    for person in at_work:
        person.start()
    for person in at_work:
        person.join()
    stage.wait_until(stage.is_idle)

    said = sum((person.said for person in at_work), Counter())
    assert [fault for person in at_work for fault in person.broken] == [], said
    handed_in = set().union(*(person.handed_in for person in at_work))
    assert set(Review.objects.values_list("rationale", flat=True)) == handed_in, said
    published = [case for person in at_work for case in person.published]
    assert sorted(published) == sorted(Publication.objects.values_list("verdict__case", flat=True)), said
    assert Assignment.objects.filter(state="done").count() == len(handed_in)
    assert faults() == []
    assert len(handed_in) > CASES / 4, said
    assert published, said
    print(said)  # noqa: T201 -- with -s, what was done in the minute
