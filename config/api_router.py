"""Every endpoint of version 1 of the API, in one list."""

from rest_framework.routers import DefaultRouter

from claims.api import ClaimViewSet, EventViewSet, ProposalViewSet, RunViewSet
from core.api.members import MemberViewSet
from core.api.notifications import NotificationViewSet
from sources.api import AffiliationViewSet, ArticleViewSet, CaptureViewSet, SnapshotViewSet, SourceViewSet
from verification.api.assignments import AssignmentViewSet, ReviewViewSet
from verification.api.calibration import CalibrationViewSet
from verification.api.cases import CaseViewSet
from verification.api.discussion import CommentViewSet
from verification.api.evidence import CaseEvidenceViewSet, EvidenceViewSet, OriginViewSet
from verification.api.ratings import RatingViewSet
from verification.api.rules import RuleViewSet
from verification.api.ties import TieViewSet
from verification.api.verdicts import ExportViewSet, VerdictViewSet

router = DefaultRouter()
# There is one format, and so one address for each thing.
router.include_format_suffixes = False
router.register("sources", SourceViewSet, basename="source")
router.register("affiliations", AffiliationViewSet, basename="affiliation")
router.register("articles", ArticleViewSet, basename="article")
router.register("captures", CaptureViewSet, basename="capture")
router.register("snapshots", SnapshotViewSet, basename="snapshot")
router.register("runs", RunViewSet, basename="run")
router.register("claims", ClaimViewSet, basename="claim")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("events", EventViewSet, basename="event")
router.register("members", MemberViewSet, basename="member")
router.register("rules", RuleViewSet, basename="rule")
router.register("cases", CaseViewSet, basename="case")
router.register("ties", TieViewSet, basename="tie")
router.register("assignments", AssignmentViewSet, basename="assignment")
router.register("evidence", EvidenceViewSet, basename="evidence")
router.register("case-evidence", CaseEvidenceViewSet, basename="case-evidence")
router.register("origins", OriginViewSet, basename="origin")
router.register("comments", CommentViewSet, basename="comment")
router.register("ratings", RatingViewSet, basename="rating")
router.register("reviews", ReviewViewSet, basename="review")
router.register("verdicts", VerdictViewSet, basename="verdict")
router.register("notifications", NotificationViewSet, basename="notification")
router.register("calibration", CalibrationViewSet, basename="calibration")
router.register("exports", ExportViewSet, basename="export")
