"""The figure of a claim, as an interval."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField, DateRangeField, DecimalRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.extraction.plurals import singular
from claims.models.claims import Claim


class Figure(models.Model):
    """The quantity of a claim. ``stated`` is the interval as said, ``tolerance`` the range that its words allow."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="figure", verbose_name=_("claim"))
    text = models.CharField(_("words"), max_length=200)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    stated = DecimalRangeField(_("as stated"), null=True, blank=True, help_text=_("Empty: kept as words, its base is not known."))
    best = models.DecimalField(_("best"), max_digits=24, decimal_places=6, null=True, blank=True)
    approximate = models.BooleanField(_("approximate"), default=False)
    tolerance = DecimalRangeField(_("tolerance"), null=True, blank=True)
    convention = models.CharField(_("convention of the tolerance"), max_length=80, blank=True)
    of = models.CharField(_("what is counted"), max_length=200, blank=True)
    counted_class = models.CharField(
        _("counted class"),
        max_length=120,
        blank=True,
        help_text=_("The head of what is counted, normalised: drone, person."),
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("For measures and money; empty for plain counts."))
    measures = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("what happened to it"))
    change = models.CharField(_("change"), max_length=4, blank=True, choices=[("up", _("up")), ("down", _("down"))])
    bases = models.ManyToManyField(Claim, blank=True, related_name="dependants", verbose_name=_("computed from"))
    derivation = models.CharField(_("derivation"), max_length=300, blank=True)
    part_of = models.ForeignKey(
        Claim, models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of the figure of")
    )
    population = models.CharField(_("population"), max_length=200, blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    period = DateRangeField(_("period"), null=True, blank=True)
    as_of = models.DateTimeField(_("as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(condition=models.Q(change__in=["", "up", "down"]), name="figure_change_known"),
        ]
        indexes = [models.Index(fields=["counted_class", "unit"], name="figure_counted_class")]

    def __str__(self) -> str:
        return f"{self.text} {self.of}".strip()

    @property
    def counted(self) -> str:
        """What its number is a number of, with the unit: "percent of voters", "USD", "kilometres", "drones", of one "drone"."""
        before, _, noun = self.of.rpartition(" ")
        if not self.unit and self.low == self.high == 1 and " of " not in self.of:  # "one of the three ships"
            return f"{before} {singular(noun)}".strip()
        if not self.unit or self.unit in self.of.lower():
            return self.of
        return f"{self.unit} of {self.of}" if self.of else self.unit

    @property
    def low(self) -> Decimal | None:
        """The lower bound as stated, or ``None`` where there is none."""
        return self.stated.lower if self.stated else None

    @property
    def high(self) -> Decimal | None:
        """The upper bound as stated, or ``None`` where there is none."""
        return self.stated.upper if self.stated else None
