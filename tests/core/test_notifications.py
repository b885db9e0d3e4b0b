"""The page of what somebody was told: their own, in words that only they may read, marked as read one by one or all at once."""

from __future__ import annotations

import pytest
from django.contrib.admin.sites import site
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from core.models import Membership, Notification, Occasion, Role, Sensitivity, User
from core.workplace import MOST_UNREAD
from tests.factories import (
    AssignmentFactory,
    CaptureFactory,
    DeskFactory,
    ExtractionRunFactory,
    NotificationFactory,
    SourceFactory,
    UserFactory,
    case_on,
    member,
)
from tests.pages import client_of
from tests.verification.desk import at_work, case_in_review, evidence_on
from verification.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def reviewer(desk) -> User:
    return member(desk)


def given(reviewer: User, desk, **fields: object) -> Notification:
    """That the reviewer was given a case of the desk."""
    case = case_on(desk, **fields)
    return NotificationFactory(about=AssignmentFactory(case=case, reviewer=reviewer))


def restrict(case: Case, *people: User) -> None:
    case.sensitivity = Sensitivity.RESTRICTED
    case.save()
    case.named.set(people)


def test_it_says_what_happened_and_leads_there(desk, reviewer):
    row = given(reviewer, desk)
    client = client_of(reviewer)
    page = client.get("/notifications/").text
    assert "Given to you" in page
    assert "Forty drones were launched overnight." in page
    answer = client.get(f"/notifications/{row.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/cases/{Case.objects.get().pk}/")
    row.refresh_from_db()
    assert row.read_at is not None
    assert "Forty drones" not in client.get("/notifications/").text
    assert "Forty drones" in client.get("/notifications/?show=all").text


def test_every_page_says_how_much_is_unread_and_counts_no_further_than_it_shows(desk, reviewer):
    client = client_of(reviewer)
    assert "unread" not in client.get("/account/").text
    given(reviewer, desk)
    assert ", 1 unread" in client.get("/account/").text
    about = AssignmentFactory(case=case_on(desk), reviewer=reviewer)
    many = [NotificationFactory.build(about=about, recipient=reviewer, desk=desk) for _ in range(MOST_UNREAD)]
    for number, row in enumerate(many):
        row.occasion, row.object_id = Occasion.ENDED, about.pk + number
    Notification.objects.bulk_create(many)
    assert ">99+<" in client.get("/account/").text


def test_the_count_takes_one_query_where_there_is_nothing_to_count_and_two_else(desk, reviewer):
    client = client_of(reviewer)
    for expected in (1, 2, 2):
        client.get("/account/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/account/")
        assert len([query for query in queries if "core_notification" in query["sql"]]) == expected
        given(reviewer, desk)


def test_the_page_takes_as_many_queries_for_many_as_for_one(desk, reviewer):
    client = client_of(reviewer)
    counts = []
    for _ in range(2):
        given(reviewer, desk)
        client.get("/notifications/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/notifications/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- Reading --------------------------------------------------------------------------------------------------------------


def test_one_is_marked_as_read(desk, reviewer):
    row, other = given(reviewer, desk), given(reviewer, desk)
    answer = client_of(reviewer).post(f"/notifications/{row.pk}/read/", {"next": "/notifications/?show=all"})
    assert answer["Location"] == "/notifications/?show=all"
    assert list(Notification.objects.unread()) == [other]


def test_all_that_were_shown_are_marked_as_read_and_none_that_came_since(desk, reviewer):
    seen, somebody_elses = given(reviewer, desk), given(member(desk), desk)
    client = client_of(reviewer)
    newest = client.get("/notifications/").context["newest"]
    later = given(reviewer, desk)
    client.post("/notifications/read/", {"up_to": newest})
    assert set(Notification.objects.unread()) == {somebody_elses, later}
    assert seen.pk == newest
    client.post("/notifications/read/", {"up_to": "everything"})
    assert set(Notification.objects.unread()) == {somebody_elses, later}


# --- Who sees what --------------------------------------------------------------------------------------------------------


def sees(user: User) -> int:
    """How many notifications the user sees, wherever they are shown."""
    client = client_of(user)
    shown = len(client.get("/notifications/?show=all").context["told"])
    assert len(client.get("/api/v1/notifications/").json()["results"]) == shown
    assert client.get("/account/").wsgi_request.workplace.unread == shown
    return shown


def test_nobody_sees_somebody_elses(desk, reviewer):
    row = given(reviewer, desk)
    for user in (member(desk), member(desk, Role.ADMIN), UserFactory(is_superuser=True)):
        assert sees(user) == 0
        client = client_of(user)
        assert client.get(f"/notifications/{row.pk}/").status_code == 404
        assert client.post(f"/notifications/{row.pk}/read/").status_code == 404
        assert client.get(f"/api/v1/notifications/{row.pk}/").status_code == 404
    assert sees(reviewer) == 1


def test_who_loses_sight_of_a_case_loses_sight_of_what_was_told_of_it(desk, reviewer):
    row = given(reviewer, desk)
    restrict(Case.objects.get(), member(desk, Role.LEAD))
    client = client_of(reviewer)
    assert sees(reviewer) == 0
    assert client.get(f"/notifications/{row.pk}/").status_code == 404
    assert client.post(f"/notifications/{row.pk}/read/").status_code == 404
    client.post("/notifications/read/", {"up_to": row.pk})
    row.refresh_from_db()
    assert row.read_at is None
    Case.objects.get().named.add(reviewer)
    assert sees(reviewer) == 1


def test_who_leaves_the_desk_sees_nothing_of_it_any_more(desk, reviewer):
    given(reviewer, desk)
    Membership.objects.filter(user=reviewer).update(is_active=False)
    assert sees(reviewer) == 0


def test_a_restricted_source_hides_what_was_told_of_its_articles(desk, reviewer):
    source = SourceFactory(desk=desk, sensitivity=Sensitivity.RESTRICTED)
    run = ExtractionRunFactory(snapshot__capture__article__desk=desk, snapshot__capture__article__publisher=source)
    NotificationFactory(about=run, desk=desk, recipient=reviewer, occasion=Occasion.ARTICLE_READ)
    failed = CaptureFactory(article=run.snapshot.article)
    NotificationFactory(about=failed, desk=desk, recipient=reviewer, occasion=Occasion.NOT_FETCHED)
    assert sees(reviewer) == 0
    source.named.add(reviewer)
    assert sees(reviewer) == 2


def test_what_was_to_be_evidence_of_an_independent_review_is_told_to_its_reviewer_alone(desk):
    case = case_in_review(desk, reviews_required=2)
    assignment = at_work(case)
    capture = evidence_on(case, by=assignment).evidence.capture
    lead = member(desk, Role.LEAD)
    for user in (assignment.reviewer, lead):
        NotificationFactory(about=capture, desk=desk, recipient=user, occasion=Occasion.NOT_FETCHED)
    assert (sees(assignment.reviewer), sees(lead)) == (1, 0)
    page = client_of(assignment.reviewer).get("/notifications/").text
    assert f"Evidence for Case {case.pk}" in page


def test_the_admin_shows_leads_their_own_and_superusers_what_is_kept_from_nobody(desk, reviewer):
    given(reviewer, desk)
    lead, superuser = member(desk, Role.LEAD), UserFactory(is_superuser=True)
    own = given(lead, desk)

    def listed(user: User) -> set[Notification]:
        request = RequestFactory().get("/")
        request.user = user
        return set(site.get_model_admin(Notification).get_queryset(request))

    assert listed(lead) == {own}
    assert len(listed(superuser)) == 2
    for case in Case.objects.all():
        restrict(case, lead)
    assert (listed(lead), listed(superuser)) == ({own}, set())
