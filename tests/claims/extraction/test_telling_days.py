"""Days written out in full, and once."""

import datetime as dt

import pytest

from claims.extraction.statements.telling_days import in_full, written

JULY_23 = dt.date(2025, 7, 23)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "told"),
    [
        ("Wednesday", JULY_23, JULY_23, "Wednesday (23 July 2025)"),
        ("July 23", JULY_23, JULY_23, "July 23, 2025"),
        ("23 July", JULY_23, JULY_23, "23 July 2025"),
        ("Wednesday [July 23]", JULY_23, JULY_23, "Wednesday [July 23, 2025]"),
        ("July 23 or 24", JULY_23, dt.date(2025, 7, 24), "July 23 or 24, 2025"),
        ("the start of May", dt.date(2025, 5, 1), dt.date(2025, 5, 31), "the start of May 2025"),
        ("last month", dt.date(2025, 6, 1), dt.date(2025, 6, 30), "last month (June 2025)"),
        ("last September", dt.date(2024, 9, 1), dt.date(2024, 9, 30), "last September (2024)"),
        ("last year", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "last year (2024)"),
        ("overnight", dt.date(2025, 7, 22), JULY_23, "overnight (22 to 23 July 2025)"),
        ("in recent weeks", dt.date(2025, 6, 24), dt.date(2025, 7, 22), "in recent weeks (to 22 July 2025)"),
        ("in the coming days", dt.date(2025, 7, 22), dt.date(2025, 7, 26), "in the coming days (from 22 July 2025)"),
        ("a few days ago", dt.date(2025, 7, 16), dt.date(2025, 7, 19), "a few days ago (16 to 19 July 2025)"),
        ("in March 2022", dt.date(2022, 3, 1), dt.date(2022, 3, 31), "in March 2022"),
        ("mid-2015", dt.date(2015, 1, 1), dt.date(2015, 12, 31), "mid-2015"),
        ("the 1980s", dt.date(1980, 1, 1), dt.date(1989, 12, 31), "the 1980s"),
    ],
)
def test_what_a_date_leaves_open_is_added_once(text, earliest, latest, told):
    assert in_full(text, earliest, latest) == told


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        (dt.date(2024, 12, 30), dt.date(2025, 1, 5), "30 December 2024 to 5 January 2025"),
        (dt.date(2024, 1, 1), dt.date(2025, 12, 31), "2024 to 2025"),
        (dt.date(2024, 7, 1), dt.date(2025, 6, 30), "July 2024 to June 2025"),
        (dt.date(2025, 4, 1), dt.date(2025, 6, 30), "April to June 2025"),
    ],
)
def test_periods_are_written_as_short_as_they_can_be(earliest, latest, told):
    assert written(earliest, latest) == told
