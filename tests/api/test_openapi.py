"""The description of the API: complete, valid, without a warning; and its pages, which ask no other host for anything."""

import io
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.urls import reverse

from tests.factories import UserFactory
from tests.pages import client_of
from tests.roles import routes

#: Beside the endpoints: the list of addresses, and the description itself.
NOT_DESCRIBED = {"v1:api-root"}


@pytest.fixture(scope="module")
def description():
    """The OpenAPI document; a warning while it is made, or a flaw of the document, is a failure."""
    out = io.StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", "--format", "openapi-json", "--api-version", "v1", stdout=out)
    return json.loads(out.getvalue())


def test_every_route_is_described_with_all_its_methods(description):
    described = {(path, method.upper()) for path, methods in description["paths"].items() for method in methods}
    expected = {
        (reverse(route.name, args=["{id}"] * len(route.arguments)).replace("%7Bid%7D", "{id}"), method)
        for route in routes()
        if route.name.startswith("v1:") and route.name not in NOT_DESCRIBED
        for method in route.methods
    }
    assert described == expected


def test_every_operation_says_what_it_does_and_has_a_name_of_its_own(description):
    operations = [operation for methods in description["paths"].values() for operation in methods.values()]
    assert all(operation.get("description") for operation in operations)
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))
    assert not [name for name in names if re.search(r"_\d+$", name)]


def test_writes_are_described_with_their_bodies(description):
    step = description["paths"]["/api/v1/cases/{id}/publish/"]["post"]
    schema = step["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert description["components"]["schemas"][schema]["required"] == ["expected_version"]
    article = description["paths"]["/api/v1/articles/"]["post"]
    assert {"application/json", "multipart/form-data"} <= article["requestBody"]["content"].keys()
    assert article["responses"].keys() == {"200", "201"}


def test_both_ways_to_sign_in_are_described(description):
    schemes = description["components"]["securitySchemes"]
    assert {scheme["type"] for scheme in schemes.values()} == {"apiKey"}
    assert {(scheme["in"], scheme["name"]) for scheme in schemes.values()} == {
        ("header", "Authorization"),
        ("cookie", "sessionid"),
    }


@pytest.mark.django_db
def test_the_description_is_served_as_it_is_made(description):
    answer = client_of(UserFactory()).get("/api/v1/schema/", headers={"accept": "application/vnd.oai.openapi+json"})
    assert answer.json()["paths"] == description["paths"]


@pytest.mark.django_db
def test_its_page_asks_to_sign_in_and_leads_back(client):
    assert client.get("/api/v1/docs/")["Location"] == "/accounts/login/?next=/api/v1/docs/"
    page = client_of(UserFactory()).get("/api/v1/docs/").text
    assert '<a class="link" href="/">Back to Claimdesk</a>' in page
    assert "img/favicon.svg" in page


@pytest.mark.django_db
def test_its_pages_ask_no_other_host_and_run_nothing_inline():
    client = client_of(UserFactory())
    page = client.get("/api/v1/docs/")
    policy = dict(part.split(" ", 1) for part in page["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy.keys() <= {"default-src", "img-src", "base-uri", "form-action", "frame-ancestors", "object-src"}
    text = page.content.decode()
    addresses = re.findall(r"(?:src|href)=[\"']?([^\"'\s>]+)", text)
    assert addresses
    for found in addresses:
        assert found.startswith(("/", "?")), found
        assert not found.startswith("//")
        if found.startswith("/static/"):
            assert finders.find(found.removeprefix("/static/")), found
    assert not re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.findall(r"<style|\sstyle=|\son\w+=", text)


@pytest.mark.django_db
def test_its_script_and_style_name_no_other_host():
    script = client_of(UserFactory()).get("/api/v1/docs/", {"script": ""})
    assert script["Content-Type"].startswith("application/javascript")
    assert not re.findall(r"https?://(?!testserver)", script.content.decode())
    style = Path(finders.find("drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css")).read_text()
    assert all(found.startswith("data:") for found in re.findall(r"url\(\s*[\"']?([^\"')]*)", style))
    assert "@import" not in style
