"""PostgreSQL's ranges of numbers and days, made from and turned into what records say."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange


def interval(
    low: Decimal | None, high: Decimal | None, *, low_open: bool = False, high_open: bool = False
) -> NumericRange | None:
    """The range from ``low`` to ``high``, either of which may be missing; ``None`` where both are."""
    if low is None and high is None:
        return None
    return NumericRange(low, high, ("(" if low_open else "[") + (")" if high_open else "]"))


def days(content: dict[str, Any] | None) -> DateRange | None:
    """A span of days as PostgreSQL keeps it, up to the day after the last; ``None`` where both ends are missing."""
    if not content or (content["earliest"] is None and content["latest"] is None):
        return None
    latest = content["latest"]
    return DateRange(content["earliest"], latest + dt.timedelta(days=1) if latest else None)


def number_as_json(value: Decimal | None) -> float | int | None:
    """A decimal as a JSON number: whole ones as integers."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def bounds_as_json(values: NumericRange | None) -> dict[str, float | int | None]:
    """The bounds of a range of numbers, ``null`` where it is open."""
    return {"low": number_as_json(values.lower), "high": number_as_json(values.upper)} if values else {"low": None, "high": None}


def days_as_json(days: DateRange | None) -> dict[str, str | None]:
    """The first and the last day; PostgreSQL keeps the day after the last."""
    first, after = (days.lower, days.upper) if days else (None, None)
    return {
        "earliest": first.isoformat() if first else None,
        "latest": (after - dt.timedelta(days=1)).isoformat() if after else None,
    }
