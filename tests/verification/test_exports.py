"""Exports: what is in them, what is not, what a spreadsheet may not do with them, how a file is written despite everything."""

import csv
import datetime as dt
import gc
import hashlib
import io
import json
import re
import tracemalloc
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from claims.ranges import interval
from core.errors import Forbidden, Invalid, TooLarge
from core.models import Membership, RecordEntry, Role, Sensitivity
from tests.factories import (
    DeskFactory,
    ExportFactory,
    FigureFactory,
    IndependenceGroupFactory,
    PublicationFactory,
    VerdictFactory,
    case_of,
    claim_on,
    member,
    said_by,
)
from tests.verification.desk import at_work, evidence_on, rating_of, scale_on, submit
from verification.exporting import rows as exporting
from verification.exporting.rows import BATCH, CSV_COLUMNS, FORMS, Filters, chunks, harmless, read_rows
from verification.findings import StanceInput
from verification.grounds import freeze
from verification.models import CaseEvidence, Export, ExportFormat, ExportState, Publication, Stance, Verdict
from verification.services import exports
from verification.services.exports import MOST_AT_ONCE, MOST_ATTEMPTS, export_request, export_rows, export_write
from verification.services.verdicts import verdict_publish
from verification.states import CaseState

pytestmark = pytest.mark.django_db

#: The verdicts, their scales' ratings, their reviews with reviewers, and what of evidence and articles is public.
QUERIES_PER_BATCH = 8

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "exports.md"


@pytest.fixture
def desk():
    desk = DeskFactory(slug="harbour")
    scale_on(desk)
    return desk


@pytest.fixture
def viewer(desk):
    return member(desk, Role.VIEWER)


def publish(desk, *, label="Right", at=dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC), kind="weapons", **fields):
    """A public verdict about 40 drones that the Harbour Ministry speaks of."""
    claim = claim_on(desk, kind=kind)
    said_by(claim, "Harbour Ministry")
    FigureFactory(claim=claim)
    case = case_of(claim, state=CaseState.PUBLISHED)
    evidence_on(case)
    verdict = VerdictFactory(case=case, rating=rating_of(desk, label), grounds=freeze(case, []), **fields)
    PublicationFactory(verdict=verdict, published_at=at)
    return verdict


def publish_many(desk, number):
    """So many public verdicts, on one case, without the ways that would lead there."""
    first = publish(desk)
    verdicts = Verdict.objects.bulk_create(
        Verdict(case=first.case, number=n, basis="agreement", rating=first.rating, rationale="Why.", grounds=first.grounds)
        for n in range(2, number + 1)
    )
    actor = first.publication.published_by
    Publication.objects.bulk_create(Publication(verdict=verdict, published_by=actor) for verdict in verdicts)


def text_of(stream):
    return b"".join(stream.chunks).decode()


def export(desk, actor, form=ExportFormat.JSONL, **filters):
    return text_of(export_rows(desk=desk, actor=actor, format=form, filters=Filters(**filters)))


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# --- What is in them ------------------------------------------------------------------------------------------------------


def test_json_lines_hold_each_verdict_as_a_whole(desk, viewer):
    verdict = publish(desk, figure_finding="within")
    (found,) = objects(export(desk, viewer))
    assert (found["schema"], found["desk"], found["case"], found["verdict"]) == ("verdict/1", "harbour", verdict.case_id, 1)
    assert (found["rating"], found["meaning"], found["rating_value"]) == ("Right", "supported", 5)
    assert (found["demonstration"], found["reviewers"]) == ("", [])
    assert found["claims"][0]["content"]["figure"]["low"] == 40
    assert found["evidence"][0]["passage"] == "Forty drones were counted."
    assert found["url"].endswith(f"/v/{verdict.case.public_key}/")


def test_csv_is_flat_and_reads_back(desk, viewer):
    publish(
        desk,
        said=[{"position": 0, "names": ["Harbour Ministry"], "finding": "faithful", "note": ""}],
        figure_finding="within",
        band=interval(38, 42),
        rationale='Two lines,\n"quoted", with a comma.',
    )
    text = export(desk, viewer, ExportFormat.CSV)
    assert text.startswith("\ufeff")
    (row,) = rows(text)
    assert list(row) == CSV_COLUMNS
    assert (row["said_by"], row["said"]) == ("Harbour Ministry", "faithful")
    assert (row["figure_low"], row["figure_of"], row["band_low"], row["band_high"]) == ("40", "drones", "38", "42")
    assert row["rationale"] == 'Two lines,\n"quoted", with a comma.'


def test_evidence_without_an_address_leaves_no_line_among_the_addresses(desk, viewer):
    publish(desk)
    (row,) = read_rows(Verdict.objects.all())
    (piece,) = row.grounds["evidence"]
    address = piece["capture"]["url"]
    row.grounds["evidence"] += [{**piece, "capture": {**piece["capture"], "url": ""}}] * 2
    assert exporting.cells_of(row)[CSV_COLUMNS.index("evidence_urls")] == address
    del row.grounds["evidence"][0]
    assert exporting.cells_of(row)[CSV_COLUMNS.index("evidence_urls")] == ""


def test_claim_reviews_are_one_json_ld_document(desk, viewer):
    keys = [publish(desk).case.public_key for _ in range(3)]
    document = json.loads(export(desk, viewer, ExportFormat.CLAIM_REVIEW))
    assert document["@context"] == "https://schema.org"
    assert [node["url"].split("/")[-2] for node in document["@graph"]] == keys


@pytest.mark.parametrize("form", ExportFormat)
def test_an_export_of_nothing_is_valid_all_the_same(desk, viewer, form):
    text = export(desk, viewer, form)
    parsed = {"jsonl": objects, "csv": rows, "claimreview": lambda text: json.loads(text)["@graph"]}[form](text)
    assert parsed == []


@pytest.mark.parametrize("form", ExportFormat)
def test_each_row_of_the_demonstration_says_so(desk, viewer, form):
    desk.is_demonstration = True
    desk.save()
    publish(desk)
    publish(desk)
    assert export(desk, viewer, form).count("DEMONSTRATION") == 2


def test_reviewers_are_named_only_where_the_desk_says_so(desk, viewer):
    adjudicator = member(desk)
    publish(desk, basis="adjudication", decided_by=adjudicator)
    for names, expected in ((False, []), (True, [adjudicator.display_name])):
        desk.names_reviewers = names
        desk.save()
        assert objects(export(desk, viewer))[0]["reviewers"] == expected


def test_what_evidence_goes_back_to_and_how_many_origins_that_are_is_exported(desk, viewer):
    case = case_of(claim_on(desk), state=CaseState.IN_REVIEW)
    agency = IndependenceGroupFactory(case=case, origin="Orb", basis="Both name it.")
    links = [evidence_on(case) for _ in range(3)]
    CaseEvidence.objects.filter(pk__in=[link.pk for link in links[:2]]).update(independence_group=agency)
    submit(at_work(case), said=(), figure_finding="not_applicable", band_low=None, band_high=None, stances=taken(links))
    case.refresh_from_db()
    verdict_publish(case=case, actor=member(desk, Role.LEAD), expected_version=case.version)
    (record,) = objects(export(desk, viewer))
    assert record["independence"]["supports"] == {"independent": 1, "unknown_origin": 1, "claimants_own": 0}
    origin = {"origin": "Orb", "basis": "Both name it."}
    assert [item["independence_group"] for item in record["evidence"]] == [origin, origin, None]
    assert {(item["interested"], item["admission"]) for item in record["evidence"]} == {(False, False)}
    (row,) = rows(export(desk, viewer, ExportFormat.CSV))
    names = ("supported_by", "supported_by_unknown", "supported_by_claimant", "contradicted_by")
    assert [row[name] for name in names] == ["1", "1", "0", "0"]


def taken(links):
    return {link.pk: StanceInput(stance=Stance.SUPPORTS) for link in links}


def test_verdicts_from_before_origins_were_counted_have_no_numbers(desk, viewer):
    earlier = {name: value for name, value in publish(desk).grounds.items() if name != "independence"}
    case = case_of(claim_on(desk), state=CaseState.PUBLISHED)
    PublicationFactory(verdict=VerdictFactory(case=case, rating=rating_of(desk), grounds=earlier))
    counted, uncounted = objects(export(desk, viewer))
    assert (counted["independence"] is not None, uncounted["independence"]) == (True, None)
    assert [row["supported_by"] for row in rows(export(desk, viewer, ExportFormat.CSV))] == ["0", ""]


def test_the_fields_are_documented():
    documented = re.findall(r"^\| `(\w+)` \|", DOCUMENTATION.read_text(), re.MULTILINE)
    assert documented == CSV_COLUMNS


# --- What is not in them --------------------------------------------------------------------------------------------------


def test_only_what_is_public_now(desk, viewer):
    shown = publish(desk)
    withdrawn, superseded, kept, kept_article, reopened = (publish(desk) for _ in range(5))
    withdrawn.case.state = CaseState.WITHDRAWN
    reopened.case.state = CaseState.OPEN
    kept.case.sensitivity = Sensitivity.DESK
    for verdict in (withdrawn, reopened, kept):
        verdict.case.save()
    superseded.publication.ended_at, superseded.publication.end_reason = timezone.now(), "Superseded."
    superseded.publication.ending = "superseded"
    superseded.publication.save()
    article = kept_article.case.lead_claim.article
    article.sensitivity = Sensitivity.RESTRICTED
    article.save()
    VerdictFactory(case=shown.case, rating=shown.rating)
    assert [found["case"] for found in objects(export(desk, viewer))] == [shown.case_id]


def test_other_desks_verdicts_are_theirs(desk, viewer):
    other = DeskFactory()
    scale_on(other)
    publish(other)
    assert export(desk, viewer) == ""
    for write in (export_rows, export_request):
        with pytest.raises(Forbidden):
            write(desk=other, actor=viewer, format=ExportFormat.CSV, filters=Filters())


def test_evidence_that_is_not_public_is_in_no_export(desk, viewer):
    verdict = publish(desk)
    evidence = verdict.case.case_evidence.get().evidence
    evidence.sensitivity = Sensitivity.DESK
    evidence.save()
    for form in ExportFormat:
        text = export(desk, viewer, form)
        assert evidence.passage not in text
        assert evidence.capture.url not in text


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["old", "new", "wrong"]),
        ({"published_from": dt.date(2026, 3, 9)}, ["new", "wrong"]),
        ({"published_to": dt.date(2026, 3, 9)}, ["old", "new"]),
        ({"published_from": dt.date(2026, 3, 9), "published_to": dt.date(2026, 3, 9)}, ["new"]),
        ({"meaning": "refuted"}, ["wrong"]),
        ({"meaning": "mixed"}, []),
        ({"kind": "casualty"}, ["old"]),
        ({"kind": "weapons", "meaning": "supported"}, ["new"]),
    ],
)
def test_filters(desk, viewer, filters, found):
    publish(desk, at=dt.datetime(2026, 3, 8, 23, 59, tzinfo=dt.UTC), kind="casualty", rationale="old")
    publish(desk, at=dt.datetime(2026, 3, 9, 23, 59, tzinfo=dt.UTC), rationale="new")
    publish(desk, at=dt.datetime(2026, 3, 10, tzinfo=dt.UTC), label="Wrong", rationale="wrong")
    assert [one["rationale"] for one in objects(export(desk, viewer, **filters))] == found


def test_filters_are_kept_as_json():
    filters = Filters(published_from=dt.date(2026, 3, 1), meaning="refuted")
    assert filters.to_json() == {"published_from": "2026-03-01", "meaning": "refuted"}
    assert Filters.from_json(filters.to_json()) == filters
    assert Filters.from_json({"published_from": "", "kind": ""}) == Filters()


@pytest.mark.parametrize(
    "given",
    [{"desk": "x"}, {"published_from": "yesterday"}, {"published_to": "2026-02-30"}, {"meaning": "true"}, {"kind": "gossip"}],
)
def test_unknown_filters_are_refused(given):
    with pytest.raises(Invalid) as caught:
        Filters.from_json(given)
    assert caught.value.code == "export:filter"


def test_days_that_end_before_they_begin_are_refused():
    with pytest.raises(Invalid) as caught:
        Filters.from_json({"published_from": "2026-03-02", "published_to": "2026-03-01"})
    assert (caught.value.code, caught.value.details) == ("export:days", {"field": "published_to"})
    assert Filters.from_json({"published_from": "2026-03-01", "published_to": "2026-03-01"})


# --- What a spreadsheet may not do ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝"])
def test_no_text_begins_a_formula(desk, viewer, start):
    text = f"{start}HYPERLINK(A1)"
    assert harmless(text) == f"'{text}"
    publish(desk, rationale=text)
    (row,) = rows(export(desk, viewer, ExportFormat.CSV))
    assert row["rationale"] == f"'{text}"


@pytest.mark.parametrize("value", ["40 drones", "a=b", "", None, -5, -0.5, 40])
def test_everything_else_stays_as_it_is(value):
    assert harmless(value) == value


def test_numbers_stay_numbers(desk, viewer):
    publish(desk, figure_finding="within", band=interval(-5, 40))
    line = export(desk, viewer, ExportFormat.CSV).splitlines()[1]
    assert ",-5," in line
    assert '"-5"' not in line
    assert "'-5" not in line


def test_a_text_with_another_separator_stays_one_cell(desk, viewer):
    publish(desk, rationale="x;=1+1")
    assert '"x;=1+1"' in export(desk, viewer, ExportFormat.CSV)


# --- At once, a batch at a time -------------------------------------------------------------------------------------------


def test_a_thousand_rows_come_at_once_and_one_more_is_a_job(desk, viewer):
    publish_many(desk, MOST_AT_ONCE)
    stream = export_rows(desk=desk, actor=viewer, format=ExportFormat.JSONL, filters=Filters())
    assert stream.rows == MOST_AT_ONCE == 1_000
    assert stream.filename.startswith("harbour-verdicts-")
    found = objects(text_of(stream))
    assert [one["verdict"] for one in found] == list(range(1, MOST_AT_ONCE + 1))

    publish(desk)
    with pytest.raises(TooLarge) as caught:
        export_rows(desk=desk, actor=viewer, format=ExportFormat.JSONL, filters=Filters())
    assert (caught.value.code, caught.value.details["limit"]) == ("export:too_large", 1_000)


def test_rows_are_read_as_they_are_sent_and_queries_grow_with_batches_only(desk, django_assert_num_queries):
    publish_many(desk, 2 * BATCH + 1)
    with django_assert_num_queries(0):
        pieces = chunks(FORMS[ExportFormat.JSONL], read_rows(Filters().verdicts(desk)))
        next(pieces)
    with django_assert_num_queries(QUERIES_PER_BATCH):
        for _ in range(BATCH):
            next(pieces)
    with django_assert_num_queries(2 * QUERIES_PER_BATCH + 1):
        list(pieces)


def test_memory_does_not_grow_with_the_rows(desk, monkeypatch):
    monkeypatch.setattr(exporting, "BATCH", 20)
    publish_many(desk, 120)

    def peak(limit):
        tracemalloc.start()
        for place, _ in enumerate(
            chunks(FORMS[ExportFormat.JSONL], read_rows(Filters().verdicts(desk).filter(number__lte=limit)))
        ):
            if place % 20 == 0:
                gc.collect()  # rows refer to one another: what only waits to be collected is not kept
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    # Two batches are in memory while one takes the place of the other.
    peak(40)
    assert peak(120) < 1.2 * peak(40)


# --- As a file ------------------------------------------------------------------------------------------------------------


def test_a_request_wakes_the_worker(desk, viewer, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr("verification.tasks.write_export.delay", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        requested = export_request(desk=desk, actor=viewer, format=ExportFormat.CSV, filters=Filters(kind="weapons"))
    assert woken == [requested.pk]
    assert (requested.state, requested.filters) == (ExportState.QUEUED, {"kind": "weapons"})
    assert requested in Export.objects.due(timezone.now())
    assert RecordEntry.objects.filter(action="verification.export.request", actor=viewer).exists()


def request(desk, viewer, form=ExportFormat.JSONL, **filters):
    return export_request(desk=desk, actor=viewer, format=form, filters=Filters(**filters))


@pytest.mark.parametrize("form", ExportFormat)
def test_the_file_is_what_would_have_come_at_once_with_its_digest_and_count(desk, viewer, form):
    publish(desk)
    publish(desk)
    written = export_write(export_id=request(desk, viewer, form).pk)
    data = written.file.open().read()
    assert data.decode() == export(desk, viewer, form)
    assert written.state == ExportState.DONE
    assert written.sha256 == hashlib.sha256(data).hexdigest()
    assert (written.rows_total, written.rows_written) == (2, 2)
    assert written.next_attempt_at is None
    assert RecordEntry.objects.filter(action="verification.export.write", actor=None).exists()


def test_the_filters_of_the_request_apply(desk, viewer):
    publish(desk, label="Wrong")
    publish(desk)
    written = export_write(export_id=request(desk, viewer, meaning="refuted").pk)
    assert [one["rating"] for one in objects(written.file.open().read().decode())] == ["Wrong"]


def test_a_task_that_is_delivered_twice_writes_once(desk, viewer):
    publish(desk)
    requested = request(desk, viewer)
    first = export_write(export_id=requested.pk)
    again = export_write(export_id=requested.pk)
    assert (again.attempts, again.finished_at, again.file.name) == (1, first.finished_at, first.file.name)


class Killed(BaseException):
    """What a worker that is killed leaves no time to handle."""


def stop_after(monkeypatch, number, error):
    """Have the reading of rows end with this error after so many of them."""
    read = exports.read_rows

    def broken(verdicts):
        for place, row in enumerate(read(verdicts)):
            if place == number:
                raise error
            yield row

    monkeypatch.setattr(exports, "read_rows", broken)
    return lambda: monkeypatch.setattr(exports, "read_rows", read)


def test_progress_shows_while_it_is_being_written(desk, viewer, monkeypatch):
    publish_many(desk, BATCH + 2)
    stop_after(monkeypatch, BATCH + 1, Killed())
    requested = request(desk, viewer)
    with pytest.raises(Killed):
        export_write(export_id=requested.pk)
    requested.refresh_from_db()
    assert (requested.state, requested.rows_written, requested.rows_total) == (ExportState.RUNNING, BATCH, BATCH + 2)


def test_an_export_whose_writer_was_killed_is_written_whole_by_the_next(desk, viewer, monkeypatch):
    for _ in range(3):
        publish(desk)
    mend = stop_after(monkeypatch, 2, Killed())
    requested = request(desk, viewer)
    with pytest.raises(Killed):
        export_write(export_id=requested.pk)
    requested.refresh_from_db()
    assert not requested.file
    mend()
    # Another delivery of the message comes too early: the writer may still be alive.
    assert export_write(export_id=requested.pk).state == ExportState.RUNNING
    assert requested not in Export.objects.due(timezone.now())

    Export.objects.update(next_attempt_at=timezone.now())
    assert requested in Export.objects.due(timezone.now())
    written = export_write(export_id=requested.pk)
    assert (written.state, written.attempts, written.rows_written) == (ExportState.DONE, 2, 3)
    assert len(objects(written.file.open().read().decode())) == 3


@pytest.mark.parametrize(
    ("rows", "error"),
    [(BATCH + 1, None), (1, None), (1, OSError("disk full"))],
    ids=["while writing", "when finished", "when it failed"],
)
def test_a_writer_that_was_too_slow_gives_way_to_the_one_that_took_over(desk, viewer, monkeypatch, rows, error):
    publish_many(desk, rows)
    requested = request(desk, viewer)
    begin = exports._begin_attempt

    def overtaken(export_id):
        export = begin(export_id)
        Export.objects.filter(pk=export_id).update(attempts=export.attempts + 1)
        return export

    monkeypatch.setattr(exports, "_begin_attempt", overtaken)
    if error is not None:
        stop_after(monkeypatch, 0, error)
    left = export_write(export_id=requested.pk)
    assert (left.state, left.attempts, left.rows_written, bool(left.file)) == (ExportState.RUNNING, 2, 0, False)


def test_what_a_dying_attempt_left_in_storage_is_replaced(desk, viewer):
    publish(desk)
    requested = request(desk, viewer)
    written = export_write(export_id=requested.pk)
    name = written.file.name
    Export.objects.update(state=ExportState.QUEUED, file="", sha256="", next_attempt_at=timezone.now())
    again = export_write(export_id=requested.pk)
    assert again.file.name == name
    folder, _, file = name.rpartition("/")
    stem = file.partition(".")[0]
    assert [found for found in default_storage.listdir(folder)[1] if found.startswith(stem)] == [file]


def test_an_error_is_tried_again_later_and_given_up_with_a_code(desk, viewer, monkeypatch):
    publish(desk)
    mend = stop_after(monkeypatch, 0, OSError("disk full"))
    requested = request(desk, viewer)
    waits = []
    for _ in range(MOST_ATTEMPTS - 1):
        tried = export_write(export_id=requested.pk)
        assert (tried.state, tried.failure_code) == (ExportState.QUEUED, "")
        waits.append(tried.next_attempt_at - timezone.now())
        Export.objects.update(next_attempt_at=timezone.now())
    assert waits == sorted(waits)
    assert waits[0] > dt.timedelta(minutes=1)
    failed = export_write(export_id=requested.pk)
    assert (failed.state, failed.failure_code, failed.next_attempt_at) == (ExportState.FAILED, "export:broken", None)
    mend()
    assert export_write(export_id=requested.pk).state == ExportState.FAILED


def test_an_export_that_kills_each_worker_is_given_up(desk, viewer):
    requested = ExportFactory(
        desk=desk, requested_by=viewer, state=ExportState.RUNNING, attempts=MOST_ATTEMPTS, next_attempt_at=timezone.now()
    )
    failed = export_write(export_id=requested.pk)
    assert (failed.state, failed.failure_code) == (ExportState.FAILED, "export:gave_up")


def test_whoever_left_the_desk_gets_no_file(desk, viewer):
    publish(desk)
    requested = request(desk, viewer)
    Membership.objects.filter(user=viewer).update(is_active=False)
    failed = export_write(export_id=requested.pk)
    assert (failed.state, failed.failure_code, bool(failed.file)) == (ExportState.FAILED, "export:forbidden", False)
    assert not Export.objects.visible_to(viewer).exists()


def test_a_file_is_its_requesters_own(desk, viewer):
    requested = request(desk, viewer)
    assert requested in Export.objects.visible_to(viewer)
    assert not Export.objects.visible_to(member(desk, Role.ADMIN)).exists()
