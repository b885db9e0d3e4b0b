"""A clause, and the passage that its words are."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Sequence

from claims.extraction.records import Span
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token, text_of

#: Words that join a clause to its sentence and are no part of what it says.
_JOINERS = frozenset("and but or nor so yet , ; : - -- – —".split())
#: Until when, or from when on, something is so; not the "after" of what has been done.
_FROM_OR_TO = frozenset({"before", "since"})
#: Words that lead a clause which says something whether or not what it is joined to holds.
_ADDING = frozenset("that while whereas although though as since because when after before".split())

#: How what says something again begins: "…, roughly one in 14", "…, the larger 4 metres across".
AGAIN = frozenset("about almost around just more nearly or over roughly some the".split())


class Place(enum.StrEnum):
    """Where a clause stands in its sentence, or in what is said."""

    MAIN = "main"
    RELATIVE = "relative"
    ADVERBIAL = "adverbial"


@dataclasses.dataclass(slots=True)
class Clause:
    """One predicate with its own words, and the attributions whose content it is in, outermost first."""

    sentence: Sentence
    head: Token
    tokens: list[Token]
    chain: tuple[int, ...]
    place: Place
    #: It says who speaks, and is no proposition of its own.
    frame: bool = False
    #: The clause that its predicate hangs on, if that is said by the same people.
    parent: Clause | None = None
    #: For a content without a predicate ("put the toll at 57"): the cue and what belongs to it, to show the words with.
    cue_phrase: list[Token] = dataclasses.field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the first to the last of its words, without joining words and stops at the ends."""
        return span_of(self.sentence, trimmed(self.tokens))

    @property
    def is_said(self) -> bool:
        return bool(self.chain)


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """The words between the joining words and the stops at both ends."""
    first, last = 0, len(tokens)
    while first < last and (is_joint(tokens[first]) or _is_not_before(tokens[first])) and not _leads_to(tokens, first):
        first += 1
    while first < last and (tokens[last - 1].is_space or _is_stop(tokens[last - 1])):
        last -= 1
    return list(tokens[first:last])


def _leads_to(tokens: Sequence[Token], first: int) -> bool:
    """It begins what is told of a time before a verb among the words: "[Before] she goes out, she listens"."""
    mark = tokens[first]
    time = mark.dep_ == "mark" and mark.lower_ in _FROM_OR_TO and mark.head.dep_ == "advcl"
    return time and mark.head.head.i > mark.head.i and mark.head.head in tokens


def _is_not_before(token: Token) -> bool:
    """It turns "before" into "after": "…, but [not] before two people had died"."""
    return (
        token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "before" and token.nbor().dep_ == "mark"
    )


def is_joint(token: Token) -> bool:
    """A word or mark that leads to what follows; a condition is none, for without its "if" it would be a claim."""
    if token.is_punct:
        return token.text not in {"(", "["}
    if token.lower_ == "that" and token.dep_ == "det" and _is_second_that(token):
        return True
    if token.dep_ == "mark" and token.head.dep_ == "csubj" and token.head.tag_ != "VBG" and token.head.head.i > token.i:
        return False  # "That he left changes nothing"
    if token.dep_ == "mark" or (token.lower_ == "when" and token.dep_ == "advmod"):
        return adds(token)
    return token.is_space or (token.lower_ in _JOINERS and token.dep_ in {"cc", "preconj", "punct", "mark", "dep"})


def adds(token: Token) -> bool:
    """The word joins a clause that says something of its own; "Since then" joins none, though the parse takes it so."""
    if token.lower_ == "once":  # "once staff are counted" is a condition
        return any(verb.tag_ == "VBD" for verb in (token.head, *token.head.lefts))
    following = text_of(token.doc[token.i + 1 : token.i + 2]).lower()
    return token.lower_ in _ADDING and (token.lower_, following) != ("since", "then")


def _is_second_that(token: Token) -> bool:
    """Of "said that it was over and that order would return" the parse takes the second for a pointer at the order."""
    start = token.sent.start
    led = token.i > start and token.nbor(-1).lower_ in {"and", "but"}
    return led and any(word.lower_ == "that" and word.dep_ == "mark" for word in token.doc[start : token.i])


def _is_stop(token: Token) -> bool:
    return (token.is_punct and token.text not in {")", "]", "%"}) or token.pos_ == "CCONJ"


_CUT_SHORT = re.compile(r"[a-z]+\.")


def span_of(sentence: Sentence, tokens: Sequence[Token]) -> Span:
    """From the first token to the last, without the stop that the tokenizer leaves on "450m."; empty where there is none."""
    if not tokens:
        return Span(sentence.start, sentence.start)
    last = sentence.span_of(tokens[-1])
    stops = last.end == sentence.end and _CUT_SHORT.fullmatch(tokens[-1].text) is not None
    return Span(sentence.span_of(tokens[0]).start, last.end - stops)
