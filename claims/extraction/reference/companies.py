"""Which company a story is about, if it is about one: whose profit "profit" is, and which airline "the airline"."""

from __future__ import annotations

import functools

from claims.extraction.reference.areas import run_to
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import COMPANIES
from claims.extraction.text.document import Document
from claims.extraction.text.tokens import Token

#: What a company is called by, if one of these words is in its name.
_SORTS = (
    (frozenset({"air", "airlines", "airways"}), frozenset({"airline", "carrier"})),
    (frozenset({"bank", "bancorp"}), frozenset({"bank", "lender"})),
)


class Company:
    """The company with which one document begins."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self._document = document
        self._naming = naming

    @functools.cached_property
    def name(self) -> str | None:
        """Its name, as the subject of the first sentence; ``None`` where that is no company."""
        subject = self._subject
        if subject is None:
            return None
        run = run_to(subject)
        sentence = self._document.sentences[0]
        name = self._document.text[sentence.span_of(run[0]).start : sentence.span_of(run[-1]).end]
        return name if self._called or self._naming.is_firm(name) else None

    @functools.cached_property
    def sorts(self) -> frozenset[str]:
        """What it is called by: "airline", "lender"."""
        if self.name is None:
            return frozenset()
        words = set(self.name.lower().split())
        return self._called.union(*(sorts for names, sorts in _SORTS if words & names))

    @functools.cached_property
    def _subject(self) -> Token | None:
        subject = self._document.sentences[0].subject if self._document.sentences else None
        return subject if subject is not None and subject.dep_ == "nsubj" and subject.pos_ == "PROPN" else None

    @property
    def _called(self) -> frozenset[str]:
        """The nouns for companies before its name: "French carmaker Vantreau"."""
        before = self._subject.lefts if self._subject is not None else ()
        return frozenset(child.lemma_ for child in before if child.lemma_ in COMPANIES)
