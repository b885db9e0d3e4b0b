"""The record: one entry for every write, by people and by the system alike."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from core.concealing import concealed, concealed_models
from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, RecordPayload, User, desks_of, new_salt
from core.permissions import Permission, require

#: What the entry has in common that says of another that its payload was erased. The database asks for it too.
REDACTED_BY = {"object_type": "core.recordentry", "action": "core.recordentry.redact"}

#: An entry and its payload in one statement: there is one in every write, and in many there are several.
WRITE = """
    WITH entry AS (
        INSERT INTO core_recordentry (at, actor_id, action, desk_id, object_type, object_id, digest, hash)
        VALUES (%(at)s, %(actor)s, %(action)s, %(desk)s, %(object_type)s, %(object_id)s, %(digest)s, '') RETURNING *
    ), payload AS (
        INSERT INTO core_recordpayload (entry_id, salt, body) SELECT id, %(salt)s, %(body)s FROM entry
    )
    SELECT * FROM entry
"""


def entries_visible_to(user: User) -> models.QuerySet[RecordEntry]:
    """The entries of the user's desks, all entries for a superuser; none about what is kept from the user."""
    entries = RecordEntry.objects.all()
    if not user.is_superuser:
        entries = entries.filter(desk__in=desks_of(user))
    for model in concealed_models():
        entries = entries.exclude(concealed(model, user.pk, "object_id"), object_type=model._meta.label_lower)
    # What was redacted is seen by those who see what it was about.
    about = models.Exists(entries.filter(pk=models.OuterRef("object_id")))
    return entries.filter(~models.Q(object_type=RecordEntry._meta.label_lower) | about)


def payload_body(before: Any, after: Any, reason: str) -> str:
    """The payload as it is kept and hashed: JSON with sorted keys and no white space."""
    return json.dumps(
        {"after": after, "before": before, "reason": reason},
        cls=DjangoJSONEncoder,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )


def payload_digest(salt: str, body: str) -> str:
    """SHA-256 over the salt and the body of a payload, in UTF-8."""
    return hashlib.sha256(f"{salt}{body}".encode()).hexdigest()


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
    if not connection.in_atomic_block:
        raise RuntimeError("a record entry belongs into the transaction of what it records")
    salt, body = new_salt(), payload_body(before, after, reason)
    written = {
        "at": timezone.now(),
        "actor": actor.pk if actor else None,
        "action": f"{target._meta.label_lower}.{verb}",
        "desk": desk.pk if desk else None,
        "object_type": target._meta.label_lower,
        "object_id": target.pk,
        "digest": payload_digest(salt, body),
        "salt": salt,
        "body": body,
    }
    return RecordEntry.objects.raw(WRITE, written)[0]


@transaction.atomic
def payload_redact(*, entry: RecordEntry, actor: User | None, reason: str) -> RecordEntry:
    """Erase for good what an entry says, as the law may demand, and write down that it was done.

    The entry itself stays with its digest, so the chain still holds. Admins of its desk may do it; where it has none, superusers.
    """
    if actor is not None:
        _require_may_redact(entry, actor)
    if not reason.strip():
        raise Invalid("record:reason_needed", "Say why, without repeating what is to be erased.", field="reason")
    payload = RecordPayload.objects.select_for_update().get(pk=entry.pk)
    if payload.is_redacted:
        raise Conflict("record:redacted", "What this entry said was erased already.")
    # First: the database erases nothing of which it is not on record that it was to be erased.
    redaction = record("redact", entry, actor=actor, desk=entry.desk, reason=reason)
    RecordPayload.objects.filter(pk=payload.pk).update(salt=None, body=None)
    return redaction


def _require_may_redact(entry: RecordEntry, actor: User) -> None:
    if not entries_visible_to(actor).filter(pk=entry.pk).exists():
        raise Forbidden("permission:denied", "You may not see this entry.")
    if entry.desk is not None:
        require(actor, Permission.ADMINISTER, entry.desk)
    elif not actor.is_superuser:
        raise Forbidden("permission:denied", "Only who administers the site may erase what belongs to no desk.")
