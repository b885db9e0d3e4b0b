"""Who may see something: said by whoever adds it, and afterwards by a lead who is among the named people."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, Membership, Role, Sensitive, Sensitivity, User
from core.permissions import LEAST_ROLE, Permission, require
from core.record import record

Target = TypeVar("Target", bound=Sensitive)


@dataclasses.dataclass(frozen=True, slots=True)
class Restriction:
    """How sensitive something is, and, where it is restricted, to whom."""

    sensitivity: str = Sensitivity.PUBLIC
    named: tuple[User, ...] = ()

    @property
    def people(self) -> tuple[User, ...]:
        """The named people: nobody in particular where everybody on the desk may see it."""
        return self.named if self.sensitivity == Sensitivity.RESTRICTED else ()


PUBLIC = Restriction()


def restrict(target: Sensitive, restriction: Restriction, *, actor: User | None) -> dict[str, Any]:
    """Set who may see a row that was just saved, or is locked; what is to be recorded of that, if it says more than "public".

    Raises what :func:`sensitivity_set` raises of a restriction.
    """
    if restriction == PUBLIC and target.sensitivity == Sensitivity.PUBLIC:
        return {}
    _require_possible(restriction, desk_of(target), actor)
    target.sensitivity = restriction.sensitivity
    try:
        target.validate_constraints()
    except ValidationError as error:
        raise Conflict("sensitivity:taken", " ".join(error.messages)) from error
    target.save(update_fields=["sensitivity"])
    target.named.set(restriction.people)
    return _described(target)


@transaction.atomic
def sensitivity_set(
    *, target: Target, actor: User | None, expected_version: int | None, restriction: Restriction, reason: str
) -> Target:
    """Say who may see something, as a lead who may see it; the system may, for an operator who helps a desk out.

    What is restricted names active members of its desk, the actor and somebody who leads among them, so that there is always
    somebody who can change it. Raises :class:`Forbidden`, :class:`Invalid` (``sensitivity:unknown``, ``sensitivity:shared``,
    ``sensitivity:not_member``, ``sensitivity:without_you``, ``sensitivity:without_lead``, ``sensitivity:reason_needed``) or
    :class:`Conflict` (``<model>:stale``; ``sensitivity:taken`` where another of the same name or address is open already).
    """
    model: Any = type(target)
    locked: Target = model.objects.select_for_update(of=("self",)).get(pk=target.pk)
    desk = desk_of(locked)
    if actor is not None:
        if desk is not None:
            require(actor, Permission.RESTRICT, desk)
        if not model.objects.visible_to(actor).filter(pk=locked.pk).exists():
            raise Forbidden("permission:denied", "You may not do this.")
    version: int = getattr(locked, "version")  # noqa: B009 - every sensitive model has one, which its base does not know
    if expected_version is not None and version != expected_version:
        message = "Somebody else changed this in the meantime. Look at what changed and try again."
        raise Conflict(f"{locked._meta.model_name}:stale", message, version=version)
    if not reason.strip():
        raise Invalid("sensitivity:reason_needed", "Say why.", field="reason")
    before = _described(locked)
    restrict(locked, restriction, actor=actor)
    model.objects.filter(pk=locked.pk).update(version=version + 1)
    record("restrict", locked, actor=actor, desk=desk, before=before, after=_described(locked), reason=reason)
    locked.refresh_from_db()
    return locked


def desk_of(target: Sensitive) -> Desk | None:
    """The desk whose members may be named; none for what all desks share."""
    desk: Desk | None = getattr(target, "desk")  # noqa: B009 - every sensitive model has one, which its base does not know
    return desk


def _require_possible(restriction: Restriction, desk: Desk | None, actor: User | None) -> None:
    if restriction.sensitivity not in Sensitivity.values:
        raise Invalid("sensitivity:unknown", f"A sensitivity is one of {', '.join(Sensitivity.values)}.", field="sensitivity")
    if restriction.sensitivity == Sensitivity.PUBLIC:
        return
    if desk is None:
        raise Invalid("sensitivity:shared", "What all desks share is public.", field="sensitivity")
    if restriction.sensitivity != Sensitivity.RESTRICTED:
        return
    people = {user.pk for user in restriction.people}
    members = Membership.objects.filter(desk=desk, user__in=people, is_active=True, user__is_active=True)
    roles = dict(members.values_list("user", "role"))
    if strangers := sorted(people - roles.keys()):
        raise Invalid("sensitivity:not_member", "Only members of the desk can be named.", field="named", users=strangers)
    if actor is not None and actor.pk not in people:
        raise Invalid("sensitivity:without_you", "Name yourself too: else you could not see it any more.", field="named")
    if not any(Role(role).includes(LEAST_ROLE[Permission.RESTRICT]) for role in roles.values()):
        raise Invalid(
            "sensitivity:without_lead", "Name somebody who leads: nobody else can change who may see it.", field="named"
        )


def _described(target: Sensitive) -> dict[str, Any]:
    return {"sensitivity": target.sensitivity, "named": sorted(target.named.values_list("pk", flat=True))}
