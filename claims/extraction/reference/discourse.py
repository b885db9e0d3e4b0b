"""Who has spoken so far, and whom a pronoun can mean: the last who spoke, unless another has stepped between."""

from __future__ import annotations

import bisect
import collections
import re
from collections.abc import Sequence

from claims.extraction.attribution.cues import WRITINGS
from claims.extraction.records import Source, Span
from claims.extraction.reference.areas import run_to
from claims.extraction.reference.countries import country_of
from claims.extraction.reference.mentions import Kind, Mention, gender_of
from claims.extraction.reference.names import (
    HE,
    IT,
    PRONOUNS,
    SHE,
    THEY,
    TWO,
    bare_name,
    head_word,
    is_one_of_some,
    is_plural,
    last_word,
    singular,
)
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import BODIES, DOCUMENTS, MOVEMENTS, PERSONS, PLURAL_BODIES
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import text_to

#: How many sentences back a pronoun may reach. Paragraphs of news have one to three.
REACH = 8
_PAIR = 2

#: What stands in a place is none: "In Lund they got as far as the school".
_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear)\s(?:the\s\w+\sof\s|the\s(?:\w+(?:ern|al)\s)?)?\Z")
#: The short name of who has just been named: "the Group for Aid (GA)".
_IN_BRACKETS = re.compile(r"\s\([^)]{1,12}\)")
#: Words of a first name and a surname.
_FULL = 2
#: So far before a name it is looked for.
_BEFORE = 30


#: What somebody is to do, or does not regret, one tells of oneself: "Ana Roe said she would resign".
_OF_ONESELF = re.compile(
    r"(?:, \d{2})?,?\s(?:added|said|says|told\s(?:the\s)?[\w’']+)\s(?:that\s)?(he|she)\s"
    r"(?:will|would|hopes?|hoped|saw|heard|felt|feels|knew|believes?|believed|wants?|wanted|regrets?|regretted)\b"
)

#: Operators who are people, and no companies.
_AT_CONTROLS = re.compile(r"\b(?:artillery|camera|crane|drone|gun|machine|radar|radio) operator\b")
#: Who brings the words of others: "In a statement authenticated by the SITE Intelligence Group, it said".
_CARRIED_BY = re.compile(
    r"\b(?:authenticated|carried|distributed|monitored|obtained|translated|verified) by (?:the )?(?:[\w-]+ ){0,3}$"
)
_CARRIED = 60
#: What several are told of with: "Several channels".
SEVERAL = frozenset("both dozens few many several some three two various".split())


class Discourse:
    """The speakers of one document in their order, and what its pronouns have shown of them."""

    def __init__(self, document: Document, naming: Naming) -> None:
        self._document = document
        self._naming = naming
        self._gender = self._told_genders()
        #: Where each spoke, who it was, and of what kind the first is.
        self.spoken: list[tuple[int, tuple[Source, ...], Kind]] = []

    def _told_genders(self) -> dict[str, str]:
        """Of whom the words beside the name say whether it is "he" or "she"."""
        told: dict[str, set[str]] = collections.defaultdict(set)
        for mention in self._naming.mentions:
            if mention.kind == "person" and (gender := gender_of(mention.roles)):
                told[self._naming.fullest(mention.name, mention.start)].add(gender)
            elif mention.kind == "person" and (own := _OF_ONESELF.match(self._document.text, mention.end)):
                told[self._naming.fullest(mention.name, mention.start)].add(own[1])
        return {name: genders.pop() for name, genders in told.items() if len(genders) == 1}

    def hear(self, sources: tuple[Source, ...]) -> None:
        """Remember who speaks, unless it is no more than a number: "63% said"."""
        if not any(character.isalpha() for character in sources[0].name):
            return
        bisect.insort(self.spoken, (sources[0].start, sources, self._naming.kind_of(sources[0])), key=lambda entry: entry[0])

    def speaking_between(self, start: int, end: int, pronoun: str) -> dict[str, Kind]:
        """Who speaks between two positions, where it is one whom the pronoun fits."""
        low = bisect.bisect_left(self.spoken, start, key=lambda entry: entry[0])
        high = bisect.bisect_left(self.spoken, end, key=lambda entry: entry[0])
        return {sources[0].name: kind for _, sources, kind in self.spoken[low:high] if self.fits(pronoun, sources, kind)}

    def last_spoken(self, position: int, pronoun: str, content: tuple[Span, ...]) -> tuple[Source, ...] | None:
        """The sources of the last attribution before, where the pronoun can stand for them and nobody else stepped in between."""
        here = self._naming.sentence_index(position)
        for start, sources, kind in reversed(self.spoken):
            if start >= position:
                continue
            if here - self._naming.sentence_index(start) > REACH:
                return None
            if not self.fits(pronoun, sources, kind) and not self._is_taken_for_body(start, position, pronoun, sources):
                continue
            if self._stepped_between(start, position, pronoun, sources, content):
                return None
            if len(sources) == 1 and pronoun in HE | SHE:
                self.learn_gender(sources[0].name, kind, start, pronoun)
            return sources
        return None

    def last_several(self, position: int, content: tuple[Span, ...]) -> tuple[Source, ...] | None:
        """The last who spoke before as several people, of whom one may speak, unlike of an army."""
        spoken = self.last_spoken(position, "they", content)
        return spoken if spoken and (len(spoken) > 1 or is_plural(spoken[0].text)) else None

    def last_two(self, position: int) -> tuple[Source, ...] | None:
        """The two who spoke together last before, within a paragraph or so."""
        here = self._naming.sentence_index(position)
        for start, sources, _ in reversed(self.spoken):
            if start < position and len(sources) == _PAIR:
                return sources if here - self._naming.sentence_index(start) <= REACH else None
        return None

    def _is_taken_for_body(self, spoken: int, position: int, pronoun: str, sources: tuple[Source, ...]) -> bool:
        """The last who spoke, right before in the paragraph, has a surname that the model does not know for one."""
        text = sources[0].text
        if pronoun not in HE | SHE or len(sources) > 1 or not text[:1].isupper() or text.lower() in PRONOUNS:
            return False
        if " " in text and not _is_full_name(sources[0].name):
            return False
        if not self._fits_gender(sources[0].name, pronoun):
            return False
        here, there = (self._document.sentences[self._naming.sentence_index(at)] for at in (position, spoken))
        if here.paragraph != there.paragraph or not (" " in text or self._is_proper(sources[0])):
            return False
        return not any(one.kind == "place" for one in self._naming.by_word.get(last_word(sources[0].name), ()))

    def agrees(self, pronoun: str, sources: Sequence[Source]) -> bool:
        """A third-person pronoun can stand for these sources: "he" for a person, "it" for a body, "they" for several."""
        if pronoun in TWO:
            return self._are_several(sources)
        if pronoun in THEY:
            return self._are_several(sources) or last_word(sources[0].name) in PLURAL_BODIES
        if pronoun in IT and sources[0].text.lower().split()[0] in SEVERAL:
            return False  # "Several channels suggested that it had been brought down"
        if pronoun in IT and (_are_documents(head_word(sources[0].name)) or sources[0].name.lower() in PLURAL_BODIES):
            return False  # "according to court papers" nothing is theirs that is "its"
        kind = self._naming.kind_of(sources[0])
        if pronoun in HE | SHE and country_of(sources[0].name) is not None:
            return False  # "Israel believes that he was killed"
        if pronoun not in IT and kind != "person" and not self._is_told_as_body(sources[0].name):
            kind = "person" if self._is_proper(sources[0]) else kind  # a name that the model does not know
        return self.fits(pronoun, tuple(sources), kind)

    def _is_told_as_body(self, name: str) -> bool:
        """By its own words, or by what stands beside it: "Vanguard, another firm"."""
        told = any(one.sure and one.kind == "body" for one in self._naming.by_word.get(last_word(name), ()) if one.name == name)
        return told or not BODIES.isdisjoint(name.lower().split())

    def _is_proper(self, source: Source) -> bool:
        """It is written as a name of one word, with no article, as surnames are."""
        sentence = self._document.sentence_at(source.start)
        if sentence is None or source.name in self._naming.definite:
            return False
        words = [token for token in sentence.tokens if source.start <= sentence.offset + token.idx < source.end]
        if len(words) != 1 or words[0].tag_ not in {"NNP", "NN"} or not words[0].is_title:
            return False
        if source.name.lower() in MOVEMENTS or (words[0].is_upper and len(words[0]) > 1):
            return False
        # The model takes a surname that opens a sentence for a common noun at times.
        known = singular(words[0].lower_) in PERSONS | BODIES | PLURAL_BODIES or f" {words[0].lower_}" in self._document.text
        return words[0].tag_ == "NNP" or not known

    def fits(self, pronoun: str, sources: tuple[Source, ...], kind: Kind) -> bool:
        """Whether the pronoun can stand for sources of that kind."""
        if pronoun in THEY:
            body = kind == "body" and singular(head_word(sources[0].name)) not in DOCUMENTS
            return body or self._are_several(sources)
        if len(sources) == 1 and pronoun in HE | SHE and is_one_of_some(sources[0].text):
            return True
        if self._are_several(sources):
            return False
        if pronoun in IT:
            return kind != "person" and not sources[0].anonymous
        if singular(head_word(bare_name(sources[0].name))) in DOCUMENTS | WRITINGS:
            return False  # "images show that …"
        person = kind == "person" or _AT_CONTROLS.search(sources[0].text) is not None
        return person and self._fits_gender(sources[0].name, pronoun)

    def _stepped_between(
        self, spoken: int, position: int, pronoun: str, sources: tuple[Source, ...], content: tuple[Span, ...]
    ) -> bool:
        """Since somebody spoke, another whom the pronoun fits has been the subject, or been named in the sentence just before."""
        start = min([position, *(part.start for part in content if part.start > spoken)])  # of several sentences that are said
        before, first = self._naming.sentence_index(start) - 1, self._naming.sentence_index(spoken)
        while pronoun in HE | SHE and before > first and _is_told_on(self._document.sentences[before], pronoun):
            before -= 1  # "One is Ana Roe's son. She stood by the gate. “…,” she said"
        since = (
            max(spoken + 1, self._document.sentences[before].start) if before > self._naming.sentence_index(spoken) else position
        )
        if pronoun in IT and before > self._naming.sentence_index(spoken) and acts_on_body(self._document.sentences[before]):
            return True  # "The figures leave the central bank in a bind. It …"
        one_body = pronoun in THEY and before > self._naming.sentence_index(spoken) and not self._are_several(sources)
        if one_body and _several_of_subject(self._document.sentences[before]) is not None:
            return True  # "The port's pilots took issue with the agency. They …"
        names = {source.name for source in sources}
        end = max(source.start + len(source.text) for source in sources)
        short = _IN_BRACKETS.match(self._document.text, end)  # "the Group for Aid (GA) said"
        for mention in self._naming.between(max(spoken + 1, short.end() if short else end), position):
            outside = not any(part.start <= mention.start < part.end for part in content)
            if outside and (mention.subject or mention.start >= since) and self.can_mean(pronoun, mention):
                named = self._naming.fullest(mention.name, mention.start)
                return not any(name == named or name.endswith(f" {named}") for name in names)  # "Ostrand's Ministry of Defence"
        return False

    @staticmethod
    def _are_several(sources: Sequence[Source]) -> bool:
        return len(sources) > 1 or is_plural(sources[0].text)

    def by_pronoun(self, span: Span, pronoun: str, content: tuple[Span, ...]) -> str | None:
        """The subject of the nearest sentence before that has one that fits, else the last fitting name in it."""
        index = self._naming.sentence_index(span.start)
        for back in range(min(REACH, index + 1)):
            sentence = self._document.sentences[index - back]
            fitting = [
                mention
                for mention in self._naming.between(sentence.start, min(sentence.end, span.start))
                if self.can_mean(pronoun, mention) and not any(part.start <= mention.start < part.end for part in content)
            ]
            if not fitting and back and pronoun in HE | SHE and (name := _name_of_subject(sentence)):
                return name
            if back and pronoun in IT and (name := _body_of_subject(sentence)):
                return name
            if back and pronoun in THEY and not any(mention.subject for mention in fitting):
                if (name := _several_of_subject(sentence)) is not None:
                    return name
                if _is_theirs(sentence):
                    continue  # "Their case rested on ledgers from Kelm"
            if fitting and pronoun not in TWO:
                chosen = next((mention for mention in reversed(fitting) if mention.subject), fitting[0])
                self.learn_gender(chosen.name, chosen.kind, chosen.start, pronoun)
                return self.as_spoken(self._naming.fullest(chosen.name, chosen.start), span.start)
        return None

    def as_spoken(self, name: str, position: int) -> str:
        """The name with whose it is, where it spoke so before: "Ostrand's Ministry of Defence"."""
        owned = (sources[0].name for start, sources, _ in reversed(self.spoken) if start < position)
        return next((spoken for spoken in owned if re.search(rf"['’]s? {re.escape(name)}$", spoken)), name)

    def can_mean(self, pronoun: str, mention: Mention) -> bool:
        """Whether the pronoun can stand for who is mentioned."""
        placed = _IN.search(self._document.text, max(0, mention.start - _BEFORE), mention.start) is not None
        if pronoun in HE or pronoun in SHE:
            return (
                mention.kind == "person"
                and not placed
                and self._fits_gender(self._naming.fullest(mention.name, mention.start), pronoun)
            )
        if pronoun in IT:
            several = mention.name.lower().split()[0] in SEVERAL
            several |= _CARRIED_BY.search(self._document.text, max(0, mention.start - _CARRIED), mention.start) is not None
            return mention.kind != "person" and not several and not (placed and mention.kind == "place")
        return mention.kind == "body" and not placed and singular(head_word(mention.name)) not in DOCUMENTS

    def gender(self, name: str) -> str | None:
        """Whether a person is "he" or "she", where the article has called the person so; ``None`` where it has not."""
        return self._gender.get(name)

    def _fits_gender(self, name: str, pronoun: str) -> bool:
        return (self._gender.get(name) or gender_of({head_word(name)})) in {None, "he" if pronoun in HE else "she"}

    def learn_gender(self, name: str, kind: Kind, position: int, pronoun: str) -> None:
        """Remember of a person that "he" or "she" was said of them."""
        if kind == "person":
            self._gender.setdefault(self._naming.fullest(name, position), "he" if pronoun in HE else "she")


def _is_told_on(sentence: Sentence, pronoun: str) -> bool:
    """It goes on about whom the sentence before named: "She stood by the gate"."""
    return sentence.subject is not None and sentence.subject.lower_ == pronoun


def acts_on_body(sentence: Sentence) -> bool:
    """A body without a name is acted on in it: "The figures leave the central bank in a bind"."""
    return any(token.tag_ == "NN" and token.lower_ in BODIES and token.dep_ == "dobj" for token in sentence.tokens)


def _name_of_subject(sentence: Sentence) -> str | None:
    """A name of two words or more that the sentence is about, and that the model knows for no body or place."""
    subject = next((child for child in sentence.tokens.root.lefts if child.dep_ == "nsubj" and child.pos_ == "PROPN"), None)
    if subject is None or subject.ent_type_ in {"GPE", "LOC", "FAC", "NORP"}:
        return None
    words = run_to(subject)
    known = any(word.ent_type_ and word.ent_type_ == words[-1].ent_type_ for word in words[:-1])  # all of it is one entity
    names = all(word.is_title and word.is_alpha and word.lower_ not in BODIES for word in words)
    bare = not any(child.dep_ in {"det", "poss"} for child in subject.lefts)
    owns = any(token.lower_ in {"his", "her"} for token in sentence.tokens)  # somebody, and no stadium
    return " ".join(word.text for word in words) if len(words) > 1 and names and bare and owns and not known else None


def _body_of_subject(sentence: Sentence) -> str | None:
    """The body without a name that the sentence is about: "The court fined Kelm"."""
    subject = next((child for child in sentence.tokens.root.lefts if child.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ != "NN" or subject.lower_ not in BODIES - {"report", "statement"} or subject.ent_type_:
        return None
    alone = subject.left_edge.i == subject.i - 1 and subject.left_edge.dep_ == "det"
    return subject.lower_ if alone and subject.nbor().pos_ != "PROPN" else None


def _several_of_subject(sentence: Sentence) -> str | None:
    """Those without a name that the sentence is about: "Prosecutors had asked for 18 years", "The port's pilots, too, …"."""
    subject = next((child for child in sentence.tokens.root.lefts if child.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ not in {"NNS", "NNPS"} or singular(subject.lower_) not in PERSONS or subject.n_rights:
        return None
    if all(child.lower_ == "the" for child in subject.lefts):
        return subject.lower_
    owner = next((child for child in subject.lefts if child.dep_ == "poss"), None)
    if owner is None or owner.pos_ not in {"NOUN", "PROPN"}:
        return None
    return bare_name(text_to(subject))


def _is_theirs(sentence: Sentence) -> bool:
    """The sentence is about what belongs to those who are told of before."""
    subject = next((child for child in sentence.tokens.root.lefts if child.dep_ == "nsubj"), None)
    return subject is not None and any(child.lower_ == "their" for child in subject.lefts)


def _is_full_name(text: str) -> bool:
    """It is written as the names of people are: "Ilona Roe"."""
    words = text.split()
    plain = all(word.isalpha() and word.istitle() and singular(word.lower()) not in BODIES for word in words)
    return len(words) == _FULL and plain and words[0] != "The"


def _are_documents(noun: str) -> bool:
    return noun == "papers" or (singular(noun) != noun and singular(noun) in DOCUMENTS)
