"""Whom we read and whom they quote: sources, articles, captures, snapshots."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import NOBODY, concealed, kept
from core.models import Desk, Sensitive, Sensitivity, User, desks_of, restricted_index


class SourceKind(models.TextChoices):
    """What a source is."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    OUTLET = "outlet", _("outlet")
    AGENCY = "agency", _("news agency")
    ACCOUNT = "account", _("account")
    DATASET = "dataset", _("dataset")


class Reliability(models.TextChoices):
    """The Admiralty code's reliability of a source (NATO STANAG 2511); judged apart from any one statement's credibility."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class SourceQuerySet(models.QuerySet["Source"]):
    """Reads sources."""

    def visible_to(self, user: User) -> Self:
        """The shared sources and those of the user's desks, without those that are kept from the user."""
        if not Desk.objects.visible_to(user).exists():
            return self.none()
        seen = self.filter(models.Q(desk__isnull=True) | models.Q(desk__in=desks_of(user)))
        return seen.exclude(concealed(Source, user.pk))

    def known_to(self, desk: Desk) -> Self:
        """The shared sources and those of this desk."""
        return self.filter(models.Q(desk__isnull=True) | models.Q(desk=desk))

    def open_to(self, actor: User | None) -> Self:
        """Without those that are restricted to others than the actor; the system works with none that is restricted."""
        return self.exclude(pk__in=kept("restricted_sources", actor.pk if actor else NOBODY))

    def named(self, name: str) -> Self:
        """Those that go by this name or alias, whatever its case."""
        folded = fold_name(name)
        return self.filter(models.Q(folded_name=folded) | models.Q(aliases__folded_name=folded)).distinct()

    def containing(self, words: str) -> Self:
        """Those whose name or alias has these words in it, whatever their case."""
        folded = fold_name(words)
        return self.filter(models.Q(folded_name__contains=folded) | models.Q(aliases__folded_name__contains=folded)).distinct()


def fold_name(name: str) -> str:
    """The form in which names are compared: case folded, white space collapsed."""
    return " ".join(name.casefold().split())


class Source(Sensitive):
    """A person, organisation, outlet, agency, account or dataset that publishes or is quoted."""

    desk = models.ForeignKey(
        Desk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("desk"),
        help_text=_("Empty: shared by all desks."),
    )
    name = models.CharField(_("name"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind.choices)
    description = models.TextField(_("description"), blank=True)
    homepage = models.URLField(_("home page"), blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    reliability = models.CharField(_("reliability"), max_length=1, choices=Reliability.choices, default=Reliability.F)
    reliability_basis = models.TextField(_("basis of the reliability"), blank=True)
    came_with_evidence = models.BooleanField(
        _("came with evidence"),
        default=False,
        editable=False,
        help_text=_("It is in the directory for the sake of a piece of evidence: who does not see that, does not see it."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "folded_name", "kind"],
                name="source_once",
                # A restricted one stands in nobody's way: that its name is taken would tell that it is there.
                condition=~models.Q(sensitivity="restricted"),
                nulls_distinct=False,
                violation_error_message=_("There is a source of this name and kind already."),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(condition=models.Q(reliability__in=Reliability.values), name="source_reliability_known"),
            models.CheckConstraint(condition=models.Q(sensitivity__in=Sensitivity.values), name="source_sensitivity_known"),
        ]
        indexes = [
            GinIndex(OpClass("folded_name", "gin_trgm_ops"), name="source_name_trigram"),
            restricted_index("source_restricted"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the compared form of the name in step with the name."""
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class SourceAlias(models.Model):
    """Another name of a source: "the SBU" for the Security Service of Ukraine."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="aliases", verbose_name=_("source"))
    name = models.CharField(_("name"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [models.UniqueConstraint(fields=["source", "folded_name"], name="alias_once")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the compared form of the name in step with the name."""
        self.folded_name = fold_name(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Reads who belongs to whom."""

    def visible_to(self, user: User) -> Self:
        """Those between sources that the user may see."""
        seen = Source.objects.visible_to(user)
        return self.filter(source__in=seen, party__in=seen)


class Affiliation(models.Model):
    """That a source belonged to a party during some time, and on what basis we say so."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="affiliations", verbose_name=_("source"))
    party = models.ForeignKey(Source, models.PROTECT, related_name="affiliates", verbose_name=_("party"))
    during = DateRangeField(_("during"), help_text=_("From and to; an empty end is open."))
    basis = models.TextField(_("basis"), help_text=_("What shows it: a document, the source's own statement."))

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["source", "during"]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=models.F("party")), name="affiliation_not_with_itself"),
            ExclusionConstraint(
                name="affiliation_once_at_a_time",
                expressions=[
                    ("source", RangeOperators.EQUAL),
                    ("party", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.party}"


class SubmissionMethod(models.TextChoices):
    """How something came to us."""

    URL = "url", _("address")
    FILE = "file", _("file")
    PASTE = "paste", _("pasted text")


class CaptureState(models.TextChoices):
    """Where a capture stands; ``sources/services.py`` is the only writer."""

    PENDING = "pending", _("waiting to be fetched")
    DONE = "done", _("captured")
    FAILED = "failed", _("could not be captured")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Reads articles."""

    def visible_to(self, user: User) -> Self:
        """The articles of the user's desks, without those that are kept from the user."""
        return self.filter(desk__in=desks_of(user)).exclude(concealed(Article, user.pk))

    def named(self, words: str) -> Self:
        """Those that have these words in their title, their address, or their publisher's name."""
        title, url, publisher = (models.Q(**{f"{field}__icontains": words}) for field in ("title", "url", "publisher__name"))
        return self.filter(title | url | publisher)


class Article(Sensitive):
    """A publication that claims are read from.

    The address is the normalised one that was submitted: where a page says it belongs elsewhere (``rel=canonical``), that is
    noted on the snapshot and merges nothing.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="articles", verbose_name=_("desk"))
    publisher = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("publisher"))
    title = models.CharField(_("title"), max_length=500, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="articles", verbose_name=_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "url"],
                # A restricted one stands in nobody's way: that its address is known would tell that it is there.
                condition=~models.Q(url="") & ~models.Q(sensitivity="restricted"),
                name="article_address_once_per_desk",
                violation_error_message=_("There is an article at this address already."),
            ),
            models.CheckConstraint(condition=models.Q(sensitivity__in=Sensitivity.values), name="article_sensitivity_known"),
        ]
        indexes = [
            models.Index(fields=["desk", "-submitted_at", "-id"], name="article_desk_newest"),
            restricted_index("article_restricted"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or f"article {self.pk}"

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest snapshot: the text that people read now."""
        return self.snapshots.order_by("-pk").first()


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
