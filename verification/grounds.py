"""What a verdict rests on: frozen when it is made, and what of it anybody may see later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claims.content import content_of
from claims.models import Claim
from sources.models import Article, Capture, Sensitivity
from verification.models import (
    Assignment,
    Case,
    CaseClaim,
    CaseEvidence,
    ClaimRole,
    Evidence,
    EvidenceStance,
    Publication,
    Review,
    Verdict,
)


def freeze(case: Case, reviews: Sequence[Review]) -> dict[str, Any]:
    """Everything that a verdict on the case rests on, as it is now, as JSON: claims, evidence, stances, and rules set aside.

    Evidence that was withdrawn stays in where a review took a stance on it, and says so.
    """
    links = (
        CaseClaim.objects.filter(case=case)
        .select_related("claim__snapshot__capture")
        .prefetch_related("claim__article__publisher", "claim__figure__bases", "claim__attributions__sources__source")
    )
    claims = sorted((_claim(link) for link in links), key=lambda claim: claim["role"] != ClaimRole.LEAD)
    lead = claims[0]["content"] if claims else None
    return {
        "proposition": case.proposition,
        "kind": lead["kind"] if lead else "",
        "language": case.language,
        "round": case.round,
        "claims": claims,
        "evidence": list(_evidence(case, reviews)),
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


def _evidence(case: Case, reviews: Sequence[Review]) -> Iterable[dict[str, Any]]:
    stances: dict[int, list[dict[str, Any]]] = {}
    for stance in EvidenceStance.objects.filter(review__in=reviews):
        taken = {"review": stance.review_id, "stance": stance.stance, "note": stance.note}
        stances.setdefault(stance.case_evidence_id, []).append(taken)
    for link in CaseEvidence.objects.filter(case=case).select_related("evidence__source", "evidence__capture"):
        if link.evidence.withdrawn_at is None or link.pk in stances:
            yield {**_item(link.evidence), "stances": stances.get(link.pk, [])}


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

    Two queries, however many verdicts that were read with their publications.
    """
    verdicts = list(verdicts)
    evidence = {item["id"] for verdict in verdicts for item in verdict.grounds.get("evidence", [])}
    articles = {claim["article"]["id"] for verdict in verdicts for claim in verdict.grounds.get("claims", [])}
    public = Sensitivity.PUBLIC
    open_evidence = set(
        Evidence.objects.filter(pk__in=evidence, sensitivity=public, source__sensitivity=public).values_list("pk", flat=True)
    )
    open_articles = set(Article.objects.filter(pk__in=articles, sensitivity=public).values_list("pk", flat=True))
    return {verdict.pk: _public(verdict, open_evidence, open_articles) for verdict in verdicts}


def _public(verdict: Verdict, open_evidence: set[int], open_articles: set[int]) -> dict[str, Any]:
    grounds = verdict.grounds
    evidence = [
        {**item, "stances": sorted({taken["stance"] for taken in item["stances"]})}
        for item in grounds.get("evidence", [])
        if item["id"] in open_evidence
    ]
    claims = [claim for claim in grounds.get("claims", []) if claim["article"]["id"] in open_articles]
    return {
        "proposition": grounds["proposition"],
        "kind": grounds.get("kind", ""),
        "language": grounds.get("language", ""),
        "claims": claims,
        "evidence": evidence,
        "overrides": [*grounds.get("overrides", []), *_publication_overrides(verdict)],
    }


def _publication_overrides(verdict: Verdict) -> Iterable[dict[str, str]]:
    publication: Publication | None = getattr(verdict, "publication", None)
    if publication is not None and publication.override_reason:
        yield {"part": "publish", "reason": f"Published by its only reviewer: {publication.override_reason}"}
