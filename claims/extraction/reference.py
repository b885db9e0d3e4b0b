"""Who is meant by "he", "the ministry", "Klitschko" and "the SBU": mentions to the fullest name that the article gives.

A mention is resolved by what it is. A name grows to the longest name that contains it; an acronym to what stands before its
brackets; a description to the latest person with that office or body of that kind; a pronoun to the most salient person or body
before it: the subject or speaker of the nearest sentence, outside the words that the pronoun's own speaker says.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extraction.descriptions import Descriptions
from claims.extraction.document import Document, Sentence
from claims.extraction.happenings import Happenings
from claims.extraction.mentions import Kind, Mention
from claims.extraction.names import (
    HE,
    IT,
    PRONOUNS,
    SHE,
    SPEAKING_FOR,
    THEY,
    bare_name,
    folded,
    has_name,
    head_word,
    is_plural,
    is_somebody,
    last_word,
    singular,
)
from claims.extraction.naming import Naming
from claims.extraction.nouns import BODIES, DOCUMENTS, NAMELESS, PERSONS, PLURAL_BODIES
from claims.extraction.records import AttributionMention, Source, Span

#: How many sentences back a pronoun may reach. Paragraphs of news have one to three.
REACH = 8

#: How many sentences back the pronoun of a statement may reach: what is written into one must be beyond doubt.
_NEAR = 3

_SPEAKER_OWN = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_UNNAMED = re.compile(
    r"""\b(?: unnamed | unidentified | anonymous | anonymously | anonymity | not \s (?:to \s )?be(?:ing)? \s (?:named|identified)
    | (?:declined|refused|asked|requested|wished|wanting|wanted|want) \s (?:\w+\s){0,3}? (?:named|identified|name\b)
    | not \s (?:been \s )?(?:named|authori[sz]ed) | familiar \s with | knowledge \s of | close \s to | briefed \s on )""",
    re.IGNORECASE | re.VERBOSE,
)
#: "…, who asked not to be named," behind the words for somebody.
_UNNAMED_BEHIND = re.compile(
    rf"\s*,?\s+(?:who|all|both|speaking|talking|asking|requesting|on|under)\b[^.;“”\"]{{0,80}}?{_UNNAMED.pattern}", _UNNAMED.flags
)
#: Somebody of a sort, rather than the one whom everybody knows: "a Western diplomat", "two people", "witnesses".
_COUNTED = re.compile(r"(?:a|an|one|another|two|three|four|five|six|several|some|a few|\d+)\s")
_INDEFINITE = re.compile(rf"{_COUNTED.pattern}|(?!the\s)(?:[\w-]+\s){{0,2}}[\w-]+s$|(?:people|witnesses)\b")
#: "One of them said".
_ONE_OF_THEM = re.compile(r"(?:one|two|three|another|some|most|both) of (?:them|those|the (?:two|three|men|women|people))\b")
_FULL_NAME = r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)+"
_TOGETHER = re.compile(rf"({_FULL_NAME})\s+of\s+[^,;]+?,?\s+and\s+({_FULL_NAME})(?:\s+of\s.+)?")
#: "The office of Ana Roe" is not Ana Roe.
_OF_SOMEBODY = re.compile(r"\b(?:of|for|by|from|to|with)\s+(?:the\s+)?$")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVES = frozenset({"who", "which", "whose", "whom"})
_DEFINITE = ("the ", "this ", "that ", "its ", "his ", "her ", "their ", "our ")
#: Words for one of several who were named before.
_ONES = frozenset({"one", "them", "us", "those", "other", "another"})
#: What ends the name of a nameless source, and what lies between a description and a name that is not its apposition.
_CLAUSE = re.compile(r",|\s+(?:who|whom|whose|which|that)\s")
_APPOSED = re.compile(r"[’']?s?,?\s+((?:[A-Z][\w’'.-]+)(?:\s(?:[A-Z][\w’'.-]+|de|van|von|al|el|bin|der|den|da|di|la|le|du))*)")
_OWNED = re.compile(r"(?:its|their|his|her)\s", re.IGNORECASE)
_TOO_FAR = re.compile(r"\b(?:who|which|said|and|that)\b")
#: A title before a name, in characters; "on July 14", or "late on Monday", in words.
_TITLE_LENGTH = 40
_DAY_WORDS = 5
_FIRST_NAME = re.compile(r"([A-Z][\w’'-]+)\s+(?:on|late|early|in)\s")
_DAY_AFTER = re.compile(r"\s+(?:on|in|late|early)\s[^,]*\d.*$|\s+(?:on|late|early)\s(?:\w+day|\w+\s\w+day)$")
#: "On [Sunday evening officials] said": the parse takes the day for theirs.
_DAY_BEFORE = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]oday)\s+(?:(?:morning|afternoon|evening|night)\s+)?(?=\w)"
)
#: "Roe, asked whether she would resign, replied".
_ASKED = re.compile(r",\s(?:asked|pressed|questioned|speaking|when asked)\b[^.;]*,\s*", re.IGNORECASE)
#: "A report by Amnesty [seen by AFP]": what became of it is no part of its name.
_AFTERWARDS = re.compile(
    r",?\s(?:seen|obtained|reviewed|cited|quoted|published|released|issued|leaked|shared|provided)\s(?:by|to|on|in|with)\b.*",
    re.DOTALL,
)
#: "Figures [that Corvane published] last year" are Corvane's.
_PUBLISHER = re.compile(
    r"\s+(?:that|which)\s+((?:the\s+)?[A-Z][\w’'&.-]*(?:\s[A-Z][\w’'&.-]*)*)\s+(?:had\s+|has\s+)?"
    r"(?:published|released|issued|provided|compiled|collected|gathered|presented|submitted|shared)\b"
)
_PASSIVE = re.compile(r"[,;]|\b(?:is|are|was|were|be|been|being|who|which|that|and|to)\b")


class References:
    """The names of one document, and the sources of its attributions resolved against them."""

    def __init__(self, document: Document, attributions: Sequence[AttributionMention]) -> None:
        self._document = document
        self._naming = Naming(document, attributions)
        self._descriptions = Descriptions(document, self._naming)
        self._happenings = Happenings(document)
        self._gender: dict[str, str] = {}
        self._spoken: list[tuple[int, tuple[Source, ...], Kind]] = []
        self._sources: list[tuple[Source, ...]] = []
        for attribution in attributions:
            found = self._sources_of(attribution.continues or attribution)
            self._sources.append(found)
            if found and attribution.lemma != "relay":
                bisect.insort(self._spoken, (found[0].start, found, self._naming.kind_of(found[0])), key=lambda entry: entry[0])

    def sources(self, index: int) -> tuple[Source, ...]:
        """Who speaks in the attribution of that index."""
        return self._sources[index]

    def antecedent(self, pronoun: Span, text: str, content: tuple[Span, ...] = (), *, aloud: bool = False) -> str | None:
        """Whom a third-person pronoun of a statement stands for, as the article writes it; ``None`` where that is in doubt.

        A sentence is about its subject, so the subject of the sentence before is meant. What somebody says aloud is about those
        who are named aloud.
        """
        low, index = text.lower(), self._naming.sentence_index(pronoun.start)
        for back in range(min(_NEAR, index + 1)):
            sentence = self._document.sentences[index - back]
            fitting = [
                mention
                for mention in self._naming.between(sentence.start, min(sentence.end, pronoun.start))[::-1]
                if self._can_mean(low, mention)
            ]
            about = self._speaks_in(sentence, low, pronoun.start) | {
                self._naming.fullest(mention.name, mention.start): mention.kind
                for mention in fitting
                if self._leads(mention, sentence) and self._is_said_likewise(mention, content, aloud=aloud)
            }
            if about:
                told = low in IT and _tells_of_a_thing(sentence, pronoun.start)
                return self._named_by(low, *about.popitem(), pronoun.start) if len(about) == 1 and not told else None
            if fitting or self._tells_of_another(sentence, low, pronoun.start) or _is_about_a_name(sentence):
                return None
        return None

    @staticmethod
    def _is_said_likewise(mention: Mention, content: tuple[Span, ...], *, aloud: bool) -> bool:
        return not (aloud and content) or any(part.start <= mention.start < part.end for part in content)

    def _speaks_in(self, sentence: Sentence, pronoun: str, before: int) -> dict[str, Kind]:
        """Who speaks in a sentence, where it is one whom the pronoun fits."""
        low = bisect.bisect_left(self._spoken, sentence.start, key=lambda entry: entry[0])
        high = bisect.bisect_left(self._spoken, min(sentence.end, before), key=lambda entry: entry[0])
        return {sources[0].name: kind for _, sources, kind in self._spoken[low:high] if self._agrees(pronoun, sources, kind)}

    def _named_by(self, pronoun: str, name: str, kind: Kind, position: int) -> str | None:
        """The name of who is meant, unless two are called so, or "they" are several and it is one."""
        longer = {
            one.words[0] for one in self._naming.by_word.get(last_word(name), ()) if one.kind == "person" and len(one.words) > 1
        }
        if kind == "person" and (len(longer) > 1 or is_somebody(name)):
            return None
        if (pronoun in THEY) != (is_plural(name) or last_word(name) in PLURAL_BODIES):
            return None
        if kind == "person":
            self._gender.setdefault(self._naming.fullest(name, position), "he" if pronoun in HE else "she")
        return self._naming.as_written(name, kind)

    def described(self, noun: Span, head: str) -> str | None:
        """Who "the ministry" or "the mayor" of a statement is, as the article writes it; see :class:`Descriptions`."""
        return self._descriptions.described(noun, head)

    def happening(self, noun: Span, head: str) -> str | None:
        """Which event "the attack" of a statement was, in the words in which the article first told of it."""
        return self._happenings.meant_by(head, noun.start)

    @staticmethod
    def _leads(mention: Mention, sentence: Sentence) -> bool:
        """Whether the mention is the subject of the sentence's main verb."""
        return mention.subject and any(
            child.dep_ in {"nsubj", "nsubjpass"} and child.left_edge.i <= token.i <= child.right_edge.i
            for child in sentence.tokens.root.children
            for token in sentence.tokens
            if sentence.offset + token.idx == mention.start
        )

    def _tells_of_another(self, sentence: Sentence, pronoun: str, end: int) -> bool:
        """Somebody without a name whom the pronoun fits is a subject: "the girl ran away"."""
        if pronoun not in HE | SHE:
            return False
        return any(
            token.dep_ in {"nsubj", "nsubjpass"}
            and token.tag_ == "NN"
            and token.lower_ in PERSONS
            and not token.ent_type_
            and sentence.offset + token.idx < end
            and not any(child.dep_ in {"compound", "appos"} and child.ent_type_ for child in token.children)
            for token in sentence.tokens
        )

    def agrees(self, pronoun: str, sources: Sequence[Source]) -> bool:
        """A third-person pronoun can stand for these sources: "he" for a person, "it" for a body, "they" for several."""
        if pronoun in THEY:
            return len(sources) > 1 or is_plural(sources[0].text) or last_word(sources[0].name) in PLURAL_BODIES
        kind = self._naming.kind_of(sources[0])
        if pronoun not in IT and kind != "person" and not BODIES.intersection(sources[0].name.lower().split()):
            kind = "person" if self._is_proper(sources[0]) else kind  # a name that the model does not know
        return self._agrees(pronoun, tuple(sources), kind)

    def _is_proper(self, source: Source) -> bool:
        """It is written as a name of one word, with no article, as surnames are."""
        sentence = self._document.sentence_at(source.start)
        if sentence is None or source.name in self._naming.definite:
            return False
        words = [token for token in sentence.tokens if source.start <= sentence.offset + token.idx < source.end]
        if len(words) != 1 or words[0].tag_ not in {"NNP", "NN"} or not words[0].is_title:
            return False
        # The model takes a surname that opens a sentence for a common noun at times.
        known = singular(words[0].lower_) in PERSONS | BODIES | PLURAL_BODIES or f" {words[0].lower_}" in self._document.text
        return words[0].tag_ == "NNP" or not known

    def is_body(self, source: Source) -> bool:
        """It is a body, whose "we" is the body itself."""
        document = singular(head_word(source.name)) in DOCUMENTS
        person = source.text.lower() in HE | SHE
        return not (source.anonymous or document or person) and self._naming.kind_of(source) == "body"

    def written(self, source: Source) -> str:
        """The name of a source with the article that it has in a sentence."""
        return self._naming.as_written(source.name, self._naming.kind_of(source))

    # Sources of attributions

    def _sources_of(self, attribution: AttributionMention) -> tuple[Source, ...]:
        whole = attribution.source_span
        found: list[Source] = []
        for span in attribution.sources:
            found += self._of_what_it_says(span, attribution) or self._resolve(span, whole or span, attribution.content)
        if not attribution.sources and attribution.cue and attribution.mode == "indirect":
            found += [one for one in self._before_cue(attribution.cue) if not _is_told_in(attribution, one)]
        unique = {source.name: source for source in reversed(found)}
        return tuple(sorted(unique.values(), key=lambda source: source.start))

    def _of_what_it_says(self, span: Span, attribution: AttributionMention) -> list[Source]:
        """Of "Corvane will close two plants, it said on Monday" at the head of a paragraph, the one of whom it is said."""
        low = self._document.text[span.start : span.end].lower()
        content = attribution.content
        if low not in PRONOUNS or attribution.mode != "indirect" or not content or content[0].start > span.start:
            return []
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        paragraph = self._document.paragraphs[sentence.paragraph]
        if sentence.start - paragraph.start > _TITLE_LENGTH or not sentence.start <= content[0].start:
            return []
        subject = next((token for token in _tokens_in(sentence, content[0]) if token.dep_ in _SUBJECTS), None)
        if subject is None or subject.pos_ not in {"NOUN", "PROPN"} or not _is_like(low, subject):
            return []
        if subject.ent_type_ == "PERSON" and low in IT and self._last_spoken(span.start, low, content):
            return []  # the model may be right
        last = next((child.right_edge for child in subject.rights if child.lower_ == "of" and child.i == subject.i + 1), subject)
        told = sentence.span_of(subject.doc[subject.left_edge.i : last.i + 1])
        people = [one for one in self._naming.between(told.start, told.end) if one.end == told.end and one.kind == "person"]
        name = (
            self._naming.fullest(people[0].name, told.start) if people else bare_name(self._document.text[told.start : told.end])
        )
        return [Source(name=name, text=self._document.text[span.start : span.end], start=span.start, end=span.end)]

    def _before_cue(self, cue: Span) -> list[Source]:
        """A speaker whom the parse has lost: the name that begins the sentence, with only a day between it and the cue."""
        sentence = self._document.sentences[self._naming.sentence_index(cue.start)]
        for mention in self._naming.between(sentence.start, cue.start):
            between = self._document.text[mention.end : cue.start]
            begins = mention.start - sentence.start <= _TITLE_LENGTH
            day = len(between.split()) <= _DAY_WORDS and not _PASSIVE.search(between)
            if begins and mention.kind != "place" and (day or _ASKED.fullmatch(between)):
                name = self._naming.fullest(mention.name, mention.start)
                text = self._document.text[mention.start : mention.end]
                return [Source(name=name, text=text, start=mention.start, end=mention.end)]
        first = _FIRST_NAME.match(self._document.text, sentence.start, cue.start)
        if (
            first
            and folded(first[1]) in self._naming.by_word
            and not _PASSIVE.search(self._document.text[first.end() : cue.start])
        ):
            return [Source(name=self._naming.fullest(first[1], cue.start), text=first[1], start=first.start(1), end=first.end(1))]
        return []

    def _resolve(self, span: Span, whole: Span, content: tuple[Span, ...]) -> list[Source]:
        """The sources that a phrase stands for: one, or those that spoke before where it is a pronoun."""
        text = self._document.text[span.start : span.end]
        low = " ".join(text.lower().split())
        if low in _SPEAKER_OWN:
            return []
        if _ONE_OF_THEM.fullmatch(low) and (spoken := self._last_spoken(span.start, "they", content)):
            return [dataclasses.replace(one, text=text, start=span.start, end=span.end) for one in spoken]
        if low in PRONOUNS:
            spoken = self._last_spoken(span.start, low, content)
            if spoken:
                return [dataclasses.replace(one, text=text, start=span.start, end=span.end) for one in spoken]
        several = self._several(span)
        if several:
            return several
        name, anonymous = self._named(span, whole, content)
        return [Source(name=name, text=text, start=span.start, end=span.end, anonymous=anonymous)] if name else []

    def _several(self, span: Span) -> list[Source]:
        """The people whom one phrase names together: "Ana Roe of Ostrand and Jan Dole of Horsk"."""
        match = _TOGETHER.fullmatch(self._document.text, span.start, span.end)
        found = [(match[group], match.start(group)) for group in (1, 2)] if match else []
        return [Source(name=self._naming.fullest(name, at), text=name, start=at, end=at + len(name)) for name, at in found]

    def _named(self, span: Span, whole: Span, content: tuple[Span, ...]) -> tuple[str, bool]:
        """The fullest name for a source phrase, and whether it is nobody's name."""
        text = self._document.text[span.start : span.end]
        low = " ".join(text.lower().split())
        plain = _DAY_AFTER.sub("", _AFTERWARDS.sub("", bare_name(_DAY_BEFORE.sub("", text))))
        if low in PRONOUNS:
            return self._by_pronoun(span, low, content) or plain, False
        if low in _RELATIVES:
            return self._before(span.start) or self._led_by(span) or plain, False
        proper = self._proper_name(span, whole, content)
        if proper:
            return proper, False
        hidden = self._unnamed(span, whole, low, plain)
        if hidden:
            return hidden, True
        described = None
        if _ONE_OF_THEM.fullmatch(low) or (is_somebody(plain) and _INDEFINITE.match(low)):
            pass
        elif has_name(text):
            described = self._descriptions.leader(plain, span.start) or self._naming.fullest(plain, span.start)
        elif low.startswith(_DEFINITE) or " " not in low:
            described = (
                self._descriptions.meant_by(plain, span.start, owned=_OWNED.match(low) is not None)
                or self._own_document(plain, low, span, content)
                or self._own_office(plain, low, span, content)
            )
        nameless = described is None and self._is_nameless(low, plain)
        return described or (plain.split(", ")[0] if nameless else plain), nameless

    def _own_document(self, plain: str, low: str, span: Span, content: tuple[Span, ...]) -> str | None:
        """Whose "its report" is, since a report is as good as whoever wrote it."""
        if singular(head_word(plain)) not in DOCUMENTS or not low.startswith(("its ", "their ")):
            return None
        spoken = self._last_spoken(span.start, "its", content)
        return spoken[0].name if spoken else self._by_pronoun(span, "its", content)

    def _own_office(self, plain: str, low: str, span: Span, content: tuple[Span, ...]) -> str | None:
        """Whose "his office" is."""
        pronoun = low.split(maxsplit=1)[0]
        if pronoun not in {"his", "her"} or singular(plain) not in BODIES:
            return None
        spoken = self._last_spoken(span.start, pronoun, content)
        return f"{plain} of {spoken[0].name}" if spoken and not spoken[0].anonymous else None

    def _unnamed(self, span: Span, whole: Span, low: str, plain: str) -> str | None:
        """What a source is called that the article says it does not name, here or where it spoke before."""
        phrase = self._document.text[whole.start : whole.end]
        if _UNNAMED.search(phrase) or (is_somebody(plain) and _UNNAMED_BEHIND.match(self._document.text, whole.end)):
            return bare_name(_CLAUSE.split(phrase)[0])
        return self._nameless_again(span, low, plain)

    def _nameless_again(self, span: Span, low: str, plain: str) -> str | None:
        """Who is meant by "the officer" after "a naval officer said": a source without a name that has spoken before."""
        head = singular(head_word(plain))
        if not low.startswith(_DEFINITE) or " " in plain or head not in PERSONS | NAMELESS:
            return None
        here = self._naming.sentence_index(span.start)
        for start, sources, _ in reversed(self._spoken):
            if start < span.start and here - self._naming.sentence_index(start) <= REACH:
                for source in sources:
                    if singular(head_word(bare_name(source.text))) == head:
                        return source.name if source.anonymous else None
        return None

    def _before(self, position: int) -> str | None:
        """The name that stands last before a relative pronoun, in its sentence."""
        before = self._naming.between(self._document.sentences[self._naming.sentence_index(position)].start, position)
        return self._naming.fullest(before[0].name, position) if before else None

    def _led_by(self, span: Span) -> str | None:
        """What "which" stands for, where that is no name: of "a statement by the fire service, which said …" the fire service."""
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        pronoun = next(_tokens_in(sentence, span), None)
        noun = pronoun.head.head if pronoun is not None and pronoun.head.dep_ == "relcl" else None
        if noun is None or noun.pos_ != "NOUN":
            return None
        words = [token for token in noun.subtree if token.i <= noun.i]
        return bare_name(noun.doc[words[0].i : noun.i + 1].text)

    def _proper_name(self, span: Span, whole: Span, content: tuple[Span, ...]) -> str | None:
        """The name in a phrase: "Kyiv Mayor X" and "the company's director, X" are X, "X's spokesman" alone is not."""
        own = [mention for mention in self._naming.between(span.start, span.end) if mention.end == span.end]
        person = next((mention for mention in own if mention.kind == "person"), None)
        if person and not _OF_SOMEBODY.search(self._document.text[span.start : person.start]):
            return self._naming.fullest(person.name, person.start)
        head = singular(head_word(bare_name(self._document.text[span.start : span.end])))
        beside = self._naming.between(span.end, whole.end)[::-1] + self._naming.between(whole.start, span.start)
        if head in DOCUMENTS and (owner := _PUBLISHER.match(self._document.text, whole.end)):
            return self._naming.fullest(bare_name(owner[1]), owner.start(1))
        if head in DOCUMENTS and not _OWNED.match(self._document.text, span.start):
            return bare_name(_AFTERWARDS.sub("", _CLAUSE.split(self._document.text[whole.start : whole.end])[0]))
        kinds: tuple[Kind, ...] = ("person",) if head in PERSONS | _ONES else ("body", "person") if head in BODIES else ()
        for mention in beside:
            after = mention.start >= span.end
            between = self._document.text[span.end : mention.start] if after else self._document.text[mention.end : span.start]
            said = any(part.start <= mention.start < part.end for part in content)
            if mention.kind in kinds and not said and not _TOO_FAR.search(between):
                return self._naming.fullest(mention.name, mention.start)
        if head not in PERSONS:
            return None
        # Names that the model does not know: "the mayor, Aksel Torvund", "coordinator Benoît Arnal".
        found = _APPOSED.match(self._document.text, span.end, whole.end)
        return self._naming.fullest(bare_name(found[1]), span.start) if found else None

    def _is_nameless(self, low: str, plain: str) -> bool:
        head = head_word(plain)
        if low in {"one", "another", "others", "some"}:
            return True
        if _ONE_OF_THEM.fullmatch(low) or head in NAMELESS or singular(head) in NAMELESS:
            return True
        if singular(head) in SPEAKING_FOR:
            return False
        if head in PLURAL_BODIES:
            return bool(_COUNTED.match(low))  # "two officials" are somebody, "officials" the authorities
        return singular(head) in PERSONS and not low.startswith("the ")

    def _last_spoken(self, position: int, pronoun: str, content: tuple[Span, ...]) -> tuple[Source, ...] | None:
        """The sources of the last attribution before, where the pronoun can stand for them and nobody else stepped in between."""
        here = self._naming.sentence_index(position)
        for start, sources, kind in reversed(self._spoken):
            if start >= position:
                continue
            if here - self._naming.sentence_index(start) > REACH:
                return None
            if not self._agrees(pronoun, sources, kind) and not self._is_taken_for_body(start, position, pronoun, sources):
                continue
            return None if self._stepped_between(start, position, pronoun, sources, content) else sources
        return None

    def _is_taken_for_body(self, spoken: int, position: int, pronoun: str, sources: tuple[Source, ...]) -> bool:
        """The last who spoke, right before in the paragraph, has a surname that the model does not know for one."""
        text = sources[0].text
        if pronoun not in HE | SHE or len(sources) > 1 or " " in text or not text[:1].isupper() or text.lower() in PRONOUNS:
            return False
        here, there = (self._document.sentences[self._naming.sentence_index(at)] for at in (position, spoken))
        if here.paragraph != there.paragraph or not self._is_proper(sources[0]):
            return False
        return not any(one.kind == "place" for one in self._naming.by_word.get(last_word(sources[0].name), ()))

    def _agrees(self, pronoun: str, sources: tuple[Source, ...], kind: Kind) -> bool:
        if pronoun in THEY:
            return len(sources) > 1 or kind == "body" or is_plural(sources[0].text)
        if len(sources) > 1 or is_plural(sources[0].text):
            return False
        if pronoun in IT:
            return kind != "person" and not sources[0].anonymous
        return kind == "person" and self._fits_gender(sources[0].name, pronoun)

    def _stepped_between(
        self, spoken: int, position: int, pronoun: str, sources: tuple[Source, ...], content: tuple[Span, ...]
    ) -> bool:
        """Since somebody spoke, another whom the pronoun fits has been the subject, or been named in the sentence just before."""
        before = self._naming.sentence_index(position) - 1
        since = (
            max(spoken + 1, self._document.sentences[before].start) if before > self._naming.sentence_index(spoken) else position
        )
        names = {source.name for source in sources}
        for mention in self._naming.between(spoken + 1, position):
            outside = not any(part.start <= mention.start < part.end for part in content)
            if outside and (mention.subject or mention.start >= since) and self._can_mean(pronoun, mention):
                return self._naming.fullest(mention.name, mention.start) not in names
        return False

    def _by_pronoun(self, span: Span, pronoun: str, content: tuple[Span, ...]) -> str | None:
        """The subject of the nearest sentence before that has one that fits, else the last fitting name in it."""
        index = self._naming.sentence_index(span.start)
        for back in range(min(REACH, index + 1)):
            sentence = self._document.sentences[index - back]
            fitting = [
                mention
                for mention in self._naming.between(sentence.start, min(sentence.end, span.start))
                if self._can_mean(pronoun, mention) and not any(part.start <= mention.start < part.end for part in content)
            ]
            if fitting:
                chosen = next((mention for mention in reversed(fitting) if mention.subject), fitting[0])
                self._learn_gender(chosen, pronoun)
                return self._naming.fullest(chosen.name, chosen.start)
        return None

    def _can_mean(self, pronoun: str, mention: Mention) -> bool:
        if pronoun in HE or pronoun in SHE:
            return mention.kind == "person" and self._fits_gender(self._naming.fullest(mention.name, mention.start), pronoun)
        if pronoun in IT:
            return mention.kind != "person"
        return mention.kind == "body"

    def _fits_gender(self, name: str, pronoun: str) -> bool:
        return self._gender.get(name, "he" if pronoun in HE else "she") == ("he" if pronoun in HE else "she")

    def _learn_gender(self, mention: Mention, pronoun: str) -> None:
        if mention.kind == "person":
            self._gender.setdefault(self._naming.fullest(mention.name, mention.start), "he" if pronoun in HE else "she")


def _is_about_a_name(sentence: Sentence) -> bool:
    """The main verb's subject is a name, though of nobody whom the pronoun fits by what the model takes it for."""
    return any(child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ == "PROPN" for child in sentence.tokens.root.lefts)


def _tokens_in(sentence: Sentence, span: Span) -> Iterator[Token]:
    return (token for token in sentence.tokens if span.start <= sentence.offset + token.idx < span.end)


def _is_like(pronoun: str, subject: Token) -> bool:
    """Whether the pronoun can stand for what the noun means."""
    if pronoun in THEY:
        return subject.tag_ in {"NNS", "NNPS"}
    person = subject.ent_type_ == "PERSON" or subject.lower_ in PERSONS
    named = pronoun in IT and subject.pos_ == "PROPN"  # which the model takes for a person at times
    return subject.tag_ in {"NN", "NNP", "NNPS"} and (named or person == (pronoun not in IT))


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


def _is_told_in(attribution: AttributionMention, source: Source) -> bool:
    """It is what something is said of, not who says it: "Roe allegedly left the town"."""
    return any(part.start <= source.start < part.end for part in attribution.content)
