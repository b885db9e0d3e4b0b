"""Adapters between Celery and the services: an id in, one service called."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core.wake import is_backlogged, wake_on_commit
from sources.models import Capture
from sources.services import capture_fetch

#: How many due rows one sweep wakes; the next one finds the rest.
SWEEP_LIMIT = 200


@shared_task
def fetch_capture(capture_id: int) -> None:
    """Fetch what a capture asks for, and store it."""
    capture_fetch(capture_id=capture_id)


@shared_task
def sweep() -> None:
    """Wake the fetching of every capture that is due."""
    if is_backlogged(fetch_capture):
        return
    due = Capture.objects.due(timezone.now()).order_by("next_attempt_at").values_list("pk", flat=True)
    for capture_id in due[:SWEEP_LIMIT]:
        wake_on_commit(fetch_capture, capture_id)
