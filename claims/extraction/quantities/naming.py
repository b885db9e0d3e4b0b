"""Which numbers are no quantities: parts of names, labels, addresses, scores, telephone numbers, and "one" the pronoun."""

from __future__ import annotations

from claims.extraction.quantities.atoms import Line
from claims.extraction.quantities.counting import Counted
from claims.extraction.quantities.lexicon import IDLE_NOUNS, LABELS, SPEECH, STREETS
from claims.extraction.quantities.measuring import Amount
from claims.extraction.quantities.numerals import Form

_NAMED = frozenset({"ORG", "PRODUCT", "FAC", "LAW", "WORK_OF_ART", "EVENT", "LOC", "GPE", "NORP", "PERSON"})
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_JOINED = frozenset({"sub", "minus", "plus", "mid", "pre", "post"})
_TIES = frozenset({"-", "–", ":"})


def is_name(line: Line, amount: Amount, *, counts_plural: bool) -> bool:
    """Whether the number belongs to a name or a label rather than counting something."""
    numeral = amount.numeral
    digits = line.is_number(numeral.first)
    if _touches_letters(line, amount) or _is_web_address(line, numeral.first):
        return True
    if not amount.is_bare:
        return False
    if digits and _is_address(line, numeral.last):
        return True
    return _is_labelled(line, numeral.first, digits=digits, counts_plural=counts_plural)


def _touches_letters(line: Line, amount: Amount) -> bool:
    """ "G7", "Su-27", "COVID-19", "22nd", "5G", "#1" """
    first, last = amount.first, amount.last
    if line.glued(first):
        before = line.word(first - 1)
        if before[-1:].isalnum() or before in {"#", "@", "_", "&", "*", "'"}:
            return True
        if before in {"-", "–", "/", ".", ":"} and line.glued(first - 1) and line.word(first - 2)[-1:].isalpha():
            return before != "-" or line.word(first - 2) not in _JOINED
    if line.is_number(amount.numeral.first) and line.glued(last) and line.word(last)[0].isalnum():
        return True
    return (
        line.word(first - 1) in {"#", "no", "nos", "№"}
        and (line.word(first - 1) != "no" or line.raw[first - 1] == "No")
        and _cardinal(line, first)
    )


def _cardinal(line: Line, first: int) -> bool:
    return line.is_number(first)


def _is_web_address(line: Line, index: int) -> bool:
    token = line.token(index)
    return token.like_url or token.like_email or token.text.startswith(("@", "#"))


def _is_address(line: Line, at: int) -> bool:
    """ "1600 Pennsylvania Avenue", "9 E 71st St" """
    for step in range(4):
        raw = line.raw[at + step] if at + step < len(line) else ""
        if not raw or not (raw[0].isupper() or line.is_number(at + step) or raw in _ORDINAL_ENDINGS):
            return False
        if step and line.word(at + step) in STREETS and len(raw) > 1:
            return True
    return False


def is_half_of_pair(line: Line, first: int, last: int) -> bool:
    """ "Won 2-1", "555-0123": digits tied to digits by a sign; unless they make a range, they are a score, a vote or a code."""
    behind = line.word(last) in _TIES and line.glued(last) and line.is_number(last + 1) and line.glued(last + 1)
    ahead = line.word(first - 1) in _TIES and line.glued(first) and line.glued(first - 1) and line.is_number(first - 2)
    return behind or ahead


def _is_labelled(line: Line, first: int, *, digits: bool, counts_plural: bool) -> bool:
    """ "Resolution 2231", "iPhone 11", "World War Two"; "in Kyiv 12 people" is not."""
    if first == 0:
        return False
    before, number = line.token(first - 1), line.token(first)
    raw = line.raw[first - 1]
    if not digits and not line.raw[first][0].isupper():
        return False
    if line.word(first - 1) == "." and line.word(first - 2) in {"no", "nos"}:
        return digits
    same_phrase = before.head is number.head or before is number.head or before.head is number
    if counts_plural:
        return digits and before.tag_ in _NAME_TAGS and before.dep_ in {"compound", "nmod", "amod"} and before.head is number.head
    if line.word(first - 1) in LABELS and raw.isalpha():
        return True
    if before.ent_type_ in _NAMED and number.ent_type_ == before.ent_type_ and number.ent_iob_ == "I":
        return True
    return raw[0].isupper() and before.tag_ in _NAME_TAGS and first > 1 and (same_phrase or not digits)


def is_age(line: Line, amount: Amount) -> bool:
    """ "Aged 34", "Ivan Petrenko, 34, said" """
    numeral = amount.numeral
    if numeral.form is not Form.CARDINAL or not 0 < numeral.low <= 120:
        return False
    first = numeral.first
    before = line.word(first - 1)
    if before in {"age", "aged", "ages"} or (before == "of" and line.word(first - 2) == "age"):
        return True
    if not line.is_number(first) or not numeral.low.is_integer():
        return False
    at = first - 2 if before == "," else first - 1
    if at < 0 or line.token(at).ent_type_ != "PERSON":
        return False
    after = line.word(numeral.last)
    if before == ",":
        return after in {",", ".", ";", ")", "and", "of", "was", "who", "from", "has", ""}
    return line.token(first).ent_type_ != "PERSON" and (
        after in {"who", ",", ""} or line.token(numeral.last).pos_ in {"AUX", "VERB"}
    )


def is_idle(line: Line, amount: Amount, counted: Counted | None) -> bool:
    """Number words that count nothing: "one another", "no one", "half-brother", "second half", "one day"."""
    numeral = amount.numeral
    first, last = numeral.first, numeral.last
    before, after = line.word(first - 1), line.word(last)
    if numeral.form is Form.FRACTION:
        return _idle_fraction(line, amount, counted)
    if numeral.form is Form.VAGUE:
        return counted is None and not after == "of"
    if numeral.low == 1 and numeral.in_words and numeral.last == first + 1:
        return _idle_one(line, first, before, after, counted)
    return False


def _idle_fraction(line: Line, amount: Amount, counted: Counted | None) -> bool:
    if amount.numeral.last - amount.numeral.first > 1 or line.word(amount.numeral.first) != "half":
        return False
    if line.word(amount.first - 1) in {"first", "second", "other", "better", "this", "last", "-", "and", "latter"}:
        return True
    return (
        not (counted is not None and (counted.determined or counted.partitive or counted.head.tag_ == "NNS"))
        and line.word(amount.first - 1) != "by"
    )


def _idle_one(line: Line, first: int, before: str, after: str, counted: Counted | None) -> bool:
    if before in {"no", "the", "this", "that", "which", "any", "every", "each", "another", "a", "some", "only", "loved"}:
        return not (counted is not None and not counted.partitive and before in {"the", "only", "another"}) or before == "no"
    if after in {"another", "'s", "by", "on", "must", "should", "can", "could", "would", "might", "may"} or before == "by":
        return True
    if after == "-":
        return line.word(first + 2) in {
            "way",
            "sided",
            "time",
            "off",
            "on",
            "to",
            "of",
            "size",
            "stop",
            "party",
            "dimensional",
            "by",
        }
    if counted is not None:
        return False
    if first and line.token(first - 1).pos_ in {"ADJ", "DET"}:
        return True
    following = line.token(first + 1) if first + 1 < len(line) else None
    return following is None or not (
        following.lower_
        in {"was", "were", "is", "of", "or", "and", ",", "in", "to", "injured", "dead", "killed", "from", "had", "died"}
        or following.tag_ == "VBN"
    )


def is_hedged(line: Line, amount: Amount, counted: Counted | None) -> bool:
    """Counts that assert no figure: "one of the largest", "one thing", "two officials said"."""
    if counted is None or amount.unit is not None:
        return False
    head, number = counted.head, line.token(amount.numeral.first)
    one = amount.numeral.low == 1 and amount.numeral.in_words
    if one and head.lemma_ in IDLE_NOUNS:
        return True
    if one and counted.partitive:
        inside = range(counted.base, counted.last)
        superlative = any(line.token(index).tag_ in {"JJS", "RBS"} for index in inside)
        return (
            superlative
            or number.dep_ in {"attr", "appos"}
            or line.word(amount.first - 1) in {"is", "was", "as", "remains", "be", "been"}
        )
    return head.dep_ == "nsubj" and head.head.lemma_ in SPEECH


def is_look_back(line: Line, first: int, amount: Amount, counted: Counted | None) -> bool:
    """Definite counts of what was told before: "the two sides", "these two drafts"; not "the 12 people who died"."""
    if amount.unit is not None or counted is None or counted.partitive or amount.numeral.form is not Form.CARDINAL:
        return False
    at = first - 1
    while line.word(at) in {"first", "last", "next", "top", "bottom", "same", "other", "main", "previous", "final", "latest"}:
        at -= 1
    if line.word(at) not in {"the", "these", "those", "both"}:
        return False
    if counted.last >= len(line):
        return True
    follows = line.token(counted.last)
    return follows.tag_ not in {"IN", "WDT", "WP", "VBN", "VBG", "TO"} or at != first - 1
