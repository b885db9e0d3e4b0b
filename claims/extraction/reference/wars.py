"""Which war "the war" is: the one whose place the article names, "the war in Ukraine", "Russia's invasion of Ukraine"."""

from __future__ import annotations

import re

from claims.extraction.dates.words import CALENDAR
from claims.extraction.reference.countries import REGIONS, country_of

_NAME = r"(?:[A-Z][\w-]+)(?: (?:of |and )?[A-Z][\w-]+)?"
_HOW = r"(?:full-scale |full-fledged |unprovoked |brutal |continuing |ongoing |illegal )*"
#: "The war in Ukraine", "its war on Gaza".
_IN = re.compile(rf"(?<!\bof )\b(?:war|conflict) (?:in|on|against) (?:the )?({_NAME})")  # not "prisoners of war on Friday"
#: "Ukraine war: …", "the Gaza war".
_OF = re.compile(r"(?<![\w-] )\b([A-Z][\w-]+) war\b|\b[Tt]he ([A-Z][\w-]+) (?:war|conflict)\b")
#: "Russia's full-scale invasion of Ukraine", "the Russian invasion of Ukraine", "Russia invaded Ukraine".
_INVASION = re.compile(
    rf"\b(?:([A-Z]\w+)['’]s|[Tt]he ([A-Z]\w+)) {_HOW}invasion of ({_NAME})|\b([A-Z]\w+) (?:had |has )?invaded ({_NAME})"
)
#: What is no place, "the war on Terror".
_NO_PLACES = frozenset({"Drugs", "Terror", "Christmas"})


def place_of_war(text: str) -> str | None:
    """Where the only war of an article is; ``None`` where it names none, or several."""
    found = {match[1] for match in _IN.finditer(text) if match[1] not in _NO_PLACES and match[1].lower() not in CALENDAR}
    named = (match[1] or match[2] for match in _OF.finditer(text))
    found |= {name for name in named if name in REGIONS or country_of(name) == name}
    found |= {match[3] or match[5] for match in _INVASION.finditer(text)}
    found = {name.removesuffix(" Strip") for name in found}
    return found.pop() if len(found) == 1 else None


def invasion(text: str) -> str | None:
    """Whose the only invasion of an article is, and of what: "Russia's invasion of Ukraine"."""
    found = set()
    for match in _INVASION.finditer(text):
        who, of = match[1] or match[2] or match[4], match[3] or match[5]
        found.add((country_of(who), of))
    who, of = found.pop() if len(found) == 1 else (None, "")
    return f"{who}’s invasion of {of}" if who else None
