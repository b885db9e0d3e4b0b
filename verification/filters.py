"""How lists of cases are narrowed down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Desk, User
from verification.models import Assignment, Case, Queue
from verification.models.cases import HIGHEST_PRIORITY, LOWEST_PRIORITY
from verification.states import LIVE, CaseState

PRIORITIES = [(number, str(number)) for number in range(HIGHEST_PRIORITY, LOWEST_PRIORITY + 1)]


class CaseFilter(filters.FilterSet):
    """State, queue, priority, words, whether late, whether in the pool, whether one's own."""

    q = filters.CharFilter(
        label=_("Words"), method="filter_words", max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = filters.ChoiceFilter(label=_("State"), choices=CaseState.choices, empty_label=_("any"))
    queue = filters.ModelChoiceFilter(label=_("Queue"), queryset=Queue.objects.none(), empty_label=_("any"))
    priority = filters.ChoiceFilter(label=_("Priority"), choices=PRIORITIES, empty_label=_("any"))
    late = filters.BooleanFilter(label=_("late"), method="filter_late", widget=forms.CheckboxInput)
    pool = filters.BooleanFilter(label=_("in the pool"), method="filter_pool", widget=forms.CheckboxInput)
    mine = filters.BooleanFilter(label=_("mine"), method="filter_mine", widget=forms.CheckboxInput)

    class Meta:
        model = Case
        fields = ["q", "state", "queue", "priority", "late", "pool", "mine"]

    def __init__(self, *args: Any, user: User, desk: Desk, now: dt.datetime, **kwargs: Any) -> None:
        self.user, self.now = user, now
        super().__init__(*args, **kwargs)
        self.filters["queue"].queryset = Queue.objects.filter(desk=desk)

    def filter_words(self, queryset: Any, _name: str, words: str) -> Any:
        """In the proposition, in who is said to have said it, or the case's number."""
        found = Q(proposition__icontains=words) | Q(bundle__origin__icontains=words)
        if words.isdecimal() and len(words) < 18:
            found |= Q(pk=int(words))
        return queryset.filter(found)

    def filter_late(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """Past their deadline, with something still to be done."""
        return queryset.filter(due_at__lt=self.now, state__in=LIVE) if wanted else queryset

    def filter_pool(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """For which nobody, or too few, were found."""
        return queryset.in_pool() if wanted else queryset

    def filter_mine(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """On which the user is, or is asked to be, at work."""
        own = Assignment.objects.current().filter(reviewer=self.user)
        return queryset.filter(pk__in=own.values("case")) if wanted else queryset
