"""Every endpoint of version 1 of the API, in one list."""

from rest_framework.routers import DefaultRouter

from claims.api import ClaimViewSet, EventViewSet, ProposalViewSet, RunViewSet
from sources.api import ArticleViewSet, CaptureViewSet, SnapshotViewSet, SourceViewSet

router = DefaultRouter()
router.register("sources", SourceViewSet, basename="source")
router.register("articles", ArticleViewSet, basename="article")
router.register("captures", CaptureViewSet, basename="capture")
router.register("snapshots", SnapshotViewSet, basename="snapshot")
router.register("runs", RunViewSet, basename="run")
router.register("claims", ClaimViewSet, basename="claim")
router.register("proposals", ProposalViewSet, basename="proposal")
router.register("events", EventViewSet, basename="event")
