"""What findings choose from when they say what the evidence shows."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from rest_framework import mixins, serializers

from core.api import UserViewSet
from core.filtering import FilterSet
from verification.models import Rating


class RatingOutput(serializers.ModelSerializer[Rating]):
    """A step of a desk's scale: the desk's word for it, and its machine meaning. Findings name it by its id."""

    desk = serializers.CharField(source="scale.desk.slug", read_only=True)
    scale = serializers.CharField(source="scale.name", read_only=True)
    scale_version = serializers.IntegerField(source="scale.version", read_only=True)
    is_current = serializers.BooleanField(
        source="scale.is_current", read_only=True, help_text="Whether it is of the scale that new findings use."
    )

    class Meta:
        model = Rating
        fields = ["id", "desk", "scale", "scale_version", "is_current", "position", "label", "meaning", "description", "value"]


class RatingFilter(FilterSet):
    """Ratings by desk and meaning, and whether new findings use them."""

    desk = django_filters.CharFilter(field_name="scale__desk__slug")
    is_current = django_filters.BooleanFilter(field_name="scale__is_current", label="of the scale that new findings use")

    class Meta:
        model = Rating
        fields = ["meaning"]


class RatingViewSet(mixins.ListModelMixin, UserViewSet[Rating]):
    """The ratings of a desk's scales: of the present one, which new findings use, and of earlier ones."""

    serializer_class = RatingOutput
    filterset_class = RatingFilter

    def get_queryset(self) -> QuerySet[Rating]:
        return Rating.objects.visible_to(self.request.user).select_related("scale__desk")
