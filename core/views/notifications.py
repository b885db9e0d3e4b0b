"""What the user was told, on all of their desks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from core import services
from core.models import Notification, User
from core.paging import BoundedPaginator
from core.telling import Subject, subjects_of
from core.views.returning import back
from core.workplace import Request

PER_PAGE = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """A notification, and what it is about."""

    notification: Notification
    subject: Subject


def told(user: User, notifications: Iterable[Notification]) -> list[Told]:
    """The notifications with what they are about, without those about what the user does not see."""
    rows = list(notifications)
    subjects = subjects_of(user, {(row.object_type, row.object_id) for row in rows})
    return [Told(row, subjects[key]) for row in rows if (key := (row.object_type, row.object_id)) in subjects]


@require_GET
@login_required
def notifications(request: Request) -> HttpResponse:
    """What is new, or everything, the newest first."""
    shows_all = request.GET.get("show") == "all"
    seen = Notification.objects.visible_to(request.user).select_related("desk", "actor", "message")
    page = BoundedPaginator(seen if shows_all else seen.unread(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "told": told(request.user, page.object_list),
        "shows_all": shows_all,
        "newest": max((row.pk for row in page.object_list), default=0),
    }
    return render(request, "core/notifications.html", context)


@require_GET
@login_required
def follow(request: Request, pk: int) -> HttpResponse:
    """Go to what a notification is about, which with that is read. The address tells nothing: it is what e-mails link to."""
    row = _own(request, pk)
    subject = subjects_of(request.user, {(row.object_type, row.object_id)}).get((row.object_type, row.object_id))
    if subject is None:
        raise Http404
    services.notification_read(notification=row, actor=request.user)
    return redirect(subject.address)


@require_POST
@login_required
def read(request: Request, pk: int) -> HttpResponse:
    """Note that one was read."""
    services.notification_read(notification=_own(request, pk), actor=request.user)
    return redirect(back(request))


@require_POST
@login_required
def read_all(request: Request) -> HttpResponse:
    """Note that all were read that the page showed, and those before them."""
    number = request.POST.get("up_to", "")
    done = services.notifications_read(actor=request.user, up_to=int(number[:18]) if number.isdecimal() else 0)
    messages.success(request, ngettext("%(n)d is read.", "%(n)d are read.", done) % {"n": done})
    return redirect("core:notifications")


def _own(request: Request, pk: int) -> Notification:
    return get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
