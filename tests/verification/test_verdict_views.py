"""The public page of a verdict."""

import json
import re

import pytest

from tests.factories import (
    PublicationFactory,
    VerdictFactory,
)
from tests.pages import client_of
from verification.models import Case, Verdict

pytestmark = pytest.mark.django_db


ADDRESS = "/v/a-key-that-nobody-guesses/"


def test_anybody_reads_a_published_verdict(published, client):
    answer = client.get(ADDRESS)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Forty drones were counted." in page
    assert "Supported" in page
    assert str(published.second) not in page
    assert "DEMONSTRATION" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["@type"] == "ClaimReview"
    assert data["url"].endswith(ADDRESS)


def test_a_verdict_without_evidence_to_show_says_so(published, client):
    assert "This verdict shows none." not in client.get(ADDRESS).content.decode()
    grounds = Verdict.objects.get().grounds | {"evidence": []}
    bare = VerdictFactory(case=published.case, rating=published.rating, grounds=grounds)
    PublicationFactory(verdict=bare, published_by=published.lead)
    assert "This verdict shows none." in client.get(ADDRESS).content.decode()


def test_a_desk_that_says_so_names_its_reviewers(published, client):
    published.desk.names_reviewers = True
    published.desk.save()
    assert str(published.second) in client.get(ADDRESS).content.decode()


def test_the_demonstration_says_so(published, client):
    published.desk.is_demonstration = True
    published.desk.save()
    assert "DEMONSTRATION" in client.get(ADDRESS).content.decode()
    assert "DEMONSTRATION" in client_of(published.viewer).get("/").content.decode()


def test_a_withdrawn_verdict_stays_as_withdrawn_without_its_data(published, client):
    client_of(published.lead).post(
        f"/cases/{published.case.pk}/withdraw/", {"expected_version": 3, "reason": "The log was forged."}
    )
    page = client.get(ADDRESS).content.decode()
    assert "withdrawn" in page
    assert "The log was forged." in page
    assert "ld+json" not in page


def test_no_other_address_leads_anywhere(published, client):
    assert client.get("/v/another-key/").status_code == 404
    Case.objects.filter(pk=published.case.pk).update(sensitivity="desk")
    assert client.get(ADDRESS).status_code == 404


def test_a_proposition_cannot_break_out_of_the_data(published, client):
    verdict = Verdict.objects.get()
    evil = "</script><script>alert(1)</script>"
    second = VerdictFactory(case=published.case, rating=published.rating, grounds={**verdict.grounds, "proposition": evil})
    PublicationFactory(verdict=second, published_by=published.lead)
    assert "<script>alert" not in client.get(ADDRESS).content.decode()
