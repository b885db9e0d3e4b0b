"""What people fill in about articles and sources."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import RestrictionFields, ServiceForm, VersionedForm, offer
from core.models import Desk, User
from sources.models import Article, Reliability, Source, SourceKind, SubmissionMethod

DATE = forms.DateInput(attrs={"type": "date"})
#: Browsers ask our own server for names while somebody types; without scripts the field is a plain one.
PUBLISHER = forms.TextInput(attrs={"list": "publishers", "autocomplete": "off"})


class SubmitForm(RestrictionFields, ServiceForm):
    """An article by its address, as a file, or as text: whichever of the three is filled in."""

    url = forms.URLField(label=_("Address"), required=False, max_length=2000, assume_scheme="https")
    file = forms.FileField(label=_("File"), required=False, help_text=_("A saved page (HTML) or plain text."))
    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 6}), help_text=_("Paste the article.")
    )
    publisher = forms.CharField(
        label=_("Publisher"), max_length=200, widget=PUBLISHER, help_text=_("Needed with each of the three: who brought it out.")
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=500, help_text=_("Empty: as the page says."))
    published_on = forms.DateField(label=_("Published"), required=False, widget=DATE, help_text=_("Empty: as the page says."))

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_members(desk)

    def clean(self) -> dict[str, Any]:
        """A file or a text may come with the address that it is from; file and text exclude each other."""
        data = super().clean() or {}
        if "file" in self.errors:
            return data
        if data.get("file") and data.get("text"):
            raise forms.ValidationError(_("Give a file or a text, not both."))
        if not (data.get("url") or data.get("file") or data.get("text")) and "url" not in self.errors:
            raise forms.ValidationError(_("Give an address, a file, or a text."))
        return data

    def arguments(self) -> dict[str, Any]:
        """The form as the service takes it."""
        data = self.cleaned_data
        given = {name: data[name] for name in ("url", "publisher", "title", "published_on")}
        given["restriction"] = self.restriction()
        if data["file"]:
            file = data["file"]
            body = {"data": file.read(), "filename": file.name, "media_type": file.content_type or ""}
            return {**given, **body, "method": SubmissionMethod.FILE}
        if data["text"]:
            return {**given, "data": data["text"].encode(), "media_type": "text/plain", "method": SubmissionMethod.PASTE}
        return {**given, "method": SubmissionMethod.URL}


class ArticleForm(VersionedForm):
    """What can be corrected about an article."""

    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    publisher = forms.ModelChoiceField(label=_("Publisher"), queryset=Source.objects.none())
    published_on = forms.DateField(label=_("Published"), required=False, widget=DATE)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    FIELDS = ("title", "publisher", "published_on")

    def __init__(self, *args: Any, article: Article, user: User, **kwargs: Any) -> None:
        initial = {name: getattr(article, name) for name in self.FIELDS}
        kwargs["initial"] = {**initial, "expected_version": article.version}
        super().__init__(*args, **kwargs)
        offer(self, "publisher", Source.objects.visible_to(user).known_to(article.desk))


class SourceForm(VersionedForm):
    """A source, new or to be changed."""

    expected_version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices, widget=forms.RadioSelect)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    homepage = forms.URLField(label=_("Home page"), required=False, assume_scheme="https")
    language = forms.CharField(label=_("Language"), required=False, max_length=12, help_text=_("A code, for example en or uk."))
    reliability = forms.ChoiceField(label=_("Reliability"), choices=Reliability.choices, initial=Reliability.F)
    reliability_basis = forms.CharField(
        label=_("Basis of the reliability"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )

    FIELDS = ("name", "kind", "description", "homepage", "language", "reliability", "reliability_basis")

    @classmethod
    def initial_of(cls, source: Source) -> dict[str, Any]:
        """The source as it is."""
        return {"expected_version": source.version, **{name: getattr(source, name) for name in cls.FIELDS}}

    def columns(self) -> dict[str, Any]:
        """What the form says about the source."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class AliasForm(ServiceForm):
    """Another name."""

    name = forms.CharField(label=_("Another name"), max_length=200)


class AffiliationForm(ServiceForm):
    """Whom a source belongs to, when, and what shows it."""

    party = forms.ModelChoiceField(label=_("Party"), queryset=Source.objects.none())
    since = forms.DateField(label=_("From"), required=False, widget=DATE)
    until = forms.DateField(label=_("to"), required=False, widget=DATE)
    basis = forms.CharField(label=_("Basis"), max_length=2000, help_text=_("What shows it: a document, its own statement."))

    def __init__(self, *args: Any, source: Source, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Source.objects.visible_to(user)
        known = seen.known_to(source.desk) if source.desk else seen.filter(desk=None)
        offer(self, "party", known.exclude(pk=source.pk))
