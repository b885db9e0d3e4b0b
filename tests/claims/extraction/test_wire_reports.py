"""Sentences as news agencies write them on a war: who says what of whom, parts behind asides, denials, what hangs on what."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2026, 11, 28)  # a Saturday


def claims(text):
    return extract(text, published=PUBLISHED).claims


def statements(text):
    return [claim.statement for claim in claims(text)]


def origins(text):
    """Each statement with the names of who says it."""
    return {
        claim.statement: " & ".join(source.name for source in claim.origin.sources) if claim.origin else None
        for claim in claims(text)
    }


def notes(text):
    return {claim.statement: claim.ambiguous for claim in claims(text)}


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
            "Nine of the people killed were police officers.",
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
    ("text", "statement", "origin"),
    [
        (
            "Ukraine's military said Russian forces had opened fire on its positions near Lund, killing three of its servicemen.",
            "Russian forces had opened fire on Ukraine’s positions near Lund.",
            "Ukraine's military",
        ),
        (
            "Russia's defence ministry said its air defences had destroyed 92 drones.",
            "Russia’s air defences had destroyed 92 drones.",
            "Russia's defence ministry",
        ),
        (
            (
                "Neighbouring Poland scrambled fighter jets, its military said, adding that no violation of its airspace "
                "had been detected."
            ),
            "No violation of Poland’s airspace had been detected.",
            "Poland's military",
        ),
        (
            "Russia rejected the account. Its defence ministry said Ukrainian troops fired first.",
            "Ukrainian troops fired first.",
            "Russia's defence ministry",
        ),
        (
            "Two residents told a different story. Both said that fighters had been using a compound near the hospital.",
            "Fighters had been using a compound near the hospital.",
            "two residents",
        ),
        (
            "The grid operator cut the supply in Lund. Power had been restored to 70,000 customers by noon, the company said.",
            "Power had been restored to 70,000 customers by noon.",
            "grid operator",
        ),
        (
            (
                "The number of people killed in a drone attack in Lund has risen to 64, among them four nurses, a "
                "doctors' network said."
            ),
            "The number of people killed in a drone attack in Lund has risen to 64, among them four nurses.",
            "doctors' network",
        ),
        (
            (
                "At least four drivers were killed when the convoy came under attack near Lund, the aid agency that "
                "organised it has said."
            ),
            "At least four drivers were killed when the convoy came under attack near Lund.",
            "aid agency",
        ),
        (
            "Local volunteers running soup kitchens say they have recorded 127 deaths since September.",
            "Local volunteers have recorded 127 deaths since September 2026.",
            "Local volunteers",
        ),
        (
            "Governor Vadim Lukin initially said that air defences were repelling an attack and urged people not to film.",
            "Governor Vadim Lukin urged people not to film.",
            "Vadim Lukin",
        ),
        (
            (
                "The convoy was held for 12 days at a gate outside Lund, where, aid workers say, officers insisted on "
                "unloading every sack."
            ),
            "The convoy was held for 12 days at a gate outside Lund.",
            None,
        ),
        (
            (
                "“Nobody in this hall wanted it,” said Defense Committee chair Ivona Kralets, whose Civic Accord party "
                "steered the bill."
            ),
            "Nobody in this hall wanted it.",
            "Ivona Kralets",
        ),
        (
            (
                "A drone operator in the area, who gave only his call sign, said the defenders were outnumbered. “They "
                "come on foot,” he said."
            ),
            "They come on foot.",
            "drone operator in the area",
        ),
    ],
)
def test_each_statement_is_of_who_makes_it(text, statement, origin):
    found = origins(text)
    assert statement in found
    assert found[statement] == origin


def test_both_sides_are_not_the_agency_that_could_not_verify_what_they_say():
    found = origins("Reuters could not verify the reports from the front. Both sides deny targeting civilians.")
    assert found["Both sides deny targeting civilians."] == "Both sides"


def test_she_is_whom_the_sentence_before_the_quotation_is_about():
    text = (
        "“It is a rearguard action,” said Ilse Brand, an analyst. Only one road is left open, she added.\n\n"
        "Volunteers ladled out soup to two dozen arrivals, among them Milena Rozhan, who had pushed her husband in a barrow.\n\n"
        "“They dropped something on the people ahead of us. We didn't stop to look,” she said."
    )
    assert origins(text)["They dropped something on the people ahead of us."] == "Milena Rozhan"


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


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("At least two others fled.", "beside whom “at least two others” are"),
        ("The paper saw none among the wreckage.", "of what “none” is"),
        ("The ministry did not respond to a request for comment.", "on what the comment was asked for"),
        (
            "Gunmen killed 17 soldiers in the neighbouring Tirwar district.",
            "to what “the neighbouring Tirwar district” is next",
        ),
        ("The second landed some 12 minutes later.", "what “the second” is"),
        ("The Taliban claimed responsibility in a message sent to journalists.", "for what the responsibility is"),
    ],
)
def test_what_a_statement_leaves_open_is_noted(text, note):
    assert any(note in asked for asked in notes(text).values())


def test_what_was_so_the_day_before_has_neither_the_day_nor_the_attack_of_the_story():
    text = (
        "The army said it launched strikes on Lund overnight. The strikes came a day after a soldier was killed and two others "
        "were wounded in Rafah."
    )
    assert "Two others were wounded in Rafah." in statements(text)


def test_the_speakers_own_things_are_his_where_the_article_says_so():
    text = "“I was opening my shop when it went off,” said Gul Nawab, a fruit seller, speaking from his hospital bed."
    assert "Gul Nawab was opening his shop." in statements(text)


def test_there_is_in_the_region_that_the_sentence_before_names():
    text = "In the southern Odesa region, drones hit port facilities, the governor said. Fourteen people were hurt there."
    assert "Fourteen people were hurt in the southern Odesa region." in statements(text)


def test_a_place_and_its_country_before_a_dash_are_no_words_of_the_first_sentence():
    assert statements("Abu Rakina, Sudan – Eleven lorries burned on the road.")[0] == "Eleven lorries burned on the road."


def test_a_warning_to_readers_is_no_claim():
    text = "WARNING: Readers may find some descriptions disturbing.\n\nThree soldiers were killed in Lund."
    assert statements(text) == ["Three soldiers were killed in Lund."]


@pytest.mark.parametrize(
    ("published", "text", "days"),
    [
        (dt.date(2026, 9, 9), "The site held missiles for use this winter.", ("2026-12-01", "2027-02-28")),
        (dt.date(2026, 3, 20), "At least 40 people froze to death this winter.", ("2025-12-01", "2026-02-28")),
        (dt.date(2027, 2, 2), "Forces killed 43 captives between April and December last year.", ("2026-04-01", "2026-12-31")),
    ],
)
def test_a_winter_and_months_of_last_year_are_found(published, text, days):
    when = next(claim.when for claim in extract(text, published=published).claims if claim.when)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == days


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        ("Two people died, one of them a nurse, when shells fell, the mayor, Ana Roe, said.", "Two people died.", "Ana Roe"),
        ("The mayor said 12 people died in Lund and ordered an inquiry.", "The mayor ordered an inquiry.", None),
        ("Locals and media reports said 12 homes burned.", "12 homes burned.", "Locals and media reports"),
        ("According to the army, 417 drones were launched at Lund.", "417 drones were launched at Lund.", "army"),
        (
            "Ukraine's air force said Russia fired 42 drones. The air force shot down three missiles too, it said.",
            "Ukraine's air force shot down three missiles over Ukraine too.",
            "Ukraine's air force",
        ),
        (
            "Ukraine's air force said Russia launched three missiles against its territory.",
            "Russia launched three missiles against Ukraine’s territory.",
            "Ukraine's air force",
        ),
        (
            "Serhiy Hrom, governor of the central Dnipro region, said the army had downed a missile over his region.",
            "The army had downed a missile over the central Dnipro region.",
            "Serhiy Hrom",
        ),
        (
            "The governor of the southern Lund region said that five drones were downed there without offering details.",
            "Five drones were downed in the southern Lund region.",
            "governor of the southern Lund region",
        ),
        (
            "Eight drones were downed over the southern region of Kherson, its governor said. Attacks in this region hurt a man.",
            "Attacks in the region of Kherson hurt a man.",
            None,
        ),
        ("The group called it a double tap: a second drone, he said, hit the port.", "A second drone hit the port.", "he"),
        ("Police opened fire in Lund, killing two people, and arrested 20 others.", "Police arrested 20 others in Lund.", None),
        ("Figures released on Monday showed the number of cases was 3,118.", "The number of cases was 3,118.", "Figures"),
        (
            "Elsewhere, shelling killed two people in the town of Karsk, the governor said.",
            "Shelling killed two people in the town of Karsk.",
            "governor",
        ),
        (
            "In the year to 31 March, 1,200 people died in custody, the inspectorate said.",
            "In the year to 31 March (April 2025 to March 2026), 1,200 people died in custody.",
            "inspectorate",
        ),
        ("A fire swept through a market in Lund, killing nine people.", "A fire swept through a market in Lund.", None),
        ("The ministry, which declined to comment, has 40 ships.", "The ministry has 40 ships.", None),
        (
            "Twice as many people died in Lund as in Karsk, the ministry said.",
            "Twice as many people died in Lund as in Karsk.",
            "ministry",
        ),
        ("The toll, first given as four, rose to nine.", "The toll was first given as four.", None),
        (
            "Rescuers recovered the bodies of 19 children from the ruins in Lund, officials said.",
            "Rescuers recovered the bodies of 19 children from the ruins in Lund.",
            "officials",
        ),
    ],
)
def test_a_report_is_taken_apart_at_its_own_joints(text, statement, origin):
    found = origins(text)
    assert statement in found
    assert found[statement] == origin


def test_a_heading_turns_the_story():
    text = (
        "Fighting went on in two parts of the country, the army said.\n\n"
        "Sagaing\n\n"
        "Shelling killed three people in the town of Karsk on Monday, the army said.\n\n"
        "Rakhine\n\n"
        "Two more people died when a clinic was hit, medics said."
    )
    assert "Karsk" not in " ".join(statement for statement in statements(text) if "clinic" in statement)


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


def test_what_was_so_at_many_locations_was_not_in_the_town_told_of_before():
    text = (
        "A drone strike killed 13 people in Port Sarrel on Friday, the mayor said.\n\n"
        "Karsenia's air force said Dovland launched 417 drones overnight. Direct hits by 11 missiles were recorded at 19 "
        "locations, it said."
    )
    hits = [statement for statement in statements(text) if "19 locations" in statement]
    assert hits
    assert not any("Port Sarrel" in statement for statement in hits)


def test_how_young_somebody_is_counts_nobody():
    found = claims("The clinic treated eight injured people, including children as young as four.")
    assert [claim.figure.text for claim in found if claim.figure] == ["eight"]


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        ("The governor reported one man killed and four injured.", "One man was killed.", "governor"),
        ("The governor reported one man killed and four injured.", "Four were injured.", "governor"),
        ("The ministry reported four dead and 31 wounded.", "31 were wounded.", "ministry"),
        ("The ministry reported 40 drones shot down over Lund.", "40 drones were shot down over Lund.", "ministry"),
        ("He reported 1,400 people had to leave.", "1,400 people had to leave.", "He"),
        (
            "Crews downed 31 drones over Belgorod, where the governor reported one man killed.",
            "One man was killed in Belgorod.",
            "governor",
        ),
        (
            "Crews downed 31 drones over Belgorod, where the governor said a man was killed.",
            "A man was killed in Belgorod.",
            "governor",
        ),
        ("In Lund, where the mayor reported two people killed, a school burned.", "Two people were killed in Lund.", "mayor"),
    ],
)
def test_losses_that_are_reported_are_told_as_what_happened(text, statement, origin):
    assert (statement, origin) in origins(text).items()


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            "The army killed 18 people, including four children, in an attack on the village of Dorra on Sunday.",
            "The army killed four children in an attack on the village of Dorra on Sunday (22 November 2026).",
            None,
        ),
        (
            "The rebels said the army was responsible for killing 18 people, including four children, in an attack on Dorra.",
            "The army was responsible for killing 18 people in an attack on Dorra.",
            "rebels",
        ),
        (
            (
                "A further 67 people had been injured, just under half of them in a single strike on a former school in Lund "
                "where families were sheltering, the mayor said."
            ),
            (
                "Just under half of the 67 people were injured in a single strike on a former school in Lund where families were "
                "sheltering."
            ),
            "mayor",
        ),
        (
            "The IDF said it was aware of reports that civilians had been harmed, and that the incident was under review.",
            "The incident was under review.",
            "IDF",
        ),
        (
            "Diplomats from Egypt and Qatar, which with the US mediated the truce, met both sides.",
            "Egypt and Qatar with the US mediated the truce.",
            None,
        ),
        (
            "Dovland and Karevia accused each other of breaking a ceasefire and mediators sought to save it.",
            "Dovland and Karevia accused each other of breaking a ceasefire.",
            "Dovland & Karevia",
        ),
        (
            "The heaviest damage was to Kharkiv, where a missile brought down the stairs of a block in the Saltivka district.",
            "A missile brought down the stairs of a block in the Saltivka district of Kharkiv.",
            None,
        ),
        (
            "Cambodia's defence ministry said two of its citizens were killed when shells hit a pagoda.",
            "Two of Cambodia’s citizens were killed when shells hit a pagoda.",
            "Cambodia's defence ministry",
        ),
        (
            "Kato Oren told reporters that 45 people had died, declaring three days of mourning.",
            "45 people had died.",
            "Kato Oren",
        ),
        (
            "Kato Oren told reporters that 45 people had died, declaring three days of mourning.",
            "Kato Oren told reporters that 45 people had died, declaring three days of mourning.",
            None,
        ),
        ("Northlight runs the ship. It has changed its name, the agency said.", "It has changed its name.", "agency"),
    ],
)
def test_what_hangs_on_what_is_told_so(text, statement, origin):
    assert (statement, origin) in origins(text).items()


def test_who_accuses_and_who_is_accused_is_no_place():
    claim = claims("Ukraine accused Russia of striking a hospital in Lund, killing nine people.")[-1]
    assert [place.text for place in claim.where] == ["Lund"]
    claim = claims("A strike killed nine people in Lund at 3 a.m. Moscow time.")[-1]
    assert [place.text for place in claim.where] == ["Lund"]


def test_a_number_of_nothing_is_so_in_no_land():
    told = statements("Police in Songara said 40 people were taken on Monday. The army said the number was 16.")
    assert "The number was 16." in told


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
            "More than half of the people have been moved from Surin.",
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
            (
                "Strikes across Gaza killed 23 people between Wednesday night and Thursday afternoon. Nine children were among "
                "the dead, a clinic said."
            ),
            "Nine children were among the dead in Gaza between 25 and 26 November 2026.",
        ),
        (
            (
                "Israeli strikes across Gaza killed 23 people on Thursday, after the military said that one of its soldiers had "
                "been shot near Khan Younis."
            ),
            "One of the military’s soldiers had been shot near Khan Younis.",
        ),
        (
            "Israeli strikes killed 23 people on Thursday. Eleven died in a single strike on a school. Nine people were wounded.",
            "Nine people were wounded in the strikes on Thursday (26 November 2026).",
        ),
        (
            "Drones struck a tanker off Sinop on Friday, setting its stern on fire. One sailor was killed.",
            "One sailor was killed",
        ),
        (
            (
                "At least 31 people have been killed in the central Sagaing region. A jet bombed a camp in the village of Htan "
                "Kone on Sunday. Nine people were killed there, a nurse said."
            ),
            "Nine people were killed in the village of Htan Kone on Sunday (22 November 2026).",
        ),
        (
            "A raid on Sunday killed 22 people in Lund. A second raid, on Monday, hit a row of shops and a clinic. Six died.",
            "Six people died in the raid on Monday (23 November 2026).",
        ),
        (
            (
                "Strikes killed 14 people in Lebanon on Friday. Eight died in Mashghara. Four others were killed in the Nabatieh "
                "district and two in a car on the coast. Thirty-six people were wounded."
            ),
            "Thirty-six people were wounded in the strikes on Friday (27 November 2026).",
        ),
        (
            (
                "The deadliest attack took place on Sunday evening, when a jet dropped two bombs on a camp in the village of Htan"
                " Kone, where about 300 people uprooted by the fighting had taken shelter."
            ),
            "About 300 people uprooted by the fighting had taken shelter in Htan Kone.",
        ),
        (
            "Its transponder went silent at 9 p.m. Friday, more than six hours before the first blast.",
            "Its transponder went silent at 9 p.m. Friday (27 November 2026), more than six hours before the first blast.",
        ),
        (
            "Before she goes out to buy bread, Lidiia Horobets stands in the hall and listens.",
            "Before she goes out to buy bread, Lidiia Horobets stands in the hall and listens.",
        ),
        ("Snipers made it impossible to cross the road, they said.", "Snipers made it impossible to cross the road."),
    ],
)
def test_nothing_is_told_to_be_where_or_when_it_was_not(text, statement):
    assert any(told.startswith(statement) for told in statements(text)), statements(text)
    assert not any("fire" in told.removeprefix(statement) for told in statements(text) if told.startswith(statement))


def test_what_a_speaker_says_of_most_of_them_is_told_of_them_and_what_follows_of_all():
    text = "The RSF said 27 people had been killed, most of them soldiers, when an ammunition store beside the market exploded."
    assert origins(text)["An ammunition store beside the market exploded."] == "RSF"


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            "About 900 people are sheltering in a school, aid workers said, sleeping 60 to a classroom.",
            "About 900 people are sheltering in a school, sleeping 60 to a classroom.",
            "aid workers",
        ),
        (
            "On average, 310 lorries a day have come this month, the UN says, about a fifth fewer than in October.",
            "On average, 310 lorries a day have come this month (November 2026), about a fifth fewer than in October 2026.",
            "UN",
        ),
        ("Nine people were hurt, he said, shaking his head.", "Nine people were hurt.", "he"),
        (
            "An imam said that 58 bodies had been buried by Friday, and a community leader put the figure at more than 70.",
            "The figure was more than 70.",
            "community leader",
        ),
        (
            "“We keep it here,” said Malee Roe, a farmer.\n\nHer husband had stayed behind with their two cows, she said.",
            "Malee Roe’s husband had stayed behind with their two cows.",
            "Malee Roe",
        ),
        (
            "The navy denied it. Its spokesman, Capt. Yevhen Malyshko, said that the ship had struck a mine.",
            "The ship had struck a mine.",
            "Malyshko",
        ),
    ],
)
def test_what_stands_behind_the_speaker_is_said_with_the_rest(text, statement, origin):
    assert (statement, origin) in origins(text).items()


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


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Nine people were killed, police said, when a shell hit a bus in Lund.",
            "Nine people were killed when a shell hit a bus in Lund.",
        ),
        (
            "At least 17 soldiers were killed, the army said, when gunmen ambushed a convoy near Tera on Saturday.",
            "At least 17 soldiers were killed when gunmen ambushed a convoy near Tera on Saturday (28 November 2026).",
        ),
    ],
)
def test_on_what_occasion_it_was_is_told_past_who_says_so(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("One sailor was killed. Another was missing.", "beside whom or what “another” is"),
        ("Neither government has commented on the attack in Lund.", "of which two “neither government” is told"),
        ("The ministry has rejected similar allegations in the past.", "to what “similar allegations” are similar"),
        ("The same number of Ukrainian troops had been handed over.", "as what “the same number” is the same"),
        ("It was unclear whether those nine were counted in Lund.", "who or what “those nine” are"),
        ("The youngest is 22.", "of whom or what “the youngest” is"),
        ("Lebanon had agreed in principle.", "of what “agreed in principle” is said"),
        ("Half the people on that list had been returned to Lund.", "what “that list” is"),
        ("Two more people were killed in Lund on Friday.", "beside whom “two more people” are"),
        ("By then the bridge in Lund had fallen.", "when “by then” was"),
        ("Families searched the surrounding bush for relatives.", "what “the surrounding bush” is around"),
    ],
)
def test_what_stands_for_something_else_is_noted(text, note):
    assert any(note in own for own in notes(text).values())


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            "The Group for the Support of Islam (JNIM), an Al-Qaeda affiliate, said it had killed 34 soldiers.",
            "The Group for the Support of Islam had killed 34 soldiers.",
            "Group for the Support of Islam",
        ),
        (
            "The army said its crews had downed 74 drones over Lund, where governor Max Holm said a driver had been killed.",
            "A driver had been killed in Lund.",
            "Max Holm",
        ),
        (
            "In July, 19 soldiers and two members of Russia's Africa Corps were killed in an ambush.",
            "In July 2026, 19 soldiers were killed in an ambush.",
            None,
        ),
        (
            "Violence by armed groups has claimed tens of thousands of lives since 2012.",
            "Violence by armed groups has claimed tens of thousands of lives since 2012.",
            None,
        ),
        ("Hezbollah said a leader had been hurt but denied he was dead.", "He was not dead.", "Hezbollah"),
        (
            "An ambulance driver was killed and his colleague wounded in the city of Sumy.",
            "His colleague was wounded in the city of Sumy.",
            None,
        ),
        (
            "More than 300 tankers have been set ablaze since September 2025, two-thirds of them this year, the union says.",
            "Two-thirds of the tankers were set ablaze this year (2026).",
            "union",
        ),
        (
            (
                "Drones struck a refinery in Russia's Saratov region and an airfield in the Rostov region overnight. One person "
                "was killed when debris fell on a site, Max Holm said."
            ),
            "Overnight (27 to 28 November 2026), one person was killed when debris fell on a site.",
            "Max Holm",
        ),
        (
            "Dovland launched 412 drones in an overnight attack. Karevia's army said its crews had destroyed 74 drones.",
            "The crews of Karevia's army had destroyed 74 drones overnight (27 to 28 November 2026).",
            "Karevia's army",
        ),
    ],
)
def test_nobody_says_and_nothing_has_what_is_anothers(text, statement, origin):
    assert (statement, origin) in origins(text).items()


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


def test_what_could_not_be_verified_is_no_claim_without_it():
    assert statements("AFP was not able to verify when or where the footage was filmed.") == []


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            "Drones hit the Merowe plant in Sudan on Monday. Others struck an airport. Three died there and 12 people were hurt.",
            "12 people were hurt on Monday (23 November 2026).",
            None,
        ),
        (
            (
                "Suspected jihadists ambushed a military-escorted supply convoy in northern Mali, killing dozens of soldiers, "
                "civilian auxiliaries and traders, security and local sources said on Wednesday."
            ),
            "Suspected jihadists ambushed a military-escorted supply convoy in northern Mali.",
            "security and local sources",
        ),
        (
            "A spokesman said 26 soldiers had been killed and two border posts captured.",
            "Two border posts had been captured.",
            "spokesman",
        ),
        (
            "The fighting erupted late on November 20 near Khost and continued into the next morning. The army said 43 men died.",
            "43 men died near Khost.",
            "army",
        ),
    ],
)
def test_what_is_told_of_another_is_not_told_of_it(text, statement, origin):
    assert (statement, origin) in origins(text).items()


def test_night_falls_and_nothing_is_claimed():
    assert statements("Rescuers were searching the ruins in Lund as night fell.") == [
        "Rescuers were searching the ruins in Lund."
    ]


def test_a_town_is_the_one_right_before_it():
    text = "The attack took place on the road between Kongoussi and Djibo, a town that has been under blockade for four years."
    assert not any(told.startswith("Kongoussi has been") for told in statements(text))


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
