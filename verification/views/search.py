"""One field that looks everywhere."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from claims.models import Claim
from core.decorators import at_desk
from core.paging import MOST_COUNTED, BoundedPaginator, count_up_to
from core.workplace import Request
from sources.models import Article, Source
from verification.models import Case

MOST = 12
PAGE = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The first of the rows that have the words, and how many rows there are."""

    rows: list[Any]
    count: int

    @property
    def has_more(self) -> bool:
        """Whether there are others than these."""
        return len(self.rows) < self.count


def _first(rows: QuerySet[Any]) -> Found:
    shown = list(rows[:MOST])
    return Found(shown, count_up_to(rows) if len(shown) == MOST else len(shown))


@require_GET
@at_desk
def search(request: Request) -> HttpResponse:
    """Cases, claims, articles and sources that have these words. All claims, where asked for: they have no other list."""
    query = request.GET.get("q", "").strip().replace("\x00", "")[:200]
    context: dict[str, object] = {"query": query, "most_counted": MOST_COUNTED}
    if query:
        user, desk = request.user, request.desk
        claims = Claim.objects.visible_to(user).active().filter(article__desk=desk, statement__icontains=query)
        claims = claims.select_related("article__publisher").order_by("-pk")
        if request.GET.get("in") == "claims":
            context["page"] = BoundedPaginator(claims, PAGE).get_page(request.GET.get("page"))
        else:
            cases = Case.objects.visible_to(user).filter(desk=desk).having(query).most_urgent_first()
            articles = Article.objects.visible_to(user).filter(desk=desk).named(query).select_related("publisher")
            context |= {
                "cases": _first(cases),
                "claims": _first(claims),
                "articles": _first(articles),
                "sources": _first(Source.objects.visible_to(user).known_to(desk).containing(query)),
            }
    return render(request, "verification/search.html", context)
