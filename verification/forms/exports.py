"""Which published verdicts are written out, and how."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.models import ClaimKind
from core.forms import ServiceForm
from verification.exporting.rows import Filters
from verification.forms.widgets import DATE
from verification.models import (
    ExportFormat,
    Meaning,
)


class ExportForm(ServiceForm):
    """Which published verdicts, and as what."""

    format = forms.ChoiceField(label=_("As"), choices=ExportFormat.choices, initial=ExportFormat.JSONL, widget=forms.RadioSelect)
    published_from = forms.DateField(label=_("Published from"), required=False, widget=DATE)
    published_to = forms.DateField(label=_("to"), required=False, widget=DATE)
    meaning = forms.ChoiceField(label=_("Meaning"), required=False, choices=[("", _("any")), *Meaning.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("any")), *ClaimKind.choices])

    def filters(self) -> Filters:
        """What is to be left out."""
        return Filters(**{name: self.cleaned_data[name] for name in ("published_from", "published_to", "meaning", "kind")})
