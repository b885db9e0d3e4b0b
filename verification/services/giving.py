"""What leads decide about who works on a case: giving, taking back and reassigning, one case or many."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection

from django.db import transaction

from core.errors import ClaimdeskError, Conflict, Invalid
from core.models import User
from core.permissions import Permission, require
from verification.models import Assignment, AssignmentPart, AssignmentState, Case
from verification.routing.staffing import ABSOLUTE, exclusions
from verification.selectors import PART_NEEDED, need_of, person_for
from verification.services.assignments import (
    assignment_end,
    call_for_people,
    listed,
    require_need,
    require_none,
    require_place,
)
from verification.services.locking import lock_case
from verification.services.places import place_give
from verification.states import CaseState


@transaction.atomic
def assignment_give(*, case: Case, reviewer: User, actor: User, override_reason: str = "") -> Assignment:
    """As a lead, offer a case to somebody. A rule that excludes them is set aside only with a reason, which the verdict shows.

    Raises :class:`Invalid` (``assignment:override_needed``) where the reason is missing, :class:`Forbidden`
    (``assignment:excluded``) where no reason would do, or :class:`Conflict` as taking a case does.
    """
    require(actor, Permission.TRIAGE, case.desk)
    case = lock_case(case)
    part = PART_NEEDED.get(CaseState(case.state), AssignmentPart.REVIEW)
    require_need(case, part)
    found = exclusions(need_of(case, part), person_for(case, part, reviewer))
    require_none(set(found) & ABSOLUTE)
    if found and not override_reason.strip():
        raise Invalid(
            "assignment:override_needed",
            f"{reviewer} {listed(found)}. To give them the case all the same, say why.",
            field="override_reason",
            rules=[exclusion.value for exclusion in found],
        )
    require_place(case, part)
    assignment = place_give(
        case,
        reviewer.pk,
        part,
        AssignmentState.OFFERED,
        reasons=[f"Given by {actor}."],
        assigned_by=actor,
        # Without the name: verdicts show it, also where the desk does not name its reviewers.
        override_reason=f"Given to somebody who {listed(found)}: {override_reason.strip()}" if found else "",
        set_aside=found,
    )
    call_for_people(case)
    return assignment


@transaction.atomic
def case_take_back(*, case: Case, actor: User, reason: str, reviewer: User | None = None) -> Case:
    """As a lead, end the assignments of a case, with a reason: all that are current, or one person's.

    Raises :class:`Conflict` (``assignment:nobody``) where there is none, or what ending one raises.
    """
    require(actor, Permission.TRIAGE, case.desk)
    case = lock_case(case)
    current = case.assignments.current()
    ended = list(current if reviewer is None else current.filter(reviewer=reviewer))
    if not ended:
        raise Conflict("assignment:nobody", "There is nobody to take this case back from.")
    for assignment in ended:
        assignment_end(assignment=assignment, actor=actor, reason=reason)
    return case


@transaction.atomic
def case_reassign(  # noqa: PLR0913 - from whom, to whom, and why to either: none can be left out
    *, case: Case, actor: User, reviewer: User, reason: str, previous: User | None = None, override_reason: str = ""
) -> Assignment:
    """As a lead, take a case back and offer it to somebody else: both or nothing.

    ``reason`` is why it is taken back; ``override_reason``, where a rule excludes the new reviewer, why that is set aside.
    """
    case_take_back(case=case, actor=actor, reason=reason, reviewer=previous)
    return assignment_give(case=case, reviewer=reviewer, actor=actor, override_reason=override_reason)


# --- Many at once ---------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case among many; ``error`` says why nothing was done to it."""

    case: Case
    error: ClaimdeskError | None


def cases_give(*, cases: Collection[int], actor: User, reviewer: User, override_reason: str = "") -> list[Outcome]:
    """Offer many cases to one person, each by itself: see :func:`assignment_give`."""
    return _each(
        cases,
        actor,
        lambda case: assignment_give(case=case, actor=actor, reviewer=reviewer, override_reason=override_reason),
    )


def cases_take_back(*, cases: Collection[int], actor: User, reason: str, reviewer: User | None = None) -> list[Outcome]:
    """Take many cases back, from one person or from everybody, each by itself: see :func:`case_take_back`."""
    return _each(cases, actor, lambda case: case_take_back(case=case, actor=actor, reason=reason, reviewer=reviewer))


def cases_reassign(  # noqa: PLR0913 - as :func:`case_reassign`
    *,
    cases: Collection[int],
    actor: User,
    reviewer: User,
    reason: str,
    previous: User | None = None,
    override_reason: str = "",
) -> list[Outcome]:
    """Have somebody else work on many cases, each by itself: see :func:`case_reassign`."""
    return _each(
        cases,
        actor,
        lambda case: case_reassign(
            case=case, actor=actor, reviewer=reviewer, reason=reason, previous=previous, override_reason=override_reason
        ),
    )


def _each(cases: Collection[int], actor: User, step: Callable[[Case], object]) -> list[Outcome]:
    """Take the step for each case, in the order given. One that fails stops no other.

    Raises :class:`Invalid` (``assignment:unknown_case``), and does nothing then.
    """
    found = Case.objects.visible_to(actor).select_related("desk").in_bulk(cases)
    if unknown := sorted(set(cases) - set(found)):
        raise Invalid("assignment:unknown_case", "Some of these cases do not exist.", cases=unknown)
    return [Outcome(found[pk], _refusal(step, found[pk])) for pk in cases]


def _refusal(step: Callable[[Case], object], case: Case) -> ClaimdeskError | None:
    try:
        step(case)
    except ClaimdeskError as error:
        return error
    return None
