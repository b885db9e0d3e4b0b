"""The record: one entry for every write, by people and by the system alike."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from core.models import Desk, RecordEntry, RecordPayload, User, new_salt


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
