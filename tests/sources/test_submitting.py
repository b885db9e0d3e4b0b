import datetime as dt
import hashlib

import pytest

from core.errors import Conflict, Forbidden, Invalid, TooLarge
from core.models import RecordEntry, Role
from core.services import Restriction
from sources.cleaning import MOST_BYTES
from sources.models import Article, Capture, CaptureState, Snapshot, Source, SourceKind
from sources.services import (
    article_edit,
    article_refetch,
    article_submit,
    capture_request,
    capture_store,
    writing,
)
from sources.signals import capture_requested, snapshot_stored
from tests.factories import ArticleFactory, CaptureFactory, DeskFactory, SourceFactory, member
from tests.storage import stored_files

pytestmark = pytest.mark.django_db

STORY = "Forty drones were launched overnight.\r\n\r\nTwo people were injured, the Harbour Ministry said.\r\n"
PAGE = b"<!doctype html><title>Forty drones</title><article><p>Forty drones were launched overnight, the ministry said.</article>"
PDF = b"%PDF-1.7 evidence"


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def actor(desk):
    return member(desk)


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """What the signals carry that a block of code sends once it is committed."""

    class Sent(list):
        def __enter__(self):
            self.capturing = django_capture_on_commit_callbacks(execute=True)
            self.capturing.__enter__()
            return self

        def __exit__(self, *args):
            self.capturing.__exit__(*args)

        def note(self, signal, **ids):
            ids.pop("sender")
            self.append(ids)

    sent = Sent()
    for signal in (capture_requested, snapshot_stored):
        signal.connect(sent.note)
    yield sent
    for signal in (capture_requested, snapshot_stored):
        signal.disconnect(sent.note)


def paste(desk, actor, text=STORY, **fields):
    return article_submit(
        **{"desk": desk, "actor": actor, "publisher": "Harbour News", "method": "paste", "data": text.encode(), **fields}
    )


def by_address(desk, actor, url="https://news.example/a", **fields):
    return article_submit(**{"desk": desk, "actor": actor, "publisher": "Harbour News", "method": "url", "url": url, **fields})


def actions(target) -> list[str]:
    entries = RecordEntry.objects.filter(object_type=target._meta.label_lower, object_id=target.pk).order_by("pk")
    return [entry.action.rpartition(".")[2] for entry in entries]


# --- submitting bytes -------------------------------------------------------------------------------------------------------


def test_pasted_text_is_captured_and_has_its_snapshot_at_once(desk, actor, sent):
    with sent:
        made = paste(desk, actor, title="Forty drones", published_on=dt.date(2026, 3, 2))
    article, capture, snapshot = made.article, made.capture, Snapshot.objects.get()
    assert made.created
    assert (article.title, article.published_on, article.submitted_by, article.url) == (
        "Forty drones",
        dt.date(2026, 3, 2),
        actor,
        "",
    )
    assert (article.publisher.name, article.publisher.kind, article.publisher.desk) == ("Harbour News", SourceKind.OUTLET, desk)
    assert (capture.state, capture.media_type, capture.charset, capture.method) == ("done", "text/plain", "utf-8", "paste")
    assert (capture.sha256, capture.size) == (hashlib.sha256(STORY.encode()).hexdigest(), len(STORY.encode()))
    assert capture.next_attempt_at is None
    with capture.body.open() as file:
        assert file.read() == STORY.encode()
    assert (snapshot.capture, snapshot.article, snapshot.text, snapshot.language) == (capture, article, STORY, "en")
    assert sent == [{"snapshot_id": snapshot.pk}]
    assert (actions(article), actions(capture), actions(snapshot)) == (["submit"], ["done"], ["store"])
    assert RecordEntry.objects.filter(actor=actor).count() == 4  # the source too


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n Harbour  closed\n\nThe port of Karsk was closed.", "Harbour closed"),
        (
            "The mayor of Karsk said that the port was hit again by nobody",
            "The mayor of Karsk said that the port was hit again by…",
        ),
        (
            "The mayor of Karsk said that the port was hit again by them.",
            "The mayor of Karsk said that the port was hit again by them.",
        ),
        ("港" * 80, "港" * 60 + "…"),
    ],
)
def test_a_text_without_a_title_is_called_by_its_first_words(desk, actor, text, name):
    assert str(paste(desk, actor, text).article) == name


def test_what_has_an_address_is_called_by_that_where_it_has_no_title(desk, actor):
    assert str(paste(desk, actor, url="https://news.example/a").article) == "https://news.example/a"


def test_a_file_gives_its_title_and_date_where_the_submitter_gives_none(desk, actor):
    page = PAGE.replace(b"<article>", b'<meta property="article:published_time" content="2026-03-02T08:00:00Z"><article>')
    made = paste(desk, actor, method="file", data=page, filename="C:\\Users\\ana\\a\u202etxt.html", media_type="text/html")
    assert (made.article.title, made.article.published_on) == ("Forty drones", dt.date(2026, 3, 2))
    assert made.capture.filename == "atxt.html"
    named = paste(desk, actor, method="file", data=page + b" ", title="Mine", published_on=dt.date(2026, 3, 3))
    assert (named.article.title, named.article.published_on) == ("Mine", dt.date(2026, 3, 3))


def test_stored_files_cannot_be_taken_for_pages(desk, actor):
    capture = paste(desk, actor, method="file", data=PAGE, filename="x.html").capture
    assert "." not in capture.body.name.rpartition("/")[2]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"data": None}, "article:empty"),
        ({"data": b""}, "article:empty"),
        ({"data": b" \n"}, "article:empty"),
        ({"data": PDF}, "article:media_type"),
        ({"data": b"\xff\xfe\x00"}, "article:encoding"),
        ({"data": b"x" * (MOST_BYTES + 1)}, "article:too_large"),
        ({"data": b"<html><script>1</script></html>", "media_type": "text/html"}, "article:no_text"),
        ({"method": "fax"}, "article:method"),
        ({"publisher": "  "}, "source:name"),
        ({"publisher": "x" * 201}, "source:invalid"),
        ({"publisher": "Harbour\x00News"}, "source:name"),
        ({"title": "x" * 501}, "article:invalid"),
        ({"title": "half a pair \ud800"}, "article:invalid"),
        ({"published_on": "yesterday"}, "article:invalid"),
        ({"url": "ftp://news.example/"}, "address:scheme"),
    ],
)
def test_what_cannot_be_accepted_leaves_nothing(fields, code, desk, actor):
    files = stored_files()
    with pytest.raises((Invalid, TooLarge)) as caught:
        paste(desk, actor, **fields)
    assert caught.value.code == code
    assert not any(model.objects.exists() for model in (Article, Capture, Snapshot, Source, RecordEntry))
    assert stored_files() == files


def test_a_fault_halfway_leaves_neither_rows_nor_file(desk, actor, monkeypatch):
    def explode(*args, **kwargs):
        raise RuntimeError

    files = stored_files()
    monkeypatch.setattr(writing.Snapshot.objects, "create", explode)
    with pytest.raises(RuntimeError):
        paste(desk, actor)
    assert not any(model.objects.exists() for model in (Article, Capture, Snapshot, Source, RecordEntry))
    assert stored_files() == files


def test_the_same_bytes_again_return_what_is_there(desk, actor, sent):
    first = paste(desk, actor)
    with sent:
        again = paste(desk, actor, publisher="HARBOUR  news", title="Another title")
    assert (again.created, again.added, again.article, again.capture) == (False, False, first.article, first.capture)
    assert Capture.objects.count() == Snapshot.objects.count() == Source.objects.count() == 1
    assert sent == []


def test_the_same_bytes_under_another_address_are_another_article(desk, actor):
    first = paste(desk, actor, url="https://news.example/a")
    second = paste(desk, actor, url="https://other.example/b")
    assert (second.created, second.same_content) == (True, first.article)
    assert second.article != first.article
    assert second.article.snapshot.text == first.article.snapshot.text
    assert paste(desk, actor).article == first.article


def test_the_same_bytes_of_another_publisher_are_another_article(desk, actor):
    first = paste(desk, actor)
    reprint = paste(desk, actor, publisher="Quay Courier")
    assert (reprint.created, reprint.same_content) == (True, first.article)


def test_desks_do_not_see_each_others_bytes(desk, actor):
    paste(desk, actor, url="https://news.example/a")
    other = DeskFactory()
    made = paste(other, member(other), url="https://news.example/a")
    assert (made.created, made.same_content) == (True, None)


def test_other_bytes_for_a_known_address_are_another_capture_of_it(desk, actor, sent):
    first = paste(desk, actor, url="https://news.example/a")
    with sent:
        corrected = paste(desk, actor, STORY.replace("Two", "Three"), url="HTTPS://news.example/a#top")
    assert (corrected.created, corrected.added, corrected.article) == (False, True, first.article)
    assert first.article.captures.count() == 2
    assert first.article.snapshot.text.count("Three") == 1
    assert sent == [{"snapshot_id": first.article.snapshot.pk}]
    assert paste(desk, actor, url="https://news.example/a").capture == first.capture


def test_what_is_to_be_kept_from_others_is_not_added_to_what_they_see(desk, sent):
    lead, other = member(desk, Role.LEAD), member(desk)
    known, pasted = paste(desk, lead, url="https://news.example/a").article, paste(desk, lead, "Pasted. " + STORY).article
    files, entries = stored_files(), RecordEntry.objects.count()
    for restriction in (Restriction("desk"), Restriction("restricted", (lead,)), Restriction("restricted", (lead, other))):
        for article, submit in (
            (known, lambda **fields: paste(desk, lead, "Leaked. " + STORY, url=known.url, title="Leaked", **fields)),
            (known, lambda **fields: paste(desk, lead, url=known.url, **fields)),
            (known, lambda **fields: by_address(desk, lead, known.url, **fields)),
            (pasted, lambda **fields: paste(desk, lead, "Pasted. " + STORY, **fields)),
        ):
            with sent, pytest.raises(Conflict) as caught:
                submit(restriction=restriction)
            assert (caught.value.code, caught.value.details["article"]) == ("article:restriction", article.pk)
    assert sent == []
    assert (stored_files(), RecordEntry.objects.count(), Capture.objects.count()) == (files, entries, 2)
    made = paste(desk, lead, "Leaked. " + STORY, restriction=Restriction("restricted", (lead,)))
    assert (made.created, made.article.sensitivity) == (True, "restricted")


def test_what_is_restricted_to_the_same_people_can_be_submitted_again(desk):
    lead, other = member(desk, Role.LEAD), member(desk)
    restriction = Restriction("restricted", (lead, other))
    first = by_address(desk, lead, restriction=restriction)
    again = by_address(desk, lead, restriction=Restriction("restricted", (other, lead)))
    assert (again.article, again.created, again.added) == (first.article, False, False)
    more = paste(desk, other, url=first.article.url, restriction=restriction)
    assert (more.article, more.created, more.added) == (first.article, False, True)
    public = paste(desk, other, STORY + "More.", url=first.article.url)
    assert (public.article, public.article.sensitivity) == (first.article, "restricted")


def test_what_fewer_people_see_already_than_was_asked_is_there(desk):
    lead, other, third = member(desk, Role.LEAD), member(desk), member(desk)
    first = by_address(desk, lead, restriction=Restriction("restricted", (lead, other)))
    for asked in (Restriction("desk"), Restriction("restricted", (lead, other, third))):
        again = by_address(desk, lead, restriction=asked)
        assert (again.article, again.created) == (first.article, False)
    assert set(first.article.named.all()) == {lead, other}
    with pytest.raises(Conflict) as caught:
        by_address(desk, lead, restriction=Restriction("restricted", (lead, third)))
    assert caught.value.code == "article:restriction"


def test_a_file_fills_what_an_article_that_could_not_be_fetched_lacks(desk, actor):
    article = by_address(desk, actor).article
    made = paste(desk, actor, url=article.url, title="Forty drones", published_on=dt.date(2026, 3, 2))
    assert (made.created, made.article) == (False, article)
    article.refresh_from_db()
    assert (article.title, article.published_on, article.version) == ("Forty drones", dt.date(2026, 3, 2), 2)
    assert actions(article) == ["submit", "fill"]
    paste(desk, actor, STORY + "More.", url=article.url, title="Another")
    article.refresh_from_db()
    assert (article.title, article.version) == ("Forty drones", 2)


def test_an_unchanged_text_is_a_capture_without_a_second_reading(desk, actor, sent):
    page = PAGE.replace(b"</article>", b"</article><!-- visitor 2 -->")
    first = paste(desk, actor, method="file", data=PAGE, url="https://news.example/a")
    with sent:
        again = paste(desk, actor, method="file", data=page, url="https://news.example/a")
    assert first.article.captures.count() == 2
    assert first.article.snapshots.count() == 1
    assert sent == []
    assert again.capture.snapshot == first.capture.snapshot == first.article.snapshot


# --- submitting addresses ---------------------------------------------------------------------------------------------------


def test_an_address_is_left_to_the_worker(desk, actor, sent):
    with sent:
        made = by_address(desk, actor, "HTTPS://News.Example/a?utm_source=x#y")
    assert made.created
    assert made.article.url == made.capture.url == "https://news.example/a"
    assert (made.capture.state, made.capture.method, made.capture.attempts) == (CaptureState.PENDING, "url", 0)
    assert sent == [{"capture_id": made.capture.pk}]
    assert (actions(made.article), actions(made.capture)) == (["submit"], ["request"])


def test_the_same_address_again_returns_what_is_there(desk, actor, sent):
    first = by_address(desk, actor)
    with sent:
        again = by_address(desk, actor, "https://news.example:443/./a?fbclid=1", publisher="Somebody else")
    assert (again.created, again.article, again.capture) == (False, first.article, first.capture)
    assert sent == []
    other = DeskFactory()
    assert by_address(other, member(other)).created


@pytest.mark.parametrize("url", ["", "news.example", "http://news.example:22/"])
def test_an_address_that_cannot_be_fetched_is_refused(url, desk, actor):
    with pytest.raises(Invalid):
        by_address(desk, actor, url)
    assert not Article.objects.exists()


def test_a_publisher_of_another_desk_is_refused(desk, actor):
    with pytest.raises(Invalid) as caught:
        by_address(desk, actor, publisher=SourceFactory(desk=DeskFactory()))
    assert caught.value.code == "article:publisher"
    assert by_address(desk, actor, publisher=SourceFactory(desk=None)).created


@pytest.mark.parametrize(
    ("role", "allowed"), [(Role.VIEWER, False), (Role.REVIEWER, True), (Role.LEAD, True), (Role.ADMIN, True)]
)
def test_who_may_submit(role, allowed, desk):
    actor = member(desk, role)
    for submit in (paste, by_address):
        if allowed:
            assert submit(desk, actor).created
        else:
            with pytest.raises(Forbidden):
                submit(desk, actor)
    with pytest.raises(Forbidden):
        paste(DeskFactory(), actor)


# --- articles ---------------------------------------------------------------------------------------------------------------


def test_fetching_again_asks_once(desk, actor, sent):
    article = ArticleFactory(desk=desk)
    CaptureFactory(article=article)
    with sent:
        capture = article_refetch(article=article, actor=actor)
        assert article_refetch(article=article, actor=actor) == capture
    assert (capture.state, capture.url, capture.article) == (CaptureState.PENDING, article.url, article)
    assert sent == [{"capture_id": capture.pk}]


def test_what_has_no_address_cannot_be_fetched_again(desk, actor):
    with pytest.raises(Conflict) as caught:
        article_refetch(article=paste(desk, actor).article, actor=actor)
    assert caught.value.code == "article:no_address"


def test_an_article_is_edited_at_the_version_that_was_seen(desk, actor):
    article = ArticleFactory(desk=desk, title="Old", published_on=None)
    publisher = SourceFactory()
    changes = {"title": "New", "published_on": "2026-03-02", "publisher": publisher}
    edited = article_edit(article=article, actor=actor, expected_version=1, changes=changes, reason="The page says so.")
    edited.refresh_from_db()
    assert (edited.title, edited.published_on, edited.publisher, edited.version) == ("New", dt.date(2026, 3, 2), publisher, 2)
    payload = RecordEntry.objects.get(action="sources.article.edit").payload
    assert payload.before == {"title": "Old", "published_on": None, "publisher": article.publisher_id}
    assert payload.after == {"title": "New", "published_on": "2026-03-02", "publisher": publisher.pk}
    assert payload.reason == "The page says so."
    with pytest.raises(Conflict) as caught:
        article_edit(article=article, actor=actor, expected_version=1, changes={"title": "Other"})
    assert (caught.value.code, caught.value.details) == ("article:stale", {"version": 2})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": "https://other.example/"}, "article:field"),
        ({"desk": 1}, "article:field"),
        ({"title": "x" * 501}, "article:invalid"),
        ({"title": "\x00"}, "article:invalid"),
        ({"published_on": "31 June"}, "article:invalid"),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(changes, code, desk, actor):
    article = ArticleFactory(desk=desk, title="Old")
    with pytest.raises(Invalid) as caught:
        article_edit(article=article, actor=actor, expected_version=1, changes=changes)
    assert caught.value.code == code
    article.refresh_from_db()
    assert (article.title, article.version) == ("Old", 1)


def test_a_publisher_of_another_desk_cannot_be_set(desk, actor):
    article = ArticleFactory(desk=desk)
    with pytest.raises(Invalid) as caught:
        article_edit(article=article, actor=actor, expected_version=1, changes={"publisher": SourceFactory(desk=DeskFactory())})
    assert caught.value.code == "article:publisher"


# --- evidence ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "media_type", "has_text"),
    [
        (PDF, "application/pdf", False),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png", False),
        (b"\xff\xd8\xff\xe0", "image/jpeg", False),
        (PAGE, "text/html", True),
        (STORY.encode(), "text/plain", True),
        # evidence all the same, though nothing can be read in it
        (b"<!doctype html><script>1</script>", "text/html", False),
    ],
)
def test_evidence_files_are_kept(data, media_type, has_text, desk, sent):
    actor = member(desk)
    with sent:
        capture = capture_store(desk=desk, actor=actor, filename="../x", data=data, media_type="")
    assert (capture.state, capture.media_type, capture.filename, capture.article) == (CaptureState.DONE, media_type, "x", None)
    assert capture.snapshots.exists() == has_text
    assert sent == []  # nobody reads evidence for claims
    with capture.body.open() as file:
        assert file.read() == data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "capture:empty"),
        (b"MZ\x90\x00", "capture:media_type"),
        (b"PK\x03\x04", "capture:media_type"),
        (b"x" * (MOST_BYTES + 1), "capture:too_large"),
    ],
)
def test_what_cannot_be_evidence_leaves_nothing(data, code, desk, actor):
    with pytest.raises((Invalid, TooLarge)) as caught:
        capture_store(desk=desk, actor=actor, filename="x", data=data)
    assert caught.value.code == code
    assert not Capture.objects.exists()


def test_an_svg_is_no_evidence(desk, actor):
    with pytest.raises(Invalid):
        capture_store(desk=desk, actor=actor, filename="x.svg", data=b"<svg onload='x()'/>", media_type="image/svg+xml")


def test_a_page_is_requested_once(desk, actor, sent):
    with sent:
        capture = capture_request(desk=desk, url="https://evidence.example/a#b", actor=actor)
        assert capture_request(desk=desk, url="https://evidence.example/a", actor=actor) == capture
    assert (capture.state, capture.url, capture.article) == (CaptureState.PENDING, "https://evidence.example/a", None)
    assert sent == [{"capture_id": capture.pk}]
    with pytest.raises(Forbidden):
        capture_request(desk=desk, url="https://evidence.example/a", actor=member(desk, Role.VIEWER))
