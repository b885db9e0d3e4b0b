"""The pages of exports."""

import pytest

from tests.factories import (
    ExportFactory,
)
from tests.pages import client_of

pytestmark = pytest.mark.django_db


def test_a_small_export_comes_at_once(published):
    answer = client_of(published.viewer).post("/exports/", {"format": "jsonl"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Forty drones" in b"".join(answer.streaming_content).decode()


def test_a_large_export_becomes_a_file(published, monkeypatch):
    monkeypatch.setattr("verification.services.exports.MOST_AT_ONCE", 0)
    answer = client_of(published.viewer).post("/exports/", {"format": "csv"})
    assert answer.status_code == 302
    page = client_of(published.viewer).get(answer["Location"]).content.decode()
    assert "hx-trigger" in page


def test_an_export_whose_days_are_reversed_is_refused_at_the_field(published):
    body = {"format": "jsonl", "published_from": "2027-01-01", "published_to": "2026-01-01"}
    answer = client_of(published.viewer).post("/exports/", body)
    assert answer.status_code == 400
    assert answer.context["form"].errors == {"published_to": ["The last day is before the first."]}


def test_exports_belong_to_who_asked_for_them(world):
    export = ExportFactory(desk=world.desk, requested_by=world.viewer)
    assert client_of(world.viewer).get(f"/exports/{export.pk}/").status_code == 200
    assert client_of(world.lead).get(f"/exports/{export.pk}/").status_code == 404
    assert client_of(world.viewer).get(f"/exports/{export.pk}/file/").status_code == 404
