"""The form in which a lead says what a routing rule does, and how its parts read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import ClaimKind, ClaimStance
from core.forms import VersionedForm
from core.models import Desk, Topic
from verification.filters import PRIORITIES
from verification.models import Queue, RoutingRule
from verification.routing.route import LONGEST_NAME, MOST_HOURS, MOST_NAMES, MOST_REVIEWS

ANY = ("", _("any"))
LEFT = ("", _("left to other rules"))
#: The longest list that can be typed: as many names as a rule takes, each with its line break.
LONGEST_LIST = MOST_NAMES * (LONGEST_NAME + 2)


class Lines(forms.CharField):
    """Names, one a line."""

    def __init__(self, *, label: Any, help_text: Any = "") -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(label=label, help_text=help_text, required=False, max_length=LONGEST_LIST, widget=widget)

    def prepare_value(self, value: Any) -> Any:
        """The names as they are typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The names without empty lines."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


def _number(label: Any, **limits: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, widget=forms.NumberInput(attrs={"step": "any"}), **limits)


def _choice(label: Any, *choices: tuple[str, Any]) -> forms.TypedChoiceField:
    """One of two answers, or neither."""
    answers = {"yes": True, "no": False}
    return forms.TypedChoiceField(label=label, required=False, choices=choices, coerce=answers.__getitem__, empty_value=None)


class RuleForm(VersionedForm):
    """A rule: its name, what a claim must be for it to hold, and what it does then. What is left empty is not asked and not set.

    A rule is first tried and then written: ``tried`` is the digest of what the dry run was shown for.
    """

    name = forms.CharField(label=_("Name"), max_length=120)
    is_active = forms.BooleanField(label=_("switched on"), required=False, initial=True)

    kinds = forms.MultipleChoiceField(
        label=_("Kind"), required=False, choices=ClaimKind.choices, widget=forms.CheckboxSelectMultiple
    )
    stances = forms.MultipleChoiceField(
        label=_("How it is put"), required=False, choices=ClaimStance.choices, widget=forms.CheckboxSelectMultiple
    )
    counted_classes = Lines(label=_("What is counted"), help_text=_("One a line: person, drone."))
    measures = Lines(label=_("Measure"), help_text=_("What happened to it, one a line: killed, launched."))
    figure_at_least = _number(_("Figure at least"), max_digits=24, decimal_places=6)
    figure_at_most = _number(_("Figure at most"), max_digits=24, decimal_places=6)
    languages = Lines(label=_("Language"), help_text=_("Codes, one a line: en, uk."))
    publishers = Lines(label=_("Publisher"), help_text=_("Any of its names, one a line."))
    origins = Lines(label=_("Origin"), help_text=_("Who is said to have said it, one a line."))
    anonymous_origin = _choice(_("Named origin"), ANY, ("no", _("named")), ("yes", _("not named")))
    affiliations = Lines(label=_("Affiliation of the origin"), help_text=_("Parties, one a line."))
    places = Lines(label=_("Place"), help_text=_("One a line."))
    words = Lines(label=_("Words"), help_text=_("Words or phrases of the claim, one a line; any of them."))
    check_worthiness_at_least = _number(_("Check-worthiness at least"), min_value=0, max_value=1)
    check_worthiness_at_most = _number(_("Check-worthiness at most"), min_value=0, max_value=1)

    queue = forms.ChoiceField(label=_("Queue"), required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"), required=False, choices=[LEFT, *PRIORITIES], coerce=int, empty_value=None
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    reviews_required = forms.IntegerField(label=_("Independent reviews"), required=False, min_value=1, max_value=MOST_REVIEWS)
    deadline_hours = forms.IntegerField(label=_("Deadline, in hours"), required=False, min_value=1, max_value=MOST_HOURS)
    opens = _choice(_("When it is proposed"), LEFT, ("yes", _("opens at once")), ("no", _("waits for triage")))
    splits = _choice(_("Bundle"), LEFT, ("yes", _("reviewed apart from it")), ("no", _("reviewed with it")))
    dismiss = forms.CharField(
        label=_("Dismiss, because"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("The case is dismissed for this reason as soon as it is proposed; a lead can restore it."),
    )

    reason = forms.CharField(
        label=_("Why the rule is changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    expected_version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    CONDITIONS = (
        "kinds",
        "stances",
        "counted_classes",
        "measures",
        "figure_at_least",
        "figure_at_most",
        "languages",
        "publishers",
        "origins",
        "anonymous_origin",
        "affiliations",
        "places",
        "words",
        "check_worthiness_at_least",
        "check_worthiness_at_most",
    )
    EFFECTS = ("queue", "priority", "topics", "reviews_required", "deadline_hours", "opens", "splits", "dismiss")

    def __init__(self, *args: Any, desk: Desk, rule: RoutingRule | None = None, **kwargs: Any) -> None:
        if rule is not None:
            own = {"name": rule.name, "is_active": rule.is_active, "expected_version": rule.version}
            kwargs["initial"] = {**own, **_typed(rule.conditions), **_typed(rule.effects)}
        super().__init__(*args, **kwargs)
        queues = Queue.objects.filter(desk=desk).values_list("name", flat=True)
        topics = Topic.objects.filter(desk=desk).values_list("name", flat=True)
        self.fields["queue"].choices = [LEFT, *((name, name) for name in queues)]
        self.fields["topics"].choices = [(name, name) for name in topics]

    def clean_reason(self) -> str:
        """Needed as soon as something is written; not to look at the dry run."""
        reason: str = self.cleaned_data["reason"]
        if self.data.get("tried") and not reason:
            raise forms.ValidationError(_("Say why: the next lead will want to know."))
        return reason

    def content(self) -> dict[str, Any]:
        """The rule as services take it."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "is_active": data["is_active"],
            "conditions": _given(data, self.CONDITIONS),
            "effects": _given(data, self.EFFECTS),
        }

    @property
    def digest(self) -> str:
        """Of what the rule says now."""
        return hashlib.sha256(json.dumps(self.content(), sort_keys=True).encode()).hexdigest()

    @property
    def is_tried(self) -> bool:
        """Whether the dry run of just this was shown."""
        return self.is_valid() and self.data.get("tried") == self.digest

    def condition_fields(self) -> list[forms.BoundField]:
        """What can be asked of a claim."""
        return [self[name] for name in self.CONDITIONS]

    def effect_fields(self) -> list[forms.BoundField]:
        """What a rule can do."""
        return [self[name] for name in self.EFFECTS]


def _given(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """What was filled in, as JSON has it."""
    filled = {name: data[name] for name in names if data[name] not in ("", None, [])}
    return {name: _json_number(value) if isinstance(value, Decimal) else value for name, value in filled.items()}


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _typed(part: Mapping[str, Any]) -> dict[str, Any]:
    """Conditions or effects as the form's fields have them."""
    words = {True: "yes", False: "no"}
    return {name: words[value] if isinstance(value, bool) else value for name, value in part.items()}


# --- How a rule reads -----------------------------------------------------------------------------------------------------


def in_words(part: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Conditions or effects as pages show them: what each is called, and what it says."""
    fields = RuleForm.base_fields
    return [(str(fields[name].label), _said(fields[name], part[name])) for name in fields if name in part]


def _said(field: forms.Field, value: Any) -> str:
    choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    values = _typed({"": value})[""]
    listed = values if isinstance(values, list) else [values]
    return ", ".join(choices.get(str(each), str(each)) for each in listed)
