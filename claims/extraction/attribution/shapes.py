"""What the frames ask of the parse: how far words reach, and of what sort a verb, a noun or a clause is."""

from __future__ import annotations

from claims.extraction.attribution.passages import Range
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import BODIES, PERSONS, PLURAL_BODIES
from claims.extraction.text.tokens import Token

#: Relative and interrogative words.
WH = frozenset(("WDT", "WP", "WP$", "WRB"))
_BODIES = PERSONS | BODIES
#: What somebody was "able to confirm" was confirmed.
_DONE = frozenset("able managed".split())


def reach(token: Token) -> Range:
    """A word with all that hangs on it."""
    return token.left_edge.i, token.right_edge.i + 1


def hull(tokens: list[Token]) -> Range:
    """From the first to the last of the words that hang on any of these."""
    return min(token.left_edge.i for token in tokens), max(token.right_edge.i for token in tokens) + 1


def starts_with_that(clause: Token) -> bool:
    """Whether "that" opens the clause as a conjunction, not as a pronoun."""
    first = clause.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"


def tells_course(clause: Token) -> bool:
    """Its "how" tells what happened, and not in what way or how much: "described [how the wall fell]", not "how many fell"."""
    first = clause.left_edge
    return first.lower_ == "how" and first.dep_ == "advmod" and first.head == clause and clause.pos_ in {"AUX", "VERB"}


def is_unreal(verb: Token) -> bool:
    """Whether the verb tells what may or should be reported, not what was: "will deny it", "don't blame them"."""
    if verb.tag_ != "VB" or (verb.dep_ == "xcomp" and verb.head.lower_ in _DONE):
        return False
    wanted = verb.dep_ == "ROOT" and not any(child.dep_ == "nsubj" for child in verb.lefts)
    return wanted or not any(child.lower_ in ("did", "does", "do") for child in verb.lefts)


def is_set_off(part: Token) -> bool:
    """Whether a comma stands before all of it."""
    return part.doc[part.left_edge.i - 1].text == ","


def apposition_at(token: Token) -> Token | None:
    """The noun that says what somebody or something is, if it begins here: "Ana Roe, [a teacher in Lund]"."""
    noun = token.head if token.dep_ == "det" else token
    return noun if noun.dep_ == "appos" and noun.left_edge.i == token.i and noun.head.i < token.i else None


def is_some_body(subject: Token) -> bool:
    """A body by its noun, its name, or what is added to that: "Rights Desk, a Lund organisation, believes …"."""
    told = (subject, *(child for child in subject.rights if child.dep_ == "appos"))
    return any(is_body(noun) or noun.ent_type_ == "ORG" for noun in told)


def is_counted(noun: Token) -> bool:
    """It is a number, or has one: "2,000 francs"."""
    return noun.like_num or any(child.like_num for child in noun.lefts)


def is_body(noun: Token) -> bool:
    """Whether a common noun names people by their office or work, or a body of them."""
    return noun.lower_ in PLURAL_BODIES or singular(noun.lower_) in _BODIES
