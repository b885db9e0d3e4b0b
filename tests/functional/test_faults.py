"""What was accepted is done once and whole, whatever happens to the broker, to the worker, or to a message on its way."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any

import environ
import httpx
import psycopg
import pytest

from claims.models import WORTH_CHECKING
from tests.functional.stack import Stack

#: Generous: most of it is the model's loading, and the sweep that comes every half minute.
ANSWER_SECONDS = 180
POLL_SECONDS = 0.1

STORY = (
    "KARSK -- Rebels fired {rockets} rockets at the port of Karsk overnight, the Harbour Ministry said on Monday.\n\n"
    "Two people were injured, the mayor of Karsk, Ilona Varga, said.\n"
)

TOKEN = """
import datetime as dt
from core.services import token_create
from tests.factories import member, DeskFactory
user = member(DeskFactory(name="Night desk", slug="night"))
print(token_create(user=user, name="Tests", scope="write", lifetime=dt.timedelta(hours=1))[1])
"""


#: More than one worker reads while anybody waits.
BACKLOG = """
from claims.tasks import extract_claims
for _ in range(150):
    extract_claims.delay({snapshot})
"""
SWEEP = """
import claims.tasks, core.tasks, sources.tasks, verification.tasks
for app in (claims, core, sources, verification):
    app.tasks.sweep.apply_async(expires=30)
"""
WAITING = """
from config.celery import app
with app.connection_for_read() as connection:
    print(connection.default_channel.queue_declare("celery", passive=True).message_count)
"""


class Api:
    """The API as a program of one reviewer uses it."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def submit(self, rockets: int) -> int:
        """Submit an article of its own; returns its id."""
        story = {"publisher": "Harbour Post", "published_on": "2026-03-02", "text": STORY.format(rockets=rockets)}
        answer = self.client.post("articles/", json=story)
        assert answer.status_code == 201, answer.text
        return answer.json()["article"]["id"]

    def rows(self, path: str, article: int, **filters: float) -> list[dict[str, Any]]:
        return self.client.get(path, params={"article": article, **filters}).raise_for_status().json()["results"]

    def is_being_read(self, article: int) -> bool:
        return any(run["state"] == "queued" and run["attempts"] for run in self.rows("runs/", article))

    def is_routed(self, article: int) -> bool:
        """Whether the article is read, and each claim that is worth checking has its case."""
        worthy = {claim["id"] for claim in self.rows("claims/", article, worth=WORTH_CHECKING)}
        return bool(worthy) and worthy == set(self._claims_of_cases(article))

    def attempts(self, article: int) -> int:
        """How often the article was read, having asserted that each thing is there once, and none is missing."""
        (run,) = self.rows("runs/", article)
        output = self.client.get(f"runs/{run['id']}/").raise_for_status().json()["output"]
        claims = self.rows("claims/", article)
        assert sorted(_place(claim["content"]) for claim in claims) == sorted(_place(found) for found in output["claims"])
        with_case = self._claims_of_cases(article)
        assert len(with_case) == len(set(with_case))
        return run["attempts"]

    def _claims_of_cases(self, article: int) -> list[int]:
        return [link["claim"] for case in self.rows("cases/", article) for link in case["claims"]]


def _place(content: dict[str, Any]) -> tuple[int, int, str]:
    return content["start"], content["end"], content["statement"]


@contextlib.contextmanager
def nothing_is_read(stack: Stack) -> Iterator[None]:
    """Has whoever would read a text wait, with all that waits behind it."""
    address = environ.Env.db_url_config(stack.environment["DATABASE_URL"])
    own = {"host": address["HOST"], "port": address["PORT"], "user": address["USER"], "password": address["PASSWORD"]}
    with psycopg.connect(dbname=address["NAME"], **{name: value for name, value in own.items() if value}) as connection:
        connection.execute("LOCK TABLE claims_extractionrun IN SHARE MODE")
        yield


def wait_until(stack: Stack, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    while not holds():
        assert time.monotonic() < deadline, stack.log("worker").read_text()[-4000:]
        time.sleep(POLL_SECONDS)


@pytest.fixture(scope="module")
def api(stack: Stack) -> Iterator[Api]:
    headers = {"Authorization": f"Token {stack.shell(TOKEN)}"}
    with httpx.Client(base_url=f"{stack.base_url}/api/v1/", headers=headers, timeout=30, trust_env=False) as client:
        yield Api(client)


@pytest.mark.slow  # the sweep that finds the article comes every half minute
def test_what_is_submitted_while_the_broker_is_down_is_read_when_it_is_back(stack: Stack, api: Api) -> None:
    if not stack.owns_broker:
        pytest.skip("the broker in REDIS_URL is not ours to stop")
    with stack.broker_down():
        article = api.submit(rockets=41)
        assert api.rows("runs/", article) == []
    wait_until(stack, lambda: api.is_routed(article))
    assert api.attempts(article) == 1


@pytest.mark.slow  # two workers load the language model
def test_what_a_killed_worker_was_reading_is_read_by_the_next_one(stack: Stack, api: Api) -> None:
    # A fresh worker takes seconds for its first text, in the middle of which it can be killed.
    stack.kill("worker")
    stack.start("worker")
    article = api.submit(rockets=42)
    wait_until(stack, lambda: api.is_being_read(article))
    stack.kill("worker")
    assert api.rows("claims/", article) == []
    stack.start("worker")
    # Its lease would be over in some minutes.
    stack.shell("""
from django.utils import timezone
from claims.tasks import sweep
ExtractionRun.objects.filter(state="queued").update(next_attempt_at=timezone.now())
sweep.delay()
""")
    wait_until(stack, lambda: api.is_routed(article))
    assert api.attempts(article) == 2


@pytest.mark.slow  # a worker loads the language model
def test_tasks_that_are_delivered_again_change_nothing(stack: Stack, api: Api) -> None:
    stack.stop("worker")
    article = api.submit(rockets=43)
    again = f"""
from claims.tasks import extract_claims
for _ in range(2):
    extract_claims.delay(Snapshot.objects.get(article={article}).pk)
"""
    stack.shell(again)
    stack.start("worker")
    wait_until(stack, lambda: api.is_routed(article))
    stack.shell(f"""{again}
from verification.tasks import assign_case, follow_claim, route_claims
for _ in range(2):
    route_claims.delay(ExtractionRun.objects.get(snapshot__article={article}).pk)
    for claim in Claim.objects.filter(article={article}, case_claim__isnull=False):
        follow_claim.delay(claim.pk)
        assign_case.delay(claim.case_claim.case_id)
""")
    # One process takes one message after the other: once a later article is read, all of these were handled.
    later = api.submit(rockets=44)
    wait_until(stack, lambda: api.is_routed(later))
    assert api.attempts(article) == 1


@pytest.mark.slow  # a worker loads the language model
def test_sweeps_run_while_a_long_backlog_waits(stack: Stack, api: Api) -> None:
    with nothing_is_read(stack):
        article = api.submit(rockets=45)
        stack.shell(BACKLOG.format(snapshot=f"Snapshot.objects.get(article={article}).pk"))
        waiting = int(stack.shell(WAITING))
        stack.shell(SWEEP)
        wait_until(stack, lambda: stack.shell("print(RecordEntry.objects.filter(sequence=None).count())") == "0")
        assert not api.is_routed(article)
        # What waits already is not sent once more.
        assert int(stack.shell(WAITING)) == waiting >= 149
    wait_until(stack, lambda: api.is_routed(article))
    assert api.attempts(article) == 1
