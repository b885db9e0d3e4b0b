"""Copies of claims, which stand in for them where some readers are to see the one and not the other."""

from __future__ import annotations

from django.db import transaction

from claims.content import content_of
from claims.models import Claim, ClaimRevision
from claims.services.writing import write_content


@transaction.atomic
def claim_copy(*, claim: Claim) -> Claim:
    """A claim that says the same in the same place, with the same history: whoever sees it alone cannot tell it from the other.

    Whoever asks for it decides, in the same transaction, who sees which, and records it: not here, where that would be read in
    the claim's own history.
    """
    claim = Claim.objects.with_chain().prefetch_related("figure__bases").select_related("snapshot").get(pk=claim.pk)
    alike = {name: getattr(claim, name) for name in ("run", "event", "state", "version", "created_at")}
    copy = write_content(Claim(copy_of=claim, **alike), content_of(claim), claim.snapshot)
    told = ("number", "action", "content", "actor", "reason", "at")
    ClaimRevision.objects.bulk_create(
        ClaimRevision(claim=copy, **{name: getattr(revision, name) for name in told})
        for revision in claim.revisions.select_related("actor")
    )
    copy.derived_from.set(claim.derived_from.all())
    return copy
