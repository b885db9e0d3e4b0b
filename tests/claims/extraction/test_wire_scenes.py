"""Where and when what a news agency reports on a war was so: days, places and occasions that are told, and those that are not."""

import datetime as dt

import pytest

from claims.extraction import extract
from tests.claims.extraction.wire_reports import claims, statements


def test_what_was_so_the_day_before_has_neither_the_day_nor_the_attack_of_the_story():
    text = (
        "The army said it launched strikes on Lund overnight. The strikes came a day after a soldier was killed and two others "
        "were wounded in Rafah."
    )
    assert "Two others were wounded in Rafah." in statements(text)


def test_there_is_in_the_region_that_the_sentence_before_names():
    text = "In the southern Odesa region, drones hit port facilities, the governor said. Fourteen people were hurt there."
    assert "Fourteen people were hurt in the southern Odesa region." in statements(text)


def test_a_place_and_its_country_before_a_dash_are_no_words_of_the_first_sentence():
    assert statements("Abu Rakina, Sudan – Eleven lorries burned on the road.")[0] == "Eleven lorries burned on the road."


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


def test_what_was_so_at_many_locations_was_not_in_the_town_told_of_before():
    text = (
        "A drone strike killed 13 people in Port Sarrel on Friday, the mayor said.\n\n"
        "Karsenia's air force said Dovland launched 417 drones overnight. Direct hits by 11 missiles were recorded at 19 "
        "locations, it said."
    )
    hits = [statement for statement in statements(text) if "19 locations" in statement]
    assert hits
    assert not any("Port Sarrel" in statement for statement in hits)


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
        # a war has no day, nor have its dead
        (
            """Drones hit Lund before dawn on Friday, killing 37 people, officials said.

            The war, which erupted in April 2023, has displaced 14 million people. Researchers put the dead at up to 150,000.""",
            "The dead numbered up to 150,000.",
        ),
        (
            """Troops raided Lund on Friday, killing nine people.

            Israel's offensive has killed tens of thousands of people. About half of the dead were women, the ministry says.""",
            "About half of the dead were women.",
        ),
        # what answers a raid is another
        (
            """Drones hit Lund on Friday, killing 37 people.

            The army said a retaliatory raid on a column had destroyed 14 vehicles.""",
            "A retaliatory raid on a column had destroyed 14 vehicles.",
        ),
        # those who were captured with somebody may have died anywhere
        (
            """Ana Roe was captured near Lund last autumn along with 11 men. "Three are dead," she said.""",
            "Three men are dead.",
        ),
        # names on a list have no place
        (
            """A ferry sank off Lund on Friday, killing 29 people. Sixteen names had been counted twice, the coast guard said.""",
            "Sixteen names had been counted twice.",
        ),
    ],
)
def test_no_scene_is_lent_to_what_was_elsewhere(text, statement):
    assert statement in statements(text)


def test_what_was_by_the_next_morning_has_not_the_day_of_the_night():
    text = "In Lund, a bomb hit a school on Friday night. Two people were killed. By morning a woman had died in hospital."
    assert "In Lund, by morning a woman had died in hospital." in statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "The worst-hit city was Dnipro, where a missile hit a block. Seven people were killed there.",
            "Seven people were killed in Dnipro.",
        ),
        (
            """Two people were hurt in Dnipro. An attack on the western city of Lund killed 23 people.

            Dnipro has been struck often. In January 2023 a missile destroyed part of a block in the city.""",
            "In January 2023 a missile destroyed part of a block in Dnipro.",
        ),
        (
            "A medic was killed in a second strike near Lund. The aims of the strike were achieved, the army said.",
            "The aims of the strike near Lund were achieved.",
        ),
    ],
)
def test_there_and_the_city_are_what_was_told_last(text, statement):
    assert statement in statements(text), statements(text)


OF_OLD = """A drone hit a flat in Lund on Friday. The heaviest raid was that of 11 March 2025, when the ministry
reported 337 drones destroyed, 91 of them over Lund. Three people died in that attack."""


@pytest.mark.parametrize(
    "statement",
    [
        "337 drones were destroyed on 11 March 2025.",
        "91 of the 337 drones were destroyed over Lund on 11 March 2025.",
        "Three people died in that attack.",
    ],
)
def test_a_raid_of_long_ago_has_its_own_day_and_not_that_of_the_story(statement):
    assert statement in statements(OF_OLD), statements(OF_OLD)


def test_the_day_on_which_others_are_to_meet_is_not_that_of_the_deaths():
    text = "Two of the agency's staff were killed, Ana Roe said.\n\nThe UN Council was due to discuss the ambush on Friday."
    assert "Two of the agency’s staff were killed." in statements(text) or "Two of the agency's staff were killed." in statements(
        text
    )


def test_who_died_in_the_floods_did_not_die_on_the_day_when_the_dam_broke():
    text = """A blast damaged the Karsk dam on Friday.

    The Lund dam was destroyed on 6 June 2023, unleashing floods. Officials said 32 people had been killed in Lund."""
    told = [claim for claim in claims(text) if claim.figure is not None and claim.figure.text == "32"]
    assert [claim.when for claim in told] == [None]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Jan Roe was buried on a Thursday, 11 months after he was killed.",
            "Jan Roe was buried on a Thursday, 11 months after he was killed.",
        ),
        ("The river was expected to peak overnight.", "The river will peak overnight (28 to 29 November 2026)."),
    ],
)
def test_a_weekday_may_be_any_and_a_night_to_come(text, statement):
    assert statement in statements(text), statements(text)


def test_an_event_of_long_ago_lends_and_borrows_nothing():
    text = """A ferry sank off Lund on Friday, killing 29 people.

    Sea accidents are common here. In December 1987 a ship collided with a tanker and 4,300 people died."""
    assert "4,300 people died in December 1987." in statements(text)
    assert not any("4,300" in told and ("sinking" in told or "accident" in told or "Lund" in told) for told in statements(text))


def test_a_land_is_told_of_what_befell_people_and_not_of_what_lasts_or_is_seen():
    text = """Ukraine was shelled on Friday. Kyiv was not.

    The video lasts 47 seconds. Two soldiers stand over the ditch."""
    assert not any(told.startswith("In Ukraine") for told in statements(text))


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("In Karsk, police said two had been wounded.", "Two had been wounded in Karsk."),
        ("Three were hurt in Lund. In Karsk, across the border, police said two had died.", "Two had died in Karsk."),
        ("In Geneva, the agency said 40 people had been killed.", "40 people had been killed."),
        ("In Lund, officials said three soldiers had been killed.", "Three soldiers had been killed."),
        ("In Karsk, local officials said three people had been killed.", "Three people had been killed in Karsk."),
    ],
)
def test_who_is_on_the_spot_tells_of_that_place_and_officials_in_a_capital_of_any(text, statement):
    assert statement in statements(text), statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "A day of mourning has been declared in Lund for Tuesday.",
            "A day of mourning has been declared in Lund for Tuesday (1 December 2026).",
        ),
        (
            "Two systems have been delivered. The other follows in the summer.",
            "The other follows in the summer (June to August 2027).",
        ),
        (
            "Ana Roe was jailed for life in January 2022. A subordinate had been jailed the previous February.",
            "A subordinate had been jailed the previous February 2021.",
        ),
        (
            "The payment was cut to 400,000 in the winter before being partly restored in July.",
            (
                "The payment was cut to 400,000 in the winter (December 2025 to February 2026) before being partly "
                "restored in July 2026."
            ),
        ),
        (
            "The captains had been instructed to move to the outer port and wait in Lund until at least Thursday.",
            (
                "The captains had been instructed to move to the outer port and wait in Lund until at least Thursday "
                "(3 December 2026)."
            ),
        ),
        (
            "The shelling would be a violation of the July accord.",
            "The shelling would be a violation of the July 2026 accord.",
        ),
        (
            "About 366,000 people have signed contracts since the beginning of the year.",
            "About 366,000 people have signed contracts since the beginning of the year (1 January 2026).",
        ),
    ],
)
def test_a_day_is_to_come_or_past_as_its_own_verb_says(text, statement):
    assert statement in statements(text), statements(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            (
                "A strike killed 12 people in Lund on Monday.\n\nThe ministry put it at 14, explaining that two men "
                "had been counted twice."
            ),
            "Two men had been counted twice.",
        ),
        (
            "A strike killed 12 people in Lund on Monday. Karsk says five of its soldiers were killed in the same period.",
            "Five of Karsk’s soldiers were killed in the same period.",
        ),
        (
            "A strike hit a school in Lund on Monday, killing 12 people. Hamas called the strike a “massacre”.",
            "The strike in Lund on 23 November 2026 is a massacre.",
        ),
        (
            "Russia and Karsk each freed 205 prisoners of war on Friday. The swap was the 78th of the war.",
            "The swap was the 78th of the war.",
        ),
        (
            (
                "Drones hit the port of Lund on Monday.\n\nThe price of oil rose to 71 dollars a barrel.\n\nNeither "
                "side would comment on the raid.\n\nHow much harm has been done is a matter of debate.\n\n"
                "The agency estimated that the attacks had cut output by 550,000 barrels a day."
            ),
            "The attacks had cut output by 550,000 barrels a day.",
        ),
        (
            "The market was shelled on Monday.\n\nAna Roe is 34.\n\nHer brother has left.\n\nThe family signed the same evening.",
            "The family signed the same evening.",
        ),
        (
            "Fighters killed 210 people in a four-day rampage that began on 6 January in Lund. The dead include 34 children.",
            "The dead in Lund include 34 children.",
        ),
        (
            (
                "Rescuers pulled two more bodies out, bringing the toll to 19 on Monday. The raid took place at 5 "
                "a.m. the previous day."
            ),
            "Rescuers pulled two more bodies out.",
        ),
        (
            (
                "Lund said on 19 October that the plant was idle.\n\nPrices have since risen by 18% to a new "
                "high.\n\nThe air force said Russia had launched 96 drones during the same night."
            ),
            "Russia had launched 96 drones during the same night.",
        ),
        (
            "A strike killed 12 people in Lund on Monday. The army had targeted men who were preparing to attack Karsk.",
            "On Monday (23 November 2026), the army had targeted men who were preparing to attack Karsk.",
        ),
    ],
)
def test_what_has_a_day_of_its_own_is_not_given_that_of_the_story(text, statement):
    assert statement in statements(text), statements(text)


def test_nobody_is_hurt_in_the_fire_that_was_exchanged():
    text = "An exchange of fire broke out at the border on Monday.\n\nFour people were hurt, a doctor said."
    assert not any("in the fire" in statement for statement in statements(text))
