import datetime as dt

import pytest

from claims.extraction import extract

WHERE, WHEN = "where it was stands outside the sentence", "when it was stands outside the sentence"
WHERE_AND_WHEN = "where and when it was stands outside the sentence"


def last(text):
    return extract(text, published=dt.date(2026, 7, 6)).claims[-1]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Thirty-four people were hurt in a fire.", WHERE_AND_WHEN),
        ("Two launchers had been destroyed in return.", WHERE_AND_WHEN),
        ("Thirty-four people were hurt in a fire in Kyiv.", WHEN),
        ("Thirty-four people were hurt in a fire on Friday.", WHERE),
        ("Five people have died of cholera.", WHERE),
        ("Eighteen drones were shot down during the night.", WHERE_AND_WHEN),
        ("Some 1,300 firefighters were deployed.", WHERE_AND_WHEN),
        ("Some 1,300 firefighters are deployed.", WHERE),
        ("Some 120 prisoners will be released.", WHERE),
        ("Two of 52 patients are on ventilators.", WHERE),
        ("Channel 5 reported a dozen explosions on Friday.", WHERE),
        ("Brandt Mining paid 31 million euros.", WHEN),
        ("Max Holm arrested nine men for theft on Friday.", WHERE),
        ("The number of people killed by the blast in Lund rose to 12.", WHEN),
    ],
)
def test_a_statement_says_that_it_tells_not_when_or_where_it_was(text, note):
    assert last(text).ambiguous == (note,)


@pytest.mark.parametrize(
    "text",
    [
        "Thirty-four people were hurt in a fire in Kyiv on Friday.",
        "Nordvik has 120 workers.",
        "Nordvik said it had 120 workers.",
        "Brandt Mining will pay 31 million euros.",
        "The court in Lund sentenced Max Holm to nine years in prison on Friday.",
        "Max Holm always rang 12 people.",
        "Kwezi’s shares fell 4.6% on Thursday.",
        "Max Holm has closed two of his five shops in Lund.",
        "The Lund district had 12 schools in 2019.",
        "Since Friday, nine people have drowned in Lund.",
    ],
)
def test_a_statement_that_tells_it_says_nothing(text):
    assert last(text).ambiguous == ()


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Four bodies were found in the control room in Lund on Friday.", None),
        ("Four bodies were found in the control room.", "which room “the room” is"),
        ("We cleared 70 tonnes of the rubble.", "which rubble “the rubble” is"),
        ("Fires in the same hills killed six people on Friday.", "which hills “the hills” are"),
        ("Our people gave up a week of pay to keep this place open.", "which place “this place” is"),
        ("The grant was $8.5 million.", "which grant “the grant” is"),
        ("The hospital in Lund counted 12 arrivals.", None),
        ("The Lukyan hospital counted 12 arrivals.", None),
        ("The largest hospital counted 12 arrivals.", None),
        ("The hospital, which is in Lund, counted 12 arrivals.", None),
        ("The hospital, Santa Rita, counted 12 arrivals.", None),
        ("In the morning the sea was 12 degrees warm.", None),
        ("On that day 12 people died.", None),
    ],
)
def test_a_thing_that_is_told_of_by_no_more_than_its_noun_is_said_to_be_open(text, note):
    assert [one for one in last(text).ambiguous if one.startswith("which")] == ([note] if note else [])


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The rest went to three minor candidates.", "of what “the rest” is"),
        ("The rest of the vote went to three candidates.", None),
        ("Some 190,000 votes separate the two.", "who or what “the two” are"),
        ("Two herders were stabbed at a pump that both sides claim.", "who or what “both sides” are"),
        ("Nine boreholes were drilled here in May.", "where “here” is"),
        ("Half of that was money.", "what “that” is"),
        ("Rescuers reached a room that had been buried, and found 12 bodies.", None),
        ("The ministry has confirmed only 52 cases.", "of what the cases are"),
        ("The ministry has confirmed only 52 cases of cholera.", None),
        ("An outbreak in 2022 killed 1,700 people.", "of what the outbreak is"),
        ("A cholera outbreak in 2022 killed 1,700 people.", None),
        ("New infections in Lund fell to 85.", "of what the infections are"),
        ("By Friday that number was down to 60,000.", "of what “that number” is"),
        ("The Alliance took 38.6%.", "of what “38.6%” is"),
        ("The Alliance took 38.6% of the vote.", None),
        ("Lund fined both companies £12m.", "who or what “both companies” are"),
        ("In Lund 12 people paid for that meal.", None),
        ("A study asked that 120 homes be moved. Only 15 have been.", "what “have been” stands for"),
        ("Jets hit a command post in Lund some 400m away.", "from where “400m away” is"),
        ("In Lund, those waiting more than 18 months numbered 500.", "who or what “those” are"),
        ("Of those polled, 40% were in Lund.", None),
        ("A court in Lund ordered that the others be held for 30 days.", "who or what “the others” are"),
    ],
)
def test_words_that_stand_for_what_was_told_before_are_said_to_be_open(text, note):
    found = [
        one
        for one in last(text).ambiguous
        if one.startswith(("of what", "who or what", "where “", "what “that", "what “have", "from where"))
    ]
    assert found == ([note] if note else [])


def test_a_whole_that_stands_by_its_number_alone_is_said_to_be_open():
    claim = last("The clinic treated 46 people for burns. Six of them were police officers.")
    assert claim.statement == "Six of the 46 people that the clinic treated for burns were police officers."
    assert claim.ambiguous == ("which clinic “the clinic” is", WHERE_AND_WHEN)
    claim = last("Rockets and 96 drones were fired at the city. Three-quarters of the drones were intercepted on Friday.")
    assert claim.ambiguous == ("which drones “the 96 drones” are", WHERE)
    claim = last("The Front has lodged 46 complaints. Of the complaints, 31 are about the town of Lund.")
    assert "which complaints “the complaints” are" in claim.ambiguous


def test_a_street_is_in_some_town_and_what_flies_over_a_country_over_all_of_it():
    assert last("Nadja Feld has counted 17 burnt-out cars along Mill Street.").ambiguous == (WHERE,)
    assert last("Two men met. Ukraine’s air force shot down 71 drones overnight.").ambiguous == ()
    assert last("The air force shot down 71 drones overnight.").ambiguous == ("which force “the force” is", WHERE)


def test_a_thing_that_the_statement_itself_tells_of_is_known():
    first, last = extract("A shop sold 12 books before the shop closed on Friday.", published=dt.date(2026, 7, 6)).claims
    assert first.ambiguous == (WHERE,)
    assert last.ambiguous == ("which shop “the shop” is",)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("On Wednesday evening the death toll stood at 11.", "of what “the death toll” is"),
        ("The toll of the flood in Lund rose to 11 on Friday.", None),
        ("The toll rose to 11 after the fire.", None),
        ("Just nine were fighters.", "what “nine” counts"),
        ("In the whole of January there were 3,900.", "what “3,900” counts"),
        ("Five were killed.", None),
        ("Lund’s losses were more than 60 dead.", None),
        ("Membership reached 4,000.", None),
        ("Three of the dead were nurses.", None),
    ],
)
def test_a_statement_says_that_it_tells_not_of_what_its_number_is(text, note):
    found = [one for one in last(text).ambiguous if one.startswith(("of what", "what “"))]
    assert found == ([note] if note else [])


def test_who_says_i_is_open_where_nobody_can_tell():
    claim = last("Two doctors met. ‘Twenty-nine are on drips,’ he said on Friday, ‘and I have 20 beds in Lund.’")
    assert (claim.statement, claim.ambiguous) == ("I have 20 beds in Lund.", ("who “I” is",))


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Two people died in Lund on Friday.", "what they died of"),
        ("Two people were hurt in Lund on Friday.", "what hurt them"),
        ("Three men are missing in Lund.", "since what they are missing"),
        ("Police arrested nine men in Lund on Friday.", "for what they were detained"),
        ("Seven officials have been charged.", "with what they are charged"),
        ("Crews brought out 22 residents in Lund on Friday.", "from what they were rescued"),
        ("More than 300 families fled Lund on Friday.", "what they fled"),
        ("94 tickets were sold in Lund on Friday.", "for what the tickets are"),
        ("Fewer than 40,000 tonnes were left in Lund on Friday.", "of what the tonnes are"),
        ("Some 200 relatives came on Friday.", "whose the relatives are"),
        ("The one in 2014 killed eight people in Lund.", "what “the one” is"),
        ("A similar motion failed by four votes in Lund on Friday.", "to what “a similar motion” is similar"),
        ("The money paid 12 nurses in Lund on Friday.", "which money “the money” is"),
        ("Councillors in Lund approved £150,000 on Friday.", "for what “£150,000” is"),
        ("An extra £600,000 had been made available in Lund since May.", "for what “£600,000” is"),
        ("Some 5,200 people were vaccinated in Lund on Friday.", "against what they were vaccinated"),
        ("The firm Kelm paid $17m in compensation on Friday.", "for what the compensation is"),
        ("In Lund, uptake rose to 77 percent on Friday.", "of what the uptake is"),
        ("The firm Kelm was fined 3.2 million euros in 2019.", "for what the fine is"),
        ("Ana Roe was sentenced to 14 years in prison.", "for what the sentence is"),
        ("The union wants 12% this year.", "of what “12%” is"),
        ("This amounts to less than 5% of voters.", "what “this” is"),
        ("The army still held 1,140 others.", "who or what “others” are"),
        ("A report gave the firm 30 days to replace them.", "who or what “them” is"),
        ("About 60% of them are by the army.", "who or what “them” is"),
        ("A tank of water from a tanker now costs her 900 francs.", "who or what “her” is"),
        ("In Lund, 1.4 million are now displaced, 90,000 more than in May.", "who or what “1.4 million” are"),
    ],
)
def test_a_count_says_what_else_its_reader_would_ask(text, note):
    assert note in last(text).ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "Two people died of cholera in Lund on Friday.",
        "Two people drowned in Lund on Friday.",
        "A blast killed two people in Lund on Friday.",
        "Two people died in Lund on Friday when a bus overturned.",
        "Some 870 soldiers were killed in Lund on Friday.",
        "Police arrested nine men in Lund on Friday for theft.",
        "94 tickets for the crossing were sold in Lund on Friday.",
        "Fewer than 40,000 tonnes of copper were left in Lund on Friday.",
        "Some 200 relatives of the crew came to Lund on Friday.",
        "Max Holm sold 40 shares in Lund on Friday.",
        "Councillors in Lund set aside £150,000 for repairs on Friday.",
        "Some 5,200 people were vaccinated against measles in Lund on Friday.",
        "The firm Kelm was fined 3.2 million euros in Lund for overloading on Friday.",
        "Ana Roe was jailed in Lund on Friday for six years for theft.",
        "Arrivals in Italy had fallen to 6,320 this year, a drop of 28%.",
        "In Lund, 40 km to the west, nine people died in a fire on Friday.",
        "In Lund, nine people died on Friday when a mill came down.",
    ],
)
def test_a_count_that_tells_it_says_nothing(text):
    notes = last(text).ambiguous
    assert not [note for note in notes if note.startswith(("what ", "since what", "for what", "of what", "whose "))]


def test_what_stands_for_a_number_says_what_it_counts():
    assert not [note for note in last("The bureau put the population at 1.79 million.").ambiguous if note.startswith("what ")]


def test_a_part_does_not_ask_again_what_its_whole_asks():
    *_, whole, part = extract("Nine people died in Lund on Friday, two of them children.").claims
    assert "what they died of" in whole.ambiguous
    assert "what they died of" not in part.ambiguous


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Revenue rose 3.1 percent to 8.4 billion Australian dollars on Friday.", "whose the revenue is"),
        ("Operating profit came to €38.4 million on Friday.", "whose the profit is"),
        ("About 40 percent of its exports go to Lund.", "who or what “its” is"),
    ],
)
def test_whose_money_it_is_is_asked_and_no_place(text, note):
    assert last(text).ambiguous == (note,)


def test_of_what_the_cases_are_is_asked_once():
    notes = last("The clinic in Lund reported 68 cases on Friday.").ambiguous
    assert "of what the cases are" in notes
    assert not [one for one in notes if "infected" in one]


def test_money_is_not_rescued():
    assert last("The plants in Lund would shut by May, saving $350 million.").ambiguous == ()


def test_whom_most_of_them_are_stands_in_the_sentence():
    assert not [one for one in last("Some 73 people, most of them women, fled Lund on Friday.").ambiguous if "them" in one]


def test_the_town_of_a_sentence_that_names_it_is_no_question():
    claim = last("The clinic measured 318mm of rain at Lund on Friday, half of what the town normally gets in July.")
    assert not any("town" in note for note in claim.ambiguous)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The army spoke of Lund. It was aware of reports of casualties, it said.", "which army “the army” is"),
        ("Five drones flew to Lund. The army said it had downed four of them.", "which army “the army” is"),
        ("They told us to reopen the shops and bring out weapons, Ana Roe said.", "which shops “the shops” are"),
        ("Troops had entered the area to dismantle a tunnel, Ana Roe said.", "which area “the area” is"),
    ],
)
def test_a_noun_that_tells_of_something_known_is_asked_for(text, note):
    assert note in last(text).ambiguous


def test_co_defendants_are_no_co():
    assert not any("co" in note.split() for note in last("Of the six co-defendants, four were fined in Lund.").ambiguous)
