"""Where the work lies: the own queue, the pool, and the list of all cases."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core.decorators import at_desk
from core.paging import MOST_COUNTED, BoundedPaginator, count_up_to
from core.workplace import Request
from sources.models import Article
from verification.filters import CaseFilter
from verification.forms.cases import AssignManyForm
from verification.models import Assignment, Case, CaseClaim
from verification.presenting.cases import with_summary
from verification.services import assignments
from verification.states import CaseState

PAGE = 50
POOL = 30
WAITING = 10


@require_GET
@at_desk
def queue(request: Request) -> HttpResponse:
    """What the user is to do, the most urgent first; what waits for anybody; and what waits for a lead."""
    mine = Assignment.objects.visible_to(request.user).current().filter(reviewer=request.user, case__desk=request.desk)
    pool = Case.objects.visible_to(request.user).filter(desk=request.desk).in_pool()
    context = {
        "assignments": with_summary(mine, "case__").order_by("case__priority", "case__due_at", "case"),
        "pool": with_summary(pool).most_urgent_first()[:POOL],
        "pool_size": count_up_to(pool),
        "most_counted": MOST_COUNTED,
        "untriaged": _untriaged(request) if request.workplace.may["triage"] else [],
        "undecided": _waiting_for_lead(request) if request.workplace.may["publish"] else [],
    }
    return render(request, "verification/queue.html", context)


def _untriaged(request: Request) -> list[Article]:
    """The articles that have proposed cases, the newest first, with how many."""
    links = CaseClaim.objects.visible_to(request.user).filter(case__desk=request.desk, case__state=CaseState.PROPOSED)
    of_article = links.filter(claim__article=OuterRef("pk")).order_by().values("claim__article")
    proposed = Subquery(of_article.annotate(number=Count("case", distinct=True)).values("number"))
    found = Article.objects.visible_to(request.user).filter(desk=request.desk, pk__in=links.values("claim__article"))
    return list(found.select_related("publisher").annotate(proposed=proposed).order_by("-submitted_at", "-pk")[:WAITING])


def _waiting_for_lead(request: Request) -> list[Case]:
    """The decided cases, which a lead publishes or sends back."""
    decided = Case.objects.visible_to(request.user).filter(desk=request.desk, state=CaseState.DECIDED)
    return list(with_summary(decided).most_urgent_first()[:WAITING])


@require_POST
@at_desk
def next_case(request: Request) -> HttpResponse:
    """Take the most urgent work there is."""
    assignment = assignments.next_case(desk=request.desk, actor=request.user)
    if assignment is None:
        messages.info(request, _("Nothing waits for you. What nobody could be found for is in the pool below."))
        return redirect("verification:queue")
    return redirect("verification:case", assignment.case_id)


@require_GET
@at_desk
def cases(request: Request) -> HttpResponse:
    """All cases of the desk, by any of their properties; the filters live in the address."""
    return cases_page(request, AssignManyForm(desk=request.desk) if request.workplace.may["triage"] else None)


def cases_page(request: Request, assign_form: AssignManyForm | None) -> HttpResponse:
    """The page of the cases, with the form for what becomes of the people on those that are ticked; it gives it its status."""
    found = with_summary(Case.objects.visible_to(request.user).filter(desk=request.desk)).most_urgent_first()
    chosen = CaseFilter(request.GET, found, user=request.user, desk=request.desk, now=timezone.now())
    page = BoundedPaginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page": page, "assign_form": assign_form}
    return render(request, "verification/cases.html", context, status=assign_form.status if assign_form else 200)
