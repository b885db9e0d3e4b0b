"""How many articles a minute go from submission to routed cases, through the real processes, and what memory each of these takes.

    python -m benchmarks.articles [--articles 40]

The articles of tests/eval are submitted over the API to the real web server, each in as many variants as are needed, and are read
and routed by one real Celery worker with one process. Time runs from the first submission until every claim worth checking has a
case. The first article, which makes the worker load its language model, is not counted.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pathlib
import subprocess
import tempfile
import time
import urllib.request

from benchmarks.database import servers
from config import embedded

ARTICLES = pathlib.Path(__file__).parent.parent / "tests" / "eval"
TIMEOUT = 600

PREPARE = """
from core.models import Desk, Membership, Role, TokenScope, User
from core.services import token_create
import datetime as dt
desk = Desk.objects.create(name="Bench", slug="bench")
user = User.objects.create_user("bench@example.org", display_name="Bench")
Membership.objects.create(desk=desk, user=user, role=Role.REVIEWER)
print(token_create(user=user, name="bench", scope=TokenScope.WRITE, lifetime=dt.timedelta(days=1))[1])
"""
LEFT = """
from claims.models import ExtractionRun, RunState
from sources.models import Article
from verification.selectors import claims_without_case
print(Article.objects.count() - ExtractionRun.objects.filter(state=RunState.DONE).count() + claims_without_case().count())
"""
COUNT = "from verification.models import Case\nprint(Case.objects.count())"


def submit(address: str, token: str, number: int, text: str) -> None:
    """Submit one article; the number makes its text another one."""
    body = {"publisher": "Bench", "published_on": "2026-03-02", "text": f"{text}\n\nEdition {number}.\n"}
    request = urllib.request.Request(
        f"{address}/api/v1/articles/",
        json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": f"Token {token}"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201


def peaks(root: int) -> list[int]:
    """The peak memory of a process and of those below it, in MB."""
    found: list[int] = []
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        status = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        found.append(kilobytes // 1024)
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
        waiting += [int(child) for child in children.split()]
    return found


def wait_until_done(stack: object) -> None:
    """Return when everything that was submitted is read and routed."""
    deadline = time.monotonic() + TIMEOUT
    while int(stack.shell(LEFT)) > 0:  # type: ignore[attr-defined]
        if time.monotonic() > deadline:
            raise SystemExit("The worker did not get done.")
        time.sleep(0.2)


def main() -> None:
    """Print the articles a minute and the peak memory of each process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=40)
    wanted = parser.parse_args().articles
    from tests.functional.stack import Stack  # noqa: PLC0415 - needs the development dependencies

    texts = itertools.cycle([path.read_bytes().decode() for path in sorted(ARTICLES.glob("*.txt"))])
    with servers() as home, tempfile.TemporaryDirectory() as folder:
        addresses = {"database_url": embedded.database_url(home), "redis_url": embedded.redis_url(home)}
        with Stack(pathlib.Path(folder), broker_home=None, **addresses) as stack:
            token = stack.shell(PREPARE)
            submit(stack.base_url, token, 0, next(texts))
            wait_until_done(stack)
            words, begun = 0, time.monotonic()
            for number in range(1, wanted + 1):
                text = next(texts)
                words += len(text.split())
                submit(stack.base_url, token, number, text)
            wait_until_done(stack)
            seconds = time.monotonic() - begun
            memory = {name: peaks(process.pid) for name, process in stack.processes.items()}
            cases = stack.shell(COUNT)
    print(f"{wanted} articles of {words // wanted} words: {60 * wanted / seconds:.0f} a minute, from submission to {cases} cases")
    for name, found in memory.items():
        print(f"peak memory, {name}: {', '.join(map(str, found))} MB")


if __name__ == "__main__":
    main()
