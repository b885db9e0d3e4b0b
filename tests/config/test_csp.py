import pytest
from django.test import Client

from core.models import User

STRICT = {
    "default-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


def policy(client: Client, path: str) -> set[str]:
    return set(client.get(path)["Content-Security-Policy"].split("; "))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/accounts/password_reset/", "/no-such-page/", "/api/v1/schema/"])
def test_pages_have_the_strict_policy(client: Client, path: str) -> None:
    assert policy(client, path) == STRICT


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/admin/no-such-page/"])
def test_the_admin_may_evaluate_its_templates_and_style_inline_but_run_no_inline_script(client: Client, path: str) -> None:
    assert policy(client, path) == STRICT | {"script-src 'self' 'unsafe-eval'", "style-src 'self' 'unsafe-inline'"}


@pytest.mark.django_db
def test_the_documentation_of_the_api_may_draw_its_icons(client: Client) -> None:
    client.force_login(User.objects.create_user("reader@example.org", display_name="Reader"))
    assert policy(client, "/api/v1/docs/") == STRICT | {"img-src 'self' data:"}


@pytest.mark.django_db
def test_pages_cannot_be_framed_sniffed_or_followed(client: Client) -> None:
    response = client.get("/admin/", follow=True)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
