"""What is done for every page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django_htmx.http import HttpResponseClientRedirect

from core.errors import ClaimdeskError, Forbidden
from core.models import User
from core.selectors import Due, second_factor_due
from core.sessions import PROVED, note_visit
from core.views.returning import came_from, page_above
from core.workplace import Workplace

#: What is there for whoever comes, and so also for somebody who has yet to prove a second factor.
OPEN = frozenset(
    {
        "core:theme",
        "public-verdict",
        "login",
        "logout",
        "password_reset",
        "password_reset_done",
        "password_reset_confirm",
        "password_reset_complete",
    }
)
PAGES = {Due.PROOF: "core:second-factor-prove", Due.ENROLMENT: "core:second-factor-enrol"}


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


class WayOnMiddleware:
    """Leaves nobody at a dead end: where a session has ended, and at an address to which forms are sent and that has no page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Put an answer with a way on in the place of one that has none."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return _not_allowed(request, response)
        if response.status_code == HTTPStatus.FOUND and response["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?"):
            return _signed_out(request, response)
        return response


def _not_allowed(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    """The page to which a form's address belongs, for whoever reloads or copies that address; else what went wrong."""
    above = page_above(request.path)
    if request.method in {"GET", "HEAD"} and above:
        query = request.META["QUERY_STRING"]
        return redirect(f"{above}?{query}" if query else above)
    way_on = request.path if "GET" in response["Allow"] else above or "/"
    page = render(request, "405.html", {"way_on": way_on}, status=response.status_code)
    page["Allow"] = response["Allow"]
    return page


def _signed_out(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Say so to a page that asks for a part of itself, which stays as it is; and lead from signing in to a page."""
    if request.htmx:  # type: ignore[attr-defined]
        page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return render(request, "core/signed_out.html", {"next": page}, status=HTTPStatus.UNAUTHORIZED)
    return response if request.method in {"GET", "HEAD"} else redirect_to_login(came_from(request))


class SecondFactorMiddleware:
    """Keeps everything closed to a session whose user has a second factor, or has to have one, and has not proved it.

    Pages, the admin and the API alike; programs with a token are answered by :mod:`core.tokens`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Lead to the page on which the second factor is proved or enrolled; or let pass, and note the visit."""
        due = _due(request)
        if due is not None and (name := _name_of(request)) not in OPEN | {PAGES[due]}:
            return _lead(request, PAGES[due], is_api=name.startswith("v1:"))
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:  # a program with a token has none
            note_visit(request)
        return response


def _due(request: HttpRequest) -> Due | None:
    if not isinstance(request.user, User) or not request.user.is_authenticated or request.session.get(PROVED):
        return None
    return second_factor_due(request.user, request.workplace.desks)  # type: ignore[attr-defined]


def _name_of(request: HttpRequest) -> str:
    """The name of the address; empty for one that there is not, so that nothing is told about those either."""
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _lead(request: HttpRequest, page: str, *, is_api: bool) -> HttpResponse:
    if is_api:
        error = Forbidden("second_factor:needed", "Prove your second factor on the site, or enrol one there, first.")
        body = {"code": error.code, "message": error.message, "details": error.details}
        return JsonResponse(body, status=HTTPStatus.FORBIDDEN)
    address = reverse(page)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address)
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
    return redirect(address + back)
