"""Invitations to desks. A link's secret is made as the e-mail is handed over, and kept and recorded nowhere."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.checking import check
from core.errors import Conflict, Forbidden, Invalid
from core.models import INVITATION_LIFETIME, Desk, Invitation, Membership, User, token_digest
from core.permissions import Permission, require
from core.record import record
from core.services.desks import lock_desk
from core.services.mailing import invitation_mail


@transaction.atomic
def user_invite(*, desk: Desk, email: str, role: str, actor: User | None) -> Invitation:
    """Invite an e-mail address to the desk. The worker mails it, and its message says what became of that.

    A new invitation replaces one that is still open: the older link no longer works.
    """
    if actor is None:
        raise Forbidden("permission:denied", "Only a person can invite somebody.")
    require(actor, Permission.ADMINISTER, desk)
    now = timezone.now()
    address = User.objects.normalize_email(email.strip()).lower()
    invitation = Invitation(desk=desk, email=address, role=role, invited_by=actor, expires_at=now + INVITATION_LIFETIME)
    check(invitation)
    if Membership.objects.filter(desk=desk, user__email__iexact=address, is_active=True).exists():
        raise Conflict("invitation:member", "Whoever has this address is on the desk already.", field="email")
    for earlier in desk.invitations.select_for_update().filter(email=address, accepted_at=None, withdrawn_at=None):
        _withdraw(earlier, actor, "Replaced by a new invitation.", now)
    invitation.save()
    record("create", invitation, actor=actor, desk=desk, after={"email": address, "role": role})
    invitation_mail(invitation=invitation)
    return invitation


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
    not open one. Whoever is on the desk already stays what they are there.
    """
    invitation = invitation_find(token=token)
    lock_desk(invitation.desk)  # before the invitation, as who changes a membership does
    Invitation.objects.select_for_update().get(pk=invitation.pk)
    invitation = invitation_find(token=token)  # as it is now that nobody else can accept it
    existing = User.objects.filter(email__iexact=invitation.email).first()
    if existing is None:
        user = _create_user(invitation.email, display_name, password)
    elif user is None or user.pk != existing.pk or not existing.is_active:
        raise Conflict("invitation:sign_in", "There is an account with this address: sign in with it, then open the link again.")
    else:
        user = existing
    membership = _join(invitation, user)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record("accept", invitation, actor=user, desk=invitation.desk, after={"user": user.pk, "role": membership.role})
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


def _join(invitation: Invitation, user: User) -> Membership:
    """The place on the desk. Whoever has one keeps it as it is: what an admin decided since is newer than the invitation."""
    membership, created = Membership.objects.select_for_update().get_or_create(
        desk=invitation.desk, user=user, defaults={"role": invitation.role}
    )
    if membership.is_active and not created:
        return membership
    before = None if created else {"role": membership.role, "is_active": membership.is_active}
    if not created:
        membership.role, membership.is_active = invitation.role, True
        membership.version += 1
        membership.save(update_fields=["role", "is_active", "version"])
    after = {"role": membership.role, "is_active": True}
    record("join", membership, actor=user, desk=invitation.desk, before=before, after=after)
    return membership


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


def invitations_end(*, membership: Membership, actor: User | None, reason: str) -> None:
    """Withdraw what is open for somebody who leaves the desk: an older invitation is no way back."""
    theirs = membership.desk.invitations.select_for_update().filter(email__iexact=membership.user.email)
    for invitation in theirs.filter(accepted_at=None, withdrawn_at=None):
        _withdraw(invitation, actor, reason, timezone.now())


def _withdraw(invitation: Invitation, actor: User | None, reason: str, now: dt.datetime) -> None:
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    record("withdraw", invitation, actor=actor, desk=invitation.desk, reason=reason)
