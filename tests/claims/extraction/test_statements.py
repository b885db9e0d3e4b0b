"""Claims as sentences that stand alone, and add nothing."""

import datetime as dt

import pytest

from claims.extraction import extract

PUBLISHED = dt.date(2026, 11, 24)


def statements(text):
    return [claim.statement for claim in extract(text, published=PUBLISHED).claims]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Koval said partners had promised 18 tanks, of which five had arrived.",
            "Five of the 18 tanks that partners had promised had arrived.",
        ),
        ("The report noted 14 faults, two of which were fire doors.", "Two of the 14 faults were fire doors."),
        ("The shells hit 35 sites, 11 of them inside the city.", "11 of the 35 sites that the shells hit were inside the city."),
        ("The mayor said 11 pupils were hurt, three of them severely.", "11 pupils were hurt."),
        (
            "Roe said rescuers pulled 12 people from the rubble, where two residents were missing.",
            "Two residents were missing in the rubble.",
        ),
        (
            "The minister has closed four schools and last week gave the clinics a deadline of 50 days.",
            "The minister last week (16 to 22 November 2026) gave the clinics a deadline of 50 days.",
        ),
        (
            "“Rescuers pulled 11 people from the rubble,” Roe said. “One of them, a woman, was alive after seven hours.”",
            "One of the 11 people that rescuers pulled from the rubble was a woman.",
        ),
        (
            "Some 40 residents, a quarter of them children, were evacuated from Lund.",
            "A quarter of the roughly 40 residents who were evacuated from Lund were children.",
        ),
        (
            "Police have arrested three men, two of them Egyptians, on suspicion of theft.",
            "Two of the three men that police have arrested are Egyptians.",
        ),
        (
            "The clinic has treated 76 people since the storm, 19 of whom were admitted.",
            "19 of the 76 people that the clinic has treated since the storm were admitted.",
        ),
        ("The government, citing local committees, has put the toll at 512.", "The toll was 512."),
        (
            "Images show two craters and at least 15 burned buildings, one of them a hall, Roe said.",
            "One of the at least 15 burned buildings is a hall.",
        ),
        (
            "Some 29 people have been pulled out alive, he says, the last of them a boy of six.",
            "As of 24 November 2026, some 29 people have been pulled out alive, the last of them a boy of six.",
        ),
        ("The army put the dead at 16.", "The dead numbered 16."),
        ("The priest had counted 74 bodies, 19 of them children and two of them monks.", "Two of the 74 bodies were monks."),
        ("The army shot 16 men and described all of them as “terrorists”.", "All of them are terrorists."),
        ("The minister denied that any had been fired.", "None had been fired."),
        (
            "Some 1,300 men were deployed, along with seven bombers, two of them on loan from Lund.",
            "Two of the seven bombers were deployed on loan from Lund.",
        ),
        (
            "The mission has sent 180 troops from Lund, who are due to arrive in May.",
            "The mission has sent 180 troops from Lund.",
        ),
        ("Two sisters aged six and nine were killed.", "Two sisters aged six and nine were killed."),
        (
            "Nine officers had been hurt, he said, two of them by stones.",
            "Two of the nine officers had been hurt by stones.",
        ),
        (
            "The raid has driven 9,400 people from the town, the UN said, most of them towards El Obeid.",
            "The raid has driven 9,400 people from the town, most of them towards El Obeid.",
        ),
        (
            "Subsidies cost it some $400 million last year, according to the Finance Ministry — more than it spent on hospitals.",
            "Subsidies cost it some $400 million last year (2025), more than it spent on hospitals.",
        ),
        (
            "The minister said that 131 people had been picked up in Pikine and 46 in Ziguinchor.",
            "46 people had been picked up in Ziguinchor.",
        ),
        ("Nobody was killed, but 16 workers were treated for burns.", "Nobody was killed."),
        (
            "Rescuers took 1,340 calls between Saturday evening and Sunday noon, three times as many as on a normal weekend.",
            "Rescuers took 1,340 calls between Saturday evening (21 November 2026) and Sunday noon (22 November 2026).",
        ),
        (
            "On 21 January 13 people were killed in Kanphyu, ten miles to the south, where a drone dropped two shells on a shop.",
            "A drone dropped two shells on a shop in Kanphyu, ten miles to the south.",
        ),
        (
            "Um Sadira sits on the last paved road and has changed hands four times.",
            "Um Sadira has changed hands four times.",
        ),
        (
            "The inspectorate said the company had been fined and that three of its 45 buses were banned.",
            "Three of its 45 buses were banned.",
        ),
        ("Sudan's army said its troops had entered Bara.", "The troops of Sudan's army had entered Bara."),
        (
            "Max Roe was at home. He ran out. “I pulled out my wife and two boys,” he said.",
            "Max Roe pulled out his wife and two boys.",
        ),
        ("Thirty-four were hurt, 19 of whom were still in hospital.", "19 of the thirty-four were still in hospital."),
        ("300 people were hurt, a number that rose to 400 on Friday.", "The number rose to 400 on Friday (20 November 2026)."),
        ("300 people were out, a number that rose to 400 on Friday.", "300 people were out."),
        (
            "The river burst its banks at Broby on Sunday evening, where soldiers helped to move 85 people to a school.",
            "Soldiers helped to move 85 people to a school at Broby.",
        ),
        (
            "Six firefighters have been treated, one of them in hospital.",
            "One of the six firefighters has been treated in hospital.",
        ),
        ("Dar Imsel – At least 34 people were killed in Teghara.", "At least 34 people were killed in Teghara."),
        (
            "Eleven men were led out. One of the 11, a shotfirer, died on Thursday.",
            "One of the 11, a shotfirer, died on Thursday (19 November 2026).",
        ),
        (
            "Net sales fell 12% to 812 million euros, short of the 840 million expected by analysts.",
            "Net sales fell 12% to 812 million euros.",
        ),
        ("Of the 60 wounded, 20 were in a critical condition, Roe said.", "There were 60 wounded."),
        ("Seven were hurt, three of them seriously.", "Three of the seven were seriously hurt."),
        ("The exchange is said to cover 350 soldiers.", "The exchange covers 350 soldiers."),
        ("Forty people are believed to have died.", "Forty people have died."),
        ('Orr called the report "a lie".', "The report is a lie."),
        ("Nine people, among them two girls, were killed and 40 others injured, Roe said.", "Nine people were killed."),
        ("Nine people, among them two girls, were killed and 40 others injured, Roe said.", "Two girls were killed."),
        ("Nine people, among them two girls, were killed and 40 others injured, Roe said.", "40 others were injured."),
        ("Twelve people were killed and one child wounded in the blast.", "One child was wounded in the blast."),
        ("Two aides were fined; a third was acquitted.", "Two aides were fined."),
        ("Police detained 312 people, up from 190 this morning.", "Police detained 312 people."),
        ("Nine officers were hurt, two of them seriously, it said.", "Two of the nine officers were seriously hurt."),
        ("The price rose after Saturday's march, Roe said.", "The price rose after Saturday's (21 November 2026) march."),
        ("Organisers spoke of 80,000; police estimated the crowd at 22,000.", "The crowd was 22,000."),
        ("A spokesman denied that any trucks had been stopped.", "No trucks had been stopped."),
        ("Doctors Without Borders, which runs two clinics, said both were full.", "Doctors Without Borders runs two clinics."),
        (
            "The Ilia Institute for the Karsk Economy, which runs two clinics, said both were full.",
            "The Ilia Institute for the Karsk Economy runs two clinics.",
        ),
        (
            "A guard at Karsk Prison, who fled to Lund in 1998, told the Herald so.",
            "A guard at Karsk Prison fled to Lund in 1998.",
        ),
        ("The firm, a carrier based in Lund, which burned in 1998, employs 40.", "Lund burned in 1998."),
        ("The unit had treated 3,900 patients since July 28, of whom 51 died.", "51 of the 3,900 patients died."),
        (
            "The president, who was due to leave, has postponed the trip, two aides said, without giving a new date.",
            "The president has postponed the trip without giving a new date.",
        ),
        ("Two aides were fined; a third was acquitted.", "A third was acquitted."),
        (
            "Just under half of the 40 drones and all but one of the eight missiles were shot down, it said.",
            "Just under half of the 40 drones were shot down.",
        ),
        ("Roe said that the dead were clerks and that order would return.", "Order would return."),
        ("At least 640 people have been arrested since the protests began.",) * 2,
        ("The ministry denied that anyone had been detained.", "No one had been detained."),
        ("The clinic put the toll at six, all of them police officers.", "The toll was six, all of them police officers."),
        ("Jane Roe announced a curfew and said that 3,000 soldiers would come.", "Jane Roe announced a curfew."),
        (
            "Two doctors at the Lund hospital, who spoke in secret, saw 17 bodies.",
            "Two doctors at the Lund hospital spoke in secret.",
        ),
        ("It had downed 61 drones, including 24 over Lund and 12 over Horsk.", "It had downed 24 drones over Lund."),
        ("It had downed 61 drones, including 24 over Lund and 12 over Horsk.", "It had downed 12 drones over Horsk."),
        ("In all 61 drones were downed, including 24 over Lund.", "In all 24 drones were downed over Lund."),
        ("Of the other drones, 12 were lost and five reached their targets.", "Five of the other drones reached their targets."),
        ("Nine men were killed and 40 injured in Lund in May.", "Nine men were killed in Lund in May 2026."),
        (
            'Of the 94 drones, 52 were shot down and 31 were "lost at sea," the air force reported.',
            "Of the 94 drones, 31 were lost at sea.",
        ),
        (
            "It said 11 bridges were destroyed in May, while another nine are closed to lorries.",
            "Another nine bridges are closed to lorries.",
        ),
        ("Ana Roe, 43, who works there, said she ran.", "Ana Roe, 43, works there."),
        ("“I did,” said Ana Roe, 22, from Kyiv, who was held for five hours.", "Ana Roe, 22, was held for five hours."),
        (
            "Drones hit the Verkhne refinery, around 620 km from the border, which makes some 6.5 million tons of oil a year.",
            "The Verkhne refinery makes some 6.5 million tons of oil a year.",
        ),
        (
            "The water is high, Max Roe said, as the river rose above flood stage and managers told 900 people to leave.",
            "Managers told 900 people to leave.",
        ),
        (
            "Holm said 67 rebels were killed on Monday and 12 trucks destroyed.",
            "12 trucks were destroyed on Monday (23 November 2026).",
        ),
        (
            "The jury of seven women and five men took just over 22 hours.",
            "The jury of seven women and five men took just over 22 hours.",
        ),
        (
            "The opposition accused the government of cutting prevention spending by 18% since 2021.",
            "The opposition accused the government of cutting prevention spending by 18% since 2021.",
        ),
        (
            "Results gave Ana Roe 50.6 percent, against 49.4 for Max Holm, a difference of 24,318 votes.",
            "Results gave Ana Roe 50.6 percent, against 49.4 for Max Holm, a difference of 24,318 votes.",
        ),
        ("Jan Dole accused Moscow of targeting villages.", "Moscow has been targeting villages."),
        ("Jan Dole accused Max Roe of killing a man.",) * 2,
        ("“It is high,” Jan Dole said, promising £35m to replace pipes.", "Jan Dole is promising £35m to replace pipes."),
        ("The army waited for eight hours before asking for help.",) * 2,
        (
            "Jan Dole urged partners to deliver seven tanks, three of which Germany has promised.",
            "Jan Dole urged partners to deliver seven tanks.",
        ),
        (
            "It was hit overnight from Monday to Tuesday.",
            "It was hit overnight from Monday (23 November 2026) to Tuesday (24 November 2026).",
        ),
        ("In May, 28 people died when a boat sank off Lund.", "In May 2026, 28 people died when a boat sank off Lund."),
        ("In May, 28 people died when a boat sank off Lund.", "A boat sank off Lund in May 2026."),
        ("Rain had caused 12 of 31 accidents that the board examined.", "There were 31 accidents that the board examined."),
        ("It shot down or suppressed 189 drones, 19 rockets and eight bombs.", "It shot down or suppressed 189 drones."),
        (
            "Rebels fired 74 rockets, killing seven people and injuring dozens more.",
            "Rebels fired 74 rockets, killing seven people.",
        ),
        ("The trial lasted five months and heard from 71 witnesses, 58 of them clerks.", "58 of the 71 witnesses were clerks."),
        (
            "The ministry said 46 people had been detained and 14 officers injured, one of them seriously.",
            "One of the 14 officers was seriously injured.",
        ),
        ("The dam was closed long before they moved.",) * 2,
        ("Germany's foreign ministry said it had barred 12 men.", "Germany's foreign ministry had barred 12 men."),
        ("Last year, in May last year, 28 people died.", "Last year (2025), in May last year (May 2025), 28 people died."),
        ("Since the start of May, 12 men have died.", "Since the start of May 2026, 12 men have died."),
        ("The bank will close 74 of its 410 branches.", "The bank has 410 branches."),
        ("Strikes cut power to 110,000 of the region's 140,000 homes.", "The region has 140,000 homes."),
        (
            "Rebels fired 74 rockets at Ostrand, killing three people and destroying 12 homes, officials said.",
            "Rebels fired 74 rockets at Ostrand, destroying 12 homes.",
        ),
        (
            "The ministry denied that homes had been hit, blaming the damage in Lund on a stray interceptor.",
            "The ministry blamed the damage in Lund on a stray interceptor.",
        ),
        ("Since then cholera has killed 132 people in Lund.", "Since then cholera has killed 132 people in Lund."),
        ("A law that carries 12 years in prison, or life, was applied.", "A law carries 12 years in prison, or life."),
        ("The storm hit 40 homes, or 12% of the town.", "The storm hit 40 homes."),
        (
            "The lender had booked 312,000 containers as collateral, of which just under 104,000 could not be found.",
            "Just under 104,000 of the 312,000 containers that the lender had booked as collateral could not be found.",
        ),
        ("The rebels had taken seven prisoners and killed 12 men.", "The rebels had taken seven prisoners."),
        ("Crews put the fire out, but not before the blaze had killed two people.", "The blaze had killed two people."),
        ("The ministry put the toll at 12, three of them children.", "Three of the 12 are children."),
        (
            "The hospital admitted 212 children, 41 of them to intensive care.",
            "41 of the 212 children were admitted to intensive care.",
        ),
        ("Three people were killed and 22 hurt when a bus overturned.", "22 people were hurt when a bus overturned."),
        ("The talks ended, but the raid killed two people and burned 63 homes.", "The raid burned 63 homes."),
        ("The government armed 40 men and recruited, by its own account, 900 clerks.", "The government recruited 900 clerks."),
        ("In Lund, the capital, the rate is 71.9 per cent.", "In Lund, the capital, the rate is 71.9 per cent."),
        (
            "It was the largest since last August, when 307 soldiers went home.",
            "307 soldiers went home last August (2026).",
        ),
        (
            "The attack was the deadliest on Lund since July 3, when 23 people were killed at a mill.",
            "23 people were killed at a mill on July 3, 2026.",
        ),
        ("The blast wounded 14 people, five of them seriously.", "Five of the 14 people were seriously wounded."),
        ("The raid killed two men and wounded 14, five of them seriously.", "Five of the 14 men were seriously wounded."),
        ("In Lund, a strike cut power to 900 homes, Max Roe said.", "In Lund, a strike cut power to 900 homes."),
        (
            "In Lund, a fire at a depot destroyed 12 tanks, the fire service said.",
            "In Lund, a fire at a depot destroyed 12 tanks.",
        ),
        (
            "At least 38 people were killed, the army said, including 22 who died when a school was bombed in Lund.",
            "At least 38 people were killed, including 22 who died when a school was bombed in Lund.",
        ),
    ],
)
def test_statements_stand_alone(text, statement):
    assert statement in statements(text)


def test_they_is_left_open_where_no_several_are_named():
    text = 'Jane Roe wrote on Telegram. "They struck a grain terminal, a school and a tram depot," Roe said.'
    claim = extract(text, published=PUBLISHED).claims[-1]
    assert "Telegram" not in claim.statement
    assert claim.ambiguous


def test_the_day_of_the_verb_is_the_claims():
    (claim,) = extract("The ferry, built in 1998, passed its last inspection in March.", published=PUBLISHED).claims
    assert claim.when.text == "March"


def test_a_part_and_its_total_are_two_figures():
    part, total = extract("The bank will close 74 of its 410 branches.", published=PUBLISHED).claims
    assert (part.figure.best, part.figure.of, part.figure.part_of) == (74, "branches", 1)
    assert (total.text, total.figure.measures) == ("its 410 branches", ())


def test_what_somebody_did_not_say_is_no_claim():
    assert statements("He did not say how many samples had been tested.") == []


def test_a_quotation_behind_a_denial_stays_as_it_was_said():
    text = (
        "Dovland's General Staff denied that the villages had fallen.\n\n"
        "“Our units hold the edge of Lund,” spokesperson Lt. Col. Jan Orel told reporters. “Three men came with a flag.”"
    )
    said = [(claim.statement, claim.stance, claim.origin.sources[0].name) for claim in extract(text).claims]
    assert said[0] == ("The villages had not fallen.", "denies", "Dovland's General Staff")
    assert said[1] == ("Our units hold the edge of Lund.", "asserts", "Jan Orel")


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The army put the total since the war began in May at some 40.",
            "The total since the war began in May 2026 was some 40.",
        ),
        ("The director disputed that the mill had refused to bargain.", "The mill had not refused to bargain."),
        (
            "The army said it had destroyed 12 drones over Lund, along with five missiles.",
            "The army had destroyed five missiles.",
        ),
        ("The bank has 410 branches, along with 12 offices abroad.", "The bank has 12 offices abroad."),
    ],
)
def test_what_is_put_disputed_or_told_beside_is_a_whole(text, statement):
    assert statement in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Two people were killed in Kyiv. A bomb damaged the roof of a depot there.",
            "A bomb damaged the roof of a depot in Kyiv.",
        ),
        ("Rescuers drove to Warsaw. Five homes burned down there.", "Five homes burned down in Warsaw."),
        ("Shelling went on in Kyiv and in Odesa. Five homes burned down there.", "Five homes burned down there."),
        ("Shelling went on in Kyiv. There are five homes left.", "There are five homes left."),
        ("Shelling went on in Kyiv. He came from there on foot.", "He came from there on foot."),
    ],
)
def test_there_is_where_the_sentence_before_was_if_that_is_one_place(text, statement):
    assert statement in statements(text)


def test_where_there_is_stays_open_if_nothing_says_so():
    (claim,) = extract("Five homes burned down there.", published=PUBLISHED).claims
    assert claim.ambiguous == ("where “there” is", "when it was stands outside the sentence")


def test_since_when_then_is_is_said_to_be_open():
    (claim,) = extract("Since then 12 people have died in Lund.", published=PUBLISHED).claims
    assert "when “then” is" in claim.ambiguous


def test_what_only_says_since_when_something_is_denied_is_not_denied():
    denied, since = extract("Moscow has denied targeting civilians since it launched its invasion in February 2022.").claims
    assert (denied.statement, denied.stance) == ("Moscow did not target civilians.", "denies")
    assert (since.statement, since.stance) == ("Moscow launched its invasion in February 2022.", "asserts")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm Nordvik said on Thursday it would cut 2,400 jobs.", "Nordvik would cut 2,400 jobs."),
        ("The Truce Monitor recorded 119 air strikes in May.", "The Truce Monitor recorded 119 air strikes in May 2024."),
    ],
)
def test_the_day_of_saying_is_not_that_of_what_is_said_unless_it_is_part_of_it(text, expected):
    assert expected in [claim.statement for claim in extract(text, published=dt.date(2024, 6, 1)).claims]


def test_a_claim_that_somebody_has_not_confirmed_stays_its_speakers():
    (claim,) = extract("Ostrand's army said it shot down five jets, a claim Dovland has not confirmed.").claims
    assert (claim.statement, claim.stance) == ("Ostrand's army shot down five jets.", "asserts")
    assert [source.name for link in claim.attribution for source in link.sources] == ["Ostrand's army"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry said 57 men have been killed and 136 hurt since May 7, 2024, a toll that takes in soldiers.",
            "136 have been hurt since May 7, 2024.",
        ),
        ("Some 90 men were at the base, a third of them already wounded.", "A third of the roughly 90 men were already wounded."),
        ("As of 4 May, 6,012 confirmed cases had been recorded.", "As of 4 May 2024, 6,012 confirmed cases had been recorded."),
    ],
)
def test_appositions_and_parts_do_not_break_a_statement(text, expected):
    assert expected in [claim.statement for claim in extract(text, published=dt.date(2024, 6, 1)).claims]


def test_who_says_it_may_stand_between_the_subject_and_the_verb():
    claim = extract("The former minister, said Ana Roe, the presiding judge, had sold 14 flats.").claims[0]
    assert claim.statement == "The former minister had sold 14 flats."


def test_the_passage_of_a_claim_has_the_verb_that_its_statement_has():
    claim = extract("By Sunday the coast guard had counted 57 dead.").claims[0]
    assert (claim.text, claim.statement) == ("the coast guard had counted 57 dead", "The coast guard had counted 57 dead.")


def test_what_a_message_says_is_no_clause_about_the_message():
    claim = extract("Roe said in a voice message that the fighters had shot at 14 civilians.").claims[0]
    assert claim.statement == "The fighters had shot at 14 civilians."


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The Ridge Growers' Association put its members' losses at R210 million.",
            "The Ridge Growers' Association’s members' losses were R210 million.",
        ),
        (
            "Some 14,000 households lost electricity, of which about 9,500 had been reconnected.",
            "About 9,500 of some 14,000 households had been reconnected.",
        ),
        (
            "The clinic had seen 388 patients with acute diarrhoea, of whom 17 had died.",
            "17 of the 388 patients that the clinic had seen with acute diarrhoea had died.",
        ),
        ("The board put the Civic Front at 33.1 percent of the vote.", "The Civic Front was at 33.1 percent of the vote."),
        (
            "The office put the population at 1.79 million, some 46,000 fewer than at the 2021 census.",
            "The office put the population at 1.79 million, some 46,000 fewer than at the 2021 census.",
        ),
    ],
)
def test_a_share_is_at_its_value_and_a_part_is_of_what_is_counted(text, statement):
    assert extract(text, published=PUBLISHED).claims[-1].statement == statement


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Lena Sforza was backed by the League, whose members voted by 87 per cent to strike.",
            "The League’s members voted by 87 per cent to strike.",
        ),
        ("The army stood 14 miles from Lund, a city of 600,000.", "Lund is a city of 600,000."),
        ("The warehouses hold 640 tonnes, nine days’ supply.", "640 tonnes are nine days’ supply."),
        ("The board has 612 posts, about 12 per cent of the total.", "612 posts are about 12 per cent of the total."),
        ("They hit “a base” where up to 60 men were billeted, he said.", "Up to 60 men were billeted in a base."),
        ("It hit Brusk, where a hostel took a hit shortly after 2 a.m.", "A hostel took a hit shortly after 2 a.m. in Brusk."),
        ("Four officers were hurt, the department said, none seriously.", "Four officers were hurt, none seriously."),
        ("“Eleven hundred rounds of bread,” Lena Sforza said, wiping her hands.", "Eleven hundred rounds of bread."),
        (
            "The bank has 40 posts, Lena Sforza said, and is losing 45 nurses a month.",
            "The bank has 40 posts and is losing 45 nurses a month.",
        ),
        ("Only five of Panel Four’s eight pumps had run.", "Panel Four has eight pumps."),
        (
            "Gunners hit 14 tanks on Monday, Max Holm told reporters in the capital, Lund, and shot down 62 drones.",
            "Gunners shot down 62 drones on Monday (23 November 2026).",
        ),
        ("Max Holm wrote that infantry had entered Lund.", "Infantry had entered Lund."),
        ("With them came 11 civilians, nine of them women.", "With them came 11 civilians."),
        (
            "Max Holm said that 970 people had fallen ill in the district, of whom 21 were registered on Tuesday.",
            "21 of the 970 people who had fallen ill in the district were registered on Tuesday (24 November 2026).",
        ),
        ("The government had asked for 620,000.", "The government had asked for 620,000."),
        (
            "Police came after a crowd stoned a team, injuring two volunteers, one of them seriously.",
            "One of the two volunteers is seriously injured.",
        ),
        ("The remaining eight got through, as did 15 drones.", "The remaining eight got through, as did 15 drones."),
        ("Some 400 relatives had waited; the police put them at 250.", "They were 250."),
        (
            "The ministry spoke of two fuel depots. Ukrainian drones, 65 of them over Lund, were shot down.",
            "Ukrainian drones, 65 of them over Lund, were shot down.",
        ),
        ("Lurania has closed two of its five crossings, the Luranian agency LNA reports.", "Lurania has five crossings."),
        ("The new cases bring the total since the outbreak began in May to 61.", "The new cases bring the total to 61."),
        (
            "Police said 412 people had entered Mae Ing by noon, among them 17 wounded.",
            "412 people had entered Mae Ing by noon, among them 17 wounded.",
        ),
        (
            "Nang Moe Kham said the group had killed 45 to 50 government troops, captured 28 and seized roughly 160 rifles.",
            "The group had killed 45 to 50 government troops, captured 28 and seized roughly 160 rifles.",
        ),
        (
            "Lena Sforza is the surgeon at St Luke’s hospital, where 40 patients lay in the corridors.",
            "40 patients lay in the corridors at St Luke’s hospital.",
        ),
        (
            "The unit sent 18 aircraft at the depot, of which seven got home.",
            "Seven of the 18 aircraft that the unit sent at the depot got home.",
        ),
        (
            "Some 900 homes in the Rome, Turin and Bari regions had been cut off at the height of the fire, of which 9 were old.",
            "9 of some 900 homes in the Rome, Turin and Bari regions were old.",
        ),
        (
            "The group has confirmed the loss of 374 tanks since May 2022, of which 261 were burned.",
            "261 of the 374 tanks were burned.",
        ),
        (
            "The group has confirmed the loss of 374 Peruvian tanks since May 2022, of which 261 were burned.",
            "261 of the 374 Peruvian tanks were burned.",
        ),
        (
            "The ministry put the number at 318,000, up from 190,000 in May.",
            "The ministry put the number at 318,000, up from 190,000 in May 2026.",
        ),
        ("Just under half of the drones, the army added, came from there.", "Just under half of the drones came from there."),
        (
            "Meeting the claim would cost 64 million dollars a year, Lena Sforza told parliament, “money that nobody has”.",
            "Meeting the claim would cost 64 million dollars a year, money that nobody has.",
        ),
        (
            "At least 73 civilians have died, according to Amnesty – 31 of them in Lund.",
            "As of 24 November 2026, 31 of the at least 73 civilians have died in Lund.",
        ),
    ],
)
def test_what_hangs_on_another_clause_is_told_as_a_sentence(text, statement):
    assert statement in statements(text)


def test_who_speaks_is_whoever_who_stands_for():
    told = statements("A trader reached by phone, who has a shop in Lund, said the bridge was full.")
    assert "A trader reached by phone has a shop in Lund." in told


def test_that_a_source_goes_without_a_name_is_no_claim():
    told = statements("A trader reached by phone, who asked not to be named, said the bridge was full.")
    assert told == ["The bridge was full."]


def test_a_whole_is_nobodys_where_another_is_named_between():
    told = statements("The League counts 3,900 of the board’s 5,200 nurses and all but 30 of its 410 porters.")
    assert "There are 410 porters in all." in told
    assert not [one for one in told if one.startswith("The League has")]


def test_nobody_is_accused_of_nothing():
    told = statements("Nineteen are accused of fraud, among them a judge.")
    assert "Nineteen are accused." not in told


def test_a_part_is_of_no_fewer_than_itself():
    last = extract("Four more died, and two passed away at home. “We have names for 13 of them,” said Roe.").claims[-1]
    assert (last.statement, last.figure.part_of) == ("Roe has names for 13 of them.", None)
    assert last.ambiguous == ("who or what “them” is",)


def test_who_is_addressed_is_told_without_what_is_said():
    text = "“This was not counted,” Okwari told a crowd put by police at 8,000."
    assert statements(text)[1:] == ["Okwari told a crowd put by police at 8,000."]


def test_the_staff_are_the_charitys_and_not_its_speakers():
    text = "Food is short, said Ana Roe of the charity Tearmann, whose 45 staff run the kitchens at the depot."
    assert statements(text)[-1] == "Tearmann’s 45 staff run the kitchens at the depot."


def test_where_some_of_several_were_keeps_what_was_there():
    text = "Police found 27 cases. In one of them, the ministry says, 12 people drowned."
    assert statements(text)[1] == "In one of the 27 cases that police found, 12 people drowned."


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The surgeon, Ana Roe, says she's treating 16 people.", "Ana Roe is treating 16 people."),
        ("The surgeon, Ana Roe, said she’s lost 12 patients.", "Ana Roe has lost 12 patients."),
        ("The surgeon, Ana Roe, said she'd hired 40 nurses.", "Ana Roe had hired 40 nurses."),
        ("The Lund Charity said it’s closing 12 kitchens.", "The Lund Charity is closing 12 kitchens."),
        ("“I’ve treated 12 people,” Ana Roe said.", "Ana Roe has treated 12 people."),
        ("Ana Roe's closing of the ward cost 12 jobs.", "Ana Roe's closing of the ward cost 12 jobs."),
    ],
)
def test_a_helping_verb_is_written_out_behind_a_name(text, statement):
    assert statements(text)[0] == statement


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The army returned the bodies of 40 men, which came by rail, and received those of two.",
            "The army received the bodies of two.",
        ),
        ("Divers found 12 bodies, among them those of two boys.", "Divers found the bodies of two boys."),
        ("The bodies of 12 men, including those of two guards, were found.", "The bodies of two guards were found."),
        ("The army lost 40 men, among them those of two patrols.", "The army lost the men of two patrols."),
        ("The camp took in 12 people, and those of two villages went home.", "Those of two villages went home."),
    ],
)
def test_those_are_told_by_what_they_are(text, statement):
    assert statements(text)[-1] == statement
