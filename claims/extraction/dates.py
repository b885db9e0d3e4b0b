"""Calendar expressions, resolved to an earliest and a latest day against the publication date.

Each rule is a pattern and a way to resolve what it matched. All rules read a sentence; the leftmost, longest matches stand. What is
said relative to the day of publication ("yesterday", "last week") resolves from there; what is said relative to the story ("two days
earlier", "the next day") resolves from the last day in the past that the text named. A weekday, or a day without its year, is the
nearest one that suits the tense of its verb. Durations ("seven weeks") and habits ("every day") are found too and have no days.

"Early", "late" and "the end of" belong to the expression but do not narrow its days: how late "late July" begins is not said.
"""

from __future__ import annotations

import bisect
import calendar
import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator

from dateutil.relativedelta import relativedelta
from spacy.tokens import Token

from claims.extraction.document import Document, Sentence
from claims.extraction.records import DateMention, Span

_DAY = dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Days:
    """The days from the earliest to the latest, both included."""

    earliest: dt.date
    latest: dt.date

    @property
    def is_one_day(self) -> bool:
        return self.earliest == self.latest


@dataclasses.dataclass(frozen=True, slots=True)
class _Context:
    """What an expression is resolved by: the publication date, the last day the story named, and its verb's tense."""

    published: dt.date | None
    anchor: Days | None
    tense: Callable[[], str]


_Resolver = Callable[[re.Match[str], _Context], Days | None]


@dataclasses.dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    resolve: _Resolver
    #: whether the numbers inside name a time rather than measure one
    names: bool


_RULES: list[_Rule] = []


def _rule(pattern: str, *, names: bool = True) -> Callable[[_Resolver], _Resolver]:
    def register(resolve: _Resolver) -> _Resolver:
        _RULES.append(_Rule(re.compile(rf"(?<![\w$€£#@/.-])(?:{pattern})(?![\w@])", re.IGNORECASE), resolve, names))
        return resolve

    return register


# --- the words --------------------------------------------------------------------------------------------------------------

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
            "seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
            "twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ).split(),
        start=1,
    )
}
_NUMBERS = {
    word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
} | {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100}  # fmt: skip
#: how many units a word for a few allows
_VAGUE = {"a couple of": (2, 3), "a few": (3, 6), "several": (3, 9), "some": (2, 9), "many": (3, 20)}
#: the first month of each season, northern; winter belongs to the year in which it begins
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
#: how far back "recent" reaches and how far ahead "coming" does, in units: a convention, as for "several"
_RECENT = 4

_MONTH = (
    r"(?P<month>(?-i:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|Jun\.|July|Jul\.|Aug(?:ust|\.)|Sept(?:ember|\.)|Sep\.|"
    r"Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.)|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER))"
)
_MONTH_OR_SHORT = _MONTH[:-2] + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?=\s+\d)))"
_WEEKDAY = r"(?P<weekday>(?-i:Mon(?:day|\.)|Tues(?:day|\.)|Wednesday|Wed\.|Thurs(?:day|\.)|Fri(?:day|\.)|Satur(?:day|\.)|Sat\.|Sun(?:day|\.)))"
_ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[4-9]|20)\d\d)"
_AND_DAY = rf"(?:\s*(?P<link>[-–—]|to|or|and|through|until)\s*(?P<last>{_D})(?!\w|[,.]\d|[:%]|\s+(?:[a-z]+\s)?(?:[a-z]+s|people|percent|per|million|thousand|hundred)\b))?"
_N = r"(?P<number>\d{1,3}(?:\.5)?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|a\shundred|a\scouple\sof|a\sfew|several|some|many)"
_UNIT = r"(?P<unit>second|minute|hour|day|night|week|weekend|month|quarter|year|decade|century|centurie)s?"
_PART = r"(?:morning|afternoon|evening|night|lunchtime|midday|dawn|dusk)"
_ABOUT = r"(?:(?:about|around|almost|nearly|over|roughly|some|just|more than|less than|at least|up to|no more than|only|barely|just over|just under|well over)\s+)?"


_LOOSE = (r"(?:(?:the\s+)?(?:very\s+)?(?:early|late|mid|middle|beginning|start|end|earlier|later|first\shalf|second\shalf|rest|morning|evening|night|afternoon|eve|turn|close|summer|spring|autumn|winter)(?:\s+(?:in|of|on|that|since)|-)?(?:\s+the)?\s*)?")  # fmt: skip


# --- spans of days ----------------------------------------------------------------------------------------------------------


def _one(day: dt.date) -> Days:
    return Days(day, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> Days:
    return Days(dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1]))


def _months(year: int, month: int, count: int) -> Days:
    """So many months from the first of a month on."""
    first = dt.date(year, month, 1)
    return Days(first, first + relativedelta(months=count) - _DAY)


def _years(year: int, count: int = 1) -> Days | None:
    return Days(dt.date(year, 1, 1), dt.date(year + count - 1, 12, 31)) if 1 <= year <= 9999 - count else None


def _week(day: dt.date) -> Days:
    monday = day - day.weekday() * _DAY
    return Days(monday, monday + 6 * _DAY)


def _holding(day: dt.date, unit: str) -> Days | None:
    """The calendar unit that holds the day."""
    match unit:
        case "week":
            return _week(day)
        case "weekend":
            saturday = _week(day).earliest + 5 * _DAY
            return Days(saturday, saturday + _DAY)
        case "month":
            return _month(day.year, day.month)
        case "quarter":
            return _months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
        case "year":
            return _years(day.year)
        case "decade":
            return _years(day.year // 10 * 10, 10)
        case "century" | "centurie":
            return _years((day.year - 1) // 100 * 100 + 1, 100)
        case _:
            return _one(day)


def _moved(day: dt.date, unit: str, count: float) -> dt.date | None:
    """The day so many units later; ``None`` beyond the calendar."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}
    days = {"week": 7, "weekend": 7, "day": 1, "night": 1, "hour": 1 / 24, "minute": 0, "second": 0}
    try:
        if unit in months:
            return day + relativedelta(months=round(months[unit] * count))
        return day + dt.timedelta(days=int(days[unit] * count))
    except (ValueError, OverflowError):
        return None


def _number(words: str) -> tuple[float, float]:
    """The fewest and the most units that the words allow."""
    words = re.sub(r"\s+", " ", words.lower())
    if words in _VAGUE:
        return _VAGUE[words]
    value = float(words) if words[0].isdecimal() else float(_NUMBERS[words.removeprefix("a ") if " " in words else words])
    return value, value


def _month_number(name: str) -> int:
    return next(number for full, number in _MONTHS.items() if full[:3].lower() == name[:3].lower())


def _weekday_number(name: str) -> int:
    return next(number for full, number in _WEEKDAYS.items() if full[:3].lower() == name[:3].lower())


def _day_number(text: str) -> int:
    return _ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))


def _suited(candidates: Iterable[Days], context: _Context) -> Days | None:
    """The nearest to publication, where what lies on the wrong side of the verb's tense counts as three times as far."""
    published = context.published
    if published is None:
        return None
    tense = context.tense()

    def distance(days: Days) -> float:
        ahead = (days.earliest - published).days
        behind = (published - days.latest).days
        if ahead > 0:
            return ahead * (3 if tense == "past" else 1)
        return max(behind, 0) * (3 if tense == "future" else 1)

    return min(candidates, key=distance, default=None)


# --- days and months by name ------------------------------------------------------------------------------------------------


@_rule(r"(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])")
def _iso(match: re.Match[str], _: _Context) -> Days | None:
    day = _date(int(match["year"]), int(match["number"]), int(match["day"]))
    return _one(day) if day else None


@_rule(r"(?P<a>\d{1,2})(?P<sign>[/.])(?P<b>\d{1,2})(?P=sign)(?P<year>(?:19|20)\d\d|\d\d)")
def _numeric(match: re.Match[str], _: _Context) -> Days | None:
    """With points the day comes first, with strokes the month, unless it cannot be one."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    month, day = (second, first) if match["sign"] == "." or first > 12 else (first, second)
    found = _date(year, month, day)
    return _one(found) if found else None


@_rule(
    rf"(?:{_WEEKDAY},?\s+)?{_MONTH_OR_SHORT}\s+(?:the\s+)?(?P<day>{_D}|{_ORDINAL})(?!\d|[,.]\d\d\d(?!\d)|:\d){_AND_DAY}(?:,?\s+{_YEAR})?"
)
@_rule(rf"(?:{_WEEKDAY},?\s+)?(?:the\s+)?(?P<day>{_D}|{_ORDINAL}){_AND_DAY}(?:\s+of)?\s+{_MONTH_OR_SHORT}(?:,?\s+{_YEAR})?")
def _day_of_month(match: re.Match[str], context: _Context) -> Days | None:
    """ "July 23", "24 February 2022", "July 24 or 25", "the fourth of May"."""
    month, first = _month_number(match["month"]), _day_number(match["day"])
    last = _day_number(match["last"]) if match["last"] else first
    if match["year"]:
        years: Iterable[int] = (int(match["year"]),)
    elif context.published:
        years = range(context.published.year - 1, context.published.year + 2)
    else:
        return None
    dates = [(_date(year, month, first), _date(year, month, last)) for year in years]
    candidates = [Days(start, end) for start, end in dates if start and end and start <= end]
    return candidates[0] if match["year"] and candidates else _suited(candidates, context)


@_rule(rf"{_LOOSE}{_MONTH_OR_SHORT}(?:,|\s+of)?\s+(?:{_YEAR}|(?P<which>(?:this|last|next|the same|that))\s+year)")
@_rule(rf"(?P<which>(?:this|last|next|this past|this coming|the coming))\s+{_MONTH}")
@_rule(rf"{_LOOSE}(?:(?<=[a-z]\s)|(?<=-)|(?<=^)){_MONTH}")
def _in_month(match: re.Match[str], context: _Context) -> Days | None:
    """ "September 2022", "June last year", "last May", "in October"."""
    month, groups = _month_number(match["month"]), match.groupdict()
    if groups.get("year"):
        return _month(int(match["year"]), month)
    if context.published is None:
        return None
    year, which = context.published.year, (groups.get("which") or "").lower()
    if "year" in match.group().lower():
        return _month(year + {"last": -1, "next": 1}.get(which, 0), month)
    candidates = [_month(y, month) for y in range(year - 1, year + 2)]
    if which in {"last", "this past"}:
        return max((days for days in candidates if days.latest < context.published), key=lambda days: days.latest)
    if which in {"next", "this coming", "the coming"}:
        return min((days for days in candidates if days.earliest > context.published), key=lambda days: days.earliest)
    return candidates[1] if which == "this" else _suited(candidates, context)


# --- years and longer -------------------------------------------------------------------------------------------------------

_COUNTED = r"(?!\s+(?:people|soldiers|troops|men|women|children|civilians|homes|units|square|kilomet|met(?:er|re)s|miles|tons|tonnes|percent|dollars|euros|yuan|calories|rpm|hours|times|jobs)\b|\s*[%$€£°]|[-–—]\d{5}|,\d{3}|\.\d)"  # fmt: skip
_NOT_COUNTING = r"(?<!than\s)(?<!about\s)(?<!around\s)(?<!least\s)(?<!nearly\s)(?<!almost\s)(?<!some\s)(?<!over\s)(?<!roughly\s)(?<!up\sto\s)(?<!of\s\$)(?<!Section\s)(?<!Resolution\s)(?<!No\.\s)"  # fmt: skip


@_rule(
    rf"{_LOOSE}(?:(?:(?:calendar|fiscal|the)\s+)?(?:year\s+)?){_NOT_COUNTING}{_YEAR}(?:\s*[-–/]\s*(?P<until>(?:(?:19|20)\d\d)|\d\d)(?!\d))?{_COUNTED}"
)
def _in_year(match: re.Match[str], _: _Context) -> Days | None:
    """ "2019", "2014-15", "fiscal 1989", "the end of 2023"."""
    first = int(match["year"])
    if not match["until"]:
        return _years(first)
    last = int(match["until"])
    last += first // 100 * 100 if last < 100 else 0
    return _years(first, last - first + 1) if last > first else _years(first)


@_rule(rf"{_LOOSE}(?:(?:the\s+)?(?:early\s+|mid-?|late\s+)?)(?:(?P<decade>(?:1[4-9]|20)\d0)|['’]?(?P<short>[1-9]0))['’]?s")
@_rule(
    r"(?P<words>(?:the\s+(?:early\s+|late\s+|mid-)?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)))"
)
def _in_decade(match: re.Match[str], _: _Context) -> Days | None:
    groups = match.groupdict()
    if groups.get("decade"):
        return _years(int(match["decade"]), 10)
    if groups.get("short"):
        return _years(1900 + int(match["short"]), 10)
    tens = "twenties thirties forties fifties sixties seventies eighties nineties".split()
    return _years(1920 + 10 * tens.index(match["words"].lower().replace("-", " ").split()[-1]), 10)


@_rule(rf"(?:(?:the\s+)?(?:early\s+|mid-?|late\s+)?(?P<ordinal>\d\d?(?:st|nd|rd|th)|{_ORDINAL})[\s-]century)")
def _in_century(match: re.Match[str], _: _Context) -> Days | None:
    return _years(100 * (_day_number(match["ordinal"]) - 1) + 1, 100)


_TEENS = {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
_TENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip


_TENS_WORDS = "|".join(sorted(_TENS, key=len, reverse=True))


@_rule(rf"(?:{_MONTH}\s+)?(?:(?P<century>sixteen|seventeen|eighteen|nineteen|twenty)[\s-](?P<tens>{_TENS_WORDS})(?:[\s-](?P<ones>one|two|three|four|five|six|seven|eight|nine))?)(?!\s+(?:percent|per\scent|people))")  # fmt: skip
def _spoken_year(match: re.Match[str], _: _Context) -> Days | None:
    """ "Nineteen ninety-six", as broadcasts are written down."""
    ones = _NUMBERS[match["ones"].lower()] if match["ones"] else 0
    year = 100 * _TEENS[match["century"].lower()] + _TENS[match["tens"].lower()] + ones
    return _month(year, _month_number(match["month"])) if match["month"] else _years(year)


# --- seasons, quarters, halves ----------------------------------------------------------------------------------------------

_OF_YEAR = rf"(?:(?:\s+of|,)?\s+(?:{_YEAR}|(?:(?P<which>this|last|next))\s+year))"


@_rule(
    rf"(?:(?:(?:early|late|mid-?|the|this|last|next|that|past|coming)[\s-]+)*(?P<season>spring|summer|autumn|winter|fall))(?:\s+of)?\s+{_YEAR}"
)
@_rule(
    r"(?:(?:early\s+|late\s+|mid-)?(?P<which>this|last|next|the)\s+(?:past\s+|coming\s+)?(?P<season>spring|summer|autumn|winter|(?<!the\s)fall))(?!\s+(?:of|palace|games|olympics))"
)
def _in_season(match: re.Match[str], context: _Context) -> Days | None:
    month, groups = _SEASONS[match["season"].lower()], match.groupdict()
    if groups.get("year"):
        return _months(int(match["year"]), month, 3)
    if context.published is None:
        return None
    candidates = [_months(year, month, 3) for year in range(context.published.year - 2, context.published.year + 2)]
    which = match["which"].lower()
    if which == "last":
        return max((days for days in candidates if days.latest < context.published), key=lambda days: days.latest)
    if which == "next":
        return min((days for days in candidates if days.earliest > context.published), key=lambda days: days.earliest)
    return _suited(candidates, context)


@_rule(
    rf"(?:(?:(?:the|this|last|next|a)\s+)?(?:(?P<whose>this|last|next)\s+year.s\s+)?(?:(?:fiscal|latest|flat)\s+)?(?P<nth>first|second|third|fourth)(?:\s+|-)(?:fiscal[\s-]+)?quarter){_OF_YEAR}?"
)
@_rule(rf"Q(?P<digit>[1-4])(?:\s+(?:of\s+)?{_YEAR})?")
@_rule(rf"(?:(?:the\s+)?(?:year-ago|year-earlier|latest|latest\s+fiscal|current|previous|prior)\s+(?:quarter|period))")
@_rule(rf"(?:the\s+)?{_YEAR}(?:\s+|-)(?:(?:(?P<nth>first|second|third|fourth))[\s-]+)?quarter")
def _in_quarter(match: re.Match[str], context: _Context) -> Days | None:
    """A quarter by its number, else the latest that is over, which is what companies report on."""
    groups = match.groupdict()
    number = int(groups["digit"]) if groups.get("digit") else _ORDINALS[(groups.get("nth") or "first").lower()]
    text = match.group().lower()
    if groups.get("year"):
        return _months(int(match["year"]), 3 * number - 2, 3)
    if context.published is None:
        return None
    whose = (groups.get("whose") or groups.get("which") or "").lower()
    if whose:
        return _months(context.published.year + {"last": -1, "next": 1}.get(whose, 0), 3 * number - 2, 3)
    over = _last_quarter(context.published)
    if groups.get("nth") or groups.get("digit"):
        ended = [_months(year, 3 * number - 2, 3) for year in (context.published.year - 1, context.published.year)]
        future = context.tense() == "future"
        return (
            ended[1] if future else max((days for days in ended if days.latest < context.published), key=lambda days: days.latest)
        )
    if "year-" in text:
        return _months(over.earliest.year - 1, over.earliest.month, 3)
    return _holding(context.published, "quarter") if "current" in text else over


def _last_quarter(day: dt.date) -> Days:
    first = _months(day.year, (day.month - 1) // 3 * 3 + 1, 3).earliest - relativedelta(months=3)
    return _months(first.year, first.month, 3)


@_rule(rf"(?:(?:the\s+)?(?P<nth>first|second)[\s-]half)(?:{_OF_YEAR}|\s+of\s+the\s+year)")
def _in_half(match: re.Match[str], context: _Context) -> Days | None:
    month = 1 if match["nth"].lower() == "first" else 7
    if match["year"]:
        return _months(int(match["year"]), month, 6)
    if context.published is None:
        return None
    return _months(context.published.year + {"last": -1, "next": 1}.get((match["which"] or "").lower(), 0), month, 6)


# --- weekdays ---------------------------------------------------------------------------------------------------------------


@_rule(
    rf"(?:(?:(?:early|late|earlier|later|before|by)\s+(?:on\s+)?)?)(?:(?P<which>(?:last|next|this coming|this past|this|the following|the previous))\s+)?{_WEEKDAY}(?:\s+{_PART})?"
)
def _on_weekday(match: re.Match[str], context: _Context) -> Days | None:
    if context.published is None:
        return None
    published, weekday = context.published, _weekday_number(match["weekday"])
    back = published - ((published.weekday() - weekday) % 7) * _DAY
    ahead = published + ((weekday - published.weekday()) % 7) * _DAY
    which = (match["which"] or "").lower()
    if which in {"last", "this past", "the previous"}:
        return _one(back if back < published else back - 7 * _DAY)
    if which in {"next", "this coming", "the following"}:
        return _one(ahead if ahead > published else ahead + 7 * _DAY)
    return _one(ahead if context.tense() == "future" else back)


@_rule(
    rf"(?:(?:every|each|on))\s+(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))s?\s+nights", names=True
)
@_rule(rf"(?:(?:every|each)\s+)(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))", names=True)
@_rule(r"(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days(?:\s+nights)?", names=True)
def _weekly(_match: re.Match[str], _: _Context) -> Days | None:
    return None


# --- from the day of publication --------------------------------------------------------------------------------------------

_DEICTIC = {
    "today": (0, 0), "tonight": (0, 0), "yesterday": (-1, -1), "tomorrow": (1, 1), "overnight": (-1, 0), "the day before yesterday": (-2, -2),
    "the day after tomorrow": (2, 2), "last night": (-1, -1), "this morning": (0, 0), "this afternoon": (0, 0), "this evening": (0, 0), "now": (0, 0),
    "currently": (0, 0), "at present": (0, 0), "at the moment": (0, 0), "nowadays": (0, 0),
}  # fmt: skip

_DEICTIC_WORDS = "|".join(sorted(_DEICTIC, key=len, reverse=True))


@_rule(
    rf"(?:(?:(?:early|late|earlier|later|mid-afternoon|right|until|even)\s+)?)(?P<word>{_DEICTIC_WORDS})"
    rf"(?:\s+{_PART})?(?!\s+(?:bag|train|stay|success|sensation)s?\b)"
)
def _deictic(match: re.Match[str], context: _Context) -> Days | None:
    if context.published is None:
        return None
    first, last = _DEICTIC[re.sub(r"\s+", " ", match["word"].lower())]
    return Days(context.published + first * _DAY, context.published + last * _DAY)


@_rule(r"(?:(?:more\s+|just\s+|very\s+)?recently|previously|soon|recent(?=\s+(?!days|weeks|months|years)\w)|current(?!ly)(?=\s)|in\s+the\s+past|the\s+(?:near\s+|foreseeable\s+)?future|the\s+(?:recent\s+)?past(?!\s+(?:few|two|three|four|five|six|year|month|week|\d))|(?:the\s+)?(?:near|long|short)\s+term)", names=True)  # fmt: skip
def _sometime(_match: re.Match[str], _: _Context) -> Days | None:
    return None


@_rule(
    rf"{_LOOSE}(?:(?P<which>this|last|next|the\s+current|the\s+previous|the\s+coming|the\s+following|that|the\s+same|the\s+past|this\s+past|this\s+coming|the\s+last|the\s+next|the\s+prior|the\s+preceding|the\s+latest|the\s+current\s+fiscal|the\s+upcoming)\s+(?P<unit>day|night|week|weekend|month|quarter|year|decade|century))(?:\s+{_PART})?(?:\s+or\s+so)?(?!['’]s\s+(?:old|end))(?!-old)"
)
def _unit_nearby(match: re.Match[str], context: _Context) -> Days | None:
    """ "Last week", "this month", "the coming week", "that day": whole calendar units, but "coming" and "past" count from today."""
    which, unit = re.sub(r"\s+", " ", match["which"].lower()), match["unit"].lower()
    published = context.published
    told = which in {"the same", "that", "the following", "the previous", "the preceding", "the prior"} or (
        which == "the next" and unit in {"day", "night"}
    )
    base = context.anchor.earliest if told and context.anchor else published
    if base is None or published is None:
        return None
    if which in {"the coming", "the upcoming"}:
        end = _moved(published, unit, 1)
        return Days(published + _DAY, end) if end else None
    if which in {"the past", "this past", "the last"}:
        return _back(published, unit, 1, 1)
    step = {
        "last": -1,
        "next": 1,
        "the next": 1,
        "this coming": 1,
        "the following": 1,
        "the previous": -1,
        "the preceding": -1,
        "the prior": -1,
    }.get(which, 0)
    if which == "the latest" and unit == "quarter":
        return _last_quarter(published)
    moved = _moved(base, unit, step)
    if unit == "weekend" and which == "this" and moved and moved.weekday() == 0 and context.tense() == "past":
        moved -= 7 * _DAY
    return _holding(moved, unit) if moved else None


@_rule(rf"(?:(?:in\s+|over\s+|during\s+)?)(?P<which>(?:(?:the\s+)?(?:more\s+)?recent|(?:the\s+)?coming))\s+{_UNIT}")
def _recent(match: re.Match[str], context: _Context) -> Days | None:
    """ "In recent weeks", "the coming days": so many units back or ahead, by convention."""
    if context.published is None:
        return None
    unit = match["unit"].lower()
    if "coming" in match["which"].lower():
        end = _moved(context.published, unit, _RECENT)
        return Days(context.published + _DAY, end) if end else None
    return _back(context.published, unit, _RECENT, _RECENT)


def _back(day: dt.date, unit: str, _fewest: float, most: float) -> Days | None:
    start = _moved(day, unit, -most)
    return Days(start, day) if start else None


@_rule(
    rf"(?:(?:each\s+of\s+)?(?:the|these|those)\s+(?P<which>last|past|next|coming|previous|first|following)\s+(?:(?:few|several)\b|{_N})[\s-]+{_UNIT})",
    names=False,
)
def _span_nearby(match: re.Match[str], context: _Context) -> Days | None:
    """ "The past two months", "the next few days"."""
    which = match["which"].lower()
    if context.published is None or which in {"first", "previous", "following"}:
        return None
    _, most = (
        _number(match["number"]) if match["number"] else _VAGUE["several" if "several" in match.group().lower() else "a few"]
    )
    unit = match["unit"].lower()
    if which in {"next", "coming"}:
        end = _moved(context.published, unit, most)
        return Days(context.published, end) if end else None
    return _back(context.published, unit, most, most)


# --- counted from another day -----------------------------------------------------------------------------------------------


@_rule(
    rf"(?:{_ABOUT}{_N}(?:\s+|-)(?:or\s+(?:two|so|more)\s+)?(?:full\s+|long\s+)?{_UNIT}(?:\s+or\s+(?:so|two|more))?(?:\s+|-)(?P<side>ago|earlier|before|later|after|afterwards|from\s+now|previously|back|hence|prior))(?!\s+(?:reports?|accounts?)\b)"
)
@_rule(
    r"(?:(?P<number>a|one)?[\s-]?(?P<unit>year|month|week|day)-(?P<side>ago|earlier)(?:\s+(?P<period>period|quarter|month|year))?)"
)
def _counted_off(match: re.Match[str], context: _Context) -> Days | None:
    """ "Two days ago" from publication; "two days earlier", "a week later" from the last day that the story named."""
    unit, side = match["unit"].lower(), re.sub(r"\s+", " ", match["side"].lower())
    fewest, most = _number(match["number"] or "a")
    from_now = side in {"ago", "from now", "hence", "back"}
    base = context.published if from_now or context.anchor is None else context.anchor.earliest
    if base is None:
        return None
    sign = -1 if side in {"ago", "earlier", "before", "previously", "back", "prior"} else 1
    ends = sorted(day for day in (_moved(base, unit, sign * fewest), _moved(base, unit, sign * most)) if day)
    if not ends:
        return None
    period = match.groupdict().get("period") or unit
    first, last = _holding(ends[0], period), _holding(ends[-1], period)
    return Days(first.earliest, last.latest) if first and last else None


@_rule(r"(?:the\s+(?P<side>day|night|week|month|year)\s+(?P<where>before|after|earlier))(?!\s+(?:yesterday|tomorrow))")
@_rule(r"(?:the\s+(?P<where>next|following|previous|preceding|same)\s+(?P<side>morning|afternoon|evening|night))")
def _day_beside(match: re.Match[str], context: _Context) -> Days | None:
    """ "The day before", "the next morning"."""
    base = context.anchor.earliest if context.anchor else context.published
    if base is None:
        return None
    unit = match["side"].lower() if match["side"].lower() in {"week", "month", "year"} else "day"
    step = {"before": -1, "earlier": -1, "previous": -1, "preceding": -1, "same": 0}.get(match["where"].lower(), 1)
    moved = _moved(base, unit, step)
    return _holding(moved, unit) if moved else None


@_rule(
    r"(?:(?:at\s+)?(?:around\s+)?(?:the\s+)?(?:end|start|beginning|middle|rest|turn|close)\s+of\s+the\s+(?P<unit>day|week|month|quarter|year|decade|century)|(?P<end>year-?\s?end)|over\s+the\s+(?P<weekend>weekend)|the\s+(?P<other>weekend))"
)
def _around_unit(match: re.Match[str], context: _Context) -> Days | None:
    """ "The end of the year", "year-end", "over the weekend"."""
    if context.published is None:
        return None
    if match["weekend"] or match["other"]:
        this = _holding(context.published, "weekend")
        past = this and this.earliest > context.published and context.tense() != "future"
        return Days(this.earliest - 7 * _DAY, this.latest - 7 * _DAY) if this and past else this
    return _holding(context.published, "year" if match["end"] else match["unit"].lower())


# --- times of day -----------------------------------------------------------------------------------------------------------

_ZONE = r"(?:\s+(?:GMT|UTC|EST|EDT|PST|PDT|CET|CEST|EET|EEST|BST|MSK|CST|CDT|IST|ET|PT|local\s+time|Eastern(?:\s+(?:time|Time))?|Pacific(?:\s+time)?|Moscow\s+time|Kyiv\s+time))?"
_CLOCK = rf"(?:\d{{1,2}}(?:[:.]\d\d)?\s*(?:[ap]\.\s?m\.?|[apAP][mM])|(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?(?:\s*(?:[ap]\.\s?m\.?|[apAP][mM]))?|(?:[01]\d|2[0-3])[0-5]\d(?=\s+(?:GMT|UTC|hours)))\b\.?{_ZONE}|(?:\d{{1,2}}|\w+)\s+o['’]clock|(?:noon|midnight|mid-?\s?afternoon|midday)"


@_rule(
    rf"(?:(?:around\s+|about\s+|shortly\s+(?:before|after)\s+|just\s+(?:before|after)\s+)?)(?:{_CLOCK})(?:,?\s+(?P<part>{_PART}))?(?:,?\s+(?:on\s+)?(?P<when>(?:today|yesterday|tomorrow)|(?:(?:last|this|next)\s+)?{_WEEKDAY}))?(?:\s+{_PART})?"
)
def _time_of_day(match: re.Match[str], context: _Context) -> Days | None:
    """A time of day, with its day where one is named; else it is the day last spoken of."""
    if context.published is None:
        return None
    when = (match["when"] or "").lower()
    if when in _DEICTIC:
        return _one(context.published + _DEICTIC[when][0] * _DAY)
    if match["weekday"]:
        inner = _WEEKDAY_RULE.search(match.group())
        return _on_weekday(inner, context) if inner else None
    return None


_WEEKDAY_RULE = next(rule.pattern for rule in _RULES if rule.resolve is _on_weekday)

# --- lengths of time and habits ---------------------------------------------------------------------------------------------


@_rule(rf"(?:{_ABOUT}(?:the\s+(?:first\s+|full\s+|entire\s+|whole\s+)?|another\s+|an\s+additional\s+)?(?:{_N}|\d[\d,]*|dozens\s+of|hundreds\s+of|thousands\s+of|\w+(?:-|\s)(?:one|two|three|four|five|six|seven|eight|nine)|half\s+an?)(?:\s+and\s+a\s+half|\s+\d/\d)?(?:\s+|-)(?:(?:or|to)\s+\w+\s+)?(?:more\s+|full\s+|consecutive\s+|straight\s+|long\s+)?(?P<unit>second|minute|hour|day|night|week|month|quarter|year|decade|centurie|century)s?(?:-long)?(?:\s+or\s+(?:so|more))?)(?!-ago|-earlier)", names=False)  # fmt: skip
@_rule(r"(?:(?:for\s+|the\s+|many\s+|some\s+)?(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?:\s+(?:or|and)\s+(?:weeks|months|years))?|a\s+(?:long\s+)?while|some\s+time|(?:all|the\s+(?:full|entire|whole|fiscal))\s+(?:day|week|month|year|quarter)|the\s+(?:quarter|year|week|month|day|period|time)(?=[\s,.]))", names=False)  # fmt: skip
def _length(_match: re.Match[str], _: _Context) -> Days | None:
    return None


@_rule(r"(?:(?:every|each)\s+(?:\w+\s+)?(?:day|night|week|month|quarter|year|morning|evening|weekend|hour|minute|summer|winter)s?|daily|weekly|monthly|yearly|annually|hourly|nightly|(?:once|twice)\s+an?\s+(?:day|week|month|year))", names=False)  # fmt: skip
def _habit(_match: re.Match[str], _: _Context) -> Days | None:
    return None


# --- reading a document -----------------------------------------------------------------------------------------------------

_TRIGGER = re.compile(
    r"\d|(?-i:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)|"
    r"(?:day|night|week|month|quarter|year|decade|centur|hour|minute|second|spring|summer|autumn|winter|\bfall|"
    r"\bnow\b|current|recent|\bsoon\b|previous|future|\bpast\b|\bterm\b|morning|noon|evening|moment|present|while|time|tomorrow|midn|daily|period|half|"
    r"teen|twent|thirt|fort|fift|sixt|sevent|eight|ninet|hourly|annual|clock)",
    re.IGNORECASE,
)


def find_dates(document: Document, published: dt.date | None) -> list[DateMention]:
    """Every calendar expression of the story, in the order of the text."""
    mentions: list[DateMention] = []
    anchor: Days | None = None
    for sentence in document.sentences:
        for found in _in_sentence(sentence, published, anchor):
            mentions.append(found)
            if _can_anchor(found, published) and found.earliest and found.latest:
                anchor = Days(found.earliest, found.latest)
    return mentions


def calendar_spans(text: str) -> list[tuple[int, int]]:
    """Where numbers of the text name a time rather than measure one: dates, years, times of day, "two days ago"."""
    if not _TRIGGER.search(text):
        return []
    return [(start, end) for start, end, rule, _ in _matches(text) if rule.names]


def _can_anchor(mention: DateMention, published: dt.date | None) -> bool:
    """Whether later words can count from it: one day, or a short span, that is past."""
    if mention.earliest is None or mention.latest is None:
        return False
    return (mention.latest - mention.earliest).days <= 1 and (published is None or mention.latest <= published)


def _matches(text: str) -> list[tuple[int, int, _Rule, re.Match[str]]]:
    """The leftmost, longest matches of all rules."""
    found = [(match.start(), match.end(), rule, match) for rule in _RULES for match in rule.pattern.finditer(text)]
    found.sort(key=lambda item: (item[0], -item[1]))
    chosen: list[tuple[int, int, _Rule, re.Match[str]]] = []
    for item in found:
        if not chosen or item[0] >= chosen[-1][1]:
            chosen.append(item)
    return chosen


def _in_sentence(sentence: Sentence, published: dt.date | None, anchor: Days | None) -> Iterator[DateMention]:
    text = sentence.tokens.text
    if not _TRIGGER.search(text):
        return
    for start, end, days in _merged(text, list(_resolved(sentence, text, published, anchor))):
        yield DateMention(
            span=Span(sentence.start + start, sentence.start + end),
            text=text[start:end],
            earliest=days.earliest if days else None,
            latest=days.latest if days else None,
        )


def _resolved(
    sentence: Sentence, text: str, published: dt.date | None, anchor: Days | None
) -> Iterator[tuple[int, int, Days | None]]:
    for start, end, rule, match in _matches(text):
        context = _Context(published, anchor, functools.partial(_tense, sentence, start))
        days = rule.resolve(match, context)
        yield start, end, days
        if days and days.is_one_day and (published is None or days.latest <= published):
            anchor = days


_BETWEEN = re.compile(r",?\s*(?:on\s+|\[|\(|at\s+|of\s+)?", re.IGNORECASE)


def _merged(text: str, found: list[tuple[int, int, Days | None]]) -> Iterator[tuple[int, int, Days | None]]:
    """Neighbours that name one time as one: "Wednesday [July 23]", "3 p.m. on Friday", "overnight on July 21"."""
    index = 0
    while index < len(found):
        start, end, days = found[index]
        while index + 1 < len(found) and (joined := _one_time(text, (start, end, days), found[index + 1])):
            start, end, days = joined
            index += 1
        yield start, end, days
        index += 1


def _one_time(
    text: str, first: tuple[int, int, Days | None], second: tuple[int, int, Days | None]
) -> tuple[int, int, Days | None] | None:
    gap = text[first[1] : second[0]]
    if not _BETWEEN.fullmatch(gap) or not (
        _is_part_of_day(text, first) or _is_part_of_day(text, second) or _is_weekday_with_date(text, first, second)
    ):
        return None
    end = second[1] + (1 if gap.strip().endswith(("[", "(")) and text[second[1] : second[1] + 1] in "])" else 0)
    if first[2] and second[2]:
        days = first[2] if _is_part_of_day(text, second) else second[2]
    else:
        days = first[2] or second[2]
    return first[0], end, days


_PART_OF_DAY = re.compile(rf"(?:{_CLOCK})|(?:overnight|tonight|late|early)", re.IGNORECASE)


def _is_part_of_day(text: str, mention: tuple[int, int, Days | None]) -> bool:
    return _PART_OF_DAY.match(text, mention[0], mention[1]) is not None and mention[1] - mention[0] < 30


def _is_weekday_with_date(text: str, first: tuple[int, int, Days | None], second: tuple[int, int, Days | None]) -> bool:
    named = text[first[0] : first[1]]
    return any(day in named for day in _WEEKDAYS) and bool(
        re.match(_MONTH_OR_SHORT + r"\s+\d|\d+\s+" + _MONTH.replace("month", "other"), text[second[0] : second[1]])
    )


# --- tense ------------------------------------------------------------------------------------------------------------------

_AHEAD = frozenset("will 'll ’ll shall would may might could can should".split())
_PLANNED = frozenset("plan schedule set expect due slate intend aim prepare hope await".split())


def _tense(sentence: Sentence, start: int) -> str:
    """ "past", "present" or "future", by the verb that governs the expression; "past" where there is none, as news reports."""
    tokens = sentence.tokens
    first = tokens.start_char
    index = bisect.bisect_right([token.idx - first for token in tokens], start) - 1
    token = tokens[index]
    for _ in range(8):
        if token.pos_ in {"VERB", "AUX"} or token.dep_ == "ROOT" or token.head is token:
            break
        token = token.head
    return _tense_of(token) if token.pos_ in {"VERB", "AUX"} else "past"


def _tense_of(verb: Token) -> str:
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _AHEAD and not helpers & {"have"}:
        return "future"
    if verb.lemma_.lower() in _PLANNED and not helpers & {"had"}:
        return "future"
    if "to" in helpers and verb.dep_ in {"xcomp", "advcl", "ccomp"} and verb.head is not verb:
        return "future" if verb.tag_ == "VB" else "past"
    if verb.tag_ == "VBD" or helpers & {"was", "were", "had", "did", "has", "have", "'ve"}:
        return "past"
    if verb.tag_ in {"VBG"} and helpers & {"is", "are", "'s", "'re", "am"}:
        return "present"
    return "present" if verb.tag_ in {"VBZ", "VBP"} else "past"
