"""What claims, proposals and events over the API refuse; what they do is tested with the claims."""

import pytest

from claims.content import content_of
from claims.models import Claim, ClaimRevision, Event, RevisionAction
from claims.services.writing import revise
from tests.api.answers import found, nothing_written, refusal
from tests.factories import (
    ClaimFactory,
    DeskFactory,
    EventFactory,
    FigureFactory,
    RevisionProposalFactory,
    SnapshotFactory,
    SourceFactory,
    claim_on,
    member,
    said_by,
)
from tests.pages import client_of

pytestmark = pytest.mark.django_db
PATH = "/api/v1/claims/"
CONTENT = {"start": 0, "end": 12, "statement": "Forty drones flew.", "kind": "weapons"}


@pytest.fixture
def claim(desk):
    return claim_on(desk)


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        ({}, (400, "request:invalid")),
        ({**CONTENT, "kind": "gossip"}, (400, "request:invalid")),
        ({**CONTENT, "start": -1}, (400, "request:invalid")),
        ({**CONTENT, "end": 10_000}, (400, "claim:span")),
        ({**CONTENT, "statement": "a\x00"}, (400, "request:invalid")),
        ({**CONTENT, "figure": {"text": "forty", "low": 5, "high": 1}}, (400, "request:invalid")),
        ({**CONTENT, "figure": {"text": "forty", "part_of": 2**40}}, (400, "claim:reference")),
        ({**CONTENT, "statment": "Forty"}, (400, "request:invalid")),
        ({**CONTENT, "figure": {"text": "forty", "hihg": 45}}, (400, "request:invalid")),
        ("Forty drones", (400, "request:invalid")),
    ],
)
def test_what_cannot_be_a_claim_is_not_marked(desk, reviewer, content, refused):
    snapshot = SnapshotFactory(capture__article__desk=desk)
    assert refusal(reviewer.post(PATH, {"snapshot": snapshot.pk, "content": content})) == refused
    assert not Claim.objects.exists()
    assert nothing_written()


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("correct", {"content": CONTENT}),
        ("split", {"parts": [CONTENT, CONTENT]}),
        ("reject", {}),
        ("restore", {}),
    ],
)
@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({}, (400, "request:invalid")),
        ({"expected_version": 1}, (400, "request:invalid")),
        ({"expected_version": 1, "reason": " "}, (400, "request:invalid")),
        ({"expected_version": 9, "reason": "Late"}, (409, "claim:stale")),
        ({"expected_version": 1, "reason": "Why", "silently": True}, (400, "request:invalid")),
    ],
)
def test_a_write_says_of_which_version_and_why(reviewer, claim, step, body, given, refused):  # noqa: PLR0917 - a table of two sides
    assert refusal(reviewer.post(f"{PATH}{claim.pk}/{step}/", body | given)) == refused
    assert not ClaimRevision.objects.exists()


@pytest.mark.parametrize("versions", [{"x": 1}, {"-1": 1}, {"9" * 5000: 1}, {"1": "x"}, [1, 2], None])
def test_claims_to_be_merged_are_named_by_their_ids(desk, reviewer, versions):
    answer = reviewer.post(f"{PATH}merge/", {"expected_versions": versions, "content": CONTENT, "reason": "One"})
    assert refusal(answer) == (400, "request:invalid")


def test_claims_are_merged_as_they_were_seen(desk, reviewer, claim):
    other = ClaimFactory(snapshot=claim.snapshot, version=4)
    body = {"content": CONTENT, "reason": "One"}
    late = reviewer.post(f"{PATH}merge/", body | {"expected_versions": {claim.pk: 1, other.pk: 3}})
    assert (refusal(late), late.json()["details"]) == ((409, "claim:stale"), {"version": 4})
    hidden = claim_on(DeskFactory())
    unseen = reviewer.post(f"{PATH}merge/", body | {"expected_versions": {claim.pk: 1, hidden.pk: 1}})
    assert refusal(unseen) == (404, "request:not_found")
    assert nothing_written()


def test_proposals_and_runs_are_filtered(desk, reviewer):
    proposal = RevisionProposalFactory(run__snapshot__capture__article__desk=desk)
    run, article = proposal.run, proposal.run.snapshot.article_id
    for query, there in (
        ({"article": article}, True),
        ({"article": 0}, False),
        ({"state": "done"}, True),
        ({"state": "failed"}, False),
    ):
        assert found(reviewer.get("/api/v1/runs/", query)) == ([run.pk] if there else [])
    for query, there in (({"claim": proposal.claim_id}, True), ({"run": run.pk}, True), ({"state": "declined"}, False)):
        assert found(reviewer.get("/api/v1/proposals/", query)) == ([proposal.pk] if there else [])


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({}, (400, "request:invalid")),
        ({"title": "x" * 201}, (400, "request:invalid")),
        ({"title": "Attack", "during": {"earliest": "2026-03-02", "latest": "2026-03-01"}}, (400, "request:invalid")),
        ({"title": "Attack", "cause": "x"}, (400, "request:invalid")),
        ({"title": "Attack", "desk": "quay"}, (400, "desk:unknown")),
    ],
)
def test_what_cannot_be_an_event_is_refused(desk, reviewer, body, refused):
    assert refusal(reviewer.post("/api/v1/events/", body)) == refused
    assert not Event.objects.exists()


def test_an_event_is_changed_and_its_time_can_be_taken_away(desk, reviewer):
    address = f"/api/v1/events/{EventFactory(desk=desk, title='Attack').pk}/"
    during = {"earliest": "2026-03-01", "latest": "2026-03-02"}
    changed = reviewer.patch(address, {"expected_version": 1, "reason": "Known", "title": "Raid", "during": during})
    assert changed.status_code == 200, changed.json()
    assert (changed.json()["title"], changed.json()["during"], changed.json()["version"]) == ("Raid", during, 2)
    emptied = reviewer.patch(address, {"expected_version": 2, "reason": "Not known", "during": None})
    assert (emptied.json()["title"], emptied.json()["during"]) == ("Raid", {"earliest": None, "latest": None})
    assert refusal(reviewer.patch(address, {"expected_version": 2, "reason": "Late", "title": "x"})) == (409, "event:stale")
    assert refusal(reviewer.patch(address, {"expected_version": 3, "title": "x"})) == (400, "request:invalid")


def test_parties_to_an_event_come_and_go(desk, reviewer):
    address, source = f"/api/v1/events/{EventFactory(desk=desk).pk}/", SourceFactory(desk=desk)
    party = {"source": source.pk, "role": "attacker"}
    for _ in range(2):
        answer = reviewer.post(f"{address}add-party/", party)
        assert (answer.status_code, answer.json()["parties"]) == (200, [party])
    assert refusal(reviewer.post(f"{address}add-party/", {**party, "role": "bystander"})) == (400, "request:invalid")
    assert refusal(reviewer.post(f"{address}add-party/", {**party, "source": 0})) == (404, "request:not_found")
    assert reviewer.post(f"{address}remove-party/", {**party, "reason": "Denied"}).json()["parties"] == []
    assert refusal(reviewer.post(f"{address}remove-party/", party)) == (404, "request:not_found")


def test_events_are_filtered(desk, reviewer):
    event = EventFactory(desk=desk, title="Attack on Karsk")
    assert found(reviewer.get("/api/v1/events/", {"q": "karsk"})) == [event.pk]
    assert found(reviewer.get("/api/v1/events/", {"q": "Tavrin"})) == []


def test_what_a_figure_rests_on_is_named_to_those_who_see_it_and_stays_when_others_correct_it(desk, api, claim):
    user = member(desk)
    reviewer = api(user)
    hidden, whole = (ClaimFactory(snapshot=claim.snapshot) for _ in range(2))
    for each in (hidden, whole):
        FigureFactory(claim=each)
    figure = FigureFactory(claim=claim, derivation="40 + 2", part_of=hidden)
    figure.bases.set([hidden, whole])
    content = content_of(claim)
    revise(claim, RevisionAction.EXTRACT, actor=None, reason="", before=None)
    said_by(hidden, "A witness", source=SourceFactory(desk=desk, sensitivity="restricted"))
    shown = [
        reviewer.get(f"{PATH}{claim.pk}/").json()["content"],
        reviewer.get(f"{PATH}{claim.pk}/revisions/").json()[0]["content"],
    ]
    for each in shown:
        assert (each["figure"]["base"], each["figure"]["part_of"]) == ([whole.pk], None)
    page = client_of(user).get(f"/claims/{claim.pk}/").text
    assert f"/claims/{whole.pk}/" in page
    assert f"/claims/{hidden.pk}/" not in page
    body = {"content": content, "expected_version": 1, "reason": "Look"}
    assert refusal(reviewer.post(f"{PATH}{claim.pk}/correct/", body)) == (400, "claim:reference")
    answer = reviewer.post(f"{PATH}{claim.pk}/correct/", {**body, "content": shown[0] | {"statement": "Fifty drones flew."}})
    assert (answer.status_code, answer.json()["content"]["figure"]["base"]) == (200, [whole.pk])
    figure = Claim.objects.get(pk=claim.pk).figure
    assert ({*figure.bases.all()}, figure.part_of) == ({hidden, whole}, hidden)
