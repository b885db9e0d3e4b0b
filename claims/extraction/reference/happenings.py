"""Which event "the attack" was, and which thing "the depot" is: the one that the article told of before, in the words for it."""

from __future__ import annotations

import collections
import functools

from spacy.symbols import NOUN
from spacy.tokens import Token

from claims.extraction.text.document import Document

#: Nouns for what happens once, to somebody, somewhere.
HAPPENINGS = frozenset(
    """accident airstrike ambush assault attack avalanche blast blaze bombing collapse collision crash cyclone derailment
    earthquake eruption explosion fire flood flooding hurricane incident landslide massacre quake raid riot shelling shooting
    shipwreck siege sinking storm strike tornado tsunami wildfire wreck""".split()
)
#: What may follow the noun and still say which event it was.
_PLACING = frozenset({"against", "at", "by", "in", "near", "of", "off", "on", "outside"})
_QUALIFYING = frozenset({"amod", "compound", "nmod", "nummod", "punct", "poss", "case"})
#: A longer phrase tells a story rather than a name.
_MOST_WORDS = 10


class Happenings:
    """The events and things of a document, where they are first told: "a rocket attack on Lund", "a bus depot in Karsk"."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @functools.cached_property
    def _told(self) -> dict[str, list[tuple[int, str | None]]]:
        told = collections.defaultdict(list)
        for sentence in self._document.sentences:
            for token in sentence.tokens:
                if token.pos == NOUN and (article := _article_of(token)) is not None:
                    indefinite = article.lower_ in {"a", "an"}
                    phrase = _phrase(token, article) if indefinite else None
                    if indefinite or token.lemma_ not in told:
                        told[token.lemma_].append((sentence.span_of(token).start, phrase))
        return told

    def meant_by(self, noun: str, position: int) -> str | None:
        """The phrase for "the attack" at this offset; ``None`` where the article told of no attack before, or of several.

        An event may be told again in plain words, "an attack"; of two depots that are told so neither is the depot, nor is one
        that is told after "the depot".
        """
        told = self._told.get(noun, [])
        known = [(start, phrase) for start, phrase in told if phrase is not None]
        if len({phrase for _, phrase in known}) != 1 or (noun not in HAPPENINGS and len(told) != 1):
            return None
        start, phrase = known[0]
        return f"the {phrase}" if start < position else None

    def is_told(self, noun: str, position: int) -> bool:
        """The article has told of one before."""
        return any(start < position for start, _ in self._told.get(noun, ()))


def _article_of(noun: Token) -> Token | None:
    return next((child for child in noun.lefts if child.dep_ == "det" and child.lower_ in {"a", "an", "the"}), None)


def _phrase(noun: Token, article: Token) -> str | None:
    """The words from behind "a" to the end of what says where or on what: "rocket attack on the port of Lund".

    What a thing is like ("a massive loss") does not tell which it is; what it is for ("a bus depot") does.
    """
    lefts = [child for child in noun.lefts if child.i != article.i]
    if any(child.dep_ not in _QUALIFYING for child in lefts):
        return None
    event = noun.lemma_ in HAPPENINGS
    told = [child for child in lefts if event or child.dep_ not in {"amod", "punct"}]
    first, end = (article.i + 1 if event else min((child.left_edge.i for child in told), default=noun.i)), noun.i + 1
    for child in noun.rights:
        if child.i != end or child.dep_ != "prep" or child.lower_ not in _PLACING:
            break
        inner = list(child.subtree)
        if any(_tells_more(token) for token in inner):
            break
        end = inner[-1].i + 1
    words = noun.doc[first:end]
    known = not event or any(token.ent_type_ for token in words)
    return words.text if known and 1 < len(words) <= _MOST_WORDS else None


def _tells_more(token: Token) -> bool:
    """A word by which a phrase tells a story of its own, or of a day, or of somebody's."""
    ends = token.pos_ in {"VERB", "AUX"} or token.text in {",", "(", '"', "“"} or token.ent_type_ == "DATE"
    return ends or token.tag_ == "PRP$"
