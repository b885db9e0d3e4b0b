"""What this app does when its own services tell it something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from core.wake import wake_on_commit
from sources.signals import capture_requested
from sources.tasks import fetch_capture


@receiver(capture_requested, dispatch_uid="sources.fetch_capture")
def fetch_requested(capture_id: int, **_: Any) -> None:
    """Have the worker fetch what was asked for."""
    wake_on_commit(fetch_capture, capture_id)
