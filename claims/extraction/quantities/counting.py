"""What a number counts: the noun phrase behind it, as the text says it, its head noun last."""

from __future__ import annotations

import dataclasses

from spacy.tokens import Token

from claims.extraction.quantities.atoms import Line

_NOUNS = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_SKIPPED = frozenset({"more", "additional", "further", "such", "extra", "separate"})
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow".split())


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """The atoms of a noun phrase and its head; ``partitive`` where "of" leads to it, ``determined`` where that is definite.

    ``base`` is where the phrase begins with its determiner: "the" in "half of the drones".
    """

    first: int
    last: int
    head: Token
    partitive: bool = False
    determined: bool = False
    base: int = 0


def counted_noun(line: Line, index: int, number: Token, *, definite: bool = False) -> Counted | None:
    """The noun phrase that begins at the atom behind a number, or ``None``: "426 Shahed-type drones", "15 of its staff"."""
    if line.word(index) == "-" and line.glued(index) and line.glued(index + 1):
        return _hyphenated(line, index + 1)
    partitive = line.word(index) == "of"
    base = index = index + partitive
    if not partitive and not definite:
        while line.word(index) in _SKIPPED:
            index += 1
    else:
        index = _behind_determiners(line, index)
    if index >= len(line):
        return None
    first = line.token(index)
    if line.first_of(first) != index:
        return None
    head = _head(first, number, partitive=partitive or definite)
    if head is None:
        return None
    return Counted(index, line.after(head), head, partitive, index > base, base)


def _hyphenated(line: Line, index: int) -> Counted | None:
    """ "12-storey building", "27-member bloc": the storey and the member are counted."""
    if index >= len(line) or not line.word(index).isalpha():
        return None
    token = line.token(index)
    return Counted(index, index + 1, token)


def _behind_determiners(line: Line, index: int) -> int:
    while index < len(line) and (
        line.token(index).tag_ in _DETERMINERS | {"CD"} or line.word(index) in {"all", "those", "these"}
    ):
        index += 1
    return index


def _head(first: Token, number: Token, *, partitive: bool) -> Token | None:
    """The head of the noun phrase that starts at the token: by the parse where it agrees with the words, else the last noun."""
    run = _run(first)
    nouns = [token for token in run if token.pos_ in _NOUNS]
    if not nouns:
        return None
    if not partitive and number.head in nouns and number.dep_ in {"nummod", "compound", "amod", "quantmod", "nmod"}:
        return _outermost(number.head, nouns)
    for noun, after in zip(nouns, [*nouns[1:], None], strict=True):
        if after is None or (noun.tag_ == "NNS" and noun.dep_ != "compound" and noun.head is not after):
            return noun
    return nouns[-1]


def _outermost(head: Token, nouns: list[Token]) -> Token:
    """The parser hangs a number on a modifier at times: "68 league games" counts games."""
    while head.dep_ in {"compound", "nmod"} and head.head in nouns and head.head.i > head.i and head.tag_ not in {"NNS"}:
        head = head.head
    return head


def _run(first: Token) -> list[Token]:
    """The tokens from the first on that can stand in one noun phrase without a preposition."""
    run: list[Token] = []
    doc, end = first.doc, first.sent.end
    for index in range(first.i, min(end, first.i + 10)):
        token = doc[index]
        following = doc[index + 1] if index + 1 < end else None
        if token.lower_ in _DAYS:
            break
        if token.pos_ in _INSIDE or token.tag_ in {"HYPH", "POS", "AFX"}:
            run.append(token)
        elif (
            following is not None
            and (
                (
                    token.tag_ in _PARTICIPLES
                    and following.pos_ in _INSIDE | {"PUNCT"}
                    and (following.pos_ != "PUNCT" or following.tag_ == "HYPH")
                )
                or (token.pos_ == "ADV" and following.pos_ == "ADJ")
                or (token.lower_ in {"and", "or", ","} and run and run[-1].pos_ == "ADJ" and following.pos_ == "ADJ")
            )
            and not any(noun.tag_ in {"NNS", "NNPS"} for noun in run)
        ):
            run.append(token)
        else:
            break
    return run
