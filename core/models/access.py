"""How people and programs get in: invitations and API tokens."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from core.models.desks import Desk, Role, User

INVITATION_LIFETIME = dt.timedelta(days=7)


def token_digest(token: str) -> str:
    """What is stored of a secret that was handed out once."""
    return hashlib.sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """An invitation of an e-mail address to a desk. Only the digest of the link's token is kept.

    The token is made as its e-mail is handed over; until then there is none, and no link that works.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="invitations", verbose_name=_("desk"))
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("invited by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known")]

    def __str__(self) -> str:
        return self.email

    def is_open(self, now: dt.datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at


class TokenScope(models.TextChoices):
    """What an API token may be used for, within what its user may do."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")


class ApiToken(AbstractAuthToken):
    """An API token: stored hashed, scoped, expiring, named so that its owner knows which to revoke."""

    name = models.CharField(_("name"), max_length=80)
    scope = models.CharField(_("scope"), max_length=10, choices=TokenScope.choices, default=TokenScope.READ)

    class Meta:
        ordering = ["-created"]
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        constraints = [
            models.CheckConstraint(condition=models.Q(scope__in=TokenScope.values), name="apitoken_scope_known"),
            models.CheckConstraint(condition=models.Q(expiry__isnull=False), name="apitoken_expires"),
        ]

    def __str__(self) -> str:
        return self.name
