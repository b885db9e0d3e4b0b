"""What people say to each other about a case."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.forms import ServiceForm
from core.paging import BoundedPaginator
from core.permissions import Permission, require
from core.workplace import Request
from verification.discussion.presenting import Discussion, present_discussion, present_newest, with_refused
from verification.forms.discussion import CommentForm, CorrectCommentForm, WithdrawCommentForm
from verification.models import Case, Comment
from verification.services.discussion import audience_of, comment_correct, comment_withdraw, comment_write

PER_PAGE = 100


@require_http_methods(["GET", "POST"])
@login_required
def discussion(request: Request, pk: int) -> HttpResponse:
    """All of the discussion of a case; and saying something there."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("desk"), pk=pk)
    if request.method == "GET":
        return _whole(request, case)
    form = CommentForm(request.POST, audience=audience_of(case), own=request.user.pk)
    return _answer(request, case, form, lambda data: comment_write(case=case, actor=request.user, **data))


@require_GET
@login_required
def audience(request: Request, pk: int) -> HttpResponse:
    """Whom a comment on the case can mention: the part of its form; without scripts, the form on the page of the discussion."""
    case = get_object_or_404(Case.objects.visible_to(request.user).select_related("desk"), pk=pk)
    require(request.user, Permission.REVIEW, case.desk)
    form = CommentForm(audience=audience_of(case), own=request.user.pk)
    if request.htmx:
        return render(request, "verification/case/audience.html", {"form": form})
    shown = present_newest(case, request.user, request.workplace.powers(case.desk))
    return _show(request, dataclasses.replace(shown, form=form), refused=None)


@require_GET
@login_required
def comment(request: Request, pk: int) -> HttpResponse:
    """A comment where it stands."""
    return _to_comment(_find(request, pk))


@require_POST
@login_required
def correct(request: Request, pk: int) -> HttpResponse:
    """Say something otherwise."""
    comment = _find(request, pk)
    form = CorrectCommentForm(request.POST, audience=audience_of(comment.case), own=request.user.pk, comment=comment)
    return _answer(
        request, comment.case, form, lambda data: comment_correct(comment=comment, actor=request.user, **data), comment
    )


@require_POST
@login_required
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back what was said."""
    comment = _find(request, pk)
    form = WithdrawCommentForm(request.POST)
    return _answer(
        request, comment.case, form, lambda data: comment_withdraw(comment=comment, actor=request.user, **data), comment
    )


def _find(request: Request, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.visible_to(request.user).with_words().select_related("case__desk"), pk=pk)


def _answer(
    request: Request, case: Case, form: ServiceForm, service: Callable[[dict[str, Any]], Comment], comment: Comment | None = None
) -> HttpResponse:
    """Do it; then show the discussion: within the page of the case, or by going back there."""
    done = form.submit(service)
    if done is not None and not request.htmx:
        return _to_comment(done)
    shown = present_newest(case, request.user, request.workplace.powers(case.desk))
    if done is None and isinstance(form, CommentForm):
        shown = with_refused(shown, form, comment)
    return _show(request, shown, refused=form if done is None else None)


def _to_comment(comment: Comment) -> HttpResponse:
    return redirect(reverse("verification:case", args=[comment.case_id]) + f"#comment-{comment.pk}")


def _show(request: Request, shown: Discussion, refused: ServiceForm | None) -> HttpResponse:
    template = "verification/case/discussion.html" if request.htmx else "verification/discussion.html"
    context = {"discussion": shown, "case": shown.case, "refused": refused}
    return render(request, template, context, status=refused.status if refused else HTTPStatus.OK)


def _whole(request: Request, case: Case) -> HttpResponse:
    """A page of the discussion; the newest comments are on the first."""
    comments = Comment.objects.visible_to(request.user).filter(case=case).with_words().order_by("-pk")
    page = BoundedPaginator(comments, PER_PAGE).get_page(request.GET.get("page"))
    shown = present_discussion(case, request.user, request.workplace.powers(case.desk), reversed(page.object_list))
    if page.has_previous():
        shown = dataclasses.replace(shown, form=None)
    context = {"discussion": shown, "case": case, "page": page}
    return render(request, "verification/discussion.html", context)
