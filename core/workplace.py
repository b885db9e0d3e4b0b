"""The desk at which somebody works: whose lists the pages show, and what may be done there."""

from __future__ import annotations

from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from core.models import Desk, Notification, Role, User
from core.paging import count_up_to
from core.permissions import LEAST_ROLE, role_of

DESK_KEY = "desk"

#: The chosen theme is a cookie, so that the server sends each page in it: no page appears in the wrong one first.
THEME_COOKIE = "theme"
THEMES = ("light", "dark")

#: More unread notifications than these are not counted.
MOST_UNREAD = 100


class Workplace:
    """Reads from the database what a page asks of it, once, and nothing that no page asks for."""

    def __init__(self, user: User | AnonymousUser, session: SessionBase) -> None:
        self.user = user
        self.session = session
        self._powers: dict[int, dict[str, bool]] = {}

    @cached_property
    def desks(self) -> list[Desk]:
        """The desks that the user can work at."""
        return list(Desk.objects.visible_to(self.user)) if isinstance(self.user, User) else []

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
        return count_up_to(Notification.objects.visible_to(self.user).unread(), MOST_UNREAD)

    def choose(self, desk: Desk) -> None:
        """Work at this desk from now on."""
        self.session[DESK_KEY] = desk.pk

    @property
    def may(self) -> dict[str, bool]:
        """What the user may do at the present desk."""
        return self.powers(self.desk) if self.desk else {}

    def powers(self, desk: Desk) -> dict[str, bool]:
        """What the user may do at a desk, by the permission's name in small letters: ``powers["edit_claim"]``."""
        if desk.pk not in self._powers:
            role: Role | None = role_of(self.user, desk) if isinstance(self.user, User) else None
            self._powers[desk.pk] = {
                permission.name.lower(): role is not None and role.includes(least) for permission, least in LEAST_ROLE.items()
            }
        return self._powers[desk.pk]


class Request(HttpRequest):
    """A request as it reaches the views of signed-in users."""

    user: User  # login_required sees to it
    htmx: HtmxDetails
    workplace: Workplace
    desk: Desk  # only where core.decorators.at_desk decorates the view
