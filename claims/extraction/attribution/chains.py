"""Who relays whom: "TASS, citing an unnamed official, reported …" and "the paper quoted a firefighter as saying …".

The attribution stage finds the one who reports. Here the one who is cited becomes an attribution of its own with the same
content, so that what is said hangs on both, the cited speaker innermost.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterator, Sequence

from claims.extraction.attribution.cues import APPEAL, INFINITIVE, NOUN_FORMS, NOUNS, PREPOSITION
from claims.extraction.judging.stance import DENYING
from claims.extraction.records import AttributionMention, Span
from claims.extraction.reference.names import head_word, singular
from claims.extraction.reference.nouns import BODIES, DOCUMENTS, HEARSAY, NAMELESS, PERSONS, PLURAL_BODIES
from claims.extraction.text.document import Block, Document, Sentence
from claims.extraction.text.tokens import Token
from claims.extraction.text.wording import words_in

#: A speaker is named in few words; what is longer is a reason that is cited, or a whole statement.
LONGEST_SPEAKER = 14

_QUOTED_AS = re.compile(r"\b(?:quot(?:ed|es|ing|e)|cit(?:ed|es|ing|e))\s+(.{3,120}?)\s+as\s+(?:having\s+)?(\w+ing)\b", re.DOTALL)
_REPORTED = re.compile(
    r"\b((?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)*)\s+(?:has\s+|have\s+)?(reported|said|says|announced|confirmed|claimed|claims)\s+that\s+"
)
#: "My neighbour says there were five": somebody without a name, in what another says aloud.
_HEARD = re.compile(r"\b((?:[Mm]y|[Oo]ur|[Aa]n?|[Tt]he)\s([a-z]+))\s+(says|said|told\s(?:me|us))\s+(?:that\s+)?(?=\w+\s\w)")
_ACCORDING = re.compile(r"\b(According to)\s+([^,;:.“”\"]{3,80}),\s+(?=\w)")
_MEDIUM = (
    r"(?:news\s?paper|daily|weekly|magazine|(?:news\s+)?(?:agency|website|site)|channel|(?:radio|television|TV)(?:\s+station)?"
    r"|station|broadcaster|network|outlet|tabloid|portal)"
)
_NAME_WORD = r"[A-Z0-9](?:[\w’'&-]|(?<![a-z]{3})\.)*"  # "U.N." has its stops, and "Lund." has that of its sentence
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?:de|du|des|la|le|di|da|of)\s+)*{_NAME_WORD})*"
_NAMED_MEDIUM = rf"(?:[\w-]+\s+){{0,3}}?{_MEDIUM}\s+{_NAME}|{_NAME}\s+(?:[\w-]+\s+)?{_MEDIUM}\b"
#: "told the television station Canal Nord that", "told the Ledger newspaper", "told state television", "told Radio Nord".
_TOLD = re.compile(
    rf"\s+(the\s+(?:{_NAMED_MEDIUM})|(?:[\w-]+\s+)?(?:television|radio|TV)\b(?:\s+{_NAME})?|(?:Radio|TV)\s+{_NAME})"
)
#: The outlets that an article calls by what they are, so that their bare names are known as well.
_OUTLET = re.compile(rf"\b{_MEDIUM}\s+({_NAME})|\b({_NAME})\s+(?:[\w-]+\s+)?{_MEDIUM}\b")
_TOLD_NAME = re.compile(rf"\s+((?:the\s+)?({_NAME}))")
#: "Jane Roe, quoting a report by the accountant, said", "according to the Herald, which cited two diplomats".
_CITING = re.compile(
    r"\b(citing|quoting|(?:which|who)\s+(?:cit|quot)(?:ed|es))\s+([^,;:.“”\"]{3,120}?)(?=[,;:.]|\s(?:who|whom|whose|which|that|as)\s)"
)
#: What is shown rather than heard.
_EVIDENCE = frozenset("calculation count data database estimate figure record statistic tally".split())
#: How a medium brings what others say: "in comments carried by", "published by", "quoted anonymously by".
_CARRYING = frozenset("aired broadcast carried cited distributed printed published quoted relayed reported".split())
_PASSIVES = frozenset({"quoted", "cited"})
#: "Quoted anonymously by": so many words behind the participle.
_BY = 3
#: "claims by the opposition that", "any suggestion that", "a Herald report that": what is denied comes behind.
_DENIED_NOUN = re.compile(
    r"(?:[\w’'-]+\s+){0,3}?(?:" + "|".join(sorted(NOUN_FORMS)) + r")\b[^,;.]{0,80}?\bthat\s+(?=\w+\s)", re.IGNORECASE
)
_LEMMAS = {"reported": "report", "announced": "announce", "confirmed": "confirm", "claimed": "claim", "claims": "claim"}
_WORD = re.compile(r"[\w’'-]+")


def with_cited(document: Document, attributions: Sequence[AttributionMention]) -> list[AttributionMention]:
    """The attributions with one more for each speaker who is cited and each medium that relays, in the order of the text."""
    found = _speaking(document, attributions)
    by_cue = sorted((mention for mention in found if mention.cue), key=_cue_start)
    cited = list(_citing(document, by_cue))
    told = [speaker for _, speaker in cited]
    found = [one for one in found if one.lemma != "cite" or not any(part.overlaps(who) for part in one.content for who in told)]
    found += [mention for mention, _ in cited]
    found += _quoted(document, attributions)
    found += _relayed_in_speech(document, attributions)
    found += _told_to(document, by_cue)
    found += _carried_by(document, by_cue)
    found += _hearsay(document)
    return sorted(found, key=_position)


def _speaking(document: Document, attributions: Sequence[AttributionMention]) -> list[AttributionMention]:
    """Those of the attributions in which somebody says something, as far as claims go.

    Within a denial nobody else speaks ("denied that she had told the police that …"). Within what one says, what another did by
    speaking is done ("said the two sides had agreed on …"), and what is said by nobody in particular is the outer speaker's.
    Of "Roe said that 12 had died, a claim the ministry denied" the ministry's own words are the last ones.
    """
    attributions = [dataclasses.replace(one, content=(one.answer,)) if one.answer else one for one in attributions]
    denying = [one for one in attributions if (one.lemma in DENYING or one.negated) and one.lemma != "cite"]
    kept = []
    for one in attributions:
        denied = any(_is_within(one, denial) for denial in denying if denial is not one)
        if denied or _is_means(document, one) or (_is_deed(document, one) and (not one.sources or _is_told(one, attributions))):
            continue
        if not one.sources and one.lemma not in HEARSAY and _is_told(one, attributions):
            continue
        kept.append(_of_denied_noun(document, one) if one.lemma in DENYING else one)
    return kept


def _is_deed(document: Document, one: AttributionMention) -> bool:
    """To say it is to do it: "agreed on a truce", "offered to pay", "were told to leave"."""
    if one.lemma == "agree":
        return True
    sentence = document.sentence_at(one.cue.start) if one.cue and one.lemma in APPEAL | INFINITIVE else None
    if sentence is None or one.cue is None:
        return False
    start, end = (one.cue.start - sentence.offset, one.cue.end - sentence.offset)
    cue = [token for token in sentence.tokens if start <= token.idx < end]
    if any(child.lower_ == "for" and token.lemma_ == "ask" for token in cue for child in token.rights):
        return True
    wanted = (child for token in cue for child in token.rights if child.dep_ in {"xcomp", "ccomp"})
    return any(inner.tag_ == "TO" for child in wanted for inner in child.lefts)


def _is_means(document: Document, one: AttributionMention) -> bool:
    """It tells how or when something else was done: "waited for hours before asking for help"."""
    sentence = document.sentence_at(one.cue.start) if one.cue and one.mode == "indirect" else None
    if sentence is None or one.cue is None:
        return False
    cue = next((token for token in sentence.tokens if sentence.offset + token.idx == one.cue.start), None)
    return cue is not None and cue.dep_ == "pcomp" and cue.tag_ == "VBG" and one.lemma in PREPOSITION


def _is_told(one: AttributionMention, attributions: Sequence[AttributionMention]) -> bool:
    """Its cue is among what another says."""
    cue = one.cue
    return cue is not None and any(part.covers(cue) for other in attributions if other is not one for part in other.content)


def _is_within(one: AttributionMention, denial: AttributionMention) -> bool:
    """Its cue is among what is denied, or is the noun for it: "rejected the report's finding that …"."""
    if one.cue is None:
        return False
    answered = one.lemma in NOUNS and one.content == denial.content
    return answered or any(part.covers(one.cue) for part in denial.content)


def _of_denied_noun(document: Document, denial: AttributionMention) -> AttributionMention:
    """What "denied claims by the opposition that ballots were burned" denies: that ballots were burned."""
    first = min(denial.content, default=None)
    match = first and _DENIED_NOUN.match(document.text, first.start, first.end)
    if not first or not match:
        return denial
    content = tuple(Span(match.end(), part.end) if part == first else part for part in denial.content)
    return dataclasses.replace(denial, content=content)


def _position(mention: AttributionMention) -> tuple[int, int]:
    return min((part.start for part in mention.content), default=0), _cue_start(mention)


def _citing(document: Document, by_cue: Sequence[AttributionMention]) -> Iterator[tuple[AttributionMention, Span]]:
    """Who is cited by the one who reports, and where: "TASS, citing an official, reported", "the Herald, which quoted Roe,"."""
    for sentence in document.sentences:
        if _CITE_WORDS.isdisjoint(words_in(document.text[sentence.start : sentence.end])):
            continue
        beside = _cued_in(document, sentence.start, by_cue)
        for match in _CITING.finditer(document.text, sentence.start, sentence.end):
            speaker, cue = Span(match.start(2), match.end(2)), Span(match.start(1), match.end(1))
            for relayed in beside if _speaks(match[2]) else ():
                content = tuple(_outside(relayed.content, Span(cue.start, speaker.end)))
                if content and relayed.sources and not any(source.overlaps(speaker) for source in relayed.sources):
                    yield dataclasses.replace(_cited(relayed, speaker, cue), content=content), speaker


_CITE_WORDS = frozenset("citing quoting cited cites quoted quotes".split())


def _outside(content: Sequence[Span], aside: Span) -> Iterator[Span]:
    """What is said without the words that tell who is cited, where the parse took them for a part of it."""
    for part in content:
        if not part.overlaps(aside):
            yield part
        elif part.end > aside.end + 2:
            yield Span(max(part.start, aside.end + 2), part.end)
        elif part.start < aside.start:
            yield Span(part.start, aside.start)


def _speaks(phrase: str) -> bool:
    """It is somebody who is cited, rather than a reason."""
    words = _WORD.findall(phrase)
    if not words or len(words) > LONGEST_SPEAKER or singular(head_word(phrase)) in _EVIDENCE:
        return False
    known = PERSONS | BODIES | NAMELESS | PLURAL_BODIES | DOCUMENTS
    return words[0][0].isupper() or any({word, singular(word)} & known for word in map(str.lower, words))


def _cue_start(mention: AttributionMention) -> int:
    return mention.cue.start if mention.cue else 0


def _cued_in(document: Document, position: int, by_cue: Sequence[AttributionMention]) -> list[AttributionMention]:
    sentence = document.sentence_at(position)
    if sentence is None:
        return []
    low = bisect.bisect_left(by_cue, sentence.start, key=_cue_start)
    high = bisect.bisect_left(by_cue, sentence.end, key=_cue_start)
    return [other for other in by_cue[low:high] if other.lemma != "cite"]


def _cited(relayed: AttributionMention, speaker: Span, cue: Span | None) -> AttributionMention:
    return dataclasses.replace(relayed, sources=(speaker,), source_span=speaker, cue=cue, lemma="cite", negated=False)


def _quoted(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """Finds X in "quoted X as saying that …", where the attribution names only who quotes."""
    ordered = sorted((mention for mention in attributions if mention.content), key=lambda mention: mention.content[0].start)
    starts = [mention.content[0].start for mention in ordered]
    saying = {mention.cue.start: mention for mention in ordered if mention.cue}
    for paragraph in document.paragraphs:
        for match in _QUOTED_AS.finditer(document.text, paragraph.start, paragraph.end):
            index, speaker = bisect.bisect_left(starts, match.end(1)), Span(match.start(1), match.end(1))
            if index < len(ordered) and starts[index] <= match.end() + 8:
                relayed = ordered[index]
            elif match.start(2) in saying:  # "…, the agency quoted a source as saying."
                relayed = saying[match.start(2)]
            else:
                continue
            if relayed.sources and not any(speaker.overlaps(source) for source in relayed.sources):
                yield _cited(relayed, speaker, Span(match.start(2), match.end(2)))


def _relayed_in_speech(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """Who is reported inside a quotation: "Umerov reported that the meeting is planned", "According to relatives, two live"."""
    cues = {mention.cue.start for mention in attributions if mention.cue}
    for mention in attributions:
        for part in mention.content if mention.mode == "direct" else ():
            yield from _according_in(document, part)
            yield from _heard_in(document, part)
            for match in _REPORTED.finditer(document.text, part.start, part.end):
                sentence = document.sentence_at(match.start(1))
                if sentence is None or match.start(2) in cues or match.end() >= sentence.end:
                    continue
                speaker = Span(match.start(1), match.end(1))
                content = Span(match.end(), min(sentence.end, part.end))
                yield _in_speech(content, speaker, Span(match.start(2), match.end(2)), _LEMMAS.get(match[2], "say"))


def _according_in(document: Document, quoted: Span) -> Iterator[AttributionMention]:
    """Who is named at the head of a sentence of a quotation: "According to relatives, two are still there"."""
    for match in _ACCORDING.finditer(document.text, quoted.start, quoted.end):
        sentence = document.sentence_at(match.start())
        if sentence is not None and match.start() - sentence.start <= 1 and _speaks(match[2]):
            content = Span(match.end(), min(sentence.end, quoted.end))
            yield _in_speech(content, Span(match.start(2), match.end(2)), Span(match.start(1), match.end(1)), "accord")


def _heard_in(document: Document, quoted: Span) -> Iterator[AttributionMention]:
    """Somebody without a name whom the speaker heard, or asked: "My neighbour says there were five explosions"."""
    for match in _HEARD.finditer(document.text, quoted.start, quoted.end):
        sentence = document.sentence_at(match.start())
        if sentence is not None and match[2] in PERSONS:
            content = Span(match.end(), min(sentence.end, quoted.end))
            yield _in_speech(content, Span(match.start(1), match.end(1)), Span(match.start(3), match.end(3)), "say")


def _in_speech(content: Span, speaker: Span, cue: Span, lemma: str) -> AttributionMention:
    return AttributionMention(content=(content,), sources=(speaker,), source_span=speaker, cue=cue, lemma=lemma, mode="indirect")


def _told_to(document: Document, by_cue: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """The medium that a speaker told it: "told the station Canal Nord that"; the outlet that writes is not called by its kind."""
    outlets = {match[1] or match[2] for part in document.paragraphs for match in _OUTLET.finditer(document.text, *_ends(part))}
    for mention in by_cue:
        if mention.lemma != "tell" or mention.cue is None:
            continue
        match = _TOLD.match(document.text, mention.cue.end)
        if match is None:
            match = _TOLD_NAME.match(document.text, mention.cue.end)
            match = match if match and match[2] in outlets else None
        if match:
            yield _relayed(mention, Span(match.start(1), match.end(1)))


def _ends(block: Block) -> tuple[int, int]:
    return block.start, block.end


def _carried_by(document: Document, by_cue: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """The medium that brings it: "in comments carried by the agency X", "Roe, quoted by the daily X,", "Roe was quoted by X"."""
    for sentence in document.sentences:
        if _CARRYING.isdisjoint(words_in(document.text[sentence.start : sentence.end])):
            continue
        beside = _cued_in(document, sentence.start, by_cue)
        for token in sentence.tokens if beside else ():
            if token.lower_ not in _CARRYING or token.tag_ not in {"VBN", "VBD"}:
                continue
            noun = token.head
            # "512 sightings reported by the public"
            seen = token.lower_ == "reported" and any(child.like_num for child in noun.lefts)
            medium = None if seen or singular(noun.lower_) in DOCUMENTS else _after_by(sentence, token)
            subject = next((child for child in token.lefts if child.dep_ == "nsubjpass"), None)
            for mention in beside:
                if medium is None or any(part.start <= medium.start < part.end for part in mention.content):
                    continue
                if not any(source.overlaps(medium) for source in mention.sources):
                    yield _relayed(mention, medium)
                elif subject is not None and token.lower_ in _PASSIVES:
                    quoted = token.doc[subject.left_edge.i : subject.right_edge.i + 1]
                    yield _cited(mention, sentence.span_of(quoted), mention.cue)


def _after_by(sentence: Sentence, participle: Token) -> Span | None:
    """The phrase behind "by", soon after the participle, up to the next break."""
    doc, last = participle.doc, min(participle.i + 1 + _BY, sentence.tokens.end)
    by = next((doc[index] for index in range(participle.i + 1, last) if doc[index].lower_ == "by"), None)
    noun = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
    if noun is None or noun.pos_ not in {"NOUN", "PROPN"}:
        return None
    end = noun.i + 1
    while end < sentence.tokens.end and (doc[end].pos_ in {"NOUN", "PROPN", "PART", "NUM"} or _joins(doc[end])):
        end += 1
    return sentence.span_of(doc[noun.left_edge.i : end])


def _joins(hyphen: Token) -> bool:
    """It stands within a name: "Kelm-Lund"."""
    return hyphen.tag_ == "HYPH" and not hyphen.nbor(-1).whitespace_ and not hyphen.whitespace_


def _relayed(mention: AttributionMention, medium: Span) -> AttributionMention:
    return dataclasses.replace(mention, sources=(medium,), source_span=medium, lemma="relay", negated=False)


def _hearsay(document: Document) -> Iterator[AttributionMention]:
    """What the article reports of nobody: "Prices have reportedly fallen by half"."""
    for sentence in document.sentences:
        for token in sentence.tokens if not HEARSAY.isdisjoint(words_in(document.text[sentence.start : sentence.end])) else ():
            if token.lower_ in HEARSAY and token.head.pos_ in {"VERB", "AUX"}:
                first, last = token.head.left_edge, token.head.right_edge
                yield AttributionMention(
                    content=(Span(sentence.span_of(first).start, sentence.span_of(last).end),),
                    sources=(),
                    source_span=None,
                    cue=sentence.span_of(token),
                    lemma=token.lower_,
                    mode="indirect",
                )
