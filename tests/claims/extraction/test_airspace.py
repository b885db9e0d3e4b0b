"""At which land something was fired, and over which it was shot down."""

import datetime as dt

import pytest

from claims.extraction import extract


def told(text):
    return {
        claim.statement: [place.text for place in claim.where] for claim in extract(text, published=dt.date(2026, 7, 6)).claims
    }


RAID = "Ostrand's defence ministry claimed hits. Velmaria's air force said Ostrand launched 312 drones and 27 missiles in July."


def test_what_another_land_fires_is_fired_at_the_land_of_who_tells_it():
    claims = told(RAID)
    assert claims["Ostrand launched 312 drones at Velmaria in July 2026."] == ["Velmaria"]
    assert claims["Ostrand launched 27 missiles at Velmaria in July 2026."] == ["Velmaria"]


def test_what_is_shot_down_is_shot_down_over_the_attacked_land():
    claims = told(f"{RAID} Its crews shot down 274 of the drones, it said.")
    assert claims["The crews of Velmaria's air force shot down 274 of the 312 drones over Velmaria in July 2026."] == ["Velmaria"]


def test_a_force_without_a_name_is_that_of_the_other_land():
    claims = told(
        "Velmaria's parliament met on Sunday. Ostrand's defence ministry claimed hits. "
        "The air force said Ostrand had launched 40 drones."
    )
    assert "Ostrand had launched 40 drones at Velmaria." in claims


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        # what says where it flew
        (
            "Velmaria's air force said Ostrand fired 40 drones at the port. Ostrand's army denied it.",
            "Ostrand fired 40 drones at the port.",
        ),
        # who tells of the own deeds
        (
            "Ostrand's defence ministry said Ostrand had launched 40 drones. Velmaria's army denied it.",
            "Ostrand had launched 40 drones.",
        ),
        # of which land nobody knows
        ("The navy said pirates fired 40 rockets.", "Pirates fired 40 rockets."),
        # what is shot down where nobody is known to have fired
        (
            "Velmaria's air force said its crews shot down 40 drones. Ostrand's army denied it.",
            "The crews of Velmaria's air force shot down 40 drones.",
        ),
    ],
)
def test_nothing_is_guessed_of_where_it_flew(text, statement):
    assert statement in told(text)


def test_a_land_that_is_told_by_its_capital_fires_at_the_land_of_who_tells_it():
    claims = told("Ukraine's air force said Moscow had fired 40 drones. Its crews shot down 31 of the drones, it added.")
    assert claims["Moscow had fired 40 drones at Ukraine."] == ["Ukraine"]
