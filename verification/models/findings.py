"""What can be found: rating scales, and the three findings that a review and a verdict both consist of."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import DecimalRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Desk, User, desks_of


class Meaning(models.TextChoices):
    """What a rating means to a machine, whatever the desk calls it."""

    SUPPORTED = "supported", _("supported")
    REFUTED = "refuted", _("refuted")
    MIXED = "mixed", _("mixed")
    INSUFFICIENT = "insufficient", _("insufficient evidence")
    NOT_YET_DUE = "not_yet_due", _("not yet due")
    NOT_CHECKABLE = "not_checkable", _("not checkable")


class RatingScale(models.Model):
    """A version of a desk's scale. Once a review used it, it is frozen: a change makes the next version."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="rating_scales", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=80)
    version = models.PositiveIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("current"), default=True, help_text=_("The scale that new reviews use."))
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["desk", "name", "-version"]
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        constraints = [
            models.UniqueConstraint(fields=["desk", "name", "version"], name="scale_version_once"),
            models.UniqueConstraint(fields=["desk"], condition=models.Q(is_current=True), name="scale_one_current_per_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class RatingQuerySet(models.QuerySet["Rating"]):
    """Reads ratings."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's desks, of the present scales and of earlier ones."""
        return self.filter(scale__desk__in=desks_of(user))


class Rating(models.Model):
    """A step of a scale: the desk's word for it, and its machine meaning."""

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings", verbose_name=_("scale"))
    label = models.CharField(_("label"), max_length=60)
    meaning = models.CharField(_("machine meaning"), max_length=16, choices=Meaning.choices)
    description = models.TextField(_("description"), blank=True)
    value = models.PositiveSmallIntegerField(
        _("value"),
        null=True,
        blank=True,
        help_text=_("ClaimReview's ratingValue; empty where the rating has no place in an order."),
    )
    position = models.PositiveSmallIntegerField(_("position"))

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering = ["scale_id", "position"]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["scale", "label"], name="rating_label_once"),
            models.UniqueConstraint(fields=["scale", "position"], name="rating_position_once"),
            models.CheckConstraint(condition=models.Q(meaning__in=Meaning.values), name="rating_meaning_known"),
        ]

    def __str__(self) -> str:
        return self.label


class SaidFinding(models.TextChoices):
    """The answer to "was it said?", for one link of the chain."""

    VERBATIM = "verbatim", _("verbatim")
    FAITHFUL = "faithful", _("faithful")
    DISTORTED = "distorted", _("distorted")
    OUT_OF_CONTEXT = "out_of_context", _("out of context")
    NOT_FOUND = "not_found", _("original not found")
    NOT_CHECKABLE = "not_checkable", _("not checkable")
    NOT_APPLICABLE = "not_applicable", _("not applicable: the article's own voice")


class FigureFinding(models.TextChoices):
    """The answer to "is the number right?", against the band that the evidence supports."""

    WITHIN = "within", _("within the evidence")
    ABOVE = "above", _("above the evidence")
    BELOW = "below", _("below the evidence")
    OVERLAPS = "overlaps", _("overlaps the evidence")
    INSUFFICIENT = "insufficient", _("insufficient evidence")
    NOT_APPLICABLE = "not_applicable", _("not applicable: no figure")


class Stance(models.TextChoices):
    """How evidence stands to a case."""

    SUPPORTS = "supports", _("supports")
    CONTRADICTS = "contradicts", _("contradicts")
    QUALIFIES = "qualifies", _("qualifies")
    MENTIONS = "mentions", _("mentions")


class Confidence(models.TextChoices):
    """How sure a finding is."""

    LOW = "low", _("low")
    MODERATE = "moderate", _("moderate")
    HIGH = "high", _("high")


class Finding(models.Model):
    """The three findings and their grounds. Immutable once written.

    ``said`` is a list with one object a link of the chain, outermost first: ``{"position", "names", "finding", "note"}`` with a
    :class:`SaidFinding`; empty for the article's own voice.
    """

    said = models.JSONField(_("was it said?"), default=list, blank=True)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="%(class)ss", verbose_name=_("what does the evidence show?"))
    figure_finding = models.CharField(
        _("is the number right?"), max_length=16, choices=FigureFinding.choices, default=FigureFinding.NOT_APPLICABLE
    )
    band = DecimalRangeField(_("band that the evidence supports"), null=True, blank=True)
    band_best = models.DecimalField(_("best value"), max_digits=24, decimal_places=6, null=True, blank=True)
    as_of = models.DateTimeField(_("as of"), null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.MODERATE)
    rationale = models.TextField(_("rationale"))
    missing_context = models.TextField(_("missing context"), blank=True)
    searched = models.TextField(_("searched and not found"), blank=True)
    reply_asked = models.TextField(_("reply asked"), blank=True)
    reply_given = models.TextField(_("reply given"), blank=True)
    look_again_on = models.DateField(_("look again on"), null=True, blank=True)

    class Meta:
        abstract = True
