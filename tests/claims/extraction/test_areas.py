"""Which city "the city" of a statement is."""

import datetime as dt

import pytest

from claims.extraction import extract


def last(text):
    return extract(text, published=dt.date(2026, 7, 6)).claims[-1]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A drone fell in the city of Hodrava. Forty schools in the city were closed.", "Forty schools in Hodrava were closed."),
        (
            "A drone fell in the capital, Lund, on Friday. Forty schools in the city were closed.",
            "Forty schools in Lund were closed.",
        ),
        (
            "Rents rose in Karsk, the largest city in the south. Half of the city's 40 schools were closed.",
            "Half of Karsk's 40 schools were closed.",
        ),
        (
            "Cholera reached Kasuri province. Forty schools in the province were closed.",
            "Forty schools in Kasuri province were closed.",
        ),
        (
            "Rain fell in the Kasuri district. Forty schools in the district were closed.",
            "Forty schools in the Kasuri district were closed.",
        ),
        ("Rebels took the village of Ridne. Some 43 people were living in the village.", "Some 43 people were living in Ridne."),
    ],
)
def test_an_area_that_the_article_named_goes_by_its_name(text, statement):
    assert statement in {claim.statement for claim in extract(text, published=dt.date(2026, 7, 6)).claims}


@pytest.mark.parametrize(
    "text",
    [
        "Forty schools in the city were closed.",
        "Drones hit the cities of Lund and Karsk. Forty schools in the city were closed.",
        "Shells hit the city of Lund. People fled Kyiv after rebels took the city.",
        "Forty schools in the city were closed. Drones hit the city of Lund.",
    ],
)
def test_an_area_that_may_be_another_stays(text):
    assert "the city" in " ".join(
        claim.statement for claim in extract(text, published=dt.date(2026, 7, 6)).claims if "of Lund" not in claim.statement
    )


def test_the_record_has_the_area_as_its_place():
    claim = last("A drone fell in the city of Hodrava. Forty people in the city were hurt.")
    assert [place.text for place in claim.where] == ["Hodrava"]
