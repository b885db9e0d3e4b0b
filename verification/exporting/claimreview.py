"""A published verdict as schema.org's ClaimReview, in JSON-LD.

It carries the rating of the content alone: "was it said?" and "is the number right?" have no place in that vocabulary, and a true
quotation of something false must not read as true.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from sources.models import SourceKind
from verification.grounds import public_grounds
from verification.models import Case, ClaimRole, Publication, Rating, Verdict

#: What the page and each exported row of the demonstration say.
DEMONSTRATION = "DEMONSTRATION"


def public_url(case: Case) -> str:
    """The address of the page of a case's verdict, which anybody can read who knows it."""
    return settings.SITE_URL.rstrip("/") + reverse("public-verdict", kwargs={"key": case.public_key})


def claim_review(verdict: Verdict, grounds: dict[str, Any] | None = None) -> dict[str, Any]:
    """The ClaimReview of a verdict that was published. ``grounds`` are its public ones, for whoever has read them for many."""
    if grounds is None:
        grounds = public_grounds([verdict])[verdict.pk]
    case, desk = verdict.case, verdict.case.desk
    review: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": public_url(case),
        "datePublished": verdict.publication.published_at.date().isoformat(),
        "claimReviewed": grounds["proposition"],
        "author": {"@type": "Organization", "name": desk.name, "url": settings.SITE_URL},
        "itemReviewed": _claim(grounds),
        "reviewRating": _rating(verdict.rating),
    }
    if former := verdict.corrects:
        review["correction"] = {"@type": "CorrectionComment", "text": former.end_reason, **_date_of(former)}
    if desk.names_reviewers:
        review["contributor"] = [{"@type": "Person", "name": name} for name in reviewers(verdict)]
    if desk.is_demonstration:
        review["creativeWorkStatus"] = DEMONSTRATION
    return review


def _date_of(former: Publication) -> dict[str, str]:
    """Since when what was published does not hold."""
    return {"datePublished": former.ended_at.date().isoformat()} if former.ended_at else {}


def reviewers(verdict: Verdict) -> list[str]:
    """The names of those who made the verdict. Shown in public only where the desk names its reviewers."""
    people = [review.reviewer for review in verdict.reviews.all()]
    if verdict.decided_by is not None:
        people.append(verdict.decided_by)
    return list(dict.fromkeys(person.display_name for person in people))


def _claim(grounds: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim"}
    lead = next((claim for claim in grounds["claims"] if claim["role"] == ClaimRole.LEAD), None)
    if lead is not None:
        if authors := _authors(lead):
            claim["author"] = authors[0] if len(authors) == 1 else authors
        if lead["article"]["published_on"]:
            claim["datePublished"] = lead["article"]["published_on"]
    if appearances := [_appearance(claim["article"]) for claim in grounds["claims"] if claim["article"]["url"]]:
        claim["appearance"] = appearances
    return claim


def _authors(claim: dict[str, Any]) -> list[dict[str, str]]:
    """Who is said to have said it: nobody where they are anonymous, the publisher where the article says it itself."""
    if claim["origin"] is None:
        return [_agent(claim["article"]["publisher"])]
    return [_agent(source) for source in claim["origin"] if not source["anonymous"]]


def _agent(source: dict[str, Any]) -> dict[str, str]:
    """A person or an organisation, and a mere thing where we do not know which."""
    kinds = {"": "Thing", SourceKind.PERSON.value: "Person"}
    return {"@type": kinds.get(source["kind"], "Organization"), "name": source["name"]}


def _appearance(article: dict[str, Any]) -> dict[str, Any]:
    work = {"@type": "Article", "url": article["url"], "publisher": _agent(article["publisher"])}
    return {**work, "headline": article["title"]} if article["title"] else work


def _rating(rating: Rating) -> dict[str, Any]:
    """The desk's word, and its place among the scale's values where it has one."""
    values = [step.value for step in rating.scale.ratings.all() if step.value is not None]
    named = {"@type": "Rating", "alternateName": rating.label}
    if rating.value is None:
        return named
    return {**named, "ratingValue": rating.value, "bestRating": max(values), "worstRating": min(values)}
