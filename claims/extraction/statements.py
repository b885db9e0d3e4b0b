"""The proposition that the speaker commits to, as one sentence that stands alone.

A statement is made of the claim's own words: what they leave to the context (who "he" is, which day "Tuesday" was, the subject
that two verbs share) is filled in from the article, and a denial is turned into what its speaker holds to be true. Nothing else
is added.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import re
from collections.abc import Callable, Mapping, Sequence

from spacy.tokens import Token

from claims.extraction.attribution.cues import NAMING, RAISING
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
_SINGULAR = {"be": "is", "am": "is", "'m": "is", "’m": "is", "have": "has", "'ve": "has", "’ve": "has", "do": "does"}
_IN_FULL = {"'ll": "will", "’ll": "will", "'d": "would", "’d": "would", "'re": "are", "’re": "are", "'ve": "have", "’ve": "have"}
_PLURAL = {"be": "are", "have": "have"}
_OPENING = frozenset('"“„«‘')
_WAYS = frozenset({"from", "to", "into", "of", "for", "towards", "toward"})
_DO_SUPPORT = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}
_QUOTES = re.compile(r"[\"“”„«»]")
_SINGLE_QUOTES = re.compile(r"‘|(?<=\w)’(?!\w)|(?<=[.,!?])’")
_ELLIPSIS = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]\s*")
_POSSESSIVE_END = re.compile(r"['’]s?$")
_SPACES = re.compile(r"\s+")
_BEFORE_STOP = re.compile(r"\s+([,.;:!?%])")
_DOUBLE_COMMA = re.compile(r",\s*,")
#: "Put the toll at 12", "raised it from seven to 12": what the figure itself does, and where its value begins.
_FIGURE_TOLD = {
    "put": "was",
    "raise": "rose",
    "increase": "rose",
    "lower": "fell",
    "cut": "fell",
    "reduce": "fell",
    "revise": "was revised",
}
_FIGURE_BORDER = re.compile(r" at | (?=(?:from|to|by) )")
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
    changed |= _raised(own, context) | _named(clause, own, context) | _placed(clause) | _absolute(clause, own)
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
    first = head
    while first.dep_ == "conj":
        first = first.head
    if clause.place is Place.ADVERBIAL and head.tag_ in {"VBG", "VBN"} and first.head.i < first.i:
        governor = first.head
        before = min(own[0].i, first.left_edge.i)
        return [token for token in governor.subtree if governor.left_edge.i <= token.i < before] + own
    if head.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return [*_shared_subject(head, own[0].i), *own]
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
    if pronoun is not None and pronoun.dep_ == "pobj" and pronoun.head.lower_ == "of":
        return _partitive(rest, pronoun.head, antecedent)
    if pronoun is not None and pronoun.dep_ in _SUBJECTS:
        return [*antecedent, *rest]
    if clause.tokens[0].lower_ == "where" and noun.dep_ == "pobj":
        return [*(token for token in rest if token.lower_ != "where"), noun.head, *antecedent]
    if pronoun is None or pronoun.dep_ in {"dobj", "pobj"}:
        after = next((index for index, token in enumerate(rest) if token.i == clause.head.i), len(rest) - 1) + 1
        return [*rest[:after], *antecedent, *rest[after:]]
    return [*antecedent, *mine]


def _partitive(rest: list[Token], of: Token, antecedent: list[Token]) -> list[Token]:
    """Of "…, of which five had arrived" and "…, two of which had": the part, "of", what it is a part of, and the rest."""
    if rest and rest[0].i != of.i:
        cut = next((index for index, token in enumerate(rest) if token.i == of.i), len(rest) - 1) + 1
        return [*rest[:cut], *antecedent, *rest[cut:]]
    number = [token for token in rest[1:] if token.like_num][:1]
    return [*number, of, *antecedent, *(token for token in rest[1:] if token not in number)]


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


def _raised(own: Sequence[Token], context: Context) -> dict[int, str]:
    """Of "the deal is said to cover …", which hangs on nobody, "the deal covers …"."""
    to = next((token for token in own if token.tag_ == "TO" and token.i > own[0].i), None)
    verb = to.doc[to.i + 1] if to is not None and to.i + 1 < len(to.doc) else None
    if to is None or verb is None or verb.tag_ != "VB" or context.speaker or context.cue not in RAISING:
        return {}
    return {to.i: "", verb.i: _finite(verb, plural=_is_plural([token for token in own if token.i < to.i]))}


def _finite(verb: Token, *, plural: bool) -> str:
    if plural:
        return _PLURAL.get(verb.lower_, verb.text)
    return _SINGULAR.get(verb.lower_) or _with_s(verb.lower_)


def _named(clause: Clause, own: Sequence[Token], context: Context) -> dict[int, str]:
    """The copula of "called the loss “deeply disappointing”": the loss is deeply disappointing."""
    if context.cue not in NAMING or not clause.cue_phrase:
        return {}
    name = next((token for token in own[1:] if token.text in _OPENING), None)
    if name is None or own[0].text in _OPENING or any(token.lower_ == NAMING[context.cue] for token in own):
        return {}
    before = name.doc[name.i - 1]
    return {before.i: f"{before.text} {'are' if _is_plural([token for token in own if token.i < name.i]) else 'is'} "}


def _is_plural(phrase: Sequence[Token]) -> bool:
    """By the last noun before any preposition; two that "and" joins are several."""
    nouns = list(itertools.takewhile(lambda token: token.pos_ != "ADP", phrase))
    heads = [token for token in nouns if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    several = any(token.lower_ == "and" for token in nouns)
    return several or bool(heads and (heads[-1].tag_ in {"NNS", "NNPS"} or heads[-1].lower_ in {"they", "people", "police"}))


def _absolute(clause: Clause, own: Sequence[Token]) -> dict[int, str]:
    """The copula of a part that is told without a verb: "11 were hurt, three of them children"."""
    them = next((token for token in own if token.lower_ == "them" and token.i > own[0].i), None)
    if them is None or them.i == own[-1].i or them.head.lower_ != "of" or any(token.pos_ in {"VERB", "AUX"} for token in own):
        return {}
    past = any(token.tag_ == "VBD" for token in clause.tokens)
    return {them.i: f"{them.text} {'were' if past else 'are'}"}


def _placed(clause: Clause) -> dict[int, str]:
    """Where a clause with "where" plays: "pulled from the rubble, where two were missing" puts them in the rubble."""
    noun = clause.head.head
    if clause.head.dep_ != "relcl" or noun.dep_ != "pobj" or clause.tokens[0].lower_ != "where":
        return {}
    return {noun.head.i: "in"} if noun.head.lower_ in _WAYS else {}


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
    if clause.cue_phrase and (told := _FIGURE_TOLD.get(context.cue)) and (border := _FIGURE_BORDER.search(text)):
        return f"{text[: border.start()]} {told} {text[border.end() :]}"
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
