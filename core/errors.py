"""What can go wrong, by a stable code, with a message for people.

Services raise these; pages and the API present them. A code reads ``area:reason`` and never changes its meaning.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any


class ClaimdeskError(Exception):
    """An expected failure. ``code`` is stable, ``message`` is for people, ``details`` is JSON for programs."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"


class Invalid(ClaimdeskError):
    """The input cannot be accepted."""


class Forbidden(ClaimdeskError):
    """The actor may not do this."""

    status = HTTPStatus.FORBIDDEN


class Conflict(ClaimdeskError):
    """The object is not in the state, or not at the version, that the write was meant for. Nothing was written."""

    status = HTTPStatus.CONFLICT


class TooLarge(ClaimdeskError):
    """The input exceeds a stated limit."""

    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class Throttled(ClaimdeskError):
    """It was tried too often; ``details["seconds"]`` says for how long to wait."""

    status = HTTPStatus.TOO_MANY_REQUESTS
