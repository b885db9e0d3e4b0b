"""Which language a text is in."""

from __future__ import annotations

import py3langid

#: Shorter texts, in letters, say too little to tell.
LEAST_LETTERS = 16
#: The beginning is enough, in characters.
SAMPLE = 20_000
#: What the identifier calls text without words.
NO_LANGUAGE = "zxx"


def language_of(text: str) -> str:
    """The language's code, ``en`` for English; empty where the text is too short to tell."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < LEAST_LETTERS:
        return ""
    code = str(py3langid.classify(sample)[0])
    return "" if code == NO_LANGUAGE else code
