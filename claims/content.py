"""A claim as a whole, as JSON: the form in which people correct claims, revisions keep them, and engines propose them.

The field names are those of the extraction record; ``base`` and ``part_of`` hold ids of claims of the same article instead of
indexes, and the figure has the population, area, period and as-of time that people set.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from claims.models import AttributionMode, Claim, ClaimKind, ClaimStance, Figure
from claims.ranges import bounds_as_json, days_as_json, number_as_json
from core.api import Input
from core.errors import Invalid
from core.models import User
from sources.models import Snapshot, Source


class SpanSerializer(Input):
    """A passage of the snapshot's text, in code points; both ends may be missing where a person typed the words."""

    start = serializers.IntegerField(min_value=0, allow_null=True, default=None)
    end = serializers.IntegerField(min_value=1, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Both ends or none, in order."""
        start, end = attrs["start"], attrs["end"]
        if (start is None) != (end is None) or (start is not None and end <= start):
            raise serializers.ValidationError("The passage must end after it starts.")
        return attrs


class SourceContentSerializer(SpanSerializer):
    """One who is said to have said it."""

    name = serializers.CharField(max_length=300)
    text = serializers.CharField(max_length=300, allow_blank=True, default="")
    anonymous = serializers.BooleanField(default=False)
    source_id = serializers.IntegerField(allow_null=True, default=None)


class LinkContentSerializer(Input):
    """One link of the attribution chain; without sources where the text names nobody ("he is accused of …")."""

    cue = serializers.CharField(max_length=120, allow_blank=True, default="")
    mode = serializers.ChoiceField(AttributionMode.choices, default=AttributionMode.INDIRECT)
    sources = SourceContentSerializer(many=True, default=list)


class DaysContentSerializer(Input):
    """A span of days, both ends included."""

    earliest = serializers.DateField(allow_null=True, default=None)
    latest = serializers.DateField(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """In order."""
        if attrs["earliest"] and attrs["latest"] and attrs["latest"] < attrs["earliest"]:
            raise serializers.ValidationError("The latest day is before the earliest.")
        return attrs


class WhenContentSerializer(DaysContentSerializer):
    """The time that a claim speaks of."""

    text = serializers.CharField(max_length=200, allow_blank=True, default="")


class ToleranceContentSerializer(Input):
    """The range that the words of an approximate figure allow."""

    low = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    high = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    convention = serializers.CharField(max_length=80, allow_blank=True, default="")


class FigureContentSerializer(SpanSerializer):
    """The quantity of a claim."""

    text = serializers.CharField(max_length=200)
    low = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    high = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    best = serializers.DecimalField(max_digits=24, decimal_places=6, allow_null=True, default=None)
    low_open = serializers.BooleanField(default=False)
    high_open = serializers.BooleanField(default=False)
    approximate = serializers.BooleanField(default=False)
    tolerance = ToleranceContentSerializer(allow_null=True, default=None)
    of = serializers.CharField(max_length=200, allow_blank=True, default="")
    unit = serializers.CharField(max_length=40, allow_null=True, allow_blank=True, default=None)
    measures = serializers.ListField(child=serializers.CharField(max_length=40), default=list)
    base = serializers.ListField(child=serializers.IntegerField(), default=list)
    derivation = serializers.CharField(max_length=300, allow_null=True, allow_blank=True, default=None)
    part_of = serializers.IntegerField(allow_null=True, default=None)
    change = serializers.ChoiceField(["up", "down"], allow_null=True, default=None)
    population = serializers.CharField(max_length=200, allow_blank=True, default="")
    area = serializers.CharField(max_length=200, allow_blank=True, default="")
    period = DaysContentSerializer(allow_null=True, default=None)
    as_of = serializers.DateTimeField(allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Bounds in order, and a best value between them."""
        attrs = super().validate(attrs)
        low, high, best = attrs["low"], attrs["high"], attrs["best"]
        if low is not None and high is not None and (high < low or (high == low and (attrs["low_open"] or attrs["high_open"]))):
            raise serializers.ValidationError({"high": "The upper bound is below the lower one."})
        if best is not None and ((low is not None and best < low) or (high is not None and best > high)):
            raise serializers.ValidationError({"best": "The best value is outside the bounds."})
        return attrs


class PlaceContentSerializer(SpanSerializer):
    """A place that a claim names."""

    text = serializers.CharField(max_length=200)


class ContentSerializer(Input):
    """A claim as a whole."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    statement = serializers.CharField(max_length=10_000)
    kind = serializers.ChoiceField(ClaimKind.choices)
    stance = serializers.ChoiceField(ClaimStance.choices, default=ClaimStance.ASSERTS)
    check_worthiness = serializers.FloatField(min_value=0, max_value=1, default=1.0)
    reasons = serializers.ListField(child=serializers.CharField(max_length=300), default=list)
    attribution = LinkContentSerializer(many=True, default=list)
    figure = FigureContentSerializer(allow_null=True, default=None)
    when = WhenContentSerializer(allow_null=True, default=None)
    where = PlaceContentSerializer(many=True, default=list)
    ambiguous = serializers.ListField(child=serializers.CharField(max_length=300), default=list)


def validate(content: dict[str, Any], snapshot: Snapshot, actor: User | None) -> dict[str, Any]:
    """The content with defaults filled in and values of their Python types.

    Raises :class:`Invalid` with ``claim:content`` (``details["errors"]`` by field), ``claim:span`` where a passage does not lie
    in the snapshot's text, or ``claim:reference`` where a claim or a source that it names is not of this article or desk, or not
    for the actor to know of.
    """
    serializer = ContentSerializer(data=content)
    if not serializer.is_valid():
        raise Invalid("claim:content", "Some of the claim's fields cannot be accepted.", errors=serializer.errors)
    valid: dict[str, Any] = serializer.validated_data
    spans = [valid, valid["figure"] or {}, *valid["where"], *(s for link in valid["attribution"] for s in link["sources"])]
    if valid["end"] <= valid["start"] or any((span.get("end") or 0) > len(snapshot.text) for span in spans):
        raise Invalid("claim:span", "The passage does not lie in the article's text.", length=len(snapshot.text))
    if not snapshot.text[valid["start"] : valid["end"]].strip():
        raise Invalid("claim:span", "The passage is empty.", length=len(snapshot.text))
    _require_references(valid, snapshot, actor)
    return valid


def _require_references(valid: dict[str, Any], snapshot: Snapshot, actor: User | None) -> None:
    figure = valid["figure"] or {}
    claims = references(figure)
    seen = Claim.objects.visible_to(actor) if actor else Claim.objects.all()
    if claims and seen.filter(pk__in=claims, article=snapshot.article).count() != len(claims):
        raise Invalid("claim:reference", "A figure can only rest on claims of the same article.", claims=sorted(claims))
    sources = {s["source_id"] for link in valid["attribution"] for s in link["sources"] if s["source_id"] is not None}
    article = snapshot.article
    known = Source.objects.known_to(article.desk).open_to(actor) if article else Source.objects.none()
    if known.filter(pk__in=sources).count() != len(sources):
        raise Invalid("claim:reference", "A source that is named is not known to this desk.", sources=sorted(sources))


def references(figure: dict[str, Any] | None) -> set[int]:
    """The claims that the figure of a content names, by id."""
    named = [*figure.get("base", []), figure.get("part_of")] if figure else []
    return {pk for pk in named if pk is not None}


def limited(content: dict[str, Any], seen: Collection[int]) -> dict[str, Any]:
    """The content without what it says of claims that are not among these."""
    figure = content.get("figure")
    if not figure or references(figure) <= {*seen}:
        return content
    base, part_of = [pk for pk in figure["base"] if pk in seen], figure["part_of"]
    return {**content, "figure": {**figure, "base": base, "part_of": part_of if part_of in seen else None}}


def rests_on_seen(user: User, figure: str = "figure__") -> tuple[Prefetch[str], Prefetch[str]]:
    """To prefetch what figures are computed from, and part of, as far as the user may see that: nothing leads to the rest.

    ``figure`` leads from what is read to its figure.
    """
    seen = Claim.objects.visible_to(user).with_chain()
    return Prefetch(f"{figure}bases", seen), Prefetch(f"{figure}part_of", seen)


def content_seen(claim: Claim) -> dict[str, Any]:
    """The present content of a claim that was read with :func:`rests_on_seen`, as far as its reader may follow it."""
    figure = getattr(claim, "figure", None)
    rests_on = [*figure.bases.all(), figure.part_of] if figure else []
    return limited(content_of(claim), {other.pk for other in rests_on if other is not None})


def content_of(claim: Claim) -> dict[str, Any]:
    """The claim's present content, JSON-serialisable. Reads the chain and the figure: prefetch them for many."""
    figure = getattr(claim, "figure", None)
    return {
        "start": claim.start,
        "end": claim.end,
        "statement": claim.statement,
        "kind": claim.kind,
        "stance": claim.stance,
        "check_worthiness": claim.check_worthiness,
        "reasons": claim.reasons,
        "attribution": [
            {
                "cue": link.cue,
                "mode": link.mode,
                "sources": [
                    {
                        "name": source.name,
                        "text": source.text,
                        "start": source.start,
                        "end": source.end,
                        "anonymous": source.anonymous,
                        "source_id": source.source_id,
                    }
                    for source in link.sources.all()
                ],
            }
            for link in claim.attributions.all()
        ],
        "figure": _figure_content(figure) if figure else None,
        "when": {"text": claim.when_text, **days_as_json(claim.when)} if claim.when or claim.when_text else None,
        "where": [{"text": place, "start": None, "end": None} for place in claim.where],
        "ambiguous": claim.ambiguous,
    }


def _figure_content(figure: Figure) -> dict[str, Any]:
    return {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        **bounds_as_json(figure.stated),
        "best": number_as_json(figure.best),
        "low_open": bool(figure.stated and figure.stated.lower is not None and not figure.stated.lower_inc),
        "high_open": bool(figure.stated and figure.stated.upper is not None and not figure.stated.upper_inc),
        "approximate": figure.approximate,
        "tolerance": {**bounds_as_json(figure.tolerance), "convention": figure.convention} if figure.tolerance else None,
        "of": figure.of,
        "unit": figure.unit or None,
        "measures": figure.measures,
        "base": sorted(base.pk for base in figure.bases.all()),
        "derivation": figure.derivation or None,
        "part_of": figure.part_of_id,
        "change": figure.change or None,
        "population": figure.population,
        "area": figure.area,
        "period": days_as_json(figure.period) if figure.period else None,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
    }
