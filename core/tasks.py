"""Adapters between Celery and the services."""

from __future__ import annotations

import datetime as dt

from celery import shared_task
from django.utils import timezone

from core.heads import head_publish
from core.models import Message, Notification
from core.sealing import record_seal
from core.services import mail_invited, mail_user, mails_abandoned
from core.wake import is_backlogged, wake_on_commit

#: How many people one sweep wakes the mailing to; the next one finds the rest.
SWEEP_LIMIT = 200


@shared_task
def mail_to_user(user_id: int) -> None:
    """Mail somebody what they were told."""
    mail_user(user_id=user_id, now=timezone.now())


@shared_task
def mail_to_invited(invitation_id: int) -> None:
    """Mail somebody their invitation."""
    mail_invited(invitation_id=invitation_id, now=timezone.now())


@shared_task
def sweep() -> None:
    """Wake the mailing that is due; seal what was written since the last time, and write down elsewhere how far the record is."""
    now = timezone.now()
    mails_abandoned(now=now)
    if not is_backlogged(mail_to_user):
        _wake_mailing(now)
    record_seal()
    head_publish(now=timezone.now())


def _wake_mailing(now: dt.datetime) -> None:
    told = Notification.objects.mail_due(now).order_by("mail_due_at").values_list("recipient", flat=True)[:SWEEP_LIMIT]
    waiting = Message.objects.due(now).order_by("next_attempt_at")
    for user_id in {*told, *waiting.exclude(recipient=None).values_list("recipient", flat=True)[:SWEEP_LIMIT]}:
        wake_on_commit(mail_to_user, user_id)
    for invitation_id in waiting.exclude(invitation=None).values_list("invitation", flat=True)[:SWEEP_LIMIT]:
        wake_on_commit(mail_to_invited, invitation_id)
