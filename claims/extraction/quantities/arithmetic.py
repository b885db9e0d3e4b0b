"""Figures that are said in terms of other figures, computed as intervals: "just under half of the drones" of 426."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Callable, Iterable, Sequence

from claims.extraction.plurals import singular
from claims.extraction.records import Figure, Quantity, Relative

#: "The drones" reach back this far for the figure that counted them, in claims; beyond it the link would be a guess.
REACH = 12

#: What is under half is less than half.
_NUMBER = re.compile(r"\b\d[\d,]*\b")
_LESS = re.compile(r"\b(?:under|below|less than|fewer than|nearly|almost)\b", re.IGNORECASE)
#: A longer phrase tells more than what is counted.
_LONGEST_NOUN = 3
#: Nouns for people by what happened to them.
_CALLED_BY = {
    "case": "infected",
    "infection": "infected",
    "dead": "killed",
    "death": "killed",
    "fatality": "killed",
    "victim": "killed",
    "infected": "infected",
    "injured": "injured",
    "wounded": "injured",
    "arrested": "detained",
    "detainee": "detained",
    "missing": "missing",
    "evacuee": "displaced",
}
_OF_OTHERS = re.compile(r"\b(?:other|others|remaining|rest)\b", re.IGNORECASE)
_SINGULAR = frozenset({"it", "that", "this"})
_SUMS = frozenset({"sum", "amount", "money"})
_PRONOUNS = frozenset(
    "them those these it that which whom they number figure total amount number each rest ones this of the all the".split()
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A figure that a later one may be computed from: the claim that has it, and where it stands."""

    claim: int
    figure: Figure
    sentence: int
    noun: str
    #: What the same thing was before: "119, up from 42".
    former: bool = False
    #: Some of those that another figure of the sentence counts: "41 missiles, among them seven Iskanders".
    part: bool = False
    #: Said in passing, in a relative clause or as the total of a part: "of them" does not look back to it.
    aside: bool = False
    #: It goes on the list that the figure before it begins: "426 drones and [24 missiles]".
    listed: bool = False


def bases(quantity: Quantity, sentence: int, before: Sequence[Counted]) -> tuple[Counted, ...]:
    """The figures that a relative one refers to: one, or a list's that together make up what it names; none if unsure."""
    relative = quantity.relative
    if relative is None or _OF_OTHERS.search(relative.base_text):  # how many "the remaining missiles" are is not told
        return ()
    within = relative.base_span
    inside = [one for one in before if within.start <= one.figure.start < within.end] if within else []
    if inside:
        return tuple(inside[-1:])
    if (number := _NUMBER.search(relative.base_text)) is not None:
        value = float(number[0].replace(",", ""))  # "all but two of the 11" is of no other number
        return tuple([one for one in before if one.figure.low == one.figure.high == value][-1:])
    near = [one for one in before[-REACH:] if _has_value(one.figure) and one.figure.unit != "percent"]
    phrase = relative.base_text if head_noun(relative.base_text) else quantity.of
    if relative.base_text.lower().split()[-1:] == ["total"]:
        return _total(near, sentence)
    if noun := head_noun(phrase):
        return tuple([one for one in near if _is_money(one.figure)][-1:]) if noun in _SUMS else _named(phrase, near, sentence)
    return _looked_back_to(quantity, relative.base_text.lower(), near, sentence)


def _named(phrase: str, near: Sequence[Counted], sentence: int) -> tuple[Counted, ...]:
    """The figures that counted what the phrase says: the last, with those that its sentence lists beside it.

    Of "the ballistic missiles", where some are counted as such, those alone.
    """
    noun = head_noun(phrase)
    named = [one for one in near if one.noun == noun and one.figure.unit is None]
    if not named:
        return _met(noun, near)
    described = set(phrase.lower().split()[:-1]) - _PRONOUNS
    same = [one for one in named if described and described <= set(one.figure.of.lower().split())]
    wholes = [one for one in same or named if not one.part]  # of "97 of the 118 drones" the 118
    last = (wholes or same or named)[-1]
    beside = [one for one in same or named if one.sentence == last.sentence < sentence and not one.former]
    return tuple([one for one in beside if same or not one.part]) or tuple(beside) or (last,)


def _looked_back_to(quantity: Quantity, pronoun: str, near: Sequence[Counted], sentence: int) -> tuple[Counted, ...]:
    """What "two-thirds of them", "twice as many" and "half of it" are said of: the nearest count, or the nearest sum.

    Of "426 drones and 24 missiles" they are both. "The infected" are those who were counted as that.
    """
    if (called := pronoun.rpartition(" ")[2]) in _CALLED_BY:
        return _met(called, near)
    back = [
        one
        for one in near
        if sentence - one.sentence <= 1
        and (not one.aside or _stands_right_before(one.figure, quantity))
        and (_is_money(one.figure) if pronoun in _SINGULAR else one.figure.unit in {None, quantity.unit})
    ]
    first = len(back) - 1
    while first > 0 and back[first].listed and pronoun not in _SINGULAR and back[first - 1].sentence == back[first].sentence:
        first -= 1
    return tuple(back[max(first, 0) :])


def _stands_right_before(figure: Figure, quantity: Quantity) -> bool:
    """No more than a comma parts them: "at a cost of €160m, half of it borne by others"."""
    return 0 <= quantity.span.start - figure.end <= len(", ")


def _total(near: Sequence[Counted], sentence: int) -> tuple[Counted, ...]:
    """What "the total" is: of figures of one sort in the sentence at hand or before, the largest."""
    told = [one for one in near if sentence - one.sentence <= 1 and one.figure.high is not None]
    alike = {one.figure.unit for one in told} if told else set()
    return (max(told, key=lambda one: one.figure.high or 0),) if len(alike) == 1 else ()


def _met(noun: str, near: Sequence[Counted]) -> tuple[Counted, ...]:
    """Who are called by what they met with: "two-thirds of the cases" are of the 6,412 who had been infected."""
    fate = _CALLED_BY.get(noun)
    return tuple([one for one in near if fate in one.figure.measures and one.figure.unit is None and not one.aside][-1:])


def _is_money(figure: Figure) -> bool:
    return figure.unit is not None and len(figure.unit) == 3 and figure.unit.isupper()


def computed(figure: Figure, relative: Relative, found: Sequence[Counted]) -> Figure:
    """The figure with its interval worked out, and the line that shows how."""
    low = _sum(one.figure.low if one.figure.low is not None else one.figure.best for one in found)
    high = _sum(one.figure.high if one.figure.high is not None else one.figure.best for one in found)
    if low is None and high is None:
        return figure
    whole = all(one.figure.unit is None for one in found)
    lowest = None if low is None else _rounded(relative.factor_low * low + relative.offset, math.ceil, whole=whole)
    highest = None if high is None else _rounded(relative.factor_high * high + relative.offset, math.floor, whole=whole)
    if whole and highest is not None and high is not None and _LESS.search(figure.text):
        highest = math.ceil(relative.factor_high * high + relative.offset) - 1
    if lowest is not None and highest is not None and lowest > highest:
        lowest = highest = round(relative.factor_low * (low or 0) + relative.offset)
    best = lowest if lowest == highest else None
    return dataclasses.replace(
        figure,
        low=lowest,
        high=highest,
        best=best,
        of=figure.of if head_noun(figure.of) or not figure.of else " and ".join(dict.fromkeys(one.figure.of for one in found)),
        unit=figure.unit or found[0].figure.unit,
        tolerance=None,
        base=tuple(one.claim for one in found),
        derivation=_worked(relative, lowest, highest, found),
    )


def head_noun(phrase: str) -> str:
    """The noun of what is counted, in the singular; "" where the phrase has none ("them")."""
    words = [word.strip(".,;:'’\"()").lower() for word in phrase.split()]
    for index, word in enumerate(words):
        if index and word in {"of", "in", "at", "from", "that", "which", "who", "on", "with"}:
            words = words[:index]
            break
    if not words or words[-1] in _PRONOUNS:
        return ""
    return singular(words[-1])


def plural_noun(phrase: str) -> str:
    """What is counted, as it stands, if it is a plain phrase that may stand again with "the"; else ""."""
    if phrase == "person":  # "killed one person and hurt four, two of them badly"
        return "people"
    words = phrase.split()
    plain = 0 < len(words) <= _LONGEST_NOUN and all(word.replace("-", "").isalpha() for word in words)
    return phrase if plain and words[-1].lower() not in _PRONOUNS and words[-1].lower() != "others" else ""


def _has_value(figure: Figure) -> bool:
    return figure.low is not None or figure.high is not None or figure.best is not None


def _sum(values: Iterable[float | None]) -> float | None:
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _rounded(value: float, whole_part: Callable[[float], int], *, whole: bool) -> float:
    near = round(value)
    if not whole:
        return round(value, 6)
    return near if abs(value - near) < 1e-6 else whole_part(value)


def _worked(relative: Relative, lowest: float | None, highest: float | None, found: Sequence[Counted]) -> str:
    """The line that a reviewer can follow: "0.40–0.50 × 426 = 171–212", "5 + 19 − 1 = 23"."""
    factor = _interval(relative.factor_low, relative.factor_high, "{:.2f}")
    base = " + ".join(_interval(one.figure.low, one.figure.high, "{:,g}") for one in found)
    line = base if factor == "1.00" else f"{factor} × {f'({base})' if len(found) > 1 else base}"
    if relative.offset:
        line += f" {'+' if relative.offset > 0 else '−'} {abs(relative.offset):g}"
    return f"{line} = {_interval(lowest, highest, '{:,g}')}"


def _interval(low: float | None, high: float | None, form: str) -> str:
    if low is None or high is None:
        return f"at least {form.format(low)}" if low is not None else f"at most {form.format(high)}"
    return form.format(low) if low == high else f"{form.format(low)}–{form.format(high)}"
