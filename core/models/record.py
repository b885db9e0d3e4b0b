"""What was done: the record."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.desks import Desk, User


class RecordEntry(models.Model):
    """One write: who did what to which object, and when. Append-only; the database refuses UPDATE, DELETE and TRUNCATE.

    What was, what is and why are in the payload beside it; the entry keeps the payload's digest, so that a payload can be erased
    when the law demands it while the entry still proves that there was one.

    ``sequence`` and ``hash`` are its seal. The database lets them be set once, together, and nothing else of the entry with them.
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
    sequence = models.BigIntegerField(
        _("sequence"),
        null=True,
        unique=True,
        editable=False,
        help_text=_("Its place in the sealed record; empty: not sealed yet."),
    )
    hash = models.CharField(
        _("hash"),
        max_length=64,
        default="",
        editable=False,
        help_text=_("SHA-256 of this entry and the hash of the one before it."),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("record entry")
        verbose_name_plural = _("record")
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="recordentry_object"),
            models.Index(fields=["desk", "id"], name="recordentry_desk"),
            # What the sealer looks for: as small as what is new, however long the record is.
            models.Index(fields=["id"], condition=models.Q(sequence=None), name="recordentry_unsealed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sequence=None, hash="") | models.Q(sequence__gte=1, hash__regex="^[0-9a-f]{64}$"),
                name="recordentry_sealed_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_id}"


def new_salt() -> str:
    """A salt that keeps a short payload from being guessed from its digest."""
    return secrets.token_hex(16)


class RecordPayload(models.Model):
    """What was, what is, and why, of one record entry. The database lets it be erased once a redaction is on record."""

    entry = models.OneToOneField(RecordEntry, models.PROTECT, primary_key=True, related_name="payload")
    # Null, both, once the payload was redacted: what was never said is something else than what was erased.
    salt = models.CharField(max_length=32, null=True, default=new_salt, editable=False)  # noqa: DJ001
    body = models.TextField(  # noqa: DJ001
        _("body"), null=True, editable=False, help_text=_("JSON of what was, what is and why, as its digest was made over it.")
    )

    class Meta:
        verbose_name = _("record payload")
        verbose_name_plural = _("record payloads")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(salt=None, body=None) | models.Q(salt__isnull=False, body__isnull=False),
                name="recordpayload_whole_or_erased",
            )
        ]

    def __str__(self) -> str:
        return f"payload of {self.entry_id}"

    @property
    def is_redacted(self) -> bool:
        return self.body is None

    @property
    def before(self) -> Any:
        """What was; nothing where it was redacted."""
        return self._content.get("before")

    @property
    def after(self) -> Any:
        """What is; nothing where it was redacted."""
        return self._content.get("after")

    @property
    def reason(self) -> str:
        """Why; nothing where it was redacted."""
        return str(self._content.get("reason", ""))

    @property
    def _content(self) -> dict[str, Any]:
        return {} if self.body is None else dict(json.loads(self.body))
