"""Who else says so, independently: how many origins support, contradict or qualify a claim. Pure; it reads no database.

The rule is written down for people in ``docs/method.md``, and why it is this one in ADR 17.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sources.models import fold_name
from verification.models import Stance

#: The stances that say something for or against; to mention a claim says nothing either way.
COUNTED = (Stance.SUPPORTS, Stance.CONTRADICTS, Stance.QUALIFIES)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of evidence as one review puts it to the case; one that several reviews speak of is there for each of them.

    ``origin`` is what it goes back to, in words; empty where nobody has said. ``is_interested``: it is from who made the claim,
    or from somebody of the same party, or it goes back to them. ``stance`` is empty where no review has taken one.
    """

    evidence: int
    stance: str = ""
    origin: str = ""
    is_interested: bool = False
    is_admission: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OriginCount:
    """What takes one stance: known origins, each once; pieces whose origin is unknown; and the claimant's own origins."""

    independent: int = 0
    unknown_origin: int = 0
    claimants_own: int = 0

    @property
    def is_claimants_alone(self) -> bool:
        """Whether there is something, and all of it is the claimant's own."""
        return self.claimants_own > 0 and not (self.independent or self.unknown_origin)


#: What a finding rests on, by stance; stances that nothing takes are left out.
OriginCounts = Mapping[Stance, OriginCount]


def fold_origin(words: str) -> str:
    """The form in which origins are compared: as names are, and "the Orb" is the Orb."""
    return fold_name(words).removeprefix("the ")


def own_origins(pieces: Iterable[Piece]) -> frozenset[str]:
    """The origins, folded, that are the claimant's own: one of the pieces that go back to them is.

    Whatever else goes back to such an origin repeats it, however many outlets that are.
    """
    return frozenset(fold_origin(piece.origin) for piece in pieces if piece.origin and piece.is_interested)


def count_origins(pieces: Collection[Piece]) -> OriginCounts:
    """Count who else says so. An admission, and what repeats it, counts although it is the claimant's own."""
    own = own_origins(pieces)
    counted = {stance: _count([piece for piece in pieces if piece.stance == stance], own) for stance in COUNTED}
    return {stance: found for stance, found in counted.items() if found != OriginCount()}


def _count(pieces: Collection[Piece], own: frozenset[str]) -> OriginCount:
    """What takes one stance. Two groups whose words read the same are one: several people may have named the same origin."""
    known = {fold_origin(piece.origin) for piece in pieces if piece.origin}
    admitted = {fold_origin(piece.origin) for piece in pieces if piece.origin and piece.is_admission}
    loose = {piece.evidence for piece in pieces if not piece.origin}
    loose_admitted = {piece.evidence for piece in pieces if not piece.origin and piece.is_admission}
    loose_own = {piece.evidence for piece in pieces if not piece.origin and piece.is_interested} - loose_admitted
    known_own = (known & own) - admitted
    return OriginCount(
        independent=len(known - known_own),
        unknown_origin=len(loose - loose_own),
        claimants_own=len(known_own) + len(loose_own),
    )


# --- As it is frozen with a verdict, and written for programs ---------------------------------------------------------------


def counts_as_json(origin_counts: OriginCounts) -> dict[str, dict[str, int]]:
    """All stances that are counted, also those that nothing takes."""
    return {stance.value: dataclasses.asdict(origin_counts.get(stance, OriginCount())) for stance in COUNTED}


def counts_from_json(written: Mapping[str, Any] | None) -> OriginCounts | None:
    """What :func:`counts_as_json` wrote; ``None`` for verdicts that were made before there was a count."""
    if written is None:
        return None
    read = {stance: OriginCount(**written[stance.value]) for stance in COUNTED if stance.value in written}
    return {stance: found for stance, found in read.items() if found != OriginCount()}
