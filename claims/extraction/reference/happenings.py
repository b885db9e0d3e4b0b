"""Which event "the attack" was, and which thing "the depot" is: the one that the article told of before, in the words for it."""

from __future__ import annotations

import collections
import dataclasses
import functools

from claims.extraction.clauses import MODIFYING
from claims.extraction.reference.nouns import HAPPENINGS
from claims.extraction.text.document import Document
from claims.extraction.text.tokens import Token, text_of

_ATTACKS = frozenset({"assault", "attack", "raid", "strike"})
_LAUNCHING = frozenset({"fire", "launch"})
#: What may follow the noun and still say which event it was.
_PLACING = frozenset({"against", "at", "by", "in", "near", "of", "off", "on", "outside"})
_QUALIFYING = frozenset({"amod", "compound", "nmod", "nummod", "punct", "poss", "case"})
#: What tells an event apart from the one that is meant by "the attack".
_OTHERS = frozenset({"second", "separate", "similar", "third"})
#: A longer phrase tells a story rather than a name.
_MOST_WORDS = 10


@dataclasses.dataclass(frozen=True, slots=True)
class _Told:
    """A noun where the article tells of what it stands for: with "a", by a name, or only with "the"."""

    start: int
    phrase: str | None
    named: bool


class Happenings:
    """The events and things of a document, where they are first told: "a rocket attack on Lund", "a bus depot in Karsk"."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @functools.cached_property
    def _told(self) -> dict[str, list[_Told]]:
        told = collections.defaultdict(list)
        for sentence, noun in self._document.nouns:
            if (article := _article_of(noun)) is not None:
                indefinite = article.lower_ in {"a", "an"}
                named = not indefinite and _is_named(noun)
                known = indefinite or named or _is_known(noun)
                phrase = _phrase(noun, article) if known else None
                if indefinite or phrase is not None or noun.lemma_ not in told:
                    told[noun.lemma_].append(_Told(sentence.span_of(noun).start, phrase, named=named))
        return told

    def meant_by(self, noun: str, position: int) -> str | None:
        """The phrase for "the attack" at this offset; ``None`` where the article told of no attack before, or of several.

        An event may be told again in plain words, "an attack"; of two depots that are told so neither is the depot, nor is one
        that is told after "the depot".
        """
        told = self._told.get(noun, [])
        introduced = [one for one in told if not one.named] or told
        known = [one for one in introduced if one.phrase is not None]
        if len({one.phrase for one in known}) != 1 or (noun not in HAPPENINGS and len(introduced) != len(known)):
            return None
        first = known[0].start
        if noun in _ATTACKS and self._is_told_of_another(first, position):
            return None
        return f"the {known[0].phrase}" if first < position else None

    def _is_told_of_another(self, first: int, position: int) -> bool:
        """Between the two places another attack is told of in other words: "They launched 286 drones"."""
        between = (one for one in self._document.sentences if first < one.start and one.end <= position)
        verbs = (sentence.tokens.root for sentence in between)
        return any(verb.lemma_ in _LAUNCHING and any(child.dep_ == "dobj" for child in verb.rights) for verb in verbs)

    def is_told(self, noun: str, position: int) -> bool:
        """The article has told of one before."""
        return any(one.start < position for one in self._told.get(noun, ()))


def is_happening(noun: Token) -> bool:
    """It stands for what happens once; of "a drone and missile attack" the parse makes the drone the head."""
    return noun.lemma_ in HAPPENINGS or any(one.lemma_ in HAPPENINGS for one in noun.conjuncts if one.i > noun.i)


def _article_of(noun: Token) -> Token | None:
    return next((child for child in noun.lefts if child.dep_ == "det" and child.lower_ in {"a", "an", "the"}), None)


def _is_known(noun: Token) -> bool:
    """The article tells with "the" of one thing which it is: "the car ferry", "the municipal cemetery in Lobito"."""
    named = any(token.pos_ == "PROPN" for child in noun.rights if child.dep_ == "prep" for token in child.subtree)
    behind = noun.doc[noun.i + 1 : noun.i + 3]  # "the news agency Suna", "the news agency, Suna,"
    called = [token.pos_ for token in behind][:1] == ["PROPN"] or [token.pos_ for token in behind] == ["PUNCT", "PROPN"]
    return noun.tag_ == "NN" and not called and (named or any(child.dep_ == "compound" for child in noun.lefts))


def _is_named(noun: Token) -> bool:
    """A name tells which thing it is: "the Lukyanivska subway station"."""
    names = (child for child in noun.lefts if child.dep_ in MODIFYING)
    return noun.lemma_ not in HAPPENINGS and any(child.is_title and child.i > noun.sent.start + 1 for child in names)


def _phrase(noun: Token, article: Token) -> str | None:
    """The words from behind "a" to the end of what says where or on what: "rocket attack on the port of Lund".

    What a thing is like ("a massive loss") does not tell which it is; what it is for ("a bus depot") does.
    """
    lefts = [child for child in noun.lefts if child.i != article.i]
    if any(child.dep_ not in _QUALIFYING or child.lower_ in _OTHERS for child in lefts):
        return None
    event = noun.lemma_ in HAPPENINGS
    told = [child for child in lefts if event or child.dep_ not in {"amod", "punct"}]
    first, end = (article.i + 1 if event else min((child.left_edge.i for child in told), default=noun.i)), noun.i + 1
    if first < noun.i and noun.doc[first].tag_ == "NNS" and noun.doc[first - 1].tag_ == "VBN":
        first -= 1  # "a [displaced] persons camp"
    for child in noun.rights:
        if child.i != end or child.dep_ != "prep" or child.lower_ not in _PLACING:
            break
        inner = list(child.subtree)
        if any(_tells_more(token) for token in inner):
            break
        end = inner[-1].i + 1
    words = noun.doc[first:end]
    known = not event or any(token.ent_type_ for token in words)
    return text_of(words) if known and 1 < len(words) <= _MOST_WORDS else None


def _tells_more(token: Token) -> bool:
    """A word by which a phrase tells a story of its own, or of a day, or of somebody's."""
    ends = token.pos_ in {"VERB", "AUX"} or token.text in {",", "(", '"', "“"} or token.ent_type_ == "DATE"
    return ends or token.tag_ == "PRP$"
