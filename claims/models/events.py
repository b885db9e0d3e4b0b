"""Events: what claims are about, where and when, with the parties to it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Desk, User, desks_of
from sources.models import Source


class EventQuerySet(models.QuerySet["Event"]):
    """Reads events."""

    def visible_to(self, user: User) -> Self:
        """The events of the user's desks."""
        return self.filter(desk__in=desks_of(user))


class Event(models.Model):
    """What happened, where and when, and who had which role in it. Claims from many articles speak of it."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="events", verbose_name=_("desk"))
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    during = DateRangeField(_("during"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("created by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title


class EventRole(models.TextChoices):
    """What part a party had in an event."""

    ATTACKER = "attacker", _("attacker")
    DEFENDER = "defender", _("defender")
    AFFECTED = "affected", _("affected")
    AUTHORITY = "authority", _("authority")
    MEDIATOR = "mediator", _("mediator")
    OBSERVER = "observer", _("observer")


class EventPartyQuerySet(models.QuerySet["EventParty"]):
    """Reads who had which role in which event."""

    def visible_to(self, user: User) -> Self:
        """Those of events and of sources that the user may see."""
        return self.filter(event__in=Event.objects.visible_to(user), source__in=Source.objects.visible_to(user))


class EventParty(models.Model):
    """That a source took part in an event, and in which role: what makes its statements about it self-serving or not."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="parties", verbose_name=_("event"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="event_roles", verbose_name=_("party"))
    role = models.CharField(_("role"), max_length=12, choices=EventRole.choices)

    objects = EventPartyQuerySet.as_manager()

    class Meta:
        ordering = ["event", "role"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["event", "source", "role"], name="party_once_per_role"),
            models.CheckConstraint(condition=models.Q(role__in=EventRole.values), name="party_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_role_display()})"
