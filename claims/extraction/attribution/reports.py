"""Reports that the syntax shows: what a reporting verb, a reporting noun or "according to" attributes, and to whom."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable

from spacy.tokens import Token

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.sources import SourcePhrase, agent_of, source_of, source_phrase, subject_of


@dataclasses.dataclass(slots=True)
class Report:
    """One attribution within a passage, while it is being put together. ``cue`` holds ``verb``, the token that reports."""

    verb: int
    cue: Range
    lemma: str
    frame: str
    source: SourcePhrase | None
    content: list[Range]
    negated: bool = False


_AUXILIARIES = frozenset(("aux", "auxpass", "neg", "prt"))
_NOMINAL = frozenset(("dobj", "oprd", "attr", "acomp", "ccomp", "xcomp"))
_WH = frozenset(("WDT", "WP", "WP$", "WRB"))


def find_reports(passage: Passage) -> list[Report]:
    """Every report outside the passage's quotations, in the order of their cues."""
    found: list[Report] = []
    for index, form in enumerate(passage.lower):
        if form not in _CUE_FORMS or passage.quote_at[index] is not None:
            continue
        report = _read(passage, passage.tokens[index], form)
        if report is None:
            continue
        outer = next((other for other in reversed(found) if _within(report.cue, other.content)), None)
        if outer is not None:
            if _speaks_on(passage, report, outer):
                # the parser hangs B of "X said A, adding B" and "X said A and denied B" on a verb of A as often as on "said"
                outer.content = [(start, min(end, report.cue[0])) for start, end in outer.content if start < report.cue[0]]
                report.source = outer.source
            elif report.frame not in _NESTING:
                continue
        found.append(report)
    return found


_CUE_FORMS = frozenset(cues.VERB_FORMS) | frozenset(cues.NOUN_FORMS) | {"according"}
#: Frames clear enough to be believed within what somebody else says.
_NESTING = frozenset(("clause", "inserted", "according", "appeal", "preposition"))


def _read(passage: Passage, token: Token, form: str) -> Report | None:
    if form == "according":
        return _according(passage, token)
    if form in cues.VERB_FORMS and token.pos_ in ("VERB", "AUX"):
        return _verb_report(passage, token, cues.VERB_FORMS[form])
    if form in cues.NOUN_FORMS:
        return _noun_report(passage, token)
    return None


def _within(tokens: Range, content: Iterable[Range]) -> bool:
    return any(start <= tokens[0] < end for start, end in content)


def _speaks_on(passage: Passage, report: Report, outer: Report) -> bool:
    """Whether the speaker goes on within what seemed the content: with a participle after a comma, or a verb like the first."""
    verb, start = passage.tokens[report.verb], report.cue[0]
    while start > 0 and passage.tokens[start - 1].pos_ == "ADV":
        start -= 1
    before = passage.lower[start - 1] if start else ""
    if verb.tag_ == "VBG":
        return before == ","
    return before in ("and", "but") and verb.tag_ == passage.tokens[outer.verb].tag_ and verb.tag_ in _FINITE


_FINITE = frozenset(("VBD", "VBP", "VBZ"))


def _verb_report(passage: Passage, verb: Token, lemma: str) -> Report | None:
    for frame, read in _FRAMES:
        content = read(passage, verb, lemma)
        if content:
            return Report(verb.i, cue_range(verb), lemma, frame, source_of(passage, verb), content, is_negated(verb))
    return None


def cue_range(verb: Token) -> Range:
    """The verb with its auxiliaries, negation and particle, where they adjoin it."""
    start, end = verb.i, verb.i + 1
    for child in reversed(list(verb.lefts)):
        if child.dep_ in _AUXILIARIES and child.i == start - 1:
            start = child.i
    for child in verb.rights:
        if child.dep_ in _AUXILIARIES and child.i == end:
            end += 1
    return start, end


def is_negated(verb: Token) -> bool:
    """Whether the cue says that it was not said."""
    return any(child.dep_ == "neg" or child.lower_ == "never" for child in verb.children)


# Frames: each says what the verb attributes, or nothing. A frame is tried only for the verbs that its list names.


def _clause(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The complement of "said (that) the dam held", wherever it stands."""
    question = lemma in cues.QUESTION
    if lemma not in cues.CLAUSE and not question:
        return []
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.right_edge.i > child.left_edge.i), None)
    if clause is None and question:
        clause = next(
            (child for child in verb.rights if child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether")), None
        )
    if clause is None:
        clause = _clause_in_writing(verb)
    return _around(passage, _whole_clause(passage, clause), verb) if clause is not None else []


def _clause_in_writing(verb: Token) -> Token | None:
    """The clause of "said in a statement that …", which the parse gives to the statement."""
    for child in verb.rights:
        if child.dep_ == "prep":
            for noun in child.children:
                held = next((inner for inner in noun.rights if inner.dep_ in ("acl", "relcl") and _starts_with_that(inner)), None)
                if held is not None:
                    return held
    return None


def _whole_clause(passage: Passage, clause: Token) -> Range:
    """The clause, with the verb right after it where the parse took its subject for a clause of its own."""
    start, end = _reach(clause)
    while end < len(passage.tokens) and passage.tokens[end].tag_ in _FINITE_OR_MODAL and passage.tokens[end].right_edge.i >= end:
        end = passage.tokens[end].right_edge.i + 1
    return start, end


_FINITE_OR_MODAL = _FINITE | {"MD"}


def _inserted(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands around "…, officials say, …", "as she told us, …" or "…, the ministry added": source and cue between commas."""
    if lemma not in cues.CLAUSE:
        return []
    subject = subject_of(verb)
    if subject is None or subject.tag_ in _WH or _is_complete(verb, lemma):
        return []
    start, end = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
    if start > 0 and passage.lower[start - 1] == "as":
        start -= 1
    first, last = passage.sentence_around(verb.i)
    while end < last and not passage.breaks_at(end) and end - verb.i < _LONGEST_INSERTION:
        end += 1
    if (start > first and not passage.breaks_at(start - 1)) or (end < last and not passage.breaks_at(end)):
        return []
    return [part for part in ((first, start), (end, last)) if passage.trim(part)]


#: "…, officials said in a statement on Tuesday evening, …"
_LONGEST_INSERTION = 12


def _is_complete(verb: Token, lemma: str) -> bool:
    """Whether the verb has an object of its own, other than whom something is told."""
    complements = {"dobj", "xcomp", "oprd", "acomp"} - ({"dobj"} if lemma in cues.ADDRESSING else set())
    return any(child.dep_ in complements for child in verb.rights)


def _around(passage: Passage, content: Range, verb: Token) -> list[Range]:
    """The content without the cue and its source where they stand inside it."""
    start, end = content
    if not start <= verb.i < end:
        return [content]
    subject = subject_of(verb) or verb
    left, right = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
    if left > 0 and passage.breaks_at(left - 1):
        while right < end and not passage.breaks_at(right):
            right += 1
    return [part for part in ((start, min(left, end)), (max(right, start), end)) if part[0] < part[1]]


def _action(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The complement of "vowed to rebuild" and "denied targeting civilians"."""
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and (
            (lemma in cues.INFINITIVE and child.tag_ == "VB") or (lemma in cues.GERUND and child.tag_ == "VBG")
        ):
            return [_reach(child)]
    return []


def _appeal(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Addressee and action of "urged them to leave", "called on both sides to stop"."""
    if lemma not in cues.APPEAL or _is_unreal(verb):
        return []
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB" and any(mark.lower_ == "to" for mark in child.lefts):
            before = [other.left_edge.i for other in verb.rights if other.dep_ in ("dobj", "dative") and other.i < child.i]
            return [(min([child.left_edge.i, *before]), child.right_edge.i + 1)]
    return []


def _preposition(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Object and prepositional phrase of "accused them of shelling", "warned of floods"."""
    wanted = cues.PREPOSITION.get(lemma)
    if not wanted:
        return []
    for child in verb.rights:
        if child.dep_ in ("prep", "prt") and child.lower_ in wanted and child.right_edge.i > child.i:
            return [_hull([child, *(other for other in verb.rights if other.dep_ in ("dobj", "xcomp"))])]
    return []


def _naming(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Thing and name of "called the attack the largest", "put the toll at 12"."""
    if lemma not in cues.NAMING or verb.dep_ == "acl":
        return []
    marker = cues.NAMING[lemma]
    parts = [child for child in verb.rights if child.dep_ in _NOMINAL or (child.dep_ == "prep" and child.lower_ == marker)]
    if marker and all(child.lower_ != marker for child in parts):
        return []
    if not parts:
        return []
    content = _hull(parts)
    named = marker or any(child.dep_ in ("oprd", "ccomp", "acomp", "attr") for child in parts) or passage.has_quote(content)
    return [content] if named else []


def _thing(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The object of "announced a ceasefire", and the subject of "a ceasefire was announced"."""
    shows = lemma in cues.SHOWING and _is_writing(verb)
    if not shows and lemma not in cues.THING:
        return []
    if _is_unreal(verb):
        return []
    for child in verb.rights:
        if child.dep_ == "dobj" and child.pos_ != "PRON":
            return [
                _hull([child, *(other for other in verb.rights if shows and other.dep_ in ("prep", "advcl", "acl", "xcomp"))])
            ]
    if agent_of(verb) is not None:
        return [_reach(child) for child in verb.lefts if child.dep_ == "nsubjpass" and child.tag_ not in _WH]
    return []


def _judgement(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The object of "criticised the law as “draconian”": a verdict is a report where it quotes."""
    if lemma not in cues.JUDGEMENT:
        return []
    parts = [child for child in verb.rights if child.dep_ in _NOMINAL or child.dep_ in ("prep", "advcl", "agent")]
    quoting = [child for child in parts if passage.has_quote(_reach(child))]
    if not quoting:
        return []
    return [_hull([child for child in parts if child.i <= quoting[-1].i])]


def _is_writing(verb: Token) -> bool:
    subject = subject_of(verb)
    return subject is not None and (
        subject.lower_ in cues.WRITINGS or (subject.tag_ in _WH and subject.head.head.lower_ in cues.WRITINGS)
    )


def _is_unreal(verb: Token) -> bool:
    """Whether the verb tells what may or should be reported, not what was."""
    return verb.tag_ == "VB" and not any(child.lower_ in ("did", "does", "do", "n't", "’t") for child in verb.lefts)


def _reach(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _hull(tokens: list[Token]) -> Range:
    return min(token.left_edge.i for token in tokens), max(token.right_edge.i for token in tokens) + 1


_FRAMES: tuple[tuple[str, Callable[[Passage, Token, str], list[Range]]], ...] = (
    ("clause", _clause),
    ("inserted", _inserted),
    ("action", _action),
    ("appeal", _appeal),
    ("preposition", _preposition),
    ("naming", _naming),
    ("thing", _thing),
    ("judgement", _judgement),
)


def _according(passage: Passage, token: Token) -> Report | None:
    """Reads "According to X, …", "…, according to X", and in the middle of a clause."""
    index = token.i
    if passage.lower[index + 1 : index + 2] != ["to"]:
        return None
    head = next((child for child in passage.tokens[index + 1].children if child.dep_ in ("pobj", "pcomp")), None)
    if head is None:
        return None
    source = source_phrase(passage, head, token)
    end = max(source.whole[1], head.right_edge.i + 1)
    first, last = passage.sentence_around(index)
    before, after = (first, index), (end, last)
    if passage.trim(before) is None:
        content = [after]
    elif token.head.i > end or (
        passage.lower[end : end + 1] == [","] and token.head.right_edge.i > end and not _is_new_clause(passage, end + 1)
    ):
        content = [before, after]
    else:
        content = [before]
    return Report(index, (index, index + 2), "accord", "according", source, content)


def _is_new_clause(passage: Passage, index: int) -> bool:
    return any(word in _NEW_CLAUSE for word in passage.lower[index : index + 1])


_NEW_CLAUSE = frozenset(("although", "and", "but", "though", "which", "while", "who"))


def _noun_report(passage: Passage, noun: Token) -> Report | None:
    """Reads "the report's finding that …": a noun with the clause that it holds."""
    clause = next((child for child in noun.rights if child.dep_ in ("acl", "ccomp", "relcl") and _starts_with_that(child)), None)
    if clause is None:
        return None
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None) or next(
        (
            inner
            for child in noun.rights
            if child.lower_ in ("by", "from", "of")
            for inner in child.children
            if inner.dep_ == "pobj"
        ),
        None,
    )
    source = source_phrase(passage, owner, noun) if owner is not None else None
    return Report(noun.i, (noun.i, noun.i + 1), cues.NOUN_FORMS[noun.lower_], "noun", source, [_reach(clause)])


def _starts_with_that(clause: Token) -> bool:
    first = clause.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"
