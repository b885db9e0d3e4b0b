"""What the user was told."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from core import services
from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from core.models import MessageState, Notification
from core.telling import Subject, subjects_of


class SubjectOutput(serializers.Serializer[Any]):
    """What a notification is about."""

    name = serializers.CharField()
    words = serializers.CharField()
    address = serializers.CharField(help_text="The page on which it is looked at.")


class NotificationListOutput(serializers.ListSerializer[Any]):
    """Finds what all of them are about at once."""

    child: NotificationOutput

    def to_representation(self, data: Any) -> list[Any]:
        """Those about what the user sees."""
        rows = list(data)
        self.child.subjects = subjects_of(self.context["request"].user, {(row.object_type, row.object_id) for row in rows})
        return [self.child.to_representation(row) for row in rows if (row.object_type, row.object_id) in self.child.subjects]


class NotificationOutput(serializers.ModelSerializer[Notification]):
    """That something happened which concerns the user: what, by whom, and what it is about."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    about = serializers.SerializerMethodField()
    mail = serializers.ChoiceField(
        MessageState.choices,
        source="message.state",
        default=None,
        allow_null=True,
        read_only=True,
        help_text="What became of the e-mail that told of it; null where there was none.",
    )

    #: What those of a list are about, once they were found.
    subjects: dict[tuple[str, int], Subject] | None = None

    class Meta:
        model = Notification
        list_serializer_class = NotificationListOutput
        fields = ["id", "desk", "occasion", "object_type", "object_id", "about", "actor", "created_at", "read_at", "mail"]

    @extend_schema_field(SubjectOutput(allow_null=True))
    def get_about(self, row: Notification) -> dict[str, Any] | None:
        """``None`` where it is gone from the user's sight this very moment."""
        key = (row.object_type, row.object_id)
        subjects = self.subjects if self.subjects is not None else subjects_of(self.context["request"].user, {key})
        return SubjectOutput(subjects[key]).data if key in subjects else None


class NotificationFilter(FilterSet):
    """Notifications by occasion and desk, and whether they are unread."""

    desk = django_filters.CharFilter(field_name="desk__slug")
    unread = django_filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label="not looked at yet")

    class Meta:
        model = Notification
        fields = ["occasion"]


class ReadInput(Input):
    """The newest notification that was seen."""

    up_to = serializers.IntegerField(min_value=1)


class ReadOutput(serializers.Serializer[Any]):
    """How many were unread until now."""

    read = serializers.IntegerField()


class NotificationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Notification]):
    """What the user was told, on all of their desks, and nobody else's."""

    serializer_class = NotificationOutput
    filterset_class = NotificationFilter

    def get_queryset(self) -> QuerySet[Notification]:
        return Notification.objects.visible_to(self.request.user).select_related("desk", "message")

    @extend_schema(request=None, responses=NotificationOutput)
    @action(detail=True, methods=["post"])
    def read(self, request: UserRequest, pk: str) -> Response:
        """Note that the user has looked at it. Doing it twice changes nothing."""
        services.notification_read(notification=self.get_object(), actor=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(operation_id="notifications_read_all", request=ReadInput, responses=ReadOutput)
    @action(detail=False, methods=["post"], url_path="read", filterset_class=None)
    def read_all(self, request: UserRequest) -> Response:
        """Note that the user has looked at everything up to a notification. What has come since stays unread."""
        done = services.notifications_read(actor=request.user, up_to=valid(ReadInput, request)["up_to"])
        return Response(ReadOutput({"read": done}).data)
