"""The pages of the queue, of the lists and of the desk, and what they show to whom."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Role
from tests.factories import (
    AssignmentFactory,
    CaseEvidenceFactory,
    CaseTransitionFactory,
    ClaimFactory,
    DeskFactory,
    IndependenceGroupFactory,
    case_of,
    case_on,
    member,
)
from tests.pages import client_of
from verification.models import Assignment, Case, CaseEvidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def count_queries():
    """How many queries a page takes."""

    def count(client, path: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(path).status_code == 200
        return len(counted)

    return count


def test_no_two_controls_of_the_list_of_cases_have_one_id(world):
    page = client_of(world.lead).get("/cases/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert "assign_reviewer" in ids
    assert len(ids) == len(set(ids))


def test_who_may_not_invite_is_told_who_may(world):
    says = "Admins of the desk invite people"
    assert says in client_of(world.lead).get("/desk/").content.decode()
    admin = member(world.desk, Role.ADMIN)
    assert says not in client_of(admin).get("/desk/").content.decode()


def pages_of(world) -> list[str]:
    return [
        f"/cases/{world.case.pk}/",
        f"/cases/{world.case.pk}/adjudicate/",
        f"/articles/{world.article.pk}/",
        f"/articles/{world.article.pk}/progress/",
    ]


def test_members_see_the_pages_of_their_desk_and_others_find_nothing(world):
    stranger, other = member(DeskFactory()), client_of(world.viewer)
    for page in pages_of(world):
        assert other.get(page).status_code in {200, 286}
        assert client_of(stranger).get(page).status_code == 404


def test_lists_and_search_show_nothing_of_other_desks(world):
    stranger = client_of(member(DeskFactory()))
    for page in ("/", "/cases/", "/articles/", "/search/?q=drones", "/sources/?q=harbour", "/exports/", "/events/"):
        assert "Forty drones" not in stranger.get(page).content.decode()
    assert "Forty drones" in client_of(world.viewer).get("/search/?q=drones").content.decode()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.VIEWER, set()), (Role.REVIEWER, {"take"}), (Role.LEAD, {"take", "open", "dismiss", "routing", "triage"})],
)
def test_what_a_role_may_do_to_a_proposed_case(world, role, allowed):
    client = client_of(member(world.desk, role))
    dismissed, opened, taken = case_on(world.desk, state="proposed"), world.cases[1], case_on(world.desk, reviews_required=9)
    body = {"expected_version": 1, "reason": "Because."}
    answers = {
        "dismiss": client.post(f"/cases/{dismissed.pk}/dismiss/", body),
        "open": client.post(f"/cases/{opened.pk}/open/", body | {"expected_version": opened.version}),
        "take": client.post(f"/cases/{taken.pk}/take/"),
        "triage": client.get(f"/articles/{world.article.pk}/triage/"),
        "routing": client.get(f"/cases/{world.case.pk}/routing/"),
    }
    assert {name for name, answer in answers.items() if answer.status_code in {200, 302}} == allowed
    assert {answer.status_code for name, answer in answers.items() if name not in allowed} <= {403}


def test_the_queue_shows_own_work_the_pool_with_its_reason_and_what_waits_for_a_lead(world):
    waiting = case_on(world.desk, pool_reason="Nobody speaks Tavrin.", proposition="A bridge fell.")
    page = client_of(world.reviewer).get("/").content.decode()
    assert world.case.proposition in page
    assert waiting.proposition in page
    assert "Nobody speaks Tavrin." in page
    assert "To be triaged" not in page
    assert "To be triaged" in client_of(world.lead).get("/").content.decode()


def test_an_empty_queue_says_what_to_do_next(world):
    assert "takes the most urgent one that suits you" in client_of(world.second).get("/").content.decode()


def test_the_next_case_is_taken_and_opened(world):
    case = case_on(world.desk, priority=1)
    answer = client_of(world.second).post("/next/")
    assert answer["Location"] == f"/cases/{case.pk}/"
    assert Assignment.objects.get(case=case, reviewer=world.second).state == "accepted"


def test_nothing_next_leads_back_to_the_queue(world):
    assert client_of(world.second).post("/next/")["Location"] == "/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {0, 1}),
        ("state=proposed", {1}),
        ("q=drones", {0}),
        ("q=HARBOUR", {0, 1}),
        ("mine=on", {0}),
        ("late=on", {0}),
        ("priority=5", {1}),
        ("state=nonsense", {0, 1}),
        ("q=%00", {0, 1}),
    ],
)
def test_cases_are_filtered_by_the_address(world, query, found):
    Case.objects.filter(pk=world.cases[0].pk).update(due_at=timezone.now() - dt.timedelta(hours=1))
    Case.objects.filter(pk=world.cases[1].pk).update(priority=5)
    answer = client_of(world.reviewer).get(f"/cases/?{query}")
    shown = {int(pk) for pk in re.findall(r'href="/cases/(\d+)/"', answer.content.decode())}
    assert shown == {world.cases[i].pk for i in found}


def test_the_number_of_queries_does_not_grow_with_the_lists(world, count_queries):
    client = client_of(world.lead)
    most = {
        "/": 10,
        "/cases/": 11,
        f"/articles/{world.article.pk}/": 19,
        f"/articles/{world.article.pk}/triage/": 8,
        f"/cases/{world.case.pk}/": 24,
    }
    CaseEvidence.objects.update(independence_group=IndependenceGroupFactory(case=world.case))
    client.get("/")  # that somebody was here is written down now and then
    before = {page: count_queries(client, page) for page in most}
    for number in range(8):
        claim = ClaimFactory(snapshot=world.snapshot, start=number, end=number + 9)
        case = case_of(claim, state="proposed", bundle=world.case.bundle, queue=world.case.queue)
        AssignmentFactory(case=case, reviewer=world.lead)
        case_on(world.desk, pool_reason="Nobody.", bundle=world.case.bundle)
        CaseEvidenceFactory(case=world.case, independence_group=IndependenceGroupFactory(case=world.case, origin=f"Orb {number}"))
        CaseTransitionFactory(case=world.case, version=10 + number)
    after = {page: count_queries(client, page) for page in most}
    assert after == before
    assert {page: taken for page, taken in after.items() if taken > most[page]} == {}


@pytest.mark.parametrize(
    ("address", "views", "onward"), [("/cases/", "verification.views.queue", "Next"), ("/articles/", "sources.views", "Older")]
)
def test_pages_are_older_and_newer_only_where_the_order_is_of_time(world, monkeypatch, address, views, onward):
    monkeypatch.setattr(f"{views}.PAGE", 1)
    for _ in range(2):
        case_on(world.desk)
    assert f'rel="next">{onward}</a>' in client_of(world.viewer).get(address).content.decode()
