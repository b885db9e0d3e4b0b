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
        # "Who" is whoever the words before it tell more of, and of two people the nearer.
        (
            "Two clerks with knowledge of the plan, who left the port in May, met the mayor.",
            [
                "Two clerks with knowledge of the plan met the mayor.",
                "Two clerks with knowledge of the plan left the port in May 2026.",
            ],
        ),
        (
            "Two clerks met friends of Max Holm, who left the port in May.",
            ["Two clerks met friends of Max Holm.", "Max Holm left the port in May 2026."],
        ),
        # Of two nouns before "which", nobody knows which is meant.
        (
            "The blast destroyed the roof of the station, which was closed in May.",
            ["The blast destroyed the roof of the station, which was closed in May 2026."],
        ),
        # What is yet to be is no claim of its own.
        ("The port will reopen after the mines have been cleared.", ["The port will reopen after the mines have been cleared."]),
        (
            "The port reopened after the mines had been cleared.",
            ["The port reopened.", "The mines had been cleared."],
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dovland fired 34 missiles, 71 drones and two bombs at the port.",
            [
                "Dovland fired 34 missiles at the port.",
                "Dovland fired 71 drones at the port.",
                "Dovland fired two bombs at the port.",
            ],
        ),
        (
            "The bank reported a profit of $16 million, or $2 per share.",
            ["The bank reported a profit of $16 million.", "The bank reported a profit of $16 million, or $2 per share."],
        ),
        ("The judge fined the owner $11m (around 70m crowns).", ["The judge fined the owner $11m."]),
    ],
)
def test_what_is_no_list_is_not_told_like_one(text, expected):
    found = statements(text)
    assert [statement for statement in found if statement in expected] == expected


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The agency denied the allegations on Monday.", "The agency denied the allegations on Monday (23 November 2026)."),
        ("The agency denied any losses.", "There were no losses."),
        ("Prosecutors accused the mayor of taking a bribe.", "Prosecutors accused the mayor of taking a bribe."),
        ("Prosecutors have accused Dovland of shelling the port.", "Dovland is shelling the port."),
        ("The mayor promised to rebuild the pier.", "The mayor is to rebuild the pier."),
        ("The state promised after that accident to buy four boats.", "The state was to buy four boats."),
        ("The toll is expected to rise.", "The toll will rise."),
    ],
)
def test_a_cue_says_how_its_words_are_meant(text, statement):
    assert statement in statements(text)


def test_a_long_list_of_verbs_is_read_to_its_end():
    text = "The clerk " + " and ".join(["opened the box, closed the door"] * 700) + "."
    assert len(statements(text)) > 0


def test_a_title_ends_no_sentence():
    assert statements("The court fined Mr. Holm and Mrs. Roe on Monday.") == [
        "The court fined Mr. Holm and Mrs. Roe on Monday (23 November 2026)."
    ]


def test_a_number_behind_a_preposition_is_no_item_of_the_list():
    text = "The chair named dozens of supporters and advisers to the 14 committees of the convention."
    assert statements(text)[0] in {text, "The chair named dozens of supporters."}


def test_a_participle_before_its_sentence_is_told_with_it():
    assert "Wounding 12 men, the shell hit the depot." in statements("Wounding 12 men, the shell hit the depot.")


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Crews brought down five drones before they reached the port.", []),
        ("The convoy was stopped before it crossed the river.", []),
        ("Crews put out the fire before they left.", ["They left."]),
        ("Troops destroyed the bridge before winter came.", ["Winter came."]),
        ("The patrol killed nine men before it withdrew.", ["It withdrew."]),
    ],
)
def test_what_was_averted_is_no_claim(text, others):
    assert [claim.statement for claim in extract(text).claims][1:] == others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ana Roe spoke of a crime: a shell, she said, hit the school and killed two boys.",
            ["Ana Roe spoke of a crime.", "A shell hit the school.", "A shell killed two boys."],
        ),
        ("A second drone, he said, slammed into the depot.", ["A second drone slammed into the depot."]),
        (
            "The quake, which hit before dawn and was centred near Lund, had a strength of 6, officials said.",
            ["The quake had a strength of 6.", "The quake hit before dawn.", "The quake was centred near Lund."],
        ),
        (
            "The mayor, who came in May, was elected and resigned on Monday.",
            ["The mayor was elected and resigned on Monday (23 November 2026).", "The mayor came in May 2026."],
        ),
    ],
)
def test_each_verb_has_its_own_subject(text, expected):
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two men were killed on Monday in what officials described as the worst raid since May.",
            ["Two men were killed in the raid on Monday (23 November 2026).", "This was the worst raid since May 2026."],
        ),
        (
            "The army fired 40 shells, the council said, in what it called the heaviest raid on Lund since the war began.",
            ["The army fired 40 shells.", "This was the heaviest raid on Lund since the war began."],
        ),
        ("In what police called a robbery, two men took the silver.", ["Two men took the silver."]),
        (
            "The rebels have attacked 40 ships and have sunk four, in a campaign they say is lawful.",
            [
                "As of 24 November 2026, the rebels have attacked 40 ships.",
                "As of 24 November 2026, the rebels have sunk four ships.",
            ],
        ),
        (
            "Two men were killed in what the army calls the Ostrel sector.",
            ["Two men were killed in what the army calls the Ostrel sector."],
        ),
        ("A tank caught fire after what Roe called an attack.", ["A tank caught fire after what Roe called an attack."]),
        ("What Roe called a crime killed 12 men.", ["What Roe called a crime killed 12 men."]),
    ],
)
def test_what_somebody_calls_it_by_the_way_is_no_part_of_what_happened(text, expected):
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We held the bridge for as long as we could,” Roe said.", ["We held the bridge for as long as we could."]),
        ("The bank closed as its owner fled.", ["The bank closed.", "The bank’s owner fled."]),
        (
            "The court jailed Roe, ending a trial in which 64 people had joined.",
            ["The court jailed Roe.", "The court jailed Roe, ending a trial in which 64 people had joined."],
        ),
    ],
)
def test_what_only_measures_or_hangs_on_another_is_told_with_it(text, expected):
    assert [one for one in statements(text) if not one.endswith("ending a trial.")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shells hit a camp in a raid that the army blamed on the rebels.",
            ["Shells hit a camp in a raid.", "The army blamed a raid on the rebels."],
        ),
        (
            "The party won a vote that observers described as marred by fraud.",
            ["The party won a vote.", "A vote was marred by fraud."],
        ),
        ("The party won a vote that its rivals say was stolen.", ["The party won a vote.", "A vote was stolen."]),
        (
            "The town buried its dead after a strike that Karsk says killed 12 people.",
            ["The town buried its dead after a strike.", "A strike killed 12 people."],
        ),
        ("Power was off on Tuesday, the utility KelmNet said.", ["Power was off on Tuesday (24 November 2026)."]),
        ("A ship that carried arms sank.", ["A ship that carried arms sank."]),
    ],
)
def test_what_is_said_of_a_noun_is_a_claim_of_its_own(text, expected):
    assert statements(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The storm cut a line in May, which left 300 people stranded.",
            "The storm cut a line in May 2026, which left 300 people stranded.",
        ),
        ("Lund was hit by a storm, which left 300 people stranded.", "A storm left 300 people stranded."),
    ],
)
def test_what_which_stands_for(text, expected):
    assert statements(text)[-1] == expected
