"""Which words a sentence holds: a cheap look that spares it the rules which cannot match."""

from __future__ import annotations

import functools
import re

_WORD = re.compile(r"[^\W\d_]+|\d+|[:/]")
_DIGITS = "####"


@functools.lru_cache(maxsize=4096)  # several stages look at each sentence of a document in turn
def words_in(text: str) -> frozenset[str]:
    """The text's words in lower case; runs of one to four and more digits as "#" to "####", colons and strokes as they are."""
    return frozenset(_DIGITS[: len(word)] if word[0].isdecimal() else word for word in _WORD.findall(text.lower()))
