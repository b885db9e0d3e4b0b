"""Ties of members to sources: declared and ended by themselves, and on the record."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from core.checking import check
from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, User
from core.permissions import Permission, require
from core.record import record
from sources.models import Source
from verification.models import Assignment, Case, Tie
from verification.routing.interests import concerns
from verification.services.assignments import assignment_end
from verification.services.locking import lock_cases


@transaction.atomic
def tie_declare(*, desk: Desk, actor: User, source: str, nature: str) -> Tie:
    """Declare that one is close to a source that the desk knows. What one is at work on that concerns it is given back.

    Raises :class:`Invalid` (``tie:unknown_source``, ``tie:invalid``) or :class:`Conflict` (``tie:declared``).
    """
    require(actor, Permission.REVIEW, desk)
    known = Source.objects.visible_to(actor).known_to(desk).named(source).order_by("desk", "pk").first()
    if known is None:
        raise Invalid("tie:unknown_source", "The desk knows no source of this name.", field="source")
    tie = Tie(desk=desk, user=actor, source=known, nature=" ".join(nature.split()))
    if Tie.objects.active().filter(desk=desk, user=actor, source=known).exists():
        raise Conflict("tie:declared", "You declared a tie to this source already.", field="source")
    check(tie)
    tie.save()
    record("declare", tie, actor=actor, desk=desk, after=_plain(tie))
    _give_back(tie)
    return tie


def _give_back(tie: Tie) -> None:
    """End the member's current assignments on cases that concern the source."""
    concerned = Case.objects.filter(concerns([tie.source_id]), desk=tie.desk)
    own = list(Assignment.objects.current().filter(reviewer=tie.user, case__in=concerned).select_related("case__desk"))
    lock_cases([assignment.case_id for assignment in own])
    for assignment in own:
        assignment_end(assignment=assignment, actor=tie.user, reason=f"Declared a tie to {tie.source}.")


@transaction.atomic
def tie_end(*, tie: Tie, actor: User) -> Tie:
    """Say that one's own tie is over. Raises :class:`Forbidden` (``tie:not_yours``) or :class:`Conflict` (``tie:ended``)."""
    tie = Tie.objects.select_for_update(of=("self",)).select_related("desk").get(pk=tie.pk)
    if tie.user_id != actor.pk:
        raise Forbidden("tie:not_yours", "This tie is somebody else's to end.")
    if tie.ended_at is not None:
        raise Conflict("tie:ended", "This tie is over already.")
    tie.ended_at = timezone.now()
    tie.save(update_fields=["ended_at"])
    record("end", tie, actor=actor, desk=tie.desk, before={"ended_at": None}, after={"ended_at": tie.ended_at})
    return tie


def _plain(tie: Tie) -> dict[str, object]:
    return {"user": tie.user_id, "source": tie.source_id, "nature": tie.nature}
