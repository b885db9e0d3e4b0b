"""``make run``: everything that Claimdesk needs, started in order in the foreground, and stopped together.

The embedded servers start first and stop last. Between them, honcho runs the web server, the Celery workers and Celery beat.
Whichever of all these ends, the others are stopped too; and all of them end with this process, also when it is killed.
"""

import functools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import django
import honcho.manager
import honcho.process
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError
from honcho.compat import ProcessManager

from config import embedded

PORT_SECONDS = 3.0  # for the web server of a run that was just killed to let go of its port

# Time for running tasks and requests to end by themselves, before honcho kills them.
honcho.manager.KILL_WAIT = 30

COMMANDS = {
    "web": "gunicorn --config python:config.gunicorn config.wsgi",
    "worker": "celery --quiet --app config worker --queues celery --without-gossip --without-mingle",
    # Threads: one process without the language model holds them all. What they do is short, and mostly waits for others. Time
    # limits hold for processes alone: here each waiting has a timeout of its own, and what is handed out twice does no harm.
    "control": (
        "celery --quiet --app config worker --queues control --hostname control@%h --pool threads --concurrency 4"
        " --without-gossip --without-mingle"
    ),
    # Without a pid file there is none to be left behind.
    "beat": "celery --quiet --app config beat --pidfile=",
}


# A first run may well be root's: Celery's seven lines about that would hide the address and the accounts.
ROOT_WARNING = "ignore:You're running the worker with superuser privileges"


def main() -> int | str:
    """Runs Claimdesk until it is told to stop; returns what :func:`sys.exit` takes."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _terminate)  # the terminal was closed
    os.environ.setdefault("PYTHONWARNINGS", ROOT_WARNING)
    if "MAKELEVEL" in os.environ:
        embedded.die_with(os.getppid(), signal.SIGTERM)
    try:
        _read_settings()
        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _run()
    except KeyboardInterrupt:
        return 0
    except (embedded.EmbeddedServerError, ImproperlyConfigured, OperationalError, OSError, subprocess.SubprocessError) as error:
        return f"Claimdesk cannot start: {str(error).splitlines()[0]}"


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _terminate(_number: int, _frame: FrameType | None) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def _read_settings() -> None:
    try:
        django.setup()
    except ValueError as error:
        raise ImproperlyConfigured(f"a setting has a wrong value: {error}") from error


def _run() -> int | str:
    with embedded.running(
        settings.SERVERS_HOME,
        postgres=not os.environ.get("DATABASE_URL"),
        valkey=not os.environ.get("REDIS_URL"),
    ) as servers:
        _require_free_port()
        _prepare()
        manager = _Manager(servers)
        for name, command in COMMANDS.items():
            manager.add_process(name, f"exec {sys.executable} -m {command}")
        manager.loop()
        for server in servers:
            if server.ended:
                return f"{server.name} ended: {server.last_words}"
        # Being told to stop is not an error.
        return 0 if manager.returncode in {130, 143} else manager.returncode


def _require_free_port() -> None:
    """Returns once the web server could listen; raises OSError where something else does."""
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                return probe.bind((settings.BIND_ADDRESS, settings.PORT))
            except OSError:
                if time.monotonic() > deadline:
                    raise OSError(f"port {settings.PORT} is in use; choose another one, as in `make run PORT=8001`.") from None
        time.sleep(0.1)


def _prepare() -> None:
    """Brings the database, the static files and the demonstration up to date, and says who can sign in."""
    _say("Preparing the database …")
    call_command("migrate", verbosity=0, interactive=False)
    if _static_files_are_stale():
        call_command("collectstatic", verbosity=0, interactive=False)
    if settings.DEMONSTRATION_ALLOWED:
        # In a process of its own, so that the language model does not stay in the memory of this one.
        subprocess.run(
            [sys.executable, "manage.py", "seed"],
            cwd=settings.BASE_DIR,
            check=True,
            preexec_fn=functools.partial(embedded.die_with, os.getpid(), signal.SIGTERM),
        )
        _say(settings.DEMONSTRATION_ACCOUNTS.read_text())


def _static_files_are_stale() -> bool:
    """Whether a static file of any app is newer than what was collected; collecting takes seconds, looking does not."""
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if not manifest.exists():
        return True
    collected = manifest.stat().st_mtime
    files = (storage.path(name) for finder in get_finders() for name, storage in finder.list(ignore_patterns=None))
    return any(Path(file).stat().st_mtime > collected for file in files)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class _Leaders(ProcessManager):
    """Asks only the first process of each group to stop: Celery's pool would die in the middle of its tasks."""

    def terminate(self, pid: int) -> None:
        os.kill(pid, signal.SIGTERM)


class _Process(honcho.process.Process):
    """A process that ends when the supervisor does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._supervisor = os.getpid()

    def run(self, *args: Any, **kwargs: Any) -> None:
        """Runs in a fork of the supervisor, which ignores SIGTERM and so needs SIGKILL; the command itself can end in order.

        Beat has nothing to put in order, and where its broker dies with the supervisor, SIGTERM can leave it waiting for a lock.
        """
        embedded.die_with(self._supervisor, signal.SIGKILL)
        ending = signal.SIGKILL if self.name == "beat" else signal.SIGTERM
        self._child_ctor = functools.partial(
            honcho.process.Popen,
            preexec_fn=functools.partial(embedded.die_with, os.getpid(), ending),
        )
        super().run(*args, **kwargs)


class _Manager(honcho.manager.Manager):
    """honcho's manager, which also stops everything when an embedded server ends."""

    def __init__(self, servers: Sequence[embedded.Server]) -> None:
        super().__init__()
        self._servers = servers
        self._process_ctor = _Process
        self._procmgr = _Leaders()

    def _any_stopped(self) -> bool:
        return super()._any_stopped() or any(server.ended for server in self._servers)


if __name__ == "__main__":
    sys.exit(main())
