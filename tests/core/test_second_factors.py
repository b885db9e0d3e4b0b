"""The second factor: who needs one, what opens without it, and what becomes of its codes."""

import datetime as dt
import json
import re

import pyotp
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core.encryption import decrypt
from core.errors import ClaimdeskError
from core.models import RecordEntry, RecordPayload, RecoveryCode, Role, SecondFactor, Session
from core.services import (
    new_key,
    recovery_codes_renew,
    second_factor_enrol,
    second_factor_prove,
    second_factor_remove,
    second_factor_reset,
    token_create,
    user_deactivate,
)
from tests.factories import (
    FACTOR_KEY,
    PASSWORD,
    ApiTokenFactory,
    DeskFactory,
    MembershipFactory,
    SecondFactorFactory,
    UserFactory,
    member,
)

pytestmark = pytest.mark.django_db

PROVE, ENROL = "/account/second-factor/", "/account/second-factor/enrol/"
#: A moment at the beginning of a time step.
NOON = dt.datetime(2026, 3, 2, 12, 0, 0, tzinfo=dt.UTC)


@pytest.fixture
def desk():
    """A desk that requires a second factor."""
    return DeskFactory(requires_second_factor=True)


@pytest.fixture
def clock():
    """Time stands still, and is moved by hand."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def code(steps: int = 0) -> str:
    """What the authenticator shows, some half minutes from now."""
    return pyotp.TOTP(FACTOR_KEY).at(dt.datetime.now(dt.UTC), counter_offset=steps)


def refused(service, **arguments) -> str:
    with pytest.raises(ClaimdeskError) as caught:
        service(**arguments)
    return caught.value.code


def wrong() -> str:
    return f"{(int(code()) + 1) % 1_000_000:06}"


def signed_in(user) -> Client:
    """A browser in which the user has given the password."""
    client = Client()
    client.post(reverse("login"), {"username": user.email, "password": PASSWORD})
    return client


# --- Codes ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_half_a_minute_more_or_less(clock, steps, accepted):
    user = SecondFactorFactory().user
    if accepted:
        assert second_factor_prove(user=user, code=code(steps)).user == user
    else:
        assert refused(second_factor_prove, user=user, code=code(steps)) == "second_factor:code"


def test_no_code_is_accepted_twice_nor_one_from_before(clock):
    user = SecondFactorFactory().user
    second_factor_prove(user=user, code=code())
    for again in (code(), code(-1)):
        assert refused(second_factor_prove, user=user, code=again) == "second_factor:code"
    assert second_factor_prove(user=user, code=f" {code(1)[:3]} {code(1)[3:]}")


@pytest.mark.parametrize("typed", ["", "١٢٣٤٥٦", "x" * 40, "\x00", "12345"])
def test_what_is_no_code_is_refused(clock, typed):
    assert refused(second_factor_prove, user=SecondFactorFactory().user, code=typed) == "second_factor:code"


def test_wrong_codes_make_one_wait_longer_and_longer(clock):
    factor = SecondFactorFactory()
    for wait in (0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900):
        assert refused(second_factor_prove, user=factor.user, code=wrong()) == "second_factor:code"
        for step in (wait // 2, wait // 2 - 1, 1) if wait else ():  # from its first second to its last
            for either in (wrong(), code()):
                assert refused(second_factor_prove, user=factor.user, code=either) == "second_factor:throttled"
            clock.shift(step)
    assert refused(second_factor_prove, user=factor.user, code=wrong()) == "second_factor:code"
    clock.shift(900)
    second_factor_prove(user=factor.user, code=code())
    assert refused(second_factor_prove, user=factor.user, code=wrong()) == "second_factor:code"


def test_enrolment_takes_a_code_of_the_key(clock):
    user, key = UserFactory(), FACTOR_KEY
    assert refused(second_factor_enrol, user=user, key=key, code=wrong()) == "second_factor:code"
    factor, codes = second_factor_enrol(user=user, key=key, code=code())
    assert decrypt(factor.key) == key
    assert len(set(codes)) == 10
    assert refused(second_factor_prove, user=user, code=code()) == "second_factor:code"  # it was spent on the enrolment
    assert refused(second_factor_enrol, user=user, key=new_key(), code="000000") == "second_factor:enrolled"


def test_keys_and_codes_are_stored_so_that_a_copy_opens_nothing(clock):
    user = UserFactory()
    factor, codes = second_factor_enrol(user=user, key=FACTOR_KEY, code=code())
    second_factor_prove(user=user, code=codes[0])
    stored = json.dumps([factor.key, *RecoveryCode.objects.values_list("digest", flat=True)])
    stored += json.dumps([[payload.before, payload.after, payload.reason] for payload in RecordPayload.objects.all()])
    assert not [secret for secret in (FACTOR_KEY, *codes, *(each.replace("-", "") for each in codes)) if secret in stored]


def test_a_replaced_secret_key_still_reads_what_was_enrolled_under_it(clock, settings):
    user = SecondFactorFactory().user
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert second_factor_prove(user=user, code=code())


def test_a_recovery_code_stands_in_once(clock):
    user = UserFactory()
    _, codes = second_factor_enrol(user=user, key=FACTOR_KEY, code=code())
    second_factor_prove(user=user, code=codes[3].lower().replace("-", " "))
    assert refused(second_factor_prove, user=user, code=codes[3]) == "second_factor:code"
    assert RecordEntry.objects.filter(action="core.user.use_recovery_code", actor=user).count() == 1
    second_factor_prove(user=user, code=codes[4])


def test_new_recovery_codes_replace_the_old_ones(clock):
    user = UserFactory()
    _, old = second_factor_enrol(user=user, key=FACTOR_KEY, code=code())
    assert refused(recovery_codes_renew, user=user, code=wrong()) == "second_factor:code"
    new = recovery_codes_renew(user=user, code=code(1))
    assert refused(second_factor_prove, user=user, code=old[0]) == "second_factor:code"
    assert second_factor_prove(user=user, code=new[0])


def test_others_recovery_codes_are_of_no_use(clock):
    _, codes = second_factor_enrol(user=UserFactory(), key=FACTOR_KEY, code=code())
    assert refused(second_factor_prove, user=SecondFactorFactory().user, code=codes[0]) == "second_factor:code"


# --- Who needs one ----------------------------------------------------------------------------------------------------------


def test_removing_it_takes_a_code_and_no_desk_that_requires_it(clock, desk):
    user = member(desk)
    SecondFactorFactory(user=user)
    assert refused(second_factor_remove, user=user, code=code()) == "second_factor:required"
    user.memberships.update(is_active=False)
    assert refused(second_factor_remove, user=user, code=wrong()) == "second_factor:code"
    second_factor_remove(user=user, code=code())
    assert not SecondFactor.objects.exists()


PLACES = [
    "/",
    "/cases/",
    "/account/",
    "/desk/",
    "/admin/",
    "/accounts/password_change/",
    "/nowhere/",
    "/invitation/x/",
    "/api/v1/docs/",
]


@pytest.mark.parametrize(("has_one", "page"), [(True, PROVE), (False, ENROL)])
def test_nothing_opens_before_it(desk, has_one, page):
    user = member(desk, Role.ADMIN)
    if has_one:
        SecondFactorFactory(user=user)
    client = signed_in(user)
    assert {client.get(address)["Location"].split("?")[0] for address in PLACES} == {page}
    assert client.post("/account/tokens/", {"name": "x", "scope": "read", "days": 3})["Location"] == page
    assert client.get("/cases/", headers={"HX-Request": "true"})["HX-Redirect"] == page
    for method in (client.get, client.post):
        answer = method("/api/v1/articles/")
        assert (answer.status_code, answer.json()["code"]) == (403, "second_factor:needed")
    opened = client.get(page)
    assert opened.status_code == 200
    assert desk.name not in opened.content.decode()
    other = {PROVE: ENROL, ENROL: PROVE}[page]
    assert client.get(other)["Location"].startswith(page)
    assert client.post("/accounts/logout/").status_code == 302


def test_the_password_and_then_a_code_open_everything(clock, desk):
    user = member(desk)
    SecondFactorFactory(user=user)
    client = signed_in(user)
    before = client.session.session_key
    assert client.post(PROVE, {"code": wrong()}).status_code == 400
    assert client.get("/cases/")["Location"] == f"{PROVE}?next=%2Fcases%2F"
    assert client.post(PROVE, {"code": code(), "next": "/cases/"})["Location"] == "/cases/"
    assert client.session.session_key != before
    assert client.get("/cases/").status_code == 200
    assert client.get("/api/v1/articles/").status_code == 200
    assert signed_in(user).get("/cases/")["Location"] == f"{PROVE}?next=%2Fcases%2F"


def test_a_code_leads_to_no_other_site(clock):
    user = SecondFactorFactory().user
    assert signed_in(user).post(PROVE, {"code": code(), "next": "https://evil.example/"})["Location"] == "/"


def test_a_throttled_code_says_for_how_long(clock):
    user = SecondFactorFactory(failures=7, failed_at=NOON).user
    answer = signed_in(user).post(PROVE, {"code": code()})
    assert answer.status_code == 429
    assert "Try again in 121 seconds" in answer.content.decode()


def test_enrolment_on_the_page(clock, desk):
    user = member(desk)
    client = signed_in(user)
    page = client.get(ENROL).content.decode()
    key = re.search(r'<code class="key">(\w+)</code>', page)[1]
    assert "<svg" in page
    assert " style=" not in page
    assert "data:" not in page
    assert client.get(ENROL).content.decode().count(key) == page.count(key)  # the same until it is enrolled
    assert client.post(ENROL, {"code": "000000"}).status_code == 400
    made = client.post(ENROL, {"code": pyotp.TOTP(key).at(NOON), "next": "/cases/"})
    codes = re.findall(r"<li><code>([A-Z2-9-]{19})</code></li>", made.content.decode())
    assert (made.status_code, len(codes)) == (201, 10)
    assert "no-store" in made["Cache-Control"]
    assert client.get("/cases/").status_code == 200
    assert codes[0] not in client.get("/account/").content.decode()
    assert key not in json.dumps(dict(client.session))
    assert client.get(ENROL)["Location"] == "/account/"


def test_requiring_it_closes_sessions_that_are_open_and_says_so_on_record():
    desk = DeskFactory()
    user, admin = member(desk), member(desk, Role.ADMIN)
    client, admins = signed_in(user), signed_in(admin)
    assert client.get("/").status_code == 200
    admins.post("/desk/second-factor/", {"required": "yes", "expected_version": 1})
    assert client.get("/")["Location"].startswith(ENROL)
    entry = RecordEntry.objects.get(action="core.desk.edit")
    assert (entry.actor, entry.desk, entry.payload.after) == (admin, desk, {"requires_second_factor": True})


def test_a_desk_that_requires_none_leaves_its_members_alone():
    assert signed_in(member(DeskFactory())).get("/").status_code == 200
    assert signed_in(member(DeskFactory(requires_second_factor=True), is_active=False)).get("/").status_code == 200


def test_who_runs_the_site_needs_one_where_any_desk_does(desk):
    assert signed_in(UserFactory(is_superuser=True)).get("/")["Location"].startswith(ENROL)


# --- Programs ---------------------------------------------------------------------------------------------------------------


def test_tokens_are_made_only_after_a_second_factor(desk):
    user = member(desk)
    asked = {"user": user, "name": "bot", "scope": "read", "lifetime": dt.timedelta(days=3)}
    assert refused(token_create, **asked) == "second_factor:needed"
    SecondFactorFactory(user=user)
    assert token_create(**asked)


def test_tokens_from_before_open_nothing_once_it_is_required(client):
    desk = DeskFactory()
    user = member(desk)
    _, secret = token_create(user=user, name="bot", scope="read", lifetime=dt.timedelta(days=3))

    def asked() -> tuple[int, str | None]:
        answer = client.get("/api/v1/articles/", headers={"Authorization": f"Token {secret}"})
        return answer.status_code, answer.json().get("code")

    assert asked() == (200, None)
    desk.requires_second_factor = True
    desk.save()
    assert asked() == (403, "second_factor:needed")
    factor = SecondFactorFactory(user=user)
    assert asked() == (200, None)  # it was made after that
    SecondFactor.objects.filter(pk=factor.pk).update(enrolled_at=dt.datetime.now(dt.UTC))
    assert asked() == (403, "second_factor:needed")


# --- A lost one -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "of", "may"),
    [
        (Role.REVIEWER, Role.VIEWER, False),
        (Role.LEAD, Role.REVIEWER, True),
        (Role.LEAD, Role.LEAD, True),
        (Role.LEAD, Role.ADMIN, False),
        (Role.ADMIN, Role.ADMIN, True),
    ],
)
def test_who_leads_resets_it_for_who_has_no_higher_role(actor, of, may):
    desk = DeskFactory()
    user, by = member(desk, of), member(desk, actor)
    SecondFactorFactory(user=user)
    if may:
        second_factor_reset(user=user, actor=by, reason="Called back.", desk=desk)
        assert not SecondFactor.objects.exists()
    else:
        assert refused(second_factor_reset, user=user, actor=by, reason="x", desk=desk) == "permission:denied"
        assert SecondFactor.objects.exists()


def test_a_reset_is_on_record_with_its_reason_and_ends_sessions(clock, desk):
    user, lead = member(desk), member(desk, Role.LEAD)
    SecondFactorFactory(user=user)
    client = signed_in(user)
    client.post(PROVE, {"code": code()})
    assert refused(second_factor_reset, user=user, actor=lead, reason=" ", desk=desk) == "second_factor:reason_needed"
    second_factor_reset(user=user, actor=lead, reason="Phone lost, called back.", desk=desk)
    entry = RecordEntry.objects.get(action="core.user.reset_second_factor")
    assert (entry.actor, entry.desk, entry.payload.reason) == (lead, desk, "Phone lost, called back.")
    assert not Session.objects.filter(user=user).exists()
    assert signed_in(user).get("/")["Location"].startswith(ENROL)
    assert refused(second_factor_reset, user=user, actor=lead, reason="Again.", desk=desk) == "second_factor:none"


def test_nobody_resets_their_own_nor_that_of_somebody_with_another_desk(desk):
    lead = member(desk, Role.LEAD)
    SecondFactorFactory(user=lead)
    assert refused(second_factor_reset, user=lead, actor=lead, reason="x") == "user:self"
    both = member(desk)
    MembershipFactory(user=both)
    SecondFactorFactory(user=both)
    assert refused(second_factor_reset, user=both, actor=lead, reason="x") == "permission:denied"
    second_factor_reset(user=both, actor=UserFactory(is_superuser=True), reason="x")


def test_the_last_admin_is_helped_from_the_command_line(desk, capsys):
    user = member(desk, Role.ADMIN)
    SecondFactorFactory(user=user)
    call_command("reset_second_factor", user.email.upper(), reason="Phone lost.")
    assert user.email in capsys.readouterr().out
    assert RecordEntry.objects.get(action="core.user.reset_second_factor").actor is None
    for email in (user.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            call_command("reset_second_factor", email, reason="Again.")


def test_a_lead_resets_it_on_the_members_page():
    desk = DeskFactory()
    user, lead = member(desk), signed_in(member(desk, Role.LEAD))
    SecondFactorFactory(user=user)
    page = f"/desk/members/{user.memberships.get().pk}"
    assert "Sign them out everywhere" not in lead.get(f"{page}/access/").content.decode()
    assert lead.post(f"{page}/second-factor/reset/", {"reset-reason": ""}).status_code == 400
    assert SecondFactor.objects.exists()
    assert lead.post(f"{page}/second-factor/reset/", {"reset-reason": "Called back."}).status_code == 302
    assert not SecondFactor.objects.exists()


def test_codes_are_renewed_and_the_factor_removed_on_the_account_page(clock):
    user = SecondFactorFactory().user
    client = signed_in(user)
    client.post(PROVE, {"code": code(-1)})
    assert client.post("/account/second-factor/codes/", {"code": wrong()}).status_code == 400
    assert client.post("/account/second-factor/codes/", {"code": code()}).status_code == 201
    assert client.post("/account/second-factor/remove/", {"code": code()}).status_code == 400
    assert client.post("/account/second-factor/remove/", {"code": code(1)}).status_code == 302
    assert not SecondFactor.objects.exists()


# --- Sessions ---------------------------------------------------------------------------------------------------------------

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def browser(user, agent: str, address: str) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post(reverse("login"), {"username": user.email, "password": PASSWORD})
    return client


def test_sessions_are_listed_by_when_where_and_with_which_browser(clock):
    user = member(DeskFactory())
    laptop, _ = browser(user, FIREFOX, "192.0.2.1"), browser(user, PHONE, "192.0.2.2")
    assert set(Session.objects.values_list("browser", "address")) == {
        ("Firefox, Linux", "192.0.2.1"),
        ("Chrome, Android", "192.0.2.2"),
    }
    clock.shift(dt.timedelta(minutes=2))
    laptop.get("/account/")
    assert set(Session.objects.values_list("seen_at", flat=True)) == {NOON}
    clock.shift(dt.timedelta(minutes=4))
    page = laptop.get("/account/").content.decode()
    seen = Session.objects.get(address="192.0.2.1")
    assert (seen.signed_in_at, seen.seen_at) == (NOON, NOON + dt.timedelta(minutes=6))
    assert "192.0.2.2" in page
    assert "Chrome, Android" in page
    assert not [key for key in Session.objects.values_list("session_key", flat=True) if key in page]


def test_another_session_is_ended_at_once_and_all_others_too():
    user = member(DeskFactory())
    laptop, phone, tablet = (browser(user, FIREFOX, f"192.0.2.{n}") for n in range(1, 4))
    lines = {line["session"].address: line["digest"] for line in laptop.get("/account/").context["sessions"]}
    assert laptop.post(f"/account/sessions/{lines['192.0.2.2']}/end/").status_code == 302
    assert [each.get("/").status_code for each in (laptop, phone, tablet)] == [200, 302, 200]
    assert laptop.post(f"/account/sessions/{lines['192.0.2.2']}/end/").status_code == 404
    assert browser(user, PHONE, "192.0.2.9").get("/").status_code == 200
    laptop.post("/account/sessions/end-others/")
    assert [each.get("/").status_code for each in (laptop, tablet)] == [200, 302]
    assert Session.objects.filter(user=user).count() == 1


def test_an_admin_of_the_desk_ends_all_of_a_members(desk):
    desk = DeskFactory()
    user, admin = member(desk), member(desk, Role.ADMIN)
    clients, admins = [browser(user, FIREFOX, f"192.0.2.{n}") for n in range(1, 3)], signed_in(admin)
    page = f"/desk/members/{user.memberships.get().pk}"
    assert "Signed in in 2 browsers" in admins.get(f"{page}/access/").content.decode()
    assert admins.post(f"{page}/sessions/end/", {"end-reason": ""}).status_code == 400
    assert admins.post(f"{page}/sessions/end/", {"end-reason": "Laptop stolen."}).status_code == 302
    assert [client.get("/").status_code for client in clients] == [302, 302]
    assert admins.get("/").status_code == 200
    entry = RecordEntry.objects.get(action="core.user.end_sessions")
    assert (entry.actor, entry.payload.after, entry.payload.reason) == (admin, {"ended": 2}, "Laptop stolen.")


def test_a_program_with_a_token_has_no_session():
    token = ApiTokenFactory(user=member(DeskFactory()))
    assert Client(headers={"Authorization": f"Token {token.secret}"}).get("/api/v1/claims/").status_code == 200
    assert not Session.objects.exists()


def test_deactivation_ends_sessions_and_tokens_together():
    desk = DeskFactory()
    user = member(desk)
    client = signed_in(user)
    ApiTokenFactory(user=user)
    user_deactivate(user=user, actor=member(desk, Role.ADMIN), reason="Left.")
    assert client.get("/").status_code == 302
    assert not Session.objects.filter(user=user).exists()
