"""Quantities in terms of others: "half of the drones", "all but one of the missiles", "twice as many"."""

from __future__ import annotations

from claims.extraction.quantities import conventions
from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted, counted_noun
from claims.extraction.quantities.lexicon import MULTIPLES, MULTIPLIED
from claims.extraction.quantities.numerals import Form, Numeral, whole_before
from claims.extraction.quantities.reading import Reading
from claims.extraction.records import Relative

_STOPS = frozenset(",.;:()–—") | {"--"}


def multiples(line: Line, readings: list[Reading]) -> list[Reading]:
    """The readings with "twice as many" among them, and "three times that number" made a multiple."""
    found = list(readings)
    for index, word in enumerate(line.words):
        if word in MULTIPLES and _compares(line, index + 1):
            factor = MULTIPLES[word]
            found = [reading for reading in found if not reading.first <= index < reading.last]
            found.append(_multiple(line, Numeral(index, index + 1, factor, factor), index + 1))
    for place, reading in enumerate(found):
        if (
            reading.counted is not None
            and reading.counted.head.lower_ == "times"
            and reading.is_plain
            and _compares(line, reading.end)
        ):
            factor = reading.low or 0
            found[place] = _multiple(line, Numeral(reading.first, reading.end, factor, factor), reading.end)
    return sorted(found, key=lambda reading: reading.first)


def _compares(line: Line, at: int) -> bool:
    """Whether a comparison follows: "as many", "as high", "the number", "that figure", "last year's total"."""
    if line.word(at) == "as":
        return at + 1 < len(line) and line.token(at + 1).pos_ in {"ADJ", "ADV"}
    if line.word(at + 1) == "than" and at < len(line) and line.token(at).tag_ in {"JJR", "RBR"}:
        return True
    if _is_pronoun(line, at):
        return True
    if line.word(at) in {"the", "that", "this", "its", "their"}:
        return line.word(at + 1) in MULTIPLIED
    return line.word(at) == "last" and any(line.word(at + step) in MULTIPLIED for step in (2, 3))


def _is_pronoun(line: Line, at: int) -> bool:
    """The word "that" stands by itself: "was selling for twice that on Thursday"."""
    return line.word(at) == "that" and (at + 1 >= len(line) or line.token(at + 1).pos_ in {"ADP", "CCONJ", "PUNCT"})


def _multiple(line: Line, numeral: Numeral, at: int) -> Reading:
    """The reading of a multiple whose comparison begins at the atom."""
    unsaid = line.word(at) == "as" or line.word(at + 1) == "than"
    if unsaid:
        last = at + 2 if line.word(at) == "as" else at + 1
    else:
        last = at + 1 if _is_pronoun(line, at) else next(step for step in range(at, at + 4) if line.word(step) in MULTIPLIED) + 1
    behind = counted_noun(line, last, line.token(numeral.first)) if line.word(at) == "as" or line.word(last) == "of" else None
    standard = _standard(line, behind.last if behind is not None else last) if unsaid else (at, last)
    reading = Reading(
        first=numeral.first,
        last=last,
        low=numeral.low,
        high=numeral.high,
        best=numeral.low,
        number=line.token(numeral.first),
        counted=behind,
        form=Form.MULTIPLE,
    )
    reading.relative = Relative(
        factor_low=numeral.low,
        factor_high=numeral.high,
        base_text=line.text_of(*standard) if standard else "",
        base_span=line.span(*standard) if standard else None,
    )
    return reading


def _standard(line: Line, at: int) -> tuple[int, int] | None:
    """What the comparison is made with, where it says so: "twice as many as [a year ago]", "three times more than [planned]"."""
    if line.word(at) not in {"as", "than"}:
        return None
    last = at + 1
    while last < len(line) and line.word(last) not in _STOPS:
        last += 1
    return (at + 1, last) if last > at + 1 else None


def relate(line: Line, reading: Reading) -> None:
    """Say in terms of what the quantity is told, where it is told so."""
    if line.word(reading.first - 1) == "but" and line.word(reading.first - 2) == "all" and reading.best is not None:
        reading.first -= 2
        reading.counted = _which(line, reading) or reading.counted
        reading.relative = _related(line, reading, 1, 1, -reading.best)
        reading.low = reading.high = reading.best = None
    elif reading.is_fraction and reading.counted is not None and reading.counted.determined:
        reading.relative = _related(line, reading, *_factors(reading))
    elif reading.is_fraction and reading.counted is None and (whole := _fronted(line, reading)) is not None:
        reading.counted, (first, last) = whole
        low, high = _factors(reading)
        text, span = line.text_of(first, last), line.span(first, last)
        reading.relative = Relative(factor_low=low, factor_high=high, base_text=text, base_span=span)
    elif reading.is_fraction and (which := _which(line, reading)) is not None:
        reading.counted = which
        reading.relative = _related(line, reading, *_factors(reading))
    elif reading.relative is not None:
        base = reading.relative
        low, high = _factors(reading)
        reading.relative = Relative(factor_low=low, factor_high=high, base_text=base.base_text, base_span=base.base_span)


def _fronted(line: Line, reading: Reading) -> tuple[Counted, tuple[int, int]] | None:
    """The number with which a sentence opens that then tells a share of it: "Of [some 6,000 bodies] …, a third were claimed"."""
    last = reading.first - 1
    if line.word(0) != "of" or line.word(last) != ",":
        return None
    number = next((index for index in range(1, last) if line.is_number(index)), None)
    counted = counted_noun(line, number + 1, line.token(number)) if number is not None else None
    return (counted, (1, last)) if counted is not None and counted.last <= last else None


def _which(line: Line, reading: Reading) -> Counted | None:
    """The whole of a share behind it: of "90 drones, of which [half] were downed" what "which" stands for."""
    at = whole_before(line, reading.first)
    return counted_noun(line, at, reading.number) if at is not None else None


def _factors(reading: Reading) -> tuple[float, float]:
    """The least and the greatest factor that the words allow; a share reaches from nothing to the whole."""
    low, high = reading.low, reading.high
    if reading.blur:
        allowed = conventions.tolerance(low, high, reading.blur, fraction=reading.is_fraction)
        low, high = allowed.low, allowed.high
    top = max(1, low or 0)
    return low or 0, top if high is None else high


def _related(line: Line, reading: Reading, low: float, high: float, offset: float = 0) -> Relative:
    counted = reading.counted
    if counted is not None:
        base = counted.base, counted.last
    elif line.word(reading.last) == "of" and line.word(reading.last + 1) == "the" and line.is_number(reading.last + 2):
        base = reading.last + 1, reading.last + 3  # "all but two of the 11"
    else:
        return Relative(factor_low=low, factor_high=high, offset=offset)
    text, span = line.text_of(*base), line.span(*base)
    return Relative(factor_low=low, factor_high=high, offset=offset, base_text=text, base_span=span)
