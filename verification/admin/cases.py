"""Cases, who is at work on them, and what is said about them."""

from __future__ import annotations

from django.contrib import admin

from core.administration import ReadOnlyAdmin, ReadOnlyInline
from verification.models import (
    Assignment,
    Bundle,
    Case,
    CaseClaim,
    CaseTransition,
    Comment,
    CommentRevision,
    KnownCase,
    KnownCopy,
    Tie,
)


class CaseClaimInline(ReadOnlyInline):
    """The claims of a case."""

    model = CaseClaim
    fields = ["claim", "role", "added_at"]


class TransitionInline(ReadOnlyInline):
    """The steps of a case."""

    model = CaseTransition
    fields = ["at", "action", "source_state", "target_state", "actor", "part", "reason"]


class AssignmentInline(ReadOnlyInline):
    """Who is, or was, at work on a case."""

    model = Assignment
    fields = ["reviewer", "part", "round", "state", "offered_at", "accepted_at", "ended_at"]


@admin.register(Case)
class CaseAdmin(ReadOnlyAdmin):
    """Verifications. What is to be done with one is done on its page."""

    list_display = ["pk", "proposition", "state", "queue", "priority", "due_at", "reviews_required", "desk"]
    list_filter = ["desk", "state", "queue", "priority", "topics"]
    search_fields = ["=id", "proposition"]
    list_select_related = ["queue", "desk"]
    date_hierarchy = "created_at"
    inlines = [CaseClaimInline, AssignmentInline, TransitionInline]


@admin.register(Bundle)
class BundleAdmin(ReadOnlyAdmin):
    """Cases of one article with one origin."""

    part_of = "article"
    list_display = ["article", "origin"]
    search_fields = ["origin", "article__title"]
    list_select_related = ["article"]


@admin.register(CaseClaim)
class CaseClaimAdmin(ReadOnlyAdmin):
    """Which claims make which case."""

    list_display = ["case", "claim", "role", "added_at"]
    list_filter = ["role"]
    search_fields = ["claim__statement"]
    list_select_related = ["case", "claim"]


@admin.register(CaseTransition)
class CaseTransitionAdmin(ReadOnlyAdmin):
    """Every step of every case."""

    part_of = "case"
    list_display = ["at", "case", "action", "source_state", "target_state", "actor", "part", "override"]
    list_filter = ["action", "part", "override"]
    search_fields = ["=case__id", "reason"]
    list_select_related = ["case", "actor"]


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """Who is to look at which case."""

    list_display = ["case", "reviewer", "part", "round", "state", "offered_at", "accepted_at", "ended_at"]
    list_filter = ["state", "part"]
    search_fields = ["=case__id", "reviewer__display_name"]
    list_select_related = ["case", "reviewer"]


@admin.register(Tie)
class TieAdmin(ReadOnlyAdmin):
    """To which sources members are close, by their own declaration."""

    list_display = ["user", "source", "nature", "declared_at", "ended_at", "desk"]
    search_fields = ["user__display_name", "source__name", "nature"]
    list_select_related = ["user", "source", "desk"]


class CommentRevisionInline(ReadOnlyInline):
    """What a comment said, from one correction to the next."""

    model = CommentRevision
    fields = ["number", "text", "at"]


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """What people say to each other about cases."""

    list_display = ["written_at", "case", "author", "withdrawn_at"]
    list_filter = ["case__desk"]
    search_fields = ["=case__pk", "author__display_name", "revisions__text"]
    list_select_related = ["case", "author"]
    fields = ["case", "author", "mentioned", "written_at", "withdrawn_at"]
    inlines = [CommentRevisionInline]


@admin.register(KnownCase)
class KnownCaseAdmin(ReadOnlyAdmin):
    """Of which cases a desk knows already what is to be found. Only those who lead it see them."""

    list_display = ["case", "rating", "made_by", "made_at", "retired_at"]
    list_select_related = ["case", "rating", "made_by"]
    search_fields = ["=case__id", "case__proposition"]


@admin.register(KnownCopy)
class KnownCopyAdmin(ReadOnlyAdmin):
    """With which cases known ones were mixed in."""

    list_display = ["case_id", "known", "occasion", "made_at", "closed_at"]
    list_select_related = ["known", "occasion"]
    search_fields = ["=known__case__id"]
