"""What every page offers: the theme, and another desk."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core.models import Desk
from core.views.returning import back
from core.workplace import THEME_COOKIE, THEMES, Request

THEME_LIFETIME = dt.timedelta(days=365)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep which theme was chosen; none follows the system's."""
    response, chosen = redirect(back(request)), request.POST.get("theme")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=THEME_LIFETIME, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@require_POST
@login_required
def choose_desk(request: Request) -> HttpResponse:
    """Work at another of one's desks."""
    number = request.POST.get("desk", "")
    if not number.isdecimal():
        raise Http404
    request.workplace.choose(get_object_or_404(Desk.objects.visible_to(request.user), pk=int(number[:18])))
    return redirect("/")
