"""Assignments that are not accepted or finished in time go back by themselves, after a reminder; those concerned are told."""

import datetime as dt

import pytest
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, Notification, RecordEntry, Role, User
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
from verification.services.lapsing import assignment_lapse, assignment_remind, terms_set
from verification.states import CaseState

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def running_out(desk: Desk, state: AssignmentState = AssignmentState.ACCEPTED, **fields: object) -> Assignment:
    case = case_on(desk, state=CaseState.IN_REVIEW if state == AssignmentState.ACCEPTED else CaseState.OPEN)
    given = {"reviewer": member(desk), "remind_at": NOW - HOUR, "lapses_at": NOW}
    return AssignmentFactory(case=case, state=state, **given | fields)


def told_of(assignment: Assignment) -> list[tuple[User, str]]:
    rows = Notification.objects.filter(object_type="verification.assignment", object_id=assignment.pk).order_by("pk")
    return [(row.recipient, row.occasion) for row in rows]


@pytest.mark.parametrize(
    ("hours", "is_accepted", "reminded", "lapses"),
    [
        ({}, False, 18 * HOUR, 24 * HOUR),
        ({}, True, 90 * HOUR, 120 * HOUR),
        ({"hours_to_accept": 4}, False, 3 * HOUR, 4 * HOUR),
        ({"hours_to_accept": None}, False, None, None),
        ({"hours_to_finish": None}, True, None, None),
    ],
)
def test_a_desk_says_how_long_people_have(hours, is_accepted, reminded, lapses) -> None:
    moments = AssignmentTerms(**hours).moments(NOW, is_accepted=is_accepted)
    assert moments == (NOW + reminded if reminded else None, NOW + lapses if lapses else None)


@pytest.mark.parametrize(
    ("due", "is_accepted", "lapses"),
    [
        (12 * HOUR, False, 12 * HOUR),  # nobody has until after the deadline to say whether they will make it
        (48 * HOUR, False, 24 * HOUR),
        (-HOUR, False, 24 * HOUR),  # late already: the next one needs time all the same
        (12 * HOUR, True, 120 * HOUR),  # whoever is at work goes on
    ],
)
def test_an_offer_waits_no_longer_than_its_case(due, is_accepted, lapses) -> None:
    assert AssignmentTerms().moments(NOW, is_accepted=is_accepted, due_at=NOW + due) == (NOW + 0.75 * lapses, NOW + lapses)


def test_an_offer_of_an_urgent_case_goes_back_when_the_case_is_due(desk: Desk) -> None:
    member(desk)
    case = case_on(desk, due_at=timezone.now() + 12 * HOUR)
    assert assign(case_id=case.pk).assignments.get().lapses_at == case.due_at


def test_an_offer_and_then_its_acceptance_have_a_time_each(desk: Desk) -> None:
    AssignmentTermsFactory(desk=desk, hours_to_accept=2, hours_to_finish=10)
    actor = member(desk)
    offer = assign(case_id=case_on(desk).pk).assignments.get()
    assert (offer.remind_at - offer.offered_at, offer.lapses_at - offer.offered_at) == (1.5 * HOUR, 2 * HOUR)
    accepted = assignment_accept(assignment=offer, actor=actor)
    assert accepted.lapses_at - accepted.accepted_at == 10 * HOUR
    assert accepted.remind_at - accepted.accepted_at == 7.5 * HOUR
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


def test_somebody_is_reminded_once_before_their_time_is_up(desk: Desk) -> None:
    assignment = running_out(desk, lapses_at=NOW + HOUR)
    for _ in range(2):  # as a task that is delivered twice does
        assignment_remind(assignment_id=assignment.pk, now=NOW)
    assert RecordEntry.objects.filter(action="verification.assignment.remind").count() == 1
    assert told_of(assignment) == [(assignment.reviewer, "runs_out")]
    assert not Assignment.objects.to_be_reminded(NOW).exists()


@pytest.mark.parametrize(
    "fields",
    [{"remind_at": NOW + HOUR, "lapses_at": NOW + 2 * HOUR}, {"remind_at": None}, {"lapses_at": NOW}, {"state": "done"}],
)
def test_nobody_is_reminded_too_early_too_late_or_for_nothing(desk: Desk, fields: dict[str, object]) -> None:
    assignment = running_out(desk, **fields)
    assert not Assignment.objects.to_be_reminded(NOW).exists()
    assignment_remind(assignment_id=assignment.pk, now=NOW)
    assert not RecordEntry.objects.exists()
    assert told_of(assignment) == []


def test_whose_time_ran_out_is_told_and_so_are_those_who_lead(desk: Desk) -> None:
    lead = member(desk, Role.LEAD)
    late = running_out(desk)
    for _ in range(2):
        assignment_lapse(assignment_id=late.pk, now=NOW)
    assert told_of(late) == [(late.reviewer, "lapsed"), (lead, "left_undone")]


def test_a_lead_whose_time_ran_out_is_told_once(desk: Desk) -> None:
    late = running_out(desk, reviewer=member(desk, Role.LEAD))
    assignment_lapse(assignment_id=late.pk, now=NOW)
    assert told_of(late) == [(late.reviewer, "lapsed")]


def test_the_sweep_finds_what_runs_out_and_the_tasks_call_their_services(desk: Desk, monkeypatch) -> None:
    now = timezone.now()
    late = running_out(desk, lapses_at=now - HOUR)
    soon = running_out(desk, remind_at=now - HOUR, lapses_at=now + HOUR)
    woken = []
    monkeypatch.setattr(tasks, "wake_on_commit", lambda task, *ids: woken.append((task.name.rpartition(".")[2], *ids)))
    tasks.sweep()
    assert {("lapse_assignment", late.pk), ("remind_assignment", soon.pk)} <= set(woken)
    tasks.lapse_assignment(late.pk)
    tasks.remind_assignment(soon.pk)
    assert not Assignment.objects.lapsed(now).exists()
    assert not Assignment.objects.to_be_reminded(now).exists()


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
