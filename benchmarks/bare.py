"""A bare Django site to be measured beside Claimdesk: a view that reads, and one that writes."""

from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from core.models import Topic
from verification.models import Case

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
    topic = Topic.objects.create(desk_id=case.desk_id, name=json.loads(request.body)["name"])
    return JsonResponse({"id": topic.pk}, status=201)


urlpatterns = [path("<int:pk>/", read), path("<int:pk>/write/", write)]
