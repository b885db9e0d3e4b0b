"""How far reviewers agree: the desk's figures for leads, everybody's own for themselves, and the cases behind them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims.models import Claim
from core.decorators import at_desk
from core.forms import WhyForm
from core.paging import BoundedPaginator
from core.permissions import Permission, require
from core.workplace import Request
from verification.calibration import figures as calibration
from verification.forms.findings import KnownCaseForm
from verification.forms.standing import CalibrationForm
from verification.models import CalibrationTerms, Case, CaseClaim, ClaimRole, KnownCase
from verification.presenting.cases import with_summary
from verification.selectors import current_ratings
from verification.services import known_cases as services
from verification.services.calibration import calibration_set
from verification.views.cases import find_case

PAGE = 50


def _desk_page(request: Request, form: CalibrationForm | None = None) -> HttpResponse:
    require(request.user, Permission.TRIAGE, request.desk)
    terms = CalibrationTerms.of(request.desk)
    present = {"shows_people": terms.shows_people, "share": terms.share, "expected_version": terms.version}
    form = form or CalibrationForm(initial=present)
    context = {
        "figures": calibration.desk_figures(request.desk, request.user, timezone.now()),
        "form": form,
        "behind": reverse("verification:calibration-cases"),
        "known": reverse("verification:known-cases"),
        "standing": KnownCase.objects.visible_to(request.user).standing().filter(case__desk=request.desk).count(),
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
    figures = calibration.own_figures(request.desk, request.user, timezone.now())
    context = {
        "figures": figures,
        "behind": reverse("verification:own-calibration-cases"),
        "answers": _asked_for(request, figures.answers),
        "own": reverse("verification:own-calibration"),
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


# --- Known cases ------------------------------------------------------------------------------------------------------------


def _asked_for(request: Request, answers: calibration.Answers) -> list[calibration.Answer]:
    """The newest of the answers, or of those behind one number."""
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    return list(answers.said(one, other) if one and other else answers.all)[:PAGE]


@require_GET
@at_desk
def known_cases(request: Request) -> HttpResponse:
    """The desk's known cases, and what reviewers found about them."""
    require(request.user, Permission.TRIAGE, request.desk)
    known = KnownCase.objects.visible_to(request.user).filter(case__desk=request.desk)
    shown = known.select_related("case", "rating").annotate(
        given=Count("copies"), at_large=Count("copies", filter=Q(copies__closed_at=None))
    )
    context = {
        "page": BoundedPaginator(shown.order_by(F("retired_at").desc(nulls_first=True), "-pk"), PAGE).get_page(
            request.GET.get("page")
        ),
        "answers": _asked_for(request, calibration.answers_to(known, timezone.now())),
        "shows_people": CalibrationTerms.of(request.desk).shows_people,
    }
    return render(request, "verification/known_cases.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def known_make(request: Request, pk: int) -> HttpResponse:
    """Say what is to be found about a case, beginning with what its verdict says."""
    case = find_case(request, pk)
    require(request.user, Permission.TRIAGE, case.desk)
    leads = CaseClaim.objects.visible_to(request.user).filter(case=case, role=ClaimRole.LEAD)
    claim = Claim.objects.visible_to(request.user).with_chain().filter(case_claim__in=leads).first()
    verdict = case.verdicts.order_by("number").last()
    found = KnownCaseForm.initial_of(verdict) if verdict else {}
    initial = {**found, "expected_version": case.version}
    form = KnownCaseForm(request.POST or None, claim=claim, ratings=current_ratings(case.desk), initial=initial)
    made = form.submit(lambda _data: services.known_make(case=case, actor=request.user, finding=form.as_input()))
    if made is None:
        context = {"finding": form, "case": case, "claim": claim, "has_verdict": verdict is not None}
        return render(request, "verification/known_case_form.html", context, status=form.status)
    messages.success(request, _("The case is a known one: it is mixed in as the desk's settings say."))
    return redirect("verification:known-case", made.pk)


def _known_page(request: Request, pk: int, form: WhyForm | None = None) -> HttpResponse:
    found = KnownCase.objects.visible_to(request.user).select_related("case__desk", "rating", "made_by")
    known = get_object_or_404(found, pk=pk)
    require(request.user, Permission.TRIAGE, known.case.desk)
    form = form or WhyForm()
    context = {
        "known": known,
        "copies": known.copies.select_related("occasion").order_by("-pk")[:PAGE],
        "answers": calibration.answers_to(found.filter(pk=pk), timezone.now()).all,
        "shows_people": CalibrationTerms.of(known.case.desk).shows_people,
        "form": form,
    }
    return render(request, "verification/known_case.html", context, status=form.status)


@require_GET
@login_required
def known_case(request: Request, pk: int) -> HttpResponse:
    """A known case: its key, and what reviewers found."""
    return _known_page(request, pk)


@require_POST
@login_required
def known_retire(request: Request, pk: int) -> HttpResponse:
    """Mix a known case in no more."""
    known = get_object_or_404(KnownCase.objects.visible_to(request.user).select_related("case__desk"), pk=pk)
    form = WhyForm(request.POST)
    if form.submit(lambda data: services.known_retire(known=known, actor=request.user, **data)) is None:
        return _known_page(request, pk, form)
    messages.success(request, _("The known case is retired."))
    return redirect("verification:known-cases")
