"""Whose account somebody may act on."""

from __future__ import annotations

from core.errors import Conflict, Forbidden
from core.models import Role, User
from core.permissions import LEAST_ROLE, Permission, role_of, who_may


def require_over(user: User, actor: User | None, permission: Permission) -> None:
    """An account belongs to all desks that it is on: who acts on it has the permission on each of them, and no lower a role.

    Or administers the site; and is somebody else. Raises :class:`Conflict` (``user:self``) or :class:`Forbidden`
    (``permission:denied``).
    """
    if actor is None:
        return
    if actor.pk == user.pk:
        raise Conflict("user:self", "Nobody can do this to the own account.")
    if actor.is_active and actor.is_superuser:
        return
    places = list(user.memberships.select_related("desk"))
    roles = [(role_of(actor, place.desk), Role(place.role)) for place in places]
    over = all(role and role.includes(LEAST_ROLE[permission]) and role.includes(theirs) for role, theirs in roles)
    if user.is_superuser or not places or not over:
        message = f"{who_may(permission)}, and you are not one on each desk that this account is on, or your role is lower there."
        raise Forbidden("permission:denied", message)
