"""Whether a claim lacks a place or a day: it counts or tells what happened once, and does not say."""

from __future__ import annotations

from claims.extraction.assembling.deeds import is_ahead, is_habit, is_over, is_ruling, is_sum, tells_beginning, tells_deed
from claims.extraction.assembling.phrases import HERE
from claims.extraction.assembling.settings import Setting, is_use_of_arms
from claims.extraction.quantities.measures import EVENT_MEASURES, FLYING, tells_blow, tells_happening
from claims.extraction.records import Claim, Figure
from claims.extraction.reference.names import singular
from claims.extraction.text.tokens import Token

#: What comes on another day than what it follows, or over weeks.
_OF_ANOTHER_DAY = frozenset({"charged", "convicted", "infected", "released"})
#: What is done about it, or turns out, some time after.
_LATER_ON = frozenset({"announce", "promise", "reappear", "return", "turn"})
_DOWNED = frozenset("destroyed intercepted jammed lost".split())


def lacks_spot(claim: Claim, setting: Setting) -> bool:
    """It happened at some place that neither the claim nor its setting tells."""
    if setting.spot or claim.where or not _happened(claim, setting):
        return False
    if claim.figure is not None and setting.draft.clause.head.lemma_ == "remain" and "hospitalised" in claim.figure.measures:
        return False  # the hospital may be anywhere
    if claim.figure is None and not tells_blow(setting.draft.clause.head):
        return False  # it began at noon, wherever
    if any(child.tag_ == "TO" for child in setting.draft.clause.head.lefts) and setting.draft.clause.head.tag_ == "VB":
        return False  # "has offered to return 90 captives"
    return not (_is_in_the_air(claim.figure) or any(token.lower_ in HERE or _is_way(token) for token in setting.words))


def _is_way(noun: Token) -> bool:
    """Somebody was between two places: "died on the way"."""
    return noun.lemma_ in {"journey", "way"} and noun.dep_ == "pobj" and noun.head.lower_ == "on"


def _is_in_the_air(figure: Figure | None) -> bool:
    """It was fired, who knows at what, or shot down, who knows over what."""
    if figure is None:
        return False
    flies = not FLYING.isdisjoint(word.lower().removesuffix("s") for word in figure.of.split())
    return "launched" in figure.measures or (flies and figure.part_of is None and not _DOWNED.isdisjoint(figure.measures))


def lacks_day(claim: Claim, setting: Setting) -> bool:
    """It happened on some day that neither tells."""
    head = setting.draft.clause.head
    if claim.when or not _happened(claim, setting) or head.lemma_ in _LATER_ON:
        return False
    missing = claim.figure is not None and "missing" in claim.figure.measures  # which goes on
    told = tells_happening(head) or tells_deed(head) or is_use_of_arms(head) or (setting.tells_hours and tells_beginning(head))
    return not (missing or setting.timed or is_habit(head)) and told and is_over(head)


def _happened(claim: Claim, setting: Setting) -> bool:
    """The claim counts to whom or to what something happened at some place, on some day."""
    figure, head = claim.figure, setting.draft.clause.head
    if figure is None:
        told = tells_blow(head) or (setting.tells_hours and tells_beginning(head))
        return told and claim.stance != "denies" and is_over(head) and _is_told_itself(head)
    if figure.unit is not None or setting.draft.is_total or _is_on_list(figure) or _is_counted_again(head):
        return False
    if not EVENT_MEASURES.intersection(figure.measures) and not (tells_deed(head) or is_use_of_arms(head)):
        return False
    if figure.part_of is not None and not (tells_happening(head) and head.text in claim.statement):
        return False  # "about 240 of the drones were decoys"
    return not (_OF_ANOTHER_DAY.intersection(figure.measures) or is_sum(head) or is_ahead(head))


def _is_on_list(figure: Figure) -> bool:
    """It counts what is written somewhere: "sixteen names had been counted twice"."""
    return singular(figure.of.rpartition(" ")[2].lower()) in {"entry", "name", "record", "signature"}


def _is_counted_again(verb: Token) -> bool:
    """Those who count did it, wherever: "two men had been counted twice"."""
    return verb.lemma_ == "count" and any(child.lower_ in {"again", "twice"} for child in verb.rights)


def _is_told_itself(verb: Token) -> bool:
    """It is neither to come, nor a sum, nor what a court does."""
    return not (is_sum(verb) or is_ahead(verb) or is_ruling(verb))
