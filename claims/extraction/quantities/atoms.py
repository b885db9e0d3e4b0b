"""A sentence cut into atoms: numbers, words and signs, whatever the language model's tokens are.

The model's tokenizer keeps "60mph" and "€3m" whole and cuts "18-year-old" apart; quantities need one way for all. An atom is a
number ("1,200", "3.5"), a run of letters ("mph", "Zelenskyy’s") or one sign, and knows whether it touches the atom before it.
"""

from __future__ import annotations

import bisect
import functools
import re

from claims.extraction.quantities.lexicon import DENOMINATORS, ONES, SCALES, TENS
from claims.extraction.records import Span
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token

#: No number goes on from the day of a month: "on July 12 300 people".
_NO_DAY = "".join(f"(?<!{end} )" for end in "ary rch ril May une uly ust ber".split())
#: Thousands apart by plain blanks, "1 214 300" and "412 000", where they can be no two numbers: "ward 9 200 patients".
_SPACED = rf"(?<![\d.,:/-]){_NO_DAY}(?<!\d )[1-9]\d{{0,2}}(?:(?: \d{{3}}){{2,}}| 000)(?!\d| \d|,\d)(?:\.\d+)?"
_GROUPED = r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?" + f"|{_SPACED}"
_ATOM = re.compile(rf"{_GROUPED}|\d+(?:\.\d+)?|(?<![\w.])\.\d+|[^\W\d_]+(?:['’][^\W\d_]+)*|\S")

#: A few words that a sentence quotes and goes on from: "“just over half” of the drones", "“more than 40” were lost".
_QUOTED = re.compile(r"[\"“„«]((?:[\w.,%’'-]+ ){0,4}[\w%’'-]+)[\"”“»](?= [a-z\d])")
_OPENING = re.compile(r"[\"“„«]")
_CLOSING = frozenset('"”“»')
_NUMBERS = frozenset({*ONES, *TENS, *SCALES, *DENOMINATORS, "dozens", "half", "hundreds", "scores", "thousands"})
_DIGIT = re.compile(r"\d")


class Line:
    """One sentence as atoms, with the way back to the document's offsets and to the model's tokens."""

    def __init__(self, sentence: Sentence, text: str) -> None:
        self.sentence = sentence
        self.text = text
        marks = _marks_around_numbers(text)
        matches = [match for match in _ATOM.finditer(text) if match.start() not in marks]
        self.raw = [match.group() for match in matches]
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.words = [raw.lower().replace("’", "'") for raw in self.raw]

    def __len__(self) -> int:
        return len(self.raw)

    def word(self, index: int) -> str:
        """The lower-cased atom, or "" outside the sentence."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether the atom touches the one before it."""
        return 0 < index < len(self.raw) and self.starts[index] == self.ends[index - 1]

    def is_number(self, index: int) -> bool:
        """Whether the atom is written in digits."""
        return 0 <= index < len(self.raw) and (
            self.raw[index][0].isdecimal() or (self.raw[index][0] == "." and len(self.raw[index]) > 1)
        )

    def matches(self, index: int, phrase: tuple[str, ...]) -> bool:
        """Whether the atoms from ``index`` on are the phrase."""
        return index >= 0 and tuple(self.words[index : index + len(phrase)]) == phrase

    def span(self, first: int, last: int) -> Span:
        """The document's span of the atoms from ``first`` up to, not including, ``last``."""
        return Span(self.sentence.start + self.starts[first], self.sentence.start + self._end(first, last))

    def text_of(self, first: int, last: int) -> str:
        return self.text[self.starts[first] : self._end(first, last)]

    def _end(self, first: int, last: int) -> int:
        """Where the atoms end, with the mark that closes what was opened among them: "some “300”"."""
        end = self.ends[last - 1]
        opened = _OPENING.search(self.text, self.starts[first], end) is not None
        return end + 1 if opened and self.text[end : end + 1] in _CLOSING else end

    def document_text(self, span: Span) -> str:
        """The sentence's text at a span of the document."""
        return self.text[span.start - self.sentence.start : span.end - self.sentence.start]

    @functools.cached_property
    def _token_starts(self) -> list[int]:
        first = self.sentence.tokens.start_char
        return [token.idx - first for token in self.sentence.tokens]

    def token(self, index: int) -> Token:
        """The model's token that holds the atom's last character."""
        return self.sentence.tokens[bisect.bisect_right(self._token_starts, self.ends[index] - 1) - 1]

    def after(self, token: Token) -> int:
        """The index of the first atom behind the token."""
        return bisect.bisect_left(self.starts, token.idx + len(token) - self.sentence.tokens.start_char)

    def first_of(self, token: Token) -> int:
        """The index of the atom that holds the token's first character."""
        return bisect.bisect_right(self.starts, token.idx - self.sentence.tokens.start_char) - 1


def _marks_around_numbers(text: str) -> set[int]:
    """Where the marks stand of quoted numbers, which the sentence tells as its own: "“just over half” of the drones"."""
    if _OPENING.search(text) is None:
        return set()
    quoted = (match for match in _QUOTED.finditer(text) if not _NUMBERS.isdisjoint(_words(match[1])) or _DIGIT.search(match[1]))
    return {place for match in quoted for place in (match.start(), match.end() - 1)}


def _words(text: str) -> set[str]:
    return set(text.lower().replace("-", " ").split())
