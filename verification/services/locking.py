"""How services get hold of cases: locked, as they stand now.

The order is always the same, so that no two wait for each other: bundles, then cases by id, then what belongs to a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from verification.models import Bundle, Case
from verification.transitions import require_case_version


def lock_case(case: Case, expected_version: int | None = None) -> Case:
    """The case as it stands, locked; raises :class:`~core.errors.Conflict` (``case:stale``) at another version than was seen."""
    (locked,) = lock_cases([case.pk])
    require_case_version(locked, expected_version)
    return locked


def lock_cases(ids: Iterable[int]) -> list[Case]:
    """The cases as they stand, locked, by id."""
    cases = Case.objects.filter(pk__in=set(ids))
    _lock(Bundle.objects.filter(pk__in=cases.values("bundle")), waits=True)
    return list(cases.select_for_update(of=("self",)).select_related("desk", "bundle", "known_copy").order_by("pk"))


def save_case(case: Case, *fields: str) -> None:
    """Save these fields of a locked case, as its next version."""
    case.version += 1
    case.updated_at = timezone.now()
    case.save(update_fields=["version", "updated_at", *fields])


def lock_bundle(case: Case, *, waits: bool) -> bool:
    """Lock a case with all of its bundle; false where somebody else is at it and the caller does not wait."""
    if case.bundle_id is None:
        return _lock(Case.objects.filter(pk=case.pk), waits=waits)
    bundle = Bundle.objects.filter(pk=case.bundle_id)
    return _lock(bundle, waits=waits) and _lock(Case.objects.filter(bundle=case.bundle_id), waits=True)


def _lock(rows: QuerySet[Any], *, waits: bool) -> bool:
    """Lock the rows, or those of them that nobody else holds; whether there were any."""
    locked = rows.select_for_update(skip_locked=not waits, no_key=True).order_by("pk")
    return len(locked.values_list("pk")) > 0
