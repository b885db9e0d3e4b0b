"""The database keeps the plans of what reads by keys, and of nothing else."""

from __future__ import annotations

import pytest
from django.db import connection

from core.models import Desk
from core.plans import kept_plans

pytestmark = pytest.mark.django_db


def read() -> None:
    """What nothing else reads."""
    for _ in range(5):
        list(Desk.objects.filter(created_at=None, slug="plans"))


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ['%"created_at" IS NULL AND%'])
        return cursor.fetchone()[0]


def test_statements_are_prepared_where_it_is_asked_for_only() -> None:
    read()
    assert prepared() == 0
    with kept_plans():
        read()
        assert prepared() == 1
    assert connection.connection.prepare_threshold is None


def test_a_failure_within_leaves_the_connection_as_it_was() -> None:
    with pytest.raises(Desk.DoesNotExist), kept_plans():
        Desk.objects.get(pk=0)
    assert connection.connection.prepare_threshold is None
