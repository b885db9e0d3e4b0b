import io
import types

import pytest
from django.core.management import CommandError, call_command

from sources.management.commands import ingest
from sources.models import Article, Capture, CaptureState
from sources.services import fetches
from tests.factories import DeskFactory
from tests.sources.servers import answer, pages, serving

pytestmark = pytest.mark.django_db

STORY = "Forty drones were launched overnight, the Harbour Ministry said on Monday.\n"
PAGE = f"<!doctype html><title>Forty drones</title><article><p>{STORY}</p></article>".encode()


@pytest.fixture(autouse=True)
def desk():
    return DeskFactory(slug="first")


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def ingested(*args, **options) -> str:
    out = io.StringIO()
    call_command("ingest", *map(str, args), publisher="RFE/RL", stdout=out, **options)
    return out.getvalue()


def refusal(*args, **options) -> str:
    with pytest.raises(CommandError) as caught:
        ingested(*args, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file(story):
    printed = ingested(story, published="2025-07-22", title="Forty", url="https://news.example/a")
    article = Article.objects.get()
    assert printed == f"Article {article.pk}: Forty\nCaptured 75 bytes. Next: the worker reads them for claims.\n"
    assert (article.publisher.name, str(article.published_on), article.url) == ("RFE/RL", "2025-07-22", "https://news.example/a")
    assert (article.snapshot.text, article.submitted_by) == (STORY, None)
    assert (article.captures.get().filename, article.captures.get().method) == ("story.txt", "file")


def test_a_page_in_a_file(tmp_path):
    path = tmp_path / "story.html"
    path.write_bytes(PAGE)
    assert "Article" in ingested(path)
    assert Article.objects.get().title == "Forty drones"


def test_standard_input(monkeypatch):
    monkeypatch.setattr(ingest.sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(STORY.encode())))
    ingested("-")
    assert Article.objects.get().captures.get().method == "paste"


def test_the_same_file_twice(story):
    ingested(story)
    assert "was there already" in ingested(story)
    assert Article.objects.count() == 1
    assert "The same bytes are article" in ingested(story, url="https://news.example/b")
    story.write_text(STORY + "More.")
    assert "was there already, and has another capture now" in ingested(story, url="https://news.example/b")


def test_an_address_is_left_to_the_worker():
    assert "Next: the worker fetches it" in ingested("https://news.example/a")
    assert Capture.objects.get().state == CaptureState.PENDING


def test_an_address_can_be_fetched_at_once():
    with serving(pages(index=answer(PAGE, Content_Type="text/html"))) as port:
        printed = ingested(f"http://127.0.0.1:{port}/", wait=True)
    assert f"Captured {len(PAGE)} bytes." in printed
    assert Article.objects.get().title == "Forty drones"


def test_waiting_tries_again_as_the_worker_would(monkeypatch):
    monkeypatch.setattr(ingest.time, "sleep", lambda _: Capture.objects.update(next_attempt_at="2020-01-01T00:00Z"))
    monkeypatch.setattr(fetches, "MOST_ATTEMPTS", 2)
    with serving(pages(index=answer(status="503 Later"))) as port:
        assert refusal(f"http://127.0.0.1:{port}/", wait=True) == "The server answered 503 Service Unavailable. [fetch:http_503]"
    assert Capture.objects.get().attempts == 2


def test_a_redirect_to_what_is_no_address_is_said_in_words():
    with serving(pages(index=answer(status="302 Found", Location="http://[bad"))) as port:
        said = refusal(f"http://127.0.0.1:{port}/", wait=True)
    assert said == "The address redirects to what is no address. [fetch:location]"
    assert Capture.objects.get().state == CaptureState.FAILED


def test_what_cannot_be_taken_in(tmp_path, story):
    binary = tmp_path / "story.pdf"
    binary.write_bytes(b"%PDF-1.7")
    empty = tmp_path / "empty.txt"
    empty.touch()
    for args, options, code in (
        ((tmp_path / "nowhere.txt",), {}, "ingest:file"),
        ((tmp_path,), {}, "ingest:file"),
        ((binary,), {}, "article:media_type"),
        ((empty,), {}, "article:empty"),
        ((story,), {"published": "22 July"}, "article:published_on"),
        ((story,), {"url": "nonsense"}, "address:scheme"),
        ((story,), {"desk": "other"}, "desk:unknown"),
        (("ftp://news.example/",), {}, "address:scheme"),
    ):
        assert refusal(*args, **options).endswith(f"[{code}]")
    assert not Article.objects.exists()


def test_of_several_desks_one_must_be_named(story):
    second = DeskFactory(slug="second")
    assert refusal(story).endswith("[desk:ambiguous]")
    ingested(story, desk="second")
    assert Article.objects.get().desk == second
