"""Who is meant by "he", "the ministry", "Klitschko" and "the SBU": mentions to the fullest name that the article gives.

A mention is resolved by what it is. A name grows to the longest name that contains it; an acronym to what stands before its
brackets; a description to the latest person with that office or body of that kind; a pronoun to the most salient person or body
before it: the subject or speaker of the nearest sentence, outside the words that the pronoun's own speaker says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence

from claims.extraction.records import AttributionMention, Place, Source, Span
from claims.extraction.reference.areas import Areas
from claims.extraction.reference.companies import Company
from claims.extraction.reference.continuing import Continuing
from claims.extraction.reference.descriptions import Descriptions
from claims.extraction.reference.discourse import SEVERAL, Discourse, acts_on_body
from claims.extraction.reference.happenings import Happenings
from claims.extraction.reference.illnesses import OUTBREAKS, only_illness
from claims.extraction.reference.lands import Lands
from claims.extraction.reference.mentions import Kind, Mention
from claims.extraction.reference.names import (
    HE,
    IT,
    ONE_OF,
    OWNERS,
    PRONOUNS,
    SHE,
    THEY,
    bare_name,
    folded,
    head_word,
    is_one_of_some,
    is_plural,
    is_somebody,
    last_word,
    singular,
)
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import BODIES, DOCUMENTS, HAPPENINGS, PERSONS, PLURAL_BODIES
from claims.extraction.reference.places import Places
from claims.extraction.reference.speakers import Speakers
from claims.extraction.reference.topics import Topics, is_acted_on
from claims.extraction.reference.wars import invasion, place_of_war
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token

#: How many sentences back the pronoun of a statement may reach: what is written into one must be beyond doubt.
_NEAR = 3

_OWNER = {"he": "his", "she": "her"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

#: What stands with somebody who speaks, and is theirs.
_BESIDE = re.compile(r",[^,.;“”\"]{0,60}\b(?:at|clutching|from|holding|in|on|outside|with) (his|her)\b")


class References:
    """The names of one document, and the sources of its attributions resolved against them."""

    def __init__(self, document: Document, attributions: Sequence[AttributionMention]) -> None:
        self._document = document
        self._naming = Naming(document, attributions)
        self._company = Company(document, self._naming)
        self._lands = Lands(document, self._naming, self._company)
        self._descriptions = Descriptions(document, self._naming, self._company, self._lands)
        self._happenings = Happenings(document)
        self._places = Places(document, self._naming)
        self._areas = Areas(document, self._naming)
        self._discourse = Discourse(document, self._naming)
        self._topics = Topics(document, self._naming, self._discourse)
        self._continuing = Continuing(document, self._naming, self._descriptions, self._discourse)
        speakers = Speakers(document, self._naming, self._descriptions, self._discourse, self._topics)
        self._sources: list[tuple[Source, ...]] = []
        for attribution in attributions:
            found = speakers.sources_of(attribution.continues or attribution)
            self._sources.append(found)
            if found and attribution.lemma != "relay":
                self._discourse.hear(found)

    def sources(self, index: int) -> tuple[Source, ...]:
        """Who speaks in the attribution of that index."""
        return self._sources[index]

    def antecedent(
        self,
        pronoun: Span,
        text: str,
        content: tuple[Span, ...] = (),
        *,
        aloud: bool = False,
        but: Collection[str] = (),
    ) -> str | None:
        """Whom a third-person pronoun of a statement stands for, as the article writes it; ``None`` where that is in doubt.

        A sentence is about its subject, so the subject of the sentence before is meant. What somebody says aloud is about those
        who are named aloud, ``but`` not about the speaker.
        """
        low, index = text.lower(), self._naming.sentence_index(pronoun.start)
        for back in range(min(_NEAR, index + 1)):
            sentence = self._document.sentences[index - back]
            if aloud and low in IT and sentence.paragraph != self._document.sentences[index].paragraph:
                return None  # another begins to speak, and of what nobody knows
            fitting = [
                mention
                for mention in self._naming.between(sentence.start, min(sentence.end, pronoun.start))[::-1]
                if self._discourse.can_mean(low, mention) and self._naming.fullest(mention.name, mention.start) not in but
            ]
            about = self._discourse.speaking_between(sentence.start, min(sentence.end, pronoun.start), low) | {
                self._naming.fullest(mention.name, mention.start): mention.kind
                for mention in fitting
                if self._leads(mention, sentence, low) and self._is_said_likewise(mention, content, aloud=aloud)
            }
            if low in IT:
                about = {name: kind for name, kind in about.items() if name.split()[0].lower() not in SEVERAL | PRONOUNS}
            about |= self._reported_of(sentence, fitting, low, but) if aloud and not about else {}
            owned = {name.partition("’s ")[2] or name.partition("'s ")[2] for name in about}  # "Lund's ministry" is the ministry
            about = {name: kind for name, kind in about.items() if name not in but and name not in owned}
            if len(about) == 1 and not self._may_be_another(sentence, low, pronoun.start, about, own=back == 0):
                return self._named_by(low, *about.popitem(), pronoun.start)
            if about or fitting or self._is_about_another(sentence, low, pronoun.start):
                return None
        return None

    def going_on(self, token: Token, at: Span, but: Collection[str]) -> str | None:
        """Who or what "it" is by what it does; see :class:`Continuing`."""
        return self._continuing.meant_by(token, at, but)

    def goes_on(self, sentence: Sentence) -> bool:
        """The sentence is not the first of its paragraph."""
        index = self._naming.sentence_index(sentence.start)
        return index > 0 and self._document.sentences[index - 1].paragraph == sentence.paragraph

    def several(self, token: Token, at: Span) -> str | None:
        """Who "they" are, in the words for them; see :meth:`Continuing.several`."""
        return self._continuing.several(token, at)

    def events(self, token: Token, at: Span) -> str | None:
        """What "they" are that took place; see :meth:`Continuing.events`."""
        return self._continuing.events(token, at)

    def _may_be_another(self, sentence: Sentence, pronoun: str, end: int, about: Collection[str], *, own: bool) -> bool:
        """The pronoun may mean another, or a thing, than the one whom the sentence is about."""
        if pronoun in IT:
            subject = sentence.subject if pronoun == "it" else None  # "According to the group, output fell. It …"
            led = sentence.tokens[0].lower_ == "according" and subject is not None
            thing = led and subject is not None and subject.pos_ == "NOUN" and subject.lower_ not in BODIES | PERSONS
            return thing or _tells_of_a_thing(sentence, end) or any(map(is_document, about))
        nameless = not (own and pronoun in THEY) and self._topics.is_nameless(sentence, pronoun, end)
        return nameless or is_acted_on(sentence, pronoun, end)

    def _is_about_another(self, sentence: Sentence, pronoun: str, end: int) -> bool:
        """The sentence is about somebody or something that is none of those whom the article names for the pronoun."""
        thing = pronoun in IT and (_is_about_a_thing(sentence, end) or acts_on_body(sentence))
        return thing or self._topics.is_nameless(sentence, pronoun, end) or self._is_about_a_name(sentence, pronoun)

    @staticmethod
    def _is_said_likewise(mention: Mention, content: tuple[Span, ...], *, aloud: bool) -> bool:
        return not (aloud and content) or any(part.start <= mention.start < part.end for part in content)

    def _named_by(self, pronoun: str, name: str, kind: Kind, position: int) -> str | None:
        """The name of who is meant, unless two are called so, or "they" are several and it is one."""
        longer = {
            one.words[0] for one in self._naming.by_word.get(last_word(name), ()) if one.kind == "person" and len(one.words) > 1
        }
        if is_one_of_some(name) or (kind == "person" and (len(longer) > 1 or is_somebody(name))):
            return None
        if (pronoun in THEY) != (is_plural(name) or last_word(name) in PLURAL_BODIES):
            return None
        self._discourse.learn_gender(name, kind, position, pronoun)
        return self._naming.as_written(name, kind)

    def is_of_another(self, pronoun: Span, text: str, speakers: Sequence[Source]) -> bool:
        """The sentence before tells of another than these speakers, whom the pronoun may mean; see :class:`Topics`."""
        names, before = {speaker.name for speaker in speakers}, min(speaker.start for speaker in speakers)
        return self._topics.is_another(pronoun.start, text.lower(), names, before=before)

    def described(self, noun: Span, head: str) -> str | None:
        """Who "the ministry" or "the mayor" of a statement is, as the article writes it; see :class:`Descriptions`."""
        return self._descriptions.described(noun, head)

    def called(self, words: Sequence[str], noun: Span) -> str | None:
        """Which body "the air force" of a statement is, as the article writes it; see :class:`Descriptions`."""
        return self._descriptions.called(words, noun)

    def company(self, noun: Span, head: str) -> str | None:
        """Which company "the lender" of a statement is, as the article writes it; see :class:`Descriptions`."""
        return self._descriptions.company(noun, head)

    def happening(self, noun: Span, head: str) -> str | None:
        """Which event "the attack" of a statement was, or which thing "the depot" is, in the words of the article."""
        told = self._happenings.meant_by(head, noun.start)
        return None if told is not None and head in HAPPENINGS and self._areas.is_elsewhere(told, noun.start) else told

    def war(self, noun: str) -> str | None:
        """Which war "the war" of a statement is, by where it is: "the war in Ukraine"; see :mod:`wars`."""
        place = self._place_of_war if noun != "invasion" else None
        return f"the {noun} in {place}" if place else self._invasion if noun == "invasion" else None

    def illness(self, noun: str) -> str | None:
        """What "the virus" of a statement is, and which "the outbreak": the only illness of the article."""
        name = self._illness
        return name if name is None or noun not in OUTBREAKS else f"the {name} {noun}"

    @functools.cached_property
    def _place_of_war(self) -> str | None:
        return place_of_war(self._document.text)

    @functools.cached_property
    def _invasion(self) -> str | None:
        return invasion(self._document.text)

    @functools.cached_property
    def _illness(self) -> str | None:
        return only_illness(self._document)

    def is_told(self, noun: Span, head: str) -> bool:
        """The article has told before of what "the depot" of a statement is."""
        return self._happenings.is_told(head, noun.start)

    def in_full(self, word: Span, text: str, *, definite: bool) -> str | None:
        """The whole name of which a statement gives one word; see :meth:`Naming.in_full`."""
        return self._naming.in_full(text, word.start, definite=definite)

    def is_short(self, word: str) -> bool:
        """The word may stand for a longer name of the article."""
        return folded(word) in self._naming.short

    def place(self, there: Span) -> tuple[str, Span] | None:
        """Where "there" is, with its preposition, and where its name stands."""
        return self._places.meant_by(there)

    def area(self, noun: Span, head: str, *, pointed: bool = False) -> tuple[str, Span] | None:
        """Which city "the city" is, or ``pointed`` "this city", and where its name stands; see :class:`Areas`."""
        return self._areas.meant_by(head, noun.start, pointed=pointed)

    def home(self) -> Place | None:
        """The land in which the story is set; see :class:`Lands`."""
        return self._lands.home()

    def firm(self) -> str | None:
        """The company that the story is about; see :class:`Company`."""
        return self._company.name

    def land_of(self, name: str) -> Place | None:
        """The land in the name of one of its bodies, or of its people: "Karevia's Air Force"."""
        return self._lands.named_in(name)

    def rival_of(self, land: Place) -> Place | None:
        """The other land of a story of two."""
        return self._lands.rival_of(land)

    def hear_places(self, places: Sequence[Place]) -> None:
        """Remember the places of the sentence whose claims have just been made; see :class:`Areas`."""
        self._areas.hear(places)

    @staticmethod
    def _leads(mention: Mention, sentence: Sentence, pronoun: str) -> bool:
        """Whether the mention is the subject of the sentence's main verb; no one of several is, where one is meant."""
        if not mention.subject:
            return _is_fronted(mention, sentence)
        start, end = mention.start - sentence.offset, mention.end - sentence.offset
        subjects = (child for child in sentence.tokens.root.children if child.dep_ in _SUBJECTS)
        subject = next((one for one in subjects if one.left_edge.idx <= start <= one.right_edge.idx), None)
        if subject is None:
            return False
        joined = any(child.dep_ == "conj" for child in subject.rights)
        several = joined or (subject.tag_ in {"NNS", "NNPS"} and not start <= subject.idx < end)
        return pronoun in THEY or not several

    def _reported_of(self, sentence: Sentence, fitting: Sequence[Mention], pronoun: str, but: Collection[str]) -> dict[str, Kind]:
        """Of whom the speaker was reported before to tell: "Roe said that Holm had left. “He took the money,” she said"."""
        verb = sentence.tokens.root
        told = next((child for child in verb.rights if child.dep_ == "ccomp"), None)
        named = self._naming.between(sentence.start, sentence.offset + verb.idx)
        if told is None or not any(
            self._naming.fullest(one.name, one.start) in but and self._leads(one, sentence, pronoun) for one in named
        ):
            return {}
        subject = next((child for child in told.lefts if child.dep_ in _SUBJECTS and child.tag_ == "NNP"), None)
        at = sentence.offset + subject.idx if subject is not None else -1
        meant = [mention for mention in fitting if mention.start <= at < mention.end]
        return {self._naming.fullest(one.name, one.start): one.kind for one in meant}

    def _is_about_a_name(self, sentence: Sentence, pronoun: str) -> bool:
        """The main verb's subject is a name, though of nobody whom the pronoun fits by what the model takes it for.

        A person whom "he" does not fit is "she", or the one who speaks.
        """
        for child in sentence.tokens.root.lefts:
            if child.dep_ in _SUBJECTS and child.pos_ == "PROPN":
                at = sentence.offset + child.idx
                known = self._naming.between(sentence.start, at + 1) if pronoun in HE | SHE else ()
                return not any(one.kind == "person" and one.start <= at < one.end for one in known)
        return False

    def agrees(self, pronoun: str, sources: Sequence[Source]) -> bool:
        """A third-person pronoun can stand for these sources; see :meth:`Discourse.agrees`."""
        return self._discourse.agrees(pronoun, sources)

    def agrees_with(self, pronoun: str, sources: Sequence[Source]) -> bool:
        """There are such sources, and the pronoun can stand for them."""
        return bool(sources) and self.agrees(pronoun, sources)

    def is_known(self, name: str, position: int) -> bool:
        """The article has used the name before."""
        return name.lower() in self._document.text[:position].lower()

    def is_place(self, name: str) -> bool:
        """The article mostly has the name for a place."""
        return self._naming.kind_named(name) == "place"

    def is_firm(self, name: str) -> bool:
        """The name is a company's; see :meth:`Naming.is_firm`."""
        return self._naming.is_firm(name)

    def is_person(self, name: str, position: int) -> bool:
        """The name that stands there is a person's; see :meth:`Naming.is_person`."""
        return self._naming.is_person(name, position)

    def is_body(self, source: Source) -> bool:
        """It is a body, whose "we" is the body itself."""
        person = source.text.lower() in HE | SHE
        called = source.name[:1].islower() and singular(head_word(source.name)) not in BODIES | PLURAL_BODIES
        return not (source.anonymous or is_document(source.name) or person or called) and self._naming.kind_of(source) == "body"

    def owner(self, source: Source) -> str | None:
        """What goes for a person's "my": "his" or "her", where the article has called the person "he" or "she"."""
        return _OWNER.get(self._discourse.gender(source.name) or "") or self._owner_beside(source)

    def _owner_beside(self, source: Source) -> str | None:
        """The "his" or "her" that stands behind a name with nobody else between: "said Ana Roe, speaking from her bed"."""
        sentence = self._document.sentences[self._naming.sentence_index(source.start)]
        found = _BESIDE.search(self._document.text, source.end, sentence.end)
        if found is None or any(one.kind == "person" for one in self._naming.between(source.end, found.start())):
            return None
        return found[1]

    def written(self, source: Source) -> str:
        """The name of a source with the article that it has in a sentence, or with whose it is: "his lawyers"."""
        if source.name.startswith(ONE_OF):
            return source.name
        owner = source.text.partition(" ")[0].lower()
        if owner in OWNERS and source.text.partition(" ")[2] == source.name:
            return f"{owner} {source.name}"
        return self._naming.as_written(source.name, self._naming.kind_of(source))


def is_document(name: str) -> bool:
    """A source that is read, and tells of others rather than of itself: "a report by the auditor-general"."""
    return singular(head_word(bare_name(name))) in DOCUMENTS


def _is_about_a_thing(sentence: Sentence, before: int) -> bool:
    """The main verb's subject is a thing, before that place: "The river rose by two metres. It …"."""
    subject = sentence.subject
    return subject is not None and subject.pos_ == "NOUN" and subject.tag_ == "NN" and sentence.offset + subject.idx < before


def _tells_of_a_thing(sentence: Sentence, before: int) -> bool:
    """A thing is acted on, or said to do something, in the sentence, and "it" may be that rather than who acts or speaks.

    "The party launched a campaign. It …", "The quake struck at noon, the institute said. It …".
    """
    return any(
        (token.dep_ in {"dobj", "attr"} or (token.dep_ in _SUBJECTS and token.head.dep_ == "ccomp" and not token.ent_type_))
        and token.tag_ in {"NN", "NNP"}
        and sentence.offset + token.idx < before
        for token in sentence.tokens
    )


def _is_fronted(mention: Mention, sentence: Sentence) -> bool:
    """The sentence begins with whom it is about: "For Roe himself, the costs won't be painful"."""
    words = sentence.tokens
    name = [word for word in words if mention.start <= sentence.offset + word.idx < mention.end]
    behind = name[-1].nbor().lower_ if name and name[-1].i + 1 < words.end else ""
    return words[0].lower_ == "for" and behind in {"himself", "herself", "itself"}
