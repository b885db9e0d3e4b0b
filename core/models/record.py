"""What was done: the record."""

from __future__ import annotations

import secrets

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.desks import Desk, User


class RecordEntry(models.Model):
    """One write: who did what to which object, and when. Append-only; the database refuses UPDATE, DELETE and TRUNCATE.

    What was, what is and why are in the payload beside it; the entry keeps the payload's digest, so that a payload can be erased
    when the law demands it while the entry still proves that there was one.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="record_entries",
        verbose_name=_("actor"),
        help_text=_("Empty: the system."),
    )
    action = models.CharField(_("action"), max_length=80, help_text=_("app.object.verb, for example claims.claim.correct"))
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="record_entries", verbose_name=_("desk"))
    object_type = models.CharField(_("object type"), max_length=60, help_text=_("app.model"))
    object_id = models.BigIntegerField(_("object id"))
    digest = models.CharField(_("payload digest"), max_length=64, help_text=_("SHA-256 of salt and payload."))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("record entry")
        verbose_name_plural = _("record")
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="recordentry_object"),
            models.Index(fields=["desk", "id"], name="recordentry_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


def new_salt() -> str:
    """A salt that keeps a short payload from being guessed from its digest."""
    return secrets.token_hex(16)


class RecordPayload(models.Model):
    """What was, what is, and why, of one record entry."""

    entry = models.OneToOneField(RecordEntry, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    before = models.JSONField(_("what was"), null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("what is"), null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("record payload")
        verbose_name_plural = _("record payloads")

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"
