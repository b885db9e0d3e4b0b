"""What a verb of a parse is: whether it makes a sentence, whose subject it has, which noun it tells more of."""

from __future__ import annotations

import itertools

from claims.extraction.dates.words import CALENDAR
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import AREAS, HAPPENINGS, PERSONS
from claims.extraction.text.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
HELPERS = frozenset({"aux", "auxpass"})
#: The forms of verbs that make a sentence; a participle or an infinitive needs one of them beside it.
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
#: Words of adjectives and nouns that stand before the noun that they describe.
MODIFYING = frozenset({"amod", "compound", "nmod"})
#: What stands for the noun that a clause tells more of.
RELATIVES = frozenset({"which", "who", "that", "whom"})
#: Participles that are no forms of the past.
PARTICIPLE_ALONE = frozenset(
    """been begun broken chosen done drawn driven eaten fallen flown forbidden forgotten given gone grown hidden known
    overtaken overthrown risen seen shaken shown spoken stolen sunk sworn taken thrown torn undertaken withdrawn worn
    written""".split()
)
ASIDE = frozenset({",", "(", "[", "–", "—", "--", "-", ";"})

#: Of what does so without being an event, the event does it: "the collapse of the viaduct, which killed 26".
_HARMING = frozenset("damage destroy displace hurt injure kill leave wound wreck".split())
_THIN = frozenset({"CCONJ", "PUNCT", "ADV", "AUX", "PART", "SPACE"})
#: How the words that tell more of a noun hang on it: "people *familiar with the talks*".
_WITHIN_PHRASE = frozenset({"pobj", "prep", "amod", "acl", "compound", "nmod"})
#: What can stand between "leaving" and an item of its list.
_LEFT = frozenset({"NUM", "ADJ", "CCONJ", "NOUN", "ADV", "DET"})
#: What happens to something, and somebody is blamed for.
_LOSSES = frozenset("damage death destruction killing loss murder outage sabotage".split())
#: How the next item of a list hangs on the one before.
_BESIDE = frozenset({"appos", "conj"})
#: So many words before "of" it is looked for.
_EVENT_NEAR = 5
_LIMITS = frozenset("at least than dead injured wounded hurt killed missing homeless displaced".split())
#: What tells how far away something is.
_DISTANCES = frozenset("kilometer kilometre km meter metre mile yard".split())


def helpers_of(verb: Token) -> list[Token]:
    """The words before a verb that help it: "had been" of "had been closed"."""
    return [child for child in verb.lefts if child.dep_ in HELPERS] if verb.n_lefts else []


def is_contact(verb: Token) -> bool:
    """It tells without "that" what is done to the noun before: "demands [Lund has rejected]", "a plan [the union dismissed]"."""
    answers = verb.dep_ == "relcl" and verb.lemma_ in _ANSWERING and verb.head.lemma_ in _OFFERED
    acted_on = answers and not any(child.dep_ == "dobj" for child in verb.rights)
    bare = not any(token.lower_ in RELATIVES or token.tag_ == "WRB" for token in verb.lefts)
    aside = verb.doc[max(verb.head.left_edge.i - 1, 0)].text in {",", "--", "–", "—", "-"}
    active = not any(child.dep_ == "auxpass" for child in verb.lefts)
    return acted_on and bare and aside and active and any(child.dep_ == "nsubj" for child in verb.lefts)


def leads_relative(token: Token) -> bool:
    """It stands for the noun before it: "a raid [that] the army ordered", "a man [who] fled"."""
    return token.tag_ in {"WDT", "WP"} or (token.lower_ == "that" and token.dep_ in SUBJECTS | {"dobj", "pobj"})


def first_of(verb: Token) -> Token:
    """Of verbs that "and" joins, the one that has their subject: the nearest before, or the first of all."""
    while verb.dep_ == "conj" and verb.head.i != verb.i and not has_subject(verb):
        verb = verb.head
    return verb


def is_past(verb: Token) -> bool:
    """The verb, or one that helps it, stands in the past."""
    return any(token.tag_ == "VBD" for token in (verb, *helpers_of(verb)))


def has_subject(token: Token) -> bool:
    """The verb has a subject of its own before it, which the parse hangs on its helping verb at times."""
    bearers = (token, *helpers_of(token))
    return any(child.dep_ in SUBJECTS for bearer in bearers for child in bearer.lefts) or number_before(token) is not None


def number_before(verb: Token) -> Token | None:
    """The number that must be the subject of a second verb: of "52 were shot down and 31 were lost" the parse joins it to 52.

    And that of one without help, "57 have been killed and 136 hurt", which the parse takes to count.
    """
    if verb.dep_ != "conj" or verb.is_sent_start:
        return None
    number = verb.nbor(-1)
    if not number.like_num:
        return None
    lost = number.dep_ == "conj" and number.head.i in {verb.head.i, number.i - 2} and verb.tag_ in FINITE
    counts = number.dep_ == "nummod" and number.head.i == verb.i and verb.tag_ == "VBN"
    return number if lost or counts else None


def is_finite(token: Token) -> bool:
    """The verb, or one that helps it, stands in a form that makes a sentence."""
    helped = any(child.dep_ in HELPERS and child.tag_ in FINITE for child in token.lefts)
    return token.tag_ in FINITE or helped or _is_past_of_two(token)


def _is_past_of_two(verb: Token) -> bool:
    """A past that the model takes for a participle: "the floods drove out 900 and destroyed some homes"."""
    first = verb.head
    active = first.tag_ == "VBD" and not any(child.dep_ in HELPERS for child in first.lefts)
    return verb.tag_ == "VBN" and verb.dep_ == "conj" and active and verb.lower_.endswith("ed")


def is_gapped(verb: Token) -> bool:
    """Whether what helps the verb is left out after another: "nine were killed and 40 injured"."""
    first = verb.head
    passive = any(child.dep_ == "auxpass" for child in first.lefts)
    return verb.dep_ == "conj" and verb.tag_ == first.tag_ == "VBN" and passive and has_subject(verb) and not is_finite(verb)


def is_full_conjunct(token: Token) -> bool:
    """Splits "killed one and wounded two", but not "destroyed or jammed", which share what was done to what."""
    if any(child.lower_ == "either" for child in token.head.lefts):
        return False  # "either they will be back or the ships won't"
    if has_subject(token):
        return is_finite(token) or is_gapped(token)
    between = token.doc[token.head.i + 1 : token.i]
    full = any(word.pos_ not in _THIN and word.dep_ != "prt" and word.tag_ != "RP" for word in between) and any(
        True for _ in token.rights
    )
    return full and _shares_subject(token)


def _shares_subject(token: Token) -> bool:
    """The verb can stand with the subject of the one before, and nothing that could be its own stands in front of it."""
    first = token.head
    same = token.tag_ == first.tag_ and is_finite(first) and any(child.dep_ in HELPERS for child in first.lefts)
    if not (is_finite(token) or same):
        return False
    joints = (word.i for word in reversed(token.doc[first.i + 1 : token.i]) if word.dep_ == "cc" or word.text in ASIDE)
    joint = next(joints, None)
    if joint is None:
        return False
    return all(word.pos_ not in NOMINAL or token.is_ancestor(word) for word in token.doc[joint + 1 : token.i])


def leaving(token: Token) -> Token | None:
    """The verb of "leaving 12 dead, [300 injured] and [4,000 homeless]", of which the parse makes verbs of their own."""
    if token.tag_ not in {"VBN", "JJ", "CD"} or any(child.dep_ in HELPERS for child in token.children):
        return None
    noun = token.head if token.dep_ == "acl" and token.head.i == token.i - 1 else token  # "two women wounded"
    counted = token.tag_ == "CD" or any(child.tag_ == "CD" for child in noun.lefts)
    at = min(token.left_edge.i, noun.left_edge.i) - 1
    while counted and at > token.sent.start and (word := token.doc[at]).lemma_ != "leave":
        if not (word.text == "," or word.pos_ in _LEFT or word.lower_ in _LIMITS):
            return None
        at -= 1
    return token.doc[at] if counted and token.doc[at].lemma_ == "leave" and at < token.i - 1 else None


def is_participial_aside(token: Token) -> bool:
    """A participle behind a comma tells more of its noun: "the law, approved in May with 71 votes, …"."""
    if token.dep_ != "acl" or token.tag_ != "VBN":
        return False
    before, noun = token.left_edge.i - 1, token.head
    if noun.i > before or token.doc[before].text != "," or noun.pos_ not in NOMINAL:
        return False
    return token.i + 1 >= token.sent.end or not token.nbor().like_num  # "killed 45 soldiers, captured 28"


#: What all that is told before does rather than the thing last told of.
#: What is done to what was offered or asked for.
_ANSWERING = frozenset({"accept", "condemn", "decline", "dismiss", "refuse", "reject", "welcome"})
_OFFERED = frozenset("appeal bid call compromise condition deal demand idea offer plan proposal request suggestion term".split())
#: What goes on, fast or slowly, and what is said of that rather than of what is brought.
_FLOWS = frozenset("delivery export flow import production sale shipment supply transfer".split())
_OF_FLOWS = frozenset("accelerate fall halt quicken resume rise run slow stop suspend".split())
_OF_ALL_BEFORE = frozenset("allow force leave mean prompt put result suggest".split())


def hangs_loosely(relative: Token) -> bool:
    """Whether "which" may stand for either of two nouns: "the entrance of the station, which was damaged"."""
    noun = relative.head
    if relative.lemma_ in _OF_ALL_BEFORE and relative.left_edge.lower_ == "which":
        thing = antecedent_of(relative)
        came_of = relative.lemma_ == "result" and thing.lemma_ not in HAPPENINGS  # "on its way to the clinic, which resulted in"
        if came_of or (thing.dep_ not in SUBJECTS and thing.lemma_ not in HAPPENINGS and thing.pos_ != "PROPN"):
            return True  # "the storm cut a line in May, which left 300 stranded"
    if _would_breach(relative) and noun.lower_ not in {"deal", "deals", "shipment", "shipments", "transfer", "transfers"}:
        return True  # "denied laying mines along the border, which would be a violation"
    above = noun.head.head if noun.dep_ == "pobj" else noun
    if above.i == noun.i or above.pos_ != "NOUN" or not any(child.lower_ in {"which", "that"} for child in relative.lefts):
        return False
    if singular(above.lower_) in PERSONS:
        return False  # "director of the hospital, which"
    finite = next(iter(helpers_of(relative)), relative)
    plural = finite.tag_ == "VBP" or finite.lower_ == "were"
    told = plural or finite.tag_ == "VBZ" or finite.lower_ == "was"
    return not told or _is_several(noun) != plural or _is_several(above) == plural


def _would_breach(relative: Token) -> bool:
    """It tells what rule something would break: what was done, and hardly the noun before."""
    if relative.left_edge.lower_ != "which" or not any(child.lower_ == "would" for child in relative.lefts):
        return False
    told = [child.lemma_ for child in relative.rights if child.dep_ == "attr"] if relative.lemma_ == "be" else [relative.lemma_]
    return not {"breach", "crime", "violate", "violation"}.isdisjoint(told)


def antecedent_of(verb: Token) -> Token:
    """What "whom" or "which" stands for: not the day that comes between, as in "3,900 patients since July, of whom …"."""
    noun = _far_from(verb.head) or verb.head
    if any(token.lower_ in {"who", "whom"} for child in verb.lefts for token in child.subtree):
        noun = _people_before(noun)
    if noun.like_num and (thing := _thing_before(verb)) is not None:
        noun = thing
    if noun.dep_ == "pobj" and noun.head.is_title and noun.head.head.is_title:
        return noun.head.head  # "Doctors Without Borders, which …"
    while (_is_time(noun) or noun.dep_ == "prep") and noun.head.i < noun.i:
        noun = noun.head
    several = _is_of_several(verb)
    noun = _counted_before(noun) if several and not _is_several(noun) else noun
    if noun.pos_ in VERBAL:
        told = [child for child in noun.children if child.dep_ in {"dobj", "nsubjpass"} and child.i < verb.i]
        noun = told[-1] if told else verb.head  # "nine aircraft were used, of which five were lost"
    noun = _counted_in(noun) if several and not _is_several(noun) else noun
    while several and noun.dep_ in _BESIDE and _is_some(noun.head) and _is_some(noun):
        noun = noun.head  # "12 missiles and 30 drones, of which 31 …"
    if verb.lemma_ in _HARMING and noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = _event_of(noun) or noun  # "the collapse of the viaduct, which killed 26"
    noun = flow_of(noun, verb)
    if verb.lemma_ == "blame" and noun.lemma_ not in HAPPENINGS:
        noun = _happening_above(noun) or noun  # "a raid on a bridge to Crimea, which Roe blamed on Ukraine"
    return noun


def flow_of(noun: Token, verb: Token) -> Token:
    """What goes on, where the verb tells of that: of "deliveries of shells, which were running late" the deliveries."""
    flows = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in _FLOWS
    return noun.head.head if flows and verb.lemma_ in _OF_FLOWS else noun


def _happening_above(noun: Token) -> Token | None:
    """What happened to that which the noun tells more of, in the same phrase."""
    above = itertools.takewhile(lambda one: one.dep_ not in {"ROOT", "relcl", "conj", "advcl", "ccomp"}, noun.ancestors)
    return next((one for one in above if one.lemma_ in HAPPENINGS | _LOSSES), None)


def _counted_before(noun: Token) -> Token:
    """What is counted before the noun, of which alone a part can be told."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        noun = noun.head.head  # "booked 312,000 containers as collateral, of which just under 104,000 …"
        if _is_several(noun):
            return noun
    if noun.dep_ == "pobj":  # "launched 18 jets at the depot, of which …"
        objects = (child for child in noun.head.head.rights if child.dep_ == "dobj" and child.i < noun.i)
        noun = next((one for one in objects if any(child.dep_ == "nummod" for child in one.lefts)), noun)
    if noun.dep_ in {"dobj", "pobj"} and not _is_several(noun):
        above = noun.head if noun.dep_ == "dobj" else noun.head.head
        while above.dep_ == "pobj" and above.pos_ == "NOUN":  # "at the edge of the city"
            above = above.head.head
        # "14,000 homes lost power, of which 9,500 …", "90 drones were launched at the city, of which 40 …"
        counted = (child for child in above.children if child.dep_ in SUBJECTS | {"dobj"} and _is_several(child))
        noun = next((one for one in counted if any(child.dep_ == "nummod" for child in one.lefts)), noun)
    return noun


def _counted_in(noun: Token) -> Token:
    """What is counted behind a noun, of which alone a part can be told: "the loss of 40 [tanks] since May, of which nine …"."""
    counted = (one for way in noun.rights if way.lower_ == "of" for one in way.rights)
    return next((one for one in counted if _is_counted(one) and _is_several(one)), noun)


def _is_time(noun: Token) -> bool:
    """By what the model takes it for, unless that is a name which the calendar does not know."""
    return noun.ent_type_ in {"DATE", "TIME"} and (noun.pos_ != "PROPN" or noun.lower_ in CALENDAR)


def _event_of(noun: Token) -> Token | None:
    """What happened to the noun that "of" leads to, wherever the parse hangs that: "the collapse in 2021 of the viaduct"."""
    above = noun.head.head
    if above.lemma_ in HAPPENINGS:
        return above
    way = noun.head.i - 1
    between = noun.doc[max(way - _EVENT_NEAR, noun.sent.start) : noun.head.i]
    event = next((one for one in reversed(between) if one.lemma_ in HAPPENINGS), None)
    known = event is not None and all(one.ent_type_ == "DATE" or one.pos_ == "ADP" for one in noun.doc[event.i + 1 : noun.head.i])
    return event if known else None


def _thing_before(verb: Token) -> Token | None:
    """The noun right before ", which", rather than a number: "31 of them in the town of Lund, which fell on Sunday"."""
    first = verb.left_edge
    if first.lower_ != "which" or first.head.i != verb.i or first.i < verb.sent.start + 2 or first.nbor(-1).text != ",":
        return None
    noun = first.nbor(-2)
    named = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in AREAS
    return noun.head.head if named else noun if noun.pos_ in {"NOUN", "PROPN"} else None


def _far_from(noun: Token) -> Token | None:
    """What is so far from the noun that a relative clause tells of it: "a refinery, 620 km from the border, which makes oil"."""
    way = noun.head
    measured = noun.dep_ == "pobj" and any(child.dep_ == "npadvmod" and child.lemma_ in _DISTANCES for child in way.lefts)
    at = way.left_edge.i - 2
    if not measured or at < noun.sent.start or noun.doc[at + 1].text != ",":
        return None
    return noun.doc[at] if noun.doc[at].pos_ in NOMINAL else None


def _is_of_several(verb: Token) -> bool:
    """A part is told of what the relative clause tells of: "of which 12 were lost", "12 of which were lost"."""
    return any(
        word.lower_ == "which" and word.head.lower_ == "of" and word.i < verb.i for left in verb.lefts for word in left.subtree
    )


def _people_before(noun: Token) -> Token:
    """Those whom a noun that "who" follows tells more of: "two doctors at the hospital", "people with knowledge of the plan"."""
    if noun.pos_ == "PROPN" and noun.left_edge.i > noun.sent.start and noun.left_edge.nbor(-1).lower_ == "them":
        return noun  # "took old people out, among them Roe, who …"
    whence = noun.dep_ == "pobj" and noun.head.lower_ == "from" and noun.pos_ == "PROPN"  # "Roe, 22, from Lund, who …"
    current = noun.head if whence else noun
    while not _is_people(current) and current.dep_ in _WITHIN_PHRASE:
        current = current.head
    if current.pos_ in VERBAL:  # "treated 76 people since the storm, 19 of whom …"
        objects = (child for child in current.rights if child.dep_ == "dobj" and child.i < noun.i)
        # "970 people fell ill in Lund, of whom 21 …", "…, said Roe, 22, from Lund, who …"
        subjects = (child for child in current.children if child.dep_ in SUBJECTS and child.i < noun.i)
        counted = (noun for way in current.rights if way.dep_ == "prep" for noun in way.rights if _is_counted(noun))
        current = next(objects, next(counted, next(subjects, current)))  # "speaks of 2,300 people, 400 of whom …"
    if _is_people(current) or (current.pos_ == "PROPN" and current.dep_ in SUBJECTS):
        return current
    if noun.dep_ == "pobj" and noun.head.head.dep_ == "acl":
        return noun.head.head.head  # "a trader reached by phone, who …"
    above = noun.head.head if noun.pos_ == "PROPN" and noun.dep_ == "pobj" else noun
    return above if above.tag_ == "NNS" else noun  # "180 troops from Bria, who are due"


def _is_counted(noun: Token) -> bool:
    return noun.dep_ == "pobj" and any(child.dep_ == "nummod" for child in noun.lefts)


def _is_people(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or (noun.pos_ in NOMINAL and singular(noun.lower_) in PERSONS)


def counted_with(noun: Token) -> list[Token]:
    """The noun and all that a number counts beside it: of "12 missiles, 30 drones and two bombs" the three."""
    if not _is_some(noun):
        return []
    after = next((one for one in noun.rights if one.dep_ in _BESIDE and _is_some(one)), None)
    return [noun, *(counted_with(after) if after is not None else ())]


def _is_some(noun: Token) -> bool:
    return _is_several(noun) and any(child.dep_ == "nummod" for child in noun.lefts)


def _is_several(noun: Token) -> bool:
    return noun.tag_ in {"NNS", "NNPS"}
