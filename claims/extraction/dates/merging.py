"""Neighbours that name one time: "Wednesday [July 23]", "3 p.m. on Friday", "the night of 4 October"."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator

from claims.extraction.dates import absolute, relative
from claims.extraction.dates.days import DAY, Days, date_or_none
from claims.extraction.dates.rules import Rule
from claims.extraction.dates.words import WEEKDAYS


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """A resolved expression; offsets are the sentence's, and ``rule`` is the first that took part in it."""

    start: int
    end: int
    days: Days | None
    rule: Rule


_BETWEEN = re.compile(r",?\s*(?:on\s+|[\[(]|at\s+|of\s+|into\s+)?", re.IGNORECASE)
_PART_OF_DAY = re.compile(r"(?:overnight|tonight)\b", re.IGNORECASE)
_INTO = re.compile(r"\s+into\s+", re.IGNORECASE)
_SHORT_WEEKDAYS = [name[:3] for name in WEEKDAYS]
#: A night is of two days.
_NIGHT = 2
_CLOSING = {"[": "]", "(": ")"}
#: What joins the ends of a period, and what opens it then.
_JOINTS = re.compile(r"\s(to|until|through|and)\s", re.IGNORECASE)
_OPENING = {"to": "from", "until": "from", "through": "from", "and": "between"}
_YEAR = re.compile(r"\b\d{4}\b")


def merged(text: str, found: list[Found]) -> Iterator[Found]:
    """The expressions of a sentence, those that name one time together as one."""
    index = 0
    while index < len(found):
        here = found[index]
        while index + 1 < len(found) and (joined := _joined(text, here, found[index + 1])):
            here = joined
            index += 1
        yield here
        index += 1


def in_order(text: str, found: list[Found]) -> list[Found]:
    """The expressions of a sentence, a period from one to another beginning before it ends: "from December 1 to May 31"."""
    ordered = list(found)
    for index, (first, last) in enumerate(itertools.pairwise(found)):
        joint = _JOINTS.fullmatch(text, first.end, last.start)
        if joint is None or first.days is None or last.days is None or _YEAR.search(text, first.start, first.end):
            continue
        opened = text[: first.start].lower().split()[-1:] == [_OPENING[joint[1]]] or text[: first.start].endswith(" covers ")
        earlier = _year_before(first.days) if opened and first.days.earliest > last.days.latest else None
        if earlier is not None:
            ordered[index] = dataclasses.replace(first, days=earlier)
    return ordered


def _year_before(days: Days) -> Days | None:
    ends = [date_or_none(day.year - 1, day.month, day.day) for day in (days.earliest, days.latest)]
    return Days(ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _joined(text: str, first: Found, second: Found) -> Found | None:
    """Both as one where one is a time of day and the other a day, or a weekday and its date."""
    gap = text[first.end : second.start]
    if not _BETWEEN.fullmatch(gap):
        return None
    dated = (
        first.rule.resolve is relative.weekday and second.rule.resolve is absolute.day_of_month and _agree(text, first, second)
    )
    if not (_is_time(text, first) or _is_time(text, second) or dated):
        return None
    if second.days is None and "," in gap and not _is_time(text, second):
        return None  # "at 9 p.m. Friday, six hours before the blast"
    if any(one.days is not None and one.days.length > _NIGHT for one in (first, second)):
        return None  # "the largest raid of the winter overnight on 11 February"
    closing = _CLOSING.get(gap.strip()[-1:])
    end = second.end + 1 if closing and text[second.end : second.end + 1] == closing else second.end
    return Found(first.start, end, second.days if dated else _days_of_both(text, first, second), first.rule)


def _days_of_both(text: str, first: Found, second: Found) -> Days | None:
    """The day of the one that names it; a night reaches into the next day, "overnight into Tuesday" back from it."""
    day = (first.days if _is_time(text, second) else second.days) or first.days or second.days
    if day is None:
        return None
    if _INTO.fullmatch(text[first.end : second.start]):
        return Days(day.earliest - DAY, day.latest)
    if (
        first.rule.resolve is relative.part_of_day
        and "night" in text[first.start : first.end].lower()
        and day.earliest == day.latest
    ):
        return Days(day.earliest, day.latest + DAY)
    return day


def _agree(text: str, weekday: Found, date: Found) -> bool:
    """Whether the date falls on the weekday, as far as its year is known."""
    if date.days is None:
        return " on " not in text[weekday.end : date.start]
    return _SHORT_WEEKDAYS[date.days.earliest.weekday()] in text[weekday.start : weekday.end].lower()


def _is_time(text: str, found: Found) -> bool:
    if found.rule.resolve in {relative.time_of_day, relative.part_of_day}:
        return True
    return _PART_OF_DAY.match(text, found.start) is not None
