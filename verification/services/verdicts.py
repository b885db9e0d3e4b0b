"""Verdicts: made by reviews that agree or by an adjudicator, published by a lead. Each is a new row, with its grounds frozen."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from core.errors import Conflict, Forbidden
from core.models import Sensitivity, User
from core.permissions import Permission, require
from core.record import record
from core.selectors import members_who_may
from sources.models import Source
from sources.services import sources_adopt
from verification import transitions
from verification.agreement import agreement, merge
from verification.findings import FindingInput, is_self_serving
from verification.grounds import freeze, pieces_of_case
from verification.independence import Piece
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseEvidence,
    EvidenceStance,
    Meaning,
    Publication,
    Review,
    ReviewDraft,
    Verdict,
    VerdictBasis,
)
from verification.origins import standing, taken_in, weigh
from verification.reconsidering import cause_of
from verification.routing.staffing import Exclusion
from verification.services.assignments import assignments_end, call_for_people
from verification.services.discussion import comments_pool
from verification.services.findings import accept_finding
from verification.services.known_cases import copy_settle
from verification.services.locking import lock_case
from verification.services.origins import origins_pool
from verification.services.places import place_finish
from verification.states import Action, CaseState, Part


@transaction.atomic
def verdict_decide(*, case: Case) -> Verdict | None:
    """Settle a case whose required reviews are in: by a verdict where they agree, by an adjudicator else, or where one asks.

    ``None`` where no verdict was made: reviews are missing, an adjudicator is called for, or it was a known case.
    """
    return settle(lock_case(case))


def settle(case: Case) -> Verdict | None:
    """What :func:`verdict_decide` does, on a case that the caller has locked."""
    if (copy := getattr(case, "known_copy", None)) is not None:
        copy_settle(copy=copy, case=case)
        return None
    if case.state != CaseState.IN_REVIEW or case.reviews.filter(round=case.round).count() < case.reviews_required:
        return None
    reviews = _reviews_of_round(case)
    _pool(case)
    assignments_end(case, actor=None, reason="The required reviews are in.")
    if doubts := _doubts(case, reviews):
        reason = f"The reviews need an adjudicator: {', '.join(doubts)}."
        transitions.apply(Action.ESCALATE, case, actor=None, part=Part.SYSTEM, reason=reason)
        call_for_people(case)
        return None
    verdict = _make(case, reviews, merge(reviews), basis=VerdictBasis.AGREEMENT, decided_by=None)
    transitions.apply(Action.DECIDE, case, actor=None, part=Part.SYSTEM, reason="The required reviews agree.")
    return verdict


@transaction.atomic
def verdict_adjudicate(*, case: Case, actor: User, finding: FindingInput, expected_version: int) -> Verdict:
    """Decide between reviews that differ, as the adjudicator, who was none of the reviewers.

    Raises :class:`Forbidden` (``verdict:not_adjudicator``, ``verdict:reviewer``), :class:`~core.errors.Invalid` (``finding:…``),
    or :class:`Conflict` (``case:stale``, ``case:transition``).
    """
    require(actor, Permission.REVIEW, case.desk)
    case = lock_case(case, expected_version)
    assignment = _adjudication_of(case, actor)
    if case.reviews.filter(reviewer=actor).exists() and Exclusion.REVIEWED not in assignment.set_aside:
        raise Forbidden("verdict:reviewer", "You reviewed this case: somebody else must decide between the reviews.")
    columns = accept_finding(case, finding, actor=actor, evidence=_evidence_of_round(case, actor))
    verdict = _make(case, _reviews_of_round(case), columns, basis=VerdictBasis.ADJUDICATION, decided_by=actor)
    ReviewDraft.objects.filter(assignment=assignment).delete()
    place_finish(assignment, actor)
    transitions.apply(Action.DECIDE, case, actor=actor, part=Part.ADJUDICATOR, expected_version=expected_version)
    return verdict


@transaction.atomic
def verdict_publish(*, case: Case, actor: User, expected_version: int, reason: str = "") -> Publication:
    """Publish the latest verdict of a decided case, as a lead who is not its only reviewer.

    Where nobody else on the desk could publish, a lead may publish their own review with a reason, which the verdict shows.
    Raises :class:`Forbidden` (``verdict:own_review``; ``details["override_possible"]`` says whether a reason would do) or
    :class:`Conflict` (``case:stale``, ``case:transition``; ``verdict:outdated`` where what it rests on has changed
    since it was decided, or the day to look again has come: ``details["cause"]`` says which, and the case is to be sent back).
    """
    require(actor, Permission.PUBLISH, case.desk)
    case = lock_case(case, expected_version)
    verdict = case.verdicts.order_by("number").last()
    if verdict is not None and case.state == CaseState.DECIDED:
        _require_holding(verdict)
    own = verdict is not None and _is_only_reviewer(verdict, actor)
    if own:
        _require_override(case, actor, reason)
    transitions.apply(
        Action.PUBLISH, case, actor=actor, part=Part.LEAD, expected_version=expected_version, reason=reason, override=own
    )
    assert verdict is not None, "a decided case has a verdict"
    publication = Publication.objects.create(verdict=verdict, published_by=actor, override_reason=reason if own else "")
    after = {"case": case.pk, "verdict": verdict.number, "override": own}
    record("publish", publication, actor=actor, desk=case.desk, after=after, reason=reason)
    return publication


def _reviews_of_round(case: Case) -> list[Review]:
    reviews = case.reviews.filter(round=case.round).select_related("rating__scale")
    return list(reviews.prefetch_related("rating__scale__ratings").order_by("submitted_at", "pk"))


def _evidence_of_round(case: Case, actor: User) -> list[Piece]:
    """How the reviews of the round put the evidence to the case that the actor may see and that was not withdrawn."""
    taken = EvidenceStance.objects.visible_to(actor).filter(review__case=case, review__round=case.round)
    kept = taken.filter(case_evidence__evidence__withdrawn_at=None).order_by("case_evidence__evidence_id", "pk")
    # Nobody withdraws it while the decision is being written. Locked in one order, lest two wait for each other.
    locked = kept.select_for_update(of=("case_evidence__evidence",), no_key=True).select_related("case_evidence__evidence")
    stances = taken_in(locked)
    return weigh(case, standing(CaseEvidence.objects.visible_to(actor).filter(case=case)), stances)


def _pool(case: Case) -> None:
    """Let everybody on the case see what each reviewer gathered and said for themselves, and where it is from."""
    case.case_evidence.filter(gathered_for__isnull=False).update(gathered_for=None)
    origins_pool(case)
    comments_pool(case)
    came = Source.objects.filter(came_with_evidence=True, evidence__case_evidence__case=case)
    sources_adopt(came.exclude(evidence__sensitivity=Sensitivity.RESTRICTED))


def _doubts(case: Case, reviews: list[Review]) -> list[str]:
    """Why the reviews do not settle the case by themselves, in words."""
    doubts = [f"they differ in {difference.label}" for difference in agreement(reviews).differences]
    if any(review.asks_adjudication for review in reviews):
        doubts.append("a reviewer asks for one")
    if not doubts and reviews[0].rating.meaning == Meaning.SUPPORTED and is_self_serving(pieces_of_case(case, reviews)):
        doubts.append("seen together, all that supports the claim is the claimant's own")
    return doubts


def _make(case: Case, reviews: list[Review], columns: dict[str, Any], *, basis: VerdictBasis, decided_by: User | None) -> Verdict:
    verdict = Verdict.objects.create(
        case=case,
        number=case.verdicts.count() + 1,
        basis=basis,
        decided_by=decided_by,
        grounds=freeze(case, reviews),
        **columns,
    )
    verdict.reviews.set(reviews)
    after = {"case": case.pk, "number": verdict.number, "basis": basis, "rating": verdict.rating_id}
    record("decide", verdict, actor=decided_by, desk=case.desk, after=after)
    return verdict


def _adjudication_of(case: Case, actor: User) -> Assignment:
    """The adjudication that the actor has accepted, locked."""
    own = case.assignments.select_for_update().filter(
        reviewer=actor, part=AssignmentPart.ADJUDICATE, round=case.round, state=AssignmentState.ACCEPTED
    )
    assignment = own.first()
    if assignment is None:
        raise Forbidden("verdict:not_adjudicator", "Take the adjudication of this case first.")
    return assignment


def _require_holding(verdict: Verdict) -> None:
    if cause := cause_of(verdict, timezone.localdate()):
        message = f"This verdict does not hold any more. {cause.label} Send the case back to have it reviewed again."
        raise Conflict("verdict:outdated", message, cause=cause.value)


def _is_only_reviewer(verdict: Verdict, actor: User) -> bool:
    """Whether nobody but the actor looked at the case: no second reviewer, and no adjudicator."""
    people = {*verdict.reviews.values_list("reviewer", flat=True), verdict.decided_by_id} - {None}
    return people == {actor.pk}


def _require_override(case: Case, actor: User, reason: str) -> None:
    possible = not members_who_may(Permission.PUBLISH, case.desk).exclude(user=actor).exists()
    if possible and reason.strip():
        return
    message = (
        "You are its only reviewer, and nobody else on this desk can publish: to publish it all the same, say why."
        if possible
        else "You are its only reviewer: somebody else must publish it."
    )
    raise Forbidden("verdict:own_review", message, override_possible=possible)
