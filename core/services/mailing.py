"""E-mails about what people were told, and to those who are invited, each handed over at most once, whoever dies in the middle.

Notifications that are to be mailed are gathered into a message; an invitation has one from the beginning. A message is handed
over to the mail server in three steps: that it begins is committed; the mail server is spoken to; what came of it is committed.
Whoever finds a message that began and came to no end cannot know whether the mail server has it: that is what it says from then
on, and it is not sent again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import secrets
import smtplib
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.mails import compose, compose_invitation
from core.models import Delivery, Invitation, Membership, Message, MessageState, Notification, User, token_digest
from core.models.mail import MessageQuerySet
from core.signals import invitation_due

log = structlog.get_logger(__name__)

#: Handing over takes no longer, or whoever did it has died: a mail server is waited for ``EMAIL_TIMEOUT`` for each of its five
#: answers. No limit ends the task. Who is slower all the same is taken for dead, until what became of it is written down.
LEASE = dt.timedelta(minutes=10)
#: How long to wait after an attempt that reached no mail server: each time four times as long, and never longer than this.
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(minutes=1), dt.timedelta(hours=1)
#: For so long a mail server is looked for.
GIVEN_UP_AFTER = dt.timedelta(days=2)


def next_digest(now: dt.datetime) -> dt.datetime:
    """When the next daily e-mails are sent, in the site's time zone."""
    day = timezone.localdate(now)
    moments = (
        dt.datetime.combine(day + dt.timedelta(days=days), dt.time(settings.DIGEST_HOUR), timezone.get_current_timezone())
        for days in (0, 1)
    )
    return next(moment for moment in moments if moment > now)


def mail_user(*, user_id: int, now: dt.datetime) -> None:
    """Mail somebody what they were told and is due, and whatever still waits. May be called at any time, by several at once."""
    _gather(user_id, now)
    for message in Message.objects.due(now).filter(recipient=user_id).order_by("pk"):
        _hand_over(message, now)


def mail_invited(*, invitation_id: int, now: dt.datetime) -> None:
    """Mail somebody who is invited, where that still waits. May be called at any time, by several at once."""
    for message in Message.objects.due(now).filter(invitation=invitation_id):
        _hand_over(message, now)


def invitation_mail(*, invitation: Invitation) -> Message:
    """Have an invitation mailed; in the transaction that makes it."""
    message = Message.objects.create(invitation=invitation, delivery=Delivery.IMMEDIATE, message_id=_new_message_id())
    transaction.on_commit(functools.partial(invitation_due.send_robust, sender=Invitation, invitation_id=invitation.pk))
    return message


def mails_abandoned(*, now: dt.datetime) -> int:
    """Write down of messages whose handing over came to no end that nobody knows whether they were; how many these are."""
    began = Message.objects.filter(state=MessageState.HANDING_OVER, begun_at__lte=now - LEASE)
    number = began.update(state=MessageState.UNKNOWN, settled_at=now, failure="The worker did not come to an end.")
    if number:
        log.warning("mail.unknown", number=number)
    return number


# --- Gathering ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def _gather(user_id: int, now: dt.datetime) -> None:
    """Make messages of what is due, one for all that is due at once, and one for the day."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    for delivery in (Delivery.IMMEDIATE, Delivery.DIGEST):
        due = Notification.objects.mail_due(now).filter(recipient=user, mail=delivery).order_by("pk")
        if pks := list(due.select_for_update().values_list("pk", flat=True)):
            _gather_rows(user, pks, delivery, now)


def _gather_rows(user: User, pks: list[int], delivery: Delivery, now: dt.datetime) -> None:
    rows = Notification.objects.filter(pk__in=pks)
    today = timezone.localdate(now) if delivery == Delivery.DIGEST else None
    if today and Message.objects.filter(recipient=user, digest_on=today).exists():
        rows.update(mail_due_at=next_digest(now))
        return
    willing = Membership.objects.filter(user=user, is_active=True).exclude(mail=Delivery.NEVER).values("desk")
    told = list(rows.visible_to(user).unread().filter(desk__in=willing).values_list("pk", flat=True))
    if told:
        identity = {"message_id": _new_message_id(), "digest_on": today}
        message = Message.objects.create(recipient=user, delivery=delivery, next_attempt_at=now, **identity)
        rows.filter(pk__in=told).update(message=message)
    rows.exclude(pk__in=told).update(mail_due_at=None)  # read already, or not to be told any more


def _new_message_id() -> str:
    """What no other e-mail is called, in the name of the site; kept with the message, however often it is tried."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


# --- Handing over ---------------------------------------------------------------------------------------------------------


def _hand_over(message: Message, now: dt.datetime) -> None:
    # A link's secret is kept nowhere, so each attempt has one of its own.
    token = secrets.token_urlsafe(32) if message.invitation else ""
    email = compose_invitation(message, token, now) if message.invitation else compose(message)
    if email is None:
        _end_as(message, MessageState.WAITING, MessageState.DROPPED)
        return
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:  # nobody was told anything
        _put_off(message, MessageState.WAITING, _described(error), now)
        return
    try:
        if _begin(message, token):
            _send(message, lambda: connection.send_messages([email]), now)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.close()


def _begin(message: Message, token: str) -> bool:
    """Whether it is ours to hand over: of all that try, of one. Committed before the mail server hears of it.

    From then on the link works that is in this e-mail, and none of an attempt before. The lease begins here, however long ago
    the task did, which may have other e-mails behind it.
    """
    with transaction.atomic(durable=True):
        waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING)
        begun = waiting.update(state=MessageState.HANDING_OVER, begun_at=timezone.now(), attempts=F("attempts") + 1)
        if begun and message.invitation is not None:
            Invitation.objects.filter(pk=message.invitation.pk).update(digest=token_digest(token))
    return begun == 1


def _send(message: Message, send: Callable[[], Any], now: dt.datetime) -> None:
    try:
        send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        _refused(message, error, now)
    except Exception as error:  # noqa: BLE001 - whatever a backend raises, the mail server may have it
        log.warning("mail.unknown", message=message.message_id, error=type(error).__name__)
        _end_as(message, MessageState.HANDING_OVER, MessageState.UNKNOWN, _described(error))
    else:
        _end_as(message, MessageState.HANDING_OVER, MessageState.SENT)


def _refused(message: Message, error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused, now: dt.datetime) -> None:
    """The mail server said no: for now, for good, or in no way that says which."""
    codes = (
        [code for code, _ in error.recipients.values()] if isinstance(error, smtplib.SMTPRecipientsRefused) else [error.smtp_code]
    )
    match [code // 100 for code in codes]:
        case [4]:
            _put_off(message, MessageState.HANDING_OVER, _described(error), now)
        case [5]:
            log.warning("mail.refused", message=message.message_id, error=_described(error))
            _end_as(message, MessageState.HANDING_OVER, MessageState.FAILED, _described(error))
        case _:
            _end_as(message, MessageState.HANDING_OVER, MessageState.UNKNOWN, _described(error))


def _put_off(message: Message, state: MessageState, failure: str, now: dt.datetime) -> None:
    """Try again later what nobody has been given, unless it was tried for long enough."""
    log.info("mail.put_off", message=message.message_id, error=failure)
    if now - message.created_at > GIVEN_UP_AFTER:
        _end_as(message, state, MessageState.FAILED, failure)
        return
    pause = min(FIRST_PAUSE * 4 ** min(message.attempts, 5), LONGEST_PAUSE)
    again = {"attempts": message.attempts + 1, "next_attempt_at": now + pause, "begun_at": None, "settled_at": None}
    _own(message, state).update(state=MessageState.WAITING, failure=failure, **again)


def _end_as(message: Message, before: MessageState, state: MessageState, failure: str = "") -> None:
    """Write down what became of it."""
    _own(message, before).update(state=state, settled_at=timezone.now(), next_attempt_at=None, failure=failure)


def _own(message: Message, before: MessageState) -> MessageQuerySet:
    """The message, if it stands as we left it. What is ours to hand over may be taken for unknown meanwhile, and is known now."""
    befores = {before, MessageState.UNKNOWN} if before is MessageState.HANDING_OVER else {before}
    return Message.objects.filter(pk=message.pk, state__in=befores)


def _described(error: Exception) -> str:
    """What went wrong, by its sort and the mail server's code: its words may repeat what is nobody else's business."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
