"""How long people have for what is given to them."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Desk

MOST_HOURS = 24 * 90

HOURS = [MinValueValidator(1), MaxValueValidator(MOST_HOURS)]


class AssignmentTerms(models.Model):
    """A desk's times: what is not accepted, or not finished, by then goes back by itself. They hold for what is given later."""

    #: Which part of the time passes before a reminder.
    REMINDED_AFTER = 0.75

    desk = models.OneToOneField(Desk, models.PROTECT, related_name="assignment_terms", verbose_name=_("desk"))
    hours_to_accept = models.PositiveSmallIntegerField(
        _("hours to accept"), default=24, null=True, blank=True, validators=HOURS, help_text=_("Empty: no limit.")
    )
    hours_to_finish = models.PositiveSmallIntegerField(
        _("hours to finish"), default=120, null=True, blank=True, validators=HOURS, help_text=_("Empty: no limit.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("times of a desk")
        verbose_name_plural = _("times of desks")

    def __str__(self) -> str:
        return f"times of {self.desk}"

    @classmethod
    def of(cls, desk: Desk) -> Self:
        """The desk's, or, where it has set none, the usual ones, unsaved."""
        return cls.objects.filter(desk=desk).first() or cls(desk=desk)

    def moments(
        self, start: dt.datetime, *, is_accepted: bool, due_at: dt.datetime | None = None
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When to remind, and when an assignment of that time goes back; twice ``None`` where there is no limit.

        An offer waits until the case is due at most. What is late when it is offered has its whole time, and so has whoever is at
        work.
        """
        hours = self.hours_to_finish if is_accepted else self.hours_to_accept
        if hours is None:
            return None, None
        term = dt.timedelta(hours=hours)
        if not is_accepted and due_at is not None and due_at > start:
            term = min(term, due_at - start)
        return start + term * self.REMINDED_AFTER, start + term
