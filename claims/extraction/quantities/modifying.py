"""The words around a number: bounds, approximations, and the verbs that make it a change."""

from __future__ import annotations

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.lexicon import (
    AFTER,
    BEFORE,
    DOWN_VERBS,
    LONGEST_MODIFIER,
    LOWER,
    LOWER_OPEN,
    PREPOSITIONS,
    SPEECH,
    TELLING,
    TOPICAL,
    TRANSITIVE,
    UP_VERBS,
    UPPER,
    UPPER_OPEN,
)
from claims.extraction.quantities.reading import Reading
from claims.extraction.quantities.units import TIME_UNITS
from claims.extraction.records import Change
from claims.extraction.reference.nouns import AREAS
from claims.extraction.text.tokens import Token

_BETWEEN_MODIFIER_AND_NUMBER = frozenset({"another", "only", "“", "”", '"', "«", "»"})
_SUMMING = frozenset({"add", "added", "adding", "adds"})
_SHARES = frozenset({"percent", "percentage point", "basis point", "cent"})
#: adverbs between a verb of change and its number: "fell sharply 3%", "lost another 12"
_BEFORE_CHANGE = frozenset({"a", "further", "another", "sharply", "slightly", "only", "just", "nearly"})
_BURYING = frozenset("bury disappear lie sink submerge trap".split())
#: Over what it is done to them the parse takes for how many.
_FLYING = frozenset("circle fly hover pass soar".split())
_DOWNING = frozenset("bring destroy detect down intercept jam neutralise neutralize shoot spot suppress track".split())
#: From a number up to its verb.
_STEPS = 6
#: "over nine regions" is a place more often than a bound; "over 60 people" is not
_SMALL = 12


def modify(line: Line, reading: Reading) -> None:
    """Take in the modifiers on both sides: "at least some 12", "10 years or more"."""
    while (found := _before(line, reading)) is not None:
        effect, first = found
        apply(reading, UPPER if effect == LOWER_OPEN and _is_denied(line, reading, first) else effect)
        reading.first = first
    behind = modifier_behind(line, reading.end)
    if behind is not None:
        effect, last = behind
        apply(reading, effect)
        reading.last = last if reading.end == reading.last else reading.last


def _before(line: Line, reading: Reading) -> tuple[str, int] | None:
    """The longest modifier that ends where the reading begins, and where it begins itself."""
    end = reading.first
    while end > 1 and line.word(end - 1) in _BETWEEN_MODIFIER_AND_NUMBER:
        end -= 1
    for length in range(min(LONGEST_MODIFIER, end), 0, -1):
        effect = BEFORE.get(tuple(line.words[end - length : end]))
        if effect and line.word(end - length) == "up" and line.word(end - length - 1) in _SUMMING:
            ends = reading.end >= len(line) or not line.word(reading.end)[:1].isalpha() or line.word(reading.end) in {"and", "or"}
            return None if ends else (effect, end - length)  # "they add up to 283"
        if effect and not (length == 1 and _is_preposition(line, end - 1, reading)):
            return effect, end - length
    return None


def _is_denied(line: Line, reading: Reading, first: int) -> bool:
    """Whether it was not more: "never measured a wave higher than 3.1 metres", "has not had more than 12 cases"."""
    if "than" not in line.words[first : reading.first]:
        return False
    token = reading.number
    for _ in range(_STEPS):
        if token.pos_ in {"VERB", "AUX"}:
            denied = any(child.dep_ == "neg" or child.lower_ == "never" for child in token.lefts)
            return denied and token.lemma_ not in SPEECH
        if token.dep_ in {"nsubj", "nsubjpass"} or (token.dep_ == "pobj" and token.head.lower_ != "than"):
            return False  # "more than 12 were not told", "had not spoken in more than two years"
        token = token.head
    return False


#: What is added to a number begins with one of these.
_ADDED = frozenset("a about an another at its some the their".split())


def modifier_behind(line: Line, at: int) -> tuple[str, int] | None:
    """The modifier behind a number, its unit or its noun, and where it ends: "10 or more", "20-odd", "300+"."""
    if line.word(at) == "+" and line.glued(at):
        return LOWER, at + 1
    for length in range(min(LONGEST_MODIFIER, len(line) - at), 0, -1):
        effect = AFTER.get(tuple(line.words[at : at + length]))
        behind = line.word(at + length)
        goes_on = behind == "than" or (line.word(at) == "plus" and behind in _ADDED)  # "5 or more than 42", "5.2% plus a bonus"
        if effect and not goes_on and (line.word(at) != "-" or line.glued(at)):
            return effect, at + length
    return None


def _is_preposition(line: Line, index: int, reading: Reading) -> bool:
    """Whether "about", "over" and their like lead to a topic or a place: "a dispute over three islands"."""
    token = line.token(index)
    if token.lower_ in PREPOSITIONS and (token.dep_ == "prt" or token.tag_ == "RP"):
        return True  # "hand over two launchers"
    led = {"about": _is_told_about, "over": _is_flown_over}.get(token.lower_)
    if led is not None and led(token, reading):
        return True
    if token.lower_ not in PREPOSITIONS or token.dep_ != "prep":
        return False
    if token.lower_ == "under" and token.head.lemma_ in _BURYING:
        return True  # "buried under two metres of mud"
    if reading.unit is not None:
        return token.lower_ == "over" and reading.unit in TIME_UNITS  # "repealed over five years"
    small = reading.high is not None and reading.high <= _SMALL and reading.counted is not None
    return token.head.lemma_ in TOPICAL or (small and token.lower_ != "about")


def _is_told_about(about: Token, reading: Reading) -> bool:
    """It leads to what is spoken of, which the parse takes for an object: "misled investors about two crashes"."""
    thing = reading.counted.head if reading.counted is not None else None
    before = about.nbor(-1) if about.i > about.sent.start else about
    if before.pos_ == "NOUN" and before.lemma_ in TOPICAL and before.lemma_ not in SPEECH:
        return True  # "reports about two explosions"
    verb = thing.head if thing is not None else about
    if verb.pos_ != "VERB" or verb.lemma_ not in TELLING or thing is None or thing.dep_ not in {"dobj", "npadvmod"}:
        return False
    heard = verb.lemma_ == "lie" or any(child.dep_ == "auxpass" for child in verb.lefts)
    return heard or before.pos_ in {"NOUN", "PROPN", "PRON"}


def _is_flown_over(over: Token, reading: Reading) -> bool:
    """It leads to where something flew or was shot down: "76 drones were intercepted over 11 regions", but "over 11 drones"."""
    area = reading.counted.head if reading.counted is not None else None
    if area is None or area.lemma_ not in AREAS:
        return False
    verb = next((token for token in over.ancestors if token.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in _FLYING | _DOWNING:
        return False
    has_object = any(child.dep_ in {"nsubjpass", "dobj"} and child.i < over.i for child in verb.children)
    return verb.lemma_ in _FLYING or has_object or verb.dep_ == "acl"


def apply(reading: Reading, effect: str) -> None:
    """Open or blur the interval as the modifier says."""
    low, high = reading.low, reading.high
    if effect in {LOWER, LOWER_OPEN}:
        reading.low, reading.high, reading.low_open = (high if low is None else low), None, effect == LOWER_OPEN
        reading.best = None
    elif effect in {UPPER, UPPER_OPEN}:
        reading.low, reading.high, reading.high_open = None, (low if high is None else high), effect == UPPER_OPEN
        reading.best = None
    else:
        reading.blur = effect


def share_bounds(said: Reading, converted: Reading) -> None:
    """Give a conversion the bounds and the approximation of the amount before it: "lower than 8.9 ksi (61.4 MPa)"."""
    if said.low is None:
        apply(converted, UPPER_OPEN if said.high_open else UPPER)
    elif said.high is None:
        apply(converted, LOWER_OPEN if said.low_open else LOWER)
    converted.blur = converted.blur or said.blur


def change_of(line: Line, reading: Reading, before: Reading | None) -> Change | None:
    """Whether the quantity is how much something rose or fell: "rose by 60", "up 3 percent"."""
    at = reading.first - 1
    if at < 0:
        return None
    word = line.word(at)
    if word == "or" and before is not None and before.change and before.end == at:
        return before.change  # "grew by 125,600 jobs or 2.2 per cent"
    token = line.token(at)
    if word in {"up", "down"}:
        with_verb = at > 0 and line.token(at - 1).pos_ == "VERB" and (reading.unit is None or token.dep_ == "prt")
        return None if with_verb else ("up" if word == "up" else "down")  # "shot down 28 drones"
    if word == "by":
        return _direction(token.head, reading.unit, by=True)
    if word in _BEFORE_CHANGE and at > 0:
        token = line.token(at - 1)
    return _direction(token, reading.unit, by=False)


def _direction(verb: Token, unit: str | None, *, by: bool) -> Change | None:
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" and not by:
        return None
    if lemma in TRANSITIVE and not by and unit not in _SHARES:
        return None
    if lemma in UP_VERBS:
        return "up"
    return "down" if lemma in DOWN_VERBS else None
