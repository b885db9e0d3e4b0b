"""Where something happens: the names that stand as places in a sentence, and the phrases that say where.

The model takes a place for a person or a body at times, and an acting country is a place to it as well. What a name stands behind
or beside ("in", "the town of"), and what the rest of the article takes it for, says more.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from spacy.symbols import NOUN, PROPN, pobj
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claims.extraction.clauses import MODIFYING, span_of
from claims.extraction.dates.words import CALENDAR
from claims.extraction.quantities.measures import tells_happening
from claims.extraction.records import Place
from claims.extraction.reference.areas import names_of, run_to
from claims.extraction.reference.happenings import is_happening
from claims.extraction.reference.nouns import AREAS, BODIES, DISASTERS, HAPPENINGS, PERSONS, SITES, STREETS, WATERS_AND_HEIGHTS
from claims.extraction.reference.resolving import References
from claims.extraction.text.document import Document, Sentence

_LABELS = frozenset({"GPE", "LOC", "FAC"})
#: Prepositions of places.
WHERE = frozenset("above across along around at in inside into near off outside over through throughout".split())
#: Verbs of who acts, also where they name no object: "Russia attacked with 31 missiles".
_ATTACKING = frozenset("attack bomb fire hit launch shell strike".split())
#: Verbs whose object is where it happened: "struck southern Tamarua".
_STRIKING = frozenset("attack batter bomb devastate engulf hit lash pound ravage rattle rock shake shell strike sweep".split())
#: How the names of sites end.
_SITES = SITES | STREETS | frozenset("bridge dam hall island park reservoir river".split())
#: Prepositions that nobody's name follows.
_OF_AREAS = frozenset({"across", "along", "around", "inside", "off", "outside", "throughout"})
#: Prepositions that nothing but a place follows.
_OF_PLACES = frozenset({"above", "off"})
#: What only a land has before its name: "southern Tamarua".
_WAYS = "north south east west northeast northwest southeast southwest".split()
_DIRECTIONS = frozenset({"central", "upper", "lower", "nearby", *_WAYS, *(f"{way}ern" for way in _WAYS)})
#: What is told to be in a place rather than in a body.
_SITUATED = HAPPENINGS | frozenset({"clash", "epidemic", "outbreak", "police", "protest"})
_TRUSTING = frozenset("believe confide engage invest trust".split())
#: What a country or a town has, or sends, that is not where it is.
_OWNED = (
    PERSONS
    | BODIES
    | (HAPPENINGS - DISASTERS)
    | frozenset("drone force invasion loss missile offensive operation rocket troop unit".split())
) - SITES
_OWNING = MODIFYING | {"poss"}


class Places:
    """The places of the sentences of one document."""

    def __init__(self, document: Document, references: References) -> None:
        self._document = document
        self._references = references

    def of(self, sentence: Sentence) -> tuple[Place, ...]:
        """The names that stand as places, in the order of the text."""
        entities = self._document.entities.get(sentence.start, ())
        places = (entity for entity in entities if self._is_place(entity, sentence))
        spans = {sentence.span_of(entity[:-1] if entity[-1].tag_ == "POS" and len(entity) > 1 else entity) for entity in places}
        spans |= {span_of(sentence, name) for name in self._named(sentence.tokens)}
        whole = [span for span in spans if not any(other != span and other.covers(span) for other in spans)]
        text = self._document.text
        return tuple(Place(text=text[span.start : span.end], start=span.start, end=span.end) for span in sorted(whole))

    def _is_place(self, entity: TokenSpan, sentence: Sentence) -> bool:
        if entity.label_ not in _LABELS or _acts(entity.root) or entity.root.tag_ == "JJ":
            return False
        name = entity.text
        return not (self._references.is_firm(name) or self._references.is_person(name, sentence.span_of(entity).start))

    def _named(self, tokens: Iterable[Token]) -> Iterator[list[Token]]:
        """What the model takes for no place: "were wounded in Kyiv", "the town of Kyiv", "the Kyiv district"."""
        for token in tokens:
            area = token.pos == NOUN and token.lemma_ in AREAS and token.dep_ not in MODIFYING
            if area and (token.lemma_ in SITES or not _acts(token)):
                yield from names_of(token)
            elif token.pos == PROPN and token.dep_ != "compound" and self._is_name(token):
                yield run_to(token)

    def _is_name(self, name: Token) -> bool:
        if name.lower_ in CALENDAR or not name.text[0].isalpha():  # the model takes "780m" for a name
            return False
        return self._follows_way(name) or _is_struck_name(name) or _owns_disaster(name) or self._is_told(name)

    def _is_told(self, name: Token) -> bool:
        """The article says elsewhere what it is, "the village of Lund"; and nobody acts under the name here."""
        return not _acts(name) and " ".join(token.text for token in run_to(name)) in self._told

    @functools.cached_property
    def _told(self) -> frozenset[str]:
        """The names of what the article calls a town, a village, a district."""
        areas = (noun for _, noun in self._document.nouns if noun.lemma_ in AREAS and noun.dep_ not in MODIFYING)
        names = (name for area in areas for name in names_of(area) if area not in name)
        return frozenset(" ".join(token.text for token in name) for name in names)

    def _follows_way(self, name: Token) -> bool:
        """It stands behind a preposition of places, and is no other name; or is one that such a preposition does not go with."""
        run = run_to(name)
        before = run[0].nbor(-1) if run[0].i else run[0]
        way = before.lower_
        if name.dep == pobj and name.head.lower_ == "on" and is_happening(name.head.head):
            return name.ent_type_ in {"", *_LABELS} or self._references.is_place(" ".join(token.text for token in run))
        if name.dep == pobj and name.head.lower_ in {*WHERE, "on"} and _is_site(run):
            return True
        if name.dep != pobj or name.head.lower_ not in WHERE:
            return way in _OF_AREAS or (name.dep == pobj and _is_part_of_land(name))
        above = name.head.head
        happens = way != "at" and above.pos_ == "VERB" and above.lemma_ not in _TRUSTING
        situated = way in {"in", "near"} and above.lemma_ in _SITUATED and not any(child.dep_ == "det" for child in name.lefts)
        return (
            not name.ent_type_
            or way in _OF_PLACES
            or situated
            or (name.ent_type_ == "PERSON" and (happens or way in _OF_AREAS))
            or _is_part_of_land(name)
            or self._references.is_place(" ".join(token.text for token in run))
        )


def _owns_disaster(name: Token) -> bool:
    """What happened was there: "Karsk's worst fire", unlike "Russia's attack"."""
    return name.dep_ == "poss" and name.head.lemma_ in DISASTERS and name.ent_type_ in {"", *_LABELS}


def _is_site(name: Sequence[Token]) -> bool:
    """The name tells what it is: "Karsk University", "Lake Malawi"."""
    return len(name) > 1 and (name[-1].lower_ in _SITES or name[0].text in WATERS_AND_HEIGHTS)


def _is_part_of_land(name: Token) -> bool:
    return any(child.lower_ in _DIRECTIONS for child in name.lefts)


def _is_struck_name(name: Token) -> bool:
    return is_struck(name) and (not name.ent_type_ or name.ent_type_ in _LABELS or _is_part_of_land(name))


def is_struck(noun: Token) -> bool:
    """It is what the verb strikes: "struck southern Tamarua", "shelled the town of Dembel"; the parse loses a name at times."""
    lost = noun.pos == PROPN and noun.i == noun.head.i + 1 and noun.dep_ in {"dep", "npadvmod", "prep"}
    return (noun.dep_ == "dobj" or lost) and noun.head.lemma_ in _STRIKING


def _acts(name: Token) -> bool:
    """The name is that of who acts or is dealt with, or whose somebody is: "Russia fired", "with Russia", "the Lund mayor"."""
    above = name.head
    if name.dep_ in _OWNING:
        named = above.pos_ == "PROPN" and above.ent_type_ in {"PERSON", "ORG"}
        return named or above.lemma_ in _OWNED or above.lower_ in _OWNED
    if name.dep_ == "nsubj":
        acts = above.lemma_ in _ATTACKING or any(child.dep_ == "dobj" for child in above.rights)
        return acts and tells_happening(above) and above.lemma_ != "lose"
    return name.dep_ == "dative" or (name.dep_ == "pobj" and (above.dep_ == "agent" or above.lower_ == "with"))
