"""The engine: a text to claims that a fact-checker would have written down. Pure Python, no network, no clock, no database.

The stages, and with them the language library, are loaded when the engine is first used: the web server never does.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claims.extraction.config import ExtractionConfig
    from claims.extraction.pipeline import ENGINE_NAME, ENGINE_VERSION, Extraction, extract, extract_many

__all__ = ["ENGINE_NAME", "ENGINE_VERSION", "Extraction", "ExtractionConfig", "extract", "extract_many"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("claims.extraction.pipeline"), name)
