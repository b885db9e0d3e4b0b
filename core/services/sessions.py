"""Sessions of users, and how they are ended."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from core.models import User


def end_all(user: User) -> None:
    """Sign the user out everywhere."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
