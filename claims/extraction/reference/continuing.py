"""Who or what "it" goes on with, where what it does tells that: "The union wants a rise of 9%. It rejected an offer of 5%".

It may be what the sentence before is about, or anything else in that; but bodies alone reject offers, reports alone recommend,
and neither capsizes. So it is looked for among the words of the sentence before that stand for what can do as it does.
"""

from __future__ import annotations

from collections.abc import Collection

from claims.extraction.records import Span
from claims.extraction.reference.descriptions import Descriptions
from claims.extraction.reference.discourse import Discourse
from claims.extraction.reference.names import PRONOUNS, are_people, singular
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import AREAS, BODIES, DOCUMENTS, HAPPENINGS, PERSONS
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token, text_of

#: What is done to find something or somebody, and happens.
_SEARCHES = frozenset({"arrest", "detention", "election", "exercise", "protest", "search", "talk", "test", "vote"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What nobody does but a body of people, or one person, who is not "it".
_OF_BODIES = frozenset(
    """accept aim announce appeal appoint approve ask ban believe blame borrow buy collect condemn consider criticise criticize
    cut deem deliver demand deploy detain document dismiss earn employ examine expect fine forecast freeze hire hope impose
    intend interview invest launch monitor offer operate order own pay pledge plan promise publish raise receive recruit refuse
    regard register reject rent repay request run seek sell send set shed spend store sue supply suspend think threaten treat
    urge view vow want withdraw""".split()
)
#: What bodies have, and things have not.
_OWNED_BY_BODIES = frozenset(
    """accountant board boss budget chair chairman chairwoman chief crew customer director employee executive founder
    inspector investigator lawyer member monitor observer profit revenue sale shareholder share spokesman spokesperson
    spokeswoman staff team turnover volunteer workforce worker""".split()
)
_OF_DOCUMENTS = frozenset("accuse blame cite conclude describe find list note recommend record say show warn".split())
_DOCUMENTS = DOCUMENTS | frozenset({"briefing", "note", "paper", "plan"})
#: What is done by things that move or burn, or happens to what is counted.
_OF_THINGS = frozenset(
    """burn capsize carry climb collapse cost crash damage derail destroy drop explode fall grow halve hit injure jump kill last
    leave plunge reach rise sink slump spread strike tumble wound""".split()
)
#: Of these none is told again as "it".
_NO_THINGS = frozenset(
    """area case day evening fact half hour kind month morning night number part percent percentage rest thing time week
    year""".split()
)
#: These are not the one that was told of.
_OTHERS = frozenset("another many most no other rival second several some such third".split())
#: A name behind these is that of a place.
_GOING = frozenset("approach cross enter hit leave reach strike".split())
_MODIFYING = frozenset({"amod", "compound", "nmod"})


#: Bodies that are told of in the plural.
_CREWS = frozenset("crew fighter force militant rebel team troop".split())
#: What the model knows for a name.
_NAMES = frozenset({"FAC", "GPE", "LOC", "NORP", "ORG", "PERSON"})


class Continuing:
    """Goes on with what the sentences of one document are about."""

    def __init__(self, document: Document, naming: Naming, descriptions: Descriptions, discourse: Discourse) -> None:
        self._document = document
        self._naming = naming
        self._descriptions = descriptions
        self._discourse = discourse

    def meant_by(self, token: Token, at: Span, but: Collection[str]) -> str | None:
        """Who or what "it", or the owner of "its", is, ``but`` none of these; ``None`` where that is in doubt.

        A name comes as the article writes it, a body or a thing without a name as "the commission".
        """
        index = self._naming.sentence_index(at.start)
        sentence = self._document.sentences[index]
        if not index or self._document.sentences[index - 1].paragraph != sentence.paragraph or not _opens(token, sentence):
            return None
        before = self._document.sentences[index - 1]
        verb, subject = token.head, token.dep_ in _SUBJECTS
        if (token.dep_ == "nsubj" and verb.lemma_ in _OF_BODIES) or (token.dep_ == "poss" and verb.lemma_ in _OWNED_BY_BODIES):
            return self._body_of(before, but)
        noun = _topic_of(before)
        if noun is None or not subject:
            return None
        reports = verb.lemma_ in _OF_DOCUMENTS and noun.lower_ in _DOCUMENTS
        happens = verb.lemma_ in _OF_THINGS and _is_thing(noun) and not _acts_on_another(before)
        return self._called(noun, before) if reports or happens else None

    def several(self, token: Token, at: Span) -> str | None:
        """Who "they" are that a sentence begins with: the people whom the one before is about, in its words.

        "Emergency workers wear masks. They are practising": no name, but all that the article says of them; ``None`` where others
        may be meant.
        """
        index = self._naming.sentence_index(at.start)
        sentence = self._document.sentences[index]
        before = self._document.sentences[max(index - 1, 0)]
        if not index or before.paragraph != sentence.paragraph or not _opens(token, sentence) or token.dep_ not in _SUBJECTS:
            return None
        subject = _said_subject(before)
        if subject is None or subject.tag_ != "NNS" or subject.ent_type_ in _NAMES or not _act(subject):
            return None
        others = [one for one in before.tokens if one.tag_ in {"NNS", "NNPS"} and one not in subject.subtree]
        limited = any(child.dep_ not in {"punct", "appos"} for child in subject.rights)
        words = subject.doc[subject.left_edge.i : subject.i + 1]
        plain = all(word.dep_ in {*_MODIFYING, "nummod"} or word.i == subject.i for word in words)
        if limited or not plain or any(_act(one) or one.tag_ == "NNPS" for one in others):
            return None
        counted = any(word.dep_ == "nummod" for word in words)
        own = words[0].pos_ == "PROPN" or words[0].ent_type_ in _NAMES
        text = text_of(words)
        text = text if own else text[0].lower() + text[1:]
        return f"the {text}" if counted else text

    def events(self, token: Token, at: Span) -> str | None:
        """What "they" are that took place: of "Some 70 searches were made, and they had taken place at night" the searches."""
        if not _take_place(token.head):
            return None
        index = self._naming.sentence_index(at.start)
        here = self._document.sentences[index]
        before = self._document.sentences[max(index - 1, 0)]
        near = [one for one in here.tokens if one.i < token.i]
        if not any(one.dep_ in _SUBJECTS for one in near) and before.paragraph == here.paragraph:
            near = list(before.tokens)
        told = [one for one in near if one.tag_ == "NNS" and one.dep_ in _SUBJECTS and one.lemma_ in HAPPENINGS | _SEARCHES]
        return f"the {told[0].lower_}" if len(told) == 1 else None

    def _body_of(self, before: Sentence, but: Collection[str]) -> str | None:
        """The only body of the sentence, or the one that it is about where others stand in it by the way."""
        found: dict[str, Token] = {}
        taken: list[Span] = []
        for mention in self._naming.between(before.start, before.end):
            span = Span(mention.start, mention.end)
            taken.append(span)
            if mention.kind == "place" and mention.subject:
                return None  # "Karsova puts it at 40. It …"
            named = self._naming.fullest(mention.name, mention.start)
            if mention.kind == "body" and self._discourse.can_mean("it", mention) and named not in but:
                head = next(one for one in reversed(before.tokens) if mention.start <= before.offset + one.idx < mention.end)
                found[self._naming.as_written(named, "body")] = head
        for noun in before.tokens:
            at = before.span_of(noun)
            bare = (
                noun.tag_ == "NN"
                and noun.dep_ != "compound"
                and noun.lower_ in BODIES - DOCUMENTS
                and not any(one.overlaps(at) for one in taken)
            )
            if bare and not _is_named_behind(noun) and (called := self._called(noun, before)) is not None:
                found.setdefault(called, noun)
        if len(found) > 1 and not any(noun.dep_ == "dobj" for noun in found.values()):
            about = _topic_of(before)
            found = {
                name: noun for name, noun in found.items() if about is not None and noun.i <= about.i and noun in about.subtree
            }
        return next(iter(found)) if len(found) == 1 else None if found else self._speaker_of(before)

    def _speaker_of(self, before: Sentence) -> str | None:
        """The body that speaks there as "it": "[It] said it had killed three. It published …"."""
        if before.subject is None or before.subject.lower_ != "it":
            return None
        spoken = [sources for start, sources, _ in self._discourse.spoken if before.start <= start < before.end]
        names = {source.name for sources in spoken for source in sources}
        return names.pop() if len(names) == 1 else None

    def _called(self, noun: Token, before: Sentence) -> str | None:
        """The name of what the noun stands for, or the noun with what tells its kind: "the central bank"."""
        if any(child.lower_ in _OTHERS or child.dep_ == "poss" for child in noun.lefts):
            return None
        span = before.span_of(noun)
        name = self._descriptions.described(span, noun.lower_) or self._descriptions.company(span, noun.lower_)
        if name is not None:
            return name
        first = min((child.i for child in noun.lefts if child.dep_ in _MODIFYING), default=noun.i)
        words = text_of(noun.doc[first : noun.i + 1])
        bare = first == before.tokens.start and words[0].isupper() and not _has_article(noun)
        return words[0].lower() + words[1:] if bare else f"the {words}"


def _take_place(verb: Token) -> bool:
    """Only what happens does that: "had taken place", "were carried out"."""
    place = any(child.dep_ == "dobj" and child.lower_ == "place" for child in verb.rights)
    carried = any(child.dep_ == "prt" and child.lower_ == "out" for child in verb.rights)
    return verb.lemma_ in {"happen", "occur"} or (verb.lemma_ == "take" and place) or (verb.lemma_ == "carry" and carried)


def _opens(token: Token, sentence: Sentence) -> bool:
    """Nothing that it may be stands before it in its sentence, but for a day or a place: "In 2024 it was fined"."""
    return not any(
        word.pos_ in {"NOUN", "PROPN", "PRON"} and word.dep_ not in {"pobj", "npadvmod", "compound"}
        for word in sentence.tokens
        if word.i < token.i
    )


def _topic_of(sentence: Sentence) -> Token | None:
    """What it is about, if that is one thing or body without a name."""
    subject = sentence.subject
    return subject if subject is not None and subject.tag_ == "NN" and not subject.ent_type_ else None


def _act(noun: Token) -> bool:
    """The noun stands for people, or for bodies of them."""
    return are_people(noun.lower_) or singular(noun.lower_) in _CREWS


def _said_subject(sentence: Sentence) -> Token | None:
    """The subject of what it tells, also where somebody says it: "“The crews are tired,” he said"."""
    root = sentence.tokens.root
    told = next((child for child in root.lefts if child.dep_ == "ccomp"), None)
    return next((child for child in (told or root).lefts if child.dep_ in _SUBJECTS), None)


def _is_thing(noun: Token) -> bool:
    low = noun.lower_
    return low not in PERSONS | BODIES | AREAS | DOCUMENTS | PRONOUNS | _NO_THINGS and noun.lemma_ not in _NO_THINGS


def _acts_on_another(sentence: Sentence) -> bool:
    """Something else is acted on in it, or told what it is, that may be meant as well."""
    objects = [token for token in sentence.tokens if token.dep_ in {"attr", "dobj", "oprd"} and token.tag_ in {"NN", "NNP"}]
    return not all(one.tag_ == "NNP" and one.head.lemma_ in _GOING for one in objects)


def _is_named_behind(noun: Token) -> bool:
    """The name stands with it: "the charity Clearwater Relief"."""
    return noun.i + 1 < noun.sent.end and noun.nbor().pos_ == "PROPN"


def _has_article(noun: Token) -> bool:
    return any(child.dep_ == "det" for child in noun.lefts)
