"""Fixtures of the tests of pages."""

import pytest

from tests.factories import (
    AssignmentFactory,
    EvidenceStanceFactory,
    PublicationFactory,
    ReviewFactory,
    VerdictFactory,
)
from tests.pages import build_world
from verification.grounds import freeze
from verification.models import Case, CaseEvidence


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def published(world):
    """A published verdict by both reviewers."""
    review = ReviewFactory(
        assignment=AssignmentFactory(case=world.case, reviewer=world.second, state="done"), rating=world.rating
    )
    EvidenceStanceFactory(review=review, case_evidence=CaseEvidence.objects.get(case=world.case))
    verdict = VerdictFactory(case=world.case, rating=world.rating, grounds=freeze(world.case, [review]), reviews=[review])
    Case.objects.filter(pk=world.case.pk).update(state="published", public_key="a-key-that-nobody-guesses")
    PublicationFactory(verdict=verdict, published_by=world.lead)
    return world
