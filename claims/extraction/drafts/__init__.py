"""Clauses to drafts: which words of a clause make a claim, one for each figure, or one for a clause without."""

from claims.extraction.drafts.draft import Draft
from claims.extraction.drafts.find import drafts_of

__all__ = ["Draft", "drafts_of"]
