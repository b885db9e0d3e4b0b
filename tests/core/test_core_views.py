"""The pages of the account and of the desk, and what holds for every page."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from core.models import ApiToken, Desk, Invitation, Membership, Role, User
from core.services import membership_change
from tests.factories import PASSWORD, DeskFactory, InvitationFactory, MembershipFactory, UserFactory, member
from tests.pages import build_world, client_of
from verification.models import CaseEvidence, Comment

pytestmark = pytest.mark.django_db

#: What anybody may ask for.
PUBLIC = {
    "core:theme",
    "core:invitation",
    "public-verdict",
    "login",
    "logout",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
}


def addresses(resolver: URLResolver, namespace: str = ""):
    """Every named address of the pages, with its pattern's arguments filled in."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if entry.namespace not in {"admin", "v1"}:
                yield from addresses(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif isinstance(entry, URLPattern) and entry.name and not entry.name.startswith("api"):
            converters = entry.pattern.converters.items()
            values = {name: 1 if isinstance(converter, IntConverter) else "x" for name, converter in converters}
            yield f"{namespace}{entry.name}", reverse(f"{namespace}{entry.name}", kwargs=values)


def test_every_page_but_a_few_asks_to_sign_in(client):
    named = dict(addresses(get_resolver()))
    assert named.keys() >= PUBLIC
    for name in named.keys() - PUBLIC:
        got, posted = client.get(named[name], follow=True), client.post(named[name], follow=True)
        for answer in (got, posted):
            assert answer.status_code == 405 or answer.request["PATH_INFO"] == "/accounts/login/", name


# --- A way on ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/account/name/", "/account/"),
        ("/account/tokens/", "/account/"),
        ("/account/memberships/7/", "/account/"),
        ("/desk/invite/", "/desk/"),
        ("/cases/7/take/", "/cases/7/"),
        ("/cases/assign/?page=2", "/cases/?page=2"),
        ("/claims/7/reject/", "/claims/7/"),
        ("/events/7/parties/", "/events/7/"),
        ("/sources/7/aliases/", "/sources/7/"),
        ("/assignments/7/finding/", "/assignments/7/"),
        ("/evidence/7/origin/", "/evidence/7/"),
        ("/comments/7/correct/", "/comments/7/"),
        ("/next/", "/"),
    ],
)
def test_the_address_of_a_form_leads_who_looks_at_it_to_the_page_that_it_belongs_to(client, address, page):
    assert client.get(address)["Location"] == page
    assert client.head(address)["Location"] == page


def test_what_is_of_a_case_leads_to_it():
    world = build_world()
    client, case = client_of(world.reviewer), f"/cases/{world.case.pk}/"
    piece = CaseEvidence.objects.get(case=world.case)
    assert client.get(f"/assignments/{world.assignment.pk}/")["Location"] == case
    assert client.get(f"/evidence/{piece.pk}/")["Location"] == f"{case}#evidence-{piece.pk}"
    client.post(f"{case}discussion/", {"text": "Who counted?"})
    comment = Comment.objects.get(case=world.case)
    assert client.get(f"/comments/{comment.pk}/")["Location"] == f"{case}#comment-{comment.pk}"


@pytest.mark.parametrize(
    ("method", "address", "way_on", "allowed"),
    [
        ("get", "/aliases/7/remove/", 'href="/"', "POST"),  # which belongs to no page
        ("get", "/accounts/logout/", 'href="/"', "POST, OPTIONS"),
        ("post", "/account/", 'href="/account/"', "GET"),  # which takes nothing
        ("put", "/account/name/", 'href="/account/"', "POST"),
    ],
)
def test_where_nothing_can_be_done_a_page_says_so_and_how_to_go_on(client, method, address, way_on, allowed):
    answer = getattr(client, method)(address)
    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert "request:method_not_allowed" in answer.text
    assert f'class="button primary" {way_on}' in answer.text


def test_a_part_of_a_page_tells_who_is_signed_out_and_leaves_the_page_as_it_is(client):
    page = {"hx-request": "true", "hx-current-url": "http://testserver/cases/2/?from=queue"}
    for ask in (client.get, client.post):
        answer = ask("/cases/2/discussion/", headers=page)
        assert answer.status_code == 401
        assert "You are signed out." in answer.text
        assert 'href="/accounts/login/?next=/cases/2/%3Ffrom%3Dqueue"' in answer.text
        assert "<form" not in answer.text


@pytest.mark.parametrize(
    ("referer", "leads"),
    [
        ("http://testserver/cases/2/?from=queue", "/cases/2/%3Ffrom%3Dqueue"),
        ("https://evil.example/cases/2/", "/claims/7/"),
        ("", "/claims/7/"),
    ],
)
def test_who_signs_in_after_a_form_comes_back_to_the_page_on_which_it_stood(client, referer, leads):
    answer = client.post("/claims/7/reject/", headers={"referer": referer})
    assert answer["Location"] == f"/accounts/login/?next={leads}"


def test_no_page_has_inline_scripts_or_styles_or_leads_a_browser_elsewhere():
    world = build_world()
    client = client_of(world.lead)
    pages = ["/", "/cases/", "/articles/submit/", "/sources/", "/events/", "/exports/", "/account/", "/desk/", "/nowhere/"]
    pages += [f"/cases/{world.case.pk}/", f"/articles/{world.article.pk}/", f"/claims/{world.claims[0].pk}/correct/"]
    for page in pages:
        html = client.get(page).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)", html), page
        assert not re.search(r"\s(style|on\w+)=", html), page
        assert not re.search(r'(src|<link[^>]*href)="(https?:)?//', html), page


def test_somebody_on_no_desk_is_told_what_to_do():
    assert "invite you" in client_of(UserFactory()).get("/").content.decode()


def test_one_works_at_the_chosen_desk():
    user = UserFactory()
    first, second = (MembershipFactory(user=user, desk=DeskFactory(name=name)).desk for name in ("First desk", "Second desk"))
    client = client_of(user)
    assert client.get("/").context["request"].workplace.desk == first
    client.post("/desk/choose/", {"desk": second.pk})
    assert client.get("/").context["request"].workplace.desk == second
    assert client.post("/desk/choose/", {"desk": DeskFactory().pk}).status_code == 404
    assert client.post("/desk/choose/", {"desk": "x"}).status_code == 404


def test_a_single_desk_stays_out_of_sight():
    assert "choose-desk" not in client_of(member(DeskFactory())).get("/").content.decode()


@pytest.mark.parametrize(("chosen", "attribute"), [("dark", ' data-theme="dark"'), ("light", ' data-theme="light"'), ("", "")])
def test_the_theme_is_kept_and_sent_with_each_page(client, chosen, attribute):
    client.post("/theme/", {"theme": chosen})
    assert f'dir="ltr"{attribute}>' in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize(
    ("address", "leads"),
    [("/cases/?late=on", "/cases/?late=on"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("", "/")],
)
def test_choosing_a_theme_leads_back_and_never_to_another_site(client, address, leads):
    assert client.post("/theme/", {"theme": "dark", "next": address})["Location"] == leads


def test_a_cookie_that_is_no_theme_is_left_alone(client):
    client.cookies["theme"] = '"><script>'
    assert "<script>" not in client.get("/accounts/login/").content.decode()


# --- Refusals ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "address", "words"),
    [
        (
            Role.REVIEWER,
            "/desk/",
            "Only leads and admins may see and change how the desk works. You are a reviewer on this desk.",
        ),
        (
            Role.VIEWER,
            "/articles/submit/",
            "Only reviewers, leads and admins may submit articles. You are a viewer on this desk.",
        ),
    ],
)
def test_a_refusal_says_who_may_and_leads_on(role, address, words):
    answer = client_of(member(DeskFactory(), role)).get(address)
    assert answer.status_code == 403
    assert words in answer.text
    assert 'class="button primary" href="/"' in answer.text
    assert f'href="{address}"' not in answer.text.partition("<main")[2].partition("</main")[0]


def test_somebody_who_was_too_late_can_look_at_how_it_stands():
    world = build_world()
    answer = client_of(world.second).post(f"/cases/{world.cases[1].pk}/take/")
    assert answer.status_code == 409
    assert f'class="button primary" href="/cases/{world.cases[1].pk}/take/"' in answer.text


def test_who_is_not_signed_in_is_offered_to_sign_in(client):
    answer = client.get("/invitation/there-is-none/")
    assert answer.status_code == 400
    assert 'class="button primary" href="/accounts/login/"' in answer.text


# --- Signing in --------------------------------------------------------------------------------------------------------------


def test_somebody_signs_in_and_out(client):
    user = UserFactory()
    MembershipFactory(user=user)
    assert client.post("/accounts/login/", {"username": user.email.upper(), "password": PASSWORD})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.post("/accounts/logout/")["Location"] == reverse(settings.LOGOUT_REDIRECT_URL)
    assert client.get("/").status_code == 302


def test_ten_wrong_passwords_close_the_door_in_words(client):
    user = UserFactory()
    answers = [client.post("/accounts/login/", {"username": user.email, "password": "wrong"}) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].content.decode()


def test_a_password_is_reset_by_mail(client):
    user = UserFactory()
    assert client.post("/accounts/password_reset/", {"email": user.email}).status_code == 302
    address = re.search(r"https?://[^/]+(\S+)", mail.outbox[0].body)[1]
    form = client.get(address, follow=True)
    new = {"new_password1": "seven quiet harbours", "new_password2": "seven quiet harbours"}
    assert client.post(form.request["PATH_INFO"], new, follow=True).status_code == 200
    user.refresh_from_db()
    assert user.check_password("seven quiet harbours")
    assert "no longer works" in client.get(address, follow=True).content.decode()


# --- Invitations -------------------------------------------------------------------------------------------------------------


def test_an_invitation_makes_an_account_and_signs_in(client):
    invited = InvitationFactory(token="secret", email="new@example.org")
    answer = client.post("/invitation/secret/", {"display_name": "Ada", "password": "seven quiet harbours"})
    assert answer["Location"] == "/"
    assert Membership.objects.get(desk=invited.desk).user == User.objects.get(email="new@example.org")
    assert client.get("/").status_code == 200
    assert client.get("/invitation/secret/").status_code == 409
    assert client.get("/invitation/other/").status_code == 400


def test_a_weak_password_is_refused_at_its_field(client):
    InvitationFactory(token="secret")
    answer = client.post("/invitation/secret/", {"display_name": "Ada", "password": "12345"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["password"]


def test_whoever_has_an_account_signs_in_to_join(client):
    user = UserFactory()
    invited = InvitationFactory(token="secret", email=user.email)
    assert "Sign in to join" in client.get("/invitation/secret/").content.decode()
    assert client_of(user).post("/invitation/secret/")["Location"] == "/"
    assert Membership.objects.filter(desk=invited.desk, user=user).exists()


# --- The account -------------------------------------------------------------------------------------------------------------


def test_a_token_is_shown_once_and_can_be_revoked():
    user = member(DeskFactory())
    client = client_of(user)
    made = client.post("/account/tokens/", {"name": "laptop", "scope": "read", "days": 30})
    token = ApiToken.objects.get(user=user)
    secret = re.search(r"<p><code>(\S+)</code></p>", made.content.decode())[1]
    assert made.status_code == 201
    assert secret.startswith(token.token_key)
    assert secret not in client.get("/account/").content.decode()
    assert client_of(UserFactory()).post(f"/account/tokens/{token.digest}/revoke/").status_code == 404
    assert client.post(f"/account/tokens/{token.digest}/revoke/").status_code == 302
    assert not ApiToken.objects.exists()


def test_a_token_that_lasts_for_ever_is_refused():
    answer = client_of(member(DeskFactory())).post("/account/tokens/", {"name": "laptop", "scope": "read", "days": 99_999})
    assert answer.status_code == 400


def test_name_and_availability_are_ones_own():
    desk = DeskFactory()
    member(desk, Role.ADMIN)
    user = member(desk)
    client, place = client_of(user), Membership.objects.get(user=user)
    assert client.post("/account/name/", {"display_name": "Ada  Byron"}).status_code == 302
    body = {"languages": "EN, uk", "capacity": 4, "absent_until": "2030-01-01", "expected_version": 1}
    assert client.post(f"/account/memberships/{place.pk}/", body).status_code == 302
    user.refresh_from_db()
    place.refresh_from_db()
    assert (user.display_name, place.languages, place.capacity) == ("Ada Byron", ["en", "uk"], 4)
    other = MembershipFactory()
    assert client.post(f"/account/memberships/{other.pk}/", body).status_code == 404


def test_what_others_changed_of_ones_availability_is_told_and_what_was_typed_stays():
    desk = DeskFactory()
    place, admin = MembershipFactory(desk=desk), member(desk, Role.ADMIN)
    membership_change(membership=place, actor=admin, expected_version=1, capacity=2)
    client, address = client_of(place.user), f"/account/memberships/{place.pk}/"
    body = {"languages": "en, uk", "capacity": 7, "absent_until": "", "expected_version": 1}
    answer = client.post(address, body)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<li>Full load: 2</li>" in page
    assert 'name="languages" value="en, uk"' in page
    assert 'name="expected_version" value="2"' in page
    assert client.post(f"{address}mail/", {"mail": "never", "expected_version": 1}).status_code == 409
    assert client.post(address, body | {"expected_version": 2}).status_code == 302
    place.refresh_from_db()
    assert (place.capacity, place.languages, place.mail) == (7, ["en", "uk"], "immediate")


def test_languages_that_are_no_codes_are_refused_where_they_were_typed_with_what_is_meant():
    admin, desk = UserFactory(), DeskFactory()
    MembershipFactory(desk=desk, user=admin, role=Role.ADMIN)
    place = MembershipFactory(desk=desk)
    body = {"languages": "klingon, ??, uk", "capacity": 7, "expected_version": 1}
    own = client_of(place.user).post(f"/account/memberships/{place.pk}/", body)
    by_admin = client_of(admin).post(f"/desk/members/{place.pk}/", body | {"role": "reviewer", "is_active": "on"})
    for answer in (own, by_admin):
        page = answer.content.decode()
        assert answer.status_code == 400
        assert "Not the code of a language, such as en or uk: klingon, ??." in page
        assert "Codes, for example en, uk. Empty: any language." in page
        assert 'name="languages" value="klingon, ??, uk"' in page
    place.refresh_from_db()
    assert place.languages == []


# --- The desk ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "page", "invite"),
    [(Role.VIEWER, 403, 403), (Role.REVIEWER, 403, 403), (Role.LEAD, 200, 403), (Role.ADMIN, 200, 302)],
)
def test_who_sees_the_desk_and_who_invites(role, page, invite):
    client = client_of(member(DeskFactory(), role))
    assert client.get("/desk/").status_code == page
    assert client.post("/desk/invite/", {"email": "new@example.org", "role": "reviewer"}).status_code == invite
    assert Invitation.objects.exists() == (invite == 302)


def test_an_admin_changes_a_member_and_withdraws_an_invitation():
    desk = DeskFactory()
    client, other = client_of(member(desk, Role.ADMIN)), MembershipFactory(desk=desk)
    body = {"role": "lead", "capacity": 3, "is_active": "on", "languages": "", "expected_version": 1}
    assert client.post(f"/desk/members/{other.pk}/", body).status_code == 302
    other.refresh_from_db()
    assert (other.role, other.capacity) == ("lead", 3)
    invited = InvitationFactory(desk=desk)
    assert client.post(f"/invitations/{invited.pk}/withdraw/").status_code == 302
    assert client.post(f"/desk/members/{MembershipFactory().pk}/", body).status_code == 404


def test_the_last_admin_stays():
    user = member(DeskFactory(), Role.ADMIN)
    place = Membership.objects.get(user=user)
    body = {"role": "viewer", "capacity": 3, "is_active": "on", "expected_version": 1}
    answer = client_of(user).post(f"/desk/members/{place.pk}/", body)
    assert answer.status_code == 409
    assert "without an admin" in answer.content.decode()


@pytest.mark.parametrize("taken", [{"is_active": False}, {"role": "viewer"}])
def test_a_form_that_is_out_of_date_gives_no_right_back(taken):
    desk = DeskFactory()
    place = MembershipFactory(desk=desk, role=Role.LEAD)
    client, address = client_of(member(desk, Role.ADMIN)), f"/desk/members/{place.pk}/"
    seen = client.get(address).context["form"]["expected_version"].value()
    membership_change(membership=place, actor=member(desk, Role.ADMIN), expected_version=1, **taken)

    body = {"role": "lead", "is_active": "on", "capacity": 5, "languages": "", "reason": "Has more time"}
    answer = client.post(address, body | {"expected_version": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert ("on the desk: no" if "is_active" in taken else "Role: viewer") in page
    assert "<li>Full load: 10</li>" in page
    assert 'value="Has more time"' in page
    assert 'name="capacity" value="5"' in page
    place.refresh_from_db()
    assert (place.role, place.is_active, place.capacity) == (taken.get("role", "lead"), taken.get("is_active", True), 10)

    answer = client.post(address, body | taken | {"is_active": "", "expected_version": 2})
    assert answer.status_code == 302, "said again, knowing that"


def test_the_desk_requires_a_second_factor_at_the_version_that_was_seen():
    desk = DeskFactory()
    client = client_of(member(desk, Role.ADMIN))
    Desk.objects.filter(pk=desk.pk).update(version=2)
    assert 'name="expected_version" value="2"' in client.get("/desk/").content.decode()
    answer = client.post("/desk/second-factor/", {"required": "yes", "expected_version": 1})
    assert (answer.status_code, "somebody was faster" in answer.content.decode()) == (409, True)
    assert client.post("/desk/second-factor/", {"required": "yes", "expected_version": 2}).status_code == 302
    desk.refresh_from_db()
    assert (desk.requires_second_factor, desk.version) == (True, 3)
