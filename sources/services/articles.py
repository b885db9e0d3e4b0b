"""Articles: submitted, fetched again, edited."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from typing import Any

from django.db import transaction

from core.checking import check, require_version
from core.errors import Conflict, Invalid
from core.models import Desk, Sensitivity, User
from core.permissions import Permission
from core.record import record
from core.services import PUBLIC, Restriction, restrict
from sources.addresses import normalise
from sources.cleaning import CleanText, clean, first_words
from sources.models import Article, ArticleQuerySet, Capture, CaptureState, Source, SourceKind, SubmissionMethod
from sources.services.directory import source_for, usable_name
from sources.services.writing import (
    CHECKED_BEFORE,
    allow,
    bytes_kept,
    fill_article,
    finish_capture,
    plain_filename,
    request_fetch,
    set_fields,
    store_text,
)

EDITABLE = frozenset({"title", "publisher", "published_on"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What became of a submission: whether the article is new, or at least the capture, and whose bytes are the same."""

    article: Article
    capture: Capture
    created: bool
    added: bool
    same_content: Article | None = None


@transaction.atomic
def article_submit(  # noqa: PLR0913 - what is known of an article when it comes
    *,
    desk: Desk,
    actor: User | None,
    publisher: Source | str,
    method: str,
    published_on: dt.date | None = None,
    title: str = "",
    url: str = "",
    filename: str = "",
    data: bytes | None = None,
    media_type: str = "",
    restriction: Restriction = PUBLIC,
) -> Submission:
    """Take in an article by its address, as a file, or as pasted text.

    An address is fetched by the worker; bytes are captured and cleaned at once, or refused with nothing stored. What the desk
    has already is returned: the article at the same address, or the same bytes of the same publisher where no address is given.
    Other bytes for an address that is known are another capture of that article. Who may see a new article is said with it,
    before anything is read from it; what is restricted to others is as if it were not there. What is to be kept from somebody
    never goes to an article that they may see: :class:`Conflict` (``article:restriction``). An article that is there stays as
    restricted as it is. What has neither a title nor an address is called by its first words.
    """
    allow(actor, Permission.SUBMIT_ARTICLE, desk)
    if method not in SubmissionMethod.values:
        raise Invalid("article:method", "An article comes by address, as a file, or as pasted text.", method=method)
    address = normalise(url) if url or method == SubmissionMethod.URL else ""
    story = None if method == SubmissionMethod.URL else clean(data or b"", media_type or None)
    # One submission at a time on a desk: two at once would not see each other. References to the desk stay possible.
    desk = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    article = _open_to(actor).select_for_update(no_key=True).filter(desk=desk, url=address).first() if address else None
    given = Article(desk=desk, url=address, title=title, published_on=published_on, submitted_by=actor)
    if story is None or data is None:
        return _submit_address(article, given, publisher, restriction)
    capture = Capture(
        desk=desk, actor=actor, method=SubmissionMethod(method), article=article, url=address, filename=plain_filename(filename)
    )
    return _submit_bytes(capture, given, publisher, data, story, restriction=restriction)


def _open_to(actor: User | None) -> ArticleQuerySet:
    """The articles that somebody who submits one may be told of."""
    return Article.objects.visible_to(actor) if actor else Article.objects.exclude(sensitivity=Sensitivity.RESTRICTED)


def _submit_address(article: Article | None, given: Article, publisher: Source | str, restriction: Restriction) -> Submission:
    if article is not None:
        _require_as_restricted(article, restriction)
        capture = article.captures.latest("pk")
        return Submission(article=article, capture=capture, created=False, added=False)
    article = _create(given, publisher, restriction)
    capture = Capture(
        desk=article.desk, actor=article.submitted_by, method=SubmissionMethod.URL, article=article, url=article.url
    )
    return Submission(article=article, capture=request_fetch(capture), created=True, added=True)


def _require_as_restricted(article: Article, restriction: Restriction) -> None:
    """Refuse what is to be kept from somebody who may see the article that is there."""
    asked, there = restriction.sensitivity, article.sensitivity
    if asked == Sensitivity.PUBLIC or (asked == Sensitivity.DESK and there != Sensitivity.PUBLIC):
        return
    if asked == there == Sensitivity.RESTRICTED and set(article.named.all()) <= set(restriction.people):
        return
    raise Conflict(
        "article:restriction",
        "The desk has this article already, and more people may see it than you asked for: nothing was added. Restrict it on its"
        " own page; or, to keep another version of it from others, submit that as a file or a text without the address.",
        field="sensitivity",
        article=article.pk,
    )


def _submit_bytes(  # noqa: PLR0913 - what came, of whom, and for whom: none can be left out
    capture: Capture, given: Article, publisher: Source | str, data: bytes, story: CleanText, *, restriction: Restriction
) -> Submission:
    same = (
        Capture.objects.filter(desk=capture.desk, article__in=_open_to(capture.actor), state=CaptureState.DONE)
        .filter(sha256=hashlib.sha256(data).hexdigest())
        .select_related("article__publisher")
        .order_by("pk")
    )
    if there := _already_there(capture, publisher, list(same)):
        assert there.article is not None, "selected so"
        _require_as_restricted(there.article, restriction)
        return Submission(article=there.article, capture=there, created=False, added=False)
    given.title = given.title or story.title or ("" if capture.url else first_words(story.text))
    given.published_on = given.published_on or story.published_on
    created = capture.article is None
    if capture.article is None:
        capture.article = _create(given, publisher, restriction)
    else:
        _require_as_restricted(capture.article, restriction)
        fill_article(capture.article, actor=capture.actor, title=given.title, published_on=given.published_on)
    _store(capture, story, data)
    first = same.exclude(article=capture.article).first()
    other = first.article if first else None
    return Submission(article=capture.article, capture=capture, created=created, added=True, same_content=other)


def _already_there(capture: Capture, publisher: Source | str, same: list[Capture]) -> Capture | None:
    """Which of the captures of the same bytes is of the same publication: by address, or by publisher where none is given."""
    if capture.url:
        return next((other for other in same if other.article_id == capture.article_id), None)
    known = {publisher.pk} if isinstance(publisher, Source) else _pks_of(publisher, capture)
    return next((other for other in same if other.article and other.article.publisher_id in known), None)


def _pks_of(name: str, capture: Capture) -> set[int]:
    known = Source.objects.known_to(capture.desk).open_to(capture.actor)
    return set(known.named(usable_name(name)).values_list("pk", flat=True))


def _store(capture: Capture, story: CleanText, data: bytes) -> None:
    capture.media_type, capture.charset = story.media_type, story.charset
    with bytes_kept(capture, data):
        finish_capture(capture, actor=capture.actor)
        store_text(capture, story, actor=capture.actor)


def _create(article: Article, publisher: Source | str, restriction: Restriction) -> Article:
    desk, actor = article.desk, article.submitted_by
    if isinstance(publisher, str):
        publisher = source_for(desk=desk, name=publisher, kind=SourceKind.OUTLET, actor=actor)
    _require_known(publisher, desk)
    article.publisher = publisher
    check(article, exclude=CHECKED_BEFORE)
    article.save()
    seen_by = restrict(article, restriction, actor=actor)
    after = {"publisher": publisher.pk, "url": article.url, "title": article.title, "published_on": article.published_on}
    record("submit", article, actor=actor, desk=desk, after=after | seen_by)
    return article


def _require_known(publisher: Source, desk: Desk) -> None:
    if publisher.desk_id not in (None, desk.pk):
        raise Invalid("article:publisher", "The publisher is a source of another desk.", publisher=publisher.pk)


@transaction.atomic
def article_refetch(*, article: Article, actor: User | None) -> Capture:
    """Have the article's address fetched again; the request that is still waiting, if there is one."""
    allow(actor, Permission.SUBMIT_ARTICLE, article.desk)
    article = Article.objects.select_for_update(no_key=True).select_related("desk").get(pk=article.pk)
    if not article.url:
        raise Conflict("article:no_address", "This article came without an address: there is nothing to fetch.")
    waiting = article.captures.filter(state=CaptureState.PENDING).first()
    if waiting is not None:
        return waiting
    capture = Capture(desk=article.desk, actor=actor, method=SubmissionMethod.URL, article=article, url=article.url)
    return request_fetch(capture)


@transaction.atomic
def article_edit(
    *, article: Article, actor: User | None, expected_version: int, changes: dict[str, Any], reason: str = ""
) -> Article:
    """Correct the title, the publisher or the publication date."""
    allow(actor, Permission.SUBMIT_ARTICLE, article.desk)
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    require_version(article, expected_version, actor=actor)
    if isinstance(publisher := changes.get("publisher"), Source):
        _require_known(publisher, article.desk)
    before, after = set_fields(article, changes, EDITABLE)
    article.version += 1
    article.save(update_fields=[*changes, "version"])
    record("edit", article, actor=actor, desk=article.desk, before=before, after=after, reason=reason)
    return article
