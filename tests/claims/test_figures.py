from decimal import Decimal

import pytest

from claims.figures import counted_class, interval


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


def test_an_interval_keeps_which_of_its_ends_are_open():
    more_than_thirty = interval(Decimal(30), None, low_open=True)
    assert (more_than_thirty.lower, more_than_thirty.lower_inc, more_than_thirty.upper_inf) == (30, False, True)
    assert interval(Decimal(5), Decimal(5)).upper_inc
    assert interval(None, None) is None
