"""What changed between two texts, paragraph by paragraph, and word by word within a paragraph. Pure functions."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

#: From this share of common words on, a paragraph was changed; below it, one was removed and another added.
CHANGED_FROM = 0.5
#: Longer paragraphs, in words, are compared as a whole only: the comparison takes time by the square of their length.
MOST_WORDS = 2000


class Change(enum.StrEnum):
    """What happened to a passage."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclasses.dataclass(frozen=True, slots=True)
class Passage:
    """Some words that are the same, were added, or were removed."""

    change: Change
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of either text. Only in a changed one do the passages differ in what happened to them."""

    change: Change
    passages: tuple[Passage, ...]


def diff(before: str, after: str) -> list[Paragraph]:
    """All paragraphs of both texts in reading order.

    What is the same or removed makes the earlier text, what is the same or added the later one; white space around
    paragraphs is left out.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Paragraph] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found += [_whole(Change.SAME, text) for text in old[i:i_end]]
        else:
            found += _replaced(old[i:i_end], new[j:j_end])
    return found


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _whole(change: Change, text: str) -> Paragraph:
    return Paragraph(change, (Passage(change, text),))


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Pairs each removed paragraph with the next added one that is much like it."""
    taken = 0
    for text in old:
        for j in range(taken, len(new)):
            if (changed := _changed(text, new[j])) is not None:
                yield from (_whole(Change.ADDED, added) for added in new[taken:j])
                yield changed
                taken = j + 1
                break
        else:
            yield _whole(Change.REMOVED, text)
    yield from (_whole(Change.ADDED, added) for added in new[taken:])


def _changed(old: str, new: str) -> Paragraph | None:
    """The paragraph with its changes word by word; ``None`` where the two are too different to be one."""
    words, others = _words(old), _words(new)
    if max(len(words), len(others)) > MOST_WORDS:
        return None
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.real_quick_ratio() < CHANGED_FROM or matcher.quick_ratio() < CHANGED_FROM or matcher.ratio() < CHANGED_FROM:
        return None
    pieces: list[tuple[Change, str]] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append((Change.SAME, "".join(words[i:i_end])))
        else:
            pieces += [(Change.REMOVED, "".join(words[i:i_end])), (Change.ADDED, "".join(others[j:j_end]))]
    kept = [(change, text) for change, text in pieces if text]
    passages = tuple(
        Passage(change, "".join(text for _, text in group)) for change, group in groupby(kept, key=lambda piece: piece[0])
    )
    return Paragraph(Change.CHANGED, passages)


def _words(text: str) -> list[str]:
    """Words, each with what stands between it and the next."""
    return re.findall(r"\w+\W*|\W+", text)
