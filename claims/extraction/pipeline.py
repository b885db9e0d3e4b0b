"""The stages in their order: a text to its extraction."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claims.extraction.assembling import assemble
from claims.extraction.attribution import find_attributions
from claims.extraction.config import ExtractionConfig
from claims.extraction.dates import find_dates
from claims.extraction.quantities import find_quantities
from claims.extraction.records import AttributionMention, Claim, DateMention, Quantity, Span, as_json
from claims.extraction.text.document import Block, Document
from claims.extraction.text.language import language_of
from claims.extraction.text.parsing import parse_many
from claims.extraction.text.segmenting import Page, segment

ENGINE_NAME = "claimdesk"
#: Raised with every change that can change a claim; stored extractions name the version that made them.
ENGINE_VERSION = "2.1"
SCHEMA = "extraction/1"
#: The language that the rules and the default model read.
READS = "en"

_QUANTITY_FIELDS = ("text", "low", "high", "best", "approximate", "change", "of", "unit")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the engine made of one text."""

    text: str
    model: str
    title: str | None
    byline: str | None
    published_at: dt.date | None
    language: str
    credits: tuple[str, ...]
    claims: tuple[Claim, ...]
    attributions: tuple[AttributionMention, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]

    def to_dict(self, *, layers: bool = False, with_text: bool = False) -> dict[str, Any]:
        """The extraction record, ``extraction/1``, ready for JSON."""
        record: dict[str, Any] = {
            "schema": SCHEMA,
            "engine": {"name": ENGINE_NAME, "version": ENGINE_VERSION, "model": self.model},
            "document": {
                "title": self.title,
                "byline": self.byline,
                "published_at": as_json(self.published_at),
                "language": self.language,
                "credits": list(self.credits),
                "text_sha256": hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(),
            },
            "claims": [{**as_json(claim), "origin": as_json(claim.origin)} for claim in self.claims],
        }
        if with_text:
            record["document"]["text"] = self.text
        if layers:
            record |= self._layers()
        return record

    def _layers(self) -> dict[str, Any]:
        return {
            "attributions": [
                {
                    "content": _pairs(mention.content),
                    "source": _pairs([mention.source_span] if mention.source_span else mention.sources),
                    "cue": _pairs([mention.cue] if mention.cue else []),
                    "mode": mention.mode,
                }
                for mention in self.attributions
            ],
            "quantities": [
                {"text": quantity.text, "start": quantity.span.start, "end": quantity.span.end}
                | {name: getattr(quantity, name) for name in _QUANTITY_FIELDS}
                for quantity in self.quantities
            ],
            "dates": [
                {
                    "text": date.text,
                    "start": date.span.start,
                    "end": date.span.end,
                    "earliest": as_json(date.earliest),
                    "latest": as_json(date.latest),
                }
                for date in self.dates
            ],
        }


def extract(text: str, *, published: dt.date | None = None, config: ExtractionConfig | None = None) -> Extraction:
    """The claims of one article: a pure function of its text, its day of publication and the configuration.

    Without ``published`` the day that the page itself prints is taken, if there is one.
    """
    return next(extract_many([text], published=published, config=config))


def extract_many(
    texts: Iterable[str], *, published: dt.date | None = None, config: ExtractionConfig | None = None
) -> Iterator[Extraction]:
    """The extractions of many texts, in their order; they share the model's batches and are read as they are needed."""
    chosen = config or ExtractionConfig()
    pages: list[tuple[Page, str]] = []

    def read() -> Iterator[tuple[str, tuple[Block, ...]]]:
        for text in texts:
            page, language = segment(text), language_of(text)
            pages.append((page, language))
            yield text, page.blocks if language == READS else ()

    for document in parse_many(read(), config=chosen):
        page, language = pages.pop(0)
        yield _extraction(document, page, language, published or page.published_at, chosen)


def _extraction(document: Document, page: Page, language: str, published: dt.date | None, config: ExtractionConfig) -> Extraction:
    attributions = find_attributions(document)
    quantities = find_quantities(document)
    dates = find_dates(document, published)
    return Extraction(
        text=document.text,
        model=config.model,
        title=page.title,
        byline=page.byline,
        published_at=published,
        language=language,
        credits=page.credits,
        claims=assemble(document, quantities=quantities, dates=dates, attributions=attributions, published=published),
        attributions=tuple(attributions),
        quantities=tuple(quantities),
        dates=tuple(dates),
    )


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
