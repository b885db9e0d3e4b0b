"""The admin of claims, their parts and their history. All of it is written on the pages of articles and cases."""

from __future__ import annotations

from django.contrib import admin

from claims.models import (
    Attribution,
    AttributionSource,
    Claim,
    ClaimRevision,
    Event,
    EventParty,
    ExtractionRun,
    Figure,
    RevisionProposal,
)
from core.administration import ReadOnlyAdmin, ReadOnlyInline


@admin.register(ExtractionRun)
class ExtractionRunAdmin(ReadOnlyAdmin):
    """Readings of snapshots by the engine."""

    list_display = [
        "snapshot",
        "engine",
        "engine_version",
        "model",
        "state",
        "attempts",
        "queued_at",
        "finished_at",
        "failure_code",
    ]
    list_filter = ["state", "engine_version", "failure_code"]
    search_fields = ["snapshot__title"]
    list_select_related = ["snapshot"]


class PartyInline(ReadOnlyInline):
    """The parties to an event."""

    model = EventParty
    fields = ["source", "role"]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """What happened, where and when."""

    list_display = ["title", "place", "during", "desk", "created_by", "created_at"]
    list_filter = ["desk"]
    search_fields = ["title", "place"]
    list_select_related = ["desk", "created_by"]
    inlines = [PartyInline]


@admin.register(EventParty)
class EventPartyAdmin(ReadOnlyAdmin):
    """Who had which role in which event."""

    list_display = ["event", "source", "role"]
    list_filter = ["role"]
    search_fields = ["event__title", "source__name"]
    list_select_related = ["event", "source"]


class AttributionInline(ReadOnlyInline):
    """The chain of a claim."""

    model = Attribution
    fields = ["position", "__str__", "cue", "mode"]


class FigureInline(ReadOnlyInline):
    """The quantity of a claim."""

    model = Figure
    fk_name = "claim"
    fields = ["text", "stated", "best", "approximate", "of", "unit", "measures", "derivation"]


class RevisionInline(ReadOnlyInline):
    """What was done to a claim."""

    model = ClaimRevision
    fields = ["number", "action", "actor", "reason", "at"]


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    """What is asserted."""

    list_display = ["statement", "kind", "stance", "check_worthiness", "state", "article", "version"]
    list_filter = ["kind", "stance", "state", "article__desk"]
    search_fields = ["statement", "text"]
    list_select_related = ["article"]
    inlines = [AttributionInline, FigureInline, RevisionInline]


@admin.register(Attribution)
class AttributionAdmin(ReadOnlyAdmin):
    """Links of chains."""

    part_of = "claim"
    list_display = ["claim", "position", "__str__", "cue", "mode"]
    list_filter = ["mode"]
    search_fields = ["cue", "sources__name"]
    list_select_related = ["claim"]


@admin.register(AttributionSource)
class AttributionSourceAdmin(ReadOnlyAdmin):
    """Who speaks in a link, and which known source that is."""

    part_of = "attribution__claim"
    list_display = ["name", "text", "anonymous", "source"]
    list_filter = ["anonymous"]
    search_fields = ["name", "source__name"]
    list_select_related = ["source"]


@admin.register(Figure)
class FigureAdmin(ReadOnlyAdmin):
    """Quantities of claims."""

    part_of = "claim"
    list_display = ["text", "of", "stated", "best", "unit", "approximate", "claim"]
    list_filter = ["approximate", "unit", "counted_class"]
    search_fields = ["text", "of", "claim__statement"]
    list_select_related = ["claim"]


@admin.register(ClaimRevision)
class ClaimRevisionAdmin(ReadOnlyAdmin):
    """Every write to a claim."""

    part_of = "claim"
    list_display = ["claim", "number", "action", "actor", "reason", "at"]
    list_filter = ["action"]
    search_fields = ["claim__statement", "reason"]
    list_select_related = ["claim", "actor"]


@admin.register(RevisionProposal)
class RevisionProposalAdmin(ReadOnlyAdmin):
    """What later readings would change."""

    list_display = ["__str__", "claim", "run", "state", "settled_by", "settled_at"]
    list_filter = ["state"]
    search_fields = ["claim__statement"]
    list_select_related = ["claim", "run", "settled_by"]
