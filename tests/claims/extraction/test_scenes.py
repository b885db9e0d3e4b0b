"""Where and when something was that a sentence counts without saying so, as the story tells it elsewhere."""

import datetime as dt

import pytest

from claims.extraction import extract

LEDE = "Nine people died in Lund on Friday when a bomb hit a market."


def last(text):
    return extract(text, published=dt.date(2026, 7, 6)).claims[-1]


def of(text, figure):
    return next(one for one in extract(text, published=dt.date(2026, 7, 6)).claims if one.figure and one.figure.text == figure)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two people died in Kyiv on Friday. Twelve were hurt.", "Twelve were hurt in Kyiv on Friday (3 July 2026)."),
        (
            "Two people died in Kyiv on Friday. A further 12 were hurt.",
            "A further 12 people were hurt in Kyiv on Friday (3 July 2026).",
        ),
        ("Two people died in Kyiv. A further 12 were hurt. Police arrested another six.", "Police arrested another six in Kyiv."),
        (
            "In Dnipro, five people were killed when a missile hit a block. Another 34 people had been injured, the mayor said.",
            "Another 34 people had been injured in Dnipro.",
        ),
        (
            "Nine people were killed on Saturday when aircraft bombed a market in the town of Lund. Dozens more were hurt.",
            "Dozens more were hurt in the town of Lund on Saturday (4 July 2026).",
        ),
        (
            "Forces hit a depot on the outskirts of Karsk on Friday. Six people were killed.",
            "Six people were killed on the outskirts of Karsk on Friday (3 July 2026).",
        ),
        (
            "Six people died in the attack on the Karsk power station. Crews found three bodies.",
            "Crews found three bodies at the Karsk power station.",
        ),
        (
            "Rockets hit the Karsk power station on Friday. Six people were killed.",
            "Six people were killed at the Karsk power station on Friday (3 July 2026).",
        ),
        (
            "Drones struck the town of Dembel on Friday. Rescuers pulled five people from the rubble.",
            "Rescuers pulled five people from the rubble in the town of Dembel on Friday (3 July 2026).",
        ),
    ],
)
def test_what_the_paragraph_told_last_goes_for_what_happened(text, expected):
    assert last(text).statement == expected


def test_the_record_has_the_day_and_the_place_too():
    claim = last("Two people died in Kyiv on Friday. A further 12 were hurt.")
    assert (str(claim.when.earliest), [place.text for place in claim.where]) == ("2026-07-03", ["Kyiv"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LEDE}\n\nSixty were hurt, a doctor said.", "Sixty were hurt in Lund on Friday (3 July 2026)."),
        (
            "The death toll from Friday’s shipwreck off Cape Roe rose to 26 on Sunday.\n\nA total of 131 people were rescued.",
            "A total of 131 people were rescued off Cape Roe on 3 July 2026.",
        ),
        (f"{LEDE}\n\nAnother seven are missing.", "Another seven people are missing in Lund."),
        (f"{LEDE}\n\nSixty people have been rescued.", "As of 6 July 2026, sixty people have been rescued in Lund."),
        (
            f"{LEDE}\n\nNine houses, one of them empty, were destroyed.",
            "Nine houses were destroyed in Lund on Friday (3 July 2026).",
        ),
    ],
)
def test_what_the_opening_tells_goes_where_the_story_is_of_one_place_and_day(text, expected):
    assert expected in {claim.statement for claim in extract(text, published=dt.date(2026, 7, 6)).claims}


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        (
            "Dovland fired 148 drones at Karsk overnight. Air defences shot down 117 of the drones.",
            "117",
            "Air defences shot down 117 of the 148 drones in Karsk overnight (5 to 6 July 2026).",
        ),
        (
            "Dovland fired nine ballistic missiles and 22 cruise missiles. All but four of the missiles were shot down.",
            "All but four",
            "All but four of the missiles (nine ballistic missiles and 22 cruise missiles) were shot down.",
        ),
        (
            "The army fired 96 rockets. Half of the rockets were intercepted.",
            "Half",
            "Half of the 96 rockets that the army fired were intercepted.",
        ),
        (
            "Russia fired 31 missiles. It said 27 of the missiles were shot down. Nine of the missiles were ballistic.",
            "Nine",
            "Nine of the 31 missiles that Russia fired were ballistic.",
        ),
        (
            "At least 96 rockets fell. Half of the rockets were intercepted.",
            "Half",
            "Half of the at least 96 rockets that fell were intercepted.",
        ),
    ],
)
def test_a_part_is_told_of_its_whole_there_and_then(text, figure, expected):
    assert of(text, figure).statement == expected


def test_those_whom_more_is_told_of_are_no_part_of_what_was_counted_before():
    assert last("On the route 1,020 people have died. Half of those who reach the island come from Syria.").figure is None


@pytest.mark.parametrize(
    "text",
    [
        "Two people died in Kyiv on Friday.\n\nFour died in Lund on Friday.\n\nRoe spoke of it.\n\nTwelve were hurt, he said.",
        f"{LEDE}\n\nPolice have arrested three men.",
        f"{LEDE}\n\nThe war has killed 9,000 people.",
        f"{LEDE}\n\nThe army destroyed two depots.",
        "Two people died in Kyiv on Friday. The army will free another 12 prisoners.",
        "A fire in Lund killed two. A fire in Horsk killed one. The fire burned 12 houses.",
        "Forty of the deaths were recorded in Kasuri.\n\nThe floods displaced 57,000 people.",
        f"{LEDE} Two launchers were destroyed in return.",
        f"{LEDE} Across the region 40 houses were destroyed.",
        "Doctors at Lund hospital were treating 40 people.\n\nTwelve people were killed.",
    ],
)
def test_no_place_is_filled_in_where_it_may_have_been_elsewhere(text):
    assert last(text).where == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{LEDE}\n\nSixty people are missing.",
        f"{LEDE}\n\nSixty people were unaccounted for.",
        f"{LEDE}\n\nSixty people have been rescued.",
        f"{LEDE}\n\nSixty people were being treated.",
        f"{LEDE}\n\nSix people died on Saturday.\n\nPolice left.\n\nSixty people were later hurt.",
        "Nine people were killed by Monday.\n\nSixty people were hurt.",
        "The fire was 15 percent contained on Friday. It killed two people in Lund.",
        "The fire killed nine people in Lund. It was the worst since the fire on 3 March. Twelve people were hurt.",
        f"{LEDE}\n\nThe next spring 12 people were killed.",
    ],
)
def test_no_day_is_filled_in_for_what_lasts_or_was_at_another_time(text):
    assert last(text).when is None


def test_a_place_that_a_sentence_names_is_all_that_it_was_at():
    text = "A raid hit the village of Orsk on Friday. Nine people were killed on the road outside Tariq."
    assert last(text).statement == "Nine people were killed on the road outside Tariq on Friday (3 July 2026)."


def test_the_victims_of_a_longer_time_are_none_of_the_day_before():
    text = "A raid in Lund killed 40 people on Friday.\n\nWar cost 1,870 deaths in 2025. Some 620 of the victims were clerks."
    assert (last(text).when, last(text).where) == (None, ())


def test_two_days_that_are_no_night_are_told_as_two():
    text = "A raid at the weekend killed four people in Lund. Nine people were hurt."
    assert last(text).statement == "Nine people were hurt in the raid in Lund on 4 or 5 July 2026."


def test_what_is_told_as_background_goes_for_its_own_paragraph_alone():
    story = f"{LEDE}\n\nIn Horsk, a bomb killed four people on March 3. Twelve were hurt.\n\nSixty people were rescued."
    hurt, rescued = of(story, "Twelve"), of(story, "Sixty")
    assert hurt.statement == "Twelve were hurt in Horsk on March 3, 2026."
    assert rescued.statement == "Sixty people were rescued in Lund on Friday (3 July 2026)."


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        (
            "Dovland fired 426 drones at the port.\n\nOne person was killed in the overnight attack, the mayor said.",
            "426",
            "Dovland fired 426 drones at the port in the overnight (5 to 6 July 2026) attack.",
        ),
        (
            "In June last year, 27 people died near the village of Arla. Sixty were hurt.",
            "Sixty",
            "Sixty were hurt near the village of Arla in June last year (June 2025).",
        ),
        ("One person was killed in Kyiv, and two were wounded.", "two", "Two people were wounded in Kyiv."),
    ],
)
def test_a_time_may_be_told_later_or_be_a_longer_one(text, figure, expected):
    assert of(text, figure).statement == expected


def test_of_two_days_told_later_neither_is_that_of_what_was_fired():
    text = "Dovland fired 426 drones.\n\nTwo men died in Horsk on Friday.\n\nOne was killed in the overnight attack."
    assert of(text, "426").when is None


def test_whom_something_is_sent_against_compares_nothing():
    claim = of("Russia sent 188 drones and nine missiles against Ukraine on Friday.", "188")
    assert str(claim.when.earliest) == "2026-07-03"


def test_the_day_of_what_it_is_compared_with_is_not_that_of_the_count():
    text = "Some 118,000 households were without power, nearly twice as many as after the raid of 3 May. Two people were hurt."
    assert [claim.when for claim in extract(text, published=dt.date(2026, 7, 6)).claims if claim.figure] == [None, None]


def test_what_an_item_of_a_list_is_about_is_where_it_was():
    text = f"{LEDE}\n\nThe police said:\n\n• Nikopol: a school hit; two men killed\n• Karsk: a mill burned; 12 people hurt"
    assert of(text, "12").where == ()


def test_what_happened_on_the_way_was_at_neither_end():
    assert of("Max Holm walked from Lund with four children. One of the children died on the way.", "One").where == ()


def test_what_happened_tells_where_those_were_whom_it_hurt():
    claim = of("A ferry capsized on Lake Malawi on Friday, and 41 people died.", "41")
    assert claim.statement == "41 people died in the capsizing of the ferry on Lake Malawi on Friday (3 July 2026)."


def test_the_night_by_which_some_were_found_is_not_that_of_the_dead():
    text = (
        "At least 41 people died after a ferry capsized on Lake Malawi on Wednesday evening.\n\n"
        "By Friday night 58 people had been rescued.\n\nEighteen of the victims were children."
    )
    assert of(text, "Eighteen").statement == "Eighteen of the victims on Lake Malawi on 1 July 2026 were children."


def test_where_the_police_are_gives_way_to_where_they_acted():
    text = "Police in northern Chile broke up a blockade at the port of Caleta Brava on Friday. Twenty-six officers were hurt."
    assert [one.text for one in of(text, "Twenty-six").where] == ["Caleta Brava"]


@pytest.mark.parametrize(
    "text",
    [
        "A wildfire that has killed four people in Lund doubled in size on Friday. The fire has burned 60 homes.",
        "The fire had burned 61,400 acres in Lund, up from about 28,000 on Friday. It injured 17 people.",
        "Crews pulled five bodies from the ruins of a block in Lund on Friday. Another 61 people were wounded.",
    ],
)
def test_the_day_on_which_something_went_on_or_was_found_is_not_that_of_the_harm(text):
    assert extract(text, published=dt.date(2026, 7, 6)).claims[-1].when is None


def test_the_day_of_the_raid_is_that_of_the_wounded_though_bodies_were_found_later():
    text = (
        "Crews pulled five bodies overnight from the ruins of a block in Lund, taking the death toll from a missile strike on "
        "Friday to 23.\n\nAnother 61 people were wounded."
    )
    assert of(text, "61").statement == "Another 61 people were wounded in the missile strike in Lund on 3 July 2026."


def test_of_several_places_none_is_lent():
    text = "Some 83 drones were shot down over Dravik and the Osten district on Friday. Another 14 people were hurt."
    assert of(text, "14").where == ()


def test_what_a_bridge_spans_is_no_place_of_what_happened():
    text = "A bridge over the Pell River collapsed on Friday. Another 52 people were injured across the site."
    assert of(text, "52").where == ()


def test_what_was_there_goes_on_there_and_not_in_the_rest_of_the_story():
    text = (
        "Rescuers drove to Warsaw. Three people were killed there. Another 26 were wounded.\n\nNine people were hurt on Sunday."
    )
    claims = {claim.statement for claim in extract(text, published=dt.date(2026, 7, 6)).claims}
    assert {
        "Another 26 people were wounded in Warsaw on Sunday (5 July 2026).",
        "Nine people were hurt on Sunday (5 July 2026).",
    } <= claims


def test_what_is_told_of_a_town_does_not_end_what_is_told_of_the_region_around_it():
    claim = last(
        "Floods killed nine people in eastern Songara on Friday. In the town of Korm, a bridge fell. "
        "Two men were hurt there.\n\nSixty people were injured on Friday."
    )
    assert claim.statement == "Sixty people were injured in the floods on Friday (3 July 2026) in eastern Songara."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Crews carried out 12 children.", "Crews carried out 12 children in Lund on Friday (3 July 2026)."),
        ("Troops carried out 12 raids.", "Troops carried out 12 raids on Friday (3 July 2026)."),
    ],
)
def test_who_does_something_does_it_in_the_only_place_of_the_story_unless_they_move(sentence, statement):
    assert last(f"Nine people died in Lund on Friday when a bomb hit a market.\n\n{sentence}").statement == statement
