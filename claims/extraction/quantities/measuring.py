"""A number with its sign, currency, unit and rate: "US$160 million", "minus 130 degrees Fahrenheit", "$58.24 per barrel"."""

from __future__ import annotations

import dataclasses

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.numerals import Form, Numeral
from claims.extraction.quantities.units import (
    ABBREVIATIONS,
    AGES,
    BILLED_UNITS,
    CODES,
    CURRENCIES,
    DOLLARS,
    LETTERS,
    LONGEST_UNIT,
    NATIONAL,
    ONLY_GLUED,
    SHORT_RATES,
    SIGNS,
    TIME_UNITS,
    UNITS,
)
from claims.extraction.records import Change

_MINUS = frozenset({"-", "−", "–"})
_PER = frozenset({"per", "a", "an", "each", "every"})
#: the unit of ages, which are no claim's figures
AGE = "years old"


@dataclasses.dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with what measures it, over the atoms ``first`` up to ``last``; ``unit`` is ``None`` for plain counts.

    ``named`` are the atoms of a unit that is written out in words.
    """

    first: int
    last: int
    low: float
    high: float
    unit: str | None = None
    named: tuple[int, int] | None = None
    change: Change | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class _Unit:
    """A unit behind a number: its name, the atoms behind it and, written out, of it."""

    name: str
    last: int
    named: tuple[int, int] | None = None


def measure(line: Line, numeral: Numeral) -> Amount:
    """The amount that a numeral heads."""
    first, currency = _currency_before(line, numeral.first)
    unit = _Unit(currency, _said_again(line, numeral.last)) if currency else _unit_behind(line, numeral)
    if unit is None:
        first, sign = _sign(line, first, written=False)
        return Amount(first, numeral.last, *_signed(numeral, sign))
    first, sign = _sign(line, first, written=True)
    name, last = _rated(line, unit.name, unit.last)
    change: Change | None = None
    if line.word(first) in {*_MINUS, "+"} and name in {"percent", "percentage point"}:
        change = "down" if sign == "-" else "up"
    return Amount(first, last, *_signed(numeral, sign), name, unit.named, change)


def _signed(numeral: Numeral, sign: str) -> tuple[float, float]:
    return (-numeral.high, -numeral.low) if sign == "-" else (numeral.low, numeral.high)


def _currency_before(line: Line, first: int) -> tuple[int, str | None]:
    """The atom where a currency before the number begins, and its code; magnitudes stand before their number as well."""
    at = first - 1
    if at < 0:
        return first, None
    word, raw, before = line.word(at), line.raw[at], line.word(at - 1)
    if word == "$" and before in DOLLARS and line.raw[at - 1].isupper() and (line.glued(at) or len(before) > 1):
        return at - 1, DOLLARS[before]
    if before == "$" and word in DOLLARS and line.glued(at) and line.glued(first):
        return at - 1, DOLLARS[word]
    if before == "y" and word == "=":
        return at - 1, "JPY"
    if word == "magnitude" or raw in CODES:
        return at, raw if raw in CODES else word
    apart = not line.glued(at) or not line.raw[at - 1].isalnum()
    letters = word in LETTERS and raw[0].isupper() and apart and (line.glued(first) or word == "rs")
    code = SIGNS.get(word) or (LETTERS[word] if letters else None)
    return (at, code) if code else (first, None)


def _said_again(line: Line, last: int) -> int:
    """Where a currency that is said twice ends: "$500 US", "$5 million dollars"."""
    word = line.word(last)
    return last + (word in {"dollars", "euros", "sterling"} or (word in {"us", "usd"} and line.raw[last].isupper()))


def _sign(line: Line, first: int, *, written: bool) -> tuple[int, str]:
    """Where "minus" or, before a measure, a written sign begins, and which it is; a hyphen between words is none."""
    at = first - 1
    if line.word(at) == "minus":
        return at, "-"
    if line.word(at) in _MINUS and line.word(at - 1) == "minus":
        return at - 1, "-"
    apart = not line.glued(at) or line.word(at - 1) in {"(", "[", "“", '"'}
    if written and at >= 0 and line.glued(first) and apart and line.word(at) in {*_MINUS, "+"}:
        return at, "+" if line.word(at) == "+" else "-"
    return first, ""


def _unit_behind(line: Line, numeral: Numeral) -> _Unit | None:
    """The unit behind a number: "50-day", "18 metres", "tens of millions of dollars", "87mph"."""
    at = numeral.last
    if line.word(at) == "-" and line.glued(at) and line.glued(at + 1):
        at += 1
    if numeral.form is Form.VAGUE and line.word(at) == "of":
        at += 1
    for length in range(LONGEST_UNIT, 0, -1):
        phrase, end = _phrase(line, at, length)
        if phrase in UNITS:
            return _by_name(line, numeral, UNITS[phrase], at, end)
    return _currency_behind(line, at, numeral) or _abbreviated(line, at)


def _phrase(line: Line, at: int, length: int) -> tuple[tuple[str, ...], int]:
    """The next words, hyphens between them left out, and the atom behind them."""
    words: list[str] = []
    while at < len(line) and len(words) < length:
        if not (line.word(at) == "-" and words and line.glued(at) and line.glued(at + 1)):
            words.append(line.word(at))
        at += 1
    return tuple(words), at


def _by_name(line: Line, numeral: Numeral, unit: str, at: int, end: int) -> _Unit | None:
    """A unit by its name; ages and sterling look like years and weights."""
    tail, behind = _phrase(line, end + (line.word(end) == "-"), 1)
    if unit in AGES and tail in {("old",), ("olds",)}:
        return _Unit(AGE, behind)
    if unit == "pound" and (numeral.scale >= 10**6 or tail == ("sterling",)):
        return _Unit("GBP", behind if tail == ("sterling",) else end, (at, end))
    if unit == "percent" and tail in {("point",), ("points",)}:
        return _Unit("percentage point", behind)
    if line.word(at) == "second" and line.word(at - 1) != "-" and numeral.in_words and numeral.low > 1:
        return None  # "two second prizes"
    written_out = unit != "percent" and (len(line.word(at)) > 3 or line.word(at) == unit)
    return _Unit(unit, end, (at, end) if written_out else None)


def _currency_behind(line: Line, at: int, numeral: Numeral) -> _Unit | None:
    """A currency by its name or code: "1.5 billion shekels", "8.99 Australian dollars", "50 EUR"."""
    if at >= len(line):
        return None
    if line.raw[at] in CODES:
        return _Unit(line.raw[at], at + 1)
    start = at + (
        line.word(at) in {"new", "hong", "sri", "south", "saudi", "costa"}
        and (line.word(at + 1), _singular(line, at + 2)) in NATIONAL
    )
    code = NATIONAL.get((line.word(start), _singular(line, start + 1)))
    if code:
        return _Unit(code, start + 2, (at, start + 2))
    name = _singular(line, at)
    if name not in CURRENCIES or (
        name in {"won", "real"} and (numeral.low < 100 or line.token(at).pos_ in {"VERB", "AUX", "ADJ"})
    ):
        return None
    return _Unit(CURRENCIES[name], at + 1, (at, at + 1))


def _singular(line: Line, at: int) -> str:
    word = line.word(at)
    return word if word in CURRENCIES else word.removesuffix("s")


def _abbreviated(line: Line, at: int) -> _Unit | None:
    """A unit by its abbreviation: "15kHz", "20 km²", "10 kV/cm", "30'"."""
    if at >= len(line):
        return None
    raw, glued = line.raw[at], line.glued(at)
    if raw == "'" and glued and not line.glued(at + 1):
        return _Unit("foot", at + 1)
    if raw in {"km", "m"} and line.word(at + 1) in {"2", "3"} and line.glued(at + 1):
        return _Unit(ABBREVIATIONS[raw + line.word(at + 1)], at + 2)
    unit = "fahrenheit" if raw == "F" and glued else ABBREVIATIONS.get(raw)
    if unit is None or (raw in ONLY_GLUED and (not glued or line.word(at - 1) == "-")):
        return None
    if line.glued(at + 1) and (line.raw[at + 1].isalnum() or _names_model(line, at + 1)):
        return None
    return _Unit(unit, at + 1)


def _names_model(line: Line, at: int) -> bool:
    """Whether a hyphen leads on to a number: "19 F-16 jets"."""
    return line.word(at) == "-" and line.glued(at + 1) and line.is_number(at + 1)


#: Behind "a year" they make a time of it, and no rate.
_OF_ANOTHER_TIME = frozenset({"ago", "before", "earlier", "later"})


def _rated(line: Line, unit: str, last: int) -> tuple[str, int]:
    """The unit with what it is counted by: "per barrel", "a year", "/h"."""
    at = last
    if line.word(at) == "/" and line.word(at + 1) in SHORT_RATES:
        return f"{unit} per {SHORT_RATES[line.word(at + 1)]}", at + 2
    if line.word(at) == "-" and line.word(at + 1) in {"a", "an", "per"} and line.glued(at):
        at += 1
    if line.word(at) not in _PER:
        return unit, last
    behind = at + 1 + (line.word(at + 1) == "-")
    named = rate_unit(line, behind, spelled=line.word(at) == "per")
    if named and named[1] < len(line) and line.word(named[1]) in _OF_ANOTHER_TIME:
        return unit, last  # "74.5 per cent a year earlier"
    return (f"{unit} per {named[0]}", named[1]) if named else (unit, last)


def rate_unit(line: Line, at: int, *, spelled: bool) -> tuple[str, int] | None:
    """What something is counted by, and where it ends: "second", "square foot"; any noun behind "per" itself."""
    if at >= len(line):
        return None
    for length in (2, 1):
        phrase, end = _phrase(line, at, length)
        unit = UNITS.get(phrase)
        if unit and (spelled or unit in TIME_UNITS or unit in BILLED_UNITS):
            return unit, end
    if not spelled or not line.word(at).isalpha():
        return None
    return ABBREVIATIONS.get(line.raw[at], line.token(at).lemma_.lower()), at + 1
