"""Days told in full: what only the date of publication explains is written out, once."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_MONTHS = "|".join([*calendar.month_name[1:], *(f"{name}\\.?" for name in calendar.month_abbr[1:]), "Sept\\.?"])
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|or|and)\s*\d{1,2}(?:st|nd|rd|th)?)*"
_DAY_AND_MONTH = re.compile(rf"\b(?:(?:{_MONTHS})\s+{_DAYS}|{_DAYS}(?:\s+of)?\s+(?:{_MONTHS}))(?!\w)")
#: "The 21st century" is told well enough.
_LONGEST = dt.timedelta(days=800)
#: "Last September (2024)".
_SEEN_FROM_NOW = re.compile(r"\b(?:last|next|past|this)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{_MONTHS})(?!\w)")
#: Of "in recent weeks" only the end is known, of "the coming days" only the beginning.
_VAGUE = re.compile(r"\b(?:coming|few|many|recent|several|some)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:coming|following|next)\b", re.IGNORECASE)
_APART = re.compile(r"\b(?:after|ago|before|earlier|later|week)\b", re.IGNORECASE)
#: "That October" is one of a year that was told before.
_THAT_MONTH = re.compile(rf"^[Tt]hat\s(?={_MONTHS})")


def in_full(text: str, earliest: dt.date, latest: dt.date) -> str:
    """The words of a date with what they leave open: "July 23, 2025", "in May 2025", "on Tuesday (22 July 2025)"."""
    if text.lower() == "now" or re.search(r"\b(?:1[6-9]|20)\d\d(?!\d)", text) or latest - earliest > _LONGEST:
        return text
    text = _THAT_MONTH.sub("in ", text)
    if earliest.year == latest.year and "year" not in text.lower():
        days = list(_DAY_AND_MONTH.finditer(text))
        if days:
            end, mark = days[-1].end(), "," if days[-1].group()[0].isalpha() else ""
            return f"{text[:end]}{mark} {earliest.year}{text[end:]}"
        months = list(_MONTH.finditer(text))
        if months:
            year = f"({earliest.year})" if _SEEN_FROM_NOW.search(text) else str(earliest.year)
            return f"{text[: months[-1].end()]} {year}{text[months[-1].end() :]}"
    if _VAGUE.search(text) and not _APART.search(text):
        ahead = _AHEAD.search(text) is not None
        return f"{text} ({f'from {written(earliest, earliest)}' if ahead else f'to {written(latest, latest)}'})"
    return f"{text} ({written(earliest, latest)})"


def written(earliest: dt.date, latest: dt.date) -> str:
    """A day or a period: "23 July 2025", "21 to 22 July 2025", "June 2025", "2024"."""
    if earliest == latest:
        return f"{earliest.day} {earliest:%B %Y}"
    if earliest.day == 1 and latest.day == calendar.monthrange(latest.year, latest.month)[1]:
        return _months(earliest, latest)
    if earliest.year != latest.year:
        return f"{written(earliest, earliest)} to {written(latest, latest)}"
    first = f"{earliest.day}" if earliest.month == latest.month else f"{earliest.day} {earliest:%B}"
    return f"{first} to {latest.day} {latest:%B %Y}"


def _months(earliest: dt.date, latest: dt.date) -> str:
    if (earliest.month, latest.month) == (1, 12):
        return f"{earliest.year}" if earliest.year == latest.year else f"{earliest.year} to {latest.year}"
    if earliest.year != latest.year:
        return f"{earliest:%B %Y} to {latest:%B %Y}"
    return f"{latest:%B %Y}" if earliest.month == latest.month else f"{earliest:%B} to {latest:%B %Y}"
