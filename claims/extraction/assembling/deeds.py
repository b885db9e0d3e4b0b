"""What a verb tells of time and place: what was done once, and by whom, or what is so, goes on, or is to come."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from claims.extraction.assembling.settings import TOLLS
from claims.extraction.clauses import SUBJECTS, helpers_of
from claims.extraction.statements.composing import first_of

#: What courts do when they come to it.
_COURTS = frozenset("charge condemn convict indict jail prosecute sentence".split())
#: What they do when a trial ends, and what those who are tried get.
_JUDGING = frozenset("acquit clear convict fine imprison jail sentence".split())
_GETTING = frozenset({"get", "give", "hand", "receive"})
_TERMS = frozenset({"month", "year"})
#: What is done to people elsewhere than where something happened to them.
_BY_PEOPLE = frozenset({"detained", "captured", "searched"})
#: What goes on for weeks, and over a country.
_LASTING = frozenset(
    "campaign conflict crisis drought epidemic fighting famine insurgency outbreak pandemic unrest violence war".split()
)
#: What is so, is held to be so, or was done with words and papers, wherever that was.
_STATES = frozenset(
    """account allow amount analyse analyze average ban become begin believe belong build buy call cancel close compare
    comprise concern consist contain cost depend design dispatch document employ equal estimate exceed expect fall fear
    find fit forecast grow hire hold identify include intend interview involve know lack last lead license list live mean
    name need number open order own pay permit plan poll prepare put question range receive remain represent require
    review rise run say see seem sell serve share show speak stand study suffice survey suspend talk tell think total
    train use verify vote want weigh win work""".split()
)
_TO = frozenset({"for", "from", "into", "onto", "to", "toward", "towards"})
_NOW = frozenset({"is", "are", "has", "have", "'s", "’s", "'ve", "’ve"})


def tells_deed(verb: Token) -> bool:
    """What was done once, whatever it was."""
    if verb.pos_ != "VERB" or verb.lemma_ in _STATES or first_of(verb).tag_ not in {"VBD", "VBN"} or not is_over(verb):
        return False
    if verb.tag_ == "VBN" and not helpers_of(first_of(verb)):
        return False
    return not any(child.lemma_ in TOLLS for child in verb.lefts if child.dep_ in SUBJECTS)


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


def is_sentence(verb: Token) -> bool:
    """What somebody gets from a court: "two others were acquitted", "his deputy was given four years"."""
    if any(helper.lemma_ == "have" for helper in helpers_of(verb)) or not is_over(verb):
        return False
    return verb.lemma_ in _JUDGING or (verb.lemma_ in _GETTING and any(token.lemma_ in _TERMS for token in verb.subtree))


def is_done_by_people(verb: Token, measures: Collection[str]) -> bool:
    """It is done by people who may have gone elsewhere: "police arrested three", "our aircraft hit two depots"."""
    if any(child.dep_ == "nsubjpass" for child in verb.lefts) and is_over(verb):
        return "detained" in measures
    acts = any(child.dep_ == "nsubj" for child in verb.lefts) and any(child.dep_ == "dobj" for child in verb.rights)
    return acts or bool(_BY_PEOPLE.intersection(measures))


def leads_away(verb: Token) -> bool:
    """Somebody goes somewhere, or something is sent there: "went to clinics", "left for Lund"."""
    return any(child.dep_ == "prep" and child.lower_ in _TO for child in verb.rights)
