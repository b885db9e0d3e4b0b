"""Routing without a database: each condition, each effect, their order, and what is refused."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest

from core.errors import Invalid
from verification.routing.route import Features, Reason, Route, Rule, route, validate_rule

DRONES = Features(
    kind="weapons",
    stance="asserts",
    check_worthiness=0.8,
    language="en",
    figure=Decimal(40),
    counted_class="drone",
    measures=frozenset({"launched", "destroyed"}),
    publishers=frozenset({"lakeside herald"}),
    origins=frozenset({"harbour ministry", "the ministry"}),
    affiliations=frozenset({"republic of arlen"}),
    places=frozenset({"port osk", "arlen"}),
    text="forty drones were launched at port osk overnight, the ministry's spokesman said",
)
RUMOUR = Features(kind="event", stance="alleges", check_worthiness=0.5, anonymous_origin=True, text="a bridge is closed")


def rule(name: str = "R", conditions: dict[str, Any] | None = None, **effects: Any) -> Rule:
    return Rule.parse(name, conditions or {}, effects or {"priority": 1})


@pytest.mark.parametrize(
    ("conditions", "drones", "rumour"),
    [
        ({}, True, True),
        ({"kinds": ["weapons"]}, True, False),
        ({"kinds": ["weapons", "event"]}, True, True),
        ({"stances": ["alleges", "denies"]}, False, True),
        ({"languages": ["EN-gb"]}, True, False),
        ({"languages": ["uk"]}, False, False),
        ({"measures": ["Destroyed"]}, True, False),
        ({"measures": ["killed"]}, False, False),
        ({"counted_classes": ["drone", "missile"]}, True, False),
        ({"figure_at_least": 40}, True, False),
        ({"figure_at_least": 40.5}, False, False),
        ({"figure_at_most": 40}, True, False),
        ({"figure_at_most": 39}, False, False),
        ({"figure_at_least": 10, "figure_at_most": 100}, True, False),
        ({"publishers": ["Lakeside  HERALD"]}, True, False),
        ({"origins": ["The Ministry"]}, True, False),
        ({"origins": ["Ministry"]}, False, False),
        ({"anonymous_origin": True}, False, True),
        ({"anonymous_origin": False}, True, False),
        ({"affiliations": ["Republic of Arlen"]}, True, False),
        ({"places": ["Port Osk"]}, True, False),
        ({"places": ["Osk"]}, False, False),
        ({"words": ["drones"]}, True, False),
        ({"words": ["drone"]}, False, False),  # whole words
        ({"words": ["launched at  Port Osk", "closed"]}, True, True),
        ({"words": ["ministry's"]}, True, False),
        ({"words": ["c++"]}, False, False),
        ({"check_worthiness_at_least": 0.8}, True, False),
        ({"check_worthiness_at_most": 0.5}, False, True),
        ({"kinds": ["weapons"], "places": ["Kersk"]}, False, False),  # all must hold
    ],
)
def test_conditions_hold_for_the_claims_that_they_describe(conditions: dict[str, Any], drones: bool, rumour: bool) -> None:
    asked = rule(conditions=conditions)
    assert (asked.conditions.hold_for(DRONES), asked.conditions.hold_for(RUMOUR)) == (drones, rumour)


@pytest.mark.parametrize(
    ("named", "counted_class"),
    [
        ("gunmen", "gunman"),
        ("Gunman", "gunman"),
        ("buses", "bus"),
        ("Shahed-type  drones", "drone"),
        ("troops", "soldier"),
        ("police", "police officer"),
        ("police officer", "police officer"),
    ],
)
def test_what_is_counted_can_be_named_in_either_number(named: str, counted_class: str) -> None:
    asked = rule(conditions={"counted_classes": [named]})
    assert asked.conditions.hold_for(dataclasses.replace(DRONES, counted_class=counted_class))
    assert not asked.conditions.hold_for(dataclasses.replace(DRONES, counted_class="rocket"))


def test_a_sign_that_names_nothing_counted_is_no_class() -> None:
    assert not rule(conditions={"counted_classes": ["?", "."]}).conditions.hold_for(RUMOUR)


@pytest.mark.parametrize(
    ("conditions", "code", "field"),
    [
        ([], "rule:condition_value", ""),
        (None, "rule:condition_value", ""),
        ({"kind": ["weapons"]}, "rule:unknown_condition", "kind"),
        ({"kinds": "weapons"}, "rule:condition_value", "kinds"),
        ({"kinds": []}, "rule:condition_value", "kinds"),
        ({"kinds": ["weather"]}, "rule:condition_value", "kinds"),
        ({"stances": ["shouts"]}, "rule:condition_value", "stances"),
        ({"words": [""]}, "rule:condition_value", "words"),
        ({"words": [7]}, "rule:condition_value", "words"),
        ({"words": ["nul\0"]}, "rule:condition_value", "words"),
        ({"words": ["x" * 301]}, "rule:condition_value", "words"),
        ({"words": ["x"] * 201}, "rule:condition_value", "words"),
        ({"figure_at_least": "40"}, "rule:condition_value", "figure_at_least"),
        ({"figure_at_least": True}, "rule:condition_value", "figure_at_least"),
        ({"figure_at_most": float("inf")}, "rule:condition_value", "figure_at_most"),
        ({"figure_at_most": None}, "rule:condition_value", "figure_at_most"),
        ({"anonymous_origin": 1}, "rule:condition_value", "anonymous_origin"),
        ({"check_worthiness_at_least": 1.1}, "rule:condition_value", "check_worthiness_at_least"),
        ({"check_worthiness_at_most": -0.1}, "rule:condition_value", "check_worthiness_at_most"),
    ],
)
def test_conditions_that_mean_nothing_are_refused_by_name(conditions: Any, code: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        validate_rule(conditions, {"priority": 1})
    assert (caught.value.code, caught.value.details["field"]) == (code, field)


@pytest.mark.parametrize(
    ("effects", "code", "field"),
    [
        ([], "rule:effect_value", ""),
        ({"assignee": "Ann"}, "rule:unknown_effect", "assignee"),
        ({"queue": " "}, "rule:effect_value", "queue"),
        ({"priority": 0}, "rule:effect_value", "priority"),
        ({"priority": 6}, "rule:effect_value", "priority"),
        ({"priority": 1.0}, "rule:effect_value", "priority"),
        ({"priority": True}, "rule:effect_value", "priority"),
        ({"topics": "air war"}, "rule:effect_value", "topics"),
        ({"reviews_required": 0}, "rule:effect_value", "reviews_required"),
        ({"reviews_required": 10}, "rule:effect_value", "reviews_required"),
        ({"deadline_hours": 0}, "rule:effect_value", "deadline_hours"),
        ({"deadline_hours": 10**6}, "rule:effect_value", "deadline_hours"),
        ({"opens": "yes"}, "rule:effect_value", "opens"),
        ({"splits": 0}, "rule:effect_value", "splits"),
        ({"dismiss": True}, "rule:effect_value", "dismiss"),
    ],
)
def test_effects_that_mean_nothing_are_refused_by_name(effects: Any, code: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        validate_rule({}, effects)
    assert (caught.value.code, caught.value.details["field"]) == (code, field)


def test_a_rule_without_effects_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        validate_rule({"kinds": ["weapons"]}, {})
    assert caught.value.code == "rule:no_effect"


def test_each_effect_reaches_the_route_with_the_rule_that_set_it() -> None:
    found = route(
        DRONES,
        [
            rule(
                "Drones",
                queue="Weapons",
                priority=2,
                topics=["air war", "ports"],
                reviews_required=2,
                deadline_hours=24,
                opens=True,
                splits=True,
            )
        ],
    )
    assert found == Route(
        queue="Weapons",
        priority=2,
        topics=("air war", "ports"),
        reviews_required=2,
        deadline_hours=24,
        opens=True,
        splits=True,
        reasons=found.reasons,
    )
    assert found.reasons == (
        Reason(
            "Drones",
            "The rule “Drones”: queue Weapons, priority 2, topics air war and ports, 2 independent reviews, due within 24 hours, "
            "opens at once, reviewed apart from its bundle.",
        ),
    )


def test_the_first_effect_of_each_sort_wins_in_the_order_of_the_rules() -> None:
    found = route(
        DRONES,
        [
            rule("Missed", {"kinds": ["casualty"]}, priority=1, queue="Casualties"),
            rule("Ports", {"places": ["Port Osk"]}, priority=4),
            rule("Drones", {"kinds": ["weapons"]}, priority=2, queue="Weapons", opens=False),
            rule("All", queue="Rest", opens=True, reviews_required=2),
        ],
    )
    assert (found.priority, found.queue, found.opens, found.reviews_required) == (4, "Weapons", False, 2)
    assert [reason.text for reason in found.reasons] == [
        "The rule “Ports”: priority 4.",
        "The rule “Drones”: queue Weapons, waits for triage.",
        "The rule “All”: 2 independent reviews.",
        "Not set by any rule that matches, so by default: no deadline.",
    ]


def test_what_no_rule_matches_gets_the_defaults_and_says_so() -> None:
    found = route(DRONES, [rule("Casualties", {"kinds": ["casualty"]}, priority=1)])
    assert found == Route(reasons=found.reasons)
    assert (found.queue, found.priority, found.reviews_required, found.deadline_hours, found.opens_at_once) == (
        None,
        3,
        1,
        None,
        False,
    )
    (reason,) = found.reasons
    assert reason.rule is None
    assert reason.text == ("No rule matches, so by default: no queue, priority 3, one review, no deadline, waits for triage.")


def test_what_the_matching_rules_leave_open_is_named_as_default() -> None:
    found = route(DRONES, [rule("Ports", queue="Ports", opens=True)])
    assert found.reasons[-1].text == "Not set by any rule that matches, so by default: priority 3, one review, no deadline."


def test_what_a_rule_dismisses_is_not_opened_by_another() -> None:
    found = route(RUMOUR, [rule("Open all", opens=True), rule("Rumours", {"anonymous_origin": True}, dismiss="Not checkable")])
    assert (found.dismiss, found.opens, found.opens_at_once) == ("Not checkable", True, False)
    assert "The rule “Rumours”: to be dismissed (Not checkable)." in [reason.text for reason in found.reasons]


@pytest.mark.parametrize(
    ("effects", "text"),
    [
        ({"reviews_required": 1}, "The rule “R”: one review."),
        ({"opens": False}, "The rule “R”: waits for triage."),
        ({"splits": False}, "The rule “R”: reviewed with its bundle."),
    ],
)
def test_reasons_read_well(effects: dict[str, Any], text: str) -> None:
    assert route(DRONES, [rule(**effects)]).reasons[0].text == text
