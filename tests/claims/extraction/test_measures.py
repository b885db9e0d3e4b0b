"""What happened to what is counted."""

import pytest

from claims.extraction import extract


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("It had shot down 57 of 74 drones launched overnight.", [("destroyed",), ("launched",)]),
        ("A 6.8-magnitude earthquake killed 118 people.", [(), ("killed",)]),
        ("Two soldiers recovering from injuries were stabbed to death.", [("killed",)]),
        ("Divers recovered two bodies.", [("killed", "found")]),
        ("Three regions have raised wages by a fifth.", [()]),
        ("The fund raised 30 million euros.", [("earned",)]),
        ("Of the 94 drones, 52 were shot down and 31 were lost, it said.", [("destroyed",), ("lost",)]),
        ("The town has four hospitals.", [()]),
        ("The army launched 217 attack drones.", [("launched",)]),
        ("Power was cut for six hours.", [()]),
        ("Firefighters brought out 22 residents.", [("rescued",)]),
        ("Eleven miners were led out by rescue teams.", [("rescued",)]),
        ("Three men were taken to hospital.", [("hospitalised",)]),
        ("Three men were taken to court.", [()]),
        ("Some 200 patients were brought in.", [("hospitalised",)]),
        ("Two laws were brought in.", [()]),
        ("The town got back 20 civilians, some of whom had vanished in March.", [("released",)]),
        ("The club got back 20 trophies.", [()]),
        ("It could not say whose the remaining 37 deaths were, most of whom drowned.", [("killed",)]),
        ("One person required medical assistance.", [("injured",)]),
        ("Some 850 people left their homes.", [("displaced",)]),
        ("Some 850 people left the party.", [()]),
        ("Six shells fell on the market.", [("hit",)]),
        ("Prices fell 6%.", [()]),
        ("Four people were shot in the back.", [("hit",)]),
        ("Soldiers shot 12 people.", [("hit",)]),
        ("The army shot 12 rockets at the port.", [("launched",)]),
    ],
)
def test_a_measure_is_of_what_is_counted(text, measures):
    assert [claim.figure.measures for claim in extract(text).claims if claim.figure] == measures


@pytest.mark.parametrize(
    "text",
    ["The firm brought out 12 new models.", "The clinic requires 300 medical workers."],
)
def test_what_is_no_person_is_neither_rescued_nor_hurt(text):
    claim = extract(text).claims[0]
    assert claim.figure is not None
    assert not {"rescued", "injured"}.intersection(claim.figure.measures)
