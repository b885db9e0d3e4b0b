"""The rules: each a pattern, the words without which it cannot match, and how what it matched resolves to days.

In patterns a blank stands for any white space; letters match in either case, but names of months and days are capitalised.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Iterable

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
    reaching,
    years_from,
)
from claims.extraction.dates.tense import Tense
from claims.extraction.dates.words import (
    ABOUT,
    CENTURY_WORD,
    CLOCK,
    DAY_NUMBER,
    DECADES,
    DEICTIC,
    LOOSE,
    MONTH,
    MONTH_BY_DAY,
    MONTHS,
    NUMBER,
    NUMBERS,
    ORDINAL,
    PART_OF_DAY,
    SEASON,
    SEASONS,
    SMALL,
    TENS,
    TWO_DIGITS,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    day_number,
    month_number,
    number_of,
    unit_name,
    weekday_number,
)

#: how many units back "recent" reaches and ahead "the coming days": a convention, as for "several"
RECENT = 4


@dataclasses.dataclass(slots=True)
class Story:
    """What expressions resolve by, as far as the story has been read.

    ``day`` is the last past day that it named, ``period`` the month or quarter that it spoke of last, ``named`` the last span of
    any length; ``tense`` is that of the verb over the expression at hand.
    """

    published: dt.date | None
    day: Days | None = None
    period: Days | None = None
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


RULES: list[Rule] = []


def rule(pattern: str, *, needs: Iterable[str], names: bool = True) -> Callable[[Resolver], Resolver]:
    """Register a resolver for a pattern. ``needs`` are lower-case words, "##" for a run of two digits, at most four."""
    spaced = pattern.replace(" ", r"\s+")
    compiled = re.compile(rf"(?<![\w$€£#@/.-])(?:{spaced})(?!\w|@)", re.IGNORECASE)

    def register(resolve: Resolver) -> Resolver:
        RULES.append(Rule(compiled, frozenset(needs), resolve, names))
        return resolve

    return register


_MONTH_WORDS = frozenset({*MONTHS, *"jan feb mar apr jun jul aug sept sep oct nov dec".split()})
_WEEKDAY_WORDS = frozenset({*WEEKDAYS, *"mon tues tue wed thurs thu fri sat sun".split()})
_UNIT_WORDS = frozenset({*UNITS, *(unit + "s" for unit in UNITS), "centuries"})


def suited(candidates: Iterable[Days], story: Story) -> Days | None:
    """The candidate nearest to publication, where what lies on the wrong side of the verb counts as three times as far."""
    published = story.published
    if published is None:
        return None
    tense = story.tense()

    def distance(days: Days) -> int:
        if days.earliest > published:
            return (days.earliest - published).days * (3 if tense is Tense.PAST else 1)
        return max((published - days.latest).days, 0) * (3 if tense is Tense.FUTURE else 1)

    return min(candidates, key=distance, default=None)


def _last(candidates: Iterable[Days], published: dt.date) -> Days | None:
    return max((days for days in candidates if days.latest < published), key=lambda days: days.latest, default=None)


def _next(candidates: Iterable[Days], published: dt.date) -> Days | None:
    return min((days for days in candidates if days.earliest > published), key=lambda days: days.earliest, default=None)


def _chosen(which: str, candidates: list[Days], story: Story) -> Days | None:
    """One of several years' months or seasons by "last", "next", or what suits."""
    if story.published is None:
        return None
    if which in {"last", "this past"}:
        return _last(candidates, story.published)
    if which in {"next", "this coming"}:
        return _next(candidates, story.published)
    if which == "this":
        candidates = [days for days in candidates if story.published.year in {days.earliest.year, days.latest.year}]
    return suited(candidates, story)


def _lower(text: str | None) -> str:
    return re.sub(r"\s+", " ", (text or "").lower())


# --- days and months by name ------------------------------------------------------------------------------------------------


@rule(r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])", needs=["####"])
def iso_day(match: re.Match[str], _: Story) -> Days | None:
    day = date_or_none(int(match["year"]), int(match["month"]), int(match["day"]))
    return one(day) if day else None


@rule(r"(?P<first>\d{1,2})(?P<sign>/)(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d|\d\d)", needs=["/"])
@rule(r"(?P<first>\d{1,2})(?P<sign>\.)(?P<second>\d{1,2})\.(?P<year>(?:19|20)\d\d)", needs=["####"])
def numeric_day(match: re.Match[str], _: Story) -> Days | None:
    """With points the day comes first, with strokes the month, unless it cannot be one."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < 100:
        year += 2000 if year < 50 else 1900
    month, day = (second, first) if match["sign"] == "." or first > 12 else (first, second)
    found = date_or_none(year, month, day)
    return one(found) if found else None


#: a second day of the month, unless it counts something: "July 24 or 25", "October 5-7", but "July 24 and 12 people"
_AND_DAY = rf"(?:\s?(?P<link>[-–—]|to|or|and|through|until)\s?(?P<last>{DAY_NUMBER})(?! (?:\w+ )?(?:[a-z]+s|people|percent|per|\w+llion)\b))?"
_BY_WEEKDAY = f"(?:{WEEKDAY},? )?"


@rule(f"{_BY_WEEKDAY}{MONTH_BY_DAY} (?:the )?(?P<day>{DAY_NUMBER}){_AND_DAY}(?:,? {YEAR}(?![,.]\\d))?", needs=_MONTH_WORDS)
@rule(f"{_BY_WEEKDAY}(?:the )?(?P<day>{DAY_NUMBER}){_AND_DAY}(?: of)? {MONTH_BY_DAY}(?:,? {YEAR})?", needs=_MONTH_WORDS)
def day_of_month(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "July 23", "24 February 2022", "July 24 or 25", "the fourth of May"."""
    if match["year"]:
        years: Iterable[int] = (int(match["year"]),)
    elif story.published:
        years = range(story.published.year - 1, story.published.year + 2)
    else:
        return None
    month, first = month_number(match["month"]), day_number(match["day"])
    last = day_number(match["last"]) if match["last"] else first
    dates = [(date_or_none(year, month, first), date_or_none(year, month, last)) for year in years]
    candidates = [Days(start, end) for start, end in dates if start and end and start <= end]
    return candidates[0] if match["year"] and candidates else suited(candidates, story)


@rule(f"{LOOSE}{MONTH}(?:,| of)? (?:{YEAR}|(?P<whose>this|last|next|the same|that) year)", needs=_MONTH_WORDS)
@rule(f"{LOOSE}(?P<which>this past|this coming|this|last|next) {MONTH}", needs=_MONTH_WORDS)
@rule(f"{LOOSE}{MONTH}", needs=_MONTH_WORDS - {"may", "march"})
@rule(
    rf"(?:(?<=in\s)|(?<=since\s)|(?<=until\s)|(?<=by\s)|(?<=from\s)|(?<=for\s)|(?<=of\s)|(?<=to\s)|(?<=and\s)|(?<=during\s)|(?<=early\s)){MONTH}",
    needs={"may", "march"},
)
def month(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "September 2022", "June last year", "last May", "in October"."""
    number, groups = month_number(match["month"]), match.groupdict()
    if groups.get("year"):
        return month_of(int(match["year"]), number)
    if story.published is None:
        return None
    year = story.published.year
    if whose := _lower(groups.get("whose")):
        return month_of(_year_called(whose, story), number)
    return _chosen(_lower(groups.get("which")), [month_of(near, number) for near in range(year - 1, year + 2)], story)


def _year_called(whose: str, story: Story) -> int:
    """Resolve "This year", "last year", "that year": which."""
    if whose in {"that", "the same"} and story.named:
        return story.named.earliest.year
    assert story.published is not None
    return story.published.year + {"last": -1, "next": 1}.get(whose, 0)


# --- years and longer -------------------------------------------------------------------------------------------------------

#: what makes four digits a count rather than a year, before and behind
_COUNTS = "".join(
    rf"(?<!{word}\s)" for word in "than about around least nearly almost some over roughly section resolution".split()
)
_COUNTED = (
    r"(?! (?:people|soldiers|troops|men|women|children|civilians|homes|houses|units|square|kilomet\w+|met(?:er|re)s|miles|tons|tonnes|"
    r"percent|per cent|dollars|euros|yuan|calories|rpm|hours|times|jobs|points|words)\b|\s?[%$€£°]|[-–—]\d{5}|,\d|\.\d|\s?[-–—/]\s?\d{3}\b)"
)


#: earlier years only behind a preposition that leads to a time; a round 2000 counts what follows in the plural
_PLAIN_YEAR = r"(?P<year>(?:19|20)\d\d(?!(?<=2000)(?<!in\s2000)\s(?:to\s\d+\s)?[a-z]+s\b)|(?:(?<=in\s)|(?<=since\s)|(?<=until\s))1[4-8]\d\d)"


@rule(
    rf"{LOOSE}(?:the )?(?:(?:calendar|fiscal) )?(?:year )?{_COUNTS}{_PLAIN_YEAR}(?:\s?[-–/]\s?(?P<until>(?:19|20)\d\d|\d\d)(?!\d|-\d))?{_COUNTED}",
    needs=["####"],
)
def year(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "2019", "2014-15", "fiscal 1989", "the end of 2023"."""
    first = int(match["year"])
    last = int(match["until"] or first)
    last += first // 100 * 100 if last < 100 else 0
    return years_from(first, max(1, last - first + 1))


_PART_OF_DECADE = "(?:the )?(?:early |late |mid-)?"


@rule(rf"{_PART_OF_DECADE}(?:(?P<decade>(?:1[4-9]|20)\d0)|['’]?(?P<short>[1-9]0))['’]?s", needs=["####", "##"])
@rule(f"the (?:early |late |mid-)?(?P<word>{'|'.join(DECADES)})", needs=DECADES)
def decade(match: re.Match[str], _: Story) -> Days | None:
    groups = match.groupdict()
    if groups.get("word"):
        return years_from(DECADES[match["word"].lower()], 10)
    return years_from(int(match["decade"]) if match["decade"] else 1900 + int(match["short"]), 10)


@rule(rf"{_PART_OF_DECADE}(?P<ordinal>\d\d?(?:st|nd|rd|th)|{ORDINAL})(?: |-)century", needs=["century"])
def century(match: re.Match[str], _: Story) -> Days | None:
    return years_from(100 * (day_number(match["ordinal"]) - 1) + 1, 100)


@rule(
    f"(?:{MONTH} )?(?:the year )?{CENTURY_WORD}(?: |-){TWO_DIGITS}(?! (?:percent|per cent|people))", needs=[*SMALL[15:], "twenty"]
)
@rule(f"(?:{MONTH} )?the year two thousand(?: (?P<tens>{'|'.join(SMALL)}))?", needs=["thousand"])
def spoken_year(match: re.Match[str], _: Story) -> Days | None:
    """Resolve "Nineteen ninety-six", as broadcasts are written down."""
    return month_of(_spoken(match), month_number(match["month"])) if match["month"] else years_from(_spoken(match))


def _spoken(match: re.Match[str]) -> int:
    groups = match.groupdict()
    below = NUMBERS.get(_lower(groups["tens"]), 0) + NUMBERS.get(_lower(groups.get("ones")), 0)
    return below + (100 * NUMBERS[match["century"].lower()] if groups.get("century") else 2000)


# --- seasons, quarters, halves ----------------------------------------------------------------------------------------------

_OF_YEAR = f"(?:(?: of|,)? (?:{YEAR}|(?P<whose>this|last|next|that) year))"


@rule(
    rf"(?:(?:early|late|mid|the|last|next)(?:-| ))*{SEASON}(?: of)? (?:{YEAR}|{CENTURY_WORD}(?: |-){TWO_DIGITS})", needs=SEASONS
)
@rule(
    f"(?:(?:early|late|mid)(?:-| ))?(?P<which>this past|this coming|this|last|next|the)(?: past| coming)? {SEASON}(?<!the\\sfall)"
    "(?! (?:of|palace|games|olympics|offensive))",
    needs=SEASONS,
)
def season(match: re.Match[str], story: Story) -> Days | None:
    number, groups = SEASONS[match["season"].lower()], match.groupdict()
    if groups.get("year"):
        return months_from(int(match["year"]), number, 3)
    if groups.get("century"):
        return months_from(_spoken(match), number, 3)
    if story.published is None:
        return None
    candidates = [months_from(near, number, 3) for near in range(story.published.year - 2, story.published.year + 2)]
    return _chosen(_lower(match["which"]), candidates, story)


_NTH = "(?P<nth>first|second|third|fourth|final|last)"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_YEAR_AGO = "(?:(?P<ago>year-ago|year-earlier) )?"


@rule(
    f"(?:(?:the|a|its|this|last|next|comparable) )*{_YEAR_AGO}(?:(?P<of>this|last|next) year['’]s )?(?:(?:fiscal|flat) )?{_NTH}"
    f"(?: |-)(?:fiscal(?: |-))?quarter{_OF_YEAR}?",
    needs=["quarter"],
)
@rule(f"Q(?P<digit>[1-4])(?:(?: of)? {YEAR})?", needs=["q"])
@rule(f"(?:the )?{YEAR}(?: |-){_NTH}(?: |-)quarter", needs=["quarter"])
def quarter(match: re.Match[str], story: Story) -> Days | None:
    """A quarter by its number."""
    groups = match.groupdict()
    number = int(groups["digit"]) if groups.get("digit") else _QUARTERS[match["nth"].lower()]
    if groups.get("year"):
        return quarter_of(int(match["year"]), number)
    if story.published is None:
        return None
    whose = _lower(groups.get("of") or groups.get("whose"))
    if whose:
        return quarter_of(_year_called(whose, story), number)
    this_year = story.published.year - (1 if groups.get("ago") else 0)
    return suited([quarter_of(near, number) for near in (this_year - 1, this_year)], story)


@rule(f"(?:the )?{YEAR} (?P<unit>quarter|period)", needs=["quarter", "period"])
@rule(
    "(?:the |a )?(?:comparable |corresponding )?(?P<which>year-ago|year-earlier|latest|current|previous|prior|same|that) (?P<unit>quarter|period)"
    "(?: (?:a year (?:ago|earlier)|last year))?",
    needs=["quarter", "period"],
)
@rule(
    "(?:the )?(?:comparable |corresponding )(?P<unit>quarter|period) (?:a year (?:ago|earlier)|last year)",
    needs=["quarter", "period"],
)
@rule("the (?P<unit>quarter)(?: a year (?:ago|earlier))?", needs=["quarter"])
def reported_quarter(match: re.Match[str], story: Story) -> Days | None:
    """The quarter that the story speaks of, or the one before publication; "year-ago" moves it."""
    groups, text = match.groupdict(), match.group().lower()
    which = _lower(groups.get("which"))
    if story.published is None or (
        match["unit"].lower() == "period" and story.period is None and which not in {"latest", "year-ago"}
    ):
        return None
    over = moved_span(holding(story.published, "quarter") or one(story.published), "quarter", -1)
    told = story.period or over
    if which == "current":
        return holding(story.published, "quarter")
    if which in {"latest", "previous", "prior"}:
        return over
    if told is None:
        return None
    if groups.get("year"):
        return moved_span(told, "year", int(match["year"]) - told.earliest.year)
    return moved_span(told, "year", -1) if "year" in text else told


@rule(f"(?:the )?(?P<nth>first|second|last) half(?:{_OF_YEAR}| of the year)", needs=["half"])
def half_year(match: re.Match[str], story: Story) -> Days | None:
    number = 1 if match["nth"].lower() == "first" else 7
    if match["year"]:
        return months_from(int(match["year"]), number, 6)
    return months_from(_year_called(_lower(match["whose"]), story), number, 6) if story.published else None


# --- weekdays ---------------------------------------------------------------------------------------------------------------

_WHICH_DAY = "(?P<which>last|next|this coming|this past|this|the following|the next|the previous)"


@rule(f"(?:(?:early|late|earlier|later) (?:on )?)?(?:{_WHICH_DAY} )?{WEEKDAY}(?: {PART_OF_DAY})?", needs=_WEEKDAY_WORDS)
def weekday(match: re.Match[str], story: Story) -> Days | None:
    return _weekday(match["weekday"], _lower(match["which"]), story)


def _weekday(name: str, which: str, story: Story) -> Days | None:
    if story.published is None:
        return None
    base = story.day.earliest if story.day and which in {"the following", "the next", "the previous"} else story.published
    number = weekday_number(name)
    back = base - (base.weekday() - number) % 7 * DAY
    ahead = base + (number - base.weekday()) % 7 * DAY
    if which in {"last", "this past", "the previous"}:
        return one(back if back < base else back - 7 * DAY)
    if which in {"next", "this coming", "the following", "the next"}:
        return one(ahead if ahead > base else ahead + 7 * DAY)
    return one(back if story.tense() is Tense.PAST else ahead)


_PLAIN_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@rule(f"(?:every|each) {_PLAIN_WEEKDAY}|(?:on )?{_PLAIN_WEEKDAY}s(?: nights)?|{_PLAIN_WEEKDAY} nights", needs=[*WEEKDAYS, *(day + "s" for day in WEEKDAYS)])  # fmt: skip
def weekly(_match: re.Match[str], _: Story) -> Days | None:
    return None


# --- from the day of publication --------------------------------------------------------------------------------------------

_DEICTIC_WORDS = "|".join(sorted(DEICTIC, key=len, reverse=True))


@rule(
    f"(?:(?:early|late|earlier|later|right) )?(?P<word>{_DEICTIC_WORDS})(?: {PART_OF_DAY})?(?! (?:bag|train|stay|success|sensation)s?\\b)",
    needs={word.split()[-1] for word in DEICTIC},
)
def deictic(match: re.Match[str], story: Story) -> Days | None:
    if story.published is None:
        return None
    first, last = DEICTIC[_lower(match["word"])]
    return Days(story.published + first * DAY, story.published + last * DAY)


@rule(
    "(?:more |just |very )?recently|recent(?= (?!days|weeks|months|years|quarters)\\w)|current(?= )|in the (?:recent )?past(?=[.,;])|"
    "the (?:near |foreseeable )future|the (?:near|short|long) term|(?<!as\\s)soon(?! as| after)",
    needs="recently recent current past future term soon".split(),
)
def sometime(_match: re.Match[str], _: Story) -> Days | None:
    return None


_TOLD = frozenset({"the same", "that", "the following", "the previous", "the preceding", "the prior"})
_WHICH_UNIT = (
    "(?P<which>this past|this coming|this|last|next|that|the (?:current fiscal|current|previous|coming|upcoming|following|same|past|last|next|prior|"
    "preceding|latest))"
)


@rule(
    rf"{LOOSE}{_WHICH_UNIT} (?:fiscal |calendar |business )?(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})(?: {PART_OF_DAY})?(?: or so)?"
    "(?!-old)",
    needs=UNITS,
)
def unit_nearby(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "Last week", "this month", "that year": whole calendar units; "the past week", "the coming week" count from publication."""
    published, which, unit = story.published, _lower(match["which"]), match["unit"].lower()
    if published is None:
        return None
    if which in {"the coming", "the upcoming"}:
        return reaching(published, unit, 1)
    if which in {"the past", "this past", "the last"}:
        return reaching(published, unit, -1)
    if which == "the next" and unit == "day":
        which = "the following"
    base = story.published
    if which in _TOLD:
        told = story.day if unit in {"day", "night"} else story.named
        base = told.earliest if told else published
    step = {"last": -1, "next": 1, "following": 1, "previous": -1, "preceding": -1, "prior": -1}.get(which.split()[-1], 0)
    if which == "this coming":
        step = 1
    there = moved(base, unit, step) if base else None
    return holding(there, unit) if there else None


@rule(f"(?:(?:in|over|during) )?(?P<which>(?:the )?(?:more )?recent|(?:the )?coming) {UNIT}", needs=["recent", "coming"])
def recent(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "In recent weeks", "the coming days": so many units back or ahead, by convention; "the coming week" is one."""
    if story.published is None:
        return None
    count = RECENT if match.group().lower().endswith("s") else 1
    ahead = match["which"].lower().endswith("coming")
    return reaching(story.published, unit_name(match["unit"]), count if ahead else -count)


@rule(
    f"(?:each of )?(?:the|these|those) (?P<which>last|past|next|coming|previous|first|following) {NUMBER}(?: |-){UNIT}",
    needs=["last", "past", "next", "coming", "previous", "first", "following"],
    names=False,
)
@rule(f"(?:in )?(?P<which>past|next) {NUMBER} {UNIT}", needs=["past", "next"], names=False)
def units_nearby(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "The past two months", "the next few days"."""
    which = match["which"].lower()
    if story.published is None or which in {"first", "previous", "following"}:
        return None
    _, most = number_of(match["number"])
    return reaching(story.published, unit_name(match["unit"]), most if which in {"next", "coming"} else -most)


# --- counted from another day -----------------------------------------------------------------------------------------------

_SIDE = "(?P<side>ago|earlier|before|later|after|afterwards|from now|previously|back|hence|prior)"
_BACKWARDS = frozenset({"ago", "earlier", "before", "previously", "back", "prior"})
_FROM_NOW = frozenset({"ago", "from now", "hence", "back"})
_SIDE_WORDS = [*_BACKWARDS, *"later after afterwards now hence".split()]
_OFF = f"(?: or (?:so|two|more))? {_SIDE}"


@rule(f"{ABOUT}{NUMBER}(?: |-)(?:or (?:two|so|more) )?(?:full |long )?{UNIT}(?<!hour)(?<!minute)(?<!second)(?<!hours)(?<!minutes)(?<!seconds){_OFF}", needs=_SIDE_WORDS)  # fmt: skip
@rule(f"(?:(?P<number>a|one) )?{UNIT}-(?P<side>ago|earlier)", needs=["ago", "earlier"])
def counted_off(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "Two days ago" from publication; "two days earlier" from the last day told; "a year earlier" from the period told."""
    unit, side = unit_name(match["unit"]), _lower(match["side"])
    fewest, most = number_of(match["number"] or "a")
    sign = -1 if side in _BACKWARDS else 1
    if unit == "year" and fewest == most and story.period:
        return moved_span(story.period, "year", sign * most)
    base = story.published if side in _FROM_NOW or story.day is None else story.day.earliest
    if base is None:
        return None
    ends = sorted(day for day in (moved(base, unit, sign * fewest), moved(base, unit, sign * most)) if day)
    first, last = (holding(day, unit) for day in (ends[0], ends[-1])) if ends else (None, None)
    return Days(first.earliest, last.latest) if first and last else None


@rule(
    "the (?P<unit>day|night|week|month|year) (?P<where>before|after|earlier)(?! (?:yesterday|tomorrow))",
    needs=["before", "after", "earlier"],
)
@rule(
    "the (?P<where>next|following|previous|preceding|same) (?P<unit>morning|afternoon|evening|night)",
    needs=["next", "following", "previous", "preceding", "same"],
)
def beside(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "The day before", "the next morning"."""
    base = story.day.earliest if story.day else story.published
    if base is None:
        return None
    unit = match["unit"].lower() if match["unit"].lower() in {"week", "month", "year"} else "day"
    step = {"before": -1, "earlier": -1, "previous": -1, "preceding": -1, "same": 0}.get(match["where"].lower(), 1)
    there = moved(base, unit, step)
    return holding(there, unit) if there else None


@rule(
    "(?:at )?(?:around )?(?:the )?(?:end|start|beginning|middle|rest|turn|close) of the (?P<unit>day|week|month|quarter|year|decade|century)",
    needs="end start beginning middle rest turn close".split(),
)
@rule(
    "(?:earlier|later|early|late) in the (?P<unit>week|month|quarter|year|decade|century)",
    needs="earlier later early late".split(),
)
@rule("(?:around |at )?(?:the )?(?P<end>year)(?:-| )?end|year['’]s end", needs=["end", "yearend"])
@rule("(?:over )?the (?P<weekend>weekend)", needs=["weekend"])
def around_unit(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "The end of the year", "year-end", "over the weekend"."""
    groups = match.groupdict()
    if story.published is None:
        return None
    if not groups.get("weekend"):
        return holding(story.published, (groups.get("unit") or "year").lower())
    weekend = holding(story.published, "weekend")
    if weekend and weekend.earliest > story.published and story.tense() is not Tense.FUTURE:
        return moved_span(weekend, "week", -1)
    return weekend


@rule("the (?P<unit>year|full year|fiscal year)(?=[,.;]| (?:was|were|to|as|in|at|the|by|with|and|of|that))", needs=["year"])
def this_unit(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "For the year": the one of publication."""
    return holding(story.published, "year") if story.published else None


# --- times of day -----------------------------------------------------------------------------------------------------------


@rule(
    f"(?:(?:around|about|(?:shortly|just) (?:before|after)) )?(?:{CLOCK})(?:,? {PART_OF_DAY})?"
    f"(?:,? (?:on )?(?P<when>today|yesterday|tomorrow|(?:(?P<which>last|this|next) )?{WEEKDAY}))?(?: {PART_OF_DAY})?",
    needs=["am", "pm", "m", ":", "gmt", "utc", "hours", "clock", "noon", "midnight", "midday", "afternoon", "midafternoon"],
)
def time_of_day(match: re.Match[str], story: Story) -> Days | None:
    """A time of day, with its day where one is named; alone it has none."""
    if story.published is None or not match["when"]:
        return None
    if match["weekday"]:
        return _weekday(match["weekday"], _lower(match["which"]), story)
    return one(story.published + DEICTIC[match["when"].lower()][0] * DAY)


# --- lengths of time and habits ---------------------------------------------------------------------------------------------

_LENGTH = (
    rf"(?:{NUMBER}|\d[\d,.]*|(?:{'|'.join(TENS)})(?:-| )(?:{'|'.join(SMALL[:9])})|(?:dozens|hundreds|thousands) of|half an?)"
)


@rule(
    rf"{ABOUT}(?:the (?:first |full |entire |whole |four )?|another |an additional )?{_LENGTH}(?: and a half| \d/\d)?(?:\s|-)(?:(?:or|to) \w+ )?"
    rf"(?:more |full |consecutive |straight |long )?{UNIT}(?:-long)?(?: or (?:so|more))?(?!-ago|-earlier|(?: |-)olds?)",
    needs=_UNIT_WORDS,
    names=False,
)
@rule(
    "(?:the |many |some )?(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?: (?:or|and) (?:weeks|months|years))?|"
    "a (?:long )?while|some time|(?:all|the (?:full|entire|whole)) (?:day|week|month|year)|the (?:week|month|day|period|time)(?=[\\s,.])",
    needs=[*_UNIT_WORDS, "while", "time", "period"],
    names=False,
)
def length(_match: re.Match[str], _: Story) -> Days | None:
    return None


@rule(
    f"(?:every|each) (?:\\w+ )?(?:{'|'.join(UNITS)}|morning|evening|summer|winter)s?|hourly|nightly|(?:once|twice) an? (?:day|week|month|year)|"
    "(?<!average\\s)daily(?! (?:mail|news|telegraph|mirror|beast|star|express))",
    needs="every each hourly nightly once twice daily".split(),
    names=False,
)
def habit(_match: re.Match[str], _: Story) -> Days | None:
    return None
