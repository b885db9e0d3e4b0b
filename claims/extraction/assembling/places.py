"""Where something happens: the names that stand as places in a sentence, and the phrases that say where.

The model takes a place for a person or a body at times, and an acting country is a place to it as well. What a name stands behind
or beside ("in", "the town of"), and what the rest of the article takes it for, says more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.symbols import PROPN, pobj
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claims.extraction.clauses import span_of
from claims.extraction.quantities.measures import tells_happening
from claims.extraction.records import Place
from claims.extraction.reference.happenings import HAPPENINGS
from claims.extraction.reference.nouns import BODIES, PERSONS
from claims.extraction.reference.resolving import References
from claims.extraction.text.document import Document, Sentence

_LABELS = frozenset({"GPE", "LOC", "FAC"})
#: Prepositions of places, and what is no place though it follows one ("in March", "at Reuters").
WHERE = frozenset("in at near outside around over across".split())
_NO_PLACES = frozenset({"DATE", "TIME", "ORG", "NORP", "EVENT"})
#: Prepositions that nobody's name follows.
_OF_AREAS = frozenset({"across", "around", "outside"})
_TRUSTING = frozenset("believe confide engage invest trust".split())
#: Nouns for areas, which a name stands before or behind: "the Lund district", "the city of Lund", "the capital, Lund".
_AREAS = frozenset(
    """area borough capital city commune country county department district governorate hamlet island municipality neighborhood
    neighbourhood oblast port prefecture province region republic settlement state suburb town village""".split()
)
#: Bodies that are somewhere, and tell of the place whose they are: "Lund's hospital", unlike "Lund's council".
_SITES = frozenset("airport clinic college court factory hospital museum plant port prison school station university".split())
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_OWNING = _MODIFIERS | {"poss"}


class Places:
    """The places of the sentences of one document."""

    def __init__(self, document: Document, references: References) -> None:
        self._document = document
        self._references = references

    def of(self, sentence: Sentence) -> tuple[Place, ...]:
        """The names that stand as places, in the order of the text."""
        entities = self._document.entities.get(sentence.start, ())
        spans = {sentence.span_of(entity) for entity in entities if self._is_place(entity, sentence)}
        spans |= {span_of(sentence, name) for name in self._named(sentence.tokens)}
        whole = [span for span in spans if not any(other != span and other.covers(span) for other in spans)]
        text = self._document.text
        return tuple(Place(text=text[span.start : span.end], start=span.start, end=span.end) for span in sorted(whole))

    def _is_place(self, entity: TokenSpan, sentence: Sentence) -> bool:
        if entity.label_ not in _LABELS or _acts(entity.root):
            return False
        return not self._references.is_person(entity.text, sentence.span_of(entity).start)

    def _named(self, tokens: Iterable[Token]) -> Iterator[list[Token]]:
        """What the model takes for no place: "were wounded in Kyiv", "the town of Kyiv", "the Kyiv district"."""
        for token in tokens:
            if token.lemma_ in _AREAS and token.dep_ not in _MODIFIERS and not _acts(token):
                yield from _names_of(token)
            elif token.dep == pobj and token.pos == PROPN and token.head.lower_ in WHERE and self._may_be_place(token):
                yield _run_to(token)

    def _may_be_place(self, name: Token) -> bool:
        """No other name; or one that is taken for a person's though something happens in it, or the article has it as a place."""
        way = name.head
        happens = way.lower_ != "at" and way.head.pos_ == "VERB" and way.head.lemma_ not in _TRUSTING
        happens |= way.lower_ in _OF_AREAS
        return (
            not name.ent_type_
            or (name.ent_type_ == "PERSON" and happens)
            or self._references.is_place(" ".join(token.text for token in _run_to(name)))
        )


def _acts(name: Token) -> bool:
    """The name is that of who acts or is dealt with, or whose somebody is: "Russia fired", "with Russia", "the Lund mayor"."""
    above = name.head
    if name.dep_ in _OWNING:
        named = above.pos_ == "PROPN" and above.ent_type_ in {"PERSON", "ORG"}
        return named or above.lower_ in (PERSONS | BODIES | HAPPENINGS) - _SITES
    if name.dep_ == "nsubj":
        return tells_happening(above) and above.lemma_ != "lose" and any(child.dep_ == "dobj" for child in above.rights)
    return name.dep_ == "dative" or (name.dep_ == "pobj" and (above.dep_ == "agent" or above.lower_ == "with"))


def _names_of(area: Token) -> Iterator[list[Token]]:
    """The names of an area: what stands behind "the city of Lund" and "the capital, Lund," or all of "the Lund district"."""
    behind = [child for child in area.rights if child.dep_ == "appos" and child.pos == PROPN]
    behind += [
        noun for child in area.rights if child.lower_ == "of" for noun in child.rights if noun.dep == pobj and noun.pos == PROPN
    ]
    for name in behind:
        yield from (_run_to(one) for one in (name, *name.conjuncts) if one.pos == PROPN)
    before = [child for child in area.lefts if child.dep_ in _MODIFIERS and (child.pos == PROPN or child.ent_type_ == "NORP")]
    if before and not behind:
        yield list(area.doc[before[0].left_edge.i : area.i + 1])


def _run_to(name: Token) -> list[Token]:
    """The name with the words of it that stand before."""
    words = [name]
    while words[0].i and (before := words[0].nbor(-1)).dep_ == "compound" and before.head in words and before.pos == PROPN:
        words.insert(0, before)
    return words


def is_place(phrase: Sequence[Token]) -> bool:
    """The phrase says where: "in Lund", "near the city of Karsk", "in the Darnytskiy district"."""
    return phrase[0].lower_ in WHERE and any(_is_named_place(child) for child in phrase[0].rights)


def says_where(words: Iterable[Token]) -> bool:
    """A phrase among the words says where."""
    return any(is_place([word]) for word in words)


def _is_named_place(noun: Token) -> bool:
    if noun.dep_ != "pobj" or noun.ent_type_ in _NO_PLACES or (noun.ent_type_ == "PERSON" and noun.head.lower_ == "at"):
        return False
    named = noun.pos_ == "PROPN" or any(word.pos_ == "PROPN" or word.ent_type_ == "NORP" for word in noun.subtree)
    return named and (noun.pos_ == "PROPN" or noun.ent_type_ in _LABELS or noun.lemma_ in _AREAS)
