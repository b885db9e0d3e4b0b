"""Reviews: drafts, submission, independence, and how a round ends."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid, TooLarge
from core.models import Membership, RecordEntry, RecordPayload, Role
from tests.factories import DeskFactory, RatingFactory, RatingScaleFactory, ReviewFactory, SourceFactory, UserFactory, member
from tests.verification.desk import at_work, case_in_review, evidence_on, finding_on, rating_of, stance, submit
from verification.findings import SaidInput
from verification.models import (
    AssignmentPart,
    AssignmentState,
    CaseEvidence,
    Evidence,
    EvidenceStance,
    FigureFinding,
    Review,
    ReviewDraft,
    SaidFinding,
    Stance,
)
from verification.presenting.cases import evidence_of
from verification.services.evidence import evidence_add, evidence_attach
from verification.services.reviews import draft_keep, review_submit, visible_case_evidence, visible_reviews
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def case(desk):
    """A case that asks for two reviews."""
    return case_in_review(desk, reviews_required=2)


# --- Drafts ---------------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_typed_and_replaced_by_the_next(case):
    assignment = at_work(case)
    draft_keep(assignment=assignment, actor=assignment.reviewer, data={"band_low": "3o", "nested": [None, {"x": 1}]})
    draft_keep(assignment=assignment, actor=assignment.reviewer, data={"band_low": "30"})
    assert ReviewDraft.objects.get().data == {"band_low": "30"}


def test_a_draft_is_its_reviewers_own(case):
    assignment = at_work(case)
    for other in (member(case.desk, Role.ADMIN), UserFactory(is_superuser=True)):
        with pytest.raises(Forbidden) as caught:
            draft_keep(assignment=assignment, actor=other, data={})
        assert caught.value.code == "review:not_yours"


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        ({"rationale": "x" * (256 * 1024)}, TooLarge, "draft:too_large"),
        ({"rationale": "a\x00b"}, Invalid, "draft:characters"),
        ({"rationale": "\ud800"}, Invalid, "draft:characters"),
        ({"number": float("nan")}, Invalid, "draft:json"),
        ({"object": object()}, Invalid, "draft:json"),
    ],
)
def test_a_draft_that_cannot_be_kept(case, data, error, code):
    assignment = at_work(case)
    with pytest.raises(error) as caught:
        draft_keep(assignment=assignment, actor=assignment.reviewer, data=data)
    assert caught.value.code == code
    assert not ReviewDraft.objects.exists()


def test_a_backslash_is_no_nul(case):
    assignment = at_work(case)
    draft = draft_keep(assignment=assignment, actor=assignment.reviewer, data={"rationale": "\\u0000 is how JSON writes NUL"})
    draft.refresh_from_db()
    assert draft.data == {"rationale": "\\u0000 is how JSON writes NUL"}


@pytest.mark.parametrize("state", [AssignmentState.OFFERED, AssignmentState.DONE, AssignmentState.ENDED])
def test_nothing_is_drafted_for_an_assignment_that_nobody_is_at_work_on(case, state):
    assignment = at_work(case)
    assignment.state = state
    assignment.save()
    with pytest.raises(Conflict) as caught:
        draft_keep(assignment=assignment, actor=assignment.reviewer, data={})
    assert caught.value.code == "review:assignment"


# --- Handing in -----------------------------------------------------------------------------------------------------------


def test_submitting_writes_review_and_stances_and_finishes_the_assignment(case):
    assignment = at_work(case)
    link = evidence_on(case)
    draft_keep(assignment=assignment, actor=assignment.reviewer, data={"rationale": "half"})
    taken = stance(link, Stance.QUALIFIES, "Only one shore.")
    review = submit(assignment, "Mixed", stances=taken, rationale="  The log shows 40. ")

    review.refresh_from_db()
    assert (review.case, review.reviewer, review.round) == (case, assignment.reviewer, 1)
    assert review.said == [{"position": 0, "names": ["Harbour Ministry"], "finding": "faithful", "note": ""}]
    assert (review.band.lower, review.band.upper, review.figure_finding) == (38, 42, "within")
    assert review.rationale == "The log shows 40."
    taken = review.stances.get()
    assert (taken.case_evidence, taken.stance, taken.note) == (link, "qualifies", "Only one shore.")
    assignment.refresh_from_db()
    assert assignment.state == AssignmentState.DONE
    assert not ReviewDraft.objects.exists()


def test_the_record_names_the_review_and_tells_nothing_of_it(case):
    review = submit(at_work(case), "Wrong", rationale="A secret so far.")
    entry = RecordEntry.objects.get(action="verification.review.submit")
    assert (entry.actor, entry.object_id) == (review.reviewer, review.pk)
    assert not any("secret" in str(payload.after) or "Wrong" in str(payload.after) for payload in RecordPayload.objects.all())


def test_the_first_use_freezes_the_scale(case):
    scale = rating_of(case.desk).scale
    assert scale.frozen_at is None
    submit(at_work(case))
    scale.refresh_from_db()
    assert scale.frozen_at is not None
    submit(at_work(case))
    assert RecordEntry.objects.filter(action="verification.ratingscale.freeze").count() == 1


def test_a_rating_of_another_scale_is_refused(case):
    earlier = RatingFactory(scale=RatingScaleFactory(desk=case.desk, is_current=False))
    elsewhere = RatingFactory(scale=RatingScaleFactory())
    for rating in (earlier, elsewhere):
        with pytest.raises(Invalid) as caught:
            submit(at_work(case), rating_id=rating.pk)
        assert caught.value.code == "finding:rating"
    assert not rating_of(case.desk).scale.frozen_at


@pytest.mark.parametrize(
    ("change", "error", "code"),
    [
        ({"state": AssignmentState.OFFERED}, Conflict, "review:assignment"),
        ({"state": AssignmentState.DONE}, Conflict, "review:assignment"),
        ({"state": AssignmentState.ENDED}, Conflict, "review:assignment"),
        ({"round": 2}, Conflict, "review:assignment"),
        ({"part": AssignmentPart.ADJUDICATE}, Conflict, "review:assignment"),
    ],
)
def test_only_an_accepted_review_of_the_present_round_is_handed_in(case, change, error, code):
    assignment = at_work(case)
    for name, value in change.items():
        setattr(assignment, name, value)
    assignment.save()
    with pytest.raises(error) as caught:
        submit(assignment)
    assert caught.value.code == code
    assert not Review.objects.exists()


def test_nobody_hands_in_for_another(case):
    assignment = at_work(case)
    for other in (member(case.desk), member(case.desk, Role.LEAD), UserFactory(is_superuser=True)):
        with pytest.raises(Forbidden) as caught:
            review_submit(assignment=assignment, actor=other, finding=finding_on(case), stances={}, expected_version=1)
        assert caught.value.code == "review:not_yours"


def test_who_left_the_desk_hands_in_nothing(case):
    assignment = at_work(case)
    Membership.objects.filter(user=assignment.reviewer).update(is_active=False)
    with pytest.raises(Forbidden) as caught:
        submit(assignment)
    assert caught.value.code == "permission:denied"


def test_a_stale_version_is_refused_and_loses_nothing(case):
    assignment = at_work(case)
    draft_keep(assignment=assignment, actor=assignment.reviewer, data={"rationale": "typed"})
    case.version += 1
    case.save()
    with pytest.raises(Conflict) as caught:
        review_submit(
            assignment=assignment,
            actor=assignment.reviewer,
            finding=finding_on(case),
            stances={},
            expected_version=case.version - 1,
        )
    assert (caught.value.code, caught.value.details["version"]) == ("case:stale", case.version)
    assert not Review.objects.exists()
    assert ReviewDraft.objects.get().data == {"rationale": "typed"}


@pytest.mark.parametrize("state", [state for state in CaseState if state != CaseState.IN_REVIEW])
def test_a_case_takes_reviews_only_while_in_review(desk, state):
    case = case_in_review(desk)
    case.state, case.public_key = state, "key"
    case.save()
    with pytest.raises(Conflict) as caught:
        submit(at_work(case))
    assert caught.value.code == "review:state"


def test_a_finding_that_is_refused_leaves_no_trace(case):
    assignment = at_work(case)
    with pytest.raises(Invalid) as caught:
        submit(assignment, said=())
    assert caught.value.code == "finding:said_links"
    assignment.refresh_from_db()
    assert (assignment.state, Review.objects.count(), rating_of(case.desk).scale.frozen_at) == ("accepted", 0, None)


@pytest.mark.parametrize("rating", ["Right", "Mostly right", "Mixed", "Wrong"])
def test_what_the_evidence_shows_is_not_found_without_evidence(case, rating):
    assignment = at_work(case)
    evidence_on(case, by=assignment)  # of which the reviewer does not say how it stands to the case
    draft = draft_keep(assignment=assignment, actor=assignment.reviewer, data={"rationale": "half"})
    before = RecordEntry.objects.count()
    with pytest.raises(Invalid) as caught:
        submit(assignment, rating, stances={})
    assert caught.value.code == "finding:no_evidence"
    assignment.refresh_from_db()
    assert (assignment.state, list(ReviewDraft.objects.all())) == ("accepted", [draft])
    assert not Review.objects.exists()
    assert not EvidenceStance.objects.exists()
    assert (rating_of(case.desk).scale.frozen_at, RecordEntry.objects.count()) == (None, before)


@pytest.mark.parametrize(
    ("rating", "taken"),
    [
        ("Right", Stance.CONTRADICTS),
        ("Right", Stance.QUALIFIES),
        ("Wrong", Stance.SUPPORTS),
        ("Mixed", Stance.MENTIONS),
    ],
)
def test_a_rating_that_the_reviewers_own_stances_do_not_bear_out_is_refused(case, rating, taken):
    with pytest.raises(Invalid) as caught:
        submit(at_work(case), rating, stances=stance(evidence_on(case), taken))
    assert caught.value.code == "finding:no_evidence"
    assert not Review.objects.exists()


def test_how_another_reviewer_put_the_evidence_bears_out_nothing_of_ones_own(case):
    link = evidence_on(case)
    submit(at_work(case), stances=stance(link))
    with pytest.raises(Invalid) as caught:
        submit(at_work(case), stances={})
    assert caught.value.code == "finding:no_evidence"


def test_a_rating_that_says_that_evidence_is_lacking_needs_none(case):
    review = submit(at_work(case), "Too early", stances={}, look_again_on=timezone.localdate() + dt.timedelta(days=1))
    assert (review.rating.label, review.stances.count()) == ("Too early", 0)


def test_reviews_that_were_handed_in_without_evidence_before_are_read_as_they_are(case):
    """There were such before evidence was asked for: they count, and the verdict rests on what the others found."""
    done = at_work(case)
    done.state = AssignmentState.DONE
    done.save()
    said = [{"position": 0, "names": ["Harbour Ministry"], "finding": "faithful", "note": ""}]
    earlier = ReviewFactory(assignment=done, rating=rating_of(case.desk), said=said, figure_finding=FigureFinding.WITHIN)
    submit(at_work(case))
    verdict = case.verdicts.get()
    assert earlier in verdict.reviews.all()
    assert [len(item["stances"]) for item in verdict.grounds["evidence"]] == [1]


def test_stances_are_taken_on_the_cases_own_evidence(case, desk):
    elsewhere = evidence_on(case_in_review(desk))
    with pytest.raises(Invalid) as caught:
        submit(at_work(case), stances=stance(elsewhere))
    assert (caught.value.code, caught.value.details["evidence"]) == ("review:evidence", [elsewhere.pk])


def test_withdrawn_evidence_serves_no_new_finding(case):
    link = evidence_on(case, withdrawn_at="2026-03-01T00:00Z")
    with pytest.raises(Invalid) as caught:
        submit(at_work(case), stances=stance(link))
    assert caught.value.code == "review:evidence"


@pytest.mark.parametrize("taken", [("proves", ""), (Stance.SUPPORTS, "x" * 2_001), (Stance.SUPPORTS, "a\x00")])
def test_a_stance_is_one_of_four_with_a_short_note(case, taken):
    with pytest.raises(Invalid) as caught:
        submit(at_work(case), stances=stance(evidence_on(case), *taken))
    assert caught.value.code == "review:stance"


@pytest.mark.parametrize("table", ["review", "evidencestance"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_database_itself_refuses_to_change_a_review(case, table, statement):
    submit(at_work(case), stances=stance(evidence_on(case)))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"verification_{table}"))


# --- Independence ---------------------------------------------------------------------------------------------------------


def seen_by(user, case):
    """Everything about a review of the case that the user can read, by every way of reading."""
    return (
        set(visible_reviews(case, user)),
        set(Review.objects.visible_to(user)),
        set(EvidenceStance.objects.visible_to(user)),
        {link.evidence for link in visible_case_evidence(case, user)},
        {link.evidence for link in CaseEvidence.objects.visible_to(user)},
        set(Evidence.objects.visible_to(user)),
    )


NOTHING = (set(), set(), set(), set(), set(), set())


def test_until_all_are_in_nobody_but_its_author_sees_anything_of_a_review(case):
    first, second = at_work(case), at_work(case)
    found = evidence_add(case=case, actor=first.reviewer, kind="unpublished", source=SourceFactory(), passage="I counted 40.")
    review = submit(first, stances=stance(found))
    own = review.stances.get()
    everything = ({review}, {review}, {own}, {found.evidence}, {found.evidence}, {found.evidence})

    others = [second.reviewer, *(member(case.desk, role) for role in Role), UserFactory(is_superuser=True)]
    for other in others:
        assert seen_by(other, case) == NOTHING
    assert seen_by(first.reviewer, case) == everything

    submit(second)
    for other in others:
        assert review in visible_reviews(case, other)
        assert own in EvidenceStance.objects.visible_to(other)
        assert found in visible_case_evidence(case, other)
        assert found.evidence in Evidence.objects.visible_to(other)


def test_nobody_of_another_desk_ever_sees_one(case):
    submit(at_work(case), stances=stance(evidence_on(case)))
    submit(at_work(case))
    assert seen_by(member(DeskFactory(), Role.ADMIN), case) == NOTHING


def test_evidence_for_everybody_is_seen_by_everybody(case):
    lead = member(case.desk, Role.LEAD)
    link = evidence_add(case=case, actor=lead, kind="unpublished", source=SourceFactory(), passage="Seen.")
    for assignment in (at_work(case), at_work(case)):
        assert link in visible_case_evidence(case, assignment.reviewer)


def test_a_reviewer_cannot_use_what_another_gathers(case):
    first, second = at_work(case), at_work(case)
    found = evidence_on(case, by=first)
    with pytest.raises(Invalid) as caught:
        submit(second, stances=stance(found))
    assert caught.value.code == "review:evidence"
    submit(first, stances=stance(found))


def test_what_two_find_independently_each_of_them_finds(desk):
    case, earlier = case_in_review(desk, reviews_required=3), case_in_review(desk)
    shared = evidence_on(earlier).evidence
    first, second, third = at_work(case), at_work(case), at_work(case)
    link, _ = evidence_attach(case=case, evidence=shared, actor=first.reviewer)
    assert not visible_case_evidence(case, third.reviewer)
    again, _ = evidence_attach(case=case, evidence=shared, actor=second.reviewer)
    finds = {assignment: list(visible_case_evidence(case, assignment.reviewer)) for assignment in (first, second, third)}
    assert finds == {first: [link], second: [again], third: []}
    assert [item.added_by for item in (link, again)] == [first.reviewer, second.reviewer]
    assert evidence_attach(case=case, evidence=shared, actor=second.reviewer) == (again, False)


def test_what_several_found_is_one_piece_of_evidence_once_all_are_in(desk):
    case, earlier = case_in_review(desk, reviews_required=2), case_in_review(desk)
    shared = evidence_on(earlier).evidence
    first, second = at_work(case), at_work(case)
    for assignment, how in ((first, Stance.SUPPORTS), (second, Stance.QUALIFIES)):
        found, _ = evidence_attach(case=case, evidence=shared, actor=assignment.reviewer)
        submit(assignment, "Mixed", stances=stance(found, how))
    (piece,) = evidence_of(case, second.reviewer, list(visible_reviews(case, second.reviewer)))
    assert {seen.stance for seen in piece.seen_stances} == {Stance.SUPPORTS, Stance.QUALIFIES}
    (frozen,) = case.verdicts.get().grounds["evidence"]
    assert {taken["stance"] for taken in frozen["stances"]} == {"supports", "qualifies"}


def test_the_only_reviewers_evidence_is_seen_at_once_and_the_review_when_it_is_in(desk):
    case = case_in_review(desk, reviews_required=1)
    assignment, lead = at_work(case), member(desk, Role.LEAD)
    found = evidence_on(case, by=assignment)
    assert found in visible_case_evidence(case, lead)
    review = submit(assignment)
    assert review in visible_reviews(case, lead)


def test_earlier_rounds_are_open_to_the_next(case):
    review = submit(at_work(case))
    submit(at_work(case))
    case.refresh_from_db()
    case.state, case.round = CaseState.IN_REVIEW, 2
    case.save()
    newcomer = at_work(case)
    assert review in visible_reviews(case, newcomer.reviewer)
    again = submit(newcomer)
    assert again not in visible_reviews(case, review.reviewer)


# --- How a round ends -----------------------------------------------------------------------------------------------------


def test_reviews_that_agree_decide(case):
    submit(at_work(case))
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW
    submit(
        at_work(case),
        "Mostly right",
        said=(SaidInput(position=0, finding=SaidFinding.VERBATIM),),
        band_low=Decimal(40),
        band_high=Decimal(44),
    )
    case.refresh_from_db()
    assert case.state == CaseState.DECIDED
    transition = case.transitions.last()
    assert (transition.action, transition.actor, transition.part) == ("decide", None, "system")


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"rating": "Wrong"}, "what the evidence shows"),
        ({"said": SaidFinding.DISTORTED}, "whether it was said"),
        ({"figure_finding": FigureFinding.INSUFFICIENT}, "whether the number is right"),
        ({"band_low": Decimal(30), "band_high": Decimal(35), "figure_finding": FigureFinding.ABOVE}, "what band"),
        ({"asks_adjudication": True}, "a reviewer asks"),
    ],
)
def test_reviews_that_differ_go_to_an_adjudicator(case, other, why):
    if "said" in other:
        other = {"said": (SaidInput(position=0, finding=other["said"]),)}
    submit(at_work(case))
    submit(at_work(case), **other)
    case.refresh_from_db()
    assert case.state == CaseState.IN_ADJUDICATION
    assert why in case.transitions.last().reason
    assert not case.verdicts.exists()


def test_the_only_reviewer_may_ask_for_an_adjudicator(desk):
    case = case_in_review(desk, reviews_required=1)
    submit(at_work(case), asks_adjudication=True)
    case.refresh_from_db()
    assert case.state == CaseState.IN_ADJUDICATION


def test_a_lead_who_is_asked_for_less_ends_what_is_not_needed(desk):
    case = case_in_review(desk, reviews_required=1)
    first, superfluous = at_work(case), at_work(case)
    submit(first)
    superfluous.refresh_from_db()
    case.refresh_from_db()
    assert (case.state, superfluous.state) == (CaseState.DECIDED, AssignmentState.ENDED)


def test_only_reviews_of_the_present_round_count(desk):
    case = case_in_review(desk, reviews_required=2)
    ReviewFactory(assignment=at_work(case), rating=rating_of(desk))
    case.round = 2
    case.save()
    submit(at_work(case))
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW
