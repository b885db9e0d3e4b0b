"""Sources over the API."""

import pytest

from sources.models import Source
from tests.api.answers import found, nothing_written, refusal
from tests.factories import DeskFactory, SourceAliasFactory, SourceFactory

pytestmark = pytest.mark.django_db
PATH = "/api/v1/sources/"


def test_a_source_is_made_read_and_changed(desk, reviewer):
    made = reviewer.post(
        PATH, {"name": "Harbour Post", "kind": "outlet", "reliability": "B", "homepage": "https://post.example/"}
    )
    assert made.status_code == 201, made.json()
    assert (made.json()["desk"], made.json()["reliability"], made.json()["version"]) == ("harbour", "B", 1)
    SourceAliasFactory(source_id=made.json()["id"], name="The Post")
    address = f"{PATH}{made.json()['id']}/"
    assert reviewer.get(address).json()["aliases"] == ["The Post"]
    changed = reviewer.patch(address, {"expected_version": 1, "reason": "Checked", "reliability": "A"})
    assert (changed.status_code, changed.json()["reliability"], changed.json()["version"]) == (200, "A", 2)
    assert changed.json()["name"] == "Harbour Post"


@pytest.mark.parametrize(
    ("body", "refused", "field"),
    [
        ({}, (400, "request:invalid"), "kind"),
        ({"name": "Post", "kind": "rumour"}, (400, "request:invalid"), "kind"),
        ({"name": "  ", "kind": "outlet"}, (400, "request:invalid"), "name"),
        ({"name": "x" * 201, "kind": "outlet"}, (400, "request:invalid"), "name"),
        ({"name": "Post\x00", "kind": "outlet"}, (400, "request:invalid"), "name"),
        ({"name": "Post", "kind": "outlet", "homepage": "javascript:alert(1)"}, (400, "request:invalid"), "homepage"),
        ({"name": "Post", "kind": "outlet", "colour": "red"}, (400, "request:invalid"), "colour"),
        ({"name": "Post", "kind": "outlet", "desk": "nowhere"}, (400, "desk:unknown"), "desk"),
        ({"name": "known", "kind": "outlet"}, (409, "source:exists"), "source"),
    ],
)
def test_a_source_that_cannot_be_is_refused_and_not_kept(desk, reviewer, body, refused, field):
    SourceFactory(desk=desk, name="Known", kind="outlet")
    answer = reviewer.post(PATH, body)
    assert refusal(answer) == refused
    assert field in answer.json()["details"]
    assert Source.objects.count() == 1
    assert nothing_written()


def test_a_change_of_another_version_names_the_present_one(desk, reviewer):
    source = SourceFactory(desk=desk, name="Post", version=5)
    answer = reviewer.patch(f"{PATH}{source.pk}/", {"expected_version": 4, "reason": "Late", "name": "Other"})
    assert refusal(answer) == (409, "source:stale")
    assert answer.json()["details"] == {"version": 5}
    source.refresh_from_db()
    assert source.name == "Post"


@pytest.mark.parametrize("body", [{"reason": "Why"}, {"expected_version": 1}, {"expected_version": 1, "reason": " "}])
def test_a_change_says_of_which_version_and_why(desk, reviewer, body):
    source = SourceFactory(desk=desk)
    assert refusal(reviewer.patch(f"{PATH}{source.pk}/", {"name": "Other", **body})) == (400, "request:invalid")
    assert nothing_written()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "harb"}, 1),
        ({"q": "orb"}, 0),
        ({"kind": "agency"}, 1),
        ({"reliability": "A"}, 0),
        ({"desk": "harbour"}, 1),
        ({}, 2),
    ],
)
def test_sources_are_filtered(desk, reviewer, query, count):
    SourceFactory(desk=desk, name="Harbour Post", kind="outlet")
    SourceFactory(name="Wire", kind="agency")
    SourceFactory(desk=DeskFactory(), name="Harbour News", kind="agency")
    assert len(found(reviewer.get(PATH, query))) == count


@pytest.mark.parametrize("pk", ["0", "x", "1.5", "9" * 30, "%00", "-1"])
def test_a_number_that_is_none_is_not_there(desk, reviewer, pk):
    assert reviewer.get(f"{PATH}{pk}/").status_code == 404
