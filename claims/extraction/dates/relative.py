"""Times told from the day of publication, or from a day of the story."""

from __future__ import annotations

import datetime as dt
import re

from claims.extraction.dates.days import DAY, Days, holding, moved, moved_span, one, reaching
from claims.extraction.dates.rules import Rulebook, Story, lower
from claims.extraction.dates.tense import Tense
from claims.extraction.dates.words import (
    ABOUT,
    CLOCK,
    DEICTIC,
    DEICTIC_WORDS,
    LOOSE,
    MONTH,
    NUMBER,
    PART_OF_DAY,
    UNIT,
    UNITS,
    WEEKDAY,
    WEEKDAY_WORDS,
    WEEKDAYS,
    number_of,
    unit_name,
    weekday_number,
)

RULES = Rulebook()

#: how many units back "recent" reaches and ahead "the coming days": a convention, as for "several"
_RECENT = 4

# --- weekdays ---------------------------------------------------------------------------------------------------------------

_WHICH_DAY = "(?P<which>last|next|this coming|this past|this|the following|the next|the previous)"


@RULES.rule(
    f"(?:(?:early|late|earlier|later) (?:on )?)?(?:{_WHICH_DAY} )?{WEEKDAY}(?:(?: of)? (?P<week>last|this|next) week)?"
    f"(?: {PART_OF_DAY})?",
    needs=WEEKDAY_WORDS,
)
def weekday(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "Tuesday" to the last one, or the next where its verb looks ahead, and "Monday last week" to that of the week.

    "On a Tuesday" is any.
    """
    if match.string.endswith((" on a ", "On a "), 0, match.start()):
        return None
    if match["week"] and story.published is not None:
        monday = story.published - story.published.weekday() * DAY
        week = {"last": -7, "this": 0, "next": 7}[match["week"].lower()]
        return one(monday + (week + weekday_number(match["weekday"])) * DAY)
    return _weekday(match["weekday"], lower(match["which"]), story)


def _weekday(name: str, which: str, story: Story) -> Days | None:
    if story.published is None:
        return None
    told = story.day if which in {"the following", "the next", "the previous"} else None
    base = told.earliest if told else story.published
    number = weekday_number(name)
    if which == "this":
        return one(base + (number - base.weekday()) * DAY)
    back = base - (base.weekday() - number) % 7 * DAY
    ahead = base + (number - base.weekday()) % 7 * DAY
    if which in {"last", "this past", "the previous"}:
        return one(back if back < base else back - 7 * DAY)
    if which in {"next", "this coming", "the following", "the next"}:
        near = 2 if which == "next" else 0  # what comes tomorrow is not called "next"
        return one(ahead if (ahead - base).days > near else ahead + 7 * DAY)
    return one(back if story.tense().looks_back else ahead)


@RULES.rule(
    f"(?:(?:around|about|(?:shortly|just) (?:before|after)) )?(?:{CLOCK})(?:,? {PART_OF_DAY})?"
    f"(?:,? (?:on )?(?P<when>today|yesterday|tomorrow|(?:(?P<which>last|this|next) )?{WEEKDAY}))?(?: {PART_OF_DAY})?",
    needs="am pm m a : evening gmt local morning night utc hours clock noon midnight midday afternoon midafternoon".split(),
)
def time_of_day(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "3 p.m. on Friday" to its day; a time alone has none."""
    if story.published is None or not match["when"]:
        return None
    if match["weekday"]:
        return _weekday(match["weekday"], lower(match["which"]), story)
    return one(story.published + DEICTIC[match["when"].lower()][0] * DAY)


@RULES.rule(
    f"(?:the )?(?:early hours|small hours|night|evening|morning|afternoon|eve) of(?= (?:{WEEKDAY}|the \\d|\\d|{MONTH}))",
    needs="hours night evening morning afternoon eve".split(),
)
def part_of_day(_match: re.Match[str], _: Story) -> Days | None:
    """Find "the night of" before a day, which it becomes one with."""
    return None


@RULES.rule(
    f"the (?P<unit>week|fortnight|{NUMBER} days) (?:to|ending|ended|through)(?: on)? {WEEKDAY}(?: {PART_OF_DAY})?",
    needs=WEEKDAY_WORDS,
)
def days_to(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the week to Sunday" to the days that end on it."""
    last = _weekday(match["weekday"], "", story)
    count = {"week": 7, "fortnight": 14}.get(match["unit"].lower()) or int(number_of(match["number"])[1])
    return Days(last.latest - (count - 1) * DAY, last.latest) if last is not None else None


# --- from the day of publication --------------------------------------------------------------------------------------------


@RULES.rule(
    f"(?:(?:early|late|earlier|later|right) )?(?P<word>{DEICTIC_WORDS})(?: {PART_OF_DAY})?"
    r"(?! (?:bag|train|stay|success|sensation)s?\b)",
    needs={word.split()[-1] for word in DEICTIC},
)
def deictic(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "yesterday", "overnight", "this morning", "now"."""
    if story.published is None:
        return None
    word = lower(match["word"])
    if word == "overnight" and story.morning_here:  # "capsized at 4 a.m. on Monday, near the end of an overnight crossing"
        return Days(story.morning_here.earliest - DAY, story.morning_here.latest)
    if word == "overnight" and story.night_near:  # "fell late Sunday and early Monday. The river rose overnight"
        return Days(story.night_near.earliest, story.night_near.earliest + DAY)
    first, last = DEICTIC[word] if word != "overnight" or story.tense() is not Tense.FUTURE else (0, 1)  # "is to peak overnight"
    return Days(story.published + first * DAY, story.published + last * DAY)


@RULES.rule(
    "(?:more |just |very )?recently|recent(?= (?!days|weeks|months|years|quarters)\\w)|current(?= )|"
    "in the (?:recent )?past(?=[.,;])|the (?:near |foreseeable )future|the (?:near|short|long) term|(?<!as\\s)soon(?! as| after)",
    needs="recently recent current past future term soon".split(),
)
def sometime(_match: re.Match[str], _: Story) -> Days | None:
    """Find "recently" and "soon", which name no days."""
    return None


_WHICH_UNIT = (
    "(?P<which>this past|this coming|this|last|next|that|"
    "the (?:current fiscal|current|previous|coming|upcoming|following|same|past|last|next|prior|preceding|latest))"
)
#: "That second strike" is one of two.
_ONE_UNIT = "|".join(sorted({*UNITS} - {"second"}, key=len, reverse=True))
_STEPS = {"last": -1, "next": 1, "following": 1, "previous": -1, "preceding": -1, "prior": -1}
#: What was so long ago, "the same night" goes back to it only from the paragraph that tells it.
_FRESH = dt.timedelta(days=3)
_TOLD = frozenset({"the same", "that", "the following", "the previous", "the preceding", "the prior"})


@RULES.rule(
    f"{LOOSE}{_WHICH_UNIT} (?:fiscal |calendar |business )?(?P<unit>{_ONE_UNIT})(?: {PART_OF_DAY})?(?: or so)?(?!-old)(?! as\\b)",
    needs=UNITS,
)
def unit_nearby(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "last week", "that year" to calendar units; "the past week" and "the coming week" count from publication."""
    published, which, unit = story.published, lower(match["which"]), match["unit"].lower()
    if published is None:
        return None
    if which in {"the coming", "the upcoming"}:
        return reaching(published, unit, 1)
    if which in {"the past", "this past", "the last"}:
        return reaching(published, unit, -1)
    base = published
    fresh = story.day_is_near or story.day is None or published - story.day.latest <= _FRESH
    if which == "the same" and unit in {"day", "night"} and not fresh and story.day_ahead is None:
        return None
    if which in _TOLD or (which == "the next" and unit == "day"):
        told = (story.day if which != "that" else story.event_day) if unit in {"day", "night"} else story.named
        told = story.night or told if (which, unit) == ("that", "night") else told
        if unit == "day" and story.day_ahead and story.tense() is Tense.FUTURE:
            told = story.day_ahead  # "we will hand it over on Tuesday, and we will publish it the same day"
        if which == "that" and unit in {"day", "night"} and (told is None or _is_told_since(story, told)):
            return None
        base = told.earliest if told else published
    there = moved(base, unit, 1 if which == "this coming" else _STEPS.get(which.split()[-1], 0))
    return holding(there, unit)


def _is_told_since(story: Story, day: Days) -> bool:
    """A month before the day has been told of since, and it is one of that: "on a morning in July a shell fell. That day …"."""
    return story.period is not None and story.period.latest < day.earliest


@RULES.rule(
    "(?:the|that) same (?P<unit>month|quarter) (?:(?P<last>last year)|(?:in |of )?(?:a|the previous|the prior|the) year"
    "(?: ago| earlier| before)?|(?:in|of) (?:(?P<year>\\d{4})|last year))",
    needs=["same"],
)
def same_unit_of_another_year(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the same month last year" from the month told."""
    if story.period is None or story.published is None:
        return None
    told = story.period.earliest.year
    year = int(match["year"]) if match["year"] else story.published.year - 1 if match["last"] else told - 1
    return moved_span(story.period, "year", year - told)


@RULES.rule(f"(?:(?:in|over|during) )?(?P<which>(?:the )?(?:more )?recent|(?:the )?coming) {UNIT}", needs=["recent", "coming"])
def recent_units(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "in recent weeks", "the coming days" to so many units by convention; "the coming week" is one."""
    if story.published is None:
        return None
    count = _RECENT if match.group().lower().endswith("s") else 1
    ahead = match["which"].lower().endswith("coming")
    return reaching(story.published, unit_name(match["unit"]), count if ahead else -count)


@RULES.rule(
    f"(?:each of )?(?:the|these|those) (?P<which>last|past|next|coming|previous|first|following) {NUMBER}(?: |-){UNIT}",
    needs="last past next coming previous first following".split(),
    names=False,
)
@RULES.rule(f"(?:in )?(?P<which>past|next) {NUMBER} {UNIT}", needs=["past", "next"], names=False)
def units_nearby(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the past two months", "the next few days"; the first days of something told are left open."""
    which = match["which"].lower()
    if story.published is None or which in {"first", "previous", "following"}:
        return None
    _, most = number_of(match["number"])
    return reaching(story.published, unit_name(match["unit"]), most if which in {"next", "coming"} else -most)


_SINCE_START = re.compile(r"\bsince\s+(?:the\s+)?(?:beginning|start)\s+of\s+the\s+\w+\Z", re.IGNORECASE)


@RULES.rule(
    "(?:at )?(?:around )?(?:the )?(?:end|start|beginning|middle|rest|turn|close) of the "
    "(?P<unit>day|week|month|quarter|year|decade|century)",
    needs="end start beginning middle rest turn close".split(),
)
@RULES.rule(
    "(?:earlier|later|early|late) in the (?P<unit>week|month|quarter|year|decade|century)",
    needs="earlier later early late".split(),
)
@RULES.rule("(?:around |at )?(?:the )?(?P<end>year)(?:-| )?end|year['’]s end", needs=["end", "yearend"])
@RULES.rule("the (?P<unit>year|month)(?=[,.;]| (?:was|were|to|as|in|at|the|by|with|and|of|that))", needs=["year"])
def this_unit(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the end of the month", "later in the year", "year-end", "for the year" to the unit of publication.

    What has been so "since the start of the year" has been so up to publication.
    """
    if story.published is None:
        return None
    whole = holding(story.published, (match.groupdict().get("unit") or "year").lower())
    return Days(whole.earliest, story.published) if _SINCE_START.search(match.string, 0, match.end()) else whole


@RULES.rule("so far (?:in )?this (?P<unit>month|quarter|year)|this (?P<this>month|quarter|year) so far", needs=["far"])
def so_far(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "so far this year" to the days from its first to publication."""
    if story.published is None:
        return None
    return Days(holding(story.published, (match["unit"] or match["this"]).lower()).earliest, story.published)


@RULES.rule("(?:over )?the weekend", needs=["weekend"])
def weekend(_match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the weekend" to the last one, or the next where its verb looks ahead."""
    if story.published is None:
        return None
    here = holding(story.published, "weekend")
    if here.earliest > story.published and story.tense() is not Tense.FUTURE:
        return moved_span(here, "week", -1)
    return here


# --- counted from another day -----------------------------------------------------------------------------------------------

_BACKWARDS = frozenset({"ago", "earlier", "before", "previously", "back", "prior"})
_FROM_NOW = frozenset({"ago", "from now", "hence", "back"})
_SIDE_WORDS = [*_BACKWARDS, *"later after afterwards now hence".split()]
_OFF = "(?: or (?:so|two|more))? (?P<side>ago|earlier|before|later|after|afterwards|from now|previously|back|hence|prior)"
_GOES_ON = re.compile(r"\s+\w")
_WENT_ON = re.compile(
    r"\b(?:last(?:s|ed|ing)?|liv(?:es?|ed|ing)|serv(?:es?|ed|ing)|spen(?:ds?|t|ding)|stay(?:s|ed|ing)?|surviv(?:es?|ed|ing)"
    r"|t(?:akes?|ook|aken|aking)|wait(?:s|ed|ing)?|work(?:s|ed|ing)?)"
    r"(?: (?:for|about|around|nearly|some|up to|an? average(?: of)?))*\s$"
)
#: "Was grounded for 20 months after two crashes".
_FOR = re.compile(r"\bfor (?:about |around |nearly |some |at least |more than )?$")
#: In days.
_LATE = 400
#: In characters.
_LONGEST_LEAD = 40
_LONG_UNIT = "(?P<unit>day|night|weekend|week|month|quarter|year|decade|century|centurie)s?"


@RULES.rule(f"{ABOUT}{NUMBER}(?: |-)(?:or (?:two|so|more) )?(?:full |long )?{_LONG_UNIT}{_OFF}", needs=_SIDE_WORDS)
@RULES.rule(f"(?:(?P<number>a|one) )?{_LONG_UNIT}-(?P<side>ago|earlier)", needs=["ago", "earlier"])
def counted_off(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "two days ago" from publication, "two days earlier" from the day told, "a year earlier" from the period told."""
    unit, side = unit_name(match["unit"]), lower(match["side"])
    fewest, most = number_of(match["number"] or "a")
    sign = -1 if side in _BACKWARDS else 1
    if unit == "year" and fewest == most and (span := _span_told(story, side, match)) is not None:
        return moved_span(span, "year", sign * most)
    told_before = story.period is not None and not story.period_is_here and side not in _FROM_NOW
    if unit == "month" and fewest == most and story.period and told_before:
        return None if _goes_on(side, match) else moved_span(story.period, "month", sign * most)
    base = _base(story, side, match)
    if unit == "night" and story.day and story.day.length == 2 and base and side not in _FROM_NOW:
        return moved_span(story.day, "day", sign * most)
    if base is None or (unit != "year" and story.period_is_here and side not in _FROM_NOW):
        return None  # "in 2022, and lifted it four months later"
    near, far = holding(moved(base, unit, sign * fewest), unit), holding(moved(base, unit, sign * most), unit)
    return Days(min(near.earliest, far.earliest), max(near.latest, far.latest))


def _span_told(story: Story, side: str, match: re.Match[str]) -> Days | None:
    """The month, the quarter or the year that years are counted from."""
    told = side not in _FROM_NOW and not _goes_on(side, match)
    if told and story.year_here is not None and not story.period_is_here:
        return story.year_here  # "which won independence in 2011, descended two years later into a war"
    if story.period and (_is_of_late(story) or side not in _FROM_NOW):
        return story.period
    return _year_told(story) if told else None  # "last year, against 43% four years earlier"


def _year_told(story: Story) -> Days | None:
    """The year of the sentence at hand, or the last that was named: "imposed in 2019. They were lifted two years later"."""
    named = story.named
    return story.year_here or (named if named is not None and named == holding(named.earliest, "year") else None)


def _is_of_late(story: Story) -> bool:
    """The sentence names a month or a quarter of the last year, from which "a year ago" may go back: "fell in March"."""
    period, today = story.period, story.published
    return story.period_is_here and period is not None and (today is None or (today - period.earliest).days <= _LATE)


def is_length(match: re.Match[str]) -> bool:
    """Whether it says how long something went on: "had waited [an average of] 11 weeks before they were seen"."""
    if (match.groupdict().get("side") or "").lower() not in {"before", "after"} or not _GOES_ON.match(match.string, match.end()):
        return False
    before = match.string[max(0, match.start() - _LONGEST_LEAD) : match.start()]
    return _FOR.search(before) is not None or _WENT_ON.search(before) is not None


def _base(story: Story, side: str, match: re.Match[str]) -> dt.date | None:
    """The day to count from; ``None`` where it is what follows: "a week after the vote"."""
    if side in _FROM_NOW:
        return story.published
    if _goes_on(side, match):
        return None
    if story.day is not None:
        return _told_day(story.day, story)
    return story.published if side in _BACKWARDS else None


def _goes_on(side: str, match: re.Match[str]) -> bool:
    """What it is before or after is told next."""
    return side in {"before", "after"} and _GOES_ON.match(match.string, match.end()) is not None


def _told_day(days: Days, story: Story) -> dt.date:
    """The day that is meant by what was told last: of a night that ends on the day of publication, that day."""
    return days.latest if days.latest == story.published else days.earliest


@RULES.rule(f"{ABOUT}{NUMBER} (?P<unit>hour|minute|second)s?{_OFF}", needs=_SIDE_WORDS, names=False)
def hours_off(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "three hours ago" to the day of publication and the one it reaches into; "70 minutes later" has no day."""
    if story.published is None or lower(match["side"]) not in _FROM_NOW:
        return None
    _, most = number_of(match["number"])
    return reaching(story.published, match["unit"].lower(), -most)


@RULES.rule(
    "the (?P<unit>day|night|week|month|year) (?P<where>before|after|earlier)(?! (?:yesterday|tomorrow))",
    needs=["before", "after", "earlier"],
)
@RULES.rule(
    "the (?P<where>next|following|previous|preceding|same) (?P<unit>morning|afternoon|evening|night)",
    needs="next following previous preceding same".split(),
)
def beside(match: re.Match[str], story: Story) -> Days | None:
    """Resolve "the day before", "the next morning" from the last day told, and "the same evening" from one just told."""
    if match["where"].lower() == "same" and not story.day_is_near:
        return None
    base = _told_day(story.day, story) if story.day else story.published
    if base is None or (match["where"].lower() in {"before", "after"} and _GOES_ON.match(match.string, match.end())):
        return None
    unit = match["unit"].lower() if match["unit"].lower() in {"week", "month", "year"} else "day"
    step = {"before": -1, "earlier": -1, "previous": -1, "preceding": -1, "same": 0}.get(match["where"].lower(), 1)
    if unit == "year" and story.named and story.named == holding(story.named.earliest, unit):
        return moved_span(story.named, unit, step)  # "3,173 in 2025, fewer than in the year before"
    if unit == "week" and story.named and story.named.length == len(WEEKDAYS):
        return moved_span(story.named, unit, step)  # "in the week to Sunday, up from 26 the week before"
    there = moved(base, unit, step)
    return holding(there, unit)
