"""`make run` as a process: what it starts, how it ends, and what it says when it cannot start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from config import embedded
from tests.functional.stack import ROOT, free_port

# Generous: what takes seconds takes longer on a busy machine.
START_SECONDS = 180
END_SECONDS = 60


class Run:
    """An installation with a data folder and a port of its own."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.output = var.with_name("output")  # of the process that was started last
        self.port = free_port()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.development",
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "DEMONSTRATION": "false",
            # A first run has no servers of its own, whatever the rest of the suite runs on.
            "DATABASE_URL": "",
            "REDIS_URL": "",
        }
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *prefix: str, **environment: str) -> subprocess.Popen[bytes]:
        self.output = self.output.with_suffix(f".{time.monotonic_ns()}")
        with self.output.open("wb") as output:
            process = subprocess.Popen(
                [*prefix, sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env={**self.environment, **environment},
                stdout=output,
                stderr=output,
            )
        self._processes.append(process)
        return process

    def start_and_wait(self) -> subprocess.Popen[bytes]:
        process = self.start()
        deadline = time.monotonic() + START_SECONDS
        while f"Claimdesk is ready: http://127.0.0.1:{self.port}/" not in self.output.read_text():
            assert process.poll() is None, self.output.read_text()
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.1)
        return process

    def kill(self) -> None:
        """Kills every supervisor that a test left running."""
        for process in self._processes:
            process.kill()
            process.wait()
        self._processes.clear()

    def shell(self, code: str) -> str:
        command = [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", code]
        return subprocess.check_output(command, cwd=ROOT, env=self.environment, text=True).strip()

    def survivors(self) -> list[str]:
        """The command lines of all processes that were started with this data folder."""
        return list(self.processes().values())

    def processes(self) -> dict[int, str]:
        """The same by their ids."""
        mark = f"VAR_DIR={self.var}".encode()
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (process / "environ").read_bytes().split(b"\0"):
                    found[int(process.name)] = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:  # it has just ended
                continue
        return found


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """One installation for the module: each test starts it anew, and ends with nothing of it running."""
    run = Run(tmp_path_factory.mktemp("run") / "var")
    yield run
    shutil.rmtree(embedded.home(run.var), ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_is_left(run: Run) -> Iterator[None]:
    yield
    run.kill()
    wait_until_nothing_is_left(run)


def wait_until_nothing_is_left(run: Run) -> None:
    deadline = time.monotonic() + END_SECONDS
    while left := run.survivors():
        assert time.monotonic() < deadline, left
        time.sleep(0.1)


def output_at_the_end(run: Run, process: subprocess.Popen[bytes]) -> list[str]:
    process.wait(END_SECONDS)
    return run.output.read_text().splitlines()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(run: Run, number: signal.Signals) -> None:
    process = run.start_and_wait()
    assert httpx.get(f"http://127.0.0.1:{run.port}/accounts/login/", trust_env=False).status_code == 200
    process.send_signal(number)
    process.wait(END_SECONDS)
    assert process.returncode == 0
    assert run.survivors() == []


def test_a_killed_supervisor_takes_everything_with_it_and_the_next_run_goes_on(run: Run) -> None:
    first = run.start_and_wait()
    run.shell("from django.contrib.auth.models import Group; Group.objects.create(name='kept')")
    first.kill()
    first.wait()
    run.start_and_wait()
    assert run.shell("from django.contrib.auth.models import Group; print(Group.objects.get().name)") == "kept"


def test_a_killed_supervisor_takes_with_it_a_beat_that_heeds_no_signal(run: Run) -> None:
    process = run.start_and_wait()
    (beat,) = (pid for pid, command in run.processes().items() if " beat " in command)
    os.kill(beat, signal.SIGSTOP)
    process.kill()
    process.wait()
    wait_until_nothing_is_left(run)


def test_a_server_that_ends_ends_the_run_and_is_named(run: Run) -> None:
    process = run.start_and_wait()
    postgres = int((embedded.home(run.var) / "postgres/postmaster.pid").read_text().split()[0])
    os.kill(postgres, signal.SIGQUIT)
    assert "PostgreSQL ended" in output_at_the_end(run, process)[-1]
    assert process.returncode == 1
    assert run.survivors() == []


def test_a_second_run_beside_the_first_is_refused_in_one_line(run: Run) -> None:
    run.start_and_wait()
    second = run.start()
    assert output_at_the_end(run, second) == ["Claimdesk cannot start: it already runs from this folder."]
    assert second.returncode == 1


def test_a_port_in_use_is_one_line(run: Run) -> None:
    with socket.create_server(("127.0.0.1", run.port)):
        (line,) = output_at_the_end(run, run.start())
    assert f"port {run.port} is in use" in line


def test_a_folder_that_cannot_be_made_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (line,) = output_at_the_end(run, run.start(VAR_DIR=str(tmp_path / "file/var")))
    assert "Not a directory" in line


def test_an_unwritable_folder_is_one_line(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    # Root may write everywhere, unless it gives that up.
    prefix = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    (line,) = output_at_the_end(run, run.start(*prefix, VAR_DIR=str(tmp_path / "var")))
    assert "Permission denied" in line
