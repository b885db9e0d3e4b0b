"""How a desk sets itself up, through the services."""

from typing import Any

import pytest

from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, Role, Topic, User
from tests.factories import DeskFactory, QueueFactory, ReviewFactory, TopicFactory, claim_on, member
from verification.models import Queue, RatingScale, RoutingRule
from verification.services.configuration import (
    RatingInput,
    queue_create,
    queue_edit,
    scale_choose,
    scale_create,
    scale_revise,
    topic_create,
    topic_edit,
)
from verification.services.proposing import case_propose
from verification.services.rules import rule_create, rule_edit, rule_move, rule_remove

pytestmark = pytest.mark.django_db

STEPS = [
    RatingInput(label="Supported", meaning="supported", value=3),
    RatingInput(label="Mixed", meaning="mixed", value=2),
    RatingInput(label="Refuted", meaning="refuted", value=1),
]


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


def rule(desk: Desk, actor: User, name: str = "Rule", **effects: Any) -> RoutingRule:
    return rule_create(desk=desk, actor=actor, name=name, conditions={}, effects=effects or {"priority": 1})


def order(desk: Desk) -> list[tuple[int, str]]:
    return list(RoutingRule.objects.standing().filter(desk=desk).values_list("position", "name"))


# --- Rules ----------------------------------------------------------------------------------------------------------------


def test_a_rule_is_asked_after_those_before_it(desk: Desk, lead: User) -> None:
    for name in ("One", "Two", "Three"):
        rule(desk, lead, name)
    assert order(desk) == [(0, "One"), (1, "Two"), (2, "Three")]
    assert RecordEntry.objects.filter(action="verification.routingrule.create", actor=lead).count() == 3


def test_a_rule_routes_the_claims_that_come_after_it(desk: Desk, lead: User) -> None:
    made = rule(desk, lead, priority=1)
    assert case_propose(claim=claim_on(desk, statement="One.")).priority == 1
    rule_edit(rule=made, actor=lead, expected_version=1, changes={"effects": {"priority": 5}})
    assert case_propose(claim=claim_on(desk, statement="Two.")).priority == 5


@pytest.mark.parametrize(
    ("conditions", "effects", "code"),
    [
        ({"weather": ["rain"]}, {"priority": 1}, "rule:unknown_condition"),
        ({}, {"priority": 9}, "rule:effect_value"),
        ({}, {}, "rule:no_effect"),
        ({}, {"queue": "Nowhere"}, "rule:unknown_queue"),
        ({}, {"topics": ["Nothing"]}, "rule:unknown_topic"),
    ],
)
def test_what_a_rule_cannot_say_is_refused_whether_new_or_edited(
    desk: Desk, lead: User, conditions: dict[str, Any], effects: dict[str, Any], code: str
) -> None:
    QueueFactory(name="Nowhere")  # of another desk
    with pytest.raises(Invalid) as caught:
        rule_create(desk=desk, actor=lead, name="Rule", conditions=conditions, effects=effects)
    assert caught.value.code == code
    made = rule(desk, lead)
    with pytest.raises(Invalid) as caught:
        rule_edit(rule=made, actor=lead, expected_version=1, changes={"conditions": conditions, "effects": effects})
    assert caught.value.code == code
    made.refresh_from_db()
    assert (made.effects, made.version) == ({"priority": 1}, 1)


def test_names_of_rules_are_needed_and_taken_once(desk: Desk, lead: User) -> None:
    rule(desk, lead, "Drones")
    for name in ("", "drones"):
        with pytest.raises(Invalid) as caught:
            rule(desk, lead, name)
        assert caught.value.code == "rule:invalid"


def test_a_rule_writes_names_as_the_desk_does(desk: Desk, lead: User) -> None:
    queue_create(desk=desk, actor=lead, name="Weapons")
    topic_create(desk=desk, actor=lead, name="Air war")
    assert rule(desk, lead, queue="weapons", topics=["AIR  WAR"]).effects == {"queue": "Weapons", "topics": ["Air war"]}


def test_an_edit_is_versioned_and_recorded_with_what_was(desk: Desk, lead: User) -> None:
    made = rule(desk, lead)
    edited = rule_edit(rule=made, actor=lead, expected_version=1, changes={"is_active": False}, reason="Too broad")
    assert (edited.is_active, edited.version) == (False, 2)
    entry = RecordEntry.objects.get(action="verification.routingrule.edit")
    assert (entry.payload.before["is_active"], entry.payload.after["is_active"], entry.payload.reason) == (
        True,
        False,
        "Too broad",
    )
    with pytest.raises(Conflict) as caught:
        rule_edit(rule=made, actor=lead, expected_version=1, changes={"is_active": True})
    assert (caught.value.code, caught.value.details) == ("rule:stale", {"version": 2})


def test_a_rules_place_is_not_edited_but_moved(desk: Desk, lead: User) -> None:
    with pytest.raises(Invalid) as caught:
        rule_edit(rule=rule(desk, lead), actor=lead, expected_version=1, changes={"position": 0})
    assert caught.value.code == "rule:unknown_field"


@pytest.mark.parametrize(
    ("moved", "position", "expected"),
    [
        ("A", 0, "ABCD"),
        ("A", 2, "BCAD"),
        ("A", 99, "BCDA"),
        ("D", 0, "DABC"),
        ("C", 1, "ACBD"),
        ("C", -5, "CABD"),
    ],
)
def test_moving_closes_the_ranks(desk: Desk, lead: User, moved: str, position: int, expected: str) -> None:
    rules = {name: rule(desk, lead, name) for name in "ABCD"}
    rule_move(rule=rules[moved], actor=lead, expected_version=1, position=position)
    assert order(desk) == list(enumerate(expected))


def test_a_removed_rule_stays_in_the_record(desk: Desk, lead: User) -> None:
    first, second = rule(desk, lead, "First"), rule(desk, lead, "Second")
    rule_remove(rule=first, actor=lead, expected_version=1, reason="Never matched")
    assert order(desk) == [(0, "Second")]
    entry = RecordEntry.objects.get(action="verification.routingrule.remove")
    assert (entry.payload.before["name"], entry.payload.reason) == ("First", "Never matched")
    with pytest.raises(Conflict):
        rule_edit(rule=first, actor=lead, expected_version=1, changes={"is_active": False})
    rule_move(rule=second, actor=lead, expected_version=1, position=0)


# --- Queues and topics ----------------------------------------------------------------------------------------------------


def test_renaming_a_queue_or_a_topic_renames_it_in_the_rules(desk: Desk, lead: User) -> None:
    queue = queue_create(desk=desk, actor=lead, name="Weapons")
    topic = topic_create(desk=desk, actor=lead, name="Air war")
    topic_create(desk=desk, actor=lead, name="Ports")
    made, other = rule(desk, lead, queue="Weapons", topics=["Ports", "Air war"]), rule(desk, lead, "Other")

    queue_edit(queue=queue, actor=lead, expected_version=1, name="Arms", description="")
    topic_edit(topic=topic, actor=lead, expected_version=1, name="Drones")

    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.effects, made.version) == ({"queue": "Arms", "topics": ["Ports", "Drones"]}, 3)
    assert other.version == 1
    case = case_propose(claim=claim_on(desk))
    assert (case.queue, [each.name for each in case.topics.all()]) == (queue, ["Drones", "Ports"])


def test_queues_and_topics_are_edited_at_the_version_that_was_seen(desk: Desk, lead: User) -> None:
    queue, topic = QueueFactory(desk=desk, name="Weapons"), TopicFactory(desk=desk, name="Air war")
    assert queue_edit(queue=queue, actor=lead, expected_version=1, name="Arms", description="").version == 2
    assert topic_edit(topic=topic, actor=lead, expected_version=1, name="Drones").version == 2
    for code, attempt in (
        ("queue:stale", lambda: queue_edit(queue=queue, actor=lead, expected_version=1, name="Weapons", description="Old")),
        ("topic:stale", lambda: topic_edit(topic=topic, actor=lead, expected_version=1, name="Air war")),
    ):
        with pytest.raises(Conflict) as caught:
            attempt()
        assert (caught.value.code, caught.value.details) == (code, {"version": 2})
    queue.refresh_from_db()
    assert (queue.name, queue.description) == ("Arms", "")


def test_names_are_taken_once_a_desk(desk: Desk, lead: User) -> None:
    queue_create(desk=desk, actor=lead, name="Weapons")
    topic_create(desk=desk, actor=lead, name="Ports")
    QueueFactory(name="Casualties")
    TopicFactory(name="Courts")
    for name in ("weapons", " "):
        with pytest.raises(Invalid):
            queue_create(desk=desk, actor=lead, name=name)
    with pytest.raises(Invalid):
        topic_create(desk=desk, actor=lead, name="PORTS")
    queue_create(desk=desk, actor=lead, name="Casualties")
    topic_create(desk=desk, actor=lead, name="Courts")
    assert (Queue.objects.filter(desk=desk).count(), Topic.objects.filter(desk=desk).count()) == (2, 2)


# --- Scales ---------------------------------------------------------------------------------------------------------------


def steps(scale: RatingScale) -> list[tuple[int, str, str]]:
    return list(scale.ratings.order_by("position").values_list("position", "label", "meaning"))


def test_a_new_scale_is_the_one_that_reviews_use(desk: Desk, lead: User) -> None:
    first = scale_create(desk=desk, actor=lead, name="Ours", ratings=STEPS)
    second = scale_create(desk=desk, actor=lead, name="Theirs", ratings=STEPS)
    assert steps(second) == [(0, "Supported", "supported"), (1, "Mixed", "mixed"), (2, "Refuted", "refuted")]
    assert desk.rating_scales.get(is_current=True) == second
    scale_choose(scale=first, actor=lead)
    assert desk.rating_scales.get(is_current=True) == first


def test_a_scale_that_a_finding_used_stays_and_gets_a_next_version(desk: Desk, lead: User) -> None:
    used = scale_create(desk=desk, actor=lead, name="Ours", ratings=STEPS)
    review = ReviewFactory(rating=used.ratings.first())
    RatingScale.objects.filter(pk=used.pk).update(frozen_at=review.submitted_at)

    revised = scale_revise(scale=used, actor=lead, ratings=STEPS[:2], reason="Simpler")

    used.refresh_from_db()
    assert (revised.version, revised.is_current, len(steps(revised))) == (2, True, 2)
    assert (used.version, used.is_current, len(steps(used))) == (1, False, 3)
    entry = RecordEntry.objects.get(action="verification.ratingscale.revise")
    assert (len(entry.payload.before["ratings"]), len(entry.payload.after["ratings"])) == (3, 2)


def test_a_version_that_nobody_used_makes_way(desk: Desk, lead: User) -> None:
    unused = scale_create(desk=desk, actor=lead, name="Ours", ratings=STEPS)
    revised = scale_revise(scale=unused, actor=lead, ratings=STEPS[:2])
    assert list(desk.rating_scales.all()) == [revised]
    with pytest.raises(Conflict) as caught:
        scale_revise(scale=unused, actor=lead, ratings=STEPS)
    assert caught.value.code == "scale:superseded"


@pytest.mark.parametrize(
    ("ratings", "code"),
    [
        ([], "scale:ratings"),
        ([STEPS[0], RatingInput(label="supported", meaning="mixed")], "scale:ratings"),
        ([RatingInput(label="Odd", meaning="odd")], "scale:invalid"),
        ([RatingInput(label="", meaning="mixed")], "scale:invalid"),
    ],
)
def test_a_scale_without_sense_is_refused(desk: Desk, lead: User, ratings: list[RatingInput], code: str) -> None:
    with pytest.raises(Invalid) as caught:
        scale_create(desk=desk, actor=lead, name="Ours", ratings=ratings)
    assert caught.value.code == code
    assert not RatingScale.objects.exists()


def test_a_scale_of_the_same_name_is_revised_and_not_made_again(desk: Desk, lead: User) -> None:
    scale_create(desk=desk, actor=lead, name="Ours", ratings=STEPS)
    with pytest.raises(Invalid) as caught:
        scale_create(desk=desk, actor=lead, name="ours", ratings=STEPS)
    assert caught.value.code == "scale:exists"


def test_only_leads_set_up_the_desk(desk: Desk, lead: User) -> None:
    made = rule(desk, lead)
    queue, topic = QueueFactory(desk=desk), TopicFactory(desk=desk)
    scale = scale_create(desk=desk, actor=lead, name="Ours", ratings=STEPS)
    before = RecordEntry.objects.count()
    for actor in (member(desk), member(DeskFactory(), Role.ADMIN)):
        for attempt in (
            lambda actor=actor: rule(desk, actor, "New"),
            lambda actor=actor: rule_edit(rule=made, actor=actor, expected_version=1, changes={}),
            lambda actor=actor: rule_move(rule=made, actor=actor, expected_version=1, position=0),
            lambda actor=actor: rule_remove(rule=made, actor=actor, expected_version=1),
            lambda actor=actor: queue_create(desk=desk, actor=actor, name="New"),
            lambda actor=actor: queue_edit(queue=queue, actor=actor, expected_version=1, name="New", description=""),
            lambda actor=actor: topic_create(desk=desk, actor=actor, name="New"),
            lambda actor=actor: topic_edit(topic=topic, actor=actor, expected_version=1, name="New"),
            lambda actor=actor: scale_create(desk=desk, actor=actor, name="New", ratings=STEPS),
            lambda actor=actor: scale_revise(scale=scale, actor=actor, ratings=STEPS),
            lambda actor=actor: scale_choose(scale=scale, actor=actor),
        ):
            with pytest.raises(Forbidden):
                attempt()
    assert RecordEntry.objects.count() == before
