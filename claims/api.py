"""Claims, their revisions, extraction runs, proposals and events over the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from claims.content import ContentSerializer, DaysContentSerializer, content_seen, limited, references, rests_on_seen
from claims.models import Claim, ClaimQuerySet, ClaimRevision, Event, EventParty, EventRole, ExtractionRun, RevisionProposal
from claims.ranges import days, days_as_json
from claims.services import (
    claim_correct,
    claim_mark,
    claim_merge,
    claim_reject,
    claim_restore,
    claim_set_event,
    claim_split,
    event_create,
    event_edit,
    party_add,
    party_remove,
    proposal_settle,
)
from core.api import Input, UserRequest, UserViewSet, valid
from core.filtering import FilterSet
from core.selectors import desk_for
from sources.models import Snapshot, Source


class ClaimOutput(serializers.ModelSerializer[Claim]):
    """A claim with its content in the form of the extraction record."""

    content = serializers.SerializerMethodField()

    class Meta:
        model = Claim
        fields = ["id", "article", "snapshot", "run", "state", "text", "content", "event", "version", "created_at"]

    @extend_schema_field(ContentSerializer)
    def get_content(self, claim: Claim) -> dict[str, Any]:
        return content_seen(claim)


class Reasoned(Input):
    """Why, and of which version."""

    expected_version = serializers.IntegerField()
    reason = serializers.CharField()


class MarkInput(Input):
    """A passage of a snapshot as a new claim."""

    snapshot = serializers.IntegerField()
    content = ContentSerializer()
    reason = serializers.CharField(allow_blank=True, default="")


class CorrectInput(Reasoned):
    """The whole content as it should be."""

    content = ContentSerializer()


class SplitInput(Reasoned):
    """The contents of the claims that replace this one."""

    parts = ContentSerializer(many=True)


class MergeInput(Input):
    """The claims to replace, each with the version that was seen, and the content of the one that replaces them."""

    expected_versions = serializers.DictField(child=serializers.IntegerField(), help_text="claim id → version")
    content = ContentSerializer()
    reason = serializers.CharField()

    def validate_expected_versions(self, versions: dict[str, int]) -> dict[int, int]:
        """By the ids as numbers."""
        if not all(key.isdecimal() and len(key) < 19 for key in versions):
            raise serializers.ValidationError("The keys are ids of claims.")
        return {int(key): version for key, version in versions.items()}


class EventChoice(Input):
    """Of which event a claim speaks."""

    expected_version = serializers.IntegerField()
    event = serializers.IntegerField(allow_null=True)


class ClaimFilter(FilterSet):
    """Claims by what they are about, who said it, and how much they deserve checking."""

    desk = django_filters.CharFilter(field_name="article__desk__slug")
    worth = django_filters.NumberFilter(field_name="check_worthiness", lookup_expr="gte", label="least check-worthiness")
    origin = django_filters.CharFilter(
        method="with_origin", label="part of the name of who is said to have said it: the last link of the chain"
    )
    unsettled = django_filters.BooleanFilter(method="with_open_questions", label="whether the statement leaves something open")
    measure = django_filters.CharFilter(field_name="figure__measures", lookup_expr="contains", method="with_measure")
    has_figure = django_filters.BooleanFilter(field_name="figure", lookup_expr="isnull", exclude=True)
    q = django_filters.CharFilter(field_name="statement", lookup_expr="icontains", label="part of the statement")

    class Meta:
        model = Claim
        fields = ["article", "snapshot", "kind", "stance", "state", "event"]

    def with_origin(self, queryset: ClaimQuerySet, _name: str, value: str) -> ClaimQuerySet:
        """Those that go back to somebody of this name."""
        return queryset.with_origin(value)

    def with_open_questions(self, queryset: ClaimQuerySet, _name: str, value: bool) -> ClaimQuerySet:  # noqa: FBT001 - the library's
        """Those that leave something open, or those that do not."""
        return queryset.unsettled() if value else queryset.filter(ambiguous=[])

    def with_measure(self, queryset: QuerySet[Claim], _name: str, value: str) -> QuerySet[Claim]:
        """Those whose figure says that this happened to what is counted."""
        return queryset.filter(figure__measures__contains=[value])


class RevisionOutput(serializers.ModelSerializer[ClaimRevision]):
    """A claim as it stood after one write."""

    class Meta:
        model = ClaimRevision
        fields = ["number", "action", "content", "actor", "reason", "at"]


class ClaimViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Claim]):
    """What is asserted. Every write names the version that it saw and is answered with the claim as it is now."""

    serializer_class = ClaimOutput
    filterset_class = ClaimFilter

    def get_queryset(self) -> QuerySet[Claim]:
        user = self.request.user
        return Claim.objects.visible_to(user).with_chain().prefetch_related(*rests_on_seen(user))

    def _shown(self, claim: Claim) -> Any:
        """The claim as it is now, as far as the user may follow it."""
        return ClaimOutput(self.get_queryset().get(pk=claim.pk)).data

    @extend_schema(request=MarkInput, responses={201: ClaimOutput})
    def create(self, request: UserRequest) -> Response:
        """Mark a passage as a claim."""
        data = valid(MarkInput, request)
        readable = Snapshot.objects.visible_to(request.user).filter(article__isnull=False)
        snapshot = get_object_or_404(readable, pk=data["snapshot"])
        claim = claim_mark(snapshot=snapshot, content=request.data["content"], actor=request.user, reason=data["reason"])
        return Response(self._shown(claim), status=status.HTTP_201_CREATED)

    @extend_schema(request=CorrectInput, responses=ClaimOutput)
    @action(detail=True, methods=["post"])
    def correct(self, request: UserRequest, pk: str) -> Response:
        """Replace the content."""
        reasoned = self._reasoned(CorrectInput, request)
        return Response(self._shown(claim_correct(claim=self.get_object(), content=request.data["content"], **reasoned)))

    @extend_schema(request=SplitInput, responses=ClaimOutput(many=True))
    @action(detail=True, methods=["post"])
    def split(self, request: UserRequest, pk: str) -> Response:
        """Replace the claim by several."""
        reasoned = self._reasoned(SplitInput, request)
        made = claim_split(claim=self.get_object(), parts=request.data["parts"], **reasoned)
        return Response([self._shown(part) for part in made])

    @extend_schema(request=MergeInput, responses=ClaimOutput)
    @action(detail=False, methods=["post"])
    def merge(self, request: UserRequest) -> Response:
        """Replace several claims by one."""
        data = valid(MergeInput, request)
        claims = [get_object_or_404(self.get_queryset(), pk=pk) for pk in data["expected_versions"]]
        made = claim_merge(
            claims=claims,
            content=request.data["content"],
            actor=request.user,
            expected_versions=data["expected_versions"],
            reason=data["reason"],
        )
        return Response(self._shown(made))

    @extend_schema(request=Reasoned, responses=ClaimOutput)
    @action(detail=True, methods=["post"])
    def reject(self, request: UserRequest, pk: str) -> Response:
        """Say that this is no claim."""
        return Response(self._shown(claim_reject(claim=self.get_object(), **self._reasoned(Reasoned, request))))

    @extend_schema(request=Reasoned, responses=ClaimOutput)
    @action(detail=True, methods=["post"])
    def restore(self, request: UserRequest, pk: str) -> Response:
        """Take back that it was rejected."""
        return Response(self._shown(claim_restore(claim=self.get_object(), **self._reasoned(Reasoned, request))))

    @extend_schema(request=EventChoice, responses=ClaimOutput)
    @action(detail=True, methods=["post"], url_path="event")
    def set_event(self, request: UserRequest, pk: str) -> Response:
        """Say of which event the claim speaks."""
        data = valid(EventChoice, request)
        events = Event.objects.visible_to(request.user)
        event = get_object_or_404(events, pk=data["event"]) if data["event"] is not None else None
        claim = claim_set_event(
            claim=self.get_object(), event=event, actor=request.user, expected_version=data["expected_version"]
        )
        return Response(self._shown(claim))

    @extend_schema(responses=RevisionOutput(many=True))
    @action(detail=True, pagination_class=None, filterset_class=None)
    def revisions(self, request: UserRequest, pk: str) -> Response:
        """Every write to the claim, the oldest first."""
        revisions = list(self.get_object().revisions.all())
        named = set().union(*(references(revision.content.get("figure")) for revision in revisions))
        seen = set(Claim.objects.visible_to(request.user).filter(pk__in=named).values_list("pk", flat=True))
        for revision in revisions:
            revision.content = limited(revision.content, seen)
        return Response(RevisionOutput(revisions, many=True).data)

    def _reasoned(self, form: type[Reasoned], request: UserRequest) -> dict[str, Any]:
        data = valid(form, request)
        return {"actor": request.user, "expected_version": data["expected_version"], "reason": data["reason"]}


class RunOutput(serializers.ModelSerializer[ExtractionRun]):
    """A reading by the engine: its state and, once it is done, the record that it made."""

    article = serializers.IntegerField(source="snapshot.article_id", read_only=True)

    class Meta:
        model = ExtractionRun
        fields = [
            "id",
            "article",
            "snapshot",
            "engine",
            "engine_version",
            "model",
            "state",
            "queued_at",
            "finished_at",
            "attempts",
            "failure_code",
            "failure_message",
        ]


class RunDetail(RunOutput):
    """A reading with what the engine printed."""

    @extend_schema_field(OpenApiTypes.OBJECT)
    class OutputField(serializers.JSONField):
        """The extraction record, ``extraction/1``."""

    output = OutputField(read_only=True)

    class Meta(RunOutput.Meta):
        fields = [*RunOutput.Meta.fields, "output"]


class RunFilter(FilterSet):
    """Readings by article and state."""

    article = django_filters.NumberFilter(field_name="snapshot__article")

    class Meta:
        model = ExtractionRun
        fields = ["snapshot", "state"]


class RunViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[ExtractionRun]):
    """Readings of snapshots by the engine."""

    filterset_class = RunFilter

    def get_queryset(self) -> QuerySet[ExtractionRun]:
        runs = ExtractionRun.objects.visible_to(self.request.user).select_related("snapshot")
        return runs if self.action == "retrieve" else runs.defer("output", "snapshot__text")

    def get_serializer_class(self) -> type[RunOutput]:
        return RunDetail if self.action == "retrieve" else RunOutput


class ProposalOutput(serializers.ModelSerializer[RevisionProposal]):
    """What a later reading would change."""

    class Meta:
        model = RevisionProposal
        fields = ["id", "run", "claim", "claim_version", "content", "state", "settled_by", "settled_at"]


class SettleInput(Input):
    """Whether the proposal is taken."""

    accept = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True, default="")


class ProposalFilter(FilterSet):
    """Proposals by article, claim and state."""

    article = django_filters.NumberFilter(field_name="run__snapshot__article")

    class Meta:
        model = RevisionProposal
        fields = ["run", "claim", "state"]


class ProposalViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[RevisionProposal]):
    """Differences that later readings propose."""

    serializer_class = ProposalOutput
    filterset_class = ProposalFilter

    def get_queryset(self) -> QuerySet[RevisionProposal]:
        return RevisionProposal.objects.visible_to(self.request.user).select_related("run__snapshot__article__desk", "claim")

    @extend_schema(request=SettleInput, responses=ProposalOutput)
    @action(detail=True, methods=["post"])
    def settle(self, request: UserRequest, pk: str) -> Response:
        """Accept or decline. What was proposed for a version of the claim that is not the present one can only be declined."""
        data = valid(SettleInput, request)
        return Response(ProposalOutput(proposal_settle(proposal=self.get_object(), actor=request.user, **data)).data)


class PartyOutput(serializers.ModelSerializer[EventParty]):
    """A party to an event."""

    class Meta:
        model = EventParty
        fields = ["source", "role"]


class EventOutput(serializers.ModelSerializer[Event]):
    """An event with its parties."""

    desk = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)
    during = serializers.SerializerMethodField()
    parties = PartyOutput(many=True, read_only=True)

    class Meta:
        model = Event
        fields = ["id", "desk", "title", "description", "place", "during", "parties", "version"]

    @extend_schema_field(DaysContentSerializer)
    def get_during(self, event: Event) -> dict[str, Any]:
        return days_as_json(event.during)


class EventInput(Input):
    """What an event is made of."""

    desk = serializers.SlugField(default="")
    title = serializers.CharField(max_length=200)
    description = serializers.CharField(allow_blank=True, default="")
    place = serializers.CharField(max_length=200, allow_blank=True, default="")
    during = DaysContentSerializer(allow_null=True, default=None)


class EventEdit(Reasoned):
    """What is to be otherwise about an event."""

    title = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(allow_blank=True, required=False)
    place = serializers.CharField(max_length=200, allow_blank=True, required=False)
    during = DaysContentSerializer(allow_null=True, required=False)


class PartyInput(Input):
    """A source, and the role that it has in an event."""

    source = serializers.IntegerField()  # type: ignore[assignment] # the field, not the serializer's own attribute
    role = serializers.ChoiceField(EventRole.choices)


class PartyRemoval(PartyInput):
    """The role that a source is not to have any more, and why."""

    reason = serializers.CharField(allow_blank=True, default="", max_length=2000)


class EventFilter(FilterSet):
    """Events by desk and words."""

    desk = django_filters.CharFilter(field_name="desk__slug")
    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains", label="part of the title")

    class Meta:
        model = Event
        fields: list[str] = []


class EventViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, UserViewSet[Event]):
    """What happened, where and when."""

    serializer_class = EventOutput
    filterset_class = EventFilter

    def get_queryset(self) -> QuerySet[Event]:
        parties = EventParty.objects.visible_to(self.request.user)
        return Event.objects.visible_to(self.request.user).select_related("desk").prefetch_related(Prefetch("parties", parties))

    @extend_schema(request=EventInput, responses={201: EventOutput})
    def create(self, request: UserRequest) -> Response:
        """Add an event."""
        data = valid(EventInput, request)
        desk, during = desk_for(request.user, data.pop("desk")), days(data.pop("during"))
        event = event_create(desk=desk, actor=request.user, during=during, **data)
        return Response(EventOutput(event).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=EventEdit, responses=EventOutput)
    def partial_update(self, request: UserRequest, pk: str) -> Response:
        """Change title, description, place or time of an event; a stale version is refused with 409."""
        changes = valid(EventEdit, request)
        given = {name: changes.pop(name) for name in ("expected_version", "reason")}
        if "during" in changes:
            changes["during"] = days(changes["during"])
        event_edit(event=self.get_object(), actor=request.user, changes=changes, **given)
        return Response(EventOutput(self.get_object()).data)

    @extend_schema(request=PartyInput, responses=EventOutput)
    @action(detail=True, methods=["post"], url_path="add-party")
    def add_party(self, request: UserRequest, pk: str) -> Response:
        """Say that a source has a role in the event. Saying it twice changes nothing."""
        data = valid(PartyInput, request)
        source = get_object_or_404(Source.objects.visible_to(request.user), pk=data["source"])
        party_add(event=self.get_object(), source=source, role=EventRole(data["role"]), actor=request.user)
        return Response(EventOutput(self.get_object()).data)

    @extend_schema(request=PartyRemoval, responses=EventOutput)
    @action(detail=True, methods=["post"], url_path="remove-party")
    def remove_party(self, request: UserRequest, pk: str) -> Response:
        """Take back that a source has a role in the event; 404 where it has none such."""
        event, data = self.get_object(), valid(PartyRemoval, request)
        seen = EventParty.objects.visible_to(request.user).filter(event=event)
        party = get_object_or_404(seen, source=data["source"], role=data["role"])
        party_remove(party=party, actor=request.user, reason=data["reason"])
        return Response(EventOutput(self.get_object()).data)
