"""How a desk looks at how far its reviewers agree, and the cases of which it knows already what is to be found."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import Desk, User
from verification.models.cases import Case
from verification.models.findings import Finding

#: In percent: where every second case is a known one, the desk only rehearses.
LARGEST_SHARE = 50


class CalibrationTerms(models.Model):
    """What a desk has decided about calibration."""

    desk = models.OneToOneField(Desk, models.PROTECT, related_name="calibration_terms", verbose_name=_("desk"))
    shows_people = models.BooleanField(
        _("by person"), default=False, help_text=_("Leads see the figures of each reviewer, and not only the desk's.")
    )
    share = models.PositiveSmallIntegerField(
        _("known cases"),
        default=0,
        validators=[MaxValueValidator(LARGEST_SHARE)],
        help_text=_("For how many of a hundred cases that open a known one is mixed in. 0: none."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("calibration of a desk")
        verbose_name_plural = _("calibration of desks")
        constraints = [models.CheckConstraint(condition=models.Q(share__lte=LARGEST_SHARE), name="calibration_share_range")]

    def __str__(self) -> str:
        return f"calibration of {self.desk}"

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """The desk's, or, where it has decided nothing, the usual ones, unsaved."""
        return cls.objects.filter(desk=desk).first() or cls(desk=desk)


class KnownCaseQuerySet(models.QuerySet["KnownCase"]):
    """Reads known cases."""

    def visible_to(self, user: User) -> Self:
        """Those of the desks that the user leads, on cases that the user may see."""
        return self.filter(case__in=Case.objects.visible_to(user)).exclude(concealed(KnownCase, user.pk))

    def standing(self) -> Self:
        """Those that are still mixed in."""
        return self.filter(retired_at=None)


class KnownCase(Finding):
    """A case of which a lead has said what is to be found, so that copies of it can be mixed in unseen. The finding is the key.

    The key is never changed: a known case with a wrong one is retired, and made anew.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="known", verbose_name=_("case"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = KnownCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("known case")
        verbose_name_plural = _("known cases")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(retired_at=None), name="known_case_once_while_it_stands")
        ]

    def __str__(self) -> str:
        return f"known case {self.case_id}"


class KnownCopyQuerySet(models.QuerySet["KnownCopy"]):
    """Reads copies of known cases."""

    def visible_to(self, user: User) -> Self:
        """Those of known cases that the user may see."""
        return self.filter(known__in=KnownCase.objects.visible_to(user))

    def at_large(self) -> Self:
        """Those that somebody is, or is to be, at work on."""
        return self.filter(closed_at=None)


class KnownCopy(models.Model):
    """A case that stands in for a known one and looks like any other. Only those to whom it is given see it.

    What is kept from whom is said once, by the database's function ``claimdesk_unseen_known_cases``.
    """

    known = models.ForeignKey(KnownCase, models.PROTECT, related_name="copies", verbose_name=_("known case"))
    case = models.OneToOneField(Case, models.PROTECT, related_name="known_copy", verbose_name=_("copy"))
    occasion = models.OneToOneField(
        Case,
        models.PROTECT,
        related_name="+",
        verbose_name=_("occasion"),
        help_text=_("The case with whose opening it was mixed in."),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(
        _("closed"), null=True, blank=True, help_text=_("Since when its reviewers may know what it was.")
    )

    objects = KnownCopyQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("copy of a known case")
        verbose_name_plural = _("copies of known cases")
        indexes = [models.Index(fields=["known"], condition=models.Q(closed_at=None), name="known_copy_at_large")]

    def __str__(self) -> str:
        return f"copy {self.case_id} of known case {self.known_id}"
