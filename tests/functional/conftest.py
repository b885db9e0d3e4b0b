"""The real stack, and a real browser in front of it."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import environ
import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from config import embedded
from tests.conftest import chromium
from tests.functional.stack import PATIENCE, Stack

# Playwright runs an event loop in this thread until the session ends, which Django takes for code that must not wait.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# No sandbox, since the tests also run as root; and none of the browser's own traffic.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def stack_database_url(database_url: str) -> Iterator[str]:
    """An empty database beside the one of the other tests; it is dropped at the end."""
    address = environ.Env.db_url_config(database_url)
    name = f"claimdesk_stack_{os.getpid()}"
    server = psycopg.connect(
        host=address["HOST"],
        port=address["PORT"] or None,
        user=address["USER"],
        password=address["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )
    server.execute(f"CREATE DATABASE {name}")
    yield database_url.removesuffix(address["NAME"]) + name
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


@pytest.fixture(scope="session")
def stack(servers: Path, stack_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything that ``make run`` runs, on a fresh database, for the whole session."""
    home = servers / "broker"
    given = os.environ.get("REDIS_URL", "")
    with Stack(
        tmp_path_factory.mktemp("stack"),
        database_url=stack_database_url,
        # A worker that happens to run on the same server must not take the tasks of the tests.
        redis_url=urlsplit(given)._replace(path="/15").geturl() if given else embedded.redis_url(home),
        broker_home=None if given else home,
    ) as stack:
        yield stack


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """A browser without history, in which any error of a script, any breach of the policy and any call to another host fails."""
    complaints: list[str] = []
    context = browser.new_context(base_url=stack.base_url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
    context.on("request", lambda request: complaints.append(request.url) if _is_foreign(request.url, stack.port) else None)
    yield context
    context.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab of that browser."""
    return context.new_page()


def _is_foreign(url: str, port: int) -> bool:
    address = urlsplit(url)
    return address.scheme in {"http", "https", "ws", "wss"} and address.netloc != f"127.0.0.1:{port}"
