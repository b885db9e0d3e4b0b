"""What the user was told, over the API."""

import pytest

from core.models import Notification
from tests.api.answers import found, refusal
from tests.factories import AssignmentFactory, NotificationFactory, case_on, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(desk):
    return member(desk)


@pytest.fixture
def rows(desk, user):
    """Three, the newest first."""
    made = [NotificationFactory(about=AssignmentFactory(case=case_on(desk), reviewer=user)) for _ in range(3)]
    return made[::-1]


def test_the_newest_come_first_with_what_they_are_about(api, user, rows):
    answer = api(user).get("/api/v1/notifications/")
    assert found(answer) == [row.pk for row in rows]
    first = answer.json()["results"][0]
    assert (first["occasion"], first["object_type"], first["desk"]) == ("assigned", "verification.assignment", "harbour")
    address = first["about"]["address"]
    assert first["about"] == {
        "name": f"Case {address.split('/')[2]}",
        "words": "Forty drones were launched overnight.",
        "address": address,
    }
    assert api(user).get(f"/api/v1/notifications/{rows[0].pk}/").json() == first


def test_a_list_takes_as_many_queries_for_many_as_for_one(api, user, rows, django_assert_num_queries):
    client = api(user)
    with django_assert_num_queries(4):
        assert len(found(client.get("/api/v1/notifications/"))) == 3


def test_one_is_read_and_then_all_up_to_what_was_seen(api, user, rows):
    client = api(user)
    newest, middle, oldest = rows
    assert client.post(f"/api/v1/notifications/{middle.pk}/read/").json()["read_at"]
    assert found(client.get("/api/v1/notifications/", {"unread": "true"})) == [newest.pk, oldest.pk]
    assert found(client.get("/api/v1/notifications/", {"unread": "false"})) == [middle.pk]
    assert client.post("/api/v1/notifications/read/", {"up_to": middle.pk}).json() == {"read": 1}
    assert list(Notification.objects.unread()) == [newest]


def test_bad_input_is_refused_by_its_field(api, user, rows):
    client = api(user)
    answer = client.post("/api/v1/notifications/read/", {"up_to": "all"})
    assert refusal(answer) == (400, "request:invalid")
    assert "up_to" in answer.json()["details"]
    assert refusal(client.get("/api/v1/notifications/", {"recipient": user.pk})) == (400, "request:invalid")


def test_nobody_reads_somebody_elses(lead, rows):
    assert found(lead.get("/api/v1/notifications/")) == []
    assert refusal(lead.post(f"/api/v1/notifications/{rows[0].pk}/read/")) == (404, "request:not_found")
    assert lead.post("/api/v1/notifications/read/", {"up_to": rows[0].pk}).json() == {"read": 0}
