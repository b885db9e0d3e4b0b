"""Mentions to names."""

import pytest

from claims.extraction import extract


def origin(text):
    claim = next(claim for claim in reversed(extract(text).claims) if claim.origin)
    return [source.name for source in claim.origin.sources]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Volodymyr Zelenskyy met ministers. Zelensky said three men had died.", "Volodymyr Zelenskyy"),
        ("Prof. Irena Koš met ministers. Prof Kos said three men had died.", "Irena Koš"),
        ("Roe said three men had died. Jane Roe, the mayor, met ministers.", "Jane Roe"),
        ("The UN said three men had died. The United Nations has 12 staff there.", "United Nations"),
        ("Talks will be held in Meridian, the foreign ministry said.", "foreign ministry"),
        ("A report by Amnesty seen by AFP said 30 people were shot.", "report by Amnesty"),
    ],
)
def test_names_resolve_to_the_fullest_form(text, name):
    assert origin(text) == [name]


def test_two_of_a_surname_stay_apart():
    text = "Jane Roe met ministers. Max Roe met farmers. Max Roe said three men had died."
    assert origin(text) == ["Max Roe"]
