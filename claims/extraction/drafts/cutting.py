"""Where a list of figures is cut: at the joints between its items, not at those within them."""

from __future__ import annotations

from claims.extraction.clauses import MODIFYING, SUBJECTS, VERBAL, Clause
from claims.extraction.drafts.draft import SUBSET_CUES, number_of, place
from claims.extraction.drafts.gaps import OPENS_NAME, is_done_to
from claims.extraction.records import Quantity
from claims.extraction.text.tokens import Token

_JOINTS = frozenset({",", ";", ":", "(", "–", "—", "--"})
_TIMES = frozenset({"DATE", "TIME"})


def cut(clause: Clause, former: Quantity, latter: Quantity) -> int | None:
    """Where a list goes on from one figure to the next: at the last comma, semicolon or "and" between them."""
    end = max(former.span.end, former.of_span.end if former.of_span and former.of_span.end <= latter.span.start else 0)
    found, led_by, before = None, _preposition_of(clause, latter), _preposition_of(clause, former)
    if led_by is not None and before is not None and led_by.lower_ == before.lower_:
        led_by = None  # "puts Roe on 50% and Vellund on 48%"
    number = number_of(clause, latter)
    if _is_beside_place(number, former, clause):
        return None  # "540 arrests in Port Sarrel and five other cities"
    apart = is_done_to(number.head, number)  # "…, among them a boy, and 38 wounded"
    for index, token in enumerate(clause.tokens):
        position = place(clause, token)
        if end <= position < latter.span.start and _opens_aside(token, number):
            return index
        if token.text == "(" and any(one.text == ")" for one in token.doc[token.i : number.i]):
            continue  # "gave 11 million lei ($670,000) to 3,600 people"
        if end <= position < latter.span.start and _divides(token) and not _holds(token, led_by, number):
            found = index
        if end <= position < latter.span.start and token.lower_ in SUBSET_CUES and not (apart or _is_no_part(token, number)):
            return index
        if end <= position <= latter.span.start and _is_resumed(clause, index):
            found = index
    return _before_name(clause, end, latter, found)


def _is_beside_place(number: Token, former: Quantity, clause: Clause) -> bool:
    """What is counted is told with a name that says where the figure before was, and is no item of its own."""
    noun = number.head if number.dep_ in {"nummod", "amod"} else number
    name = noun.head
    if noun.dep_ != "conj" or name.dep_ != "pobj" or name.pos_ != "PROPN" or name.ent_type_ in _TIMES:
        return False
    return former.of_span is not None and former.of_span.end <= place(clause, name) and name.head.dep_ == "prep"


def _opens_aside(comma: Token, number: Token) -> bool:
    """What else was so begins there, with names that "and" joins: ", with Lund and Karsk accounting for two-thirds of them"."""
    way = comma.nbor() if comma.text == "," and comma.i + 1 < comma.sent.end else comma
    if way.lower_ != "with" or number.i > way.right_edge.i:
        return False
    return any(token.tag_ == "VBG" and token.dep_ in {"acl", "pcomp"} for token in comma.doc[way.i + 1 : number.i])


def _is_no_part(cue: Token, number: Token) -> bool:
    """The number is none of the part: "four people, including a child, and wounding 17", "six were among at least 22"."""
    beyond = cue.lower_ == "including" and cue.dep_ == "prep" and cue.right_edge.i < number.i
    return beyond or (cue.lower_ == "among" and cue.head.lemma_ == "be" and cue.i > cue.head.i)


def _is_resumed(clause: Clause, index: int) -> bool:
    """The clause goes on there behind the comma of what stands between its words: "were hurt, [he said,] two of them badly"."""
    token = clause.tokens[index]
    return index > 0 and token.i > clause.tokens[index - 1].i + 1 and token.nbor(-1).text in _JOINTS


def _divides(token: Token) -> bool:
    """A joint between two items, or what leads to a former value; the "and" of "drone and missile attacks" is none.

    Nor is an "or" that no comma parts: of "a fine of 20,000 crowns or 30 days in jail" neither is said alone.
    """
    if (token.pos_ == "CCONJ" or token.text == ",") and _is_of_added(token):
        return False
    if token.pos_ == "CCONJ" and [one.lower_ for one in token.doc[token.i + 1 : token.i + 3]] == ["by", "far"]:
        return False  # "in the third and by far the largest raid in eight days"
    if token.pos_ == "CCONJ":
        undivided = token.lower_ == "or" and token.i > 0 and token.nbor(-1).text != ","
        return not undivided and not (token.head.dep_ in MODIFYING and token.head.head.i > token.i)
    compared = token.lower_ == "compared" or (token.lower_ in {"up", "down"} and token.nbor().lower_ == "from")
    return compared or token.text in _JOINTS


def _is_of_added(token: Token) -> bool:
    """It leads to, or stands in, what is added without a verb: "lasted a week, with two deaths on Sunday and five on Monday"."""
    way = token.nbor() if token.text == "," and token.i + 2 < token.sent.end else token.head.head
    if way.lower_ != "with" or way.dep_ != "prep" or way.nbor(-1).text != "," or not way.nbor().like_num:
        return False
    if way.nbor(2).lower_ == "of":
        return False  # "with 85,000 of them already in want"
    return not any(one.pos_ in VERBAL for child in way.rights for one in child.subtree)


def _preposition_of(clause: Clause, quantity: Quantity) -> Token | None:
    """The preposition that leads to what is counted: "on five regions"."""
    number = number_of(clause, quantity)
    noun = number if number.dep_ == "pobj" else number.head
    return noun.head if noun.dep_ == "pobj" and noun.head.i < number.i else None


def _reaches_over(joint: Token, preposition: Token | None) -> bool:
    """The phrase behind an "and" hangs on a word before it: "a night of drone and missile attacks on five regions"."""
    if joint.pos_ != "CCONJ" or preposition is None or preposition.dep_ != "prep":
        return False
    return preposition.i > joint.i + 1 and preposition.head.i < joint.i


def _holds(joint: Token, preposition: Token | None, number: Token) -> bool:
    """What it joins is one thing: the latter figure is told of both sides."""
    return _reaches_over(joint, preposition) or _joins_subjects(joint, number) or _joins_deeds(joint, preposition)


def _joins_deeds(joint: Token, preposition: Token | None) -> bool:
    """Both was done to the same, where the latter figure tells: "were [downed and destroyed] over nine regions"."""
    first, second = joint.head, joint.nbor() if joint.i + 1 < joint.sent.end else joint
    alike = joint.pos_ == "CCONJ" and first.i + 1 == joint.i and second.head == first and second.dep_ == "conj"
    return alike and first.tag_ == second.tag_ == "VBN" and preposition is not None and preposition.head in {first, second}


def _joins_subjects(joint: Token, number: Token) -> bool:
    """Both nouns that it joins act, and the number is told of them: "Eight officials and businessmen received six years"."""
    noun = joint.head
    acts = joint.pos_ == "CCONJ" and noun.dep_ in SUBJECTS and any(child.dep_ == "conj" for child in noun.rights)
    return acts and noun.head.i < number.i and not noun.is_ancestor(number)


def _before_name(clause: Clause, end: int, latter: Quantity, found: int | None) -> int | None:
    """The joint before a name that a bare figure is of, rather than a comma within: "and the Union, in power since May, 27%"."""
    tokens = clause.tokens
    if found is None or tokens[found].text != "," or not (latter.unit == "percent" or latter.of_span is None):
        return found
    inside = [index for index, token in enumerate(tokens) if end <= place(clause, token) < latter.span.start]
    joint = next((index for index in inside if tokens[index].text in {",", ";"} or tokens[index].pos_ == "CCONJ"), found)
    while tokens[joint + 1].pos_ == "CCONJ":
        joint += 1
    named = any(tokens[index].pos_ == "PROPN" and tokens[index].ent_type_ not in _TIMES for index in inside if index > joint)
    verbless = not any(tokens[index].pos_ in VERBAL for index in inside)
    return joint if named and verbless and tokens[joint + 1].tag_ in OPENS_NAME and joint < found else found


def is_governed(clause: Clause, quantity: Quantity, first: Token) -> bool:
    """The figure belongs to a noun of the item rather than being it: "supporters, and advisers to three committees"."""
    number = number_of(clause, quantity)
    noun = number if number.dep_ == "pobj" else number.head
    if noun.dep_ == "poss":
        return True  # "nine days' supply"
    modifies = noun.dep_ in MODIFYING and noun.head.pos_ == "NOUN"  # "after a three-day battle"
    noun = noun.head if modifies else noun
    return noun.dep_ == "pobj" and (modifies or noun.head.i >= first.i) and noun.head.i < number.i


def is_listed(clause: Clause, own: list[Token], quantity: Quantity, behind: list[Token]) -> bool:
    """The item stands in a list with those before it: "in Lund, one of the towns" and "the town, 18 miles off" are none."""
    joined = own[0].pos_ == "CCONJ" or any(token.pos_ == "CCONJ" for token in behind)
    told = own[0].text == ":" and any(token.like_num for token in (*own[1:2], *behind))  # "14 bodies: six men, five women …"
    if joined or told or own[0].lower_ in SUBSET_CUES:
        return True
    first = own[own[0].is_punct and len(own) > 1]
    if first.tag_ in {"DT", "PRP$"} and any(token.dep_ in {"appos", "npadvmod"} and token.head not in own for token in own):
        return False  # "72 of the 140 seats, a loss of 11"
    number = next((token for token in own if place(clause, token) >= quantity.span.start), own[0])
    noun = number if number.dep_ == "conj" or number.head not in own else number.head
    beside = noun.dep_ == "appos" or (noun.dep_ == "npadvmod" and quantity.unit is not None)
    return not beside and number.dep_ != "appos"
