"""Pages of all layouts, taken apart."""

import datetime as dt
import textwrap

import pytest

from claims.extraction.text.segmenting import segment

FIRST = "Three people were killed when a bridge fell into the river on Monday, the mayor of Ostrand said in a statement."
SECOND = "The bridge had been inspected in April and was found to be safe, according to the city's engineers."

BY_SUNDAY = "By Sunday the coast guard had counted 57 dead."
THIRD = "Divers had searched the river until nightfall and would go on in the morning, the fire service said."

LONG = [
    FIRST,
    SECOND,
    THIRD,
    f"The ferry of Ostrand, which carries cars, was in the dock. {BY_SUNDAY}",
    "Nobody who lived on the far bank could get to work on Tuesday, and the schools there stayed shut until the weekend.",
    "Buses went round by the old road through the hills, which takes an hour longer than the way over the river used to.",
]


def story(text):
    return [" ".join(text[block.start : block.end].split()) for block in segment(text).blocks if block.is_story]


def test_a_text_without_furniture_is_all_story():
    assert story(f"{FIRST}\n\n{SECOND}") == [FIRST, SECOND]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\n\n", "\r\n\r\n"])
def test_paragraphs_need_no_blank_lines(line_end):
    assert story(line_end.join([FIRST, SECOND])) == [FIRST, SECOND]


def test_a_heading_right_above_a_long_line_is_not_part_of_it():
    heading, stamp = "Operator admits that the count was wrong", "14:05 13 February"
    line = f"{FIRST} {SECOND}"
    assert story(f"{stamp}\n{heading}\n{line}\n{THIRD}") == [line, THIRD]


def test_a_box_that_invites_does_not_end_a_story_that_goes_on_behind_it():
    before = [
        FIRST,
        SECOND,
        "The council met on Monday and voted to close the road that leads to the bridge until the end of the year.",
        "Lorries have to go by the town of Lund, which lies some 40 miles to the north of the river and has one bridge.",
    ]
    after = [
        "Divers will look at the piers on Tuesday, and until then all five bridges of the city remain closed to lorries.",
        "Nobody has said how long that will take, or who is to pay for the work on the bridge that fell into the river.",
    ]
    box = ["Free newsletter", "Enter your email address", "Sign up", "after newsletter promotion"]
    assert story("\n\n".join([*before, *box, *after, "Most viewed"])) == [*before, *after]


def test_a_box_in_the_midst_of_a_story_does_not_end_it():
    after = [
        "The bridge of Ostrand was built in 1962, and the city's engineers had asked for a new one twice since the spring.",
        "The mayor told a crowd of a hundred people on the bank of the river that the money had been there, but no plan for it.",
    ]
    box = ["More on this story", "Why do bridges fall?", "Watch: the river from the air"]
    assert story("\n\n".join([*LONG, *box, *after])) == [*LONG, *after]


def test_a_box_with_another_story_ends_it():
    other = [
        "A goat that had got into a bakery in Lund ate forty loaves before anybody came, and went to sleep beside the oven.",
        "The baker laughed about it when a friend called, and gave away what was left of the buns to children from next door.",
    ]
    assert story("\n\n".join([*LONG, "More on this story", *other])) == LONG


def test_a_line_that_somebody_edited_leaves_the_others_wrapped():
    more = [
        "The ferry that usually carries cars across the river was in the dock for repairs, so that traffic came to a halt.",
        "Nobody who lived on the far bank could get to work on Tuesday, and the schools there stayed shut until the weekend.",
    ]
    paragraphs = [FIRST, SECOND, THIRD, *more]
    lines = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in paragraphs)
    assert story(lines.replace("inspected in April", "inspected again only in April of last year", 1)) == [
        FIRST,
        SECOND.replace("inspected in April", "inspected again only in April of last year"),
        *paragraphs[2:],
    ]


def test_hand_wrapped_lines_are_one_paragraph():
    wrapped = (
        "Three people were killed when a bridge fell into the river on Monday,\n"
        "the mayor of Ostrand said in a statement that was read on the radio.\n"
        "The bridge had been inspected in April.\n"
        "\n"
        "It was built in 1962 and carried some 12,000 cars a day, most of them\n"
        "bound for the port."
    )
    assert len(story(wrapped)) == 2


def test_a_page_may_mix_wrapped_and_unwrapped_paragraphs():
    wrapped = (
        "The bridge had been inspected in April and was found to be safe,\n"
        "according to the city's engineers, who had closed it to lorries\n"
        "in March."
    )
    assert story(f"{FIRST * 3}\n\n{wrapped}\n\n{SECOND * 2}") == [FIRST * 3, " ".join(wrapped.split()), SECOND * 2]


def test_a_wrapped_list_of_links_is_no_paragraph():
    assert story(f"Home\nNews\nSport\nBusiness and finance\n\n{FIRST}\n{SECOND}") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "furniture",
    [
        "Skip to content",
        "Home | World | Politics",
        "Sign up for our morning newsletter and get the news in your inbox.",
        "Read more: Ten bridges that did not fall",
        "Copyright 2025 Ostrand Post. All rights reserved.",
        "We use cookies to improve your experience on this website.",
        "Rescuers at the bridge on Monday. Photo: Jane Roe/Ostrand Post",
        "Follow us on Facebook for the latest on this story.",
        "Source: https://ostrand.example/news/4711",
        "This article was originally published on Monday.",
        "This article was amended on 27 July 2028 to correct the number of branches.",
        "We and our 212 partners use cookies to store information on your device.",
        "[Photo caption: Nurses prepare doses at a school in Ostrand.]",
        "How you can help: call 800-555-010 or visit our page.",
        "Get breaking news and exclusive content directly on your phone.",
        "Join our channel and never miss a story.",
        "Comments have been disabled on this article for legal reasons.",
        "This article is more than three years old.",
        "You have 3 free articles left this month.",
        "Thanks for joining us. You can read our full report here.",
        "That's all from us today.",
        "We are now pausing our live coverage.",
        "Good morning and welcome to our live coverage of the collapse.",
        "Already a subscriber? Log in here.",
        "By continuing to use this site you agree to the use of cookies.",
        "If you spot a mistake, let us know.",
        "Media caption, Nine people died when the bridge collapsed.",
        "Correction: An earlier version of this story said eight people had died.",
        "This is a developing story and will be updated.",
        "More details soon.",
        "Some information for this report came from Agence Ouest.",
        "The Ostrand Post is not responsible for the content of external sites.",
        "Jane Roe is the transport correspondent of the Post. She covers roads and bridges.",
        "Recommended: Ten bridges that may fall next.",
        "Anyone with information is asked to call police on 555 010.",
        "Translated by Jane Roe.",
        "First published on July 3, 2025.",
    ],
)
@pytest.mark.parametrize("place", ["before", "between", "after"])
def test_furniture_is_left_out_wherever_it_stands(furniture, place):
    parts = {"before": [furniture, FIRST, SECOND], "between": [FIRST, furniture, SECOND], "after": [FIRST, SECOND, furniture]}
    assert story("\n\n".join(parts[place])) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "text",
    [
        "Three deaths from cholera were reported from Ostrand, Lund and the port of Karsk on Monday.",
        "Jane Roe reported from Ostrand that the river had taken the bridge and that 12 people were missing.",
    ],
)
def test_what_is_reported_from_somewhere_is_story(text):
    assert story(f"{FIRST}\n\n{text}") == [FIRST, text]


def test_a_story_may_speak_of_what_furniture_speaks_of():
    text = "Share prices fell 12 percent on Monday after the newspaper said that it had lost half of its subscribers in a year."
    assert story(f"{FIRST}\n\n{text}") == [FIRST, text]


@pytest.mark.parametrize(
    "text",
    [
        "This is a breaking point for the hospital and for the whole valley of the Sale.",
        "Call centres in Ostrand were closed on 14 July.",
        "Tap water in Ostrand was cut off on Monday.",
        "By using drones, the army has found 40 tanks near Ostrand.",
        "Witnesses who saw the blast report that nine people died.",
        "Correction officers carried two banners: one of them was torn.",
        "Translated from Polish, the letter names 40 men who were held in Ostrand.",
        "Photos by a satellite show 40 tanks near the town of Ostrand.",
        "Max Holm is a reporter at the Herald who was jailed in May.",
        "More details of the plan were published by the ministry on Monday.",
        "Welcome rain fell on the fires near Ostrand on Monday.",
        "Thank you for your patience, the mayor told residents of the town.",
        "This video is not authentic, the ministry said.",
        "Warning sirens sounded in Ostrand before dawn on Monday.",
        "Readers may find the library in Ostrand closed until May, the mayor said.",
    ],
)
def test_the_news_may_begin_like_furniture(text):
    assert story(f"{FIRST}\n\n{text}\n\n{SECOND}") == [FIRST, text, SECOND]


def test_a_sentence_that_begins_with_a_day_is_no_byline():
    assert story(f"By Ana Roe\n\n{FIRST}\n\n{BY_SUNDAY}\n\n{SECOND}") == [FIRST, BY_SUNDAY, SECOND]


def test_captions_printed_twice_are_no_story():
    caption = "Rescuers search the river below the bridge in Ostrand on Monday."
    assert story(f"{caption}\n\n{caption}\n\n{FIRST}\n\n{SECOND}") == [FIRST, SECOND]


def test_a_pull_quote_counts_once_where_the_story_has_it():
    quoted = f'"The bridge was safe in April, and it was not safe in May," the mayor said. {SECOND}'
    assert story(f'{FIRST}\n\n"The bridge was safe in April, and it was not safe in May," the mayor said.\n\n{quoted}') == [
        FIRST,
        quoted,
    ]


def test_teasers_under_a_heading_of_related_stories_are_left_out():
    teasers = (
        "Related stories\n\nFlood in the north\n\nTwo hundred people have left their homes.\n\nMost read\n\nWhy bridges fall"
    )
    assert story(f"{FIRST}\n\n{SECOND}\n\n{teasers}") == [FIRST, SECOND]


def test_the_story_goes_on_after_a_box():
    box = "Related stories\n\nFlood in the north\n\nWhy bridges fall"
    assert story(f"{FIRST}\n\n{box}\n\n{SECOND}\n\n{FIRST.replace('Three', 'Four')}")[1:] == [
        SECOND,
        FIRST.replace("Three", "Four"),
    ]


def test_the_head_of_a_page():
    page = segment(f"Ostrand Post\n\nBridge falls into river in Ostrand\n\nBy Jane Roe\nMarch 3, 2025\n\n{FIRST}\n\n{SECOND}")
    assert (page.title, page.byline, page.published_at) == ("Bridge falls into river in Ostrand", "Jane Roe", dt.date(2025, 3, 3))


def test_what_opens_the_page_above_a_byline_is_its_title():
    title = "Naval drones hit a tanker. Officials call the slick small. Ecologists do not."
    page = segment(f"{title}\n\nStory by Jane Roe\n\n{FIRST}\n\n{SECOND}")
    assert (page.title, page.byline) == (title, "Jane Roe")


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("30/11/2026", dt.date(2026, 11, 30)),
        ("11/30/2026", dt.date(2026, 11, 30)),
        ("31/13/2026", None),
        ("05/11/2026", None),  # in May or in November
    ],
)
def test_a_day_in_figures_is_read_where_it_can_be_no_other(date, day):
    assert segment(f"Bridge falls into river\n\nJane Roe\n\n{date}\n\n{FIRST}\n\n{SECOND}").published_at == day


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("With reporting by AP, Reuters, and AFP", ("AP", "Reuters", "AFP")),
        ("(Reporting by Jane Roe in Ostrand; Editing by Max Holm)", ("Jane Roe", "Max Holm")),
        ("Jane Roe contributed to this report.", ("Jane Roe",)),
        ("Roe reported from Ostrand.", ("Roe",)),
        ("Jane Roe and Max Holm reported from Ostrand, and Ana Pole from Lund.", ("Jane Roe", "Max Holm")),
        ("Roe reported from Ostrand. The writer Max Holm in Lund contributed to this report.", ("Roe", "The writer Max Holm")),
    ],
)
def test_credit_lines(line, names):
    assert segment(f"{FIRST}\n\n{SECOND}\n\n{line}").credits == names


def test_a_credit_may_be_wrapped():
    credit = "Roe reported from Ostrand. Meridian News writer Max Holm in Lund and Ana Pole in Karsk contributed to this report."
    page = "\n\n".join(textwrap.fill(paragraph, 75) for paragraph in (*LONG, credit))
    assert segment(page).credits == ("Roe", "Meridian News writer Max Holm", "Ana Pole")
    assert story(page) == LONG


@pytest.mark.parametrize(
    "dateline", ["OSTRAND -- ", "OSTRAND, March 3 (Meridian) - ", "Ostrand (AP) — ", "GENEVA, 22 July 2025 (WHO) – "]
)
def test_a_dateline_is_no_part_of_the_story(dateline):
    assert story(f"{dateline}{FIRST}") == [FIRST]


def test_a_note_without_prose_is_read_all_the_same():
    assert story("Drones over Ostrand: 12 launched, 9 shot down") == ["Drones over Ostrand: 12 launched, 9 shot down"]


def test_a_list_that_ends_a_sentence_is_one_paragraph_with_it():
    text = f"{FIRST}\n\nThe report says it\n\n• swept away 118 houses,\n• and left 900 people without water.\n\n{SECOND}"
    assert story(text) == [FIRST, "The report says it • swept away 118 houses, • and left 900 people without water.", SECOND]


def test_a_list_under_a_heading_of_its_own_is_story():
    facts = ["The state gives up 67% of the company", "340 of its 1,150 jobs go by 2028"]
    listed = "\n".join(f"- {fact}" for fact in facts)
    assert story(f"{FIRST}\n\nWhat the sale means\n{listed}\n\n{SECOND}") == [FIRST, *facts, SECOND]
    assert story(f"{FIRST}\n\nRelated stories\n{listed}\n\n{SECOND}\n\n{THIRD}") == [FIRST, SECOND, THIRD]
