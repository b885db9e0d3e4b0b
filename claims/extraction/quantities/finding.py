"""Find the quantities of a document, each as an interval with what it counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extraction.dates import calendar_spans
from claims.extraction.document import Document
from claims.extraction.quantities import conventions
from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted, counted_noun
from claims.extraction.quantities.lexicon import (
    AFTER,
    BEFORE,
    DOWN_VERBS,
    LONGEST_MODIFIER,
    LOWER,
    LOWER_OPEN,
    TOPICAL,
    TRANSITIVE,
    UP_VERBS,
    UPPER,
    UPPER_OPEN,
)
from claims.extraction.quantities.measuring import AGE, Amount, measure, rate_unit
from claims.extraction.quantities.naming import is_age, is_half_of_pair, is_hedged, is_idle, is_look_back, is_name
from claims.extraction.quantities.numerals import STARTS, Form, Numeral, read_numeral
from claims.extraction.records import Change, Quantity, Relative, Span, Tolerance
from claims.extraction.wording import words_in

#: what a sentence must hold to be looked at: number words, or digits in runs of any length
_SIGNS_OF_NUMBERS = frozenset({*(STARTS - {"a", "an", "quarter"}), "#", "##", "###", "####"})


@dataclasses.dataclass(slots=True)
class _Reading:
    """A quantity while it is put together; atom indexes ``first`` and ``last`` grow as words are found to belong to it."""

    amount: Amount
    first: int
    last: int
    low: float | None
    high: float | None
    best: float | None
    unit: str | None
    counted: Counted | None
    low_open: bool = False
    high_open: bool = False
    convention: str = ""
    change: Change | None = None
    relative: Relative | None = None
    is_figure: bool = True

    @property
    def is_fraction(self) -> bool:
        return self.amount.numeral.form is Form.FRACTION

    @property
    def is_vague(self) -> bool:
        return self.amount.numeral.form is Form.VAGUE


def find_quantities(document: Document) -> list[Quantity]:
    """Every quantity of the story, in the order of the text; ``is_figure`` tells those that a claim can carry."""
    quantities: list[Quantity] = []
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if not _SIGNS_OF_NUMBERS.isdisjoint(words_in(text)):
            quantities.extend(_in_sentence(Line(sentence, text)))
    return quantities


def _in_sentence(line: Line) -> list[Quantity]:
    readings = list(_joined(line, list(_readings(line))))
    for index, reading in enumerate(readings):
        _modify(line, reading)
        reading.change = reading.change or _change(line, reading, readings[index - 1] if index else None)
    _supply_elided(line, readings)
    for reading in readings:
        reading.relative = _relative(line, reading)
        reading.is_figure = reading.is_figure and not is_look_back(line, reading.first, reading.amount, reading.counted)
    return [_quantity(line, reading) for reading in readings]


# --- one by one -------------------------------------------------------------------------------------------------------------


def _readings(line: Line) -> Iterator[_Reading]:
    """Every number of the sentence that is a quantity, with its unit or its noun."""
    masked = calendar_spans(line.text)
    behind = 0
    for index, word in enumerate(line.words):
        if index < behind or not (word in STARTS or line.is_number(index)):
            continue
        numeral = read_numeral(line, index)
        if numeral is None:
            continue
        behind = numeral.last
        reading = _reading(line, numeral, masked)
        if reading is not None:
            yield reading
            behind = max(behind, reading.amount.last)


def _reading(line: Line, numeral: Numeral, masked: list[tuple[int, int]]) -> _Reading | None:
    amount = measure(line, numeral)
    start, end = line.starts[numeral.first], line.ends[numeral.last - 1]
    if any(low < end and start < high for low, high in masked):
        return None
    counted = _counted(line, amount)
    if is_name(line, amount, counts_plural=counted is not None and counted.head.tag_ in {"NNS", "NNPS"}):
        return None
    unit = amount.unit
    if unit is None and is_age(line, amount):
        unit = AGE
    elif unit is None and is_idle(line, amount, counted):
        return None
    vague = numeral.form is Form.VAGUE
    reading = _Reading(
        amount,
        amount.first,
        amount.last,
        amount.low,
        amount.high,
        None if vague else amount.low,
        unit,
        counted,
        change=amount.change,
    )
    if unit is None and counted is not None and (rate := _rate_of(line, counted)):
        reading.unit = rate
    reading.is_figure = unit != AGE and not is_hedged(line, amount, counted)
    return reading


def _counted(line: Line, amount: Amount) -> Counted | None:
    """What is counted, or, of a measure, what is measured: "1.2 million tons of grain"."""
    if amount.unit is not None and line.word(amount.last) != "of":
        return None
    if amount.numeral.form is Form.FRACTION and line.word(amount.last) in {"the", "its", "their", "his", "her", "all", "our"}:
        return counted_noun(line, amount.last, line.token(amount.numeral.last - 1), definite=True)
    return counted_noun(line, amount.last, line.token(amount.numeral.last - 1))


def _rate_of(line: Line, counted: Counted) -> str | None:
    """ "3,000 tests per day": the unit of a count over time."""
    word = line.word(counted.last)
    if word not in {"per", "a", "an"} or counted.last + 1 >= len(line):
        return None
    named = rate_unit(line, counted.last + 1, spelled=word == "per")
    return f"{counted.head.lemma_.lower()} per {named[0]}" if named else None


# --- ranges -----------------------------------------------------------------------------------------------------------------


def _joined(line: Line, readings: list[_Reading]) -> Iterator[_Reading]:
    """The readings, pairs that make a range as one."""
    index = 0
    while index < len(readings):
        here = readings[index]
        after = readings[index + 1] if index + 1 < len(readings) else None
        joined = _range(line, here, after) if after else None
        if joined is not None:
            index += 1
            yield joined
        elif here.unit is not None or not is_half_of_pair(line, here.first, here.last):
            yield here
        index += 1


def _range(line: Line, a: _Reading, b: _Reading) -> _Reading | None:
    """ "Between 40 and 50", "10-15", "from $10 to $15 billion", "two or three": one interval, or ``None``."""
    gap = b.first - a.last
    if gap < 1 or gap > 3 or a.is_vague or b.is_vague or a.is_fraction is not b.is_fraction:
        return None
    opening = _opening(line, a.first)
    link = tuple(line.words[a.last : b.first])
    if not _links(line, link, opening, a, b):
        return None
    if a.unit and b.unit and a.unit != b.unit:
        return None
    scaled = a.amount.numeral
    if b.amount.numeral.scale > 1 and scaled.scale == 1 and scaled.low <= b.amount.numeral.mantissa:
        factor = b.amount.numeral.scale
        low = a.low * factor
    else:
        low = a.low
    high = b.high
    moves = opening == "from" and _moves(line, a.first)
    if low is None or high is None or low == high or (low > high and not moves and opening != "from"):
        return None
    first = a.first - 1 if opening else a.first
    change = a.change
    best = None
    if low > high or moves:
        change, best = ("up" if high > low else "down"), high
        low, high = min(low, high), max(low, high)
    return _Reading(
        b.amount,
        first,
        b.last,
        low,
        high,
        best,
        b.unit or a.unit,
        b.counted,
        change=change,
        is_figure=a.is_figure and b.is_figure,
    )


def _opening(line: Line, first: int) -> str:
    """The word that opens a range, "between" or "from", right before it."""
    word = line.word(first - 1)
    return word if word in {"between", "from"} else ""


def _links(line: Line, link: tuple[str, ...], opening: str, a: _Reading, b: _Reading) -> bool:
    """Whether the words between two numbers make them a range."""
    if opening == "between":
        return link in {("and",), ("to",), ("-",)}
    if link in {("to",), ("-",), ("–",), ("—",), ("up", "to"), ("-", "to", "-"), ("-", "to")}:
        if a.unit and not b.unit and not opening and not a.amount.is_money:
            return False
        return opening == "from" or not _changes_directly(line, a.first) or link != ("to",) or bool(a.unit and b.unit)
    if link == ("or",):
        return (a.unit is None or a.unit == b.unit) and a.low is not None and b.low is not None and a.low < b.low <= 3 * a.low + 1
    return False


def _moves(line: Line, first: int) -> bool:
    """Whether a verb of change stands shortly before "from": "raised the toll from seven to 12"."""
    return any(line.token(index).lemma_ in UP_VERBS | DOWN_VERBS for index in range(max(0, first - 9), first - 1))


def _changes_directly(line: Line, first: int) -> bool:
    return first > 0 and line.token(first - 1).lemma_ in UP_VERBS | DOWN_VERBS


# --- words around the number ------------------------------------------------------------------------------------------------


def _modify(line: Line, reading: _Reading) -> None:
    """Take in bounds and approximations on both sides: "at least some 12", "10 or more"."""
    while (found := _modifier_before(line, reading)) is not None:
        effect, first = found
        _apply(reading, effect)
        reading.first = first
    for at in dict.fromkeys((reading.last, reading.counted.last if reading.counted else reading.last)):
        for length in (3, 2, 1):
            effect = AFTER.get(tuple(line.words[at : at + length]))
            if effect and (line.word(at) != "-" or line.glued(at)):
                _apply(reading, effect)
                if at == reading.last:
                    reading.last = at + length
                break
    if line.word(reading.last) == "+" and line.glued(reading.last):
        _apply(reading, LOWER)
        reading.last += 1


def _modifier_before(line: Line, reading: _Reading) -> tuple[str, int] | None:
    """The longest modifier that ends where the reading begins."""
    end = reading.first
    while end > 1 and line.word(end - 1) in {"another", "only"}:
        end -= 1
    for length in range(min(LONGEST_MODIFIER, end), 0, -1):
        effect = BEFORE.get(tuple(line.words[end - length : end]))
        if effect and not (length == 1 and _is_preposition(line, end - 1, reading)):
            return effect, end - length
    return None


def _is_preposition(line: Line, index: int, reading: _Reading) -> bool:
    """Whether "about", "over" and their like lead to a topic rather than bound the number: "a dispute over three islands"."""
    token = line.token(index)
    if token.lower_ not in {"about", "around", "over", "above", "below", "under", "beyond"}:
        return False
    if reading.unit is not None or reading.low is None or token.dep_ != "prep":
        return False
    return token.head.lemma_ in TOPICAL


def _apply(reading: _Reading, effect: str) -> None:
    """Open or blur the interval as the modifier says."""
    low, high = reading.low, reading.high
    if effect in {LOWER, LOWER_OPEN}:
        reading.high, reading.low_open, reading.best = None, effect == LOWER_OPEN, None
        reading.low = low if low is not None else high
    elif effect in {UPPER, UPPER_OPEN}:
        reading.low, reading.high_open, reading.best = None, effect == UPPER_OPEN, None
        reading.high = high if high is not None else low
    else:
        reading.convention = effect


def _change(line: Line, reading: _Reading, before: _Reading | None) -> Change | None:
    """Whether the quantity is how much something rose or fell: "rose by 60", "up 3 percent"."""
    first = reading.first
    if (
        before is not None
        and before.change
        and line.word(first - 1) == "or"
        and (first - 1 == before.last or (before.counted and first - 1 == before.counted.last))
    ):
        return before.change
    for step in (1, 2):
        if first - step < 0:
            return None
        token = line.token(first - step)
        if step == 1 and token.lower_ in {"up", "down"} and token.dep_ != "prt":
            return "up" if token.lower_ == "up" else "down"
        if step == 1 and token.lower_ == "by":
            token = token.head
        elif step == 2 and line.word(first - 1) not in {
            "a",
            "further",
            "another",
            "sharply",
            "slightly",
            "only",
            "just",
            "nearly",
            "a further",
        }:
            return None
        change = _direction(token, by=line.word(first - 1) == "by", unit=reading.unit)
        if change:
            return change
    return None


def _direction(token: Token, *, by: bool, unit: str | None) -> Change | None:
    lemma = token.lemma_.lower()
    if token.pos_ not in {"VERB", "NOUN"} or (token.pos_ == "NOUN" and (token.tag_ == "NN" and by)):
        return None
    if lemma in TRANSITIVE and not by and unit not in {"percent", "percentage point", "basis point", "cent"}:
        return None
    if lemma in UP_VERBS:
        return "up"
    return "down" if lemma in DOWN_VERBS else None


def _supply_elided(line: Line, readings: list[_Reading]) -> None:
    """Give a number without a noun that of the count before it: "12 people were killed and 30 injured"."""
    counted: Counted | None = None
    for reading in readings:
        if reading.unit is not None or reading.is_fraction:
            continue
        if reading.counted is not None:
            counted = reading.counted
        elif counted is not None and _stands_alone(line, reading):
            reading.counted = counted


def _stands_alone(line: Line, reading: _Reading) -> bool:
    at = reading.last
    if reading.low is not None and not float(reading.low).is_integer():
        return False
    if at >= len(line):
        return True
    token = line.token(at)
    return (
        token.pos_ in {"AUX", "ADP", "CCONJ"}
        or token.tag_ in {"VBN", "VBD"}
        or token.lower_ in {",", ".", ";", "others", "wounded", "injured", "dead", "missing"}
    )


# --- relative quantities ----------------------------------------------------------------------------------------------------


def _relative(line: Line, reading: _Reading) -> Relative | None:
    """What the quantity says in terms of another: "half of the drones", "all but one of the missiles"."""
    if line.word(reading.first - 1) == "but" and line.word(reading.first - 2) == "all" and reading.best is not None:
        offset = -reading.best
        reading.first -= 2
        reading.low = reading.high = reading.best = None
        return _with_base(line, reading, 1, 1, offset)
    if reading.is_fraction and reading.counted is not None and reading.counted.determined:
        low, high = _factors(reading)
        return _with_base(line, reading, low, high)
    return None


def _factors(reading: _Reading) -> tuple[float, float]:
    if reading.convention:
        allowed = conventions.tolerance(reading.low, reading.high, reading.convention, fraction=True)
        return allowed.low or 0, 1 if allowed.high is None else allowed.high
    return reading.low or 0, 1 if reading.high is None else reading.high


def _with_base(line: Line, reading: _Reading, low: float, high: float, offset: float = 0) -> Relative:
    counted = reading.counted
    if counted is None:
        return Relative(factor_low=low, factor_high=high, offset=offset)
    return Relative(
        factor_low=low,
        factor_high=high,
        offset=offset,
        base_text=line.text_of(counted.base, counted.last),
        base_span=line.span(counted.base, counted.last),
    )


# --- the record -------------------------------------------------------------------------------------------------------------


def _quantity(line: Line, reading: _Reading) -> Quantity:
    counted = reading.counted
    head = counted.head if counted is not None and reading.first <= counted.first else line.token(reading.amount.numeral.last - 1)
    has_noun = counted is not None and counted.last > counted.first
    of_span: Span | None = line.span(counted.first, counted.last) if counted is not None and has_noun else None
    return Quantity(
        span=line.span(reading.first, reading.last),
        text=line.text_of(reading.first, reading.last),
        low=reading.low,
        high=reading.high,
        best=reading.best,
        low_open=reading.low_open,
        high_open=reading.high_open,
        approximate=bool(reading.convention) or reading.is_vague,
        tolerance=_tolerance(reading),
        change=reading.change,
        of=line.text_of(counted.first, counted.last) if counted is not None and has_noun else "",
        of_span=of_span,
        unit=reading.unit,
        relative=reading.relative,
        head=line.sentence.offset + head.idx,
        is_figure=reading.is_figure,
    )


def _tolerance(reading: _Reading) -> Tolerance | None:
    if reading.is_vague:
        return Tolerance(low=reading.low, high=reading.high, convention=reading.amount.numeral.convention)
    if reading.convention:
        return conventions.tolerance(reading.low, reading.high, reading.convention, fraction=reading.is_fraction)
    return None
