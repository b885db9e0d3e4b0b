"""Fields of days and moments as browsers offer them."""

from __future__ import annotations

from django import forms

DATE = forms.DateInput(attrs={"type": "date"})
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
