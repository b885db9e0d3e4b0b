"""Sessions that know whose they are and where they were used: the site's ``SESSION_ENGINE``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from axes.helpers import get_client_ip_address
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from core.models import Session

#: In the session, since Django writes its row from what is in it: when the user signed in, and when and where it was seen last.
VISIT = "visit"
#: Whether the second factor was proved in this session.
PROVED = "second_factor_proved"
#: As often as that a visit is written down. Reading pages writes nothing in between.
SEEN_EVERY = dt.timedelta(minutes=5)

#: How browsers and systems call themselves, the telling names before those that others claim as well.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS", "Linux": "Linux"}


class SessionStore(DatabaseStore):
    """Keeps sessions as rows of :class:`core.models.Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Django's hook: the model of the rows."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Django's hook: the row of a session."""
        session = super().create_model_instance(data)
        assert isinstance(session, Session), "get_model_class says so"
        session.user_id = data.get(SESSION_KEY)
        for name, value in data.get(VISIT, {}).items():
            setattr(session, name, value)
        return session


def note_visit(request: HttpRequest) -> None:
    """Write down in the session where and when its user was last seen."""
    now, visit = timezone.now(), request.session.get(VISIT)
    place = {"address": get_client_ip_address(request) or None, "browser": browser_of(request.headers.get("User-Agent", ""))}
    if visit and visit.items() >= place.items() and now - dt.datetime.fromisoformat(visit["seen_at"]) < SEEN_EVERY:
        return
    signed_in_at = visit["signed_in_at"] if visit else now.isoformat()
    request.session[VISIT] = {"signed_in_at": signed_in_at, "seen_at": now.isoformat(), **place}


def browser_of(agent: str) -> str:
    """What a browser says of itself, as its user would say it: "Firefox, Linux"; empty where it is none that is known."""
    found = [next((name for mark, name in known.items() if mark in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))
