"""How a content becomes the rows of a claim. Used by the other services of this package only."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claims.content import content_of
from claims.figures import counted_class
from claims.models import Attribution, AttributionSource, Claim, ClaimRevision, ClaimState, Figure, RevisionAction
from claims.ranges import days, interval
from claims.signals import claim_revised
from core.models import Desk, User
from core.record import record
from sources.models import Snapshot, Source, fold_name

CONTEXT_LENGTH = 64


def fill(claim: Claim, content: dict[str, Any], snapshot: Snapshot) -> Claim:
    """Set the claim's own columns from a valid content. Saves nothing."""
    assert snapshot.article is not None, "claims are made of articles"
    start, end, when = content["start"], content["end"], content["when"]
    claim.article, claim.snapshot = snapshot.article, snapshot
    claim.start, claim.end = start, end
    claim.text = snapshot.text[start:end]
    claim.prefix = snapshot.text[max(0, start - CONTEXT_LENGTH) : start]
    claim.suffix = snapshot.text[end : end + CONTEXT_LENGTH]
    claim.statement = content["statement"]
    claim.kind, claim.stance = content["kind"], content["stance"]
    claim.check_worthiness = content["check_worthiness"]
    claim.reasons, claim.ambiguous = list(content["reasons"]), list(content["ambiguous"])
    claim.when = days(when) if when else None
    claim.when_text = when["text"] if when else ""
    claim.where = [place["text"] for place in content["where"]]
    return claim


def write_chain(claim: Claim, links: list[dict[str, Any]], known: dict[str, Source]) -> None:
    """Replace the claim's attribution chain."""
    claim.attributions.all().delete()
    for position, link in enumerate(links):
        attribution = Attribution.objects.create(claim=claim, position=position, cue=link["cue"], mode=link["mode"])
        AttributionSource.objects.bulk_create(
            AttributionSource(
                attribution=attribution,
                position=place,
                name=source["name"],
                text=source["text"],
                start=source["start"],
                end=source["end"],
                anonymous=source["anonymous"],
                source_id=source.get("source_id") or getattr(known.get(fold_name(source["name"])), "pk", None),
            )
            for place, source in enumerate(link["sources"])
        )


def write_figure(claim: Claim, content: dict[str, Any] | None) -> None:
    """Replace the claim's figure. The claims that it rests on must exist."""
    Figure.objects.filter(claim=claim).delete()
    if content is None:
        return
    tolerance = content["tolerance"]
    figure = Figure.objects.create(
        claim=claim,
        text=content["text"],
        start=content["start"],
        end=content["end"],
        stated=interval(content["low"], content["high"], low_open=content["low_open"], high_open=content["high_open"]),
        best=content["best"],
        approximate=content["approximate"],
        tolerance=interval(tolerance["low"], tolerance["high"]) if tolerance else None,
        convention=tolerance["convention"] if tolerance else "",
        of=content["of"],
        counted_class=counted_class(content["of"]),
        unit=content["unit"] or "",
        measures=list(content["measures"]),
        change=content["change"] or "",
        derivation=content["derivation"] or "",
        part_of_id=content["part_of"],
        population=content["population"],
        area=content["area"],
        period=days(content["period"]),
        as_of=content["as_of"],
    )
    figure.bases.set(content["base"])


def known_sources(desk: Desk, contents: list[dict[str, Any]]) -> dict[str, Source]:
    """Our sources by the folded names under which the contents speak of them. A name that fits several is left to people.

    So is one that not everybody on the desk may know of: a claim goes where those go who are named in its chain.
    """
    names = {fold_name(s["name"]) for content in contents for link in content["attribution"] for s in link["sources"]}
    candidates: dict[str, set[Source]] = {}
    sources = Source.objects.known_to(desk).open_to(None).filter(came_with_evidence=False)
    for source in sources.filter(folded_name__in=names):
        candidates.setdefault(source.folded_name, set()).add(source)
    for source in sources.filter(aliases__folded_name__in=names).distinct().prefetch_related("aliases"):
        for alias in source.aliases.all():
            if alias.folded_name in names:
                candidates.setdefault(alias.folded_name, set()).add(source)
    return {name: found.pop() for name, found in candidates.items() if len(found) == 1}


def write_content(claim: Claim, content: dict[str, Any], snapshot: Snapshot) -> Claim:
    """Save the claim with chain and figure from a valid content."""
    assert snapshot.article is not None, "claims are made of articles"
    fill(claim, content, snapshot).save()
    write_chain(claim, content["attribution"], known_sources(snapshot.article.desk, [content]))
    write_figure(claim, content["figure"])
    return reload(claim)


def reload(claim: Claim) -> Claim:
    """The claim as it stands in the database, with chain and figure."""
    return Claim.objects.with_chain().get(pk=claim.pk)


def revise(  # noqa: PLR0913 - what was done, by whom, why, and what changed: none can be left out
    claim: Claim,
    action: RevisionAction,
    *,
    actor: User | None,
    reason: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None = None,
) -> Claim:
    """Write the revision and the record entry of what was just done to the claim, and tell the apps above on commit.

    ``after`` is what is on record as changed where that is not the content, or the state of a claim that no longer stands. Of
    claims that the engine made the apps above are told once for the whole run.
    """
    content = content_of(claim)
    event = {"id": claim.event.pk, "title": claim.event.title} if claim.event else None
    ClaimRevision.objects.create(
        claim=claim, number=claim.version, action=action, content=content | {"event": event}, actor=actor, reason=reason
    )
    after = after or (content if claim.state == ClaimState.ACTIVE else {"state": claim.state})
    record(action.value, claim, actor=actor, desk=claim.article.desk, before=before, after=after, reason=reason)
    if action != RevisionAction.EXTRACT:
        claim_id = claim.pk
        transaction.on_commit(lambda: claim_revised.send_robust(sender=Claim, claim_id=claim_id))
    return claim
