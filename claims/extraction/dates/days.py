"""Spans of days and the arithmetic of calendar units."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt

from dateutil.relativedelta import relativedelta

DAY = dt.timedelta(days=1)
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
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
    return Days(day, day)


def date_or_none(year: int, month: int, day: int) -> dt.date | None:
    """The day, or ``None`` where the calendar has none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int) -> Days:
    return Days(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def months_from(year: int, month: int, count: int) -> Days:
    """So many months from the first of a month on."""
    first = dt.date(year, month, 1)
    return Days(first, first + relativedelta(months=count) - DAY)


def years_from(year: int, count: int = 1) -> Days | None:
    """So many years from the first of January on, ``None`` beyond the calendar."""
    if 1 <= year and year + count <= dt.MAXYEAR:
        return Days(dt.date(year, 1, 1), dt.date(year + count - 1, 12, 31))
    return None


def quarter_of(year: int, number: int) -> Days:
    return months_from(year, 3 * number - 2, 3)


def holding(day: dt.date, unit: str) -> Days | None:
    """The calendar unit that holds the day; weeks begin on Monday, and units shorter than a day are the day."""
    monday = day - day.weekday() * DAY
    match unit:
        case "week":
            return Days(monday, monday + 6 * DAY)
        case "weekend":
            return Days(monday + 5 * DAY, monday + 6 * DAY)
        case "month":
            return month_of(day.year, day.month)
        case "quarter":
            return quarter_of(day.year, (day.month + 2) // 3)
        case "year":
            return years_from(day.year)
        case "decade":
            return years_from(day.year // 10 * 10, 10)
        case "century":
            return years_from((day.year - 1) // 100 * 100 + 1, 100)
        case _:
            return one(day)


def moved(day: dt.date, unit: str, count: float) -> dt.date | None:
    """The day so many units later, ``None`` beyond the calendar."""
    try:
        if unit in _MONTHS_IN:
            return day + relativedelta(months=round(_MONTHS_IN[unit] * count))
        return day + dt.timedelta(days=int(_DAYS_IN[unit] * count))
    except (ValueError, OverflowError):
        return None


def moved_span(days: Days, unit: str, count: float) -> Days | None:
    """The span so many units later; whole months stay whole."""
    first, behind = moved(days.earliest, unit, count), moved(days.latest + DAY, unit, count)
    return Days(first, behind - DAY) if first and behind else None


def reaching(day: dt.date, unit: str, count: float) -> Days | None:
    """The span from the day to so many units later, or earlier where the count is negative."""
    other = moved(day, unit, count)
    return Days(min(day, other), max(day, other)) if other else None
