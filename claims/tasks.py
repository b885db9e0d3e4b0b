"""Adapters between Celery and the services: an id in, one service called."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from claims.models import ExtractionRun
from claims.services import claims_extract, run_queue
from core.wake import is_backlogged, wake_on_commit
from sources.models import Snapshot

#: How many due rows one sweep wakes; the next one finds the rest.
SWEEP_LIMIT = 200


@shared_task
def extract_claims(snapshot_id: int) -> None:
    """Read a snapshot with the present engine."""
    run = run_queue(snapshot_id=snapshot_id)
    if run is not None:
        claims_extract(run_id=run.pk)


@shared_task
def sweep() -> None:
    """Wake the reading of every article snapshot whose run is due, or which has no run at all."""
    if is_backlogged(extract_claims):
        return
    due = ExtractionRun.objects.due(timezone.now()).values_list("snapshot_id", flat=True)[:SWEEP_LIMIT]
    unread = Snapshot.objects.filter(article__isnull=False, runs__isnull=True).values_list("pk", flat=True)[:SWEEP_LIMIT]
    for snapshot_id in {*due, *unread}:
        wake_on_commit(extract_claims, snapshot_id)
