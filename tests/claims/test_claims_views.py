"""The pages of claims and events."""

import datetime as dt
import html
import re

import pytest

from claims.content import content_of
from claims.models import Claim, ClaimState, Event
from claims.ranges import days
from claims.services import claims_extract, run_queue
from core.models import Role
from tests.factories import (
    DeskFactory,
    EventFactory,
    RevisionProposalFactory,
    SnapshotFactory,
    SourceFactory,
    claim_on,
    member,
    said_by,
)
from tests.pages import build_world, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


def fields_of(client, path) -> dict[str, str]:
    """What the form on a page would send if nobody touched it."""
    form = client.get(path).context["form"]
    return {
        form[name].html_name: value if not isinstance(value, bool) else "on"
        for name in form.fields
        if (value := form[name].value()) not in (None, "") and value is not False
    }


def pages_of(world) -> list[str]:
    claim = f"/claims/{world.claims[0].pk}/"
    article = f"/articles/{world.article.pk}/"
    return [claim, f"{claim}correct/", f"{claim}split/", f"{article}mark/", f"{article}proposals/"]


def test_pages_are_the_desks_own(world):
    stranger = client_of(member(DeskFactory(), Role.LEAD))
    for page in pages_of(world):
        assert client_of(world.reviewer).get(page).status_code == 200
        assert stranger.get(page).status_code == 404


def test_the_page_says_which_day_is_meant_and_what_is_told_elsewhere(world):
    claim = claim_on(
        world.claims[0].article.desk,
        text="Sixty were hurt in Lund",
        when_text="overnight",
        when=days({"earliest": dt.date(2026, 7, 5), "latest": dt.date(2026, 7, 6)}),
        where=["Lund", "the Lund market"],
    )
    page = html.unescape(client_of(world.reviewer).get(f"/claims/{claim.pk}/").content.decode())
    assert "“overnight” is read as 5 Jul 2026 to 6 Jul 2026; told outside the marked words" in page
    assert "Where: Lund, the Lund market (told outside the marked words)" in page


STORY = (
    "KARSK -- Rebels fired 40 rockets and five missiles at the port overnight, the Harbour Ministry said on Monday. "
    "All but one of the missiles were intercepted, it added.\n\nTwo trucks burned.\n"
)


def test_the_page_says_why_a_claim_reads_so(world):
    snapshot = SnapshotFactory(text=STORY, capture__article__desk=world.desk)
    claims_extract(run_id=run_queue(snapshot_id=snapshot.pk).pk)
    four = Claim.objects.get(snapshot=snapshot, text__startswith="All but one")
    page = html.unescape(client_of(world.reviewer).get(f"/claims/{four.pk}/").content.decode())
    why = page.partition("Why it reads so")[2]
    assert "“it” is Harbour Ministry, by the word “added” (indirect)" in why
    assert f"Check-worthiness {four.check_worthiness:.2f}: {', '.join(four.reasons)}" in why
    five = four.figure.bases.get()
    assert five.figure.best == 5
    assert page.count(four.figure.derivation) == 1
    assert f'computed from <a href="/claims/{five.pk}/">' in " ".join(page.split())

    burned = Claim.objects.get(snapshot=snapshot, text__startswith="Two trucks")
    page = client_of(world.reviewer).get(f"/claims/{burned.pk}/").content.decode()
    assert "No one is named for it: the article asserts it in its own voice." in page


def test_viewers_read_and_change_nothing(world):
    client, claim = client_of(world.viewer), world.claims[0]
    assert client.get(f"/claims/{claim.pk}/").status_code == 200
    body = {"expected_version": 1, "reason": "x"}
    for what in ("correct", "split", "reject", "restore", "event"):
        assert client.post(f"/claims/{claim.pk}/{what}/", body).status_code == 403
    assert client.post(f"/articles/{world.article.pk}/mark/", body).status_code == 403
    assert client.post("/events/new/", {"title": "x"}).status_code == 403


def test_a_correction_that_changes_nothing_changes_nothing(world):
    client, claim = client_of(world.reviewer), world.claims[1]
    before = content_of(claim)
    page = f"/claims/{claim.pk}/correct/"
    assert client.post(page, {**fields_of(client, page), "reason": "Only looking."}).status_code == 302
    assert content_of(Claim.objects.get(pk=claim.pk)) == before


def test_span_statement_chain_and_figure_are_corrected(world):
    client, claim = client_of(world.reviewer), world.claims[0]
    page = f"/claims/{claim.pk}/correct/"
    changed = {
        "statement": "Forty drones were launched at Karsk.",
        "who_0": "Harbour Post; Harbour Ministry",
        "who_1": "an official",
        "anonymous_1": "on",
        "figure_low": "38",
        "figure_high": "42",
        "figure_best": "",
        "where": "Karsk; the port",
        "reason": "The second paragraph says where.",
    }
    assert client.post(page, {**fields_of(client, page), **changed}).status_code == 302
    content = content_of(Claim.objects.get(pk=claim.pk))
    assert content["statement"] == changed["statement"]
    assert [[s["name"] for s in link["sources"]] for link in content["attribution"]] == [
        ["Harbour Post", "Harbour Ministry"],
        ["an official"],
    ]
    assert content["attribution"][1]["sources"][0]["anonymous"]
    assert (content["figure"]["low"], content["figure"]["high"], content["figure"]["of"]) == (38, 42, "drones")
    assert [place["text"] for place in content["where"]] == ["Karsk", "the port"]
    shown = client.get(f"/claims/{claim.pk}/").content.decode()
    assert "The second paragraph says where." in shown


@pytest.fixture
def passed_on(world):
    """A claim whose chain has a link that names nobody, and one in which somebody anonymous and somebody named speak together."""
    claim = claim_on(world.article.desk)
    said_by(claim)
    said_by(claim, "an official", anonymous=True)
    claim.attributions.last().sources.create(position=1, name="Jane Smith", text="Smith")
    return Claim.objects.with_chain().get(pk=claim.pk)


def test_a_correction_of_the_statement_leaves_the_chain_as_it_was(world, passed_on):
    client, page = client_of(world.reviewer), f"/claims/{passed_on.pk}/correct/"
    before = content_of(passed_on)["attribution"]
    fields = fields_of(client, page) | {"statement": "Forty drones flew.", "reason": "Typo."}
    assert client.post(page, fields).status_code == 302
    assert content_of(Claim.objects.get(pk=passed_on.pk))["attribution"] == before


@pytest.mark.parametrize(
    ("changed", "anonymous"),
    [
        ({"cue_1": "told reporters"}, {"an official": True, "Jane Smith": False}),
        ({"who_1": "an official; Jane Smith; Ilona Varga"}, {"an official": True, "Jane Smith": False, "Ilona Varga": False}),
        ({"anonymous_1": "on"}, {"an official": True, "Jane Smith": True}),
        ({"anonymous_1": ""}, {"an official": False, "Jane Smith": False}),
    ],
)
def test_of_those_who_speak_together_each_is_named_or_anonymous(world, passed_on, changed, anonymous):
    client, page = client_of(world.reviewer), f"/claims/{passed_on.pk}/correct/"
    assert client.post(page, {**fields_of(client, page), **changed, "reason": "Heard again."}).status_code == 302
    nameless, link = content_of(Claim.objects.get(pk=passed_on.pk))["attribution"]
    assert (nameless["cue"], nameless["sources"]) == ("said", [])
    assert {source["name"]: source["anonymous"] for source in link["sources"]} == anonymous
    assert link["sources"][1]["text"] == "Smith"


def test_a_link_is_its_cue_where_it_names_nobody_and_is_gone_without(world, passed_on):
    client, page = client_of(world.reviewer), f"/claims/{passed_on.pk}/correct/"
    changed = {"cue_0": "is accused", "who_1": "", "cue_1": "", "reason": "Not theirs."}
    assert client.post(page, {**fields_of(client, page), **changed}).status_code == 302
    (link,) = content_of(Claim.objects.get(pk=passed_on.pk))["attribution"]
    assert (link["cue"], link["sources"]) == ("is accused", [])


def test_what_the_sentence_does_not_tell_is_said_so_that_it_reads_behind_a_colon(world):
    Claim.objects.update(ambiguous=["when it was stands outside the sentence", "by whom"])
    claim, case = world.claims[0].pk, world.case.pk
    for address in (f"/claims/{claim}/", f"/cases/{case}/", f"/articles/{world.article.pk}/"):
        page = client_of(world.reviewer).get(address).content.decode()
        assert re.search(r"Not settled(</strong>)?: not told in the sentence: when it was; by whom<", page), address
    page = client_of(world.reviewer).get(f"/claims/{claim}/correct/").content.decode()
    assert "when it was stands outside the sentence" in page, "the note is what it is"


def test_a_correction_settles_what_the_statement_left_open(world):
    client, claim = client_of(world.reviewer), world.claims[0]
    claim.ambiguous = ["which port “the port” is", "where it was stands outside the sentence"]
    claim.save()
    page = f"/claims/{claim.pk}/correct/"
    fields = fields_of(client, page)
    assert fields["ambiguous"].splitlines() == claim.ambiguous
    settled = {
        "statement": "Forty drones were launched at Karsk.",
        "ambiguous": "which port “the port” is\n\n  by whom ",
        "reason": "It says.",
    }
    assert client.post(page, {**fields, **settled}).status_code == 302
    assert Claim.objects.get(pk=claim.pk).ambiguous == ["which port “the port” is", "by whom"]
    assert "; by whom</ins>" in client.get(f"/claims/{claim.pk}/").content.decode()


def test_an_impossible_figure_is_refused_and_what_was_typed_stays(world):
    client, claim = client_of(world.reviewer), world.claims[0]
    page = f"/claims/{claim.pk}/correct/"
    answer = client.post(page, {**fields_of(client, page), "figure_low": "50", "figure_high": "42", "reason": "Hm."})
    assert answer.status_code == 400
    assert 'value="50"' in answer.content.decode()
    assert answer.context["form"].errors == {"figure_high": ["The upper bound is below the lower one."]}
    assert re.search(r'aria-invalid="true"[^>]* id="id_figure_high"', answer.text)
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"end": "1000000"}, "end"),
        ({"figure_best": "900"}, "figure_best"),
        ({"figure_measures": "x" * 41}, "figure_measures"),
        ({"figure_allowed_low": "1e400"}, "figure_allowed_low"),
        ({"when_earliest": "2026-02-02", "when_latest": "2026-02-01"}, "when_latest"),
        ({"who_0": "", "who_1": "x" * 301}, "who_1"),
        ({"where": f"Karsk; {'x' * 201}"}, "where"),
        ({"ambiguous": "x" * 301}, "ambiguous"),
    ],
)
def test_what_cannot_be_accepted_is_said_at_its_field(world, typed, field):
    client, claim = client_of(world.reviewer), world.claims[0]
    page = f"/claims/{claim.pk}/correct/"
    answer = client.post(page, {**fields_of(client, page), **typed, "reason": "Hm."})
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert not any("errorlist" in part for part in re.findall(r'<details class="part">.*?</details>', answer.text, re.DOTALL))


def test_a_late_correction_shows_what_changed_and_can_be_saved_over_it(world):
    client, claim = client_of(world.reviewer), world.claims[0]
    page = f"/claims/{claim.pk}/correct/"
    mine = {**fields_of(client, page), "statement": "Mine.", "reason": "Mine is better."}
    theirs = {**fields_of(client, page), "statement": "Theirs.", "reason": "Theirs came first."}
    assert client_of(world.lead).post(page, theirs).status_code == 302
    answer = client.post(page, mine)
    assert answer.status_code == 409
    assert "Theirs came first." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    again = answer.context["form"]["expected_version"].value()
    assert client.post(page, {**mine, "expected_version": again}).status_code == 302
    assert Claim.objects.get(pk=claim.pk).statement == "Mine."


@pytest.mark.parametrize(
    ("passage", "status"),
    [("two of them died", 200), ("nowhere in it", 404), ("café\u0301 owner", 200), ("e", 200), ("", 200)],
)
def test_a_passage_is_found_by_its_words(world, passage, status):
    answer = client_of(world.reviewer).get(f"/articles/{world.article.pk}/mark/", {"passage": passage})
    assert answer.status_code == status


def test_a_passage_is_marked_by_code_points(world):
    client, page = client_of(world.reviewer), f"/articles/{world.article.pk}/mark/"
    start = world.snapshot.text.index("two of them died")
    fields = fields_of(client, f"{page}?start={start}&end={start + 16}")
    assert fields["statement"] == "two of them died"
    answer = client.post(page, {**fields, "statement": "Two of the 70 died.", "kind": "casualty"})
    claim = Claim.objects.latest("pk")
    assert answer["Location"] == f"/claims/{claim.pk}/"
    assert (claim.text, claim.run) == ("two of them died", None)


@pytest.mark.parametrize("span", [{"start": 3, "end": 999_999}, {"start": 9, "end": 3}])
def test_a_passage_outside_the_text_is_not_found(world, span):
    assert client_of(world.reviewer).get(f"/articles/{world.article.pk}/mark/", span).status_code == 404


def test_a_claim_is_split_and_two_are_merged(world):
    client = client_of(world.reviewer)
    page = f"/claims/{world.claims[1].pk}/split/"
    forms = client.get(page).context["forms"]
    shown = [form[name] for form in forms for name in form.fields]
    body = {field.html_name: field.value() for field in shown if field.value() not in (None, "", False)}
    parts = {"a-statement": "70 were hurt.", "a-reason": "Two claims.", "b-statement": "Two died.", "b-reason": "Two claims."}
    assert client.post(page, body | parts).status_code == 302
    made = list(Claim.objects.filter(derived_from=world.claims[1]).order_by("pk"))
    assert [claim.statement for claim in made] == ["70 were hurt.", "Two died."]

    merging = f"/articles/{world.article.pk}/merge/?claims={made[0].pk}&claims={made[1].pk}"
    fields = fields_of(client, merging) | {f"version_{claim.pk}": claim.version for claim in made}
    body = {**fields, "claims": [claim.pk for claim in made], "statement": "One again.", "reason": "It was one."}
    assert client.post(f"/articles/{world.article.pk}/merge/", body).status_code == 302
    assert Claim.objects.latest("pk").statement == "One again."


def test_merging_needs_two(world):
    answer = client_of(world.reviewer).get(f"/articles/{world.article.pk}/merge/?claims={world.claims[0].pk}", follow=True)
    assert "at least two" in answer.content.decode()


def test_a_claim_is_rejected_and_restored_with_a_reason(world):
    client, claim = client_of(world.reviewer), world.claims[1]
    assert client.post(f"/claims/{claim.pk}/reject/", {"expected_version": 1, "reason": ""}).status_code == 400
    assert client.post(f"/claims/{claim.pk}/reject/", {"expected_version": 1, "reason": "An opinion."}).status_code == 302
    assert "An opinion." in client.get(f"/claims/{claim.pk}/").content.decode()
    assert client.post(f"/claims/{claim.pk}/restore/", {"expected_version": 2, "reason": "It has a number."}).status_code == 302
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.ACTIVE


def test_proposals_are_accepted_or_declined(world):
    run, claim = world.snapshot.runs.get(), world.claims[1]
    gone = RevisionProposalFactory(run=run, claim=claim, content=None)
    client = client_of(world.reviewer)
    assert "No longer found" in client.get(f"/articles/{world.article.pk}/proposals/").content.decode()
    assert client.post(f"/proposals/{gone.pk}/", {"accept": "no"}).status_code == 302
    gone.refresh_from_db()
    assert gone.state == "declined"
    assert client_of(member(DeskFactory())).post(f"/proposals/{gone.pk}/", {"accept": "yes"}).status_code == 404


def test_a_proposal_that_came_before_a_correction_shows_both_and_is_not_accepted(world):
    run, claim, client = world.snapshot.runs.get(), world.claims[1], client_of(world.reviewer)
    proposal = RevisionProposalFactory(run=run, claim=claim, content=content_of(claim) | {"statement": "The engine's words."})
    page, settle = f"/articles/{world.article.pk}/proposals/", f"/proposals/{proposal.pk}/"
    assert 'value="yes"' in client.get(page).text
    correct = f"/claims/{claim.pk}/correct/"
    client.post(correct, {**fields_of(client, correct), "statement": "A person's words.", "reason": "I called them."})
    answer = client.post(settle, {"accept": "yes"})
    assert answer.status_code == 409
    for words in ("A person&#x27;s words.", "The engine&#x27;s words.", "I called them.", "correct the claim by hand"):
        assert words in answer.text
    assert 'value="yes"' not in client.get(page).text
    assert Claim.objects.get(pk=claim.pk).statement == "A person's words."
    assert client.post(settle, {"accept": "no"}).status_code == 302


def test_the_history_says_which_event_was_set(world):
    client, claim = client_of(world.reviewer), world.claims[0]
    page = f"/claims/{claim.pk}/"
    for version, title in enumerate(("Attack on Karsk", "Attack on Lund"), start=1):
        event = EventFactory(desk=world.article.desk, title=title)
        client.post(f"{page}event/", {"expected_version": version, "event": event.pk})
    shown = client.get(page).text
    assert "Event set" in shown
    assert "<del>Attack on Karsk</del> → <ins>Attack on Lund</ins>" in shown


def test_an_event_is_made_changed_and_given_parties_and_claims(world):
    client = client_of(world.reviewer)
    made = client.post("/events/new/", {"title": "Attack on Karsk", "first": "2026-03-01", "last": "2026-03-02"})
    event = Event.objects.get()
    assert made["Location"] == f"/events/{event.pk}/"
    party = SourceFactory(name="Northern Union")
    assert client.post(f"/events/{event.pk}/parties/", {"source": party.pk, "role": "attacker"}).status_code == 302
    claim = world.claims[0]
    assert client.post(f"/claims/{claim.pk}/event/", {"expected_version": 1, "event": event.pk}).status_code == 302
    page = client.get(f"/events/{event.pk}/").content.decode()
    assert "Northern Union" in page
    assert claim.statement in page
    changed = {"expected_version": 1, "title": "Attack on the port", "first": "2026-03-02", "last": "2026-03-01"}
    assert client.post(f"/events/{event.pk}/edit/", changed).status_code == 400
    assert client.post(f"/events/{event.pk}/edit/", changed | {"last": ""}).status_code == 302
    assert client.post(f"/events/{event.pk}/edit/", changed | {"last": ""}).status_code == 409
    assert client.post(f"/parties/{event.parties.get().pk}/remove/").status_code == 302


def test_a_claim_cannot_be_given_the_event_of_another_desk(world):
    foreign = EventFactory()
    answer = client_of(world.lead).post(f"/claims/{world.claims[0].pk}/event/", {"expected_version": 1, "event": foreign.pk})
    assert answer.status_code == 400


def test_what_a_source_is_quoted_with_is_the_desks_own(world):
    source = SourceFactory(name="Harbour Ministry")
    foreign = claim_on(DeskFactory(), statement="A foreign claim.")
    for claim in (world.claims[0], foreign):
        said_by(claim, "Harbour Ministry", source=source)
    page = client_of(world.viewer).get(f"/sources/{source.pk}/said/").content.decode()
    assert world.claims[0].statement in page
    assert "A foreign claim." not in page
