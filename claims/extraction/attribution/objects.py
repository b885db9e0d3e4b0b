"""What reporting verbs report by an object: a thing, a name, a figure, an expectation, a verdict, an answer.

Each function reads one frame and gives what it attributes, or nothing where the verb has none such.
"""

from __future__ import annotations

import itertools

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.shapes import (
    WH,
    hull,
    is_body,
    is_counted,
    is_set_off,
    is_some_body,
    is_unreal,
    reach,
    starts_with_that,
)
from claims.extraction.attribution.subjects import FINITE, agent_of, subject_of
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import HARMED, PERSONS
from claims.extraction.text.tokens import Token

#: Verbs after which "at" and a number give the value of anything: "estimated the crowd at 22,000".
_MULTIPLES = frozenset({"double", "half", "twice"})
_VALUING = frozenset({"estimate", "put"})
_SHARES = frozenset(("%", "cent", "percent", "points"))
_NOMINAL = frozenset(("dobj", "oprd", "attr", "acomp", "ccomp", "xcomp"))


def naming(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Thing and name of "called the attack the largest", "described it as grim"."""
    if lemma not in cues.NAMING or verb.dep_ == "acl":
        return []
    marker = cues.NAMING[lemma]
    if any(child.lower_.endswith(("self", "selves")) for child in verb.rights):
        return []  # "a woman who identified herself as his mother"
    parts = [child for child in verb.rights if child.dep_ in _NOMINAL or (child.dep_ == "prep" and child.lower_ == marker)]
    if not parts or (marker and all(child.lower_ != marker for child in parts)):
        return []
    content = hull(parts)
    if lemma == "pronounce" and passage.lower[content[0]] == "dead":
        return []  # what a doctor does
    named = marker or any(child.dep_ in ("oprd", "ccomp", "acomp", "attr") for child in parts) or passage.has_quote(content)
    return [content] if named else []


def figure(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """Figure and value of "put the toll at 12", "raised the number of missing to 40": people and bodies do, events do not."""
    told = _told_behind_colon(verb) if lemma in _TELLING else []
    if told or lemma == "give":
        return told or _figure_given(verb)
    if lemma not in cues.FIGURE_VERBS or (verb.tag_ == "VBG" and not _goes_on(verb, lemma)) or _is_own_deed(verb):
        return []
    if agent_of(verb) is not None:
        return _figure_put_by(verb)
    value = _value_of(verb) if lemma in _VALUING else None
    valued = value is not None
    named = next(
        (child for child in verb.rights if child.dep_ == "dobj" and (valued or child.lower_ in cues.FIGURES | {"it"})), None
    )
    if named is not None and named.lower_ == "it" and not any(child.lower_ == "at" for child in verb.rights):
        return []
    subject = subject_of(verb)
    speaks = subject is None or valued or subject.pos_ in ("PROPN", "PRON") or is_body(subject)
    if named is None or not speaks:
        relative = value is not None and verb.dep_ == "relcl" and subject is not None
        return [reach(value)] if relative and value is not None else []  # "a crowd that the police put at 8,000"
    values = [child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("at", "from", "to")]
    beside = [*_beside(verb), *_or_so_much(value), *(_on_others(verb) if value is not None and value.lower_ == "on" else [])]
    words = [named, *values, *([value] if value is not None else []), *_told_of(value), *beside]
    return [hull([*words, *_among_them(hull(words)[1], verb)])]


def _among_them(end: int, verb: Token) -> list[Token]:
    """Some of those whose number was told before that place: "put the wounded at 23, [among them three children]"."""
    words = [token.lower_ for token in verb.doc[end : end + 3]]
    if words not in ([",", "among", "them"], [",", "among", "whom"]):
        return []
    rest = itertools.takewhile(lambda token: not token.is_punct and token.tag_ not in FINITE, verb.doc[end + 3 : verb.sent.end])
    some = [token for token in rest if token.like_num or token.pos_ in {"NOUN", "PROPN"}]
    return some[-1:]


#: With these somebody tells what follows: "she gave some numbers: 40 had left".
_TELLING = frozenset({"cite", "give", "list", "offer", "quote"})
_TOLD = cues.FIGURES | {"account", "breakdown", "detail", "details", "example", "examples"}


def _told_behind_colon(verb: Token) -> list[Range]:
    """What stands behind the colon of "she gave some numbers: 40 had left"."""
    given = next((child for child in verb.rights if child.dep_ == "dobj" and child.lower_ in _TOLD), None)
    colon = given.right_edge.i + 1 if given is not None else len(verb.doc)
    announced = colon + 1 < len(verb.doc) and verb.doc[colon].text == ":" and subject_of(verb) is not None
    announced = announced and any(token.tag_ in FINITE for token in verb.doc[colon + 1 : verb.sent.end])
    return [(colon + 1, verb.sent.end)] if announced else []


def _is_own_deed(verb: Token) -> bool:
    """Who does it changes the thing itself, and not what is said of it: "agreed to raise prices", "raised its key rate"."""
    led = verb.dep_ == "xcomp" and any(child.tag_ == "TO" for child in verb.lefts)
    things = (child for child in verb.rights if child.dep_ == "dobj")
    own = any(noun.lemma_ in {"price", "rate"} and any(child.tag_ == "PRP$" for child in noun.lefts) for noun in things)
    return own or (led and verb.head.lemma_ in cues.INFINITIVE)


def _goes_on(verb: Token, lemma: str) -> bool:
    """Who says something says more: "told a briefing, putting the number at 134", "Kelm, putting it at 40, said"."""
    above = verb.head if verb.head.pos_ in ("VERB", "AUX") else verb.head.head
    return lemma in _VALUING and verb.dep_ in {"acl", "advcl"} and above.lower_ in cues.VERB_FORMS


def _figure_given(verb: Token) -> list[Range]:
    """The figure of "gave a toll of 39", with its number, and of "gave nine dead and five missing"."""
    subject = subject_of(verb)
    fates = next((child for child in verb.rights if child.dep_ == "dobj" and _counts_fate(child)), None)
    if fates is not None and subject is not None and (subject.pos_ in ("PROPN", "PRON") or is_some_body(subject)):
        return [reach(fates)]
    given = next((child for child in verb.rights if child.dep_ == "dobj" and child.lower_ in cues.FIGURES), None)
    if subject is None or given is None or not (subject.pos_ in ("PROPN", "PRON") or is_body(subject)):
        return []
    values = (child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("as", "at"))
    value = next((child for child in values if _has_number(child)), None)
    if value is not None:  # "gave the toll as 39"
        return [hull([given, value])]
    return [reach(given)] if _has_number(given) else []


def _counts_fate(noun: Token) -> bool:
    """It is a number of some who are dead, hurt or missing."""
    return is_counted(noun) and any(word.lower_ in HARMED for word in (noun, *noun.children))


#: "Tens of thousands of lives".
_LONGEST_COUNT = 3
#: What an epidemic claims, and what is so from then on: "declared a state of emergency".
_DEEDS = {"claim": ("life", "victim"), "declare": ("day", "emergency", "holiday", "mourning", "state", "war")}


def _counted_at_last(noun: Token) -> Token:
    """What is counted at the end: of "tens of thousands of lives" the lives."""
    for _ in range(_LONGEST_COUNT):
        ways = (child for child in noun.rights if child.lower_ == "of")
        noun = next((inner for way in ways for inner in way.rights if inner.dep_ == "pobj"), noun)
    return noun


def _value_of(verb: Token) -> Token | None:
    """The "at" of "put the losses at 40", and of "put the losses for the day at 40", which the model reads with the day.

    Polls put a party on 24 per cent.
    """
    inside = (token for child in verb.rights for token in child.subtree)
    at = next((token for token in inside if token.lower_ == "at" and _has_number(token)), None)
    return at or next((child for child in verb.rights if child.lower_ == "on" and _is_share(child)), None)


def _is_share(on: Token) -> bool:
    """It leads to a share: "on 22 to 24 per cent", "on 31%"."""
    return any(noun.like_num or noun.lower_ in _SHARES for noun in on.rights) and any(
        token.lower_ in _SHARES for token in (*on.subtree, *on.doc[on.right_edge.i + 1 : on.right_edge.i + 3])
    )


def _on_others(verb: Token) -> list[Token]:
    """The share of another that a poll tells with that of the first: "with the Greens on 27 per cent"."""
    others = (token for token in verb.subtree if token.i > verb.i and token.lower_ == "on" and _is_share(token))
    return [*others, *(child for child in verb.rights if child.lower_ == "with" and _has_number(child))]


def _or_so_much(value: Token | None) -> list[Token]:
    """The same again as a share, behind a comma: "put it at 14,000, [or 38% of those on duty]"."""
    last = value.right_edge if value is not None else None
    behind = list(last.doc[last.i + 1 : last.i + 4]) if last is not None else []
    if [token.lower_ for token in behind[:2]] != [",", "or"] or not behind[-1].like_num:
        return []
    share = behind[-1]
    while share.head.i > behind[1].i and share.head.pos_ == "NOUN":
        share = share.head
    return [share]


def _told_of(value: Token | None) -> list[Token]:
    """What happened to those whose number stands without a noun: "at 1,080 *killed and wounded*"."""
    last = value.right_edge if value is not None else None
    if last is None or not last.like_num or last.i + 1 == len(last.doc):
        return []
    told = last.nbor()
    return [told] if told.tag_ == "VBN" and told.left_edge.i == told.i else []


def _has_number(phrase: Token) -> bool:
    return any(token.like_num or token.lower_ in _MULTIPLES for token in phrase.subtree)


def _figure_put_by(verb: Token) -> list[Range]:
    """Figure and value of "losses were put by the union at nearly 3 million"."""
    figure = next((child for child in verb.lefts if child.dep_ == "nsubjpass"), None)
    value = next((child for child in verb.rights if child.lower_ == "at"), None)
    if figure is None and value is not None and verb.dep_ == "acl":  # "a crowd put by police at 8,000 [and by others at 9,000]"
        start, end = reach(value)
        other = (token.i for token in verb.doc[start : end - 1] if token.lower_ == "and" and token.nbor().lower_ == "by")
        return [(start, next(other, end))]
    return [reach(figure), reach(value)] if figure is not None and value is not None else []


#: To rule these out is to find that they have not got what others have.
_RULED_OUT = PERSONS | {"case", "sample", "suspect"}


def thing(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The object of "announced a ceasefire", and the subject of "a ceasefire was announced by both"."""
    shows = lemma in cues.SHOWING and _is_writing(verb)
    counts = lemma in cues.COUNTING
    with_particle = any(child.dep_ == "prt" and child.lower_ == cues.THING_WITH.get(lemma) for child in verb.rights)
    if not (shows or counts or with_particle or lemma in cues.THING) or is_unreal(verb):
        return []
    for child in verb.rights:
        each_other = child.lower_ == "other" or _counted_at_last(child).lemma_ in _DEEDS.get(lemma, ())
        if child.dep_ == "dobj" and child.pos_ != "PRON" and not each_other:
            if with_particle and (is_counted(child) or singular(child.lower_) in _RULED_OUT):
                return []  # "tests ruled out 12 patients"
            if counts:
                return [(verb.i + 1, _end_of_count(verb, child))] if _has_number(child) else []
            shown = [other for other in verb.rights if shows and other.dep_ in ("prep", "advcl", "acl", "xcomp")]
            return [hull([child, *shown, *_counted_behind(verb, child), *_beside(verb)])]
    if not counts and agent_of(verb) is not None:
        told = (child for child in verb.lefts if child.dep_ == "nsubjpass" and child.tag_ not in WH)
        return [reach(child) for child in told if not _is_of_others(child)]
    return []


def _is_of_others(number: Token) -> bool:
    """It is no more than a number of those named before: "Of the cases, 57 have been confirmed by the institute"."""
    parts = (child for child in number.head.lefts if child.lower_ == "of" and child.i < number.i)
    return number.like_num and number.pos_ == "NUM" and any(parts)


def _end_of_count(verb: Token, thing: Token) -> int:
    """Where all that is counted ends: before what else is done, "96 clashes, 41 of them in Lund, [and took a hill]"."""
    end = thing.right_edge.i + 1
    for child in verb.rights:
        another = child.dep_ in ("advcl", "ccomp") or (child.dep_ == "conj" and child.tag_ in FINITE)
        if another or child.dep_ == "parataxis" or child.lower_ == "according":
            break
        if child.dep_ != "cc" and child.i > thing.i and not child.is_punct:
            end = max(end, child.right_edge.i + 1)
    return end


def expectation(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """What "analysts expected a profit", and what "it expects sales to fall": bodies and professions do, and say so."""
    if lemma not in cues.EXPECTING or verb.tag_ == "VBG" or is_unreal(verb):
        return []
    subject = subject_of(verb)
    if subject is None or not (is_body(subject) or subject.lower_ == "it" or subject.ent_type_ == "ORG"):
        return []
    parts = [child for child in verb.rights if child.dep_ in ("dobj", "ccomp", "xcomp")]
    if not parts or (verb.tag_ == "VBN" and not any(child.lemma_ == "have" for child in verb.lefts)):
        return []  # "with both of them expected to come"
    placed = [child for child in verb.rights if child.dep_ in ("prep", "npadvmod") and not is_set_off(child)]
    return [hull([*parts, *placed, *_beside(verb)])]


def _beside(verb: Token) -> list[Token]:
    """What a value is compared with, or a part of it: "a loss of 4 million, compared with a profit of 6", "12, including two"."""
    return [
        child
        for child in verb.rights
        if child.lower_ in _COMPARING and child.dep_ in ("prep", "advmod", "advcl", "cc") and _has_number(child)
    ]


#: Words that lead to another value of the same thing.
_COMPARING = frozenset(("against", "along", "but", "compared", "down", "including", "plus", "together", "up", "versus"))


def _counted_behind(verb: Token, thing: Token) -> list[Token]:
    """What is counted right behind the thing, where the parse hangs it on the verb: "promised deliveries to 14 towns"."""
    end = thing.right_edge.i + 1
    behind = (child for child in verb.rights if child.left_edge.i == end and child.lower_ in ("for", "of", "to"))
    return [child for child in behind if any(t.like_num and t.ent_type_ not in ("DATE", "TIME") for t in child.subtree)]


def judgement(passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The object of "criticised the law as “draconian”": a verdict is a report where it quotes."""
    if lemma not in cues.JUDGEMENT:
        return []
    parts = [child for child in verb.rights if child.dep_ in _NOMINAL or child.dep_ in ("prep", "advcl", "agent")]
    quoting = [child for child in parts if passage.has_quote(reach(child))]
    return [hull([child for child in parts if child.i <= quoting[-1].i])] if quoting else []


def answered(_passage: Passage, verb: Token, lemma: str) -> list[Range]:
    """The clause of "dismissed as false a report that …", else what is answered: "rejected those figures"."""
    if lemma not in cues.ANSWERING:
        return []
    nouns = [child for child in verb.rights if child.dep_ == "dobj" and child.lower_ in _ANSWERED]
    inner = (clause for noun in nouns for clause in noun.rights if clause.dep_ in ("acl", "ccomp", "relcl"))
    clause = next((clause for clause in inner if starts_with_that(clause)), None)
    return [reach(clause)] if clause is not None else [reach(noun) for noun in nouns[:1]]


_ANSWERED = frozenset(cues.NOUN_FORMS) | cues.FIGURES | {"account", "accounts", "version", "story"}


def _is_writing(verb: Token) -> bool:
    subject = subject_of(verb)
    if subject is None:
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in cues.WRITINGS for child in verb.lefts) or (
        subject.tag_ in WH and subject.head.head.lower_ in cues.WRITINGS
    )
