"""Where and when the event of a story was goes for what it tells later, until it turns to another."""

import datetime as dt

import pytest

from claims.extraction import extract

LEDE = "Nine people died in Lund on Friday when a bomb hit a market."


def of(text, figure):
    return next(one for one in extract(text, published=dt.date(2026, 7, 6)).claims if one.figure and one.figure.text == figure)


def scene(text, figure):
    claim = of(text, figure)
    return [place.text for place in claim.where], claim.when and str(claim.when.earliest)


def test_it_goes_for_all_before_the_story_turns_to_another_place():
    text = f"{LEDE}\n\nSixty were hurt.\n\nIn Horsk a rocket killed two men.\n\nTwelve were wounded."
    assert scene(text, "Sixty") == (["Lund"], "2026-07-03")
    assert scene(text, "Twelve")[0] == []


def test_what_was_at_another_time_does_not_turn_it():
    text = f"{LEDE}\n\nIn May 2025 a raid killed four people in Horsk.\n\nSixty were hurt, doctors said."
    assert scene(text, "Sixty") == (["Lund"], "2026-07-03")


def test_a_part_of_a_name_is_the_place_too():
    text = "Nine people died in North Kasuri on Friday.\n\nBombs killed three in Kasuri.\n\nSixty were hurt, doctors said."
    assert scene(text, "Sixty")[0] == ["North Kasuri"]


def test_what_is_told_before_an_event_that_comes_later_and_is_one_of_several_is_not_of_it():
    text = (
        "Rockets hit several towns of the coast in the night, and eleven people died, officials said. A school burned.\n\n"
        "The worst of the raids killed four people in Lund.\n\nTwo men died in Horsk."
    )
    assert scene(text, "eleven")[0] == []


def test_the_occasion_of_the_first_sentence_tells_where_it_was():
    text = "It was nine hours after the ferry sank off Cape Roe.\n\nBy Sunday 57 people had died, police said."
    assert scene(text, "57")[0] == ["Cape Roe"]


@pytest.mark.parametrize(
    ("deed", "figure", "expected"),
    [
        ("Firefighters carried out 12 children.", "12", "Firefighters carried out 12 children in Lund on Friday (3 July 2026)."),
        ("Power was cut to 41,000 customers.", "41,000", "Power was cut to 41,000 customers on Friday (3 July 2026)."),
        ("The fund has 14 partners.", "14", "The fund has 14 partners."),
        ("A poll questioned 1,204 adults.", "1,204", "A poll questioned 1,204 adults."),
        ("Three schools were closed.", "Three", "Three schools were closed."),
        ("We treated 54 people on the first day.", "54", "We treated 54 people on the first day."),
    ],
)
def test_what_was_done_once_has_the_day_of_the_story(deed, figure, expected):
    assert of(f"{LEDE}\n\n{deed}", figure).statement == expected


def test_an_attack_with_two_things_tells_where_it_was():
    text = "A drone and missile attack on the city of Kremenchuk on Friday killed nine people.\n\nSixty were hurt."
    assert scene(text, "Sixty") == (["Kremenchuk"], "2026-07-03")


@pytest.mark.parametrize(
    ("lede", "place"),
    [
        ("Russia attacked Ukraine on Friday with 40 drones, hours before a fire at a refinery in Samara.", "Ukraine"),
        ("Thousands have fled the fighting for the town of Kaga-Bandoro, agencies said.", "Kaga-Bandoro"),
    ],
)
def test_what_is_attacked_or_fought_for_is_where_it_was(lede, place):
    assert scene(f"{lede}\n\nSixty were hurt, a doctor said.", "Sixty")[0] == [place]


def test_an_outbreak_has_no_day():
    text = "Cholera has killed nine in an outbreak that began when a river burst on Friday.\n\nNurses visited 12 villages."
    assert of(text, "12").when is None


def test_drones_are_shot_down_over_no_place_that_is_told_of_something_else():
    text = f"{LEDE}\n\nAir defences shot down 93 drones."
    assert scene(text, "93") == ([], "2026-07-03")


def test_of_more_than_one_verb_the_day_stands_before_both():
    claim = of(f"{LEDE}\n\nA shell hit nine homes and did not explode.", "nine")
    assert claim.statement == "On Friday (3 July 2026), a shell hit nine homes and did not explode."


def test_what_happened_at_an_hour_has_the_day_of_the_story():
    claim = extract(f"{LEDE}\n\nThe first explosions were heard at 1:20 a.m.", published=dt.date(2026, 7, 6)).claims[-1]
    assert claim.statement == "The first explosions were heard at 1:20 a.m. on Friday (3 July 2026)."


@pytest.mark.parametrize(
    ("ruling", "figure", "day"),
    [
        ("Two other defendants were acquitted.", "Two", "2026-06-30"),
        ("His director got four years.", "four years", "2026-06-30"),
        ("Two others had been acquitted before.", "Two", None),
        ("Two others were detained.", "Two", None),
    ],
)
def test_what_a_court_decides_is_of_the_day_of_its_ruling(ruling, figure, day):
    text = f"A court in Lund on Tuesday sentenced Jan Roe to nine years in prison.\n\n{ruling}"
    assert scene(text, figure)[1] == day


@pytest.mark.parametrize(
    "told",
    [
        "The fund had 14 partners.",
        "The rebels controlled 12 villages.",
        "She wrote 12 novels.",
        "The company operated three ferries.",
        "He won 31 of 40 wards.",
        "Every month the militia killed 40 people.",
        "The mayor was born at dawn.",
        "The shop usually closed at 6 p.m.",
        "In his youth he rose at dawn.",
        "The school opened at 8 a.m.",
    ],
)
def test_what_was_so_or_was_done_often_has_no_day(told):
    claim = extract(f"{LEDE}\n\n{told}", published=dt.date(2026, 7, 6)).claims[-1]
    assert claim.when is None


def test_a_statement_that_ends_in_a_stop_of_its_own_has_no_other():
    claim = of(f"{LEDE}\n\nA shell hit two homes, a school and a plant of Kelm Ltd.", "two")
    assert claim.statement == "On Friday (3 July 2026), a shell hit two homes, a school and a plant of Kelm Ltd."


def test_who_is_open_leaves_open_where_and_when_it_was():
    (claim,) = extract("The army shot 16 men.").claims
    assert claim.ambiguous == ("which army “the army” is", "where and when it was stands outside the sentence")


@pytest.mark.parametrize(
    ("opening", "where_and_when"),
    [
        ("Police used water cannon against a crowd in Lund on Friday.", "in Lund on Friday (3 July 2026)"),
        ("A march was held in Lund on Friday.", "in Lund on Friday (3 July 2026)"),
    ],
)
def test_a_day_on_which_people_gathered_or_arms_were_used_goes_on(opening, where_and_when):
    claim = of(f"{opening}\n\nAt least 12 people were injured.", "At least 12")
    assert claim.statement == f"At least 12 people were injured {where_and_when}."
