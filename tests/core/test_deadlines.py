"""How far off a moment is, in words, without a database."""

import datetime as dt

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
    hours = [due(now + dt.timedelta(hours=hours))["urgency"] for hours in (-1, 3, 5)]
    assert (hours, due(None)["words"]) == (["late", "soon", ""], "")


def test_an_assignment_goes_back_at_a_moment(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    assert lapse(now + dt.timedelta(hours=23))["words"] == "goes back in 23 h"
    assert lapse(now - dt.timedelta(minutes=1))["words"] == "goes back now"
