"""Every write is on record, read from the source: what a service changes it writes down, with what was, what is, and by whom.

tests/test_permissions.py sees the entries come over HTTP; here are also the services that no page calls.
"""

import ast

import pytest
from django.urls import reverse

from core.models import RecordEntry, Role, Sensitivity
from core.services import Restriction, invitation_accept
from sources.services import source_create
from tests.factories import DeskFactory, InvitationFactory, MembershipFactory, QueueFactory, TopicFactory, member
from tests.test_architecture import MODULES, SERVICES, WRITING_METHODS, matching

WRITERS = [*matching(SERVICES), "verification/transitions.py", "core/record.py"]
FUNCTIONS: dict[str, list[ast.FunctionDef]] = {}
for module in WRITERS:
    for node in MODULES[module].body:
        if isinstance(node, ast.FunctionDef):
            FUNCTIONS.setdefault(node.name, []).append(node)

#: Public functions that write and leave no entry, and why not.
NOT_RECORDED = {
    "draft_keep": "a draft is its author's alone, until it is submitted",
    "bytes_kept": "the bytes of a capture, whose row is on record",
    "write_content": "parts of a claim, by the services that record its revision",
    "write_chain": "likewise",
    "write_figure": "likewise",
    "claim_copy": "by whoever asks for it: the copy's own history must not tell it from what it stands in for",
    "save_case": "the next version of a case, by the services that record what is other about it",
    "file_undone": "takes away the file of what was not written",
    "restrict": "part of what is created or changed, by the services that record that",
    "mail_user": "hands over what people were told, which is on record; what became of an e-mail stands in its row",
    "mail_invited": "likewise, of an invitation",
    "invitation_mail": "the e-mail of an invitation, by the service that records that",
    "mails_abandoned": "likewise",
    "notify": "tells people of what is on record",
    "notification_read": "what somebody has read is nobody's business",
    "notifications_read": "likewise",
    "comments_pool": "part of the verdict's record: the reviews are in",
    "end_all": "the sessions of somebody; what ended them is on record",
}
#: Verbs of entries that say how something came to be otherwise than it was.
CHANGING = {"edit", "change", "rename", "move", "revise", "choose", "restate", "deactivate", "reactivate", "withdraw", "set"}
#: What these verbs change says itself what it was: it is done once.
ONCE = {"invitation"}


def named(function: ast.FunctionDef) -> set[str]:
    """Everything that a function speaks of by name."""
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Name | ast.Attribute)
    }


def reached(name: str) -> set[str]:
    """The functions that a function calls, and those that these call."""
    found, waiting = {name}, [name]
    while waiting:
        called = set().union(*(named(function) for function in FUNCTIONS[waiting.pop()])) & FUNCTIONS.keys()
        waiting += called - found
        found |= called
    return found


def writes(name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING_METHODS
        for function in FUNCTIONS[name]
        for node in ast.walk(function)
        if not ast.unparse(node).startswith(("hashlib.", "digest."))
    )


#: Every call that writes an entry.
ENTRIES = [
    node
    for module in WRITERS
    for node in ast.walk(MODULES[module])
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "record"
]
PUBLIC = [name for name in FUNCTIONS if not name.startswith("_") and name != "record"]


def test_there_is_something_to_read() -> None:
    assert len(PUBLIC) > 60
    assert len(ENTRIES) > 50
    assert set(NOT_RECORDED) <= set(PUBLIC)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in NOT_RECORDED])
def test_a_service_that_writes_records(name: str) -> None:
    around = reached(name)
    if any(writes(each) for each in around):
        assert any("record" in named(function) for each in around for function in FUNCTIONS[each])


@pytest.mark.parametrize("name", NOT_RECORDED)
def test_the_exceptions_are_some(name: str) -> None:
    around = reached(name)
    assert any(writes(each) for each in around)
    assert not any("record" in named(function) for each in around for function in FUNCTIONS[each])


@pytest.mark.parametrize("entry", ENTRIES, ids=ast.unparse)
def test_an_entry_says_who_and_of_a_change_what_was_and_what_is(entry: ast.Call) -> None:
    given = {keyword.arg for keyword in entry.keywords}
    assert {"actor", "desk"} <= given
    verb, target = entry.args
    if isinstance(verb, ast.Constant) and verb.value in CHANGING and ast.unparse(target) not in ONCE:
        assert {"before", "after"} <= given or None in given


# --- What was easily forgotten ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("factory", "model"), [(TopicFactory, "topic"), (QueueFactory, "queue")])
def test_the_admin_keeps_why_a_topic_or_a_queue_was_renamed(client, factory, model: str) -> None:
    desk = DeskFactory()
    row = factory(desk=desk, name="Arms")
    client.force_login(member(desk, Role.LEAD))
    page = reverse(f"admin:{row._meta.app_label}_{model}_change", args=[row.pk])
    assert client.post(page, {"name": "Weapons", "reason": "As the style guide says", "expected_version": 1}).status_code == 302
    payload = RecordEntry.objects.get(action=f"{row._meta.app_label}.{model}.edit").payload
    assert (payload.before["name"], payload.after["name"], payload.reason) == ("Arms", "Weapons", "As the style guide says")


@pytest.mark.django_db
def test_what_is_restricted_from_the_beginning_was_recorded_so() -> None:
    desk = DeskFactory()
    lead = member(desk, Role.LEAD)
    restriction = Restriction(sensitivity=Sensitivity.RESTRICTED, named=(lead,))
    source = source_create(desk=desk, actor=lead, name="Kesh", kind="person", restriction=restriction)
    payload = RecordEntry.objects.get(action="sources.source.create", object_id=source.pk).payload
    assert (payload.after["sensitivity"], payload.after["named"]) == ("restricted", [lead.pk])


@pytest.mark.django_db
def test_who_joins_again_in_another_role_had_one_before() -> None:
    membership = MembershipFactory(role=Role.VIEWER, is_active=False)
    InvitationFactory(desk=membership.desk, email=membership.user.email, role=Role.LEAD, token="secret")
    invitation_accept(token="secret", user=membership.user)
    payload = RecordEntry.objects.get(action="core.membership.join", object_id=membership.pk).payload
    assert payload.before == {"role": "viewer", "is_active": False}
    assert payload.after == {"role": "lead", "is_active": True}
