"""The document as every stage of the engine sees it: the text, its blocks, and the parsed story."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import enum
import functools
import re
from collections.abc import Iterator

from spacy.symbols import NOUN
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from claims.extraction.records import Span

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
    """One sentence of the story: a span of spaCy tokens and the offset that leads from its document to ours."""

    tokens: TokenSpan
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

    def span_of(self, part: Token | TokenSpan) -> Span:
        """Where a token, or a span of tokens, stands in the document's text."""
        if isinstance(part, Token):
            return Span(self.offset + part.idx, self.offset + part.idx + len(part))
        return Span(self.offset + part.start_char, self.offset + part.end_char)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Document:
    """A text with its blocks and, for the story, its parse.

    ``chunks`` are ``(doc, offset)`` pairs: ``doc.text`` is ``text[offset:offset + len(doc.text)]`` with line breaks and other
    white space read as blanks, so take the words of a record from ``text``. A chunk is a paragraph (a very long one is cut
    between sentences), so no sentence crosses from one into the next.
    """

    text: str
    blocks: tuple[Block, ...]
    chunks: tuple[tuple[Doc, int], ...]

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
        for doc, offset in self.chunks:
            for tokens in doc.sents:
                if all(token.is_space for token in tokens):
                    continue
                paragraph = bisect.bisect_right(starts, offset + tokens.start_char) - 1
                yield Sentence(tokens, offset, max(paragraph, 0))

    @functools.cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @functools.cached_property
    def nouns(self) -> tuple[tuple[Sentence, Token], ...]:
        """Every noun of the story that is no name, with its sentence, in the order of the text."""
        return tuple((sentence, token) for sentence in self.sentences for token in sentence.tokens if token.pos == NOUN)

    @functools.cached_property
    def entities(self) -> dict[int, list[TokenSpan]]:
        """The model's named entities, by the start of the sentence that they stand in.

        The model gathers them from all of a paragraph whenever it is asked, so it is asked once. It has some that go on into the
        next sentence, which are cut, and makes two people of one name at times, which are joined.
        """
        found: dict[int, list[TokenSpan]] = collections.defaultdict(list)
        for doc, offset in self.chunks:
            for entity in doc.ents:
                sentence = self.sentence_at(offset + entity.start_char)
                if sentence is not None:
                    end = sentence.tokens.end
                    cut = entity if entity.end <= end else TokenSpan(doc, entity.start, end, label=entity.label)
                    before = found[sentence.start]
                    if before and before[-1].end == cut.start and before[-1].label_ == cut.label_ == "PERSON":
                        cut = TokenSpan(doc, before.pop().start, cut.end, label=cut.label)
                    before.append(cut)
        return found

    def sentence_at(self, position: int) -> Sentence | None:
        """The sentence that holds a code point, or ``None``."""
        index = bisect.bisect_right(self._sentence_starts, position) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return None
