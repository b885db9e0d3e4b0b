"""Reading snapshots with the engine. Once per snapshot and engine version, however often a task is delivered."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims import extraction
from claims.content import content_of, validate
from claims.extraction.config import ModelNotFoundError
from claims.matching import Anchor, match
from claims.models import Claim, ClaimState, ExtractionRun, RevisionAction, RevisionProposal, RunState
from claims.services.editing import proposals_supersede
from claims.services.writing import fill, known_sources, revise, write_chain, write_figure
from claims.signals import claims_extracted
from core.errors import Invalid
from core.models import Occasion
from core.record import record
from core.services import notify
from sources.cleaning import TITLE_LENGTH, first_words
from sources.models import Article, Snapshot
from sources.services import fill_article

log = structlog.get_logger(__name__)

#: A run whose worker died is tried again after this long; longer than any reading takes.
LEASE = dt.timedelta(minutes=10)
#: A text that kills its worker so often is given up, with a message.
MOST_ATTEMPTS = 4

#: How exactly numbers are stored.
DECIMAL_PLACES = 6

#: What a difference between two readings is looked for in.
COMPARED = ("start", "end", "statement", "kind", "stance", "attribution", "figure", "when")


@transaction.atomic
def run_queue(*, snapshot_id: int) -> ExtractionRun | None:
    """Queue the reading of an article's snapshot by the present engine; returns the run that is there already, if one is.

    What other versions of the engine were to read, and nobody is reading, is left to the present one; also where that one had
    left it to them before. ``None`` for snapshots that are evidence only.
    """
    snapshot = Snapshot.objects.select_related("article__desk").get(pk=snapshot_id)
    if snapshot.article is None:
        return None
    run, created = ExtractionRun.objects.get_or_create(
        snapshot=snapshot,
        engine_version=extraction.ENGINE_VERSION,
        defaults={"engine": extraction.ENGINE_NAME, "next_attempt_at": timezone.now()},
    )
    now = timezone.now()
    left = ExtractionRun.objects.filter(pk=run.pk, state=RunState.SUPERSEDED)
    if left.update(state=RunState.QUEUED, finished_at=None, next_attempt_at=now):
        run.refresh_from_db()
        created = True
    if created:
        record("queue", run, actor=None, desk=snapshot.article.desk, after={"engine_version": run.engine_version})
    others = ExtractionRun.objects.due(now).filter(snapshot=snapshot).exclude(pk=run.pk).select_related("snapshot__article__desk")
    for other in others.select_for_update(of=("self",), skip_locked=True):
        _finish(other, RunState.SUPERSEDED)
    return run


def claims_extract(*, run_id: int) -> ExtractionRun:
    """Read the run's snapshot and store its claims, or what they would change where there are claims already.

    The reading happens outside any transaction; its result is stored in one, by whoever comes first. A run that is over, or that
    somebody else is reading, is left as it is.
    """
    run = _begin_attempt(run_id)
    if run is None:
        return ExtractionRun.objects.get(pk=run_id)
    snapshot = run.snapshot
    assert snapshot.article is not None, "runs over evidence do not exist"
    published = snapshot.article.published_on or snapshot.published_on
    try:
        config = extraction.ExtractionConfig(model=settings.EXTRACTION_MODEL)
        output = extraction.extract(snapshot.text, published=published, config=config).to_dict()
    except ModelNotFoundError as error:
        log.exception("extraction.failed", run=run.pk)
        return _settle_failure(run_id, "engine:no_model", str(error))
    except Exception as error:
        log.exception("extraction.failed", run=run.pk)
        return _settle_failure(run_id, "engine:broken", f"The engine could not read this text: {type(error).__name__}.")
    try:
        return _store(run_id, output)
    except Invalid as error:
        log.exception("extraction.invalid_record", run=run.pk, details=error.details)
        return _settle_failure(run_id, "engine:invalid_record", "The engine's record of this text does not hold together.")


@transaction.atomic
def _begin_attempt(run_id: int) -> ExtractionRun | None:
    """Count an attempt, before it can fail; ``None`` where there is nothing to do now: it is over, or somebody is at it."""
    now = timezone.now()
    run = ExtractionRun.objects.select_for_update(of=("self",)).select_related("snapshot__article__desk").get(pk=run_id)
    if run.state != RunState.QUEUED or (run.next_attempt_at is not None and run.next_attempt_at > now):
        return None
    if run.attempts >= MOST_ATTEMPTS:
        _fail(run, "engine:gave_up", f"Reading this text failed {run.attempts} times without an answer.")
        return None
    run.attempts += 1
    run.next_attempt_at = now + LEASE
    run.save(update_fields=["attempts", "next_attempt_at"])
    return run


@transaction.atomic
def _settle_failure(run_id: int, code: str, message: str) -> ExtractionRun:
    run = ExtractionRun.objects.select_for_update(of=("self",)).select_related("snapshot__article__desk").get(pk=run_id)
    if run.state == RunState.QUEUED:
        _fail(run, code, message)
    return run


def _fail(run: ExtractionRun, code: str, message: str) -> None:
    run.failure_code, run.failure_message = code, message
    _finish(run, RunState.FAILED)


def _finish(run: ExtractionRun, state: RunState) -> None:
    run.state = state
    run.finished_at, run.next_attempt_at = timezone.now(), None
    run.save()
    desk = run.snapshot.article.desk if run.snapshot.article else None
    record(state.value, run, actor=None, desk=desk, after={"state": state.value, "failure": run.failure_code})
    _tell_submitter(run)


def _tell_submitter(run: ExtractionRun) -> None:
    """Tell whoever submitted the article what became of it; not of later readings, which are corrections or newer engines."""
    article = run.snapshot.article
    read = ExtractionRun.objects.filter(snapshot__article=article, finished_at__isnull=False).exclude(state=RunState.SUPERSEDED)
    if article is None or article.submitted_by_id is None or run.state == RunState.SUPERSEDED or read.exclude(pk=run.pk).exists():
        return
    occasion = Occasion.ARTICLE_READ if run.state == RunState.DONE else Occasion.ARTICLE_NOT_READ
    notify(occasion, run, recipients=[article.submitted_by_id], desk=article.desk, actor=None)


@transaction.atomic
def _store(run_id: int, output: dict[str, Any]) -> ExtractionRun:
    run = ExtractionRun.objects.select_for_update(of=("self",)).select_related("snapshot__article__desk").get(pk=run_id)
    if run.state != RunState.QUEUED:
        return run
    assert run.snapshot.article_id is not None, "runs over evidence do not exist"
    # Two runs over one article store one after the other. References to it stay possible: whoever settles a proposal makes some.
    articles = Article.objects.select_for_update(of=("self",), no_key=True).select_related("desk")
    article = articles.get(pk=run.snapshot.article_id)
    run.output, run.model = output, output["engine"].get("model") or ""
    _fill_in(article, output["document"], run.snapshot.text)
    if not output["document"]["language"].startswith("en"):
        _finish(run, RunState.UNREADABLE)
        return run
    if article.claims.exists():
        _propose_differences(run, output["claims"])
    else:
        _create_claims(run, output["claims"])
    _finish(run, RunState.DONE)
    transaction.on_commit(lambda: claims_extracted.send_robust(sender=ExtractionRun, run_id=run_id))
    return run


def _fill_in(article: Article, document: dict[str, Any], text: str) -> None:
    """Give the article the title and the day that its text prints, where nobody and no page has said them.

    The first words of the text stand in for a title until then.
    """
    printed = document["published_at"]
    fill_article(
        article,
        actor=None,
        title=(document["title"] or "")[:TITLE_LENGTH],
        published_on=dt.date.fromisoformat(printed) if printed else None,
        stand_in=first_words(text),
    )


def _create_claims(run: ExtractionRun, found: list[dict[str, Any]]) -> None:
    """The run's claims, first all of them, then the figures, since figures rest on claims."""
    snapshot = run.snapshot
    contents = [validate(as_content(claim), snapshot, None) for claim in found]
    assert snapshot.article is not None, "runs over evidence do not exist"
    known = known_sources(snapshot.article.desk, contents)
    claims = Claim.objects.bulk_create(
        fill(Claim(run=run, position_in_run=position), content, snapshot) for position, content in enumerate(contents)
    )
    for claim, content, original in zip(claims, contents, found, strict=True):
        write_chain(claim, content["attribution"], known)
        figure = content["figure"]
        if figure is not None:
            figure["base"] = [claims[index].pk for index in original["figure"]["base"]]
            part_of = original["figure"]["part_of"]
            figure["part_of"] = claims[part_of].pk if part_of is not None else None
        write_figure(claim, figure)
    for claim in Claim.objects.with_chain().prefetch_related("figure__bases").filter(run=run).order_by("position_in_run"):
        revise(claim, RevisionAction.EXTRACT, actor=None, reason="", before=None)


def as_content(found: dict[str, Any]) -> dict[str, Any]:
    """A claim of the record as a content: without its references to other claims, which are indexes into the record.

    What follows from the rest (the text, the origin) and where the words for the time stand are left out too.
    """
    content = {key: value for key, value in found.items() if key not in {"text", "origin"}}
    if content["when"] is not None:
        content["when"] = {key: content["when"][key] for key in ("text", "earliest", "latest")}
    if content["figure"] is not None:
        content["figure"] = _rounded(content["figure"]) | {"base": [], "part_of": None}
    return content


def _rounded(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure with its numbers as exact as they are stored: one in six is 0.166667."""
    return {
        key: _rounded(value)
        if key == "tolerance" and value
        else round(value, DECIMAL_PLACES)
        if isinstance(value, float)
        else value
        for key, value in figure.items()
    }


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    anchor: Anchor
    content: dict[str, Any]


def _propose_differences(run: ExtractionRun, found: list[dict[str, Any]]) -> None:
    """What this run would change about the article's claims, as proposals in place of earlier ones.

    It changes nothing about the claims and opens no case.
    """
    snapshot = run.snapshot
    assert snapshot.article is not None, "runs over evidence do not exist"
    earlier = list(Claim.objects.with_chain().filter(article=snapshot.article, copy_of=None).exclude(state=ClaimState.REPLACED))
    later = [_Found(_anchor_in(snapshot.text, claim), as_content(claim)) for claim in found]
    matched = match([Anchor(claim.text, claim.prefix, claim.suffix) for claim in earlier], [item.anchor for item in later])
    proposals = [RevisionProposal(run=run, claim=None, content=item.content) for j, item in enumerate(later) if j not in matched]
    for j, i in matched.items():
        if earlier[i].state == ClaimState.ACTIVE and _differs(content_of(earlier[i]), later[j].content, earlier[i], snapshot):
            proposals.append(_proposal(run, earlier[i], later[j].content))
    gone = set(range(len(earlier))) - set(matched.values())
    proposals += [
        _proposal(run, earlier[i], None)
        for i in sorted(gone)
        if earlier[i].state == ClaimState.ACTIVE and earlier[i].run_id is not None
    ]
    proposals_supersede(run=run)
    RevisionProposal.objects.bulk_create(proposals)


def _proposal(run: ExtractionRun, claim: Claim, content: dict[str, Any] | None) -> RevisionProposal:
    return RevisionProposal(run=run, claim=claim, claim_version=claim.version, content=content)


def _anchor_in(text: str, found: dict[str, Any]) -> Anchor:
    start, end = found["start"], found["end"]
    return Anchor(text[start:end], text[max(0, start - 64) : start], text[end : end + 64])


def _differs(present: dict[str, Any], proposed: dict[str, Any], claim: Claim, snapshot: Snapshot) -> bool:
    """Whether the two say something else; offsets count only within one snapshot."""
    same_text = claim.snapshot_id == snapshot.pk
    return any(
        _comparable(name, present[name]) != _comparable(name, proposed[name])
        for name in COMPARED
        if same_text or name not in {"start", "end"}
    )


def _comparable(name: str, value: Any) -> Any:
    """What of a field is the proposition: names and cues of the chain, and the figure's interval and what it counts."""
    if name == "attribution":
        return [[source["name"] for source in link["sources"]] for link in value]
    if name == "figure" and value is not None:
        return [value[key] for key in ("low", "high", "low_open", "high_open", "of", "unit", "measures", "change")]
    if name == "when" and value is not None:
        return [value["earliest"], value["latest"]]
    return value
