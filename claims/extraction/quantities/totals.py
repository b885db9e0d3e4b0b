"""What a number is the number of, where a noun for numbers says so: "put the number of rockets at 96", "the toll rose to 12"."""

from __future__ import annotations

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted, counted_noun
from claims.extraction.quantities.reading import Reading
from claims.extraction.text.tokens import Token

#: Nouns whose value is a number, and with "of", or a noun in front, what is counted.
_NUMBERS = frozenset({"number", "toll", "total", "tally", "count", "figure"})
#: From the number up to the verb whose argument it is.
_UP_TO_VERB = frozenset(
    {"pobj", "prep", "nummod", "appos", "attr", "dobj", "npadvmod", "quantmod", "conj", "acomp", "oprd", "advmod", "dep"}
)
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
#: Deeper than any way from a number to its verb in a sentence that was understood.
_STEPS = 8
#: A toll counts the dead by itself.
_SAYS_IT_ALL = frozenset({"toll"})


def supply_total(line: Line, reading: Reading) -> None:
    """Give a number that stands alone what a noun for numbers in its clause counts, and the word that tells what became of it."""
    if reading.unit is not None or reading.counted is not None or reading.relative is not None:
        return
    noun = _noun_for_numbers(reading.number)
    if noun is None:
        return
    of = next((child for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of"), None)
    if of is not None:
        reading.counted = _complement(line, of, reading.number)
        reading.told_by = reading.counted.head if reading.counted else None
    elif noun.lemma_ in _SAYS_IT_ALL:
        reading.told_by = noun


def _noun_for_numbers(number: Token) -> Token | None:
    """The noun for numbers of which the number is told, by the verb between the two or right beside it."""
    token = number
    for _ in range(_STEPS):
        if token.lemma_ in _NUMBERS and token is not number:
            return token
        if token.pos_ in {"VERB", "AUX"}:
            return next((child for child in token.lefts if _is_told(child)), next((c for c in token.rights if _is_told(c)), None))
        if token.dep_ not in _UP_TO_VERB or token.head.i == token.i:
            return None
        token = token.head
    return None


def _is_told(token: Token) -> bool:
    return token.dep_ in _ARGUMENTS and token.lemma_ in _NUMBERS


def _complement(line: Line, of: Token, number: Token) -> Counted | None:
    """The noun phrase behind "of", or the adjective that stands for people: "the number of injured"."""
    found = counted_noun(line, line.first_of(of), number)
    if found is not None:
        return found
    stands = next((child for child in of.rights if child.dep_ in {"pobj", "amod", "pcomp"}), None)
    if stands is None or stands.pos_ in {"PRON", "DET", "NUM"}:
        return None
    first = line.first_of(stands)
    return Counted(first, line.after(stands), stands, first, partitive=True)
