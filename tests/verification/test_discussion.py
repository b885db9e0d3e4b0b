"""Discussions of cases: said, corrected, withdrawn; who is mentioned is told; reviewers who are to be independent are alone."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from core.errors import ClaimdeskError
from core.models import Desk, Notification, RecordEntry, Role, Sensitivity, User
from tests.factories import CommentFactory, DeskFactory, UserFactory, case_on, member
from tests.pages import client_of
from tests.verification.desk import at_work, case_in_review, submit
from verification.discussion.mentioning import mentioned_in
from verification.models import AssignmentState, Case, Comment, CommentRevision
from verification.services.assignments import assignment_end
from verification.services.discussion import COMMENT_LENGTH, audience_of, comment_correct, comment_withdraw, comment_write

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return DeskFactory()


@pytest.fixture
def case(desk) -> Case:
    return case_on(desk)


@pytest.fixture
def author(desk) -> User:
    return member(desk, user__display_name="Ilona Varga")


def told(user: User) -> int:
    return Notification.objects.visible_to(user).filter(occasion="mentioned").count()


def refusal(call, **given: object) -> str:
    with pytest.raises(ClaimdeskError) as raised, transaction.atomic():
        call(**given)
    return raised.value.code


def latest(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


# --- Who is meant ---------------------------------------------------------------------------------------------------------

PEOPLE = {1: "Ann", 2: "Anna Kovač", 3: "Anna Kovač-Horn", 4: "Ann", 5: ""}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Anna Kovač, see the log", [{2}]),
        ("@anna  KOVAČ: see the log", [{2}]),
        ("(@Anna Kovač-Horn)", [{3}]),
        ("@Ann and @Anna Kovač", [{1, 4}, {2}]),
        ("@Annabel said so", []),
        ("press@ann.example", []),
        ("the channel @mod_russia", []),
        ("@", []),
        ("", []),
    ],
)
def test_a_name_after_the_sign_means_whoever_has_it(text, meant):
    assert mentioned_in(text, PEOPLE) == meant


# --- Saying ---------------------------------------------------------------------------------------------------------------


def test_who_is_mentioned_by_name_or_chosen_is_told_once_and_nobody_else(desk, case, author):
    named, chosen, other = member(desk, user__display_name="Anna Kovač"), member(desk), member(desk)
    comment = comment_write(
        case=case, actor=author, text="  @anna kovač and @Ilona Varga: see the log. ", mentioned=[chosen.pk, named.pk]
    )
    assert comment.text == "@anna kovač and @Ilona Varga: see the log."
    assert set(comment.mentioned.all()) == {named, chosen, author}
    assert [told(user) for user in (named, chosen, other, author)] == [1, 1, 0, 0]
    entry = RecordEntry.objects.get(action="verification.comment.write")
    assert (entry.actor, entry.payload.after) == (
        author,
        {"case": case.pk, "mentioned": sorted([named.pk, chosen.pk, author.pk])},
    )


@pytest.mark.parametrize("text", ["", "  \n", "x" * (COMMENT_LENGTH + 1), "NUL\0"])
def test_what_cannot_be_kept_is_refused(case, author, text):
    assert refusal(comment_write, case=case, actor=author, text=text) == "comment:text"
    assert not Comment.objects.exists()


def test_of_two_people_of_one_name_one_is_to_be_chosen(desk, case, author):
    first, second = (member(desk, user__display_name="Anna Kovač") for _ in range(2))
    assert refusal(comment_write, case=case, actor=author, text="@Anna Kovač: see the log") == "comment:ambiguous"
    comment_write(case=case, actor=author, text="@Anna Kovač: see the log", mentioned=[second.pk])
    assert (told(first), told(second)) == (0, 1)


def test_only_who_may_see_the_case_can_be_mentioned(desk, author):
    case = case_on(desk, sensitivity=Sensitivity.RESTRICTED)
    lead, outsider = member(desk, Role.LEAD), member(desk, user__display_name="Anna Kovač")
    case.named.set([author, lead])
    assert audience_of(case) == {author.pk: author.display_name, lead.pk: lead.display_name}
    for user in (outsider, UserFactory(), member(desk, is_active=False), member(desk, user__is_active=False)):
        assert refusal(comment_write, case=case, actor=author, text="See", mentioned=[user.pk]) == "comment:mentioned"
    # Her name is a word like any other: nothing says that there is such a person.
    assert not comment_write(case=case, actor=author, text="@Anna Kovač: see the log").mentioned.exists()


def test_viewers_read_and_say_nothing(desk, case, author):
    viewer = member(desk, Role.VIEWER)
    comment_write(case=case, actor=author, text="See the log.", mentioned=[viewer.pk])
    assert told(viewer) == 1
    assert refusal(comment_write, case=case, actor=viewer, text="I did.") == "permission:denied"


# --- Correcting and withdrawing -------------------------------------------------------------------------------------------


def test_what_is_said_otherwise_keeps_what_it_said_and_tells_whom_it_mentions_first(desk, case, author):
    first, second = member(desk), member(desk)
    comment = comment_write(case=case, actor=author, text="Forty.", mentioned=[first.pk])
    comment_correct(comment=comment, actor=author, expected_version=1, text="Fifty.", mentioned=[first.pk, second.pk])
    assert [(each.number, each.text) for each in comment.revisions.all()] == [(2, "Fifty."), (1, "Forty.")]
    assert (latest(comment).text, latest(comment).is_corrected) == ("Fifty.", True)
    assert (told(first), told(second)) == (1, 1)
    payload = RecordEntry.objects.get(action="verification.comment.revise").payload
    assert payload.before["mentioned"] == [first.pk]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CommentRevision.objects.update(text="Sixty.")


def test_who_was_too_late_or_did_not_write_it_corrects_nothing(desk, case, author):
    comment = comment_write(case=case, actor=author, text="Forty.")
    correct = {"comment": comment, "text": "Fifty."}
    for user in (member(desk), member(desk, Role.ADMIN)):
        assert refusal(comment_correct, actor=user, expected_version=1, **correct) == "comment:not_yours"
    comment_correct(actor=author, expected_version=1, **correct)
    assert refusal(comment_correct, actor=author, expected_version=1, **correct) == "comment:stale"
    comment_withdraw(comment=comment, actor=author, expected_version=2)
    assert refusal(comment_correct, actor=author, expected_version=2, **correct) == "comment:withdrawn"


def test_authors_take_back_what_they_said_and_leads_what_others_said_with_a_reason(desk, case, author):
    lead = member(desk, Role.LEAD)
    own, others = (comment_write(case=case, actor=author, text="Forty wombats.") for _ in range(2))
    assert refusal(comment_withdraw, comment=own, actor=member(desk), expected_version=1) == "comment:not_yours"
    assert refusal(comment_withdraw, comment=others, actor=lead, expected_version=1) == "comment:reason_needed"
    comment_withdraw(comment=own, actor=author, expected_version=1)
    comment_withdraw(comment=others, actor=lead, expected_version=1, reason="Names a witness.")
    assert {latest(comment).text for comment in (own, others)} == {""}
    for client in (client_of(author), client_of(lead)):
        assert "wombats" not in client.get(f"/cases/{case.pk}/").text
        assert client.get("/api/v1/comments/").json()["results"][0]["text"] == ""


# --- Independence ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(desk):
    """Two who review a case unseen by each other."""
    case = case_in_review(desk, reviews_required=2)
    return at_work(case, accepted_at=timezone.now()), at_work(case)


def seen_by(user: User, case: Case) -> int:
    return Comment.objects.visible_to(user).filter(case=case).count()


def test_what_a_reviewer_says_is_theirs_alone_until_all_reviews_are_in(desk, pair):
    first, second = pair
    lead = member(desk, Role.LEAD)
    comment = comment_write(case=first.case, actor=first.reviewer, text="Forty.", mentioned=[second.reviewer.pk, lead.pk])
    everybody = (first.reviewer, second.reviewer, lead, UserFactory(is_superuser=True))
    assert [seen_by(user, first.case) for user in everybody] == [1, 0, 0, 0]
    submit(first)
    comment_write(case=first.case, actor=first.reviewer, text="I have handed in.")
    assert [seen_by(user, first.case) for user in everybody] == [2, 0, 0, 0]
    assert not Notification.objects.filter(occasion="mentioned").exists()
    submit(second)
    assert [seen_by(user, first.case) for user in everybody] == [2, 2, 2, 2]
    assert (told(second.reviewer), told(lead)) == (1, 1)
    assert Notification.objects.filter(occasion="mentioned").first().created_at > comment.written_at
    comment_write(case=Case.objects.get(pk=first.case_id), actor=first.reviewer, text="As I said.")
    assert seen_by(lead, first.case) == 3


def test_who_has_given_their_review_back_is_still_alone(pair):
    first, second = pair
    assignment_end(assignment=first, actor=first.reviewer)
    comment_write(case=first.case, actor=first.reviewer, text="It was forty.")
    assert seen_by(second.reviewer, first.case) == 0


def test_what_others_see_already_cannot_be_made_to_say_what_a_reviewer_finds(desk):
    case = case_in_review(desk, reviews_required=2)
    user = member(desk)
    before = comment_write(case=case, actor=user, text="I shall look at the log.")
    at_work(case, user)
    correct = {"comment": before, "actor": user, "expected_version": 1, "text": "It was forty."}
    assert refusal(comment_correct, **correct) == "comment:seen_by_others"
    after = comment_write(case=case, actor=user, text="It was forty.")
    comment_correct(comment=after, actor=user, expected_version=1, text="It was fifty.")
    page = client_of(user).get(f"/cases/{case.pk}/").text
    assert f"/comments/{before.pk}/correct/" not in page
    assert f"/comments/{before.pk}/withdraw/" in page
    assert f"/comments/{after.pk}/correct/" in page


def test_what_was_withdrawn_in_the_meantime_is_told_to_nobody(desk, pair):
    first, second = pair
    comment = comment_write(case=first.case, actor=first.reviewer, text="Forty.", mentioned=[second.reviewer.pk])
    comment_withdraw(comment=comment, actor=first.reviewer, expected_version=1)
    submit(first)
    submit(second)
    assert told(second.reviewer) == 0


def test_who_is_only_offered_a_review_or_reviews_alone_is_heard(desk, case, author):
    lead = member(desk, Role.LEAD)
    offered = at_work(case_in_review(desk, reviews_required=2))
    offered.state, offered.accepted_at = AssignmentState.OFFERED, None
    offered.save()
    single = at_work(case_in_review(desk))
    for assignment in (offered, single):
        comment_write(case=assignment.case, actor=assignment.reviewer, text="See the log.")
        assert seen_by(lead, assignment.case) == 1


# --- Pages ----------------------------------------------------------------------------------------------------------------


def test_the_page_of_a_case_has_its_discussion_and_goes_on_without_a_script(desk, case, author):
    other = member(desk)
    client = client_of(author)
    answer = client.post(f"/cases/{case.pk}/discussion/", {"text": "Forty <b>drones</b>.", "mentioned": [other.pk]})
    comment = Comment.objects.get()
    assert answer["Location"] == f"/cases/{case.pk}/#comment-{comment.pk}"
    page = client_of(other).get(f"/cases/{case.pk}/").text
    assert "Forty &lt;b&gt;drones&lt;/b&gt;." in page
    assert f"/comments/{comment.pk}/correct/" not in page
    assert f"/comments/{comment.pk}/correct/" in client.get(f"/cases/{case.pk}/").text
    assert client.post(f"/comments/{comment.pk}/correct/", {"text": "Fifty.", "expected_version": 1}).status_code == 302
    assert client.post(f"/comments/{comment.pk}/withdraw/", {"expected_version": 2}).status_code == 302
    assert "Withdrawn." in client.get(f"/cases/{case.pk}/").text


def test_whom_a_comment_can_mention_is_fetched_once_somebody_wants_to_choose(desk, case, author):
    other = member(desk, user__display_name="Petra Lind")
    client, path = client_of(author), f"/cases/{case.pk}/discussion/audience/"
    page = client.get(f"/cases/{case.pk}/").text
    assert f'hx-get="{path}"' in page
    assert "Petra Lind" not in page
    box = f'name="mentioned" value="{other.pk}"'
    fetched = client.get(path, headers={"HX-Request": "true"}).text
    assert box in fetched
    assert "<html" not in fetched
    assert box in client.get(path).text
    comment_write(case=case, actor=author, text="Forty.", mentioned=[other.pk])
    # Who corrects it finds whom it mentions: what is not shown would be taken out.
    assert re.search(f"{box}[^>]* checked", client.get(f"/cases/{case.pk}/").text)


def test_nobody_but_the_author_can_be_mentioned_where_nobody_else_may_see_the_case(desk, case, author):
    fetched = client_of(author).get(f"/cases/{case.pk}/discussion/audience/", headers={"HX-Request": "true"}).text
    assert "Nobody else" in fetched


def test_viewers_are_not_shown_whom_they_could_mention(desk, case):
    assert client_of(member(desk, Role.VIEWER)).get(f"/cases/{case.pk}/discussion/audience/").status_code == 403


def test_a_notification_of_a_mention_leads_to_the_comment(desk, case, author):
    other = member(desk)
    comment = comment_write(case=case, actor=author, text="See the log.", mentioned=[other.pk])
    client = client_of(other)
    page = client.get("/notifications/").text
    assert "You were mentioned" in page
    assert "See the log" not in page
    row = Notification.objects.get(recipient=other)
    assert client.get(f"/notifications/{row.pk}/")["Location"] == f"/cases/{case.pk}/#comment-{comment.pk}"


def test_within_the_page_only_the_discussion_is_answered(case, author):
    client = client_of(author)
    answer = client.post(f"/cases/{case.pk}/discussion/", {"text": "Forty."}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.strip().startswith('<section id="discussion"')
    assert "Forty." in answer.text


def test_what_was_refused_stands_as_it_was_typed(case, author):
    client = client_of(author)
    for headers in ({}, {"HX-Request": "true"}):
        refused = client.post(f"/cases/{case.pk}/discussion/", {"text": "NUL\x01 \x00 typed"}, headers=headers)
        assert refused.status_code == 400
    comment = comment_write(case=case, actor=author, text="Forty.")
    comment_correct(comment=comment, actor=author, expected_version=1, text="Forty-one.")
    stale = client.post(f"/comments/{comment.pk}/correct/", {"text": "Fifty.", "expected_version": 1})
    assert stale.status_code == 409
    assert "Fifty.</textarea>" in stale.text
    assert 'name="expected_version" value="2"' in stale.text


def test_an_independent_reviewer_is_told_that_they_are_alone(pair):
    first, _ = pair
    client = client_of(first.reviewer)
    assert "only you see what you write here" in client.get(f"/cases/{first.case_id}/").text
    client.post(f"/cases/{first.case_id}/discussion/", {"text": "Forty."})
    assert "only you see this until all reviews are in" in client.get(f"/cases/{first.case_id}/").text


def test_a_long_discussion_goes_on_a_page_of_its_own_in_as_many_queries(case, author, django_assert_max_num_queries):
    for number in range(60):
        CommentFactory(case=case, author=author, text=f"Word {number:03}.")
    client = client_of(author)
    page = client.get(f"/cases/{case.pk}/").text
    assert "Word 059." in page
    assert "Word 009." not in page
    assert "Earlier comments" in page
    with django_assert_max_num_queries(20):
        whole = client.get(f"/cases/{case.pk}/discussion/").text
    assert whole.index("Word 000.") < whole.index("Word 059.")


# --- API ------------------------------------------------------------------------------------------------------------------


def test_over_the_api_it_is_said_corrected_and_withdrawn(desk, case, author):
    client, other = client_of(author), member(desk)

    def post(address: str, **body: object):
        return client.post(f"/api/v1/comments/{address}", body, content_type="application/json")

    said = post("", case=case.pk, text="Forty.", mentioned=[other.pk])
    assert said.status_code == 201
    body = said.json()
    assert (body["text"], body["author"], body["mentioned"], body["version"]) == ("Forty.", author.pk, [other.pk], 1)
    assert (body["is_alone"], body["withdrawn_at"]) == (False, None)
    assert post(f"{body['id']}/correct/", text="Fifty.", expected_version=1).json()["version"] == 2
    stale = post(f"{body['id']}/correct/", text="Sixty.", expected_version=1)
    assert (stale.status_code, stale.json()["code"], stale.json()["details"]) == (409, "comment:stale", {"version": 2})
    assert post(f"{body['id']}/withdraw/", expected_version=2).json()["withdrawn_at"]
    listed = client.get("/api/v1/comments/", {"case": case.pk}).json()["results"]
    assert [row["id"] for row in listed] == [body["id"]]
    assert post("", case=2**31 - 1, text="Forty.").status_code == 404
