"""A record that was begun before it was sealed is kept word for word, and holds."""

import hashlib
import os
from collections.abc import Iterator

import environ
import psycopg
import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

BEFORE, AFTER = ("core", "0002_protect_record"), ("core", "0003_seal_record")
CONTENT = {"before": {"name": "Größe", "at": "2026-03-02"}, "after": [1, 0.25, None, {"b": 2, "a": "„x“"}], "reason": 'Said "so"'}
BODY = '{"after":[1,0.25,null,{"a":"„x“","b":2}],"before":{"at":"2026-03-02","name":"Größe"},"reason":"Said \\"so\\""}'


@pytest.fixture
def aside(database_url: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[BaseDatabaseWrapper]:
    """A connection to an empty database beside the one of the other tests."""
    name = f"claimdesk_migrating_{os.getpid()}"
    settings = connections["default"].settings_dict
    address = environ.Env.db_url_config(database_url)
    login = {"host": address["HOST"], "port": address["PORT"] or None, "user": address["USER"], "password": address["PASSWORD"]}
    with psycopg.connect(**login, dbname="postgres", autocommit=True) as server, django_db_blocker.unblock():
        server.execute(f"CREATE DATABASE {name}")
        connections.databases["aside"] = {**settings, "NAME": name}
        yield connections["aside"]
        connections["aside"].close()
        del connections["aside"], connections.databases["aside"]
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrated(connection: BaseDatabaseWrapper, target: tuple[str, str]):
    """The models as they are after this migration."""
    return MigrationExecutor(connection).migrate([target]).apps


def test_payloads_become_the_text_that_their_digests_were_made_over_and_back(aside: BaseDatabaseWrapper) -> None:
    apps = migrated(aside, BEFORE)
    digest = hashlib.sha256(f"salt{BODY}".encode()).hexdigest()
    columns = {"action": "core.desk.edit", "object_type": "core.desk", "object_id": 1, "digest": digest}
    entry = apps.get_model("core", "RecordEntry").objects.using("aside").create(**columns)
    apps.get_model("core", "RecordPayload").objects.using("aside").create(entry_id=entry.pk, salt="salt", **CONTENT)

    apps = migrated(aside, AFTER)
    payload = apps.get_model("core", "RecordPayload").objects.using("aside").get()
    assert (payload.salt, payload.body) == ("salt", BODY)
    assert apps.get_model("core", "RecordEntry").objects.using("aside").get().sequence is None

    apps = migrated(aside, BEFORE)
    payload = apps.get_model("core", "RecordPayload").objects.using("aside").get()
    assert {name: getattr(payload, name) for name in CONTENT} == CONTENT
    with aside.cursor() as cursor, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        cursor.connection.execute("UPDATE core_recordpayload SET reason = ''")
