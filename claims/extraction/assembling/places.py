"""Where something happens: the names that stand as places in a sentence, and the phrases that say where.

The model takes a place for a person or a body at times, and an acting country is a place to it as well. What a name stands behind
or beside ("in", "the town of"), and what the rest of the article takes it for, says more.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.clauses import MODIFYING, span_of
from claims.extraction.dates.words import CALENDAR
from claims.extraction.quantities.measures import tells_happening
from claims.extraction.records import Place
from claims.extraction.reference.areas import names_of, run_to
from claims.extraction.reference.countries import REGIONS
from claims.extraction.reference.happenings import is_happening
from claims.extraction.reference.nouns import AREAS, BODIES, DISASTERS, HAPPENINGS, PERSONS, SITES, STREETS, WATERS_AND_HEIGHTS
from claims.extraction.reference.resolving import References
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token, Tokens, text_of

_LABELS = frozenset({"GPE", "LOC", "FAC"})
#: Prepositions of places.
WHERE = frozenset("above across along around at in inside into near off outside over through throughout".split())
#: Verbs of who acts, also where they name no object: "Russia attacked with 31 missiles".
_ATTACKING = frozenset("attack bomb fire hit launch shell strike".split())
#: Verbs whose object is where it happened: "struck southern Tamarua".
_STRIKING = frozenset("attack batter bomb devastate engulf hit lash pound ravage rattle rock shake shell strike sweep".split())
#: What hits a place.
_WEAPONS = frozenset("artillery bomb drone missile raid rocket shell shelling strike".split())
#: What a land's people name as they do an area: "the Karevian border".
_BORDERS = frozenset({"border", "frontier"})
#: How the names of sites end.
_SITES = SITES | STREETS | frozenset("bridge dam hall island park reservoir river".split())
#: Prepositions that nobody's name follows.
_OF_AREAS = frozenset({"across", "along", "around", "inside", "off", "outside", "throughout"})
#: Prepositions that nothing but a place follows.
_OF_PLACES = frozenset({"above", "off"})
#: What only a land has before its name: "southern Tamarua".
_WAYS = "north south east west northeast northwest southeast southwest".split()
_SIDES = frozenset(_WAYS)
_DIRECTIONS = frozenset({"central", "upper", "lower", "nearby", *_WAYS, *(f"{way}ern" for way in _WAYS)})
#: What is told to be in a place rather than in a body.
_SITUATED = HAPPENINGS | frozenset({"clash", "epidemic", "outbreak", "police", "protest"})
#: Who or what is in a place, and in no person.
_INHABITING = PERSONS | SITES | frozenset("civilian people person resident villager".split())
_TRUSTING = frozenset("believe confide engage invest trust".split())
#: What is said or agreed, and called by a land or a town: "Malta's request", "the Istanbul agreement".
_SAID = frozenset(
    """accord agreement answer appeal call claim convention deal decision demand memorandum offer order pact plan proposal
    protocol refusal reply request response statement treaty warning""".split()
)
#: What a country or a town has, or sends, that is not where it is.
_OWNED = (
    PERSONS
    | BODIES
    | (HAPPENINGS - DISASTERS)
    | frozenset("drone force invasion loss missile offensive operation rocket troop unit".split())
) - SITES
_OF_WHO_ACTS = _OWNED | _SAID
_OWNING = MODIFYING | {"poss"}
#: What is done by and to states, not in their lands.
_BLAMING = frozenset("accuse blame condemn criticise criticize sanction sue urge warn".split())
#: What a hospital does for those who are in it.
_CARING = frozenset({"admit", "receive", "treat"})
#: How the names of troops end, and those of storms begin.
_TROOPS = frozenset("army battalion battalions brigade brigades corps fleet force forces regiment squadron".split())
_STORMS = frozenset({"Cyclone", "Hurricane", "Storm", "Typhoon"})
#: What courts do where they sit.
_SENTENCING = frozenset("acquit convict fine imprison jail sentence".split())
#: In characters, with what is said of the place itself: "of the southern port of".
_LONGEST_DISTANCE = 80
_DISTANCE = re.compile(
    r"\b(?:(?:about|almost|around|just|less than|more than|nearly|over|roughly|some|under)\s)?"
    r"(?:a few|several|dozens of|hundreds of|\d[\d.,]*|[a-z]+)\s?(?:nautical\s)?(?:km|kilomet(?:er|re)s?|met(?:er|re)s|miles?)\s"
    r"(?:\([^()]{2,16}\)\s)?(?:(?:north|south|east|west)(?:[ -]?(?:east|west))?\s(?:of|from)|away\sfrom|from|off|outside|inside)"
    r"\s(?:the\s)?(?:(?!(?:and|at|but|in|near|on|to)\b)[\w-]+\s){0,3}\Z"
)
#: Whom some people have left, or are brought away from, is where that was: "40 people from Lund were evacuated".
_LEAVING = frozenset("arrive deport displace evacuate expel fetch flee free leave move relocate release remove rescue".split())


def with_distance(place: Place, text: str) -> Place:
    """The place with how far from it something was: "some 40 km west of the port of Lund"."""
    lead = max(0, place.start - _LONGEST_DISTANCE)
    found = _DISTANCE.search(text, lead, place.start)
    if found is None:
        return place
    return Place(text=text[found.start() : place.end], start=found.start(), end=place.end)


def is_of_aside(place: Place, verb: Token, sentence: Sentence) -> bool:
    """It stands with a clause of another matter: "counted 61 cases, a gap that it put down to late reports from [Lund]".

    ``verb`` is that of what is told. What an aside calls an event, or tells as its own claim, is no other matter.
    """
    name = next((token for token in sentence.tokens if sentence.offset + token.idx >= place.start), None)
    for above in name.ancestors if name is not None else ():
        if above.dep_ == "advcl" and verb.i != above.i and above not in verb.ancestors and _is_before(above):
            return True  # "brought down five drones before they reached Lund"
        if above.dep_ != "relcl" or above.head.pos_ != "NOUN":
            continue
        first = next((child for child in above.head.lefts if child.dep_ == "det"), None)
        aside = first is not None and first.lower_ in {"a", "an"} and first.i and first.nbor(-1).text in {",", "–", "—"}
        if aside and above.head.lemma_ not in HAPPENINGS | DISASTERS and verb.i != above.i and above not in verb.ancestors:
            return True
    return False


def _is_before(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in {"before", "until"} for child in verb.lefts)


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

    def _is_place(self, entity: Tokens, sentence: Sentence) -> bool:
        if entity.label_ not in _LABELS or _acts(entity.root) or entity.root.tag_ == "JJ":
            return False
        name = entity.text
        if _is_in_name(entity.root, entity.end):
            return False
        return not (self._references.is_firm(name) or self._references.is_person(name, sentence.span_of(entity).start))

    def _named(self, tokens: Iterable[Token]) -> Iterator[list[Token]]:
        """What the model takes for no place: "were wounded in Kyiv", "the town of Kyiv", "the Kyiv district"."""
        for token in tokens:
            area = token.pos_ == "NOUN" and token.lemma_ in AREAS | _BORDERS and token.dep_ not in MODIFYING
            if area and (token.lemma_ in SITES or not _acts(token)):
                yield from names_of(token)
            elif token.pos_ == "PROPN" and token.dep_ != "compound" and self._is_name(token):
                yield run_to(token)

    def _is_name(self, name: Token) -> bool:
        if name.lower_ in CALENDAR or not name.text[0].isalpha() or _is_in_name(name, name.i + 1):
            return False  # the model takes "780m" for a name
        struck = _is_struck_name(name) or self._is_struck_by_weapons(name)
        return self._follows_way(name) or struck or _owns_disaster(name) or self._is_told(name)

    def _is_struck_by_weapons(self, name: Token) -> bool:
        """Drones and shells hit it, whatever the model takes it for, or a place beside it: "Drones hit Lund and Karsk"."""
        first = name
        while first.dep_ == "conj" and first.head.pos_ == "PROPN":
            first = first.head
        subject = next((child for child in first.head.lefts if child.dep_ == "nsubj"), first)
        struck = is_struck(first) and subject.lemma_.lower() in _WEAPONS and len(run_to(name)) == 1
        return struck and not self._references.is_firm(name.text)

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
        whole = text_of(name.doc[run[0].i : run[-1].i + 1])
        before = run[0].nbor(-1) if run[0].i else run[0]
        way = before.lower_
        if name.dep_ == "pobj" and name.head.lower_ == "on" and is_happening(name.head.head):
            return name.ent_type_ in {"", *_LABELS} or self._references.is_place(whole)
        if name.dep_ == "pobj" and name.head.lower_ in {*WHERE, "on"} and _is_site(run):
            return True
        if name.dep_ == "nsubj" and name.lower_ in {"clinic", "hospital"} and name.head.lemma_ in _CARING and len(run) > 1:
            return True
        if name.dep_ == "pobj" and way == "of" and run[0].i > 1 and run[0].nbor(-2).lower_ in _SIDES:
            return True  # "in the water south-west of Lund"
        if name.dep_ != "pobj" or name.head.lower_ not in WHERE:
            return way in _OF_AREAS or (name.dep_ == "pobj" and _is_part_of_land(name))
        above = name.head.head
        happens = way != "at" and above.pos_ == "VERB" and above.lemma_ not in _TRUSTING
        situated = way in {"in", "near"} and above.lemma_ in _SITUATED and not any(child.dep_ == "det" for child in name.lefts)
        return (
            not name.ent_type_
            or way in _OF_PLACES
            or situated
            or (name.ent_type_ == "PERSON" and (happens or way in _OF_AREAS or (way == "in" and above.lemma_ in _INHABITING)))
            or _is_part_of_land(name)
            or whole in REGIONS
            or self._references.is_place(whole)
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
    lost = noun.pos_ == "PROPN" and noun.i == noun.head.i + 1 and noun.dep_ in {"dep", "npadvmod", "prep"}
    return (noun.dep_ == "dobj" or lost) and noun.head.lemma_ in _STRIKING


def _is_in_name(name: Token, end: int) -> bool:
    """It is only a part of another name, or of a word for what something is like.

    So of "Unity for Lund", "the Ministry of Enterprises and Made in Lund", "a Lund-based group", "the Lund-flagged ferry", and
    "Lund time".
    """
    if end < len(name.doc) and name.doc[end].lower_ == "time":
        return True  # "at 3 a.m. Moscow time"
    if end + 1 < len(name.doc) and name.doc[end].text == "-" and not name.doc[end].whitespace_:
        return name.doc[end + 1].text.islower()
    if name.lower_ in _TROOPS or name.doc[run_to(name)[0].i].text in _STORMS:
        return True  # "in the 44th Brigade", "from Storm Ilsa"
    way, called = name.head, name.head.head
    if name.dep_ != "pobj" or not called.text.istitle():
        return False
    if way.lower_ == "in":
        return called.tag_ in {"VBD", "VBN"} and not called.is_sent_start
    return way.lower_ == "for" and called.pos_ in {"NOUN", "PROPN"}


def _is_origin(name: Token) -> bool:
    """It says from where people are: "the survivors, from Lund and Karsk, …", but not from where they were brought."""
    people, way = name.head.head, name.head
    if name.dep_ != "pobj" or way.lower_ != "from" or people.lemma_ not in PERSONS:
        return False
    aside = people.i < way.i and way.nbor(-1).text == ","
    return aside or (people.dep_ in {"nsubj", "nsubjpass"} and people.head.lemma_ not in _LEAVING)


def _acts(name: Token) -> bool:
    """The name is that of who acts or is dealt with, or whose somebody is: "Russia fired", "with Russia", "the Lund mayor"."""
    while name.dep_ == "conj" and name.head.pos_ == "PROPN":
        name = name.head
    above = name.head
    if name.dep_ in _OWNING:
        if above.lemma_ == "court" and above.dep_ == "nsubj" and above.head.lemma_ in _SENTENCING:
            return False  # which sits there
        named = above.pos_ == "PROPN" and above.ent_type_ in {"PERSON", "ORG"}
        return named or not _OF_WHO_ACTS.isdisjoint((above.lemma_, above.lower_))
    if _is_origin(name):
        return True
    if name.dep_ in {"nsubj", "dobj"} and above.lemma_ in _BLAMING:
        return True
    if name.dep_ == "nsubj":
        acts = above.lemma_ in _ATTACKING or any(child.dep_ == "dobj" for child in above.rights)
        return acts and tells_happening(above) and above.lemma_ != "lose"
    return name.dep_ == "dative" or (name.dep_ == "pobj" and (above.dep_ == "agent" or above.lower_ in {"aboard", "with"}))
