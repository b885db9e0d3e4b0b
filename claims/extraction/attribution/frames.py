"""How reporting verbs take what they report: for each frame, where its content stands, or nothing if the verb has none such.

The parse is asked first. Where it often errs (subjects with commas in them, words between "said" and "that", verbs tagged as
nouns at the end of a sentence), the order of the words and the commas decide.
"""

from __future__ import annotations

from collections.abc import Callable

from claims.extraction.attribution import cues, objects
from claims.extraction.attribution.around import (
    around,
    behind,
    behind_semicolon,
    by_preposition,
    insertion_at,
    is_added,
    keeps_back,
    quoted_behind,
    tells_how,
)
from claims.extraction.attribution.passages import STOPS, Passage, Range
from claims.extraction.attribution.reservations import before_reservation
from claims.extraction.attribution.shapes import WH, hull, is_some_body, is_unreal, reach, starts_with_that, tells_course
from claims.extraction.attribution.subjects import is_inverted, subject_of
from claims.extraction.clauses import FINITE as FINITE_OR_MODAL
from claims.extraction.reference.nouns import AREAS
from claims.extraction.text.tokens import Token

#: Prepositions that belong to the number behind them.
_BEFORE_NUMBERS = frozenset("about around between from nearly over up".split())
#: What is done with a message: "said in a message that he sent".
_OF_WRITINGS = frozenset(
    "carry deliver give have issue leave make obtain post publish read receive record release see send share sign write".split()
)
#: "Late on Thursday".
_LONGEST_DAY = 4
#: These lead to where something was done, and not to where somebody speaks.
_OF_PLACES = frozenset("across against along around between inside near over through towards".split())
#: How those answer of whom somebody tells.
_ANSWERS = frozenset({"declined", "denies", "did", "refused"})
_SHARES = frozenset("a about almost half many more most nearly over roughly several some".split())


def content_of(passage: Passage, verb: Token, lemma: str) -> tuple[str, list[Range]]:
    """The frame in which the verb stands, and what it attributes; nothing where it reports nothing."""
    for frame, read in _FRAMES:
        content = read(passage, verb, lemma) if frame != "clause" or not is_inverted(passage, verb) else []
        if content and frame == "clause" and (whole := _set_off(passage, verb, lemma, content[0])):
            # "A fired 93 drones, the army said, claiming to have hit 71; 14 were lost"
            if len(whole) == 1 and ";" in passage.lower[content[0][0] - 1 : content[0][0] + 1]:
                spoken = any(form in cues.VERB_FORMS for form in passage.lower[slice(*content[0])])
                return "around", whole if spoken else [*whole, *content]
            if len(whole) > 1 or whole[0][1] <= verb.i < content[0][0]:
                return "around", whole
        if content:
            content = _without_place(passage, verb, content)
            start, end = content[-1]
            counted = frame in {"figure", "thing"} and end > verb.i
            content = [*content[:-1], (start, _with_part(passage, end) if counted else end)]
            parts = [(part[0], before_reservation(passage, part, denied=lemma == "deny")) for part in content]
            return frame, [(start, end) for start, end in parts if start < end]
    return "", []


def _without_place(passage: Passage, verb: Token, content: list[Range]) -> list[Range]:
    """What is said without the name of where it was said: "A backed it, Ana Roe told reporters in the capital, [Brestova]"."""
    last = passage.trim(content[-1])
    if len(content) == 1 or last is None or last[0] <= verb.i or passage.lower[last[0] - 1] != ",":
        return content
    area, name = passage.tokens[last[0] - 2], passage.tokens[slice(*last)]
    placed = area.lower_ in AREAS and area.dep_ == "pobj" and all(token.pos_ == "PROPN" for token in name)
    return content[:-1] if placed else content


def _set_off(passage: Passage, verb: Token, lemma: str, content: Range) -> list[Range]:
    """What stands on both sides of "A, it said in a statement, B": the parse takes B alone for what is said."""
    insertion = insertion_at(passage, verb)
    # of "A, it said in a report that the minister called late" A is said
    edge = int(passage.tokens[content[0]].tag_ == "VBN")
    inside = any(tells_how(way) and way.i < content[0] <= way.right_edge.i + edge for way in verb.rights)
    if insertion is None or (content[0] <= insertion[1] - 1 and not inside):
        return []
    first, _ = passage.sentence_around(verb.i)
    # not "Asked whether it would close, she said …"
    opening = (one for one in passage.tokens[first : insertion[0]] if one.pos_ in ("VERB", "AUX"))
    # the model may take "the raid killed 12" for a noun, and a second subject of the cue
    before = any(
        (one.head if one.dep_ == "acl" and one.head.head == verb else one).left_edge.i == first < one.i for one in opening
    )
    clause = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
    before |= clause is not None and _begins_before(passage, clause, first, insertion[0])
    return around(passage, verb, lemma) if before else []


def _begins_before(passage: Passage, clause: Token, first: int, cue: int) -> bool:
    """The subject of what is said stands before its cue: "A pump, she told the court, would cost $61,000".

    So does what is turned before its verb: "Among them, she said, are five engineers".
    """
    if _lacks_subject(clause):
        return any(token.pos_ in ("NOUN", "PROPN") and token.left_edge.i == first for token in passage.tokens[first:cue])
    subject = subject_of(clause)
    return passage.lower[first] == "among" and subject is not None and subject.i > clause.i


def _clause(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The complement of "said (that) the dam held" and "asked whether it held", after the verb."""
    if lemma in cues.BELIEF:
        subject = subject_of(verb)
        land = subject is not None and subject.ent_type_ == "GPE" and subject.dep_ == "nsubj"  # "Israel believes that"
        if not _is_impersonal(verb) and (subject is None or not (land or is_some_body(subject))):
            return []
    elif lemma not in cues.CLAUSE and lemma not in cues.QUESTION:
        told = (child for child in verb.rights if child.dep_ == "ccomp" and tells_course(child))
        clause = next(told, None) if lemma in cues.TELLING_HOW else None
        return [] if clause is None else [_complement(passage, verb, lemma, clause)]
    clauses = (child for child in verb.rights if child.dep_ == "ccomp" and not is_added(child) and not _is_found_so(verb, child))
    clause = next((child for child in clauses if _is_complement(passage, child)), None)
    if lemma in cues.WITH_THAT and (clause is None or not starts_with_that(clause)):
        return []
    if clause is None and lemma in cues.QUESTION:
        clause = next(
            (child for child in verb.rights if child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether")), None
        )
    if clause is None:
        clause = _clause_in_writing(verb)
    return _delayed_clause(passage, verb) if clause is None else [_complement(passage, verb, lemma, clause)]


def _is_found_so(verb: Token, state: Token) -> bool:
    """It is how a thing was when somebody found it: "found the body wrapped in a sheet"."""
    if verb.lemma_ != "find" or starts_with_that(state) or state.tag_ not in {"VBD", "VBN"}:
        return False
    helped = any(child.dep_ in {"aux", "auxpass"} for child in state.lefts)
    acts = any(child.dep_ in {"dobj", "ccomp", "xcomp"} for child in state.rights)
    thing = subject_of(state)
    counted = thing is None or thing.like_num or any(child.like_num for child in thing.lefts)  # "a survey found 640 homes burned"
    return not (helped or acts or counted) and state.lower_.endswith(("ed", "en"))


def _complement(passage: Passage, verb: Token, lemma: str, clause: Token) -> Range:
    """All that is said of the clause, and of a second one that goes on with it."""
    start, end = _whole_clause(passage, clause)
    start = _behind_day(verb, clause, start)
    if passage.tokens[start].tag_ == "VBG":  # "reported, citing two clerks, that …"
        start = next((child.i for child in clause.lefts if child.dep_ == "mark" and child.lower_ == "that"), start)
    second = next((child for child in verb.rights if child.i > clause.i and _goes_on(child)), None)
    if second is not None and second.right_edge.i >= end:  # "told us that it was ready but that he saw no sign"
        end = second.right_edge.i + 1
    end = behind_semicolon(passage, _with_counted(passage, verb, end))
    if _lacks_subject(clause) and lemma not in cues.ADDRESSING and passage.lower[verb.i + 1] in _BEFORE_NUMBERS:
        return verb.i + 1, end
    if subject_of(clause) is None and clause.tag_ != "VBG" and lemma not in cues.ADDRESSING:
        start = min([start, *(child.left_edge.i for child in verb.rights if child.dep_ == "dobj")])
    return start, end


def _with_counted(passage: Passage, verb: Token, end: int) -> int:
    """Where a list of what is counted ends that the parse hangs on the cue: "said it fired 93 drones[, seven missiles]"."""
    if passage.lower[end : end + 1] != [","] or not any(token.like_num for token in passage.tokens[end + 1 : end + 2]):
        return end
    for noun in passage.tokens[end + 2 : passage.sentence_around(verb.i)[1]]:
        if noun.left_edge.i == end + 1 and noun.pos_ == "NOUN" and noun.head.i <= verb.i:
            dated = any(token.ent_type_ in ("DATE", "TIME") for token in noun.children)
            return end if dated else noun.right_edge.i + 1
    return end


def _behind_day(verb: Token, clause: Token, start: int) -> int:
    """Where a clause begins that the parse gives the day of the saying: "said on Thursday [it would cut jobs]"."""
    subject = subject_of(clause)
    if start != verb.i + 1 or subject is None or subject.left_edge.i <= start:
        return start
    day = verb.doc[start : subject.left_edge.i]
    told = len(day) <= _LONGEST_DAY and any(token.ent_type_ in ("DATE", "TIME") for token in day)
    return subject.left_edge.i if told and not any(token.is_punct for token in day) else start


def _lacks_subject(clause: Token) -> bool:
    """Whether a finite clause has lost its subject, as in "said [between three and five soldiers] had died"."""
    finite = clause.tag_ in FINITE_OR_MODAL or any(child.tag_ in FINITE_OR_MODAL for child in clause.lefts)
    return finite and not any(child.dep_ in ("nsubj", "nsubjpass", "csubj", "expl") for child in clause.lefts)


def _is_complement(passage: Passage, clause: Token) -> bool:
    """Whether what the parse calls a complement is one: "…, where people need food" after a comma tells more of a place."""
    start = clause.left_edge.i
    if passage.lower[start] == ",":
        return passage.tokens[start + 1].tag_ not in WH
    return clause.right_edge.i > start and not (passage.tokens[start].tag_ in WH and passage.lower[start - 1] == ",")


def _is_impersonal(verb: Token) -> bool:
    """Whether "it is believed": nobody is named."""
    return any(child.dep_ == "nsubjpass" and child.lower_ == "it" for child in verb.lefts)


def _clause_in_writing(verb: Token) -> Token | None:
    """The clause of "said in a statement that …" and "told a meeting that …", which the parse gives to the statement."""
    told = cues.VERB_FORMS.get(verb.lower_) in cues.ADDRESSING
    nouns = [noun for child in verb.rights if child.dep_ == "prep" for noun in child.children]
    nouns += [child for child in verb.rights if told and child.dep_ == "dobj"]
    return next((inner for noun in nouns for inner in noun.rights if inner.dep_ in ("acl", "relcl") and _is_told(inner)), None)


def _is_told(clause: Token) -> bool:
    """Whether "that" opens what is said, also where the parse takes it for the object of "found lead", which has one."""
    objects = [child for child in clause.children if child.dep_ == "dobj"]
    first, subject = clause.left_edge, subject_of(clause)
    if first.lower_ != "that" or subject is None or subject == first:
        return starts_with_that(clause)
    content = first in objects and (len(objects) > 1 or clause.lemma_ not in _OF_WRITINGS)
    return first.dep_ in ("mark", "advmod") or content


def _delayed_clause(passage: Passage, verb: Token) -> list[Range]:
    """The clause of "reported, citing three clerks who saw it, that …", which the parse gives to what stands between."""
    _, last = passage.sentence_around(verb.i)
    for token in passage.tokens[verb.i + 2 : last]:
        if token.lower_ == "that" and token.dep_ == "mark" and passage.lower[token.i - 1] == ",":
            if not (verb.is_ancestor(token) or verb.head.i == token.head.i):
                return []
            second = next((child for child in verb.rights if child.i > token.head.i and _goes_on(child)), token.head)
            return [(token.i, max(token.head.right_edge.i, second.right_edge.i) + 1)]
    return []


def _goes_on(clause: Token) -> bool:
    """Whether it is a second clause that is said: "but that he saw no sign", "19 of them minors, and that 67 were held"."""
    if clause.dep_ not in ("ccomp", "conj"):
        return False
    marks = (child for one in (clause, *clause.rights) for child in one.lefts if child.lower_ == "that" and child.dep_ == "mark")
    return any(mark.nbor(-1).lower_ in ("and", "but") for mark in marks)


def _whole_clause(passage: Passage, clause: Token) -> Range:
    """The clause, with the verb right after it where the parse took its subject for a clause of its own."""
    start, end = reach(clause)
    while end < len(passage.tokens) and passage.tokens[end].tag_ in FINITE_OR_MODAL:
        joined = passage.tokens[end].dep_ == "conj" and passage.tokens[end].head == clause.head
        if joined and passage.lower[end] in cues.VERB_FORMS:
            break  # "said they were losing and repeated his call"
        end = max(end, passage.tokens[end].right_edge.i) + 1
    end = _before_answer(passage, start, _before_silence(passage, start, _with_later_end(passage, start, end)))
    return start, _with_part(passage, _before_circumstance(passage, clause, start, end))


def _before_answer(passage: Passage, start: int, end: int) -> int:
    """Where the article adds what another made of it: "gave the file to the court[, which declined to comment]"."""
    for index in range(start + 1, end - 1):
        words = passage.lower[index + 1 : index + 4]
        if passage.lower[index] in {"which", "who"} and passage.lower[index - 1] == "," and _ANSWERS.intersection(words):
            refuses = {"comment", "respond", "reply"}.intersection(passage.lower[index + 1 : index + 8])
            return index - 1 if refuses or "denies" in words else end
    return end


def _before_silence(passage: Passage, start: int, end: int) -> int:
    """Where the speaker keeps something back: "said it shot down five drones there [without offering details]"."""
    return next((index for index in range(start, end) if keeps_back(passage, index)), end)


def _with_later_end(passage: Passage, start: int, end: int) -> int:
    """Both ends of a period that the parse tears apart: "between 8pm on Monday [and 7am on Tuesday]"."""
    opened = max((index for index in range(start, end) if passage.lower[index] == "between"), default=end)
    last = end - (passage.lower[end - 1] == "and")
    if "and" in passage.lower[opened:last] or opened == end or passage.lower[last : last + 1] != ["and"]:
        return end
    last += 1
    while last < len(passage.tokens) and not passage.breaks_at(last) and passage.lower[last] not in STOPS:
        last += 1
    return last


def _before_circumstance(passage: Passage, clause: Token, start: int, end: int) -> int:
    """Where the article goes on by itself: of "said talks were set for Monday as the West steps up pressure" before "as".

    What is reported of the past stands in the past; a present beside it is the article's.
    """
    if clause.head.tag_ != "VBD":
        return end
    for token in passage.tokens[start + 1 : end]:
        if token.lower_ == "as" and token.dep_ == "mark" and passage.quote_at[token.i] is None:
            first = next((child for child in token.head.lefts if child.dep_ in ("aux", "auxpass")), token.head)
            return token.i if first.tag_ in ("VBZ", "VBP") else end
    return end


def _with_part(passage: Passage, end: int) -> int:
    """The end with a part that the parse gives to the cue: "… 14 officers were hurt, one of them seriously"."""
    start = end if passage.lower[end - 1] == "," else end + 1
    words = passage.lower[start - 1 : start + 3]
    if len(words) < 4 or words[0] != ",":
        return end
    share = passage.lower[start] in _SHARES and "them" in passage.lower[start : start + 6]  # ", about a third of them so badly"
    if not (share or passage.tokens[start].like_num):
        return end
    if not share and words[2:] not in (["of", "them"], ["of", "whom"]) and words[2] != "having":
        return end
    _, last = passage.sentence_around(end)
    return next((index for index in range(start, last) if passage.breaks_at(index)), last)


def _gap(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands around source and cue without commas: "a letter that he said was forged"."""
    subject = subject_of(verb)
    believed = lemma in cues.BELIEF and subject is not None and is_some_body(subject)  # "which analysts believe has failed"
    if not believed and (lemma not in cues.CLAUSE or lemma in cues.WITH_THAT):
        return []
    clauses = (child for child in verb.children if child.dep_ == "ccomp")
    clause = next((child for child in clauses if child.left_edge.i < verb.i < child.right_edge.i), None)
    if clause is None or subject is None:
        return []
    hole = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
    start, end = reach(clause)
    return [part for part in ((start, hole[0]), (hole[1], end)) if part[0] < part[1]]


def _action(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The complement of "vowed to rebuild" and "denied targeting civilians"."""
    for child in verb.rights:
        if (
            child.dep_ in ("xcomp", "ccomp")
            and child.lower_ not in ("named", "identified")
            and ((lemma in cues.INFINITIVE and _has_to(child)) or (lemma in cues.GERUND and _is_gerund(child)))
        ):
            given = [
                other for other in verb.rights if other.dep_ == "dobj" and other.i < child.i and not other.ent_type_.isalpha()
            ]
            end = max([child.right_edge.i, *_where(verb, child)]) + 1
            return [(verb.i + 1 if given else child.left_edge.i, end)]  # "promised £35m to replace pipes"
    return []


def _where(verb: Token, action: Token) -> list[int]:
    """Where it says behind the action in which place that was, which the parse gives to the cue: "denied mining [along it]"."""
    ways = (child for child in verb.rights if child.dep_ == "prep" and child.lower_ in _OF_PLACES)
    return [way.right_edge.i for way in ways if way.left_edge.i == action.right_edge.i + 1]


def _is_gerund(verb: Token) -> bool:
    """Whether it is "taking" or "having taken"."""
    return verb.tag_ == "VBG" or any(child.tag_ == "VBG" and child.dep_ in ("aux", "auxpass") for child in verb.lefts)


def _raised(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Who or what, and what of it, in "Forty people are believed to have died"."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    if lemma not in cues.RAISING or subject is None or subject.lower_ == "it":
        return []
    return next(([reach(subject), reach(child)] for child in verb.rights if child.dep_ == "xcomp" and _has_to(child)), [])


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _appeal(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Addressee and action of "urged them to leave"."""
    if lemma not in cues.APPEAL or is_unreal(verb):
        return []
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and _has_to(child) and child.lower_ not in ("named", "identified"):
            before = [other for other in verb.rights if other.dep_ in ("dobj", "dative") and other.i < child.i]
            return [hull([child, *before])]
    return []


_FRAMES: tuple[tuple[str, Callable[[Passage, Token, str], list[Range]]], ...] = (
    ("gap", _gap),
    ("clause", _clause),
    ("around", around),
    ("around", behind),
    ("around", quoted_behind),
    ("action", _action),
    ("raised", _raised),
    ("appeal", _appeal),
    ("preposition", by_preposition),
    ("naming", objects.naming),
    ("figure", objects.figure),
    ("thing", objects.thing),
    ("expectation", objects.expectation),
    ("answered", objects.answered),
    ("judgement", objects.judgement),
)
