"""What other rules would have done to claims that came before. Pure: features and two lists of rules in, the differences out."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from verification.routing.route import Features, Route, Rule, route, wording

#: What of a route is compared, in the order in which it is told.
COMPARED = ("queue", "priority", "topics", "reviews_required", "deadline_hours", "opens", "splits", "dismiss")

Claim = TypeVar("Claim")


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    """What one effect was, and what it would have been, in words."""

    effect: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class Rerouted(Generic[Claim]):
    """A claim that would have gone another way."""

    claim: Claim
    differences: tuple[Difference, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DryRun(Generic[Claim]):
    """How many claims were looked at, and which of them would have gone another way."""

    claims: int
    rerouted: tuple[Rerouted[Claim], ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many cases would have differed in each effect; those in which none would are left out."""
        counted = Counter(difference.effect for each in self.rerouted for difference in each.differences)
        return {effect: counted[effect] for effect in COMPARED if effect in counted}


def dry_run(claims: Iterable[tuple[Claim, Features]], before: Sequence[Rule], after: Sequence[Rule]) -> DryRun[Claim]:
    """Route each claim by both lists of rules."""
    looked_at, rerouted = 0, []
    for claim, features in claims:
        looked_at += 1
        if found := _differences(route(features, before), route(features, after)):
            rerouted.append(Rerouted(claim, found))
    return DryRun(looked_at, tuple(rerouted))


def _differences(before: Route, after: Route) -> tuple[Difference, ...]:
    pairs = ((effect, _outcome(before, effect), _outcome(after, effect)) for effect in COMPARED)
    return tuple(Difference(effect, was, would_be) for effect, was, would_be in pairs if was != would_be)


def _outcome(way: Route, effect: str) -> str:
    """What the route has of this effect, in words; a case that is dismissed is not opened, whatever else is said of it."""
    return wording(effect, way.opens_at_once if effect == "opens" else getattr(way, effect))
