"""Adjudication: both reviews side by side, the decision, and sending back."""

from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import NumericRange

from tests.factories import (
    AssignmentFactory,
    EvidenceStanceFactory,
    RatingFactory,
    ReviewFactory,
    member,
)
from tests.pages import client_of, finding_of, part_of
from verification.models import Assignment, Case, CaseEvidence, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def disputed(world):
    """The case with two reviews that differ."""
    mixed = RatingFactory(scale=world.rating.scale, label="Mixed", meaning="mixed", position=2)
    said = [{"position": 0, "names": ["Harbour Ministry"], "finding": "faithful", "note": ""}]
    Assignment.objects.filter(case=world.case).update(state="done")
    other = AssignmentFactory(case=world.case, reviewer=world.second, state="done")
    band = NumericRange(Decimal(38), Decimal(42), "[]")
    common = {"said": said, "figure_finding": "within", "band": band}
    first = ReviewFactory(assignment=world.assignment, rating=world.rating, rationale="It holds.", **common)
    ReviewFactory(assignment=other, rating=mixed, rationale="Half of it holds.", **common)
    EvidenceStanceFactory(review=first, case_evidence=CaseEvidence.objects.get(case=world.case))
    Case.objects.filter(pk=world.case.pk).update(state="in_adjudication", reviews_required=2, pooled_round=1)
    return world


def test_the_adjudicator_sees_both_reviews_and_decides(disputed):
    case, client = disputed.case, client_of(disputed.lead)
    assert client.post(f"/cases/{case.pk}/take/")["Location"] == f"/cases/{case.pk}/adjudicate/"
    page = client.get(f"/cases/{case.pk}/adjudicate/").content.decode()
    assert "It holds." in page
    assert "Half of it holds." in page
    assert page.count("differs") == 2  # both answers to what the evidence shows, and nothing else
    version = Case.objects.get(pk=case.pk).version
    answer = client.post(f"/cases/{case.pk}/adjudicate/", finding_of(disputed, expected_version=version))
    assert answer.status_code == 302
    assert Verdict.objects.get().decided_by == disputed.lead


@pytest.fixture
def adjudicator(disputed):
    """Somebody who leads nobody, and has taken the decision."""
    user = member(disputed.desk)
    AssignmentFactory(case=disputed.case, reviewer=user, part="adjudicate", state="accepted")
    return user


def test_an_adjudicator_who_leads_nobody_can_send_the_case_back(disputed, adjudicator):
    address, client = f"/cases/{disputed.case.pk}/", client_of(adjudicator)
    steps = part_of(client.get(address).content.decode(), r'<section id="steps".*?</section>')
    assert f'action="{address}send_back/"' in steps
    assert steps.count("<form") == 1
    body = {"expected_version": disputed.case.version, "reason": "Look at the log."}
    assert client.post(f"{address}send_back/", body).status_code == 302
    assert Case.objects.get(pk=disputed.case.pk).state == "in_review"


def test_who_has_not_taken_the_decision_cannot_send_the_case_back(disputed):
    assert 'id="steps"' not in client_of(member(disputed.desk)).get(f"/cases/{disputed.case.pk}/").content.decode()


def test_a_decision_that_is_refused_keeps_what_was_typed(disputed, adjudicator):
    address, client = f"/cases/{disputed.case.pk}/adjudicate/", client_of(adjudicator)
    body = finding_of(disputed, band_low="50", band_high="60", rationale="Neither has it.")
    assert client.post(address, body).status_code == 400
    assert "Neither has it." in client.get(address).content.decode()


def test_a_decision_that_no_evidence_bears_out_is_told_so_at_the_evidence_and_above_the_form(disputed, adjudicator):
    refuted = RatingFactory(scale=disputed.rating.scale, label="Refuted", meaning="refuted", position=3)
    case = f"/cases/{disputed.case.pk}/"
    answer = client_of(adjudicator).post(f"{case}adjudicate/", finding_of(disputed, rating=refuted.pk))
    page = answer.content.decode()
    told = "“Refuted” says what the evidence shows: at least one piece of evidence must have the stance “contradicts”"
    assert (answer.status_code, page.count(told)) == (400, 2)
    at_evidence = part_of(page, r'<section id="evidence".*?</section>')
    assert told in at_evidence
    assert f'<a href="{case}#steps">send the case back</a>' in at_evidence
    assert told in part_of(page, r'<form id="finding".*?</form>')
    assert not Verdict.objects.exists()


def test_a_reviewer_of_the_case_cannot_adjudicate_it(disputed):
    client = client_of(disputed.reviewer)
    assert client.post(f"/cases/{disputed.case.pk}/take/").status_code in {403, 409}
    assert client.post(f"/cases/{disputed.case.pk}/adjudicate/", finding_of(disputed)).status_code in {403, 409}
