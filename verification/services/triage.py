"""Many proposed cases at once."""

from __future__ import annotations

import dataclasses
from typing import Literal

from core.errors import ClaimdeskError, Invalid
from core.models import User
from verification.models import (
    Case,
)
from verification.services.cases import case_dismiss, case_open


@dataclasses.dataclass(frozen=True, slots=True)
class TriageResult:
    """What came of one case in a bulk triage; ``error`` says why nothing was done to it."""

    case: Case
    error: ClaimdeskError | None


def cases_triage(
    *, cases: dict[int, int], action: Literal["open", "dismiss"], actor: User, reason: str = ""
) -> list[TriageResult]:
    """Open or dismiss many cases, given by id and the version that the actor saw. Each by itself: one that fails stops no other.

    Raises :class:`Invalid` (``triage:unknown_case``, ``triage:unknown_action``), and does nothing then.
    """
    found = {case.pk: case for case in Case.objects.visible_to(actor).select_related("desk").filter(pk__in=cases)}
    if unknown := sorted(set(cases) - set(found)):
        raise Invalid("triage:unknown_case", "Some of these cases do not exist.", cases=unknown)
    step = {"open": case_open, "dismiss": case_dismiss}.get(action)
    if step is None:
        raise Invalid("triage:unknown_action", "Cases can be opened or dismissed.", action=action)
    results = []
    for pk, version in cases.items():
        try:
            results.append(TriageResult(step(case=found[pk], actor=actor, expected_version=version, reason=reason), None))
        except ClaimdeskError as error:
            results.append(TriageResult(found[pk], error))
    return results
