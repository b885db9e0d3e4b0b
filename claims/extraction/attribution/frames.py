"""How reporting verbs take what they report: for each frame, where its content stands, or nothing if the verb has none such.

The parse is asked first. Where it often errs (subjects with commas in them, words between "said" and "that", verbs tagged as
nouns at the end of a sentence), the order of the words and the commas decide.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

from claims.extraction.attribution import cues, objects
from claims.extraction.attribution.passages import STOPS, Passage, Range
from claims.extraction.attribution.shapes import (
    WH,
    hull,
    is_counted,
    is_set_off,
    is_some_body,
    is_unreal,
    reach,
    starts_with_that,
)
from claims.extraction.attribution.subjects import (
    FINITE,
    goes_on_behind,
    inserted_end,
    is_inverted,
    is_misparsed,
    named_phrase,
    subject_of,
    unparsed_subject,
)
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import AREAS, PERSONS
from claims.extraction.text.tokens import Token

#: "…, officials said in a statement on Tuesday evening, …"
_LONGEST_INSERTION = 12
#: "…, the bank warned, …": nothing but source and cue, so clear that the rest needs no verb that the tagger knows.
_SHORTEST_INSERTION = 4
#: What people do as they speak, and those of whom they speak do not.
_WHILE_SPEAKING = frozenset(
    """accusing adding asking blaming calling citing clutching crying declining gesturing holding laughing leaving looking nodding
    noting pointing quoting recalling referring refusing shaking showing sitting smiling speaking standing turning urging wearing
    weeping""".split()
)
#: How they are as they speak.
_AS_SPEAKING = frozenset("clad dressed flanked hunched overcome perched seated surrounded visibly wrapped".split())
_TELLING = frozenset(("NUM", "PRON", "VERB"))

#: Prepositions that belong to the number behind them.
_BEFORE_NUMBERS = frozenset("about around between from nearly over up".split())
#: What is done with a message: "said in a message that he sent".
_OF_WRITINGS = frozenset(
    "carry deliver give have issue leave make obtain post publish read receive record release see send share sign write".split()
)
#: By these another has been named before a semicolon.
_DAYS = frozenset({"anniversary", "day", "eve", "night"})
_PLAIN_CUES = frozenset("according added adds announced reported reports said says told".split())
#: "Late on Thursday".
_LONGEST_DAY = 4
_FINITE = FINITE | {"MD"}
#: "Two were shot, it said, without *saying* by whom".
#: Who holds that something is so.
_HOLDING = frozenset({"court", "judge", "judges", "jury", "panel", "tribunal"})
#: How those answer of whom somebody tells.
_ANSWERS = frozenset({"declined", "denies", "did", "refused"})
_SHARES = frozenset("a about almost half many more most nearly over roughly several some".split())
_QUOTING = frozenset({"cite", "quote"})
_DETAILS = frozenset("any details further her his its more names reasons their".split())
_KEPT_BACK = frozenset(
    "adding citing disclosing elaborating explaining identifying naming offering providing saying specifying".split()
)


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
            return frame, [*content[:-1], (start, _with_part(passage, end) if counted else end)]
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
    insertion = _insertion(passage, verb)
    # of "A, it said in a report that the minister called late" A is said
    edge = int(passage.tokens[content[0]].tag_ == "VBN")
    inside = any(_tells_how(way) and way.i < content[0] <= way.right_edge.i + edge for way in verb.rights)
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
    return _around(passage, verb, lemma) if before else []


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
        return []
    clauses = (child for child in verb.rights if child.dep_ == "ccomp" and not _is_added(child))
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


def _complement(passage: Passage, verb: Token, lemma: str, clause: Token) -> Range:
    """All that is said of the clause, and of a second one that goes on with it."""
    start, end = _whole_clause(passage, clause)
    start = _behind_day(verb, clause, start)
    if passage.tokens[start].tag_ == "VBG":  # "reported, citing two clerks, that …"
        start = next((child.i for child in clause.lefts if child.dep_ == "mark" and child.lower_ == "that"), start)
    second = next((child for child in verb.rights if child.i > clause.i and _goes_on(child)), None)
    if second is not None and second.right_edge.i >= end:  # "told us that it was ready but that he saw no sign"
        end = second.right_edge.i + 1
    end = _behind_semicolon(passage, _with_counted(passage, verb, end))
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


def _behind_semicolon(passage: Passage, end: int) -> int:
    """Where the sentence ends if it goes on behind a semicolon and nobody else speaks: "said 48 were hurt; a dozen died"."""
    _, last = passage.sentence_around(end - 1)
    if end >= last or passage.lower[end] != ";":
        return end
    rest = passage.tokens[end + 1 : last]
    own = any(token.lower_ in cues.VERB_FORMS or passage.quote_at[token.i] is not None for token in rest)
    told = any(token.tag_ in FINITE for token in rest)
    return last if told and not own else end


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
    finite = clause.tag_ in _FINITE or any(child.tag_ in _FINITE for child in clause.lefts)
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
            return [(token.i, token.head.right_edge.i + 1)] if verb.is_ancestor(token) or verb.head.i == token.head.i else []
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
    while end < len(passage.tokens) and passage.tokens[end].tag_ in _FINITE:
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
    return next((index for index in range(start, end) if _keeps_back(passage, index)), end)


def _keeps_back(passage: Passage, index: int) -> bool:
    """Something is left unsaid: "without elaborating", "without giving details", but not "without giving a date"."""
    form, after, what = (passage.lower[one] if one < len(passage.lower) else "" for one in (index, index + 1, index + 2))
    return form == "without" and (after in _KEPT_BACK or (after == "giving" and what in _DETAILS))


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
    if lemma not in cues.CLAUSE or lemma in cues.WITH_THAT:
        return []
    clauses = (child for child in verb.children if child.dep_ == "ccomp")
    clause = next((child for child in clauses if child.left_edge.i < verb.i < child.right_edge.i), None)
    subject = subject_of(verb)
    if clause is None or subject is None:
        return []
    hole = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
    start, end = reach(clause)
    return [part for part in ((start, hole[0]), (hole[1], end)) if part[0] < part[1]]


#: What is read, and shows something: "…, government data show, …".
_SHOWN_BY = frozenset("data documents figures filings numbers records reports results statistics surveys".split())


def _around(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands around "…, officials say, …", "as she told us, …" or "…, the ministry added": source and cue between breaks."""
    goes_on = lemma in cues.GOING_ON and verb.tag_ in FINITE and passage.lower[verb.i + 1 : verb.i + 2] == ["on"]
    goes_on = goes_on and (verb.i + 2 >= len(passage.lower) or passage.lower[verb.i + 2] in {",", ".", ":"})
    alone = 0 < verb.i < len(passage.lower) - 1 and passage.breaks_at(verb.i + 1)
    alone = alone and (verb.nbor(-1).pos_ in ("PRON", "PROPN") or verb.nbor(-1).lower_ in _HOLDING)
    held = lemma in cues.WITH_THAT and alone  # "the State, she held, had proved it"
    shows = lemma in cues.SHOWING and (shown_by := subject_of(verb)) is not None and shown_by.lower_ in _SHOWN_BY
    held |= lemma in cues.BELIEF and _is_of_body(passage, verb)
    speaks = (lemma in cues.CLAUSE - cues.WITH_THAT or goes_on or held or shows) and verb.tag_ != "VBG"
    speaks &= lemma != "insist" or passage.lower[verb.i + 1 : verb.i + 2] != ["on"]  # "officers insisted on opening each sack"
    shows &= passage.breaks_at(verb.i + 1) if verb.i + 1 < len(passage.lower) else False
    if not speaks or (_has_object(verb, lemma) and not (shows or is_inverted(passage, verb))):
        return []
    insertion = _insertion(passage, verb)
    if insertion is None or _tells_where(passage, *insertion) or _tells_number(passage, insertion, verb):
        return []
    first, last = passage.sentence_around(verb.i)
    start, end = insertion
    marks = (":",) if end >= last or passage.trim((end, last)) is None else (":", ";")
    while marks == (":",) and first > 0 and passage.lower[first - 1] == ";":
        before, _ = passage.sentence_around(first - 1)
        if not _PLAIN_CUES.isdisjoint(passage.lower[before:first]):
            break
        first = before  # "A will pay; B will get 40, Ana Roe said"
    stops = (index for index in range(first, start) if passage.lower[index] in marks and not _leads_shares(passage, index))
    first = max([first, *(index + 1 for index in stops)])
    first = _relative_before(passage, first, start)
    others = (at for at in range(end + 1, last) if passage.lower[at] == ";" and _behind_semicolon(passage, at) == at)
    last = next(others, last)  # "…, the army said, had died in May; the Front called that a lie"
    another = passage.lower[end : end + 1] == [";"] and _behind_semicolon(passage, end) == end  # "…, police say; Roe denies it"
    apart = another or _adds_something(passage, end, last) or _tells_when(verb, end)
    after = (end, last) if end < last and not apart else (end, end)
    parts = [part for part in ((first, start), after) if passage.trim(part)]
    if len(parts) == 2 and passage.lower[end] == ":" and _is_comment(passage, parts[0]):
        parts = parts[1:]  # "Wrong, says the board: …"
    if passage.trim((first, start)) is None and (_preposition(passage, verb, lemma) or _is_told_itself(passage, verb)):
        return []
    if len(parts) == 2 and end - start <= _SHORTEST_INSERTION:
        return parts
    if parts == [(first, start)] and _is_answer(passage, parts[0], verb):
        return parts
    return parts if any(token.pos_ in ("VERB", "AUX") for part in parts for token in passage.tokens[slice(*part)]) else []


def _is_told_itself(passage: Passage, verb: Token) -> bool:
    """That somebody spoke is what another says: "Two of them confessed, [investigators said], and a third was questioned"."""
    behind = passage.tokens[verb.i + 2 : verb.i + 2 + _SHORTEST_INSERTION]
    return passage.lower[verb.i + 1 : verb.i + 2] == [","] and any(
        one.lower_ in _PLAIN_CUES and one.tag_ in FINITE for one in behind
    )


def _is_of_body(passage: Passage, verb: Token) -> bool:
    """A body holds what stands before: "About 2,000 have been killed, the agency believes."."""
    who, end = subject_of(verb), verb.i + 1
    ends = end >= len(passage.lower) or passage.breaks_at(end) or passage.lower[end] in STOPS
    return ends and who is not None and who.i < verb.i and is_some_body(who)


def _behind(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands before source and cue where no comma parts them: "My house was hit too he said."."""
    subject, (first, last) = subject_of(verb), passage.sentence_around(verb.i)
    if (
        verb.dep_ != "ROOT"
        or lemma not in cues.CLAUSE
        or subject is None
        or subject.i > verb.i
        or last - verb.i > _SHORTEST_INSERTION
    ):
        return []
    told = next((child for child in verb.lefts if child.dep_ == "ccomp" and child.i < subject.i), None)
    start = subject.left_edge.i
    if told is None or told.tag_ not in _FINITE | {"VBN"}:
        return []
    return [(first, start)] if told.left_edge.i == first and told.right_edge.i == start - 1 else []


def _tells_when(verb: Token, end: int) -> bool:
    """What follows says when this was said, by what another had said: "…, officials said, hours after Roe said that …"."""
    clauses = (child for child in verb.rights if child.dep_ == "advcl" and child.lower_ in cues.VERB_FORMS)
    return any(mark.lower_ in {"after", "before"} and mark.i >= end for clause in clauses for mark in clause.lefts)


def _tells_where(passage: Passage, start: int, end: int) -> bool:
    """The whole sentence up to a clause that only says where: "The craters point to the east, where …" reports nothing."""
    first, last = passage.sentence_around(start)
    return passage.trim((first, start)) is None and end + 1 < last and passage.tokens[end + 1].tag_ in WH


def _tells_number(passage: Passage, insertion: Range, verb: Token) -> bool:
    """It says something of its own behind a semicolon: "The ministry spoke of 18,000; organisers claimed five times as many"."""
    start, end = insertion
    apart = start > 0 and passage.lower[start - 1] == ";"
    return apart and any(token.like_num for token in passage.tokens[verb.i : end])


def _is_answer(passage: Passage, part: Range, verb: Token) -> bool:
    """It is said without a verb: "Eleven, say the police", "Nonsense, says the board"."""
    if all(token.like_num or token.is_punct for token in passage.tokens[slice(*part)]):
        return True
    return _is_comment(passage, part) and is_inverted(passage, verb)


def _is_comment(passage: Passage, part: Range) -> bool:
    """It only says what to think of what follows, or of what was said before: "Wrong", "Not so", "Nonsense"."""
    words = passage.tokens[slice(*part)]
    return len(words) <= _SHORTEST_INSERTION and not any(token.pos_ in _TELLING or token.dep_ == "prep" for token in words)


def _leads_shares(passage: Passage, colon: int) -> bool:
    """What was counted is told by places behind it: "downed 40 drones: 12 over Lund, 28 over Karsk"."""
    behind = passage.tokens[colon + 1 : colon + 3]
    return passage.lower[colon] == ":" and [token.like_num for token in behind] == [True, False] and behind[1].pos_ == "ADP"


def _relative_before(passage: Passage, first: int, start: int) -> int:
    """Where "…, over a rally at which, prosecutors say, 23 were hurt" begins to be theirs: at the pronoun before the cue."""
    pronoun = passage.before(start)
    if pronoun >= first and passage.lower[pronoun] == ",":
        pronoun = passage.before(pronoun)
    if pronoun <= first or passage.tokens[pronoun].tag_ not in WH or passage.lower[pronoun] in {"what", "that"}:
        return first
    return pronoun - (passage.tokens[pronoun - 1].pos_ == "ADP")


def _insertion(passage: Passage, verb: Token) -> Range | None:
    """The source, the cue and what goes with them, if breaks or the ends of the sentence set them off."""
    subject = subject_of(verb) if not is_misparsed(passage, verb) else None
    if subject is not None and subject.tag_ in WH:
        return None
    if subject is not None:
        start, end = min(subject.left_edge.i, verb.i), max(_end_of(subject), verb.i + 1)
        earlier = named_phrase(passage, subject) if start == subject.left_edge.i else None
        start = start if earlier is None else earlier
    else:
        words = unparsed_subject(passage, verb)
        if words is None:
            return None
        start, end = min(words[0], verb.i), max(words[1], verb.i + 1)
    if (stop := inserted_end(passage, verb)) is not None:
        start, end = verb.i, stop
    if start > 0 and passage.lower[start - 1] == "as":
        start -= 1
    first, last = passage.sentence_around(verb.i)
    if is_inverted(passage, verb) and (on := goes_on_behind(passage, verb)) is not None:
        end = max(end, on - 1)
    limit = max([end + _LONGEST_INSERTION, *(child.right_edge.i + 2 for child in verb.rights if _tells_how(child))])
    if any(child.dep_ == "ccomp" and child.right_edge.i + 2 == start for child in verb.lefts):
        limit = last  # "…, the army said in a statement on its website nearly 31 months after the invasion"
    while end < last and not passage.breaks_at(end) and end < limit:
        end += 1
    if start == verb.i:
        end = _behind_name(passage, end, last)
    end = _behind_place(passage, verb, end, last)
    opened = start <= first or passage.breaks_at(start - 1)
    return (start, end) if opened and (end >= last or passage.breaks_at(end)) else None


def _tells_how_far(clause: Token) -> bool:
    """It says how far a count had come when something was said: "said with 99% of the ballots counted"."""
    return clause.dep_ == "advcl" and clause.tag_ == "VBN" and clause.left_edge.lower_ == "with"


def _tells_how(way: Token) -> bool:
    """It tells in what, or on what terms, something is said: "said on condition of anonymity", "without saying why"."""
    if way.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "because" for child in way.lefts):
        return True  # "told AFP because he was not authorised to brief the media"
    if way.lower_ == "on" and any(child.lower_ == "condition" for child in way.rights):
        return True
    written = any(child.dep_ == "pobj" and child.lower_ in cues.UTTERANCES | cues.WRITINGS for child in way.rights)
    return way.lower_ == "without" or _tells_how_far(way) or (way.lower_ == "in" and written)


def _behind_place(passage: Passage, verb: Token, end: int, last: int) -> int:
    """Where the name ends of the place of saying it, with the day: "told reporters in the capital, Lund, on Thursday"."""
    if end + 1 >= last or passage.lower[end] != ",":
        return end
    place, name = passage.tokens[end - 1], passage.tokens[end + 1]
    if not (place.dep_ == "pobj" and place.lower_ in AREAS and place.i > verb.i and name.pos_ == "PROPN"):
        return end
    stop = end + 1
    while stop < last and passage.tokens[stop].pos_ == "PROPN":
        stop += 1
    if stop < last and not passage.breaks_at(stop):
        return end
    rest = [token for token in passage.tokens[stop + 1 : last] if token.pos_ in ("VERB", "AUX") or token.ent_type_ != "DATE"]
    dated = [token for token in rest if not token.is_punct and token.pos_ != "ADP"]
    return stop if dated else last


def _behind_name(passage: Passage, end: int, last: int) -> int:
    """Where the name of "said its vice-president, Ana Roe, who …" ends, if one stands between breaks here."""
    stop = end + 1
    while stop < last and passage.tokens[stop].pos_ == "PROPN":
        stop += 1
    noun = (passage.tokens[end - 1].pos_ == "NOUN" or passage.tokens[end - 1].is_lower) and end + 1 < stop < last
    return stop if noun and passage.lower[end] == "," and passage.breaks_at(stop) else end


def _end_of(subject: Token) -> int:
    """Where the subject ends; what is said next may hang on it by "and": "said Ana Roe, the mayor, and nine are missing"."""
    said = next((child for child in subject.rights if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")), None)
    joint = next((child.i for child in subject.rights if child.dep_ == "cc"), None) if said is not None else None
    if joint is None:
        return subject.right_edge.i + 1
    return joint - (subject.doc[joint - 1].text == ",")


def _has_object(verb: Token, lemma: str) -> bool:
    """Whether the verb has an object of its own, other than whom something is told."""
    complements = {"dobj", "xcomp", "oprd", "acomp"} - ({"dobj"} if lemma in cues.ADDRESSING else set())
    objects_ = (child for child in verb.rights if child.dep_ in complements and child.pos_ != "PUNCT" and child.text != "-")
    return any(not _is_added(child) for child in objects_)  # not the hyphen of "said its vice-president"


def _is_added(part: Token) -> bool:
    """Whether it goes on with what is said before its verb: "Nine were hurt, he said, among them two nurses"."""
    return any(child.dep_ == "ccomp" for child in part.head.lefts) and is_set_off(part)


def _adds_something(passage: Passage, start: int, end: int) -> bool:
    """Whether what follows the cue is not said but done: "…, he said, leaving the room"."""
    while start < end and passage.breaks_at(start):
        start += 1
    if start == end:
        return True
    form = passage.lower[start]
    joint = start + (form == "even")
    if joint < end and passage.lower[joint] == "as" and passage.tokens[joint].dep_ == "mark":
        return True  # "…, officials said, (even) as troops pressed their offensive"
    rest = passage.tokens[start:end]
    if singular(form) in PERSONS and not any(token.pos_ in ("AUX", "VERB") for token in rest):
        return True  # "…, said Ana Roe, director of the clinic"
    above = passage.tokens[start].head
    of_content = above.i < start and above.pos_ == "VERB" and above.lower_ not in cues.VERB_FORMS
    of_content &= any(token.like_num for token in rest) and form not in _WHILE_SPEAKING  # "…, he said, striking six posts"
    does = passage.tokens[start].tag_ == "VBG" and form not in cues.CONSEQUENCES and form != "including" and not of_content
    does |= _keeps_back(passage, start) or (form in _AS_SPEAKING and passage.tokens[start].tag_ == "VBN")
    return does or form in ("who", "according") or _tells_day(passage.tokens[start])


def _tells_day(first: Token) -> bool:
    """What day it was that was named before: "he said on Thursday, the second day of the trial"."""
    day = first.head
    named = first.i > 1 and first.nbor(-2).ent_type_ == "DATE"
    return named and first.dep_ == "det" and day.lemma_ in _DAYS and day.dep_ in {"appos", "npadvmod"}


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
            return [(verb.i + 1 if given else child.left_edge.i, child.right_edge.i + 1)]  # "promised £35m to replace pipes"
    return []


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


def _preposition(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Object and prepositional phrase of "accused them of shelling", "warned of floods", "called on them to leave"."""
    wanted = cues.PREPOSITION.get(lemma)
    # "called another march for Sunday"
    with_object = lemma == "call" and {"dobj"} == {child.dep_ for child in verb.rights} & {"dobj", "prt"}
    if lemma == "attribute" and not any(child.dep_ == "dobj" for child in verb.rights):
        return []  # "its fall is attributed to the weather"
    # "ask 2,000 francs for a place"
    with_object |= lemma == "ask" and any(child.dep_ == "dobj" and is_counted(child) for child in verb.rights)
    if not wanted or with_object:
        return []
    if lemma in cues.PREPOSITION_TO_NUMBERS:
        ways = [child for child in verb.rights if child.lower_ in wanted]
        found = ([reach(child)] if passage.has_quote(reach(child)) else _numbered(child) for child in ways)
        return next((numbered for numbered in found if numbered), [])
    for child in verb.rights:
        accused = (child, *child.conjuncts) if lemma == "accuse" and child.dep_ == "dobj" else ()
        if any(inner.lower_ in wanted for noun in accused for inner in noun.rights):
            return [hull([child, *_accused_besides(verb)])]  # "accused [16 officers of torture]"
        if child.dep_ in ("prep", "prt") and child.lower_ in wanted and child.right_edge.i > child.i:
            objects_ = (other for other in verb.rights if other.dep_ in ("dobj", "xcomp"))
            return [hull([child, *objects_, *(_accused_besides(verb) if lemma == "accuse" else [])])]
    return []


def _accused_besides(verb: Token) -> list[Token]:
    """Those whom the model joins to the cue: "accused the army of theft and [the police of putting boys ahead of men]"."""
    nouns = (child for child in verb.rights if child.dep_ in ("conj", "dobj") and child.pos_ in ("NOUN", "PROPN"))
    return [noun for noun in nouns if any(inner.lower_ == "of" and inner.dep_ == "prep" for inner in noun.rights)]


def _leads_to_part(comma: Token) -> bool:
    """Some of those of whom is spoken are counted behind it: "spoke of 2,300, at least 400 of whom"."""
    behind = [token.lower_ for token in comma.doc[comma.i + 1 : comma.i + 6]]
    return ("of", "whom") in itertools.pairwise(behind) or ("of", "them") in itertools.pairwise(behind)


def _numbered(preposition: Token) -> list[Range]:
    """The number of "spoke of some 3,000", or what "spoke of men going from house to house" tells.

    It is without what goes on with another speaker: ", the company of 2,650".
    """
    start, end = reach(preposition)
    comma = next((token.i for token in preposition.doc[start:end] if token.text == "," and not _leads_to_part(token)), end)
    told = any(child.dep_ == "acl" and child.tag_ == "VBG" for noun in preposition.rights for child in noun.rights)
    return [(start, comma)] if told or any(token.like_num for token in preposition.doc[start:comma]) else []


def _quoted_behind(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands before who quotes it from whom: "[Lund received 26 bodies], the agency quoted a source as saying."."""
    way = verb.head
    quoting = way.head
    if lemma != "say" or verb.tag_ != "VBG" or way.lower_ != "as" or quoting.lemma_ not in _QUOTING:
        return []
    end = verb.right_edge.i + 1  # "… as saying on Monday"
    if end < len(passage.lower) and passage.lower[end] not in STOPS and not passage.breaks_at(end):
        return []
    who = next((child for child in quoting.lefts if child.dep_ in {"nsubj", "nsubjpass"} and child.i + 3 > quoting.i), quoting)
    first, _ = passage.sentence_around(verb.i)
    comma = who.left_edge.i - 1
    while comma > first and passage.lower[comma] != ",":  # a name beside its noun is a second subject: "the agency TASS"
        comma -= 1
    return [(first, comma)] if comma > first else []


_FRAMES: tuple[tuple[str, Callable[[Passage, Token, str], list[Range]]], ...] = (
    ("gap", _gap),
    ("clause", _clause),
    ("around", _around),
    ("around", _behind),
    ("around", _quoted_behind),
    ("action", _action),
    ("raised", _raised),
    ("appeal", _appeal),
    ("preposition", _preposition),
    ("naming", objects.naming),
    ("figure", objects.figure),
    ("thing", objects.thing),
    ("expectation", objects.expectation),
    ("answered", objects.answered),
    ("judgement", objects.judgement),
)
