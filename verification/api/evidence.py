"""Evidence."""

from __future__ import annotations

from decimal import Decimal

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
from sources.models import Source
from verification.models import Case, CaseEvidence, Credibility, Evidence, EvidenceKind, IndependenceGroup
from verification.services.evidence import evidence_add, evidence_attach, evidence_edit, evidence_withdraw
from verification.services.origins import evidence_group, evidence_ungroup, origin_rename


class EvidenceOutput(serializers.ModelSerializer[Evidence]):
    """A piece of evidence, with where its bytes came from and their digest."""

    source_name = serializers.CharField(source="source.name", read_only=True)
    url = serializers.CharField(source="capture.url", default="", read_only=True)
    capture_state = serializers.CharField(source="capture.state", default=None, read_only=True)
    sha256 = serializers.CharField(source="capture.sha256", default="", read_only=True)

    class Meta:
        model = Evidence
        fields = [
            "id",
            "kind",
            "source",
            "source_name",
            "title",
            "passage",
            "start",
            "end",
            "locator",
            "language",
            "translation",
            "published_on",
            "credibility",
            "is_graphic",
            "capture",
            "capture_state",
            "url",
            "sha256",
            "gathered_at",
            "withdrawn_at",
            "withdrawal_reason",
            "sensitivity",
            "version",
        ]


class OriginOutput(serializers.ModelSerializer[IndependenceGroup]):
    """What evidence of a case goes back to. What has the same origin counts once."""

    class Meta:
        model = IndependenceGroup
        fields = ["id", "case", "origin", "basis", "version"]


class CaseEvidenceOutput(serializers.ModelSerializer[CaseEvidence]):
    """A piece of evidence on a case. Stances name it by this id."""

    evidence = EvidenceOutput(read_only=True)
    independence_group = OriginOutput(allow_null=True, read_only=True)

    class Meta:
        model = CaseEvidence
        fields = ["id", "case", "evidence", "independence_group", "added_at", "round", "version"]


class EvidenceInput(RestrictedInput):
    """A page by its address, a file, or an unpublished item by its words."""

    case = serializers.IntegerField()
    kind = serializers.ChoiceField(EvidenceKind.choices)
    source = serializers.IntegerField()  # type: ignore[assignment] # the field, not the serializer's own attribute
    url = serializers.CharField(max_length=2000, allow_blank=True, default="")
    file = serializers.FileField(allow_null=True, default=None, use_url=False)
    title = serializers.CharField(max_length=300, allow_blank=True, default="")
    passage = serializers.CharField(allow_blank=True, default="")
    locator = serializers.CharField(max_length=120, allow_blank=True, default="")
    language = serializers.CharField(max_length=12, allow_blank=True, default="")
    translation = serializers.CharField(allow_blank=True, default="")
    published_on = serializers.DateField(allow_null=True, default=None)
    credibility = serializers.ChoiceField(Credibility.choices, default=Credibility.CANNOT_BE_JUDGED)
    is_graphic = serializers.BooleanField(default=False)


class EvidenceEdit(Input):
    """What is to be said about it instead, why, and of which version."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField()
    title = serializers.CharField(max_length=300, allow_blank=True, required=False)
    passage = serializers.CharField(allow_blank=True, required=False)
    locator = serializers.CharField(max_length=120, allow_blank=True, required=False)
    language = serializers.CharField(max_length=12, allow_blank=True, required=False)
    translation = serializers.CharField(allow_blank=True, required=False)
    published_on = serializers.DateField(allow_null=True, required=False)
    credibility = serializers.ChoiceField(Credibility.choices, required=False)
    is_graphic = serializers.BooleanField(required=False)


class AttachInput(Input):
    """The case that it serves too."""

    case = serializers.IntegerField()


class WithdrawInput(Input):
    """Why, and of which version."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField()


class OriginInput(Input):
    """What a piece goes back to: an origin of the case by its id, or in words; and of which version of the piece."""

    expected_version = serializers.IntegerField()
    group = serializers.IntegerField(allow_null=True, default=None)
    origin = serializers.CharField(max_length=300, allow_blank=True, default="")
    basis = serializers.CharField(allow_blank=True, default="")


class UngroupInput(Input):
    """Of which version."""

    expected_version = serializers.IntegerField()


class RenameInput(Input):
    """How the origin is called, what shows that it is one, and of which version."""

    expected_version = serializers.IntegerField()
    origin = serializers.CharField(max_length=300)
    basis = serializers.CharField(allow_blank=True, allow_null=True, default=None)


class EvidenceFilter(FilterSet):
    """Evidence by case, source, kind and words."""

    case = django_filters.NumberFilter(method="of_case")
    q = django_filters.CharFilter(field_name="passage", lookup_expr="icontains", label="part of the passage")

    class Meta:
        model = Evidence
        fields = ["kind", "source", "credibility", "language"]

    def of_case(self, queryset: QuerySet[Evidence], _name: str, value: Decimal) -> QuerySet[Evidence]:
        """What the user may see as evidence of this case: that it serves a review there may still be hidden."""
        links = CaseEvidence.objects.visible_to(self.request.user).filter(case=int(value))
        return queryset.filter(pk__in=links.values("evidence"))


class EvidenceViewSet(SensitivityMixin, mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Evidence]):
    """What findings rest on. What others gather for reviews that are still to be independent is not shown."""

    queryset = Evidence.objects.none()
    serializer_class = EvidenceOutput
    filterset_class = EvidenceFilter
    parser_classes = [JSONParser, MultiPartParser, FormParser]

    def get_queryset(self) -> QuerySet[Evidence]:
        return Evidence.objects.visible_to(self.request.user).select_related("source", "capture", "desk")

    @extend_schema(request=EvidenceInput, responses={201: CaseEvidenceOutput})
    def create(self, request: UserRequest) -> Response:
        """Add a piece of evidence to a case. A page is fetched by the worker afterwards."""
        data = valid(EvidenceInput, request)
        case = get_object_or_404(Case.objects.visible_to(request.user), pk=data.pop("case"))
        source = get_object_or_404(Source.objects.visible_to(request.user), pk=data.pop("source"))
        file, restriction = data.pop("file"), take_restriction(data)
        upload = {"data": file.read(), "filename": file.name} if file is not None else {}
        link = evidence_add(case=case, actor=request.user, source=source, restriction=restriction, **upload, **data)
        return Response(CaseEvidenceOutput(link).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EvidenceEdit, responses=EvidenceOutput)
    def partial_update(self, request: UserRequest, pk: str) -> Response:
        """Correct what is said about a piece of evidence; a stale version is refused with 409. Verdicts keep it as it was."""
        changes = valid(EvidenceEdit, request)
        given = {name: changes.pop(name) for name in ("expected_version", "reason")}
        evidence = evidence_edit(evidence=self.get_object(), actor=request.user, changes=changes, **given)
        return Response(EvidenceOutput(evidence).data)

    @extend_schema(request=AttachInput, responses={201: CaseEvidenceOutput, 200: CaseEvidenceOutput})
    @action(detail=True, methods=["post"])
    def attach(self, request: UserRequest, pk: str) -> Response:
        """Use a piece of evidence in another case. Doing it again answers 200 with what is there."""
        case = get_object_or_404(Case.objects.visible_to(request.user), pk=valid(AttachInput, request)["case"])
        link, created = evidence_attach(case=case, evidence=self.get_object(), actor=request.user)
        code = status.HTTP_201_CREATED if created else status.HTTP_200_OK
        return Response(CaseEvidenceOutput(link).data, status=code)

    @extend_schema(request=WithdrawInput, responses=EvidenceOutput)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: UserRequest, pk: str) -> Response:
        """Withdraw a piece of evidence: it stays visible and serves no new finding."""
        given = valid(WithdrawInput, request)
        return Response(EvidenceOutput(evidence_withdraw(evidence=self.get_object(), actor=request.user, **given)).data)


class CaseEvidenceFilter(FilterSet):
    """What belongs to a case, by case, round and origin."""

    class Meta:
        model = CaseEvidence
        fields = ["case", "round", "independence_group"]


class CaseEvidenceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[CaseEvidence]):
    """The evidence of cases, with the ids by which stances name it, and what it goes back to.

    A piece without a group is of unknown origin. What two reviewers found each for themselves is there twice. What others gather
    for reviews that are still to be independent is not.
    """

    queryset = CaseEvidence.objects.none()
    serializer_class = CaseEvidenceOutput
    filterset_class = CaseEvidenceFilter

    def get_queryset(self) -> QuerySet[CaseEvidence]:
        related = ("evidence__source", "evidence__capture", "independence_group", "case__desk")
        return CaseEvidence.objects.visible_to(self.request.user).select_related(*related)

    @extend_schema(request=OriginInput, responses=CaseEvidenceOutput)
    @action(detail=True, methods=["post"])
    def group(self, request: UserRequest, pk: str) -> Response:
        """Say what a piece goes back to. Words that the case has already for an origin mean that one."""
        link, given = self.get_object(), valid(OriginInput, request)
        if (group := given.pop("group")) is not None:
            given["group"] = get_object_or_404(IndependenceGroup.objects.visible_to(request.user), pk=group, case=link.case_id)
        return Response(CaseEvidenceOutput(evidence_group(link=link, actor=request.user, **given)).data)

    @extend_schema(request=UngroupInput, responses=CaseEvidenceOutput)
    @action(detail=True, methods=["post"])
    def ungroup(self, request: UserRequest, pk: str) -> Response:
        """Say that it is not known what a piece goes back to."""
        given = valid(UngroupInput, request)
        return Response(CaseEvidenceOutput(evidence_ungroup(link=self.get_object(), actor=request.user, **given)).data)


class OriginFilter(FilterSet):
    """Origins by case."""

    class Meta:
        model = IndependenceGroup
        fields = ["case"]


class OriginViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[IndependenceGroup]):
    """What the evidence of cases goes back to. An origin is seen by whoever sees one of its pieces."""

    queryset = IndependenceGroup.objects.none()
    serializer_class = OriginOutput
    filterset_class = OriginFilter

    def get_queryset(self) -> QuerySet[IndependenceGroup]:
        return IndependenceGroup.objects.visible_to(self.request.user).select_related("case__desk")

    @extend_schema(request=RenameInput, responses=OriginOutput)
    @action(detail=True, methods=["post"])
    def rename(self, request: UserRequest, pk: str) -> Response:
        """Call it otherwise, for all that goes back to it. By the words of another origin of the case, the two become one."""
        given = valid(RenameInput, request)
        return Response(OriginOutput(origin_rename(group=self.get_object(), actor=request.user, **given)).data)
