"""Items of a list of figures that have no number: "seized [weapons,] 12 vehicles[, a boat] and three horses"."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

from claims.extraction.clauses import FINITE, SUBJECTS, VERBAL, Clause, trimmed
from claims.extraction.drafts.draft import ASIDES, SUBSET_CUES, Draft, acts, between, end_of, number_of, place
from claims.extraction.drafts.parts import PLACING
from claims.extraction.quantities.units import is_money
from claims.extraction.records import Quantity
from claims.extraction.text.tokens import Token

_TIMES = frozenset({"DATE", "TIME"})
_NOUNS = frozenset({"NOUN", "PROPN"})
#: What the name of an item without a number is made of.
_OF_ITEM = frozenset({"ADJ", "DET", "NOUN", "PRON", "PROPN"})
#: In words: what stands between the comma and the number of an item, "at least", "his own".
_LONGEST_LEAD = 4
_LONGEST_ITEM = 6


def without_uncounted(clause: Clause, counted: Sequence[Quantity]) -> tuple[Clause, list[Token]]:
    """The clause without the items of its list that have no number, and those of them that the list begins with.

    The clause itself where its figures make no list, or each item of the list has one.
    """
    if counted and any(token.pos_ == "PROPN" for token in _led(clause, counted[-1], counted[-2:][0])):
        counted = counted[:-1]  # "…, and Russia six tanks"
    if len(counted) < 2 or not _is_list(clause, counted):
        return clause, []
    first = _items_before(clause, counted)
    inner = (item for former, latter in itertools.pairwise(counted) for item in _item_between(clause, former, latter))
    left_out = {token.i for token in (*first, *inner)}
    if not left_out:
        return clause, []
    return dataclasses.replace(clause, tokens=[one for one in clause.tokens if one.i not in left_out]), first


def with_uncounted(drafts: Sequence[Draft], clause: Clause, items: Sequence[Token]) -> list[Draft]:
    """The drafts of the items with a number, the first with those without before it if it belongs to them: "a woman, her sons".

    What is told of the items without a number behind a verb is a draft of its own.
    """
    for draft in drafts:
        draft.clause = clause
    if not items:
        return list(drafts)
    first = drafts[0]
    comma = next(token for token in reversed(items) if token.i < first.words[-1].i)
    owned = next((token for token in first.words if token.i > comma.i), comma)
    if owned.tag_ == "PRP$" and not first.sentence:
        first.words = sorted([*first.words, *items], key=lambda token: token.i)
        first.joint = comma
    if acts(clause, first.told):  # the parse hangs what is listed on one of those left out
        first.sentence = first.sentence or first.told
    led = [token for token in clause.tokens if token.i < comma.i]
    alone = Draft(clause, trimmed(led), tail=list(first.tail))
    return [*([alone] if clause.head in led else []), *drafts]


def _is_list(clause: Clause, counted: Sequence[Quantity]) -> bool:
    """Things or people of several sorts are counted, the last behind "and", and nothing is told between them."""
    numbers = [number_of(clause, quantity) for quantity in counted]
    sorts = all(quantity.of_span is not None or is_money(quantity.unit) for quantity in counted)
    joint = _joint_before(clause, counted[-1], counted[-2])
    told = any(token.tag_ in FINITE or token.tag_ == "VBG" for token in clause.tokens if numbers[0].i < token.i < numbers[-1].i)
    return sorts and joint is not None and joint.pos_ == "CCONJ" and not told


def _joint_before(clause: Clause, quantity: Quantity, former: Quantity | None) -> Token | None:
    """The comma or "and" that leads to an item, with at most a few words before its number."""
    for token in reversed(_led(clause, quantity, former)):
        if token.text == "," or token.pos_ == "CCONJ":
            return token
        if token.pos_ in _NOUNS | VERBAL or token.dep_ == "prep":
            return None
    return None


def _led(clause: Clause, quantity: Quantity, former: Quantity | None) -> list[Token]:
    """The few words before a number, up to what is counted before it."""
    start = end_of(former) if former is not None else 0
    return between(clause, clause.tokens, start, quantity.span.start)[-_LONGEST_LEAD - 1 :]


def _items_before(clause: Clause, counted: Sequence[Quantity]) -> list[Token]:
    """The items without a number that the list begins with, and the comma behind them: "armed with [rifles,] 12 grenades and"."""
    comma, number, last = _joint_before(clause, counted[0], None), number_of(clause, counted[0]), number_of(clause, counted[-1])
    if comma is None or comma.text != "," or comma.i <= clause.tokens[0].i:
        return []
    noun = _first_of(comma.nbor(-1))
    behind = [token for token in clause.tokens if place(clause, token) >= end_of(counted[-1])]
    closing: list[Token] = []
    if noun is None or noun.ent_type_ in _TIMES or noun.left_edge.i < clause.tokens[0].i:
        return []
    if noun.dep_ in SUBJECTS:
        if noun.head != clause.head or noun.head.i < last.i or not noun.is_ancestor(number):
            return []
        closing = behind[:1] if behind and behind[0].text == "," else []  # "The crew, 12 Turks and three Greeks, were rescued"
    elif any(token.pos_ in VERBAL and token.tag_ != "VBN" for token in behind) or noun.head.i > noun.i:
        return []
    return [token for token in clause.tokens if noun.left_edge.i <= token.i <= comma.i or token in closing]


def _first_of(last: Token) -> Token | None:
    """The noun that leads the list which goes on behind a word of it: the crimes of "charged with crimes against humanity,"."""
    noun = last
    while True:
        head = noun.head
        if noun.dep_ == "oprd" and head.i < noun.i:  # "left a boy dead"
            noun = next((child for child in head.rights if child.dep_ == "dobj"), head)
        elif noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in _NOUNS and head.head.i < head.i:
            noun = head.head
        elif noun.dep_ == "pobj" and head.lower_ in PLACING and head.nbor(-1).dep_ == "dobj" and head.nbor(-1).head == head.head:
            noun = head.nbor(-1)  # "killed a man in Lund, two boys and …"
        elif noun.dep_ == "conj" and head.pos_ in _NOUNS and head.i < noun.i:
            noun = head
        else:
            break
    if noun.pos_ not in _NOUNS or any(child.dep_ == "nummod" for child in noun.lefts):
        return None
    governed = noun.dep_ in {"dobj", "attr"} and noun.head.pos_ in VERBAL
    led = noun.dep_ == "pobj" and noun.head.dep_ in {"prep", "agent"} and noun.head.head.pos_ in VERBAL
    led = led and noun.head.i > noun.head.head.i
    acting = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i > noun.i
    return noun if governed or led or acting else None


def _item_between(clause: Clause, former: Quantity, latter: Quantity) -> list[Token]:
    """The item without a number between two with one, and the comma before it: "12 rockets[, mortars] and 24 drones"."""
    number = number_of(clause, latter)
    joint = _joint_before(clause, latter, former)
    tokens = [
        token for token in clause.tokens if place(clause, token) >= end_of(former) and joint is not None and token.i < joint.i
    ]
    if len(tokens) < 2 or tokens[0].text != "," or joint is None:
        return []
    behind = next((token for token in clause.tokens if place(clause, token) >= end_of(latter)), number)
    if behind.lower_ in SUBSET_CUES:  # "12 people, a guard and three soldiers among them, were killed"
        return []
    item = tokens[1:-1] if tokens[-1].text == "," else tokens[1:]
    first, last = item[0] if item else number, item[-1] if item else number
    fits = 0 < len(item) <= _LONGEST_ITEM and all(token.pos_ in _OF_ITEM for token in item) and last.pos_ in _NOUNS
    aside = first.lower_ in ASIDES | SUBSET_CUES or last.ent_type_ in _TIMES or tokens[-1].text == ","
    return [tokens[0], *item] if fits and not aside else []
