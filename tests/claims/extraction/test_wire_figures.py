"""What the sentences of news agencies count: parts, wholes, and figures of several verbs."""

import pytest

from tests.claims.extraction.wire_reports import claims, notes, statements


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A strike killed 13 people, including a nurse, in Kharkiv on Monday.",
            "A strike killed 13 people in Kharkiv on Monday (23 November 2026).",
        ),
        (
            "A strike killed 13 people, including a nurse, in Kharkiv on Monday.",
            "A strike killed a nurse in Kharkiv on Monday (23 November 2026).",
        ),
        (
            "A strike killed 13 people, including three nurses, in Kharkiv on Monday.",
            "A strike killed three nurses in Kharkiv on Monday (23 November 2026).",
        ),
        (
            "The drone hit a house in Kharkiv on Monday, wounding three people, including a child.",
            "The drone hit a house in Kharkiv on Monday (23 November 2026), wounding a child.",
        ),
        (
            "A Russian drone attack killed two people, among them a father of three, in the southern city of Kherson on Monday.",
            "A Russian drone attack killed two people in the southern city of Kherson on Monday (23 November 2026).",
        ),
        (
            "The air force said Russia launched 417 drones and 38 missiles, including six ballistic missiles.",
            "Russia launched six ballistic missiles.",
        ),
        (
            (
                "A bomber rammed a vehicle into a checkpoint in Lund, killing at least 14 people, nine of them police "
                "officers, officials said."
            ),
            "Nine of the at least 14 people killed were police officers.",
        ),
        (
            "Officials said the toll in Lund has risen to 64, among them 13 children and four nurses.",
            "As of 28 November 2026, the toll in Lund has risen to 64, among them 13 children and four nurses.",
        ),
        (
            "The crew, made up of 17 Filipinos, four Indians and two Greeks, took to lifeboats.",
            "The crew was made up of 17 Filipinos, four Indians and two Greeks.",
        ),
        (
            "The sanctions also target four banks, including one in Kyrgyzstan, and 23 companies.",
            "The sanctions also target one bank in Kyrgyzstan.",
        ),
        (
            "Nearly 4,300 amendments had been tabled, almost all of which were rejected in a sitting that lasted 14 hours.",
            "Almost all of the nearly 4,300 amendments were rejected in a sitting.",
        ),
        (
            "An estimated 1.3 million people face hunger, with 85,000 of them already in famine-like conditions.",
            "85,000 of the people who face hunger are already in famine-like conditions.",
        ),
        (
            "Of the 420 lorries the agency planned to send in April, just 57 got through.",
            "Of the 420 lorries the agency planned to send in April 2027, just 57 got through.",
        ),
        (
            "Outside, several hundred demonstrators, many of them students, lay down on the cobbles of the square.",
            "Outside, several hundred demonstrators, many of them students, lay down on the cobbles of the square.",
        ),
    ],
)
def test_a_part_and_its_whole_are_each_told_in_full(text, statement):
    assert statement in statements(text)


def test_how_young_somebody_is_counts_nobody():
    found = claims("The clinic treated eight injured people, including children as young as four.")
    assert [claim.figure.text for claim in found if claim.figure] == ["eight"]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The air force said its units had shot down or electronically suppressed 371 of the drones.",
            "The air force’s units had shot down or electronically suppressed 371 of the drones.",
        ),
        (
            "Dovland used 412 drones. Its foe shot down 371 of the drones. About 260 of the drones were old.",
            "About 260 of the 412 drones that Dovland used were old.",
        ),
        (
            (
                "In the whole of November Dovland has fired 6,100 drones at Kars, compared with about 4,900 in October and 5,400 "
                "in September."
            ),
            (
                "In the whole of November 2026 Dovland has fired 6,100 drones at Kars, compared with about 4,900 in October 2026 "
                "and 5,400 in September 2026."
            ),
        ),
        (
            "A report recorded 27 violations this month, compared with 31 in October. It attributed 12 of them to Thailand.",
            "It attributed 12 of the 27 violations to Thailand.",
        ),
        (
            "About 58,000 people have been moved from four provinces, the ministry said, more than half of them from Surin.",
            "More than half of the roughly 58,000 people have been moved from Surin.",
        ),
        (
            "The Russians are now eight kilometres from the town, compared with 15 at the start of summer.",
            "The Russians are now eight kilometres from the town, compared with 15 at the start of summer.",
        ),
    ],
)
def test_a_part_is_of_the_whole_that_is_meant(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "More than 4,000 people were killed in Lebanon in the conflict that followed, including hundreds of civilians.",
            "Hundreds of civilians were killed in Lebanon in the conflict that followed.",
        ),
        (
            "Hamas led an attack on southern Israel in which about 1,200 people were killed and 251 taken hostage.",
            "251 people were taken hostage.",
        ),
        (
            "The army said it had shot down or jammed 371 of 412 drones, most of them over the capital, and 22 of 31 missiles.",
            "The army had shot down or jammed 22 of 31 missiles.",
        ),
        (
            "Ana Roe, a farmer, had walked for two days with her mother and four children.",
            "Ana Roe, a farmer, had walked for two days with her mother and four children.",
        ),
    ],
)
def test_each_figure_of_a_sentence_is_told_by_its_own_verb(text, statement):
    assert any(told.startswith(statement) for told in statements(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("An initial statement put the toll at six.", "The toll was initially six."),
        ("The governor put the toll at nine in the morning and raised it twice.", "The toll was initially nine."),
        ("The governor put the toll at nine.", "The toll was nine."),
    ],
)
def test_a_value_that_was_given_at_first_is_told_as_such(text, statement):
    assert statement in statements(text)
    assert not any("counts" in note for note in notes(text)[statement])


def test_a_clause_that_says_which_of_all_is_no_claim_alone():
    told = statements("Dovland would reach anyone, anywhere, who threatens our citizens, he said.")
    assert told == ["Dovland would reach anyone, anywhere, who threatens our citizens."]


def test_a_number_that_ends_a_name_and_the_hour_count_nothing():
    text = "Eight bodies were found, six of them on the deck of the MV Santa Marcela 2. He called at 9, she said."
    assert [claim.figure.text for claim in claims(text) if claim.figure] == ["Eight", "six"]
    text = "Four were fined. One, his former accountant Ana Roe, was given three years in prison."
    assert [claim.figure.text for claim in claims(text) if claim.figure] == ["Four", "three years"]


def test_who_were_asked_have_found_nothing():
    text = "An investigation based on interviews with 11 people, including three soldiers, found that five men were shot."
    assert not any(told.startswith("Three soldiers found") for told in statements(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The UN says more than 460 people were killed in Lund. The Front denied that.",
            "It is not true that more than 460 people were killed in Lund.",
        ),
        ("Karsk denied that all of its troops had left Lund.", "It is not true that all of Karsk’s troops had left Lund."),
        ("The army denied that two farm workers had also been killed in Lund.", "Two farm workers had not been killed in Lund."),
    ],
)
def test_what_is_denied_of_so_many_is_not_said_of_the_others(text, statement):
    assert statement in statements(text), statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "Eleven bodies had been brought to the clinic in Lund, among them three women, a nurse said.",
        "Eleven bodies, including three women, had been brought to the clinic in Lund.",
    ],
)
def test_a_part_of_bodies_is_of_bodies(text):
    assert "The bodies of three women had been brought to the clinic in Lund." in statements(text), statements(text)


@pytest.mark.parametrize(
    ("text", "figure", "of", "statement"),
    [
        (
            '"Just over half" of the 214 drones and all but one of the nine missiles were jammed, Karsk\'s army said.',
            "Just over half",
            "drones",
            "Just over half of the 214 drones were jammed.",
        ),
        (
            '"Just over half" of the 214 drones and all but one of the nine missiles were jammed, Karsk\'s army said.',
            "all but one",
            "missiles",
            "All but one of the nine missiles were jammed.",
        ),
        ("The army shot down “more than 40” drones.", "more than 40", "drones", "The army shot down more than 40 drones."),
        ('Some "300" people came.', 'Some "300"', "people", "Some 300 people came."),
        ('The ministry put the toll at "at least 12".', "at least 12", "", "The toll was at least 12."),
    ],
)
def test_a_number_in_quotation_marks_counts_what_stands_behind_them(text, figure, of, statement):
    told = {claim.figure.text: (claim.figure.of, claim.statement) for claim in claims(text) if claim.figure is not None}
    assert told[figure] == (of, statement)
