"""What holds for every endpoint of the API: who gets in, how lists come in pages, and that no list asks more for more rows."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from core.models import Membership, Role, TokenScope
from core.services import token_revoke, user_deactivate
from tests.api.answers import found, nothing_written, refusal
from tests.factories import (
    AffiliationFactory,
    ApiTokenFactory,
    ArticleFactory,
    AssignmentFactory,
    CaptureFactory,
    CaseEvidenceFactory,
    ClaimFactory,
    CommentFactory,
    EventPartyFactory,
    EvidenceStanceFactory,
    ExportFactory,
    ExtractionRunFactory,
    FigureFactory,
    IndependenceGroupFactory,
    NotificationFactory,
    PublicationFactory,
    QueueFactory,
    RatingFactory,
    RatingScaleFactory,
    RevisionProposalFactory,
    RoutingRuleFactory,
    SnapshotFactory,
    SourceAliasFactory,
    SourceFactory,
    TieFactory,
    TopicFactory,
    case_on,
    claim_on,
    member,
    said_by,
)
from tests.roles import routes
from verification.models import CaseEvidence

pytestmark = pytest.mark.django_db

API = [route for route in routes() if route.name.startswith("v1:")]
WRITES = [(route, method) for route in API for method in sorted(route.methods & {"POST", "PUT", "PATCH", "DELETE"})]


def bearing(token) -> APIClient:
    return APIClient(headers={"Authorization": f"Token {token.secret}"})


def address(route) -> str:
    return reverse(route.name, args=["1"] * len(route.arguments))


# --- Tokens and sessions --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("route", "method"), WRITES, ids=lambda part: getattr(part, "name", part))
def test_a_token_that_reads_writes_nowhere(route, method):
    answer = bearing(ApiTokenFactory(scope=TokenScope.READ)).generic(method, address(route))
    assert refusal(answer) == (403, "token:scope")
    assert nothing_written()


def test_a_token_does_what_its_user_may_do(desk):
    body = {"name": "Post", "kind": "outlet"}
    for role, status in ((Role.VIEWER, 403), (Role.REVIEWER, 201)):
        client = bearing(ApiTokenFactory(user=member(desk, role), scope=TokenScope.WRITE))
        assert client.get("/api/v1/sources/").status_code == 200
        assert client.post("/api/v1/sources/", body).status_code == status


def _expire(token):
    token.expiry = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    token.save()


@pytest.mark.parametrize(
    "end",
    [
        _expire,
        lambda token: token_revoke(token=token, actor=token.user),
        lambda token: user_deactivate(user=token.user, actor=None, reason="Left"),
    ],
    ids=["expired", "revoked", "deactivated"],
)
def test_a_token_ends(desk, end):
    token = ApiTokenFactory(user=member(desk), scope=TokenScope.WRITE)
    client = bearing(token)
    assert client.get("/api/v1/cases/").status_code == 200
    end(token)
    assert refusal(client.get("/api/v1/cases/")) == (401, "request:authentication_failed")


def test_a_token_loses_the_desk_with_its_user(desk):
    token, case = ApiTokenFactory(user=member(desk)), case_on(desk)
    client = bearing(token)
    assert found(client.get("/api/v1/cases/")) == [case.pk]
    Membership.objects.filter(user=token.user).update(is_active=False)
    assert found(client.get("/api/v1/cases/")) == []


def test_a_session_writes_with_its_csrf_token_alone(desk):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(member(desk), backend="core.backends.Backend")
    body = {"name": "Post", "kind": "outlet"}
    assert refusal(client.post("/api/v1/sources/", body)) == (403, "request:permission_denied")
    assert nothing_written()
    client.get("/sources/new/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    assert client.post("/api/v1/sources/", body, headers={"X-CSRFToken": token}).status_code == 201


@pytest.mark.parametrize("route", API, ids=lambda route: route.name)
def test_nobody_gets_in_without_signing_in(route):
    for method in sorted(route.methods):
        assert refusal(APIClient().generic(method, address(route))) == (401, "request:not_authenticated")


@pytest.mark.parametrize("suffix", [".json", ".api", ".csv"])
def test_there_is_one_address_for_each_thing(desk, reviewer, suffix):
    case = case_on(desk, state="proposed")
    assert reviewer.get(f"/api/v1/cases{suffix}").status_code == 404
    assert reviewer.post(f"/api/v1/cases/{case.pk}/open{suffix}").status_code == 404


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_pages_stay_as_they_are_while_rows_are_added(desk, reviewer):
    first = [SourceFactory(desk=desk).pk for _ in range(5)]
    page = reviewer.get("/api/v1/sources/", {"page_size": 2})
    seen = found(page)
    while following := page.json()["next"]:
        SourceFactory(desk=desk)
        page = reviewer.get(following)
        seen += found(page)
    assert seen == sorted(first, reverse=True)
    assert len(found(reviewer.get(page.json()["previous"]))) == 2


def test_a_page_has_fifty_rows_or_as_many_as_are_asked_for_up_to_200(desk, reviewer):
    for _ in range(201):
        SourceFactory(desk=desk)
    for asked, rows in ((None, 50), ("7", 7), ("200", 200), ("100000", 200), ("0", 50), ("x", 50)):
        assert len(found(reviewer.get("/api/v1/sources/", {"page_size": asked} if asked else {}))) == rows


@pytest.mark.parametrize("cursor", ["x", "\x00", "%%%", "cD14", "cD0x" * 500, "cD0" + "5" * 400])
def test_a_cursor_that_is_none_is_a_refusal_and_no_fault(desk, reviewer, cursor):
    assert reviewer.get("/api/v1/sources/", {"cursor": cursor}).status_code in {200, 404}


#: One answer, and no rows: the user's own figures. tests/verification/test_calibration.py measures them.
NO_ROWS = {"v1:calibration-list"}
LISTS = [route for route in API if "GET" in route.methods and not route.arguments and route.name.endswith("-list")]
LISTS = [route for route in LISTS if route.name not in NO_ROWS]


@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
def test_a_list_refuses_a_parameter_that_it_does_not_have(desk, reviewer, route):
    answer = reviewer.get(reverse(route.name), {"publihser": "7", "page_size": "5"})
    assert refusal(answer) == (400, "request:invalid")
    assert list(answer.json()["details"]) == ["publihser"]


def test_a_range_has_a_parameter_for_each_of_its_ends(desk, reviewer):
    for day in ("2026-03-01", "2026-03-09"):
        ArticleFactory(desk=desk, published_on=day)
    assert len(found(reviewer.get("/api/v1/articles/", {"published_after": "2026-03-05"}))) == 1
    assert len(found(reviewer.get("/api/v1/articles/", {"published_before": "2026-03-05"}))) == 1


# --- Queries --------------------------------------------------------------------------------------------------------------


def _claim(desk, _user):
    claim = claim_on(desk)
    FigureFactory(claim=claim).bases.set([FigureFactory(claim=ClaimFactory(snapshot=claim.snapshot)).claim])
    said_by(claim, "Harbour Ministry", "Port")


def _case(desk, _user):
    case_on(desk, queue=QueueFactory(desk=desk), topics=[TopicFactory(desk=desk)], similar_to=case_on(desk))


def _review(desk, _user):
    """Each with who made its claim, and a piece of evidence that goes back to an origin."""
    case = case_on(desk, state="decided")
    said_by(case.lead_claim, "Harbour Ministry")
    stance = EvidenceStanceFactory(review__assignment__case=case)
    CaseEvidence.objects.filter(pk=stance.case_evidence_id).update(independence_group=IndependenceGroupFactory(case=case))


def _origin(desk, _user):
    case = case_on(desk)
    CaseEvidenceFactory(case=case, independence_group=IndependenceGroupFactory(case=case))


#: How each list grows by at least a row.
GROW = {
    "v1:source-list": lambda desk, _: SourceAliasFactory(source__desk=desk),
    "v1:affiliation-list": lambda desk, _: AffiliationFactory(source__desk=desk),
    "v1:member-list": lambda desk, _: member(desk),
    "v1:rating-list": lambda desk, _: RatingFactory(scale=RatingScaleFactory(desk=desk, is_current=False)),
    "v1:tie-list": lambda desk, user: TieFactory(desk=desk, user=user),
    "v1:article-list": lambda desk, _: ArticleFactory(desk=desk),
    "v1:capture-list": lambda desk, _: CaptureFactory(article__desk=desk),
    "v1:snapshot-list": lambda desk, _: SnapshotFactory(capture__article__desk=desk),
    "v1:run-list": lambda desk, _: ExtractionRunFactory(snapshot__capture__article__desk=desk),
    "v1:claim-list": _claim,
    "v1:proposal-list": lambda desk, _: RevisionProposalFactory(run__snapshot__capture__article__desk=desk),
    "v1:event-list": lambda desk, _: EventPartyFactory(event__desk=desk),
    "v1:case-list": _case,
    "v1:rule-list": lambda desk, _: RoutingRuleFactory(desk=desk),
    "v1:assignment-list": lambda desk, _: AssignmentFactory(case=case_on(desk)),
    "v1:evidence-list": lambda desk, _: CaseEvidenceFactory(case=case_on(desk)),
    "v1:case-evidence-list": _origin,
    "v1:origin-list": _origin,
    "v1:review-list": _review,
    "v1:verdict-list": lambda desk, _: PublicationFactory(verdict__case=case_on(desk, state="published")),
    "v1:export-list": lambda desk, user: ExportFactory(desk=desk, requested_by=user),
    "v1:comment-list": lambda desk, _: CommentFactory(case=case_on(desk)),
    "v1:notification-list": lambda desk, user: NotificationFactory(about=AssignmentFactory(case=case_on(desk)), recipient=user),
}
#: The page itself, the user's desks, and what belongs to the rows: as many lists as a row has inside.
MOST_QUERIES = 6
#: Who else says so is counted over evidence and claim, with chain and affiliations.
MORE_QUERIES = {"v1:review-list": 9}


def test_every_list_is_measured():
    assert GROW.keys() == {route.name for route in LISTS}


@pytest.mark.parametrize("name", GROW)
def test_a_list_takes_a_number_of_queries_that_does_not_grow(desk, api, name):
    user = member(desk)
    client, taken, rows = api(user), [], []
    for more in (2, 6):
        for _ in range(more):
            GROW[name](desk, user)
        with CaptureQueriesContext(connection) as counted:
            rows.append(len(found(client.get(reverse(name)))))
        taken.append(len(counted))
    assert rows[1] > rows[0] > 1
    assert taken[0] == taken[1] <= MORE_QUERIES.get(name, MOST_QUERIES)
