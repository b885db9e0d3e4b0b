"""The page of a verdict, for anybody who knows its address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from verification.exporting.claimreview import claim_review, reviewers
from verification.grounds import public_grounds
from verification.independence import counts_from_json
from verification.models import Case, Publication
from verification.states import CaseState


@require_GET
def verdict(request: HttpRequest, key: str) -> HttpResponse:
    """What was found, on what evidence, and what became of it; withdrawn verdicts stay, as withdrawn."""
    shown = Case.objects.public().select_related("desk")
    case = get_object_or_404(shown, public_key=key)
    history = list(
        Publication.objects.filter(verdict__case=case)
        .select_related("verdict__case__desk", "verdict__rating__scale", "verdict__decided_by")
        .prefetch_related("verdict__reviews__reviewer", "verdict__rating__scale__ratings")
    )
    if not history:
        raise Http404
    latest = history[0]
    grounds = public_grounds([latest.verdict])[latest.verdict_id]
    valid = case.state == CaseState.PUBLISHED and latest.ended_at is None
    context = {
        "case": case,
        "verdict": latest.verdict,
        "publication": latest,
        "corrects": latest.verdict.corrects,
        "history": history,
        "grounds": grounds,
        "origin_counts": counts_from_json(grounds["independence"]),
        "reviewers": reviewers(latest.verdict) if case.desk.names_reviewers else [],
        "claim_review": claim_review(latest.verdict, grounds) if valid else None,
        "is_valid": valid,
    }
    return render(request, "verification/verdict.html", context)
