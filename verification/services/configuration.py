"""How a desk sets itself up: routing rules, queues, topics and rating scales. Every change is recorded."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from core.errors import Conflict, Invalid
from core.models import Desk, Topic, User
from core.permissions import Permission, require
from core.record import record
from verification.models import Queue, Rating, RatingScale, RoutingRule
from verification.routing import fold, validate_rule

# --- Rules ----------------------------------------------------------------------------------------------------------------

#: What of a rule can be edited; its place in the order is changed by moving it.
RULE_FIELDS = ("name", "is_active", "conditions", "effects")


@transaction.atomic
def rule_create(  # noqa: PLR0913 - a rule is its name, its conditions and its effects
    *,
    desk: Desk,
    actor: User,
    name: str,
    conditions: dict[str, Any],
    effects: dict[str, Any],
    is_active: bool = True,
) -> RoutingRule:
    """Add a rule, to be asked after all others. Raises :class:`Invalid` (``rule:…``)."""
    require(actor, Permission.CONFIGURE, desk)
    last = max((rule.position for rule in _lock_rules(desk)), default=-1)
    rule = RoutingRule(desk=desk, name=name, position=last + 1, conditions=conditions, effects=effects, is_active=is_active)
    _check_rule(rule)
    rule.save()
    record("create", rule, actor=actor, desk=desk, after=_rule_content(rule))
    return rule


@transaction.atomic
def rule_edit(*, rule: RoutingRule, actor: User, expected_version: int, changes: dict[str, Any], reason: str = "") -> RoutingRule:
    """Change a rule's name, conditions or effects, or switch it on or off. Cases that are routed already stay as they are."""
    require(actor, Permission.CONFIGURE, rule.desk)
    rule = _lock_rule(rule, expected_version)
    if unknown := sorted(set(changes) - set(RULE_FIELDS)):
        raise Invalid("rule:unknown_field", f"“{unknown[0]}” cannot be edited.", field=unknown[0], known=list(RULE_FIELDS))
    before = _rule_content(rule)
    for field, value in changes.items():
        setattr(rule, field, value)
    _check_rule(rule)
    _save_rule(rule)
    record("edit", rule, actor=actor, desk=rule.desk, before=before, after=_rule_content(rule), reason=reason)
    return rule


@transaction.atomic
def rule_move(*, rule: RoutingRule, actor: User, expected_version: int, position: int) -> RoutingRule:
    """Have the rule asked as the ``position``-th, counted from 0; the others close up."""
    require(actor, Permission.CONFIGURE, rule.desk)
    rule = _lock_rule(rule, expected_version)
    rules = [each for each in _lock_rules(rule.desk) if each.pk != rule.pk]
    before, target = rule.position, min(max(position, 0), len(rules))
    rules.insert(target, rule)
    _number(rules)
    rule.position = target
    _save_rule(rule)
    record("move", rule, actor=actor, desk=rule.desk, before={"position": before}, after={"position": target})
    return rule


@transaction.atomic
def rule_remove(*, rule: RoutingRule, actor: User, expected_version: int, reason: str = "") -> None:
    """Remove a rule. What it said stays in the record, and its name in the reasons of the cases that it routed."""
    require(actor, Permission.CONFIGURE, rule.desk)
    rule = _lock_rule(rule, expected_version)
    record("remove", rule, actor=actor, desk=rule.desk, before=_rule_content(rule), reason=reason)
    desk = rule.desk
    rule.delete()
    _number(_lock_rules(desk))


def _lock_rules(desk: Desk) -> list[RoutingRule]:
    """The desk's rules in their order; whoever changes the order waits for whoever does."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    return list(RoutingRule.objects.filter(desk=desk).order_by("position"))


def _lock_rule(rule: RoutingRule, expected_version: int) -> RoutingRule:
    Desk.objects.select_for_update(no_key=True).get(pk=rule.desk_id)
    locked = RoutingRule.objects.select_for_update(of=("self",)).select_related("desk").filter(pk=rule.pk).first()
    if locked is None or locked.version != expected_version:
        version = locked.version if locked else None
        raise Conflict("rule:stale", "Somebody else changed this rule in the meantime.", version=version)
    return locked


def _number(rules: list[RoutingRule]) -> None:
    for position, rule in enumerate(rules):
        if rule.position != position:
            RoutingRule.objects.filter(pk=rule.pk).update(position=position)


def _check_rule(rule: RoutingRule) -> None:
    """Validate a rule, and write the names of its queue and topics as the desk writes them."""
    _check(rule, "rule")
    validate_rule(rule.conditions, rule.effects)
    rule.effects = dict(rule.effects)
    if (queue := rule.effects.get("queue")) is not None:
        rule.effects["queue"] = _known(Queue.objects.filter(desk=rule.desk), [queue], "rule:unknown_queue")[0]
    if (topics := rule.effects.get("topics")) is not None:
        rule.effects["topics"] = _known(Topic.objects.filter(desk=rule.desk), topics, "rule:unknown_topic")


def _known(objects: models.QuerySet[Any], names: list[str], code: str) -> list[str]:
    """The names as the objects have them. Raises :class:`Invalid` where one names nothing."""
    by_name = {fold(known): known for known in objects.values_list("name", flat=True)}
    if unknown := [name for name in names if fold(name) not in by_name]:
        raise Invalid(code, f"This desk has no “{unknown[0]}”.", name=unknown[0])
    return [by_name[fold(name)] for name in names]


def _save_rule(rule: RoutingRule) -> None:
    rule.version += 1
    rule.save()


def _rule_content(rule: RoutingRule) -> dict[str, Any]:
    return {field: getattr(rule, field) for field in RULE_FIELDS} | {"position": rule.position, "version": rule.version}


# --- Queues and topics ----------------------------------------------------------------------------------------------------


@transaction.atomic
def queue_create(*, desk: Desk, actor: User, name: str, description: str = "") -> Queue:
    """Add a queue. Raises :class:`Invalid` (``queue:invalid``), also where there is one of this name."""
    require(actor, Permission.CONFIGURE, desk)
    queue = Queue(desk=desk, name=name.strip(), description=description.strip())
    _check(queue, "queue")
    queue.save()
    record("create", queue, actor=actor, desk=desk, after={"name": queue.name, "description": queue.description})
    return queue


@transaction.atomic
def queue_edit(*, queue: Queue, actor: User, name: str, description: str) -> Queue:
    """Rename or describe a queue; the rules that name it follow."""
    require(actor, Permission.CONFIGURE, queue.desk)
    rules = _lock_rules(queue.desk)
    queue = Queue.objects.select_related("desk").get(pk=queue.pk)
    before = {"name": queue.name, "description": queue.description}
    queue.name, queue.description = name.strip(), description.strip()
    _check(queue, "queue")
    queue.save()
    for rule in rules:
        if rule.effects.get("queue") == before["name"]:
            rule.effects["queue"] = queue.name
            _save_rule(rule)
    after = {"name": queue.name, "description": queue.description}
    record("edit", queue, actor=actor, desk=queue.desk, before=before, after=after)
    return queue


@transaction.atomic
def topic_create(*, desk: Desk, actor: User, name: str) -> Topic:
    """Add a topic. Raises :class:`Invalid` (``topic:invalid``), also where there is one of this name."""
    require(actor, Permission.CONFIGURE, desk)
    topic = Topic(desk=desk, name=name.strip())
    _check(topic, "topic")
    topic.save()
    record("create", topic, actor=actor, desk=desk, after={"name": topic.name})
    return topic


@transaction.atomic
def topic_edit(*, topic: Topic, actor: User, name: str) -> Topic:
    """Rename a topic; the rules that name it follow."""
    require(actor, Permission.CONFIGURE, topic.desk)
    rules = _lock_rules(topic.desk)
    topic = Topic.objects.select_related("desk").get(pk=topic.pk)
    before, topic.name = topic.name, name.strip()
    _check(topic, "topic")
    topic.save()
    for rule in rules:
        if before in rule.effects.get("topics", ()):
            rule.effects["topics"] = [topic.name if each == before else each for each in rule.effects["topics"]]
            _save_rule(rule)
    record("edit", topic, actor=actor, desk=topic.desk, before={"name": before}, after={"name": topic.name})
    return topic


# --- Scales ---------------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RatingInput:
    """A step of a scale as somebody puts it; its place is that in the list."""

    label: str
    meaning: str
    description: str = ""
    value: int | None = None


@transaction.atomic
def scale_create(*, desk: Desk, actor: User, name: str, ratings: list[RatingInput]) -> RatingScale:
    """Add a scale, and have new reviews use it."""
    require(actor, Permission.CONFIGURE, desk)
    if any(fold(scale.name) == fold(name) for scale in _lock_scales(desk)):
        raise Invalid("scale:exists", "There is a scale of this name: revise it.", field="name")
    scale = _make_scale(desk, name, 1, ratings)
    record("create", scale, actor=actor, desk=desk, after=_scale_content(scale))
    return scale


@transaction.atomic
def scale_revise(*, scale: RatingScale, actor: User, ratings: list[RatingInput], reason: str = "") -> RatingScale:
    """Make the next version of a scale, and have new reviews use it. The earlier one stays for the findings that used it.

    Raises :class:`Conflict` (``scale:superseded``) where somebody made a later version already.
    """
    require(actor, Permission.CONFIGURE, scale.desk)
    versions = [each for each in _lock_scales(scale.desk) if each.name == scale.name]
    if scale.pk != max(versions, key=lambda each: each.version).pk:
        raise Conflict("scale:superseded", "Somebody made a later version of this scale.", version=scale.version)
    earlier = next(each for each in versions if each.pk == scale.pk)
    before = _scale_content(earlier)
    if earlier.frozen_at is None:
        earlier.ratings.all().delete()
        earlier.delete()
    revised = _make_scale(scale.desk, scale.name, earlier.version + 1, ratings)
    record("revise", revised, actor=actor, desk=scale.desk, before=before, after=_scale_content(revised), reason=reason)
    return revised


@transaction.atomic
def scale_choose(*, scale: RatingScale, actor: User) -> RatingScale:
    """Have new reviews use this version of this scale."""
    require(actor, Permission.CONFIGURE, scale.desk)
    scales = _lock_scales(scale.desk)
    before = next((each.pk for each in scales if each.is_current), None)
    _set_current(scale)
    record("choose", scale, actor=actor, desk=scale.desk, before={"current": before}, after={"current": scale.pk})
    return scale


def _lock_scales(desk: Desk) -> list[RatingScale]:
    """The desk's scales. Whoever writes a finding holds the current one, so it is used whole or not at all."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    return list(RatingScale.objects.select_for_update().filter(desk=desk).order_by("pk"))


def _make_scale(desk: Desk, name: str, version: int, ratings: list[RatingInput]) -> RatingScale:
    if not ratings or len({fold(rating.label) for rating in ratings}) < len(ratings):
        raise Invalid("scale:ratings", "A scale needs ratings, each of another label.", field="ratings")
    scale = RatingScale(desk=desk, name=name.strip(), version=version, is_current=False)
    _check(scale, "scale")
    scale.save()
    for position, given in enumerate(ratings):
        rating = Rating(scale=scale, position=position, **dataclasses.asdict(given))
        _check(rating, "scale")
        rating.save()
    _set_current(scale)
    return scale


def _set_current(scale: RatingScale) -> None:
    RatingScale.objects.filter(desk=scale.desk_id, is_current=True).update(is_current=False)
    scale.is_current = True
    scale.save(update_fields=["is_current"])


def _scale_content(scale: RatingScale) -> dict[str, Any]:
    ratings = scale.ratings.order_by("position").values("label", "meaning", "description", "value")
    return {"name": scale.name, "version": scale.version, "ratings": list(ratings)}


def _check(row: models.Model, area: str) -> None:
    """Raise :class:`Invalid` (``area:invalid``, with the errors by field) unless the row could be saved."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise Invalid(f"{area}:invalid", " ".join(error.messages), errors=error.message_dict) from None
