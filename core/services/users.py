"""Accounts: their names, and whether they are shut out."""

from __future__ import annotations

from django.db import transaction

from core.checking import check
from core.errors import Conflict, Invalid
from core.models import Desk, Role, User
from core.permissions import Permission
from core.record import record
from core.services.authority import require_over
from core.services.desks import lock_desk, require_admin_left
from core.services.sessions import end_all


@transaction.atomic
def user_deactivate(*, user: User, actor: User | None, reason: str) -> User:
    """Shut a user out: no sign-in, every session and token ended. What they did keeps their name."""
    require_over(user, actor, Permission.ADMINISTER)
    if not reason.strip():
        raise Invalid("user:reason_needed", "Say why.", field="reason")
    # The desks that have an admin now must have one afterwards.
    led = Desk.objects.filter(memberships__user=user, memberships__role=Role.ADMIN, memberships__is_active=True)
    desks = [lock_desk(desk) for desk in led.order_by("pk")]
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise Conflict("user:inactive", "This account is deactivated already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    require_admin_left(desks)
    user.auth_token_set.all().delete()
    end_all(user)
    record("deactivate", user, actor=actor, desk=None, before={"is_active": True}, after={"is_active": False}, reason=reason)
    return user


@transaction.atomic
def user_reactivate(*, user: User, actor: User | None, reason: str = "") -> User:
    """Let a deactivated user in again."""
    require_over(user, actor, Permission.ADMINISTER)
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise Conflict("user:active", "This account is active already.")
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("reactivate", user, actor=actor, desk=None, before={"is_active": False}, after={"is_active": True}, reason=reason)
    return user


@transaction.atomic
def user_rename(*, user: User, display_name: str) -> User:
    """Change how a user wants to be called."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before, user.display_name = user.display_name, " ".join(display_name.split())
    check(user)
    user.save(update_fields=["display_name"])
    record("rename", user, actor=user, desk=None, before={"display_name": before}, after={"display_name": user.display_name})
    return user
