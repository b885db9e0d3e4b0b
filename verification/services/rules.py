"""Routing rules: added, edited, moved and removed by leads. Each change keeps the former version, and can be tried before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from claims.models import Claim
from core.checking import check
from core.errors import Conflict, Invalid
from core.models import Desk, Topic, User
from core.permissions import Permission, require
from core.record import record
from verification.models import Queue, RoutingRule, RuleAction, RuleVersion
from verification.routing.dry_run import DryRun, dry_run
from verification.routing.features import recent_features
from verification.routing.route import Rule, fold, validate_rule

#: What of a rule can be edited; its place in the order is changed by moving it.
RULE_FIELDS = ("name", "is_active", "conditions", "effects")


def rules_of(desk: Desk) -> list[Rule]:
    """The desk's active rules, in the order in which they are asked."""
    rules = RoutingRule.objects.standing().filter(desk=desk, is_active=True)
    return [Rule.parse(rule.name, rule.conditions, rule.effects) for rule in rules]


def rules_try(*, desk: Desk, actor: User, change: Callable[[], object]) -> DryRun[Claim]:
    """What would have become of the desk's last claims that the actor may see, had ``change`` been made before them.

    The change is made and taken back: what it would raise, this raises.
    """
    require(actor, Permission.CONFIGURE, desk)
    before = rules_of(desk)
    with transaction.atomic():
        change()
        after = rules_of(desk)
        transaction.set_rollback(True)
    return dry_run(recent_features(Claim.objects.visible_to(actor).filter(article__desk=desk)), before, after)


@transaction.atomic
def rule_create(  # noqa: PLR0913 - a rule is its name, its conditions and its effects
    *,
    desk: Desk,
    actor: User,
    name: str,
    conditions: dict[str, Any],
    effects: dict[str, Any],
    is_active: bool = True,
    reason: str = "",
) -> RoutingRule:
    """Add a rule, to be asked after all others. Raises :class:`Invalid` (``rule:…``)."""
    require(actor, Permission.CONFIGURE, desk)
    rule = RoutingRule(
        desk=desk, name=name, position=len(lock_rules(desk)), conditions=conditions, effects=effects, is_active=is_active
    )
    _check_rule(rule)
    rule.save()
    _keep(rule, RuleAction.CREATE, actor=actor, reason=reason)
    record("create", rule, actor=actor, desk=desk, after=_content(rule), reason=reason)
    return rule


@transaction.atomic
def rule_edit(*, rule: RoutingRule, actor: User, expected_version: int, changes: dict[str, Any], reason: str = "") -> RoutingRule:
    """Change a rule's name, conditions or effects, or switch it on or off. Cases that are routed already stay as they are."""
    require(actor, Permission.CONFIGURE, rule.desk)
    rule = _lock_rule(rule, expected_version)
    if unknown := sorted(set(changes) - set(RULE_FIELDS)):
        raise Invalid("rule:unknown_field", f"“{unknown[0]}” cannot be edited.", field=unknown[0], known=list(RULE_FIELDS))
    before = _content(rule)
    for field, value in changes.items():
        setattr(rule, field, value)
    _check_rule(rule)
    return _save(rule, RuleAction.EDIT, actor=actor, before=before, reason=reason)


@transaction.atomic
def rule_move(*, rule: RoutingRule, actor: User, expected_version: int, position: int, reason: str = "") -> RoutingRule:
    """Have the rule asked as the ``position``-th, counted from 0; the others close up."""
    require(actor, Permission.CONFIGURE, rule.desk)
    rule = _lock_rule(rule, expected_version)
    before = _content(rule)
    rules = [each for each in lock_rules(rule.desk) if each.pk != rule.pk]
    target = min(max(position, 0), len(rules))
    rules.insert(target, rule)
    _number(rules)
    rule.position = target
    return _save(rule, RuleAction.MOVE, actor=actor, before=before, reason=reason)


@transaction.atomic
def rule_remove(*, rule: RoutingRule, actor: User, expected_version: int, reason: str = "") -> RoutingRule:
    """Have a rule asked no more. Its versions stay, and its name in the reasons of the cases that it routed."""
    require(actor, Permission.CONFIGURE, rule.desk)
    rule = _lock_rule(rule, expected_version)
    before = _content(rule)
    rule.removed_at, rule.position = timezone.now(), None
    _save(rule, RuleAction.REMOVE, actor=actor, before=before, reason=reason)
    _number(lock_rules(rule.desk))
    return rule


def lock_rules(desk: Desk) -> list[RoutingRule]:
    """The desk's rules in their order; whoever changes the order waits for whoever does."""
    Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    return list(RoutingRule.objects.standing().filter(desk=desk))


def rule_follow(rule: RoutingRule, *, actor: User, effects: dict[str, Any], reason: str) -> None:
    """Have a rule, of those that the caller has locked, write what it names by another name."""
    before = _content(rule)
    rule.effects = rule.effects | effects
    _save(rule, RuleAction.EDIT, actor=actor, before=before, reason=reason)


def _lock_rule(rule: RoutingRule, expected_version: int) -> RoutingRule:
    Desk.objects.select_for_update(no_key=True).get(pk=rule.desk_id)
    standing = RoutingRule.objects.standing().select_for_update(of=("self",)).select_related("desk")
    locked = standing.filter(pk=rule.pk).first()
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
    check(rule, area="rule")
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


def _save(rule: RoutingRule, action: RuleAction, *, actor: User, before: dict[str, Any], reason: str) -> RoutingRule:
    """Save a changed rule as its next version, and write down who changed what, and why."""
    rule.version += 1
    rule.save()
    _keep(rule, action, actor=actor, reason=reason)
    record(action.value, rule, actor=actor, desk=rule.desk, before=before, after=_content(rule), reason=reason)
    return rule


def _keep(rule: RoutingRule, action: RuleAction, *, actor: User, reason: str) -> None:
    content = {field: getattr(rule, field) for field in (*RULE_FIELDS, "position")}
    RuleVersion.objects.create(rule=rule, number=rule.version, action=action, content=content, actor=actor, reason=reason)


def _content(rule: RoutingRule) -> dict[str, Any]:
    return {field: getattr(rule, field) for field in (*RULE_FIELDS, "position", "version")}
