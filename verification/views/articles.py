"""An article as it is worked on: its text with all claims marked, its progress, and the triage of its cases."""

from __future__ import annotations

import dataclasses

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from claims.models import Claim, ClaimState, ExtractionRun, ProposalState, RevisionProposal, RunState
from core.permissions import Permission, require
from core.workplace import Request
from sources.models import Article, Capture, CaptureState, Snapshot
from verification.forms.cases import TriageForm
from verification.models import Case
from verification.presenting.cases import article_reading, with_summary
from verification.selectors import claims_without_case
from verification.services.triage import TriageResult, cases_triage
from verification.states import CaseState

#: An answer to htmx's polling with this status ends it.
STOP_POLLING = 286


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far an article has come on its way from the address to its claims."""

    capture: Capture | None
    snapshot: Snapshot | None
    run: ExtractionRun | None
    #: Whether claims of the run that are worth checking are still to get their cases.
    is_proposing: bool = False

    @property
    def is_fetching(self) -> bool:
        """Whether the page is still to be fetched."""
        return self.capture is not None and self.capture.state == CaptureState.PENDING

    @property
    def is_reading(self) -> bool:
        """Whether the text is still to be read."""
        has_text = self.snapshot is not None and self.capture is not None and self.snapshot.capture_id == self.capture.pk
        return has_text and (self.run is None or self.run.state == RunState.QUEUED)

    @property
    def is_going_on(self) -> bool:
        """Whether there is something to wait for."""
        return self.is_fetching or self.is_reading or self.is_proposing


def _progress(article: Article) -> Progress:
    snapshot = article.snapshots.select_related("capture").first()
    run = snapshot.runs.exclude(state=RunState.SUPERSEDED).first() if snapshot else None
    is_proposing = run is not None and claims_without_case().filter(run=run).exists()
    return Progress(article.captures.first(), snapshot, run, is_proposing)


def _article(request: Request, pk: int) -> Article:
    articles = Article.objects.visible_to(request.user).select_related("desk", "publisher", "submitted_by")
    return get_object_or_404(articles, pk=pk)


@require_GET
@login_required
def article(request: Request, pk: int) -> HttpResponse:
    """The text with all claims marked, and what became of each of them."""
    found = _article(request, pk)
    progress = _progress(found)
    claims = Claim.objects.visible_to(request.user).filter(article=found)
    proposals, cases = RevisionProposal.objects.visible_to(request.user), Case.objects.visible_to(request.user)
    context = {
        "article": found,
        "progress": progress,
        "reading": article_reading(progress.snapshot, request.user) if progress.snapshot else None,
        "rejected": claims.filter(state=ClaimState.REJECTED).order_by("start"),
        "captures": found.captures.select_related("actor"),
        "proposals": proposals.filter(run__snapshot__article=found, state=ProposalState.OPEN).count(),
        "proposed": cases.filter(case_claims__claim__article=found, state=CaseState.PROPOSED).distinct().count(),
        "may": request.workplace.powers(found.desk),
    }
    return render(request, "verification/article.html", context)


@require_GET
@login_required
def progress(request: Request, pk: int) -> HttpResponse:
    """How far the article is; once there is nothing to wait for, the page is to be shown anew."""
    found = _article(request, pk)
    state = _progress(found)
    response = render(request, "verification/article/progress.html", {"article": found, "progress": state})
    if not state.is_going_on:
        response.status_code = STOP_POLLING
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def triage(request: Request, pk: int) -> HttpResponse:
    """Open or dismiss the proposed cases of an article, many at once."""
    found = _article(request, pk)
    require(request.user, Permission.TRIAGE, found.desk)
    proposed = Case.objects.visible_to(request.user).filter(case_claims__claim__article=found, state=CaseState.PROPOSED)
    cases = with_summary(proposed.distinct()).linked_for(request.user).order_by("bundle", "pk")
    form = TriageForm(request.POST or None)
    results = form.submit(
        lambda data: cases_triage(cases=form.chosen, action=data["action"], actor=request.user, reason=data["reason"])
    )
    if results is None:
        return render(request, "verification/triage.html", {"article": found, "cases": cases, "form": form}, status=form.status)
    _report(request, form.cleaned_data["action"], results)
    return redirect("verification:triage" if cases.exists() else "verification:article", pk)


def _report(request: Request, action: str, results: list[TriageResult]) -> None:
    """Say what was done, and what was not and why."""
    done = sum(result.error is None for result in results)
    if done:
        opened = ngettext("%(done)d case is open.", "%(done)d cases are open.", done)
        dismissed = ngettext("%(done)d case is dismissed.", "%(done)d cases are dismissed.", done)
        messages.success(request, (opened if action == "open" else dismissed) % {"done": done})
    for result in results:
        if result.error is not None:
            what = {"number": result.case.pk, "why": result.error.message}
            messages.warning(request, _("Case %(number)d: %(why)s") % what)
