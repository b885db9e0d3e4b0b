"""Two numbers that make one quantity: "between 40 and 50", "10-15", "from seven to 12", "one in five"."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.lexicon import BEFORE, DOWN_VERBS, LONGEST_MODIFIER, UP_VERBS
from claims.extraction.quantities.measuring import AGE
from claims.extraction.quantities.naming import is_half_of_pair
from claims.extraction.quantities.numerals import Form
from claims.extraction.quantities.reading import Reading
from claims.extraction.records import Change

_THROUGH = frozenset({("to",), ("-",), ("–",), ("—",), ("up", "to"), ("-", "to", "-"), ("-", "to")})
#: the widest gap between the numbers of a range: "7- to 8-inch"
_WIDEST = 3
#: Of lengths of time, how many of the one are one of the other.
_SO_MANY: dict[tuple[str | None, str | None], float] = {
    ("second", "minute"): 60,
    ("minute", "hour"): 60,
    ("hour", "day"): 24,
    ("day", "week"): 7,
    ("month", "year"): 12,
}
_PERHAPS = (["maybe"], ["perhaps"], ["possibly"])
#: how far before "from" a verb of change may stand: "raised the toll of the outbreak in the north from 47 to 61"
_REACH = 20
_HUNDRED = 100
#: wholes of which news gives so many in: "one in five"
_WHOLES = frozenset({*range(2, 11), 12, 20, 50, 100, 1_000, 10_000, 100_000})
_OUT_OF = frozenset({("in",), ("out", "of"), ("in", "every"), ("of", "every"), ("out", "of", "every")})


def joined(line: Line, readings: list[Reading]) -> Iterator[Reading]:
    """The readings, those that make one quantity together as one; scores and votes left out."""
    index = 0
    while index < len(readings):
        here = readings[index]
        after = readings[index + 1] if index + 1 < len(readings) else None
        pair = (_ratio(line, here, after) or _range(line, here, after) or _perhaps(line, here, after)) if after else None
        if pair is not None:
            index += 1
            yield pair
        elif after is not None and _shares_unit_behind(line, here, after):
            yield dataclasses.replace(here, unit=after.unit)
        elif after is not None and _is_vote(line, here, after):
            index += 1
        elif here.unit is not None or not is_half_of_pair(line, here.first, here.last):
            yield here
        index += 1


def _range(line: Line, a: Reading, b: Reading) -> Reading | None:
    """One interval of both, or ``None``."""
    if not (a.is_plain and b.is_plain) or a.form is not b.form or not 0 < b.first - a.last <= _WIDEST:
        return None
    opening, blur, first = _opening(line, a.first)
    if (shorter := _SO_MANY.get((a.unit, b.unit))) and opening and a.low:  # "between 18 months and seven years"
        a = dataclasses.replace(a, low=a.low / shorter, high=a.low / shorter, best=a.low / shorter, unit=b.unit)
    if not _share_unit(a, b, opening) or not _links(line, a, b, opening):
        return None
    start, end = (a.low or 0) * _shared_scale(line, a, b), b.high or 0
    change = _move(line, first, start, end) if opening == "from" else None
    if start == end or (start > end and change is None):
        return None
    return dataclasses.replace(
        b,
        first=first,
        low=min(start, end),
        high=max(start, end),
        best=end if change else None,
        unit=b.unit or a.unit,
        blur=blur,
        change=change or a.change,
        is_figure=a.is_figure and b.is_figure,
    )


def _perhaps(line: Line, a: Reading, b: Reading) -> Reading | None:
    """One interval of a number and what it may be as well: "sixty, maybe seventy"."""
    between = [word for word in line.words[a.last : b.last] if word != ","]
    if not (a.is_plain and b.is_plain) or a.unit is not None or a.counted is not None or between[:1] not in _PERHAPS:
        return None
    low, high = (a.low or 0) * _shared_scale(line, a, b), b.high or 0
    if not low < high <= 2 * low or b.last - a.last > _WIDEST:
        return None
    return dataclasses.replace(b, first=a.first, low=low, high=high, best=None, blur="")


def _opening(line: Line, first: int) -> tuple[str, str, int]:
    """The word that opens a range before the number, an approximation between them, and where the range then begins."""
    for length in range(min(LONGEST_MODIFIER, first - 1), -1, -1):
        word = line.word(first - length - 1)
        if word in {"between", "from"} and (length == 0 or tuple(line.words[first - length : first]) in BEFORE):
            blur = BEFORE.get(tuple(line.words[first - length : first]), "")
            return word, "" if blur.split()[0:1] in (["lower"], ["upper"]) else blur, first - length - 1
    return "", "", first


def _share_unit(a: Reading, b: Reading, opening: str) -> bool:
    """Whether the numbers measure the same, one of them perhaps without saying so; "$62 and $68 per share" do."""
    if a.unit == b.unit or a.unit is None:
        return True
    if b.unit is None:
        return bool(opening) or a.unit == AGE or a.unit.isupper()
    return b.unit.startswith(a.unit + " per ")


def _links(line: Line, a: Reading, b: Reading, opening: str) -> bool:
    """Whether the words between two numbers make them a range."""
    link = tuple(line.words[a.last : b.first])
    if link == ("to",) and line.word(a.first - 1) == "by":
        return False  # "rose by 110 million to 640 million": a change, and where it led
    if opening == "between":
        return link in _THROUGH or link == ("and",)
    if link in _THROUGH:
        level = link == ("to",) and opening != "from" and _changes(line, a.first - 1)  # "rose 60 to 300"
        return not level or b.counted is not None or a.unit == b.unit is not None
    if link == ("or",):
        low = (a.low or 0) * _shared_scale(line, a, b)
        return low < (b.low or 0) <= 3 * low + 1
    return False


def _shared_scale(line: Line, a: Reading, b: Reading) -> float:
    """The scale that the first number takes from the second: "four to five thousand", "two or three hundred", "$10 to $15 bn"."""
    if b.scale == 1 and line.word(b.last - 1) == "hundred" and (a.low or 0) < (b.low or 0) / _HUNDRED:
        return _HUNDRED
    return b.scale if b.scale > 1 and a.scale == 1 and (a.low or 0) <= (b.low or 0) / b.scale else 1


def _changes(line: Line, index: int) -> bool:
    return index >= 0 and line.token(index).lemma_ in UP_VERBS | DOWN_VERBS


def _move(line: Line, opening: int, start: float, end: float) -> Change | None:
    """The direction of a "from … to …" that tells a change rather than an interval."""
    if line.word(opening - 1) in {"ranging", "ranges", "range", "ranged", "varying", "anywhere"}:
        return None
    if start > end:
        return "down"
    return "up" if any(_changes(line, index) for index in range(max(0, opening - _REACH), opening)) else None


def _ratio(line: Line, a: Reading, b: Reading) -> Reading | None:
    """Both as a fraction: "one in five", "nine out of ten", "one voter in five"."""
    if not (a.is_plain and b.is_plain) or a.unit or b.unit or a.is_fraction or b.is_fraction or not b.low:
        return None
    link = tuple(line.words[a.last : b.first])
    between = (
        a.counted is not None
        and not a.counted.partitive
        and a.low == 1
        and tuple(line.words[a.counted.last : b.first]) == ("in",)
    )
    if link not in _OUT_OF and not between:
        return None
    part = a.low or 0
    usual = b.low in {4, 5, 10, 20, 100, 1000} or line.word(b.last) == "of"  # "two in three of the patients"
    usual |= b.counted is None and b.last < len(line) and line.token(b.last).pos_ in {"AUX", "VERB"}  # "two in three had wounds"
    few = part == 1 and b.low <= _HUNDRED and (b.counted is None or b.counted.is_pronoun)  # "one in 14"
    if part >= b.low or not (b.low in _WHOLES or few) or (link == ("in",) and part > 1 and not usual):
        return None
    share = part / b.low
    return dataclasses.replace(
        b, first=a.first, low=share, high=share, best=share, form=Form.FRACTION, counted=a.counted if between else b.counted
    )


def _shares_unit_behind(line: Line, a: Reading, b: Reading) -> bool:
    """Whether the unit behind the second number is that of both: "a 7- or 8-inch screen"."""
    return a.unit is None and b.unit is not None and tuple(line.words[a.last : b.first]) in {("-", "or"), ("-", "and")}


def _is_vote(line: Line, a: Reading, b: Reading) -> bool:
    """Whether two numbers are the sides of a vote: "eight to five"."""
    bare = a.is_plain and b.is_plain and a.unit is None and b.unit is None and b.counted is None
    return bare and tuple(line.words[a.last : b.first]) == ("to",) and (a.low or 0) > (b.low or 0)
