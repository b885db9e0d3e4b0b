"""Who speaks: the source of a reporting verb, as a phrase and as the people or bodies in it."""

from __future__ import annotations

import dataclasses

from spacy.tokens import Token

from claims.extraction.attribution.cues import UTTERANCES
from claims.extraction.attribution.passages import Passage, Range

_SUBJECTS = frozenset(("nsubj", "csubj"))
_PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
#: Dependents that belong to the shortest phrase that names somebody ("a spokesman for the ministry").
_NAMING_BEFORE = frozenset(("det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "punct", "case"))
_NAMING_AFTER = frozenset(("prep", "case", "nummod"))
#: How a verb without a subject of its own hangs on the verb whose subject it shares.
_SHARES_SUBJECT = frozenset(("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp"))
#: "said" < "was quoted as saying" < "and was quoted as saying": subjects are looked for so many steps up.
_STEPS = 6


@dataclasses.dataclass(frozen=True, slots=True)
class SourcePhrase:
    """The tokens of a whole source phrase, and of each one in it who speaks."""

    whole: Range
    each: tuple[Range, ...]


def subject_of(verb: Token) -> Token | None:
    """The verb's own active subject."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" in a passive."""
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def source_of(passage: Passage, verb: Token) -> SourcePhrase | None:
    """The one who does what the verb says, found by the parse."""
    head = _speaker(verb)
    return source_phrase(passage, head, verb) if head is not None else None


def _speaker(verb: Token) -> Token | None:
    current = verb
    for _ in range(_STEPS):
        subject = subject_of(current)
        if subject is not None:
            return subject
        if _is_passive(current):
            return _of_passive(current, verb)
        if current.dep_ in ("acl", "relcl"):
            speaker = _issuer(current) if current.tag_ == "VBG" else None
            return speaker or current.head
        if current.dep_ not in _SHARES_SUBJECT or (current.dep_ == "ccomp" and current.tag_ != "VBG"):
            return agent_of(current)
        current = current.head
    return None


def _issuer(participle: Token) -> Token | None:
    """Who spoke where a participle hangs on a noun: "issued a statement saying", and "left the town, calling it unsafe"."""
    noun = participle.head
    if noun.dep_ not in ("dobj", "pobj") or not (noun.lower_ in UTTERANCES or participle.nbor(-1).lower_ == ","):
        return None
    verb = next((token for token in noun.ancestors if token.pos_ in ("VERB", "AUX")), None)
    return _speaker(verb) if verb is not None and not _is_passive(verb) else None


def _is_passive(verb: Token) -> bool:
    """Whether the verb is done to its subject; "Asked whether …," without an auxiliary is too."""
    if any(child.dep_ == "auxpass" or child.dep_ in _PASSIVE_SUBJECTS for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(child.dep_ == "aux" for child in verb.children)


def _of_passive(passive: Token, verb: Token) -> Token | None:
    agent = agent_of(passive)
    if agent is not None or passive.i == verb.i:
        return agent
    return next((child for child in passive.children if child.dep_ in _PASSIVE_SUBJECTS), None)


def source_phrase(passage: Passage, head: Token, cue: Token) -> SourcePhrase:
    """The phrase around the noun that names a source: with its apposition, without the clauses that tell more of it."""
    whole = passage.trim(_bounded(head, cue)) or (head.i, head.i + 1)
    each = tuple(_shortest(passage, token, whole) for token in (head, *_conjuncts(head)) if whole[0] <= token.i < whole[1])
    return SourcePhrase(whole, each)


def _bounded(head: Token, cue: Token) -> Range:
    """The noun's subtree up to its first relative clause, and never across the cue."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "ccomp"):
            end = min(end, child.left_edge.i)
    if start <= cue.i < end:
        start, end = (cue.i + 1, end) if head.i > cue.i else (start, cue.i)
    return start, end


def _conjuncts(head: Token) -> list[Token]:
    found = []
    current: Token | None = head
    while current is not None:
        current = next(
            (child for child in current.rights if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON")), None
        )
        if current is not None:
            found.append(current)
    return found


def _shortest(passage: Passage, head: Token, whole: Range) -> Range:
    start, end = head.i, head.i + 1
    for child in head.lefts:
        if child.dep_ in _NAMING_BEFORE:
            start = min(start, child.left_edge.i)
    for child in head.rights:
        if child.dep_ in _NAMING_AFTER and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return passage.trim((max(start, whole[0]), min(end, whole[1]))) or (head.i, head.i + 1)
