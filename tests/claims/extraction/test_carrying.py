"""Who goes on speaking without being named again."""

import datetime as dt

import pytest

from claims.extraction import extract


def origins(text):
    found = extract(text, published=dt.date(2025, 7, 22)).claims
    return [[source.name for source in claim.origin.sources] if claim.origin else [] for claim in found]


@pytest.mark.parametrize(
    "going_on",
    [
        "The schools of the town would stay closed until Friday.",
        "Water had run out on Sunday.",
        "Two trains were due to arrive from Ostrand on Friday.",
        "The shelter was full, and the beds had run out on Sunday.",
    ],
)
@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_a_tense_further_back_goes_on_with_the_last_speaker(going_on, between):
    *_, last = origins(f"Three clinics had been opened in Ostrand, Mayor Jane Roe said on Monday.{between}{going_on}")
    assert last == ["Jane Roe"]


@pytest.mark.parametrize(
    "own_voice",
    [
        "The schools of the town will stay closed until Friday.",
        "Water ran out on Sunday.",
        "By Monday the soldiers had cleared the streets of Ostrand.",
        "By nightfall 40,000 people had filled the streets of Ostrand.",
        "The mayor had earlier served as a judge in Ostrand.",
        "By last night workers had knocked on 12 doors in Ostrand.",
        "At daybreak the toll in Ostrand had been given as four.",
        "In 2022 the Front had won 41 seats in Ostrand.",
        "The roof of the school would hold 40 tonnes of snow if the beams were dry.",
        "Ten more clinics would have saved lives on Sunday.",
    ],
)
def test_the_article_takes_over_in_its_own_tense(own_voice):
    *_, last = origins(f"Three clinics had been opened in Ostrand, Mayor Jane Roe said on Monday. {own_voice}")
    assert last == []


def test_a_tense_shows_nothing_where_the_speaker_is_told_of_in_the_present():
    *_, last = origins("Three clinics are open, Mayor Jane Roe says. Water had run out on Sunday.")
    assert last == []


def test_once_the_article_speaks_the_speaker_is_silent():
    text = "Mayor Jane Roe said three clinics had opened.\n\nOstrand has 4,000 inhabitants. Water had run out on Sunday."
    assert origins(text)[-1] == []


def test_what_stands_between_two_reports_of_one_speaker_is_that_speakers():
    text = "Mayor Jane Roe said three clinics had opened. Nine people are in hospital. Two more died on Sunday, she added."
    assert origins(text) == [["Jane Roe"]] * 3


def test_what_stands_between_two_speakers_is_the_articles():
    text = "Mayor Jane Roe said three clinics had opened. Nine people are in hospital in Ostrand. Two died, the police said."
    assert origins(text)[1] == []


def test_all_who_spoke_go_on_together():
    text = "The agency Dovinform, citing an unnamed official, said the port was closed. Three ships had sailed on Monday."
    (claim,) = extract(text, published=dt.date(2025, 7, 22)).claims[-1:]
    assert [[source.name for source in link.sources] for link in claim.attribution] == [
        ["agency Dovinform"],
        ["unnamed official"],
    ]


def test_what_a_speaker_expects_is_known_from_the_speaker():
    text = "Some 8,200 homes are dark, the grid operator said on Monday. It expects to restore supply by Saturday."
    claim = extract(text, published=dt.date(2025, 7, 22)).claims[-1]
    assert ([source.name for source in claim.origin.sources], claim.stance) == (["grid operator"], "expects")


def test_the_article_itself_may_tell_what_somebody_plans():
    text = "The grid operator said on Monday that 8,200 homes are dark.\n\nIt plans to build two lines by 2030."
    assert origins(text)[-1] == []


@pytest.mark.parametrize("cue", ["Jane Roe said", "said the mayor, Jane Roe", "according to Jane Roe"])
def test_what_stands_behind_a_semicolon_is_told_in_one_breath(cue):
    assert origins(f"The clinic treated 94 people, {cue}; nine of them were kept in.") == [["Jane Roe"]] * 2


def test_a_former_past_beside_a_plain_one_is_the_articles():
    text = "The court found that Roe had taken two villas. Four men were jailed; two others had pleaded guilty in May."
    assert origins(text)[1:] == [[]] * 2


def test_what_stands_behind_a_semicolon_is_told_in_one_breath_in_the_present_too():
    assert origins("Half of them, the army says, were shot down; all 40 missiles got through.\n\nTwo men died.") == [
        ["army"]
    ] * 2 + [[]]


def test_who_is_named_at_the_end_says_what_stands_before_the_semicolon_too():
    assert origins("The state has set aside 25 million; each family will get 40,000, Jane Roe said.") == [["Jane Roe"]] * 2


@pytest.mark.parametrize("head", ["From the administration’s summary:", "According to the administration:", "The mayor said:"])
def test_the_items_of_a_list_are_said_by_whoever_heads_it(head):
    listed = "• In Lund 30 houses burned\n• In Karsk 12 burned"
    text = f"Fires burned in two towns on Friday.\n\n{head}\n\n{listed}\n\nNine families left."
    *_, first, second, after = origins(text)
    assert first == second != []
    assert after == []


def test_a_semicolon_at_the_end_of_a_paragraph_joins_nothing():
    text = "The bridge was closed on Friday, the mayor said;\n\nThe dam opened in 1950 with 12 gates."
    assert extract(text).claims[-1].attribution == ()


def test_nobody_goes_on_after_an_order_and_nobody_who_has_a_name_is_it():
    *_, last = origins("Judge Jane Roe ordered Max Holm to hand in 12 keys. The trial had been put off three times.")
    assert last == []
    text = (
        "Jane Roe says that 12 people were arrested. “No one was beaten,” she told Channel 2. The group Habeas arrives at "
        "another figure: 190 detentions in Selmont. Nine of the men have broken bones, it says."
    )
    assert ["Jane Roe"] not in origins(text)[2:]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Kelm Telecom reported a net loss of 212 million euros on Monday. Revenue fell 9.3% to 1.7 billion euros.",
            ["Kelm Telecom"],
        ),
        (
            "The Front had taken 52.7% of the vote, the commission said. The Union was on 38.4%. Turnout, at 57.3%, was low.",
            ["commission"],
        ),
        # what markets do, and what was counted another time, is known from elsewhere
        ("Kelm Telecom reported a net loss of 212 million euros on Monday. Its shares fell 9.3%.", []),
        ("Kelm Telecom said on Monday it would cut 90 jobs. Revenue fell 9.3% in May.", []),
        ("The Front had taken 52.7% of the vote, the commission said. In 2020 it won 48.2%.", []),
        ("Prices had risen by 52.7%, the commission said. The Union was on 38.4%.", []),
    ],
)
def test_who_tells_of_accounts_or_votes_goes_on(text, last):
    assert origins(text)[-1] == last


@pytest.mark.parametrize(
    ("second", "carried"),
    [
        ("Food inflation, which weighs heaviest, accelerated to 29.3%.", True),
        ("Unemployment fell to 3% in 2020.", False),
        ("The bank’s shares fell 3%.", False),
    ],
)
def test_statistics_are_published_together(second, carried):
    claims = extract(f"Consumer prices rose 24.6% in June, the statistics bureau said. {second}").claims
    told = next(claim for claim in claims[1:] if claim.figure)
    assert (told.origin is not None) is carried
