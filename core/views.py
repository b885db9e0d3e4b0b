"""Pages of the account and of the desk: each validates, calls one service, and presents."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import services
from core.decorators import at_desk
from core.forms import AcceptForm, AvailabilityForm, InvitationForm, MemberForm, NameForm, ServiceForm, TokenForm
from core.models import ApiToken, Desk, Invitation, Membership, User
from core.permissions import Permission, require
from core.workplace import THEME_COOKIE, THEMES, Request

THEME_LIFETIME = dt.timedelta(days=365)
BACKEND = "django.contrib.auth.backends.ModelBackend"


# --- What every page offers -----------------------------------------------------------------------------------------------


def _back(request: HttpRequest) -> str:
    """Where the form was; never another site."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else "/"


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep which theme was chosen; none follows the system's."""
    response, chosen = redirect(_back(request)), request.POST.get("theme")
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


# --- The account ----------------------------------------------------------------------------------------------------------


def _account_page(request: Request, *, status: int = HTTPStatus.OK, **shown: ServiceForm | str) -> HttpResponse:
    own = Membership.objects.filter(user=request.user, is_active=True).select_related("desk").prefetch_related("topics")
    context = {
        "tokens": ApiToken.objects.filter(user=request.user),
        "memberships": [(member, AvailabilityForm(initial=AvailabilityForm.initial_of(member))) for member in own],
        "name_form": NameForm(initial={"display_name": request.user.display_name}),
        "token_form": TokenForm(),
        "now": timezone.now(),
        **shown,
    }
    return render(request, "core/account.html", context, status=status)


@require_GET
@login_required
def account(request: Request) -> HttpResponse:
    """Name, password, availability and API tokens."""
    return _account_page(request)


@require_POST
@login_required
def rename(request: Request) -> HttpResponse:
    """Change one's own name."""
    form = NameForm(request.POST)
    if form.submit(lambda data: services.user_rename(user=request.user, display_name=data["display_name"])) is None:
        return _account_page(request, name_form=form, status=form.status)
    messages.success(request, _("Your name is changed."))
    return redirect("core:account")


@require_POST
@login_required
def availability(request: Request, pk: int) -> HttpResponse:
    """Say what cases suit oneself, and when."""
    own = get_object_or_404(Membership, pk=pk, user=request.user, is_active=True)
    form = AvailabilityForm(request.POST)
    if form.submit(lambda data: services.membership_change(membership=own, actor=request.user, **data)) is None:
        return _account_page(request, availability_form=form, status=form.status)
    messages.success(request, _("It is noted."))
    return redirect("core:account")


@require_POST
@login_required
def token_create(request: Request) -> HttpResponse:
    """Make an API token. Its secret is shown on this answer and never again, so it does not redirect."""
    form = TokenForm(request.POST)
    made = form.submit(
        lambda data: services.token_create(
            user=request.user, name=data["name"], scope=data["scope"], lifetime=dt.timedelta(days=data["days"])
        )
    )
    if made is None:
        return _account_page(request, token_form=form, status=form.status)
    return _account_page(request, secret=made[1], status=HTTPStatus.CREATED)


@require_POST
@login_required
def token_revoke(request: Request, digest: str) -> HttpResponse:
    """End a token at once."""
    services.token_revoke(token=get_object_or_404(ApiToken, user=request.user, digest=digest), actor=request.user)
    messages.success(request, _("The token is revoked."))
    return redirect("core:account")


# --- Invitations ----------------------------------------------------------------------------------------------------------


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


# --- The desk -------------------------------------------------------------------------------------------------------------


def _desk_page(request: Request, form: InvitationForm) -> HttpResponse:
    require(request.user, Permission.CONFIGURE, request.desk)
    open_ones = Invitation.objects.filter(desk=request.desk, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    context = {
        "members": Membership.objects.filter(desk=request.desk).select_related("user").prefetch_related("topics"),
        "invitations": open_ones.select_related("invited_by"),
        "form": form,
    }
    return render(request, "core/desk.html", context, status=form.status)


@require_GET
@at_desk
def desk(request: Request) -> HttpResponse:
    """Who is on the desk, and where its rules and scales are kept."""
    return _desk_page(request, InvitationForm())


@require_POST
@at_desk
def invite(request: Request) -> HttpResponse:
    """Invite somebody to the desk."""
    form = InvitationForm(request.POST)
    if form.submit(lambda data: services.user_invite(desk=request.desk, actor=request.user, **data)) is None:
        return _desk_page(request, form)
    messages.success(request, _("The invitation is on its way."))
    return redirect("core:desk")


@require_POST
@login_required
def invitation_withdraw(request: Request, pk: int) -> HttpResponse:
    """Close an open invitation."""
    desks = Desk.objects.visible_to(request.user)
    invited = get_object_or_404(Invitation.objects.filter(desk__in=desks).select_related("desk"), pk=pk)
    services.invitation_withdraw(invitation=invited, actor=request.user)
    return redirect("core:desk")


@require_http_methods(["GET", "POST"])
@login_required
def member(request: Request, pk: int) -> HttpResponse:
    """Change a member's role, topics, load, and whether they are on the desk."""
    found = Membership.objects.filter(desk__in=Desk.objects.visible_to(request.user)).select_related("desk", "user")
    membership = get_object_or_404(found, pk=pk)
    require(request.user, Permission.ADMINISTER, membership.desk)
    form = MemberForm(request.POST or None, membership=membership)
    if form.submit(lambda data: services.membership_change(membership=membership, actor=request.user, **data)) is None:
        return render(request, "core/member.html", {"form": form, "membership": membership}, status=form.status)
    messages.success(request, _("The member is changed."))
    return redirect("core:desk")
