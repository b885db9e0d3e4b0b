"""What the article thinks of what somebody said, right behind it: "…, police say[, a figure that could not be confirmed]"."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attribution.cues import UTTERANCES
from claims.extraction.attribution.passages import Passage, Range
from claims.extraction.text.tokens import Token

#: What may be called what somebody has said.
_SAID = frozenset("account accusation allegation assertion charge claim denial explanation statement version".split())
#: What may be called what somebody has counted; whoever counted may also go on with it: "a figure that includes 12 children".
_COUNTED = frozenset("estimate figure number tally toll total".split())
#: What is done with words and numbers by those who have not said them.
_WEIGHED = frozenset(
    """backed borne challenged confirmed contradicted contradicts corroborated disproved disputed echoed independently questioned
    substantiated supported undermined verified""".split()
)
#: So many words stand between the comma and the noun: "a separate, much higher".
_NEAR = 4
_RELATIVE = frozenset({"that", "which"})


def before_reservation(passage: Passage, part: Range, *, denied: bool) -> int:
    """Where what is said ends before a reservation of the article's, or what it was said in; else where the part ends.

    Of what is ``denied`` nobody tells what it would come to.
    """
    start, end = part
    for index in range(start, end - 2):
        if passage.lower[index] == "," and passage.lower[index + 1] == "in" and _is_means(passage.tokens[index + 1], end):
            return index  # "said it had hit two ships[, in a statement that a monitor found]"
        if denied and passage.lower[index : index + 2] == [",", "which"] and _is_article_own(passage.tokens[index + 2 : end]):
            return index  # "denied such deals[, which would break the sanctions]"
        if passage.lower[index + 1] in ("a", "an") and passage.breaks_at(index) and passage.quote_at[index] is None:
            noun = next((one for one in passage.tokens[index + 2 : index + 2 + _NEAR] if one.tag_ == "NN"), None)
            if noun is not None and noun.i + 1 < end and _is_weighed(noun, passage.tokens[noun.i + 1 : end]):
                return index
    return end


def _is_article_own(behind: Sequence[Token]) -> bool:
    """What it would be had it happened: who denies that says nothing of it."""
    return bool(behind) and behind[0].lower_ in {"would", "could"}


def _is_means(way: Token, end: int) -> bool:
    """It says in what something was said, and what is said ends with it."""
    means = next((child for child in way.rights if child.dep_ == "pobj" and child.lower_ in UTTERANCES), None)
    indefinite = means is not None and any(child.lower_ in {"a", "an", "its"} for child in means.lefts)
    return means is not None and indefinite and means.right_edge.i + 1 >= end


def _is_weighed(noun: Token, behind: Sequence[Token]) -> bool:
    if behind[0].lower_ not in _RELATIVE:
        return False
    if noun.lower_ in _SAID:
        return True
    words = {token.lower_ for token in behind}
    return noun.lower_ in _COUNTED and not _WEIGHED.isdisjoint(words)
