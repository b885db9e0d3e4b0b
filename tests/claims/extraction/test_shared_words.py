"""Sentences whose figures share words, or stand apart from what they are of: relatives, shares, sums, lists of two."""

import pytest

from claims.extraction import extract
from tests.claims.extraction.short_texts import counted, told


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        # a relative tells of what it hangs on
        ("The figures exceed the manifest, which lists 186 passengers.", "The manifest lists 186 passengers."),
        (
            "It put the damage at 12bn pesos, of which insurance would cover roughly 60%.",
            "Insurance would cover roughly 60% of 12bn pesos.",
        ),
        # … or of the whole sentence
        (
            "Two names stand there twice, which would bring the total down to 72.",
            "Two names stand there twice, which would bring the total down to 72.",
        ),
        # what is told respectively
        (
            "The army said it had tracked 412 drones and 38 missiles, of which 361 and 22 respectively were shot down.",
            "361 of the 412 drones that the army had tracked were shot down.",
        ),
        (
            "The army said it had tracked 412 drones and 38 missiles, of which 361 and 22 respectively were shot down.",
            "22 of the 38 missiles that the army had tracked were shot down.",
        ),
        (
            "The hospital, which has 85 beds, treated 63 wounded. Eleven have since been flown to the capital.",
            "The hospital treated 63 wounded.",
        ),
        # two that act together
        (
            "Eight officials and businessmen received between two and seven years.",
            "Eight officials and businessmen received between two and seven years.",
        ),
        # the same again as a share, and a former value
        (
            "The ministry put the toll at 14, or 38% of those aboard, and said the search was over.",
            "The ministry put the toll at 14, or 38% of those aboard.",
        ),
        (
            "A report put capacity at 2.9 gigawatts, against 6.4 a year earlier.",
            "Capacity was 2.9 gigawatts, against 6.4 a year earlier (2025).",
        ),
        (
            "The toll in the town's worst fire in seven years rose to 58, up from 41 a day earlier.",
            "The toll in the town's worst fire in seven years rose to 58, up from 41 a day earlier (23 November 2026).",
        ),
        # how long before it was belongs to what came first
        (
            "The group passed on a call on Friday, nearly five hours before the first boat arrived.",
            "The group passed on a call on Friday (20 November 2026), nearly five hours before the first boat arrived.",
        ),
        # a deed costs
        (
            "Ana Roe told state radio that meeting the demand in full would cost 1.7 billion crowns.",
            "Meeting the demand in full would cost 1.7 billion crowns.",
        ),
        # what goes on behind who says so keeps its comma
        (
            "Another 42 were wounded, the mayor said on Friday, raising an earlier toll of 11.",
            "Another 42 were wounded, raising an earlier toll of 11.",
        ),
        (
            "The number was closer to 2,400, Roe said, which the firm disputes.",
            "The number was closer to 2,400, which the firm disputes.",
        ),
        # the verb is the sentence's, and not that of those who are told of
        (
            "The number of people confirmed dead in Lund's worst disaster rose to 58 on Friday.",
            "The number of people confirmed dead in Lund's worst disaster rose to 58 on Friday (20 November 2026).",
        ),
        ("The riot left six dead and led to 40 trials, most of which were later stopped.", "The riot led to 40 trials."),
        ("The court said that with 96% of votes counted, Roe had 50.7% of them.", "Roe had 50.7% of them."),
        # what says again what the verb acts on
        (
            "The centre reported fraud in 9% of the stations it visited, roughly three times the share of 2022.",
            "The centre reported fraud in 9% of the stations it visited, roughly three times the share of 2022.",
        ),
        (
            "A note describes two craters, the larger 4.5 metres across.",
            "A note describes two craters, the larger 4.5 metres across.",
        ),
        ("The plan puts 640 jobs at risk, roughly one in 14.", "The plan puts 640 jobs at risk, roughly one in 14."),
        # a participle behind who added it, and a figure that is given "as" so many
        ("A drone hit a depot, Oshan added, killing 60 soldiers.", "A drone hit a depot, killing 60 soldiers."),
        ("The ministry had earlier given the total as 19.", "The total was 19."),
        ("Insurers have agreed to cover £18m of that.", "Insurers are to cover £18m of that."),
        (
            "Maureen Fisk said she lost £2,300 to a man who “knew which curtains I'd bought”.",
            "Maureen Fisk lost £2,300 to a man who knew which curtains Maureen Fisk had bought.",
        ),
        # an expectation is at least so high
        ("Brantholm expects more, having forecast at least 650 million.", "The number was at least 650 million."),
    ],
)
def test_each_figure_keeps_the_words_that_are_its_own(text, statement):
    assert statement in told(text)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two or three hundred people came.", [((200, 300), "people")]),
        ("Between two and three hundred people came.", [((200, 300), "people")]),
        ("In one village, 12 people drowned.", [((12, 12), "people")]),
        ("The clinic treated 113 wounded.", [((113, 113), "wounded")]),
        ("The number of people confirmed dead in Lund's worst disaster rose to 58.", [((58, 58), "people")]),
    ],
)
def test_what_a_number_comes_to(text, figures):
    found = [claim.figure for claim in extract(text).claims if claim.figure]
    assert [((figure.low, figure.high), figure.of) for figure in found] == figures


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The charity, which runs a clinic, said it had treated 113 wounded, 40 of them for burns.",
            "40 of the 113 wounded were treated for burns.",
        ),
        (
            "The clinic had received 38 wounded, nine of them in critical condition.",
            "Nine of the 38 wounded that the clinic had received were in critical condition.",
        ),
        (
            "The fire has killed 28 people, three of them children.",
            "Three of the 28 people that the fire has killed are children.",
        ),
    ],
)
def test_a_part_is_told_as_its_whole_was(text, statement):
    assert statement in told(text)


def test_what_is_measured_and_what_is_told_since_is_no_part_of_another_figure():
    assert "They used about two of them." in told(
        "The clinic saw 212 people. They gave us five minutes, and used about two of them, Roe said."
    )
    trips = (
        "She took 200,000 korans at a time. The defence said she had invented most of the trips; the judges accepted 26 of them."
    )
    assert "The judges accepted 26 of them." in told(trips)


def test_a_deed_that_is_counted_is_not_going_on():
    (statement,) = told("The ministry has accused Drevia of killing three people in a raid on Friday.")
    assert statement.startswith("The ministry has accused Drevia of killing three people in a raid")


def test_what_is_acknowledged_of_a_number_is_not_the_sentence():
    text = (
        "At least 74 people died, local leaders say, more than three times the number of deaths acknowledged by the government."
    )
    claims = extract(text).claims
    assert [[source.name for source in claim.attribution[-1].sources] for claim in claims] == [["local leaders"]] * len(claims)


def test_nobody_goes_on_speaking_in_the_next_paragraph_after_according_to():
    text = "By noon the power was back, according to the operator, Telenergo.\n\nThe swap had brought home 310 prisoners."
    assert told(text)["The swap had brought home 310 prisoners."] is None
    poll = "Roe led on Friday, according to a new poll by the Lund Post.\n\nSome 46 percent would choose her."
    assert told(poll)["Some 46 percent would choose her."] is not None


def test_a_count_without_its_noun_has_that_of_the_building():
    assert "Jasiri Heights rose to nine floors." in told("Jasiri Heights had been licensed for six floors and rose to nine.")
    assert counted("Jasiri Heights had been licensed for six floors and rose to nine.") == [(6, "floors"), (9, "floors")]


def test_each_part_that_is_told_respectively_is_shown_in_its_own_words():
    text = "The army tracked 412 drones and 38 missiles, of which 361 and 22 respectively were shot down."
    assert [claim.text for claim in extract(text).claims][-2:] == ["of which 361", "22 respectively were shot down"]
