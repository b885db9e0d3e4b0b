"""Who is told of what happens to cases and articles: once, with what happened, and never of what they did themselves."""

from __future__ import annotations

import pytest
from django.db import transaction

from claims.models import RunState
from claims.services.extraction import claims_extract, run_queue
from core.models import Desk, Notification, Occasion, Role, User
from core.services import notify
from sources.services import capture_fetch
from tests.factories import AssignmentFactory, DeskFactory, ExtractionRunFactory, SnapshotFactory, case_on, member
from tests.sources.servers import pages, serving
from tests.verification.desk import at_work, case_in_review, finding_on, submit
from verification.models import AssignmentPart, Case, EvidenceKind
from verification.services.assignments import assign, assignment_end, assignment_take
from verification.services.cases import case_dismiss, case_reopen, case_send_back, case_withdraw
from verification.services.evidence import evidence_add
from verification.services.giving import assignment_give, case_reassign
from verification.services.verdicts import verdict_adjudicate, verdict_publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


def told(*users: User) -> list[list[str]]:
    """On what occasions each of them was told something, the first first."""
    rows = Notification.objects.order_by("pk")
    return [list(rows.filter(recipient=user).values_list("occasion", flat=True)) for user in users]


def asked_of(case: Case):
    """What leads were told of the case for them to do something about it."""
    steps = case.transitions.values("pk")
    return Notification.objects.filter(object_id__in=steps, occasion__in=["needs_adjudicator", "waits_for_publication"])


def step(service, case: Case, actor: User, reason: str = "Because."):
    """A step of the case as it stands."""
    case.refresh_from_db()
    return service(case=case, actor=actor, expected_version=case.version, reason=reason)


# --- Places ---------------------------------------------------------------------------------------------------------------


def test_who_is_offered_a_case_by_the_system_or_by_a_lead_is_told(desk, lead):
    reviewer = member(desk)
    assign(case_id=case_on(desk).pk)
    assignment_give(case=case_on(desk), reviewer=reviewer, actor=lead)
    assert told(reviewer, lead) == [["assigned", "assigned"], []]
    assert list(Notification.objects.order_by("pk").values_list("actor", flat=True)) == [None, lead.pk]


def test_who_takes_a_case_or_gives_it_back_is_told_nothing(desk):
    reviewer = member(desk)
    assignment = assignment_take(case=case_on(desk), actor=reviewer)
    assignment_end(assignment=assignment, actor=reviewer)
    assert told(reviewer) == [[]]


def test_who_loses_a_case_to_somebody_is_told_and_so_is_the_other(desk, lead):
    first, second = member(desk), member(desk)
    case = case_on(desk)
    assignment_give(case=case, reviewer=first, actor=lead)
    case_reassign(case=case, actor=lead, reviewer=second, reason="You know the port.")
    assert told(first, second, lead) == [["assigned", "ended"], ["assigned"], []]


def test_who_is_at_work_on_a_case_that_is_dismissed_is_told(desk, lead):
    case = case_on(desk)
    reviewer = assignment_take(case=case, actor=member(desk)).reviewer
    step(case_dismiss, case, lead)
    assert told(reviewer) == [["ended"]]


# --- Steps ----------------------------------------------------------------------------------------------------------------


def test_from_reviews_that_agree_to_a_verdict_that_is_withdrawn(desk, lead):
    other_lead = member(desk, Role.LEAD)
    case = case_in_review(desk, reviews_required=2)
    first, second = (at_work(case) for _ in range(2))
    submit(first)
    assert Notification.objects.count() == 0, "what the first found is nobody's business yet"
    submit(second)
    assert told(lead, other_lead) == [["waits_for_publication"]] * 2
    assert not asked_of(case).filter(read_at__isnull=False)
    step(verdict_publish, case, lead)
    assert not asked_of(case).unread(), "published: nothing is left to do"
    step(case_reopen, case, other_lead)
    expected = ["published", "reopened"]
    assert told(first.reviewer, second.reviewer) == [expected, expected]


def test_a_verdict_that_is_withdrawn_concerns_those_who_reviewed_and_who_decided(desk, lead):
    case = case_in_review(desk, reviews_required=2)
    reviewers = [at_work(case), at_work(case)]
    submit(reviewers[0])
    submit(reviewers[1], "Wrong")
    assert told(lead) == [["needs_adjudicator"]]
    adjudication = at_work(case, part=AssignmentPart.ADJUDICATE)
    case.refresh_from_db()
    verdict_adjudicate(case=case, actor=adjudication.reviewer, finding=finding_on(case), expected_version=case.version)
    assert list(asked_of(case).unread().values_list("occasion", flat=True)) == ["waits_for_publication"]
    step(verdict_publish, case, lead)
    step(case_withdraw, case, lead)
    concerned = [*(each.reviewer for each in reviewers), adjudication.reviewer]
    assert told(*concerned) == [["published", "withdrawn"]] * 3


def test_who_is_to_review_again_is_told_so_once(desk, lead):
    case = case_in_review(desk)
    reviewer = submit(at_work(case)).reviewer
    step(case_send_back, case, lead)
    assert told(reviewer) == [["sent_back"]]


def test_what_is_said_twice_is_told_once_and_only_together_with_what_it_tells_of(desk):
    assignment = AssignmentFactory(case=case_on(desk))
    say = {"recipients": [assignment.reviewer_id] * 2, "desk": desk, "actor": None}
    for _ in range(2):
        notify(Occasion.ASSIGNED, assignment, **say)
    assert told(assignment.reviewer) == [["assigned"]]
    with transaction.atomic():
        notify(Occasion.ENDED, assignment, **say)
        transaction.set_rollback(True)
    assert told(assignment.reviewer) == [["assigned"]]


# --- Articles and captures ------------------------------------------------------------------------------------------------


def test_who_submitted_an_article_is_told_when_it_was_first_read(desk):
    submitter = member(desk)
    snapshot = SnapshotFactory(capture__article__desk=desk, capture__article__submitted_by=submitter)
    run = run_queue(snapshot_id=snapshot.pk)
    for _ in range(2):
        claims_extract(run_id=run.pk)
    assert told(submitter) == [["article_read"]]
    later = ExtractionRunFactory(snapshot=snapshot, state=RunState.QUEUED, finished_at=None, engine_version="9")
    claims_extract(run_id=later.pk)
    assert told(submitter) == [["article_read"]]


def test_who_submitted_an_article_in_another_language_is_told_that_it_cannot_be_read(desk):
    submitter = member(desk)
    text = "Der Hafen von Karsk wurde in der Nacht von vierzig Raketen getroffen, sagte das Ministerium am Montag. " * 3
    snapshot = SnapshotFactory(capture__article__desk=desk, capture__article__submitted_by=submitter, text=text)
    run = run_queue(snapshot_id=snapshot.pk)
    claims_extract(run_id=run.pk)
    assert told(submitter) == [["article_not_read"]]


def test_who_asked_for_evidence_that_does_not_come_is_told_and_nobody_else(desk, lead):
    case = case_in_review(desk, reviews_required=2)
    assignment = at_work(case)
    source = case.lead_claim.article.publisher
    with serving(pages()) as port:
        url = f"http://127.0.0.1:{port}/gone"
        link = evidence_add(case=case, actor=assignment.reviewer, kind=EvidenceKind.PAGE, source=source, url=url)
        capture_fetch(capture_id=link.evidence.capture_id)
    assert told(assignment.reviewer, lead) == [["not_fetched"], []]
