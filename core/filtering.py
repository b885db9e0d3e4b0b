"""Filters of lists. Apart from the rest of the API, since REST framework loads it while it is being loaded itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, TypeVar

import django_filters
from django.db import models
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from core.pagination import NewestFirst

AnyModel = TypeVar("AnyModel", bound=models.Model)

#: What every list takes beside its filters.
PAGE_PARAMETERS = (NewestFirst.cursor_query_param, NewestFirst.page_size_query_param)


class FilterSet(django_filters.FilterSet):
    """Filters of a list. Those by id ask nothing of what the id is of: what is hidden is found as little as what is not there."""

    FILTER_DEFAULTS: ClassVar[dict[Any, Any]] = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: {"filter_class": django_filters.NumberFilter},
    }


class FilterBackend(DjangoFilterBackend):
    """Refuses a parameter that there is not: passed over in silence, a slip of the pen would return every row."""

    def filter_queryset(self, request: Request, queryset: models.QuerySet[AnyModel], view: Any) -> models.QuerySet[AnyModel]:
        """The rows that the parameters ask for. Raises a ``ValidationError`` (400) that names each parameter there is not."""
        one = getattr(view, "detail", False)  # of a view set: whether this is about one row
        if one and not request.query_params:
            return queryset  # making filters that narrow nothing down takes longer than reading the row
        known = {*PAGE_PARAMETERS, *_parameters(self.get_filterset_class(view, queryset))}
        if not one and (unknown := sorted(set(request.query_params) - known)):
            raise ValidationError({name: ["There is no such parameter."] for name in unknown})
        found: models.QuerySet[AnyModel] = super().filter_queryset(request, queryset, view)
        return found


def _parameters(filterset_class: type[django_filters.FilterSet] | None) -> Iterator[str]:
    for name, filter_ in filterset_class.base_filters.items() if filterset_class else ():
        suffixes = getattr(filter_.field.widget, "suffixes", None)  # a range has a parameter for each of its ends
        yield from (f"{name}_{suffix}" for suffix in suffixes) if suffixes else (name,)
