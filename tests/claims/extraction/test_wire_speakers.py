"""Who says what in sentences as news agencies write them on a war."""

import pytest

from tests.claims.extraction.wire_reports import claims, origins, statements


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


def test_the_speakers_own_things_are_his_where_the_article_says_so():
    text = "“I was opening my shop when it went off,” said Gul Nawab, a fruit seller, speaking from his hospital bed."
    assert "Gul Nawab was opening his shop." in statements(text)


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
            "Two-thirds of the more than 300 tankers were set ablaze this year (2026).",
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


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            "A doctor at Lund Teaching Hospital, speaking on condition of anonymity, said it had received 41 bodies.",
            "Lund Teaching Hospital had received 41 bodies.",
            "doctor at Lund Teaching Hospital",
        ),
        (
            "The river rose. Kyiv and Moscow each said they had returned 205 servicemen.",
            "Kyiv and Moscow had returned 205 servicemen.",
            "Kyiv & Moscow",
        ),
        (
            "An official in Lund said 40 names were listed. A second official was less hopeful: nine names had been struck off.",
            "Nine names had been struck off.",
            "second official",
        ),
        (
            "The police spoke first. The Law Society of Karsenia said its volunteers had traced 478 detainees.",
            "The Law Society of Karsenia’s volunteers had traced 478 detainees.",
            "Law Society of Karsenia",
        ),
    ],
)
def test_who_is_meant_by_the_one_who_speaks(text, statement, origin):
    assert origins(text).get(statement) == origin, origins(text)


def test_she_is_whose_son_was_told_of_and_not_who_spoke_before():
    text = """A western official said that nine men were freed. The largest exchange took place in May.

    One is Nadiia Kravets's son. She stood beside the buses.

    "Somebody had seen him in Lund," she said."""
    assert origins(text)["Somebody had seen him in Lund."] == "Nadiia Kravets"


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            """The study by the Advocates' Circle, a Vilnius-based group of lawyers, has 132 pages.

            According to the group, 1,870 people were sentenced.""",
            "1,870 people were sentenced.",
            "Advocates' Circle",
        ),
        (
            """The rebels seized El Fasher, the army's last stronghold in Darfur.

            The army said it had hit a convoy near Bara.""",
            "The army had hit a convoy near Bara.",
            "army",
        ),
        (
            """Among them is Dzmitry, a 34-year-old engineer from Gomel. "There was one photograph," he said.""",
            "There was one photograph.",
            "Dzmitry",
        ),
        (
            """Satellite images show a slick. "They told us the same," said Oksana, a schoolteacher from Anapa.

            She added that nine birds had died.""",
            "Nine birds had died.",
            "Oksana",
        ),
        (
            """Osman spoke in Geneva. He denied a report, citing an official, that they had agreed. "Nobody signed it." """,
            "Nobody signed it.",
            "Osman",
        ),
        (
            "The video lasts 47 seconds. Filmed from a drone, it shows six men in uniform coming out of a dugout one by one.",
            "The video shows six men in uniform coming out of a dugout one by one.",
            "video",
        ),
        (
            """Russia's Defence Ministry spoke of strikes. The ministry said nine drones had been downed.

            Russia's Defence Ministry said two had fallen. The ministry said a third had burned.""",
            "A third had burned.",
            "Russia's Defence Ministry",
        ),
    ],
)
def test_who_is_meant_where_a_name_stands_by_another_noun(text, statement, origin):
    assert origins(text).get(statement) == origin, origins(text)


def test_what_another_is_due_to_do_is_not_said_by_who_spoke_before():
    text = """The World Food Programme said two of its staff had been killed.

    The UN Council was due to discuss the ambush on Friday."""
    told = origins(text)
    assert [who for statement, who in told.items() if statement.startswith("The UN Council was due")] == [None]


def test_who_are_all_but_four_are_not_the_four():
    told = origins("Nine women were held. All but four of them reported sexual violence.")
    assert told["All but four of them reported sexual violence."] == "All but four of them"


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The ministry has not given a figure for its losses since September 2022.", "The ministry has not given"),
        (
            "The mayor had put the number at 22. It was not clear why it was higher. Crews were at work, he said.",
            "It was not clear",
        ),
    ],
)
def test_what_is_not_given_or_not_clear_is_the_articles_own(text, begins):
    assert [who for statement, who in origins(text).items() if statement.startswith(begins)] == [None]


def test_the_doctor_is_who_a_clause_with_who_tells_of():
    text = "Nobody was hurt, according to a doctor at the district hospital, who said two visitors were not included."
    assert origins(text)["Two visitors were not included."] == "doctor at the district hospital"


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            (
                "Eleven of the wounded remain in serious condition, according to the head of the regional council, who said "
                "doctors had “worked two nights without a break.”"
            ),
            "Doctors had worked two nights without a break.",
            "head of the regional council",
        ),
        ("The mayor of Lund, who said 12 people had died, called for calm.", "12 people had died.", "mayor of Lund"),
        (
            "Two officials said the plant had been hit. One said 40 people had died. The other put the toll at 50.",
            "The toll was 50.",
            "the other of two officials",
        ),
    ],
)
def test_who_speaks_in_an_aside_or_as_the_other(text, statement, origin):
    assert origins(text)[statement] == origin


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            (
                "Russia is losing men faster than it can replace them, according to western officials and "
                "independent researchers, who say that governments have begun trawling prisons."
            ),
            "Governments have begun trawling prisons.",
            "western officials and independent researchers",
        ),
        (
            "That was contradicted by a shipping agent in the port, who said that the captains of four tankers had left.",
            "The captains of four tankers had left.",
            "shipping agent",
        ),
        (
            "Moscow received 26 bodies in exchange, the Russian state news agency TASS quoted a source as saying.",
            "Moscow received 26 bodies in exchange.",
            "source",
        ),
        ("Moscow received 26 bodies, a source was quoted as saying on Monday.", "Moscow received 26 bodies.", "source"),
        (
            "About 2,000 North Koreans have been killed since the first units arrived in May, the agency believes.",
            "About 2,000 North Koreans have been killed since the first units arrived in May 2026.",
            "agency",
        ),
        (
            "Russia's Defense Ministry said 163 drones had been shot down. It did not mention the port.",
            "Russia's Defense Ministry did not mention the port.",
            None,
        ),
        (
            "The mayor said it was untrue and referred us to the ministry, which did not respond to a request for comment.",
            "The ministry did not respond to a request for comment.",
            None,
        ),
        (
            "The mission urged all parties to keep to what they agreed in Doha, where Qatar has been mediating, and left.",
            "Qatar has been mediating in Doha.",
            None,
        ),
        (
            (
                'The governor of Karsk spoke of "more than 500 martyrs," a figure which no other source has '
                "corroborated and which two "
                "aid officials called exaggerated."
            ),
            "No other source has corroborated a figure.",
            None,
        ),
        (
            "Ana Petrova and two other residents said the plane returned about 20 minutes later and opened fire.",
            "The plane opened fire.",
            "Ana Petrova & two other residents",
        ),
        (
            (
                "The Rapid Support Forces took the town. The team also identified 48 burnt houses. It cautioned that "
                "it could not determine how many people had been buried."
            ),
            "The team could not determine how many people had been buried.",
            "team",
        ),
        (
            (
                "A relative of Mahmoud al-Rayyes told the agency that he had once been a soldier. He was in the "
                "school, the relative said."
            ),
            "Mahmoud al-Rayyes was in the school.",
            "relative of Mahmoud al-Rayyes",
        ),
        (
            "Pro-war blogger Timofei Razin disputed the account. He said 14 drones had got through.",
            "14 drones had got through.",
            "Timofei Razin",
        ),
        (
            "“They told us that nobody was waiting for us, that Ukraine had refused to take us,” a marine said.",
            "They told us that nobody was waiting for us, that Ukraine had refused to take us.",
            "marine",
        ),
    ],
)
def test_whoever_says_it_is_found_beyond_the_nearest_name(text, statement, origin):
    assert origins(text)[statement] == origin


@pytest.mark.parametrize(
    ("text", "statement", "origin"),
    [
        (
            "The convoy was hit near Karsk at about 5:40pm (14:40 GMT), according to the Gaza-based charity that had sent it.",
            "The convoy was hit near Karsk at about 5:40pm (14:40 GMT).",
            "Gaza-based charity",
        ),
        (
            "Danish police say drones have been seen. Guards saw objects over the fence. They remained for an hour, police said.",
            "They remained for an hour.",
            "Danish police",
        ),
        (
            "Of 512 sightings reported by the public, police said 380 had been ruled out.",
            "Of 512 sightings reported by the public, 380 had been ruled out.",
            "police",
        ),
        (
            (
                "The minister said it was “too early to point fingers”, a more cautious line than the one taken on Thursday by "
                "Prime Minister Lone Friis, who said that there was “primarily one country that poses a threat”."
            ),
            "There was primarily one country that poses a threat.",
            "Lone Friis",
        ),
        (
            "Several pro-Kremlin channels suggested that it had been brought down by an interceptor.",
            "It had been brought down by an interceptor.",
            "Several pro-Kremlin channels",
        ),
        (
            "Germany will send ten more tanks, its defence minister said.",
            "Germany will send ten more tanks.",
            "Germany's defence minister",
        ),
        ("There was no evidence for army claims that rebels used 12 mines.", "Rebels used 12 mines.", "army"),
        (
            (
                "The JNIM claimed responsibility. In a statement authenticated by the SITE Intelligence Group, it "
                "said it had burned 28 tankers."
            ),
            "The JNIM had burned 28 tankers.",
            "JNIM",
        ),
        (
            "Cambodian authorities said about 9,000 had left their homes.",
            "About 9,000 had left their homes.",
            "Cambodian authorities",
        ),
        (
            "Two bodies were found shortly after 9 a.m. Thirty-one people were wounded, police said.",
            "Thirty-one people were wounded.",
            "police",
        ),
        (
            "“I thought it was our house,” said Oksana Rudenko, 34.",
            "Oksana Rudenko thought it was their house.",
            "Oksana Rudenko",
        ),
        (
            "Two of the suspects confessed, investigators said, and a third was still being questioned.",
            "Two of the suspects confessed.",
            "investigators",
        ),
    ],
)
def test_a_speaker_is_no_clock_nor_who_is_told_of(text, statement, origin):
    assert origins(text)[statement] == origin


def test_what_was_reported_on_a_day_is_told_once_and_by_nobody():
    (claim,) = claims("Nine deaths were reported in Lund on Monday.")
    assert claim.statement == "Nine deaths were reported in Lund on Monday (23 November 2026)."
    assert not claim.attribution


def test_who_insists_goes_on_to_insist():
    text = (
        "The Kremlin has insisted that any agreement sees Ukraine cede four regions.\n\n"
        "Kyiv must also renounce its bid to join the alliance -- demands Ukraine and its allies have flatly rejected."
    )
    told = origins(text)
    assert told["Kyiv must also renounce its bid to join the alliance."] == "Kremlin"
    assert told["Ukraine and its allies have flatly rejected the demands."] is None


def test_what_took_place_is_what_was_told_of_before():
    text = "The bureau said some 70 searches had been conducted and alleged that they had taken place without court approval."
    assert "The searches had taken place without court approval." in origins(text)
