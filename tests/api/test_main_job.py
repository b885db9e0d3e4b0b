"""The main job over the API alone: an article in, a published verdict out. Tasks run as they are woken.

Once the desk and its people are there, all that a client knows is what the API has answered.
"""

import json

import pytest
from rest_framework.test import APIClient

from config.celery import app
from core.models import Role
from tests.factories import DeskFactory, RatingFactory, RatingScaleFactory, member

STORY = (
    "KARSK -- Rebels fired 40 rockets at the port overnight, the Harbour Ministry said on Monday. "
    "Two people were injured, the mayor of Karsk, Ilona Varga, said.\n"
)


@pytest.fixture
def desk():
    desk = DeskFactory(slug="harbour")
    scale = RatingScaleFactory(desk=desk)
    RatingFactory(scale=scale, label="Supported", meaning="supported", value=5, position=1)
    RatingFactory(scale=scale, label="Refuted", meaning="refuted", value=1, position=2)
    return desk


@pytest.fixture
def signed_in(desk, monkeypatch, django_capture_on_commit_callbacks):
    """Makes clients of new members, for whom every request runs the tasks that it wakes."""
    monkeypatch.setitem(app.conf, "task_always_eager", True)

    def client_of(role: Role) -> APIClient:
        client = APIClient()
        client.force_authenticate(member(desk, role))
        send = client.generic

        def send_and_commit(*args, **kwargs):
            with django_capture_on_commit_callbacks(execute=True):
                return send(*args, **kwargs)

        client.generic = send_and_commit
        return client

    return client_of


@pytest.mark.django_db
def test_an_article_becomes_a_published_verdict(desk, signed_in):
    lead, reviewer, submitter = signed_in(Role.LEAD), signed_in(Role.REVIEWER), signed_in(Role.REVIEWER)
    submitted = submitter.post(
        "/api/v1/articles/", {"publisher": "Harbour Post", "published_on": "2026-03-02", "title": "Port hit", "text": STORY}
    )
    assert submitted.status_code == 201, submitted.json()
    again = submitter.post("/api/v1/articles/", {"publisher": "Harbour Post", "published_on": "2026-03-02", "text": STORY})
    assert (again.status_code, again.json()["article"]["id"]) == (200, submitted.json()["article"]["id"])

    claims = lead.get("/api/v1/claims/", {"origin": "Harbour Ministry", "has_figure": "true"}).json()["results"]
    assert [claim["content"]["figure"]["best"] for claim in claims] == [40]
    (case,) = [
        case
        for case in lead.get("/api/v1/cases/", {"state": "proposed"}).json()["results"]
        if case["claims"][0]["claim"] == claims[0]["id"]
    ]
    opened = lead.post(f"/api/v1/cases/{case['id']}/open/", {"expected_version": case["version"]})
    assert opened.json()["state"] == "open", opened.json()

    assignment = reviewer.get("/api/v1/assignments/", {"mine": "true", "case": case["id"]}).json()["results"][0]
    accepted = reviewer.post(f"/api/v1/assignments/{assignment['id']}/accept/")
    assert accepted.json()["state"] == "accepted"
    # Somebody else gathers what the review will rest on.
    source = submitter.post("/api/v1/sources/", {"name": "Port authority", "kind": "organisation"}).json()
    gathered = submitter.post(
        "/api/v1/evidence/",
        {
            "case": case["id"],
            "kind": "unpublished",
            "source": source["id"],
            "passage": "We counted 40 rockets.",
            "credibility": 2,
        },
    )
    assert gathered.status_code == 201, gathered.json()
    case = reviewer.get(f"/api/v1/cases/{case['id']}/").json()
    (evidence,) = reviewer.get("/api/v1/case-evidence/", {"case": case["id"]}).json()["results"]
    assert evidence["evidence"]["passage"] == "We counted 40 rockets."
    (rating,) = reviewer.get("/api/v1/ratings/", {"is_current": "true", "meaning": "supported"}).json()["results"]
    finding = {
        "expected_version": case["version"],
        "said": [{"position": 0, "finding": "faithful"}],
        "rating": rating["id"],
        "figure_finding": "within",
        "band": {"low": 40, "best": 40, "high": 40},
        "rationale": "The port counted the same.",
        "stances": [{"case_evidence": evidence["id"], "stance": "supports"}],
    }
    bad = reviewer.post(f"/api/v1/assignments/{assignment['id']}/review/", finding | {"rationale": "x", "said": []})
    assert (bad.status_code, bad.json()["code"]) == (400, "finding:said_links")
    review = reviewer.post(f"/api/v1/assignments/{assignment['id']}/review/", finding)
    assert review.status_code == 201, review.json()

    decided = lead.get(f"/api/v1/cases/{case['id']}/").json()
    assert decided["state"] == "decided"
    published = lead.post(f"/api/v1/cases/{case['id']}/publish/", {"expected_version": decided["version"]})
    assert published.json()["state"] == "published", published.json()

    verdict = lead.get("/api/v1/verdicts/", {"published": "true"}).json()["results"][0]
    assert (verdict["meaning"], verdict["band"]) == ("supported", {"low": 40, "best": 40, "high": 40})
    claim_review = lead.get(f"/api/v1/verdicts/{verdict['id']}/claimreview/").json()
    assert claim_review["itemReviewed"]["author"]["name"] == "Harbour Ministry"
    exported = lead.get("/api/v1/verdicts/export/", {"format": "jsonl"})
    assert exported["X-Row-Count"] == "1"
    assert json.loads(exported.getvalue())["proposition"] == verdict["proposition"]

    job = lead.post("/api/v1/exports/", {"format": "csv"})
    assert job.status_code == 202, job.json()
    done = lead.get(f"/api/v1/exports/{job.json()['id']}/").json()
    assert (done["state"], done["rows_written"]) == ("done", 1)
    file = lead.get(f"/api/v1/exports/{job.json()['id']}/file/")
    assert verdict["proposition"].encode() in file.getvalue()

    withdrawn = lead.post(
        f"/api/v1/cases/{case['id']}/withdraw/", {"expected_version": published.json()["version"], "reason": "The count changed"}
    )
    assert withdrawn.json()["state"] == "withdrawn"
    assert lead.get("/api/v1/verdicts/", {"published": "true"}).json()["results"] == []
    steps = [step["action"] for step in lead.get(f"/api/v1/cases/{case['id']}/transitions/").json()]
    assert steps == ["propose", "open", "start", "decide", "publish", "withdraw"]
