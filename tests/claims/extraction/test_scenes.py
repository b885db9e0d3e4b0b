"""Where and when more of the same happened, told in the sentence before."""

import datetime as dt

import pytest

from claims.extraction import extract


def last(text):
    return extract(text, published=dt.date(2026, 7, 6)).claims[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people died in Kyiv on Friday. A further 12 were hurt.", "A further 12 were hurt in Kyiv on Friday (3 July 2026)."),
        ("Two people died in Kyiv. A further 12 were hurt. Police arrested another six.", "Police arrested another six in Kyiv."),
        (
            "In Dnipro, five people were killed when a missile hit a block. Another 34 people had been injured, the mayor said.",
            "Another 34 people had been injured in Dnipro.",
        ),
        (
            "Nine people were killed on Saturday when aircraft bombed a market in the town of Lund. Dozens more were hurt.",
            "Dozens more were hurt on Saturday (4 July 2026) in the town of Lund.",
        ),
    ],
)
def test_more_of_the_same_happened_there_and_then(text, expected):
    assert last(text).statement == expected


def test_the_record_has_the_day_and_the_place_too():
    claim = last("Two people died in Kyiv on Friday. A further 12 were hurt.")
    assert (str(claim.when.earliest), [place.text for place in claim.where]) == ("2026-07-03", ["Kyiv"])


@pytest.mark.parametrize(
    "text",
    [
        "Two people died in Kyiv on Friday. Twelve were hurt.",
        "Two people died in Kyiv on Friday. A bomb hit a school. Another 12 were hurt.",
        "Two people died in Kyiv on Friday. Another seven are missing.",
        "Two people died in Kyiv on Friday. The army fired another 12 rockets.",
        "Two people died in Kyiv. Roe spoke of it. Shops closed. Nobody knew why. Another 12 were hurt.",
    ],
)
def test_what_may_have_been_elsewhere_stays_as_it_is(text):
    claim = last(text)
    assert (claim.when, claim.where) == (None, ())


@pytest.mark.parametrize(
    "text",
    [
        "Thirty-four people were hurt.",
        "Two launchers had been destroyed in return.",
        "The army fired 96 rockets. Three-quarters of the rockets were intercepted.",
    ],
)
def test_a_count_of_what_happened_says_that_its_sentence_leaves_place_and_day_open(text):
    assert "where and when it was stands outside the sentence" in last(text).ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "Thirty-four people were hurt in Kyiv.",
        "Two workers were missing in the turbine hall.",
        "Some 120 prisoners will be released.",
        "Nordvik has 120 workers.",
    ],
)
def test_nothing_is_open_where_the_sentence_tells_it_or_nothing_has_happened(text):
    assert last(text).ambiguous == ()
