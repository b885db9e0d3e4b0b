"""Of whom relative clauses tell, who says so within them, and what the article adds about what was said."""

import pytest

from tests.claims.extraction.wire_reports import claims, statements


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The mission documented the deaths of 13 prisoners in custody, nine of whom it said died after being denied care.",
            "Nine of the 13 prisoners died after being denied care.",
        ),
        (
            "The army said it had struck a rebel cell whose members it said had boarded one of the trucks.",
            "A rebel cell’s members had boarded one of the trucks.",
        ),
        (
            "The ministry published a list of 40 officers, 12 of whom it said had served in the north.",
            "12 of the 40 officers had served in the north.",
        ),
        (
            "The council shut six schools, two of which inspectors said were unsafe.",
            "Two of the six schools that the council shut were unsafe.",
        ),
        (
            "For relatives of the dead, some of whom had travelled by bus, the verdict ended a long wait.",
            "Some of the relatives of the dead had travelled by bus.",
        ),
        (
            "For the 40 families, most of whom lost their homes, the payments come too late.",
            "Most of the 40 families lost their homes.",
        ),
        (
            "The suspects live in Serbia or Croatia, neither of which extradites its own citizens for war crimes.",
            "Neither Serbia nor Croatia extradites its own citizens for war crimes.",
        ),
        (
            "Ana Roe and Jan Dole, both of whom had fled to Lund, were caught on Friday.",
            "Both Ana Roe and Jan Dole had fled to Lund.",
        ),
        (
            "The company runs mines in Karsk and Dole, both of which were closed in May.",
            "Both mines in Karsk and Dole were closed in May 2026.",
        ),
        (
            "In its letter, which was seen by Reuters, Phnom Penh listed 23 alleged breaches since the start of August.",
            "Phnom Penh listed 23 alleged breaches since the start of August 2026.",
        ),
        (
            (
                "The office interviewed survivors of the attacks, which began on Jan. 6 in an area south of Lund and which it "
                "blamed on the Front."
            ),
            "The office blamed the attacks on the Front.",
        ),
        (
            "The U.N. human rights office documented killings that it blamed on the Rapid Support Forces and allied militiamen.",
            "The U.N. human rights office blamed killings on the Rapid Support Forces and allied militiamen.",
        ),
        (
            "Strikes have continued throughout the truce, which each side accuses the other of breaking.",
            "Each side accuses the other of breaking the truce.",
        ),
        (
            (
                "The Czech-led program, under which Prague scours the world for ammunition and other countries pay for it, has "
                "raised 3.1 billion euros."
            ),
            "The Czech-led program has raised 3.1 billion euros.",
        ),
        (
            (
                "A destroyer that was operating some 70 miles away shot down two drones, officials said, but was "
                "not in a position "
                "to intercept the missiles."
            ),
            "A destroyer that was operating some 70 miles away was not in a position to intercept the missiles.",
        ),
        (
            (
                "At least 40 people have been killed, according to the Ministry of Health in Gaza, whose figures do "
                "not distinguish "
                "between civilians and combatants."
            ),
            "The figures of the Ministry of Health do not distinguish between civilians and combatants.",
        ),
        (
            (
                "A diplomat in Lund, speaking on condition of anonymity, said talks on a local ceasefire that would "
                "allow the line "
                "to be repaired were already under way."
            ),
            "Talks on a local ceasefire that would allow the line to be repaired were already under way.",
        ),
        (
            (
                "The newspaper reported on Saturday, quoting sources in the forces, that a unit deployed in the "
                "area since Tuesday "
                "had forced down one of the devices."
            ),
            "A unit deployed in the area since Tuesday (24 November 2026) had forced down one of the devices.",
        ),
    ],
)
def test_relative_clauses_tell_of_what_they_hang_on(text: str, statement: str) -> None:
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "For relatives of the dead, some of whom had travelled by bus, the verdict ended a long wait.",
            "For relatives of the dead, some of whom had travelled by bus.",
        ),
        (
            "Strikes have continued throughout the truce, which each side accuses the other of breaking.",
            "The truce accuses the other of breaking.",
        ),
        ("“Until there's nobody left to look for,” Jan Dole, a rescuer, said.", "Until there's nobody left to look for."),
    ],
)
def test_fragments_are_no_statements(text: str, wrong: str) -> None:
    assert wrong not in statements(text)


def test_a_condition_before_its_main_clause_is_kept() -> None:
    told = statements("“Unless a route is opened now, we will be counting children,” Ana Roe, a doctor, said.")
    assert "Unless a route is opened now, we will be counting children." in told


@pytest.mark.parametrize(
    ("text", "statement", "speakers"),
    [
        (
            "Drones now account for 70 percent of the losses, the ministry says, a figure that could not be confirmed.",
            "Drones now account for 70 percent of the losses.",
            ["ministry"],
        ),
        (
            (
                "Two employees were slightly injured, the plant's management said on Telegram, a claim that is not borne out by "
                "the agency's account."
            ),
            "Two employees were slightly injured.",
            ["plant's management"],
        ),
        (
            (
                "The men in the video, Hamas said in a statement, were guards hired by local families -- an account "
                "that was also "
                "given by a resident."
            ),
            "The men in the video were guards hired by local families.",
            ["Hamas"],
        ),
        (
            "The JNIM said it had killed 70 soldiers, in a statement authenticated by a monitor, and put its own losses at four.",
            "The JNIM had killed 70 soldiers.",
            ["JNIM"],
        ),
        (
            (
                "Blue Thread says the police have been sending provocateurs into the crowd -- an accusation that police "
                "spokeswoman Danica Mirel called absurd."
            ),
            "The police have not been sending provocateurs into the crowd.",
            ["Danica Mirel"],
        ),
        (
            "Bangkok says Cambodia is planting fresh landmines, an allegation it denies.",
            "Cambodia is not planting fresh landmines.",
            ["Cambodia"],
        ),
        (
            "Bangkok says Cambodia is planting fresh landmines, an allegation Phnom Penh denies.",
            "Cambodia is not planting fresh landmines.",
            ["Phnom Penh"],
        ),
        (
            "The rebels said the army had shelled the market in Lund, a claim it rejected.",
            "The army had not shelled the market in Lund.",
            ["army"],
        ),
        (
            (
                "Thailand and Cambodia accused each other of breaking a ceasefire after an exchange of fire that Thai officials "
                "said killed two soldiers."
            ),
            "An exchange of fire killed two soldiers.",
            ["Thai officials"],
        ),
        (
            "Attacks have continued throughout the truce; more than 1,100 people have been killed, according to the ministry.",
            "Attacks have continued throughout the truce.",
            [],
        ),
        (
            "Channels on Telegram close to the Africa Corps denied that any Russians had died.",
            "No Russians had died.",
            ["Channels on Telegram close to the Africa Corps"],
        ),
        (
            "Police were called to Karup at about 23:40 on Friday after guards reported two or three objects over the fence.",
            "Guards reported two or three objects over the fence.",
            ["guards"],
        ),
    ],
)
def test_who_says_it_and_who_only_adds_to_it(text: str, statement: str, speakers: list[str]) -> None:
    claim = next(claim for claim in claims(text) if claim.statement == statement)
    assert [source.name for link in claim.attribution for source in link.sources] == speakers


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("A survivor, a driver, described how the leading vehicle hit a mine.", "The leading vehicle hit a mine."),
        ("She recalled how soldiers took 12 men away.", "Soldiers took 12 men away."),
        ("Residents told how the river burst its banks.", "The river burst its banks."),
        ("Ana Roe remembers how the walls shook for ten minutes.", "The walls shook for ten minutes."),
    ],
)
def test_how_leads_to_what_happened(text: str, statement: str) -> None:
    (claim,) = claims(text)
    assert claim.statement == statement
    assert claim.attribution


def test_how_many_leads_to_no_content() -> None:
    assert not [claim for claim in claims("He explained how many people had fled.") if claim.attribution]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The judges found that Stupar not only failed to prevent the killings but also rewarded the men.",
            "Stupar failed to prevent the killings.",
        ),
        ("“He not only failed to prevent it, he ordered it,” Ana Roe said.", "He failed to prevent it."),
        (
            "The judges said the deaths of 33 people had been established, among them four women and a boy of 14.",
            "The deaths of four women had been established.",
        ),
        (
            "The killings of 12 journalists have been documented, among them three Sudanese.",
            "The killings of three Sudanese have been documented.",
        ),
        (
            "The killings of 12 journalists have been documented, among them three Sudanese.",
            "The killings of 12 journalists have been documented.",
        ),
        (
            (
                "The headquarters said Ukraine gave monitors full access and that every allegation would be "
                "examined, but objected "
                "to an attempt at balance."
            ),
            "The headquarters objected to an attempt at balance.",
        ),
        (
            (
                "The plant was left dependent on one line on Monday after what the watchdog described as “military activity” "
                "severed the other, while shelling along the front killed at least nine civilians, according to officials."
            ),
            "Shelling along the front killed at least nine civilians on Monday (23 November 2026).",
        ),
        (
            "Ana Roe, a farmer, said it was the third time she had been evacuated in little over a year.",
            "It was the third time Ana Roe had been evacuated in little over a year.",
        ),
        (
            "The two countries last exchanged prisoners on June 12, when 175 were returned on each side.",
            "175 prisoners were returned on each side on June 12, 2026.",
        ),
    ],
)
def test_words_stay_with_what_they_belong_to(text: str, statement: str) -> None:
    assert statement in statements(text)


def test_who_speaks_is_wrapped_in_the_blanket() -> None:
    told = statements("“First there was that sound, and it got lower and lower,” Oksana Rudenko said, wrapped in a blanket.")
    assert not [statement for statement in told if "blanket" in statement]


@pytest.mark.parametrize(
    ("text", "statement", "speakers"),
    [
        (
            (
                "Their leader warned in a speech that the group would resume operations if the army did not end airstrikes on "
                "Sana, the Yemeni capital, where 14 people were killed in May, according to health authorities there."
            ),
            "The group would resume operations if the army did not end airstrikes on Sana, the Yemeni capital.",
            ["leader"],
        ),
        (
            (
                "He said he saw no foreign fighters, although two of the sources said members of the corps had been travelling "
                "with the column."
            ),
            "Members of the corps had been travelling with the column.",
            ["two of the sources"],
        ),
        (
            (
                "Russia, which analysts believe produces about 250,000 shells a month, has also received six million rounds, "
                "according to South Korea's intelligence agency."
            ),
            "Russia produces about 250,000 shells a month.",
            ["analysts"],
        ),
        (
            "Moscow and Pyongyang have denied any such transfers, which would violate United Nations sanctions.",
            "Any such transfers would violate United Nations sanctions.",
            [],
        ),
        (
            "The company, which is based in Lund, denied that. None of its ships has docked there since 2023, it said.",
            "The company is based in Lund.",
            [],
        ),
        (
            "The company, which is based in Lund, denied that. None of its ships has docked there since 2023, it said.",
            "None of the company’s ships has docked in Lund since 2023.",
            ["company"],
        ),
        (
            (
                "The dead include at least 34 children, the human rights office said. The number of victims is likely "
                "“significantly higher,” because phone networks remain cut."
            ),
            "Phone networks remain cut.",
            ["human rights office"],
        ),
        (
            (
                "The convoy had left the Karem Abu Salem crossing on Sunday, according to the Gaza-based charity that organised "
                "the delivery."
            ),
            "The convoy had left the Karem Abu Salem crossing on Sunday (22 November 2026).",
            ["Gaza-based charity"],
        ),
        (
            (
                "The Group for the Support of Islam (GSI), however, claimed to have killed 70 soldiers. In a statement "
                "authenticated by the SITE Intelligence Group, which monitors such media, it said it had burned 28 tankers."
            ),
            "The Group for the Support of Islam had burned 28 tankers.",
            ["Group for the Support of Islam"],
        ),
        (
            (
                "The army said “a large fire was recorded at the plant”, which it said supplied fuel to forces fighting in the "
                "north."
            ),
            "The plant supplied fuel to forces fighting in the north.",
            ["army"],
        ),
    ],
)
def test_others_within_what_somebody_says(text: str, statement: str, speakers: list[str]) -> None:
    claim = next(claim for claim in claims(text) if claim.statement == statement)
    assert [source.name for link in claim.attribution for source in link.sources] == speakers


def test_the_agency_that_speaks_is_no_news_agency_where_there_is_another() -> None:
    text = (
        "The International Atomic Energy Agency counted 12 blasts. The TASS news agency blamed Kyiv. The line was cut in May.\n\n"
        "The agency said that repairs could not start before June."
    )
    (claim,) = [claim for claim in claims(text) if claim.statement.startswith("Repairs")]
    assert claim.origin
    assert [source.name for source in claim.origin.sources] == ["International Atomic Energy Agency"]


def test_who_has_spoken_without_a_name_is_told_of_again() -> None:
    text = "“They came at night,” a 43-year-old farmer said.\n\nThe farmer is sleeping in a school. He said he would not go back."
    assert "The 43-year-old farmer would not go back." in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            (
                "The report is based on interviews with 187 Ukrainian soldiers, all but six of them men, who were released in "
                "exchanges, and with 92 Russians still held in Ukraine."
            ),
            "187 Ukrainian soldiers were released in exchanges.",
        ),
        (
            (
                "The agency said in a report that its monitors had heard at least 15 explosions, some of them close by, and had "
                "later seen smoke rising from two places."
            ),
            "Its monitors had later seen smoke rising from two places.",
        ),
        (
            (
                "The team saw a crater about 1.5 meters wide, fragments of what appeared to be an artillery shell, and damage to "
                "a transformer at the 330-kilovolt switchyard, according to the report."
            ),
            "The team saw damage to a transformer at the 330-kilovolt switchyard.",
        ),
        (
            "Thailand has denied laying mines along the border, which would be a violation of the July accord.",
            "Thailand did not lay mines along the border.",
        ),
        (
            (
                "The president announced deliveries of Patriot interceptors, which he said were running at less than half the "
                "pace agreed upon in November."
            ),
            "Deliveries of Patriot interceptors were running at less than half the pace agreed upon in November 2026.",
        ),
        (
            (
                "The power station was left dependent on one line on Monday after what the watchdog described as “military "
                "activity” severed the other, while shelling and drone attacks along the fronts killed at least nine civilians."
            ),
            "Shelling and drone attacks along the fronts killed at least nine civilians on Monday (23 November 2026).",
        ),
        (
            (
                "On the Ukrainian side, 38 of the 92 prisoners interviewed reported having been beaten, threatened, or shocked, "
                "mostly during evacuation from the battlefield."
            ),
            "On the Ukrainian side, 38 of the 92 prisoners interviewed reported having been beaten, threatened, or shocked.",
        ),
        (
            "A strike hit a convoy in Gaza. Egypt's Ministry of Foreign Affairs called the strike “a flagrant violation”.",
            "The strike in Gaza is a flagrant violation.",
        ),
    ],
)
def test_parts_and_items_keep_their_verbs(text: str, statement: str) -> None:
    assert statement in statements(text)


def test_what_would_break_a_rule_is_no_border() -> None:
    told = statements("Thailand has denied laying mines along the border, which would be a violation of the July accord.")
    assert not [statement for statement in told if statement.startswith("The border")]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "There have been reports of wholesale looting but food and gasoline were still available, the spokesman said.",
            "Food and gasoline were still available.",
        ),
        ("Saddam Hussein met King Hussein of Jordan. King Hussein left for Amman.", "King Hussein left for Amman."),
        (
            "Police found the man's body on Friday wrapped in plastic bags.",
            "Police found the man's body on Friday (27 November 2026) wrapped in plastic bags.",
        ),
        (
            "The fire destroyed 40 houses and a school, most of which were empty.",
            "Most of the 40 houses and a school were empty.",
        ),
        (
            "Korrin launched 31 missiles, of which all but two were shot down, and 12 drones.",
            "Korrin launched 12 drones.",
        ),
        (
            "At a meeting in Brussels, Germany announced a further package worth 900 million euros.",
            "At a meeting in Brussels, Germany announced a further package worth 900 million euros.",
        ),
        ("NEW YORK _ A woman was killed on Friday, police said.", "A woman was killed on Friday (27 November 2026)."),
    ],
)
def test_wire_copy_is_told_as_it_was_meant(text: str, statement: str) -> None:
    assert statement in statements(text)


def test_who_replies_before_the_quotation() -> None:
    (claim,) = claims("Replied State Department spokesman Richard Boucher, “We haven't analyzed the statement in detail.”")
    assert claim.origin
    assert [source.name for source in claim.origin.sources] == ["Richard Boucher"]


def test_a_meeting_before_somebody_speaks_is_no_claim() -> None:
    told = statements("After a two-hour meeting in Lund, Roe said the army would leave.")
    assert told == ["The army would leave."]
