"""Which claims lend where and when it was to others that do not say.

A day on which others are to meet, a prisoner was handed over, or a fire that had begun before was told of, goes for nobody else.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Container, Sequence

from claims.extraction.assembling.deeds import is_ahead, is_ruling, tells_beginning
from claims.extraction.assembling.settings import LASTING, Scene, Setting
from claims.extraction.clauses import SUBJECTS, Clause
from claims.extraction.clauses import Place as ClausePlace
from claims.extraction.drafts import Draft
from claims.extraction.drafts.draft import place
from claims.extraction.judging.kinds import is_scheduled
from claims.extraction.quantities.measures import EVENT_MEASURES, tells_happening
from claims.extraction.records import Claim, Figure
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token

#: What stands behind "of" before a whole; "tens of thousands of people" are no part.
_WHOLES = frozenset("the them these those whom which its their his her our".split())
_HOSPITALS = frozenset({"clinic", "hospital", "infirmary", "morgue"})
#: What is of many days and places.
WARS = frozenset({"conflict", "fighting", "insurgency", "offensive", "uprising", "war"})
#: What lasts does so "into the next morning".
_LASTING = frozenset({"continue", "drag", "last", "rage"})
#: "In the Saratov region and an airfield in the Rostov region".
_TWO_PLACES = re.compile(r"\band\b.*\b(?:at|in|near|on|outside)\b")
#: What people do in a place of which they then tell of another.
_MEETING = frozenset(
    """address arrive convene fly gather land lecture meet negotiate publish release say sit speak talk tell testify travel visit
    write""".split()
)
#: What is held after a death.
_RITES = frozenset({"burial", "ceremony", "funeral", "hearing", "inquest", "memorial", "trial", "vigil"})
RESCUES = frozenset({"dig", "pull", "recover", "rescue", "retrieve"})
_REMAINS = frozenset({"body", "corpse", "remains"})
#: What lasts for days, and is told of on each.
_GOING_ON = LASTING | frozenset("blaze fire flood flooding hurricane offensive siege storm strike wildfire".split())
#: What is let loose on a day, and kills on others.
_FLOODS = frozenset({"flood", "flooding", "wildfire"})
#: Who is handed over at a border is told of again from wherever that led.
_TRADING = frozenset({"exchange", "swap", "trade"})


def lending(setting: Setting) -> Setting:
    """The setting as it goes for others."""
    own = lent_by(setting, Scene(None if setting.there else setting.spot, setting.time))
    return dataclasses.replace(setting, time=own.time, spot=own.spot)


def lent_by(setting: Setting, scene: Scene) -> Scene:
    """What goes for others of the scene that a setting has, with what the story tells of it."""
    several = scene.spot is not None and _TWO_PLACES.search(scene.spot.text) is not None
    apart = several or setting.draft.clause.head.lemma_ in _TRADING
    return Scene(None if apart else scene.spot, None if _is_later(setting) else scene.time)


def _went_on(setting: Setting) -> bool:
    """It lasted for longer than the day that it began on: "erupted late on Friday and continued into the next morning"."""
    lasting = (token for token in setting.draft.clause.sentence.tokens if token.lemma_ in _LASTING)
    return any(child.lower_ in {"into", "through", "until"} for token in lasting for child in token.rights)


def _began_war(setting: Setting) -> bool:
    """It tells when a war began, which is not when its dead died: "the war, which erupted in April 2023"."""
    head = setting.draft.clause.head
    about = [head.head, *(child for child in head.lefts if child.dep_ in SUBJECTS)] if head.dep_ == "relcl" else head.lefts
    return tells_beginning(head) and any(noun.lemma_ in WARS for noun in about)


def _is_later(setting: Setting) -> bool:
    """Its day is not that of what happened, or not all of it.

    On it a fire grew that had begun before, or bodies were pulled from the ruins, or a fight began that went on into the next,
    or others are to meet on account of it, or "a dam broke, unleashing floods", in which people died later.
    """
    clause = setting.draft.clause
    head = clause.head
    remains = head.lemma_ in RESCUES and not setting.event and any(token.lemma_ in _REMAINS for token in setting.words)
    late = head.lemma_ == "die" and any(token.lower_ in {"injured", "wounded"} for token in setting.words)  # in hospital
    if setting.draft.former or remains or late or is_scheduled(clause):
        return True
    if _went_on(setting) or _began_war(setting) or _unleashes(head) or _began_for_days(setting):
        return True
    goes_on = any(child.dep_ in SUBJECTS and child.lemma_ in _GOING_ON for child in head.lefts)
    return goes_on and not (tells_happening(head) or tells_beginning(head) or head.lemma_ == "report")


def _began_for_days(setting: Setting) -> bool:
    """It is the first of several days: "in a four-day rampage that began on 6 January", "attacks that began on Monday"."""
    for verb in setting.draft.clause.sentence.tokens:
        if verb.dep_ == "relcl" and verb.lemma_ in {"begin", "start"} and setting.phrases.is_dated(verb.subtree):
            event = verb.head
            if event.tag_ == "NNS" or any(
                word.lower_ in {"day", "days", "week"} for child in event.lefts for word in child.subtree
            ):
                return True
    return False


def _unleashes(verb: Token) -> bool:
    """It set going what kills for days: "a dam broke, unleashing floods"."""
    floods = (noun for noun in verb.sent if noun.i > verb.i and noun.lemma_ in _FLOODS)
    return any(noun.left_edge.i > verb.i and verb.doc[noun.i - 1].tag_ == "VBG" for noun in floods)


def began_with(clause: Clause) -> bool:
    """Something that still goes on began with it: "the war began when troops attacked Lund, killing 900"."""
    above = itertools.islice(clause.head.ancestors, 2) if clause.place is ClausePlace.ADVERBIAL else ()
    return any(verb.lemma_ in {"begin", "start"} and any(child.dep_ == "advcl" for child in verb.rights) for verb in above)


def tells(claim: Claim, setting: Setting) -> bool:
    """Where and when the claim says that it was goes for what is told after it."""
    clause, figure = setting.draft.clause, claim.figure
    counts = figure is not None and bool(EVENT_MEASURES.intersection(figure.measures))
    opens = _opens_with_day(clause.sentence, setting.phrases.dated)  # "Overnight the fighting moved to the air"
    if not (setting.sentence == 0 or setting.event or counts or tells_happening(clause.head) or opens):
        return False
    if is_ruling(clause.head) or is_ahead(clause.head) or (clause.head.lemma_ in _MEETING and not (setting.event or counts)):
        return False
    if any(token.lemma_ in _RITES for token in setting.words):
        return False
    if is_in_hospital(setting.words) or (
        figure is not None and (_is_part(setting.draft, figure) or "hospitalised" in figure.measures)
    ):
        return False
    return clause.place is not ClausePlace.ADVERBIAL or clause.head.tag_ == "VBG"  # "…, killing at least 80 people"


def _opens_with_day(sentence: Sentence, dated: Container[int]) -> bool:
    """Its first words are the day, "On Sunday police cleared the road"."""
    start = sentence.tokens.start
    return start in dated or (sentence.tokens[0].lower_ == "on" and start + 1 in dated)


def is_occasion(setting: Setting) -> bool:
    """An event is told as that on which something else was so: "nine hours after the ferry sank off Cape Roe"; not "while"."""
    clause = setting.draft.clause
    if began_with(clause) or any(child.dep_ == "mark" and child.lower_ == "while" for child in clause.head.lefts):
        return False
    happened = setting.event or tells_happening(clause.head)
    return clause.place is ClausePlace.ADVERBIAL and happened and not is_ahead(clause.head)


def is_in_hospital(words: Sequence[Token]) -> bool:
    """Somebody is at a hospital, which is not what was hit."""
    return any(_is_hospital(token) and _whole_of_list(token).dep_ not in {"dobj", "nsubjpass"} for token in words)


def _whole_of_list(noun: Token) -> Token:
    """What it is told with: of "a row of shops and a clinic" the row."""
    while noun.dep_ == "conj" or (noun.dep_ == "pobj" and noun.head.lower_ == "of"):
        noun = noun.head if noun.dep_ == "conj" else noun.head.head
    return noun


def _is_hospital(noun: Token) -> bool:
    """It is one by its own word, or a "medical centre"."""
    named = noun.lemma_.lower()
    return named in _HOSPITALS or (named in {"center", "centre"} and noun.i > 0 and noun.nbor(-1).lower_ == "medical")


def _is_part(draft: Draft, figure: Figure) -> bool:
    """It counts some of what was told before, and where these were says nothing of the rest: "44 of the deaths"."""
    quantity = draft.quantity
    if quantity is None or figure.part_of is not None or quantity.relative or draft.part or draft.subset:
        return True
    behind = [token for token in draft.told if place(draft.clause, token) > quantity.span.end][:2]
    return [token.lower_ for token in behind[:1]] == ["of"] and any(token.lower_ in _WHOLES for token in behind[1:])
