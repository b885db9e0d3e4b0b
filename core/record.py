"""The record: one entry for every write, by people and by the system alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from core.models import Desk, RecordEntry, RecordPayload, User, new_salt

#: By model, the rows that a user may see, for models of which that is not every row of the user's desks.
_seen: dict[str, Callable[[User], models.QuerySet[Any]]] = {}


def show_only(model: type[models.Model], seen: Callable[[User], models.QuerySet[Any]]) -> None:
    """From now on show entries about rows of this model only to users for whom ``seen`` returns the row."""
    _seen[model._meta.label_lower] = seen


def entries_visible_to(user: User) -> models.QuerySet[RecordEntry]:
    """The entries of the user's desks, all entries for a superuser; none about what the user may not see."""
    entries = RecordEntry.objects.all()
    if not user.is_superuser:
        entries = entries.filter(desk__in=Desk.objects.visible_to(user))
    for label, seen in _seen.items():
        entries = entries.filter(~models.Q(object_type=label) | models.Q(object_id__in=seen(user).values("pk")))
    return entries


def payload_digest(salt: str, before: Any, after: Any, reason: str) -> str:
    """SHA-256 over the salt and the canonical JSON (sorted keys, no white space, UTF-8) of a payload."""
    body = json.dumps(
        {"after": after, "before": before, "reason": reason},
        cls=DjangoJSONEncoder,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(salt.encode() + body.encode()).hexdigest()


def record(  # noqa: PLR0913 - who, what, to what, and what changed: none can be left out
    verb: str,
    target: models.Model,
    *,
    actor: User | None,
    desk: Desk | None,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> RecordEntry:
    """Write down that ``actor`` (``None``: the system) did ``verb`` to ``target``; in the caller's transaction, or not at all.

    The action reads ``app.model.verb``. ``before`` and ``after`` are JSON-serialisable and hold what changed, not the whole.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a record entry belongs into the transaction of what it records")
    salt = new_salt()
    entry = RecordEntry.objects.create(
        actor=actor,
        action=f"{target._meta.label_lower}.{verb}",
        desk=desk,
        object_type=target._meta.label_lower,
        object_id=target.pk,
        digest=payload_digest(salt, before, after, reason),
    )
    RecordPayload.objects.create(entry=entry, salt=salt, before=before, after=after, reason=reason)
    return entry
