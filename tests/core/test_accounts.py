import datetime as dt
import json
import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.errors import Conflict, Forbidden, Invalid
from core.models import (
    ApiToken,
    Invitation,
    Membership,
    MessageState,
    RecordEntry,
    RecordPayload,
    Role,
    Session,
    User,
    token_digest,
)
from core.services import (
    desk_edit,
    invitation_accept,
    invitation_find,
    invitation_withdraw,
    mail_invited,
    membership_change,
    token_create,
    token_revoke,
    user_deactivate,
    user_invite,
    user_reactivate,
)
from tests.factories import (
    PASSWORD,
    ApiTokenFactory,
    DeskFactory,
    InvitationFactory,
    MembershipFactory,
    TopicFactory,
    UserFactory,
    member,
)

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "seven quiet harbours"


@pytest.fixture
def desk():
    return DeskFactory(name="Harbour desk")


@pytest.fixture
def admin(desk):
    return member(desk, Role.ADMIN)


def change(membership, **arguments) -> Membership:
    """Change a membership as it was seen."""
    return membership_change(membership=membership, expected_version=membership.version, **arguments)


def refused(service, **arguments) -> str:
    with pytest.raises((Conflict, Forbidden, Invalid)) as caught:
        service(**arguments)
    return caught.value.code


def recorded() -> str:
    """Everything in the record, as text."""
    return json.dumps([[p.before, p.after, p.reason] for p in RecordPayload.objects.all()])


# --- invitations ------------------------------------------------------------------------------------------------------------


def mailed(invitation: Invitation, after: dt.timedelta = dt.timedelta()) -> str:
    """The secret of the link in the invitation's last e-mail, once the worker has mailed what is due."""
    mail_invited(invitation_id=invitation.pk, now=timezone.now() + after)
    return re.search(r"/invitation/([\w-]+)/", mail.outbox[-1].body)[1]


def test_an_invitation_is_sent_with_a_link_that_is_stored_nowhere(desk, admin, settings):
    settings.SITE_URL = "https://desk.example"
    invitation = user_invite(desk=desk, email=" Ana@Example.ORG ", role="reviewer", actor=admin)
    assert (invitation.email, invitation.role, invitation.invited_by) == ("ana@example.org", Role.REVIEWER, admin)
    assert dt.timedelta(days=6) < invitation.expires_at - timezone.now() <= dt.timedelta(days=7)
    assert (invitation.digest, invitation.message.state) == (None, MessageState.WAITING), "there is no link before its e-mail"
    token = mailed(invitation)
    (message,) = mail.outbox
    assert message.to == ["ana@example.org"]
    assert f"\nhttps://desk.example/invitation/{token}/\n" in message.body
    assert "Harbour desk" in message.subject
    invitation.refresh_from_db()
    assert (invitation.digest, invitation.message.state) == (token_digest(token), MessageState.SENT)
    assert message.extra_headers["Message-ID"] == invitation.message.message_id
    assert token not in recorded()
    assert invitation.digest not in recorded()
    mail_invited(invitation_id=invitation.pk, now=timezone.now())
    assert len(mail.outbox) == 1


def test_whoever_is_invited_is_mailed_as_soon_as_it_is_committed(desk, admin, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr("core.receivers.wake_on_commit", lambda task, pk: woken.append((task.name, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        invitation = user_invite(desk=desk, email="ana@example.org", role="reviewer", actor=admin)
        assert woken == []
    assert woken == [("core.tasks.mail_to_invited", invitation.pk)]


def test_the_names_in_an_invitation_pass_for_no_line_of_ours(admin, desk):
    desk.name = "Ana & <Bob>\nBcc: everybody@example.org"
    desk.save()
    invitation = user_invite(desk=desk, email="ana@example.org", role="reviewer", actor=admin)
    assert invitation_find(token=mailed(invitation)) == invitation
    (message,) = mail.outbox
    assert message.to == message.recipients() == ["ana@example.org"]
    assert message.subject == "You are invited to Ana & <Bob> Bcc: everybody@example.org on Claimdesk"


@pytest.mark.parametrize("end", ["accepted_at", "withdrawn_at", "expires_at"])
def test_what_cannot_be_accepted_any_more_is_not_mailed(end, desk, admin):
    invitation = user_invite(desk=desk, email="ana@example.org", role="reviewer", actor=admin)
    Invitation.objects.update(**{end: timezone.now()})
    mail_invited(invitation_id=invitation.pk, now=timezone.now())
    invitation.message.refresh_from_db()
    assert (mail.outbox, invitation.message.state) == ([], MessageState.DROPPED)


def test_a_new_invitation_replaces_the_open_one(desk, admin):
    first = mailed(user_invite(desk=desk, email="ana@example.org", role="viewer", actor=admin))
    second = mailed(user_invite(desk=desk, email="ANA@example.org", role="lead", actor=admin))
    assert refused(invitation_find, token=first) == "invitation:closed"
    assert invitation_find(token=second).role == Role.LEAD


@pytest.mark.parametrize("fields", [{"email": "nobody"}, {"email": ""}, {"email": "a\x00@example.org"}, {"role": "king"}])
def test_an_invitation_that_cannot_be(fields, desk, admin):
    code = refused(user_invite, **{"desk": desk, "email": "ana@example.org", "role": "viewer", "actor": admin, **fields})
    assert code == "invitation:invalid"
    assert not Invitation.objects.exists()


def test_only_a_person_invites(desk):
    assert refused(user_invite, desk=desk, email="ana@example.org", role="viewer", actor=None) == "permission:denied"


def test_nobody_is_invited_twice(desk, admin):
    assert refused(user_invite, desk=desk, email=admin.email.upper(), role="viewer", actor=admin) == "invitation:member"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER, Role.LEAD])
def test_only_admins_run_a_desk(role, desk, admin):
    membership = admin.memberships.get()
    invitation = InvitationFactory(desk=desk)
    for actor in (member(desk, role), member(DeskFactory(), Role.ADMIN), UserFactory()):
        assert refused(user_invite, desk=desk, email="a@example.org", role="viewer", actor=actor) == "permission:denied"
        assert refused(invitation_withdraw, invitation=invitation, actor=actor) == "permission:denied"
        assert refused(change, membership=membership, actor=actor, role="viewer") == "permission:denied"
        assert refused(user_deactivate, user=admin, actor=actor, reason="x") == "permission:denied"


def test_accepting_makes_an_account_on_the_desk(desk):
    invitation = InvitationFactory(desk=desk, email="ana@example.org", role=Role.LEAD, token="secret")
    user = invitation_accept(token="secret", display_name=" Ana  Brook ", password=NEW_PASSWORD)
    assert (user.email, user.display_name, user.is_superuser) == ("ana@example.org", "Ana Brook", False)
    assert user.check_password(NEW_PASSWORD)
    assert user.memberships.get().role == Role.LEAD
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None
    assert NEW_PASSWORD not in recorded()
    assert "secret" not in recorded()


def test_a_link_works_once(desk):
    InvitationFactory(desk=desk, token="secret")
    invitation_accept(token="secret", display_name="Ana", password=NEW_PASSWORD)
    assert refused(invitation_accept, token="secret", display_name="Bob", password=NEW_PASSWORD) == "invitation:closed"
    assert User.objects.filter(display_name="Bob").count() == 0


@pytest.mark.parametrize("field", ["withdrawn_at", "accepted_at"])
def test_a_link_that_is_closed(field, desk):
    InvitationFactory(desk=desk, token="secret", **{field: timezone.now()})
    assert refused(invitation_accept, token="secret", display_name="Ana", password=NEW_PASSWORD) == "invitation:closed"


def test_a_link_that_has_expired(desk):
    InvitationFactory(desk=desk, token="secret")
    with time_machine.travel(timezone.now() + dt.timedelta(days=7, seconds=1)):
        assert refused(invitation_accept, token="secret", display_name="Ana", password=NEW_PASSWORD) == "invitation:closed"


@pytest.mark.parametrize("token", ["", "other", "\x00", "x" * 10_000])
def test_a_link_that_was_never_sent(token):
    assert refused(invitation_accept, token=token, display_name="Ana", password=NEW_PASSWORD) == "invitation:unknown"


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("Ana", "short", "user:password"),
        ("Ana", "password123456", "user:password"),
        ("Ana", "", "user:password"),
        ("", NEW_PASSWORD, "user:invalid"),
        ("x" * 121, NEW_PASSWORD, "user:invalid"),
        ("A\x00", NEW_PASSWORD, "user:invalid"),
    ],
)
def test_an_account_that_cannot_be_leaves_the_invitation_open(name, password, code, desk):
    InvitationFactory(desk=desk, token="secret")
    assert refused(invitation_accept, token="secret", display_name=name, password=password) == code
    assert invitation_find(token="secret")


def test_a_link_opens_no_account_that_is_there_already(desk):
    user = UserFactory(email="ana@example.org")
    InvitationFactory(desk=desk, email="ana@example.org", role=Role.LEAD, token="secret")
    for signed_in in (None, UserFactory()):
        code = refused(invitation_accept, token="secret", display_name="Eve", password=NEW_PASSWORD, user=signed_in)
        assert code == "invitation:sign_in"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert invitation_accept(token="secret", user=user) == user
    assert user.memberships.get().role == Role.LEAD


def test_who_was_on_the_desk_comes_back_in_the_new_role(desk):
    membership = MembershipFactory(desk=desk, role=Role.ADMIN, is_active=False)
    InvitationFactory(desk=desk, email=membership.user.email, role=Role.VIEWER, token="secret")
    invitation_accept(token="secret", user=membership.user)
    membership.refresh_from_db()
    assert (membership.role, membership.is_active) == (Role.VIEWER, True)


def test_who_leaves_the_desk_does_not_come_back_by_an_older_invitation(desk, admin):
    membership = MembershipFactory(desk=desk)
    other = InvitationFactory(desk=desk, email="other@example.org")
    invitation = InvitationFactory(desk=desk, email=membership.user.email.upper(), token="secret")
    change(membership, actor=admin, role=Role.VIEWER)
    assert invitation_find(token="secret") == invitation
    membership.refresh_from_db()
    change(membership, actor=admin, is_active=False, reason="Left us.")
    assert refused(invitation_accept, token="secret", user=membership.user) == "invitation:closed"
    other.refresh_from_db()
    assert other.withdrawn_at is None
    assert RecordEntry.objects.filter(action="core.invitation.withdraw", object_id=invitation.pk, actor=admin).exists()


@pytest.mark.parametrize(("role", "invited_as"), [(Role.ADMIN, Role.VIEWER), (Role.VIEWER, Role.ADMIN)])
def test_who_was_let_in_again_meanwhile_keeps_their_role(role, invited_as, desk, admin):
    """Their invitation is older than the role that they have: it neither lowers it nor raises it."""
    membership = MembershipFactory(desk=desk, role=role, is_active=False)
    invitation = InvitationFactory(desk=desk, email=membership.user.email, role=invited_as, token="secret")
    membership_change(membership=membership, actor=admin, expected_version=membership.version, is_active=True)
    if role == Role.ADMIN:
        own = admin.memberships.get()
        membership_change(membership=own, actor=admin, expected_version=own.version, role="lead")
    entries = RecordEntry.objects.count()
    invitation_accept(token="secret", user=membership.user)
    membership.refresh_from_db()
    assert (membership.role, membership.is_active) == (role, True)
    (entry,) = RecordEntry.objects.order_by("pk")[entries:]
    assert (entry.action, entry.payload.after) == ("core.invitation.accept", {"user": membership.user_id, "role": role})
    assert refused(invitation_accept, token="secret", user=membership.user) == "invitation:closed"
    invitation.refresh_from_db()
    assert invitation.accepted_at is not None


def test_an_invitation_is_withdrawn_once(desk, admin):
    invitation = InvitationFactory(desk=desk, token="secret")
    invitation_withdraw(invitation=invitation, actor=admin, reason="Wrong address")
    assert refused(invitation_find, token="secret") == "invitation:closed"
    assert refused(invitation_withdraw, invitation=invitation, actor=admin) == "invitation:closed"


# --- memberships ------------------------------------------------------------------------------------------------------------


def test_a_membership_is_changed_with_its_record(desk, admin):
    topic = TopicFactory(desk=desk)
    membership = MembershipFactory(desk=desk, role=Role.REVIEWER)
    changes = {"role": "lead", "languages": ["en", "uk"], "capacity": 3, "topics": [topic], "absent_until": dt.date(2026, 5, 1)}
    changed = change(membership=membership, actor=admin, reason="Promoted", **changes)
    changed.refresh_from_db()
    assert (changed.role, changed.languages, changed.capacity) == (Role.LEAD, ["en", "uk"], 3)
    assert list(changed.topics.all()) == [topic]
    payload = RecordEntry.objects.get(action="core.membership.change").payload
    assert payload.before == {"role": "reviewer", "languages": [], "capacity": 10, "topics": [], "absent_until": None}
    assert payload.after == {**changes, "topics": [topic.pk], "absent_until": "2026-05-01"}
    assert payload.reason == "Promoted"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"role": "king"}, "membership:invalid"),
        ({"capacity": 0}, "membership:invalid"),
        ({"languages": ["x" * 13]}, "membership:invalid"),
        ({"user": None}, "membership:field"),
        ({"desk": None}, "membership:field"),
    ],
)
def test_a_membership_that_cannot_be(changes, code, desk, admin):
    membership = MembershipFactory(desk=desk)
    assert refused(change, membership=membership, actor=admin, **changes) == code


def test_topics_are_the_desks_own(desk, admin):
    foreign = TopicFactory()
    membership = MembershipFactory(desk=desk)
    assert refused(change, membership=membership, actor=admin, topics=[foreign]) == "membership:topics"


def test_members_say_themselves_when_they_are_away_and_nothing_of_their_power(desk, admin):
    membership = MembershipFactory(desk=desk)
    away = dt.date(2026, 5, 1)
    assert change(membership=membership, actor=membership.user, absent_until=away).absent_until == away
    for changes in ({"role": "admin"}, {"absent_until": away, "role": "admin"}, {"topics": []}, {"is_active": True}):
        assert refused(change, membership=membership, actor=membership.user, **changes) == "permission:denied"


@pytest.mark.parametrize("changes", [{"role": "lead"}, {"is_active": False}])
def test_the_last_admin_stays(changes, desk, admin):
    membership = admin.memberships.get()
    MembershipFactory(desk=desk, role=Role.ADMIN, is_active=False)
    MembershipFactory(desk=desk, role=Role.ADMIN, user=UserFactory(is_active=False))
    member(DeskFactory(), Role.ADMIN)
    assert refused(change, membership=membership, actor=admin, **changes) == "membership:last_admin"
    membership.refresh_from_db()
    assert (membership.role, membership.is_active) == (Role.ADMIN, True)
    member(desk, Role.ADMIN)
    change(membership=membership, actor=admin, **changes)


@pytest.mark.parametrize("changes", [{"role": "viewer"}, {"is_active": False}, {"topics": []}])
def test_a_change_that_was_meant_for_another_version_writes_nothing(changes, desk, admin):
    membership = MembershipFactory(desk=desk, role=Role.LEAD)
    assert membership_change(membership=membership, actor=member(desk, Role.ADMIN), expected_version=1, **changes).version == 2
    stale = {"role": "lead", "is_active": True, "capacity": 3}
    for version in (1, None):
        with pytest.raises(Conflict) as caught:
            membership_change(membership=membership, actor=admin, expected_version=version, **stale)
        assert (caught.value.code, caught.value.details) == ("membership:stale", {"version": 2})
    membership.refresh_from_db()
    assert (membership.capacity, membership.version) == (10, 2)
    assert membership_change(membership=membership, actor=None, expected_version=None, capacity=4).version == 3


def test_a_desk_is_changed_at_the_version_that_was_seen(desk, admin):
    assert desk_edit(desk=desk, actor=admin, expected_version=1, changes={"name": "Front"}).version == 2
    stale = {"desk": desk, "actor": member(desk, Role.ADMIN), "expected_version": 1, "changes": {"requires_second_factor": True}}
    assert refused(desk_edit, **stale) == "desk:stale"
    desk.refresh_from_db()
    assert (desk.name, desk.requires_second_factor) == ("Front", False)


# --- deactivation -----------------------------------------------------------------------------------------------------------


def test_deactivation_ends_sessions_and_tokens(desk, admin):
    user, other = member(desk), member(desk)
    ApiTokenFactory(user=user)
    kept = ApiTokenFactory(user=other)
    for somebody in (user, other):
        Client().force_login(somebody)
    assert Session.objects.count() == 2
    user_deactivate(user=user, actor=admin, reason="Left the desk")
    user.refresh_from_db()
    assert not user.is_active
    assert list(ApiToken.objects.all()) == [kept]
    assert list(Session.objects.values_list("user", flat=True)) == [other.pk]
    entry = RecordEntry.objects.get(action="core.user.deactivate")
    assert (entry.actor, entry.payload.reason) == (admin, "Left the desk")
    assert user_reactivate(user=user, actor=admin).is_active
    assert not ApiToken.objects.filter(user=user).exists()


def test_who_may_deactivate_whom(desk, admin):
    root = UserFactory(is_superuser=True)
    user = member(desk)
    elsewhere = MembershipFactory(user=user).desk
    assert refused(user_deactivate, user=user, actor=admin, reason="x") == "permission:denied"
    MembershipFactory(desk=elsewhere, user=admin, role=Role.ADMIN)
    user_deactivate(user=user, actor=admin, reason="x")
    assert refused(user_deactivate, user=user, actor=root, reason="x") == "user:inactive"
    user_reactivate(user=user, actor=root)
    assert refused(user_reactivate, user=user, actor=root) == "user:active"
    assert refused(user_deactivate, user=root, actor=admin, reason="x") == "permission:denied"
    assert refused(user_deactivate, user=UserFactory(), actor=admin, reason="x") == "permission:denied"
    assert refused(user_deactivate, user=root, actor=root, reason="x") == "user:self"
    assert refused(user_deactivate, user=user, actor=root, reason="  ") == "user:reason_needed"


def test_deactivation_leaves_no_desk_without_an_admin(desk, admin):
    root = UserFactory(is_superuser=True)
    assert refused(user_deactivate, user=admin, actor=root, reason="x") == "membership:last_admin"
    member(desk, Role.ADMIN)
    assert not user_deactivate(user=admin, actor=root, reason="x").is_active


# --- tokens -----------------------------------------------------------------------------------------------------------------


def test_a_token_is_handed_out_once(desk):
    user = member(desk)
    token, secret = token_create(user=user, name=" newsroom  bot ", scope="read", lifetime=dt.timedelta(days=30))
    assert (token.name, token.scope, token.user) == ("newsroom bot", "read", user)
    assert dt.timedelta(days=29) < token.expiry - timezone.now() <= dt.timedelta(days=30)
    assert secret != token.digest
    assert secret not in recorded()
    assert token.digest not in recorded()
    assert RecordEntry.objects.get(action="core.user.create_token").actor == user


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"lifetime": dt.timedelta()}, "token:lifetime"),
        ({"lifetime": dt.timedelta(days=-1)}, "token:lifetime"),
        ({"lifetime": dt.timedelta(days=367)}, "token:lifetime"),
        ({"scope": "everything"}, "token:invalid"),
        ({"name": " "}, "token:invalid"),
        ({"name": "x" * 81}, "apitoken:invalid"),
        ({"name": "\x00"}, "apitoken:invalid"),
    ],
)
def test_a_token_that_cannot_be(fields, code):
    user = UserFactory()
    assert (
        refused(token_create, **{"user": user, "name": "bot", "scope": "read", "lifetime": dt.timedelta(days=1), **fields})
        == code
    )
    assert not ApiToken.objects.exists()


def test_no_token_for_a_deactivated_account():
    user = UserFactory(is_active=False)
    assert refused(token_create, user=user, name="bot", scope="read", lifetime=dt.timedelta(days=1)) == "permission:denied"


def test_a_token_is_revoked_by_its_owner(desk, admin):
    token = ApiTokenFactory(user=member(desk))
    assert refused(token_revoke, token=token, actor=admin) == "permission:denied"
    token_revoke(token=token, actor=token.user, reason="Lost")
    assert not ApiToken.objects.exists()
    assert RecordEntry.objects.get(action="core.user.revoke_token").payload.reason == "Lost"
    token_revoke(token=ApiTokenFactory(), actor=UserFactory(is_superuser=True))


def test_memberships_of_others_are_untouched(desk, admin):
    before = list(Membership.objects.values())
    refused(change, membership=admin.memberships.get(), actor=admin, role="viewer")
    assert list(Membership.objects.values()) == before


def test_a_member_of_a_desk_without_an_admin_can_still_say_when_they_are_away():
    membership = MembershipFactory()
    away = dt.date(2026, 12, 1)
    change(membership=membership, actor=membership.user, absent_until=away)
    membership.refresh_from_db()
    assert membership.absent_until == away
