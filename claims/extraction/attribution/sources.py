"""Who speaks: the source of a reporting verb, as a phrase and as the people or bodies in it."""

from __future__ import annotations

import dataclasses

from claims.extraction.attribution.cues import NOUN_FORMS, UTTERANCES
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.shapes import is_body
from claims.extraction.attribution.subjects import (
    FINITE,
    NOMINAL,
    PASSIVE_SUBJECTS,
    agent_of,
    is_misparsed,
    is_named_behind,
    is_passive,
    subject_of,
    unparsed_subject,
)
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import AREAS, BODIES
from claims.extraction.text.tokens import Token

#: Dependents that belong to the shortest phrase that names somebody ("a spokesman for the ministry").
_NAMING_BEFORE = frozenset(("det", "predet", "amod", "compound", "nmod", "nummod", "quantmod", "poss", "advmod", "punct", "case"))
_NAMING_AFTER = frozenset(("prep", "case", "nummod"))
_SETTING_OFF = frozenset({",", "-", "--", "–", "—"})
#: How a verb without a subject of its own hangs on the verb whose subject it shares.
_SHARES_SUBJECT = frozenset(("conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp"))
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PRONOUNS = frozenset(("PRP", "WP", "WDT"))
#: "said" < "was quoted as saying" < "and was quoted as saying": subjects are looked for so many steps up.
_STEPS = 6
_ONES = frozenset({"another", "one", "other", "second", "third"})
#: Words of a person's name with titles.
_LONGEST_NAME = 8


@dataclasses.dataclass(frozen=True, slots=True)
class SourcePhrase:
    """The tokens of a whole source phrase, and of each one in it who speaks."""

    whole: Range
    each: tuple[Range, ...]


def source_of(passage: Passage, verb: Token) -> SourcePhrase | None:
    """The one who does what the verb says: by the parse, else by the words between it and the nearest comma or quotation."""
    if (body := body_before_noun(passage, verb)) is not None:
        return SourcePhrase(body, (body,))
    head = _speaker_before(passage, verb) or _speaker(verb) or _in_apposition(passage, verb)
    beside = head is not None and (_counts(head) or _is_one_of_them(head))
    name = _beside(head) if head is not None and beside else None
    head = _told_of_before(verb, _behind_clause(head, verb)) if head is not None else None
    if head is not None and name is not None:
        each = source_phrase(passage, name, verb).each
        if name.dep_ == "pobj":  # "one of the biggest, Kelm"
            each = tuple(
                (next((at + 1 for at in range(end - 1, start, -1) if passage.lower[at] == ","), start), end)
                for start, end in each
            )
        return SourcePhrase(source_phrase(passage, head, verb).whole, each)
    if head is not None and passage.quote_at[head.i] is None and not _is_doubtful(passage, verb, head):
        return _with_first_noun(source_phrase(passage, head, verb), head)
    words = unparsed_subject(passage, verb) if verb.tag_ in FINITE or verb.pos_ == "NOUN" else None
    if words is not None:
        inner = passage.tokens[words[0] : words[1]]
        top = next(token for token in inner if token.head.i not in range(*words) or token.head.i == token.i)
        phrase = source_phrase(passage, top, verb)
        if is_named_behind(passage, verb):  # "said Ana Roe of the army, and a third is free"
            return SourcePhrase(words, tuple((start, min(end, words[1])) for start, end in phrase.each if start < words[1]))
        return phrase
    return source_phrase(passage, head, verb) if head is not None and passage.quote_at[head.i] is None else None


def _told_of_before(verb: Token, subject: Token) -> Token:
    """The "which" of the clause that a verb goes on from, if the parse passes over it: "[which] has a list but says 40 died"."""
    joint = verb.doc[verb.i - 1] if verb.i and verb.doc[verb.i - 1].dep_ == "cc" else None
    if verb.dep_ != "conj" or joint is None or is_body(subject) or subject.ent_type_ in {"ORG", "PERSON"}:
        return subject
    last = joint.i - 1 - verb.doc[joint.i - 1].is_quote  # "who called it “isolated” and said"
    inner = (
        token for token in verb.doc[subject.i + 1 : joint.i] if token.dep_ == "relcl" and last <= token.right_edge.i < joint.i
    )
    pronouns = (child for clause in inner for child in clause.lefts if child.tag_ in {"WDT", "WP"} and child.dep_ == "nsubj")
    return next(pronouns, subject)


def body_before_noun(passage: Passage, cue: Token) -> Range | None:
    """Who speaks in "…, the observatory notes, …", which the parse takes for one noun."""
    if cue.tag_ != "NNS" or cue.i < 2 or passage.lower[cue.i + 1 : cue.i + 2] != [","] or not is_body(passage.tokens[cue.i - 1]):
        return None
    start = cue.left_edge.i
    return (start, cue.i) if 0 < start < cue.i and passage.lower[start - 1] == "," else None


def _behind_clause(subject: Token, verb: Token) -> Token:
    """The subject, or the one right before the cue where the parse takes a clause for a noun: "Sirens wailed, and Roe said …"."""
    joined = next((child for child in subject.rights if child.dep_ == "conj" and child.right_edge.i + 1 == verb.i), None)
    told = any(child.dep_ == "acl" and child.tag_ in {"VBD", "VBN"} for child in subject.rights)
    if joined is None or not told or joined.left_edge.i < 2:
        return subject
    joint = joined.left_edge.i - 1
    return joined if subject.doc[joint].lower_ in {"and", "but"} and subject.doc[joint - 1].text == "," else subject


def _speaker_before(passage: Passage, participle: Token) -> Token | None:
    """Who "reported in May, citing clerks, that …", where the parse gives the participle the subject of what is reported."""
    if participle.tag_ != "VBG" or participle.dep_ != "advcl" or participle.head.i < participle.i:
        return None
    first, _ = passage.sentence_around(participle.i)
    before = (token for token in reversed(passage.tokens[first : participle.i]) if token.tag_ in FINITE)
    return next((subject for token in before if (subject := subject_of(token)) is not None and subject.i < token.i), None)


def _in_apposition(passage: Passage, verb: Token) -> Token | None:
    """Who speaks where the parse joins it to what stands before: "In a letter to the Herald, a spokesman, Ana Roe, said"."""
    if verb.tag_ not in FINITE or verb.dep_ != "ROOT" or verb.i < 2 or passage.lower[verb.i - 1] != ",":
        return None
    noun = passage.tokens[verb.i - 2]
    while noun.dep_ == "appos" and noun.head.dep_ == "appos":
        noun = noun.head
    told_to = noun.head.dep_ == "pobj" and passage.lower[noun.left_edge.i - 1] == ","
    return noun if noun.dep_ == "appos" and told_to and noun.pos_ == "NOUN" else None


def _counts(noun: Token) -> bool:
    """Whether it counts some of those told of before: "nine of them police officers, its chief doctor, Ana Roe, told AFP"."""
    counted = (child for child in noun.lefts if child.dep_ == "nummod")
    return any(inner.lower_ == "them" for number in counted for inner in number.subtree)


def _is_one_of_them(number: Token) -> bool:
    """Who it is stands beside: "[One of the biggest], Kelm, announced"."""
    name = _beside(number)
    return number.lower_ == "one" and name is not None and name.pos_ == "PROPN"


def _beside(noun: Token) -> Token | None:
    """What stands in apposition to it, or behind a comma where the parse makes that the whole: "one of the biggest, Kelm"."""
    whole = (inner for child in noun.rights if child.lower_ == "of" for inner in child.rights if inner.nbor(-1).text == ",")
    return next((child for child in noun.rights if child.dep_ == "appos"), None) or next(whole, None)


def _is_doubtful(passage: Passage, verb: Token, head: Token) -> bool:
    """Whether the parse may have taken the subject from another verb, as in "Two are missing, the mayor, Ana Roe, told AP"."""
    if is_misparsed(passage, verb):
        return True
    return head.head.i != verb.i and verb.dep_ == "conj" and passage.tokens[verb.i - 1].pos_ in NOMINAL | {"PUNCT"}


def _with_first_noun(phrase: SourcePhrase, head: Token) -> SourcePhrase:
    """The phrase with the noun before the name, where the parse made two subjects of "the charity Mar Libre"."""
    twin = next(
        (child for child in head.head.lefts if child.dep_ == head.dep_ and child.right_edge.i + 1 == phrase.whole[0]), None
    )
    return phrase if twin is None else SourcePhrase((twin.left_edge.i, phrase.whole[1]), phrase.each)


def _speaker(verb: Token) -> Token | None:
    current = verb
    for _ in range(_STEPS):
        subject = subject_of(current)
        if subject is not None and not _is_absolute(subject, current):
            return subject
        if subject is None and is_passive(current):
            return _of_passive(current, verb)
        if current.dep_ in ("acl", "relcl"):
            speaker = _issuer(current) if current.tag_ == "VBG" else None
            took = current.head.head if current.head.dep_ == "dobj" and current.head.lower_ == "power" else None
            speaker = speaker or (subject_of(took) if took is not None else None)  # "which seized power promising to leave soon"
            return speaker or current.head
        shares = current.dep_ in _SHARES_SUBJECT and (current.dep_ != "ccomp" or current.tag_ == "VBG")
        if not shares and (subject is None or current.i == verb.i):
            return subject or agent_of(current)
        current = current.head.head if current.head.lower_ == "able" else current.head
    return None


def _is_absolute(subject: Token, verb: Token) -> bool:
    """Whether it only tells more of somebody counted before: "said two people died, both of them crushed, and denied that"."""
    them = (token for token in subject.doc[subject.i + 1 : subject.i + 3] if token.lower_ == "them")
    return verb.tag_ not in FINITE and subject.i > 0 and subject.nbor(-1).text == "," and any(them)


def _issuer(participle: Token) -> Token | None:
    """Who spoke where a participle hangs on a noun: "issued a statement saying", and "left the town, calling it unsafe"."""
    noun = participle.head
    if noun.dep_ not in ("dobj", "pobj") or not (
        noun.lower_ in UTTERANCES or participle.doc[max(participle.i - 1, 0)].lower_ == ","
    ):
        return None
    verb = next((token for token in noun.ancestors if token.pos_ in ("VERB", "AUX")), None)
    return _speaker(verb) if verb is not None and not is_passive(verb) else None


def _of_passive(passive: Token, verb: Token) -> Token | None:
    agent = agent_of(passive)
    if agent is not None or (passive.i == verb.i and not _is_quoted(passive)):
        return agent
    return next((child for child in passive.children if child.dep_ in PASSIVE_SUBJECTS), None)


def _is_quoted(passive: Token) -> bool:
    """Its subject speaks: "Roe was quoted as saying by the agency"."""
    behind = (child for child in passive.rights if child.lower_ == "as")
    return passive.lemma_ == "quote" and any(child.tag_ == "VBG" for way in behind for child in way.rights)


def source_phrase(passage: Passage, head: Token, cue: Token) -> SourcePhrase:
    """The phrase around the noun that names a source: with its apposition, without the clauses that tell more of it."""
    whole = passage.trim(_bounded(head, cue)) or (head.i, head.i + 1)
    whole = _behind_place(passage, whole, head)
    while passage.quote_at[head.i] is None and whole[0] < head.i and _is_mark(passage, whole[0]):
        whole = whole[0] + 1, whole[1]  # of “…,” its spokesman said
    into = next((quote for quote in passage.quotes if head.i < quote.start < whole[1] < quote.end), None)
    if into is not None:
        whole = passage.trim((whole[0], into.start)) or whole  # said Roe, a lawyer, [“and] no video …”
    if whole[0] > 1 and passage.lower[whole[0] - 1] == "-" and cue.i < whole[0] - 2:
        whole = passage.tokens[whole[0] - 2].left_edge.i, whole[1]  # "its vice-president"
    after = passage.tokens[whole[1] : cue.i]
    if passage.tokens[whole[1] - 1].pos_ == "PROPN" and after and all(word.is_title and word.is_alpha for word in after):
        whole = whole[0], cue.i  # "Tomas Varhely wrote", whose last name the model does not know for one
    name = _name_behind(head, whole[1])
    if name is not None:
        return SourcePhrase((whole[0], name.i + 1), (_shortest(passage, name, (max(name.left_edge.i, whole[1]), name.i + 1)),))
    first = _names_of_several(head) or head
    speakers = [token for token in (first, *_conjuncts(first)) if whole[0] <= token.i < whole[1]]
    each = tuple(_with_rest(passage, _shortest(passage, token, whole)) for token in speakers)
    if len(each) > 1 and _is_short_for_all(passage, each):
        each = ((each[0][0], each[-1][1]),)
    return SourcePhrase(whole, each)


def _is_short_for_all(passage: Passage, each: tuple[Range, ...]) -> bool:
    """Initials behind the last name begin with the first: "the Federation of Moon and Star Societies (FMSS)" is one."""
    (start, end), (last, stop) = each[0], each[-1]
    if stop + 1 >= len(passage.tokens) or passage.lower[stop] != "(":
        return False
    short = passage.tokens[stop + 1]
    first, other = (_initial(passage, part) for part in ((start, end), (last, stop)))
    return short.is_upper and len(short) > 1 and first not in {None, other} and short.text[0] == first


def _initial(passage: Passage, name: Range) -> str | None:
    return next((token.text[0] for token in passage.tokens[slice(*name)] if token.is_title and token.lower_ != "the"), None)


def _behind_place(passage: Passage, whole: Range, head: Token) -> Range:
    """The phrase without the place that opens the sentence: "In Lund, [the country's rescue service] said"."""
    first, _ = passage.sentence_around(head.i)
    comma = next((index for index in range(whole[0], head.i) if passage.lower[index] == ","), None)
    opens = whole[0] == first + 1 and passage.tokens[first].pos_ == "ADP"
    return (comma + 1, whole[1]) if opens and comma is not None else whole


def _is_mark(passage: Passage, index: int) -> bool:
    return passage.quote_at[index] is not None and passage.tokens[index].is_punct


def _name_behind(noun: Token, end: int) -> Token | None:
    """The name that the parse hung on the verb: "according to one of the pastors, Rev. Ana Roe", "spokesperson Ana Roe said"."""
    doc = noun.doc
    called = noun.pos_ == "NOUN" or noun.lower_ == "one"
    if not called or end >= len(doc) or (doc[end - 1].i != noun.i and doc[end - 1].lower_ in AREAS):
        return None
    start = end + 1 if doc[end].text == "," else end
    return next(
        (
            token
            for token in doc[start : start + _LONGEST_NAME]
            if (token.dep_ == "npadvmod" or (noun.lower_ == "one" and token.dep_ != "compound"))
            and token.ent_type_ == "PERSON"
            and token.left_edge.i in {end, start}
        ),
        None,
    )


def _names_of_several(head: Token) -> Token | None:
    """The first of the names in apposition to "the two ministers, Ana Roe and Jan Dole"."""
    if head.tag_ != "NNS":
        return None
    return next((child for child in head.rights if child.dep_ == "appos" and child.pos_ == "PROPN" and _conjuncts(child)), None)


def _titled_behind(passage: Passage, noun: Token, whole: Range) -> Range | None:
    """A name of other words behind the noun and what limits it: "the coalition behind the march, Water Is Ours"."""
    comma = next((index for index in range(whole[1] - 1, noun.i, -1) if passage.lower[index] == ","), None)
    if comma is None or passage.tokens[comma - 1].lower_ in AREAS:  # "police in the capital, Lund"
        return None
    words = passage.tokens[comma + 1 : whole[1]]
    return (comma + 1, whole[1]) if len(words) > 1 and all(word.is_title for word in words) else None


def _bounded(head: Token, cue: Token) -> Range:
    """The noun's subtree up to its first relative clause, and never across the cue."""
    if head.tag_ in _PRONOUNS:
        return head.i, head.i + 1
    start, end = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "ccomp") or (child.dep_ == "appos" and _compares(child)):
            end = min(end, child.left_edge.i)
    for token in head.doc[head.i + 1 : end]:
        aside = token.dep_ in ("relcl", "acl") and head.doc[token.left_edge.i - 1].text == ","
        answered = token.lower_ in NOUN_FORMS and head.doc[token.left_edge.i - 1].text in _SETTING_OFF
        if aside or answered:
            end = min(end, token.left_edge.i - 1)  # "officials in Ostrand, quoted by the Herald", "Ana Roe – a claim that …"
        if token.dep_ == "relcl" and token.left_edge.lower_ == "which":
            end = min(end, token.left_edge.i)  # "figures from the ministry which the UN thinks reliable"
    if start <= cue.i < end:
        start, end = (cue.i + 1, end) if head.i > cue.i else (start, cue.i)
    return start, end


def _compares(apposition: Token) -> bool:
    """Whether it goes on with what is said: "…, according to the bank, a fifth more than in May"."""
    return any(token.lower_ == "than" for token in apposition.subtree)


def _with_rest(passage: Passage, name: Range) -> Range:
    """All of "Coastal Light & Power", and of a project's long name with "and", of which the parse makes two."""
    start, end = name
    joined = (child for token in passage.tokens[start:end] for child in token.rights if child.dep_ == "conj" and child.i >= end)
    if (rest := next((child for child in joined if _is_of_same_name(child)), None)) is not None:
        return start, rest.i + 1
    while passage.lower[end : end + 1] == ["&"] and end + 1 < len(passage.tokens) and passage.tokens[end + 1].is_title:
        end += 2
    return start, end


def _is_of_same_name(second: Token) -> bool:
    """It is no other but the rest of a name: "Roe & Holm", "the Armed Conflict Location and Event Data Project"."""
    joint, first = second.left_edge.nbor(-1) if second.left_edge.i else second, second.head
    inside = all(token.ent_type_ == "ORG" and token.ent_iob_ == "I" for token in (joint, second.left_edge, second))
    called = first.pos_ == "PROPN" and singular(first.lower_) not in BODIES and first.left_edge.lower_ == "the"
    return second.nbor(-1).text == "&" or (inside and called and first.i > first.left_edge.i + 1)


def _conjuncts(head: Token) -> list[Token]:
    found = []
    current: Token | None = head
    while current is not None:
        current = next(
            (
                child
                for child in current.rights
                if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON") and not _is_of_same_name(child)
            ),
            None,
        )
        if current is not None:
            found.append(current)
    return found


def _is_of_area(name: Token) -> bool:
    """It is the name of the area right before it; one with a name, as "the Lund region", has no other."""
    area = name.doc[max(name.left_edge.i - 2, 0)]
    return area.lower_ in AREAS and not any(child.pos_ == "PROPN" for child in area.lefts)


def _shortest(passage: Passage, head: Token, whole: Range) -> Range:
    """The name, if the noun has one in apposition ("the mayor, Ana Roe"), else the noun with what belongs to it."""
    if head.pos_ != "PROPN":
        kinds = {"PROPN", "NOUN"} if head.lower_ in _ONES else {"PROPN"}  # "one, a retired teacher, said"
        beside = (child for child in head.rights if child.dep_ == "appos" and child.pos_ in kinds)
        # not of "a source in the capital, Lund"
        name = next((one for one in beside if not _is_of_area(one)), None)
        if name is None and (titled := _titled_behind(passage, head, whole)) is not None:
            return titled
        if name is not None:
            # "an expert called by the court, Ana Roe,": the name may stand behind the clause that the phrase ends at
            return _shortest(passage, name, whole if name.i < whole[1] else (name.left_edge.i, name.i + 1))
    start, end = head.i, head.i + 1
    while end < whole[1] and head.pos_ == "PROPN" and passage.tokens[end].pos_ == "ADV" and passage.tokens[end].is_title:
        end += 1
    for child in head.lefts:
        if child.dep_ in _NAMING_BEFORE:
            start = min(start, child.left_edge.i)
    for child in head.rights:
        if child.dep_ in _NAMING_AFTER and child.left_edge.i == end:
            end = child.right_edge.i + 1
    while end < whole[1] and head.pos_ not in _NOUNS and passage.tokens[end].ent_iob_ == "I":
        end += 1  # "Aid Bridge", whose first word the model takes for a verb
    return passage.trim((max(start, whole[0]), min(end, whole[1]))) or (head.i, head.i + 1)
