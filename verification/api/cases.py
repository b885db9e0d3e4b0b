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
from core.errors import Invalid
from core.filtering import FilterSet
from core.models import Topic, User
from core.restricting import SensitivityMixin
from verification.api.assignments import AssignmentOutput
from verification.api.findings import AdjudicationInput
from verification.api.verdicts import VerdictOutput
from verification.filters import PRIORITIES
from verification.models import Case, CaseClaim, CaseTransition, ClaimRole, Queue
from verification.models.cases import CaseQuerySet
from verification.selectors import able_on
from verification.services.assignments import adjudication_take, assignment_take
from verification.services.cases import (
    case_dismiss,
    case_edit,
    case_open,
    case_reopen,
    case_restore,
    case_send_back,
    case_withdraw,
)
from verification.services.giving import assignment_give, case_reassign, case_take_back
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


class CaseEdit(Step):
    """What is to be otherwise than the rules set it. Queue and topics are the desk's, by their names."""

    queue = serializers.CharField(allow_null=True, required=False)
    priority = serializers.ChoiceField(PRIORITIES, required=False)
    reviews_required = serializers.IntegerField(required=False)
    due_at = serializers.DateTimeField(allow_null=True, required=False)
    topics = serializers.ListField(child=serializers.CharField(), required=False)


class GiveInput(Input):
    """To whom, and, where a rule excludes them, why it is set aside; the verdict shows that."""

    reviewer = serializers.IntegerField(help_text="The id of a member who may review.")
    override_reason = serializers.CharField(allow_blank=True, default="", max_length=2000)


class TakeBackInput(Input):
    """Why, and from whom; without one, from everybody who is on it."""

    reason = serializers.CharField(max_length=2000)
    reviewer = serializers.IntegerField(allow_null=True, default=None)


class ReassignInput(Input):
    """To whom instead of whom, and why; without ``previous``, instead of everybody who is on it."""

    reviewer = serializers.IntegerField(help_text="The id of a member who may review.")
    previous = serializers.IntegerField(allow_null=True, default=None)
    reason = serializers.CharField(max_length=2000)
    override_reason = serializers.CharField(
        max_length=2000, allow_blank=True, default="", help_text="Why, where a rule excludes them; public with the verdict."
    )


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

    @extend_schema(request=CaseEdit, responses=CaseOutput)
    def partial_update(self, request: UserRequest, pk: str) -> Response:
        """Set queue, priority, reviews required, deadline or topics otherwise than the rules did, as a lead."""
        case, changes = self.get_object(), valid(CaseEdit, request)
        given = {name: changes.pop(name) for name in ("expected_version", "reason")}
        if changes.get("queue") is not None:
            (changes["queue"],) = _named(Queue.objects.filter(desk=case.desk), [changes["queue"]], field="queue")
        if "topics" in changes:
            changes["topics"] = _named(Topic.objects.filter(desk=case.desk), changes["topics"], field="topics")
        case_edit(case=case, actor=request.user, changes=changes, **given)
        return Response(CaseOutput(self.get_object()).data)

    @extend_schema(request=GiveInput, responses={201: AssignmentOutput})
    @action(detail=True, methods=["post"])
    def give(self, request: UserRequest, pk: str) -> Response:
        """Offer the case to somebody, as a lead."""
        case, data = self.get_object(), valid(GiveInput, request)
        reviewer = _able(case, data["reviewer"])
        assignment = assignment_give(case=case, reviewer=reviewer, actor=request.user, override_reason=data["override_reason"])
        return Response(AssignmentOutput(assignment).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=TakeBackInput, responses=CaseOutput)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: UserRequest, pk: str) -> Response:
        """End the assignments of the case, or one person's, as a lead."""
        case, data = self.get_object(), valid(TakeBackInput, request)
        case_take_back(case=case, actor=request.user, reason=data["reason"], reviewer=_at_work(case, data["reviewer"]))
        return Response(CaseOutput(self.get_object()).data)

    @extend_schema(request=ReassignInput, responses={201: AssignmentOutput})
    @action(detail=True, methods=["post"])
    def reassign(self, request: UserRequest, pk: str) -> Response:
        """Take the case back and offer it to somebody else, as a lead: both or nothing."""
        case, data = self.get_object(), valid(ReassignInput, request)
        assignment = case_reassign(
            case=case,
            actor=request.user,
            reviewer=_able(case, data["reviewer"]),
            previous=_at_work(case, data["previous"]),
            reason=data["reason"],
            override_reason=data["override_reason"],
        )
        return Response(AssignmentOutput(assignment).data, status=status.HTTP_201_CREATED)

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


def _able(case: Case, user_id: int) -> User:
    """Somebody who may review on the desk of the case; 404 where there is none of this id."""
    return get_object_or_404(able_on(case.desk), pk=user_id)


def _at_work(case: Case, user_id: int | None) -> User | None:
    """Somebody who was given the case, who may not be able to review any more; 404 where there is none of this id."""
    if user_id is None:
        return None
    return get_object_or_404(User.objects.filter(pk__in=case.assignments.values("reviewer")), pk=user_id)


def _named(rows: QuerySet[Any], names: list[str], *, field: str) -> list[Any]:
    """What the desk has by these names, in whatever case."""
    known = {row.name.casefold(): row for row in rows}
    if unknown := [name for name in names if name.casefold() not in known]:
        raise Invalid("case:value", f"This desk has nothing of this name: {', '.join(unknown)}.", field=field)
    return [known[name.casefold()] for name in names]
