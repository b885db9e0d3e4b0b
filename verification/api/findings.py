"""The three findings, as they come in and as they go out."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.ranges import bounds_as_json, number_as_json
from core.api import Input
from verification.findings import FindingInput, SaidInput, StanceInput
from verification.models import Confidence, FigureFinding, Meaning, Review, SaidFinding, Stance, Verdict


class SaidField(Input):
    """Was it said? Of the link of the chain at ``position``, outermost first, from 0."""

    position = serializers.IntegerField(min_value=0)
    names = serializers.ListField(child=serializers.CharField(), read_only=True)
    finding = serializers.ChoiceField(SaidFinding.choices)
    note = serializers.CharField(allow_blank=True, default="")


class BandField(Input):
    """The band that the evidence supports; ``null`` where it is open."""

    low = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    best = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    high = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)


class GivenFinding(Input):
    """The three findings and their grounds, as a reviewer hands them in."""

    said = SaidField(many=True, default=list)
    rating = serializers.IntegerField(help_text="The id of a rating of the desk's current scale: see /ratings/.")
    figure_finding = serializers.ChoiceField(FigureFinding.choices, default=FigureFinding.NOT_APPLICABLE)
    band = BandField(allow_null=True, default=None)
    as_of = serializers.DateTimeField(allow_null=True, default=None)
    confidence = serializers.ChoiceField(Confidence.choices, default=Confidence.MODERATE)
    rationale = serializers.CharField()
    missing_context = serializers.CharField(allow_blank=True, default="")
    searched = serializers.CharField(allow_blank=True, default="")
    reply_asked = serializers.CharField(allow_blank=True, default="")
    reply_given = serializers.CharField(allow_blank=True, default="")
    look_again_on = serializers.DateField(allow_null=True, default=None)

    def finding(self) -> FindingInput:
        """The valid data as the services take it."""
        given: dict[str, Any] = self.validated_data
        data = {str(name): given[str(name)] for name in GivenFinding().fields}
        band = data.pop("band") or {"low": None, "best": None, "high": None}
        said = tuple(SaidInput(**answer) for answer in data.pop("said"))
        bounds = {f"band_{name}": band[name] for name in ("low", "best", "high")}
        return FindingInput(rating_id=data.pop("rating"), said=said, **bounds, **data)


class StanceField(Input):
    """How a piece of the case's evidence stands to the case."""

    case_evidence = serializers.IntegerField(source="case_evidence_id", help_text="Its id in /case-evidence/?case={id}.")
    stance = serializers.ChoiceField(Stance.choices)
    note = serializers.CharField(allow_blank=True, default="")
    is_admission = serializers.BooleanField(
        default=False,
        help_text="What an interested party says here goes against its own interest, and so it counts.",
    )


class OriginCountField(serializers.Serializer[Any]):
    """How much takes one stance: known origins, each once; pieces of unknown origin; and the claimant's own origins."""

    independent = serializers.IntegerField()
    unknown_origin = serializers.IntegerField()
    claimants_own = serializers.IntegerField()


class IndependenceField(serializers.Serializer[Any]):
    """Who else says so: how many origins take which stance."""

    supports = OriginCountField()
    contradicts = OriginCountField()
    qualifies = OriginCountField()


class ReviewInput(GivenFinding):
    """A review: the finding, the stances of the evidence, and the version of the case that was seen.

    A rating that means *supported* needs a piece that supports, *refuted* one that contradicts, *mixed* one that does either or
    qualifies; else it is refused (``finding:no_evidence``). One piece at least of what supports must not be the claimant's own,
    or be an admission (``finding:self_serving``).
    """

    expected_version = serializers.IntegerField()
    stances = StanceField(many=True, default=list)
    asks_adjudication = serializers.BooleanField(default=False)

    def stances_by_evidence(self) -> dict[int, StanceInput]:
        """The stances as the services take them."""
        return {
            given["case_evidence_id"]: StanceInput(
                stance=Stance(given["stance"]), note=given["note"], is_admission=given["is_admission"]
            )
            for given in self.validated_data["stances"]
        }


class AdjudicationInput(GivenFinding):
    """An adjudicator's finding, and the version of the case that was seen.

    Its rating needs of the stances that the reviews of the round took what a reviewer's needs of their own.
    """

    expected_version = serializers.IntegerField()


class FindingOutput(serializers.ModelSerializer[Any]):
    """The three findings and their grounds, as they stand."""

    rating = serializers.CharField(source="rating.label", read_only=True)
    meaning = serializers.ChoiceField(Meaning.choices, source="rating.meaning", read_only=True)
    band = serializers.SerializerMethodField()

    class Meta:
        fields = [
            "id",
            "case",
            "said",
            "rating",
            "meaning",
            "figure_finding",
            "band",
            "as_of",
            "confidence",
            "rationale",
            "missing_context",
            "searched",
            "reply_asked",
            "reply_given",
            "look_again_on",
        ]

    @extend_schema_field(BandField(allow_null=True))
    def get_band(self, finding: Review | Verdict) -> dict[str, Any] | None:
        if finding.band is None:
            return None
        return {**bounds_as_json(finding.band), "best": number_as_json(finding.band_best)}
