import pytest
from django.core.management import call_command
from django.db import connection

from core.models import Desk


@pytest.mark.django_db
def test_migrations_describe_the_models() -> None:
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.django_db
def test_the_server_keeps_the_plans_of_statements_that_come_often() -> None:
    for _ in range(10):
        list(Desk.objects.filter(name="Night desk"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ['SELECT "core\\_desk"%'])
        assert cursor.fetchone() == (1,)
