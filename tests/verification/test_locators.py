"""Pages, timecodes and regions."""

import pytest

from core.errors import Invalid
from verification.locators import normalise


@pytest.mark.parametrize(
    ("given", "spelled"),
    [
        ("p. 4", "p. 4"),
        ("p4", "p. 4"),
        (" Page 12 ", "p. 12"),
        ("pp. 4-6", "pp. 4–6"),
        ("pages 4 – 6", "pp. 4–6"),
        ("00:12:30", "00:12:30"),
        ("1:02:03", "01:02:03"),
        ("00:12:30-00:13:05", "00:12:30–00:13:05"),
        ("10,20,300,180", "10,20,300,180"),
        ("010, 20, 300, 180", "10,20,300,180"),
    ],
)
def test_one_spelling(given, spelled):
    assert normalise(given) == spelled
    assert normalise(spelled) == spelled


@pytest.mark.parametrize(
    "given",
    [
        "somewhere",
        "4",
        "p. 0",
        "p. four",
        "pp. 6-4",
        "pp. 4-4",
        "12:30",
        "00:60:00",
        "00:12:61",
        "00:13:05-00:12:30",
        "00:13:05-00:13:05",
        "10,20,0,180",
        "10,20,300",
        "-1,2,3,4",
        "p. 4; DROP",
    ],
)
def test_what_is_no_locator(given):
    with pytest.raises(Invalid) as caught:
        normalise(given)
    assert caught.value.code == "evidence:locator"
