"""The admin of cases and of how a desk works: rules, queues, topics and scales are edited here, through their services."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from core.administration import ReadOnlyAdmin, ReadOnlyInline, ServiceAdmin, StaffRequest
from core.models import Topic
from verification.models import (
    Assignment,
    AssignmentTerms,
    Bundle,
    CalibrationTerms,
    Case,
    CaseClaim,
    CaseEvidence,
    CaseTransition,
    Comment,
    CommentRevision,
    Evidence,
    EvidenceStance,
    Export,
    IndependenceGroup,
    KnownCase,
    KnownCopy,
    Publication,
    Queue,
    Rating,
    RatingScale,
    Review,
    RoutingRule,
    RuleVersion,
    Tie,
    Verdict,
)
from verification.services.configuration import (
    RatingInput,
    queue_create,
    queue_edit,
    scale_create,
    scale_revise,
    topic_create,
    topic_edit,
)
from verification.services.rules import rule_create, rule_edit

# --- How a desk works -----------------------------------------------------------------------------------------------------


@admin.register(Topic)
class TopicAdmin(ServiceAdmin):
    """Subjects that reviewers know about. Rules that name one follow when it is renamed."""

    list_display = ["name", "desk"]
    list_filter = ["desk"]
    search_fields = ["name"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = ["desk", "name", "reason"]

    def get_readonly_fields(self, request: StaffRequest, obj: Topic | None = None) -> list[str]:
        """A topic stays on its desk."""
        return ["desk"] if obj else []

    def write(self, request: StaffRequest, form: Any) -> Topic:
        data = form.cleaned_data
        given = {"actor": request.user, "name": data["name"], "reason": data["reason"]}
        if form.instance.pk is None:
            return topic_create(desk=data["desk"], **given)
        return topic_edit(topic=self.original(form), **given)


@admin.register(Queue)
class QueueAdmin(ServiceAdmin):
    """Named lines of cases. Rules that name one follow when it is renamed."""

    list_display = ["name", "description", "desk"]
    list_filter = ["desk"]
    search_fields = ["name", "description"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = ["desk", "name", "description", "reason"]

    def get_readonly_fields(self, request: StaffRequest, obj: Queue | None = None) -> list[str]:
        """A queue stays on its desk."""
        return ["desk"] if obj else []

    def write(self, request: StaffRequest, form: Any) -> Queue:
        data = form.cleaned_data
        given = {"actor": request.user, **{name: data[name] for name in ("name", "description", "reason")}}
        if form.instance.pk is None:
            return queue_create(desk=data["desk"], **given)
        return queue_edit(queue=self.original(form), **given)


@admin.register(RoutingRule)
class RoutingRuleAdmin(ServiceAdmin):
    """Which cases go where. Conditions and effects are JSON; what is not understood is refused with what is.

    The pages of the desk have a form for them, show first what a change would have done, and move and remove rules.
    """

    list_display = ["name", "position", "is_active", "desk", "version"]
    list_filter = ["desk", "is_active"]
    search_fields = ["name"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = ["desk", "name", "is_active", "conditions", "effects", "reason", "expected_version"]

    def get_readonly_fields(self, request: StaffRequest, obj: Any = None) -> list[str]:
        """A rule stays on its desk."""
        return ["desk"] if obj else []

    def get_queryset(self, request: StaffRequest) -> Any:
        """Those that stand; what a removed one said is among the versions."""
        return super().get_queryset(request).standing()

    def write(self, request: StaffRequest, form: Any) -> RoutingRule:
        data = form.cleaned_data
        if form.instance.pk is None:
            given = {name: data[name] for name in ("desk", "name", "is_active", "conditions", "effects")}
            return rule_create(actor=request.user, reason=data["reason"], **given)
        return rule_edit(
            rule=self.original(form),
            actor=request.user,
            expected_version=data["expected_version"],
            changes=form.changes,
            reason=data["reason"],
        )


@admin.register(RuleVersion)
class RuleVersionAdmin(ReadOnlyAdmin):
    """What rules were, from one change to the next."""

    list_display = ["rule", "number", "action", "actor", "at", "reason"]
    list_filter = ["action"]
    search_fields = ["rule__name", "reason"]
    list_select_related = ["rule", "actor"]


class RatingFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The steps of a scale, in their order."""

    def clean(self) -> None:
        """At least one, each of another label."""
        super().clean()
        labels = [rating.label.casefold() for rating in self.ratings()] if not any(self.errors) else ["-"]
        if not labels or len(set(labels)) < len(labels):
            raise forms.ValidationError(_("A scale needs ratings, each of another label. [scale:ratings]"))

    def ratings(self) -> list[RatingInput]:
        """What was typed, without what is to be deleted, by its position."""
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [
            RatingInput(label=row["label"], meaning=row["meaning"], description=row["description"], value=row["value"])
            for row in sorted(kept, key=lambda row: row["position"])
        ]


class RatingInline(TabularInline):
    """The steps of a scale."""

    model = Rating
    formset = RatingFormSet
    fields = ["position", "label", "meaning", "value", "description"]
    extra = 0
    min_num = 1

    def has_view_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def has_add_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def has_change_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return request.user.is_staff

    def has_delete_permission(self, request: StaffRequest, obj: Any = None) -> bool:
        return request.user.is_staff


@admin.register(RatingScale)
class RatingScaleAdmin(ServiceAdmin):
    """Scales. Saving one makes its next version, which new reviews use; a version that findings used stays as it is."""

    list_display = ["name", "version", "is_current", "frozen_at", "desk"]
    list_filter = ["desk", "is_current"]
    search_fields = ["name"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = ["desk", "name", "reason"]
    inlines = [RatingInline]

    def get_readonly_fields(self, request: StaffRequest, obj: RatingScale | None = None) -> list[str]:
        """A scale keeps its desk and its name through its versions."""
        return ["desk", "name"] if obj else []

    def write(self, request: StaffRequest, form: Any) -> RatingScale:
        """Nothing yet: the ratings are part of it, and they are on the formset."""
        scale: RatingScale = form.instance
        return scale

    def save_related(self, request: StaffRequest, form: Any, formsets: Any, change: bool) -> None:
        """Make the scale, or its next version, of the form and its ratings."""
        super().save_related(request, form, formsets, change)
        (formset,) = formsets
        ratings = formset.ratings()
        if change:
            scale = self.original(form)
            made = scale_revise(scale=scale, actor=request.user, ratings=ratings, reason=form.cleaned_data["reason"])
        else:
            data = form.cleaned_data
            made = scale_create(desk=data["desk"], actor=request.user, name=data["name"], ratings=ratings)
        form.instance.pk = made.pk


# --- Cases ----------------------------------------------------------------------------------------------------------------


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
    search_fields = ["=case__id", "reviewer__display_name", "reviewer__email"]
    list_select_related = ["case", "reviewer"]


@admin.register(Tie)
class TieAdmin(ReadOnlyAdmin):
    """To which sources members are close, by their own declaration."""

    list_display = ["user", "source", "nature", "declared_at", "ended_at", "desk"]
    search_fields = ["user__display_name", "source__name", "nature"]
    list_select_related = ["user", "source", "desk"]


@admin.register(AssignmentTerms)
class AssignmentTermsAdmin(ReadOnlyAdmin):
    """How long members have for what is given to them. Leads set it on the desk's pages."""

    list_display = ["desk", "hours_to_accept", "hours_to_finish"]
    list_select_related = ["desk"]
    search_fields = ["desk__name"]


@admin.register(CalibrationTerms)
class CalibrationTermsAdmin(ReadOnlyAdmin):
    """What desks have decided about calibration. Leads set it on the desk's pages."""

    list_display = ["desk", "shows_people", "share"]
    list_select_related = ["desk"]
    search_fields = ["desk__name"]


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
    list_display = ["__str__", "case", "basis"]
    search_fields = ["origin"]
    list_select_related = ["case"]


class StanceInline(ReadOnlyInline):
    """How a reviewer puts the evidence to the case."""

    model = EvidenceStance
    fields = ["case_evidence", "stance", "note"]


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

    list_display = ["review", "case_evidence", "stance"]
    list_filter = ["stance"]
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
