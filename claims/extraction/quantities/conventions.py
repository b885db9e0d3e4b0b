"""What inexact number words allow: one table of named conventions, so that a reader can see and dispute each.

A convention turns the number said into the range that its words allow. Contracts of this kind are choices, not facts of
language; they are wide enough for how reporters round and narrow enough to make a contradiction visible.
"""

from __future__ import annotations

from claims.extraction.records import Tolerance

#: factors of the number said, for numbers that count or measure: "some 70" is 63-77
APPROXIMATE = {
    "about": (0.9, 1.1),
    "nearly": (0.9, 1.0),
    "just under": (0.9, 1.0),
    "just over": (1.0, 1.1),
    "odd": (1.0, 1.15),
}

#: factors of the fraction said: fractions are few and far between, so a word reaches further; "just under half" is 0.40-0.50
APPROXIMATE_FRACTION = {
    "about": (0.9, 1.1),
    "nearly": (0.8, 1.0),
    "just under": (0.8, 1.0),
    "just over": (1.0, 1.2),
    "odd": (1.0, 1.15),
}

#: small numbers without a number: "several", and what they multiply in "several hundred"
FEW = {
    "a couple": (2, 3),
    "a few": (3, 6),
    "a handful": (3, 7),
    "several": (3, 9),
}

#: plurals: at least the word, at most the next word up; two dozens make the first "dozens"
PLURAL = {
    "tens": (10, 100),
    "dozens": (24, 100),
    "scores": (40, 100),
    "hundreds": (100, 1_000),
    "thousands": (1_000, 10_000),
    "millions": (1_000_000, 10_000_000),
    "billions": (1_000_000_000, 10_000_000_000),
    "trillions": (1_000_000_000_000, 10_000_000_000_000),
}


def tolerance(low: float | None, high: float | None, convention: str, *, fraction: bool = False) -> Tolerance:
    """The range that an approximating word allows around the interval said."""
    below, above = (APPROXIMATE_FRACTION if fraction else APPROXIMATE)[convention]
    if low is not None and low < 0:
        below, above = above, below
    return Tolerance(
        low=None if low is None else _round(low * below),
        high=None if high is None else _round(high * above),
        convention=convention,
    )


def _round(value: float) -> float:
    return float(f"{value:.6g}")
