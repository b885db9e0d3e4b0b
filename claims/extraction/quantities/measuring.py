"""A number with its sign, currency, unit and rate: "US$160 million", "minus 130 degrees Fahrenheit", "$58.24 per barrel"."""

from __future__ import annotations

import dataclasses

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.lexicon import (
    ABBREVIATIONS,
    CODES,
    CURRENCIES,
    DOLLARS,
    LETTERS,
    NATIONAL,
    NATIONALITIES,
    ONLY_GLUED,
    SHORT_RATES,
    SIGNS,
    TIME_UNITS,
    UNITS,
)
from claims.extraction.quantities.numerals import Form, Numeral
from claims.extraction.records import Change

_MINUS = frozenset({"-", "−", "–"})
_CURRENCY_CODES = CODES | set(SIGNS.values())
_PER = frozenset({"per", "a", "an", "each", "every"})
_BILLED = frozenset({"barrel", "gallon", "litre", "kilogram", "tonne", "ton", "ounce", "mile", "kilometre", "acre", "pound"})
_AGES = frozenset({"year", "month", "week", "day"})
AGE = "years old"


@dataclasses.dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with what measures it, over the atoms ``first`` up to ``last``; ``unit`` is ``None`` for plain counts."""

    numeral: Numeral
    first: int
    last: int
    low: float
    high: float
    unit: str | None = None
    change: Change | None = None

    @property
    def is_money(self) -> bool:
        return self.unit is not None and self.unit.split(" per ")[0] in _CURRENCY_CODES

    @property
    def is_bare(self) -> bool:
        """Whether nothing but the number is there."""
        return self.unit is None and self.first == self.numeral.first


def measure(line: Line, numeral: Numeral) -> Amount:
    """The amount that a numeral heads."""
    first, currency = _currency_before(line, numeral.first)
    unit, last = (currency, numeral.last) if currency else _unit_after(line, numeral)
    if currency:
        last = _named_again(line, last)
    first, sign = _sign(line, first)
    if unit:
        unit, last = _rate(line, unit, last)
    low, high = (-numeral.high, -numeral.low) if sign == "-" else (numeral.low, numeral.high)
    change: Change | None = None
    if sign and unit in {"percent", "percentage point"} and line.word(first) in {*_MINUS, "+"}:
        change = "down" if sign == "-" else "up"
    return Amount(numeral, first, last, low, high, unit, change)


def _currency_before(line: Line, first: int) -> tuple[int, str | None]:
    """The atom where a currency before the number begins, and its code."""
    at = first - 1
    word, raw = line.word(at), line.raw[at] if at >= 0 else ""
    if word in SIGNS:
        before = line.word(at - 1)
        letters = at > 0 and line.raw[at - 1].isupper() and before in DOLLARS and (line.glued(at) or len(before) > 1)
        if word == "$" and letters:
            return at - 1, DOLLARS[before]
        return at, SIGNS[word]
    if word in DOLLARS and line.word(at - 1) == "$" and line.glued(at) and line.glued(first):
        return at - 1, DOLLARS[word]
    if word == "=" and line.word(at - 1) == "y":
        return at - 1, "JPY"
    if raw in CODES:
        return at, raw
    if word in LETTERS and raw[0].isupper() and (line.glued(first) or word == "rs") and not line.glued(at):
        return at, LETTERS[word]
    return first, None


def _named_again(line: Line, last: int) -> int:
    """ "$500 US", "$5 million dollars": the currency said twice."""
    if line.word(last) in {"dollars", "euros", "sterling"} or (line.word(last) in {"us", "usd"} and line.raw[last].isupper()):
        return last + 1
    return last


def _sign(line: Line, first: int) -> tuple[int, str]:
    """Where a plus or minus before the amount begins, and which; a hyphen between words is none."""
    at = first - 1
    if line.word(at) in _MINUS and line.word(at - 1) == "minus":
        return at - 1, "-"
    if line.word(at) == "minus":
        return at, "-"
    if line.glued(first) and not line.glued(at) and at >= 0:
        if line.word(at) in _MINUS:
            return at, "-"
        if line.word(at) == "+":
            return at, "+"
    return first, ""


def _unit_after(line: Line, numeral: Numeral) -> tuple[str | None, int]:
    """The unit behind a number and where it ends."""
    at, last = numeral.last, numeral.last
    if line.word(at) == "-" and line.glued(at) and line.glued(at + 1):
        at += 1
    if numeral.form is Form.VAGUE and line.word(at) == "of":
        at += 1  # "tens of millions of dollars"
    for length in (3, 2, 1):
        phrase, end = _phrase(line, at, length)
        if phrase in UNITS:
            return _named_unit(line, numeral, UNITS[phrase], at, end)
        if length > 1 and (code := _national(phrase)):
            return code, end
    if line.word(at) in {"new", "hong", "sri"} and (code := _national(_phrase(line, at + 1, 2)[0])):
        return code, at + 3
    code = _currency_word(line, at, numeral)
    if code:
        return code, at + 1
    return _abbreviation(line, at, last)


def _phrase(line: Line, at: int, length: int) -> tuple[tuple[str, ...], int]:
    """The next words, hyphens between them left out, and the atom behind them."""
    words: list[str] = []
    while at < len(line) and len(words) < length:
        if not (line.word(at) == "-" and words and line.glued(at) and line.glued(at + 1)):
            words.append(line.word(at))
        at += 1
    return tuple(words), at


def _national(phrase: tuple[str, ...]) -> str | None:
    if len(phrase) == 2 and phrase[0] in NATIONALITIES:
        return NATIONAL.get(phrase) or NATIONAL.get((phrase[0], phrase[1].removesuffix("s")))
    return None


def _named_unit(line: Line, numeral: Numeral, unit: str, at: int, end: int) -> tuple[str | None, int]:
    """A unit by its name; ages and sterling look like years and weights."""
    if unit in _AGES and (line.word(end) in {"old", "olds"} or (line.word(end) == "-" and line.word(end + 1) in {"old", "olds"})):
        return AGE, end + (1 if line.word(end) != "-" else 2)
    if unit == "pound" and (numeral.scale >= 10**6 or line.matches(end, ("sterling",))):
        return "GBP", end + line.matches(end, ("sterling",))
    if unit == "percent" and line.word(end) in {"point", "points"}:
        return "percentage point", end + 1
    if (
        unit == "second"
        and line.word(at) == "second"
        and numeral.low != 1
        and line.word(at - 1) != "-"
        and not line.is_number(numeral.first)
    ):
        return None, numeral.last
    return unit, end


def _currency_word(line: Line, at: int, numeral: Numeral) -> str | None:
    word = line.word(at)
    name = word if word in CURRENCIES else word.removesuffix("s")
    if name not in CURRENCIES:
        return CODES and line.raw[at] if at < len(line) and line.raw[at] in CODES else None
    if name == "won" and (numeral.low < 100 or line.token(at).pos_ in {"VERB", "AUX"}):
        return None
    return CURRENCIES[name]


def _abbreviation(line: Line, at: int, last: int) -> tuple[str | None, int]:
    """ "87 mph", "15kHz", "140 km/h", "10 kV/cm", "30'" """
    if at >= len(line):
        return None, last
    raw = line.raw[at]
    if raw == "'" and line.glued(at) and not line.glued(at + 1):
        return "foot", at + 1
    unit = ABBREVIATIONS.get(raw)
    glued = line.glued(at)
    if unit is None and raw[-1:] in "23" and raw[:-1] in ABBREVIATIONS:
        unit = ABBREVIATIONS.get(raw)
    if unit is None or (raw in ONLY_GLUED and not glued) or (glued and line.glued(at + 1) and line.raw[at + 1].isalnum()):
        return None, last
    if raw in ONLY_GLUED and line.word(at - 1) == "-":
        return None, last
    return unit, at + 1


def _rate(line: Line, unit: str, last: int) -> tuple[str, int]:
    """The unit with what it is counted by: "per barrel", "a year", "/h"."""
    at = last
    if line.word(at) == "/" and line.word(at + 1) in SHORT_RATES:
        return f"{unit} per {SHORT_RATES[line.word(at + 1)]}", at + 2
    if line.word(at) == "-" and line.word(at + 1) in {"a", "an", "per"} and line.glued(at):
        at += 1
    if line.word(at) not in _PER:
        return unit, last
    after = at + 1
    if line.word(after) == "-":
        after += 1
    named = rate_unit(line, after, spelled=line.word(at) == "per")
    return (f"{unit} per {named[0]}", named[1]) if named else (unit, last)


def rate_unit(line: Line, at: int, *, spelled: bool) -> tuple[str, int] | None:
    """What something is counted by, and where it ends: "second", "square foot"; any noun behind "per" itself."""
    if at >= len(line):
        return None
    for length in (2, 1):
        phrase, end = _phrase(line, at, length)
        unit = UNITS.get(phrase)
        if unit and (spelled or unit in TIME_UNITS or unit in _BILLED):
            return unit, end
    if not spelled:
        return None
    if line.raw[at] in ABBREVIATIONS:
        return ABBREVIATIONS[line.raw[at]], at + 1
    return (line.token(at).lemma_.lower(), at + 1) if line.word(at).isalpha() else None
