"""Adapters between Celery and the services: an id in, one service called."""

from __future__ import annotations

from itertools import chain, islice

from celery import shared_task
from django.utils import timezone

from core.wake import is_backlogged, wake_on_commit
from verification.models import Assignment, Export
from verification.reconsidering import cases_of_snapshot, cases_to_reconsider
from verification.selectors import claims_without_case, deserted, outdated_propositions, placeable, unassigned
from verification.services.assignments import assign
from verification.services.cases import case_reconsider
from verification.services.exports import export_write
from verification.services.known_cases import known_follow
from verification.services.lapsing import assignment_lapse, assignment_remind
from verification.services.proposing import case_follow, cases_propose

#: How many rows of a sort one sweep wakes; the next one finds the rest.
SWEEP_LIMIT = 200


@shared_task
def route_claims(run_id: int) -> None:
    """Propose the cases of an extraction run."""
    cases_propose(run_id=run_id)


@shared_task
def follow_claim(claim_id: int) -> None:
    """Bring a claim's case in line with the claim."""
    case_follow(claim_id=claim_id)


@shared_task
def assign_case(case_id: int) -> None:
    """Give a case to people who fit it."""
    assign(case_id=case_id)


@shared_task
def remind_assignment(assignment_id: int) -> None:
    """Remind somebody that their time runs out."""
    assignment_remind(assignment_id=assignment_id, now=timezone.now())


@shared_task
def follow_known(case_id: int) -> None:
    """Mix a known case in, or close one that has served."""
    known_follow(case_id=case_id)


@shared_task
def lapse_assignment(assignment_id: int) -> None:
    """Have what was not done in time go back."""
    assignment_lapse(assignment_id=assignment_id, now=timezone.now())


@shared_task
def reconsider_case(case_id: int) -> None:
    """Reopen a published case if its verdict does not hold any more."""
    case_reconsider(case_id=case_id, today=timezone.localdate())


@shared_task
def reconsider_article(snapshot_id: int) -> None:
    """Reopen the published cases about an article that was corrected."""
    for case_id in cases_of_snapshot(snapshot_id):
        wake_on_commit(reconsider_case, case_id)


# A large file takes longer than anything else does; still less than the broker's visibility timeout.
@shared_task(soft_time_limit=780, time_limit=840)
def write_export(export_id: int) -> None:
    """Write a file of published verdicts."""
    export_write(export_id=export_id)


@shared_task
def sweep() -> None:
    """Wake what a lost message left undone, what is due, and whatever of the pool somebody has become free for."""
    now = timezone.now()
    for assignment_id in Assignment.objects.to_be_reminded(now).values_list("pk", flat=True)[:SWEEP_LIMIT]:
        wake_on_commit(remind_assignment, assignment_id)
    for assignment_id in Assignment.objects.lapsed(now).values_list("pk", flat=True)[:SWEEP_LIMIT]:
        wake_on_commit(lapse_assignment, assignment_id)
    if not is_backlogged(follow_claim):
        _wake_work()


def _wake_work() -> None:
    claims = claims_without_case().values_list("pk", flat=True)[:SWEEP_LIMIT]
    restated = outdated_propositions().values_list("claim", flat=True)[:SWEEP_LIMIT]
    for claim_id in {*claims, *restated}:
        wake_on_commit(follow_claim, claim_id)
    lacking = unassigned().values_list("pk", flat=True)[:SWEEP_LIMIT]
    left = deserted().values_list("case", flat=True)[:SWEEP_LIMIT]
    for case_id in {*chain(lacking, left, islice(placeable(timezone.localdate()), SWEEP_LIMIT))}:
        wake_on_commit(assign_case, case_id)
    for case_id in islice(cases_to_reconsider(timezone.localdate()), SWEEP_LIMIT):
        wake_on_commit(reconsider_case, case_id)
    for export_id in Export.objects.due(timezone.now()).values_list("pk", flat=True)[:SWEEP_LIMIT]:
        wake_on_commit(write_export, export_id)
