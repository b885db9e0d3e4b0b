import datetime as dt

import pytest

from core.errors import Conflict, Forbidden, Invalid
from core.models import RecordEntry, Role
from sources.models import Reliability, Source, SourceAlias, SourceKind
from sources.services import (
    affiliation_add,
    affiliation_remove,
    alias_add,
    alias_remove,
    source_create,
    source_edit,
    source_for,
)
from tests.factories import DeskFactory, SourceFactory, UserFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def actor(desk):
    return member(desk)


def test_a_source_is_created_with_its_record(desk, actor):
    source = source_create(
        desk=desk, actor=actor, name=" Harbour  Ministry ", kind="organisation", reliability="C", homepage="https://h.example"
    )
    source.refresh_from_db()
    assert (source.name, source.kind, source.reliability, source.version) == ("Harbour Ministry", "organisation", "C", 1)
    entry = RecordEntry.objects.get(action="sources.source.create")
    assert (entry.actor, entry.desk, entry.payload.after["name"]) == (actor, desk, "Harbour Ministry")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": ""}, "source:name"),
        ({"name": "\x00"}, "source:name"),
        ({"name": "x" * 201}, "source:invalid"),
        ({"kind": "ghost"}, "source:invalid"),
        ({"reliability": "Z"}, "source:invalid"),
        ({"homepage": "javascript:alert(1)"}, "source:invalid"),
        ({"description": "\ud800"}, "source:invalid"),
        ({"version": 7}, "source:field"),
        ({"colour": "red"}, "source:field"),
    ],
)
def test_a_source_that_cannot_be(fields, code, desk, actor):
    with pytest.raises(Invalid) as caught:
        source_create(**{"desk": desk, "actor": actor, "name": "Harbour Ministry", "kind": "organisation", **fields})
    assert caught.value.code == code
    assert not Source.objects.exists()


def test_a_name_is_there_once_per_desk_and_kind(desk, actor):
    first = source_create(desk=desk, actor=actor, name="Harbour News", kind="outlet")
    with pytest.raises(Conflict) as caught:
        source_create(desk=desk, actor=actor, name="HARBOUR NEWS", kind="outlet")
    assert (caught.value.code, caught.value.details) == ("source:exists", {"source": first.pk})
    source_create(desk=desk, actor=actor, name="Harbour News", kind="account")
    other = source_create(desk=desk, actor=actor, name="Quay Courier", kind="outlet")
    with pytest.raises(Conflict):
        source_edit(source=other, actor=actor, expected_version=1, changes={"name": "harbour news"})


def test_a_source_is_edited_at_the_version_that_was_seen(desk, actor):
    source = SourceFactory(desk=desk, name="Old")
    changes = {"name": "New", "reliability": Reliability.B, "reliability_basis": "Ten years of corrections."}
    edited = source_edit(source=source, actor=actor, expected_version=1, changes=changes, reason="Renamed")
    edited.refresh_from_db()
    assert (edited.name, edited.folded_name, edited.reliability, edited.version) == ("New", "new", "B", 2)
    payload = RecordEntry.objects.get(action="sources.source.edit").payload
    assert (payload.before["name"], payload.after["name"], payload.reason) == ("Old", "New", "Renamed")
    with pytest.raises(Conflict) as caught:
        source_edit(source=source, actor=actor, expected_version=1, changes={"name": "Newer"})
    assert (caught.value.code, caught.value.details) == ("source:stale", {"version": 2})


def test_a_source_is_found_by_name_or_alias_before_it_is_created(desk, actor):
    shared = SourceFactory(desk=None, name="RFE/RL", kind=SourceKind.AGENCY)
    alias_add(source=shared, name="Radio Free Europe", actor=None)
    hidden = SourceFactory(desk=DeskFactory(), name="Harbour News")

    def found(name, kind="outlet"):
        return source_for(desk=desk, name=name, kind=kind, actor=actor)

    assert found("rfe/rl") == found(" Radio free  EUROPE ") == shared
    made = found("Harbour News")
    assert made != hidden
    assert made.desk == desk
    assert found("harbour news") == made
    # one of the wanted kind goes before others, an own one before a shared one
    account = SourceFactory(desk=desk, name="RFE/RL", kind=SourceKind.ACCOUNT)
    assert found("RFE/RL", "account") == account
    assert found("RFE/RL", "agency") == shared
    assert found("RFE/RL", "outlet") == account


def test_aliases_come_and_go(desk, actor):
    source = SourceFactory(desk=desk)
    alias = alias_add(source=source, name="the  Ministry", actor=actor)
    assert alias_add(source=source, name="The Ministry", actor=actor) == alias
    source.refresh_from_db()
    assert (alias.name, source.version) == ("the Ministry", 2)
    alias_remove(alias=alias, actor=actor, reason="Ambiguous")
    source.refresh_from_db()
    assert (SourceAlias.objects.count(), source.version) == (0, 3)
    actions = RecordEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["sources.source.add_alias", "sources.source.remove_alias"]


def test_affiliations_come_and_go(desk, actor):
    source, party = SourceFactory(desk=desk), SourceFactory(desk=None, kind=SourceKind.ORGANISATION)
    since, until = dt.date(2020, 1, 1), dt.date(2020, 12, 31)
    affiliation = affiliation_add(source=source, party=party, actor=actor, basis="Its statutes", since=since, until=until)
    affiliation.refresh_from_db()
    assert (affiliation.during.lower, affiliation.during.upper) == (since, dt.date(2021, 1, 1))
    assert (affiliation.since, affiliation.until) == (since, until)
    after = RecordEntry.objects.get(action="sources.source.add_affiliation").payload.after
    assert (after["since"], after["until"]) == ("2020-01-01", "2020-12-31")
    later = affiliation_add(source=source, party=party, actor=actor, basis="Its statutes", since=dt.date(2021, 1, 1))
    source.refresh_from_db()
    assert source.version == 3
    with pytest.raises(Invalid) as caught:  # at the same time twice
        affiliation_add(source=source, party=party, actor=actor, basis="Again", since=dt.date(2020, 6, 1))
    assert caught.value.code == "affiliation:invalid"
    affiliation_remove(affiliation=later, actor=actor)
    assert source.affiliations.get() == affiliation


def test_an_affiliation_that_cannot_be(desk, actor):
    source = SourceFactory(desk=desk)
    day = dt.date(2020, 1, 1)
    for fields, code in (
        ({"party": SourceFactory(desk=DeskFactory())}, "affiliation:party"),
        ({"party": source}, "affiliation:invalid"),
        ({"basis": ""}, "affiliation:invalid"),
        ({"since": day, "until": day - dt.timedelta(days=1)}, "affiliation:during"),
    ):
        with pytest.raises(Invalid) as caught:
            affiliation_add(**{"source": source, "party": SourceFactory(), "actor": actor, "basis": "x", **fields})
        assert caught.value.code == code


def test_who_may_edit_sources(desk, actor):
    outsider, viewer, root = member(DeskFactory()), member(desk, Role.VIEWER), UserFactory(is_superuser=True)
    own, shared = SourceFactory(desk=desk), SourceFactory(desk=None)
    for user, source, allowed in (
        (actor, own, True),
        (root, own, True),
        (root, shared, True),
        (None, shared, True),
        (viewer, own, False),
        (outsider, own, False),
        (actor, shared, False),
    ):
        if allowed:
            alias_add(source=source, name=f"alias {user}", actor=user)
        else:
            with pytest.raises(Forbidden):
                alias_add(source=source, name=f"alias {user}", actor=user)
            with pytest.raises(Forbidden):
                source_edit(source=source, actor=user, expected_version=1, changes={"name": "x"})
            with pytest.raises(Forbidden):
                source_create(desk=source.desk, actor=user, name="y", kind="outlet")
