"""How a desk looks at how far its reviewers agree."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Desk


class CalibrationTerms(models.Model):
    """What a desk has decided about calibration."""

    desk = models.OneToOneField(Desk, models.PROTECT, related_name="calibration_terms", verbose_name=_("desk"))
    shows_people = models.BooleanField(
        _("by person"), default=False, help_text=_("Leads see the figures of each reviewer, and not only the desk's.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("calibration of a desk")
        verbose_name_plural = _("calibration of desks")

    def __str__(self) -> str:
        return f"calibration of {self.desk}"

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """The desk's, or, where it has decided nothing, the usual ones, unsaved."""
        return cls.objects.filter(desk=desk).first() or cls(desk=desk)
