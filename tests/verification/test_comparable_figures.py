"""Which figures are put beside a claim's own."""

import pytest

from tests.factories import DeskFactory, EventFactory, FigureFactory, claim_on, member, said_by
from verification.presenting.cases import case_picture, comparable

pytestmark = pytest.mark.django_db


def counted(event, desk, **fields):
    claim = claim_on(desk, event=event)
    FigureFactory(claim=claim, **fields)
    return claim


@pytest.mark.parametrize(
    ("fields", "is_beside"),
    [
        ({"counted_class": "rocket", "measures": ["launched"]}, True),
        ({"counted_class": "rocket", "measures": ["intercepted"]}, False),
        ({"counted_class": "person", "measures": ["launched"]}, False),
        ({"counted_class": "rocket", "measures": ["launched"], "area": "the north"}, False),
    ],
)
def test_a_figure_is_put_beside_those_of_the_same_measure(fields, is_beside):
    desk = DeskFactory()
    event = EventFactory(desk=desk)
    claim = counted(event, desk, counted_class="rocket", measures=["launched"])
    other = counted(event, desk, **fields)
    assert comparable(claim, member(desk)) == ([other] if is_beside else [])


def test_another_claim_is_named_with_its_publisher_and_led_to():
    desk = DeskFactory()
    event = EventFactory(desk=desk)
    claim, other = (counted(event, desk, counted_class="rocket", of="rockets", measures=[]) for _ in range(2))
    said_by(other, "Ilona Varga")
    own, report = (row.report for row in case_picture(claim, [], [], member(desk)).rows)
    assert own.href == ""
    assert report.label.startswith(f"Ilona Varga, in {other.article.publisher}: ")
    assert report.href == f"/claims/{other.pk}/"


def test_bare_numbers_have_nothing_in_common():
    desk = DeskFactory()
    event = EventFactory(desk=desk)
    bare = {"counted_class": "", "unit": "", "measures": []}
    claim = counted(event, desk, **bare)
    counted(event, desk, **bare)
    assert comparable(claim, member(desk)) == []
