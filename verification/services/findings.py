"""How a finding that was handed in becomes columns, for reviewers and adjudicators alike."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from claims.models import Claim
from core.models import User
from core.record import record
from verification.findings import FindingInput, chain_of, validate
from verification.models import Case, CaseClaim, ClaimRole, Rating, RatingScale


def lead_claim(case: Case) -> Claim | None:
    """The claim whose statement is the proposition, with its chain and figure."""
    return Claim.objects.with_chain().filter(case_claim__in=CaseClaim.objects.filter(case=case, role=ClaimRole.LEAD)).first()


def accept_finding(case: Case, finding: FindingInput, *, actor: User) -> dict[str, Any]:
    """The columns of a valid finding on the locked case; freezes the scale that it uses.

    Raises :class:`~core.errors.Invalid` (``finding:…``).
    """
    claim = lead_claim(case)
    # Locked, so that nobody changes the scale while its first finding is being written.
    scale = RatingScale.objects.select_for_update().filter(desk=case.desk_id, is_current=True).first()
    rating = Rating.objects.filter(scale=scale, pk=finding.rating_id).first() if scale else None
    columns = validate(
        finding,
        chain=chain_of(claim),
        figure=getattr(claim, "figure", None),
        rating=rating,
        today=timezone.localdate(),
    )
    if scale is not None and scale.frozen_at is None:
        scale.frozen_at = timezone.now()
        scale.save(update_fields=["frozen_at"])
        record("freeze", scale, actor=actor, desk=case.desk, after={"version": scale.version})
    return columns
