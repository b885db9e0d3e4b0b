"""The words that introduce a quotation: before it ("he said: …"), after it ("…, he said"), or in a sentence of their own."""

from __future__ import annotations

from claims.extraction.attribution import cues
from claims.extraction.attribution.passages import STOPS, Passage, Quote
from claims.extraction.attribution.reports import Report, is_verb
from claims.extraction.attribution.shapes import WH, starts_with_that
from claims.extraction.attribution.sources import SourcePhrase, source_phrase
from claims.extraction.attribution.subjects import FINITE, subject_of
from claims.extraction.reference.names import singular
from claims.extraction.reference.nouns import BODIES, PERSONS
from claims.extraction.text.tokens import Token

#: What may follow a quotation and shows that the sentence goes on with something else than who said it.
_NO_INQUIT = frozenset(("although", "and", "because", "but", "or", "that", "though", "which", "while", "who"))
#: What stands between the words that introduce a quotation and the quotation.
_INTRODUCERS = frozenset((",", ":", "—", "–", "--", "-"))
#: How a quotation ends whose sentence goes on.
_UNFINISHED = frozenset((",", "?", "!", "-", "—", "–", "--", "…"))
_SPEAKERS = frozenset({"he", "i", "she", "they", "we"})
#: Within so many words of a quotation its cue is looked for: "…, said the oldest of the three brothers who …".
_FARTHEST = 40


def cue_after(passage: Passage, number: int) -> int | None:
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
    if cue is None or not _may_introduce(passage, cue) or _says_something_else(passage, quote, cue, near=cue.i == start):
        return None
    return cue.i


def _ends_search(passage: Passage, token: Token) -> bool:
    """Whether the search for a cue after a quotation ends here: at a reporting verb, any other finite verb, or a stop."""
    if token.tag_ in FINITE and token.dep_ not in ("aux", "auxpass", "relcl"):
        return True
    stops = passage.lower[token.i] in STOPS and token.pos_ == "PUNCT"  # not that of "Lt. Col. Orel told reporters"
    return stops or (_may_introduce(passage, token) and token.tag_ != "VBG")


def _says_something_else(passage: Passage, quote: Quote, verb: Token, *, near: bool) -> bool:
    """Whether the quotation is only a name in "On “Newsnight,” the minister rejected the plan", or "…, “X,” said that …"."""
    first, _ = passage.sentence_around(quote.start)
    if near:
        clauses = [child for child in verb.rights if child.dep_ == "ccomp" and passage.quote_at[child.i] is None]
        relative = any(token.tag_ in WH for token in passage.tokens[first : quote.start])
        told = relative and any(subject_of(clause) is not None for clause in clauses)  # "Roe, who spoke of “X,” said he would go"
        return first < quote.start and (told or any(starts_with_that(clause) for clause in clauses))
    own = {"ccomp", "xcomp"} if cues.VERB_FORMS[verb.lower_] in cues.ADDRESSING else {"ccomp", "xcomp", "dobj"}
    return first < quote.start and any(child.dep_ in own for child in verb.rights)


def label(passage: Passage, number: int) -> Report | None:
    """Reads "The mayor: “We will stay.”" and "From the letter: “…”": a colon is the cue, and before it stands the source."""
    quote = passage.quotes[number]
    colon = passage.before(quote.start)
    if colon < 0 or passage.lower[colon] != ":":
        return None
    first, last = passage.sentence_around(colon)
    first = max(first, passage.quotes[number - 1].end if number else 0)
    source = _labelled_source(passage, first, colon)
    return Report(colon, (colon, colon + 1), ":", "quotation", source, [(quote.start, max(quote.end, last))])


def _labelled_source(passage: Passage, first: int, colon: int) -> SourcePhrase | None:
    """The subject of the words before a colon, or the noun that they are about."""
    token = next((token for token in passage.tokens[first:colon] if token.head.i == token.i or token.head.i >= colon), None)
    if token is not None and token.pos_ in ("VERB", "AUX"):
        token = subject_of(token)
    while token is not None and token.pos_ == "ADP":
        token = next((child for child in token.children if child.dep_ == "pobj"), None)
    return source_phrase(passage, token, passage.tokens[colon]) if token is not None and first <= token.i < colon else None


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
    lemma = cues.VERB_FORMS.get(passage.lower[token.i])
    quotes = lemma not in cues.NEVER_QUOTING or _goes_on(passage, token)
    joined = token.dep_ == "conj" and token.head.dep_ == "relcl"  # "a claim which nobody backs and which two called absurd"
    return lemma is not None and quotes and is_verb(passage, token) and not (token.dep_ == "relcl" or joined)


def _goes_on(passage: Passage, verb: Token) -> bool:
    """Somebody "went on." and no further: it is the talk that goes on."""
    behind, who = passage.lower[verb.i + 1 : verb.i + 3], subject_of(verb)
    speaks = who is not None and (who.pos_ == "PROPN" or who.lower_ in _SPEAKERS or singular(who.lower_) in PERSONS | BODIES)
    return (
        speaks
        and cues.VERB_FORMS[verb.lower_] in cues.GOING_ON
        and behind[:1] == ["on"]
        and behind[1:] in ([], ["."], [","], [":"])
    )


def cue_before(passage: Passage, number: int) -> int | None:
    """The cue of "he said: …": the last reporting verb before a quotation from which a comma, a colon or nothing parts it."""
    quote = passage.quotes[number]
    floor = max(passage.quotes[number - 1].end if number else 0, quote.start - _FARTHEST)
    index = passage.before(quote.start)
    if index < floor:
        return None
    if passage.lower[index] not in _INTRODUCERS:
        return index if _may_introduce(passage, passage.tokens[index]) and passage.tokens[index].dep_ != "acl" else None
    for place in range(index - 1, floor - 1, -1):
        if passage.lower[place] in STOPS or passage.lower[place] == ";":
            return None
        if _may_introduce(passage, passage.tokens[place]):
            return place
    return None
