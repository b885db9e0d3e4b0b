"""What this app does when the apps below tell it something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from claims.tasks import extract_claims
from core.wake import wake_on_commit
from sources.signals import snapshot_stored


@receiver(snapshot_stored, dispatch_uid="claims.read_snapshot")
def read_snapshot(snapshot_id: int, **_: Any) -> None:
    """Have a new snapshot read."""
    wake_on_commit(extract_claims, snapshot_id)
