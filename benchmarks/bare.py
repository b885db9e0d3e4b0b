"""A bare Django site to be measured beside Claimdesk: startproject's middleware, a view that reads, and one that writes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.test import Client, override_settings
from django.test.client import ClientHandler
from django.urls import path

from core.models import Topic
from verification.models import Case

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ case.pk }}</title><h1>{{ case.proposition }}</h1><p>{{ case.state }}"
)


@login_required
def read(_request: HttpRequest, pk: int) -> HttpResponse:
    """One indexed read and a small template."""
    return HttpResponse(PAGE.render({"case": Case.objects.get(pk=pk)}))


@login_required
@transaction.atomic
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a row, compare and set it, and insert one."""
    case = Case.objects.get(pk=pk)
    if not Case.objects.filter(pk=pk, version=case.version).update(version=F("version") + 1):
        return HttpResponse(status=409)
    topic = Topic.objects.create(desk_id=case.desk_id, name=request.POST["name"])
    return JsonResponse({"id": topic.pk}, status=201)


urlpatterns = [path("<int:pk>/", read), path("<int:pk>/write/", write)]


class Handler(ClientHandler):
    """Answers as a site with nothing but this would, beside Claimdesk in one process."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """Load the middleware of ``startproject``, once."""
        with override_settings(MIDDLEWARE=MIDDLEWARE):
            super().load_middleware(is_async)

    def get_response(self, request: HttpRequest) -> Any:
        """Look the address up here. Changing the setting instead would have Claimdesk build its addresses anew each time."""
        request.urlconf = __name__
        return super().get_response(request)


def client() -> Client:
    """A client of the bare site."""
    made = Client()
    made.handler = Handler(made.handler.enforce_csrf_checks)
    return made
