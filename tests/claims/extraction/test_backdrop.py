"""What a statement has from its story as a whole: the land, and the day up to which it tells."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2026, 7, 6)
DATELINE = "BELDANE, Songara, July 6 (Meridian) - Rebels shelled the town of Korm on Sunday, a governor said."


def claims_of(text):
    return extract(text, published=PUBLISHED).claims


def last(text):
    return claims_of(text)[-1]


@pytest.mark.parametrize(
    ("opening", "land"),
    [
        (DATELINE, "Songara"),
        ("Songara's central bank cut its main rate on Monday, and its chief resigned.", "Songara"),
        ("Floods swept through eastern Songara on Sunday, a governor said.", "Songara"),
        ("Police in Songara broke up a rally on Sunday. Songaran troops were sent there.", "Songara"),
        ("Police in Peru broke up a rally on Sunday.", "Peru"),
        ("The party that has governed Peru since 2019 was declared the winner on Sunday.", "Peru"),
    ],
)
def test_what_names_no_place_is_so_in_the_land_of_the_story(opening, land):
    claim = last(f"{opening}\n\nAnnual inflation quickened to 14.2% in June.")
    assert claim.statement == f"In {land}, annual inflation quickened to 14.2% in June 2026."
    assert [place.text for place in claim.where] == [land]
    assert not any(note.startswith("where") for note in claim.ambiguous)


@pytest.mark.parametrize(
    "opening",
    [
        "A bomb hit a market in Korm on Sunday, a governor said.",  # which may be a town
        "Songara's army said it had shelled the forces of Ostrand. Ostrand's army denied it.",
        "Songara and neighbouring Ostrand accused each other of an attack on Sunday. Ostrandi drones were seen.",
        "Police in Songara broke up a rally on Sunday. Songaran unions called for a strike.",  # which may be a town
        "GENF, Songara, July 6 (Meridian) - Floods in Ostrand killed 12 people on Sunday, an agency said.",
        "Envoys will meet in Peru on Monday for talks.",
        "French carmaker Vantreau said on Sunday that it would close a plant in Peru.",
        "Rescuers searched a car park in Peru on Sunday after rain fell in the Rauental.",
        "A boat with 40 people in it sank off Cape Roe on Sunday, Peru's government said.",  # what happens at sea is in no land
    ],
)
def test_a_story_of_two_lands_or_of_none_lends_none(opening):
    claim = last(f"{opening}\n\nAnnual inflation quickened to 14.2% in June.")
    assert claim.statement == "Annual inflation quickened to 14.2% in June 2026."
    assert "where it was stands outside the sentence" in claim.ambiguous


@pytest.mark.parametrize(
    "sentence",
    [
        "A foreign maker had asked for 3,430 dollars.",
        "We had 40 doses left.",
        "Some 300 drones were counted.",
        "In Ostrand, 40 shops closed.",
        "Norwegian ships carried 40 tonnes.",
    ],
)
def test_what_is_told_of_elsewhere_is_not_in_the_land_of_the_story(sentence):
    assert "Songara" not in last(f"{DATELINE}\n\n{sentence}").statement


def test_what_follows_a_place_elsewhere_is_not_in_the_land_of_the_story():
    assert (
        last(f"{DATELINE}\n\nForty shops closed in Ostrand. Prices rose 5% in June.").statement == "Prices rose 5% in June 2026."
    )


def test_what_happened_in_one_place_says_that_it_is_open_in_which():
    claim = last(f"{DATELINE}\n\nA gas tank exploded at a school, hurting 12 people. Prosecutors have detained two officials.")
    assert claim.statement == "In Songara as of 6 July 2026, prosecutors have detained two officials."
    assert "where in Songara it was stands outside the sentence" in claim.ambiguous


def test_which_government_it_is_goes_with_the_land():
    claim = last(f"{DATELINE}\n\nThe government ordered 12 patrol boats in May.")
    assert claim.statement == "In Songara, the government ordered 12 patrol boats in May 2026."
    assert not any(note.startswith("which ") for note in claim.ambiguous)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Some 112 people have been injured in Lund.", "As of 6 July 2026, some 112 people have been injured in Lund."),
        ("Nineteen people are seriously injured in Lund.", "As of 6 July 2026, nineteen people are seriously injured in Lund."),
        # what is denied, supposed, or so at any time
        ("The ministry denied that 12 people have been injured in Lund.", "12 people have not been injured in Lund."),
        (
            "If 12 people have been injured in Lund, that law applies.",
            "If 12 people have been injured in Lund, that law applies.",
        ),
        ("On average, two people are injured every hour in Lund.", "On average, two people are injured every hour in Lund."),
        # what has its day, what was, and who somebody is
        (
            "Some 112 people have been injured in Lund since Friday.",
            "Some 112 people have been injured in Lund since Friday (3 July 2026).",
        ),
        ("Some 112 people were injured in Lund.", "Some 112 people were injured in Lund."),
        ("Two of the dead in Lund are teachers.", "Two of the dead in Lund are teachers."),
    ],
)
def test_what_is_so_by_now_is_so_up_to_the_day_of_publication(sentence, statement):
    assert last(sentence).statement == statement


def test_without_a_day_of_publication_nothing_is_said_of_it():
    (claim,) = extract("Some 112 people have been injured in Lund.").claims
    assert claim.statement == "Some 112 people have been injured in Lund."


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The clinic had received 38 wounded, nine of them in critical condition.",
            "Nine of the 38 wounded that the clinic had received were in critical condition.",
        ),
        (
            "Fifty-eight people drowned off Cape Roe. Six of them were children.",
            "Six of the fifty-eight people killed off Cape Roe were children.",
        ),
        # what is more than a clause, and what another says
        (
            "The firm served the club with 14 notices, and sued it. Five of the notices were withdrawn.",
            "Five of the 14 notices were withdrawn.",
        ),
        (
            "Ana Roe said that police had found 38 bodies. Max Holm said that nine of them were of soldiers.",
            "Nine of the 38 bodies were of soldiers.",
        ),
    ],
)
def test_a_part_is_told_with_what_was_told_of_its_whole(text, statement):
    assert statement in [claim.statement for claim in claims_of(text)]


FIRM = "French carmaker Vantreau reported a quarterly loss on Sunday."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Revenue fell 6% in June.", "At Vantreau, revenue fell 6% in June 2026."),
        ("The operating margin shrank to 2.7% in June.", "At Vantreau, the operating margin shrank to 2.7% in June 2026."),
        ("Two analysts asked by Meridian knew. Revenue fell 6% in June.", "Revenue fell 6% in June 2026."),
        (
            "Experts saw a loss in estimates compiled by Meridian. Revenue fell 6% in June.",
            "At Vantreau, revenue fell 6% in June 2026.",
        ),
        # what is said of another company, or of no company
        ("Revenue at Corvell Motors fell 6% in June.", "Revenue at Corvell Motors fell 6% in June 2026."),
        ("Oil prices fell 6% in June.", "Oil prices fell 6% in June 2026."),
        ("Retail sales fell 6% in June.", "Retail sales fell 6% in June 2026."),
        ("Across the industry, profit fell 6% in June.", "Across the industry, profit fell 6% in June 2026."),
    ],
)
def test_what_a_company_has_is_that_of_the_company_of_the_story(sentence, statement):
    assert last(f"{FIRM}\n\n{sentence}").statement == statement


def test_the_airline_of_a_story_about_one_is_no_other_company():
    opening = "Finnish airline Norvane reported a quarterly loss on Sunday. Engine maker Corvell recalled 640 turbines."
    claim = last(f"{opening} Corvell's shops lack parts. The airline counted 17 parked jets on Friday.")
    assert claim.statement == "Norvane counted 17 parked jets on Friday (3 July 2026)."


@pytest.mark.parametrize(
    ("opening", "statement"),
    [
        ("Peru will raise taxes on Monday, a minister said.", "In Peru, spending rose by 7% in June 2026."),
        ("Karevia will raise value-added tax, a minister said.", "In Karevia, spending rose by 7% in June 2026."),
        ("Vantreau will raise prices, a manager said.", "Spending rose by 7% in June 2026."),
        ("Peru and Chile will raise taxes on Monday, a minister said.", "Spending rose by 7% in June 2026."),
        ("The government of Songara will raise taxes on Monday.", "In Songara, spending rose by 7% in June 2026."),
    ],
)
def test_a_land_that_acts_alone_is_the_land_of_the_story(opening, statement):
    assert last(f"{opening}\n\nSpending rose by 7% in June.").statement == statement
