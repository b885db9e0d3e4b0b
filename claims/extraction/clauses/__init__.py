"""Sentences to clauses, each of which can carry a proposition of its own."""

from claims.extraction.clauses.clause import AGAIN, Clause, Place, adds, span_of, trimmed
from claims.extraction.clauses.find import find_clauses
from claims.extraction.clauses.remarks import is_called
from claims.extraction.clauses.verbs import (
    FINITE,
    HELPERS,
    MODIFYING,
    SUBJECTS,
    VERBAL,
    antecedent_of,
    hangs_loosely,
    has_subject,
    helpers_of,
    is_finite,
    is_gapped,
    is_participial_aside,
    is_past,
    leads_relative,
    leaving,
    number_before,
)

__all__ = [
    "AGAIN",
    "FINITE",
    "HELPERS",
    "MODIFYING",
    "SUBJECTS",
    "VERBAL",
    "Clause",
    "Place",
    "adds",
    "antecedent_of",
    "find_clauses",
    "hangs_loosely",
    "has_subject",
    "helpers_of",
    "is_called",
    "is_finite",
    "is_gapped",
    "is_participial_aside",
    "is_past",
    "leads_relative",
    "leaving",
    "number_before",
    "span_of",
    "trimmed",
]
