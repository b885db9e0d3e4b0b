"""Who gets which case: pushed, pulled, given back, overridden."""

import datetime as dt
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, Role, Sensitivity, User
from tests.factories import (
    AssignmentFactory,
    BundleFactory,
    CaseClaimFactory,
    CaseEvidenceFactory,
    DeskFactory,
    MembershipFactory,
    ReviewFactory,
    TieFactory,
    TopicFactory,
    UserFactory,
    VerdictFactory,
    case_of,
    case_on,
    claim_on,
    member,
    said_by,
)
from tests.verification.desk import scale_on
from verification.models import Assignment, AssignmentPart, AssignmentState, Case
from verification.routing.staffing import Exclusion, exclusions
from verification.selectors import agreement_on, deserted, need_of, person_for, person_on, takeable
from verification.services.assignments import (
    adjudication_take,
    assign,
    assignment_accept,
    assignment_end,
    assignment_take,
    eligibility,
    next_case,
)
from verification.services.giving import assignment_give
from verification.states import CaseState

pytestmark = pytest.mark.django_db

OFFERED, ACCEPTED, DONE, ENDED = AssignmentState
ADJUDICATE = AssignmentPart.ADJUDICATE


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


def reviewers_of(case: Case, **fields: Any) -> set[User]:
    return {each.reviewer for each in case.assignments.filter(**fields)}


# --- Push -----------------------------------------------------------------------------------------------------------------


def test_an_open_case_is_offered_to_as_many_as_it_requires_with_reasons(desk: Desk) -> None:
    people = {member(desk) for _ in range(3)}
    case = case_on(desk, reviews_required=2)
    case = assign(case_id=case.pk)
    assert reviewers_of(case, state=OFFERED) < people
    assert case.assignments.count() == 2
    assert case.assignments.first().reasons == ["Had 0 of 10 open assignments."]
    assert case.pool_reason == ""
    assert RecordEntry.objects.filter(action="verification.assignment.offer", actor=None).count() == 2


def test_assigning_again_changes_nothing(desk: Desk) -> None:
    for _ in range(3):
        member(desk)
    case = case_on(desk, reviews_required=2)
    assign(case_id=case.pk)
    assign(case_id=case.pk)
    assert case.assignments.count() == 2


@pytest.mark.parametrize("state", ["proposed", "decided", "published", "withdrawn", "dismissed"])
def test_a_case_that_needs_nobody_is_given_to_nobody(desk: Desk, state: str) -> None:
    member(desk)
    assert not assign(case_id=case_on(desk, state=state, pool_reason="Was in the pool").pk).assignments.exists()


def test_whoever_submitted_the_article_never_gets_it_and_the_pool_says_so(desk: Desk) -> None:
    submitter = member(desk)
    case = CaseClaimFactory(claim=claim_on(desk, snapshot__capture__article__submitted_by=submitter)).case
    case = assign(case_id=case.pk)
    assert not case.assignments.exists()
    assert case.pool_reason == "Needs 1 more reviewer. Members who are excluded, by rule: 1 submitted the article."
    assert list(Case.objects.in_pool()) == [case]


def test_who_knows_the_topic_reads_the_language_and_has_room_gets_it(desk: Desk) -> None:
    topic, other = TopicFactory(desk=desk), TopicFactory(desk=desk)
    fits = member(desk, topics=[topic], languages=["uk"])
    member(desk, topics=[other])
    member(desk, topics=[topic], languages=["de"])
    member(desk, topics=[topic], absent_until=timezone.localdate())
    full = member(desk, topics=[topic], capacity=1)
    AssignmentFactory(case=case_on(desk), reviewer=full)
    member(desk, Role.VIEWER)
    MembershipFactory(desk=desk, is_active=False)
    MembershipFactory(desk=desk, user__is_active=False)
    member(DeskFactory())

    case = assign(case_id=case_on(desk, language="uk", topics=[topic], reviews_required=2).pk)

    assert reviewers_of(case) == {fits}
    assert case.pool_reason == (
        "Needs 1 more reviewer. Members who are excluded, by rule: 1 does not read the article's language; "
        "1 does not work on the case's topics; 1 is absent; 1 has a full load."
    )


def test_the_load_on_other_desks_does_not_count(desk: Desk) -> None:
    reviewer = member(desk, capacity=1)
    AssignmentFactory(case=case_on(DeskFactory()), reviewer=reviewer)
    assert reviewers_of(assign(case_id=case_on(desk).pk)) == {reviewer}


def test_a_bundle_goes_to_the_same_person_whatever_their_load(desk: Desk) -> None:
    first, _ = member(desk, capacity=1), member(desk)
    bundle = BundleFactory(article__desk=desk)
    cases = [assign(case_id=case_on(desk, bundle=bundle).pk) for _ in range(3)]
    assert [reviewers_of(case) for case in cases] == [{first}] * 3
    assert cases[1].assignments.get().reasons[0] == "Has the other claims by this origin in this article."


def test_cases_outside_the_bundle_go_by_load(desk: Desk) -> None:
    people = [member(desk), member(desk)]
    cases = [assign(case_id=case_on(desk).pk) for _ in range(2)]
    assert [reviewers_of(case) for case in cases] == [{people[0]}, {people[1]}]


def test_a_case_leaves_the_pool_when_somebody_becomes_free(desk: Desk) -> None:
    absent = MembershipFactory(desk=desk, absent_until=timezone.localdate())
    case = assign(case_id=case_on(desk).pk)
    assert case.pool_reason
    absent.absent_until = None
    absent.save()
    case = assign(case_id=case.pk)
    assert (case.pool_reason, reviewers_of(case)) == ("", {absent.user})
    assert RecordEntry.objects.filter(action="verification.case.pool").count() == 2


def test_reviews_that_are_in_take_their_places(desk: Desk) -> None:
    member(desk)
    case = case_on(desk, state=CaseState.IN_REVIEW)
    ReviewFactory(assignment__case=case)
    assert assign(case_id=case.pk).assignments.filter(state=OFFERED).count() == 0


def restricted_and_at_work(desk: Desk, *, is_named: bool) -> Assignment:
    assignment = AssignmentFactory(case=case_on(desk, sensitivity=Sensitivity.RESTRICTED), reviewer=member(desk))
    assignment.case.named.set([assignment.reviewer] if is_named else [])
    return assignment


def test_to_whom_a_case_is_not_open_any_more_is_asked_in_one_query_for_all(desk: Desk, django_assert_num_queries: Any) -> None:
    gone = [restricted_and_at_work(desk, is_named=False) for _ in range(3)]
    for _ in range(3):
        restricted_and_at_work(desk, is_named=True)
        AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    with django_assert_num_queries(1):
        assert set(deserted()) == set(gone)
    with django_assert_num_queries(1):
        assert list(deserted(gone[1].case)) == [gone[1]]


def test_assigning_asks_nothing_about_other_restricted_cases(desk: Desk, django_assert_max_num_queries: Any) -> None:
    case = case_on(desk)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as alone:
            assign(case_id=case.pk)
        transaction.set_rollback(True)
    for _ in range(3):
        restricted_and_at_work(DeskFactory(), is_named=True)
    with django_assert_max_num_queries(len(alone)):
        assign(case_id=case.pk)


def test_who_may_no_longer_review_loses_the_case_to_somebody_who_may(desk: Desk) -> None:
    gone, stays = member(desk), member(desk)
    case = case_on(desk, state=CaseState.IN_REVIEW)
    AssignmentFactory(case=case, reviewer=gone, state=ACCEPTED)
    gone.memberships.update(role=Role.VIEWER)
    case = assign(case_id=case.pk)
    assert (reviewers_of(case, state=OFFERED), reviewers_of(case, state=ENDED)) == ({stays}, {gone})
    assert case.state == CaseState.OPEN


def test_adjudication_is_offered_to_none_of_the_reviewers_of_any_round(desk: Desk) -> None:
    case = case_on(desk, state=CaseState.IN_ADJUDICATION, round=2)
    for round_ in (1, 2):
        ReviewFactory(assignment__case=case, assignment__reviewer=member(desk), assignment__round=round_)
    case = assign(case_id=case.pk)
    assert "2 reviewed this case, so cannot adjudicate it" in case.pool_reason
    fresh = member(desk)
    assert assign(case_id=case.pk).assignments.get(part=ADJUDICATE).reviewer == fresh


def test_whom_the_verdicts_bore_out_is_asked_before_whom_they_did_not(desk: Desk) -> None:
    often_wrong, right, alone = member(desk), member(desk), member(desk)
    scale = scale_on(desk)
    rating = {label: scale.ratings.get(label=label) for label in ("Right", "Mostly right", "Wrong")}
    for _ in range(3):
        case = case_on(desk, state=CaseState.DECIDED, reviews_required=2)
        reviews = [
            ReviewFactory(assignment__case=case, assignment__reviewer=reviewer, rating=rating[label])
            for reviewer, label in ((often_wrong, "Wrong"), (right, "Mostly right"))
        ]
        VerdictFactory(case=case, reviews=reviews, rating=rating["Right"])
    one = case_on(desk, state=CaseState.DECIDED)
    review = ReviewFactory(assignment__case=one, assignment__reviewer=alone, rating=rating["Wrong"])
    VerdictFactory(case=one, reviews=[review], rating=rating["Right"])

    assert agreement_on(desk) == {often_wrong.pk: 5 / 8, right.pk: 1.0}  # one who reviewed alone agreed with nobody
    order = [reviewers_of(assign(case_id=case_on(desk).pk)) for _ in range(3)]
    assert order == [{right}, {alone}, {right}]


# --- Take, accept, leave --------------------------------------------------------------------------------------------------


def test_the_first_accepted_assignment_starts_the_case(desk: Desk) -> None:
    case = case_on(desk, reviews_required=2)
    offers = [AssignmentFactory(case=case, reviewer=member(desk)) for _ in range(2)]
    for offer in offers:
        assignment_accept(assignment=offer, actor=offer.reviewer)
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW
    assert [step.action for step in case.transitions.all()] == ["start"]
    assert case.transitions.get().actor is None


def test_only_whom_it_was_offered_to_accepts(desk: Desk) -> None:
    offer = AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    with pytest.raises(Forbidden) as caught:
        assignment_accept(assignment=offer, actor=member(desk))
    assert caught.value.code == "assignment:not_yours"


@pytest.mark.parametrize("state", [DONE, ENDED])
def test_what_is_over_cannot_be_accepted_or_ended(desk: Desk, state: AssignmentState) -> None:
    over = AssignmentFactory(case=case_on(desk), reviewer=member(desk), state=state)
    for service in (assignment_accept, assignment_end):
        with pytest.raises(Conflict) as caught:
            service(assignment=over, actor=over.reviewer)
        assert caught.value.code == "assignment:not_current"


def test_taking_a_case_from_the_pool_needs_neither_topic_nor_room(desk: Desk) -> None:
    reviewer = member(desk, topics=[TopicFactory(desk=desk)], languages=["de"], capacity=1, absent_until=timezone.localdate())
    AssignmentFactory(case=case_on(desk), reviewer=reviewer)
    case = case_on(desk, topics=[TopicFactory(desk=desk)], pool_reason="Nobody knows the topic.")
    assignment = assignment_take(case=case, actor=reviewer)
    assert (assignment.state, assignment.reasons) == ("accepted", ["Taken from the pool."])
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW


def test_taking_what_was_offered_accepts_it(desk: Desk) -> None:
    offer = AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    assert assignment_take(case=offer.case, actor=offer.reviewer) == offer
    assert offer.case.assignments.get().state == ACCEPTED


def test_conflicts_of_interest_bar_from_taking_and_are_named(desk: Desk) -> None:
    submitter = member(desk)
    case = CaseClaimFactory(claim=claim_on(desk, snapshot__capture__article__submitted_by=submitter)).case
    with pytest.raises(Forbidden) as caught:
        assignment_take(case=case, actor=submitter)
    assert (caught.value.code, caught.value.details["rules"]) == ("assignment:excluded", ["submitted"])
    assert eligibility(case, submitter) == ["submitted the article"]
    assert eligibility(case, member(desk)) == []


def test_nobody_reviews_twice_in_a_round(desk: Desk) -> None:
    case = case_on(desk, state=CaseState.IN_REVIEW, reviews_required=2)
    review = ReviewFactory(assignment__case=case, assignment__reviewer=member(desk))
    with pytest.raises(Forbidden) as caught:
        assignment_take(case=case, actor=review.reviewer)
    assert caught.value.details["rules"] == ["engaged"]


def test_a_full_case_takes_nobody(desk: Desk) -> None:
    case = case_on(desk)
    AssignmentFactory(case=case)
    with pytest.raises(Conflict) as caught:
        assignment_take(case=case, actor=member(desk))
    assert caught.value.code == "assignment:full"


@pytest.mark.parametrize("state", [state for state in CaseState.values if state not in {"open", "in_review"}])
def test_only_cases_in_need_of_reviewers_can_be_taken(desk: Desk, state: str) -> None:
    with pytest.raises(Conflict) as caught:
        assignment_take(case=case_on(desk, state=state), actor=member(desk))
    assert caught.value.code == "assignment:not_needed"


@pytest.mark.parametrize("state", [state for state in CaseState.values if state != "in_adjudication"])
def test_only_cases_in_adjudication_can_be_adjudicated(desk: Desk, state: str) -> None:
    with pytest.raises(Conflict) as caught:
        adjudication_take(case=case_on(desk, state=state), actor=member(desk))
    assert caught.value.code == "assignment:not_needed"


def test_none_of_the_reviewers_takes_the_adjudication(desk: Desk) -> None:
    case = case_on(desk, state=CaseState.IN_ADJUDICATION, round=2)
    review = ReviewFactory(assignment__case=case, assignment__reviewer=member(desk), assignment__round=1)
    with pytest.raises(Forbidden) as caught:
        adjudication_take(case=case, actor=review.reviewer)
    assert caught.value.details["rules"] == ["reviewed"]
    assert adjudication_take(case=case, actor=member(desk)).part == ADJUDICATE


def test_viewers_and_strangers_take_nothing(desk: Desk) -> None:
    case = case_on(desk)
    for actor in (member(desk, Role.VIEWER), member(DeskFactory(), Role.ADMIN)):
        with pytest.raises(Forbidden):
            assignment_take(case=case, actor=actor)
        with pytest.raises(Forbidden):
            next_case(desk=desk, actor=actor)


def test_the_last_to_leave_releases_the_case(desk: Desk) -> None:
    case = case_on(desk, reviews_required=2)
    first, second = (assignment_take(case=case, actor=member(desk)) for _ in range(2))
    assignment_end(assignment=first, actor=first.reviewer, reason="No time")
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW
    assignment_end(assignment=second, actor=second.reviewer)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN
    assert list(case.transitions.order_by("pk").values_list("action", flat=True)) == ["start", "release"]


def test_a_case_with_a_review_of_the_round_is_not_released(desk: Desk) -> None:
    case = case_on(desk, state=CaseState.IN_REVIEW, reviews_required=2)
    ReviewFactory(assignment__case=case)
    second = assignment_take(case=case, actor=member(desk))
    assignment_end(assignment=second, actor=second.reviewer)
    case.refresh_from_db()
    assert case.state == CaseState.IN_REVIEW


@pytest.mark.parametrize(("state", "verb"), [(OFFERED, "decline"), (ACCEPTED, "release")])
def test_what_somebody_gave_back_goes_to_somebody_else(desk: Desk, state: AssignmentState, verb: str) -> None:
    first = member(desk)
    case = case_on(desk)
    own = AssignmentFactory(case=case, reviewer=first, state=state)
    assert assignment_end(assignment=own, actor=first, reason="Too close to me").end_reason == "Too close to me"
    assert RecordEntry.objects.filter(action=f"verification.assignment.{verb}", actor=first).exists()
    assert assign(case_id=case.pk).pool_reason.endswith("1 had this case in this round and left it.")
    second = member(desk)
    assert reviewers_of(assign(case_id=case.pk), state=OFFERED) == {second}


def test_a_lead_takes_a_case_back_with_a_reason_and_a_reviewer_does_not(desk: Desk, lead: User) -> None:
    own = AssignmentFactory(case=case_on(desk), reviewer=member(desk), state=ACCEPTED)
    with pytest.raises(Forbidden):
        assignment_end(assignment=own, actor=member(desk), reason="I want it")
    with pytest.raises(Invalid) as caught:
        assignment_end(assignment=own, actor=lead)
    assert caught.value.code == "assignment:reason_needed"
    assert assignment_end(assignment=own, actor=lead, reason="Ill").state == ENDED
    assert RecordEntry.objects.filter(action="verification.assignment.take_back", actor=lead).exists()


# --- Next case ------------------------------------------------------------------------------------------------------------


def test_the_most_urgent_case_comes_first(desk: Desk) -> None:
    now = timezone.now()
    relaxed = case_on(desk, priority=3)
    later = case_on(desk, priority=2, due_at=now + dt.timedelta(hours=2))
    sooner = case_on(desk, priority=2, due_at=now + dt.timedelta(hours=1))
    undated = case_on(desk, priority=2)
    reviewer = member(desk)
    given = [next_case(desk=desk, actor=reviewer).case for _ in range(4)]
    assert given == [sooner, later, undated, relaxed]
    assert next_case(desk=desk, actor=reviewer) is None
    assert set(reviewer.assignments.values_list("state", flat=True)) == {"accepted"}


def test_what_was_offered_comes_before_what_anybody_could_take(desk: Desk) -> None:
    case_on(desk, priority=1)
    offer = AssignmentFactory(case=case_on(desk, priority=5), reviewer=member(desk))
    assert next_case(desk=desk, actor=offer.reviewer) == offer


def test_the_whole_bundle_comes_with_its_most_urgent_case(desk: Desk) -> None:
    bundle = BundleFactory(article__desk=desk)
    bundled = [case_on(desk, bundle=bundle, priority=priority) for priority in (4, 2, 5)]
    full = case_on(desk, bundle=bundle)
    AssignmentFactory(case=full)
    other = case_on(desk, priority=3)
    reviewer = member(desk)

    assert next_case(desk=desk, actor=reviewer).case == bundled[1]
    assert set(reviewer.assignments.values_list("case", flat=True)) == {case.pk for case in bundled}
    assert {Case.objects.get(pk=case.pk).state for case in bundled} == {"in_review"}
    assert next_case(desk=desk, actor=reviewer).case == other


def test_next_case_gives_nothing_of_other_desks(desk: Desk) -> None:
    case_on(DeskFactory())
    assert next_case(desk=desk, actor=member(desk)) is None


TOPICS = ["none", "same", "other"]


@pytest.mark.parametrize("part", list(AssignmentPart))
def test_the_database_and_the_rules_agree_on_who_may_take_what(desk: Desk, part: AssignmentPart) -> None:
    """``takeable`` is ``exclusions`` in SQL, but for absence and load: over every mix of the facts that both ask about."""
    same, other = TopicFactory(desk=desk), TopicFactory(desk=desk)
    topics = {"none": [], "same": [same], "other": [other]}
    person = member(desk, topics=[same], languages=["en-GB"])
    generalist = member(desk)
    state = CaseState.OPEN if part is AssignmentPart.REVIEW else CaseState.IN_ADJUDICATION
    fits = product(TOPICS, ["", "en", "uk"], [False], [None], [False])
    relations = product(["same"], ["en"], [False, True], [None, OFFERED, ENDED, DONE], [False, True])
    publisher, quoted, shown, hidden = (TieFactory(desk=desk, user=person).source for _ in range(4))
    for case_topics, language, submits, own, reviewed_before in [*fits, *relations]:
        claim = claim_on(desk, snapshot__capture__article__submitted_by=person if submits else UserFactory())
        case = CaseClaimFactory(
            claim=claim, case__state=state, case__topics=topics[case_topics], case__language=language, case__round=2
        ).case
        case.reviews_required = 2
        case.save()
        if own:
            AssignmentFactory(case=case, reviewer=person, state=own, part=part)
        if reviewed_before:
            ReviewFactory(assignment__case=case, assignment__reviewer=person, assignment__round=1)
            AssignmentFactory(case=case, reviewer=generalist, round=1, state=ENDED, part=ADJUDICATE, accepted_at=timezone.now())
    in_need = {"state": state, "language": "en", "topics": [same], "reviews_required": 2}
    case_of(claim_on(desk, snapshot__capture__article__publisher=publisher), **in_need)
    quotes = claim_on(desk)
    said_by(quotes, "The ministry", source=quoted)
    case_of(quotes, **in_need)
    CaseEvidenceFactory(case=case_on(desk, **in_need), evidence__source=shown)
    found_for_review = case_on(desk, **in_need)
    CaseEvidenceFactory(case=found_for_review, evidence__source=hidden, gathered_for=AssignmentFactory(case=found_for_review))
    for before_they_came in (True, False):
        supplied_to = case_on(desk, **in_need)
        CaseEvidenceFactory(case=supplied_to, added_by=person)
        if not before_they_came:
            earlier = {"round": 0, "offered_at": timezone.now() - dt.timedelta(hours=1), "state": ENDED}
            AssignmentFactory(case=supplied_to, reviewer=person, **earlier)
    for user in (person, generalist):
        found = set(takeable(desk, person_on(desk, user), part))
        for case in desk.cases.all():
            excluded = set(exclusions(need_of(case, part), person_for(case, part, user)))
            has_place = case.assignments.filter(round=case.round, part=part, state__in=[OFFERED, DONE]).count() < (
                2 if part is AssignmentPart.REVIEW else 1
            )
            assert (case in found) == (not excluded - {Exclusion.ABSENT, Exclusion.LOADED} and has_place), excluded


# --- Override -------------------------------------------------------------------------------------------------------------


def test_a_lead_gives_a_case_to_somebody_who_fits(desk: Desk, lead: User) -> None:
    reviewer = member(desk)
    given = assignment_give(case=case_on(desk), reviewer=reviewer, actor=lead)
    assert (given.reviewer, given.state, given.assigned_by, given.override_reason) == (reviewer, "offered", lead, "")
    assert given.reasons == [f"Given by {lead}."]


def test_a_rule_is_set_aside_only_with_a_reason_which_is_kept(desk: Desk, lead: User) -> None:
    submitter = MembershipFactory(desk=desk, user__display_name="Ann").user
    case = CaseClaimFactory(claim=claim_on(desk, snapshot__capture__article__submitted_by=submitter)).case
    with pytest.raises(Invalid) as caught:
        assignment_give(case=case, reviewer=submitter, actor=lead)
    assert (caught.value.code, caught.value.details["rules"]) == ("assignment:override_needed", ["submitted"])
    given = assignment_give(case=case, reviewer=submitter, actor=lead, override_reason="Nobody else is here.")
    assert given.override_reason == "Given to somebody who submitted the article: Nobody else is here."


def test_a_lead_gives_an_adjudication_to_a_reviewer_where_nobody_else_is_left(desk: Desk, lead: User) -> None:
    case = case_on(desk, state=CaseState.IN_ADJUDICATION)
    review = ReviewFactory(assignment__case=case, assignment__reviewer=member(desk))
    given = assignment_give(case=case, reviewer=review.reviewer, actor=lead, override_reason="Nobody else is here.")
    assert (given.part, "reviewed this case" in given.override_reason) == (ADJUDICATE, True)


def test_no_reason_gives_a_case_to_who_cannot_review_or_has_it(desk: Desk, lead: User) -> None:
    case = case_on(desk, reviews_required=3)
    engaged = AssignmentFactory(case=case, reviewer=member(desk)).reviewer
    for reviewer, rule in (
        (member(desk, Role.VIEWER), "not_a_reviewer"),
        (UserFactory(), "not_a_reviewer"),
        (engaged, "engaged"),
    ):
        with pytest.raises(Forbidden) as caught:
            assignment_give(case=case, reviewer=reviewer, actor=lead, override_reason="I say so.")
        assert caught.value.details["rules"] == [rule]


def test_giving_respects_places_states_and_roles(desk: Desk, lead: User) -> None:
    full = case_on(desk)
    AssignmentFactory(case=full)
    for case, code in ((full, "assignment:full"), (case_on(desk, state="proposed"), "assignment:not_needed")):
        with pytest.raises(Conflict) as caught:
            assignment_give(case=case, reviewer=member(desk), actor=lead)
        assert caught.value.code == code
    with pytest.raises(Forbidden):
        assignment_give(case=case_on(desk), reviewer=member(desk), actor=member(desk))


def test_a_superuser_reviews_without_being_a_member(desk: Desk) -> None:
    root = UserFactory(is_superuser=True)
    case = case_on(desk)
    assignment_take(case=case, actor=root)
    assert reviewers_of(assign(case_id=case.pk), state=ACCEPTED) == {root}
    assert Assignment.objects.count() == 1
