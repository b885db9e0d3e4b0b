"""Quantities in single sentences: their interval, what they count, their unit, and what is no quantity at all.

Intervals are written as a reader would: "12", "12.." at least, "..45" at most, ">30.." open, "30-35" both, "~70" about.
"""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction import extract
from claims.extraction.quantities import find_quantities
from claims.extraction.text.document import Block, Role
from claims.extraction.text.parsing import parse

_patiently = settings(max_examples=40, deadline=None)  # each example goes through the language model


def quantities(text):
    """The quantities of one paragraph."""
    return find_quantities(parse(text, blocks=[Block(start=0, end=len(text), role=Role.STORY)]))


def number(value):
    return f"{value:.12g}" if abs(value) < 1e12 else f"{value:g}"


def interval(quantity):
    """The interval in the notation of the tables."""
    low, high = quantity.low, quantity.high
    mark = "~" if quantity.approximate else ""
    if low is None and high is None:
        return mark + "?"
    if low is not None and high is not None:
        return mark + (number(low) if low == high else f"{number(low)}-{number(high)}")
    if high is None:
        return mark + (">" if quantity.low_open else "") + number(low) + ".."
    return mark + (".." if not quantity.high_open else "..<") + number(high)


def summary(quantity):
    """One line of a table: the words, the interval, what is counted or the unit."""
    return f"{quantity.text} = {interval(quantity)} {quantity.unit or quantity.of}".strip()


COUNTS = [
    ("Denmark gave 19 F-16 fighter jets.", ["19 = 19 F-16 fighter jets"]),
    ("Police held 98, of whom 41 were released.", ["98 = 98", "41 = 41"]),
    ("The raid killed 426 people.", ["426 = 426 people"]),
    (
        "Russia launched 426 Shahed-type drones and 19 cruise missiles.",
        ["426 = 426 Shahed-type drones", "19 = 19 cruise missiles"],
    ),
    ("Rescuers pulled twenty-six survivors from the rubble.", ["twenty-six = 26 survivors"]),
    ("The town has 1,200 inhabitants.", ["1,200 = 1200 inhabitants"]),
    ("Around the city 1.2 million people have no water.", ["1.2 million = 1200000 people"]),
    ("Half a million refugees crossed the border.", ["Half a million = 500000 refugees"]),
    ("A dozen houses burned down.", ["A dozen = 12 houses"]),
    ("The navy sent a pair of its destroyers.", ["a pair = 2 destroyers"]),
    ("She broke one hand and he the other.", ["one = 1 hand"]),
    ("It rejected an offer of 5.2% plus a payment of €600.", ["5.2% = 5.2 percent", "€600 = 600 EUR"]),
    ("They found half a dozen rifles.", ["half a dozen = 6 rifles"]),
    ("Three dozen villagers were evacuated.", ["Three dozen = 36 villagers"]),
    ("One hundred and five prisoners were freed.", ["One hundred and five = 105 prisoners"]),
    ("Two and a half million voters stayed away.", ["Two and a half million = 2500000 voters"]),
    ("The ministry counted 4 hundred cases.", ["4 hundred = 400 cases"]),
    ("Police detained 15 of its staff.", ["15 = 15 staff"]),
    ("Three of the five soldiers died.", ["Three = 3 soldiers"]),
    ("The fire destroyed two floors of the building.", ["two = 2 floors"]),
    ("One person was killed.", ["One = 1 person"]),
    ("Police said that one man was shot.", ["one = 1 man"]),
    ("Another 12 people were hurt.", ["12 = 12 people"]),
    ("It sank 12 more boats.", ["12 = 12 boats"]),
    ("Thirteen of the others are customs officers.", ["Thirteen = 13 others"]),
    ("Two of them are in hospital.", ["Two = 2 them"]),
    ("Nine digital and physical copies were sold.", ["Nine = 9 digital and physical copies"]),
    ("The unit lost 12 Kia and Hyundai trucks.", ["12 = 12 Kia and Hyundai trucks"]),
    ("Eight newly built homes collapsed.", ["Eight = 8 newly built homes"]),
    ("The clinic sees 3,000 patients per day.", ["3,000 = 3000 patient per day"]),
    ("They sent 12,34,567 forms by post.", ["12,34,567 = 1234567 forms"]),
    ("It has a population of about 412 000.", ["about 412 000 = ~412000"]),
    ("The campaign reached 1 214 300 people.", ["1 214 300 = 1214300 people"]),
    ("On July 12 300 people fled.", ["300 = 300 people"]),
    ("In 2024 300 people fled.", ["300 = 300 people"]),
    ("Almost a quarter of a million homes had no power.", ["Almost a quarter of a million = ~250000 homes"]),
    ("The figures add up to 283.", ["283 = 283"]),
]

BOUNDS = [
    ("At least 12 people died.", ["At least 12 = 12.. people"]),
    ("No fewer than 40 shells hit the town.", ["No fewer than 40 = 40.. shells"]),
    ("More than 30 houses burned.", ["More than 30 = >30.. houses"]),
    ("Over 500 people marched.", ["Over 500 = >500.. people"]),
    ("Up to 45 migrants were on board.", ["Up to 45 = ..45 migrants"]),
    ("As many as 30 men shared a cell.", ["As many as 30 = ..30 men"]),
    ("No more than 150 schools closed.", ["No more than 150 = ..150 schools"]),
    ("Fewer than 20 homes have power.", ["Fewer than 20 = ..<20 homes"]),
    ("The hall holds 300 people or more.", ["300 = 300.. people"]),
    ("Ten or more buses were burned.", ["Ten or more = 10.. buses"]),
    ("Some 300+ cases were reported.", ["Some 300+ = ~300.. cases"]),
    ("There were at least some 200 fighters.", ["at least some 200 = ~200.. fighters"]),
    ("Well over 100 inmates escaped.", ["Well over 100 = >100.. inmates"]),
]

APPROXIMATIONS = [
    ("Some 70 searches were conducted.", ["Some 70 = ~70 searches"], (63, 77)),
    ("About 1,000 people fled.", ["About 1,000 = ~1000 people"], (900, 1100)),
    ("Nearly 6,000 homes lost power.", ["Nearly 6,000 = ~6000 homes"], (5400, 6000)),
    ("Almost 200 flights were cancelled.", ["Almost 200 = ~200 flights"], (180, 200)),
    ("Just under 500 officers were there.", ["Just under 500 = ~500 officers"], (450, 500)),
    ("Just over 80 boats arrived.", ["Just over 80 = ~80 boats"], (80, 88)),
    ("An estimated 57,000 people were displaced.", ["An estimated 57,000 = ~57000 people"], (51300, 62700)),
    ("Twenty-odd protesters stayed.", ["Twenty-odd = ~20 protesters"], (20, 23)),
    ("Ten or so tents remain.", ["Ten or so = ~10 tents"], (9, 11)),
]

VAGUE = [
    ("Dozens of residents fled.", "dozens", 24, 100),
    ("Scores of soldiers surrendered.", "scores", 40, 100),
    ("Hundreds of people waited.", "hundreds", 100, 1_000),
    ("Tens of thousands of fans came.", "tens of thousands", 10_000, 100_000),
    ("A few hundred volunteers helped.", "a few", 300, 600),
    ("Several hundred volunteers helped.", "several", 300, 900),
    ("Several dozen trucks crossed.", "several", 36, 108),
    ("Several buses were turned back.", "several", 3, 9),
    ("A handful of shops opened.", "a handful", 3, 7),
    ("A couple of windows broke.", "a couple", 2, 3),
    ("The floods left millions of people homeless.", "millions", 1_000_000, 10_000_000),
    ("The blast left dozens hurt.", "dozens", 24, 100),
]

RANGES = [
    ("Between 40 and 50 drones were seen.", ["Between 40 and 50 = 40-50 drones"]),
    ("Between about 40 and 50 drones were seen.", ["Between about 40 and 50 = ~40-50 drones"]),
    ("There were 10-15 people inside.", ["10-15 = 10-15 people"]),
    ("There were 10–15 people inside.", ["10–15 = 10-15 people"]),
    ("It takes 30 to 35 workers.", ["30 to 35 = 30-35 workers"]),
    ("It employs four to five thousand people.", ["four to five thousand = 4000-5000 people"]),
    ("Fees run from €3,500 to €5,000.", ["from €3,500 to €5,000 = 3500-5000 EUR"]),
    ("It costs $10 to $15 billion.", ["$10 to $15 billion = 10000000000-15000000000 USD"]),
    (
        "It costs between $350 million and $400 million a year.",
        ["between $350 million and $400 million a year = 350000000-400000000 USD per year"],
    ),
    ("Two or three shots were fired.", ["Two or three = 2-3 shots"]),
    ("They face three to 12 years in prison.", ["three to 12 years = 3-12 year"]),
    ("A 5-10% fall is likely.", ["5-10% = 5-10 percent"]),
]

MEASURES = [
    ("They shelled the city for 7 1/2 hours.", ["7 1/2 hours = 7.5 hour"]),
    ("It pays 6-3/8% on the bonds.", ["6-3/8% = 6.375 percent"]),
    ("Waves of nearly four metres were seen.", ["nearly four metres = ~4 metre"]),
    ("The zone covers 400 square kilometres.", ["400 square kilometres = 400 square kilometre"]),
    ("Its losses do not exceed 40 martyrs.", ["do not exceed 40 = ..40 martyrs"]),
    ("The buoy never measured a wave higher than 3.1 metres.", ["higher than 3.1 metres = ..3.1 metre"]),
    ("Some had not spoken in more than two years.", ["more than two years = >2.. year"]),
    ("The dam was at “well under” 80 per cent of its volume.", ["well under” 80 per cent = ..<80 percent"]),
    ("Sludge came down the valley at 11.20 on Thursday night.", []),
    ("The road lay buried under two metres of mud.", ["two metres = 2 metre"]),
    ("A boy of 4 died.", []),
    ("The two sides had each handed over 205 prisoners.", ["205 = 205 prisoners"]),
    ("The fires were put out by six in the morning.", []),
    ("Gusts of up to 85 km/h hit the coast.", ["up to 85 km/h = ..85 kilometre per hour"]),
    ("Winds of 60mph tore roofs off.", ["60mph = 60 mile per hour"]),
    ("It gave Moscow a 50-day deadline.", ["50-day = 50 day"]),
    ("The talks will last three days.", ["three days = 3 day"]),
    ("They walked 12 hours a day.", ["12 hours a day = 12 hour per day"]),
    ("Prices rose 3.5 percent.", ["3.5 percent = 3.5 percent"]),
    ("Support fell by four percentage points.", ["four percentage points = 4 percentage point"]),
    ("Some 58% of voters agreed.", ["Some 58% = ~58 percent"]),
    ("It was 35 degrees Celsius in the shade.", ["35 degrees Celsius = 35 celsius"]),
    ("It was minus 20°C at night.", ["minus 20°C = -20 celsius"]),
    ("The ship carried 22,000 tonnes of grain.", ["22,000 tonnes = 22000 tonne"]),
    ("The depot held 1.2m tonnes.", ["1.2m tonnes = 1200000 tonne"]),
    ("A 6.8-magnitude quake struck.", ["6.8-magnitude = 6.8 magnitude"]),
    ("The plant makes 600 MW of power.", ["600 MW = 600 megawatt"]),
    ("The river rose by 1.8 metres.", ["1.8 metres = 1.8 metre"]),
    ("The rate was 74.5 per cent a year earlier.", ["74.5 per cent = 74.5 percent"]),
]

MONEY = [
    ("The bridge cost €48m.", ["€48m = 48000000 EUR"]),
    ("It raised $3.5bn in May.", ["$3.5bn = 3500000000 USD"]),
    ("The aid is worth 45 million dollars.", ["45 million dollars = 45000000 USD"]),
    ("It fined the bank £1,000.", ["£1,000 = 1000 GBP"]),
    ("The deal is worth US$160 million.", ["US$160 million = 160000000 USD"]),
    ("It was sold for A$12.", ["A$12 = 12 AUD"]),
    ("The yacht cost USD10m.", ["USD10m = 10000000 USD"]),
    ("He owes 9,000 Canadian dollars.", ["9,000 Canadian dollars = 9000 CAD"]),
    ("He paid 500 Swiss francs.", ["500 Swiss francs = 500 CHF"]),
    ("Losses reached 31 billion hryvnyas.", ["31 billion hryvnyas = 31000000000 UAH"]),
    ("Oil was at $58.24 per barrel.", ["$58.24 per barrel = 58.24 USD per barrel"]),
    ("Tens of millions of dollars vanished.", ["Tens of millions of dollars = ~10000000-100000000 USD"]),
    ("It lost $99 million a year ago.", ["$99 million = 99000000 USD"]),
    ("It loses $99 million a year.", ["$99 million a year = 99000000 USD per year"]),
]

NONE = [
    "In one, the army said, houses had burned.",
    "The talks are set for July 23 in Turkey.",
    "Previous rounds were held on May 16 and June 2.",
    "He was elected in 2019 and again in September 2022.",
    "The attack began at 3 p.m. and ended at 23:40.",
    "Two days earlier, he had left the country.",
    "It was the third attack on the 22nd day.",
    "A Su-27 fighter and an F-16 took off.",
    "The G7 met to discuss COVID-19 and 5G.",
    "The council passed Resolution 2231.",
    "The UNITED24 platform is open.",
    "He flew in a Boeing 737 over the border.",
    "The office is at 1201 Connecticut Avenue.",
    "No one was hurt and they helped one another.",
    "One must be careful.",
    "The team won 2-1 on Saturday.",
    "The motion passed by eight to five.",
    "She called 911 from the car.",
    "The S&P 500 and the Stoxx 600 closed higher.",
    "He fought in World War Two.",
    "They won in the second half.",
    "See https://example.org/report-2024/33480207.html for more.",
]

NO_FIGURES = [
    "The two sides still disagree.",
    "These two drafts are opposed.",
    "Ivan Petrenko, 34, was arrested.",
    "Ivan P., 34, was arrested.",
    "Ivan Petrenko, 34, of Mill Lane, Ostrand, was arrested.",
    "A 26-year-old contractor was arrested.",
    "Maria is aged 34.",
    "It is one of the largest cities.",
    "One thing is clear.",
    "On the one hand, it rained.",
    "They took the money with one hand and wrote to the press with the other.",
    "One day the war will end.",
    "They wanted to sleep one night through.",
    "He bought a pair of shoes.",
    "Two officials said the bridge would reopen.",
    "It has a six-speed gearbox.",
    "The youngest is 22.",
    "Kastrel, 60 km (37 miles) south of the capital, was hit.",
]

RELATIVE = [
    ("Just under half of the drones were lost.", "Just under half", (0.4, 0.5, 0, "the drones")),
    ("All but one of the missiles were destroyed.", "All but one", (1, 1, -1, "the missiles")),
    ("Two-thirds of them are under 15.", "Two-thirds", (2 / 3, 2 / 3, 0, "them")),
    ("About a third of its schools were closed.", "About a third", (0.3, 0.366667, 0, "its schools")),
    ("More than half of the ships sank.", "More than half", (0.5, 1, 0, "the ships")),
    ("Fewer than half of the hospitals have a laboratory.", "Fewer than half", (0, 0.5, 0, "the hospitals")),
    ("It spent less than a tenth of that sum.", "less than a tenth", (0, 0.1, 0, "that sum")),
    ("It destroyed twice as many houses.", "twice as many", (2, 2, 0, "")),
    ("It treats nearly three times that number of patients.", "nearly three times that number", (2.7, 3, 0, "that number")),
    ("The toll was about twice as high.", "about twice as high", (1.8, 2.2, 0, "")),
    ("Half the bridges are gone.", "Half", (0.5, 0.5, 0, "the bridges")),
]

CHANGES = [
    ("Prices rose by 60.", "up"),
    ("Output fell 3 percent.", "down"),
    ("Shares were up 19 cents.", "up"),
    ("The index lost 4.28 percent.", "down"),
    ("It grew by 125,600 jobs.", "up"),
    ("The Dow gained +0.2%.", "up"),
    ("They bought 12 ships.", None),
    ("It lost 12 soldiers.", None),
    ("It raised $3 million.", None),
    ("The toll rose to 84.", None),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS + BOUNDS + RANGES + MEASURES + MONEY)
def test_a_quantity_is_read_as_it_stands(text, expected):
    assert [summary(quantity) for quantity in quantities(text) if quantity.is_figure] == expected


@pytest.mark.parametrize(("text", "expected", "allowed"), APPROXIMATIONS)
def test_an_approximation_allows_a_range(text, expected, allowed):
    found = quantities(text)
    assert [summary(quantity) for quantity in found] == expected
    assert (found[0].tolerance.low, found[0].tolerance.high) == allowed


@pytest.mark.parametrize(("text", "convention", "low", "high"), VAGUE)
def test_a_vague_number_is_a_range_by_a_named_convention(text, convention, low, high):
    (found,) = quantities(text)
    assert (found.tolerance.convention, found.low, found.high, found.best) == (convention, low, high, None)
    assert found.approximate


@pytest.mark.parametrize("text", NONE)
def test_dates_names_and_pronouns_are_no_quantities(text):
    assert [summary(quantity) for quantity in quantities(text)] == []


@pytest.mark.parametrize("text", NO_FIGURES)
def test_ages_and_look_backs_are_no_figures(text):
    assert [summary(quantity) for quantity in quantities(text) if quantity.is_figure] == []


@pytest.mark.parametrize(
    "text", ["The 12 people who died were miners.", "The ministry sent 12 people.", "Their two children survived."]
)
def test_a_definite_count_that_tells_something_new_is_a_figure(text):
    assert all(quantity.is_figure for quantity in quantities(text))


@pytest.mark.parametrize(("text", "words", "expected"), RELATIVE)
def test_a_relative_quantity_names_its_base(text, words, expected):
    found = next(quantity for quantity in quantities(text) if quantity.text == words)
    related = found.relative
    assert (related.factor_low, related.factor_high) == pytest.approx(expected[:2], rel=1e-5)
    assert (related.offset, related.base_text) == expected[2:]
    if related.base_span:
        assert text[related.base_span.start : related.base_span.end] == related.base_text


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("One in five children is ill.", 0.2),
        ("Nine out of ten adults agreed.", 0.9),
        ("It lost one voter in three.", 1 / 3),
        ("Two in three of them left.", 2 / 3),
    ],
)
def test_so_many_in_so_many_is_a_share(text, share):
    (found,) = quantities(text)
    assert (found.low, found.high) == pytest.approx((share, share))


@pytest.mark.parametrize(("text", "change"), CHANGES)
def test_a_verb_of_change_makes_a_change(text, change):
    assert quantities(text)[0].change == change


def test_from_to_with_a_verb_of_change_is_a_move_to_the_second_number():
    (found,) = quantities("Officials raised the death toll from seven to 12.")
    assert (found.low, found.best, found.high, found.change) == (7, 12, 12, "up")
    (found,) = quantities("The fee was cut from 12 to seven euros.")
    assert (found.low, found.best, found.high, found.change, found.unit) == (7, 7, 12, "down", "EUR")


def test_a_number_without_its_noun_takes_that_of_the_count_before():
    found = quantities("Twelve people were killed and 30 were injured.")
    assert [quantity.of for quantity in found] == ["people", "people"]
    assert found[1].of_span == found[0].of_span


def test_a_change_by_so_much_to_so_much_is_two_quantities():
    assert [interval(one) for one in quantities("Net debt rose by €110 million to €640 million.")] == ["110000000", "640000000"]


def test_the_clock_and_an_age_are_no_figures():
    assert quantities("The roof fell at around half past six.") == []
    assert [one.unit for one in quantities("Castelaar, 61, and his brother pleaded guilty.")] == ["years old"]


def test_one_thing_is_not_what_the_next_number_counts():
    found = quantities("One man was killed and 30 were injured.")
    assert [quantity.of for quantity in found] == ["man", ""]
    found = quantities("One person was killed and 30 were injured.")
    assert [quantity.of for quantity in found] == ["person", "person"]


def test_a_number_without_its_noun_takes_that_of_the_share_before():
    found = quantities("Two-thirds of the drones were shot down and 31 were lost.")
    assert [quantity.of for quantity in found] == ["drones", "drones"]


def test_the_next_of_a_row_is_no_share():
    assert [quantity.text for quantity in quantities("Two aides were fined and a third was acquitted.")] == ["Two"]
    assert [quantity.text for quantity in quantities("A third were students.")] == ["A third"]


def test_a_conversion_in_brackets_is_no_figure_of_its_own():
    assert [(q.unit, q.is_figure) for q in quantities("They would pull back 30 kilometres (19 miles).")] == [
        ("kilometre", True),
        ("mile", False),
    ]


def test_offsets_point_into_the_text():
    text = "Kyiv — 🚀 “At least 12 people”, he said. Nearly half of the 40 houses burned."
    found = quantities(text)
    assert found
    for quantity in found:
        assert text[quantity.span.start : quantity.span.end] == quantity.text
        assert quantity.of_span is None or text[quantity.of_span.start : quantity.of_span.end] == quantity.of
        assert text[quantity.head].strip()


@_patiently
@given(st.integers(min_value=2, max_value=10**9))
def test_any_number_in_digits_is_read_with_and_without_commas(value):
    for written in (str(value) if not 1400 <= value < 2100 else f"{value:,}", f"{value:,}"):
        (found,) = quantities(f"The ministry counted {written} houses.")
        assert (found.low, found.high, found.best) == (value, value, value)


@_patiently
@given(st.integers(min_value=2, max_value=999_999))
def test_any_number_in_words_is_read(value):
    (found,) = quantities(f"The ministry counted {in_words(value)} houses.")
    assert found.best == value


@_patiently
@given(st.floats(min_value=0.1, max_value=999, allow_nan=False), st.sampled_from(["million", "billion", "bn"]))
def test_scales_multiply(value, scale):
    written = f"{value:.1f}"
    (found,) = quantities(f"It cost ${written} {scale}.")
    assert math.isclose(found.best, float(written) * (10**6 if scale == "million" else 10**9), rel_tol=1e-9)


_PIECES = (
    "one two half third dozen million thousands several of the 12 1,200 3.5 1/2 $ € % - – + ( ) , . ' “ ” Rs km kg m per or and "
    "to from between at least more than up down by about in days weeks old ago twice as many people were killed minus ½ ² "
    "° ١٢ 🚀 \u200f \n"
).split(" ")


@_patiently
@given(st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(["", " ", "-"])), min_size=1, max_size=14))
def test_whatever_the_words_offsets_hold_and_intervals_are_in_order(pieces):
    text = "x" + "".join(word + gap for word, gap in pieces)
    for quantity in quantities(text):
        assert text[quantity.span.start : quantity.span.end] == quantity.text
        assert quantity.of_span is None or text[quantity.of_span.start : quantity.of_span.end] == quantity.of
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


def in_words(value):
    """The number as it is written out in English."""
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    small += "sixteen seventeen eighteen nineteen".split()
    tens = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
    if value < 20:
        return small[value]
    if value < 100:
        return tens[value // 10] + (f"-{small[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{small[value // 100]} hundred" + (f" and {in_words(value % 100)}" if value % 100 else "")
    rest = value % 1000
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(value // 1000)} thousand" + (f"{joint}{in_words(rest)}" if rest else "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Riot police moved in at 1.30 with two water cannon.", [(2, 2)]),
        ("Shares closed at 1.30 euros.", [(1.3, 1.3)]),
        ("There were sixty, maybe seventy people in the hall.", [(60, 70)]),
        ("There were six, perhaps 20 people in the hall.", [(6, 6), (20, 20)]),
    ],
)
def test_an_hour_is_no_figure_and_what_may_be_more_is_one(text, expected):
    assert [(one.low, one.high) for one in find_quantities(parse(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "They rang at eight at night.",
        "They were up by ten that night.",
        "It began at six in the morning.",
        "Max Holm, a teacher of 29, left.",
    ],
)
def test_hours_and_ages_count_nothing(text):
    assert not [quantity for quantity in quantities(text) if quantity.is_figure]


def test_kwacha_stand_before_their_number():
    assert [(one.best, one.unit) for one in quantities("Repairs would cost K1.3 million.")] == [(1_300_000, "ZMW")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some drones had been intercepted over 11 Karevian regions.", ["11 = 11 Karevian regions"]),
        ("Crews shot down 76 drones over 40 districts.", ["76 = 76 drones", "40 = 40 districts"]),
        ("Planes flew over 40 towns.", ["40 = 40 towns"]),
        ("Crews shot down over 40 drones.", ["over 40 = >40.. drones"]),
        ("Shells destroyed over 40 villages.", ["over 40 = >40.. villages"]),
    ],
)
def test_over_leads_to_where_something_flew_and_else_to_a_bound(text, expected):
    assert [summary(quantity) for quantity in quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It had a loss of 212 million euros, against a loss of 64 million in 2024.", ["euros", "euros"]),
        ("Sales rose to 30 million euros from 20 million in 2024.", ["euros", "euros"]),
        ("It paid 30 million euros to 20 million pensioners.", ["euros", "pensioners"]),
        ("It had a loss of 30 million euros and a staff of 2 million.", ["euros", ""]),
    ],
)
def test_a_sum_that_is_compared_with_another_is_in_its_currency(text, expected):
    assert [quantity.of for quantity in quantities(text) if quantity.unit != "year"] == expected


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Two boats left within 20 minutes of the call.", "minutes"),
        ("Two boats left within 20 minutes of Peru's call.", "minutes"),
        ("Troops came within 20 kilometres of Peru.", "kilometres"),
        ("The firm laid 20 kilometres of cable.", "kilometres of cable"),
    ],
)
def test_within_so_much_of_something_measures_nothing(text, of):
    assert quantities(text)[-1].of.endswith(of)
    assert quantities(text)[-1].of.startswith(of.split()[0])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The Netherlands will send Ukraine 14 Leopard tanks.", [(14, "Leopard tanks")]),
        ("He was identified only as Witness 41.", []),
        ("It gave the witness 41 crowns.", [(41, "crowns")]),
        ("The clinic had received 19 bodies and 46 wounded.", [(19, "bodies"), (46, "wounded")]),
        ("Of 16 economists polled last week, 13 had predicted no change.", [(16, "economists"), (13, "economists")]),
    ],
)
def test_numbers_beside_names_and_among_those_asked(text, figures):
    told = [claim.figure for claim in extract(text).claims if claim.figure]
    assert [(figure.low, figure.of) for figure in told] == figures
