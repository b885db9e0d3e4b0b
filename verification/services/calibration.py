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
def calibration_set(  # noqa: PLR0913 - what is set, and on the ground of which version
    *, desk: Desk, actor: User, expected_version: int, shows_people: bool, share: int, reason: str = ""
) -> CalibrationTerms:
    """Say whether leads see the figures of each reviewer, and with how many of a hundred cases a known one is mixed in.

    Raises :class:`~core.errors.Invalid` (``calibrationterms:invalid``) or :class:`Conflict` (``calibration:stale``).
    """
    require(actor, Permission.CONFIGURE, desk)
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    terms = CalibrationTerms.of(desk)
    if terms.version != expected_version:
        raise Conflict("calibration:stale", "Somebody else changed this in the meantime.", version=terms.version)
    before = _plain(terms)
    terms.shows_people, terms.share = shows_people, share
    check(terms)
    terms.version += 1
    terms.save()
    record("set", terms, actor=actor, desk=desk, before=before, after=_plain(terms), reason=reason)
    return terms


def _plain(terms: CalibrationTerms) -> dict[str, Any]:
    return {"shows_people": terms.shows_people, "share": terms.share}
