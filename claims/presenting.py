"""Claims as pages show them: the marked text, the figure in words and as a picture."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.formats import number_format
from django.utils.translation import gettext

from claims.marking import Paragraph, Span, mark
from claims.models import WORTH_CHECKING, Claim, ClaimKind, Figure
from sources.models import Snapshot


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class MarkedClaim:
    """A claim with its number in the article, and where its number leads."""

    claim: Claim
    number: int
    href: str
    is_here: bool = False
    is_settled: bool = False
    #: What verifies it, where there is something that the reader may see.
    case: Any = None

    @property
    def label(self) -> str:
        """What somebody hears who does not see the mark."""
        return gettext("Claim %(number)s, %(kind)s") % {"number": self.number, "kind": ClaimKind(self.claim.kind).label}

    @property
    def is_worth_checking(self) -> bool:
        """Whether it goes to a reviewer."""
        return self.claim.check_worthiness >= WORTH_CHECKING


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """An article's text with its claims marked."""

    snapshot: Snapshot
    claims: Sequence[MarkedClaim]
    paragraphs: Sequence[Paragraph[MarkedClaim]]


def reading(snapshot: Snapshot, claims: Sequence[MarkedClaim]) -> Reading:
    """The text of the snapshot with these claims marked, however they overlap."""
    return Reading(snapshot, claims, mark(snapshot.text, [Span(item.claim.start, item.claim.end, item) for item in claims]))


def words_around(claim: Claim) -> tuple[str, str]:
    """What stands before and after the passage, with an ellipsis for what is left out: whole words, as far as spaces tell."""
    before, after = claim.prefix, claim.suffix
    if claim.start > len(before):
        before = f"…{before.partition(' ')[2] or before}"
    if claim.end + len(after) < len(claim.snapshot.text):
        after = f"{after.rpartition(' ')[0] or after}…"
    return before, after


# --- Figures in words -----------------------------------------------------------------------------------------------------


def number_words(value: Decimal) -> str:
    """A number as people of the page's language write it, without zeros that say nothing."""
    whole = value == value.to_integral_value()
    return number_format(value.quantize(Decimal(1)) if whole else value.normalize(), use_l10n=True, force_grouping=True)


def interval_words(values: NumericRange | None) -> str:
    """A range in words: "96", "at least 12", "more than 30", "up to 45", "30 to under 35"; nothing where there is none."""
    if values is None or (values.lower is None and values.upper is None):
        return ""
    if values.upper is None:
        words = gettext("at least %(low)s") if values.lower_inc else gettext("more than %(low)s")
        return words % {"low": number_words(values.lower)}
    if values.lower is None:
        words = gettext("up to %(high)s") if values.upper_inc else gettext("fewer than %(high)s")
        return words % {"high": number_words(values.upper)}
    if values.lower == values.upper:
        return number_words(values.lower)
    low, high = number_words(values.lower), number_words(values.upper)
    between = {
        (True, True): gettext("%(low)s to %(high)s"),
        (True, False): gettext("%(low)s to under %(high)s"),
        (False, True): gettext("over %(low)s to %(high)s"),
        (False, False): gettext("over %(low)s to under %(high)s"),
    }
    return between[values.lower_inc, values.upper_inc] % {"low": low, "high": high}


def tolerance_words(figure: Figure) -> str:
    """What the words of an approximate figure allow, and by which convention; nothing where they allow nothing else."""
    if figure.tolerance is None or figure.tolerance == figure.stated:
        return ""
    allowed = gettext("“%(words)s” is read as %(range)s") % {"words": figure.text, "range": interval_words(figure.tolerance)}
    return f"{allowed} ({figure.convention})" if figure.convention else allowed


# --- Figures as a picture -------------------------------------------------------------------------------------------------

#: How wide a digit is drawn, and a scale on a narrow phone, in pixels: see ``.plot`` in ``static/css/case.css``.
CHARACTER_WIDTH = 6.5
NARROWEST_SCALE = 180


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Somebody's number, to be drawn as one row: the interval as stated, its best value, and what its words allow.

    ``href`` is where the claim is that says so; empty where that is no other claim.
    """

    label: str
    stated: NumericRange | None
    best: Decimal | None = None
    allowed: NumericRange | None = None
    role: str = ""
    href: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A report on the scale, in percent of its width; an end that is open or missing runs to the edge or is hollow."""

    report: Report
    words: str
    left: float
    right: float
    best: float | None
    allowed: tuple[float, float] | None
    hollow_left: bool
    hollow_right: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Tick:
    """A number of the scale, its place in percent, and which side of its words stands there, as SVG's ``text-anchor``."""

    words: str
    at: float
    anchor: str


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """Reports above each other on one scale; ``ticks`` are those of the scale whose words have room."""

    rows: Sequence[Row]
    ticks: Sequence[Tick]


def picture(reports: Iterable[Report]) -> Picture | None:
    """Draw the reports that have a number; ``None`` where none has."""
    drawn = [report for report in reports if _numbers(report)]
    if not drawn:
        return None
    values = [float(value) for report in drawn for value in _numbers(report)]
    if any(report.stated is not None and report.stated.lower is None for report in drawn):
        values.append(0)  # "up to 40" says nothing against any number below
    # Half a prisoner is no number to look for; what the words of a figure allow may well be one.
    is_whole = all(number == number.to_integral_value() for report in drawn for number in _numbers(report, with_allowed=False))
    ticks = _ticks(min(values), max(values), is_whole=is_whole)
    low, high = ticks[0], ticks[-1]

    def place(value: Decimal | float) -> float:
        return round((float(value) - low) / (high - low) * 100, 2)

    rows = [_row(report, place) for report in drawn]
    return Picture(rows, _with_room([(number_words(Decimal(str(tick))), place(tick)) for tick in ticks]))


def _with_room(ticks: list[tuple[str, float]]) -> list[Tick]:
    """Every tick, or every second, third … one: those whose words do not run into each other on the narrowest screen."""
    width = max(len(words) for words, _ in ticks) * CHARACTER_WIDTH
    last = len(ticks) - 1
    # The first word begins at its tick and the last one ends there: beside them half a word more is needed, between them a whole.
    every = math.ceil((1.5 * width + CHARACTER_WIDTH) * last / NARROWEST_SCALE)
    if every >= last and 2 * width + CHARACTER_WIDTH <= NARROWEST_SCALE:
        every = last
    anchors = {0: "start", last: "end"}
    return [Tick(*ticks[at], anchors.get(at, "middle")) for at in range(0, last + 1, every)]


def _numbers(report: Report, *, with_allowed: bool = True) -> list[Decimal]:
    ranges = [values for values in (report.stated, report.allowed if with_allowed else None) if values is not None]
    bounds = [bound for values in ranges for bound in (values.lower, values.upper)]
    return [number for number in [*bounds, report.best] if number is not None]


def _row(report: Report, place: Callable[[Decimal | float], float]) -> Row:
    stated, allowed = report.stated, report.allowed
    lower = stated.lower if stated else None
    upper = stated.upper if stated else None
    return Row(
        report=report,
        words=interval_words(stated) or (number_words(report.best) if report.best is not None else ""),
        left=place(lower) if lower is not None else 0,
        right=place(upper) if upper is not None else 100,
        best=place(report.best) if report.best is not None else None,
        allowed=(
            (place(allowed.lower) if allowed.lower is not None else 0, place(allowed.upper) if allowed.upper is not None else 100)
            if allowed is not None and allowed != stated
            else None
        ),
        hollow_left=bool(stated and lower is not None and not stated.lower_inc),
        hollow_right=bool(stated and upper is not None and not stated.upper_inc),
    )


def _ticks(low: float, high: float, *, is_whole: bool) -> list[float]:
    """Round numbers from below the lowest to above the highest value; from nought where that is not far off."""
    if low > 0 and (low <= 0.5 * high or low == high):
        low = 0 if low != high or high < 10 else low
    span = (high - low) or max(abs(high), 1) * 0.2
    step = 10 ** math.floor(math.log10(span / 3))
    step *= next(factor for factor in (1, 2, 5, 10) if span / (step * factor) <= 5)
    if is_whole:
        step = max(step, 1)
    first = math.floor(low / step - (0.25 if low > 0 else 0))
    last = math.ceil(high / step + 0.25)
    return [round(count * step, 6) for count in range(first, last + 1)]


# --- What a revision changed ----------------------------------------------------------------------------------------------

#: The parts of a claim that a history shows, in this order.
SHOWN = ("statement", "ambiguous", "kind", "stance", "attribution", "figure", "when", "where", "start", "end", "event")


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A part of a claim before and after a revision, in words."""

    part: str
    was: str
    now: str


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """What differs between two contents of a claim, in words."""
    pairs = [(part, _part_words(part, before.get(part)), _part_words(part, after.get(part))) for part in SHOWN]
    return [Change(part, was, now) for part, was, now in pairs if was != now]


def _part_words(part: str, value: Any) -> str:
    if value is None or value == []:
        return ""
    if part == "attribution":
        return " → ".join(", ".join(source["name"] for source in link["sources"]) for link in value)
    if part == "figure":
        bounds = [str(value[name]) for name in ("low", "best", "high") if value.get(name) is not None]
        return f"{value['text']} {value.get('of', '')} [{' / '.join(bounds)}]"
    if part == "when":
        return " ".join(str(word) for word in (value.get("text"), value.get("earliest"), value.get("latest")) if word)
    if part in {"ambiguous", "where"}:
        return "; ".join(one if part == "ambiguous" else one["text"] for one in value)
    return str(value["title"] if part == "event" else value)
