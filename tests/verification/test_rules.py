"""What became of rules, and what they would have done: versions, dry runs, and the pages on which leads change them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.errors import Forbidden, Invalid
from core.models import Desk, RecordEntry, Role, User
from tests.factories import (
    AffiliationFactory,
    DeskFactory,
    FigureFactory,
    QueueFactory,
    SourceAliasFactory,
    SourceFactory,
    claim_on,
    member,
    said_by,
)
from tests.pages import client_of
from verification.models import RoutingRule, RuleVersion
from verification.services.configuration import queue_create, queue_edit
from verification.services.proposing import case_propose
from verification.services.rules import rule_create, rule_edit, rule_move, rule_remove, rules_of, rules_try

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


@pytest.fixture
def browser_of_lead(lead: User) -> Client:
    return client_of(lead)


def rule(desk: Desk, actor: User, name: str = "Rule", conditions: dict[str, Any] | None = None, **effects: Any) -> RoutingRule:
    effects = effects or {"priority": 1}
    return rule_create(desk=desk, actor=actor, name=name, conditions=conditions or {}, effects=effects, reason="At first")


# --- Versions -------------------------------------------------------------------------------------------------------------


def test_each_change_keeps_the_former_version_with_who_and_why(desk: Desk, lead: User) -> None:
    rule(desk, lead, "Other")
    made, second = rule(desk, lead), member(desk, Role.LEAD)
    rule_edit(rule=made, actor=second, expected_version=1, changes={"effects": {"priority": 5}}, reason="Too urgent")
    rule_move(rule=made, actor=lead, expected_version=2, position=0, reason="Before the other")
    rule_remove(rule=made, actor=lead, expected_version=3, reason="Never matched")
    kept = [
        (version.number, version.action, version.actor, version.reason, version.content["effects"], version.content["position"])
        for version in made.versions.order_by("number")
    ]
    assert kept == [
        (1, "create", lead, "At first", {"priority": 1}, 1),
        (2, "edit", second, "Too urgent", {"priority": 5}, 1),
        (3, "move", lead, "Before the other", {"priority": 5}, 0),
        (4, "remove", lead, "Never matched", {"priority": 5}, None),
    ]


def test_the_name_of_a_removed_rule_is_free_again(desk: Desk, lead: User) -> None:
    rule_remove(rule=rule(desk, lead), actor=lead, expected_version=1)
    assert rules_of(desk) == []
    assert rule(desk, lead).position == 0


def test_a_rule_that_follows_a_renamed_queue_says_so_in_its_history(desk: Desk, lead: User) -> None:
    made = rule(desk, lead, queue=queue_create(desk=desk, actor=lead, name="Arms").name)
    queue_edit(queue=desk.queues.get(), actor=lead, expected_version=1, name="Weapons", description="")
    last = made.versions.first()
    assert (last.number, last.content["effects"], last.reason) == (2, {"queue": "Weapons"}, "The queue “Arms” was renamed.")


@pytest.mark.parametrize("change", [lambda kept: kept.update(reason="Other"), lambda kept: kept.delete()])
def test_the_database_keeps_versions_as_they_are(desk: Desk, lead: User, change: Any) -> None:
    rule(desk, lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(RuleVersion.objects.all())


# --- Dry runs -------------------------------------------------------------------------------------------------------------


def test_a_dry_run_tells_what_would_have_become_of_which_claims_and_writes_nothing(desk: Desk, lead: User) -> None:
    queue = QueueFactory(desk=desk)
    present = rule(desk, lead, priority=2)
    drones, fire = claim_on(desk), claim_on(desk, kind="damage")
    claim_on(desk, check_worthiness=0.1)  # no rule is asked about it
    claim_on(DeskFactory())
    entries = RecordEntry.objects.count()

    def change() -> None:
        first = rule(desk, lead, "Drones", {"kinds": ["weapons"]}, queue=queue.name, priority=1, opens=True)
        rule_move(rule=first, actor=lead, expected_version=1, position=0)

    run = rules_try(desk=desk, actor=lead, change=change)

    assert (run.claims, run.counts) == (2, {"queue": 1, "priority": 1, "opens": 1})
    (only,) = run.rerouted
    assert only.claim == drones
    assert [(each.effect, each.before, each.after) for each in only.differences] == [
        ("queue", "no queue", f"queue {queue.name}"),
        ("priority", "priority 2", "priority 1"),
        ("opens", "waits for triage", "opens at once"),
    ]
    assert list(RoutingRule.objects.all()) == [present]
    assert RecordEntry.objects.count() == entries
    assert fire.kind == "damage"


@pytest.mark.parametrize("change", [rule_remove, lambda **given: rule_edit(changes={"is_active": False}, **given)])
def test_a_rule_that_goes_takes_its_effects_along(desk: Desk, lead: User, change: Any) -> None:
    made = rule(desk, lead, reviews_required=3, deadline_hours=4, dismiss="Opinion", splits=True)
    claim_on(desk)
    run = rules_try(desk=desk, actor=lead, change=lambda: change(rule=made, actor=lead, expected_version=1))
    assert [(each.before, each.after) for each in run.rerouted[0].differences] == [
        ("3 independent reviews", "one review"),
        ("due within 4 hours", "no deadline"),
        ("reviewed apart from its bundle", "reviewed with its bundle"),
        ("to be dismissed (Opinion)", "not to be dismissed"),
    ]


def test_a_dry_run_refuses_what_saving_would_refuse(desk: Desk, lead: User) -> None:
    with pytest.raises(Invalid) as caught:
        rules_try(desk=desk, actor=lead, change=lambda: rule(desk, lead, queue="Nowhere"))
    assert caught.value.code == "rule:unknown_queue"
    with pytest.raises(Forbidden):
        rules_try(desk=desk, actor=member(desk), change=list)


def test_a_dry_run_takes_a_number_of_queries_that_does_not_grow(desk: Desk, lead: User) -> None:
    taken = []
    for claims in (2, 9):
        for _ in range(claims):
            source = SourceFactory(desk=desk)
            SourceAliasFactory(source=source)
            AffiliationFactory(source=source)
            claim = claim_on(desk)
            FigureFactory(claim=claim)
            said_by(claim, "Ministry", source=source)
        with CaptureQueriesContext(connection) as counted:
            run = rules_try(desk=desk, actor=lead, change=lambda: rule(desk, lead))
        taken.append(len(counted))
    assert len(run.rerouted) == 11
    assert taken[0] == taken[1]


# --- Dismissal by rule ----------------------------------------------------------------------------------------------------


def test_a_rule_dismisses_with_its_reason_and_a_lead_restores(desk: Desk, lead: User) -> None:
    rule(desk, lead, dismiss="No fact", opens=True)
    case = case_propose(claim=claim_on(desk))
    step = case.transitions.order_by("pk").last()
    assert (case.state, step.action, step.actor, step.part, step.reason) == ("dismissed", "dismiss", None, "system", "No fact")


# --- Pages ----------------------------------------------------------------------------------------------------------------


def digest_in(page: str) -> str:
    return re.search(r'name="tried" value="(\w+)"', page)[1]


FORM = {"name": "Drones", "is_active": "on", "kinds": ["weapons"], "figure_at_least": "10", "words": "drone\n drones \n"}


def test_a_rule_is_shown_at_work_before_it_is_saved(desk: Desk, browser_of_lead: Client) -> None:
    QueueFactory(desk=desk, name="Weapons")
    claim = claim_on(desk)
    FigureFactory(claim=claim, value=40)
    form = {**FORM, "queue": "Weapons", "opens": "yes"}
    shown = browser_of_lead.post("/desk/rules/new/", form)
    assert shown.status_code == 200
    assert "1 of the last 1 claims would have gone another way" in shown.content.decode()
    assert not RoutingRule.objects.exists()
    digest = digest_in(shown.content.decode())

    without_why = browser_of_lead.post("/desk/rules/new/", {**form, "tried": digest})
    assert (without_why.status_code, RoutingRule.objects.count()) == (400, 0)
    otherwise = browser_of_lead.post("/desk/rules/new/", {**form, "opens": "", "tried": digest, "reason": "New front"})
    assert (otherwise.status_code, RoutingRule.objects.count()) == (200, 0), "what was not shown is shown first"
    saved = browser_of_lead.post("/desk/rules/new/", {**form, "tried": digest, "reason": "New front"})
    made = RoutingRule.objects.get()
    assert saved["Location"] == f"/desk/rules/{made.pk}/"
    assert made.conditions == {"kinds": ["weapons"], "figure_at_least": 10, "words": ["drone", "drones"]}
    assert made.effects == {"queue": "Weapons", "opens": True}
    assert made.versions.get().reason == "New front"


def test_the_form_holds_all_that_a_rule_says_and_changes_nothing(desk: Desk, lead: User, browser_of_lead: Client) -> None:
    conditions = {
        "kinds": ["weapons"],
        "stances": ["asserts"],
        "languages": ["en"],
        "measures": ["killed", "hurt"],
        "counted_classes": ["person"],
        "figure_at_least": 0.5,
        "figure_at_most": 7,
        "publishers": ["Post, Daily"],
        "origins": ["Ministry"],
        "anonymous_origin": False,
        "affiliations": ["Party"],
        "places": ["Port Osk"],
        "words": ["fire"],
        "check_worthiness_at_least": 0.6,
        "check_worthiness_at_most": 0.9,
    }
    effects = {"priority": 2, "reviews_required": 2, "deadline_hours": 9, "opens": False, "splits": True, "dismiss": "Why"}
    made = rule(desk, lead, "All", conditions, **effects)
    form = browser_of_lead.get(f"/desk/rules/{made.pk}/edit/").context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
    shown = browser_of_lead.post(f"/desk/rules/{made.pk}/edit/", typed)
    assert "None of the last" in shown.content.decode()
    tried = {**typed, "tried": digest_in(shown.content.decode()), "reason": "Only a look"}
    assert browser_of_lead.post(f"/desk/rules/{made.pk}/edit/", tried).status_code == 302
    made.refresh_from_db()
    assert (made.conditions, made.effects, made.version) == (conditions, effects, 2)


def test_a_stale_form_is_refused_and_keeps_what_was_typed(desk: Desk, lead: User, browser_of_lead: Client) -> None:
    made = rule(desk, lead)
    typed = {"name": "Mine", "priority": "2", "expected_version": "1", "reason": "Mine"}
    digest = digest_in(browser_of_lead.post(f"/desk/rules/{made.pk}/edit/", typed).content.decode())
    rule_edit(rule=made, actor=lead, expected_version=1, changes={"name": "Theirs"})
    answer = browser_of_lead.post(f"/desk/rules/{made.pk}/edit/", {**typed, "tried": digest})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Mine"' in page
    assert 'name="expected_version" value="2"' in page
    made.refresh_from_db()
    assert made.name == "Theirs"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("up", ["B", "A", "C"]),
        ("down", ["A", "C", "B"]),
        ("remove", ["A", "C"]),
        ("off", ["A", "B", "C"]),
    ],
)
def test_a_rule_is_moved_switched_and_removed_after_a_look(
    desk: Desk, lead: User, browser_of_lead: Client, change: str, expected: list[str]
) -> None:
    claim_on(desk)
    rules = {name: rule(desk, lead, name, priority=number) for number, name in enumerate("ABC", start=1)}
    address = f"/desk/rules/{rules['B'].pk}/{change}/"
    looked = browser_of_lead.get(address).content.decode()
    assert ("1 of the last 1 claims" in looked) == (change == "up")
    assert browser_of_lead.post(address, {"expected_version": 1}).status_code == 400, "why?"
    assert browser_of_lead.post(address, {"expected_version": 1, "reason": "So"}).status_code == 302
    standing = RoutingRule.objects.standing().filter(desk=desk)
    assert [each.name for each in standing] == expected
    assert standing.filter(name="B", is_active=False).exists() == (change == "off")


def test_the_page_of_a_rule_tells_who_changed_what_and_why_also_once_it_is_removed(
    desk: Desk, lead: User, browser_of_lead: Client
) -> None:
    made = rule(desk, lead, "Drones", {"kinds": ["weapons"]}, priority=1)
    rule_edit(rule=made, actor=lead, expected_version=1, changes={"effects": {"priority": 4}}, reason="Less urgent now")
    rule_remove(rule=made, actor=lead, expected_version=2, reason="Peace")
    page = client_of(member(desk, Role.VIEWER)).get(f"/desk/rules/{made.pk}/").content.decode()
    for words in ("<del>1</del> → <ins>4</ins>", "Less urgent now", "Peace", str(lead), "Version 3"):
        assert words in page
    assert browser_of_lead.get(f"/desk/rules/{made.pk}/edit/").status_code == 404
