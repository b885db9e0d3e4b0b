"""Who is told of what happens to cases. Called where it is written down, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from core.models import Desk, Occasion, User
from core.permissions import Permission
from core.selectors import members_who_may
from core.services import notify, settle
from verification.models import Assignment, Case, CaseTransition
from verification.states import Action, CaseState


def tell_reviewer(occasion: Occasion, assignment: Assignment, *, actor: User | None) -> None:
    """Tell whoever has a place on a case what became of it."""
    recipients = [assignment.reviewer_id]
    notify(occasion, assignment, recipients=recipients, desk=assignment.case.desk, actor=actor)


def tell_leads_of_lapse(assignment: Assignment) -> None:
    """Tell those who lead the desk that somebody's time ran out."""
    desk = assignment.case.desk
    recipients = leads_of(desk) - {assignment.reviewer_id}
    notify(Occasion.LEFT_UNDONE, assignment, recipients=recipients, desk=desk, actor=None)


def tell_of_step(step: CaseTransition) -> None:
    """Tell those whom a step of a case concerns, if it is one of which anybody is told; what asked for the step is settled."""
    if step.source_state in WAITS_FOR_LEAD:
        settle(ASKING, CaseTransition.objects.filter(case=step.case_id))
    if (told := STEPS.get(Action(step.action))) is not None:
        occasion, recipients = told
        notify(occasion, step, recipients=recipients(step.case), desk=step.case.desk, actor=step.actor)


def leads_of(desk: Desk) -> set[int]:
    """Those who can publish, by id."""
    return set(members_who_may(Permission.PUBLISH, desk).values_list("user", flat=True))


def _leads(case: Case) -> set[int]:
    return leads_of(case.desk)


def _who_worked_on(case: Case) -> set[int]:
    """Those who reviewed the case in any round, and those who decided it."""
    reviewers = case.reviews.values_list("reviewer", flat=True)
    deciders = case.verdicts.filter(decided_by__isnull=False).values_list("decided_by", flat=True)
    return {*reviewers, *(pk for pk in deciders if pk is not None)}


#: States in which a case waits for somebody who leads, and on what occasions they were told to look after it.
WAITS_FOR_LEAD = {CaseState.IN_ADJUDICATION, CaseState.DECIDED}
ASKING = (Occasion.NEEDS_ADJUDICATOR, Occasion.WAITS_FOR_PUBLICATION)

#: The steps of which people are told by themselves. Who is to review again is told by the offer, when a case is sent back.
STEPS: dict[Action, tuple[Occasion, Callable[[Case], set[int]]]] = {
    Action.ESCALATE: (Occasion.NEEDS_ADJUDICATOR, _leads),
    Action.DECIDE: (Occasion.WAITS_FOR_PUBLICATION, _leads),
    Action.PUBLISH: (Occasion.PUBLISHED, _who_worked_on),
    Action.REOPEN: (Occasion.REOPENED, _who_worked_on),
    Action.WITHDRAW: (Occasion.WITHDRAWN, _who_worked_on),
}
