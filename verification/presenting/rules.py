"""Routing rules as pages show them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from claims.models import Claim
from verification.forms.rules import RuleForm, in_words
from verification.models import RoutingRule, RuleVersion
from verification.routing.dry_run import DryRun, Rerouted

#: How many of the claims that would have gone another way are shown.
MOST_SHOWN = 100

Words = Sequence[tuple[str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """A version of a rule, and what it made different: what is called how, what it was, and what it became."""

    version: RuleVersion
    changes: Sequence[tuple[str, str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class RulePage:
    """A rule in words, with its history, the latest first."""

    rule: RoutingRule
    conditions: Words
    effects: Words

    def history(self) -> list[Step]:
        """Each version beside the one before it."""
        versions = list(self.rule.versions.all())
        befores = [version.content for version in versions[1:]]
        return [
            Step(version, _changes(before, version.content)) for version, before in zip(versions, [*befores, {}], strict=True)
        ]


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """What a dry run showed: over how many claims, how many would have differed in what, and the first of them."""

    claims: int
    rerouted: int
    counts: Words
    shown: Sequence[Rerouted[Claim]]


def present_rule(rule: RoutingRule) -> RulePage:
    """Put a rule into words."""
    return RulePage(rule, in_words(rule.conditions), in_words(rule.effects))


def present_dry_run(run: DryRun[Claim]) -> Trial:
    """Put a dry run into words."""
    counts = [(str(RuleForm.base_fields[effect].label), str(number)) for effect, number in run.counts.items()]
    return Trial(run.claims, len(run.rerouted), counts, run.rerouted[:MOST_SHOWN])


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    was, became = _flat(before), _flat(after)
    return [(name, was.get(name, ""), became.get(name, "")) for name in {**was, **became} if was.get(name) != became.get(name)]


def _flat(content: Mapping[str, Any]) -> dict[str, str]:
    """All that a version says, by what it is called; positions count from 1."""
    if not content:
        return {}
    parts = {**content["conditions"], **content["effects"], "name": content["name"], "is_active": content["is_active"]}
    place = {} if content["position"] is None else {"#": str(content["position"] + 1)}
    return {**place, **dict(in_words(parts))}
