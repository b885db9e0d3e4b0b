"""Routing rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from core.selectors import desk_for
from verification.models import RoutingRule, RuleVersion
from verification.services.rules import RULE_FIELDS, rule_create, rule_edit, rule_move, rule_remove, rules_try


class RuleOutput(serializers.ModelSerializer[RoutingRule]):
    """A rule, its place in the order, and whether it still stands."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)

    class Meta:
        model = RoutingRule
        fields = ["id", "desk", "name", "position", "is_active", "conditions", "effects", "version", "removed_at"]


class RuleVersionOutput(serializers.ModelSerializer[RuleVersion]):
    """What a rule was from one change to the next: who changed it, and why."""

    class Meta:
        model = RuleVersion
        fields = ["number", "action", "content", "actor", "reason", "at"]


class RuleInput(Input):
    """A new rule, to be asked after all others."""

    desk = serializers.SlugField(default="")
    name = serializers.CharField(max_length=120)
    is_active = serializers.BooleanField(default=True)
    conditions = serializers.DictField(default=dict)
    effects = serializers.DictField()
    reason = serializers.CharField(allow_blank=True, default="", max_length=2000)


class RuleStep(Input):
    """The version that was seen, and why."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True, default="", max_length=2000)


class RuleEdit(RuleStep):
    """What is to be different."""

    name = serializers.CharField(max_length=120, required=False)
    is_active = serializers.BooleanField(required=False)
    conditions = serializers.DictField(required=False)
    effects = serializers.DictField(required=False)


class RuleMove(RuleStep):
    """The place that the rule is to have, counted from 0."""

    position = serializers.IntegerField()


class DifferenceOutput(serializers.Serializer[Any]):
    """What one effect was, and what it would have been, in words."""

    effect = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class ReroutedOutput(serializers.Serializer[Any]):
    """A claim that would have gone another way."""

    claim = serializers.IntegerField(source="claim.pk")
    differences = DifferenceOutput(many=True)


class DryRunOutput(serializers.Serializer[Any]):
    """Over how many claims, how many of their cases would have differed in which effect, and which claims these are."""

    claims = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    rerouted = ReroutedOutput(many=True)


class RuleFilter(FilterSet):
    """Rules by desk, and whether they stand."""

    desk = django_filters.CharFilter(field_name="desk__slug")
    removed = django_filters.BooleanFilter(field_name="removed_at", lookup_expr="isnull", exclude=True, label="was removed")

    class Meta:
        model = RoutingRule
        fields = ["is_active"]


class RuleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[RoutingRule]):
    """Where cases go. Members read the rules of their desks, leads change them; a stale version is refused with 409."""

    serializer_class = RuleOutput
    filterset_class = RuleFilter

    def get_queryset(self) -> QuerySet[RoutingRule]:
        return RoutingRule.objects.visible_to(self.request.user).select_related("desk")

    @extend_schema(request=RuleInput, responses={201: RuleOutput})
    def create(self, request: UserRequest) -> Response:
        """Add a rule, to be asked after all others."""
        rule = _create(request)()
        return Response(RuleOutput(rule).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=RuleEdit, responses=RuleOutput)
    def partial_update(self, request: UserRequest, pk: str) -> Response:
        """Change what a rule says, or switch it on or off."""
        return Response(RuleOutput(self._edit(request)()).data)

    @extend_schema(operation_id="rules_dry_run_new", request=RuleInput, responses=DryRunOutput)
    @action(detail=False, methods=["post"], url_path="dry-run")
    def try_new(self, request: UserRequest) -> Response:
        """What a new rule would have done to the last 1,000 claims. Nothing is written."""
        desk = desk_for(request.user, valid(RuleInput, request)["desk"])
        return Response(DryRunOutput(rules_try(desk=desk, actor=request.user, change=_create(request))).data)

    @extend_schema(operation_id="rules_dry_run_edit", request=RuleEdit, responses=DryRunOutput)
    @action(detail=True, methods=["post"], url_path="dry-run")
    def try_edit(self, request: UserRequest, pk: str) -> Response:
        """What an edited rule would have done to the last 1,000 claims. Nothing is written."""
        change = self._edit(request)
        return Response(DryRunOutput(rules_try(desk=self.get_object().desk, actor=request.user, change=change)).data)

    @extend_schema(request=RuleMove, responses=RuleOutput)
    @action(detail=True, methods=["post"])
    def move(self, request: UserRequest, pk: str) -> Response:
        """Have a rule asked earlier or later."""
        moved = rule_move(rule=self.get_object(), actor=request.user, **valid(RuleMove, request))
        return Response(RuleOutput(moved).data)

    @extend_schema(request=RuleStep, responses=RuleOutput)
    @action(detail=True, methods=["post"])
    def remove(self, request: UserRequest, pk: str) -> Response:
        """Have a rule asked no more. Its versions stay."""
        removed = rule_remove(rule=self.get_object(), actor=request.user, **valid(RuleStep, request))
        return Response(RuleOutput(removed).data)

    @extend_schema(responses=RuleVersionOutput(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def versions(self, request: UserRequest, pk: str) -> Response:
        """Every version of the rule, the newest first."""
        return Response(RuleVersionOutput(self.get_object().versions.all(), many=True).data)

    def _edit(self, request: UserRequest) -> Callable[[], RoutingRule]:
        rule, data = self.get_object(), valid(RuleEdit, request)
        changes = {name: data.pop(name) for name in RULE_FIELDS if name in data}
        return lambda: rule_edit(rule=rule, actor=request.user, changes=changes, **data)


def _create(request: UserRequest) -> Callable[[], RoutingRule]:
    data = valid(RuleInput, request)
    desk = desk_for(request.user, data.pop("desk"))
    return lambda: rule_create(desk=desk, actor=request.user, **data)
