"""All writes to accounts: invitations, memberships, deactivation, API tokens. Secrets are handed out once and never recorded."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.checking import check
from core.errors import Conflict, Forbidden, Invalid
from core.models import INVITATION_LIFETIME, ApiToken, Desk, Invitation, Membership, Role, TokenScope, Topic, User, token_digest
from core.permissions import Permission, allows, require
from core.record import record

MOST_TOKEN_LIFETIME = dt.timedelta(days=366)
#: What of a membership its holder may change too.
OWN_FIELDS = frozenset({"languages", "capacity", "absent_until"})
MEMBERSHIP_FIELDS = OWN_FIELDS | {"role", "is_active", "topics"}


# --- Invitations ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def user_invite(*, desk: Desk, email: str, role: str, actor: User | None) -> tuple[Invitation, str]:
    """Invite an e-mail address to the desk; returns the invitation and the secret of its link, which is also sent by e-mail.

    A new invitation replaces one that is still open: the older link no longer works.
    """
    if actor is None:
        raise Forbidden("permission:denied", "Only a person can invite somebody.")
    require(actor, Permission.ADMINISTER, desk)
    now = timezone.now()
    token = secrets.token_urlsafe(32)
    address = User.objects.normalize_email(email.strip()).lower()
    invitation = Invitation(
        desk=desk, email=address, role=role, digest=token_digest(token), invited_by=actor, expires_at=now + INVITATION_LIFETIME
    )
    check(invitation)
    if Membership.objects.filter(desk=desk, user__email__iexact=address, is_active=True).exists():
        raise Conflict("invitation:member", "Whoever has this address is on the desk already.", field="email")
    for earlier in desk.invitations.select_for_update().filter(email=address, accepted_at=None, withdrawn_at=None):
        _withdraw(earlier, actor, "Replaced by a new invitation.", now)
    invitation.save()
    record("create", invitation, actor=actor, desk=desk, after={"email": address, "role": role})
    transaction.on_commit(lambda: _send_invitation(invitation, token), robust=True)
    return invitation, token


def invitation_address(token: str) -> str:
    """Where an invitation is accepted."""
    return settings.SITE_URL + reverse("core:invitation", kwargs={"token": token})


def _send_invitation(invitation: Invitation, token: str) -> None:
    context = {"invitation": invitation, "address": invitation_address(token)}
    send_mail(
        subject=_("You are invited to %(desk)s on Claimdesk") % {"desk": invitation.desk.name},
        message=render_to_string("core/email/invitation.txt", context),
        from_email=None,
        recipient_list=[invitation.email],
    )


def invitation_find(*, token: str) -> Invitation:
    """The open invitation that a link belongs to; raises where there is none, or none any more."""
    invitation = Invitation.objects.select_related("desk").filter(digest=token_digest(token)).first()
    if invitation is None:
        raise Invalid("invitation:unknown", "This link is not complete, or was never sent.")
    if not invitation.is_open(timezone.now()):
        raise Conflict("invitation:closed", "This invitation was accepted, withdrawn, or has expired. Ask for another one.")
    return invitation


@transaction.atomic
def invitation_accept(*, token: str, display_name: str = "", password: str = "", user: User | None = None) -> User:
    """Join the desk as the user that an invitation makes.

    Whoever has an account with the invited address joins with it, signed in as that ``user``: a link makes an account, it does
    not open one.
    """
    invitation = invitation_find(token=token)
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation = invitation_find(token=token)  # as it is now that nobody else can accept it
    existing = User.objects.filter(email__iexact=invitation.email).first()
    if existing is None:
        user = _create_user(invitation.email, display_name, password)
    elif user is None or user.pk != existing.pk or not existing.is_active:
        raise Conflict("invitation:sign_in", "There is an account with this address: sign in with it, then open the link again.")
    else:
        user = existing
    _join(invitation, user)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record("accept", invitation, actor=user, desk=invitation.desk, after={"user": user.pk, "role": invitation.role})
    return user


def _create_user(email: str, display_name: str, password: str) -> User:
    user = User(email=email, display_name=" ".join(display_name.split()))
    if not user.display_name:
        raise Invalid(
            "user:invalid", "Say how you want to be called.", fields={"display_name": ["Say how you want to be called."]}
        )
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid("user:password", " ".join(error.messages), fields={"password": error.messages}) from error
    user.set_password(password)
    check(user)
    user.save()
    record("create", user, actor=user, desk=None, after={"email": user.email, "display_name": user.display_name})
    return user


def _join(invitation: Invitation, user: User) -> None:
    membership, created = Membership.objects.select_for_update().get_or_create(
        desk=invitation.desk, user=user, defaults={"role": invitation.role}
    )
    if not created:
        membership.role, membership.is_active = invitation.role, True
        membership.save(update_fields=["role", "is_active"])
    record("join", membership, actor=user, desk=invitation.desk, after={"role": membership.role})


@transaction.atomic
def invitation_withdraw(*, invitation: Invitation, actor: User | None, reason: str = "") -> Invitation:
    """Close an open invitation: its link no longer works."""
    if actor is not None:
        require(actor, Permission.ADMINISTER, invitation.desk)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Conflict("invitation:closed", "This invitation was accepted or withdrawn already.")
    _withdraw(invitation, actor, reason, timezone.now())
    return invitation


def _withdraw(invitation: Invitation, actor: User | None, reason: str, now: dt.datetime) -> None:
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record("withdraw", invitation, actor=actor, desk=invitation.desk, reason=reason)


# --- Memberships and users --------------------------------------------------------------------------------------------------


@transaction.atomic
def membership_change(*, membership: Membership, actor: User | None, reason: str = "", **changes: Any) -> Membership:
    """Change the role or whether the membership is active, or what cases suit its holder.

    ``changes``: role, is_active, topics, languages, capacity, absent_until. Members change the last three of their own too.
    A desk keeps an admin.
    """
    if unknown := sorted(changes.keys() - MEMBERSHIP_FIELDS):
        raise Invalid("membership:field", f"There is no such field to set: {', '.join(unknown)}.", fields=unknown)
    _require_manager(membership, actor, changes.keys())
    desk = _lock_desk(membership.desk)
    membership = Membership.objects.select_for_update().select_related("user").get(pk=membership.pk)
    before = _described(membership, changes.keys())
    topics: Collection[Topic] | None = changes.pop("topics", None)
    for name, value in changes.items():
        setattr(membership, name, value)
    check(membership)
    membership.save()
    if topics is not None:
        if any(topic.desk_id != desk.pk for topic in topics):
            raise Invalid("membership:topics", "The topics belong to another desk.", field="topics")
        membership.topics.set(topics)
    if before.keys() & {"role", "is_active"}:
        _require_admin_left([desk])
    after = _described(membership, before.keys())
    record("change", membership, actor=actor, desk=desk, before=before, after=after, reason=reason)
    return membership


def _require_manager(membership: Membership, actor: User | None, names: Collection[str]) -> None:
    own = actor is not None and actor.pk == membership.user_id and membership.is_active and set(names) <= OWN_FIELDS
    if actor is not None and not own:
        require(actor, Permission.ADMINISTER, membership.desk)


def _described(membership: Membership, names: Collection[str]) -> dict[str, Any]:
    described = {name: getattr(membership, name) for name in names if name != "topics"}
    if "topics" in names:
        described["topics"] = sorted(membership.topics.values_list("pk", flat=True))
    return described


def _lock_desk(desk: Desk) -> Desk:
    """The desk, locked against other changes of who runs it; rows may still refer to it."""
    return Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)


def _require_admin_left(desks: Collection[Desk]) -> None:
    for desk in desks:
        if not Membership.objects.filter(desk=desk, role=Role.ADMIN, is_active=True, user__is_active=True).exists():
            raise Conflict("membership:last_admin", f"{desk.name} would be left without an admin.", desk=desk.slug)


@transaction.atomic
def user_deactivate(*, user: User, actor: User | None, reason: str) -> User:
    """Shut a user out: no sign-in, every session and token ended. What they did keeps their name."""
    _require_over(user, actor)
    if not reason.strip():
        raise Invalid("user:reason_needed", "Say why.", field="reason")
    # The desks that have an admin now must have one afterwards.
    led = Desk.objects.filter(memberships__user=user, memberships__role=Role.ADMIN, memberships__is_active=True)
    desks = [_lock_desk(desk) for desk in led.order_by("pk")]
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise Conflict("user:inactive", "This account is deactivated already.")
    user.is_active = False
    user.save(update_fields=["is_active"])
    _require_admin_left(desks)
    user.auth_token_set.all().delete()
    _end_sessions(user)
    record("deactivate", user, actor=actor, desk=None, before={"is_active": True}, after={"is_active": False}, reason=reason)
    return user


@transaction.atomic
def user_reactivate(*, user: User, actor: User | None, reason: str = "") -> User:
    """Let a deactivated user in again."""
    _require_over(user, actor)
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


def _require_over(user: User, actor: User | None) -> None:
    """An account belongs to all desks that it is on: who acts on it administers them all, or the site; and is somebody else."""
    if actor is None:
        return
    if actor.pk == user.pk:
        raise Conflict("user:self", "Nobody can do this to the own account.")
    desks = Desk.objects.filter(memberships__user=user)
    over = not user.is_superuser and desks.exists() and all(allows(actor, Permission.ADMINISTER, desk) for desk in desks)
    if not (over or (actor.is_active and actor.is_superuser)):
        raise Forbidden("permission:denied", "You administer not all desks that this account is on.")


def _end_sessions(user: User) -> None:
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


# --- API tokens -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def token_create(*, user: User, name: str, scope: str, lifetime: dt.timedelta) -> tuple[ApiToken, str]:
    """A token for the user's own use of the API, and its secret, which is stored nowhere."""
    if not user.is_active:
        raise Forbidden("permission:denied", "This account is deactivated.")
    if not dt.timedelta() < lifetime <= MOST_TOKEN_LIFETIME:
        raise Invalid("token:lifetime", f"A token lasts at most {MOST_TOKEN_LIFETIME.days} days.", field="lifetime")
    name = " ".join(name.split())
    if not name or scope not in TokenScope.values:
        raise Invalid("token:invalid", "A token has a name and a scope.", field="scope" if name else "name")
    check(ApiToken(user=user, name=name, scope=scope), exclude={"digest", "token_key", "expiry"})
    token, secret = ApiToken.objects.create(user=user, expiry=lifetime, name=name, scope=scope)
    record("create_token", user, actor=user, desk=None, after={"name": name, "scope": scope, "expires": token.expiry})
    return token, secret


@transaction.atomic
def token_revoke(*, token: ApiToken, actor: User | None, reason: str = "") -> None:
    """End a token at once; its owner's, or the site's administrator's, to do."""
    if actor is not None and actor.pk != token.user_id and not (actor.is_active and actor.is_superuser):
        raise Forbidden("permission:denied", "This token is somebody else's.")
    before = {"name": token.name, "scope": token.scope, "expires": token.expiry}
    user = token.user
    token.delete()
    record("revoke_token", user, actor=actor, desk=None, before=before, reason=reason)


# --- Desks ------------------------------------------------------------------------------------------------------------------

DESK_FIELDS = frozenset({"name", "slug", "names_reviewers"})


@transaction.atomic
def desk_create(*, actor: User | None, name: str, slug: str, names_reviewers: bool = False) -> Desk:
    """Add a desk. Only superusers do; its first admin comes by their invitation."""
    if actor is not None and not (actor.is_active and actor.is_superuser):
        raise Forbidden("permission:denied", "Only who administers the site can add a desk.")
    desk = Desk(name=name.strip(), slug=slug, names_reviewers=names_reviewers)
    check(desk)
    desk.save()
    record("create", desk, actor=actor, desk=desk, after={"name": desk.name, "slug": slug, "names_reviewers": names_reviewers})
    return desk


@transaction.atomic
def desk_edit(*, desk: Desk, actor: User | None, changes: dict[str, Any], reason: str = "") -> Desk:
    """Change name, short name, or whether public pages name the reviewers."""
    if unknown := sorted(changes.keys() - DESK_FIELDS):
        raise Invalid("desk:field", f"There is no such field to set: {', '.join(unknown)}.", fields=unknown)
    if actor is not None:
        require(actor, Permission.ADMINISTER, desk)
    desk = _lock_desk(desk)
    before = {name: getattr(desk, name) for name in changes}
    for name, value in changes.items():
        setattr(desk, name, value)
    check(desk)
    desk.save()
    record("edit", desk, actor=actor, desk=desk, before=before, after=changes, reason=reason)
    return desk
