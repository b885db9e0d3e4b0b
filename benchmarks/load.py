"""How long pages and saving take with 100,000 open cases, beside a bare Django site on the same rows.

    python -m benchmarks.load [--cases 100000] [--rounds 20]

All of it goes through Django's test client in one process, in turn, signed in by a session: Claimdesk with all of its middleware,
:mod:`benchmarks.bare` with that of ``startproject``. The pages are asked for once more among fewer cases: the number of their
queries must be the same. The data are one article with its cases, made as the tests make them and then copied in the database.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.database import throwaway

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


class Site:
    """A desk with many cases, its people, and the calls that are measured."""

    def __init__(self) -> None:
        from django.test import Client  # noqa: PLC0415 - Django is set up only now

        from benchmarks import bare  # noqa: PLC0415
        from benchmarks.copies import Desk  # noqa: PLC0415
        from core.models import Role  # noqa: PLC0415
        from tests.factories import member  # noqa: PLC0415

        self.desk = Desk(per_article=PER_ARTICLE)
        self.people = [member(self.desk.desk) for _ in range(REVIEWERS)]
        self.newcomer, self.lead = member(self.desk.desk), member(self.desk.desk, Role.LEAD)
        self.reviewer_client, self.newcomer_client, self.lead_client = (Client() for _ in range(3))
        self.bare_client = bare.client()
        self.reviewer_client.force_login(self.people[0])
        self.newcomer_client.force_login(self.newcomer)
        self.lead_client.force_login(self.lead)
        self.bare_client.force_login(self.lead)
        self.names: Iterator[int] = iter(range(10**9))

    def grow(self, cases: int) -> None:
        """Have so many open cases in all, of which the reviewers are at work on a few."""
        self.desk.copy_to(cases)
        self.desk.assign(self.people, each=EACH)

    def pages(self) -> dict[str, Callable[[], object]]:
        """What is asked of Claimdesk, by name."""
        case = self.desk.case_of(self.people[0])
        return {
            "queue": lambda: self.get(self.reviewer_client, "/"),
            "table of cases": lambda: self.get(self.reviewer_client, "/cases/"),
            "case page": lambda: self.get(self.reviewer_client, f"/cases/{case.pk}/"),
            "lead's queue": lambda: self.get(self.lead_client, "/"),
            "lead's desk": lambda: self.get(self.lead_client, "/desk/overview/"),
            "next case": self.next_case,
        }

    def get(self, client: Any, address: str) -> None:
        """Read a page."""
        assert client.get(address).status_code == 200, address

    def next_case(self) -> None:
        """Take the most urgent case, as somebody to whom nothing was offered."""
        address = "/api/v1/assignments/next/"
        answer = self.newcomer_client.post(address, {"desk": self.desk.desk.slug}, "application/json")
        assert answer.status_code == 200, answer.content

    def bare_read(self) -> None:
        """The bare site's page."""
        self.get(self.bare_client, f"/{self.desk.first_case}/")

    def bare_write(self) -> None:
        """The bare site's saving."""
        answer = self.bare_client.post(f"/{self.desk.first_case}/write/", {"name": f"name {next(self.names)}"})
        assert answer.status_code == 201

    def draft(self) -> Callable[[], object]:
        """Saving a review that is being written."""
        from verification.models import Assignment  # noqa: PLC0415

        own = Assignment.objects.filter(reviewer=self.people[0], state="accepted").first()
        body = {"rationale": "The log of the port shows forty."}
        address = f"/api/v1/assignments/{own.pk}/draft/"

        def save() -> None:
            body["rationale"] += "."
            answer = self.reviewer_client.put(address, body, "application/json")
            assert answer.status_code == 204, answer.content

        return save

    def finding(self, rounds: int) -> Callable[[], object]:
        """Handing in the first of two reviews of a case, each time of another one."""
        from tests.verification.desk import rating_of  # noqa: PLC0415

        given = {
            "rating": rating_of(self.desk.desk).pk,
            "said": [{"position": 0, "finding": "faithful"}],
            "rationale": "The log.",
        }
        given |= {"rationale": "The log.", "figure_finding": "within", "band": {"low": 38, "high": 42}}
        work = iter(self.desk.give(self.people[0], rounds))

        def hand_in() -> None:
            assignment = next(work)
            body = {**given, "expected_version": assignment.case.version}
            answer = self.reviewer_client.post(f"/api/v1/assignments/{assignment.pk}/review/", body, "application/json")
            assert answer.status_code == 201, answer.content

        return hand_in


def queries_of(call: Callable[[], object]) -> int:
    """How many queries it makes."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        call()
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
        "claims_without_case": lambda: list(selectors.claims_without_case().values_list("pk")[:SWEPT]),
        "outdated_propositions": lambda: list(selectors.outdated_propositions().values_list("claim")[:SWEPT]),
        "unassigned": lambda: list(selectors.unassigned().values_list("pk")[:SWEPT]),
        "deserted": lambda: list(selectors.deserted().values_list("case")[:SWEPT]),
        "placeable": lambda: list(islice(selectors.placeable(timezone.localdate()), SWEPT)),
    }


def measure(cases: int, rounds: int) -> list[str]:
    """Print all figures; what is too slow, or asks more the more there is."""
    site = Site()
    site.grow(FEW)
    few = {name: (call(), queries_of(call))[1] for name, call in site.pages().items()}
    begun = time.perf_counter()
    site.grow(cases)
    print(f"{cases:,} open cases, copied in {time.perf_counter() - begun:.0f} s")
    missed = []
    for name, call in site.pages().items():
        call()
        many = queries_of(call)
        taken, bare = in_turn(call, site.bare_read, rounds)
        print(f"{name}: {1000 * taken:.1f} ms, bare {1000 * bare:.1f} ms, ratio {taken / bare:.1f}; {many} queries")
        if many > few[name]:
            missed.append(f"{name}: {few[name]} queries among {FEW:,} cases, {many} among {cases:,}")
        if taken > MOST_TIMES_BARE_PAGE * bare:
            missed.append(f"{name} takes {taken / bare:.1f} times as long as a bare page")
    for name, call in {"saving a draft": site.draft(), "handing in a review": site.finding(rounds + 1)}.items():
        taken, bare = in_turn(call, site.bare_write, rounds)
        print(f"{name}: {1000 * taken:.1f} ms, bare {1000 * bare:.1f} ms, ratio {taken / bare:.1f}")
        if taken > MOST_TIMES_BARE_WRITE * bare:
            missed.append(f"{name} takes {taken / bare:.1f} times as long as a bare write")
    for name, call in sweeps().items():
        call()
        print(f"sweep, {name}: {1000 * statistics.median(seconds(call) for _ in range(3)):.1f} ms")
    return missed


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
