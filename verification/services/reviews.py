"""Reviews: drafted in private, submitted unseen by the others of the round, pooled when all are in."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid, TooLarge
from core.models import User
from core.permissions import Permission, require
from core.record import record
from core.texts import is_storable
from verification.findings import NOTE_LENGTH, FindingInput, StanceInput
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseEvidence,
    EvidenceStance,
    Review,
    ReviewDraft,
    Stance,
)
from verification.models.evidence import CaseEvidenceQuerySet
from verification.models.reviews import ReviewQuerySet
from verification.origins import Taken, standing, weigh
from verification.services.findings import accept_finding
from verification.services.locking import lock_case
from verification.services.places import place_finish
from verification.services.verdicts import settle
from verification.states import CaseState

#: What a browser may keep of a half-written review, in bytes of JSON.
DRAFT_SIZE = 256 * 1024

#: How a reviewer puts the evidence to the case, by the ids of its links to it.
Stances = dict[int, StanceInput]


def visible_reviews(case: Case, user: User) -> ReviewQuerySet:
    """The reviews of a case that the user may see: their own, and everybody's once all of the round are in."""
    return Review.objects.visible_to(user).filter(case=case)


def visible_case_evidence(case: Case, user: User) -> CaseEvidenceQuerySet:
    """The evidence of a case that the user may see, by the same rule."""
    return CaseEvidence.objects.visible_to(user).filter(case=case)


@transaction.atomic
def draft_keep(*, assignment: Assignment, actor: User, data: dict[str, Any]) -> ReviewDraft:
    """Keep what the reviewer has typed so far, as typed. Nobody else ever sees it."""
    _require_own(assignment, actor)
    _require_keepable(data)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if assignment.state != AssignmentState.ACCEPTED:
        raise Conflict("review:assignment", f"This assignment is {assignment.get_state_display()}.", state=assignment.state)
    draft, _ = ReviewDraft.objects.update_or_create(assignment=assignment, defaults={"data": data, "updated_at": timezone.now()})
    return draft


@transaction.atomic
def review_submit(  # noqa: PLR0913 - the finding and what it is handed in with: none can be left out
    *,
    assignment: Assignment,
    actor: User,
    finding: FindingInput,
    stances: Stances,
    asks_adjudication: bool = False,
    expected_version: int,
) -> Review:
    """Hand in a finding, with how the evidence stands to the case. With the last one of the round the case is settled.

    ``stances`` are keyed by the ids of the case's :class:`CaseEvidence`. ``expected_version`` is the version of the case that the
    reviewer saw. Raises :class:`Conflict` (``case:stale``, ``review:assignment``, ``review:state``), :class:`Forbidden`
    (``review:not_yours``) or :class:`Invalid` (``finding:…``, ``review:evidence``, ``review:stance``); then nothing is written.
    """
    _require_own(assignment, actor)
    require(actor, Permission.REVIEW, assignment.case.desk)
    case = lock_case(assignment.case, expected_version)
    assignment = case.assignments.select_for_update().get(pk=assignment.pk)
    _require_reviewing(case, assignment)
    checked = _checked_stances(case, actor, stances)
    taken = [Taken(link.evidence_id, given.stance, given.is_admission) for link, given in checked]
    review = Review(
        assignment=assignment,
        case=case,
        reviewer=actor,
        round=case.round,
        asks_adjudication=asks_adjudication,
        **accept_finding(case, finding, actor=actor, evidence=weigh(case, _standing(case, actor), taken)),
    )
    review.save()
    EvidenceStance.objects.bulk_create(
        EvidenceStance(review=review, case_evidence=link, **dataclasses.asdict(given)) for link, given in checked
    )
    ReviewDraft.objects.filter(assignment=assignment).delete()
    place_finish(assignment, actor)
    # The finding itself is an immutable row: repeating it here would show it to readers of the record before the others are in.
    record("submit", review, actor=actor, desk=case.desk, after={"case": case.pk, "round": case.round})
    settle(case)
    return review


def _require_own(assignment: Assignment, actor: User) -> None:
    if assignment.reviewer_id != actor.pk:
        raise Forbidden("review:not_yours", "This case was given to somebody else.")


def _require_reviewing(case: Case, assignment: Assignment) -> None:
    current = assignment.state == AssignmentState.ACCEPTED and assignment.round == case.round
    if not current or assignment.part != AssignmentPart.REVIEW:
        raise Conflict(
            "review:assignment", "You are not at work on a review of this case.", state=assignment.state, round=case.round
        )
    if case.state != CaseState.IN_REVIEW:
        raise Conflict("review:state", f"A case that is {CaseState(case.state).label} takes no reviews.", state=case.state)


def _standing(case: Case, actor: User) -> CaseEvidenceQuerySet:
    return standing(visible_case_evidence(case, actor))


def _checked_stances(case: Case, actor: User, stances: Stances) -> list[tuple[CaseEvidence, StanceInput]]:
    if not stances:
        return []
    # Nobody withdraws it while a finding that rests on it is being written. Locked in one order, lest two wait for each other.
    locked = visible_case_evidence(case, actor).filter(evidence__withdrawn_at=None).select_related("evidence")
    links = locked.select_for_update(of=("evidence",), no_key=True).order_by("evidence_id", "pk").in_bulk(stances.keys())
    if unknown := sorted(stances.keys() - links.keys()):
        raise Invalid("review:evidence", "Some of the evidence does not belong to this case, or was withdrawn.", evidence=unknown)
    for given in stances.values():
        if given.stance not in Stance.values or len(given.note) > NOTE_LENGTH or not is_storable(given.note):
            raise Invalid("review:stance", f"A stance is {', '.join(Stance.values)}, with a note of {NOTE_LENGTH:,} characters.")
    return [(links[pk], given) for pk, given in sorted(stances.items())]


def _require_keepable(data: dict[str, Any]) -> None:
    try:
        written = json.dumps(data, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise Invalid("draft:json", "A draft is JSON.") from error
    # JSON writes NUL as an escape, which a backslash that is itself escaped does not begin.
    if not is_storable(written) or "\\u0000" in written.replace("\\\\", ""):
        raise Invalid("draft:characters", "The draft holds characters that cannot be stored.")
    if len(written.encode()) > DRAFT_SIZE:
        raise TooLarge("draft:too_large", f"A draft has at most {DRAFT_SIZE // 1024} KB.", limit=DRAFT_SIZE)
