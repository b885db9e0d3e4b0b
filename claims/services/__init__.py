"""All writes to claims: reading a snapshot with the engine, correcting what it found, and setting events."""

from claims.services.copying import claim_copy
from claims.services.editing import (
    claim_correct,
    claim_mark,
    claim_merge,
    claim_reject,
    claim_restore,
    claim_set_event,
    claim_split,
    proposal_settle,
)
from claims.services.events import event_create, event_edit, party_add, party_remove
from claims.services.extraction import claims_extract, run_queue

__all__ = [
    "claim_copy",
    "claim_correct",
    "claim_mark",
    "claim_merge",
    "claim_reject",
    "claim_restore",
    "claim_set_event",
    "claim_split",
    "claims_extract",
    "event_create",
    "event_edit",
    "party_add",
    "party_remove",
    "proposal_settle",
    "run_queue",
]
