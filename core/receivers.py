"""What this app does when its own services tell it something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from core.signals import invitation_due, mail_due
from core.tasks import mail_to_invited, mail_to_user
from core.wake import wake_on_commit


@receiver(mail_due, dispatch_uid="core.mail_to_user")
def mail_told(user_id: int, **_: Any) -> None:
    """Have the worker mail somebody what they were told."""
    wake_on_commit(mail_to_user, user_id)


@receiver(invitation_due, dispatch_uid="core.mail_to_invited")
def mail_invitation(invitation_id: int, **_: Any) -> None:
    """Have the worker mail somebody their invitation."""
    wake_on_commit(mail_to_invited, invitation_id)
