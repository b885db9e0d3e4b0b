"""How a desk sets itself up: queues, topics and rating scales. Every change is recorded."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import transaction

from core.checking import check, require_version
from core.errors import Conflict, Invalid
from core.models import Desk, Topic, User
from core.permissions import Permission, require
from core.record import record
from verification.models import Queue, Rating, RatingScale
from verification.routing.route import fold
from verification.services.rules import lock_rules, rule_follow

# --- Queues and topics ----------------------------------------------------------------------------------------------------


@transaction.atomic
def queue_create(*, desk: Desk, actor: User, name: str, description: str = "", reason: str = "") -> Queue:
    """Add a queue. Raises :class:`Invalid` (``queue:invalid``), also where there is one of this name."""
    require(actor, Permission.CONFIGURE, desk)
    queue = Queue(desk=desk, name=name.strip(), description=description.strip())
    check(queue, area="queue")
    queue.save()
    record("create", queue, actor=actor, desk=desk, after={"name": queue.name, "description": queue.description}, reason=reason)
    return queue


@transaction.atomic
def queue_edit(  # noqa: PLR0913 - what of it, what it is called, by whom and why: none can be left out
    *, queue: Queue, actor: User, expected_version: int | None, name: str, description: str, reason: str = ""
) -> Queue:
    """Rename or describe a queue; the rules that name it follow. Raises :class:`Invalid` or :class:`Conflict` (``queue:…``)."""
    require(actor, Permission.CONFIGURE, queue.desk)
    rules = lock_rules(queue.desk)
    queue = Queue.objects.select_related("desk").get(pk=queue.pk)
    require_version(queue, expected_version, actor=actor)
    before = {"name": queue.name, "description": queue.description}
    queue.name, queue.description = name.strip(), description.strip()
    check(queue, area="queue")
    queue.version += 1
    queue.save()
    for rule in rules:
        if rule.effects.get("queue") == before["name"]:
            why = f"The queue “{before['name']}” was renamed."
            rule_follow(rule, actor=actor, effects={"queue": queue.name}, reason=why)
    after = {"name": queue.name, "description": queue.description}
    record("edit", queue, actor=actor, desk=queue.desk, before=before, after=after, reason=reason)
    return queue


@transaction.atomic
def topic_create(*, desk: Desk, actor: User, name: str, reason: str = "") -> Topic:
    """Add a topic. Raises :class:`Invalid` (``topic:invalid``), also where there is one of this name."""
    require(actor, Permission.CONFIGURE, desk)
    topic = Topic(desk=desk, name=name.strip())
    check(topic, area="topic")
    topic.save()
    record("create", topic, actor=actor, desk=desk, after={"name": topic.name}, reason=reason)
    return topic


@transaction.atomic
def topic_edit(*, topic: Topic, actor: User, expected_version: int | None, name: str, reason: str = "") -> Topic:
    """Rename a topic; the rules that name it follow. Raises :class:`Invalid` or :class:`Conflict` (``topic:…``)."""
    require(actor, Permission.CONFIGURE, topic.desk)
    rules = lock_rules(topic.desk)
    topic = Topic.objects.select_related("desk").get(pk=topic.pk)
    require_version(topic, expected_version, actor=actor)
    before, topic.name = topic.name, name.strip()
    check(topic, area="topic")
    topic.version += 1
    topic.save()
    for rule in rules:
        if before in rule.effects.get("topics", ()):
            names = [topic.name if each == before else each for each in rule.effects["topics"]]
            rule_follow(rule, actor=actor, effects={"topics": names}, reason=f"The topic “{before}” was renamed.")
    after = {"name": topic.name}
    record("edit", topic, actor=actor, desk=topic.desk, before={"name": before}, after=after, reason=reason)
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
    check(scale, area="scale")
    scale.save()
    for position, given in enumerate(ratings):
        rating = Rating(scale=scale, position=position, **dataclasses.asdict(given))
        check(rating, area="scale")
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
