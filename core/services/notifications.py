"""Telling people: in the transaction of what they are told of, once a person and occasion. And noting what they have read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from core.models import Desk, Notification, Occasion, User


def notify(occasion: Occasion, about: models.Model, *, recipients: Iterable[int], desk: Desk, actor: User | None) -> None:
    """Tell these people, by id, of a row; in the caller's transaction, or not at all.

    Whoever did it is not told of it. Whoever was told already is not told again: a task that runs twice tells once.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notification belongs into the transaction of what it tells of")
    rows = [
        Notification(
            recipient_id=recipient,
            desk=desk,
            occasion=occasion,
            object_type=about._meta.label_lower,
            object_id=about.pk,
            actor=actor,
        )
        for recipient in sorted({*recipients} - {actor.pk if actor else None})
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def notification_read(*, notification: Notification, actor: User) -> None:
    """Note that the actor has looked at what they were told. Doing it twice changes nothing."""
    Notification.objects.visible_to(actor).unread().filter(pk=notification.pk).update(read_at=timezone.now())


def notifications_read(*, actor: User, up_to: int) -> int:
    """Note that the actor has looked at everything up to the notification of this id, the newest that they saw; how much it was.

    What has come since stays unread: nobody has seen it.
    """
    return Notification.objects.visible_to(actor).unread().filter(pk__lte=up_to).update(read_at=timezone.now())
