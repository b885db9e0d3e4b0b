"""Known cases are mixed in unseen: who is given one sees no sign of it, and nobody else sees it at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.content import content_of
from claims.models import Claim, ClaimState
from claims.services import claim_merge, claim_split
from core.errors import Conflict
from core.models import Desk, RecordEntry, Role
from core.record import entries_visible_to
from tests.factories import (
    AssignmentFactory,
    BundleFactory,
    CaseEvidenceFactory,
    CaseTransitionFactory,
    ClaimFactory,
    ClaimRevisionFactory,
    CommentFactory,
    DeskFactory,
    EventFactory,
    FigureFactory,
    PublicationFactory,
    QueueFactory,
    UserFactory,
    case_of,
    case_on,
    member,
)
from tests.pages import client_of
from tests.roles import OURS, READS, listed, words
from tests.verification.desk import at_work, case_in_review, finding_on, rating_of, submit
from verification.calibration.figures import Share, desk_figures, own_figures
from verification.models import AssignmentPart, AssignmentState, Case, CaseClaim, KnownCase, KnownCopy, Review
from verification.models.calibration import LARGEST_SHARE
from verification.presenting.overview import count
from verification.selectors import claims_without_case, copies_for, person_on, strangers_to, takeable
from verification.services.assignments import assign, assignment_accept, assignment_end, next_case
from verification.services.calibration import calibration_set
from verification.services.cases import case_open
from verification.services.known_cases import is_drawn, known_follow, known_make, known_retire
from verification.services.proposing import case_follow, case_propose
from verification.states import CaseState

pytestmark = pytest.mark.django_db

#: What only the verdict on the original and the key say.
TOLD = "numbat"


class Rehearsal:
    """A desk with a published case that is a known one, and everybody who matters to it."""

    def __init__(self, *, reviews_required: int = 1) -> None:
        self.desk: Desk = DeskFactory()
        self.lead = member(self.desk, Role.LEAD)
        self.expert, self.novice = member(self.desk), member(self.desk, user__display_name="Novice")
        QueueFactory(desk=self.desk, name="Weapons")
        self.original = case_in_review(self.desk)
        claim = self.original.lead_claim
        assert claim is not None
        claim.event = EventFactory(desk=self.desk)
        claim.save()
        self.claim: Claim = claim
        Case.objects.filter(pk=self.original.pk).update(bundle=BundleFactory(article=claim.article))
        submit(at_work(self.original, self.expert), rationale=f"The {TOLD} says so.")
        self.original.refresh_from_db()
        verdict = self.original.verdicts.get()
        Case.objects.filter(pk=self.original.pk).update(state=CaseState.PUBLISHED, public_key="k" * 24)
        self.original.refresh_from_db()
        PublicationFactory(verdict=verdict, published_by=self.lead)
        self.key = finding_on(self.original, rationale=f"The {TOLD} is right.")
        self.known = known_make(case=self.original, actor=self.lead, finding=self.key)
        calibration_set(desk=self.desk, actor=self.lead, expected_version=1, shows_people=False, share=LARGEST_SHARE)
        if reviews_required > 1:
            self.desk.routing_rules.create(name="Two", position=0, effects={"reviews_required": reviews_required})

    def occasion(self, **fields: Any) -> Case:
        """An open case that a known one is mixed in with."""
        while True:
            case: Case = case_on(self.desk, **fields)
            if is_drawn(case, LARGEST_SHARE):
                return case

    def release(self) -> Case:
        """A copy that is mixed in."""
        copy = known_follow(case_id=self.occasion().pk)
        assert copy is not None
        return copy

    def given(self) -> Case:
        """A copy that the novice has."""
        copy = self.release()
        assign(case_id=copy.pk)
        assignment = copy.assignments.get()
        assert assignment.reviewer == self.novice
        assignment_accept(assignment=assignment, actor=self.novice)
        copy.refresh_from_db()
        return copy


@pytest.fixture
def rehearsal() -> Rehearsal:
    return Rehearsal()


# --- When, and to whom --------------------------------------------------------------------------------------------------------


def test_a_copy_is_mixed_in_once_with_a_case_whose_turn_it_is(rehearsal: Rehearsal) -> None:
    case = rehearsal.occasion()
    copy = known_follow(case_id=case.pk)
    assert copy is not None
    assert known_follow(case_id=case.pk) is None
    assert (copy.state, copy.proposition) == (CaseState.OPEN, rehearsal.original.proposition)
    assert KnownCopy.objects.get().occasion == case


def test_while_one_waits_to_be_taken_on_there_is_no_second(rehearsal: Rehearsal) -> None:
    copy = rehearsal.release()
    member(rehearsal.desk)
    assert known_follow(case_id=rehearsal.occasion().pk) is None
    Case.objects.filter(pk=copy.pk).update(state=CaseState.IN_REVIEW)
    assert known_follow(case_id=rehearsal.occasion().pk) is not None


@pytest.mark.parametrize("wrong", ["share", "state", "round", "retired", "nobody", "none"])
def test_none_is_mixed_in_where_there_is_no_occasion(rehearsal: Rehearsal, wrong: str) -> None:
    case = rehearsal.occasion(**{"state": {"state": "proposed"}, "round": {"round": 2}}.get(wrong, {}))
    if wrong == "share":
        calibration_set(desk=rehearsal.desk, actor=rehearsal.lead, expected_version=2, shows_people=False, share=0)
    if wrong == "retired":
        known_retire(known=rehearsal.known, actor=rehearsal.lead, reason="Too easy")
    if wrong == "nobody":
        rehearsal.novice.memberships.update(role=Role.LEAD)
    if wrong == "none":
        KnownCase.objects.all().delete()
    assert known_follow(case_id=case.pk) is None
    assert not KnownCopy.objects.exists()


def test_which_cases_bring_one_is_settled_and_as_often_as_the_desk_says() -> None:
    cases = [Case(pk=pk) for pk in range(1, 2001)]
    drawn = [case.pk for case in cases if is_drawn(case, 10)]
    assert drawn == [case.pk for case in cases if is_drawn(case, 10)]
    assert 150 < len(drawn) < 250
    assert set(drawn) < {case.pk for case in cases if is_drawn(case, 20)}
    assert not any(is_drawn(case, 0) for case in cases)


def test_who_knows_the_original_is_never_given_a_copy(rehearsal: Rehearsal) -> None:
    desk, original = rehearsal.desk, rehearsal.original
    knows = {
        "left it": AssignmentFactory(case=original, state=AssignmentState.ENDED, reviewer=member(desk)).reviewer,
        "adjudicated it": AssignmentFactory(case=original, part=AssignmentPart.ADJUDICATE, reviewer=member(desk)).reviewer,
        "knows its bundle": AssignmentFactory(case=case_on(desk, bundle=original.bundle), reviewer=member(desk)).reviewer,
        "supplied evidence": CaseEvidenceFactory(case=original, added_by=member(desk)).added_by,
        "opened it": CaseTransitionFactory(case=original, version=99, actor=member(desk)).actor,
        "corrected its claim": ClaimRevisionFactory(claim=rehearsal.claim, number=9, actor=member(desk)).actor,
        "spoke of it": CommentFactory(case=original, author=member(desk)).author,
        "was told of it": (told := member(desk)),
        "leads": rehearsal.lead,
        "administers": member(desk, Role.ADMIN),
        "may not review": member(desk, Role.VIEWER),
        "reviewed it": rehearsal.expert,
    }
    CommentFactory(case=original, author=rehearsal.lead).mentioned.set([told])
    able = {membership.user for membership in strangers_to(rehearsal.known)}
    assert able == {rehearsal.novice}
    copy = rehearsal.release()
    for who, user in knows.items():
        person = person_on(desk, user)
        assert copy not in takeable(desk, person, AssignmentPart.REVIEW), who
        assert not copies_for(desk, user.pk).exists(), who
    assert copy in takeable(desk, person_on(desk, rehearsal.novice), AssignmentPart.REVIEW)


def test_nobody_is_given_the_same_twice_nor_the_original_afterwards(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    submit(copy.assignments.get())
    assert not strangers_to(rehearsal.known).exists()
    assert not copies_for(rehearsal.desk, rehearsal.novice.pk).exists()
    Case.objects.filter(pk=rehearsal.original.pk).update(state=CaseState.OPEN, round=2)
    novice = person_on(rehearsal.desk, rehearsal.novice)
    assert rehearsal.original not in takeable(rehearsal.desk, novice, AssignmentPart.REVIEW)
    assign(case_id=rehearsal.original.pk)
    assert not rehearsal.original.assignments.filter(reviewer=rehearsal.novice).exists()


def test_a_copy_is_pulled_like_any_other_case_and_comes_alone(rehearsal: Rehearsal) -> None:
    copy = rehearsal.release()
    Case.objects.filter(pk=copy.pk).update(priority=1)
    sibling = case_on(rehearsal.desk, bundle=copy.bundle)
    taken = next_case(desk=rehearsal.desk, actor=rehearsal.novice)
    assert taken is not None
    assert taken.case == copy
    assert not sibling.assignments.exists()
    assert next_case(desk=rehearsal.desk, actor=rehearsal.expert).case != copy


def test_what_is_restricted_is_no_known_case(rehearsal: Rehearsal) -> None:
    case = case_in_review(rehearsal.desk, sensitivity="restricted")
    case.named.set([rehearsal.lead])
    with pytest.raises(Conflict) as caught:
        known_make(case=case, actor=rehearsal.lead, finding=rehearsal.key)
    assert caught.value.code == "known:restricted"
    Case.objects.filter(pk=rehearsal.original.pk).update(sensitivity="restricted")
    assert known_follow(case_id=rehearsal.occasion().pk) is None


@pytest.mark.parametrize("state", ["rejected", "replaced", "joined"])
def test_a_case_whose_claim_is_no_claim_or_is_elsewhere_is_not_mixed_in(rehearsal: Rehearsal, state: str) -> None:
    if state == "joined":
        CaseClaim.objects.filter(case=rehearsal.original).update(case=case_on(rehearsal.desk), role="copy")
    else:
        Claim.objects.filter(pk=rehearsal.claim.pk).update(state=state)
    assert known_follow(case_id=rehearsal.occasion().pk) is None


def test_a_known_case_is_made_once(rehearsal: Rehearsal) -> None:
    with pytest.raises(Conflict) as caught:
        known_make(case=rehearsal.original, actor=rehearsal.lead, finding=rehearsal.key)
    assert caught.value.code == "known:exists"
    known_retire(known=rehearsal.known, actor=rehearsal.lead, reason="The key was wrong")
    with pytest.raises(Conflict):
        known_retire(known=rehearsal.known, actor=rehearsal.lead, reason="Again")
    assert known_make(case=rehearsal.original, actor=rehearsal.lead, finding=rehearsal.key)


# --- Unseen -------------------------------------------------------------------------------------------------------------------

#: What of a page changes by itself: tokens, nonces.
RANDOM = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+"|nonce[-=]"?[^"\s;\']+|"X-CSRFToken": "[^"]+"|csrftoken=[^;\s]+|\d\d:\d\d:\d\d'
)
#: Which leads alone see, and where they are told.
OPEN_TO_LEADS = {"verification:known-cases", "verification:known-case", "verification:calibration", "v1:calibration-desk"}


def addresses(rehearsal: Rehearsal) -> Iterator[tuple[str, str]]:
    """Every list, and each page and each answer of the API that could tell of the copy."""
    for name, route in READS.items():
        if not route.arguments and name not in OPEN_TO_LEADS:
            yield name, reverse(name)
    claim = rehearsal.claim
    for name, pk in {
        "verification:article": claim.article_id,
        "verification:case": rehearsal.original.pk,
        "claims:event": claim.event_id,
        "claims:claim": claim.pk,
        "sources:source": claim.article.publisher_id,
        "claims:said": claim.article.publisher_id,
        "v1:article-detail": claim.article_id,
        "v1:event-detail": claim.event_id,
        "v1:case-detail": rehearsal.original.pk,
    }.items():
        yield name, reverse(name, args=[pk])
    yield "search", "/search/?q=drones"
    yield "claims of the article", f"/api/v1/claims/?article={claim.article_id}"
    yield "cases of the article", f"/api/v1/cases/?article={claim.article_id}"
    yield "public", "/v/" + "k" * 24 + "/"


def seen(rehearsal: Rehearsal, client: Client) -> dict[str, str]:
    return {name: RANDOM.sub("", words(client.get(address))) for name, address in addresses(rehearsal)}


@pytest.mark.parametrize("who", ["viewer", "expert", "lead", "superuser"])
def test_nobody_else_sees_any_of_it(rehearsal: Rehearsal, who: str) -> None:
    """Every page reads as it did before the copy was there."""
    users = {"viewer": member(rehearsal.desk, Role.VIEWER), "expert": rehearsal.expert, "lead": rehearsal.lead}
    users["superuser"] = member(DeskFactory(), user__is_superuser=True)
    occasion = rehearsal.occasion()
    client = client_of(users[who])
    client.post("/desk/choose/", {"desk": rehearsal.desk.pk})
    before = seen(rehearsal, client)
    copy = known_follow(case_id=occasion.pk)
    assert copy is not None
    assign(case_id=copy.pk)
    assignment_accept(assignment=copy.assignments.get(), actor=rehearsal.novice)
    after = seen(rehearsal, client)
    assert [name for name in before if before[name] != after[name]] == []
    link = CaseClaim.objects.get(case=copy)
    for address in (
        f"/cases/{copy.pk}/",
        f"/claims/{link.claim_id}/",
        f"/api/v1/cases/{copy.pk}/",
        f"/api/v1/claims/{link.claim_id}/",
    ):
        assert client.get(address).status_code == 404
    if who in {"lead", "superuser"}:
        for model in {*OURS} - {KnownCopy, RecordEntry}:
            answer = listed(model, client)
            shown = {row.pk for row in answer.context["cl"].result_list}
            assert not (model is Case and copy.pk in shown), model
            assert not (model is Claim and link.claim_id in shown), model
        entries = listed(RecordEntry, client).context["cl"].result_list
        about = {"verification.case": copy.pk, "claims.claim": link.claim_id}
        assert not [entry for entry in entries if about.get(entry.object_type) == entry.object_id]


def test_who_is_given_it_sees_no_sign_of_it(rehearsal: Rehearsal) -> None:
    total = case_of(ClaimFactory(snapshot=rehearsal.claim.snapshot)).lead_claim
    FigureFactory(claim=total, derivation="40 + 2", part_of=rehearsal.claim).bases.add(rehearsal.claim)
    copy = rehearsal.given()
    client, claim = client_of(rehearsal.novice), CaseClaim.objects.get(case=copy).claim
    traces = (TOLD, "nown case", "nown_", f"/cases/{rehearsal.original.pk}/", f"/claims/{rehearsal.claim.pk}/", "copy_of")
    pages = dict(addresses(rehearsal)) | {
        "its page": f"/cases/{copy.pk}/",
        "its claim": f"/claims/{claim.pk}/",
        "its case in the API": f"/api/v1/cases/{copy.pk}/",
        "its steps": f"/api/v1/cases/{copy.pk}/transitions/",
        "its claim in the API": f"/api/v1/claims/{claim.pk}/",
        "its revisions": f"/api/v1/claims/{claim.pk}/revisions/",
        "a claim that rests on it": f"/claims/{total.pk}/",
        "the case of that": f"/cases/{total.case_claim.case_id}/",
    }
    del pages["public"]  # whoever has its secret address sees what is published
    del pages["api-schema"]  # that there are known cases is no secret
    for name in ("verification:case", "v1:case-detail", "claims:claim"):
        assert client.get(pages.pop(name)).status_code == 404
    for name, address in pages.items():
        page = words(client.get(address))
        assert not [trace for trace in traces if trace in page], name
    assert copy.proposition in client.get("/").text
    listed_claims = client.get(f"/api/v1/claims/?article={claim.article_id}").json()["results"]
    assert {each["id"] for each in listed_claims} == {claim.pk, total.pk}
    rests_on = {each["id"]: (each["content"]["figure"]["base"], each["content"]["figure"]["part_of"]) for each in listed_claims}
    assert rests_on[total.pk] == ([], None)


def test_what_is_made_of_it_stays_with_it(rehearsal: Rehearsal) -> None:
    """Whoever has a copy can split it, and merge it with another claim; nobody else's claims and cases become other ones."""
    copy = rehearsal.given()
    claim = CaseClaim.objects.get(case=copy).claim
    other = ClaimFactory(snapshot=claim.snapshot)
    case_of(other)
    why = {"actor": rehearsal.novice, "reason": "They are two."}
    parts = claim_split(claim=claim, parts=[content_of(claim), content_of(claim)], expected_version=claim.version, **why)
    versions = {parts[0].pk: 1, other.pk: 1}
    merged = claim_merge(claims=[parts[0], other], content=content_of(other), expected_versions=versions, **why)
    before = Case.objects.count()
    for made in (parts[1], merged):
        case_follow(claim_id=made.pk)
        assert case_propose(claim=made, actor=rehearsal.novice) == copy
        assert Claim.objects.visible_to(rehearsal.novice).filter(pk=made.pk).exists()
        for user in (rehearsal.lead, rehearsal.expert, UserFactory(is_superuser=True)):
            assert not Claim.objects.visible_to(user).filter(pk=made.pk).exists()
    assert (Case.objects.count(), claims_without_case().count()) == (before, 0)
    other.refresh_from_db()
    assert other.state == ClaimState.ACTIVE
    assert not Claim.objects.visible_to(rehearsal.lead).filter(derived_from=other).exists()


def test_its_record_reads_like_that_of_any_other_case(rehearsal: Rehearsal) -> None:
    """Whoever leads another desk reads the record there, and in it of this one what they may see."""
    member(DeskFactory(), Role.LEAD, user=rehearsal.novice)
    copy = rehearsal.given()
    claim = CaseClaim.objects.get(case=copy).claim
    ordinary = case_propose(claim=ClaimFactory(snapshot=claim.snapshot))
    case_open(case=ordinary, actor=rehearsal.lead, expected_version=ordinary.version)

    def actions(case: Case, claim: Claim) -> set[str]:
        about = Q(object_type="verification.case", object_id=case.pk) | Q(object_type="claims.claim", object_id=claim.pk)
        return set(entries_visible_to(rehearsal.novice).filter(about).values_list("action", flat=True))

    assert actions(copy, claim) - {"verification.case.start"} == actions(ordinary, ordinary.lead_claim)
    hidden = entries_visible_to(rehearsal.novice).filter(action__contains="known")
    assert not hidden.exists()


def test_who_comes_to_lead_the_desk_meanwhile_learns_of_it_only_when_it_has_served(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    rehearsal.novice.memberships.update(role=Role.LEAD)
    known = entries_visible_to(rehearsal.novice).filter(action__contains="verification.known")
    assert not KnownCopy.objects.visible_to(rehearsal.novice).exists()
    assert not known.exists()
    submit(copy.assignments.get())
    assert KnownCopy.objects.visible_to(rehearsal.novice).exists()
    assert known.exists()


def test_it_looks_like_a_case_that_was_proposed_and_opened(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    assert list(copy.transitions.order_by("pk").values_list("action", flat=True)) == ["propose", "open", "start"]
    claim, copied = rehearsal.claim, CaseClaim.objects.get(case=copy).claim
    plain = ("article", "snapshot", "run", "start", "end", "text", "statement", "kind", "event", "version", "created_at")
    assert all(getattr(copied, name) == getattr(claim, name) for name in plain)
    assert copied.figure.stated == claim.figure.stated
    assert [str(link) for link in copied.attributions.all()] == [str(link) for link in claim.attributions.all()]
    assert copied.revisions.count() == claim.revisions.count()


def test_it_enters_none_of_the_numbers_of_real_work(rehearsal: Rehearsal) -> None:
    def numbers() -> Any:
        found = count(rehearsal.desk, rehearsal.lead, "days", timezone.now())
        return found.states, found.queues, found.pool, found.loads, found.disagreements, found.periods

    rehearsal.occasion()
    occasion = rehearsal.occasion()
    before = numbers(), desk_figures(rehearsal.desk, rehearsal.lead, timezone.now()).turnaround
    copy = known_follow(case_id=occasion.pk)
    assert copy is not None
    assign(case_id=copy.pk)
    assignment_accept(assignment=copy.assignments.get(), actor=rehearsal.novice)
    submit(copy.assignments.get(), "Wrong")
    copy.refresh_from_db()
    assert (copy.state, copy.verdicts.count(), copy.public_key) == (CaseState.DISMISSED, 0, None)
    assert (numbers(), desk_figures(rehearsal.desk, rehearsal.lead, timezone.now()).turnaround) == before


# --- When it has served -------------------------------------------------------------------------------------------------------


def test_once_the_review_is_in_its_author_is_told(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    assert own_figures(rehearsal.desk, rehearsal.novice, timezone.now()).answers.all == []
    submit(copy.assignments.get(), "Wrong")
    client = client_of(rehearsal.novice)
    assert "This was a known case" in client.get(f"/cases/{copy.pk}/history/").text
    assert TOLD in client.get("/calibration/").text
    assert client.get(f"/cases/{rehearsal.original.pk}/").status_code == 200
    own = client.get("/api/v1/calibration/").json()
    assert (own["known"], own["cases"]) == ({"part": 0, "whole": 1}, 0)
    assert own["against_key"] == [{"one": "refuted", "other": "supported", "cases": 1}]


def test_leads_see_how_it_went_and_whose_it_was_only_where_people_are_shown(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    client = client_of(rehearsal.lead)
    for page in ("/desk/calibration/", "/desk/calibration/known/", f"/desk/calibration/known/{rehearsal.known.pk}/"):
        assert "Wrong" not in client.get(page).text  # nothing is in
    submit(copy.assignments.get(), "Wrong")
    page = client.get("/desk/calibration/known/", {"one": "refuted", "other": "supported"}).text
    assert "Wrong" in page
    assert "Novice" not in page
    assert desk_figures(rehearsal.desk, rehearsal.lead, timezone.now()).answers.agreed == Share(0, 1)
    calibration_set(desk=rehearsal.desk, actor=rehearsal.lead, expected_version=2, shows_people=True, share=10)
    assert "Novice" in client.get("/desk/calibration/known/").text
    assert client_of(rehearsal.novice).get("/desk/calibration/known/").status_code == 403


def test_of_two_reviewers_neither_is_told_before_both_are_in() -> None:
    rehearsal = Rehearsal(reviews_required=2)
    second = member(rehearsal.desk)
    copy = rehearsal.release()
    assign(case_id=copy.pk)
    first, other = copy.assignments.order_by("pk")
    for assignment in (first, other):
        assignment_accept(assignment=assignment, actor=assignment.reviewer)
    assert {first.reviewer, other.reviewer} == {rehearsal.novice, second}
    submit(first)
    copy.refresh_from_db()
    assert copy.state == CaseState.IN_REVIEW
    assert client_of(first.reviewer).get(f"/cases/{rehearsal.original.pk}/").status_code == 404
    submit(other, "Wrong")
    copy.refresh_from_db()
    assert copy.state == CaseState.DISMISSED
    assert Review.objects.visible_to(first.reviewer).filter(case=copy).count() == 1  # each sees their own


def test_who_is_left_closes_it_where_the_other_gave_up() -> None:
    rehearsal = Rehearsal(reviews_required=2)
    copy = rehearsal.given()
    submit(copy.assignments.get())
    copy.refresh_from_db()
    assert copy.state == CaseState.DISMISSED


def test_who_gives_it_back_learns_nothing_and_others_are_asked(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    assignment_end(assignment=copy.assignments.get(), actor=rehearsal.novice)
    known_follow(case_id=copy.pk)
    copy.refresh_from_db()
    assert copy.state == CaseState.OPEN
    assert client_of(rehearsal.novice).get(f"/cases/{rehearsal.original.pk}/").status_code == 404
    third = member(rehearsal.desk)
    assign(case_id=copy.pk)
    assert copy.assignments.current().get().reviewer == third


def test_retiring_takes_back_what_is_under_way(rehearsal: Rehearsal) -> None:
    copy = rehearsal.given()
    answer = client_of(rehearsal.lead).post(f"/desk/calibration/known/{rehearsal.known.pk}/retire/", {"reason": "Too easy"})
    assert answer.status_code == 302
    copy.refresh_from_db()
    assert (copy.state, copy.assignments.current().count()) == (CaseState.DISMISSED, 0)
    entry = RecordEntry.objects.get(action="verification.knowncase.retire")
    assert (entry.actor, entry.payload.reason) == (rehearsal.lead, "Too easy")
    assert RecordEntry.objects.filter(action="verification.knowncopy.close").exists()


def test_a_lead_makes_one_from_a_verdict(rehearsal: Rehearsal) -> None:
    case = case_in_review(rehearsal.desk)
    submit(at_work(case))
    client, address = client_of(rehearsal.lead), f"/cases/{case.pk}/known/"
    assert f'href="{address}"' in client.get(f"/cases/{case.pk}/").text
    form = client.get(address).context["finding"]
    given = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
    assert (given["rating"], given["said_0"], given["band_low"]) == (str(rating_of(rehearsal.desk).pk), "faithful", 38)
    assert client.post(address, given | {"rationale": ""}).status_code == 400
    assert client.post(address, given).status_code == 302
    made = KnownCase.objects.get(case=case)
    assert (made.made_by, made.rating.label) == (rehearsal.lead, "Right")
    assert "This is a known case" in client.get(f"/cases/{case.pk}/").text
