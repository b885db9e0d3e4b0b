"""Which event "the attack" was: the one that the article told before, in the words in which it told it."""

from __future__ import annotations

import collections
import functools

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
    """The events that a document tells by a noun of their own, where they are first told."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @functools.cached_property
    def _told(self) -> dict[str, list[tuple[int, str]]]:
        told = collections.defaultdict(list)
        for sentence in self._document.sentences:
            for token in sentence.tokens:
                if token.lemma_ in HAPPENINGS and token.pos_ == "NOUN" and (phrase := _phrase(token)):
                    told[token.lemma_].append((sentence.span_of(token).start, phrase))
        return told

    def meant_by(self, noun: str, position: int) -> str | None:
        """The phrase for "the attack" at this offset; ``None`` where the article told of no attack before, or of several."""
        told = self._told.get(noun, [])
        before = {phrase for start, phrase in told if start < position}
        return f"the {before.pop()}" if len(before) == 1 and len({phrase for _, phrase in told}) == 1 else None


def _phrase(noun: Token) -> str | None:
    """The words from behind "a" to the end of what says where or on what: "rocket attack on the port of Lund"."""
    article = next((child for child in noun.lefts if child.dep_ == "det"), None)
    if article is None or article.lower_ not in {"a", "an"}:
        return None
    first, end = article.i + 1, noun.i + 1
    if any(child.dep_ not in _QUALIFYING for child in noun.lefts if child.i != article.i):
        return None
    for child in noun.rights:
        if child.i != end or child.dep_ != "prep" or child.lower_ not in _PLACING:
            break
        inner = list(child.subtree)
        if any(
            token.pos_ in {"VERB", "AUX"} or token.text in {",", "(", '"', "“"} or token.ent_type_ == "DATE" for token in inner
        ):
            break
        end = inner[-1].i + 1
    words = noun.doc[first:end]
    says_more = len(words) > 1 and any(token.ent_type_ for token in words)
    return words.text if says_more and len(words) <= _MOST_WORDS else None
