"""Figures worked out from other figures."""

import datetime as dt

import pytest

from claims.extraction import extract


def figure(text, words):
    return next(claim.figure for claim in extract(text).claims if claim.figure and claim.figure.text.lower().startswith(words))


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "derivation"),
    [
        (
            "The army said the enemy fired 200 drones. Half of the drones were shot down, it said.",
            "half", 100, 100, "0.50 × 200 = 100",
        ),
        (
            "The army said that five ballistic missiles and 19 cruise missiles were fired. All but one of the missiles were hit.",
            "all but one", 23, 23, "5 + 19 − 1 = 23",
        ),
        (
            "Russia sent 41 missiles, among them seven Iskander missiles. Crews brought down all but six of the missiles.",
            "all but six", 35, 35, "41 − 6 = 35",
        ),
        ("Police detained 90 people on Monday. Two-thirds of them were students.", "two-thirds", 60, 60, "0.67 × 90 = 60"),
        ("Half of the 124 drones were shot down.", "half", 62, 62, "0.50 × 124 = 62"),
        ("Of the 124 drones, half were shot down.", "half", 62, 62, "0.50 × 124 = 62"),
        ("Of some 600 letters sent in May, fewer than a third have come back.", "fewer", 0, 199, "0.00–0.33 × 600 = 0–199"),
        ("The hall holds 400 people, a quarter of whom are ill.", "a quarter", 100, 100, "0.25 × 400 = 100"),
        (
            "Air defences destroyed 97 drones over eight regions, the army said, a third of them over Lund.",
            "a third", 32, 32, "0.33 × 97 = 32",
        ),
        ("Lund fired 90 drones and six missiles, of which all but two fell.", "all but two", 94, 94, "90 + 6 − 2 = 94"),
        ("Lund fired 90 drones and six missiles, all but two of which fell.", "all but two", 94, 94, "90 + 6 − 2 = 94"),
        ("Lund fired 90 drones and six missiles, of which half fell.", "half", 48, 48, "0.50 × (90 + 6) = 48"),
        ("Lund fired 426 drones, of which just under half were jammed.", "just", 171, 212, "0.40–0.50 × 426 = 171–212"),
        ("They sent 40 lorries, of which only a quarter arrived.", "a quarter", 10, 10, "0.25 × 40 = 10"),
    ],
)  # fmt: skip
def test_relative_figures_are_computed(text, words, low, high, derivation):
    found = figure(text, words)
    assert (found.low, found.high) == (low, high)
    assert found.derivation == derivation
    assert found.base


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Lund fired 90 drones and six missiles, all but two of which were shot down.",
            "All but two of the 90 drones and six missiles were shot down.",
        ),
        (
            "Russia fired 426 drones, of which just under half were jammed.",
            "Just under half of the 426 drones that Russia fired were jammed.",
        ),
        ("They sent 40 lorries, of which the first half arrived.", "The first half of the 40 lorries arrived."),
    ],
)
def test_a_share_of_which_is_told_of_its_whole(text, statement):
    assert statement in [claim.statement for claim in extract(text).claims]


def test_what_became_of_some_is_not_told_of_all():
    claims = extract("Lund fired 90 drones and six missiles, of which all but two were shot down.").claims
    measures = {claim.figure.text: claim.figure.measures for claim in claims}
    assert measures == {"90": ("launched",), "six": ("launched",), "all but two": ("destroyed",)}


def test_which_drones_they_were_is_not_asked_where_it_is_told():
    text = "Lund fired 90 drones at Karsk overnight. About a third of the drones were decoys."
    third = extract(text, published=dt.date(2026, 11, 30)).claims[-1]
    assert third.statement == "About a third of the 90 drones launched overnight (29 to 30 November 2026) were decoys."
    assert not any("drones" in note for note in third.ambiguous)


def test_what_a_pronoun_counts_is_what_its_base_counts():
    assert figure("Police detained 90 people on Monday. Two-thirds of them were students.", "two-thirds").of == "people"


def test_without_a_base_the_words_stay_and_no_number_is_guessed():
    claims = extract("The minister said that a third of the bridges had been closed since the storm.").claims
    assert [claim.figure for claim in claims] == [None]
    assert "is not given" in claims[0].ambiguous[0]


def test_a_part_names_its_whole():
    claims = extract("The hospital said that 12 people were killed, including two children.").claims
    part = next(claim for claim in claims if claim.figure and claim.figure.best == 2)
    assert claims[part.figure.part_of].figure.best == 12


def test_how_many_remained_is_not_guessed():
    claims = extract("Crews downed 15 missiles. All but two of the remaining missiles got through, the army said.").claims
    assert [claim.figure and claim.figure.text for claim in claims] == ["15", None]


def test_a_part_of_a_part_is_said_of_the_whole():
    told = figure("The army said 118 drones came. It shot down 97 of the drones. Half of the drones came from the south.", "half")
    assert (told.low, told.high) == (59, 59)


def test_a_whole_that_is_told_by_another_number_is_not_guessed():
    claims = extract("The police gave 12 dead. The clinic has named all but two of the 11.").claims
    assert all(claim.figure is None or "all but" not in claim.figure.text for claim in claims)
    assert any("the figure that “all but two” is said of is not given" in claim.ambiguous for claim in claims)


def test_a_share_that_opens_what_another_says_is_counted():
    text = "More than half of the 124 drones and all but two of the nine missiles were intercepted, the air force said."
    shares = [claim.figure for claim in extract(text).claims if claim.figure.derivation]
    assert [(figure.low, figure.high) for figure in shares] == [(62, 124), (7, 7)]


def test_a_share_of_those_who_are_not_counted_is_not_guessed():
    claims = extract("Police held 90 people. Of those who were charged, a third were fined.").claims
    assert not any(claim.figure and claim.figure.base for claim in claims)


@pytest.mark.parametrize(
    ("text", "statement", "part_of"),
    [
        (
            "The union gave a higher number of detainees, 140, of whom it said 19 were minors.",
            "19 of the 140 detainees were minors.",
            0,
        ),
        ("The union counted 140 detainees. It said 19 were minors.", "19 detainees were minors.", None),
    ],
)
def test_a_part_is_said_of_its_whole_though_who_says_so_stands_between(text, statement, part_of):
    claim = extract(text).claims[-1]
    assert (claim.statement, claim.figure.part_of, claim.figure.of) == (statement, part_of, "detainees")


def test_half_of_it_is_of_the_sum_right_before():
    text = "Lund will pay €740m. The tanks, refitted at a cost of €160m, half of it borne by Karsk, come in May."
    half = next(claim for claim in extract(text).claims if claim.figure and claim.figure.text == "half")
    assert (half.figure.low, half.figure.unit) == (80_000_000, "EUR")
