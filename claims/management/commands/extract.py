"""``manage.py extract FILE``: the extraction record of one text or HTML file, on standard output."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.extraction import ExtractionConfig, extract
from claims.extraction.config import ModelNotFoundError
from core.errors import ClaimdeskError
from sources.cleaning import clean


class Command(BaseCommand):
    """Reads a file, touches no database, prints one JSON object."""

    help = "Print the claims of a text or HTML file as JSON (schema extraction/1). Touches no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a text or HTML file, or - for standard input")
        parser.add_argument(
            "--published", type=_day, metavar="YYYY-MM-DD", help="the day of publication; else the one that the page prints"
        )
        parser.add_argument(
            "--layers", action="store_true", help="also attributions, quantities and dates as the stages found them"
        )
        parser.add_argument(
            "--model", default=settings.EXTRACTION_MODEL, help="a spaCy pipeline for English (default: %(default)s)"
        )
        parser.add_argument("--with-text", action="store_true", help="also the text that the offsets count in")

    def handle(self, *args: str, **options: Any) -> None:
        try:
            cleaned = clean(_bytes_of(options["file"]))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except ClaimdeskError as error:
            raise CommandError(f"{options['file']}: {error}") from error
        published, config = options["published"] or cleaned.published_on, ExtractionConfig(model=options["model"])
        try:
            extraction = extract(cleaned.text, published=published, config=config)
        except ModelNotFoundError as error:
            raise CommandError(str(error)) from error
        record = extraction.to_dict(layers=options["layers"], with_text=options["with_text"])
        self.stdout.write(json.dumps(record, ensure_ascii=False, indent=1))


def _bytes_of(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else pathlib.Path(name).read_bytes()


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2025-07-22") from error
