"""What is graphic is covered until asked for, wherever it is shown."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from core.models import Role
from tests.factories import DeskFactory, SnapshotFactory, member
from tests.pages import client_of
from tests.verification.desk import at_work, case_in_review, evidence_on, stance, submit
from verification.models import CaseEvidence
from verification.services.verdicts import verdict_publish

pytestmark = pytest.mark.django_db

WORDS = "Nobody should meet this unasked."


def covered(page: str) -> bool:
    """Whether the words are on the page, and everywhere in what is covered."""
    shown = re.sub(r'<details class="graphic"><summary>.*?</details>', "", page, flags=re.DOTALL)
    return WORDS in page and WORDS not in shown


def test_graphic_evidence_is_covered_on_every_page():
    desk = DeskFactory()
    case, lead = case_in_review(desk), member(desk, Role.LEAD)
    link = evidence_on(case, is_graphic=True, passage=WORDS, translation=WORDS)
    SnapshotFactory(capture=link.evidence.capture, article=None, text=WORDS, title="")
    client = client_of(lead)
    assert covered(client.get(f"/cases/{case.pk}/").content.decode())
    assert covered(client.get(f"/evidence/{link.pk}/capture/").content.decode())
    submit(at_work(case), stances=stance(link))
    case.refresh_from_db()
    verdict_publish(case=case, actor=lead, expected_version=case.version)
    case.refresh_from_db()
    assert covered(Client().get(f"/v/{case.public_key}/").content.decode())


def test_who_adds_it_says_so():
    case = case_in_review(DeskFactory())
    client = client_of(member(case.desk))
    body = {"kind": "unpublished", "source": "The port", "passage": WORDS, "credibility": 2, "is_graphic": "on"}
    assert client.post(f"/cases/{case.pk}/evidence/", body).status_code == 302
    assert CaseEvidence.objects.get(case=case).evidence.is_graphic
    assert covered(client.get(f"/cases/{case.pk}/").content.decode())
