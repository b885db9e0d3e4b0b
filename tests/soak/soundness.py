"""What holds of the rows whatever happened: nothing lost, nothing twice."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from django.db.models import Count, F, Q

from claims.models import Claim, ExtractionRun
from core.models import RecordEntry
from sources.models import Snapshot
from verification.findings import STANCES_NEEDED
from verification.models import (
    Assignment,
    AssignmentState,
    Case,
    CaseClaim,
    CaseTransition,
    Meaning,
    Publication,
    Review,
    Verdict,
)
from verification.selectors import claims_without_case, outdated_propositions, unassigned
from verification.states import CaseState

#: What happens to the same thing once.
ONCE = ["verification.assignment.remind", "verification.assignment.lapse", "sources.capture.create", "claims.claim.extract"]


def what_is_left() -> dict[str, int]:
    """How much of each sort is still to be done; nothing of a sort is left out."""
    left = {
        "unread": Snapshot.objects.filter(article__isnull=False, runs__isnull=True).count(),
        "queued": ExtractionRun.objects.filter(state="queued").count(),
        "without case": claims_without_case().count(),
        "outdated": outdated_propositions().count(),
        "unassigned": unassigned().count(),
    }
    return {sort: number for sort, number in left.items() if number}


def faults() -> list[str]:
    """Everything that is there twice, or does not fit together."""
    return [*_claims(), *_cases(), *_places(), *_verdicts(), *_publications(), *_entries()]


def _claims() -> list[str]:
    same = Claim.objects.exclude(run=None).values("run", "start", "end", "statement").annotate(n=Count("pk")).filter(n__gt=1)
    routed = CaseClaim.objects.values("claim").annotate(n=Count("pk")).filter(n__gt=1)
    return [f"claim twice: {row}" for row in same] + [f"routed twice: {row}" for row in routed]


def _cases() -> list[str]:
    """Each case has one beginning, and each step begins where the one before it led."""
    found = []
    steps: dict[int, list[CaseTransition]] = {}
    for step in CaseTransition.objects.order_by("case", "pk"):
        steps.setdefault(step.case_id, []).append(step)
    for case in Case.objects.filter(pk__in=steps):
        way = steps[case.pk]
        broken = [step.pk for before, step in pairwise(way) if step.source_state != before.target_state]
        if broken or way[-1].target_state != case.state or max(Counter(step.version for step in way).values()) > 1:
            found.append(f"case {case.pk}: {[(step.source_state, step.target_state, step.version) for step in way]}")
    return found


def _places() -> list[str]:
    """No case has more people than it requires, and nobody has two places in it."""
    taken = Assignment.objects.filter(part="review").exclude(state=AssignmentState.ENDED)
    per_case = taken.values("case", "round").annotate(n=Count("pk"), required=F("case__reviews_required"))
    per_person = taken.values("case", "round", "reviewer").annotate(n=Count("pk"))
    reviews = Review.objects.values("assignment").annotate(n=Count("pk"))
    return [
        *(f"too many people: {row}" for row in per_case.filter(n__gt=F("required"))),
        *(f"two places: {row}" for row in per_person.filter(n__gt=1)),
        *(f"two reviews: {row}" for row in reviews.filter(n__gt=1)),
    ]


def _verdicts() -> list[str]:
    """What the evidence is said to show, some of it shows that stood when the verdict was made.

    A verdict that a test laid down itself, and nobody came to, has no evidence among its grounds.
    """
    found = []
    for verdict in Verdict.objects.select_related("rating").filter(grounds__has_key="evidence"):
        standing = [item for item in verdict.grounds["evidence"] if not item["withdrawn"]]
        taken = {taken["stance"] for item in standing for taken in item["stances"]}
        needed = STANCES_NEEDED[Meaning(verdict.rating.meaning)]
        if needed and taken.isdisjoint(needed):
            found.append(f"verdict without evidence: {verdict.pk}")
    return found


def _publications() -> list[str]:
    open_ones = Publication.objects.filter(ended_at=None).values("verdict__case").annotate(n=Count("pk"))
    published = Case.objects.filter(state=CaseState.PUBLISHED)
    without = published.exclude(Q(pk__in=open_ones.filter(n=1).values("verdict__case")))
    return [f"published not once: {case.pk}" for case in without]


def _entries() -> list[str]:
    """Nobody is reminded of the same twice, nor loses the same twice, and nothing is made twice."""
    entries = RecordEntry.objects.filter(action__in=ONCE).values("action", "object_id").annotate(n=Count("pk"))
    return [f"recorded twice: {row}" for row in entries.filter(n__gt=1)]
