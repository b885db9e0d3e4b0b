"""Pages of articles, captures and sources: each validates, calls one service, and presents."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.decorators import at_desk
from core.errors import Forbidden
from core.forms import SearchForm
from core.permissions import Permission, require
from core.restricting import sensitivity_page
from core.workplace import Request
from sources import services
from sources.forms import AffiliationForm, AliasForm, ArticleForm, SourceForm, SubmitForm
from sources.models import Affiliation, Article, Capture, Source, SourceAlias

PAGE = 50
SUGGESTIONS = 12


# --- Articles -------------------------------------------------------------------------------------------------------------


@require_GET
@at_desk
def articles(request: Request) -> HttpResponse:
    """The desk's articles, the newest first."""
    form = SearchForm(request.GET)
    found = Article.objects.visible_to(request.user).filter(desk=request.desk).select_related("publisher", "submitted_by")
    if form.is_valid() and form.cleaned_data["q"]:
        found = found.named(form.cleaned_data["q"])
    newest = Capture.objects.visible_to(request.user).order_by("article_id", "-pk").distinct("article_id")
    found = found.prefetch_related(Prefetch("captures", newest, to_attr="newest_captures"))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "sources/articles.html", {"page": page, "form": form})


@require_http_methods(["GET", "POST"])
@at_desk
def submit(request: Request) -> HttpResponse:
    """Take in an article by address, file or text."""
    require(request.user, Permission.SUBMIT_ARTICLE, request.desk)
    form = SubmitForm(request.POST or None, request.FILES or None, desk=request.desk)
    submission = form.submit(lambda _data: services.article_submit(desk=request.desk, actor=request.user, **form.arguments()))
    if submission is None:
        return render(request, "sources/submit.html", {"form": form}, status=form.status)
    if not submission.added:
        messages.info(request, _("This article was here already; nothing was added."))
    elif not submission.created:
        messages.info(request, _("This article was here already; what you submitted is another capture of it."))
    elif submission.same_content:
        messages.warning(request, _("The same text is here already as “%(title)s”.") % {"title": submission.same_content})
    return redirect("verification:article", submission.article.pk)


def _article(request: Request, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.user).select_related("desk", "publisher"), pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def edit_article(request: Request, pk: int) -> HttpResponse:
    """Correct title, publisher or date."""
    article = _article(request, pk)
    require(request.user, Permission.SUBMIT_ARTICLE, article.desk)
    form = ArticleForm(request.POST or None, article=article, user=request.user)
    edited = form.submit(
        lambda data: services.article_edit(
            article=article,
            actor=request.user,
            expected_version=data["expected_version"],
            changes={name: data[name] for name in form.FIELDS},
            reason=data["reason"],
        )
    )
    if edited is None:
        return render(request, "sources/article_form.html", {"form": form, "article": article}, status=form.status)
    return redirect("verification:article", pk)


@require_POST
@login_required
def refetch(request: Request, pk: int) -> HttpResponse:
    """Have the article's address fetched again."""
    services.article_refetch(article=_article(request, pk), actor=request.user)
    messages.success(request, _("The page will be fetched again."))
    return redirect("verification:article", pk)


# --- Captures -------------------------------------------------------------------------------------------------------------


@require_GET
@login_required
def capture(request: Request, pk: int) -> HttpResponse:
    """What came of an article, as it came, and its clean text."""
    return capture_page(request, _capture(request, pk), reverse("sources:capture-bytes", args=[pk]))


@require_GET
@login_required
def capture_bytes(request: Request, pk: int) -> FileResponse:
    """The bytes of an article's capture."""
    return bytes_as_file(_capture(request, pk))


def _capture(request: Request, pk: int) -> Capture:
    """A capture of an article: who may see what came as evidence is known to the app that knows evidence."""
    found = Capture.objects.visible_to(request.user).filter(article__isnull=False)
    return get_object_or_404(found.select_related("article", "actor", "desk"), pk=pk)


def capture_page(request: Request, found: Capture, address_of_bytes: str, *, is_graphic: bool = False) -> HttpResponse:
    """The page of a capture that the user may see; what is graphic is covered until asked for."""
    context = {"capture": found, "snapshot": found.snapshot, "address_of_bytes": address_of_bytes, "is_graphic": is_graphic}
    return render(request, "sources/capture.html", context)


def bytes_as_file(found: Capture) -> FileResponse:
    """The bytes, to be kept as a file: what came from elsewhere is never shown as a page of this site."""
    if not found.body:
        raise Http404
    response = FileResponse(found.body.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.filename or f"capture-{found.pk}")  # noqa: FBT003
    response["Content-Security-Policy"] = "sandbox"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def article_sensitivity(request: Request, pk: int) -> HttpResponse:
    """Who may see an article, and all that hangs on it."""
    return sensitivity_page(request, _article(request, pk), back=reverse("verification:article", args=[pk]))


# --- Sources --------------------------------------------------------------------------------------------------------------


@require_GET
@at_desk
def sources(request: Request) -> HttpResponse:
    """The sources that the desk knows."""
    form = SearchForm(request.GET)
    found = Source.objects.visible_to(request.user).known_to(request.desk).prefetch_related("aliases")
    if form.is_valid() and form.cleaned_data["q"]:
        found = found.containing(form.cleaned_data["q"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "sources/sources.html", {"page": page, "form": form})


@require_GET
@at_desk
def source_names(request: Request) -> HttpResponse:
    """Names that begin or go on like what somebody types, as suggestions for a field."""
    typed = request.GET.get("publisher") or request.GET.get("source") or ""
    known = Source.objects.visible_to(request.user).known_to(request.desk)
    found = known.containing(typed)[:SUGGESTIONS] if typed.strip() else known.none()
    return render(request, "sources/names.html", {"sources": found})


def _source(request: Request, pk: int) -> Source:
    return get_object_or_404(Source.objects.visible_to(request.user).select_related("desk"), pk=pk)


def _may_edit(request: Request, source: Source) -> bool:
    """Whether the user may change the source: what all desks share is the site administrators' to change."""
    return request.user.is_superuser if source.desk is None else request.workplace.powers(source.desk)["edit_source"]


def _source_page(request: Request, source: Source, *, status: int = 200, **forms: AliasForm | AffiliationForm) -> HttpResponse:
    known = Affiliation.objects.visible_to(request.user)
    context = {
        "source": source,
        "affiliations": known.filter(source=source).select_related("party"),
        "affiliates": known.filter(party=source).select_related("source"),
        "articles": Article.objects.visible_to(request.user).filter(publisher=source)[:20],
        "may_edit": _may_edit(request, source),
        "may_restrict": source.desk is not None and request.workplace.powers(source.desk)["restrict"],
        "alias_form": forms.get("alias_form") or AliasForm(),
        "affiliation_form": forms.get("affiliation_form") or AffiliationForm(source=source, user=request.user),
    }
    return render(request, "sources/source.html", context, status=status)


@require_GET
@login_required
def source(request: Request, pk: int) -> HttpResponse:
    """What is known of a source."""
    return _source_page(request, _source(request, pk))


@require_http_methods(["GET", "POST"])
@at_desk
def source_new(request: Request) -> HttpResponse:
    """A new source of the desk."""
    require(request.user, Permission.EDIT_SOURCE, request.desk)
    form = SourceForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    made = form.submit(lambda _data: services.source_create(desk=request.desk, actor=request.user, **form.columns()))
    if made is None:
        return render(request, "sources/source_form.html", {"form": form}, status=form.status)
    return redirect("sources:source", made.pk)


@require_http_methods(["GET", "POST"])
@login_required
def source_edit(request: Request, pk: int) -> HttpResponse:
    """Change what is known of a source."""
    source = _source(request, pk)
    if not _may_edit(request, source):
        raise Forbidden("permission:denied", _("You may not change this source."))
    form = SourceForm(request.POST or None, initial=SourceForm.initial_of(source))
    edited = form.submit(
        lambda data: services.source_edit(
            source=source, actor=request.user, expected_version=data["expected_version"] or 0, changes=form.columns()
        )
    )
    if edited is None:
        return render(request, "sources/source_form.html", {"form": form, "source": source}, status=form.status)
    return redirect("sources:source", pk)


@require_http_methods(["GET", "POST"])
@login_required
def source_sensitivity(request: Request, pk: int) -> HttpResponse:
    """Who may see a source, and all that hangs on it."""
    return sensitivity_page(request, _source(request, pk), back=reverse("sources:source", args=[pk]))


@require_POST
@login_required
def alias_add(request: Request, pk: int) -> HttpResponse:
    """Give a source another name."""
    source, form = _source(request, pk), AliasForm(request.POST)
    if form.submit(lambda data: services.alias_add(source=source, name=data["name"], actor=request.user)) is None:
        return _source_page(request, source, alias_form=form, status=form.status)
    return redirect("sources:source", pk)


@require_POST
@login_required
def alias_remove(request: Request, pk: int) -> HttpResponse:
    """Take a name from a source."""
    known = Source.objects.visible_to(request.user)
    alias = get_object_or_404(SourceAlias.objects.filter(source__in=known).select_related("source__desk"), pk=pk)
    services.alias_remove(alias=alias, actor=request.user)
    return redirect("sources:source", alias.source_id)


@require_POST
@login_required
def affiliation_add(request: Request, pk: int) -> HttpResponse:
    """Say whom a source belongs to."""
    source = _source(request, pk)
    form = AffiliationForm(request.POST, source=source, user=request.user)
    if form.submit(lambda data: services.affiliation_add(source=source, actor=request.user, **data)) is None:
        return _source_page(request, source, affiliation_form=form, status=form.status)
    return redirect(reverse("sources:source", args=[pk]) + "#affiliations")


@require_POST
@login_required
def affiliation_remove(request: Request, pk: int) -> HttpResponse:
    """Take back whom a source belongs to."""
    affiliation = get_object_or_404(Affiliation.objects.visible_to(request.user).select_related("source__desk"), pk=pk)
    services.affiliation_remove(affiliation=affiliation, actor=request.user)
    return redirect("sources:source", affiliation.source_id)
