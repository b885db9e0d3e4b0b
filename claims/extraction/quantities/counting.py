"""What a number counts: the noun phrase behind it, as the text says it, its head noun last."""

from __future__ import annotations

import dataclasses
import itertools

from claims.extraction.quantities.atoms import Line
from claims.extraction.text.tokens import Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$", "CD"})
_ADDITIONS = frozenset({"more", "additional", "further", "such", "extra", "separate"})
_PRONOUNS = frozenset("them us you it those these that this whom which".split())
#: what begins a time rather than what is counted: "he will be 80 next month"
_TIMELY = frozenset({"next", "last", "this", "early", "late"})
#: singular words for several
_COLLECTIVES = frozenset("staff police personnel crew people aircraft cattle livestock infantry military troop clergy".split())
#: how many tokens a noun phrase can have in front of its head
_LONGEST = 10
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow".split())


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """The atoms of a noun phrase and its head; ``partitive`` where "of" leads to it, ``determined`` where that is definite.

    ``base`` is where the phrase begins with its determiner: "the" in "half of the drones". A pronoun stands for a phrase told
    before: "two of them".
    """

    first: int
    last: int
    head: Token
    base: int
    partitive: bool = False
    determined: bool = False
    is_pronoun: bool = False
    is_compound: bool = False


def counted_noun(line: Line, index: int, number: Token, *, definite: bool = False) -> Counted | None:
    """The noun phrase behind a number, or ``None``: "426 Shahed-type drones", "15 of its staff", "a third of them"."""
    if line.word(index) == "-" and line.glued(index) and line.glued(index + 1):
        return _compound(line, index + 1)
    if line.word(index) == "," and line.word(index + 1) == "of" and line.word(index + 2) not in {"whom", "which"}:
        index += 1  # "hundreds, perhaps thousands, of civilians"
    partitive = line.word(index) == "of"
    base = index + partitive
    first = _behind_determiners(line, base) if partitive or definite else _behind_additions(line, base)
    if first < len(line) and line.first_of(line.token(first)) == first:
        head = _head(line.token(first), number, free=partitive or definite)
        if head is not None and head.i > line.token(first).i and _is_attribute(line.token(first), head, number):
            return Counted(first, first + 1, line.token(first), base, is_compound=True)
        if head is not None:
            return Counted(first, line.after(head), head, base, partitive, (partitive or definite) and first > base)
    if partitive and line.word(base) in _PRONOUNS:
        return Counted(base, base + 1, line.token(base), base, partitive=True, determined=True, is_pronoun=True)
    return None


def _compound(line: Line, index: int) -> Counted | None:
    """What is counted inside a compound: the storey of a "12-storey building", the member of a "27-member bloc"."""
    if index >= len(line) or not line.word(index).isalpha():
        return None
    return Counted(index, index + 1, line.token(index), index, is_compound=True)


def _behind_additions(line: Line, index: int) -> int:
    """Behind "more", "such" and their like: "12 more people"."""
    while line.word(index) in _ADDITIONS:
        index += 1
    return index


def _behind_determiners(line: Line, index: int) -> int:
    """Behind articles, possessives and numbers: "three of the five soldiers"."""
    while index < len(line) and (line.token(index).tag_ in _DETERMINERS or line.word(index) in {"all", "those", "these"}):
        index += 1
    return index


def _head(first: Token, number: Token, *, free: bool) -> Token | None:
    """The head of the noun phrase that starts at the token: by the parse where it agrees with the words, else the last noun."""
    if first.lower_ in _TIMELY:
        return None
    run = _run(first)
    nouns = [token for token, after in itertools.zip_longest(run, run[1:]) if token.pos_ in _NOUNS and not _is_prefix(after)]
    if not nouns:
        return None
    if nouns[0].lower_ == "times":
        return nouns[0]
    if not free and number.head in nouns and number.dep_ in {"nummod", "compound", "amod", "quantmod", "nmod"}:
        return _outermost(number.head, nouns)
    for noun, after in itertools.pairwise(nouns):
        if noun.tag_ == "NNS" and noun.dep_ not in {"compound", "conj"} and noun.head.i != after.i:
            return noun
    return nouns[-1]


def _is_attribute(first: Token, head: Token, number: Token) -> bool:
    """Whether number and noun together qualify a single thing: "a 12 page document"."""
    plural = {"NNS", "NNPS"}
    alone = number.lower_ not in {"one", "1"} and first.tag_ == "NN" and head.tag_ == "NN" and head.lower_ not in _COLLECTIVES
    return alone and number.tag_ not in plural


def _is_prefix(after: Token | None) -> bool:
    """Whether a hyphen follows, so that the word only begins another: "co-defendants"."""
    return after is not None and after.tag_ == "HYPH"


def _outermost(head: Token, nouns: list[Token]) -> Token:
    """The parser hangs a number on a modifier at times: "68 league games" counts games."""
    while head.dep_ in {"compound", "nmod"} and head.head in nouns and head.head.i > head.i and head.tag_ != "NNS":
        head = head.head
    return head


def _run(first: Token) -> list[Token]:
    """The tokens from the first on that can stand in one noun phrase without a preposition."""
    run: list[Token] = []
    doc, end = first.doc, min(first.sent.end, first.i + _LONGEST)
    has_plural = False
    for index in range(first.i, end):
        token = doc[index]
        if token.lower_ in _DAYS or not (
            _is_nominal(token) or (not has_plural and index + 2 < end and _leads_on(token, doc[index + 1], doc[index + 2], run))
        ):
            break
        has_plural = has_plural or token.tag_ in {"NNS", "NNPS"}
        run.append(token)
    return run


def _is_nominal(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"} or token.tag_ in {"HYPH", "POS", "AFX"}


def _leads_on(token: Token, following: Token, third: Token, run: list[Token]) -> bool:
    """Whether a word that is no noun belongs to a phrase by what follows: "newly built homes", "digital and physical sales"."""
    if token.tag_ in _PARTICIPLES:
        qualifies = token.lemma_ not in {"be", "have", "do"} and token.dep_ in {"amod", "compound", "nmod", "punct"}
        return qualifies and (_is_nominal(following) or following.pos_ == "CCONJ")
    if token.pos_ == "ADV":
        return following.pos_ == "ADJ" or following.tag_ in _PARTICIPLES
    if token.lower_ not in {"and", "or", ","} or not run or following.pos_ == "NUM":
        return False
    return _is_nominal(following) and (third.tag_ in {"NNS", "NNPS"} or run[-1].pos_ == following.pos_ == "ADJ")
