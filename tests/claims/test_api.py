"""Claims over the API: what a client reads is what the database holds, and a write is refused for a reason it can act on."""

import pytest
from rest_framework.test import APIClient

from claims.models import Claim, ClaimState
from core.models import Role, TokenScope
from tests.factories import (
    ApiTokenFactory,
    ClaimFactory,
    DeskFactory,
    EventFactory,
    ExtractionRunFactory,
    FigureFactory,
    RevisionProposalFactory,
    SnapshotFactory,
    claim_on,
    member,
    said_by,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot():
    return SnapshotFactory()


@pytest.fixture
def client(snapshot):
    client = APIClient()
    client.force_authenticate(member(snapshot.article.desk))
    return client


def content(**fields):
    return {"start": 0, "end": 12, "statement": "Forty drones flew.", "kind": "weapons", **fields}


def test_a_claim_is_read_with_chain_and_figure(snapshot, client):
    claim = ClaimFactory(snapshot=snapshot)
    FigureFactory(claim=claim, value=40)
    said_by(claim, "Harbour Ministry")
    answer = client.get(f"/api/v1/claims/{claim.pk}/").json()
    assert answer["text"] == claim.text
    assert answer["content"]["figure"]["low"] == 40
    assert answer["content"]["attribution"][0]["sources"][0]["name"] == "Harbour Ministry"


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_takes_a_number_of_queries_that_does_not_grow(snapshot, client, many, django_assert_num_queries):
    for _ in range(many):
        claim = ClaimFactory(snapshot=snapshot)
        FigureFactory(claim=claim)
        said_by(claim, "Harbour Ministry")
    with django_assert_num_queries(4):
        answer = client.get("/api/v1/claims/", {"page_size": 100})
    assert len(answer.json()["results"]) == many


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "weapons"}, True),
        ({"kind": "casualty"}, False),
        ({"origin": "harbour"}, True),
        ({"origin": "Orb"}, False),
        ({"origin": "agency"}, False),  # it passes on what the ministry said
        ({"unsettled": "true"}, False),
        ({"unsettled": "false"}, True),
        ({"measure": "launched"}, True),
        ({"measure": "killed"}, False),
        ({"has_figure": "true"}, True),
        ({"has_figure": "false"}, False),
        ({"worth": "0.9"}, False),
        ({"q": "forty"}, True),
    ],
)
def test_claims_are_filtered(snapshot, client, query, found):
    claim = ClaimFactory(snapshot=snapshot)
    FigureFactory(claim=claim)
    said_by(claim, "Tavrin Agency")
    said_by(claim, "a spokesman", "Harbour Ministry")
    assert bool(client.get("/api/v1/claims/", query).json()["results"]) == found


def test_claims_that_leave_something_open_are_found(snapshot, client):
    settled, open_ = ClaimFactory(snapshot=snapshot), ClaimFactory(snapshot=snapshot, ambiguous=["which port “the port” is"])
    for value, found in (("true", [open_.pk]), ("false", [settled.pk])):
        results = client.get("/api/v1/claims/", {"unsettled": value}).json()["results"]
        assert [claim["id"] for claim in results] == found


def test_an_unknown_filter_value_is_a_400_with_a_code(client):
    answer = client.get("/api/v1/claims/", {"kind": "gossip"})
    assert (answer.status_code, answer.json()["code"]) == (400, "request:invalid")


def test_claims_of_other_desks_are_nowhere(snapshot, client):
    hidden = claim_on(DeskFactory())
    assert client.get("/api/v1/claims/").json()["results"] == []
    assert client.get(f"/api/v1/claims/{hidden.pk}/").status_code == 404
    answer = client.post(f"/api/v1/claims/{hidden.pk}/reject/", {"expected_version": 1, "reason": "No claim"})
    assert (answer.status_code, answer.json()["code"]) == (404, "request:not_found")


def test_marking_correcting_splitting_rejecting_restoring(snapshot, client):
    marked = client.post("/api/v1/claims/", {"snapshot": snapshot.pk, "content": content()})
    assert marked.status_code == 201, marked.json()
    address = f"/api/v1/claims/{marked.json()['id']}/"
    corrected = client.post(
        address + "correct/", {"expected_version": 1, "reason": "Words", "content": content(statement="Forty drones rose.")}
    )
    assert corrected.json()["content"]["statement"] == "Forty drones rose."
    assert client.post(address + "reject/", {"expected_version": 2, "reason": "No"}).json()["state"] == "rejected"
    assert client.post(address + "restore/", {"expected_version": 3, "reason": "Yes"}).json()["state"] == "active"
    parts = [content(statement="One."), content(statement="Other.")]
    split = client.post(address + "split/", {"expected_version": 4, "reason": "Two", "parts": parts})
    assert [part["content"]["statement"] for part in split.json()] == ["One.", "Other."]
    versions = {str(part["id"]): part["version"] for part in split.json()}
    merged = client.post("/api/v1/claims/merge/", {"expected_versions": versions, "content": content(), "reason": "One"})
    assert merged.json()["content"]["statement"] == "Forty drones flew."
    assert [revision["action"] for revision in client.get(address + "revisions/").json()] == [
        "mark",
        "correct",
        "reject",
        "restore",
        "split",
    ]


def test_a_stale_write_is_a_409_that_names_the_present_version(snapshot, client):
    claim = ClaimFactory(snapshot=snapshot, version=5)
    answer = client.post(f"/api/v1/claims/{claim.pk}/reject/", {"expected_version": 4, "reason": "Late"})
    assert (answer.status_code, answer.json()["code"], answer.json()["details"]) == (409, "claim:stale", {"version": 5})


def test_a_viewer_reads_and_does_not_write(snapshot):
    client = APIClient()
    client.force_authenticate(member(snapshot.article.desk, Role.VIEWER))
    claim = ClaimFactory(snapshot=snapshot)
    assert client.get("/api/v1/claims/").status_code == 200
    answer = client.post(f"/api/v1/claims/{claim.pk}/reject/", {"expected_version": 1, "reason": "No"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission:denied")


@pytest.mark.parametrize(("scope", "status", "code"), [(TokenScope.READ, 403, "token:scope"), (TokenScope.WRITE, 200, None)])
def test_a_token_does_what_its_scope_allows(snapshot, scope, status, code):
    token = ApiTokenFactory(user=member(snapshot.article.desk), scope=scope)
    claim = ClaimFactory(snapshot=snapshot)
    client = APIClient(headers={"Authorization": f"Token {token.secret}"})
    assert client.get("/api/v1/claims/").status_code == 200
    answer = client.post(f"/api/v1/claims/{claim.pk}/reject/", {"expected_version": 1, "reason": "No"})
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_who_is_not_signed_in_is_told_so():
    answer = APIClient().get("/api/v1/claims/")
    assert (answer.status_code, answer.json()["code"]) == (401, "request:not_authenticated")


def test_an_event_is_made_and_set(snapshot, client):
    claim = ClaimFactory(snapshot=snapshot)
    made = client.post("/api/v1/events/", {"title": "Attack", "during": {"earliest": "2026-03-01", "latest": "2026-03-02"}})
    assert made.status_code == 201, made.json()
    answer = client.post(f"/api/v1/claims/{claim.pk}/event/", {"expected_version": 1, "event": made.json()["id"]})
    assert answer.json()["event"] == made.json()["id"]
    assert (
        client.post(f"/api/v1/claims/{claim.pk}/event/", {"expected_version": 2, "event": EventFactory().pk}).status_code == 404
    )


def test_runs_show_the_engines_record_and_proposals_are_settled(snapshot, client):
    run = ExtractionRunFactory(snapshot=snapshot)
    assert "output" not in client.get("/api/v1/runs/", {"article": snapshot.article.pk}).json()["results"][0]
    assert client.get(f"/api/v1/runs/{run.pk}/").json()["output"]["schema"] == "extraction/1"
    claim = ClaimFactory(snapshot=snapshot)
    proposal = RevisionProposalFactory(run=run, claim=claim, content=None)
    assert client.post(f"/api/v1/proposals/{proposal.pk}/settle/", {"accept": True}).json()["state"] == "accepted"
    assert Claim.objects.get().state == ClaimState.REJECTED
    again = client.post(f"/api/v1/proposals/{proposal.pk}/settle/", {"accept": False})
    assert (again.status_code, again.json()["code"]) == (409, "proposal:settled")
