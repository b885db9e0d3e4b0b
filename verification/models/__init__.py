"""What we do about claims: cases, routing, assignments, evidence, reviews, verdicts and exports."""

from verification.models.calibration import CalibrationTerms, KnownCase, KnownCopy
from verification.models.cases import Bundle, Case, CaseClaim, CaseTransition, ClaimRole, links_for
from verification.models.discussion import Comment, CommentRevision
from verification.models.evidence import CaseEvidence, Credibility, Evidence, EvidenceKind, IndependenceGroup
from verification.models.exports import Export, ExportFormat, ExportState
from verification.models.findings import Confidence, FigureFinding, Meaning, Rating, RatingScale, SaidFinding, Stance
from verification.models.reviews import Assignment, AssignmentPart, AssignmentState, EvidenceStance, Review, ReviewDraft
from verification.models.routing import Queue, RoutingRule, RuleAction, RuleVersion
from verification.models.terms import AssignmentTerms
from verification.models.ties import Tie
from verification.models.verdicts import Ending, Publication, Verdict, VerdictBasis

__all__ = [
    "Assignment",
    "AssignmentPart",
    "AssignmentState",
    "AssignmentTerms",
    "Bundle",
    "CalibrationTerms",
    "Case",
    "CaseClaim",
    "CaseEvidence",
    "CaseTransition",
    "ClaimRole",
    "Comment",
    "CommentRevision",
    "Confidence",
    "Credibility",
    "Ending",
    "Evidence",
    "EvidenceKind",
    "EvidenceStance",
    "Export",
    "ExportFormat",
    "ExportState",
    "FigureFinding",
    "IndependenceGroup",
    "KnownCase",
    "KnownCopy",
    "Meaning",
    "Publication",
    "Queue",
    "Rating",
    "RatingScale",
    "Review",
    "ReviewDraft",
    "RoutingRule",
    "RuleAction",
    "RuleVersion",
    "SaidFinding",
    "Stance",
    "Tie",
    "Verdict",
    "VerdictBasis",
    "links_for",
]
