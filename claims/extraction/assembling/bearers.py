"""Behind which noun of a statement it is told where and when something was: "nine of the 38 wounded", "the dead", "the attack".

A sentence about the dead tells who they were or where they were taken, and not where they died. So the place and the day of that
stand behind the noun: "Three of the dead in Lund on Saturday (7 May 2022) were employees".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from claims.extraction.assembling.figures import count_in_words
from claims.extraction.assembling.settings import TOLLS, Setting
from claims.extraction.clauses import Clause, helpers_of
from claims.extraction.quantities import arithmetic
from claims.extraction.quantities.measures import EVENT_MEASURES, tells_happening
from claims.extraction.records import Claim
from claims.extraction.reference.nouns import HAPPENINGS
from claims.extraction.text.tokens import text_of

#: Those to whom something happened, by nouns that say what.
_HARMED = frozenset("bodies casualties dead deaths fatalities injured killed survivors victims wounded".split())
#: What happened to the counted, as it can stand behind their noun: "the 38 people injured in Lund".
PARTICIPLES = frozenset(
    """captured damaged destroyed detained displaced evacuated hospitalised injured intercepted killed launched missing released
    rescued sent""".split()
)
#: "The second attack" is not the one that was told of.
_OTHERS = frozenset("earlier first latest new next other previous second third".split())
_ARGUMENTS = frozenset({"attr", "dobj", "nsubj", "nsubjpass", "pobj"})
#: Of "before the attack" the day is not that of what is told.
_AROUND = frozenset("after ahead before following since until".split())
#: Behind the noun it is told already which is meant.
LIMITED = (
    r"(?!\s(?:in|of|at|on|near|off|from|into|against|by|who|whom|whose|that|which|since|between|to|being|over|under|and|"
    r"he|I|it|she|they|we|you)\b)(?!\sfor (?!an? |fear|more |one |several |some |the |three |two |\d))"
)
#: Behind the whole of a part the sentence goes on with its verb.
_GOES_ON = "are had has have is later now remain remained still was were".split()


def open_note(lacks: Iterable[str]) -> str:
    """What a claim says that lacks its place ("where"), its time ("when"), or both."""
    return f"{' and '.join(lacks)} it was stands outside the sentence"


_OPEN_NOTE = open_note(("where", "when"))


@dataclasses.dataclass(frozen=True, slots=True)
class Bearer:
    """Where in a statement its scene stands, with the word that leads to it."""

    end: int
    led_by: str = ""
    #: The noun of the event that it is, in the singular.
    event: str | None = None
    #: Several of them are told of: "the attacks".
    several: bool = False
    #: What there is to say where the scene is not known.
    open_note: str | None = _OPEN_NOTE
    #: What is told was then: not so of "before the attack".
    then: bool = True
    #: It has a day: not so of what a number "stands at".
    dated: bool = True


def bearer_of(claim: Claim, setting: Setting, whole: Claim | None) -> Bearer | None:
    """The noun that a scene belongs to; ``None`` where it belongs to the verb, or where the noun is told by more than itself.

    ``whole`` is the claim of which this one counts a part.
    """
    if whole is None or tells_happening(setting.draft.clause.head):
        return next(_nouns(claim, setting), None)
    if claim.stance == "denies" or whole.stance == "denies":
        return None
    return _of_whole(claim.statement, whole, setting.draft.clause)


def _of_whole(statement: str, whole: Claim, clause: Clause) -> Bearer | None:
    """Behind "the 38 wounded" in "nine of the 38 wounded"; what happened to the 38 is said where their noun does not say it."""
    figure = whole.figure
    number = figure.text.lower() if figure else ""
    if figure is None or not number or "of " not in statement:
        return None
    verbs = "|".join(re.escape(word) for word in (*_GOES_ON, clause.head.text, *(one.text for one in helpers_of(clause.head))))
    for phrase in (count_in_words(figure), f"{number} {figure.of}", arithmetic.plural_noun(figure.of), number):
        if not phrase or phrase not in statement:
            continue
        found = re.search(rf"\bof (?:the |these |those )?{re.escape(phrase)}(?=[,.]|\s(?:{verbs})\b)", statement)
        if found is None:
            continue
        harmed = re.search(rf"\b{re.escape(figure.text)} of the (\w+)", whole.statement, re.IGNORECASE)
        fates = [harmed[1]] if harmed and harmed[1] in _HARMED else [one for one in figure.measures if one in PARTICIPLES]
        called = phrase.rpartition(" ")[2] in _HARMED
        led = fates[:1] if not called else []
        note = _OPEN_NOTE if harmed or not EVENT_MEASURES.isdisjoint(figure.measures) else None
        told = "".join(one for one in led if one not in statement)
        return Bearer(found.end(), told, open_note=note, dated=bool(called or fates or harmed))  # no "households overnight"
    return None


def _nouns(claim: Claim, setting: Setting) -> Iterator[Bearer]:
    """The nouns that stand for some who are known, or for what is known, and are told by nothing more."""
    for token in setting.words:
        harmed, toll = token.lower_ in _HARMED, token.lemma_ in TOLLS
        event = not harmed and token.pos_ == "NOUN" and token.lemma_ in HAPPENINGS
        if token.dep_ not in _ARGUMENTS or not (harmed or event or (toll and _is_of_event(claim))):
            continue
        known = any(child.lower_ == "the" for child in token.lefts)
        known &= not any(child.lower_ in _OTHERS for child in token.lefts)
        if not known or any(child.dep_ in {"acl", "relcl"} for child in token.rights):
            continue
        counted = next((child for child in token.rights if child.lower_ == "of"), None) if toll else None
        if token.lower_ == "number" and counted is None:
            continue
        told = text_of(token.doc[token.i : counted.right_edge.i + 1]) if counted is not None else token.text
        phrase = rf"\bthe (?:[\w.,’'-]+ ){{0,2}}?{re.escape(told)}\b{LIMITED}"
        found = re.search(phrase, claim.statement, re.IGNORECASE)
        if found is not None:
            then = token.dep_ != "pobj" or token.head.lower_ not in _AROUND
            are = "are" if token.tag_ == "NNS" else "is"
            note = f"which {token.lower_} “the {token.text}” {are}" if event else _OPEN_NOTE
            head = setting.draft.clause.head
            later = head.tag_ in {"VBZ", "VBP"} or any(child.tag_ == "MD" for child in head.lefts)  # "will be nearer 900"
            always = token.tag_ == "NNS" and token.head == head and head.tag_ == "VBP"
            always &= head.lemma_ != "be"  # "attacks violate"
            dated = not ((toll and later) or always)
            several = event and token.tag_ == "NNS"
            yield Bearer(
                found.end(), event=token.lemma_ if event else None, several=several, open_note=note, then=then, dated=dated
            )


def _is_of_event(claim: Claim) -> bool:
    figure = claim.figure
    return figure is not None and figure.unit is None and not EVENT_MEASURES.isdisjoint(figure.measures)
