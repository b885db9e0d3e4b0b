"""Quotations and the words that introduce them: before ("he said: …"), after ("…, he said") and in between."""

from __future__ import annotations

from spacy.tokens import Token

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import STOPS, Passage, Quote, Range
from claims.extraction.attribution.reports import Report, cue_range, is_negated, is_verb
from claims.extraction.attribution.sources import FINITE, source_of, source_phrase, subject_of

#: What may follow a quotation and shows that the sentence goes on with something else than who said it.
_NO_INQUIT = frozenset(("although", "and", "because", "but", "or", "that", "though", "which", "while", "who"))
#: What stands between the words that introduce a quotation and the quotation.
_INTRODUCERS = frozenset((",", ":", "—", "–", "--", "-"))
#: How a quotation ends whose sentence goes on.
_UNFINISHED = frozenset((",", "?", "!", "-", "—", "–", "--", "…"))
#: Within so many words of a quotation its cue is looked for: "…, said the oldest of the three brothers who …".
_FARTHEST = 40
#: Shorter quotations that stand alone are headings and signs.
_SHORTEST_FREE = 5


def introduce(passage: Passage, reports: list[Report]) -> tuple[list[Report], list[Range]]:
    """Give every quotation to the report whose cue introduces it; what nobody introduces is left over."""
    by_verb = {report.verb: report for report in reports}
    free: list[Range] = []
    for number, quote in enumerate(passage.quotes):
        after, before = _cue_after(passage, number), _cue_before(passage, number)
        if after is not None:
            report = by_verb.setdefault(after, inquit(passage, after))
            _take(report, _what_stands_before(passage, quote, after, by_verb))
        elif before is not None and not _is_reported(quote, before, by_verb):
            report = by_verb.setdefault(before, inquit(passage, before))
            _take(report, (quote.start, quote.end), keep=report.verb)
        else:
            owner = next((report for report in by_verb.values() if _is_covered(quote, report)), None)
            if owner is not None:
                _widen(owner, quote)
            elif (label := _label(passage, number)) is not None:
                by_verb[label.verb] = label
            elif _is_free(passage, quote):
                announcing = announcing_cue(passage, quote.start)
                if announcing is not None and announcing not in by_verb:
                    by_verb[announcing] = inquit(passage, announcing)
                    _take(by_verb[announcing], (quote.start, quote.end), keep=announcing)
                else:
                    free.append((quote.start, quote.end))
    return sorted(by_verb.values(), key=lambda report: report.verb), free


def inquit(passage: Passage, verb: int) -> Report:
    """A report whose content is still to come."""
    token = passage.tokens[verb]
    lemma = cues.VERB_FORMS[passage.lower[verb]]
    return Report(verb, cue_range(token), lemma, "quotation", source_of(passage, token), [], is_negated(token))


def _take(report: Report, content: Range, keep: int | None = None) -> None:
    """Add a quotation to a report. What the syntax took for the content yields to it, unless it too follows the cue."""
    start, end = content
    kept = []
    for part in report.content:
        if part[0] < end and start < part[1]:
            if keep is not None:
                start, end = min(start, part[0]), max(end, part[1])
        elif report.frame == "quotation" or (keep is not None and keep < part[0] < start):
            kept.append(part)
    report.content = [*kept, (start, end)]
    report.frame = "quotation"


def _what_stands_before(passage: Passage, quote: Quote, verb: int, by_verb: dict[int, Report]) -> Range:
    """The quotation before "…, he said", with the beginning of its sentence where that stands outside the marks."""
    first, _ = passage.sentence_around(quote.start)
    if (
        first >= quote.start
        or _is_preamble(passage, (first, quote.start))
        or any(first <= cue < quote.start for cue in by_verb if cue != verb)
    ):
        return quote.start, quote.end
    return first, quote.end


def _is_preamble(passage: Passage, words: Range) -> bool:
    """Whether the words before a quotation only lead to it: "In his memoir, “…”", "Among the rules: “…”"."""
    last = passage.before(words[1])
    if not passage.breaks_at(last):
        return False
    return passage.lower[last] != "," or not any(token.tag_ in FINITE for token in passage.tokens[words[0] : last])


def _is_reported(quote: Quote, cue: int, by_verb: dict[int, Report]) -> bool:
    """Whether the cue, or a report that holds it, already has the quotation in its content: "vowed to defend “every inch”"."""
    if cue in by_verb:
        return _is_covered(quote, by_verb[cue])
    return any(start <= cue and quote.start < end for report in by_verb.values() for start, end in report.content)


def _is_covered(quote: Quote, report: Report) -> bool:
    return any(start < quote.end and quote.start < end for start, end in report.content)


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


def _cue_after(passage: Passage, number: int) -> int | None:
    """The cue of "…, he said": the first verb after the quotation, if it reports and only its source stands between."""
    quote = passage.quotes[number]
    limit = min(_next_quote(passage, number), quote.end + _FARTHEST)
    start = passage.after(quote.end)
    if not quote.closed or start >= limit:
        return None
    if passage.last_character(quote) not in _UNFINISHED and passage.lower[start] not in _UNFINISHED:
        return None
    while start < limit and passage.lower[start] in _INTRODUCERS:
        start += 1
    if start >= limit or passage.lower[start] in _NO_INQUIT:
        return None
    cue = next((token for token in passage.tokens[start:limit] if _ends_search(passage, token)), None)
    if cue is None or not _may_introduce(passage, cue) or (cue.i > start and _says_something_else(passage, quote, cue)):
        return None
    return cue.i


def _ends_search(passage: Passage, token: Token) -> bool:
    """Whether a token decides if a quotation is introduced from behind: a reporting verb does, and any other finite verb or stop."""
    if token.tag_ in FINITE and token.dep_ not in ("aux", "auxpass", "relcl"):
        return True
    return passage.lower[token.i] in STOPS or (_may_introduce(passage, token) and token.tag_ != "VBG")


def _says_something_else(passage: Passage, quote: Quote, verb: Token) -> bool:
    """Whether the quotation is only a name in "On “Newsnight,” the minister rejected the plan"."""
    first, _ = passage.sentence_around(quote.start)
    own = {"ccomp", "xcomp"} if cues.VERB_FORMS[verb.lower_] in cues.ADDRESSING else {"ccomp", "xcomp", "dobj"}
    return first < quote.start and any(child.dep_ in own for child in verb.rights)


def _label(passage: Passage, number: int) -> Report | None:
    """Reads "The mayor: “We will stay.”" and "From the letter: “…”": a colon is the cue, and before it stands the source."""
    quote = passage.quotes[number]
    colon = passage.before(quote.start)
    if colon < 0 or passage.lower[colon] != ":":
        return None
    first, last = passage.sentence_around(colon)
    first = max(first, passage.quotes[number - 1].end if number else 0)
    root = next((token for token in passage.tokens[first:colon] if token.head.i == token.i or token.head.i >= colon), None)
    subject = subject_of(root) if root is not None and root.pos_ in ("VERB", "AUX") else root
    while subject is not None and subject.pos_ == "ADP":
        subject = next((child for child in subject.children if child.dep_ == "pobj"), None)
    source = (
        source_phrase(passage, subject, passage.tokens[colon]) if subject is not None and first <= subject.i < colon else None
    )
    return Report(colon, (colon, colon + 1), ":", "quotation", source, [(quote.start, max(quote.end, last))])


def announcing_cue(passage: Passage, position: int) -> int | None:
    """The cue of a sentence that says nothing itself before what follows: "Roe agreed. “…”", "She told the court:"."""
    first, _ = passage.sentence_around(max(passage.before(position), 0))
    for token in reversed(passage.tokens[first:position]):
        if token.tag_ in FINITE and token.dep_ not in ("aux", "auxpass", "relcl"):
            return token.i if _may_introduce(passage, token) and passage.quote_at[token.i] is None else None
    return None


def _next_quote(passage: Passage, number: int) -> int:
    return passage.quotes[number + 1].start if number + 1 < len(passage.quotes) else len(passage.tokens)


def _may_introduce(passage: Passage, token: Token) -> bool:
    if token.i > 0 and passage.lower[token.i - 1] == "-":
        return False  # "the so-called “corridor”"
    return passage.lower[token.i] in cues.VERB_FORMS and is_verb(passage, token) and token.dep_ != "relcl"


def _cue_before(passage: Passage, number: int) -> int | None:
    """The cue of "he said: …": the last reporting verb before a quotation from which a comma, a colon or nothing parts it."""
    quote = passage.quotes[number]
    floor = max(passage.quotes[number - 1].end if number else 0, quote.start - _FARTHEST)
    index = passage.before(quote.start)
    if index < floor:
        return None
    if passage.lower[index] not in _INTRODUCERS:
        return index if _may_introduce(passage, passage.tokens[index]) and passage.tokens[index].dep_ != "acl" else None
    for place in range(index - 1, floor - 1, -1):
        if passage.lower[place] in STOPS:
            return None
        if _may_introduce(passage, passage.tokens[place]):
            return place
    return None
