"""Where a claim's happening was: the names that stand as places in its statement."""

import datetime as dt

import pytest

from claims.extraction import extract


def places(text):
    return [place.text for place in extract(text, published=dt.date(2026, 7, 6)).claims[-1].where]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two were hurt in the southern city of Zarichne.", ["Zarichne"]),
        ("Nine were hurt in the towns of Dolo and Tin Farka.", ["Dolo", "Tin Farka"]),
        ("Four people were killed in the state capital, Lund, on Monday.", ["Lund"]),
        ("In the Darnytskiy district, one person was hospitalized.", ["Darnytskiy district"]),
        ("One person was killed in the Ukrainian capital.", ["Ukrainian capital"]),
        ("Seven died on Kirova Street in the Donetsk region.", ["Kirova Street", "Donetsk region"]),
        ("Drones had struck the town of Dembel on Friday.", ["Dembel"]),
        ("Drones hit Kharkiv and Zaporizhzhia on Friday.", ["Kharkiv", "Zaporizhzhia"]),
        ("The bus fell near the village of Qeswapata. A year ago 27 people died near Qeswapata.", ["Qeswapata"]),
        ("A strike in Kaolack turned violent.", ["Kaolack"]),
        ("Some 40 residents were moved from nearby Lypky.", ["Lypky"]),
        ("A Bishkek trauma hospital admitted 41 people.", ["Bishkek trauma hospital"]),
        ("Soldiers marched into Kyiv. Nine people were killed there.", ["Kyiv"]),
        ("Russia fired 426 drones at various locations around Kyiv and other parts of the country.", ["Kyiv"]),
    ],
)
def test_a_place_is_told_by_what_it_stands_behind_or_beside(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia fired 426 drones.", []),
        ("Forty drones were fired by Russia.", []),
        ("The president gave Moscow 50 days.", []),
        ("US President Donald Trump sent 40 aides to Turkey.", ["Turkey"]),
        ("Ukraine's Foreign Ministry moved 40 people to Lviv.", ["Lviv"]),
        ("Ukraine lost 40 tanks.", ["Ukraine"]),
    ],
)
def test_who_acts_is_no_place(text, expected):
    assert places(text) == expected


def test_a_person_stays_one_where_the_model_takes_the_surname_for_a_place():
    before = "President Volodymyr Zelenskyy spoke of new talks. "
    assert places(before + "The French minister, Jean Roe, is in Paris for talks on Zelenskyy.") == ["Paris"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Five patients are still in Innisfail Hospital.", "Innisfail Hospital"),
        ("A ferry with 12 men capsized on Lake Malawi.", "Lake Malawi"),
        ("A quarter of the 480 pupils at Goondi Bend State School stayed away.", "Goondi Bend State School"),
        ("About 20,000 people had gathered on Liberation Square.", "Liberation Square"),
        ("Twelve men were hurt at Karsk University.", "Karsk University"),
    ],
)
def test_a_site_is_where_its_name_says_that_it_is_one(text, place):
    assert [one.text for one in extract(text, published=dt.date(2026, 7, 6)).claims[0].where] == [place]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unity for Europe, an alliance of parties, won 38 seats.", []),
        ("The Ministry of Enterprises and Made in Italy dismissed 12 managers.", []),
        ("The Rome-based group cut 40 jobs.", []),
        ("All nine aboard the Malta-flagged tanker were killed in France.", ["France"]),
        ("Some 600 soldiers were freed under the Geneva agreement.", []),
        ("Two boats left the port within an hour of Malta's request.", []),
        ("Nine people were killed in Malta's ports.", ["Malta"]),
        ("The survivors, from Sudan, Eritrea and Peru, were brought to Rome.", ["Rome"]),
        ("Three men from Sudan were killed in Rome.", ["Rome"]),
        ("Sudan and Chad swapped 370 prisoners.", []),
        ("Some 300 people were killed in Sudan and Chad.", ["Sudan", "Chad"]),
        ("A Rome court jailed three men.", ["Rome"]),
        ("A Rome company dismissed three men.", []),
        ("Nine soldiers of the 44th Brigade died in Storm Ilsa.", []),
        ("Rome Community Hospital treated nine people for burns.", ["Rome Community Hospital"]),
        ("Rome Community Hospital dismissed nine people.", []),
        ("Crews brought down five drones before these reached Kyiv.", []),
        ("Ukraine and Russia swapped 370 prisoners at the Belarusian border.", ["Belarusian border"]),
    ],
)
def test_what_is_part_of_another_word_or_says_whose_or_from_where_is_no_place(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Divers took 27 bodies from the water south-west of Lampedusa.", ["Lampedusa"]),
        ("A bus with 40 pilgrims overturned 10 miles outside Rome.", ["10 miles outside Rome"]),
        (
            "A tanker was hit some 55 nautical miles west of the French port of Calais.",
            ["some 55 nautical miles west of the French port of Calais"],
        ),
        ("Some 40 people walked 30 kilometres and died in Rome.", ["Rome"]),
    ],
)
def test_a_place_is_told_with_how_far_from_it_something_was(text, expected):
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The agency counted 33 deaths in Peru, a gap that it put down to late reports from the Beni district.", ["Peru"]),
        ("The ministry counted nine deaths in Rome, a city that borders the Lazio district.", ["Rome"]),
        ("A storm, a disaster that hit Peru, killed nine people.", ["Peru"]),
        ("Nine men were hurt in an attack that hit the town of Dembel.", ["Dembel"]),
    ],
)
def test_the_place_of_an_aside_on_another_matter_is_not_that_of_the_figure(text, expected):
    found = [claim for claim in extract(text, published=dt.date(2026, 7, 6)).claims if claim.figure]
    assert [place.text for place in found[-1].where] == expected
