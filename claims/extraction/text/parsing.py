"""The story's paragraphs through the language model: blocks to a :class:`Document`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.config import ExtractionConfig
from claims.extraction.text.document import Block, Document
from claims.extraction.text.mending import mend
from claims.extraction.text.model import load_model
from claims.extraction.text.segmenting import segment
from claims.extraction.text.tokens import Chunk, Reader

#: Every kind of white space reads as a blank, so that wrapped lines parse like unwrapped ones; lengths stay the same.
#: The marks of a list within a sentence are none of its words.
_AS_BLANKS = {ord(character): " " for character in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u202f\u3000•‣▪◦"}
#: "The town - the largest in the north - was retaken": a dash to every reader, but not between the ends of a range.
_HYPHEN_FOR_DASH = re.compile(r"(?<=\D )-(?= )|(?<= )-(?= \D)")
_SENTENCE_END = re.compile(r"[.!?][\"'”’»)\]]*\s+")

Part = tuple[str, int]


def parse(text: str, *, blocks: Sequence[Block] | None = None, config: ExtractionConfig | None = None) -> Document:
    """Read one text: its blocks, found here unless given, and the parse of its story."""
    found = segment(text).blocks if blocks is None else tuple(blocks)
    return next(parse_many([(text, found)], config=config))


def parse_many(pages: Iterable[tuple[str, tuple[Block, ...]]], *, config: ExtractionConfig | None = None) -> Iterator[Document]:
    """Read many texts in one stream, so that short ones share the model's batches."""
    chosen = config or ExtractionConfig()
    waiting: list[tuple[str, tuple[Block, ...], int]] = []

    def parts() -> Iterator[Part]:
        for text, blocks in pages:
            own = list(parts_of(text, blocks, chosen.longest_part))
            waiting.append((text, blocks, len(own)))
            yield from own

    reader = _reader(chosen.model)
    stream = load_model(chosen.model).pipe(parts(), as_tuples=True, batch_size=chosen.paragraphs_at_once)
    # The stream reads ahead by a batch, so a page is complete when as many parts have come out as were put in for it.
    chunks: list[Chunk] = []
    for doc, offset in stream:
        yield from _without_parts(waiting)
        chunk = reader.read(doc, offset)
        mend(chunk)
        chunks.append(chunk)
        if len(chunks) == waiting[0][2]:
            text, blocks, _ = waiting.pop(0)
            yield Document(text=text, blocks=blocks, chunks=tuple(chunks))
            chunks = []
    yield from _without_parts(waiting)


@functools.cache
def _reader(model: str) -> Reader:
    return Reader(load_model(model).vocab)


def _without_parts(waiting: list[tuple[str, tuple[Block, ...], int]]) -> Iterator[Document]:
    """Pages at the head of the queue that have no story, and so wait for no parse."""
    while waiting and waiting[0][2] == 0:
        text, blocks, _ = waiting.pop(0)
        yield Document(text=text, blocks=blocks, chunks=())


def parts_of(text: str, blocks: Iterable[Block], longest: int) -> Iterator[Part]:
    """The story's paragraphs as the model reads them, each with its offset; very long ones are cut between sentences."""
    for block in blocks:
        if block.is_story:
            start = block.start
            while block.end - start > longest:
                cut = _cut(text, start, start + longest)
                yield _as_read(text[start:cut]), start
                start = cut
            yield _as_read(text[start : block.end]), start


def _as_read(text: str) -> str:
    """The words as the model reads them, each where it stands in the text."""
    return _HYPHEN_FOR_DASH.sub("–", text.translate(_AS_BLANKS))


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut before the limit: after the last sentence, else after the last blank, else at the limit."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    blank = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit))
    return blank + 1 if blank > start else limit
