"""Whom we read and whom they quote: sources, articles, captures, snapshots."""

from sources.models.articles import Article, ArticleQuerySet, SubmissionMethod
from sources.models.captures import Capture, CaptureQuerySet, CaptureState, Snapshot, SnapshotQuerySet
from sources.models.directory import (
    Affiliation,
    AffiliationQuerySet,
    Reliability,
    Source,
    SourceAlias,
    SourceKind,
    SourceQuerySet,
    fold_name,
)

__all__ = [
    "Affiliation",
    "AffiliationQuerySet",
    "Article",
    "ArticleQuerySet",
    "Capture",
    "CaptureQuerySet",
    "CaptureState",
    "Reliability",
    "Snapshot",
    "SnapshotQuerySet",
    "Source",
    "SourceAlias",
    "SourceKind",
    "SourceQuerySet",
    "SubmissionMethod",
    "fold_name",
]
