"""Which role may do what on a desk. One table; pages, API, admin and services all ask it."""

from __future__ import annotations

import enum

from core.errors import Forbidden
from core.models import Desk, Membership, Role, User


class Permission(enum.StrEnum):
    """Something that can be allowed to a role."""

    VIEW = "view"
    EXPORT = "export"
    SUBMIT_ARTICLE = "submit article"
    EDIT_CLAIM = "edit claim"
    REVIEW = "review"
    EDIT_SOURCE = "edit source"
    TRIAGE = "triage"
    PUBLISH = "publish"
    CONFIGURE = "configure"
    RESTRICT = "restrict"
    ADMINISTER = "administer"


LEAST_ROLE: dict[Permission, Role] = {
    Permission.VIEW: Role.VIEWER,
    Permission.EXPORT: Role.VIEWER,
    Permission.SUBMIT_ARTICLE: Role.REVIEWER,
    Permission.EDIT_CLAIM: Role.REVIEWER,
    Permission.REVIEW: Role.REVIEWER,
    Permission.EDIT_SOURCE: Role.REVIEWER,
    Permission.TRIAGE: Role.LEAD,
    Permission.PUBLISH: Role.LEAD,
    Permission.CONFIGURE: Role.LEAD,
    Permission.RESTRICT: Role.LEAD,
    Permission.ADMINISTER: Role.ADMIN,
}


def role_of(user: User, desk: Desk) -> Role | None:
    """The user's role on the desk; a superuser has the highest everywhere, a deactivated user none."""
    if not user.is_active:
        return None
    if user.is_superuser:
        return Role.ADMIN
    role = Membership.objects.filter(user=user, desk=desk, is_active=True).order_by().values_list("role", flat=True).first()
    return Role(role) if role else None


def allows(user: User, permission: Permission, desk: Desk) -> bool:
    """Whether the user may do this on the desk."""
    role = role_of(user, desk)
    return role is not None and role.includes(LEAST_ROLE[permission])


def require(user: User, permission: Permission, desk: Desk) -> None:
    """Raise :class:`Forbidden` (``permission:denied``) unless the user may do this on the desk."""
    if not allows(user, permission, desk):
        raise Forbidden("permission:denied", f"You may not {permission} on this desk.", permission=str(permission))
