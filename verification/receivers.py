"""What this app does when the one below, or its own services, tell it something: it wakes a task."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from claims.signals import claim_revised, claims_extracted
from core.wake import wake_on_commit
from sources.signals import snapshot_stored
from verification.signals import export_requested, grounds_changed, people_needed
from verification.tasks import (
    assign_case,
    follow_claim,
    follow_known,
    reconsider_article,
    reconsider_case,
    route_claims,
    write_export,
)


@receiver(claims_extracted, dispatch_uid="verification.route_extracted")
def route_extracted(run_id: int, **_: Any) -> None:
    """Propose cases for what an article says."""
    wake_on_commit(route_claims, run_id)


@receiver(claim_revised, dispatch_uid="verification.follow_revised")
def follow_revised(claim_id: int, **_: Any) -> None:
    """Keep a case in line with what people made of its claim."""
    wake_on_commit(follow_claim, claim_id)


@receiver(people_needed, dispatch_uid="verification.assign_needed")
def assign_needed(case_id: int, **_: Any) -> None:
    """Find people for a case."""
    wake_on_commit(assign_case, case_id)


@receiver(people_needed, dispatch_uid="verification.mix_known_in")
def mix_known_in(case_id: int, **_: Any) -> None:
    """See whether a known case is to be mixed in with a case, or is one that has served."""
    wake_on_commit(follow_known, case_id)


@receiver(export_requested, dispatch_uid="verification.write_requested")
def write_requested(export_id: int, **_: Any) -> None:
    """Have the worker write a file."""
    wake_on_commit(write_export, export_id)


@receiver(grounds_changed, dispatch_uid="verification.reconsider_changed")
def reconsider_changed(case_id: int, **_: Any) -> None:
    """See whether a published verdict still holds."""
    wake_on_commit(reconsider_case, case_id)


@receiver(snapshot_stored, dispatch_uid="verification.reconsider_corrected")
def reconsider_corrected(snapshot_id: int, **_: Any) -> None:
    """See whether what was published about an article still holds."""
    wake_on_commit(reconsider_article, snapshot_id)
