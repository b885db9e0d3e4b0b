"""Where cases go: queues, and the rules that decide."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import Desk


class Queue(models.Model):
    """A named line of cases of a desk: "Weapons", "Casualties"."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="queues", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        constraints = [models.UniqueConstraint("desk", Lower("name"), name="queue_once_per_desk")]

    def __str__(self) -> str:
        return self.name


class RoutingRule(models.Model):
    """If a claim meets all conditions, the effects apply. Rules are asked in order; the first effect of each sort wins.

    The shapes of ``conditions`` and ``effects`` are those of :mod:`verification.routing`, which validates them.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="routing_rules", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveIntegerField(_("position"), help_text=_("Lower is asked first."))
    is_active = models.BooleanField(_("active"), default=True)
    conditions = models.JSONField(_("conditions"), default=dict, blank=True)
    effects = models.JSONField(_("effects"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["desk", "position", "pk"]
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        constraints = [
            models.UniqueConstraint("desk", Lower("name"), name="rule_once_per_desk"),
            models.UniqueConstraint(
                fields=["desk", "position"], name="rule_position_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.name
