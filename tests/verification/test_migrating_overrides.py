"""What migrations make of rows that were there before."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import AssignmentFactory
from verification.routing.staffing import ABSOLUTE, Exclusion
from verification.services.assignments import listed

pytestmark = pytest.mark.django_db

MIGRATION = import_module("verification.migrations.0022_keep_which_rules_were_set_aside")


@pytest.mark.parametrize(
    "rules",
    [
        [Exclusion.LOADED],
        [Exclusion.REVIEWED, Exclusion.LEFT],
        [exclusion for exclusion in Exclusion if exclusion not in ABSOLUTE],
    ],
)
def test_an_override_says_in_its_words_which_rules_it_set_aside(rules: list[Exclusion]) -> None:
    given = AssignmentFactory(override_reason=f"Given to somebody who {listed(rules)}: is absent, declared a tie: no matter")
    MIGRATION.read_rules(apps, None)
    given.refresh_from_db()
    assert given.set_aside == rules


@pytest.mark.parametrize(
    "reason", ["", "Nobody else reads Ukrainian.", "Given to somebody who is of another mind: is absent: no"]
)
def test_what_no_words_say_was_not_set_aside(reason: str) -> None:
    given = AssignmentFactory(override_reason=reason)
    MIGRATION.read_rules(apps, None)
    given.refresh_from_db()
    assert given.set_aside == []
