"""Who is meant by "he", "the ministry", "Klitschko" and "the SBU": mentions to the fullest name that the article gives.

A mention is resolved by what it is. A name grows to the longest name that contains it; an acronym to what stands before its
brackets; a description to the latest person with that office or body of that kind; a pronoun to the most salient person or body
before it: the subject or speaker of the nearest sentence, outside the words that the pronoun's own speaker says.
"""

from __future__ import annotations

import bisect
import collections
import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from claims.extraction.document import Document, Sentence
from claims.extraction.nouns import BODIES, DOCUMENTS, NAMELESS, PERSONS, PLURAL_BODIES
from claims.extraction.records import AttributionMention, Source, Span

#: How many sentences back a pronoun may reach. Paragraphs of news have one to three.
REACH = 8

Kind = Literal["person", "body", "place"]

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves", "both", "both sides", "the two", "the pair"})
_SPEAKER_OWN = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
PRONOUNS = _HE | _SHE | _IT | _THEY

_WOMAN = frozenset(
    "ms mrs miss madam lady sister queen princess spokeswoman chairwoman policewoman businesswoman woman mother".split()
)
_MAN = frozenset("mr sir lord brother king prince spokesman chairman policeman businessman man father imam pope".split())
_TITLES = frozenset(
    """mr mrs ms miss dr prof sir dame lord lady gen col maj capt lt sgt adm sen rep gov rev fr sister brother sheikh madam
    judge justice king queen prince princess""".split()
)
_LABELS: dict[str, Kind] = {"PERSON": "person", "ORG": "body", "GPE": "place", "FAC": "body"}
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WITHIN_PHRASE = frozenset({"compound", "appos", "nmod", "flat"})

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their|our|this|that|these|those|some|one|another)\s+", re.IGNORECASE)
_ACRONYM = re.compile(r"\(\s?(?:the\s|or\s)?([A-Z][\w&-]{1,9})\)")
_NAME_RUN = re.compile(r"(?:[A-Z][\w’'&.-]*)(?:\s+(?:[A-Z][\w’'&.-]*|of|for|and|on|the|in|de|du|des))*\s*$")
_UNNAMED = re.compile(
    r"""\b(?: unnamed | unidentified | anonymous | anonymously | anonymity | not \s (?:to \s )?be(?:ing)? \s (?:named|identified)
    | (?:declined|refused|asked|requested|wished|wanting|wanted|want) \s (?:\w+\s){0,3}? (?:named|identified|name\b)
    | not \s (?:been \s )?(?:named|authori[sz]ed) | familiar \s with | knowledge \s of | close \s to | briefed \s on )""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Mention:
    """A name, or the description of a body, where it stands."""

    start: int
    end: int
    name: str
    words: tuple[str, ...]
    kind: Kind
    subject: bool
    roles: frozenset[str]


_RELATIVES = frozenset({"who", "which", "whose", "whom"})
_DEFINITE = ("the ", "this ", "that ", "its ", "his ", "her ", "their ", "our ")
#: Words for one of several who were named before.
_ONES = frozenset({"one", "them", "us", "those", "other", "another"})
#: Descriptions that fit many a body.
_ANY_BODY = frozenset("company group firm organisation organization movement charity agency party union maker operator".split())
#: What ends the name of a nameless source, and what lies between a description and a name that is not its apposition.
_CLAUSE = re.compile(r",|\s+(?:who|which|that)\s")
_APPOSED = re.compile(r"[’']?s?,?\s+((?:[A-Z][\w’'.-]+)(?:\s(?:[A-Z][\w’'.-]+|de|van|von|al|el|bin|der|den|da|di|la|le|du))*)")
_OWNED = re.compile(r"(?:its|their|his|her)\s", re.IGNORECASE)
_TOO_FAR = re.compile(r"\b(?:who|which|said|and|that)\b")


#: How many mentions back a description may reach, and how many of them say what an article is about.
_REMEMBERED = 400
_RECENT = 40
#: A title before a name, in characters; "on July 14", or "late on Monday", in words.
_TITLE_LENGTH = 40
_DAY_WORDS = 5
_FIRST_NAME = re.compile(r"([A-Z][\w’'-]+)\s+(?:on|late|early|in)\s")
_DAY_AFTER = re.compile(r"\s+(?:on|in|late|early)\s[^,]*\d.*$|\s+(?:on|late|early)\s(?:\w+day|\w+\s\w+day)$")
_PASSIVE = re.compile(r"[,;]|\b(?:is|are|was|were|be|been|being|who|which|that|and|to)\b")


class References:
    """The names of one document, and the sources of its attributions resolved against them."""

    def __init__(self, document: Document, attributions: Sequence[AttributionMention]) -> None:
        self._document = document
        self._acronyms = dict(_acronyms(document))
        self._mentions = sorted(_mentions(document, attributions), key=lambda mention: (mention.start, -mention.end))
        self._starts = [mention.start for mention in self._mentions]
        self._sentence_starts = [sentence.start for sentence in document.sentences]
        self._by_word: dict[str, list[_Mention]] = collections.defaultdict(list)
        self._by_role: dict[str, list[_Mention]] = collections.defaultdict(list)
        for mention in self._mentions:
            for word in set(mention.words):
                self._by_word[word].append(mention)
            for role in mention.roles:
                self._by_role[role].append(mention)
        self._gender: dict[str, str] = {}
        self._spoken: list[tuple[int, tuple[Source, ...], Kind]] = []
        self._sources: list[tuple[Source, ...]] = []
        for attribution in attributions:
            found = self._sources_of(attribution)
            self._sources.append(found)
            if found:
                bisect.insort(self._spoken, (found[0].start, found, self._kind_of(found[0])), key=lambda entry: entry[0])

    def sources(self, index: int) -> tuple[Source, ...]:
        """Who speaks in the attribution of that index."""
        return self._sources[index]

    def antecedent(self, pronoun: Span, text: str) -> str | None:
        """The name that a third-person pronoun of the story stands for."""
        return self._by_pronoun(pronoun, text.lower(), ())

    def agrees(self, pronoun: str, source: Source) -> bool:
        """A third-person pronoun can stand for that source: "he" for a person, "it" for a body."""
        return self._agrees(pronoun, (source,), self._kind_of(source))

    # Sources of attributions

    def _sources_of(self, attribution: AttributionMention) -> tuple[Source, ...]:
        whole = attribution.source_span
        found: list[Source] = []
        for span in attribution.sources:
            found += self._resolve(span, whole or span, attribution.content)
        if not attribution.sources and attribution.cue and attribution.mode == "indirect":
            found += self._before_cue(attribution.cue)
        unique = {source.name: source for source in reversed(found)}
        return tuple(sorted(unique.values(), key=lambda source: source.start))

    def _before_cue(self, cue: Span) -> list[Source]:
        """A speaker whom the parse has lost: the name that begins the sentence, with only a day between it and the cue."""
        sentence = self._document.sentences[self._sentence_index(cue.start)]
        for mention in self._between(sentence.start, cue.start):
            between = self._document.text[mention.end : cue.start]
            begins = mention.start - sentence.start <= _TITLE_LENGTH and len(between.split()) <= _DAY_WORDS
            if begins and mention.kind != "place" and not _PASSIVE.search(between):
                name = self._fullest(mention.name, mention.start)
                text = self._document.text[mention.start : mention.end]
                return [Source(name=name, text=text, start=mention.start, end=mention.end)]
        first = _FIRST_NAME.match(self._document.text, sentence.start, cue.start)
        if first and first[1].lower() in self._by_word and not _PASSIVE.search(self._document.text[first.end() : cue.start]):
            return [Source(name=self._fullest(first[1], cue.start), text=first[1], start=first.start(1), end=first.end(1))]
        return []

    def _resolve(self, span: Span, whole: Span, content: tuple[Span, ...]) -> list[Source]:
        """The sources that a phrase stands for: one, or those that spoke before where it is a pronoun."""
        text = self._document.text[span.start : span.end]
        low = " ".join(text.lower().split())
        if low in _SPEAKER_OWN:
            return []
        if low in PRONOUNS:
            spoken = self._last_spoken(span.start, low, content)
            if spoken:
                return [dataclasses.replace(one, text=text, start=span.start, end=span.end) for one in spoken]
        name, anonymous = self._named(span, whole, content)
        return [Source(name=name, text=text, start=span.start, end=span.end, anonymous=anonymous)] if name else []

    def _named(self, span: Span, whole: Span, content: tuple[Span, ...]) -> tuple[str, bool]:
        """The fullest name for a source phrase, and whether it is nobody's name."""
        text = self._document.text[span.start : span.end]
        low = " ".join(text.lower().split())
        plain = _DAY_AFTER.sub("", _plain(text))
        if low in PRONOUNS:
            return self._by_pronoun(span, low, content) or plain, False
        if low in _RELATIVES:
            return self._before(span.start) or plain, False
        proper = self._proper_name(span, whole)
        if proper:
            return proper, False
        phrase = self._document.text[whole.start : whole.end]
        if _UNNAMED.search(phrase):
            return _plain(_CLAUSE.split(phrase)[0]), True
        described = None
        if _has_name(text):
            described = self._fullest(plain, span.start)
        elif low.startswith(_DEFINITE) or " " not in low:
            described = self._by_description(plain, low, span, content)
        return (described, False) if described else (plain, self._is_nameless(low, plain))

    def _before(self, position: int) -> str | None:
        """The name that stands last before a relative pronoun, in its sentence."""
        before = self._between(self._document.sentences[self._sentence_index(position)].start, position)
        return self._fullest(before[0].name, position) if before else None

    def _proper_name(self, span: Span, whole: Span) -> str | None:
        """The name in a phrase: "Kyiv Mayor X" and "the company's director, X" are X, "X's spokesman" alone is not."""
        own = [mention for mention in self._between(span.start, span.end) if mention.end == span.end]
        person = next((mention for mention in own if mention.kind == "person"), None)
        if person:
            return self._fullest(person.name, person.start)
        head = _singular(_head_word(_plain(self._document.text[span.start : span.end])))
        beside = self._between(span.end, whole.end)[::-1] + self._between(whole.start, span.start)
        if head in DOCUMENTS and not _OWNED.match(self._document.text, span.start):
            return _plain(_CLAUSE.split(self._document.text[whole.start : whole.end])[0])
        kinds: tuple[Kind, ...] = ("person",) if head in PERSONS | _ONES else ("body", "person") if head in BODIES else ()
        for mention in beside:
            between = self._document.text[span.end : mention.start] if mention.start >= span.end else ""
            if mention.kind in kinds and not _TOO_FAR.search(between):
                return self._fullest(mention.name, mention.start)
        if head not in PERSONS:
            return None
        # Names that the model does not know: "the mayor, Aksel Torvund", "coordinator Benoît Arnal".
        found = _APPOSED.match(self._document.text, span.end, whole.end)
        return self._fullest(_plain(found[1]), span.start) if found else None

    def _is_nameless(self, low: str, plain: str) -> bool:
        head = _head_word(plain)
        if head in NAMELESS or _singular(head) in NAMELESS:
            return True
        return _singular(head) in PERSONS and head not in PLURAL_BODIES and not low.startswith("the ")

    def _last_spoken(self, position: int, pronoun: str, content: tuple[Span, ...]) -> tuple[Source, ...] | None:
        """The sources of the last attribution before, where the pronoun can stand for them and nobody else stepped in between."""
        here = self._sentence_index(position)
        for start, sources, kind in reversed(self._spoken):
            if start >= position:
                continue
            if here - self._sentence_index(start) > REACH:
                return None
            if not self._agrees(pronoun, sources, kind):
                continue
            return None if self._stepped_between(start, position, pronoun, sources, content) else sources
        return None

    def _agrees(self, pronoun: str, sources: tuple[Source, ...], kind: Kind) -> bool:
        if pronoun in _THEY:
            return len(sources) > 1 or kind == "body" or _is_plural(sources[0].text)
        if len(sources) > 1 or _is_plural(sources[0].text):
            return False
        if pronoun in _IT:
            return kind != "person" and not sources[0].anonymous
        return kind == "person" and self._fits_gender(sources[0].name, pronoun)

    def _stepped_between(
        self, spoken: int, position: int, pronoun: str, sources: tuple[Source, ...], content: tuple[Span, ...]
    ) -> bool:
        """Since somebody spoke, another whom the pronoun fits has been the subject, or been named in the sentence just before."""
        before = self._sentence_index(position) - 1
        since = max(spoken + 1, self._document.sentences[before].start) if before > self._sentence_index(spoken) else position
        names = {source.name for source in sources}
        for mention in self._between(spoken + 1, position):
            outside = not any(part.start <= mention.start < part.end for part in content)
            if outside and (mention.subject or mention.start >= since) and self._can_mean(pronoun, mention):
                return self._fullest(mention.name, mention.start) not in names
        return False

    def _by_pronoun(self, span: Span, pronoun: str, content: tuple[Span, ...]) -> str | None:
        """The subject of the nearest sentence before that has one that fits, else the last fitting name in it."""
        index = self._sentence_index(span.start)
        for back in range(min(REACH, index + 1)):
            sentence = self._document.sentences[index - back]
            fitting = [
                mention
                for mention in self._between(sentence.start, min(sentence.end, span.start))
                if self._can_mean(pronoun, mention) and not any(part.start <= mention.start < part.end for part in content)
            ]
            if fitting:
                chosen = next((mention for mention in reversed(fitting) if mention.subject), fitting[0])
                self._learn_gender(chosen, pronoun)
                return self._fullest(chosen.name, chosen.start)
        return None

    def _can_mean(self, pronoun: str, mention: _Mention) -> bool:
        if pronoun in _HE or pronoun in _SHE:
            return mention.kind == "person" and self._fits_gender(self._fullest(mention.name, mention.start), pronoun)
        if pronoun in _IT:
            return mention.kind != "person"
        return mention.kind == "body"

    def _fits_gender(self, name: str, pronoun: str) -> bool:
        return self._gender.get(name, "he" if pronoun in _HE else "she") == ("he" if pronoun in _HE else "she")

    def _learn_gender(self, mention: _Mention, pronoun: str) -> None:
        if mention.kind == "person":
            self._gender.setdefault(self._fullest(mention.name, mention.start), "he" if pronoun in _HE else "she")

    def _between(self, start: int, end: int) -> list[_Mention]:
        """The mentions that begin between two positions, last first."""
        low, high = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        return self._mentions[low:high][::-1]

    def _sentence_index(self, position: int) -> int:
        return max(bisect.bisect_right(self._sentence_starts, position) - 1, 0)

    # Names and descriptions

    def _fullest(self, name: str, position: int) -> str:
        """The longest name that contains this one: a person's by the last word, a body's by its first or last words."""
        if name in self._acronyms:
            return self._acronyms[name]
        words = tuple(word.lower() for word in name.split())
        if not words:
            return name
        candidates = [mention for mention in self._by_word.get(words[-1], ()) if _contains(mention, words)]
        if any(mention.kind == "place" and mention.words == words for mention in candidates):
            return name
        persons = [mention for mention in candidates if mention.kind == "person"]
        longer = persons or [mention for mention in candidates if mention.start <= position]
        if not longer:
            return name
        most = max(len(mention.words) for mention in longer)
        if most == len(words):
            return name
        # Two people of one surname: the one who was last named in full.
        full = [mention for mention in longer if len(mention.words) == most]
        earlier = [mention for mention in full if mention.start <= position]
        return (earlier or full)[-1 if earlier else 0].name

    def _by_description(self, plain: str, low: str, span: Span, content: tuple[Span, ...]) -> str | None:
        """The last person before who is said to be "governor"; the last body that has the word "ministry" in its name."""
        head = _head_word(plain)
        told = plain.split()[: -1 if plain.endswith(head) else 0]
        known = [mention for mention in self._by_role.get(head, ()) if self._is_told_of(mention, told)]
        before = [mention for mention in known if mention.start < span.start]
        if before:
            return self._fullest(before[-1].name, span.start)
        if known and head in PERSONS:
            return self._fullest(known[0].name, span.start)
        if head in DOCUMENTS and low.startswith(("its ", "their ")):
            spoken = self._last_spoken(span.start, "its", content)
            return spoken[0].name if spoken else self._by_pronoun(span, "its", content)
        if head not in BODIES or len(told) > 1:
            return None
        last = bisect.bisect_left(self._starts, span.start)
        earlier = self._mentions[max(0, last - _REMEMBERED) : last]
        for mention in reversed(earlier):
            if mention.kind == "body" and {head, *told} <= set(mention.words):
                return mention.name
        return self._main_body(earlier) if head in _ANY_BODY and not told else None

    def _is_told_of(self, mention: _Mention, words: Sequence[str]) -> bool:
        """The words before the noun ("the *interior* minister") stand beside the name as well."""
        near = self._document.text[max(0, mention.start - 80) : mention.end + 80].lower()
        return all(word.lower() in near for word in words)

    def _main_body(self, earlier: Sequence[_Mention]) -> str | None:
        """What "the company" is: the body that the article has named most, the latest of those named equally often."""
        bodies = [self._fullest(mention.name, mention.start) for mention in earlier[-_RECENT:] if _is_bare_body(mention)]
        counts = collections.Counter(reversed(bodies))
        return counts.most_common(1)[0][0] if counts else None

    def _kind_of(self, source: Source) -> Kind:
        """By how the text calls the source, else by what the model takes the name for."""
        head = _singular(_head_word(_plain(source.text)))
        if head in BODIES:
            return "body"
        if head in PERSONS:
            return "person"
        known = [mention for mention in self._by_word.get(_last_word(source.name), ()) if mention.name == source.name]
        if known:
            return collections.Counter(mention.kind for mention in known).most_common(1)[0][0]
        return "person" if _singular(_head_word(source.name)) in PERSONS else "body"


# Gathering the names of a document


def _mentions(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[_Mention]:
    taken: set[int] = set()
    for sentence in document.sentences:
        for entity in document.entities.get(sentence.start, ()):
            kind = _LABELS.get(entity.label_)
            if kind:
                mention = _mention(document, sentence, entity, kind)
                if mention:
                    taken.add(mention.end)
                    yield mention
        for described in _described_subjects(document, sentence):
            taken.add(described.end)
            yield described
    for attribution in attributions:
        for span in attribution.sources:
            text = document.text[span.start : span.end]
            if span.end in taken or text.lower() in PRONOUNS or not _plain(text):
                continue
            holder = document.sentence_at(span.start)
            found = _mention_of_source(holder, span, text) if holder else None
            if found:
                yield found


def _described_subjects(document: Document, sentence: Sentence) -> Iterator[_Mention]:
    """Bodies without a name of their own that a sentence is about: "the electoral commission"."""
    for child in sentence.tokens.root.lefts:
        if child.dep_ in _SUBJECTS and child.lower_ in BODIES and not child.ent_type_ and child.left_edge.i < child.i - 1:
            start, end = sentence.span_of(child.left_edge).start, sentence.span_of(child).end
            name = _plain(document.text[start:end])
            yield _Mention(start, end, name, tuple(name.lower().split()), "body", subject=True, roles=frozenset())


def _mention(document: Document, sentence: Sentence, entity: TokenSpan, kind: Kind) -> _Mention | None:
    span = sentence.span_of(entity)
    name = _plain(document.text[span.start : span.end])
    words = name.split()
    roles = set()
    while len(words) > 1 and (words[0].lower().strip(".") in _TITLES or words[0].lower() in PERSONS):
        roles.add(words.pop(0).lower().strip("."))
    if not words or not words[0][0].isupper():
        return None
    if kind == "person":
        roles |= _roles_around(entity)
    else:
        roles |= _roles_after(entity) & BODIES
    low = tuple(word.lower() for word in words)
    return _Mention(span.start, span.end, " ".join(words), low, kind, _is_subject(entity.root), frozenset(roles))


def _mention_of_source(sentence: Sentence, span: Span, text: str) -> _Mention | None:
    """A speaker that the model's entities miss: kind by its words, subject by its part."""
    plain = _plain(text)
    words = tuple(plain.lower().split())
    head = _head_word(plain)
    if _has_name(text):
        kind: Kind = "body" if head in BODIES or len(words) == 1 else "person"
    elif head in BODIES:
        kind = "body"
    else:
        return None
    tokens = sentence.tokens.doc.char_span(span.start - sentence.offset, span.end - sentence.offset, alignment_mode="expand")
    roles = _roles_around(tokens) if tokens is not None else set()
    if kind == "body":
        roles &= BODIES
    return _Mention(span.start, span.end, plain, words, kind, subject=True, roles=frozenset(roles))


def _is_bare_body(mention: _Mention) -> bool:
    """A body whose name does not say what it is: a ministry is no company."""
    return mention.kind == "body" and not BODIES.intersection(mention.words)


def _roles_around(entity: TokenSpan) -> set[str]:
    """The offices that stand beside a person's name: "Kyiv Mayor X", "the mayor, X", "X, mayor of Kyiv,"."""
    roles = _roles_after(entity)
    doc, first = entity.doc, entity.start - 1
    commas = 0
    while first >= 0 and entity.start - first <= 8:  # "the city's deputy emergency services chief, X"
        token = doc[first]
        if token.is_punct:
            commas += token.text == ","
            if token.text != "," or commas > 1 or first != entity.start - 1:
                break
        elif token.pos_ in {"VERB", "AUX", "ADP", "SCONJ"} and (token.lower_ not in {"of", "for"} or first == entity.start - 1):
            break  # "the mayor of X" says nothing of X
        elif token.lower_ in PERSONS or token.lower_ in _MAN or token.lower_ in _WOMAN:
            roles.add(token.lower_)
        first -= 1
    return roles


def _roles_after(entity: TokenSpan) -> set[str]:
    """The nouns of an apposition after a name: up to the next comma or verb."""
    doc, roles = entity.doc, set()
    if entity.end < len(doc) and doc[entity.end].text == ",":
        for token in doc[entity.end + 1 : entity.end + 10]:
            if token.is_punct or token.pos_ in {"VERB", "AUX", "PRON"}:
                break
            if token.lower_ in PERSONS or token.lower_ in BODIES:
                roles.add(token.lower_)
    return roles


def _is_subject(token: Token) -> bool:
    while token.dep_ in _WITHIN_PHRASE and token.head is not token:
        token = token.head
    if token.dep_ == "conj":
        token = token.head
    return token.dep_ in _SUBJECTS


def _acronyms(document: Document) -> Iterator[tuple[str, str]]:
    """Short forms in brackets with the name before them: "National Anti-Corruption Bureau (NABU)"."""
    for paragraph in document.paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        for match in _ACRONYM.finditer(text):
            before = _NAME_RUN.search(text[max(0, match.start() - 100) : match.start()].replace("\n", " "))
            full = before and _long_form(before.group().split(), match[1])
            if full:
                yield match[1], full


def _long_form(words: list[str], acronym: str) -> str | None:
    """The words that the letters stand for; where they stand for another language's, the name after a possessive."""
    letters = acronym.upper()
    for first in range(len(words) - 1, -1, -1):
        initials = "".join(part[0] for word in words[first:] if word[0].isupper() for part in word.split("-") if part).upper()
        if initials == letters and words[first][0].isupper():
            return " ".join(words[first:])
    owner = next((i for i in range(len(words) - 1, -1, -1) if _POSSESSIVE.search(words[i])), -1)
    own = words[owner + 1 :]
    while own and not own[0][0].isupper():
        own = own[1:]
    if own and own[0] == "The":
        own = own[1:]
    return " ".join(own) or None


# Words


def _plain(text: str) -> str:
    """A name without its article, titles, possessive ending and stray marks."""
    joined = " ".join(text.split()).strip(' ,;:"“”«»()[]')
    return _POSSESSIVE.sub("", _ARTICLE.sub("", joined)) if joined else ""


def _has_name(text: str) -> bool:
    words = _WORD.findall(_ARTICLE.sub("", " ".join(text.split())))
    return any(word[0].isupper() for word in words[1:]) or (bool(words) and words[0][0].isupper() and not _is_common(words))


def _is_common(words: Sequence[str]) -> bool:
    """A description that merely begins a sentence: "Officials", "Two diplomats"."""
    head = words[-1].lower()
    return _singular(head) in PERSONS or _singular(head) in BODIES or head in PLURAL_BODIES or _singular(head) in NAMELESS


def _head_word(phrase: str) -> str:
    """The noun of a simple phrase: the last word before "of", "for", "in", "at", "from" or "who"."""
    words = phrase.lower().split()
    for index, word in enumerate(words):
        if index and word in {"of", "for", "in", "at", "from", "on", "with", "who", "which", "near", "close", "familiar"}:
            return words[index - 1]
    return words[-1] if words else ""


def _is_plural(text: str) -> bool:
    head = _head_word(_plain(text))
    return head.endswith("s") and _singular(head) != head and _singular(head) in PERSONS


def _last_word(name: str) -> str:
    return name.lower().split()[-1] if name else ""


def _singular(word: str) -> str:
    if word in PERSONS or word in BODIES:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word.removesuffix("s")


def _contains(mention: _Mention, words: tuple[str, ...]) -> bool:
    """A longer name holds a shorter one at its end, or, of a body, at its beginning."""
    size = len(words)
    if mention.words[-size:] == words:
        return True
    return mention.kind == "body" and mention.words[:size] == words
