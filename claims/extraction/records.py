"""What the stages of the engine hand to each other, and the extraction record that they end in.

All offsets are Unicode code points of the document's text, ``end`` exclusive, so ``text[start:end]`` is the passage. The field
names of :class:`Claim` and what it is made of are those of the extraction record, ``extraction/1``.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, Literal

Mode = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "confirms", "alleges", "estimates", "expects"]
Change = Literal["up", "down"]
Kind = Literal[
    "casualty",
    "weapons",
    "damage",
    "detention",
    "displacement",
    "territory",
    "schedule",
    "finance",
    "statistic",
    "event",
    "statement",
]


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Span:
    """A passage of the document's text: ``text[start:end]``."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """The range that the words of an approximate figure allow, by a named convention."""

    low: float | None
    high: float | None
    convention: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A quantity that is said in terms of another: "just under half of the drones", "twice as many", "all but one".

    The value is ``factor * base + offset`` for any factor in ``[factor_low, factor_high]``; "all but one of the missiles" is
    factor 1, offset -1; "half of the drones" is factor 0.5, offset 0. ``base_text`` is what it refers to, in the text's words
    ("the drones"), or "" where the text names nothing ("twice as many").
    """

    factor_low: float
    factor_high: float
    offset: float = 0
    base_text: str = ""
    base_span: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """What the quantities stage finds: one quantity as stated, with what it counts."""

    span: Span
    text: str
    low: float | None
    high: float | None
    best: float | None
    low_open: bool = False
    high_open: bool = False
    approximate: bool = False
    tolerance: Tolerance | None = None
    change: Change | None = None
    of: str = ""
    of_span: Span | None = None
    unit: str | None = None
    relative: Relative | None = None
    #: False for what is a quantity but no claim's figure: ages, definite look-backs, "one of the largest".
    is_figure: bool = True
    #: The character offset of the syntactic head of what is counted (or of the number itself), to find its verb by.
    head: int = 0

    @property
    def is_move(self) -> bool:
        """Whether it goes from one value to another, "from seven to 12": the interval spans both, ``best`` is the new one."""
        return self.change is not None and self.best is not None and self.low != self.high


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A calendar expression, resolved against the publication date; both days ``None`` where it cannot be."""

    span: Span
    text: str
    earliest: dt.date | None
    latest: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class AttributionMention:
    """One "who said what" as it stands in the text, before its source is resolved to a name.

    ``content`` is the whole of what is attributed, in several parts where the cue interrupts it. ``sources`` are the people or
    bodies that speak together, each as the smallest noun phrase that names it with its apposition left out ("Dmitry Peskov",
    "he", "the ministry"); empty where none is named. ``source_span`` is the whole source phrase, appositions and titles included.
    ``lemma`` is the cue's dictionary form ("say", "accord", "deny"), ``negated`` whether the cue itself is ("did not say").
    ``continues`` is the attribution whose speaker goes on here without a cue; source and cue are then that one's. ``answer``
    are the words that reject what is told elsewhere, which is then the content: "a claim Kyiv denies", "which the rebels deny".
    """

    content: tuple[Span, ...]
    sources: tuple[Span, ...]
    source_span: Span | None
    cue: Span | None
    lemma: str
    mode: Mode
    negated: bool = False
    continues: AttributionMention | None = None
    answer: Span | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One who is said to have said it; ``name`` is the fullest form that the article gives."""

    name: str
    text: str
    start: int
    end: int
    anonymous: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link of an attribution chain; sources that speak together share a link."""

    sources: tuple[Source, ...]
    cue: str
    mode: Mode


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The quantity of a claim: the interval as stated, what is counted, and what happened to it."""

    text: str
    start: int
    end: int
    low: float | None
    high: float | None
    best: float | None
    low_open: bool = False
    high_open: bool = False
    approximate: bool = False
    tolerance: Tolerance | None = None
    of: str = ""
    unit: str | None = None
    measures: tuple[str, ...] = ()
    base: tuple[int, ...] = ()
    derivation: str | None = None
    part_of: int | None = None
    change: Change | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The time that a claim speaks of, in the text's words and as days."""

    text: str
    start: int
    end: int
    earliest: dt.date | None
    latest: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place that a claim names."""

    text: str
    start: int
    end: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable proposition with at most one figure."""

    text: str
    start: int
    end: int
    statement: str
    kind: Kind
    stance: Stance
    check_worthiness: float
    reasons: tuple[str, ...]
    attribution: tuple[Link, ...] = ()
    figure: Figure | None = None
    when: When | None = None
    where: tuple[Place, ...] = ()
    ambiguous: tuple[str, ...] = ()

    @property
    def origin(self) -> Link | None:
        """Who is said to have said it: the last link, or ``None`` where the article speaks in its own voice."""
        return self.attribution[-1] if self.attribution else None


def as_json(value: Any) -> Any:
    """The JSON form of a record: dataclasses become objects, tuples lists, days ISO strings."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
