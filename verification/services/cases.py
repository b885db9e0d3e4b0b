"""What leads, adjudicators and the system decide about a case. All steps go through the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.errors import Conflict, Invalid
from core.models import Desk, Topic, User
from core.permissions import Permission, require
from core.record import record
from verification import transitions
from verification.models import (
    AssignmentPart,
    AssignmentState,
    Case,
    Ending,
    Publication,
    Queue,
    Verdict,
)
from verification.models.cases import HIGHEST_PRIORITY, LOWEST_PRIORITY
from verification.reconsidering import cause_of
from verification.routing.route import MOST_REVIEWS
from verification.services.assignments import assignments_end, assignments_renew, call_for_people
from verification.services.locking import lock_case, save_case
from verification.states import Action, Part


@transaction.atomic
def case_open(*, case: Case, actor: User, expected_version: int, reason: str = "") -> Case:
    """Let a proposed case be reviewed."""
    require(actor, Permission.TRIAGE, case.desk)
    transitions.apply(Action.OPEN, case, actor=actor, part=Part.LEAD, expected_version=expected_version, reason=reason)
    call_for_people(case)
    return case


@transaction.atomic
def case_dismiss(*, case: Case, actor: User, expected_version: int, reason: str = "") -> Case:
    """Let a case be, with a reason. Whoever is at work on it is told by their assignment's end; reviews and evidence stay."""
    require(actor, Permission.TRIAGE, case.desk)
    transitions.apply(Action.DISMISS, case, actor=actor, part=Part.LEAD, expected_version=expected_version, reason=reason)
    assignments_end(case, actor=actor, reason=f"The case was dismissed: {reason}")
    return case


@transaction.atomic
def case_restore(*, case: Case, actor: User, expected_version: int, reason: str = "") -> Case:
    """Open a dismissed case, in another round. Raises :class:`Conflict` (``case:joined``) where its claims are with another."""
    require(actor, Permission.TRIAGE, case.desk)
    case = lock_case(case, expected_version)
    if case.joined_to_id is not None:
        raise Conflict("case:joined", "The claims of this case are with another one, which it joined.", case=case.joined_to_id)
    transitions.apply(Action.RESTORE, case, actor=actor, part=Part.LEAD, expected_version=expected_version, reason=reason)
    call_for_people(case)
    return case


@transaction.atomic
def case_withdraw(*, case: Case, actor: User, expected_version: int, reason: str = "") -> Case:
    """Take back what was published. It stays visible as withdrawn."""
    require(actor, Permission.PUBLISH, case.desk)
    transitions.apply(Action.WITHDRAW, case, actor=actor, part=Part.LEAD, expected_version=expected_version, reason=reason)
    _end_publication(case, actor, reason, ending=Ending.WITHDRAWN)
    return case


@transaction.atomic
def case_reopen(*, case: Case, actor: User | None, expected_version: int | None, reason: str = "") -> Case:
    """Review again what was published or withdrawn, in another round; the system may, where evidence or article changed."""
    if actor is not None:
        require(actor, Permission.PUBLISH, case.desk)
    part = Part.LEAD if actor else Part.SYSTEM
    transitions.apply(Action.REOPEN, case, actor=actor, part=part, expected_version=expected_version, reason=reason)
    _end_publication(case, actor, reason, ending=Ending.SUPERSEDED)
    call_for_people(case)
    return case


@transaction.atomic
def case_reconsider(*, case_id: int, today: dt.date) -> Case | None:
    """Reopen a published case if what its verdict rests on has changed, its article was corrected, or its date has come.

    May be called at any time and any number of times: ``None`` where the verdict holds, or is being reviewed again already.
    """
    case = lock_case(Case(pk=case_id))
    verdict = Verdict.objects.published().filter(case=case).first()
    cause = cause_of(verdict, today) if verdict else None
    return case_reopen(case=case, actor=None, expected_version=None, reason=str(cause.label)) if cause else None


@transaction.atomic
def case_send_back(*, case: Case, actor: User, expected_version: int, reason: str = "") -> Case:
    """Have those who reviewed a case review it again, in another round, as its adjudicator or as a lead."""
    case = lock_case(case, expected_version)
    part = Part.ADJUDICATOR if _adjudicates(case, actor) else Part.LEAD
    require(actor, Permission.REVIEW if part is Part.ADJUDICATOR else Permission.PUBLISH, case.desk)
    earlier = case.round
    transitions.apply(Action.SEND_BACK, case, actor=actor, part=part, expected_version=expected_version, reason=reason)
    assignments_end(case, actor=actor, reason=f"The case was sent back: {reason}")
    assignments_renew(case, earlier_round=earlier, reason=reason)
    return case


def _adjudicates(case: Case, actor: User) -> bool:
    """Whether the actor is the adjudicator of the case's present round, at work or done."""
    own = case.assignments.filter(reviewer=actor, part=AssignmentPart.ADJUDICATE, round=case.round)
    return own.filter(state__in=[AssignmentState.ACCEPTED, AssignmentState.DONE]).exists()


def _end_publication(case: Case, actor: User | None, reason: str, *, ending: Ending) -> None:
    """End the publication that is valid, where one is."""
    for publication in Publication.objects.select_for_update().filter(verdict__case=case, ended_at__isnull=True):
        publication.ended_at, publication.ending, publication.end_reason = timezone.now(), ending, reason
        publication.save(update_fields=["ended_at", "ending", "end_reason"])
        record("end", publication, actor=actor, desk=case.desk, after={"case": case.pk, "ending": ending}, reason=reason)


@transaction.atomic
def case_edit(*, case: Case, actor: User, expected_version: int, changes: dict[str, Any], reason: str = "") -> Case:
    """Set ``queue``, ``priority``, ``reviews_required``, ``due_at`` or ``topics`` otherwise than the rules did.

    Raises :class:`Invalid` (``case:unknown_field``, ``case:value``), or :class:`Conflict` (``case:reviews_in``): how many reviews
    a case requires cannot change once one is in, lest somebody stop when they like the result.
    """
    require(actor, Permission.TRIAGE, case.desk)
    case = lock_case(case, expected_version)
    if unknown := sorted(set(changes) - set(EDITABLE)):
        raise Invalid("case:unknown_field", f"“{unknown[0]}” cannot be edited.", field=unknown[0], known=sorted(EDITABLE))
    for field, value in changes.items():
        if not EDITABLE[field](value, case.desk):
            raise Invalid("case:value", f"This is no possible value of “{field}”.", field=field)
    if "reviews_required" in changes and case.reviews.filter(round=case.round).exists():
        raise Conflict("case:reviews_in", "How many reviews are required cannot change once one is in.")
    before = routing_of(case)
    topics = changes.get("topics")
    for field in set(changes) - {"topics"}:
        setattr(case, field, changes[field])
    save_case(case, "queue", "priority", "reviews_required", "due_at")
    if topics is not None:
        case.topics.set(topics)
    record("edit", case, actor=actor, desk=case.desk, before=before, after=routing_of(case), reason=reason)
    call_for_people(case)
    return case


#: What a lead may set, and whether a value is possible there.
EDITABLE: dict[str, Callable[[Any, Desk], bool]] = {
    "queue": lambda value, desk: value is None or (isinstance(value, Queue) and value.desk_id == desk.pk),
    "priority": lambda value, _: isinstance(value, int) and HIGHEST_PRIORITY <= value <= LOWEST_PRIORITY,
    "reviews_required": lambda value, _: isinstance(value, int) and 1 <= value <= MOST_REVIEWS,
    "due_at": lambda value, _: value is None or (isinstance(value, dt.datetime) and timezone.is_aware(value)),
    "topics": lambda value, desk: all(isinstance(topic, Topic) and topic.desk_id == desk.pk for topic in value),
}


def routing_of(case: Case) -> dict[str, Any]:
    """What rules set of a case, and leads may set otherwise."""
    return {
        "queue": case.queue.name if case.queue else None,
        "priority": case.priority,
        "reviews_required": case.reviews_required,
        "due_at": case.due_at,
        "topics": sorted(case.topics.values_list("name", flat=True)),
    }
