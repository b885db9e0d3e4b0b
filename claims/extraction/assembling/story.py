"""What a story is about: where and when its event was, and up to where the story tells of no other.

The opening tells of one event. What the story tells later is of that event too, until it turns to another place, or to another
day; and what was in March, or is told as having been years ago, turns it to nothing: it is the background.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections.abc import Iterable, Sequence

from claims.extraction.assembling.settings import LASTING, NIGHT, Day, Scene, Setting
from claims.extraction.attribution.cues import VERB_FORMS
from claims.extraction.reference.countries import COUNTRIES
from claims.extraction.text.document import Sentence

#: So many sentences open a story, and tell what it is about.
_OPENING = 6
#: Where it was stands in one of so many, else it is told of a part: "the worst of the raid was in Lund".
BEGINNING = 2
_ANOTHER = frozenset({"another", "other", "separate", "separately", "similar"})
#: What comes after an event, elsewhere and on another day.
_LATER = frozenset("arrest bury capture charge convict detain extradite identify jail sentence".split())
#: So many words may stand before "meanwhile" that turns elsewhere.
_LEADING = 8
_MEETINGS = frozenset("conference meeting negotiation session summit talk".split())
_DIRECTIONS = frozenset({"afield", "down", "east", "inland", "north", "south", "up", "west"})
_AWAY = _DIRECTIONS | {"away", "northeast", "northwest", "southeast", "southwest"}
_DISTANCES = frozenset("kilometer kilometers kilometre kilometres km mile miles".split())
_FAR = re.compile(r"\d+(?:km|mi)")
#: In words.
_LONGEST_WAY = 14
#: Events this much older than that of the opening are told as its background.
_BACKGROUND = dt.timedelta(days=10)


class Story:
    """The event of a story, as those of its claims tell it that ``told`` holds, in their order."""

    def __init__(self, told: Sequence[Setting], first: Day | None, turn: float) -> None:
        """``turn`` is the paragraph in which the story says that it turns elsewhere, where it does; see :func:`turn_of`."""
        self._first = first
        told = [one for one in told if not (self.is_past(one.day) or _is_said_along(one))]
        opening = [one for one in told if one.sentence < _OPENING]
        placed = next((one for one in opening if one.spot), None)
        dated = next((one for one in opening if one.day), None)
        self._spot = placed.spot if placed is not None else None
        #: It is where people meet, and nobody is hurt there.
        self._is_met_at = placed is not None and any(token.lemma_ in _MEETINGS for token in placed.words)
        self._day = dated.day if dated is not None else None
        #: The paragraphs in which the story turns to another place, and to another day.
        self._place_ends = min([one.paragraph for one in told if self._is_elsewhere(one)] + [turn])
        self._day_ends = min([one.paragraph for one in told if self._is_otherwhen(one)] + [turn])
        if placed is not None and placed.sentence >= BEGINNING and self._place_ends < math.inf:
            self._spot = None
        #: What turns elsewhere is told of nothing before.
        self._place_begins = placed.paragraph if placed is not None and self._place_ends < math.inf else 0
        self._day_begins = dated.paragraph if dated is not None and self._day_ends < math.inf else 0
        late = placed is not None and (placed.sentence >= BEGINNING or self._turns(placed))
        self._first_placed = placed.sentence if placed is not None and late else 0
        self._first_dated = dated.sentence if dated is not None and self._turns(dated) else 0
        lasts = any(token.lemma_ in LASTING for one in opening[:1] for token in one.words)
        #: It is told at once when the event was, and not only when one of many things was.
        self._is_dated = dated is not None and dated.sentence < BEGINNING and not lasts

    def is_past(self, day: Day | None) -> bool:
        """It is told as the background of what the story is about."""
        return day is not None and self.is_of_past(day.earliest)

    def is_of_past(self, day: dt.date) -> bool:
        """The same of a day by itself."""
        return self._first is not None and is_background(day, self._first.earliest)

    def scene_at(self, setting: Setting, *, blow: bool) -> Scene:
        """Where and when it was that a claim tells of, if it says nothing else: a blow to somebody, or any other deed."""
        sentence, paragraph = setting.sentence, setting.paragraph
        placed = self._place_begins <= paragraph < self._place_ends and sentence >= self._first_placed
        dated = self._day_begins <= paragraph < self._day_ends and sentence >= self._first_dated and (blow or self._is_dated)
        placed &= not (blow and self._is_met_at)
        return Scene(self._spot if placed else None, self._day if dated else None)

    @property
    def is_of_one_place(self) -> bool:
        return self._spot is not None and self._place_ends == math.inf

    def _turns(self, one: Setting) -> bool:
        """It says nothing of what was told before it: "In Lund, …", "another fire in Lund", a later arrest, another day."""
        first = one.draft.clause.sentence.tokens[0]
        led = first.lower_ == "in" and bool(one.words) and one.words[0].i == first.i
        more = any(token.lower_ in _ANOTHER for token in one.words)
        other = one.time is not None and self._first is not None and self._is_of_other_time(one.time)
        return one.sentence > 0 and (led or more or other or one.draft.clause.head.lemma_ in _LATER)

    def _is_elsewhere(self, one: Setting) -> bool:
        if one.spot is None or self._spot is None or self._spot.is_near(one.spot):
            return False
        if self._spot.is_wide and not one.spot.is_wide and one.spot.where[0].text not in COUNTRIES:
            return False  # which lies in it
        return not self._is_of_other_time(one.time)

    def _is_otherwhen(self, one: Setting) -> bool:
        return one.day is not None and self._day is not None and not self._day.is_near(one.day)

    def _is_of_other_time(self, time: Day | None) -> bool:
        """It lies apart from the day of the story."""
        day = self._day or self._first
        if time is None or day is None:
            return False
        latest = time.when.latest or time.earliest
        return not time.earliest - NIGHT <= day.earliest <= latest + NIGHT


def _is_said_along(setting: Setting) -> bool:
    """What somebody did who said something is no event of its own: "withdrew that figure overnight, saying that …"."""
    verbs = (child for child in setting.draft.clause.head.rights if child.dep_ == "advcl" and child.tag_ == "VBG")
    return any(verb.lower_ in VERB_FORMS for verb in verbs)


def first_day(settings: Iterable[Setting]) -> Day | None:
    """The day that the story tells first."""
    return next((one.day for one in settings if one.day), None)


def is_background(day: dt.date, first: dt.date) -> bool:
    """What was on that day is told as the background of a story whose first day is the other."""
    return first - day >= _BACKGROUND


def turn_of(settings: Sequence[Setting]) -> float:
    """The first paragraph that begins with what was elsewhere: "Farther south, a convoy …", "On Friday, meanwhile, …".

    So does the first behind a heading that turns elsewhere.
    """
    begun = {one.paragraph: one for one in reversed(settings)}
    opening = settings[0].section if settings else 0
    turned = (paragraph for paragraph, one in begun.items() if one.section != opening or _turns_away(one.draft.clause.sentence))
    return min(turned, default=math.inf)


def _is_away(sentence: Sentence) -> bool:
    """It begins with how far off, and in which direction, it was: "About 40km (25 miles) to the south, fighters …"."""
    led = itertools.takewhile(lambda token: token.text != ",", sentence.tokens[:_LONGEST_WAY])
    words = [token.lower_ for token in led]
    far = any(one in _DISTANCES or _FAR.fullmatch(one) for one in words)
    return far and len(words) < _LONGEST_WAY and not _AWAY.isdisjoint(words)


def _turns_away(sentence: Sentence) -> bool:
    if _is_away(sentence):
        return True
    first, second = sentence.tokens[0].lower_, sentence.tokens[min(1, len(sentence.tokens) - 1)].lower_
    if any(token.lower_ == "meanwhile" and token.nbor(-1).text == "," for token in sentence.tokens[2:_LEADING]):
        return True
    return first in {"elsewhere", "separately"} or (first in {"farther", "further"} and second in _DIRECTIONS)
