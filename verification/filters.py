"""How lists of cases are narrowed down."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import ClaimKind
from core.models import Desk, User
from verification.models import Assignment, Case, CaseTransition, ClaimRole, Queue
from verification.models.cases import HIGHEST_PRIORITY, LOWEST_PRIORITY
from verification.states import LIVE, Action, CaseState

#: What is due within this time is soon late.
SOON = dt.timedelta(hours=24)
#: How an address asks for cases without a queue.
NO_QUEUE = "none"
DAY = forms.DateInput(attrs={"type": "date"})
PRIORITIES = [(number, str(number)) for number in range(HIGHEST_PRIORITY, LOWEST_PRIORITY + 1)]


def start_of(day: dt.date) -> dt.datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _tick(label: Any, method: str) -> filters.BooleanFilter:
    return filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class CaseFilter(filters.FilterSet):
    """State, queue, priority, kind, words, deadline, whose it is, and what was done to it when."""

    q = filters.CharFilter(
        label=_("Words"), method="filter_words", max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = filters.ChoiceFilter(label=_("State"), choices=CaseState.choices, empty_label=_("any"))
    queue = filters.ModelChoiceFilter(
        label=_("Queue"), queryset=Queue.objects.none(), empty_label=_("any"), null_label=_("none"), null_value=NO_QUEUE
    )
    priority = filters.ChoiceFilter(label=_("Priority"), choices=PRIORITIES, empty_label=_("any"))
    kind = filters.ChoiceFilter(label=_("Kind"), choices=ClaimKind.choices, method="filter_kind", empty_label=_("any"))
    reviewer = filters.ModelChoiceFilter(
        label=_("With"), queryset=User.objects.none(), method="filter_reviewer", empty_label=_("anybody")
    )
    step = filters.ChoiceFilter(
        label=_("Step"), choices=[("propose", _("propose")), *Action.choices], method="filter_step", empty_label=_("any")
    )
    since = filters.DateFilter(label=_("taken from"), method="filter_step_alone", widget=DAY)
    until = filters.DateFilter(label=_("to"), method="filter_step_alone", widget=DAY)
    late = _tick(_("late"), "filter_late")
    soon = _tick(_("due within a day"), "filter_soon")
    live = _tick(_("not settled"), "filter_live")
    pool = _tick(_("in the pool"), "filter_pool")
    mine = _tick(_("mine"), "filter_mine")

    class Meta:
        model = Case
        fields = ["q", "state", "queue", "priority"]

    def __init__(self, *args: Any, user: User, desk: Desk, now: dt.datetime, **kwargs: Any) -> None:
        self.user, self.now = user, now
        super().__init__(*args, **kwargs)
        self.filters["queue"].queryset = Queue.objects.filter(desk=desk)
        self.filters["reviewer"].queryset = User.objects.filter(memberships__desk=desk)

    def filter_words(self, queryset: Any, _name: str, words: str) -> Any:
        """In the proposition, in who is said to have said it, or the case's number."""
        return queryset.having(words)

    def filter_late(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """Past their deadline, with something still to be done."""
        return queryset.filter(due_at__lt=self.now, state__in=LIVE) if wanted else queryset

    def filter_soon(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """To be done within a day, and not late yet."""
        return queryset.filter(due_at__gte=self.now, due_at__lt=self.now + SOON, state__in=LIVE) if wanted else queryset

    def filter_live(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """With something still to be done."""
        return queryset.live() if wanted else queryset

    def filter_pool(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """For which nobody, or too few, were found."""
        return queryset.in_pool() if wanted else queryset

    def filter_kind(self, queryset: Any, _name: str, kind: str) -> Any:
        """By the kind of the claim that leads the case."""
        return queryset.filter(case_claims__role=ClaimRole.LEAD, case_claims__claim__kind=kind)

    def filter_reviewer(self, queryset: Any, _name: str, reviewer: User) -> Any:
        """On which somebody is, or is asked to be, at work."""
        return queryset.filter(pk__in=Assignment.objects.current().filter(reviewer=reviewer).values("case"))

    def filter_step(self, queryset: Any, _name: str, step: str) -> Any:
        """To which this was done, within the days that are given."""
        taken, chosen = CaseTransition.objects.filter(action=step), self.form.cleaned_data
        if chosen["since"]:
            taken = taken.filter(at__gte=start_of(chosen["since"]))
        if chosen["until"]:
            taken = taken.filter(at__lt=start_of(chosen["until"] + dt.timedelta(days=1)))
        return queryset.filter(pk__in=taken.values("case"))

    def filter_step_alone(self, queryset: Any, _name: str, _day: dt.date) -> Any:
        """Days say when a step was taken, and nothing without one."""
        return queryset

    def filter_mine(self, queryset: Any, _name: str, wanted: bool) -> Any:  # noqa: FBT001 - django-filter's signature
        """On which the user is, or is asked to be, at work."""
        own = Assignment.objects.current().filter(reviewer=self.user)
        return queryset.filter(pk__in=own.values("case")) if wanted else queryset
