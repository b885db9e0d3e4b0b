"""How published verdicts are written: JSON Lines, CSV, ClaimReview. ``docs/exports.md`` describes every field.

Fields are only ever added, at the end. Ids never change, so that what was exported before is recognised: the desk's short name,
the number of the case, and the number of the verdict on it.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Self

from django.utils.dateparse import parse_date

from claims.models import ClaimKind
from claims.ranges import number_as_json
from core.errors import Invalid
from core.models import Desk
from verification.exporting.claimreview import DEMONSTRATION, claim_review, public_url, reviewers
from verification.grounds import public_grounds
from verification.models import ClaimRole, ExportFormat, Meaning, Verdict
from verification.models.verdicts import VerdictQuerySet

#: How many verdicts are in memory at once.
BATCH = 200

SCHEMA = "verdict/1"

CSV_COLUMNS = (
    "demonstration desk case verdict url published_at decided_at basis proposition kind language "
    "publisher article_title article_url article_published_on claim_text said_by said "
    "figure_text figure_low figure_best figure_high figure_of figure_unit "
    "rating meaning rating_value scale scale_version figure_finding band_low band_best band_high as_of confidence "
    "rationale missing_context searched reply_asked reply_given look_again_on evidence_urls overrides reviewers "
    "corrects corrected_at correction_reason "
    "supported_by supported_by_unknown supported_by_claimant "
    "contradicted_by contradicted_by_unknown contradicted_by_claimant "
    "qualified_by qualified_by_unknown qualified_by_claimant"
).split()

#: What a spreadsheet takes for the beginning of a formula, also behind white space that it leaves out.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which published verdicts of a desk to export; empty ones leave nothing out. Both days are included."""

    published_from: dt.date | None = None
    published_to: dt.date | None = None
    meaning: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if self.meaning and self.meaning not in Meaning.values:
            raise Invalid("export:filter", f"A meaning is one of {', '.join(Meaning.values)}.", field="meaning")
        if self.kind and self.kind not in ClaimKind.values:
            raise Invalid("export:filter", f"A kind is one of {', '.join(ClaimKind.values)}.", field="kind")
        if self.published_from and self.published_to and self.published_to < self.published_from:
            raise Invalid("export:days", "The last day is before the first.", field="published_to")

    @classmethod
    def from_json(cls, given: dict[str, str]) -> Self:
        """The filters as they were stored, or as a request has them. Raises :class:`Invalid` (``export:filter``)."""
        if unknown := sorted(given.keys() - {field.name for field in dataclasses.fields(cls)}):
            raise Invalid("export:filter", f"There is no such filter: {', '.join(unknown)}.", fields=unknown)
        days = {name: _day(name, given[name]) for name in ("published_from", "published_to") if given.get(name)}
        return cls(**days, meaning=given.get("meaning", ""), kind=given.get("kind", ""))

    def to_json(self) -> dict[str, str]:
        """What is set, for storing."""
        return {name: str(value) for name, value in dataclasses.asdict(self).items() if value}

    def verdicts(self, desk: Desk) -> VerdictQuerySet:
        """The public verdicts of the desk that they let through."""
        wanted: dict[str, Any] = {
            "publication__published_at__date__gte": self.published_from,
            "publication__published_at__date__lte": self.published_to,
            "rating__meaning": self.meaning,
            "grounds__kind": self.kind,
        }
        return Verdict.objects.public().filter(case__desk=desk, **{name: value for name, value in wanted.items() if value})


def _day(name: str, given: str) -> dt.date:
    try:
        day = parse_date(given)
    except ValueError:
        day = None
    if day is None:
        raise Invalid("export:filter", "A day is written as 2026-03-02.", field=name)
    return day


# --- Rows -----------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A verdict to be written, with what of its grounds is public."""

    verdict: Verdict
    grounds: dict[str, Any]


def read_rows(verdicts: VerdictQuerySet) -> Iterator[Row]:
    """The verdicts in the order of their ids, a batch at a time: memory does not grow with their number."""
    verdicts = (
        verdicts.with_correction()
        .select_related("case__desk", "rating__scale", "publication", "decided_by")
        .prefetch_related("rating__scale__ratings", "reviews__reviewer")
    )
    last = 0
    while batch := list(verdicts.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        grounds = public_grounds(batch)
        yield from (Row(verdict, grounds[verdict.pk]) for verdict in batch)


def _head(row: Row) -> dict[str, Any]:
    verdict, case = row.verdict, row.verdict.case
    return {
        "demonstration": DEMONSTRATION if case.desk.is_demonstration else "",
        "desk": case.desk.slug,
        "case": case.pk,
        "verdict": verdict.number,
        "url": public_url(case),
        "published_at": verdict.publication.published_at.isoformat(),
        "decided_at": verdict.decided_at.isoformat(),
        "basis": verdict.basis,
        "proposition": row.grounds["proposition"],
        "kind": row.grounds["kind"],
        "language": row.grounds["language"],
    }


def _rating(verdict: Verdict) -> dict[str, Any]:
    rating = verdict.rating
    return {
        "rating": rating.label,
        "meaning": rating.meaning,
        "rating_value": rating.value,
        "scale": rating.scale.name,
        "scale_version": rating.scale.version,
    }


def _band(verdict: Verdict) -> dict[str, Any]:
    band = verdict.band
    return {
        "figure_finding": verdict.figure_finding,
        "band_low": number_as_json(band.lower) if band else None,
        "band_best": number_as_json(verdict.band_best),
        "band_high": number_as_json(band.upper) if band else None,
        "as_of": verdict.as_of.isoformat() if verdict.as_of else None,
    }


def _words(verdict: Verdict) -> dict[str, Any]:
    return {
        "confidence": verdict.confidence,
        "rationale": verdict.rationale,
        "missing_context": verdict.missing_context,
        "searched": verdict.searched,
        "reply_asked": verdict.reply_asked,
        "reply_given": verdict.reply_given,
        "look_again_on": verdict.look_again_on.isoformat() if verdict.look_again_on else None,
    }


def _correction(verdict: Verdict) -> dict[str, Any]:
    """Which verdict that was published before this one corrects, since when that does not hold, and why."""
    former = verdict.corrects
    return {
        "corrects": former.verdict.number if former else None,
        "corrected_at": former.ended_at.isoformat() if former and former.ended_at else None,
        "correction_reason": former.end_reason if former else "",
    }


def _reviewers(verdict: Verdict) -> list[str]:
    return reviewers(verdict) if verdict.case.desk.names_reviewers else []


def record_of(row: Row) -> dict[str, Any]:
    """The verdict as one JSON object, with its claims and its evidence."""
    verdict, grounds = row.verdict, row.grounds
    return {
        "schema": SCHEMA,
        **_head(row),
        "said": grounds["said"],
        **_rating(verdict),
        **_band(verdict),
        **_words(verdict),
        "claims": grounds["claims"],
        "evidence": grounds["evidence"],
        "independence": grounds["independence"],
        "overrides": [override["reason"] for override in grounds["overrides"]],
        "reviewers": _reviewers(verdict),
        **_correction(verdict),
    }


def cells_of(row: Row) -> list[Any]:
    """The verdict as the cells of :data:`CSV_COLUMNS`: numbers are numbers, nothing begins a formula."""
    verdict, grounds = row.verdict, row.grounds
    columns = {
        **_head(row),
        **_lead_columns(grounds),
        "said": "; ".join(answer["finding"] for answer in grounds["said"]),
        **_rating(verdict),
        **_band(verdict),
        **_words(verdict),
        "evidence_urls": "\n".join(_evidence_urls(grounds)),
        "overrides": "\n".join(override["reason"] for override in grounds["overrides"]),
        "reviewers": "; ".join(_reviewers(verdict)),
        **_correction(verdict),
        **_independence(grounds),
    }
    return [harmless(columns.get(name)) for name in CSV_COLUMNS]


def _evidence_urls(grounds: dict[str, Any]) -> list[str]:
    """The addresses of what was captured; what was uploaded has none."""
    return [item["capture"]["url"] for item in grounds["evidence"] if item["capture"] and item["capture"]["url"]]


def _lead_columns(grounds: dict[str, Any]) -> dict[str, Any]:
    lead = next((claim for claim in grounds["claims"] if claim["role"] == ClaimRole.LEAD), None)
    if lead is None:
        return {}
    article, figure = lead["article"], lead["content"]["figure"] or {}
    chain = [", ".join(source["name"] for source in link["sources"]) for link in lead["content"]["attribution"]]
    return {
        "publisher": article["publisher"]["name"],
        "article_title": article["title"],
        "article_url": article["url"],
        "article_published_on": article["published_on"],
        "claim_text": lead["text"],
        "said_by": "; ".join(chain),
        "figure_text": figure.get("text"),
        "figure_low": figure.get("low"),
        "figure_best": figure.get("best"),
        "figure_high": figure.get("high"),
        "figure_of": figure.get("of"),
        "figure_unit": figure.get("unit"),
    }


def _independence(grounds: dict[str, Any]) -> dict[str, int]:
    """How many origins take which stance; empty for verdicts that were made before there was a count."""
    counted = grounds["independence"] or {}
    columns = {"supports": "supported_by", "contradicts": "contradicted_by", "qualifies": "qualified_by"}
    return {
        f"{columns[stance]}{suffix}": found[name]
        for stance, found in counted.items()
        for name, suffix in (("independent", ""), ("unknown_origin", "_unknown"), ("claimants_own", "_claimant"))
    }


def harmless(value: Any) -> Any:
    """A cell that no spreadsheet executes: text that would begin a formula is preceded by an apostrophe."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


# --- Formats --------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """A way of writing verdicts one after the other."""

    media_type: str
    extension: str
    write: Callable[[Row], bytes]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _csv_line(cells: Iterable[Any]) -> bytes:
    line = io.StringIO()
    # All text in quotes, so that no other separator that a spreadsheet may expect splits a cell.
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC).writerow(cells)
    return line.getvalue().encode()


FORMS: dict[ExportFormat, Form] = {
    ExportFormat.JSONL: Form("application/jsonl", "jsonl", lambda row: _json(record_of(row)) + b"\n"),
    # The byte order mark has spreadsheets read UTF-8.
    ExportFormat.CSV: Form(
        "text/csv; charset=utf-8", "csv", lambda row: _csv_line(cells_of(row)), head=b"\xef\xbb\xbf" + _csv_line(CSV_COLUMNS)
    ),
    # One JSON-LD document that any of its readers can load, whose nodes are the documents of the public pages.
    ExportFormat.CLAIM_REVIEW: Form(
        "application/ld+json",
        "jsonld",
        lambda row: _json(claim_review(row.verdict, row.grounds)),
        head=b'{"@context": "https://schema.org", "@graph": [\n',
        between=b",\n",
        tail=b"\n]}\n",
    ),
}


def chunks(form: Form, rows: Iterable[Row]) -> Iterator[bytes]:
    """The whole export, a piece at a time."""
    yield form.head
    for place, row in enumerate(rows):
        yield form.between + form.write(row) if place else form.write(row)
    yield form.tail
