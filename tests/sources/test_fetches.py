import datetime as dt
import hashlib

import pytest
from django.db import connection
from django.utils import timezone

from core.models import RecordEntry
from sources.fetching import Fetched, FetchError, Redirect
from sources.models import Capture, CaptureState
from sources.services import article_refetch, article_submit, capture_fetch, capture_request, fetches
from sources.services.fetches import LEASE, MOST_ATTEMPTS, pause_after
from sources.signals import snapshot_stored
from sources.tasks import fetch_capture, sweep
from tests.factories import CaptureFactory, DeskFactory, member
from tests.sources.servers import answer, pages, serving

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html><head><title>Forty drones - Harbour News</title>
<meta property="article:published_time" content="2026-03-02T08:00:00Z"></head>
<body><article><p>Forty drones were launched overnight, the Harbour Ministry said on Monday.</p></article></body></html>"""


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def article(desk):
    made = article_submit(desk=desk, actor=member(desk), publisher="Harbour News", method="url", url="https://news.example/a")
    return made.article


@pytest.fixture
def stored():
    """The ids of the snapshots that are announced to be read."""
    ids = []

    def note(snapshot_id, **_):
        ids.append(snapshot_id)

    snapshot_stored.connect(note)
    yield ids
    snapshot_stored.disconnect(note)


@pytest.fixture
def gives(monkeypatch):
    """Sets what the address gives: a page, or what goes wrong. Counts how often it is asked."""
    asked = []

    def set_up(page: str | bytes | Exception = PAGE, media_type: str = "text/html"):
        def fetch(url):
            assert not connection.in_atomic_block or len(connection.savepoint_ids) == 0, "no transaction waits for a server"
            asked.append(url)
            if isinstance(page, Exception):
                raise page
            return Fetched(
                final_url="https://news.example/b",
                redirects=(Redirect(url, 301, "https://news.example/b"),),
                status=200,
                headers={"etag": "x"},
                media_type=media_type,
                charset="utf-8",
                data=page.encode() if isinstance(page, str) else page,
            )

        monkeypatch.setattr(fetches, "fetch", fetch)
        return asked

    return set_up


def fetched(capture: Capture) -> Capture:
    capture_fetch(capture_id=capture.pk)
    capture.refresh_from_db()
    return capture


def due_again(capture: Capture) -> None:
    Capture.objects.filter(pk=capture.pk).update(next_attempt_at=timezone.now())


def test_what_came_is_stored_with_its_snapshot(article, gives, stored, django_capture_on_commit_callbacks):
    gives()
    with django_capture_on_commit_callbacks(execute=True):
        capture = fetched(article.captures.get())
    assert (capture.state, capture.attempts, capture.next_attempt_at) == (CaptureState.DONE, 1, None)
    assert (capture.final_url, capture.http_status, capture.headers) == ("https://news.example/b", 200, {"etag": "x"})
    assert capture.redirects == [{"url": "https://news.example/a", "status": 301, "location": "https://news.example/b"}]
    assert (capture.media_type, capture.charset) == ("text/html", "utf-8")
    assert capture.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    with capture.body.open() as file:
        assert file.read() == PAGE.encode()
    snapshot = article.snapshot
    assert snapshot.text == "Forty drones were launched overnight, the Harbour Ministry said on Monday."
    assert stored == [snapshot.pk]
    article.refresh_from_db()
    assert (article.title, article.published_on, article.version) == ("Forty drones", dt.date(2026, 3, 2), 2)
    assert article.url == "https://news.example/a"
    entry = RecordEntry.objects.get(action="sources.capture.done")
    assert (entry.actor, entry.object_id, entry.desk) == (None, capture.pk, article.desk)


def test_what_the_submitter_said_stays(desk, gives):
    gives()
    made = article_submit(
        desk=desk,
        actor=None,
        publisher="Harbour News",
        method="url",
        url="https://news.example/a",
        title="Mine",
        published_on=dt.date(2026, 3, 1),
    )
    fetched(made.capture)
    made.article.refresh_from_db()
    assert (made.article.title, made.article.published_on, made.article.version) == ("Mine", dt.date(2026, 3, 1), 1)


def test_an_unchanged_page_is_a_capture_that_nobody_reads_again(article, gives, stored, django_capture_on_commit_callbacks):
    gives()
    first = fetched(article.captures.get())
    gives(PAGE.replace("<body>", "<body data-visitor='2'>"))
    with django_capture_on_commit_callbacks(execute=True):
        second = fetched(article_refetch(article=article, actor=None))
    assert second != first
    assert second.state == CaptureState.DONE
    assert article.snapshots.count() == 1
    assert second.snapshot == first.snapshot
    assert stored == []


def test_a_corrected_page_is_another_snapshot(article, gives, stored, django_capture_on_commit_callbacks):
    gives()
    first = fetched(article.captures.get())
    gives(PAGE.replace("Forty drones were", "Fifty drones were"))
    with django_capture_on_commit_callbacks(execute=True):
        second = fetched(article_refetch(article=article, actor=None))
    assert article.snapshot == second.snapshot != first.snapshot
    assert article.snapshot.text.startswith("Fifty")
    assert stored == [second.snapshot.pk]


def test_a_task_that_is_delivered_twice_fetches_once(article, gives):
    asked = gives()
    capture = article.captures.get()
    for _ in range(3):
        fetch_capture(capture.pk)
    assert len(asked) == 1
    assert article.snapshots.count() == 1


def test_nobody_else_fetches_while_somebody_does(article, gives, monkeypatch):
    asked = gives()
    capture = article.captures.get()
    assert fetches._begin_attempt(capture.pk) is not None  # and the worker is at it, or dead
    fetch_capture(capture.pk)
    assert asked == []
    capture.refresh_from_db()
    assert (capture.state, capture.attempts) == (CaptureState.PENDING, 1)
    assert timezone.now() < capture.next_attempt_at <= timezone.now() + LEASE


def test_after_a_killed_worker_another_begins_again(article, gives):
    asked = gives()
    capture = article.captures.get()
    fetches._begin_attempt(capture.pk)
    due_again(capture)
    assert fetched(capture).state == CaptureState.DONE
    assert (len(asked), capture.attempts) == (1, 2)


def test_what_kills_every_worker_is_given_up(article, gives):
    asked = gives()
    capture = article.captures.get()
    for _ in range(MOST_ATTEMPTS):
        assert fetches._begin_attempt(capture.pk) is not None
        due_again(capture)
    assert fetched(capture).state == CaptureState.FAILED
    assert capture.failure_code == "fetch:gave_up"
    assert capture.failure_message
    assert asked == []


def test_of_two_that_fetched_at_once_the_first_one_stores(article, gives):
    gives()
    capture = article.captures.get()
    slow = capture_fetch(capture_id=capture.pk)
    story = fetches._read(capture, fetches.fetch(capture.url))[1]
    late = fetches._settle(capture.pk, fetches.fetch(capture.url), "text/html", story=story)
    assert late.state == slow.state == CaptureState.DONE
    assert article.snapshots.count() == 1
    error = FetchError("fetch:timeout", "Late.")
    assert fetches._settle_failure(capture.pk, error).state == CaptureState.DONE


def test_a_failure_for_good(article, gives):
    gives(FetchError("fetch:http_404", "The server answered 404 Not Found."))
    capture = fetched(article.captures.get())
    assert (capture.state, capture.failure_code) == (CaptureState.FAILED, "fetch:http_404")
    assert capture.failure_message == "The server answered 404 Not Found."
    assert (capture.next_attempt_at, capture.attempts) == (None, 1)
    assert not capture.body
    assert RecordEntry.objects.get(action="sources.capture.failed").payload.after["failure"] == "fetch:http_404"


def test_a_failure_that_may_pass_is_tried_again_ever_later(article, gives):
    asked = gives(FetchError("fetch:timeout", "The server took too long.", transient=True))
    capture = article.captures.get()
    pauses = []
    for attempt in range(1, MOST_ATTEMPTS):
        assert fetched(capture).state == CaptureState.PENDING
        assert (capture.failure_code, capture.attempts) == ("fetch:timeout", attempt)
        pauses.append(capture.next_attempt_at - timezone.now())
        fetch_capture(capture.pk)
        assert len(asked) == attempt  # not before its time
        due_again(capture)
    assert pauses == sorted(pauses)
    assert fetched(capture).state == CaptureState.FAILED
    assert (capture.failure_code, len(asked)) == ("fetch:timeout", MOST_ATTEMPTS)


def test_a_failure_that_passed_leaves_no_trace_of_itself(article, gives):
    gives(FetchError("fetch:timeout", "The server took too long.", transient=True))
    capture = fetched(article.captures.get())
    due_again(capture)
    gives()
    assert fetched(capture).state == CaptureState.DONE
    assert (capture.failure_code, capture.failure_message) == ("", "")


def test_pauses_grow_and_differ():
    pauses = [[pause_after(attempt) for _ in range(20)] for attempt in (1, 2, 3)]
    assert max(pauses[0]) < min(pauses[1]) <= max(pauses[1]) < min(pauses[2])
    assert all(len(set(some)) > 1 for some in pauses)


@pytest.mark.parametrize(
    ("page", "media_type", "code"),
    [
        (b"%PDF-1.7", "application/pdf", "article:media_type"),
        (b"%PDF-1.7", "text/html", "article:media_type"),
        (b"", "text/html", "article:empty"),
        (b"<html><script>app()</script></html>", "text/html", "article:no_text"),
        (b"\xef\xbb\xbfcaf\xe9", "text/plain", "article:encoding"),
    ],
)
def test_what_came_and_is_no_article_is_kept_beside_the_reason(page, media_type, code, article, gives):
    gives(page, media_type)
    capture = fetched(article.captures.get())
    assert (capture.state, capture.failure_code) == (CaptureState.FAILED, code)
    assert (capture.http_status, capture.size) == (200, len(page))
    assert not article.snapshots.exists()
    with capture.body.open() as file:
        assert file.read() == page


def test_a_fault_while_storing_leaves_the_capture_to_be_tried_again(article, gives, monkeypatch):
    def explode(*args, **kwargs):
        raise RuntimeError

    gives()
    capture = article.captures.get()
    monkeypatch.setattr(fetches, "store_text", explode)
    with pytest.raises(RuntimeError):
        capture_fetch(capture_id=capture.pk)
    capture.refresh_from_db()
    assert (capture.state, capture.attempts, bool(capture.body)) == (CaptureState.PENDING, 1, False)
    monkeypatch.undo()


@pytest.mark.parametrize(
    ("page", "media_type", "state", "has_text"),
    [
        (PAGE.encode(), "text/html", CaptureState.DONE, True),
        (b"%PDF-1.7", "text/html", CaptureState.DONE, False),
        (b"<html><script>1</script></html>", "text/html", CaptureState.DONE, False),
        (b"MZ\x90\x00", "application/octet-stream", CaptureState.FAILED, False),
    ],
)
def test_a_page_that_is_evidence(page, media_type, state, has_text, desk, gives, stored, django_capture_on_commit_callbacks):  # noqa: PLR0917
    gives(page, media_type)
    capture = capture_request(desk=desk, url="https://evidence.example/", actor=None)
    with django_capture_on_commit_callbacks(execute=True):
        fetched(capture)
    assert capture.state == state
    assert capture.snapshots.exists() == has_text
    assert stored == []


def test_the_sweep_wakes_what_is_due(desk, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr(fetch_capture, "delay", woken.append)
    now = timezone.now()
    pending = {"article": None, "desk": desk, "url": "https://a.example/", "state": CaptureState.PENDING}
    due = CaptureFactory(**pending, next_attempt_at=now - dt.timedelta(seconds=1))
    CaptureFactory(**pending, next_attempt_at=now + dt.timedelta(minutes=1))
    CaptureFactory(article=None, desk=desk, url="")
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert woken == [due.pk]


def test_a_broker_that_is_down_loses_nothing(desk, django_capture_on_commit_callbacks, monkeypatch):
    def refuse(*args):
        raise ConnectionError

    monkeypatch.setattr(fetch_capture, "delay", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        made = article_submit(desk=desk, actor=None, publisher="Harbour News", method="url", url="https://news.example/a")
    assert list(Capture.objects.due(timezone.now())) == [made.capture]


def test_a_submission_wakes_the_worker_which_fetches_from_a_server(desk, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(fetch_capture, "delay", fetch_capture)
    page = answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")
    found = pages(index=answer(status="302 Found", Location="/story"), story=page)
    with serving(found) as port, django_capture_on_commit_callbacks(execute=True):
        url = f"http://127.0.0.1:{port}/"
        made = article_submit(desk=desk, actor=None, publisher="Harbour News", method="url", url=url)
    made.capture.refresh_from_db()
    assert (made.capture.state, made.capture.final_url) == (CaptureState.DONE, f"{url}story")
    assert "Harbour Ministry" in made.article.snapshot.text
