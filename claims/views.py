"""Pages of claims and events: each validates, calls one service, and presents."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from claims import services
from claims.content import content_of, content_seen, rests_on_seen
from claims.forms import ClaimEventForm, CorrectForm, EventForm, MarkForm, PartyForm, PassageForm
from claims.models import (
    Claim,
    ClaimKind,
    ClaimRevision,
    ClaimState,
    Event,
    EventParty,
    ProposalState,
    RevisionAction,
    RevisionProposal,
)
from claims.presenting import Change, changes
from core.decorators import at_desk
from core.forms import ReasonForm, SearchForm, ServiceForm
from core.models import User
from core.permissions import Permission, require
from core.workplace import Request
from sources.models import Article, Snapshot, Source

PAGE = 50
MOST_PLACES = 20


def _claim(request: Request, pk: int) -> Claim:
    found = Claim.objects.visible_to(request.user).with_chain().select_related("snapshot__capture", "run")
    found = found.prefetch_related(*rests_on_seen(request.user))
    return get_object_or_404(found, pk=pk)


def _editable(request: Request, pk: int) -> Claim:
    claim = _claim(request, pk)
    require(request.user, Permission.EDIT_CLAIM, claim.article.desk)
    return claim


def _history(claim: Claim) -> list[tuple[ClaimRevision, list[Change]]]:
    """Each revision with what it changed, the newest first."""
    revisions = list(claim.revisions.select_related("actor").order_by("number"))
    earlier: list[dict[str, Any]] = [{}, *(revision.content for revision in revisions)]
    found = [
        (revision, _changes_of(revision, before) if before else []) for revision, before in zip(revisions, earlier, strict=False)
    ]
    return found[::-1]


def _changes_of(revision: ClaimRevision, before: dict[str, Any]) -> list[Change]:
    """What a revision changed. The event only where that is what it was about: not every revision says of which event it is."""
    after = revision.content
    if revision.action != RevisionAction.EVENT:
        after = {**after, "event": before.get("event")}
    return changes(before, after)


# --- One claim ------------------------------------------------------------------------------------------------------------


def _claim_page(request: Request, claim: Claim, *, status: int = 200, **forms: Any) -> HttpResponse:
    events = Event.objects.visible_to(request.user).filter(desk=claim.article.desk)
    seen, fresh = Claim.objects.visible_to(request.user), {"expected_version": claim.version}
    context = {
        "claim": claim,
        "may": request.workplace.powers(claim.article.desk),
        "history": _history(claim),
        "derived_from": seen.filter(derived=claim),
        "derived": seen.filter(derived_from=claim),
        "event_form": forms.get("event_form") or ClaimEventForm(events=events, initial={**fresh, "event": claim.event_id}),
        "reason_form": forms.get("reason_form") or ReasonForm(initial=fresh),
    }
    return render(request, "claims/claim.html", context, status=status)


@require_GET
@login_required
def claim(request: Request, pk: int) -> HttpResponse:
    """A claim, why it reads as it does, and its history."""
    return _claim_page(request, _claim(request, pk))


@require_http_methods(["GET", "POST"])
@login_required
def correct(request: Request, pk: int) -> HttpResponse:
    """Correct span, statement, chain, figure, kind."""
    claim = _editable(request, pk)
    form = CorrectForm(request.POST or None, content=content_seen(claim), initial={"expected_version": claim.version})
    done = form.submit(
        lambda data: services.claim_correct(
            claim=claim,
            content=form.as_content(),
            actor=request.user,
            expected_version=data["expected_version"],
            reason=data["reason"],
        )
    )
    if done is None:
        newer = _history(claim)[:3] if form.is_stale else []
        context = {"form": form, "claim": claim, "snapshot": claim.snapshot, "newer": newer}
        return render(request, "claims/correct.html", context, status=form.status)
    messages.success(request, _("The claim is corrected."))
    return redirect("claims:claim", pk)


@require_http_methods(["GET", "POST"])
@login_required
def split(request: Request, pk: int) -> HttpResponse:
    """Replace a claim by two."""
    claim = _editable(request, pk)
    content, fresh = content_seen(claim), {"expected_version": claim.version}
    first, second = [CorrectForm(request.POST or None, content=content, initial=fresh, prefix=prefix) for prefix in ("a", "b")]
    done = first.submit(lambda data: _split(claim, first, second, request.user, data)) if second.is_valid() else None
    if done is None:
        context = {"forms": [first, second], "claim": claim, "snapshot": claim.snapshot}
        return render(request, "claims/split.html", context, status=max(first.status, second.status))
    messages.success(request, _("The claim is split."))
    return redirect("verification:article", claim.article_id)


def _split(claim: Claim, first: CorrectForm, second: CorrectForm, actor: User, data: dict[str, Any]) -> list[Claim]:
    parts = [first.as_content(), second.as_content()]
    version, reason = data["expected_version"], data["reason"]
    return services.claim_split(claim=claim, parts=parts, actor=actor, expected_version=version, reason=reason)


@require_POST
@login_required
def reject(request: Request, pk: int) -> HttpResponse:
    """Say that this is no claim."""
    claim, form = _editable(request, pk), ReasonForm(request.POST)
    if form.submit(lambda data: services.claim_reject(claim=claim, actor=request.user, **data)) is None:
        return _claim_page(request, claim, reason_form=form, status=form.status)
    messages.success(request, _("The claim is rejected. It stays here, and can be restored."))
    return redirect("claims:claim", pk)


@require_POST
@login_required
def restore(request: Request, pk: int) -> HttpResponse:
    """Take back that a claim was rejected."""
    claim, form = _editable(request, pk), ReasonForm(request.POST)
    if form.submit(lambda data: services.claim_restore(claim=claim, actor=request.user, **data)) is None:
        return _claim_page(request, claim, reason_form=form, status=form.status)
    return redirect("claims:claim", pk)


@require_POST
@login_required
def set_event(request: Request, pk: int) -> HttpResponse:
    """Say of which event a claim speaks."""
    claim = _editable(request, pk)
    form = ClaimEventForm(request.POST, events=Event.objects.visible_to(request.user).filter(desk=claim.article.desk))
    if form.submit(lambda data: services.claim_set_event(claim=claim, actor=request.user, **data)) is None:
        return _claim_page(request, claim, event_form=form, status=form.status)
    return redirect("claims:claim", pk)


# --- Claims of an article -------------------------------------------------------------------------------------------------


def _snapshot(request: Request, pk: int) -> Snapshot:
    """The text of an article as it reads now; no article without a text."""
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("desk", "publisher"), pk=pk)
    require(request.user, Permission.EDIT_CLAIM, article.desk)
    if article.snapshot is None:
        raise Http404
    return article.snapshot


@require_http_methods(["GET", "POST"])
@login_required
def mark(request: Request, pk: int) -> HttpResponse:
    """Make a claim of any passage: first which, then what it says."""
    snapshot, passage = _snapshot(request, pk), PassageForm(request.GET or None)
    places = passage.find(snapshot.text) if passage.is_valid() else []
    if request.method == "GET" and len(places) != 1:
        return _choose_passage(request, snapshot, passage, places)
    form = MarkForm(request.POST or None, content=_unmarked(snapshot, *(places[0] if places else (0, 1))))
    done = form.submit(
        lambda data: services.claim_mark(snapshot=snapshot, content=form.as_content(), actor=request.user, reason=data["reason"])
    )
    if done is None:
        return render(request, "claims/mark.html", {"form": form, "snapshot": snapshot}, status=form.status)
    messages.success(request, _("The passage is a claim now."))
    return redirect("claims:claim", done.pk)


def _choose_passage(request: Request, snapshot: Snapshot, form: PassageForm, places: list[tuple[int, int]]) -> HttpResponse:
    """Ask which passage is meant: none is given, it is not there, or it stands in several places."""
    around = [(start, end, snapshot.text[max(0, start - 60) : end + 60]) for start, end in places[:MOST_PLACES]]
    is_missing = form.is_valid() and not places
    context = {"form": form, "snapshot": snapshot, "places": around, "is_missing": is_missing}
    return render(request, "claims/passage.html", context, status=404 if is_missing else 200)


def _unmarked(snapshot: Snapshot, start: int, end: int) -> dict[str, Any]:
    """What a claim over a passage says before anybody has said more."""
    return {
        "start": start,
        "end": end,
        "statement": " ".join(snapshot.text[start:end].split()),
        "kind": ClaimKind.STATEMENT,
        "stance": "asserts",
        "attribution": [],
        "figure": None,
        "when": None,
        "where": [],
    }


@require_http_methods(["GET", "POST"])
@login_required
def merge(request: Request, pk: int) -> HttpResponse:
    """Replace several claims of a text by one."""
    snapshot = _snapshot(request, pk)
    chosen = [int(word) for word in (request.POST or request.GET).getlist("claims") if word.isdecimal() and len(word) < 19]
    seen = Claim.objects.visible_to(request.user).active().with_chain().prefetch_related(*rests_on_seen(request.user))
    claims = list(seen.filter(article=pk, pk__in=chosen))
    if len(claims) < 2:
        messages.warning(request, _("Tick at least two claims to merge."))
        return redirect("verification:article", pk)
    widest = {"start": min(c.start for c in claims), "end": max(c.end for c in claims)}
    given = {c.pk: request.POST.get(f"version_{c.pk}", "") for c in claims}
    versions = {pk: int(version) if version.isdecimal() else 0 for pk, version in given.items()}
    form = CorrectForm(
        request.POST or None, content={**content_seen(claims[0]), **widest}, initial={"expected_version": claims[0].version}
    )
    done = form.submit(
        lambda data: services.claim_merge(
            claims=claims, content=form.as_content(), actor=request.user, expected_versions=versions, reason=data["reason"]
        )
    )
    if done is None:
        return render(request, "claims/merge.html", {"form": form, "claims": claims, "snapshot": snapshot}, status=form.status)
    return redirect("claims:claim", done.pk)


@dataclasses.dataclass(frozen=True, slots=True)
class ProposalItem:
    """A proposal, what it would change of the claim as it is, and what was changed since: then it cannot be accepted."""

    proposal: RevisionProposal
    changes: Sequence[Change]
    since: Sequence[tuple[ClaimRevision, Sequence[Change]]]


def _proposal_item(proposal: RevisionProposal) -> ProposalItem:
    claim, version = proposal.claim, proposal.claim_version or 0
    if claim is None:
        return ProposalItem(proposal, [], [])
    since = [item for item in _history(claim) if item[0].number > version] if claim.version != version else []
    return ProposalItem(proposal, changes(content_of(claim), proposal.content) if proposal.content else [], since)


def _proposals_page(request: Request, article_id: int | None, form: ServiceForm) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user).select_related("desk", "publisher"), pk=article_id)
    found = RevisionProposal.objects.visible_to(request.user).filter(run__snapshot__article=article, state=ProposalState.OPEN)
    found = found.select_related("run", "claim__figure").prefetch_related("claim__attributions__sources", "claim__figure__bases")
    items = [_proposal_item(proposal) for proposal in found]
    context = {"article": article, "items": items, "may": request.workplace.powers(article.desk), "form": form}
    return render(request, "claims/proposals.html", context, status=form.status)


@require_GET
@login_required
def proposals(request: Request, pk: int) -> HttpResponse:
    """What a later reading of an article would change."""
    return _proposals_page(request, pk, ServiceForm())


@require_POST
@login_required
def settle(request: Request, pk: int) -> HttpResponse:
    """Accept or decline what a later reading proposed."""
    proposal = get_object_or_404(RevisionProposal.objects.visible_to(request.user), pk=pk)
    article, form, accept = proposal.run.snapshot.article_id, ServiceForm(request.POST), request.POST.get("accept") == "yes"
    if form.submit(lambda _data: services.proposal_settle(proposal=proposal, accept=accept, actor=request.user)) is None:
        return _proposals_page(request, article, form)
    return redirect("claims:proposals", article)


@require_GET
@login_required
def said(request: Request, pk: int) -> HttpResponse:
    """The claims with which a source is quoted."""
    source = get_object_or_404(Source.objects.visible_to(request.user), pk=pk)
    quoted = Claim.objects.visible_to(request.user).with_chain().filter(attributions__sources__source=source)
    found = quoted.exclude(state=ClaimState.REPLACED).distinct().order_by("-article__published_on", "start")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "claims/said.html", {"source": source, "page": page})


# --- Events ---------------------------------------------------------------------------------------------------------------


@require_GET
@at_desk
def events(request: Request) -> HttpResponse:
    """The desk's events."""
    form = SearchForm(request.GET)
    found = Event.objects.visible_to(request.user).filter(desk=request.desk)
    if form.is_valid() and form.cleaned_data["q"]:
        found = found.filter(title__icontains=form.cleaned_data["q"])
    page = Paginator(found.annotate(claim_count=_claims_seen_by(request.user)).order_by("-created_at", "-pk"), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "claims/events.html", {"page": page, "form": form})


def _claims_seen_by(user: User) -> Count:
    """How many claims of an event the user may see."""
    return Count("claims", filter=Q(claims__in=Claim.objects.visible_to(user)))


def _event(request: Request, pk: int) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).select_related("desk", "created_by"), pk=pk)


def _event_page(request: Request, event: Event, form: PartyForm) -> HttpResponse:
    claims = Claim.objects.visible_to(request.user).active().with_chain().filter(event=event).order_by("article", "start")
    context = {
        "event": event,
        "parties": EventParty.objects.visible_to(request.user).filter(event=event).select_related("source"),
        "claims": claims,
        "may": request.workplace.powers(event.desk),
        "form": form,
    }
    return render(request, "claims/event.html", context, status=form.status)


@require_GET
@login_required
def event(request: Request, pk: int) -> HttpResponse:
    """What happened, who took part, and which claims speak of it."""
    found = _event(request, pk)
    return _event_page(request, found, PartyForm(event=found, user=request.user))


@require_http_methods(["GET", "POST"])
@at_desk
def event_new(request: Request) -> HttpResponse:
    """A new event of the desk."""
    require(request.user, Permission.EDIT_CLAIM, request.desk)
    form = EventForm(request.POST or None)
    made = form.submit(lambda _data: services.event_create(desk=request.desk, actor=request.user, **form.columns()))
    if made is None:
        return render(request, "claims/event_form.html", {"form": form}, status=form.status)
    return redirect("claims:event", made.pk)


@require_http_methods(["GET", "POST"])
@login_required
def event_edit(request: Request, pk: int) -> HttpResponse:
    """Change an event."""
    event = _event(request, pk)
    require(request.user, Permission.EDIT_CLAIM, event.desk)
    form = EventForm(request.POST or None, initial=EventForm.initial_of(event))
    edited = form.submit(
        lambda data: services.event_edit(
            event=event, actor=request.user, expected_version=data["expected_version"] or 0, changes=form.columns()
        )
    )
    if edited is None:
        return render(request, "claims/event_form.html", {"form": form, "event": event}, status=form.status)
    return redirect("claims:event", pk)


@require_POST
@login_required
def party_add(request: Request, pk: int) -> HttpResponse:
    """Say who had which role in an event."""
    event = _event(request, pk)
    form = PartyForm(request.POST, event=event, user=request.user)
    if form.submit(lambda data: services.party_add(event=event, actor=request.user, **data)) is None:
        return _event_page(request, event, form)
    return redirect("claims:event", pk)


@require_POST
@login_required
def party_remove(request: Request, pk: int) -> HttpResponse:
    """Take back who had which role."""
    party = get_object_or_404(EventParty.objects.visible_to(request.user).select_related("event__desk"), pk=pk)
    services.party_remove(party=party, actor=request.user)
    return redirect("claims:event", party.event_id)
