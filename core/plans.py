"""Plans that the database keeps: for pages that read by keys, where planning takes longer than running.

Only where a page asks for it. A kept plan is one for all values, and which index serves best often depends on them: an index of
what waits serves a list of what waits, and a plan for any state cannot use it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection

#: So many times a statement comes on a connection before it is prepared; PostgreSQL plans it for all values after five more.
BEFORE_PREPARED = 2


@contextlib.contextmanager
def kept_plans() -> Iterator[None]:
    """Have the database keep the plans of the statements within; also a decorator."""
    connection.ensure_connection()
    driver = connection.connection
    before = driver.prepare_threshold
    driver.prepare_threshold = BEFORE_PREPARED
    try:
        yield
    finally:
        driver.prepare_threshold = before
