"""Spans of days and the arithmetic of calendar units; beyond the calendar it raises ``ValueError`` or ``OverflowError``."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt

DAY = dt.timedelta(days=1)
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
#: how long the longer units are, and which year one of them began in
_YEARS_IN = {"year": (1, 1), "decade": (10, 0), "century": (100, 1)}
_DAYS_IN = {"week": 7.0, "weekend": 7.0, "day": 1.0, "night": 1.0, "hour": 1 / 24, "minute": 0.0, "second": 0.0}


@dataclasses.dataclass(frozen=True, slots=True)
class Days:
    """The days from the earliest to the latest, both included."""

    earliest: dt.date
    latest: dt.date

    @property
    def length(self) -> int:
        return (self.latest - self.earliest).days + 1


def one(day: dt.date) -> Days:
    """One day alone."""
    return Days(day, day)


def date_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The day, or ``None`` where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Days:
    """A month of a year."""
    return Days(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def months_from(year: int, month: int, count: int) -> Days:
    """So many months from the first of a month on."""
    first = dt.date(year, month, 1)
    return Days(first, _months_later(first, count) - DAY)


def years_from(year: int, count: int = 1) -> Days:
    """So many years from the first of January on."""
    return Days(dt.date(year, 1, 1), dt.date(year + count - 1, 12, 31))


def quarter_of(year: int, number: int) -> Days:
    """A quarter of a year, the first is 1."""
    return months_from(year, 3 * number - 2, 3)


def holding(day: dt.date, unit: str) -> Days:
    """The calendar unit that holds the day; weeks begin on Monday, and units shorter than a day are the day."""
    if unit in {"week", "weekend"}:
        monday = day - day.weekday() * DAY
        return Days(monday + (5 if unit == "weekend" else 0) * DAY, monday + 6 * DAY)
    if unit in _YEARS_IN:
        years, first = _YEARS_IN[unit]
        return years_from((day.year - first) // years * years + first, years)
    if unit in _MONTHS_IN:
        months = _MONTHS_IN[unit]
        return months_from(day.year, (day.month - 1) // months * months + 1, months)
    return one(day)


def moved(day: dt.date, unit: str, count: float) -> dt.date:
    """The day so many units later."""
    if unit in _MONTHS_IN:
        return _months_later(day, round(_MONTHS_IN[unit] * count))
    return day + dt.timedelta(days=int(_DAYS_IN[unit] * count))


def _months_later(day: dt.date, count: int) -> dt.date:
    """The same day of another month, or its last where it has fewer."""
    year, month = divmod(12 * day.year + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved_span(days: Days, unit: str, count: float) -> Days:
    """The span so many units later; whole months stay whole."""
    return Days(moved(days.earliest, unit, count), moved(days.latest + DAY, unit, count) - DAY)


def reaching(day: dt.date, unit: str, count: float) -> Days:
    """The span from the day to so many units later, or earlier where the count is negative."""
    other = moved(day, unit, count)
    return Days(min(day, other), max(day, other))
