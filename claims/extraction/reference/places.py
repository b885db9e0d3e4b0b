"""Where "there" is: the place that the words before tell of."""

from __future__ import annotations

import calendar
import re

from claims.extraction.records import Span
from claims.extraction.reference.areas import run_to
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import AREAS
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import text_of

#: So many sentences back a place is looked for.
_REACH = 2
#: Prepositions of where something is, and of where it goes.
_PLACING, _LEADING = "in|at|near|outside|around", "to|into|through|across|on|against"
_WAY = r"(?:(?:(?:north|south)?(?:east|west)|north|south|centr)(?:ern|al)\s)?"
_AT = re.compile(
    rf"\b(?:(?P<at>{_PLACING})|{_LEADING})\s(?:the\s)?{_WAY}"
    r"(?:(?:[\w-]+\s){0,2}(?:capital|city|district|port|province|region|town|village)(?:\sof)?\s)?$",
    re.IGNORECASE,
)
#: What the model may have taken for something else than a place, or for none.
_CAPITAL = re.compile(rf"\b(?:{_PLACING}|{_LEADING})\s(?:the\s)?([A-Z][\w’'-]*)")
#: An area named with what it is, which the model need not know: "in the southern Lund region".
_AREA = re.compile(
    rf"\b(?:{_PLACING}|{_LEADING})\s((?:the\s)?{_WAY}[A-Z][\w’'-]*\s(?:district|province|region))\b", re.IGNORECASE
)
#: "In the village of Htan Kone".
_AREA_OF = re.compile(
    rf"\b(?:{_PLACING})\s(the\s(?:\w+\s)?(?:city|port|town|village)\sof\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?)", re.IGNORECASE
)
_CALENDAR = {*calendar.month_name, *calendar.month_abbr, *calendar.day_name}
#: Longer than what can stand between the preposition and the name.
_BEFORE = 60


class Places:
    """The places of one document, where something is, goes or happens."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self._document = document
        self._naming = naming

    def _named_only(self, start: int, end: int) -> tuple[str, Span] | None:
        """The one name behind a preposition of place that is an area's, or elsewhere a place's: "the third on Lund"."""
        text = self._document.text
        areas = [one for one in _AREA.finditer(text, start, end) if one[1].rpartition(" ")[0].rpartition(" ")[2][0].isupper()]
        called = list(_AREA_OF.finditer(text, start, end))
        areas = [*areas, *(one for one in called if one[1].rpartition(" of ")[2][0].isupper())]
        if len(areas) == 1 and len(_CAPITAL.findall(text, start, end)) <= 1:
            name = areas[0][1].rpartition(" of ")[2]
            return f"in {areas[0][1]}", Span(areas[0].end(1) - len(name), areas[0].end(1))
        found = [one for one in _CAPITAL.finditer(text, start, end) if one[1] not in _CALENDAR]
        if len(found) != 1 or self._naming.kind_named(found[0][1]) == "person":
            return None
        name = found[0][1]
        placed = re.search(rf"\b(?:[Ii]n|near|outside|city of|town of|village of) {re.escape(name)}\b", text[:start]) is not None
        return (f"in {name}", Span(found[0].start(1), found[0].end(1))) if placed else None

    @staticmethod
    def _called_area(sentence: Sentence) -> tuple[str, Span] | None:
        """The place that the sentence is about, by what it says of it: "The worst-hit city was [Dnipro], where …"."""
        root, area = sentence.tokens.root, sentence.subject
        named = next((child for child in root.rights if child.dep_ == "attr" and child.pos_ == "PROPN"), None)
        if root.lemma_ != "be" or area is None or area.lemma_ not in AREAS or named is None:
            return None
        name = run_to(named)
        return f"in {text_of(name)}", sentence.span_of(name)

    def meant_by(self, there: Span) -> tuple[str, Span] | None:
        """Where "there" is, with its preposition, and where its name stands.

        It is the one place of the nearest sentence before that tells of any.
        """
        here = self._naming.sentence_index(there.start)
        for index in range(here, max(here - _REACH, 0) - 1, -1):
            sentence = self._document.sentences[index]
            if index < here and (area := self._called_area(sentence)) is not None:
                return area
            told: dict[str, tuple[str, Span]] = {}
            for mention in self._naming.between(sentence.start, min(sentence.end, there.start)):
                before = self._document.text[max(sentence.start, mention.start - _BEFORE) : mention.start]
                found = _AT.search(before) if mention.kind == "place" else None
                if found:
                    name = self._document.text[mention.start : mention.end]
                    way = (found["at"] or "in").lower()
                    told[mention.name] = f"{way} {self._naming.as_written(name, 'place')}", Span(mention.start, mention.end)
            if not told and (named := self._named_only(sentence.start, min(sentence.end, there.start))) is not None:
                return named
            if told:
                others = set(_CAPITAL.findall(self._document.text[sentence.start : min(sentence.end, there.start)]))
                one = len(told) == 1 and others <= {*next(iter(told)).split(), *calendar.month_name}
                return next(iter(told.values())) if one else None
        return None
