"""The account: name, availability, e-mails, API tokens, sessions."""

from __future__ import annotations

import datetime as dt
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from core import services
from core.forms import AvailabilityForm, CodeForm, MailForm, MembershipForm, NameForm, ServiceForm, TokenForm
from core.models import ApiToken, Membership, RecoveryCode, SecondFactor, Session, token_digest
from core.selectors import sessions_of
from core.workplace import Request


def account_page(request: Request, *, status: int = HTTPStatus.OK, **shown: ServiceForm | str) -> HttpResponse:
    """The page, with what is shown otherwise: a form with its errors, or what is shown once."""
    own = Membership.objects.filter(user=request.user, is_active=True).select_related("desk").prefetch_related("topics")
    refused = {(type(form), form.membership.pk): form for form in shown.values() if isinstance(form, MembershipForm)}
    context = {
        "tokens": ApiToken.objects.filter(user=request.user),
        "memberships": [(member, refused.get((AvailabilityForm, member.pk)) or _availability_form(member)) for member in own],
        "mail_forms": [(member, refused.get((MailForm, member.pk)) or _mail_form(member)) for member in own],
        "name_form": NameForm(initial={"display_name": request.user.display_name}),
        "token_form": TokenForm(),
        "second_factor": SecondFactor.objects.filter(user=request.user).first(),
        "codes_left": RecoveryCode.objects.filter(factor__user=request.user, used_at=None).count(),
        "code_form": CodeForm(),
        "sessions": [_session_line(request, session) for session in sessions_of(request.user)],
        "now": timezone.now(),
        **shown,
    }
    return render(request, "core/account.html", context, status=status)


def _availability_form(member: Membership, data: QueryDict | None = None) -> AvailabilityForm:
    return AvailabilityForm(data, membership=member, auto_id=f"id-{member.pk}-%s")


def _mail_form(member: Membership, data: QueryDict | None = None) -> MailForm:
    return MailForm(data, membership=member, auto_id=f"id-{member.pk}-%s")


def _session_line(request: Request, session: Session) -> dict[str, object]:
    """A session as the list shows it, named by a digest: its key would let whoever reads the page in."""
    key = session.session_key
    return {"session": session, "digest": token_digest(key), "is_this": key == request.session.session_key}


@require_GET
@login_required
def account(request: Request) -> HttpResponse:
    """Name, password, second factor, availability, API tokens and sessions."""
    return account_page(request)


@require_POST
@login_required
def rename(request: Request) -> HttpResponse:
    """Change one's own name."""
    form = NameForm(request.POST)
    if form.submit(lambda data: services.user_rename(user=request.user, display_name=data["display_name"])) is None:
        return account_page(request, name_form=form, status=form.status)
    messages.success(request, _("Your name is changed."))
    return redirect("core:account")


@require_POST
@login_required
def availability(request: Request, pk: int) -> HttpResponse:
    """Say what cases suit oneself, and when."""
    own = get_object_or_404(Membership, pk=pk, user=request.user, is_active=True)
    form = _availability_form(own, request.POST)
    if form.submit(lambda data: services.membership_change(membership=own, actor=request.user, **data)) is None:
        return account_page(request, availability_form=form, status=form.status)
    messages.success(request, _("It is noted."))
    return redirect("core:account")


@require_POST
@login_required
def mail(request: Request, pk: int) -> HttpResponse:
    """Say when one is mailed what one is told on a desk."""
    own = get_object_or_404(Membership, pk=pk, user=request.user, is_active=True)
    form = _mail_form(own, request.POST)
    if form.submit(lambda data: services.membership_change(membership=own, actor=request.user, **data)) is None:
        return account_page(request, mail_form=form, status=form.status)
    messages.success(request, _("It is noted."))
    return redirect(reverse("core:account") + "#mail")


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
        return account_page(request, token_form=form, status=form.status)
    return account_page(request, secret=made[1], status=HTTPStatus.CREATED)


@require_POST
@login_required
def token_revoke(request: Request, digest: str) -> HttpResponse:
    """End a token at once."""
    services.token_revoke(token=get_object_or_404(ApiToken, user=request.user, digest=digest), actor=request.user)
    messages.success(request, _("The token is revoked."))
    return redirect("core:account")


@require_POST
@login_required
def session_end(request: Request, digest: str) -> HttpResponse:
    """End another session of one's own."""
    if not services.session_end(user=request.user, digest=digest):
        raise Http404
    messages.success(request, _("That session is ended."))
    return redirect("core:account")


@require_POST
@login_required
def sessions_end_others(request: Request) -> HttpResponse:
    """End all sessions of one's own but this one."""
    services.sessions_end_others(user=request.user, current=request.session.session_key)
    messages.success(request, _("You are signed in here alone."))
    return redirect("core:account")
