"""What a verb tells of time and place: what was done once, and by whom, or what is so, goes on, or is to come."""

from __future__ import annotations

import functools
from collections.abc import Collection

from claims.extraction.assembling.settings import LASTING, TOLLS
from claims.extraction.clauses import SUBJECTS, first_of, helpers_of
from claims.extraction.text.tokens import Token

#: What courts do when a trial ends, and what those who are tried get.
_JUDGING = frozenset("acquit convict fine imprison jail sentence".split())
_GETTING = frozenset({"get", "give", "hand", "receive"})
_TERMS = frozenset({"month", "year"})
#: What courts do when they come to it.
_COURTS = _JUDGING | {"charge", "condemn", "indict", "prosecute"}
#: What is done to people elsewhere than where something happened to them.
_BY_PEOPLE = frozenset({"detained", "captured", "searched"})
_LASTING = LASTING | frozenset("campaign conflict fighting insurgency unrest violence war".split())
#: What is done or happens once, rather than is so for long, is held to be so, or is done with words and papers.
_DEEDS = frozenset(
    """abandon arrest arrive assault attack attend block board bomb breach break bring burn burst bury capsize carry catch
    clash climb collapse collect come count crash cross cut damage derail descend destroy detain dig disappear discover
    dive divert douse down drag drift drive drop drown dump eject eliminate enter erupt escape evacuate expel explode
    extinguish fall fire flatten flee flood fly force free gather go halt haul hear hijack hit hurl hurt ignite injure
    intercept jam jump kidnap kill knock land launch leap leave lift lob loot lose march massacre miss mob mow overrun
    overturn pelt penetrate pile plough plow plunge pound pour protest pull pump push raid rally ram rampage ransack reach
    reconnect record recover repel rescue restore retreat return rip roll run rush sabotage sail salvage scatter scramble
    search seize send set sever shatter shell shoot shut sink slam slaughter slide smash snatch sound spill spray spread
    stab stage stampede stone stop storm strand strike submerge suppress surrender surround survive swallow sweep swim
    swing switch take tear throw topple torch toss trample trap treat trigger turn uproot vandalise vandalize vanish walk
    wash withdraw wound wreck wrench""".split()
)
#: What an hour is told of.
_BEGINNINGS = frozenset("begin break end erupt happen hear occur start strike".split())
#: What is done again and again; and, with it, what was long ago.
_AGAIN = frozenset("always every frequently often regularly seldom usually whenever".split())
_HABITS = _AGAIN | frozenset("career childhood during youth".split())
_SENDING = frozenset({"dispatch", "send"})
_TO = frozenset({"for", "from", "into", "onto", "to", "toward", "towards"})
_NOW = frozenset({"is", "are", "has", "have", "'s", "’s", "'ve", "’ve"})


def tells_deed(verb: Token) -> bool:
    """What was done once, as far as the verb tells: "carried out 12 children", but not "had 14 partners"."""
    done = _is_deed(verb) or (verb.lemma_ == "have" and any(child.dep_ == "xcomp" and _is_deed(child) for child in verb.rights))
    if not done or first_of(verb).tag_ not in {"VBD", "VBN"} or not is_over(verb) or is_habit(verb):
        return False
    if verb.tag_ == "VBN" and not helpers_of(first_of(verb)):
        return False
    return not any(child.lemma_ in TOLLS for child in verb.lefts if child.dep_ in SUBJECTS)


def _is_deed(verb: Token) -> bool:
    if verb.lemma_ == "get" and verb.i + 1 < len(verb.doc) and verb.nbor().lower_ in {"away", "out", "through"}:
        return True
    return verb.lemma_ in _DEEDS or verb.lemma_.removesuffix("e") in _DEEDS  # the model's "reconnecte"


def tells_beginning(verb: Token) -> bool:
    """What may be told with an hour alone: "the first explosions were heard at 1:20 a.m."."""
    return (verb.lemma_ in _BEGINNINGS or _is_deed(verb)) and is_over(verb) and not is_habit(verb)


def is_done_to(verb: Token) -> bool:
    """Something was done to what is told of, whatever it was: "1,300 firefighters were deployed"."""
    passive = any(child.dep_ == "nsubjpass" for child in first_of(verb).lefts)
    return passive and is_over(verb) and not (is_habit(verb) or is_ahead(verb) or is_ruling(verb))


@functools.lru_cache(maxsize=8)  # each claim of a clause asks several times, and a clause may have hundreds of words
def is_habit(verb: Token) -> bool:
    """It is told as done again and again: "usually closed at six"."""
    return any(token.lower_ in _HABITS for token in verb.doc[verb.left_edge.i : verb.right_edge.i + 1])


@functools.lru_cache(maxsize=8)
def is_repeated(verb: Token) -> bool:
    """It is told as done again and again, and not only in the course of something: "during the night"."""
    return any(token.lower_ in _AGAIN for token in verb.doc[verb.left_edge.i : verb.right_edge.i + 1])


def is_over(verb: Token) -> bool:
    """It happened once: neither is it so now, nor has it become so since, nor was it going on."""
    helpers = helpers_of(verb) or (helpers_of(verb.head) if verb.dep_ == "conj" else [])
    first = helpers[0] if helpers else verb
    going_on = any(token.tag_ == "VBG" for token in (verb, *helpers)) and bool(helpers)
    return not going_on and first.lower_ not in _NOW and first.tag_ not in {"VBZ", "VBP"}


def is_ahead(verb: Token) -> bool:
    """It is to come, or may have been: "will kill", "could have killed"."""
    return any(helper.tag_ in {"MD", "TO"} for helper in helpers_of(verb))


def is_sum(verb: Token) -> bool:
    """It sums up what goes on for long: "the war has killed 9,000 people"."""
    first = first_of(verb)
    subject = next((child for child in first.lefts if child.dep_ in SUBJECTS), None)
    if subject is None:
        return False
    perfect = any(helper.lemma_ == "have" and helper.tag_ != "VBD" for helper in (*helpers_of(first), *helpers_of(verb)))
    return subject.lemma_ in _LASTING or (perfect and subject.dep_ == "nsubj" and subject.lower_ in {"it", "which", "that"})


def is_ruling(verb: Token) -> bool:
    """What a court does: "sentenced three men", "found them guilty"."""
    return verb.lemma_ in _COURTS or (verb.lemma_ == "find" and any(token.lower_ == "guilty" for token in verb.subtree))


def is_penalty(verb: Token) -> bool:
    """What somebody gets from a court: "two others were acquitted", "his deputy was given four years"."""
    if any(helper.lemma_ == "have" for helper in helpers_of(verb)) or not is_over(verb):
        return False
    if verb.lemma_ not in _GETTING:
        return verb.lemma_ in _JUDGING
    terms = (token for token in verb.subtree if token.lemma_ in _TERMS and token.i > verb.i)
    return any(not any(child.lower_ == "of" for child in token.rights) for token in terms)


def is_done_by_people(verb: Token, measures: Collection[str]) -> bool:
    """It is done by people who may have gone elsewhere: "police arrested three", "our aircraft hit two depots"."""
    if any(child.dep_ == "nsubjpass" for child in verb.lefts) and is_over(verb):
        return "detained" in measures
    acts = any(child.dep_ == "nsubj" for child in verb.lefts) and any(child.dep_ == "dobj" for child in verb.rights)
    return acts or bool(_BY_PEOPLE.intersection(measures))


def leads_away(verb: Token) -> bool:
    """Somebody goes somewhere, or something is sent there: "went to clinics", "left for Lund"."""
    return verb.lemma_ in _SENDING or any(child.dep_ == "prep" and child.lower_ in _TO for child in verb.rights)
