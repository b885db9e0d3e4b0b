"""Whether the verb over an expression looks back or ahead."""

from __future__ import annotations

import enum

from claims.extraction.reference.nouns import HAPPENINGS
from claims.extraction.text.tokens import Token

_AHEAD = frozenset({"will", "'ll", "’ll", "wo", "shall", "may", "might", "would", "can", "should", "must"})
#: What is over of which it is said: an election that was won.
_OVER = frozenset("boycott contest fight hold lose mar rig win".split())
_PLANS = frozenset("plan schedule set expect due slate intend aim prepare hope await begin start promise vow pledge".split())
_NOW = frozenset({"VBZ", "VBP"})
#: What is told in the present of a day to come: "leaves office in March".
_TIMETABLED = frozenset("close convene end expire leave open resume retire return step vote".split())
#: What is called by its day before it comes: "barred from the vote on 17 August".
_CALLED_BY_DAY = frozenset("ballot contest election hearing poll referendum runoff summit trial vote".split())
#: What was done and goes by its day: "Friday's killings".
_DEEDS = frozenset("arrest bloodshed death drowning judgement judgment killing ruling slaughter verdict violence".split())
#: What "has been set for 20 March" is yet to come.
_SET = frozenset("plan schedule set slate".split())
_PROMISES = frozenset("announce declare impose introduce offer order pledge promise vow".split())
#: What is arranged "for Friday", or called "from Tuesday", is yet to come.
_ARRANGING = frozenset(
    "announce arrange book call convene declare fix invite order plan propose reschedule schedule set slate summon".split()
)
#: What was made on a day and shows something still.
_MADE = frozenset("data film footage image photo photograph picture recording report statement survey video".split())
#: What is called by the time in which it was agreed.
_SIGNED = frozenset("accord agreement armistice ceasefire deal declaration pact truce".split())
#: What that does of a time that is over.
_COVERING = frozenset("count cover describe detail document list record span".split())
_CALLING = _PROMISES | {"call", "plan", "schedule"}
_BEHIND = frozenset({"was", "were", "had", "did", "has", "have", "'ve"})
#: "Two are missing, down from 16 on Thursday"
_MOVED = frozenset({"up", "down"})
_UNTIL = frozenset({"to", "until", "till"})
#: "The hearing was adjourned to Thursday"
_PUT_OFF = frozenset("adjourn defer delay extend move postpone push reschedule".split())
#: "Three are missing after a blast on Friday"
_AFTERWARDS = frozenset({"after", "following", "since"})
#: Of these the day is that on which it was; "until", "by" and "through" may lead ahead: "gave them until November".
_LEADING_BACK = frozenset("during from in on since".split())
#: What "the" begins: "by the summer".
_WITH_ARTICLE = frozenset("autumn fall spring summer weekend winter".split())
#: how far up the parse a verb is looked for
_REACH = 8


class Tense(enum.Enum):
    """Where an event lies from the day of publication; a present can be either."""

    #: The past of the verb that the expression itself hangs on: "died on 3 August".
    DONE = enum.auto()
    PAST = enum.auto()
    PRESENT = enum.auto()
    FUTURE = enum.auto()

    @property
    def looks_back(self) -> bool:
        """It happened before, or stands with what did."""
        return self in {Tense.DONE, Tense.PAST}


def tense_at(token: Token) -> Tense:
    """The tense of the verb that governs the token; the past where there is none, for news tells what happened."""
    if token.dep_ in {"compound", "nmod"} and token.head.lemma_ in _SIGNED:
        return Tense.DONE  # "would be a violation of the July accord"
    token = _naming(token)
    if _is_appointed(token):
        return Tense.FUTURE
    if token.dep_ == "poss" and token.head.lemma_ in HAPPENINGS | _DEEDS and token.head.head.tag_ in _NOW:
        return Tense.PAST  # "Wednesday's killings follow a string of raids"
    return Tense.DONE if token.head.lower_ == "since" else _tense_above(token)  # "has been shut since April"


def _tense_above(token: Token) -> Tense:
    begins = token.head.lower_ == "from"
    led = token.head.lower_ in _LEADING_BACK
    own = _within(token.head.head) if led else token.head
    called = token.head.head
    if token.head.lower_ == "on" and called.lemma_ in _CALLED_BY_DAY and called.pos_ in {"NOUN", "PROPN"}:
        return Tense.PRESENT
    if begins and called.lemma_ in _MADE:
        return Tense.PAST  # "images from Monday show a slick"
    until = token.head.lower_ in _UNTIL | {"before", "by", "through"}
    token = (_deed_behind(own, token) if led else None) or token
    for _ in range(_REACH):
        moved = (token.lower_ == "from" and token.head.lower_ in _MOVED) or _covers(token)
        if moved or token.lower_ in _AFTERWARDS:
            return Tense.DONE if moved else Tense.PAST
        if _is_due(token) or _is_put_off(token):
            return Tense.PAST if _had_been(token) else Tense.FUTURE
        if token.pos_ in {"VERB", "AUX"}:
            promised = begins and token.lemma_ in _CALLING  # "promised deliveries from Monday"
            possible = token.i == own.i and _is_possible(token)
            tense = Tense.FUTURE if promised or possible else _tense_of(token)
            ahead = tense is Tense.PRESENT or _foresees(token) or _is_possible(token)  # "were expected by the weekend"
            ahead |= token.tag_ == "VB" and any(child.tag_ == "TO" for child in _first_of(token).lefts)
            tense = Tense.FUTURE if until and ahead else tense  # "keep their insurance through September", "told to wait until"
            begun = token.lemma_ in {"begin", "start"} and token.tag_ == "VBD"
            planned = token.lemma_ in _PLANS and not (begun or _is_promised(token))
            did = token.i == own.i or _is_done_by(own, token)
            done = tense is Tense.PAST and did and (token.tag_ in {"VBD", "VBN"} or _is_begun(token)) and not planned
            return Tense.DONE if done else tense
        if token.head.i == token.i:
            break
        token = token.head
    return Tense.PAST


def _first_of(verb: Token) -> Token:
    """The first of several that "to" leads: of "told to move and [wait] there" the move."""
    while verb.dep_ == "conj" and verb.head.tag_ == verb.tag_:
        verb = verb.head
    return verb


def _covers(verb: Token) -> bool:
    """A document tells of a time that is over: "The report covers the period from January to June"."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), verb) if verb.lemma_ in _COVERING else verb
    document = verb.head if verb.dep_ == "relcl" and subject.lower_ in {"that", "which"} else subject
    return document != verb and verb.tag_ in _NOW and document.lemma_ in _MADE


def _is_begun(verb: Token) -> bool:
    """Of what "started to arrive in May" some has arrived."""
    return verb.tag_ == "VB" and verb.dep_ == "xcomp" and verb.head.lemma_ in {"begin", "start"} and verb.head.tag_ == "VBD"


def _is_done_by(noun: Token, verb: Token) -> bool:
    """It is part of what happened and did that: "an earthquake in the north [in May] forced plants to close"."""
    while noun.dep_ in {"pobj", "prep"}:
        noun = noun.head
    if noun.head == verb and noun.dep_ == "nsubjpass" and verb.lemma_ in _OVER:
        return any(
            child.lower_ in {"was", "were"} for child in verb.lefts
        )  # "an election [in January] was won by the ruling party"
    return noun.head == verb and noun.dep_ == "nsubj" and noun.lemma_ in HAPPENINGS and verb.tag_ == "VBD"


def _within(token: Token) -> Token:
    """The verb that is told with the noun: "failed during the evening rush on 8 October"."""
    leads = token.dep_ == "pobj" and token.head.lower_ in _LEADING_BACK and token.head.head.pos_ == "VERB"
    return token.head.head if leads else token


def _naming(token: Token) -> Token:
    """The word that the rest of the expression hangs on."""
    while token.dep_ in {"compound", "nmod", "nummod"} and token.head.i > token.i:
        token = token.head  # "3 August"
    return token.head if token.dep_ == "det" and token.head.lower_ in _WITH_ARTICLE else token


def _deed_behind(verb: Token, token: Token) -> Token | None:
    """What was done stands nearer than what it is for: "to cover the fine [handed] down by a court on Monday"."""
    if verb.tag_ != "VB" or not any(child.tag_ == "TO" for child in verb.lefts):
        return None
    between = (word for word in verb.doc[verb.i + 1 : token.i] if word.tag_ == "VBN" and word.dep_ == "acl")
    return next((word for word in between if word.head.head.i == verb.i), None)


def _foresees(verb: Token) -> bool:
    """What is told was to come: "were expected", "forecast 80mm of rain"."""
    return verb.lemma_ in {"forecast", "predict"} or (verb.lemma_ == "expect" and verb.tag_ == "VBN")


def _is_due(token: Token) -> bool:
    """What is due, or a verb that the parse takes for a noun: "A vaccination drive starts in Lund on Monday"."""
    starts = token.dep_ == "ROOT" and token.tag_ == "NNS" and token.lemma_ in _PLANS
    return starts or token.lower_ == "due" or any(child.lower_ == "due" for child in token.rights)


def _is_appointed(day: Token) -> bool:
    """Something is to be then: "declared Friday a national day of mourning", "called a strike for Friday"."""
    declared = day.head.lemma_ == "declare" and "day" in (word.lower_ for word in day.doc[day.i + 1 : day.i + 4])
    return declared or (day.head.lower_ == "for" and _is_arranged(day.head.head))


def _is_arranged(token: Token) -> bool:
    """It is set for a day, or the thing is that is: "called [a strike] for Friday"; of what "had been planned" who knows."""
    verb = token.head if token.pos_ == "NOUN" and token.dep_ in {"dobj", "nsubjpass"} else token
    if verb.lemma_ not in _ARRANGING or verb.pos_ != "VERB":
        return False
    fell_through = any(child.lower_ == "but" for child in verb.rights)
    return not fell_through and not any(child.lower_ in {"had", "'d", "’d"} for child in verb.lefts)


def _is_put_off(way: Token) -> bool:
    """It leads to the new day of something: "adjourned to Thursday", "postponed from Monday to Thursday"."""
    verb = way.head.head if way.head.lower_ == "from" else way.head
    return way.lower_ in _UNTIL and verb.lemma_ in _PUT_OFF


def _is_possible(verb: Token) -> bool:
    """It "could bring rain from Tuesday"; what "could not be reached" is past."""
    helpers = {child.lower_ for child in verb.lefts}
    return "could" in helpers and helpers.isdisjoint({"have", "not", "n't", "n’t"})


def _tense_of(verb: Token) -> Tense:
    while verb.dep_ == "conj" and verb.tag_ == "VB" and not any(child.dep_ in {"aux", "auxpass"} for child in verb.lefts):
        verb = verb.head  # "will lay off 640 workers and close its foundry"
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    set_for = verb.lemma_ in _SET and verb.tag_ == "VBN" and helpers & {"has", "have"}
    if set_for or (helpers & _AHEAD and "have" not in helpers):
        return Tense.FUTURE
    if "to" in helpers:
        return Tense.FUTURE if _is_planned(verb) and not _had_been(verb.head) else Tense.PAST
    if verb.tag_ == "VBD" or helpers & _BEHIND or _is_promised(verb):
        return Tense.PAST
    follows = verb.lemma_ == "follow" and not any(child.dep_ == "dobj" for child in verb.rights)
    timetabled = follows or verb.lemma_ in _TIMETABLED  # "The other follows in the summer"
    if verb.tag_ in (_NOW | {"VBN", "VBG"} if verb.lemma_ in _PLANS else _NOW if timetabled else ()):
        return Tense.FUTURE
    if verb.tag_ in _NOW or helpers & {"is", "are", "'s", "'re", "am"}:
        return Tense.PRESENT
    return Tense.PAST


def _is_promised(verb: Token) -> bool:
    """It says when somebody promised a thing: "the tanks promised in October"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lemma_ in _PROMISES


def _had_been(due: Token) -> bool:
    """It came to nothing, or not then: "The swap had been due to take place on Monday".

    What is put off now was still to come: "Talks that had been due on Wednesday were put off by a week".
    """
    be = due if due.lemma_ == "be" or due.tag_ == "VBN" else due.head
    event = be.head if be.dep_ == "relcl" else be
    if event.dep_ == "nsubjpass" and (event.head.lemma_ in _PUT_OFF or any(child.lower_ == "off" for child in event.head.rights)):
        return False
    return any(child.lower_ == "had" for child in be.lefts)


def _is_planned(verb: Token) -> bool:
    """Whether a present looks ahead: "is set to open on Friday", "plans to vote", "is to be decided"."""
    head = verb.head
    if head.lemma_ in {"begin", "start"} and head.i != verb.i:
        return _tense_of(head) is Tense.FUTURE  # but "started to receive arms in May"
    return head.i == verb.i or head.tag_ in {"VBZ", "VBP"} or head.lemma_ in _PLANS or head.lower_ == "due"
