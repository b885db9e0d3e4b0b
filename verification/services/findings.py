"""How a finding that was handed in becomes columns, for reviewers and adjudicators alike."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.utils import timezone

from claims.models import Attribution, Figure
from core.models import User
from core.record import record
from verification.findings import FindingInput, validate
from verification.independence import Piece
from verification.models import Case, ClaimRole, Rating


def accept_finding(case: Case, finding: FindingInput, *, actor: User, evidence: Collection[Piece] | None) -> dict[str, Any]:
    """The columns of a valid finding on the locked case; freezes the scale that it uses.

    ``evidence`` is what :func:`~verification.findings.validate` holds it against. Raises :class:`~core.errors.Invalid`
    (``finding:…``).
    """
    # The scale is locked, so that nobody changes it while its first finding is being written.
    ratings = Rating.objects.select_for_update(of=("scale",)).select_related("scale")
    rating = ratings.filter(scale__desk=case.desk_id, scale__is_current=True, pk=finding.rating_id).first()
    chain, figure = _chain(case), _figure(case)
    columns = validate(finding, chain=chain, figure=figure, rating=rating, evidence=evidence, today=timezone.localdate())
    assert rating is not None, "it was validated"
    if rating.scale.frozen_at is None:
        rating.scale.frozen_at = timezone.now()
        rating.scale.save(update_fields=["frozen_at"])
        record("freeze", rating.scale, actor=actor, desk=case.desk, after={"version": rating.scale.version})
    return columns


def _chain(case: Case) -> list[list[str]]:
    """Who speaks in each link of the lead claim's chain, outermost first; empty for the article's own voice."""
    links = Attribution.objects.filter(claim__case_claim__case=case, claim__case_claim__role=ClaimRole.LEAD)
    found = links.order_by("position", "pk", "sources__position").values_list("pk", "sources__name")
    return [[name for _, name in names if name is not None] for _, names in groupby(found, key=itemgetter(0))]


def _figure(case: Case) -> Figure | None:
    """The figure of the lead claim."""
    return Figure.objects.filter(claim__case_claim__case=case, claim__case_claim__role=ClaimRole.LEAD).first()
