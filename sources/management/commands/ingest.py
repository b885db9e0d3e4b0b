"""Takes in an article from the command line: a file, an address, or standard input."""

from __future__ import annotations

import datetime as dt
import mimetypes
import sys
import time
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.errors import ClaimdeskError
from core.models import Desk
from sources.cleaning import MOST_BYTES
from sources.models import Capture, CaptureState, SubmissionMethod
from sources.services import Submission, article_submit, capture_fetch

STANDARD_INPUT = "-"


class Command(BaseCommand):
    """``ingest FILE|URL|- --publisher NAME``: needs no broker, only the database."""

    help = "Takes in an article: a file (HTML or text), an address, or - for text on standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", metavar="FILE|URL|-", help="where the article is")
        parser.add_argument("--publisher", required=True, metavar="NAME", help="who published it; a new name makes a new source")
        parser.add_argument("--published", default="", metavar="YYYY-MM-DD", help="when it was published")
        parser.add_argument("--url", default="", help="the address of an article that comes as a file")
        parser.add_argument("--title", default="", help="its title, where the page does not say it")
        parser.add_argument(
            "--desk", default="", metavar="SLUG", help="whose article it is; needed where there are several desks"
        )
        parser.add_argument("--wait", action="store_true", help="fetch an address here and now, instead of in the worker")

    def handle(self, **options: Any) -> None:
        try:
            submission = article_submit(
                desk=_desk(options["desk"]),
                actor=None,
                publisher=options["publisher"],
                published_on=_day(options["published"]),
                title=options["title"],
                **_content(options["article"], options["url"]),
            )
        except ClaimdeskError as error:
            raise CommandError(str(error)) from error
        capture = submission.capture
        self._report(submission)
        if options["wait"]:
            capture = self._fetch(capture)
        self._report_next(capture)

    def _report(self, submission: Submission) -> None:
        article = submission.article
        known = "" if submission.created else " was there already"
        other = ", and has another capture now" if submission.added and not submission.created else ""
        self.stdout.write(f"Article {article.pk}{known}{other}: {article}")
        if submission.same_content is not None:
            self.stdout.write(f"The same bytes are article {submission.same_content.pk}: {submission.same_content}")

    def _fetch(self, capture: Capture) -> Capture:
        """Fetch until the capture is over, one way or the other."""
        while (capture := capture_fetch(capture_id=capture.pk)).state == CaptureState.PENDING:
            due = capture.next_attempt_at or timezone.now()
            seconds = max(1.0, (due - timezone.now()).total_seconds())
            self.stdout.write(f"{capture.failure_message or 'A worker is fetching it.'} Looking again in {seconds:.0f} s.")
            time.sleep(seconds)
        return capture

    def _report_next(self, capture: Capture) -> None:
        if capture.state == CaptureState.FAILED:
            raise CommandError(f"{capture.failure_message} [{capture.failure_code}]")
        if capture.state == CaptureState.PENDING:
            self.stdout.write("Next: the worker fetches it, and reads it for claims.")
        else:
            self.stdout.write(f"Captured {capture.size:,} bytes. Next: the worker reads them for claims.")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError("Write the day of publication as YYYY-MM-DD. [article:published_on]") from error


def _desk(slug: str) -> Desk:
    desks = list(Desk.objects.filter(slug=slug) if slug else Desk.objects.all()[:2])
    if not desks:
        raise CommandError("There is no such desk. [desk:unknown]")
    if len(desks) > 1:
        raise CommandError("There are several desks: say which one with --desk SLUG. [desk:ambiguous]")
    return desks[0]


def _content(article: str, url: str) -> dict[str, Any]:
    """What of a submission depends on how the article comes."""
    if "://" in article:
        return {"method": SubmissionMethod.URL, "url": article}
    if article == STANDARD_INPUT:
        return {"method": SubmissionMethod.PASTE, "url": url, "data": _read(sys.stdin.buffer)}
    path = Path(article)
    try:
        with path.open("rb") as file:
            data = _read(file)
    except OSError as error:
        raise CommandError(f"{article}: {error.strerror}. [ingest:file]") from error
    media_type = mimetypes.guess_type(path.name)[0] or ""
    return {"method": SubmissionMethod.FILE, "url": url, "filename": path.name, "data": data, "media_type": media_type}


def _read(file: BinaryIO) -> bytes:
    """As much as there is; of what is too large, enough to be refused."""
    return file.read(MOST_BYTES + 1)
