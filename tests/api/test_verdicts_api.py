"""Verdicts and their exports over the API."""

import csv
import hashlib
import io
import json

import pytest
from django.core.files.base import ContentFile

from core.models import Role
from tests.api.answers import found, nothing_written, refusal
from tests.factories import (
    ExportFactory,
    FigureFactory,
    PublicationFactory,
    VerdictFactory,
    case_of,
    claim_on,
    member,
    said_by,
)
from tests.verification.desk import rating_of
from verification.grounds import freeze
from verification.models import Export
from verification.services import exports
from verification.services.exports import export_write

pytestmark = pytest.mark.django_db
PATH = "/api/v1/verdicts/"


@pytest.fixture
def viewer(desk, api):
    return api(member(desk, Role.VIEWER))


def published(desk, rating="Right", **fields):
    """A verdict that stands, on a claim of the ministry's about 40 drones."""
    claim = claim_on(desk)
    said_by(claim, "Harbour Ministry")
    FigureFactory(claim=claim)
    case = case_of(claim, state="published")
    verdict = VerdictFactory(case=case, rating=rating_of(desk, rating), grounds=freeze(case, []), **fields)
    PublicationFactory(verdict=verdict)
    return verdict


# --- Verdicts -------------------------------------------------------------------------------------------------------------


def test_a_verdict_says_what_was_found_and_where_it_is_published(desk, viewer):
    verdict = published(desk)
    shown = viewer.get(f"{PATH}{verdict.pk}/").json()
    assert (shown["meaning"], shown["rating"], shown["basis"], shown["number"]) == ("supported", "Right", "agreement", 1)
    assert shown["url"] == f"http://testserver/v/{verdict.case.public_key}/"
    assert (shown["proposition"], shown["ended_at"]) == (verdict.case.proposition, None)
    assert shown["published_at"]


def test_a_verdict_that_was_not_published_has_no_address_and_no_claim_review(desk, viewer):
    verdict = VerdictFactory(case=case_of(claim_on(desk), state="decided"))
    shown = viewer.get(f"{PATH}{verdict.pk}/").json()
    assert (shown["url"], shown["published_at"]) == (None, None)
    assert refusal(viewer.get(f"{PATH}{verdict.pk}/claimreview/")) == (404, "request:not_found")


def test_a_claim_review_is_schema_org(desk, viewer):
    verdict = published(desk)
    answer = viewer.get(f"{PATH}{verdict.pk}/claimreview/")
    assert answer["Content-Type"] == "application/ld+json"
    review = answer.json()
    assert (review["@type"], review["itemReviewed"]["author"]["name"]) == ("ClaimReview", "Harbour Ministry")
    assert review["url"] == f"http://testserver/v/{verdict.case.public_key}/"


def test_verdicts_are_filtered(desk, viewer):
    right, wrong = published(desk), published(desk, "Wrong")
    decided = VerdictFactory(case=case_of(claim_on(desk), state="decided"), rating=right.rating)
    for query, expected in (
        ({"meaning": "refuted"}, [wrong]),
        ({"published": "true"}, [wrong, right]),
        ({"published": "false"}, [decided]),
        ({"case": right.case_id}, [right]),
        ({"basis": "adjudication"}, []),
        ({"decided_after": "2000-01-01"}, [decided, wrong, right]),
        ({"decided_before": "2000-01-01"}, []),
        ({"desk": "quay"}, []),
    ):
        assert found(viewer.get(PATH, query)) == [verdict.pk for verdict in expected], query


# --- At once --------------------------------------------------------------------------------------------------------------


def read(form: str, data: bytes) -> list[str]:
    """The propositions of an export."""
    text = data.decode("utf-8-sig")
    if form == "csv":
        return [row["proposition"] for row in csv.DictReader(io.StringIO(text))]
    if form == "jsonl":
        return [json.loads(line)["proposition"] for line in text.splitlines()]
    return [review["claimReviewed"] for review in _reviews(json.loads(text))]


def _reviews(document: object) -> list[dict[str, str]]:
    return document if isinstance(document, list) else document.get("@graph") or [e["item"] for e in document["dataFeedElement"]]


@pytest.mark.parametrize("form", ["jsonl", "csv", "claimreview"])
def test_verdicts_come_at_once_in_each_format_with_their_number(desk, viewer, form):
    verdicts = [published(desk), published(desk, "Wrong")]
    answer = viewer.get(f"{PATH}export/", {"format": form})
    assert (answer.status_code, answer["X-Row-Count"]) == (200, "2")
    assert answer["Content-Disposition"].startswith('attachment; filename="harbour-verdicts-')
    assert read(form, answer.getvalue()) == [verdict.case.proposition for verdict in verdicts]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"meaning": "supported"}, "1"),
        ({"meaning": "mixed"}, "0"),
        ({"kind": "weapons"}, "2"),
        ({"kind": "casualty"}, "0"),
        ({"published_from": "2000-01-01"}, "2"),
        ({"published_to": "2000-01-01"}, "0"),
    ],
)
def test_an_export_is_narrowed_down(desk, viewer, query, rows):
    published(desk)
    published(desk, "Wrong")
    answer = viewer.get(f"{PATH}export/", {"format": "csv", **query})
    answer.getvalue()
    assert answer["X-Row-Count"] == rows


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ({}, (400, "request:invalid")),
        ({"format": "xlsx"}, (400, "request:invalid")),
        ({"format": "csv", "meaning": "true"}, (400, "request:invalid")),
        ({"format": "csv", "published_from": "yesterday"}, (400, "request:invalid")),
        ({"format": "csv", "published_from": "2027-01-01", "published_to": "2026-01-01"}, (400, "export:days")),
        ({"format": "csv", "since": "2026-01-01"}, (400, "request:invalid")),
        ({"format": "csv", "desk": "quay"}, (400, "desk:unknown")),
    ],
)
def test_an_export_that_cannot_be_is_refused(desk, viewer, query, refused):
    assert refusal(viewer.get(f"{PATH}export/", query)) == refused
    assert refusal(viewer.post("/api/v1/exports/", query)) == refused
    assert nothing_written()


def test_more_than_the_limit_needs_a_job(desk, viewer, monkeypatch):
    monkeypatch.setattr(exports, "MOST_AT_ONCE", 1)
    published(desk)
    answer = viewer.get(f"{PATH}export/", {"format": "csv"})
    assert answer["X-Row-Count"] == "1"
    answer.getvalue()
    published(desk)
    answer = viewer.get(f"{PATH}export/", {"format": "csv"})
    assert refusal(answer) == (413, "export:too_large")
    assert answer.json()["details"] == {"limit": 1}


def test_the_limit_is_a_thousand():
    assert exports.MOST_AT_ONCE == 1_000


# --- As a job -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["jsonl", "csv", "claimreview"])
def test_a_job_is_asked_for_waited_for_and_downloaded(desk, viewer, form):
    published(desk)
    asked = viewer.post("/api/v1/exports/", {"format": form, "meaning": "supported"})
    assert (asked.status_code, asked.json()["state"], asked.json()["filters"]) == (202, "queued", {"meaning": "supported"})
    address = f"/api/v1/exports/{asked.json()['id']}/"
    early = viewer.get(f"{address}file/")
    assert (refusal(early), early.json()["details"]) == ((409, "export:not_ready"), {"state": "queued"})
    export_write(export_id=asked.json()["id"])
    done = viewer.get(address).json()
    assert (done["state"], done["rows_written"], done["rows_total"]) == ("done", 1, 1)
    file = viewer.get(f"{address}file/")
    data = file.getvalue()
    assert hashlib.sha256(data).hexdigest() == done["sha256"]
    at_once = viewer.get(f"{PATH}export/", {"format": form})
    assert (at_once.getvalue(), at_once["Content-Type"]) == (data, file["Content-Type"])
    assert file["Content-Disposition"].startswith('attachment; filename="harbour-verdicts-')


@pytest.mark.parametrize("state", ["running", "failed"])
def test_a_file_that_is_not_there_is_a_409(desk, api, state):
    user = member(desk)
    export = ExportFactory(desk=desk, requested_by=user, state=state, failure_code="export:broken")
    assert refusal(api(user).get(f"/api/v1/exports/{export.pk}/file/")) == (409, "export:not_ready")


def test_exports_are_ones_own_and_filtered(desk, api):
    user = member(desk)
    done = ExportFactory(desk=desk, requested_by=user, state="done", sha256="0" * 64, file=ContentFile(b"x", name="x"))
    waiting = ExportFactory(desk=desk, requested_by=user, format="csv")
    ExportFactory(desk=desk)
    client = api(user)
    assert found(client.get("/api/v1/exports/")) == [waiting.pk, done.pk]
    assert found(client.get("/api/v1/exports/", {"state": "done"})) == [done.pk]
    assert found(client.get("/api/v1/exports/", {"format": "csv"})) == [waiting.pk]
    assert Export.objects.count() == 3
