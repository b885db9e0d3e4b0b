"""Cases over the API: every step, its version, its reason, and what is written down of it."""

import datetime as dt

import pytest
from django.utils import timezone

from core.models import Role
from tests.api.answers import found, nothing_written, refusal
from tests.factories import (
    BundleFactory,
    PublicationFactory,
    QueueFactory,
    ReviewFactory,
    TopicFactory,
    VerdictFactory,
    case_on,
    member,
)
from tests.verification.desk import at_work, case_in_review, rating_of, submit
from verification.models import Assignment, AssignmentPart, Case, Verdict
from verification.states import CaseState

pytestmark = pytest.mark.django_db
PATH = "/api/v1/cases/"

#: Each step with the state that it is taken from, the one that it leads to, and whether it says why.
STEPS = [
    ("open", "proposed", "open", False),
    ("dismiss", "proposed", "dismissed", True),
    ("dismiss", "open", "dismissed", True),
    ("dismiss", "in_review", "dismissed", True),
    ("restore", "dismissed", "open", True),
    ("send-back", "in_adjudication", "in_review", True),
    ("send-back", "decided", "in_review", True),
    ("publish", "decided", "published", False),
    ("reopen", "published", "open", True),
    ("reopen", "withdrawn", "open", True),
    ("withdraw", "published", "withdrawn", True),
]


def case_at(desk, state):
    """A case in this state, with what makes the state true."""
    case = case_on(desk, state=state, version=3)
    if state in {"in_adjudication", "decided", "published", "withdrawn"}:
        review = ReviewFactory(assignment__case=case, assignment__reviewer=member(desk))
    if state in {"decided", "published", "withdrawn"}:
        verdict = VerdictFactory(case=case, reviews=[review])
    if state == "published":
        PublicationFactory(verdict=verdict)
    return case


def step(client, case, name, **body):
    return client.post(f"{PATH}{case.pk}/{name}/", body)


@pytest.mark.parametrize("row", STEPS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_step_leads_where_the_table_says_and_is_written_down(desk, lead, row):
    name, source, target, needs_reason = row
    case = case_at(desk, source)
    answer = step(lead, case, name, expected_version=3, reason="Because." if needs_reason else "")
    assert answer.status_code == 200, answer.json()
    assert (answer.json()["state"], answer.json()["version"]) == (target, 4)
    last = lead.get(f"{PATH}{case.pk}/transitions/").json()[-1]
    assert (last["source_state"], last["target_state"], last["part"]) == (source, target, "lead")
    assert last["reason"] == ("Because." if needs_reason else "")


@pytest.mark.parametrize(("name", "source"), [(name, source) for name, source, _, needs_reason in STEPS if needs_reason])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_step_that_needs_a_reason_is_not_taken_without(desk, lead, name, source, reason):
    case = case_at(desk, source)
    answer = step(lead, case, name, expected_version=3, reason=reason)
    assert refusal(answer) == (400, "case:reason_needed")
    assert answer.json()["details"] == {"field": "reason"}
    assert Case.objects.get(pk=case.pk).state == source
    assert nothing_written()


@pytest.mark.parametrize(("name", "source"), [(name, source) for name, source, _, _ in STEPS])
def test_a_step_on_another_version_is_refused_with_the_present_one(desk, lead, name, source):
    case = case_at(desk, source)
    answer = step(lead, case, name, expected_version=2, reason="Because.")
    assert refusal(answer) == (409, "case:stale")
    assert answer.json()["details"] == {"version": 3, "state": source}
    assert nothing_written()


@pytest.mark.parametrize(
    "body", [{}, {"expected_version": "x"}, {"expected_version": None}, {"expected_version": 3, "force": True}]
)
def test_a_step_says_on_which_version_and_nothing_unknown(desk, lead, body):
    case = case_at(desk, "proposed")
    assert refusal(step(lead, case, "open", **body)) == (400, "request:invalid")
    assert nothing_written()


def test_a_step_that_the_table_does_not_have_says_from_where(desk, lead):
    case = case_at(desk, "open")
    answer = step(lead, case, "publish", expected_version=3)
    assert refusal(answer) == (409, "case:transition")
    assert answer.json()["details"] == {"action": "publish", "state": "open"}


def test_its_only_reviewer_does_not_publish_a_case(desk, api):
    user = member(desk, Role.LEAD)
    case = case_in_review(desk)
    submit(at_work(case, user))
    member(desk, Role.LEAD)
    answer = step(api(user), case, "publish", expected_version=Case.objects.get(pk=case.pk).version)
    assert refusal(answer) == (403, "verdict:own_review")
    assert answer.json()["details"] == {"override_possible": False}


# --- Joining --------------------------------------------------------------------------------------------------------------


def test_a_case_joins_the_one_that_was_suggested_or_named(desk, lead):
    target = case_on(desk, state="open")
    for body, fields in (({}, {"similar_to": target}), ({"target": target.pk}, {})):
        case = case_on(desk, state="proposed", **fields)
        answer = step(lead, case, "join", expected_version=1, **body)
        assert answer.status_code == 200, answer.json()
        joined = lead.get(f"{PATH}{case.pk}/").json()
        assert answer.json() == joined
        assert (joined["state"], joined["joined_to"], joined["claims"]) == ("dismissed", target.pk, [])
    assert len(lead.get(f"{PATH}{target.pk}/").json()["claims"]) == 3


def test_a_case_that_joins_nothing_is_told_so(desk, lead):
    case, published = case_on(desk, state="proposed"), case_at(desk, "published")
    assert refusal(step(lead, case, "join", expected_version=1)) == (404, "request:not_found")
    assert refusal(step(lead, case, "join", expected_version=1, target=case.pk)) == (400, "case:cannot_join")
    assert refusal(step(lead, case, "join", expected_version=1, target=published.pk)) == (409, "case:cannot_join")
    assert refusal(step(lead, case, "join", expected_version=9, target=case_on(desk).pk)) == (409, "case:stale")
    assert nothing_written()


def test_a_suggestion_is_declined(desk, lead):
    case = case_on(desk, state="proposed", similar_to=case_on(desk))
    answer = step(lead, case, "decline-join", expected_version=1)
    assert (answer.json()["similar_to"], answer.json()["version"]) == (None, 2)


# --- Adjudication ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def disputed(desk):
    case = case_in_review(desk, reviews_required=2)
    for rating in ("Right", "Wrong"):
        submit(at_work(case), rating)
    return Case.objects.get(pk=case.pk)


def finding(desk, case, **changes):
    return {
        "expected_version": case.version,
        "rating": rating_of(desk, "Mixed").pk,
        "said": [{"position": 0, "finding": "faithful"}],
        "figure_finding": "within",
        "band": {"low": 38, "high": 42},
        "rationale": "The second log is a copy of the first.",
        **changes,
    }


def test_an_adjudicator_takes_the_case_and_decides_it(desk, reviewer, disputed):
    taken = step(reviewer, disputed, "take")
    assert (taken.status_code, taken.json()["part"]) == (201, "adjudicate"), taken.json()
    disputed.refresh_from_db()
    answer = step(reviewer, disputed, "adjudicate", **finding(desk, disputed))
    assert answer.status_code == 201, answer.json()
    verdict = answer.json()
    assert (verdict["basis"], verdict["meaning"], verdict["number"]) == ("adjudication", "mixed", 1)
    assert verdict["band"] == {"low": 38, "best": None, "high": 42}
    assert verdict["grounds"]["proposition"] == disputed.proposition
    assert reviewer.get(f"{PATH}{disputed.pk}/").json()["state"] == "decided"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"expected_version": 1}, (409, "case:stale")),
        ({"rating": 0}, (400, "finding:rating")),
        ({"said": []}, (400, "finding:said_links")),
        ({"rationale": ""}, (400, "request:invalid")),
        ({"band": {"low": 5, "high": 1}}, (400, "finding:band_order")),
        ({"band": {"low": 5, "top": 9}}, (400, "request:invalid")),
        ({"said": [{"position": 0, "finding": "heard"}]}, (400, "request:invalid")),
        ({"stances": []}, (400, "request:invalid")),
        ({"as_of": "soon"}, (400, "request:invalid")),
    ],
)
def test_a_decision_that_cannot_be_is_refused(desk, api, disputed, changes, refused):
    user = member(desk)
    at_work(disputed, user, AssignmentPart.ADJUDICATE)
    assert refusal(step(api(user), disputed, "adjudicate", **finding(desk, disputed, **changes))) == refused
    assert not Verdict.objects.exists()


def test_a_decision_that_no_evidence_bears_out_is_refused(desk, api):
    case, user = case_in_review(desk, reviews_required=1), member(desk)
    submit(at_work(case), "Right", asks_adjudication=True)
    case.refresh_from_db()
    at_work(case, user, AssignmentPart.ADJUDICATE)
    answer = step(api(user), case, "adjudicate", **finding(desk, case, rating=rating_of(desk, "Wrong").pk))
    assert refusal(answer) == (400, "finding:no_evidence")
    assert list(answer.json()["details"]["errors"]) == ["stances"]
    assert not Verdict.objects.exists()
    assert step(api(user), case, "adjudicate", **finding(desk, case)).status_code == 201


def test_a_reviewer_of_the_case_does_not_adjudicate_it(desk, api, disputed):
    answer = step(api(Assignment.objects.first().reviewer), disputed, "take")
    assert refusal(answer) == (403, "assignment:excluded")
    assert answer.json()["details"] == {"rules": ["reviewed"]}


# --- Lists ----------------------------------------------------------------------------------------------------------------


def test_a_case_says_where_it_stands(desk, reviewer):
    case = case_on(desk, queue=QueueFactory(desk=desk, name="Weapons"), topics=[TopicFactory(desk=desk, name="air war")])
    shown = reviewer.get(f"{PATH}{case.pk}/").json()
    assert (shown["desk"], shown["queue"], shown["topics"], shown["state"]) == ("harbour", "Weapons", ["air war"], "open")
    claim = case.case_claims.get().claim
    assert shown["claims"] == [{"claim": claim.pk, "role": "lead", "article": claim.article_id, "statement": claim.statement}]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"state": "open"}, 1),
        ({"state": "decided"}, 0),
        ({"queue": "weapons"}, 1),
        ({"queue": "Casualties"}, 0),
        ({"priority": 1}, 1),
        ({"late": "true"}, 1),
        ({"late": "false"}, 0),
        ({"q": "forty"}, 1),
        ({"q": "boats"}, 0),
        ({"desk": "harbour"}, 1),
        ({"desk": "quay"}, 0),
    ],
)
def test_cases_are_filtered(desk, reviewer, query, count):
    yesterday = timezone.now() - dt.timedelta(days=1)
    case_on(desk, queue=QueueFactory(desk=desk, name="Weapons"), priority=1, due_at=yesterday)
    assert len(found(reviewer.get(PATH, query))) == count


def test_cases_are_filtered_by_article_and_bundle(desk, reviewer):
    one, _other = case_on(desk), case_on(desk)
    article = one.case_claims.get().claim.article
    one.bundle = BundleFactory(article=article)
    one.save()
    assert found(reviewer.get(PATH, {"article": article.pk})) == [one.pk]
    assert found(reviewer.get(PATH, {"bundle": one.bundle_id})) == [one.pk]


@pytest.mark.parametrize("query", [{"state": "gone"}, {"priority": "x"}, {"article": "x"}, {"desk": "\x00"}])
def test_a_filter_that_cannot_be_is_a_400(desk, reviewer, query):
    assert refusal(reviewer.get(PATH, query)) == (400, "request:invalid")


def test_a_case_is_changed_by_its_steps_alone(desk, lead):
    case = case_on(desk)
    body = {"expected_version": case.version, "state": CaseState.PUBLISHED}
    for method in (lead.put, lead.delete):
        assert refusal(method(f"{PATH}{case.pk}/", body)) == (405, "request:method_not_allowed")
    assert refusal(lead.patch(f"{PATH}{case.pk}/", body)) == (400, "request:invalid")
    assert refusal(lead.post(PATH, {"proposition": "x"})) == (405, "request:method_not_allowed")


# --- Set otherwise than the rules did -------------------------------------------------------------------------------------


def test_a_lead_sets_what_the_rules_set(desk, lead):
    case = case_on(desk, version=3)
    QueueFactory(desk=desk, name="Air war")
    TopicFactory(desk=desk, name="Drones")
    changes = {"queue": "air war", "priority": 1, "reviews_required": 2, "topics": ["Drones"], "due_at": "2026-04-01T12:00:00Z"}
    answer = lead.patch(f"{PATH}{case.pk}/", {"expected_version": 3, "reason": "Urgent", **changes})
    assert answer.status_code == 200, answer.json()
    assert {name: answer.json()[name] for name in changes} == changes | {"queue": "Air war"}
    assert answer.json()["version"] > 3
    cleared = {"expected_version": answer.json()["version"], "queue": None, "topics": [], "due_at": None}
    left = lead.patch(f"{PATH}{case.pk}/", cleared).json()
    assert (left["queue"], left["topics"], left["due_at"], left["priority"]) == (None, [], None, 1)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"expected_version": 2}, (409, "case:stale")),
        ({"queue": "Nobody's"}, (400, "case:value")),
        ({"topics": ["Nobody's"]}, (400, "case:value")),
        ({"priority": 9}, (400, "request:invalid")),
        ({"reviews_required": 0}, (400, "case:value")),
        ({"proposition": "Otherwise"}, (400, "request:invalid")),
    ],
)
def test_what_cannot_be_set_is_refused_and_not_kept(desk, lead, changes, refused):
    case = case_on(desk, version=3)
    QueueFactory(name="Nobody's")
    TopicFactory(name="Nobody's")
    assert refusal(lead.patch(f"{PATH}{case.pk}/", {"expected_version": 3, "priority": 2, **changes})) == refused
    assert nothing_written()


def test_a_reviewer_sets_nothing(desk, reviewer):
    answer = reviewer.patch(f"{PATH}{case_on(desk).pk}/", {"expected_version": 1, "priority": 1})
    assert refusal(answer) == (403, "permission:denied")
    assert nothing_written()
