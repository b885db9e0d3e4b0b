"""Short texts as news has them every day: what was where and when, and to what that is not lent."""

import datetime as dt

import pytest

from claims.extraction import extract
from tests.claims.extraction.short_texts import PUBLISHED, counted, told


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Karsk fired missiles at Lund on Sunday, wounding 23 people. Ostrand bombed Tariq the same day.",
            "Ostrand bombed Tariq the same day (22 November 2026).",
        ),
        (
            "An outbreak in Texas has sickened 712. Two children have died. In Iowa, 79 fell ill.",
            "As of 24 November 2026, two children have died.",
        ),
        (
            "A fire broke out on Friday. Three people died. Last year a fire in Lund killed nine people.",
            "Three people died in the fire on Friday (20 November 2026).",
        ),
        (
            "Ana Roe was shot dead on Saturday. The suspect fled. He was arrested on Sunday in Lund.",
            "Ana Roe was shot dead on Saturday (21 November 2026).",
        ),
        (
            "Norland launched a barrage on Tamarua overnight, while a fire broke out at a plant in Norland. 31 people were hurt.",
            "31 people were hurt overnight (23 to 24 November 2026).",
        ),
        ("The president spoke in Lund on Monday. She said strikes had killed 30 people.", "Strikes had killed 30 people."),
        ("Three people were killed in Lund and one in Karsk, and 20 others were wounded.", "20 others were wounded."),
        (
            "Troops killed 10 people on Thursday. The war began when rebels attacked Lund, killing 900 people.",
            "Rebels attacked Lund.",
        ),
        (
            "Two soldiers were killed in Lund on Friday. The army said 880 soldiers had been killed since the war began.",
            "880 soldiers had been killed since the war began.",
        ),
        (
            "An avalanche killed three skiers near Lund on Saturday, a day after two climbers died in Karsk.",
            "Two climbers died in Karsk.",
        ),
    ],
)
def test_the_scene_of_one_event_is_not_given_to_another(text, statement):
    assert statement in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two clerks were killed in Lund on Monday. Rebels hijacked a train in March. At least 31 people died in that attack.",
        "A bomb exploded in Lund on Friday, killing two. Another went off in Karsk. No one was hurt in the second blast.",
        "A strike in Lund killed two people on Sunday. The president said Karsk had broken the truce 3,000 times.",
    ],
)
def test_of_several_events_none_lends_its_scene(text):
    claim = extract(text, published=PUBLISHED).claims[-1]
    assert (claim.when, claim.where) == (None, ())


def test_towns_lie_in_no_town():
    text = "The storm killed one child in Lund on Thursday. The governor said 16 towns had lost power."
    assert extract(text, published=PUBLISHED).claims[-1].where == ()


@pytest.mark.parametrize(
    "text",
    [
        "Max Holm was arrested in Lund on Friday. Police said he stabbed three people.",
        "The trial began in Lund on Friday. Prosecutors said Max Holm killed three people.",
        "A strike hit a school in Lund on Sunday. Another strike killed three people.",
    ],
)
def test_an_arrest_or_a_trial_lends_its_scene_to_no_crime(text):
    claim = extract(text, published=PUBLISHED).claims[-1]
    assert (claim.when, claim.where) == (None, ())


@pytest.mark.parametrize("mark", [",", ":", " —"])
def test_a_total_lies_not_where_its_last_part_does(mark):
    assert list(told(f"The storm destroyed 40 homes{mark} 12 in Lund and 28 in Karsk.")) == [
        "The storm destroyed 40 homes.",
        "The storm destroyed 12 homes in Lund.",
        "The storm destroyed 28 homes in Karsk.",
    ]


def test_a_later_sentence_gives_its_place_to_none_before():
    text = "The army said five soldiers were killed on Monday. Rebels deny it. A missile hit a block in Karsk."
    assert "Five soldiers were killed on Monday (23 November 2026)." in told(text)


def test_the_attack_is_not_the_one_before_the_last():
    text = "A drone attack on Karsk set fire to a depot. Ostrand launched 286 drones. The attack killed 12 people."
    assert "The attack killed 12 people." in told(text)


def test_a_death_in_hospital_is_not_when_the_others_died():
    text = (
        "A gunman opened fire on a dance in Harlan on Saturday night, police said Monday. Ana Roe died at Ridge Medical Center "
        "on Monday. Five others were killed at once."
    )
    assert "Five others were killed at once in Harlan on 21 November 2026." in told(text)


def test_a_number_that_is_somebody_s_is_not_that_of_a_place_before():
    text = "So far 41 have been upheld, leading to reruns at 17 stations, while 118 were thrown out."
    assert counted(text)[-1] == (118, "")


def test_the_day_that_opens_a_paragraph_goes_for_what_it_tells():
    text = "Artillery struck Dravin on Sunday. Nine people died.\n\nOvernight the fighting moved to the air. Drones hit a mill."
    assert "Drones hit a mill overnight (23 to 24 November 2026)." in told(text)


def test_what_was_elsewhere_has_neither_the_day_nor_the_place_of_the_story():
    text = "Artillery struck Dravin on Sunday. Nine people died.\n\nFarther south, a convoy came. Thirteen lorries were hit."
    assert "Thirteen lorries were hit." in told(text)


@pytest.mark.parametrize(
    ("text", "told_of", "scene"),
    [
        # those who die of their wounds do so later
        ("Two of the wounded died on Monday in Lund. The mayor, Ana Roe, said 58 people had been hurt.", "58 people", "Monday"),
        # nobody is treated in a square
        ("Scuffles broke out on Foundry Square on Friday. Doctors treated 37 people.", "37 people", "Square"),
        # a ruling is of its own year
        (
            "A court jailed Ana Roe for 11 years on Friday. Her aide pleaded guilty in 2023 and was given a three-year sentence.",
            "three-year",
            "Friday",
        ),
        # no day is a city
        (
            "Nine people died on Monday, the city's health secretary said. The army has 1,100 soldiers in the city.",
            "1,100 soldiers",
            "Monday",
        ),
        # what is nationwide is in no town
        (
            "Police opened fire on a crowd in Karsk on Friday. The league has now documented 41 deaths nationwide.",
            "41 deaths",
            "Karsk",
        ),
        # nor is a toll that is to come of the day of the story
        ("The firm shut 31 shops on Friday. The toll will be nearer 900.", "900", "Friday"),
    ],
)
def test_a_scene_is_not_lent_to_what_was_elsewhere_or_later(text, told_of, scene):
    (statement,) = (one for one in told(text) if told_of in one)
    assert scene not in statement


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The number of dead in San Telmar's worst disaster rose to 58 on Friday.", ["San Telmar"]),
        ("The California earthquake killed nine people.", ["California"]),
        ("Russia's attack on the depot killed 12 people on Friday.", []),
    ],
)
def test_a_disaster_is_where_its_owner_is_and_an_attack_is_not(text, places):
    (claim,) = extract(text, published=PUBLISHED).claims
    assert [place.text for place in claim.where] == places


def test_how_far_outside_a_town_it_was_is_not_lent():
    text = "Drones killed nine people just outside Lund. Three homes were destroyed."
    assert "Three homes were destroyed outside Lund." in told(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Three people were hurt in Lund when missiles struck on Monday. All designated targets were hit, the army said.",
            "All designated targets were hit on 23 November 2026.",
        ),
        (
            "Rebels hit a ship in the Red Sea on Monday, killing nine. The operation will not stop until the siege is lifted.",
            "The operation will not stop until the siege is lifted.",
        ),
        (
            "The two armies exchanged 40 prisoners in Rome on Monday. Nine had been taken to hospital.",
            "Nine prisoners had been taken to hospital on Monday (23 November 2026).",
        ),
    ],
)
def test_what_is_summed_up_or_lasts_or_was_done_with_prisoners_has_no_place_from_before(text, statement):
    assert statement in told(text)


def test_the_edge_of_a_city_is_where_it_was_and_what_was_fired_from_elsewhere_ends_no_story():
    told_now = told(
        "Two drones hit a camp on the outskirts of the southern city of Kyiv on Monday, killing 23 people. "
        "The drones had been launched from Odesa, the seat of the army in South Karevia.\n\n"
        "Nine children were among the dead."
    )
    assert "Nine children were among the dead on the outskirts of the southern city of Kyiv on 23 November 2026." in told_now


@pytest.mark.parametrize(
    ("told_of", "day"),
    [
        ("211 patients had been brought in since the morning", dt.date(2026, 11, 22)),
        ("211 patients had been admitted by midnight", dt.date(2026, 11, 22)),
        ("211 patients had been treated since", None),
    ],
)
def test_an_hour_by_which_patients_were_brought_in_is_of_the_day_of_the_story(told_of, day):
    text = f"A quake killed nine people in Rome and Turin on Sunday.\n\nAt the Roe hospital, its director said {told_of}."
    claim = extract(text, published=PUBLISHED).claims[-1]
    assert (claim.when.earliest if claim.when else None) == day


def test_a_place_that_was_not_reached_leaves_open_where_it_was():
    told_now = extract(
        "Three people were killed in Rome on Monday. Crews brought down five drones before these reached Kyiv.",
        published=PUBLISHED,
    ).claims
    assert told_now[1].where == ()
