"""What a number counts that stands without its noun, because one before it had it: "12 people were killed and 30 injured"."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted, counted_noun
from claims.extraction.quantities.lexicon import SPEECH
from claims.extraction.quantities.measures import governing_verb
from claims.extraction.quantities.numerals import Form
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.units import is_money
from claims.extraction.records import Span
from claims.extraction.reference.names import are_people
from claims.extraction.reference.nouns import SUMS
from claims.extraction.text.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ACTED_ON = _SUBJECTS | {"dobj"}
_NEAR_TOLL = 8
_MILLION = 10**6
_BOTH = 2
_HANDING = frozenset({"exchange", "free", "release", "repatriate", "return", "swap", "trade"})
#: What leads from one sum to another.
_COMPARING = frozenset("against from than to versus with".split())


def supply_elided(line: Line, readings: list[Reading]) -> None:
    """Give a number without a noun that of the count before it: "12 people were killed and 30 injured"."""
    counted: Counted | None = (_fronted(line, readings[0]) or _before_colon(line, readings[0])) if readings else None
    share: Reading | None = None
    money: Reading | None = None
    nameless = False
    for reading in readings:
        if reading.unit is not None or reading.form in {Form.FRACTION, Form.MULTIPLE}:
            if reading.unit is None and reading.counted is not None and can_be_more(reading.counted):
                counted = reading.counted  # "two-thirds of the drones were shot down and 31 lost"
            share = reading if reading.unit == "percent" else share
            money = reading if is_money(reading.unit) else money
            continue
        if _takes_unit(line, reading, share, money):
            continue
        if reading.counted is not None and reading.counted.is_pronoun and counted is not None:
            continue  # "97 drones, 31 of them over Lund and 22 over York"
        if reading.counted is not None:
            # "41 were upheld, leading to reruns at 17 stations, while 118 were thrown out"
            place = reading.counted.head.dep_ == "pobj" and (nameless or (counted is not None and counted.head.dep_ in _ACTED_ON))
            place = place and can_be_more(reading.counted)  # of "61 drones over six regions, including 24 …" drones
            some = is_of_some(line.token(reading.first)) or _is_listed(reading.counted.head)
            if not (place or (counted is not None and some)):
                counted = reading.counted if can_be_more(reading.counted) else None
        elif counted is not None and _stands_alone(line, reading) and not _counts_others(reading.number, counted):
            reading.counted = _handed_over(line, reading.number, counted) or counted
        elif counted is None and reading.number.dep_ in {"nsubj", "nsubjpass"}:
            nameless = True


def _handed_over(line: Line, number: Token, counted: Counted) -> Counted | None:
    """What those before it gave to each other: of "Two states exchanged prisoners; 175 were returned" 175 prisoners were."""
    verb = counted.head.head
    if number.dep_ != "nsubjpass" or counted.head.dep_ != "nsubj" or verb.lemma_ not in _HANDING:
        return None
    thing = next((child for child in verb.rights if child.dep_ == "dobj" and child.tag_ == "NNS"), None)
    return counted_noun(line, line.first_of(thing.left_edge), number, definite=True) if thing is not None else None


def is_of_some(first: Token) -> bool:
    """It tells of some of those before: of "killing seven people, among them two children, and wounding 40" 40 people were."""
    before = [word.lower_ for word in first.doc[max(first.i - 2, first.sent.start) : first.i]]
    return before[-1:] == ["including"] or before == ["among", "them"]


def _is_listed(noun: Token) -> bool:
    """So the last of several: "34 people, including nine women and five children, were killed and more than 70 hurt"."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == noun.pos_:
        first = first.head
    number = next((child for child in first.lefts if child.dep_ == "nummod"), None)
    return first != noun and number is not None and is_of_some(number)


def _takes_unit(line: Line, reading: Reading, share: Reading | None, money: Reading | None) -> bool:
    """Gives it the unit of the share or the sum that it is compared with, if it is."""
    if share is not None and reading.counted is None and line.word(reading.first - 1) in {"from", "to", "by"}:
        reading.unit = share.unit  # "6 percent, down from 7.5"
    elif money is not None and _is_compared_sum(line, reading, money):
        reading.unit, reading.named = money.unit, money.named
    return reading.unit is not None


def _is_compared_sum(line: Line, reading: Reading, money: Reading) -> bool:
    """It is a sum as the one before it: "rose to €30 million from 20 million", "a loss of €30 million and one of 12 million"."""
    if reading.counted is not None or reading.scale < _MILLION:
        return False
    before = line.word(reading.first - 1)
    if before != "of":
        return before in _COMPARING
    of_what = [line.token(one.first - 2).lemma_ for one in (money, reading) if line.word(one.first - 1) == "of"]
    return len(of_what) == _BOTH and of_what[0] == of_what[1]


def _fronted(line: Line, first: Reading) -> Counted | None:
    """What a sentence counts some of that begins "Of the remaining drones, 12 …"."""
    if line.word(0) != "of" or first.first == 0:
        return None
    found = counted_noun(line, 0, first.number)
    fits = found is not None and line.word(found.last) == "," and found.last < first.first
    return found if fits and found is not None and can_be_more(found) else None


def _before_colon(line: Line, first: Reading) -> Counted | None:
    """What a clause before a colon is about: "Violations of the truce have multiplied: 38 were recorded in May"."""
    if line.word(first.first - 1) != ":" or first.number.dep_ not in _SUBJECTS:
        return None
    before = line.sentence.tokens.doc[line.sentence.tokens.start : line.token(first.first - 1).i]
    subject = next((token for token in before if token.dep_ in _SUBJECTS), None)
    if subject is None or subject.tag_ != "NNS" or any(child.like_num for child in subject.lefts):
        return None
    return counted_noun(line, line.first_of(subject.left_edge), first.number, definite=True)


#: What is done to people alone.
_TO_PEOPLE = frozenset(
    """arrest deport detain dismiss employ execute hire hospitalise hospitalize hurt injure jail kill lay sicken wound""".split()
)
_TO_FRIENDS = frozenset({"evacuate", "free", "liberate", "release", "rescue", "save"})
_FATES = frozenset({"dead", "hurt", "injured", "wounded"})
_DYING = frozenset({"die", "drown", "perish"})


def can_be_more(counted: Counted) -> bool:
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
        or token.tag_ in {"VBN", "VBD", "VBP"}
        or token.lower_ in {",", ".", ";", "that", "who", "more", "wounded", "injured", "dead", "missing"}
    )


def _counts_others(number: Token, counted: Counted) -> bool:
    """It counts something else than was counted before: other people, those of whom these tell, or what a toll comes to."""
    if number.dep_ == "pobj" and (number.head.lower_ == "at" or (number.head.lower_ == "of" and number.head.head.lemma_ in SUMS)):
        return True  # "the observatory arrived at 612", "two sources gave tolls of 43 and 46 dead"
    verb = counted.head.head
    told = [child for child in verb.rights if child.dep_ == "ccomp"] if counted.head.dep_ == "nsubj" else []
    if any(one.is_ancestor(number) for one in told):
        return True  # "two sources said that 11 were waiting"
    return _is_of_people_alone(number, counted)


def _is_of_people_alone(number: Token, counted: Counted) -> bool:
    """What is done to people is not done to the things told before: "destroyed 300 homes and killed 12"."""
    deed, former, noun = number.head, governing_verb(counted.head), counted.head
    people = _are_people(noun)
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
    return line.word(first - 1) in {"to", "at"} and not SUMS.isdisjoint(line.words[max(0, first - _NEAR_TOLL) : first])


# --- what a sentence before counted -----------------------------------------------------------------------------------------

#: What is said of people alone, besides what is done to them.
_OF_PEOPLE = _TO_FRIENDS | frozenset(
    "acquit admit airlift charge convict discharge drown fly indict prosecute sentence testify transfer treat".split()
)
_CONDITIONS = _FATES | {"missing", "alive", "unconscious", "homeless", "pregnant"}
#: "In intensive care", "in hospital".
_KEEPING = frozenset({"care", "custody", "detention", "hospital", "jail", "prison"})
#: Where something was stands behind these, and is not what goes on.
_PLACING = frozenset("across along among around at by from in inside near off on outside over through throughout to".split())
#: "Another 4,500" are not some of those counted before.
_FURTHER = frozenset({"another", "additional", "further", "more", "other", "others"})


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """What a number counts, in the words of its sentence, where these stand, and how many there are at the most."""

    counted: Counted
    text: str
    span: Span
    high: float | None


def elided_before(line: Line, readings: Sequence[Reading], at: int, told: Sequence[Told]) -> Told | None:
    """What the bare number at that place counts of what the sentences before counted: "60 families. Only 13 were moved".

    ``None`` where it has a noun, where its own sentence has counted something since, or where more than one thing may be meant.
    """
    reading = readings[at]
    if not _is_bare_subject(line, reading) or any(_is_rival(one) for one in readings[:at]):
        return None
    if line.word(reading.first - 1) not in _FURTHER and line.word(reading.last) not in _FURTHER:
        told = [one for one in told if one.high is None or reading.low is None or reading.low <= one.high]
    told = [one for one in told if not (_is_placed(one.counted.head) or _is_one_of_two(one.counted.head))]
    people = [one for one in told if _are_people(one.counted.head)]
    if _is_of_people(reading.number):
        told = people
    return told[-1] if len({one.counted.head.lemma_ for one in told}) == 1 else None


def _is_bare_subject(line: Line, reading: Reading) -> bool:
    """It stands alone for who did something or had it done."""
    plain = reading.is_figure and reading.form is Form.CARDINAL and reading.unit is None and reading.relative is None
    if not plain or reading.counted is not None or reading.change is not None or not _stands_alone(line, reading):
        return False
    if line.word(reading.last) == "of":
        return False  # "three of the dead"
    verb = reading.number.head
    return reading.number.dep_ in _SUBJECTS and verb.pos_ in {"AUX", "VERB"} and verb.lemma_ not in SPEECH


def _is_rival(reading: Reading) -> bool:
    """It counts what the next bare number of its sentence may count as well."""
    counted = reading.counted
    return counted is not None and reading.unit is None and not counted.is_pronoun and not _is_placed(counted.head)


def _is_placed(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in _PLACING and not _are_people(noun)


def _is_one_of_two(noun: Token) -> bool:
    """Others are counted with them: "eight officials and businessmen"."""
    return any(
        child.dep_ == "conj" and child.pos_ == "NOUN" and not any(one.like_num for one in child.lefts) for child in noun.rights
    )


def _are_people(noun: Token) -> bool:
    return are_people(noun.lower_) or noun.ent_type_ == "NORP"


def _is_of_people(number: Token) -> bool:
    """What is told of the number is told of nothing but people: "two were arrested", "five are in intensive care"."""
    verb = number.head
    if verb.lemma_ in _TO_PEOPLE | _DYING | _OF_PEOPLE:
        return True
    told = [word for child in verb.rights if child.dep_ in {"acomp", "prep", "attr"} for word in child.subtree]
    return verb.lemma_ in {"be", "remain"} and any(word.lower_ in _CONDITIONS | _KEEPING for word in told)
