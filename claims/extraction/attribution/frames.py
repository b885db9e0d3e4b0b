"""How reporting verbs take what they report: for each frame, where its content stands, or nothing if the verb has none such.

The parse is asked first. Where it often errs (subjects with commas in them, words between "said" and "that", verbs tagged as
nouns at the end of a sentence), the order of the words and the commas decide.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import STOPS, Passage, Range
from claims.extraction.attribution.subjects import FINITE, agent_of, is_misparsed, named_phrase, subject_of, unparsed_subject
from claims.extraction.reference.nouns import BODIES, PERSONS, PLURAL_BODIES

#: Verbs after which "at" and a number give the value of anything: "estimated the crowd at 22,000".
_VALUING = frozenset({"estimate", "put"})
#: "…, officials said in a statement on Tuesday evening, …"
_LONGEST_INSERTION = 12
#: "…, the bank warned, …": nothing but source and cue, so clear that the rest needs no verb that the tagger knows.
_SHORTEST_INSERTION = 4

#: Prepositions that belong to the number behind them.
_BEFORE_NUMBERS = frozenset("about around between from nearly over up".split())
#: "Late on Thursday".
_LONGEST_DAY = 4
_NOMINAL = frozenset(("dobj", "oprd", "attr", "acomp", "ccomp", "xcomp"))
_WH = frozenset(("WDT", "WP", "WP$", "WRB"))
_FINITE = FINITE | {"MD"}


def content_of(passage: Passage, verb: Token, lemma: str) -> tuple[str, list[Range]]:
    """The frame in which the verb stands, and what it attributes; nothing where it reports nothing."""
    for frame, read in _FRAMES:
        content = read(passage, verb, lemma)
        if content:
            return frame, content
    return "", []


def _clause(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The complement of "said (that) the dam held" and "asked whether it held", after the verb."""
    if lemma in cues.BELIEF:
        subject = subject_of(verb)
        if not _is_impersonal(verb) and (subject is None or not _is_body(subject)):
            return []
    elif lemma not in cues.CLAUSE and lemma not in cues.QUESTION:
        return []
    clause = next((child for child in verb.rights if child.dep_ == "ccomp" and _is_complement(passage, child)), None)
    if clause is None and lemma in cues.QUESTION:
        clause = next(
            (child for child in verb.rights if child.dep_ == "advcl" and child.left_edge.lower_ in ("if", "whether")), None
        )
    if clause is None:
        clause = _clause_in_writing(verb)
    if clause is None:
        return _delayed_clause(passage, verb)
    start, end = _whole_clause(passage, clause)
    start = _behind_day(verb, clause, start)
    second = next((child for child in verb.rights if child.dep_ == "conj" and _is_marked(child)), None)
    if second is not None and second.i > end:  # "told us that it was ready but that he saw no sign"
        end = second.right_edge.i + 1
    if _lacks_subject(clause) and lemma not in cues.ADDRESSING and passage.lower[verb.i + 1] in _BEFORE_NUMBERS:
        start = verb.i + 1
    elif subject_of(clause) is None and clause.tag_ != "VBG":
        start = min(
            [start, *(child.left_edge.i for child in verb.rights if child.dep_ == "dobj" and lemma not in cues.ADDRESSING)]
        )
    return [(start, end)]


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
        return passage.tokens[start + 1].tag_ not in _WH
    return clause.right_edge.i > start and not (passage.tokens[start].tag_ in _WH and passage.lower[start - 1] == ",")


def _is_impersonal(verb: Token) -> bool:
    """Whether "it is believed": nobody is named."""
    return any(child.dep_ == "nsubjpass" and child.lower_ == "it" for child in verb.lefts)


def _clause_in_writing(verb: Token) -> Token | None:
    """The clause of "said in a statement that …", which the parse gives to the statement."""
    for child in verb.rights:
        if child.dep_ == "prep":
            for noun in child.children:
                held = next((inner for inner in noun.rights if inner.dep_ in ("acl", "relcl") and starts_with_that(inner)), None)
                if held is not None:
                    return held
    return None


def _delayed_clause(passage: Passage, verb: Token) -> list[Range]:
    """The clause of "reported, citing three clerks who saw it, that …", which the parse gives to what stands between."""
    _, last = passage.sentence_around(verb.i)
    for token in passage.tokens[verb.i + 2 : last]:
        if token.lower_ == "that" and token.dep_ == "mark" and passage.lower[token.i - 1] == ",":
            return [(token.i, token.head.right_edge.i + 1)] if verb.is_ancestor(token) or verb.head.i == token.head.i else []
    return []


def _is_marked(clause: Token) -> bool:
    """Whether "that" leads the clause, behind another joint: "but that he saw no sign"."""
    return any(child.lower_ == "that" and child.dep_ == "mark" for child in clause.lefts)


def starts_with_that(clause: Token) -> bool:
    """Whether "that" opens the clause as a conjunction, not as a pronoun."""
    first = clause.left_edge
    return first.lower_ == "that" and first.dep_ == "mark"


def _whole_clause(passage: Passage, clause: Token) -> Range:
    """The clause, with the verb right after it where the parse took its subject for a clause of its own."""
    start, end = _reach(clause)
    while end < len(passage.tokens) and passage.tokens[end].tag_ in _FINITE:
        end = max(end, passage.tokens[end].right_edge.i) + 1
    end = _with_later_end(passage, start, end)
    return start, _with_part(passage, _before_circumstance(passage, clause, start, end))


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
    if (
        len(words) < 4
        or words[0] != ","
        or not passage.tokens[start].like_num
        or words[2:] not in (["of", "them"], ["of", "whom"])
    ):
        return end
    _, last = passage.sentence_around(end)
    return next((index for index in range(start, last) if passage.breaks_at(index)), last)


def _gap(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands around source and cue without commas: "a letter that he said was forged"."""
    if lemma not in cues.CLAUSE:
        return []
    clauses = (child for child in verb.children if child.dep_ == "ccomp")
    clause = next((child for child in clauses if child.left_edge.i < verb.i < child.right_edge.i), None)
    subject = subject_of(verb)
    if clause is None or subject is None:
        return []
    hole = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
    start, end = _reach(clause)
    return [part for part in ((start, hole[0]), (hole[1], end)) if part[0] < part[1]]


def _around(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What stands around "…, officials say, …", "as she told us, …" or "…, the ministry added": source and cue between breaks."""
    if lemma not in cues.CLAUSE or verb.tag_ == "VBG" or _has_object(verb, lemma):
        return []
    insertion = _insertion(passage, verb)
    if insertion is None:
        return []
    first, last = passage.sentence_around(verb.i)
    start, end = insertion
    first = max([first, *(index + 1 for index in range(first, start) if passage.lower[index] in (":", ";"))])
    after = (end, last) if end < last and not _adds_something(passage, end, last) else (end, end)
    parts = [part for part in ((first, start), after) if passage.trim(part)]
    if passage.trim((first, start)) is None and _preposition(passage, verb, lemma):
        return []
    if len(parts) == 2 and end - start <= _SHORTEST_INSERTION:
        return parts
    return parts if any(token.pos_ in ("VERB", "AUX") for part in parts for token in passage.tokens[slice(*part)]) else []


def _insertion(passage: Passage, verb: Token) -> Range | None:
    """The source, the cue and what goes with them, if breaks or the ends of the sentence set them off."""
    subject = subject_of(verb) if not is_misparsed(passage, verb) else None
    if subject is not None and subject.tag_ in _WH:
        return None
    if subject is not None:
        start, end = min(subject.left_edge.i, verb.i), max(subject.right_edge.i, verb.i) + 1
        earlier = named_phrase(passage, subject) if start == subject.left_edge.i else None
        start = start if earlier is None else earlier
    else:
        words = unparsed_subject(passage, verb)
        if words is None:
            return None
        start, end = min(words[0], verb.i), max(words[1], verb.i + 1)
    if start > 0 and passage.lower[start - 1] == "as":
        start -= 1
    first, last = passage.sentence_around(verb.i)
    while end < last and not passage.breaks_at(end) and end - verb.i < _LONGEST_INSERTION:
        end += 1
    opened = start <= first or passage.breaks_at(start - 1)
    return (start, end) if opened and (end >= last or passage.breaks_at(end)) else None


def _has_object(verb: Token, lemma: str) -> bool:
    """Whether the verb has an object of its own, other than whom something is told."""
    complements = {"dobj", "xcomp", "oprd", "acomp"} - ({"dobj"} if lemma in cues.ADDRESSING else set())
    return any(child.dep_ in complements and child.pos_ != "PUNCT" for child in verb.rights)


def _adds_something(passage: Passage, start: int, end: int) -> bool:
    """Whether what follows the cue is not said but done: "…, he said, leaving the room"."""
    while start < end and passage.breaks_at(start):
        start += 1
    if start == end:
        return True
    form = passage.lower[start]
    if form == "as" and passage.tokens[start].dep_ == "mark":
        return True  # "…, officials said, as troops pressed their offensive"
    return (passage.tokens[start].tag_ == "VBG" and form not in cues.CONSEQUENCES) or form in ("who", "according")


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
    return next(([_reach(subject), _reach(child)] for child in verb.rights if child.dep_ == "xcomp" and _has_to(child)), [])


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


def _appeal(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Addressee and action of "urged them to leave"."""
    if lemma not in cues.APPEAL or _is_unreal(verb):
        return []
    for child in verb.rights:
        if child.dep_ in ("xcomp", "ccomp") and _has_to(child) and child.lower_ not in ("named", "identified"):
            before = [other for other in verb.rights if other.dep_ in ("dobj", "dative") and other.i < child.i]
            return [_hull([child, *before])]
    return []


def _preposition(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Object and prepositional phrase of "accused them of shelling", "warned of floods", "called on them to leave"."""
    wanted = cues.PREPOSITION.get(lemma)
    if not wanted:
        return []
    for child in verb.rights:
        if lemma == "accuse" and child.dep_ == "dobj" and any(inner.lower_ in wanted for inner in child.rights):
            return [_reach(child)]  # "accused [16 officers of torture]"
        if child.dep_ in ("prep", "prt") and child.lower_ in wanted and child.right_edge.i > child.i:
            return [_hull([child, *(other for other in verb.rights if other.dep_ in ("dobj", "xcomp"))])]
    return []


def _naming(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Thing and name of "called the attack the largest", "described it as grim"."""
    if lemma not in cues.NAMING or verb.dep_ == "acl":
        return []
    marker = cues.NAMING[lemma]
    parts = [child for child in verb.rights if child.dep_ in _NOMINAL or (child.dep_ == "prep" and child.lower_ == marker)]
    if not parts or (marker and all(child.lower_ != marker for child in parts)):
        return []
    content = _hull(parts)
    named = marker or any(child.dep_ in ("oprd", "ccomp", "acomp", "attr") for child in parts) or passage.has_quote(content)
    return [content] if named else []


def _figure(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Figure and value of "put the toll at 12", "raised the number of missing to 40": people and bodies do, events do not."""
    if lemma not in cues.FIGURE_VERBS or verb.tag_ == "VBG":
        return []
    if agent_of(verb) is not None:
        return _figure_put_by(verb)
    value = _value_of(verb) if lemma in _VALUING else None
    valued = value is not None
    figure = next(
        (child for child in verb.rights if child.dep_ == "dobj" and (valued or child.lower_ in cues.FIGURES | {"it"})), None
    )
    if figure is not None and figure.lower_ == "it" and not any(child.lower_ == "at" for child in verb.rights):
        return []
    subject = subject_of(verb)
    speaks = subject is None or valued or subject.pos_ in ("PROPN", "PRON") or _is_body(subject)
    if figure is None or not speaks:
        return []
    values = [child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("at", "from", "to")]
    return [_hull([figure, *values, *([value] if value is not None else []), *_told_of(value)])]


def _value_of(verb: Token) -> Token | None:
    """The "at" of "put the losses at 40", and of "put the losses for the day at 40", which the model reads with the day."""
    inside = (token for child in verb.rights for token in child.subtree)
    return next((token for token in inside if token.lower_ == "at" and _has_number(token)), None)


def _told_of(value: Token | None) -> list[Token]:
    """What happened to those whose number stands without a noun: "at 1,080 *killed and wounded*"."""
    last = value.right_edge if value is not None else None
    if last is None or not last.like_num or last.i + 1 == len(last.doc):
        return []
    told = last.nbor()
    return [told] if told.tag_ == "VBN" and told.left_edge.i == told.i else []


def _has_number(preposition: Token) -> bool:
    return any(token.like_num for token in preposition.subtree)


def _figure_put_by(verb: Token) -> list[Range]:
    """Figure and value of "losses were put by the union at nearly 3 million"."""
    figure = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    value = next((child for child in verb.rights if child.lower_ == "at"), None)
    return [_reach(figure), _reach(value)] if figure is not None and value is not None else []


def _thing(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The object of "announced a ceasefire", and the subject of "a ceasefire was announced by both"."""
    shows = lemma in cues.SHOWING and _is_writing(verb)
    counts = lemma in cues.COUNTING
    if not (shows or counts or lemma in cues.THING) or _is_unreal(verb):
        return []
    for child in verb.rights:
        if child.dep_ == "dobj" and child.pos_ != "PRON":
            if counts and not any(inner.dep_ == "nummod" for inner in child.lefts):
                return []
            return [
                _hull([child, *(other for other in verb.rights if shows and other.dep_ in ("prep", "advcl", "acl", "xcomp"))])
            ]
    if not counts and agent_of(verb) is not None:
        return [_reach(child) for child in verb.lefts if child.dep_ == "nsubjpass" and child.tag_ not in _WH]
    return []


def _judgement(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The object of "criticised the law as “draconian”": a verdict is a report where it quotes."""
    if lemma not in cues.JUDGEMENT:
        return []
    parts = [child for child in verb.rights if child.dep_ in _NOMINAL or child.dep_ in ("prep", "advcl", "agent")]
    quoting = [child for child in parts if passage.has_quote(_reach(child))]
    return [_hull([child for child in parts if child.i <= quoting[-1].i])] if quoting else []


def _answered(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The clause of "dismissed as false a report that …", else what is answered: "rejected those figures"."""
    if lemma not in cues.ANSWERING:
        return []
    nouns = [child for child in verb.rights if child.dep_ == "dobj" and child.lower_ in _ANSWERED]
    inner = (clause for noun in nouns for clause in noun.rights if clause.dep_ in ("acl", "ccomp", "relcl"))
    clause = next((clause for clause in inner if starts_with_that(clause)), None)
    return [_reach(clause)] if clause is not None else [_reach(noun) for noun in nouns[:1]]


_ANSWERED = frozenset(cues.NOUN_FORMS) | cues.FIGURES | {"account", "accounts", "version", "story"}


def _is_body(noun: Token) -> bool:
    """Whether a common noun names people by their office or work, or a body of them."""
    return noun.lower_ in PLURAL_BODIES or noun.lower_.removesuffix("s") in _BODIES


_BODIES = PERSONS | BODIES


def _is_writing(verb: Token) -> bool:
    subject = subject_of(verb)
    if subject is None:
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in cues.WRITINGS for child in verb.lefts) or (
        subject.tag_ in _WH and subject.head.head.lower_ in cues.WRITINGS
    )


def _is_unreal(verb: Token) -> bool:
    """Whether the verb tells what may or should be reported, not what was."""
    return verb.tag_ == "VB" and not any(child.lower_ in ("did", "does", "do") for child in verb.lefts)


def _reach(token: Token) -> Range:
    return token.left_edge.i, token.right_edge.i + 1


def _hull(tokens: list[Token]) -> Range:
    return min(token.left_edge.i for token in tokens), max(token.right_edge.i for token in tokens) + 1


_FRAMES: tuple[tuple[str, Callable[[Passage, Token, str], list[Range]]], ...] = (
    ("gap", _gap),
    ("clause", _clause),
    ("around", _around),
    ("action", _action),
    ("raised", _raised),
    ("appeal", _appeal),
    ("preposition", _preposition),
    ("naming", _naming),
    ("figure", _figure),
    ("thing", _thing),
    ("answered", _answered),
    ("judgement", _judgement),
)
