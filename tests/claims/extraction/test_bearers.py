"""Which noun of a statement has where and when something was behind it: "three of the dead in Lund"."""

import datetime as dt

import pytest

from claims.extraction import extract

LEDE = "Nine people died in Lund on Friday when a bomb hit a market."
THEN = "in Lund on Friday (3 July 2026)"


def last(text):
    return extract(text, published=dt.date(2026, 7, 6)).claims[-1]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (f"{LEDE} Three of the dead were employees.", f"Three of the dead {THEN} were employees."),
        (f"{LEDE}\n\nThree women are among the dead, the mayor said.", f"Three women are among the dead {THEN}."),
        (f"{LEDE}\n\nThe victims had come from Nepal.", f"The victims {THEN} had come from Nepal."),
        (
            f"{LEDE} Another 38 were hurt. Nine of them are in a critical condition.",
            f"Nine of the 38 people injured {THEN} are in a critical condition.",
        ),
        (f"{LEDE} Four of them were children.", f"Four of the nine people killed {THEN} were children."),
        (f"{LEDE} The toll rose to 12 on Sunday.", "The toll in Lund rose to 12 on Sunday (5 July 2026)."),
        ("A fire killed two in Lund on Friday. The fire was put out by 40 men.", f"The fire {THEN} was put out by 40 men."),
        (f"{LEDE} The school was closed before the attack.", f"The school was closed before the attack {THEN}."),
    ],
)
def test_what_is_told_of_somebody_says_where_and_when_it_happened_to_them(text, statement):
    assert last(text).statement == statement


def test_the_record_has_the_day_of_the_event_unless_what_is_told_was_before_it():
    dead, school = last(f"{LEDE} Three of the dead were employees."), last(f"{LEDE} The school was closed before the attack.")
    assert (str(dead.when.earliest), [place.text for place in dead.where]) == ("2026-07-03", ["Lund"])
    assert (school.when, [place.text for place in school.where]) == (None, ["Lund"])


@pytest.mark.parametrize(
    "text",
    [
        f"{LEDE} Three of the dead of the 2019 war were employees.",
        f"{LEDE} The number was no more than 150.",
        "Roe sued 14 banks in Lund on Friday. Seven of the 14 were closed.",
        "The commission examined 31 accidents, of which 12 were fatal.",
        f"{LEDE} Students marched over the collapse in Horsk.",
    ],
)
def test_nothing_stands_behind_a_noun_that_tells_its_own_or_is_of_no_event(text):
    assert "Friday (3 July" not in last(text).statement.partition("of the")[2]
    assert "in Lund" not in last(text).statement


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Three of the dead were employees.", "where and when it was stands outside the sentence"),
        ("Jets were scrambled during the attack.", "which attack “the attack” is"),
    ],
)
def test_what_the_story_does_not_tell_is_said_to_be_open(text, note):
    assert last(text).ambiguous == (note,)


def test_a_hospital_may_be_elsewhere_than_what_happened():
    assert (
        last(f"{LEDE} Twelve were taken to hospital.").statement
        == "In Lund on Friday (3 July 2026), twelve were taken to hospital."
    )
