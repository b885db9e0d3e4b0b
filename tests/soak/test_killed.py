"""A worker is killed in the middle of each task, and each is delivered several times at once: it is done, and once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from claims.models import ExtractionRun
from config.celery import app
from core.models import Desk, Message, MessageState, Occasion, RecordEntry, Role, User
from core.services import desk_edit, notify, user_invite
from core.services.mailing import LEASE
from sources.models import Capture
from sources.services import article_submit
from tests.core.post_office import PostOffice
from tests.factories import (
    AssignmentFactory,
    ClaimFactory,
    DeskFactory,
    ExtractionRunFactory,
    KnownCaseFactory,
    KnownCopyFactory,
    PublicationFactory,
    ReviewFactory,
    SnapshotFactory,
    VerdictFactory,
    case_of,
    case_on,
    claim_on,
    member,
)
from tests.soak.soundness import faults, what_is_left
from tests.soak.stage import WORKERS, Stage
from tests.sources.servers import answer, pages, serving
from verification.exporting.rows import Filters
from verification.models import Assignment, AssignmentState, Case, CaseTransition, Export, ExportFormat, KnownCopy
from verification.services.exports import export_request
from verification.states import Action, CaseState

pytestmark = pytest.mark.django_db(transaction=True)

STORY = (
    "KARSK -- Rebels fired 40 rockets at the port of Karsk overnight, the Harbour Ministry said on Monday.\n\n"
    "Two people were injured, the mayor of Karsk, Ilona Varga, said.\n"
)
MINUTE = dt.timedelta(minutes=1)
PAGE = f"<html><body><article><h1>Port hit</h1><p>{STORY * 3}</p></article></body></html>".encode()


@dataclasses.dataclass
class Work:
    """Something to be done: with which arguments, what the task writes late, and when it is done."""

    arguments: tuple[int, ...]
    table: str
    is_done: Callable[[], bool]


def routed() -> bool:
    return not what_is_left()


def fetching(desk: Desk, port: int, table: str = "sources_snapshot") -> Work:
    actor, url = member(desk), f"http://127.0.0.1:{port}/story"
    article_submit(desk=desk, actor=actor, publisher="Harbour Post", method="url", url=url)
    capture = Capture.objects.get()
    return Work((capture.pk,), table, lambda: Capture.objects.get().state == "done")


def reading(desk: Desk, _port: int, table: str = "claims_claim") -> Work:
    snapshot = SnapshotFactory(capture__article__desk=desk, text=STORY)
    return Work((snapshot.pk,), table, lambda: ExtractionRun.objects.filter(state="done").count() == 1)


def routing(desk: Desk, _port: int, table: str = "verification_caseclaim") -> Work:
    run = ExtractionRunFactory(snapshot=SnapshotFactory(capture__article__desk=desk, text=STORY))
    for number in range(3):
        ClaimFactory(snapshot=run.snapshot, run=run, statement=f"{number} drones were launched.")
    return Work((run.pk,), table, routed)


def following(desk: Desk, _port: int) -> Work:
    case = case_of(claim_on(desk, statement="Corrected.", version=2), state="proposed", proposition="Forty drones were launched.")
    return Work((case.case_claims.get().claim_id,), "core_recordentry", routed)


def assigning(desk: Desk, _port: int, table: str = "verification_assignment") -> Work:
    member(desk)
    return Work((case_on(desk).pk,), table, routed)


def running_out(desk: Desk, **moments: dt.timedelta) -> Assignment:
    """An offer whose moments are so long from now."""
    moved = {name: timezone.now() + distance for name, distance in moments.items()}
    return AssignmentFactory(case=case_on(desk), reviewer=member(desk), **moved)


def reminding(desk: Desk, _port: int) -> Work:
    assignment = running_out(desk, remind_at=-MINUTE, lapses_at=60 * MINUTE)
    return Work((assignment.pk,), "core_recordentry", lambda: Assignment.objects.get().remind_at is None)


def lapsing(desk: Desk, _port: int) -> Work:
    assignment = running_out(desk, lapses_at=-MINUTE)
    own = Assignment.objects.filter(pk=assignment.pk, state=AssignmentState.ENDED)
    return Work((assignment.pk,), "core_recordentry", own.exists)


def exporting(desk: Desk, _port: int) -> Work:
    PublicationFactory(verdict=VerdictFactory(case=case_on(desk, state="published")))
    export = export_request(desk=desk, actor=member(desk), format=ExportFormat.JSONL, filters=Filters())
    return Work((export.pk,), "verification_publication", lambda: Export.objects.get().state == "done")


def reconsidering(desk: Desk, _port: int, argument: Callable[[Case], int] = lambda case: case.pk) -> Work:
    case = case_on(desk, state=CaseState.PUBLISHED)
    PublicationFactory(verdict=VerdictFactory(case=case, look_again_on=timezone.localdate()))
    reopened = CaseTransition.objects.filter(case=case, action=Action.REOPEN)
    return Work((argument(case),), "core_recordentry", reopened.exists)


def settling(desk: Desk, _port: int) -> Work:
    """The copy of a known case, whose one review is in, is closed."""
    known = KnownCaseFactory(case=case_on(desk, state=CaseState.DISMISSED))
    case = case_on(desk, state=CaseState.IN_REVIEW)
    ReviewFactory(assignment=AssignmentFactory(case=case, reviewer=member(desk), state=AssignmentState.DONE))
    KnownCopyFactory(known=known, case=case, occasion=case_on(desk, state=CaseState.DISMISSED))
    return Work((case.pk,), "core_recordentry", KnownCopy.objects.exclude(closed_at=None).exists)


def passing_on(desk: Desk, port: int) -> Work:
    """An article's published cases are passed on, each to another task."""
    work = reconsidering(desk, port, lambda case: case.case_claims.get().claim.snapshot_id)
    return dataclasses.replace(work, table="verification_caseclaim")


def sweeping(work: Callable[..., Work], table: str) -> Callable[[Desk, int], Work]:
    """The same found by the sweep, in the middle of which it is killed."""
    return lambda desk, port: dataclasses.replace(work(desk, port), arguments=(), table=table)


def sealing(desk: Desk, _port: int) -> Work:
    desk_edit(desk=desk, actor=None, expected_version=None, changes={"name": "Another desk"})
    return Work((), "core_recordentry", lambda: not RecordEntry.objects.filter(sequence=None).exists())


def told(desk: Desk) -> User:
    """Somebody who is to be mailed that a case was given to them."""
    assignment = AssignmentFactory(case=case_on(desk), reviewer=member(desk))
    with transaction.atomic():
        notify(Occasion.ASSIGNED, assignment, recipients=[assignment.reviewer_id], desk=desk, actor=None)
    return assignment.reviewer


def mailing(desk: Desk, _port: int) -> Work:
    sent = Message.objects.filter(state=MessageState.SENT)
    return Work((told(desk).pk,), "core_message", sent.exists)


def inviting(desk: Desk, _port: int) -> Work:
    invitation = user_invite(desk=desk, email="ana@example.org", role=Role.REVIEWER, actor=member(desk, Role.ADMIN))
    sent = Message.objects.filter(state=MessageState.SENT)
    return Work((invitation.pk,), "core_message", sent.exists)


#: How each task is killed in the middle of its work. A new task needs a line here: what is to be done, and the table in which a
#: lock stops the task before it has done it.
WORK: dict[str, Callable[[Desk, int], Work]] = {
    "core.tasks.sweep": sealing,
    "core.tasks.mail_to_user": mailing,
    "core.tasks.mail_to_invited": inviting,
    "sources.tasks.fetch_capture": fetching,
    "sources.tasks.sweep": sweeping(fetching, "sources_capture"),
    "claims.tasks.extract_claims": reading,
    "claims.tasks.sweep": sweeping(reading, "sources_snapshot"),
    "verification.tasks.route_claims": routing,
    "verification.tasks.follow_claim": following,
    "verification.tasks.follow_known": settling,
    "verification.tasks.assign_case": assigning,
    "verification.tasks.remind_assignment": reminding,
    "verification.tasks.lapse_assignment": lapsing,
    "verification.tasks.reconsider_case": reconsidering,
    "verification.tasks.reconsider_article": passing_on,
    "verification.tasks.write_export": exporting,
    "verification.tasks.sweep": sweeping(assigning, "verification_case"),
}


def kill_workers(stage: Stage) -> None:
    for name in WORKERS:
        stage.stack.kill(name)


def hasten() -> None:
    """Let pass what the lease of a worker at work lasts."""
    now = timezone.now()
    for rows in (Capture.objects.filter(state="pending"), ExtractionRun.objects.filter(state="queued"), Export.objects.all()):
        rows.exclude(next_attempt_at=None).update(next_attempt_at=now)


def test_every_task_is_here() -> None:
    app.loader.import_default_modules()
    assert {name for name in app.tasks if not name.startswith("celery.")} == set(WORK)


@pytest.mark.parametrize("name", WORK)
def test_what_a_killed_worker_was_at_is_done_once_however_often_it_is_delivered(
    stage: Stage, office: PostOffice, name: str
) -> None:
    desk = DeskFactory()
    member(desk, Role.LEAD)
    with serving(pages(story=answer(PAGE, Content_Type="text/html"))) as port:
        work = WORK[name](desk, port)
        stage.run(*WORKERS)
        with stage.holding(work.table) as is_waited_for:
            stage.send(name, *work.arguments)
            stage.wait_until(is_waited_for)
            kill_workers(stage)
            stage.forget_messages()
        assert not work.is_done()

        hasten()
        for _ in range(3):
            stage.send(name, *work.arguments)
        stage.run(*WORKERS)
        stage.wait_until(work.is_done, sweeping=True)
        stage.wait_until(lambda: not what_is_left(), sweeping=True)
        for _ in range(2):
            stage.send(name, *work.arguments)
        stage.wait_until(stage.is_idle)
    assert work.is_done()
    assert faults() == []
    assert len(set(office.message_ids)) == len(office.message_ids)


def test_a_letter_with_which_a_worker_was_killed_is_never_handed_over_again(stage: Stage, office: PostOffice) -> None:
    user = told(DeskFactory())
    letters = len(office.letters)
    office.has_letter.clear()
    office.answers.clear()
    stage.run(*WORKERS)
    stage.send("core.tasks.mail_to_user", user.pk)
    stage.wait_until(office.has_letter.is_set)
    kill_workers(stage)
    stage.forget_messages()
    office.answers.set()
    assert Message.objects.get().state == MessageState.HANDING_OVER

    for _ in range(3):
        stage.send("core.tasks.mail_to_user", user.pk)
    stage.run(*WORKERS, "control:2")
    stage.wait_until(stage.is_idle)
    Message.objects.update(begun_at=timezone.now() - LEASE)
    stage.wait_until(lambda: Message.objects.get().state == MessageState.UNKNOWN, sweeping=True)
    for _ in range(3):
        stage.send("core.tasks.mail_to_user", user.pk)
    stage.wait_until(stage.is_idle)
    assert office.message_ids[letters:] == [Message.objects.get().message_id]
