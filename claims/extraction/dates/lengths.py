"""Lengths of time and habits: calendar words that name no day."""

from __future__ import annotations

import re

from claims.extraction.dates.days import Days
from claims.extraction.dates.rules import Rulebook, Story
from claims.extraction.dates.words import ABOUT, MONTH, MONTH_WORDS, NUMBER, SMALL, TENS, UNIT, UNIT_WORDS, UNITS, WEEKDAYS

RULES = Rulebook()

_TO_99 = f"(?:{'|'.join(TENS)})(?:-| )(?:{'|'.join(SMALL[:9])})"
_NUMBER = rf"(?:{NUMBER}|\d[\d,.]*|{_TO_99}|(?:dozens|hundreds|thousands) of|half an?)"
_UNITS = "(?:seconds|minutes|hours|days|weeks|months|years|decades|centuries)"


@RULES.rule(
    rf"{ABOUT}(?:the (?:first |full |entire |whole )?|another |an additional )?{_NUMBER}(?: and a half| \d/\d)?(?:\s|-)"
    rf"(?:(?:or|to) \w+ )?(?:more |full |consecutive |straight |long )?{UNIT}(?:-long)?(?: or (?:so|more))?"
    r"(?!-ago|-earlier|(?: |-)olds?)",
    needs=UNIT_WORDS,
    names=False,
)
@RULES.rule(
    f"(?:the |many |some )?{_UNITS}(?: (?:or|and) (?:weeks|months|years))?|a (?:long )?while|some time|"
    "(?:all|the (?:full|entire|whole)) (?:day|week|month|year)|the (?:week|month|day|period|time)(?=[\\s,.])",
    needs=[*UNIT_WORDS, "while", "time", "period"],
    names=False,
)
def length(_match: re.Match[str], _: Story) -> Days | None:
    """Find "seven weeks", "a 50-day deadline", "decades"."""
    return None


#: "Since five this morning".
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"


@RULES.rule(
    rf"(?<=\s)(?:{'|'.join(_HOURS)})(?= (?:this (?:morning|afternoon)|in the morning|o[’']clock))",
    needs=_HOURS,
)
@RULES.rule(
    f"(?:every|each) {_WEEKDAY}|(?:on )?{_WEEKDAY}s(?: nights)?|{_WEEKDAY} nights",
    needs=[*WEEKDAYS, *(day + "s" for day in WEEKDAYS)],
)
@RULES.rule(
    f"(?:every|each) (?:\\w+ )?(?:{'|'.join(UNITS)}|morning|evening|summer|winter)s?|hourly|nightly|"
    "(?:once|twice) an? (?:day|week|month|year)|daily(?! (?:mail|news|telegraph|mirror|beast|star|express))",
    needs="every each hourly nightly once twice daily".split(),
    names=False,
)
@RULES.rule(f"(?:every|each|ever (?:recorded|registered|measured|seen|set)(?: here| there)? in) {MONTH}", needs=MONTH_WORDS)
def habit(_match: re.Match[str], _: Story) -> Days | None:
    """Find "every day", "Tuesday nights", "daily", "the highest ever recorded in June"."""
    return None
