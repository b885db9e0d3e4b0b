"""Quotations and the words that introduce them: before ("he said: …"), after ("…, he said") and in between."""

from __future__ import annotations

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import Passage, Quote, Range
from claims.extraction.attribution.reports import Report, cue_range
from claims.extraction.attribution.sources import source_of

_STOPS = frozenset(".?!")
_SEPARATORS = frozenset((",", ":", "—", "--", "–", "-", "that"))
_NO_INQUIT = frozenset(("and", "but", "which", "or", "while", "though", "although", "because"))


def introduce(passage: Passage, reports: list[Report]) -> tuple[list[Report], list[Range]]:
    """Give every quotation to the report whose cue introduces it; what is left over is free."""
    by_verb = {report.verb: report for report in reports}
    free: list[Range] = []
    for number, quote in enumerate(passage.quotes):
        verb = _after(passage, quote, number)
        side = "after"
        if verb is None:
            verb = _before(passage, quote, number)
            side = "before"
        if verb is not None:
            report = by_verb.get(verb)
            if report is None:
                report = by_verb[verb] = _inquit(passage, verb)
            _take(report, quote, side)
        else:
            owner = _covering(quote, by_verb)
            if owner is not None:
                _extend(owner, quote)
            elif _is_free(passage, quote):
                free.append((quote.start, quote.end))
    return sorted(by_verb.values(), key=lambda report: report.verb), free


def _inquit(passage: Passage, verb: int) -> Report:
    token = passage.tokens[verb]
    lemma = cues.VERB_FORMS[passage.lower[verb]]
    return Report(passage, verb, cue_range(token), lemma, "quotation", source_of(passage, token), [])


def _take(report: Report, quote: Quote, side: str) -> None:
    """Add the quotation to the content; what the syntax took for the content counts only where it touches the quotation."""
    start, end = quote.start, quote.end
    kept = []
    for part in report.content:
        if part[0] < end and start < part[1]:
            start, end = (min(start, part[0]), max(end, part[1])) if side == "before" else (start, end)
        elif report.frame == "quotation":
            kept.append(part)
    report.content = [*kept, (start, end)]
    report.frame = "quotation"


def _extend(report: Report, quote: Quote) -> None:
    report.content = [
        (min(start, quote.start), max(end, quote.end)) if start < quote.end and quote.start < end else (start, end)
        for start, end in report.content
    ]


def _covering(quote: Quote, by_verb: dict[int, Report]) -> Report | None:
    for report in by_verb.values():
        if any(start < quote.end and quote.start < end for start, end in report.content):
            return report
    return None


def _is_free(passage: Passage, quote: Quote) -> bool:
    """Whether the quotation is sentences of its own."""
    starts = quote.start == 0 or passage.lower[quote.start - 1][-1:] in {".", "?", "!", "”", '"', ":"}
    last = passage.lower[quote.end - 2][-1:] if quote.closed else "."
    ends = last in {".", "?", "!", "…", ","} or passage.lower[quote.end : quote.end + 1] in ([], ["."])
    return starts and ends and quote.end - quote.start > 4


def _after(passage: Passage, quote: Quote, number: int) -> int | None:
    """The cue of "…, he said": the first reporting verb after the quotation, if only its source stands between."""
    if not quote.closed or quote.end >= len(passage.tokens):
        return None
    inside = passage.lower[quote.end - 2]
    index = quote.end
    if inside[-1:] not in {",", "?", "!", "-", "—", "–", "…"} and passage.lower[index] not in {",", "—", "–", "--"}:
        return None
    while index < len(passage.tokens) and passage.lower[index] in {",", "—", "–", "--"}:
        index += 1
    limit = passage.quotes[number + 1].start if number + 1 < len(passage.quotes) else len(passage.tokens)
    if index >= limit or passage.lower[index] in _NO_INQUIT:
        return None
    for place in range(index, min(limit, index + 40)):
        form = passage.lower[place]
        if form in _STOPS:
            return None
        token = passage.tokens[place]
        if form in cues.VERB_FORMS and not form.endswith("ing") and token.dep_ != "relcl" and token.pos_ in ("VERB", "AUX"):
            return place
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in ("aux", "auxpass", "relcl"):
            return None
    return None


def _before(passage: Passage, quote: Quote, number: int) -> int | None:
    """The cue of "he said: …": the last reporting verb before a quotation that a comma, a colon or nothing separates from it."""
    floor = passage.quotes[number - 1].end if number else 0
    index = quote.start - 1
    if index < floor:
        return None
    separated = passage.lower[index] in _SEPARATORS
    found = None
    for place in range(index, max(floor, index - 40) - 1, -1):
        form = passage.lower[place]
        if form in _STOPS:
            break
        token = passage.tokens[place]
        if form in cues.VERB_FORMS and token.pos_ in ("VERB", "AUX"):
            if place >= index - 1:
                return place
            if token.dep_ != "relcl" and found is None:
                found = place
    return found if separated and passage.lower[index] != "that" else None
