"""Calendar expressions: found in the story and resolved to days."""

from claims.extraction.dates.finding import calendar_spans, find_dates

__all__ = ["calendar_spans", "find_dates"]
