"""Events and the parties to them, set by hand."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claims.models import Event, EventParty, EventRole
from core.checking import check, require_version
from core.errors import Invalid
from core.models import Desk, User
from core.permissions import Permission, require
from core.record import record
from sources.models import Source

EDITABLE = frozenset({"title", "description", "place", "during"})
#: An event whose author is not known can be edited all the same.
CHECKED_BEFORE = frozenset({"created_by"})


@transaction.atomic
def event_create(*, desk: Desk, actor: User, title: str, **fields: Any) -> Event:
    """A new event of the desk. ``fields``: description, place, during."""
    require(actor, Permission.EDIT_CLAIM, desk)
    _require_known(fields)
    event = Event(desk=desk, created_by=actor, title=title, **fields)
    check(event, exclude=CHECKED_BEFORE)
    event.save()
    record("create", event, actor=actor, desk=desk, after={"title": title, **{name: str(v) for name, v in fields.items()}})
    return event


@transaction.atomic
def event_edit(*, event: Event, actor: User, expected_version: int, changes: dict[str, Any], reason: str = "") -> Event:
    """Change title, description, place or time of an event."""
    require(actor, Permission.EDIT_CLAIM, event.desk)
    _require_known(changes)
    event = Event.objects.select_for_update().get(pk=event.pk)
    require_version(event, expected_version, actor=actor)
    before = {name: str(getattr(event, name)) for name in changes}
    for name, value in changes.items():
        setattr(event, name, value)
    event.version += 1
    check(event, exclude=CHECKED_BEFORE)
    event.save()
    after = {name: str(value) for name, value in changes.items()}
    record("edit", event, actor=actor, desk=event.desk, before=before, after=after, reason=reason)
    return event


@transaction.atomic
def party_add(*, event: Event, source: Source, role: EventRole, actor: User) -> EventParty:
    """Say that a source has a role in the event. Saying it twice changes nothing."""
    require(actor, Permission.EDIT_CLAIM, event.desk)
    if source.desk_id not in (None, event.desk_id):
        raise Invalid("event:party", "The source belongs to another desk.", source=source.pk)
    party, created = EventParty.objects.get_or_create(event=event, source=source, role=role)
    if created:
        record("add_party", event, actor=actor, desk=event.desk, after={"source": source.pk, "role": role})
    return party


@transaction.atomic
def party_remove(*, party: EventParty, actor: User, reason: str = "") -> None:
    """Take back that a source has a role in the event."""
    event = party.event
    require(actor, Permission.EDIT_CLAIM, event.desk)
    before = {"source": party.source_id, "role": party.role}
    party.delete()
    record("remove_party", event, actor=actor, desk=event.desk, before=before, reason=reason)


def _require_known(fields: dict[str, Any]) -> None:
    unknown = sorted(fields.keys() - EDITABLE)
    if unknown:
        raise Invalid("event:field", "An event has no such field.", fields=unknown)
