"""Who relays whom: "TASS, citing an unnamed official, reported …" and "the paper quoted a firefighter as saying …".

The attribution stage finds the one who reports. Here the one who is cited becomes an attribution of its own with the same
content, so that what is said hangs on both, the cited speaker innermost.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterator, Sequence

from claims.extraction.document import Document
from claims.extraction.nouns import BODIES, DOCUMENTS, HEARSAY, NAMELESS, PERSONS
from claims.extraction.records import AttributionMention, Span
from claims.extraction.wording import words_in

#: A speaker is named in few words; what is longer is a reason that is cited, or a whole statement.
LONGEST_SPEAKER = 14

_QUOTED_AS = re.compile(r"\b(?:quot(?:ed|es|ing|e)|cit(?:ed|es|ing|e))\s+(.{3,120}?)\s+as\s+(?:having\s+)?(\w+ing)\b", re.DOTALL)
_REPORTED = re.compile(
    r"\b((?:[A-Z][\w’'-]+)(?:\s[A-Z][\w’'-]+)*)\s+(?:has\s+|have\s+)?(reported|said|says|announced|confirmed|claimed|claims)\s+that\s+"
)
#: "… told the television station Canal Nord that", "… told the Ledger newspaper", but not the outlet that writes: "told AFP".
_MEDIUM = r"(?:news\s?paper|daily|weekly|magazine|(?:news\s+)?(?:agency|website)|channel|station|broadcaster|network|outlet)"
_NAME = r"[A-Z0-9][\w’'&.-]*(?:\s+(?:(?:de|du|des|la|le|di|da|of)\s+)*[A-Z0-9][\w’'&.-]*)*"
_TOLD = re.compile(rf"\s+(the\s+(?:[\w-]+\s+){{0,3}}?{_MEDIUM}\s+{_NAME}|the\s+{_NAME}\s+(?:[\w-]+\s+)?{_MEDIUM}\b)")
#: "a diplomat cited by the daily X", "Roe, quoted by the X agency,"
_CITED_BY = re.compile(
    rf",?\s+(?:as\s+)?(?:cited|quoted)\s+by\s+((?:the\s+)?(?:[a-z-]+\s+){{0,3}}{_NAME}(?:\s+(?:news\s+)?{_MEDIUM}\b)?)"
)
#: "Hale, quoting a report by the accountant, said that"
_QUOTING = re.compile(r"\b(quoting)\s+([^,;.“”\"]{3,120}),")
_LEMMAS = {"reported": "report", "announced": "announce", "confirmed": "confirm", "claimed": "claim", "claims": "claim"}
_END_OF_NAME = re.compile(r",|;|\s+(?:who|which|that|as)\s")
_WORD = re.compile(r"[\w’'-]+")


def with_cited(document: Document, attributions: Sequence[AttributionMention]) -> list[AttributionMention]:
    """The attributions with one more for each cited speaker, in the order of the text."""
    found = list(attributions)
    by_cue = sorted((mention for mention in attributions if mention.cue), key=_cue_start)
    for mention in attributions:
        if mention.lemma == "cite" and (speaker := _speaker(document, mention)):
            relayed = [other for other in _beside(document, mention, by_cue) if other.sources and _same_source(other, mention)]
            if relayed:
                found.remove(mention)
                found += [_cited(other, speaker, mention.cue) for other in relayed]
    found += _quoted(document, attributions)
    found += _relayed_in_speech(document, attributions)
    found += _relaying(document, attributions)
    found += _quoting(document, by_cue)
    found += _hearsay(document)
    return sorted(found, key=_position)


def _position(mention: AttributionMention) -> tuple[int, int]:
    return min((part.start for part in mention.content), default=0), _cue_start(mention)


def _speaker(document: Document, mention: AttributionMention) -> Span | None:
    """The cited phrase, if it is somebody rather than something."""
    if len(mention.content) != 1:
        return None
    span = mention.content[0]
    text = document.text[span.start : span.end]
    end = _END_OF_NAME.search(text)
    name = text[: end.start()] if end else text
    words = _WORD.findall(name)
    if not words or len(words) > LONGEST_SPEAKER:
        return None
    speaks = any(word.lower().removesuffix("s") in PERSONS | BODIES | NAMELESS | DOCUMENTS for word in words)
    return Span(span.start, span.start + len(name)) if speaks or words[0][0].isupper() else None


def _cue_start(mention: AttributionMention) -> int:
    return mention.cue.start if mention.cue else 0


def _beside(document: Document, mention: AttributionMention, by_cue: Sequence[AttributionMention]) -> list[AttributionMention]:
    """The other attributions whose cue stands in the same sentence."""
    return _cued_in(document, mention.content[0].start, by_cue)


def _cued_in(document: Document, position: int, by_cue: Sequence[AttributionMention]) -> list[AttributionMention]:
    sentence = document.sentence_at(position)
    if sentence is None:
        return []
    low = bisect.bisect_left(by_cue, sentence.start, key=_cue_start)
    high = bisect.bisect_left(by_cue, sentence.end, key=_cue_start)
    return [other for other in by_cue[low:high] if other.lemma != "cite"]


def _same_source(one: AttributionMention, other: AttributionMention) -> bool:
    return not other.sources or any(mine.overlaps(its) for mine in one.sources for its in other.sources)


def _cited(relayed: AttributionMention, speaker: Span, cue: Span | None) -> AttributionMention:
    return dataclasses.replace(relayed, sources=(speaker,), source_span=speaker, cue=cue, lemma="cite", negated=False)


def _quoted(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """Finds X in "quoted X as saying that …", where the attribution names only who quotes."""
    ordered = sorted((mention for mention in attributions if mention.content), key=lambda mention: mention.content[0].start)
    starts = [mention.content[0].start for mention in ordered]
    for paragraph in document.paragraphs:
        for match in _QUOTED_AS.finditer(document.text, paragraph.start, paragraph.end):
            index = bisect.bisect_left(starts, match.end(1))
            if index == len(ordered) or starts[index] > match.end() + 8:
                continue
            relayed, speaker = ordered[index], Span(match.start(1), match.end(1))
            if relayed.sources and not any(speaker.overlaps(source) for source in relayed.sources):
                yield _cited(relayed, speaker, Span(match.start(2), match.end(2)))


def _relayed_in_speech(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """Who is reported inside a quotation: "Umerov reported that the meeting is planned"."""
    cues = {mention.cue.start for mention in attributions if mention.cue}
    for mention in attributions:
        for part in mention.content if mention.mode == "direct" else ():
            for match in _REPORTED.finditer(document.text, part.start, part.end):
                sentence = document.sentence_at(match.start(1))
                if sentence is None or match.start(2) in cues or match.end() >= sentence.end:
                    continue
                speaker = Span(match.start(1), match.end(1))
                yield AttributionMention(
                    content=(Span(match.end(), min(sentence.end, part.end)),),
                    sources=(speaker,),
                    source_span=speaker,
                    cue=Span(match.start(2), match.end(2)),
                    lemma=_LEMMAS.get(match[2], "say"),
                    mode="indirect",
                )


def _relaying(document: Document, attributions: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """The medium that the speaker was heard in: "told the station Canal Nord that", "a diplomat cited by the daily Écho"."""
    for mention in attributions:
        for pattern, after in ((_TOLD, mention.cue), (_CITED_BY, mention.sources[-1] if mention.sources else None)):
            if after is None or (pattern is _TOLD and mention.lemma != "tell"):
                continue
            match = pattern.match(document.text, after.end)
            if match:
                medium = Span(match.start(1), match.end(1))
                yield dataclasses.replace(mention, sources=(medium,), source_span=medium, lemma="relay", negated=False)


def _quoting(document: Document, by_cue: Sequence[AttributionMention]) -> Iterator[AttributionMention]:
    """Who is quoted between source and cue: "Hale, quoting a report by the accountant, said that"."""
    for paragraph in document.paragraphs:
        for match in _QUOTING.finditer(document.text, paragraph.start, paragraph.end):
            speaker, cue = Span(match.start(2), match.end(2)), Span(match.start(1), match.end(1))
            for relayed in _cued_in(document, match.start(), by_cue):
                if not any(part.overlaps(speaker) for part in relayed.content):
                    yield _cited(relayed, speaker, cue)


def _hearsay(document: Document) -> Iterator[AttributionMention]:
    """What the article reports of nobody: "Prices have reportedly fallen by half"."""
    for sentence in document.sentences:
        for token in sentence.tokens if not HEARSAY.isdisjoint(words_in(sentence.tokens.text)) else ():
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
