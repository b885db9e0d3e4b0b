"""How a desk works: topics, queues, rules, scales, times."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline

from core.administration import ReadOnlyAdmin, ServiceAdmin, StaffRequest
from core.models import Topic
from verification.models import (
    AssignmentTerms,
    CalibrationTerms,
    Queue,
    Rating,
    RatingScale,
    RoutingRule,
    RuleVersion,
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


@admin.register(Topic)
class TopicAdmin(ServiceAdmin):
    """Subjects that reviewers know about. Rules that name one follow when it is renamed."""

    list_display = ["name", "desk"]
    list_filter = ["desk"]
    search_fields = ["name"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = ["desk", "name", "reason", "expected_version"]

    def get_readonly_fields(self, request: StaffRequest, obj: Topic | None = None) -> list[str]:
        """A topic stays on its desk."""
        return ["desk"] if obj else []

    def write(self, request: StaffRequest, form: Any) -> Topic:
        data = form.cleaned_data
        given = {"actor": request.user, "name": data["name"], "reason": data["reason"]}
        if form.instance.pk is None:
            return topic_create(desk=data["desk"], **given)
        return topic_edit(topic=self.original(form), expected_version=data["expected_version"], **given)


@admin.register(Queue)
class QueueAdmin(ServiceAdmin):
    """Named lines of cases. Rules that name one follow when it is renamed."""

    list_display = ["name", "description", "desk"]
    list_filter = ["desk"]
    search_fields = ["name", "description"]
    list_select_related = ["desk"]
    autocomplete_fields = ["desk"]
    fields = ["desk", "name", "description", "reason", "expected_version"]

    def get_readonly_fields(self, request: StaffRequest, obj: Queue | None = None) -> list[str]:
        """A queue stays on its desk."""
        return ["desk"] if obj else []

    def write(self, request: StaffRequest, form: Any) -> Queue:
        data = form.cleaned_data
        given = {"actor": request.user, **{name: data[name] for name in ("name", "description", "reason")}}
        if form.instance.pk is None:
            return queue_create(desk=data["desk"], **given)
        return queue_edit(queue=self.original(form), expected_version=data["expected_version"], **given)


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
