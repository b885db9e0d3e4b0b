"""Evidence, and which of it goes back to one origin."""

from __future__ import annotations

from django.contrib import admin

from core.administration import ReadOnlyAdmin
from verification.models import (
    CaseEvidence,
    Evidence,
    IndependenceGroup,
)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """What findings rest on."""

    list_display = ["__str__", "kind", "source", "credibility", "language", "published_on", "gathered_by", "withdrawn_at"]
    list_filter = ["desk", "kind", "credibility", "sensitivity"]
    search_fields = ["title", "passage", "source__name"]
    list_select_related = ["source", "gathered_by"]


@admin.register(CaseEvidence)
class CaseEvidenceAdmin(ReadOnlyAdmin):
    """Which evidence belongs to which case."""

    list_display = ["case", "evidence", "independence_group", "added_by", "added_at", "round"]
    search_fields = ["=case__id", "evidence__title"]
    list_select_related = ["case", "evidence", "independence_group", "added_by"]


@admin.register(IndependenceGroup)
class IndependenceGroupAdmin(ReadOnlyAdmin):
    """Evidence that goes back to one origin."""

    part_of = "case"
    list_display = ["origin", "case", "basis"]
    search_fields = ["origin"]
    list_select_related = ["case"]
