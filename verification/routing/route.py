"""Where a claim's case goes, and why. Pure: the features of a claim and the rules of a desk in, a route with its reasons out.

A rule is two JSON objects. Its *conditions* must all hold; of a list, any member. Its *effects* apply where no earlier rule that
holds has set the same effect. Names and words are compared whatever their case and white space, what is counted in either
number.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Self, TypeVar, get_args

from claims.extraction.records import Kind, Stance
from claims.figures import SAME_CLASS, counted_class
from core.errors import Invalid
from core.texts import is_storable

DEFAULT_PRIORITY = 3
DEFAULT_REVIEWS_REQUIRED = 1

MOST_REVIEWS = 9
MOST_HOURS = 24 * 366
MOST_NAMES = 200
LONGEST_NAME = 300

Number = TypeVar("Number", Decimal, float)

KINDS = frozenset(get_args(Kind))
STANCES = frozenset(get_args(Stance))


def fold(words: str) -> str:
    """The form in which names and words are compared."""
    return " ".join(words.casefold().split())


def primary_language(code: str) -> str:
    """The language of a language code, without region or script: ``en`` of ``en-GB``."""
    return code.casefold().replace("_", "-").split("-")[0]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What rules can ask about a claim. Names and places are folded; an origin goes by each name that it is known under."""

    kind: str
    stance: str
    check_worthiness: float
    language: str = ""
    #: The number that the claim says: its best value, else its lower bound, else its upper one.
    figure: Decimal | None = None
    counted_class: str = ""
    measures: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    anonymous_origin: bool = False
    affiliations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    #: The statement and the passage, in which words are looked for.
    text: str = ""


class _Refused(ValueError):
    """A value that a condition or an effect cannot have; says what it must be."""


def _names(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not value or len(value) > MOST_NAMES:
        raise _Refused(f"a list of 1 to {MOST_NAMES} names")
    return frozenset(fold(_name(name)) for name in value)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME or not is_storable(value):
        raise _Refused(f"text of 1 to {LONGEST_NAME} characters")
    return value.strip()


def _ordered_names(value: Any) -> tuple[str, ...]:
    _names(value)
    return tuple(dict.fromkeys(_name(name) for name in value))


def _languages(value: Any) -> frozenset[str]:
    return frozenset(primary_language(name) for name in _names(value))


def _classes(value: Any) -> frozenset[str]:
    """Classes as figures have them, named as they are or by what is counted: "gunmen" are of the class "gunman"."""
    return frozenset(name if name in SAME_CLASS.values() else counted_class(name) for name in _names(value)) - {""}


def _names_from(known: frozenset[str]) -> Callable[[Any], frozenset[str]]:
    def parse(value: Any) -> frozenset[str]:
        names = _names(value)
        if names - known:
            raise _Refused("some of " + ", ".join(sorted(known)))
        return names

    return parse


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Refused("true or false")
    return value


def _whole(low: int, high: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _Refused(f"a whole number from {low} to {high}")
        return value

    return parse


def _number(value: Any) -> Decimal:
    if not isinstance(value, int | float) or isinstance(value, bool) or not Decimal(str(value)).is_finite():
        raise _Refused("a number")
    return Decimal(str(value))


def _share(value: Any) -> float:
    if not 0 <= _number(value) <= 1:
        raise _Refused("a number from 0 to 1")
    return float(value)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a claim must be for a rule to hold; what is left out is not asked. ``parse`` makes a value of its JSON."""

    kinds: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names_from(KINDS)})
    stances: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names_from(STANCES)})
    languages: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _languages})
    measures: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names})
    counted_classes: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _classes})
    figure_at_least: Decimal | None = dataclasses.field(default=None, metadata={"parse": _number})
    figure_at_most: Decimal | None = dataclasses.field(default=None, metadata={"parse": _number})
    publishers: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names})
    origins: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names})
    anonymous_origin: bool | None = dataclasses.field(default=None, metadata={"parse": _truth})
    affiliations: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names})
    places: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names})
    words: frozenset[str] | None = dataclasses.field(default=None, metadata={"parse": _names})
    check_worthiness_at_least: float | None = dataclasses.field(default=None, metadata={"parse": _share})
    check_worthiness_at_most: float | None = dataclasses.field(default=None, metadata={"parse": _share})

    @classmethod
    def parse(cls, conditions: Any) -> Conditions:
        """Raises :class:`Invalid`: ``rule:unknown_condition`` or ``rule:condition_value``."""
        return _parse(cls, conditions, "condition")

    def hold_for(self, features: Features) -> bool:
        """Whether the claim meets all of them."""
        return all(
            (
                _any_of(self.kinds, {features.kind}),
                _any_of(self.stances, {features.stance}),
                _any_of(self.languages, {features.language}),
                _any_of(self.measures, features.measures),
                _any_of(self.counted_classes, {features.counted_class}),
                _between(self.figure_at_least, self.figure_at_most, features.figure),
                _any_of(self.publishers, features.publishers),
                _any_of(self.origins, features.origins),
                self.anonymous_origin in {None, features.anonymous_origin},
                _any_of(self.affiliations, features.affiliations),
                _any_of(self.places, features.places),
                self.words is None or any(_says(word, features.text) for word in self.words),
                _between(self.check_worthiness_at_least, self.check_worthiness_at_most, features.check_worthiness),
            )
        )


def _any_of(wanted: frozenset[str] | None, found: Iterable[str]) -> bool:
    return wanted is None or not wanted.isdisjoint(found)


def _between(low: Number | None, high: Number | None, found: Number | None) -> bool:
    if low is None and high is None:
        return True
    return found is not None and (low is None or low <= found) and (high is None or found <= high)


def _says(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a rule does to the cases of the claims that it holds for; what is left out is left to other rules."""

    queue: str | None = dataclasses.field(default=None, metadata={"parse": _name})
    priority: int | None = dataclasses.field(default=None, metadata={"parse": _whole(1, 5)})
    topics: tuple[str, ...] | None = dataclasses.field(default=None, metadata={"parse": _ordered_names})
    reviews_required: int | None = dataclasses.field(default=None, metadata={"parse": _whole(1, MOST_REVIEWS)})
    deadline_hours: int | None = dataclasses.field(default=None, metadata={"parse": _whole(1, MOST_HOURS)})
    #: Open the case at once; false makes it wait for triage, whatever later rules say.
    opens: bool | None = dataclasses.field(default=None, metadata={"parse": _truth})
    #: Take the case out of its bundle, so that others may review it.
    splits: bool | None = dataclasses.field(default=None, metadata={"parse": _truth})
    #: Dismiss the case, for this reason. A lead can restore it.
    dismiss: str | None = dataclasses.field(default=None, metadata={"parse": _name})

    @classmethod
    def parse(cls, effects: Any) -> Effects:
        """Raises :class:`Invalid`: ``rule:unknown_effect``, ``rule:effect_value``, or ``rule:no_effect`` where there is none."""
        parsed = _parse(cls, effects, "effect")
        if not parsed.given():
            raise Invalid("rule:no_effect", "A rule needs at least one effect.")
        return parsed

    def given(self) -> dict[str, Any]:
        """The effects that the rule has, by name."""
        values = ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        return {name: value for name, value in values if value is not None}


RulePart = TypeVar("RulePart", Conditions, Effects)


def _parse(part: type[RulePart], data: Any, sort: str) -> RulePart:
    fields = {field.name: field for field in dataclasses.fields(part)}
    if not isinstance(data, dict):
        raise Invalid(f"rule:{sort}_value", f"The {sort}s of a rule must be an object.", field="")
    values = {}
    for name, value in data.items():
        if name not in fields:
            raise Invalid(f"rule:unknown_{sort}", f"There is no {sort} “{name}”.", field=name, known=sorted(fields))
        try:
            values[name] = fields[name].metadata["parse"](value)
        except _Refused as refused:
            raise Invalid(f"rule:{sort}_value", f"The {sort} “{name}” must be {refused}.", field=name) from None
    return part(**values)


def validate_rule(conditions: Any, effects: Any) -> None:
    """Raise :class:`Invalid` unless both are such JSON as rules are made of."""
    Conditions.parse(conditions)
    Effects.parse(effects)


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """If a claim meets all conditions, the effects apply."""

    name: str
    conditions: Conditions
    effects: Effects

    @classmethod
    def parse(cls, name: str, conditions: Any, effects: Any) -> Self:
        """The rule that two JSON objects make; raises :class:`Invalid` as its parts do."""
        return cls(name, Conditions.parse(conditions), Effects.parse(effects))


@dataclasses.dataclass(frozen=True, slots=True)
class Reason:
    """What one rule, or none, has to do with a route being as it is."""

    rule: str | None
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a case goes. Its defaults are what happens to a claim that no rule holds for."""

    queue: str | None = None
    priority: int = DEFAULT_PRIORITY
    topics: tuple[str, ...] = ()
    reviews_required: int = DEFAULT_REVIEWS_REQUIRED
    deadline_hours: int | None = None
    opens: bool = False
    splits: bool = False
    dismiss: str | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def opens_at_once(self) -> bool:
        """Whether no lead needs to look at it first; what is dismissed is not opened."""
        return self.opens and self.dismiss is None


#: How an effect reads after "The rule …:".
_WORDING: dict[str, Callable[[Any], str]] = {
    "queue": lambda name: f"queue {name}",
    "priority": lambda number: f"priority {number}",
    "topics": lambda names: f"topics {' and '.join(names)}",
    "reviews_required": lambda number: "one review" if number == 1 else f"{number} independent reviews",
    "deadline_hours": lambda hours: f"due within {hours} hours",
    "opens": lambda opens: "opens at once" if opens else "waits for triage",
    "splits": lambda splits: "reviewed apart from its bundle" if splits else "reviewed with its bundle",
    "dismiss": lambda why: f"to be dismissed ({why})",
}
#: How it reads that a case has none.
_WITHOUT = {"queue": "no queue", "topics": "no topics", "deadline_hours": "no deadline", "dismiss": "not to be dismissed"}
#: What a case gets where no rule says otherwise.
_BY_DEFAULT = {
    "queue": "no queue",
    "priority": f"priority {DEFAULT_PRIORITY}",
    "reviews_required": "one review",
    "deadline_hours": "no deadline",
    "opens": "waits for triage",
}


def wording(effect: str, value: Any) -> str:
    """How an effect reads on its own."""
    return _WORDING[effect](value) if value or effect not in _WITHOUT else _WITHOUT[effect]


def route(features: Features, rules: Iterable[Rule]) -> Route:
    """The route of a claim: of each sort of effect the first, in the order of the rules that hold."""
    chosen: dict[str, tuple[Any, Rule]] = {}
    for rule in rules:
        if rule.conditions.hold_for(features):
            for effect, value in rule.effects.given().items():
                chosen.setdefault(effect, (value, rule))
    return Route(
        **{effect: value for effect, (value, _) in chosen.items()}, reasons=(*_rules_reasons(chosen), *_default_reasons(chosen))
    )


def _rules_reasons(chosen: dict[str, tuple[Any, Rule]]) -> list[Reason]:
    words: dict[str, list[str]] = {}
    for effect, (value, rule) in chosen.items():
        words.setdefault(rule.name, []).append(wording(effect, value))
    return [Reason(name, f"The rule “{name}”: {', '.join(effects)}.") for name, effects in words.items()]


def _default_reasons(chosen: Iterable[str]) -> list[Reason]:
    set_by_rules = set(chosen)
    left = [words for effect, words in _BY_DEFAULT.items() if effect not in set_by_rules]
    if not left:
        return []
    why = "Not set by any rule that matches" if set_by_rules else "No rule matches"
    return [Reason(None, f"{why}, so by default: {', '.join(left)}.")]
