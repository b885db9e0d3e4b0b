"""Cases as pages show them."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.content import rests_on_seen
from claims.models import Claim
from claims.presenting import MarkedClaim, Picture, Reading, Report, picture, reading
from core.forms import ServiceForm
from core.models import User
from sources.models import Snapshot
from verification.grounds import counts_seen
from verification.independence import OriginCounts, count_origins, fold_origin, own_origins
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseClaim,
    CaseEvidence,
    CaseTransition,
    ClaimRole,
    EvidenceStance,
    Review,
    Verdict,
)
from verification.origins import Taken, claimants, interested_links, leads_of, pieces_of, taken_in
from verification.selectors import CURRENT, PART_NEEDED, PLACE_TAKEN, flags_of
from verification.services.reviews import visible_case_evidence, visible_reviews
from verification.states import Action, CaseState, Part, find_transition

#: Where a case comes to its first verdict from. After it, it goes back to them in another round only.
UNDECIDED = {CaseState.PROPOSED, CaseState.OPEN, CaseState.IN_REVIEW}
#: What a lead can do to a case, and an adjudicator some of it, in the order in which the buttons stand.
LEAD_STEPS = (Action.OPEN, Action.PUBLISH, Action.SEND_BACK, Action.REOPEN, Action.RESTORE, Action.WITHDRAW, Action.DISMISS)


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done to the state of a case now."""

    action: Action
    needs_reason: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """Everything about one case that one user may see, for the page on which it is worked on."""

    case: Case
    claim: Claim | None
    reading: Reading | None
    picture: Picture | None
    others: Sequence[CaseClaim]
    flags: Sequence[str]
    bundle: Sequence[Case]
    evidence: Sequence[CaseEvidence]
    assignments: Sequence[Assignment]
    mine: Assignment | None
    reviews: Sequence[Review]
    verdicts: Sequence[Verdict]
    origin_counts: OriginCounts
    steps: Sequence[Step]

    @property
    def is_finding_due(self) -> bool:
        """Whether the user has taken on to write a finding here, and still can."""
        return (
            self.mine is not None
            and self.mine.state == AssignmentState.ACCEPTED
            and self.case.state in {CaseState.IN_REVIEW, CaseState.IN_ADJUDICATION}
        )

    @property
    def waits_for_publication(self) -> bool:
        """Whether the user is one who can publish the verdict now."""
        return any(step.action == Action.PUBLISH for step in self.steps)

    @property
    def open_evidence(self) -> list[CaseEvidence]:
        """The evidence that findings can rest on."""
        return [item for item in self.evidence if item.evidence.withdrawn_at is None]

    @property
    def origins(self) -> list[str]:
        """What evidence of the case goes back to, as far as the user sees it, and who made the claim, to choose from."""
        named = [item.origin for item in self.evidence if item.origin]
        return list(dict.fromkeys([*named, *self.claimants]))

    @property
    def claimants(self) -> list[str]:
        """Who is said to have made the claim, by name."""
        return [name for name, _source in claimants(self.claim)] if self.claim else []

    @property
    def can_be_taken(self) -> bool:
        """Whether more people are needed, and the user is not one of them already."""
        part = PART_NEEDED.get(CaseState(self.case.state))
        places = 1 if part == AssignmentPart.ADJUDICATE else self.case.reviews_required
        taken = sum(a.part == part and a.state in PLACE_TAKEN for a in self.assignments)
        return part is not None and taken < places and self.mine is None

    @property
    def is_adjudicating(self) -> bool:
        """Whether the user decides between reviews that differ."""
        return self.mine is not None and self.mine.part == AssignmentPart.ADJUDICATE


def steps_of(case: Case, powers: dict[str, bool], mine: Assignment | None) -> list[Step]:
    """The steps of the table that somebody with these powers can take as a lead, or at work as the case's adjudicator."""
    adjudicates = mine is not None and mine.part == AssignmentPart.ADJUDICATE and mine.state == AssignmentState.ACCEPTED
    parts = {part for part, holds in ((Part.LEAD, powers["publish"]), (Part.ADJUDICATOR, adjudicates)) if holds}
    possible = [(action, find_transition(action, CaseState(case.state))) for action in LEAD_STEPS]
    return [Step(action, found.needs_reason) for action, found in possible if found and parts & found.parts]


def transitions_of(case: Case) -> QuerySet[CaseTransition]:
    """What happened to the case, the latest first."""
    return case.transitions.select_related("actor").order_by("-pk")


def changes_since(form: ServiceForm, case: Case) -> list[CaseTransition]:
    """What happened to the case since the version that the form was filled in for."""
    return list(transitions_of(case).filter(version__gt=form.cleaned_data.get("expected_version", 0)))


def article_reading(snapshot: Snapshot, user: User, *, here: Case | None = None) -> Reading:
    """The snapshot with every standing claim that the user may see marked; those of the case ``here`` are the present ones.

    On the page of a case the claims are marked and no more; elsewhere they are listed beside the text, with chain and figure.
    """
    # A claim stands in every snapshot of the same text: another headline moves no passage. Who sees the article sees them all.
    standing = Claim.objects.visible_to(user).active().filter(article=snapshot.article_id, snapshot__sha256=snapshot.sha256)
    shown = standing.only("start", "end", "kind", "check_worthiness") if here else standing.with_chain()
    claims = list(shown.order_by("start", "pk"))
    found = CaseClaim.objects.visible_to(user).filter(claim__in=claims).order_by()
    links = found.select_related("case").only("claim", "case__state")
    cases = {link.claim_id: link for link in links}
    return reading(snapshot, [_marked(claim, number, cases.get(claim.pk), here) for number, claim in enumerate(claims, start=1)])


@functools.lru_cache(maxsize=10_000)
def _address(page: str, pk: int) -> str:
    """Kept, because every reader of an article is shown the same many."""
    return reverse(page, args=[pk])


def _marked(claim: Claim, number: int, link: CaseClaim | None, here: Case | None) -> MarkedClaim:
    elsewhere = _address("verification:case", link.case_id) if link else _address("claims:claim", claim.pk)
    return MarkedClaim(
        claim=claim,
        number=number,
        href=elsewhere if here else f"#claim-{number}",
        is_here=link is not None and here is not None and link.case_id == here.pk,
        is_settled=link is not None and link.case.is_settled,
        case=link.case if link else None,
    )


def case_picture(claim: Claim, others: Sequence[CaseClaim], reviews: Sequence[Review], user: User) -> Picture | None:
    """The claim's figure among what it is computed from, what others say about the same, and the bands that reviews found.

    Others are the claims of this case, and those of its event that count the same: a number is only put beside one that it can be
    compared with.
    """
    figure = getattr(claim, "figure", None)
    if figure is None:
        return None
    this = Report(label=_("this claim"), stated=figure.stated, best=figure.best, allowed=figure.tolerance, role="this")
    bases = list(figure.bases.all()) if figure.derivation else []
    same = [link.claim for link in others] + comparable(claim, user)
    reports = {other.pk: _report(other) for other in [*bases, *same] if getattr(other, "figure", None)}
    bands = [
        Report(label=_("evidence, by %(who)s") % {"who": review.reviewer}, stated=review.band, best=review.band_best, role="band")
        for review in reviews
    ]
    return picture([this, *reports.values(), *bands])


def comparable(claim: Claim, user: User) -> list[Claim]:
    """Other claims that the user may see and that give a figure for the same measure of the same event.

    None where the words say neither what is counted nor what it is measured in: two bare numbers have nothing in common.
    """
    figure = claim.figure
    if claim.event_id is None or not (figure.counted_class or figure.unit):
        return []
    return list(
        Claim.objects.visible_to(user)
        .active()
        .with_chain()
        .filter(
            event=claim.event_id,
            figure__counted_class=figure.counted_class,
            figure__unit=figure.unit,
            figure__measures=figure.measures,
            figure__population=figure.population,
            figure__area=figure.area,
        )
        .exclude(pk=claim.pk)
        .order_by("article__published_on", "pk")[:12]
    )


def _report(claim: Claim) -> Report:
    figure = claim.figure
    says = publisher = str(claim.article.publisher)
    if (origin := str(claim.origin or "")) not in {"", publisher}:
        says = _("%(origin)s, in %(publisher)s") % {"origin": origin, "publisher": publisher}
    href = reverse("claims:claim", args=[claim.pk])
    return Report(label=f"{says}: {figure}", stated=figure.stated, best=figure.best, allowed=figure.tolerance, href=href)


def present_case(case: Case, user: User, powers: dict[str, bool]) -> CasePage:
    """Put together the page of a case; in a number of queries that depends neither on the article nor on the case."""
    links = _claims_of(case, user)
    lead = next((link.claim for link in links if link.role == ClaimRole.LEAD), None)
    others = [link for link in links if link.role != ClaimRole.LEAD]
    assignments = list(case.assignments.filter(round=case.round).select_related("reviewer", "draft"))
    mine = next((a for a in assignments if a.reviewer_id == user.pk and a.state in CURRENT), None)
    reviews = reviews_of(case, user, assignments)
    evidence = evidence_of(case, user, reviews)
    verdicts = verdicts_of(case)
    mark_claimants_own(evidence, lead)
    for found in reviews:
        found.origin_counts = counts_by(evidence, [found])  # type: ignore[attr-defined] # for the page alone
    for verdict in verdicts[:1]:
        verdict.origin_counts = counts_seen(verdict, {item.evidence_id for item in evidence})  # type: ignore[attr-defined] # likewise
    return CasePage(
        case=case,
        claim=lead,
        reading=article_reading(lead.snapshot, user, here=case) if lead else None,
        picture=case_picture(lead, others, [review for review in reviews if review.round == case.round], user) if lead else None,
        others=others,
        flags=flags_of(links),
        bundle=bundle_of(case, user),
        evidence=evidence,
        assignments=assignments,
        mine=mine,
        reviews=reviews,
        verdicts=verdicts,
        origin_counts=counts_by(evidence, [review for review in reviews if review.round == case.round]),
        steps=steps_of(case, powers, mine),
    )


def bundle_of(case: Case, user: User) -> list[Case]:
    """The cases of the bundle that the user may see, this one among them; none where it is in no bundle."""
    if case.bundle_id is None:
        return []
    cases = Case.objects.visible_to(user).filter(bundle=case.bundle_id)
    return list(cases.select_related("bundle__article__publisher").order_by("pk"))


def reviews_of(case: Case, user: User, assignments: Sequence[Assignment]) -> list[Review]:
    """The reviews of the case that the user may see; not asked for in a first round that neither is pooled nor has one of theirs.

    ``assignments`` are those of the present round.
    """
    has_own = any(a.reviewer_id == user.pk and a.state == AssignmentState.DONE for a in assignments)
    if case.round == 1 and not case.pooled_round and not has_own:
        return []
    return list(visible_reviews(case, user).select_related("reviewer", "rating").order_by("round", "submitted_at"))


def verdicts_of(case: Case) -> list[Verdict]:
    """The verdicts on the case, the latest first; not asked for where it has come to none yet."""
    if case.round == 1 and case.state in UNDECIDED:
        return []
    return list(case.verdicts.select_related("rating", "decided_by", "publication__published_by"))


def _claims_of(case: Case, user: User) -> list[CaseClaim]:
    related = ("claim__figure", "claim__event", "claim__article__publisher", "claim__snapshot__capture")
    links = list(
        CaseClaim.objects.visible_to(user)
        .filter(case=case)
        .select_related(*related)
        .prefetch_related("claim__attributions__sources__source")
        .order_by("pk")
    )
    figures = [link.claim.figure for link in links if getattr(link.claim, "figure", None)]
    # Most figures rest on no other claim.
    prefetch_related_objects([figure for figure in figures if figure.derivation or figure.part_of_id], *rests_on_seen(user, ""))
    return links


def evidence_of(case: Case, user: User, reviews: Sequence[Review]) -> list[CaseEvidence]:
    """What the user may see of the evidence, each piece with the stances (``seen_stances``) of the reviews that they may see.

    What several reviewers found, each for themselves, is one piece.
    """
    stances = EvidenceStance.objects.filter(review__in=reviews).select_related("review__reviewer", "case_evidence")
    found = (
        visible_case_evidence(case, user)
        .select_related("evidence__source", "evidence__capture", "independence_group")
        .prefetch_related(Prefetch("stances", queryset=stances, to_attr="seen_stances"))
        .order_by("added_at", "pk")
    )
    pieces: dict[int, CaseEvidence] = {}
    for link in found:
        if (first := pieces.setdefault(link.evidence_id, link)) is not link:
            first.seen_stances += link.seen_stances  # type: ignore[attr-defined] # prefetched so
            first.independence_group = first.independence_group or link.independence_group
    return list(pieces.values())


def marked_evidence(case: Case, user: User) -> list[CaseEvidence]:
    """What the user may see of the evidence, marked, without the stances of any review."""
    evidence = evidence_of(case, user, [])
    mark_claimants_own(evidence, leads_of([case.pk]).get(case.pk))
    return evidence


def mark_claimants_own(evidence: Sequence[CaseEvidence], claim: Claim | None) -> None:
    """Say of each piece whether it comes from the claimant, or a party of theirs, or goes back to them (``is_claimants_own``)."""
    interested = interested_links(evidence, {evidence[0].case_id: claim}) if evidence and claim else set()
    own = own_origins(pieces_of([item for item in evidence if item.evidence.withdrawn_at is None], interested, []))
    for item in evidence:
        item.is_claimants_own = item.pk in interested or fold_origin(item.origin) in own  # type: ignore[attr-defined] # for pages


def counts_by(evidence: Sequence[CaseEvidence], reviews: Sequence[Review]) -> OriginCounts:
    """How many origins take which stance by these reviews, of marked evidence with the stances that the user sees."""
    ids = {review.pk for review in reviews}
    seen = [stance for item in evidence for stance in item.seen_stances]  # type: ignore[attr-defined] # prefetched so
    return counts_of_taken(evidence, taken_in(stance for stance in seen if stance.review_id in ids))


def counts_of_taken(evidence: Sequence[CaseEvidence], taken: Iterable[Taken]) -> OriginCounts:
    """How many origins take which stance by what was taken, of marked evidence; what was withdrawn does not count."""
    kept = [item for item in evidence if item.evidence.withdrawn_at is None]
    own = {item.pk for item in kept if item.is_claimants_own}  # type: ignore[attr-defined] # marked so
    return count_origins(pieces_of(kept, own, taken))


Rows = TypeVar("Rows", bound=QuerySet[Any])


def with_summary(rows: Rows, prefix: str = "") -> Rows:
    """With what a line about a case says: queue, article, and who is said to have said it. ``prefix`` leads to the case."""
    related = ("queue", "bundle__article__publisher")
    return rows.select_related(*(f"{prefix}{name}" for name in related))
