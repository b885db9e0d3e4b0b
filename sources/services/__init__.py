"""All writes to sources, articles, captures and snapshots."""

from sources.services.articles import Submission, article_edit, article_refetch, article_submit
from sources.services.captures import capture_request, capture_store
from sources.services.directory import (
    affiliation_add,
    affiliation_remove,
    alias_add,
    alias_remove,
    source_create,
    source_edit,
    source_for,
    sources_adopt,
)
from sources.services.fetches import capture_fetch
from sources.services.writing import file_undone, fill_article

__all__ = [
    "Submission",
    "affiliation_add",
    "affiliation_remove",
    "alias_add",
    "alias_remove",
    "article_edit",
    "article_refetch",
    "article_submit",
    "capture_fetch",
    "capture_request",
    "capture_store",
    "file_undone",
    "fill_article",
    "source_create",
    "source_edit",
    "source_for",
    "sources_adopt",
]
