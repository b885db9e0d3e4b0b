"""What a fact-checker could check, and what only sounds like it: scores and their reasons."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2025, 7, 22)


def worth(text):
    return [claim.text for claim in extract(text, published=PUBLISHED).claims if claim.check_worthiness >= 0.5]


@pytest.mark.parametrize(
    "text",
    [
        '"I have never been so proud of my crews," Jane Roe said.',
        '"Our hearts are with the families," Jane Roe said.',
        '"The balance sheet is a mess," said Max Holm, an analyst.',
        '"Every one of these deaths was preventable," said Max Holm, a doctor.',
        '"They target our homes because they cannot break our army," Jane Roe said.',
        '"Promises do not shoot down missiles," Jane Roe said.',
        '"Only God can help us," said Max Holm, a farmer.',
        '"They had a list," said Max Holm, a farmer.',
        '"This service needs to be rebuilt from the ground up," Jane Roe said.',
        'Jane Roe called the loss "deeply disappointing".',
        "Jane Roe called on her supporters to return to the square.",
        "Many of those who stood on the quay asked themselves that question.",
        "Jane Roe, a former investigator, called the reports troubling.",
        "Jane Roe did not believe that it would be needed, she said.",
        '"I have never seen anything like this," Jane Roe said.',
        "That is not what the doctors in Ostrand say.",
        "The situation in Ostrand is serious, Jane Roe said.",
        '"She abused that trust in the most cynical way," Max Holm said.',
        '"We have heard many promises," Jane Roe said.',
        '"Our people in Ostrand deserve better than this," Jane Roe said.',
        "She appealed to parents in Ostrand not to listen to rumours.",
        "The number of new cases could begin to fall before Christmas, the authority believes.",
        '"There is no military solution to this conflict," Jane Roe said.',
        '"Words of concern do not shoot down missiles," Jane Roe said.',
        '"In this town there is nobody who does not know somebody at the mill," Jane Roe said.',
        "A spokeswoman said that the office looked forward to the talks in Ostrand.",
        "Forecasters expect another 30mm of rain in Ostrand by Wednesday.",
        '"We need boots and shovels," Jane Roe said.',
        '"Ostrand needs more pumps," Jane Roe said.',
        '"I ask everyone in Ostrand to stay away from the quay," Jane Roe said.',
        '"Every hour counts now," Jane Roe said.',
        '"The coming days will be decisive," Jane Roe said.',
        '"Inflation is not where we want it to be," Jane Roe said.',
        '"The cheapest fire is the one that is put out," Jane Roe said.',
        '"A promise is not a bridge," Jane Roe said.',
        '"There is a stamp for everything in this office," Jane Roe said.',
        '"I have no words left for the people of Ostrand," Jane Roe said.',
        '"I keep thinking about the children behind me," said Max Holm, a farmer.',
        '"Today it seems to mean nothing at all," Jane Roe said.',
        "The guarantors ought to think again about Ostrand, Jane Roe said.",
        "The damage is likely to grow again once the river reaches Ostrand, Jane Roe said.",
    ],
)
def test_feelings_valuations_and_generalities_stay_below_the_line(text):
    assert worth(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The bank declined to comment.",
        "Police neither confirmed nor denied the report.",
        "Prosecutors could neither confirm nor deny that 12 men had been held in Ostrand.",
        "The regulator did not respond to a request for comment.",
        "Neither report could be independently verified.",
        "Neither report could be checked.",
        "Neither side's reports from Ostrand could be independently verified.",
        "The Ostrand Post was unable to reach the bank for comment on Monday.",
    ],
)
def test_that_nothing_was_said_is_no_claim(text):
    assert worth(text) == []


def test_a_caption_is_no_claim_though_it_gives_a_day():
    story = "Two houses burned in Ostrand on Monday, the mayor of the town said on Tuesday, and nobody was hurt in the fire."
    assert worth(f"Firefighters work at a damaged house in Ostrand on July 21.\n\n{story}") == worth(story) != []


@pytest.mark.parametrize(
    "text",
    [
        '"They struck a grain terminal, a school dormitory and a tram depot," Jane Roe said.',
        '"There has been no gas since March," said Max Holm, a farmer.',
        'Jane Roe called the attack "the largest of the year".',
        "Jane Roe said nobody had been turned away.",
        "A diplomat said the meeting with the minister had been called off at the last minute.",
        'The ministry called the report "a lie from beginning to end".',
        "Analysts say that 12 banks declined to comment.",
        "Analysts had expected a profit of 190 million crowns.",
    ],
)
def test_what_can_be_checked_is_kept_however_it_is_said(text):
    assert worth(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Corvane said it will cut 400 jobs, or a tenth, and close two plants in Ostrand.", "close two plants in Ostrand"),
        ("It rained on the port, where masked men threw flares at the guards.", "where masked men threw flares at the guards"),
        (
            "Ten were taken to the infirmary, while the rest were patched up at the trackside.",
            "the rest were patched up at the trackside",
        ),
        ("Jane Roe told MPs that she would not withdraw the bill.", "she would not withdraw the bill"),
        ("Max Holm, a lawyer, said he would appeal.", "he would appeal"),
        ("Jane Roe said none of her MPs would take their seats.", "none of her MPs would take their seats"),
    ],
)
def test_what_is_told_beside_is_kept_where_it_tells_an_event(text, words):
    assert words in worth(text)


def test_a_name_that_denies_is_a_denial():
    (claim,) = extract('The ministry called the report "a fabrication".', published=PUBLISHED).claims
    assert claim.stance == "denies"


def test_reasons_are_words_a_reviewer_can_read():
    (claim,) = extract('"Promises do not shoot down missiles," Jane Roe said.', published=PUBLISHED).claims
    assert claim.reasons == ("speaks in general, of no event",)


def test_a_call_to_congratulate_gives_nobody_a_name():
    assert worth("Jane Roe has called Max Holm to congratulate her, her office said.") != []


def test_what_a_government_considers_is_at_work():
    assert worth("The government was considering a curfew in Ostrand, the ministry said.") != []


@pytest.mark.parametrize(
    "text",
    [
        "The rivers burst their banks.",
        "Jane Roe, who flew over the valley on Sunday, promised aid.",
        "The firm Corvane, which is due to report on November 6, fell 3%.",
        "The party denied that anyone had voted with false papers.",
        "Organisers said it was the police who started the riot.",
        '"I know of families in Ostrand who buried their dead at night," Jane Roe said.',
        "Analysts had expected a profit of 190 million.",
        "The quake was felt as far away as Port Ilmen.",
        '"We asked everyone in Ostrand to leave the quay on Sunday," Jane Roe said.',
        '"The commission counts the votes from Ostrand by hand," Jane Roe said.',
        '"A girl is still a hostage," Jane Roe said.',
        '"The oldest bridge is the one that burned on Monday," Jane Roe said.',
        '"There is water for everyone in Ostrand," Jane Roe said.',
        "The town needs 40 pumps, Jane Roe said.",
        "The toll is likely to reach 40, Jane Roe said.",
        "On Tuesday Jane Roe found that the house opposite had lost its roof.",
    ],
)
def test_what_can_be_checked_in_spite_of_its_form_is_worth_it(text):
    assert worth(text)


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("The Harbour Union has called an indefinite strike.", True),
        ("The Harbour Union called the strike a disgrace for Lund.", True),
        ("The Harbour Union called Lund shameful.", False),
        ("The administrator, Ana Roe, confirmed the attack.", True),
        ("The administrator, Ana Roe, confirmed the report.", False),
        ("“Nobody has touched the ballots,” the administrator, Ana Roe, said.", True),
        ("“Nobody wants the ballots,” the administrator, Ana Roe, said.", False),
    ],
)
def test_what_is_called_and_what_is_confirmed(text, worth):
    assert (extract(text).claims[0].check_worthiness >= 0.5) is worth
