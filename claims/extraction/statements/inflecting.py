"""Words in the form that a statement wants: owners, verbs of another person or number, and the negation of a clause."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claims.extraction.clauses import HELPERS, SUBJECTS, Clause, number_before
from claims.extraction.text.tokens import Token

#: The verbs that change more than an "s" between several and one.
SINGULAR = dict.fromkeys(("be", "am", "'m", "’m", "are", "'re", "’re"), "is") | {"were": "was", "do": "does"}
SINGULAR |= dict.fromkeys(("have", "'ve", "’ve"), "has")
_IN_FULL = {"'ll": "will", "’ll": "will", "'d": "would", "’d": "would"}
_AFTER_NAMES = {"'s": "is", "’s": "is", "'re": "are", "’re": "are", "'ve": "have", "’ve": "have"} | _IN_FULL
_PLURAL = {"be": "are", "have": "have"}
_DO_SUPPORT = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}
#: So many words may stand before a number: "up to five", "more than 240".
_NUMBER_WITHIN = 3
_SEVERAL = frozenset({"they", "them", "people", "police"})
_ANYBODY = {"any": "none", "anyone": "no one", "anybody": "nobody", "anything": "nothing"}


#: Pasts that small models take for a present with "I" or "we": "I bent down".
_PASTS = frozenset(
    """bent bled bought bound brought built caught crept dealt dug fed felt fled fought found ground heard held kept knelt
    laid led left lent lost made meant met paid rode said sat sent shone shot slept slid sold sought spent spun stood
    struck stuck swung taught thought told understood went wept won""".split()
)


def possessive_of(name: str) -> str:
    """A name as the owner of what follows: "the mayor’s", "the doctors’"."""
    last = name.rpartition(" ")[2]
    plural = last.endswith("s") and (last.islower() or last in {"Borders", "Nations", "States", "Forces"})
    return f"{name}’" if plural else f"{name}’s"


def _is_past_of_lie(verb: Token) -> bool:
    """Of "I lay under my sister" it is, since who lays something has an object."""
    return verb.lower_ == "lay" and not any(child.dep_ == "dobj" for child in verb.rights)


def third_person(verb: Token) -> str | None:
    """The verb as it goes with a name, where it stood with "I" or "we"; ``None`` where it is the same."""
    low = verb.lower_
    if low in SINGULAR:
        return SINGULAR[low]
    if low in _IN_FULL:
        had = low.endswith("d") and verb.dep_ in HELPERS and verb.head.tag_ == "VBN"
        return "had" if had else _IN_FULL[low]
    present = verb.tag_ == "VBP" and verb.pos_ == "VERB" and low not in _PASTS and not _is_past_of_lie(verb)
    return _with_s(low) if present else None


def written_out(verb: Token) -> str | None:
    """The helping verb that is run together with the pronoun before it, as it stands behind a name: of "he's" "is"."""
    ends = verb.nbor().is_punct or not verb.nbor().text  # "higher than the ministry’s."
    full = _AFTER_NAMES.get(verb.lower_) if verb.tag_ != "POS" and not ends else None
    if full not in {"is", "would"} or verb.dep_ not in HELPERS or verb.head.tag_ not in {"VBD", "VBN"}:
        return full
    if full == "would":
        return "had"
    perfect = verb.head.lower_ == "been" or any(child.dep_ == "dobj" for child in verb.head.rights)
    return "has" if perfect else "is"


def _with_s(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else verb + "s"


def negated(clause: Clause, own: Sequence[Token]) -> dict[int, str]:
    """The word that turns the clause into its opposite; none where the clause is negated already."""
    head = clause.head
    if any(child.dep_ == "neg" for child in head.children) or head not in own:
        return {}
    if none := _nobody(head, own):
        return none
    helper = next((child for child in head.lefts if child.dep_ in HELPERS and child.tag_ != "TO"), None)
    if helper is not None:
        also = {token.i: "" for token in own if token.lower_ == "also" and token.head == head}  # "had not also been killed"
        return {helper.i: f"{helper.text} not", **also}
    behind = head.nbor() if head.i + 1 < head.sent.end else head
    perfect = head.lemma_ == "have" and behind.tag_ in {"VBN", "VBD", "JJ"} and behind.lower_.endswith("ed")
    if perfect or head.lemma_ == "be":  # "had targeted homes", of which the parse makes homes that were targeted
        return {head.i: f"{head.text} not"}
    if head.tag_ not in _DO_SUPPORT:
        return {}
    had_any = head.lemma_ == "have" and behind.lower_ == "any" and behind in own  # "denied that it had any base in the camp"
    return {behind.i: "no"} if had_any else _with_do(head, own)


def _nobody(head: Token, own: Sequence[Token]) -> dict[int, str]:
    """Who does not act where it is denied that any do: "that any trucks were stopped", "that anybody died"."""
    some = (token for token in own if token.lower_ == "any" and token.head.dep_ in SUBJECTS and token.head.head.i == head.i)
    if (any_ := next(some, None)) is not None:
        return {any_.i: "no"}
    anyone = next((child for child in head.lefts if child.dep_ in SUBJECTS and child.lower_ in _ANYBODY), None)
    return {anyone.i: _ANYBODY[anyone.lower_]} if anyone is not None else {}


def _with_do(head: Token, own: Sequence[Token]) -> dict[int, str]:
    """The negation of a verb without a helping one, before the adverb that stands before it: "does not deliberately target"."""
    before = head.nbor(-1) if head.i > own[0].i else head
    if before.lower_ == "ever":  # "denied that troops ever shelled the town"
        return {before.i: "never"}
    if before.dep_ == "advmod" and before.lower_.endswith("ly") and before in own:
        return {before.i: f"{_DO_SUPPORT[head.tag_]} {before.text}", head.i: head.lemma_}
    return {head.i: f"{_DO_SUPPORT[head.tag_]} {head.lemma_}"}


def agreed(verb: Token) -> dict[int, str]:
    """The helping verb that is taken over from another, in the number of the verb's own subject."""
    helper = next((child for child in verb.head.lefts if child.lower_ in {"has", "have", "was", "were"}), None)
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None) or number_before(verb) or verb
    counted = any(child.like_num and child.lower_ not in {"one", "1"} for child in subject.lefts)  # "five staff"
    one = (subject.tag_ in {"NN", "NNP"} and not counted) or subject.lower_ in {"another", "one", "1"}
    if helper is None:
        return {}
    perfect = helper.lower_ in {"has", "have"}
    return {helper.i: ("has" if one else "have") if perfect else "was" if one else "were"}


def finite_form(verb: Token, *, plural: bool) -> str:
    """The present of an infinitive: of "to cover" "covers"."""
    if plural:
        return _PLURAL.get(verb.lower_, verb.text)
    return SINGULAR.get(verb.lower_) or _with_s(verb.lower_)


def is_plural(phrase: Sequence[Token]) -> bool:
    """By the last noun before any preposition, but those of "up to 240"; two that "and" joins are several."""
    number = next((at for at, token in enumerate(phrase[:_NUMBER_WITHIN]) if token.like_num), 0)  # "up to five residents"
    nouns = list(itertools.takewhile(lambda token: token.pos_ != "ADP" or token.lower_ == "than", phrase[number:]))
    heads = [token for token in nouns if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    several = any(token.lower_ == "and" for token in nouns) or [token.lower_ for token in phrase[1:3]] == ["of", "them"]
    several |= bool(phrase) and phrase[0].like_num and phrase[0].lower_ not in {"1", "one"}
    return several or bool(heads and (heads[-1].tag_ in {"NNS", "NNPS"} or heads[-1].lower_ in _SEVERAL))
