"""Quotations find their reports: each goes to the cue that introduces it, or to the content that it is part of."""

from __future__ import annotations

from claims.extraction.attribution import cues
from claims.extraction.attribution.inquits import announcing_cue, cue_after, cue_before, label
from claims.extraction.attribution.passages import STOPS, Passage, Quote, Range
from claims.extraction.attribution.reports import Report, cue_range, is_negated
from claims.extraction.attribution.sources import source_of
from claims.extraction.attribution.subjects import FINITE

#: Shorter quotations that stand alone are headings and signs.
_SHORTEST_FREE = 5


def introduce(passage: Passage, reports: list[Report]) -> tuple[list[Report], list[Quote]]:
    """The reports with their quotations, in the order of their cues, and the quotations that nobody introduces."""
    introductions = _Introductions(passage, reports)
    for number in range(len(passage.quotes)):
        introductions.place(number)
    found = sorted(introductions.by_verb.values(), key=lambda report: report.verb)
    quoted = [part for report in found if report.frame == "quotation" for part in report.content]
    # "“They leave,” said Ana Roe – a claim that the ministry rejected": what is quoted stays hers
    return [one for one in found if one.frame != "answer" or not any(_overlap(part, one) for part in quoted)], introductions.free


def inquit(passage: Passage, verb: int) -> Report:
    """A report whose content is still to come."""
    token = passage.tokens[verb]
    lemma = cues.VERB_FORMS[passage.lower[verb]]
    return Report(verb, cue_range(token), lemma, "quotation", source_of(passage, token), [], is_negated(token))


class _Introductions:
    """The reports of a passage by their verbs, while its quotations are placed one after the other."""

    def __init__(self, passage: Passage, reports: list[Report]) -> None:
        self.passage = passage
        self.by_verb = {report.verb: report for report in reports}
        self.free: list[Quote] = []

    def place(self, number: int) -> None:
        """Give a quotation to the cue after it, or before it, to the content around it, to a label, or to the sentence before."""
        passage, quote = self.passage, self.passage.quotes[number]
        after, before = cue_after(passage, number), cue_before(passage, number)
        if after is not None:
            content = self._with_beginning(quote, after)
            _take(self._report_at(after), content, follows=False, in_part=content[0] < quote.start)
        elif before is not None and not self._is_reported(quote, before):
            _take(self._report_at(before), (quote.start, quote.end), follows=True)
        elif (owner := next((report for report in self.by_verb.values() if _is_covered(quote, report)), None)) is not None:
            _widen(owner, quote)
        elif (labelled := label(passage, number)) is not None:
            self.by_verb[labelled.verb] = labelled
        elif _is_free(passage, quote):
            self._announce(quote)

    def _report_at(self, verb: int) -> Report:
        if verb not in self.by_verb:
            self.by_verb[verb] = inquit(self.passage, verb)
        return self.by_verb[verb]

    def _announce(self, quote: Quote) -> None:
        announcing = announcing_cue(self.passage, quote.start)
        if announcing is None or announcing in self.by_verb:
            self.free.append(quote)
        else:
            _take(self._report_at(announcing), (quote.start, quote.end), follows=True)

    def _with_beginning(self, quote: Quote, verb: int) -> Range:
        """The quotation before "…, he said", with the beginning of its sentence where that stands outside the marks."""
        first, _ = self.passage.sentence_around(quote.start)
        if first >= quote.start or _is_preamble(self.passage, (first, quote.start)):
            return quote.start, quote.end
        others = any(first <= cue < quote.start for cue in self.by_verb if cue != verb)
        return (quote.start if others else first), quote.end

    def _is_reported(self, quote: Quote, cue: int) -> bool:
        """Whether the cue, or a report around it, already has the quotation: "vowed to defend “every inch”"."""
        if cue in self.by_verb:
            return _is_covered(quote, self.by_verb[cue])
        return any(start <= cue and quote.start < end for report in self.by_verb.values() for start, end in report.content)


def _take(report: Report, content: Range, *, follows: bool, in_part: bool = False) -> None:
    """Add a quotation to a report. What the syntax took for the content yields to it, unless both follow the cue.

    A sentence that is quoted ``in_part`` may go on behind the cue: "There were “maybe 50,” she said, and most were locked away".
    """
    start, end = content
    kept = []
    for part in report.content:
        if part[0] < end and start < part[1]:
            if follows:
                start, end = min(start, part[0]), max(end, part[1])
        elif report.frame == "quotation" or (follows and report.verb < part[0] < start) or (in_part and part[0] > report.verb):
            kept.append(part)
    report.content = sorted([*kept, (start, end)])
    report.frame = "quotation"


def _is_preamble(passage: Passage, words: Range) -> bool:
    """Whether the words before a quotation only lead to it: "In his memoir, “…”", "Among the rules: “…”"."""
    last = passage.before(words[1])
    if not passage.breaks_at(last):
        return False
    return passage.lower[last] != "," or not any(token.tag_ in FINITE for token in passage.tokens[words[0] : last])


def _is_covered(quote: Quote, report: Report) -> bool:
    return _overlap((quote.start, quote.end), report)


def _overlap(words: Range, report: Report) -> bool:
    return any(start < words[1] and words[0] < end for start, end in report.content)


def _widen(report: Report, quote: Quote) -> None:
    """A content that reaches into a quotation holds all of it."""
    report.content = [
        (min(start, quote.start), max(end, quote.end)) if start < quote.end and quote.start < end else (start, end)
        for start, end in report.content
    ]


def _is_free(passage: Passage, quote: Quote) -> bool:
    """Whether the quotation is one or more sentences of its own."""
    previous, following = passage.before(quote.start), passage.after(quote.end)
    starts = previous < 0 or passage.lower[previous][-1:] in STOPS or passage.quote_at[previous] is not None
    last = passage.last_character(quote) if quote.closed else "."
    ends = last in STOPS or last == "," or following == len(passage.tokens) or passage.lower[following] == "."
    return starts and ends and quote.end - quote.start >= _SHORTEST_FREE
