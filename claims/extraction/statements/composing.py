"""Which words of a sentence, in which order, make the proposition of a claim.

A proposition is cut out of its sentence rather than written anew: the words of its clause as they stand, with the subject that it
shares, the noun that its "which" stands for, or the clause that its participle hangs on. Where that leaves no sentence, the words
around it are taken in until there is one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from claims.extraction.attribution.cues import VERB_FORMS
from claims.extraction.clauses import (
    HELPERS,
    MODIFYING,
    PARTICIPLE_ALONE,
    RELATIVES,
    SUBJECTS,
    VERBAL,
    Clause,
    Place,
    adds,
    antecedent_of,
    counted_with,
    first_of,
    flow_of,
    hangs_loosely,
    helpers_of,
    is_contact,
    is_finite,
    is_gapped,
    leads_relative,
    number_before,
    trimmed,
)
from claims.extraction.drafts.draft import SUBSET_CUES, SUBSET_PRONOUNS
from claims.extraction.quantities.units import UNITS
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import AREAS, COMPANIES, HAPPENINGS, PERSONS, SUMS
from claims.extraction.text.tokens import Token

#: What is told of two: "both of whom", "neither of which".
BOTH = frozenset({"both", "neither"})
#: ", in a conflict".
_ASIDE_WORDS = 4
#: No sentence has more words; what has is a list or a table, and not gone through for each of its figures.
_LONGEST = 300
#: Forms of the past that are no participles: "has closed four schools and gave warning of more".
_PAST_ALONE = frozenset(
    """ate became began broke came chose did drew drove fell flew forgave forgot froze gave grew hid knew overcame overtook ran
    rose sang sank saw shook spoke sprang stole swam swore threw took tore undertook went withdrew woke wore wrote""".split()
)
#: Who "were handed a paper and told to sign it" told nobody.
_BIDDING = frozenset({"force", "instruct", "order", "send", "tell"})
_POSSIBLE = frozenset("can could may might will would".split())
#: What leads to the day on which something was.
AT_TIMES = frozenset({"at", "in", "on"})
#: "Said *on* Telegram", "said *in* a statement".
_BY_MEDIA = frozenset({"in", "on", "to"})
#: What sets off what is told by the way, on both sides.
_CLOSING = frozenset({",", "–", "—"})
#: What things happen in over hours or days.
_COURSES = frozenset("barrage battle bombardment campaign clash crackdown fighting offensive operation wave".split())
_LEADING_BACK = frozenset({"against", "for", "from", "on", "through", "to", "under", "with"})
_IN_WHICH = frozenset({"at", "during", "in"})
_BEARINGS = frozenset(
    "east north northeast northwest north-east north-west outside south southeast southwest south-east west".split()
)
_OF_SCENES = frozenset({"when", "where"})
_TIMES = frozenset({"DATE", "TIME"})
TIME_NOUNS = frozenset("day hour minute month week year".split())
AROUND = frozenset({"after", "before"})
_FROM_TIMES = frozenset({"from", "since"})
#: "[When] Roe unlocks the gate, 150 of them wait".
_LEADING_TIMES = frozenset({"after", "before", "once", "since", "until", "when", "while"})


def candidates(clause: Clause, words: Sequence[Token], *, figure: bool) -> Iterator[list[Token]]:
    """The words of the proposition, first as few as may be; what carries a figure may take in more of its sentence."""
    own = trimmed(words)
    if not own:
        return
    ordered = _without_bare_aside(in_order(clause, own))
    yield [*_condition(clause, ordered), *ordered]
    if around := _with_occasion(own):
        yield around
    if clause.head not in clause.tokens or not is_finite(clause.head):
        rest = [token for token in clause.cue_phrase if token.i > own[-1].i]
        counts = any(token.like_num and token.ent_type_ not in {"DATE", "TIME"} for token in rest)
        yield _framed(clause, own, last=own[-1] if not rest or (figure and counts) else rest[-1])
    if not figure or len(clause.sentence.tokens) > _LONGEST:
        return
    yield in_order(clause, trimmed(clause.tokens))
    first, last, above = clause.tokens[0].i, clause.tokens[-1].i, clause.parent
    while above is not None:
        first, last, above = min(first, above.tokens[0].i), max(last, above.tokens[-1].i), above.parent
        yield trimmed(list(clause.head.doc[first : last + 1]))
    words = trimmed(list(clause.sentence.tokens))
    opener = clause.sentence.tokens[0]
    whole = words and opener not in words and opener.lower_ in _LEADING_TIMES and opener.head.i < clause.head.i
    yield [opener, *words] if whole else words


def _without_bare_aside(words: list[Token]) -> list[Token]:
    """Without what is nothing but its own clause: "have been at war for years[, in a conflict] that has killed thousands"."""
    if len(words) <= _ASIDE_WORDS:
        return words
    noun, mark = words[-1], words[-1].doc[max(words[-1].left_edge.i - 1, 0)]
    if any(is_contact(child) and child not in words for child in noun.rights) and mark in words:
        return trimmed([token for token in words if token.i < mark.i])  # "must leave[ -- demands] that Lund has rejected"
    *rest, comma, way, article, noun = words
    aside = comma.text == "," and way.dep_ == "prep" and article.lower_ in {"a", "an"} and noun.dep_ == "pobj"
    return rest if aside and any(child.dep_ == "relcl" and child not in words for child in noun.rights) else words


def _condition(clause: Clause, words: Sequence[Token]) -> list[Token]:
    """On what the second of two verbs hangs too: "[If the dam breaks,] 80 towns could flood and the plant could close"."""
    head = clause.head
    joint = head.doc[max(head.left_edge.i - 1, head.sent.start)]
    modal = {child.lower_ for child in head.lefts if child.tag_ == "MD"} & _POSSIBLE
    if joint.lower_ != "and" or not modal or not words or words[0].i < head.left_edge.i:
        return []
    first = joint.head
    fronted = (child for child in first.lefts if child.dep_ == "advcl")
    led = next((one for one in fronted if any(child.dep_ == "mark" and child.lower_ == "if" for child in one.lefts)), None)
    if led is None or led.left_edge.i > first.i or not modal & {child.lower_ for child in first.lefts}:
        return []
    end = led.right_edge.i + 1
    return list(head.doc[led.left_edge.i : end + (head.doc[end].text == ",")])


def _with_occasion(own: list[Token]) -> list[Token]:
    """The words with what they count from: "failed four times in the weeks [before two trains collided]"."""
    last = own[-1]
    behind = last.nbor() if last.i + 1 < last.sent.end else last
    if last.lemma_ not in TIME_NOUNS or behind.lower_ not in AROUND or behind.dep_ not in {"mark", "prep"}:
        return []
    rest = itertools.takewhile(lambda token: not token.is_punct, last.doc[last.i + 1 : behind.head.right_edge.i + 1])
    return [*own, *rest]


def _sharing(clause: Clause) -> Token:
    """The verb whose subject the clause shares; what goes on behind its cue shares that of what was said before it.

    "The gunners hit 14 tanks, Roe told reporters, and shot down 62 drones."
    """
    first = first_of(clause.head)
    if not clause.chain or first.i == clause.head.i or first in clause.tokens or first.lower_ not in VERB_FORMS:
        return first
    return next((child for child in first.lefts if child.dep_ == "ccomp"), first)


def in_order(clause: Clause, own: list[Token]) -> list[Token]:
    """The claim's words with those that the clause shares with the one it hangs on; none where they cannot be told."""
    head = clause.head
    if own and (_is_content(clause) or _is_led(clause, own)):
        own = own[own[0].lower_ == "that" :]
    elif own and (told := _of_noun(clause, own)) is not None:
        return told
    own = _without_stray_comma(_led(_without_cue(own), head), head)
    if own and is_gapped(head):
        return _filled(own, head)
    if not own or _has_subject(own, head):
        return own
    first = _sharing(clause)
    if clause.place is Place.ADVERBIAL and head.tag_ in {"VBG", "VBN"} and first.tag_ == head.tag_:
        part = clause.tokens[0].lower_ in SUBSET_CUES and head.tag_ == "VBN"  # "412 people came, among them 17 wounded"
        return [] if part else _hanging(clause, own)
    if first.i != head.i and head.pos_ in VERBAL:
        opening = own[0].subtree if own[0].dep_ == "prep" and own[0].head == head else ()
        scene = list(itertools.takewhile(lambda token: token in own, opening))  # "and [in severe cases] can be fatal"
        return [*scene, *_shared_subject(first, head, own[0].i), *own[len(scene) :]]
    return own


def _is_content(clause: Clause) -> bool:
    """All of it is what is said, "said in a message [that his men had fired]", though the parse gives it to the message."""
    first = clause.tokens[0]
    deed = first.head.dep_ == "csubj" and first.head.tag_ == "VBG"  # "[that] meeting the demand would cost 2 million"
    led = first.lower_ == "that" and (deed or (first.head.i == clause.head.i and first.dep_ not in SUBJECTS))
    return led and bool(clause.chain) and clause.parent is None


def _is_led(clause: Clause, own: Sequence[Token]) -> bool:
    """The parse takes the "that" behind a cue for a pointer: "wrote that infantry had entered", "said on X that fire spread"."""
    that = own[0]
    if not clause.chain or that.lower_ != "that" or that.i == that.sent.start:
        return False
    before = that.nbor(-1)
    medium = before.dep_ == "pobj" and before.head.lower_ in _BY_MEDIA and before.head.head.i < before.head.i
    return before.lower_ in VERB_FORMS or (medium and before.head.head.lower_ in VERB_FORMS)


def _has_subject(own: list[Token], head: Token) -> bool:
    """The verb's subject is among the words, or stands behind it: "among them were 37 officers"."""
    inverted = any(token.lower_ in SUBSET_CUES and token.head.i == head.i and token.i < head.i for token in own)
    if inverted and head.lemma_ == "be":
        return True
    bearers = {head.i, *(child.i for child in helpers_of(head))}
    if number_before(head) in own or any(token in own for token in misplaced_subjects(head)):
        return True
    return any(token.dep_ in SUBJECTS and token.head.i in bearers and token.lower_ not in RELATIVES for token in own)


def misplaced_subjects(verb: Token) -> list[Token]:
    """The subject that the parse gives to the verb of saying as its object: "said 23 men, among them Roe, had been killed"."""
    if verb.dep_ != "ccomp" or any(child.dep_ in SUBJECTS for child in verb.lefts):
        return []
    return [child for child in verb.head.rights if child.dep_ == "dobj" and child.i < verb.i]


def _without_cue(own: list[Token]) -> list[Token]:
    """A part without the words that call it one: of "…, among them two girls, were killed" two girls were."""
    if len(own) > 2 and own[0].lower_ == "of" and own[1].lower_ in RELATIVES:
        return own[2:]  # "…, of which 90,000 was spent on rent"
    if not own or own[0].lower_ not in SUBSET_CUES:
        return own
    named = len(own) > 1 and own[1].lower_ in SUBSET_PRONOUNS
    if named and len(own) > 2 and own[1].lower_ == "those" and (own[2].pos_ in {"ADP", "PRON"} or own[2].tag_ == "VBN"):
        return own  # "Among those under 25, the rate was 15%"
    rest = own[2:] if named else own[1:] if own[0].lower_ == "including" else []
    if not rest or rest[0].pos_ in VERBAL:  # "among them were two girls"
        return own
    return [token for token in rest if not token.is_punct or token.i == rest[0].i]


def _without_stray_comma(own: list[Token], head: Token) -> list[Token]:
    """What closed an aside that is not among the words: "four children[,] had been killed"."""
    first = min([head.i, *(child.i for child in helpers_of(head))])
    commas = [token for token in own if token.text == "," and token.i < first]
    at = [own.index(token) for token in commas]
    around = len(commas) == 1 or (len(commas) == 2 and at[1] == at[0] + 1)
    return [token for token in own if token not in commas] if around and commas[-1].i == first - 1 else own


def _filled(own: list[Token], head: Token) -> list[Token]:
    """What helps the verb before, in its place before one that goes without."""
    place = next((index for index, token in enumerate(own) if token.i == head.i), None)
    helpers = helpers_of(head.head)
    return own if place is None else [*own[:place], *helpers, *own[place:]]


def _led(own: list[Token], head: Token) -> list[Token]:
    """The words behind the one that leads the clause: of "even while they fought", or "a day after they left", the clause."""
    for index, token in enumerate(own):
        if token.i >= head.i or token.dep_ in SUBJECTS or token.dep_ == "neg":
            break
        if token.head.i == head.i and token.dep_ in {"mark", "advmod"} and adds(token):
            return own[index + 1 :]
    return own


def _hanging(clause: Clause, own: list[Token]) -> list[Token]:
    """A participle behind, or before, the words of the sentence that it hangs on."""
    above = clause.parent
    while above is not None and (above.frame or not is_finite(above.head)):
        above = above.parent  # "three drones struck it, he said, cutting the power"
    if above is None:
        return []
    words = above.tokens
    if clause.head.i > above.head.i:
        words = [token for token in words if token.i < own[0].i]
    if not words:
        return []
    doc, last = own[0].doc, own[-1].i
    before = first_of(clause.head).left_edge.i - 1
    beside = [token for token in (doc[max(before, 0)], doc[min(last + 1, len(doc) - 1)]) if token.text == ","]
    comma = [token for token in beside if words[0].i < token.i < own[0].i or last < token.i < words[-1].i]
    hung_on = in_order(above, trimmed(words))
    if above.head.dep_ == "relcl" and clause.head.i > above.head.i:
        return [*hung_on, *comma, *own]  # "Kharkiv, where a missile brought down a house, killing four"
    return sorted([*hung_on, *comma, *own], key=lambda token: token.i)


def _relative(clause: Clause, own: list[Token]) -> list[Token]:
    """A relative clause as a sentence: what it hangs on takes the place of "which"."""
    noun = antecedent_of(clause.head)
    mine = [token for token in own if token in clause.tokens]
    sums = any(child.dep_ == "dobj" and child.lemma_ in SUMS for child in clause.head.rights)
    loose = hangs_loosely(clause.head) or sums  # "two names stand twice, which would bring the total down to 72"
    if loose or (whose_of(clause) is not None and mine):
        return [] if loose else mine
    first = mine[0].i if mine else own[0].i
    end = min(first, clause.head.left_edge.i)
    whole = noun.doc[noun.left_edge.i : end] if noun.lemma_ in HAPPENINGS and clause.head.head != noun else noun.subtree
    antecedent = [token for token in whole if noun.left_edge.i <= token.i < end]
    antecedent = _without_share(_with_name(noun, trimmed(antecedent)))
    if any(token.text == "," for token in antecedent) and noun.doc[antecedent[-1].i + 1].text == ",":
        antecedent.append(noun.doc[antecedent[-1].i + 1])  # "Ana Roe, 43, who works there"
    pronouns = (token for token in clause.tokens if token.lower_ in RELATIVES and token.i < clause.head.i)
    pronoun = next((one for one in pronouns if not _is_nested(one, clause.head)), None)
    rest = [token for token in mine if pronoun is None or token.i != pronoun.i]
    if pronoun is not None and pronoun.dep_ == "pobj" and pronoun.head.lower_ == "of":
        return _partitive(rest, pronoun.head, _own_whole(noun, rest) or _whole_list(noun, end) or _up_to_comma(antecedent))
    if clause.tokens[0].lower_ in _OF_SCENES:
        return _at_scene(clause, rest, end)
    if pronoun is not None and pronoun.dep_ == "pobj" and pronoun.head in rest:
        way = pronoun.head
        happening = _in_happening(rest, way, noun, end) if way.lower_ in _IN_WHICH else []
        back = _leads_back(way, rest, clause.head)
        return happening or ([*rest[1:], way, *_up_to_comma(antecedent)] if back else [])
    if pronoun is not None and pronoun.dep_ in SUBJECTS and pronoun.head.i == clause.head.i:
        return [*antecedent, *rest]
    deed = pronoun.head if pronoun is not None else clause.head  # "which each accuses the other of [breaking]"
    after = next((index for index, token in enumerate(rest) if token.i == deed.i), len(rest) - 1) + 1
    acted_on = pronoun is not None and pronoun.dep_ == "dobj"
    acted_on &= deed.i == clause.head.i or (deed.tag_ == "VBG" and deed in rest)
    acted_on |= pronoun is None and is_contact(clause.head)
    return [*rest[:after], *antecedent, *rest[after:]] if acted_on else []


def _without_share(phrase: list[Token]) -> list[Token]:
    """The phrase without what tells of some of them: "187 people[, all but six of them men]"."""
    share = next((token for token in phrase if token.lower_ == "them" and token.head.lower_ == "of"), None)
    commas = [token.i for token in share.doc[phrase[0].i : share.i] if token.text == ","] if share is not None else []
    return [token for token in phrase if token.i < commas[-1]] if commas else phrase


def _leads_back(way: Token, rest: Sequence[Token], head: Token) -> bool:
    """Something else has a part in it: "a famine, for which data was missing", "the law under which 40 were fined"."""
    if not rest or rest[0] != way or way.lower_ not in _LEADING_BACK or way.head not in {head, *helpers_of(head)}:
        return False
    return any(child.dep_ in SUBJECTS and child.pos_ != "PRON" and child in rest for child in head.lefts)


def _in_happening(rest: Sequence[Token], way: Token, noun: Token, end: int) -> list[Token]:
    """Of "14 raids, in which 165 people were killed" what was so in them; of "in which it lost 14" nobody knows who did alone."""
    above = (
        noun.head.head if noun.dep_ == "pobj" and noun.head.head.lemma_ in HAPPENINGS else noun
    )  # "the strike at Lund in which"
    told = [token for token in rest if token != way]
    if above.lemma_ not in HAPPENINGS | _COURSES or any(token.pos_ == "PRON" and token.dep_ in SUBJECTS for token in told):
        return []
    return [*told, way, *_up_to_comma(trimmed(list(noun.doc[above.left_edge.i : end])))]


def _is_nested(pronoun: Token, head: Token) -> bool:
    """It leads a clause within the clause: "where the toll of the floods, [which] began in May, rose"."""
    return next((verb.i != head.i for verb in pronoun.ancestors if verb.dep_ == "relcl" or verb.i == head.i), False)


def _of_noun(clause: Clause, own: list[Token]) -> list[Token] | None:
    """A relative clause, or what somebody says in one, as a sentence; ``None`` where it is neither."""
    head = clause.head
    if head.dep_ == "relcl" and head in clause.tokens:
        return _relative(clause, own)
    return _said_of_noun(own, head) if head.dep_ == "ccomp" and head.head.dep_ == "relcl" and head.i > head.head.i else None


def _said_of_noun(own: Sequence[Token], head: Token) -> list[Token] | None:
    """What somebody says of a noun in a relative clause: "a car that they say [was used in the raid]"."""
    cue = head.head
    pronoun = next((child for child in head.lefts if child.dep_ in SUBJECTS and child.lower_ in RELATIVES), None)
    if pronoun is None:
        return None
    noun, led = flow_of(antecedent_of(cue), head), cue.left_edge
    near = noun.doc[led.i - 1]
    if near.pos_ in {"NOUN", "PROPN"} and any(token.text == "," for token in noun.doc[noun.i : led.i]):
        noun = near  # "a strike with missiles, including two old ones, on depots that …", where the parse takes the strike
    antecedent = _without_cue(trimmed([token for token in noun.subtree if noun.left_edge.i <= token.i < led.i]))
    antecedent = list(itertools.takewhile(lambda token: token.text != ",", _with_name(noun, antecedent)))
    rest = [token for token in own if token.i != pronoun.i]
    second = next((token for token in rest if token.i > head.i and leads_relative(token) and token.nbor(-1).dep_ == "cc"), None)
    if second is not None:  # "that its rivals say was stolen and that monitors call flawed"
        rest = [token for token in rest if token.i < second.i - 1]
    return [*antecedent, *rest]


def _own_whole(noun: Token, rest: Sequence[Token]) -> list[Token]:
    """Of several that are counted the one that the part names again: "2 missiles and [183 drones], of which 156 drones …"."""
    again = {token.lemma_ for token in rest if token.tag_ == "NNS" and any(child.dep_ == "nummod" for child in token.lefts)}
    whole = next((one for one in counted_with(noun) if one.lemma_ in again), None)
    return [token for token in whole.doc[whole.left_edge.i : whole.i + 1] if token.dep_ != "cc"] if whole is not None else []


def _whole_list(noun: Token, end: int) -> list[Token]:
    """All that is counted beside the noun: "[12 missiles, 30 drones and two bombs] overnight, of which 31 …"; else nothing."""
    counted = [one for one in counted_with(noun) if one.i < end]
    return list(noun.doc[noun.left_edge.i : counted[-1].i + 1]) if len(counted) > 1 else []


def _up_to_comma(phrase: list[Token]) -> list[Token]:
    """The phrase up to a comma that adds to it; one within a list of names is no such: "in the Lund, Korm and Dembel regions"."""
    told = list(itertools.takewhile(lambda token: token.text != ",", phrase))
    return phrase if told and told[-1].dep_ in MODIFYING and told[-1].head.i > told[-1].i else told


def _with_name(noun: Token, phrase: list[Token]) -> list[Token]:
    """What somebody is, or a place, behind its name: "[Ana Roe,] economist at the bank, who …", "in [Lund,] a port that …"."""
    name = noun.head
    called = singular(noun.lower_) in PERSONS | AREAS | COMPANIES or name.ent_type_ == "PERSON"
    if noun.dep_ != "appos" or name.pos_ != "PROPN" or not called or not phrase or name.i > noun.i:
        return phrase
    end = phrase[-1].i + 1
    closed = noun.doc[end].text == ","  # unlike "Ana Roe, a driver who …"
    return list(noun.doc[name.left_edge.i : end if closed else name.i + 1])


def _at_scene(clause: Clause, rest: Sequence[Token], end: int) -> list[Token]:
    """Of "…, where it fell" and "on Monday, when it fell" what was so, with the place or the day of it."""
    opener = clause.tokens[0].lower_
    noun = scene_of(clause) if opener == "where" else time_of(clause)
    antecedent = trimmed([token for token in noun.subtree if noun.left_edge.i <= token.i < end])
    place = [noun.head] if noun.dep_ == "pobj" else []
    dated = bool(place) and noun.head.lower_ in AT_TIMES | _FROM_TIMES and noun.ent_type_ in _TIMES
    told = [*place, *antecedent] if opener == "where" or dated else []
    return [*(token for token in rest if token.lower_ != opener), *told]


def is_told_by_antecedent(cue: Token) -> bool:
    """The word before the relative clause tells it: "exceeds the manifest, which [lists] 186 passengers"."""
    return cue.dep_ == "relcl" and any(child.dep_ in SUBJECTS and child.lower_ in RELATIVES for child in cue.lefts)


def whose_of(clause: Clause) -> Token | None:
    """The "whose" that a relative clause begins with: "the League, [whose] members voted to strike"."""
    first = clause.tokens[0]
    head = clause.head
    led = first.lower_ == "whose" and first.head.dep_ in SUBJECTS and first.head.head.i == head.i
    said = head.dep_ == "ccomp" and head.head.dep_ == "relcl"  # "a group whose members [it said] had fled"
    return first if led and (said or head.dep_ == "relcl") else None


def aside_of(clause: Clause, own: Sequence[Token]) -> list[Token]:
    """A participial aside behind its noun: of "the law, approved in May with 71 votes," the law approved with 71."""
    noun, first = clause.head.head, clause.tokens[0].i
    mine = [token for token in own if token in clause.tokens]
    return [*trimmed([token for token in noun.subtree if noun.left_edge.i <= token.i < first]), *mine]


def time_of(clause: Clause) -> Token:
    """The noun for the day of a clause with "when": of "the deadliest since July 3, when …" July, wherever the parse hangs it."""
    noun, first = clause.head.head, clause.tokens[0].i
    day = clause.head.doc[max(first - 2, 0)]
    if noun.ent_type_ in _TIMES or day.ent_type_ not in _TIMES:
        return noun
    while day.dep_ != "pobj" and day.head.ent_type_ in _TIMES and day.head.i != day.i:
        day = day.head
    return day


def scene_of(clause: Clause) -> Token:
    """The noun for where a clause with "where" plays: of "a village of 900 people, where …" the village."""
    noun = antecedent_of(clause.head)
    if noun.dep_ == "dobj" and (place := _place_of(noun.head, clause.tokens[0].i)) is not None:
        return place  # "burst its banks at Broby on Sunday evening, where"
    way = noun.head if noun.dep_ == "pobj" else noun
    name = way.nbor(-2) if way.i > way.sent.start + 1 and way.nbor(-1).text == "," else way
    if way.lower_ == "of" and way.head.lower_ in _BEARINGS and (lies := _named_before(way.head.left_edge)) is not None:
        return lies  # "in Lund, 30 miles south of the capital, where"
    if way != noun and name.pos_ == "PROPN" and name.dep_ != "pobj":
        return name  # "the worst-hit city was Kharkiv, in the north-east, where"
    aside = way.head if way != noun and way.head.dep_ == "appos" else None
    named = aside.head if aside is not None and singular(aside.lower_) not in PERSONS else noun
    if named.pos_ == "PROPN":
        return named  # "in Kanphyu, ten miles to the south, where"
    counted = noun.dep_ == "pobj" and noun.head.lower_ == "of" and (singular(noun.lower_) in PERSONS or _is_measure(noun))
    return noun.head.head if counted else noun


def _named_before(first: Token) -> Token | None:
    """The name that a comma parts from the word."""
    name = first.nbor(-2) if first.i > first.sent.start + 1 and first.nbor(-1).text == "," else first
    return name if name != first and name.pos_ == "PROPN" else None


def _is_measure(noun: Token) -> bool:
    """It says how much: "an altitude of 3,600 metres"."""
    return any(child.dep_ == "nummod" for child in noun.lefts) and (noun.lower_,) in UNITS


def _place_of(verb: Token, before: int) -> Token | None:
    """The last name behind a preposition of the verb, if it is no time."""
    nouns = [noun for way in verb.rights if way.dep_ == "prep" and way.i < before for noun in way.rights]
    named = [noun for noun in nouns if noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.ent_type_ not in {"DATE", "TIME"}]
    return named[-1] if named else None


def _partitive(rest: list[Token], of: Token, antecedent: list[Token]) -> list[Token]:
    """Of "…, of which five had arrived" and "…, two of which had": the part, "of", what it is a part of, and the rest."""
    part = of.head
    if part.lower_ in BOTH and part in rest and any(token.dep_ == "cc" for token in antecedent):
        return [part, *antecedent, *(token for token in rest if token not in {part, of})]  # "both [Lund and Karsk] had arrived"
    if rest and rest[0].i != of.i:
        cut = next((index for index, token in enumerate(rest) if token.i == of.i), len(rest) - 1) + 1
        return [*rest[:cut], *antecedent, *rest[cut:]]
    numbers = (token for token in rest[1:] if token.like_num or token.lower_ == "half")
    counted = next((token for token in numbers if token.nbor(-1).lower_ != "the"), None)  # not "of which the first arrived"
    verb = next((token for token in rest if token.dep_ == "relcl"), None)
    if counted is not None and verb is not None and verb.i < counted.i:  # "of which insurance would cover roughly 60%"
        last = counted.head.i if counted.dep_ == "nummod" and counted.head.i > counted.i else counted.i
        return [*(one for one in rest[1:] if one.i <= last), of, *antecedent, *(one for one in rest[1:] if one.i > last)]
    number = [] if counted is None else [token for token in rest[1:] if counted.is_ancestor(token) and token.i < counted.i]
    number += [counted] if counted is not None else []  # "just under 104,000"
    if counted is not None and counted.dep_ in {"compound", "nummod"} and counted.head.like_num and counted.head in rest:
        number.append(counted.head)  # "18 billion"
    if counted is not None and counted.nbor(-1).lower_ == "but":
        number = [token for token in rest[1:] if counted.i - 2 <= token.i <= counted.i]  # "of which all but two were stopped"
    if counted is not None and counted.head.lower_ in {"percent", "%"} and counted.head in rest:
        number.append(counted.head)
    again = counted.head if counted is not None and counted.dep_ == "nummod" else None  # "of which 156 drones were downed"
    dropped = again is not None and any(token.lemma_ == again.lemma_ for token in antecedent)
    rest = [token for token in rest[1:] if not (dropped and token == again)]
    return [*number, of, *antecedent, *(token for token in rest if token not in number)]


def _shared_subject(first: Token, head: Token, before: int) -> list[Token]:
    """The subject, and where it fits the helping verb, of the first of two verbs that share them."""
    subject = next((child for child in first.lefts if child.dep_ in SUBJECTS), None)
    if subject is None:
        return []
    if subject.lower_ in RELATIVES and first.dep_ == "relcl":
        noun = antecedent_of(first)
        lead = [token for token in noun.subtree if noun.left_edge.i <= token.i < first.left_edge.i]
    else:
        verb = min([first.i, *(child.i for child in first.lefts if child.dep_ in HELPERS and child.i > subject.i)])
        end = subject.right_edge.i + 1
        while end < verb and first.doc[end].pos_ == "PROPN":  # the parse lost the end of a name
            end += 1
        start = subject.left_edge.i
        while start > first.sent.start and subject.pos_ == "PROPN" and first.doc[start - 1].dep_ == "intj":
            start -= 1  # "Um Sadira"
        lead = list(first.doc[start : min(end, verb, before)])
    while lead and (lead[-1].is_punct or (lead[-1].pos_ in {"ADV", "PART"} and not _measures(lead[-1]))):
        lead.pop()
    behind = first.doc[lead[-1].i + 1] if lead else first
    if behind.text in _CLOSING and any(token.text == behind.text for token in lead):
        lead.append(behind)  # the comma, or the dash, that closes an apposition
    return [*lead, *(child for child in first.lefts if child.i > subject.i and _is_shared(child, first, head))]


def _measures(adverb: Token) -> bool:
    """It says of what stands before it how far or how long: "that was 70 miles [away]"."""
    return any(child.dep_ == "npadvmod" for child in adverb.lefts)


def _is_shared(helper: Token, first: Token, head: Token) -> bool:
    """What helps the first verb helps the second: "will shut and lay off 40", "has killed 90 and driven out 400"."""
    if helper.dep_ not in {*HELPERS, "neg"} or any(child.dep_ in HELPERS for child in head.lefts):
        return False  # "had been promised cash and had seen 12 others"
    if is_finite(head) and head.lower_ not in PARTICIPLE_ALONE:  # by what the model takes the form for
        modal = any(child.tag_ == "MD" for child in first.lefts) and not head.lower_.endswith(("ed", "s"))
        perfect = helper.lower_ in {"has", "have"} and first.tag_ == "VBN" and head.tag_ == "VBD"
        perfect &= head.lower_ not in _PAST_ALONE and not any(child.dep_ == "npadvmod" for child in head.lefts)
        bidden = helper.dep_ == "auxpass" and head.lemma_ in _BIDDING and not any(child.dep_ == "dobj" for child in head.rights)
        return not any(child.dep_ in HELPERS for child in head.lefts) and (modal or perfect or bidden)
    return True


def _fronted(verb: Token, subject: Token) -> list[Token]:
    """Where something was announced, at the head of the sentence: "[At a meeting in Lund,] Karsk announced a loan"."""
    if verb.lemma_ != "announce":
        return []
    comma = verb.doc[max(subject.left_edge.i - 1, verb.sent.start)]
    ways = (child for child in verb.lefts if child.dep_ == "prep" and child.left_edge.i == verb.sent.start)
    way = next((one for one in ways if one.lower_ in {"at", "in"} and one.right_edge.i == comma.i - 1), None)
    if way is None or comma.text != "," or any(token.like_num or token.ent_type_ in _TIMES for token in way.subtree):
        return []
    return list(verb.doc[way.left_edge.i : comma.i + 1])


def _framed(clause: Clause, own: list[Token], last: Token) -> list[Token]:
    """A content without a verb of its own, in the sentence that reports it: "the bank announced a loss of 12 million"."""
    verb = clause.cue_phrase[0] if clause.cue_phrase else clause.head.head
    while (verb.pos_ not in VERBAL or verb.dep_ == "acl") and verb.head.i != verb.i:
        verb = verb.head  # "told a crowd put by police at 8,000"
    end = max(own[-1].i, last.i) + 1
    subject = next((child for child in first_of(verb).lefts if child.dep_ in SUBJECTS), None)
    if subject is None or not verb.i < own[0].i or subject.left_edge.i >= verb.i:
        return []
    if first_of(verb).i != verb.i:
        return [*_shared_subject(first_of(verb), verb, verb.i), *verb.doc[verb.left_edge.i : end]]
    if is_told_by_antecedent(verb):
        noun = antecedent_of(verb)
        return [*verb.doc[noun.left_edge.i : noun.i + 1], *verb.doc[verb.i : end]]
    return [*_fronted(verb, subject), *verb.doc[subject.left_edge.i : end]]
