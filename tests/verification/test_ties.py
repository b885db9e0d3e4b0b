"""Ties to sources: declared and ended by their members, and what they keep from whom."""

from collections.abc import Callable

import pytest

from core.errors import ClaimdeskError, Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, Role, Sensitivity
from tests.factories import (
    AssignmentFactory,
    CaseEvidenceFactory,
    DeskFactory,
    ReviewFactory,
    SourceFactory,
    TieFactory,
    case_of,
    case_on,
    claim_on,
    member,
)
from tests.pages import client_of
from verification.models import Assignment, AssignmentState, Case, Tie
from verification.selectors import person_for
from verification.services.assignments import (
    adjudication_take,
    assign,
    assignment_accept,
    assignment_end,
    assignment_take,
    next_case,
)
from verification.services.cases import case_send_back
from verification.services.giving import assignment_give
from verification.services.ties import tie_declare, tie_end
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def published_by(desk: Desk, source, **fields: object) -> Case:
    return case_of(claim_on(desk, snapshot__capture__article__publisher=source), **fields)


def test_a_tie_is_declared_ended_and_on_the_record(desk: Desk) -> None:
    actor, source = member(desk), SourceFactory(desk=desk, name="Harbour Ministry")
    tie = tie_declare(desk=desk, actor=actor, source="harbour  MINISTRY", nature="  My brother works there. ")
    assert (tie.user, tie.source, tie.nature) == (actor, source, "My brother works there.")
    assert tie_end(tie=tie, actor=actor).ended_at
    assert set(RecordEntry.objects.filter(object_id=tie.pk, actor=actor).values_list("action", flat=True)) == {
        "verification.tie.declare",
        "verification.tie.end",
    }
    assert tie_declare(desk=desk, actor=actor, source="Harbour Ministry", nature="Again").pk != tie.pk


@pytest.mark.parametrize(
    ("source", "nature", "code"),
    [
        ("Nobody's Post", "x", "tie:unknown_source"),
        ("Elsewhere's", "x", "tie:unknown_source"),
        ("Harbour Ministry", " ", "tie:invalid"),
        ("Harbour Ministry", "a\x00b", "tie:invalid"),
    ],
)
def test_what_cannot_be_declared_is_said(desk: Desk, source: str, nature: str, code: str) -> None:
    SourceFactory(desk=desk, name="Harbour Ministry")
    SourceFactory(desk=DeskFactory(), name="Elsewhere's")
    with pytest.raises(ClaimdeskError) as caught:
        tie_declare(desk=desk, actor=member(desk), source=source, nature=nature)
    assert (caught.value.code, Tie.objects.count()) == (code, 0)


def test_a_tie_is_declared_once_and_ended_by_its_member_alone(desk: Desk) -> None:
    tie = TieFactory(desk=desk, user=member(desk))
    with pytest.raises(Conflict) as caught:
        tie_declare(desk=desk, actor=tie.user, source=tie.source.name, nature="Again")
    assert caught.value.code == "tie:declared"
    with pytest.raises(Forbidden) as refused:
        tie_end(tie=tie, actor=member(desk, Role.ADMIN))
    assert refused.value.code == "tie:not_yours"
    tie_end(tie=tie, actor=tie.user)
    with pytest.raises(Conflict) as over:
        tie_end(tie=tie, actor=tie.user)
    assert over.value.code == "tie:ended"


def test_viewers_and_strangers_declare_nothing(desk: Desk) -> None:
    source = SourceFactory()
    for actor in (member(desk, Role.VIEWER), member(DeskFactory())):
        with pytest.raises(Forbidden):
            tie_declare(desk=desk, actor=actor, source=source.name, nature="x")


def test_who_is_tied_gets_nothing_pushed_pulls_nothing_and_takes_nothing(desk: Desk) -> None:
    tie = TieFactory(desk=desk, user=member(desk))
    case = published_by(desk, tie.source)
    assert assign(case_id=case.pk).pool_reason == (
        "Needs 1 more reviewer. Members who are excluded, by rule: 1 declared a tie to a source concerned."
    )
    assert next_case(desk=desk, actor=tie.user) is None
    with pytest.raises(Forbidden) as caught:
        assignment_take(case=case, actor=tie.user)
    assert caught.value.details["rules"] == ["tied"]
    tie_end(tie=tie, actor=tie.user)
    assert next_case(desk=desk, actor=tie.user).case == case


def test_a_tie_keeps_from_adjudicating_too(desk: Desk) -> None:
    tie = TieFactory(desk=desk, user=member(desk))
    with pytest.raises(Forbidden) as caught:
        adjudication_take(case=published_by(desk, tie.source, state=CaseState.IN_ADJUDICATION), actor=tie.user)
    assert caught.value.details["rules"] == ["tied"]


def test_a_tie_on_one_desk_says_nothing_on_another(desk: Desk) -> None:
    tie = TieFactory(desk=DeskFactory(), user=member(desk))
    assert assign(case_id=published_by(desk, tie.source).pk).assignments.get().reviewer == tie.user


def test_evidence_that_is_still_to_be_independent_excludes_nobody_until_it_shows(desk: Desk) -> None:
    tie = TieFactory(desk=desk, user=member(desk))
    case = case_on(desk, state=CaseState.IN_REVIEW, reviews_required=2)
    CaseEvidenceFactory(case=case, evidence__source=tie.source, gathered_for=AssignmentFactory(case=case))
    assert not person_for(case, "review", tie.user).is_tied
    case.case_evidence.update(gathered_for=None)
    case.state = CaseState.IN_ADJUDICATION
    case.save()
    assert person_for(case, "adjudicate", tie.user).is_tied


def test_who_supplied_evidence_before_being_assigned_reviews_nothing_of_it(desk: Desk) -> None:
    supplier = member(desk)
    case = case_on(desk)
    CaseEvidenceFactory(case=case, added_by=supplier)
    assert "1 supplied evidence before being assigned" in assign(case_id=case.pk).pool_reason
    with pytest.raises(Forbidden) as caught:
        assignment_take(case=case, actor=supplier)
    assert caught.value.details["rules"] == ["supplied"]


def test_evidence_that_a_reviewer_gathered_is_no_conflict_in_the_next_round(desk: Desk) -> None:
    case = case_on(desk, round=2)
    earlier = AssignmentFactory(case=case, reviewer=member(desk), round=1, state=AssignmentState.DONE)
    CaseEvidenceFactory(case=case, added_by=earlier.reviewer, gathered_for=earlier, round=1)
    assert assignment_take(case=case, actor=earlier.reviewer)


def test_declaring_a_tie_gives_back_what_concerns_it_and_nothing_else(desk: Desk) -> None:
    actor, source = member(desk), SourceFactory(desk=desk)
    concerned = AssignmentFactory(case=published_by(desk, source), reviewer=actor)
    other = AssignmentFactory(case=case_on(desk), reviewer=actor, state=AssignmentState.ACCEPTED)
    handed_in = AssignmentFactory(case=published_by(desk, source), reviewer=actor, state=AssignmentState.DONE)
    tie_declare(desk=desk, actor=actor, source=source.name, nature="Worked there.")
    for assignment in (concerned, other, handed_in):
        assignment.refresh_from_db()
    assert (concerned.state, other.state, handed_in.state) == ("ended", "accepted", "done")
    assert concerned.end_reason == f"Declared a tie to {source}."


def test_who_reviewed_a_case_and_is_tied_by_now_is_not_offered_it_again(desk: Desk) -> None:
    lead, source = member(desk, Role.LEAD), SourceFactory(desk=desk)
    case = published_by(desk, source, state=CaseState.DECIDED, reviews_required=2)
    tied, stays = (ReviewFactory(assignment__case=case, assignment__reviewer=member(desk)).reviewer for _ in range(2))
    tie_declare(desk=desk, actor=tied, source=source.name, nature="Worked there.")
    case_send_back(case=case, actor=lead, expected_version=1, reason="Look at the date")
    assert [offer.reviewer for offer in case.assignments.filter(round=2)] == [stays]


@pytest.fixture
def offered(desk: Desk) -> Assignment:
    """An offer to somebody whom evidence that came afterwards makes a party to the case."""
    tie = TieFactory(desk=desk, user=member(desk))
    offer = AssignmentFactory(case=case_on(desk), reviewer=tie.user)
    CaseEvidenceFactory(case=offer.case, evidence__source=tie.source)
    return offer


@pytest.mark.parametrize("accept", [assignment_accept, assignment_take])
def test_what_one_is_tied_to_by_now_is_not_accepted(offered: Assignment, accept: Callable[..., Assignment]) -> None:
    given = {"assignment": offered} if accept is assignment_accept else {"case": offered.case}
    with pytest.raises(Forbidden) as caught:
        accept(**given, actor=offered.reviewer)
    assert (caught.value.code, caught.value.details["rules"]) == ("assignment:excluded", ["tied"])
    Assignment.objects.filter(pk=offered.pk).update(override_reason="Nobody else is here.", set_aside=["tied"])
    assert accept(**given, actor=offered.reviewer).state == "accepted"


@pytest.mark.parametrize("accept", [assignment_accept, assignment_take])
def test_a_lead_s_override_of_one_rule_is_none_of_another(desk: Desk, accept: Callable[..., Assignment]) -> None:
    lead, tie = member(desk, Role.LEAD), TieFactory(desk=desk, user=member(desk, capacity=1))
    AssignmentFactory(case=case_on(desk), reviewer=tie.user)
    case = case_on(desk)
    offer = assignment_give(case=case, reviewer=tie.user, actor=lead, override_reason="Only one left.")
    assert (offer.set_aside, "has a full load" in offer.override_reason) == (["loaded"], True)
    CaseEvidenceFactory(case=case, evidence__source=tie.source)
    with pytest.raises(Forbidden) as caught:
        accept(**({"assignment": offer} if accept is assignment_accept else {"case": case}), actor=tie.user)
    assert (caught.value.code, caught.value.details["rules"]) == ("assignment:excluded", ["tied"])
    assert next_case(desk=desk, actor=tie.user).case != case
    assignment_end(assignment=offer, actor=tie.user)
    again = assignment_give(case=case, reviewer=tie.user, actor=lead, override_reason="Only one left.")
    assert again.set_aside == ["tied", "left", "loaded"]
    assert assignment_accept(assignment=again, actor=tie.user).state == "accepted"


def test_the_next_case_is_not_what_one_is_tied_to_by_now(desk: Desk, offered: Assignment) -> None:
    assert next_case(desk=desk, actor=offered.reviewer) is None
    other = case_on(desk)
    assert next_case(desk=desk, actor=offered.reviewer).case == other


def test_no_reason_lets_somebody_accept_what_they_are_not_to_see(offered: Assignment) -> None:
    Case.objects.filter(pk=offered.case_id).update(sensitivity=Sensitivity.RESTRICTED)
    Assignment.objects.filter(pk=offered.pk).update(override_reason="Nobody else is here.", set_aside=["tied"])
    with pytest.raises(Forbidden) as caught:
        assignment_accept(assignment=offered, actor=offered.reviewer)
    assert caught.value.details["rules"] == ["kept_out"]


def test_members_see_their_own_ties_and_leads_those_of_their_desk(desk: Desk) -> None:
    tie, colleague, lead = TieFactory(desk=desk, user=member(desk)), member(desk), member(desk, Role.LEAD)
    elsewhere = member(DeskFactory(), Role.ADMIN)
    for user, sees in ((tie.user, True), (colleague, False), (lead, True), (elsewhere, False)):
        assert Tie.objects.visible_to(user).exists() is sees


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_a_member_declares_and_ends_a_tie_on_their_page(desk: Desk) -> None:
    actor, source = member(desk), SourceFactory(desk=desk)
    client = client_of(actor)
    assert client.post("/ties/", {"source": source.name, "nature": "Worked there."}).status_code == 302
    tie = Tie.objects.get()
    page = client.get("/ties/").content.decode()
    assert "Worked there." in page
    assert f"/ties/{tie.pk}/end/" in page
    assert client.post(f"/ties/{tie.pk}/end/").status_code == 302
    assert f"/ties/{tie.pk}/end/" not in client.get("/ties/").content.decode()


def test_an_unknown_source_stands_on_the_form(desk: Desk) -> None:
    answer = client_of(member(desk)).post("/ties/", {"source": "Nobody", "nature": "Worked there."})
    assert answer.status_code == 400
    assert "knows no source of this name" in answer.content.decode()
    assert "Worked there." in answer.content.decode()


def test_a_colleague_cannot_end_a_tie_and_a_lead_is_told_whose_it_is(desk: Desk) -> None:
    tie = TieFactory(desk=desk, user=member(desk))
    assert client_of(member(desk)).post(f"/ties/{tie.pk}/end/").status_code == 404
    assert client_of(member(desk, Role.LEAD)).post(f"/ties/{tie.pk}/end/").status_code == 403


def test_the_code_of_a_refusal_is_stable(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        tie_declare(desk=desk, actor=member(desk), source="Nobody", nature="x")
    assert (caught.value.code, caught.value.details) == ("tie:unknown_source", {"field": "source"})
