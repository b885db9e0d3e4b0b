"""Nouns that say little without what they are of, for or in: "a rise of 3%", "94 tickets", "40,000 tonnes", "two officials"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from claims.extraction.assembling.settings import Setting
from claims.extraction.clauses import MODIFYING
from claims.extraction.quantities.units import TIME_UNITS, is_money
from claims.extraction.records import Claim, Figure
from claims.extraction.text.tokens import Token

#: What a reader asks of a noun, whoever the sentence is about.
_ASKED = {
    "for what": "appointment appointments compensation damages permit permits ticket tickets visa visas",
    "in what": "turnout",
    "of what": "barrels capacity coverage cut dose doses drop gallons increase litres liters reduction rise shipments tons "
    "tonnes uptake",
}
#: What is asked of any claim, though it count nothing.
_ASKED_OF_ALL = {
    "between whom": "ceasefire negotiations swap talks truce",
    "for what": "deadline evidence proof responsibility",
    "in what": "involvement progress",
    "into what": "inquiry investigation probe",
    "of what": "debris reconstruction repairs shortages survivors wreckage",
    "of whom or what": "evacuation identification",
    "on what": "accord agreement deal pact",
    "to what": "access",
}
_OF_ALL = frozenset(noun for nouns in _ASKED_OF_ALL.values() for noun in nouns.split())
_WANTED = {noun: asked for all_ in (_ASKED, _ASKED_OF_ALL) for asked, nouns in all_.items() for noun in nouns.split()}
#: What somebody has, of which a sentence that names nobody leaves open whose it is.
_OWNED = frozenset(
    """aircraft borrowers branches colleagues customers debt debts depositors dividend earnings income jobs loans margin
    margins members passengers posts profit profits relatives revenue revenues sales shareholders shares soldiers
    tenants troops turnover workforce""".split()
)
#: What reports say of money limits nothing either: "operating profit".
_REPORTED = frozenset({"core", "half-year", "net", "operating", "passenger", "trading", "underlying"})
#: What a whole country earns.
_OF_A_COUNTRY = frozenset({"household", "national", "personal"})
#: Verbs for giving money, which is given for something.
_GRANTING = frozenset("allocate approve earmark grant release".split())
_VACCINATING = frozenset({"immunise", "immunize", "inoculate", "vaccinate"})
_PUNISHING = frozenset({"fined", "imprisoned", "jailed", "sentenced"})
_PURPOSES = frozenset({"against", "for", "into", "on", "to", "toward", "towards"})
_LEADING = frozenset("about against at between by for from in into of on to with".split())
#: The parse hangs these on the verb at times: "cut prices [for bread]".
_OFTEN = frozenset("for in into of".split())
#: Tags of adjectives and numbers, which limit nothing.
_PLAIN = frozenset({"JJ", "CD", "PDT"})


def complement_notes(claim: Claim, setting: Setting, notes: Collection[str], *, named: bool) -> Iterator[str]:
    """What the nouns of the statement leave open beside these notes; whose they are only where nobody is ``named`` in it."""
    if setting.draft.is_total:
        return
    if claim.figure is not None:
        yield from _of_verb(claim.figure, setting)
    if claim.figure is not None and _is_punished(setting) and not any(note.startswith("for what ") for note in notes):
        yield f"for what the {'fine' if setting.draft.clause.head.lower_ == 'fined' else 'sentence'} is"
    asked = named or any(note.startswith(("which ", "who ")) for note in notes)
    for noun in setting.words:
        low = noun.lower_
        if low not in _OF_ALL and (claim.figure is None or low not in _WANTED.keys() | _OWNED):
            continue
        if (
            noun.pos_ not in {"NOUN", "PROPN"}
            or noun.text not in claim.statement
            or any(f"{low}”" in note.lower() for note in notes)
        ):
            continue
        if _is_told(noun, setting):
            continue
        if low in _WANTED:
            yield f"{_WANTED[low]} the {low} {'are' if noun.tag_ == 'NNS' else 'is'}"
        elif not asked:
            yield f"whose the {low} {'are' if noun.tag_ == 'NNS' else 'is'}"


def _of_verb(figure: Figure, setting: Setting) -> Iterator[str]:
    """For what money was set aside, and against what people were vaccinated, where no words of the statement lead to it."""
    verb, words = setting.draft.clause.head, setting.words
    scene = setting.phrases.dated | setting.phrases.placed
    if any(token.lower_ in _PURPOSES and scene.isdisjoint({token.i, token.i + 1}) for token in words if token.i > verb.i):
        return
    aside = verb.lemma_ == "set" and any(child.lower_ == "aside" for child in verb.rights)
    available = verb.lemma_ == "make" and any(token.lower_ == "available" for token in words)
    given = any(child.dep_ in {"dobj", "nsubjpass"} and child.text in f"{figure.text} {figure.of}" for child in verb.children)
    if given and figure.unit is not None and is_money(figure.unit) and (aside or available or verb.lemma_ in _GRANTING):
        yield f"for what “{figure.text}” is"
    if verb.lemma_ in _VACCINATING and figure.unit is None:
        yield "against what they were vaccinated"


def _is_punished(setting: Setting) -> bool:
    """Somebody is, and no word says for what: "was fined €3m in 2019", "jailed for six years"."""
    verb = setting.draft.clause.head
    if verb.lower_ not in _PUNISHING or not any(child.dep_ == "auxpass" for child in verb.lefts):
        return False
    ways = (token for token in setting.words if token.lower_ in {"after", "for", "over"} and token.i > verb.i)
    told = (child for way in ways for child in way.rights if child.dep_ in {"pcomp", "pobj"})
    return all(child.lemma_ in TIME_UNITS for child in told)


def _is_told(noun: Token, setting: Setting) -> bool:
    """Its own phrase tells, or it is part of another's: "pay rises", "tickets for the match", "the people with tickets"."""
    limiting = {*MODIFYING, "poss"}
    before = noun.doc[max(noun.left_edge.i - 1, noun.sent.start)]
    added = before.text == "," and noun.left_edge.lower_ in {"a", "an"}  # "fell to 6,320 from 8,780, a drop of 28%"
    ways = {"for", "of"} if noun.lemma_ == "repair" else {"of"}  # "set aside £150,000 for repairs"
    if added or noun.dep_ in {*MODIFYING, "appos"} or (noun.dep_ == "pobj" and noun.head.lower_ in ways):
        return True
    if any(child.dep_ in limiting and child.tag_ not in _PLAIN and child.lower_ not in _REPORTED for child in noun.lefts):
        return True
    own = set(setting.words)
    if any(child.lower_ in _OF_A_COUNTRY for child in noun.lefts):
        return True
    if any(child.dep_ in {"acl", "relcl", "appos"} and child in own for child in noun.rights):
        return True
    behind = noun.nbor() if noun.i + 1 < noun.sent.end else noun
    if noun.lower_ == "responsibility":  # "claimed responsibility in a message"
        return any(child.lower_ == "for" and child in own for child in noun.rights)
    leads = _LEADING - {"at", "in"} if noun.lower_ in _OF_ALL else _LEADING  # "talks in Geneva" may be of anybody
    leading = {*(child for child in noun.rights if child.lower_ in leads), *([behind] if behind.lower_ in _OFTEN else [])}
    led = (word.nbor() for word in leading & own if word.i + 1 < word.sent.end)
    return any(word.i not in setting.phrases.dated and not word.like_num for word in led)
