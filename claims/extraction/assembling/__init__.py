"""Claims from what the stages found: one for each figure of a clause, or one for a clause that asserts without."""

from claims.extraction.assembling.assemble import assemble

__all__ = ["assemble"]
