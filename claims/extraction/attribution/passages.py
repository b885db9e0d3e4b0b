"""One parsed paragraph as the attribution stage reads it: its tokens, its quotations, and which tokens stand in them."""

from __future__ import annotations

import bisect
import dataclasses
import functools

from claims.extraction.attribution.quotations import Quotation
from claims.extraction.records import Span
from claims.extraction.text.tokens import Chunk

#: Tokens ``[start, end)`` of a passage.
Range = tuple[int, int]

#: What sets words off within a sentence.
BREAKS = frozenset((",", "—", "–", "--", "-", ":", ";", "(", ")"))
_MARKS = "\"'”’“‘»« "
#: What ends one.
STOPS = frozenset((".", "!", "?", "…", "..."))


@dataclasses.dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as the tokens of a passage, marks included."""

    start: int
    end: int
    closed: bool


class Passage:
    """A chunk of the document with its quotations as token ranges."""

    def __init__(self, chunk: Chunk, quotations: list[Quotation]) -> None:
        self.offset = chunk.offset
        self.tokens = chunk
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
        if end < tokens[1] and self.lower[end] == ")" and "(" in self.lower[start:end]:
            end += 1
        return (start, end) if start < end else None

    def _is_loose(self, index: int) -> bool:
        text = self.lower[index]
        return self.quote_at[index] is None and (text in BREAKS or text in STOPS or text.isspace())

    def before(self, index: int) -> int:
        """The last token before another that is no blank; -1 at the beginning."""
        index -= 1
        while index >= 0 and self.lower[index].isspace():
            index -= 1
        return index

    def after(self, index: int) -> int:
        """The token itself, or the first after it that is no blank; the number of tokens at the end."""
        while index < len(self.tokens) and self.lower[index].isspace():
            index += 1
        return index

    def last_character(self, quote: Quote) -> str:
        """What the quotation ends with before its closing marks."""
        index = quote.end - 1
        while index > quote.start and not self.lower[index].rstrip(_MARKS):
            index -= 1
        return self.lower[index].rstrip(_MARKS)[-1:]

    def breaks_at(self, index: int) -> bool:
        """Whether the token sets off what stands on its two sides; the hyphen within "pre-war" does not."""
        text = self.lower[index]
        return text in BREAKS and (text != "-" or bool(self.tokens[index].whitespace_))

    def has_quote(self, tokens: Range) -> bool:
        """Whether a quotation stands, whole or in part, in the range."""
        return any(quote.start < tokens[1] and tokens[0] < quote.end for quote in self.quotes)

    @functools.cached_property
    def _sentence_ends(self) -> list[int]:
        """Where sentences end, trusting stops and quotation marks more than the parse, which quotations often mislead."""
        return [index + 1 for index in range(len(self.tokens)) if self._ends_sentence(index)]

    def _ends_sentence(self, index: int) -> bool:
        quote = self.quote_at[index]
        if quote is None:
            return self.lower[index] in STOPS or self._ends_in_abbreviation(index) or self._ends_at_semicolon(index)
        if index + 1 < quote.end or index + 1 >= len(self.tokens) or index == quote.start:
            return False
        stop = self.lower[index - 1][-1:]
        # "Why?" may be followed by who asked, "Because." by a new sentence only
        return stop == "." or (stop in STOPS and bool(self.tokens[index + 1].is_sent_start) and self.tokens[index + 1].is_title)

    def _ends_at_semicolon(self, index: int) -> bool:
        """Whether two sentences stand on its sides: "…, she said; nine were kept in"."""
        return self.lower[index] == ";" and index + 1 < len(self.tokens) and bool(self.tokens[index + 1].is_sent_start)

    def _ends_in_abbreviation(self, index: int) -> bool:
        """Whether the stop of a sentence belongs to its last word: "… at 3 a.m.", "… by Corvane Inc."."""
        following = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        return (
            self.lower[index][-1:] == "."
            and following is not None
            and bool(following.is_sent_start)
            and (following.text[:1].isupper() or following.text in '“"')
        )

    def sentence_around(self, index: int) -> Range:
        """The sentence of a token: from the last stop to the next, full stops within quotations aside."""
        ends = self._sentence_ends
        place = bisect.bisect_right(ends, index)
        return ends[place - 1] if place else 0, ends[place] if place < len(ends) else len(self.tokens)
