"""Figures in words and as pictures, and what revisions changed."""

from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange
from hypothesis import given
from hypothesis import strategies as st

from claims.models import Claim, Figure
from claims.presenting import Report, changes, interval_words, number_words, picture, tolerance_words, words_around
from sources.models import Snapshot


def spanning(low, high, bounds="[]"):
    return NumericRange(None if low is None else Decimal(low), None if high is None else Decimal(high), bounds)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (None, ""),
        (spanning(None, None), ""),
        (spanning(96, 96), "96"),
        (spanning("2.50", "2.50"), "2.5"),
        (spanning(12, None), "at least 12"),
        (spanning(30, None, "()"), "more than 30"),
        (spanning(None, 45), "up to 45"),
        (spanning(None, 45, "()"), "fewer than 45"),
        (spanning(30, 35), "30 to 35"),
        (spanning(171, 213, "[)"), "171 to under 213"),
        (spanning(171, 213, "(]"), "over 171 to 213"),
        (spanning(171, 213, "()"), "over 171 to under 213"),
    ],
)
def test_ranges_in_words(values, words):
    assert interval_words(values) == words


@pytest.mark.parametrize(("number", "words"), [("140000", "140,000"), ("0.000001", "0.000001"), ("1E+3", "1,000"), ("-2", "-2")])
def test_numbers_in_words(number, words):
    assert number_words(Decimal(number)) == words


def test_an_approximate_figure_says_what_its_words_allow():
    figure = Figure(text="some 70", stated=spanning(70, 70), tolerance=spanning(63, 77), convention="±10 %")
    assert tolerance_words(figure) == "“some 70” is read as 63 to 77 (±10 %)"


def test_an_exact_figure_allows_nothing_else():
    assert tolerance_words(Figure(text="70", stated=spanning(70, 70), tolerance=spanning(70, 70))) == ""
    assert tolerance_words(Figure(text="70", stated=spanning(70, 70))) == ""


def test_without_a_number_there_is_no_picture():
    assert picture([]) is None
    assert picture([Report(label="words only", stated=None)]) is None


def test_reports_stand_on_one_scale():
    drawn = picture(
        [
            Report(label="this claim", stated=spanning(72, 72), best=Decimal(72)),
            Report(label="Meridian Radio", stated=spanning(50, None)),
        ]
    )
    assert [row.words for row in drawn.rows] == ["72", "at least 50"]
    this, radio = drawn.rows
    assert this.left == this.right == this.best
    assert radio.left < this.left
    assert radio.right == 100


def test_what_is_at_most_so_many_starts_at_nought():
    drawn = picture([Report(label="claim", stated=spanning(None, 40))])
    assert drawn.ticks[0].words == "0"
    assert drawn.ticks[0].at == drawn.rows[0].left == 0


def test_an_open_end_is_hollow():
    (row,) = picture([Report(label="claim", stated=spanning(171, 213, "[)"))]).rows
    assert (row.hollow_left, row.hollow_right) == (False, True)


@given(st.lists(st.decimals(min_value=-(10**17), max_value=10**17, places=2), min_size=1, max_size=6))
def test_everything_lies_on_the_scale_in_its_order(values):
    drawn = picture([Report(label="x", stated=spanning(value, value), best=value) for value in values])
    places = [row.best for row in drawn.rows]
    assert all(-0.01 <= place <= 100.01 for place in places)
    in_order = [place for _, place in sorted(zip(values, places, strict=True))]
    assert in_order == sorted(in_order)
    assert 1 <= len(drawn.ticks) <= 9


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (100_000, 125_000, ["95,000", "110,000", "125,000"]),
        (31, 44, ["25", "30", "35", "40", "45", "50"]),
        (1_700_000_000, 1_800_000_000, ["1,680,000,000", "1,800,000,000"]),
    ],
)
def test_as_many_numbers_stand_on_the_scale_as_have_room(low, high, words):
    drawn = picture([Report(label="claim", stated=spanning(low, None)), Report(label="evidence", stated=spanning(high, high))])
    assert [tick.words for tick in drawn.ticks] == words


@pytest.mark.parametrize(("values", "words"), [((1, 2), ["0", "1", "2", "3"]), ((3, 3), ["0", "1", "2", "3", "4"])])
def test_what_is_told_in_whole_numbers_has_a_scale_of_whole_numbers(values, words):
    drawn = picture([Report(label="claim", stated=spanning(value, value)) for value in values])
    assert [tick.words for tick in drawn.ticks] == words


def test_what_is_measured_in_parts_has_a_scale_of_parts():
    drawn = picture([Report(label="claim", stated=spanning(Decimal("1.5"), 2))])
    assert "1.6" in [tick.words for tick in drawn.ticks]


def test_a_passage_stands_among_whole_words_with_an_ellipsis_for_the_rest():
    text = "The Southern Command said 96 rockets were fired at the city."
    passage = Claim(snapshot=Snapshot(text=text), start=26, end=36, prefix=text[5:26], suffix=text[36:50])
    assert words_around(passage) == ("…Command said ", " were fired…")
    whole = Claim(snapshot=Snapshot(text=text), start=26, end=36, prefix=text[:26], suffix=text[36:])
    assert words_around(whole) == ("The Southern Command said ", " were fired at the city.")


def test_changes_between_revisions_are_in_words():
    before = {"statement": "Forty drones.", "kind": "weapons", "attribution": [], "figure": None, "start": 0}
    link = {"cue": "said", "mode": "indirect", "sources": [{"name": "the mayor"}, {"name": "the ministry"}]}
    after = {**before, "attribution": [link], "figure": {"text": "Forty", "of": "drones", "low": 40, "high": 40}}
    assert [(change.part, change.was, change.now) for change in changes(before, after)] == [
        ("attribution", "", "the mayor, the ministry"),
        ("figure", "", "Forty drones [40 / 40]"),
    ]
