"""What the API says of every refusal, and what a token may do. The endpoints here stand for all."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.urls import path
from rest_framework import exceptions, serializers
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.views import APIView

from core.api import valid
from core.errors import Conflict, Forbidden, Invalid, TooLarge
from core.models import TokenScope, User
from tests.factories import ApiTokenFactory, UserFactory

REFUSALS = {
    "invalid": (Invalid("claim:span", "No.", field="start"), 400, "claim:span", {"field": "start"}),
    "forbidden": (Forbidden("permission:denied", "No."), 403, "permission:denied", {}),
    "conflict": (Conflict("case:stale", "No.", version=3), 409, "case:stale", {"version": 3}),
    "large": (TooLarge("article:too_large", "No.", limit=5), 413, "article:too_large", {"limit": 5}),
    "missing": (Http404(), 404, "request:not_found", {}),
    "denied": (PermissionDenied(), 403, "permission:denied", {}),
    "throttled": (exceptions.Throttled(wait=3), 429, "request:throttled", {}),
    "media": (exceptions.UnsupportedMediaType("text/xml"), 415, "request:unsupported_media_type", {}),
    "model": (ValidationError({"title": ["Too long."]}), 400, "request:invalid", {"title": ["Too long."]}),
    "models": (ValidationError(["Twice."]), 400, "request:invalid", {"non_field_errors": ["Twice."]}),
}


class Refusing(APIView):
    def get(self, request, kind):
        raise REFUSALS[kind][0]


class Input(serializers.Serializer):
    number = serializers.IntegerField()


class Echo(APIView):
    def get(self, request):
        return Response({"by": request.user.email})

    def post(self, request):
        return Response(valid(Input, request))


class UserOutput(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id"]


class Users(ListAPIView):
    queryset = User.objects.all()
    serializer_class = UserOutput


urlpatterns = [
    path("refuse/<str:kind>/", Refusing.as_view()),
    path("echo/", Echo.as_view()),
    path("users/", Users.as_view()),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def client_of(user: User | None = None, secret: str = "") -> APIClient:
    client = APIClient()
    if user:
        client.force_login(user)
    if secret:
        client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_code_message_and_details(kind):
    _, status, code, details = REFUSALS[kind]
    response = client_of(UserFactory()).get(f"/refuse/{kind}/")
    assert (response.status_code, response.json()["code"], response.json()["details"]) == (status, code, details)
    assert response.json()["message"]
    assert response.json().keys() == {"code", "message", "details"}


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        ("{", "application/json", "request:parse_error"),
        ('{"number": "x"}', "application/json", "request:invalid"),
        ("[]", "application/json", "request:invalid"),
        ("<x/>", "text/xml", "request:unsupported_media_type"),
    ],
)
def test_bodies_that_cannot_be_read(body, content_type, code):
    response = client_of(UserFactory()).generic("POST", "/echo/", body, content_type=content_type)
    assert 400 <= response.status_code < 500
    assert response.json()["code"] == code


def test_invalid_fields_are_named():
    response = client_of(UserFactory()).post("/echo/", {})
    assert list(response.json()["details"]) == ["number"]


def test_other_methods():
    response = client_of(UserFactory()).delete("/echo/")
    assert (response.status_code, response.json()["code"]) == (405, "request:method_not_allowed")


def test_a_fault_is_not_dressed_up_as_a_refusal():
    with pytest.raises(KeyError):
        client_of(UserFactory()).get("/refuse/unheard-of/")


# --- tokens -----------------------------------------------------------------------------------------------------------------


def test_nobody_without_signing_in():
    response = APIClient().get("/echo/")
    assert (response.status_code, response.json()["code"]) == (401, "request:not_authenticated")


@pytest.mark.parametrize(("scope", "status"), [(TokenScope.READ, 403), (TokenScope.WRITE, 200)])
def test_a_read_token_reads_only(scope, status):
    token = ApiTokenFactory(scope=scope)
    client = client_of(secret=token.secret)
    for method in (client.get, client.head, client.options):
        assert method("/echo/").status_code == 200
    assert client.get("/echo/").json() == {"by": token.user.email}
    response = client.post("/echo/", {"number": 1})
    assert response.status_code == status
    if status == 403:
        assert response.json()["code"] == "token:scope"
        for method in (client.put, client.patch, client.delete):
            assert method("/echo/").json()["code"] == "token:scope"


def test_a_session_reads_and_writes():
    assert client_of(UserFactory()).post("/echo/", {"number": 1}).status_code == 200


@pytest.mark.parametrize(
    "header", ["Token", "Token x", "Token a b", "Token \x00", "Token \xff\xfe", "Token é", "Token " + "x" * 5000]
)
def test_what_is_no_token_is_refused(header):
    response = APIClient().get("/echo/", headers={"authorization": header})
    assert (response.status_code, response.json()["code"]) == (401, "request:authentication_failed")


def test_tokens_end():
    expired, left = ApiTokenFactory(expiry=dt.timedelta(seconds=-1)), ApiTokenFactory(user__is_active=False)
    for token in (expired, left):
        assert client_of(secret=token.secret).get("/echo/").status_code == 401


# --- pages ------------------------------------------------------------------------------------------------------------------


def test_lists_come_in_pages_the_newest_first():
    user = UserFactory()
    ids = sorted((user.pk, *(UserFactory().pk for _ in range(4))), reverse=True)
    client = client_of(user)
    page = client.get("/users/?page_size=2").json()
    seen = [row["id"] for row in page["results"]]
    UserFactory()  # what is added in the meantime shifts nothing
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += [row["id"] for row in page["results"]]
    assert seen == ids


def test_a_page_holds_at_most_200():
    User.objects.bulk_create(User(email=f"many{n}@example.org", display_name=str(n)) for n in range(210))
    client = client_of(UserFactory())
    assert len(client.get("/users/?page_size=1000").json()["results"]) == 200
    assert len(client.get("/users/").json()["results"]) == 50


@pytest.mark.parametrize("cursor", ["x", "%00", "cD0y%ED%A0%80", "bz0xMDAwMDAwMDAwMDAw"])
def test_a_cursor_that_is_none(cursor):
    response = client_of(UserFactory()).get(f"/users/?cursor={cursor}")
    assert response.status_code in {200, 404}
