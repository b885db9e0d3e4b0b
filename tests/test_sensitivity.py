"""What is restricted is there for the named people alone: for nobody else, whatever their role, over any address.

The house of the other tables once more, with all that is said in it restricted to its lead and a colleague. What everybody on the
desk may see has other words: where :data:`tests.roles.MARK` shows, something restricted shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.models import Desk, Membership, RecordEntry, Sensitivity, Topic, User
from sources.models import Article, Source
from tests.roles import MARK, OURS, READS, House, Who, furnish, listed, words
from tests.test_permissions import API, PAGES, POSSIBLE, SEVENTH, Row, attempt, in_state
from tests.test_visibility import ABOUT, ELSEWHERE, LISTS
from verification.models import Case, Queue, Rating, RatingScale, RoutingRule, RuleVersion
from verification.states import CaseState

pytestmark = pytest.mark.django_db

#: Who is on the desk, or above it, and is not named.
OUTSIDERS = [Who.VIEWER, Who.REVIEWER, Who.ADMIN, Who.SUPERUSER]
#: What restricting a source or an article does not touch.
OPEN_TO_ALL = (
    "core:",
    "claims:event",
    "claims:party",
    "v1:event",
    "v1:rule",
    "verification:rule",
    "verification:end-tie",
    "v1:tie-end",
)
#: What is restricted is verified by itself.
NEVER_JOINED = {"verification:join", "v1:case-join"}
#: Nor given to just anybody to rehearse with.
NEVER_KNOWN = "verification:known-make"


def restrict_all(house: House) -> None:
    """Restrict the sources, and with them the article, its claims and cases, the evidence, and whatever hangs on those."""
    people = [house.people[Who.LEAD], house.colleague, house.adjudicator]
    for source in Source.objects.filter(desk=house.desk).exclude(pk=house.party.pk):
        source.sensitivity = Sensitivity.RESTRICTED
        source.save()
        source.named.set(people)


def reword(house: House) -> None:
    """Give what stays open other words."""
    Desk.objects.filter(pk=house.desk.pk).update(name="A desk", slug="a-desk")
    User.objects.filter(memberships__desk=house.desk).update(display_name="Somebody")
    Source.objects.filter(pk=house.party.pk).update(name="Party", folded_name="party")
    Topic.objects.filter(desk=house.desk).update(name="Topic")
    Queue.objects.filter(desk=house.desk).update(name="Queue")
    RatingScale.objects.filter(desk=house.desk).update(name="Scale")
    Rating.objects.filter(scale__desk=house.desk).update(label="Supported")
    type(house.event).objects.filter(pk=house.event.pk).update(title="The event")
    type(house.invitation).objects.filter(pk=house.invitation.pk).update(email="invited@example.org")
    type(house.token).objects.filter(pk=house.token.pk).update(name="Token")
    type(house.tie).objects.filter(pk=house.tie.pk).update(nature="Works there")
    type(house.export).objects.filter(pk=house.export.pk).delete()


@pytest.fixture(scope="module")
def vault(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """One restricted house for all tests of this module; each of them leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        house = furnish()
        reword(house)
        restrict_all(house)
        house.desk.refresh_from_db()
        yield house
        transaction.set_rollback(True)


def is_open(name: str) -> bool:
    return name.startswith(OPEN_TO_ALL)


@pytest.mark.parametrize("name", [name for name in ABOUT if not is_open(name)])
def test_only_the_named_open_it(vault, name):
    address = reverse(name, args=[ABOUT[name](vault)])
    for who in OUTSIDERS:
        answer = vault.client(who).get(address)
        assert answer.status_code == 404, who
        assert MARK not in words(answer), who
    seen = vault.client(Who.LEAD).get(address, {"claims": [claim.pk for claim in vault.claims]})
    # The row has no file; and what is restricted is reviewed for no public.
    assert seen.status_code in {200, 286} or name in ELSEWHERE | {"verification:evidence-bytes", "v1:verdict-claimreview"}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_list_search_or_suggestion_holds_it(vault, who):
    client = vault.client(who)
    for name in (name for name, route in READS.items() if not (route.arguments or is_open(name))):
        for query in ({}, LISTS.get(name, {})):
            assert MARK not in words(client.get(reverse(name), query)), name
    for path in (
        "cases",
        "claims",
        "articles",
        "evidence",
        "reviews",
        "verdicts",
        "assignments",
        "captures",
        "snapshots",
        "runs",
        "affiliations",
    ):
        assert client.get(f"/api/v1/{path}/").json()["results"] == [], path


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_it_touches_says_nothing_of_it(vault, who):
    client = vault.client(who)
    addresses = [f"/sources/{vault.party.pk}/", f"/events/{vault.event.pk}/", f"/api/v1/events/{vault.event.pk}/"]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert MARK not in words(answer), address


def test_the_named_find_it_in_the_lists(vault):
    client = vault.client(Who.LEAD)
    for name in ("sources:articles", "sources:sources", "verification:cases", "verification:search", "v1:case-list"):
        assert MARK in words(client.get(reverse(name), LISTS[name])), name


@pytest.mark.parametrize("who", [Who.ADMIN, Who.SUPERUSER])
def test_the_admin_shows_it_to_the_named_alone(vault, who):
    client = vault.client(who)
    for model in set(OURS) - {RoutingRule, RuleVersion}:
        for query in ({}, {"q": MARK[:4]}):
            answer = listed(model, client, **query)
            assert answer.status_code == 200, model
            assert MARK not in words(answer), model
    for model, pk in ((Source, vault.source.pk), (Article, vault.article.pk), (Case, vault.cases[CaseState.DECIDED].pk)):
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])
        assert client.get(page).status_code == 302
        assert vault.client(Who.LEAD).get(page).status_code == 200


#: What is done to something of the desk, which a stranger finds as little as these do.
DONE = [row for row in PAGES + API if "404" in row.outside and not is_open(row.route) and "share" not in row.note]


@pytest.mark.parametrize("row", DONE, ids=str)
def test_only_the_named_do_anything_to_it(vault, row):
    assert {who: attempt(vault, row, who) for who in OUTSIDERS} == dict.fromkeys(OUTSIDERS, "404")
    refused = row.route == NEVER_KNOWN or (row.route in NEVER_JOINED and not row.note)
    assert attempt(vault, row, Who.LEAD) == ("409" if refused else row.expected[Who.LEAD])


@pytest.mark.parametrize("step", POSSIBLE)
def test_in_no_state_does_anybody_else_take_a_step(vault, step):
    for state in CaseState:
        api = Row(f"v1:case-{step.replace('_', '-')}", (), (), in_state(state))
        page = Row("verification:step", (), (), lambda h, _, state=state: ([h.cases[state].pk, step], SEVENTH))
        assert {(who, attempt(vault, row, who)) for row in (api, page) for who in OUTSIDERS} == {(w, "404") for w in OUTSIDERS}


@pytest.mark.parametrize("who", [Who.ADMIN, Who.SUPERUSER])
def test_the_record_tells_nobody_else_of_it(vault, who):
    with transaction.atomic():
        client = vault.client(Who.LEAD)
        body = {"title": "Another", "publisher": vault.source.pk, "expected_version": 1, "reason": MARK}
        assert client.post(f"/articles/{vault.article.pk}/edit/", body).status_code == 302
        assert client.post(f"/cases/{vault.cases[CaseState.PROPOSED].pk}/open/", SEVENTH).status_code == 302
        entries = RecordEntry.objects.filter(desk=vault.desk)
        assert entries.count() >= 2
        own, others = (listed(RecordEntry, vault.client(each)).context["cl"] for each in (Who.LEAD, who))
        assert (own.result_count, others.result_count) == (entries.count(), RecordEntry.objects.count() - entries.count())
        transaction.set_rollback(True)


def test_nothing_of_it_is_published(vault):
    key = vault.cases[CaseState.PUBLISHED].public_key
    assert Client().get(reverse("public-verdict", args=[key])).status_code == 404
    for who in (Who.LEAD, Who.VIEWER):
        for form in ("jsonl", "csv", "claimreview"):
            answer = vault.client(who).get("/api/v1/verdicts/export/", {"format": form})
            assert answer.status_code == 200
            assert MARK not in words(answer)


def test_a_named_person_who_has_left_the_desk_sees_it_no_more(vault):
    with transaction.atomic():
        Membership.objects.filter(user=vault.people[Who.LEAD]).update(is_active=False)
        assert vault.client(Who.LEAD).get(f"/articles/{vault.article.pk}/").status_code == 404
        transaction.set_rollback(True)
