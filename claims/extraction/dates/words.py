"""The words that calendar expressions are made of, and the pieces of patterns over them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth "
            "twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ).split(),
        start=1,
    )
}
SMALL = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = (
    {word: number for number, word in enumerate(SMALL, start=1)}
    | {word: 10 * number for number, word in enumerate(TENS, start=2)}
    | {"a": 1, "an": 1, "a hundred": 100, "hundred": 100}
)
#: how many units a word for a few allows, as for counted things
VAGUE = {"a couple of": (2, 3), "few": (3, 6), "a few": (3, 6), "several": (3, 9), "some": (2, 9), "many": (3, 20)}
#: the first month of each season, northern; winter belongs to the year in which it begins
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_DECADES = "twenties thirties forties fifties sixties seventies eighties nineties".split()
DECADES = {word: 1920 + 10 * number for number, word in enumerate(_DECADES)}
UNITS = "second minute hour day night week weekend month quarter year decade century".split()

#: what each expression relative to the day of publication means, in days from it
DEICTIC = {
    "the day before yesterday": (-2, -2),
    "last night": (-1, -1),
    "yesterday": (-1, -1),
    "overnight": (-1, 0),
    "today": (0, 0),
    "tonight": (0, 0),
    "this morning": (0, 0),
    "this afternoon": (0, 0),
    "this evening": (0, 0),
    "now": (0, 0),
    "currently": (0, 0),
    "nowadays": (0, 0),
    "at present": (0, 0),
    "at the moment": (0, 0),
    "tomorrow": (1, 1),
    "the day after tomorrow": (2, 2),
}


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


def _abbreviated(names: dict[str, int], shortest: str) -> str:
    """Names as they are capitalised, whole or cut short with a point."""
    whole = [name.capitalize() for name in names] + [name.upper() for name in names]
    return "(?-i:" + _any([*whole, *(re.escape(short + ".") for short in shortest.split())]) + ")"


_SHORT_WEEKDAYS = "Mon Tues Tue Wed Thurs Thu Fri Sat Sun"
_SHORT_MONTHS = "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
MONTH = f"(?P<month>{_abbreviated(MONTHS, _SHORT_MONTHS)})"
#: beside a day of the month the point may be left out
MONTH_BY_DAY = f"(?P<month>{_abbreviated(MONTHS, _SHORT_MONTHS)}|(?-i:{_any(_SHORT_MONTHS.split())})(?![a-z]))"
WEEKDAY = f"(?P<weekday>{_abbreviated(WEEKDAYS, _SHORT_WEEKDAYS)})"
ORDINAL = _any(ORDINALS)
DAY_NUMBER = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?|{ORDINAL})(?![\w]|[.,:]\d|%)"
YEAR = r"(?P<year>(?:1[4-9]|20)\d\d)"
NUMBER = rf"(?P<number>\d{{1,3}}(?:\.5)?|{_any([*NUMBERS, *VAGUE])})"
UNIT = rf"(?P<unit>{_any(UNITS)}|centurie)s?"
PART_OF_DAY = "(?:morning|afternoon|evening|night|lunchtime|dawn|dusk)"
ABOUT = (
    "(?:(?:about|around|almost|nearly|over|roughly|some|just|more than|less than|at least|up to|no more "
    "than|only|barely|just over|just under|well over) )?"
)
#: what may stand before a month, a year or a unit without changing which one is meant
LOOSE = (
    "(?:(?:(?:the )?(?:very )?(?:early|late|mid|earlier|later)(?:-|(?: (?:in|that))?(?: the)? ))|"
    "(?:(?:the )?(?:very )?(?:middle|beginning|start|end|(?:first|second) half|rest|turn|close|eve) of (?:the )?))?"
)
SEASON = f"(?P<season>{_any(SEASONS)})"
CENTURY_WORD = "(?P<century>" + "|".join(SMALL[15:]) + "|twenty)"
TWO_DIGITS = rf"(?P<tens>{_any([*TENS, *SMALL[9:]])})(?:(?: |-)(?P<ones>{'|'.join(SMALL[:9])}))?"
ZONE = r"(?: (?:GMT|UTC|EST|EDT|PST|PDT|CES?T|EES?T|BST|MSK|CST|CDT|IST|ET|PT|(?:local|Eastern|Pacific|Moscow|Kyiv) time))?"
#: Before "six in the evening".
_AT_HOUR = "|".join(rf"(?<={word}\s)" for word in "after at before by until".split())
_HALF_OF_DAY = r"[ap](?:\.\s?m\.?|m\b)"
CLOCK = (
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?\s?{_HALF_OF_DAY}|(?:[01]?\d|2[0-3]):[0-5]\d(?::\d\d)?(?:\s?{_HALF_OF_DAY})?|"
    rf"(?:[01]?\d|2[0-3])\.[0-5]\d(?= (?:on [A-Z][a-z]+day (?:morning|afternoon|evening|night)|(?:GMT|UTC|local time)\b))|"
    rf"(?:[01]\d|2[0-3])[0-5]\d(?= (?:GMT|UTC|hours)))(?!\d){ZONE}|(?:\d\d?|{'|'.join(SMALL[:12])}) o['’]clock|"
    rf"(?:{_AT_HOUR})(?:1[0-2]|0?[1-9]|{'|'.join(SMALL[:12])})"
    r"(?: in the (?:early )?(?:morning|afternoon|evening)\b|(?= on (?:\w+day )?(?:morning|afternoon|evening)\b))|"
    r"noon|midnight|midday|mid-?afternoon"
)


#: The names of the calendar, which are written with a capital and name nobody.
CALENDAR = frozenset({*MONTHS, *WEEKDAYS})
#: the words one of which each kind of expression holds
MONTH_WORDS = frozenset({*MONTHS, *_SHORT_MONTHS.lower().split()})
WEEKDAY_WORDS = frozenset({*WEEKDAYS, *_SHORT_WEEKDAYS.lower().split()})
UNIT_WORDS = frozenset({*UNITS, *(unit + "s" for unit in UNITS), "centuries"})
DEICTIC_WORDS = _any(DEICTIC)


def month_number(name: str) -> int:
    """The month's number by its first three letters."""
    return next(number for full, number in MONTHS.items() if full[:3] == name[:3].lower())


def weekday_number(name: str) -> int:
    """The weekday's number, Monday 0, by its first three letters."""
    return next(number for full, number in WEEKDAYS.items() if full[:3] == name[:3].lower())


def day_number(text: str) -> int:
    """The number that "23", "4th" or "twenty-first" says."""
    return ORDINALS.get(text.lower()) or int(re.sub(r"\D", "", text))


def unit_name(text: str) -> str:
    """The unit in the singular."""
    return "century" if text.lower() == "centurie" else text.lower()


def number_of(words: str) -> tuple[float, float]:
    """The fewest and the most units that the words allow."""
    words = re.sub(r"\s+", " ", words.lower())
    if words in VAGUE:
        return VAGUE[words]
    value = float(NUMBERS[words]) if words in NUMBERS else float(words)
    return value, value
