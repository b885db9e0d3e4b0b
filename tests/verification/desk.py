"""A desk at work, for the tests of what people do there: a scale, a case under review, its reviewers, their findings."""

from __future__ import annotations

from decimal import Decimal

from core.models import Desk, Role, User
from tests.factories import (
    AssignmentFactory,
    CaseEvidenceFactory,
    FigureFactory,
    RatingFactory,
    RatingScaleFactory,
    case_of,
    claim_on,
    member,
    said_by,
)
from verification.findings import FindingInput, SaidInput, StanceInput
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseEvidence,
    Confidence,
    FigureFinding,
    Meaning,
    Rating,
    RatingScale,
    Review,
    SaidFinding,
    Stance,
)
from verification.services.reviews import review_submit
from verification.states import CaseState

#: How a piece stands to the case that shows what a rating says.
SHOWN = {Meaning.SUPPORTED: Stance.SUPPORTS, Meaning.REFUTED: Stance.CONTRADICTS, Meaning.MIXED: Stance.QUALIFIES}


def scale_on(desk: Desk) -> RatingScale:
    """The desk's current scale: supported (5), mostly supported (4), mixed, refuted (1), not yet due."""
    scale = RatingScaleFactory(desk=desk)
    for label, meaning, value in (
        ("Right", Meaning.SUPPORTED, 5),
        ("Mostly right", Meaning.SUPPORTED, 4),
        ("Mixed", Meaning.MIXED, 3),
        ("Wrong", Meaning.REFUTED, 1),
        ("Too early", Meaning.NOT_YET_DUE, None),
    ):
        RatingFactory(scale=scale, label=label, meaning=meaning, value=value)
    return scale


def case_in_review(desk: Desk, **fields: object) -> Case:
    """A case about 40 drones that the Harbour Ministry speaks of, on a desk with a scale."""
    claim = claim_on(desk)
    said_by(claim, "Harbour Ministry")
    FigureFactory(claim=claim, value=40)
    if not desk.rating_scales.exists():
        scale_on(desk)
    return case_of(claim, state=CaseState.IN_REVIEW, **fields)


def at_work(case: Case, user: User | None = None, part: AssignmentPart = AssignmentPart.REVIEW, **fields: object) -> Assignment:
    """An accepted assignment of the case's present round, of a new reviewer where none is given."""
    user = user or member(case.desk, Role.REVIEWER)
    return AssignmentFactory(case=case, reviewer=user, part=part, state=AssignmentState.ACCEPTED, **fields)


def rating_of(desk: Desk, label: str = "Right") -> Rating:
    """A rating of the desk's current scale."""
    return Rating.objects.get(scale__desk=desk, scale__is_current=True, label=label)


def finding_on(case: Case, rating: str = "Right", **fields: object) -> FindingInput:
    """A valid finding on a case of :func:`case_in_review`."""
    given = {
        "rating_id": rating_of(case.desk, rating).pk,
        "rationale": "The log shows 40.",
        "said": (SaidInput(position=0, finding=SaidFinding.FAITHFUL),),
        "figure_finding": FigureFinding.WITHIN,
        "band_low": Decimal(38),
        "band_high": Decimal(42),
        "confidence": Confidence.MODERATE,
    }
    return FindingInput(**given | fields)


def submit(assignment: Assignment, rating: str = "Right", *, stances=None, asks_adjudication=False, **fields: object) -> Review:
    """Hand in a finding, as the assignment's reviewer, on the case as it stands; with evidence, unless ``stances`` are given."""
    case = Case.objects.get(pk=assignment.case_id)
    stances = borne_out(assignment, rating) if stances is None else stances
    return review_submit(
        assignment=assignment,
        actor=assignment.reviewer,
        finding=finding_on(case, rating, **fields),
        stances=stances,
        asks_adjudication=asks_adjudication,
        expected_version=case.version,
    )


def borne_out(assignment: Assignment, rating: str = "Right") -> dict[int, StanceInput]:
    """The stance on a piece that the reviewer gathered and that bears out the rating; none where it needs none."""
    case = Case.objects.get(pk=assignment.case_id)
    shown = SHOWN.get(rating_of(case.desk, rating).meaning)
    return stance(evidence_on(case, by=assignment), shown) if shown else {}


def evidence_on(case: Case, *, by: Assignment | None = None, **fields: object) -> CaseEvidence:
    """Evidence of the case: for everybody, or gathered for a review, and for that alone where it is to be independent."""
    given = {f"evidence__{name}": value for name, value in fields.items()}
    user = by.reviewer if by else None
    alone = by if case.reviews_required > 1 else None
    return CaseEvidenceFactory(case=case, added_by=user, gathered_for=alone, evidence__gathered_by=user, **given)


def stance(link: CaseEvidence, value: Stance = Stance.SUPPORTS, note: str = "", **fields: bool) -> dict[int, StanceInput]:
    """One stance, as it is handed in."""
    return {link.pk: StanceInput(stance=value, note=note, **fields)}
