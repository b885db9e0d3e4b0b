"""Whether reviews agree, and what they say together. Pure; the rules are written down for people in ``docs/method.md``."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.utils.translation import gettext_lazy as _

from claims.ranges import interval
from verification.findings import COMPATIBLE, TEXTS
from verification.models import Confidence, FigureFinding, Rating, Review, SaidFinding
from verification.models.findings import Finding

#: Two bands that do not meet still agree where what lies between them is at most this part of the larger of the two ends that
#: face each other: 100 and 104 agree, 3 and 4 do not. Deaths are counted one by one, and so small numbers must meet.
BAND_TOLERANCE = Decimal("0.05")

#: Answers to "was it said?" between which reviews may differ: both say that it was.
SAID = frozenset({SaidFinding.VERBATIM, SaidFinding.FAITHFUL})


class Difference(models.TextChoices):
    """In what reviews differ."""

    SAID = "said", _("whether it was said")
    RATING = "rating", _("what the evidence shows")
    FIGURE = "figure", _("whether the number is right")
    BAND = "band", _("what band the evidence supports")


@dataclasses.dataclass(frozen=True, slots=True)
class Agreement:
    """In what the reviews differ; nothing, where they agree."""

    differences: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return not self.differences


def agreement(reviews: Sequence[Finding]) -> Agreement:
    """Compare the reviews of a round, each with each; one alone agrees with itself. Reads each one's rating."""
    checks = {
        Difference.SAID: _said_agree,
        Difference.RATING: _ratings_agree,
        Difference.FIGURE: _figures_agree,
        Difference.BAND: _bands_agree,
    }
    pairs = list(itertools.combinations(reviews, 2))
    return Agreement(tuple(name for name, agree in checks.items() if not all(agree(one, other) for one, other in pairs)))


def _said_agree(one: Finding, other: Finding) -> bool:
    return _said_classes(one) == _said_classes(other)


def _said_classes(review: Finding) -> list[tuple[tuple[str, ...], str]]:
    """Who said it, and whether: reviews of different chains, corrected in between, do not agree."""
    return [
        (tuple(answer["names"]), SaidFinding.FAITHFUL if answer["finding"] in SAID else answer["finding"])
        for answer in review.said
    ]


def _ratings_agree(one: Finding, other: Finding) -> bool:
    return one.rating.meaning == other.rating.meaning


def _figures_agree(one: Finding, other: Finding) -> bool:
    return one.figure_finding == other.figure_finding or {one.figure_finding, other.figure_finding} <= COMPATIBLE


def _bands_agree(one: Finding, other: Finding) -> bool:
    """A review that found too little for a band contradicts none."""
    if one.band is None or other.band is None:
        return True
    return _close(one.band, other.band) and _close(other.band, one.band)


def _close(lower: NumericRange, higher: NumericRange) -> bool:
    """Whether the second band does not begin too far above the end of the first."""
    end, begin = lower.upper, higher.lower
    if end is None or begin is None:
        return True
    return bool(begin - end <= BAND_TOLERANCE * max(abs(begin), abs(end)))


# --- What agreeing reviews say together -----------------------------------------------------------------------------------


def merge(reviews: Sequence[Review]) -> dict[str, Any]:
    """The columns of the finding that agreeing reviews make together: nowhere more certain or more precise than any of them.

    The weaker of two answers, the lowest confidence, the band that holds all bands, the best value only where all give the same,
    the earliest times, and everybody's words.
    """
    return {
        "said": _merged_said(reviews),
        "rating": _least_extreme([review.rating for review in reviews]),
        "figure_finding": _weakest(FigureFinding, [review.figure_finding for review in reviews]),
        "band": _hull([review.band for review in reviews]),
        "band_best": _common([review.band_best for review in reviews]),
        "as_of": _earliest([review.as_of for review in reviews]),
        "confidence": min((review.confidence for review in reviews), key=Confidence.values.index),
        "look_again_on": _earliest([review.look_again_on for review in reviews]),
        **{name: _combined([getattr(review, name) for review in reviews]) for name in TEXTS},
    }


def _merged_said(reviews: Sequence[Review]) -> list[dict[str, Any]]:
    return [
        {
            "position": answers[0]["position"],
            "names": answers[0]["names"],
            "finding": _weakest(SaidFinding, [answer["finding"] for answer in answers]),
            "note": _combined([answer["note"] for answer in answers]),
        }
        for answers in zip(*(review.said for review in reviews), strict=True)
    ]


def _weakest(choices: type[models.TextChoices], values: Iterable[str]) -> str:
    """Of answers that agree the one that says less; the choices name the stronger one first."""
    return max(values, key=choices.values.index)


def _least_extreme(ratings: Sequence[Rating]) -> Rating:
    """Of ratings with one meaning, the one nearest to the middle of its scale; of equals, the first on the newest scale."""

    def extremity(rating: Rating) -> tuple[int, Decimal, int]:
        positions = [step.position for step in rating.scale.ratings.all()]
        middle = Decimal(min(positions) + max(positions)) / 2
        return -rating.scale_id, abs(rating.position - middle), rating.position

    return min(ratings, key=extremity)


def _hull(bands: Sequence[NumericRange | None]) -> NumericRange | None:
    """The narrowest band that holds all of them; none where a review gave none."""
    given = [band for band in bands if band is not None]
    if len(given) < len(bands):
        return None
    lows, highs = [band.lower for band in given], [band.upper for band in given]
    return interval(None if None in lows else min(lows), None if None in highs else max(highs))


def _common(values: Sequence[Decimal | None]) -> Decimal | None:
    return values[0] if len(set(values)) == 1 else None


def _earliest(values: Sequence[Any]) -> Any:
    return min((value for value in values if value is not None), default=None)


def _combined(texts: Sequence[str]) -> str:
    """Everybody's words, each under the number of its review, unless all say the same."""
    if len(set(texts)) == 1:
        return texts[0]
    return "\n\n".join(f"Review {place}: {text}" for place, text in enumerate(texts, start=1) if text)
