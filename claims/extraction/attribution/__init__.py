"""Attribution: who said what in a story."""

from claims.extraction.attribution.find import find_attributions

__all__ = ["find_attributions"]
