import os
from pathlib import Path

import environ
import psycopg
import pytest
import redis

from config import embedded


def postgres_at(home: Path) -> psycopg.Connection:
    address = environ.Env.db_url_config(embedded.database_url(home))
    return psycopg.connect(host=address["HOST"], user=address["USER"], dbname=address["NAME"], autocommit=True)


@pytest.fixture
def deep_home(servers: Path) -> Path:
    """Too deep for a socket's address, and with what URLs and shells take for something else."""
    folder = servers / "a folder + 100% 'quoted'" / ("deep" * 30)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "home"


def test_servers_run_from_any_folder_and_keep_their_data(deep_home: Path) -> None:
    with (
        embedded.running(deep_home),
        postgres_at(deep_home) as database,
        redis.Redis.from_url(embedded.redis_url(deep_home)) as broker,
    ):
        database.execute("CREATE TABLE kept (word text)")
        database.execute("INSERT INTO kept VALUES ('kept')")
        broker.set("word", "kept")
    with (
        embedded.running(deep_home),
        postgres_at(deep_home) as database,
        redis.Redis.from_url(embedded.redis_url(deep_home)) as broker,
    ):
        assert database.execute("SELECT word FROM kept").fetchone() == ("kept",)
        assert broker.get("word") == b"kept"


def test_servers_end_with_the_context(servers: Path) -> None:
    with embedded.running(servers / "ends", postgres=False) as (valkey,):
        assert not valkey.ended
    assert valkey.ended


def test_servers_that_nobody_needs_leave_no_trace(servers: Path) -> None:
    with embedded.running(servers / "unused", postgres=False, valkey=False) as running:
        assert running == []
    assert not (servers / "unused").exists()


def test_one_home_has_one_run(servers: Path) -> None:
    home = servers / "twice"
    with embedded.running(home, postgres=False), pytest.raises(embedded.EmbeddedServerError, match="already runs"):
        embedded.running(home, postgres=False).__enter__()


def test_what_a_crash_left_behind_does_not_matter(servers: Path) -> None:
    home = servers / "crashed"
    with embedded.running(home, valkey=False, throwaway=True):
        postmaster = (home / "postgres/postmaster.pid").read_text()
    # The number of the process that crashed belongs to another one now.
    (home / "postgres/postmaster.pid").write_text(postmaster.replace(postmaster.split()[0], str(os.getppid()), 1))
    with embedded.running(home, valkey=False, throwaway=True), postgres_at(home) as database:
        assert database.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_that_others_can_enter_is_refused(servers: Path) -> None:
    home = servers / "open"
    home.mkdir()
    home.chmod(0o755)
    with pytest.raises(embedded.EmbeddedServerError, match="alone"):
        embedded.running(home).__enter__()


def test_a_server_that_cannot_start_says_why(servers: Path) -> None:
    home = servers / "broken"
    with embedded.running(home, valkey=False, throwaway=True):
        pass
    (home / "postgres/PG_VERSION").write_text("9\n")
    with pytest.raises(embedded.EmbeddedServerError, match=r"PostgreSQL did not start: .*version"):
        embedded.running(home, valkey=False, throwaway=True).__enter__()
