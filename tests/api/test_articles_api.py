"""Articles, their captures and snapshots over the API: taken in whole, or refused with a code and nothing kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import Role
from sources.models import Article, Capture, Snapshot, Source
from tests.api.answers import found, nothing_written, refusal
from tests.factories import ArticleFactory, CaptureFactory, DeskFactory, SnapshotFactory, SourceFactory, member
from tests.storage import stored_files

pytestmark = pytest.mark.django_db
PATH = "/api/v1/articles/"
STORY = "Forty drones were launched overnight.\n\nTwo people were injured, the Harbour Ministry said.\n"
PAGE = b"<!doctype html><title>Forty drones</title><article><p>Forty drones were launched overnight, it said.</p></article>"
MUCH = 20 * 1024 * 1024 + 1


def by_text(client, **fields):
    return client.post(PATH, {"publisher": "Harbour Post", "text": STORY, **fields})


def by_file(client, data, name="story.txt", media_type="text/plain", **fields):
    file = SimpleUploadedFile(name, data, media_type)
    return client.post(PATH, {"publisher": "Harbour Post", "file": file, **fields}, format="multipart")


# --- What is taken in -----------------------------------------------------------------------------------------------------


def test_a_text_is_an_article_with_its_capture_and_snapshot(desk, reviewer):
    answer = by_text(reviewer, title="Drones", published_on="2026-03-02", url="https://post.example/drones")
    assert answer.status_code == 201, answer.json()
    article = answer.json()["article"]
    assert (article["title"], article["publisher_name"], article["desk"]) == ("Drones", "Harbour Post", "harbour")
    assert (article["url"], article["published_on"]) == ("https://post.example/drones", "2026-03-02")
    capture = reviewer.get(f"/api/v1/captures/{answer.json()['capture']}/").json()
    assert (capture["state"], capture["method"], capture["article"]) == ("done", "paste", article["id"])
    assert capture["size"] == len(STORY.encode())
    snapshot = reviewer.get("/api/v1/snapshots/", {"article": article["id"]}).json()["results"][0]
    assert (snapshot["text"], snapshot["language"], snapshot["capture"]) == (STORY, "en", capture["id"])


def test_a_page_is_cleaned_and_names_itself(desk, reviewer):
    answer = by_file(reviewer, PAGE, "drones.html", "text/html")
    assert answer.status_code == 201, answer.json()
    assert answer.json()["article"]["title"] == "Forty drones"
    assert Snapshot.objects.get().text.strip() == "Forty drones were launched overnight, it said."


def test_an_address_waits_to_be_fetched(desk, reviewer):
    answer = reviewer.post(PATH, {"publisher": "Harbour Post", "url": "HTTPS://Post.example:443/a#top"})
    assert answer.status_code == 201, answer.json()
    assert answer.json()["article"]["url"] == "https://post.example/a"
    assert Capture.objects.get().state == "pending"


@pytest.mark.parametrize(
    "send",
    [
        by_text,
        lambda client: by_file(client, STORY.encode()),
        lambda client: client.post(PATH, {"publisher": "Harbour Post", "url": "https://post.example/a"}),
    ],
    ids=["text", "file", "address"],
)
def test_what_comes_again_is_what_is_there(desk, reviewer, send):
    first, second = send(reviewer), send(reviewer)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json() | {"created": False, "added": False}
    assert (Article.objects.count(), Capture.objects.count()) == (1, 1)


def test_the_same_text_under_another_address_is_another_article_that_says_so(desk, reviewer):
    first = by_text(reviewer, url="https://post.example/a").json()
    second = by_text(reviewer, publisher="Orb", url="https://orb.example/b")
    assert second.status_code == 201
    assert second.json()["same_content"] == first["article"]["id"]


def test_another_version_at_the_same_address_is_kept_and_said_to_be(desk, reviewer):
    first = by_text(reviewer, url="https://post.example/a").json()
    second = by_text(reviewer, url="https://post.example/a", text=STORY + "More.")
    assert (second.status_code, second.json()["created"], second.json()["added"]) == (200, False, True)
    assert second.json()["capture"] != first["capture"]


def test_a_restricted_version_is_not_added_to_a_public_article(desk, api):
    user = member(desk, Role.LEAD)
    by_text(api(user), url="https://post.example/a")
    before, restricted = stored_files(), {"sensitivity": "restricted", "named": [user.pk]}
    answer = by_file(api(user), STORY.encode() + b"Leaked.", url="https://post.example/a", **restricted)
    assert refusal(answer) == (409, "article:restriction")
    assert (stored_files(), Capture.objects.count()) == (before, 1)


def test_another_desk_has_its_own(desk, reviewer, api):
    first = by_text(reviewer).json()
    second = by_text(api(member(DeskFactory())))
    assert (second.status_code, second.json()["same_content"]) == (201, None)
    assert second.json()["article"]["id"] != first["article"]["id"]


def test_an_address_is_fetched_again(desk, reviewer):
    article = ArticleFactory(desk=desk)
    first, second = (reviewer.post(f"{PATH}{article.pk}/refetch/") for _ in range(2))
    assert (first.status_code, first.json()["state"]) == (202, "pending")
    assert second.json()["id"] == first.json()["id"], "one request waits already"
    pasted = ArticleFactory(desk=desk, url="")
    assert refusal(reviewer.post(f"{PATH}{pasted.pk}/refetch/")) == (409, "article:no_address")


def test_who_is_on_several_desks_says_which(desk, api):
    user, other = member(desk), DeskFactory(slug="quay")
    client = api(user)
    other.memberships.create(user=user, role="reviewer")
    assert refusal(by_text(client)) == (400, "desk:ambiguous")
    assert by_text(client, desk="quay").json()["article"]["desk"] == "quay"


# --- What is refused ------------------------------------------------------------------------------------------------------

BODIES = {
    "nothing": ({}, 400, "request:invalid"),
    "no publisher": ({"text": STORY}, 400, "request:invalid"),
    "empty text": ({"publisher": "Post", "text": ""}, 400, "request:invalid"),
    "blank text": ({"publisher": "Post", "text": " \n "}, 400, "article:empty"),
    "an unknown field": ({"publisher": "Post", "text": STORY, "author": "Me"}, 400, "request:invalid"),
    "a day that is none": ({"publisher": "Post", "text": STORY, "published_on": "2026-02-30"}, 400, "request:invalid"),
    "an unknown desk": ({"publisher": "Post", "text": STORY, "desk": "quay"}, 400, "desk:unknown"),
    "a list": ([], 400, "request:invalid"),
    "a number as text": ({"publisher": "Post", "text": {"a": 1}}, 400, "request:invalid"),
    "NUL": ({"publisher": "Post", "text": "a\x00b"}, 400, "request:invalid"),
    "20 MB of text": ({"publisher": "Post", "text": "word " * (MUCH // 5 + 1)}, 413, "request:too_large"),
    "another scheme": ({"publisher": "Post", "url": "ftp://post.example/a"}, 400, "address:scheme"),
    "another port": ({"publisher": "Post", "url": "https://post.example:8443/a"}, 400, "address:port"),
    "a password": ({"publisher": "Post", "url": "https://a:b@post.example/"}, 400, "address:user_info"),
    "no address": ({"publisher": "Post", "url": "post example"}, 400, "address:malformed"),
    "a long address": ({"publisher": "Post", "url": "https://post.example/" + "a" * 2000}, 400, "request:invalid"),
}
FILES = {
    "empty": (b"", "text/plain", 400, "request:invalid"),
    "binary": (b"\x7fELF" + bytes(range(256)) * 4, "text/plain", 400, "article:media_type"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(64), "text/plain", 400, "article:media_type"),
    "NUL": (b"Forty drones\x00 were launched overnight.", "text/plain", 400, "article:media_type"),
    "marked as UTF-8, and not": (b"\xef\xbb\xbfForty \xff drones", "text/plain", 400, "article:encoding"),
    "20 MB": (b"word " * (MUCH // 5 + 1), "text/plain", 413, "article:too_large"),
    "a page without a story": (b"<!doctype html><title>x</title><nav>Home</nav>", "text/html", 400, "article:no_text"),
}


@pytest.mark.parametrize("kind", BODIES)
def test_what_cannot_be_an_article_is_refused_and_nothing_is_kept(desk, reviewer, kind):
    body, status, code = BODIES[kind]
    before = stored_files()
    assert refusal(reviewer.post(PATH, body)) == (status, code)
    _require_nothing(before)


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_an_article_is_refused_and_nothing_is_kept(desk, reviewer, kind):
    data, media_type, status, code = FILES[kind]
    before = stored_files()
    assert refusal(by_file(reviewer, data, media_type=media_type)) == (status, code)
    _require_nothing(before)


def test_half_a_character_is_refused(desk, reviewer):
    body = b'{"publisher": "Post", "text": "a\\ud800b"}'
    assert refusal(reviewer.generic("POST", PATH, body, content_type="application/json")) == (400, "request:invalid")


def test_a_text_and_a_file_exclude_each_other(desk, reviewer):
    before = stored_files()
    assert refusal(by_file(reviewer, STORY.encode(), text=STORY)) == (400, "request:invalid")
    _require_nothing(before)


def test_a_form_that_is_too_large_to_be_read_is_refused(desk, reviewer):
    before = stored_files()
    assert refusal(by_file(reviewer, STORY.encode(), title="x" * 3_000_000)) == (413, "request:too_large")
    _require_nothing(before)


def test_a_form_of_too_many_fields_is_refused(desk, reviewer):
    fields = {f"field{n}": "x" for n in range(2000)}
    assert refusal(by_file(reviewer, STORY.encode(), **fields)) == (400, "request:unreadable")


def _require_nothing(before: list[str]) -> None:
    assert [model.objects.count() for model in (Article, Capture, Snapshot, Source)] == [0, 0, 0, 0]
    assert stored_files() == before
    assert nothing_written()


# --- Lists ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "drones"}, 1),
        ({"q": "boats"}, 0),
        ({"published_after": "2026-03-02"}, 1),
        ({"published_before": "2026-03-01"}, 0),
        ({"desk": "harbour"}, 1),
        ({"desk": "quay"}, 0),
    ],
)
def test_articles_are_filtered(desk, reviewer, query, count):
    ArticleFactory(desk=desk, title="Forty drones")
    ArticleFactory(desk=DeskFactory(slug="quay"), title="Forty drones")
    assert len(found(reviewer.get(PATH, query))) == count


def test_what_is_known_of_an_article_is_corrected_with_a_reason(desk, reviewer):
    article, publisher = ArticleFactory(desk=desk, title="Port hit"), SourceFactory(desk=desk, name="Harbour Post")
    address = f"{PATH}{article.pk}/"
    body = {"expected_version": 1, "reason": "Misread", "publisher": publisher.pk, "published_on": "2026-03-01"}
    done = reviewer.patch(address, body)
    assert done.status_code == 200, done.json()
    assert (done.json()["publisher_name"], done.json()["published_on"]) == ("Harbour Post", "2026-03-01")
    assert (done.json()["title"], done.json()["version"]) == ("Port hit", 2)
    assert refusal(reviewer.patch(address, body)) == (409, "article:stale")
    for missing in ("reason", "expected_version"):
        answer = reviewer.patch(address, {name: value for name, value in body.items() if name != missing})
        assert refusal(answer) == (400, "request:invalid")
    hidden = SourceFactory(desk=DeskFactory())
    refused = reviewer.patch(address, {**body, "expected_version": 2, "publisher": hidden.pk})
    assert refusal(refused) == (404, "request:not_found")


def test_articles_are_filtered_by_publisher(desk, reviewer):
    one, _other = ArticleFactory(desk=desk), ArticleFactory(desk=desk)
    assert found(reviewer.get(PATH, {"publisher": one.publisher_id})) == [one.pk]
    assert refusal(reviewer.get(PATH, {"publisher": "Post"})) == (400, "request:invalid")


def test_captures_and_snapshots_are_those_of_articles(desk, reviewer):
    snapshot = SnapshotFactory(capture__article__desk=desk)
    failed = CaptureFactory(article=snapshot.article, state="failed", failure_code="fetch:refused")
    evidence = SnapshotFactory(capture=CaptureFactory(article=None, desk=desk, url="https://a.example/"), article=None, title="")
    assert found(reviewer.get("/api/v1/captures/", {"article": snapshot.article_id})) == [failed.pk, snapshot.capture_id]
    assert found(reviewer.get("/api/v1/captures/", {"state": "failed"})) == [failed.pk]
    assert found(reviewer.get("/api/v1/snapshots/", {"language": "en"})) == [snapshot.pk]
    assert reviewer.get(f"/api/v1/captures/{evidence.capture_id}/").status_code == 404
    assert reviewer.get(f"/api/v1/snapshots/{evidence.pk}/").status_code == 404
    content = {"start": 0, "end": 5, "statement": "Forty.", "kind": "weapons"}
    marked = reviewer.post("/api/v1/claims/", {"snapshot": evidence.pk, "content": content})
    assert refusal(marked) == (404, "request:not_found")
