"""Forms whose last word a service has."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from core.errors import ClaimdeskError, Conflict
from core.models import Delivery, Desk, Membership, Role, Sensitive, Sensitivity, TokenScope, Topic, User
from core.services import MOST_TOKEN_LIFETIME, Restriction

T = TypeVar("T")


class ServiceForm(forms.Form):
    """A form that hands what it says to a service, and shows what the service refuses like any other error."""

    refusal: ClaimdeskError | None = None

    def submit(self, service: Callable[[dict[str, Any]], T]) -> T | None:
        """What the service returns for the cleaned data; ``None`` where the form or the service refuses them."""
        if not self.is_valid():
            return None
        try:
            return service(self.cleaned_data)
        except ClaimdeskError as error:
            self.refuse(error)
        return None

    def refuse(self, error: ClaimdeskError) -> None:
        """Show a refusal at the fields that it names, else above them."""
        self.refusal = error
        messages = self.messages_by_field(error)
        if not messages.keys() <= self.fields.keys():
            self.add_error(None, error.message)
        for field in messages.keys() & self.fields.keys():
            self.add_error(field, messages[field])

    def messages_by_field(self, error: ClaimdeskError) -> dict[str | None, Any]:
        """What to say of a refusal at which field; at none of the form's: above them."""
        named = error.details.get("errors") or error.details.get("fields")
        return named if isinstance(named, dict) else {error.details.get("field"): error.message}

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        if self.refusal is not None:
            return self.refusal.status
        return HTTPStatus.BAD_REQUEST if self.errors else HTTPStatus.OK

    @property
    def is_stale(self) -> bool:
        """Whether somebody else wrote in the meantime."""
        return isinstance(self.refusal, Conflict) and "version" in self.refusal.details


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Say what a field of the form lets choose from."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField), "the field chooses a row"
    field.queryset = rows


class VersionedForm(ServiceForm):
    """A form about an object as somebody saw it.

    Whoever was too late is shown what changed, and what they typed; handed in once more, it is meant for the present version.
    """

    # Without an id: a page may hold several such forms.
    expected_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput(attrs={"id": False}))

    @property
    def standing(self) -> list[tuple[str, str]]:
        """What is there where something else was typed, by the labels of the fields; the initial values say what is there."""
        names = [name for name in self.changed_data if name in self.initial and name != "expected_version"]
        return [(str(self.fields[name].label), _said(self.fields[name], self.initial[name])) for name in names]

    def refuse(self, error: ClaimdeskError) -> None:
        """Show a refusal, and from now on be about the version that is there."""
        super().refuse(error)
        if isinstance(error, Conflict) and "version" in error.details:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[self.add_prefix("expected_version")] = str(error.details["version"])
            self.data = data


def _said(field: forms.Field, value: Any) -> str:
    """The value of a field in words."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        words = ", ".join(map(str, value))
    elif isinstance(field, forms.BooleanField):
        words = str(_("yes") if value else _("no"))
    elif isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = str(dict(choices).get(value, value))
    else:
        words = localize(value) if value is not None else ""
    return words or "–"


class ReasonForm(VersionedForm):
    """One step, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class WhyForm(ServiceForm):
    """Why something is done to somebody's account."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class CodeForm(ServiceForm):
    """A code of an authenticator, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class RestrictionFields(forms.Form):
    """Who may see something, as part of a form about a thing of the desk; mixed in."""

    sensitivity = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Sensitivity.choices,
        initial=Sensitivity.PUBLIC,
        required=False,
        widget=forms.RadioSelect,
    )
    named = forms.ModelMultipleChoiceField(
        label=_("Named people"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only if it is restricted: yourself, and somebody who leads, among them."),
    )

    def offer_members(self, desk: Desk) -> None:
        """Let members of the desk be named."""
        members = User.objects.filter(memberships__desk=desk, memberships__is_active=True, is_active=True)
        offer(self, "named", members.order_by("display_name", "pk"))

    def restriction(self) -> Restriction:
        """What was chosen."""
        return Restriction(self.cleaned_data["sensitivity"] or Sensitivity.PUBLIC, tuple(self.cleaned_data["named"]))


class SensitivityForm(RestrictionFields, ReasonForm):
    """Who may see something from now on, and why."""

    def __init__(self, *args: Any, target: Sensitive, version: int, desk: Desk, **kwargs: Any) -> None:
        initial = {"sensitivity": target.sensitivity, "named": target.named.all(), "expected_version": version}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["sensitivity"].required = True
        self.offer_members(desk)


class NameForm(ServiceForm):
    """How somebody wants to be called."""

    display_name = forms.CharField(label=_("Display name"), max_length=120)


class TokenForm(ServiceForm):
    """An API token to be made."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What it is for, so that you know which to revoke."))
    scope = forms.ChoiceField(label=_("Scope"), choices=TokenScope.choices, initial=TokenScope.READ, widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("Days that it lasts"), min_value=1, max_value=MOST_TOKEN_LIFETIME.days, initial=90)


class InvitationForm(ServiceForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.REVIEWER)


class AcceptForm(ServiceForm):
    """Who somebody is that follows an invitation."""

    display_name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least twelve characters."),
    )


class RequirementForm(VersionedForm):
    """Whether members of a desk need a second factor."""

    required = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=500)


class MembershipForm(VersionedForm):
    """Something of a membership, as it is."""

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        self.membership = membership
        initial = {**forms.model_to_dict(membership, self.base_fields), "expected_version": membership.version}
        super().__init__(*args, initial=initial, **kwargs)


class MailForm(MembershipForm):
    """When somebody is mailed what they are told on a desk."""

    mail = forms.ChoiceField(label=_("By e-mail"), choices=Delivery.choices, widget=forms.RadioSelect)


class AvailabilityForm(MembershipForm):
    """What cases suit a member, and when."""

    languages = forms.CharField(
        label=_("Languages"), required=False, max_length=200, help_text=_("Codes, for example en, uk. Empty: any language.")
    )
    capacity = forms.IntegerField(
        label=_("Full load"), help_text=_("How many open assignments are enough."), min_value=1, max_value=1000
    )
    absent_until = forms.DateField(label=_("Absent until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        self.initial["languages"] = ", ".join(membership.languages)

    def clean_languages(self) -> list[str]:
        """The codes one by one."""
        return [code.strip().lower() for code in self.cleaned_data["languages"].split(",") if code.strip()]


class MemberForm(AvailabilityForm):
    """A member as an administrator of the desk sets them up."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label=_("on the desk"), required=False)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)

    field_order = ["role", "topics", "languages", "capacity", "absent_until", "is_active", "reason"]

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, membership=membership, **kwargs)
        offer(self, "topics", Topic.objects.filter(desk=membership.desk))


class SearchForm(forms.Form):
    """A word to look for in a list."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
