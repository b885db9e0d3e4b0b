"""The pages of articles, captures and sources."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Role
from sources.models import Article, Capture, CaptureState, Source
from tests.factories import CaptureFactory, DeskFactory, SnapshotFactory, SourceAliasFactory, SourceFactory, member
from tests.pages import build_world, client_of

pytestmark = pytest.mark.django_db

STORY = "Forty drones were launched overnight, the Harbour Ministry said on Monday. Two people were injured, it added.\n" * 3


@pytest.fixture
def world():
    return build_world()


def test_an_article_is_pasted(world):
    client = client_of(world.reviewer)
    body = {"text": STORY, "publisher": "Tavrin Post", "published_on": "2026-03-02", "title": "Drones over Karsk"}
    answer = client.post("/articles/submit/", body)
    article = Article.objects.latest("pk")
    assert answer["Location"] == f"/articles/{article.pk}/"
    assert (article.publisher.name, article.title, article.submitted_by) == ("Tavrin Post", "Drones over Karsk", world.reviewer)
    again = client.post("/articles/submit/", body, follow=True)
    assert "was here already; nothing was added" in again.content.decode()


def test_the_page_says_what_is_needed_and_what_submitting_rules_out(world):
    page = client_of(world.reviewer).get("/articles/submit/").text
    assert "Needed with each of the three" in page
    assert "Whoever submits an article does not review its claims" in page


def test_another_version_of_an_article_is_said_to_be_kept(world):
    body = {"url": world.article.url, "text": STORY, "publisher": "Tavrin Post"}
    page = client_of(world.reviewer).post("/articles/submit/", body, follow=True).content.decode()
    assert "was here already; what you submitted is another capture of it" in page
    assert "nothing was added" not in page


def test_what_is_to_be_kept_from_others_is_refused_where_they_see_the_article(world):
    body = {"url": world.article.url, "text": STORY, "publisher": "Tavrin Post", "sensitivity": "desk"}
    answer = client_of(world.reviewer).post("/articles/submit/", body)
    assert answer.status_code == 409
    assert "nothing was added" in answer.content.decode()
    assert not Capture.objects.filter(method="paste").exists()


def test_an_article_comes_as_a_file(world):
    file = SimpleUploadedFile("story.txt", STORY.encode(), content_type="text/plain")
    client_of(world.reviewer).post("/articles/submit/", {"file": file, "publisher": "Tavrin Post"})
    assert Article.objects.latest("pk").captures.get().filename == "story.txt"


def test_an_address_is_waited_for(world):
    client_of(world.reviewer).post("/articles/submit/", {"url": "https://news.example/a", "publisher": "Tavrin Post"})
    assert Article.objects.latest("pk").captures.get().state == CaptureState.PENDING


@pytest.mark.parametrize(
    "body",
    [
        {"publisher": "Tavrin Post"},
        {"text": STORY},
        {"url": "ftp://news.example/", "publisher": "Tavrin Post"},
        {"url": "http://", "publisher": "Tavrin Post"},
        {"text": "nul \x00 byte", "publisher": "Tavrin Post"},
    ],
)
def test_what_cannot_be_submitted_is_refused_and_stays_typed(world, body):
    before = Article.objects.count()
    answer = client_of(world.reviewer).post("/articles/submit/", body)
    assert answer.status_code == 400
    assert Article.objects.count() == before


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 \x00\x01", b"\x89PNG\r\n\x1a\n\x00"])
def test_a_file_that_is_no_article_is_refused(world, data):
    file = SimpleUploadedFile("story.txt", data, content_type="text/plain")
    answer = client_of(world.reviewer).post("/articles/submit/", {"file": file, "publisher": "Tavrin Post"})
    assert answer.status_code == 400
    assert not Capture.objects.filter(filename="story.txt").exists()


def test_viewers_submit_nothing(world):
    client = client_of(world.viewer)
    assert client.get("/articles/submit/").status_code == 403
    assert client.post(f"/articles/{world.article.pk}/refetch/").status_code == 403
    assert client.post(f"/articles/{world.article.pk}/edit/", {"expected_version": 1}).status_code == 403


def test_an_article_is_corrected_by_who_saw_its_present_version(world):
    client, page = client_of(world.reviewer), f"/articles/{world.article.pk}/edit/"
    body = {"expected_version": 1, "title": "Port hit", "publisher": world.article.publisher_id, "published_on": "2026-03-01"}
    assert client.post(page, body).status_code == 302
    answer = client.post(page, body | {"title": "Port hit again"})
    assert answer.status_code == 409
    assert "Port hit again" in answer.content.decode()


def test_an_article_is_fetched_again(world):
    client_of(world.reviewer).post(f"/articles/{world.article.pk}/refetch/")
    assert world.article.captures.filter(state=CaptureState.PENDING).count() == 1


def test_captured_bytes_are_a_file_and_never_a_page(world):
    capture = CaptureFactory(article=world.article, media_type="text/html", filename="page.html")
    capture.body.save("page.html", ContentFile(b"<script>alert(1)</script>"))
    answer = client_of(world.viewer).get(f"/captures/{capture.pk}/bytes/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client_of(member(DeskFactory())).get(f"/captures/{capture.pk}/bytes/").status_code == 404
    assert client_of(member(DeskFactory())).get(f"/captures/{capture.pk}/").status_code == 404


def test_a_failed_capture_says_why_in_words_and_by_its_code(world):
    failure = {"state": CaptureState.FAILED, "failure_code": "fetch:timeout", "failure_message": "It did not answer."}
    capture = CaptureFactory(article=world.article, **failure)
    page = client_of(world.viewer).get(f"/captures/{capture.pk}/").content.decode()
    assert "It did not answer." in page
    assert "fetch:timeout" in page


def test_each_redirect_of_a_capture_is_shown_with_its_status(world):
    chain = [
        {"url": "http://news.example/a", "status": 301, "location": "https://news.example/a"},
        {"url": "https://news.example/a", "status": 302, "location": "/b?c=1&d=2"},
    ]
    capture = CaptureFactory(article=world.article, redirects=chain)
    page = client_of(world.viewer).get(f"/captures/{capture.pk}/").content.decode()
    assert "301 <bdi>http://news.example/a</bdi> → <bdi>https://news.example/a</bdi>" in page
    assert "302 <bdi>https://news.example/a</bdi> → <bdi>/b?c=1&amp;d=2</bdi>" in page
    assert "{&#x27;" not in page


def test_a_capture_with_the_text_that_there_was_shows_it(world):
    text = world.article.snapshot.text
    again = CaptureFactory(article=world.article)
    later = SnapshotFactory(capture=CaptureFactory(article=world.article), text="Later text.")
    client = client_of(world.viewer)
    page = client.get(f"/captures/{again.pk}/").content.decode()
    assert text.splitlines()[0] in page
    assert later.text not in page


def test_articles_are_found_by_title_address_and_publisher(world):
    client = client_of(world.viewer)
    for words in ("port of", "news.example", "HARBOUR post"):
        assert "Port of Karsk hit" in client.get("/articles/", {"q": words}).content.decode()
    assert "No article has these words" in client.get("/articles/", {"q": "nothing like it"}).content.decode()


def test_an_empty_list_says_what_to_do_next():
    assert "Submit the first article" in client_of(member(DeskFactory())).get("/articles/").content.decode()


# --- Sources ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def source(world):
    source = SourceFactory(desk=world.desk, name="Security Service")
    SourceAliasFactory(source=source, name="the SST")
    return source


def test_names_are_suggested_by_any_part_of_name_or_alias(world, source):
    client = client_of(world.reviewer)
    assert "Security Service" in client.get("/sources/names/?publisher=sst").content.decode()
    assert client.get("/sources/names/?publisher=").content.strip() == b""
    assert "Security Service" not in client_of(member(DeskFactory())).get("/sources/names/?publisher=sst").content.decode()


def test_a_source_is_made_changed_and_described(world):
    client = client_of(world.reviewer)
    body = {"name": "Orb", "kind": "agency", "reliability": "C", "description": "A news agency."}
    assert client.post("/sources/new/", body).status_code == 302
    made = Source.objects.get(name="Orb")
    page = f"/sources/{made.pk}/"
    assert client.post("/sources/new/", body).status_code == 409
    assert client.post(f"{page}edit/", body | {"expected_version": 1, "reliability": "B"}).status_code == 302
    assert client.post(f"{page}edit/", body | {"expected_version": 1, "reliability": "A"}).status_code == 409
    party = SourceFactory(desk=world.desk, name="Northern Union")
    assert client.post(f"{page}aliases/", {"name": "Orb News"}).status_code == 302
    owned = {"party": party.pk, "basis": "Owned by it.", "until": "2025-05-31"}
    assert client.post(f"{page}affiliations/", owned).status_code == 302
    shown = client.get(page).content.decode()
    for words in ("Orb News", "Northern Union", "Owned by it.", "– 31 May 2025", "B: usually reliable"):
        assert words in shown
    assert client.post(f"/aliases/{made.aliases.get().pk}/remove/").status_code == 302
    assert client.post(f"/affiliations/{made.affiliations.get().pk}/remove/").status_code == 302


def test_an_affiliation_that_ends_before_it_begins_is_refused_on_the_page(world, source):
    party = SourceFactory(desk=world.desk)
    body = {"party": party.pk, "basis": "A letter.", "since": "2026-02-01", "until": "2026-01-01"}
    answer = client_of(world.reviewer).post(f"/sources/{source.pk}/affiliations/", body)
    assert answer.status_code == 400
    assert "A letter." in answer.content.decode()


def test_shared_sources_are_not_a_desks_to_change(world):
    shared = SourceFactory(desk=None, name="Meridian")
    client = client_of(member(world.desk, Role.ADMIN))
    assert client.get(f"/sources/{shared.pk}/").status_code == 200
    assert client.get(f"/sources/{shared.pk}/edit/").status_code == 403
    assert client.post(f"/sources/{shared.pk}/aliases/", {"name": "x"}).status_code == 403


def test_sources_of_other_desks_are_not_there(world, source):
    stranger = client_of(member(DeskFactory(), Role.LEAD))
    assert stranger.get(f"/sources/{source.pk}/").status_code == 404
    assert stranger.post(f"/sources/{source.pk}/aliases/", {"name": "x"}).status_code == 404
    assert stranger.post(f"/aliases/{source.aliases.get().pk}/remove/").status_code == 404
