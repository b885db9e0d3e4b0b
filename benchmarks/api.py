"""How long the list of 100 claims takes over the API, beside a bare Django view of the same rows.

    python -m benchmarks.api [--rounds 40]

Both go through Django's test client in one process, in turn, for a signed-in reviewer. The bare view asks for the same 100 rows
with their figures and chains and builds the same fields by hand; it checks no permission, no filter and no page.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

from benchmarks.database import throwaway

CLAIMS = 300
PAGE = 100
MOST_TIMES_BARE = 5.0


def measure(rounds: int) -> tuple[float, float]:
    """The median seconds of the API's list and of the bare view."""
    from django.http import HttpRequest, JsonResponse  # noqa: PLC0415 - Django is set up only now
    from django.test import Client, RequestFactory  # noqa: PLC0415

    from claims.content import content_of  # noqa: PLC0415
    from claims.models import Claim  # noqa: PLC0415
    from tests.factories import ClaimFactory, DeskFactory, FigureFactory, SnapshotFactory, member, said_by  # noqa: PLC0415

    desk = DeskFactory()
    snapshot = SnapshotFactory(capture__article__desk=desk)
    for _ in range(CLAIMS):
        claim = ClaimFactory(snapshot=snapshot)
        FigureFactory(claim=claim)
        said_by(claim, "Harbour Ministry")

    def bare(_request: HttpRequest) -> JsonResponse:
        claims = Claim.objects.with_chain().prefetch_related("figure__bases").order_by("-pk")[:PAGE]
        rows = [
            {
                "id": claim.pk,
                "article": claim.article_id,
                "text": claim.text,
                "content": content_of(claim),
                "version": claim.version,
            }
            for claim in claims
        ]
        return JsonResponse({"results": rows})

    client, request = Client(), RequestFactory().get("/")
    client.force_login(member(desk))

    def api() -> bytes:
        answer = client.get("/api/v1/claims/", {"page_size": PAGE})
        assert len(answer.json()["results"]) == PAGE
        return bytes(answer.content)

    def timed(call: Callable[[], object]) -> float:
        begun = time.perf_counter()
        call()
        return time.perf_counter() - begun

    timed(api), timed(lambda: bare(request))
    pairs = [(timed(api), timed(lambda: bare(request))) for _ in range(rounds)]
    return statistics.median(api for api, _ in pairs), statistics.median(bare for _, bare in pairs)


def main() -> None:
    """Print both times and their ratio; exit with 1 where the ratio is too large."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    with throwaway():
        api, bare = measure(rounds)
    print(f"list of {PAGE} claims: API {1000 * api:.1f} ms, bare view {1000 * bare:.1f} ms, ratio {api / bare:.2f}")
    if api > MOST_TIMES_BARE * bare:
        raise SystemExit(f"The API takes more than {MOST_TIMES_BARE} times as long as the bare view.")


if __name__ == "__main__":
    main()
