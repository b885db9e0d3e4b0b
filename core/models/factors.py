"""What proves, beside the password, who somebody is; and where they are signed in."""

from __future__ import annotations

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.desks import User


class SecondFactor(models.Model):
    """A user's authenticator: the key that it shares with Claimdesk, and which of its codes were used."""

    user = models.OneToOneField(User, models.PROTECT, related_name="second_factor", verbose_name=_("user"))
    key = models.TextField(editable=False, help_text=_("Encrypted."))
    last_step = models.BigIntegerField(
        default=0, editable=False, help_text=_("The time step of the last code that was accepted: none of it or before is again.")
    )
    failures = models.PositiveSmallIntegerField(_("wrong codes in a row"), default=0, editable=False)
    failed_at = models.DateTimeField(_("last wrong code"), null=True, editable=False)
    enrolled_at = models.DateTimeField(_("enrolled"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["user"]
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code that stands in once for an authenticator that is not at hand. Only its digest is kept."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes", verbose_name=_("second factor"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    used_at = models.DateTimeField(_("used"), null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")

    def __str__(self) -> str:
        return f"{self.factor}, {self.pk}"


class Session(AbstractBaseSession):
    """A browser's session, with whose it is and from where it was used last, so that it can be listed and ended."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions", verbose_name=_("user"))
    signed_in_at = models.DateTimeField(_("signed in"), null=True)
    seen_at = models.DateTimeField(_("last seen"), null=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    browser = models.CharField(_("browser"), max_length=80, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
