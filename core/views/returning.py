"""Where a page leads to when it is done."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import is_valid_path
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest) -> str:
    """Where somebody came from, as the form or the address says; never another site."""
    address = request.POST.get("next", "") or request.GET.get("next", "")
    return address if _is_here(request, address) else "/"


def came_from(request: HttpRequest) -> str:
    """The page on which a form stood, as the browser says; where it does not, the page above the form's address."""
    address = request.headers.get("Referer", "")
    if not _is_here(request, address):
        return page_above(request.path) or "/"
    page = urlsplit(address)
    return f"{page.path}?{page.query}" if page.query else page.path


def page_above(path: str) -> str | None:
    """The nearest page above an address, as ``/account/`` is above ``/account/name/``.

    Home is above what lies right below it, and above nothing else: whatever has no page above it but home belongs to none.
    """
    parts = path.strip("/").split("/")
    above = (f"/{'/'.join(parts[:length])}/" for length in range(len(parts) - 1, 0, -1))
    return next(filter(is_valid_path, above), "/" if len(parts) == 1 else None)


def _is_here(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
