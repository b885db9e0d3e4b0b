"""What an e-mail says. It leaves the site, so it has the words only of what is kept from nobody; the rest is behind its links."""

from __future__ import annotations

import dataclasses
import datetime as dt

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import Message, Notification, User
from core.telling import subjects_of

#: So much one e-mail tells of; for the rest it leads to the page.
MOST_LINES = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody is told."""

    occasion: str
    about: str
    actor: str
    words: str
    address: str


def compose_invitation(message: Message, token: str, now: dt.datetime) -> EmailMessage | None:
    """The e-mail with the link of an invitation; ``None`` where that can no longer be accepted."""
    invitation = message.invitation
    assert invitation is not None, "it is the e-mail of one"
    if not invitation.is_open(now):
        return None
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "desk": _on_one_line(invitation.desk.name),
            "by": _on_one_line(str(invitation.invited_by)),
            "role": invitation.get_role_display(),
            "until": invitation.expires_at,
            "address": settings.SITE_URL + reverse("core:invitation", kwargs={"token": token}),
        }
        return EmailMessage(
            subject=_("You are invited to %(desk)s on Claimdesk") % {"desk": context["desk"]},
            body=render_to_string("core/email/invitation.txt", context),
            to=[invitation.email],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        )


def compose(message: Message) -> EmailMessage | None:
    """The e-mail as its recipient may read it now; ``None`` where nothing of what it was to tell is left for them to see."""
    recipient = message.recipient
    assert recipient is not None, "what people are told goes to users"
    rows = message.notifications.visible_to(recipient).unread().select_related("actor").order_by("pk")
    with translation.override(settings.LANGUAGE_CODE):
        lines = _lines(recipient, list(rows[: MOST_LINES + 1]))
        if not lines:
            return None
        context = {
            "recipient": recipient,
            "lines": lines[:MOST_LINES],
            "is_cut_off": len(lines) > MOST_LINES,
            "notifications": settings.SITE_URL + reverse("core:notifications"),
            "settings": _settings_address(),
        }
        return EmailMessage(
            subject=_subject(lines),
            body=render_to_string("core/email/notifications.txt", context),
            to=[recipient.email],
            headers={
                "Message-ID": message.message_id,
                "Auto-Submitted": "auto-generated",
                "List-Unsubscribe": f"<{_settings_address()}>",
            },
        )


def _settings_address() -> str:
    return f"{settings.SITE_URL}{reverse('core:account')}#mail"


def _lines(recipient: User, rows: list[Notification]) -> list[Line]:
    subjects = subjects_of(recipient, {(row.object_type, row.object_id) for row in rows})
    return [
        Line(
            occasion=row.get_occasion_display(),
            about=about.name,
            actor=_on_one_line(str(row.actor)) if row.actor else "",
            words=_on_one_line(about.words) if about.is_open else "",
            address=settings.SITE_URL + reverse("core:notification", args=[row.pk]),
        )
        for row in rows
        if (about := subjects.get((row.object_type, row.object_id))) is not None
    ]


def _on_one_line(text: str) -> str:
    """What people wrote, so that it cannot pass for a line of ours."""
    return " ".join(text.split())


def _subject(lines: list[Line]) -> str:
    if len(lines) == 1:
        return _("%(occasion)s: %(about)s") % {"occasion": lines[0].occasion, "about": lines[0].about}
    number = min(len(lines), MOST_LINES)
    return ngettext("%(n)d notification", "%(n)d notifications", number) % {"n": number}
