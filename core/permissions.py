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


#: What each allows, in words that follow "who may".
DEEDS: dict[Permission, str] = {
    Permission.VIEW: "see what is on the desk",
    Permission.EXPORT: "export verdicts",
    Permission.SUBMIT_ARTICLE: "submit articles",
    Permission.EDIT_CLAIM: "change claims and events",
    Permission.REVIEW: "review cases",
    Permission.EDIT_SOURCE: "change sources",
    Permission.TRIAGE: "triage cases and give them to people",
    Permission.PUBLISH: "publish verdicts",
    Permission.CONFIGURE: "see and change how the desk works",
    Permission.RESTRICT: "say who may see something",
    Permission.ADMINISTER: "administer the desk",
}


def who_may(permission: Permission) -> str:
    """Who may do something, in words: ``Only leads and admins may publish verdicts``."""
    *others, last = [f"{role.label}s" for role in Role if role.includes(LEAST_ROLE[permission])]
    roles = f"{', '.join(others)} and {last}" if others else last
    return f"Only {roles} may {DEEDS[permission]}"


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
    role = role_of(user, desk)
    if role is None or not role.includes(LEAST_ROLE[permission]):
        own = f"You are a {role.label} on this desk" if role else "You are not on this desk"
        raise Forbidden("permission:denied", f"{who_may(permission)}. {own}.", permission=str(permission))
