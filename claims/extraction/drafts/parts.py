"""Figures that are part of another, the whole of one, or what one was before."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claims.extraction.clauses import SUBJECTS, VERBAL, Clause, Place, antecedent_of, counted_with, is_past, trimmed
from claims.extraction.drafts.draft import (
    ASIDE_MARKS,
    SUBSET_CUES,
    SUBSET_PRONOUNS,
    Draft,
    acts,
    before,
    between,
    end_of,
    number_of,
    place,
    predicate_of,
)
from claims.extraction.quantities.units import TIME_UNITS
from claims.extraction.records import Quantity
from claims.extraction.reference.nouns import FATES, PERSONS
from claims.extraction.text.tokens import Token

#: What values do; what they did does not say what they were.
CHANGING = frozenset(
    """climb decline decrease dip drop ease edge fall grow increase jump plummet plunge rise shrink sink slide slip slump soar
    surge tumble""".split()
)
_YOUNG = frozenset({"baby", "child", "infant", "teenager", "toddler"})
#: Where, or on what occasion.
PLACING = frozenset("across along around at during in near on outside throughout".split())
_ACTED_ON = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "conj"})
#: A phrase of two words names no total.
_FEWEST_WORDS = 2
#: What may stand between two values of one thing: "down from", "compared with about".
_FORMER = frozenset({("up", "from"), ("down", "from"), ("compared", "with"), ("compared", "to")})
_TO_FORMER = frozenset("at a an the peak high low of about some around nearly just almost only".split())
#: What figures come to, and nobody with a name is.
_AMOUNTS = frozenset("average decline decrease difference drop fall gain gap increase loss margin rise swing total".split())


def total_phrase(clause: Clause, quantity: Quantity, part: Quantity) -> list[Token]:
    """The phrase that gives the total of which the figure before it is a part: "110,000 of [the region's 140,000 homes]"."""
    if part.of_span is None or quantity.of_span is None or quantity.unit in TIME_UNITS:
        return []
    if not (part.span.end <= quantity.span.start < part.of_span.end and part.of_span.overlaps(quantity.of_span)):
        return []
    first, end, noun = part.span.end, quantity.of_span.end, None
    for token in clause.tokens:
        if first <= place(clause, token) < end:
            noun = token
    told = noun is not None and any(child.dep_ in {"relcl", "acl"} and child.nbor(-1).text != "," for child in noun.rights)
    one = part.text.lower() in {"one", "1"} and noun is not None and not any(not child.is_punct for child in noun.rights)
    if one and noun is not None and not any(child.dep_ in {"det", "poss"} for child in noun.lefts):
        return []  # of "marked with one of three words" nobody says that there are three
    if noun is not None and told:  # "31 accidents that it examined"
        end = place(clause, noun.right_edge) + len(noun.right_edge)
    phrase = between(clause, clause.tokens, first, end)
    return phrase[1:] if phrase and phrase[0].lower_ == "of" and len(phrase) > _FEWEST_WORDS else []


def apposition_of(clause: Clause, quantity: Quantity, words: Sequence[Token]) -> tuple[list[Token], Token] | None:
    """A noun with what a comma adds to it, and that comma: "Lund, a town of 90,000", "640 tonnes, nine days' supply"."""
    comma = words[0].nbor(-1) if words[0].i else words[0]
    added = next((token for token in words if token.dep_ == "appos" and token.head.i < comma.i), None)
    if added is None or comma.text != "," or added.left_edge.i != words[0].i or added.tag_ == "CD":
        return None
    if quantity.of.lower() in SUBSET_PRONOUNS or not _says_what(added, words, quantity):
        return None  # a list: "870 firefighters, 140 soldiers"
    noun = added.head
    if noun.pos_ == "PROPN" and added.lemma_ in _AMOUNTS:
        return None  # "49.37% for Roe, a difference of 24,318 votes"
    part = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.like_num  # "72 of the 140 seats, a loss of 11"
    if part or (noun.lemma_ in {"%", "percent"} and added.tag_ == "JJS"):  # "at 6.4%, the highest in five years"
        return None
    led = list(noun.doc[noun.left_edge.i : comma.i])
    told = [token for token in words if token.i <= added.right_edge.i]
    counted = any(quantity.span.start <= place(clause, token) < quantity.span.end for token in told)
    whole = noun.pos_ in {"NOUN", "PROPN"} and noun.ent_type_ not in {"DATE", "TIME"} and comma.text not in map(str, led)
    verbless = not any(token.pos_ in VERBAL for token in (*led, *told))
    return ([*led, comma, *told], comma) if counted and whole and verbless else None


def _says_what(added: Token, words: Sequence[Token], quantity: Quantity) -> bool:
    """It says what the noun is, "a city of 600,000", what share, "12 per cent of the total", or what it is good for."""
    share = quantity.unit == "percent" and any(child.lower_ == "of" for child in added.rights)
    lasts = any(child.dep_ == "poss" and any(number.like_num for number in child.lefts) for child in added.lefts)
    return share or lasts or (words[0].tag_ in {"DT", "PRP$"} and any(child.dep_ == "prep" for child in added.rights))


def fronted_total(clause: Clause, first: Quantity) -> list[Token]:
    """The phrase of the total that a clause opens with: "Of [the 43 injured], 11 were in hospital"."""
    comma = next((index for index, token in enumerate(clause.tokens) if token.text == ","), 0)
    opener = clause.tokens[0]
    opens = opener.lower_ == "of" and (opener.i == opener.sent.start or opener.nbor(-1).pos_ == "CCONJ")
    inside = opens and comma > 1 and first.span.start < place(clause, clause.tokens[comma])
    phrase = clause.tokens[1:comma] if inside else []
    owner = bool(phrase) and phrase[0].head.dep_ == "poss"  # "the country's 28 districts"
    return phrase[1:] if phrase and phrase[0].tag_ == "DT" and not owner else phrase


def whole_among(clause: Clause, earlier: Sequence[Quantity]) -> Quantity:
    """Of the figures before a part, the nearest that counts whom the verb is about, rather than where it happened."""
    for quantity in reversed(earlier):
        words = between(clause, clause.tokens, quantity.span.start, quantity.span.end)
        number = next((token for token in words if token.like_num), number_of(clause, quantity))  # "at least [34]"
        noun = number.head if number.dep_ == "nummod" else number
        if noun.dep_ in _ACTED_ON:
            return quantity
    return earlier[0]


def part_without_noun(clause: Clause, whole: Quantity, part: Quantity, words: Sequence[Token]) -> list[Token]:
    """A number without a noun in the words of the whole: of "61 drones were downed, including 24 over Lund" 24 drones."""
    if whole.of_span is None or part.of_span != whole.of_span or any(token.pos_ == "VERB" for token in words[1:]):
        return []
    first = before(clause, whole.span.start)
    noun = between(clause, clause.tokens, whole.span.end, whole.of_span.end)
    behind = [token for token in clause.tokens if whole.of_span.end <= place(clause, token) and token.i < words[0].i]
    number = between(clause, words, part.span.start, part.span.end)
    rest = [token for token in words if part.span.end <= place(clause, token)]
    marks = ASIDE_MARKS | {":"}
    behind = list(itertools.takewhile(lambda token: token.text not in marks, behind))
    if any(token.i == clause.head.i for token in behind):
        way = rest[0].lower_ if rest else ""  # "93 were shot down over six regions: 41 over Lund"
        elsewhere = (at for at, token in enumerate(behind) if token.dep_ == "prep" and token.lower_ == way)
        return [*first, *number, *noun, *behind[: next(elsewhere, len(behind))], *rest]
    return [*first, *number, *noun, *rest] if any(token.i == clause.head.i for token in first) else []


def another_place(clause: Clause, first: Quantity, other: Quantity, words: Sequence[Token]) -> list[Token]:
    """As many somewhere else: of "downed 34 drones over Lund, 12 over Karsk and six over Dole" 12 drones over Karsk."""
    if first.of_span is None or other.of_span != first.of_span or len(words) <= 1 or any(token.pos_ == "VERB" for token in words):
        return []
    number = between(clause, words, other.span.start, other.span.end)
    rest = [token for token in words if other.span.end <= place(clause, token)]
    ends = (at for at, token in enumerate(rest[:-1]) if rest[at + 1].like_num and (token.pos_ == "CCONJ" or token.text == ","))
    rest = rest[: next(ends, len(rest))]
    behind = next((token for token in clause.tokens if place(clause, token) >= first.of_span.end), clause.head)
    lead = before(clause, first.span.start)
    alike = number and rest and rest[0].pos_ == "ADP" and behind.lower_ == rest[0].lower_
    if not (alike and acts(clause, lead)):
        return []
    return [*lead, *number, *between(clause, clause.tokens, first.span.end, first.of_span.end), *rest]


def tells_of_all(way: Token, opener: int) -> bool:
    """It leads where all happened of whom an aside counts some: "killed 13 people, including a nurse, [in] Lund"."""
    return way.dep_ == "prep" and way.lower_ in PLACING and way.head.i < opener


def part_with_noun(clause: Clause, whole: Quantity, part: Quantity | None, words: Sequence[Token]) -> list[Token]:
    """A part in the place of its whole: of "nine people died in Lund, among them two boys" two boys died in Lund."""
    own = _without_cue(words)
    if not own or own[0].pos_ in VERBAL | {"ADP"}:  # "among them were two boys", "including of two boys"
        return []
    verb = min(token.i for token in predicate_of(clause))
    within = words[0].i < verb and _is_within_another(clause, whole)
    if within or clause.head in own:  # "…, among them two boys[,] were killed"
        plain = (token for token in own if token.text != "," or token.i > verb)
        return list(clause.sentence.tokens if within else plain)
    if whole.of_span is None or clause.head.lemma_ in CHANGING:  # "the toll rose to 12, including two children"
        return []
    ways = {one.i for one in own if tells_of_all(one, words[0].i)}
    own = [token for token in own if token.text != "," or token.i + 1 not in ways]
    own = _item_with(clause, part, own) if part is not None else own
    if words[0].i and (dash := words[0].nbor(-1).text) in ASIDE_MARKS - {",", "("}:  # "– including three boys – by the time …"
        own = list(itertools.takewhile(lambda token: token.text != dash, own))
    first = _but_other_items(clause, whole, before(clause, whole.span.start))
    if acts(clause, first):
        counted = between(clause, clause.tokens, whole.span.end, whole.of_span.end)
        fate = [token for token in counted[-1:] if token.lemma_ in FATES and part is not None and own[0].like_num]
        return [*first, *fate, *own]
    return _part_before(clause, whole, own) or ([*own, *_from(clause, verb)] if words[-1].i < verb else [])


def _from(clause: Clause, first: int) -> list[Token]:
    return [token for token in clause.tokens if token.i >= first]


def _part_before(clause: Clause, whole: Quantity, own: list[Token]) -> list[Token]:
    """A part before what stands between its whole and it: of "40 were moved to Lund, including 14 to York" 14 to York."""
    behind = [token for token in clause.tokens if end_of(whole) <= place(clause, token) and token.i < own[0].i]
    cue = next((at for at, token in enumerate(behind) if token.lower_ in SUBSET_CUES and at >= len(behind) - 2), len(behind))
    behind = trimmed(behind[:cue])
    if own[0].like_num and len(own) > 1 and own[1].dep_ == "prep":
        elsewhere = next((at for at, token in enumerate(behind) if token.dep_ == "prep" and token.lower_ == own[1].lower_), None)
        if elsewhere is not None and clause.head in behind[:elsewhere]:
            return [own[0], *behind[:elsewhere], *own[1:]]
    if behind and behind[0].dep_ == "acl" and behind[0].head.i < behind[0].i:  # "half of the 500 people held there have left"
        behind = [token for token in behind if token.i > behind[0].right_edge.i]
    told = any(token.i == clause.head.i for token in behind) and not any(token.is_punct for token in behind)
    return [*_fate_of(clause, whole), *own, *behind] if told else []


def _fate_of(clause: Clause, whole: Quantity) -> list[Token]:
    """What befell those who are counted, where that is what is told of: "[the deaths of] 33 people were proved"."""
    lead = before(clause, whole.span.start)
    of = lead[-1] if lead else clause.head
    return [token for token in lead if token.i >= of.head.left_edge.i] if of.lower_ == "of" and of.head.lemma_ in FATES else []


def _is_within_another(clause: Clause, whole: Quantity) -> bool:
    """What is counted only tells more of who or what does something: "interviews with 11 people showed"."""
    thing = number_of(clause, whole).head
    return thing.dep_ == "pobj" and thing.head.lower_ != "of" and thing.head.head.pos_ == "NOUN"


def _but_other_items(clause: Clause, whole: Quantity, first: Sequence[Token]) -> list[Token]:
    """What stands before a whole but for what is listed with it: of "[fired] 417 drones and 38 missiles, including six"."""
    number = number_of(clause, whole)
    noun = number.head if number.dep_ == "nummod" else number
    if noun.dep_ != "conj" or noun.head.pos_ != "NOUN" or clause.head not in first:
        return list(first)
    listed = next((one for one in noun.conjuncts if one.dep_ == "dobj"), None)
    if listed is None or listed.head != clause.head:
        return list(first)
    return [token for token in first if token.i < listed.left_edge.i]


def _item_with(clause: Clause, part: Quantity, words: Sequence[Token]) -> list[Token]:
    """The item of a list of parts that holds the figure: of "a man, [his three sons] and a woman"."""
    first = next((index for index, token in enumerate(words) if place(clause, token) >= part.span.start), 0)
    ends = [
        index
        for index, token in enumerate(words[:-1])
        if token.text == "," or (token.pos_ == "CCONJ" and words[index + 1].lower_ in {"a", "an", "the"})
    ]
    low = max((index + 1 for index in ends if index < first and words[index].text == ","), default=0)
    high = min((index for index in ends if index > first), default=len(words))
    return list(words[low + (words[low].pos_ == "CCONJ") : high])


def part_of_participle(clause: Clause, whole: Quantity, words: Sequence[Token]) -> list[Token]:
    """A part in the place of its whole behind a participle: "…, injuring [14 people, including] two boys"."""
    first, own = before(clause, whole.span.start), _without_cue(words)
    deed = next((token for token in reversed(first) if token.tag_ == "VBG" and token.pos_ == "VERB"), None)
    hangs = deed is not None and clause.head.tag_ == "VBG" and clause.head in first and clause.head not in own
    return [*(token for token in first if deed is not None and token.i >= deed.i), *own] if hangs else []


def part_of_subject(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """A part of those who do it in their place: of "half had been held for a year, among them two boys" two boys had been."""
    verb = predicate_of(clause)[0].i
    led = any(child.dep_ in SUBJECTS and child.i < verb for child in clause.head.lefts)
    behind = [token for token in clause.tokens if verb <= token.i < words[0].i]
    return [*_without_cue(words), *trimmed(behind)] if led and behind else []


def with_shared_whole(clause: Clause) -> tuple[list[Token], Token] | None:
    """The words with the whole that the number before shares, and its noun.

    Of "19 of the dead were women and eight were men", as of "Of the dead, 19 were women, eight men", eight of the dead were.
    """
    verb = clause.head
    number = next((child for child in verb.lefts if child.dep_ in SUBJECTS), verb)
    if not number.like_num or number.n_rights or number not in clause.tokens or number.i == number.sent.start:
        return None
    whole, first = _whole_of_first(verb, number)
    noun = next((child for child in whole.rights if child.dep_ == "pobj"), None) if whole is not None else None
    if whole is None or noun is None or any(child.like_num for child in whole.subtree):
        return None
    phrase = [token for token in whole.subtree if not token.is_punct]
    if noun.tag_ in {"WDT", "WP"}:
        noun = antecedent_of(first)
        phrase = [whole, *(token for token in noun.subtree if token.i <= noun.i)]
    own = clause.tokens
    return [*(token for token in own if token.i <= number.i), *phrase, *(token for token in own if token.i > number.i)], noun


def _whole_of_first(verb: Token, number: Token) -> tuple[Token | None, Token]:
    """The "of" of the whole of which the number before tells some, and the verb of that."""
    first, joint = verb.head, number.nbor(-1)
    if joint.dep_ == "cc":  # what stands before "and" is joined, whatever the parse joins
        first = joint.head.head if joint.head.dep_ == "attr" else joint.head
    opener = number.doc[number.sent.start]
    before = number.doc[opener.right_edge.i + 1 : number.i]
    if (
        opener.lower_ == "of"
        and before
        and before[0].text == ","
        and any(one.like_num and one.dep_ in SUBJECTS for one in before)
    ):
        return opener, first
    former = next((child for child in first.lefts if child.dep_ in SUBJECTS), first)
    if verb.dep_ != "conj" or not former.like_num:
        return None, first
    relative = first.left_edge if first.dep_ == "relcl" else former  # "43 wounded, of whom 29 were men and nine women"
    return next((child for child in (*former.rights, relative) if child.lower_ == "of" and child.dep_ == "prep"), None), first


def _without_cue(words: Sequence[Token]) -> list[Token]:
    if words[0].lower_ not in SUBSET_CUES:
        return list(words)
    them = len(words) > 1 and words[1].lower_ in SUBSET_PRONOUNS
    more = words[1:3] and [token.lower_ for token in words[1:3]] == ["those", "of"]  # "12 bodies, including those of two boys"
    return list(words[2:] if them and not more else words[1:])


def former_value(clause: Clause, now: Quantity, then: Quantity, words: Sequence[Token]) -> list[Token]:
    """What was so before, in the words for what is so now: "turnout was 54%, down from [58% in 2021]".

    Only of a past can that be told by the same verb, and only of a figure that stands behind it.
    """
    led = [token for token in words if place(clause, token) < then.span.start and not token.is_punct]
    said = tuple(token.lower_ for token in led[:2])
    leads = said in _FORMER or said[:1] == ("against",)
    first = before(clause, now.span.start)
    past = is_past(clause.head)
    done = next((token for token in words if place(clause, token) >= then.span.end), words[-1])
    helpers = [token for token in predicate_of(clause)[:-1] if token.dep_ == "auxpass"]
    if leads and helpers and done.tag_ == "VBN" and done.dep_ == "acl":  # "187 were killed, compared with [142 killed in May]"
        told = between(clause, words, then.span.start, then.span.end)
        return [*told, *_noun(clause, now, told), *helpers, *(token for token in words if token.i >= done.i)]
    # not of "he was one of 17 people, against 11 in May", nor of "were now eight kilometres away, compared with 15 in May"
    alike = acts(clause, first) and first[-1].lower_ != "of" and not any(token.lower_ == "now" for token in first)
    if not (leads and past and alike and all(token.lower_ in _TO_FORMER for token in led[2:])):
        return []
    number = between(clause, words, then.span.start, then.span.end)
    rest = [token for token in words if place(clause, token) >= then.span.end]
    rest = rest[: next((index for index, token in enumerate(rest) if token.text == "," or token.pos_ == "CCONJ"), len(rest))]
    dated = any(token.ent_type_ in {"DATE", "TIME"} for token in rest)
    if not dated and (rest or said[0] not in {"up", "down"}):
        return []  # "3.4%, compared with 3.1% for the country as a whole"
    named = then.of_span is not None and then.of_span != now.of_span
    opening = min(child.left_edge.i for child in clause.head.lefts if child.dep_ in SUBJECTS)
    if any(token.ent_type_ == "DATE" for token in first if token.i < opening):  # "[In May] it burned twice, up from …"
        first = [token for token in first if token.i >= opening]
    if any(token.ent_type_ == "DATE" for token in first):
        return []  # "output on Monday was 15 tonnes"
    if clause.head.lemma_ in CHANGING:  # "inflation rose to 5%, up from 4% in April", when it was 4%
        before_verb = [token for token in first if token.i < predicate_of(clause)[0].i]
        return [*before_verb, clause.head, *number, *rest] if first[-1].lower_ == "to" and before_verb else []
    return [*first, *number, *([] if named else [*_noun(clause, now, number), *_state(clause, now)]), *rest]


def _state(clause: Clause, quantity: Quantity) -> list[Token]:
    """What something is to such a degree: "the fire was 15 percent [contained]"."""
    behind = next((token for token in clause.tokens if place(clause, token) >= end_of(quantity)), None)
    if behind is None or behind.head.i > behind.i:
        return []  # "64 micrograms last year"
    return [behind] if behind == clause.head or behind.dep_ in {"acl", "acomp", "amod"} else []


def _noun(clause: Clause, quantity: Quantity, number: Sequence[Token]) -> list[Token]:
    """What is counted, or the unit with what is measured, behind the number of another."""
    if quantity.unit == "percent":  # "15 percent, up from five"
        unit = [one for one in between(clause, clause.tokens, quantity.span.start, quantity.span.end) if not one.like_num]
        return unit if all(token.like_num for token in number) else []
    if quantity.of_span is None:
        return []
    own = between(clause, clause.tokens, quantity.span.start, max(quantity.span.end, quantity.of_span.end))
    last = max((index for index, token in enumerate(own) if token.like_num), default=len(own))
    return own[last + 1 :]


def named_part(clause: Clause, whole: Quantity, words: Sequence[Token]) -> Draft | None:
    """Some of whom it is told without a number: "seven people were killed, [among them a boy and his grandmother]"."""
    cue = next((token for token in words if token.lower_ in SUBSET_CUES and token.i > words[0].i), None)
    if cue is None or cue.nbor(-1).text not in ASIDE_MARKS or place(clause, cue) < end_of(whole):
        return None
    aside = trimmed([token for token in words if token.i >= cue.i])
    counts = any(token.like_num and token.ent_type_ not in {"DATE", "TIME"} for token in aside)  # an age is no number of them
    if counts or not any(token.lower_ in PERSONS | _YOUNG for token in aside):
        return None
    if clause.head.tag_ == "VBG" and clause.place is not Place.MAIN:
        joined = any(child.dep_ == "conj" for child in clause.head.rights)  # "killing seven, among them a nurse, and hurting 41"
        deed = [] if joined else part_of_participle(clause, whole, aside)
        return Draft(clause, deed, shown=aside, subset=True) if deed else None
    told = part_with_noun(clause, whole, None, aside)
    return Draft(clause, aside, shown=aside, sentence=trimmed(told), subset=True) if told else None


def respective_parts(clause: Clause, counted: Sequence[Quantity]) -> list[tuple[Quantity, Token, list[Token]]]:
    """Each part with what it is a part of, and the sentence that tells it: "412 drones and 38 missiles, of which 361 and 22".

    None where no "respectively" stands behind them, or not as many wholes before the comma.
    """
    words, of = clause.tokens, clause.tokens[0]
    each = next((token for token in words if token.lower_ == "respectively"), None)
    if each is None or of.lower_ != "of" or of.i < of.sent.start + len(counted) or of.nbor(-1).text != ",":
        return []
    last = of.nbor(-2)  # "412 drones and 38 missiles at the country since Monday, of which": not the day
    wholes = counted_with(antecedent_of(clause.head)) or sorted([last, *last.conjuncts], key=lambda token: token.i)
    before = [part for part in counted if part.span.end <= place(clause, each)]
    behind = [token for token in words if token.i > each.i and token.text != ","]
    if not behind or not len(wholes) == len(before) == len(counted) > 1:
        return []
    return [
        (part, noun, [*between(clause, words, part.span.start, part.span.end), of, *_phrase_to(noun), *behind])
        for part, noun in zip(counted, wholes, strict=True)
    ]


def _phrase_to(noun: Token) -> list[Token]:
    return list(noun.doc[noun.left_edge.i : noun.i + 1])
