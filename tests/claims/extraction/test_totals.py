"""What a number is the number of, where a noun for numbers says so."""

import datetime as dt

import pytest

from claims.extraction import extract


@pytest.mark.parametrize(
    ("text", "of", "measures"),
    [
        ("The corps put the number of rockets at 96.", "rockets", ()),
        ("The clinic put the number of injured at 34.", "injured", ("injured",)),
        ("The number of people killed in the raid rose from six to nine.", "people", ("killed",)),
        ("The union gave a higher number of detainees, 140.", "detainees", ()),
        ("The total number of missing was at least 30.", "missing", ("missing",)),
        ("The tally of damaged homes stood at 410.", "damaged homes", ("damaged",)),
        ("The number of dead in the region climbed to more than 200.", "dead", ("killed",)),
        ("The death toll stands at 12.", "", ("killed",)),
        ("The injury toll doubled to 40.", "", ("injured",)),
        ("Officials raised the toll from seven to 12.", "", ("killed",)),
        ("The fund raised 30 million crowns.", "crowns", ("earned",)),
        ("The overall figure was 88.", "", ()),
        ("The number of the house is 12 Mill Lane, where three men were killed.", "men", ("killed",)),
    ],
)
def test_a_number_counts_what_the_noun_before_it_is_of(text, of, measures):
    (claim,) = [claim for claim in extract(text).claims if claim.figure]
    assert (claim.figure.of, claim.figure.measures) == (of, measures)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Officials raised the toll from seven to 12.", "The toll rose from seven to 12."),
        ("The agency cut the number of homeless to 3,000.", "The number of homeless fell to 3,000."),
        ("The ministry put the number of rockets at 96.", "The number of rockets was 96."),
        ("Officials put the figure slightly lower, at 90.", "The figure was 90."),
        (
            "The group put Russian gains in January at 245 square kilometers.",
            "Russian gains in January were 245 square kilometers.",
        ),
        ("Insurers estimate the damage at between $300m and $450m.", "The damage was between $300m and $450m."),
        ("Experts estimated the losses at 4 million.", "The losses were 4 million."),
    ],
)
def test_a_figure_that_somebody_moves_moves_by_itself_in_the_statement(text, statement):
    assert [claim.statement for claim in extract(text).claims] == [statement]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A recall keeps 23 of its 96 aircraft on the ground.", "There are 96 aircraft in all."),
        ("Of the country's 28 districts, 17 reported floods.", "The country has 28 districts."),
    ],
)
def test_the_whole_is_had_by_somebody_or_nobody(text, statement):
    assert statement in [claim.statement for claim in extract(text).claims]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Max Holm made 112 payments to seven companies, four of them registered in Mauritius.",
            "Four of the seven companies are registered in Mauritius.",
        ),
        ("Max Holm sold 12 boats to three men, two of them Danes.", "Two of the three men were Danes."),
        (
            "Air defences destroyed 97 drones over eight regions, a third of them over Belgorod.",
            "A third of the 97 drones were destroyed over Belgorod.",
        ),
    ],
)
def test_a_part_told_right_behind_a_whole_is_of_that(text, statement):
    assert extract(text, published=dt.date(2026, 7, 6)).claims[-1].statement == statement
