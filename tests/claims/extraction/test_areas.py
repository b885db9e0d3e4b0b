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
            "A drone hit the port of Hodrava. The army denied that it had aimed at the port.",
            "The army had not aimed at the port of Hodrava.",
        ),
        ("In the city of Hodrava, Mayor Ana Roe said the city had closed 40 schools.", "Hodrava had closed 40 schools."),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A storm hit Peru on Friday. Forty schools in the country are shut.", "Forty schools in Peru are shut."),
        (
            "The Philippines was hit in May. Forty towns across the country are dark.",
            "Forty towns across the Philippines are dark.",
        ),
        (
            "The mayor of Kyiv spoke. A bomb killed nine people in Kyiv. Forty schools in the city are shut.",
            "Forty schools in Kyiv are shut.",
        ),
        (
            "Nine people died in Kyiv on Friday.\n\nThe mayor of Kyiv spoke.\n\nForty were hurt in the city.",
            "Forty were hurt in Kyiv on Friday (3 July 2026).",
        ),
    ],
)
def test_the_only_country_and_the_place_just_told_need_no_word_for_what_they_are(text, expected):
    assert last(text).statement == expected


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Russia attacked Ukraine on Friday. Forty schools in the country are shut.", "country"),
        ("A bomb killed nine people in Wisconsin. Forty schools in the city are shut.", "city"),
        ("Nine people died in Kyiv and in Odesa. Forty schools in the city are shut.", "city"),
        ("A fire in Bavaria killed two people on Monday. The city has 40 schools.", "city"),
        ("Michael Jordan opened a restaurant in Lund. The country has 40 such restaurants.", "country"),
        ("American troops left Iraq on Monday. The country has sent 40,000 troops.", "country"),
    ],
)
def test_an_area_that_may_be_one_of_two_is_said_to_be_open(text, area):
    assert f"which {area} “the {area}” is" in last(text).ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "A bomb at the main terminal in Puerto Alzate, Colombia, killed nine people. It hurt 58.\n\nNobody was held.",
        "PUERTO ALZATE, May 12 (Reuters) - A bomb at a terminal in Puerto Alzate killed nine people. It hurt 58.\n\nIt burned.",
    ],
)
def test_the_only_town_is_the_city_where_its_country_or_the_dateline_shows_that(text):
    assert last(f"{text}\n\nThe city has 40 schools.").statement == "Puerto Alzate has 40 schools."
