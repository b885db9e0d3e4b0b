"""What people say to each other about cases."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from verification.models import Case, Comment
from verification.services.discussion import comment_correct, comment_withdraw, comment_write


class CommentOutput(serializers.ModelSerializer[Comment]):
    """Something that somebody said about a case, as it reads now."""

    text = serializers.CharField(read_only=True, help_text="Empty once it was withdrawn.")
    version = serializers.IntegerField(read_only=True)
    is_alone = serializers.SerializerMethodField(help_text="Whether only its author sees it, until all reviews are in.")

    class Meta:
        model = Comment
        fields = ["id", "case", "author", "text", "mentioned", "version", "is_alone", "written_at", "withdrawn_at"]

    def get_is_alone(self, comment: Comment) -> bool:
        return comment.written_for_id is not None


class SaidInput(Input):
    """What is said, and who is told of it, beside those whom the text mentions by ``@`` and their name."""

    text = serializers.CharField(trim_whitespace=False)
    mentioned = serializers.ListField(child=serializers.IntegerField(), default=list, help_text="Ids of members of the desk.")


class CommentInput(SaidInput):
    """Something to be said about a case."""

    case = serializers.IntegerField()


class CommentCorrection(SaidInput):
    """What it is to say instead of the version that was seen."""

    expected_version = serializers.IntegerField()


class CommentWithdrawal(Input):
    """The version that was seen, and, of somebody else's, why."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True, default="")


class CommentFilter(FilterSet):
    """Comments by case and author."""

    class Meta:
        model = Comment
        fields = ["case", "author"]


class CommentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Comment]):
    """The discussions of cases. What is said beside an independent review is its author's alone until all reviews are in."""

    serializer_class = CommentOutput
    filterset_class = CommentFilter

    def get_queryset(self) -> QuerySet[Comment]:
        return Comment.objects.visible_to(self.request.user).with_words()

    @extend_schema(request=CommentInput, responses={201: CommentOutput})
    def create(self, request: UserRequest) -> Response:
        """Say something about a case."""
        data = valid(CommentInput, request)
        case = get_object_or_404(Case.objects.visible_to(request.user).select_related("desk"), pk=data.pop("case"))
        comment = comment_write(case=case, actor=request.user, **data)
        return Response(self._shown(comment), status=status.HTTP_201_CREATED)

    @extend_schema(request=CommentCorrection, responses=CommentOutput)
    @action(detail=True, methods=["post"])
    def correct(self, request: UserRequest, pk: str) -> Response:
        """Say it otherwise; only its author can."""
        return Response(
            self._shown(comment_correct(comment=self.get_object(), actor=request.user, **valid(CommentCorrection, request)))
        )

    @extend_schema(request=CommentWithdrawal, responses=CommentOutput)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: UserRequest, pk: str) -> Response:
        """Take it back, as its author, or as a lead with a reason."""
        return Response(
            self._shown(comment_withdraw(comment=self.get_object(), actor=request.user, **valid(CommentWithdrawal, request)))
        )

    def _shown(self, comment: Comment) -> Any:
        return CommentOutput(get_object_or_404(self.get_queryset(), pk=comment.pk)).data
