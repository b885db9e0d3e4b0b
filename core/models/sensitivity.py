"""From whom something is kept: from the public, or from everybody but named people."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.desks import User


class Sensitivity(models.TextChoices):
    """Who may see something."""

    PUBLIC = "public", _("public")
    DESK = "desk", _("desk")
    RESTRICTED = "restricted", _("restricted to named people")


class Sensitive(models.Model):
    """Something that can be kept from people. ``core/services/sensitivity.py`` is the only writer of both columns."""

    sensitivity = models.CharField(_("sensitivity"), max_length=10, choices=Sensitivity.choices, default=Sensitivity.PUBLIC)
    named = models.ManyToManyField(
        User,
        blank=True,
        related_name="+",
        verbose_name=_("named people"),
        help_text=_("Who may see it where it is restricted: nobody else does, whatever their role."),
    )

    class Meta:
        abstract = True


def restricted_index(name: str) -> models.Index:
    """What finds the few restricted rows among all others."""
    return models.Index(fields=["id"], condition=models.Q(sensitivity="restricted"), name=name)
