"""What a desk decides about calibration."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.checking import check
from core.errors import Conflict
from core.models import Desk, User
from core.permissions import Permission, require
from core.record import record
from verification.models import CalibrationTerms


@transaction.atomic
def calibration_set(*, desk: Desk, actor: User, expected_version: int, shows_people: bool, reason: str = "") -> CalibrationTerms:
    """Say whether leads see the figures of each reviewer.

    Raises :class:`~core.errors.Invalid` (``calibrationterms:invalid``) or :class:`Conflict` (``calibration:stale``).
    """
    require(actor, Permission.CONFIGURE, desk)
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    terms = CalibrationTerms.of(desk)
    if terms.version != expected_version:
        raise Conflict("calibration:stale", "Somebody else changed this in the meantime.", version=terms.version)
    before = _plain(terms)
    terms.shows_people = shows_people
    check(terms)
    terms.version += 1
    terms.save()
    record("set", terms, actor=actor, desk=desk, before=before, after=_plain(terms), reason=reason)
    return terms


def _plain(terms: CalibrationTerms) -> dict[str, Any]:
    return {"shows_people": terms.shows_people}
