"""Who said what: the attributions of a document, from its quotations and its syntax together."""

from __future__ import annotations

import collections
import dataclasses
import re
from collections.abc import Iterator

from claims.extraction.attribution.inquits import announcing_cue
from claims.extraction.attribution.introducing import inquit, introduce
from claims.extraction.attribution.passages import Passage, Quote, Range
from claims.extraction.attribution.quotations import find_quotations
from claims.extraction.attribution.reports import Report, find_reports
from claims.extraction.attribution.shapes import is_body
from claims.extraction.attribution.sources import SourcePhrase, source_phrase
from claims.extraction.attribution.subjects import FINITE, subject_of
from claims.extraction.records import AttributionMention, Mode, Span
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import DOCUMENTS, PERSONS
from claims.extraction.text.document import Document
from claims.extraction.text.tokens import Token

#: In words: a question to somebody who is interviewed, and a name before a colon.
_LONGEST_QUESTION = 40
_LONGEST_LABEL = 6
#: How somebody is who says what follows.
_MANNERS = frozenset(
    """adamant blunt blunter cautious categorical clear clearer defiant direct emphatic gloomier hopeful optimistic pessimistic
    sceptical skeptical specific upbeat""".split()
)
#: Who is cited does not go on speaking; what somebody rejects is not what that one says next.
_RELAYING = frozenset({"cite", "relay"})
_REJECTING = frozenset({"contest", "deny", "dismiss", "dispute", "refute", "reject"})
#: What stands before an item of a list.
_ITEM = re.compile(r"[-*•‣▪◦·–]\s+$")


def find_attributions(document: Document) -> list[AttributionMention]:
    """Every "who said what" of the story, in the order of the text."""
    reader = _Reader()
    for passage in _passages(document):
        reader.read(passage, listed=_ITEM.search(document.text, max(0, passage.offset - 3), passage.offset) is not None)
    mentions = [attribution.mention() for attribution in reader.found if attribution.content]
    return sorted(mentions, key=lambda mention: (mention.content[0], mention.cue or mention.content[0]))


def _passages(document: Document) -> Iterator[Passage]:
    quotations = collections.deque(find_quotations(document.text, [chunk.span for chunk in document.chunks]))
    for chunk in document.chunks:
        own = []
        while quotations and quotations[0].span.start < chunk.span.end:
            own.append(quotations.popleft())
        yield Passage(chunk, own)


@dataclasses.dataclass(slots=True)
class _Attribution:
    """A report with its content, to which later paragraphs may add."""

    passage: Passage
    report: Report
    content: list[Span]
    mode: Mode

    def mention(self) -> AttributionMention:
        passage, report, source = self.passage, self.report, self.report.source
        return AttributionMention(
            content=tuple(self.content),
            sources=tuple(passage.span(part) for part in source.each) if source else (),
            source_span=passage.span(source.whole) if source else None,
            cue=passage.span(report.cue) if report.cue[0] < report.cue[1] else None,
            lemma=report.lemma,
            mode=self.mode,
            negated=report.negated,
            answer=passage.span(report.answer) if report.answer else None,
        )


class _Reader:
    """Goes through the paragraphs and remembers who spoke last, and what was quoted before anybody was named."""

    def __init__(self) -> None:
        self.found: list[_Attribution] = []
        self._last: _Attribution | None = None
        self._unclaimed: list[Span] = []
        self._listing: _Attribution | None = None
        #: Who is interviewed, and whether the paragraph before asked something.
        self._interviewed: _Attribution | None = None
        self._asked = False

    def read(self, passage: Passage, *, listed: bool = False) -> None:
        """The attributions of one paragraph, or of one item of a list."""
        reports, free = introduce(passage, find_reports(passage))
        attributions = [_attribution(passage, report) for report in reports]
        attributions += _characterised(passage, attributions)
        for index, attribution in enumerate(attributions):
            if attribution.report.answer is not None and not attribution.content:
                attribution.content = self._told_before(passage, attribution.report.answer[0], attributions[:index])
        self._claim(passage, attributions)
        for quote in free:
            self._give_away(passage, quote, attributions)
        announced = _announced(passage, reports)
        if announced is not None:
            attributions.append(announced)
        if not listed:
            self._listing = announced or _headed(passage)
        elif self._listing is not None and not any(one.content for one in attributions):
            attributions.append(
                dataclasses.replace(self._listing, content=[passage.span((0, len(passage.tokens)))], mode="indirect")
            )
        attributions += self._answer(passage, attributions)
        if attributions:
            self._last = attributions[-1]
        elif not passage.quotes:
            self._last = None
        self.found += attributions

    def _answer(self, passage: Passage, attributions: list[_Attribution]) -> list[_Attribution]:
        """What somebody answers who is interviewed: behind the name, "Ana Roe: It may rain", or behind a question."""
        turn = _turn(passage) if not attributions else None
        if turn is not None:
            self._interviewed, self._asked = turn, False
            return [turn]
        last = passage.before(len(passage.tokens))
        asks = last >= 0 and passage.tokens[last].text == "?" and len(passage.tokens) <= _LONGEST_QUESTION
        known = self._interviewed if self._asked and not (asks or attributions) else None
        self._interviewed = self._interviewed if asks or known is not None else None
        self._asked = asks
        whole = [passage.span((0, len(passage.tokens)))]
        return [] if known is None else [dataclasses.replace(known, content=whole)]

    def _claim(self, passage: Passage, attributions: list[_Attribution]) -> None:
        """Give the paragraphs whose quotation was left open to whoever is named where it goes on."""
        if self._unclaimed and passage.quotes and passage.quotes[0].start == 0:
            opening = passage.span((0, 1)).start
            speaker = next((one for one in attributions if one.content and one.content[0].start == opening), None)
            if speaker is not None:
                speaker.content[:0] = self._unclaimed
            elif not attributions and not passage.quotes[0].closed:
                return
        self._unclaimed = []

    def _told_before(self, passage: Passage, start: int, earlier: list[_Attribution]) -> list[Span]:
        """What "Kyiv denies this" is about: what was said last, or else the sentence before."""
        first, _ = passage.sentence_around(start)
        before = passage.sentence_around(first - 1) if first else None
        last = earlier[-1] if earlier else self._last if before is None else None
        if last is not None and (before is None or last.report.verb >= before[0]):
            return list(last.content)
        return [passage.span(before)] if before else []

    def _give_away(self, passage: Passage, quote: Quote, attributions: list[_Attribution]) -> None:
        """Give a quotation that nobody introduces to whoever spoke last before it, in its paragraph or the one before."""
        about = _about_another(passage, quote, attributions)
        if about is not None:
            attributions.append(about)
            return
        spoken = [attribution for attribution in attributions if attribution.report.verb < quote.start]
        before = [one for one in spoken if one.report.lemma not in _RELAYING] or spoken
        speaker = before[-1] if before else self._last if quote.start == 0 else None
        span = passage.span((quote.start, quote.end))
        if speaker is None:
            if not quote.closed:
                self._unclaimed.append(span)
        elif speaker.report.lemma in _REJECTING or speaker.report.negated:  # "He denied the report. “We read it,” …"
            nowhere = (quote.start, quote.start)
            report = dataclasses.replace(speaker.report, cue=nowhere, lemma="say", negated=False, answer=None)
            attributions.append(dataclasses.replace(speaker, report=report, content=[span], mode="direct"))
        elif speaker.mode == "indirect" and speaker.passage is not passage:
            attributions.append(dataclasses.replace(speaker, content=[span], mode="direct"))
        else:
            speaker.content.append(span)
            speaker.mode = "direct" if speaker.mode == "direct" else "mixed"


def _about_another(passage: Passage, quote: Quote, attributions: list[_Attribution]) -> _Attribution | None:
    """Whose words follow a sentence about somebody who is named in full: "Across the ward Ana Roe has lost a toe. “We …”"."""
    first, last = passage.sentence_around(max(passage.before(quote.start), 0))
    if quote.start == 0 or any(first <= one.report.verb < last for one in attributions):
        return None
    root = passage.tokens[first].sent.root
    subject = subject_of(root)
    if subject is None or subject.ent_type_ != "PERSON" or subject.n_lefts == 0 or subject.left_edge.ent_type_ != "PERSON":
        return None
    spoken = {passage.lower[part[1] - 1] for one in attributions if one.report.source for part in one.report.source.each}
    if not spoken or subject.lower_ in spoken:
        return None
    source = source_phrase(passage, subject, root)
    report = Report(quote.start, (quote.start, quote.start), "say", "quotation", source, [])
    return _Attribution(passage, report, [passage.span((quote.start, quote.end))], "direct")


def _characterised(passage: Passage, attributions: list[_Attribution]) -> Iterator[_Attribution]:
    """What follows a colon behind how somebody spoke: "A second official was less hopeful: the list had been cut"."""
    for sentence in passage.tokens.sentences:
        colon = next((token.i for token in sentence if token.text == ":"), sentence.end)
        words = passage.trim((colon + 1, sentence.end)) if colon < sentence.end else None
        speaker = next((subject_of(token) for token in sentence if token.lemma_ == "be" and token.i < colon), None)
        manner = next((token for token in passage.tokens[sentence.start : colon] if token.lower_ in _MANNERS), None)
        if words is None or speaker is None or manner is None or manner.i + 1 != colon or passage.has_quote(words):
            continue
        told = any(sentence.start <= one.report.verb < sentence.end for one in attributions)
        named = speaker.ent_type_ == "PERSON" or singular(speaker.lower_) in PERSONS
        if told or not named or not any(token.tag_ in FINITE for token in passage.tokens[words[0] : words[1]]):
            continue
        source = source_phrase(passage, speaker, manner)
        yield _attribution(passage, Report(manner.i, (manner.i, manner.i + 1), "say", "quotation", source, [words]))


def _attribution(passage: Passage, report: Report) -> _Attribution:
    ranges = sorted(trimmed for part in report.content if (trimmed := passage.trim(part)))
    return _Attribution(passage, report, [passage.span(part) for part in ranges], _mode(passage, ranges))


def _mode(passage: Passage, content: list[Range]) -> Mode:
    quoted = [passage.quote_at[index] is not None for part in content for index in range(*part)]
    if not any(quoted):
        return "indirect"
    return "direct" if all(quoted) else "mixed"


def _turn(passage: Passage) -> _Attribution | None:
    """The turn of who is named before a colon at its head, "Ana Roe: It may rain"; a quotation behind that has its own label."""
    colon = next((index for index in range(1, min(_LONGEST_LABEL, len(passage.tokens))) if passage.lower[index] == ":"), 0)
    name = passage.tokens[:colon]
    named = colon > 1 and all(token.ent_type_ == "PERSON" or token.is_title for token in name) and name[-1].ent_type_ == "PERSON"
    if not named or passage.quotes or passage.trim((colon + 1, len(passage.tokens))) is None:
        return None
    source = SourcePhrase((0, colon), ((0, colon),))
    report = Report(colon, (colon, colon + 1), ":", "quotation", source, [])
    return _Attribution(passage, report, [passage.span((colon + 1, len(passage.tokens)))], "direct")


def _headed(passage: Passage) -> _Attribution | None:
    """Whose list follows "From the administration's evening summary:" and "According to the ministry:"."""
    end = passage.before(len(passage.tokens))
    if end < 2 or passage.lower[end] != ":" or passage.lower[0] not in ("according", "from"):
        return None
    heads = (token for token in passage.tokens[1:end] if token.dep_ == "pobj" and token.head.i <= 1)
    head = next(heads, None)
    if head is None or head.ent_type_ in {"DATE", "TIME"} or not (head.pos_ == "PROPN" or _speaks(head)):
        return None
    source = source_phrase(passage, head, passage.tokens[end])
    return _Attribution(passage, Report(end, (end, end + 1), ":", "quotation", source, []), [], "indirect")


def _speaks(head: Token) -> bool:
    """Somebody, or what somebody writes: "the ministry", "the administration's summary", but not "plan"."""
    return is_body(head) or singular(head.lower_) in DOCUMENTS | PERSONS or any(child.dep_ == "poss" for child in head.lefts)


def _announced(passage: Passage, reports: list[Report]) -> _Attribution | None:
    """Who speaks in the next paragraph, if this one ends in "she told the court:"."""
    end = passage.before(len(passage.tokens))
    verb = announcing_cue(passage, end) if end >= 0 and passage.lower[end] == ":" else None
    if verb is None or any(report.verb == verb for report in reports):
        return None
    return _Attribution(passage, inquit(passage, verb), [], "direct")
