"""Who said what: the attributions of a document, from its quotations and its syntax together."""

from __future__ import annotations

import collections
import dataclasses

from claims.extraction.attribution.inquits import announcing_cue, inquit, introduce
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.quotations import Quotation, find_quotations
from claims.extraction.attribution.reports import Report, find_reports
from claims.extraction.document import Document
from claims.extraction.records import AttributionMention, Mode, Span


def find_attributions(document: Document) -> list[AttributionMention]:
    """Every "who said what" of the story, in the order of the text."""
    paragraphs = [Span(offset, offset + len(doc.text)) for doc, offset in document.chunks]
    quotations = collections.deque(find_quotations(document.text, paragraphs))
    found: list[_Attribution] = []
    last: _Attribution | None = None
    for (doc, offset), paragraph in zip(document.chunks, paragraphs, strict=True):
        own: list[Quotation] = []
        while quotations and quotations[0].span.start < paragraph.end:
            own.append(quotations.popleft())
        passage = Passage(doc, offset, own)
        reports, free = introduce(passage, find_reports(passage))
        attributions = [_attribution(passage, report) for report in reports]
        _give_away(passage, free, attributions, last)
        if (announced := _announced(passage, reports)) is not None:
            attributions.append(announced)
        last = attributions[-1] if attributions else last if passage.quotes else None
        found += attributions
    mentions = [attribution.mention() for attribution in found if attribution.content]
    return sorted(mentions, key=lambda mention: (mention.content[0], mention.cue or mention.content[0]))


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
            cue=passage.span(report.cue),
            lemma=report.lemma,
            mode=self.mode,
            negated=report.negated,
        )


def _attribution(passage: Passage, report: Report) -> _Attribution:
    ranges = sorted(trimmed for part in report.content if (trimmed := passage.trim(part)))
    return _Attribution(passage, report, [passage.span(part) for part in ranges], _mode(passage, ranges))


def _mode(passage: Passage, content: list[Range]) -> Mode:
    quoted = [passage.quote_at[index] is not None for part in content for index in range(*part)]
    if not any(quoted):
        return "indirect"
    return "direct" if all(quoted) else "mixed"


def _give_away(passage: Passage, free: list[Range], attributions: list[_Attribution], last: _Attribution | None) -> None:
    """Give each quotation that nobody introduces to whoever spoke last before it, in its paragraph or the one before."""
    for start, end in free:
        before = [attribution for attribution in attributions if attribution.report.verb < start]
        speaker = before[-1] if before else last if start == 0 else None
        if speaker is None:
            continue
        quotation = passage.span((start, end))
        if speaker.mode == "indirect" and speaker.passage is not passage:
            attributions.append(dataclasses.replace(speaker, content=[quotation], mode="direct"))
        else:
            speaker.content.append(quotation)
            speaker.mode = "direct" if speaker.mode == "direct" else "mixed"


def _announced(passage: Passage, reports: list[Report]) -> _Attribution | None:
    """Who speaks in the next paragraph, if this one ends in "she told the court:"."""
    end = passage.before(len(passage.tokens))
    verb = announcing_cue(passage, end) if end >= 0 and passage.lower[end] == ":" else None
    if verb is None or any(report.verb == verb for report in reports):
        return None
    return _Attribution(passage, inquit(passage, verb), [], "direct")
