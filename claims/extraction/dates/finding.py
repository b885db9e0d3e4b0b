"""Find the calendar expressions of a document and resolve them in the order of the story.

What is told from the day of publication ("yesterday", "last week") resolves from there; what is told from the story
("two days earlier", "the next day") from the last past day that it named. A weekday, or a day without its year, is the nearest
one that suits its verb. In a quotation, the day of its utterance is today where the sentence names it. Lengths of time ("seven
weeks") and habits ("every day") are found too and have no days.

"Early", "late" and "the end of" belong to the expression but do not narrow its days: how late "late July" begins is not said.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import functools
import re

from claims.extraction.dates import absolute, lengths, relative
from claims.extraction.dates.days import Days, holding
from claims.extraction.dates.merging import Found, in_order, merged
from claims.extraction.dates.rules import Rule, Story
from claims.extraction.dates.tense import Tense, tense_at
from claims.extraction.records import DateMention, Span
from claims.extraction.reference.nouns import HAPPENINGS
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token
from claims.extraction.text.wording import words_in

_RULES = (*absolute.RULES, *relative.RULES, *lengths.RULES)
#: a month or a quarter that was named stays what "a year earlier" refers to for so many sentences
_PERIOD_LASTS = 3
#: In days, the shortest and the longest.
_MONTH, _YEAR = 28, 366
_MARK = re.compile(r"[\"“”„«»]")
#: Between single marks, in which an apostrophe ends no quotation.
_SINGLE = re.compile(r"‘(?:[^‘’]|’(?=\w))*’")
#: days of publication that name none to count from
_PRESENT = frozenset({"now", "currently", "nowadays", "at present", "at the moment"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Match:
    """One rule's match in a sentence; offsets are the sentence's."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]


def find_dates(document: Document, published: dt.date | None) -> list[DateMention]:
    """Every calendar expression of the story, in the order of the text."""
    story = Story(published)
    mentions: list[DateMention] = []
    period_told, night_told, day_told = 0, -1, 0
    for number, sentence in enumerate(document.sentences):
        text = document.text[sentence.start : sentence.end]
        matches = _matches(text)
        if not matches:
            continue
        story.night_near = story.night if night_told >= 0 and number - night_told == 1 else None
        if number - period_told > _PERIOD_LASTS:
            story.period = None
        before, story.period_is_here = story.period, False
        story.year_here = story.morning_here = story.stretch_here = None
        told_before, day_before = story.night, story.day
        story.day_is_near = story.day is not None and sentence.paragraph - day_told <= 1
        found = in_order(text, list(merged(text, _resolved(sentence, text, matches, story))))
        mentions.extend(_mention(sentence, text, one) for one in found)
        if story.period is not before:
            period_told = number
        if story.night is not told_before:
            night_told = number
        if story.day is not day_before:
            day_told = sentence.paragraph
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
        if not relative.is_length(match)
    ]
    found.sort(key=lambda match: (match.start, -match.end))
    chosen: list[_Match] = []
    for match in found:
        if not chosen or match.start >= chosen[-1].end:
            chosen.append(match)
    return tuple(chosen)


def _resolved(sentence: Sentence, text: str, matches: tuple[_Match, ...], story: Story) -> list[Found]:
    """Each match with its days; in what is quoted, from the day that the sentence gives for the words."""
    quoted = _quotations(text) if len(matches) > 1 else []
    inside = [match for match in matches if any(start < match.start < end for start, end in quoted)]
    found = [_told(sentence, match, story) for match in matches if match not in inside]
    spoken = _day_of_speech(text, found, story.published) if inside else None
    speech = story if spoken is None else dataclasses.replace(story, published=spoken)
    found.extend(_told(sentence, match, speech) for match in inside)
    return sorted(found, key=lambda one: one.start)


#: "Since January" says from when, and what "a year ago" goes back from is another time.
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
#: "The biggest since January 29": what is told next is not told from that day.
_RECORD_SINCE = re.compile(r"\b(?:\w+est|first|most|worst)\b[^.;,]{0,40}\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
#: "In a statement on Wednesday", "said late on Friday": the day of the words, and not of what they tell.
_SAID = re.compile(
    r"\b(?:added|announced|briefing|broadcast|conference|interview|reported|report|said|says|speech|statement|told\s(?:\w+\s)?\w+)"
    r"\s+(?:(?:early|late|later|on)\s+){0,2}$"
)
_NIGHTLY = re.compile(r"\b(?:late|night|overnight|midnight|(?<!\d)(?:[6-9]|1[01])(?:[:.]\d\d)?\s?p\.?m)\b", re.IGNORECASE)
#: How far before a day it may be told that it was a night, in characters.
_LATE = 12
_BEFORE_NOON = re.compile(r"\b(?:[1-9]|1[0-2])(?:[:.]\d\d)?\s?a\.?m\b", re.IGNORECASE)
#: What is so in any year: "more than it normally gets in all of July".
_USUALLY = re.compile(r"\b(?:(?:normally|typically|usually)\b[^.;,]{0,40}|(?:average|normal|typical|usual)\s)$")
#: What is only compared with is not what the story tells of.
_COMPARED = re.compile(r"(?:in\s+)?(?:the|that)\s+(?:same|previous|preceding|prior)\b", re.IGNORECASE)
_REACHED = re.compile(r"\b(?:(?:hit|reached|recorded|seen|set)\s(?:back\s)?|(?:up|down)\sfrom\s[^,;]{1,25}\s)in\s$")
#: What is counted from another day is no day of speech.
_COUNTED = re.compile(r"\b(?:ago|earlier|before|later|since)\b", re.IGNORECASE)


def _told(sentence: Sentence, match: _Match, story: Story) -> Found:
    """The match with its days, the story remembering what it named."""
    story.tense = functools.partial(_tense, sentence, match.start)
    try:
        undated = _USUALLY.search(match.match.string, 0, match.start) is not None or _is_modifier(sentence, match)
        days = None if undated else match.rule.resolve(match.match, story)
    except (ValueError, OverflowError):
        days = None  # beyond the calendar: "a century ago" told in the year 50
    if days and match.match.group().lower() not in _PRESENT:
        _remember(story, days, match)
    return Found(match.start, match.end, days, match.rule)


def _is_modifier(sentence: Sentence, match: _Match) -> bool:
    """A holiday only says of what kind something is: "a Christmas market"; "the Boxing Day attack" was on its day."""
    if match.rule.resolve is not absolute.holiday:
        return False
    last = _token_at(sentence, match.end - 1)
    thing = last.head
    if thing.i <= last.i or thing.pos_ not in {"NOUN", "PROPN"} or last.dep_ not in {"amod", "compound", "nmod"}:
        return False
    return last.lower_ not in {"day", "eve"} or thing.lemma_ not in HAPPENINGS


def _token_at(sentence: Sentence, position: int) -> Token:
    tokens = sentence.tokens
    index = bisect.bisect_right(tokens, position + tokens.start_char, key=lambda token: token.idx) - 1
    return tokens[max(index, 0)]


def _tense(sentence: Sentence, position: int) -> Tense:
    return tense_at(_token_at(sentence, position))


def _quotations(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks; one that is only closed here began before, one left open goes on."""
    marks = [match.start() for match in _MARK.finditer(text)]
    if marks and _closes(text, marks[0]):
        marks.insert(0, -1)
    single = [match.span() for match in _SINGLE.finditer(text)]
    return [*zip(marks[::2], [*marks[1::2], len(text)], strict=False), *single]


def _closes(text: str, mark: int) -> bool:
    return text[mark] in "”»" or (text[mark] == '"' and mark > 0 and not text[mark - 1].isspace())


def _day_of_speech(text: str, found: list[Found], published: dt.date | None) -> dt.date | None:
    """The last past day that is named beside the quotation: "…", he said on July 21."""
    named = (one for one in found if not _COUNTED.search(text, one.start, one.end))
    days = [one.days.earliest for one in named if one.days and one.days.length == 1]
    return next((day for day in reversed(days) if published is None or day <= published), None)


def _remember(story: Story, days: Days, match: _Match) -> None:
    """What was named, for what is told from it: past days, months and quarters. What has lasted since one was at none."""
    story.named = days
    text, own = match.match.string, match.match.group()
    if days.length == 1 and story.published is not None and days.earliest > story.published:
        story.day_ahead = days
    story.stretch_here = _stretch(story, days, match) or story.stretch_here
    if days.length <= 2 and (story.published is None or days.latest <= story.published):
        if _RECORD_SINCE.search(text, 0, match.start):
            return
        story.day, story.day_is_near = days, True
        if _BEFORE_NOON.search(own):
            story.morning_here = days
        if not _SAID.search(text, 0, match.start):
            story.event_day = days
            if _NIGHTLY.search(text, max(match.start - _LATE, 0), match.end):
                story.night = days
    elif _SINCE.search(text, 0, match.start):
        story.period = None
    elif 28 <= days.length <= 92 and not (_COMPARED.match(own) or _is_aside(text, match, story.published, days)):
        story.period, story.period_is_here = days, True
    elif days == holding(days.earliest, "year"):
        story.year_here = days


def _stretch(story: Story, days: Days, match: _Match) -> Days | None:
    """The months that it names, or those since one: what "the same period of 2024" looks back to."""
    if not _MONTH <= days.length <= _YEAR or _COMPARED.match(match.match.group()):
        return None
    since = _SINCE.search(match.match.string, 0, match.start) is not None
    return Days(days.earliest, story.published) if since and story.published is not None else days


def _is_aside(text: str, match: _Match, published: dt.date | None, days: Days) -> bool:
    """It is yet to come, or that of a former value: "the peak of 11.8% reached in October 2023", "down from 4.6% in March"."""
    return (published is not None and days.earliest > published) or _REACHED.search(text, 0, match.start) is not None


def _mention(sentence: Sentence, text: str, found: Found) -> DateMention:
    return DateMention(
        span=Span(sentence.start + found.start, sentence.start + found.end),
        text=text[found.start : found.end],
        earliest=found.days.earliest if found.days else None,
        latest=found.days.latest if found.days else None,
    )
