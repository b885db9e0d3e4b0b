"""Each factory makes a valid row, and each model that people work with has one."""

import inspect

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from tests import factories

FACTORIES = [
    value
    for value in vars(factories).values()
    if inspect.isclass(value) and issubclass(value, DjangoModelFactory) and value is not DjangoModelFactory
]
#: Written by ``core.record.record``, by the enrolment of a second factor, by Django's sessions, and with their comment alone.
WITHOUT_FACTORY = {"CommentRevision", "RecordEntry", "RecordPayload", "RecoveryCode", "Session"}


@pytest.mark.django_db
@pytest.mark.parametrize("made_by", FACTORIES, ids=lambda made_by: made_by.__name__)
def test_a_factory_makes_a_row_that_the_database_accepts(made_by: type[DjangoModelFactory]) -> None:
    assert made_by().pk


def test_each_model_has_a_factory() -> None:
    models = {
        model.__name__ for app in ("core", "sources", "claims", "verification") for model in apps.get_app_config(app).get_models()
    }
    assert models - WITHOUT_FACTORY == {made_by._meta.model.__name__ for made_by in FACTORIES}
