"""What a rule for calendar expressions is, and what all of them resolve by.

A rule is a pattern, the words without which it cannot match, and how what it matched resolves to days. In patterns a blank stands
for any white space; letters match in either case, but names of months and days are capitalised.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable

from claims.extraction.dates.days import Days
from claims.extraction.dates.tense import Tense


@dataclasses.dataclass(slots=True)
class Story:
    """What expressions resolve by, as far as the story has been read.

    ``day`` is the last past day that it named (``day_is_near`` where this paragraph did, or the one before), ``event_day``
    the last on which something happened other than that it was said, ``night`` the last that it told as a night,
    ``night_near`` that one if the sentence before did; ``period`` the month or quarter that it spoke of last
    (``period_is_here`` where the sentence at hand did), ``named`` the last span of any length. ``day_ahead`` is the last day
    to come that it named, ``stretch_here`` the stretch of months that the sentence at hand did. ``year_here`` and
    ``morning_here`` are a year, and a day told with a time before noon, in the sentence at hand; ``tense`` is that of the
    verb over the expression.
    """

    published: dt.date | None
    day: Days | None = None
    day_is_near: bool = False
    event_day: Days | None = None
    night: Days | None = None
    night_near: Days | None = None
    day_ahead: Days | None = None
    stretch_here: Days | None = None
    year_here: Days | None = None
    morning_here: Days | None = None
    period: Days | None = None
    period_is_here: bool = False
    named: Days | None = None
    tense: Callable[[], Tense] = lambda: Tense.PAST


Resolver = Callable[[re.Match[str], Story], Days | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """``names`` tells whether the numbers inside name a time, so that they measure nothing."""

    pattern: re.Pattern[str]
    needs: frozenset[str]
    resolve: Resolver
    names: bool


class Rulebook(list[Rule]):
    """Rules in the order of their registration."""

    def rule(self, pattern: str, *, needs: Iterable[str], names: bool = True) -> Callable[[Resolver], Resolver]:
        """Register a resolver for a pattern. ``needs`` are lower-case words, "##" for a run of two digits, at most four."""
        spaced = pattern.replace(" ", r"\s+")
        compiled = re.compile(rf"(?<![\w$€£#@/.-])(?:{spaced})(?!\w|@)", re.IGNORECASE)

        def register(resolve: Resolver) -> Resolver:
            self.append(Rule(compiled, frozenset(needs), resolve, names))
            return resolve

        return register


#: By which what cannot be is far away.
_NEVER = 1000
#: How much farther than what is to come the past is from a verb that looks ahead.
_AHEAD = 8
#: "From January to July" may be told in July.
_GOING_ON = dt.timedelta(days=31)
#: For so many days a page is updated without its day of publication.
_UPDATED = 7


def lower(text: str | None) -> str:
    """The words in lower case with single blanks, "" for none."""
    return re.sub(r"\s+", " ", (text or "").lower())


def suited(candidates: Iterable[Days], story: Story) -> Days | None:
    """The candidate nearest to publication, where what lies on the wrong side of the verb counts as several times as far.

    What the verb says has happened does not lie ahead, if it can lie behind, by more than a page may have been updated.
    """
    published = story.published
    if published is None:
        return None
    tense = story.tense()

    def distance(days: Days) -> int:
        if days.earliest > published:
            gap = (days.earliest - published).days
            return gap * (_NEVER if tense is Tense.DONE and gap > _UPDATED else 3 if tense.looks_back else 1)
        if tense.looks_back and days.latest - published > _GOING_ON:
            return (days.latest - published).days * 3
        return max((published - days.latest).days, 0) * (_AHEAD if tense is Tense.FUTURE else 1)

    return min(candidates, key=distance, default=None)


def called(which: str, candidates: list[Days], story: Story) -> Days | None:
    """One of several years' months or seasons by "last", "next", "this", or else what suits."""
    published = story.published
    if published is None:
        return None
    if which in {"last", "this past"}:
        return max((days for days in candidates if days.latest < published), key=lambda days: days.latest, default=None)
    if which in {"next", "this coming"}:
        return min((days for days in candidates if days.earliest > published), key=lambda days: days.earliest, default=None)
    if which == "this":
        candidates = [days for days in candidates if published.year in {days.earliest.year, days.latest.year}]
    return suited(candidates, story)


def year_called(whose: str, published: dt.date, story: Story) -> int:
    """Which year "this year", "last year", "that year" is."""
    if whose in {"that", "the same"} and story.named:
        return story.named.earliest.year
    return published.year + {"last": -1, "next": 1}.get(whose, 0)
