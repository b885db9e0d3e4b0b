"""Pages of long lists."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

#: Nobody pages further, and counting on takes the longer the more there is.
MOST_COUNTED = 1_000


def count_up_to(rows: QuerySet[Any], most: int | None = None) -> int:
    """How many rows there are, or ``most`` where there are more; without it, as many as are ever counted."""
    return rows.order_by()[: most or MOST_COUNTED].count()


class BoundedPaginator(Paginator):  # type: ignore[type-arg] # cannot be subscripted when it runs
    """Pages of at most :data:`MOST_COUNTED` rows: what lies beyond is found by narrowing the list down."""

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through."""
        assert isinstance(self.object_list, QuerySet), "lists of rows are long, others are not"
        return count_up_to(self.object_list)

    @property
    def is_cut_off(self) -> bool:
        """Whether there may be more rows than can be paged through."""
        return self.count == MOST_COUNTED
