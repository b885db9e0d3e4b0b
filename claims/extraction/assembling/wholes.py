"""Of which whole a part is told: "Nine of the 38 wounded" are of those "that the town's only hospital had received".

What was told of the whole stands behind its noun, as a relative clause made of the whole's own statement.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from claims.extraction.assembling.bearers import LIMITED, PARTICIPLES
from claims.extraction.assembling.figures import count_in_words, names_of
from claims.extraction.assembling.scene_words import uncapitalised
from claims.extraction.assembling.settings import Setting
from claims.extraction.clauses import helpers_of
from claims.extraction.records import Claim
from claims.extraction.reference.names import are_people

_UNLIMITED = re.compile(LIMITED)
#: What happened to the whole is told already: "nine of the 38 people [injured in Lund]".
_FATE_BEHIND = re.compile(rf"\s(?:{'|'.join(sorted(PARTICIPLES))})\b")
#: In words: what is longer reads badly in the middle of a sentence.
_LONGEST = 24
#: What makes a relative clause hard to read, or is more than one.
_MORE = re.compile(r"[,;:“”\"—]|\b(?:and|but|following what|or|than|which|who|whom|whose|\w+est)\b")
#: "…, nine of them in critical condition" tells of the part.
_ASIDE = re.compile(r", (?:[\w.-]+ ){1,4}of (?:them|whom)\b.*$")
#: Some of those who were told of before, without their number: "870 of the people".
_OF_PEOPLE = re.compile(r" of the (?:people|men|women)\b")
_SAME_DAY = re.compile(r" (?:(?:on )?[\w’-]+ \([^()]*\d{4}\)|on \d{1,2} [A-Z][a-z]+ \d{4})$")
_DAY_IN_BRACKETS = re.compile(r"\([^()]*\)")


def counted_whole(whole: Claim) -> str:
    """How a part tells of its whole: "the 38 wounded"; empty where the whole has no noun."""
    figure = whole.figure
    return f"the {count_in_words(figure) or f'{figure.text.lower()} {figure.of}'}" if figure is not None and figure.of else ""


def bare_end(part: Claim, whole: Claim) -> int | None:
    """Where the part's statement ends telling of its whole by no more than number and noun; ``None`` where it tells more."""
    phrase = counted_whole(whole)
    found = re.search(rf" of {re.escape(phrase)}\b", part.statement) if phrase else None
    if found is None and whole.figure is not None and are_people(whole.figure.of.rpartition(" ")[2]):
        found = _OF_PEOPLE.search(part.statement)
    if found is None:
        return None
    bare = _UNLIMITED.match(part.statement, found.end()) is not None
    return found.end() if bare and _FATE_BEHIND.match(part.statement, found.end()) is None else None


def with_wholes(claims: Sequence[Claim], settings: Sequence[Setting]) -> list[Claim]:
    """The claims with what was told of the wholes of which they count parts."""
    return [_limited(claim, claims, settings) for claim in claims]


def _limited(claim: Claim, claims: Sequence[Claim], settings: Sequence[Setting]) -> Claim:
    index = claim.figure.part_of if claim.figure is not None else None
    whole = claims[index] if index is not None else None
    end = bare_end(claim, whole) if whole is not None else None
    if whole is None or index is None or end is None or not _is_told_alike(claim, whole):
        return claim
    told = _relative(whole, settings[index])
    if told is None or settings[index].draft.clause.head.text in claim.statement:
        return claim
    same = _SAME_DAY.search(told)
    if same is not None and same[0] in claim.statement:
        told = told.removesuffix(same[0])  # "that Russia launched[ overnight] were shot down overnight"
    told = _without_end(told, claim.statement[end:])
    where = tuple(place for place in whole.where if place.text in told and place not in claim.where)
    statement = f"{claim.statement[:end]} {told}{claim.statement[end:]}"
    return dataclasses.replace(claim, statement=statement, where=(*claim.where, *where))


def _without_end(told: str, behind: str) -> str:
    """Without what follows anyhow: of "patients [that it had seen with fever] with fever had died"."""
    words = told.split()
    ends = (" ".join(words[first:]) for first in range(2, len(words) - 1))
    again = next((end for end in ends if behind.startswith(f" {end} ")), "")
    return told.removesuffix(again).rstrip()


def _is_told_alike(claim: Claim, whole: Claim) -> bool:
    """The same people tell both, and deny neither."""
    if "denies" in {claim.stance, whole.stance} or any(note.startswith("who or what “") for note in whole.ambiguous):
        return False
    return not whole.attribution or [*map(names_of, whole.attribution)] == [*map(names_of, claim.attribution)]


def _relative(whole: Claim, setting: Setting) -> str | None:
    """What the whole's statement says of it: "who have been rescued off Lund", "that the hospital had received"."""
    figure, head = whole.figure, setting.draft.clause.head
    if figure is None or any(child.dep_ == "conj" for child in head.rights):
        return None
    statement = whole.statement.removesuffix(".")
    found = re.search(rf"\b{re.escape(f'{figure.text} {figure.of}')}(?=[\s,]|$)", statement, re.IGNORECASE)
    if found is None:
        return None
    before, behind = statement[: found.start()].rstrip(), _ASIDE.sub("", statement[found.end() :])
    helpers = helpers_of(head)
    if not before or before.endswith(","):  # it is the subject
        if behind.split()[:1] not in ([head.text], *([helper.text] for helper in helpers)):
            return None
        led = f" {uncapitalised(before.removesuffix(','), setting)}" if before else ""
        told = f"{'who' if are_people(figure.of.rpartition(' ')[2]) else 'that'}{behind}{led}"
    elif before.split()[-1] == head.text and (helpers or head.tag_ != "VBG") and "," not in before:
        told = f"that {uncapitalised(before, setting)}{behind}"
    elif before.split()[-1] == head.text == "killing":  # "hit a market, killing 14 people"
        told = f"killed{behind}"
    else:
        return None
    plain = _DAY_IN_BRACKETS.sub("", told)
    return told if len(plain.split()) <= _LONGEST and _MORE.search(plain.partition(" ")[2]) is None else None
