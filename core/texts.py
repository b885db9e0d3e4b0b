"""What text the database can hold."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def is_storable(text: str) -> bool:
    """Whether PostgreSQL can keep the text: no NUL in it, and no half of a surrogate pair."""
    return not _UNSTORABLE.search(text)
