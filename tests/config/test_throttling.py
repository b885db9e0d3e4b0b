import pytest
from django.conf import settings
from django.test import Client

from core.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def user() -> User:
    return User.objects.create_user("reader@example.org", PASSWORD, display_name="Reader")


def sign_in(client: Client, *, password: str = PASSWORD, address: str = "198.51.100.7"):
    return client.post("/accounts/login/", {"username": "reader@example.org", "password": password}, REMOTE_ADDR=address)


@pytest.mark.django_db
def test_wrong_passwords_lock_the_account_out_at_one_address_only(client: Client, user: User) -> None:
    for _ in range(settings.AXES_FAILURE_LIMIT):
        locked = sign_in(client, password="wrong")
    assert locked.status_code == 429
    assert "Too many attempts" in locked.text
    assert sign_in(client).status_code == 429
    assert sign_in(client, address="203.0.113.9").status_code == 302


@pytest.mark.django_db
def test_a_right_password_forgives_the_wrong_ones_before_it(client: Client, user: User) -> None:
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(client, password="wrong").status_code == 200
        assert sign_in(client).status_code == 302
