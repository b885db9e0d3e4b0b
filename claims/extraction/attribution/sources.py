"""Who speaks: the source of a reporting verb, as a phrase and as the people or bodies in it."""

from __future__ import annotations

import dataclasses

from spacy.tokens import Token

from claims.extraction.attribution.passages import Passage, Range

_SUBJECTS = frozenset(("nsubj", "csubj"))
_PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
#: Dependents that belong to the shortest phrase that names somebody ("a spokesman for the ministry").
_NAMING = frozenset(
    ("prep", "poss", "case", "nummod", "punct", "amod", "compound", "nmod", "det", "quantmod", "predet", "advmod")
)
#: Verbs without a subject of their own that speak with the subject of the verb they hang on.
_SHARES_SUBJECT = frozenset(("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp"))
_EXPLETIVE = frozenset(("there",))


@dataclasses.dataclass(frozen=True, slots=True)
class SourcePhrase:
    """The tokens of a whole source phrase, and of each one in it who speaks."""

    whole: Range
    each: tuple[Range, ...]


def source_of(passage: Passage, verb: Token) -> SourcePhrase | None:
    """The one who does what the verb says, found by the parse."""
    head = _speaker(verb)
    return source_phrase(passage, head, verb) if head is not None else None


def _speaker(verb: Token) -> Token | None:
    current, steps = verb, 0
    while steps < 6:
        steps += 1
        passive = False
        for child in current.children:
            dep = child.dep_
            if dep in _SUBJECTS and child.lower_ not in _EXPLETIVE:
                return child
            passive = passive or dep in _PASSIVE_SUBJECTS or dep == "auxpass"
        if passive:
            return _passive_speaker(current, verb)
        dep = current.dep_
        if dep in ("acl", "relcl"):
            return current.head
        if dep not in _SHARES_SUBJECT or current.head.i == current.i:
            return _agent(current)
        if dep == "ccomp" and current.tag_ != "VBG":
            return None
        current = current.head
    return None


def _passive_speaker(passive: Token, verb: Token) -> Token | None:
    agent = _agent(passive)
    if agent is not None or passive.i == verb.i:
        return agent
    for child in passive.children:
        if child.dep_ in _PASSIVE_SUBJECTS:
            return child
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return inner
    return None


def source_phrase(passage: Passage, head: Token, cue: Token) -> SourcePhrase:
    """The phrase around the noun that names a source: with its apposition, without the clauses that tell more of it."""
    whole = passage.trim(_bounded(head, cue)) or (head.i, head.i + 1)
    each = tuple(_shortest(passage, token, whole) for token in (head, *_conjuncts(head)) if whole[0] <= token.i < whole[1])
    return SourcePhrase(whole, each)


def _bounded(head: Token, cue: Token) -> Range:
    """The noun's subtree up to its first relative clause, and never across the cue."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.children:
        if child.i > head.i and child.dep_ in ("relcl", "acl", "ccomp"):
            end = min(end, child.left_edge.i)
    if start <= cue.i < end:
        start, end = (cue.i + 1, end) if head.i > cue.i else (start, cue.i)
    return start, end


def _conjuncts(head: Token) -> list[Token]:
    found = []
    current: Token | None = head
    while current is not None:
        current = next(
            (child for child in current.children if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON")), None
        )
        if current is not None:
            found.append(current)
    return found


def _shortest(passage: Passage, head: Token, whole: Range) -> Range:
    start, end = head.i, head.i + 1
    for child in head.children:
        if child.dep_ in _NAMING:
            if child.i < head.i:
                start = min(start, child.left_edge.i)
            elif child.dep_ in ("prep", "case", "nummod") and passage.lower[end : end + 1] != [","]:
                end = max(end, child.right_edge.i + 1)
    return passage.trim((max(start, whole[0]), min(end, whole[1]))) or (head.i, head.i + 1)
