"""The page of an article: its text, how it is fetched, and triage."""

import re

import pytest

from claims.models import Claim, RunState
from sources.models import Article, CaptureState
from tests.factories import (
    ClaimFactory,
    EventFactory,
    SnapshotFactory,
    SourceFactory,
    case_of,
    case_on,
    said_by,
)
from tests.pages import client_of
from verification.models import Case

pytestmark = pytest.mark.django_db


def test_lists_mark_claims_that_leave_something_open(world):
    claim, event = world.claims[0], EventFactory(desk=world.desk)
    claim.ambiguous, claim.event = ["which port “the port” is", "when it was"], event
    claim.save()
    source = SourceFactory(name="Orb")
    for other in world.claims[:2]:
        said_by(other, "Orb", source=source)
    for page in (f"/articles/{world.article.pk}/", f"/events/{event.pk}/", f"/sources/{source.pk}/said/"):
        shown = client_of(world.viewer).get(page).text
        assert shown.count('class="unsettled"') == 1
        assert '<span class="unseen">Not settled: which port “the port” is; when it was</span>' in shown


def test_the_text_is_marked_and_loses_no_character(world):
    page = client_of(world.viewer).get(f"/articles/{world.article.pk}/").content.decode()
    paragraphs = re.findall(r'<p dir="auto" data-start="(\d+)">(.*?)</p>', page, re.DOTALL)
    for start, inner in paragraphs:
        text = re.sub(r"<[^>]+>", "", re.sub(r"<a\s.*?</a>", "", inner, flags=re.DOTALL))
        assert world.snapshot.text[int(start) :].startswith(text)
    assert len(paragraphs) == 2
    assert page.count("<mark") == 2


def test_the_title_that_a_pasted_text_begins_with_is_no_second_heading(world):
    client = client_of(world.lead)
    text = "Drones over Lund\n\nThree drones fell on Lund, police said."
    client.post("/articles/submit/", {"text": text, "publisher": "Lund Herald"})
    article = Article.objects.get(title="Drones over Lund")
    page = client.get(f"/articles/{article.pk}/").text
    assert page.count('<p dir="auto" data-start="0" class="again">') == page.count('class="again"') == 1


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (CaptureState.PENDING, "The page is being fetched"),
        (CaptureState.FAILED, "fetch:timeout"),
    ],
)
def test_a_page_that_is_being_fetched_or_failed_says_so(world, state, says):
    capture = world.snapshot.capture
    capture.state, capture.failure_code, capture.failure_message = state, "fetch:timeout", "It did not answer."
    capture.save()
    page = client_of(world.viewer).get(f"/articles/{world.article.pk}/").content.decode()
    assert says in page


@pytest.mark.parametrize(
    ("state", "status", "says"),
    [
        (RunState.QUEUED, 200, "The text is being read"),
        (RunState.DONE, 286, ""),
        (RunState.UNREADABLE, 286, "No automatic claims"),
        (RunState.SUPERSEDED, 200, "The text is being read"),
    ],
)
def test_progress_is_asked_for_until_there_is_nothing_to_wait_for(world, state, status, says):
    world.snapshot.runs.update(state=state)
    answer = client_of(world.viewer).get(f"/articles/{world.article.pk}/progress/", headers={"HX-Request": "true"})
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert ("HX-Refresh" in answer) == (status == 286)


def test_progress_goes_on_until_every_claim_worth_checking_has_its_case(world):
    run = world.snapshot.runs.get()
    late, minor, rejected = (ClaimFactory(snapshot=world.snapshot, run=run) for _ in range(3))
    Claim.objects.filter(pk=minor.pk).update(check_worthiness=0)
    Claim.objects.filter(pk=rejected.pk).update(state="rejected")
    client, address = client_of(world.viewer), f"/articles/{world.article.pk}/progress/"
    answer = client.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, "HX-Refresh" in answer) == (200, False)
    assert "Cases are being proposed" in answer.content.decode()
    case_of(late)
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 286


def test_text_of_the_article_is_never_markup(world):
    evil = "<script>alert(1)</script> & <b>two</b> people died."
    snapshot = SnapshotFactory(capture__article=world.article, text=evil)
    ClaimFactory(snapshot=snapshot, start=0, end=len(evil), statement=evil)
    page = client_of(world.viewer).get(f"/articles/{world.article.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>two" not in page


def test_triage_opens_many_and_says_what_failed(world):
    other = case_on(world.desk, state="proposed")
    body = {"action": "open", "cases": [f"{world.cases[1].pk}:{world.cases[1].version}", f"{other.pk}:99"]}
    answer = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body, follow=True)
    assert Case.objects.get(pk=world.cases[1].pk).state == "open"
    assert Case.objects.get(pk=other.pk).state == "proposed"
    assert f"Case {other.pk}:" in answer.content.decode()
    assert "1 case is open." in answer.content.decode()


def test_triage_says_what_was_dismissed(world):
    body = {"action": "dismiss", "reason": "Nobody disputes it.", "cases": [f"{world.cases[1].pk}:{world.cases[1].version}"]}
    answer = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body, follow=True)
    assert "1 case is dismissed." in answer.content.decode()


@pytest.mark.parametrize(
    "body", [{"action": "open"}, {"action": "dismiss", "cases": ["1:1"]}, {"action": "open", "cases": ["x"]}]
)
def test_triage_without_a_case_or_a_reason_says_so(world, body):
    answer = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body)
    assert answer.status_code == 400
    assert Case.objects.get(pk=world.cases[1].pk).state == "proposed"


def test_a_refused_triage_keeps_the_ticks(world):
    ticked, other = world.cases[1], case_of(ClaimFactory(snapshot=world.snapshot), state="proposed")
    body = {"action": "dismiss", "cases": [f"{ticked.pk}:{ticked.version}"]}
    page = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body).text
    assert f'data-case="{ticked.pk}" checked>' in page
    assert f'data-case="{other.pk}">' in page
