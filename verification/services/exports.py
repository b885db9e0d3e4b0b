"""Exports of published verdicts: small ones at once, large ones written by the worker. Neither builds the whole in memory."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import tempfile
from collections.abc import Iterator
from typing import IO

import structlog
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from core.errors import TooLarge
from core.models import Desk, User
from core.permissions import Permission, allows, require
from core.record import record
from verification.exporting.rows import BATCH, FORMS, Filters, Form, Row, chunks, read_rows
from verification.models import Export, ExportFormat, ExportState
from verification.signals import export_requested

log = structlog.get_logger(__name__)

#: Up to so many rows are written at once; more are a job.
MOST_AT_ONCE = 1_000

#: An export whose writer died is begun anew after this long. A writer at work renews it with each batch.
LEASE = dt.timedelta(minutes=2)
MOST_ATTEMPTS = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Stream:
    """An export to be sent as it is read: its name, its media type, how many rows it has, and its pieces."""

    filename: str
    media_type: str
    rows: int
    chunks: Iterator[bytes]


def export_rows(*, desk: Desk, actor: User, format: ExportFormat, filters: Filters) -> Stream:  # noqa: A002 - the column's name
    """Up to 1,000 published verdicts of a desk, to be streamed at once.

    Raises :class:`TooLarge` (``export:too_large``) where there are more: they need :func:`export_request`.
    """
    require(actor, Permission.EXPORT, desk)
    verdicts = filters.verdicts(desk)
    count = verdicts.order_by()[: MOST_AT_ONCE + 1].count()
    if count > MOST_AT_ONCE:
        raise TooLarge(
            "export:too_large", f"More than {MOST_AT_ONCE:,} rows are written by the worker: request a file.", limit=MOST_AT_ONCE
        )
    form = FORMS[ExportFormat(format)]
    name = f"{desk.slug}-verdicts-{timezone.localdate():%Y-%m-%d}.{form.extension}"
    return Stream(name, form.media_type, count, chunks(form, read_rows(verdicts)))


@transaction.atomic
def export_request(*, desk: Desk, actor: User, format: ExportFormat, filters: Filters) -> Export:  # noqa: A002 - the column's name
    """Have the worker write a file of any number of published verdicts."""
    require(actor, Permission.EXPORT, desk)
    export = Export.objects.create(desk=desk, requested_by=actor, format=ExportFormat(format), filters=filters.to_json())
    record("request", export, actor=actor, desk=desk, after={"format": export.format, "filters": export.filters})
    transaction.on_commit(lambda: export_requested.send_robust(sender=Export, export_id=export.pk))
    return export


def export_write(*, export_id: int) -> Export:
    """Write the file of an export, anew however far an earlier attempt came; an export that is over is left as it is.

    Rows go to a temporary file a batch at a time, and the file takes its place as a whole: nobody ever sees half of it.
    """
    export = _begin_attempt(export_id)
    if export is None:
        return Export.objects.get(pk=export_id)
    try:
        with tempfile.TemporaryFile() as file:
            written = _write(export, file)
            return _finish(export, file, *written)
    except _Overtaken:
        return Export.objects.get(pk=export_id)
    except Exception:
        log.exception("export.failed", export=export_id, attempt=export.attempts)
        return _settle_failure(export)


class _Overtaken(Exception):
    """Another worker has begun this export anew, because this one was too slow to renew its lease."""


@transaction.atomic
def _begin_attempt(export_id: int) -> Export | None:
    """Count an attempt before it can fail; ``None`` where there is nothing to do, or where another worker is at it."""
    export = Export.objects.select_for_update(of=("self",)).select_related("desk", "requested_by").get(pk=export_id)
    now = timezone.now()
    if export.state not in {ExportState.QUEUED, ExportState.RUNNING} or (export.next_attempt_at and export.next_attempt_at > now):
        return None
    if not allows(export.requested_by, Permission.EXPORT, export.desk):
        _fail(export, "export:forbidden")
        return None
    if export.attempts >= MOST_ATTEMPTS:
        _fail(export, "export:gave_up")
        return None
    export.state, export.next_attempt_at = ExportState.RUNNING, now + LEASE
    export.attempts += 1
    export.rows_total, export.rows_written = _filters(export).verdicts(export.desk).count(), 0
    export.save(update_fields=["state", "next_attempt_at", "attempts", "rows_total", "rows_written"])
    return export


def _filters(export: Export) -> Filters:
    return Filters.from_json(export.filters)


def _write(export: Export, file: IO[bytes]) -> tuple[int, str]:
    """Write all rows; how many they are, and the digest of the file."""
    form, digest, counted = _form(export), hashlib.sha256(), 0

    def rows() -> Iterator[Row]:
        nonlocal counted
        for row in read_rows(_filters(export).verdicts(export.desk)):
            yield row
            counted += 1
            if counted % BATCH == 0:
                _renew(export, counted)

    for chunk in chunks(form, rows()):
        digest.update(chunk)
        file.write(chunk)
    return counted, digest.hexdigest()


def _form(export: Export) -> Form:
    return FORMS[ExportFormat(export.format)]


def _renew(export: Export, rows_written: int) -> None:
    """Show the progress, and that the writer is alive; raise where another one has taken over."""
    own = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING, attempts=export.attempts)
    if not own.update(rows_written=rows_written, next_attempt_at=timezone.now() + LEASE):
        raise _Overtaken


def _finish(export: Export, file: IO[bytes], rows: int, sha256: str) -> Export:
    """Put the file in its place, and say that it is there."""
    storage = export.file.storage
    path = f"exports/{export.requested_at:%Y/%m}/{export.pk}.{_form(export).extension}"
    with transaction.atomic():
        export = _lock_own(export)
        file.seek(0)
        # What an attempt left behind that died before it could say so.
        storage.delete(path)
        export.file.name = storage.save(path, File(file))
        export.state, export.sha256, export.rows_written = ExportState.DONE, sha256, rows
        export.finished_at, export.next_attempt_at = timezone.now(), None
        export.save()
        record("write", export, actor=None, desk=export.desk, after={"rows": rows, "sha256": sha256})
    return export


def _lock_own(export: Export) -> Export:
    locked = Export.objects.select_for_update(of=("self",)).select_related("desk").get(pk=export.pk)
    if locked.state != ExportState.RUNNING or locked.attempts != export.attempts:
        raise _Overtaken
    return locked


@transaction.atomic
def _settle_failure(export: Export) -> Export:
    """Try again later, or give up."""
    try:
        export = _lock_own(export)
    except _Overtaken:
        return Export.objects.get(pk=export.pk)
    if export.attempts >= MOST_ATTEMPTS:
        _fail(export, "export:broken")
    else:
        export.state, export.next_attempt_at = ExportState.QUEUED, timezone.now() + LEASE * 2**export.attempts
        export.save(update_fields=["state", "next_attempt_at"])
    return export


def _fail(export: Export, code: str) -> None:
    export.state, export.failure_code = ExportState.FAILED, code
    export.finished_at, export.next_attempt_at = timezone.now(), None
    export.save(update_fields=["state", "failure_code", "finished_at", "next_attempt_at"])
    record("fail", export, actor=None, desk=export.desk, after={"failure": code})
