"""The desk: who is on it, and what it demands of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core import services
from core.decorators import at_desk
from core.forms import InvitationForm, MemberForm, RequirementForm, ServiceForm, WhyForm
from core.models import Desk, Invitation, Membership, SecondFactor, desks_of
from core.permissions import Permission, allows, require
from core.selectors import sessions_of
from core.workplace import Request


def _desk_page(request: Request, refused: ServiceForm | None = None, **shown: ServiceForm) -> HttpResponse:
    """The page; the form that was ``refused`` gives it its status, and stands in ``shown`` for the fresh one."""
    require(request.user, Permission.CONFIGURE, request.desk)
    open_ones = Invitation.objects.filter(desk=request.desk, accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    context = {
        "members": Membership.objects.filter(desk=request.desk).select_related("user").prefetch_related("topics"),
        "invitations": open_ones.select_related("invited_by", "message"),
        "form": InvitationForm(),
        **shown,
    }
    return render(request, "core/desk.html", context, status=refused.status if refused is not None else 200)


@require_GET
@at_desk
def desk(request: Request) -> HttpResponse:
    """Who is on the desk, and where its rules and scales are kept."""
    return _desk_page(request)


@require_POST
@at_desk
def invite(request: Request) -> HttpResponse:
    """Invite somebody to the desk."""
    form = InvitationForm(request.POST)
    if form.submit(lambda data: services.user_invite(desk=request.desk, actor=request.user, **data)) is None:
        return _desk_page(request, form, form=form)
    messages.success(request, _("The invitation is to be mailed. Under “Invited” stands what becomes of its e-mail."))
    return redirect("core:desk")


@require_POST
@login_required
def invitation_withdraw(request: Request, pk: int) -> HttpResponse:
    """Close an open invitation."""
    desks = Desk.objects.visible_to(request.user)
    invited = get_object_or_404(Invitation.objects.filter(desk__in=desks).select_related("desk"), pk=pk)
    services.invitation_withdraw(invitation=invited, actor=request.user)
    return redirect("core:desk")


@require_POST
@at_desk
def require_second_factor(request: Request) -> HttpResponse:
    """Say whether members of the desk need a second factor."""
    form = RequirementForm(request.POST)
    done = form.submit(
        lambda data: services.desk_edit(
            desk=request.desk,
            actor=request.user,
            expected_version=data["expected_version"],
            changes={"requires_second_factor": data["required"]},
            reason=data["reason"],
        )
    )
    if done is None:
        return _desk_page(request, form, requirement_form=form)
    required = done.requires_second_factor
    said = _("Members need a second factor from now on.") if required else _("Members need no second factor any more.")
    messages.success(request, said)
    return redirect("core:desk")


# --- Members --------------------------------------------------------------------------------------------------------------


def _membership(request: Request, pk: int, permission: Permission) -> Membership:
    """The membership, where the user has the permission on its desk."""
    found = Membership.objects.filter(desk__in=desks_of(request.user)).select_related("desk", "user")
    membership = get_object_or_404(found, pk=pk)
    require(request.user, permission, membership.desk)
    return membership


@require_http_methods(["GET", "POST"])
@login_required
def member(request: Request, pk: int) -> HttpResponse:
    """Change a member's role, topics, load, and whether they are on the desk."""
    membership = _membership(request, pk, Permission.ADMINISTER)
    form = MemberForm(request.POST or None, membership=membership)
    if form.submit(lambda data: services.membership_change(membership=membership, actor=request.user, **data)) is None:
        return render(request, "core/member.html", {"form": form, "membership": membership}, status=form.status)
    messages.success(request, _("The member is changed."))
    return redirect("core:desk")


def _access_page(request: Request, membership: Membership, **bound: WhyForm) -> HttpResponse:
    context = {
        "membership": membership,
        "second_factor": SecondFactor.objects.filter(user=membership.user).first(),
        "sessions": sessions_of(membership.user).count(),
        "reset_form": WhyForm(prefix="reset"),
        "end_form": WhyForm(prefix="end"),
        "may_end": allows(request.user, Permission.ADMINISTER, membership.desk),
        **bound,
    }
    return render(request, "core/access.html", context, status=max([form.status for form in bound.values()], default=200))


@require_GET
@login_required
def access(request: Request, pk: int) -> HttpResponse:
    """How a member signs in, and what can be done where an authenticator or a browser is lost."""
    return _access_page(request, _membership(request, pk, Permission.CONFIGURE))


@require_POST
@login_required
def second_factor_reset(request: Request, pk: int) -> HttpResponse:
    """Take away the second factor that a member has lost."""
    membership = _membership(request, pk, Permission.CONFIGURE)
    form = WhyForm(request.POST, prefix="reset")

    def reset(data: dict[str, str]) -> bool:
        services.second_factor_reset(user=membership.user, actor=request.user, reason=data["reason"], desk=membership.desk)
        return True

    if not form.submit(reset):
        return _access_page(request, membership, reset_form=form)
    messages.success(request, _("The second factor is reset: they enrol another when they sign in."))
    return redirect("core:access", pk=pk)


@require_POST
@login_required
def sessions_end_all(request: Request, pk: int) -> HttpResponse:
    """Sign a member out everywhere."""
    membership = _membership(request, pk, Permission.ADMINISTER)
    form = WhyForm(request.POST, prefix="end")
    if form.submit(lambda data: services.sessions_end_all(membership=membership, actor=request.user, **data)) is None:
        return _access_page(request, membership, end_form=form)
    messages.success(request, _("They are signed out everywhere."))
    return redirect("core:access", pk=pk)
