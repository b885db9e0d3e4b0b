"""The desk at which somebody works: whose lists the pages show, and what may be done there."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from core.models import Desk, Membership, Notification, Role, User
from core.paging import count_up_to
from core.permissions import LEAST_ROLE

DESK_KEY = "desk"

#: The chosen theme is a cookie, so that the server sends each page in it: no page appears in the wrong one first.
THEME_COOKIE = "theme"
THEMES = ("light", "dark")

#: More unread notifications than these are not counted.
MOST_UNREAD = 100


def chosen_theme(request: HttpRequest) -> str:
    """The theme that was chosen in this browser; empty where the system's is to be followed."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


class Workplace:
    """Reads from the database what a page asks of it, once, and nothing that no page asks for."""

    def __init__(self, user: User | AnonymousUser, session: SessionBase) -> None:
        self.user = user
        self.session = session

    @cached_property
    def desks(self) -> list[Desk]:
        """The desks that the user can work at."""
        if self._is_superuser:
            return list(Desk.objects.all())
        return [membership.desk for membership in self._memberships]

    @cached_property
    def _memberships(self) -> list[Membership]:
        """The user's places on desks, by the desk's name: in one query, all that a page asks about who may do what."""
        if not isinstance(self.user, User) or not self.user.is_active:
            return []
        own = Membership.objects.filter(user=self.user, is_active=True)
        return list(own.select_related("desk").order_by("desk__name"))

    @property
    def _is_superuser(self) -> bool:
        return isinstance(self.user, User) and self.user.is_active and self.user.is_superuser

    @property
    def has_admin(self) -> bool:
        """Whether the user may use the admin."""
        return self._is_superuser or any(Role(membership.role).opens_admin for membership in self._memberships)

    @cached_property
    def desk(self) -> Desk | None:
        """The one that was chosen last, else the first; ``None`` for somebody who is on none."""
        chosen = self.session.get(DESK_KEY)
        return next((desk for desk in self.desks if desk.pk == chosen), self.desks[0] if self.desks else None)

    @cached_property
    def unread(self) -> int:
        """How many notifications, on all desks, the user has not looked at; :data:`MOST_UNREAD` at the most."""
        if not isinstance(self.user, User):
            return 0
        # Whether what they tell of may be seen is asked only of somebody who has any: most pages show none.
        if not Notification.objects.filter(recipient=self.user).unread().exists():
            return 0
        return count_up_to(Notification.objects.visible_to(self.user).unread(), MOST_UNREAD)

    def choose(self, desk: Desk) -> None:
        """Work at this desk from now on."""
        self.session[DESK_KEY] = desk.pk

    @cached_property
    def may(self) -> dict[str, bool]:
        """What the user may do at the present desk."""
        return self.powers(self.desk) if self.desk else {}

    def powers(self, desk: Desk) -> dict[str, bool]:
        """What the user may do at a desk, by the permission's name in small letters: ``powers["edit_claim"]``."""
        role = self._role_at(desk)
        return {permission.name.lower(): role is not None and role.includes(least) for permission, least in LEAST_ROLE.items()}

    def _role_at(self, desk: Desk) -> Role | None:
        """What :func:`core.permissions.role_of` says."""
        if self._is_superuser:
            return Role.ADMIN
        return next((Role(membership.role) for membership in self._memberships if membership.desk_id == desk.pk), None)


class Request(HttpRequest):
    """A request as it reaches the views of signed-in users."""

    user: User  # login_required sees to it
    htmx: HtmxDetails
    workplace: Workplace
    desk: Desk  # only where core.decorators.at_desk decorates the view
