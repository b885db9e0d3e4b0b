"""The second factor: proved after the password, enrolled, renewed and removed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core import services
from core.forms import CodeForm
from core.models import SecondFactor
from core.selectors import requires_second_factor
from core.sessions import PROVED
from core.views.account import account_page
from core.views.returning import back
from core.workplace import Request

#: The key that is being enrolled: in the session until a code shows that an authenticator has it.
KEY = "second_factor_key"


def _open(request: Request) -> None:
    """Have this session be one in which the second factor was proved, under a new key like after any signing in."""
    request.session.cycle_key()
    request.session[PROVED] = True


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def prove(request: Request) -> HttpResponse:
    """Ask for a code after the password."""
    get_object_or_404(SecondFactor, user=request.user)
    form = CodeForm(request.POST or None)
    if form.submit(lambda data: services.second_factor_prove(user=request.user, **data)) is None:
        context = {"form": form, "next": back(request)}
        return render(request, "registration/second_factor.html", context, status=form.status)
    _open(request)
    return redirect(back(request))


@require_http_methods(["GET", "POST"])
@never_cache
@login_required
def enrol(request: Request) -> HttpResponse:
    """Show a key to scan or to type, and take the first code that an authenticator makes of it."""
    if SecondFactor.objects.filter(user=request.user).exists():
        return redirect("core:account")
    key = request.session.setdefault(KEY, services.new_key())
    form = CodeForm(request.POST or None)
    made = form.submit(lambda data: services.second_factor_enrol(user=request.user, key=key, **data))
    if made is None:
        context = {
            "form": form,
            "key": key,
            "address": services.key_address(request.user, key),
            "is_required": requires_second_factor(request.user),
            "next": back(request),
        }
        return render(request, "core/second_factor_enrol.html", context, status=form.status)
    del request.session[KEY]
    _open(request)
    return _codes_page(request, made[1])


def _codes_page(request: Request, codes: list[str]) -> HttpResponse:
    """The recovery codes, on this answer and never again, so it does not redirect."""
    context = {"codes": codes, "next": back(request)}
    return render(request, "core/recovery_codes.html", context, status=HTTPStatus.CREATED)


@require_POST
@never_cache
@login_required
def renew_codes(request: Request) -> HttpResponse:
    """Make new recovery codes."""
    form = CodeForm(request.POST)
    codes = form.submit(lambda data: services.recovery_codes_renew(user=request.user, **data))
    return account_page(request, code_form=form, status=form.status) if codes is None else _codes_page(request, codes)


@require_POST
@login_required
def remove(request: Request) -> HttpResponse:
    """Do without a second factor."""
    form = CodeForm(request.POST)

    def remove_it(data: dict[str, str]) -> bool:
        services.second_factor_remove(user=request.user, **data)
        return True

    if not form.submit(remove_it):
        return account_page(request, code_form=form, status=form.status)
    messages.success(request, _("The second factor is removed."))
    return redirect("core:account")
