"""What evidence goes back to, and which of it is the claimant's own: what :mod:`verification.independence` counts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from claims.models import Claim
from core.models import Sensitivity, User
from sources.models import Affiliation, Source, fold_name
from verification.independence import OriginCounts, Piece, count_origins, fold_origin
from verification.models import Case, CaseClaim, CaseEvidence, ClaimRole, EvidenceStance, Review
from verification.models.evidence import CaseEvidenceQuerySet
from verification.routing.features import day_of


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """How a review puts a piece of evidence, by the id of the piece, to the case."""

    evidence: int
    stance: str
    is_admission: bool = False


def pieces_of(links: Collection[CaseEvidence], interested: Collection[int], taken: Iterable[Taken]) -> list[Piece]:
    """The evidence as it is counted. ``interested`` are the links that :func:`interested_links` found.

    What nobody takes a stance on is there as well, since it may show that an origin is the claimant's own.
    """
    stances: dict[int, list[Taken]] = defaultdict(list)
    for each in taken:
        stances[each.evidence].append(each)
    own = {link.evidence_id for link in links if link.pk in interested}
    origins: dict[int, str] = {}
    for link in links:
        origins[link.evidence_id] = origins.get(link.evidence_id) or link.origin
    return [
        Piece(
            evidence=evidence,
            stance=each.stance,
            origin=origin,
            is_interested=evidence in own,
            is_admission=each.is_admission,
        )
        for evidence, origin in origins.items()
        for each in stances.get(evidence, [Taken(evidence, "")])
    ]


def standing(links: CaseEvidenceQuerySet) -> CaseEvidenceQuerySet:
    """Those of the evidence that was not withdrawn, with what its origin is told by."""
    kept = links.filter(evidence__withdrawn_at=None)
    return kept.select_related("evidence__source", "independence_group").order_by("added_at", "pk")


def taken_in(stances: Iterable[EvidenceStance]) -> list[Taken]:
    """The stances as they are counted; reads each one's evidence."""
    return [Taken(stance.case_evidence.evidence_id, stance.stance, stance.is_admission) for stance in stances]


def weigh(case: Case, links: Collection[CaseEvidence], taken: Iterable[Taken]) -> list[Piece]:
    """The evidence of one case, as far as it is in ``links``, as it is counted."""
    return pieces_of(links, interested_links(links, leads_of([case.pk])), taken)


def counts_of(reviews: Sequence[Review], user: User) -> dict[int, OriginCounts]:
    """Who else says so, by review: of what each rests on as it is grouped now, as far as the user may see it.

    Reads their stances with the evidence of each, and takes six queries beside, however many reviews.
    """
    cases = {review.case_id for review in reviews}
    links = list(standing(CaseEvidence.objects.visible_to(user).filter(case__in=cases)))
    own = interested_links(links, leads_of(cases))
    of_case: dict[int, list[CaseEvidence]] = defaultdict(list)
    for link in links:
        of_case[link.case_id].append(link)
    return {
        review.pk: count_origins(pieces_of(of_case[review.case_id], own, taken_in(review.stances.all()))) for review in reviews
    }


# --- Whose own it is --------------------------------------------------------------------------------------------------------


def leads_of(cases: Iterable[int]) -> dict[int, Claim]:
    """The claim that each of the cases verifies, with who is said to have said it; none where it joined another case."""
    found = CaseClaim.objects.filter(case__in=cases, role=ClaimRole.LEAD).select_related("claim__article__publisher")
    return {link.case_id: link.claim for link in found.prefetch_related("claim__attributions__sources")}


def claimants(claim: Claim) -> list[tuple[str, int | None]]:
    """Who is said to have said it, by name and known source; the publisher where the article speaks in its own voice."""
    if claim.origin is None:
        return [(claim.article.publisher.name, claim.article.publisher_id)]
    return [(source.name, source.source_id) for source in claim.origin.sources.all() if not source.anonymous]


def interested_links(links: Collection[CaseEvidence], leads: Mapping[int, Claim]) -> set[int]:
    """The ids of those that come from an interested party, or go back to one: the claimant, and whoever was of the same party.

    ``leads`` are the claims of the cases, by case. Two queries, however many links; none for none.
    """
    links = [link for link in links if link.case_id in leads]
    if not links:
        return set()
    people = {case: claimants(claim) for case, claim in leads.items()}
    known = _Directory(
        names={name for link in links if link.origin for name in _forms(link.origin)}
        | {form for named in people.values() for name, source in named if source is None for form in _forms(name)},
        sources={link.evidence.source_id for link in links}
        | {source for named in people.values() for _, source in named if source is not None},
    )
    sides = {case: known.side(people[case], leads[case]) for case in {link.case_id for link in links}}
    return {link.pk for link in links if known.is_on(sides[link.case_id], link)}


def _forms(name: str) -> set[str]:
    """What to look a name up by: with its article and without."""
    return {fold_name(name), fold_origin(name)}


@dataclasses.dataclass(frozen=True, slots=True)
class _Side:
    """The claimant of one case and its parties, on the day of the claim."""

    names: frozenset[str]
    parties: frozenset[int]
    desk: int
    day: dt.date


class _Directory:
    """What the directory of sources says of some names and sources, as far as everybody on the desk may know of it."""

    def __init__(self, *, names: set[str], sources: set[int]) -> None:
        self.called: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
        if names:
            found = Source.objects.filter(Q(folded_name__in=names) | Q(aliases__folded_name__in=names), came_with_evidence=False)
            open_ones = found.exclude(sensitivity=Sensitivity.RESTRICTED)
            for pk, desk, name, alias in open_ones.values_list("pk", "desk", "folded_name", "aliases__folded_name"):
                for each in {name, alias} & names:
                    self.called[each].append((pk, desk))
        every = sources | {pk for found in self.called.values() for pk, _ in found}
        self.affiliations: dict[int, list[tuple[Any, int]]] = defaultdict(list)
        belonging = Affiliation.objects.filter(source__in=every).exclude(party__sensitivity=Sensitivity.RESTRICTED)
        for source, party, during in belonging.values_list("source", "party", "during"):
            self.affiliations[source].append((during, party))

    def side(self, people: Iterable[tuple[str, int | None]], claim: Claim) -> _Side:
        """Who has an interest in a claim that these make."""
        day, desk = day_of(claim), claim.article.desk_id
        parties: set[int] = set()
        for name, source in people:
            for each in self._sources(name, desk) if source is None else {source}:
                parties |= self._parties(each, day)
        return _Side(frozenset(fold_origin(name) for name, _ in people), frozenset(parties), desk, day)

    def is_on(self, side: _Side, link: CaseEvidence) -> bool:
        """Whether a piece of evidence comes from this side, or goes back to it."""
        if {fold_origin(link.evidence.source.name), fold_origin(link.origin)} & side.names:
            return True
        sources = {link.evidence.source_id} | self._sources(link.origin, side.desk)
        return any(self._parties(source, side.day) & side.parties for source in sources)

    def _sources(self, name: str, desk: int) -> set[int]:
        return {pk for form in _forms(name) for pk, owner in self.called.get(form, []) if owner in (None, desk)}

    def _parties(self, source: int, day: dt.date) -> set[int]:
        """A source itself, and the parties to which it belonged on that day."""
        return {source, *(party for during, party in self.affiliations[source] if day in during)}
