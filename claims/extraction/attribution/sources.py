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
FINITE = frozenset(("VBD", "VBP", "VBZ"))
_PRONOUNS = frozenset(("PRP", "WP", "WDT"))
_NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"))
#: These stand before their subject after what is said.
_INVERTING = frozenset(("added", "adds", "explained", "reported", "reports", "said", "say", "says", "warned", "wrote", "writes"))
#: After these comes the one who is told.
_NEVER_INVERTED = frozenset(("assured", "assures", "informed", "informs", "reminded", "reminds", "told", "tells"))
#: Longer stretches between commas are clauses, whatever their tags.
_LONGEST_PHRASE = 9
#: "said" < "was quoted as saying" < "and was quoted as saying": subjects are looked for so many steps up.
_STEPS = 6


@dataclasses.dataclass(frozen=True, slots=True)
class SourcePhrase:
    """The tokens of a whole source phrase, and of each one in it who speaks."""

    whole: Range
    each: tuple[Range, ...]


def subject_of(verb: Token) -> Token | None:
    """The verb's own active subject; the parse sometimes gives it two, of "the charity Mar Libre", and the last is the name."""
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    before = [subject for subject in subjects if subject.i < verb.i]
    return before[-1] if before else subjects[0] if subjects else None


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" in a passive."""
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def source_of(passage: Passage, verb: Token) -> SourcePhrase | None:
    """The one who does what the verb says: by the parse, else by the words between it and the nearest comma or quotation."""
    head = _speaker_before(passage, verb) or _speaker(verb)
    if head is not None and passage.quote_at[head.i] is None and not _is_doubtful(passage, verb, head):
        return _with_first_noun(source_phrase(passage, head, verb), head)
    words = unparsed_subject(passage, verb) if verb.tag_ in FINITE or verb.pos_ == "NOUN" else None
    if words is not None:
        inner = passage.tokens[words[0] : words[1]]
        return source_phrase(
            passage, next(token for token in inner if token.head.i not in range(*words) or token.head.i == token.i), verb
        )
    return source_phrase(passage, head, verb) if head is not None and passage.quote_at[head.i] is None else None


def _speaker_before(passage: Passage, participle: Token) -> Token | None:
    """Who "reported in May, citing clerks, that …", where the parse gives the participle the subject of what is reported."""
    if participle.tag_ != "VBG" or participle.dep_ != "advcl" or participle.head.i < participle.i:
        return None
    first, _ = passage.sentence_around(participle.i)
    before = (token for token in reversed(passage.tokens[first : participle.i]) if token.tag_ in FINITE)
    return next((subject for token in before if (subject := subject_of(token)) is not None and subject.i < token.i), None)


def _is_doubtful(passage: Passage, verb: Token, head: Token) -> bool:
    """Whether the parse may have taken the subject from another verb, as in "Two are missing, the mayor, Ana Roe, told AP"."""
    if is_misparsed(passage, verb):
        return True
    return head.head.i != verb.i and verb.dep_ == "conj" and passage.tokens[verb.i - 1].pos_ in _NOMINAL | {"PUNCT"}


def _with_first_noun(phrase: SourcePhrase, head: Token) -> SourcePhrase:
    """The phrase with the noun before the name, where the parse made two subjects of "the charity Mar Libre"."""
    twin = next(
        (child for child in head.head.lefts if child.dep_ == head.dep_ and child.right_edge.i + 1 == phrase.whole[0]), None
    )
    return phrase if twin is None else SourcePhrase((twin.left_edge.i, phrase.whole[1]), phrase.each)


def is_misparsed(passage: Passage, verb: Token) -> bool:
    """Whether the subject that the parse gives the verb cannot be its subject."""
    return is_inverted(passage, verb) or _overreaches(passage, verb)


def _overreaches(passage: Passage, verb: Token) -> bool:
    """Whether the subject reaches over a comma into what is said: "It took [two hours, the mayor, Ana Roe,] said"."""
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i or any(child.dep_ == "ccomp" for child in verb.rights):
        return False
    start = subject.left_edge.i
    first, _ = passage.sentence_around(verb.i)
    if start <= first or passage.breaks_at(start - 1) or passage.quote_at[start - 1] is not None:
        return False
    if passage.tokens[start - 1].pos_ in ("CCONJ", "SCONJ", "ADV"):
        return False
    return any(passage.lower[index] == "," for index in range(start, verb.i - 1))


def is_inverted(passage: Passage, verb: Token) -> bool:
    """Whether the parse took a subject from what is said: in "The law is dead, said Ana Roe" it can only follow."""
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i or verb.i + 1 >= len(passage.tokens) or verb.lower_ not in _INVERTING:
        return False
    before = passage.before(verb.i)
    if passage.quote_at[before] is None and passage.lower[before] != ",":
        return False
    following = next((child for child in verb.rights if child.left_edge.i == verb.i + 1), None)
    if passage.tokens[verb.i + 1].pos_ not in _NOMINAL or (following is not None and following.dep_ == "npadvmod"):
        return False
    if any(child.dep_ == "ccomp" for child in verb.rights):
        return False
    first, _ = passage.sentence_around(verb.i)
    return any(token.tag_ in FINITE and token.dep_ != "relcl" for token in passage.tokens[first : verb.i])


def unparsed_subject(passage: Passage, verb: Token) -> Range | None:
    """The words that must be the subject though the parse does not say so.

    "The draft, of which a copy leaked, says …": the subject of a clause that the parse made of it; "…, the hospital's director,
    Ana Roe, told AP": up to two phrases without a verb, set off by commas or quotations; "…, said Ana Roe": the name after it.
    """
    first, last = passage.sentence_around(verb.i)
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    if clauses and clauses[0].i < verb.i < clauses[-1].i:
        subject = next((child for child in clauses[0].lefts if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS), None)
        if subject is not None:
            return subject.left_edge.i, min(subject.right_edge.i + 1, verb.i)
    if not is_inverted(passage, verb):
        start = _phrase_start(passage, verb.i, first)
        if start is not None and start - 1 > first and passage.lower[verb.i - 1] == ",":
            start = _phrase_start(passage, start - 1, first) or start
        if start is not None and start > first:
            return passage.trim((start, verb.i))
    if verb.lower_ in _NEVER_INVERTED:
        return None
    end = verb.i + 1
    while end < last and passage.tokens[end].pos_ in _NOMINAL | {"PART"} and passage.quote_at[end] is None:
        end += 1
    before = passage.before(verb.i)
    set_off = before >= 0 and (passage.quote_at[before] is not None or passage.breaks_at(before))
    return (verb.i + 1, end) if set_off and end > verb.i + 1 and not any(clause.i > verb.i for clause in clauses) else None


def _phrase_start(passage: Passage, end: int, first: int) -> int | None:
    """Where the phrase that ends here begins, if it is a noun phrase that a break or a quotation sets off."""
    start = passage.before(end) + 1
    if start > first and passage.lower[start - 1] == ",":
        start -= 1
    index = start
    while index > first and not passage.breaks_at(index - 1) and passage.quote_at[index - 1] is None:
        index -= 1
        if passage.tokens[index].tag_ in FINITE or start - index > _LONGEST_PHRASE:
            return None
    return index if index < start and passage.tokens[index].pos_ in _NOMINAL else None


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
    if head.tag_ in _PRONOUNS:
        return head.i, head.i + 1
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "ccomp") or (child.dep_ == "appos" and _compares(child)):
            end = min(end, child.left_edge.i)
    if start <= cue.i < end:
        start, end = (cue.i + 1, end) if head.i > cue.i else (start, cue.i)
    return start, end


def _compares(apposition: Token) -> bool:
    """Whether it goes on with what is said: "…, according to the bank, a fifth more than in May"."""
    return any(token.lower_ == "than" for token in apposition.subtree)


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
    """The name, if the noun has one in apposition ("the mayor, Ana Roe"), else the noun with what belongs to it."""
    if head.pos_ != "PROPN":
        name = next(
            (child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i < whole[1]), None
        )
        if name is not None:
            return _shortest(passage, name, whole)
    start, end = head.i, head.i + 1
    for child in head.lefts:
        if child.dep_ in _NAMING_BEFORE:
            start = min(start, child.left_edge.i)
    for child in head.rights:
        if child.dep_ in _NAMING_AFTER and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return passage.trim((max(start, whole[0]), min(end, whole[1]))) or (head.i, head.i + 1)
