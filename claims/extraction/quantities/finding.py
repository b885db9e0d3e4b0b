"""Find the quantities of a document, each as an interval with what it counts.

A sentence is read in steps: its numbers one by one, each with its unit or the noun that it counts, names and dates left out;
pairs that make a range or a ratio; modifiers and changes; nouns left out because the last count had them; relations to others.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extraction.dates import calendar_spans
from claims.extraction.quantities import conventions
from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted, counted_noun
from claims.extraction.quantities.lexicon import DENOMINATORS, MULTIPLES
from claims.extraction.quantities.measures import governing_verb
from claims.extraction.quantities.measuring import AGE, measure, rate_unit
from claims.extraction.quantities.modifying import apply, change_of, modifier_behind, modify, share_bounds
from claims.extraction.quantities.naming import is_age, is_conversion, is_hedged, is_idle, is_look_back, is_name, places_a_town
from claims.extraction.quantities.numerals import STARTS, Form, Numeral, read_numeral
from claims.extraction.quantities.ranges import joined
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.relating import multiples, relate
from claims.extraction.quantities.totals import supply_total
from claims.extraction.quantities.units import AGES, TIME_UNITS
from claims.extraction.records import Quantity, Span, Tolerance
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import INVOLVED, PERSONS
from claims.extraction.text.document import Document
from claims.extraction.text.wording import words_in

#: what a sentence must hold to be looked at: number words, or digits in runs of any length
_SIGNS_OF_NUMBERS = frozenset({*STARTS, *DENOMINATORS, *MULTIPLES, "#", "##", "###", "####"}) - {"a", "an", "quarter", "fourth"}
_ACTED_ON = frozenset({"dobj", "nsubj", "nsubjpass"})
_TOLLS = frozenset({"toll", "total", "tally", "count"})
_NEAR_TOLL = 8
_WHOLE = frozenset({"the", "its", "their", "his", "her", "all", "our"})


def find_quantities(document: Document) -> list[Quantity]:
    """Every quantity of the story, in the order of the text; ``is_figure`` tells those that a claim can carry."""
    quantities: list[Quantity] = []
    for sentence in document.sentences:
        text = document.text[sentence.start : sentence.end]
        if not _SIGNS_OF_NUMBERS.isdisjoint(words_in(text)):
            quantities.extend(_in_sentence(Line(sentence, text)))
    return quantities


def _in_sentence(line: Line) -> list[Quantity]:
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
    _supply_elided(line, readings)
    for reading in readings:
        supply_total(line, reading)
        relate(line, reading)
    _claim_bases(readings)
    return [_quantity(line, reading) for reading in readings]


def _goes_on(line: Line, before: Reading, reading: Reading) -> bool:
    """Only a comma or "and" lies between two numbers without a noun: "ages 4 and 11"."""
    joints = line.words[before.last : reading.first]
    return reading.counted is None and bool(joints) and {",", "and", "or"}.issuperset(joints) and line.is_number(reading.first)


def _claim_bases(readings: list[Reading]) -> None:
    """Lets a claim carry the number that another is said of: of "half of the 124 drones" there were 124."""
    for part, whole in itertools.pairwise(readings):
        counted = part.counted
        if part.relative is not None and counted is not None and whole.unit is None and part.last <= whole.first < counted.last:
            whole.is_figure = True


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
    if amount.unit is not None and not _is_measured(amount.unit, counted):
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
    if is_name(line, numeral, reading):
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
    """Whether "of" behind a measure leads to what is measured; "five minutes of the call" measures none."""
    return counted is not None and counted.partitive and not (counted.determined and unit in TIME_UNITS)


def _rate_of(line: Line, counted: Counted) -> str | None:
    """The unit of a count over time: "3,000 tests per day"."""
    word = line.word(counted.last)
    if word not in {"per", "a", "an"} or counted.last + 1 >= len(line):
        return None
    named = rate_unit(line, counted.last + 1, spelled=word == "per")
    return f"{counted.head.lemma_.lower()} per {named[0]}" if named else None


def _supply_elided(line: Line, readings: list[Reading]) -> None:
    """Give a number without a noun that of the count before it: "12 people were killed and 30 injured"."""
    counted: Counted | None = _fronted(line, readings[0]) if readings else None
    share: Reading | None = None
    nameless = False
    for reading in readings:
        if reading.unit is not None or reading.form in {Form.FRACTION, Form.MULTIPLE}:
            if reading.unit is None and reading.counted is not None and _can_be_more(reading.counted):
                counted = reading.counted  # "two-thirds of the drones were shot down and 31 lost"
            share = reading if reading.unit == "percent" else share
            continue
        if share is not None and reading.counted is None and line.word(reading.first - 1) in {"from", "to", "by"}:
            reading.unit = share.unit  # "6 percent, down from 7.5"
            continue
        if reading.counted is not None and reading.counted.is_pronoun and counted is not None:
            continue  # "97 drones, 31 of them over Lund and 22 over York"
        if reading.counted is not None:
            # "41 were upheld, leading to reruns at 17 stations, while 118 were thrown out"
            place = reading.counted.head.dep_ == "pobj" and (nameless or (counted is not None and counted.head.dep_ in _ACTED_ON))
            if not (place and _can_be_more(reading.counted)):  # of "61 drones over six regions, including 24 …" drones
                counted = reading.counted if _can_be_more(reading.counted) else None
        elif counted is not None and _stands_alone(line, reading) and not _counts_others(reading.number, counted):
            reading.counted = counted
        elif counted is None and reading.number.dep_ in {"nsubj", "nsubjpass"}:
            nameless = True


def _fronted(line: Line, first: Reading) -> Counted | None:
    """What a sentence counts some of that begins "Of the remaining drones, 12 …"."""
    if line.word(0) != "of" or first.first == 0:
        return None
    found = counted_noun(line, 0, first.number)
    fits = found is not None and line.word(found.last) == "," and found.last < first.first
    return found if fits and found is not None and _can_be_more(found) else None


#: What is done to people alone.
_TO_PEOPLE = frozenset(
    """arrest deport detain dismiss employ execute hire hospitalise hospitalize hurt injure jail kill lay sicken wound""".split()
)
_TO_FRIENDS = frozenset({"evacuate", "free", "liberate", "release", "rescue", "save"})
_FATES = frozenset({"dead", "hurt", "injured", "wounded"})
_DYING = frozenset({"die", "drown", "perish"})
_PEOPLE = frozenset({"children", "crew", "men", "people", "personnel", "police", "staff", "troops", "women"})


def _can_be_more(counted: Counted) -> bool:
    """Whether the noun can go on to a number without one: "one person died and 12 were hurt", but not "one man …"."""
    return not counted.is_pronoun and (counted.head.tag_ in {"NNS", "NNPS"} or counted.head.lemma_ in {"person", "people"})


def _stands_alone(line: Line, reading: Reading) -> bool:
    if reading.low is not None and not float(reading.low).is_integer():
        return False
    if line.word(reading.first - 1) == "the" or _is_value(line, reading.first):
        return False
    if reading.last >= len(line):
        return True
    token = line.token(reading.last)
    return (
        token.pos_ in {"AUX", "ADP", "CCONJ"}
        or token.tag_ in {"VBN", "VBD"}
        or token.lower_ in {",", ".", ";", "that", "who", "more", "wounded", "injured", "dead", "missing"}
    )


def _counts_others(number: Token, counted: Counted) -> bool:
    """It counts something else than was counted before: other people, those of whom these tell, or what a toll comes to."""
    if number.dep_ == "pobj" and (
        number.head.lower_ == "at" or (number.head.lower_ == "of" and number.head.head.lemma_ in _TOLLS)
    ):
        return True  # "the observatory arrived at 612", "two sources gave tolls of 43 and 46 dead"
    verb = counted.head.head
    told = [child for child in verb.rights if child.dep_ == "ccomp"] if counted.head.dep_ == "nsubj" else []
    if any(one.is_ancestor(number) for one in told):
        return True  # "two sources said that 11 were waiting"
    return _is_of_people_alone(number, counted)


def _is_of_people_alone(number: Token, counted: Counted) -> bool:
    """What is done to people is not done to the things told before: "destroyed 300 homes and killed 12"."""
    deed, former, noun = number.head, governing_verb(counted.head), counted.head
    people = singular(noun.lower_) in PERSONS | INVOLVED or noun.ent_type_ == "NORP" or noun.lower_ in _PEOPLE
    if number.i + 1 < number.sent.end and number.nbor().lower_ in _FATES and not people:
        return former is None or former.lemma_ not in _TO_PEOPLE | _DYING  # "destroyed 200 homes and left 12 dead"
    if deed.lemma_ not in _TO_PEOPLE or number.dep_ not in {"dobj", "nsubjpass"}:
        return False
    if former is not None and former.lemma_ in _TO_FRIENDS:
        return True  # "rescued 40 children and arrested three"
    acted_on = former is not None and former.lemma_ in _TO_PEOPLE and noun.dep_ not in {"nsubj", "pobj"}
    if acted_on or (former is not None and former.lemma_ in _DYING):
        return False
    actors = noun.dep_ == "nsubj" and number.dep_ == "dobj"  # "three gunmen opened fire, killing 12"
    return actors or not people


def _is_value(line: Line, first: int) -> bool:
    """Whether it is what a toll comes to: "pulled out three bodies, bringing the toll to 31"."""
    return line.word(first - 1) in {"to", "at"} and not _TOLLS.isdisjoint(line.words[max(0, first - _NEAR_TOLL) : first])


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
        of=line.document_text(of_span) if of_span else "",
        of_span=of_span,
        unit=reading.unit,
        relative=reading.relative,
        head=line.sentence.offset + head.idx,
        is_figure=reading.is_figure,
    )


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
