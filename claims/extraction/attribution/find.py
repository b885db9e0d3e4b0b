"""Who said what: the attributions of a document, from its quotations and its syntax together."""

from __future__ import annotations

from claims.extraction.attribution.inquits import introduce
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.attribution.quotations import Quotation, find_quotations
from claims.extraction.attribution.reports import Report, find_reports
from claims.extraction.document import Document
from claims.extraction.records import AttributionMention, Mode, Span


def find_attributions(document: Document) -> list[AttributionMention]:
    """Every "who said what" of the story, in the order of the text."""
    paragraphs = [Span(offset, offset + len(doc.text)) for doc, offset in document.chunks]
    quotations = find_quotations(document.text, paragraphs)
    found: list[tuple[Report, list[Span]]] = []
    last: list[Span] | None = None
    position = 0
    for (doc, offset), paragraph in zip(document.chunks, paragraphs, strict=True):
        own: list[Quotation] = []
        while position < len(quotations) and quotations[position].span.start < paragraph.end:
            own.append(quotations[position])
            position += 1
        passage = Passage(doc, offset, own)
        reports, free = introduce(passage, find_reports(passage))
        entries = [(report, _content_spans(report)) for report in reports]
        last = _attach_free(passage, free, entries, last)
        found += [(report, spans) for report, spans in entries if spans]
    mentions = [_mention(report, spans) for report, spans in found]
    return sorted(mentions, key=lambda mention: (mention.content[0], mention.cue or mention.content[0]))


def _attach_free(
    passage: Passage, free: list[Range], entries: list[tuple[Report, list[Span]]], last: list[Span] | None
) -> list[Span] | None:
    """Give each quotation that nobody introduces to whoever spoke last before it; say who may go on in the next paragraph."""
    for start, end in free:
        before = [(report, spans) for report, spans in entries if spans and report.verb < start]
        target = max(before, key=lambda entry: entry[0].verb)[1] if before else last
        if target is not None and (before or start == 0):
            target.append(passage.span((start, end)))
    return _still_speaking(passage, entries, last)


def _still_speaking(passage: Passage, entries: list[tuple[Report, list[Span]]], last: list[Span] | None) -> list[Span] | None:
    """The content that a quotation at the beginning of the next paragraph would go on with."""
    if not passage.quotes:
        return None
    if entries:
        return max(entries, key=lambda entry: entry[0].verb)[1]
    return last


def _content_spans(report: Report) -> list[Span]:
    ranges = [trimmed for part in report.content if (trimmed := report.passage.trim(part))]
    return [report.passage.span(part) for part in sorted(ranges)]


def _mention(report: Report, content: list[Span]) -> AttributionMention:
    passage = report.passage
    source = report.source
    return AttributionMention(
        content=tuple(content),
        sources=tuple(passage.span(part) for part in source.each) if source else (),
        source_span=passage.span(source.whole) if source else None,
        cue=passage.span(report.cue),
        lemma=report.lemma,
        mode=_mode(report),
        negated=report.negated,
    )


def _mode(report: Report) -> Mode:
    quoted = [
        any(quote.start <= index < quote.end for quote in report.passage.quotes)
        for part in report.content
        for index in range(*part)
    ]
    if not any(quoted):
        return "indirect"
    return "direct" if all(quoted) else "mixed"
