"""One parsed paragraph as the attribution stage reads it: its tokens, its quotations, and which tokens stand in them."""

from __future__ import annotations

import bisect
import dataclasses

from spacy.tokens import Doc, Token

from claims.extraction.attribution.quotations import Quotation
from claims.extraction.records import Span

#: Tokens ``[start, end)`` of a passage.
Range = tuple[int, int]

_TRIMMED = frozenset(",;:.—–-!?") | {"--", "..."}


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as the tokens of a passage, marks included."""

    start: int
    end: int
    closed: bool


class Passage:
    """A chunk of the document with its quotations as token ranges."""

    def __init__(self, doc: Doc, offset: int, quotations: list[Quotation]) -> None:
        self.doc = doc
        self.offset = offset
        self.tokens: list[Token] = list(doc)
        self.lower: list[str] = [token.lower_ for token in self.tokens]
        self.quotes: list[Quote] = []
        self.quote_at: list[Quote | None] = [None] * len(self.tokens)
        if quotations:
            self._place(quotations)

    def _place(self, quotations: list[Quotation]) -> None:
        starts = [token.idx for token in self.tokens]
        for quotation in quotations:
            first = bisect.bisect_right(starts, quotation.span.start - self.offset) - 1
            end = bisect.bisect_left(starts, quotation.span.end - self.offset)
            quote = Quote(max(first, 0), end, quotation.closed)
            self.quotes.append(quote)
            self.quote_at[quote.start : quote.end] = [quote] * (quote.end - quote.start)

    def span(self, tokens: Range) -> Span:
        """Where a range of tokens stands in the document's text."""
        last = self.tokens[tokens[1] - 1]
        return Span(self.offset + self.tokens[tokens[0]].idx, self.offset + last.idx + len(last))

    def trim(self, tokens: Range) -> Range | None:
        """The range without blanks and punctuation at its ends (quotation marks stay); ``None`` if nothing is left."""
        start, end = tokens
        while start < end and self._is_loose(start):
            start += 1
        while start < end and self._is_loose(end - 1):
            end -= 1
        return (start, end) if start < end else None

    def _is_loose(self, index: int) -> bool:
        text = self.lower[index]
        return self.quote_at[index] is None and (text in _TRIMMED or text.isspace())
