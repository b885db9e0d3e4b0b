"""What the services of this package share: permission, checked columns, captures with their bytes, snapshots."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from core.checking import check
from core.errors import Forbidden, Invalid
from core.models import Desk, Occasion, User
from core.permissions import Permission, require
from core.record import record
from core.services import notify
from sources.cleaning import CleanText
from sources.models import Article, Capture, CaptureState, Snapshot
from sources.signals import capture_requested, snapshot_stored

FILENAME_LENGTH = 255
#: An address was checked, and more strictly, when it was normalised; the system submits without a name.
CHECKED_BEFORE = frozenset({"url", "submitted_by"})


def allow(actor: User | None, permission: Permission, desk: Desk | None) -> None:
    """Raise :class:`Forbidden` unless the actor may do this. The system may; what all desks share is a superuser's."""
    if actor is None:
        return
    if desk is not None:
        require(actor, permission, desk)
    elif not (actor.is_active and actor.is_superuser):
        raise Forbidden("permission:denied", "All desks share this: only an administrator of the site may change it.")


def set_fields(target: models.Model, changes: dict[str, Any], editable: frozenset[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the columns, saving nothing; what was and what is, for the record. Unknown columns and bad values are refused."""
    area = target._meta.model_name
    if unknown := sorted(changes.keys() - editable):
        raise Invalid(f"{area}:field", f"There is no such field to set: {', '.join(unknown)}.", fields=unknown)
    before = {name: _recorded(target, name) for name in changes}
    for name, value in changes.items():
        setattr(target, name, value)
    check(target, exclude=CHECKED_BEFORE)
    return before, {name: _recorded(target, name) for name in changes}


def _recorded(target: models.Model, name: str) -> Any:
    field = target._meta.get_field(name)
    return getattr(target, getattr(field, "attname", name))


def request_fetch(capture: Capture) -> Capture:
    """Save a capture that waits, and have the worker fetch it."""
    capture.save()
    record("request", capture, actor=capture.actor, desk=capture.desk, after={"url": capture.url, "article": capture.article_id})
    transaction.on_commit(lambda: capture_requested.send_robust(sender=Capture, capture_id=capture.pk))
    return capture


@contextlib.contextmanager
def bytes_kept(capture: Capture, data: bytes) -> Iterator[None]:
    """Keep the bytes in file storage for what is done inside; where that fails, the file goes again.

    A file that a dying process leaves behind belongs to no row and is read by nobody.
    """
    capture.size, capture.sha256 = len(data), hashlib.sha256(data).hexdigest()
    # Named by what it holds, without an ending: nothing can mistake it for a page or a program.
    capture.body.save(capture.sha256, ContentFile(data), save=False)
    with file_undone(capture):
        yield


@contextlib.contextmanager
def file_undone(capture: Capture | None) -> Iterator[None]:
    """Where what is done inside fails, the capture's file goes again, as its row does with the transaction."""
    try:
        yield
    except BaseException:
        if capture is not None:
            capture.body.delete(save=False)
        raise


def finish_capture(capture: Capture, *, actor: User | None, failure: tuple[str, str] | None = None) -> None:
    """Save a capture that is over: done, or failed with code and words."""
    capture.state = CaptureState.FAILED if failure else CaptureState.DONE
    capture.failure_code, capture.failure_message = failure or ("", "")
    capture.captured_at, capture.next_attempt_at = timezone.now(), None
    capture.save()
    after = {"state": capture.state, "sha256": capture.sha256, "failure": capture.failure_code}
    record(capture.state, capture, actor=actor, desk=capture.desk, after=after)
    if failure and capture.actor_id is not None:
        notify(Occasion.NOT_FETCHED, capture, recipients=[capture.actor_id], desk=capture.desk, actor=actor)


def store_text(capture: Capture, story: CleanText, *, actor: User | None) -> Snapshot | None:
    """The snapshot of a capture; ``None`` where the article's newest one says the same, which then stands for both.

    Another headline over the same text is a correction too. A page that gives none this time says nothing else.
    """
    digest = hashlib.sha256(story.text.encode()).hexdigest()
    article = capture.article
    newest = article.snapshot if article else None
    if newest is not None and newest.sha256 == digest and story.title in {"", newest.title}:
        return None
    snapshot = Snapshot.objects.create(
        capture=capture,
        article=article,
        text=story.text,
        sha256=digest,
        extractor=story.extractor,
        extractor_version=story.extractor_version,
        title=story.title,
        byline=story.byline,
        published_on=story.published_on,
        canonical_url=story.canonical_url,
        language=story.language,
    )
    record("store", snapshot, actor=actor, desk=capture.desk, after={"capture": capture.pk, "sha256": digest})
    if article is not None:
        transaction.on_commit(lambda: snapshot_stored.send_robust(sender=Snapshot, snapshot_id=snapshot.pk))
    return snapshot


def fill_article(
    article: Article, *, actor: User | None, title: str, published_on: dt.date | None, stand_in: str | None = None
) -> None:
    """Give the article the title and the publication date that it has not. ``stand_in`` is a title that gives way to another."""
    found = {"title": title, "published_on": published_on}
    present = {name: getattr(article, name) for name in found}
    lacking = {name for name, value in present.items() if value in {"", None, stand_in}}
    missing = {name: value for name, value in found.items() if name in lacking and value and value != present[name]}
    if not missing:
        return
    _, after = set_fields(article, missing, frozenset(found))
    article.version += 1
    article.save(update_fields=[*missing, "version"])
    record("fill", article, actor=actor, desk=article.desk, after=after)


def plain_filename(name: str) -> str:
    """The last part of a file's name, as far as it can be shown."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(character for character in last if character.isprintable())[-FILENAME_LENGTH:]
