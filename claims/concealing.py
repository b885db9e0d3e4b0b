"""What of claims is kept from whom: those of a restricted article, and those whose chain names a restricted source."""

from __future__ import annotations

from claims.models import Claim, ExtractionRun, RevisionProposal
from core.concealing import NOBODY, conceal, kept


def is_restricted(claim: Claim) -> bool:
    """Whether there is anybody on the desk who may not see the claim."""
    return Claim.objects.filter(pk=claim.pk).filter(pk__in=kept("restricted_claims", NOBODY)).exists()


conceal(Claim, lambda user_id: kept("restricted_claims", user_id))
conceal(
    ExtractionRun,
    lambda user_id: ExtractionRun.objects.filter(snapshot__article__in=kept("restricted_articles", user_id)).values("pk"),
)
conceal(
    RevisionProposal,
    lambda user_id: RevisionProposal.objects.filter(run__snapshot__article__in=kept("restricted_articles", user_id)).values("pk"),
)
conceal(
    RevisionProposal,
    lambda user_id: RevisionProposal.objects.filter(claim__in=kept("restricted_claims", user_id)).values("pk"),
)
