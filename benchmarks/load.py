"""How long pages and saving take with 100,000 open cases, beside a bare Django site on the same rows.

    python -m benchmarks.load [--cases 100000] [--rounds 20]

Both are asked over HTTP, in turn, by people who are signed in by a session. Each is served by one process of the same server, set
up as Claimdesk's always is: Claimdesk with all its middleware, :mod:`benchmarks.bare` with that of ``startproject``. The queries
are counted in this process, and once more among fewer cases: their number must be the same. The data are one article with its
cases, made as the tests make them and then copied in the database.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.database import throwaway
from benchmarks.serving import Visitor, served

PER_ARTICLE = 20
FEW = 1_000
REVIEWERS = 50
EACH = 8
MOST_TIMES_BARE_PAGE = 8.0
MOST_TIMES_BARE_WRITE = 4.0
SWEPT = 200


def seconds(call: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


@dataclasses.dataclass(frozen=True)
class Request:
    """What somebody asks of a site, and what is answered if all is well."""

    by: Visitor
    method: str
    path: str
    body: Any = None
    status: int = 200

    def send(self, port: int) -> None:
        """Ask it over HTTP."""
        status = self.by.ask(port, self.method, self.path, self.body)
        assert status == self.status, (self.path, status)

    def send_here(self) -> None:
        """Ask it of Claimdesk in this process."""
        status = self.by.ask_here(self.method, self.path, self.body)
        assert status == self.status, (self.path, status)


class Site:
    """A desk with many cases, its people, and what they ask."""

    def __init__(self) -> None:
        from benchmarks.copies import Desk  # noqa: PLC0415 - Django is set up only now
        from core.models import Role  # noqa: PLC0415
        from tests.factories import member  # noqa: PLC0415

        self.desk = Desk(per_article=PER_ARTICLE)
        self.people = [member(self.desk.desk) for _ in range(REVIEWERS)]
        self.lead_user = member(self.desk.desk, Role.LEAD)
        self.reviewer, self.newcomer, self.lead = map(Visitor, (self.people[0], member(self.desk.desk), self.lead_user))
        self.names: Iterator[int] = iter(range(10**9))

    def grow(self, cases: int) -> None:
        """Have so many open cases in all, of which the reviewers are at work on a few."""
        self.desk.copy_to(cases)
        self.desk.assign(self.people, each=EACH)

    def pages(self) -> dict[str, Request]:
        """What is asked of Claimdesk, by name. Next case is asked by somebody to whom nothing was offered."""
        case = f"/cases/{self.desk.case_of(self.people[0]).pk}/"
        return {
            "queue": Request(self.reviewer, "GET", "/"),
            "table of cases": Request(self.reviewer, "GET", "/cases/"),
            "case page": Request(self.reviewer, "GET", case),
            "lead's queue": Request(self.lead, "GET", "/"),
            "lead's case page": Request(self.lead, "GET", case),
            "lead's desk": Request(self.lead, "GET", "/desk/overview/"),
            "next case": Request(self.newcomer, "POST", "/api/v1/assignments/next/", {"desk": self.desk.desk.slug}),
        }

    def bare_read(self) -> Request:
        """The bare site's page."""
        return Request(self.lead, "GET", f"/{self.desk.first_case}/")

    def bare_write(self) -> Request:
        """The bare site's saving."""
        return Request(self.lead, "POST", f"/{self.desk.first_case}/write/", {"name": f"name {next(self.names)}"}, 201)

    def drafts(self) -> Iterator[Request]:
        """A review that is being written, saved again and again."""
        from verification.models import Assignment  # noqa: PLC0415

        own = Assignment.objects.filter(reviewer=self.people[0], state="accepted").first()
        for number in itertools.count():
            body = {"rationale": f"The log of the port shows {number}."}
            yield Request(self.reviewer, "PUT", f"/api/v1/assignments/{own.pk}/draft/", body, 204)

    def findings(self, rounds: int) -> Iterator[Request]:
        """The first of two reviews of a case, each time of another one, with evidence that was gathered before."""
        from tests.verification.desk import evidence_on, rating_of  # noqa: PLC0415

        said = [{"position": 0, "finding": "faithful"}]
        given = {"rating": rating_of(self.desk.desk).pk, "said": said, "rationale": "The log.", "figure_finding": "within"}
        for own, found in [(own, evidence_on(own.case, by=own)) for own in self.desk.give(self.people[0], rounds)]:
            shown = [{"case_evidence": found.pk, "stance": "supports"}]
            body = {**given, "band": {"low": 38, "high": 42}, "stances": shown, "expected_version": own.case.version}
            yield Request(self.reviewer, "POST", f"/api/v1/assignments/{own.pk}/review/", body, 201)


def queries_of(request: Request) -> int:
    """How many queries it makes."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    request.send_here()
    with CaptureQueriesContext(connection) as captured:
        request.send_here()
    return len(captured)


def in_turn(first: Callable[[], object], second: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median seconds of both."""
    seconds(first), seconds(second)
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def sweeps() -> dict[str, Callable[[], object]]:
    """What the sweep asks each half minute."""
    from itertools import islice  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from verification import selectors  # noqa: PLC0415

    return {
        "sweep, claims_without_case": lambda: list(selectors.claims_without_case().values_list("pk")[:SWEPT]),
        "sweep, outdated_propositions": lambda: list(selectors.outdated_propositions().values_list("claim")[:SWEPT]),
        "sweep, unassigned": lambda: list(selectors.unassigned().values_list("pk")[:SWEPT]),
        "sweep, deserted": lambda: list(selectors.deserted().values_list("case")[:SWEPT]),
        "sweep, placeable": lambda: list(islice(selectors.placeable(timezone.localdate()), SWEPT)),
    }


def measure(cases: int, rounds: int) -> list[str]:
    """Print all figures; what is too slow, or asks more the more there is."""
    site = Site()
    site.grow(FEW)
    few = {name: queries_of(request) for name, request in site.pages().items()}
    begun = time.perf_counter()
    site.grow(cases)
    print(f"{cases:,} open cases, copied in {time.perf_counter() - begun:.0f} s")
    missed = []
    with served("config.settings.test") as port, served("benchmarks.bare_settings") as bare_port:

        def bare_read() -> None:
            site.bare_read().send(bare_port)

        def bare_write() -> None:
            site.bare_write().send(bare_port)

        for name, request in site.pages().items():
            many = queries_of(request)
            taken, bare = in_turn(lambda request=request: request.send(port), bare_read, rounds)
            print(f"{name}: {1000 * taken:.1f} ms, bare {1000 * bare:.1f} ms, ratio {taken / bare:.1f}; {many} queries")
            if many > few[name]:
                missed.append(f"{name}: {few[name]} queries among {FEW:,} cases, {many} among {cases:,}")
            if taken > MOST_TIMES_BARE_PAGE * bare:
                missed.append(f"{name} takes {taken / bare:.1f} times as long as a bare page")
        for name, requests in {"saving a draft": site.drafts(), "handing in a review": site.findings(rounds + 1)}.items():
            taken, bare = in_turn(lambda requests=requests: next(requests).send(port), bare_write, rounds)
            print(f"{name}: {1000 * taken:.1f} ms, bare {1000 * bare:.1f} ms, ratio {taken / bare:.1f}")
            if taken > MOST_TIMES_BARE_WRITE * bare:
                missed.append(f"{name} takes {taken / bare:.1f} times as long as a bare write")
    for name, call in {**sweeps(), "lead's desk, counted anew": lambda: anew(site)}.items():
        call()
        print(f"{name}: {1000 * statistics.median(seconds(call) for _ in range(5)):.1f} ms")
    return missed


def anew(site: Site) -> None:
    """Count what the lead's desk shows, which shows it for some seconds."""
    from django.utils import timezone  # noqa: PLC0415

    from verification.presenting import overview  # noqa: PLC0415

    overview.count(site.desk.desk, site.lead_user, "days", timezone.now())


def main() -> None:
    """Print the figures; exit with 1 where something is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with throwaway():
        missed = measure(arguments.cases, arguments.rounds)
    if missed:
        raise SystemExit("\n".join(missed))


if __name__ == "__main__":
    main()
