"""Words to the text of a sentence: spaced as they stood, without quotation marks and the commas around what was left out."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from claims.extraction.clauses import FINITE

_QUOTES = re.compile(r"[\"“”„«»]|''|``")
_SINGLE_QUOTES = re.compile(r"‘|(?<=\w)’(?!\w)|(?<=[.,!?])’|(?<=\s)’(?=\s)")
_ELLIPSIS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]\s*|\(\s*(?:\.\.\.|…)\s*\)\s*")
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+([,.;:!?%)])")
_AFTER_BRACKET = re.compile(r"\(\s+")
_DOUBLE_COMMA = re.compile(r",\s*,")
#: What stood behind the same amount in another unit: "a gap of [63.5 billion dran] ($1.34 billion)".
_AMOUNT_ALONE = re.compile(r"\b(at|by|for|from|of|to|with) \(([$€£¥]?\d[^()]*)\)")
#: Tags of what goes on behind a comma: "raising", "which", "more than twice as many".
_GOING_ON = frozenset({"JJR", "VBG", "WDT"})
_TWICE = re.compile(r"\b(to|the|a|an|of|in|on|at|is|was|are|were|has|have|that|and)\s+\1\b", re.IGNORECASE)


@dataclasses.dataclass(slots=True)
class Word:
    """A word of a statement, with the place in its text of what it stands for."""

    text: str
    index: int
    space: bool
    #: The part of speech, as the model tags it.
    tag: str = ""
    #: The place of the last word of the text that it stands for.
    last: int = -1

    def __post_init__(self) -> None:
        self.last = max(self.last, self.index)


def joined(words: Sequence[Word]) -> str:
    """The words as running text."""
    parts = []
    words = _without_gaps([word for word in words if word.text])
    for word, following in zip(words, [*words[1:], None], strict=True):
        apart = following is not None and (word.space or following.index != word.last + 1)
        parts.append(f"{word.text} " if apart else word.text)
    text = _QUOTES.sub("", "".join(parts))
    if "…" in text or "..." in text:
        text = _ELLIPSIS.sub("", text)
    if "‘" in text:
        text = _SINGLE_QUOTES.sub("", text)
    text = _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", text.replace("[", "(").replace("]", ")")))
    if "(" in text:
        text = _AMOUNT_ALONE.sub(r"\1 \2", _AFTER_BRACKET.sub("(", text))
    text = _DOUBLE_COMMA.sub(",", text)
    small = text.lower().split()
    if any(word == following.rstrip(",.;:!?)") for word, following in itertools.pairwise(small)):
        text = _TWICE.sub(r"\1", text)
    return _balanced(text).strip(" ,;:-–—'’‘")


def _balanced(text: str) -> str:
    """Without brackets that only half of the words came with, or that hold all of them."""
    if "(" not in text and ")" not in text:
        return text
    if text.startswith("(") and text.rstrip(".!?").endswith(")") and text.count("(") == 1:
        return text[1:].rstrip(".!?)")
    depth = 0
    for mark in text:
        depth += (mark == "(") - (mark == ")")
        if depth < 0:
            break
    return text if depth == 0 else text.replace("(", "").replace(")", "")


def _without_gaps(words: Sequence[Word]) -> list[Word]:
    """The words without the commas around what was left out between them, but for one that the rest still wants."""
    kept: list[Word] = []
    for place, word in enumerate(words):
        gap = bool(kept) and word.index != kept[-1].last + 1
        if gap and kept[-1].text == "," and word.tag != "VBG" and not _closes_apposition(kept):
            kept.pop()
        if gap and word.tag in _GOING_ON and _has_ended(kept):  # "42 were hurt[, the mayor said,] raising the toll to 51"
            kept.append(Word(",", kept[-1].last, space=True))
        if not (gap and word.text == "," and (not kept or _is_finite_ahead(words, place))):
            kept.append(word)
    return kept


def _has_ended(words: Sequence[Word]) -> bool:
    """The words have a verb, and no word that wants another behind it, as "had sent" does."""
    done = words[-1].tag == "VBN" and any(word.text in {"be", "been", "was", "were"} for word in words)
    return any(word.tag in FINITE for word in words) and (done or words[-1].tag in {"NN", "NNS", "NNP", "CD"})


def _is_finite_ahead(words: Sequence[Word], place: int) -> bool:
    """The next word is a finite verb, but for adverbs before it: ", now reaches"."""
    return next((word.tag for word in words[place + 1 :] if word.tag != "RB"), "") in FINITE


def _closes_apposition(words: Sequence[Word]) -> bool:
    """The last comma has another before it and no gap between: "Ana Roe, 43, works there"; or it sets off "Of them,", "If …,"."""
    if words[0].text.lower() in {"if", "of"}:
        return True
    run = 1
    while run < len(words) and words[-run].index == words[-run - 1].last + 1:
        run += 1
    return run == len(words) and sum(word.text == "," for word in words[-run:]) % 2 == 0


#: "… and that of 38 defects, a third had been put right".
_LED = re.compile(r"^[Tt]hat (?=of (?:the |its |their )?\d)")


def finished(text: str, *, opens: bool = True) -> str:
    """The text with a capital, where it ``opens`` its sentence, and a stop."""
    text = text.rstrip(" .,;:") if text.endswith((",", ";", ":", "..")) else text
    text = _LED.sub("", text)
    if not text:
        return ""
    text = text[0].upper() + text[1:] if opens else text
    return text if text.endswith((".", "!", "?")) else f"{text}."
