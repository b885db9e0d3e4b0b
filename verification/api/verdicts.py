"""Verdicts and their exports."""

from __future__ import annotations

import functools
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from claims.models import ClaimKind
from core.api import Input, UserRequest, UserViewSet, valid
from core.errors import Conflict
from core.filtering import FilterSet
from core.selectors import desk_for
from verification.api.findings import FindingOutput, IndependenceField
from verification.exporting.claimreview import claim_review, public_url
from verification.exporting.rows import FORMS, Filters
from verification.grounds import Hidden, hidden_from, seen_grounds
from verification.models import Export, ExportFormat, ExportState, Meaning, Verdict
from verification.services.exports import export_request, export_rows


class VerdictOutput(FindingOutput):
    """A verdict, with what it rests on as it was then."""

    proposition = serializers.CharField(source="grounds.proposition", read_only=True)
    published_at = serializers.DateTimeField(source="publication.published_at", default=None, read_only=True)
    ended_at = serializers.DateTimeField(source="publication.ended_at", default=None, read_only=True)
    ending = serializers.CharField(source="publication.ending", default="", read_only=True)
    end_reason = serializers.CharField(source="publication.end_reason", default="", read_only=True)
    corrects = serializers.IntegerField(
        source="corrects.verdict.number",
        default=None,
        read_only=True,
        help_text="The number of the verdict on the case that was published before, and that this one corrects.",
    )
    url = serializers.SerializerMethodField()
    independence = serializers.SerializerMethodField()
    grounds = serializers.SerializerMethodField()

    class Meta(FindingOutput.Meta):
        model = Verdict
        fields = [
            *FindingOutput.Meta.fields,
            "number",
            "basis",
            "decided_at",
            "proposition",
            "published_at",
            "ended_at",
            "ending",
            "end_reason",
            "corrects",
            "url",
            "independence",
            "grounds",
        ]

    @functools.cached_property
    def hidden(self) -> Hidden:
        """What is kept from whoever asks."""
        return hidden_from(self.context["request"].user)

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_grounds(self, verdict: Verdict) -> dict[str, Any]:
        """What it rests on, frozen, without what is kept from whoever asks."""
        return seen_grounds(verdict, self.hidden)

    @extend_schema_field(IndependenceField(allow_null=True))
    def get_independence(self, verdict: Verdict) -> dict[str, Any] | None:
        """How many origins take which stance, frozen, of what whoever asks may see; ``null`` before there was a count."""
        counted: dict[str, Any] | None = seen_grounds(verdict, self.hidden).get("independence")
        return counted

    def get_url(self, verdict: Verdict) -> str | None:
        """The address of the public page, once there is one."""
        return public_url(verdict.case) if verdict.case.public_key else None


class VerdictFilter(FilterSet):
    """Verdicts by case, meaning and date."""

    desk = django_filters.CharFilter(field_name="case__desk__slug")
    meaning = django_filters.ChoiceFilter(field_name="rating__meaning", choices=Meaning.choices)
    published = django_filters.BooleanFilter(method="by_publication", label="published and not superseded or withdrawn")
    decided = django_filters.DateFromToRangeFilter(field_name="decided_at")
    ended = django_filters.IsoDateTimeFromToRangeFilter(
        field_name="publication__ended_at", label="superseded or withdrawn: what was published and must be corrected"
    )

    class Meta:
        model = Verdict
        fields = ["case", "basis", "figure_finding"]

    def by_publication(self, queryset: QuerySet[Verdict], _name: str, value: bool) -> QuerySet[Verdict]:  # noqa: FBT001 - the filter's interface
        """Those that are their case's published word, or those that are not."""
        valid_word = Verdict.objects.visible_to(self.request.user).published().values("pk")
        return queryset.filter(pk__in=valid_word) if value else queryset.exclude(pk__in=valid_word)


class ExportChoice(Input):
    """Which verdicts, as what."""

    desk = serializers.SlugField(default="")
    format = serializers.ChoiceField(ExportFormat.choices)
    published_from = serializers.DateField(required=False)
    published_to = serializers.DateField(required=False)
    meaning = serializers.ChoiceField(Meaning.choices, required=False)
    kind = serializers.ChoiceField(ClaimKind.choices, required=False)


def _export_arguments(data: dict[str, Any], request: UserRequest) -> dict[str, Any]:
    desk = desk_for(request.user, data.pop("desk"))
    return {"desk": desk, "actor": request.user, "format": ExportFormat(data.pop("format")), "filters": Filters(**data)}


class VerdictViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Verdict]):
    """What the desk found. Each is a row of its own; the latest of a case counts, the earlier stay."""

    serializer_class = VerdictOutput
    filterset_class = VerdictFilter

    def get_queryset(self) -> QuerySet[Verdict]:
        return (
            Verdict.objects.visible_to(self.request.user)
            .with_correction()
            .select_related("rating__scale", "case__desk", "publication")
        )

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def claimreview(self, request: UserRequest, pk: str) -> Response:
        """The published verdict as schema.org's ClaimReview."""
        shown = Verdict.objects.visible_to(request.user).of_public_cases().filter(publication__isnull=False)
        verdict = get_object_or_404(shown.with_correction(), pk=pk)
        return Response(claim_review(verdict), content_type="application/ld+json")

    @extend_schema(parameters=[ExportChoice], responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=False, pagination_class=None, filterset_class=None)
    def export(self, request: UserRequest) -> StreamingHttpResponse:
        """Up to 1,000 published verdicts at once; more are refused with 413 and need an export job."""
        form = ExportChoice(data=request.query_params)
        form.is_valid(raise_exception=True)
        stream = export_rows(**_export_arguments(dict(form.validated_data), request))
        headers = {"Content-Disposition": f'attachment; filename="{stream.filename}"', "X-Row-Count": str(stream.rows)}
        return StreamingHttpResponse(stream.chunks, content_type=stream.media_type, headers=headers)


class ExportOutput(serializers.ModelSerializer[Export]):
    """An export: how far it is, and, once it is done, its digest and row count."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)

    class Meta:
        model = Export
        fields = [
            "id",
            "desk",
            "format",
            "filters",
            "state",
            "rows_total",
            "rows_written",
            "sha256",
            "requested_at",
            "finished_at",
            "failure_code",
        ]


class ExportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Export]):
    """Your exports, written by the worker."""

    queryset = Export.objects.none()
    serializer_class = ExportOutput
    filterset_fields = ["state", "format"]

    def get_queryset(self) -> QuerySet[Export]:
        return Export.objects.visible_to(self.request.user).select_related("desk")

    @extend_schema(request=ExportChoice, responses={202: ExportOutput})
    def create(self, request: UserRequest) -> Response:
        """Have a file written."""
        export = export_request(**_export_arguments(valid(ExportChoice, request), request))
        return Response(ExportOutput(export).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True)
    def file(self, request: UserRequest, pk: str) -> FileResponse:
        """The file, once it is written; 409 before."""
        export = self.get_object()
        if export.state != ExportState.DONE:
            raise Conflict("export:not_ready", "The file is not written yet.", state=export.state)
        form = FORMS[ExportFormat(export.format)]
        name = f"{export.desk.slug}-verdicts-{export.pk}.{form.extension}"
        return FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type=form.media_type)
