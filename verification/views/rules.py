"""The routing rules of a desk: read by its members, changed by its leads, who see first what a change would have done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from core.decorators import at_desk
from core.forms import ReasonForm
from core.permissions import Permission, require
from core.workplace import Request
from verification.forms.rules import RuleForm
from verification.models import RoutingRule
from verification.presenting.rules import present_dry_run, present_rule
from verification.routing.dry_run import DryRun
from verification.services.rules import rule_create, rule_edit, rule_move, rule_remove, rules_try

#: What is done to a rule without its form, by the last part of the address.
CHANGES: dict[str, Callable[..., RoutingRule]] = {
    "up": lambda rule, **given: rule_move(rule=rule, position=(rule.position or 0) - 1, **given),
    "down": lambda rule, **given: rule_move(rule=rule, position=(rule.position or 0) + 1, **given),
    "on": lambda rule, **given: rule_edit(rule=rule, changes={"is_active": True}, **given),
    "off": lambda rule, **given: rule_edit(rule=rule, changes={"is_active": False}, **given),
    "remove": lambda rule, **given: rule_remove(rule=rule, **given),
}


def _standing(request: Request, pk: int) -> RoutingRule:
    """A rule of the user's desks that they may change."""
    found = RoutingRule.objects.visible_to(request.user).standing().select_related("desk")
    rule = get_object_or_404(found, pk=pk)
    require(request.user, Permission.CONFIGURE, rule.desk)
    return rule


@require_GET
@at_desk
def rules(request: Request) -> HttpResponse:
    """All rules of the desk, in the order in which they are asked."""
    standing = RoutingRule.objects.visible_to(request.user).standing().filter(desk=request.desk)
    return render(request, "verification/rules.html", {"rules": [present_rule(rule) for rule in standing]})


@require_GET
@login_required
def rule(request: Request, pk: int) -> HttpResponse:
    """One rule, and who made it what it is."""
    found = RoutingRule.objects.visible_to(request.user).select_related("desk").prefetch_related("versions__actor")
    shown = get_object_or_404(found, pk=pk)
    may = request.workplace.powers(shown.desk)
    return render(request, "verification/rule.html", {"shown": present_rule(shown), "rule": shown, "may": may})


@require_http_methods(["GET", "POST"])
@at_desk
def new(request: Request) -> HttpResponse:
    """Add a rule."""
    require(request.user, Permission.CONFIGURE, request.desk)
    form = RuleForm(request.POST or None, desk=request.desk)

    def service(data: dict[str, Any]) -> RoutingRule:
        return rule_create(desk=request.desk, actor=request.user, reason=data["reason"], **form.content())

    return _tried_first(request, form, None, service)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: Request, pk: int) -> HttpResponse:
    """Change what a rule says."""
    rule = _standing(request, pk)
    form = RuleForm(request.POST or None, desk=rule.desk, rule=rule)

    def service(data: dict[str, Any]) -> RoutingRule:
        return rule_edit(
            rule=rule,
            actor=request.user,
            expected_version=data["expected_version"] or rule.version,
            changes=form.content(),
            reason=data["reason"],
        )

    return _tried_first(request, form, rule, service)


def _tried_first(
    request: Request, form: RuleForm, rule: RoutingRule | None, service: Callable[[dict[str, Any]], RoutingRule]
) -> HttpResponse:
    """Show what the rule of the form would have done; write it once that was shown."""
    saved = form.submit(service) if form.is_tried else None
    if saved is not None:
        messages.success(request, _("The rule is saved. It holds for what is proposed from now on."))
        return redirect("verification:rule", saved.pk)
    desk = rule.desk if rule else request.desk
    tried = None
    if form.refusal is None:
        tried = form.submit(lambda data: rules_try(desk=desk, actor=request.user, change=lambda: service(data)))
    context = {"form": form, "rule": rule, "trial": present_dry_run(tried) if tried else None}
    return render(request, "verification/rule_form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@login_required
def change(request: Request, pk: int, change: str) -> HttpResponse:
    """Move a rule, switch it on or off, or remove it; first show what that would have done."""
    if change not in CHANGES:
        raise Http404
    rule = _standing(request, pk)
    form = ReasonForm(request.POST or None, initial={"expected_version": rule.version})
    changed = form.submit(lambda data: CHANGES[change](rule, actor=request.user, **data))
    if changed is not None:
        messages.success(request, _("The rules are changed. They hold for what is proposed from now on."))
        return redirect("verification:rules")
    context = {"form": form, "rule": rule, "change": change, "trial": present_dry_run(_tried(request, rule, change))}
    return render(request, "verification/rule_change.html", context, status=form.status)


def _tried(request: Request, rule: RoutingRule, change: str) -> DryRun[Any]:
    given = {"actor": request.user, "expected_version": rule.version}
    return rules_try(desk=rule.desk, actor=request.user, change=lambda: CHANGES[change](rule, **given))
