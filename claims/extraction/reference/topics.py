"""Of whom the sentence before a pronoun tells: others than those who say "he" or "they", as likely as not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from claims.extraction.reference.discourse import Discourse
from claims.extraction.reference.mentions import Mention, gender_of
from claims.extraction.reference.names import HE, IT, SHE, THEY, are_people, bare_name, head_word
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import BODIES, HARMED, INVOLVED, PERSONS
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token

#: What tells more of somebody, and is no part of what they are called.
_ASIDE = re.compile(r",(?!\d)|\s+(?:who|whom|whose|which|that)\s")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TOLD_OF = _SUBJECTS | {"dobj", "attr"}
_CALLED = PERSONS | INVOLVED
_OBJECTS = frozenset({"dobj", "dative", "pobj"})


class Topics:
    """Of whom the sentences of one document tell, beside those who speak in them."""

    def __init__(self, document: Document, naming: Naming, discourse: Discourse) -> None:
        self._document = document
        self._naming = naming
        self._discourse = discourse

    def is_another(self, position: int, pronoun: str, speakers: Collection[str], *, before: int) -> bool:
        """The sentence before this place tells of somebody whom the pronoun may mean, and who is none of the speakers.

        "Senator Ruiz was shot on Saturday. His lawyer, Felipe Mora, said he …". So may its own sentence, where that goes
        ``before`` the speaker: "Ruiz promised peace, but Mora said he …".
        """
        index = self._naming.sentence_index(position)
        if pronoun in HE | SHE and any(
            other.subject for other in self._others(self._document.sentences[index], before, pronoun, speakers)
        ):
            return True
        if index == 0:
            return pronoun in IT and _names_a_thing(self._document.sentences[0], before)
        sentence = self._document.sentences[index - 1]
        if pronoun in IT:
            return _is_of_a_thing(sentence) or _names_a_thing(self._document.sentences[index], before)
        others = self._others(sentence, sentence.end, pronoun, speakers) if pronoun in HE | SHE else ()
        return any(self._is_told_of(sentence, other.start, other.end) for other in others) or self.is_nameless(
            sentence, pronoun, sentence.end
        )

    def _others(self, sentence: Sentence, end: int, pronoun: str, speakers: Collection[str]) -> Iterator[Mention]:
        """The people named in the sentence before that place whom the pronoun fits, without the speakers."""
        return (
            mention
            for mention in self._naming.between(sentence.start, end)
            if mention.kind == "person"
            and self._discourse.can_mean(pronoun, mention)
            and self._naming.fullest(mention.name, mention.start) not in speakers
        )

    def nameless_subject(self, position: int, pronoun: str) -> str | None:
        """Somebody without a name whom the sentence before is about, and who does not speak there: "An official was gloomier".

        One whom it introduces speaks in the paragraph behind it as well: "Among them was a nurse. “We heard a bang,” she said".
        """
        index = self._naming.sentence_index(position)
        before = self._document.sentences[max(index - 1, 0)]
        root, same = before.tokens.root, before.paragraph == self._document.sentences[index].paragraph
        introduced = _introduced(root)
        subject = introduced or next((child for child in root.lefts if child.dep_ == "nsubj"), None)
        if index == 0 or subject is None or not (same or introduced):
            return None
        if subject.left_edge.lower_ == "the" and subject.left_edge.i == subject.i - 1:
            return self._told_of_again(subject, pronoun)
        if subject.left_edge.lower_ not in {"a", "an"}:
            return None
        phrase = before.span_of(subject.doc[subject.left_edge.i : subject.right_edge.i + 1])
        speaks = any(phrase.start <= start < phrase.end for start, _, _ in self._discourse.spoken)
        if speaks or not _is_somebody(subject, pronoun, led=introduced is not None):
            return None
        return _ASIDE.split(bare_name(self._document.text[phrase.start : phrase.end]), maxsplit=1)[0]

    def _told_of_again(self, subject: Token, pronoun: str) -> str | None:
        """Somebody without a name who has spoken before, and of whom the article goes on to tell: "The farmer is in Lund"."""
        known = subject.n_rights or self._naming.by_role.get(subject.lower_) or not _is_somebody(subject, pronoun)
        heard = (sources[0] for _, sources, _ in reversed(self._discourse.spoken) if sources[0].anonymous)
        again = (one.name for one in heard if head_word(one.name) == subject.lower_)
        return None if known else next(again, None)

    def is_nameless(self, sentence: Sentence, pronoun: str, end: int) -> bool:
        """The sentence tells, before that place, of one without a name, or of several, whom the pronoun may mean."""
        words = (token for token in sentence.tokens if token.dep_ in _TOLD_OF and sentence.offset + token.idx < end)
        fitting = (token for token in words if not self._is_speaking(sentence.offset + token.idx))
        if pronoun in THEY:
            return any(token.dep_ in _SUBJECTS and _are_several(token) for token in fitting)
        return any(_is_somebody(token, pronoun) for token in fitting)

    def _is_told_of(self, sentence: Sentence, start: int, end: int) -> bool:
        heads = (token for token in sentence.tokens if start <= sentence.offset + token.idx < end and token.dep_ in _TOLD_OF)
        return any(not self._is_speaking(sentence.offset + head.idx) for head in heads)

    def _is_speaking(self, position: int) -> bool:
        """A speaker is named there."""
        return any(start <= position < start + len(sources[0].text) for start, sources, _ in self._discourse.spoken)


def _is_of_a_thing(sentence: Sentence) -> bool:
    """It tells of a thing, also by what somebody says: "The express was doing 115 km/h, the bureau said"."""
    root = sentence.tokens.root
    said = next((child for child in root.lefts if child.dep_ in {"ccomp", "parataxis"}), root)
    subject = next((child for child in said.lefts if child.dep_ in _SUBJECTS), None)
    return subject is not None and _is_thing(subject)


def _names_a_thing(sentence: Sentence, end: int) -> bool:
    """It tells of a thing before that place: "said inflation fell, but the bank said it …"."""
    return any(token.dep_ in _SUBJECTS and _is_thing(token) for token in _before(sentence, end))


def _is_thing(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.lower_ not in BODIES | PERSONS


def is_acted_on(sentence: Sentence, pronoun: str, end: int) -> bool:
    """Another whom the pronoun fits has something done to them by the one whom the sentence is about: "Roe accused him of it"."""
    own = HE if pronoun in HE else SHE if pronoun in SHE else frozenset[str]()
    return any(token.lower_ in own and token.dep_ in _OBJECTS for token in _before(sentence, end))


def _before(sentence: Sentence, end: int) -> Iterator[Token]:
    return (token for token in sentence.tokens if sentence.offset + token.idx < end)


def _introduced(verb: Token) -> Token | None:
    """Whom a sentence only says that there is, or whose word: "Among them was a nurse", "One account comes from a guard"."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is not None and (subject.pos_ in {"PRON", "PROPN"} or are_people(subject.lower_)):
        return None  # "The suspect is a guard"
    if not HARMED.isdisjoint(token.lower_ for token in verb.doc[verb.left_edge.i : verb.i]):
        return None  # "Among the dead was a guard", who says no more
    if verb.lemma_ == "come":
        return _of_whom(verb)
    if verb.lemma_ != "be":
        return None
    told = next((child for child in verb.rights if child.dep_ in {"attr", "nsubj"}), None)
    return told if told is None or are_people(told.lower_) else _of_whom(told)


def _of_whom(word: Token) -> Token | None:
    """Whose it is: "that of a guard", "comes from a guard"."""
    ways = (child for child in word.rights if child.dep_ == "prep" and child.lower_ in {"by", "from", "of"})
    return next((noun for way in ways for noun in way.rights if noun.dep_ == "pobj" and are_people(noun.lower_)), None)


def _is_somebody(noun: Token, pronoun: str, *, led: bool = False) -> bool:
    """One without a name, whom "he" or "she" fits: the subject, whom it is ``led`` to, or who is called a man or a girl."""
    if pronoun not in HE | SHE or noun.tag_ != "NN" or noun.lower_ not in _CALLED or noun.ent_type_:
        return False
    own, other = ("he", "she") if pronoun in HE else ("she", "he")
    gender = gender_of({noun.lower_})
    told = gender == own or ((led or noun.dep_ in _SUBJECTS) and gender != other)
    if noun.dep_ == "attr" and any(child.dep_ == "nsubj" and child.pos_ in {"PROPN", "PRON"} for child in noun.head.lefts):
        return False  # "Roe is the first woman to …"
    return told and not any(child.dep_ in {"compound", "appos"} and child.ent_type_ for child in noun.children)


def _are_several(noun: Token) -> bool:
    return noun.lower_ not in {"one", "1"} if noun.tag_ == "CD" else noun.tag_ == "NNS" and not noun.ent_type_
