"""Which claims of a later reading are those of an earlier one. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from rapidfuzz import fuzz

#: Two passages at least so similar (0 to 100, of the longer one) can be the same claim, if their numbers are the same.
LEAST_SIMILARITY = 80.0
#: How much of the similarity is the passage itself; the rest is what stands before and after it.
TEXT_WEIGHT = 0.8

NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion
    billions dozen dozens score scores half third quarter none no all both several""".split()
)
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Anchor:
    """A passage with what stands before and after it."""

    text: str
    prefix: str = ""
    suffix: str = ""


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a passage in their order, in digits or in words. Passages with other numbers are never the same claim."""
    return tuple(t for t in _TOKENS.findall(text.casefold()) if t[0].isdigit() or t in NUMBER_WORDS)


def similarity(one: Anchor, other: Anchor) -> float:
    """From 0 to 100; 0 where a number differs."""
    if numbers_in(one.text) != numbers_in(other.text):
        return 0.0
    context = (fuzz.ratio(one.prefix, other.prefix) + fuzz.ratio(one.suffix, other.suffix)) / 2
    return TEXT_WEIGHT * fuzz.ratio(one.text, other.text) + (1 - TEXT_WEIGHT) * context


def match(earlier: Sequence[Anchor], later: Sequence[Anchor]) -> dict[int, int]:
    """For each index of ``later`` that is a claim of ``earlier``, that claim's index; one to one, the most similar first."""
    by_numbers: dict[tuple[str, ...], list[int]] = {}
    for i, anchor in enumerate(earlier):
        by_numbers.setdefault(numbers_in(anchor.text), []).append(i)
    pairs = sorted(
        (
            (similarity(earlier[i], anchor), i, j)
            for j, anchor in enumerate(later)
            for i in by_numbers.get(numbers_in(anchor.text), ())
            if fuzz.ratio(earlier[i].text, anchor.text) >= LEAST_SIMILARITY
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if j not in matched and i not in taken:
            matched[j] = i
            taken.add(i)
    return matched
