"""What the law demands to be erased is erased for good, by whom it concerns, and never without a trace."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from core.concealing import conceal
from core.errors import Conflict, Forbidden, Invalid
from core.models import Desk, RecordEntry, RecordPayload, Role, User
from core.record import entries_visible_to, payload_redact, record
from core.sealing import record_seal
from tests.factories import DeskFactory, TopicFactory, UserFactory, member

pytestmark = pytest.mark.django_db

SECRET = "Lives in Harbour Street 9"


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def admin(desk: Desk) -> User:
    return member(desk, Role.ADMIN)


@pytest.fixture
def entry(desk: Desk) -> RecordEntry:
    with transaction.atomic():
        return record("edit", desk, actor=None, desk=desk, before={"name": SECRET}, after={"name": "B"}, reason=SECRET)


def test_nothing_of_it_is_left_and_that_is_on_record(entry: RecordEntry, desk: Desk, admin: User) -> None:
    record_seal()
    redaction = payload_redact(entry=entry, actor=admin, reason="Court order 7")
    payload = RecordPayload.objects.get(pk=entry.pk)
    assert (payload.is_redacted, payload.salt, payload.before, payload.after, payload.reason) == (True, None, None, None, "")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_recordpayload AS payload WHERE payload::text LIKE %s", [f"%{SECRET}%"])
        assert cursor.fetchone() == (0,)
    assert (redaction.action, redaction.object_id, redaction.actor) == ("core.recordentry.redact", entry.pk, admin)
    assert redaction.payload.reason == "Court order 7"
    kept = RecordEntry.objects.get(pk=entry.pk)
    assert (kept.digest, kept.action, kept.desk) == (entry.digest, "core.desk.edit", desk)


def of(desk: Desk, who: str) -> User | None:
    """The system, a superuser, somebody with this role, or an admin elsewhere."""
    if who == "system":
        return None
    if who == "superuser":
        return UserFactory(is_superuser=True)
    return member(DeskFactory(), Role.ADMIN) if who == "stranger" else member(desk, Role(who))


@pytest.mark.parametrize("who", [Role.VIEWER, Role.REVIEWER, Role.LEAD, "stranger"])
def test_others_than_the_admins_of_the_desk_redact_nothing(entry: RecordEntry, desk: Desk, who: str) -> None:
    with pytest.raises(Forbidden) as caught:
        payload_redact(entry=entry, actor=of(desk, who), reason="Court order 7")
    assert caught.value.code == "permission:denied"
    assert not RecordPayload.objects.get(pk=entry.pk).is_redacted


@pytest.mark.parametrize("who", [Role.ADMIN, "superuser", "system"])
def test_the_admins_of_the_desk_redact(entry: RecordEntry, desk: Desk, who: str) -> None:
    payload_redact(entry=entry, actor=of(desk, who), reason="Court order 7")
    assert RecordPayload.objects.get(pk=entry.pk).is_redacted


def test_what_belongs_to_no_desk_is_for_superusers(admin: User) -> None:
    with transaction.atomic():
        entry = record("rename", admin, actor=admin, desk=None, before={"display_name": SECRET})
    with pytest.raises(Forbidden):
        payload_redact(entry=entry, actor=admin, reason="Court order 7")
    payload_redact(entry=entry, actor=UserFactory(is_superuser=True), reason="Court order 7")


def test_it_needs_a_reason_and_happens_once(entry: RecordEntry, admin: User) -> None:
    with pytest.raises(Invalid) as caught:
        payload_redact(entry=entry, actor=admin, reason="  ")
    assert caught.value.code == "record:reason_needed"
    payload_redact(entry=entry, actor=admin, reason="Court order 7")
    with pytest.raises(Conflict) as again:
        payload_redact(entry=entry, actor=admin, reason="Court order 7")
    assert again.value.code == "record:redacted"
    assert RecordEntry.objects.filter(action="core.recordentry.redact").count() == 1


def test_the_entry_about_it_can_be_redacted_too(entry: RecordEntry, admin: User) -> None:
    redaction = payload_redact(entry=entry, actor=admin, reason=SECRET)
    payload_redact(entry=redaction, actor=admin, reason="It repeated what was to be erased.")
    assert RecordPayload.objects.get(pk=redaction.pk).is_redacted


def test_who_may_not_see_an_entry_neither_redacts_it_nor_sees_that_it_was(desk: Desk, admin: User, monkeypatch) -> None:
    monkeypatch.setattr("core.concealing._concealed", {})
    topic = TopicFactory(desk=desk)
    with transaction.atomic():
        entry = record("create", topic, actor=None, desk=desk, after={"name": SECRET})
    redaction = payload_redact(entry=entry, actor=None, reason="Court order 7")
    assert set(entries_visible_to(admin)) == {entry, redaction}

    conceal(type(topic), lambda _user_id: type(topic).objects.values("pk"))
    assert not entries_visible_to(admin).exists()
    with pytest.raises(Forbidden):
        payload_redact(entry=entry, actor=admin, reason="Court order 7")


@pytest.mark.parametrize(
    "erased", ["body = NULL", "salt = NULL", "body = NULL, salt = ''", "body = 'null', salt = NULL", "body = '', salt = ''"]
)
def test_the_database_erases_all_or_nothing(entry: RecordEntry, admin: User, erased: str) -> None:
    with transaction.atomic():
        record("redact", entry, actor=admin, desk=entry.desk, reason="Court order 7")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_recordpayload SET {erased} WHERE entry_id = {entry.pk}")


def test_the_database_gives_nothing_back(entry: RecordEntry, admin: User) -> None:
    payload_redact(entry=entry, actor=admin, reason="Court order 7")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE core_recordpayload SET body = '{{}}', salt = 'a' WHERE entry_id = {entry.pk}")


# --- In the admin -----------------------------------------------------------------------------------------------------------

LIST = reverse("admin:core_recordentry_changelist")


def test_an_admin_redacts_with_a_reason(client, entry: RecordEntry, admin: User) -> None:
    client.force_login(admin)
    action = {"action": "redact", "_selected_action": [entry.pk]}
    refused = client.post(LIST, action, follow=True)
    assert "record:reason_needed" in refused.content.decode()
    done = client.post(LIST, action | {"reason": "Court order 7"}, follow=True)
    assert "redacted" in done.content.decode()
    page = client.get(reverse("admin:core_recordentry_change", args=[entry.pk])).content.decode()
    assert SECRET not in page
    assert page.count("redacted") >= 3
    assert RecordPayload.objects.get(pk=entry.pk).is_redacted


def test_a_lead_is_not_offered_to(client, entry: RecordEntry, desk: Desk) -> None:
    client.force_login(member(desk, Role.LEAD))
    assert 'value="redact"' not in client.get(LIST).content.decode()
    client.post(LIST, {"action": "redact", "_selected_action": [entry.pk], "reason": "Court order 7"})
    assert not RecordPayload.objects.get(pk=entry.pk).is_redacted


def test_the_seal_is_shown(client, entry: RecordEntry, admin: User) -> None:
    client.force_login(admin)
    page = reverse("admin:core_recordentry_change", args=[entry.pk])
    for address in (LIST, page):
        assert "not sealed yet" in client.get(address).content.decode()
    record_seal()
    entry.refresh_from_db()
    for address in (LIST, page):
        assert "not sealed yet" not in client.get(address).content.decode()
    shown = client.get(page).content.decode()
    assert entry.hash in shown
    assert entry.digest in shown
    assert SECRET in shown
