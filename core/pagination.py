"""Pages of results. Apart from the rest, since REST framework loads it while it is being loaded itself."""

import re

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

NUMBER = re.compile(r"[0-9]{1,18}")


class NewestFirst(CursorPagination):
    """Pages by cursor, the newest first: stable while rows are added, and as fast on the last page as on the first."""

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Where the page begins: at a number, as in every cursor that we gave."""
        cursor = super().decode_cursor(request)
        if cursor and cursor.position is not None and not NUMBER.fullmatch(str(cursor.position)):
            raise NotFound(self.invalid_cursor_message)
        return cursor
