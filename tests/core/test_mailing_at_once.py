"""Several workers at once, each with a connection of its own: nobody is told twice, no letter is handed over twice."""

import pytest
from django.db import transaction
from django.utils import timezone

from core.models import Message, Notification, Occasion, User
from core.services import mail_user, notify
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
