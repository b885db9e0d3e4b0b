"""The names of one document: every mention of a person, a body or a place, and the fullest form in which the article gives it."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import re
from collections.abc import Iterator, Sequence

from claims.extraction.records import AttributionMention, Source
from claims.extraction.reference.mentions import Kind, Mention, acronyms_of, contains, mentions_of
from claims.extraction.reference.names import (
    bare_name,
    head_word,
    is_company,
    is_plural,
    is_somebody,
    last_word,
    name_words,
    singular,
    split_titles,
)
from claims.extraction.reference.nouns import AREAS, BODIES, MEDIA, PERSONS, PLURAL_BODIES, RULING, SITES
from claims.extraction.text.document import Document

_FIRST_AND_LAST = 2
#: Before what takes no article: "each delegation".
_SETTLED = frozenset({"another", "each", "every", "neither", "no"})
_OWNER = re.compile(r"['’]s\s")
#: Whatever the model takes a name for, it is a state's that has such bodies: "Karzhan's Defense Ministry".
_STATES = re.compile(
    r"\b([A-Z][\w-]+)['’]s\s(?:\w+\s){0,2}?"
    r"(?:[Mm]inistry|[Aa]ir [Ff]orce|[Nn]avy|[Gg]eneral [Ss]taff|[Pp]arliament|[Gg]overnment)\b"
)


_AREA_BEHIND = re.compile(rf"\s(?:{'|'.join(sorted(AREAS | SITES))})\b")
_LED_BY_THE = re.compile(r"(?:^|\W)[Tt]he\s$")
#: The characters of " the ".
_THE = 5


class Naming:
    """Mentions by their place, their words and the offices that stand beside them."""

    def __init__(self, document: Document, attributions: Sequence[AttributionMention]) -> None:
        found = _as_told(sorted(mentions_of(document, attributions), key=lambda mention: (mention.start, -mention.end)))
        longer = {word for mention in found if len(mention.words) > 1 for word in mention.words}
        found = [one for one in found if one.name not in RULING or one.name not in longer]
        states = {name_words(match[1]) for match in _STATES.finditer(document.text)}
        found = [dataclasses.replace(one, kind="place", sure=True) if one.words in states else one for one in found]
        sure = {mention.words: mention.kind for mention in found if mention.sure}
        self.mentions = [
            dataclasses.replace(one, kind=sure.get(one.words, one.kind)) if one.words in sure else one for one in found
        ]
        self.by_word: dict[str, list[Mention]] = collections.defaultdict(list)
        self.by_role: dict[str, list[Mention]] = collections.defaultdict(list)
        for mention in self.mentions:
            for word in set(mention.words):
                self.by_word[word].append(mention)
            for role in mention.roles:
                self.by_role[role].append(mention)
        #: Words that may stand for a longer name: the last of a person's, the first or the last of a body's.
        self.short = {word for one in self.mentions if len(one.words) > 1 for word in (one.words[0], one.words[-1])}
        #: Names that the article writes with "the", and names of media.
        self.definite = {mention.name for mention in self.mentions if mention.definite}
        self.media = {mention.name for mention in self.mentions if mention.roles & MEDIA}
        self._acronyms = _initials(self.mentions) | dict(acronyms_of(document))
        self._text = document.text
        self._written_with_the: dict[str, bool] = {}
        self._kinds: dict[tuple[str, str], Kind] = {}
        self._starts = [mention.start for mention in self.mentions]
        self._sentence_starts = [sentence.start for sentence in document.sentences]

    def fullest(self, name: str, position: int) -> str:
        """The longest name that contains this one: a person's by the last word, a body's by its first or last words."""
        if name in self._acronyms:
            return self._acronyms[name]
        name = " ".join(split_titles(name.split())[1])
        words = name_words(name)
        if not words:
            return name
        candidates = [mention for mention in self.by_word.get(words[-1], ()) if contains(mention, words)]
        if name[0].isupper():  # "the spokesman for the Chin Front" is no longer form of "the Chin Front"
            candidates = [one for one in candidates if singular(one.words[0]) not in PERSONS or one.words == words]
        persons = [mention for mention in candidates if mention.kind == "person"]
        if self._is_place(words, candidates, persons, position):
            return name
        longer = persons or [mention for mention in candidates if mention.start <= position]
        if not longer:
            return name
        most = max(len(mention.words) for mention in longer)
        if most == len(words):
            return name
        # Two people of one surname: the one who was last named in full.
        full = [mention for mention in longer if len(mention.words) == most]
        earlier = [mention for mention in full if mention.start <= position]
        return (earlier or full)[-1 if earlier else 0].name

    def in_full(self, word: str, position: int, *, definite: bool) -> str | None:
        """The whole name of somebody whom a statement calls by one word of it, "Roe", or, with "the", of a body: "the Front".

        ``None`` where the article gives no longer one, gives several, or has the word for a place.
        """
        words = name_words(word)
        longer = (
            [one for one in self.by_word.get(words[-1], ()) if len(one.words) > 1 and contains(one, words)]
            if len(words) == 1
            else []
        )
        if definite:
            bodies = [one for one in longer if one.kind == "body" and one.start < position]
            names = {one.name for one in bodies if len(one.words) == max(len(each.words) for each in bodies)}
        else:
            persons = [one for one in longer if one.kind == "person" and all(part.istitle() for part in one.name.split())]
            known = {(one.words[0], one.words[-1]): one.name for one in persons}
            names = set(known.values()) if self.is_person(word, position) else set[str]()
        return names.pop() if len(names) == 1 else None

    @staticmethod
    def _is_place(words: tuple[str, ...], candidates: Sequence[Mention], persons: Sequence[Mention], position: int) -> bool:
        """Whether a name that persons have as well is that of a place.

        The model takes a surname for a place at times, and a place for a person; the more frequent is right. But of a person who
        was named in full before, it is the surname, unless the article also writes "in Washington".
        """
        places = [mention for mention in candidates if mention.kind == "place" and mention.words == words]
        introduced = any(len(person.words) > len(words) and person.start <= position for person in persons)
        if introduced and not any(place.placed for place in places):
            return False
        return len(places) > len(persons)

    def between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin between two positions, last first."""
        low, high = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        return self.mentions[low:high][::-1]

    def before(self, position: int) -> list[Mention]:
        """The mentions that begin before a position, in the order of the text."""
        return self.mentions[: bisect.bisect_left(self._starts, position)]

    def sentence_index(self, position: int) -> int:
        """Which sentence a position is in."""
        return max(bisect.bisect_right(self._sentence_starts, position) - 1, 0)

    def as_written(self, name: str, kind: Kind) -> str:
        """With "the" for a description, and for a name that the article writes so: "the Kremlin", "the mayor"."""
        if kind == "person" and name[:1].isupper() and not is_somebody(name):
            return name
        head = head_word(name)
        if head in name.split() and _OWNER.search(name):
            return name if name[0].isupper() else f"the {name}"  # "Germany's foreign ministry", "the country's refugee office"
        if head in name.split():
            settled = is_plural(name) or head in PLURAL_BODIES or name.partition(" ")[0] in _SETTLED
            return name if settled else f"the {name}"
        return f"the {name}" if name in self.definite or self._is_written_with_the(name) else name

    def _is_written_with_the(self, name: str) -> bool:
        """The article mostly has "the" right before the name, in whatever way the model cuts that: "the Law Society of Kenya"."""
        if name not in self._written_with_the:
            led = [_LED_BY_THE.search(self._text, max(at - _THE, 0), at) is not None for at in self._stands_at(name)]
            self._written_with_the[name] = 2 * sum(led) > len(led)
        return self._written_with_the[name]

    def _stands_at(self, name: str) -> Iterator[int]:
        """Where the article has the name, in whole words; not in "the Bryansk region"."""
        start = self._text.find(name)
        while start >= 0:
            end = start + len(name)
            inside = self._text[start - 1 : start].isalnum() or self._text[end : end + 1].isalnum()
            if not inside and _AREA_BEHIND.match(self._text, end) is None:
                yield start
            start = self._text.find(name, end)

    def kind_of(self, source: Source) -> Kind:
        """By how the text calls the source, else by what the model takes the name for."""
        called = source.text, source.name
        if called not in self._kinds:
            self._kinds[called] = self._kind_called(*called)
        return self._kinds[called]

    def _kind_called(self, text: str, name: str) -> Kind:
        head = singular(head_word(bare_name(text)))
        if head in BODIES:
            return "body"
        if head in PERSONS:
            return "person"
        return self.kind_named(name) or ("person" if singular(head_word(name)) in PERSONS else "body")

    def is_firm(self, name: str) -> bool:
        """The name is a company's, or the first word of one."""
        words = name_words(name)
        longer = self.by_word.get(words[-1], ()) if len(words) == 1 else ()
        return is_company(words) or any(is_company(one.words) and one.words[:1] == words for one in longer)

    def kind_named(self, name: str) -> Kind | None:
        """What the model mostly takes a name for; ``None`` where the article has no such mention."""
        known = [mention.kind for mention in self.by_word.get(last_word(name), ()) if mention.name == name]
        return collections.Counter(known).most_common(1)[0][0] if known else None

    def is_person(self, name: str, position: int) -> bool:
        """The name is a person's here, and nowhere stands where only a place does."""
        words = name_words(name)
        candidates = [mention for mention in self.by_word.get(words[-1], ()) if contains(mention, words)] if words else []
        persons = [mention for mention in candidates if mention.kind == "person"]
        placed = any(mention.placed and mention.words == words for mention in candidates)
        return bool(persons) and not placed and not self._is_place(words, candidates, persons, position)


def _as_told(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each as what its longer or shorter form shows it to be, whatever the model takes it for.

    Somebody is "Ana Roe" once, and "Ms Roe" or "Roe" after that; a firm is "Kelm Telecom", and then "Kelm".
    """
    firms = {one.words[:1] for one in mentions if len(one.words) > 1 and is_company(one.words)}

    def is_mistaken(one: Mention) -> bool:
        return one.kind != "body" and (is_company(one.words) or (one.words in firms and not one.roles))

    mentions = [dataclasses.replace(one, kind="body", placed=False) if is_mistaken(one) else one for one in mentions]
    persons = [one for one in mentions if one.kind == "person"]
    called = {one.words for one in persons if len(one.words) == 1}
    whole = {one.words[-1:] for one in persons if len(one.words) > 1}

    def is_told(one: Mention) -> bool:
        if one.kind != "body" or one.sure or one.definite or not BODIES.isdisjoint(one.words) or is_company(one.words):
            return False
        return one.words in whole if len(one.words) == 1 else len(one.words) == _FIRST_AND_LAST and one.words[-1:] in called

    return [dataclasses.replace(one, kind="person") if is_told(one) else one for one in mentions]


def _initials(mentions: Sequence[Mention]) -> dict[str, str]:
    """Bodies by their initials: "UN" where the article also names the United Nations."""
    found: dict[str, str] = {}
    for mention in mentions:
        capitals = [word[0] for word in mention.name.split() if word[0].isupper()]
        if mention.kind != "person" and len(capitals) > 1:
            found.setdefault("".join(capitals), mention.name)
    return found
