"""The proposition that the speaker commits to, as one sentence that stands alone.

A statement is made of the claim's own words: what they leave to the context (who "he" is, which day "Tuesday" was, the subject
that two verbs share) is filled in from the article, and a denial is turned into what its speaker holds to be true. Nothing else
is added; what cannot be told for sure is left as the article has it.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claims.extraction.attribution.cues import NAMING, RAISING, TELLING_HOW
from claims.extraction.attribution.shapes import tells_course
from claims.extraction.clauses import (
    CALLING,
    FINITE,
    HELPERS,
    RELATIVES,
    SUBJECTS,
    Clause,
    antecedent_of,
    first_of,
    is_called,
    is_contact,
    is_gapped,
    is_participial_aside,
    is_past,
    trimmed,
)
from claims.extraction.quantities.eliding import is_of_some
from claims.extraction.records import Span
from claims.extraction.reference.names import ONE_OF, POSSESSIVE, are_people, singular
from claims.extraction.reference.nouns import BODIES, FATES, HAPPENINGS, HEARSAY, PERSONS, STREETS
from claims.extraction.statements.completeness import is_sentence
from claims.extraction.statements.composing import AT_TIMES, BOTH, aside_of, candidates, scene_of, time_of, whose_of
from claims.extraction.statements.contents import CLAIMING, FIGURE_TOLD, OWN_DEEDS, as_called, as_clause
from claims.extraction.statements.inflecting import (
    SINGULAR,
    agreed,
    finite_form,
    is_plural,
    negated,
    possessive_of,
    third_person,
)
from claims.extraction.statements.joining import Word, finished, joined
from claims.extraction.statements.partitives import aside_alone, copula_of_fate, copula_of_part, copula_of_with, is_with
from claims.extraction.statements.wording import (
    DASHES,
    OPENING,
    POSSESSIVES,
    SMALL,
    Context,
    is_small,
    with_days,
    word_of,
    words_of,
)
from claims.extraction.text.tokens import Token

#: First persons in the place of a name, and in that of its possessive.
_I, _MY = frozenset({"i", "me", "myself"}), frozenset({"my", "mine"})
_WE, _OUR = frozenset({"we", "us", "ourselves"}), frozenset({"our", "ours"})
_CLOSING = frozenset('"”’»')
#: "Outside the clinic where 22 are being treated": they are in it.
_BESIDE = frozenset({"opposite", "outside"})
_BRINGING = frozenset({"bring", "carry", "evacuate", "flee", "fly", "move", "rush", "take", "transfer", "transport"})
_WAYS = frozenset({"from", "to", "into", "of", "for", "towards", "toward"})
#: Verbs that put what is raised ("is expected to close") into the time to come.
_AHEAD = frozenset({"expect"})
_LIMITING_TAGS = frozenset({"RB", "IN", "JJR", "RBR", "RBS", "JJS"})
#: What may stand behind "the" before a number, unlike "some".
_BEFORE_NUMBERS = frozenset({"almost", "fewer", "more", "nearly", "over"})
_AMOUNTS = frozenset({"amount", "figure", "number", "sum", "total"})
_REMAINS = frozenset({"body", "corpse"})
_HURTS = frozenset({"casualty", "injury"})
_FINDING = frozenset({"count", "find", "record", "report", "see", "show"})
_LONGEST_INQUIT = 12
#: How many a subject says that there were, which "not" behind it would not take back.
_SO_MANY = frozenset(
    "about all almost around as at dozens every hundreds many more most nearly over scores several some thousands up".split()
)
#: What leads on from one thing to another in an article, and tells nothing of either.
_LEADING_ON = frozenset("also elsewhere furthermore however meanwhile moreover nevertheless nonetheless separately still".split())
_BEARINGS = frozenset({"afield", "away", "east", "north", "south", "west"})
_WHICH = frozenset({"last", "next", "this"})
_DAY_DIGITS = 2
#: Cues whose content is a part of a clause.
_CUES_OF_PARTS = OWN_DEEDS | CLAIMING | NAMING.keys() | {"accuse", "suspect"}


class Statement(NamedTuple):
    """A sentence, and the words of the article that it is made of."""

    text: str
    words: Sequence[Token]


#: What happens or is done has nothing: "a recall keeps 23 of its 96 aircraft on the ground".
_NO_OWNERS = HAPPENINGS | frozenset(
    "closure crisis cut delay dispute move plan recall ruling sanction shortage strike walkout".split()
)


def statement_of(
    clause: Clause, words: Sequence[Token], context: Context, *, lent: Sequence[Token] = (), figure: bool
) -> Statement | None:
    """One sentence for a claim made of these words of a clause, with those ``lent`` to it; ``None`` where they make none.

    What carries a figure is said in any case: at worst in all the words of its sentence.
    """
    own = aside_alone(trimmed(_without_connectives([token for token in words if token.lower_ not in HEARSAY])))
    if own and context.cue in TELLING_HOW and own[0] == clause.head.left_edge and tells_course(clause.head):
        own = own[1:]  # "described how [the wall fell]"
    if not own:
        return None
    if (made := _otherwise(clause, own, context, lent, figure=figure)) is not None:
        return made
    tried: list[Token] = []
    for tried in candidates(clause, own, figure=figure):
        if tried and is_sentence(tried, clause):
            break
    else:
        if not figure:
            return None
    if tried[-1].i > clause.tokens[-1].i and _is_all_said(clause, context.cue):
        tried = trimmed(clause.tokens)
    elif context.parts and figure:
        tried = _within(context.parts, clause, tried)
    tried = _closed_up(_limited(tried))
    told = _with_lent(_without_amount(tried), clause.head, [token for token in lent if token not in tried])
    return Statement(finished(_worded(clause, told, context, _on_ground(lent))), told)


def _otherwise(clause: Clause, own: list[Token], context: Context, lent: Sequence[Token], *, figure: bool) -> Statement | None:
    """The sentence for words that are not told as they stand: an aside, a mere count, a content that is no clause, a call."""
    if is_participial_aside(clause.head) and clause.head in own:
        told = [*aside_of(clause, own), *lent]
        be = "were" if is_plural(told[: told.index(clause.head)]) else "was"
        first = told[told.index(clause.head) - 1]
        first = first if first.dep_ == "advmod" and first.head == clause.head else clause.head  # "first given as four"
        told = [token for token in told if token.text != "," or token.i != first.i - 1]
        return Statement(finished(joined(words_of(told, context, {first.i: f"{be} {first.text}"}))), told)
    if figure and (counted := _counted_before(clause, own)):
        return Statement(finished(f"There were {joined(words_of(counted, context, {}))}", opens=False), counted)
    if _wants_making(clause, own, context) and (made := _made(clause, own, lent, context)):
        return Statement(finished(made), [*own, *lent])
    if figure and (_is_exclaimed(own) or (clause.chain and not clause.cue_phrase and all(token.like_num for token in own))):
        return Statement(finished(_worded(clause, own, context)), own)
    return None


def _counted_before(clause: Clause, own: Sequence[Token]) -> list[Token]:
    """How many there were, told before what that comes to: "[With 187 survivors and 29 dead], 21 were not on the list"."""
    number = next((token for token in own if token.like_num), None)
    noun = number.head if number is not None and number.dep_ == "nummod" else number
    if noun is None or noun.tag_ != "NNS" or noun.ent_type_ in {"DATE", "TIME"} or not clause.head.n_lefts:
        return []
    first = noun
    while first.dep_ == "conj" and first.head.pos_ == noun.pos_:
        first = first.head
    way = first.head
    if first.dep_ != "pobj" or way.lower_ != "with" or way != clause.sentence.tokens[0] or way.head != clause.head:
        return []
    joined_on = [child for child in noun.rights if child.dep_ in {"cc", "conj", "punct"}]
    return [token for token in noun.subtree if not any(token == one or one.is_ancestor(token) for one in joined_on)]


def _on_ground(lent: Sequence[Token]) -> dict[int, str]:
    """Of "31 drones over Lund, where one man was killed" he was killed in Lund."""
    over = (token for token in lent if token.lower_ == "over")
    return {token.i: "in" for token in over if not any(child.ent_type_ in {"DATE", "TIME"} for child in token.rights)}


def _without_connectives(words: list[Token]) -> list[Token]:
    """The words without those that only lead on to others: "[Elsewhere,] a driver was hurt[ as well]", "[not only] fled"."""
    dropped: set[int] = set()
    for index, token in enumerate(words):
        behind = words[index + 1].text if index + 1 < len(words) else ""
        before = words[index - 1].text if index else ""
        if token.lower_ in _LEADING_ON and token.pos_ == "ADV" and behind == "," and before in {"", ","}:
            dropped |= {token.i, token.i + 1}
        elif token.lower_ == "however" and before == "," and behind in {"", "."}:
            dropped |= {words[index - 1].i, token.i}
        elif token.lower_ == "further" and not index and words[2:3] and words[2].text == "," and words[1].lower_ in _BEARINGS:
            dropped |= {one.i for one in words[:3]}  # "[Further north,] in Lund, four were hurt"
        elif token.lower_ == "well" and before == "as" and behind in {"", "."} and token.head.i < token.i:
            dropped |= {token.i - 1, token.i}
        elif token.lower_ == "not" and token.dep_ == "preconj" and behind.lower() == "only" and _ends_before_more(token, words):
            dropped |= {token.i, token.i + 1}
    return [token for token in words if token.i not in dropped] if len(dropped) < len(words) else words


def _ends_before_more(not_only: Token, words: Sequence[Token]) -> bool:
    """What "not only" leads on to is no part of the words: "[He not only saw it], he filmed it", "… but also filmed it"."""
    more = (one for one in not_only.doc[not_only.head.i : not_only.sent.end] if one.lower_ == "but" and one.dep_ == "cc")
    return not any(one in words for one in more)


def _is_all_said(clause: Clause, cue: str) -> bool:
    """The clause is all of its sentence but for who says so at the end, and says something, however the parse reads it."""
    words, sentence = clause.tokens, clause.sentence.tokens
    whole = bool(clause.chain) and words[0].i == sentence.start and words[-1].i - words[0].i + 1 == len(words)
    rest = list(sentence.doc[words[-1].i + 1 : sentence.end])
    said = whole and len(rest) <= _LONGEST_INQUIT and rest[:1] and rest[0].text == "," and any(one.lemma_ == cue for one in rest)
    return bool(said) and any(token.tag_.startswith("VB") for token in words) and not any(token.like_num for token in rest)


def _within(parts: Sequence[Span], clause: Clause, words: Sequence[Token]) -> list[Token]:
    """The words that are said, without those for who says so between: "38 were killed[, he said], including 22 in a school"."""
    offset = clause.sentence.offset
    said = [token for token in words if any(part.start <= offset + token.idx < part.end for part in parts)]
    return said if said and (said[0].i, said[-1].i) == (words[0].i, words[-1].i) else list(words)


def _is_exclaimed(own: Sequence[Token]) -> bool:
    """All that somebody says aloud, without a verb: "“Eleven hundred rounds of sandwiches,” she said"."""
    first, last = own[0], own[-1]
    opened = first.i > first.sent.start and first.nbor(-1).text in OPENING
    after = last.doc[last.i + 1 : last.i + 3]
    closed = [token.text for token in after][:1] == [","] and len(after) > 1 and after[1].text in _CLOSING
    return opened and closed and not any(token.pos_ in {"AUX", "VERB"} for token in own)


def as_told(
    words: Sequence[Token],
    clause: Clause,
    context: Context,
    *,
    copula: Token | None = None,
    joint: Token | None = None,
) -> Statement:
    """The sentence that the words are as they stand; one of several that were counted before is told in the singular.

    In the place of the comma that is the ``copula`` comes "is", or what else its noun and the time told of ask for; in that of
    the ``joint`` comes "and".
    """
    if copula is not None:
        noun, past = words[: words.index(copula)], is_past(clause.head)
        named = noun[-1].pos_ == "PROPN"
        be = ("were" if past else "are") if is_plural(noun) else "was" if past and not named else "is"
        return Statement(finished(joined(words_of(words, context, {copula.i: f" {be}"}))), words)
    changed = _in_singular(words)
    if changed:
        changed |= {token.i: "was" for token in words if token.lower_ == "were"}
    changed |= _known_whole(words)
    if (whose := whose_of(clause)) is not None and whose in words:
        changed |= _owned_by(_owner(whose, clause), whose, context)
    changed |= _deaths_of(words) | _remains_of(words) | _taken_over(words) | _first_person(words, context)
    changed |= _found_so(clause, words)
    changed |= {joint.i: " and"} if joint is not None else {}
    return Statement(finished(joined(words_of(words, context, changed))), words)


def _deaths_of(words: Sequence[Token]) -> dict[int, str]:
    """Whose the deaths are of which a part is told: of "had confirmed 87 deaths, including 19 children" those of 19 children."""
    for noun, number in itertools.pairwise(words):
        if noun.lemma_ in FATES and noun.tag_ == "NNS" and number.like_num and noun.i < number.i - 1:
            fate = number.head.lemma_ in FATES or number.head.lemma_ in _HURTS  # "13 deaths in Lund and 176 injuries"
            return {noun.i: "" if fate else f"the {noun.text} of"}
    return {}


def _remains_of(words: Sequence[Token]) -> dict[int, str]:
    """Whose bodies a part of these are: of "11 bodies were brought in, among them three women" the bodies of three women."""
    number = words[0]
    if number.like_num and is_of_some(number):
        before = number.doc[number.sent.start : number.i]
        whole = next((word for word in before if word.lemma_ in _REMAINS and word.tag_ == "NNS" and word not in words), None)
        return {number.i: f"the {whole.text} of {number.lower_}"} if whole is not None else {}
    return {}


def _taken_over(words: Sequence[Token]) -> dict[int, str]:
    """The helping verb that stands behind another subject than its own, in the number of that: "eight [were] wounded"."""
    for index, (before, helper) in enumerate(itertools.pairwise(words), start=1):
        noun = words[0].head
        alone = words[0].lower_ in {"a", "an"} and noun.tag_ == "NN" and are_people(noun.lower_)  # "a girl of seven"
        shared = not alone and any(token.pos_ == "ADP" for token in words[:index])  # "one in five of the men"
        part = helper.i > before.i + 1 and words[0].i > 0 and words[0].nbor(-1).lower_ in {"including", "them"}
        taken = helper.i < before.i or part  # "seven people, among them [a boy], [have been killed]"
        if helper.lower_ in SINGULAR.keys() | SINGULAR.values() and taken and not shared:
            plural = is_plural(words[:index])
            several = {one: many for many, one in SINGULAR.items() if many in {"are", "were", "have"}}
            form = several.get(helper.lower_) if plural else SINGULAR.get(helper.lower_)
            return {helper.i: form} if form else {}
    return {}


def _in_singular(words: Sequence[Token]) -> dict[int, str]:
    """The noun of one of several that were counted before: "one [bank]"."""
    return {
        noun.i: "person" if noun.lower_ == "people" else noun.lemma_
        for number, noun in itertools.pairwise(words)
        if number.lower_ in {"one", "1"} and noun.tag_ == "NNS" and number.doc[number.i - 1].text != "-"  # "Forty-one people"
    }


def phrase_of(words: Sequence[Token], days: Mapping[tuple[int, int], tuple[dt.date, dt.date]]) -> str:
    """Where and when, in the words of a sentence, as they stand behind those of another."""
    text = joined(with_days(words, [Word(token.text, token.i, bool(token.whitespace_), token.tag_) for token in words], days))
    return text[:1].lower() + text[1:] if words[0].pos_ in SMALL else text


def _without_amount(words: list[Token]) -> list[Token]:
    """The words without the noun of which a clause of its own tells: "300 were hurt[, a number] that rose to 400"."""
    before = trimmed(words[:-2])
    aside = words[-1].lemma_ in _AMOUNTS and words[-2:-1] and words[-2].lower_ == "a" and len(before) < len(words) - 2
    return before if aside and any(child.dep_ == "relcl" for child in words[-1].rights) else words


def _limited(words: list[Token]) -> list[Token]:
    """With what says of whom somebody is one, which tells its own: "was one of three people[ who died in Lund]"."""
    noun = words[-1]
    one = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ == "one"
    verb = next((child for child in noun.rights if child.dep_ == "relcl" and child.left_edge.i == noun.i + 1), None)
    if not one or verb is None:
        return words
    end = min([verb.right_edge.i + 1, *(child.left_edge.i for child in verb.rights if child.dep_ == "advcl")])
    return [*words, *trimmed(list(noun.doc[noun.i + 1 : end]))]


def _closed_up(words: Sequence[Token]) -> list[Token]:
    """Without the two dashes between which nothing is left: "The town[ – which had been shelled – ]was retaken"."""
    pairs = itertools.pairwise(words)
    empty = {one.i for pair in pairs for one in pair if pair[0].text in DASHES and pair[1].text in DASHES}
    dashes = [word for word in words if word.text in DASHES]
    if len(dashes) == 1 and words[-1] != dashes[0] and dashes[0].nbor().tag_ in FINITE:
        empty.add(dashes[0].i)  # "[25 million people –] half the population – face hunger"
    return [word for word in words if word.i not in empty]


def _with_lent(words: list[Token], head: Token, lent: list[Token]) -> list[Token]:
    """The words with those lent to them behind; before them where they stood so and the words end in an aside."""
    if not lent or lent[-1].i > words[0].i or not any(token.text == "," and token.i > head.i for token in words):
        return [*words, *lent]
    comma = lent[-1].nbor()
    return [*lent, *([comma] if comma.text == "," else []), *words]


def _wants_making(clause: Clause, own: Sequence[Token], context: Context) -> bool:
    """Whether the words may be something else than a clause; most are one, and are spared the look."""
    if is_with(clause, own) or is_called(clause) or copula_of_fate(clause, own, context.cue):
        return True
    if clause.cue_phrase or context.cue in _CUES_OF_PARTS or (context.cue in RAISING and context.said_by_nobody):
        return True
    return any(token.lower_ == "them" and token.head.lower_ == "of" for token in own)


def _made(clause: Clause, own: list[Token], lent: Sequence[Token], context: Context) -> str | None:
    """The sentence for a content that is no clause, where its cue tells how to make one."""
    if is_called(clause):
        return as_called(joined(words_of([*own, *lent], context, {})), clause)
    changed = _raised(own, context) | _named(clause, own, context) | copula_of_with(clause, own)
    changed |= {} if changed or context.denied else copula_of_fate(clause, own, context.cue)
    part = own[0].like_num and any(token.lower_ == "them" for token in own[:3])  # "put the toll at 12, [three of them children]"
    told = (context.cue in FIGURE_TOLD and not part) or context.cue == "attribute"
    changed |= {} if changed or told else copula_of_part(clause, own)
    text = joined(words_of([*own, *lent], context, changed | _on_ground(lent)))
    return text if changed else as_clause(text, clause, cue=context.cue, speaker=context.speaker, denied=context.denied)


def _worded(clause: Clause, ordered: list[Token], context: Context, placed: Mapping[int, str] | None = None) -> str:
    changed = _first_person(ordered, context) | dict(placed or {})
    one = [token.lower_ for token in ordered[:2]] == ["one", "of"]
    wholly = context.denied and (ordered[0].lower_ in _SO_MANY or one) and clause.head in ordered[1:]
    if wholly and ordered[0].i not in changed:  # "More than 460", or "One of them was not killed" says that others were
        changed |= {ordered[0].i: f"it is not true that {ordered[0].lower_}"}
    elif context.denied and clause.head in ordered:
        changed |= negated(clause, ordered)
    if is_gapped(clause.head):
        changed |= agreed(clause.head)
    changed |= _found_so(clause, ordered)
    if len(ordered) > 1 and clause.head.dep_ == "relcl" and ordered[0].lower_ == "a" and ordered[1].lemma_ in _AMOUNTS:
        changed |= {ordered[0].i: "the"}  # "300 were hurt, a number that rose to 400"
    changed |= _known_whole(ordered) | _in_singular(ordered) | _both_told(ordered)
    if is_contact(clause.head) and (noun := clause.head.head) in ordered:  # "Lund has rejected [the] demands"
        first = noun.left_edge
        changed |= {first.i: "the"} if first.tag_ == "DT" else {first.i: f"the {first.text}"}
    if (whose := whose_of(clause)) is not None and whose in ordered:
        changed |= _owned_by(_owner(whose, clause), whose, context)
    if context.cue in RAISING and not any(token.lemma_ == context.cue for token in ordered):
        changed |= _raised(ordered, context)  # "The raid has killed nine people and wounded 40 others"
    above = clause.parent if clause.head.dep_ == "advcl" else None
    placed = _placed(above) if above is not None and above.head in ordered else {}
    return joined(words_of(ordered, context, changed | _placed(clause) | placed))


def _both_told(words: Sequence[Token]) -> dict[int, str]:
    """Of "Lund or Karsk, neither of which has a port" neither Lund nor Karsk has."""
    joint = next((token for token in words[1:] if token.dep_ == "cc"), None)
    if joint is None or words[0].lower_ not in BOTH or words[1].lower_ == "of" or words[0].dep_ not in SUBJECTS:
        return {}
    return {joint.i: "nor" if words[0].lower_ == "neither" else "and"}


def _known_whole(words: Sequence[Token]) -> dict[int, str]:
    """The article of a whole that was told before its part: of "30 drones, of which 21 were lost" 21 of the 30 were."""
    for of, number in itertools.pairwise(words):
        led = of.lower_ == "of" and any(child.lower_ in {"which", "whom"} for child in of.rights)
        least = number.lower_ == "at" and any(child.lower_ in {"least", "most"} for child in (number.head, *number.children))
        several = number.tag_ == "NNS" and number.left_edge == number  # "Videos shared online, two of which …"
        if led and number.i < of.i and (number.like_num or least or several or number.lower_ in _BEFORE_NUMBERS):
            return {number.i: f"the {number.lower_}"}
    return {}


def _found_so(clause: Clause, words: Sequence[Token]) -> dict[int, str]:
    """The copula of what was done, where that is told without: "a survey found [640 homes destroyed]"."""
    head = clause.head
    if head.head.lemma_ in CALLING and head.tag_ in {"VBD", "VBN"} and head.dep_ in {"ccomp", "oprd"} and clause.chain:
        named = (*head.head.rights, *head.lefts)
        thing = next((child for child in named if child.dep_ in {"dobj", *SUBJECTS} and child.i < head.i), None)
        done = not any(child.dep_ in {*HELPERS, "dobj"} for child in head.children)
        if thing is not None and thing in words and head in words and done:  # "called reports of it fabricated"
            return {head.i: f"{'are' if is_plural(words[: words.index(head)]) else 'is'} {head.text}"}
    found = head.tag_ == "VBN" and head.dep_ == "ccomp" and head.head.lemma_ in _FINDING and bool(clause.chain) and head in words
    parts = {child.dep_ for child in head.children}
    if not found or head.head in words or "nsubj" not in parts or not parts.isdisjoint({*HELPERS, "dobj"}):
        return {}
    return {head.i: f"{'were' if is_plural(words[: words.index(head)]) else 'was'} {head.text}"}


def _owned_by(owner: Sequence[Token], whose: Token, context: Context) -> dict[int, str]:
    """Writes "Roe's team" for "whose team", and "the stairs of a block in Lund" for "whose stairs"."""
    name = joined(words_of(owner, context, {}))
    led = any(token.dep_ == "prep" for token in owner) and whose.head.i > whose.i
    if not led:
        return {whose.i: possessive_of(name)}
    name = name[0].lower() + name[1:] if owner[0].pos_ == "DET" else name
    return {whose.i: "the", whose.head.i: f"{whose.head.text} of {name}"}


def _owner(whose: Token, clause: Clause) -> list[Token]:
    """The noun before "whose", with all of a name that the parse or the model tears apart."""
    noun = antecedent_of(clause.head if clause.head.dep_ == "relcl" else clause.head.head)
    body = whose.doc[whose.i - 2] if whose.i > 1 else noun
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.head.i < noun.i and singular(noun.lower_) in PERSONS:
        noun = noun.head  # "Ana Roe, a volunteer whose team"
    if body.dep_ == "pobj" and body.head.head == noun and any(child.lower_ in BODIES for child in body.lefts):
        return trimmed(list(body.subtree))  # "said Ana Roe of the charity Tearmann, whose staff"
    if noun.lower_ in STREETS and noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN" and noun.head.head.i < noun.i:
        noun = noun.head.head  # "a block on Roe Street, whose stairwell"
    if noun.pos_ != "PROPN":
        return trimmed([token for token in noun.subtree if token.i < whose.i])
    first = min(noun.left_edge.i, noun.i)
    while noun.doc[first].ent_iob_ == "I":
        first -= 1
    of = next((child for child in noun.rights if child.i == noun.i + 1 and child.lower_ == "of"), None)
    if of is not None:  # "the Ministry of Health, whose figures"
        end = next((child.i for child in of.rights if child.dep_ == "pobj"), noun.i) + 1
        return list(noun.doc[first:end])
    return [token for token in noun.doc[first : noun.i + 1] if token.lower_ != "the" or token.i == first]


def _are_aboard(noun: Token) -> bool:
    behind = [token.lower_ for token in noun.doc[noun.i + 1 : noun.i + 3]]
    return behind == ["on", "board"] or behind[:1] == ["aboard"]


def total_of(clause: Clause, words: Sequence[Token], context: Context) -> Statement:
    """How many there are in all, where a part is told: "74 of its 410 branches" says that the bank has 410 branches."""
    return Statement(_in_all(clause, words, context), words)


def _in_all(clause: Clause, words: Sequence[Token], context: Context) -> str:
    number = next((index for index, token in enumerate(words) if token.like_num and token.pos_ != "PROPN"), 0)
    past = any(token.tag_ == "VBD" for token in (clause.head, *clause.head.lefts, *words))
    there = "There were" if past else "There are"
    if any(token.pos_ in {"VERB", "AUX"} for token in words[number:]):  # "31 accidents that it examined"
        return f"{there} {finished(joined(words_of(words[number:], context, {})), opens=False)}"
    before = [token for token in clause.tokens if token.i < words[0].i]
    owner, counted = words[:number], joined([word_of(token, [], context, {}, set()) for token in words[number:]])
    owned = owner and (owner[-1].tag_ == "POS" or owner[-1].lower_ in POSSESSIVES)
    if not owned:
        about = [token for token in owner if token.tag_ in _LIMITING_TAGS]  # "around 300 guests"
        counted = joined([word_of(token, [], context, {}, set()) for token in (*about, *words[number:])])
        if _are_aboard(words[-1]):
            return f"{counted[:1].upper()}{counted[1:]} {'were' if past else 'are'} on board."
        behind = clause.head.doc[words[-1].i + 1] if words[-1].i + 1 < clause.head.sent.end else words[-1]
        if behind.tag_ == "VBN" and behind.head == words[-1] and not behind.n_rights:  # "38 of the 92 prisoners interviewed"
            return f"{counted[:1].upper()}{counted[1:]} were {behind.text} in all."
        return f"{there} {counted} in all."
    written = [word_of(token, before, context, {}, set()) for token in owner]
    holder = joined(words_of(owner, context, {}) if owner[0].lower_ == "the" else written)
    if holder.lower() in POSSESSIVES:  # "the bank will close 74 of its branches"
        subject = next((child for child in clause.head.lefts if child.dep_ in SUBJECTS), None)
        others = any(token.tag_ == "POS" and (subject is None or token.i > subject.i) for token in before)
        others |= subject is not None and subject.tag_ == "NNS" and holder.lower() == "its"  # "the bombs hit two of its turbines"
        owns = subject is not None and (subject.lemma_.lower() not in _NO_OWNERS or subject.pos_ == "PROPN")
        if subject is None or not owns or others or subject.like_num or any(token in words for token in subject.subtree):
            return f"{there} {counted} in all."
        if subject.lower_ in RELATIVES:  # "Roe, 34, who came with three of her five children"
            subject = antecedent_of(clause.head)
        told = itertools.takewhile(lambda token: token.i <= subject.i or token.text != ",", subject.subtree)
        holder = joined([word_of(token, [], context, {}, set()) for token in told])
    return finished(f"{POSSESSIVE.sub('', holder)} has {counted}")


# The words themselves


_OBJECTS = {"his": "him", "her": "her"}


def _first_person(own: Sequence[Token], context: Context) -> dict[int, str]:
    """The speaker's name for "I" and "my", and for the "we" of a body, with the verb to suit it."""
    changed: dict[int, str] = {}
    alone = context.body is None and any(token.lower_ in _I for token in own)  # "I thought it was our house"
    for token in own:
        low = token.lower_
        if alone and context.one is not None and low == "our" and token.dep_ == "poss":
            changed[token.i] = context.whose or "their"
        name = context.one if low in _I | _MY else context.body if low in _WE | _OUR else None
        if name is None or token.pos_ not in {"PRON", "DET"}:
            continue
        again = "its" if low in _OUR else context.whose if low in _MY else None
        again = _OBJECTS.get(context.whose or "") if low == "me" else again
        if name.startswith(ONE_OF) and low in _I | _MY:
            again = "them" if low == "me" else "their" if low in _MY else again  # "One of the crew lost their hat"
        known = any(one.startswith(name) for one in changed.values())
        name = name.rpartition(" ")[2] if known and name.istitle() else name  # "Ana Roe was 12 when they took Roe"
        changed[token.i] = again if known and again else possessive_of(name) if low in _MY | _OUR else name
        if token.dep_ in SUBJECTS:
            helpers = (child for child in token.head.lefts if child.dep_ in HELPERS and child.i > token.i)
            finite = next(helpers, token.head)
            joined = [verb for verb in own if verb.dep_ == "conj" and first_of(verb).i == token.head.i and verb.tag_ == "VBP"]
            for verb in (finite, *joined):
                if form := third_person(verb):
                    changed[verb.i] = form if verb.doc[verb.i - 1].whitespace_ else f" {form}"
    return changed


def _raised(own: Sequence[Token], context: Context) -> dict[int, str]:
    """Of "the deal is said to cover …", which hangs on nobody, "the deal covers …"."""
    to = next((token for token in own if token.tag_ == "TO" and token.i > own[0].i and not token.head.like_num), None)
    verb = to.doc[to.i + 1] if to is not None and to.i + 1 < len(to.doc) else None
    if to is None or verb is None or verb.tag_ != "VB" or not context.said_by_nobody or context.cue not in RAISING:
        return {}
    raised = verb.head if verb.dep_ in HELPERS else verb
    if raised.dep_ in {"advcl", "xcomp"} and raised.head.lemma_ not in RAISING and raised.head in own:
        return {}  # "“People have to get to work,” she said", "made it impossible to cross"
    before = [token for token in own if token.i < to.i]
    if not any(token.pos_ in {"NOUN", "PROPN", "NUM"} for token in before):
        return {}
    if context.cue in _AHEAD:
        return {to.i: "will"}
    last = before[-1]
    set_off = any(token.text == "," for token in before) and last.nbor().text == ","  # "A suspect, a baker, is believed to"
    told = {last.i: f"{last.text},"} if set_off else {}
    several = is_plural(before) or (last.like_num and last.lower_ not in {"1", "one"})  # "at least six"
    return {**told, to.i: "", verb.i: finite_form(verb, plural=several)}


def _named(clause: Clause, own: Sequence[Token], context: Context) -> dict[int, str]:
    """The copula of "called the loss “deeply disappointing”": the loss is deeply disappointing."""
    if context.cue not in NAMING or not clause.cue_phrase:
        return {}
    name = next((token for token in own[1:] if token.text in OPENING), None)
    if name is None or own[0].text in OPENING or own[0].pos_ == "ADP":  # "called on both to show “restraint”"
        return {}
    before, led = name.nbor(-1), any(token.lower_ == NAMING[context.cue] for token in own)
    copula = "are" if is_plural([token for token in own if token.i < name.i]) else "is"
    if led:  # "described all of them as “terrorists”", but not "described her as “brave”"
        called = own[0].i < before.i and before.lower_ == NAMING[context.cue] == "as" and own[0].tag_ != "PRP"
        return {before.i: copula} if called else {}
    article = before.tag_ == "DT" and before.head.i > name.i  # "called the raid a “massacre”"
    first = before if article else name.nbor()
    return {first.i: f"{copula} {first.text}"}


def _placed(clause: Clause) -> dict[int, str]:
    """Where a clause with "where" plays: "pulled from the rubble, where two were missing" puts them in the rubble."""
    if clause.head.dep_ == "relcl" and clause.tokens[0].lower_ == "when":
        return _timed(time_of(clause), clause.head.left_edge.i)
    if clause.head.dep_ != "relcl" or clause.tokens[0].lower_ != "where":
        return {}
    noun = scene_of(clause)
    taken = not any(child.dep_ in {"dobj", "prt"} for child in clause.head.rights)  # unlike "where a shell brought down a house"
    if clause.head.lemma_ in _BRINGING and noun.dep_ == "pobj" and taken:
        return {noun.head.i: "to"}  # "according to the hospital, where the dead were taken"
    if noun.dep_ != "pobj":  # "struck the town, where three died"
        first = next(token for token in noun.subtree if not token.is_punct)
        return {first.i: f"in {first.lower_ if is_small(first) else first.text}"}
    way = noun.head.lower_
    inside = any(one.lower_ == "in" and one.dep_ == "prep" for one in clause.tokens)
    if inside and way == "to" and noun.pos_ == "PROPN":  # "The worst was done to Kharkiv, where a shell hit a house in a suburb"
        return {noun.head.i: "of"}
    return {noun.head.i: "in"} if way in _WAYS | {"beside"} else {noun.head.i: "at"} if way in _BESIDE else {}


def _timed(noun: Token, end: int) -> dict[int, str]:
    """When a clause with "when" plays: of "since January 2015, when the wall gave way" in January 2015."""
    told = [token for token in noun.subtree if token.i < end]
    if told and told[0].lower_ in _WHICH:
        return {noun.head.i: ""}  # "since last August, when 307 soldiers went home"
    day = any(token.like_num and len(token.text) <= _DAY_DIGITS for token in told)
    return {} if noun.head.lower_ in AT_TIMES else {noun.head.i: "on" if day or noun.text.endswith("day") else "in"}
