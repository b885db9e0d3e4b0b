"""Sentences as reporters write them: lists of weapons and their parts, asides in dashes, main clauses before "saying"."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2026, 3, 12)  # a Thursday


def claims(text):
    return extract(text, published=PUBLISHED).claims


def statements(text):
    return [claim.statement for claim in claims(text)]


_SHARES = ("12 drones over Karsk", "10 drones over Lund", "18 drones over Dole")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The air force said Russia launched 12 missiles and 30 drones overnight, of which 31 were shot down.",
            ("31 of the 12 missiles and 30 drones were shot down.", "missiles and drones", 31),
        ),
        (
            "Russia launched 12 missiles, 30 drones and two bombs, of which 31 were shot down, the air force said.",
            ("31 of the 12 missiles, 30 drones and two bombs were shot down.", "missiles, drones and bombs", 31),
        ),
        (
            "Russia launched 30 drones and 12 missiles. All but one of them were shot down.",
            ("All but one of the 30 drones and 12 missiles were shot down.", "drones and missiles", 41),
        ),
        (
            "The army said it had destroyed 12 tanks and 30 trucks, half of them near Lund.",
            ("Half of the 12 tanks and 30 trucks were destroyed near Lund.", "tanks and trucks", 21),
        ),
    ],
)
def test_a_part_is_of_all_that_is_listed(text, told):
    parts = [(one.statement, one.figure.of, one.figure.low) for one in claims(text) if one.figure]
    assert told in parts


def test_what_acts_together_on_so_many_is_told_together():
    text = "Ukraine's air force said 16 drones and six missiles struck targets in eight locations."
    assert {one.removeprefix("In Ukraine, ") for one in statements(text)} == {
        "16 drones and six missiles struck targets in eight locations."
    }


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Only four people came under pathway two. The Group of Twenty met. Phase three began.", [(4, "people")]),
        ("One out of every four children is malnourished.", [(0.25, "children")]),
        ("The bank misled investors about three fatal crashes.", [(3, "fatal crashes")]),
        ("Investors were misled about two fatal 737 Max crashes. The 737 Max was grounded.", [(2, "fatal 737 Max crashes")]),
        ("Russia fired 12 Kalibr and launched 194 strike and decoy drones.", [(12, "Kalibr"), (194, "strike and decoy drones")]),
        ("They advanced along the 600-mile-long (1,000-kilometre) front line.", [(600, "mile")]),
        (
            "Ministry figures showed the total number of cases in 2025, up to 4 December, was 3,118 - more than ever.",
            [(3118, "cases")],
        ),
    ],
)
def test_numbers_count_what_a_reader_counts(text, figures):
    assert [(one.figure.low, one.figure.of) for one in claims(text) if one.figure] == figures


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The mayor of Lund ordered an evacuation on Sunday, saying that the dam had burst.",
            "The mayor of Lund ordered an evacuation on Sunday (8 March 2026).",
        ),
        (
            "The army withdrew from Lund, accusing the rebels of targeting doctors.",
            "The rebels have been targeting doctors.",
        ),
        ("The survey was sent to 3,150 households, of which 84 percent replied.", "84 percent of the 3,150 households replied."),
        ("The army withdrew from Lund, accusing the rebels of looting.", "The army withdrew from Lund."),
        ("No one claimed responsibility for the attack.", "No one claimed responsibility for the attack."),
        (
            "Moscow may be planning an attack on the dam which it would blame on Ukraine.",
            "Moscow may be planning an attack on the dam which it would blame on Ukraine.",
        ),
        (
            "The governor said on Telegram that drone debris had hit a fuel tank and 127 firefighters were at work.",
            "Drone debris had hit a fuel tank.",
        ),
        (
            'The report said the risk was "real and the loss can be great", and accused the government of not acting.',
            "The government has not been acting.",
        ),
        ("Drug companies in the US paid donors.", "Drug companies in the US paid donors."),
        (
            "The raids were revenge for the bombing of a bridge linking Russia to Crimea, which Roe blamed on Ukraine.",
            "Roe blamed the bombing of a bridge linking Russia to Crimea on Ukraine.",
        ),
        ("The adviser accused Iran of being responsible for the deaths.", "Iran is responsible for the deaths."),
        (
            "If the dam is badly damaged, 80 towns could be flooded and the plant could be left without water, Roe said.",
            "If the dam is badly damaged, the plant could be left without water.",
        ),
        (
            "It spreads through dirty water and in severe cases can be fatal, the health service said.",
            "In severe cases it can be fatal.",
        ),
        (
            "The town - which had 20,000 people - was retaken on Sunday.",
            "The town was retaken on Sunday (8 March 2026).",
        ),
        (
            "The plant - the largest in Europe - was taken in 2022, but has continued to function.",
            "The plant – the largest in Europe – has continued to function.",
        ),
        (
            "Officials say the spike was due to more awareness, a larger number of tests and more doctors reporting cases.",
            "The spike was due to more awareness, a larger number of tests and more doctors reporting cases.",
        ),
        ("Mild Strep A infections cause sore throats in Wales.", "Mild Strep A infections cause sore throats in Wales."),
        (
            "The jet was grounded for 20 months after two crashes killed 346 people.",
            "The jet was grounded for 20 months after two crashes killed 346 people.",
        ),
        ("The Sochi raid was one of several launched by Ukraine.", "The Sochi raid was one of several launched by Ukraine."),
        ("The town saw a record 41.3C. That was the hottest day ever.", "The town saw a record 41.3C."),
    ],
)
def test_each_deed_is_told_whole(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    "text",
    [
        'The company has changed, it said. "Fundamental changes that have strengthened our oversight of safety issues."',
        "The ruling gives the regulator the chance to accuse the airline of hiding faults.",
    ],
)
def test_what_is_no_sentence_or_left_to_do_is_no_charge(text):
    assert not any(one.stance == "alleges" or one.statement.startswith("Fundamental") for one in claims(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Ukraine war: 40 drones fired\n\nThe town had 20,000 people before the war, the mayor said.",
            "The town had 20,000 people before the war in Ukraine.",
        ),
        (
            "Russia's full-scale invasion of Ukraine began in 2022. Since the invasion, 300 tanks have been lost.",
            "Since Russia’s invasion of Ukraine, 300 tanks have been lost.",
        ),
        (
            "Officials recorded 1,200 cases of cholera in Malawi. The disease spreads through dirty water.",
            "Cholera spreads through dirty water.",
        ),
        (
            "Officials recorded 866 cases of scarlet fever in Wales. The infection spreads among children.",
            "Scarlet fever spreads among children.",
        ),
        (
            "Emergency workers are dressed in yellow suits in Lund. They are practising drills.",
            "Emergency workers are practising drills.",
        ),
        ("Two men were arrested in Lund on Sunday. They were charged with arson.", "The two men were charged with arson."),
        ("For Mr Kolen himself, the costs won't be painful. He received $60m.", "Kolen received $60m."),
        (
            "The ministry said that capacity would drop to 3%. It views a buffer of 5% as necessary.",
            "The ministry views a buffer of 5% as necessary.",
        ),
    ],
)
def test_the_only_war_illness_or_people_are_named(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Two people were killed in Kharkiv on Monday. The city has been shelled for weeks.",
            "Kharkiv has been shelled for weeks.",
        ),
        (
            "Missiles hit homes in the southern city of Mykolaiv. Seven people were hurt in the city, which is often shelled.",
            "Seven people were hurt in Mykolaiv.",
        ),
        ("Russia hit the capital, Kyiv, with drones. Twelve people died in the city.", "Twelve people died in Kyiv."),
    ],
)
def test_the_city_is_the_only_one_told_of(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    "text",
    [
        "The war in Sudan began in 2023, a year after Russia's invasion of Ukraine. The war has displaced 12 million people.",
        "Cholera and measles have killed 40 people in Malawi. The disease spreads fast.",
    ],
)
def test_of_two_wars_or_illnesses_none_is_named(text):
    told = statements(text)[-1]
    assert "The war has" in told or "The disease spreads" in told


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Power has been short since an earthquake in the north in May forced some plants to close.",
            "Power has been short since an earthquake in the north in May 2025 forced some plants to close.",
        ),
        ("Ukraine started to receive new tanks in May.", "Ukraine started to receive new tanks in May 2025."),
        ("On Tuesday last week 12 people died.", "On Tuesday last week (3 March 2026) 12 people died."),
        ("Attacks have risen in recent weeks in Lund.", "Attacks have risen in recent weeks in Lund."),
    ],
)
def test_days_lie_behind_what_has_happened(text, statement):
    told = [one.replace(" (to 12 March 2026)", "") for one in statements(text)]
    assert statement in told


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The governor of Karsk said four people were hurt.\n\nRussia's defence ministry said it downed 93 drones.",
            "governor of Karsk",
        ),
        ("Russia hit a plant, officials said on Friday, hours after Ana Roe said talks would resume.", "Ana Roe"),
        ("Even the World Health Organization says the plan has failed.", "World Health Organization"),
        (
            "Two people died and 14 were hurt, three of them nurses, when shells hit Lund, the governor, Oleh Marchuk, said.",
            "Oleh Marchuk",
        ),
        (
            "They asked Miguel Tchivela, a doctor.\n\nMiguel Tchivela: The rains came in January, and the wells overflowed.",
            "Miguel Tchivela",
        ),
        ("According to police two men were hurt.", "police"),
        (
            "Raids are up, according to the Armed Conflict Location and Event Data Project.",
            "Armed Conflict Location and Event Data Project",
        ),
        ("Calls grow for sanctions on Belarus, which denies supplying rockets.", "Belarus"),
    ],
)
def test_who_says_it_is_no_other(text, who):
    assert who in [source.name for one in claims(text) for link in one.attribution for source in link.sources]


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("The shrine near Damascus contains the grave of a saint.", True),
        ("Ukraine also has Western-supplied jets from Denmark.", True),
        ("At least seven people were hurt in Lund, which has been repeatedly shelled by Russian forces.", True),
        ("The European Union will pursue all suppliers of the weapons, its envoy said.", True),
        ("Rescuers carry a child through the rubble in Lund.", False),
        ("Western help is uncertain under the new president.", False),
    ],
)
def test_what_can_be_looked_up_is_worth_checking(text, worth):
    assert (claims(text)[-1].check_worthiness >= 0.5) is worth


def test_an_interview_goes_on_with_who_is_asked():
    text = (
        "The station asked Miguel Tchivela, a doctor.\n\nMiguel Tchivela: The rains came in January.\n\n"
        "Is the vaccine not enough?\n\nIn February the authorities vaccinated some 930,000 people.\n\n"
        "What is the government doing?\n\nA second round will begin in May, Ana Roe announced.\n\nThe ministry closed 12 schools."
    )
    told = {one.statement: [source.name for link in one.attribution for source in link.sources] for one in claims(text)}
    assert told["In February 2026 the authorities vaccinated some 930,000 people."] == ["Miguel Tchivela"]
    assert told["A second round will begin in May 2026."] == ["Ana Roe"]
    assert told["The ministry closed 12 schools."] == []


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A nurse was shot on Tuesday, the army said, without saying by whom.", "A nurse was shot on Tuesday (10 March 2026)."),
        ("Each side has accused the other of breaking the truce.", "Each side has accused the other of breaking the truce."),
    ],
)
def test_what_is_not_said_is_left_out(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("My house was also hit he said.", "My house was also hit."),
        (
            "Help came, said Ana Roe, director of the clinic, which has been shelled four times since May.",
            "The clinic has been shelled four times since May 2025.",
        ),
        ("The army retook Lund after three days of fighting.", "The army retook Lund after three days of fighting."),
        (
            "Twelve people were killed and dozens more wounded in Lund.",
            "Dozens more were wounded in Lund.",
        ),
        (
            "The army carried out 137 raids in May, 48 of them near Lund.",
            "48 of the 137 raids were carried out near Lund in May 2025.",
        ),
        ("Lund fined 834 firms last year, a 43 percent increase over 2022.", "Lund fined 834 firms last year (2025)."),
        (
            "Roe said the army has lost 900 men since the war began, including 250 killed.",
            "As of 12 March 2026, the army has lost 250 killed.",
        ),
        ("Some 25,000 people – half the town – face hunger.", "Half the town face hunger."),
        ("Talks ended, each delegation accusing the other of lying.", "Each delegation accused the other of lying."),
        ("Roe accused Kyiv of having refused talks last month.", "Kyiv refused talks last month (February 2026)."),
        ("Seven people, among them a boy, have been killed in Lund.", "A boy has been killed in Lund."),
        ("The envoy denied that the group systematically diverts aid.", "The group does not systematically divert aid."),
        ("The minister denied that troops ever shelled Lund.", "Troops never shelled Lund."),
        (
            "The army freed 40 prisoners, among them 12 who had been wounded.",
            "The army freed 12 prisoners who had been wounded.",
        ),
        (
            "A woman of 72 was killed and her husband was hurt, the regional head, Ivan Fedorov, said.",
            "A woman’s husband was hurt.",
        ),
        (
            "People left Dole, where the toll of the floods, which began on 2 March, climbed to 43.",
            "The toll of the floods, which began on 2 March 2026, climbed to 43 in Dole.",
        ),
        (
            "The worst-hit city was Kharkiv, in the north, where a missile hit a house shortly after 3am, killing four people.",
            "A missile hit a house shortly after 3am in Kharkiv, killing four people.",
        ),
        (
            "Eleven people had been pulled from the rubble – including three boys – by the time rain fell, he said.",
            "Three boys had been pulled from the rubble.",
        ),
        ("Rescuers found 14 bodies: six men, five women and three boys.", "Rescuers found six men."),
    ],
)
def test_a_part_takes_the_form_that_a_sentence_of_its_own_wants(text, statement):
    assert statement in statements(text)


def test_each_of_two_is_of_its_own_whole():
    text = "Roe said Russia fired 412 drones and 38 missiles at Lund on Monday, of which 371 and 24 respectively were shot down."
    parts = [one for one in claims(text) if one.figure.text in {"371", "24"}]
    assert [one.figure.of for one in parts] == ["drones", "missiles"]
    assert [" ".join(one.statement.split()[:5]) for one in parts] == ["371 of the 412 drones", "24 of the 38 missiles"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The army said it downed 40 drones overnight: 12 over Karsk, 10 over Lund and 18 over Dole.",
            [f"The army downed {told} overnight (11 to 12 March 2026)." for told in ("40 drones", *_SHARES)],
        ),
        (
            "Air defences destroyed 40 drones: 12 over Karsk, 10 over Lund and 18 over Dole, the ministry said.",
            [f"Air defences destroyed {told}." for told in ("40 drones", *_SHARES)],
        ),
        (
            "The ministry said 93 drones were shot down over six regions: 41 over Karsk and 52 over Lund.",
            [
                "93 drones were shot down over six regions.",
                "93 drones were shot down over six regions.",
                "41 drones were shot down over Karsk.",
                "52 drones were shot down over Lund.",
            ],
        ),
        (
            "The village, where fighters burned 90 homes, killing 12 people, lies near Lund.",
            [
                "Fighters burned 90 homes in the village.",
                "The village lies near Lund.",
                "Fighters burned 90 homes in the village, killing 12 people.",
            ],
        ),
        (
            "Twelve people were killed, 107 injured and more than 500 arrested.",
            ["Twelve people were killed.", "107 people were injured.", "More than 500 people were arrested."],
        ),
        (
            "The ministry said 12 people were killed, 30 wounded, and 40 homes destroyed.",
            ["12 people were killed.", "30 people were wounded.", "40 homes were destroyed."],
        ),
        (
            "At least 12 people were killed, 30 wounded and five are missing.",
            ["At least 12 people were killed.", "30 people were wounded.", "Five people are missing."],
        ),
        (
            "Twelve people were killed and 30 people injured in clashes were treated.",
            ["Twelve people were killed in the clashes.", "30 people injured in clashes were treated."],
        ),
        (
            "Human Rights Watch said it had documented 14 attacks, in which 165 people were killed, including 33 children.",
            [
                "Human Rights Watch had documented 14 attacks.",
                "165 people were killed in 14 attacks.",
                "33 children were killed.",
            ],
        ),
        (
            "Roe said seven people were killed, among them a boy and his aunt, and 38 wounded, 11 of them seriously.",
            [
                "Seven people were killed.",
                "A boy and his aunt were killed.",
                "38 people were wounded.",
                "11 of the 38 people were seriously wounded.",
            ],
        ),
        (
            "Some 60 states, among them Chad, have pledged a total of $2 billion.",
            ["Some 60 states, among them Chad, have pledged a total of $2 billion."] * 2,
        ),
        (
            "Four soldiers were wounded, one of them critically, in the raid.",
            ["Four soldiers were wounded.", "One of the four soldiers was critically wounded, in the raid."],
        ),
        ("Six people were killed, 38 wounded", ["Six people were killed.", "38 people were wounded."]),
        (
            "The toll, which according to the army had reached 400, was not confirmed in Lund.",
            ["The toll was not confirmed in Lund.", "The toll had reached 400."],
        ),
        (
            "Of the 251 people taken hostage, 50 remain in Lund, fewer than half of them believed to be alive.",
            [
                "There are 251 people taken hostage.",
                "Of the 251 people taken hostage, 50 remain in Lund.",
                "Fewer than half of the 50 people in Lund are believed to be alive.",
            ],
        ),
        (
            "Aeronova was propped up with a €340m loan, of which it has repaid all but €60m. It carried 400 people.",
            [
                "Aeronova was propped up with a €340m loan.",
                "Of a €340m loan it has repaid all but €60m.",
                "Aeronova carried 400 people.",
            ],
        ),
    ],
)
def test_each_figure_is_told_with_what_it_counts(text, told):
    assert sorted(statements(text)) == sorted(told)


@pytest.mark.parametrize(
    "behind",
    [
        "an officer told AFP on condition of anonymity because he was not authorised to brief the media.",
        "an officer said, requesting anonymity as he was not permitted to speak to the press.",
        "an aid worker said by phone on condition that she not be named.",
        "said a clerk who was not allowed to talk to reporters.",
    ],
)
def test_why_a_source_goes_without_a_name_is_no_claim(behind):
    [claim] = claims(f"Two men died in Lund, {behind}")
    assert claim.statement == "Two men died in Lund."
    assert claim.attribution


def test_who_is_quoted_speaks_and_who_quotes_relays():
    text = "“We were handed a paper and told to sign it,” the envoy, Sergei Baturin, was quoted as saying by the agency Tass."
    told = {one.statement: [[source.name for source in link.sources] for link in one.attribution] for one in claims(text)}
    assert told == {
        "We were handed a paper.": [["agency Tass"], ["Sergei Baturin"]],
        "We were told to sign it.": [["agency Tass"], ["Sergei Baturin"]],
    }


def test_whose_leaders_speak_is_told():
    [front] = [one for one in claims("The Front, whose leaders say they protect farmers, took Lund.") if one.attribution]
    assert [source.name for source in front.attribution[0].sources] == ["leaders of Front"]


@pytest.mark.parametrize("land", ["Nagorno-Karabakh", "Tigray", "Darfur"])
def test_lands_that_are_no_countries_are_places(land):
    [claim] = claims(f"The army killed 12 people in {land} on Monday.")
    assert [place.text for place in claim.where] == [land]


@pytest.mark.parametrize("text", ["The clinic has been shut since May.", "Ana Roe has lived in Lund since 3 May."])
def test_what_has_lasted_since_a_month_began_before(text):
    [claim] = claims(text)
    assert "May 2025" in claim.statement


@pytest.mark.parametrize("noun", ["a claim denied by Kyiv", "a figure disputed by Kyiv", "an assertion rejected by Kyiv"])
def test_a_claim_that_another_denies_stands_against_its_denial(noun):
    told = {
        one.statement: (one.stance, one.attribution[0].sources[0].name) for one in claims(f"Minsk said it took Lund, {noun}.")
    }
    assert told == {"Minsk took Lund.": ("asserts", "Minsk"), "Minsk did not take Lund.": ("denies", "Kyiv")}


def test_what_could_not_be_verified_is_still_claimed():
    [claim] = claims("The army said it killed 40 fighters, a claim that could not be verified by reporters.")
    assert claim.statement == "The army killed 40 fighters."
