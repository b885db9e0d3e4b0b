"""The admin of sources, articles, captures and snapshots."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from core.administration import ReadOnlyAdmin, ReadOnlyInline, ServiceAdmin, StaffRequest
from sources.models import Affiliation, Article, Capture, Snapshot, Source, SourceAlias
from sources.services import (
    affiliation_add,
    affiliation_remove,
    alias_add,
    alias_remove,
    source_create,
    source_edit,
)


class AliasInline(ReadOnlyInline):
    """Other names of a source."""

    model = SourceAlias
    fields = ["name"]


class AffiliationInline(ReadOnlyInline):
    """The parties that a source belongs to."""

    model = Affiliation
    fk_name = "source"
    fields = ["party", "during", "basis"]


@admin.register(Source)
class SourceAdmin(ServiceAdmin):
    """Whom we read and whom they quote. Other names and affiliations are added on pages of their own."""

    list_display = ["name", "kind", "reliability", "desk", "sensitivity", "version"]
    list_filter = ["kind", "reliability", "desk", "sensitivity"]
    search_fields = ["name", "aliases__name"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = [
        "desk",
        "name",
        "kind",
        "description",
        "homepage",
        "language",
        "reliability",
        "reliability_basis",
        "reason",
        "expected_version",
    ]
    inlines = [AliasInline, AffiliationInline]

    def get_readonly_fields(self, request: StaffRequest, obj: Source | None = None) -> list[str]:
        """A source stays on its desk, and is what it is."""
        return ["desk", "kind"] if obj else []

    def write(self, request: StaffRequest, form: Any) -> Source:
        data = form.cleaned_data
        if form.instance.pk is None:
            given = {name: data[name] for name in self.fields if name not in {"reason", "expected_version"}}
            return source_create(actor=request.user, **given)
        return source_edit(
            source=self.original(form),
            actor=request.user,
            expected_version=data["expected_version"],
            changes=form.changes,
            reason=data["reason"],
        )


class PartOfSourceAdmin(ServiceAdmin):
    """What belongs to a source is added and removed, not edited: a changed name is another name."""

    part_of = "source"
    autocomplete_fields = ["source"]
    list_select_related = ["source"]

    def has_change_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def delete_queryset(self, request: StaffRequest, queryset: Any) -> None:
        """Remove each through its service."""
        for part in queryset:
            self.delete_model(request, part)


@admin.register(SourceAlias)
class SourceAliasAdmin(PartOfSourceAdmin):
    """Other names of sources."""

    list_display = ["name", "source"]
    search_fields = ["name", "source__name"]
    fields = ["source", "name"]

    def write(self, request: StaffRequest, form: Any) -> SourceAlias:
        return alias_add(source=form.cleaned_data["source"], name=form.cleaned_data["name"], actor=request.user)

    def delete_model(self, request: StaffRequest, obj: SourceAlias) -> None:
        alias_remove(alias=obj, actor=request.user)


@admin.register(Affiliation)
class AffiliationAdmin(PartOfSourceAdmin):
    """Which parties sources belong to, since when, and what shows it."""

    list_display = ["source", "party", "during", "basis"]
    list_filter = ["party"]
    search_fields = ["source__name", "party__name"]
    autocomplete_fields = ["source", "party"]
    list_select_related = ["source", "party"]
    fields = ["source", "party", "during", "basis"]

    def write(self, request: StaffRequest, form: Any) -> Affiliation:
        data = form.cleaned_data
        return affiliation_add(
            source=data["source"],
            party=data["party"],
            since=data["during"].lower,
            until=data["during"].upper,
            basis=data["basis"],
            actor=request.user,
        )

    def delete_model(self, request: StaffRequest, obj: Affiliation) -> None:
        affiliation_remove(affiliation=obj, actor=request.user)


class CaptureInline(ReadOnlyInline):
    """What came of an article."""

    model = Capture
    fields = ["requested_at", "method", "state", "http_status", "media_type", "size", "failure_code"]
    show_change_link = True


@admin.register(Article)
class ArticleAdmin(ReadOnlyAdmin):
    """Publications that claims are read from."""

    list_display = ["title", "publisher", "published_on", "desk", "submitted_by", "submitted_at", "sensitivity"]
    list_filter = ["desk", "sensitivity", "published_on"]
    search_fields = ["title", "url", "publisher__name"]
    list_select_related = ["publisher", "desk", "submitted_by"]
    date_hierarchy = "submitted_at"
    inlines = [CaptureInline]


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin):
    """What came, as it came. The bytes are not offered here: stored pages are never opened as pages."""

    list_display = ["__str__", "article", "method", "state", "media_type", "size", "failure_code", "requested_at"]
    list_filter = ["desk", "state", "method", "failure_code"]
    search_fields = ["url", "final_url", "filename", "sha256"]
    list_select_related = ["article"]
    date_hierarchy = "requested_at"
    exclude = ["body"]

    def get_queryset(self, request: StaffRequest) -> Any:
        """Those of articles: what came as evidence is seen on the evidence."""
        return super().get_queryset(request).filter(article__isnull=False)


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """The clean texts of captures."""

    list_display = ["title", "article", "language", "extractor", "extractor_version", "created_at"]
    list_filter = ["language", "extractor"]
    search_fields = ["title", "sha256"]
    list_select_related = ["article"]

    def get_queryset(self, request: StaffRequest) -> Any:
        """Those of articles: what came as evidence is seen on the evidence."""
        return super().get_queryset(request).filter(article__isnull=False)
