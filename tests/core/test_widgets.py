"""What our templates draw of forms is what Django's own do, in less time."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.html import escape

from core.templatetags.core import choices

OPTIONS = [("", "any & all"), ("1", "<b>one</b>"), ("more", [("2", "two"), ("3", "three'\"")])]
FLAT = [("1", "<b>one</b>"), ("2", "two")]


class Drawn(forms.Form):
    """A field of each sort."""

    one = forms.ChoiceField(choices=OPTIONS, initial="3", widget=forms.Select(attrs={"class": "wide", "data-key": "f"}))
    several = forms.MultipleChoiceField(choices=OPTIONS, initial=["1", "2"], required=False)
    unknown = forms.NullBooleanField()
    button = forms.ChoiceField(choices=FLAT, initial="2", widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(choices=FLAT, initial=["1"], required=False, widget=forms.CheckboxSelectMultiple)


def parts(html: str) -> list[list[str]]:
    """The tags and words of some HTML, without regard to white space and to the order of attributes."""
    found = re.findall(r"<[^>]+>|[^<>]+", re.sub(r"\s+", " ", html))
    return [sorted(part.strip("<>").split(" ")) for part in found if part.strip()]


@pytest.mark.parametrize("name", ["one", "several", "unknown"])
def test_a_list_of_choices_is_drawn_as_django_draws_it(name):
    ours, theirs = str(Drawn()[name]), str(Drawn(renderer=DjangoTemplates())[name])
    assert "<option" in ours
    assert parts(ours) == parts(theirs)


@pytest.mark.parametrize("name", ["button", "boxes"])
def test_a_group_is_drawn_as_django_draws_its_options(name):
    theirs = "".join(
        f'<label for="{option.id_for_label}">{option.tag()}{escape(option.choice_label)}</label>' for option in Drawn()[name]
    )
    assert parts(choices(Drawn()[name])) == parts(theirs)
