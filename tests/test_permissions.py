"""Roles × actions × states, over HTTP: who may do what, and what becomes of it, written by hand from the table in DESIGN.md.

Each row is tried by everybody in :class:`tests.roles.Who`. What is allowed leaves an entry in the record; what is refused leaves
none. A route that writes and has no row here fails.
"""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from core.models import Membership, Notification, RecordEntry, User, token_digest
from tests.factories import (
    ApiTokenFactory,
    AssignmentFactory,
    CaseEvidenceFactory,
    CaseTransitionFactory,
    CommentFactory,
    NotificationFactory,
    SecondFactorFactory,
    TieFactory,
)
from tests.pages import client_of
from tests.roles import MARK, House, Who, adjudicating, furnish, routes
from verification.forms.rules import RuleForm
from verification.models import Assignment, AssignmentState, Case, Comment, Tie
from verification.states import CaseState

pytestmark = pytest.mark.django_db

#: What one asks for: the arguments of the address, and the body.
Asked = tuple[list[Any], dict[str, Any]]

# --- What becomes of it ---------------------------------------------------------------------------------------------------

# Of who is outside the desk, in the order of Who: anonymous, deactivated, removed, stranger.
OF_DESK = ("sign in", "sign in", "404", "404")
AT_DESK = ("sign in", "sign in", "no desk", "no trace")  # the stranger does it at the own desk
OF_API = ("401", "401", "404", "404")
AT_API = ("401", "401", "400", "400")  # which name a desk that is not theirs
OF_ACCOUNT = ("sign in", "sign in", "ok", "ok")

# Of who is on it: viewer, reviewer, lead, admin, superuser.
EVERYBODY = ("ok", "ok", "ok", "ok", "ok")
REVIEWERS = ("403", "ok", "ok", "ok", "ok")
LEADS = ("403", "403", "ok", "ok", "ok")
ADMINS = ("403", "403", "403", "ok", "ok")
SITE_ADMINS = ("403", "403", "403", "403", "ok")
NOBODY = ("403", "403", "403", "403", "403")
UNSEEN = ("404", "404", "404", "404", "404")
UNRECORDED = ("no trace",) * 5
LEADS_LOOK = ("403", "403", "no trace", "no trace", "no trace")


@dataclasses.dataclass(frozen=True)
class Row:
    """Something that can be done: where, what becomes of it outside and inside the desk, and how it is asked for."""

    route: str
    outside: tuple[str, ...]
    inside: tuple[str, ...]
    ask: Callable[[House, User | None], Asked]
    note: str = ""

    @property
    def expected(self) -> dict[Who, str]:
        return dict(zip(Who, (*self.outside, *self.inside), strict=True))

    def __str__(self) -> str:
        return f"{self.route} {self.note}".strip()


def outcome(answer: HttpResponseBase) -> str:
    """How an answer reads in the table."""
    if answer.status_code == 302 and "/login/" in answer["Location"]:
        return "sign in"
    if any(template.name == "core/no_desk.html" for template in getattr(answer, "templates", [])):
        return "no desk"
    return "ok" if answer.status_code < 400 else str(answer.status_code)


def attempt(house: House, row: Row, who: Who) -> str:
    """What becomes of it when this person asks; afterwards nothing has happened."""
    with transaction.atomic():
        arguments, body = row.ask(house, house.people[who])
        last = RecordEntry.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        said = outcome(send(house.client(who), row.route, arguments, body))
        written = RecordEntry.objects.filter(Q(desk=house.desk) | Q(desk=None), pk__gt=last).exists()
        transaction.set_rollback(True)
    if said == "ok":
        return "ok" if written else "no trace"
    return f"{said}, but written" if written else said


def send(client: Client, route: str, arguments: list[Any], body: dict[str, Any]) -> HttpResponseBase:
    """Write as pages or as clients of the API do."""
    address = reverse(route, args=arguments)
    if not route.startswith("v1:"):
        return client.post(address, body)
    method = "PATCH" if route.endswith("-detail") else {"v1:assignment-draft": "PUT"}.get(route, "POST")
    return client.generic(method, address, json.dumps(body), content_type="application/json")


# --- How things are asked for ---------------------------------------------------------------------------------------------

WHY = {"reason": "Because."}
FIRST = {"expected_version": 1, **WHY}
KEPT = {"sensitivity": "desk"}
SEVENTH = {"expected_version": 7, **WHY}
SAID = {"text": "See the log.", "expected_version": 1}
CONTENT = {"start": 0, "end": 12, "statement": "Forty drones flew.", "kind": "weapons"}


def filled(house: House, address: str, *forms: str, **query: Any) -> dict[str, Any]:
    """What the forms of a page would send if somebody only gave a reason."""
    context = house.client(Who.LEAD).get(address, query).context
    bound = list(itertools.chain.from_iterable(context[name] if name == "forms" else [context[name]] for name in forms))
    values = {field.html_name: field.value() for form in bound for field in form}
    kept = {name: value for name, value in values.items() if value not in (None, "") and value is not False}
    return {**kept, **{form.add_prefix("reason"): "Because." for form in bound}}


def page_finding(house: House) -> dict[str, Any]:
    """A finding as the page sends it."""
    given = {"rating": house.rating.pk, "figure_finding": "within", "band_low": 38, "band_high": 42}
    return {**given, "said_0": "faithful", "rationale": "The log.", "confidence": "moderate", "expected_version": 7}


def page_review(house: House) -> dict[str, Any]:
    """The same with the stance that it needs."""
    return page_finding(house) | {f"stance_{house.evidence.pk}": "supports"}


def tried(house: House, body: dict[str, Any]) -> dict[str, Any]:
    """A rule as the form sends it once its dry run was shown."""
    form = RuleForm(body, desk=house.desk)
    assert form.is_valid(), form.errors
    return {**body, "tried": form.digest}


def api_finding(house: House) -> dict[str, Any]:
    """The same as a client of the API sends it."""
    return {
        "rating": house.rating.pk,
        "said": [{"position": 0, "finding": "faithful"}],
        "figure_finding": "within",
        "band": {"low": 38, "high": 42},
        "rationale": "The log.",
        "expected_version": 7,
    }


def api_review(house: House) -> dict[str, Any]:
    """The same with the stance that it needs."""
    return api_finding(house) | {"stances": [{"case_evidence": house.evidence.pk, "stance": "supports"}]}


def offered(house: House, user: User | None) -> Assignment:
    """An offer to the user, or to a colleague where nobody is signed in."""
    case = house.cases[CaseState.OPEN]
    return AssignmentFactory(case=case, reviewer=user or house.colleague, state=AssignmentState.OFFERED)


def said(house: House, user: User | None) -> Comment:
    """What the user, or a colleague where nobody is signed in, said about a case."""
    return CommentFactory(case=house.cases[CaseState.OPEN], author=user or house.colleague)


def told(house: House, user: User | None) -> Notification:
    """That the user, or a colleague where nobody is signed in, was told of a step of a case."""
    step = CaseTransitionFactory(case=house.cases[CaseState.DISMISSED])
    return NotificationFactory(about=step, recipient=user or house.colleague, occasion="reopened")


def reviewing(house: House, user: User | None) -> Assignment:
    """A review that the user is at work on."""
    return house.at_work(user, house.cases[CaseState.IN_REVIEW])


def gathered(house: House, user: User | None) -> Any:
    """Evidence that the user gathered."""
    by = user or house.colleague
    return CaseEvidenceFactory(case=house.cases[CaseState.IN_REVIEW], evidence__gathered_by=by, evidence__source=house.source)


def seemingly_same(house: House) -> Case:
    """A proposed case that seems to be the same as the open one."""
    case = house.cases[CaseState.PROPOSED]
    Case.objects.filter(pk=case.pk).update(similar_to=house.cases[CaseState.OPEN])
    return case


def tie_of(house: House, user: User | None) -> Tie:
    """A tie of the user's, or of a colleague's where nobody is signed in."""
    return TieFactory(desk=house.desk, user=user or house.colleague)


def own_membership(user: User | None) -> Any:
    return Membership.objects.filter(user=user).first()


def other_session(user: User) -> str:
    """Another session of the user's, as its address names it."""
    return token_digest(client_of(user).cookies[settings.SESSION_COOKIE_NAME].value)


def lost_factor(house: House) -> int:
    """The membership of a colleague who has lost their second factor."""
    SecondFactorFactory(user=house.colleague)
    return Membership.objects.get(user=house.colleague).pk


def in_state(state: CaseState, **body: Any) -> Callable[[House, User | None], Asked]:
    """Asks something of the case in this state."""
    return lambda h, _: ([h.cases[state].pk], {**SEVENTH, **body})


PAGES = [
    # The account, which is everybody's own.
    Row("core:theme", ("no trace",) * 4, UNRECORDED, lambda *_: ([], {"theme": "dark"})),
    Row("core:rename", OF_ACCOUNT, EVERYBODY, lambda *_: ([], {"display_name": "Another"})),
    Row("core:token-create", OF_ACCOUNT, EVERYBODY, lambda *_: ([], {"name": "Mine", "scope": "read", "days": 3})),
    Row(
        "core:token-revoke",
        OF_ACCOUNT,
        EVERYBODY,
        lambda h, u: ([ApiTokenFactory(user=u or h.colleague).digest], {}),
        "of one's own",
    ),
    Row("core:token-revoke", OF_DESK, ("ok", *UNSEEN[1:]), lambda h, _: ([h.token.digest], {}), "of the viewer's"),
    Row(
        "core:mail", OF_DESK, ("ok", *UNSEEN[1:]), lambda h, _: ([h.membership.pk], FIRST | {"mail": "never"}), "of the viewer's"
    ),
    Row("core:notifications-read", ("sign in", "sign in", *UNRECORDED[:2]), UNRECORDED, lambda h, _: ([], {"up_to": 2**40})),
    Row("core:notification-read", OF_DESK, UNRECORDED, lambda h, u: ([told(h, u).pk], {}), "one's own"),
    Row("core:notification-read", OF_DESK, UNSEEN, lambda h, _: ([told(h, None).pk], {}), "somebody else's"),
    Row(
        "core:availability",
        OF_DESK,
        ("ok", *UNSEEN[1:]),
        lambda h, _: ([h.membership.pk], FIRST | {"capacity": 3}),
        "of the viewer's",
    ),
    Row(
        "core:availability",
        (*OF_DESK[:3], "no trace"),
        ("ok", "ok", "ok", "ok", "404"),
        lambda h, u: ([(own_membership(u) or h.membership).pk], FIRST | {"capacity": 3}),
        "of one's own",
    ),
    Row(
        "core:invitation",
        ("ok",) * 4,
        EVERYBODY,
        lambda *_: ([MARK], {"display_name": "New", "password": "a passphrase of mine"}),
    ),
    Row("core:session-end", OF_ACCOUNT, EVERYBODY, lambda h, u: ([other_session(u or h.colleague)], {}), "of one's own"),
    Row("core:session-end", OF_DESK, UNSEEN, lambda h, _: ([other_session(h.colleague)], {}), "of a colleague's"),
    Row("core:sessions-end-others", OF_ACCOUNT, EVERYBODY, lambda *_: ([], {})),
    Row(
        "core:second-factor-enrol",
        ("sign in", "sign in", "400", "400"),
        ("400",) * 5,
        lambda *_: ([], {"code": "000000"}),
        "by guessing",
    ),
    Row("core:second-factor-prove", OF_DESK, UNSEEN, lambda *_: ([], {"code": "000000"}), "without having one"),
    Row(
        "core:recovery-codes-renew",
        ("sign in", "sign in", "409", "409"),
        ("409",) * 5,
        lambda *_: ([], {"code": "000000"}),
        "without a second factor",
    ),
    Row(
        "core:second-factor-remove",
        ("sign in", "sign in", "409", "409"),
        ("409",) * 5,
        lambda *_: ([], {"code": "000000"}),
        "without having one",
    ),
    # The desk.
    Row(
        "core:second-factor-require",
        ("sign in", "sign in", "no desk", "403"),
        ADMINS,
        lambda *_: ([], FIRST | {"required": "yes"}),
    ),
    Row("core:second-factor-reset", OF_DESK, LEADS, lambda h, _: ([lost_factor(h)], {"reset-reason": "Called back."})),
    Row("core:sessions-end-all", OF_DESK, ADMINS, lambda h, _: ([h.membership.pk], {"end-reason": "A stolen laptop."})),
    Row("core:choose-desk", OF_DESK, UNRECORDED, lambda h, _: ([], {"desk": h.desk.pk})),
    Row(
        "core:invite",
        ("sign in", "sign in", "no desk", "403"),
        ADMINS,
        lambda *_: ([], {"email": "new@example.org", "role": "viewer"}),
    ),
    Row("core:invitation-withdraw", OF_DESK, ADMINS, lambda h, _: ([h.invitation.pk], {})),
    Row(
        "core:member",
        OF_DESK,
        ADMINS,
        lambda h, _: ([h.membership.pk], FIRST | {"role": "lead", "is_active": "on", "capacity": 3}),
    ),
    # Rules.
    Row(
        "verification:rule-new",
        ("sign in", "sign in", "no desk", "no trace"),
        LEADS,
        lambda h, _: ([], tried(h, {"name": "New", "priority": "1", **WHY})),
    ),
    Row("verification:rule-new", AT_DESK, LEADS_LOOK, lambda *_: ([], {"name": "New", "priority": "1"}), "tried alone"),
    Row(
        "verification:rule-edit",
        OF_DESK,
        LEADS,
        lambda h, _: ([h.rule.pk], tried(h, {"name": "Other", "priority": "1", **FIRST})),
    ),
    *(
        Row("verification:rule-change", OF_DESK, LEADS, lambda h, _, how=how: ([h.rule.pk, how], FIRST), how)
        for how in ("up", "off", "remove")
    ),
    # Articles and sources.
    Row("sources:submit", AT_DESK, REVIEWERS, lambda *_: ([], {"publisher": "Press", "text": "Nine boats sank."})),
    Row(
        "sources:article-edit",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.article.pk], {"title": "Another", "publisher": h.source.pk, **FIRST}),
    ),
    Row("sources:refetch", OF_DESK, REVIEWERS, lambda h, _: ([h.article.pk], {})),
    Row("sources:source-new", AT_DESK, REVIEWERS, lambda *_: ([], {"name": "New", "kind": "outlet", "reliability": "F"})),
    Row(
        "sources:source-edit",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.source.pk], {"name": "Other", "kind": "outlet", "reliability": "F", **FIRST}),
    ),
    Row(
        "sources:source-edit",
        (*OF_DESK[:3], "403"),
        SITE_ADMINS,
        lambda h, _: ([h.shared.pk], {"name": "Other", "kind": "outlet", "reliability": "F", **FIRST}),
        "that all desks share",
    ),
    Row("sources:source-sensitivity", OF_DESK, LEADS, lambda h, _: ([h.source.pk], {**FIRST, **KEPT})),
    Row("sources:source-sensitivity", OF_DESK, UNSEEN, lambda h, _: ([h.shared.pk], {**FIRST, **KEPT}), "that all desks share"),
    Row("sources:article-sensitivity", OF_DESK, LEADS, lambda h, _: ([h.article.pk], {**FIRST, **KEPT})),
    Row("sources:alias-add", OF_DESK, REVIEWERS, lambda h, _: ([h.source.pk], {"name": "Other"})),
    Row(
        "sources:alias-add",
        (*OF_DESK[:3], "403"),
        SITE_ADMINS,
        lambda h, _: ([h.shared.pk], {"name": "Other"}),
        "that all desks share",
    ),
    Row("sources:alias-remove", OF_DESK, REVIEWERS, lambda h, _: ([h.alias.pk], {})),
    Row(
        "sources:alias-remove",
        (*OF_DESK[:3], "403"),
        SITE_ADMINS,
        lambda h, _: ([h.shared_alias.pk], {}),
        "that all desks share",
    ),
    Row(
        "sources:affiliation-add",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.source.pk], {"party": h.shared.pk, "basis": "Its own statement"}),
    ),
    Row("sources:affiliation-remove", OF_DESK, REVIEWERS, lambda h, _: ([h.affiliation.pk], {})),
    # Claims and events.
    Row(
        "claims:correct",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.claims[0].pk], filled(h, f"/claims/{h.claims[0].pk}/correct/", "form")),
    ),
    Row(
        "claims:split",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.claims[0].pk], filled(h, f"/claims/{h.claims[0].pk}/split/", "forms")),
    ),
    Row("claims:reject", OF_DESK, REVIEWERS, lambda h, _: ([h.claims[0].pk], FIRST)),
    Row("claims:restore", OF_DESK, REVIEWERS, lambda h, _: ([h.rejected.pk], FIRST)),
    Row("claims:set-event", OF_DESK, REVIEWERS, lambda h, _: ([h.claims[0].pk], {"event": h.event.pk, **FIRST})),
    Row(
        "claims:mark",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.article.pk], filled(h, f"/articles/{h.article.pk}/mark/", "form", passage="Two people")),
    ),
    Row(
        "claims:merge",
        OF_DESK,
        REVIEWERS,
        lambda h, _: (
            [h.article.pk],
            {
                **filled(h, f"/articles/{h.article.pk}/merge/", "form", claims=[claim.pk for claim in h.claims]),
                **{f"version_{claim.pk}": 1 for claim in h.claims},
                "claims": [claim.pk for claim in h.claims],
            },
        ),
    ),
    Row("claims:settle", OF_DESK, REVIEWERS, lambda h, _: ([h.proposal.pk], {"accept": "yes"})),
    Row("claims:event-new", AT_DESK, REVIEWERS, lambda *_: ([], {"title": "New"})),
    Row("claims:event-edit", OF_DESK, REVIEWERS, lambda h, _: ([h.event.pk], {"title": "Other", **FIRST})),
    Row("claims:party-add", OF_DESK, REVIEWERS, lambda h, _: ([h.event.pk], {"source": h.source.pk, "role": "affected"})),
    Row("claims:party-remove", OF_DESK, REVIEWERS, lambda h, _: ([h.event_party.pk], {})),
    # Cases.
    Row("verification:next", AT_DESK, REVIEWERS, lambda *_: ([], {})),
    Row("verification:take", OF_DESK, REVIEWERS, in_state(CaseState.OPEN), "to review"),
    Row("verification:take", OF_DESK, REVIEWERS, in_state(CaseState.IN_ADJUDICATION), "to adjudicate"),
    Row(
        "verification:give",
        OF_DESK,
        LEADS,
        lambda h, _: ([h.cases[CaseState.OPEN].pk], {"reviewer": h.adjudicator.pk}),
    ),
    Row(
        "verification:assign-many",
        ("sign in", "sign in", "no desk", "400"),  # which neither the case nor the reviewer is of
        LEADS,
        lambda h, _: ([], {"action": "give", "reviewer": h.adjudicator.pk, "cases": [h.cases[CaseState.OPEN].pk]}),
    ),
    # Where members stand.
    Row("verification:ties", AT_DESK, REVIEWERS, lambda h, _: ([], {"source": h.shared.name, "nature": "Worked there"})),
    Row("verification:end-tie", OF_DESK, EVERYBODY, lambda h, u: ([tie_of(h, u).pk], {}), "one's own"),
    Row("verification:end-tie", OF_DESK, ("404", "404", "403", "403", "403"), lambda h, _: ([h.tie.pk], {}), "somebody else's"),
    Row(
        "verification:terms",
        ("sign in", "sign in", "no desk", "no trace"),
        LEADS,
        lambda *_: ([], {"hours_to_accept": 3, "hours_to_finish": 9, "expected_version": 1}),
    ),
    Row(
        "verification:calibration-terms",
        ("sign in", "sign in", "no desk", "no trace"),
        LEADS,
        lambda *_: ([], {"shows_people": "on", "share": 5, "expected_version": 1}),
    ),
    Row("verification:known-make", OF_DESK, LEADS, lambda h, _: ([h.cases[CaseState.DECIDED].pk], page_finding(h))),
    Row(
        "verification:known-retire",
        OF_DESK,
        ("404", "404", "ok", "ok", "ok"),
        lambda h, _: ([h.known.pk], WHY),
    ),
    Row("verification:join", OF_DESK, LEADS, lambda h, _: ([seemingly_same(h).pk], {"join": "yes", **SEVENTH})),
    Row("verification:join", OF_DESK, LEADS, lambda h, _: ([seemingly_same(h).pk], {"join": "no", **SEVENTH}), "declined"),
    Row(
        "verification:edit-case",
        OF_DESK,
        LEADS,
        in_state(CaseState.OPEN, priority=1, reviews_required=2),
    ),
    Row("verification:case-sensitivity", OF_DESK, LEADS, in_state(CaseState.OPEN, sensitivity="desk")),
    Row("verification:evidence-sensitivity", OF_DESK, LEADS, lambda h, _: ([h.evidence.pk], {**FIRST, **KEPT})),
    Row("verification:step", OF_DESK, LEADS, lambda h, _: ([h.cases[CaseState.PROPOSED].pk, "open"], SEVENTH)),
    Row(
        "verification:triage",
        OF_DESK,
        LEADS,
        lambda h, _: ([h.article.pk], {"action": "open", "cases": [f"{h.cases[CaseState.PROPOSED].pk}:7"]}),
    ),
    # Reviews.
    Row("verification:accept", OF_DESK, REVIEWERS, lambda h, u: ([offered(h, u).pk], {}), "one's own"),
    Row("verification:accept", OF_DESK, UNSEEN, lambda h, _: ([offered(h, None).pk], {}), "somebody else's"),
    Row("verification:end", OF_DESK, EVERYBODY, lambda h, u: ([reviewing(h, u).pk], {}), "one's own"),
    Row("verification:end", OF_DESK, LEADS, lambda h, _: ([reviewing(h, None).pk], WHY), "somebody else's"),
    Row("verification:draft", OF_DESK, UNRECORDED, lambda h, u: ([reviewing(h, u).pk], {"rationale": "Hm"}), "one's own"),
    Row("verification:draft", OF_DESK, UNSEEN, lambda h, _: ([reviewing(h, None).pk], {"rationale": "Hm"}), "somebody else's"),
    Row("verification:submit", OF_DESK, REVIEWERS, lambda h, u: ([reviewing(h, u).pk], page_review(h)), "one's own"),
    Row("verification:submit", OF_DESK, UNSEEN, lambda h, _: ([reviewing(h, None).pk], page_review(h)), "somebody else's"),
    Row(
        "verification:adjudicate",
        OF_DESK,
        REVIEWERS,
        lambda h, u: ([adjudicating(h, u).case_id], page_finding(h)),
        "as its adjudicator",
    ),
    Row(
        "verification:adjudicate",
        OF_DESK,
        NOBODY,
        lambda h, _: ([adjudicating(h, h.adjudicator).case_id], page_finding(h)),
        "as another one",
    ),
    # Discussions.
    Row("verification:discussion", OF_DESK, REVIEWERS, in_state(CaseState.OPEN, text="See the log.")),
    Row("verification:comment-correct", OF_DESK, REVIEWERS, lambda h, u: ([said(h, u).pk], SAID), "one's own"),
    Row("verification:comment-correct", OF_DESK, NOBODY, lambda h, _: ([h.comment.pk], SAID), "somebody else's"),
    Row("verification:comment-withdraw", OF_DESK, REVIEWERS, lambda h, u: ([said(h, u).pk], FIRST), "one's own"),
    Row("verification:comment-withdraw", OF_DESK, LEADS, lambda h, _: ([h.comment.pk], FIRST), "somebody else's"),
    # Evidence and exports.
    Row(
        "verification:add-evidence",
        OF_DESK,
        REVIEWERS,
        in_state(CaseState.IN_REVIEW, kind="unpublished", source="The port", passage="We saw forty.", credibility=2),
    ),
    Row(
        "verification:edit-evidence",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.evidence.pk], {"title": "Other", "credibility": 2, **FIRST}),
    ),
    Row("verification:set-origin", OF_DESK, REVIEWERS, lambda h, _: ([h.evidence.pk], {"origin": "Orb", **FIRST})),
    Row("verification:clear-origin", OF_DESK, REVIEWERS, lambda h, _: ([h.evidence.pk], FIRST)),
    Row(
        "verification:rename-origin",
        OF_DESK,
        REVIEWERS,
        lambda h, _: ([h.evidence.pk], {"origin": "Orb", "origin_version": 1}),
    ),
    Row("verification:withdraw-evidence", OF_DESK, REVIEWERS, lambda h, u: ([gathered(h, u).pk], FIRST), "one's own"),
    Row("verification:withdraw-evidence", OF_DESK, LEADS, lambda h, _: ([h.evidence.pk], FIRST), "somebody else's"),
    Row("verification:exports", AT_DESK, UNRECORDED, lambda *_: ([], {"format": "csv"})),
]


def at_house(h: House, **body: Any) -> Asked:
    return [], {"desk": h.desk.slug, **body}


API = [
    Row("v1:source-list", AT_API, REVIEWERS, lambda h, _: at_house(h, name="New", kind="outlet")),
    Row("v1:source-detail", OF_API, REVIEWERS, lambda h, _: ([h.source.pk], {"description": "x", **FIRST})),
    Row(
        "v1:source-detail",
        (*OF_API[:3], "403"),
        SITE_ADMINS,
        lambda h, _: ([h.shared.pk], {"description": "x", **FIRST}),
        "that all desks share",
    ),
    Row("v1:source-add-alias", OF_API, REVIEWERS, lambda h, _: ([h.source.pk], {"name": "Other"})),
    Row(
        "v1:source-add-alias",
        (*OF_API[:3], "403"),
        SITE_ADMINS,
        lambda h, _: ([h.shared.pk], {"name": "Other"}),
        "that all desks share",
    ),
    Row("v1:source-remove-alias", OF_API, REVIEWERS, lambda h, _: ([h.source.pk], {"name": h.alias.name})),
    Row(
        "v1:source-remove-alias",
        (*OF_API[:3], "403"),
        SITE_ADMINS,
        lambda h, _: ([h.shared.pk], {"name": h.shared_alias.name}),
        "that all desks share",
    ),
    Row(
        "v1:affiliation-list",
        OF_API,
        REVIEWERS,
        lambda h, _: ([], {"source": h.source.pk, "party": h.shared.pk, "basis": "Its own statement"}),
    ),
    Row("v1:affiliation-remove", OF_API, REVIEWERS, lambda h, _: ([h.affiliation.pk], {})),
    Row("v1:article-list", AT_API, REVIEWERS, lambda h, _: at_house(h, publisher="Press", text="Nine boats sank.")),
    Row("v1:article-detail", OF_API, REVIEWERS, lambda h, _: ([h.article.pk], {"title": "Another", **FIRST})),
    Row("v1:article-refetch", OF_API, REVIEWERS, lambda h, _: ([h.article.pk], {})),
    Row("v1:claim-list", OF_API, REVIEWERS, lambda h, _: ([], {"snapshot": h.snapshot.pk, "content": CONTENT})),
    Row("v1:claim-correct", OF_API, REVIEWERS, lambda h, _: ([h.claims[0].pk], {"content": CONTENT, **FIRST})),
    Row("v1:claim-split", OF_API, REVIEWERS, lambda h, _: ([h.claims[0].pk], {"parts": [CONTENT, CONTENT], **FIRST})),
    Row(
        "v1:claim-merge",
        OF_API,
        REVIEWERS,
        lambda h, _: ([], {"expected_versions": {claim.pk: 1 for claim in h.claims}, "content": CONTENT, **WHY}),
    ),
    Row("v1:claim-reject", OF_API, REVIEWERS, lambda h, _: ([h.claims[0].pk], FIRST)),
    Row("v1:claim-restore", OF_API, REVIEWERS, lambda h, _: ([h.rejected.pk], FIRST)),
    Row("v1:claim-set-event", OF_API, REVIEWERS, lambda h, _: ([h.claims[0].pk], {"event": h.event.pk, "expected_version": 1})),
    Row("v1:proposal-settle", OF_API, REVIEWERS, lambda h, _: ([h.proposal.pk], {"accept": True})),
    Row("v1:event-list", AT_API, REVIEWERS, lambda h, _: at_house(h, title="New")),
    Row("v1:event-detail", OF_API, REVIEWERS, lambda h, _: ([h.event.pk], {"title": "Other", **FIRST})),
    Row("v1:event-add-party", OF_API, REVIEWERS, lambda h, _: ([h.event.pk], {"source": h.shared.pk, "role": "affected"})),
    Row(
        "v1:event-remove-party",
        OF_API,
        REVIEWERS,
        lambda h, _: ([h.event.pk], {"source": h.event_party.source_id, "role": h.event_party.role}),
    ),
    Row("v1:source-sensitivity", OF_API, LEADS, lambda h, _: ([h.source.pk], {**FIRST, **KEPT})),
    Row("v1:article-sensitivity", OF_API, LEADS, lambda h, _: ([h.article.pk], {**FIRST, **KEPT})),
    Row("v1:case-sensitivity", OF_API, LEADS, in_state(CaseState.OPEN, sensitivity="desk")),
    Row("v1:evidence-sensitivity", OF_API, LEADS, lambda h, _: ([h.evidence.evidence_id], {**FIRST, **KEPT})),
    Row("v1:case-open", OF_API, LEADS, in_state(CaseState.PROPOSED)),
    Row("v1:case-dismiss", OF_API, LEADS, in_state(CaseState.OPEN)),
    Row("v1:case-restore", OF_API, LEADS, in_state(CaseState.DISMISSED)),
    Row("v1:case-send-back", OF_API, LEADS, in_state(CaseState.DECIDED)),
    Row("v1:case-publish", OF_API, LEADS, in_state(CaseState.DECIDED)),
    Row("v1:case-reopen", OF_API, LEADS, in_state(CaseState.PUBLISHED)),
    Row("v1:case-withdraw", OF_API, LEADS, in_state(CaseState.PUBLISHED)),
    Row("v1:case-join", OF_API, LEADS, lambda h, _: ([seemingly_same(h).pk], {"expected_version": 7})),
    Row("v1:case-decline-join", OF_API, LEADS, lambda h, _: ([seemingly_same(h).pk], {"expected_version": 7})),
    Row("v1:case-detail", OF_API, LEADS, in_state(CaseState.OPEN, priority=1)),
    Row("v1:case-give", OF_API, LEADS, lambda h, _: ([h.cases[CaseState.OPEN].pk], {"reviewer": h.adjudicator.pk})),
    Row(
        "v1:case-reassign",
        OF_API,
        LEADS,
        lambda h, _: ([offered(h, None).case_id], {"reviewer": h.adjudicator.pk, **WHY}),
    ),
    Row("v1:case-take-back", OF_API, LEADS, lambda h, _: ([offered(h, None).case_id], WHY)),
    Row("v1:case-take", OF_API, REVIEWERS, in_state(CaseState.OPEN), "to review"),
    Row("v1:case-take", OF_API, REVIEWERS, in_state(CaseState.IN_ADJUDICATION), "to adjudicate"),
    Row(
        "v1:case-adjudicate",
        OF_API,
        REVIEWERS,
        lambda h, u: ([adjudicating(h, u).case_id], api_finding(h)),
        "as its adjudicator",
    ),
    Row(
        "v1:case-adjudicate",
        OF_API,
        NOBODY,
        lambda h, _: ([adjudicating(h, h.adjudicator).case_id], api_finding(h)),
        "as another one",
    ),
    Row("v1:assignment-next", AT_API, REVIEWERS, lambda h, _: at_house(h)),
    Row("v1:assignment-accept", OF_API, REVIEWERS, lambda h, u: ([offered(h, u).pk], {}), "one's own"),
    Row("v1:assignment-accept", OF_API, NOBODY, lambda h, _: ([offered(h, None).pk], {}), "somebody else's"),
    Row("v1:assignment-end", OF_API, EVERYBODY, lambda h, u: ([reviewing(h, u).pk], {}), "one's own"),
    Row("v1:assignment-end", OF_API, LEADS, lambda h, _: ([reviewing(h, None).pk], WHY), "somebody else's"),
    Row("v1:assignment-draft", OF_API, UNRECORDED, lambda h, u: ([reviewing(h, u).pk], {"rationale": "Hm"}), "one's own"),
    Row("v1:assignment-draft", OF_API, NOBODY, lambda h, _: ([reviewing(h, None).pk], {"rationale": "Hm"}), "somebody else's"),
    Row("v1:assignment-review", OF_API, REVIEWERS, lambda h, u: ([reviewing(h, u).pk], api_review(h)), "one's own"),
    Row("v1:assignment-review", OF_API, NOBODY, lambda h, _: ([reviewing(h, None).pk], api_review(h)), "somebody else's"),
    Row("v1:comment-list", OF_API, REVIEWERS, lambda h, _: ([], {"case": h.cases[CaseState.OPEN].pk, "text": "See."})),
    Row("v1:comment-correct", OF_API, REVIEWERS, lambda h, u: ([said(h, u).pk], SAID), "one's own"),
    Row("v1:comment-correct", OF_API, NOBODY, lambda h, _: ([h.comment.pk], SAID), "somebody else's"),
    Row("v1:comment-withdraw", OF_API, REVIEWERS, lambda h, u: ([said(h, u).pk], FIRST), "one's own"),
    Row("v1:comment-withdraw", OF_API, LEADS, lambda h, _: ([h.comment.pk], FIRST), "somebody else's"),
    Row("v1:tie-list", AT_API, REVIEWERS, lambda h, _: at_house(h, source=h.shared.name, nature="Worked there")),
    Row("v1:tie-end", OF_API, EVERYBODY, lambda h, u: ([tie_of(h, u).pk], {}), "one's own"),
    Row("v1:tie-end", OF_API, ("404", "404", "403", "403", "403"), lambda h, _: ([h.tie.pk], {}), "somebody else's"),
    Row("v1:rule-list", AT_API, LEADS, lambda h, _: at_house(h, name="New", effects={"priority": 1})),
    Row("v1:rule-detail", OF_API, LEADS, lambda h, _: ([h.rule.pk], {"is_active": False, **FIRST})),
    Row("v1:rule-move", OF_API, LEADS, lambda h, _: ([h.rule.pk], {"position": 0, **FIRST})),
    Row("v1:rule-remove", OF_API, LEADS, lambda h, _: ([h.rule.pk], FIRST)),
    Row("v1:rule-try-new", AT_API, LEADS_LOOK, lambda h, _: at_house(h, name="New", effects={"priority": 1})),
    Row("v1:rule-try-edit", OF_API, LEADS_LOOK, lambda h, _: ([h.rule.pk], {"is_active": False, **FIRST})),
    Row(
        "v1:evidence-list",
        OF_API,
        REVIEWERS,
        lambda h, _: (
            [],
            {
                "case": h.cases[CaseState.IN_REVIEW].pk,
                "kind": "unpublished",
                "source": h.shared.pk,
                "passage": "We saw forty.",
            },
        ),
    ),
    Row("v1:evidence-detail", OF_API, REVIEWERS, lambda h, _: ([h.evidence.evidence_id], {"title": "Other", **FIRST})),
    Row(
        "v1:evidence-attach",
        OF_API,
        REVIEWERS,
        lambda h, _: ([h.evidence.evidence_id], {"case": h.cases[CaseState.OPEN].pk}),
    ),
    Row("v1:evidence-withdraw", OF_API, REVIEWERS, lambda h, u: ([gathered(h, u).evidence_id], FIRST), "one's own"),
    Row("v1:evidence-withdraw", OF_API, LEADS, lambda h, _: ([h.evidence.evidence_id], FIRST), "somebody else's"),
    Row("v1:case-evidence-group", OF_API, REVIEWERS, lambda h, _: ([h.evidence.pk], {"origin": "Orb", "expected_version": 1})),
    Row("v1:case-evidence-ungroup", OF_API, REVIEWERS, lambda h, _: ([h.evidence.pk], {"expected_version": 1})),
    Row(
        "v1:origin-rename",
        OF_API,
        REVIEWERS,
        lambda h, _: ([h.evidence.independence_group_id], {"origin": "Orb", "expected_version": 1}),
    ),
    Row("v1:notification-read", OF_API, UNRECORDED, lambda h, u: ([told(h, u).pk], {}), "one's own"),
    Row("v1:notification-read", OF_API, UNSEEN, lambda h, _: ([told(h, None).pk], {}), "somebody else's"),
    Row("v1:notification-read-all", ("401", "401", *UNRECORDED[:2]), UNRECORDED, lambda h, _: ([], {"up_to": 2**40})),
    Row("v1:export-list", AT_API, EVERYBODY, lambda h, _: at_house(h, format="csv")),
]

#: Django's own views of the account, which know no desks.
DJANGOS_OWN = {"login", "logout", "password_change", "password_reset", "password_reset_confirm"}


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """One house for all tests of this module; each of them leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)


# --- Actions --------------------------------------------------------------------------------------------------------------


def test_every_write_has_its_row():
    writes = {route.name for route in routes() if route.methods & {"POST", "PUT", "PATCH", "DELETE"}}
    assert {row.route for row in PAGES + API} == writes - DJANGOS_OWN


@pytest.mark.parametrize("row", PAGES + API, ids=str)
def test_who_may_do_what(house, row):
    assert {who: attempt(house, row, who) for who in Who} == row.expected


# --- States ---------------------------------------------------------------------------------------------------------------

#: From which states a step is there at all. All of them are a lead's.
POSSIBLE = {
    "open": {"proposed"},
    "dismiss": {"proposed", "open", "in_review"},
    "restore": {"dismissed"},
    "send_back": {"in_adjudication", "decided"},
    "publish": {"decided"},
    "reopen": {"published", "withdrawn"},
    "withdraw": {"published"},
}
#: Outside the desk no state makes a difference; inside, an admin may do with cases what a lead may.
MEMBERS = list(Who)[4:]
DIFFERING = [Who.VIEWER, Who.REVIEWER, Who.LEAD]
NOT_NOW = ("403", "403", "409", "409", "409")


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("step", POSSIBLE)
def test_steps_are_taken_from_their_states_by_leads(house, step, state):
    inside = LEADS if state in POSSIBLE[step] else NOT_NOW
    api = Row(f"v1:case-{step.replace('_', '-')}", OF_API, inside, in_state(state))
    page = Row("verification:step", OF_DESK, inside, lambda h, _: ([h.cases[state].pk, step], SEVENTH))
    assert {who: attempt(house, api, who) for who in MEMBERS} == {who: api.expected[who] for who in MEMBERS}
    assert {who: attempt(house, page, who) for who in DIFFERING} == {who: page.expected[who] for who in DIFFERING}


#: What else is done in some states only: where, in which, by whom, with what.
WORK = [
    ("verification:take", {"open", "in_review", "in_adjudication"}, REVIEWERS, {}),
    ("verification:give", {"open", "in_review", "in_adjudication"}, LEADS, {"reviewer": None}),
    ("verification:edit-case", set(CaseState), LEADS, {"priority": 1, "reviews_required": 1}),
    (
        "verification:add-evidence",
        set(CaseState) - {"dismissed"},
        REVIEWERS,
        {"kind": "unpublished", "source": "The port", "passage": "We saw forty.", "credibility": 2},
    ),
]


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("work", WORK, ids=lambda work: work[0])
def test_work_is_done_in_its_states(house, work, state):
    page, possible, inside, body = work
    if "reviewer" in body:
        body = {"reviewer": house.adjudicator.pk}
    expected = inside if state in possible else tuple("409" if word == "ok" else word for word in inside)
    row = Row(page, OF_DESK, expected, in_state(state, **body))
    assert {who: attempt(house, row, who) for who in DIFFERING} == {who: row.expected[who] for who in DIFFERING}


def test_an_adjudicator_who_leads_nobody_sends_back(house):
    def back(h, user):
        return [adjudicating(h, user).case_id, "send_back"], SEVENTH

    row = Row("verification:step", OF_DESK, REVIEWERS, back)
    assert {who: attempt(house, row, who) for who in Who} == row.expected
