"""Reviewing: findings, their drafts, and evidence that is added while they are written."""

import re

import pytest

from tests.factories import (
    AssignmentFactory,
    CaseTransitionFactory,
    ReviewFactory,
    SourceFactory,
)
from tests.pages import borne_out, client_of, finding_of, part_of
from verification.models import Assignment, AssignmentState, Case, CaseEvidence, Review

pytestmark = pytest.mark.django_db


def test_a_finding_is_handed_in_with_its_stances(world):
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", borne_out(world))
    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.band.lower, review.confidence, review.stances.get().stance) == (38, "high", "supports")


def test_a_finding_that_is_refused_keeps_what_was_typed(world):
    body = finding_of(world, band_low="50", band_high="60", rationale="I counted <50>.")
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", body)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "I counted &lt;50&gt;." in page
    assert "below the evidence" in page
    assert not Review.objects.exists()


def test_a_finding_without_evidence_is_told_so_at_the_evidence_and_above_the_form(world):
    told = "says what the evidence shows: at least one piece of evidence must have the stance “supports”"
    client, address = client_of(world.reviewer), f"/assignments/{world.assignment.pk}/finding/"
    answer = client.post(address, finding_of(world))
    page = answer.content.decode()
    assert (answer.status_code, page.count(told)) == (400, 2)
    assert told in part_of(page, r'<ul class="errorlist" id="id_stances_error">.*?</ul>')
    assert told in part_of(page, r'<form id="finding".*?</form>')
    assert '<fieldset class="stances" form="finding" aria-describedby="id_stances_error">' in page
    assert '<a href="#evidence">To the evidence</a>' in page
    assert not Review.objects.exists()

    fresh = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert told not in fresh
    assert "To the evidence" not in fresh


def test_what_a_finding_needs_of_the_evidence_is_told_beforehand_to_whom_it_concerns(world):
    told = "“supported” needs a piece that supports the claim"
    assert told in client_of(world.reviewer).get(f"/cases/{world.case.pk}/").content.decode()
    assert told not in client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()


def test_what_was_refused_is_still_there_after_evidence_was_added(world):
    client, piece = client_of(world.reviewer), CaseEvidence.objects.get(case=world.case)
    body = finding_of(world, band_low="50", band_high="60", rationale="Counted twice.", **{f"stance_{piece.pk}": "mentions"})
    assert client.post(f"/assignments/{world.assignment.pk}/finding/", body).status_code == 400
    added = {"kind": "unpublished", "source": "Night watch", "passage": "I counted forty.", "credibility": 3}
    page = client.post(f"/cases/{world.case.pk}/evidence/", added, follow=True).content.decode()
    assert "Counted twice." in page
    assert re.search(rf'name="stance_{piece.pk}" value="mentions"[^>]* checked', page)
    assert re.search(rf'name="rating" value="{world.rating.pk}"[^>]* checked', page)


def test_whoever_is_later_is_told_what_changed_and_keeps_what_was_typed(world):
    CaseTransitionFactory(
        case=world.case, action="send_back", version=world.case.version + 1, actor=world.lead, reason="Count again."
    )
    Case.objects.filter(pk=world.case.pk).update(version=world.case.version + 1)
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", finding_of(world))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Count again." in page
    assert str(world.lead) in page
    assert "Two counts agree." in page


def test_a_stale_form_handed_in_again_after_the_notice_is_accepted(world):
    Case.objects.filter(pk=world.case.pk).update(version=world.case.version + 1)
    client = client_of(world.reviewer)
    page = client.post(f"/assignments/{world.assignment.pk}/finding/", finding_of(world)).content.decode()
    version = re.search(r'id="finding".*?name="expected_version" value="(\d+)"', page, re.DOTALL)[1]
    again = client.post(f"/assignments/{world.assignment.pk}/finding/", borne_out(world, expected_version=version))
    assert again.status_code == 302


def test_a_finding_on_a_case_that_was_dismissed_meanwhile_is_refused_and_stays_on_the_page(world):
    body = {"expected_version": world.case.version, "reason": "Not worth it."}
    assert client_of(world.lead).post(f"/cases/{world.case.pk}/dismiss/", body).status_code == 302
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", finding_of(world))
    assert answer.status_code == 409
    assert "Two counts agree." in answer.content.decode()
    assert "Not worth it." in answer.content.decode()


def test_what_is_offered_is_accepted_before_anything_is_typed(world):
    Assignment.objects.filter(pk=world.assignment.pk).update(state=AssignmentState.OFFERED)
    reviewer = client_of(world.reviewer)
    page = reviewer.get(f"/cases/{world.case.pk}/").content.decode()
    assert "offered to you" in page
    assert "Submit finding" not in page
    accepted = reviewer.post(f"/assignments/{world.assignment.pk}/accept/", follow=True).content.decode()
    assert "offered to you" not in accepted
    assert "Submit finding" in accepted


def test_a_draft_is_kept_by_itself_and_by_a_button_and_comes_back(world):
    client, address = client_of(world.reviewer), f"/assignments/{world.assignment.pk}/draft/"
    kept = client.post(address, {"rationale": "Half a thought", "rating": world.rating.pk}, headers={"HX-Request": "true"})
    assert "Draft kept" in kept.content.decode()
    assert client.post(address, {"rationale": "A whole thought"}).status_code == 302
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert "A whole thought" in page
    assert "A whole thought" not in client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()


def test_nobody_writes_into_the_assignment_of_somebody_else(world):
    client = client_of(world.second)
    for what in ("draft", "finding", "accept"):
        assert client.post(f"/assignments/{world.assignment.pk}/{what}/", {"rationale": "x"}).status_code == 404


def test_a_review_is_unseen_by_the_other_reviewer_until_theirs_is_in(world):
    Case.objects.filter(pk=world.case.pk).update(reviews_required=2)
    other = AssignmentFactory(case=world.case, reviewer=world.second, state="done")
    ReviewFactory(assignment=other, rationale="A secret so far.")
    assert "A secret so far." not in client_of(world.reviewer).get(f"/cases/{world.case.pk}/").content.decode()
    assert "A secret so far." in client_of(world.second).get(f"/cases/{world.case.pk}/").content.decode()


def test_evidence_is_added_with_its_source(world):
    body = {"kind": "unpublished", "source": "Night watch", "passage": "I counted forty.", "language": "en", "credibility": 3}
    answer = client_of(world.reviewer).post(f"/cases/{world.case.pk}/evidence/", body)
    assert answer.status_code == 302
    added = CaseEvidence.objects.latest("pk").evidence
    assert (added.source.name, added.passage, added.credibility) == ("Night watch", "I counted forty.", 3)


def test_the_form_for_evidence_is_fetched_once_it_is_unfolded(world):
    client, path = client_of(world.lead), f"/cases/{world.case.pk}/evidence/"
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert f'hx-get="{path}"' in page
    assert 'name="passage"' not in page
    fetched = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert 'name="passage"' in fetched
    assert "<main" not in fetched
    without_scripts = client.get(path).content.decode()
    assert 'name="passage"' in without_scripts
    assert "<main" in without_scripts
    assert client_of(world.viewer).get(path).status_code == 403


def test_evidence_that_is_refused_leaves_no_source_behind(world):
    body = {"kind": "unpublished", "source": "Nobody at all", "passage": "", "credibility": 3}
    answer = client_of(world.reviewer).post(f"/cases/{world.case.pk}/evidence/", body)
    assert answer.status_code == 400
    assert "Nobody at all" in answer.content.decode()
    assert not SourceFactory._meta.model.objects.filter(name="Nobody at all").exists()


def test_evidence_is_corrected_and_withdrawn_with_a_reason(world):
    item = CaseEvidence.objects.get(case=world.case)
    client, piece = client_of(world.lead), item.evidence
    body = {"expected_version": 1, "passage": "Forty-one drones.", "credibility": 2, "reason": "A slip."}
    assert client.post(f"/evidence/{item.pk}/edit/", body).status_code == 302
    assert client.post(f"/evidence/{item.pk}/withdraw/", body).status_code == 409
    assert client.post(f"/evidence/{item.pk}/withdraw/", body | {"expected_version": 2}).status_code == 302
    piece.refresh_from_db()
    assert (piece.passage, piece.withdrawn_at is not None) == ("Forty-one drones.", True)
