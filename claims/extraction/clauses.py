"""Sentences to clauses: the pieces of which each can carry a proposition of its own.

A clause is what one predicate governs, less the clauses inside it, and it never mixes what is said with who says it: the words
of an attribution's content and the words around them are different clauses, whatever the parser made of the quotation marks.
"""

from __future__ import annotations

import dataclasses
import enum
import itertools
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extraction.document import Document, Sentence
from claims.extraction.records import AttributionMention, Span

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_CLAUSAL = frozenset({"advcl", "relcl", "parataxis"})
_THIN = frozenset({"CCONJ", "PUNCT", "ADV", "AUX", "PART", "SPACE"})
#: Words that join a clause to its sentence and are no part of what it says.
_JOINERS = frozenset("and but or nor so yet that while whereas although though because as since whether , ; : - -- – —".split())


#: A cue stands at most this many words before a content that it governs as its object.
_NEAR = 4


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
    #: For a content without a predicate ("put the toll at 57"): the cue and what belongs to it, to show the words with.
    cue_phrase: list[Token] = dataclasses.field(default_factory=list)

    @property
    def span(self) -> Span:
        """From the first to the last of its words, without joining words and stops at the ends."""
        return span_of(self.sentence, trimmed(self.tokens))

    @property
    def is_said(self) -> bool:
        return bool(self.chain)


def find_clauses(document: Document, attributions: Sequence[AttributionMention]) -> list[Clause]:
    """The clauses of the story, in the order of the text."""
    clauses: list[Clause] = []
    contents = _Contents(attributions)
    cues = {attribution.cue.start for attribution in attributions if attribution.cue and not _holds_own_cue(attribution)}
    for sentence in document.sentences:
        clauses += _clauses_of(sentence, contents.within(sentence.span), cues)
    return clauses


def _holds_own_cue(attribution: AttributionMention) -> bool:
    """Of "prices have reportedly fallen" the cue is no frame around what is said, but a word of it."""
    return any(part.start < attribution.cue.start < part.end for part in attribution.content if attribution.cue)


def trimmed(tokens: Sequence[Token]) -> list[Token]:
    """The words between the joining words and the stops at both ends."""
    first, last = 0, len(tokens)
    while first < last and _joins(tokens[first]):
        first += 1
    while first < last and (tokens[last - 1].is_space or _is_stop(tokens[last - 1])):
        last -= 1
    return list(tokens[first:last])


def _joins(token: Token) -> bool:
    """A word or mark that leads to what follows; a condition is none, for without its "if" it would be a claim."""
    if token.lower_ in {"since", "as"} and token.dep_ == "prep":
        return False  # "since March", "as of Monday"
    if token.dep_ == "mark":
        return token.lower_ not in {"if", "unless"}
    if token.is_punct:
        return token.text not in {"(", "["}
    return token.is_space or token.lower_ in _JOINERS or (token.lower_ == "when" and token.dep_ == "advmod")


def _is_stop(token: Token) -> bool:
    return (token.is_punct and token.text not in {")", "]", "%"}) or token.pos_ == "CCONJ"


def span_of(sentence: Sentence, tokens: Sequence[Token]) -> Span:
    """From the first token to the last; an empty span at the sentence's start where there is none."""
    if not tokens:
        return Span(sentence.start, sentence.start)
    return Span(sentence.span_of(tokens[0]).start, sentence.span_of(tokens[-1]).end)


class _Contents:
    """The contents of all attributions, for looking up those that reach into a passage, met in the order of the text."""

    def __init__(self, attributions: Sequence[AttributionMention]) -> None:
        self._parts = sorted((part.start, part.end, index) for index, item in enumerate(attributions) for part in item.content)
        self._depth = {index: _depth_key(item) for index, item in enumerate(attributions)}
        self._next = 0
        self._open: list[tuple[int, int, int]] = []

    def within(self, span: Span) -> list[tuple[int, int, int]]:
        """The parts that overlap a passage, those of outer attributions first. Passages must be asked for in order."""
        while self._next < len(self._parts) and self._parts[self._next][0] < span.end:
            self._open.append(self._parts[self._next])
            self._next += 1
        self._open = [part for part in self._open if part[1] > span.start]
        return sorted((part for part in self._open if part[0] < span.end), key=lambda part: self._depth[part[2]])


def _depth_key(attribution: AttributionMention) -> tuple[int, int, int]:
    """Outer attributions say more; of several that say the same, who relays is the outermost and who is cited the innermost."""
    size = sum(part.end - part.start for part in attribution.content)
    return -size, _DEPTHS.get(attribution.lemma, 1), attribution.cue.start if attribution.cue else 0


_DEPTHS = {"relay": 0, "cite": 2}


def _clauses_of(sentence: Sentence, parts: list[tuple[int, int, int]], cues: set[int]) -> list[Clause]:
    chains = {token.i: _chain_at(sentence.offset + token.idx, parts) for token in sentence.tokens} if parts else {}
    owners: dict[int, Token] = {}
    groups: dict[tuple[int, tuple[int, ...]], Clause] = {}
    for token in sentence.tokens:
        owner = _owner(token, owners, chains)
        chain = chains.get(token.i, ())
        clause = groups.get((owner.i, chain))
        if clause is None:
            clause = groups[owner.i, chain] = Clause(sentence, owner, [], chain, _place(owner))
        clause.tokens.append(token)
        clause.frame = clause.frame or sentence.offset + token.idx in cues
    clauses = list(groups.values())
    if parts:
        clauses = list(_whole(clauses))
        _continue_counts(clauses)
    return [clause for clause in clauses if any(token.is_alpha or token.like_num for token in clause.tokens)]


def _continue_counts(clauses: list[Clause]) -> None:
    """Gives "…, and two were wounded" to the speaker before it: a count that follows reported words is reported too."""
    for former, latter in itertools.pairwise(clauses):
        own = trimmed(latter.tokens)
        follows = own and not latter.chain and not latter.frame and former.chain and former.tokens[-1].i < own[0].i
        joined = follows and all(_joins(token) for token in own[0].doc[former.tokens[-1].i + 1 : own[0].i])
        if joined and own[0].like_num and _has_subject(latter.head):
            latter.chain = former.chain


def _chain_at(position: int, parts: list[tuple[int, int, int]]) -> tuple[int, ...]:
    """The attributions in whose content a position lies, outermost first."""
    return tuple(dict.fromkeys(index for start, end, index in parts if start <= position < end))


def _owner(token: Token, owners: dict[int, Token], chains: dict[int, tuple[int, ...]]) -> Token:
    """The predicate that a word belongs to, through its heads."""
    path = []
    while token.i not in owners:
        path.append(token.i)
        if _is_predicate(token, chains):
            owners[token.i] = token
            break
        token = token.head
    owner = owners[token.i]
    for index in path:
        owners[index] = owner
    return owner


def _is_predicate(token: Token, chains: dict[int, tuple[int, ...]]) -> bool:
    dep, head = token.dep_, token.head
    if dep == "ROOT" or head is token:
        return True
    if dep == "conj":
        return token.pos_ in _VERBAL and head.pos_ in _VERBAL and _is_full_conjunct(token)
    if dep == "ccomp":
        # What nobody is said to say belongs to its verb: "the tests show that the water is safe" is one proposition.
        return chains.get(token.i) != chains.get(head.i) and (token.pos_ in _VERBAL or _has_subject(token))
    if dep == "acl" and _has_subject(token):
        return chains.get(token.i) != chains.get(head.i)  # "rejected the claim that the port was closed"
    if dep not in _CLAUSAL or (dep == "advcl" and _is_purpose(token)):
        return False
    return token.pos_ in _VERBAL or _has_subject(token)


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in token.lefts)


def _is_purpose(token: Token) -> bool:
    return token.tag_ == "VB" and any(child.lower_ == "to" for child in token.lefts)


def _is_full_conjunct(token: Token) -> bool:
    """Splits "killed one and wounded two", but not "destroyed or jammed", which share what was done to what."""
    if _has_subject(token):
        return True
    between = token.doc[token.head.i + 1 : token.i]
    return any(word.pos_ not in _THIN for word in between) and any(True for _ in token.rights)


def _place(head: Token) -> Place:
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "relcl":
        return Place.RELATIVE
    return Place.ADVERBIAL if head.dep_ == "advcl" else Place.MAIN


def _whole(clauses: list[Clause]) -> Iterator[Clause]:
    """Gives the stray words of a content, whose predicate stands outside it, to the next clause of the same content.

    Where the content holds no predicate ("called it a massacre"), its words are a clause by themselves.
    """
    proper: dict[tuple[int, ...], list[Clause]] = {}
    for clause in clauses:
        if clause.head in clause.tokens:
            proper.setdefault(clause.chain, []).append(clause)
    for clause in clauses:
        siblings = proper.get(clause.chain)
        if clause.head in clause.tokens:
            yield clause
        elif siblings is None:
            clause.cue_phrase = _cue_phrase(clause)
            clause.head = _top(clause.tokens)
            clause.place = Place.MAIN
            proper[clause.chain] = [clause]
            yield clause
        else:
            last = clause.tokens[-1].i
            near = min(siblings, key=lambda sibling: abs(sibling.tokens[0].i - last))
            near.tokens = sorted(near.tokens + clause.tokens, key=lambda token: token.i)
            near.frame = near.frame or clause.frame


def _cue_phrase(clause: Clause) -> list[Token]:
    """From the cue's verb through the content to the next stop: "put the toll at 57 on Monday"."""
    cue, first, last = clause.head, clause.tokens[0], clause.tokens[-1]
    if not 0 < first.i - cue.i <= _NEAR:
        return []
    end = last.i + 1
    while end < clause.sentence.tokens.end and not cue.doc[end].is_punct and not last.is_punct:
        end += 1
    return list(cue.doc[cue.i : end])


def _top(tokens: Sequence[Token]) -> Token:
    """The word on which the others hang."""
    own = {token.i for token in tokens}
    return next((token for token in tokens if token.head.i not in own and not token.is_punct), tokens[0])
