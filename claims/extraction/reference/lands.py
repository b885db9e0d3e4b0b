"""In which land a story is set: what it tells of a government, an army or a price is so in that land.

A story names its land in the dateline, if what it tells of is not told to be elsewhere, or at once: by what only a land has,
"Tamaria's central bank", "eastern Songara", or as the country where it was, or that did something at home. A story of two
lands is set in neither.
"""

from __future__ import annotations

import collections
import functools
import re
from collections.abc import Iterator, Sequence

from claims.extraction.dates.words import CALENDAR
from claims.extraction.quantities.measures import FLYING
from claims.extraction.records import Place
from claims.extraction.reference.areas import is_city, run_to
from claims.extraction.reference.companies import Company
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.names import POSSESSIVE
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import AREAS, BODIES, PERSONS, RULING, STREETS, WATERS_AND_HEIGHTS
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token

#: A land is named in one of so many sentences.
_OPENING = 2
#: What stands before a land alone: "eastern Songara".
_SIDES = frozenset(f"{side}ern" for side in "north south east west northeast northwest southeast southwest".split()) | {"central"}
#: What a land has, and no town.
_OF_LANDS = RULING | {"currency"}
#: And no person: "Roe's government" may be that of Mr Roe.
_OF_NO_PERSON = frozenset({"currency", "military", "parliament"})
#: What a land is called: "the desert state of Dhorran".
_STATES = frozenset({"country", "kingdom", "nation", "republic", "state"})
#: What a land's people and their things are called by, and no town's: "Songaran troops".
_OF_STATES = (
    r"(?:army|border|citizens?|currency|forces|government|law|military|nationals?|navy|parliament|president|soldiers?|troops)"
)
#: What towns have as well, unless such a word stands before it: "the central bank", "the interior minister".
_ALSO_OF_TOWNS = frozenset("bank court force minister ministry office staff".split())
NATIONAL = frozenset(
    """air armed central constitutional defence defense finance foreign general health interior justice prime statistics
    supreme""".split()
)
#: "BELIDANE, Songara, March 12 (Meridian) – ".
_IN_DATELINE = re.compile(r"[^a-zß-ÿ\n]{3,40}, ((?:[A-Z][a-zß-ÿ]+)(?: [A-Z][a-zß-ÿ]+){0,2})(?=,| ?[-–—(])")
_A_TOWN = re.compile(
    r"\b(?:[Tt]own|[Cc]ity|[Vv]illage|[Pp]ort|[Dd]istrict|[Ss]uburb|[Pp]rovince|[Rr]egion|[Ii]sland) of (?:the )?\Z"
)
#: How words for a land's people end, and how many letters stand before that which are not the name's: "Norw-eg-ian".
_OF_PEOPLE = ("an", "ese", "i", "ian", "ic", "ish")
_LINK = 2
#: Capitals that name no land.
_NO_LANDS = CALENDAR | PERSONS | BODIES
#: In characters: "the district of the".
_LEAD = 24
#: Where people go from elsewhere to do this, what is told next may be of elsewhere.
_GOING = frozenset(
    """arrest arrive attend begin bury convene deport discuss fly gather hold jail land meet negotiate open sentence sign speak
    start talk travel try visit""".split()
)
#: What a land does at home.
_OWN_DEEDS = frozenset(
    "adopt ban cut declare hold impose introduce legalise legalize lift raise record report sign suspend vote".split()
)
#: To what no company does that, nor a person by that name alone.
_OF_LAWS = frozenset("airspace border conscription curfew duty election levy referendum tariff tax vat visa".split())
#: What one land does to another, or says of it.
_HOSTILE = frozenset("accuse attack bomb deny fire hit invade launch retaliate shell strike".split())
#: What happens at sea is in no land: "the coastguard said", "a ferry sank off Cape Roe".
_AT_SEA = re.compile(
    r"\b(?:[Cc]oast ?guards?|[Hh]igh [Ss]eas|[Ll]ifeboats?|[Ss]hipwrecks?|at sea|[A-Z]\w+ (?:Ocean|Sea))\b"
    r"|\b(?:boat|dinghy|ferry|freighter|ship|tanker|trawler|vessel|yacht)\b[^.]{0,60}\boff (?:the )?(?:coast\b|[A-Z])"
)


class Lands:
    """The lands of one document."""

    def __init__(self, document: Document, naming: Naming, company: Company) -> None:
        self._document = document
        self._naming = naming
        self._company = company
        self._less: dict[str, bool] = {}

    def home(self) -> Place | None:
        """The land in which the story is set, where it is first named as such; ``None`` where it may be another."""
        sentences = self._document.sentences
        if not sentences or self._company.name is not None or self._is_at_sea(sentences[:_OPENING]):
            return None
        opening = list(self._opening(sentences[:_OPENING]))
        named = self._in_dateline() or next(iter(opening), None)
        if named is None:
            return None
        others = {place.text for place in opening} | self._all_ruled
        fighting = any(self._fights(sentence, named.text) for sentence in sentences)
        return None if fighting or others - {named.text} else named

    def _is_at_sea(self, opening: Sequence[Sentence]) -> bool:
        """The story, or its title, begins with what happened at sea."""
        return _AT_SEA.search(self._document.text, 0, opening[-1].end) is not None

    def named_in(self, name: str) -> Place | None:
        """The land in the name of one of its bodies, or of its people, where the story first has it: "Karevia's Air Force"."""
        for word in (POSSESSIVE.sub("", word) for word in name.split()):
            land = next((place for place in self._known if word == place.text or is_made_of(word, place.text)), None)
            if land is not None:
                return land
        return None

    def is_land(self, name: str) -> bool:
        """It is the name of a land whose rulers the story tells of, or of the one from which it was sent."""
        dateline = self._in_dateline()
        return name in self._all_ruled or country_of(name) == name or (dateline is not None and name == dateline.text)

    def rival_of(self, land: Place) -> Place | None:
        """The other land, where the story tells of the rulers of two, or of one that is not where it was sent from."""
        dateline = self._in_dateline()
        ruled = {place.text: place for place in self._known if place.text in self._all_ruled}
        others = [
            place for place in (ruled | ({dateline.text: dateline} if dateline else {})).values() if place.text != land.text
        ]
        return others[0] if len(others) == 1 else None

    @functools.cached_property
    def _all_ruled(self) -> frozenset[str]:
        return frozenset(name for sentence in self._document.sentences for name in self._ruled(sentence))

    @functools.cached_property
    def _known(self) -> list[Place]:
        """The lands of which the story tells: those that it has rulers or a people of, and countries."""
        places = [
            self._place(sentence, name) for sentence in self._document.sentences for name in _names(sentence) if len(name) == 1
        ]
        first = {place.text: place for place in reversed(places)}
        return [
            place
            for place in first.values()
            if place.text in self._all_ruled or country_of(place.text) == place.text or self._has_people(place.text)
        ]

    def _in_dateline(self) -> Place | None:
        text, start = self._document.text, self._document.sentences[0].start
        found = _IN_DATELINE.match(text, text.rfind("\n", 0, start) + 1, start)
        if found is None or found[1].lower() in CALENDAR or found[1] in self._naming.media:
            return None
        here = not any(_is_where(name) for name in _names(self._document.sentences[0]))
        town = text[found.start() : found.start(1)].rstrip(", ").title()
        told = here or found[1] in text[start:] or town in text[start:] or self._has_people(found[1])
        # else the reporter may be far from what is told
        return Place(text=found[1], start=found.start(1), end=found.end(1)) if told else None

    def _opening(self, sentences: Sequence[Sentence]) -> Iterator[Place]:
        """What the first sentences name as a land: by a side of it, by its rulers, or as where it was."""
        placed = [name[-1] for sentence in sentences for name in _names(sentence) if _is_where(name)]
        for sentence in sentences:
            for name in _names(sentence):
                place = self._place(sentence, name)
                sided = any(child.text in _SIDES for child in name[-1].lefts)
                state = country_of(place.text) == place.text or self._is_state(place.text)
                where = state and placed == [name[-1]] and not _is_limited(name)
                first = name[-1].dep_ == "nsubj" and name[0].i == sentences[0].tokens.start and sentence is sentences[0]
                acts = first and not placed and (state or self._has_people(place.text) or self._rules(name, place))
                acts &= name[-1].head.lemma_ in _OWN_DEEDS and not any(child.dep_ == "conj" for child in name[-1].rights)
                called = _is_of(name[-1]) and name[-1].head.head.lemma_ in _STATES
                ruled = (
                    name[-1].dep_ == "dobj"
                    and name[-1].head.lemma_ in {"govern", "rule"}
                    and country_of(place.text) == place.text
                )
                if called or sided or where or acts or ruled or (place.text in self._all_ruled and not placed):
                    yield place

    def _rules(self, name: Sequence[Token], place: Place) -> bool:
        """It does what only rulers do: "Sarvia will raise value-added tax"."""
        done = (word for child in name[-1].head.rights if child.dep_ == "dobj" for word in child.subtree)
        named = self._naming.is_person(place.text, place.start) or self._naming.is_firm(place.text)
        return not named and any(word.lemma_.lower() in _OF_LAWS for word in done)

    def _ruled(self, sentence: Sentence) -> Iterator[str]:
        """The names whose government, army or central bank the sentence tells of."""
        for name in _names(sentence):
            owned = name[-1].head.head if _is_of(name[-1]) else name[-1].head  # "the government of Songara"
            if not (name[-1].dep_ == "poss" or _is_of(name[-1])) or owned.lemma_.lower() not in _OF_LANDS | _ALSO_OF_TOWNS:
                continue
            place = self._place(sentence, name)
            national = any(child.lower_ in NATIONAL for child in owned.lefts)
            sure = owned.lemma_.lower() in _OF_NO_PERSON or _is_of(name[-1])
            held = owned.lemma_.lower() in _OF_LANDS and (sure or self._is_no_person(place))
            if (national or held) and not self._is_less(place):
                yield place.text

    def _fights(self, sentence: Sentence, home: str) -> bool:
        """It tells of lands that do to one another what lands at war do, or of the weapons of one: "Osmeran drones"."""
        for word in sentence.tokens:
            if word.lemma_.lower() in FLYING and any(is_made_of(child.text, home) for child in word.lefts):
                return True
        for name in _names(sentence):
            actor = name[-1].head if name[-1].dep_ == "conj" else name[-1]
            if actor.dep_ == "nsubj" and actor.head.lemma_ in _HOSTILE:
                place = self._place(sentence, name)
                known = self._naming.kind_named(place.text) == "place" and not self._naming.is_person(place.text, place.start)
                if known or self._has_people(place.text):
                    return True
        return False

    def _place(self, sentence: Sentence, name: Sequence[Token]) -> Place:
        start, end = sentence.span_of(name[0]).start, sentence.span_of(name[-1]).end
        return Place(text=self._document.text[start:end], start=start, end=end)

    def _has_people(self, name: str) -> bool:
        """The story has another word made of the name: "Osmeran drones"."""
        return bool(self._made.get(_stem(name), frozenset()) - {name})

    def _is_state(self, name: str) -> bool:
        """It has a people, and what only states have, "Songaran troops", or the story begins by telling of the country."""
        words = "|".join(re.escape(word) for word in self._made.get(_stem(name), ()) if word != name)
        opening = self._document.sentences[:_OPENING]
        begins = any(
            f"the {word}" in self._document.text[opening[0].start : opening[-1].end] for word in ("capital, ", "country ")
        )
        troops = rf"\b(?:{words}) (?:\w+ )?{_OF_STATES}\b"
        return bool(words) and (begins or re.search(troops, self._document.text) is not None)

    @functools.cached_property
    def _made(self) -> dict[str, set[str]]:
        """The words of the text that may be made of a land's name, by its stem."""
        made = collections.defaultdict(set)
        for word in set(re.findall(r"\b[A-Z]\w+", self._document.text)):
            for stem in _stems(word):
                made[stem].add(word)
        return dict(made)

    def _is_no_person(self, place: Place) -> bool:
        """Of "Roe's government" the name is a person's, unless there are a land's people, or somebody is in it."""
        told = country_of(place.text) == place.text or self._has_people(place.text) or bool(self._in_dateline())
        return told or re.search(rf"\b(?:across|from|in|into|to) {re.escape(place.text)}\b", self._document.text) is not None

    def _is_less(self, place: Place) -> bool:
        """It is a town, a site, a street or a water, or called so."""
        if place.text not in self._less:
            self._less[place.text] = self._is_called_less(place)
        return self._less[place.text]

    def _is_called_less(self, place: Place) -> bool:
        text, last = self._document.text, place.text.rpartition(" ")[2].lower()
        if last in AREAS | STREETS or place.text.partition(" ")[0] in WATERS_AND_HEIGHTS or is_city(text, place.text):
            return True
        return any(_A_TOWN.search(text, max(0, at - _LEAD), at) for at in _occurrences(text, place.text)) or (
            place.text.upper() in text[: self._document.sentences[0].start]
        )


def _is_of(name: Token) -> bool:
    return name.dep_ == "pobj" and name.head.lower_ == "of"


def is_made_of(word: str, name: str) -> bool:
    """The word is for what is of the land, "Osmeran"."""
    return word != name and _stem(name) in _stems(word)


def _stems(word: str) -> set[str]:
    """The stems of all names of which the word may be made: of "Osmeran" those of "Osmera" and "Osmer"."""
    bases = (word.removesuffix("s").removesuffix(ending) for ending in _OF_PEOPLE if word.removesuffix("s").endswith(ending))
    return {base[: len(base) - cut] for base in bases for cut in range(_LINK + 1) if len(base) > cut}


def _stem(name: str) -> str:
    """So much of a land's name is in the words that are made of it."""
    return name.rstrip("aeiouy")


def _names(sentence: Sentence) -> Iterator[list[Token]]:
    for token in sentence.tokens:
        named = token.pos_ == "PROPN" and token.dep_ != "compound" and token.text.istitle()
        if named and token.lower_ not in _NO_LANDS:
            yield run_to(token)


def _is_where(name: Sequence[Token]) -> bool:
    last = name[-1]
    return last.dep_ == "pobj" and last.head.lower_ in {"in", "across", "throughout"}


def _is_limited(name: Sequence[Token]) -> bool:
    """More is said of it than a land needs, or people meet there, or are tried: "in the Roe valley", "will meet in Muscat"."""
    above = next((one for one in name[-1].ancestors if one.pos_ in {"AUX", "VERB"}), None)
    ahead = above is not None and any(child.tag_ == "MD" for child in above.lefts)
    away = above is not None and above.lemma_ in _GOING
    return (
        ahead or away or any(child not in name and child.dep_ in {"amod", "compound", "det", "nmod"} for child in name[-1].lefts)
    )


def _occurrences(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)
