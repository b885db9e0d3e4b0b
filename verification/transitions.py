"""The only writer of a case's state."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid
from core.models import User
from core.record import record
from verification.models import Case, CaseTransition
from verification.states import POOLED, Action, CaseState, Part, find_transition
from verification.telling.recipients import tell_of_step


class InvalidTransition(Conflict):
    """The table has no such step from the state that the case is in (``case:transition``)."""

    def __init__(self, action: Action, state: CaseState) -> None:
        super().__init__(
            "case:transition",
            f"A case that is {state.label} cannot be changed by “{action.label}”.",
            action=action.value,
            state=state.value,
        )


@transaction.atomic
def propose(case: Case, *, actor: User | None) -> Case:
    """Save a new case as proposed, with its first transition."""
    case.state = CaseState.PROPOSED
    case.save(force_insert=True)
    part = Part.REVIEWER if actor else Part.SYSTEM
    CaseTransition.objects.create(
        case=case, action="propose", target_state=CaseState.PROPOSED, actor=actor, part=part, version=case.version
    )
    record("propose", case, actor=actor, desk=case.desk, after={"state": case.state, "proposition": case.proposition})
    return case


def apply(  # noqa: PLR0913 - who, what, as what, why, and on the ground of which version: none can be left out
    action: Action,
    case: Case,
    *,
    actor: User | None,
    part: Part,
    expected_version: int | None = None,
    reason: str = "",
    override: bool = False,
) -> Case:
    """Take one step of the table, and write down who, what was, what is, and why; in the caller's transaction, or not at all.

    ``case`` is locked and refreshed. ``expected_version`` is the version that the actor saw (``None``: the system, which decides
    on the locked row). Raises :class:`Conflict` (``case:stale``, with the present version and state), :class:`InvalidTransition`,
    :class:`Forbidden` (``case:part``) or :class:`Invalid` (``case:reason_needed``); then nothing is written. Locking the case is
    what the database refuses outside a transaction.
    """
    desk = case.desk
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())
    case.desk = desk  # a case stays on its desk: nobody needs to ask for it again
    require_case_version(case, expected_version)
    state = CaseState(case.state)
    step = find_transition(action, state)
    if step is None:
        raise InvalidTransition(action, state)
    if part not in step.parts:
        raise Forbidden("case:part", f"As {part} you cannot {action.label} this case.", action=action.value, part=str(part))
    if step.needs_reason and not reason.strip():
        raise Invalid("case:reason_needed", "Say why: this step needs a reason.", field="reason")
    case.state = step.target
    case.version += 1
    case.updated_at = timezone.now()
    if step.target is CaseState.PUBLISHED and case.public_key is None:
        case.public_key = secrets.token_urlsafe(18)
    if action in {Action.SEND_BACK, Action.REOPEN, Action.RESTORE}:
        case.round += 1
    if step.target in POOLED:
        case.pooled_round = case.round
    case.save(update_fields=["state", "version", "updated_at", "public_key", "round", "pooled_round"])
    taken = CaseTransition.objects.create(
        case=case,
        action=action,
        source_state=state,
        target_state=step.target,
        actor=actor,
        part=part,
        reason=reason,
        override=override,
        version=case.version,
    )
    record(
        action.value,
        case,
        actor=actor,
        desk=case.desk,
        before={"state": state.value},
        after={"state": step.target.value, "part": str(part), "override": override},
        reason=reason,
    )
    tell_of_step(taken)
    return case


def require_case_version(case: Case, expected_version: int | None) -> None:
    """Raise :class:`Conflict` (``case:stale``) unless the case, which the caller has locked, is at the version that was seen."""
    if expected_version is not None and case.version != expected_version:
        raise Conflict(
            "case:stale",
            "Somebody else changed this case in the meantime. Nothing of yours was lost; look at what changed and try again.",
            version=case.version,
            state=case.state,
        )
