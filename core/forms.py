"""Forms whose last word a service has."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import ClaimdeskError, Conflict

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
        named = error.details.get("fields")
        messages = {error.details.get("field"): error.message} if not isinstance(named, dict) else named
        known = {field: message for field, message in messages.items() if field in self.fields}
        for field, message in (known or {None: error.message}).items():
            self.add_error(field, message)

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        if self.refusal is not None:
            return self.refusal.status
        return HTTPStatus.BAD_REQUEST if self.errors else HTTPStatus.OK

    @property
    def is_stale(self) -> bool:
        """Whether somebody else wrote in the meantime."""
        return isinstance(self.refusal, Conflict)


class VersionedForm(ServiceForm):
    """A form about an object as somebody saw it."""

    expected_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class ReasonForm(VersionedForm):
    """One step, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class SearchForm(forms.Form):
    """A word to look for in a list."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"}))
