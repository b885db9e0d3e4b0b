"""What a user may not see appears nowhere: no page, no list, no detail, no search, no suggestion, no count, no export, no admin.

Every address of the site is read, as the resolver lists them: one that is new and has no row here fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from core.models import Invitation, Membership, RecordEntry, Role, SecondFactor, Topic, User
from core.record import record
from tests.factories import MembershipFactory, SecondFactorFactory, TieFactory
from tests.roles import MARK, OURS, READS, House, Who, furnish, listed, words
from verification.models import Assignment, Queue, RatingScale, Review, Tie
from verification.states import CaseState

pytestmark = pytest.mark.django_db

#: What of the desk each address is about.
ABOUT: dict[str, Callable[[House], Any]] = {
    "core:member": lambda h: h.membership.pk,
    "core:access": lambda h: h.membership.pk,
    "sources:article-edit": lambda h: h.article.pk,
    "sources:capture": lambda h: h.capture.pk,
    "sources:capture-bytes": lambda h: h.capture.pk,
    "sources:source": lambda h: h.source.pk,
    "sources:source-edit": lambda h: h.source.pk,
    "sources:source-sensitivity": lambda h: h.source.pk,
    "sources:article-sensitivity": lambda h: h.article.pk,
    "claims:claim": lambda h: h.claims[0].pk,
    "claims:correct": lambda h: h.claims[0].pk,
    "claims:split": lambda h: h.claims[0].pk,
    "claims:mark": lambda h: h.article.pk,
    "claims:proposals": lambda h: h.article.pk,
    "claims:said": lambda h: h.source.pk,
    "claims:event": lambda h: h.event.pk,
    "claims:event-edit": lambda h: h.event.pk,
    "verification:case": lambda h: h.cases[CaseState.DECIDED].pk,
    "verification:add-evidence": lambda h: h.cases[CaseState.OPEN].pk,
    "verification:discussion": lambda h: h.cases[CaseState.OPEN].pk,
    "verification:audience": lambda h: h.cases[CaseState.OPEN].pk,
    "verification:history": lambda h: h.cases[CaseState.OPEN].pk,
    "verification:give": lambda h: h.cases[CaseState.OPEN].pk,
    "verification:adjudicate": lambda h: h.cases[CaseState.IN_ADJUDICATION].pk,
    "verification:known-make": lambda h: h.cases[CaseState.DECIDED].pk,
    "verification:known-case": lambda h: h.known.pk,
    "verification:edit-case": lambda h: h.cases[CaseState.OPEN].pk,
    "verification:case-sensitivity": lambda h: h.cases[CaseState.DECIDED].pk,
    "verification:edit-evidence": lambda h: h.evidence.pk,
    "verification:evidence-sensitivity": lambda h: h.evidence.pk,
    "verification:evidence-capture": lambda h: h.evidence.pk,
    "verification:rule": lambda h: h.rule.pk,
    "verification:rule-edit": lambda h: h.rule.pk,
    "verification:rule-change": lambda h: (h.rule.pk, "off"),
    "verification:article": lambda h: h.article.pk,
    "verification:triage": lambda h: h.article.pk,
    "v1:source-detail": lambda h: h.source.pk,
    "v1:affiliation-detail": lambda h: h.affiliation.pk,
    "v1:article-detail": lambda h: h.article.pk,
    "v1:capture-detail": lambda h: h.capture.pk,
    "v1:snapshot-detail": lambda h: h.snapshot.pk,
    "v1:run-detail": lambda h: h.proposal.run_id,
    "v1:claim-detail": lambda h: h.claims[0].pk,
    "v1:proposal-detail": lambda h: h.proposal.pk,
    "v1:event-detail": lambda h: h.event.pk,
    "v1:case-detail": lambda h: h.cases[CaseState.OPEN].pk,
    "v1:rule-detail": lambda h: h.rule.pk,
    "v1:rule-versions": lambda h: h.rule.pk,
    "v1:evidence-detail": lambda h: h.evidence.evidence_id,
    "v1:case-evidence-detail": lambda h: h.evidence.pk,
    "v1:origin-detail": lambda h: h.evidence.independence_group_id,
    "v1:comment-detail": lambda h: h.comment.pk,
    "v1:review-detail": lambda h: Review.objects.filter(case=h.cases[CaseState.DECIDED]).get().pk,
    "v1:verdict-detail": lambda h: h.verdicts[CaseState.DECIDED].pk,
    "v1:verdict-claimreview": lambda h: h.verdicts[CaseState.PUBLISHED].pk,
    # Without a word of the desk in them, or with one that a test of its own looks for.
    "claims:merge": lambda h: h.article.pk,
    "verification:progress": lambda h: h.article.pk,
    "verification:evidence-bytes": lambda h: h.evidence.pk,
    "verification:evidence": lambda h: h.evidence.pk,
    "verification:comment": lambda h: h.comment.pk,
    "verification:assignment": lambda h: Assignment.objects.filter(case__desk=h.desk).first().pk,
    "v1:claim-revisions": lambda h: h.claims[0].pk,
    "v1:case-transitions": lambda h: h.cases[CaseState.OPEN].pk,
    "v1:assignment-detail": lambda h: Assignment.objects.filter(case__desk=h.desk).first().pk,
}
WORDLESS = {
    "verification:add-evidence",
    "claims:merge",
    "verification:progress",
    "verification:evidence-bytes",
    "v1:proposal-detail",
    "v1:claim-revisions",
    "v1:case-transitions",
    "v1:assignment-detail",
}
#: Which lead to the page on which they are.
ELSEWHERE = {"verification:evidence", "verification:comment", "verification:assignment"}
#: Which only their owner sees, whatever the others' role.
PERSONAL: dict[str, Callable[[House], Any]] = {
    "verification:export": lambda h: h.export.pk,
    "verification:export-file": lambda h: h.export.pk,
    "v1:export-detail": lambda h: h.export.pk,
    "v1:export-file": lambda h: h.export.pk,
    "core:notification": lambda h: h.notification.pk,
    "v1:notification-detail": lambda h: h.notification.pk,
}
#: For whoever has the secret that is in the address.
SECRET = {"core:invitation", "public-verdict", "password_reset_confirm"}

#: Lists that have something of the desk in them, with what narrows them down to it.
LISTS = {
    "core:desk": {},
    "sources:articles": {"q": "quok"},
    "sources:sources": {"q": "quok"},
    "sources:source-names": {"publisher": "quok"},
    "claims:events": {"q": "quok"},
    "verification:queue": {},
    "verification:search": {"q": "quok"},
    "verification:cases": {"q": "quok"},
    "verification:rules": {},
    "verification:known-cases": {},
    "v1:rule-list": {},
    "verification:ties": {},
    "v1:source-list": {"q": "quok"},
    "v1:affiliation-list": {},
    "v1:member-list": {},
    "v1:rating-list": {},
    "v1:tie-list": {},
    "v1:article-list": {"q": "quok"},
    "v1:snapshot-list": {},
    "v1:claim-list": {"q": "quok"},
    "v1:event-list": {"q": "quok"},
    "v1:case-list": {"q": "quok"},
    "v1:evidence-list": {},
    "v1:case-evidence-list": {},
    "v1:origin-list": {},
    "v1:review-list": {},
    "v1:comment-list": {},
    "v1:verdict-list": {},
    "v1:verdict-export": {"format": "jsonl"},
    "v1:capture-list": {},
}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """One house for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)


# --- Other desks ----------------------------------------------------------------------------------------------------------


def _address(name: str, about: Any) -> str:
    return reverse(name, args=about if isinstance(about, tuple) else [about])


def test_every_address_with_arguments_has_its_row():
    assert {name for name, route in READS.items() if route.arguments} == set(ABOUT) | set(PERSONAL) | SECRET
    assert set(LISTS) <= {name for name, route in READS.items() if not route.arguments}


@pytest.mark.parametrize("name", ABOUT)
def test_what_is_of_a_desk_is_there_for_its_members_alone(house, name):
    address = _address(name, ABOUT[name](house))
    seen = house.client(Who.ADMIN).get(address, {"claims": [claim.pk for claim in house.claims]})
    assert seen.status_code in {200, 286} or name in ELSEWHERE or name == "verification:evidence-bytes"  # the row has no file
    assert name in WORDLESS | ELSEWHERE or MARK in words(seen)
    for who in (Who.STRANGER, Who.REMOVED):
        hidden = house.client(who).get(address)
        assert hidden.status_code == 404
        assert MARK not in words(hidden)


@pytest.mark.parametrize("name", sorted(name for name, route in READS.items() if not route.arguments))
def test_lists_searches_and_suggestions_hold_nothing_of_other_desks(house, name):
    address, query = reverse(name), LISTS.get(name, {})
    assert name not in LISTS or MARK in words(house.client(Who.ADMIN).get(address, query))
    for who in (Who.STRANGER, Who.REMOVED):
        assert MARK not in words(house.client(who).get(address, query))


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("captures", "article"),
        ("snapshots", "article"),
        ("claims", "article"),
        ("claims", "event"),
        ("runs", "snapshot"),
        ("proposals", "claim"),
        ("cases", "bundle"),
        ("assignments", "case"),
        ("assignments", "reviewer"),
        ("reviews", "case"),
        ("comments", "case"),
        ("comments", "author"),
        ("reviews", "reviewer"),
        ("evidence", "source"),
        ("verdicts", "case"),
        ("articles", "publisher"),
        ("affiliations", "source"),
        ("members", "user"),
        ("ties", "source"),
    ],
)
def test_filtering_by_what_is_hidden_says_no_more_than_by_what_is_not_there(house, path, parameter):
    hidden = {"article": house.article, "event": house.event, "snapshot": house.snapshot, "claim": house.claims[0]}
    hidden |= {"case": house.cases[CaseState.DECIDED], "source": house.source, "publisher": house.source}
    hidden |= {"reviewer": house.colleague, "author": house.colleague, "user": house.colleague, "bundle": house.claims[0]}
    client = house.client(Who.STRANGER)
    answers = [client.get(f"/api/v1/{path}/", {parameter: pk}) for pk in (hidden[parameter].pk, 2**31 - 1)]
    assert [(answer.status_code, answer.json()["results"]) for answer in answers] == [(200, [])] * 2


@pytest.mark.parametrize("name", sorted(PERSONAL))
def test_what_is_somebodys_own_is_seen_by_nobody_else(house, name):
    address = reverse(name, args=[PERSONAL[name](house)])
    assert house.client(Who.VIEWER).get(address).status_code < 400
    for who in set(Who) - {Who.VIEWER, Who.ANONYMOUS, Who.DEACTIVATED}:
        answer = house.client(who).get(address)
        assert answer.status_code == 404 or "core/no_desk.html" in {template.name for template in answer.templates}


# --- Nobody in particular -------------------------------------------------------------------------------------------------

#: What is there for whoever comes, beside the secret addresses: to sign in, to get a new password, and to have signed out.
OPEN = {"login", "password_reset", "password_reset_done", "password_reset_complete", *SECRET}


@pytest.mark.parametrize("who", [Who.ANONYMOUS, Who.DEACTIVATED])
@pytest.mark.parametrize("name", sorted(READS.keys() - OPEN))
def test_who_is_not_signed_in_sees_nothing(house, name, who):
    about = {**PERSONAL, **ABOUT}.get(name, lambda _: MARK)
    answer = house.client(who).get(_address(name, about(house)) if READS[name].arguments else reverse(name))
    assert answer.status_code == 401 or answer["Location"].startswith("/accounts/login/?next=")
    assert MARK not in words(answer)


def test_the_open_pages_are_open(house):
    client = Client()
    key = house.cases[CaseState.PUBLISHED].public_key
    for name, arguments in {"login": [], "password_reset": [], "core:invitation": [MARK], "public-verdict": [key]}.items():
        assert client.get(reverse(name, args=arguments)).status_code == 200
    for name, status in {"core:invitation": 400, "public-verdict": 404}.items():
        assert client.get(reverse(name, args=["guessed"])).status_code == status


# --- The admin ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_admin_shows_leads_nothing_of_other_desks(house, model):
    stranger = house.client(Who.STRANGER)
    for query in ({}, {"q": "quok"}):
        answer = listed(model, stranger, **query)
        assert answer.status_code == 200
        assert MARK not in words(answer)
    change = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    seen = set(answer.context["cl"].root_queryset.values_list("pk", flat=True))
    for pk in model._default_manager.exclude(pk__in=seen).values_list("pk", flat=True)[:3]:
        answer = stranger.get(reverse(change, args=[pk]))
        assert answer.status_code == 302
        assert MARK not in words(answer)


def test_the_admin_shows_of_a_person_nothing_of_their_other_desks(house):
    stranger, colleague = house.people[Who.STRANGER], house.colleague
    MembershipFactory(user=colleague, desk=stranger.memberships.get().desk)
    answer = house.client(Who.STRANGER).get(reverse("admin:core_user_change", args=[colleague.pk]))
    assert answer.status_code == 200
    assert house.desk.name not in words(answer)


def test_the_admin_opens_to_leads_what_is_run_on_the_desks_that_they_lead_alone(house):
    stranger = house.people[Who.STRANGER]
    led = stranger.memberships.get().desk
    MembershipFactory(user=stranger, desk=house.desk, role=Role.VIEWER)
    SecondFactorFactory(user=house.colleague)
    tie = TieFactory(desk=house.desk, user=house.colleague)
    record("declare", tie, actor=tie.user, desk=house.desk)
    record("edit", led, actor=stranger, desk=led)

    def shown(model, who=Who.STRANGER):
        return listed(model, house.client(who)).context["cl"].root_queryset

    for model in (Membership, Invitation, Queue, Topic, RatingScale, RecordEntry):
        assert shown(model, Who.LEAD).filter(desk=house.desk).exists()
        assert not shown(model).filter(desk=house.desk).exists()
    assert shown(RecordEntry).filter(desk=led).exists()
    assert set(shown(User)) == set(User.objects.filter(memberships__desk=led))
    assert shown(SecondFactor, Who.LEAD).filter(user=house.colleague).exists()
    assert not shown(SecondFactor).filter(user=house.colleague).exists()
    assert not shown(Tie).exists()
    assert not listed(Assignment, house.client(Who.STRANGER), q=house.colleague.email).context["cl"].queryset.exists()


@pytest.mark.parametrize(
    ("model", "field"),
    [(model, field) for model in OURS for field in admin.site._registry[model].autocomplete_fields],
    ids=lambda part: getattr(part, "__name__", part),
)
def test_suggestions_in_the_admin_are_of_the_own_desks(house, model, field):
    query = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field, "term": "quok"}
    answers = {who: house.client(who).get("/admin/autocomplete/", query) for who in (Who.STRANGER, Who.ADMIN)}
    assert MARK not in words(answers[Who.STRANGER])
    assert MARK in words(answers[Who.ADMIN])
