"""The admin: every model is there, each sees the own desks only, and what is written goes through the services."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from core.models import Desk, Membership, Message, RecordEntry, Role, Topic, User
from core.services import user_invite
from sources.models import Source
from tests import factories
from tests.factories import PASSWORD, DeskFactory, MembershipFactory, RoutingRuleFactory, SourceFactory, UserFactory, member
from verification.models import Queue, RatingScale

#: Drafts are their author's alone, and a session's key lets in whoever reads it; the rest is shown with what it belongs to.
NOT_BY_THEMSELVES = {"ReviewDraft", "Rating", "RecordPayload", "RecoveryCode", "Session", "CommentRevision"}
OURS = [model for model in admin.site._registry if model._meta.app_label in {"core", "sources", "claims", "verification"}]
FACTORY_OF = {
    factory._meta.model: factory
    for factory in vars(factories).values()
    if hasattr(factory, "_meta") and hasattr(factory, "create")
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_admin(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def lead(client, desk):
    user = member(desk, Role.LEAD)
    client.force_login(user)
    return user


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_every_model_is_there():
    models = {
        model.__name__ for app in ("core", "sources", "claims", "verification") for model in apps.get_app_config(app).get_models()
    }
    assert {model.__name__ for model in OURS} == models - NOT_BY_THEMSELVES


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_lists_and_pages_open_and_are_searchable(model, client, site_admin):
    made_by = FACTORY_OF.get(model)
    row = made_by() if made_by else None
    assert client.get(page(model, "changelist"), {"q": "1"}).status_code == 200
    assert client.get(page(model, "changelist")).status_code == 200
    visible = row is not None and admin.site._registry[model].get_queryset(_request(site_admin)).filter(pk=row.pk).exists()
    if visible:
        assert client.get(page(model, "change", row.pk)).status_code == 200


def _request(user):
    from django.test import RequestFactory  # noqa: PLC0415 - used here alone

    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_lead_sees_nothing_of_other_desks(model, lead):
    made_by = FACTORY_OF.get(model)
    shared_unless_told = {"Source": {"desk": DeskFactory()}, "SourceAlias": {"source__desk": DeskFactory()}}
    shared_unless_told["Affiliation"] = shared_unless_told["SourceAlias"]
    if made_by is not None and model is not User:
        made_by(**shared_unless_told.get(model.__name__, {}))
    seen = admin.site._registry[model].get_queryset(_request(lead))
    own = {"Desk", "User", "Membership"}
    assert seen.count() == (1 if model.__name__ in own else 0)


@pytest.mark.parametrize(
    ("role", "enters"), [(Role.VIEWER, False), (Role.REVIEWER, False), (Role.LEAD, True), (Role.ADMIN, True)]
)
def test_leads_and_admins_enter(role, enters, client, desk):
    client.force_login(member(desk, role))
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == (200 if enters else 403)
    assert ("Only leads and admins of a desk may use the administration." in answer.text) is not enters


def test_there_is_one_page_to_sign_in(client, desk):
    lead = member(desk, Role.LEAD)
    asked = client.get("/admin/core/user/", follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/login/?next=/admin/core/user/"
    answer = client.post(asked.redirect_chain[-1][0], {"username": lead.email, "password": PASSWORD, "next": "/admin/core/user/"})
    assert answer["Location"] == "/admin/core/user/"
    assert client.get("/admin/login/")["Location"] == "/admin/"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_what_services_write_elsewhere_is_read_only_here(model, site_admin):
    page_of = admin.site._registry[model]
    edited_here = {
        "Desk",
        "Membership",
        "Invitation",
        "Topic",
        "Source",
        "SourceAlias",
        "Affiliation",
        "Queue",
        "RoutingRule",
        "RatingScale",
    }
    request = _request(site_admin)
    writes = (
        page_of.has_add_permission(request) or page_of.has_change_permission(request) or page_of.has_delete_permission(request)
    )
    assert writes == (model.__name__ in edited_here)


def test_a_source_is_edited_through_its_service(client, lead, desk):
    source = SourceFactory(desk=desk, name="Orb", kind="agency")
    form = {
        "name": "Orb",
        "description": "Agency",
        "homepage": "",
        "language": "",
        "reliability": "B",
        "reliability_basis": "Careful",
    }
    form |= {f"{inline}-{count}": 0 for inline in ("aliases", "affiliations") for count in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer = client.post(page(Source, "change", source.pk), form | {"reason": "Read it for a year", "expected_version": 1})
    assert answer.status_code == 302, answer.context["errors"]
    source.refresh_from_db()
    assert (source.reliability, source.version) == ("B", 2)
    entry = RecordEntry.objects.get(object_type="sources.source", object_id=source.pk)
    assert (entry.actor, entry.payload.reason) == (lead, "Read it for a year")

    stale = client.post(page(Source, "change", source.pk), form | {"reliability": "C", "expected_version": 1})
    assert stale.status_code == 200
    assert "stale" in stale.content.decode()
    assert 'value="Agency"' in stale.content.decode() or "Agency</textarea>" in stale.content.decode(), "what was typed stays"
    source.refresh_from_db()
    assert source.reliability == "B"


def test_the_reason_looks_like_the_other_fields(client, lead):
    for model in ("queue", "routingrule"):
        form = client.get(f"/admin/verification/{model}/add/").context["adminform"].form
        assert form.fields["reason"].widget.attrs["class"] == form.fields["name"].widget.attrs["class"]


def test_a_rule_that_is_not_understood_is_refused_on_its_form(client, lead, desk):
    rule = RoutingRuleFactory(desk=desk, effects={"priority": 2})
    form = {
        "name": rule.name,
        "is_active": "on",
        "conditions": '{"color": ["red"]}',
        "effects": '{"priority": 2}',
        "expected_version": 1,
    }
    answer = client.post(page(type(rule), "change", rule.pk), form)
    assert answer.status_code == 200
    assert "rule:unknown_condition" in answer.content.decode()
    understood = client.post(page(type(rule), "change", rule.pk), form | {"conditions": '{"kinds": ["weapons"]}'})
    assert understood.status_code == 302
    rule.refresh_from_db()
    assert (rule.conditions, rule.version) == ({"kinds": ["weapons"]}, 2)


@pytest.mark.parametrize("model", [Desk, Membership, Queue, Topic], ids=lambda model: model.__name__)
def test_what_somebody_else_changed_in_the_meantime_is_not_overwritten(model, client, desk):
    client.force_login(member(desk, Role.ADMIN))
    row = desk if model is Desk else FACTORY_OF[model](desk=desk)
    form = client.get(page(model, "change", row.pk)).context["adminform"].form
    typed = {name: "" if value is None else value for name, value in form.initial.items() if not isinstance(value, list)}
    typed |= {name: "on" for name, value in typed.items() if value is True}
    typed |= {f"memberships-{count}": 0 for count in ("TOTAL_FORMS", "INITIAL_FORMS")} if model is Desk else {}
    typed = {name: value for name, value in typed.items() if value is not False} | {"reason": "As agreed"}
    if model is Membership:
        changed, taken = {"capacity": 3}, {"role": Role.VIEWER, "is_active": False}
    else:
        changed, taken = {"name": "Mine"}, {"name": "Theirs"}
    body = typed | changed

    model.objects.filter(pk=row.pk).update(version=2, **taken)
    stale = client.post(page(model, "change", row.pk), body | {"expected_version": 1})
    assert stale.status_code == 200
    assert f"{model._meta.model_name}:stale" in stale.content.decode()
    assert "As agreed" in stale.content.decode(), "what was typed stays"
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in taken} == taken
    assert client.post(page(model, "change", row.pk), body | {"expected_version": 2}).status_code == 302
    row.refresh_from_db()
    assert row.version == 3


def test_a_scale_that_is_saved_becomes_its_next_version(client, lead, desk):
    def rows(*labels):
        rows = {"ratings-TOTAL_FORMS": len(labels), "ratings-INITIAL_FORMS": 0}
        for i, label in enumerate(labels):
            rows |= {
                f"ratings-{i}-position": i,
                f"ratings-{i}-label": label,
                f"ratings-{i}-meaning": "supported",
                f"ratings-{i}-value": "",
            }
        return rows

    answer = client.post(page(RatingScale, "add"), {"desk": desk.pk, "name": "Evidence", **rows("True", "Truer")})
    assert answer.status_code == 302, answer.context["errors"]
    scale = RatingScale.objects.get()
    assert [rating.label for rating in scale.ratings.all()] == ["True", "Truer"]
    twice = client.post(page(RatingScale, "add"), {"desk": desk.pk, "name": "Other", **rows("Same", "same")})
    assert "scale:ratings" in twice.content.decode()


def test_somebody_is_deactivated_and_let_in_again(client, desk):
    client.force_login(member(desk, Role.ADMIN))
    user = MembershipFactory(desk=desk).user
    for action, active in (("deactivate", False), ("reactivate", True)):
        client.post(page(User, "changelist"), {"action": action, "_selected_action": [user.pk]})
        user.refresh_from_db()
        assert user.is_active is active


def test_who_administers_a_desk_sees_the_e_mails_of_its_invitations(client, desk):
    actor = member(desk, Role.ADMIN)
    invitation = user_invite(desk=desk, email="ana@example.org", role=Role.REVIEWER, actor=actor)
    others = member(DeskFactory(), Role.ADMIN)
    former = MembershipFactory(desk=desk, role=Role.ADMIN, is_active=False).user
    MembershipFactory(user=former, role=Role.ADMIN)
    message = invitation.message
    for user, sees in ((actor, True), (UserFactory(is_superuser=True), True), (others, False), (former, False)):
        client.force_login(user)
        assert (message.message_id.strip("<>") in client.get(page(Message, "change", message.pk)).text) is sees
        assert ("ana@example.org" in client.get(page(Message, "changelist")).text) is sees
    assert not Message.objects.visible_to(member(desk, Role.LEAD)).exists(), "who may not invite"


def test_every_page_of_the_demonstration_says_so(client, lead, desk):
    addresses = [reverse("admin:index"), page(Source, "changelist")]
    assert not any("DEMONSTRATION" in client.get(address).text for address in addresses)
    desk.is_demonstration = True
    desk.save()
    assert all("DEMONSTRATION" in client.get(address).text for address in addresses)
