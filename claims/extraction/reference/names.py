"""What the words of a phrase say of who is meant: its head noun, whether it names, counts or merely describes somebody."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

from claims.extraction import plurals
from claims.extraction.reference.nouns import BODIES, INVOLVED, NAMELESS, PERSONS, PLURAL_BODIES

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
ITS = frozenset({"it", "its"})
IT = ITS | {"itself"}
#: What stands for two together, and for no body of several people.
TWO = frozenset({"both", "both sides", "the two", "the pair"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"}) | TWO
#: Before what belongs to a third person.
OWNERS = frozenset({"his", "her", "its", "their"})
PRONOUNS = HE | SHE | IT | THEY

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(
    r"^(?:even\s+)?(?:the|a|an|my|his|her|its|their|our|this|that|these|those|some|one(?!\s+of)|another)\s+", re.IGNORECASE
)
_TITLES = frozenset(
    """mr mrs ms miss dr prof sir dame lord lady brig gen col maj capt lt cmdr cpl sgt adm sen rep gov rev fr sister brother
    sheikh madam judge justice king queen prince princess""".split()
)
_BEFORE_NAMES = _TITLES | PERSONS
_COMPANY_ENDINGS = frozenset(
    """ab abp ag airlines airways as asa bancorp biotech co corp electronics energy foods gmbh group holdings inc industries
    insurance labs llc logistics ltd motors networks nv oyj petroleum pharma pharmaceuticals plc rail robotics sa se
    securities semiconductor shipping software solutions spa steel systems technologies telecom telecoms""".split()
)
_LONGEST_OFFICE = 4
#: Nouns for several people that no "s" ends.
_PEOPLE = frozenset({"children", "crew", "men", "people", "personnel", "police", "staff", "troops", "women"})
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae"})
_ENDING = re.compile(r"(?:yy|iy|yi|ij|ii)$")
#: Who speaks for others by office is not nameless, even without a name.
SPEAKING_FOR = frozenset("spokesman spokeswoman spokesperson representative".split())
_NOT_KNOWN = (PERSONS | NAMELESS) - SPEAKING_FOR


#: "UN Mission in Lund [(UNMIL]", without its end.
_OPEN = re.compile(r"\s\([^)]*$")


_HONOURED = (" CBE", " KC", " MBE", " MD", " OBE", " PhD", " QC", " SC")
#: "Imogen Roe KC".
_HONOURS = re.compile(r"^((?:[A-Z][\w.’'-]+\s){1,3}[A-Z][\w.’'-]+)\s(?:CBE|KC|MBE|MD|OBE|PhD|QC|SC)$")


def bare_name(text: str) -> str:
    """A name without its article, titles, possessive ending and stray marks."""
    joined = _OPEN.sub("", " ".join(text.split()).strip(' ,;:"“”«»()[]'))
    if joined.endswith(_HONOURED):
        joined = _HONOURS.sub(r"\1", joined)
    return POSSESSIVE.sub("", _ARTICLE.sub("", joined)) if joined else ""


@functools.lru_cache(maxsize=4096)
def folded(word: str) -> str:
    """A word as it is compared: without case, accents, and what transliterations differ in ("Zelenskyy", "Zelensky")."""
    plain = word.lower().replace("’", "'").translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))
    return _ENDING.sub("y", plain)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(folded(word) for word in name.split())


def is_company(words: Sequence[str]) -> bool:
    """Whether a name, by its words, ends as those of companies do: "Northline Paper Co." is no newspaper."""
    return bool(words) and words[-1].lower().strip(".,") in _COMPANY_ENDINGS


def split_titles(words: list[str]) -> tuple[list[str], list[str]]:
    """The titles and offices before a name, and the name: "Prof Koš", "Commander Lind"; the General Staff is all name."""
    index = _office_before(words)
    while index < len(words) - 1 and words[index].lower().strip(".") in _BEFORE_NAMES:
        following = words[index + 1]
        if not following[0].isupper() or following.lower() in BODIES:
            break
        index += 1
    return words[:index], words[index:]


def _office_before(words: list[str]) -> int:
    """How many words before a name of two words or more are an office: "Special Public Prosecutor Ana Roe"."""
    for index in range(1, min(len(words) - 2, _LONGEST_OFFICE)):
        behind = words[index + 1 :]
        if words[index].lower() in PERSONS and all(word[:1].isupper() and word.lower() not in BODIES for word in behind):
            return index + 1
    return 0


def has_name(text: str) -> bool:
    """A word of it is written as a name, other than the first of a description that begins a sentence."""
    words = _WORD.findall(_ARTICLE.sub("", " ".join(text.split())))
    return any(word[0].isupper() for word in words[1:]) or (bool(words) and words[0][0].isupper() and not is_common(words))


def is_common(words: Sequence[str]) -> bool:
    """A description that merely begins a sentence: "Officials", "Two diplomats", "One of them"."""
    head = words[-1].lower()
    return (
        head in PRONOUNS
        or singular(head) in PERSONS
        or singular(head) in BODIES
        or head in PLURAL_BODIES
        or singular(head) in NAMELESS
    )


def is_somebody(plain: str) -> bool:
    """The head of the phrase is a common noun for people who are not known by it: "Western diplomats", "a police source"."""
    head = head_word(plain)
    words = plain.split()
    # in small letters, but where it opens a sentence, or is short for something: "an opposition MP"
    common = head in words or words[:1] == [head.capitalize()] or head.upper() in words
    return common and singular(head) in _NOT_KNOWN


def head_word(phrase: str) -> str:
    """The noun of a simple phrase: the last word before "of", "for", "in", "at", "from" or "who"."""
    words = phrase.lower().split()
    for index, word in enumerate(words):
        if index and word in {"of", "for", "by", "in", "at", "from", "on", "with", "who", "which", "near", "close", "familiar"}:
            return words[index - 1]
    return words[-1] if words else ""


def is_plural(text: str) -> bool:
    """It describes several people: "the doctors", "residents and videos"."""
    name = bare_name(text)
    first, joint, _ = name.partition(" and ")
    head = head_word(first if joint and first.islower() else name)
    return head == "people" or (singular(head) != head and singular(head) in PERSONS)


#: How somebody is told of by those whom they belong to.
ONE_OF = ("one of ", "another of ", "the other of ")


def is_one_of_some(text: str) -> bool:
    """Somebody is told of by no more than those whom they belong to: "one of them", "one of the two men"."""
    some = (
        r"(?:one|two|three|another|some|most|both) of (?:them|those|(?:the )?(?:two|three|four|five|six|\d+|men|women|people))\b"
    )
    return re.match(rf"(?:the )?{some}", text, re.IGNORECASE) is not None


def last_word(name: str) -> str:
    """By which longer and shorter forms of a name are found: a person's family name, the noun of a body."""
    return folded(name.rsplit(maxsplit=1)[-1]) if name else ""


def are_people(plural: str) -> bool:
    """The noun is one for several people: "villagers", "women", "troops"."""
    return plural in _PEOPLE or singular(plural) in PERSONS | INVOLVED


def singular(word: str) -> str:
    """The dictionary form of a noun; what people or bodies are called by is one as it stands: "people", "forces"."""
    return word if word in PERSONS or word in BODIES else plurals.singular(word)
