"""Telling people: in the transaction of what they are told of, once a person and occasion. And noting what they have read."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from core.models import Delivery, Desk, Membership, Notification, Occasion, User
from core.services.mailing import next_digest
from core.signals import mail_due


def notify(occasion: Occasion, about: models.Model, *, recipients: Iterable[int], desk: Desk, actor: User | None) -> None:
    """Tell these people, by id, of a row; in the caller's transaction, or not at all.

    Whoever did it is not told. Whoever was told already is not told again: a task that runs twice tells once. Members get it by
    e-mail as well, as they chose.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a notification belongs into the transaction of what it tells of")
    people = sorted({*recipients} - {actor.pk if actor else None})
    members = Membership.objects.filter(desk=desk, user__in=people, is_active=True)
    deliveries: dict[int, str] = dict(members.values_list("user", "mail"))
    now = timezone.now()
    due = {Delivery.IMMEDIATE: now, Delivery.DIGEST: next_digest(now)}
    rows = [
        Notification(
            recipient_id=recipient,
            desk=desk,
            occasion=occasion,
            object_type=about._meta.label_lower,
            object_id=about.pk,
            actor=actor,
            created_at=now,
            mail=(mail := deliveries.get(recipient, Delivery.NEVER)),
            mail_due_at=due.get(Delivery(mail)),
        )
        for recipient in people
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    for recipient in (row.recipient_id for row in rows if row.mail == Delivery.IMMEDIATE):
        transaction.on_commit(functools.partial(mail_due.send_robust, sender=Notification, user_id=recipient))


def settle(occasions: Iterable[Occasion], about: models.QuerySet[Any]) -> None:
    """Take as read what anybody was told of these rows on these occasions: there is nothing left to do about it.

    In the caller's transaction; what was to be mailed of it and was not yet is not mailed any more.
    """
    told = Notification.objects.unread().filter(occasion__in=occasions, object_type=about.model._meta.label_lower)
    told.filter(object_id__in=about.order_by().values("pk")).update(read_at=timezone.now())


def notification_read(*, notification: Notification, actor: User) -> None:
    """Note that the actor has looked at what they were told. Doing it twice changes nothing."""
    Notification.objects.visible_to(actor).unread().filter(pk=notification.pk).update(read_at=timezone.now())


def notifications_read(*, actor: User, up_to: int) -> int:
    """Note that the actor has looked at everything up to the notification of this id, the newest that they saw; how much it was.

    What has come since stays unread: nobody has seen it.
    """
    return Notification.objects.visible_to(actor).unread().filter(pk__lte=up_to).update(read_at=timezone.now())
