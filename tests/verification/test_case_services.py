"""Cases from their proposal to their end, through the services."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Claim, ClaimState, RevisionAction
from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, Role, User
from tests.factories import (
    AffiliationFactory,
    AssignmentFactory,
    CaseFactory,
    ClaimFactory,
    ClaimRevisionFactory,
    DeskFactory,
    ExtractionRunFactory,
    FigureFactory,
    MembershipFactory,
    PublicationFactory,
    QueueFactory,
    ReviewFactory,
    RoutingRuleFactory,
    SourceAliasFactory,
    SourceFactory,
    TopicFactory,
    VerdictFactory,
    case_of,
    case_on,
    claim_on,
    member,
    said_by,
)
from verification.models import Assignment, AssignmentPart, AssignmentState, Bundle, Case, CaseClaim, ClaimRole
from verification.routing.features import features_of
from verification.selectors import flags_of
from verification.services.cases import (
    case_dismiss,
    case_edit,
    case_open,
    case_reopen,
    case_restore,
    case_send_back,
    case_withdraw,
)
from verification.services.joining import case_decline_join, case_join
from verification.services.proposing import case_follow, case_propose, cases_propose
from verification.services.triage import cases_triage
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


def rule(desk: Desk, conditions: dict[str, Any] | None = None, **effects: Any) -> None:
    RoutingRuleFactory(desk=desk, conditions=conditions or {}, effects=effects)


def steps(case: Case) -> list[str]:
    return list(case.transitions.order_by("pk").values_list("action", flat=True))


# --- Proposing ------------------------------------------------------------------------------------------------------------


def test_a_claim_gets_a_case_that_it_leads(desk: Desk) -> None:
    claim = claim_on(desk)
    case = case_propose(claim=claim)
    assert (case.desk, case.proposition, case.state, case.language) == (desk, claim.statement, "proposed", "en")
    assert case.case_claims.get().role == ClaimRole.LEAD
    assert case.lead_claim == claim
    assert steps(case) == ["propose"]
    assert case.routing_reasons == [
        "No rule matches, so by default: no queue, priority 3, one review, no deadline, waits for triage."
    ]


def test_proposing_twice_returns_the_case_that_is_there(desk: Desk) -> None:
    claim = claim_on(desk)
    assert case_propose(claim=claim) == case_propose(claim=claim)
    assert Case.objects.count() == 1
    assert RecordEntry.objects.filter(action="verification.case.propose").count() == 1


def test_where_a_case_was_sent_and_why_is_on_record(desk: Desk) -> None:
    RoutingRuleFactory(desk=desk, name="Arms", conditions={}, effects={"priority": 2, "reviews_required": 2})
    claim = claim_on(desk)
    case = case_propose(claim=claim)
    entry = RecordEntry.objects.get(action="verification.case.route", object_id=case.pk)
    routed = entry.payload.after
    assert (routed["claim"], routed["priority"], routed["reviews_required"], routed["queue"]) == (claim.pk, 2, 2, None)
    assert "Arms" in entry.payload.reason


@pytest.mark.parametrize("state", [ClaimState.REJECTED, ClaimState.REPLACED])
def test_a_claim_that_does_not_stand_gets_none(desk: Desk, state: ClaimState) -> None:
    with pytest.raises(Conflict) as caught:
        case_propose(claim=claim_on(desk, state=state))
    assert caught.value.code == "case:claim_not_active"
    assert not Case.objects.exists()


def test_a_reviewer_may_propose_a_case_and_a_viewer_may_not(desk: Desk) -> None:
    reviewer, viewer = member(desk), member(desk, Role.VIEWER)
    claim = claim_on(desk, check_worthiness=0.2)
    with pytest.raises(Forbidden):
        case_propose(claim=claim, actor=viewer)
    step = case_propose(claim=claim, actor=reviewer).transitions.get()
    assert (step.actor, step.part) == (reviewer, "reviewer")


def test_a_run_gets_a_case_for_each_claim_worth_checking(desk: Desk) -> None:
    run = ExtractionRunFactory(snapshot__capture__article__desk=desk)
    worthy = [ClaimFactory(snapshot=run.snapshot, run=run, position_in_run=n, statement=f"Claim {n}.") for n in range(3)]
    ClaimFactory(snapshot=run.snapshot, run=run, position_in_run=3, check_worthiness=0.49)
    ClaimFactory(snapshot=run.snapshot, run=run, position_in_run=4, state=ClaimState.REJECTED)
    ClaimFactory(snapshot=run.snapshot, check_worthiness=0.9)  # of another run

    assert {case.lead_claim for case in cases_propose(run_id=run.pk)} == set(worthy)
    assert cases_propose(run_id=run.pk) == []
    assert Case.objects.count() == 3


def test_a_run_that_broke_off_in_the_middle_goes_on_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ExtractionRunFactory(snapshot__capture__article__desk=desk)
    for n in range(3):
        ClaimFactory(snapshot=run.snapshot, run=run, position_in_run=n, statement=f"Claim {n}.")
    propose, calls = case_propose, []

    def break_at_the_second(**kwargs: Any) -> Case:
        calls.append(kwargs)
        if len(calls) == 2:
            raise SystemExit
        return propose(**kwargs)

    with monkeypatch.context() as patched:
        patched.setattr("verification.services.proposing.case_propose", break_at_the_second)
        with pytest.raises(SystemExit):
            cases_propose(run_id=run.pk)
    assert Case.objects.count() == 1

    cases_propose(run_id=run.pk)
    assert Case.objects.count() == CaseClaim.objects.count() == 3


def test_a_claim_that_is_rejected_in_the_meantime_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ExtractionRunFactory(snapshot__capture__article__desk=desk)
    gone, stays = (ClaimFactory(snapshot=run.snapshot, run=run, position_in_run=n, statement=f"Claim {n}.") for n in range(2))
    propose = case_propose

    def reject_first(*, claim: Claim) -> Case:
        Claim.objects.filter(pk=gone.pk).update(state=ClaimState.REJECTED)
        return propose(claim=claim)

    monkeypatch.setattr("verification.services.proposing.case_propose", reject_first)
    assert [case.lead_claim for case in cases_propose(run_id=run.pk)] == [stays]


def test_a_case_whose_topics_stay_keeps_them(desk: Desk, lead: User) -> None:
    topic = TopicFactory(desk=desk)
    case = case_edit(case=case_on(desk, topics=[topic]), actor=lead, expected_version=1, changes={"priority": 1})
    assert list(case.topics.all()) == [topic]


def test_rules_decide_where_a_case_goes(desk: Desk) -> None:
    queue, topics = QueueFactory(desk=desk, name="Weapons"), [TopicFactory(desk=desk, name="air war")]
    rule(
        desk,
        {"kinds": ["weapons"]},
        queue="Weapons",
        topics=["air war"],
        priority=1,
        reviews_required=2,
        deadline_hours=24,
        opens=True,
    )
    rule(DeskFactory(), priority=5)  # of another desk
    RoutingRuleFactory(desk=desk, is_active=False, effects={"priority": 4})
    before = timezone.now()

    case = case_propose(claim=claim_on(desk))

    assert (case.queue, list(case.topics.all()), case.priority, case.reviews_required) == (queue, topics, 1, 2)
    assert before <= case.due_at - dt.timedelta(hours=24) <= timezone.now()
    assert case.state == CaseState.OPEN
    assert steps(case) == ["propose", "open"]
    name = desk.routing_rules.get(is_active=True).name
    said = "queue Weapons, priority 1, topics air war, 2 independent reviews, due within 24 hours, opens at once"
    assert case.routing_reasons == [f"The rule “{name}”: {said}."]


def test_cases_of_one_article_with_one_origin_are_a_bundle(desk: Desk) -> None:
    first = claim_on(desk, statement="One.")
    second = ClaimFactory(snapshot=first.snapshot, statement="Two.")
    own_voice = ClaimFactory(snapshot=first.snapshot, statement="Three.")
    elsewhere = claim_on(desk, statement="Four.")
    for claim in (first, second, elsewhere):
        said_by(claim, "Harbour Ministry")

    bundles = [case_propose(claim=claim).bundle for claim in (first, second, own_voice, elsewhere)]

    assert bundles[0] == bundles[1]
    assert len(set(bundles)) == 3
    assert [bundle.origin for bundle in bundles] == ["Harbour Ministry", "Harbour Ministry", "", "Harbour Ministry"]


def test_the_origin_of_a_bundle_is_the_last_link_by_the_name_that_we_know(desk: Desk) -> None:
    claim = claim_on(desk)
    said_by(claim, "TASS")
    said_by(claim, "the ministry", source=SourceFactory(name="Harbour Ministry"))
    assert case_propose(claim=claim).bundle.origin == "Harbour Ministry"


def test_a_rule_can_split_a_case_from_its_bundle(desk: Desk) -> None:
    rule(desk, splits=True)
    assert case_propose(claim=claim_on(desk)).bundle is None
    assert not Bundle.objects.exists()


def test_features_hold_what_rules_ask_about(desk: Desk) -> None:
    ministry = SourceFactory(name="Harbour Ministry")
    SourceAliasFactory(source=ministry, name="MoH")
    party = AffiliationFactory(source=ministry, party__name="Republic of Arlen").party
    AffiliationFactory(source=ministry, party__name="Old Union", during=(dt.date(1990, 1, 1), dt.date(2000, 1, 1)))
    claim = claim_on(desk, where=["Port Osk"], stance="denies")
    claim.article.publisher.aliases.create(name="The Herald")
    said_by(claim, "TASS")
    said_by(claim, "the ministry", source=ministry)
    FigureFactory(claim=claim, best=None)

    found = features_of(Claim.objects.with_chain().get(pk=claim.pk))

    assert (found.kind, found.stance, found.language, found.check_worthiness) == ("weapons", "denies", "en", 0.8)
    assert found.publishers == {claim.article.publisher.folded_name, "the herald"}
    assert found.origins == {"harbour ministry", "moh", "the ministry"}
    assert found.affiliations == {party.folded_name}
    assert found.anonymous_origin is False
    assert (found.figure, found.counted_class, found.measures) == (Decimal(40), "drone", {"launched"})
    assert found.places == {"port osk"}
    assert "forty drones" in found.text


def test_an_anonymous_origin_is_seen(desk: Desk) -> None:
    claim = claim_on(desk)
    said_by(claim, "a source", anonymous=True)
    assert features_of(Claim.objects.with_chain().get(pk=claim.pk)).anonymous_origin is True


# --- The same proposition -------------------------------------------------------------------------------------------------


def said(desk: Desk, value: int = 40, origin: str = "Harbour Ministry", **fields: Any) -> Claim:
    claim = claim_on(desk, **fields)
    said_by(claim, origin)
    FigureFactory(claim=claim, value=value)
    return claim


def test_a_wire_copy_is_suggested_to_join_and_does_not_open(desk: Desk) -> None:
    rule(desk, opens=True)
    first, second, third = (case_propose(claim=said(desk)) for _ in range(3))
    assert (first.similar_to, first.state) == (None, "open")
    assert (second.similar_to, second.state) == (first, "proposed")
    assert third.similar_to == first  # not the second: all lead to one


@pytest.mark.parametrize(
    "other", [{"value": 41}, {"origin": "Navy"}, {"statement": "Forty drones will be sold abroad next year."}]
)
def test_another_figure_origin_or_statement_is_another_case(desk: Desk, other: dict[str, Any]) -> None:
    case_propose(claim=said(desk))
    assert case_propose(claim=said(desk, **other)).similar_to is None


def test_only_live_cases_of_the_same_desk_are_joined(desk: Desk) -> None:
    case_propose(claim=said(DeskFactory()))
    for state in (CaseState.DISMISSED, CaseState.PUBLISHED, CaseState.WITHDRAWN):
        case_of(said(desk), state=state)
    assert case_propose(claim=said(desk)).similar_to is None


def test_joining_moves_the_claims_and_dismisses_the_empty_case(desk: Desk, lead: User) -> None:
    target = case_propose(claim=said(desk))
    copy = case_propose(claim=said(desk))
    variant = case_propose(claim=said(desk, start=1, end=20))

    for case in (copy, variant):
        joined = case_join(case=case, target=target, actor=lead, expected_version=case.version)
        assert (joined.state, joined.joined_to, joined.similar_to) == ("dismissed", target, None)
        assert not joined.case_claims.exists()

    assert [link.role for link in target.case_claims.order_by("pk")] == ["lead", "copy", "variant"]
    target.refresh_from_db()
    assert target.version == 3
    assert copy.transitions.last().reason == f"Joined to case {target.pk}."


def test_what_seemed_to_be_the_joined_case_now_seems_to_be_the_one_it_joined(desk: Desk, lead: User) -> None:
    target, case = case_on(desk), case_on(desk, state=CaseState.PROPOSED)
    third = case_on(desk, similar_to=case)
    target.similar_to = case
    target.save()

    case_join(case=case, target=target, actor=lead, expected_version=1)

    third.refresh_from_db()
    target.refresh_from_db()
    assert (third.similar_to, target.similar_to) == (target, None)


@pytest.mark.parametrize(
    ("state", "target_state", "possible"),
    [
        ("proposed", "open", True),
        ("open", "proposed", True),
        ("open", "in_adjudication", True),
        ("proposed", "decided", True),
        ("in_review", "open", False),
        ("decided", "open", False),
        ("dismissed", "open", False),
        ("proposed", "published", False),
        ("proposed", "dismissed", False),
        ("proposed", "withdrawn", False),
    ],
)
def test_only_what_nobody_reviews_joins_and_only_what_is_not_settled(
    desk: Desk, lead: User, state: str, target_state: str, possible: bool
) -> None:
    case, target = case_on(desk, state=state), case_on(desk, state=target_state)
    if possible:
        assert case_join(case=case, target=target, actor=lead, expected_version=1).joined_to == target
        return
    with pytest.raises(Conflict) as caught:
        case_join(case=case, target=target, actor=lead, expected_version=1)
    assert caught.value.code == "case:cannot_join"
    assert case.case_claims.count() == 1


def test_a_case_joins_no_case_of_another_desk_and_not_itself(desk: Desk, lead: User) -> None:
    case = case_on(desk)
    for target in (case_on(DeskFactory()), case):
        with pytest.raises(Invalid):
            case_join(case=case, target=target, actor=lead, expected_version=1)


def test_a_suggestion_can_be_declined(desk: Desk, lead: User) -> None:
    case = case_on(desk, similar_to=case_on(desk))
    declined = case_decline_join(case=case, actor=lead, expected_version=1)
    assert (declined.similar_to, declined.version) == (None, 2)
    assert RecordEntry.objects.get().action == "verification.case.decline_join"


# --- Claims change --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "follows"),
    [
        ("proposed", True),
        ("open", True),
        ("in_review", True),
        ("in_adjudication", True),
        ("decided", False),
        ("published", False),
        ("withdrawn", False),
        ("dismissed", False),
    ],
)
def test_the_proposition_follows_the_leading_claim_until_the_case_is_decided(desk: Desk, state: str, follows: bool) -> None:
    claim = claim_on(desk, statement="Thirty drones were launched.")
    case = case_of(claim, state=state, proposition="Forty drones were launched.")
    case_follow(claim_id=claim.pk)
    case_follow(claim_id=claim.pk)
    case.refresh_from_db()
    assert (case.proposition, case.version) == (
        ("Thirty drones were launched.", 2) if follows else ("Forty drones were launched.", 1)
    )
    assert RecordEntry.objects.filter(action="verification.case.restate").count() == follows


def test_a_correction_withdraws_a_suggestion_that_no_longer_holds(desk: Desk) -> None:
    case_propose(claim=said(desk))
    claim = said(desk)
    case = case_propose(claim=claim)
    assert case.similar_to is not None
    Claim.objects.filter(pk=claim.pk).update(statement="Fifty drones were launched overnight.")
    assert case_follow(claim_id=claim.pk).similar_to is None


def test_a_variant_changes_no_proposition(desk: Desk) -> None:
    case = case_on(desk)
    variant = claim_on(desk, statement="Something else.")
    CaseClaim.objects.create(case=case, claim=variant, role=ClaimRole.VARIANT)
    assert case_follow(claim_id=variant.pk).version == 1


def test_a_claim_that_became_worth_checking_gets_its_case(desk: Desk) -> None:
    assert case_follow(claim_id=claim_on(desk).pk).state == CaseState.PROPOSED
    assert case_follow(claim_id=claim_on(desk, check_worthiness=0.1).pk) is None
    assert case_follow(claim_id=claim_on(desk, state=ClaimState.REJECTED).pk) is None


def test_a_rejected_claim_flags_its_case_with_the_reason(desk: Desk) -> None:
    claim = claim_on(desk)
    case = case_of(claim)
    assert flags_of(case.case_claims.all()) == []
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.REJECTED)
    ClaimRevisionFactory(claim=claim, action=RevisionAction.EXTRACT)
    ClaimRevisionFactory(claim=claim, action=RevisionAction.REJECT, reason="A caption, not a claim.")
    assert case_follow(claim_id=claim.pk).state == CaseState.OPEN
    assert flags_of(case.case_claims.all()) == ["Its claim was rejected: not a claim. A caption, not a claim."]


# --- What leads decide ----------------------------------------------------------------------------------------------------


def test_a_lead_opens_a_case_and_people_are_called(desk: Desk, lead: User, django_capture_on_commit_callbacks: Any) -> None:
    case = case_on(desk, state=CaseState.PROPOSED)
    with django_capture_on_commit_callbacks() as calls:
        case_open(case=case, actor=lead, expected_version=1)
    assert case.state == CaseState.OPEN
    assert len(calls) == 1


def test_dismissing_ends_what_people_were_at(desk: Desk, lead: User) -> None:
    case = case_on(desk, state=CaseState.IN_REVIEW)
    accepted = AssignmentFactory(case=case, state=AssignmentState.ACCEPTED)
    offered = AssignmentFactory(case=case)
    done = AssignmentFactory(case=case, state=AssignmentState.DONE)
    case_dismiss(case=case, actor=lead, expected_version=1, reason="Not checkable")
    states = [Assignment.objects.get(pk=each.pk) for each in (accepted, offered, done)]
    assert [each.state for each in states] == ["ended", "ended", "done"]
    assert states[0].end_reason == "The case was dismissed: Not checkable"


def test_a_dismissed_case_is_restored_into_another_round(desk: Desk, lead: User) -> None:
    case = case_restore(case=case_on(desk, state=CaseState.DISMISSED), actor=lead, expected_version=1, reason="After all")
    assert (case.state, case.round) == ("open", 2)


def test_a_joined_case_cannot_be_restored_without_its_claims(desk: Desk, lead: User) -> None:
    case = case_on(desk, state=CaseState.DISMISSED, joined_to=case_on(desk))
    with pytest.raises(Conflict) as caught:
        case_restore(case=case, actor=lead, expected_version=1, reason="After all")
    assert caught.value.code == "case:joined"


def published(desk: Desk) -> Case:
    case = case_on(desk, state=CaseState.PUBLISHED)
    PublicationFactory(verdict=VerdictFactory(case=case))
    return case


def test_withdrawing_ends_the_publication_and_keeps_it(desk: Desk, lead: User) -> None:
    case = case_withdraw(case=published(desk), actor=lead, expected_version=1, reason="Retracted")
    publication = case.verdicts.get().publication
    assert (case.state, publication.end_reason) == ("withdrawn", "Retracted")
    assert publication.ended_at is not None
    assert not case.verdicts.published().exists()


def test_reopening_ends_the_publication_and_starts_a_round(desk: Desk, lead: User) -> None:
    case = case_reopen(case=published(desk), actor=lead, expected_version=1, reason="New evidence")
    assert (case.state, case.round) == ("open", 2)
    assert case.verdicts.get().publication.end_reason == "New evidence"


def test_the_system_reopens_what_changed_and_not_what_was_withdrawn(desk: Desk) -> None:
    assert case_reopen(case=published(desk), actor=None, expected_version=None, reason="The article changed").state == "open"
    with pytest.raises(Forbidden):
        case_reopen(case=case_on(desk, state=CaseState.WITHDRAWN), actor=None, expected_version=None, reason="It changed")


def reviewed(desk: Desk, state: CaseState) -> Case:
    case = case_on(desk, state=state, reviews_required=2)
    for _ in range(2):
        ReviewFactory(assignment__case=case, assignment__reviewer=member(desk))
    return case


@pytest.mark.parametrize("state", [CaseState.IN_ADJUDICATION, CaseState.DECIDED])
def test_sending_back_offers_the_case_to_its_reviewers_again(desk: Desk, lead: User, state: CaseState) -> None:
    case = reviewed(desk, state)
    adjudication = AssignmentFactory(case=case, part=AssignmentPart.ADJUDICATE)
    case_send_back(case=case, actor=lead, expected_version=1, reason="Look at the date")
    case.refresh_from_db()
    assert (case.state, case.round) == ("in_review", 2)
    renewed = case.assignments.filter(round=2)
    assert {each.reviewer for each in renewed} == {review.reviewer for review in case.reviews.all()}
    assert {each.state for each in renewed} == {"offered"}
    adjudication.refresh_from_db()
    assert (adjudication.state, adjudication.end_reason) == ("ended", "The case was sent back: Look at the date")


def test_the_adjudicator_sends_back_as_such_and_other_reviewers_do_not(desk: Desk) -> None:
    case, adjudicator = reviewed(desk, CaseState.IN_ADJUDICATION), member(desk)
    with pytest.raises(Forbidden):
        case_send_back(case=case, actor=adjudicator, expected_version=1, reason="Look at the date")
    AssignmentFactory(case=case, reviewer=adjudicator, part=AssignmentPart.ADJUDICATE, state=AssignmentState.ACCEPTED)
    case_send_back(case=case, actor=adjudicator, expected_version=1, reason="Look at the date")
    assert case.transitions.last().part == "adjudicator"


def test_whoever_left_the_desk_is_not_asked_again(desk: Desk, lead: User) -> None:
    case = reviewed(desk, CaseState.DECIDED)
    gone = case.reviews.first().reviewer
    gone.memberships.update(is_active=False)
    case_send_back(case=case, actor=lead, expected_version=1, reason="Look at the date")
    assert gone not in {each.reviewer for each in case.assignments.filter(round=2)}


@pytest.mark.parametrize("service", [case_open, case_dismiss, case_restore, case_withdraw, case_reopen, case_send_back])
def test_what_leads_decide_is_refused_to_reviewers_and_strangers(desk: Desk, service: Any) -> None:
    case = case_on(desk, state=CaseState.PROPOSED)
    for actor in (member(desk), member(DeskFactory(), Role.ADMIN), MembershipFactory(desk=desk, is_active=False).user):
        with pytest.raises(Forbidden) as caught:
            service(case=case, actor=actor, expected_version=1, reason="Because")
        assert caught.value.code == "permission:denied"
    case.refresh_from_db()
    assert (case.state, case.version) == ("proposed", 1)


# --- Triage and editing ---------------------------------------------------------------------------------------------------


def test_triage_does_each_case_by_itself_and_says_what_came_of_it(desk: Desk, lead: User) -> None:
    good, stale, settled = case_on(desk, state="proposed"), case_on(desk, state="proposed"), case_on(desk, state="published")
    results = cases_triage(cases={good.pk: 1, stale.pk: 7, settled.pk: 1}, action="open", actor=lead)
    assert [(result.case.pk, result.error and result.error.code) for result in results] == [
        (good.pk, None),
        (stale.pk, "case:stale"),
        (settled.pk, "case:transition"),
    ]
    assert [Case.objects.get(pk=case.pk).state for case in (good, stale, settled)] == ["open", "proposed", "published"]


def test_triage_dismisses_with_a_reason_for_all(desk: Desk, lead: User) -> None:
    cases = [case_on(desk, state="proposed") for _ in range(2)]
    results = cases_triage(cases={case.pk: 1 for case in cases}, action="dismiss", actor=lead, reason="")
    assert {result.error.code for result in results} == {"case:reason_needed"}
    results = cases_triage(cases={case.pk: 1 for case in cases}, action="dismiss", actor=lead, reason="Opinions")
    assert {result.case.state for result in results} == {"dismissed"}


def test_triage_knows_no_cases_of_other_desks_and_no_other_actions(desk: Desk, lead: User) -> None:
    mine, foreign = case_on(desk, state="proposed"), case_on(DeskFactory(), state="proposed")
    with pytest.raises(Invalid) as caught:
        cases_triage(cases={mine.pk: 1, foreign.pk: 1}, action="open", actor=lead)
    assert caught.value.details["cases"] == [foreign.pk]
    with pytest.raises(Invalid):
        cases_triage(cases={mine.pk: 1}, action="publish", actor=lead)
    mine.refresh_from_db()
    assert mine.state == "proposed"


def test_editing_sets_what_the_rules_set_otherwise(desk: Desk, lead: User) -> None:
    case, queue, topic = case_on(desk), QueueFactory(desk=desk), TopicFactory(desk=desk)
    due = timezone.now()
    changes = {"queue": queue, "priority": 1, "reviews_required": 2, "due_at": due, "topics": [topic]}
    case = case_edit(case=case, actor=lead, expected_version=1, changes=changes, reason="Urgent")
    case.refresh_from_db()
    assert (case.queue, case.priority, case.reviews_required, case.due_at) == (queue, 1, 2, due)
    assert (list(case.topics.all()), case.version) == ([topic], 2)
    entry = RecordEntry.objects.get(action="verification.case.edit")
    assert (entry.payload.before["priority"], entry.payload.after["topics"]) == (3, [topic.name])


@pytest.mark.parametrize(
    "changes",
    [{"priority": 0}, {"priority": 6}, {"reviews_required": 0}, {"due_at": "tomorrow"}, {"due_at": dt.datetime(2026, 1, 1)}],  # noqa: DTZ001
)
def test_editing_refuses_values_that_cannot_be(desk: Desk, lead: User, changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        case_edit(case=case_on(desk), actor=lead, expected_version=1, changes=changes)
    assert caught.value.code == "case:value"


def test_editing_refuses_other_fields_and_what_belongs_to_other_desks(desk: Desk, lead: User) -> None:
    case = case_on(desk)
    for changes, code in (
        ({"state": "open"}, "case:unknown_field"),
        ({"queue": QueueFactory()}, "case:value"),
        ({"topics": [TopicFactory()]}, "case:value"),
    ):
        with pytest.raises(Invalid) as caught:
            case_edit(case=case, actor=lead, expected_version=1, changes=changes)
        assert caught.value.code == code


def test_nobody_stops_reviews_when_they_like_the_result(desk: Desk, lead: User) -> None:
    case = case_on(desk, state=CaseState.IN_REVIEW, reviews_required=2)
    ReviewFactory(assignment__case=case)
    with pytest.raises(Conflict) as caught:
        case_edit(case=case, actor=lead, expected_version=1, changes={"reviews_required": 1})
    assert caught.value.code == "case:reviews_in"


def test_a_stale_edit_is_refused(desk: Desk, lead: User) -> None:
    case = CaseFactory(desk=desk, version=2)
    with pytest.raises(Conflict) as caught:
        case_edit(case=case, actor=lead, expected_version=1, changes={"priority": 1})
    assert caught.value.code == "case:stale"
