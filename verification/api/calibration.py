"""How far reviewers agree: one's own figures, and, for leads, the desk's."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from core.api import Input, UserRequest, UserViewSet
from core.models import Desk
from core.permissions import Permission, require
from core.selectors import desk_for
from verification.agreement import Difference
from verification.calibration.figures import DeskFigures, Matrix, OwnFigures, desk_figures, own_figures
from verification.models import Case, Confidence, Meaning


class ShareOutput(serializers.Serializer[Any]):
    """How many of how many."""

    part = serializers.IntegerField()
    whole = serializers.IntegerField()


class TurnaroundOutput(serializers.Serializer[Any]):
    """From taking a case on to handing its review in, over so many reviews; the times in seconds, ``null`` without a review."""

    reviews = serializers.IntegerField()
    median = serializers.FloatField(source="median.total_seconds", default=None)
    ninety = serializers.FloatField(source="ninety.total_seconds", default=None)


class AlphaOutput(serializers.Serializer[Any]):
    """Krippendorff's alpha, and the number of cases under it; ``null`` where these are too few, or all say the same."""

    cases = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)


class CellOutput(serializers.Serializer[Any]):
    """In how many cases the rating of the one meant this, and that of the other that."""

    one = serializers.ChoiceField(Meaning.choices)
    other = serializers.ChoiceField(Meaning.choices)
    cases = serializers.IntegerField()


class ConfidenceOutput(serializers.Serializer[Any]):
    """How often the verdict meant the same, by how sure the reviewer was."""

    confidence = serializers.ChoiceField(Confidence.choices)
    borne_out = ShareOutput()


class DifferenceCount(serializers.Serializer[Any]):
    """In how many cases the reviews differ in this."""

    difference = serializers.ChoiceField(Difference.choices)
    cases = serializers.IntegerField()


class OwnCalibrationOutput(serializers.Serializer[Any]):
    """Your reviews beside those of others, and beside the verdicts: ``one`` is yours, ``other`` the verdict's or the key's."""

    cases = serializers.IntegerField(source="cases.value")
    agreed = ShareOutput()
    borne_out = ShareOutput()
    by_confidence = ConfidenceOutput(many=True)
    against_verdict = CellOutput(many=True)
    turnaround = TurnaroundOutput()
    known = ShareOutput(help_text="How many of your reviews of known cases agree with the key.")
    against_key = CellOutput(many=True)


class PersonOutput(serializers.Serializer[Any]):
    """The figures of one reviewer."""

    reviewer = serializers.IntegerField(source="user.pk")
    cases = serializers.IntegerField(source="cases.value")
    agreed = ShareOutput()
    borne_out = ShareOutput()
    turnaround = TurnaroundOutput()
    known = ShareOutput()


class DeskCalibrationOutput(serializers.Serializer[Any]):
    """Reviews beside each other; ``people`` is ``null`` where the desk shows no figures of single people."""

    cases = serializers.IntegerField(source="cases.value")
    agreed = serializers.IntegerField(source="agreed.value")
    differing = serializers.IntegerField(source="differing.value")
    differences = DifferenceCount(many=True)
    alpha = AlphaOutput()
    pairs = CellOutput(many=True)
    turnaround = TurnaroundOutput()
    known = ShareOutput(help_text="How many reviews of known cases agree with the key.")
    against_key = CellOutput(many=True)
    people = PersonOutput(many=True, allow_null=True)


class DeskChoice(Input):
    """On which desk."""

    desk = serializers.CharField(allow_blank=True, default="")


DESK = OpenApiParameter("desk", str, description="The desk's short name; without one, your only desk.")


class CalibrationViewSet(UserViewSet[Case]):
    """How far reviewers who did not see each other's finding found the same, in the last 180 days."""

    queryset = Case.objects.none()
    serializer_class = OwnCalibrationOutput
    pagination_class = None
    filterset_class = None

    @extend_schema(operation_id="calibration_own", parameters=[DESK], responses=OwnCalibrationOutput)
    def list(self, request: UserRequest) -> Response:
        """Your own figures on a desk. Cases whose reviews are not all in are left out."""
        desk = self._desk(request, Permission.REVIEW)
        return Response(OwnCalibrationOutput(_own(own_figures(desk, request.user, timezone.now()))).data)

    @extend_schema(operation_id="calibration_desk", parameters=[DESK], responses=DeskCalibrationOutput)
    @action(detail=False)
    def desk(self, request: UserRequest) -> Response:
        """The figures of a desk that you lead."""
        desk = self._desk(request, Permission.TRIAGE)
        return Response(DeskCalibrationOutput(_of_desk(desk_figures(desk, request.user, timezone.now()))).data)

    def _desk(self, request: UserRequest, permission: Permission) -> Desk:
        chosen = DeskChoice(data=request.query_params)
        chosen.is_valid(raise_exception=True)
        desk = desk_for(request.user, chosen.validated_data["desk"])
        require(request.user, permission, desk)
        return desk


def _own(figures: OwnFigures) -> dict[str, Any]:
    by_confidence = [{"confidence": confidence, "borne_out": share} for confidence, share in figures.by_confidence]
    return {
        "cases": figures.cases,
        "agreed": figures.agreed,
        "borne_out": figures.borne_out,
        "by_confidence": by_confidence,
        "against_verdict": _cells(figures.against_verdict),
        "turnaround": figures.turnaround,
        "known": figures.answers.agreed,
        "against_key": _cells(figures.answers.against_key()),
    }


def _of_desk(figures: DeskFigures) -> dict[str, Any]:
    return {
        "cases": figures.cases,
        "agreed": figures.agreed,
        "differing": figures.differing,
        "differences": [{"difference": name, "cases": number.value} for name, number in figures.differences],
        "alpha": figures.alpha,
        "pairs": _cells(figures.pairs),
        "turnaround": figures.turnaround,
        "known": figures.answers.agreed,
        "against_key": _cells(figures.answers.against_key()),
        "people": figures.people,
    }


def _cells(matrix: Matrix) -> list[dict[str, Any]]:
    """The numbers above none."""
    return [{"one": one, "other": other, "cases": cases} for one, other, cases in matrix.cells()]
