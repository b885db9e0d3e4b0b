"""At which land something was fired, and over which it was shot down: at the land whose air force tells of it.

"Karzhan launched 312 drones", Velmaria's air force says, and so it launched them at Velmaria; over that its crews shot down 274.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from claims.extraction.assembling.phrases import HERE
from claims.extraction.assembling.settings import Setting
from claims.extraction.clauses import SUBJECTS
from claims.extraction.records import Claim, Place
from claims.extraction.reference.names import singular
from claims.extraction.reference.resolving import References

_FIRED = frozenset({"bomb", "drone", "missile", "rocket", "shell"})
_FIRING = frozenset({"fire", "launch", "send", "unleash", "use"})
_DOWNED = frozenset({"destroyed", "intercepted", "jammed", "lost"})
#: What is fired so is fired at nobody.
_HARMLESS = frozenset("drill exercise sea test toward towards".split())
#: Who tells of what flies over a land, and need not name it.
_FORCES = frozenset({"air command", "air force", "army", "general staff", "military"})
#: What says already where they flew, or counts more.
_GOES_ON = re.compile(r"(?:across|against|and|at|from|into|on|or|over|toward|towards)\b(?! the night| \d)")


def with_airspace(claims: Sequence[Claim], settings: Sequence[Setting], references: References) -> list[Claim]:
    """The claims of what was fired at a land, and of what was shot down there, with that land."""
    told = [_land_of_teller(claim, setting, references) for claim, setting in zip(claims, settings, strict=True)]
    aimed = [
        _attacked(claim, setting, land, references) if flies else None
        for claim, setting, (flies, land) in zip(claims, settings, told, strict=True)
    ]
    defended = {
        land.text
        for claim, (flies, land) in zip(claims, told, strict=True)
        if flies and land is not None and claim.figure is not None and not _DOWNED.isdisjoint(claim.figure.measures)
    }
    aimed = [land if land is not None and land.text in defended | _rivals(land, references) else None for land in aimed]
    attacked = {land.text: land for land in aimed if land is not None}
    return [
        _over(claim, land, attacked) if flies and target is None else _with_land(claim, _way(claim), target)
        for claim, (flies, land), target in zip(claims, told, aimed, strict=True)
    ]


def _rivals(land: Place, references: References) -> set[str]:
    """The land's name, if the story is of it and of one other: else who tells of a launch need not be its target."""
    return {land.text} if references.rival_of(land) is not None else set()


def _over(claim: Claim, teller: Place | None, attacked: dict[str, Place]) -> Claim:
    """The claim of what was shot down over the attacked land; of two that are, over that of who tells it."""
    if claim.figure is None or _DOWNED.isdisjoint(claim.figure.measures):
        return claim
    one = next(iter(attacked.values())) if len(attacked) == 1 else None
    return _with_land(claim, "over", attacked.get(teller.text) if teller is not None else one)


def _way(claim: Claim) -> str:
    return "against" if " used " in claim.statement else "at"


def _land_of_teller(claim: Claim, setting: Setting, references: References) -> tuple[bool, Place | None]:
    """Whether a land's body tells of what flies, and no place of it; and which land that is, if its name tells."""
    figure = claim.figure
    if figure is None or singular(figure.of.rpartition(" ")[2].lower()) not in _FIRED:
        return False, None
    here = any(token.lower_ in HERE for token in setting.words)
    if claim.where or here or setting.names_place or len(claim.attribution) != 1 or claim.stance == "denies":
        return False, None
    names = [source.name for source in claim.attribution[0].sources]
    land = references.land_of(names[0]) if len(names) == 1 else None
    return land is not None or (len(names) == 1 and names[0].lower() in _FORCES), land


def _attacked(claim: Claim, setting: Setting, teller: Place | None, references: References) -> Place | None:
    """The land at which another fired what the claim counts: that of who tells it, or the one with which that is at war."""
    head = setting.draft.clause.head
    if any(token.lemma_.lower() in _HARMLESS for token in setting.draft.clause.sentence.tokens):
        return None
    if head.lemma_ not in _FIRING or (teller is not None and teller.text in claim.statement):
        return None
    actors = [word for child in head.lefts if child.dep_ in SUBJECTS for word in child.subtree]
    firing = next((land for word in actors if word.text.istitle() and (land := references.land_of(word.text))), None)
    if firing is None and any(word.ent_type_ == "GPE" and word.dep_ in SUBJECTS for word in actors):
        return teller  # by its capital: of its own land it would tell as "we"
    if firing is None or (teller is not None and teller.text == firing.text):
        return None
    return teller or references.rival_of(firing)


def _with_land(claim: Claim, way: str, land: Place | None) -> Claim:
    """The claim with the land behind what it counts: "had launched 214 attack drones at Karevia overnight"."""
    figure = claim.figure
    if land is None:
        return claim
    counted = figure and re.search(
        rf"\b{re.escape(figure.text)}(?: of the [\w-]+)? (?:[\w-]+ ){{0,4}}?\w*{re.escape(figure.of.split()[-1])}\b",
        claim.statement,
    )
    if not counted or _GOES_ON.match(claim.statement, counted.end() + 1):
        return claim
    statement = f"{claim.statement[: counted.end()]} {way} {land.text}{claim.statement[counted.end() :]}"
    return dataclasses.replace(claim, statement=statement, where=(land,))
