"""Claims to cases: what the system proposes, where it is sent, and how a case follows its claim."""

from __future__ import annotations

import datetime as dt

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction
from django.utils import timezone

from claims.concealing import is_restricted
from claims.models import WORTH_CHECKING, Claim, ClaimState
from core.concealing import NOBODY, kept
from core.errors import Conflict
from core.models import Desk, Topic, User
from core.permissions import Permission, require
from core.record import record
from verification import transitions
from verification.models import (
    Bundle,
    Case,
    CaseClaim,
    ClaimRole,
    Queue,
)
from verification.routing.features import features_of, proposition_of
from verification.routing.likeness import likeness
from verification.routing.route import Route, primary_language, route
from verification.selectors import PROPOSITION_OPEN
from verification.services.assignments import call_for_people
from verification.services.cases import routing_of
from verification.services.locking import lock_case, save_case
from verification.services.rules import rules_of
from verification.states import LIVE, Action, CaseState, Part

#: How many similar propositions of the desk are compared in full with a new one.
MOST_CANDIDATES = 20


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
    if claim.copy_of is not None:
        return _case_of_copy(claim)
    way = route(features_of(claim), rules_of(desk))
    case = case_create(claim, way, desk, actor=actor, similar_to=_find_similar(claim, desk))
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


def case_create(claim: Claim, way: Route, desk: Desk, *, actor: User | None, similar_to: Case | None = None) -> Case:
    """A proposed case that the claim leads, as the rules have it; in the caller's transaction."""
    hours = way.deadline_hours
    case = Case(
        desk=desk,
        proposition=claim.statement,
        language=primary_language(claim.snapshot.language),
        bundle=None if way.splits else _bundle_of(claim),
        queue=Queue.objects.filter(desk=desk, name=way.queue).first() if way.queue else None,
        priority=way.priority,
        reviews_required=way.reviews_required,
        due_at=timezone.now() + dt.timedelta(hours=hours) if hours else None,
        routing_reasons=[reason.text for reason in way.reasons],
        similar_to=similar_to,
    )
    transitions.propose(case, actor=actor)
    case.topics.set(Topic.objects.filter(desk=desk, name__in=way.topics))
    CaseClaim.objects.create(case=case, claim=claim, role=ClaimRole.LEAD)
    after = {"claim": claim.pk, "bundle": case.bundle_id, "similar_to": case.similar_to_id, "sensitivity": case.sensitivity}
    record("route", case, actor=None, desk=desk, after=after | routing_of(case), reason=" ".join(case.routing_reasons))
    return case


def _case_of_copy(claim: Claim) -> Case:
    """The case of the copy from which a claim was made: what is made of a copy stays with it."""
    made_from = Claim.objects.exclude(copy_of=None).filter(derived=claim).order_by("pk")
    original = made_from.select_related("case_claim__case").first()
    assert original is not None, "a copy comes with its case, or is made from another"
    link = getattr(original, "case_claim", None)
    return link.case if link else _case_of_copy(original)


def _bundle_of(claim: Claim) -> Bundle:
    names = [str(source.source or source) for source in claim.origin.sources.all()] if claim.origin else []
    bundle, _ = Bundle.objects.get_or_create(article=claim.article, origin=", ".join(names)[:300])
    return bundle


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
        save_case(case, "proposition", "similar_to")
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
