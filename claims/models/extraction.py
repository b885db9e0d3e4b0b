"""Extraction runs: one engine version over one snapshot."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import User, desks_of
from sources.models import Snapshot


class RunState(models.TextChoices):
    """Where an extraction run stands; ``claims/services/extraction.py`` is the only writer."""

    QUEUED = "queued", _("waiting to be read")
    DONE = "done", _("read")
    UNREADABLE = "unreadable", _("no automatic claims: the engine does not read this language")
    FAILED = "failed", _("could not be read")
    SUPERSEDED = "superseded", _("left to another version of the engine")


class ExtractionRunQuerySet(models.QuerySet["ExtractionRun"]):
    """Reads extraction runs."""

    def visible_to(self, user: User) -> Self:
        """The runs over articles of the user's desks, without those that are kept from the user."""
        own = self.filter(snapshot__article__desk__in=desks_of(user))
        return own.exclude(concealed(ExtractionRun, user.pk))

    def due(self, now: dt.datetime) -> Self:
        """Those that should be tried now."""
        return self.filter(state=RunState.QUEUED, next_attempt_at__lte=now)


class ExtractionRun(models.Model):
    """One reading of a snapshot by one version of the engine. What the engine said stays here, whatever people change later."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="runs", verbose_name=_("snapshot"))
    engine = models.CharField(_("engine"), max_length=60)
    engine_version = models.CharField(_("engine version"), max_length=40)
    model = models.CharField(_("language model"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=RunState.choices, default=RunState.QUEUED)
    output = models.JSONField(
        _("extraction record"), null=True, blank=True, help_text=_("As the engine printed it: extraction/1.")
    )
    queued_at = models.DateTimeField(_("queued"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now, null=True, blank=True)
    failure_code = models.CharField(_("failure"), max_length=60, blank=True)
    failure_message = models.TextField(_("failure in words"), blank=True)

    objects = ExtractionRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("extraction run")
        verbose_name_plural = _("extraction runs")
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "engine_version"], name="run_once_per_snapshot_and_engine"),
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(output__isnull=False), name="run_done_has_output"
            ),
            models.CheckConstraint(condition=~models.Q(state="failed") | ~models.Q(failure_code=""), name="run_failed_says_why"),
        ]
        indexes = [models.Index(fields=["next_attempt_at"], condition=models.Q(state="queued"), name="run_due")]

    def __str__(self) -> str:
        return f"{self.engine} {self.engine_version} on snapshot {self.snapshot_id}"
