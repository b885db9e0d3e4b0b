import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from core.models import User

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"
#: Spellings under all of which the account is found.
SPELLINGS = ["reader@example.org", "READER@example.org", " Reader@Example.org ", "reader＠example.org", "ReAdEr@EXAMPLE.ORG"]


@pytest.fixture
def user() -> User:
    return User.objects.create_user("reader@example.org", PASSWORD, display_name="Reader")


def sign_in(client: Client, *, password: str = PASSWORD, address: str = "198.51.100.7", name: str = "reader@example.org"):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address)


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


@pytest.mark.django_db
def test_one_account_has_one_count_however_its_address_is_spelt(client: Client, user: User) -> None:
    for number in range(settings.AXES_FAILURE_LIMIT):
        locked = sign_in(client, password="wrong", name=SPELLINGS[number % len(SPELLINGS)])
    assert locked.status_code == 429
    for spelling in SPELLINGS:
        assert sign_in(client, name=spelling).status_code == 429
    call_command("axes_reset_username", user.email)
    assert sign_in(client, name=SPELLINGS[1]).status_code == 302


@pytest.mark.django_db
def test_a_right_password_in_another_spelling_forgives_too(client: Client, user: User) -> None:
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            sign_in(client, password="wrong", name="Reader@example.org")
        assert sign_in(client, name="READER@example.org").status_code == 302


@pytest.mark.django_db
def test_a_letter_that_only_looks_up_as_another_is_counted_as_it(client: Client) -> None:
    User.objects.create_user("iris@example.org", PASSWORD, display_name="Iris")
    for name in ["iris@example.org", "\u0131ris@example.org"] * (settings.AXES_FAILURE_LIMIT // 2):
        sign_in(client, password="wrong", name=name)
    assert sign_in(client, name="iris@example.org").status_code == 429


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "x" * 300, "ß" * 254, "a\x00b"])
def test_whatever_is_typed_as_a_name_is_refused_in_words(client: Client, name: str) -> None:
    assert sign_in(client, name=name).status_code == 200
