"""A published verdict that does not hold any more is reviewed again, once; what was said stays to be seen as superseded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from core.errors import Conflict
from core.models import Desk, Role, Sensitivity, User
from sources.cleaning import CleanText
from sources.models import Article
from sources.services.writing import store_text
from tests.factories import CaptureFactory, DeskFactory, PublicationFactory, VerdictFactory, case_on, member
from tests.pages import client_of
from tests.verification.desk import at_work, case_in_review, evidence_on, stance, submit
from verification import tasks
from verification.models import Case, CaseEvidence, CaseTransition, Verdict
from verification.reconsidering import Cause, cases_to_reconsider
from verification.services.cases import case_reconsider, case_reopen, case_send_back, case_withdraw
from verification.services.evidence import evidence_add, evidence_edit, evidence_withdraw
from verification.services.verdicts import verdict_publish
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, ...]]]:
    """Has each message delivered twice, at once; and what was delivered."""
    delivered: list[tuple[str, tuple[int, ...]]] = []
    for task in (tasks.reconsider_case, tasks.reconsider_article):

        def deliver(*ids: int, run: Any = task.run, name: str = task.name) -> None:
            delivered.append((name, ids))
            run(*ids)
            run(*ids)

        monkeypatch.setattr(task, "delay", deliver)
    for task in (tasks.assign_case, tasks.route_claims, tasks.follow_claim):
        monkeypatch.setattr(task, "delay", lambda *_ids: None)
    return delivered


def decided(desk: Desk, **finding: Any) -> Case:
    """A decided case, whose verdict rests on one piece of evidence."""
    case = case_in_review(desk)
    submit(at_work(case), stances=stance(evidence_on(case)), **finding)
    case.refresh_from_db()
    return case


def published(desk: Desk, lead: User, **finding: Any) -> Case:
    """The same, published."""
    case = decided(desk, **finding)
    verdict_publish(case=case, actor=lead, expected_version=case.version)
    case.refresh_from_db()
    return case


def evidence_of(case: Case) -> Any:
    return CaseEvidence.objects.get(case=case).evidence


def reopenings(case: Case) -> list[str]:
    """Why it was reopened, each time."""
    return list(CaseTransition.objects.filter(case=case, action="reopen").values_list("reason", flat=True))


def withdraw(case: Case, lead: User) -> None:
    evidence_withdraw(evidence=evidence_of(case), actor=lead, expected_version=1, reason="It is forged")


def correct(case: Case, lead: User) -> None:
    evidence_edit(evidence=evidence_of(case), actor=lead, expected_version=1, changes={"passage": "Nine."}, reason="Misread")


def refetched(case: Case, text: str = "", title: str = "") -> None:
    """Another capture of the article came, that says this."""
    assert case.lead_claim is not None
    snapshot = case.lead_claim.snapshot
    story = CleanText(
        text=text or snapshot.text,
        title=title or snapshot.title,
        byline="",
        published_on=None,
        canonical_url="",
        language="en",
        extractor="trafilatura",
        extractor_version="2",
        media_type="text/html",
        charset="utf-8",
    )
    store_text(CaptureFactory(article=case.lead_claim.article), story, actor=None)


CAUSES: dict[str, tuple[Callable[[Case, User], None], Cause]] = {
    "evidence is withdrawn": (withdraw, Cause.EVIDENCE),
    "evidence is corrected": (correct, Cause.EVIDENCE),
    "the article has another text": (lambda case, _: refetched(case, text="Thirty drones were launched."), Cause.ARTICLE),
    "the article has another headline": (lambda case, _: refetched(case, title="Thirty drones"), Cause.ARTICLE),
}


@pytest.mark.parametrize("name", CAUSES)
def test_what_it_rests_on_changes(name, desk, lead, worker, django_capture_on_commit_callbacks):
    change, cause = CAUSES[name]
    case, other = published(desk, lead), published(desk, lead)
    with django_capture_on_commit_callbacks(execute=True):
        change(case, lead)
    assert worker
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.state, case.round, other.state) == (CaseState.OPEN, 2, CaseState.PUBLISHED)
    assert reopenings(case) == [cause.label]
    publication = case.verdicts.get().publication
    assert (publication.ending, publication.end_reason) == ("superseded", cause.label)


@pytest.mark.parametrize("name", CAUSES)
def test_the_sweep_finds_what_no_message_told_of(name, desk, lead, django_capture_on_commit_callbacks):
    change, cause = CAUSES[name]
    case = published(desk, lead)
    change(case, lead)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tasks.sweep()
    assert reopenings(case) == [cause.label]


def test_its_date_has_come(desk, lead, django_capture_on_commit_callbacks):
    today = timezone.localdate()
    case = published(desk, lead, look_again_on=today + dt.timedelta(days=3))
    for days, reasons in ((2, []), (3, [Cause.DATE.label]), (4, [Cause.DATE.label])):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)), django_capture_on_commit_callbacks(execute=True):
            tasks.sweep()
        assert reopenings(case) == reasons


def test_a_lead_says_so(desk, lead):
    case = published(desk, lead)
    case_reopen(case=case, actor=lead, expected_version=case.version, reason="The ministry answered.")
    publication = case.verdicts.get().publication
    assert (publication.ending, publication.end_reason) == ("superseded", "The ministry answered.")


def test_what_changed_before_it_was_decided_reopens_nothing(desk, lead):
    case = case_in_review(desk)
    link = evidence_on(case)
    evidence_edit(evidence=link.evidence, actor=lead, expected_version=1, changes={"passage": "Nine."}, reason="Misread")
    refetched(case, text="Thirty drones were launched.")
    submit(at_work(case), stances=stance(link))
    case.refresh_from_db()
    verdict_publish(case=case, actor=lead, expected_version=case.version)
    assert list(cases_to_reconsider(timezone.localdate())) == []
    assert case_reconsider(case_id=case.pk, today=timezone.localdate()) is None


def test_what_came_later_and_the_same_page_again_reopen_nothing(desk, lead, django_capture_on_commit_callbacks):
    case = published(desk, lead)
    late = evidence_add(case=case, actor=lead, kind="unpublished", source=evidence_of(case).source, passage="Seen.").evidence
    with django_capture_on_commit_callbacks(execute=True):
        evidence_edit(evidence=late, actor=lead, expected_version=1, changes={"passage": "Heard."}, reason="Misread")
        refetched(case)
    assert reopenings(case) == []


def test_the_public_reason_tells_nothing_of_evidence_that_is_kept(desk, lead):
    case = published(desk, lead)
    type(evidence_of(case)).objects.filter(case_evidence__case=case).update(sensitivity=Sensitivity.DESK)
    withdraw(case, lead)
    assert case_reconsider(case_id=case.pk, today=timezone.localdate()) is not None
    assert reopenings(case) == [Cause.GROUNDS.label]


def test_another_headline_keeps_the_claims_marked(desk, lead):
    case = published(desk, lead)
    refetched(case, title="Thirty drones")
    article: Article = case.lead_claim.article
    page = client_of(lead).get(f"/articles/{article.pk}/")
    assert article.snapshot.title == "Thirty drones"
    assert [item.claim for item in page.context["reading"].claims] == [case.lead_claim]


# --- Before it is published -----------------------------------------------------------------------------------------------


def refused_to_publish(case: Case, lead: User) -> dict[str, Any]:
    case.refresh_from_db()
    with pytest.raises(Conflict) as caught:
        verdict_publish(case=case, actor=lead, expected_version=case.version)
    assert caught.value.code == "verdict:outdated"
    case.refresh_from_db()
    assert case.state == CaseState.DECIDED
    return caught.value.details


@pytest.mark.parametrize("name", CAUSES)
def test_what_does_not_hold_any_more_is_not_published(name, desk, lead):
    change, cause = CAUSES[name]
    case, other = decided(desk), decided(desk)
    change(case, lead)
    assert refused_to_publish(case, lead) == {"cause": cause.value}
    verdict_publish(case=other, actor=lead, expected_version=other.version)


def test_what_is_to_be_looked_at_again_by_now_is_not_published(desk, lead):
    today = timezone.localdate()
    case = decided(desk, look_again_on=today + dt.timedelta(days=3))
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        assert refused_to_publish(case, lead) == {"cause": Cause.DATE.value}


def test_once_it_was_reviewed_again_it_is_published(desk, lead):
    case = decided(desk)
    correct(case, lead)
    refused_to_publish(case, lead)
    case_send_back(case=case, actor=lead, expected_version=case.version, reason="The log was corrected.")
    case.refresh_from_db()
    submit(at_work(case))
    case.refresh_from_db()
    verdict_publish(case=case, actor=lead, expected_version=case.version)


def test_only_who_can_publish_it_is_led_to_publishing_from_above(desk, lead):
    case = decided(desk)
    led = '<a href="#steps">Publish</a>'
    shown, others = (client_of(one).get(f"/cases/{case.pk}/").content.decode() for one in (lead, member(desk)))
    assert (led in shown, led in others) == (True, False)
    assert '<details name="steps" open><summary>Publish</summary>' in shown


def test_the_page_says_why_it_is_not_published_and_offers_to_send_it_back(desk, lead):
    case = decided(desk)
    withdraw(case, lead)
    client, address = client_of(lead), f"/cases/{case.pk}/"
    answer = client.post(f"{address}publish/", {"expected_version": case.version, "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"This verdict does not hold any more. {Cause.EVIDENCE.label}" in page
    assert "faster" not in page
    assert f'rows="2" maxlength="2000" required>{Cause.EVIDENCE.label}</textarea>' in page
    body = {"expected_version": case.version, "reason": Cause.EVIDENCE.label}
    assert client.post(f"{address}send_back/", body).status_code == 302


# --- What is told of it ---------------------------------------------------------------------------------------------------


@pytest.fixture
def corrected(desk: Desk, lead: User) -> Case:
    """A case that was published, reopened, and published otherwise."""
    case = published(desk, lead)
    case_reopen(case=case, actor=lead, expected_version=case.version, reason="The log was forged.")
    submit(at_work_again(case), "Wrong", figure_finding="above", band_low=Decimal(20), band_high=Decimal(30))
    case.refresh_from_db()
    verdict_publish(case=case, actor=lead, expected_version=case.version)
    case.refresh_from_db()
    return case


def at_work_again(case: Case) -> Any:
    case.refresh_from_db()
    Case.objects.filter(pk=case.pk).update(state=CaseState.IN_REVIEW)
    case.refresh_from_db()
    return at_work(case)


def test_the_public_page_shows_that_it_is_superseded_since_when_and_why(desk, lead):
    case = published(desk, lead)
    case_reopen(case=case, actor=lead, expected_version=case.version, reason="The log was forged.")
    page = Client().get(f"/v/{case.public_key}/").content.decode()
    assert "superseded since" in page
    assert "The log was forged." in page
    assert "Right" in page


def test_the_public_page_shows_what_was_corrected(corrected):
    page = Client().get(f"/v/{corrected.public_key}/").content.decode()
    assert "This corrects verdict 1" in page
    assert page.count("The log was forged.") == 3  # above, in the history, and in the data for search engines
    assert "Right" in page
    assert "Wrong" in page


def test_the_api_tells_consumers_of_a_correction(corrected, lead):
    client = client_of(lead)
    new, old = client.get("/api/v1/verdicts/", {"case": corrected.pk}).json()["results"]
    assert (new["number"], new["corrects"], new["ending"], new["ended_at"]) == (2, 1, "", None)
    assert (old["number"], old["corrects"], old["ending"], old["end_reason"]) == (1, None, "superseded", "The log was forged.")
    since = {"ended_after": (timezone.now() - dt.timedelta(hours=1)).isoformat()}
    assert [found["number"] for found in client.get("/api/v1/verdicts/", since).json()["results"]] == [1]


def test_exports_tell_consumers_of_a_correction(corrected, lead):
    client = client_of(lead)
    row = client.get("/api/v1/verdicts/export/", {"format": "jsonl"})
    told = b"".join(row.streaming_content).decode()
    assert '"corrects": 1' in told
    assert '"correction_reason": "The log was forged."' in told
    review = client.get(f"/api/v1/verdicts/{corrected.verdicts.get(number=2).pk}/claimreview/").json()
    assert review["correction"]["text"] == "The log was forged."


def test_a_withdrawn_verdict_is_no_superseded_one(desk, lead):
    case = published(desk, lead)
    case_withdraw(case=case, actor=lead, expected_version=case.version, reason="Retracted.")
    assert case.verdicts.get().publication.ending == "withdrawn"
    assert "withdrawn on" in Client().get(f"/v/{case.public_key}/").content.decode()


def test_what_verdicts_correct_is_read_for_many_at_once(desk, django_assert_max_num_queries):
    for _ in range(3):
        case = case_on(desk, state=CaseState.PUBLISHED)
        former = VerdictFactory(case=case, number=1)
        PublicationFactory(verdict=former, ended_at=timezone.now(), end_reason="Forged")
        PublicationFactory(verdict=VerdictFactory(case=case, number=2))
    with django_assert_max_num_queries(4):
        found = [verdict.corrects for verdict in Verdict.objects.filter(number=2).with_correction()]
    assert [publication.verdict.number for publication in found if publication] == [1, 1, 1]
