"""Calendar expressions in single stories, published on Tuesday, 22 July 2025."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.dates import calendar_spans, find_dates
from claims.extraction.text.document import Block, Role
from claims.extraction.text.parsing import parse

_patiently = settings(max_examples=40, deadline=None)  # each example goes through the language model
PUBLISHED = dt.date(2025, 7, 22)


def dates(text, published=PUBLISHED):
    """The mentions of one paragraph as ``(text, days)``, days as "2025-07-22" or "2025-07-14..2025-07-20" or ""."""
    document = parse(text, blocks=[Block(start=0, end=len(text), role=Role.STORY)])
    return [(mention.text, days(mention)) for mention in find_dates(document, published)]


def days(mention):
    if mention.earliest is None:
        return ""
    if mention.earliest == mention.latest:
        return str(mention.earliest)
    return f"{mention.earliest}..{mention.latest}"


BY_NAME = [
    (
        "It was more in 2024 than in the year before.",
        [("2024", "2024-01-01..2024-12-31"), ("the year before", "2023-01-01..2023-12-31")],
    ),
    ("It came in the same month as in Zambia.", []),
    ("The president declared national mourning from Thursday.", [("Thursday", "2025-07-24")]),
    ("Two are missing, down from 16 on Thursday.", [("Thursday", "2025-07-17")]),
    ("Forty were at work, with another 60 firefighters due from Lund on Thursday.", [("Thursday", "2025-07-24")]),
    ("The hearing was adjourned to Thursday.", [("Thursday", "2025-07-24")]),
    (
        "It was the biggest raid of the winter overnight on Feb. 11.",
        [("the winter", "2024-12-01..2025-02-28"), ("overnight on Feb. 11", "2025-02-11")],
    ),
    ("Talks are set for July 23.", [("July 23", "2025-07-23")]),
    ("Allies had delivered two of the seven batteries promised in October.", [("October", "2024-10-01..2024-10-31")]),
    ("He resigned on 24 February 2022.", [("24 February 2022", "2022-02-24")]),
    ("He resigned on February 24, 2022, in Kyiv.", [("February 24, 2022", "2022-02-24")]),
    ("It ended on Dec. 9.", [("Dec. 9", "2024-12-09")]),
    ("It will end on Dec. 9.", [("Dec. 9", "2025-12-09")]),
    ("It may be held on July 24 or 25.", [("July 24 or 25", "2025-07-24..2025-07-25")]),
    ("It was held on 4-6 October 2024.", [("4-6 October 2024", "2024-10-04..2024-10-06")]),
    ("Rounds were held on May 16 and June 2.", [("May 16", "2025-05-16"), ("June 2", "2025-06-02")]),
    ("On July 24 and 12 people died.", [("July 24", "2025-07-24")]),
    ("It began on the fourth of May.", [("the fourth of May", "2025-05-04")]),
    ("Russia annexed them in September 2022.", [("September 2022", "2022-09-01..2022-09-30")]),
    ("Troops entered the town in September.", [("September", "2024-09-01..2024-09-30")]),
    ("They died from September through November.", [("September through November", "2024-09-01..2024-11-30")]),
    ("They died from January through October.", [("January through October", "2024-01-01..2024-10-31")]),
    ("It rose in the same period of 2023.", [("the same period of 2023", "2023-01-01..2023-12-31")]),
    ("Four people died on 3 September.", [("3 September", "2024-09-03")]),
    ("It carried more by last spring.", [("last spring", "")]),
    (
        "Forty died in the week to Sunday, up from 26 the week before.",
        [("the week to Sunday", "2025-07-14..2025-07-20"), ("the week before", "2025-07-07..2025-07-13")],
    ),
    ("It fell in the 10 days to Monday.", [("the 10 days to Monday", "2025-07-12..2025-07-21")]),
    ("It was three times the October average.", []),
    ("A couple in their 60s were killed.", []),
    ("It carried more by last autumn.", [("last autumn", "2024-09-01..2024-11-30")]),
    ("It lost $206m in the 12 months to June 30.", [("the 12 months to June 30", "2024-07-01..2025-06-30")]),
    ("It rose in the three months to end-March.", [("the three months to end-March", "2025-01-01..2025-03-31")]),
    ("It rose in the year ended March 31, 2024.", [("the year ended March 31, 2024", "2023-04-01..2024-03-31")]),
    ("It will rise in the year to December.", [("the year to December", "2025-01-01..2025-12-31")]),
    ("Its anchor failed during the evening rush on Aug. 8.", [("Aug. 8", "2024-08-08")]),
    ("It set aside $85m to cover the fine handed down by a court on Monday.", [("Monday", "2025-07-21")]),
    ("The firm will cut 12 jobs and sell its plant by the end of March.", [("March", "2026-03-01..2026-03-31")]),
    ("The levy, due to lapse in May, is 15%.", [("May", "2026-05-01..2026-05-31")]),
    ("It could be above 13% by the winter.", [("the winter", "2025-12-01..2026-02-28")]),
    ("The valley got twice its usual November rainfall.", [("November", "")]),
    ("They keep their insurance through February.", [("February", "2026-02-01..2026-02-28")]),
    ("It could bring rain from Wednesday.", [("Wednesday", "2025-07-23")]),
    ("The vote in September was called off.", [("September", "2025-09-01..2025-09-30")]),
    ("The trial was set for September.", [("September", "2025-09-01..2025-09-30")]),
    ("It was inspected in April.", [("April", "2025-04-01..2025-04-30")]),
    ("She introduces the bill in September.", [("September", "2025-09-01..2025-09-30")]),
    ("The vote was last May.", [("last May", "2025-05-01..2025-05-31")]),
    ("It fell in June last year.", [("June last year", "2024-06-01..2024-06-30")]),
    ("Images from Tuesday show a slick.", [("Tuesday", "2025-07-22")]),
    (
        "Protests broke out in August 2020. Some 13,500 were held between May and mid-August of that year.",
        [("August 2020", "2020-08-01..2020-08-31"), ("May and mid-August of that year", "2020-05-01..2020-08-31")],
    ),
    ("It fell in May and June last year.", [("May and June last year", "2024-05-01..2024-06-30")]),
    (
        "In June and July last year dozens died, 38 of them on July 7.",
        [("June and July last year", "2024-06-01..2024-07-31"), ("July 7", "2024-07-07")],
    ),
    (
        "It rose in June. The land won its freedom in 2011 and descended two years later into a war.",
        [("June", "2025-06-01..2025-06-30"), ("2011", "2011-01-01..2011-12-31"), ("two years later", "2013-01-01..2013-12-31")],
    ),
    ("It opened in 1978.", [("1978", "1978-01-01..1978-12-31")]),
    ("The 2014-15 season was short.", [("The 2014-15", "2014-01-01..2015-12-31")]),
    ("It was built in the late 1990s.", [("the late 1990s", "1990-01-01..1999-12-31")]),
    ("It stems from the 19th century.", [("the 19th century", "1801-01-01..1900-12-31")]),
    ("Sales fell in the third quarter of 2024.", [("the third quarter of 2024", "2024-07-01..2024-09-30")]),
    ("Sales fell in Q1.", [("Q1", "2025-01-01..2025-03-31")]),
    ("It rained in the first half of 2024.", [("the first half of 2024", "2024-01-01..2024-06-30")]),
    ("The summer of 2023 was hot.", [("The summer of 2023", "2023-06-01..2023-08-31")]),
    ("It closes on New Year's Day 2024.", [("New Year's Day 2024", "2024-01-01")]),
    ("It will end by Christmas.", [("Christmas", "2025-12-25")]),
    ("It ended just before Christmas in 2022.", [("Christmas in 2022", "2022-12-25")]),
    ("Sales fell in July-September 2024.", [("July-September 2024", "2024-07-01..2024-09-30")]),
    ("It fell in June and July 2024.", [("June and July 2024", "2024-06-01..2024-07-31")]),
    ("It fell between January and June 2024.", [("January and June 2024", "2024-01-01..2024-06-30")]),
    ("They met at six in the evening on Friday.", [("six in the evening on Friday", "2025-07-18")]),
    ("Police arrested around 30 on Friday evening.", [("Friday evening", "2025-07-18")]),
    ("Sales fell in June and October 2024.", [("June and October 2024", "2024-06-01..2024-10-31")]),
    ("It lost money in November–January 2025.", [("November–January 2025", "2024-11-01..2025-01-31")]),
    ("It rained in the first two weeks of May 2024.", [("the first two weeks of May 2024", "2024-05-01..2024-05-14")]),
    ("It rained in the last 10 days of May 2024.", [("the last 10 days of May 2024", "2024-05-22..2024-05-31")]),
    ("It was signed on 2024-02-29.", [("2024-02-29", "2024-02-29")]),
    ("It was signed on 29.02.2024.", [("29.02.2024", "2024-02-29")]),
]

FROM_PUBLICATION = [
    ("The president declared Friday a day of mourning.", [("Friday", "2025-07-25"), ("a day", "")]),
    ("Drones struck early on July 5.", [("July 5", "2025-07-05")]),
    ("A hearing has been set for 20 March.", [("20 March", "2026-03-20")]),
    ("The mayor promised deliveries from Monday.", [("Monday", "2025-07-28")]),
    ("A vaccination drive starts in Lund, Karsk and the city of Ostrand on Monday with 60 doses.", [("Monday", "2025-07-28")]),
    ("Strikes killed 384 people between November and January.", [("November and January", "2024-11-01..2025-01-31")]),
    ("It was put off from May to June 5.", [("May", "2025-05-01..2025-05-31"), ("June 5", "2025-06-05")]),
    ("Three are missing after a blast on Friday.", [("Friday", "2025-07-18")]),
    ("He spoke on Sunday.", [("Sunday", "2025-07-20")]),
    ("He spoke on Tuesday.", [("Tuesday", "2025-07-22")]),
    ("He will speak on Sunday.", [("Sunday", "2025-07-27")]),
    ("It resumes on Monday.", [("Monday", "2025-07-28")]),
    ("They are due to meet on Friday.", [("Friday", "2025-07-25")]),
    ("She said they would leave on Thursday morning.", [("Thursday morning", "2025-07-24")]),
    ("He spoke last Tuesday.", [("last Tuesday", "2025-07-15")]),
    ("He speaks next Tuesday.", [("next Tuesday", "2025-07-29")]),
    ("A vigil is planned for 7 p.m. Thursday.", [("7 p.m. Thursday", "2025-07-24")]),
    ("It struck at 3 p.m. on Friday.", [("3 p.m. on Friday", "2025-07-18")]),
    ("The meeting is planned for Wednesday [July 23].", [("Wednesday [July 23]", "2025-07-23")]),
    ("It was hit overnight.", [("overnight", "2025-07-21..2025-07-22")]),
    ("Overnight into Tuesday it was hit.", [("Overnight into Tuesday", "2025-07-21..2025-07-22")]),
    ("He died on the night of 4 July.", [("the night of 4 July", "2025-07-04..2025-07-05")]),
    ("They march this Saturday.", [("this Saturday", "2025-07-26")]),
    ("It was hit yesterday.", [("yesterday", "2025-07-21")]),
    ("More will follow tomorrow.", [("tomorrow", "2025-07-23")]),
    ("He spoke the day before yesterday.", [("the day before yesterday", "2025-07-20")]),
    ("Last week he gave a deadline.", [("Last week", "2025-07-14..2025-07-20")]),
    ("The talks last month failed.", [("last month", "2025-06-01..2025-06-30")]),
    ("It starts next year.", [("next year", "2026-01-01..2026-12-31")]),
    ("A round is possible in the coming week.", [("in the coming week", "2025-07-22..2025-07-29")]),
    ("In recent weeks he has complained.", [("In recent weeks", "2025-06-24..2025-07-22")]),
    ("It fell in the past two months.", [("the past two months", "2025-05-22..2025-07-22")]),
    ("It opens in the last 10 days of October.", [("the last 10 days of October", "2025-10-22..2025-10-31")]),
    ("It opens in the first two weeks of October.", [("the first two weeks of October", "2025-10-01..2025-10-14")]),
    ("He left two days ago.", [("two days ago", "2025-07-20")]),
    ("He left two weeks ago.", [("two weeks ago", "2025-07-07..2025-07-13")]),
    ("He left three years ago.", [("three years ago", "2022-01-01..2022-12-31")]),
    ("It was attacked over the weekend.", [("over the weekend", "2025-07-19..2025-07-20")]),
    ("It opens at the end of the year.", [("at the end of the year", "2025-01-01..2025-12-31")]),
]

FROM_THE_STORY = [
    (
        "The truce began on July 2. Two days earlier, shells fell. The next day it rained.",
        [("July 2", "2025-07-02"), ("Two days earlier", "2025-06-30"), ("The next day", "2025-07-01")],
    ),
    ("It was signed on May 5. It collapsed a week later.", [("May 5", "2025-05-05"), ("a week later", "2025-05-12..2025-05-18")]),
    (
        "He died in January 2023. He was ill that year.",
        [("January 2023", "2023-01-01..2023-01-31"), ("that year", "2023-01-01..2023-12-31")],
    ),
    (
        "It was signed in February 2024. Two months earlier, a firm had offered less.",
        [("February 2024", "2024-02-01..2024-02-29"), ("Two months earlier", "2023-12-01..2023-12-31")],
    ),
    (
        "It began in 2021. Police raided a house that October.",
        [("2021", "2021-01-01..2021-12-31"), ("that October", "2021-10-01..2021-10-31")],
    ),
    (
        "Last year it rained between June and September.",
        [("Last year", "2024-01-01..2024-12-31"), ("June and September", "2024-06-01..2024-09-30")],
    ),
    (
        "In March sales fell, after 5% growth a year earlier.",
        [("March", "2025-03-01..2025-03-31"), ("a year earlier", "2024-03-01..2024-03-31")],
    ),
    (
        "It opens in August. Capacity was halved, from what it had been a year earlier.",
        [("August", "2025-08-01..2025-08-31"), ("a year earlier", "2024-01-01..2024-12-31")],
    ),
    (
        "Prices fell, from a peak reached in October 2023. Food is dearer than a year earlier.",
        [("October 2023", "2023-10-01..2023-10-31"), ("a year earlier", "2024-01-01..2024-12-31")],
    ),
    (
        "Prices have risen since January. A year ago they were lower.",
        [("January", "2025-01-01..2025-01-31"), ("A year ago", "2024-01-01..2024-12-31")],
    ),
    (
        "The war began in January 2023. In January 2023 it was small; a year ago it was not.",
        [
            ("January 2023", "2023-01-01..2023-01-31"),
            ("January 2023", "2023-01-01..2023-01-31"),
            ("a year ago", "2024-01-01..2024-12-31"),
        ],
    ),
    ("Two days earlier, he had left.", [("Two days earlier", "2025-07-20")]),
    ("It fell overnight, after rain a day earlier.", [("overnight", "2025-07-21..2025-07-22"), ("a day earlier", "2025-07-21")]),
]

WITHOUT_DAYS = [
    ("It lasted seven weeks.", "seven weeks"),
    ("He gave a 50-day deadline.", "50-day"),
    ("It rains every day.", "every day"),
    ("The call came 70 minutes later.", "70 minutes later"),
    ("It began at 23:40 in the old port.", "23:40"),
    ("She left a week after the vote.", "a week after"),
    ("It was quiet on Easter Sunday.", "Easter Sunday"),
]

NO_DATES = [
    "You may march with them.",
    "By the next spring it had burned.",
    "The 2,019 soldiers marched home.",
    "It has more than 2000 employees.",
    "Some 1990 people live there.",
    "Mark Summers and April Jones resigned as may be seen.",
    "The shop took $2020 in cash.",
    "The Second Army is on the march.",
]


COUNTED_FROM_ANOTHER = [
    (
        "It was hit late on Saturday. In a statement on Sunday he said jets had flown that night.",
        [("late on Saturday", "2025-07-19"), ("Sunday", "2025-07-20"), ("that night", "2025-07-19")],
    ),
    (
        "He shot on Saturday night, police said Monday. Six were on duty that night.",
        [("Saturday night", "2025-07-19"), ("Monday", "2025-07-21"), ("that night", "2025-07-19")],
    ),
    (
        'She said 12 had left in the 10 days since it began 10 days ago, and that more were due "by the weekend".',
        [("10 days ago", "2025-07-12"), ("the weekend", "2025-07-26..2025-07-27")],
    ),
    (
        "It rose in February, and by more than in the same month last year.",
        [("February", "2025-02-01..2025-02-28"), ("the same month last year", "2024-02-01..2024-02-29")],
    ),
    (
        "In March a dozen left, three more than in the previous month and two more than a year ago.",
        [
            ("March", "2025-03-01..2025-03-31"),
            ("the previous month", "2025-02-01..2025-02-28"),
            ("more than a year ago", "2024-03-01..2024-03-31"),
        ],
    ),
    (
        "They lost it last year, with 29% against 43% four years earlier.",
        [("last year", "2024-01-01..2024-12-31"), ("four years earlier", "2020-01-01..2020-12-31")],
    ),
    (
        "It sank at 4:20 a.m. on Monday, near the end of an overnight crossing.",
        [("4:20 a.m. on Monday", "2025-07-21"), ("overnight", "2025-07-20..2025-07-21")],
    ),
    (
        "Nine died overnight. It was the biggest raid since January 29. A night earlier it was quiet.",
        [("overnight", "2025-07-21..2025-07-22"), ("January 29", "2025-01-29"), ("A night earlier", "2025-07-20..2025-07-21")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED_FROM_ANOTHER)
def test_what_is_counted_from_another_day_is_counted_from_the_right_one(text, expected):
    assert [one for one in dates(text) if one[1]] == expected


@pytest.mark.parametrize(("text", "expected"), BY_NAME + FROM_PUBLICATION + FROM_THE_STORY)
def test_an_expression_resolves_to_days(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(("text", "words"), WITHOUT_DAYS)
def test_lengths_and_bare_times_have_no_days(text, words):
    assert dates(text) == [(words, "")]


@pytest.mark.parametrize("text", NO_DATES)
def test_other_words_are_no_dates(text):
    assert dates(text) == []


def test_without_a_publication_date_only_full_dates_resolve():
    text = "He came on Monday, on July 2 and in May 2020."
    assert dates(text, published=None) == [("Monday", ""), ("July 2", ""), ("May 2020", "2020-05-01..2020-05-31")]


def test_today_is_the_day_of_utterance_where_the_sentence_names_it():
    text = '"Today we begin, and tomorrow we vote," she said in an address on July 18. "We met yesterday," he added.'
    assert [day for _, day in dates(text)] == ["2025-07-18", "2025-07-19", "2025-07-18", "2025-07-21"]


def test_a_day_ahead_is_nothing_to_count_back_from():
    text = "He spoke on July 18. Talks are set for August 9. Two days earlier he had been ill."
    assert dates(text)[-1] == ("Two days earlier", "2025-07-16")


def test_numbers_of_dates_are_masked_and_those_of_durations_are_not():
    text = "On July 23, two days earlier, and since 2019, it took 50 days and 70 minutes later ended."
    masked = [text[start:end] for start, end in calendar_spans(text)]
    assert masked == ["July 23", "two days earlier", "2019"]


@_patiently
@given(
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)),
    st.sampled_from(["%B %-d, %Y", "%-d %B %Y", "%Y-%m-%d"]),
)
def test_any_full_date_is_read_back(day, written):
    assert dates(f"It was signed on {day.strftime(written)} in Kyiv.") == [(day.strftime(written), str(day))]


@_patiently
@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 12, 31)))
def test_a_past_weekday_is_at_most_six_days_back(published):
    ((_, found),) = dates("He spoke on Friday.", published)
    assert 0 <= (published - dt.date.fromisoformat(found)).days <= 6


def test_how_long_something_went_on_is_no_day():
    (found,) = dates("Those had waited an average of 11 weeks before they were seen.")
    assert found[0] == "11 weeks"
    (found,) = dates("They came two weeks after the vote.")
    assert found[0] == "two weeks after"


def test_months_after_a_year_have_no_days():
    assert dates("The court fined the firm in 2022 and let it off four months later.")[-1] == ("four months later", "")


def test_what_is_to_be_until_a_day_lies_ahead():
    assert dates("It told the rest to expect cuts until Sunday.") == [("Sunday", "2025-07-27")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dockers called a 24-hour strike for Friday.", "2025-07-25"),
        ("The union has called a strike from Monday.", "2025-07-28"),
        ("The court scheduled a hearing for Thursday.", "2025-07-24"),
        ("The rally was planned for Saturday.", "2025-07-26"),
        ("The vote was postponed from Monday to Thursday.", "2025-07-24"),
        ("The vote set for Sunday was put off.", "2025-07-27"),
        ("Talks that had been due to begin on Sunday were put off.", "2025-07-27"),
        ("The hearing had been scheduled for Monday.", "2025-07-21"),
        ("The hearing was scheduled for Monday but nobody came.", "2025-07-21"),
        ("He was jailed for the raid on Friday.", "2025-07-18"),
        ("Shops had been shut from Friday.", "2025-07-18"),
    ],
)
def test_what_is_arranged_for_a_day_lies_ahead(text, expected):
    assert dates(text)[-1][1] == expected


def test_the_same_day_as_one_to_come_is_that():
    told = dates("The fire was on Sunday. We will hand the film over on Thursday, and we will publish it the same day.")
    assert told == [("Sunday", "2025-07-20"), ("Thursday", "2025-07-24"), ("the same day", "2025-07-24")]
    told = dates("The hearing is on Thursday. The fire was on Sunday and the pier sank the same day.")
    assert told[-1] == ("the same day", "2025-07-20")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nine boats have landed so far this year, against 14 in the same period of 2024.",
            [("so far this year", "2025-01-01..2025-07-22"), ("the same period of 2024", "2024-01-01..2024-07-22")],
        ),
        (
            "The loss in the three months to June was bigger than in the same period of 2024.",
            [("the three months to June", "2025-04-01..2025-06-30"), ("the same period of 2024", "2024-04-01..2024-06-30")],
        ),
        ("Nine have died since the start of the year.", [("the start of the year", "2025-01-01..2025-07-22")]),
        ("Nine died at the start of the year.", [("at the start of the year", "2025-01-01..2025-12-31")]),
        (
            "Exports have risen since March, unlike in the same period of 2024.",
            [("March", "2025-03-01..2025-03-31"), ("the same period of 2024", "2024-03-01..2024-07-22")],
        ),
        (
            "Sales were higher in 2025 than in the same period of 2024.",
            [("2025", "2025-01-01..2025-12-31"), ("the same period of 2024", "2024-01-01..2024-12-31")],
        ),
    ],
)
def test_what_is_told_up_to_now_ends_now_and_the_same_period_is_as_long(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A van was driven into a Christmas market.", ""),
        ("Nine were hurt in a Christmas Day fire.", "2024-12-25"),
        ("Nine were hurt at Christmas.", "2024-12-25"),
    ],
)
def test_a_holiday_that_says_of_what_kind_something_is_has_no_day(text, expected):
    assert dates(text)[0][1] == expected
