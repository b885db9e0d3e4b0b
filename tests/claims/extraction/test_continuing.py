"""Who or what "it" goes on with, by what it does."""

import datetime as dt

import pytest

from claims.extraction import extract


def last(text):
    return extract(text, published=dt.date(2026, 3, 16)).claims[-1]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        # bodies alone receive complaints, raise rates and reject offers
        ("The commission dismissed that count. It has received 643 complaints.", "The commission has received 643 complaints."),
        ("That left the central bank in a bind. It raised its rate to 3.75%.", "The central bank raised its rate to 3.75%."),
        ("The union wants a 9% rise. It rejected an offer of 5.2%.", "The union rejected an offer of 5.2%."),
        # by name, where the article has one
        (
            "The charity Clearwater Relief says it has enough chlorine. It has received less than $18m.",
            "Clearwater Relief has received less than $18m.",
        ),
        # reports alone recommend and record
        (
            "An internal council briefing warned of floods. It recommended spending £420,000 on clinics.",
            "The internal council briefing recommended spending £420,000 on clinics.",
        ),
        # a thing that carries, spreads or burns
        (
            "A convoy of 23 lorries reached besieged Osk. It carried 340 tonnes of flour, said the relief agency Open Corridor.",
            "The convoy carried 340 tonnes of flour.",
        ),
        (
            "The fire was first reported on Monday. Within six hours it had reached the Pinyon mobile home park.",
            "Within six hours the fire had reached the Pinyon mobile home park.",
        ),
    ],
)
def test_it_is_what_can_do_what_it_does(text, statement):
    assert last(text).statement == statement


@pytest.mark.parametrize(
    "text",
    [
        "The union met the company. The council sued the bank. It has rejected 40 offers.",  # the council, or the bank
        "The union wants a rise.\n\nIt rejected an offer of 5.2%.",  # another paragraph
        "The ferry hit a barge. It carried 340 tonnes of flour.",  # the ferry, or the barge
        "Roe left the building. It has 40 rooms.",  # anything may have rooms
    ],
)
def test_it_stays_open_where_several_can(text):
    assert "It " in last(text).statement
    assert "who or what “It” is" in last(text).ambiguous


def test_which_commission_it_is_is_asked():
    assert "which commission “the commission” is" in last("The commission met. It has received 643 complaints.").ambiguous


def test_whose_shares_fell_is_told():
    text = "Investigators doubt the figure. The company said it does not know it. Its shares fell 18% on Friday."
    assert last(text).statement == "The company’s shares fell 18% on Friday (13 March 2026)."


def test_its_own_stays_the_words_of_who_is_named():
    assert last("The union met. It has sent 40 of its members to Lund.").statement == (
        "The union has sent 40 of its members to Lund."
    )
