"""Where members stand: their ties to sources, and the times that the desk gives them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.decorators import at_desk
from core.permissions import Permission, require
from core.workplace import Request
from verification.forms.standing import TermsForm, TieForm
from verification.models import AssignmentTerms, Tie
from verification.services.lapsing import terms_set
from verification.services.ties import tie_declare, tie_end


@require_http_methods(["GET", "POST"])
@at_desk
def ties(request: Request) -> HttpResponse:
    """Declare to which sources one is close; leads see everybody's."""
    form = TieForm(request.POST or None)
    if form.submit(lambda data: tie_declare(desk=request.desk, actor=request.user, **data)) is not None:
        messages.success(request, _("The tie is declared: cases that concern this source are not given to you."))
        return redirect("verification:ties")
    seen = Tie.objects.visible_to(request.user).filter(desk=request.desk).select_related("user", "source")
    context = {"form": form, "own": seen.filter(user=request.user), "others": seen.active().exclude(user=request.user)}
    return render(request, "verification/ties.html", context, status=form.status)


@require_POST
@login_required
def end_tie(request: Request, pk: int) -> HttpResponse:
    """Say that a tie is over."""
    tie_end(tie=get_object_or_404(Tie.objects.visible_to(request.user), pk=pk), actor=request.user)
    messages.success(request, _("The tie is over."))
    return redirect("verification:ties")


@require_http_methods(["GET", "POST"])
@at_desk
def terms(request: Request) -> HttpResponse:
    """How long members have for what is given to them."""
    require(request.user, Permission.CONFIGURE, request.desk)
    present = AssignmentTerms.of(request.desk)
    hours = {"hours_to_accept": present.hours_to_accept, "hours_to_finish": present.hours_to_finish}
    form = TermsForm(request.POST or None, initial={**hours, "expected_version": present.version})
    if form.submit(lambda data: terms_set(desk=request.desk, actor=request.user, **data)) is not None:
        messages.success(request, _("The times are set. They hold for what is given from now on."))
        return redirect("verification:terms")
    return render(request, "verification/terms.html", {"form": form}, status=form.status)
