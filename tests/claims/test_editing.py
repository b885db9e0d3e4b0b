"""People correct the machine: what a correction promises, and what it refuses."""

import datetime as dt

import pytest

from claims.content import content_of, validate
from claims.models import Claim, ClaimState, RevisionProposal
from claims.services import (
    claim_correct,
    claim_mark,
    claim_merge,
    claim_reject,
    claim_restore,
    claim_set_event,
    claim_split,
    proposal_settle,
)
from core.errors import Conflict, Forbidden, Invalid
from core.models import RecordEntry, Role
from tests.factories import (
    ClaimFactory,
    DeskFactory,
    EventFactory,
    ExtractionRunFactory,
    FigureFactory,
    RevisionProposalFactory,
    SnapshotFactory,
    SourceAliasFactory,
    SourceFactory,
    claim_on,
    member,
    said_by,
)

pytestmark = pytest.mark.django_db

FIGURE = {"text": "Forty", "start": 0, "end": 5, "low": 40, "high": 40, "best": 40, "of": "drones", "measures": ["launched"]}


@pytest.fixture
def snapshot():
    return SnapshotFactory(text="Forty drones were launched overnight, the Harbour Ministry said. 🚀 Two people were injured.")


@pytest.fixture
def reviewer(snapshot):
    return member(snapshot.article.desk)


def content(**fields):
    return {"start": 0, "end": 36, "statement": "Forty drones were launched on 1 March.", "kind": "weapons", **fields}


def test_marking_makes_an_anchored_claim_with_its_first_revision(snapshot, reviewer):
    chain = [{"cue": "said", "mode": "indirect", "sources": [{"name": "Harbour Ministry"}]}]
    claim = claim_mark(snapshot=snapshot, content=content(attribution=chain, figure=FIGURE), actor=reviewer)

    assert snapshot.text[claim.start : claim.end] == claim.text == "Forty drones were launched overnight"
    assert claim.suffix.startswith(", the Harbour Ministry")
    assert str(claim.origin) == "Harbour Ministry"
    assert (claim.figure.low, claim.figure.high, claim.figure.counted_class) == (40, 40, "drone")
    revision = claim.revisions.get()
    assert (revision.action, revision.actor, revision.number) == ("mark", reviewer, 1)
    assert revision.content == content_of(claim) | {"event": None}
    entry = RecordEntry.objects.get(object_type="claims.claim", object_id=claim.pk)
    assert (entry.action, entry.actor) == ("claims.claim.mark", reviewer)


def test_offsets_count_code_points(snapshot, reviewer):
    start = snapshot.text.index("Two")
    claim = claim_mark(
        snapshot=snapshot,
        content=content(start=start, end=start + 23, statement="Two were hurt.", kind="casualty"),
        actor=reviewer,
    )
    assert claim.text == "Two people were injured"


def test_a_name_that_we_know_is_linked_and_an_ambiguous_one_is_not(snapshot, reviewer):
    ministry = SourceFactory(name="Ministry of the Harbour", kind="organisation")
    SourceAliasFactory(source=ministry, name="harbour  MINISTRY")
    SourceFactory(name="Orb", kind="agency")
    SourceFactory(name="Orb", kind="person")
    chain = [
        {"cue": "reported", "mode": "indirect", "sources": [{"name": "Orb"}]},
        {"cue": "said", "mode": "indirect", "sources": [{"name": "Harbour Ministry"}]},
    ]
    claim = claim_mark(snapshot=snapshot, content=content(attribution=chain), actor=reviewer)
    assert [link.sources.get().source for link in claim.attributions.all()] == [None, ministry]


def test_correcting_replaces_the_content_and_keeps_what_was(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot)
    FigureFactory(claim=claim)
    said_by(claim, "Harbour Minister")
    corrected = claim_correct(
        claim=claim,
        content=content(
            statement="Forty drones flew.",
            figure=None,
            when={"text": "overnight", "earliest": "2026-03-01", "latest": "2026-03-02"},
        ),
        actor=reviewer,
        expected_version=1,
        reason="No figure here",
    )
    assert corrected.version == 2
    assert not hasattr(corrected, "figure")
    assert corrected.attributions.count() == 0
    assert (corrected.when.lower, corrected.when.upper) == (dt.date(2026, 3, 1), dt.date(2026, 3, 3))
    assert content_of(corrected)["when"]["latest"] == "2026-03-02"
    entry = RecordEntry.objects.get(action="claims.claim.correct")
    assert entry.payload.before["attribution"][0]["sources"][0]["name"] == "Harbour Minister"
    assert entry.payload.reason == "No figure here"


def test_a_content_survives_its_own_round_trip(snapshot, reviewer):
    figure = FIGURE | {"low_open": True, "high": None, "best": None, "tolerance": {"low": 36, "high": 44, "convention": "some"}}
    claim = claim_mark(snapshot=snapshot, content=content(figure=figure), actor=reviewer)
    once = content_of(claim)
    again = claim_correct(claim=claim, content=once, actor=reviewer, expected_version=1, reason="Nothing changes")
    assert content_of(again) == once
    assert once["figure"]["low_open"]
    assert once["figure"]["high"] is None


def test_a_stale_correction_is_refused_and_writes_nothing(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot, version=3)
    with pytest.raises(Conflict) as refusal:
        claim_correct(claim=claim, content=content(), actor=reviewer, expected_version=2, reason="Late")
    assert refusal.value.code == "claim:stale"
    assert refusal.value.details == {"version": 3}
    claim.refresh_from_db()
    assert claim.statement == "Forty drones were launched overnight."
    assert not claim.revisions.exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"end": 4000}, "claim:span"),
        ({"start": 36, "end": 36}, "claim:span"),
        ({"start": -1}, "claim:content"),
        ({"kind": "gossip"}, "claim:content"),
        ({"statement": " "}, "claim:content"),
        ({"figure": FIGURE | {"low": 41}}, "claim:content"),
        ({"figure": FIGURE | {"best": 39}}, "claim:content"),
        ({"figure": FIGURE | {"base": [0]}}, "claim:reference"),
        ({"attribution": [{"cue": "said", "mode": "sung", "sources": []}]}, "claim:content"),
        ({"attribution": [{"sources": [{"name": "X", "source_id": 0}]}]}, "claim:reference"),
        ({"when": {"earliest": "2026-03-02", "latest": "2026-03-01"}}, "claim:content"),
    ],
)
def test_a_bad_content_is_refused_with_a_stable_code(snapshot, fields, code):
    with pytest.raises(Invalid) as refusal:
        validate(content(**fields), snapshot, None)
    assert refusal.value.code == code


def test_a_correction_needs_a_reason_and_a_role(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot)
    with pytest.raises(Invalid) as refusal:
        claim_reject(claim=claim, actor=reviewer, expected_version=1, reason="  ")
    assert refusal.value.code == "claim:reason_needed"
    for outsider in (member(snapshot.article.desk, Role.VIEWER), member(DeskFactory(), Role.ADMIN)):
        with pytest.raises(Forbidden):
            claim_reject(claim=claim, actor=outsider, expected_version=1, reason="Not a claim")


def test_splitting_replaces_a_claim_by_its_parts(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot, event=EventFactory(desk=snapshot.article.desk))
    parts = [
        content(end=12, statement="There were forty drones."),
        content(start=13, end=36, statement="They were launched overnight."),
    ]
    made = claim_split(claim=claim, parts=parts, actor=reviewer, expected_version=1, reason="Two propositions")
    claim.refresh_from_db()
    assert claim.state == ClaimState.REPLACED
    assert [part.text for part in made] == ["Forty drones", "were launched overnight"]
    assert all(part.derived_from.get() == claim and part.event == claim.event for part in made)
    with pytest.raises(Conflict) as refusal:
        claim_split(claim=claim, parts=parts, actor=reviewer, expected_version=2, reason="Once more")
    assert refusal.value.code == "claim:state"
    with pytest.raises(Invalid):
        claim_split(claim=made[0], parts=parts[:1], actor=reviewer, expected_version=1, reason="One part only")


def test_merging_replaces_claims_of_one_text_by_one(snapshot, reviewer):
    one, other = ClaimFactory(snapshot=snapshot), ClaimFactory(snapshot=snapshot, start=13)
    made = claim_merge(
        claims=[other, one], content=content(), actor=reviewer, expected_versions={one.pk: 1, other.pk: 1}, reason="The same"
    )
    assert set(made.derived_from.all()) == {one, other}
    assert set(Claim.objects.filter(state=ClaimState.REPLACED)) == {one, other}
    elsewhere = claim_on(snapshot.article.desk)
    with pytest.raises(Invalid) as refusal:
        claim_merge(claims=[made, elsewhere], content=content(), actor=reviewer, expected_versions={}, reason="Two texts")
    assert refusal.value.code == "claim:merge"


def test_a_rejected_claim_can_be_restored(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot)
    rejected = claim_reject(claim=claim, actor=reviewer, expected_version=1, reason="A wish")
    assert rejected not in Claim.objects.active()
    restored = claim_restore(claim=rejected, actor=reviewer, expected_version=2, reason="A promise after all")
    assert restored.state == ClaimState.ACTIVE
    assert [revision.action for revision in restored.revisions.all()] == ["reject", "restore"]


def test_an_event_is_of_the_claims_own_desk(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot)
    event = EventFactory(desk=snapshot.article.desk)
    assert claim_set_event(claim=claim, event=event, actor=reviewer, expected_version=1).event == event
    revision, entry = claim.revisions.get(), RecordEntry.objects.get(object_type="claims.claim")
    assert (revision.action, revision.content["event"]) == ("event", {"id": event.pk, "title": event.title})
    assert (entry.action, entry.payload.before) == ("claims.claim.event", {"event": None})
    assert entry.payload.after == {"event": event.pk}
    claim_set_event(claim=claim, event=None, actor=reviewer, expected_version=2)
    assert claim.revisions.last().content["event"] is None
    assert RecordEntry.objects.latest("pk").payload.after == {"event": None}
    with pytest.raises(Invalid):
        claim_set_event(claim=claim, event=EventFactory(), actor=reviewer, expected_version=3)


def test_a_proposal_is_settled_once(snapshot, reviewer):
    run = ExtractionRunFactory(snapshot=snapshot)
    claim = ClaimFactory(snapshot=snapshot)
    corrected = RevisionProposalFactory(run=run, claim=claim, content=content(statement="Forty drones flew."))
    gone = RevisionProposalFactory(run=run, claim=ClaimFactory(snapshot=snapshot), content=None)
    new = RevisionProposalFactory(run=run, claim=None, content=content(statement="Forty is many."))
    declined = RevisionProposalFactory(run=run, claim=claim, content=content())
    for proposal in (corrected, gone, new):
        proposal_settle(proposal=proposal, accept=True, actor=reviewer)
    proposal_settle(proposal=declined, accept=False, actor=reviewer, reason="The person is right")
    claim.refresh_from_db()
    gone.claim.refresh_from_db()
    assert claim.statement == "Forty drones flew."
    assert gone.claim.state == ClaimState.REJECTED
    assert Claim.objects.filter(statement="Forty is many.").exists()
    with pytest.raises(Conflict) as refusal:
        proposal_settle(proposal=declined, accept=True, actor=reviewer)
    assert refusal.value.code == "proposal:settled"


def proposal_on(claim: Claim, **fields: object) -> RevisionProposal:
    """What a run over the claim's text proposes for the claim as it is."""
    run = ExtractionRunFactory(snapshot=claim.snapshot)
    return RevisionProposalFactory(
        run=run, claim=claim, content=content(figure=FIGURE | {"low": 44, "high": 44, "best": 44}) | fields
    )


def test_a_proposal_for_an_earlier_version_writes_nothing_and_stays_open(snapshot, reviewer):
    claim = ClaimFactory(snapshot=snapshot)
    proposals = [
        proposal_on(claim),
        RevisionProposalFactory(run=ExtractionRunFactory(snapshot=snapshot), claim=claim, content=None),
    ]
    claim_correct(claim=claim, content=content(statement="Mine."), actor=reviewer, expected_version=1, reason="I looked")
    for proposal in proposals:
        with pytest.raises(Conflict) as refusal:
            proposal_settle(proposal=proposal, accept=True, actor=reviewer)
        assert (refusal.value.code, refusal.value.details) == ("claim:stale", {"version": 2})
        proposal.refresh_from_db()
        assert (proposal.state, proposal.settled_by) == ("open", None)
    claim.refresh_from_db()
    assert (claim.statement, claim.state, claim.version) == ("Mine.", ClaimState.ACTIVE, 2)
    assert proposal_settle(proposal=proposals[0], accept=False, actor=reviewer).state == "declined"


def test_what_a_proposal_says_nothing_of_stays_as_people_set_it(snapshot, reviewer):
    desk = snapshot.article.desk
    claim, whole, hidden = (ClaimFactory(snapshot=snapshot) for _ in range(3))
    said_by(hidden, "A witness", source=SourceFactory(desk=desk, sensitivity="restricted"))
    ministry = SourceFactory(name="Ministry of the Harbour", kind="organisation")
    said_by(claim, "the ministry", source=ministry)
    figure = FigureFactory(
        claim=claim,
        population="of the northern fleet",
        area="Karsk",
        period=(dt.date(2026, 3, 1), dt.date(2026, 3, 3)),
        as_of=dt.datetime(2026, 3, 2, 7, 15, 30, tzinfo=dt.UTC),
        part_of=hidden,
    )
    figure.bases.set([whole, hidden])
    before = content_of(Claim.objects.with_chain().get(pk=claim.pk))
    chain = [
        {"cue": "said", "mode": "indirect", "sources": [{"name": "the ministry"}, {"name": "a port worker", "anonymous": True}]}
    ]
    proposal_settle(proposal=proposal_on(claim, attribution=chain), accept=True, actor=reviewer)
    after = content_of(Claim.objects.with_chain().get(pk=claim.pk))
    kept = ("population", "area", "period", "as_of", "base", "part_of")
    assert after["figure"]["best"] == 44
    assert {name: after["figure"][name] for name in kept} == {name: before["figure"][name] for name in kept}
    assert after["figure"]["base"] == [whole.pk, hidden.pk]
    assert [(source["name"], source["source_id"]) for source in after["attribution"][0]["sources"]] == [
        ("the ministry", ministry.pk),
        ("a port worker", None),
    ]
