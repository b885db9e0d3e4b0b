"""Who speaks in an attribution: the phrase that names a source to the fullest name that the article gives, or to nobody's."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from claims.extraction.attribution.cues import WRITINGS
from claims.extraction.records import AttributionMention, Source, Span
from claims.extraction.reference.areas import run_to
from claims.extraction.reference.countries import ALSO, STEM, country_of
from claims.extraction.reference.descriptions import GROUPS, Descriptions, is_of_state
from claims.extraction.reference.discourse import REACH, Discourse
from claims.extraction.reference.mentions import Kind, Mention
from claims.extraction.reference.names import (
    HE,
    IT,
    ITS,
    PRONOUNS,
    SHE,
    SPEAKING_FOR,
    THEY,
    bare_name,
    folded,
    has_name,
    head_word,
    is_somebody,
    singular,
    split_titles,
)
from claims.extraction.reference.naming import Naming
from claims.extraction.reference.nouns import (
    AREAS,
    BODIES,
    COMPANIES,
    DOCUMENTS,
    EPITHETS,
    HEARSAY,
    MEDIA,
    NAMELESS,
    PERSONS,
    PLURAL_BODIES,
    SUMS,
)
from claims.extraction.reference.topics import Topics
from claims.extraction.text.document import Document, Sentence
from claims.extraction.text.tokens import Token, text_of, text_to

_SPEAKER_OWN = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_UNNAMED = re.compile(
    r"""\b(?: unnamed | unidentified | anonymous | anonymously | anonymity | not \s (?:to \s )?be(?:ing)? \s (?:named|identified)
    | (?:declined|refused|asked|requested|wished|wanting|wanted|want) \s (?:\w+\s){0,3}? (?:named|identified|name\b)
    | not \s (?:been \s )?(?:named|authori[sz]ed) | familiar \s with | knowledge \s of | close \s to | briefed \s on )""",
    re.IGNORECASE | re.VERBOSE,
)
#: "The man, who gave only his first name, Idris", "a nurse who asked to be identified only as Ana".
_BY_ONE_NAME = re.compile(
    r"""[^.;“”"]{0,60}?\b (?: only\b [^.;“”"]{0,30}? \s(?:first|given|last|family)\sname,?\s (?:as\s)?
    | only\s(?:the|a)\sname,?\s
    | (?:name|himself|herself|identified|known|called)\sonly\sas\s | only\s(?:be\s)?(?:identified|known|called|named)\sas\s )
    ([A-Z][\w’'-]+\b(?:\s[A-Z]\.)?)""",
    re.VERBOSE,
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
#: Two who spoke together: "Both groups said".
_BOTH = frozenset({"both groups", "both organisations", "both organizations", "the two groups"})
_FULL_NAME = r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)+"
_TOGETHER = re.compile(rf"({_FULL_NAME})\s+of\s+[^,;]+?,?\s+and\s+({_FULL_NAME})(?:\s+of\s.+)?")
#: "Ana Roe of the Joiners" is Ana Roe.
_OF = re.compile(r"\s(?:of|from|at|with)\s")
#: "The office of Ana Roe" is not Ana Roe.
_OF_SOMEBODY = re.compile(r"\b(?:at|by|for|from|in|near|of|to|with)\s+(?:the\s+)?$")
_RELATIVES = frozenset({"that", "who", "which", "whose", "whom"})
_DEFINITE = ("the ", "this ", "that ", "its ", "his ", "her ", "their ", "our ")
#: What somebody keeps who has counted.
_COUNTS = SUMS | {"estimate", "figure", "number"}
#: An age behind a noun stands in for a name: "the welder, 43,".
_AGED = re.compile(r",\s\d\d,")
#: In characters: a sentence or two.
_JUST_BEFORE = 200
_ONES = frozenset({"one", "them", "us", "those", "other", "another"})
#: What ends the name of a nameless source, and what lies between a description and a name that is not its apposition.
_CLAUSE = re.compile(r",(?!\d)|\s+(?:who|whom|whose|which|that)\s")
#: Another speaks with them: "locals and media reports".
_JOINED = re.compile(r"\band\s+$")
_APPOSED = re.compile(r"[’']?s?,?\s+((?:[A-Z][\w’'.-]+)(?:\s(?:[A-Z][\w’'.-]+|de|van|von|al|el|bin|der|den|da|di|la|le|du))*)")
_ARTICLE = re.compile(r"\b[Aa]n?\s\Z")
#: "Police in the capital, Lund, said": the name is the capital's.
_AREA_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(AREAS))}),\s$")
#: What only tells more of a body that was named: "the London-listed company", "the state-funded commission".
_EPITHET = re.compile(rf"[A-Za-z]+-(?:{'|'.join(sorted(EPITHETS))})\s")
#: What is issued to say something, and speaks for whoever issued it.
_ISSUED = frozenset("communique communiqué letter memorandum message note post release statement".split())
_OWNED = re.compile(r"(?:its|their|his|her)\s", re.IGNORECASE)
_TOO_FAR = re.compile(r"\b(?:who|which|said|and|that)\b|^\s(?:in|near|from|at|across|around)\s$")
#: "The Lund-based charity [that] sent the lorries" has not been told of before.
_TELLS_WHICH = re.compile(r"\s(?:that|which|who)\s")
#: Whom a source has to do with, and is not: "channels on Telegram close to the Front".
_CLOSE_TO = re.compile(r"\b(?:affiliated|aligned|allied|associated|close|linked|loyal|sympathetic|tied) (?:to|with)\b")
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
#: Who such a body is: "the US firm Ilia"; a newspaper publishes what others have written.
_SORTS = "|".join(sorted((BODIES - MEDIA) | {"agency", "pollster"}))
#: "Polling [published last week by the Ilia Centre]", "a tally [kept by the Lund-based Ilia Centre]", "[by the US firm Ilia]".
_AUTHOR = re.compile(
    r",?\s+(?:published|released|issued|provided|compiled|kept|collected|gathered|conducted|prepared|drawn\sup|carried\sout)"
    r"(?:\s+[\w’']+){0,3}?\s+by\s+(?:the\s+)?"
    rf"(?:(?:[A-Z][\w’']*(?:-based)?\s+)?(?:[a-z]+\s+){{0,2}}?(?:{_SORTS})\s+|[A-Z][\w’']*-based\s+(?:[a-z]+\s+){{0,3}})?"
    rf"(?![A-Z][\w’']*-based\b)((?>[A-Z][\w’'&-]*(?:\s[A-Z][\w’'&-]*)*))(?!\s(?:{_SORTS})\b)"  # not of "the Lund office"
)
_PASSIVE = re.compile(r"[,;]|\b(?:is|are|was|were|be|been|being|who|which|that|and|to)\b")

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: "Neighbouring Dovland scrambled jets, its army said", of which the model makes a thing that was scrambled.
_LAND_ACTS = re.compile(r"(?:Nearby |Neighbou?ring )?([A-Z][\w-]+) [a-z]+ed\b")
#: What a land has one of, or an office of, by the last word of its name.
_OF_STATES = frozenset("army embassy government military minister ministry navy parliament police premier presidency".split())
#: Those who work for a body: "its teams said".
_OWN_PEOPLE = frozenset({"crew", "monitor", "team"})
#: Officials that a place has: "its mayor said".
_OF_PLACES = frozenset({"administration", "governor", "mayor", "military administration"})
#: What shows or tells something by itself.
_SHOWING = frozenset(
    "audio clip document film footage image letter map photograph picture recording report transcript video".split()
)


class Speakers:
    """The sources of one document's attributions."""

    def __init__(
        self, document: Document, naming: Naming, descriptions: Descriptions, discourse: Discourse, topics: Topics
    ) -> None:
        self._document = document
        self._naming = naming
        self._descriptions = descriptions
        self._discourse = discourse
        self._topics = topics
        #: Whom the pronouns that have been read mean, by where they stand: one "he" can be the source of two attributions.
        self._meant: dict[int, list[Source]] = {}

    def sources_of(self, attribution: AttributionMention) -> tuple[Source, ...]:
        """Who says it, each by the fullest name; none where nobody is named."""
        whole = attribution.source_span
        found: list[Source] = []
        for span in attribution.sources:
            told = self._meant.get(span.start) or self._charged(span, attribution) or self._in_aside(span)
            told = told or self._of_what_it_says(span, attribution)
            told = told or self._resolve(span, whole or span, attribution.content)
            if self._document.text[span.start : span.end].lower() in PRONOUNS:
                self._meant[span.start] = told
            found += told
        cue = attribution.cue
        words = self._document.text[cue.start : cue.end].lower() if cue is not None else ""
        active = cue is not None and words not in HEARSAY and not _PASSIVE.search(words)
        if not attribution.sources and attribution.cue and attribution.mode == "indirect" and active:
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
        if subject.ent_type_ == "PERSON" and low in IT and self._discourse.last_spoken(span.start, low, content):
            return []  # the model may be right
        own = HE if low in HE else SHE if low in SHE else frozenset[str]()
        same = [token for token in _tokens_in(sentence, content[0]) if token.lower_ in own]
        if any(token.dep_ in {"dobj", "dative", "pobj"} or (token.dep_ == "poss" and token.head == subject) for token in same):
            return []  # "Roe had warned him, he said", "Her husband had stayed behind, she said"
        last = next((child.right_edge for child in subject.rights if child.lower_ == "of" and child.i == subject.i + 1), subject)
        told = sentence.span_of(subject.doc[subject.left_edge.i : last.i + 1])
        people = [one for one in self._naming.between(told.start, told.end) if one.end == told.end and one.kind == "person"]
        name = (
            self._naming.fullest(people[0].name, told.start) if people else bare_name(self._document.text[told.start : told.end])
        )
        return [Source(name=name, text=self._document.text[span.start : span.end], start=span.start, end=span.end)]

    def _charged(self, span: Span, attribution: AttributionMention) -> list[Source]:
        """Of "Lund says Karsk fired first, a charge it denies" the one of whom that is said, and who does not say so."""
        text, answer = self._document.text[span.start : span.end], attribution.answer
        if answer is None or text.lower() not in PRONOUNS:
            return []
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        before = [token for token in sentence.tokens if sentence.offset + token.idx < answer.start]
        told = (one for one in before if (one.dep_ in _SUBJECTS and one.head.dep_ == "ccomp") or _is_accused(one))
        low = text.lower()
        charged = next((one for one in told if _is_like(low, one) or (one.pos_ == "PROPN" and low not in THEY)), None)
        if charged is None:
            return []
        return [Source(name=self._name_of(sentence, charged), text=text, start=span.start, end=span.end)]

    def _in_aside(self, span: Span) -> list[Source]:
        """Of "The army hit a village, which it said rebels held" the army, which does what the sentence tells."""
        text = self._document.text[span.start : span.end]
        low = text.lower()
        if low not in IT | THEY:
            return []
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        pronoun = next((token for token in sentence.tokens if sentence.offset + token.idx == span.start), None)
        relative = pronoun.head if pronoun is not None else None
        subject = sentence.subject
        if relative is None or relative.dep_ != "relcl" or subject is None or subject.i > relative.i:
            return []
        if relative.head == subject or not _is_like(low, subject):
            return []
        plural = low in THEY and subject.lower_ not in PLURAL_BODIES
        if plural or any(child.dep_ == "conj" for child in subject.rights):
            return []
        return [Source(name=self._name_of(sentence, subject), text=text, start=span.start, end=span.end)]

    def _name_of(self, sentence: Sentence, noun: Token) -> str:
        """The fullest name for whom a noun of a sentence means, or what it calls them."""
        at = sentence.span_of(noun)
        named = (one for one in self._naming.between(sentence.start, at.end) if one.end >= at.end)
        name = next((self._naming.fullest(one.name, one.start) for one in named), None)
        return name or self._descriptions.meant_by(noun.lower_, at.start) or bare_name(text_to(noun))

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
        if several := self._some_of_several(low, span, content):
            return [dataclasses.replace(one, text=text, start=span.start, end=span.end) for one in several]
        about = self._topics.nameless_subject(span.start, low) if low in HE | SHE else self._keeper(span) if low in ITS else None
        about = self._shown_before(span) if low == "it" and about is None else about
        if about is not None:
            return [Source(name=about, text=text, start=span.start, end=span.end, anonymous=low in HE | SHE)]
        if low in PRONOUNS:
            spoken = self._discourse.last_spoken(span.start, low, content)
            if spoken:
                return [dataclasses.replace(one, text=text, start=span.start, end=span.end) for one in spoken]
        several = self._several(span)
        if several:
            return several
        name, anonymous = self._descriptions.of_age(span.start) or self._named(span, whole, content)
        return [Source(name=name, text=text, start=span.start, end=span.end, anonymous=anonymous)] if name else []

    def _some_of_several(self, low: str, span: Span, content: tuple[Span, ...]) -> list[Source]:
        """Who "both groups" are, and who "one of them" is, of those who spoke together before."""
        if low in _BOTH:
            return list(self._discourse.last_two(span.start) or ())
        if low == "both" and (two := self._two_before(span)) is not None:
            return [Source(name=two, text="both", start=span.start, end=span.end, anonymous=True)]
        if low == "the other" and (first := self._first_of_two(span.start)) is not None:
            return [dataclasses.replace(first, name=f"the other of {first.name.removeprefix('one of ')}")]
        told = low == "one" or _ONE_OF_THEM.fullmatch(low) is not None
        spoken = self._discourse.last_several(span.start, content) if told else None
        if spoken is None or len(spoken) > 1:
            return list(spoken or ())
        return [dataclasses.replace(spoken[0], name=_some_of(low, spoken[0].name))]

    def _first_of_two(self, position: int) -> Source | None:
        """One of two who has just spoken, where the other does: "One said 40 had died. The other put the toll at 50"."""
        here = self._naming.sentence_index(position)
        for start, sources, _ in reversed(self._discourse.spoken):
            if start < position:
                near = here - self._naming.sentence_index(start) <= 1
                return sources[0] if near and sources[0].name.startswith("one of two ") else None
        return None

    def _subject_before(self, span: Span) -> Token | None:
        """What the sentence before is about, where it stands in the same paragraph."""
        index = self._naming.sentence_index(span.start)
        here, before = self._document.sentences[index], self._document.sentences[max(index - 1, 0)]
        return before.subject if index and before.paragraph == here.paragraph else None

    def _two_before(self, span: Span) -> str | None:
        """The two without names whom the sentence before is about: "Two residents told of it. Both said …"."""
        subject = self._subject_before(span)
        if subject is None or subject.tag_ != "NNS" or not any(child.lower_ in {"two", "2"} for child in subject.lefts):
            return None
        words = text_to(subject)
        return f"{words[:1].lower()}{words[1:]}"

    def _keeper(self, pronoun: Span) -> str | None:
        """The body whose count the words before "it" are about: "The ministry's own count is lower: it has recorded 40"."""
        index = self._naming.sentence_index(pronoun.start)
        here, before = self._document.sentences[index], self._document.sentences[max(index - 1, 0)]
        subjects = (token for token in here.tokens if token.dep_ in _SUBJECTS and here.offset + token.idx < pronoun.start)
        sentence, subject = here, next(subjects, None)
        if subject is None and before.paragraph == here.paragraph:
            sentence, subject = before, before.subject
        if subject is None or singular(subject.lower_) not in _COUNTS:
            return None
        owner = next((child for child in subject.lefts if child.dep_ == "poss" and child.pos_ in {"NOUN", "PROPN"}), None)
        if owner is None:
            return None
        told = sentence.span_of(owner)
        named = (one for one in self._naming.between(sentence.start, told.end) if one.end >= told.end and one.kind != "person")
        name = next((self._naming.fullest(one.name, one.start) for one in named), None)
        if name is not None or owner.lower_ not in BODIES:
            return name
        described = bare_name(text_to(owner))
        return self._descriptions.meant_by(described, told.start) or described

    def _several(self, span: Span) -> list[Source]:
        """The people whom one phrase names together: "Ana Roe of Ostrand and Jan Dole of Horsk"."""
        match = _TOGETHER.fullmatch(self._document.text, span.start, span.end)
        if match and (match[1].startswith("The ") or not BODIES.isdisjoint(match[1].lower().split())):
            match = None  # "The Federation of Red Moon and Red Star Societies"
        found = [(match[group], match.start(group)) for group in (1, 2)] if match else []
        return [Source(name=self._naming.fullest(name, at), text=name, start=at, end=at + len(name)) for name, at in found]

    def _shown_before(self, span: Span) -> str | None:
        """What the sentence before in the paragraph is about, if that shows or tells something: "The video is short. It …"."""
        here = self._naming.sentence_index(span.start)
        sentence, before = self._document.sentences[here], self._document.sentences[max(here - 1, 0)]
        subject = before.subject
        if not here or before.paragraph != sentence.paragraph or subject is None or subject.pos_ != "NOUN":
            return None
        alone = subject.left_edge.i == subject.i - 1 and subject.left_edge.dep_ == "det"
        if alone and subject.lower_ in BODIES and subject.left_edge.lower_ == "the":  # "The team found 48 graves. It said …"
            spoken = any(before.start <= start < sentence.start for start, _, _ in reversed(self._discourse.spoken))
            return None if spoken else self._descriptions.meant_by(subject.lower_, span.start) or subject.lower_
        return subject.lower_ if alone and subject.lower_ in _SHOWING else None

    def _named(self, span: Span, whole: Span, content: tuple[Span, ...]) -> tuple[str, bool]:
        """The fullest name for a source phrase, and whether it is nobody's name."""
        text = self._document.text[span.start : span.end]
        low = " ".join(text.lower().split())
        plain = _DAY_AFTER.sub("", _AFTERWARDS.sub("", bare_name(_DAY_BEFORE.sub("", text))))
        if low in PRONOUNS:
            return self._discourse.by_pronoun(span, low, content) or plain, False
        if low in _RELATIVES:
            told = self._just_heard(span) or self._led_by(span, low) or self._before(span.start, low) or self._noun_before(span)
            return told or plain, False
        epithet = _EPITHET.match(plain) if low.startswith(_DEFINITE) else None
        introduced = _TELLS_WHICH.match(self._document.text, span.end) is not None
        sort = plain[epithet.end() :] if epithet and not introduced else ""
        said = min([span.start, *(part.start for part in content[:1])])
        described = (self._descriptions.meant_by(sort, span.start) or self._spoken_group(sort, said)) if sort else None
        proper = described or self._whose(text, span) or self._issuer(plain, low, span) or self._proper_name(span, whole, content)
        if proper:
            return proper, False
        if is_somebody(plain) and (named := _BY_ONE_NAME.match(self._document.text, span.end)):
            return self._naming.fullest(named[1], named.start(1)), False
        hidden = self._unnamed(span, whole, low, plain)
        if hidden:
            return hidden, True
        if described or _ONE_OF_THEM.fullmatch(low) or (is_somebody(plain) and _INDEFINITE.match(low)):
            pass
        elif has_name(text):
            described = (
                self._descriptions.leader(plain, span.start)
                or self._descriptions.named_next(plain, low, span.start)
                or self._of_country(plain, span.start)
                or self._naming.fullest(plain, span.start)
            )
        elif low.startswith(_DEFINITE) or " " not in low:
            described = (
                self._of_country(plain, span.start)
                or self._spoken_group(plain, said)
                or self._own_office(plain, low, span, content)
                or (None if introduced and "-" in plain else self._described(plain, low, span))
                or self._own_document(plain, low, span, content)
                or self._just_named(low, span)
                or self._descriptions.named_next(plain, low, span.start)
            )
        if low == "the company":
            described = self._company_before(span) or described
        described = self._discourse.as_spoken(described, span.start) if described else None
        nameless = described is None and self._is_nameless(low, plain)
        return described or (plain.split(", ")[0] if nameless else plain), nameless

    def _described(self, plain: str, low: str, span: Span) -> str | None:
        return self._descriptions.meant_by(plain, span.start, owned=_OWNED.match(low) is not None)

    def _of_country(self, plain: str, position: int) -> str | None:
        """Who "the Russian ministry" is: "Russia's Defence Ministry", where it is the one of that country that has spoken."""
        country, _, body = plain.partition(" ")
        if head_word(body) not in BODIES or not country[:1].isupper():
            return None
        stem = ALSO.get(country, country[:STEM])
        spoken = (sources[0].name for start, sources, _ in self._discourse.spoken if start < position)
        others = {name for name in spoken if name != plain and name.startswith(stem)}
        names = {name for name in others if head_word(name) == body or name.lower().endswith(f"s {body.lower()}")}
        return names.pop() if len(names) == 1 else None

    def _spoken_group(self, plain: str, position: int) -> str | None:
        """Who "the group" is, right after a body has spoken that may be called so; what is said begins at ``position``."""
        if plain not in GROUPS:
            return None
        here = self._naming.sentence_index(position)
        if (named := self._group_before(here)) is not None:
            return named
        for start, sources, _ in reversed(self._discourse.spoken):
            if start < position:
                near = here - self._naming.sentence_index(start) <= 1 and len(sources) == 1 and not sources[0].anonymous
                body = near and self._naming.kind_of(sources[0]) == "body" and not is_of_state(sources[0].name)
                if not body or head_word(sources[0].name) in WRITINGS:  # "images show that …"
                    return None
                people, _, owner = sources[0].name.partition(" of ")
                return owner if owner and people.islower() and singular(people) != people else sources[0].name
        return None

    def _group_before(self, here: int) -> str | None:
        """The only one that the sentence before calls so beside its name: "a tent run by the charity Haven Corridor"."""
        before, sentence = self._document.sentences[max(here - 1, 0)], self._document.sentences[here]
        if not here or before.paragraph != sentence.paragraph:
            return None
        mentions = self._naming.between(before.start, before.end)
        named = {self._naming.fullest(one.name, one.start) for one in mentions if one.kind == "body" and one.roles & GROUPS}
        return named.pop() if len(named) == 1 else None

    def _own_document(self, plain: str, low: str, span: Span, content: tuple[Span, ...]) -> str | None:
        """Whose "its report" is, since a report is as good as whoever wrote it."""
        if singular(head_word(plain)) not in DOCUMENTS or not low.startswith(("its ", "their ")):
            return None
        if told := self._told_of(span, content):
            return told
        spoken = self._discourse.last_spoken(span.start, "its", content)
        return spoken[0].name if spoken else self._discourse.by_pronoun(span, "its", content)

    def _told_of(self, span: Span, content: tuple[Span, ...]) -> str | None:
        """Of which body the sentence tells by its own document: "The bank has lent 3 million, according to its website"."""
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        before = self._naming.between(sentence.start, span.start)
        told = (one for one in before if one.subject and one.kind == "body" and any(part.start <= one.start for part in content))
        return next((self._naming.fullest(one.name, one.start) for one in told), None)

    def _issuer(self, plain: str, low: str, span: Span) -> str | None:
        """Whose "the statement" is: the body's that has just spoken in one."""
        if plain not in _ISSUED or not low.startswith("the "):
            return None
        here = self._naming.sentence_index(span.start)
        for start, sources, kind in reversed(self._discourse.spoken):
            if start < span.start:
                near = here - self._naming.sentence_index(start) <= REACH
                told = plain in self._document.text[start : span.start].lower()
                return sources[0].name if near and told and kind == "body" and len(sources) == 1 else None
        return None

    def _just_named(self, low: str, span: Span) -> str | None:
        """Who "the welder, 43," is, of whom nothing was told but the name: the person whom the text before is about."""
        if not low.startswith("the "):
            return None
        if _AGED.match(self._document.text, span.end) is None:
            return self._last_subject(low, span)
        near = self._naming.between(max(0, span.start - _JUST_BEFORE), span.start)
        return next((self._naming.fullest(one.name, one.start) for one in near if one.kind == "person"), None)

    def _last_subject(self, low: str, span: Span) -> str | None:
        """Who "the advocate" is, whom nothing else is called in the article: the one person that the sentence before is about."""
        noun, here = low.removeprefix("the "), self._naming.sentence_index(span.start)
        if noun not in PERSONS or noun in self._naming.by_role or here == 0:
            return None
        before = self._document.sentences[here - 1]
        told = [one for one in self._naming.between(before.start, before.end) if one.kind == "person"]
        same = before.paragraph == self._document.sentences[here].paragraph
        return self._naming.fullest(told[0].name, told[0].start) if same and len(told) == 1 and told[0].subject else None

    def _own_office(self, plain: str, low: str, span: Span, content: tuple[Span, ...]) -> str | None:
        """Whose "his office" or "its analysts" are."""
        pronoun = low.split(maxsplit=1)[0]
        if (place := self._place_told_of(span, content) if pronoun in IT and plain in _OF_PLACES else None) is not None:
            return f"{plain} of {place}"
        state = self._state_told_of(span) if pronoun == "its" and plain.rpartition(" ")[2].lower() in _OF_STATES else None
        if state is not None:
            return f"{state}'s {plain}"
        bodies = PERSONS | _OWN_PEOPLE if pronoun in IT else BODIES if pronoun in {"his", "her"} else frozenset()
        if singular(plain) not in bodies or (pronoun in IT and singular(plain) == plain):
            return None
        spoken = self._discourse.last_spoken(span.start, pronoun, content)
        if spoken:
            return f"{plain} of {spoken[0].name}" if not spoken[0].anonymous else None
        owner = self._discourse.by_pronoun(span, pronoun, content) if pronoun in {"his", "her"} else None
        return f"{plain} of {owner}" if owner else None

    def _company_before(self, span: Span) -> str | None:
        """Which one without a name the sentence before is about: "The grid operator cut power. …, the company said"."""
        subject = self._subject_before(span)
        if subject is None or subject.lower_ not in COMPANIES - {"company"} or subject.n_rights:
            return None
        return bare_name(text_to(subject))

    def _state_told_of(self, span: Span) -> str | None:
        """Of which land a ministry is: "Dovland denied it. Its army said …", "Dovland will send aid, its ministry said"."""
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        if span.start == sentence.start:
            subject = self._subject_before(span)
        else:
            acting = (token for token in sentence.tokens if token.dep_ in _SUBJECTS and token.head.dep_ == "ccomp")
            subject = next((token for token in acting if sentence.offset + token.idx < span.start), None)
        if subject is None and (opening := _LAND_ACTS.match(sentence.tokens.text)) is not None:
            return opening[1] if country_of(opening[1]) is not None else None
        if subject is None or subject.tag_ != "NNP" or subject.ent_type_ == "PERSON":
            return None
        alone = all(child.tag_ == "JJ" for child in subject.lefts)  # "Neighbouring Dovland"
        alone = alone and not any(child.dep_ == "conj" for child in subject.rights)
        return subject.text if alone else None

    def _place_told_of(self, span: Span, content: tuple[Span, ...]) -> str | None:
        """The last place told of before: "Eight drones were downed over [Lund], its governor said"."""
        start = self._document.sentences[self._naming.sentence_index(span.start)].start
        told = self._naming.between(min([start, *(part.start for part in content[:1])]), span.start)
        return self._naming.fullest(told[0].name, told[0].start) if told and told[0].kind == "place" else None

    def _unnamed(self, span: Span, whole: Span, low: str, plain: str) -> str | None:
        """What a source is called that the article says it does not name, here or where it spoke before."""
        phrase = self._document.text[whole.start : whole.end]
        if _UNNAMED.search(phrase) or (is_somebody(plain) and _UNNAMED_BEHIND.match(self._document.text, whole.end)):
            return bare_name(_CLAUSE.split(self._document.text[span.start : whole.end])[0])  # "one of them, a clerk who …"
        return self._nameless_again(span, low, plain)

    def _nameless_again(self, span: Span, low: str, plain: str) -> str | None:
        """Who is meant by "the officer" after "a naval officer said": a source without a name that has spoken before."""
        head = singular(head_word(plain))
        if not low.startswith(_DEFINITE) or " " in plain or head not in PERSONS | NAMELESS:
            return None
        here = self._naming.sentence_index(span.start)
        for start, sources, _ in reversed(self._discourse.spoken):
            if start < span.start and here - self._naming.sentence_index(start) <= REACH:
                for source in sources:
                    if singular(head_word(bare_name(source.text))) == head:
                        return source.name if source.anonymous else None
        return None

    def _before(self, position: int, pronoun: str) -> str | None:
        """The name that stands last before a relative pronoun, in its sentence; of a person, before "who", where there is one."""
        before = self._naming.between(self._document.sentences[self._naming.sentence_index(position)].start, position)
        if pronoun in {"who", "whom"}:
            beside = [one for one in before if one.kind == "body" and not self._document.text[one.end : position].strip(" ,")]
            before = [mention for mention in before if mention.kind == "person"] or beside  # a name that the model misreads
        return self._naming.fullest(before[0].name, position) if before else None

    def _led_by(self, span: Span, low: str) -> str | None:
        """What "which" stands for by the parse: of "a statement by the fire service, which said …" the fire service.

        Of "Water Watch, a group which said …" it is the name.
        """
        noun = self._antecedent(span)
        noun = _officer_of(noun) if low == "who" and noun is not None else noun
        if low == "who" and noun is not None and (noun.dep_ == "appos" or singular(noun.lower_) not in PERSONS or noun.conjuncts):
            return None  # somebody with a name
        while noun is not None and noun.dep_ == "appos" and noun.head.pos_ in {"NOUN", "PROPN"}:
            if noun.pos_ == "PROPN" and noun.head.pos_ == "NOUN" and noun.left_edge.i == noun.head.i + 1:
                break  # "the group Water Watch, which said"
            noun = noun.head
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or (low == "who" and any(c.dep_ == "appos" for c in noun.rights)):
            return None
        words = run_to(noun) if noun.pos_ == "PROPN" else [token for token in noun.subtree if token.i <= noun.i]
        while words[0].ent_iob_ == "I":
            words.insert(0, words[0].nbor(-1))  # all of a name that the parse tears apart
        last = noun.i
        while last + 1 < len(noun.doc) and noun.doc[last + 1].ent_iob_ == "I":
            last += 1  # "the Association for Prisoners", of which the noun is the second word
        last = max(last, _end_of_office(noun)) if low == "who" else last
        name = bare_name(text_of(noun.doc[words[0].i : last + 1]))
        if noun.pos_ == "PROPN":
            return self._naming.fullest(name, span.start)
        definite = words[0].lower_ == "the"  # "the bank, which announced"
        return (self._descriptions.meant_by(name, span.start) if definite and name in BODIES else None) or name

    def _whose(self, text: str, span: Span) -> str | None:
        """The people of what a clause hangs on: of "the Front, whose leaders say" leaders of the Front."""
        pronoun, _, people = text.partition(" ")
        owner = self._led_by(span, "whose") if pronoun.lower() == "whose" else None
        return f"{people} of {owner}" if owner else None

    def _antecedent(self, span: Span) -> Token | None:
        """The noun that the clause of a relative pronoun hangs on."""
        sentence = self._document.sentences[self._naming.sentence_index(span.start)]
        pronoun = next(_tokens_in(sentence, span), None)
        verb = pronoun.head if pronoun is not None else None
        if verb is not None and pronoun is not None and pronoun.dep_ == "poss":
            verb = verb.head  # "the rebels, whose leaders say"
        while verb is not None and verb.dep_ == "conj" and verb.head.i < verb.i:
            verb = verb.head  # "Water Now, whose petition has 400 names and which said …"
        if pronoun is not None and verb is not None and verb.dep_ == "advcl" and pronoun.i > pronoun.sent.start + 1:
            last = before = pronoun.nbor(-2) if pronoun.nbor(-1).text == "," else pronoun.nbor(-1)
            while before.dep_ == "pobj" and before.head.dep_ == "prep" and singular(before.lower_) not in PERSONS | BODIES:
                before = before.head.head  # "a shipping agent in the port, who said"
            someone = before.tag_ == "NNS" or before != last or singular(before.lower_) in PERSONS  # "on the rebels, who said"
            return before if before.pos_ == "NOUN" and someone else None
        return verb.head if verb is not None and verb.dep_ == "relcl" else None

    def _just_heard(self, span: Span) -> str | None:
        """Who has spoken right before: "according to the head of the council, [who] said"."""
        for start, sources, _ in reversed(self._discourse.spoken):
            if start < span.start:
                last = sources[-1]
                behind = self._document.text[last.start + len(last.text) : span.start]
                return last.name if len(sources) == 1 and not behind.strip(" ,") else None
        return None

    def _noun_before(self, span: Span) -> str | None:
        """What the relative clause hangs on, where it has no name: "the harbour master, who insists that …"."""
        noun = self._antecedent(span)
        if noun is None or noun.pos_ != "NOUN":
            return None
        last = max((one.i for one in noun.conjuncts if one.tag_ == noun.tag_), default=noun.i)
        return bare_name(text_of(noun.doc[noun.left_edge.i : max(noun.i, last, _end_of_office(noun)) + 1]))

    def _proper_name(self, span: Span, whole: Span, content: tuple[Span, ...]) -> str | None:
        """The name in a phrase: "Kyiv Mayor X" and "the company's director, X" are X, "X's spokesman" alone is not."""
        if person := self._person_in(span):
            return self._naming.fullest(person.name, person.start)
        head = singular(head_word(bare_name(self._document.text[span.start : span.end])))
        beside = self._naming.between(span.end, whole.end)[::-1] + self._naming.between(whole.start, span.start)
        owner = self._author(whole.end) if head in DOCUMENTS else None
        if owner is not None:
            return self._naming.fullest(bare_name(owner[1]), owner.start(1))
        if head in DOCUMENTS and not _OWNED.match(self._document.text, span.start):
            start = max(whole.start, span.start) if _JOINED.search(self._document.text, whole.start, span.start) else whole.start
            name = bare_name(_AFTERWARDS.sub("", _CLAUSE.split(self._document.text[start : whole.end])[0]))
            return self._by_whom(name, span.start)
        kinds: tuple[Kind, ...] = ("person",) if head in PERSONS | _ONES else ("body", "person") if head in BODIES else ()
        kinds = () if head in BODIES and self._is_name(span) else kinds  # "Kelm Carriers, the Lund-based firm that …"
        for mention in beside:
            after = mention.start >= span.end
            between = self._document.text[span.end : mention.start] if after else self._document.text[mention.end : span.start]
            said = any(part.start <= mention.start < part.end for part in content)
            just = max(0, mention.start - _TITLE_LENGTH)
            owned = after and _AREA_BEFORE.search(self._document.text, just, mention.start) is not None
            owned |= self._document.text.startswith("-", mention.end)  # "the Lund-based firm"
            owned |= after and _CLOSE_TO.search(between) is not None
            owned |= _ARTICLE.search(self._document.text, just, mention.start) is not None  # "an Al-Qaeda affiliate"
            if mention.kind in kinds and not (said or owned or _TOO_FAR.search(between)):
                return self._naming.fullest(mention.name, mention.start)
        if head not in PERSONS:
            return None
        # Names that the model does not know: "the mayor, Aksel Torvund", "coordinator Benoît Arnal".
        found = _APPOSED.match(self._document.text, span.end, whole.end)
        placed = found and _AREA_BEFORE.search(self._document.text, span.start, found.start(1))  # "a source in the capital, Lund"
        return self._naming.fullest(bare_name(found[1]), span.start) if found and not placed else None

    def _is_name(self, span: Span) -> bool:
        """The whole phrase is the name of a body, whatever the words in it say that it is."""
        whole = (one for one in self._naming.between(span.start, span.start + 1) if one.end == span.end)
        return any(one.kind == "body" and len(one.words) > 1 and one.name.split()[-1][0].isupper() for one in whole)

    def _by_whom(self, name: str, position: int) -> str:
        """A document by its whole name: "a survey by the protection office" is one by the Civil Protection Office."""
        document, by, author = name.partition(" by the ")
        named = author[:1].isupper()  # "by the World Bank"
        whole = self._descriptions.meant_by(author, position) if by and not named else None
        return f"{document}{by}{whole}" if whole else name

    def _person_in(self, span: Span) -> Mention | None:
        """The person whose name ends a phrase, or begins one that goes on with where from: "Ana Roe of the Joiners"."""
        own = [mention for mention in self._naming.between(span.start, span.end) if mention.kind == "person"]
        for mention in own:
            just = max(0, mention.start - _TITLE_LENGTH)
            if mention.start > span.start and _AREA_BEFORE.search(self._document.text, just, mention.start):
                continue  # "a source in the capital, Lund"
            ends = mention.end == span.end and not _OF_SOMEBODY.search(self._document.text[span.start : mention.start])
            title = self._document.text[span.start : mention.start].split()
            begins = not title or (
                not split_titles([*title, mention.name])[1][:-1] and len(title) == 1
            )  # "Captain Roe of the Guard"
            if ends or (begins and _OF.match(self._document.text, mention.end, span.end)):
                return mention
        return None

    def _author(self, end: int) -> re.Match[str] | None:
        """Who published or keeps the document whose name ends here."""
        return _PUBLISHER.match(self._document.text, end) or _AUTHOR.match(self._document.text, end)

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


def _some_of(words: str, name: str) -> str:
    """Who "one of them" is by the name of all: "one of two doctors in Lund"; nobody knows how many "officials" were."""
    first, _, _ = words.partition(" ")
    return f"{first} of {name[0].lower()}{name[1:]}" if _COUNTED.match(f"{name.lower()} ") else name


def _tokens_in(sentence: Sentence, span: Span) -> Iterator[Token]:
    return (token for token in sentence.tokens if span.start <= sentence.offset + token.idx < span.end)


def _officer_of(noun: Token) -> Token:
    """Who heads it, where somebody does: of "the head of the council, who said" the head."""
    above = noun.head.head
    return above if noun.dep_ == "pobj" and noun.head.lower_ == "of" and singular(above.lower_) in PERSONS else noun


def _end_of_office(noun: Token) -> int:
    """Where the words end for what somebody heads: "the head [of the council], who said"."""
    of = noun.nbor() if noun.i + 1 < noun.sent.end else noun
    led = of.lower_ == "of" and of.head == noun and singular(noun.lower_) in PERSONS
    body = next((child for child in of.rights if child.dep_ == "pobj"), noun) if led else noun
    return body.i


def _is_accused(noun: Token) -> bool:
    return noun.dep_ == "dobj" and noun.head.lemma_ in {"accuse", "suspect"}


def _is_like(pronoun: str, subject: Token) -> bool:
    """Whether the pronoun can stand for what the noun means."""
    if pronoun in THEY:
        return subject.tag_ in {"NNS", "NNPS"}
    person = subject.ent_type_ == "PERSON" or subject.lower_ in PERSONS
    if pronoun in IT:
        named = subject.pos_ == "PROPN"  # which the model takes for a person at times
        return subject.tag_ in {"NN", "NNP", "NNPS"} and (named or singular(subject.lower_) in BODIES | {"guard"})
    return subject.tag_ in {"NN", "NNP", "NNPS"} and person


def _is_told_in(attribution: AttributionMention, source: Source) -> bool:
    """It is what something is said of, not who says it: "Roe allegedly left the town"."""
    return any(part.start <= source.start < part.end for part in attribution.content)
