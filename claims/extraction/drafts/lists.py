"""A clause with figures, one draft for each: a list is cut between its items, each of which shares the words around the list."""

from __future__ import annotations

import bisect
import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence

from claims.extraction.clauses import (
    AGAIN,
    FINITE,
    MODIFYING,
    SUBJECTS,
    VERBAL,
    Clause,
    antecedent_of,
    has_subject,
    leaving,
    trimmed,
)
from claims.extraction.drafts.cutting import cut, is_governed, is_listed
from claims.extraction.drafts.draft import (
    ASIDE_MARKS,
    ASIDES,
    BESIDE,
    FORMERLY,
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
from claims.extraction.drafts.gaps import alone, gapped, gapped_participle, is_name, with_absolute
from claims.extraction.drafts.parts import (
    CHANGING,
    another_place,
    apposition_of,
    former_value,
    fronted_total,
    named_part,
    part_of_participle,
    part_of_subject,
    part_with_noun,
    part_without_noun,
    respective_parts,
    tells_of_all,
    total_phrase,
    whole_among,
    with_shared_whole,
)
from claims.extraction.drafts.uncounted import with_uncounted, without_uncounted
from claims.extraction.quantities.units import TIME_UNITS, is_money
from claims.extraction.records import Quantity, Span
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import HARMED, KIN
from claims.extraction.text.tokens import Token

#: A longer phrase before a relative clause has claims of its own in it.
_LONGEST_ANTECEDENT = 12
#: More figures than this share no words: they are a table.
_MOST_FIGURES = 30
#: Of these something is told that the others of a list are not of.
_OF_ONE = frozenset({"crew", "employee", "member", "resident"})
#: What belongs to the number before it: "killing seven and hurting dozens more".
_MORE = frozenset({"more", "others"})
#: "Her son and some neighbours": the son alone is hers.
_OTHERS = frozenset({"about", "another", "some"})
#: What compares a number with another.
COMPARING = {("fewer", "than"), ("less", "than"), ("more", "than"), ("higher", "than"), ("lower", "than")}
_AIMS = frozenset({"aim", "average", "capacity", "goal", "need", "norm", "quota", "requirement", "target"})
_AS_MANY = {("as", "many"), ("as", "much")}
_VICTIMS = HARMED | {"hostages", "others", "survivors", "victims"}
#: So many words with the number, it stands near it.
_NEAR_NUMBER = 4


def figure_drafts(clause: Clause, quantities: Sequence[Quantity]) -> Iterator[Draft]:
    """The clause cut between the figures of a list; figures that no comma and no "and" divides share its words."""
    wholes = {
        part.span: (whole, phrase)
        for part, whole in itertools.pairwise(quantities)
        if (phrase := total_phrase(clause, whole, part))
    }
    totals = {whole.span for whole, _ in wholes.values()}
    totals |= {whole.span for part, whole in itertools.pairwise(quantities) if _is_of_span(part, whole)}
    counted = [quantity for quantity in quantities if quantity.span not in totals]
    lone = _told_alone(clause, quantities[0]) if len(quantities) == 1 else []
    if uncut := lone or [*_respective(clause, counted), *_making_up(clause, counted)]:
        yield from uncut
        return
    reduced, uncounted = without_uncounted(clause, counted)
    if reduced is clause:
        yield from _cut_drafts(clause, counted, wholes)
    else:
        yield from with_uncounted([*_cut_drafts(reduced, counted, wholes)], clause, uncounted)


def _is_of_span(part: Quantity, whole: Quantity) -> bool:
    """So many of a time that is counted too, of which nobody says how long it is: "on two of [the three nights]"."""
    return whole.unit in TIME_UNITS and part.of_span is not None and part.span.end <= whole.span.start < part.of_span.end


def _told_alone(clause: Clause, quantity: Quantity) -> list[Draft]:
    """The only figure of a clause, where its verb, or of how many it is some, is told before it."""
    if gap := alone(clause, quantity):
        rest = trimmed([token for token in clause.tokens if token.i < gap.words[0].i])
        return [*([Draft(clause, rest)] if len(rest) > 1 else []), gap]
    if shared := with_shared_whole(clause):
        told, noun = shared
        counted = dataclasses.replace(quantity, of=noun.text, of_span=clause.sentence.span_of(noun))
        return [Draft(clause, trimmed(clause.tokens), counted, sentence=trimmed(told))]
    return []


def _cut_drafts(
    clause: Clause, counted: Sequence[Quantity], wholes: Mapping[Span, tuple[Quantity, list[Token]]]
) -> Iterator[Draft]:
    """One draft for each item of the list, with those for the ``wholes`` of which some are parts."""
    cuts = _cuts(clause, counted)
    in_part = of_them = False
    wholly: list[Quantity] = []
    for index, quantity in enumerate(counted):
        low = max(place for place in cuts[: index + 1] if place is not None)
        high = min(place for place in cuts[index + 1 :] if place is not None)
        low = _behind_aside(clause, quantity, low, high)
        words = _without_predicate(clause, quantity, trimmed(clause.tokens[low:high]))
        if not index and len(counted) > 1 and (total := fronted_total(clause, quantity)):
            if is_money(quantity.unit):  # there are no "$19m received"
                yield Draft(clause, trimmed(clause.tokens), quantity)
            else:
                yield Draft(clause, total, quantity, fronted=True)
            continue
        whole, phrase = wholes.get(quantity.span, (None, []))
        in_part = bool(words) and (
            (words[0].lower_ in SUBSET_CUES and not _is_behind_part(clause, words, quantity))
            or _is_share(clause, quantity, counted[0], words)
            or ((in_part or of_them) and low > 0 and words[0].pos_ == "NUM" and not gapped_participle(clause, words))
        )
        wholly = wholly if in_part else [*wholly, quantity]
        of_them = quantity.of.lower() in SUBSET_PRONOUNS  # "31 of them over Lund and [22] over York"
        alike = part_without_noun if in_part else another_place
        if index and (told := alike(clause, counted[0], quantity, words)):
            yield Draft(clause, told, quantity, shown=words, subset=in_part)
        elif words:
            draft = _item(clause, counted, index, low, high)
            draft.part = whole is not None
            if in_part and index:
                _tell_as_part(draft, whole_among(clause, wholly or counted[:index]), words)
            named = None if in_part else named_part(clause, quantity, trimmed(clause.tokens[low:high]))
            yield from [draft, *([named] if named else [])]
        if whole is not None:
            yield Draft(clause, phrase, whole, total=True)


def _behind_aside(clause: Clause, quantity: Quantity, low: int, high: int) -> int:
    """Where the item begins whose verb follows an aside: "killing seven, among them a nurse, and [wounding 41]"."""
    opener = next((token for token in clause.tokens[low:high] if not token.is_punct), clause.head)
    if opener.lower_ not in SUBSET_CUES or clause.head.tag_ != "VBG":
        return low
    verbs = (at for at in range(low, high) if clause.tokens[at].tag_ == "VBG" and clause.tokens[at].dep_ in {"conj", "advcl"})
    return next((at for at in verbs if place(clause, clause.tokens[at]) < quantity.span.start), low)


def _is_share(clause: Clause, part: Quantity, whole: Quantity, words: Sequence[Token]) -> bool:
    """It tells where some of those were that are counted before: "40 drones: [12 over Lund] and 28 over Karsk"."""
    number, way = words[0], words[1] if len(words) > 1 else words[0]
    alike = number.like_num and way.pos_ == "ADP" and part.of_span is not None and part.of_span == whole.of_span
    mark = number.nbor(-1).text if number.i > clause.tokens[0].i else ""
    between_them = (token for token in clause.tokens if whole.span.end <= place(clause, token) and token.i < number.i)
    elsewhere = any(token.lower_ == way.lower_ for token in between_them)  # "34 drones over Lund, 12 over Karsk"
    return alike and (mark == ":" or (mark in ASIDE_MARKS and not elsewhere))


def _is_behind_part(clause: Clause, words: Sequence[Token], quantity: Quantity) -> bool:
    """The figure is the whole's: of "60 states, among them Chad, have pledged $2 billion" it is not Chad's."""
    led = bool(words) and words[0].lower_ in SUBSET_CUES and clause.head in words and clause.head.i > words[0].i
    return led and place(clause, clause.head) < quantity.span.start


def _is_set_off(clause: Clause, words: Sequence[Token]) -> bool:
    """It tells between commas what those are of whom the verb behind tells: "23 inspectors, responsible for 600 ships, quit"."""
    first = words[0] if words else clause.head
    return first.tag_ == "JJ" and first.dep_ == "amod" and first.head.i < first.i < clause.head.i and clause.head in words


def _respective(clause: Clause, counted: Sequence[Quantity]) -> Iterator[Draft]:
    """Each part of its own whole: "412 drones and 38 missiles, of which 361 and 22 respectively were downed"."""
    first = 0
    for quantity, noun, part in respective_parts(clause, counted):
        own = [token for token in clause.tokens if place(clause, token) >= first]
        if quantity != counted[-1]:
            own = [token for token in own if place(clause, token) < quantity.span.end]
        first, at = quantity.span.end, clause.sentence.span_of(noun)
        told = dataclasses.replace(quantity, of=noun.text, of_span=at)
        yield Draft(clause, trimmed(clause.tokens), told, shown=trimmed(own), sentence=part)


def _making_up(clause: Clause, counted: Sequence[Quantity]) -> Iterator[Draft]:
    if _makes_up(clause) or _acts_together(clause):
        yield from (Draft(clause, trimmed(clause.tokens), quantity, sentence=trimmed(clause.tokens)) for quantity in counted)


def _makes_up(clause: Clause) -> bool:
    """It tells of whom the dead were, who are not some of them alone: "The 12 dead were three women and nine men"."""
    head, first = clause.head, clause.tokens[0]
    if head.lemma_ != "be" or any(child.dep_ in {"aux", "neg"} for child in head.lefts):
        return False
    subject = next((child for child in head.lefts if child.dep_ in SUBJECTS), None)
    told = next((child for child in head.rights if child.dep_ == "attr"), None)
    several = told is not None and any(child.dep_ == "conj" for child in told.rights)
    if subject is None:
        return first.lower_ == "among" and first.head == head
    victims = any(word.lower_ in _VICTIMS for word in (subject, *subject.rights))
    return victims and several


def _acts_together(clause: Clause) -> bool:
    """So many of two sorts do together what is counted too: "12 missiles and 38 drones struck 25 places"."""
    subject = next((child for child in clause.head.lefts if child.dep_ == "nsubj"), clause.head)
    things = [child for child in clause.head.rights if child.dep_ == "dobj"]
    ways = (way for word in (clause.head, *things) for way in word.rights if way.dep_ == "prep")
    things += [noun for way in ways for noun in way.rights if noun.dep_ == "pobj"]
    sorts = [subject, *(child for child in subject.rights if child.dep_ == "conj")]
    acting, acted_on = (sum(any(child.dep_ == "nummod" for child in noun.lefts) for noun in nouns) for nouns in (sorts, things))
    return len(sorts) > 1 and acting == len(sorts) and acted_on == 1 and clause.head in clause.tokens


def _tell_as_part(draft: Draft, whole: Quantity, words: list[Token]) -> None:
    """Put the part in the place of its whole: of "nine died, among them two boys" two boys died."""
    clause, quantity = draft.clause, draft.quantity
    if whole.unit in TIME_UNITS and (part := part_of_subject(clause, words)):
        draft.sentence = part
        return
    if part := trimmed(part_with_noun(clause, whole, quantity, words)):
        draft.sentence, draft.copula = part, None
    toll = (clause.head.lemma_ == "be" and whole.of_span is None) or clause.head.lemma_ in CHANGING
    if toll and clause.head.i < draft.words[0].i:
        draft.sentence = trimmed(clause.tokens)  # "the toll is 15, including four nurses and one guard"
    if not draft.sentence and (told := part_of_participle(clause, whole, words)):
        draft.words, draft.lead, draft.shown = told, [], words


def _cuts(clause: Clause, counted: Sequence[Quantity]) -> list[int | None]:
    if clause.head.lemma_ == "make" and any(child.dep_ == "prt" and child.lower_ == "up" for child in clause.head.rights):
        inner: list[int | None] = [None] * (len(counted) - 1)  # "a crew made up of 17 Filipinos and two Greeks"
    elif len(counted) <= _MOST_FIGURES:
        inner = [cut(clause, former, latter) for former, latter in itertools.pairwise(counted)]
    else:  # no sentence: each figure has the words up to the next
        starts = [place(clause, token) for token in clause.tokens]
        inner = [bisect.bisect_left(starts, latter.span.start) for latter in counted[1:]]
    return [0, *inner, len(clause.tokens)]


def _item(clause: Clause, counted: Sequence[Quantity], index: int, low: int, high: int) -> Draft:
    """The draft of one item of the list."""
    quantity = counted[index]
    own = trimmed(clause.tokens[low:high])
    apart = bool(index) and _is_beside_another(clause, quantity, counted[index - 1])
    rate = [token.lower_ for token in clause.tokens[:2]] == ["for", "every"]  # "For every three who left, two others went in"
    if index and (apart or rate or _is_set_off(clause, own) or _is_behind_part(clause, own, quantity)):
        return Draft(clause, own, quantity, sentence=trimmed(clause.tokens))
    opener = clause.tokens[0]
    fronted = low == 0 and opener.dep_ == "prep" and opener.head == clause.head and clause.head not in clause.tokens[:high]
    if fronted and quantity.of.lower() in SUBSET_PRONOUNS:
        high = len(clause.tokens)  # "In one of them, [the ministry says,] 12 people drowned"
    words = _without_predicate(clause, quantity, trimmed(clause.tokens[low:high]))
    lead, tail = _shared(clause, counted, index, low, high)
    words = _without_beside(words) if lead else words
    words = _without_asides(clause, words, quantity)
    predicate = [] if index or len(counted) == 1 else _predicate_behind(clause, words, counted[1:])
    if low == 0:
        words = [*_antecedent(clause, words), *words]
        lead = lead or _whole_before(clause, quantity)
    draft = Draft(clause, words, quantity, lead, tail, shown(clause, words, alone=len(counted) == 1))
    draft.sentence = [*words, *predicate] if predicate else []
    added = apposition_of(clause, quantity, words) if index else None
    if index and (told := with_absolute(clause, quantity, words)):
        draft.sentence, draft.copula = told, words[0]
    elif added is not None:
        draft.sentence, draft.copula = added
    elif index:
        now = _now(clause, counted[:index], quantity)
        earlier = former_value(clause, now, quantity, words)
        draft.former = bool(earlier)
        draft.copula = clause.head if earlier and clause.head.lemma_ in CHANGING and earlier[-1] != clause.head else None
        draft.sentence = trimmed(
            earlier
            or (_with_former(clause, words) if _is_beside_former(clause, words) or _is_multiple(words) else [])
            or gapped(clause, counted[0], quantity, words)
            or gapped_participle(clause, words)
            or _with_object(draft)
            or _listed(draft, counted[0])
            or _with_former(clause, words)
        )
        if not quantity.of and quantity.unit is None and words[0].lower_ in FORMERLY:
            draft.quantity = dataclasses.replace(quantity, of=now.of, unit=now.unit)
        # behind "put output at 2 GW" [against 6], behind "put the toll at 12" [before raising it to 14]
        led = words[0].lower_ in FORMERLY or (words[0].lower_ == "before" and [one.tag_ for one in words[1:2]] == ["VBG"])
        if clause.cue_phrase and led and not draft.sentence:
            draft.words, draft.lead, draft.shown = trimmed(clause.tokens), [], words
        if draft.sentence == trimmed(clause.tokens) and not has_subject(clause.head):  # "[was] 15 percent, up from 5"
            draft.words, draft.lead, draft.shown, draft.sentence = draft.sentence, [], words, []
    return draft


def _is_beside_another(clause: Clause, quantity: Quantity, former: Quantity) -> bool:
    """It is told with somebody who is not counted: "walked for two days with her mother and [four children]"."""
    number = number_of(clause, quantity)
    noun = number.head if number.dep_ == "nummod" else number
    beside = noun.head if noun.dep_ == "conj" else noun
    if any(child.like_num for child in beside.lefts):
        return False  # "40 troops, along with three tanks and 11 lorries"
    return beside != noun and beside.dep_ == "pobj" and beside.head.lower_ == "with" and place(clause, beside) > former.span.end


def _now(clause: Clause, earlier: Sequence[Quantity], then: Quantity) -> Quantity:
    """What a former value is compared with: of "downed 117 drones over seven regions, up from 43" the drones."""
    here = earlier[-1]
    if then.unit is not None and here.unit != then.unit:  # "57% were treated within 18 weeks, down from 61%"
        return next((one for one in reversed(earlier) if one.unit == then.unit), here)
    if here.unit is not None or then.unit is not None or then.of_span is not None:
        return here
    return whole_among(clause, [one for one in earlier if one.unit is None])


def _with_former(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """All that is told where what is compared cannot be told alone: "34 fires, down from 51", "a million, 40 fewer than"."""
    said = [token.lower_ for token in words]
    former = said[:2] in (["down", "from"], ["up", "from"])
    hangs = clause.head.tag_ == "VBG" and not clause.chain  # "lost its majority, taking 29% compared with 43% in 2021"
    former |= said[:1] == ["compared"] and hangs
    former |= said[:1] == ["against"] and any(token.lemma_ in _AIMS for token in words)  # "against a target of 2.1 million"
    former |= said[:1] in (["against"], ["compared"]) and any(
        token.lower_ == "now" or _is_one_of(token) for token in clause.tokens
    )
    former |= _is_beside_former(clause, words)
    compared = any(pair in COMPARING | _AS_MANY for pair in itertools.pairwise(said[:_NEAR_NUMBER]))
    compared |= _is_multiple(words)
    if not former and (not compared or any(token.pos_ in VERBAL for token in words)):
        return []
    whole = any(token.tag_ in FINITE for token in clause.tokens)
    told = list(clause.tokens) if whole else list(clause.sentence.tokens)  # "put the population at a million, …"
    return list(itertools.takewhile(lambda token: token.i < words[-1].i or token.text != ";", told))


def _is_one_of(token: Token) -> bool:
    """It leads to some of whom one is told of: "he was one of 17 people, against 11 in May"."""
    return token.lower_ == "of" and token.head.lower_ == "one" and token.head.dep_ == "attr"


def _is_multiple(words: Sequence[Token]) -> bool:
    """How many times another number it is: "nearly three times the number on its list"."""
    return ("times", "the") in itertools.pairwise(token.lower_ for token in words[:_NEAR_NUMBER])


def _is_beside_former(clause: Clause, words: Sequence[Token]) -> bool:
    """The second of two values that another is compared with: "6,100, compared with 4,900 in May and [5,400 in June]"."""
    number = next((token for token in words if token.like_num), words[0])
    first, said = number.head, [token.lower_ for token in clause.tokens]
    while first.dep_ == "conj" and first.like_num:
        first = first.head
    led = first.head.lower_ == "against" or (first.head.lower_ in {"to", "with"} and first.head.head.lower_ == "compared")
    return number.dep_ == "conj" and first.like_num and first.dep_ == "pobj" and led and first.lower_ in said


def _with_object(draft: Draft) -> list[Token]:
    """All that is told where an aside says again what the verb acts on: "put 640 jobs at risk, [roughly one in 14]"."""
    clause, words = draft.clause, draft.words
    thing = next((child for child in clause.head.rights if child.dep_ == "dobj" and child in clause.tokens), None)
    number = number_of(clause, draft.quantity) if draft.quantity else words[0]
    if thing is None or not thing.i < words[0].i or words[0].nbor(-1).text != "," or thing in draft.lead:
        return []
    listed = any(token.pos_ == "CCONJ" for token in (*words, *number.doc[words[-1].i + 1 : words[-1].i + 3]))
    own = any(token.tag_ in FINITE and token.dep_ not in {"ccomp", "relcl"} for token in words)
    noun = number.head if number.dep_ == "nummod" else number
    if listed or own or noun.dep_ == "conj" or words[0].lower_ not in AGAIN or clause.head not in draft.lead:
        return []
    return [token for token in clause.tokens if token.i <= words[-1].i]


def shown(clause: Clause, words: Sequence[Token], *, alone: bool) -> list[Token]:
    """A content without a predicate is shown with its cue."""
    return trimmed(clause.cue_phrase) if alone and clause.cue_phrase and words else []


# The verb of a list whose first item has an aside: "Five people, one of them a boy, were killed and 38 wounded"


def _predicate_behind(clause: Clause, words: Sequence[Token], others: Sequence[Quantity]) -> list[Token]:
    """The verb of the first item, where an aside about some of it stands between, up to the next item."""
    verb = predicate_of(clause)[0].i
    subject = next((child for child in clause.head.lefts if child.dep_ in SUBJECTS), None)
    set_off = words[-1].i < verb - 1 and words[-1].nbor().text in ASIDE_MARKS
    if words[-1].i + 1 < words[-1].sent.end and words[-1].nbor().text in ASIDE_MARKS and (done := _done_behind(clause, words)):
        return done
    if subject not in words or not set_off or others[0].of.lower() not in SUBSET_PRONOUNS:
        return []
    behind = [token for token in clause.tokens if token.i >= verb]
    later = [one for one in others if one.span.start > place(clause, behind[0])]
    if not later:
        return trimmed(behind)
    joints = [
        token.i for token in behind if (token.pos_ == "CCONJ" or token.text == ",") and place(clause, token) < later[0].span.start
    ]
    return trimmed([token for token in behind if joints and token.i < joints[-1]])


def _done_behind(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """What was done to those who are counted, behind an aside: "one of 14 people, three of them children, [killed in Lund]"."""
    counted = next((token for token in reversed(words) if token.tag_ == "NNS"), words[-1])
    deed = next((child for child in counted.rights if child.dep_ == "acl" and child.tag_ == "VBN"), None)
    if deed is None or deed not in clause.tokens or deed.i <= words[-1].i + 1:
        return []
    return [token for token in clause.tokens if deed.left_edge.i <= token.i <= deed.right_edge.i and not token.is_punct]


def _without_predicate(clause: Clause, quantity: Quantity, words: list[Token]) -> list[Token]:
    """An aside about some of them without the verb of all of them: "[one of them a boy], were killed"."""
    acting = any(token.dep_ in SUBJECTS and token.head.i == clause.head.i for token in words)
    if quantity.of.lower() not in SUBSET_PRONOUNS or clause.head not in words or acting:
        return words
    comma = predicate_of(clause)[0].i - 1
    them = next((token.i for token in words if token.lower_ in SUBSET_PRONOUNS), comma)
    told = [token for token in words if token.i < comma]
    return told if clause.head.doc[comma].text in ASIDE_MARKS and them + 1 < comma and words[0].i < them else words


def _listed(draft: Draft, first: Quantity) -> list[Token]:
    """An item behind the words that lead its list: "the army fired [12 rockets,] three bombs"."""
    clause, quantity = draft.clause, draft.quantity
    if quantity is None or quantity.unit not in {None, first.unit, "percent"} or not acts(clause, draft.lead):
        return []  # "struck a depot, three kilometres from the town"
    named = between(clause, draft.words, 0, quantity.span.start)
    if is_name(named[:-1]) and named[-1].pos_ == "ADP":  # "the poll puts Roe on 50% and Vellund on 48%"
        return [*(token for token in draft.lead if token.i <= clause.head.i), *draft.words, *draft.tail]
    others = draft.lead[-1].tag_ == "PRP$" and (draft.words[0].lower_ in _OTHERS or _is_of_kin(first, quantity))
    return [] if named else [*draft.lead[: len(draft.lead) - others], *draft.words, *draft.tail]


def _is_of_kin(first: Quantity, quantity: Quantity) -> bool:
    """Those who are counted first are somebody's, and the others nobody's: "her two sons and four neighbours"."""
    mine, theirs = (any(singular(word) in KIN for word in one.of.lower().split()) for one in (first, quantity))
    return mine and not theirs


# What an item shares with the others


def _shared(clause: Clause, quantities: Sequence[Quantity], index: int, low: int, high: int) -> tuple[list[Token], list[Token]]:
    """What a bare item of a list ("five missiles") takes from the rest of it: the words before the first, and after the last."""
    own, quantity, last = clause.tokens[low:high], quantities[index], quantities[-1]
    money = is_money(quantity.unit)  # "two villas and €6.4m held in accounts abroad"
    verb = any(
        token.pos_ in VERBAL and token.lower_ != "missing" and leaving(token) is None and not (money and token.dep_ == "acl")
        for token in own
    )
    lead = [] if verb or low == 0 else _before_measured(clause, quantities[0], before(clause, quantities[0].span.start))
    if clause.tokens[0].lower_ == "of" and low > 0:  # "Of the 43 injured, 11 were in hospital, three of them children"
        lead = _fronted(clause) if index == 1 else []
    of_them = quantity.of.lower() in SUBSET_PRONOUNS and own[0].lower_ not in SUBSET_CUES  # "71 witnesses, 58 of them officers"
    if lead and (of_them or not is_listed(clause, own, quantity, clause.tokens[high : high + 2])):
        lead = []
    bare = all(token.is_punct or token.pos_ == "CCONJ" for token in own if place(clause, token) >= end_of(quantity))
    bracketed = any(token.text in {"(", "["} for token in clause.tokens[high - 1 : high + 1])
    shares = bare and not bracketed and high < len(clause.tokens) and last.of.lower() not in SUBSET_PRONOUNS
    shares = shares and clause.tokens[high].text != ":"  # "40 homes: 12 in Lund and 28 in Karsk"
    shares = shares and not is_governed(clause, last, clause.tokens[high])
    # "would cut 2,400 jobs, 15 percent of the staff, and close two plants in the north"
    ahead = [token for token in before(clause, last.span.start) if token.i >= clause.tokens[min(high, len(clause.tokens) - 1)].i]
    shares = shares and not any(token.pos_ in VERBAL and token.dep_ not in MODIFYING | {"prep"} for token in ahead)
    # "killed six, among them four infants too young for school", but "fired six, including four old ones, and 12 bombs on Monday"
    told = any(token.i == clause.head.i for token in own)
    aside = shares and told and clause.tokens[high].lower_ in SUBSET_CUES
    shares = shares and not (aside and not _goes_on_behind_aside(clause, last))
    # "312 people, up from 190 this morning", "48 seats, with nine going to …", "1.8 million, some 46,000 fewer than in 2021"
    behind = [token.lower_ for token in clause.tokens[high : high + 2 * _NEAR_NUMBER]]
    shares = (
        shares
        and (FORMERLY | {"with"}).isdisjoint(behind[:2])
        and not any(pair in COMPARING for pair in itertools.pairwise(behind))
    )
    tail = _tail(clause, last) if shares else []
    if aside and not (tail and tail[0].dep_ == "prep" and tail[0].nbor().ent_type_ in {"DATE", "TIME"}):
        tail = []
    if told and high < len(clause.tokens) and clause.tokens[high].lower_ in SUBSET_CUES:
        tail = tail or _behind_closed_aside(clause, last, clause.tokens[high].i)
    if tail and clause.tokens[high].lower_ in SUBSET_CUES:  # "Five others, among them two boys aged 6 and 9, were killed"
        tail = [token for token in tail if token.i >= predicate_of(clause)[0].i] or tail
    led = {token.lower_ for token in (*ahead, *own) if token.dep_ == "prep" and place(clause, token) >= end_of(quantity)}
    return lead, [] if tail and tail[0].lower_ in led else tail  # "40 homes, 12 in Lund and 28 in Karsk"


def _before_measured(clause: Clause, measure: Quantity, lead: list[Token]) -> list[Token]:
    """The words before the first of a list, which is measured: of "saw a crater two metres wide and damage" those they saw."""
    thing = lead[-1] if lead else clause.head
    number = number_of(clause, measure)
    listed = thing.pos_ == "NOUN" and any(child.dep_ == "conj" for child in thing.rights)
    return [token for token in lead if token.i < thing.left_edge.i] if listed and thing.is_ancestor(number) else lead


def _behind_closed_aside(clause: Clause, last: Quantity, opener: int) -> list[Token]:
    """What is told of all behind an aside for some: "killing 18 people, including four children, [in an attack on Lund]"."""
    behind = [token for token in clause.tokens if place(clause, token) >= end_of(last)]
    closes = len(behind) > 1 and behind[0].text == "," and tells_of_all(behind[1], opener)
    return trimmed(behind) if closes else []


def _goes_on_behind_aside(clause: Clause, last: Quantity) -> bool:
    """A comma and an "and" part the last figure from what stands before it."""
    words = [token.text for token in before(clause, last.span.start)[-2:]]
    return words == [",", "and"]


def _tail(clause: Clause, last: Quantity) -> list[Token]:
    tail = [token for token in clause.tokens if place(clause, token) >= end_of(last) and not token.is_punct]
    if tuple(token.lower_ for token in tail[:2]) in COMPARING:
        return []  # "fell to 582 billion rubles, or about $7 billion, 21 percent less than a year earlier"
    mass = next((noun for noun in tail[0].rights if noun.dep_ == "pobj"), None) if tail and tail[0].lower_ == "of" else None
    if mass is not None and mass.pos_ == "NOUN" and not any(child.dep_ in {"det", "poss"} for child in mass.lefts):
        tail = [token for token in tail if token.i > mass.i]  # "14 tanks and 50,000 rounds [of ammunition]"
    if mass is not None and tail and tail[0].lower_ == "of" and tail[0].head.lemma_ in _OF_ONE:
        tail = [token for token in tail if token.i > tail[0].right_edge.i]  # "31 officers and six members [of the guard]"
    if tail and tail[0].pos_ == "CCONJ" and not any(token.pos_ in VERBAL for token in tail):
        when = (
            index
            for index, token in enumerate(tail)
            if token.dep_ == "prep" and token.i + 1 < len(token.doc) and token.nbor().ent_type_ in {"DATE", "TIME"}
        )
        return tail[next(when, len(tail)) :]  # "…, 11 lorries and a howitzer in May"
    if tail and tail[0].lower_ == "as" and tail[0].dep_ in {"mark", "prep"} and tail[0].nbor(-1).lower_ in {"many", "much"}:
        return []  # "643 complaints, three times as many as after the last election"
    return tail[1:] if tail and tail[0].lower_ in _MORE else tail


def _without_beside(words: list[Token]) -> list[Token]:
    """The item of a list that goes on with "along with" as with "and"."""
    said = [token.lower_ for token in words]
    size = next((len(phrase) for phrase in BESIDE if said[: len(phrase)] == phrase), 0)
    return words[size:] if size < len(words) else words


def _without_asides(clause: Clause, words: list[Token], quantity: Quantity) -> list[Token]:
    """The words up to an aside after the figure ("12 people, most of them children"), once the predicate has been said."""
    for index, token in enumerate(words[:-1]):
        if token.text in ASIDE_MARKS and place(clause, token) >= quantity.span.end and token.i > clause.head.i:
            following = words[index + 1]
            if following.lower_ == "and" and following.nbor().lower_ == "that":
                return words[:index]  # "137 had been held since 2023, and that a third needed treatment"
            tells_again = following.lower_ in ASIDES and not _is_alternative(words[index + 1 :])
            if tells_again or following.tag_ == "VBG" or _tells_more(following):
                return words[:index]
    return words


def _is_alternative(aside: Sequence[Token]) -> bool:
    """Of "12 years in prison, or life" the aside is part of what is said; of "40 homes, or 12% of them" it says it again."""
    return aside[0].lower_ == "or" and not any(token.like_num for token in aside)


def _tells_more(first: Token) -> bool:
    """An apposition that says what the figure is worth: "40 were hurt, a toll that takes in soldiers"."""
    noun = first.head if first.dep_ == "det" else first
    return noun.dep_ in {"appos", "npadvmod"} and first.tag_ == "DT" and any(child.dep_ == "relcl" for child in noun.rights)


def _antecedent(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """The phrase before a relative clause, without which its figure counts nothing: "the only hospital, which has 120 beds"."""
    if clause.head.dep_ != "relcl":
        return []
    noun, first = antecedent_of(clause.head), words[0].i
    chunk = [token for token in noun.doc[noun.left_edge.i : first] if token.sent == noun.sent]
    own = {token.i for token in clause.tokens}
    return [] if len(chunk) > _LONGEST_ANTECEDENT or own.intersection(token.i for token in chunk) else chunk


def _whole_before(clause: Clause, quantity: Quantity) -> list[Token]:
    """The whole that the sentence, not the clause, begins with: "Of the remaining drones, 12 were lost and [five] landed"."""
    tokens = list(clause.sentence.tokens)
    if tokens[0].lower_ != "of" or quantity.of_span is None or clause.tokens[0].i == tokens[0].i:
        return []
    comma = next((index for index, token in enumerate(tokens) if token.text == ","), -1)
    counted = place(clause, tokens[comma]) >= quantity.of_span.end
    return tokens[: comma + 1] if counted and tokens[comma].i < clause.tokens[0].i else []


def _fronted(clause: Clause) -> list[Token]:
    """The whole that a sentence begins with: "Of the 43 injured,"."""
    comma = next((index for index, token in enumerate(clause.tokens) if token.text == ","), -1)
    return clause.tokens[: comma + 1]
