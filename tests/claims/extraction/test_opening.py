"""What a claim has to do with its article, where nothing in its statement tells."""

import datetime as dt

import pytest

from claims.extraction import extract

OPENING = "Cholera has killed at least 143 people in northern Kasumbe, the health ministry said on Thursday."
NOTE = (
    "what it has to do with “Cholera has killed at least 143 people in northern Kasumbe, the health ministry said on Thursday”"
    " stands outside the sentence"
)


def notes_on_the_last(text):
    return extract(text, published=dt.date(2026, 3, 13)).claims[-1].ambiguous


@pytest.mark.parametrize(
    "behind",
    [
        "Seventeen travellers tested positive.",
        "One station was back at half capacity.",
        "Roe’s wife and two sons were aboard.",
    ],
)
def test_a_statement_that_names_nothing_of_the_article_says_so(behind):
    assert NOTE in notes_on_the_last(f"{OPENING} It spread from there.\n\n{behind}")


@pytest.mark.parametrize(
    "behind",
    [
        "Vaccines against cholera reached nine districts.",  # the matter
        "The health ministry has hired 40 nurses.",  # who speaks in the opening
        "A flood in Lund hurt 40 people.",  # an event of its own
        "Police arrested 14 people in Lund.",  # for what, is asked
        "Flights between the two towns were cancelled.",  # no figure
    ],
)
def test_a_statement_that_tells_its_matter_or_asks_for_it_does_not(behind):
    assert not any("has to do with" in note for note in notes_on_the_last(f"{OPENING} It spread from there.\n\n{behind}"))


def test_what_opens_the_article_does_not_ask_what_it_has_to_do_with_itself():
    (claim,) = extract("Nine people died in Lund on Friday.").claims
    assert not any("has to do with" in note for note in claim.ambiguous)


def test_a_long_opening_is_cut_between_words():
    opening = (
        "Nineteen bodies have been recovered and 66 people are missing after a wooden boat bound for the islands was found adrift"
    )
    (note,) = (
        one
        for one in notes_on_the_last(f"{opening} in the Atlantic with its engine broken.\n\nTwo sons were aboard.")
        if "has to do with" in one
    )
    quoted = note.partition("“")[2].partition("”")[0]
    assert opening.startswith(quoted.removesuffix(" …")[:100])
    assert quoted.endswith(" …")
    assert len(quoted) <= 142


def test_a_book_has_no_opening_that_goes_for_all_of_it():
    filler = "The river was calm. " * 150
    assert not any("has to do with" in note for note in notes_on_the_last(f"{OPENING}\n\n{filler}\n\nTwo sons were aboard."))


def test_the_news_behind_a_story_of_one_person_are_the_opening():
    text = (
        "Mary Tembwe walked 17km with her daughter on her back to reach the clinic. It was full.\n\nMeasles has killed 37 people "
        "in Lukwesa, the ministry says.\n\nSome 1,150 vaccinators came to town."
    )
    (note,) = (one for one in notes_on_the_last(text) if "has to do with" in one)
    assert "Measles has killed 37 people" in note
