"""How the tests of the API read its answers."""

from django.http import HttpResponseBase

from core.models import RecordEntry


def refusal(answer: HttpResponseBase) -> tuple[int, str]:
    """The status and the stable code of a refusal, which always has words for people too."""
    body = answer.json()
    assert body.keys() == {"code", "message", "details"}
    assert body["message"]
    return answer.status_code, body["code"]


def found(answer: HttpResponseBase) -> list[int]:
    """The ids of a list."""
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def nothing_written() -> bool:
    """Whether the record is empty: every write leaves an entry."""
    return not RecordEntry.objects.exists()
