"""Exports that are too large for one answer: written by the worker, downloaded afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Desk, User, desks_of


class ExportFormat(models.TextChoices):
    """What an export is written as."""

    JSONL = "jsonl", _("JSON Lines")
    CSV = "csv", "CSV"
    CLAIM_REVIEW = "claimreview", "ClaimReview"


class ExportState(models.TextChoices):
    """Where an export stands; ``verification/services/exports.py`` is the only writer."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being written")
    DONE = "done", _("ready")
    FAILED = "failed", _("could not be written")


class ExportQuerySet(models.QuerySet["Export"]):
    """Reads exports."""

    def visible_to(self, user: User) -> Self:
        """The user's own exports, as long as the user is on their desk."""
        return self.filter(requested_by=user, desk__in=desks_of(user))

    def due(self, now: dt.datetime) -> Self:
        """Those that should be written now; a run that stopped half way is among them."""
        return self.filter(state__in=[ExportState.QUEUED, ExportState.RUNNING], next_attempt_at__lte=now)


class Export(models.Model):
    """A file of published verdicts, with its digest and row count."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="exports", verbose_name=_("desk"))
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="exports", verbose_name=_("requested by"))
    format = models.CharField(_("format"), max_length=12, choices=ExportFormat.choices)
    filters = models.JSONField(_("filters"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    rows_total = models.PositiveIntegerField(_("rows to write"), null=True, blank=True)
    rows_written = models.PositiveIntegerField(_("rows written"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    file = models.FileField(_("file"), upload_to="exports/%Y/%m/", blank=True, max_length=200)
    requested_at = models.DateTimeField(_("requested"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now, null=True, blank=True)
    failure_code = models.CharField(_("failure"), max_length=60, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            models.CheckConstraint(condition=models.Q(format__in=ExportFormat.values), name="export_format_known"),
            models.CheckConstraint(condition=models.Q(state__in=ExportState.values), name="export_state_known"),
            models.CheckConstraint(condition=~models.Q(state="done") | ~models.Q(sha256=""), name="export_done_has_digest"),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state__in=["queued", "running"]), name="export_due")
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()} {self.pk}"
