"""Whose attempts to sign in are counted together."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.http import HttpRequest

#: As long as what the attempts are kept under may be; no account's name is longer.
MOST_CHARACTERS = 255


def account_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """What was typed as a name, in one form for all spellings under which the same account is found.

    As the form reads it, and in capitals first, as the database looks it up: some letters differ in their small forms only.
    """
    given = credentials.get("username") if credentials else request.POST.get("username")
    if given is None:
        return None
    return unicodedata.normalize("NFKC", str(given)).strip().upper().lower()[:MOST_CHARACTERS]
