"""Quantities: number expressions with their bounds, units and what they count."""

from claims.extraction.quantities.finding import find_quantities

__all__ = ["find_quantities"]
