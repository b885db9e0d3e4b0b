"""Lists that are longer than anybody pages through."""

import pytest

from core import paging
from core.models import Topic
from core.paging import BoundedPaginator, count_up_to
from tests.factories import DeskFactory, TopicFactory, case_on
from tests.pages import client_of, member
from tests.verification.desk import scale_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_at_most(monkeypatch):
    monkeypatch.setattr(paging, "MOST_COUNTED", 3)


@pytest.mark.parametrize(("rows", "counted", "cut_off"), [(0, 0, False), (2, 2, False), (3, 3, True), (5, 3, True)])
def test_no_more_is_counted_than_can_be_paged_through(three_at_most, rows, counted, cut_off):
    desk = DeskFactory()
    for _ in range(rows):
        TopicFactory(desk=desk)
    pages = BoundedPaginator(Topic.objects.all(), 2)
    assert (pages.count, pages.is_cut_off) == (counted, cut_off)
    assert sum(len(page.object_list) for page in pages) == counted
    assert count_up_to(Topic.objects.all(), 4) == min(rows, 4)


def test_a_table_that_is_cut_off_says_so(three_at_most):
    desk = DeskFactory()
    scale_on(desk)
    for _ in range(4):
        case_on(desk)
    page = client_of(member(desk)).get("/cases/").content.decode()
    assert "3 cases or more" in page
    assert page.count("Forty drones") == 3
