"""Which city "the city" is, and which province "the province": the one that the article names with that word."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from claims.extraction.clauses import MODIFYING
from claims.extraction.dates.words import CALENDAR
from claims.extraction.records import Place, Span
from claims.extraction.reference.countries import DEFINITE, LANDS, country_of
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import AREAS, SITES, STREETS
from claims.extraction.text.document import Document
from claims.extraction.text.tokens import Token, text_of

#: Not sites, which have other names as well, nor what may be no area.
_AREAS = AREAS - (SITES - {"camp", "port"}) - {"area", "country", "department", "republic", "state"}
#: What is called by its name alone; the others keep their noun: "the Kasuri district".
_SETTLEMENTS = frozenset("capital city commune hamlet municipality port settlement suburb town village".split())
#: What may be called a city, or a town, as well.
_ALSO = {"city": ("capital", "port"), "town": ("port",)}
#: "Puerto Alzate, Colombia".
_LAND_BEHIND = re.compile(r",\s(?:[a-z]+\s)?([A-Z]\w+(?:\s[A-Z]\w+)?)")
#: What the names of regions begin with: "southern Peru".
_REGIONS = ("central", "east", "gulf", "lake", "mount", "north", "province", "south", "the ", "upper", "west")
_DAY_PARTS = frozenset({"afternoon", "evening", "morning", "night"})
#: How the names of regions end: "Bavaria", "Queensland".
_OF_REGIONS = ("ia", "land", "shire", "stan")
#: What leads to a place.
_PLACING = frozenset("across around at from in inside into near of outside over to towards".split())
#: An area that was named so many sentences before is meant, though the article names another.
_NEAR = 2


@dataclasses.dataclass(frozen=True, slots=True)
class _Named:
    """An area where the article names it."""

    sentence: int
    name: Span
    phrase: str


class Areas:
    """The named areas of a document."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self._document = document
        self._naming = naming
        self._last_told: Sequence[Place] = ()
        #: Where the names stand of all that may be towns.
        self._towns: dict[str, Span] = {}

    @functools.cached_property
    def _named(self) -> dict[str, list[_Named]]:
        found = collections.defaultdict(list)
        for index, sentence in enumerate(self._document.sentences):
            for token in sentence.tokens:
                if token.tag_ == "NN" and token.lemma_ in _AREAS and token.dep_ not in MODIFYING:
                    for name in (*names_of(token), *_before(token)):
                        start, end = sentence.span_of(name[0]).start, sentence.span_of(name[-1]).end
                        person = name[-1].dep_ == "appos" and self._naming.is_person(self._document.text[start:end], start)
                        if person and (len(name) > 1 or token.head.lower_ == "of"):
                            continue  # "the governor of the province, Ana Roe"; of "the capital, Kyiv," the model makes one too
                        found[token.lemma_].append(_Named(index, Span(start, end), _phrase(token, name)))
        return found

    def meant_by(self, noun: str, position: int, *, pointed: bool = False) -> tuple[str, Span] | None:
        """The words for "the city" at this offset, and where its name stands; ``None`` where it may be one of several.

        It is the one that was named just before, or the only one that the article names; "the country" is the only country.
        Where it is ``pointed`` at, "this city", it is the last, whatever others were named before.
        """
        if noun == "country":
            return self._country(position)
        if noun in _SETTLEMENTS and (about := self._subject_before(position)) is not None:
            return about
        for word in (noun, *_ALSO.get(noun, ())):
            named = [one for one in self._named.get(word, ()) if one.name.end <= position]
            if not named:
                continue
            here = self._naming.sentence_index(position)
            near = [one for one in named if here - one.sentence <= _NEAR]
            meant = [one for one in near if one.sentence == near[-1].sentence] if pointed and near else near or named
            return (meant[-1].phrase, meant[-1].name) if len({one.phrase for one in meant}) == 1 else None
        return self._place_before(position) or self._only_town(position) if noun in {"city", "town"} else None

    def _subject_before(self, position: int) -> tuple[str, Span] | None:
        """The town that the sentence before in the paragraph is about: "Dnipro has been hit often. … a block in the city"."""
        here = self._naming.sentence_index(position)
        before, sentence = self._document.sentences[max(here - 1, 0)], self._document.sentences[here]
        subject = before.subject
        if not here or before.paragraph != sentence.paragraph or subject is None or subject.pos_ != "PROPN":
            return None
        name = run_to(subject)
        text = text_of(name)
        return (text, before.span_of(name)) if _may_be_town(text) and text in self._towns else None

    def _only_town(self, position: int) -> tuple[str, Span] | None:
        """The one town that the article has named so far, if it is one: by its country beside it, or by the dateline.

        Else it is the only place told of just before: "In Kharkiv, two people were killed. The city …".
        """
        if len(self._towns) != 1:
            return None
        ((name, at),) = self._towns.items()
        text = self._document.text
        if self._is_alone(name, position):
            return name, at
        land = _LAND_BEHIND.match(text, at.end)
        reported = name.upper() in text[: self._document.sentences[0].start]
        return (name, at) if reported or (land is not None and country_of(land[1]) is not None) else None

    def _is_alone(self, name: str, position: int) -> bool:
        """No other place was told of just before, and the name is no land's or region's by its end."""
        here, told = self._naming.sentence_index(position), self._naming.sentence_index(self._last_told[-1].start)
        if not 0 < here - told <= _NEAR or name.endswith(_OF_REGIONS):
            return False
        words = [word for sentence in self._document.sentences[told:here] for word in sentence.tokens]
        placed = {word.text for word in words if word.pos_ == "PROPN" and word.head.lower_ in _PLACING and word.dep_ == "pobj"}
        return all(word in name.split() or word.lower() in CALENDAR or country_of(word) is not None for word in placed)

    @functools.cached_property
    def _countries(self) -> list[tuple[str, Span]]:
        """The countries that the story names or has an adjective of, in the order of the text, and where."""
        found = []
        for sentence in self._document.sentences:
            for entity in self._document.entities.get(sentence.start, ()):
                country = country_of(entity.text) if entity.label_ in {"GPE", "NORP"} else None
                if country is not None:
                    found.append((country, sentence.span_of(entity), entity.label_ == "GPE"))
        named = {country for country, _, _ in found}
        return [(country, at) for country, at, whole in found if whole] if len(named) == 1 else []

    def _country(self, position: int) -> tuple[str, Span] | None:
        """The only country that the story tells of, if it is named before."""
        index = bisect.bisect_right(self._countries, position, key=lambda told: told[1].end) - 1
        if index < 0:
            return None
        name, at = self._countries[index]
        return f"the {name}" if name in DEFINITE else name, at

    def hear(self, places: Sequence[Place]) -> None:
        """Remember the names that stand as places in the sentence whose claims have just been made."""
        if places:
            self._last_told = places
        for place in places:
            if _may_be_town(place.text):
                self._towns.setdefault(place.text, Span(place.start, place.end))

    def is_elsewhere(self, phrase: str, position: int) -> bool:
        """The sentences just before tell of places, and of none that the phrase tells of."""
        near = [
            one
            for one in self._last_told
            if self._naming.sentence_index(position) - self._naming.sentence_index(one.start) <= _NEAR
        ]
        told = any(one.text in phrase for one in near)
        return bool(near) and not told and any(word[:1].isupper() for word in phrase.split())

    def _place_before(self, position: int) -> tuple[str, Span] | None:
        """The only place that the sentences just before told of, if the article says elsewhere that it is a city."""
        names = {one.text for one in self._last_told}
        if len(names) != 1:
            return None
        name = Span(self._last_told[-1].start, self._last_told[-1].end)
        near = self._naming.sentence_index(position) - self._naming.sentence_index(name.start) <= _NEAR
        text = names.pop()
        return (text, name) if near and is_city(self._document.text, text) else None


def _may_be_town(name: str) -> bool:
    """It is no country, no region and no street."""
    last = name.rpartition(" ")[2].lower()
    plain = name[:1].isupper() and last not in AREAS | STREETS and not name.lower().startswith(_REGIONS)
    return plain and country_of(name) is None and name not in LANDS


def _before(area: Token) -> Iterator[list[Token]]:
    """The name of which the area is an apposition: "Karsk, a city in the east"."""
    first = area.left_edge.i
    follows = first - 1 > area.sent.start and area.doc[first - 1].text == "," and area.doc[first].dep_ == "det"
    if follows and area.doc[first - 2].pos_ == "PROPN" and area.doc[first - 2].lower_ not in CALENDAR | _DAY_PARTS:
        yield run_to(area.doc[first - 2])


def _phrase(area: Token, name: list[Token]) -> str:
    words = text_of(area.doc[name[0].i : name[-1].i + 1])
    if area in name:
        return words if name[0].dep_ == "det" else f"the {words}" if _has_article(area) else words
    dock = area.lemma_ == "port" and name[0].head.lower_ == "of"  # "aimed at the port", where Lund has been named as its town
    return words if area.lemma_ in _SETTLEMENTS and not dock else f"the {area.text} of {words}"


def _has_article(area: Token) -> bool:
    return any(child.lower_ == "the" for child in area.lefts)


def names_of(area: Token) -> Iterator[list[Token]]:
    """The names of an area: what stands behind "the city of Lund" and "the capital, Lund," or all of "the Lund district"."""
    behind = [child for child in area.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]
    behind += [
        noun
        for child in area.rights
        if child.lower_ == "of"
        for noun in child.rights
        if noun.dep_ == "pobj" and noun.pos_ == "PROPN"
    ]
    for name in behind:
        yield from (run_to(one) for one in (name, *name.conjuncts) if one.pos_ == "PROPN")
    before = [child for child in area.lefts if child.dep_ in MODIFYING and (child.pos_ == "PROPN" or child.ent_type_ == "NORP")]
    if before and not behind:
        yield list(area.doc[before[0].left_edge.i : area.i + 1])


def run_to(name: Token) -> list[Token]:
    """The name with the words of it that stand before, and the hyphens between them: "Nagorno-Karabakh"."""
    words = [name]
    while words[0].i:
        before = words[0].nbor(-1)
        hyphen = [before] if before.tag_ == "HYPH" and before.i and not before.whitespace_ else []
        before = before.nbor(-1) if hyphen else before
        if before.dep_ != "compound" or before.head not in words or before.pos_ != "PROPN" or (hyphen and before.whitespace_):
            break
        words = [before, *hyphen, *words]
    return words


_SORTS = "city|town|port|capital"
_CALLED_BEFORE = re.compile(rf"\b(?:mayors? of|(?:{_SORTS})(?: of|,)) \Z", re.IGNORECASE)
_CALLED_BEHIND = re.compile(
    rf", (?:a|the) (?:[\w-]+ ){{0,3}}(?:{_SORTS})\b"
    r"|(?:['’]s)? (?:[\w-]+ ){0,2}(?:mayor|district|suburb|airport|city council|neighbou?rhood)\b",
    re.IGNORECASE,
)
#: In characters: "the mayors of".
_LEAD = 16


def is_city(text: str, name: str) -> bool:
    """The text has a mayor of the place, a district in it, or calls it a city, a town or a port."""
    if name in LANDS or not name[:1].isupper():
        return False
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        whole = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if whole and (_CALLED_BEFORE.search(text, max(0, start - _LEAD), start) or _CALLED_BEHIND.match(text, end)):
            return True
        start = text.find(name, end)
    return False
