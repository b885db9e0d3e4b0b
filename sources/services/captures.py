"""Captures that serve as evidence: of a page, fetched by the worker, or of a file."""

from __future__ import annotations

from django.db import transaction

from core.errors import ClaimdeskError, Invalid, TooLarge
from core.models import Desk, User
from core.permissions import Permission
from sources.addresses import normalise
from sources.cleaning import MOST_BYTES, CleanText, clean
from sources.media import HTML, IMAGES, PDF, TEXT, media_type_of
from sources.models import Capture, CaptureState, SubmissionMethod
from sources.services.writing import allow, bytes_kept, finish_capture, plain_filename, request_fetch, store_text

#: What can be shown as evidence without running anything of it.
EVIDENCE_TYPES = frozenset({HTML, TEXT, PDF}) | IMAGES


@transaction.atomic
def capture_request(*, desk: Desk, url: str, actor: User | None) -> Capture:
    """Have a page fetched that serves as evidence; the actor's own request for it that is still waiting, if there is one.

    Others' requests stay theirs: what they gather may be for a review that is to be independent.
    """
    allow(actor, Permission.REVIEW, desk)
    address = normalise(url)
    waiting = Capture.objects.filter(desk=desk, actor=actor, article=None, url=address, state=CaptureState.PENDING).first()
    if waiting is not None:
        return waiting
    return request_fetch(Capture(desk=desk, actor=actor, method=SubmissionMethod.URL, article=None, url=address))


@transaction.atomic
def capture_store(*, desk: Desk, actor: User | None, filename: str, data: bytes, media_type: str = "") -> Capture:
    """Keep a file that serves as evidence: PDF, image, HTML or text, the latter two with their clean text if any."""
    allow(actor, Permission.REVIEW, desk)
    capture = Capture(desk=desk, actor=actor, method=SubmissionMethod.FILE, article=None, filename=plain_filename(filename))
    capture.media_type, story = read_evidence(data, media_type or None)
    with bytes_kept(capture, data):
        if story is not None:
            capture.charset = story.charset
        finish_capture(capture, actor=actor)
        if story is not None:
            store_text(capture, story, actor=actor)
    return capture


def read_evidence(data: bytes, declared: str | None, charset: str | None = None) -> tuple[str, CleanText | None]:
    """The media type and, where the bytes hold a readable one, the text. Raises for what cannot serve as evidence."""
    if len(data) > MOST_BYTES:
        raise TooLarge("capture:too_large", f"The file has more than {MOST_BYTES // 2**20} MB.", limit=MOST_BYTES)
    if not data:
        raise Invalid("capture:empty", "There is nothing in it.")
    media_type = media_type_of(data, declared, charset)
    if media_type not in EVIDENCE_TYPES:
        raise Invalid(
            "capture:media_type", f"Evidence is a PDF, an image, HTML or text; this is {media_type}.", media_type=media_type
        )
    try:
        return media_type, clean(data, media_type, charset) if media_type in {HTML, TEXT} else None
    except ClaimdeskError:
        return media_type, None  # a page without a story is evidence all the same
