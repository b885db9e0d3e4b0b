"""How services get hold of a case: locked, as it stands now. Cases before assignments, several cases by id."""

from __future__ import annotations

from collections.abc import Iterable

from verification.models import Case
from verification.transitions import require_version


def lock_case(case: Case, expected_version: int | None = None) -> Case:
    """The case as it stands, locked; raises :class:`~core.errors.Conflict` (``case:stale``) at another version than was seen."""
    (locked,) = lock_cases([case.pk])
    require_version(locked, expected_version)
    return locked


def lock_cases(ids: Iterable[int]) -> list[Case]:
    """The cases as they stand, locked in the order of their ids, so that no two who lock several wait for each other."""
    return list(
        Case.objects.select_for_update(of=("self",)).select_related("desk", "bundle").filter(pk__in=set(ids)).order_by("pk")
    )
