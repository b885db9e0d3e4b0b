"""Evidence over the API: a page, a file, an unpublished item; shared, and withdrawn but never removed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sources.models import Capture
from tests.api.answers import found, nothing_written, refusal
from tests.factories import CaseEvidenceFactory, DeskFactory, IndependenceGroupFactory, SourceFactory, case_on
from tests.verification.desk import at_work, case_in_review, evidence_on, stance, submit
from verification.models import CaseEvidence, Evidence

pytestmark = pytest.mark.django_db
PATH = "/api/v1/evidence/"
LINKS = "/api/v1/case-evidence/"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
MUCH = 20 * 1024 * 1024 + 1


@pytest.fixture
def case(desk):
    return case_in_review(desk)


@pytest.fixture
def source(desk):
    return SourceFactory(desk=desk, name="Port authority")


@pytest.fixture
def add(case, source, reviewer):
    """Adds evidence to the case."""

    def add(**body):
        form = "multipart" if "file" in body else "json"
        return reviewer.post(PATH, {"case": case.pk, "source": source.pk, **body}, format=form)

    return add


def file(data, name="log.pdf", media_type="application/pdf"):
    return SimpleUploadedFile(name, data, media_type)


# --- Adding ---------------------------------------------------------------------------------------------------------------


def test_a_page_is_fetched_afterwards(add, case):
    answer = add(kind="page", url="https://port.example/log", passage="We counted 40.", credibility=2, published_on="2026-03-01")
    assert answer.status_code == 201, answer.json()
    evidence = answer.json()["evidence"]
    assert (evidence["url"], evidence["capture_state"]) == ("https://port.example/log", "pending")
    assert (evidence["credibility"], evidence["published_on"], evidence["source_name"]) == (2, "2026-03-01", "Port authority")
    assert (answer.json()["case"], answer.json()["round"]) == (case.pk, 1)


def test_a_file_is_kept_with_its_digest(add):
    answer = add(kind="file", file=file(PDF), locator="page 4")
    assert answer.status_code == 201, answer.json()
    evidence, capture = answer.json()["evidence"], Capture.objects.get(article=None)
    assert (evidence["capture_state"], evidence["sha256"], evidence["locator"]) == ("done", capture.sha256, "p. 4")
    assert capture.body.read() == PDF


def test_what_is_not_published_is_its_words(add):
    answer = add(kind="unpublished", passage="Мы насчитали 40.", language="ru", translation="We counted 40.")
    assert answer.status_code == 201, answer.json()
    evidence = answer.json()["evidence"]
    assert (evidence["capture"], evidence["url"], evidence["translation"]) == (None, "", "We counted 40.")


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({}, (400, "request:invalid")),
        ({"kind": "rumour"}, (400, "request:invalid")),
        ({"kind": "page"}, (400, "evidence:origin")),
        ({"kind": "page", "url": "ftp://port.example/"}, (400, "address:scheme")),
        ({"kind": "page", "url": "http://[::1"}, (400, "address:malformed")),
        ({"kind": "file"}, (400, "evidence:origin")),
        ({"kind": "file", "file": (b"", "log.pdf")}, (400, "request:invalid")),
        ({"kind": "file", "file": (b"MZ\x90\x00" + bytes(range(256)), "log.pdf")}, (400, "capture:media_type")),
        ({"kind": "file", "file": (b"word " * (MUCH // 5 + 1), "log.txt")}, (413, "capture:too_large")),
        ({"kind": "page", "file": (PDF, "log.pdf")}, (400, "evidence:origin")),
        ({"kind": "unpublished"}, (400, "evidence:passage_needed")),
        ({"kind": "unpublished", "passage": "x", "url": "https://port.example/"}, (400, "evidence:origin")),
        ({"kind": "unpublished", "passage": "x", "locator": "somewhere"}, (400, "evidence:locator")),
        ({"kind": "unpublished", "passage": "x", "translation": "y"}, (400, "evidence:language_needed")),
        ({"kind": "unpublished", "passage": "x" * 50_001}, (400, "evidence:text")),
        ({"kind": "unpublished", "passage": "x", "credibility": 7}, (400, "request:invalid")),
        ({"kind": "unpublished", "passage": "x", "weight": 7}, (400, "request:invalid")),
        ({"kind": "unpublished", "passage": "x", "case": 0}, (404, "request:not_found")),
        ({"kind": "unpublished", "passage": "x", "source": 0}, (404, "request:not_found")),
    ],
)
def test_what_cannot_be_evidence_is_refused_and_nothing_is_kept(add, body, refused):
    if "file" in body:
        body = {**body, "file": file(*body["file"])}
    assert refusal(add(**body)) == refused
    assert not Evidence.objects.exists()
    assert not CaseEvidence.objects.exists()
    assert not Capture.objects.filter(article=None).exists()
    assert nothing_written()


def test_nothing_is_gathered_for_a_case_that_was_dismissed(add, desk):
    dismissed = case_on(desk, state="dismissed")
    assert refusal(add(kind="unpublished", passage="x", case=dismissed.pk)) == (409, "evidence:case_state")


def test_a_source_of_another_desk_is_not_there(add):
    hidden = SourceFactory(desk=DeskFactory())
    assert refusal(add(kind="unpublished", passage="x", source=hidden.pk)) == (404, "request:not_found")


# --- Sharing and withdrawing ----------------------------------------------------------------------------------------------


def test_a_piece_serves_another_case_once(desk, reviewer, case):
    link, other = evidence_on(case), case_on(desk)
    first, second = (reviewer.post(f"{PATH}{link.evidence_id}/attach/", {"case": other.pk}) for _ in range(2))
    assert (first.status_code, first.json()["case"], first.json()["evidence"]["id"]) == (201, other.pk, link.evidence_id)
    assert (second.status_code, second.json()) == (200, first.json())
    assert found(reviewer.get(PATH, {"case": other.pk})) == [link.evidence_id]


def test_a_piece_serves_no_case_of_another_desk(reviewer, case):
    link, hidden = evidence_on(case), case_on(DeskFactory())
    assert refusal(reviewer.post(f"{PATH}{link.evidence_id}/attach/", {"case": hidden.pk})) == (404, "request:not_found")


def test_that_it_serves_a_review_that_is_still_to_be_independent_is_hidden(desk, reviewer, case):
    shared, blind = evidence_on(case), case_in_review(desk, reviews_required=2)
    assignment = at_work(blind)
    CaseEvidenceFactory(case=blind, evidence=shared.evidence, gathered_for=assignment)
    assert found(reviewer.get(PATH, {"case": case.pk})) == [shared.evidence_id]
    assert found(reviewer.get(PATH, {"case": blind.pk})) == []


def test_the_evidence_of_a_case_has_the_ids_that_stances_name(desk, reviewer, case):
    first, second = evidence_on(case), evidence_on(case, title="The log")
    evidence_on(case_on(desk))
    rows = reviewer.get(LINKS, {"case": case.pk}).json()["results"]
    assert [(row["id"], row["case"], row["evidence"]["id"]) for row in rows] == [
        (link.pk, case.pk, link.evidence_id) for link in (second, first)
    ]
    assert rows[0]["evidence"]["title"] == "The log"


def test_what_two_reviewers_each_found_is_there_for_each_of_them(desk, api, reviewer):
    case = case_in_review(desk, reviews_required=2)
    first, second = at_work(case), at_work(case)
    one = CaseEvidenceFactory(case=case, added_by=first.reviewer, gathered_for=first)
    other = CaseEvidenceFactory(case=case, evidence=one.evidence, added_by=second.reviewer, gathered_for=second)
    for assignment, link in ((first, one), (second, other)):
        assert found(api(assignment.reviewer).get(LINKS, {"case": case.pk})) == [link.pk]
        submit(assignment, stances=stance(link))
    rows = reviewer.get(LINKS, {"case": case.pk}).json()["results"]
    assert [(row["id"], row["evidence"]["id"]) for row in rows] == [(link.pk, one.evidence_id) for link in (other, one)]


def test_the_evidence_of_a_case_takes_a_number_of_queries_that_does_not_grow(reviewer, case, django_assert_max_num_queries):
    for _ in range(8):
        CaseEvidenceFactory(case=case, independence_group=IndependenceGroupFactory(case=case))
    with django_assert_max_num_queries(6):
        rows = reviewer.get(LINKS, {"case": case.pk}).json()["results"]
    assert len({row["independence_group"]["id"] for row in rows}) == 8


def test_a_find_that_is_still_to_be_independent_is_its_finders_alone(desk, api):
    case = case_in_review(desk, reviews_required=2)
    own, others = at_work(case), at_work(case)
    link = CaseEvidenceFactory(case=case, gathered_for=own)
    assert found(api(own.reviewer).get(LINKS, {"case": case.pk})) == [link.pk]
    assert found(api(others.reviewer).get(LINKS, {"case": case.pk})) == []


def test_what_is_said_about_a_piece_is_corrected_with_a_reason(case, reviewer):
    address = f"{PATH}{evidence_on(case).evidence_id}/"
    done = reviewer.patch(address, {"expected_version": 1, "reason": "Misread", "title": "The log", "locator": "page 4"})
    assert done.status_code == 200, done.json()
    assert (done.json()["title"], done.json()["locator"], done.json()["version"]) == ("The log", "p. 4", 2)
    assert reviewer.get(address).json() == done.json()


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"title": "The log"}, (400, "request:invalid")),
        ({"expected_version": 1, "reason": " ", "title": "The log"}, (400, "request:invalid")),
        ({"expected_version": 3, "reason": "Late", "title": "The log"}, (409, "evidence:stale")),
        ({"expected_version": 1, "reason": "Why", "locator": "somewhere"}, (400, "evidence:locator")),
        ({"expected_version": 1, "reason": "Why", "source": 1}, (400, "request:invalid")),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_not_kept(case, reviewer, body, refused):
    evidence = evidence_on(case).evidence
    assert refusal(reviewer.patch(f"{PATH}{evidence.pk}/", body)) == refused
    assert Evidence.objects.get().version == 1
    assert nothing_written()


def test_a_piece_is_withdrawn_with_a_reason_and_stays_to_be_seen(case, lead):
    evidence = evidence_on(case).evidence
    address = f"{PATH}{evidence.pk}/"
    assert refusal(lead.post(f"{address}withdraw/", {"expected_version": 1, "reason": ""})) == (400, "request:invalid")
    stale = lead.post(f"{address}withdraw/", {"expected_version": 3, "reason": "Forged"})
    assert (refusal(stale), stale.json()["details"]) == ((409, "evidence:stale"), {"version": 1})
    assert nothing_written()
    done = lead.post(f"{address}withdraw/", {"expected_version": 1, "reason": "Forged"})
    assert (done.status_code, done.json()["withdrawal_reason"], done.json()["version"]) == (200, "Forged", 2)
    assert lead.get(address).json()["withdrawn_at"]
    again = lead.post(f"{address}withdraw/", {"expected_version": 2, "reason": "Again"})
    assert refusal(again) == (409, "evidence:withdrawn")


def test_who_did_not_gather_it_does_not_withdraw_it(case, reviewer):
    evidence = evidence_on(case, by=at_work(case)).evidence
    answer = reviewer.post(f"{PATH}{evidence.pk}/withdraw/", {"expected_version": 1, "reason": "Hm"})
    assert refusal(answer) == (403, "evidence:not_yours")


# --- What it goes back to ---------------------------------------------------------------------------------------------------

LINKS, ORIGINS = "/api/v1/case-evidence/", "/api/v1/origins/"


def test_a_piece_goes_back_to_an_origin_and_to_none(case, reviewer):
    first, second = evidence_on(case), evidence_on(case)
    body = {"origin": "Orb", "basis": "It names Orb.", "expected_version": 1}
    made = reviewer.post(f"{LINKS}{first.pk}/group/", body).json()
    group = made["independence_group"]
    assert (made["version"], group["origin"], group["basis"], group["version"]) == (2, "Orb", "It names Orb.", 1)
    joined = reviewer.post(f"{LINKS}{second.pk}/group/", {"group": group["id"], "expected_version": 1})
    assert joined.json()["independence_group"] == group
    assert found(reviewer.get(LINKS, {"case": case.pk, "independence_group": group["id"]})) == [second.pk, first.pk]
    renamed = reviewer.post(f"{ORIGINS}{group['id']}/rename/", {"origin": "Orb's count", "expected_version": 1})
    assert (renamed.json()["origin"], renamed.json()["basis"], renamed.json()["version"]) == ("Orb's count", "It names Orb.", 2)
    taken = reviewer.post(f"{LINKS}{first.pk}/ungroup/", {"expected_version": 2})
    assert (taken.json()["independence_group"], taken.json()["version"]) == (None, 3)
    assert found(reviewer.get(ORIGINS, {"case": case.pk})) == [group["id"]]


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({}, (400, "request:invalid")),
        ({"expected_version": 1}, (400, "origin:needed")),
        ({"origin": "Orb", "expected_version": 7}, (409, "evidence:stale")),
        ({"group": 0, "expected_version": 1}, (404, "request:not_found")),
        ({"origin": "x" * 301, "expected_version": 1}, (400, "request:invalid")),
    ],
)
def test_an_origin_that_is_refused(case, reviewer, body, refused):
    assert refusal(reviewer.post(f"{LINKS}{evidence_on(case).pk}/group/", body)) == refused
    assert nothing_written()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"q": "counted"}, 1),
        ({"q": "boats"}, 0),
        ({"kind": "page"}, 1),
        ({"kind": "file"}, 0),
        ({"credibility": 2}, 1),
        ({"credibility": 1}, 0),
        ({"language": "en"}, 1),
    ],
)
def test_evidence_is_filtered(case, reviewer, query, count):
    evidence_on(case, credibility=2)
    assert len(found(reviewer.get(PATH, query))) == count


def test_evidence_is_filtered_by_case_and_source(desk, case, reviewer):
    one, other = evidence_on(case), evidence_on(case_on(desk))
    assert found(reviewer.get(PATH, {"case": case.pk})) == [one.evidence_id]
    assert found(reviewer.get(PATH, {"source": other.evidence.source_id})) == [other.evidence_id]
    assert refusal(reviewer.get(PATH, {"case": "x"})) == (400, "request:invalid")
