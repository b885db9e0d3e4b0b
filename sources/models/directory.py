"""The directory of sources: their names, what they belong to, how reliable they are."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
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

    @property
    def since(self) -> dt.date | None:
        """The first day, if there was one."""
        first: dt.date | None = self.during.lower
        return first

    @property
    def until(self) -> dt.date | None:
        """The last day, if there was one; PostgreSQL keeps the day after it."""
        after: dt.date | None = self.during.upper
        return after - dt.timedelta(days=1) if after else None
