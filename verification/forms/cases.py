"""The steps of leads, and whom a case is given to."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, VersionedForm, offer
from core.models import Desk, Topic, User
from verification.filters import PRIORITIES
from verification.forms.widgets import MOMENT
from verification.models import (
    Case,
    Queue,
)
from verification.selectors import able_on
from verification.states import Action


class TriageForm(ServiceForm):
    """What is to become of the ticked cases, each given as its id and the version that was seen: ``12:3``."""

    action = forms.ChoiceField(choices=[("open", _("Open")), ("dismiss", _("Dismiss"))])
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen: dict[int, int] = {}

    def clean(self) -> dict[str, Any]:
        """At least one case; dismissing needs a reason, said once for all."""
        data = super().clean() or {}
        ticked = self.data.getlist("cases") if isinstance(self.data, QueryDict) else []
        pairs = [re.fullmatch(r"(\d{1,18}):(\d{1,9})", case) for case in ticked]
        if not ticked or None in pairs:
            raise forms.ValidationError(_("Tick the cases first."))
        self.chosen = {int(pair[1]): int(pair[2]) for pair in pairs if pair}
        if data.get("action") == "dismiss" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why they are dismissed."))
        return data


class StepForm(VersionedForm):
    """A step of a lead."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action


class CaseEditForm(VersionedForm):
    """What a lead sets otherwise than the rules did."""

    queue = forms.ModelChoiceField(label=_("Queue"), queryset=Queue.objects.none(), required=False)
    priority = forms.TypedChoiceField(label=_("Priority"), choices=PRIORITIES, coerce=int)
    reviews_required = forms.IntegerField(label=_("Reviews required"), min_value=1, max_value=9)
    due_at = forms.DateTimeField(label=_("Due"), required=False, widget=MOMENT)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    FIELDS = ("queue", "priority", "reviews_required", "due_at", "topics")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        initial = {name: getattr(case, name) for name in ("queue", "priority", "reviews_required", "due_at")}
        kwargs["initial"] = {**initial, "topics": case.topics.all(), "expected_version": case.version}
        super().__init__(*args, **kwargs)
        offer(self, "queue", Queue.objects.filter(desk=case.desk))
        offer(self, "topics", Topic.objects.filter(desk=case.desk))

    def changes(self) -> dict[str, Any]:
        """What is different now: what was left alone is not written."""
        names = [name for name in self.FIELDS if name in self.changed_data]
        return {name: list(self.cleaned_data[name]) if name == "topics" else self.cleaned_data[name] for name in names}


def override_field() -> forms.CharField:
    """Why a rule that excludes somebody is set aside."""
    return forms.CharField(
        label=_("Override"),
        required=False,
        max_length=2000,
        help_text=_("Why, where a rule excludes them. Anybody who reads the public page of the verdict sees it."),
    )


class GiveForm(ServiceForm):
    """Whom a lead gives a case to, and why a rule that excludes them is set aside."""

    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=User.objects.none())
    override_reason = override_field()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reviewer", able_on(case.desk))


class AssignManyForm(ServiceForm):
    """What is to become of the people on the ticked cases."""

    action = forms.ChoiceField(
        label=_("What"), choices=[("give", _("Give")), ("reassign", _("Reassign")), ("take_back", _("Take back"))]
    )
    reviewer = forms.ModelChoiceField(
        label=_("To"), queryset=User.objects.none(), required=False, help_text=_("Needed to give and to reassign.")
    )
    previous = forms.ModelChoiceField(
        label=_("From"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("everybody on it"),
        help_text=_("To reassign and to take back."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        help_text=_("Needed to reassign and to take back: why they are taken back."),
    )
    override_reason = override_field()
    cases = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        # It stands below the filters, which ask for a reviewer too.
        super().__init__(*args, auto_id="assign_%s", **kwargs)
        for name in ("reviewer", "previous"):
            offer(self, name, able_on(desk))
        given = self.data.getlist("cases") if isinstance(self.data, QueryDict) else []
        self.ticked = [int(pk) for pk in given if re.fullmatch(r"\d{1,18}", pk)]
        self.fields["cases"].choices = [(pk, pk) for pk in self.ticked]

    def clean(self) -> dict[str, Any]:
        """Cases, whom they go to where they go to somebody, and why where they are taken from somebody."""
        data = super().clean() or {}
        action = data.get("action")
        if not data.get("cases"):
            raise forms.ValidationError(_("Tick the cases first."))
        if action != "take_back" and not data.get("reviewer"):
            self.add_error("reviewer", _("Say who is to have them."))
        if action != "give" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why they are taken back."))
        return data
