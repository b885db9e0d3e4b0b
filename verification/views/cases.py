"""The page on which a case is worked on, and what is done there by and for everybody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.forms import ServiceForm
from core.models import User
from core.permissions import Permission, require
from core.plans import kept_plans
from core.restricting import sensitivity_page
from core.workplace import Request
from sources.models import Capture, SourceKind
from sources.services import source_for
from sources.views import bytes_as_file, capture_page
from verification.discussion.presenting import present_newest
from verification.forms.cases import CaseEditForm, GiveForm, StepForm
from verification.forms.evidence import EvidenceEditForm, EvidenceForm, OriginForm
from verification.forms.findings import FindingForm
from verification.independence import OriginCounts
from verification.models import Case, CaseEvidence, Evidence, IndependenceGroup, KnownCase, links_for
from verification.presenting.cases import CasePage, changes_since, counts_of_taken, present_case, transitions_of
from verification.reconsidering import Cause
from verification.selectors import current_ratings
from verification.services import cases as services
from verification.services import evidence, joining, origins
from verification.services.giving import assignment_give
from verification.services.verdicts import verdict_publish
from verification.states import Action

STEPS = {
    Action.OPEN: services.case_open,
    Action.DISMISS: services.case_dismiss,
    Action.RESTORE: services.case_restore,
    Action.SEND_BACK: services.case_send_back,
    Action.PUBLISH: verdict_publish,
    Action.REOPEN: services.case_reopen,
    Action.WITHDRAW: services.case_withdraw,
}


def find_case(request: Request, pk: int) -> Case:
    """The case, if the user may see it."""
    found = Case.objects.visible_to(request.user).select_related("desk", "queue")
    case = get_object_or_404(found, pk=pk)
    if case.similar_to_id or case.joined_to_id:
        prefetch_related_objects([case], *links_for(request.user))
    return case


def case_page(request: Request, case: Case, refused: ServiceForm | None = None, **context: Any) -> HttpResponse:
    """The page of a case; the form that was ``refused`` gives it its status, and stands in ``context`` for the fresh one."""
    powers = request.workplace.powers(case.desk)
    page = present_case(case, request.user, powers)
    context = {
        "page": page,
        "case": case,
        "claim": page.claim,
        "may": powers,
        "known": KnownCase.objects.visible_to(request.user).standing().filter(case=case).first() if powers["triage"] else None,
        "stale": changes_since(refused, case) if refused is not None and refused.is_stale else None,
        "finding": fresh_finding(page),
        "assignment": page.mine,
        "discussion": present_newest(case, request.user, powers),
        **context,
    }
    context["origin_counts"] = counts_shown(page, context["finding"])
    return render(request, "verification/case.html", context, status=refused.status if refused is not None else 200)


def counts_shown(page: CasePage, finding: FindingForm | None) -> OriginCounts:
    """How many origins take which stance: by what a reviewer at work chose so far, else by the reviews that the user sees."""
    if finding is None or page.is_adjudicating:
        return page.origin_counts
    return counts_of_taken(page.evidence, finding.taken())


def fresh_finding(page: CasePage) -> FindingForm | None:
    """The form for the finding, with the draft that was kept; ``None`` where no finding of the user's is due."""
    if not page.is_finding_due:
        return None
    draft = getattr(page.mine, "draft", None)
    initial = {**(draft.data if draft else {}), "expected_version": page.case.version}
    ratings = current_ratings(page.case.desk)
    return FindingForm(claim=page.claim, ratings=ratings, evidence=page.open_evidence, initial=initial)


@require_GET
@login_required
@kept_plans()
def case(request: Request, pk: int) -> HttpResponse:
    """Everything about one case."""
    return case_page(request, find_case(request, pk))


@require_POST
@login_required
def step(request: Request, pk: int, action: str) -> HttpResponse:
    """One of the steps that a lead, or an adjudicator who sends back, can take."""
    if action not in STEPS:
        raise Http404
    case, form = find_case(request, pk), StepForm(request.POST, action=Action(action))
    done = form.submit(lambda data: STEPS[form.action](case=case, actor=request.user, **data))
    if done is None:
        return case_page(request, find_case(request, pk), form, step_form=_step_instead(form))
    case.refresh_from_db()
    messages.success(request, _("The case is %(state)s.") % {"state": case.get_state_display()})
    return redirect("verification:case", pk)


def _step_instead(refused: StepForm) -> StepForm:
    """The step to offer where one was refused: the same, or sending back what does not hold any more, for that reason."""
    if refused.refusal is None or refused.refusal.code != "verdict:outdated":
        return refused
    reason = Cause(refused.refusal.details["cause"]).label
    instead = StepForm({"expected_version": refused.data["expected_version"], "reason": reason}, action=Action.SEND_BACK)
    if instead.is_valid():
        instead.refuse(refused.refusal)
    return instead


@require_POST
@login_required
def join(request: Request, pk: int) -> HttpResponse:
    """Join the case that this one seems to be the same as, or say that it is another."""
    case = find_case(request, pk)
    form = StepForm(request.POST, action=Action.DISMISS)
    wants = request.POST.get("join") == "yes"
    versions: dict[str, Any] = {"case": case, "actor": request.user}
    done = form.submit(
        lambda data: (
            joining.case_join(**versions, target=case.similar_to, expected_version=data["expected_version"])
            if wants and case.similar_to
            else joining.case_decline_join(**versions, expected_version=data["expected_version"])
        )
    )
    if done is None:
        return case_page(request, find_case(request, pk), form, join=form)
    return redirect("verification:case", case.similar_to.pk if wants and case.similar_to else pk)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: Request, pk: int) -> HttpResponse:
    """Set queue, priority, reviews required, deadline and topics otherwise than the rules did."""
    case = find_case(request, pk)
    require(request.user, Permission.TRIAGE, case.desk)
    form = CaseEditForm(request.POST or None, case=case)
    done = form.submit(
        lambda data: services.case_edit(
            case=case,
            actor=request.user,
            expected_version=data["expected_version"],
            changes=form.changes(),
            reason=data["reason"],
        )
    )
    if done is None:
        return render(request, "verification/case_form.html", {"form": form, "case": case}, status=form.status)
    return redirect("verification:case", pk)


@require_http_methods(["GET", "POST"])
@login_required
def sensitivity(request: Request, pk: int) -> HttpResponse:
    """Who may see a case, and all that hangs on it."""
    return sensitivity_page(request, find_case(request, pk), back=reverse("verification:case", args=[pk]))


@require_http_methods(["GET", "POST"])
@login_required
def give(request: Request, pk: int) -> HttpResponse:
    """As a lead, give a case to somebody. The form is fetched once somebody unfolds it."""
    case = find_case(request, pk)
    require(request.user, Permission.TRIAGE, case.desk)
    if request.method == "GET":
        empty = GiveForm(case=case)
        if request.htmx:
            return render(request, "verification/case/give_form.html", {"form": empty, "case": case})
        return case_page(request, case, give_form=empty)
    form = GiveForm(request.POST, case=case)
    if form.submit(lambda data: assignment_give(case=case, actor=request.user, **data)) is None:
        return case_page(request, find_case(request, pk), form, give_form=form)
    return redirect("verification:case", pk)


@require_GET
@login_required
def history(request: Request, pk: int) -> HttpResponse:
    """What happened to a case: fetched once somebody unfolds it."""
    case = find_case(request, pk)
    if request.htmx:
        return render(request, "verification/case/transitions.html", {"transitions": transitions_of(case)})
    return case_page(request, case, transitions=transitions_of(case))


# --- Evidence -------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@login_required
def add_evidence(request: Request, pk: int) -> HttpResponse:
    """Add a page, a file or an unpublished item to a case. The form is fetched once somebody unfolds it."""
    case = find_case(request, pk)
    require(request.user, Permission.REVIEW, case.desk)
    if request.method == "GET":
        empty = EvidenceForm(desk=case.desk)
        if request.htmx:
            return render(request, "verification/case/evidence_form.html", {"form": empty, "case": case})
        return case_page(request, case, evidence_form=empty)
    form = EvidenceForm(request.POST, request.FILES, desk=case.desk)
    added = form.submit(lambda _data: _add(case, form, request.user))
    if added is None:
        return case_page(request, find_case(request, pk), form, evidence_form=form)
    messages.success(request, _("The evidence is added."))
    return _to_piece(added)


@transaction.atomic
def _add(case: Case, form: EvidenceForm, actor: User) -> CaseEvidence:
    """The source by its name, new where need be, and what it says: both or nothing."""
    name, kind = form.cleaned_data["source"], form.cleaned_data["kind"]
    source = source_for(desk=case.desk, name=name, kind=SourceKind.ORGANISATION, actor=actor, with_evidence=True)
    said = {**form.origin(), **form.described(), "restriction": form.restriction()}
    return evidence.evidence_add(case=case, actor=actor, kind=kind, source=source, **said)


def _find_evidence(request: Request, pk: int) -> CaseEvidence:
    found = CaseEvidence.objects.visible_to(request.user).select_related("evidence__source", "evidence__desk", "case__desk")
    link = get_object_or_404(found, pk=pk)
    require(request.user, Permission.REVIEW, link.evidence.desk)
    return link


@require_GET
@login_required
def evidence_piece(request: Request, pk: int) -> HttpResponse:
    """A piece of evidence where it stands on its case."""
    return _to_piece(get_object_or_404(CaseEvidence.objects.visible_to(request.user), pk=pk))


def _captured(request: Request, pk: int) -> tuple[Evidence, Capture]:
    """A piece of evidence that the user may see, and what came as it."""
    found = CaseEvidence.objects.visible_to(request.user).filter(evidence__capture__isnull=False)
    piece = get_object_or_404(found.select_related("evidence__capture__actor", "evidence__capture__desk"), pk=pk).evidence
    assert piece.capture is not None, "selected so"
    return piece, piece.capture


@require_GET
@login_required
def evidence_capture(request: Request, pk: int) -> HttpResponse:
    """What came as evidence, as it came, and its clean text."""
    piece, capture = _captured(request, pk)
    address = reverse("verification:evidence-bytes", args=[pk])
    return capture_page(request, capture, address, is_graphic=piece.is_graphic)


@require_GET
@login_required
def evidence_bytes(request: Request, pk: int) -> FileResponse:
    """The bytes of what came as evidence."""
    _, capture = _captured(request, pk)
    return bytes_as_file(capture)


@require_http_methods(["GET", "POST"])
@login_required
def edit_evidence(request: Request, pk: int) -> HttpResponse:
    """Correct what is said about a piece of evidence."""
    link = _find_evidence(request, pk)
    piece = link.evidence
    initial = {"expected_version": piece.version, **{name: getattr(piece, name) for name in EvidenceForm.DESCRIBED}}
    form = EvidenceEditForm(request.POST or None, initial=initial)
    done = form.submit(
        lambda data: evidence.evidence_edit(
            evidence=piece,
            actor=request.user,
            expected_version=data["expected_version"],
            changes={name: data[name] for name in EvidenceForm.DESCRIBED},
            reason=data["reason"],
        )
    )
    if done is None:
        return render(request, "verification/evidence_form.html", {"form": form, "link": link}, status=form.status)
    return redirect("verification:case", link.case_id)


@require_POST
@login_required
def set_origin(request: Request, pk: int) -> HttpResponse:
    """Say what a piece of evidence goes back to."""
    link, form = _find_evidence(request, pk), OriginForm(request.POST)
    done = form.submit(lambda data: origins.evidence_group(link=link, actor=request.user, **data))
    if done is None:
        return _origin_refused(request, link, form)
    typed, had = form.cleaned_data["basis"].strip(), link.independence_group.basis if link.independence_group else ""
    if typed not in ("", had) and done.independence_group and done.independence_group.basis != typed:
        left = _("What goes back to “%(origin)s” is on this case already; what shows it stays as it was. Change it for all.")
        messages.warning(request, left % {"origin": done.origin})
    return _to_piece(link)


@require_POST
@login_required
def clear_origin(request: Request, pk: int) -> HttpResponse:
    """Say that it is not known what a piece of evidence goes back to."""
    link, form = _find_evidence(request, pk), OriginForm(request.POST)
    form.fields["origin"].required = False
    done = form.submit(
        lambda data: origins.evidence_ungroup(link=link, actor=request.user, expected_version=data["expected_version"])
    )
    return _to_piece(link) if done else _origin_refused(request, link, form)


@require_POST
@login_required
def rename_origin(request: Request, pk: int) -> HttpResponse:
    """Call what a piece of evidence goes back to otherwise, for all that goes back to it."""
    link = _find_evidence(request, pk)
    seen = IndependenceGroup.objects.visible_to(request.user).select_related("case__desk")
    group = get_object_or_404(seen, members=link)
    form = OriginForm({**request.POST.dict(), "expected_version": request.POST.get("origin_version", "")})
    done = form.submit(lambda data: origins.origin_rename(group=group, actor=request.user, **data))
    return _to_piece(link) if done else _origin_refused(request, link, form)


def _to_piece(link: CaseEvidence) -> HttpResponse:
    return redirect(reverse("verification:case", args=[link.case_id]) + f"#evidence-{link.pk}")


def _origin_refused(request: Request, link: CaseEvidence, form: OriginForm) -> HttpResponse:
    """The page of the case with what was typed, and why it was refused. Behind a stale version of it is no step of the case."""
    return case_page(request, find_case(request, link.case_id), form, origin_form=form, origin_at=link.pk, stale=None)


@require_http_methods(["GET", "POST"])
@login_required
def evidence_sensitivity(request: Request, pk: int) -> HttpResponse:
    """Who may see a piece of evidence."""
    link = _find_evidence(request, pk)
    return sensitivity_page(request, link.evidence, back=reverse("verification:case", args=[link.case_id]))


@require_POST
@login_required
def withdraw_evidence(request: Request, pk: int) -> HttpResponse:
    """Take a piece of evidence back."""
    link = _find_evidence(request, pk)
    form = EvidenceEditForm({**request.POST.dict(), "credibility": link.evidence.credibility})
    done = form.submit(
        lambda data: evidence.evidence_withdraw(
            evidence=link.evidence, actor=request.user, expected_version=data["expected_version"], reason=data["reason"]
        )
    )
    if done is None:
        return render(request, "verification/evidence_form.html", {"form": form, "link": link}, status=form.status)
    return redirect("verification:case", link.case_id)
