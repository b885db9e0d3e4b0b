"""Assignments, drafts and reviews."""

from __future__ import annotations

import functools
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from core.models import User
from core.plans import kept_plans
from core.selectors import desk_for
from verification.api.findings import FindingOutput, IndependenceField, ReviewInput, StanceField
from verification.independence import OriginCounts, counts_as_json
from verification.models import Assignment, EvidenceStance, Review
from verification.origins import counts_of
from verification.services.assignments import assignment_accept, assignment_end, next_case
from verification.services.reviews import draft_keep, review_submit


class AssignmentOutput(serializers.ModelSerializer[Assignment]):
    """A case given to one person, and why to them."""

    class Meta:
        model = Assignment
        fields = [
            "id",
            "case",
            "reviewer",
            "part",
            "round",
            "state",
            "reasons",
            "override_reason",
            "offered_at",
            "accepted_at",
            "ended_at",
            "end_reason",
        ]


class ReviewOutput(FindingOutput):
    """A review, with how its author puts the evidence to the case."""

    stances = StanceField(many=True, read_only=True)
    independence = serializers.SerializerMethodField()

    class Meta(FindingOutput.Meta):
        model = Review
        fields = [*FindingOutput.Meta.fields, "reviewer", "round", "stances", "independence", "asks_adjudication", "submitted_at"]

    @functools.cached_property
    def origin_counts(self) -> dict[int, OriginCounts]:
        """How many origins take which stance, by review: asked once for all that are shown together."""
        shown = self.parent.instance if self.parent is not None else self.instance
        reviews = [shown] if isinstance(shown, Review) else list(shown or [])
        return counts_of(reviews, self.context["request"].user)

    @extend_schema_field(IndependenceField)
    def get_independence(self, review: Review) -> dict[str, dict[str, int]]:
        """How many origins take which stance in it, as its evidence is grouped now, of what whoever asks may see."""
        return counts_as_json(self.origin_counts[review.pk])


class NextInput(Input):
    """From which desk."""

    desk = serializers.SlugField(default="")


class EndInput(Input):
    """Why."""

    reason = serializers.CharField(allow_blank=True, default="")


class AssignmentFilter(FilterSet):
    """Assignments by person, case and state."""

    mine = django_filters.BooleanFilter(method="of_user", label="given to me")

    class Meta:
        model = Assignment
        fields = ["case", "reviewer", "part", "state"]

    def of_user(self, queryset: QuerySet[Assignment], _name: str, value: bool) -> QuerySet[Assignment]:  # noqa: FBT001 - the filter's interface
        """Those of the person who asks, or those of all others."""
        own = {"reviewer": self.request.user}
        return queryset.filter(**own) if value else queryset.exclude(**own)


class AssignmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Assignment]):
    """Who is to look at which case."""

    serializer_class = AssignmentOutput
    filterset_class = AssignmentFilter

    def get_queryset(self) -> QuerySet[Assignment]:
        return Assignment.objects.visible_to(self.request.user).select_related("case__desk")

    @extend_schema(request=NextInput, responses={200: AssignmentOutput, 204: None})
    @action(detail=False, methods=["post"])
    def next(self, request: UserRequest) -> Response:
        """Take the most urgent case that you may take; 204 where there is none."""
        assignment = next_case(desk=desk_for(request.user, valid(NextInput, request)["desk"]), actor=request.user)
        if assignment is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(AssignmentOutput(assignment).data)

    @extend_schema(request=None, responses=AssignmentOutput)
    @action(detail=True, methods=["post"])
    def accept(self, request: UserRequest, pk: str) -> Response:
        """Accept what you were offered."""
        return Response(AssignmentOutput(assignment_accept(assignment=self.get_object(), actor=request.user)).data)

    @extend_schema(request=EndInput, responses=AssignmentOutput)
    @action(detail=True, methods=["post"])
    def end(self, request: UserRequest, pk: str) -> Response:
        """Decline, release, or, as a lead, take back."""
        given = valid(EndInput, request)
        return Response(AssignmentOutput(assignment_end(assignment=self.get_object(), actor=request.user, **given)).data)

    @extend_schema(request=OpenApiTypes.OBJECT, responses={204: None})
    @action(detail=True, methods=["put"])
    def draft(self, request: UserRequest, pk: str) -> Response:
        """Keep what is written so far, as it is."""
        data = serializers.DictField().run_validation(request.data)
        draft_keep(assignment=self.get_object(), actor=request.user, data=data)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ReviewInput, responses={201: ReviewOutput})
    @action(detail=True, methods=["post"])
    @kept_plans()
    def review(self, request: UserRequest, pk: str) -> Response:
        """Hand in your finding."""
        form = ReviewInput(data=request.data)
        form.is_valid(raise_exception=True)
        review = review_submit(
            assignment=self.get_object(),
            actor=request.user,
            finding=form.finding(),
            stances=form.stances_by_evidence(),
            asks_adjudication=form.validated_data["asks_adjudication"],
            expected_version=form.validated_data["expected_version"],
        )
        prefetch_related_objects([review], _seen_stances(request.user))
        return Response(ReviewOutput(review, context=self.get_serializer_context()).data, status=status.HTTP_201_CREATED)


def _seen_stances(user: User) -> Prefetch[Any]:
    """The stances of reviews that the user may see, each with its evidence, which is counted."""
    return Prefetch("stances", EvidenceStance.objects.visible_to(user).select_related("case_evidence"))


class ReviewFilter(FilterSet):
    """Reviews by case, round and person."""

    class Meta:
        model = Review
        fields = ["case", "round", "reviewer"]


class ReviewViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Review]):
    """Findings of reviewers: your own, and those of others once all of their round are in."""

    queryset = Review.objects.none()
    serializer_class = ReviewOutput
    filterset_class = ReviewFilter

    def get_queryset(self) -> QuerySet[Review]:
        user = self.request.user
        return Review.objects.visible_to(user).select_related("rating").prefetch_related(_seen_stances(user))
