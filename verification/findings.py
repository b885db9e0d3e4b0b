"""The three findings as somebody hands them in: one validation for pages and API. Pure: it reads no database.

How a figure and a band compare is written down for people in ``docs/method.md``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import NumericRange

from claims.models import Figure
from claims.ranges import interval, number_as_json
from core.errors import Invalid
from core.texts import is_storable
from verification.independence import Piece, count_origins
from verification.models import Confidence, FigureFinding, Meaning, Rating, SaidFinding, Stance

TEXT_LENGTH = 20_000
NOTE_LENGTH = 2_000
#: What the columns hold: 18 digits before the point and 6 after it.
LARGEST_NUMBER = Decimal(10) ** 18
DECIMAL_PLACES = 6

#: Findings that put the figure beside a band.
COMPARISONS = frozenset({FigureFinding.WITHIN, FigureFinding.OVERLAPS, FigureFinding.ABOVE, FigureFinding.BELOW})
#: Findings by which figure and band have values in common. How far they must is the reviewer's judgement.
COMPATIBLE = frozenset({FigureFinding.WITHIN, FigureFinding.OVERLAPS})

#: What evidence a rating rests on, by its meaning: at least one piece with one of these stances. The first three say what some
#: evidence shows, so there is a piece that shows it; mixed evidence speaks for the claim, against it, or restricts it, and how it
#: weighs is the reviewer's judgement. The others say that there is too little, none yet, or none to be had, and rest on none.
STANCES_NEEDED: dict[Meaning, tuple[Stance, ...]] = {
    Meaning.SUPPORTED: (Stance.SUPPORTS,),
    Meaning.REFUTED: (Stance.CONTRADICTS,),
    Meaning.MIXED: (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES),
    Meaning.INSUFFICIENT: (),
    Meaning.NOT_YET_DUE: (),
    Meaning.NOT_CHECKABLE: (),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SaidInput:
    """The answer to "was it said?" for the link of the chain at ``position``, outermost first, from 0."""

    position: int
    finding: SaidFinding
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class FindingInput:
    """The three findings and their grounds, with values of their types; valid only after :func:`validate`."""

    rating_id: int
    rationale: str
    said: tuple[SaidInput, ...] = ()
    figure_finding: FigureFinding = FigureFinding.NOT_APPLICABLE
    band_low: Decimal | None = None
    band_high: Decimal | None = None
    band_best: Decimal | None = None
    as_of: dt.datetime | None = None
    confidence: Confidence = Confidence.MODERATE
    missing_context: str = ""
    searched: str = ""
    reply_asked: str = ""
    reply_given: str = ""
    look_again_on: dt.date | None = None

    @property
    def band(self) -> NumericRange | None:
        """The band that the evidence supports, both ends included; one end may be open."""
        return interval(self.band_low, self.band_high)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class StanceInput:
    """How a reviewer puts a piece of evidence to the case, with a note on it.

    ``is_admission``: an interested party says here what goes against its own interest, and so it counts.
    """

    stance: Stance
    note: str = ""
    is_admission: bool = False


#: The grounds in words, by field.
TEXTS = ("rationale", "missing_context", "searched", "reply_asked", "reply_given")


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """Why a field cannot be accepted: a stable code for programs, a message for people."""

    field: str
    code: str
    message: str


def validate(  # noqa: PLR0913 - what a finding is held against: none can be left out
    finding: FindingInput,
    *,
    chain: Sequence[Sequence[str]],
    figure: Figure | None,
    rating: Rating | None,
    evidence: Collection[Piece] | None,
    today: dt.date,
) -> dict[str, Any]:
    """The columns of a :class:`~verification.models.findings.Finding`.

    ``chain`` and ``figure`` are those of the case's lead claim, ``rating`` is the one that was chosen, ``None`` where the desk's
    current scale has no such rating. ``evidence`` is what the finding rests on and was not withdrawn, with its stances; ``None``
    for the key of a known case, which is no verdict and not asked for evidence. Raises :class:`Invalid` with the code of
    the first problem and all of them in ``details["errors"]``: messages by field.
    """
    problems = [
        *_said_problems(finding.said, chain),
        *_rating_problems(finding, rating, today),
        *_evidence_problems(rating, evidence, chain),
        *_figure_problems(finding, figure),
        *_text_problems(finding),
    ]
    if problems:
        errors: dict[str, list[str]] = {}
        for problem in problems:
            errors.setdefault(problem.field, []).append(problem.message)
        raise Invalid(problems[0].code, " ".join(problem.message for problem in problems), errors=errors)
    return {
        "said": [
            {"position": said.position, "names": list(names), "finding": SaidFinding(said.finding).value, "note": said.note}
            for said, names in zip(sorted(finding.said, key=lambda said: said.position), chain, strict=True)
        ],
        "rating": rating,
        "figure_finding": finding.figure_finding,
        "band": finding.band,
        "band_best": finding.band_best,
        "as_of": finding.as_of,
        "confidence": finding.confidence,
        "look_again_on": finding.look_again_on,
        **{name: getattr(finding, name).strip() for name in TEXTS},
    }


def _said_problems(said: Sequence[SaidInput], chain: Sequence[Sequence[str]]) -> Iterator[Problem]:
    if sorted(answer.position for answer in said) != list(range(len(chain))):
        who = "; ".join(", ".join(names) for names in chain) or "nobody: it is the article's own voice"
        yield Problem("said", "finding:said_links", f"Answer “was it said?” once for each link of the chain: {who}.")
    for answer in said:
        if answer.finding not in SaidFinding.values:
            yield Problem("said", "finding:choice", "Choose one of the answers to “was it said?”.")
        elif answer.finding == SaidFinding.NOT_APPLICABLE:
            yield Problem("said", "finding:said_not_applicable", "“Not applicable” is for the article's own voice only.")
        if len(answer.note) > NOTE_LENGTH or not is_storable(answer.note):
            yield Problem("said", "finding:text", f"A note has at most {NOTE_LENGTH:,} printable characters.")


def _rating_problems(finding: FindingInput, rating: Rating | None, today: dt.date) -> Iterator[Problem]:
    if rating is None:
        yield Problem("rating", "finding:rating", "Choose a rating of the desk's current scale.")
    elif rating.meaning == Meaning.NOT_YET_DUE and finding.look_again_on is None:
        yield Problem("look_again_on", "finding:look_again_needed", "Say when to look again: it is not yet due.")
    if finding.look_again_on is not None and finding.look_again_on <= today:
        yield Problem("look_again_on", "finding:look_again_past", "The day to look again must be still to come.")
    if finding.confidence not in Confidence.values:
        yield Problem("confidence", "finding:choice", "Choose how sure you are.")


def _evidence_problems(
    rating: Rating | None, evidence: Collection[Piece] | None, chain: Sequence[Sequence[str]]
) -> Iterator[Problem]:
    needed = STANCES_NEEDED[Meaning(rating.meaning)] if rating is not None else ()
    if rating is None or evidence is None or not needed:
        return
    if set(needed).isdisjoint(piece.stance for piece in evidence):
        *more, last = (f"“{stance.label}”" for stance in needed)
        words = f"{', '.join(more)} or {last}" if more else last
        message = (
            f"“{rating}” says what the evidence shows: at least one piece of evidence must have the stance {words}. "
            "Where none has, choose another rating."
        )
        yield Problem("stances", "finding:no_evidence", message)
    elif rating.meaning == Meaning.SUPPORTED and is_self_serving(evidence):
        who = ", ".join(chain[-1]) if chain else "the article's publisher"
        message = (
            f"“{rating}” cannot rest on the claimant's own word: all that supports the claim here comes from, or goes back to, "
            f"{who} or somebody of the same party. Add evidence of another origin that supports it, say where it is an admission "
            "against their own interest, or choose another rating."
        )
        yield Problem("stances", "finding:self_serving", message)


def is_self_serving(evidence: Collection[Piece]) -> bool:
    """Whether all that supports the claim is the claimant's own, and no admission: that confirms nothing."""
    supporting = count_origins(evidence).get(Stance.SUPPORTS)
    return supporting is not None and supporting.is_claimants_alone


def _text_problems(finding: FindingInput) -> Iterator[Problem]:
    if not finding.rationale.strip():
        yield Problem("rationale", "finding:rationale_needed", "Say what the finding rests on.")
    for name in TEXTS:
        text = getattr(finding, name)
        if len(text) > TEXT_LENGTH or not is_storable(text):
            yield Problem(name, "finding:text", f"A text has at most {TEXT_LENGTH:,} printable characters.")


# --- Is the number right? -------------------------------------------------------------------------------------------------


def figure_finding_for(figure: Figure | None, band: NumericRange | None) -> FigureFinding:
    """What the numbers alone say: where the range that the claim's words allow lies, seen from the band of the evidence.

    *Within* means that one of the two holds the other: no value that the words allow goes beyond the evidence ("exactly 40" and
    38–42), or the evidence is narrower than the words ("some 70" and 68–72, "at least 40" and 43).
    """
    if figure is None:
        return FigureFinding.NOT_APPLICABLE
    allowed = allowed_by_words(figure)
    if allowed is None or band is None:
        return FigureFinding.INSUFFICIENT
    if _is_below(band, allowed):
        return FigureFinding.ABOVE
    if _is_below(allowed, band):
        return FigureFinding.BELOW
    if _contains(band, allowed) or _contains(allowed, band):
        return FigureFinding.WITHIN
    return FigureFinding.OVERLAPS


def allowed_by_words(figure: Figure) -> NumericRange | None:
    """The range that the claim's words allow: the tolerance, or what was stated where the words allow no more than that."""
    return figure.tolerance or figure.stated


def _is_below(lower: NumericRange, higher: NumericRange) -> bool:
    """Whether every value of the one lies below every value of the other."""
    top, bottom = lower.upper, higher.lower
    if top is None or bottom is None:
        return False
    return top < bottom or (top == bottom and not (lower.upper_inc and higher.lower_inc))


def _contains(outer: NumericRange, inner: NumericRange) -> bool:
    return _starts_no_later(outer, inner) and _ends_no_earlier(outer, inner)


def _starts_no_later(outer: NumericRange, inner: NumericRange) -> bool:
    if outer.lower is None or inner.lower is None:
        return outer.lower is None
    return outer.lower < inner.lower or (outer.lower == inner.lower and (outer.lower_inc or not inner.lower_inc))


def _ends_no_earlier(outer: NumericRange, inner: NumericRange) -> bool:
    if outer.upper is None or inner.upper is None:
        return outer.upper is None
    return outer.upper > inner.upper or (outer.upper == inner.upper and (outer.upper_inc or not inner.upper_inc))


def _figure_problems(finding: FindingInput, figure: Figure | None) -> Iterator[Problem]:
    answer, bounds = finding.figure_finding, [finding.band_low, finding.band_best, finding.band_high]
    if figure is None:
        if answer != FigureFinding.NOT_APPLICABLE or any(bound is not None for bound in bounds):
            yield Problem("figure_finding", "finding:no_figure", "The claim has no figure: there is no number to judge.")
        return
    if answer == FigureFinding.NOT_APPLICABLE or answer not in FigureFinding.values:
        yield Problem("figure_finding", "finding:figure_needed", "Say whether the number is right.")
        return
    broken = list(_band_problems(finding))
    yield from broken
    if not broken:
        yield from _contradictions(answer, figure, finding.band)


def _band_problems(finding: FindingInput) -> Iterator[Problem]:
    low, best, high = finding.band_low, finding.band_best, finding.band_high
    for name in ("band_low", "band_best", "band_high"):
        value = getattr(finding, name)
        if value is not None and not _fits(value):
            yield Problem(name, "finding:number", f"A number has at most 18 digits and {DECIMAL_PLACES} decimal places.")
            return
    if finding.band is None and (finding.figure_finding in COMPARISONS or best is not None):
        yield Problem("band_low", "finding:band_needed", "Give the band that the evidence supports: low, high or both.")
    if low is not None and high is not None and high < low:
        yield Problem("band_high", "finding:band_order", "The upper end of the band is below the lower one.")
    elif best is not None and ((low is not None and best < low) or (high is not None and best > high)):
        yield Problem("band_best", "finding:band_order", "The best value lies outside the band.")


def _fits(value: Decimal) -> bool:
    if not value.is_finite() or abs(value) >= LARGEST_NUMBER:
        return False
    return value == round(value, DECIMAL_PLACES)


def _contradictions(answer: FigureFinding, figure: Figure, band: NumericRange | None) -> Iterator[Problem]:
    allowed = allowed_by_words(figure)
    if answer not in COMPARISONS or allowed is None or band is None:
        return
    computed = figure_finding_for(figure, band)
    if answer != computed and not {answer, computed} <= COMPATIBLE:
        message = (
            f"The words allow {in_words(allowed)}, the band of the evidence is {in_words(band)}: "
            f"that is “{FigureFinding(computed).label}”, not “{FigureFinding(answer).label}”."
        )
        yield Problem("figure_finding", "finding:figure_contradiction", message)


def in_words(values: NumericRange) -> str:
    """A range for people: 40, 38–42, more than 30, at most 50."""
    low, high = number_as_json(values.lower), number_as_json(values.upper)
    if high is None:
        return f"{'at least' if values.lower_inc else 'more than'} {low:,}"
    if low is None:
        return f"{'at most' if values.upper_inc else 'less than'} {high:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
