"""Many cases at once: given, taken back, reassigned, each with its result."""

import pytest

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, Role, User
from tests.factories import AssignmentFactory, DeskFactory, case_of, case_on, claim_on, member
from tests.pages import client_of
from verification.models import AssignmentState, Case
from verification.services.giving import case_reassign, case_take_back, cases_give, cases_reassign, cases_take_back
from verification.states import CaseState

pytestmark = pytest.mark.django_db

OFFERED, ACCEPTED, DONE, ENDED = AssignmentState


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


def codes(outcomes) -> list[str | None]:
    return [outcome.error and outcome.error.code for outcome in outcomes]


def holders(case: Case) -> set[User]:
    return {assignment.reviewer for assignment in case.assignments.current()}


def test_many_cases_are_given_each_by_itself(desk: Desk, lead: User) -> None:
    reviewer = member(desk)
    fits, full, closed = case_on(desk), case_on(desk), case_on(desk, state=CaseState.DECIDED)
    AssignmentFactory(case=full)
    outcomes = cases_give(cases=[fits.pk, full.pk, closed.pk], actor=lead, reviewer=reviewer)
    assert codes(outcomes) == [None, "assignment:full", "assignment:not_needed"]
    assert [outcome.case for outcome in outcomes] == [fits, full, closed]
    assert holders(fits) == {reviewer}


def test_a_rule_is_set_aside_for_all_by_one_reason(desk: Desk, lead: User) -> None:
    german = member(desk, languages=["de"])
    cases = [case_on(desk, language="uk").pk for _ in range(2)]
    assert codes(cases_give(cases=cases, actor=lead, reviewer=german)) == ["assignment:override_needed"] * 2
    assert codes(cases_give(cases=cases, actor=lead, reviewer=german, override_reason="Nobody else")) == [None] * 2
    assert "does not read the article's language: Nobody else" in german.assignments.first().override_reason


def test_many_cases_are_taken_back_from_one_or_from_all(desk: Desk, lead: User) -> None:
    first, second = member(desk), member(desk)
    case = case_on(desk, state=CaseState.IN_REVIEW, reviews_required=2)
    for reviewer in (first, second):
        AssignmentFactory(case=case, reviewer=reviewer, state=ACCEPTED)
    empty = case_on(desk)
    outcomes = cases_take_back(cases=[case.pk, empty.pk], actor=lead, reason="Ill", reviewer=first)
    assert (codes(outcomes), holders(case)) == ([None, "assignment:nobody"], {second})
    assert codes(cases_take_back(cases=[case.pk], actor=lead, reason="Elections first")) == [None]
    case.refresh_from_db()
    assert (holders(case), case.state) == (set(), CaseState.OPEN)


def test_reassigning_is_both_or_nothing(desk: Desk, lead: User) -> None:
    held = AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    viewer, fits = member(desk, Role.VIEWER), member(desk)
    with pytest.raises(Forbidden):
        case_reassign(case=held.case, actor=lead, reviewer=viewer, reason="Faster")
    assert holders(held.case) == {held.reviewer}
    case_reassign(case=held.case, actor=lead, reviewer=fits, reason="Faster")
    assert holders(held.case) == {fits}


def test_why_a_case_is_taken_back_sets_no_rule_aside(desk: Desk, lead: User) -> None:
    ill, submitter, fits = (member(desk) for _ in range(3))
    own, other = (case_of(claim_on(desk, snapshot__capture__article__submitted_by=user)) for user in (submitter, fits))
    for case in (own, other):
        AssignmentFactory(case=case, reviewer=ill)
    given = {"cases": [own.pk, other.pk], "actor": lead, "reviewer": submitter, "reason": "Y is ill"}
    outcomes = cases_reassign(**given)
    assert codes(outcomes) == ["assignment:override_needed", None]
    assert outcomes[0].error
    assert "submitted the article" in outcomes[0].error.message
    assert (holders(own), holders(other)) == ({ill}, {submitter})
    assert codes(cases_reassign(**given | {"cases": [own.pk]}, override_reason="Nobody else reads it")) == [None]
    assignment = own.assignments.current().get()
    assert assignment.override_reason == "Given to somebody who submitted the article: Nobody else reads it"


def test_many_are_reassigned_from_one_person_to_another(desk: Desk, lead: User) -> None:
    ill, stays, fits = member(desk), member(desk), member(desk)
    case = case_on(desk, state=CaseState.IN_REVIEW, reviews_required=2)
    for reviewer in (ill, stays):
        AssignmentFactory(case=case, reviewer=reviewer, state=ACCEPTED)
    outcomes = cases_reassign(cases=[case.pk], actor=lead, reviewer=fits, reason="Ill", previous=ill)
    assert (codes(outcomes), holders(case)) == ([None], {stays, fits})


def test_what_was_handed_in_is_not_taken_back(desk: Desk, lead: User) -> None:
    done = AssignmentFactory(case=case_on(desk, state=CaseState.IN_REVIEW), reviewer=member(desk), state=DONE)
    with pytest.raises(Conflict) as caught:
        case_take_back(case=done.case, actor=lead, reason="Too late")
    assert caught.value.code == "assignment:nobody"


def test_only_leads_and_only_on_their_own_desks(desk: Desk, lead: User) -> None:
    case, reviewer = case_on(desk), member(desk)
    assert codes(cases_give(cases=[case.pk], actor=member(desk), reviewer=reviewer)) == ["permission:denied"]
    with pytest.raises(Invalid) as caught:
        cases_give(cases=[case.pk, case_on(DeskFactory()).pk], actor=lead, reviewer=reviewer)
    assert caught.value.code == "assignment:unknown_case"
    assert holders(case) == set()


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_the_table_gives_and_says_what_came_of_each(desk: Desk, lead: User) -> None:
    reviewer, fits, full = member(desk), case_on(desk), case_on(desk)
    AssignmentFactory(case=full)
    client = client_of(lead)
    assert f'value="{fits.pk}"' in client.get("/cases/").content.decode()
    answer = client.post("/cases/assign/", {"action": "give", "reviewer": reviewer.pk, "cases": [fits.pk, full.pk]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Done for 1 of 2 cases." in page
    assert "assignment:" not in page  # the words are for people, the code is for programs


def test_the_table_names_the_rule_and_takes_a_reason_to_set_it_aside(desk: Desk, lead: User) -> None:
    german, case = member(desk, languages=["de"]), case_on(desk, language="uk")
    AssignmentFactory(case=case)
    body = {"action": "reassign", "reviewer": german.pk, "cases": [case.pk], "reason": "Ill"}
    page = client_of(lead).post("/cases/assign/", body).content.decode()
    assert "does not read the article&#x27;s language" in page
    assert "say why" in page
    assert "assignment:override_needed" not in page
    client_of(lead).post("/cases/assign/", body | {"override_reason": "Nobody else"})
    assert holders(case) == {german}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"action": "give"}, "Say who is to have them."),
        ({"action": "take_back"}, "Say why they are taken back."),
        ({"action": "give", "cases": []}, "Tick the cases first."),
        ({"action": "give", "cases": ["x"]}, "Tick the cases first."),
    ],
)
def test_what_is_missing_is_asked_for_and_the_ticks_stay(desk: Desk, lead: User, body: dict, words: str) -> None:
    case = case_on(desk)
    other = case_on(desk)
    answer = client_of(lead).post(f"/cases/assign/?state={case.state}&queue=", {"cases": [case.pk], **body})
    assert answer.status_code == 400
    assert words in answer.text
    assert f'action="/cases/assign/?state={case.state}&amp;queue="' in answer.text
    tick = "" if "cases" in body else " checked"
    assert f'name="cases" value="{case.pk}"{tick} aria-label' in answer.text
    assert f'name="cases" value="{other.pk}" aria-label' in answer.text


def test_a_lead_takes_a_case_back_on_its_page(desk: Desk, lead: User) -> None:
    held = AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    client = client_of(lead)
    assert f"/assignments/{held.pk}/end/" in client.get(f"/cases/{held.case_id}/").content.decode()
    assert f"/assignments/{held.pk}/end/" not in client_of(member(desk)).get(f"/cases/{held.case_id}/").content.decode()
    assert client.post(f"/assignments/{held.pk}/end/", {"reason": "Ill"}).status_code == 302
    assert holders(held.case) == set()


def test_everybody_finds_the_whole_pool_with_its_reasons(desk: Desk) -> None:
    waits = [case_on(desk, pool_reason=f"Needs {number} more.") for number in range(31)]
    case_on(desk, proposition="Has its people.")
    client = client_of(member(desk, Role.VIEWER))
    assert "All 31 cases of the pool" in client.get("/").content.decode()
    page = client.get("/cases/?pool=on").content.decode()
    assert all(case.pool_reason in page for case in waits)
    assert "Has its people." not in page
