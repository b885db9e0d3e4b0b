"""Marks claims in a text: cuts it into paragraphs and segments, exact to the code point, however the claims overlap.

HTML elements must nest, claims need not: where one ends inside another that began later, the later one's mark is closed before
it and opened again behind it. Leaving the marks out, the segments are the paragraph's text, character by character; the browser
relies on it when it turns a selection back into offsets.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

LINE = re.compile(r"[^\r\n]+")


T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Span(Generic[T]):
    """A passage to be marked, ``text[start:end]``, and whose it is."""

    start: int
    end: int
    of: T


@dataclasses.dataclass(frozen=True, slots=True)
class Mark(Generic[T]):
    """One edge of a mark. ``whole`` is false where the mark only goes on behind, or went on from before."""

    of: T
    whole: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Segment(Generic[T]):
    """A stretch of text within the same marks: which open before it, outermost first, and which close after it."""

    text: str
    opens: tuple[Mark[T], ...] = ()
    closes: tuple[Mark[T], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph(Generic[T]):
    """A line of the text that has something in it, as segments; ``start`` is its offset in the text."""

    start: int
    segments: tuple[Segment[T], ...]

    @property
    def text(self) -> str:
        """Its characters, without the marks."""
        return "".join(segment.text for segment in self.segments)


def mark(text: str, spans: Iterable[Span[T]]) -> list[Paragraph[T]]:
    """The paragraphs of ``text`` with ``spans`` marked. Spans outside the text or without extent are left out.

    Of two spans over the same passage, the one that is given first becomes the outer mark.
    """
    placed = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    return [_paragraph(text, *line.span(), placed) for line in LINE.finditer(text) if not line[0].isspace()]


def _paragraph(text: str, start: int, end: int, spans: Sequence[Span[T]]) -> Paragraph[T]:
    here = [span for span in spans if span.start < end and start < span.end]
    cuts = sorted({start, end, *(cut for span in here for cut in (span.start, span.end) if start < cut < end)})
    segments = []
    stack: list[Span[T]] = []
    for left, right in itertools.pairwise(cuts):
        covering = [span for span in here if span.start <= left and right <= span.end]
        opened = [span for span in covering if span not in stack]
        # What ends soonest goes innermost, so that as few marks as possible are interrupted.
        stack += sorted(opened, key=lambda span: -span.end)
        kept = _kept(stack, right, end)
        segments.append(
            Segment(
                text[left:right],
                tuple(Mark(span.of, span.start == left) for span in stack if span in opened),
                tuple(Mark(span.of, span.end == right) for span in reversed(stack[kept:])),
            )
        )
        stack = stack[:kept]
    return Paragraph(start, tuple(segments))


def _kept(stack: Sequence[Span[T]], position: int, paragraph_end: int) -> int:
    """How many of the open marks stay open at ``position``: those below the first that ends there, none at a paragraph's end."""
    if position == paragraph_end:
        return 0
    return next((depth for depth, span in enumerate(stack) if span.end == position), len(stack))
