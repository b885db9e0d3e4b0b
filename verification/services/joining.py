"""Cases that verify the same proposition become one, or are said to be two."""

from __future__ import annotations

from django.db import transaction

from core.concealing import NOBODY, kept
from core.errors import Conflict, Invalid
from core.models import User
from core.permissions import Permission, require
from core.record import record
from verification import transitions
from verification.models import (
    Case,
    ClaimRole,
)
from verification.routing.likeness import is_copy
from verification.services.cases import case_dismiss
from verification.services.locking import lock_case, lock_cases, save_case
from verification.states import LIVE, CaseState


@transaction.atomic
def case_join(*, case: Case, target: Case, actor: User, expected_version: int) -> Case:
    """Move the claims of a case to another one that verifies the same proposition; the emptied case is dismissed as joined.

    Raises :class:`Conflict` (``case:cannot_join``) where people are at work on the case already, or the target is settled.
    """
    require(actor, Permission.TRIAGE, case.desk)
    seeming_same = list(case.similar.values_list("pk", flat=True))
    locked = {each.pk: each for each in lock_cases([case.pk, target.pk, *seeming_same])}
    case, target = locked[case.pk], locked[target.pk]
    transitions.require_case_version(case, expected_version)
    if case.pk == target.pk or case.desk_id != target.desk_id:
        raise Invalid("case:cannot_join", "A case can join another case of its desk.")
    if Case.objects.filter(pk__in=[case.pk, target.pk]).filter(pk__in=kept("restricted_cases", NOBODY)).exists():
        raise Conflict("case:cannot_join", "What is restricted is verified by itself: who sees the one need not see the other.")
    if case.state not in {CaseState.PROPOSED, CaseState.OPEN} or target.state not in LIVE:
        raise Conflict("case:cannot_join", "Only a case that nobody reviews yet can join, and only one that is not settled.")
    moved = _move_claims(case, target)
    for pk in seeming_same:
        locked[pk].similar_to = None if pk == target.pk else target
        save_case(locked[pk], "similar_to")
    case.joined_to, case.similar_to = target, None
    case.save(update_fields=["joined_to", "similar_to"])
    save_case(target)
    record("join", target, actor=actor, desk=target.desk, after={"case": case.pk, "claims": moved})
    return case_dismiss(case=case, actor=actor, expected_version=case.version, reason=f"Joined to case {target.pk}.")


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
    save_case(case, "similar_to")
    record("decline_join", case, actor=actor, desk=case.desk, before={"similar_to": before}, after={"similar_to": None})
    return case
