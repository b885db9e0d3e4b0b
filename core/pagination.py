"""Pages of results. Apart from the rest, since REST framework loads it while it is being loaded itself."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """Pages by cursor, the newest first: stable while rows are added, and as fast on the last page as on the first."""

    ordering = "-pk"
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
