"""Which city "the city" is, and which province "the province": the one that the article names with that word."""

from __future__ import annotations

import collections
import dataclasses
import functools
import re
from collections.abc import Iterator, Sequence

from spacy.symbols import PROPN, pobj
from spacy.tokens import Token

from claims.extraction.clauses import MODIFYING
from claims.extraction.records import Place, Span
from claims.extraction.reference.countries import COUNTRIES, DEFINITE, LANDS
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import AREAS, SITES
from claims.extraction.text.document import Document

#: Not sites, which have other names as well, nor what may be no area.
_AREAS = AREAS - (SITES - {"camp", "port"}) - {"area", "country", "department", "republic", "state"}
#: What is called by its name alone; the others keep their noun: "the Kasuri district".
_SETTLEMENTS = frozenset("capital city commune hamlet municipality port settlement suburb town village".split())
#: What may be called a city, or a town, as well.
_ALSO = {"city": ("capital", "port"), "town": ("port",)}
#: An area that was named so many sentences before is meant, though the article names another.
_NEAR = 2
_COUNTRY = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, COUNTRIES), key=len, reverse=True))})\b")
#: Behind "Lund" these say that it is no city: "Lund province".
_WIDER = re.compile(rf"\s(?:{'|'.join(sorted(_AREAS - _SETTLEMENTS))})\b", re.IGNORECASE)


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

    @functools.cached_property
    def _named(self) -> dict[str, list[_Named]]:
        found = collections.defaultdict(list)
        for index, sentence in enumerate(self._document.sentences):
            for token in sentence.tokens:
                if token.tag_ == "NN" and token.lemma_ in _AREAS and token.dep_ not in MODIFYING:
                    for name in (*names_of(token), *_before(token)):
                        start, end = sentence.span_of(name[0]).start, sentence.span_of(name[-1]).end
                        found[token.lemma_].append(_Named(index, Span(start, end), _phrase(token, name)))
        return found

    def meant_by(self, noun: str, position: int) -> tuple[str, Span] | None:
        """The words for "the city" at this offset, and where its name stands; ``None`` where it may be one of several.

        It is the one that was named just before, or the only one that the article names; "the country" is the only country.
        """
        if noun == "country":
            return self._country(position)
        for word in (noun, *_ALSO.get(noun, ())):
            named = [one for one in self._named.get(word, ()) if one.name.end <= position]
            if not named:
                continue
            here = self._naming.sentence_index(position)
            near = [one for one in named if here - one.sentence <= _NEAR]
            meant = near or named
            return (meant[-1].phrase, meant[-1].name) if len({one.phrase for one in meant}) == 1 else None
        return self._place_before(position) if noun in {"city", "town"} else None

    @functools.cached_property
    def _countries(self) -> list[tuple[str, Span]]:
        """The countries that the story names, and where."""
        told = ((block.start, self._document.text[block.start : block.end]) for block in self._document.paragraphs)
        return [(one[0], Span(at + one.start(), at + one.end())) for at, text in told for one in _COUNTRY.finditer(text)]

    def _country(self, position: int) -> tuple[str, Span] | None:
        """The only country that the story names, if that is before."""
        named = {name for name, _ in self._countries}
        before = [(name, at) for name, at in self._countries if at.end <= position]
        if len(named) != 1 or not before:
            return None
        name, at = before[-1]
        return f"the {name}" if name in DEFINITE else name, at

    def hear(self, places: Sequence[Place]) -> None:
        """Remember the names that stand as places in a sentence, sentence by sentence."""
        if places:
            self._last_told = places

    def _place_before(self, position: int) -> tuple[str, Span] | None:
        """The only place that the sentences just before told of, if it is called nothing else than a city, or nothing."""
        places = [one for one in self._last_told if one.end <= position]
        if len({one.text for one in places}) != 1 or places[0].text.startswith("the ") or places[0].text in LANDS:
            return None
        name = Span(places[-1].start, places[-1].end)
        near = self._naming.sentence_index(position) - self._naming.sentence_index(name.start) <= _NEAR
        wider = _WIDER.search(places[0].text) or _WIDER.match(self._document.text, name.end)
        return (places[0].text, name) if near and not wider else None


def _before(area: Token) -> Iterator[list[Token]]:
    """The name of which the area is an apposition: "Karsk, a city in the east"."""
    first = area.left_edge.i
    follows = first - 1 > area.sent.start and area.doc[first - 1].text == "," and area.doc[first].dep_ == "det"
    if follows and area.doc[first - 2].pos == PROPN:
        yield run_to(area.doc[first - 2])


def _phrase(area: Token, name: list[Token]) -> str:
    words = area.doc[name[0].i : name[-1].i + 1].text
    if area in name:
        return words if name[0].dep_ == "det" else f"the {words}" if _has_article(area) else words
    return words if area.lemma_ in _SETTLEMENTS else f"the {area.text} of {words}"


def _has_article(area: Token) -> bool:
    return any(child.lower_ == "the" for child in area.lefts)


def names_of(area: Token) -> Iterator[list[Token]]:
    """The names of an area: what stands behind "the city of Lund" and "the capital, Lund," or all of "the Lund district"."""
    behind = [child for child in area.rights if child.dep_ == "appos" and child.pos == PROPN]
    behind += [
        noun for child in area.rights if child.lower_ == "of" for noun in child.rights if noun.dep == pobj and noun.pos == PROPN
    ]
    for name in behind:
        yield from (run_to(one) for one in (name, *name.conjuncts) if one.pos == PROPN)
    before = [child for child in area.lefts if child.dep_ in MODIFYING and (child.pos == PROPN or child.ent_type_ == "NORP")]
    if before and not behind:
        yield list(area.doc[before[0].left_edge.i : area.i + 1])


def run_to(name: Token) -> list[Token]:
    """The name with the words of it that stand before."""
    words = [name]
    while words[0].i and (before := words[0].nbor(-1)).dep_ == "compound" and before.head in words and before.pos == PROPN:
        words.insert(0, before)
    return words
