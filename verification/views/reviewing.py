"""What reviewers and adjudicators do with what was given to them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.errors import ClaimdeskError, Forbidden
from core.plans import kept_plans
from core.workplace import Request
from verification.agreement import agreement
from verification.forms.findings import FindingForm
from verification.independence import OriginCounts
from verification.models import Assignment, AssignmentPart
from verification.presenting.cases import CasePage, changes_since, counts_of_taken, marked_evidence, present_case
from verification.selectors import PART_NEEDED, current_ratings
from verification.services import assignments
from verification.services.reviews import draft_keep, review_submit
from verification.services.verdicts import verdict_adjudicate
from verification.states import CaseState
from verification.views.cases import case_page, find_case, fresh_finding

#: What a browser sends along that is no part of a draft.
NO_DRAFT = ("csrfmiddlewaretoken", "expected_version")


def _own(request: Request, pk: int) -> Assignment:
    found = Assignment.objects.visible_to(request.user).filter(reviewer=request.user).select_related("case__desk")
    return get_object_or_404(found, pk=pk)


@require_POST
@login_required
def take(request: Request, pk: int) -> HttpResponse:
    """Take a place in the review of a case, or its adjudication."""
    case = find_case(request, pk)
    adjudicates = PART_NEEDED.get(CaseState(case.state)) == AssignmentPart.ADJUDICATE
    (assignments.adjudication_take if adjudicates else assignments.assignment_take)(case=case, actor=request.user)
    return redirect("verification:adjudicate" if adjudicates else "verification:case", pk)


@require_GET
@login_required
def assignment(request: Request, pk: int) -> HttpResponse:
    """The page on which an assignment is worked on."""
    found = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    return _to_work(found)


def _to_work(assignment: Assignment) -> HttpResponse:
    adjudicates = assignment.part == AssignmentPart.ADJUDICATE
    return redirect("verification:adjudicate" if adjudicates else "verification:case", assignment.case_id)


@require_POST
@login_required
def accept(request: Request, pk: int) -> HttpResponse:
    """Take on what was offered."""
    return _to_work(assignments.assignment_accept(assignment=_own(request, pk), actor=request.user))


@require_POST
@login_required
def end(request: Request, pk: int) -> HttpResponse:
    """Decline or release one's own assignment, or, as a lead, take somebody's back."""
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user).select_related("case__desk"), pk=pk)
    assignments.assignment_end(assignment=assignment, actor=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("The case is given back."))
    return redirect("verification:queue")


@require_POST
@login_required
def draft(request: Request, pk: int) -> HttpResponse:
    """Keep what was typed so far: by itself while somebody types, or by a button."""
    assignment = _own(request, pk)
    try:
        kept = draft_keep(assignment=assignment, actor=request.user, data=_typed(request))
    except ClaimdeskError as error:
        if not request.htmx:
            raise
        return render(request, "verification/case/saved.html", {"error": error}, status=error.status)
    if request.htmx:
        return render(
            request, "verification/case/saved.html", {"draft": kept, "origin_counts": _counts_typed(request, assignment)}
        )
    messages.success(request, _("The draft is kept."))
    return redirect("verification:case", assignment.case_id)


def _counts_typed(request: Request, assignment: Assignment) -> OriginCounts | None:
    """How many origins take which stance by what was typed; an adjudicator takes none."""
    if assignment.part == AssignmentPart.ADJUDICATE:
        return None
    case = find_case(request, assignment.case_id)
    evidence = marked_evidence(case, request.user)
    return counts_of_taken(evidence, FindingForm(request.POST, claim=None, ratings=(), evidence=evidence).taken())


def _typed(request: Request) -> dict[str, Any]:
    return {name: value for name, value in request.POST.items() if name not in NO_DRAFT and value}


def _keep_typed(request: Request, assignment: Assignment | None) -> None:
    """Keep what was refused, where it can be kept: whoever goes to add what was missing comes back to it."""
    if assignment is not None:
        with suppress(ClaimdeskError):
            draft_keep(assignment=assignment, actor=request.user, data=_typed(request))


def _bound(request: Request, page: CasePage) -> FindingForm:
    return FindingForm(request.POST, claim=page.claim, ratings=current_ratings(page.case.desk), evidence=page.open_evidence)


@require_POST
@login_required
@kept_plans()
def submit(request: Request, pk: int) -> HttpResponse:
    """Hand in a finding."""
    assignment = _own(request, pk)
    case = find_case(request, assignment.case_id)
    form = _bound(request, present_case(case, request.user, request.workplace.powers(case.desk)))
    review = form.submit(
        lambda data: review_submit(
            assignment=assignment,
            actor=request.user,
            finding=form.as_input(),
            stances=form.stances(),
            asks_adjudication=data["asks_adjudication"],
            expected_version=data["expected_version"],
        )
    )
    if review is None:
        _keep_typed(request, assignment)
        return case_page(request, find_case(request, case.pk), form, finding=form, assignment=assignment)
    messages.success(request, _("Your finding is handed in."))
    return redirect("verification:case", case.pk)


@require_http_methods(["GET", "POST"])
@login_required
def adjudicate(request: Request, pk: int) -> HttpResponse:
    """Reviews that differ, side by side, and the decision between them."""
    case = find_case(request, pk)
    powers = request.workplace.powers(case.desk)
    page = present_case(case, request.user, powers)
    if request.method == "POST" and not page.is_adjudicating:
        raise Forbidden("adjudication:not_yours", _("The decision between these reviews is not yours."))
    form = _bound(request, page) if request.method == "POST" else fresh_finding(page) if page.is_adjudicating else None
    verdict = form and form.submit(
        lambda data: verdict_adjudicate(
            case=case, actor=request.user, finding=form.as_input(), expected_version=data["expected_version"]
        )
    )
    if verdict:
        messages.success(request, _("The case is decided."))
        return redirect("verification:case", pk)
    if request.method == "POST":
        _keep_typed(request, page.mine)
    return render(request, "verification/adjudicate.html", _compared(page, powers, form), status=form.status if form else 200)


def _compared(page: CasePage, powers: dict[str, bool], form: FindingForm | None) -> dict[str, Any]:
    """The reviews of the round and in what they differ."""
    reviews = [review for review in page.reviews if review.round == page.case.round]
    return {
        "page": page,
        "may": powers,
        "case": page.case,
        "claim": page.claim,
        "reviews": reviews,
        "differing": {difference.value for difference in agreement(reviews).differences} if len(reviews) > 1 else set(),
        "finding": form,
        "origin_counts": page.origin_counts,
        "assignment": page.mine,
        "stale": changes_since(form, page.case) if form and form.is_stale else None,
    }
