"""Who is on a desk, in which role, and what cases suit them."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.db import transaction

from core.checking import check, require_version
from core.errors import Invalid
from core.models import Membership, Topic, User
from core.permissions import Permission, require
from core.record import record
from core.services.desks import lock_desk, require_admin_left
from core.services.invitations import invitations_end

#: What of a membership its holder may change too.
OWN_FIELDS = frozenset({"languages", "capacity", "absent_until", "mail"})
#: A language, and perhaps its script or region: ``uk``, ``sr-latn``.
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*", re.IGNORECASE)
MEMBERSHIP_FIELDS = OWN_FIELDS | {"role", "is_active", "topics"}


@transaction.atomic
def membership_change(
    *, membership: Membership, actor: User | None, expected_version: int | None, reason: str = "", **changes: Any
) -> Membership:
    """Change the role or whether the membership is active, or what cases suit its holder.

    ``changes``: role, is_active, topics, languages, capacity, absent_until, mail. Members change the last four of their own too.
    Whoever leaves has no open invitation any more. ``expected_version`` is the version that the actor saw (``None``: the system).
    A desk keeps an admin. Raises :class:`Invalid` (``membership:…``) or :class:`~core.errors.Conflict` (``membership:stale``,
    ``membership:last_admin``).
    """
    if unknown := sorted(changes.keys() - MEMBERSHIP_FIELDS):
        raise Invalid("membership:field", f"There is no such field to set: {', '.join(unknown)}.", fields=unknown)
    if strange := [code for code in changes.get("languages") or () if not LANGUAGE_CODE.fullmatch(code)]:
        words = f"Not the code of a language, such as en or uk: {', '.join(strange)}."
        raise Invalid("membership:invalid", words, field="languages")
    _require_manager(membership, actor, changes.keys())
    desk = lock_desk(membership.desk)
    membership = Membership.objects.select_for_update().select_related("user").get(pk=membership.pk)
    require_version(membership, expected_version, actor=actor)
    before = _described(membership, changes.keys())
    topics: Collection[Topic] | None = changes.pop("topics", None)
    for name, value in changes.items():
        setattr(membership, name, value)
    check(membership)
    membership.version += 1
    membership.save()
    if topics is not None:
        if any(topic.desk_id != desk.pk for topic in topics):
            raise Invalid("membership:topics", "The topics belong to another desk.", field="topics")
        membership.topics.set(topics)
    if before.keys() & {"role", "is_active"}:
        require_admin_left([desk])
    if before.get("is_active") and not membership.is_active:
        invitations_end(membership=membership, actor=actor, reason=reason)
    after = _described(membership, before.keys())
    record("change", membership, actor=actor, desk=desk, before=before, after=after, reason=reason)
    return membership


def _require_manager(membership: Membership, actor: User | None, names: Collection[str]) -> None:
    own = actor is not None and actor.pk == membership.user_id and membership.is_active and set(names) <= OWN_FIELDS
    if actor is not None and not own:
        require(actor, Permission.ADMINISTER, membership.desk)


def _described(membership: Membership, names: Collection[str]) -> dict[str, Any]:
    described = {name: getattr(membership, name) for name in names if name != "topics"}
    if "topics" in names:
        described["topics"] = sorted(membership.topics.values_list("pk", flat=True))
    return described
