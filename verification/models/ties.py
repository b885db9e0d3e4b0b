"""What members of a desk declare about themselves, so that they are not asked to judge what they are part of."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import Desk, User, desks_led_by, desks_of
from sources.models import Source


class TieQuerySet(models.QuerySet["Tie"]):
    """Reads ties."""

    def visible_to(self, user: User) -> Self:
        """The user's own, and those of everybody on desks that the user leads, to sources that the user may see."""
        own, known = models.Q(user=user), ~concealed(Source, user.pk, "source")
        return self.filter(own | known & models.Q(desk__in=desks_led_by(user)), desk__in=desks_of(user))

    def active(self) -> Self:
        """Those that were not ended."""
        return self.filter(ended_at__isnull=True)


class Tie(models.Model):
    """That a member of a desk is close to a source: while it lasts, cases that concern the source are not theirs."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="ties", verbose_name=_("desk"))
    user = models.ForeignKey(User, models.PROTECT, related_name="ties", verbose_name=_("member"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="ties", verbose_name=_("source"))
    nature = models.CharField(_("nature"), max_length=300, help_text=_("Worked there, is related, is paid by it."))
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "user", "source"], condition=models.Q(ended_at__isnull=True), name="tie_once_while_active"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.source}"
