"""Sources, articles, captures and snapshots over the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from core.restricting import RestrictedInput, SensitivityMixin, take_restriction
from core.selectors import desk_for
from sources.models import Affiliation, Article, Capture, Reliability, Snapshot, Source, SourceKind, SubmissionMethod, fold_name
from sources.services import (
    affiliation_add,
    affiliation_remove,
    alias_add,
    alias_remove,
    article_edit,
    article_refetch,
    article_submit,
    source_create,
    source_edit,
)


class SourceOutput(serializers.ModelSerializer[Source]):
    """A source, with the names that it goes by."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    aliases = serializers.SlugRelatedField[Any](slug_field="name", many=True, read_only=True)

    class Meta:
        model = Source
        fields = [
            "id",
            "desk",
            "name",
            "kind",
            "aliases",
            "description",
            "homepage",
            "language",
            "reliability",
            "reliability_basis",
            "sensitivity",
            "version",
        ]


class SourceInput(RestrictedInput):
    """What a source is made of."""

    desk = serializers.SlugField(default="")
    name = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(SourceKind.choices)
    description = serializers.CharField(allow_blank=True, required=False)
    homepage = serializers.URLField(allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)
    reliability = serializers.ChoiceField(Reliability.choices, required=False)
    reliability_basis = serializers.CharField(allow_blank=True, required=False)


class SourceChange(Input):
    """What is to change, why, and of which version."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField()
    name = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(allow_blank=True, required=False)
    homepage = serializers.URLField(allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)
    reliability = serializers.ChoiceField(Reliability.choices, required=False)
    reliability_basis = serializers.CharField(allow_blank=True, required=False)


class AliasInput(Input):
    """Another name of a source."""

    name = serializers.CharField(max_length=200)


class AliasRemoval(AliasInput):
    """The name that it is not to go by any more, and why."""

    reason = serializers.CharField(allow_blank=True, default="", max_length=2000)


class SourceFilter(FilterSet):
    """Sources by what they are and what they are called."""

    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="part of the name")
    desk = django_filters.CharFilter(field_name="desk__slug")

    class Meta:
        model = Source
        fields = ["kind", "reliability"]


class SourceViewSet(SensitivityMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Source]):
    """Whom we read and whom they quote."""

    serializer_class = SourceOutput
    filterset_class = SourceFilter

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.visible_to(self.request.user).select_related("desk").prefetch_related("aliases")

    @extend_schema(request=SourceInput, responses={201: SourceOutput})
    def create(self, request: UserRequest) -> Response:
        """Add a private source to a desk."""
        data = valid(SourceInput, request)
        desk = desk_for(request.user, data.pop("desk"))
        source = source_create(desk=desk, actor=request.user, restriction=take_restriction(data), **data)
        return Response(SourceOutput(source).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SourceChange, responses=SourceOutput)
    def partial_update(self, request: UserRequest, pk: str) -> Response:
        """Change a source; a stale version is refused with 409."""
        changes = valid(SourceChange, request)
        version, reason = changes.pop("expected_version"), changes.pop("reason")
        source = source_edit(
            source=self.get_object(), actor=request.user, expected_version=version, changes=changes, reason=reason
        )
        return Response(SourceOutput(source).data)

    @extend_schema(request=AliasInput, responses=SourceOutput)
    @action(detail=True, methods=["post"], url_path="add-alias")
    def add_alias(self, request: UserRequest, pk: str) -> Response:
        """Give a source another name. Giving it twice changes nothing."""
        alias_add(source=self.get_object(), actor=request.user, **valid(AliasInput, request))
        return Response(SourceOutput(self.get_object()).data)

    @extend_schema(request=AliasRemoval, responses=SourceOutput)
    @action(detail=True, methods=["post"], url_path="remove-alias")
    def remove_alias(self, request: UserRequest, pk: str) -> Response:
        """Take a name from a source; 404 where it has none such."""
        data = valid(AliasRemoval, request)
        alias = get_object_or_404(self.get_object().aliases.all(), folded_name=fold_name(data["name"]))
        alias_remove(alias=alias, actor=request.user, reason=data["reason"])
        return Response(SourceOutput(self.get_object()).data)


class AffiliationOutput(serializers.ModelSerializer[Affiliation]):
    """That a source belonged to a party, from one day to another, both included, and what shows it."""

    since = serializers.DateField(read_only=True, allow_null=True)
    until = serializers.DateField(read_only=True, allow_null=True)

    class Meta:
        model = Affiliation
        fields = ["id", "source", "party", "since", "until", "basis"]


class AffiliationInput(Input):
    """Whom a source belongs to, when, and what shows it."""

    source = serializers.IntegerField()  # type: ignore[assignment] # the field, not the serializer's own attribute
    party = serializers.IntegerField(help_text="The id of the source that it belongs to.")
    since = serializers.DateField(allow_null=True, default=None)
    until = serializers.DateField(allow_null=True, default=None)
    basis = serializers.CharField(max_length=2000)


class AffiliationRemoval(Input):
    """Why."""

    reason = serializers.CharField(allow_blank=True, default="", max_length=2000)


class AffiliationFilter(FilterSet):
    """Affiliations by source and party."""

    class Meta:
        model = Affiliation
        fields = ["source", "party"]


class AffiliationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Affiliation]):
    """Who belongs to whom."""

    serializer_class = AffiliationOutput
    filterset_class = AffiliationFilter

    def get_queryset(self) -> QuerySet[Affiliation]:
        return Affiliation.objects.visible_to(self.request.user).select_related("source__desk")

    @extend_schema(request=AffiliationInput, responses={201: AffiliationOutput})
    def create(self, request: UserRequest) -> Response:
        """Say whom a source belongs to."""
        data, seen = valid(AffiliationInput, request), Source.objects.visible_to(request.user)
        source, party = (get_object_or_404(seen, pk=data.pop(name)) for name in ("source", "party"))
        affiliation = affiliation_add(source=source, party=party, actor=request.user, **data)
        return Response(AffiliationOutput(affiliation).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=AffiliationRemoval, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: UserRequest, pk: str) -> Response:
        """Take back whom a source belongs to."""
        affiliation_remove(affiliation=self.get_object(), actor=request.user, **valid(AffiliationRemoval, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ArticleOutput(serializers.ModelSerializer[Article]):
    """An article."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    publisher_name = serializers.CharField(source="publisher.name", read_only=True)

    class Meta:
        model = Article
        fields = [
            "id",
            "desk",
            "title",
            "url",
            "publisher",
            "publisher_name",
            "published_on",
            "submitted_at",
            "sensitivity",
            "version",
        ]


class ArticleInput(RestrictedInput):
    """An article by exactly one of address, text and file."""

    desk = serializers.SlugField(default="")
    publisher = serializers.CharField(max_length=200, help_text="The publisher's name; a new source is made where it is unknown.")
    published_on = serializers.DateField(allow_null=True, default=None)
    title = serializers.CharField(max_length=500, allow_blank=True, default="")
    url = serializers.CharField(
        max_length=2000, allow_blank=True, default="", help_text="Where it stands; fetched if it comes alone."
    )
    text = serializers.CharField(allow_blank=True, default="", trim_whitespace=False)
    file = serializers.FileField(allow_null=True, default=None, use_url=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A text or a file, or neither and an address."""
        if attrs["text"] and attrs["file"]:
            raise serializers.ValidationError("Send a text or a file, not both.")
        if not (attrs["text"] or attrs["file"] or attrs["url"]):
            raise serializers.ValidationError("Send an address, a text or a file.")
        return attrs

    def submission(self) -> dict[str, Any]:
        """The arguments of :func:`article_submit` that say what came and how."""
        data, file = self.validated_data, self.validated_data["file"]
        if file is not None:
            return {
                "method": SubmissionMethod.FILE,
                "data": file.read(),
                "filename": file.name,
                "media_type": file.content_type or "",
            }
        if data["text"]:
            return {"method": SubmissionMethod.PASTE, "data": data["text"].encode(), "media_type": "text/plain"}
        return {"method": SubmissionMethod.URL, "data": None}


class ArticleEdit(Input):
    """What is to be corrected about an article, why, and of which version."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField()
    title = serializers.CharField(max_length=500, allow_blank=True, required=False)
    publisher = serializers.IntegerField(required=False, help_text="The id of a source that the desk knows.")
    published_on = serializers.DateField(allow_null=True, required=False)


class SubmissionOutput(serializers.Serializer[Any]):
    """The article, whether it was new, and whether anything was added to what there was."""

    article = ArticleOutput()
    created = serializers.BooleanField()
    added = serializers.BooleanField(help_text="False: these bytes, or this address, were there already.")
    capture = serializers.IntegerField(source="capture.pk")
    same_content = serializers.IntegerField(source="same_content.pk", allow_null=True, default=None)


class CaptureOutput(serializers.ModelSerializer[Capture]):
    """A capture: what came, from where, and its digest. The bytes themselves stay inside."""

    class Meta:
        model = Capture
        fields = [
            "id",
            "article",
            "method",
            "state",
            "requested_at",
            "captured_at",
            "url",
            "final_url",
            "redirects",
            "http_status",
            "media_type",
            "size",
            "sha256",
            "failure_code",
            "failure_message",
            "attempts",
        ]


class SnapshotOutput(serializers.ModelSerializer[Snapshot]):
    """A snapshot with its text. Offsets of claims count its code points."""

    class Meta:
        model = Snapshot
        fields = [
            "id",
            "article",
            "capture",
            "title",
            "byline",
            "published_on",
            "language",
            "extractor",
            "extractor_version",
            "sha256",
            "created_at",
            "text",
        ]


class ArticleFilter(FilterSet):
    """Articles by publisher, date and words."""

    desk = django_filters.CharFilter(field_name="desk__slug")
    published = django_filters.DateFromToRangeFilter(field_name="published_on")
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label="part of the title")

    class Meta:
        model = Article
        fields = ["publisher"]


class ArticleViewSet(SensitivityMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Article]):
    """Publications that claims are read from."""

    serializer_class = ArticleOutput
    filterset_class = ArticleFilter
    parser_classes = [JSONParser, MultiPartParser, FormParser]

    def get_queryset(self) -> QuerySet[Article]:
        return Article.objects.visible_to(self.request.user).select_related("desk", "publisher")

    @extend_schema(request=ArticleInput, responses={201: SubmissionOutput, 200: SubmissionOutput})
    def create(self, request: UserRequest) -> Response:
        """Submit an article. Submitting it again answers 200 with what is there.

        Other bytes for an address that is known are another capture of its article, and ``added`` says so. What is to be kept
        from somebody is refused with 409 where they may see the article that is there; who may see that stays as it is.
        """
        form = ArticleInput(data=request.data)
        form.is_valid(raise_exception=True)
        given = {name: form.validated_data[name] for name in ("publisher", "published_on", "title", "url")}
        desk = desk_for(request.user, form.validated_data["desk"])
        restriction = take_restriction(dict(form.validated_data))
        submission = article_submit(desk=desk, actor=request.user, restriction=restriction, **given, **form.submission())
        code = status.HTTP_201_CREATED if submission.created else status.HTTP_200_OK
        return Response(SubmissionOutput(submission).data, status=code)

    @extend_schema(request=ArticleEdit, responses=ArticleOutput)
    def partial_update(self, request: UserRequest, pk: str) -> Response:
        """Correct title, publisher or date; a stale version is refused with 409."""
        article, changes = self.get_object(), valid(ArticleEdit, request)
        given = {name: changes.pop(name) for name in ("expected_version", "reason")}
        if "publisher" in changes:
            changes["publisher"] = get_object_or_404(Source.objects.visible_to(request.user), pk=changes["publisher"])
        edited = article_edit(article=article, actor=request.user, changes=changes, **given)
        return Response(ArticleOutput(edited).data)

    @extend_schema(request=None, responses={202: CaptureOutput})
    @action(detail=True, methods=["post"])
    def refetch(self, request: UserRequest, pk: str) -> Response:
        """Fetch the article's address once more."""
        capture = article_refetch(article=self.get_object(), actor=request.user)
        return Response(CaptureOutput(capture).data, status=status.HTTP_202_ACCEPTED)


class CaptureFilter(FilterSet):
    """Captures by article and state."""

    class Meta:
        model = Capture
        fields = ["article", "state"]


class CaptureViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Capture]):
    """What came of articles, as it came. What came as evidence stands on the evidence."""

    serializer_class = CaptureOutput
    filterset_class = CaptureFilter

    def get_queryset(self) -> QuerySet[Capture]:
        return Capture.objects.visible_to(self.request.user).filter(article__isnull=False)


class SnapshotFilter(FilterSet):
    """Snapshots by article and language."""

    class Meta:
        model = Snapshot
        fields = ["article", "language"]


class SnapshotViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Snapshot]):
    """The clean texts of articles' captures."""

    serializer_class = SnapshotOutput
    filterset_class = SnapshotFilter

    def get_queryset(self) -> QuerySet[Snapshot]:
        return Snapshot.objects.visible_to(self.request.user).filter(article__isnull=False)
