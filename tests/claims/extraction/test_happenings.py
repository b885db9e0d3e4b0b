"""Which event "the attack" was."""

import pytest

from claims.extraction import extract

TOLD = "Four people were killed in a rocket attack on the port of Lund on Sunday, Roe said. "


def last(text):
    return extract(text).claims[-1]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (TOLD + "The attack cut power to 900 homes.", "The rocket attack on the port of Lund cut power to 900 homes."),
        (TOLD + "Two others died after the attack, police said.", "Two others died after the rocket attack on the port of Lund."),
        (TOLD + "The blast cut power to 900 homes.", "The blast cut power to 900 homes."),
        (TOLD + "The second attack cut power to 900 homes.", "The second attack cut power to 900 homes."),
    ],
)
def test_the_attack_is_the_one_that_was_told_before(text, statement):
    assert last(text).statement == statement


def test_of_two_fires_neither_is_the_fire():
    claim = last("A fire in Lund killed two. A fire in Horsk killed one. The fire burned 12 houses.")
    assert claim.statement == "The fire burned 12 houses."
    assert claim.ambiguous == ("which fire “the fire” is",)


def test_what_is_told_later_is_not_what_was_meant():
    claims = extract("The raid killed two men. On Friday a raid in the port of Lund killed one.").claims
    assert claims[0].statement == "The raid killed two men."
