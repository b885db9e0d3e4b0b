"""Figures, days and passages in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.utils.translation import gettext

from claims.models import Claim, Figure
from claims.presenting import interval_words, tolerance_words, words_around

register = template.Library()


@register.filter
def interval(values: NumericRange | None) -> str:
    """A range in words."""
    return interval_words(values)


@register.filter
def tolerance(figure: Figure) -> str:
    """What the words of the figure allow."""
    return tolerance_words(figure)


@register.filter
def last_day(when: DateRange | None) -> dt.date | None:
    """The last of a span of days, of which PostgreSQL keeps the day after; ``None`` where it is open."""
    return when.upper - dt.timedelta(days=1) if when and when.upper else None


@register.filter
def around(claim: Claim) -> tuple[str, str]:
    """The words before and after the claim's passage."""
    return words_around(claim)


@register.filter
def open_questions(notes: Sequence[str]) -> str:
    """What is not settled about a claim, as it reads behind a colon."""
    outside = " stands outside the sentence"
    worded = [
        gettext("not told in the sentence: %(what)s") % {"what": note.removesuffix(outside)} if note.endswith(outside) else note
        for note in notes
    ]
    return "; ".join(worded)


@register.filter
def percent(value: float) -> str:
    """A place on a scale as SVG writes it, whatever the page's language."""
    return f"{value:g}%"
