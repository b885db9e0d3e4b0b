"""E-mails about what people were told: as they chose, without a word that is to be kept, and each handed over at most once."""

from __future__ import annotations

import datetime as dt
import re
import socket

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core import tasks
from core.models import (
    Delivery,
    Desk,
    Invitation,
    Membership,
    Message,
    MessageState,
    Notification,
    Occasion,
    Role,
    Sensitivity,
    User,
)
from core.services import invitation_find, mail_invited, mail_user, mails_abandoned, notify, user_invite
from core.services.mailing import GIVEN_UP_AFTER, LEASE, next_digest
from tests.core.post_office import post_office
from tests.factories import AssignmentFactory, DeskFactory, MembershipFactory, MessageFactory, UserFactory, case_on, member
from tests.pages import client_of
from verification.models import Case

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


def tell(user: User, desk: Desk, *, actor: User | None = None, **fields: object) -> Case:
    """Tell the user that a case was given to them."""
    case = case_on(desk, **fields)
    assignment = AssignmentFactory(case=case, reviewer=user)
    notify(Occasion.ASSIGNED, assignment, recipients=[user.pk], desk=desk, actor=actor)
    return case


def post(user: User, after: dt.timedelta = dt.timedelta()) -> Message | None:
    """Mail the user what is due, so long from now; their last e-mail."""
    mail_user(user_id=user.pk, now=timezone.now() + after)
    return Message.objects.filter(recipient=user).order_by("pk").last()


@pytest.fixture
def over_smtp(settings):
    """E-mails go to a mail server at this port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5

    def at(port: int) -> None:
        settings.EMAIL_PORT = port

    return at


# --- What it says ---------------------------------------------------------------------------------------------------------


def test_it_says_what_happened_by_whom_and_where_it_is_looked_at(desk):
    user, lead = member(desk), member(desk, user__display_name="Ilona Varga")
    case = tell(user, desk, actor=lead)
    message = post(user)
    (sent,) = mail.outbox
    row = Notification.objects.get()
    assert (sent.to, sent.subject) == ([user.email], f"Given to you: Case {case.pk}")
    assert f"Given to you: Case {case.pk} (by Ilona Varga)\nForty drones were launched overnight.\n" in sent.body
    assert f"http://testserver/notifications/{row.pk}/\n" in sent.body
    assert sent.extra_headers["Message-ID"] == message.message_id
    assert sent.extra_headers["List-Unsubscribe"] == "<http://testserver/account/#mail>"
    assert message.message_id.endswith("@testserver>")
    assert (message.state, row.message, message.failure) == (MessageState.SENT, message, "")


def test_what_people_call_themselves_passes_for_no_line_of_ours(desk):
    user = member(desk)
    tell(user, desk, actor=member(desk, user__display_name="Ilona\r\n\nYour session ended:\nhttps://evil.example/"))
    post(user)
    (sent,) = mail.outbox
    assert "(by Ilona Your session ended: https://evil.example/)\n" in sent.body


def test_nothing_of_what_is_restricted_leaves_the_site(desk):
    user = member(desk)
    case = tell(user, desk, sensitivity=Sensitivity.RESTRICTED, proposition="The wombat was hit.")
    case.named.add(user)
    post(user)
    (sent,) = mail.outbox
    assert f"Given to you: Case {case.pk}" in sent.body
    assert "wombat" not in sent.subject + sent.body


@pytest.mark.parametrize("loses", ["sight", "membership", "account"])
def test_who_may_not_see_it_any_more_is_not_mailed(desk, loses):
    user = member(desk)
    case = tell(user, desk)
    match loses:
        case "sight":
            Case.objects.filter(pk=case.pk).update(sensitivity=Sensitivity.RESTRICTED)
        case "membership":
            Membership.objects.filter(user=user).update(is_active=False)
        case "account":
            User.objects.filter(pk=user.pk).update(is_active=False)
    assert post(user) is None
    assert mail.outbox == []
    assert not Notification.objects.mail_due(timezone.now()).exists(), "it is not looked for again"


def test_what_is_gone_from_sight_between_gathering_and_handing_over_is_dropped(desk, over_smtp):
    user = member(desk)
    case = tell(user, desk)
    over_smtp(free_port())
    assert post(user).state == MessageState.WAITING
    Case.objects.filter(pk=case.pk).update(sensitivity=Sensitivity.RESTRICTED)
    assert post(user, HOUR).state == MessageState.DROPPED


def test_what_was_read_is_not_mailed(desk):
    user = member(desk)
    tell(user, desk)
    Notification.objects.update(read_at=timezone.now())
    assert post(user) is None


def test_what_is_due_at_once_goes_together(desk):
    user = member(desk)
    cases = [tell(user, desk) for _ in range(3)]
    post(user)
    (sent,) = mail.outbox
    assert sent.subject == "3 notifications"
    assert all(f"Case {case.pk}" in sent.body for case in cases)


# --- When -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "now", "digest"),
    [
        ("UTC", "2026-03-02T07:59Z", "2026-03-02T08:00Z"),
        ("UTC", "2026-03-02T08:00Z", "2026-03-03T08:00Z"),
        ("Europe/Kyiv", "2026-03-02T05:00Z", "2026-03-02T06:00Z"),
        ("Europe/Kyiv", "2026-03-29T00:00Z", "2026-03-29T05:00Z"),  # the night in which clocks go forward
    ],
)
def test_the_day_has_one_hour_for_digests_in_the_site_s_zone(settings, zone, now, digest):
    settings.TIME_ZONE = zone
    timezone.get_default_timezone.cache_clear()
    try:
        assert next_digest(dt.datetime.fromisoformat(now)) == dt.datetime.fromisoformat(digest)
    finally:
        timezone.get_default_timezone.cache_clear()


def test_who_wants_it_once_a_day_gets_one_e_mail_a_day(desk, time_machine):
    time_machine.move_to(NOW, tick=False)
    user = member(desk, mail=Delivery.DIGEST)
    tell(user, desk)
    tell(user, desk)
    assert post(user) is None
    assert post(user, 20 * HOUR).digest_on == dt.date(2026, 3, 3)
    assert [sent.subject for sent in mail.outbox] == ["2 notifications"]
    # What was said before the hour and committed after it.
    tell(user, desk)
    Notification.objects.filter(message=None).update(mail_due_at=NOW + 20 * HOUR)
    post(user, 20 * HOUR)
    assert len(mail.outbox) == 1
    assert Notification.objects.get(message=None).mail_due_at == NOW + 44 * HOUR
    assert post(user, 44 * HOUR).digest_on == dt.date(2026, 3, 4)
    assert len(mail.outbox) == 2


def test_each_desk_is_mailed_as_its_member_chose(desk):
    user, other = member(desk, mail=Delivery.NEVER), DeskFactory()
    MembershipFactory(user=user, desk=other)
    tell(user, desk)
    case = tell(user, other)
    post(user)
    assert [sent.subject for sent in mail.outbox] == [f"Given to you: Case {case.pk}"]
    assert Notification.objects.filter(recipient=user).count() == 2, "the pages tell both"


def test_who_turns_it_off_is_not_mailed_what_was_told_before(desk, time_machine):
    time_machine.move_to(NOW, tick=False)
    user = member(desk, mail=Delivery.DIGEST)
    tell(user, desk)
    client = client_of(user)
    address = reverse("core:mail", args=[user.memberships.get().pk])
    assert client.post(address, {"mail": "sometimes", "expected_version": 1}).status_code == 400
    assert client.post(address, {"mail": "never", "expected_version": 1}).status_code == 302
    assert post(user, 24 * HOUR) is None


def test_who_has_no_place_on_the_desk_is_told_on_the_pages_alone(desk):
    superuser = UserFactory(is_superuser=True)
    tell(superuser, desk)
    assert post(superuser) is None
    assert Notification.objects.visible_to(superuser).count() == 1


# --- Handing over ---------------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_mail_server_is_given_a_letter_once(desk, over_smtp):
    user = member(desk)
    tell(user, desk)
    with post_office() as office:
        over_smtp(office.port)
        for _ in range(3):  # as a task that is delivered again does
            post(user, LEASE)
    assert office.message_ids == [Message.objects.get().message_id]
    assert office.letters[0]["To"] == user.email


def test_without_a_mail_server_it_waits_ever_longer_and_then_goes(desk, over_smtp):
    user = member(desk)
    tell(user, desk)
    over_smtp(free_port())
    message = post(user)
    assert (message.state, message.attempts, message.failure) == ("waiting", 1, "ConnectionRefusedError")
    assert post(user).attempts == 1, "not before its time"
    again = post(user, HOUR)
    assert again.attempts == 2
    assert again.next_attempt_at - timezone.now() > HOUR
    with post_office() as office:
        over_smtp(office.port)
        assert post(user, 3 * HOUR).state == MessageState.SENT
    assert office.message_ids == [message.message_id]


def test_a_mail_server_that_is_away_for_days_is_given_up(desk, over_smtp):
    user = member(desk)
    tell(user, desk)
    over_smtp(free_port())
    post(user)
    assert post(user, GIVEN_UP_AFTER + HOUR).state == MessageState.FAILED


@pytest.mark.parametrize(
    ("answer", "state", "failure"),
    [
        ("550 No such user", MessageState.FAILED, "SMTPDataError 550"),
        ("451 Try later", MessageState.WAITING, "SMTPDataError 451"),
        ("", MessageState.UNKNOWN, "SMTPServerDisconnected"),
    ],
)
def test_what_the_mail_server_says_decides_whether_it_is_given_the_letter_again(desk, over_smtp, answer, state, failure):
    user = member(desk)
    tell(user, desk)
    with post_office(answer) as office:
        over_smtp(office.port)
        message = post(user)
        assert (message.state, message.failure) == (state, failure)
        office.answer = "250 OK"
        again = post(user, HOUR)
    given = 2 if state == MessageState.WAITING else 1
    assert office.message_ids == [message.message_id] * given
    assert again.state == (MessageState.SENT if given == 2 else state)


def test_what_came_to_no_end_is_unknown_shown_and_not_sent_again(desk):
    user = member(desk)
    tell(user, desk)
    begun = timezone.now() - LEASE
    message = MessageFactory(recipient=user, state=MessageState.HANDING_OVER, begun_at=begun)
    Notification.objects.update(message=message)
    assert mails_abandoned(now=begun + LEASE / 2) == 0, "somebody may be at it"
    assert mails_abandoned(now=timezone.now()) == 1
    assert post(user, HOUR).state == MessageState.UNKNOWN
    assert mail.outbox == []
    client = client_of(user)
    assert "may not have reached you" in client.get("/notifications/").text
    assert client.get("/api/v1/notifications/").json()["results"][0]["mail"] == "unknown"


def test_handing_over_begins_when_the_mail_server_is_spoken_to_whenever_the_task_began(desk):
    user, began = member(desk), timezone.now()
    case = tell(user, desk)
    message = MessageFactory(recipient=user, created_at=began - HOUR, next_attempt_at=began - HOUR)
    Notification.objects.filter(object_id=case.assignments.get().pk).update(message=message)
    mail_user(user_id=user.pk, now=began - LEASE)
    message.refresh_from_db()
    assert began < message.begun_at < message.settled_at < timezone.now()


# --- Invitations ----------------------------------------------------------------------------------------------------------


def invite(desk: Desk) -> Invitation:
    return user_invite(desk=desk, email="ana@example.org", role=Role.REVIEWER, actor=member(desk, Role.ADMIN))


def post_invitation(invitation: Invitation, after: dt.timedelta = dt.timedelta()) -> Message:
    """Mail the invitation if that is due, so long from now; its e-mail."""
    mail_invited(invitation_id=invitation.pk, now=timezone.now() + after)
    return Message.objects.get(invitation=invitation)


def links(office) -> list[str]:
    """The secrets of the links that a mail server was given."""
    return [re.search(r"/invitation/([\w-]+)/", letter.get_payload())[1] for letter in office.letters]


def test_an_invitation_waits_for_a_mail_server_that_is_away(desk, over_smtp):
    invitation = invite(desk)
    over_smtp(free_port())
    message = post_invitation(invitation)
    assert (message.state, message.attempts, message.failure) == ("waiting", 1, "ConnectionRefusedError")
    invitation.refresh_from_db()
    assert invitation.digest is None
    with post_office() as office:
        over_smtp(office.port)
        assert post_invitation(invitation, HOUR).state == MessageState.SENT
        post_invitation(invitation, 2 * HOUR)
    assert office.message_ids == [message.message_id]
    (token,) = links(office)
    assert invitation_find(token=token) == invitation


def test_of_several_attempts_the_last_link_works(desk, over_smtp):
    invitation = invite(desk)
    with post_office("451 Try later") as office:
        over_smtp(office.port)
        assert post_invitation(invitation).state == MessageState.WAITING
        office.answer = "250 OK"
        assert post_invitation(invitation, HOUR).state == MessageState.SENT
    refused, accepted = links(office)
    assert refused != accepted
    assert invitation_find(token=accepted) == invitation


def test_the_link_of_an_e_mail_of_unknown_fate_works(desk, over_smtp):
    invitation = invite(desk)
    with post_office("") as office:
        over_smtp(office.port)
        assert post_invitation(invitation).state == MessageState.UNKNOWN
    assert invitation_find(token=links(office)[0]) == invitation


def test_the_desk_says_what_became_of_an_invitation_s_e_mail(desk, over_smtp):
    client = client_of(member(desk, Role.ADMIN))
    over_smtp(free_port())
    answer = client.post("/desk/invite/", {"email": "ana@example.org", "role": "reviewer"}, follow=True)
    assert "is to be mailed" in answer.text
    assert "e-mail: waiting" in answer.text
    assert post_invitation(Invitation.objects.get(), GIVEN_UP_AFTER + HOUR).state == MessageState.FAILED
    assert "e-mail: refused, or no mail server was reached for too long" in client.get("/desk/").text


# --- Waking ---------------------------------------------------------------------------------------------------------------


def test_who_is_told_is_mailed_as_soon_as_it_is_committed(desk, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr("core.receivers.wake_on_commit", lambda task, pk: woken.append((task.name, pk)))
    now, later = member(desk), member(desk, mail=Delivery.DIGEST)
    with django_capture_on_commit_callbacks(execute=True):
        tell(now, desk)
        tell(later, desk)
    assert woken == [("core.tasks.mail_to_user", now.pk)]


def test_the_sweep_finds_who_is_to_be_mailed_and_what_waits(desk, monkeypatch):
    told, waiting, nobody = (member(desk) for _ in range(3))
    tell(told, desk)
    MessageFactory(recipient=waiting)
    MessageFactory(recipient=nobody, state=MessageState.SENT)
    invitation = invite(desk)
    woken = []
    monkeypatch.setattr(tasks, "wake_on_commit", lambda task, pk: woken.append((task, pk)))
    monkeypatch.setattr(tasks, "head_publish", lambda now: None)
    tasks.sweep()
    users = [(tasks.mail_to_user, pk) for pk in (told.pk, waiting.pk)]
    assert sorted(woken, key=str) == sorted([*users, (tasks.mail_to_invited, invitation.pk)], key=str)
    tasks.mail_to_user(told.pk)
    tasks.mail_to_invited(invitation.pk)
    assert len(mail.outbox) == 2
