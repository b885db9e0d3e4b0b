import pytest

from claims.figures import counted_class
from claims.models import Figure


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("Shahed-type drones", "drone"),
        ("cruise missiles", "missile"),
        ("people", "person"),
        ("of its staff", "person"),
        ("cities", "city"),
        ("boxes", "box"),
        ("aircraft", "aircraft"),
        ("crisis", "crisis"),
        ("", ""),
    ],
)
def test_counted_class_is_the_head_in_the_singular(of, expected):
    assert counted_class(of) == expected


@pytest.mark.parametrize(
    ("unit", "of", "expected"),
    [
        ("", "drones", "drones"),
        ("percent", "", "percent"),
        ("percent", "voters", "percent of voters"),
        ("USD", "", "USD"),
        ("kilometre", "kilometres", "kilometres"),
        ("tonne", "tonnes of shells", "tonnes of shells"),
    ],
)
def test_a_number_is_told_with_its_unit(unit, of, expected):
    assert Figure(unit=unit, of=of).counted == expected
