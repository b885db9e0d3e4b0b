"""Find the quantities of a document, each as an interval with what it counts.

A sentence is read in steps: its numbers one by one, each with its unit or the noun that it counts, names and dates left out;
pairs that make a range or a ratio; modifiers and changes; nouns left out because the last count had them; relations to others.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Sequence

from claims.extraction.dates import calendar_spans
from claims.extraction.quantities import conventions
from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted, counted_noun
from claims.extraction.quantities.eliding import Told, can_be_more, elided_before, supply_elided
from claims.extraction.quantities.lexicon import DENOMINATORS, MULTIPLES
from claims.extraction.quantities.measuring import AGE, measure, rate_unit
from claims.extraction.quantities.modifying import apply, change_of, modifier_behind, modify, share_bounds
from claims.extraction.quantities.naming import (
    is_age,
    is_conversion,
    is_hedged,
    is_idle,
    is_look_back,
    is_name,
    is_some_time,
    places_a_town,
)
from claims.extraction.quantities.numerals import STARTS, Form, Numeral, read_numeral
from claims.extraction.quantities.ranges import joined
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.relating import multiples, relate
from claims.extraction.quantities.totals import supply_total
from claims.extraction.quantities.units import AGES, TIME_UNITS
from claims.extraction.records import Quantity, Span, Tolerance
from claims.extraction.text.document import Document
from claims.extraction.text.wording import words_in

#: what a sentence must hold to be looked at: number words, or digits in runs of any length
_SIGNS_OF_NUMBERS = frozenset({*STARTS, *DENOMINATORS, *MULTIPLES, "#", "##", "###", "####"}) - {"a", "an", "quarter", "fourth"}
#: How many sentences a number without its noun reaches back.
_NEAR = 2
_WHOLE = frozenset({"the", "its", "their", "his", "her", "all", "our"})


def find_quantities(document: Document) -> list[Quantity]:
    """Every quantity of the story, in the order of the text; ``is_figure`` tells those that a claim can carry."""
    quantities: list[Quantity] = []
    told: Sequence[Told] = ()
    told_in = 0
    for index, sentence in enumerate(document.sentences):
        text = document.text[sentence.start : sentence.end]
        if _SIGNS_OF_NUMBERS.isdisjoint(words_in(text)):
            continue
        line = Line(sentence, text)
        readings = _in_sentence(line)
        paragraphs = sentence.paragraph - document.sentences[told_in].paragraph
        near = index - told_in <= _NEAR if paragraphs == 0 else (index - told_in, paragraphs) == (1, 1)
        found, told = _with_elided(line, readings, told if near else ())
        told_in = index
        quantities.extend(found)
    return quantities


def _with_elided(line: Line, readings: Sequence[Reading], before: Sequence[Told]) -> tuple[list[Quantity], list[Told]]:
    """The quantities of a sentence, bare numbers with what the sentences before counted; and what these have told now."""
    found: list[Quantity] = []
    told: list[Told] = []
    for index, reading in enumerate(readings):
        quantity = _quantity(line, reading)
        noun = elided_before(line, readings, index, before)
        if noun is not None:
            quantity = dataclasses.replace(quantity, of=noun.text, of_span=noun.span)
            told.append(dataclasses.replace(noun, high=reading.high))
        elif (
            reading.counted is not None and quantity.of_span is not None and reading.unit is None and can_be_more(reading.counted)
        ):
            told.append(Told(reading.counted, quantity.of, quantity.of_span, reading.high))
        found.append(quantity)
    return found, told


def _in_sentence(line: Line) -> list[Reading]:
    readings = list(joined(line, multiples(line, list(_readings(line)))))
    before: Reading | None = None
    for reading in readings:
        if before is not None and before.unit == AGE and reading.unit is None and _goes_on(line, before, reading):
            reading.unit, reading.is_figure = AGE, False
        modify(line, reading)
        reading.change = reading.change or change_of(line, reading, before)
        reading.is_figure = reading.is_figure and not (is_look_back(line, reading) or places_a_town(line, reading))
        if is_conversion(line, reading, before) and before is not None:
            share_bounds(before, reading)
            reading.is_figure = False
        before = reading
    supply_elided(line, readings)
    for reading in readings:
        supply_total(line, reading)
        relate(line, reading)
    _claim_bases(line, readings)
    return readings


def _goes_on(line: Line, before: Reading, reading: Reading) -> bool:
    """Only a comma or "and" lies between two numbers without a noun: "ages 4 and 11"."""
    joints = line.words[before.last : reading.first]
    return reading.counted is None and bool(joints) and {",", "and", "or"}.issuperset(joints) and line.is_number(reading.first)


def _claim_bases(line: Line, readings: list[Reading]) -> None:
    """Lets a claim carry the number that another is said of: of "half of the 124 drones" there were 124.

    So of "Of the 124 drones, half were lost".
    """
    for part, whole in itertools.pairwise(readings):
        counted = part.counted
        if part.relative is not None and counted is not None and whole.unit is None and part.last <= whole.first < counted.last:
            whole.is_figure = True
    for whole, part in itertools.pairwise(readings):
        if (
            part.relative is not None
            and line.word(0) == "of"
            and whole.unit is None
            and _holds(line, part.relative.base_span, whole)
        ):
            whole.is_figure = True


def _holds(line: Line, span: Span | None, reading: Reading) -> bool:
    return span is not None and span.covers(line.span(reading.first, reading.last))


def _readings(line: Line) -> Iterator[Reading]:
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
            behind = max(behind, reading.last)


def _reading(line: Line, numeral: Numeral, masked: list[tuple[int, int]]) -> Reading | None:
    """The number with its unit and its noun; ``None`` where it names a day, a thing or nothing at all."""
    start, end = line.starts[numeral.first], line.ends[numeral.last - 1]
    if any(low < end and start < high for low, high in masked):
        return None
    number = line.token(numeral.last - 1)
    modifier = modifier_behind(line, numeral.last)
    if modifier is not None:
        numeral = dataclasses.replace(numeral, last=modifier[1])
    amount = measure(line, numeral)
    counted = counted_noun(line, amount.last, number, definite=numeral.form is Form.FRACTION and line.word(amount.last) in _WHOLE)
    within = line.word(numeral.first - 1) == "within"
    if amount.unit is not None and (within or not _is_measured(amount.unit, counted)):
        counted = None
    reading = Reading(
        first=amount.first,
        last=amount.last,
        low=amount.low,
        high=amount.high,
        best=None if numeral.form is Form.VAGUE else amount.low,
        number=number,
        unit=amount.unit,
        named=amount.named,
        counted=counted,
        form=numeral.form,
        convention=numeral.convention,
        scale=numeral.scale,
        in_words=numeral.in_words,
        change=amount.change,
    )
    if is_name(line, numeral, reading) or is_some_time(line, reading):
        return None
    if reading.unit is None and is_age(line, reading):
        reading.unit = AGE
    elif reading.unit is None and is_idle(line, reading):
        return None
    if reading.unit is None and counted is not None:
        reading.unit = _rate_of(line, counted)
    if reading.unit in AGES and is_age(line, reading):
        reading.unit = AGE
    reading.is_figure = reading.unit != AGE and not is_hedged(line, reading)
    if modifier is not None:
        apply(reading, modifier[0])
    return reading


def _is_measured(unit: str, counted: Counted | None) -> bool:
    """Whether "of" behind a measure leads to what is measured; "five minutes of the call" measures none, nor "of Roe's call"."""
    if counted is None or not counted.partitive:
        return False
    owned = counted.determined or any(child.dep_ == "poss" for child in counted.head.lefts)
    return not (owned and unit in TIME_UNITS)


def _rate_of(line: Line, counted: Counted) -> str | None:
    """The unit of a count over time: "3,000 tests per day"."""
    word = line.word(counted.last)
    if word not in {"per", "a", "an"} or counted.last + 1 >= len(line):
        return None
    named = rate_unit(line, counted.last + 1, spelled=word == "per")
    return f"{counted.head.lemma_.lower()} per {named[0]}" if named else None


def _quantity(line: Line, reading: Reading) -> Quantity:
    of_span = _of_span(line, reading)
    counted = reading.counted
    own = counted is not None and reading.first <= counted.first and not counted.is_pronoun
    head = reading.told_by or (counted.head if counted is not None and own else reading.number)
    return Quantity(
        span=line.span(reading.first, reading.last),
        text=line.text_of(reading.first, reading.last),
        low=reading.low,
        high=reading.high,
        best=reading.best,
        low_open=reading.low_open,
        high_open=reading.high_open,
        approximate=bool(reading.blur) or reading.is_vague,
        tolerance=_tolerance(reading),
        change=reading.change,
        of=_as_counted(line, of_span) if of_span else "",
        of_span=of_span,
        unit=reading.unit,
        relative=reading.relative,
        head=line.sentence.offset + head.idx,
        is_figure=reading.is_figure,
    )


def _as_counted(line: Line, span: Span) -> str:
    """The words for what is counted; "Violations" that open the sentence are "violations"."""
    text = line.document_text(span)
    opens = span.start == line.sentence.start and line.token(0).pos_ != "PROPN" and not line.token(0).ent_type_
    return text[0].lower() + text[1:] if opens and text[1:2].islower() else text


def _of_span(line: Line, reading: Reading) -> Span | None:
    """What is counted; of a measure the unit's word as well: "tonnes of grain"."""
    counted = reading.counted
    if reading.named is not None:
        return line.span(reading.named[0], counted.last if counted is not None else reading.named[1])
    return line.span(counted.first, counted.last) if counted is not None else None


def _tolerance(reading: Reading) -> Tolerance | None:
    if reading.is_vague:
        return Tolerance(low=reading.low, high=reading.high, convention=reading.convention)
    if reading.blur:
        return conventions.tolerance(reading.low, reading.high, reading.blur, fraction=reading.is_fraction)
    return None
