import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from claims.extraction.plurals import singular
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
    ("one", "several"),
    [
        ("bus", "buses"),
        ("minibus", "minibuses"),
        ("virus", "viruses"),
        ("campus", "campuses"),
        ("gas", "gases"),
        ("lens", "lenses"),
        ("house", "houses"),
        ("warehouse", "warehouses"),
        ("case", "cases"),
        ("base", "bases"),
        ("nurse", "nurses"),
        ("horse", "horses"),
        ("licence", "licences"),
        ("exercise", "exercises"),
        ("response", "responses"),
        ("purchase", "purchases"),
        ("clause", "clauses"),
        ("fuse", "fuses"),
        ("loss", "losses"),
        ("illness", "illnesses"),
        ("crisis", "crises"),
        ("analysis", "analyses"),
        ("box", "boxes"),
        ("axe", "axes"),
        ("church", "churches"),
        ("breach", "breaches"),
        ("cache", "caches"),
        ("ambush", "ambushes"),
        ("city", "cities"),
        ("casualty", "casualties"),
        ("tie", "ties"),
        ("torpedo", "torpedoes"),
        ("shoe", "shoes"),
        ("gunman", "gunmen"),
        ("policewoman", "policewomen"),
        ("schoolchild", "schoolchildren"),
        ("person", "people"),
        ("life", "lives"),
        ("housewife", "housewives"),
        ("grave", "graves"),
        ("detective", "detectives"),
        ("tooth", "teeth"),
        ("foot", "feet"),
        ("israeli", "israelis"),
        ("houthi", "houthis"),
        ("taxi", "taxis"),
        ("specimen", "specimens"),
        ("series", "series"),
        ("aircraft", "aircraft"),
        ("sortie", "sorties"),
        ("story", "stories"),
        ("toe", "toes"),
        ("hero", "heroes"),
        ("menu", "menus"),
        ("niche", "niches"),
        ("half", "halves"),
        ("valve", "valves"),
        ("abdomen", "abdomens"),
        ("airman", "airmen"),
    ],
)
def test_one_and_several_are_of_one_class(one, several):
    assert singular(several) == singular(one) == one


@pytest.mark.parametrize(
    ("unit", "of", "expected"),
    [
        ("", "drones", "drones"),
        ("percent", "", "percent"),
        ("percent", "voters", "percent of voters"),
        ("USD", "", "USD"),
        ("kilometre", "kilometres", "kilometres"),
        ("tonne", "tonnes of shells", "tonnes of shells"),
        ("", "ships", "ships"),
    ],
)
def test_a_number_is_told_with_its_unit(unit, of, expected):
    assert Figure(unit=unit, of=of).counted == expected


@pytest.mark.parametrize(
    ("number", "of", "expected"),
    [
        (1, "cruise missiles", "cruise missile"),
        (1, "people", "person"),
        (1, "", ""),
        (2, "ships", "ships"),
        (1, "rounds of ammunition", "rounds of ammunition"),
    ],
)
def test_one_is_told_of_one(number, of, expected):
    assert Figure(of=of, stated=NumericRange(number, number, "[]")).counted == expected
