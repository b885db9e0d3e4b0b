"""The page of a search."""

import pytest

from tests.factories import (
    ClaimFactory,
    case_on,
)
from tests.pages import client_of

pytestmark = pytest.mark.django_db


def test_a_search_says_how_much_more_there_is_and_leads_to_all_of_it(world, monkeypatch):
    monkeypatch.setattr("verification.views.search.MOST", 1)
    case_on(world.desk, proposition="Some 70 people & more were hurt.")
    client = client_of(world.viewer)
    page = client.get("/search/?q=people+%26+more").content.decode()
    assert 'Cases <span class="end">1</span>' in page
    page = client.get("/search/?q=hurt").content.decode()
    assert '1 of 2 · <a href="/cases/?q=hurt">all' in page
    ClaimFactory(snapshot=world.snapshot, statement="Nobody was hurt.")
    page = client.get("/search/?q=hurt").content.decode()
    assert '1 of 2 · <a href="/search/?q=hurt&amp;in=claims">all' in page
    page = client.get("/search/?q=hurt&in=claims").content.decode()
    assert "Nobody was hurt." in page
    assert "Some 70 people were hurt." in page


def test_a_search_finds_the_cases_that_their_list_finds(world):
    client = client_of(world.viewer)
    for words in ("harbour ministry", str(world.case.pk)):
        listed = {case.pk for case in client.get(f"/cases/?q={words}").context["page"]}
        assert listed
        assert {case.pk for case in client.get(f"/search/?q={words}").context["cases"].rows} == listed
