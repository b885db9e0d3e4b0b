"""Reports that the syntax shows: what a reporting verb, a reporting noun or "according to" attributes, and to whom."""

from __future__ import annotations

import dataclasses

from spacy.tokens import Token

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.sources import SourcePhrase, source_of, source_phrase


@dataclasses.dataclass(slots=True)
class Report:
    """One attribution within a passage, while it is being put together."""

    passage: Passage
    verb: int
    cue: Range
    lemma: str
    frame: str
    source: SourcePhrase | None
    content: list[Range]
    negated: bool = False


_AUXILIARIES = frozenset(("aux", "auxpass", "neg", "prt"))
_DASHES_AND_COMMAS = frozenset((",", "—", "--", "–"))


def find_reports(passage: Passage) -> list[Report]:
    """Every report outside the passage's quotations, in the order of their cues."""
    found = []
    for index, form in enumerate(passage.lower):
        if passage.quote_at[index] is not None:
            continue
        report = None
        if form in cues.VERB_FORMS:
            report = _verb_report(passage, passage.tokens[index], cues.VERB_FORMS[form])
        elif form == "according":
            report = _according(passage, passage.tokens[index])
        if report is None and form in cues.NOUN_FORMS:
            report = _noun_report(passage, passage.tokens[index])
        if report is not None:
            found.append(report)
    return found


def is_verb(token: Token) -> bool:
    """Whether the word may be a verb here; a modified noun is none, whatever the tagger says."""
    return token.pos_ in ("VERB", "AUX")


def _verb_report(passage: Passage, verb: Token, lemma: str) -> Report | None:
    if not is_verb(verb):
        return None
    for frame, reader in _FRAMES:
        content = reader(passage, verb, lemma)
        if content:
            return Report(passage, verb.i, cue_range(verb), lemma, frame, source_of(passage, verb), content, _negated(verb))
    return None


def cue_range(verb: Token) -> Range:
    """The verb with its auxiliaries, negation and particle, where they adjoin it."""
    start, end = verb.i, verb.i + 1
    for child in verb.children:
        if child.dep_ in _AUXILIARIES:
            if child.i == start - 1:
                start = child.i
            elif child.i == end:
                end += 1
    return start, end


def _negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)


# Frames: each says what the verb attributes, or nothing


def _clause(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    if lemma not in cues.CLAUSE and lemma not in cues.QUESTION:
        return []
    for child in verb.children:
        if child.dep_ == "ccomp":
            return _around(passage, (child.left_edge.i, child.right_edge.i + 1), verb)
    return []


def _parenthetical(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """ "The attack, officials say, was the largest": the verb hangs on what is said."""
    if lemma not in cues.CLAUSE or verb.dep_ not in ("parataxis", "ccomp", "advcl", "relcl", "dep"):
        return []
    start, end = verb.left_edge.i, verb.right_edge.i + 1
    if not _DASHES_AND_COMMAS.intersection(passage.lower[max(start - 1, 0) : start + 1]):
        return []
    if not any(child.dep_ == "nsubj" and child.pos_ != "SCONJ" and child.tag_ not in ("WDT", "WP") for child in verb.children):
        return []
    head = verb.head
    if head.i > verb.i or head.left_edge.i < start:
        return _minus((head.left_edge.i, head.right_edge.i + 1), (start, end))
    return []


def _around(passage: Passage, content: Range, verb: Token) -> list[Range]:
    """The content without the cue and its source where they stand inside it."""
    start, end = content
    if not start <= verb.i < end:
        return [content]
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), verb)
    left, right = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
    while right < end and passage.lower[right] not in _DASHES_AND_COMMAS:
        right += 1
    return _minus(content, (left, right))


def _minus(whole: Range, hole: Range) -> list[Range]:
    return [part for part in ((whole[0], min(hole[0], whole[1])), (max(hole[1], whole[0]), whole[1])) if part[0] < part[1]]


def _infinitive(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    for child in verb.children:
        if child.dep_ == "xcomp" and child.i > verb.i:
            if lemma in cues.GERUND and child.tag_ == "VBG":
                return [(child.left_edge.i, child.right_edge.i + 1)]
            if lemma in cues.INFINITIVE and child.tag_ == "VB":
                return [(child.left_edge.i, child.right_edge.i + 1)]
    return []


def _naming(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    if lemma not in cues.NAMING:
        return []
    preposition = cues.NAMING[lemma]
    found = [
        child
        for child in verb.children
        if child.i > verb.i
        and (
            child.dep_ in ("dobj", "oprd", "ccomp", "acomp", "attr", "xcomp")
            or (child.dep_ == "prep" and child.lower_ == preposition)
        )
    ]
    if not found or (preposition and all(child.lower_ != preposition for child in found)):
        return []
    return [(min(child.left_edge.i for child in found), max(child.right_edge.i for child in found) + 1)]


def _preposition(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    wanted = cues.PREPOSITION.get(lemma)
    if not wanted:
        return []
    for child in verb.children:
        if child.i > verb.i and child.lower_ in wanted and child.dep_ in ("prep", "prt"):
            objects = [other for other in verb.children if other.dep_ == "dobj" and verb.i < other.i]
            start = min([child.left_edge.i, *(other.left_edge.i for other in objects)])
            return [(start, max([child.right_edge.i, *(other.right_edge.i for other in objects)]) + 1)]
    return []


def _thing(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    if lemma not in cues.THING:
        return []
    for child in verb.children:
        if child.dep_ == "dobj" and child.i > verb.i:
            return [(child.left_edge.i, child.right_edge.i + 1)]
    if _is_passive(verb):
        for child in verb.children:
            if child.dep_ == "nsubjpass":
                return [(child.left_edge.i, child.right_edge.i + 1)]
    return []


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


_FRAMES = (
    ("clause", _clause),
    ("parenthetical", _parenthetical),
    ("infinitive", _infinitive),
    ("naming", _naming),
    ("preposition", _preposition),
    ("thing", _thing),
)


def _according(passage: Passage, token: Token) -> Report | None:
    """ "According to X, …", "…, according to X", and in the middle of a clause."""
    index = token.i
    if passage.lower[index + 1 : index + 2] != ["to"]:
        return None
    preposition = passage.tokens[index + 1]
    head = next((child for child in preposition.children if child.dep_ in ("pobj", "pcomp")), None)
    if head is None:
        return None
    source = source_phrase(passage, head, token)
    end = source.whole[1]
    sentence = token.sent
    before, after = (sentence.start, index), (end, sentence.end)
    main = token.head
    if passage.trim(before) is None:
        content = [after]
    else:
        content = [before]
        if main.i > end or (
            passage.lower[end : end + 1] == [","] and main.right_edge.i > end and not _new_clause(passage, end + 1)
        ):
            content.append(after)
    return Report(passage, index, (index, index + 2), "accord", "according", source, content)


def _new_clause(passage: Passage, index: int) -> bool:
    return passage.lower[index : index + 1] in (["but"], ["and"], ["which"], ["who"], ["while"], ["though"], ["although"])


def _noun_report(passage: Passage, noun: Token) -> Report | None:
    """ "The report's finding that …": a noun with the clause that it holds."""
    clause = next((child for child in noun.children if child.dep_ in ("acl", "ccomp", "relcl") and _has_that(child)), None)
    if clause is None:
        return None
    source = next((child for child in noun.children if child.dep_ == "poss"), None)
    if source is None:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
                source = next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    phrase = source_phrase(passage, source, noun) if source is not None else None
    return Report(
        passage,
        noun.i,
        (noun.i, noun.i + 1),
        cues.NOUN_FORMS[noun.lower_],
        "noun",
        phrase,
        [(clause.left_edge.i, clause.right_edge.i + 1)],
    )


def _has_that(clause: Token) -> bool:
    first = clause.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"
