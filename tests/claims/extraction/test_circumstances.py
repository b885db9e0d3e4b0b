"""Where and when, told once for several happenings."""

import datetime as dt

import pytest

from claims.extraction import extract

_MONDAY = dt.date(2026, 7, 6)


def claims(text):
    return extract(text, published=_MONDAY).claims


def statements(text):
    return [claim.statement for claim in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Four people were killed and 15 were wounded in a rocket attack on a power station in the city of Karsk.",
            "Four people were killed in a rocket attack on a power station in the city of Karsk.",
        ),
        (
            "A drone attack killed two people and wounded 10 more in the Chernihiv region late on Sunday night.",
            "A drone attack killed two people in the Chernihiv region late on Sunday night (5 July 2026).",
        ),
        (
            "By Sunday afternoon the coast guard had counted 57 dead.",
            "The coast guard had counted 57 dead by Sunday afternoon (5 July 2026).",
        ),
        (
            "In Lund, the mayor counted 40 bodies on Monday.",
            "The mayor counted 40 bodies on Monday (6 July 2026) in Lund.",
        ),
        (
            "One person was killed in the capital, and two were wounded in the overnight attack, the mayor said.",
            "One person was killed in the capital in the overnight (5 to 6 July 2026) attack.",
        ),
        (
            "Two workers were killed and 13 others were injured Friday when a tank ruptured at the plant.",
            "Two workers were killed Friday (3 July 2026) when a tank ruptured at the plant.",
        ),
        (
            "At least 19 people, including three children, were killed and 40 injured when planes bombed a depot in Lund.",
            "At least 19 people, including three children, were killed when planes bombed a depot in Lund.",
        ),
        (
            "Four people were killed, 15 were wounded and three are missing after an explosion in Lund on Friday.",
            "Four people were killed after an explosion in Lund on Friday (3 July 2026).",
        ),
        (
            "A total of 187 people had died and 6,412 had been infected by Thursday.",
            "A total of 187 people had died by Thursday (2 July 2026).",
        ),
    ],
)
def test_a_verb_with_nothing_behind_it_takes_what_is_said_behind_the_next(text, expected):
    assert statements(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Friday, police arrested five people in Lund and seized 12 guns.", "Police seized 12 guns on Friday (3 July 2026)."),
        ("In Kharkiv, three people were killed and 12 wounded.", "12 people were wounded in Kharkiv."),
        ("In Kharkiv, a shell hit a school and three pupils were hurt.", "Three pupils were hurt in Kharkiv."),
        ("In 2007, planes bombed the port and, by one count, 12 ships sank.", "By one count, 12 ships sank in 2007."),
    ],
)
def test_what_opens_a_sentence_goes_for_all_that_it_tells(text, expected):
    assert expected in statements(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Police found 310,000 florins in cash and nine watches when they searched the villa in May 2024.",
            "Police found 310,000 florins in cash when they searched the villa in May 2024.",
        ),
        (
            "Three men were killed on Friday when aircraft bombed a market in Lund.",
            "Aircraft bombed a market in Lund on Friday (3 July 2026).",
        ),
        (
            "The army lost 40 troops over the past 24 hours, along with three tanks and 11 lorries.",
            "The army lost 11 lorries over the past 24 hours (5 to 6 July 2026).",
        ),
        (
            "Cholera has killed 208 people in Zambia since the outbreak was declared on 12 May.",
            "Cholera has killed 208 people in Zambia since the outbreak was declared on 12 May",
        ),
        (
            "The army shot down 30 drones overnight, 12 of them over Lund.",
            "12 of the 30 drones were shot down over Lund overnight",
        ),
        ("Measles has infected 90 people since June and killed six.", "Measles has killed six people since June 2026."),
        ("Officials had put the toll at 19 late on Friday.", "The toll was 19 late on Friday (3 July 2026)."),
    ],
)
def test_an_occasion_a_list_and_a_toll_share_their_day(text, expected):
    assert any(statement.startswith(expected) for statement in statements(text))


@pytest.mark.parametrize(
    "text",
    [
        "The plant opened in 1978 and employs 240 people.",
        "The mill will shut on Friday and lay off 417 people.",
        "Supplies had resumed on Friday, and 63 lorries had got through so far.",
        "In May, some 900 people fled, and a quarter of them never went home.",
        "A ferry sank late on Friday, and 36 people are still missing.",
        "The firm will take a charge of 70 million crowns, most of it in May.",
        "He was convicted in May 2019 but released 14 prisoners later.",
        "The board is sending five investigators, who are due to arrive on Friday.",
    ],
)
def test_another_time_is_not_taken_for_the_figures(text):
    last = [claim for claim in claims(text) if claim.figure][-1]
    assert last.when is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The fighting broke out on 14 January, when the Northern Front overran the town of Mesrat.",
            "The Northern Front overran the town of Mesrat on 14 January 2026.",
        ),
        (
            "It has been so since January 2015, when the wall of the pond at the mine gave way.",
            "The wall of the pond at the mine gave way in January 2015.",
        ),
    ],
)
def test_what_happened_on_a_day_that_something_else_is_told_of_has_that_day(text, expected):
    assert statements(text)[-1] == expected


def test_a_day_that_is_no_night_is_not_carried_as_one():
    text = "Eight drones were downed over Kherson, the governor said. Strikes there killed two people over the past day."
    assert "overnight" not in " ".join(statements(text))


def test_the_place_that_something_came_from_is_not_where_it_was():
    text = (
        "The army said it was fired on with 14 rockets, most of them from around the port of Karsk. Two rockets were shot down."
    )
    assert claims(text)[-1].where == ()


def test_the_place_of_one_blow_is_not_that_of_another():
    assert "The army shot down 30 drones." in statements("The army shot down 30 drones and hit a depot in Belgorod.")


def test_the_day_beside_a_former_value_is_that_values():
    (_, former) = claims("Some 6,412 people had been infected by Thursday, up from 84 cases on 7 June.")
    assert former.when.text == "7 June"


def test_what_is_shared_is_told_by_the_record_too():
    first = claims("Four people were killed and 15 were wounded in Kyiv on Friday.")[0]
    assert (str(first.when.earliest), [place.text for place in first.where]) == ("2026-07-03", ["Kyiv"])


@pytest.mark.parametrize("end", ["on Route 12", "near Lund in 1945"])
def test_a_paragraph_may_end_in_a_number_without_a_stop(end):
    claims = extract(f"Two men were killed and nine wounded when a bus hit a lorry {end}").claims
    assert [claim.figure.low for claim in claims if claim.figure][:2] == [2, 9]


def test_what_stands_behind_the_second_of_two_verbs_goes_for_the_first_whatever_follows():
    text = "Two people were killed and nine injured in Peru on Sunday, according to a ministry, as police fired at crowds."
    assert statements(text)[0] == "Two people were killed in Peru on Sunday (5 July 2026)."
    text = "Two people were killed by a gunman and nine were injured in Peru on Sunday."
    assert claims(text)[0].where == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "At the Roe State Hospital, its director said 211 patients had been brought in since the morning.",
            "211 patients had been brought in since the morning at the Roe State Hospital.",
        ),
        (
            "At the Loayza hospital, the head of the ward, Ana Roe, said that 58 patients had been admitted by midnight.",
            "58 patients had been admitted by midnight at the Loayza hospital.",
        ),
        ("At the Loayza hospital, Ana Roe said that 12 people had died.", "12 people had died."),
        ("In Geneva, Ana Roe said that 12 patients had died.", "12 patients had died."),
    ],
)
def test_the_patients_of_whom_somebody_tells_at_a_hospital_were_there(text, expected):
    assert statements(text)[0] == expected


def test_the_place_in_the_words_for_a_thing_is_the_claims():
    told = claims(
        "A fire broke out at a fuel depot near Kyiv. Drones had scored direct hits on the depot, leaving four tanks ablaze."
    )
    assert [place.text for place in told[-1].where] == ["Kyiv"]
