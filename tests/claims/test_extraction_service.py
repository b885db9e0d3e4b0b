"""Storing what the engine reads: once, whatever happens in between, and never over what people did."""

import datetime as dt

import pytest
from django.utils import timezone

from claims import extraction
from claims.models import Claim, ClaimState, ExtractionRun, ProposalState, RevisionProposal, RunState
from claims.services import claim_correct, claims_extract, run_queue
from claims.services.extraction import MOST_ATTEMPTS
from claims.tasks import extract_claims, sweep
from core.models import Notification, RecordEntry
from sources.cleaning import first_words
from sources.models import Snapshot
from tests.factories import (
    ArticleFactory,
    CaptureFactory,
    DeskFactory,
    ExtractionRunFactory,
    MembershipFactory,
    RevisionProposalFactory,
    SnapshotFactory,
    member,
)

pytestmark = pytest.mark.django_db

STORY = (
    "KARSK -- Rebels fired 40 rockets and five missiles at the port overnight, the Harbour Ministry said on Monday. "
    "All but one of the missiles were intercepted, it added.\n\n"
    "Two people were injured, the mayor of Karsk, Ilona Varga, said.\n"
)


@pytest.fixture
def snapshot():
    return SnapshotFactory(text=STORY)


def read(snapshot: Snapshot) -> ExtractionRun:
    return claims_extract(run_id=run_queue(snapshot_id=snapshot.pk).pk)


def test_a_snapshot_is_read_into_anchored_claims_with_chain_and_figure(snapshot):
    run = read(snapshot)
    assert run.state == RunState.DONE
    assert run.output["schema"] == "extraction/1"
    claims = list(Claim.objects.with_chain().filter(run=run))
    assert len(claims) == len(run.output["claims"]) > 0
    assert all(snapshot.text[claim.start : claim.end] == claim.text for claim in claims)
    forty = next(claim for claim in claims if hasattr(claim, "figure") and claim.figure.best == 40)
    assert (forty.figure.counted_class, str(forty.origin)) == ("rocket", "Harbour Ministry")
    assert [revision.action for revision in forty.revisions.all()] == ["extract"]


PAGE = f"Port of Karsk attacked with 40 rockets\n\nBy Mira Dolen, 5 October 2025\n\n{STORY}"


LONG = f"Port of Karsk attacked with 40 rockets on the fifth night without electricity in a row\n\n{STORY}"


def test_the_first_words_give_way_to_the_title_that_the_engine_finds():
    article = ArticleFactory(title=first_words(LONG), url="")
    snapshot = SnapshotFactory(text=LONG, article=article, capture__article=article)
    assert article.title.endswith("…")
    read(snapshot)
    article.refresh_from_db()
    assert article.title == LONG.splitlines()[0]


@pytest.mark.parametrize(("given", "title"), [("", "Port of Karsk attacked with 40 rockets"), ("By hand", "By hand")])
def test_an_article_without_a_title_or_a_day_takes_those_that_its_text_prints(given, title):
    article = ArticleFactory(title=given, published_on=None)
    read(SnapshotFactory(text=PAGE, article=article, capture__article=article))
    article.refresh_from_db()
    assert (article.title, article.published_on) == (title, dt.date(2025, 10, 5))


def test_a_relative_figure_rests_on_the_stored_claims_of_its_base(snapshot):
    read(snapshot)
    relative = Claim.objects.get(figure__bases__isnull=False)
    assert relative.figure.best == 4
    assert [base.figure.best for base in relative.figure.bases.all()] == [5]


def test_a_task_that_is_delivered_twice_reads_once(snapshot):
    for _ in range(2):
        extract_claims(snapshot.pk)
    assert ExtractionRun.objects.get(snapshot=snapshot).attempts == 1
    assert Claim.objects.filter(snapshot=snapshot).count() == len(ExtractionRun.objects.get().output["claims"])


def test_a_reading_whose_worker_died_is_found_by_the_sweep_after_its_lease(
    snapshot, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(extract_claims, "delay", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert woken == [snapshot.pk]  # never read at all: the first message was lost
    run = ExtractionRunFactory(
        snapshot=snapshot,
        state=RunState.QUEUED,
        output=None,
        attempts=1,
        next_attempt_at=timezone.now() + dt.timedelta(minutes=1),
    )
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert woken == [snapshot.pk]  # somebody may still be at it
    ExtractionRun.objects.filter(pk=run.pk).update(next_attempt_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    assert woken == [snapshot.pk, snapshot.pk]


def test_a_text_that_kills_its_worker_is_given_up(snapshot):
    run = ExtractionRunFactory(snapshot=snapshot, state=RunState.QUEUED, output=None, attempts=MOST_ATTEMPTS)
    settled = claims_extract(run_id=run.pk)
    assert (settled.state, settled.failure_code) == (RunState.FAILED, "engine:gave_up")


def test_an_engine_that_raises_leaves_a_code_and_no_claims(snapshot, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(extraction, "extract", broken)
    run = read(snapshot)
    assert (run.state, run.failure_code) == (RunState.FAILED, "engine:broken")
    assert not Claim.objects.exists()


def test_a_pipeline_that_is_not_installed_is_named(snapshot, settings):
    settings.EXTRACTION_MODEL = "en_core_web_none"
    run = read(snapshot)
    assert (run.state, run.failure_code) == (RunState.FAILED, "engine:no_model")
    assert "'en_core_web_none'" in run.failure_message


def test_a_language_that_the_engine_does_not_read_yields_no_claims_and_says_so():
    snapshot = SnapshotFactory(
        text="Die Behörden teilten am Montag mit, dass bei dem Angriff in der Nacht zwei Menschen verletzt wurden. "
        "Der Bürgermeister sagte, die Stadt sei ohne Strom und es werde einige Tage dauern."
    )
    run = read(snapshot)
    assert run.state == RunState.UNREADABLE
    assert not Claim.objects.exists()


def test_a_snapshot_that_is_evidence_only_is_not_read():
    capture = CaptureFactory(article=None, desk=DeskFactory(), url="https://ministry.example/log")
    snapshot = SnapshotFactory(capture=capture, title="")
    assert run_queue(snapshot_id=snapshot.pk) is None


def test_a_later_engine_proposes_and_changes_nothing(snapshot, monkeypatch):
    read(snapshot)
    actor = member(snapshot.article.desk)
    claim = Claim.objects.get(figure__best=40)
    claim_correct(
        claim=claim,
        content={"start": claim.start, "end": claim.end, "statement": "A person's words.", "kind": "weapons"},
        actor=actor,
        expected_version=1,
        reason="Better so",
    )
    before = list(Claim.objects.order_by("pk").values())
    monkeypatch.setattr(extraction, "ENGINE_VERSION", "another")
    run = read(snapshot)
    assert run.state == RunState.DONE
    assert list(Claim.objects.order_by("pk").values()) == before
    proposal = RevisionProposal.objects.get()
    assert (proposal.claim, proposal.claim_version, proposal.content["figure"]["best"]) == (claim, 2, 40)


def test_what_a_later_run_proposes_takes_the_place_of_what_earlier_ones_did(snapshot, monkeypatch):
    read(snapshot)
    claim = Claim.objects.get(figure__best=40)
    declined = RevisionProposalFactory(run=ExtractionRunFactory(snapshot=snapshot), claim=claim, state=ProposalState.DECLINED)
    old = RevisionProposalFactory(run=declined.run, claim=claim, content=None)
    elsewhere = RevisionProposalFactory()
    Claim.objects.filter(pk=claim.pk).update(statement="A person's words.", version=2)
    monkeypatch.setattr(extraction, "ENGINE_VERSION", "another")
    run = read(snapshot)
    states = {proposal.pk: proposal.state for proposal in RevisionProposal.objects.exclude(run=run)}
    assert states == {declined.pk: "declined", old.pk: "superseded", elsewhere.pk: "open"}
    assert RevisionProposal.objects.get(run=run).state == ProposalState.OPEN
    entry = RecordEntry.objects.get(action="claims.revisionproposal.superseded")
    assert (entry.object_id, entry.actor, entry.payload.after) == (old.pk, None, {"state": "superseded", "run": run.pk})


def test_a_run_of_another_engine_that_waits_is_left_to_the_present_one(snapshot, monkeypatch, django_capture_on_commit_callbacks):
    submitter = snapshot.article.submitted_by
    MembershipFactory(desk=snapshot.article.desk, user=submitter)
    earlier = ExtractionRunFactory(snapshot=snapshot, state=RunState.QUEUED, output=None, finished_at=None)
    ExtractionRun.objects.filter(pk=earlier.pk).update(next_attempt_at=timezone.now())
    monkeypatch.setattr(extract_claims, "delay", extract_claims)
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    earlier.refresh_from_db()
    assert (earlier.state, earlier.next_attempt_at) == (RunState.SUPERSEDED, None)
    assert RecordEntry.objects.filter(action="claims.extractionrun.superseded", object_id=earlier.pk).exists()
    assert not ExtractionRun.objects.due(timezone.now()).exists()
    assert ExtractionRun.objects.get(state=RunState.DONE).engine_version == extraction.ENGINE_VERSION
    assert [told.occasion for told in Notification.objects.filter(recipient=submitter)] == ["article_read"]


def test_what_one_engine_is_reading_it_reads_to_the_end(snapshot):
    at_it = ExtractionRunFactory(snapshot=snapshot, state=RunState.QUEUED, output=None, attempts=1)
    ExtractionRun.objects.filter(pk=at_it.pk).update(next_attempt_at=timezone.now() + dt.timedelta(minutes=1))
    run_queue(snapshot_id=snapshot.pk)
    at_it.refresh_from_db()
    assert at_it.state == RunState.QUEUED


def test_back_at_an_earlier_engine_what_it_had_left_is_queued_again(snapshot, monkeypatch):
    run = run_queue(snapshot_id=snapshot.pk)
    with monkeypatch.context() as patch:
        patch.setattr(extraction, "ENGINE_VERSION", "another")
        later = run_queue(snapshot_id=snapshot.pk)
    run.refresh_from_db()
    assert run.state == RunState.SUPERSEDED
    assert run_queue(snapshot_id=snapshot.pk) == run
    assert claims_extract(run_id=run.pk).state == RunState.DONE
    later.refresh_from_db()
    assert later.state == RunState.SUPERSEDED


def test_while_somebody_reads_a_text_nobody_else_does(snapshot):
    run = ExtractionRunFactory(snapshot=snapshot, state=RunState.QUEUED, output=None, attempts=MOST_ATTEMPTS)
    ExtractionRun.objects.filter(pk=run.pk).update(next_attempt_at=timezone.now() + dt.timedelta(minutes=1))
    left = claims_extract(run_id=run.pk)
    assert (left.state, left.attempts) == (RunState.QUEUED, MOST_ATTEMPTS)


def test_a_corrected_article_proposes_only_what_changed(snapshot):
    read(snapshot)
    corrected = SnapshotFactory(capture__article=snapshot.article, text=STORY.replace("40 rockets", "44 rockets"))
    read(corrected)
    proposals = RevisionProposal.objects.all()
    new = [proposal.content["figure"]["best"] for proposal in proposals if proposal.claim is None]
    gone = [proposal.claim.figure.best for proposal in proposals if proposal.content is None]
    assert (new, gone) == ([44], [40])
    assert not Claim.objects.exclude(state=ClaimState.ACTIVE).exists()
