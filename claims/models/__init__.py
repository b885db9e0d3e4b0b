"""What is asserted: extraction runs, claims with their attribution chain and figure, their revisions, and events."""

from claims.models.claims import (
    WORTH_CHECKING,
    Attribution,
    AttributionMode,
    AttributionSource,
    Claim,
    ClaimKind,
    ClaimQuerySet,
    ClaimStance,
    ClaimState,
)
from claims.models.events import Event, EventParty, EventPartyQuerySet, EventQuerySet, EventRole
from claims.models.extraction import ExtractionRun, ExtractionRunQuerySet, RunState
from claims.models.figures import Figure
from claims.models.revisions import ClaimRevision, ProposalState, RevisionAction, RevisionProposal, RevisionProposalQuerySet

__all__ = [
    "WORTH_CHECKING",
    "Attribution",
    "AttributionMode",
    "AttributionSource",
    "Claim",
    "ClaimKind",
    "ClaimQuerySet",
    "ClaimRevision",
    "ClaimStance",
    "ClaimState",
    "Event",
    "EventParty",
    "EventPartyQuerySet",
    "EventQuerySet",
    "EventRole",
    "ExtractionRun",
    "ExtractionRunQuerySet",
    "Figure",
    "ProposalState",
    "RevisionAction",
    "RevisionProposal",
    "RevisionProposalQuerySet",
    "RunState",
]
