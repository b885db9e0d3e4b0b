"""What tests of pages share: a desk with one article of every sort of claim and case, and clients of its members."""

from __future__ import annotations

import dataclasses
import re
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.test import Client

from claims.models import Claim
from core.models import Desk, Role, User
from sources.models import Article, Snapshot
from tests.factories import (
    ArticleFactory,
    AssignmentFactory,
    BundleFactory,
    CaptureFactory,
    CaseEvidenceFactory,
    CaseTransitionFactory,
    ClaimFactory,
    ClaimRevisionFactory,
    DeskFactory,
    ExtractionRunFactory,
    FigureFactory,
    QueueFactory,
    RatingFactory,
    RatingScaleFactory,
    RuleVersionFactory,
    SnapshotFactory,
    SourceFactory,
    case_of,
    member,
    said_by,
)
from verification.models import Assignment, AssignmentState, Case, CaseEvidence, Rating

TEXT = (
    "KARSK 😀 — Forty drones were launched overnight, the Harbour Ministry said on Monday.\n\n"
    "Some 70 people were hurt; two of them died, the café\u0301 owner added.\n"
)


@dataclasses.dataclass
class World:
    """A desk at work: one article, its claims, their cases, and who works on them."""

    desk: Desk
    lead: User
    reviewer: User
    second: User
    viewer: User
    article: Article
    snapshot: Snapshot
    claims: list[Claim]
    cases: list[Case]
    assignment: Assignment
    rating: Rating

    @property
    def case(self) -> Case:
        """The case that the reviewer works on."""
        return self.cases[0]


def build_world() -> World:
    """A new one; tests change what they need otherwise."""
    desk = DeskFactory()
    lead, reviewer, second, viewer = (member(desk, role) for role in (Role.LEAD, Role.REVIEWER, Role.REVIEWER, Role.VIEWER))
    article = ArticleFactory(desk=desk, publisher=SourceFactory(name="Harbour Post"), title="Port of Karsk hit")
    snapshot = SnapshotFactory(capture=CaptureFactory(article=article), text=TEXT)
    ExtractionRunFactory(snapshot=snapshot)
    rating = RatingFactory(scale=RatingScaleFactory(desk=desk, is_current=True), label="Supported", position=1)
    claims = [_claim(snapshot, passage) for passage in ("Forty drones were launched overnight", "Some 70 people were hurt")]
    said_by(claims[0], "Harbour Ministry")
    FigureFactory(claim=claims[0], value=40, text="Forty")
    some = NumericRange(Decimal(63), Decimal(77), "[]")
    FigureFactory(claim=claims[1], value=70, text="Some 70", of="people", approximate=True, tolerance=some, convention="±10 %")
    bundle, queue = BundleFactory(article=article, origin="Harbour Ministry"), QueueFactory(desk=desk)
    cases = [
        case_of(claims[0], state="in_review", bundle=bundle, queue=queue, version=3),
        case_of(claims[1], state="proposed", bundle=bundle),
    ]
    for case in cases:
        CaseTransitionFactory(case=case)
    drones = {"rule__conditions": {"kinds": ["weapons"]}, "rule__effects": {"queue": queue.name, "priority": 2}}
    RuleVersionFactory(rule__desk=desk, rule__name="Drones", **drones)
    assignment = AssignmentFactory(case=cases[0], reviewer=reviewer, state=AssignmentState.ACCEPTED)
    CaseEvidenceFactory(case=cases[0])
    return World(desk, lead, reviewer, second, viewer, article, snapshot, claims, cases, assignment, rating)


def _claim(snapshot: Snapshot, passage: str) -> Claim:
    start = snapshot.text.index(passage)
    claim = ClaimFactory(snapshot=snapshot, start=start, end=start + len(passage), statement=f"{passage}.")
    ClaimRevisionFactory(claim=claim)
    return claim


def client_of(user: User) -> Client:
    """A browser in which the user is signed in."""
    client = Client()
    client.force_login(user, backend="core.backends.Backend")
    return client


def finding_of(world, **changes):
    return {
        "expected_version": world.case.version,
        "said_0": "faithful",
        "rating": world.rating.pk,
        "figure_finding": "within",
        "band_low": "38",
        "band_high": "42",
        "confidence": "high",
        "rationale": "Two counts agree.",
        **changes,
    }


def borne_out(world, **changes):
    """The same with the stance that it needs."""
    return finding_of(world, **{f"stance_{CaseEvidence.objects.get(case=world.case).pk}": "supports"}, **changes)


def part_of(page: str, pattern: str) -> str:
    """What a page has of a part that it shows once."""
    (found,) = re.findall(pattern, page, re.DOTALL)
    return found
