"""The proposition that the speaker commits to, as one sentence that stands alone.

A statement is made of the claim's own words: what they leave to the context (who "he" is, which day "Tuesday" was, the subject
that two verbs share) is filled in from the article, and a denial is turned into what its speaker holds to be true. Nothing else
is added.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from claims.extraction.clauses import Clause, Place, trimmed
from claims.extraction.nouns import HEARSAY, PLURAL_BODIES
from claims.extraction.records import Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_RELATIVES = frozenset({"which", "who", "that", "whom"})
_FIRST = {
    **dict.fromkeys(("i", "me", "myself"), "{}"),
    **dict.fromkeys(("we", "us", "ourselves"), "{} and others"),
    **dict.fromkeys(("my", "mine", "our", "ours"), "{}’s"),
}
_THIRD = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their"})
_POSSESSIVES = frozenset({"his", "its", "their", "her"})
_SINGULAR = {"am": "is", "'m": "is", "’m": "is", "have": "has", "'ve": "has", "’ve": "has", "do": "does"}
_IN_FULL = {"'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "'re": "are", "’re": "are", "'ve": "have", "’ve": "have"}
_DO_SUPPORT = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}
_QUOTES = re.compile(r"[\"“”„«»]")
_SINGLE_QUOTES = re.compile(r"‘|(?<=\w)’(?!\w)|(?<=[.,!?])’")
_ELLIPSIS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]\s*")
_POSSESSIVE_END = re.compile(r"['’]s?$")
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+([,.;:!?%])")
_DOUBLE_COMMA = re.compile(r",\s*,")
_ONLY_FIGURE = re.compile(r"(?:[a-z]+ ){0,3}[\d.,]+(?: (?:thousand|million|billion))?")

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
    index: int
    space: bool


def statement_of(clause: Clause, words: Sequence[Token], context: Context) -> str:
    """One sentence for a claim made of these words of a clause."""
    own = trimmed([token for token in words if token.lower_ not in HEARSAY])
    if not own:
        return ""
    ordered = _in_order(clause, own)
    changed = _first_person(own, context) if context.first_person else {}
    if context.denied:
        changed |= _negated(clause, own)
    said = [_word(token, context, changed) for token in ordered]
    return _finished(_as_clause(_joined(_with_days(clause, ordered, said, context.days)), clause, context))


def total_of(clause: Clause, words: Sequence[Token], context: Context) -> str:
    """How many there are in all, where a part is told: "74 of its 410 branches" says that the bank has 410 branches."""
    number = next((index for index, token in enumerate(words) if token.like_num), 0)
    owner, counted = words[:number], _joined([_word(token, context, {}) for token in words[number:]])
    owned = owner and (owner[-1].tag_ == "POS" or owner[-1].lower_ in _POSSESSIVES)
    if not owned:
        return f"There are {counted} in all."
    holder = _joined([_word(token, context, {}) for token in owner])
    if holder.lower() in _POSSESSIVES:  # "the bank will close 74 of its branches"
        subject = next((child for child in clause.head.lefts if child.dep_ in _SUBJECTS), None)
        if subject is None:
            return f"There are {counted} in all."
        holder = _joined([_word(token, context, {}) for token in subject.subtree])
    return _finished(f"{_POSSESSIVE_END.sub('', holder)} has {counted}")


# The words and their order


def _in_order(clause: Clause, own: list[Token]) -> list[Token]:
    """The claim's words with those that the clause shares with the one it hangs on."""
    head = clause.head
    if head.dep_ == "relcl" and head in clause.tokens:
        return _relative(clause, own)
    if any(token.dep_ in _SUBJECTS and token.head.i == head.i and token.lower_ not in _RELATIVES for token in own):
        return own
    if head.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return [*_shared_subject(head, own[0].i), *own]
    if clause.place is Place.ADVERBIAL and head.tag_ in {"VBG", "VBN"} and head.head.i < head.i:
        governor = head.head
        return [token for token in governor.subtree if governor.left_edge.i <= token.i < own[0].i] + own
    return own


def _relative(clause: Clause, own: list[Token]) -> list[Token]:
    """A relative clause as a sentence: what it hangs on takes the place of "which"."""
    noun = clause.head.head
    mine = [token for token in own if token in clause.tokens]
    first = mine[0].i if mine else own[0].i
    antecedent = [token for token in noun.subtree if noun.left_edge.i <= token.i < min(first, clause.head.left_edge.i)]
    antecedent = trimmed(antecedent)
    pronoun = next((token for token in clause.tokens if token.lower_ in _RELATIVES and token.i < clause.head.i), None)
    rest = [token for token in mine if pronoun is None or token.i != pronoun.i]
    if pronoun is not None and pronoun.dep_ in _SUBJECTS:
        return [*antecedent, *rest]
    if clause.tokens[0].lower_ == "where" and noun.dep_ == "pobj":
        return [*(token for token in rest if token.lower_ != "where"), noun.head, *antecedent]
    if pronoun is None or pronoun.dep_ in {"dobj", "pobj"}:
        after = next((index for index, token in enumerate(rest) if token.i == clause.head.i), len(rest) - 1) + 1
        return [*rest[:after], *antecedent, *rest[after:]]
    return [*antecedent, *mine]


def _shared_subject(head: Token, before: int) -> list[Token]:
    """The subject, and where it fits the helping verb, of the first of two verbs that share them."""
    first = head
    while first.dep_ == "conj":
        first = first.head
    shared = [child for child in first.lefts if child.dep_ in _SUBJECTS]
    lead = [token for subject in shared for token in subject.subtree if token.i < before]
    if head.tag_ in {"VBN", "VB", "VBG"} and not any(child.dep_ in {"aux", "auxpass"} for child in head.lefts):
        lead += [child for child in first.lefts if child.dep_ in {"aux", "auxpass"}]
    return sorted(lead, key=lambda token: token.i)


# The words themselves


def _word(token: Token, context: Context, changed: Mapping[int, str]) -> _Word:
    space = bool(token.whitespace_)
    if token.i in changed:
        return _Word(changed[token.i], token.i, space)
    low = token.lower_
    if low in _THIRD and token.pos_ in {"PRON", "DET"} and token.dep_ != "expl":
        name = context.resolve(token)
        if name:
            possessive = low in _POSSESSIVES and (low != "her" or token.dep_ == "poss")
            return _Word(f"{name}’s" if possessive else name, token.i, space)
    return _Word(token.text, token.i, space)


def _first_person(own: Sequence[Token], context: Context) -> dict[int, str]:
    """The speaker's name for "I", "we" and "our", with the verb to suit it."""
    changed: dict[int, str] = {}
    for token in own:
        low = token.lower_
        if low not in _FIRST or token.pos_ not in {"PRON", "DET"}:
            continue
        changed[token.i] = _FIRST[low].format(context.speaker)
        if token.dep_ in _SUBJECTS:
            helpers = (child for child in token.head.lefts if child.dep_ in {"aux", "auxpass"} and child.i > token.i)
            finite = next(helpers, token.head)
            form = _third_person(finite) if low == "i" else _IN_FULL.get(finite.lower_)
            if form:
                changed[finite.i] = form if finite.doc[finite.i - 1].whitespace_ else f" {form}"
    return changed


def _third_person(verb: Token) -> str | None:
    low = verb.lower_
    if low in _SINGULAR:
        return _SINGULAR[low]
    if low in _IN_FULL:
        return _IN_FULL[low]
    return _with_s(low) if verb.tag_ == "VBP" and verb.pos_ == "VERB" else None


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"


def _negated(clause: Clause, own: Sequence[Token]) -> dict[int, str]:
    """The word that turns the clause into its opposite; none where the clause is negated already."""
    head = clause.head
    if any(child.dep_ == "neg" for child in head.children) or head not in own:
        return {}
    helper = next((child for child in head.lefts if child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO"), None)
    if helper is not None:
        return {helper.i: f"{helper.text} not"}
    if head.lemma_ == "be":
        return {head.i: f"{head.text} not"}
    return {head.i: f"{_DO_SUPPORT[head.tag_]} {head.lemma_}"} if head.tag_ in _DO_SUPPORT else {}


def _with_days(
    clause: Clause, tokens: Sequence[Token], words: list[_Word], days: Mapping[Span, tuple[dt.date, dt.date]]
) -> list[_Word]:
    """Adds the calendar day behind each expression that only the date of publication explains."""
    offset = clause.sentence.offset
    for span, (earliest, latest) in days.items():
        inside = [index for index, token in enumerate(tokens) if span.start <= offset + token.idx < span.end]
        if inside and not any(tokens[index].text == str(earliest.year) for index in inside):
            last = words[inside[-1]]
            last.text = f"{last.text} ({_written(earliest, latest)})"
    return words


def _written(earliest: dt.date, latest: dt.date) -> str:
    if earliest == latest:
        return f"{earliest.day} {earliest:%B %Y}"
    first = f"{earliest.day} {earliest:%B}" if earliest.year == latest.year else f"{earliest.day} {earliest:%B %Y}"
    return f"{first} to {latest.day} {latest:%B %Y}"


# The sentence


def _joined(words: Sequence[_Word]) -> str:
    parts = []
    words = _without_gaps(words)
    for word, following in zip(words, [*words[1:], None], strict=True):
        apart = following is not None and (word.space or following.index != word.index + 1)
        parts.append(f"{word.text} " if apart else word.text)
    text = _QUOTES.sub("", _ELLIPSIS.sub("", "".join(parts)))
    if "‘" in text:
        text = _SINGLE_QUOTES.sub("", text)
    text = _BEFORE_STOP.sub(r"\1", _SPACES.sub(" ", text.replace("[", "(").replace("]", ")")))
    return _DOUBLE_COMMA.sub(",", text).strip(" ,;:-–—'’‘")


def _without_gaps(words: Sequence[_Word]) -> list[_Word]:
    """The words without the commas on both sides of what was left out between them."""
    kept: list[_Word] = []
    for word in words:
        gap = bool(kept) and word.index > kept[-1].index + 1
        if gap and kept[-1].text == ",":
            kept.pop()
        if not (gap and word.text == ","):
            kept.append(word)
    return kept


def _as_clause(text: str, clause: Clause, context: Context) -> str:
    """Contents that are no clauses: "the toll at 57", "Russia of targeting civilians", "having broken the truce"."""
    if clause.cue_phrase and _ONLY_FIGURE.fullmatch(text):
        return f"The number was {text}"
    if context.cue == "put" and clause.cue_phrase and " at " in text:
        counted, _, figure = text.partition(" at ")
        return f"{counted} was {figure}"
    if context.cue in {"accuse", "suspect"} and " of " in text:
        return _accused(*text.split(" of ", 1)) or text
    if context.speaker and text.startswith(("to ", "not to ")) and clause.head.tag_ == "VB":
        return f"{context.speaker} is {text}"
    if context.denied and context.speaker and clause.cue_phrase:
        return _denied(text, clause.head, context.speaker)
    return text


def _accused(accused: str, deed: str) -> str | None:
    """What the accused is said to do: "Russia is targeting civilians", "the rebels have broken the truce"."""
    last = accused.rpartition(" ")[2].lower()
    plural = last in PLURAL_BODIES or (last.endswith("s") and not last.endswith("ss"))
    if deed.startswith("having "):
        return f"{accused} {'have' if plural else 'has'} {deed.removeprefix('having ')}"
    doing = any(word.endswith("ing") for word in deed.split()[:2])
    return f"{accused} {'are' if plural else 'is'} {deed}" if doing else None


def _denied(text: str, head: Token, speaker: str) -> str:
    """The opposite of a denied deed or thing: "denied bombing a market", "denied any wrongdoing"."""
    if text.lower().startswith("having "):
        return f"{speaker} has not {text[7:]}"
    if head.tag_ == "VBG" and text.lower().startswith(head.lower_):
        return f"{speaker} did not {head.lemma_}{text[len(head.text) :]}"
    if head.pos_ in {"NOUN", "PROPN"}:
        return f"There was no {re.sub(r'^(?:the|a|an|any|all) ', '', text)}"
    return text


def _finished(text: str) -> str:
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
