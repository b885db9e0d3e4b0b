"""What was fetched or handed in, byte for byte, and the text that was read from it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import Desk, User, desks_of
from sources.models.articles import Article, SubmissionMethod


class CaptureState(models.TextChoices):
    """Where a capture stands; ``sources/services/`` is the only writer."""

    PENDING = "pending", _("waiting to be fetched")
    DONE = "done", _("captured")
    FAILED = "failed", _("could not be captured")


class CaptureQuerySet(models.QuerySet["Capture"]):
    """Reads captures."""

    def visible_to(self, user: User) -> Self:
        """The captures of the user's desks, without those that are kept from the user."""
        return self.filter(desk__in=desks_of(user)).exclude(concealed(Capture, user.pk))

    def due(self, now: dt.datetime) -> Self:
        """Those whose fetching should be tried now."""
        return self.filter(state=CaptureState.PENDING, next_attempt_at__lte=now)


class Capture(models.Model):
    """What came, as it came: the bytes at one time, of an article or of a page that serves as evidence. Every fetch is a row."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="captures", verbose_name=_("desk"))
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="captures",
        verbose_name=_("article"),
        help_text=_("Empty where the page is evidence only."),
    )
    method = models.CharField(_("method"), max_length=8, choices=SubmissionMethod.choices)
    state = models.CharField(_("state"), max_length=8, choices=CaptureState.choices, default=CaptureState.PENDING)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="captures", verbose_name=_("actor"))
    requested_at = models.DateTimeField(_("requested"), default=timezone.now, editable=False)
    captured_at = models.DateTimeField(_("captured"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    final_url = models.URLField(_("final address"), max_length=2000, blank=True)
    redirects = models.JSONField(_("redirects"), default=list, blank=True)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    filename = models.CharField(_("file name"), max_length=255, blank=True)
    media_type = models.CharField(_("media type"), max_length=120, blank=True)
    charset = models.CharField(_("character set"), max_length=40, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    body = models.FileField(_("bytes"), upload_to="captures/%Y/%m/", blank=True, max_length=200)
    failure_code = models.CharField(_("failure"), max_length=60, blank=True)
    failure_message = models.TextField(_("failure in words"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now, null=True, blank=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CaptureState.values), name="capture_state_known"),
            models.CheckConstraint(condition=models.Q(method__in=SubmissionMethod.values), name="capture_method_known"),
            models.CheckConstraint(
                condition=~models.Q(state="done")
                | (models.Q(captured_at__isnull=False, size__isnull=False) & ~models.Q(sha256="")),
                name="capture_done_has_bytes",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="failed") | ~models.Q(failure_code=""), name="capture_failed_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="pending"), name="capture_due"),
            models.Index(fields=["desk", "sha256"], name="capture_content"),
        ]

    def __str__(self) -> str:
        return self.url or self.filename or f"capture {self.pk}"

    @property
    def snapshot(self) -> Snapshot | None:
        """The clean text of these bytes: an own snapshot, or, where they had the same text, the article's newest at that time."""
        own = self.snapshots.order_by("-pk").first()
        if own is not None or self.article is None or self.state != CaptureState.DONE:
            return own
        return self.article.snapshots.filter(created_at__lte=self.captured_at).order_by("-pk").first()


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Reads snapshots."""

    def visible_to(self, user: User) -> Self:
        """The snapshots of captures of the user's desks, without those that are kept from the user."""
        return self.filter(capture__desk__in=desks_of(user)).exclude(concealed(Snapshot, user.pk))


class Snapshot(models.Model):
    """The clean text of a capture. Immutable: the database refuses to change it, claims are anchored in it by code points."""

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="snapshots", verbose_name=_("capture"))
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="snapshots", verbose_name=_("article")
    )
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64, db_index=True)
    extractor = models.CharField(_("extractor"), max_length=40)
    extractor_version = models.CharField(_("extractor version"), max_length=40)
    title = models.CharField(_("title"), max_length=500, blank=True)
    byline = models.CharField(_("byline"), max_length=500, blank=True)
    published_on = models.DateField(_("published, as the page says"), null=True, blank=True)
    canonical_url = models.URLField(_("canonical address, as the page says"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints = [
            models.UniqueConstraint(fields=["capture", "extractor", "extractor_version"], name="snapshot_once_per_extractor"),
        ]
        indexes = [GinIndex(SearchVector("title", "text", config="simple"), name="snapshot_words")]

    def __str__(self) -> str:
        return self.title or f"snapshot {self.pk}"
