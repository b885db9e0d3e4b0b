"""The proposition that the speaker commits to, as one sentence that stands alone.

A statement is made of the claim's own words: what they leave to the context (who "he" is, which day "Tuesday" was, the subject that two
verbs share) is filled in from the article, and a denial is turned into what its speaker holds to be true. Nothing else is added.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from claims.extraction.clauses import Clause, Place, trimmed
from claims.extraction.records import Span

_FIRST_SINGULAR = {"i": "{}", "me": "{}", "my": "{}’s", "mine": "{}’s", "myself": "{}"}
_FIRST_PLURAL = {"we": "{}", "us": "{}", "our": "{}’s", "ours": "{}’s", "ourselves": "{}"}
_FIRST = _FIRST_SINGULAR | _FIRST_PLURAL
_THIRD = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"}
_POSSESSIVES = {"his", "its", "their", "her"}
_AUXILIARIES = {
    "be": {"am": "is", "are": "is", "'m": "is", "’m": "is", "'re": "is", "’re": "is", "were": "was"},
    "have": {"have": "has"},
}
_CONTRACTED = {"'ve": "has", "’ve": "has", "'ll": "will", "’ll": "will", "'d": "would", "’d": "would"}
_SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}
_RELATIVES = {"which", "who", "that", "whom"}
_QUOTES = re.compile(r"[\"“”„«»]")
_BRACKETS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]\s*")
_ONLY_FIGURE = re.compile(r"(?:[a-z]+ ){0,3}[\d.,]+(?: (?:thousand|million|billion))?")
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+([,.;:!?%])")

#: Who a third-person pronoun is, or ``None``.
Resolver = Callable[[Token], str | None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a statement may draw on beside its own words."""

    resolve: Resolver
    speaker: str | None
    first_person: bool
    denied: bool
    cue: str
    days: Mapping[Span, tuple[dt.date, dt.date]]


@dataclasses.dataclass(slots=True)
class _Word:
    text: str
    space: bool


def statement_of(clause: Clause, words: Sequence[Token], context: Context) -> str:
    """One sentence for a claim made of these words of a clause."""
    own = trimmed(words)
    if not own:
        return ""
    lead = _shared_words(clause, own)
    negation = _negated_at(clause, own) if context.denied else {}
    replaced = _first_person(own, context) if context.first_person else {}
    said = [_word(token, context, replaced, negation, own) for token in [*lead, *own]]
    text = _joined(_with_days(clause, [*lead, *own], said, context.days))
    return _finished(_as_clause(text, clause, context))


def _shared_words(clause: Clause, own: Sequence[Token]) -> list[Token]:
    """The words that the clause shares with the one it hangs on: a subject, an antecedent, or all of a main clause."""
    head = clause.head
    if any(token.dep_ in _SUBJECTS and token.head.i == head.i and token.lower_ not in _RELATIVES for token in own):
        return []
    if head.dep_ == "relcl":
        noun = head.head
        return [token for token in noun.subtree if token.i < min(own[0].i, head.left_edge.i) and token.i >= noun.left_edge.i]
    if head.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        first = head
        while first.dep_ == "conj":
            first = first.head
        shared = [child for child in first.lefts if child.dep_ in {"nsubj", "nsubjpass", "expl"}]
        lead = [token for subject in shared for token in subject.subtree if token.i < own[0].i]
        if lead and not any(child.dep_ in {"aux", "auxpass"} for child in head.lefts) and head.tag_ in {"VBN", "VB", "VBG"}:
            lead += [child for child in first.lefts if child.dep_ in {"aux", "auxpass"}]
        return sorted(lead, key=lambda token: token.i)
    if clause.place is Place.ADVERBIAL and head.tag_ in {"VBG", "VBN"} and head.head.i < head.i:
        governor = head.head
        edge = min(token.i for token in own)
        return [token for token in governor.subtree if token.i < edge and token.i >= governor.left_edge.i]
    return []


def _word(
    token: Token, context: Context, replaced: Mapping[int, str], negation: Mapping[int, str], own: Sequence[Token]
) -> _Word:
    space = bool(token.whitespace_)
    if token.i in negation:
        return _Word(negation[token.i], space)
    if token.i in replaced:
        return _Word(replaced[token.i], space or token.lower_ in _CONTRACTED)
    low = token.lower_
    if low in _THIRD and token.pos_ in {"PRON", "DET"} and token.dep_ != "expl":
        name = context.resolve(token)
        if name:
            return _Word(f"{name}’s" if low in _POSSESSIVES and (low != "her" or token.dep_ == "poss") else name, space)
    return _Word(token.text, space)


def _first_person(own: Sequence[Token], context: Context) -> dict[int, str]:
    """ "I", "we" and "our" as the speaker's name, with the verb to suit it."""
    replaced: dict[int, str] = {}
    for token in own:
        low = token.lower_
        if low not in _FIRST or token.pos_ not in {"PRON", "DET"}:
            continue
        replaced[token.i] = _FIRST[low].format(context.speaker)
        if token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        finite = next((child for child in token.head.lefts if child.dep_ in {"aux", "auxpass"} and child.i > token.i), token.head)
        form = _third_person(finite)
        if form:
            replaced[finite.i] = form
    return replaced


def _third_person(verb: Token) -> str | None:
    low = verb.lower_
    for forms in _AUXILIARIES.values():
        if low in forms:
            return forms[low]
    if low in _CONTRACTED:
        return _CONTRACTED[low]
    if low == "do":
        return "does"
    if verb.tag_ == "VBP" and verb.pos_ == "VERB":
        return _with_s(low)
    return None


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"


def _negated_at(clause: Clause, own: Sequence[Token]) -> dict[int, str]:
    """The word that turns the clause into its opposite; none where the clause is negated already."""
    head = clause.head
    if any(child.dep_ == "neg" for child in head.children) or head not in own:
        return {}
    helper = next((child for child in head.lefts if child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO"), None)
    if helper is not None:
        return {helper.i: f"{helper.text} not"}
    if head.lemma_ == "be":
        return {head.i: f"{head.text} not"}
    helping = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}.get(head.tag_)
    return {head.i: f"{helping} {head.lemma_}"} if helping else {}


def _with_days(
    clause: Clause, tokens: Sequence[Token], words: list[_Word], days: Mapping[Span, tuple[dt.date, dt.date]]
) -> list[_Word]:
    """Adds the calendar day behind each expression that only the date of publication explains."""
    if not days:
        return words
    offset = clause.sentence.offset
    for span, (earliest, latest) in days.items():
        last = max((i for i, token in enumerate(tokens) if span.start <= offset + token.idx < span.end), default=None)
        if last is None:
            continue
        stated = "".join(token.text_with_ws for token in tokens if span.start <= offset + token.idx < span.end)
        written = _written(earliest, latest)
        if str(earliest.year) not in stated and written:
            words[last] = _Word(f"{words[last].text} ({written})", words[last].space)
    return words


def _written(earliest: dt.date, latest: dt.date) -> str:
    if earliest == latest:
        return f"{earliest.day} {earliest:%B %Y}"
    if (latest - earliest).days == 1:
        return f"{earliest.day} {earliest:%B} to {latest.day} {latest:%B %Y}"
    return f"{earliest.day} {earliest:%B %Y} to {latest.day} {latest:%B %Y}"


def _joined(words: Sequence[_Word]) -> str:
    text = "".join(f"{word.text} " if word.space or index + 1 == len(words) else word.text for index, word in enumerate(words))
    text = _BRACKETS.sub("", text)
    text = _QUOTES.sub("", text).replace("[", "(").replace("]", ")")
    return _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", text)).strip(" ,;:-–—'’‘")


def _as_clause(text: str, clause: Clause, context: Context) -> str:
    """Contents that are no clauses: "the toll at 57", "Russia of targeting civilians", "having broken the truce"."""
    if clause.head.pos_ in {"VERB", "AUX"} and clause.head.tag_ != "VBG" and context.cue not in {"put", "accuse"}:
        return text
    if clause.cue_phrase and _ONLY_FIGURE.fullmatch(text):
        return f"The number was {text}"
    if context.cue == "put" and " at " in text:
        counted, figure = text.split(" at ", 1)
        return f"{counted} was {figure}"
    if context.cue in {"accuse", "suspect"} and " of " in text:
        accused, deed = text.split(" of ", 1)
        plural = accused.rstrip().endswith("s") and not accused.endswith("ss")
        if deed.startswith("having "):
            return f"{accused} {'have' if plural else 'has'} {deed[7:]}"
        return f"{accused} {'are' if plural else 'is'} {deed}" if deed.split(" ")[-1] and "ing" in deed.split(",")[0] else text
    if context.denied and context.speaker:
        if clause.head.tag_ == "VBG" and text.lower().startswith(clause.head.lower_):
            return f"{context.speaker} did not {clause.head.lemma_}{text[len(clause.head.text) :]}"
        if clause.head.pos_ == "NOUN":
            return f"There was no {text.removeprefix('the ').removeprefix('a ').removeprefix('any ')}"
    return text


def _finished(text: str) -> str:
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
