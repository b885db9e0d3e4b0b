"""What stands before the cue that reports it, or around it: "[Two were shot], police said, [and a third was held]"."""

from __future__ import annotations

import itertools

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import STOPS, Passage, Range
from claims.extraction.attribution.shapes import WH, hull, is_counted, is_set_off, is_some_body, reach
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
from claims.extraction.clauses import FINITE as FINITE_OR_MODAL
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
_DAYS = frozenset({"anniversary", "day", "eve", "night"})
#: By these another has been named before a semicolon.
_PLAIN_CUES = frozenset("according added adds announced reported reports said says told".split())
#: Who holds that something is so.
_HOLDING = frozenset({"court", "judge", "judges", "jury", "panel", "tribunal"})
_QUOTING = frozenset({"cite", "quote"})
_DETAILS = frozenset("any details further her his its more names reasons their".split())
#: "Two were shot, it said, without [saying] by whom".
_KEPT_BACK = frozenset(
    "adding citing disclosing elaborating explaining identifying naming offering providing saying specifying".split()
)
#: What is read, and shows something: "…, government data show, …".
_SHOWN_BY = frozenset("data documents figures filings numbers records reports results statistics surveys".split())


def around(passage: Passage, verb: Token, lemma: str) -> list[Range]:
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
    insertion = insertion_at(passage, verb)
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
    others = (at for at in range(end + 1, last) if passage.lower[at] == ";" and behind_semicolon(passage, at) == at)
    last = next(others, last)  # "…, the army said, had died in May; the Front called that a lie"
    another = passage.lower[end : end + 1] == [";"] and behind_semicolon(passage, end) == end  # "…, police say; Roe denies it"
    apart = another or _adds_something(passage, end, last) or _tells_when(verb, end)
    after = (end, last) if end < last and not apart else (end, end)
    parts = [part for part in ((first, start), after) if passage.trim(part)]
    if len(parts) == 2 and passage.lower[end] == ":" and _is_comment(passage, parts[0]):
        parts = parts[1:]  # "Wrong, says the board: …"
    if passage.trim((first, start)) is None and (by_preposition(passage, verb, lemma) or _is_told_itself(passage, verb)):
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


def behind(passage: Passage, verb: Token, lemma: str) -> list[Range]:
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
    if told is None or told.tag_ not in FINITE_OR_MODAL | {"VBN"}:
        return []
    return [(first, start)] if told.left_edge.i == first and told.right_edge.i == start - 1 else []


def quoted_behind(passage: Passage, verb: Token, lemma: str) -> list[Range]:
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


def insertion_at(passage: Passage, verb: Token) -> Range | None:
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
    limit = max([end + _LONGEST_INSERTION, *(child.right_edge.i + 2 for child in verb.rights if tells_how(child))])
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


def tells_how(way: Token) -> bool:
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
    return any(not is_added(child) for child in objects_)  # not the hyphen of "said its vice-president"


def is_added(part: Token) -> bool:
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
    does |= keeps_back(passage, start) or (form in _AS_SPEAKING and passage.tokens[start].tag_ == "VBN")
    return does or form in ("who", "according") or _tells_day(passage.tokens[start])


def _tells_day(first: Token) -> bool:
    """What day it was that was named before: "he said on Thursday, the second day of the trial"."""
    day = first.head
    named = first.i > 1 and first.nbor(-2).ent_type_ == "DATE"
    return named and first.dep_ == "det" and day.lemma_ in _DAYS and day.dep_ in {"appos", "npadvmod"}


def keeps_back(passage: Passage, index: int) -> bool:
    """Something is left unsaid: "without elaborating", "without giving details", but not "without giving a date"."""
    form, after, what = (passage.lower[one] if one < len(passage.lower) else "" for one in (index, index + 1, index + 2))
    return form == "without" and (after in _KEPT_BACK or (after == "giving" and what in _DETAILS))


def behind_semicolon(passage: Passage, end: int) -> int:
    """Where the sentence ends if it goes on behind a semicolon and nobody else speaks: "said 48 were hurt; a dozen died"."""
    _, last = passage.sentence_around(end - 1)
    if end >= last or passage.lower[end] != ";":
        return end
    rest = passage.tokens[end + 1 : last]
    own = any(token.lower_ in cues.VERB_FORMS or passage.quote_at[token.i] is not None for token in rest)
    told = any(token.tag_ in FINITE for token in rest)
    return last if told and not own else end


def by_preposition(passage: Passage, verb: Token, lemma: str) -> list[Range]:
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
        if child.lower_ == "on" and any(noun.ent_type_ in ("DATE", "TIME") for noun in child.rights):
            continue  # "nine deaths were reported on Monday"
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
