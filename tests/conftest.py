"""The servers and the browser of the test session: what one app's tests share stands in that app's folder."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import environ
import hypothesis
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from config import embedded

# Properties are not about time: a busy machine, or a language model that loads first, breaks none.
hypothesis.settings.register_profile("claimdesk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("claimdesk")

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

#: Modules of which each group shares something that takes long to start: one process runs the whole group, before anything else.
TOGETHER = {
    "tests/functional/test_broker.py": "stack",
    "tests/functional/test_disagreement_in_browser.py": "stack",
    "tests/functional/test_faults.py": "stack",
    "tests/functional/test_main_job_in_browser.py": "stack",
    "tests/functional/test_policy_in_browser.py": "stack",
    "tests/functional/test_supervisor.py": "installation",
}


class Scheduling(LoadScopeScheduling):
    """Gives tests out one by one, but groups as a whole and the largest first.

    The plugin's own ``loadgroup`` writes the group into the ids of tests, which pytest no longer lets it do.
    """

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores: who waits for a browser, or for what another process does, leaves one idle."""
    return len(os.sched_getaffinity(0)) + 1


def chromium() -> str | None:
    """The path of the machine's Chromium."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def pytest_configure() -> None:
    if os.environ.get("CI") and not chromium():
        raise pytest.UsageError("No Chromium on this machine, and CI must not leave the browser tests out.")
    gc.disable()  # until the tests begin: what is imported and collected stays


def pytest_collection_finish() -> None:
    """Has the garbage collector leave alone what it cannot collect, and look at the rest less often: a fifth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the tests that need a browser, and leaves them out where there is none; lets none start a stack of its own."""
    stray = {item.location[0] for item in items if "stack" in getattr(item, "fixturenames", ())} - TOGETHER.keys()
    if stray:
        raise pytest.UsageError(f"Tests of the stack that are not in TOGETHER: {', '.join(sorted(stray))}")
    browser_items = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    for item in browser_items:
        item.add_marker("browser")
    if browser_items and not chromium():
        items[:] = [item for item in items if item not in browser_items]
        config.hook.pytest_deselected(items=browser_items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not chromium():
        terminalreporter.write_line("No Chromium on this machine: the browser tests were left out.")


@pytest.fixture(scope="session")
def servers() -> Iterator[Path]:
    """A folder for embedded servers, short enough for sockets whatever TMPDIR says, which their user can walk through."""
    folder = Path(tempfile.mkdtemp(prefix="claimdesk-test-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def database_url(servers: Path) -> Iterator[str]:
    """The address of the session's PostgreSQL: the one in DATABASE_URL, else an embedded one."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    home = servers / "database"
    with embedded.running(home, valkey=False, throwaway=True):
        yield embedded.database_url(home)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_url: str, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Points Django at the session's server before pytest-django creates the test database there."""
    address = environ.Env.db_url_config(database_url)
    connection.settings_dict.update({key: address[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Ends what is still connected to the test database before it is dropped: threads have connections of their own."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session", autouse=True)
def emptiable_tables() -> Iterator[None]:
    """Lets the database be emptied after tests that commit, and for nothing else: the record refuses TRUNCATE.

    It cascades, since the token table that ours stands in for is there as well, and Django does not list it.
    """
    # Of the class: beside a browser, each thread and event loop has a connection of its own.
    operations = type(connection.ops)
    sql_flush = operations.sql_flush

    def without_triggers(*args, **kwargs):
        return ["SET LOCAL session_replication_role = replica", *sql_flush(*args, **kwargs | {"allow_cascade": True})]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "sql_flush", without_triggers)
        yield
