"""Claimdesk as it runs: real processes on a database and a broker of their own."""

import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from config import embedded
from config.supervisor import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
# Generous: what takes seconds takes longer on a busy machine.
START_SECONDS = 180
STOP_SECONDS = 60
# Milliseconds in a browser. A page that is slow on a busy machine is no failure; only what never comes is waited for so long.
PATIENCE = 30_000


#: Reads code, a line of JSON each, runs it, and answers with what it printed and how it failed.
SHELL = """
import contextlib, io, json, os, sys, traceback
import django
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever else is printed is no answer
django.setup()
from django.core.management.commands.shell import Command
from django.db import close_old_connections
names = Command().get_namespace(verbosity=0)
for line in sys.stdin:
    printed, error = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(printed):
            exec(json.loads(line), dict(names))
    except Exception:
        error = traceback.format_exc()
    close_old_connections()
    print(json.dumps([printed.getvalue(), error]), file=answers, flush=True)
"""


class Stack:
    """Web server, worker and beat, each of which a test can stop, kill and start again, and the broker that it can take away."""

    def __init__(
        self,
        folder: Path,
        *,
        database_url: str,
        redis_url: str,
        broker_home: Path | None,
        runs: Iterable[str] = COMMANDS,
        **environment: str,
    ) -> None:
        self.folder = folder
        self.runs = runs
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "VAR_DIR": str(folder / "var"),
            "PORT": str(self.port),
            "SITE_URL": self.base_url,
            "FETCH_ALLOW_PRIVATE": "true",
            "WEB_CONCURRENCY": "2",
            "WORKER_CONCURRENCY": "1",
            "EMAIL_URL": f"filemail:///{folder / 'mail'}",  # the path is what stands behind the third slash
            **environment,
        }
        self._broker_home = broker_home
        self._broker = contextlib.ExitStack()
        self._shell: subprocess.Popen[str] | None = None
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        self.start_broker()
        self.manage("migrate", "--verbosity=0")
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        for name in self.runs:
            self.start(name)
        return self

    def __exit__(self, *_: object) -> None:
        if self._shell is not None:
            self._shell.communicate()
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            _wait_for_the_end(process)
        self.stop_broker()

    def start(self, name: str) -> None:
        """Starts "web", "worker" or "beat", or another of one as "beat:2"; the web server answers when this returns."""
        with self.log(name).open("ab") as output:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", *COMMANDS[name.partition(":")[0]].split()],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
                # A run of the tests that is killed leaves nothing behind.
                preexec_fn=functools.partial(embedded.die_with, os.getpid(), signal.SIGKILL),  # noqa: PLW1509 - it calls the kernel only
            )
        if name == "web":
            wait_for_port(self.port)

    def stop(self, name: str) -> None:
        """Has a process end in order."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        _wait_for_the_end(process)

    def kill(self, name: str) -> None:
        """Ends a process and its children at once, without a word."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    @contextlib.contextmanager
    def broker_down(self) -> Iterator[None]:
        """Takes the broker away, and gives it back at the end."""
        self.stop_broker()
        try:
            yield
        finally:
            self.start_broker()

    def start_broker(self) -> None:
        if self._broker_home:
            self._broker.enter_context(embedded.running(self._broker_home, postgres=False))

    def stop_broker(self) -> None:
        self._broker.close()

    @property
    def owns_broker(self) -> bool:
        return self._broker_home is not None

    def manage(self, *arguments: str, stdin: str = "") -> str:
        """Runs a management command and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def shell(self, code: str) -> str:
        """Runs Python code as Django's shell does, with the models imported, and returns what it printed.

        In one process for all of it: Django takes two seconds to start.
        """
        if self._shell is None:
            self._shell = subprocess.Popen(
                [sys.executable, "-c", SHELL],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(json.dumps(code) + "\n")
        self._shell.stdin.flush()
        printed, error = json.loads(self._shell.stdout.readline())
        assert not error, error
        return printed.strip()


def _wait_for_the_end(process: subprocess.Popen[bytes]) -> None:
    """Returns when a process that was told to stop has, or kills it and what it started."""
    try:
        process.wait(STOP_SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port: int) -> None:
    """Returns when something on this machine accepts connections on ``port``."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, f"nothing answers on port {port}"
        time.sleep(0.1)
