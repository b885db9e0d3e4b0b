"""Find the calendar expressions of a document and resolve them in the order of the story.

What is told from the day of publication ("yesterday", "last week") resolves from there; what is told from the story
("two days earlier", "the next day") from the last past day that it named. A weekday, or a day without its year, is the nearest
one that suits its verb. Lengths of time ("seven weeks") and habits ("every day") are found too and have no days.

"Early", "late" and "the end of" belong to the expression but do not narrow its days: how late "late July" begins is not said.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterator

from spacy.tokens import Token

from claims.extraction.dates import absolute, lengths, relative
from claims.extraction.dates.days import Days
from claims.extraction.dates.rules import Rule, Story
from claims.extraction.dates.tense import Tense, tense_at
from claims.extraction.dates.words import WEEKDAYS
from claims.extraction.document import Document, Sentence
from claims.extraction.records import DateMention, Span
from claims.extraction.wording import words_in

_RULES = (*absolute.RULES, *relative.RULES, *lengths.RULES)
#: a month or a quarter that was named stays what "a year earlier" refers to for so many sentences
_PERIOD_LASTS = 2
#: days of publication that name none to count from
_PRESENT = frozenset({"now", "currently", "nowadays", "at present", "at the moment"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Match:
    """One rule's match in a sentence; offsets are the sentence's."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


@dataclasses.dataclass(frozen=True, slots=True)
class _Found:
    """A resolved expression; ``rule`` is the first that took part in it."""

    start: int
    end: int
    days: Days | None
    rule: Rule


def find_dates(document: Document, published: dt.date | None) -> list[DateMention]:
    """Every calendar expression of the story, in the order of the text."""
    story = Story(published)
    mentions: list[DateMention] = []
    period_told = 0
    for number, sentence in enumerate(document.sentences):
        text = document.text[sentence.start : sentence.end]
        matches = _matches(text)
        if not matches:
            continue
        before = story.period
        mentions.extend(_mention(sentence, text, found) for found in _merged(text, list(_resolved(sentence, matches, story))))
        if story.period is not before:
            period_told = number
        elif number - period_told >= _PERIOD_LASTS:
            story.period = None
    return mentions


def calendar_spans(text: str) -> list[tuple[int, int]]:
    """Where numbers of the text name a time rather than measure one: dates, years, times of day, "two days ago"."""
    return [(match.start, match.end) for match in _matches(text) if match.rule.names]


@functools.lru_cache(maxsize=4096)  # quantities ask first, dates again
def _matches(text: str) -> tuple[_Match, ...]:
    """The leftmost, longest matches of the rules that can match at all."""
    words = words_in(text)
    found = [
        _Match(match.start(), match.end(), rule, match)
        for rule in _RULES
        if not rule.needs.isdisjoint(words)
        for match in rule.pattern.finditer(text)
    ]
    found.sort(key=lambda match: (match.start, -match.end))
    chosen: list[_Match] = []
    for match in found:
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    return tuple(chosen)


def _resolved(sentence: Sentence, matches: tuple[_Match, ...], story: Story) -> Iterator[_Found]:
    """Each match with its days, the story remembering what it named."""
    starts: list[int] = []
    for match in matches:

        def tense(at: int = match.start) -> Tense:
            if not starts:
                starts.extend(token.idx - sentence.tokens.start_char for token in sentence.tokens)
            return tense_at(_token_at(sentence, starts, at))

        story.tense = tense
        days = match.rule.resolve(match.match, story)
        if days and match.match.group().lower() not in _PRESENT:
            _remember(story, days)
        yield _Found(match.start, match.end, days, match.rule)


def _token_at(sentence: Sentence, starts: list[int], position: int) -> Token:
    return sentence.tokens[max(bisect.bisect_right(starts, position) - 1, 0)]


def _remember(story: Story, days: Days) -> None:
    """What was named, for what is told from it: past days, months and quarters."""
    story.named = days
    if days.length <= 2 and (story.published is None or days.latest <= story.published):
        story.day = days
    elif 28 <= days.length <= 92:
        story.period = days


def _mention(sentence: Sentence, text: str, found: _Found) -> DateMention:
    return DateMention(
        span=Span(sentence.start + found.start, sentence.start + found.end),
        text=text[found.start : found.end],
        earliest=found.days.earliest if found.days else None,
        latest=found.days.latest if found.days else None,
    )


# --- neighbours that name one time ------------------------------------------------------------------------------------------

_BETWEEN = re.compile(r",?\s*(?:on\s+|[\[(]|at\s+|of\s+)?", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"(?:overnight|tonight)\b", re.IGNORECASE)
_SHORT_WEEKDAYS = [name[:3] for name in WEEKDAYS]
_CLOSING = {"[": "]", "(": ")"}


def _merged(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Neighbours as one mention: "Wednesday [July 23]", "3 p.m. on Friday", "overnight on July 21"."""
    index = 0
    while index < len(found):
        here = found[index]
        while index + 1 < len(found) and (joined := _joined(text, here, found[index + 1])):
            here = joined
            index += 1
        yield here
        index += 1


def _joined(text: str, first: _Found, second: _Found) -> _Found | None:
    """Both as one where one is a time of day and the other a day, or a weekday and its date."""
    gap = text[first.end : second.start]
    if not _BETWEEN.fullmatch(gap):
        return None
    if _is_time(text, first) or _is_time(text, second):
        days = (first.days if _is_time(text, second) else second.days) or first.days or second.days
    elif first.rule.resolve is relative.weekday and second.rule.resolve is absolute.day_of_month and _agree(text, first, second):
        days = second.days
    else:
        return None
    closing = _CLOSING.get(gap.strip()[-1:])
    end = second.end + 1 if closing and text[second.end : second.end + 1] == closing else second.end
    return _Found(first.start, end, days, first.rule)


def _agree(text: str, weekday: _Found, date: _Found) -> bool:
    """Whether the date falls on the weekday, as far as its year is known."""
    if date.days is None:
        return " on " not in text[weekday.end : date.start]
    return _SHORT_WEEKDAYS[date.days.earliest.weekday()] in text[weekday.start : weekday.end].lower()


def _is_time(text: str, found: _Found) -> bool:
    return found.rule.resolve is relative.time_of_day or _PART_OF_DAY.match(text, found.start) is not None
