"""What wakes which task, and what the sweep finds that no message told of."""

from typing import Any
from unittest.mock import Mock

import pytest
from django.db import transaction
from django.utils import timezone

from claims.models import Claim, ClaimState, ExtractionRun
from claims.signals import claim_revised, claims_extracted
from core.models import Desk
from tests.factories import (
    AssignmentFactory,
    ClaimFactory,
    DeskFactory,
    ExtractionRunFactory,
    MembershipFactory,
    ReviewFactory,
    TopicFactory,
    case_of,
    case_on,
    claim_on,
    member,
)
from verification import tasks
from verification.models import AssignmentPart, AssignmentState, Case
from verification.services.assignments import assign, call_for_people
from verification.services.cases import case_open
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any) -> Any:
    """Runs something to its commit; returns the messages that it sent, by task."""
    sent = {name: Mock() for name in ("route_claims", "follow_claim", "assign_case")}
    for name, delay in sent.items():
        monkeypatch.setattr(getattr(tasks, name), "delay", delay)

    def run(work: Any) -> dict[str, set[int]]:
        with django_capture_on_commit_callbacks(execute=True):
            work()
        return {name: {call.args[0] for call in delay.call_args_list} for name, delay in sent.items() if delay.called}

    return run


def test_extracted_claims_wake_their_routing(woken: Any) -> None:
    assert woken(lambda: claims_extracted.send_robust(sender=ExtractionRun, run_id=7)) == {"route_claims": {7}}


def test_a_revised_claim_wakes_its_case(woken: Any) -> None:
    assert woken(lambda: claim_revised.send_robust(sender=Claim, claim_id=7)) == {"follow_claim": {7}}


def test_a_case_that_needs_people_wakes_the_assigning(woken: Any) -> None:
    case = Case(pk=7)
    assert woken(lambda: call_for_people(case)) == {"assign_case": {7}}


def test_what_is_rolled_back_wakes_nobody(woken: Any, desk: Desk) -> None:
    def roll_back() -> None:
        with transaction.atomic():
            call_for_people(Case(pk=7))
            transaction.set_rollback(True)

    assert woken(roll_back) == {}


def test_the_tasks_call_their_services(desk: Desk) -> None:
    reviewer = member(desk)
    run = ExtractionRunFactory(snapshot__capture__article__desk=desk)
    claim = ClaimFactory(snapshot=run.snapshot, run=run)
    tasks.route_claims(run.pk)
    case = Case.objects.get()
    Claim.objects.filter(pk=claim.pk).update(statement="Corrected.", version=2)
    tasks.follow_claim(claim.pk)
    Case.objects.update(state=CaseState.OPEN)
    tasks.assign_case(case.pk)
    case.refresh_from_db()
    assert (case.proposition, case.assignments.get().reviewer) == ("Corrected.", reviewer)


def test_the_sweep_finds_claims_without_a_case_and_propositions_that_lag_behind(woken: Any, desk: Desk) -> None:
    without = claim_on(desk)
    claim_on(desk, check_worthiness=0.4)
    claim_on(desk, state=ClaimState.REJECTED)
    case_of(claim_on(desk), state=CaseState.PROPOSED)
    lagging = claim_on(desk, statement="Corrected.", version=2)
    case_of(lagging, state=CaseState.PROPOSED, proposition="Forty drones were launched overnight.")
    decided = claim_on(desk, statement="Corrected.", version=2)
    case_of(decided, state=CaseState.DECIDED, proposition="Forty drones were launched overnight.")

    assert woken(tasks.sweep) == {"follow_claim": {without.pk, lagging.pk}}


def test_the_sweep_finds_cases_that_lack_people(woken: Any, desk: Desk) -> None:
    lacking = case_on(desk)
    half = case_on(desk, reviews_required=2, state=CaseState.IN_REVIEW)
    AssignmentFactory(case=half, reviewer=member(desk), state=AssignmentState.ACCEPTED)
    full = case_on(desk)
    AssignmentFactory(case=full, reviewer=member(desk))
    left = case_on(desk, round=2)
    AssignmentFactory(case=left, reviewer=member(desk), round=1, state=AssignmentState.DONE)
    undecided = case_on(desk, state=CaseState.IN_ADJUDICATION)
    ReviewFactory(assignment__case=undecided, assignment__reviewer=member(desk))
    taken = case_on(desk, state=CaseState.IN_ADJUDICATION)
    AssignmentFactory(case=taken, reviewer=member(desk), part=AssignmentPart.ADJUDICATE)
    for state in (CaseState.PROPOSED, CaseState.DECIDED, CaseState.PUBLISHED, CaseState.WITHDRAWN, CaseState.DISMISSED):
        case_on(desk, state=state)

    assert woken(tasks.sweep) == {"assign_case": {lacking.pk, half.pk, left.pk, undecided.pk}}


def test_the_sweep_finds_cases_of_people_who_may_no_longer_review(woken: Any, desk: Desk) -> None:
    deserted = AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    deserted.reviewer.is_active = False
    deserted.reviewer.save()
    AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    assert woken(tasks.sweep) == {"assign_case": {deserted.case_id}}


def test_the_sweep_leaves_the_pool_alone_until_somebody_is_free(woken: Any, desk: Desk) -> None:
    topic = TopicFactory(desk=desk)
    specialist = MembershipFactory(desk=desk, topics=[topic], capacity=1, absent_until=timezone.localdate())
    MembershipFactory(desk=desk, topics=[TopicFactory(desk=desk)])
    urgent, other = case_on(desk, topics=[topic], priority=1), case_on(desk, topics=[topic], priority=2)
    for case in (urgent, other):
        assert assign(case_id=case.pk).pool_reason
    assert woken(tasks.sweep) == {}

    specialist.absent_until = None
    specialist.save()

    assert woken(tasks.sweep) == {"assign_case": {urgent.pk}}  # there is room for one


def test_a_broker_that_is_down_fails_nobody_and_the_sweep_goes_on_from_there(
    monkeypatch: pytest.MonkeyPatch, woken: Any, desk: Desk
) -> None:
    lead, case = member(desk, "lead"), case_on(desk, state=CaseState.PROPOSED)
    with monkeypatch.context() as broken:
        broken.setattr(tasks.assign_case, "delay", Mock(side_effect=ConnectionError))
        woken(lambda: case_open(case=case, actor=lead, expected_version=1))
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert woken(tasks.sweep) == {"assign_case": {case.pk}}
