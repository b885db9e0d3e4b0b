"""Whose verb it is: the subject by the parse, and by commas and quotations where the parse is misled."""

from __future__ import annotations

from claims.extraction.attribution.passages import STOPS, Passage, Range
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import BODIES, PERSONS
from claims.extraction.text.tokens import Token

#: Tags of verbs that have a subject.
FINITE = frozenset(("VBD", "VBP", "VBZ"))
#: What noun phrases are made of.
NOMINAL = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"))
PASSIVE_SUBJECTS = frozenset(("nsubjpass", "csubjpass"))
_SUBJECTS = frozenset(("nsubj", "csubj"))
#: These stand before their subject after what is said.
_INVERTING = frozenset(
    """added adds countered counters explained replied replies reported reports responded responds retorted retorts said say says
    warned wrote writes""".split()
)
#: After these comes the one who is told.
_NEVER_INVERTED = frozenset(("assured", "assures", "informed", "informs", "reminded", "reminds", "told", "tells"))
#: What a short comment is made of: "Wrong", "Not so", "Nonsense".
_COMMENTING = frozenset({"ADJ", "ADV", "INTJ", "NOUN", "PART", "PROPN"})
#: Longer stretches between commas are clauses, whatever their tags.
_LONGEST_PHRASE = 9
#: "Not so", "about 40".
_SHORT = 3


def subject_of(verb: Token) -> Token | None:
    """The verb's own active subject; the parse sometimes gives it two, of "the charity Mar Libre", and the last is the name."""
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS and not (_is_compared(child) or _is_object(child))]
    if not subjects:  # "analysts had on average expected", where the parse gives them to "had"
        helpers = (child for child in verb.lefts if child.dep_ == "aux")
        subjects = [inner for helper in helpers for inner in helper.lefts if inner.dep_ in _SUBJECTS]
    if not subjects:
        asides = (child for child in verb.lefts if _is_participle_aside(child))
        subjects = [inner for aside in asides for inner in aside.lefts if inner.dep_ in _SUBJECTS]
    before = [subject for subject in subjects if subject.i < verb.i]
    if len(subjects) > 1 and not before and subjects[0].nbor().text == "-":
        return subjects[1]  # "said its vice-president"
    return before[-1] if before else subjects[0] if subjects else None


def _is_compared(number: Token) -> bool:
    """Nobody but a number: "killed 14, [three fewer] than the mayor had announced"."""
    return number.like_num and number.i + 1 < number.sent.end and number.nbor().lower_ in {"fewer", "less", "more"}


def _is_object(pointer: Token) -> bool:
    """It belongs to the verb before it: "The ministry rejects [that], saying …"."""
    after = pointer.nbor() if pointer.i + 1 < pointer.sent.end else pointer
    return (
        pointer.lower_ in {"it", "that", "this"}
        and after.text == ","
        and pointer.head.tag_ == "VBG"
        and pointer.head.i > pointer.i
    )


def _is_participle_aside(verb: Token) -> bool:
    """Between commas behind the subject of another verb, to which the parse gives that: "Roe, asked about this, would say …"."""
    return verb.dep_ == "advcl" and verb.tag_ in {"VBD", "VBN"} and 0 < verb.i < verb.head.i and verb.nbor(-1).text == ","


def agent_of(verb: Token) -> Token | None:
    """The noun after "by" in a passive."""
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


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
    if passage.tokens[start - 1].pos_ in ("CCONJ", "SCONJ", "ADV") and not subject.like_num:
        return False
    return any(passage.lower[index] == "," for index in range(start, verb.i - 1))


def is_inverted(passage: Passage, verb: Token) -> bool:
    """Whether the parse took a subject from what is said: in "The law is dead, said Ana Roe" it can only follow."""
    behind = is_named_behind(passage, verb) or _answers_shortly(passage, verb) or _closes(passage, verb)
    if behind or inserted_end(passage, verb) is not None:
        return True
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i or verb.i + 1 >= len(passage.tokens) or verb.lower_ not in _INVERTING:
        return False
    before = passage.before(verb.i)
    set_off = passage.quote_at[before] is not None or passage.lower[before] == ","
    if not set_off or passage.tokens[verb.i + 1].pos_ not in NOMINAL:
        return False
    if goes_on_behind(passage, verb) is not None or _is_office_behind(passage, verb):
        return True
    following = next((child for child in verb.rights if child.left_edge.i == verb.i + 1), None)
    # "the agency Andina, citing prosecutors, reported 22 arrests"
    reports = following is not None and (following.dep_ == "npadvmod" or (following.dep_ == "dobj" and following.pos_ == "NOUN"))
    if reports or any(child.dep_ == "ccomp" for child in verb.rights):
        return False
    first, _ = passage.sentence_around(verb.i)
    return any(token.tag_ in FINITE and token.dep_ != "relcl" for token in passage.tokens[first : verb.i])


def _answers_shortly(passage: Passage, verb: Token) -> bool:
    """A word or a number is said, and who says so stands behind: "Eleven, say the police.", "Nonsense, says the board: …".

    No single comma stands between a subject and its verb.
    """
    first, last = passage.sentence_around(verb.i)
    if verb.lower_ not in _INVERTING or verb.i - 1 <= first or passage.lower[verb.i - 1] != "," or verb.i - 1 - first > _SHORT:
        return False
    index = verb.i + 1
    while index < last and passage.tokens[index].pos_ in NOMINAL:
        index += 1
    said = passage.tokens[first : verb.i - 1]
    noun = passage.tokens[index - 1]
    if index < last and passage.lower[index] == ",":  # "said the mayor, Ana Roe: …"
        index += 1
        while index < last and passage.tokens[index].pos_ == "PROPN":
            index += 1
    return (
        index > verb.i + 1
        and noun.pos_ in {"NOUN", "PROPN"}
        and (index >= last or passage.lower[index] in {".", ":"})
        and all(token.like_num or token.pos_ in _COMMENTING for token in said)
    )


def _closes(passage: Passage, verb: Token) -> bool:
    """The sentence ends in cue and speaker, which the parse takes for what else was done: "Two were hurt, reported the army."."""
    first, last = passage.sentence_around(verb.i)
    if verb.lower_ not in _INVERTING or verb.i <= first or passage.lower[verb.i - 1] != "," or subject_of(verb) is not None:
        return False
    if verb.dep_ != "conj" and not any(child.dep_ == "ccomp" for child in verb.lefts):
        return False
    end = verb.i + 1
    while end < last and passage.tokens[end].pos_ in NOMINAL | {"PART"}:
        end += 1
    speaker = passage.tokens[end - 1]
    if (end < last and passage.lower[end] not in STOPS) or end <= verb.i + 1:
        return False
    noun = singular(speaker.lower_)
    return speaker.ent_type_ in {"ORG", "PERSON"} or noun in PERSONS or noun in BODIES


def inserted_end(passage: Passage, verb: Token) -> int | None:
    """Where source and cue end that stand behind the time of what is said: "On Tuesday, said its governor, 260 left by bus"."""
    first, last = passage.sentence_around(verb.i)
    before = passage.tokens[first : max(verb.i - 1, first)]
    if verb.lower_ not in _INVERTING or not before or len(before) > _SHORT or passage.lower[verb.i - 1] != ",":
        return None
    end = verb.i + 1
    while end < last and passage.tokens[end].pos_ in NOMINAL:
        end += 1
    dated = before[0].pos_ == "ADP" and all(token.pos_ not in {"VERB", "AUX"} for token in before)
    return end if dated and verb.i + 1 < end < last - 1 and passage.lower[end] == "," else None


def _is_office_behind(passage: Passage, verb: Token) -> bool:
    """Who speaks by office stands right behind, with a name: "One household in five lives off it, said the mayor, Ana Roe"."""
    words = passage.tokens[verb.i + 1 : verb.i + 6]
    if verb.lower_ not in {"said", "says"} or not words or words[0].dep_ != "det":
        return False
    office = next((index for index, token in enumerate(words) if token.lower_ in PERSONS), None)
    return office is not None and [token.text for token in words[office + 1 : office + 2]] == [","]


def is_named_behind(passage: Passage, verb: Token) -> bool:
    """Whether a whole clause and a comma stand before the verb, and a person's name behind it: "Two were hurt, said Ana Roe"."""
    if verb.lower_ not in _INVERTING or verb.i + 1 >= len(passage.tokens) or passage.lower[passage.before(verb.i)] != ",":
        return False
    name, subject = passage.tokens[verb.i + 1], subject_of(verb)
    if subject is not None and subject.left_edge.i == verb.i + 1:
        return False  # as the parse has it
    first, _ = passage.sentence_around(verb.i)
    whole = (
        child for child in verb.lefts if child.dep_ == "ccomp" and child.left_edge.i == first and child.tag_ in FINITE | {"VBN"}
    )
    return name.ent_type_ == "PERSON" and name.ent_iob_ == "B" and any(whole)


def goes_on_behind(passage: Passage, verb: Token) -> int | None:
    """Where the verb of what is said follows the one who says it: "The minister, said Ana Roe, the judge, had sold …"."""
    _, last = passage.sentence_around(verb.i)
    index = verb.i + 1
    while index < last and (_is_nominal(passage.tokens[index]) or passage.lower[index] == ","):
        index += 1
    found = index < last and passage.tokens[index].tag_ in FINITE | {"MD"} and passage.lower[index - 1] == ","
    return index if found and verb.tag_ == "VBD" and index > verb.i + 2 else None


def _is_nominal(token: Token) -> bool:
    return token.pos_ in NOMINAL | {"PART", "ADP"} or token.dep_ == "amod"


def unparsed_subject(passage: Passage, verb: Token) -> Range | None:
    """The words that must be the subject though the parse does not say so.

    "The draft, of which a copy leaked, says …": the subject of a clause that the parse made of it; "…, the hospital's director,
    Ana Roe, told AP": up to two phrases without a verb, set off by commas or quotations; "…, said Ana Roe": the name after it.
    """
    first, last = passage.sentence_around(verb.i)
    clauses = [child for child in verb.children if child.dep_ == "ccomp"]
    if not is_named_behind(passage, verb) and clauses and clauses[0].i < verb.i < clauses[-1].i:
        subject = next((child for child in clauses[0].lefts if child.dep_ in _SUBJECTS | PASSIVE_SUBJECTS), None)
        if subject is not None and passage.quote_at[subject.i] is None:
            return subject.left_edge.i, min(subject.right_edge.i + 1, verb.i)
    inverted = is_inverted(passage, verb)
    if not inverted:
        stop = verb.i
        while stop - 1 > first and passage.tokens[stop - 1].pos_ == "ADV" and not passage.tokens[stop - 1].is_title:
            stop -= 1  # "…, the operator, Kelm Rail, now says"
        start = _phrase_start(passage, stop, first)
        if start is not None and start - 1 > first and passage.lower[stop - 1] == ",":
            start = _phrase_start(passage, start - 1, first) or start
        if start is not None and start > first:
            return passage.trim((start, stop))
    if verb.lower_ in _NEVER_INVERTED:
        return None
    end = verb.i + 1
    while end < last and passage.tokens[end].pos_ in NOMINAL | {"PART"} and passage.quote_at[end] is None:
        end += 1
    before = passage.before(verb.i)
    set_off = before >= 0 and (passage.quote_at[before] is not None or passage.breaks_at(before))
    # "“The bridge,” said Ana Roe, “is gone”": what goes on in quotation marks has its subject before the cue
    behind = [clause for clause in clauses if clause.i > verb.i and passage.quote_at[clause.i] is None]
    goes_on = not inverted and any(not _opens_with_person(clause, verb) for clause in behind)
    return (verb.i + 1, end) if set_off and end > verb.i + 1 and not goes_on else None


def _opens_with_person(clause: Token, verb: Token) -> bool:
    """The parse gives a clause the name that stands behind the cue: "“We have food,” said Ana Roe, whose staff cook"."""
    subjects = (child for child in clause.lefts if child.dep_ in _SUBJECTS)
    return any(child.left_edge.i == verb.i + 1 and child.ent_type_ == "PERSON" for child in subjects)


def named_phrase(passage: Passage, name: Token) -> int | None:
    """Where "the utility KelmNet" begins, of which the parse takes the name alone for the subject."""
    before = name.left_edge.i - 1
    if before < 0 or name.pos_ != "PROPN":
        return None
    if passage.tokens[before].tag_ == "VBG":  # "monitoring group NetView"
        return before if before and passage.breaks_at(before - 1) else None
    if passage.tokens[before].pos_ != "NOUN":
        return None
    return _phrase_start(passage, name.i + 1, passage.sentence_around(name.i)[0])


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
    quoted = index > first and passage.quote_at[index - 1] is not None
    named = quoted and passage.tokens[index].is_title  # "…,” Varhely said", which the model takes for an adverb
    return index if index < start and (passage.tokens[index].pos_ in NOMINAL or named) else None


#: Of these a participle behind a noun tells what others say of it.
_DONE_TO_PEOPLE = frozenset({"accuse", "blame", "charge", "credit", "suspect"})


def is_passive(verb: Token) -> bool:
    """Whether the verb is done to its subject; "Asked whether …," without an auxiliary is too."""
    if any(child.dep_ == "auxpass" or child.dep_ in PASSIVE_SUBJECTS for child in verb.children):
        return True
    if _is_participle_aside(verb) and any(child.dep_ in _SUBJECTS for child in verb.lefts):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and (agent_of(verb) is not None or verb.lemma_ in _DONE_TO_PEOPLE):
        return True  # "a crowd put by police at 8,000", "Roe, accused of theft, was shot"
    return verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(child.dep_ == "aux" for child in verb.children)
