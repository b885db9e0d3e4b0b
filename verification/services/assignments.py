"""Who works on a case: given by the system, taken by reviewers, given back.

Every write locks the case first, so that a case never gets more people than it requires.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, Occasion, User
from core.permissions import Permission, require
from core.record import record
from verification.models import Assignment, AssignmentPart, AssignmentState, Case, KnownCopy
from verification.models.cases import CaseQuerySet
from verification.routing.staffing import (
    BARRING,
    Exclusion,
    best_first,
    exclusions,
    why_nobody_else,
    why_this_person,
)
from verification.selectors import (
    PART_NEEDED,
    deserted,
    need_of,
    people_for,
    person_for,
    person_on,
    places_left,
    takeable,
)
from verification.services.locking import lock_bundle, lock_case
from verification.services.places import lock_current, place_accept, place_end, place_give, release_if_deserted
from verification.signals import people_needed
from verification.states import CaseState

#: How many cases are tried one after the other for "next case"; more than there are people who ask at once.
MOST_LOOKED_AT = 100

#: Has somebody at work on a locked case, and says why on them; ``None`` where a rule excludes them.
Engage = Callable[[Case, User, str], Assignment | None]


def call_for_people(case: Case) -> None:
    """Have the case looked at by :func:`assign` once the transaction is committed."""
    case_id = case.pk
    transaction.on_commit(lambda: people_needed.send_robust(sender=Case, case_id=case_id))


# --- Push: the system gives a case to people ------------------------------------------------------------------------------


@transaction.atomic
def assign(*, case_id: int) -> Case:
    """Offer the case to as many fitting people as it lacks; where there are too few, let it wait in the pool and say why.

    May be called at any time and any number of times. Assignments of people who may no longer review here are ended first.
    """
    case = lock_case(Case(pk=case_id))
    _end_deserted(case)
    part = PART_NEEDED.get(CaseState(case.state))
    missing = places_left(case, part) if part else 0
    if part is None or missing == 0:
        return _explain_waiting(case, "")
    need, people = need_of(case, part), people_for(case, part)
    chosen = best_first(need, people)[:missing]
    for person in chosen:
        place_give(case, person.user_id, part, AssignmentState.OFFERED, reasons=why_this_person(need, person))
    missing -= len(chosen)
    return _explain_waiting(case, why_nobody_else(need, people, missing=missing) if missing else "")


def _end_deserted(case: Case) -> None:
    for assignment in deserted(case):
        place_end(assignment, actor=None, verb="take_back", reason="May no longer review this case.")
    release_if_deserted(case)


def _explain_waiting(case: Case, reason: str) -> Case:
    """Set why the case waits in the pool. It moves no version: nobody decides anything on the ground of it."""
    if case.pool_reason != reason:
        before, case.pool_reason = case.pool_reason, reason
        case.save(update_fields=["pool_reason"])
        record("pool", case, actor=None, desk=case.desk, before={"pool_reason": before}, after={"pool_reason": reason})
    return case


# --- Pull: people take cases ----------------------------------------------------------------------------------------------


def next_case(*, desk: Desk, actor: User) -> Assignment | None:
    """The most urgent work for the actor, accepted, with the rest of its bundle; ``None`` where nothing waits for them.

    What was offered to them comes first, since it waits for nobody else. Any number of people may ask at once.
    """
    if not (person := person_on(desk, actor)).is_reviewer:
        require(actor, Permission.REVIEW, desk)
    offers = Assignment.objects.filter(case__desk=desk, reviewer=actor, state=AssignmentState.OFFERED)
    if offers.exists():
        offered = Case.objects.visible_to(actor).filter(pk__in=offers.values("case")).most_urgent_first()
        if (taken := _take_most_urgent(offered, actor, _accept_offer)) is not None:
            return taken
    return _take_most_urgent(takeable(desk, person, AssignmentPart.REVIEW), actor, _put_to_work)


def _take_most_urgent(cases: CaseQuerySet, actor: User, engage: Engage) -> Assignment | None:
    """Take the first of the cases, with its bundle. Where somebody is at it, try the next; wait only when none else is left."""
    for waits in (False, True):
        looked_at = list(cases.only("bundle")[:MOST_LOOKED_AT])
        for case in looked_at:
            with transaction.atomic():
                if lock_bundle(case, waits=waits) and (taken := _take_bundle(cases, case, actor, engage)) is not None:
                    return taken
        if not looked_at:
            return None
    return None


def _take_bundle(cases: CaseQuerySet, case: Case, actor: User, engage: Engage) -> Assignment | None:
    """Take a locked case and the rest of its bundle, as far as they are still to be had; ``None`` where the case is not."""
    # What stands in for a known case comes alone: with its bundle might come what it stands in for.
    alone = case.bundle_id is None or KnownCopy.objects.filter(case=case).exists()
    together = cases.filter(pk=case.pk) if alone else cases.filter(bundle=case.bundle_id, known_copy=None)
    still = {each.pk: each for each in together.select_related("desk")}
    if (wanted := still.pop(case.pk, None)) is None:
        return None
    taken = engage(wanted, actor, "Was the most urgent case.")
    for other in still.values():
        engage(other, actor, "Belongs to the bundle of the most urgent case.")
    return taken


def _accept_offer(case: Case, actor: User, _reason: str) -> Assignment | None:
    """Have the actor at work on the locked case by what was offered to them, which says why."""
    offer = case.assignments.get(reviewer=actor, state=AssignmentState.OFFERED)
    return None if _barring(offer, actor) else place_accept(offer, actor)


def _put_to_work(case: Case, actor: User, reason: str) -> Assignment:
    """Have the actor at work on the locked case, in a place of their own."""
    part = PART_NEEDED[CaseState(case.state)]
    assignment = place_give(case, actor.pk, part, AssignmentState.ACCEPTED, reasons=[reason], assigned_by=actor)
    call_for_people(case)
    return assignment


@transaction.atomic
def assignment_take(*, case: Case, actor: User) -> Assignment:
    """Take a place in the review of a case. Raises what :func:`adjudication_take` raises."""
    return _take(case, actor, AssignmentPart.REVIEW)


@transaction.atomic
def adjudication_take(*, case: Case, actor: User) -> Assignment:
    """Take the adjudication of a case.

    Raises :class:`Conflict` (``assignment:not_needed``, ``assignment:full``) or :class:`Forbidden` (``assignment:excluded``, with
    the rules that exclude the actor).
    """
    return _take(case, actor, AssignmentPart.ADJUDICATE)


def _take(case: Case, actor: User, part: AssignmentPart) -> Assignment:
    require(actor, Permission.REVIEW, case.desk)
    case = lock_case(case)
    if own := case.assignments.filter(reviewer=actor, part=part, state=AssignmentState.OFFERED).first():
        return _accept(own, actor)
    require_need(case, part)
    require_none(set(exclusions(need_of(case, part), person_for(case, part, actor))) & BARRING)
    require_place(case, part)
    return _put_to_work(case, actor, "Taken from the pool." if case.pool_reason else "Taken by choice.")


@transaction.atomic
def assignment_accept(*, assignment: Assignment, actor: User) -> Assignment:
    """Take on what was offered. The first accepted assignment starts the review of a case.

    Raises :class:`Forbidden` (``assignment:not_yours``; ``assignment:excluded`` where a rule has come to exclude the actor).
    """
    case = lock_case(assignment.case)
    assignment = lock_current(assignment, case)
    if assignment.reviewer_id != actor.pk:
        raise Forbidden("assignment:not_yours", "This case was offered to somebody else.")
    require(actor, Permission.REVIEW, case.desk)
    return assignment if assignment.state == AssignmentState.ACCEPTED else _accept(assignment, actor)


def _accept(offer: Assignment, actor: User) -> Assignment:
    require_none(_barring(offer, actor))
    return place_accept(offer, actor)


def _barring(offer: Assignment, actor: User) -> set[Exclusion]:
    """The rules by which the actor may not accept what was offered to them, on a case that the caller has locked.

    Asked again, since what makes somebody a party to a case may have come after the offer. What a lead set aside stays so.
    """
    case, part = offer.case, AssignmentPart(offer.part)
    found = set(exclusions(need_of(case, part), person_for(case, part, actor)))
    # The offer itself is what they have of the case already.
    return (found & BARRING) - {Exclusion.ENGAGED, *map(Exclusion, offer.set_aside)}


# --- Leaving and finishing ------------------------------------------------------------------------------------------------


@transaction.atomic
def assignment_end(*, assignment: Assignment, actor: User, reason: str = "") -> Assignment:
    """Decline or release one's own assignment, or, as a lead, take somebody's back with a reason.

    A case that nobody is left with, and that has no review in this round, waits open again.
    """
    case = lock_case(assignment.case)
    assignment = lock_current(assignment, case)
    if assignment.reviewer_id == actor.pk:
        verb = "decline" if assignment.state == AssignmentState.OFFERED else "release"
    else:
        require(actor, Permission.TRIAGE, case.desk)
        verb = "take_back"
        if not reason.strip():
            raise Invalid("assignment:reason_needed", "Say why: taking a case back needs a reason.", field="reason")
    place_end(assignment, actor=actor, verb=verb, reason=reason)
    release_if_deserted(case)
    call_for_people(case)
    return assignment


def assignments_end(case: Case, *, actor: User | None, reason: str) -> None:
    """End all current assignments of a case, which the caller has locked, because nothing is left to do in them."""
    for assignment in case.assignments.current().select_for_update():
        place_end(assignment, actor=actor, verb="end", reason=reason)


def assignments_renew(case: Case, *, earlier_round: int, reason: str) -> None:
    """Offer a case that goes into another round, which the caller has locked, to those who reviewed it in the earlier one.

    Whoever could not take it is not asked: who has become a party to it, or was one and reviewed it by a lead's override.
    """
    need = need_of(case, AssignmentPart.REVIEW)
    people = people_for(case, AssignmentPart.REVIEW)
    able = [person.user_id for person in people if not set(exclusions(need, person)) & BARRING]
    done = case.assignments.filter(round=earlier_round, part=AssignmentPart.REVIEW, state=AssignmentState.DONE, reviewer__in=able)
    for reviewer_id in done.order_by("pk").values_list("reviewer", flat=True)[: case.reviews_required]:
        reasons = [f"Reviewed this case in the round before; it was sent back: {reason}"]
        offer = (case, reviewer_id, AssignmentPart.REVIEW, AssignmentState.OFFERED)
        place_give(*offer, reasons=reasons, occasion=Occasion.SENT_BACK)
    call_for_people(case)


# --- What all of them share -----------------------------------------------------------------------------------------------


def eligibility(case: Case, user: User) -> list[str]:
    """Why this user may not take the case, in words; empty where they may."""
    part = PART_NEEDED.get(CaseState(case.state), AssignmentPart.REVIEW)
    found = exclusions(need_of(case, part), person_for(case, part, user))
    return [str(exclusion.label) for exclusion in found if exclusion in BARRING]


def require_need(case: Case, part: AssignmentPart) -> None:
    """Raise :class:`Conflict` (``assignment:not_needed``) where the case needs nobody in this part."""
    if PART_NEEDED.get(CaseState(case.state)) is not part:
        message = f"A case that is {CaseState(case.state).label} needs nobody to {AssignmentPart(part).label} it."
        raise Conflict("assignment:not_needed", message, state=case.state)


def require_none(found: Iterable[Exclusion]) -> None:
    """Raise :class:`Forbidden` (``assignment:excluded``) where a rule excludes somebody."""
    if found := sorted(found, key=list(Exclusion).index):
        message = f"Whoever {listed(found)} cannot have this case."
        raise Forbidden("assignment:excluded", message, rules=[exclusion.value for exclusion in found])


def require_place(case: Case, part: AssignmentPart) -> None:
    """Raise :class:`Conflict` (``assignment:full``) where all places are taken."""
    if not places_left(case, part):
        raise Conflict("assignment:full", "Others have this case already; it needs no more people.")


def listed(found: Iterable[Exclusion]) -> str:
    """Rules in words."""
    return ", ".join(str(exclusion.label) for exclusion in found)
