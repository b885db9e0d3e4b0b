"""Whether two claims make the same proposition, so that one case can verify both. Pure; people confirm what it suggests.

It prefers to miss: two cases about one thing cost time, one case about two things costs the verdict.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections import Counter
from decimal import Decimal

from rapidfuzz import fuzz

from claims.matching import numbers_in
from verification.routing.route import fold

#: Of 100. Where origin, figure, time and place agree already, other words may tell the same thing.
LEAST_WITH_FIGURE = 65.0
#: Of 100. Without a figure the words are nearly all there is: "talks were held" and "talks will be held" are 84 alike.
LEAST_WITHOUT_FIGURE = 88.0
#: Of 100. From here on two passages are one text, edited at most in its punctuation or a connecting word.
LEAST_OF_COPY = 92.0

_NEGATION = re.compile(r"\b(?:not|no|never|nobody|none|neither|nor|without|cannot|den(?:y|ies|ied))\b|n[’']t\b")

Day = dt.date | None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure, as far as it decides whether two propositions are the same."""

    text: str
    #: The bounds, and whether each belongs to the interval.
    stated: tuple[Decimal | None, Decimal | None, bool, bool] | None
    counted_class: str
    unit: str
    change: str
    measures: frozenset[str]
    population: str = ""
    area: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """What a claim says, who is said to have said it, and of what; an end of ``when`` that is not set is open."""

    statement: str
    passage: str
    #: The names of those who said it; for the article's own voice, of its publisher; empty for the anonymous.
    origins: frozenset[str]
    is_attributed: bool
    quantity: Quantity | None = None
    event: int | None = None
    when: tuple[Day, Day] = (None, None)
    places: frozenset[str] = frozenset()


def likeness(one: Proposition, other: Proposition) -> float:
    """How alike two propositions are, from 0 to 100; 0 where they are not the same one."""
    if not (_agree(one, other) and _same_origin(one, other)):
        return 0.0
    alike = fuzz.token_sort_ratio(fold(one.statement), fold(other.statement))
    least = LEAST_WITHOUT_FIGURE if one.quantity is None else LEAST_WITH_FIGURE
    return alike if alike >= least else 0.0


def is_copy(one: str, other: str) -> bool:
    """Whether two passages are the same text, give or take punctuation, and no number of it is another."""
    return numbers_in(one) == numbers_in(other) and fuzz.ratio(fold(one), fold(other)) >= LEAST_OF_COPY


def _agree(one: Proposition, other: Proposition) -> bool:
    return (
        _same_quantity(one.quantity, other.quantity)
        and _other_numbers(one) == _other_numbers(other)
        and len(_NEGATION.findall(fold(one.statement))) == len(_NEGATION.findall(fold(other.statement)))
        and _same_names(one.statement, other.statement)
        and (None in {one.event, other.event} or one.event == other.event)
        and _overlap(one.when, other.when)
        and not (one.places and other.places and one.places.isdisjoint(other.places))
    )


def _same_quantity(one: Quantity | None, other: Quantity | None) -> bool:
    """The same but for its words: "forty" is "40"."""
    if one is None or other is None:
        return one is other
    return dataclasses.replace(one, text="") == dataclasses.replace(other, text="")


def _other_numbers(proposition: Proposition) -> Counter[str]:
    """The numbers of the statement beside its figure's own."""
    own = numbers_in(proposition.quantity.text) if proposition.quantity else ()
    return Counter(numbers_in(proposition.statement)) - Counter(own)


def _same_names(one: str, other: str) -> bool:
    """Whether neither names somebody, some place or some day in the stead of another; one may leave out what the other names."""
    names, others = _names_in(one), _names_in(other)
    return names <= others or others <= names


def _names_in(statement: str) -> set[str]:
    """The words with a capital letter, but for the first, which has one anyway."""
    return {word for word in re.findall(r"\w+", statement)[1:] if word[0].isupper()}


def _same_origin(one: Proposition, other: Proposition) -> bool:
    """Whether the same said it. Who is not named is the same only in copies of one text, as agencies' reports are."""
    if not one.origins.isdisjoint(other.origins):
        return True
    unnamed = all(not each.origins or not each.is_attributed for each in (one, other))
    return unnamed and is_copy(one.passage, other.passage)


def _overlap(one: tuple[Day, Day], other: tuple[Day, Day]) -> bool:
    """Whether two spans of days, each up to the day before its end, have a day in common."""
    return all(low is None or high is None or low < high for low, high in ((one[0], other[1]), (other[0], one[1])))
