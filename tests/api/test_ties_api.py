"""Ties over the API: declared and ended by oneself, seen by those who lead."""

import pytest

from core.models import Role
from tests.api.answers import found, nothing_written, refusal
from tests.factories import SourceFactory, TieFactory, member
from verification.models import Tie

pytestmark = pytest.mark.django_db
PATH = "/api/v1/ties/"


def test_a_tie_is_declared_once_and_ended_once(desk, reviewer):
    source = SourceFactory(desk=desk, name="Harbour Post")
    body = {"source": "harbour post", "nature": "Worked there"}
    made = reviewer.post(PATH, body)
    assert made.status_code == 201, made.json()
    assert (made.json()["desk"], made.json()["source"], made.json()["ended_at"]) == ("harbour", source.pk, None)
    assert refusal(reviewer.post(PATH, body)) == (409, "tie:declared")
    ended = reviewer.post(f"{PATH}{made.json()['id']}/end/")
    assert ended.status_code == 200
    assert ended.json()["ended_at"]
    assert refusal(reviewer.post(f"{PATH}{made.json()['id']}/end/")) == (409, "tie:ended")
    assert found(reviewer.get(PATH, {"ended": "false"})) == []
    assert found(reviewer.get(PATH, {"ended": "true", "source": source.pk})) == [made.json()["id"]]


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"source": "Nobody"}, (400, "tie:unknown_source")),
        ({"nature": ""}, (400, "request:invalid")),
        ({"desk": "quay"}, (400, "desk:unknown")),
    ],
)
def test_what_cannot_be_a_tie_is_refused_and_not_kept(desk, reviewer, body, refused):
    SourceFactory(desk=desk, name="Harbour Post")
    assert refusal(reviewer.post(PATH, {"source": "Harbour Post", "nature": "Worked there", **body})) == refused
    assert not Tie.objects.exists()
    assert nothing_written()


def test_others_ties_are_seen_by_leads_and_ended_by_nobody_else(desk, reviewer, lead, api):
    tie = TieFactory(desk=desk, user=member(desk))
    assert found(reviewer.get(PATH)) == []
    assert found(lead.get(PATH, {"user": tie.user_id})) == [tie.pk]
    assert refusal(lead.post(f"{PATH}{tie.pk}/end/")) == (403, "tie:not_yours")
    assert refusal(api(member(desk, Role.VIEWER)).post(f"{PATH}{tie.pk}/end/")) == (404, "request:not_found")
