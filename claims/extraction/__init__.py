"""The engine: a text to claims that a fact-checker would have written down. Pure Python, no network, no clock, no database."""

from claims.extraction.config import ExtractionConfig
from claims.extraction.pipeline import ENGINE_NAME, ENGINE_VERSION, Extraction, extract, extract_many

__all__ = ["ENGINE_NAME", "ENGINE_VERSION", "Extraction", "ExtractionConfig", "extract", "extract_many"]
