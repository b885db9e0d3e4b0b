"""Sources over the API."""

import pytest

from sources.models import Affiliation, Source
from tests.api.answers import found, nothing_written, refusal
from tests.factories import DeskFactory, SourceAliasFactory, SourceFactory

pytestmark = pytest.mark.django_db
PATH = "/api/v1/sources/"
AFFILIATIONS = "/api/v1/affiliations/"


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


# --- What else it is called, and whom it belongs to -----------------------------------------------------------------------


def test_a_source_gets_other_names_and_loses_them(desk, reviewer):
    address = f"{PATH}{SourceFactory(desk=desk, name='Security Service').pk}/"
    first, again = (reviewer.post(f"{address}add-alias/", {"name": "the  SBU"}) for _ in range(2))
    assert (first.status_code, first.json()["aliases"], first.json()["version"]) == (200, ["the SBU"], 2)
    assert again.json() == first.json()
    gone = reviewer.post(f"{address}remove-alias/", {"name": "The SBU", "reason": "Another one's"})
    assert (gone.status_code, gone.json()["aliases"], gone.json()["version"]) == (200, [], 3)
    assert refusal(reviewer.post(f"{address}remove-alias/", {"name": "The SBU"})) == (404, "request:not_found")


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "SBU\x00"])
def test_what_is_no_name_is_no_alias(desk, reviewer, name):
    source = SourceFactory(desk=desk)
    assert refusal(reviewer.post(f"{PATH}{source.pk}/add-alias/", {"name": name})) == (400, "request:invalid")
    assert nothing_written()


def test_an_affiliation_is_said_found_and_taken_back(desk, reviewer):
    source, party = SourceFactory(desk=desk), SourceFactory(name="Ministry")
    body = {"source": source.pk, "party": party.pk, "since": "2020-01-01", "until": "2024-12-31", "basis": "Its statutes"}
    made = reviewer.post(AFFILIATIONS, body)
    assert made.status_code == 201, made.json()
    assert {name: made.json()[name] for name in body} == body
    for query, count in (({"source": source.pk}, 1), ({"party": party.pk}, 1), ({"source": party.pk}, 0)):
        assert len(found(reviewer.get(AFFILIATIONS, query))) == count
    address = f"{AFFILIATIONS}{made.json()['id']}/"
    assert reviewer.get(address).json() == made.json()
    assert reviewer.post(f"{address}remove/", {"reason": "Forged"}).status_code == 204
    assert refusal(reviewer.post(f"{address}remove/", {})) == (404, "request:not_found")


def test_an_open_end_of_an_affiliation_is_none(desk, reviewer):
    made = reviewer.post(
        AFFILIATIONS, {"source": SourceFactory(desk=desk).pk, "party": SourceFactory().pk, "basis": "It says so"}
    )
    assert (made.status_code, made.json()["since"], made.json()["until"]) == (201, None, None)


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"basis": ""}, (400, "request:invalid")),
        ({"since": "2024-01-02", "until": "2024-01-01"}, (400, "affiliation:during")),
        ({"party": 0}, (404, "request:not_found")),
        ({"source": 0}, (404, "request:not_found")),
    ],
)
def test_what_cannot_be_an_affiliation_is_refused_and_not_kept(desk, reviewer, body, refused):
    given = {"source": SourceFactory(desk=desk).pk, "party": SourceFactory().pk, "basis": "It says so"}
    assert refusal(reviewer.post(AFFILIATIONS, given | body)) == refused
    assert not Affiliation.objects.exists()
    assert nothing_written()


def test_a_party_that_nobody_sees_is_not_there(desk, reviewer):
    hidden = SourceFactory(desk=DeskFactory())
    body = {"source": SourceFactory(desk=desk).pk, "party": hidden.pk, "basis": "It says so"}
    assert refusal(reviewer.post(AFFILIATIONS, body)) == (404, "request:not_found")
