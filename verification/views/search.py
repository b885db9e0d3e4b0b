"""One field that looks everywhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.models import Claim
from core.decorators import at_desk
from core.workplace import Request
from sources.models import Article, Source
from verification.models import Case

MOST = 12


@require_GET
@at_desk
def search(request: Request) -> HttpResponse:
    """Cases, claims, articles and sources that have these words."""
    query = request.GET.get("q", "").strip().replace("\x00", "")[:200]
    context: dict[str, object] = {"query": query}
    if query:
        user, desk = request.user, request.desk
        cases = Case.objects.visible_to(user).filter(desk=desk, proposition__icontains=query)
        claims = Claim.objects.visible_to(user).active().filter(article__desk=desk, statement__icontains=query)
        context |= {
            "cases": cases.select_related("queue")[:MOST],
            "claims": claims.select_related("article__publisher").order_by("-pk")[:MOST],
            "articles": Article.objects.visible_to(user).filter(desk=desk).named(query).select_related("publisher")[:MOST],
            "sources": Source.objects.visible_to(user).known_to(desk).containing(query)[:MOST],
        }
    return render(request, "verification/search.html", context)
