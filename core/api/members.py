"""Who is on a desk."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from core.api import UserViewSet
from core.filtering import FilterSet
from core.models import Membership
from core.selectors import colleagues_of


class MemberOutput(serializers.ModelSerializer[Membership]):
    """Somebody's place on a desk."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    user = serializers.IntegerField(
        source="user_id", read_only=True, help_text="The id by which others name this person: as reviewer, named, or mentioned."
    )
    name = serializers.CharField(source="user.display_name", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "desk", "user", "name", "role"]


class MemberFilter(FilterSet):
    """Members by desk and role."""

    desk = django_filters.CharFilter(field_name="desk__slug")

    class Meta:
        model = Membership
        fields = ["role", "user"]


class MemberViewSet(mixins.ListModelMixin, UserViewSet[Membership]):
    """The active members of the desks on which you review."""

    queryset = Membership.objects.none()
    serializer_class = MemberOutput
    filterset_class = MemberFilter

    def get_queryset(self) -> QuerySet[Membership]:
        return colleagues_of(self.request.user).select_related("desk", "user")
