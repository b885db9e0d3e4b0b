"""Several workers at once, each with a connection of its own: nobody is told twice, no letter is handed over twice."""

import re

import pytest
from django.db import transaction
from django.utils import timezone

from core.models import Message, Notification, Occasion, Role, User
from core.services import invitation_find, mail_invited, mail_user, mails_abandoned, notify, user_invite
from core.services.mailing import LEASE
from tests.core.post_office import post_office
from tests.factories import AssignmentFactory, DeskFactory, case_on, member
from tests.verification.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def over_smtp(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"


def given(user: User, desk) -> None:
    """Tell the user of a case, by two transactions at once: the second finds that it was told."""
    assignment = AssignmentFactory(case=case_on(desk), reviewer=user)

    @transaction.atomic
    def tell() -> None:
        notify(Occasion.ASSIGNED, assignment, recipients=[user.pk], desk=desk, actor=None)

    at_once(tell, tell)
    assert Notification.objects.filter(object_id=assignment.pk).count() == 1


def test_of_several_workers_one_hands_over(settings) -> None:
    desk = DeskFactory()
    with post_office() as office:
        settings.EMAIL_PORT = office.port
        for number in range(5):
            user, now = member(desk), timezone.now()
            given(user, desk)
            at_once(*[lambda user=user: mail_user(user_id=user.pk, now=timezone.now())] * 4)
            assert Notification.objects.filter(recipient=user, created_at__gte=now, message__state="sent").count() == 1
            assert len(office.letters) == number + 1
    assert sorted(office.message_ids) == sorted(Message.objects.values_list("message_id", flat=True))


def test_of_several_workers_one_hands_over_an_invitation_and_its_link_works(settings) -> None:
    desk = DeskFactory()
    admin = member(desk, Role.ADMIN)
    with post_office() as office:
        settings.EMAIL_PORT = office.port
        for number in range(5):
            invitation = user_invite(desk=desk, email=f"ana{number}@example.org", role=Role.VIEWER, actor=admin)
            at_once(*[lambda pk=invitation.pk: mail_invited(invitation_id=pk, now=timezone.now())] * 4)
            assert len(office.letters) == number + 1
            token = re.search(r"/invitation/([\w-]+)/", office.letters[-1].get_payload())[1]
            assert invitation_find(token=token) == invitation


@pytest.mark.parametrize(("answer", "state"), [("250 OK", "sent"), ("451 Try later", "waiting"), ("550 No such user", "failed")])
def test_what_a_slow_mail_server_says_counts_also_where_it_was_taken_for_unknown(settings, answer, state) -> None:
    desk = DeskFactory()
    user = member(desk)
    given(user, desk)
    with post_office(answer, is_slow=True) as office:
        settings.EMAIL_PORT = office.port

        def give_up() -> int:
            office.has_letter.wait(timeout=10)
            number = mails_abandoned(now=timezone.now() + LEASE)
            office.answers.set()
            return number

        assert at_once(lambda: mail_user(user_id=user.pk, now=timezone.now()), give_up)[1] == 1
        message = Message.objects.get()
        assert (message.state, message.settled_at is None) == (state, state == "waiting")
        office.answer = "250 OK"
        mail_user(user_id=user.pk, now=timezone.now() + LEASE)
    assert office.message_ids == [message.message_id] * (2 if state == "waiting" else 1)


def test_what_somebody_is_told_while_they_are_mailed_comes_with_the_next(settings) -> None:
    desk = DeskFactory()
    user = member(desk)
    given(user, desk)
    with post_office(is_slow=True) as office:
        settings.EMAIL_PORT = office.port

        def tell_more() -> None:
            """The mail server has the letter, and has not answered: nobody who writes has to wait for it."""
            office.has_letter.wait(timeout=10)
            with transaction.atomic():
                about = AssignmentFactory(case=case_on(desk), reviewer=user)
                notify(Occasion.ASSIGNED, about, recipients=[user.pk], desk=desk, actor=None)
            office.answers.set()

        at_once(lambda: mail_user(user_id=user.pk, now=timezone.now()), tell_more)
        assert len(office.letters) == 1
        mail_user(user_id=user.pk, now=timezone.now())
    assert len(set(office.message_ids)) == 2
