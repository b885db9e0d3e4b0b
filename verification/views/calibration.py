"""How far reviewers agree: the desk's figures for leads, everybody's own for themselves, and the cases behind them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.decorators import at_desk
from core.paging import BoundedPaginator
from core.permissions import Permission, require
from core.workplace import Request
from verification import calibration
from verification.forms import CalibrationForm
from verification.models import CalibrationTerms, Case
from verification.presenting import with_summary
from verification.services.calibration import calibration_set

PAGE = 50


def _desk_page(request: Request, form: CalibrationForm | None = None) -> HttpResponse:
    require(request.user, Permission.TRIAGE, request.desk)
    terms = CalibrationTerms.of(request.desk)
    form = form or CalibrationForm(initial={"shows_people": terms.shows_people, "expected_version": terms.version})
    context = {
        "figures": calibration.desk_figures(request.desk, request.user, timezone.now()),
        "form": form,
        "behind": reverse("verification:calibration-cases"),
        "least": calibration.LEAST_FOR_ALPHA,
    }
    return render(request, "verification/calibration.html", context, status=form.status)


@require_GET
@at_desk
def desk(request: Request) -> HttpResponse:
    """The desk's figures."""
    return _desk_page(request)


@require_POST
@at_desk
def set_terms(request: Request) -> HttpResponse:
    """What the desk decides about calibration."""
    form = CalibrationForm(request.POST)
    if form.submit(lambda data: calibration_set(desk=request.desk, actor=request.user, **data)) is None:
        return _desk_page(request, form)
    messages.success(request, _("The settings are kept."))
    return redirect("verification:calibration")


@require_GET
@at_desk
def own(request: Request) -> HttpResponse:
    """The user's own figures."""
    require(request.user, Permission.REVIEW, request.desk)
    context = {
        "figures": calibration.own_figures(request.desk, request.user, timezone.now()),
        "behind": reverse("verification:own-calibration-cases"),
    }
    return render(request, "verification/own_calibration.html", context)


@require_GET
@at_desk
def desk_cases(request: Request) -> HttpResponse:
    """The cases behind one of the desk's numbers; those of one person only where the desk shows these."""
    require(request.user, Permission.TRIAGE, request.desk)
    sample = calibration.compared(calibration.cases_of(request.desk, request.user), timezone.now())
    reviewer = request.GET.get("reviewer", "")
    shown = reviewer.isdecimal() and CalibrationTerms.of(request.desk).shows_people
    return _cases(request, sample, int(reviewer) if shown else None, reverse("verification:calibration"))


@require_GET
@at_desk
def own_cases(request: Request) -> HttpResponse:
    """The cases behind one of the user's own numbers."""
    require(request.user, Permission.REVIEW, request.desk)
    sample = calibration.compared(calibration.cases_of(request.desk, request.user), timezone.now(), request.user)
    return _cases(request, sample, request.user.pk, reverse("verification:own-calibration"))


def _cases(request: Request, sample: calibration.Sample, reviewer: int | None, back: str) -> HttpResponse:
    what, one, other = (request.GET.get(name, "") for name in ("what", "one", "other"))
    found = sample.behind(what, one, other, reviewer)
    cases = with_summary(Case.objects.visible_to(request.user).filter(pk__in=found)).order_by("-pk")
    page = BoundedPaginator(cases, PAGE).get_page(request.GET.get("page"))
    return render(request, "verification/calibration_cases.html", {"page": page, "back": back})
