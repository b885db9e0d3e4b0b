"""Desks, and that each of them keeps an admin."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from core.checking import check, require_version
from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, Membership, Role, User
from core.permissions import Permission, require
from core.record import record

DESK_FIELDS = frozenset({"name", "slug", "names_reviewers", "requires_second_factor"})


@transaction.atomic
def desk_create(
    *, actor: User | None, name: str, slug: str, names_reviewers: bool = False, requires_second_factor: bool = False
) -> Desk:
    """Add a desk. Only superusers do; its first admin comes by their invitation."""
    if actor is not None and not (actor.is_active and actor.is_superuser):
        raise Forbidden("permission:denied", "Only who administers the site can add a desk.")
    given = {"slug": slug, "names_reviewers": names_reviewers, "requires_second_factor": requires_second_factor}
    desk = Desk(name=name.strip(), **given)
    check(desk)
    desk.save()
    record("create", desk, actor=actor, desk=desk, after={"name": desk.name, **given})
    return desk


@transaction.atomic
def desk_edit(*, desk: Desk, actor: User | None, expected_version: int | None, changes: dict[str, Any], reason: str = "") -> Desk:
    """Change name, short name, whether public pages name the reviewers, or whether members need a second factor.

    ``expected_version`` is the version that the actor saw (``None``: the system). Raises :class:`Invalid` (``desk:…``) or
    :class:`Conflict` (``desk:stale``).
    """
    if unknown := sorted(changes.keys() - DESK_FIELDS):
        raise Invalid("desk:field", f"There is no such field to set: {', '.join(unknown)}.", fields=unknown)
    if actor is not None:
        require(actor, Permission.ADMINISTER, desk)
    desk = lock_desk(desk)
    require_version(desk, expected_version, actor=actor)
    before = {name: getattr(desk, name) for name in changes}
    for name, value in changes.items():
        setattr(desk, name, value)
    check(desk)
    desk.version += 1
    desk.save()
    record("edit", desk, actor=actor, desk=desk, before=before, after=changes, reason=reason)
    return desk


def lock_desk(desk: Desk) -> Desk:
    """The desk, locked against other changes of who runs it; rows may still refer to it."""
    return Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)


def require_admin_left(desks: Collection[Desk]) -> None:
    """Raise :class:`Conflict` (``membership:last_admin``) where one of the desks has no admin any more."""
    for desk in desks:
        if not Membership.objects.filter(desk=desk, role=Role.ADMIN, is_active=True, user__is_active=True).exists():
            raise Conflict("membership:last_admin", f"{desk.name} would be left without an admin.", desk=desk.slug)
