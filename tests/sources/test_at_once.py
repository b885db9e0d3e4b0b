"""What happens at the same time, over connections of its own each."""

import threading

import pytest
from django.db import connection

from sources.fetching import Fetched
from sources.models import Article, Capture, CaptureState, Snapshot, Source
from sources.services import article_submit, capture_fetch, fetches
from tests.factories import ArticleFactory, CaptureFactory, DeskFactory

pytestmark = pytest.mark.django_db(transaction=True)

STORY = b"Forty drones were launched overnight, the Harbour Ministry said on Monday."


def at_once(*calls):
    """Runs the calls in threads that begin together; gives what they return."""
    barrier = threading.Barrier(len(calls))
    results = []

    def run(call):
        try:
            barrier.wait(timeout=10)
            results.append(call())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(results) == len(calls)
    return results


@pytest.mark.parametrize("content", [{"method": "paste", "data": STORY}, {"method": "url", "url": "https://news.example/a"}])
def test_a_double_click_submits_one_article(content):
    desk = DeskFactory()

    def submit():
        return article_submit(desk=desk, actor=None, publisher="Harbour News", **content)

    made = at_once(*[submit] * 4)
    assert sorted(submission.created for submission in made) == [False, False, False, True]
    assert Article.objects.count() == Capture.objects.count() == Source.objects.count() == 1


@pytest.fixture
def gives(monkeypatch):
    """Has every address give the story; notes each time it is asked."""
    asked = []

    def fetch(url):
        asked.append(url)
        return Fetched(final_url=url, redirects=(), status=200, headers={}, media_type="text/plain", charset="utf-8", data=STORY)

    monkeypatch.setattr(fetches, "fetch", fetch)
    return asked


def pending(article: Article) -> Capture:
    return CaptureFactory(article=article, state=CaptureState.PENDING, next_attempt_at="2020-01-01T00:00Z")


def test_of_workers_that_are_woken_together_one_fetches(gives):
    capture = pending(ArticleFactory())
    at_once(*[lambda: capture_fetch(capture_id=capture.pk)] * 4)
    assert len(gives) == 1
    capture.refresh_from_db()
    assert (capture.state, capture.attempts) == (CaptureState.DONE, 1)


def test_two_captures_of_one_article_with_the_same_text_make_one_snapshot(gives):
    article = ArticleFactory()
    captures = [pending(article), pending(article)]
    at_once(*[lambda capture=capture: capture_fetch(capture_id=capture.pk) for capture in captures])
    assert len(gives) == 2
    assert Snapshot.objects.count() == 1
    assert all(capture.snapshot for capture in Capture.objects.all())
