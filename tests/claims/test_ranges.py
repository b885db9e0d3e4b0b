import datetime as dt
from decimal import Decimal

from claims.ranges import bounds_as_json, days, days_as_json, interval


def test_an_interval_keeps_which_of_its_ends_are_open():
    more_than_thirty = interval(Decimal(30), None, low_open=True)
    assert (more_than_thirty.lower, more_than_thirty.lower_inc, more_than_thirty.upper_inf) == (30, False, True)
    assert interval(Decimal(5), Decimal(5)).upper_inc
    assert interval(None, None) is None


def test_numbers_become_json_numbers():
    assert bounds_as_json(interval(Decimal("1.500000"), Decimal("40.000000"))) == {"low": 1.5, "high": 40}
    assert bounds_as_json(None) == {"low": None, "high": None}


def test_days_include_their_last_one():
    said = {"earliest": dt.date(2026, 3, 1), "latest": dt.date(2026, 3, 2)}
    assert days(said).upper == dt.date(2026, 3, 3)
    assert days_as_json(days(said)) == {"earliest": "2026-03-01", "latest": "2026-03-02"}
    assert days({"earliest": None, "latest": None}) is None
    assert days_as_json(days({"earliest": dt.date(2026, 3, 1), "latest": None})) == {"earliest": "2026-03-01", "latest": None}
