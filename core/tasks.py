"""Adapters between Celery and the services."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core.heads import head_publish
from core.sealing import record_seal


@shared_task
def sweep() -> None:
    """Seal what was written since the last time, and write down outside the database how far the record has come."""
    record_seal()
    head_publish(now=timezone.now())
