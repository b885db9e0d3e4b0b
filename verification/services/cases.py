"""Cases from their proposal to their end: what the system proposes and what leads decide. All steps go through the table."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any, Literal

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.utils import timezone

from claims.concealing import is_restricted
from claims.models import WORTH_CHECKING, Claim, ClaimState
from core.concealing import NOBODY, kept
from core.errors import ClaimdeskError, Conflict, Invalid
from core.models import Desk, Topic, User
from core.permissions import Permission, require
from core.record import record
from verification import transitions
from verification.features import features_of, proposition_of
from verification.likeness import is_copy, likeness
from verification.models import (
    AssignmentPart,
    AssignmentState,
    Bundle,
    Case,
    CaseClaim,
    ClaimRole,
    Ending,
    Publication,
    Queue,
)
from verification.models.cases import HIGHEST_PRIORITY, LOWEST_PRIORITY
from verification.reconsidering import cause_of
from verification.routing import MOST_REVIEWS, Route, primary_language, route
from verification.selectors import PROPOSITION_OPEN
from verification.services.assignments import assignments_end, assignments_renew, call_for_people
from verification.services.locking import lock_case, lock_cases
from verification.services.rules import rules_of
from verification.states import LIVE, Action, CaseState, Part

#: How many similar propositions of the desk are compared in full with a new one.
MOST_CANDIDATES = 20

# --- Proposing ------------------------------------------------------------------------------------------------------------


def cases_propose(*, run_id: int) -> list[Case]:
    """Propose a case for each claim of a run that is worth checking and has none. Each claim by itself: a crash loses none."""
    claims = Claim.objects.worth_checking().filter(run=run_id, case_claim__isnull=True).select_related("article")
    return [case for claim in claims if (case := _propose_if_active(claim)) is not None]


def _propose_if_active(claim: Claim) -> Case | None:
    try:
        return case_propose(claim=claim)
    except Conflict:  # somebody rejected or replaced the claim in the meantime
        return None


@transaction.atomic
def case_propose(*, claim: Claim, actor: User | None = None) -> Case:
    """The claim's case: routed, bundled, opened or dismissed at once if a rule says so. Where there is one, that is returned.

    Where the desk seems to verify the same proposition already, joining that case is suggested instead. One proposal of a desk at
    a time, so that of two copies the later sees the earlier. Raises :class:`Conflict` (``case:claim_not_active``).
    """
    desk = Desk.objects.select_for_update(no_key=True).get(pk=claim.article.desk_id)
    if actor is not None:
        require(actor, Permission.REVIEW, desk)
    claim = Claim.objects.with_chain().select_related("snapshot").select_for_update(of=("self",)).get(pk=claim.pk)
    if (link := CaseClaim.objects.select_related("case").filter(claim=claim).first()) is not None:
        return link.case
    if claim.state != ClaimState.ACTIVE:
        raise Conflict("case:claim_not_active", f"This claim is {claim.get_state_display()}.", state=claim.state)
    way = route(features_of(claim), rules_of(desk))
    case = case_routed(claim, way, desk)
    case.similar_to = _find_similar(claim, desk)
    transitions.propose(case, actor=actor)
    case.topics.set(Topic.objects.filter(desk=desk, name__in=way.topics))
    CaseClaim.objects.create(case=case, claim=claim, role=ClaimRole.LEAD)
    after = {"claim": claim.pk, "bundle": case.bundle_id, "similar_to": case.similar_to_id, "sensitivity": case.sensitivity}
    record("route", case, actor=None, desk=desk, after=after | _editable(case), reason=" ".join(case.routing_reasons))
    if case.similar_to is None:
        _act_at_once(case, way)
    return case


def _act_at_once(case: Case, way: Route) -> None:
    """Dismiss or open a proposed case where a rule says so."""
    if way.dismiss is not None:
        transitions.apply(Action.DISMISS, case, actor=None, part=Part.SYSTEM, reason=way.dismiss)
    elif way.opens_at_once:
        transitions.apply(Action.OPEN, case, actor=None, part=Part.SYSTEM, reason="A rule opens such cases at once.")
        call_for_people(case)


def case_routed(claim: Claim, way: Route, desk: Desk) -> Case:
    """A case for the claim as the rules have it, not saved yet."""
    hours = way.deadline_hours
    return Case(
        desk=desk,
        proposition=claim.statement,
        language=primary_language(claim.snapshot.language),
        bundle=None if way.splits else _bundle_of(claim),
        queue=Queue.objects.filter(desk=desk, name=way.queue).first() if way.queue else None,
        priority=way.priority,
        reviews_required=way.reviews_required,
        due_at=timezone.now() + dt.timedelta(hours=hours) if hours else None,
        routing_reasons=[reason.text for reason in way.reasons],
    )


def _bundle_of(claim: Claim) -> Bundle:
    names = [str(source.source or source) for source in claim.origin.sources.all()] if claim.origin else []
    bundle, _ = Bundle.objects.get_or_create(article=claim.article, origin=", ".join(names)[:300])
    return bundle


# --- Claims change, and repeat each other ---------------------------------------------------------------------------------


@transaction.atomic
def case_follow(*, claim_id: int) -> Case | None:
    """Bring the case of a claim in line with the claim, and propose one where it should have one.

    The proposition follows the statement of the claim that leads until the case is decided. A rejected claim changes nothing by
    itself: its case shows what happened (:func:`verification.selectors.flags_of`), and a lead dismisses it.
    """
    claim = Claim.objects.with_chain().select_related("snapshot").get(pk=claim_id)
    link = CaseClaim.objects.select_related("case__desk").filter(claim=claim).first()
    if claim.state != ClaimState.ACTIVE:
        return link.case if link else None
    if link is None:
        return case_propose(claim=claim) if claim.check_worthiness >= WORTH_CHECKING else None
    case = lock_case(link.case)
    if link.role == ClaimRole.LEAD and case.proposition != claim.statement and case.state in PROPOSITION_OPEN:
        before, case.proposition = case.proposition, claim.statement
        if case.state == CaseState.PROPOSED:
            case.similar_to = _find_similar(claim, case.desk)
        _save(case, "proposition", "similar_to")
        changed = {"before": {"proposition": before}, "after": {"proposition": case.proposition}}
        record("restate", case, actor=None, desk=case.desk, reason="The claim was corrected.", **changed)
    return case


def _find_similar(claim: Claim, desk: Desk) -> Case | None:
    """The live case of the desk that seems to verify the same proposition; where that seems to be another's, the other one.

    Nothing that is restricted is ever suggested, nor has anything suggested: who sees the one need not see the other.
    """
    if is_restricted(claim):
        return None
    others = (
        Claim.objects.with_chain()
        .exclude(case_claim__case__in=kept("unseen_cases", NOBODY))
        .filter(case_claim__role=ClaimRole.LEAD, case_claim__case__desk=desk, case_claim__case__state__in=LIVE)
        .filter(statement__trigram_similar=claim.statement)
        .exclude(pk=claim.pk)
        .select_related("case_claim__case__similar_to")
        .annotate(alike=TrigramSimilarity("statement", claim.statement))
        .order_by("-alike", "pk")[:MOST_CANDIDATES]
    )
    wanted = proposition_of(claim)
    scored = [(likeness(wanted, proposition_of(other)), other.case_claim.case) for other in others]
    score, case = max(scored, key=lambda pair: (pair[0], -pair[1].pk), default=(0.0, None))
    if case is None or not score:
        return None
    target = case.similar_to or case
    return None if target.case_claims.filter(claim=claim).exists() else target


@transaction.atomic
def case_join(*, case: Case, target: Case, actor: User, expected_version: int) -> Case:
    """Move the claims of a case to another one that verifies the same proposition; the emptied case is dismissed as joined.

    Raises :class:`Conflict` (``case:cannot_join``) where people are at work on the case already, or the target is settled.
    """
    require(actor, Permission.TRIAGE, case.desk)
    seeming_same = list(case.similar.values_list("pk", flat=True))
    locked = {each.pk: each for each in lock_cases([case.pk, target.pk, *seeming_same])}
    case, target = locked[case.pk], locked[target.pk]
    transitions.require_version(case, expected_version)
    if case.pk == target.pk or case.desk_id != target.desk_id:
        raise Invalid("case:cannot_join", "A case can join another case of its desk.")
    if Case.objects.filter(pk__in=[case.pk, target.pk]).filter(pk__in=kept("restricted_cases", NOBODY)).exists():
        raise Conflict("case:cannot_join", "What is restricted is verified by itself: who sees the one need not see the other.")
    if case.state not in {CaseState.PROPOSED, CaseState.OPEN} or target.state not in LIVE:
        raise Conflict("case:cannot_join", "Only a case that nobody reviews yet can join, and only one that is not settled.")
    moved = _move_claims(case, target)
    for pk in seeming_same:
        locked[pk].similar_to = None if pk == target.pk else target
        _save(locked[pk], "similar_to")
    case.joined_to, case.similar_to = target, None
    case.save(update_fields=["joined_to", "similar_to"])
    _save(target)
    record("join", target, actor=actor, desk=target.desk, after={"case": case.pk, "claims": moved})
    return _dismiss(case, actor, reason=f"Joined to case {target.pk}.")


def _move_claims(case: Case, target: Case) -> list[int]:
    """Move each claim as a copy where its passage is that of the target's lead, else as a variant."""
    lead = target.lead_claim
    links = list(case.case_claims.select_related("claim"))
    for link in links:
        copied = lead is not None and is_copy(link.claim.text, lead.text)
        link.case, link.role = target, ClaimRole.COPY if copied else ClaimRole.VARIANT
        link.save(update_fields=["case", "role"])
    return [link.claim_id for link in links]


@transaction.atomic
def case_decline_join(*, case: Case, actor: User, expected_version: int) -> Case:
    """Say that a case is not the one that it seemed to be the same as."""
    require(actor, Permission.TRIAGE, case.desk)
    case = lock_case(case, expected_version)
    before, case.similar_to = case.similar_to_id, None
    _save(case, "similar_to")
    record("decline_join", case, actor=actor, desk=case.desk, before={"similar_to": before}, after={"similar_to": None})
    return case


# --- Deciding what becomes of a case --------------------------------------------------------------------------------------


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
    return _dismiss(case, actor, reason=reason, expected_version=expected_version)


def _dismiss(case: Case, actor: User, *, reason: str, expected_version: int | None = None) -> Case:
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
    cause = cause_of(case.pk, today) if case.state == CaseState.PUBLISHED else None
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


# --- Triage ---------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class TriageResult:
    """What came of one case in a bulk triage; ``error`` says why nothing was done to it."""

    case: Case
    error: ClaimdeskError | None


def cases_triage(
    *, cases: dict[int, int], action: Literal["open", "dismiss"], actor: User, reason: str = ""
) -> list[TriageResult]:
    """Open or dismiss many cases, given by id and the version that the actor saw. Each by itself: one that fails stops no other.

    Raises :class:`Invalid` (``triage:unknown_case``, ``triage:unknown_action``), and does nothing then.
    """
    found = {case.pk: case for case in Case.objects.visible_to(actor).select_related("desk").filter(pk__in=cases)}
    if unknown := sorted(set(cases) - set(found)):
        raise Invalid("triage:unknown_case", "Some of these cases do not exist.", cases=unknown)
    step = {"open": case_open, "dismiss": case_dismiss}.get(action)
    if step is None:
        raise Invalid("triage:unknown_action", "Cases can be opened or dismissed.", action=action)
    results = []
    for pk, version in cases.items():
        try:
            results.append(TriageResult(step(case=found[pk], actor=actor, expected_version=version, reason=reason), None))
        except ClaimdeskError as error:
            results.append(TriageResult(found[pk], error))
    return results


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
    before = _editable(case)
    topics = changes.get("topics")
    for field in set(changes) - {"topics"}:
        setattr(case, field, changes[field])
    _save(case, "queue", "priority", "reviews_required", "due_at")
    if topics is not None:
        case.topics.set(topics)
    record("edit", case, actor=actor, desk=case.desk, before=before, after=_editable(case), reason=reason)
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


def _editable(case: Case) -> dict[str, Any]:
    return {
        "queue": case.queue.name if case.queue else None,
        "priority": case.priority,
        "reviews_required": case.reviews_required,
        "due_at": case.due_at,
        "topics": sorted(case.topics.values_list("name", flat=True)),
    }


def _save(case: Case, *fields: str) -> None:
    """Save these fields of a locked case, as its next version."""
    case.version += 1
    case.updated_at = timezone.now()
    case.save(update_fields=["version", "updated_at", *fields])
