"""DESIGN.md's table of states, whole: every state × action × part is allowed exactly where the table says so."""

from itertools import product

import pytest

from core.errors import Conflict, Forbidden, Invalid
from core.models import RecordEntry, User
from tests.factories import CaseFactory, UserFactory
from verification import transitions
from verification.models import Case, CaseTransition
from verification.states import Action, CaseState, Part
from verification.transitions import InvalidTransition

# The states, actions and parts as the table writes them, so that a renamed member is noticed.
STATES = ["proposed", "open", "in_review", "in_adjudication", "decided", "published", "withdrawn", "dismissed"]
ACTIONS = [
    "open",
    "dismiss",
    "restore",
    "start",
    "release",
    "decide",
    "escalate",
    "send_back",
    "publish",
    "reopen",
    "withdraw",
]
PARTS = ["system", "reviewer", "lead", "adjudicator"]

#: (from, action, part) → to, by hand from the table.
ALLOWED = {
    ("proposed", "open", "lead"): "open",
    ("proposed", "open", "system"): "open",  # by a rule
    ("proposed", "dismiss", "lead"): "dismissed",
    ("proposed", "dismiss", "system"): "dismissed",  # by a rule
    ("open", "dismiss", "lead"): "dismissed",
    ("in_review", "dismiss", "lead"): "dismissed",
    ("dismissed", "restore", "lead"): "open",
    ("open", "start", "system"): "in_review",  # at the first accepted assignment
    ("open", "dismiss", "system"): "dismissed",  # a known case that has served
    ("in_review", "dismiss", "system"): "dismissed",  # likewise
    ("in_review", "release", "system"): "open",  # when no assignment is left
    ("in_review", "decide", "system"): "decided",  # reviews agree
    ("in_review", "escalate", "system"): "in_adjudication",  # they differ, or a reviewer asks
    ("in_adjudication", "decide", "adjudicator"): "decided",
    ("in_adjudication", "send_back", "adjudicator"): "in_review",
    ("in_adjudication", "send_back", "lead"): "in_review",
    ("decided", "send_back", "adjudicator"): "in_review",
    ("decided", "send_back", "lead"): "in_review",
    ("decided", "publish", "lead"): "published",
    ("published", "reopen", "lead"): "open",
    ("published", "reopen", "system"): "open",  # evidence or article changed
    ("published", "withdraw", "lead"): "withdrawn",
    ("withdrawn", "reopen", "lead"): "open",
}
#: Steps that the table guards with a reason.
NEEDS_REASON = {"dismiss", "restore", "send_back", "reopen", "withdraw"}
#: Steps after which other reviews count than before.
STARTS_A_ROUND = {"restore", "send_back", "reopen"}


def act(case: Case, action: str, part: str, *, actor: User | None = None, reason: str = "Because.", **kwargs) -> Case:
    return transitions.apply(Action(action), case, actor=actor, part=Part(part), reason=reason, **kwargs)


def test_the_table_names_every_state_action_and_part() -> None:
    assert (CaseState.values, Action.values, [str(part) for part in Part]) == (STATES, ACTIONS, PARTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "action", "part"), list(product(STATES, ACTIONS, PARTS)))
def test_a_step_is_possible_exactly_where_the_table_has_it(state: str, action: str, part: str) -> None:
    case = CaseFactory(state=state)
    target = ALLOWED.get((state, action, part))
    if target is not None:
        assert act(case, action, part).state == target
        return
    possible_for_others = any((state, action, other) in ALLOWED for other in PARTS)
    with pytest.raises(Forbidden if possible_for_others else InvalidTransition) as caught:
        act(case, action, part)
    assert caught.value.code == ("case:part" if possible_for_others else "case:transition")
    case.refresh_from_db()
    assert (case.state, case.version) == (state, 1)
    assert not CaseTransition.objects.exists()
    assert not RecordEntry.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "action", "part"), ALLOWED)
def test_a_step_needs_a_reason_exactly_where_the_table_says_so(state: str, action: str, part: str) -> None:
    case = CaseFactory(state=state)
    if action not in NEEDS_REASON:
        assert act(case, action, part, reason="").state == ALLOWED[state, action, part]
        return
    with pytest.raises(Invalid) as caught:
        act(case, action, part, reason="  ")
    assert caught.value.code == "case:reason_needed"
    case.refresh_from_db()
    assert case.state == state


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "action", "part"), ALLOWED)
def test_a_step_writes_who_what_was_what_is_and_why(state: str, action: str, part: str) -> None:
    case, actor = CaseFactory(state=state), None if part == "system" else UserFactory()

    act(case, action, part, actor=actor, reason="New evidence")

    step = CaseTransition.objects.get()
    target = ALLOWED[state, action, part]
    assert (step.source_state, step.target_state, step.action, step.part) == (state, target, action, part)
    assert (step.actor, step.reason, step.version) == (actor, "New evidence", 2)
    entry = RecordEntry.objects.get()
    assert (entry.action, entry.actor, entry.object_id) == (f"verification.case.{action}", actor, case.pk)
    assert entry.payload.before == {"state": state}
    assert entry.payload.after == {"state": target, "part": part, "override": False}
    assert entry.payload.reason == "New evidence"


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "action", "part"), ALLOWED)
def test_a_step_bumps_the_version_and_starts_a_round_where_other_reviews_count(state: str, action: str, part: str) -> None:
    case = act(CaseFactory(state=state), action, part)
    assert case.version == 2
    assert case.round == (2 if action in STARTS_A_ROUND else 1)


@pytest.mark.django_db
def test_a_stale_step_is_refused_and_says_what_the_case_is_now() -> None:
    case = CaseFactory(state="proposed")
    act(case, "open", "lead", expected_version=1)
    with pytest.raises(Conflict) as caught:
        act(case, "dismiss", "lead", expected_version=1)
    assert (caught.value.code, caught.value.details) == ("case:stale", {"version": 2, "state": "open"})


@pytest.mark.django_db
def test_a_case_gets_its_public_address_when_it_is_first_published_and_keeps_it() -> None:
    case = act(CaseFactory(state="decided"), "publish", "lead")
    key = case.public_key
    assert key
    assert len(key) >= 24
    Case.objects.filter(pk=act(case, "reopen", "system").pk).update(state="decided")
    assert act(case, "publish", "lead").public_key == key


@pytest.mark.django_db
def test_a_proposed_case_has_its_first_transition() -> None:
    case = transitions.propose(CaseFactory.build(desk=CaseFactory().desk), actor=None)
    step = case.transitions.get()
    assert (case.state, step.action, step.source_state, step.target_state, step.part) == (
        "proposed",
        "propose",
        "",
        "proposed",
        "system",
    )
