"""The worker's part: fetching what captures ask for, once each, however often it is told to."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

from django.db import transaction
from django.utils import timezone

from core.errors import ClaimdeskError
from sources.cleaning import CleanText, clean
from sources.fetching import Fetched, FetchError, fetch
from sources.media import media_type_of
from sources.models import Article, Capture, CaptureState
from sources.services.captures import read_evidence
from sources.services.writing import bytes_kept, fill_article, finish_capture, store_text

#: A capture whose worker died is tried again after this long; longer than fetching and cleaning take.
LEASE = dt.timedelta(minutes=10)
#: After so many attempts the capture has failed; a person can ask for another.
MOST_ATTEMPTS = 4
#: How long to wait after the first attempt; each further wait is four times the one before.
FIRST_PAUSE = dt.timedelta(seconds=30)


def capture_fetch(*, capture_id: int) -> Capture:
    """Fetch a capture that is due, and store what came, or why nothing did.

    Fetching happens outside any transaction; what came is stored in one, by whoever comes first. A capture that is not due,
    because it is over, being fetched, or to be tried later, is left as it is.
    """
    capture = _begin_attempt(capture_id)
    if capture is None:
        return Capture.objects.get(pk=capture_id)
    try:
        fetched = fetch(capture.url)
    except FetchError as error:
        return _settle_failure(capture_id, error)
    try:
        media_type, story = _read(capture, fetched)
    except ClaimdeskError as error:
        return _settle(capture_id, fetched, media_type_of(fetched.data, fetched.media_type), refusal=error)
    return _settle(capture_id, fetched, media_type, story=story)


@transaction.atomic
def _begin_attempt(capture_id: int) -> Capture | None:
    """Count an attempt, before it can fail; ``None`` where there is nothing to do now."""
    now = timezone.now()
    capture = Capture.objects.select_for_update().get(pk=capture_id)
    if capture.state != CaptureState.PENDING or (capture.next_attempt_at is not None and capture.next_attempt_at > now):
        return None
    if capture.attempts >= MOST_ATTEMPTS:
        words = f"Fetching was begun {capture.attempts} times and never came to an end."
        finish_capture(capture, actor=None, failure=("fetch:gave_up", words))
        return None
    capture.attempts += 1
    capture.next_attempt_at = now + LEASE
    capture.save(update_fields=["attempts", "next_attempt_at"])
    return capture


def _read(capture: Capture, fetched: Fetched) -> tuple[str, CleanText | None]:
    if capture.article_id is None:
        return read_evidence(fetched.data, fetched.media_type, fetched.charset)
    story = clean(fetched.data, fetched.media_type, fetched.charset)
    return story.media_type, story


@transaction.atomic
def _settle(
    capture_id: int,
    fetched: Fetched,
    media_type: str,
    *,
    story: CleanText | None = None,
    refusal: ClaimdeskError | None = None,
) -> Capture:
    """Store what came. Bytes that could not be read are kept too, beside the reason: they are what the address gave."""
    capture = _lock_pending(capture_id)
    if capture.state != CaptureState.PENDING:
        return capture
    capture.final_url, capture.http_status = fetched.final_url, fetched.status
    capture.redirects = [dataclasses.asdict(redirect) for redirect in fetched.redirects]
    capture.headers, capture.media_type = fetched.headers, media_type
    capture.charset = story.charset if story else ""
    with bytes_kept(capture, fetched.data):
        finish_capture(capture, actor=None, failure=(refusal.code, refusal.message) if refusal else None)
        if story is not None and store_text(capture, story, actor=None) and capture.article:
            fill_article(capture.article, actor=None, title=story.title, published_on=story.published_on)
    return capture


@transaction.atomic
def _settle_failure(capture_id: int, error: FetchError) -> Capture:
    """Note why nothing came; try again later where that may help."""
    capture = _lock_pending(capture_id)
    if capture.state != CaptureState.PENDING:
        return capture
    if not error.transient or capture.attempts >= MOST_ATTEMPTS:
        finish_capture(capture, actor=None, failure=(error.code, error.message))
        return capture
    capture.failure_code, capture.failure_message = error.code, error.message
    capture.next_attempt_at = timezone.now() + pause_after(capture.attempts)
    capture.save(update_fields=["failure_code", "failure_message", "next_attempt_at"])
    return capture


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait before the next attempt: ever longer, and never for everybody alike."""
    factor: int = 4 ** (attempts - 1)
    return FIRST_PAUSE * factor * random.uniform(0.75, 1.25)  # noqa: S311 - no secret hangs on it


def _lock_pending(capture_id: int) -> Capture:
    """The capture, locked, and its article too: two captures of one article store one after the other."""
    capture = Capture.objects.select_for_update(of=("self",)).select_related("article", "desk").get(pk=capture_id)
    if capture.article is not None and capture.state == CaptureState.PENDING:
        capture.article = Article.objects.select_for_update(no_key=True).get(pk=capture.article.pk)
    return capture
