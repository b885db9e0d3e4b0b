"""Assignments that are not accepted, or not finished, in time: they go back by themselves, after a reminder. And these times."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from core.checking import check
from core.errors import Conflict
from core.models import Desk, Occasion, User
from core.permissions import Permission, require
from core.record import record
from verification.models import Assignment, AssignmentState, AssignmentTerms
from verification.services.assignments import call_for_people
from verification.services.locking import lock_case
from verification.services.places import place_end, release_if_deserted
from verification.telling.recipients import tell_leads_of_lapse, tell_reviewer


@transaction.atomic
def assignment_lapse(*, assignment_id: int, now: dt.datetime) -> None:
    """End an assignment whose time has run out by ``now``, and look for somebody else. Doing it twice changes nothing."""
    case = lock_case(Assignment.objects.select_related("case").get(pk=assignment_id).case)
    lapsed = case.assignments.lapsed(now).select_for_update(of=("self",)).select_related("reviewer")
    if (assignment := lapsed.filter(pk=assignment_id).first()) is None:
        return
    missed = "accepted" if assignment.state == AssignmentState.OFFERED else "finished"
    place_end(assignment, actor=None, verb="lapse", reason=f"It was not {missed} in time.", occasion=Occasion.LAPSED)
    tell_leads_of_lapse(assignment)
    release_if_deserted(case)
    call_for_people(case)


@transaction.atomic
def assignment_remind(*, assignment_id: int, now: dt.datetime) -> None:
    """Remind somebody, once, that their time runs out."""
    running_out = Assignment.objects.to_be_reminded(now).select_for_update(of=("self",)).select_related("case__desk")
    if (assignment := running_out.filter(pk=assignment_id).first()) is None:
        return
    assignment.remind_at = None
    assignment.save(update_fields=["remind_at"])
    record("remind", assignment, actor=None, desk=assignment.case.desk, after={"case": assignment.case_id})
    tell_reviewer(Occasion.RUNS_OUT, assignment, actor=None)


@transaction.atomic
def terms_set(
    *, desk: Desk, actor: User, expected_version: int, hours_to_accept: int | None, hours_to_finish: int | None
) -> AssignmentTerms:
    """Set how long members have to accept and to finish what is given to them from now on; ``None`` is no limit.

    Raises :class:`~core.errors.Invalid` (``assignmentterms:invalid``) or :class:`Conflict` (``terms:stale``).
    """
    require(actor, Permission.CONFIGURE, desk)
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    terms = AssignmentTerms.of(desk)
    if terms.version != expected_version:
        raise Conflict("terms:stale", "Somebody else changed these times in the meantime.", version=terms.version)
    before = _plain(terms)
    terms.hours_to_accept, terms.hours_to_finish = hours_to_accept, hours_to_finish
    check(terms)
    terms.version += 1
    terms.save()
    record("set", terms, actor=actor, desk=desk, before=before, after=_plain(terms))
    return terms


def _plain(terms: AssignmentTerms) -> dict[str, int | None]:
    return {"hours_to_accept": terms.hours_to_accept, "hours_to_finish": terms.hours_to_finish}
