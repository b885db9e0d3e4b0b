"""Sessions of users, and how they are ended."""

from __future__ import annotations

from django.db import transaction

from core.errors import Invalid
from core.models import Membership, Session, User, token_digest
from core.permissions import Permission, require
from core.record import record


def end_all(user: User, *, but: str | None = None) -> int:
    """Sign the user out everywhere, but for the session with the key ``but``; returns from how many sessions."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=but).delete()
    return ended


@transaction.atomic
def session_end(*, user: User, digest: str) -> bool:
    """End one of the user's own sessions, named by the digest of its key; whether it was still there."""
    own = Session.objects.filter(user=user).values_list("session_key", flat=True)
    key = next((key for key in own if token_digest(key) == digest), None)
    if key is None:
        return False
    Session.objects.filter(session_key=key).delete()
    record("end_sessions", user, actor=user, desk=None, after={"ended": 1})
    return True


@transaction.atomic
def sessions_end_others(*, user: User, current: str | None) -> int:
    """End all sessions of the user but the one with the key ``current``; returns how many there were."""
    ended = end_all(user, but=current)
    record("end_sessions", user, actor=user, desk=None, after={"ended": ended})
    return ended


@transaction.atomic
def sessions_end_all(*, membership: Membership, actor: User | None, reason: str) -> int:
    """As an admin of a member's desk, sign the member out everywhere; returns from how many sessions."""
    if actor is not None:
        require(actor, Permission.ADMINISTER, membership.desk)
    if not reason.strip():
        raise Invalid("session:reason_needed", "Say why.", field="reason")
    ended = end_all(membership.user)
    record("end_sessions", membership.user, actor=actor, desk=membership.desk, after={"ended": ended}, reason=reason)
    return ended
