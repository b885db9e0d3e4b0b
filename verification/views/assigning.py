"""Who works on many cases at once, as leads decide."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from core.decorators import at_desk
from core.models import User
from core.permissions import Permission, require
from core.workplace import Request
from verification.forms.cases import AssignManyForm
from verification.services import giving
from verification.views.queue import cases_page


@require_POST
@at_desk
def assign_many(request: Request) -> HttpResponse:
    """Give, reassign or take back the ticked cases, and say what came of each."""
    require(request.user, Permission.TRIAGE, request.desk)
    form = AssignManyForm(request.POST, desk=request.desk)
    outcomes = form.submit(lambda data: _act(request.user, **data))
    if outcomes is None:
        return cases_page(request, form)
    context = {"outcomes": outcomes, "done": sum(outcome.error is None for outcome in outcomes)}
    return render(request, "verification/assigned.html", context)


def _act(  # noqa: PLR0913 - the fields of the form
    actor: User,
    *,
    action: str,
    cases: list[int],
    reviewer: User | None,
    previous: User | None,
    reason: str,
    override_reason: str,
) -> list[giving.Outcome]:
    if action == "take_back":
        return giving.cases_take_back(cases=cases, actor=actor, reason=reason, reviewer=previous)
    assert reviewer is not None, "the form asks for one"
    if action == "reassign":
        return giving.cases_reassign(
            cases=cases, actor=actor, reason=reason, reviewer=reviewer, previous=previous, override_reason=override_reason
        )
    return giving.cases_give(cases=cases, actor=actor, reviewer=reviewer, override_reason=override_reason)
