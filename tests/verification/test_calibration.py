"""How far reviewers agree: each number is right, leads to its cases, and says nothing of what is still independent."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import Desk, RecordEntry, Role, User
from tests.factories import AssignmentFactory, DeskFactory, ReviewFactory, member
from tests.pages import client_of
from tests.verification.desk import at_work, case_in_review, finding_on, rating_of, scale_on, submit
from verification.calibration import figures as calibration
from verification.calibration.alpha import krippendorff_alpha
from verification.calibration.figures import LEAST_FOR_ALPHA, Share, cases_of, compared, desk_figures, own_figures
from verification.findings import SaidInput
from verification.models import (
    AssignmentPart,
    AssignmentState,
    CalibrationTerms,
    Case,
    Confidence,
    FigureFinding,
    Meaning,
    SaidFinding,
)
from verification.services.calibration import calibration_set
from verification.services.cases import case_send_back
from verification.services.verdicts import verdict_adjudicate
from verification.states import CaseState

pytestmark = pytest.mark.django_db

SUPPORTED, REFUTED, MIXED = Meaning.SUPPORTED, Meaning.REFUTED, Meaning.MIXED


@pytest.fixture
def desk() -> Desk:
    desk = DeskFactory()
    scale_on(desk)
    return desk


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


@pytest.fixture
def ann(desk: Desk) -> User:
    return member(desk, user__display_name="Ann")


@pytest.fixture
def bob(desk: Desk) -> User:
    return member(desk, user__display_name="Bob")


def reviewed(desk: Desk, said: dict[User, str], **fields: object) -> Case:
    """A case whose reviewers all handed in, each with this rating."""
    case = case_in_review(desk, reviews_required=len(said))
    for assignment in [at_work(case, user) for user in said]:
        submit(assignment, said[assignment.reviewer], **fields)
    case.refresh_from_db()
    return case


def adjudicated(case: Case, rating: str) -> Case:
    judge = at_work(case, part=AssignmentPart.ADJUDICATE)
    verdict_adjudicate(case=case, actor=judge.reviewer, finding=finding_on(case, rating), expected_version=case.version)
    return case


def cells(matrix: calibration.Matrix) -> dict[tuple[str, str], int]:
    """The numbers of a matrix above none."""
    return {(one, other): cases for one, other, cases in matrix.cells()}


def figures(desk: Desk, lead: User) -> calibration.DeskFigures:
    return desk_figures(desk, lead, timezone.now())


# --- Alpha ------------------------------------------------------------------------------------------------------------------


def test_alpha_is_that_of_krippendorffs_own_example() -> None:
    """Nominal data, four coders, missing values: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C."""
    rows = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    units = [[value for value in unit if value != "."] for unit in zip(*(row.split() for row in rows), strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize(
    ("cases", "alpha"),
    [
        ([["supported", "supported"], ["refuted", "refuted"]], 1.0),
        ([["supported", "refuted"], ["refuted", "supported"]], -0.5),
        ([["supported", "supported"], ["supported", "supported"]], None),  # nothing could differ
        ([["supported"], ["refuted"]], None),  # nothing to compare
        ([], None),
    ],
)
def test_alpha_at_its_ends(cases: list[list[str]], alpha: float | None) -> None:
    assert krippendorff_alpha(cases) == (None if alpha is None else pytest.approx(alpha))


def test_the_library_is_loaded_by_whoever_needs_it_alone() -> None:
    program = "import django, sys; django.setup(); import verification.views.calibration; print('nltk' in sys.modules)"
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


# --- The desk's figures -----------------------------------------------------------------------------------------------------


def test_agreement_and_confusion_are_counted_by_case(desk: Desk, lead: User, ann: User, bob: User) -> None:
    same = reviewed(desk, {ann: "Right", bob: "Mostly right"})  # other words for one meaning
    differ = reviewed(desk, {ann: "Right", bob: "Wrong"})
    turned = reviewed(desk, {ann: "Wrong", bob: "Right"})
    found = figures(desk, lead)
    assert (found.cases.value, found.agreed.value, found.differing.value) == (3, 1, 2)
    assert {name: number.value for name, number in found.differences} == {"said": 0, "rating": 2, "figure": 0, "band": 0}
    assert cells(found.pairs) == {(SUPPORTED, SUPPORTED): 1, (REFUTED, SUPPORTED): 2}
    sample = compared(cases_of(desk, lead), timezone.now())
    assert sample.behind("agreed") == [same.pk]
    assert set(sample.behind("pair", REFUTED, SUPPORTED)) == {differ.pk, turned.pk}
    assert sample.behind("nonsense") == []


def test_each_sort_of_difference_is_counted(desk: Desk, lead: User, ann: User, bob: User) -> None:
    case = case_in_review(desk, reviews_required=2)
    first, second = at_work(case, ann), at_work(case, bob)
    submit(first)
    denied = (SaidInput(position=0, finding=SaidFinding.DISTORTED),)
    submit(second, said=denied, figure_finding=FigureFinding.BELOW, band_low=Decimal(60), band_high=Decimal(70))
    found = figures(desk, lead)
    assert {name: number.value for name, number in found.differences} == {"said": 1, "rating": 0, "figure": 1, "band": 1}
    assert found.differing.value == 1


def test_three_reviewers_are_compared_each_with_each(desk: Desk, lead: User, ann: User, bob: User) -> None:
    cid = member(desk)
    reviewed(desk, {ann: "Right", bob: "Right", cid: "Wrong"})
    assert cells(figures(desk, lead).pairs) == {(SUPPORTED, SUPPORTED): 1, (REFUTED, SUPPORTED): 1}
    assert own_figures(desk, ann, timezone.now()).agreed == Share(0, 1)


def test_a_round_that_is_not_complete_says_nothing(desk: Desk, lead: User, ann: User, bob: User) -> None:
    case = case_in_review(desk, reviews_required=3)
    for user in (ann, bob):
        submit(at_work(case, user))
    at_work(case)
    found, own = figures(desk, lead), own_figures(desk, ann, timezone.now())
    assert (found.cases.value, found.turnaround.reviews, found.alpha.cases) == (0, 0, 0)
    assert (own.cases.value, own.turnaround.reviews) == (0, 0)


def test_a_case_that_is_reviewed_again_counts_as_it_was_reviewed_last(desk: Desk, lead: User, ann: User, bob: User) -> None:
    case = reviewed(desk, {ann: "Right", bob: "Wrong"})
    case_send_back(case=case, actor=lead, expected_version=case.version, reason="Look at the harbour log.")
    assert figures(desk, lead).differing.value == 1  # until the next round is in
    case.refresh_from_db()
    for assignment in case.assignments.current():
        assignment.state = AssignmentState.ACCEPTED
        assignment.save()
    Case.objects.filter(pk=case.pk).update(state=CaseState.IN_REVIEW)
    for assignment in case.assignments.current():
        submit(assignment, "Wrong")
    assert (figures(desk, lead).cases.value, figures(desk, lead).agreed.value) == (1, 1)


def test_what_the_lead_may_not_see_is_left_out(desk: Desk, lead: User, ann: User, bob: User) -> None:
    case = reviewed(desk, {ann: "Right", bob: "Right"})
    case.named.set([ann])
    Case.objects.filter(pk=case.pk).update(sensitivity="restricted")
    found = figures(desk, lead)
    assert (found.cases.value, found.turnaround.reviews) == (0, 0)
    assert own_figures(desk, ann, timezone.now()).cases.value == 1


def test_what_is_long_ago_is_left_out(desk: Desk, lead: User, ann: User, bob: User) -> None:
    with time_machine.travel(timezone.now() - dt.timedelta(days=181)):
        reviewed(desk, {ann: "Right", bob: "Right"})
    assert figures(desk, lead).cases.value == 0


def test_turnaround_is_from_taking_on_to_handing_in(desk: Desk, lead: User) -> None:
    start = timezone.now() - dt.timedelta(days=3)
    for hours in (1, 2, 3, 4, 10):
        case = case_in_review(desk)
        with time_machine.travel(start, tick=False):
            assignment = at_work(case, accepted_at=start)
        with time_machine.travel(start + dt.timedelta(hours=hours), tick=False):
            submit(assignment)
    taken = figures(desk, lead).turnaround
    assert (taken.reviews, taken.median) == (5, dt.timedelta(hours=3))
    assert taken.ninety == dt.timedelta(hours=7.6)  # between the fourth and the fifth


def test_alpha_says_when_there_are_too_few_cases(desk: Desk, lead: User, ann: User, bob: User) -> None:
    for number in range(LEAST_FOR_ALPHA - 1):
        rating = rating_of(desk, "Right" if number % 2 else "Wrong")
        case = case_in_review(desk, reviews_required=2, pooled_round=1)
        for user in (ann, bob):
            done = AssignmentFactory(case=case, reviewer=user, state=AssignmentState.DONE, accepted_at=timezone.now())
            ReviewFactory(assignment=done, rating=rating)
    few = figures(desk, lead).alpha
    assert (few.cases, few.is_enough, few.value) == (LEAST_FOR_ALPHA - 1, False, None)
    assert f"Not enough cases for Krippendorff's alpha: {few.cases}" in client_of(lead).get("/desk/calibration/").text
    reviewed(desk, {ann: "Right", bob: "Right"})
    enough = figures(desk, lead).alpha
    assert (enough.cases, enough.is_enough, enough.value) == (LEAST_FOR_ALPHA, True, pytest.approx(1.0))
    assert "over 20 cases" in client_of(lead).get("/desk/calibration/").text


# --- Single people ----------------------------------------------------------------------------------------------------------


def test_people_are_shown_only_where_the_desk_has_switched_that_on(desk: Desk, lead: User, ann: User, bob: User) -> None:
    reviewed(desk, {ann: "Right", bob: "Right"})
    differ = adjudicated(reviewed(desk, {ann: "Right", bob: "Wrong"}), "Wrong")
    browser = client_of(lead)
    assert figures(desk, lead).people is None
    assert "Bob" not in browser.get("/desk/calibration/").text
    assert browser.get("/api/v1/calibration/desk/").json()["people"] is None
    alone = browser.get("/desk/calibration/cases/", {"what": "reviewer", "reviewer": bob.pk})
    assert alone.context["page"].paginator.count == 0

    given = {"shows_people": "on", "share": 0, "expected_version": 1, "reason": "Agreed with the team."}
    assert browser.post("/desk/calibration/settings/", given).status_code == 302
    entry = RecordEntry.objects.get(object_type="verification.calibrationterms")
    assert (entry.actor, entry.payload.before, entry.payload.after) == (
        lead,
        {"shows_people": False, "share": 0},
        {"shows_people": True, "share": 0},
    )
    people = {person.user: person for person in figures(desk, lead).people}
    assert (people[ann].agreed, people[ann].borne_out) == (Share(1, 2), Share(1, 2))
    assert (people[bob].agreed, people[bob].borne_out) == (Share(1, 2), Share(2, 2))
    assert "Bob" in browser.get("/desk/calibration/").text
    shown = browser.get("/desk/calibration/cases/", {"what": "reviewer", "reviewer": bob.pk}).context["page"]
    assert {case.pk for case in shown} >= {differ.pk}
    assert shown.paginator.count == 2


def test_settings_that_somebody_else_changed_are_not_overwritten(desk: Desk, lead: User) -> None:
    calibration_set(desk=desk, actor=lead, expected_version=1, shows_people=True, share=0)
    answer = client_of(lead).post("/desk/calibration/settings/", {"share": 0, "expected_version": 1})
    assert answer.status_code == 409
    assert CalibrationTerms.of(desk).shows_people


def test_reviewers_see_their_own(desk: Desk, ann: User, bob: User) -> None:
    reviewed(desk, {ann: "Right", bob: "Right"}, confidence=Confidence.HIGH)
    adjudicated(reviewed(desk, {ann: "Right", bob: "Wrong"}, confidence=Confidence.LOW), "Wrong")
    reviewed(desk, {bob: "Right", member(desk): "Right"})
    own = own_figures(desk, ann, timezone.now())
    assert (own.cases.value, own.agreed, own.borne_out) == (2, Share(1, 2), Share(1, 2))
    assert cells(own.against_verdict) == {(SUPPORTED, SUPPORTED): 1, (SUPPORTED, REFUTED): 1}
    assert own.by_confidence == [(Confidence.LOW, Share(0, 1)), (Confidence.HIGH, Share(1, 1))]
    browser = client_of(ann)
    for _, numbers in own.against_verdict.rows:
        for number in numbers:
            listed = browser.get("/calibration/cases/", number.query).context["page"]
            assert listed.paginator.count == number.value
    assert "<strong>1</strong> of 2 (50 %)" in browser.get("/calibration/").text
    answer = browser.get("/api/v1/calibration/").json()
    assert answer["against_verdict"] == [
        {"one": "supported", "other": "supported", "cases": 1},
        {"one": "supported", "other": "refuted", "cases": 1},
    ]


def test_every_number_of_the_desk_leads_to_the_cases_that_it_counts(desk: Desk, lead: User, ann: User, bob: User) -> None:
    reviewed(desk, {ann: "Right", bob: "Right"})
    reviewed(desk, {ann: "Right", bob: "Mixed"})
    found, browser = figures(desk, lead), client_of(lead)
    numbers = [found.cases, found.agreed, found.differing, *(number for _, number in found.differences)]
    numbers += [number for _, row in found.pairs.rows for number in row if number is not None]
    for number in numbers:
        listed = browser.get("/desk/calibration/cases/", number.query)
        assert listed.context["page"].paginator.count == number.value, number
    assert browser.get("/api/v1/calibration/desk/").json()["pairs"] == [
        {"one": "supported", "other": "supported", "cases": 1},
        {"one": "mixed", "other": "supported", "cases": 1},
    ]


def test_who_sees_which_page(desk: Desk) -> None:
    for role, of_desk, own in ((Role.VIEWER, 403, 403), (Role.REVIEWER, 403, 200), (Role.LEAD, 200, 200)):
        browser = client_of(member(desk, role))
        for page in ("", "cases/"):
            assert browser.get(f"/desk/calibration/{page}").status_code == of_desk
            assert browser.get(f"/calibration/{page}").status_code == own
        assert browser.get("/api/v1/calibration/desk/").status_code == of_desk
        assert browser.get("/api/v1/calibration/").status_code == own


@pytest.mark.parametrize("address", ["/api/v1/calibration/", "/api/v1/calibration/desk/"])
def test_the_api_refuses_a_parameter_that_it_does_not_have(desk: Desk, lead: User, address: str) -> None:
    answer = client_of(lead).get(address, {"desk": desk.slug, "since": "2026-01-01"})
    assert (answer.status_code, list(answer.json()["details"])) == (400, ["since"])
    assert client_of(lead).get(address, {"desk": desk.slug}).status_code == 200


def test_the_figures_take_a_number_of_queries_that_does_not_grow(desk: Desk, lead: User, ann: User, bob: User) -> None:
    calibration_set(desk=desk, actor=lead, expected_version=1, shows_people=True, share=0)
    taken = []
    for _ in range(2):
        reviewed(desk, {ann: "Right", bob: "Right"})
        reviewed(desk, {ann: "Right", member(desk): "Wrong"})
        with CaptureQueriesContext(connection) as queries:
            figures(desk, lead)
            own_figures(desk, ann, timezone.now())
        taken.append(len(queries))
    assert taken[0] == taken[1] <= 13
