"""Assignments that are not accepted or finished in time go back by themselves."""

import datetime as dt

import pytest
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, Role
from tests.factories import (
    AssignmentFactory,
    AssignmentTermsFactory,
    DeskFactory,
    ReviewDraftFactory,
    ReviewFactory,
    case_on,
    member,
)
from tests.pages import client_of
from verification import tasks
from verification.models import Assignment, AssignmentState, AssignmentTerms
from verification.services.assignments import assign, assignment_accept, assignment_take
from verification.services.lapsing import assignment_lapse, terms_set
from verification.states import CaseState

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def running_out(desk: Desk, state: AssignmentState = AssignmentState.ACCEPTED, **fields: object) -> Assignment:
    case = case_on(desk, state=CaseState.IN_REVIEW if state == AssignmentState.ACCEPTED else CaseState.OPEN)
    given = {"reviewer": member(desk), "lapses_at": NOW}
    return AssignmentFactory(case=case, state=state, **given | fields)


@pytest.mark.parametrize(
    ("hours", "is_accepted", "lapses"),
    [
        ({}, False, 24 * HOUR),
        ({}, True, 120 * HOUR),
        ({"hours_to_accept": 4}, False, 4 * HOUR),
        ({"hours_to_accept": None}, False, None),
        ({"hours_to_finish": None}, True, None),
    ],
)
def test_a_desk_says_how_long_people_have(hours, is_accepted, lapses) -> None:
    assert AssignmentTerms(**hours).lapses_at(NOW, is_accepted=is_accepted) == (NOW + lapses if lapses else None)


def test_an_offer_and_then_its_acceptance_have_a_time_each(desk: Desk) -> None:
    AssignmentTermsFactory(desk=desk, hours_to_accept=2, hours_to_finish=10)
    actor = member(desk)
    offer = assign(case_id=case_on(desk).pk).assignments.get()
    assert offer.lapses_at - offer.offered_at == 2 * HOUR
    accepted = assignment_accept(assignment=offer, actor=actor)
    assert accepted.lapses_at - accepted.accepted_at == 10 * HOUR
    taken = assignment_take(case=case_on(desk), actor=actor)
    assert taken.lapses_at - taken.accepted_at == 10 * HOUR


@pytest.mark.parametrize(
    ("state", "reason"),
    [(AssignmentState.OFFERED, "It was not accepted in time."), (AssignmentState.ACCEPTED, "It was not finished in time.")],
)
def test_what_is_not_done_in_time_goes_back_and_to_somebody_else(desk: Desk, state: AssignmentState, reason: str) -> None:
    late = running_out(desk, state)
    for _ in range(2):  # as a task that is delivered twice does
        assignment_lapse(assignment_id=late.pk, now=NOW)
    late.refresh_from_db()
    assert (late.state, late.end_reason, late.case.state) == ("ended", reason, "open")
    entry = RecordEntry.objects.get(action="verification.assignment.lapse")
    assert (entry.actor, entry.payload.reason) == (None, reason)
    second = member(desk)
    assert assign(case_id=late.case_id).assignments.get(state=AssignmentState.OFFERED).reviewer == second


@pytest.mark.parametrize(
    "fields",
    [
        {"lapses_at": NOW + HOUR},
        {"lapses_at": None},
        {"state": AssignmentState.DONE},
        {"state": AssignmentState.ENDED},
    ],
)
def test_what_is_in_time_or_over_stays(desk: Desk, fields: dict[str, object]) -> None:
    assignment = running_out(desk, **fields)
    before = assignment.state
    assignment_lapse(assignment_id=assignment.pk, now=NOW)
    assignment.refresh_from_db()
    assert assignment.state == before
    assert not RecordEntry.objects.exists()


def test_a_case_with_a_review_of_the_round_stays_in_review(desk: Desk) -> None:
    late = running_out(desk)
    late.case.reviews_required = 2
    late.case.save()
    ReviewFactory(assignment__case=late.case)
    assignment_lapse(assignment_id=late.pk, now=NOW)
    late.case.refresh_from_db()
    assert late.case.state == CaseState.IN_REVIEW


def test_whoever_comes_back_finds_what_they_had_written(desk: Desk) -> None:
    late = running_out(desk)
    ReviewDraftFactory(assignment=late, data={"rationale": "Half a thought"})
    assignment_lapse(assignment_id=late.pk, now=NOW)
    again = assignment_take(case=late.case, actor=late.reviewer)
    assert again.pk != late.pk
    assert again.draft.data == {"rationale": "Half a thought"}


def test_the_sweep_finds_what_runs_out_and_the_tasks_call_their_services(desk: Desk, monkeypatch) -> None:
    now = timezone.now()
    late = running_out(desk, lapses_at=now - HOUR)
    woken = []
    monkeypatch.setattr(tasks, "wake_on_commit", lambda task, *ids: woken.append((task.name.rpartition(".")[2], *ids)))
    tasks.sweep()
    assert ("lapse_assignment", late.pk) in woken
    tasks.lapse_assignment(late.pk)
    assert not Assignment.objects.lapsed(now).exists()


# --- The times ------------------------------------------------------------------------------------------------------------


def test_leads_set_the_times_of_their_desk(desk: Desk) -> None:
    client = client_of(member(desk, Role.LEAD))
    assert 'value="24"' in client.get("/desk/times/").content.decode()
    body = {"hours_to_accept": 3, "hours_to_finish": "", "expected_version": 1}
    assert client.post("/desk/times/", body).status_code == 302
    terms = AssignmentTerms.of(desk)
    assert (terms.hours_to_accept, terms.hours_to_finish, terms.version) == (3, None, 2)
    assert RecordEntry.objects.get(action="verification.assignmentterms.set").payload.before == {
        "hours_to_accept": 24,
        "hours_to_finish": 120,
    }
    stale = client.post("/desk/times/", body)
    assert (stale.status_code, 'value="3"' in stale.content.decode()) == (409, True)


def test_reviewers_set_no_times_and_nobody_sets_impossible_ones(desk: Desk) -> None:
    given = {"desk": desk, "expected_version": 1, "hours_to_finish": 5}
    with pytest.raises(Forbidden):
        terms_set(actor=member(desk), hours_to_accept=5, **given)
    lead = member(desk, Role.LEAD)
    with pytest.raises(Invalid) as caught:
        terms_set(actor=lead, hours_to_accept=0, **given)
    assert caught.value.code == "assignmentterms:invalid"
    terms_set(actor=lead, hours_to_accept=5, **given)
    with pytest.raises(Conflict) as stale:
        terms_set(actor=lead, hours_to_accept=6, **given)
    assert stale.value.details == {"version": 2}
