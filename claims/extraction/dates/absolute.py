"""Days, months, quarters, seasons and years by their names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from claims.extraction.dates.days import (
    DAY,
    Days,
    date_or_none,
    holding,
    month_of,
    months_from,
    moved,
    moved_span,
    one,
    quarter_of,
    years_from,
)
from claims.extraction.dates.rules import Rulebook, Story, called, lower, suited, year_called
from claims.extraction.dates.words import (
    CENTURY_WORD,
    DAY_NUMBER,
    DECADES,
    LOOSE,
    MONTH,
    MONTH_BY_DAY,
    MONTH_WORDS,
    NUMBER,
    NUMBERS,
    ORDINAL,
    SEASON,
    SEASONS,
    SMALL,
    TWO_DIGITS,
    UNIT,
    WEEKDAY,
    YEAR,
    day_number,
    month_number,
    number_of,
    unit_name,
)

RULES = Rulebook()

# --- days -------------------------------------------------------------------------------------------------------------------


@RULES.rule(r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])", needs=["####"])
def iso_day(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "2025-07-23"."""
    day = date_or_none(int(match["year"]), int(match["month"]), int(match["day"]))
    return one(day) if day else None


@RULES.rule(r"(?P<first>\d{1,2})(?P<sign>/)(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d|\d\d)", needs=["/"])
@RULES.rule(r"(?P<first>\d{1,2})(?P<sign>\.)(?P<second>\d{1,2})\.(?P<year>(?:19|20)\d\d)", needs=["####"])
def numeric_day(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "23.07.2025" and "7/23/2025": with points the day comes first, with strokes the month, unless it cannot be one."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    month, day = (second, first) if match["sign"] == "." or first > 12 else (first, second)
    found = date_or_none(year, month, day)
    return one(found) if found else None


#: a second day of the month, unless it counts something: "July 24 or 25", "October 5-7", but "July 24 and 12 people"
_AND_DAY = (
    rf"(?:\s?(?P<link>[-–—]|to|or|and|through|until)\s?(?P<last>{DAY_NUMBER})"
    r"(?! (?:\w+ )?(?:[a-z]+s|people|percent|per|\w+llion)\b))?"
)
_BY_WEEKDAY = f"(?:{WEEKDAY},? )?"
#: "The 7 October attacks": a day by which an event is called for years.
_NAMING_EVENT = re.compile(r"\s(?:attacks?|assault|bombings?|coup|killings?|massacres?|riots?|shootings?|uprising)\b")
#: So long ago it may be of another year.
_RECENTLY = dt.timedelta(days=120)


def _is_recent(match: re.Match[str], story: Story) -> bool:
    """The day was one of the last months."""
    months = (date_or_none(year, month_number(match["month"]), day_number(match["day"])) for year in _years_by(story))
    return any(day is not None and story.published and dt.timedelta() <= story.published - day <= _RECENTLY for day in months)


#: "18 November last year".
_WHOSE_YEAR = "(?: of)? (?P<whose>this|last|next) year"
_YEARS_OFF = {"last": -1, "this": 0, "next": 1}


def _years_by(story: Story) -> Iterable[int]:
    return range(story.published.year - 1, story.published.year + 2) if story.published else ()


@RULES.rule(
    f"{_BY_WEEKDAY}{MONTH_BY_DAY} (?:the )?(?P<day>{DAY_NUMBER}){_AND_DAY}(?:,? {YEAR}(?![,.]\\d)|{_WHOSE_YEAR})?",
    needs=MONTH_WORDS,
)
@RULES.rule(
    f"{_BY_WEEKDAY}(?:the )?(?P<day>{DAY_NUMBER}){_AND_DAY}(?: of)? {MONTH_BY_DAY}(?:,? {YEAR}|{_WHOSE_YEAR})?", needs=MONTH_WORDS
)
def day_of_month(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "July 23", "24 February 2022", "July 24 or 25", "the fourth of May"."""
    if match["year"]:
        years: Iterable[int] = (int(match["year"]),)
    elif story.published:
        years = [story.published.year + _YEARS_OFF[match["whose"].lower()]] if match["whose"] else _years_by(story)
    else:
        return None
    if not match["year"] and _NAMING_EVENT.match(match.string, match.end()) and not _is_recent(match, story):
        return None
    month, first = month_number(match["month"]), day_number(match["day"])
    last = day_number(match["last"]) if match["last"] else first
    dates = [(date_or_none(year, month, first), date_or_none(year, month, last)) for year in years]
    candidates = [Days(start, end) for start, end in dates if start and end and start <= end]
    if match["year"] and candidates:
        return candidates[0]
    stretch = story.stretch_here  # "In June and July last year dozens died, 38 of them on July 7"
    inside = [days for days in candidates if stretch and stretch.earliest <= days.earliest and days.latest <= stretch.latest]
    return suited(inside or candidates, story)


_FIXED_HOLIDAYS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "new year's": (1, 1),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
}
_MOVING_HOLIDAYS = (
    "good friday",
    "easter sunday",
    "easter monday",
    "easter",
    "ash wednesday",
    "pentecost",
    "ramadan",
    "passover",
)
_HOLIDAYS = "|".join([*_FIXED_HOLIDAYS, *_MOVING_HOLIDAYS]).replace("'", "['’]")


@RULES.rule(
    f"(?P<holiday>{_HOLIDAYS})(?:,?(?: in| of)? {YEAR})?",
    needs="christmas boxing new halloween valentine good easter ash pentecost ramadan passover".split(),
)
def holiday(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "Christmas", "New Year's Day 2024"; feasts that move with the moon are found and left open."""
    fixed = _FIXED_HOLIDAYS.get(lower(match["holiday"]).replace("’", "'"))
    if fixed is None:
        return None
    if match["year"]:
        return one(dt.date(int(match["year"]), *fixed))
    if story.published is None:
        return None
    near = range(story.published.year - 1, story.published.year + 2)
    return suited([one(dt.date(year, *fixed)) for year in near], story)


@RULES.rule("9/11", needs=["/"])
def nine_eleven(_match: re.Match[str], _: Story) -> Days | None:
    """Resolve the attacks that are called by their day."""
    return one(dt.date(2001, 9, 11))


# --- months -----------------------------------------------------------------------------------------------------------------

_UNTIL_MONTH = MONTH.replace("?P<month>", "?P<until>")
#: behind these "May" and "March" are months, and "April" before a name is none's first name
_LEADS_TO_MONTH = "|".join(rf"(?<={word}\s)" for word in "in since until by from for of to during early late mid last".split())


@RULES.rule(f"{LOOSE}{MONTH}(?:,| of)? (?:{YEAR}|(?P<whose>this|last|next|the same|that) year)", needs=MONTH_WORDS)
@RULES.rule(f"{LOOSE}(?P<which>this past|this coming|this|last|next|that) {MONTH}(?! (?-i:[A-Z][a-z]))", needs=MONTH_WORDS)
@RULES.rule(f"{LOOSE}{MONTH}(?! (?-i:[A-Z][a-z])| (?:average|mean|norm)\\b)", needs=MONTH_WORDS - {"may", "march"})
@RULES.rule(f"(?:{_LEADS_TO_MONTH}){MONTH}", needs=MONTH_WORDS)
def month(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "September 2022", "June last year", "last May", "in October"."""
    number, groups = month_number(match["month"]), match.groupdict()
    if groups.get("year"):
        return month_of(int(match["year"]), number)
    if story.published is None:
        return None
    which, whose = lower(groups.get("which")), lower(groups.get("whose"))
    if which == "that":
        return month_of(story.named.earliest.year, number) if story.named else None
    if whose:
        return month_of(year_called(whose, story.published, story), number)
    if not which and (opening := _year_opening(match, story)) is not None:
        return month_of(opening, number)
    near = range(story.published.year - 1, story.published.year + 2)
    return called(which, [month_of(year, number) for year in near], story)


@RULES.rule(f"the previous {MONTH}(?! (?-i:[A-Z][a-z]))", needs=["previous"])
def previous_month(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the previous February" to the last one before what was told."""
    told = story.named or story.day
    if told is None:
        return None
    months = (month_of(told.earliest.year - back, month_number(match["month"])) for back in (0, 1))
    return next((days for days in months if days.latest < told.earliest), None)


#: A year that goes for the months behind it: "Last year 23 people died between June and September".
_OPENING_YEAR = re.compile(r"(?:In|During|Over) (?:(?:19|20)\d\d|last year)\b|Last year\b")


def _year_opening(match: re.Match[str], story: Story) -> int | None:
    """The year with which the sentence opens."""
    if story.year_here is None or _OPENING_YEAR.match(match.string) is None:
        return None
    return story.year_here.earliest.year


@RULES.rule(f"{MONTH}\\s?[-–]\\s?{_UNTIL_MONTH}(?:,? {YEAR})?", needs=MONTH_WORDS)
@RULES.rule(
    rf"(?:(?<=between\s)|(?<=from\s)){MONTH} (?:and|to|until|till|through) (?:(?:early|mid|late)[- ])?{_UNTIL_MONTH}"
    rf"(?: {YEAR}|(?: of)? (?P<whose>this|last|next|that) year|(?! \d))",
    needs=MONTH_WORDS,
)
@RULES.rule(f"(?<!between\\s)(?<!from\\s){MONTH} and {_UNTIL_MONTH} (?:{YEAR}|(?P<whose>this|last|next) year)", needs=MONTH_WORDS)
def months(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "July-September", "January–March 2025"; where the later month comes first in a year, the next year's.

    "Between April and June last year" is told of that year; "June and October 2024" lie within the time from the first of June to
    the end of October.
    """
    first, last = month_number(match["month"]), month_number(match["until"])
    count = (last - first) % 12 + 1
    if match["year"]:
        return months_from(int(match["year"]) - (last < first), first, count)
    if story.published is None:
        return None
    if whose := lower(match.groupdict().get("whose")):
        return months_from(year_called(whose, story.published, story), first, count)
    if (opening := _year_opening(match, story)) is not None:
        return months_from(opening, first, count)
    near = range(story.published.year - 1, story.published.year + 2)
    return suited([months_from(year, first, count) for year in near], story)


@RULES.rule(
    f"the (?P<end>first|last|final|opening|closing) {NUMBER}(?: |-){UNIT} of "
    f"(?:{MONTH}(?:,? {YEAR})?|(?P<this>this) (?P<whole>month|year))",
    needs=["first", "last", "final", "opening", "closing"],
)
def part_of_month(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the first two weeks of October", "the last 10 days of this month"."""
    _, most = number_of(match["number"])
    if match["this"]:
        whole = holding(story.published, match["whole"].lower()) if story.published else None
    else:
        whole = month(match, story)
    if whole is None:
        return None
    if match["end"].lower() in {"first", "opening"}:
        return Days(whole.earliest, moved(whole.earliest, unit_name(match["unit"]), most) - DAY)
    return Days(moved(whole.latest + DAY, unit_name(match["unit"]), -most), whole.latest)


# --- years, their halves, and longer ------------------------------------------------------------------------------------------

_OF_YEAR = f"(?:(?: of|,)? (?:{YEAR}|(?P<whose>this|last|next|that) year))"


@RULES.rule(f"(?:the )?(?P<nth>first|second|last) half(?:{_OF_YEAR}| of the year)", needs=["half"])
def half_year(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the first half of 2024"."""
    first = 1 if match["nth"].lower() == "first" else 7
    if match["year"]:
        return months_from(int(match["year"]), first, 6)
    if story.published is None:
        return None
    return months_from(year_called(lower(match["whose"]), story.published, story), first, 6)


#: what makes four digits a count rather than a year: words before, units behind
_UNCOUNTED = "".join(
    rf"(?<!{word}\s)" for word in "than about around least nearly almost some over roughly section resolution".split()
)
_UNIT_WORDS = (
    r"people|soldiers|troops|men|women|children|civilians|homes|houses|units|square|kilomet\w+|met(?:er|re)s|miles|tons|tonnes|percent|"
    r"per cent|dollars|euros|yuan|calories|rpm|hours|times|jobs|points|words"
)
_NOT_UNITS = rf"(?! (?:{_UNIT_WORDS})\b|\s?[%$€£°]|[-–—]\d{{5}}|,\d|\.\d|\s?[-–—/]\s?\d{{3}}\b)"
#: earlier years only behind a preposition of time; a round 2000 counts what follows in the plural
_PLAIN_YEAR = (
    r"(?P<year>(?:19|20)\d\d(?!(?<=2000)(?<!in\s2000)\s(?:to\s\d+\s)?[a-z]+s\b)|"
    r"(?:(?<=in\s)|(?<=since\s)|(?<=until\s))1[4-8]\d\d)"
)
_UNTIL = r"(?:\s?[-–/]\s?(?P<until>(?:19|20)\d\d|\d\d)(?!\d|-\d))?"


@RULES.rule(f"{LOOSE}(?:the )?(?:(?:calendar|fiscal) )?(?:year )?{_UNCOUNTED}{_PLAIN_YEAR}{_UNTIL}{_NOT_UNITS}", needs=["####"])
def year(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "2019", "2014-15", "fiscal 1989", "the end of 2023"."""
    first = int(match["year"])
    last = int(match["until"] or first)
    last += first // 100 * 100 if last < 100 else 0
    return years_from(first, max(1, last - first + 1))


@RULES.rule(rf"(?:around|about|circa) {YEAR}(?=[,.;)]| when| and| but)", needs=["####"])
def about_year(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "around 2002," where nothing is counted behind it."""
    return years_from(int(match["year"]))


_CHANGED = "|".join(
    rf"(?<={word}\s)" for word in ("%", *"cent decline decrease drop fall gain growth increase jump percent rise surge".split())
)


@RULES.rule(rf"(?:{_CHANGED})over {YEAR}(?=[,.;)]|$)", needs=["####"])
def over_year(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "a 43 percent increase over 2022", with which is compared."""
    return years_from(int(match["year"]))


_PART_OF_DECADE = "(?:the )?(?:early |late |mid-)?"


@RULES.rule(
    rf"(?<!\bhis\s)(?<!\bher\s)(?<!\btheir\s){_PART_OF_DECADE}(?:(?P<decade>(?:1[4-9]|20)\d0)|['’]?(?P<short>[1-9]0))['’]?s",
    needs=["####", "##"],
)
@RULES.rule(f"the (?:early |late |mid-)?(?P<word>{'|'.join(DECADES)})", needs=DECADES)
def decade(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "the late 1990s", "the nineties"."""
    if match.groupdict().get("word"):
        return years_from(DECADES[match["word"].lower()], 10)
    return years_from(int(match["decade"]) if match["decade"] else 1900 + int(match["short"]), 10)


@RULES.rule(rf"{_PART_OF_DECADE}(?P<ordinal>\d\d?(?:st|nd|rd|th)|{ORDINAL})(?: |-)century", needs=["century"])
def century(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "the 19th century"."""
    return years_from(100 * (day_number(match["ordinal"]) - 1) + 1, 100)


@RULES.rule(
    f"(?:{MONTH} )?(?:the year )?{CENTURY_WORD}(?: |-){TWO_DIGITS}(?! (?:percent|per cent|people))",
    needs=[*SMALL[15:], "twenty"],
)
@RULES.rule(f"(?:{MONTH} )?the year two thousand(?: (?P<tens>{'|'.join(SMALL)}))?", needs=["thousand"])
def spoken_year(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "nineteen ninety-six", as broadcasts are written down."""
    return month_of(_spoken(match), month_number(match["month"])) if match["month"] else years_from(_spoken(match))


def _spoken(match: re.Match[str]) -> int:
    groups = match.groupdict()
    below = NUMBERS.get(lower(groups["tens"]), 0) + NUMBERS.get(lower(groups.get("ones")), 0)
    return below + (100 * NUMBERS[match["century"].lower()] if groups.get("century") else 2000)


# --- seasons and quarters ---------------------------------------------------------------------------------------------------

_SPOKEN = f"{CENTURY_WORD}(?: |-){TWO_DIGITS}"


@RULES.rule(f"(?:(?:early|late|mid|the|last|next)(?:-| ))*{SEASON}(?: of)? (?:{YEAR}|{_SPOKEN})", needs=SEASONS)
@RULES.rule(
    "(?:(?:early|late|mid)(?:-| ))?(?P<which>this past|this coming|this|last|(?<!the\\s)next|the)(?: past| coming)? "
    f"{SEASON}(?<!the\\sfall)(?! (?:of|palace|games|olympics|offensive))",
    needs=SEASONS,
)
def season(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "summer 2024", "last fall", "the winter"; the northern seasons."""
    first, groups = SEASONS[match["season"].lower()], match.groupdict()
    if groups.get("year"):
        return months_from(int(match["year"]), first, 3)
    if groups.get("century"):
        return months_from(_spoken(match), first, 3)
    if story.published is None:
        return None
    near = [months_from(year, first, 3) for year in range(story.published.year - 2, story.published.year + 2)]
    if lower(match["which"]) == "this" and first == _DECEMBER and story.published.month >= _AUGUST:
        return months_from(story.published.year, first, 3)  # in September "this winter" is the one to come
    entered = _ENTERED.search(match.string, 0, match.start()) is not None  # "had entered the winter with full reservoirs"
    if story.tense().looks_back and not entered:  # no page is updated a season later
        near = [days for days in near if days.earliest <= story.published]
    found = called(lower(match["which"]), near, story)
    just_over = found is not None and lower(match["which"]) == "last" and story.published - found.latest < _JUST_OVER
    return None if just_over else found  # in September "last summer" may be this year's or that before


_AUGUST, _DECEMBER = 8, 12
_ENTERED = re.compile(r"\benter(?:ed|ing|s)?\s$")
#: So long a season that is over may still be called "this".
_JUST_OVER = dt.timedelta(days=61)
_NTH = "(?P<nth>first|second|third|fourth|final|last)"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


@RULES.rule(
    "(?:(?:the|a|its|this|last|next|comparable) )*(?:(?P<ago>year-ago|year-earlier) )?(?:(?P<of>this|last|next) year['’]s )?"
    f"(?:(?:fiscal|flat) )?{_NTH}(?: |-)(?:fiscal(?: |-))?quarter{_OF_YEAR}?",
    needs=["quarter"],
)
@RULES.rule(f"Q(?P<digit>[1-4])(?:(?: of)? {YEAR})?", needs=["q"])
@RULES.rule(f"(?:the )?{YEAR}(?: |-){_NTH}(?: |-)quarter", needs=["quarter"])
def quarter(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the third quarter of 2024", "Q3", "last year's first quarter"."""
    groups = match.groupdict()
    number = int(groups["digit"]) if groups.get("digit") else _QUARTERS[match["nth"].lower()]
    if groups.get("year"):
        return quarter_of(int(match["year"]), number)
    if story.published is None:
        return None
    if whose := lower(groups.get("of") or groups.get("whose")):
        return quarter_of(year_called(whose, story.published, story), number)
    latest = story.published.year - (1 if groups.get("ago") else 0)
    return suited([quarter_of(latest - 1, number), quarter_of(latest, number)], story)


_AGO = "(?:a year (?:ago|earlier)|(?:of )?last year)"


@RULES.rule(
    f"the (?:same|comparable|corresponding) (?:period|months|stretch) (?:of|in) {YEAR}", needs=["period", "months", "stretch"]
)
def part_of_year(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the same period of 2024" by that of its sentence, or to the year, since the period may be told over several."""
    told = story.stretch_here
    if told is not None and told != holding(told.earliest, "year"):
        return moved_span(told, "year", int(match["year"]) - told.earliest.year)
    return holding(dt.date(int(match["year"]), 1, 1), "year")


@RULES.rule(f"(?:the )?{YEAR} (?P<unit>quarter|period)", needs=["quarter", "period"])
@RULES.rule(
    "(?:the |a )?(?:comparable |corresponding )?(?P<which>year-ago|year-earlier|latest|current|previous|prior|same|that) "
    f"(?P<unit>quarter|period)(?: {_AGO})?",
    needs=["quarter", "period"],
)
@RULES.rule(f"(?:the )?(?:comparable |corresponding )(?P<unit>quarter|period) {_AGO}", needs=["quarter", "period"])
@RULES.rule(f"the (?P<unit>quarter)(?: {_AGO})?", needs=["quarter"])
def reported_quarter(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the quarter" to the one told, else the last that is over, which companies report on; "year-ago" moves it."""
    groups, which = match.groupdict(), lower(match.groupdict().get("which"))
    unspoken = (
        match["unit"].lower() == "period" and not (story.period or story.stretch_here) and which not in {"latest", "year-ago"}
    )
    if story.published is None or unspoken:
        return None
    this = holding(story.published, "quarter")
    over = moved_span(this, "quarter", -1)
    if which == "current":
        return this
    stretch = story.stretch_here if which == "same" and match["unit"].lower() == "period" else None
    told = over if which in {"latest", "previous", "prior"} else stretch or story.period or over
    if groups.get("year"):
        return moved_span(told, "year", int(match["year"]) - told.earliest.year)
    return moved_span(told, "year", -1) if "year" in match.group().lower() else told


#: In months.
_REPORTED = {"quarter": 3, "half": 6, "half-year": 6, "year": 12}


_REPORTING = (
    f"the (?:(?:full|fiscal|financial) )?(?:(?P<unit>quarter|half-year|half|year)|{NUMBER} months)"
    " (?:to|through|ended|ending) (?:the end of |end(?:-| )|mid-)?"
)


@RULES.rule(f"{_REPORTING}(?:the )?(?P<day>{DAY_NUMBER})(?: of)? {MONTH}(?:,? {YEAR})?", needs=MONTH_WORDS)
@RULES.rule(f"{_REPORTING}{MONTH}(?: (?P<day>{DAY_NUMBER}))?(?:,? {YEAR})?", needs=MONTH_WORDS)
def reported_period(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the 12 months to June 30", "the year to 31 March", "the year ended March", as companies report."""
    years = [int(match["year"])] if match["year"] else _years_by(story)
    number = month_number(match["month"])
    ends = [_end_of(year, number, match["day"]) for year in years]
    count = _REPORTED[match["unit"].lower()] if match["unit"] else number_of(match["number"])[1]
    spans = [Days(moved(end + DAY, "month", -count), end) for end in ends if end is not None]
    if story.published is not None and story.tense().looks_back:
        spans = [span for span in spans if span.latest <= story.published] or spans
    return spans[0] if match["year"] and spans else suited(spans, story)


def _end_of(year: int, month: int, day: str | None) -> dt.date | None:
    return date_or_none(year, month, day_number(day)) if day else month_of(year, month).latest
