"""The lead's desk in numbers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from core.decorators import at_desk
from core.permissions import Permission, require
from core.workplace import Request
from verification.presenting import overview as numbers
from verification.presenting.plots import columns


@require_GET
@at_desk
def overview(request: Request) -> HttpResponse:
    """What waits, what is late, who is loaded, where reviewers disagree, and what was done over time."""
    require(request.user, Permission.TRIAGE, request.desk)
    asked = request.GET.get("span", "days")
    span = asked if asked in numbers.SPANS else "days"
    shown = numbers.overview(request.desk, request.user, span)
    plot = columns([[step.value for step in period.steps] for period in shown.periods])
    context = {
        "overview": shown,
        "span": span,
        "steps": [state.label for state in numbers.STEPS.values()],
        "plot": plot,
        "bars": [zip(period.steps, drawn, strict=True) for period, drawn in zip(shown.periods, plot.periods, strict=True)],
    }
    return render(request, "verification/overview.html", context)
