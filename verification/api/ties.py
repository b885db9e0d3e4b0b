"""To which sources members are close."""

from __future__ import annotations

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
from verification.models import Tie
from verification.services.ties import tie_declare, tie_end


class TieOutput(serializers.ModelSerializer[Tie]):
    """That somebody is, or was, close to a source."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)

    class Meta:
        model = Tie
        fields = ["id", "desk", "user", "source", "nature", "declared_at", "ended_at"]


class TieInput(Input):
    """To whom you are close, and how."""

    desk = serializers.SlugField(default="")
    source = serializers.CharField(  # type: ignore[assignment] # the field, not the serializer's own attribute
        max_length=200, help_text="The name of a source that the desk knows."
    )
    nature = serializers.CharField(max_length=300)


class TieFilter(FilterSet):
    """Ties by desk, person and source, and whether they last."""

    desk = django_filters.CharFilter(field_name="desk__slug")
    ended = django_filters.BooleanFilter(field_name="ended_at", lookup_expr="isnull", exclude=True, label="is over")

    class Meta:
        model = Tie
        fields = ["user", "source"]


class TieViewSet(mixins.ListModelMixin, UserViewSet[Tie]):
    """Your ties to sources, and, where you lead, everybody's: cases that concern the source are not for who is close to it."""

    queryset = Tie.objects.none()
    serializer_class = TieOutput
    filterset_class = TieFilter

    def get_queryset(self) -> QuerySet[Tie]:
        return Tie.objects.visible_to(self.request.user).select_related("desk")

    @extend_schema(request=TieInput, responses={201: TieOutput})
    def create(self, request: UserRequest) -> Response:
        """Declare that you are close to a source. What you are at work on that concerns it is given back."""
        data = valid(TieInput, request)
        tie = tie_declare(desk=desk_for(request.user, data.pop("desk")), actor=request.user, **data)
        return Response(TieOutput(tie).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=TieOutput)
    @action(detail=True, methods=["post"])
    def end(self, request: UserRequest, pk: str) -> Response:
        """Say that your tie is over."""
        return Response(TieOutput(tie_end(tie=self.get_object(), actor=request.user)).data)
