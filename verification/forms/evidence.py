"""What speaks for and against a proposition, and corrections of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RestrictionFields, ServiceForm, VersionedForm
from core.models import Desk
from verification.forms.widgets import DATE
from verification.models import (
    Credibility,
    EvidenceKind,
)
from verification.services.evidence import PASSAGE_LENGTH
from verification.services.origins import BASIS_LENGTH, ORIGIN_LENGTH


class EvidenceForm(RestrictionFields, ServiceForm):
    """A piece of evidence: whose it is, where it stands, what it says. A page, a file, or something unpublished."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=EvidenceKind.choices, initial=EvidenceKind.PAGE, widget=forms.RadioSelect
    )
    url = forms.URLField(
        label=_("Address"), required=False, max_length=2000, assume_scheme="https", help_text=_("Of a page; it is captured.")
    )
    file = forms.FileField(label=_("File"), required=False, help_text=_("PDF, image, page or text."))
    source = forms.CharField(
        label=_("Source"), max_length=200, widget=forms.TextInput(attrs={"list": "source-names", "autocomplete": "off"})
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    passage = forms.CharField(
        label=_("Passage"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Word for word, in its own language. What is unpublished needs one."),
    )
    locator = forms.CharField(label=_("Where in it"), required=False, max_length=120, help_text=_("p. 4, 00:12:30"))
    language = forms.CharField(label=_("Language"), required=False, max_length=12)
    translation = forms.CharField(
        label=_("Translation"), required=False, max_length=50_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    published_on = forms.DateField(label=_("Published"), required=False, widget=DATE)
    credibility = forms.TypedChoiceField(
        label=_("Credibility"), choices=Credibility.choices, coerce=int, initial=Credibility.CANNOT_BE_JUDGED
    )

    is_graphic = forms.BooleanField(
        label=_("graphic"), required=False, help_text=_("Covered until asked for: the dead, the wounded, violence.")
    )

    DESCRIBED = ("title", "passage", "locator", "language", "translation", "published_on", "credibility", "is_graphic")

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_members(desk)

    def described(self) -> dict[str, Any]:
        """What is said about the evidence."""
        return {name: self.cleaned_data[name] for name in self.DESCRIBED}

    def origin(self) -> dict[str, Any]:
        """Where it comes from."""
        data = self.cleaned_data
        file = data["file"] if data["kind"] == EvidenceKind.FILE else None
        found = {"data": file.read(), "filename": file.name} if file else {}
        return {**found, "url": data["url"] if data["kind"] == EvidenceKind.PAGE else ""}


class OriginForm(VersionedForm):
    """What a piece of evidence goes back to."""

    origin = forms.CharField(label=_("Goes back to"), max_length=ORIGIN_LENGTH)
    basis = forms.CharField(label=_("What shows it"), required=False, max_length=BASIS_LENGTH)


class EvidenceEditForm(VersionedForm):
    """What can be corrected about a piece of evidence."""

    title = forms.CharField(label=_("Title"), required=False, max_length=300)
    passage = forms.CharField(
        label=_("Passage"), required=False, max_length=PASSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    locator = forms.CharField(label=_("Where in it"), required=False, max_length=120)
    language = forms.CharField(label=_("Language"), required=False, max_length=12)
    translation = forms.CharField(
        label=_("Translation"), required=False, max_length=PASSAGE_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )
    published_on = forms.DateField(label=_("Published"), required=False, widget=DATE)
    credibility = forms.TypedChoiceField(label=_("Credibility"), choices=Credibility.choices, coerce=int)
    is_graphic = forms.BooleanField(label=_("graphic"), required=False, help_text=_("Covered until asked for."))
    reason = forms.CharField(label=_("Reason"), max_length=2000)
