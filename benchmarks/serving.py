"""Web servers for what is measured over HTTP, and somebody who is signed in and asks them."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CSRF = "benchmark" * 4
START_SECONDS = 120


@contextlib.contextmanager
def served(settings: str) -> Iterator[int]:
    """Serves a site with these settings as Claimdesk is served, by one process; gives its port."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "PORT": str(port), "WEB_CONCURRENCY": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < START_SECONDS:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise RuntimeError("The web server did not start.")


class Visitor:
    """Somebody who is signed in, by a session of the database."""

    def __init__(self, user: Any) -> None:
        from django.test import Client  # noqa: PLC0415 - Django is set up only now

        self.client = Client()
        self.client.force_login(user, backend="core.backends.Backend")
        session = self.client.cookies["sessionid"].value
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF[:32]}", "X-CSRFToken": CSRF[:32]}

    def ask(self, port: int, method: str, path: str, body: Any = None) -> int:
        """The status of the answer, once all of it has come."""
        connection = http.client.HTTPConnection("127.0.0.1", port)
        headers = {**self.headers, "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        with connection.getresponse() as answer:
            answer.read()
        connection.close()
        return answer.status

    def ask_here(self, method: str, path: str, body: Any = None) -> int:
        """The same of Claimdesk in this process."""
        return int(self.client.generic(method, path, b"" if body is None else json.dumps(body), "application/json").status_code)
