"""The page of a case: what its evidence goes back to, similar cases, its steps, and who is given it."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from claims.services import claim_reject
from core.models import Role
from tests.factories import (
    AssignmentFactory,
    CaseEvidenceFactory,
    ReviewFactory,
    VerdictFactory,
    case_on,
    member,
)
from tests.pages import borne_out, client_of
from verification.grounds import freeze
from verification.models import Assignment, AssignmentState, Case, CaseEvidence, Review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("number", "words"), [(1, "by one review,"), (2, "by reviews that agree,")])
def test_a_verdict_says_by_how_many_reviews_it_was_made(world, number, words):
    reviews = [
        ReviewFactory(assignment=AssignmentFactory(case=world.case, state="done"), rating=world.rating) for _ in range(number)
    ]
    VerdictFactory(case=world.case, rating=world.rating, grounds=freeze(world.case, reviews), reviews=reviews)
    Case.objects.filter(pk=world.case.pk).update(state="decided")
    assert words in client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()


def set_origin(client, item, do="", **given):
    item.refresh_from_db()
    group = item.independence_group
    body = {"expected_version": item.version, "origin_version": group.version if group else "", "origin": "Orb", **given}
    return client.post(f"/evidence/{item.pk}/origin/{do}", body)


def test_an_origin_is_named_changed_and_taken_back_at_its_piece(world):
    item, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    assert "Of unknown origin" in client.get(f"/cases/{world.case.pk}/").content.decode()
    answer = set_origin(client, item, basis="Names Orb.")
    assert answer["Location"] == f"/cases/{world.case.pk}/#evidence-{item.pk}"
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert 'Goes back to <strong dir="auto">Orb</strong>' in page
    assert '<option value="Orb">' in page
    assert '<option value="Harbour Ministry">' in page  # who made the claim
    assert set_origin(client, item, "rename/", origin="Orb's count", basis="Names Orb.").status_code == 302
    item.refresh_from_db()
    assert (item.origin, item.independence_group.basis) == ("Orb's count", "Names Orb.")
    assert set_origin(client, item, "unknown/", origin="").status_code == 302
    item.refresh_from_db()
    assert item.independence_group is None


def test_what_shows_an_origin_stands_beside_it_and_another_reason_for_it_is_said_to_be_left_out(world):
    first, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    second = CaseEvidenceFactory(case=world.case)
    set_origin(client, first, basis="Names Orb.")
    left = "what shows it stays as it was"
    for given, is_left in (({"basis": "Its clerk told us."}, True), ({"basis": "Names Orb."}, False), ({}, False)):
        set_origin(client, second, "unknown/")
        set_origin(client, second, **given)
        page = client.get(f"/cases/{world.case.pk}/").content.decode()
        assert page.count('· <span dir="auto">Names Orb.</span>') == 2
        assert (left in page) == is_left


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"origin": ""}, 400, "This field is required."),
        ({"expected_version": 7}, 409, "Somebody else changed this evidence in the meantime."),
        ({"expected_version": ""}, 400, "Not written yet"),
    ],
)
def test_an_origin_that_is_refused_stays_in_its_field(world, given, status, says):
    item = CaseEvidence.objects.get(case=world.case)
    answer = set_origin(client_of(world.reviewer), item, **{"origin": "Typed", **given})
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (status, True)
    assert '<details class="origin" open>' in page
    assert given.get("origin") == "" or 'value="Typed"' in page
    assert "What happened in the meantime" not in page


def test_who_may_not_review_and_whoever_is_late_reads_what_it_goes_back_to(world):
    item = CaseEvidence.objects.get(case=world.case)
    set_origin(client_of(world.reviewer), item)
    for user, state in ((world.viewer, "in_review"), (world.lead, "decided"), (world.lead, "dismissed")):
        Case.objects.filter(pk=world.case.pk).update(state=state)
        page = client_of(user).get(f"/cases/{world.case.pk}/").content.decode()
        assert 'Goes back to <strong dir="auto">Orb</strong>' in page
        assert 'name="origin"' not in page


def test_what_was_chosen_so_far_is_counted_as_the_draft_is_kept(world):
    item, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    assert "independent origin" not in client.get(f"/cases/{world.case.pk}/").content.decode()
    address, chosen = f"/assignments/{world.assignment.pk}/draft/", {f"stance_{item.pk}": "contradicts"}
    kept = client.post(address, chosen, headers={"HX-Request": "true"}).content.decode()
    assert '<div id="origin-counts" hx-swap-oob="true">' in kept
    assert "0 independent origins · 1 of unknown origin" in kept
    set_origin(client, item)
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert re.search(r'<span class="stance contradicts">contradicts</span> 1 independent origin</li>', page)


def test_the_claimants_own_is_marked_and_can_be_said_to_be_an_admission(world):
    item, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    address, admission = f"/assignments/{world.assignment.pk}/finding/", f"admission_{item.pk}"
    assert admission not in client.get(f"/cases/{world.case.pk}/").content.decode()
    set_origin(client, item, origin="harbour ministry")
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert '<span class="tag">the claimant\'s own</span>' in page
    assert f'name="{admission}"' in page
    refused = client.post(address, borne_out(world))
    assert (refused.status_code, "cannot rest on the claimant&#x27;s own word" in refused.content.decode()) == (400, True)
    assert client.post(address, borne_out(world, **{admission: "on"})).status_code == 302
    assert Review.objects.get().stances.get().is_admission
    shown = client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()
    assert "an admission against their own interest" in shown
    assert shown.count("1 independent origin</li>") == 3  # beside the evidence, in the review, and in the verdict


def test_a_similar_case_is_joined_or_left_alone(world):
    target = case_on(world.desk, state="in_review")
    case = world.cases[1]
    Case.objects.filter(pk=case.pk).update(similar_to=target, state="open")
    client = client_of(world.lead)
    assert 'data-key="y"' in client.get(f"/cases/{case.pk}/").content.decode()
    answer = client.post(f"/cases/{case.pk}/join/", {"expected_version": case.version, "join": "yes"})
    assert answer["Location"] == f"/cases/{target.pk}/"
    assert Case.objects.get(pk=case.pk).joined_to == target


def test_saying_that_a_case_is_another_takes_the_suggestion_away(world):
    case = world.cases[1]
    Case.objects.filter(pk=case.pk).update(similar_to=world.case, state="open")
    client_of(world.lead).post(f"/cases/{case.pk}/join/", {"expected_version": case.version, "join": "no"})
    assert Case.objects.get(pk=case.pk).similar_to is None


def test_a_step_without_its_reason_keeps_the_page_and_says_so(world):
    answer = client_of(world.lead).post(
        f"/cases/{world.case.pk}/dismiss/", {"expected_version": world.case.version, "reason": " "}
    )
    assert answer.status_code == 400
    assert "needs a reason" in answer.content.decode()


def test_there_is_no_step_that_the_table_does_not_have(world):
    assert client_of(world.lead).post(f"/cases/{world.case.pk}/annihilate/").status_code == 404
    assert client_of(world.lead).post(f"/cases/{world.case.pk}/decide/").status_code == 404


def test_a_lead_routes_a_case_otherwise_and_gives_it_to_somebody(world):
    client = client_of(world.lead)
    body = {"expected_version": world.case.version, "priority": 1, "reviews_required": 2, "reason": "It is urgent."}
    assert client.post(f"/cases/{world.case.pk}/routing/", body).status_code == 302
    case = Case.objects.get(pk=world.case.pk)
    assert (case.priority, case.reviews_required) == (1, 2)
    assert client.post(f"/cases/{world.case.pk}/give/", {"reviewer": world.second.pk}).status_code == 302
    assert Assignment.objects.filter(case=case, reviewer=world.second).exists()


@pytest.mark.parametrize(("part", "holds"), [("give", 'name="reviewer"'), ("history", '<ul class="history">')])
def test_what_is_folded_on_the_page_of_a_case_is_fetched_once_it_is_unfolded(world, part, holds):
    client, path = client_of(world.lead), f"/cases/{world.case.pk}/{part}/"
    page = client.get(f"/cases/{world.case.pk}/").text
    assert f'hx-get="{path}"' in page
    assert holds not in page
    fetched = client.get(path, headers={"HX-Request": "true"}).text
    assert holds in fetched
    assert "<html" not in fetched
    without_scripts = client.get(path).text
    assert f'<details class="part" id="{part}" open>' in without_scripts or f'<details id="{part}" open>' in without_scripts
    assert holds in without_scripts


def test_only_leads_are_offered_to_give_a_case(world):
    assert client_of(world.second).get(f"/cases/{world.case.pk}/give/").status_code == 403


def test_a_case_says_that_its_claim_was_rejected(world):
    case = case_on(world.desk)
    claim = case.case_claims.get().claim
    lead = member(world.desk, Role.LEAD)
    claim_reject(claim=claim, actor=lead, expected_version=claim.version, reason="It is the headline of another story.")
    assert "It is the headline of another story." in client_of(lead).get(f"/cases/{case.pk}/").content.decode()


def test_a_viewer_is_not_asked_for_evidence(world):
    CaseEvidence.objects.all().delete()
    page = f"/cases/{world.case.pk}/"
    assert "Add what speaks for the claim" not in client_of(world.viewer).get(page).content.decode()
    assert "Add what speaks for the claim" in client_of(world.reviewer).get(page).content.decode()


def test_when_an_assignment_goes_back_is_no_second_deadline(world):
    offered = AssignmentFactory(case=world.case, reviewer=world.second, lapses_at=timezone.now() + dt.timedelta(days=4, hours=1))
    page = client_of(world.second).get(f"/cases/{world.case.pk}/").content.decode()
    said = re.sub(r"<[^>]+>", "", page)
    assert offered.state == AssignmentState.OFFERED
    assert "Unless you accept it, it goes back in 4 days" in said
