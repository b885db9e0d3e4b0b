"""Cases and their steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from core.restricting import SensitivityMixin
from verification.api.assignments import AssignmentOutput
from verification.api.findings import AdjudicationInput
from verification.api.verdicts import VerdictOutput
from verification.models import Case, CaseClaim, CaseTransition, ClaimRole
from verification.models.cases import CaseQuerySet
from verification.services.assignments import adjudication_take, assignment_take
from verification.services.cases import case_dismiss, case_open, case_reopen, case_restore, case_send_back, case_withdraw
from verification.services.joining import case_decline_join, case_join
from verification.services.verdicts import verdict_adjudicate, verdict_publish
from verification.states import CaseState


class CaseClaimOutput(serializers.Serializer[Any]):
    """A claim of a case."""

    claim = serializers.IntegerField(source="claim_id")
    role = serializers.ChoiceField(ClaimRole.choices)
    article = serializers.IntegerField(source="claim.article_id")
    statement = serializers.CharField(source="claim.statement")


class CaseOutput(serializers.ModelSerializer[Case]):
    """A case, its claims, and where it stands."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    queue = serializers.SlugRelatedField[Any](slug_field="name", read_only=True)
    topics = serializers.SlugRelatedField[Any](slug_field="name", many=True, read_only=True)
    claims = CaseClaimOutput(source="case_claims", many=True, read_only=True)
    similar_to = serializers.IntegerField(source="similar_to.pk", default=None, allow_null=True, read_only=True)
    joined_to = serializers.IntegerField(source="joined_to.pk", default=None, allow_null=True, read_only=True)

    class Meta:
        model = Case
        fields = [
            "id",
            "desk",
            "proposition",
            "state",
            "round",
            "queue",
            "priority",
            "reviews_required",
            "due_at",
            "topics",
            "language",
            "bundle",
            "claims",
            "similar_to",
            "joined_to",
            "sensitivity",
            "routing_reasons",
            "pool_reason",
            "version",
            "created_at",
            "updated_at",
        ]


class Step(Input):
    """A step of a case: the version that was seen, and why."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True, default="")


class JoinInput(Input):
    """The case to join; without one, the case that was suggested."""

    expected_version = serializers.IntegerField()
    target = serializers.IntegerField(required=False)


class TransitionOutput(serializers.ModelSerializer[CaseTransition]):
    """One step: who, what was, what is, why."""

    class Meta:
        model = CaseTransition
        fields = ["action", "source_state", "target_state", "actor", "part", "reason", "override", "version", "at"]


class CaseFilter(FilterSet):
    """Cases by state, queue, urgency and words."""

    desk = django_filters.CharFilter(field_name="desk__slug")
    queue = django_filters.CharFilter(field_name="queue__name", lookup_expr="iexact")
    article = django_filters.NumberFilter(field_name="case_claims__claim__article", distinct=True)
    late = django_filters.BooleanFilter(method="by_lateness", label="past its deadline")
    q = django_filters.CharFilter(field_name="proposition", lookup_expr="icontains", label="part of the proposition")

    class Meta:
        model = Case
        fields = ["state", "priority", "bundle"]

    def by_lateness(self, queryset: CaseQuerySet, _name: str, value: bool) -> QuerySet[Case]:  # noqa: FBT001 - the filter's interface
        """Those whose deadline has passed, or those whose deadline has not."""
        late = {"due_at__lt": timezone.now()}
        return queryset.live().filter(**late) if value else queryset.exclude(**late)


class CaseViewSet(SensitivityMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Case]):
    """Verifications. Each step names the version that it saw; a stale one is refused with 409 and changes nothing."""

    serializer_class = CaseOutput
    filterset_class = CaseFilter

    def get_queryset(self) -> QuerySet[Case]:
        user = self.request.user
        claims = CaseClaim.objects.visible_to(user).select_related("claim")
        cases = Case.objects.visible_to(user).linked_for(user).select_related("desk", "queue")
        return cases.prefetch_related("topics", Prefetch("case_claims", claims))

    def _step(self, service: Callable[..., Any], request: UserRequest) -> Response:
        case = self.get_object()
        service(case=case, actor=request.user, **valid(Step, request))
        return Response(CaseOutput(self.get_object()).data)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"])
    def open(self, request: UserRequest, pk: str) -> Response:
        """Open a proposed case."""
        return self._step(case_open, request)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"])
    def dismiss(self, request: UserRequest, pk: str) -> Response:
        """Dismiss a case; needs a reason."""
        return self._step(case_dismiss, request)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"])
    def restore(self, request: UserRequest, pk: str) -> Response:
        """Restore a dismissed case; needs a reason."""
        return self._step(case_restore, request)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: UserRequest, pk: str) -> Response:
        """Send a case back to review; needs a reason."""
        return self._step(case_send_back, request)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"])
    def publish(self, request: UserRequest, pk: str) -> Response:
        """Publish the verdict of a decided case."""
        return self._step(verdict_publish, request)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"])
    def reopen(self, request: UserRequest, pk: str) -> Response:
        """Reopen a published or withdrawn case; needs a reason."""
        return self._step(case_reopen, request)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: UserRequest, pk: str) -> Response:
        """Withdraw a published verdict; needs a reason. It stays visible as withdrawn."""
        return self._step(case_withdraw, request)

    @extend_schema(request=JoinInput)
    @action(detail=True, methods=["post"])
    def join(self, request: UserRequest, pk: str) -> Response:
        """Move the claims of this case to the one that verifies the same proposition."""
        case, data = self.get_object(), valid(JoinInput, request)
        target = get_object_or_404(self.get_queryset(), pk=data.get("target", case.similar_to and case.similar_to.pk))
        joined = case_join(case=case, target=target, actor=request.user, expected_version=data["expected_version"])
        return Response(CaseOutput(get_object_or_404(self.get_queryset(), pk=joined.pk)).data)

    @extend_schema(request=Step)
    @action(detail=True, methods=["post"], url_path="decline-join")
    def decline_join(self, request: UserRequest, pk: str) -> Response:
        """Say that this is not the proposition of the case that was suggested."""
        case, data = self.get_object(), valid(Step, request)
        case_decline_join(case=case, actor=request.user, expected_version=data["expected_version"])
        return Response(CaseOutput(self.get_object()).data)

    @extend_schema(request=None, responses={201: AssignmentOutput})
    @action(detail=True, methods=["post"])
    def take(self, request: UserRequest, pk: str) -> Response:
        """Take the case for review, or, where it waits for one, for adjudication."""
        case = self.get_object()
        take = adjudication_take if case.state == CaseState.IN_ADJUDICATION else assignment_take
        assignment = take(case=case, actor=request.user)
        return Response(AssignmentOutput(assignment).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AdjudicationInput, responses={201: VerdictOutput})
    @action(detail=True, methods=["post"])
    def adjudicate(self, request: UserRequest, pk: str) -> Response:
        """Decide a case on which reviewers differ."""
        form = AdjudicationInput(data=request.data)
        form.is_valid(raise_exception=True)
        verdict = verdict_adjudicate(
            case=self.get_object(),
            actor=request.user,
            finding=form.finding(),
            expected_version=form.validated_data["expected_version"],
        )
        output = VerdictOutput(verdict, context=self.get_serializer_context())
        return Response(output.data, status=status.HTTP_201_CREATED)

    @extend_schema(responses=TransitionOutput(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def transitions(self, request: UserRequest, pk: str) -> Response:
        """Every step of the case, the oldest first."""
        return Response(TransitionOutput(self.get_object().transitions.all(), many=True).data)
