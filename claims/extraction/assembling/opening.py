"""What an article is about, as its opening tells it, for the claims that name nothing of it: "17 had been isolated"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from claims.extraction.assembling.bearers import open_note
from claims.extraction.assembling.settings import LASTING, TOLLS, Setting
from claims.extraction.dates.words import CALENDAR
from claims.extraction.records import Claim
from claims.extraction.reference.illnesses import ILLNESSES
from claims.extraction.reference.nouns import AREAS, HAPPENINGS, HARMED
from claims.extraction.text.document import Sentence
from claims.extraction.text.tokens import Token

#: So many sentences go on from it: what comes after more is another article, or a book.
_REACH = 120
#: After a story of one person the news come within so many sentences.
_NEAR = 6
#: An opening of fewer words tells a detail.
_FEWEST_WORDS = 5
#: In characters: a longer one is cut.
_LONGEST = 140
_TOPICAL = frozenset({"NOUN", "PROPN", "VERB"})
_PLACES = frozenset({"DATE", "FAC", "GPE", "LOC", "NORP", "TIME"})
#: Verbs of news, rather than of somebody's story.
_BLOWS = frozenset({"bomb", "bury", "displace", "explode", "injure", "kill", "shell", "strike", "wound"})
#: What is an article's matter wherever it stands.
_EVENTS = HAPPENINGS | LASTING | ILLNESSES
#: What is told in any article.
_ANY = (
    AREAS
    | CALENDAR
    | HARMED
    | TOLLS
    | frozenset(
        """account add afternoon authority be bring call case child claim come confirm day death die do evening fall family figure
        find get give go hold home house hour hundred increase injure injury include issue keep kill know lead leave life lose
        loss make man million minister minute morning move night number official other part people percent period person police
        president put rate reach report resident rise run say see seek share show source spokesman spokeswoman start state
        statement take tell thing thousand time try use victim want warn week woman work wound year""".split()
    )
)


class Opening:
    """What an article is about, in the words that open it, and the words by which its claims show that."""

    def __init__(self, claims: Sequence[Claim], settings: Sequence[Setting]) -> None:
        told = [one for claim, one in zip(claims, settings, strict=True) if len(claim.statement.split()) >= _FEWEST_WORDS]
        found = told[0] if told else None
        if found is not None and _is_anecdote(found.draft.clause.sentence):
            near = (one for one in told if one.sentence - found.sentence <= _NEAR and _tells_event(one.draft.clause.sentence))
            found = next(near, found)
        self._sentence = found.sentence if found is not None else 0
        self._told = _shortened(found.draft.clause.sentence.tokens.text) if found is not None else ""
        opening = [one for one in settings if one.sentence <= self._sentence]
        self._words = frozenset(word for one in opening for word in _topical(one.draft.clause.sentence.tokens))

    def note(self, claim: Claim, setting: Setting, notes: Collection[str], *, named: bool) -> str | None:
        """What a claim says that names nothing of the article's matter, and in its notes asks no more than where or when.

        One that asks nothing is told in full, unless nobody and nothing is ``named`` in it, but for a place.
        """
        if claim.figure is None:
            named = any(_is_somebody(token) and token.text in claim.statement for token in setting.words)
        reached = self._sentence < setting.sentence <= self._sentence + _REACH
        asked = any(not note.endswith(open_note(())) for note in notes)  # who did it, or what it counts
        if not self._told or not reached or asked or (named and (claim.figure is None or not notes)):
            return None
        if any(self._is_of_matter(word) for word in _words_of(claim, setting)):
            return None
        return f"what it has to do with “{self._told}” stands outside the sentence"

    def _is_of_matter(self, word: str) -> bool:
        return word in self._words or word in _EVENTS


def _is_somebody(word: Token) -> bool:
    """It is a name, and no place's or day's."""
    return word.pos_ == "PROPN" and word.ent_type_ not in _PLACES and word.lower_ not in CALENDAR


def _is_anecdote(sentence: Sentence) -> bool:
    """It tells of somebody of no office: "Mary Tembwe walked 17km to reach the clinic"."""
    subject = sentence.subject
    return subject is not None and subject.left_edge.ent_type_ == "PERSON" and not _tells_event(sentence)


def _tells_event(sentence: Sentence) -> bool:
    told = _EVENTS | _BLOWS
    return any(token.lemma_.lower() in told or token.lower_ in told for token in sentence.tokens)


def _words_of(claim: Claim, setting: Setting) -> Iterator[str]:
    """The words of the statement, those that were put into it as well, and of who says it."""
    yield from (token.lemma_.lower() for token in setting.words)
    names = (source.name for link in claim.attribution for source in link.sources)
    for text in (claim.statement, *names):
        yield from (word.strip(".,;:“”\"'’()").lower() for word in text.split())


def _topical(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.pos_ in _TOPICAL and token.ent_type_ not in _PLACES and token.is_alpha:
            yield from {token.lemma_.lower(), token.lower_} - _ANY


def _shortened(passage: str) -> str:
    passage = " ".join(passage.split())
    if len(passage) <= _LONGEST:
        return passage.rstrip(".")
    return f"{passage[:_LONGEST].rpartition(' ')[0].rstrip(',;:')} …"
