"""Reviews, verdicts, and what became of them."""

from __future__ import annotations

from django.contrib import admin

from core.administration import ReadOnlyAdmin, ReadOnlyInline
from verification.models import (
    EvidenceStance,
    Export,
    Publication,
    Review,
    Verdict,
)


class StanceInline(ReadOnlyInline):
    """How a reviewer puts the evidence to the case."""

    model = EvidenceStance
    fields = ["case_evidence", "stance", "is_admission", "note"]


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """Findings of reviewers. Those of a round show when all of them are in, to everybody alike."""

    list_display = ["case", "round", "reviewer", "rating", "figure_finding", "confidence", "submitted_at"]
    list_filter = ["rating__meaning", "figure_finding", "confidence"]
    search_fields = ["=case__id", "reviewer__display_name", "rationale"]
    list_select_related = ["case", "reviewer", "rating"]
    inlines = [StanceInline]


@admin.register(EvidenceStance)
class EvidenceStanceAdmin(ReadOnlyAdmin):
    """How reviewers put evidence to cases."""

    list_display = ["review", "case_evidence", "stance", "is_admission"]
    list_filter = ["stance", "is_admission"]
    search_fields = ["=review__case__id", "note"]
    list_select_related = ["review", "case_evidence"]


@admin.register(Verdict)
class VerdictAdmin(ReadOnlyAdmin):
    """What the desk found."""

    list_display = ["case", "number", "rating", "figure_finding", "basis", "decided_by", "decided_at"]
    list_filter = ["basis", "rating__meaning", "figure_finding"]
    search_fields = ["=case__id", "case__proposition", "rationale"]
    list_select_related = ["case", "rating", "decided_by"]
    date_hierarchy = "decided_at"
    # Shown on its page as far as each reader may see what it rests on.
    exclude = ["grounds"]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """Which verdicts were published, and until when they were the valid word."""

    part_of = "verdict"
    list_display = ["verdict", "published_by", "published_at", "ended_at", "end_reason"]
    search_fields = ["=verdict__case__id", "end_reason"]
    list_select_related = ["verdict", "published_by"]


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    """Your own exports."""

    list_display = ["pk", "format", "state", "rows_written", "requested_by", "requested_at", "finished_at", "failure_code"]
    list_filter = ["state", "format"]
    search_fields = ["=id", "sha256"]
    list_select_related = ["requested_by"]
    exclude = ["file"]
