"""Illnesses by the names that news has for them, and the one that an article is about: what "the virus" is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.extraction.text.document import Document
from claims.extraction.text.tokens import Token

ILLNESSES = frozenset(
    """cancer cholera coronavirus covid covid-19 dengue diphtheria dysentery ebola flu hepatitis hiv influenza malaria marburg
    measles meningitis mpox norovirus pertussis plague pneumonia polio rabies rubella salmonella tuberculosis typhoid zika
    """.split()
)
#: Nouns for one, and for how it spreads.
ILLS = frozenset({"disease", "illness", "infection", "virus"})
OUTBREAKS = frozenset({"epidemic", "outbreak"})
#: What stands before "fever" and makes it one of them.
_FEVERS = frozenset({"lassa", "scarlet", "typhoid", "yellow"})
#: What stands before "flu" and tells which.
_FLUS = frozenset({"avian", "bird", "swine"})
_WORDS = ILLNESSES | {"fever", "flu"}
_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, ILLNESSES), reverse=True))}|(?:{'|'.join(sorted(_FEVERS))}) fever)\b")
_WRITTEN = {"hiv": "HIV", "ebola": "Ebola", "marburg": "Marburg", "zika": "Zika"} | dict.fromkeys(
    ("coronavirus", "covid", "covid-19"), "Covid-19"
)


def illnesses_in(words: Iterable[Token]) -> set[str]:
    """The illnesses that the words name, in small letters."""
    found = set()
    for word in words:
        low = word.lower_
        if low not in _WORDS:
            continue  # most are not, and to ask what stands beside them takes time
        before = word.nbor(-1).lower_ if word.i > word.sent.start else ""
        if (low == "fever" and before in _FEVERS) or (low == "flu" and before in _FLUS):
            found.add(f"{before} {low}")
        elif low in ILLNESSES and not (low in _FEVERS and word.i + 1 < word.sent.end and word.nbor().lower_ == "fever"):
            found.add(low)
    return found


def names_illness(statement: str) -> bool:
    """The sentence names one."""
    return _NAMED.search(statement.lower()) is not None


def as_written(illness: str) -> str:
    """The name as it stands within a sentence."""
    return "Lassa fever" if illness == "lassa fever" else _WRITTEN.get(illness, illness)


def only_illness(document: Document) -> str | None:
    """The illness that an article is about: the only one that it names."""
    found = illnesses_in(word for sentence in document.sentences for word in sentence.tokens)
    return as_written(found.pop()) if len(found) == 1 else None
