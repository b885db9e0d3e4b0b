"""Loads the demonstration below ``seeds/``: an entirely fictional event, told by six articles, through the services people use.

Loading twice changes nothing: each thing is looked for by what people know it by, and made only where it is missing.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from claims.models import Claim, Event, EventRole, RunState
from claims.services import claim_set_event, claims_extract, event_create, party_add, run_queue
from core.models import Delivery, Desk, Membership, Role, Topic, User
from sources.models import Article, Source, SubmissionMethod
from sources.services import affiliation_add, alias_add, article_submit, source_create
from verification.findings import FindingInput, SaidInput, StanceInput
from verification.models import Case, Confidence, EvidenceKind, FigureFinding, Queue, SaidFinding, Stance
from verification.services.assignments import assignment_take, eligibility
from verification.services.cases import case_open
from verification.services.configuration import RatingInput, queue_create, scale_create, topic_create
from verification.services.evidence import evidence_add
from verification.services.known_cases import known_make
from verification.services.origins import evidence_group
from verification.services.proposing import cases_propose
from verification.services.reviews import review_submit
from verification.services.rules import rule_create
from verification.services.verdicts import verdict_publish
from verification.states import CaseState

#: Kinds of claims that speak of the attack itself.
OF_THE_EVENT = ("weapons", "casualty", "damage")


class Demonstration:
    """The demonstration as a file describes it, to be loaded into a desk of its own."""

    def __init__(self, folder: Path, accounts: Path) -> None:
        """``folder`` holds ``demonstration.toml`` and the articles; passwords are written to ``accounts``, for its owner only."""
        self.folder = folder
        self.accounts = accounts
        self.plan: dict[str, Any] = tomllib.loads((folder / "demonstration.toml").read_text(encoding="utf-8"))

    def load(self) -> dict[str, int]:
        """Load what is missing; how many of each sort are there afterwards."""
        self.desk, _ = Desk.objects.get_or_create(
            slug=self.plan["desk"]["slug"], defaults={"name": self.plan["desk"]["name"], "is_demonstration": True}
        )
        self._load_people()
        self._load_sources()
        self._load_configuration()
        self._load_event()
        for planned in self.plan["articles"]:
            self._load_article(planned)
        self._set_events()
        for planned in self.plan["verified"]:
            self._verify(planned)
        return {
            "articles": Article.objects.filter(desk=self.desk).count(),
            "claims": Claim.objects.filter(article__desk=self.desk).count(),
            "cases": Case.objects.filter(desk=self.desk).count(),
            "published": Case.objects.filter(desk=self.desk, state=CaseState.PUBLISHED).count(),
        }

    # --- Who works here -------------------------------------------------------------------------------------------------

    @transaction.atomic
    def _load_people(self) -> None:
        self.people: dict[str, User] = {}
        forgotten = not self.accounts.exists()
        passwords: list[tuple[str, str, str]] = []
        for planned in self.plan["accounts"]:
            user = User.objects.filter(email=planned["email"]).first()
            if user is None or forgotten:
                password = secrets.token_urlsafe(9)
                user = user or User(email=planned["email"], display_name=planned["name"])
                user.is_superuser = planned.get("administers_site", False)
                user.set_password(password)
                user.save()
                passwords.append((planned["role"], planned["email"], password))
            self.people[planned["email"]] = user
            # Nobody reads mail at these addresses.
            given = {"role": planned["role"], "mail": Delivery.NEVER}
            membership, _ = Membership.objects.get_or_create(desk=self.desk, user=user, defaults=given)
            membership.topics.set([self._topic(name) for name in planned["topics"]])
        if passwords:
            self._keep(passwords)
        self.lead = self._first(Role.LEAD)
        self.submitter = self._all(Role.LEAD)[-1]

    def _topic(self, name: str) -> Topic:
        topic, _ = Topic.objects.get_or_create(desk=self.desk, name=name)
        return topic

    def _all(self, role: Role) -> list[User]:
        return [self.people[planned["email"]] for planned in self.plan["accounts"] if planned["role"] == role]

    def _first(self, role: Role) -> User:
        return self._all(role)[0]

    def _keep(self, passwords: list[tuple[str, str, str]]) -> None:
        """The passwords in a file that only its owner can read, from its first byte on."""
        with os.fdopen(os.open(self.accounts, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            for role, email, password in passwords:
                file.write(f"{role:10} {email:36} {password}\n")

    # --- Whom we read, and how the desk works ----------------------------------------------------------------------------

    def _source(self, name: str) -> Source:
        return Source.objects.get(desk=self.desk, name=name)

    def _load_sources(self) -> None:
        for planned in self.plan["sources"]:
            if Source.objects.filter(desk=self.desk, name=planned["name"]).exists():
                continue
            given = {"reliability_basis": planned.get("basis", ""), "description": planned.get("description", "")}
            if "reliability" in planned:
                given["reliability"] = planned["reliability"]
            source = source_create(desk=self.desk, actor=self.lead, name=planned["name"], kind=planned["kind"], **given)
            for alias in planned.get("aliases", []):
                alias_add(source=source, name=alias, actor=self.lead)
        for planned in self.plan["affiliations"]:
            source, party = self._source(planned["source"]), self._source(planned["party"])
            if not source.affiliations.filter(party=party).exists():
                affiliation_add(source=source, party=party, since=planned["from"], basis=planned["basis"], actor=self.lead)

    def _load_configuration(self) -> None:
        for name in self.plan["desk"]["topics"]:
            if not self.desk.topics.filter(name=name).exists():
                topic_create(desk=self.desk, actor=self.lead, name=name)
        for planned in self.plan["queues"]:
            if not Queue.objects.filter(desk=self.desk, name=planned["name"]).exists():
                queue_create(desk=self.desk, actor=self.lead, name=planned["name"])
        for planned in self.plan["rules"]:
            if not self.desk.routing_rules.filter(name=planned["name"]).exists():
                rule_create(desk=self.desk, actor=self.lead, **planned)
        if not self.desk.rating_scales.exists():
            scale = self.plan["scale"]
            ratings = [RatingInput(**rating) for rating in scale["ratings"]]
            scale_create(desk=self.desk, actor=self.lead, name=scale["name"], ratings=ratings)

    def _load_event(self) -> None:
        planned = self.plan["event"]
        found = Event.objects.filter(desk=self.desk, title=planned["title"]).first()
        self.event = found or event_create(
            desk=self.desk,
            actor=self.lead,
            title=planned["title"],
            description=planned["description"],
            place=planned["place"],
            during=(planned["from"], planned["to"] + dt.timedelta(days=1)),
        )
        for party in planned["parties"]:
            party_add(event=self.event, source=self._source(party["source"]), role=EventRole(party["role"]), actor=self.lead)

    # --- What was published ----------------------------------------------------------------------------------------------

    def _load_article(self, planned: dict[str, Any]) -> None:
        """Submit an article, and have it read and its cases proposed here, so that the first page shows them."""
        article = Article.objects.filter(desk=self.desk, url=planned["url"]).first()
        if article is None:
            article = article_submit(
                desk=self.desk,
                actor=self.submitter,
                publisher=self._source(planned["publisher"]),
                method=SubmissionMethod.FILE,
                published_on=planned["published_on"],
                url=planned["url"],
                filename=planned["file"],
                data=(self.folder / "articles" / planned["file"]).read_bytes(),
                media_type="text/plain",
            ).article
        snapshot = article.snapshots.earliest("pk")
        run = snapshot.runs.order_by("pk").first() or run_queue(snapshot_id=snapshot.pk)
        if run is not None and run.state == RunState.QUEUED:
            run = claims_extract(run_id=run.pk)
            cases_propose(run_id=run.pk)

    def _set_events(self) -> None:
        for claim in Claim.objects.active().filter(article__desk=self.desk, kind__in=OF_THE_EVENT, event=None, version=1):
            claim_set_event(claim=claim, event=self.event, actor=self.lead, expected_version=claim.version)

    # --- A case worked through ------------------------------------------------------------------------------------------

    def _verify(self, planned: dict[str, Any]) -> None:
        """Take a case from triage to its verdict, as people would, unless somebody has begun to work on it."""
        case = self._case_of(planned["article"], planned["passage"])
        if case is None or case.state not in {CaseState.PROPOSED, CaseState.OPEN} or case.case_evidence.exists():
            return
        if case.state == CaseState.PROPOSED:
            case_open(case=case, actor=self.lead, expected_version=case.version)
            case.refresh_from_db()
        reviewers = list(self._eligible(case))[: case.reviews_required]
        if len(reviewers) < case.reviews_required:
            return
        assignments = [assignment_take(case=case, actor=reviewer) for reviewer in reviewers]
        links = {}
        for number, item in enumerate(planned["evidence"]):
            given = {name: item[name] for name in ("title", "passage", "published_on", "credibility")}
            if item["kind"] == EvidenceKind.FILE:
                given |= {"data": item["passage"].encode(), "filename": item["filename"]}
            author = reviewers[number % len(reviewers)]
            link = evidence_add(
                case=case,
                actor=author,
                kind=EvidenceKind(item["kind"]),
                source=self._source(item["source"]),
                **given,
            )
            if "origin" in item:
                words = {"origin": item["origin"], "basis": item.get("origin_basis", "")}
                evidence_group(link=link, actor=author, expected_version=link.version, **words)
            stance = StanceInput(stance=Stance(item["stance"]), is_admission=item.get("admission", False))
            links[link.pk] = (author, stance)
        for assignment, found in zip(assignments, planned["findings"], strict=False):
            case.refresh_from_db()
            finding = self._finding(case, found)
            own = {pk: stance for pk, (by, stance) in links.items() if by == assignment.reviewer}
            review_submit(
                assignment=assignment, actor=assignment.reviewer, finding=finding, stances=own, expected_version=case.version
            )
        case.refresh_from_db()
        if planned["publish"] and case.state == CaseState.DECIDED:
            verdict_publish(case=case, actor=self.lead, expected_version=case.version)
            if planned.get("known", False):
                known_make(case=case, actor=self.lead, finding=self._finding(case, planned["findings"][0]))

    def _case_of(self, file: str, passage: str) -> Case | None:
        """The case of the narrowest claim that covers the passage."""
        url = next(planned["url"] for planned in self.plan["articles"] if planned["file"] == file)
        covering = Claim.objects.active().filter(article__desk=self.desk, article__url=url, text__contains=passage)
        claim = min(covering, key=lambda claim: len(claim.text), default=None)
        return Case.objects.filter(case_claims__claim=claim).first() if claim else None

    def _eligible(self, case: Case) -> Iterator[User]:
        return (user for user in self._all(Role.REVIEWER) if not eligibility(case, user))

    def _finding(self, case: Case, planned: dict[str, Any]) -> FindingInput:
        claim = case.lead_claim
        has_figure = claim is not None and hasattr(claim, "figure")
        links = claim.attributions.count() if claim else 0
        said = SaidFinding(planned["said"])
        bounds: dict[str, Any] = {
            f"band_{name}": Decimal(planned[name]) for name in ("low", "best", "high") if name in planned and has_figure
        }
        return FindingInput(
            rating_id=self.desk.rating_scales.get(is_current=True).ratings.get(label=planned["rating"]).pk,
            said=tuple(SaidInput(position=position, finding=said) for position in range(links)),
            figure_finding=FigureFinding(planned["figure"]) if has_figure else FigureFinding.NOT_APPLICABLE,
            confidence=Confidence(planned["confidence"]),
            **bounds,
            **{name: planned[name] for name in ("rationale", "missing_context", "searched") if name in planned},
        )
