"""How far off a moment is, in words, without a database."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from core.templatetags.core import due, due_words, lapse


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (dt.timedelta(minutes=59), "due in 59 min"),
        (dt.timedelta(hours=5, minutes=10), "due in 5 h 10 min"),
        (dt.timedelta(hours=23, minutes=59), "due in 23 h"),
        (dt.timedelta(hours=48), "due in 2 days"),
        (dt.timedelta(hours=-3), "3 h 0 min late"),
    ],
)
def test_a_deadline_is_told_in_its_largest_unit(left, words):
    assert due_words(left) == words


def test_what_is_due_soon_or_late_stands_out(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    shown = [re.findall('class="due (.*?)"', due(now + dt.timedelta(hours=hours))) for hours in (-1, 3, 5)]
    assert (shown, due(None)) == ([["late"], ["soon"], [""]], "")


def test_a_deadline_says_its_moment_as_well(time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC), tick=False)
    expected = '<time class="due soon" datetime="2026-03-02T09:30:00+00:00" title="2 March 2026, 09:30">due in 3 h 30 min</time>'
    assert due(dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)) == expected


def test_an_assignment_goes_back_at_a_moment(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    assert ">goes back in 23 h<" in lapse(now + dt.timedelta(hours=23))
    assert ">goes back now<" in lapse(now - dt.timedelta(minutes=1))
