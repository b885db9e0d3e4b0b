"""Where cases go: queues, and the rules that decide."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Desk, User, desks_of


class Queue(models.Model):
    """A named line of cases of a desk: "Weapons", "Casualties"."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="queues", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        constraints = [models.UniqueConstraint("desk", Lower("name"), name="queue_once_per_desk")]

    def __str__(self) -> str:
        return self.name


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    """Reads routing rules."""

    def visible_to(self, user: User) -> Self:
        """The rules of the user's desks, also those that were removed."""
        return self.filter(desk__in=desks_of(user))

    def standing(self) -> Self:
        """Those that were not removed, in the order in which they are asked."""
        return self.filter(removed_at=None).order_by("desk", "position")


class RoutingRule(models.Model):
    """If a claim meets all conditions, the effects apply. Rules are asked in order; the first effect of each sort wins.

    The shapes of ``conditions`` and ``effects`` are those of :mod:`verification.routing.route`, which validates them. A rule that
    is removed keeps its row and its versions, and no place in the order.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="routing_rules", verbose_name=_("desk"))
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveIntegerField(
        _("position"), null=True, help_text=_("Lower is asked first. Empty: the rule was removed.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    conditions = models.JSONField(_("conditions"), default=dict, blank=True)
    effects = models.JSONField(_("effects"), default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = RoutingRuleQuerySet.as_manager()

    class Meta:
        ordering = ["desk", "position", "pk"]
        verbose_name = _("routing rule")
        verbose_name_plural = _("routing rules")
        constraints = [
            models.UniqueConstraint(
                "desk", Lower("name"), condition=models.Q(removed_at=None), name="rule_name_once_while_it_stands"
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None, position__isnull=False) | models.Q(removed_at__isnull=False, position=None),
                name="rule_has_a_place_while_it_stands",
            ),
            models.UniqueConstraint(
                fields=["desk", "position"], name="rule_position_once", deferrable=models.Deferrable.DEFERRED
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RuleAction(models.TextChoices):
    """What made a version of a rule."""

    CREATE = "create", _("added")
    EDIT = "edit", _("edited")
    MOVE = "move", _("moved")
    REMOVE = "remove", _("removed")


class RuleVersionQuerySet(models.QuerySet["RuleVersion"]):
    """Reads versions of rules."""

    def visible_to(self, user: User) -> Self:
        """The versions of the rules of the user's desks."""
        return self.filter(rule__desk__in=desks_of(user))


class RuleVersion(models.Model):
    """A rule as it was from one change to the next: who changed it, and why. Append-only.

    ``content`` is the rule whole: its name, whether it is active, its position, conditions and effects.
    """

    rule = models.ForeignKey(RoutingRule, models.PROTECT, related_name="versions", verbose_name=_("rule"))
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("action"), max_length=8, choices=RuleAction.choices)
    content = models.JSONField(_("content"))
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("actor"),
        help_text=_("Empty: the system."),
    )
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        ordering = ["rule_id", "-number"]
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once"),
            models.CheckConstraint(condition=models.Q(action__in=RuleAction.values), name="rule_version_action_known"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, version {self.number}"
