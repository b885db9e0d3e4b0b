"""Items that leave out their verb: "five were killed and 38 wounded", "the Union 31", "with 20 people still missing"."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.clauses import FINITE, SUBJECTS, VERBAL, Clause, trimmed
from claims.extraction.drafts.draft import ASIDE_MARKS, Draft, between, end_of, place, predicate_of
from claims.extraction.quantities.units import TIME_UNITS
from claims.extraction.records import Quantity
from claims.extraction.text.tokens import Token

#: What a name begins with that acts in the place of another.
OPENS_NAME = frozenset({"DT", "NNP", "NNPS", "JJ", "NN"})
_OPEN_CLASSES = frozenset({"NOUN", "PROPN", "VERB"})
#: "The other 19", "another seven".
_OTHERS = frozenset("the other another a further".split())
_PARTITIVE = frozenset({"as", "of", "than"})
#: What people are in rather than put into: "three of them in serious condition".
_CONDITIONS = frozenset({"condition", "state"})


def gapped(clause: Clause, first: Quantity, quantity: Quantity, words: Sequence[Token]) -> list[Token]:
    """An item with the verb that it leaves out, before its figure or behind what is counted.

    "Labour won 40 seats and the Union [won] 31 [seats]", "90,000 was spent on rent and 12,000 [was spent] on food".
    """
    head = clause.head
    if head.pos_ not in VERBAL or any(token.pos_ in VERBAL for token in words):
        return []
    if head.lemma_ == "have" and first.span.start < place(clause, head):
        return []  # "40 homes had no light, half of them in Lund"
    if quantity.unit in TIME_UNITS and first.unit is None:
        return []  # "rescued 163 people since Monday, 40 minutes out of Lund"
    noun = between(clause, clause.tokens, first.span.end, end_of(first)) if quantity.of_span == first.of_span else []
    noun = noun[bool(noun) and noun[0].lower_ == "more" :]
    number_end = quantity.span.end if noun else end_of(quantity)
    named = between(clause, words, 0, quantity.span.start)
    number = between(clause, words, quantity.span.start, number_end)
    rest = [token for token in words if place(clause, token) >= number_end]
    if first.span.start < place(clause, head):
        stated = any(token.lemma_ in _CONDITIONS for token in words)
        led = bool(rest) and rest[0].tag_ == "IN" and rest[0].lower_ not in _PARTITIVE  # not "twice as many as in 2025"
        bare = all(token.lower_ in _OTHERS for token in named)
        return [*named, *number, *noun, *predicate_of(clause), *rest] if led and bare and not stated else []
    subject = any(child.dep_ in SUBJECTS for child in head.lefts)
    own = all(token.pos_ in {"DET", "PROPN"} for token in named)  # "lost 12 tanks, and Russia six lorries"
    fits = subject and is_name(named) and named[-1].pos_ != "ADP" and (noun or own or quantity.of_span is None)
    return [*named, *predicate_of(clause), *number, *noun, *rest] if fits else []


def is_name(words: Sequence[Token]) -> bool:
    """The words name somebody or something, or say which of them it is: "the oldest"."""
    if not words or words[0].tag_ not in OPENS_NAME:
        return False
    return any(token.pos_ == "PROPN" for token in words) or (len(words) > 1 and words[-1].tag_ == "JJS")


def gapped_participle(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """An item with the helping verb that it leaves out before its participle: "five were killed and 38 [were] wounded"."""
    number = next((token for token in words if token.like_num), None)
    helpers = [token for token in predicate_of(clause)[:-1] if token.dep_ == "auxpass"]
    if number is None or not helpers or clause.head in words:
        return []
    deed = next((token for token in words if token.tag_ == "VBN" and is_done_to(token, number)), None)
    if deed is None or number.left_edge.i > words[0].i or any(one.tag_ in FINITE for one in words if one.i < deed.i):
        return []
    return [
        *(token for token in words if token.i < deed.i),
        *predicate_of(clause)[:-1],
        *(one for one in words if one.i >= deed.i),
    ]


def is_done_to(deed: Token, number: Token) -> bool:
    """It tells what happened to those of the number, whom the parse joins to what stands before: "and 38 [wounded]"."""
    if number.head == deed:
        return number.dep_ in SUBJECTS and deed.dep_ == "conj" and deed.head.pos_ not in VERBAL
    told = deed.dep_ in {"acl", "amod"} and deed.head in {number, number.head}
    return told and deed.head.i < deed.i and deed.head.dep_ == "conj"


def alone(clause: Clause, quantity: Quantity) -> Draft | None:
    """The only figure of a clause, in an item that leaves out its verb: "a guard was killed and [eight wounded]"."""
    number = next((token for token in clause.tokens if place(clause, token) >= quantity.span.start), clause.tokens[0])
    if number.i < clause.head.i:
        return None
    opener = next((token for token in reversed(clause.tokens) if token.lower_ == "with" and token.i < number.i), None)
    if opener is not None:
        words = trimmed([token for token in clause.tokens if token.i >= opener.i])
        sentence = with_absolute(clause, quantity, words)
        return Draft(clause, words, quantity, sentence=sentence, copula=opener) if sentence else None
    words = trimmed([token for token in clause.tokens if token.i >= number.left_edge.i])
    sentence = gapped_participle(clause, words)
    return Draft(clause, words, quantity, sentence=sentence) if sentence else None


def with_absolute(clause: Clause, quantity: Quantity, words: Sequence[Token]) -> list[Token]:
    """How some are, with "with" where their verb would stand: "…, [with about 20 people still missing]"."""
    opener = words[0]
    if opener.lower_ != "with" or opener.i == opener.sent.start or opener.nbor(-1).text not in ASIDE_MARKS:
        return []
    counted = [token for token in words[1:] if place(clause, token) < end_of(quantity)]
    rest = list(words[len(counted) + 1 :])
    told = next((token for token in rest if token.pos_ != "ADV"), None)
    number = next((index for index, token in enumerate(counted) if token.like_num), None)
    if number is None or told is None or any(token.pos_ in _OPEN_CLASSES for token in counted[:number]):
        return []
    is_so = told.tag_ in {"VBN", "VBD", "JJ"} or told.lower_ == "missing"
    return [*counted, opener, *rest] if is_so else []
