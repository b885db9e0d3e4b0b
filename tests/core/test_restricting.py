"""Who may restrict what to whom, and what nobody else stumbles over then."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.services import claim_correct
from claims.services.writing import known_sources
from core.errors import ClaimdeskError, Forbidden
from core.models import Desk, Membership, RecordEntry, Role, Sensitivity, User
from core.services import Restriction, sensitivity_set
from sources.models import Article, Source
from sources.services import article_submit, source_create, source_edit, source_for
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    DeskFactory,
    SourceFactory,
    TopicFactory,
    UserFactory,
    case_of,
    claim_on,
    member,
    said_by,
)
from tests.verification.desk import at_work, case_in_review
from verification.models import AssignmentState, Case
from verification.services.assignments import assign, assignment_take, next_case
from verification.services.evidence import evidence_add
from verification.services.giving import assignment_give
from verification.services.joining import case_join
from verification.services.proposing import case_propose
from verification.states import CaseState
from verification.tasks import sweep

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def lead(desk: Desk) -> User:
    return member(desk, Role.LEAD)


@pytest.fixture
def article(desk: Desk) -> Article:
    return ArticleFactory(desk=desk)


def to(*people: User) -> Restriction:
    return Restriction(Sensitivity.RESTRICTED, people)


def restrict(target: Any, lead: User, *others: User) -> None:
    sensitivity_set(target=target, actor=lead, expected_version=None, restriction=to(lead, *others), reason="A source at risk")


# --- Who may ----------------------------------------------------------------------------------------------------------------


def test_a_lead_restricts_it_to_themselves_and_others(article, lead, desk):
    named, other = member(desk), member(desk, Role.ADMIN)
    changed = sensitivity_set(target=article, actor=lead, expected_version=1, restriction=to(lead, named), reason="At risk")
    assert (changed.sensitivity, set(changed.named.all()), changed.version) == ("restricted", {lead, named}, 2)
    assert [Article.objects.visible_to(user).exists() for user in (lead, named, other)] == [True, True, False]
    entry = RecordEntry.objects.get(action="sources.article.restrict")
    assert (entry.actor, entry.desk) == (lead, desk)
    assert entry.payload.after == {"sensitivity": "restricted", "named": sorted([lead.pk, named.pk])}


def test_what_is_opened_again_names_nobody(article, lead):
    restrict(article, lead)
    opened = sensitivity_set(target=article, actor=lead, expected_version=2, restriction=Restriction("desk"), reason="Safe")
    assert (opened.sensitivity, opened.named.count()) == ("desk", 0)


@pytest.mark.parametrize(
    ("restriction", "reason", "code"),
    [
        (lambda lead, desk: Restriction("secret"), "Why", "sensitivity:unknown"),
        (lambda lead, desk: to(lead), " ", "sensitivity:reason_needed"),
        (lambda lead, desk: to(), "Why", "sensitivity:without_you"),
        (lambda lead, desk: to(member(desk, Role.LEAD)), "Why", "sensitivity:without_you"),
        (lambda lead, desk: to(lead, UserFactory()), "Why", "sensitivity:not_member"),
        (lambda lead, desk: to(lead, member(desk, is_active=False)), "Why", "sensitivity:not_member"),
        (lambda lead, desk: to(lead, UserFactory(is_superuser=True)), "Why", "sensitivity:not_member"),
    ],
)
def test_what_cannot_be(article, lead, desk, restriction, reason, code):  # noqa: PLR0917 - fixtures and the row
    with pytest.raises(ClaimdeskError) as caught:
        sensitivity_set(target=article, actor=lead, expected_version=1, restriction=restriction(lead, desk), reason=reason)
    assert caught.value.code == code
    article.refresh_from_db()
    assert (article.sensitivity, article.version) == ("public", 1)


def test_a_stale_version_is_refused(article, lead):
    with pytest.raises(ClaimdeskError) as caught:
        sensitivity_set(target=article, actor=lead, expected_version=7, restriction=Restriction("desk"), reason="Why")
    assert caught.value.code == "article:stale"


@pytest.mark.usefixtures("desk")
def test_what_all_desks_share_is_public():
    with pytest.raises(ClaimdeskError) as caught:
        sensitivity_set(
            target=SourceFactory(),
            actor=UserFactory(is_superuser=True),
            expected_version=1,
            restriction=Restriction("desk"),
            reason="Why",
        )
    assert caught.value.code == "sensitivity:shared"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMIN, None])
def test_nobody_else_opens_what_is_restricted(article, lead, desk, role):
    restrict(article, lead)
    who = member(desk, role) if role else UserFactory(is_superuser=True)
    with pytest.raises(Forbidden):
        sensitivity_set(target=article, actor=who, expected_version=2, restriction=Restriction("public"), reason="Curious")


def test_a_reviewer_restricts_what_they_bring_with_somebody_who_leads(desk, lead):
    reviewer, case = member(desk), case_in_review(desk)
    given = {"case": case, "actor": reviewer, "kind": "unpublished", "source": SourceFactory(desk=desk), "passage": "Seen."}
    with pytest.raises(ClaimdeskError) as caught:
        evidence_add(**given, restriction=to(reviewer))
    assert caught.value.code == "sensitivity:without_lead"
    evidence = evidence_add(**given, restriction=to(reviewer, lead)).evidence
    assert evidence.sensitivity == "restricted"
    assert not type(evidence).objects.visible_to(member(desk, Role.ADMIN)).exists()


# --- Nobody stumbles over it ------------------------------------------------------------------------------------------------


def test_a_name_that_a_restricted_source_has_is_free(desk, lead):
    hidden = SourceFactory(desk=desk, name="Olha K.", kind="person")
    restrict(hidden, lead)
    reviewer = member(desk)
    found = source_for(desk=desk, name="Olha K.", kind="person", actor=reviewer)
    assert found != hidden
    assert source_for(desk=desk, name="olha k.", kind="person", actor=reviewer) == found
    again = source_create(desk=desk, name="Another", kind="person", actor=reviewer)
    assert source_edit(source=again, actor=reviewer, expected_version=1, changes={"name": "Somebody"}).name == "Somebody"


def test_a_restricted_source_is_not_opened_under_a_name_that_is_taken(desk, lead):
    hidden = SourceFactory(desk=desk, name="Olha K.", kind="person")
    restrict(hidden, lead)
    source_create(desk=desk, name="Olha K.", kind="person", actor=member(desk))
    with pytest.raises(ClaimdeskError) as caught:
        sensitivity_set(target=hidden, actor=lead, expected_version=2, restriction=Restriction("public"), reason="Safe")
    assert caught.value.code == "sensitivity:taken"


def test_an_address_that_a_restricted_article_has_is_free(desk, lead):
    hidden = ArticleFactory(desk=desk, url="https://news.example/a")
    restrict(hidden, lead)
    given = {"desk": desk, "publisher": "News", "method": "url", "url": "https://news.example/a"}
    submitted = article_submit(**given, actor=member(desk))
    assert submitted.created
    assert submitted.article != hidden


def test_no_claim_is_linked_to_a_restricted_source_by_its_name(desk, lead):
    hidden = SourceFactory(desk=desk, name="Olha K.")
    content = [{"attribution": [{"sources": [{"name": "Olha K."}]}]}]
    assert known_sources(desk, content) == {"olha k.": hidden}
    restrict(hidden, lead)
    assert known_sources(desk, content) == {}


def test_a_restricted_source_is_named_by_nobody_who_may_not_see_it(desk, lead):
    claim = claim_on(desk)
    hidden, reviewer = SourceFactory(desk=desk), member(desk)
    restrict(hidden, lead)
    content = {"start": 0, "end": 5, "statement": "Nine.", "kind": "weapons"}
    content["attribution"] = [{"sources": [{"name": "Somebody", "source_id": hidden.pk}]}]
    codes = []
    for pk in (hidden.pk, 2**31 - 1):
        content["attribution"][0]["sources"][0]["source_id"] = pk
        with pytest.raises(ClaimdeskError) as caught:
            claim_correct(claim=claim, content=content, actor=reviewer, expected_version=1, reason="Why")
        codes.append(caught.value.code)
    assert codes == ["claim:reference"] * 2


def test_a_claim_goes_where_those_go_who_are_named_in_its_chain(desk, lead):
    hidden, reviewer = SourceFactory(desk=desk), member(desk)
    claim = claim_on(desk)
    link = said_by(claim, "A soldier")
    link.sources.update(source=hidden)
    case = case_of(claim)
    restrict(hidden, lead)
    assert not type(claim).objects.visible_to(reviewer).exists()
    assert not Case.objects.visible_to(reviewer).exists()
    assert Article.objects.visible_to(reviewer).filter(pk=claim.article_id).exists()
    assert list(Case.objects.visible_to(lead)) == [case]


# --- Assignment ---------------------------------------------------------------------------------------------------------------


def test_only_named_people_are_given_it_or_take_it(desk, lead):
    named, other = member(desk), member(desk)
    case = case_of(claim_on(desk), state=CaseState.OPEN, reviews_required=2)
    restrict(case, lead, named)
    assign(case_id=case.pk)
    case.refresh_from_db()
    assert set(case.assignments.values_list("reviewer", flat=True)) <= {lead.pk, named.pk}
    assert next_case(desk=desk, actor=other) is None
    for attempt in (
        lambda: assignment_take(case=case, actor=other),
        lambda: assignment_give(case=case, reviewer=other, actor=lead, override_reason="Urgent"),
    ):
        with pytest.raises(Forbidden) as caught:
            attempt()
        assert "kept_out" in caught.value.details["rules"]


def test_who_is_not_named_loses_the_case(desk, lead, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr("verification.tasks.assign_case.delay", lambda case_id: assign(case_id=case_id))
    named, other = member(desk), member(desk)
    case = case_in_review(desk, reviews_required=2)
    kept, lost = at_work(case, named), at_work(case, other)
    restrict(case.lead_claim.article, lead, named)
    with django_capture_on_commit_callbacks(execute=True):
        sweep()
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.state, lost.state) == (AssignmentState.ACCEPTED, AssignmentState.ENDED)


def test_what_is_restricted_is_suggested_to_nobody_and_joins_nothing(desk, lead):
    first = case_propose(claim=claim_on(desk))
    restrict(first.lead_claim.article, lead)
    second = case_propose(claim=ClaimFactory(snapshot=claim_on(desk).snapshot, text=first.lead_claim.text))
    assert second.similar_to is None
    with pytest.raises(ClaimdeskError) as caught:
        case_join(case=second, target=first, actor=lead, expected_version=second.version)
    assert caught.value.code == "case:cannot_join"


def test_a_named_person_without_a_place_on_the_desk_sees_nothing(article, lead, desk):
    TopicFactory(desk=desk)
    restrict(article, lead)
    Membership.objects.filter(user=lead).update(is_active=False)
    assert not Article.objects.visible_to(lead).exists()
    assert Source.objects.visible_to(lead).count() == 0


# --- Where nobody is left -------------------------------------------------------------------------------------------------------


def test_an_operator_lets_a_lead_see_what_nobody_is_left_to_see(article, lead, desk, capsys):
    restrict(article, lead)
    Membership.objects.filter(user=lead).update(is_active=False)
    heir = member(desk, Role.LEAD)
    call_command("name_person", "article", str(article.pk), heir.email, reason="The lead has left")
    assert list(article.named.all()) == [heir]
    assert Article.objects.visible_to(heir).get() == article
    entry = RecordEntry.objects.filter(action="sources.article.restrict").latest("pk")
    assert (entry.actor, entry.payload.reason) == (None, "The lead has left")
    assert str(article.pk) in capsys.readouterr().out


@pytest.mark.parametrize("role", [Role.REVIEWER, None])
def test_it_is_a_lead_of_the_desk_who_is_let_in(article, lead, desk, role):
    restrict(article, lead)
    Membership.objects.filter(user=lead).update(is_active=False)
    who = member(desk, role) if role else UserFactory()
    with pytest.raises(CommandError):
        call_command("name_person", "article", str(article.pk), who.email, reason="Why")
    assert not Article.objects.visible_to(who).exists()
