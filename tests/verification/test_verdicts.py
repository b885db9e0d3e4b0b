"""Verdicts: what agreeing reviews or an adjudicator make, what it rests on, and who publishes it."""

import datetime as dt
import hashlib
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from claims.ranges import interval
from core.errors import Conflict, Forbidden, Invalid
from core.models import Membership, RecordEntry, Role, Sensitivity
from tests.factories import (
    CaseClaimFactory,
    DeskFactory,
    PublicationFactory,
    ReviewFactory,
    UserFactory,
    claim_on,
    member,
)
from tests.verification.desk import at_work, case_in_review, evidence_on, finding_on, rating_of, stance, submit
from verification.grounds import public_grounds
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    ClaimRole,
    Confidence,
    FigureFinding,
    Publication,
    Review,
    Stance,
    Verdict,
)
from verification.services.cases import case_reopen, case_send_back
from verification.services.evidence import evidence_edit, evidence_withdraw
from verification.services.verdicts import verdict_adjudicate, verdict_decide, verdict_publish
from verification.states import CaseState
from verification.transitions import InvalidTransition

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def case(desk):
    return case_in_review(desk, reviews_required=2)


@pytest.fixture
def lead(desk):
    return member(desk, Role.LEAD)


def decided(case):
    """The case with a verdict of as many agreeing reviews as it asks for."""
    for _ in range(case.reviews_required):
        submit(at_work(case))
    case.refresh_from_db()
    assert case.state == CaseState.DECIDED
    return case.verdicts.get()


def disputed(case):
    submit(at_work(case))
    submit(at_work(case), "Wrong")
    case.refresh_from_db()
    assert case.state == CaseState.IN_ADJUDICATION


# --- By agreement ---------------------------------------------------------------------------------------------------------


def test_the_verdict_of_agreeing_reviews_claims_no_more_than_any_of_them(case):
    first = submit(at_work(case), confidence=Confidence.HIGH, band_best=Decimal(40))
    second = submit(
        at_work(case),
        "Mostly right",
        rationale="Pictures show it.",
        band_low=Decimal(40),
        band_high=Decimal(45),
        confidence=Confidence.LOW,
    )
    verdict = Verdict.objects.get(case=case)
    assert (verdict.number, verdict.basis, verdict.decided_by) == (1, "agreement", None)
    assert set(verdict.reviews.all()) == {first, second}
    assert verdict.rating == rating_of(case.desk, "Mostly right")
    assert (verdict.band, verdict.band_best) == (interval(Decimal(38), Decimal(45)), None)
    assert (verdict.confidence, verdict.figure_finding) == ("low", "within")
    assert verdict.rationale == "Review 1: The log shows 40.\n\nReview 2: Pictures show it."


def test_settling_twice_makes_one_verdict(case):
    decided(case)
    assert verdict_decide(case=case) is None
    assert Verdict.objects.count() == 1


def test_the_grounds_hold_everything_as_it_was(case):
    link = evidence_on(case, passage="Forty drones.", translation="Сорок дронів.", credibility=2, locator="p. 4")
    submit(at_work(case), "Mixed", stances=stance(link, Stance.SUPPORTS, "Their log."))
    submit(at_work(case), "Mixed", stances=stance(link, Stance.QUALIFIES))
    verdict, claim = case.verdicts.get(), case.lead_claim
    grounds = verdict.grounds

    assert (grounds["proposition"], grounds["kind"], grounds["round"]) == (case.proposition, "weapons", 1)
    (frozen,) = grounds["claims"]
    assert (frozen["id"], frozen["role"], frozen["text"]) == (claim.pk, "lead", claim.text)
    assert frozen["snapshot"]["sha256"] == hashlib.sha256(claim.snapshot.text.encode()).hexdigest()
    assert frozen["capture"]["sha256"] == claim.snapshot.capture.sha256
    assert frozen["content"]["figure"]["low"] == 40
    assert frozen["origin"] == [{"name": "Harbour Ministry", "anonymous": False, "kind": ""}]
    assert frozen["article"]["publisher"]["name"] == claim.article.publisher.name

    (item,) = grounds["evidence"]
    capture = link.evidence.capture
    assert (item["passage"], item["translation"], item["locator"]) == ("Forty drones.", "Сорок дронів.", "p. 4")
    assert (item["credibility"], item["source"]["reliability"], item["version"]) == (2, "F", 1)
    assert (item["capture"]["sha256"], item["capture"]["url"]) == (capture.sha256, capture.final_url)
    assert item["capture"]["captured_at"] == capture.captured_at.isoformat()
    assert {(taken["stance"], taken["note"]) for taken in item["stances"]} == {("supports", "Their log."), ("qualifies", "")}


def test_later_changes_leave_the_grounds_as_they_were(case):
    link = evidence_on(case, passage="Forty drones.")
    verdict = decided(case)
    evidence_edit(
        evidence=link.evidence,
        actor=member(case.desk),
        expected_version=1,
        changes={"passage": "Fifty drones."},
        reason="Misread.",
    )
    verdict.refresh_from_db()
    assert verdict.grounds["evidence"][0]["passage"] == "Forty drones."


def test_withdrawn_evidence_is_a_ground_only_where_a_review_had_used_it(case):
    used, unused = evidence_on(case), evidence_on(case)
    submit(at_work(case), stances=stance(used))
    for link in (used, unused):
        link.evidence.withdrawn_at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        link.evidence.save()
    standing = evidence_on(case)
    submit(at_work(case), stances=stance(standing))
    frozen = [(item["id"], item["withdrawn"]) for item in case.verdicts.get().grounds["evidence"]]
    assert frozen == [(used.evidence_id, True), (standing.evidence_id, False)]


def test_the_lead_claim_comes_first_whatever_joined_before(case):
    lead = case.case_claims.get()
    lead.role = ClaimRole.COPY
    lead.save()
    newer = CaseClaimFactory(case=case, claim=claim_on(case.desk), role=ClaimRole.LEAD).claim
    submit(at_work(case), said=(), figure_finding=FigureFinding.NOT_APPLICABLE, band_low=None, band_high=None)
    submit(at_work(case), said=(), figure_finding=FigureFinding.NOT_APPLICABLE, band_low=None, band_high=None)
    assert [claim["id"] for claim in case.verdicts.get().grounds["claims"]] == [newer.pk, lead.claim_id]


def test_the_verdict_shows_which_rules_were_set_aside(case):
    submit(at_work(case, override_reason="Submitted the article. Nobody else reads Ukrainian."))
    submit(at_work(case))
    verdict = case.verdicts.get()
    expected = [{"part": "review", "reason": "Submitted the article. Nobody else reads Ukrainian."}]
    assert verdict.grounds["overrides"] == expected
    assert public_grounds([verdict])[verdict.pk]["overrides"] == expected


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["verdict", "verdict_reviews"])
def test_the_database_itself_refuses_to_change_a_verdict(case, table, statement):
    decided(case)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"verification_{table}"))


# --- By an adjudicator ----------------------------------------------------------------------------------------------------


def test_an_adjudicator_decides_between_reviews_that_differ(case):
    disputed(case)
    assignment = at_work(case, part=AssignmentPart.ADJUDICATE)
    finding = finding_on(case, "Mixed", rationale="Both are right in part.")
    verdict = verdict_adjudicate(case=case, actor=assignment.reviewer, finding=finding, expected_version=case.version)

    case.refresh_from_db()
    assignment.refresh_from_db()
    assert (case.state, assignment.state) == (CaseState.DECIDED, AssignmentState.DONE)
    assert (verdict.basis, verdict.decided_by, verdict.rationale) == (
        "adjudication",
        assignment.reviewer,
        "Both are right in part.",
    )
    assert set(verdict.reviews.all()) == set(Review.objects.filter(case=case))
    transition = case.transitions.last()
    assert (transition.action, transition.actor, transition.part) == ("decide", assignment.reviewer, "adjudicator")


@pytest.mark.parametrize(
    "fields",
    [
        {"state": AssignmentState.OFFERED},
        {"state": AssignmentState.ENDED},
        {"round": 2},
        {"part": AssignmentPart.REVIEW},
    ],
)
def test_only_who_has_taken_the_adjudication_decides(case, fields):
    disputed(case)
    assignment = at_work(case, part=AssignmentPart.ADJUDICATE)
    for name, value in fields.items():
        setattr(assignment, name, value)
    assignment.save()
    for actor in (assignment.reviewer, member(case.desk, Role.ADMIN), UserFactory(is_superuser=True)):
        with pytest.raises(Forbidden) as caught:
            verdict_adjudicate(case=case, actor=actor, finding=finding_on(case), expected_version=case.version)
        assert caught.value.code == "verdict:not_adjudicator"
    assert not Verdict.objects.exists()


def test_a_reviewer_of_the_case_does_not_adjudicate_it_unless_a_lead_set_that_aside(case):
    disputed(case)
    reviewer = Review.objects.first().reviewer
    assignment = at_work(case, reviewer, AssignmentPart.ADJUDICATE)
    arguments = {"case": case, "actor": reviewer, "finding": finding_on(case), "expected_version": case.version}
    with pytest.raises(Forbidden) as caught:
        verdict_adjudicate(**arguments)
    assert caught.value.code == "verdict:reviewer"

    assignment.override_reason, assignment.set_aside = "There are only two of us.", ["reviewed"]
    assignment.save()
    assert verdict_adjudicate(**arguments).grounds["overrides"] == [{"part": "adjudicate", "reason": "There are only two of us."}]


def test_an_adjudicator_sees_what_changed_before_deciding(case):
    disputed(case)
    assignment = at_work(case, part=AssignmentPart.ADJUDICATE)
    with pytest.raises(Conflict) as caught:
        verdict_adjudicate(case=case, actor=assignment.reviewer, finding=finding_on(case), expected_version=case.version - 1)
    assert caught.value.code == "case:stale"


def test_an_adjudicators_finding_is_checked_as_a_reviewers_is(case):
    disputed(case)
    assignment = at_work(case, part=AssignmentPart.ADJUDICATE)
    with pytest.raises(Invalid) as caught:
        verdict_adjudicate(
            case=case, actor=assignment.reviewer, finding=finding_on(case, rationale=""), expected_version=case.version
        )
    assert caught.value.code == "finding:rationale_needed"
    assert not Verdict.objects.exists()


def adjudicate(case, rating, **fields):
    """Decide as an adjudicator who has just taken the case, as it stands."""
    case.refresh_from_db()
    assignment = at_work(case, part=AssignmentPart.ADJUDICATE)
    given = {"finding": finding_on(case, rating, **fields), "expected_version": case.version}
    return verdict_adjudicate(case=case, actor=assignment.reviewer, **given)


def refused(case, rating):
    """Whether such a decision is refused for want of evidence, and leaves everything as it was."""
    before = RecordEntry.objects.count()
    with pytest.raises(Invalid) as caught:
        adjudicate(case, rating)
    case.refresh_from_db()
    left = (case.state, Verdict.objects.count(), RecordEntry.objects.count())
    return caught.value.code == "finding:no_evidence" and left == (CaseState.IN_ADJUDICATION, 0, before)


def reviewed(case, rating, stances):
    """A review of the case, asking for an adjudicator."""
    submit(at_work(case), rating, stances=stances, asks_adjudication=True)


@pytest.mark.parametrize("rating", ["Right", "Mostly right", "Mixed", "Wrong"])
def test_a_decision_rests_on_what_the_reviews_say_of_the_evidence(case, rating):
    disputed(case)
    assert adjudicate(case, rating).rating.label == rating


def test_a_decision_that_no_review_says_evidence_for_is_refused(case):
    link = evidence_on(case)
    reviewed(case, "Right", stance(link))
    reviewed(case, "Right", stance(link))
    assert refused(case, "Wrong")
    assert adjudicate(case, "Mixed").rating.label == "Mixed"


def test_a_decision_without_any_evidence_says_no_more_than_that(case):
    later = {"look_again_on": timezone.localdate() + dt.timedelta(days=1)}
    for _ in range(2):
        submit(at_work(case), "Too early", stances={}, asks_adjudication=True, **later)
    evidence_on(case)  # of which nobody said how it stands to the case
    assert all(refused(case, rating) for rating in ("Right", "Mixed", "Wrong"))
    assert adjudicate(case, "Too early", **later).rating.label == "Too early"


def test_a_decision_does_not_rest_on_evidence_that_was_withdrawn(case):
    link = evidence_on(case)
    reviewed(case, "Right", stance(link))
    reviewed(case, "Right", stance(link))
    evidence_withdraw(evidence=link.evidence, actor=member(case.desk, Role.LEAD), expected_version=1, reason="Forged.")
    assert refused(case, "Right")


def test_a_decision_does_not_rest_on_evidence_that_the_adjudicator_may_not_see(case):
    link = evidence_on(case)
    reviewed(case, "Right", stance(link))
    reviewed(case, "Right", stance(link))
    link.evidence.sensitivity = Sensitivity.RESTRICTED
    link.evidence.save()
    assert refused(case, "Right")


def test_a_decision_does_not_rest_on_the_reviews_of_an_earlier_round(case, lead):
    disputed(case)
    case_send_back(case=case, actor=lead, expected_version=case.version, reason="Look again.")
    later = {"look_again_on": timezone.localdate() + dt.timedelta(days=1)}
    for assignment in Assignment.objects.filter(case=case, round=2):
        Assignment.objects.filter(pk=assignment.pk).update(state=AssignmentState.ACCEPTED)
        assignment.refresh_from_db()
        submit(assignment, "Too early", stances={}, asks_adjudication=True, **later)
    assert refused(case, "Right")


# --- Publishing -----------------------------------------------------------------------------------------------------------


def test_a_lead_publishes(case, lead):
    verdict = decided(case)
    publication = verdict_publish(case=case, actor=lead, expected_version=case.version, reason="Ready.")
    case.refresh_from_db()
    assert case.state == CaseState.PUBLISHED
    assert case.public_key
    assert (publication.verdict, publication.published_by, publication.ended_at) == (verdict, lead, None)
    assert list(Verdict.objects.public()) == [verdict]
    assert not case.transitions.last().override
    assert not public_grounds([verdict])[verdict.pk]["overrides"]
    assert RecordEntry.objects.filter(action="verification.publication.publish", actor=lead).exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_who_is_no_lead_publishes_nothing(case, role):
    decided(case)
    with pytest.raises(Forbidden) as caught:
        verdict_publish(case=case, actor=member(case.desk, role), expected_version=case.version)
    assert caught.value.code == "permission:denied"
    assert not Publication.objects.exists()


@pytest.mark.parametrize("state", [state for state in CaseState if state != CaseState.DECIDED])
def test_only_a_decided_case_is_published(desk, lead, state):
    case = case_in_review(desk)
    case.state, case.public_key = state, "key"
    case.save()
    with pytest.raises(InvalidTransition):
        verdict_publish(case=case, actor=lead, expected_version=case.version)


def test_publishing_a_stale_version_is_refused(case, lead):
    decided(case)
    with pytest.raises(Conflict) as caught:
        verdict_publish(case=case, actor=lead, expected_version=case.version - 1)
    assert caught.value.code == "case:stale"
    assert not Publication.objects.exists()


def test_the_next_verdict_takes_the_place_of_the_one_before(case, lead):
    first = decided(case)
    verdict_publish(case=case, actor=lead, expected_version=case.version)
    case.refresh_from_db()
    case_reopen(case=case, actor=lead, expected_version=case.version, reason="The ministry corrected its log.")
    assert not Verdict.objects.public().exists()
    Case.objects.filter(pk=case.pk).update(state=CaseState.IN_REVIEW)
    submit(at_work(case), "Wrong")
    submit(at_work(case), "Wrong")
    case.refresh_from_db()
    verdict_publish(case=case, actor=lead, expected_version=case.version)
    assert [verdict.number for verdict in Verdict.objects.public()] == [2]
    first.publication.refresh_from_db()
    assert first.publication.ended_at is not None


@pytest.fixture
def own_case(desk, lead):
    """A case whose only reviewer is the lead."""
    case = case_in_review(desk, reviews_required=1)
    submit(at_work(case, lead))
    case.refresh_from_db()
    return case


def test_the_only_reviewer_does_not_publish_where_another_lead_could(own_case, lead):
    other = member(own_case.desk, Role.ADMIN)
    with pytest.raises(Forbidden) as caught:
        verdict_publish(case=own_case, actor=lead, expected_version=own_case.version, reason="In a hurry.")
    assert (caught.value.code, caught.value.details["override_possible"]) == ("verdict:own_review", False)
    assert verdict_publish(case=own_case, actor=other, expected_version=own_case.version)


def test_where_nobody_else_could_a_reason_overrides_and_shows(own_case, lead):
    Membership.objects.filter(user=member(own_case.desk, Role.LEAD)).update(is_active=False)
    member(own_case.desk, Role.LEAD, user__is_active=False)
    member(own_case.desk, Role.REVIEWER)
    with pytest.raises(Forbidden) as caught:
        verdict_publish(case=own_case, actor=lead, expected_version=own_case.version, reason=" ")
    assert (caught.value.code, caught.value.details["override_possible"]) == ("verdict:own_review", True)

    published = verdict_publish(case=own_case, actor=lead, expected_version=own_case.version, reason="I am alone this week.")
    transition = own_case.transitions.last()
    assert (transition.action, transition.override, transition.reason) == ("publish", True, "I am alone this week.")
    shown = public_grounds([published.verdict])[published.verdict_id]["overrides"]
    assert shown == [{"part": "publish", "reason": "Published by its only reviewer: I am alone this week."}]


def test_one_of_two_reviewers_may_publish(case, lead):
    submit(at_work(case, lead))
    submit(at_work(case))
    case.refresh_from_db()
    assert verdict_publish(case=case, actor=lead, expected_version=case.version)


def test_the_only_reviewer_may_publish_what_an_adjudicator_decided(desk, lead):
    case = case_in_review(desk)
    submit(at_work(case, lead), asks_adjudication=True)
    case.refresh_from_db()
    assignment = at_work(case, part=AssignmentPart.ADJUDICATE)
    verdict_adjudicate(case=case, actor=assignment.reviewer, finding=finding_on(case), expected_version=case.version)
    case.refresh_from_db()
    assert verdict_publish(case=case, actor=lead, expected_version=case.version)


# --- What anybody may see -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [Sensitivity.DESK, Sensitivity.RESTRICTED])
def test_what_is_kept_to_the_desk_is_not_public(desk, kept):
    verdict = PublicationFactory(verdict__case=case_in_review(desk, reviews_required=1)).verdict
    case = verdict.case
    case.state, case.public_key = CaseState.PUBLISHED, "key"
    case.save()
    assert verdict in Verdict.objects.public()

    article = case.lead_claim.article
    article.sensitivity = kept
    article.save()
    assert verdict not in Verdict.objects.public()
    assert verdict in Verdict.objects.published()

    article.sensitivity, case.sensitivity = Sensitivity.PUBLIC, kept
    article.save()
    case.save()
    assert verdict not in Verdict.objects.public()


def test_public_grounds_leave_out_what_is_not_public_now_and_who_took_which_stance(case):
    shown, kept, later = evidence_on(case), evidence_on(case, sensitivity=Sensitivity.DESK), evidence_on(case)
    unnamed = evidence_on(case)
    copy = CaseClaimFactory(case=case, claim=claim_on(case.desk), role=ClaimRole.COPY).claim
    submit(at_work(case), "Mixed", stances=stance(shown) | stance(kept))
    submit(at_work(case), "Mixed", stances=stance(shown, Stance.QUALIFIES, "A note."))
    verdict = case.verdicts.get()
    for thing in (later.evidence, unnamed.evidence.source, copy.article):
        thing.sensitivity = Sensitivity.RESTRICTED
        thing.save()

    grounds = public_grounds([verdict])[verdict.pk]
    assert [(item["id"], item["stances"]) for item in grounds["evidence"]] == [(shown.evidence_id, ["qualifies", "supports"])]
    assert [claim["id"] for claim in grounds["claims"]] == [case.lead_claim.pk]
    assert "reviews" not in grounds
    assert len(verdict.grounds["evidence"]) == 4


def test_public_grounds_of_many_take_three_queries(desk, django_assert_num_queries):
    verdicts = []
    for _ in range(3):
        case = case_in_review(desk, reviews_required=1)
        evidence_on(case)
        verdicts.append(PublicationFactory(verdict=decided(case)).verdict)
    with django_assert_num_queries(3):
        public_grounds(verdicts)


def test_reviews_are_not_shown_with_a_verdict_of_another_round(case):
    ReviewFactory(assignment=at_work(case), rating=rating_of(case.desk))
    Case.objects.filter(pk=case.pk).update(round=2)
    case.refresh_from_db()
    decided(case)
    assert case.verdicts.get().reviews.count() == 2
