"""A desk, and clients of the API for its people."""

import pytest
from rest_framework.test import APIClient

from core.models import Role
from tests.factories import DeskFactory, member
from tests.verification.desk import scale_on


@pytest.fixture
def desk():
    desk = DeskFactory(slug="harbour")
    scale_on(desk)
    return desk


@pytest.fixture
def api():
    """Makes a client of a user."""

    def client_of(user):
        client = APIClient()
        client.force_authenticate(user)
        return client

    return client_of


@pytest.fixture
def reviewer(desk, api):
    return api(member(desk))


@pytest.fixture
def lead(desk, api):
    return api(member(desk, Role.LEAD))
