"""Several people and workers at once, each with a connection of their own: no place is given twice, no case made twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from core.errors import ClaimdeskError
from core.models import Desk, RecordEntry, Role, User
from tests.factories import BundleFactory, ClaimFactory, DeskFactory, ExtractionRunFactory, case_on, claim_on, member
from tests.verification.desk import at_work, case_in_review, evidence_on, finding_on, stance, submit
from verification.exporting.rows import Filters
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseClaim,
    CaseEvidence,
    ExportFormat,
    Publication,
    Review,
    Verdict,
)
from verification.services.assignments import assign, assignment_accept, assignment_take, next_case
from verification.services.cases import case_open
from verification.services.evidence import evidence_withdraw
from verification.services.exports import export_request, export_write
from verification.services.proposing import case_follow, case_propose, cases_propose
from verification.services.verdicts import verdict_adjudicate, verdict_publish

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returns, or the expected failure that it raised; all start at the same moment."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=10)
            return call()
        except ClaimdeskError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def test_of_two_takers_of_the_last_place_one_is_told_that_it_is_gone(desk: Desk) -> None:
    for _ in range(5):
        case = case_on(desk)
        first, second = member(desk), member(desk)
        results = at_once(
            lambda case=case, actor=first: assignment_take(case=case, actor=actor),
            lambda case=case, actor=second: assignment_take(case=case, actor=actor),
        )
        assert results.count("assignment:full") == 1
        assert case.assignments.count() == 1


def test_one_person_who_takes_twice_has_one_place(desk: Desk) -> None:
    case, actor = case_on(desk, reviews_required=2), member(desk)
    results = at_once(*[lambda: assignment_take(case=case, actor=actor)] * 2)
    assert results.count("assignment:excluded") == 1
    assert case.assignments.count() == 1


def test_next_case_by_several_at_once_gives_each_place_once(desk: Desk) -> None:
    people = [member(desk) for _ in range(8)]
    cases = [case_on(desk, reviews_required=2) for _ in range(3)]

    results = at_once(*[lambda actor=actor: next_case(desk=desk, actor=actor) for actor in people])

    assert sum(result is None for result in results) == 2
    taken = Counter(result.case_id for result in results if result)
    assert taken == {case.pk: 2 for case in cases}
    assert Assignment.objects.count() == 6
    assert Case.objects.filter(state="in_review").count() == 3
    assert RecordEntry.objects.filter(action="verification.case.start").count() == 3


def test_next_case_by_several_at_once_keeps_bundles_whole(desk: Desk) -> None:
    for _ in range(2):
        bundle = BundleFactory(article__desk=desk)
        for _ in range(3):
            case_on(desk, bundle=bundle)
    results = at_once(*[lambda actor=actor: next_case(desk=desk, actor=actor) for actor in [member(desk) for _ in range(4)]])
    assert sum(result is None for result in results) == 2
    for bundle in {case.bundle for case in desk.cases.all()}:
        owners = Assignment.objects.filter(case__bundle=bundle).values_list("reviewer", flat=True)
        assert len(owners) == 3
        assert len(set(owners)) == 1


@pytest.mark.slow  # fifty connections, on two cores
def test_fifty_who_pull_at_once_get_whole_bundles_and_no_case_has_more_people_than_it_requires(desk: Desk) -> None:
    singles = [case_on(desk, reviews_required=2, priority=2) for _ in range(12)]
    bundles = [BundleFactory(article__desk=desk) for _ in range(10)]
    for bundle in bundles:
        for _ in range(3):
            case_on(desk, bundle=bundle, reviews_required=2)
    people = [member(desk) for _ in range(50)]

    results = at_once(*[lambda actor=actor: next_case(desk=desk, actor=actor) for actor in people])

    assert sum(result is None for result in results) == 50 - 2 * (len(singles) + len(bundles))
    assert set(Counter(Assignment.objects.values_list("case", flat=True)).values()) == {2}
    assert Assignment.objects.count() == 2 * (len(singles) + 3 * len(bundles))
    for bundle in bundles:
        owners = Counter(Assignment.objects.filter(case__bundle=bundle).values_list("reviewer", flat=True))
        assert sorted(owners.values()) == [3, 3]


def test_one_person_who_asks_for_the_next_case_twice_gets_two_cases(desk: Desk) -> None:
    actor = member(desk)
    cases = {case_on(desk, reviews_required=2).pk for _ in range(2)}
    results = at_once(*[lambda: next_case(desk=desk, actor=actor)] * 2)
    assert {result.case_id for result in results} == cases


def test_assigning_twice_at_once_offers_each_place_once(desk: Desk) -> None:
    for _ in range(6):
        member(desk)
    case = case_on(desk, reviews_required=3)
    at_once(*[lambda: assign(case_id=case.pk)] * 4)
    assert case.assignments.count() == 3
    assert len(set(case.assignments.values_list("reviewer", flat=True))) == 3


def test_a_place_is_pushed_or_pulled_and_not_both(desk: Desk) -> None:
    people = [member(desk) for _ in range(3)]
    case = case_on(desk)
    at_once(lambda: assign(case_id=case.pk), *[lambda actor=actor: next_case(desk=desk, actor=actor) for actor in people])
    assert case.assignments.filter(state__in=[AssignmentState.OFFERED, AssignmentState.ACCEPTED]).count() == 1


def test_two_who_accept_at_once_start_the_case_once(desk: Desk) -> None:
    case = case_on(desk, reviews_required=2)
    for _ in range(2):
        member(desk)
    assign(case_id=case.pk)
    offers = list(case.assignments.all())
    at_once(*[lambda offer=offer: assignment_accept(assignment=offer, actor=offer.reviewer) for offer in offers])
    case.refresh_from_db()
    assert case.state == "in_review"
    assert case.transitions.count() == 1


def test_a_task_delivered_twice_at_once_makes_one_case(desk: Desk) -> None:
    claim = claim_on(desk)
    results = at_once(*[lambda: case_propose(claim=claim)] * 2, *[lambda: case_follow(claim_id=claim.pk)] * 2)
    assert {result.pk for result in results} == {Case.objects.get().pk}
    assert CaseClaim.objects.count() == 1


def test_two_workers_at_one_run_make_one_case_a_claim(desk: Desk) -> None:
    run = ExtractionRunFactory(snapshot__capture__article__desk=desk)
    for number in range(6):
        ClaimFactory(snapshot=run.snapshot, run=run, position_in_run=number, statement=f"Claim {number}.")
    at_once(*[lambda: cases_propose(run_id=run.pk)] * 2)
    assert Case.objects.count() == CaseClaim.objects.count() == 6


def test_of_two_copies_proposed_at_once_the_later_sees_the_earlier(desk: Desk) -> None:
    claims = [claim_on(desk) for _ in range(4)]
    at_once(*[lambda claim=claim: case_propose(claim=claim) for claim in claims])
    first = Case.objects.order_by("pk").first()
    assert set(Case.objects.exclude(pk=first.pk).values_list("similar_to", flat=True)) == {first.pk}


def test_of_two_who_decide_on_one_version_the_later_is_told(desk: Desk) -> None:
    case = case_on(desk, state="proposed")
    calls = [lambda actor=actor: open_seen(case, actor) for actor in (member(desk, "lead"), member(desk, "lead"))]
    results = at_once(*calls)
    assert results.count("case:stale") == 1
    assert case.transitions.count() == 1


def open_seen(case: Case, actor: User) -> Case:
    """As an actor does who saw the first version, in a request of their own."""
    return case_open(case=Case.objects.get(pk=case.pk), actor=actor, expected_version=1)


@pytest.mark.parametrize(("rating", "state", "verdicts"), [("Right", "decided", 1), ("Wrong", "in_adjudication", 0)])
def test_two_who_hand_in_the_last_reviews_at_once_settle_the_case_once(
    desk: Desk, rating: str, state: str, verdicts: int
) -> None:
    case = case_in_review(desk, reviews_required=2)
    first, second = at_work(case), at_work(case)
    at_once(lambda: submit(first), lambda: submit(second, rating))
    case.refresh_from_db()
    assert (case.reviews.count(), case.state, case.verdicts.count()) == (2, state, verdicts)
    assert case.transitions.count() == 1


def test_a_review_that_is_handed_in_twice_counts_once(desk: Desk) -> None:
    case = case_in_review(desk, reviews_required=2)
    assignment = at_work(case)
    results = at_once(*[lambda: submit(assignment)] * 2)
    assert results.count("review:assignment") == 1
    assert case.reviews.count() == 1


def while_withdrawn(link: CaseEvidence, call: Callable[[], Any]) -> Any:
    """What a call comes to that begins when the evidence is withdrawn, and that not yet committed."""
    withdrawn, lead = Event(), member(link.case.desk, Role.LEAD)

    def withdraw() -> None:
        with transaction.atomic():
            evidence_withdraw(evidence=link.evidence, actor=lead, expected_version=1, reason="Forged.")
            withdrawn.set()
            sleep(0.5)  # longer than the call takes that does not wait

    def follow() -> Any:
        assert withdrawn.wait(timeout=10)
        return call()

    return at_once(withdraw, follow)[1]


def test_no_finding_rests_on_evidence_that_is_being_withdrawn(desk: Desk) -> None:
    case = case_in_review(desk)
    link, assignment = evidence_on(case), at_work(case)
    assert while_withdrawn(link, lambda: submit(assignment, stances=stance(link))) == "review:evidence"
    assert not Review.objects.exists()


def test_no_decision_rests_on_evidence_that_is_being_withdrawn(desk: Desk) -> None:
    case = case_in_review(desk, reviews_required=1)
    link = evidence_on(case)
    submit(at_work(case), stances=stance(link), asks_adjudication=True)
    actor = at_work(case, part=AssignmentPart.ADJUDICATE).reviewer
    case.refresh_from_db()
    given = {"case": case, "actor": actor, "finding": finding_on(case), "expected_version": case.version}
    assert while_withdrawn(link, lambda: verdict_adjudicate(**given)) == "finding:no_evidence"
    assert not Verdict.objects.exists()


def test_of_two_leads_who_publish_at_once_the_later_is_told(desk: Desk) -> None:
    case = case_in_review(desk)
    submit(at_work(case))
    case.refresh_from_db()
    leads = [member(desk, "lead") for _ in range(2)]
    results = at_once(
        *[lambda actor=actor: verdict_publish(case=case, actor=actor, expected_version=case.version) for actor in leads]
    )
    assert results.count("case:stale") == 1
    assert Publication.objects.count() == 1


def test_a_file_is_written_by_one_of_two_workers(desk: Desk) -> None:
    export = export_request(desk=desk, actor=member(desk), format=ExportFormat.CSV, filters=Filters())
    at_once(*[lambda: export_write(export_id=export.pk)] * 2)
    export.refresh_from_db()
    assert (export.state, export.attempts) == ("done", 1)
    assert RecordEntry.objects.filter(action="verification.export.write").count() == 1
