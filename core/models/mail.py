"""E-mails to people about what they were told, and to those who are invited: each a row, handed over at most once."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.access import Invitation
from core.models.desks import Delivery, User, desks_administered_by


class MessageState(models.TextChoices):
    """What became of an e-mail. ``core/services/mailing.py`` is the only writer."""

    WAITING = "waiting", _("waiting")
    HANDING_OVER = "handing_over", _("being handed over")
    SENT = "sent", _("handed over to the mail server")
    UNKNOWN = "unknown", _("unknown: it may have been handed over, and is not again")
    FAILED = "failed", _("refused, or no mail server was reached for too long")
    DROPPED = "dropped", _("not sent: nothing was left to tell")


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads e-mails."""

    def visible_to(self, user: User) -> Self:
        """Those to the user, and those of invitations to the desks that the user administers."""
        return self.filter(models.Q(recipient=user.pk) | models.Q(invitation__desk__in=desks_administered_by(user)))

    def due(self, now: dt.datetime) -> Self:
        """Those that should be handed over now."""
        return self.filter(state=MessageState.WAITING, next_attempt_at__lte=now)


class Message(models.Model):
    """An e-mail to one person. What it says is put together when it is handed over, from what that person may see then.

    Whoever is invited need not be a user: their e-mail belongs to the invitation.
    """

    recipient = models.ForeignKey(User, models.PROTECT, null=True, related_name="messages", verbose_name=_("recipient"))
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, editable=False, related_name="message", verbose_name=_("invitation")
    )
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery.choices)
    digest_on = models.DateField(_("digest of"), null=True, editable=False, help_text=_("The day, of what comes once a day."))
    message_id = models.CharField("Message-ID", max_length=300, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, default=timezone.now, editable=False)
    begun_at = models.DateTimeField(_("handing over begun"), null=True, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    failure = models.CharField(
        _("failure"), max_length=200, blank=True, help_text=_("What the mail server, or its absence, said.")
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False, invitation__isnull=True)
                | models.Q(recipient__isnull=True, invitation__isnull=False),
                name="message_to_one",
            ),
            models.CheckConstraint(condition=models.Q(state__in=MessageState.values), name="message_state_known"),
            models.UniqueConstraint(fields=["recipient", "digest_on"], name="message_one_digest_a_day"),
            models.CheckConstraint(
                condition=models.Q(delivery="digest", digest_on__isnull=False)
                | models.Q(delivery="immediate", digest_on__isnull=True),
                name="message_digest_has_day",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="message_due"),
            models.Index(fields=["begun_at"], condition=models.Q(state="handing_over"), name="message_handing_over"),
        ]

    def __str__(self) -> str:
        return self.message_id
