"""The words of a parse, as every stage behind the language model reads them.

A :class:`Token` says what spaCy's says, by the same names, but is made once: there each look at a neighbour, a head or a child
makes a new object, each string is decoded anew, and the stages look a hundred times at every word. Only the mendings change it:
a new head takes along all that depends on the token.
"""

from __future__ import annotations

import dataclasses
import functools
import operator
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import numpy as np
from spacy import attrs
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claims.extraction.records import Span
from claims.extraction.text.remembering import Remembered

_READ = [
    *(attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.HEAD),
    *(attrs.ENT_TYPE, attrs.ENT_IOB, attrs.SENT_START, attrs.SPACY),
]
_IOB = ("", "I", "O", "B")


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """What words written alike share."""

    text: str
    lower_: str
    is_punct: bool
    like_num: bool
    is_alpha: bool
    is_currency: bool
    is_digit: bool
    is_lower: bool
    is_quote: bool
    is_space: bool
    is_title: bool
    is_upper: bool
    is_address: bool


class Token:
    """One word or mark of a paragraph.

    ``i`` is its place in the paragraph's tokens ``doc``, ``idx`` that of its first character in the paragraph's text; ``sent`` is
    its sentence. ``head`` is what it depends on, itself where that is nothing; ``lefts`` and ``rights`` are what depend on it.
    """

    __slots__ = tuple(
        "_form _head dep_ doc ent_iob_ ent_type_ i idx is_punct is_sent_start left_edge lefts lemma_ like_num lower_ pos_ "
        "right_edge rights sent tag_ text whitespace_".split()
    )

    doc: Chunk
    sent: Tokens
    lemma_: str
    pos_: str
    tag_: str
    dep_: str

    def __init__(self, form: Form, i: int, idx: int) -> None:
        self._form = form
        self.text = form.text
        self.lower_ = form.lower_
        self.is_punct = form.is_punct
        self.like_num = form.like_num
        self.i = i
        self.idx = idx
        self.ent_type_ = self.ent_iob_ = self.whitespace_ = ""
        self.is_sent_start = False
        self._head = self.left_edge = self.right_edge = self
        self.lefts: tuple[Token, ...] = ()
        self.rights: tuple[Token, ...] = ()

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def head(self) -> Token:
        return self._head

    @head.setter
    def head(self, head: Token) -> None:
        self._head = head
        _relate(self.doc)

    @property
    def is_address(self) -> bool:
        """Whether it looks like that of a page or a mailbox."""
        return self._form.is_address

    @property
    def is_alpha(self) -> bool:
        return self._form.is_alpha

    @property
    def is_currency(self) -> bool:
        return self._form.is_currency

    @property
    def is_digit(self) -> bool:
        return self._form.is_digit

    @property
    def is_lower(self) -> bool:
        return self._form.is_lower

    @property
    def is_quote(self) -> bool:
        return self._form.is_quote

    @property
    def is_space(self) -> bool:
        return self._form.is_space

    @property
    def is_title(self) -> bool:
        return self._form.is_title

    @property
    def is_upper(self) -> bool:
        return self._form.is_upper

    @property
    def n_lefts(self) -> int:
        return len(self.lefts)

    @property
    def n_rights(self) -> int:
        return len(self.rights)

    @property
    def children(self) -> tuple[Token, ...]:
        """What depends on it, in the order of the text."""
        return self.lefts + self.rights

    @property
    def subtree(self) -> Sequence[Token]:
        """It and all that depends on it, and on that, in the order of the text."""
        found = [self]
        for token in found:
            found += token.lefts
            found += token.rights
        between = self.doc[self.left_edge.i : self.right_edge.i + 1]
        return between if len(between) == len(found) else sorted(found, key=operator.attrgetter("i"))

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it depends on, and what that depends on, upwards."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other one depends on it, directly or not."""
        return any(above is self for above in other.ancestors)

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The others that it is told in a row with: "two" and "three" of "one, two and three"."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        row = [first]
        for token in row:
            row += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in row if token is not self)

    def nbor(self, by: int = 1) -> Token:
        """The token so many places behind it; where the paragraph has none, one that says nothing: no text, no tag, no head."""
        place = self.i + by
        return self.doc[place] if 0 <= place < len(self.doc) else _nothing(self, place)


_NOTHING = Form(text="", lower_="", **dict.fromkeys([field.name for field in dataclasses.fields(Form)[2:]], False))


def _nothing(beside: Token, place: int) -> Token:
    """What stands before the first word of a paragraph, or behind its last."""
    token = Token(_NOTHING, place, 0)
    token.doc, token.sent = beside.doc, beside.sent
    token.lemma_ = token.pos_ = token.tag_ = token.dep_ = ""
    return token


class Tokens(tuple[Token, ...]):  # noqa: SLOT001 - a tuple's subclass can have none
    """Tokens that stand one after the other: a paragraph, a sentence or a named entity. A slice of them is a plain tuple.

    ``start`` and ``end`` are places in the paragraph; ``label_`` is the kind of an entity.
    """

    start: int
    end: int
    label_: str

    def __new__(cls, tokens: Iterable[Token], start: int = 0, label: str = "") -> Self:
        self = super().__new__(cls, tokens)
        self.start, self.end, self.label_ = start, start + len(self), label
        return self

    @property
    def doc(self) -> Chunk:
        """The paragraph that they stand in."""
        return self[0].doc

    @property
    def sent(self) -> Tokens:
        """The sentence that the first of them stands in."""
        return self[0].sent

    @property
    def start_char(self) -> int:
        return self[0].idx

    @property
    def end_char(self) -> int:
        return self[-1].idx + len(self[-1].text)

    @property
    def text(self) -> str:
        return text_of(self)

    @property
    def root(self) -> Token:
        """The one that all others depend on; the first of those that depend least, where none is."""
        for token in self:
            if token.head is token:
                return token
        outward = (token for token in self if not self.start <= token.head.i < self.end)
        return min(outward, key=lambda token: sum(1 for _ in token.ancestors))


def text_of(tokens: Sequence[Token]) -> str:
    """What stands there, with the blanks between."""
    return "".join([token.text + token.whitespace_ for token in tokens[:-1]]) + tokens[-1].text if tokens else ""


def text_to(token: Token) -> str:
    """What stands up to a word, from the first that depends on it: "the regional police" of "the regional police in Lund"."""
    return text_of(token.doc[token.left_edge.i : token.i + 1])


class Chunk(Tokens):
    """A paragraph as the model read it, or a part of a very long one; ``offset`` is its first character's in the document."""

    offset: int
    sentences: tuple[Tokens, ...]
    entities: list[Tokens]

    @functools.cached_property
    def by_word(self) -> dict[str, list[int]]:
        """Where each word stands, in lower case."""
        found: dict[str, list[int]] = {}
        for token in self:
            found.setdefault(token.lower_, []).append(token.i)
        return found

    def untangle(self) -> None:
        """Makes a root of each token that depends on itself by way of others, so that who goes upwards comes to an end."""
        while len(rooted := _downwards(self)) < len(self):
            token = next(token for token in self if token not in rooted)
            passed: set[Token] = set()
            while token not in passed:
                passed.add(token)
                token = token.head
            token.head, token.dep_ = token, "ROOT"

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        last = self[-1]
        return Span(self.offset, self.offset + last.idx + len(last.text) + len(last.whitespace_))


class Reader:
    """Makes chunks of what a pipeline found; it keeps the strings of its vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._forms = Remembered(lambda orth: _form(vocab, orth))
        self._strings = Remembered(vocab.strings.__getitem__)

    def read(self, doc: Doc, offset: int) -> Chunk:
        """The chunk of a parsed text that begins at a character of the document."""
        forms, strings = self._forms, self._strings
        array = doc.to_array(_READ)
        heads = (array[:, _READ.index(attrs.HEAD)].view("int64") + np.arange(len(doc))).tolist()
        found: list[Token] = []
        idx = 0
        for orth, lemma, pos, tag, dep, _, kind, iob, begins, space in array.tolist():
            token = Token(forms[orth], len(found), idx)
            token.lemma_, token.pos_, token.tag_, token.dep_ = strings[lemma], strings[pos], strings[tag], strings[dep]
            token.ent_iob_ = _IOB[iob]
            if kind:
                token.ent_type_ = strings[kind]
            token.is_sent_start = begins == 1
            idx += len(token.text)
            if space:
                token.whitespace_ = " "
                idx += 1
            found.append(token)
        chunk = Chunk(found)
        chunk.offset = offset
        starts = [token.i for token in chunk if token.is_sent_start or token.i == 0]
        ends = [*starts[1:], len(chunk)]
        chunk.sentences = tuple(Tokens(chunk[start:end], start) for start, end in zip(starts, ends, strict=True))
        chunk.entities = [Tokens(chunk[one.start : one.end], one.start, one.label_) for one in doc.ents]
        for sentence in chunk.sentences:
            for token in sentence:
                token.doc, token.sent = chunk, sentence
        for token, head in zip(chunk, heads, strict=True):
            token._head = chunk[head]  # noqa: SLF001 - all at once, as each change of one relates them anew
        _relate(chunk)
        return chunk


def _form(vocab: Vocab, orth: int) -> Form:
    word = vocab[orth]
    return Form(
        text=word.text,
        lower_=word.lower_,
        is_punct=word.is_punct,
        like_num=word.like_num,
        is_alpha=word.is_alpha,
        is_currency=word.is_currency,
        is_digit=word.is_digit,
        is_lower=word.is_lower,
        is_quote=word.is_quote,
        is_space=word.is_space,
        is_title=word.is_title,
        is_upper=word.is_upper,
        is_address=bool(word.like_url or word.like_email),
    )


def _relate(chunk: Chunk) -> None:
    """Gives each token what depends on it, and the first and last of all that does, by their heads."""
    lefts: list[list[Token]] = [[] for _ in chunk]
    rights: list[list[Token]] = [[] for _ in chunk]
    for token in chunk:
        token.left_edge = token.right_edge = token
        head = token.head
        if head is not token:
            (lefts if token.i < head.i else rights)[head.i].append(token)
    for token in chunk:
        token.lefts, token.rights = tuple(lefts[token.i]), tuple(rights[token.i])
    for token in reversed(_downwards(chunk)):
        head = token.head
        if token.left_edge.i < head.left_edge.i:
            head.left_edge = token.left_edge
        if token.right_edge.i > head.right_edge.i:
            head.right_edge = token.right_edge


def _downwards(chunk: Chunk) -> list[Token]:
    """The roots, and after each token what depends on it; none that depend on themselves."""
    found = [token for token in chunk if token.head is token]
    for token in found:
        found += token.lefts
        found += token.rights
    return found
