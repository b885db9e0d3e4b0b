"""The lead's desk in numbers: each is right, and leads to just the cases that it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from core.models import Desk, Role, User
from tests.factories import AssignmentFactory, CaseTransitionFactory, DeskFactory, QueueFactory, case_of, claim_on, member
from tests.pages import client_of
from verification.models import Case
from verification.presenting.overview import Number, Overview, count, overview
from verification.presenting.plots import HEIGHT, WIDTH, columns

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 18, 12, 0, tzinfo=dt.UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


@pytest.fixture
def browser_of_lead(lead: User) -> Client:
    return client_of(lead)


def case(desk: Desk, state: str = "open", *, due: float | None = None, kind: str = "weapons", **fields: object) -> Case:
    """A case of the desk, due in so many hours."""
    due_at = NOW + dt.timedelta(hours=due) if due is not None else None
    return case_of(claim_on(desk, kind=kind), state=state, due_at=due_at, **fields)


def step(of: Case, action: str, days_ago: float = 0, source: str = "in_review") -> None:
    at = NOW - dt.timedelta(days=days_ago)
    CaseTransitionFactory(case=of, action=action, source_state=source, at=at, version=of.transitions.count() + 1)


def at_work_on_everything(desk: Desk) -> None:
    """Something of each sort that the desk is counted by."""
    queue = desk.queues.first() or QueueFactory(desk=desk, name="Weapons")
    busy = member(desk, capacity=2)
    case(desk, "proposed")
    case(desk, "decided", due=-1)
    case(desk, due=-1, queue=queue, pool_reason="Nobody reads uk.")
    for due in (5, 30):
        AssignmentFactory(case=case(desk, "in_review", due=due, queue=queue), reviewer=busy)
    differed, agreed = (case(desk, state, reviews_required=2) for state in ("in_adjudication", "published"))
    step(differed, "escalate")
    step(agreed, "decide", 3)
    step(agreed, "publish", 2, source="decided")
    case(desk, "dismissed", due=-9)


def counted(desk: Desk, lead: User, span: str = "days") -> Overview:
    return count(desk, lead, span, NOW)


def test_what_waits_is_counted_by_state_and_by_queue(desk: Desk, lead: User) -> None:
    at_work_on_everything(desk)
    case(DeskFactory())
    shown = counted(desk, lead)
    assert [(row.label, row.all.value, row.soon.value, row.late.value) for row in shown.states] == [
        ("proposed", 1, 0, 0),
        ("open", 1, 0, 1),
        ("in review", 2, 1, 0),
        ("in adjudication", 1, 0, 0),
        ("decided", 1, 0, 1),
    ]
    assert [(row.label, row.all.value, row.soon.value, row.late.value) for row in shown.queues] == [
        ("Weapons", 3, 1, 1),
        ("", 3, 0, 1),
    ]
    assert shown.pool.value == 1


def test_the_fullest_stand_first_with_what_of_theirs_is_late(desk: Desk, lead: User) -> None:
    full, free = member(desk, capacity=1), member(desk, absent_until=NOW.date() + dt.timedelta(days=2))
    AssignmentFactory(case=case(desk, "in_review", due=-3), reviewer=full, state="accepted")
    AssignmentFactory(case=case(desk, "decided", due=-3), reviewer=free, state="done")
    first, *others = counted(desk, lead).loads
    assert (first.name, first.open.value, first.capacity, first.late, first.is_full) == (str(full), 1, 1, 1, True)
    assert {(load.name, load.open.value, load.absent_until) for load in others} == {
        (str(lead), 0, None),
        (str(free), 0, NOW.date() + dt.timedelta(days=2)),
    }


def test_disagreement_is_of_what_two_or_more_reviewed(desk: Desk, lead: User) -> None:
    for kind, action, required, days in (
        ("weapons", "decide", 2, 1),
        ("weapons", "escalate", 2, 1),
        ("weapons", "decide", 1, 1),  # one cannot disagree
        ("weapons", "escalate", 2, 100),  # long ago
        ("casualty", "escalate", 3, 2),
    ):
        step(case(desk, kind=kind, reviews_required=required), action, days)
    step(case(desk, reviews_required=2), "decide", source="in_adjudication")  # what the adjudicator did
    shown = [(row.label, row.differing.value, row.settled) for row in counted(desk, lead).disagreements]
    assert shown == [("casualty", 1, 1), ("weapons", 1, 2)]


def test_steps_are_counted_by_day_and_by_week(desk: Desk, lead: User) -> None:
    for days_ago in (0, 0, 1, 13, 14):
        step(case(desk), "decide", days_ago)
    days = {period.start: [number.value for number in period.steps] for period in counted(desk, lead).periods}
    assert len(days) == 14
    assert {day.day: steps for day, steps in days.items() if any(steps)} == {18: [0, 2, 0], 17: [0, 1, 0], 5: [0, 1, 0]}
    weeks = {period.start: period.steps[1].value for period in counted(desk, lead, "weeks").periods}
    assert len(weeks) == 12
    assert {start.isoformat(): number for start, number in weeks.items() if number} == {"2026-03-02": 2, "2026-03-16": 3}


def numbers_of(shown: Overview) -> list[Number]:
    waiting = [number for row in (*shown.states, *shown.queues) for number in (row.all, row.soon, row.late)]
    rest = [shown.pool, *(load.open for load in shown.loads), *(row.differing for row in shown.disagreements)]
    return [*waiting, *rest, *(number for period in shown.periods for number in period.steps)]


@pytest.mark.parametrize("span", ["days", "weeks"])
def test_each_number_leads_to_the_cases_that_it_counts(desk: Desk, lead: User, browser_of_lead: Client, span: str) -> None:
    at_work_on_everything(desk)
    numbers = [number for number in numbers_of(counted(desk, lead, span)) if number.value]
    assert len(numbers) > 15
    for number in numbers:
        listed = browser_of_lead.get(reverse("verification:cases") + "?" + urlencode(number.query))
        assert listed.context["page"].paginator.count == number.value, number


def test_the_page_shows_the_numbers_as_links_and_keeps_itself_up_to_date(desk: Desk, browser_of_lead: Client) -> None:
    at_work_on_everything(desk)
    page = browser_of_lead.get("/desk/overview/").content.decode()
    assert 'href="/cases/?state=in_review&amp;soon=on">1</a>' in page
    assert 'hx-get="/desk/overview/" hx-trigger="every 15s"' in page
    for colour, words in (("late", "late"), ("soon", "due within a day"), ("all", "due later, or without a deadline")):
        assert f'<rect class="{colour}" width="10" height="10"></rect></svg> {words}<' in page
    assert browser_of_lead.get("/desk/overview/", {"span": "nonsense"}).context["span"] == "days"


def test_only_leads_see_it(desk: Desk) -> None:
    for role, status in ((Role.VIEWER, 403), (Role.REVIEWER, 403), (Role.LEAD, 200), (Role.ADMIN, 200)):
        assert client_of(member(desk, role)).get("/desk/overview/").status_code == status


def test_counting_takes_a_number_of_queries_that_does_not_grow(desk: Desk, lead: User) -> None:
    taken = []
    for _ in range(2):
        at_work_on_everything(desk)
        with CaptureQueriesContext(connection) as queries:
            counted(desk, lead)
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 7


def test_what_was_counted_is_shown_for_some_seconds_to_the_same_person(desk: Desk, lead: User) -> None:
    with time_machine.travel(NOW) as clock:
        first = overview(desk, lead)
        case(desk)
        assert overview(desk, lead) == first
        assert sum(row.all.value for row in overview(desk, member(desk, Role.LEAD)).states) == 1
        clock.shift(6)
        assert sum(row.all.value for row in overview(desk, lead).states) == 1


# --- Plots ----------------------------------------------------------------------------------------------------------------


def test_columns_stand_side_by_side_and_the_highest_reaches_the_top() -> None:
    plot = columns([[1, 4], [0, 2]])
    first, last = plot.periods
    assert plot.highest == 4
    assert [(bar.series, bar.y, bar.height) for bar in (*first, *last)] == [
        (0, HEIGHT * 3 / 4, HEIGHT / 4),
        (1, 0, HEIGHT),
        (0, HEIGHT, 0),
        (1, HEIGHT / 2, HEIGHT / 2),
    ]
    assert first[0].x + first[0].width == pytest.approx(first[1].x)
    assert first[1].x + first[1].width < WIDTH / 2 < last[0].x


def test_a_number_above_none_is_seen_beside_a_large_one() -> None:
    assert columns([[1, 100_000]]).periods[0][0].height == 2
    assert columns([[0, 0]]).highest == 0
    assert columns([]).periods == []
