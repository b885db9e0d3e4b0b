"""What holds for every case: ties, times, calibration."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, VersionedForm
from verification.models.calibration import LARGEST_SHARE
from verification.models.terms import MOST_HOURS


class TieForm(ServiceForm):
    """To whom somebody is close, and how."""

    source = forms.CharField(
        label=_("Source"), max_length=200, widget=forms.TextInput(attrs={"list": "source-names", "autocomplete": "off"})
    )
    nature = forms.CharField(
        label=_("Nature of the tie"), max_length=300, help_text=_("For example: worked there until 2024; a relative works there.")
    )


class TermsForm(VersionedForm):
    """How long members have for what is given to them."""

    hours_to_accept = forms.IntegerField(
        label=_("Hours to accept"), required=False, min_value=1, max_value=MOST_HOURS, help_text=_("Empty: no limit.")
    )
    hours_to_finish = forms.IntegerField(
        label=_("Hours to finish"), required=False, min_value=1, max_value=MOST_HOURS, help_text=_("Empty: no limit.")
    )


class CalibrationForm(VersionedForm):
    """What a desk decides about calibration."""

    shows_people = forms.BooleanField(
        label=_("Show leads each reviewer's figures"),
        required=False,
        help_text=_("Reviewers always see their own. Tell them before you switch it on."),
    )
    share = forms.IntegerField(
        label=_("Known cases mixed in"),
        min_value=0,
        max_value=LARGEST_SHARE,
        help_text=_("With how many of a hundred cases that open. 0: none."),
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
