"""Invitations, as those who are invited meet them."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core import services
from core.forms import AcceptForm
from core.models import Invitation, User

BACKEND = "core.backends.Backend"


@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: as a new user, or with the account that the address has already."""
    invited = services.invitation_find(token=token)
    if User.objects.filter(email__iexact=invited.email).exists():
        return _join(request, invited, token)
    form = AcceptForm(request.POST or None)
    user = form.submit(lambda data: services.invitation_accept(token=token, **data))
    if user is None:
        return render(request, "core/invitation.html", {"form": form, "invitation": invited}, status=form.status)
    login(request, user, backend=BACKEND)
    return redirect("/")


def _join(request: HttpRequest, invited: Invitation, token: str) -> HttpResponse:
    if not isinstance(request.user, User) or request.method == "GET":
        return render(request, "core/join.html", {"invitation": invited})
    services.invitation_accept(token=token, user=request.user)
    return redirect("/")
