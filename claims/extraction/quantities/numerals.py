"""Number expressions: "twenty-six", "1.2 million", "half a dozen", "tens of thousands", "two-thirds", "3.5bn"."""

from __future__ import annotations

import dataclasses
import enum

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.conventions import FEW, PLURAL
from claims.extraction.quantities.lexicon import (
    AMBIGUOUS_SUFFIX,
    DENOMINATORS,
    FOLD,
    ONES,
    SCALE_SUFFIXES,
    SCALES,
    TENS,
    VULGAR,
)
from claims.extraction.quantities.units import CODES, CURRENCIES, SIGNS

_WORDS = ONES | TENS
_DOZEN = 12
_MULTIPLIERS = SCALES | {"hundred": 100, "dozen": _DOZEN}
_PLURALS = {word[:-1]: word for word in PLURAL}
_FEW = {tuple(words.split()): words for words in FEW} | {("couple",): "a couple", ("few",): "a few", ("handful",): "a handful"}
#: What comes in pairs, and is worn or held.
_PAIRED = frozenset(
    """binoculars boots earrings eyes feet glasses gloves hands jeans legs pants pliers pyjamas sandals scissors shears shoes
    shorts skis slippers socks spectacles sunglasses tights trainers trousers wings""".split()
)
#: written fractions: "1/16", but "9/11" and "24/7" are none
_DENOMINATORS = frozenset({*range(2, 11), 12, 16, 20, 32, 64, 100, 128, 1000})
STARTS = frozenset(
    {*_WORDS, *FOLD, *_MULTIPLIERS, *PLURAL, *VULGAR, "a", "an", "half", "several", "couple", "few", "handful", "pair", "quarter"}
)


class Form(enum.Enum):
    """How a number is said, which decides how it is read on."""

    CARDINAL = enum.auto()
    FRACTION = enum.auto()
    VAGUE = enum.auto()
    MULTIPLE = enum.auto()


@dataclasses.dataclass(frozen=True, slots=True)
class Numeral:
    """A number expression over the atoms ``first`` up to ``last``; a vague one is an interval by a named convention.

    ``mantissa`` is the number before a scale word, "2" in "2 million", and ``scale`` what it was multiplied by.
    """

    first: int
    last: int
    low: float
    high: float
    form: Form = Form.CARDINAL
    convention: str = ""
    scale: float = 1
    in_words: bool = False

    @property
    def mantissa(self) -> float:
        return self.low / self.scale

    def scaled(self, factor: float) -> Numeral:
        return dataclasses.replace(self, low=_tidy(self.low * factor), high=_tidy(self.high * factor), scale=self.scale * factor)


def read_numeral(line: Line, first: int) -> Numeral | None:
    """The longest number expression that starts at the atom, or ``None``."""
    if line.is_number(first):
        return _digits(line, first)
    word = line.word(first)
    if word not in STARTS:
        return None
    if word in FOLD:
        return Numeral(first, first + 1, FOLD[word], FOLD[word], Form.MULTIPLE, in_words=True)
    return _fraction(line, first) or _vague(line, first) or _pair(line, first) or _words(line, first)


def _tidy(value: float) -> float:
    """Scaling decimals in binary leaves dust ("1.1 million" times ten to the sixth); no reporter gives twelve digits."""
    return float(f"{value:.12g}")


def _digits(line: Line, first: int) -> Numeral:
    value = float("".join(character for character in line.raw[first] if character.isdecimal() or character == "."))
    last = first + 1
    if (part := _written_fraction(line, first)) is not None:
        return Numeral(first, last + 2, part, part, Form.FRACTION)
    joined = last + (line.word(last) == "-" and line.glued(last))  # "7 1/2", "7-1/2"
    if line.raw[first].isdecimal() and line.is_number(joined) and (part := _written_fraction(line, joined)) is not None:
        value, last = value + part, joined + 3
    elif line.word(last) in VULGAR:
        value, last = value + VULGAR[line.word(last)], last + 1
    elif line.word(last) == "and" and line.matches(last + 1, ("a", "half")):
        value, last = value + 0.5, last + 3
    return _with_scales(line, Numeral(first, last, value, value))


def _written_fraction(line: Line, first: int) -> float | None:
    """The value of "1/16", if it stands there."""
    slash, last = first + 1, first + 2
    if line.word(slash) not in {"/", "⁄"} or not line.is_number(last) or not (line.glued(slash) and line.glued(last)):
        return None
    numerator, denominator = (line.raw[at].replace(",", "x") for at in (first, last))
    if not (numerator.isdecimal() and denominator.isdecimal() and int(denominator) in _DENOMINATORS):
        return None
    return int(numerator) / int(denominator) if int(numerator) < int(denominator) else None


def _with_scales(line: Line, numeral: Numeral) -> Numeral:
    """The numeral with the scale words and suffixes behind it: "4 hundred", "1.2 million", "3.5bn", "8 B people"."""
    last, word = numeral.last, line.word(numeral.last)
    if word == "-" and line.glued(last) and line.glued(last + 1) and line.word(last + 1) in _MULTIPLIERS:
        last, word = last + 1, line.word(last + 1)
    if word in _MULTIPLIERS:
        grown = dataclasses.replace(numeral.scaled(_MULTIPLIERS[word]), last=last + 1)
        return _with_scales(line, grown)
    if word in SCALE_SUFFIXES and numeral.scale == 1 and line.is_number(numeral.first) and _is_scale(line, numeral):
        return dataclasses.replace(numeral.scaled(SCALE_SUFFIXES[word]), last=last + 1)
    return numeral


def _is_scale(line: Line, numeral: Numeral) -> bool:
    """Whether letters behind digits multiply: "3.5bn" always; "m" with money, or before what is counted; "8 B people"."""
    at = numeral.last
    raw, word = line.raw[at], line.word(at)
    if not line.glued(at):
        before_noun = at + 1 < len(line) and line.token(at + 1).pos_ in {"NOUN", "ADJ"}
        return word in {"bn", "mn", "mln"} or (raw in {"B", "M"} and before_noun)
    if line.glued(at + 1) and line.raw[at + 1].isalnum():
        return False
    if word != AMBIGUOUS_SUFFIX or raw == "M":
        return True
    before = line.raw[numeral.first - 1] if numeral.first else ""
    money = before in SIGNS or before in CODES or not CURRENCIES.keys().isdisjoint({line.word(at + 1), line.word(at + 1)[:-1]})
    if money or (before.isalpha() and line.glued(numeral.first)):
        return True
    after = line.token(at + 1) if at + 1 < len(line) else None
    if line.word(at + 1) == "of":
        return at + 2 < len(line) and line.token(at + 2).pos_ in {"DET", "PRON"}  # "35m of its phones", but "40m of water"
    return after is not None and after.tag_ == "NNS"


class _Sum:
    """A number in words as it grows: ``group`` is what the next scale word will multiply, ``total`` what is done."""

    def __init__(self) -> None:
        self.total = 0.0
        self.group: float | None = None
        self.scale = 1.0

    @property
    def value(self) -> float:
        return self.total + (self.group or 0)

    def take(self, word: str) -> bool:
        """Add the word, or refuse it where it begins another number."""
        if word in _WORDS:
            if not self._joins(_WORDS[word]):
                return False
            self.group = (self.group or 0) + _WORDS[word]
        elif word in SCALES:
            if (self.group is None and self.total) or (self.total and SCALES[word] >= self.scale):
                return False
            self.total += (1 if self.group is None else self.group) * SCALES[word]
            self.group, self.scale = None, SCALES[word]
        elif word in _MULTIPLIERS and (self.group is None or self.group < 100):
            self.group = (1 if self.group is None else self.group) * _MULTIPLIERS[word]
        else:
            return False
        return True

    def _joins(self, value: int) -> bool:
        """Whether a word below a hundred may follow what the group holds: "twenty" and "six", "hundred" and "five"."""
        rest = (self.group or 0) % 100
        return rest == 0 or (rest in TENS.values() and 0 < value < 10)


def _words(line: Line, first: int) -> Numeral | None:
    """A number in words: "twenty-six", "three hundred and five", "two and a half million", "a dozen"."""
    index: int | None = first
    if line.word(first) in {"a", "an"}:
        index = first + 1 if line.word(first + 1) in _MULTIPLIERS else None
    said, last = _Sum(), first
    while index is not None and said.take(line.word(index)):
        last = index + 1
        index = _onward(line, last, whole=said.group is None or said.group % 100 == 0)
    if last == first:
        return None
    value, last = _and_a_half(line, said.value, last, said.scale)
    scale = said.scale if said.group is None else 1
    numeral = Numeral(first, last, value, value, scale=scale, in_words=True)
    return _with_scales(line, numeral) if said.scale == 1 else numeral


def _onward(line: Line, index: int, *, whole: bool) -> int | None:
    """Where the number goes on: at once, behind a hyphen inside it, or behind "and" after hundreds and thousands."""
    word = line.word(index)
    if word == "-" and line.glued(index) and line.glued(index + 1):
        return index + 1
    if word == "and" and whole and line.word(index + 1) in _WORDS and line.word(index - 1) in _MULTIPLIERS:
        return index + 1
    return index if word in _WORDS or word in _MULTIPLIERS else None


def _and_a_half(line: Line, value: float, last: int, scale: float) -> tuple[float, int]:
    """The number with the half behind it: "two and a half", "a million and a half"."""
    words = [line.word(last + step) for step in range(6)]
    if [word for word in words if word != "-"][:3] == ["and", "a", "half"]:
        return value + 0.5 * scale, last + words.index("half") + 1
    return value, last


def _fraction(line: Line, first: int) -> Numeral | None:
    """A fraction: "half", "a third", "two-thirds", "three quarters"."""
    word = line.word(first)
    if word in VULGAR:
        return Numeral(first, first + 1, VULGAR[word], VULGAR[word], Form.FRACTION)
    if word == "half":
        return _half(line, first)
    if word == "quarter" and not line.matches(first + 1, ("of",)):
        return None
    numerator = 1 if word in {"a", "an", "quarter"} else _WORDS.get(word, 0)
    at = first if word == "quarter" else first + 1
    if line.word(at) == "-":
        at += 1
    denominator = DENOMINATORS.get(line.word(at), 0)
    if (
        not numerator
        or not denominator
        or numerator >= denominator
        or numerator * 2 == denominator  # "two quarters" are parts of a town, or of a year
        or (numerator == 1) is line.word(at).endswith("s")
    ):
        return None
    if word in {"a", "an"} and not _ends_fraction(line, at + 1) and whole_before(line, first) is None:
        return None  # "a third missile" counts in order, "a quarter" is three months
    value = numerator / denominator
    return _of_scale(line, Numeral(first, at + 1, value, value, Form.FRACTION, in_words=True))


def whole_before(line: Line, first: int) -> int | None:
    """Where the whole of a share stands before it, with at most two words between: "[of which] just under half were downed"."""
    which = next((at for at in range(first - 1, max(first - 4, 0), -1) if line.word(at) in {"which", "whom"}), 0)
    led = line.word(which - 1) == "of" and not {",", "the"}.intersection(line.words[which:first])
    return which - 1 if led else None


def _of_scale(line: Line, share: Numeral) -> Numeral:
    """The number that a share of a scale word is, "a quarter of a million"; else the share."""
    scale = SCALES.get(line.word(share.last + 2), 0) if line.matches(share.last, ("of", "a")) else 0
    if not scale or line.word(share.last + 3) == "-":  # "half of a billion-euro fund"
        return share
    return dataclasses.replace(share.scaled(scale), last=share.last + 3, form=Form.CARDINAL)


def _ends_fraction(line: Line, at: int) -> bool:
    """Whether what follows makes "a third" a share: "a third of them", "a third were undecided"."""
    return line.word(at) == "of" or (at < len(line) and line.token(at).pos_ == "AUX")


def _half(line: Line, first: int) -> Numeral | None:
    """The fraction of "half of the drones", or the number of "half a million"."""
    if line.word(first + 1) == "-":
        return None
    for step in (1, 2):
        word = line.word(first + step)
        if step == 2 and line.word(first + 1) not in {"a", "-"}:
            break
        if word in _MULTIPLIERS:
            value = _MULTIPLIERS[word] / 2
            return _with_scales(line, Numeral(first, first + step + 1, value, value, scale=_MULTIPLIERS[word], in_words=True))
    return Numeral(first, first + 1, 0.5, 0.5, Form.FRACTION, in_words=True)


def _pair(line: Line, first: int) -> Numeral | None:
    """The two of "a pair of destroyers"; of shoes it is one."""
    if not line.matches(first, ("a", "pair", "of")) or not _PAIRED.isdisjoint(line.words[first + 3 : first + 6]):
        return None
    return Numeral(first, first + 2, 2.0, 2.0, in_words=True)


def _vague(line: Line, first: int) -> Numeral | None:
    """An inexact number by its convention: "dozens", "tens of thousands", "several hundred", "a handful"."""
    word = line.word(first)
    if word in PLURAL:
        low, high = PLURAL[word]
        last, thousands = first + 1, line.word(first + 2)
        if line.word(last) == "of" and thousands in PLURAL and thousands not in {"tens", "dozens", "scores"}:
            factor = PLURAL[thousands][0]
            low, high, word, last = low * factor, high * factor, f"{word} of {thousands}", last + 2
        return Numeral(first, last, low, high, Form.VAGUE, word, in_words=True)
    words = next((words for words in _FEW if line.matches(first, words)), None)
    if words is None:
        return None
    convention = _FEW.get(words, "several")
    low, high = FEW[convention]
    last = first + len(words)
    at = last + 1 if line.word(last) == "of" and line.word(last + 1) in {*_MULTIPLIERS, *_PLURALS} else last
    scale = line.word(at)
    if scale in _MULTIPLIERS:
        low, high = low * _MULTIPLIERS[scale], high * _MULTIPLIERS[scale]
        return _with_scales(line, Numeral(first, at + 1, low, high, Form.VAGUE, convention, in_words=True))
    if words in {("few",), ("couple",), ("handful",)}:
        return None  # "few survived" gives no number
    return Numeral(first, last, low, high, Form.VAGUE, convention, in_words=True)
