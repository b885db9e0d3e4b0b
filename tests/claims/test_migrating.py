"""What migrations make of rows that were there before."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests.factories import ClaimFactory, ClaimRevisionFactory, ExtractionRunFactory, FigureFactory, RevisionProposalFactory

pytestmark = pytest.mark.django_db

MIGRATION = import_module("claims.migrations.0009_versions_of_proposals_and_counted_classes")


def test_a_proposal_names_the_version_that_was_there_when_its_run_ended():
    now = timezone.now()
    run = ExtractionRunFactory(finished_at=now)
    claim = ClaimFactory(snapshot=run.snapshot, version=3)
    for number, minutes in ((1, -9), (2, -1), (3, 1)):
        ClaimRevisionFactory(claim=claim, number=number, at=now + dt.timedelta(minutes=minutes))
    proposal = RevisionProposalFactory(run=run, claim=claim, claim_version=None)
    new = RevisionProposalFactory(run=run, claim=None, content={})
    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.VERSIONS)
    proposal.refresh_from_db()
    new.refresh_from_db()
    assert (proposal.claim_version, new.claim_version) == (2, None)


def test_figures_of_one_and_of_several_are_of_one_class():
    figures = [FigureFactory(of=of, counted_class=was) for of, was in (("buses", "buse"), ("bus", "bus"), ("airmen", "airmen"))]
    MIGRATION.join_classes(apps, None)
    for figure in figures:
        figure.refresh_from_db()
    assert [figure.counted_class for figure in figures] == ["bus", "bus", "airman"]
