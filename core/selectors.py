"""Reads that several apps need."""

from __future__ import annotations

from core.errors import Invalid
from core.models import Desk, User


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
