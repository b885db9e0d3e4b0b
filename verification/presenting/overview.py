"""The lead's desk in numbers: what waits, what is late, who is loaded, where reviewers disagree, what was done from day to day.

Each number comes with the query of the list of cases behind it. How many queries it takes depends on nothing but what is shown.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.db.models.functions import TruncDay, TruncWeek
from django.utils import timezone

from core.models import Desk, User
from verification.filters import NO_QUEUE, SOON, start_of
from verification.models import Assignment, Case, CaseTransition, ClaimRole, Queue
from verification.models.cases import CaseQuerySet
from verification.selectors import reviewers
from verification.states import LIVE, Action, CaseState

#: For how long the numbers that somebody was shown are shown to them again: counting takes longer than all the rest of the page.
FRESH = dt.timedelta(seconds=5)
#: Over how many days disagreement is counted.
DISAGREEMENT = 90

#: What is counted over time, in the order in which it happens.
STEPS = {"propose": CaseState.PROPOSED, Action.DECIDE: CaseState.DECIDED, Action.PUBLISH: CaseState.PUBLISHED}
#: By the length of a period: how it is cut off, and how many are shown.
SPANS = {"days": (TruncDay, dt.timedelta(days=1), 14), "weeks": (TruncWeek, dt.timedelta(weeks=1), 12)}

Query = Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Number:
    """How many, and which: the query of the list of cases that shows them."""

    value: int
    query: Query


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """A state or a queue in which cases wait."""

    label: str
    all: Number
    soon: Number
    late: Number


@dataclasses.dataclass(frozen=True, slots=True)
class Load:
    """What somebody has before them."""

    name: str
    capacity: int
    absent_until: dt.date | None
    open: Number
    late: int

    @property
    def is_full(self) -> bool:
        """Whether the system gives them no more."""
        return self.open.value >= self.capacity


@dataclasses.dataclass(frozen=True, slots=True)
class Disagreement:
    """How many rounds of two or more reviews were settled somewhere, and how many of them went to an adjudicator."""

    label: str
    settled: int
    differing: Number


@dataclasses.dataclass(frozen=True, slots=True)
class Period:
    """A day, or a week from its first day on, and how often each step was taken in it, in the order of :data:`STEPS`."""

    start: dt.date
    steps: Sequence[Number]


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    """All of it, as of a moment."""

    at: dt.datetime
    states: Sequence[Waiting]
    queues: Sequence[Waiting]
    pool: Number
    loads: Sequence[Load]
    disagreements: Sequence[Disagreement]
    periods: Sequence[Period]


def overview(desk: Desk, user: User, span: str = "days") -> Overview:
    """The desk as the user may see it, at most :data:`FRESH` old."""
    key = f"overview:{desk.pk}:{user.pk}:{span}"
    kept: Overview | None = cache.get(key)
    if kept is None:
        kept = count(desk, user, span, timezone.now())
        cache.set(key, kept, FRESH.total_seconds())
    return kept


def count(desk: Desk, user: User, span: str, now: dt.datetime) -> Overview:
    """The desk as the user may see it, as of now."""
    cases = Case.objects.visible_to(user).filter(desk=desk)
    states, queues = _waiting(cases, desk, now)
    return Overview(
        at=now,
        states=states,
        queues=queues,
        pool=Number(cases.in_pool().count(), {"pool": "on"}),
        loads=_loads(cases, desk, now),
        disagreements=_disagreements(cases, now),
        periods=_periods(cases, span, now),
    )


# --- What waits -----------------------------------------------------------------------------------------------------------


def _waiting(cases: CaseQuerySet, desk: Desk, now: dt.datetime) -> tuple[list[Waiting], list[Waiting]]:
    """Live cases by state and by queue, counted in one pass."""
    late, soon = Q(due_at__lt=now), Q(due_at__gte=now, due_at__lt=now + SOON)
    counted = cases.filter(state__in=LIVE).order_by().values_list("state", "queue")
    rows = list(counted.annotate(all=Count("pk"), soon=Count("pk", filter=soon), late=Count("pk", filter=late)))
    names: dict[int | None, str] = {**dict(Queue.objects.filter(desk=desk).values_list("pk", "name")), None: ""}
    states = [
        _sum(str(state.label), [row for row in rows if row[0] == state], {"state": state.value})
        for state in CaseState
        if state in LIVE
    ]
    queues = [
        _sum(name, [row for row in rows if row[1] == pk], {"queue": pk or NO_QUEUE, "live": "on"}) for pk, name in names.items()
    ]
    return states, [queue for queue in queues if queue.all.value]


def _sum(label: str, rows: Sequence[tuple[Any, ...]], query: Query) -> Waiting:
    everything, soon, late = (sum(row[place] for row in rows) for place in (2, 3, 4))
    return Waiting(label, Number(everything, query), Number(soon, {**query, "soon": "on"}), Number(late, {**query, "late": "on"}))


# --- Who is loaded --------------------------------------------------------------------------------------------------------


def _loads(cases: CaseQuerySet, desk: Desk, now: dt.datetime) -> list[Load]:
    """Whoever may review, the fullest first."""
    own = Assignment.objects.current().filter(case__in=cases).order_by().values("reviewer")
    late = Count("pk", filter=Q(case__due_at__lt=now, case__state__in=LIVE))
    counted = {row["reviewer"]: row for row in own.annotate(open=Count("pk"), late=late)}
    nothing = {"open": 0, "late": 0}
    loads = [
        Load(
            name=str(member.user),
            capacity=member.capacity,
            absent_until=member.absent_until if member.absent_until and member.absent_until >= now.date() else None,
            open=Number(counted.get(member.user_id, nothing)["open"], {"reviewer": member.user_id}),
            late=counted.get(member.user_id, nothing)["late"],
        )
        for member in reviewers().filter(desk=desk).select_related("user").order_by("user__display_name", "pk")
    ]
    return sorted(loads, key=lambda load: -load.open.value / load.capacity)


# --- Where reviewers disagree ---------------------------------------------------------------------------------------------


def _disagreements(cases: CaseQuerySet, now: dt.datetime) -> list[Disagreement]:
    """By kind of claim, of what was reviewed by two or more: how often they differed. Those who differ most often first."""
    since = timezone.localdate(now) - dt.timedelta(days=DISAGREEMENT)
    settled = CaseTransition.objects.filter(
        case__in=cases.filter(reviews_required__gte=2, case_claims__role=ClaimRole.LEAD),
        source_state=CaseState.IN_REVIEW,
        action__in=[Action.DECIDE, Action.ESCALATE],
        at__gte=start_of(since),
    )
    rows = (
        settled.filter(case__case_claims__role=ClaimRole.LEAD)
        .order_by()
        .values_list("case__case_claims__claim__kind")
        .annotate(settled=Count("pk"), differing=Count("pk", filter=Q(action=Action.ESCALATE)))
    )
    found = [
        Disagreement(kind, everything, Number(differing, {"kind": kind, "step": Action.ESCALATE.value, "since": since}))
        for kind, everything, differing in rows
    ]
    return sorted(found, key=lambda each: (-each.differing.value / each.settled, each.label))


# --- What was done --------------------------------------------------------------------------------------------------------


def _periods(cases: CaseQuerySet, span: str, now: dt.datetime) -> list[Period]:
    """How often each step was taken in each of the last periods, the present one last."""
    cut, length, number = SPANS[span]
    today = timezone.localdate(now)
    last = today - dt.timedelta(days=today.weekday()) if span == "weeks" else today
    starts = [last - length * back for back in reversed(range(number))]
    taken = CaseTransition.objects.filter(case__in=cases, action__in=list(STEPS), at__gte=start_of(starts[0]))
    counts: dict[tuple[dt.date, str], int] = defaultdict(int)
    for start, step, times in (
        taken.order_by().annotate(period=cut("at")).values_list("period", "action").annotate(times=Count("pk"))
    ):
        counts[timezone.localdate(start), step] = times
    return [
        Period(
            start,
            [
                Number(
                    counts[start, str(step)], {"step": str(step), "since": start, "until": start + length - dt.timedelta(days=1)}
                )
                for step in STEPS
            ],
        )
        for start in starts
    ]
