"""Reads that several apps need."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from core.errors import Invalid
from core.models import Desk, Membership, Role, SecondFactor, Session, User, desks_as
from core.permissions import LEAST_ROLE, Permission


def desk_for(user: User, slug: str = "") -> Desk:
    """The desk that the user means: the one of this short name, or, without one, the only one that the user has.

    Raises :class:`Invalid`: ``desk:unknown`` where the user has no such desk, ``desk:ambiguous`` where a name is needed.
    """
    desks = list(Desk.objects.visible_to(user).filter(slug=slug) if slug else Desk.objects.visible_to(user)[:2])
    if not desks:
        raise Invalid("desk:unknown", "You are on no such desk.", desk=slug)
    if len(desks) > 1:
        raise Invalid("desk:ambiguous", "You are on several desks: say which one by its short name.", field="desk")
    return desks[0]


def members_who_may(permission: Permission, desk: Desk) -> QuerySet[Membership]:
    """The active members of the desk whose role allows this."""
    roles = [role for role in Role if role.includes(LEAST_ROLE[permission])]
    return desk.memberships.filter(is_active=True, role__in=roles, user__is_active=True)


def colleagues_of(user: User) -> QuerySet[Membership]:
    """The active members of the desks on which the user reviews at least: viewers are not told who is there."""
    desks = desks_as(user, LEAST_ROLE[Permission.REVIEW])
    return Membership.objects.filter(desk__in=desks.values("pk"), is_active=True, user__is_active=True)


class Due(enum.StrEnum):
    """What somebody who gave their password still has to do before anything opens."""

    PROOF = "proof"
    ENROLMENT = "enrolment"


def second_factor_due(user: User, desks: Iterable[Desk]) -> Due | None:
    """What the user's second factor, or one of the user's desks, demands of a session in which none was proved."""
    if hasattr(user, "second_factor"):
        return Due.PROOF
    return Due.ENROLMENT if any(desk.requires_second_factor for desk in desks) else None


def requires_second_factor(user: User) -> bool:
    """Whether a desk that the user can work at requires a second factor."""
    return Desk.objects.visible_to(user).filter(requires_second_factor=True).exists()


def lacks_second_factor(user: User, *, since: dt.datetime | None = None) -> bool:
    """Whether the user must have a second factor and has none, or has it later than ``since``."""
    if not requires_second_factor(user):
        return False
    enrolled = SecondFactor.objects.filter(user=user)
    return not (enrolled.filter(enrolled_at__lte=since) if since else enrolled).exists()


def sessions_of(user: User) -> QuerySet[Session]:
    """Where the user is signed in."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now())
