"""What becomes a claim at all: complete clauses, and nothing that is cut out of one."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2026, 11, 24)


def statements(text):
    return [claim.statement for claim in extract(text, published=PUBLISHED).claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A condition is part of what it is a condition of.
        ("If the talks fail, the port will close.", ["If the talks fail, the port will close."]),
        ("The ferry will sail unless the wind turns.", ["The ferry will sail unless the wind turns."]),
        # What limits a noun stays with it.
        ("The bridge that links the two towns was closed.", ["The bridge that links the two towns was closed."]),
        ("The council found ways to end the strike.", ["The council found ways to end the strike."]),
        ("The day the dam broke was long and hot.", ["The day the dam broke was long and hot."]),
        # What merely adds is a proposition of its own.
        (
            "The hospital, which opened in 1998, was evacuated.",
            ["The hospital was evacuated.", "The hospital opened in 1998."],
        ),
        # Of two nouns before "which", nobody knows which is meant.
        (
            "The blast destroyed the roof of the station, which was closed in May.",
            ["The blast destroyed the roof of the station, which was closed in May 2026."],
        ),
        # Verbs that share what was done to what are one clause, those with words of their own are two.
        ("The drones were destroyed or jammed.", ["The drones were destroyed or jammed."]),
        (
            "Police searched the office and arrested the clerk.",
            ["Police searched the office.", "Police arrested the clerk."],
        ),
        # A participle belongs to the sentence that it hangs on.
        ("The shell hit a depot, starting a fire.", ["The shell hit a depot, starting a fire."]),
        # A clause of time is told apart, without the word that leads it.
        (
            "The mayor resigned even as rescuers searched the ruins.",
            ["The mayor resigned.", "Rescuers searched the ruins."],
        ),
    ],
)
def test_a_sentence_is_cut_into_whole_propositions(text, expected):
    assert statements(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'Roe said in her address, referring to the new head of the coast guard, "The ships are ready."',
        "The ministry did not confirm the date of the talks.",
        "The agency announced a plan for the port.",
        "Roe called on allies to send more boats.",
    ],
)
def test_what_is_reported_without_a_verb_is_told_with_who_reports_it(text):
    for statement in statements(text):
        assert statement.startswith(("The ministry did not confirm", "The agency announced", "Roe called on", "The ships are"))


@pytest.mark.parametrize(
    "text", ["A long night of fire.", "More on this story", "Running for the hills.", "To the north of the town."]
)
def test_what_has_no_verb_is_no_claim(text):
    assert statements(text) == []


def test_a_figure_in_broken_words_is_told_in_all_of_its_sentence():
    text = "The court found him guilty of using 102 lorries in the fraud."
    (claim,) = extract(text, published=PUBLISHED).claims
    assert claim.statement == text


def test_a_long_list_of_verbs_is_read_to_its_end():
    text = "The clerk " + " and ".join(["opened the box, closed the door"] * 700) + "."
    assert len(statements(text)) > 0
