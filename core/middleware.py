"""What is done for every page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.errors import ClaimdeskError
from core.workplace import Workplace


class WorkplaceMiddleware:
    """Gives the request its workplace, and says in words what a service refused where no form stands ready to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Everything that the page asks of the workplace is read when it asks."""
        request.workplace = Workplace(request.user, request.session)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Present an expected failure; leave every other to Django."""
        if not isinstance(exception, ClaimdeskError):
            return None
        return render(request, "core/refused.html", {"error": exception}, status=exception.status)
