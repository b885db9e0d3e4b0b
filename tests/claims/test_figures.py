import pytest

from claims.figures import counted_class


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
