"""Where the bars of a plot stand. Pure: numbers in, places out; templates draw them, and say the numbers beside them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

#: The size of a plot of columns, in units of its own; it is drawn as wide as its page.
WIDTH, HEIGHT = 720, 150
#: Which part of a period's width its columns take; the rest keeps periods apart.
FILLED = 0.72


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One bar: where it stands, and of which series it is."""

    series: int
    x: float
    y: float
    width: float
    height: float


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """The bars of all periods, and the highest number among them, which reaches the top."""

    periods: Sequence[Sequence[Column]]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT


def columns(rows: Sequence[Sequence[int]]) -> Columns:
    """Bars side by side for the numbers of each period, from left to right. A number above none is always seen."""
    highest = max((number for row in rows for number in row), default=0)
    return Columns([_columns_of(row, place, len(rows), highest) for place, row in enumerate(rows)], highest)


def _columns_of(row: Sequence[int], place: int, periods: int, highest: int) -> list[Column]:
    period = WIDTH / periods
    width = period * FILLED / len(row)
    left = place * period + period * (1 - FILLED) / 2
    heights = [max(HEIGHT * number / highest, 2) if number else 0 for number in row]
    return [
        Column(series, round(left + series * width, 2), round(HEIGHT - height, 2), round(width, 2), round(height, 2))
        for series, height in enumerate(heights)
    ]
