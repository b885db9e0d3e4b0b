"""Short texts as news has them every day: the sentences that their figures are told in."""

import pytest

from claims.extraction import extract
from tests.claims.extraction.short_texts import counted, told


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The government has agreed to raise wages by 12%.", "The government is to raise wages by 12%."),
        ("Dole threatened to raise tariffs to 50%.", "Dole threatened to raise tariffs to 50%."),
        ("The two sides agreed to free 200 prisoners.", "The two sides are to free 200 prisoners."),
        ("Demonstrators agreed to free 20 clerks.", "Demonstrators are to free 20 clerks."),
        ("The bank raised its key rate to 7.5 percent.", "The bank raised its key rate to 7.5 percent."),
    ],
)
def test_what_is_promised_is_to_come(text, statement):
    assert list(told(text)) == [statement]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Inflation rose to 5%, up from 4% in April.", "Inflation was 4% in April 2026."),
        ("The toll rose to 151 on Saturday, up from 115 on Friday.", "The toll was 115 on Friday (20 November 2026)."),
    ],
)
def test_a_value_that_has_changed_was_so_before(text, former):
    assert list(told(text))[-1] == former


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The company closed four plants and laid off 900.", [(4, "plants"), (900, "")]),
        ("The quake destroyed 300 homes and killed 12.", [(300, "homes"), (12, "")]),
        ("A truck hit two cars, killing four.", [(2, "cars"), (4, "")]),
        ("Two bombs exploded in Lund, killing 20 and wounding 50.", [(2, "bombs"), (20, ""), (50, "")]),
        ("Karsk fired 100 drones overnight, killing six.", [(100, "drones"), (6, "")]),
        ("Twelve clerks were killed and 30 wounded.", [(12, "clerks"), (30, "clerks")]),
        ("The quake killed 12 people and injured 30.", [(12, "people"), (30, "people")]),
        ("Of 45 drones, 30 were shot down.", [(45, "drones"), (30, "drones")]),
    ],
)
def test_people_are_not_counted_as_the_things_before_them(text, figures):
    assert counted(text) == figures


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The 12 dead were three women and nine men.", "The 12 dead were three women and nine men."),
        ("Among the 23 dead were six children.", "Among the 23 dead were six children."),
    ],
)
def test_all_of_whom_the_dead_were_is_told(text, statement):
    assert set(told(text)) == {statement}


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Rain on Sunday was the heaviest ever recorded in June.", "was the heaviest ever recorded in June."),
        ("Wages rose 5% in the year to April.", "in the year to April (May 2025 to April 2026)."),
        ("Ana Roe leaves office in March.", "Ana Roe leaves office in March 2027."),
        ("Max Holm had planned the 7 May attacks.", "Max Holm had planned the 7 May attacks."),
        ("Max Holm had planned the 7 October attacks.", "Max Holm had planned the 7 October 2026 attacks."),
    ],
)
def test_a_month_is_of_a_year_where_it_is_of_one(text, statement):
    assert next(iter(told(text))).endswith(statement)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The police opened fire, killing two, and arrested 20.", "The police arrested 20."),
        (
            "A boat carrying 60 migrants sank off Lund, leaving at least 20 dead and 15 missing.",
            "A boat carrying 60 migrants sank off Lund, leaving 15 missing.",
        ),
        (
            "The attack, blamed on the rebel group M23, killed 23 people.",
            "The attack, blamed on the rebel group M23, killed 23 people.",
        ),
        ("The youngest victim was 4 and the oldest 81.", "The oldest was 81."),
        ("The plane crash killed 241 of the 242 people on board.", "242 people were on board."),
        ("Karsk accuses Ostrand of backing rebels in 2016.", "Ostrand was backing rebels in 2016."),
        ("Officials had initially put the toll at six.", "The toll was initially six."),
        ("Dole’s team said he had been moved to another prison.", "Dole had been moved to another prison."),
        ("Max Roe promised peace, but Jan Dole said he was lying.", "He was lying."),
    ],
)
def test_the_last_thing_told(text, statement):
    assert list(told(text))[-1] == statement


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Medics said 12 people died, two of whom were children.", "people"),
        ("Rescuers found 19 bodies, nine of them children.", "bodies"),
    ],
)
def test_a_part_counts_what_its_whole_does(text, of):
    assert [what for _, what in counted(text)] == [of, of]


def test_it_is_the_body_that_the_sentence_before_is_about():
    text = "The court fined Kelm 500 million euros. It said the firm had broken the law."
    assert list(told(text).values())[-1] == "court"


def test_an_hour_is_no_figure():
    assert counted("Nobody has seen the two boys since five this morning.") == [(2, "boys")]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A drone hit a bus on Friday. The ministry said it killed 12 people.",
            "It killed 12 people on Friday (20 November 2026).",
        ),
        ("Inflation was 3.4% in May. The bank said it would fall to 2%.", "It would fall to 2%."),
        ("The government said inflation fell to 5%, but the bank said it rose to 7%.", "It rose to 7%."),
        ("The workers walked out. The company said it would hire others.", "The company would hire others."),
        ("The army said it fired 40 rockets.", "The army fired 40 rockets."),
        ("Jane Roe, whose son was killed, said police shot him twice.", "Police shot him twice."),
        ("Tom Brown beat Jim Lee on Sunday. The 34-year-old said he would retire.", "He would retire."),
    ],
)
def test_it_may_be_the_thing_told_of(text, statement):
    assert list(told(text))[-1] == statement


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The fire destroyed 200 homes and left 12 dead.", [(200, "homes"), (12, "")]),
        ("Police rescued 40 children and arrested three.", [(40, "children"), (3, "")]),
    ],
)
def test_the_dead_are_no_houses_and_the_arrested_no_children(text, figures):
    assert counted(text) == figures


def test_a_clause_that_says_of_whom_it_is_true_stays():
    text = "The ministry said families who earn under $30,000 will get $500."
    assert set(told(text)) == {"Families who earn under $30,000 will get $500."}


def test_figures_behind_a_colon_are_told_one_by_one():
    assert list(told("Twelve people were killed: nine in a school and three in a house.")) == [
        "Twelve people were killed.",
        "Nine people were killed in a school.",
        "Three people were killed in a house.",
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A missile hit a block in Lund, killing four people, including a child, and wounding 17.",
            "A missile hit a block in Lund, wounding 17 people.",
        ),
        (
            "The mayor said 426 drones were launched at the city, of which 224 were shot down.",
            "224 of the 426 drones that were launched at the city were shot down.",
        ),
        (
            "A drone struck a market, killing three and wounding nine, two of them seriously.",
            "Two of the nine are seriously wounded.",
        ),
    ],
)
def test_the_last_figure_is_of_its_own_deed(text, statement):
    assert list(told(text))[-1] == statement


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Fourteen people were wounded, the chief told reporters, three fewer than his department had announced.",
            "Fourteen people were wounded, three fewer than his department had announced.",
        ),
        ("Roe gets 72 of the 140 seats, a loss of 11.", "Roe gets 72 of the 140 seats, a loss of 11."),
        (
            "The krone fell 1.8% against the euro, its steepest daily drop in 14 months.",
            "The krone fell 1.8% against the euro, its steepest daily drop in 14 months.",
        ),
        (
            "Fresh data put the jobless rate in Lund at 6.4%, the highest in five years.",
            "Fresh data put the jobless rate in Lund at 6.4%, the highest in five years.",
        ),
        ("Among those under 25, the rate was 15.2%.", "Among those under 25, the rate was 15.2%."),
        (
            "The clinic serves 400,000 people, nearly half of them displaced.",
            "Nearly half of the 400,000 people that the clinic serves are displaced.",
        ),
        (
            "The army downed 117 drones over seven regions, up from 43 a night earlier.",
            "The army downed 43 drones a night earlier (23 November 2026).",
        ),
        (
            "The League lost its majority in 2025, taking 29% of the vote compared with 43% four years earlier.",
            "The League lost its majority in 2025, taking 29% of the vote compared with 43% four years earlier (2021).",
        ),
        (
            "The court ordered the confiscation of two villas in Lund and €6.4m held in accounts in Oslo.",
            "The court ordered the confiscation of two villas in Lund and €6.4m held in accounts in Oslo.",
        ),
        (
            "He spoke of the collapse in 2021 of the Lund viaduct, which killed 26 people.",
            "The collapse in 2021 of the Lund viaduct killed 26 people.",
        ),
        (
            "“It is too late,” said Ana Roe, chief economist at the bank, who has halved her forecast to 0.6%.",
            "Ana Roe, chief economist at the bank, has halved her forecast to 0.6%.",
        ),
        ("Relief Without Lines, which began in 2024 and pays 83 nurses, left.", "Relief Without Lines pays 83 nurses."),
        (
            "Open Trace has counted 61 raids since January and attributes 70 percent of them to the army.",
            "Open Trace attributes 70 percent of them to the army.",
        ),
    ],
)
def test_what_cannot_be_told_alone_is_told_with_its_sentence(text, statement):
    assert statement in told(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Five others, among them two boys aged 6 and 9, were pronounced dead.", "Five others were pronounced dead."),
        (
            "The army said 37 of the sick had died in May, with Lund and Karsk accounting for two-thirds of all cases.",
            "37 of the sick had died in May 2026.",
        ),
        ("Of 17 men, 12 got between 18 months and seven years.", "Of 17 men, 12 got between 18 months and seven years."),
        ("Lund had 643 complaints, the mayor said, three times as many as after the last vote.", "Lund had 643 complaints."),
        ("The bank won, according to results released on Monday, as rivals wept and 300 men left Lund.", "300 men left Lund."),
    ],
)
def test_a_figure_is_told_without_what_is_told_of_another(text, statement):
    assert statement in told(text)


def test_a_length_between_two_units_is_one_range():
    (figure,) = [one.figure for one in extract("They were jailed for between 18 months and seven years.").claims if one.figure]
    assert (figure.low, figure.high, figure.unit) == (1.5, 7, "year")


def test_an_age_is_no_figure():
    assert counted("Among those under 25, the rate was 15.2%.") == [(15.2, "")]


def test_what_stands_before_a_colon_is_told_alone():
    assert list(told("Among the young the rate in Lund went the other way: It rose to 14.9%.")) == [
        "Among the young the rate in Lund went the other way.",
        "It rose to 14.9%.",
    ]


def test_it_may_be_the_body_that_is_acted_on():
    text = "Wages grew by 3.4%, the KSO union said.\n\nThat put the central bank in a bind. It raised its rate to 3.75% in May."
    assert "The central bank raised its rate to 3.75% in May 2026." in told(text)


def test_of_two_that_were_counted_the_former_is_the_first():
    text = "Ostrand launched 286 drones and 31 missiles. The air force said it had downed 251 of the former and 22 of the latter."
    assert [(claim.figure.low, claim.figure.of) for claim in extract(text).claims if claim.figure][2:] == [
        (251, "drones"),
        (22, "missiles"),
    ]


def test_a_participle_behind_who_says_so_hangs_on_what_is_said():
    text = "Two lines had been cut overnight, the operator said, leaving 190,000 homes without power."
    assert (
        list(told(text))[-1] == "Two lines had been cut overnight (23 to 24 November 2026), leaving 190,000 homes without power."
    )


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Crews searched Lund for nine people missing after floods that killed 16, destroyed 40 homes and drove out many.",
            "Floods destroyed 40 homes.",
        ),
        (
            "Four of the victims were children, two of them brothers swept from a camp.",
            "Two of the four victims were brothers swept from a camp.",
        ),
        ("A survey found 640 homes destroyed and 1,900 damaged in Lund.", "640 homes were destroyed."),
        ("The group says it warned two countries but was told that no aircraft was free.", "The group warned two countries."),
        (
            "Legal Shield counted 540 arrests in Lund and five other cities.",
            "Legal Shield counted 540 arrests in Lund and five other cities.",
        ),
        ("Snow fell at an altitude of 3,600 metres, where 12 people froze.", "12 people froze at an altitude of 3,600 metres."),
        (
            "Ana Roe spent the night in a cellar with her two children and some 30 neighbours.",
            "Ana Roe spent the night in a cellar with some 30 neighbours.",
        ),
        (
            "Its office said that 137 of the men had been held since May, and that a third needed treatment.",
            "137 of the men had been held since May 2026.",
        ),
        (
            "Kelm is to cut 2,400 jobs after profits more than halved in the three months to the end of June.",
            "Profits more than halved in the three months to the end of June 2026.",
        ),
        ("A fire swept through a market in Lund.", "A fire swept through a market in Lund."),
        ("The chief has been suspended and five staff detained.", "Five staff have been detained."),
        ("The army said nine jets were used, of which five were shot down.", "Five jets were shot down."),
        (
            "The raid is thought to have killed nine people and wounded 40 others.",
            "The raid has killed nine people and wounded 40 others.",
        ),
        ("Kelm Biologics has offered to refund 10 percent.", "Kelm Biologics has offered to refund 10 percent."),
        (
            "“It was loud,” said Ana Roe, 52, a driver who sheltered with a dozen others.",
            "Ana Roe sheltered with a dozen others.",
        ),
        ("Half of them died in Lund, a humid province that is home to 300,000 people.", "Lund is home to 300,000 people."),
        (
            "Emil Holm stood still. Lena Roe, his finance director, was given six years.",
            "Lena Roe, Emil Holm’s finance director, was given six years.",
        ),
        ("It began in 2021. Police raided 17 homes in Lund that October.", "Police raided 17 homes in Lund in October 2021."),
        (
            "Faults were reported four times in the weeks before two trains collided in Lund, killing 31 people, Ana Roe said.",
            "Faults were reported four times in the weeks before two trains collided in Lund.",
        ),
        ("Once agents are counted, 500 people will leave, Ana Roe said.", "Once agents are counted, 500 people will leave."),
        (
            "The ministry put the number of injured at 87, with 12 of them in Lund.",
            "The ministry put the number of injured at 87, with 12 of the 87 injured in Lund.",
        ),
        ("The bombs that hit the plant disabled two of its three turbines.", "There were three turbines in all."),
        ("Lund Light & Power said it had 8,200 workers.", "Lund Light & Power had 8,200 workers."),
        ("A lawyer for one of them said his client had a shift of 13 hours.", "His client had a shift of 13 hours."),
        (
            "Output has dropped, Kelm said on Monday, costing it $4 million daily.",
            "Output has dropped, costing it $4 million daily.",
        ),
        (
            "Ana Roe told reporters that one of three lines was running, and put output below 300 tonnes.",
            "Ana Roe put output below 300 tonnes.",
        ),
        (
            "Ana Roe, a volunteer whose team has brought out five men, wept.",
            "As of 24 November 2026, Ana Roe’s team has brought out five men.",
        ),
        ("Members rejected that by 83% to 17%.", "Members rejected that by 83% to 17%."),
        ("Only one in eight said “well”.", "Only one in eight said well."),
        ("Some 68% of voters said they backed the deal.", "Some 68% of voters said they backed the deal."),
        (
            "More than 140 aftershocks came, one of which shut the road for 11 hours.",
            "One of the more than 140 aftershocks shut the road for 11 hours.",
        ),
        (
            "A clerk said that she had been promised €30 and had seen 12 others queue for it.",
            "The clerk had seen 12 others queue for it.",
        ),
        ("Ana Roe, 34, who reached Lund with three of her five children, wept.", "Ana Roe has five children."),
        ("Turnout stood at 54.3%, well above the third needed but down from 61% in 2022.", "Turnout stood at 61% in 2022."),
        ("“I’ve had three dates and three letters,” Ana Roe said.", "Ana Roe has had three letters."),
        (
            (
                "The clinic, which answers to the army, said 61 bodies had reached Lund and that 134 people were hurt, 29 of "
                "them badly."
            ),
            "61 bodies had reached Lund.",
        ),
        (
            "Thirty-nine people were hurt, 14 of them badly, said Dr. Ana Roe, director of the clinic in Lund.",
            "Thirty-nine people were hurt, 14 of them badly.",
        ),
        (
            "Another 61 people were wounded, 14 of them critically, Mayor Max Roe told reporters at the site.",
            "14 of the 61 people were critically wounded.",
        ),
        (
            "Max Roe put the missing at nine, down from 16 on Monday evening; besides the five found dead, two had turned up.",
            "Max Roe put the missing at nine, down from 16 on Monday evening (23 November 2026).",
        ),
        (
            "Checks ordered after it fell led the agency to close 19 others.",
            "Checks ordered after it fell led the agency to close 19 others.",
        ),
        (
            "He said 73 people, most of them women, had been marched to the forest, 11 of whom later escaped.",
            "11 of the 73 people later escaped.",
        ),
        (
            "Crews pulled five bodies overnight from a block in Lund, taking the toll of Monday’s raid to 23, they said Tuesday.",
            "Crews pulled five bodies overnight (23 to 24 November 2026) from a block in Lund.",
        ),
        (
            "Ana Roe was one of three people who died on 6 June when police opened fire on a crowd of 700.",
            "Ana Roe was one of three people who died on 6 June 2026.",
        ),
        (
            "Forty-one people died on Sunday, up from 26 on Friday.",
            "Forty-one people died on Sunday (22 November 2026), up from 26 on Friday (20 November 2026).",
        ),
        (
            "The ministry put losses over the past seven days at 40 tanks.",
            "Losses over the past seven days (17 to 24 November 2026) were 40 tanks.",
        ),
        (
            "A raid left 62,000 homes dark, according to the grid, Kelm, which said power had been cut to half of them at noon.",
            "Power had been cut to half of the 62,000 homes at noon.",
        ),
        ("One suspect, a businessman, is believed to be abroad.", "One suspect, a businessman, is abroad."),
        (
            "Danish airline Meridian Air will cut 2,400 jobs, about 11 percent of its workforce.",
            "2,400 jobs are about 11 percent of Meridian Air’s workforce.",
        ),
        (
            "A survey found that 640,000 people in the province, or 40 percent of its population, cannot feed themselves.",
            "640,000 people in the province, or 40 percent of its population, cannot feed themselves.",
        ),
    ],
)
def test_a_figure_is_told_in_a_sentence_of_its_own(text, statement):
    assert statement in told(text)


def test_a_figure_counts_nothing_that_others_do():
    assert counted("Two shipping sources said that no tanker had docked and that at least 11 were waiting.")[-1] == (11, "")
    assert (612, "") in counted("The monitor, which needs two sources for each case, arrived at 612.")
