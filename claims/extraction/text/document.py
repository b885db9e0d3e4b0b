"""The document as every stage of the engine sees it: the text, its blocks, and the parsed story."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import enum
import functools
import operator
import re
from collections.abc import Iterator, Sequence

from claims.extraction.records import Span
from claims.extraction.text.tokens import Chunk, Token, Tokens

#: What may stand above a section as the name of a place: "Rakhine", "Northern Shan", "Port Sudan".
_NAME_OF_SECTION = re.compile(
    r"(?!(?:Ad|Advertisement|Live|Photo|Related|Share|Video|Watch)\b)[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}:?"
)
#: Above what was before, or elsewhere.
_BACKGROUND = re.compile(r"(?:The )?(?:wider )?(?:background|context|history|elsewhere)(?: .{1,30})?", re.IGNORECASE)


class Role(enum.StrEnum):
    """What a block of the page is. Only the story is parsed, and only the story yields claims."""

    TITLE = "title"
    BYLINE = "byline"
    STORY = "story"
    CREDIT = "credit"  # "With reporting by AP, Reuters, and AFP"
    FURNITURE = "furniture"  # menus, banners, captions printed twice, newsletter boxes, copyright lines


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of the text with one role; a story block is one paragraph."""

    start: int
    end: int
    role: Role

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_story(self) -> bool:
        return self.role is Role.STORY


@dataclasses.dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the story: its tokens and the offset that leads from its document to ours."""

    tokens: Tokens
    offset: int
    paragraph: int

    @property
    def start(self) -> int:
        return self.offset + self.tokens.start_char

    @property
    def end(self) -> int:
        return self.offset + self.tokens.end_char

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def subject(self) -> Token | None:
        """The subject of the main verb, where it stands before that."""
        return next((child for child in self.tokens.root.lefts if child.dep_ in {"nsubj", "nsubjpass"}), None)

    def tokens_in(self, span: Span) -> Tokens:
        """The tokens that a part of the document's text touches, in its own paragraph."""
        paragraph = self.tokens.doc
        first = bisect.bisect_right(paragraph, span.start - self.offset, key=operator.attrgetter("idx")) - 1
        end = bisect.bisect_left(paragraph, span.end - self.offset, key=operator.attrgetter("idx"))
        return Tokens(paragraph[first:end], first)

    def span_of(self, part: Token | Sequence[Token]) -> Span:
        """Where a token, or a run of tokens, stands in the document's text."""
        first, last = (part, part) if isinstance(part, Token) else (part[0], part[-1])
        return Span(self.offset + first.idx, self.offset + last.idx + len(last))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Document:
    """A text with its blocks and, for the story, its parse.

    The tokens of a chunk read line breaks and other white space as blanks, so take the words of a record from ``text``. A chunk
    is a paragraph (a very long one is cut between sentences), so no sentence crosses from one into the next.
    """

    text: str
    blocks: tuple[Block, ...]
    chunks: tuple[Chunk, ...]

    @functools.cached_property
    def paragraphs(self) -> tuple[Block, ...]:
        """The story's paragraphs, in the order of the text."""
        return tuple(block for block in self.blocks if block.role is Role.STORY)

    @functools.cached_property
    def sections(self) -> tuple[int, ...]:
        """The number of the section that each paragraph stands in: "Rakhine" above one begins another, and so does "Background".

        The headings of an article that does not go from place to place begin none, as they go on with the same events.
        """
        text = {index: self.text[block.start : block.end].strip() for index, block in enumerate(self.blocks)}
        around = zip(self.blocks, self.blocks[1:], self.blocks[2:], strict=False)
        between = [index for index, (_, block, after) in enumerate(around, 1) if not block.is_story and after.is_story]
        between = [index for index in between if list(text.values()).count(text[index]) == 1]
        names = [index for index in between if _NAME_OF_SECTION.fullmatch(text[index])]
        turns = {index for index in between if _BACKGROUND.fullmatch(text[index])} | set(names if len(names) > 1 else ())
        begun = [sum(turn < index for turn in turns) for index in range(len(self.blocks))]
        return tuple(number for number, block in zip(begun, self.blocks, strict=True) if block.is_story)

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The story's sentences, in the order of the text. ``paragraph`` indexes :attr:`paragraphs`."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        starts = [paragraph.start for paragraph in self.paragraphs]
        for chunk in self.chunks:
            for tokens in chunk.sentences:
                if all(token.is_space for token in tokens):
                    continue
                paragraph = bisect.bisect_right(starts, chunk.offset + tokens.start_char) - 1
                yield Sentence(tokens, chunk.offset, max(paragraph, 0))

    @functools.cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @functools.cached_property
    def nouns(self) -> tuple[tuple[Sentence, Token], ...]:
        """Every noun of the story that is no name, with its sentence, in the order of the text."""
        return tuple((sentence, token) for sentence in self.sentences for token in sentence.tokens if token.pos_ == "NOUN")

    @functools.cached_property
    def entities(self) -> dict[int, list[Tokens]]:
        """The model's named entities, by the start of the sentence that they stand in.

        It has some that go on into the next sentence, which are cut, and makes two people of one name at times, which are joined.
        """
        found: dict[int, list[Tokens]] = collections.defaultdict(list)
        for chunk in self.chunks:
            for entity in chunk.entities:
                sentence = self.sentence_at(chunk.offset + entity.start_char)
                if sentence is not None:
                    cut = Tokens(entity[: sentence.tokens.end - entity.start], entity.start, entity.label_)
                    before = found[sentence.start]
                    if before and before[-1].end == cut.start and before[-1].label_ == cut.label_ == "PERSON":
                        first = before.pop()
                        cut = Tokens(first + cut, first.start, cut.label_)
                    before.append(cut)
        return found

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds a code point, or ``None``."""
        index = bisect.bisect_right(self._sentence_starts, position) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return None
