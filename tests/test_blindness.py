"""While a round of several reviews is open, nobody but its author sees a review, its stances, or what was gathered for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from core.models import RecordEntry, Role
from sources.models import Source
from tests.factories import ClaimFactory, DeskFactory, FigureFactory, SnapshotFactory, SourceFactory, case_of, member, said_by
from tests.pages import client_of
from tests.roles import OURS, READS, listed, words
from tests.verification.desk import at_work, rating_of, scale_on, submit
from verification.models import Case, CaseEvidence, Comment, Evidence, EvidenceStance, IndependenceGroup, Review
from verification.states import CaseState

pytestmark = pytest.mark.django_db

#: The word of what one reviewer found, which nobody else said.
FIND = "wombat"


@pytest.fixture(scope="module")
def blind(django_db_setup: None, django_db_blocker: Any) -> Iterator[Blind]:
    """A case of two reviews, of which one is in."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Blind()
        transaction.set_rollback(True)


class Blind:
    """An author who has handed in, over the API, and everybody else. The author alone says :data:`FIND`."""

    def __init__(self) -> None:
        self.desk = DeskFactory()
        scale_on(self.desk)
        claim = ClaimFactory(snapshot=SnapshotFactory(capture__article__desk=self.desk))
        said_by(claim, "Harbour Ministry")
        FigureFactory(claim=claim, value=40)
        self.case: Case = case_of(claim, state=CaseState.IN_REVIEW, reviews_required=2)
        self.first, self.second = at_work(self.case), at_work(self.case)
        self.author = client_of(self.first.reviewer)
        self.others = {
            "second reviewer": client_of(self.second.reviewer),
            "lead": client_of(member(self.desk, Role.LEAD)),
            "admin": client_of(member(self.desk, Role.ADMIN)),
            "superuser": client_of(member(DeskFactory(), user__is_superuser=True)),
        }
        links = [self._gather(**how) for how in self._finds()]
        self._gather_on_the_page()
        self._name_origin(links[0])
        self._correct(links[0])
        self._comment("Before handing in")
        self._hand_in(links)
        self._comment("Afterwards")

    def _finds(self) -> list[dict[str, Any]]:
        return [
            {"kind": "unpublished", "passage": f"A {FIND} said so."},
            {"kind": "page", "url": f"https://{FIND}.example/log"},
            {"kind": "file", "file": SimpleUploadedFile(f"{FIND}.txt", f"The {FIND} log.".encode(), "text/plain")},
        ]

    def _gather(self, **how: Any) -> dict[str, Any]:
        source = SourceFactory(desk=self.desk)
        answer = self.author.post("/api/v1/evidence/", {"case": self.case.pk, "source": source.pk, **how})
        assert answer.status_code == 201, answer.content
        return answer.json()

    def _gather_on_the_page(self) -> None:
        """Of a source that the directory did not have."""
        body = {"kind": "unpublished", "source": f"The {FIND} watch", "passage": f"The {FIND} saw it.", "credibility": 2}
        assert self.author.post(f"/cases/{self.case.pk}/evidence/", body).status_code == 302

    def _name_origin(self, link: dict[str, Any]) -> None:
        """Once in the API's way, and then otherwise in the page's."""
        body = {"origin": f"A {FIND} on the quay", "basis": f"The {FIND} says so.", "expected_version": 1}
        answer = self.author.post(f"/api/v1/case-evidence/{link['id']}/group/", json.dumps(body), "application/json")
        assert answer.status_code == 200, answer.content
        body = {"origin": f"The {FIND} of the quay", "origin_version": 1}
        assert self.author.post(f"/evidence/{link['id']}/origin/rename/", body).status_code == 302

    def _correct(self, link: dict[str, Any]) -> None:
        body = {"passage": f"Two {FIND}s said so.", "credibility": 2, "expected_version": 1, "reason": f"Two {FIND}s"}
        assert self.author.post(f"/evidence/{link['id']}/edit/", body).status_code == 302

    def _comment(self, when: str) -> None:
        """To all the others, so that each of them would be told."""
        others = [membership.user_id for membership in self.desk.memberships.all()]
        body = {"case": self.case.pk, "text": f"{when}: the {FIND} says 40.", "mentioned": others}
        answer = self.author.post("/api/v1/comments/", json.dumps(body), "application/json")
        assert answer.status_code == 201, answer.content

    def _hand_in(self, links: list[dict[str, Any]]) -> None:
        body = {
            "expected_version": self.case.version,
            "rating": rating_of(self.desk).pk,
            "said": [{"position": 0, "finding": "faithful"}],
            "figure_finding": "within",
            "band": {"low": 38, "high": 42},
            "rationale": f"The {FIND} says 40.",
            "stances": [{"case_evidence": link["id"], "stance": "supports", "note": f"As {FIND}s do"} for link in links],
        }
        answer = self.author.post(f"/api/v1/assignments/{self.first.pk}/review/", json.dumps(body), "application/json")
        assert answer.status_code == 201, answer.content

    def rows(self) -> dict[str, list[int]]:
        """What there is for each address that is about something, by id."""
        links = CaseEvidence.objects.filter(case=self.case)
        captures = links.filter(evidence__capture__isnull=False)
        return {
            "sources:capture": list(captures.values_list("evidence__capture", flat=True)),
            "sources:capture-bytes": list(captures.values_list("evidence__capture", flat=True)),
            "verification:evidence-capture": list(captures.values_list("pk", flat=True)),
            "verification:evidence-bytes": list(captures.values_list("pk", flat=True)),
            "verification:edit-evidence": list(links.values_list("pk", flat=True)),
            "v1:evidence-detail": list(links.values_list("evidence", flat=True)),
            "v1:capture-detail": list(captures.values_list("evidence__capture", flat=True)),
            "v1:snapshot-detail": list(captures.values_list("evidence__capture__snapshots", flat=True)),
            "v1:case-evidence-detail": list(links.values_list("pk", flat=True)),
            "v1:origin-detail": list(IndependenceGroup.objects.values_list("pk", flat=True)),
            "v1:comment-detail": list(Comment.objects.values_list("pk", flat=True)),
            "v1:review-detail": list(Review.objects.values_list("pk", flat=True)),
        }


WHO = ["second reviewer", "lead", "admin", "superuser"]


@pytest.mark.parametrize("who", WHO)
def test_nobody_opens_what_belongs_to_a_review_that_is_to_be_independent(blind, who):
    for name, pks in blind.rows().items():
        assert pks
        for pk in filter(None, pks):
            assert blind.others[who].get(reverse(name, args=[pk])).status_code == 404, name


@pytest.mark.parametrize("who", WHO)
def test_nobody_reads_of_it_in_any_page_or_list(blind, who):
    client, case = blind.others[who], blind.case
    article = case.lead_claim.article_id
    pages = [reverse(name) for name, route in READS.items() if not route.arguments]
    pages += [
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/discussion/",
        f"/cases/{case.pk}/discussion/audience/",
        f"/cases/{case.pk}/history/",
        f"/cases/{case.pk}/adjudicate/",
        f"/articles/{article}/",
        f"/api/v1/cases/{case.pk}/",
    ]
    pages += [
        f"/api/v1/cases/{case.pk}/transitions/",
        "/search/?q=wom",
        "/articles/?q=wom",
        "/sources/?q=wom",
    ]
    pages += [
        f"/api/v1/evidence/?q={FIND[:3]}",
        f"/api/v1/evidence/?case={case.pk}",
        f"/api/v1/case-evidence/?case={case.pk}",
        f"/api/v1/origins/?case={case.pk}",
        f"/api/v1/reviews/?case={case.pk}",
        f"/api/v1/comments/?case={case.pk}",
        "/notifications/?show=all",
    ]
    pages += [f"/sources/names/?source={FIND[:3]}", f"/sources/names/?publisher={FIND}", f"/api/v1/sources/?q={FIND[:3]}"]
    pages += [
        f"/api/v1/assignments/{blind.first.pk}/",
        f"/sources/{Evidence.objects.filter(case_evidence__case=case).first().source_id}/",
    ]
    for page in pages:
        assert FIND not in words(client.get(page)), page


@pytest.mark.parametrize("who", WHO)
def test_nobody_counts_it(blind, who):
    for address in ("evidence", "case-evidence", "origins", "reviews", "comments"):
        assert blind.others[who].get(f"/api/v1/{address}/", {"case": blind.case.pk}).json()["results"] == []
    answer = blind.others[who].get(f"/cases/{blind.case.pk}/")
    page = answer.context["page"]
    assert (list(page.evidence), list(page.reviews)) == ([], [])
    assert list(answer.context["discussion"].lines) == []
    assert "mentioned" not in words(blind.others[who].get("/api/v1/notifications/"))
    assert answer.wsgi_request.workplace.unread == 0


@pytest.mark.parametrize("who", ["lead", "admin", "superuser"])
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_nobody_finds_it_in_the_admin(blind, model, who):
    answer = listed(model, blind.others[who])
    assert FIND not in words(answer)
    if model in {Review, Evidence, CaseEvidence, IndependenceGroup, EvidenceStance, Comment}:
        assert answer.context["cl"].result_count == 0
    assert FIND not in words(listed(model, blind.others[who], q=FIND[:3]))


def test_nobody_finds_it_in_the_record(blind):
    shown = listed(RecordEntry, blind.others["superuser"]).context["cl"].result_list
    assert shown
    # Not that there is anything, nor when it came.
    finds = Evidence.objects.filter(case_evidence__case=blind.case)
    hidden = {
        "verification.caseevidence": list(CaseEvidence.objects.values_list("pk", flat=True)),
        "verification.comment": list(Comment.objects.values_list("pk", flat=True)),
        "verification.review": list(Review.objects.values_list("pk", flat=True)),
        "verification.evidence": list(finds.values_list("pk", flat=True)),
        "sources.capture": list(finds.exclude(capture=None).values_list("capture", flat=True)),
        "sources.source": list(Source.objects.filter(name__contains=FIND).values_list("pk", flat=True)),
    }
    assert all(hidden.values())
    assert not [entry for entry in shown if entry.object_id in hidden.get(entry.object_type, [])]
    for entry in shown:
        assert FIND not in words(blind.others["superuser"].get(reverse("admin:core_recordentry_change", args=[entry.pk])))


def test_its_author_sees_it(blind):
    assert FIND in words(blind.author.get(f"/cases/{blind.case.pk}/"))
    assert len(blind.author.get("/api/v1/evidence/", {"case": blind.case.pk}).json()["results"]) == 4
    assert len(blind.author.get("/api/v1/case-evidence/", {"case": blind.case.pk}).json()["results"]) == 4
    assert len(blind.author.get("/api/v1/reviews/", {"case": blind.case.pk}).json()["results"]) == 1
    assert len(blind.author.get("/api/v1/comments/", {"case": blind.case.pk}).json()["results"]) == 2


def test_everybody_sees_it_once_all_reviews_are_in(blind):
    submit(blind.second)
    for client in blind.others.values():
        assert FIND in words(client.get(f"/cases/{blind.case.pk}/"))
        # The author's four, and what the other found.
        assert len(client.get("/api/v1/evidence/", {"case": blind.case.pk}).json()["results"]) == 5
        assert len(client.get("/api/v1/case-evidence/", {"case": blind.case.pk}).json()["results"]) == 5
        assert FIND in words(client.get("/sources/names/", {"source": FIND[:3]}))
        assert len(client.get("/api/v1/reviews/", {"case": blind.case.pk}).json()["results"]) == 2
        assert len(client.get("/api/v1/comments/", {"case": blind.case.pk}).json()["results"]) == 2


def test_what_a_lead_adds_under_the_name_of_a_hidden_source_is_that_source(blind):
    """The name is not taken as far as anybody else can tell; and two that found the same source named one."""
    with transaction.atomic():
        given = {"desk": blind.desk.slug, "name": f"The {FIND} watch", "kind": "organisation"}
        hidden = Source.objects.get(name=given["name"])
        Source.objects.filter(pk=hidden.pk).update(came_with_evidence=True)
        CaseEvidence.objects.filter(evidence__source=hidden).update(gathered_for=blind.first)
        answer = blind.others["lead"].post("/api/v1/sources/", json.dumps(given), "application/json")
        assert (answer.status_code, answer.json()["id"]) == (201, hidden.pk)
        assert FIND in words(blind.others["superuser"].get("/sources/names/", {"source": FIND}))
        transaction.set_rollback(True)


def test_fewer_reviews_required_show_nothing_of_what_was_gathered_for_more(blind):
    with transaction.atomic():
        CaseEvidence.objects.filter(case=blind.case).update(gathered_for=blind.first)
        Case.objects.filter(pk=blind.case.pk).update(reviews_required=1, state="in_review")
        assert blind.others["lead"].get("/api/v1/evidence/", {"case": blind.case.pk}).json()["results"] == []
        transaction.set_rollback(True)
