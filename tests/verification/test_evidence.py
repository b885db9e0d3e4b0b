"""Evidence: pages, files and unpublished items; corrected with a version, withdrawn but kept."""

import datetime as dt

import pytest

from core.errors import Conflict, Forbidden, Invalid, TooLarge
from core.models import RecordEntry, RecordPayload, Role
from core.services import Restriction
from sources.models import Capture, CaptureState
from tests.factories import CaptureFactory, DeskFactory, SnapshotFactory, SourceFactory, UserFactory, case_on, member
from tests.storage import stored_files
from tests.verification.desk import at_work, case_in_review, evidence_on
from verification.models import CaseEvidence, Evidence
from verification.services.evidence import evidence_add, evidence_attach, evidence_edit, evidence_withdraw
from verification.states import CaseState

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


@pytest.fixture
def case():
    return case_on(DeskFactory())


@pytest.fixture
def reviewer(case):
    return member(case.desk)


@pytest.fixture
def add(case, reviewer):
    """Adds evidence as the reviewer; an interview unless something else is said."""

    def add(**fields):
        given = {"kind": "unpublished", "source": SourceFactory(), "passage": "I counted 40."}
        return evidence_add(case=case, actor=reviewer, **given | fields)

    return add


def code_of(error):
    return error.value.code


# --- Adding ---------------------------------------------------------------------------------------------------------------


def test_an_interview_with_everything_that_is_said_about_it(case, reviewer, add):
    link = add(
        title="Call with the harbour master",
        passage="Сорок.",
        translation="Forty.",
        language="uk",
        published_on=dt.date(2026, 3, 2),
        credibility=2,
        locator="0:12:30",
    )
    evidence = Evidence.objects.get(pk=link.evidence_id)
    assert (evidence.desk, evidence.gathered_by, evidence.capture) == (case.desk, reviewer, None)
    assert (evidence.translation, evidence.credibility, evidence.locator) == ("Forty.", 2, "00:12:30")
    assert (link.case, link.added_by, link.round, link.gathered_for) == (case, reviewer, 1, None)
    entry = RecordEntry.objects.get(action="verification.evidence.add")
    assert (entry.actor, entry.object_id) == (reviewer, evidence.pk)


def test_a_page_waits_to_be_fetched_and_blocks_nobody(add, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr("sources.tasks.fetch_capture.delay", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        link = add(kind="page", url="https://ministry.example/log", passage="")
    capture = link.evidence.capture
    assert (capture.state, capture.url, capture.article) == (CaptureState.PENDING, "https://ministry.example/log", None)
    assert woken == [capture.pk]


def test_a_page_that_was_captured_before(case, add):
    capture = CaptureFactory(article=None, desk=case.desk, url="https://ministry.example/log")
    assert add(kind="page", capture=capture).evidence.capture == capture


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n" + bytes(20), "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(20), "image/webp"),
        ("Сорок дронів.".encode(), "text/plain"),
        (b"<!DOCTYPE html><p>Forty drones.</p>", "text/html"),
    ],
)
def test_a_file_is_what_its_bytes_say_and_is_kept_as_it_came(add, data, media_type):
    link = add(kind="file", data=data, filename="C:\\evidence\\photo.exe")
    capture = Capture.objects.get(pk=link.evidence.capture_id)
    assert (capture.state, capture.media_type, capture.size) == (CaptureState.DONE, media_type, len(data))
    assert capture.filename == "photo.exe"
    with capture.body.open() as stored:
        assert stored.read() == data


@pytest.mark.parametrize(
    ("data", "error", "code"),
    [
        (b"", Invalid, "capture:empty"),
        (b"MZ\x90\x00\x03" + bytes(64), Invalid, "capture:media_type"),
        (b"PK\x03\x04" + bytes(64), Invalid, "capture:media_type"),
        (b"x" * (20 * 1024 * 1024 + 1), TooLarge, "capture:too_large"),
    ],
)
def test_a_file_that_is_no_evidence_leaves_nothing_behind(add, data, error, code):
    with pytest.raises(error) as caught:
        add(kind="file", data=data, filename="evidence.pdf")
    assert code_of(caught) == code
    assert not Evidence.objects.exists()
    assert not CaseEvidence.objects.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"restriction": Restriction("restricted")}, "sensitivity:without_you"),
        ({"restriction": Restriction("secret")}, "sensitivity:unknown"),
        ({"start": 0, "end": 5000}, "evidence:span"),
        ({"start": 0, "end": 5, "passage": "Fifty"}, "evidence:passage"),
    ],
)
def test_a_file_that_is_refused_for_what_is_said_of_it_leaves_none_behind(add, fields, code):
    before = stored_files()
    with pytest.raises(Invalid) as caught:
        add(kind="file", data=b"Forty drones were launched.", filename="log.txt", **{"passage": ""} | fields)
    assert code_of(caught) == code
    assert not Capture.objects.filter(article=None).exists()
    assert stored_files() == before


def test_a_fault_at_the_end_leaves_no_file_behind_but_what_was_captured_before(case, add, monkeypatch):
    earlier = add(kind="file", data=PNG, filename="map.png", passage="").evidence.capture
    before = stored_files()
    monkeypatch.setattr(CaseEvidence.objects, "create", None)
    with pytest.raises(TypeError):
        add(kind="file", data=PNG + b"other", filename="map.png", passage="")
    with pytest.raises(TypeError):
        add(kind="file", capture=earlier, passage="")
    assert stored_files() == before


@pytest.mark.parametrize(
    "origin",
    [
        {"kind": "page"},
        {"kind": "file"},
        {"kind": "page", "data": PNG},
        {"kind": "file", "url": "https://ministry.example/"},
        {"kind": "page", "url": "https://ministry.example/", "data": PNG},
        {"kind": "unpublished", "url": "https://ministry.example/"},
        {"kind": "unpublished", "data": b""},
    ],
)
def test_each_kind_comes_in_its_own_way(add, origin):
    with pytest.raises(Invalid) as caught:
        add(**origin)
    assert code_of(caught) == "evidence:origin"
    assert not Capture.objects.filter(article=None).exists()


def test_captures_of_other_desks_and_failed_ones_are_no_evidence(case, add):
    elsewhere = CaptureFactory(article=None, desk=DeskFactory(), url="https://a.example/")
    failed = CaptureFactory(
        article=None, desk=case.desk, url="https://b.example/", state=CaptureState.FAILED, failure_code="fetch:refused"
    )
    for capture in (elsewhere, failed):
        with pytest.raises(Invalid) as caught:
            add(kind="page", capture=capture)
        assert code_of(caught) == "evidence:capture"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"passage": " "}, "evidence:passage_needed"),
        ({"translation": "Forty."}, "evidence:language_needed"),
        ({"locator": "somewhere"}, "evidence:locator"),
        ({"credibility": 7}, "evidence:invalid"),
        ({"kind": "rumour"}, "evidence:invalid"),
        ({"title": "x" * 301}, "evidence:invalid"),
        ({"passage": "x" * 50_001}, "evidence:text"),
        ({"passage": "a\x00b"}, "evidence:text"),
        ({"title": "\ud800"}, "evidence:text"),
        ({"gathered_by": None}, "evidence:field"),
        ({"start": 0, "end": 4}, "evidence:span"),
    ],
)
def test_what_is_refused(add, fields, code):
    with pytest.raises(Invalid) as caught:
        add(**fields)
    assert code_of(caught) == code
    assert not Evidence.objects.exists()


def test_a_source_of_another_desk_is_not_known_here(add):
    with pytest.raises(Invalid) as caught:
        add(source=SourceFactory(desk=DeskFactory()))
    assert code_of(caught) == "evidence:source"


def test_a_passage_is_what_stands_between_its_offsets_in_code_points(case, add):
    capture = CaptureFactory(article=None, desk=case.desk, url="https://ministry.example/")
    SnapshotFactory(capture=capture, article=None, text="🚀 Forty drones were counted.", title="")
    assert add(kind="page", capture=capture, start=2, end=14, passage="").evidence.passage == "Forty drones"
    assert add(kind="page", capture=capture, start=2, end=14, passage="Forty drones").evidence.start == 2
    for start, end, passage, code in (
        (2, 14, "Fifty drones", "evidence:passage"),
        (14, 2, "", "evidence:span"),
        (2, 99, "", "evidence:span"),
        (2, None, "", "evidence:span"),
    ):
        with pytest.raises(Invalid) as caught:
            add(kind="page", capture=capture, start=start, end=end, passage=passage)
        assert code_of(caught) == code


def test_a_passage_lies_in_the_text_that_an_article_had_already(case, add):
    snapshot = SnapshotFactory(capture__article__desk=case.desk, text="Forty drones were launched.")
    again = CaptureFactory(article=snapshot.article)
    assert add(kind="page", capture=again, start=0, end=5, passage="").evidence.passage == "Forty"


def test_nothing_is_gathered_for_a_dismissed_case(case, add):
    case.state = CaseState.DISMISSED
    case.save()
    with pytest.raises(Conflict) as caught:
        add()
    assert code_of(caught) == "evidence:case_state"


@pytest.mark.parametrize("who", [lambda desk: member(desk, Role.VIEWER), lambda desk: UserFactory()])
def test_who_may_not_review_adds_no_evidence(case, who):
    with pytest.raises(Forbidden) as caught:
        evidence_add(case=case, actor=who(case.desk), kind="unpublished", source=SourceFactory(), passage="Seen.")
    assert code_of(caught) == "permission:denied"


def test_a_reviewer_at_work_gathers_for_the_own_review():
    case = case_in_review(DeskFactory(), reviews_required=2)
    assignment = at_work(case)
    link = evidence_add(case=case, actor=assignment.reviewer, kind="unpublished", source=SourceFactory(), passage="Seen.")
    assert link.gathered_for == assignment


# --- Attaching ------------------------------------------------------------------------------------------------------------


def test_one_item_serves_many_cases_and_each_once(case, reviewer, add):
    evidence = add().evidence
    other = case_on(case.desk)
    first, created = evidence_attach(case=other, evidence=evidence, actor=reviewer)
    assert created
    assert evidence_attach(case=other, evidence=evidence, actor=reviewer) == (first, False)
    assert evidence.case_evidence.count() == 2
    assert RecordEntry.objects.filter(action="verification.evidence.attach").count() == 1


def test_evidence_of_another_desk_or_withdrawn_is_not_attached(case, reviewer, add):
    superuser = UserFactory(is_superuser=True)
    with pytest.raises(Invalid) as caught:
        evidence_attach(case=case_on(DeskFactory()), evidence=add().evidence, actor=superuser)
    assert code_of(caught) == "evidence:unknown"
    withdrawn = evidence_on(case, withdrawn_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC)).evidence
    with pytest.raises(Conflict) as caught:
        evidence_attach(case=case_on(case.desk), evidence=withdrawn, actor=reviewer)
    assert code_of(caught) == "evidence:withdrawn"


def test_what_another_gathers_for_a_blind_review_can_be_neither_attached_nor_changed():
    case = case_in_review(DeskFactory(), reviews_required=2)
    hidden, lead = evidence_on(case, by=at_work(case)).evidence, member(case.desk, Role.LEAD)
    for write in (
        lambda: evidence_attach(case=case_on(case.desk), evidence=hidden, actor=lead),
        lambda: evidence_edit(evidence=hidden, actor=lead, expected_version=1, changes={"title": "x"}, reason="x"),
        lambda: evidence_withdraw(evidence=hidden, actor=lead, expected_version=1, reason="x"),
    ):
        with pytest.raises(Invalid) as caught:
            write()
        assert code_of(caught) == "evidence:unknown"


# --- Correcting and withdrawing -------------------------------------------------------------------------------------------


def test_an_edit_is_a_new_version_with_what_was_and_why(reviewer, add):
    evidence, source = add(title="Call").evidence, SourceFactory()
    edited = evidence_edit(
        evidence=evidence,
        actor=reviewer,
        expected_version=1,
        changes={"title": "Second call", "source": source, "credibility": 1},
        reason="Wrong call.",
    )
    assert (edited.title, edited.source, edited.credibility, edited.version) == ("Second call", source, 1, 2)
    payload = RecordPayload.objects.get(entry__action="verification.evidence.edit")
    assert payload.before == {"title": "Call", "source": evidence.source_id, "credibility": 6}
    assert payload.after == {"title": "Second call", "source": source.pk, "credibility": 1}
    assert payload.reason == "Wrong call."


@pytest.mark.parametrize(
    ("arguments", "error", "code"),
    [
        ({"expected_version": 0}, Conflict, "evidence:stale"),
        ({"reason": " "}, Invalid, "evidence:reason_needed"),
        ({"changes": {"kind": "page"}}, Invalid, "evidence:field"),
        ({"changes": {"capture": None}}, Invalid, "evidence:field"),
        ({"changes": {"passage": ""}}, Invalid, "evidence:passage_needed"),
    ],
)
def test_an_edit_that_is_refused_changes_nothing(reviewer, add, arguments, error, code):
    evidence = add(title="Call").evidence
    given = {"expected_version": 1, "changes": {"title": "x"}, "reason": "Because."}
    with pytest.raises(error) as caught:
        evidence_edit(evidence=evidence, actor=reviewer, **given | arguments)
    assert code_of(caught) == code
    evidence.refresh_from_db()
    assert (evidence.title, evidence.passage, evidence.version) == ("Call", "I counted 40.", 1)


def test_what_is_withdrawn_stays_and_cannot_be_edited(case, reviewer, add):
    link = add()
    evidence = evidence_withdraw(evidence=link.evidence, actor=reviewer, expected_version=1, reason="It was a hoax.")
    assert (evidence.withdrawal_reason, evidence.version) == ("It was a hoax.", 2)
    assert evidence.withdrawn_at is not None
    assert CaseEvidence.objects.visible_to(reviewer).get() == link
    for again in (
        lambda: evidence_withdraw(evidence=evidence, actor=reviewer, expected_version=2, reason="x"),
        lambda: evidence_edit(evidence=evidence, actor=reviewer, expected_version=2, changes={"title": "x"}, reason="x"),
    ):
        with pytest.raises(Conflict) as caught:
            again()
        assert code_of(caught) == "evidence:withdrawn"


def test_evidence_is_withdrawn_by_whoever_gathered_it_or_by_a_lead(case, add):
    evidence = add().evidence
    with pytest.raises(Forbidden) as caught:
        evidence_withdraw(evidence=evidence, actor=member(case.desk), expected_version=1, reason="I do not like it.")
    assert code_of(caught) == "evidence:not_yours"
    evidence_withdraw(evidence=evidence, actor=member(case.desk, Role.LEAD), expected_version=1, reason="A hoax.")


def test_a_withdrawal_needs_a_reason_and_the_present_version(reviewer, add):
    evidence = add().evidence
    for arguments, error, code in (
        ({"reason": "", "expected_version": 1}, Invalid, "evidence:reason_needed"),
        ({"reason": "A hoax.", "expected_version": 2}, Conflict, "evidence:stale"),
    ):
        with pytest.raises(error) as caught:
            evidence_withdraw(evidence=evidence, actor=reviewer, **arguments)
        assert code_of(caught) == code
    assert Evidence.objects.get(pk=evidence.pk).version == 1
