"""Verdicts: a new row each time, with what they rest on frozen, and their publication."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import User, desks_of
from verification.models.cases import Case
from verification.models.findings import Finding
from verification.models.reviews import Review


class VerdictBasis(models.TextChoices):
    """What made a verdict."""

    AGREEMENT = "agreement", _("reviews that agree")
    ADJUDICATION = "adjudication", _("an adjudicator's decision")


class VerdictQuerySet(models.QuerySet["Verdict"]):
    """Reads verdicts."""

    def visible_to(self, user: User) -> Self:
        """The verdicts on cases of the user's desks, without those that are kept from the user."""
        return self.filter(~concealed(Case, user.pk, "case"), case__desk__in=desks_of(user))

    def published(self) -> Self:
        """Those that were published and are now their case's valid word."""
        return self.filter(case__state="published", publication__isnull=False, publication__ended_at__isnull=True)

    def with_correction(self) -> Self:
        """With what :attr:`Verdict.corrects` reads."""
        return self.prefetch_related("case__verdicts__publication")

    def public(self) -> Self:
        """The published ones that anybody may see."""
        return self.published().of_public_cases()

    def of_public_cases(self) -> Self:
        """Those on cases that anybody may see."""
        return self.filter(case__in=Case.objects.public())


class Verdict(Finding):
    """What the desk found about a case. Immutable, numbered; the latest counts, the earlier stay.

    ``grounds`` is everything that it rests on as it was then: proposition, claims with chain and figure, evidence with passage,
    capture digest, grades and stance.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="verdicts", verbose_name=_("case"))
    number = models.PositiveIntegerField(_("number"))
    basis = models.CharField(_("basis"), max_length=12, choices=VerdictBasis.choices)
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("decided by"),
        help_text=_("The adjudicator; empty where reviews agreed."),
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    reviews = models.ManyToManyField(Review, related_name="verdicts", verbose_name=_("reviews"))
    grounds = models.JSONField(_("grounds"), help_text=_("What it rests on, frozen."))

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["-case_id", "-number"]
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="verdict_once_per_number"),
            models.CheckConstraint(
                condition=models.Q(basis="agreement", decided_by__isnull=True)
                | models.Q(basis="adjudication", decided_by__isnull=False),
                name="verdict_adjudication_has_adjudicator",
            ),
        ]

    def __str__(self) -> str:
        return f"verdict {self.number} on case {self.case_id}"

    def get_basis_display(self) -> str:  # type: ignore[no-redef] # Django leaves what a class defines itself
        """What made it, in words: one review has nothing to agree with."""
        if self.basis == VerdictBasis.AGREEMENT and len(self.reviews.all()) == 1:
            return gettext("one review")
        return str(VerdictBasis(self.basis).label)

    @property
    def corrects(self) -> Publication | None:
        """What was published on the case before, and this verdict corrects."""
        earlier = (verdict for verdict in self.case.verdicts.all() if verdict.number < self.number)
        return next((verdict.publication for verdict in earlier if hasattr(verdict, "publication")), None)


class Ending(models.TextChoices):
    """How a published verdict ceased to be the valid one."""

    SUPERSEDED = "superseded", _("superseded: it is, or was, reviewed again")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Publication(models.Model):
    """That a verdict was published, and when and why it ceased to be the valid one."""

    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="publication", verbose_name=_("verdict"))
    published_by = models.ForeignKey(User, models.PROTECT, related_name="publications", verbose_name=_("published by"))
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)
    override_reason = models.TextField(
        _("override"), blank=True, help_text=_("Why its only reviewer published it: nobody else on the desk could.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending.choices, blank=True)
    end_reason = models.TextField(_("why it ended"), blank=True, help_text=_("Public: consumers of the verdict are told."))

    class Meta:
        ordering = ["-published_at"]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | ~models.Q(end_reason=""), name="publication_ended_says_why"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ending="") | models.Q(ended_at__isnull=False, ending__in=Ending.values),
                name="publication_ended_says_how",
            ),
        ]
        indexes = [models.Index(fields=["-published_at", "id"], name="publication_newest")]

    def __str__(self) -> str:
        return f"publication of {self.verdict}"
