"""What people are told: one row a person and occasion, written with what it tells of."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models.desks import Delivery, Desk, User, desks_of
from core.models.mail import Message
from core.telling import told_models


class Occasion(models.TextChoices):
    """Why somebody is told something. The words say it to the one who is told."""

    ASSIGNED = "assigned", _("Given to you")
    ENDED = "ended", _("Not yours any more")
    RUNS_OUT = "runs_out", _("Your time runs out")
    LAPSED = "lapsed", _("Went back: your time ran out")
    LEFT_UNDONE = "left_undone", _("Went back: somebody's time ran out")
    SENT_BACK = "sent_back", _("Sent back to you: review it again")
    NEEDS_ADJUDICATOR = "needs_adjudicator", _("Needs an adjudicator")
    WAITS_FOR_PUBLICATION = "waits_for_publication", _("Decided: waits for publication")
    PUBLISHED = "published", _("Published")
    REOPENED = "reopened", _("Reopened")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MENTIONED = "mentioned", _("You were mentioned")
    ARTICLE_READ = "article_read", _("Your article was read")
    ARTICLE_NOT_READ = "article_not_read", _("Your article could not be read")
    NOT_FETCHED = "not_fetched", _("Could not be fetched")


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Reads notifications."""

    def visible_to(self, user: User) -> Self:
        """The user's own, about what the user may see now: who loses sight of a thing loses sight of what was told of it."""
        return self.filter(recipient=user.pk).about_what_is_seen_by(user)

    def about_what_is_seen_by(self, user: User) -> Self:
        """Anybody's, on the user's desks, about what is not kept from the user."""
        told = {model._meta.label_lower: model for model in told_models()}
        kept = (models.Q(concealed(model, user.pk, "object_id"), object_type=name) for name, model in told.items())
        return self.filter(*(~each for each in kept), desk__in=desks_of(user), object_type__in=told)

    def mail_due(self, now: dt.datetime) -> Self:
        """Those that are to be mailed by now and belong to no e-mail yet."""
        return self.filter(message=None, mail_due_at__lte=now)

    def unread(self) -> Self:
        """Those that were not looked at."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """That somebody is told of something. It has no words of it: they are found when it is read, by whoever may read them."""

    recipient = models.ForeignKey(User, models.PROTECT, related_name="notifications", verbose_name=_("recipient"))
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="notifications", verbose_name=_("desk"))
    occasion = models.CharField(_("occasion"), max_length=24, choices=Occasion.choices)
    object_type = models.CharField(_("object type"), max_length=60, help_text=_("app.model"))
    object_id = models.BigIntegerField(_("object id"))
    actor = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("actor"), help_text=_("Empty: the system.")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    mail = models.CharField(_("e-mail"), max_length=10, choices=Delivery.choices, default=Delivery.NEVER)
    mail_due_at = models.DateTimeField(
        _("to be mailed"), null=True, editable=False, help_text=_("Empty: not by e-mail, or there was nothing left to tell.")
    )
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, editable=False, related_name="notifications", verbose_name=_("sent with")
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "occasion", "object_type", "object_id"], name="notification_once"),
            models.CheckConstraint(condition=models.Q(occasion__in=Occasion.values), name="notification_occasion_known"),
            models.CheckConstraint(condition=models.Q(mail__in=Delivery.values), name="notification_mail_known"),
        ]
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notification_newest"),
            models.Index(fields=["recipient", "-id"], condition=models.Q(read_at=None), name="notification_unread"),
            models.Index(
                fields=["mail_due_at"], condition=models.Q(message=None, mail_due_at__isnull=False), name="notification_mail_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_occasion_display()}"
