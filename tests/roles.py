"""A desk with one of everything, one person in every relation to it, and every address of the site.

All words of the desk have :data:`MARK` in them: where it shows, something of the desk shows.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from claims.models import Claim, ClaimState, Event, EventParty, RevisionProposal
from core.models import ApiToken, Desk, Invitation, Membership, Notification, Role, User
from sources.models import Affiliation, Article, Capture, Snapshot, Source, SourceAlias
from tests.factories import (
    AffiliationFactory,
    ApiTokenFactory,
    ArticleFactory,
    AssignmentFactory,
    CaptureFactory,
    CaseEvidenceFactory,
    CaseTransitionFactory,
    ClaimFactory,
    CommentFactory,
    DeskFactory,
    EventFactory,
    EventPartyFactory,
    EvidenceStanceFactory,
    ExportFactory,
    ExtractionRunFactory,
    FigureFactory,
    IndependenceGroupFactory,
    InvitationFactory,
    KnownCaseFactory,
    NotificationFactory,
    PublicationFactory,
    QueueFactory,
    RatingFactory,
    RatingScaleFactory,
    ReviewFactory,
    RevisionProposalFactory,
    RuleVersionFactory,
    SnapshotFactory,
    SourceAliasFactory,
    SourceFactory,
    TieFactory,
    TopicFactory,
    UserFactory,
    VerdictFactory,
    case_of,
    member,
    said_by,
)
from tests.pages import client_of
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseEvidence,
    Comment,
    Export,
    KnownCase,
    Rating,
    RoutingRule,
    Tie,
    Verdict,
)
from verification.states import CaseState

MARK = "quokka"
TEXT = f"Forty {MARK} drones were launched overnight, the {MARK} ministry said. Two people were injured, it added."


class Who(enum.StrEnum):
    """In what relation somebody stands to the desk."""

    ANONYMOUS = "anonymous"
    DEACTIVATED = "deactivated"
    REMOVED = "removed"
    STRANGER = "stranger"
    VIEWER = "viewer"
    REVIEWER = "reviewer"
    LEAD = "lead"
    ADMIN = "admin"
    SUPERUSER = "superuser"


@dataclasses.dataclass
class House:
    """The desk, its people, and what it has."""

    desk: Desk
    people: dict[Who, User | None]
    sessions: dict[Who, str]
    colleague: User
    adjudicator: User
    source: Source
    shared: Source
    party: Source
    alias: SourceAlias
    shared_alias: SourceAlias
    affiliation: Affiliation
    article: Article
    capture: Capture
    snapshot: Snapshot
    claims: list[Claim]
    rejected: Claim
    proposal: RevisionProposal
    event: Event
    event_party: EventParty
    rating: Rating
    cases: dict[CaseState, Case]
    verdicts: dict[CaseState, Verdict]
    evidence: CaseEvidence
    rule: RoutingRule
    known: KnownCase
    export: Export
    notification: Notification
    comment: Comment
    invitation: Invitation
    membership: Membership
    tie: Tie
    token: ApiToken

    def client(self, who: Who) -> Client:
        """A new browser in which this person is signed in, as far as they can be."""
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client

    def at_work(self, user: User | None, case: Case, **fields: Any) -> Assignment:
        """An accepted assignment of the user's, or, where nobody is signed in, of a colleague's."""
        given = {"case": case, "reviewer": user or self.colleague, "state": AssignmentState.ACCEPTED}
        return AssignmentFactory(**given | fields)


def furnish() -> House:
    """A new house."""
    desk = DeskFactory(name=f"A {MARK} desk", slug=f"{MARK}-desk")
    people = _people(desk)
    colleague, adjudicator = (member(desk, user__display_name=f"{name} {MARK}") for name in ("Colleague", "Adjudicator"))
    source, party = (SourceFactory(desk=desk, name=f"{name} {MARK}") for name in ("Press", "Party"))
    shared = SourceFactory(name="Shared")
    article = ArticleFactory(
        desk=desk, publisher=source, title=f"The {MARK} story", url=f"https://{MARK}.example/", submitted_by=colleague
    )
    capture = CaptureFactory(article=article, filename=f"{MARK}.txt", body=ContentFile(TEXT.encode(), name=MARK))
    snapshot = SnapshotFactory(capture=capture, text=TEXT)
    run = ExtractionRunFactory(snapshot=snapshot, output={"schema": "extraction/1", "note": MARK})
    claims = [_claim(snapshot) for _ in range(2)]
    event = EventFactory(desk=desk, title=f"The {MARK} event")
    rating = RatingFactory(scale=RatingScaleFactory(desk=desk, name=f"Scale {MARK}"), label=f"Supported {MARK}")
    QueueFactory(desk=desk, name=f"Queue {MARK}")
    TopicFactory(desk=desk, name=f"Topic {MARK}")
    cases = {state: _case(snapshot, state) for state in CaseState}
    verdicts = _review(cases, rating, colleague, adjudicator)
    return House(
        desk=desk,
        people=people,
        sessions={who: _session(user) for who, user in people.items()},
        colleague=colleague,
        adjudicator=adjudicator,
        source=source,
        shared=shared,
        party=party,
        alias=SourceAliasFactory(source=source, name=f"Alias {MARK}"),
        shared_alias=SourceAliasFactory(source=shared),
        affiliation=AffiliationFactory(source=source, party=party, basis=f"The {MARK} says so"),
        article=article,
        capture=capture,
        snapshot=snapshot,
        claims=claims,
        rejected=_claim(snapshot, state=ClaimState.REJECTED),
        proposal=RevisionProposalFactory(run=run, claim=_claim(snapshot), content=None),
        event=event,
        event_party=EventPartyFactory(event=event, source=party),
        rating=rating,
        cases=cases,
        verdicts=verdicts,
        evidence=CaseEvidenceFactory(
            case=cases[CaseState.IN_REVIEW],
            evidence__source=source,
            evidence__title=f"The {MARK} log",
            evidence__gathered_by=colleague,
            added_by=colleague,
            independence_group=IndependenceGroupFactory(case=cases[CaseState.IN_REVIEW], origin=f"The {MARK} wire"),
        ),
        known=KnownCaseFactory(case=cases[CaseState.PUBLISHED], rating=rating, rationale=f"The {MARK} court says so."),
        rule=RuleVersionFactory(
            rule__desk=desk,
            rule__position=0,
            rule__name=f"Rule {MARK}",
            rule__conditions={"words": [MARK]},
            rule__effects={"priority": 2},
        ).rule,
        export=ExportFactory(desk=desk, requested_by=people[Who.VIEWER], filters={"kind": MARK}, **_written()),
        comment=CommentFactory(case=cases[CaseState.OPEN], author=colleague, text=f"The {MARK} says so."),
        notification=_told(cases[CaseState.OPEN], people[Who.VIEWER]),
        invitation=InvitationFactory(desk=desk, email=f"{MARK}@example.org", token=MARK),
        membership=Membership.objects.get(user=people[Who.VIEWER]),
        tie=TieFactory(desk=desk, user=colleague, source=source, nature=f"Works for the {MARK}"),
        token=ApiTokenFactory(user=people[Who.VIEWER], name=f"Token {MARK}"),
    )


def _people(desk: Desk) -> dict[Who, User | None]:
    """The stranger leads another desk, so that no door of the house but the desk's is closed to them."""
    elsewhere = DeskFactory(name="Elsewhere", slug="elsewhere")
    member(elsewhere, Role.ADMIN)
    roles = {Who.VIEWER: Role.VIEWER, Who.REVIEWER: Role.REVIEWER, Who.LEAD: Role.LEAD, Who.ADMIN: Role.ADMIN}
    return {
        Who.ANONYMOUS: None,
        Who.DEACTIVATED: member(desk, Role.ADMIN, user__is_active=False),
        Who.REMOVED: member(desk, Role.ADMIN, is_active=False),
        Who.STRANGER: member(elsewhere, Role.LEAD),
        **{who: member(desk, role, user__display_name=f"{who} {MARK}") for who, role in roles.items()},
        Who.SUPERUSER: UserFactory(is_superuser=True),
    }


def _session(user: User | None) -> str:
    """Of somebody who signed in before anything of what the desk decided about them."""
    return client_of(user).cookies[settings.SESSION_COOKIE_NAME].value if user else ""


def _claim(snapshot: Snapshot, **fields: Any) -> Claim:
    claim = ClaimFactory(snapshot=snapshot, statement=f"Forty {MARK} drones were launched.", **fields)
    said_by(claim, f"Ministry {MARK}")
    FigureFactory(claim=claim, value=40)
    return claim


def _case(snapshot: Snapshot, state: CaseState) -> Case:
    return case_of(_claim(snapshot), state=state, version=7, pool_reason="Nobody fits.")


def _review(cases: dict[CaseState, Case], rating: Rating, colleague: User, adjudicator: User) -> dict[CaseState, Verdict]:
    """What makes the states of the cases true: reviews that are in, verdicts, publications."""
    verdicts = {}
    finding = {"rating": rating, "rationale": f"The {MARK} log shows it."}
    for state in (CaseState.IN_ADJUDICATION, CaseState.DECIDED, CaseState.PUBLISHED, CaseState.WITHDRAWN):
        case = cases[state]
        done = AssignmentFactory(case=case, reviewer=colleague, state=AssignmentState.DONE)
        review = ReviewFactory(assignment=done, **finding)
        EvidenceStanceFactory(review=review, note=f"As the {MARK} says", case_evidence__evidence__source=_private_source(case))
        if state == CaseState.IN_ADJUDICATION:
            continue
        verdicts[state] = VerdictFactory(case=case, reviews=[review], **finding)
        if state != CaseState.DECIDED:
            over = {} if state == CaseState.PUBLISHED else {"ended_at": case.updated_at, "end_reason": MARK}
            PublicationFactory(verdict=verdicts[state], published_by=adjudicator, **over)
    return verdicts


def _told(case: Case, user: User | None) -> Notification:
    """That the user was told of a step of the case."""
    return NotificationFactory(about=CaseTransitionFactory(case=case), recipient=user, occasion="published")


def _private_source(case: Case) -> Source:
    return SourceFactory(desk=case.desk, name=f"Log {MARK} {case.pk}")


def _written() -> dict[str, Any]:
    return {"state": "done", "sha256": "0" * 64, "file": ContentFile(MARK.encode(), name="rows.jsonl")}


def adjudicating(house: House, user: User | None) -> Assignment:
    """The adjudication of the case that waits for one, accepted by the user."""
    return house.at_work(user, house.cases[CaseState.IN_ADJUDICATION], part=AssignmentPart.ADJUDICATE)


def words(answer: HttpResponseBase) -> str:
    """Everything that an answer says, whole."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode() + str(dict(answer.items()))


# --- Addresses ------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Route:
    """An address of the site by its name, the names of its arguments, and the methods that it answers."""

    name: str
    arguments: tuple[str, ...]
    methods: frozenset[str]


def routes() -> list[Route]:
    """Every address of the site but those of the admin, which are made of its models."""
    return [
        Route(name, tuple(pattern.pattern.regex.groupindex), _methods(pattern))
        for name, pattern in _walk(get_resolver().url_patterns, ())
        if not name.startswith("admin:")
    ]


def _walk(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...]) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), pattern


def _methods(pattern: URLPattern) -> frozenset[str]:
    """By what the view says of itself; a function is asked, as by a client that uses a method that nobody answers."""
    view = pattern.callback
    if actions := getattr(view, "actions", None):
        return frozenset(method.upper() for method in actions) - {"HEAD"}
    if view_class := getattr(view, "view_class", getattr(view, "cls", None)):
        return frozenset(name.upper() for name in view_class.http_method_names if hasattr(view_class, name))
    answer = view(RequestFactory().generic("ASK", "/"), **dict.fromkeys(pattern.pattern.regex.groupindex, "1"))
    assert answer.status_code == 405, f"{pattern.name} answers any method"
    return frozenset(answer["Allow"].split(", "))


#: What can be read, by the names of the addresses.
READS = {route.name: route for route in routes() if "GET" in route.methods}

#: The models that have pages in the admin.
OURS = [model for model in admin.site._registry if model._meta.app_label in {"core", "sources", "claims", "verification"}]


def listed(model: type[Model], client: Client, **query: str) -> HttpResponseBase:
    """The list of a model in the admin."""
    return client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), query)
