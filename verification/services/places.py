"""The places that people have on cases: given, accepted, ended, finished. The only writer of assignments.

Whoever calls has locked the case, and has decided that it is right: here it is written down, with its record entry.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from core.errors import Conflict
from core.models import Occasion, User
from core.record import record
from verification import transitions
from verification.models import Assignment, AssignmentPart, AssignmentState, AssignmentTerms, Case, ReviewDraft
from verification.routing.staffing import Exclusion
from verification.selectors import CURRENT
from verification.states import Action, CaseState, Part
from verification.telling.recipients import tell_reviewer


def lock_current(assignment: Assignment, case: Case) -> Assignment:
    """The assignment as it stands, locked; raises :class:`Conflict` (``assignment:not_current``) where it is over."""
    locked = case.assignments.select_for_update(of=("self",)).select_related("reviewer").get(pk=assignment.pk)
    if locked.state not in CURRENT:
        raise Conflict("assignment:not_current", f"This assignment is {locked.get_state_display()} already.", state=locked.state)
    return locked


def place_give(  # noqa: PLR0913 - what to whom, as what, and why: none can be left out
    case: Case,
    reviewer_id: int,
    part: AssignmentPart,
    state: AssignmentState,
    *,
    reasons: Sequence[str],
    assigned_by: User | None = None,
    override_reason: str = "",
    set_aside: Sequence[Exclusion] = (),
    occasion: Occasion = Occasion.ASSIGNED,
) -> Assignment:
    """Offer the case to somebody, who is told on what occasion, or have ``assigned_by``, who takes it, at work on it."""
    now, is_accepted = timezone.now(), state is AssignmentState.ACCEPTED
    remind_at, lapses_at = AssignmentTerms.of(case.desk).moments(now, is_accepted=is_accepted, due_at=case.due_at)
    assignment = Assignment.objects.create(
        case=case,
        reviewer_id=reviewer_id,
        part=part,
        round=case.round,
        state=state,
        offered_at=now,
        accepted_at=now if is_accepted else None,
        remind_at=remind_at,
        lapses_at=lapses_at,
        assigned_by=assigned_by,
        reasons=list(reasons),
        override_reason=override_reason,
        set_aside=list(set_aside),
    )
    _hand_on_draft(assignment)
    _record(assignment, "accept" if is_accepted else "offer", actor=assigned_by)
    if is_accepted:
        assert assigned_by is not None, "nobody is put to work by the system"
        _start_if_open(assignment, assigned_by)
    else:
        tell_reviewer(occasion, assignment, actor=assigned_by)
    return assignment


def _hand_on_draft(assignment: Assignment) -> None:
    """Let whoever comes back to a case find what they had written."""
    earlier = {"case": assignment.case_id, "reviewer": assignment.reviewer_id, "part": assignment.part, "round": assignment.round}
    drafts = ReviewDraft.objects.filter(**{f"assignment__{name}": value for name, value in earlier.items()})
    if (draft := drafts.order_by("updated_at").last()) is not None:
        draft.assignment = assignment
        draft.save(update_fields=["assignment"])


def place_accept(assignment: Assignment, actor: User) -> Assignment:
    """Have the actor at work on what was offered to them."""
    now = timezone.now()
    assignment.state, assignment.accepted_at = AssignmentState.ACCEPTED, now
    assignment.remind_at, assignment.lapses_at = AssignmentTerms.of(assignment.case.desk).moments(now, is_accepted=True)
    assignment.save(update_fields=["state", "accepted_at", "remind_at", "lapses_at"])
    _record(assignment, "accept", actor=actor, before=AssignmentState.OFFERED)
    _start_if_open(assignment, actor)
    return assignment


def place_end(assignment: Assignment, *, actor: User | None, verb: str, reason: str, occasion: Occasion = Occasion.ENDED) -> None:
    """Have somebody on the case no longer; unless they did it, they are told. What they wrote stays, should they come back."""
    before = assignment.state
    assignment.state, assignment.ended_at, assignment.end_reason = AssignmentState.ENDED, timezone.now(), reason
    assignment.save(update_fields=["state", "ended_at", "end_reason"])
    _record(assignment, verb, actor=actor, before=before, reason=reason)
    tell_reviewer(occasion, assignment, actor=actor)


def place_finish(assignment: Assignment, actor: User) -> Assignment:
    """Note that whose place it is handed in their work: a review, or a decision as the adjudicator."""
    assignment.state, assignment.ended_at = AssignmentState.DONE, timezone.now()
    assignment.save(update_fields=["state", "ended_at"])
    _record(assignment, "finish", actor=actor, before=AssignmentState.ACCEPTED)
    return assignment


def release_if_deserted(case: Case) -> None:
    """Open a case again that is in review with nobody, and without any review of this round."""
    deserted = not case.assignments.current().exists() and not case.reviews.filter(round=case.round).exists()
    if case.state == CaseState.IN_REVIEW and deserted:
        transitions.apply(Action.RELEASE, case, actor=None, part=Part.SYSTEM, reason="Nobody is at work on it any more.")


def _start_if_open(assignment: Assignment, reviewer: User) -> None:
    if assignment.case.state == CaseState.OPEN:
        transitions.apply(Action.START, assignment.case, actor=None, part=Part.SYSTEM, reason=f"{reviewer} accepted.")


def _record(assignment: Assignment, verb: str, *, actor: User | None, before: str | None = None, reason: str = "") -> None:
    after = {
        "case": assignment.case_id,
        "reviewer": assignment.reviewer_id,
        "part": assignment.part,
        "round": assignment.round,
        "state": assignment.state,
        "reasons": assignment.reasons,
        "override_reason": assignment.override_reason,
    }
    state_before = {"state": before} if before else None
    record(verb, assignment, actor=actor, desk=assignment.case.desk, before=state_before, after=after, reason=reason)
