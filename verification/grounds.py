"""What a verdict rests on: frozen when it is made, and what of it anybody may see later."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import Model, Q

from claims.content import content_of
from claims.models import Claim
from core.concealing import concealed
from core.models import Sensitivity, User
from sources.models import Article, Capture, Source
from verification.independence import (
    OriginCounts,
    Piece,
    count_origins,
    counts_as_json,
    counts_from_json,
    fold_origin,
    own_origins,
)
from verification.models import (
    Assignment,
    Case,
    CaseClaim,
    CaseEvidence,
    ClaimRole,
    Evidence,
    EvidenceStance,
    IndependenceGroup,
    Publication,
    Review,
    Verdict,
)
from verification.origins import interested_links, leads_of, standing, taken_in, weigh

#: What is not for the public.
KEPT = [Sensitivity.DESK, Sensitivity.RESTRICTED]


def freeze(case: Case, reviews: Sequence[Review]) -> dict[str, Any]:
    """Everything that a verdict on the case rests on, as it is now, as JSON.

    Claims, evidence with its stances and origins, how many of these there are, and the rules that were set aside.

    Evidence that was withdrawn stays in where a review took a stance on it, and says so.
    """
    links = (
        CaseClaim.objects.filter(case=case)
        .select_related("claim__snapshot__capture")
        .prefetch_related("claim__article__publisher", "claim__figure__bases", "claim__attributions__sources__source")
    )
    claims = sorted((_claim(link) for link in links), key=lambda claim: claim["role"] != ClaimRole.LEAD)
    lead = claims[0]["content"] if claims else None
    evidence = _evidence(case, reviews)
    return {
        "proposition": case.proposition,
        "kind": lead["kind"] if lead else "",
        "language": case.language,
        "round": case.round,
        "claims": claims,
        "evidence": evidence,
        "independence": counts_as_json(count_origins(_counted(evidence))),
        "reviews": [review.pk for review in reviews],
        "overrides": list(_overrides(case)),
    }


def _claim(link: CaseClaim) -> dict[str, Any]:
    claim = link.claim
    return {
        "id": claim.pk,
        "role": link.role,
        "version": claim.version,
        "article": _article(claim.article),
        "snapshot": {"id": claim.snapshot_id, "sha256": claim.snapshot.sha256},
        "capture": _capture(claim.snapshot.capture),
        "text": claim.text,
        "prefix": claim.prefix,
        "suffix": claim.suffix,
        "content": content_of(claim),
        "origin": _origin(claim),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.pk,
        "title": article.title,
        "url": article.url,
        "published_on": article.published_on.isoformat() if article.published_on else None,
        "publisher": {"id": article.publisher_id, "name": article.publisher.name, "kind": article.publisher.kind},
    }


def _origin(claim: Claim) -> list[dict[str, Any]] | None:
    """Who is said to have said it, with the kinds that we know; ``None`` for the article's own voice."""
    if claim.origin is None:
        return None
    return [
        {"name": source.name, "anonymous": source.anonymous, "kind": source.source.kind if source.source else ""}
        for source in claim.origin.sources.all()
    ]


def _capture(capture: Capture) -> dict[str, Any]:
    return {
        "id": capture.pk,
        "url": capture.final_url or capture.url,
        "sha256": capture.sha256,
        "media_type": capture.media_type,
        "captured_at": capture.captured_at.isoformat() if capture.captured_at else None,
    }


def pieces_of_case(case: Case, reviews: Sequence[Review]) -> list[Piece]:
    """The evidence of a case as it is counted, with the stances of these reviews; all of it, whoever may see it."""
    stances = EvidenceStance.objects.filter(review__in=reviews).select_related("case_evidence")
    return weigh(case, standing(CaseEvidence.objects.filter(case=case)), taken_in(stances))


def _evidence(case: Case, reviews: Sequence[Review]) -> list[dict[str, Any]]:
    """Each piece once, also where several reviewers found it, each for themselves."""
    stances: dict[int, list[dict[str, Any]]] = {}
    for stance in EvidenceStance.objects.filter(review__in=reviews).select_related("case_evidence"):
        taken = {"review": stance.review_id, "stance": stance.stance, "note": stance.note, "admission": stance.is_admission}
        stances.setdefault(stance.case_evidence.evidence_id, []).append(taken)
    # Of each its own interest alone: what repeats it is marked for each reader anew, by the pieces that they see.
    links = CaseEvidence.objects.filter(case=case).select_related("evidence__source", "evidence__capture", "independence_group")
    own = interested_links([link for link in links if link.evidence.withdrawn_at is None], leads_of([case.pk]))
    interested = {link.evidence_id for link in links if link.pk in own}
    first: dict[int, CaseEvidence] = {}
    for link in links:
        first.setdefault(link.evidence_id, link)
    return [
        {
            **_item(link.evidence),
            "independence_group": _group(link.independence_group),
            "interested": evidence in interested,
            "stances": stances.get(evidence, []),
        }
        for evidence, link in first.items()
        if link.evidence.withdrawn_at is None or evidence in stances
    ]


def _group(group: IndependenceGroup | None) -> dict[str, str] | None:
    return {"origin": group.origin, "basis": group.basis} if group else None


def _counted(evidence: Iterable[dict[str, Any]]) -> list[Piece]:
    """Frozen evidence as it is counted: what was withdrawn already when it was frozen does not count.

    What nobody took a stance on is there as well, since it may show that an origin is the claimant's own.
    """
    return [
        Piece(
            evidence=item["id"],
            stance=taken["stance"],
            origin=_origin_of(item),
            is_interested=item["interested"],
            is_admission=taken["admission"],
        )
        for item in evidence
        if not item["withdrawn"]
        for taken in item["stances"] or [{"stance": "", "admission": False}]
    ]


def _origin_of(item: dict[str, Any]) -> str:
    """What a frozen piece goes back to, in words; empty where nobody had said."""
    return item["independence_group"]["origin"] if item["independence_group"] else ""


def _marked(grounds: dict[str, Any], seen: Collection[dict[str, Any]]) -> list[dict[str, Any]]:
    """The frozen evidence that somebody may see, with what repeats a piece of the claimant's own among it marked as theirs too.

    That of verdicts from before origins were counted is left as it is.
    """
    if grounds.get("independence") is None:
        return list(seen)
    own = own_origins(_counted(seen))
    return [{**item, "interested": item["interested"] or fold_origin(_origin_of(item)) in own} for item in seen]


def _independence(grounds: dict[str, Any], seen: Collection[dict[str, Any]]) -> dict[str, Any] | None:
    """How many origins take which stance: as it was frozen, or, for whoever may not see it all, of what they may see."""
    frozen: dict[str, Any] | None = grounds.get("independence")
    if frozen is None or len(seen) == len(grounds["evidence"]):
        return frozen
    return counts_as_json(count_origins(_counted(seen)))


def _item(evidence: Evidence) -> dict[str, Any]:
    source = evidence.source
    return {
        "id": evidence.pk,
        "version": evidence.version,
        "kind": evidence.kind,
        "source": {"id": source.pk, "name": source.name, "kind": source.kind, "reliability": source.reliability},
        "title": evidence.title,
        "passage": evidence.passage,
        "start": evidence.start,
        "end": evidence.end,
        "locator": evidence.locator,
        "language": evidence.language,
        "translation": evidence.translation,
        "published_on": evidence.published_on.isoformat() if evidence.published_on else None,
        "credibility": evidence.credibility,
        "graphic": evidence.is_graphic,
        "capture": _capture(evidence.capture) if evidence.capture else None,
        "withdrawn": evidence.withdrawn_at is not None,
    }


def _overrides(case: Case) -> Iterable[dict[str, str]]:
    """The rules that a lead set aside to find people for this round. The verdict shows them."""
    given = Assignment.objects.filter(case=case, round=case.round).exclude(override_reason="").order_by("pk")
    for assignment in given:
        yield {"part": assignment.part, "reason": assignment.override_reason}


# --- What anybody may see -------------------------------------------------------------------------------------------------


def public_grounds(verdicts: Iterable[Verdict]) -> dict[int, dict[str, Any]]:
    """The grounds of each verdict by its id, without what is not public now, and without who took which stance.

    Three queries, however many verdicts that were read with their publications.
    """
    verdicts = list(verdicts)
    items = [item for verdict in verdicts for item in verdict.grounds.get("evidence", [])]
    claims = [claim for verdict in verdicts for claim in verdict.grounds.get("claims", [])]
    open_sources = _public_ids(Source, {source for claim in claims for source in _sources_of(claim)})
    open_articles = _public_ids(Article, {claim["article"]["id"] for claim in claims})
    open_evidence = public_evidence({item["id"] for item in items})
    shown = {c["id"] for c in claims if c["article"]["id"] in open_articles and _sources_of(c) <= open_sources}
    return {verdict.pk: _public(verdict, shown, open_evidence) for verdict in verdicts}


def public_evidence(ids: set[int]) -> set[int]:
    """Those of the pieces of evidence, by id, that are public, and so are their source, their article and its publisher."""
    kept = Q(source__sensitivity__in=KEPT) | Q(capture__article__sensitivity__in=KEPT)
    return _public_ids(Evidence, ids, kept | Q(capture__article__publisher__sensitivity__in=KEPT))


def _public_ids(model: type[Model], ids: set[int], kept: Q | None = None) -> set[int]:
    """Those of the rows that are public, and not ``kept`` with something else."""
    rows: Any = model
    found = rows.objects.filter(~kept if kept else Q(), pk__in=ids, sensitivity=Sensitivity.PUBLIC)
    return set(found.values_list("pk", flat=True))


def _sources_of(claim: dict[str, Any]) -> set[int]:
    """Who published a claim, and which sources of ours its chain named."""
    chain = (source for link in claim["content"]["attribution"] for source in link["sources"])
    return {claim["article"]["publisher"]["id"], *(source["source_id"] for source in chain if source.get("source_id"))}


def _public(verdict: Verdict, open_claims: set[int], open_evidence: set[int]) -> dict[str, Any]:
    grounds = verdict.grounds
    claims = [claim for claim in grounds.get("claims", []) if claim["id"] in open_claims]
    evidence = [item for item in grounds.get("evidence", []) if item["id"] in open_evidence]
    leads = {claim["role"] for claim in grounds.get("claims", [])} - {claim["role"] for claim in claims}
    return {
        "proposition": grounds["proposition"],
        "kind": grounds.get("kind", ""),
        "language": grounds.get("language", ""),
        # Who is said to have said it goes with the claim that says so.
        "said": [] if ClaimRole.LEAD in leads else verdict.said,
        "claims": claims,
        "evidence": [_public_item(item) for item in _marked(grounds, evidence)],
        "independence": _independence(grounds, evidence),
        "overrides": [*grounds.get("overrides", []), *_publication_overrides(verdict)],
    }


def _public_item(item: dict[str, Any]) -> dict[str, Any]:
    """A piece of evidence without who took which stance; of verdicts from before origins were named, with none."""
    return {
        "independence_group": None,
        "interested": False,
        **item,
        "stances": sorted({taken["stance"] for taken in item["stances"]}),
        "admission": any(taken.get("admission") for taken in item["stances"]),
    }


def _publication_overrides(verdict: Verdict) -> Iterable[dict[str, str]]:
    publication: Publication | None = getattr(verdict, "publication", None)
    if publication is not None and publication.override_reason:
        yield {"part": "publish", "reason": f"Published by its only reviewer: {publication.override_reason}"}


# --- What a member of the desk may see ------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Hidden:
    """The few things that are kept from a user, by id."""

    claims: set[int]
    evidence: set[int]
    sources: set[int]


def hidden_from(user: User) -> Hidden:
    """What of anybody's grounds is kept from a user."""
    models: list[Any] = [Claim, Evidence, Source]
    return Hidden(*(set(model.objects.filter(concealed(model, user.pk)).values_list("pk", flat=True)) for model in models))


def seen_grounds(verdict: Verdict, hidden: Hidden) -> dict[str, Any]:
    """The grounds of a verdict, without what is kept from somebody now."""
    grounds: dict[str, Any] = verdict.grounds
    seen = dict(grounds)
    if "claims" in grounds:
        claims = grounds["claims"]
        seen["claims"] = [c for c in claims if c["id"] not in hidden.claims and not _sources_of(c) & hidden.sources]
    if "evidence" in grounds:
        pieces = grounds["evidence"]
        shown = [e for e in pieces if e["id"] not in hidden.evidence and e["source"]["id"] not in hidden.sources]
        seen["evidence"] = _marked(grounds, shown)
    if "independence" in grounds:
        seen["independence"] = _independence(grounds, seen["evidence"])
    return seen


def counts_seen(verdict: Verdict, evidence: Collection[int]) -> OriginCounts | None:
    """How many origins take which stance in a verdict, of the pieces of ``evidence`` that somebody may see, by id."""
    seen = [item for item in verdict.grounds.get("evidence", []) if item["id"] in evidence]
    return counts_from_json(_independence(verdict.grounds, seen))
