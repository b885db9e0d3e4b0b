"""The pages of the queue, of articles, cases, verdicts and exports."""

import datetime as dt
import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import NumericRange
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, RunState
from claims.services import claim_reject
from core.models import Role
from sources.models import CaptureState
from tests.factories import (
    AssignmentFactory,
    CaseEvidenceFactory,
    CaseTransitionFactory,
    ClaimFactory,
    DeskFactory,
    EventFactory,
    EvidenceStanceFactory,
    ExportFactory,
    IndependenceGroupFactory,
    PublicationFactory,
    RatingFactory,
    ReviewFactory,
    SnapshotFactory,
    SourceFactory,
    VerdictFactory,
    case_of,
    case_on,
    member,
    said_by,
)
from tests.pages import build_world, client_of
from verification.grounds import freeze
from verification.models import Assignment, AssignmentState, Case, CaseEvidence, Review, Verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def count_queries():
    """How many queries a page takes."""

    def count(client, path: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(path).status_code == 200
        return len(counted)

    return count


# --- Markup ---------------------------------------------------------------------------------------------------------------


def test_no_two_controls_of_the_list_of_cases_have_one_id(world):
    page = client_of(world.lead).get("/cases/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert "assign_reviewer" in ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("number", "words"), [(1, "by one review,"), (2, "by reviews that agree,")])
def test_a_verdict_says_by_how_many_reviews_it_was_made(world, number, words):
    reviews = [
        ReviewFactory(assignment=AssignmentFactory(case=world.case, state="done"), rating=world.rating) for _ in range(number)
    ]
    VerdictFactory(case=world.case, rating=world.rating, grounds=freeze(world.case, reviews), reviews=reviews)
    Case.objects.filter(pk=world.case.pk).update(state="decided")
    assert words in client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()


def test_who_may_not_invite_is_told_who_may(world):
    says = "Admins of the desk invite people"
    assert says in client_of(world.lead).get("/desk/").content.decode()
    admin = member(world.desk, Role.ADMIN)
    assert says not in client_of(admin).get("/desk/").content.decode()


# --- Who sees what ---------------------------------------------------------------------------------------------------------


def pages_of(world) -> list[str]:
    return [
        f"/cases/{world.case.pk}/",
        f"/cases/{world.case.pk}/adjudicate/",
        f"/articles/{world.article.pk}/",
        f"/articles/{world.article.pk}/progress/",
    ]


def test_members_see_the_pages_of_their_desk_and_others_find_nothing(world):
    stranger, other = member(DeskFactory()), client_of(world.viewer)
    for page in pages_of(world):
        assert other.get(page).status_code in {200, 286}
        assert client_of(stranger).get(page).status_code == 404


def test_lists_and_search_show_nothing_of_other_desks(world):
    stranger = client_of(member(DeskFactory()))
    for page in ("/", "/cases/", "/articles/", "/search/?q=drones", "/sources/?q=harbour", "/exports/", "/events/"):
        assert "Forty drones" not in stranger.get(page).content.decode()
    assert "Forty drones" in client_of(world.viewer).get("/search/?q=drones").content.decode()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.VIEWER, set()), (Role.REVIEWER, {"take"}), (Role.LEAD, {"take", "open", "dismiss", "routing", "triage"})],
)
def test_what_a_role_may_do_to_a_proposed_case(world, role, allowed):
    client = client_of(member(world.desk, role))
    dismissed, opened, taken = case_on(world.desk, state="proposed"), world.cases[1], case_on(world.desk, reviews_required=9)
    body = {"expected_version": 1, "reason": "Because."}
    answers = {
        "dismiss": client.post(f"/cases/{dismissed.pk}/dismiss/", body),
        "open": client.post(f"/cases/{opened.pk}/open/", body | {"expected_version": opened.version}),
        "take": client.post(f"/cases/{taken.pk}/take/"),
        "triage": client.get(f"/articles/{world.article.pk}/triage/"),
        "routing": client.get(f"/cases/{world.case.pk}/routing/"),
    }
    assert {name for name, answer in answers.items() if answer.status_code in {200, 302}} == allowed
    assert {answer.status_code for name, answer in answers.items() if name not in allowed} <= {403}


# --- The queue and the lists -----------------------------------------------------------------------------------------------


def test_the_queue_shows_own_work_the_pool_with_its_reason_and_what_waits_for_a_lead(world):
    waiting = case_on(world.desk, pool_reason="Nobody speaks Tavrin.", proposition="A bridge fell.")
    page = client_of(world.reviewer).get("/").content.decode()
    assert world.case.proposition in page
    assert waiting.proposition in page
    assert "Nobody speaks Tavrin." in page
    assert "To be triaged" not in page
    assert "To be triaged" in client_of(world.lead).get("/").content.decode()


def test_an_empty_queue_says_what_to_do_next(world):
    assert "takes the most urgent one that suits you" in client_of(world.second).get("/").content.decode()


def test_the_next_case_is_taken_and_opened(world):
    case = case_on(world.desk, priority=1)
    answer = client_of(world.second).post("/next/")
    assert answer["Location"] == f"/cases/{case.pk}/"
    assert Assignment.objects.get(case=case, reviewer=world.second).state == "accepted"


def test_nothing_next_leads_back_to_the_queue(world):
    assert client_of(world.second).post("/next/")["Location"] == "/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {0, 1}),
        ("state=proposed", {1}),
        ("q=drones", {0}),
        ("q=HARBOUR", {0, 1}),
        ("mine=on", {0}),
        ("late=on", {0}),
        ("priority=5", {1}),
        ("state=nonsense", {0, 1}),
        ("q=%00", {0, 1}),
    ],
)
def test_cases_are_filtered_by_the_address(world, query, found):
    Case.objects.filter(pk=world.cases[0].pk).update(due_at=timezone.now() - dt.timedelta(hours=1))
    Case.objects.filter(pk=world.cases[1].pk).update(priority=5)
    answer = client_of(world.reviewer).get(f"/cases/?{query}")
    shown = {int(pk) for pk in re.findall(r'href="/cases/(\d+)/"', answer.content.decode())}
    assert shown == {world.cases[i].pk for i in found}


def test_the_number_of_queries_does_not_grow_with_the_lists(world, count_queries):
    client = client_of(world.lead)
    most = {
        "/": 10,
        "/cases/": 11,
        f"/articles/{world.article.pk}/": 19,
        f"/articles/{world.article.pk}/triage/": 8,
        f"/cases/{world.case.pk}/": 24,
    }
    CaseEvidence.objects.update(independence_group=IndependenceGroupFactory(case=world.case))
    client.get("/")  # that somebody was here is written down now and then
    before = {page: count_queries(client, page) for page in most}
    for number in range(8):
        claim = ClaimFactory(snapshot=world.snapshot, start=number, end=number + 9)
        case = case_of(claim, state="proposed", bundle=world.case.bundle, queue=world.case.queue)
        AssignmentFactory(case=case, reviewer=world.lead)
        case_on(world.desk, pool_reason="Nobody.", bundle=world.case.bundle)
        CaseEvidenceFactory(case=world.case, independence_group=IndependenceGroupFactory(case=world.case, origin=f"Orb {number}"))
        CaseTransitionFactory(case=world.case, version=10 + number)
    after = {page: count_queries(client, page) for page in most}
    assert after == before
    assert {page: taken for page, taken in after.items() if taken > most[page]} == {}


# --- An article ------------------------------------------------------------------------------------------------------------


def test_lists_mark_claims_that_leave_something_open(world):
    claim, event = world.claims[0], EventFactory(desk=world.desk)
    claim.ambiguous, claim.event = ["which port “the port” is", "when it was"], event
    claim.save()
    source = SourceFactory(name="Orb")
    for other in world.claims[:2]:
        said_by(other, "Orb", source=source)
    for page in (f"/articles/{world.article.pk}/", f"/events/{event.pk}/", f"/sources/{source.pk}/said/"):
        shown = client_of(world.viewer).get(page).text
        assert shown.count('class="unsettled"') == 1
        assert '<span class="unseen">Not settled: which port “the port” is; when it was</span>' in shown


def test_the_text_is_marked_and_loses_no_character(world):
    page = client_of(world.viewer).get(f"/articles/{world.article.pk}/").content.decode()
    paragraphs = re.findall(r'<p dir="auto" data-start="(\d+)">(.*?)</p>', page, re.DOTALL)
    for start, inner in paragraphs:
        text = re.sub(r"<[^>]+>", "", re.sub(r"<a\s.*?</a>", "", inner, flags=re.DOTALL))
        assert world.snapshot.text[int(start) :].startswith(text)
    assert len(paragraphs) == 2
    assert page.count("<mark") == 2


@pytest.mark.parametrize(
    ("state", "says"),
    [
        (CaptureState.PENDING, "The page is being fetched"),
        (CaptureState.FAILED, "fetch:timeout"),
    ],
)
def test_a_page_that_is_being_fetched_or_failed_says_so(world, state, says):
    capture = world.snapshot.capture
    capture.state, capture.failure_code, capture.failure_message = state, "fetch:timeout", "It did not answer."
    capture.save()
    page = client_of(world.viewer).get(f"/articles/{world.article.pk}/").content.decode()
    assert says in page


@pytest.mark.parametrize(
    ("state", "status", "says"),
    [
        (RunState.QUEUED, 200, "The text is being read"),
        (RunState.DONE, 286, ""),
        (RunState.UNREADABLE, 286, "No automatic claims"),
        (RunState.SUPERSEDED, 200, "The text is being read"),
    ],
)
def test_progress_is_asked_for_until_there_is_nothing_to_wait_for(world, state, status, says):
    world.snapshot.runs.update(state=state)
    answer = client_of(world.viewer).get(f"/articles/{world.article.pk}/progress/", headers={"HX-Request": "true"})
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert ("HX-Refresh" in answer) == (status == 286)


def test_progress_goes_on_until_every_claim_worth_checking_has_its_case(world):
    run = world.snapshot.runs.get()
    late, minor, rejected = (ClaimFactory(snapshot=world.snapshot, run=run) for _ in range(3))
    Claim.objects.filter(pk=minor.pk).update(check_worthiness=0)
    Claim.objects.filter(pk=rejected.pk).update(state="rejected")
    client, address = client_of(world.viewer), f"/articles/{world.article.pk}/progress/"
    answer = client.get(address, headers={"HX-Request": "true"})
    assert (answer.status_code, "HX-Refresh" in answer) == (200, False)
    assert "Cases are being proposed" in answer.content.decode()
    case_of(late)
    assert client.get(address, headers={"HX-Request": "true"}).status_code == 286


def test_text_of_the_article_is_never_markup(world):
    evil = "<script>alert(1)</script> & <b>two</b> people died."
    snapshot = SnapshotFactory(capture__article=world.article, text=evil)
    ClaimFactory(snapshot=snapshot, start=0, end=len(evil), statement=evil)
    page = client_of(world.viewer).get(f"/articles/{world.article.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>two" not in page


def test_triage_opens_many_and_says_what_failed(world):
    other = case_on(world.desk, state="proposed")
    body = {"action": "open", "cases": [f"{world.cases[1].pk}:{world.cases[1].version}", f"{other.pk}:99"]}
    answer = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body, follow=True)
    assert Case.objects.get(pk=world.cases[1].pk).state == "open"
    assert Case.objects.get(pk=other.pk).state == "proposed"
    assert f"Case {other.pk}:" in answer.content.decode()
    assert "1 case is open." in answer.content.decode()


def test_triage_says_what_was_dismissed(world):
    body = {"action": "dismiss", "reason": "Nobody disputes it.", "cases": [f"{world.cases[1].pk}:{world.cases[1].version}"]}
    answer = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body, follow=True)
    assert "1 case is dismissed." in answer.content.decode()


@pytest.mark.parametrize(
    "body", [{"action": "open"}, {"action": "dismiss", "cases": ["1:1"]}, {"action": "open", "cases": ["x"]}]
)
def test_triage_without_a_case_or_a_reason_says_so(world, body):
    answer = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body)
    assert answer.status_code == 400
    assert Case.objects.get(pk=world.cases[1].pk).state == "proposed"


def test_a_refused_triage_keeps_the_ticks(world):
    ticked, other = world.cases[1], case_of(ClaimFactory(snapshot=world.snapshot), state="proposed")
    body = {"action": "dismiss", "cases": [f"{ticked.pk}:{ticked.version}"]}
    page = client_of(world.lead).post(f"/articles/{world.article.pk}/triage/", body).text
    assert f'data-case="{ticked.pk}" checked>' in page
    assert f'data-case="{other.pk}">' in page


# --- A case ----------------------------------------------------------------------------------------------------------------


def finding_of(world, **changes):
    return {
        "expected_version": world.case.version,
        "said_0": "faithful",
        "rating": world.rating.pk,
        "figure_finding": "within",
        "band_low": "38",
        "band_high": "42",
        "confidence": "high",
        "rationale": "Two counts agree.",
        **changes,
    }


def borne_out(world, **changes):
    """The same with the stance that it needs."""
    return finding_of(world, **{f"stance_{CaseEvidence.objects.get(case=world.case).pk}": "supports"}, **changes)


def test_a_finding_is_handed_in_with_its_stances(world):
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", borne_out(world))
    assert answer.status_code == 302
    review = Review.objects.get()
    assert (review.band.lower, review.confidence, review.stances.get().stance) == (38, "high", "supports")


def test_a_finding_that_is_refused_keeps_what_was_typed(world):
    body = finding_of(world, band_low="50", band_high="60", rationale="I counted <50>.")
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", body)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "I counted &lt;50&gt;." in page
    assert "below the evidence" in page
    assert not Review.objects.exists()


def part_of(page: str, pattern: str) -> str:
    """What a page has of a part that it shows once."""
    (found,) = re.findall(pattern, page, re.DOTALL)
    return found


def test_a_finding_without_evidence_is_told_so_at_the_evidence_and_above_the_form(world):
    told = "says what the evidence shows: at least one piece of evidence must have the stance “supports”"
    client, address = client_of(world.reviewer), f"/assignments/{world.assignment.pk}/finding/"
    answer = client.post(address, finding_of(world))
    page = answer.content.decode()
    assert (answer.status_code, page.count(told)) == (400, 2)
    assert told in part_of(page, r'<ul class="errorlist" id="id_stances_error">.*?</ul>')
    assert told in part_of(page, r'<form id="finding".*?</form>')
    assert '<fieldset class="stances" form="finding" aria-describedby="id_stances_error">' in page
    assert '<a href="#evidence">To the evidence</a>' in page
    assert not Review.objects.exists()

    fresh = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert told not in fresh
    assert "To the evidence" not in fresh


def test_what_a_finding_needs_of_the_evidence_is_told_beforehand_to_whom_it_concerns(world):
    told = "“supported” needs a piece that supports the claim"
    assert told in client_of(world.reviewer).get(f"/cases/{world.case.pk}/").content.decode()
    assert told not in client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()


def test_what_was_refused_is_still_there_after_evidence_was_added(world):
    client, piece = client_of(world.reviewer), CaseEvidence.objects.get(case=world.case)
    body = finding_of(world, band_low="50", band_high="60", rationale="Counted twice.", **{f"stance_{piece.pk}": "mentions"})
    assert client.post(f"/assignments/{world.assignment.pk}/finding/", body).status_code == 400
    added = {"kind": "unpublished", "source": "Night watch", "passage": "I counted forty.", "credibility": 3}
    page = client.post(f"/cases/{world.case.pk}/evidence/", added, follow=True).content.decode()
    assert "Counted twice." in page
    assert re.search(rf'name="stance_{piece.pk}" value="mentions"[^>]* checked', page)
    assert re.search(rf'name="rating" value="{world.rating.pk}"[^>]* checked', page)


def test_whoever_is_later_is_told_what_changed_and_keeps_what_was_typed(world):
    CaseTransitionFactory(
        case=world.case, action="send_back", version=world.case.version + 1, actor=world.lead, reason="Count again."
    )
    Case.objects.filter(pk=world.case.pk).update(version=world.case.version + 1)
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", finding_of(world))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Count again." in page
    assert str(world.lead) in page
    assert "Two counts agree." in page


def test_a_stale_form_handed_in_again_after_the_notice_is_accepted(world):
    Case.objects.filter(pk=world.case.pk).update(version=world.case.version + 1)
    client = client_of(world.reviewer)
    page = client.post(f"/assignments/{world.assignment.pk}/finding/", finding_of(world)).content.decode()
    version = re.search(r'id="finding".*?name="expected_version" value="(\d+)"', page, re.DOTALL)[1]
    again = client.post(f"/assignments/{world.assignment.pk}/finding/", borne_out(world, expected_version=version))
    assert again.status_code == 302


def test_a_finding_on_a_case_that_was_dismissed_meanwhile_is_refused_and_stays_on_the_page(world):
    body = {"expected_version": world.case.version, "reason": "Not worth it."}
    assert client_of(world.lead).post(f"/cases/{world.case.pk}/dismiss/", body).status_code == 302
    answer = client_of(world.reviewer).post(f"/assignments/{world.assignment.pk}/finding/", finding_of(world))
    assert answer.status_code == 409
    assert "Two counts agree." in answer.content.decode()
    assert "Not worth it." in answer.content.decode()


def test_what_is_offered_is_accepted_before_anything_is_typed(world):
    Assignment.objects.filter(pk=world.assignment.pk).update(state=AssignmentState.OFFERED)
    reviewer = client_of(world.reviewer)
    page = reviewer.get(f"/cases/{world.case.pk}/").content.decode()
    assert "offered to you" in page
    assert "Submit finding" not in page
    accepted = reviewer.post(f"/assignments/{world.assignment.pk}/accept/", follow=True).content.decode()
    assert "offered to you" not in accepted
    assert "Submit finding" in accepted


def test_a_draft_is_kept_by_itself_and_by_a_button_and_comes_back(world):
    client, address = client_of(world.reviewer), f"/assignments/{world.assignment.pk}/draft/"
    kept = client.post(address, {"rationale": "Half a thought", "rating": world.rating.pk}, headers={"HX-Request": "true"})
    assert "Draft kept" in kept.content.decode()
    assert client.post(address, {"rationale": "A whole thought"}).status_code == 302
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert "A whole thought" in page
    assert "A whole thought" not in client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()


def test_nobody_writes_into_the_assignment_of_somebody_else(world):
    client = client_of(world.second)
    for what in ("draft", "finding", "accept"):
        assert client.post(f"/assignments/{world.assignment.pk}/{what}/", {"rationale": "x"}).status_code == 404


def test_a_review_is_unseen_by_the_other_reviewer_until_theirs_is_in(world):
    Case.objects.filter(pk=world.case.pk).update(reviews_required=2)
    other = AssignmentFactory(case=world.case, reviewer=world.second, state="done")
    ReviewFactory(assignment=other, rationale="A secret so far.")
    assert "A secret so far." not in client_of(world.reviewer).get(f"/cases/{world.case.pk}/").content.decode()
    assert "A secret so far." in client_of(world.second).get(f"/cases/{world.case.pk}/").content.decode()


def test_evidence_is_added_with_its_source(world):
    body = {"kind": "unpublished", "source": "Night watch", "passage": "I counted forty.", "language": "en", "credibility": 3}
    answer = client_of(world.reviewer).post(f"/cases/{world.case.pk}/evidence/", body)
    assert answer.status_code == 302
    added = CaseEvidence.objects.latest("pk").evidence
    assert (added.source.name, added.passage, added.credibility) == ("Night watch", "I counted forty.", 3)


def test_the_form_for_evidence_is_fetched_once_it_is_unfolded(world):
    client, path = client_of(world.lead), f"/cases/{world.case.pk}/evidence/"
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert f'hx-get="{path}"' in page
    assert 'name="passage"' not in page
    fetched = client.get(path, headers={"HX-Request": "true"}).content.decode()
    assert 'name="passage"' in fetched
    assert "<main" not in fetched
    without_scripts = client.get(path).content.decode()
    assert 'name="passage"' in without_scripts
    assert "<main" in without_scripts
    assert client_of(world.viewer).get(path).status_code == 403


def test_evidence_that_is_refused_leaves_no_source_behind(world):
    body = {"kind": "unpublished", "source": "Nobody at all", "passage": "", "credibility": 3}
    answer = client_of(world.reviewer).post(f"/cases/{world.case.pk}/evidence/", body)
    assert answer.status_code == 400
    assert "Nobody at all" in answer.content.decode()
    assert not SourceFactory._meta.model.objects.filter(name="Nobody at all").exists()


def test_evidence_is_corrected_and_withdrawn_with_a_reason(world):
    item = CaseEvidence.objects.get(case=world.case)
    client, piece = client_of(world.lead), item.evidence
    body = {"expected_version": 1, "passage": "Forty-one drones.", "credibility": 2, "reason": "A slip."}
    assert client.post(f"/evidence/{item.pk}/edit/", body).status_code == 302
    assert client.post(f"/evidence/{item.pk}/withdraw/", body).status_code == 409
    assert client.post(f"/evidence/{item.pk}/withdraw/", body | {"expected_version": 2}).status_code == 302
    piece.refresh_from_db()
    assert (piece.passage, piece.withdrawn_at is not None) == ("Forty-one drones.", True)


# --- What evidence goes back to ---------------------------------------------------------------------------------------------


def set_origin(client, item, do="", **given):
    item.refresh_from_db()
    group = item.independence_group
    body = {"expected_version": item.version, "origin_version": group.version if group else "", "origin": "Orb", **given}
    return client.post(f"/evidence/{item.pk}/origin/{do}", body)


def test_an_origin_is_named_changed_and_taken_back_at_its_piece(world):
    item, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    assert "Of unknown origin" in client.get(f"/cases/{world.case.pk}/").content.decode()
    answer = set_origin(client, item, basis="Names Orb.")
    assert answer["Location"] == f"/cases/{world.case.pk}/#evidence-{item.pk}"
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert 'Goes back to <strong dir="auto">Orb</strong>' in page
    assert '<option value="Orb">' in page
    assert '<option value="Harbour Ministry">' in page  # who made the claim
    assert set_origin(client, item, "rename/", origin="Orb's count", basis="Names Orb.").status_code == 302
    item.refresh_from_db()
    assert (item.origin, item.independence_group.basis) == ("Orb's count", "Names Orb.")
    assert set_origin(client, item, "unknown/", origin="").status_code == 302
    item.refresh_from_db()
    assert item.independence_group is None


def test_what_shows_an_origin_stands_beside_it_and_another_reason_for_it_is_said_to_be_left_out(world):
    first, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    second = CaseEvidenceFactory(case=world.case)
    set_origin(client, first, basis="Names Orb.")
    left = "what shows it stays as it was"
    for given, is_left in (({"basis": "Its clerk told us."}, True), ({"basis": "Names Orb."}, False), ({}, False)):
        set_origin(client, second, "unknown/")
        set_origin(client, second, **given)
        page = client.get(f"/cases/{world.case.pk}/").content.decode()
        assert page.count('· <span dir="auto">Names Orb.</span>') == 2
        assert (left in page) == is_left


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"origin": ""}, 400, "This field is required."),
        ({"expected_version": 7}, 409, "Somebody else changed this evidence in the meantime."),
        ({"expected_version": ""}, 400, "Not written yet"),
    ],
)
def test_an_origin_that_is_refused_stays_in_its_field(world, given, status, says):
    item = CaseEvidence.objects.get(case=world.case)
    answer = set_origin(client_of(world.reviewer), item, **{"origin": "Typed", **given})
    page = answer.content.decode()
    assert (answer.status_code, says in page) == (status, True)
    assert '<details class="origin" open>' in page
    assert given.get("origin") == "" or 'value="Typed"' in page
    assert "What happened in the meantime" not in page


def test_who_may_not_review_and_whoever_is_late_reads_what_it_goes_back_to(world):
    item = CaseEvidence.objects.get(case=world.case)
    set_origin(client_of(world.reviewer), item)
    for user, state in ((world.viewer, "in_review"), (world.lead, "decided"), (world.lead, "dismissed")):
        Case.objects.filter(pk=world.case.pk).update(state=state)
        page = client_of(user).get(f"/cases/{world.case.pk}/").content.decode()
        assert 'Goes back to <strong dir="auto">Orb</strong>' in page
        assert 'name="origin"' not in page


def test_what_was_chosen_so_far_is_counted_as_the_draft_is_kept(world):
    item, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    assert "independent origin" not in client.get(f"/cases/{world.case.pk}/").content.decode()
    address, chosen = f"/assignments/{world.assignment.pk}/draft/", {f"stance_{item.pk}": "contradicts"}
    kept = client.post(address, chosen, headers={"HX-Request": "true"}).content.decode()
    assert '<div id="origin-counts" hx-swap-oob="true">' in kept
    assert "0 independent origins · 1 of unknown origin" in kept
    set_origin(client, item)
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert re.search(r'<span class="stance contradicts">contradicts</span> 1 independent origin</li>', page)


def test_the_claimants_own_is_marked_and_can_be_said_to_be_an_admission(world):
    item, client = CaseEvidence.objects.get(case=world.case), client_of(world.reviewer)
    address, admission = f"/assignments/{world.assignment.pk}/finding/", f"admission_{item.pk}"
    assert admission not in client.get(f"/cases/{world.case.pk}/").content.decode()
    set_origin(client, item, origin="harbour ministry")
    page = client.get(f"/cases/{world.case.pk}/").content.decode()
    assert '<span class="tag">the claimant\'s own</span>' in page
    assert f'name="{admission}"' in page
    refused = client.post(address, borne_out(world))
    assert (refused.status_code, "cannot rest on the claimant&#x27;s own word" in refused.content.decode()) == (400, True)
    assert client.post(address, borne_out(world, **{admission: "on"})).status_code == 302
    assert Review.objects.get().stances.get().is_admission
    shown = client_of(world.lead).get(f"/cases/{world.case.pk}/").content.decode()
    assert "an admission against their own interest" in shown
    assert shown.count("1 independent origin</li>") == 3  # beside the evidence, in the review, and in the verdict


def test_a_similar_case_is_joined_or_left_alone(world):
    target = case_on(world.desk, state="in_review")
    case = world.cases[1]
    Case.objects.filter(pk=case.pk).update(similar_to=target, state="open")
    client = client_of(world.lead)
    assert 'data-key="y"' in client.get(f"/cases/{case.pk}/").content.decode()
    answer = client.post(f"/cases/{case.pk}/join/", {"expected_version": case.version, "join": "yes"})
    assert answer["Location"] == f"/cases/{target.pk}/"
    assert Case.objects.get(pk=case.pk).joined_to == target


def test_saying_that_a_case_is_another_takes_the_suggestion_away(world):
    case = world.cases[1]
    Case.objects.filter(pk=case.pk).update(similar_to=world.case, state="open")
    client_of(world.lead).post(f"/cases/{case.pk}/join/", {"expected_version": case.version, "join": "no"})
    assert Case.objects.get(pk=case.pk).similar_to is None


def test_a_step_without_its_reason_keeps_the_page_and_says_so(world):
    answer = client_of(world.lead).post(
        f"/cases/{world.case.pk}/dismiss/", {"expected_version": world.case.version, "reason": " "}
    )
    assert answer.status_code == 400
    assert "needs a reason" in answer.content.decode()


def test_there_is_no_step_that_the_table_does_not_have(world):
    assert client_of(world.lead).post(f"/cases/{world.case.pk}/annihilate/").status_code == 404
    assert client_of(world.lead).post(f"/cases/{world.case.pk}/decide/").status_code == 404


def test_a_lead_routes_a_case_otherwise_and_gives_it_to_somebody(world):
    client = client_of(world.lead)
    body = {"expected_version": world.case.version, "priority": 1, "reviews_required": 2, "reason": "It is urgent."}
    assert client.post(f"/cases/{world.case.pk}/routing/", body).status_code == 302
    case = Case.objects.get(pk=world.case.pk)
    assert (case.priority, case.reviews_required) == (1, 2)
    assert client.post(f"/cases/{world.case.pk}/give/", {"reviewer": world.second.pk}).status_code == 302
    assert Assignment.objects.filter(case=case, reviewer=world.second).exists()


@pytest.mark.parametrize(("part", "holds"), [("give", 'name="reviewer"'), ("history", '<ul class="history">')])
def test_what_is_folded_on_the_page_of_a_case_is_fetched_once_it_is_unfolded(world, part, holds):
    client, path = client_of(world.lead), f"/cases/{world.case.pk}/{part}/"
    page = client.get(f"/cases/{world.case.pk}/").text
    assert f'hx-get="{path}"' in page
    assert holds not in page
    fetched = client.get(path, headers={"HX-Request": "true"}).text
    assert holds in fetched
    assert "<html" not in fetched
    without_scripts = client.get(path).text
    assert f'<details class="part" id="{part}" open>' in without_scripts or f'<details id="{part}" open>' in without_scripts
    assert holds in without_scripts


def test_only_leads_are_offered_to_give_a_case(world):
    assert client_of(world.second).get(f"/cases/{world.case.pk}/give/").status_code == 403


# --- Adjudication ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def disputed(world):
    """The case with two reviews that differ."""
    mixed = RatingFactory(scale=world.rating.scale, label="Mixed", meaning="mixed", position=2)
    said = [{"position": 0, "names": ["Harbour Ministry"], "finding": "faithful", "note": ""}]
    Assignment.objects.filter(case=world.case).update(state="done")
    other = AssignmentFactory(case=world.case, reviewer=world.second, state="done")
    band = NumericRange(Decimal(38), Decimal(42), "[]")
    common = {"said": said, "figure_finding": "within", "band": band}
    first = ReviewFactory(assignment=world.assignment, rating=world.rating, rationale="It holds.", **common)
    ReviewFactory(assignment=other, rating=mixed, rationale="Half of it holds.", **common)
    EvidenceStanceFactory(review=first, case_evidence=CaseEvidence.objects.get(case=world.case))
    Case.objects.filter(pk=world.case.pk).update(state="in_adjudication", reviews_required=2, pooled_round=1)
    return world


def test_the_adjudicator_sees_both_reviews_and_decides(disputed):
    case, client = disputed.case, client_of(disputed.lead)
    assert client.post(f"/cases/{case.pk}/take/")["Location"] == f"/cases/{case.pk}/adjudicate/"
    page = client.get(f"/cases/{case.pk}/adjudicate/").content.decode()
    assert "It holds." in page
    assert "Half of it holds." in page
    assert page.count("differs") == 2  # both answers to what the evidence shows, and nothing else
    version = Case.objects.get(pk=case.pk).version
    answer = client.post(f"/cases/{case.pk}/adjudicate/", finding_of(disputed, expected_version=version))
    assert answer.status_code == 302
    assert Verdict.objects.get().decided_by == disputed.lead


@pytest.fixture
def adjudicator(disputed):
    """Somebody who leads nobody, and has taken the decision."""
    user = member(disputed.desk)
    AssignmentFactory(case=disputed.case, reviewer=user, part="adjudicate", state="accepted")
    return user


def test_an_adjudicator_who_leads_nobody_can_send_the_case_back(disputed, adjudicator):
    address, client = f"/cases/{disputed.case.pk}/", client_of(adjudicator)
    steps = part_of(client.get(address).content.decode(), r'<section id="steps".*?</section>')
    assert f'action="{address}send_back/"' in steps
    assert steps.count("<form") == 1
    body = {"expected_version": disputed.case.version, "reason": "Look at the log."}
    assert client.post(f"{address}send_back/", body).status_code == 302
    assert Case.objects.get(pk=disputed.case.pk).state == "in_review"


def test_who_has_not_taken_the_decision_cannot_send_the_case_back(disputed):
    assert 'id="steps"' not in client_of(member(disputed.desk)).get(f"/cases/{disputed.case.pk}/").content.decode()


def test_a_decision_that_is_refused_keeps_what_was_typed(disputed, adjudicator):
    address, client = f"/cases/{disputed.case.pk}/adjudicate/", client_of(adjudicator)
    body = finding_of(disputed, band_low="50", band_high="60", rationale="Neither has it.")
    assert client.post(address, body).status_code == 400
    assert "Neither has it." in client.get(address).content.decode()


def test_a_decision_that_no_evidence_bears_out_is_told_so_at_the_evidence_and_above_the_form(disputed, adjudicator):
    refuted = RatingFactory(scale=disputed.rating.scale, label="Refuted", meaning="refuted", position=3)
    case = f"/cases/{disputed.case.pk}/"
    answer = client_of(adjudicator).post(f"{case}adjudicate/", finding_of(disputed, rating=refuted.pk))
    page = answer.content.decode()
    told = "“Refuted” says what the evidence shows: at least one piece of evidence must have the stance “contradicts”"
    assert (answer.status_code, page.count(told)) == (400, 2)
    at_evidence = part_of(page, r'<section id="evidence".*?</section>')
    assert told in at_evidence
    assert f'<a href="{case}#steps">send the case back</a>' in at_evidence
    assert told in part_of(page, r'<form id="finding".*?</form>')
    assert not Verdict.objects.exists()


def test_a_reviewer_of_the_case_cannot_adjudicate_it(disputed):
    client = client_of(disputed.reviewer)
    assert client.post(f"/cases/{disputed.case.pk}/take/").status_code in {403, 409}
    assert client.post(f"/cases/{disputed.case.pk}/adjudicate/", finding_of(disputed)).status_code in {403, 409}


# --- Verdicts ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def published(world):
    """A published verdict by both reviewers."""
    review = ReviewFactory(
        assignment=AssignmentFactory(case=world.case, reviewer=world.second, state="done"), rating=world.rating
    )
    EvidenceStanceFactory(review=review, case_evidence=CaseEvidence.objects.get(case=world.case))
    verdict = VerdictFactory(case=world.case, rating=world.rating, grounds=freeze(world.case, [review]), reviews=[review])
    Case.objects.filter(pk=world.case.pk).update(state="published", public_key="a-key-that-nobody-guesses")
    PublicationFactory(verdict=verdict, published_by=world.lead)
    return world


ADDRESS = "/v/a-key-that-nobody-guesses/"


def test_anybody_reads_a_published_verdict(published, client):
    answer = client.get(ADDRESS)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Forty drones were counted." in page
    assert "Supported" in page
    assert str(published.second) not in page
    assert "DEMONSTRATION" not in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert data["@type"] == "ClaimReview"
    assert data["url"].endswith(ADDRESS)


def test_a_verdict_without_evidence_to_show_says_so(published, client):
    assert "This verdict shows none." not in client.get(ADDRESS).content.decode()
    grounds = Verdict.objects.get().grounds | {"evidence": []}
    bare = VerdictFactory(case=published.case, rating=published.rating, grounds=grounds)
    PublicationFactory(verdict=bare, published_by=published.lead)
    assert "This verdict shows none." in client.get(ADDRESS).content.decode()


def test_a_desk_that_says_so_names_its_reviewers(published, client):
    published.desk.names_reviewers = True
    published.desk.save()
    assert str(published.second) in client.get(ADDRESS).content.decode()


def test_the_demonstration_says_so(published, client):
    published.desk.is_demonstration = True
    published.desk.save()
    assert "DEMONSTRATION" in client.get(ADDRESS).content.decode()
    assert "DEMONSTRATION" in client_of(published.viewer).get("/").content.decode()


def test_a_withdrawn_verdict_stays_as_withdrawn_without_its_data(published, client):
    client_of(published.lead).post(
        f"/cases/{published.case.pk}/withdraw/", {"expected_version": 3, "reason": "The log was forged."}
    )
    page = client.get(ADDRESS).content.decode()
    assert "withdrawn" in page
    assert "The log was forged." in page
    assert "ld+json" not in page


def test_no_other_address_leads_anywhere(published, client):
    assert client.get("/v/another-key/").status_code == 404
    Case.objects.filter(pk=published.case.pk).update(sensitivity="desk")
    assert client.get(ADDRESS).status_code == 404


def test_a_proposition_cannot_break_out_of_the_data(published, client):
    verdict = Verdict.objects.get()
    evil = "</script><script>alert(1)</script>"
    second = VerdictFactory(case=published.case, rating=published.rating, grounds={**verdict.grounds, "proposition": evil})
    PublicationFactory(verdict=second, published_by=published.lead)
    assert "<script>alert" not in client.get(ADDRESS).content.decode()


# --- Exports -----------------------------------------------------------------------------------------------------------------


def test_a_small_export_comes_at_once(published):
    answer = client_of(published.viewer).post("/exports/", {"format": "jsonl"})
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Forty drones" in b"".join(answer.streaming_content).decode()


def test_a_large_export_becomes_a_file(published, monkeypatch):
    monkeypatch.setattr("verification.services.exports.MOST_AT_ONCE", 0)
    answer = client_of(published.viewer).post("/exports/", {"format": "csv"})
    assert answer.status_code == 302
    page = client_of(published.viewer).get(answer["Location"]).content.decode()
    assert "hx-trigger" in page


def test_an_export_whose_days_are_reversed_is_refused_at_the_field(published):
    body = {"format": "jsonl", "published_from": "2027-01-01", "published_to": "2026-01-01"}
    answer = client_of(published.viewer).post("/exports/", body)
    assert answer.status_code == 400
    assert answer.context["form"].errors == {"published_to": ["The last day is before the first."]}


def test_exports_belong_to_who_asked_for_them(world):
    export = ExportFactory(desk=world.desk, requested_by=world.viewer)
    assert client_of(world.viewer).get(f"/exports/{export.pk}/").status_code == 200
    assert client_of(world.lead).get(f"/exports/{export.pk}/").status_code == 404
    assert client_of(world.viewer).get(f"/exports/{export.pk}/file/").status_code == 404


def test_a_case_says_that_its_claim_was_rejected(world):
    case = case_on(world.desk)
    claim = case.case_claims.get().claim
    lead = member(world.desk, Role.LEAD)
    claim_reject(claim=claim, actor=lead, expected_version=claim.version, reason="It is the headline of another story.")
    assert "It is the headline of another story." in client_of(lead).get(f"/cases/{case.pk}/").content.decode()


def test_a_viewer_is_not_asked_for_evidence(world):
    CaseEvidence.objects.all().delete()
    page = f"/cases/{world.case.pk}/"
    assert "Add what speaks for the claim" not in client_of(world.viewer).get(page).content.decode()
    assert "Add what speaks for the claim" in client_of(world.reviewer).get(page).content.decode()


# --- Search -----------------------------------------------------------------------------------------------------------------


def test_a_search_says_how_much_more_there_is_and_leads_to_all_of_it(world, monkeypatch):
    monkeypatch.setattr("verification.views.search.MOST", 1)
    case_on(world.desk, proposition="Some 70 people & more were hurt.")
    client = client_of(world.viewer)
    page = client.get("/search/?q=people+%26+more").content.decode()
    assert 'Cases <span class="end">1</span>' in page
    page = client.get("/search/?q=hurt").content.decode()
    assert '1 of 2 · <a href="/cases/?q=hurt">all' in page
    ClaimFactory(snapshot=world.snapshot, statement="Nobody was hurt.")
    page = client.get("/search/?q=hurt").content.decode()
    assert '1 of 2 · <a href="/search/?q=hurt&amp;in=claims">all' in page
    page = client.get("/search/?q=hurt&in=claims").content.decode()
    assert "Nobody was hurt." in page
    assert "Some 70 people were hurt." in page


def test_a_search_finds_the_cases_that_their_list_finds(world):
    client = client_of(world.viewer)
    for words in ("harbour ministry", str(world.case.pk)):
        listed = {case.pk for case in client.get(f"/cases/?q={words}").context["page"]}
        assert listed
        assert {case.pk for case in client.get(f"/search/?q={words}").context["cases"].rows} == listed


@pytest.mark.parametrize(
    ("address", "views", "onward"), [("/cases/", "verification.views.queue", "Next"), ("/articles/", "sources.views", "Older")]
)
def test_pages_are_older_and_newer_only_where_the_order_is_of_time(world, monkeypatch, address, views, onward):
    monkeypatch.setattr(f"{views}.PAGE", 1)
    for _ in range(2):
        case_on(world.desk)
    assert f'rel="next">{onward}</a>' in client_of(world.viewer).get(address).content.decode()


def test_when_an_assignment_goes_back_is_no_second_deadline(world):
    offered = AssignmentFactory(case=world.case, reviewer=world.second, lapses_at=timezone.now() + dt.timedelta(days=4, hours=1))
    page = client_of(world.second).get(f"/cases/{world.case.pk}/").content.decode()
    said = re.sub(r"<[^>]+>", "", page)
    assert offered.state == AssignmentState.OFFERED
    assert "Unless you accept it, it goes back in 4 days" in said
