"""Assignments, drafts and reviews over the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Role
from tests.api.answers import found, nothing_written, refusal
from tests.factories import (
    AssignmentFactory,
    BundleFactory,
    DeskFactory,
    RatingFactory,
    RatingScaleFactory,
    ReviewFactory,
    case_of,
    case_on,
    claim_on,
    member,
)
from tests.verification.desk import at_work, case_in_review, evidence_on, rating_of, submit
from verification.models import Assignment, AssignmentState, Case, Review, ReviewDraft
from verification.selectors import current_ratings
from verification.states import CaseState

pytestmark = pytest.mark.django_db
PATH = "/api/v1/assignments/"


@pytest.fixture
def user(desk):
    return member(desk)


@pytest.fixture
def client(user, api):
    return api(user)


# --- Getting to work ------------------------------------------------------------------------------------------------------


def test_the_next_case_is_the_most_urgent_one_with_its_bundle(desk, client, user):
    claim = claim_on(desk)
    bundle = BundleFactory(article=claim.article)
    urgent, together = case_of(claim, priority=1, bundle=bundle), case_on(desk, priority=5, bundle=bundle)
    case_on(desk, priority=3)
    answer = client.post(f"{PATH}next/")
    assert (answer.status_code, answer.json()["case"], answer.json()["state"]) == (200, urgent.pk, "accepted")
    assert set(Assignment.objects.filter(reviewer=user).values_list("case", flat=True)) == {urgent.pk, together.pk}
    assert client.get(f"/api/v1/cases/{urgent.pk}/").json()["state"] == "in_review"


def test_where_nothing_waits_there_is_nothing_next(desk, client):
    case_on(desk, state="proposed")
    answer = client.post(f"{PATH}next/")
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_offer_is_accepted_once_and_accepting_again_changes_nothing(desk, client, user):
    offer = AssignmentFactory(case=case_on(desk), reviewer=user)
    first, second = (client.post(f"{PATH}{offer.pk}/accept/") for _ in range(2))
    assert (first.status_code, first.json()["state"]) == (200, "accepted")
    assert second.json() == first.json()


def test_an_offer_that_is_over_is_not_accepted(desk, client, user):
    offer = AssignmentFactory(case=case_on(desk), reviewer=user, state=AssignmentState.ENDED)
    assert refusal(client.post(f"{PATH}{offer.pk}/accept/")) == (409, "assignment:not_current")


def test_a_place_is_taken_while_there_is_one(desk, client, reviewer):
    case = case_on(desk)
    taken = client.post(f"/api/v1/cases/{case.pk}/take/")
    assert (taken.status_code, taken.json()["state"]) == (201, "accepted")
    assert refusal(reviewer.post(f"/api/v1/cases/{case.pk}/take/")) == (409, "assignment:full")
    decided = case_on(desk, state="decided")
    assert refusal(reviewer.post(f"/api/v1/cases/{decided.pk}/take/")) == (409, "assignment:not_needed")


def test_whoever_submitted_the_article_does_not_review_it(desk, client, user):
    case = case_of(claim_on(desk, snapshot__capture__article__submitted_by=user))
    answer = client.post(f"/api/v1/cases/{case.pk}/take/")
    assert refusal(answer) == (403, "assignment:excluded")
    assert answer.json()["details"] == {"rules": ["submitted"]}


def test_work_is_given_back_by_oneself_and_taken_back_with_a_reason(desk, client, user, lead):
    own, others = at_work(case_in_review(desk), user), at_work(case_in_review(desk))
    assert client.post(f"{PATH}{own.pk}/end/").json()["state"] == "ended"
    assert refusal(lead.post(f"{PATH}{others.pk}/end/")) == (400, "assignment:reason_needed")
    ended = lead.post(f"{PATH}{others.pk}/end/", {"reason": "On leave"}).json()
    assert (ended["state"], ended["end_reason"]) == ("ended", "On leave")
    assert refusal(lead.post(f"{PATH}{others.pk}/end/", {"reason": "Again"})) == (409, "assignment:not_current")


# --- Giving, as a lead ------------------------------------------------------------------------------------------------------


def test_a_case_is_offered_to_somebody_whom_the_list_of_members_names(desk, lead):
    case, chosen = case_on(desk), member(desk, user__display_name="Night shift")
    (listed,) = [row for row in lead.get("/api/v1/members/").json()["results"] if row["name"] == "Night shift"]
    assert (listed["user"], listed["desk"], listed["role"]) == (chosen.pk, "harbour", "reviewer")
    given = lead.post(f"/api/v1/cases/{case.pk}/give/", {"reviewer": listed["user"]})
    assert (given.status_code, given.json()["reviewer"], given.json()["state"]) == (201, chosen.pk, "offered")
    assert refusal(lead.post(f"/api/v1/cases/{case.pk}/give/", {"reviewer": member(desk).pk})) == (409, "assignment:full")


def test_a_rule_that_excludes_somebody_is_set_aside_with_a_reason_alone(desk, lead, user):
    case = case_of(claim_on(desk, snapshot__capture__article__submitted_by=user))
    address = f"/api/v1/cases/{case.pk}/give/"
    answer = lead.post(address, {"reviewer": user.pk})
    assert refusal(answer) == (400, "assignment:override_needed")
    assert answer.json()["details"]["rules"] == ["submitted"]
    assert nothing_written()
    given = lead.post(address, {"reviewer": user.pk, "override_reason": "Nobody else reads Karskian"})
    assert given.status_code == 201, given.json()
    assert "Nobody else reads Karskian" in given.json()["override_reason"]


def test_a_case_is_offered_to_nobody_who_cannot_review_it(desk, lead):
    case = case_on(desk)
    for nobody in (member(desk, Role.VIEWER), member(desk, is_active=False), member(DeskFactory())):
        assert refusal(lead.post(f"/api/v1/cases/{case.pk}/give/", {"reviewer": nobody.pk})) == (404, "request:not_found")
    assert nothing_written()


def test_a_case_is_taken_back_from_one_person_or_from_all(desk, lead):
    case = case_in_review(desk, reviews_required=3)
    first, second, third = (at_work(case) for _ in range(3))
    address = f"/api/v1/cases/{case.pk}/take-back/"
    assert refusal(lead.post(address, {"reviewer": first.reviewer_id})) == (400, "request:invalid")
    one = lead.post(address, {"reviewer": first.reviewer_id, "reason": "On leave"})
    assert (one.status_code, one.json()["state"]) == (200, "in_review")
    assert set(Assignment.objects.current().filter(case=case)) == {second, third}
    assert lead.post(address, {"reason": "Start over"}).json()["state"] == "open"
    assert refusal(lead.post(address, {"reason": "Again"})) == (409, "assignment:nobody")
    stranger = lead.post(address, {"reason": "Again", "reviewer": member(desk).pk})
    assert refusal(stranger) == (404, "request:not_found")


def test_a_case_is_reassigned_as_a_whole_or_not_at_all(desk, lead, user):
    case = case_in_review(desk)
    before = at_work(case)
    address, body = f"/api/v1/cases/{case.pk}/reassign/", {"previous": before.reviewer_id, "reason": "On leave"}
    assert refusal(lead.post(address, {**body, "reviewer": member(desk, Role.VIEWER).pk})) == (404, "request:not_found")
    before.refresh_from_db()
    assert before.state == AssignmentState.ACCEPTED
    given = lead.post(address, {**body, "reviewer": user.pk})
    assert (given.status_code, given.json()["reviewer"], given.json()["state"]) == (201, user.pk, "offered")
    before.refresh_from_db()
    assert (before.state, before.end_reason) == (AssignmentState.ENDED, "On leave")


def test_a_rule_that_excludes_somebody_has_its_own_reason_where_a_case_is_reassigned(desk, lead, user):
    case = case_of(claim_on(desk, snapshot__capture__article__submitted_by=user), state=CaseState.IN_REVIEW)
    at_work(case)
    address, body = f"/api/v1/cases/{case.pk}/reassign/", {"reviewer": user.pk, "reason": "On leave"}
    assert refusal(lead.post(address, body)) == (400, "assignment:override_needed")
    assert nothing_written()
    given = lead.post(address, {**body, "override_reason": "Nobody else reads Karskian"})
    assert given.status_code == 201, given.json()
    assert "Nobody else reads Karskian" in given.json()["override_reason"]


@pytest.mark.parametrize("act", ["give", "reassign", "take-back"])
def test_who_leads_nobody_gives_nothing(desk, reviewer, user, act):
    case = case_in_review(desk)
    at_work(case)
    body = (
        {"reason": "Mine"} if act == "take-back" else {"reviewer": user.pk, **({"reason": "Mine"} if act == "reassign" else {})}
    )
    assert refusal(reviewer.post(f"/api/v1/cases/{case.pk}/{act}/", body)) == (403, "permission:denied")
    assert nothing_written()


def test_members_are_listed_to_reviewers_alone(desk, reviewer, api):
    viewer = member(desk, Role.VIEWER)
    member(desk, is_active=False)
    member(DeskFactory())
    assert viewer.pk in [row["user"] for row in reviewer.get("/api/v1/members/", {"role": "viewer"}).json()["results"]]
    assert len(found(reviewer.get("/api/v1/members/", {"desk": "harbour"}))) == 2
    assert found(api(viewer).get("/api/v1/members/")) == []


# --- Drafts ---------------------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_as_it_is_and_replaced_by_the_next(desk, client, user):
    assignment = at_work(case_in_review(desk), user)
    for data in ({"rationale": "Half a"}, {"rationale": "Half a thought", "band": {"low": None}}):
        assert client.put(f"{PATH}{assignment.pk}/draft/", data).status_code == 204
        assert ReviewDraft.objects.get().data == data


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        (["a", "list"], (400, "request:invalid")),
        ("words", (400, "request:invalid")),
        ({"rationale": "a\x00b"}, (400, "draft:characters")),
        ({"rationale": "x" * 300_000}, (413, "draft:too_large")),
    ],
)
def test_a_draft_that_cannot_be_kept_is_refused(desk, client, user, body, refused):
    assignment = at_work(case_in_review(desk), user)
    assert refusal(client.put(f"{PATH}{assignment.pk}/draft/", body)) == refused
    assert not ReviewDraft.objects.exists()


def test_there_is_no_draft_of_what_is_over(desk, client, user):
    assignment = AssignmentFactory(case=case_in_review(desk), reviewer=user, state=AssignmentState.ENDED)
    assert refusal(client.put(f"{PATH}{assignment.pk}/draft/", {})) == (409, "review:assignment")


# --- Reviews --------------------------------------------------------------------------------------------------------------


def review(desk, case, **changes):
    """A review, borne out by what there is for everybody."""
    return {
        "expected_version": case.version,
        "rating": rating_of(desk).pk,
        "said": [{"position": 0, "finding": "faithful"}],
        "figure_finding": "within",
        "band": {"low": 38, "high": 42},
        "rationale": "The log shows 40.",
        "stances": [{"case_evidence": link.pk, "stance": "supports"} for link in case.case_evidence.filter(gathered_for=None)],
        **changes,
    }


def test_handing_in_takes_a_number_of_queries_that_does_not_grow_with_the_stances(desk, api):
    taken = []
    for many in (1, 2, 8):  # the first time some is read once for all
        case = case_in_review(desk)
        assignment = at_work(case)
        stances = [{"case_evidence": evidence_on(case).pk, "stance": "supports"} for _ in range(many)]
        with CaptureQueriesContext(connection) as counted:
            answer = api(assignment.reviewer).post(f"{PATH}{assignment.pk}/review/", review(desk, case, stances=stances))
        assert len(answer.json()["stances"]) == many
        taken.append(len(counted))
    assert taken[1] == taken[2]


def test_a_review_is_handed_in_with_its_stances_and_decides_the_case(desk, client, user):
    case = case_in_review(desk)
    assignment, link = at_work(case, user), evidence_on(case)
    client.put(f"{PATH}{assignment.pk}/draft/", {"rationale": "Half"})
    stances = [{"case_evidence": link.pk, "stance": "supports", "note": "Page 4", "is_admission": False}]
    answer = client.post(f"{PATH}{assignment.pk}/review/", review(desk, case, stances=stances, confidence="high"))
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["meaning"], made["confidence"], made["round"], made["reviewer"]) == ("supported", "high", 1, user.pk)
    assert made["stances"] == stances
    assert made["independence"]["supports"] == {"independent": 0, "unknown_origin": 1, "claimants_own": 0}
    assert made["said"][0]["names"] == ["Harbour Ministry"]
    assert client.get(f"/api/v1/reviews/{made['id']}/").json() == made
    assert client.get(f"/api/v1/cases/{case.pk}/").json()["state"] == "decided"
    assert not ReviewDraft.objects.exists()
    again = client.post(f"{PATH}{assignment.pk}/review/", review(desk, Case.objects.get()))
    assert refusal(again) == (409, "review:assignment")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"expected_version": 9}, (409, "case:stale")),
        ({"rating": 2**40}, (400, "finding:rating")),
        ({"said": [{"position": 3, "finding": "faithful"}]}, (400, "finding:said_links")),
        ({"said": [{"position": 0, "finding": "faithful", "why": "x"}]}, (400, "request:invalid")),
        ({"figure_finding": "about"}, (400, "request:invalid")),
        ({"band": {"low": 9, "high": 8}}, (400, "finding:band_order")),
        ({"rationale": " "}, (400, "request:invalid")),
        ({"stances": []}, (400, "finding:no_evidence")),
        ({"stances": [{"case_evidence": 0, "stance": "supports"}]}, (400, "review:evidence")),
        ({"stances": [{"case_evidence": 0, "stance": "likes"}]}, (400, "request:invalid")),
        ({"verdict": "true"}, (400, "request:invalid")),
        ({"rating": None}, (400, "request:invalid")),
    ],
)
def test_a_review_that_cannot_be_is_refused_and_not_kept(desk, client, user, changes, refused):
    case = case_in_review(desk)
    assignment, _ = at_work(case, user), evidence_on(case)
    assert refusal(client.post(f"{PATH}{assignment.pk}/review/", review(desk, case, **changes))) == refused
    assert not Review.objects.exists()
    assert nothing_written()


def test_a_review_without_evidence_is_told_what_it_needs(desk, client, user):
    case = case_in_review(desk)
    assignment, link = at_work(case, user), evidence_on(case)
    wrong = rating_of(desk, "Wrong").pk
    stances = [{"case_evidence": link.pk, "stance": "supports"}]
    answer = client.post(f"{PATH}{assignment.pk}/review/", review(desk, case, rating=wrong, stances=stances))
    assert refusal(answer) == (400, "finding:no_evidence")
    (told,) = answer.json()["details"]["errors"].pop("stances")
    assert told == answer.json()["message"]
    assert "“Wrong” says what the evidence shows: at least one piece of evidence must have the stance “contradicts”" in told
    stances[0]["stance"] = "contradicts"
    answer = client.post(f"{PATH}{assignment.pk}/review/", review(desk, case, rating=wrong, stances=stances))
    assert (answer.status_code, answer.json()["meaning"]) == (201, "refuted")


def test_the_later_of_two_is_told_what_the_case_is_now(desk, client, user):
    case = case_in_review(desk, version=4)
    assignment = at_work(case, user)
    answer = client.post(f"{PATH}{assignment.pk}/review/", review(desk, case, expected_version=3))
    assert refusal(answer) == (409, "case:stale")
    assert answer.json()["details"] == {"version": 4, "state": "in_review"}


def test_reviews_are_unseen_by_the_other_until_both_are_in(desk, client, user):
    case = case_in_review(desk, reviews_required=2)
    mine, theirs, _ = at_work(case, user), at_work(case), evidence_on(case)
    other = submit(theirs)
    assert found(client.get("/api/v1/reviews/")) == []
    assert client.get(f"/api/v1/reviews/{other.pk}/").status_code == 404
    assert client.post(f"{PATH}{mine.pk}/review/", review(desk, case)).status_code == 201
    assert other.pk in found(client.get("/api/v1/reviews/", {"case": case.pk}))


# --- Ratings ----------------------------------------------------------------------------------------------------------------


def test_the_ratings_that_a_finding_can_have_are_listed(desk, client):
    earlier = RatingFactory(scale=RatingScaleFactory(desk=desk, is_current=False, version=3), label="Once true")
    RatingFactory(scale=RatingScaleFactory(desk=DeskFactory()))
    current = client.get("/api/v1/ratings/", {"desk": "harbour", "is_current": "true"})
    assert sorted(found(current)) == sorted(rating.pk for rating in current_ratings(desk))
    (row,) = client.get("/api/v1/ratings/", {"is_current": "false"}).json()["results"]
    assert (row["id"], row["label"], row["scale_version"], row["is_current"]) == (earlier.pk, "Once true", 3, False)
    assert {row["meaning"] for row in client.get("/api/v1/ratings/", {"meaning": "refuted"}).json()["results"]} == {"refuted"}


# --- Lists ----------------------------------------------------------------------------------------------------------------


def test_assignments_are_filtered(desk, client, user):
    mine, other = at_work(case_in_review(desk), user), AssignmentFactory(case=case_in_review(desk))
    for query, expected in (
        ({"mine": "true"}, [mine]),
        ({"mine": "false"}, [other]),
        ({"case": mine.case_id}, [mine]),
        ({"reviewer": user.pk}, [mine]),
        ({"state": "offered"}, [other]),
        ({"part": "adjudicate"}, []),
    ):
        assert found(client.get(PATH, query)) == [assignment.pk for assignment in expected]


def test_reviews_are_filtered(desk, api):
    lead = api(member(desk, Role.LEAD))
    one, other = (
        ReviewFactory(assignment__case=case_on(desk, state="decided"), assignment__reviewer=member(desk)) for _ in range(2)
    )
    for query, expected in (
        ({"case": one.case_id}, [one]),
        ({"reviewer": other.reviewer_id}, [other]),
        ({"round": 2}, []),
        ({"round": 1}, [other, one]),
    ):
        assert found(lead.get("/api/v1/reviews/", query)) == [review.pk for review in expected]
