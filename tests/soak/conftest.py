"""Claimdesk as it runs, on the very database that the tests read and write."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import environ
import pytest
from django.conf import settings
from django.db import connection

from config import embedded
from tests.core.post_office import PostOffice, post_office
from tests.functional.stack import Stack
from tests.soak.stage import Stage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is in this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.soak)


@pytest.fixture(scope="session")
def office() -> Iterator[PostOffice]:
    """The mail server that the workers speak to."""
    with post_office() as office:
        yield office


@pytest.fixture(scope="session")
def stage(
    servers: Path,
    database_url: str,
    django_db_setup: None,
    office: PostOffice,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Stage]:
    """A broker and, once a test starts them, web servers, workers and beat."""
    home = servers / "broker"
    given = os.environ.get("REDIS_URL", "")
    redis_url = urlsplit(given)._replace(path="/15").geturl() if given else embedded.redis_url(home)
    own_name = environ.Env.db_url_config(database_url)["NAME"]
    with Stack(
        tmp_path_factory.mktemp("stack"),
        database_url=database_url.removesuffix(own_name) + connection.settings_dict["NAME"],
        redis_url=redis_url,
        broker_home=None if given else home,
        runs=(),
        SECRET_KEY=settings.SECRET_KEY,
        WEB_CONCURRENCY="4",
        WORKER_CONCURRENCY="2",
        EMAIL_URL=f"smtp://127.0.0.1:{office.port}",
        EMAIL_TIMEOUT="60",
    ) as stack:
        yield Stage(stack, redis_url)


@pytest.fixture(autouse=True)
def _quiet(stage: Stage, transactional_db: None) -> Iterator[None]:
    """Nothing is at work on the database when it is emptied after a test, and no message waits for the next one."""
    yield
    stage.clear()
