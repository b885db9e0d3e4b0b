"""Pairs on both sides of "the same proposition", without a database."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from verification.routing.likeness import Proposition, Quantity, is_copy, likeness

FORTY = Quantity(
    text="Forty",
    stated=(Decimal(40), Decimal(40), True, True),
    counted_class="drone",
    unit="",
    change="",
    measures=frozenset({"launched"}),
)
DRONES = Proposition(
    statement="Forty drones were launched at Port Osk overnight.",
    passage="Forty drones were launched at Port Osk overnight, the Harbour Ministry said.",
    origins=frozenset({"harbour ministry"}),
    is_attributed=True,
    quantity=FORTY,
    event=None,
    when=(dt.date(2026, 3, 1), dt.date(2026, 3, 3)),
    places=frozenset({"port osk"}),
)
TALKS = Proposition(
    statement="The next round of talks will be held in Arlen.",
    passage="The next round of talks will be held in Arlen.",
    origins=frozenset({"lakeside herald"}),
    is_attributed=False,
)


def but(proposition: Proposition, **changes: Any) -> Proposition:
    return dataclasses.replace(proposition, **changes)


def figure(**changes: Any) -> dict[str, Any]:
    return {"quantity": dataclasses.replace(FORTY, **changes)}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"statement": "Overnight, forty drones were launched at Port Osk."},
        {"statement": "40 drones were launched overnight at Port Osk.", **figure(text="40")},
        {"statement": "Forty drones were launched against Port Osk during the night."},
        {"origins": frozenset({"harbour ministry", "navy"})},
        {"event": 7},
        {"when": (None, None)},
        {"when": (dt.date(2026, 3, 2), None)},
        {"places": frozenset()},
        {"places": frozenset({"port osk", "arlen"})},
    ],
)
def test_the_same_proposition_in_other_words(changes: dict[str, Any]) -> None:
    assert likeness(DRONES, but(DRONES, **changes)) > 0
    assert likeness(but(DRONES, **changes), DRONES) > 0


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": None},
        figure(stated=(Decimal(41), Decimal(41), True, True)),
        figure(stated=(Decimal(40), None, True, False)),  # at least forty
        figure(stated=(Decimal(40), None, False, False)),  # more than forty
        figure(stated=None),
        figure(counted_class="missile"),
        figure(unit="tonne"),
        figure(change="up"),
        figure(measures=frozenset({"destroyed"})),
        figure(population="naval drones"),
        figure(area="the north"),
        {"origins": frozenset({"navy"})},
        {"origins": frozenset()},  # an anonymous source, in other words
        {"when": (dt.date(2026, 3, 3), dt.date(2026, 3, 4))},
        {"places": frozenset({"kersk"})},
        {"statement": "Forty drones were not launched at Port Osk overnight."},
        {"statement": "Forty drones were launched at Port Osk in 2 waves overnight."},
        {"statement": "The ministry has ordered forty drones for use by border guards next year."},
    ],
)
def test_another_proposition(changes: dict[str, Any]) -> None:
    assert likeness(DRONES, but(DRONES, **changes)) == 0
    assert likeness(but(DRONES, **changes), DRONES) == 0


@pytest.mark.parametrize("quantity", [FORTY, None])
def test_one_name_in_the_stead_of_another_makes_another_proposition_however_long_the_rest(quantity: Quantity | None) -> None:
    statement = (
        "The delegations of both sides will meet for another round of talks about the exchange of prisoners in Arlen on Friday."
    )
    one = but(TALKS, quantity=quantity, statement=statement)
    assert likeness(one, one) > 0
    assert likeness(one, but(one, statement=statement.replace("Arlen", "Kersk"))) == 0
    assert likeness(one, but(one, statement=statement.replace("Friday", "Monday"))) == 0


def test_events_that_are_both_set_must_be_the_same() -> None:
    assert likeness(but(DRONES, event=7), but(DRONES, event=7)) > 0
    assert likeness(but(DRONES, event=7), but(DRONES, event=8)) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "The next round of talks will be held in Kersk.",
        "The next round of talks will not be held in Arlen.",
        "The next 2 rounds of talks will be held in Arlen.",
        "The last round of talks was held in Arlen.",
    ],
)
def test_without_a_figure_the_words_decide(statement: str) -> None:
    assert likeness(TALKS, but(TALKS, statement=statement)) == 0


def test_without_a_figure_the_same_words_are_the_same() -> None:
    assert likeness(TALKS, but(TALKS, statement="The next round of talks will be held in Arlen, it is planned.")) == 0
    assert likeness(TALKS, but(TALKS, statement="the next round of talks  will be held in Arlen")) > 0


def test_a_wire_copy_in_the_outlets_own_voice_is_the_same_and_a_retelling_is_not() -> None:
    elsewhere = but(TALKS, origins=frozenset({"port osk courier"}))
    assert likeness(TALKS, elsewhere) > 0
    assert likeness(TALKS, but(elsewhere, passage="Both sides meet in Arlen for the next round of talks.")) == 0


def test_anonymous_origins_are_the_same_only_in_copies_of_one_text() -> None:
    unnamed = but(DRONES, origins=frozenset())
    assert likeness(unnamed, unnamed) > 0
    assert likeness(unnamed, but(unnamed, passage="A source said 40 drones had been launched at the port by night.")) == 0


def test_what_an_agency_says_is_what_others_quote_it_with() -> None:
    own_voice = but(DRONES, origins=frozenset({"orb"}), is_attributed=False)
    quoted = but(DRONES, origins=frozenset({"orb"}), passage="Orb reports that forty drones were launched.")
    assert likeness(own_voice, quoted) > 0


@pytest.mark.parametrize(
    ("one", "other", "copied"),
    [
        ("Forty drones were launched.", "Forty drones were launched.", True),
        ("Forty drones were launched, it said.", "Forty  drones were launched; it said", True),
        ("A total of 12 drones were launched overnight.", "A total of 21 drones were launched overnight.", False),
        ("Forty drones were launched.", "Forty-one drones were launched.", False),
        ("Forty drones were launched.", "The night saw forty drones.", False),
    ],
)
def test_copies_differ_in_nothing_that_matters(one: str, other: str, copied: bool) -> None:
    assert is_copy(one, other) is copied
