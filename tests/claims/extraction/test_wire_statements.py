"""What sentences as news agencies write them on a war are told to state: asides, denials, what hangs on what."""

import pytest

from tests.claims.extraction.wire_reports import claims, statements


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Ukraine's air force said that direct hits by 11 missiles and 34 drones were recorded at 19 locations.",
            "Direct hits by 11 missiles and 34 drones were recorded at 19 locations.",
        ),
        (
            (
                "Russian strikes wounded two people in the central city of Kremenchuk, and 41 more across four regions, "
                "officials said."
            ),
            "Russian strikes wounded 41 more across four regions.",
        ),
        (
            (
                "The strike on Monday came four days after the RSF accused the army of bombing a hospital in Al-Tabun, "
                "killing 13 patients."
            ),
            "The army bombed a hospital in Al-Tabun, killing 13 patients.",
        ),
        (
            (
                "At a camp outside the town of Kalenge, which was built for 12,000 people and now hosts almost 47,000, 29 "
                "children died."
            ),
            "A camp outside the town of Kalenge now hosts almost 47,000 people.",
        ),
        (
            "Russia's defence ministry said 118 Ukrainian drones had been “intercepted and destroyed” across nine regions.",
            "118 Ukrainian drones had been intercepted and destroyed across nine regions.",
        ),
        (
            (
                "Tuesday's strike damaged two buildings of the clinic, injuring at least eight people, and a coal mine, "
                "authorities said."
            ),
            "Tuesday's (24 November 2026) strike damaged two buildings of the clinic and a coal mine.",
        ),
        (
            (
                "At least 19 people were killed when two ballistic missiles struck the railway station in Kramatorsk, "
                "officials said."
            ),
            "At least 19 people were killed when two ballistic missiles struck the railway station in Kramatorsk.",
        ),
        (
            "The UN agency said six people were killed when one of its schools sheltering families was hit.",
            "One of the UN agency’s schools sheltering families was hit.",
        ),
        (
            "Eleven of the 16 lorries that set out on Saturday, their roofs painted with the emblem, have been burned down.",
            (
                "Eleven of the 16 lorries that set out on Saturday (28 November 2026), their roofs painted with the "
                "emblem, have been burned down."
            ),
        ),
        (
            "The exchange on Friday, the third since the fighting began, saw each country hand over captives.",
            "The exchange on Friday (27 November 2026), the third since the fighting began, saw each country hand over captives.",
        ),
        (
            (
                "It blamed the rebels for the strike on Um Sidra, a town held by the army about 70 kilometres (43 miles) "
                "south of El-Obeid."
            ),
            (
                "It blamed the rebels for the strike on Um Sidra, a town held by the army about 70 kilometres (43 miles) "
                "south of El-Obeid."
            ),
        ),
        (
            "The agency has been able to reach 600,000 people a month, against a target of 2.1 million.",
            "The agency has been able to reach 600,000 people a month, against a target of 2.1 million.",
        ),
        (
            (
                "Air defenses destroyed 31 drones between 11:00 p.m. Moscow time on September 8 and 7:00 a.m. on "
                "September 9, the army said."
            ),
            (
                "Air defenses destroyed 31 drones between 11:00 p.m. Moscow time on September 8, 2026 and 7:00 a.m. on "
                "September 9, 2026."
            ),
        ),
        (
            (
                "EU leaders agreed on Wednesday to give Kyiv 6.4 billion euros in aid, hours after Russia claimed to have "
                "captured a village."
            ),
            "EU leaders are to give Kyiv 6.4 billion euros in aid.",
        ),
        (
            "“People have to get to work,” she said.",
            "People have to get to work.",
        ),
        (
            "More than 240 rescuers, helped by dog teams and two cranes, were working through the hall.",
            "More than 240 rescuers were helped by dog teams and two cranes.",
        ),
        (
            "Fewer than 600 people are believed to remain in the town.",
            "Fewer than 600 people remain in the town.",
        ),
        (
            "Up to five residents were believed to be trapped.",
            "Up to five residents are trapped.",
        ),
        (
            "The strike killed 12 people, according to Al-Karama Hospital, where the bodies were taken.",
            "The bodies were taken to Al-Karama Hospital.",
        ),
        (
            "The UN said two of its warehouses had been damaged and that unloading was expected to resume within 48 hours.",
            "Unloading was expected to resume within 48 hours.",
        ),
    ],
)
def test_what_was_done_is_told_of_whom_it_was_done_to(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Russia's Defence Ministry has denied hitting homes in Lund.", "Russia did not hit homes in Lund."),
        ("Karsk denied mistreating prisoners.", "Karsk has not been mistreating prisoners."),
        (
            "The group put the number of police killed at more than 20, a figure that the mayor dismissed as “propaganda”.",
            "The figure of more than 20 was propaganda.",
        ),
        ("Hamas called the strikes a “flagrant violation” of the truce.", "The strikes are a flagrant violation of the truce."),
        (
            "The mission called on both to show “maximum restraint”.",
            "The mission called on both to show maximum restraint.",
        ),
        (
            "Russia rejected the account. Its defence ministry said it was Ukrainian troops who fired first.",
            "It was Ukrainian troops who fired first.",
        ),
    ],
)
def test_what_is_denied_or_called_something_is_told_as_a_sentence(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The raid, the third since the war began, was beaten off.", "The war began."),
        ("The war began when militants attacked Lund on Oct. 7, 2023, killing some 1,200 people.", "The war began."),
        ("The Emirates mediated the exchange, as it had the previous one.", "It had the previous one."),
        ("It shows five men crawling out of a dugout, their hands raised.", "Their hands raised."),
        ("Ana Roe fled Lund. She knew her son by his elbow, broken when he was 9, she said.", "He was 9."),
        ("Karsk's ministry said it was Velmarian troops who fired first, sending two drones over.", "It was Velmarian troops."),
        (
            "The governor announced a drone attack on a car in Lund, in which three men were injured.",
            "A drone attack on a car in Lund, in which three men were injured.",
        ),
        ("A ship picked up 21 of them, five of whom had burns.", "21 of them were five of whom had burns."),
        ("He accused Kyiv of mistreating captives, two of whom, he said, had gangrene.", "Kyiv is mistreating."),
        ("“The toll is 15, including four nurses and one guard,” he said.", "The toll is one guard."),
    ],
)
def test_a_scrap_of_a_sentence_is_no_claim(text, never):
    assert never not in statements(text)
    assert statements(text)


def test_a_warning_to_readers_is_no_claim():
    text = "WARNING: Readers may find some descriptions disturbing.\n\nThree soldiers were killed in Lund."
    assert statements(text) == ["Three soldiers were killed in Lund."]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Sudan has been gripped by a war between the army and the rebels that has killed tens of thousands of people.",
            "As of 28 November 2026, a war between the army and the rebels has killed tens of thousands of people.",
        ),
        (
            "Lund is home to around 1.5 million people, with 800,000 internally displaced, according to UN figures.",
            "800,000 were internally displaced.",
        ),
        (
            "A siege lasted a week, with two deaths on Sunday and five on Monday, according to medics.",
            "A siege lasted a week, with two deaths on Sunday (22 November 2026) and five on Monday (23 November 2026).",
        ),
        (
            "President Petro Savchuk said all 90 who were freed were from the army, and thanked the mediators for their help.",
            "President Petro Savchuk thanked the mediators for their help.",
        ),
        (
            "Hundreds of families fled Lund overnight after the army told them to leave, residents said.",
            "Hundreds of families fled Lund overnight (27 to 28 November 2026) after the army told them to leave.",
        ),
        (
            "A strike hit a displaced persons camp in Lund. The attack on the camp lasted two days, an official said.",
            "The attack on the displaced persons camp lasted two days.",
        ),
    ],
)
def test_what_stands_beside_is_told_with_what_it_belongs_to(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Ana Roe takes old people out, among them Horobets, who made a third attempt.", "Horobets made a third attempt."),
        (
            (
                "North-west Nigeria has been plagued by armed gangs, known locally as bandits, who raid villages, kidnap for "
                "ransom and impose levies on farmers."
            ),
            "North-west Nigeria has been plagued by armed gangs, known locally as bandits.",
        ),
        ("An election in January was won by the ruling party.", "An election in January 2026 was won by the ruling party."),
        ("A meeting in January was called off.", "A meeting in January 2027 was called off."),
        (
            "Russia says it shot down 96 drones, more than a third of them over the Belgorod region.",
            "Russia shot down 96 drones, more than a third of them over the Belgorod region.",
        ),
    ],
)
def test_who_and_when_is_read_off_the_nearest_words(text, statement):
    assert statement in statements(text)


def test_what_could_not_be_verified_is_no_claim_without_it():
    assert statements("AFP was not able to verify when or where the footage was filmed.") == []


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "With 187 survivors and 29 fatalities, at least 21 people were not on the list of the ferry.",
            "There were 187 survivors.",
        ),
        (
            "With 187 survivors and 29 fatalities, at least 21 people were not on the list of the ferry.",
            "There were 29 fatalities.",
        ),
        (
            "The Rights Commission said it had documented 13 deaths in Lund, nine of them from gunshot wounds, and 176 injuries.",
            "The Rights Commission had documented 176 injuries.",
        ),
        (
            "The Rights Commission said it had documented 13 deaths in Lund, nine of them from gunshot wounds, and 176 injuries.",
            "Nine of the 13 deaths in Lund were from gunshot wounds.",
        ),
        (
            "The agencies did not declare a famine, for which data from three of the worst-hit counties was missing.",
            "Data from three of the worst-hit counties was missing for a famine.",
        ),
        (
            "Videos shared online, two of which were geolocated by The Associated Press to Lund, appear to show a man firing.",
            "Two of the videos shared online were geolocated by the Associated Press to Lund.",
        ),
        (
            "The Rapid Support Forces said its forces had struck a control room in Lund.",
            "The Rapid Support Forces had struck a control room in Lund.",
        ),
        (
            "Officials said the Russians had struck 40 names off the list, and had given no reason.",
            "The Russians had given no reason.",
        ),
    ],
)
def test_what_is_told_beside_a_clause_is_told_whole(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "scrap"),
    [
        ("A third candidate withdrew, complaining of pressure that he declined to describe.", "declined to describe"),
        (
            "Moscow announced the capture of two villages, which would bring to five the number it says it has captured in Lund.",
            "Moscow has captured in Lund.",
        ),
    ],
)
def test_what_lacks_its_object_is_no_statement(text, scrap):
    assert not any(told.removesuffix(".").endswith(scrap.removesuffix(".")) and len(told) < 60 for told in statements(text))


@pytest.mark.parametrize(
    "text",
    ["With 187 survivors and 29 dead, at least 21 were not listed.", "With 12 boats, police searched.", "With", "of 12 of"],
)
def test_a_paragraph_may_begin_and_end_with_any_word(text):
    assert [claim for claim in claims(text) if not claim.statement] == []


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            (
                "Waves of drones hit the city of Lund before dawn on Monday, killing at least 37 people, 11 of them children, "
                "medics and local officials said, in what residents described as the heaviest attack."
            ),
            "11 of the at least 37 people killed were children.",
        ),
        (
            (
                "The worst disaster happened in these waters in December 1987, when the Doña Paz collided with a tanker and more "
                "than 4,300 people died, nearly three times the number on its manifest."
            ),
            "The worst disaster happened in these waters in December 1987.",
        ),
        (
            (
                "The worst disaster happened in these waters in December 1987, when the Doña Paz collided with a tanker and more "
                "than 4,300 people died, nearly three times the number on its manifest."
            ),
            "More than 4,300 people died in the collision, nearly three times the number on its manifest.",
        ),
        (
            (
                "Moldova, which applied to join the European Union days after Russia launched its full-scale invasion of Ukraine "
                "in February 2022, has tightened its laws on political financing several times since."
            ),
            "Moldova has tightened its laws on political financing several times since.",
        ),
        (
            "In October 2024, when a referendum passed by just over 10,000 votes, police said that 130,000 people had been paid.",
            "A referendum passed by just over 10,000 votes in October 2024.",
        ),
        (
            "The network distributed some 11.4 million lei ($670,000) to about 3,600 people, the indictment says.",
            "The network distributed some 11.4 million lei ($670,000) to about 3,600 people.",
        ),
        ("Ana Roe sat beside a cot where two children lay on drips.", "Two children lay on drips in a cot."),
        ("Kenya was calm. Crowds had turned out across 19 of the country's 47 counties, Ana Roe said.", "Kenya has 47 counties."),
        (
            "The verdict had been written before the first ballot was cast, Ana Roe said.",
            "The verdict had been written before the first ballot was cast.",
        ),
        ('"I weighed 91 kilos when they took me," Ana Roe said.', "Ana Roe weighed 91 kilos when they took Roe."),
    ],
)
def test_what_small_models_misread_is_told_all_the_same(text, statement):
    assert statement in statements(text), statements(text)


@pytest.mark.parametrize(
    "text",
    [
        '"There isn\'t," Ana Roe said.',
        '"Those who died were looting," Ana Roe said. "No one was shot. I repeat, not one."',
        '"Three, I know, are dead," Ana Roe said.',
    ],
)
def test_what_says_nothing_by_itself_is_no_claim(text):
    assert not any(told.startswith(("There isn", "Ana Roe repeats", "Ana Roe knows")) for told in statements(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Hamas denied having any base in Lund.", "Hamas has no base in Lund."),
        ("Hamas denied that it had any base in Lund.", "Hamas had no base in Lund."),
        ('"I bent down to pick up a shoe," said Ana Roe.', "Ana Roe bent down to pick up a shoe."),
        ("Six men come out of a dugout, their arms raised.", "Six men come out of a dugout, their arms raised."),
        ("A third sailor was treated for burns and sent to a hotel.", "A third sailor was sent to a hotel."),
        ("Two were hurt in Lund. Ana Roe said one of them also had a broken jaw.", "One of the two also had a broken jaw."),
        (
            "The army and the rebels have been at war since April 2023, in a conflict that has killed 9,000 people.",
            "The army and the rebels have been at war since April 2023.",
        ),
        (
            "The plan freezes the lines as they stood in May, Ana Roe said.",
            "The plan freezes the lines as they stood in May 2026.",
        ),
        (
            "For every three who walked out of Lund, two others went in, Ana Roe said.",
            "For every three who walked out of Lund, two others went in.",
        ),
        (
            '"I saw nothing," said a drone operator with the brigade, who asked to be named only by a call sign.',
            "A drone operator with the brigade asked to be named only by a call sign.",
        ),
        ('"I ran up in my socks," one of the crew said.', "One of the crew ran up in their socks."),
        (
            "The raid killed at least 11 people in Lund, who the army said were killed at least an hour later.",
            "The raid killed at least 11 people in Lund.",
        ),
    ],
)
def test_words_take_the_form_that_their_sentence_wants(text, statement):
    assert statement in statements(text), statements(text)


def test_why_a_source_is_not_named_is_no_claim():
    text = (
        "A port official, who asked not to be named because he was not authorised to speak, told the Nordal agency that three "
        "ships had been damaged and that one of them had sunk."
    )
    told = statements(text)
    assert not any("authorised" in one for one in told)
    assert {"Three ships had been damaged.", "One of the three ships had sunk."} <= set(told)


def test_what_cannot_be_ruled_out_is_not_said():
    text = "Ana Roe said that he had a broken jaw, though she could not rule out that it was caused by shelling."
    assert not any("shelling" in told for told in statements(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Airports suspended flights overnight and at least three people were killed in regions near the border.",
            "Airports suspended flights overnight (27 to 28 November 2026).",
        ),
        (
            "The ministry said 214 drones were intercepted between 8 pm on Monday and 7 am on Tuesday.",
            "214 drones were intercepted between 8 pm on Monday (23 November 2026) and 7 am on Tuesday (24 November 2026).",
        ),
        ("Three people died and around 20 were injured in that attack.", "Around 20 people were injured in that attack."),
        (
            "About 140 people were evacuated, most of whom had been allowed back by midday on Tuesday.",
            "Most of about 140 people had been allowed back by midday on Tuesday (24 November 2026).",
        ),
        (
            "The ministry said 337 drones were destroyed, 91 of them over Lund.",
            "91 of the 337 drones were destroyed over Lund.",
        ),
        (
            "The blast struck a block in Podolsk, south of the capital, where a couple were hurt.",
            "A couple were hurt in the blast in Podolsk.",
        ),
        ("The total is higher than the ministry’s.", "The total is higher than the ministry’s."),
        ("Ana Roe accused Front fighters of carrying out the ambush.", "Front fighters carried out the ambush."),
        ("The mayor had earlier put the number of drones at 22.", "The number of drones was earlier put at 22."),
    ],
)
def test_what_hangs_on_what_in_a_night_of_raids(text, statement):
    assert statement in statements(text), statements(text)


def test_a_ministry_stands_with_the_country_that_it_was_told_with():
    text = "Russia's Defence Ministry spoke of nine drones. Two people died.\n\nThe Defence Ministry published a video of a raid."
    assert "Russia’s Defence Ministry published a video of a raid." in statements(text)
    text = "Russia's Defence Ministry met Ukraine's Defence Ministry in Lund. The Defence Ministry published a video of a raid."
    assert "The Defence Ministry published a video of a raid." in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "In Lund 34 people, including nine women and five children, were killed and more than 70 wounded.",
            "More than 70 people were wounded.",
        ),
        (
            "The war has killed tens of thousands, though some estimates run to 150,000, and driven some 12 million from home.",
            "The war has driven some 12 million from home.",
        ),
        (
            "The appeal was for $30 million, less than a tenth of which has been committed so far.",
            "Less than a tenth of $30 million has been committed so far.",
        ),
        (
            "Karsk has accused Dovland's coast guard of ramming a supply boat on Sunday.",
            "Dovland's coast guard rammed a supply boat on Sunday (22 November 2026).",
        ),
        (
            "In Lund, the local government opened a school. The government announced relief for each family.",
            "The government announced relief for each family.",
        ),
    ],
)
def test_a_number_a_verb_and_a_government_are_those_that_are_meant(text, statement):
    assert statement in statements(text), statements(text)


@pytest.mark.parametrize(
    ("text", "scrap"),
    [
        ("Karsk had been told of the trip, Lund said. A spokeswoman in Karsk said that it had not.", "It had not."),
        ('"But who fired it, God knows," said Ana Roe.', "God knows."),
    ],
)
def test_what_leaves_out_its_verb_or_knows_nothing_is_no_statement(text, scrap):
    assert scrap not in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            (
                "It was held up by a dispute over the names of 18 men whom Kyiv had asked for and whom Moscow at "
                "first said it could not find."
            ),
            "Moscow could not find 18 men.",
        ),
        ("They are weapons which Kyiv says Moscow has used.", "Moscow has used weapons."),
        (
            "She said that the wall had gone, that the neighbour did not answer and that the roof fell.",
            "The wall had gone.",
        ),
    ],
)
def test_what_a_verb_acts_on_may_stand_before_who_says_so(text, statement):
    assert statement in statements(text)


def test_what_a_heading_asks_is_no_claim():
    assert statements("What happened in the village?\n\nWitnesses said a jet dropped two bombs.") == ["A jet dropped two bombs."]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Russia had fired 512 drones and 41 missiles, of which 467 drones and 26 missiles were shot down.",
            "26 of the 41 missiles were shot down.",
        ),
        (
            "The clinic had received 43 wounded people, of whom 29 were civilians and nine were children.",
            "Nine of the 43 wounded people were children.",
        ),
        (
            "A doctor at the hospital in Kalehe said his staff had received 43 wounded people.",
            "The staff of the doctor at the hospital in Kalehe had received 43 wounded people.",
        ),
        (
            "The governor spoke of “more than 500 martyrs”, a figure which nobody has corroborated.",
            "The governor spoke of more than 500 martyrs.",
        ),
        (
            "Karsk rejected the allegation. Its nearest base was 6 km from Lund, a spokesman for the local battalion said.",
            "Its nearest base was 6 km from Lund.",
        ),
        (
            "The children’s agency UNICEF said it would be among the deadliest on a school since May.",
            "It would be among the deadliest on a school since May 2026.",
        ),
        (
            "The Front accused the army of bombing a town. Its aide said 17 civilians had been killed. The army denied this.",
            "The army denied this.",
        ),
        (
            "Israel's military said it had killed a deputy company commander. It published aerial footage of the blast.",
            "Israel's military published aerial footage of the blast.",
        ),
    ],
)
def test_whole_owner_and_actor_are_those_that_are_meant(text, statement):
    assert statement in statements(text), statements(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The army fired 31 missiles, of which all but two were intercepted.",
            ["The army fired 31 missiles.", "All but two of the 31 missiles that the army fired were intercepted."],
        ),
        (
            "The bloc has pledged 50 billion euros, of which 18 billion has been paid out.",
            ["The bloc has pledged 50 billion euros.", "18 billion of the 50 billion euros has been paid out."],
        ),
        (
            "A fire broke out at an oil refinery in the Karsk region and flights were halted at four airports.",
            ["A fire broke out at an oil refinery in the Karsk region.", "Flights were halted at four airports."],
        ),
        (
            "Thirty-six flats were destroyed entirely and more than 120 others damaged, the mayor said.",
            ["Thirty-six flats were destroyed entirely.", "More than 120 others were damaged."],
        ),
        (
            "Thirty-eight planes were diverted to other airports, including 14 to Lund.",
            ["Thirty-eight planes were diverted to other airports.", "14 planes were diverted to Lund."],
        ),
        (
            "The minister denied reports that one of them was brought down by an ally.",
            ["It is not true that one of them was brought down by an ally."],
        ),
        (
            "The rocket killed one person and injured four, two of them critically.",
            [
                "The rocket killed one person.",
                "The rocket injured four people.",
                "Two of the four people were critically injured.",
            ],
        ),
        (
            "A destroyer was not in a position to intercept the missiles, he said.",
            ["A destroyer was not in a position to intercept the missiles."],
        ),
        (
            "The mayor said three people had been wounded and that a fire had broken out.",
            ["Three people had been wounded.", "A fire had broken out."],
        ),
        ("The men were at work on two of the three nights.", ["The men were at work on two of the three nights."]),
        (
            "Since the ceasefire began in October, Israel has carried out more than 1,500 strikes.",
            ["Since the ceasefire began in October 2026, Israel has carried out more than 1,500 strikes."],
        ),
        (
            "The blast, felt up to 30 kilometres away, shattered windows in 200 homes.",
            ["The blast shattered windows in 200 homes.", "The blast was felt up to 30 kilometres away."],
        ),
        (
            "Of the dead, six were soldiers, three were police officers and two were guards.",
            ["Of the dead, six were soldiers.", "Three of the dead were police officers.", "Two of the dead were guards."],
        ),
        (
            "The ambush killed a colonel, two captains and at least 14 enlisted men, a security source told AFP.",
            ["The ambush killed a colonel.", "The ambush killed two captains.", "The ambush killed at least 14 enlisted men."],
        ),
        (
            "Shells landed on a school in Karsk, where 300 people had taken shelter, killing four.",
            [
                "Shells landed on a school in Karsk.",
                "300 people had taken shelter in Karsk.",
                "Shells landed on a school in Karsk, killing four.",
            ],
        ),
    ],
)
def test_each_part_of_a_sentence_is_told_as_it_was(text, told):
    assert statements(text) == told
