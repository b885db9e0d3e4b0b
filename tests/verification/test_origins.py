"""What evidence goes back to: who may say it, who sees it, whose own it is, and what rests on it."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Claim
from core.errors import Conflict, Forbidden, Invalid
from core.models import RecordEntry, RecordPayload, Role, Sensitivity
from tests.factories import (
    AffiliationFactory,
    CaseEvidenceFactory,
    DeskFactory,
    IndependenceGroupFactory,
    SourceAliasFactory,
    SourceFactory,
    UserFactory,
    case_of,
    claim_on,
    member,
    said_by,
)
from tests.verification.desk import at_work, case_in_review, evidence_on, finding_on, stance, submit
from verification.findings import StanceInput
from verification.grounds import hidden_from, public_grounds, seen_grounds
from verification.models import AssignmentPart, Case, CaseEvidence, Evidence, IndependenceGroup, Review, Stance, Verdict
from verification.origins import interested_links, leads_of, standing
from verification.services.cases import case_send_back
from verification.services.evidence import evidence_withdraw
from verification.services.origins import evidence_group, evidence_ungroup, origin_rename, origins_pool
from verification.services.verdicts import verdict_adjudicate
from verification.states import CaseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return DeskFactory()


@pytest.fixture
def case(desk):
    return case_in_review(desk)


@pytest.fixture
def blind(desk):
    """A case that asks for two reviews."""
    return case_in_review(desk, reviews_required=2)


@pytest.fixture
def reviewer(desk):
    return member(desk)


def group(link, actor, origin="Orb", **given):
    link.refresh_from_db()
    return evidence_group(link=link, actor=actor, expected_version=link.version, origin=origin, **given)


def origins(case):
    """What each piece goes back to, in words."""
    links = CaseEvidence.objects.filter(case=case).order_by("pk")
    return [link.origin for link in links.select_related("independence_group")]


def code_of(error):
    return error.value.code


# --- Naming, renaming, taking out -----------------------------------------------------------------------------------------


def test_a_piece_goes_back_to_what_somebody_says_in_words(case, reviewer):
    link = group(evidence_on(case), reviewer, "  Orb   news agency ", basis="Both name it.")
    made = IndependenceGroup.objects.get()
    assert (made.case, made.origin, made.basis) == (case, "Orb news agency", "Both name it.")
    assert (link.independence_group, link.version) == (made, 2)
    entry = RecordEntry.objects.get(action="verification.caseevidence.group")
    payload = RecordPayload.objects.get(entry=entry)
    assert (entry.actor, entry.object_id) == (reviewer, link.pk)
    assert (payload.before["origin"], payload.after["origin"]) == ("", "Orb news agency")


def test_the_same_words_and_a_group_of_the_case_are_one_origin(case, reviewer):
    first, second, third = (evidence_on(case) for _ in range(3))
    made = group(first, reviewer, "Orb").independence_group
    group(second, reviewer, "the orb")
    evidence_group(link=third, actor=reviewer, expected_version=1, group=made)
    assert set(made.members.all()) == {first, second, third}
    assert IndependenceGroup.objects.count() == 1


def test_saying_it_again_changes_nothing(case, reviewer):
    link = group(evidence_on(case), reviewer)
    before = RecordEntry.objects.count()
    assert group(link, reviewer).version == link.version
    assert RecordEntry.objects.count() == before


def test_it_is_taken_out_again(case, reviewer):
    link = group(evidence_on(case), reviewer)
    taken = evidence_ungroup(link=link, actor=reviewer, expected_version=link.version)
    assert (taken.origin, taken.version) == ("", 3)
    assert not IndependenceGroup.objects.visible_to(reviewer).exists()
    told = RecordPayload.objects.filter(entry__action="verification.caseevidence.group").order_by("entry_id")
    assert [payload.after["origin"] for payload in told] == ["Orb", ""]


def test_an_origin_is_renamed_for_all_that_goes_back_to_it(case, reviewer):
    first, second = (group(evidence_on(case), reviewer) for _ in range(2))
    named = origin_rename(group=first.independence_group, actor=reviewer, expected_version=1, origin="Orb's count")
    assert (named.version, named.basis, origins(case)) == (2, "", ["Orb's count"] * 2)
    told = RecordEntry.objects.filter(action="verification.caseevidence.rename_origin")
    assert {entry.object_id for entry in told} == {first.pk, second.pk}


def test_an_origin_that_gets_the_words_of_another_is_that_one(case, reviewer):
    first, second = group(evidence_on(case), reviewer, "Orb"), group(evidence_on(case), reviewer, "The wire")
    named = origin_rename(group=second.independence_group, actor=reviewer, expected_version=1, origin="ORB")
    assert named == first.independence_group
    assert origins(case) == ["Orb", "Orb"]


@pytest.mark.parametrize("write", ["group", "ungroup", "rename"])
@pytest.mark.parametrize(
    "who", [lambda desk: member(desk, Role.VIEWER), lambda desk: member(DeskFactory()), lambda _: UserFactory()]
)
def test_who_may_not_review_says_nothing_of_origins(case, reviewer, write, who):
    link, actor = group(evidence_on(case), reviewer), who(case.desk)
    writes = {
        "group": lambda: evidence_group(link=link, actor=actor, expected_version=2, origin="Lot"),
        "ungroup": lambda: evidence_ungroup(link=link, actor=actor, expected_version=2),
        "rename": lambda: origin_rename(group=link.independence_group, actor=actor, expected_version=1, origin="Lot"),
    }
    with pytest.raises(Forbidden) as caught:
        writes[write]()
    assert (code_of(caught), origins(case)) == ("permission:denied", ["Orb"])


def test_a_stale_version_is_refused_and_tells_the_present_one(case, reviewer):
    link = group(evidence_on(case), reviewer)
    for write, code, version in (
        (lambda: evidence_group(link=link, actor=reviewer, expected_version=1, origin="Lot"), "evidence:stale", 2),
        (lambda: evidence_ungroup(link=link, actor=reviewer, expected_version=1), "evidence:stale", 2),
        (
            lambda: origin_rename(group=link.independence_group, actor=reviewer, expected_version=7, origin="Lot"),
            "origin:stale",
            1,
        ),
    ):
        with pytest.raises(Conflict) as caught:
            write()
        assert (code_of(caught), caught.value.details["version"]) == (code, version)
    assert origins(case) == ["Orb"]


def test_what_was_withdrawn_keeps_its_origin(case, reviewer, desk):
    link = group(evidence_on(case), reviewer)
    evidence_withdraw(evidence=link.evidence, actor=member(desk, Role.LEAD), expected_version=1, reason="A hoax.")
    for write in (lambda: group(link, reviewer, "Lot"), lambda: evidence_ungroup(link=link, actor=reviewer, expected_version=2)):
        with pytest.raises(Conflict) as caught:
            write()
        assert code_of(caught) == "evidence:withdrawn"
    assert origins(case) == ["Orb"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"origin": "  "}, "origin:needed"),
        ({"origin": "x" * 301}, "origin:text"),
        ({"origin": "a\x00"}, "origin:text"),
        ({"origin": "Orb", "basis": "x" * 2_001}, "origin:text"),
    ],
)
def test_words_that_cannot_be_kept(case, reviewer, given, code):
    with pytest.raises(Invalid) as caught:
        evidence_group(link=evidence_on(case), actor=reviewer, expected_version=1, **given)
    assert code_of(caught) == code
    assert not IndependenceGroup.objects.exists()


def test_a_group_of_another_case_is_none_of_this_one(case, desk, reviewer):
    elsewhere = group(evidence_on(case_in_review(desk)), reviewer).independence_group
    with pytest.raises(Invalid) as caught:
        evidence_group(link=evidence_on(case), actor=reviewer, expected_version=1, group=elsewhere)
    assert code_of(caught) == "origin:unknown"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (CaseState.DECIDED, "evidence:decided"),
        (CaseState.PUBLISHED, "evidence:settled"),
        (CaseState.WITHDRAWN, "evidence:settled"),
        (CaseState.DISMISSED, "evidence:settled"),
    ],
)
def test_what_a_decided_case_rests_on_stays_as_it_is(case, reviewer, state, code):
    link = group(evidence_on(case), reviewer)
    case.state, case.public_key = state, "key"
    case.save()
    for write in (
        lambda: group(link, reviewer, "Lot"),
        lambda: evidence_ungroup(link=link, actor=reviewer, expected_version=2),
        lambda: origin_rename(group=link.independence_group, actor=reviewer, expected_version=1, origin="Lot"),
    ):
        with pytest.raises(Conflict) as caught:
            write()
        assert code_of(caught) == code
    assert origins(case) == ["Orb"]


# --- Who sees it ----------------------------------------------------------------------------------------------------------


def test_what_is_named_for_an_independent_review_is_seen_by_its_reviewer_alone(blind):
    first, second = at_work(blind), at_work(blind)
    own = group(evidence_on(blind, by=first), first.reviewer, "The harbour master")
    for other in (second.reviewer, member(blind.desk, Role.ADMIN), UserFactory(is_superuser=True)):
        assert not IndependenceGroup.objects.visible_to(other).exists()
        for write in (
            lambda other=other: group(own, other, "x"),
            lambda other=other: origin_rename(group=own.independence_group, actor=other, expected_version=1, origin="x"),
        ):
            with pytest.raises(Invalid) as caught:
                write()
            assert code_of(caught) in {"evidence:unknown", "origin:unknown"}
    assert IndependenceGroup.objects.visible_to(first.reviewer).get() == own.independence_group


def test_the_same_words_of_two_reviewers_are_two_groups_until_all_reviews_are_in(blind):
    first, second = at_work(blind), at_work(blind)
    mine, theirs = (evidence_on(blind, by=each) for each in (first, second))
    group(mine, first.reviewer, "Orb")
    group(theirs, second.reviewer, "ORB")
    assert IndependenceGroup.objects.count() == 2
    submit(first, stances=stance(mine))
    submit(second, stances=stance(theirs))
    assert origins(blind) == ["Orb", "Orb"]
    assert blind.verdicts.get().grounds["independence"]["supports"]["independent"] == 1


def test_a_piece_that_two_reviewers_found_has_the_origin_that_was_named_first(blind, desk):
    first, second = at_work(blind), at_work(blind)
    mine = evidence_on(blind, by=first)
    theirs = CaseEvidenceFactory(case=blind, evidence=mine.evidence, added_by=second.reviewer, gathered_for=second)
    group(theirs, second.reviewer, "Lot")
    submit(first, stances=stance(mine))
    submit(second, stances=stance(theirs))
    assert origins(blind) == ["Lot", "Lot"]
    told = RecordEntry.objects.filter(action="verification.caseevidence.group", object_id=mine.pk).get()
    assert told.actor is None


def test_who_takes_the_piece_that_all_see_out_leaves_each_review_its_own_origin(blind, desk):
    """Else who renames it would tell the other reviewer."""
    first, second, lead = at_work(blind), at_work(blind), member(desk, Role.LEAD)
    shared = group(evidence_on(blind), lead)
    mine, theirs = (group(evidence_on(blind, by=each), each.reviewer) for each in (first, second))
    assert {mine.independence_group, theirs.independence_group} == {shared.independence_group}
    evidence_ungroup(link=shared, actor=lead, expected_version=shared.version)
    mine.refresh_from_db()
    origin_rename(group=mine.independence_group, actor=first.reviewer, expected_version=1, origin="What I was told")
    assert origins(blind) == ["", "What I was told", "Orb"]


def restrict(link, *people):
    """From now on these alone see the piece."""
    Evidence.objects.filter(pk=link.evidence_id).update(sensitivity=Sensitivity.RESTRICTED)
    link.evidence.named.set(people)


def bases(case):
    """What shows each origin, piece by piece."""
    links = CaseEvidence.objects.filter(case=case).order_by("pk").select_related("independence_group")
    return [link.independence_group.basis if link.independence_group else "" for link in links]


def kept_to_desk(link, *_):
    Evidence.objects.filter(pk=link.evidence_id).update(sensitivity=Sensitivity.DESK)


@pytest.mark.parametrize("keep", [restrict, kept_to_desk])
def test_pooling_tells_no_basis_to_more_people_than_knew_it(case, desk, reviewer, keep):
    secret, public, other = (evidence_on(case) for _ in range(3))
    keep(secret, reviewer)
    group(secret, reviewer, "Orb", basis="Our man inside Orb, off the record")
    group(public, member(desk), "orb", basis="It prints Orb.")
    group(other, member(desk), "ORB")
    origins_pool(case)
    assert bases(case) == ["Our man inside Orb, off the record", "It prints Orb.", "It prints Orb."]


def test_pooling_makes_one_of_what_the_same_people_see(case, reviewer):
    for link in (evidence_on(case), evidence_on(case)):
        link.independence_group = IndependenceGroupFactory(case=case, origin="Orb")
        link.save()
    origins_pool(case)
    assert CaseEvidence.objects.filter(case=case).values("independence_group").distinct().count() == 1


@pytest.mark.parametrize("keep", [restrict, kept_to_desk])
def test_the_words_of_what_is_kept_from_some_make_no_other_piece_go_with_it(case, reviewer, keep):
    """Who sees both names the public piece in the same words, and does not think of the basis of the other one."""
    secret, public, wire = (evidence_on(case) for _ in range(3))
    keep(secret, reviewer)
    group(secret, reviewer, "Orb", basis="Our man inside Orb, off the record")
    group(public, reviewer, "orb", basis="It prints Orb.")
    named = group(wire, reviewer, "The wire").independence_group
    origin_rename(group=named, actor=reviewer, expected_version=named.version, origin="Orb")
    assert bases(case) == ["Our man inside Orb, off the record", "It prints Orb.", "It prints Orb."]


def test_what_is_kept_from_some_goes_with_what_all_see(case, reviewer):
    public, secret = evidence_on(case), evidence_on(case)
    restrict(secret, reviewer)
    assert group(public, reviewer).independence_group == group(secret, reviewer).independence_group


@pytest.mark.parametrize("hide", ["take out", "restrict", "restrict the source"])
def test_each_review_has_its_own_origin_once_there_is_no_piece_that_both_see(blind, desk, hide):
    first, second, lead = at_work(blind), at_work(blind), member(desk, Role.LEAD)
    shared, memo = group(evidence_on(blind), lead, basis="It says so."), evidence_on(blind)
    mine, theirs = (group(evidence_on(blind, by=each), each.reviewer) for each in (first, second))
    origin_rename(group=shared.independence_group, actor=lead, expected_version=1, origin="Orb")
    restrict(memo, lead)
    group(memo, lead)
    if hide == "take out":
        evidence_ungroup(link=shared, actor=lead, expected_version=shared.version)
    elif hide == "restrict":
        restrict(shared, lead)
    else:
        source = shared.evidence.source
        source.sensitivity = Sensitivity.RESTRICTED
        source.save()
        source.named.set([lead])
    mine.refresh_from_db()
    named = origin_rename(group=mine.independence_group, actor=first.reviewer, expected_version=2, origin="What I was told")
    assert named.version == 3
    theirs.refresh_from_db()
    assert (theirs.origin, theirs.version) == ("Orb", 2)
    memo.refresh_from_db()
    assert memo.origin == "Orb"
    again = origin_rename(group=theirs.independence_group, actor=second.reviewer, expected_version=2, origin="Lot")
    assert (again.basis, again.version) == ("It says so.", 3)
    mine.refresh_from_db()
    assert mine.origin == "What I was told"


def test_a_restricted_piece_that_both_reviewers_see_holds_an_origin_together(blind, desk):
    first, second, lead = at_work(blind), at_work(blind), member(desk, Role.LEAD)
    memo = group(evidence_on(blind), lead)
    mine, theirs = (group(evidence_on(blind, by=each), each.reviewer) for each in (first, second))
    restrict(memo, lead, first.reviewer, second.reviewer)
    origin_rename(group=mine.independence_group, actor=first.reviewer, expected_version=1, origin="Lot")
    assert set(origins(blind)) == {"Lot"}
    assert {memo.independence_group_id} == {mine.independence_group_id, theirs.independence_group_id}


def test_what_is_named_for_restricted_evidence_is_seen_by_who_sees_that(case, desk, reviewer):
    link = group(evidence_on(case), reviewer, "The memo")
    link.evidence.sensitivity = Sensitivity.RESTRICTED
    link.evidence.save()
    link.evidence.named.set([reviewer])
    assert IndependenceGroup.objects.visible_to(reviewer).exists()
    assert not IndependenceGroup.objects.visible_to(member(desk, Role.ADMIN)).exists()


# --- Whose own it is ------------------------------------------------------------------------------------------------------


def own_links(case):
    return interested_links(list(standing(CaseEvidence.objects.filter(case=case))), leads_of([case.pk]))


@pytest.fixture
def sides(desk):
    """The command of one party, whose claim it is, and others on the day of the claim."""
    names = ["command", "republic", "mayor", "former mayor", "union", "outlet"]
    found = {name: SourceFactory(desk=desk, name=name.title()) for name in names}
    AffiliationFactory(source=found["command"], party=found["republic"])
    AffiliationFactory(source=found["mayor"], party=found["republic"])
    past = DateRange(dt.date(2020, 1, 1), dt.date(2026, 3, 2))  # until the day before
    AffiliationFactory(source=found["former mayor"], party=found["republic"], during=past)
    return found


@pytest.fixture
def theirs(desk, sides):
    """A case about what the command said; its article is of 2 March 2026."""
    claim = claim_on(desk)
    said_by(claim, "the Command", source=sides["command"])
    return case_of(claim, state=CaseState.IN_REVIEW)


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("command", True),  # who said it
        ("republic", True),  # the party that they belong to
        ("mayor", True),  # another one of that party
        ("former mayor", False),  # who was one until the day before
        ("union", False),  # the other party
        ("outlet", False),
    ],
)
def test_whoever_is_of_the_same_party_on_that_day_has_an_interest(theirs, sides, name, own):
    link = evidence_on(theirs, source=sides[name])
    assert own_links(theirs) == ({link.pk} if own else set())


def test_the_day_is_the_one_that_the_claim_speaks_of(theirs, sides):
    link = evidence_on(theirs, source=sides["former mayor"])
    Claim.objects.filter(case_claim__case=theirs).update(when=DateRange(dt.date(2026, 3, 1), dt.date(2026, 3, 2)))
    assert own_links(theirs) == {link.pk}


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("Command", True),
        ("the  COMMAND", True),
        ("High Command", True),
        ("Mayor", True),
        ("the Mayor", True),
        ("Outlet", False),
        ("Nobody known", False),
    ],
)
def test_what_goes_back_to_an_interested_party_is_theirs_whoever_prints_it(theirs, sides, words, own):
    SourceAliasFactory(source=sides["command"], name="High Command")
    link = evidence_on(theirs, source=sides["outlet"])
    group(link, member(theirs.desk), words)
    assert own_links(theirs) == ({link.pk} if own else set())


def test_who_is_not_in_the_directory_is_known_by_name(case):
    links = [evidence_on(case, source=SourceFactory(name=name)) for name in ("harbour ministry", "The Harbour Ministry")]
    evidence_on(case)
    assert own_links(case) == {link.pk for link in links}


def test_nobody_is_known_by_being_unnamed(desk):
    claim = claim_on(desk)
    said_by(claim, "an official", anonymous=True)
    evidence_on(case := case_of(claim), source=SourceFactory(name="An official"))
    assert own_links(case) == set()


def test_the_articles_own_voice_is_its_publishers(desk):
    case = case_of(claim_on(desk))
    link = evidence_on(case, source=case.lead_claim.article.publisher)
    assert own_links(case) == {link.pk}


def test_a_restricted_party_makes_nobody_interested(theirs, sides):
    evidence_on(theirs, source=sides["mayor"])
    sides["republic"].sensitivity = Sensitivity.RESTRICTED
    sides["republic"].save()
    assert own_links(theirs) == set()


# --- What rests on it -----------------------------------------------------------------------------------------------------


@pytest.fixture
def claimant():
    return SourceFactory(name="Harbour Ministry")


def refused(assignment, rating="Right", **given):
    with pytest.raises(Invalid) as caught:
        submit(assignment, rating, **given)
    return caught.value


def test_what_the_claimant_says_alone_supports_nothing(case, claimant):
    error = refused(at_work(case), stances=stance(evidence_on(case, source=claimant)))
    assert (error.code, list(error.details["errors"])) == ("finding:self_serving", ["stances"])
    assert "Harbour Ministry or somebody of the same party" in error.message
    assert "Add evidence of another origin" in error.message
    assert not Review.objects.exists()


def test_however_many_outlets_repeat_it(case, claimant, reviewer):
    pieces = [evidence_on(case, source=claimant), evidence_on(case), evidence_on(case)]
    for link in pieces:
        group(link, reviewer, "The statement of Monday")
    repeated = {link.pk: StanceInput(stance=Stance.SUPPORTS) for link in pieces[1:]}
    assert refused(at_work(case), stances=repeated).code == "finding:self_serving"


def test_what_is_of_the_same_party_supports_nothing(desk):
    republic, mayor, command = (SourceFactory(name=name) for name in ("Republic", "Mayor", "Command"))
    for source in (mayor, command):
        AffiliationFactory(source=source, party=republic)
    case = case_in_review(desk)
    case.lead_claim.origin.sources.update(source=command)
    assert refused(at_work(case), stances=stance(evidence_on(case, source=mayor))).code == "finding:self_serving"


def test_an_admission_supports(case, claimant):
    assignment = at_work(case)
    review = submit(assignment, stances=stance(evidence_on(case, source=claimant), is_admission=True))
    assert review.stances.get().is_admission
    (item,) = case.verdicts.get().grounds["evidence"]
    assert (item["interested"], item["stances"][0]["admission"]) == (True, True)
    assert case.verdicts.get().grounds["independence"]["supports"] == counted(unknown_origin=1)


def test_one_piece_of_unknown_origin_is_enough_and_counts_as_no_independent_one(case, claimant):
    own, other = evidence_on(case, source=claimant), evidence_on(case)
    submit(at_work(case), stances=stance(own) | stance(other))
    assert case.verdicts.get().grounds["independence"]["supports"] == counted(unknown_origin=1, claimants_own=1)


@pytest.mark.parametrize(
    ("rating", "taken"), [("Wrong", Stance.CONTRADICTS), ("Mixed", Stance.QUALIFIES), ("Mixed", Stance.SUPPORTS)]
)
def test_other_ratings_may_rest_on_the_claimants_own(case, claimant, rating, taken):
    assert submit(at_work(case), rating, stances=stance(evidence_on(case, source=claimant), taken)).pk


def test_an_adjudicator_confirms_nothing_by_the_claimants_own_word_either(blind, claimant):
    own = evidence_on(blind, source=claimant)
    submit(at_work(blind), "Mixed", stances=stance(own))
    submit(at_work(blind), "Wrong", stances=stance(own, Stance.CONTRADICTS))
    assignment = at_work(blind, part=AssignmentPart.ADJUDICATE)
    blind.refresh_from_db()
    with pytest.raises(Invalid) as caught:
        verdict_adjudicate(
            case=blind, actor=assignment.reviewer, finding=finding_on(blind, "Right"), expected_version=blind.version
        )
    assert code_of(caught) == "finding:self_serving"


def test_reviews_that_support_by_what_is_the_claimants_own_seen_together_go_to_an_adjudicator(blind, claimant):
    """Each has an outlet's page, and of the other's page the statement to which that goes back."""
    for reviewer_of, page_from, statement in ((at_work(blind), "Monday", "Tuesday"), (at_work(blind), "Tuesday", "Monday")):
        page = group(evidence_on(blind, by=reviewer_of), reviewer_of.reviewer, page_from)
        group(evidence_on(blind, by=reviewer_of, source=claimant), reviewer_of.reviewer, statement)
        submit(reviewer_of, stances=stance(page))
    blind.refresh_from_db()
    assert blind.state == CaseState.IN_ADJUDICATION
    assert "the claimant's own" in blind.transitions.last().reason


def counted(**given):
    return {"independent": 0, "unknown_origin": 0, "claimants_own": 0} | given


# --- What a verdict keeps -------------------------------------------------------------------------------------------------


@pytest.fixture
def decided(desk, case, claimant, reviewer):
    """A verdict on two outlets that print one agency, an own count of the claimant's, and a piece that is kept to the desk."""
    links = [evidence_on(case) for _ in range(4)]
    Evidence.objects.filter(pk=links[2].evidence_id).update(source=claimant)
    for link, origin in zip(links, ("Orb", "Orb", "", "A source of the desk's"), strict=True):
        if origin:
            group(link, reviewer, origin)
    links[3].evidence.sensitivity = Sensitivity.DESK
    links[3].evidence.save()
    submit(at_work(case), stances={link.pk: StanceInput(stance=Stance.SUPPORTS) for link in links})
    return case.verdicts.get()


def test_a_verdict_keeps_what_its_evidence_goes_back_to_and_how_many_origins_that_are(decided, reviewer):
    frozen = decided.grounds
    assert [item["independence_group"] for item in frozen["evidence"]] == [
        {"origin": "Orb", "basis": ""},
        {"origin": "Orb", "basis": ""},
        None,
        {"origin": "A source of the desk's", "basis": ""},
    ]
    assert frozen["independence"]["supports"] == counted(independent=2, claimants_own=1)
    piece, lead = CaseEvidence.objects.filter(case=decided.case).first(), member(decided.case.desk, Role.LEAD)
    case = Case.objects.get(pk=decided.case_id)
    case_send_back(case=case, actor=lead, expected_version=case.version, reason="Look at the agency again.")
    group(piece, reviewer, "Another one")
    evidence_withdraw(evidence=piece.evidence, actor=lead, expected_version=1, reason="A hoax.")
    assert Verdict.objects.get(pk=decided.pk).grounds == frozen


def test_who_does_not_see_a_piece_does_not_see_it_counted(decided, desk):
    public = public_grounds([decided])[decided.pk]
    assert public["independence"]["supports"] == counted(independent=1, claimants_own=1)
    assert seen_grounds(decided, hidden_from(member(desk)))["independence"] == decided.grounds["independence"]
    restricted = CaseEvidence.objects.filter(case=decided.case).last().evidence
    restricted.sensitivity = Sensitivity.RESTRICTED
    restricted.save()
    assert seen_grounds(decided, hidden_from(member(desk)))["independence"]["supports"] == counted(independent=1, claimants_own=1)


@pytest.mark.parametrize("taken", [Stance.SUPPORTS, None])
def test_who_does_not_see_that_an_origin_is_the_claimants_own_is_not_told(case, desk, claimant, reviewer, taken):
    """Neither by the mark of what repeats it, nor by the count, whether or not somebody took a stance on it."""
    own, copy, other = evidence_on(case, source=claimant), evidence_on(case), evidence_on(case)
    for link in (own, copy):
        group(link, reviewer, "The statement of Monday")
    stances = {link.pk: StanceInput(stance=Stance.SUPPORTS) for link in ((own, copy, other) if taken else (copy, other))}
    submit(at_work(case), stances=stances)
    verdict = case.verdicts.get()

    def shown(grounds):
        return {item["id"]: item["interested"] for item in grounds["evidence"]}, grounds["independence"]["supports"]

    both = ({own.evidence_id: True, copy.evidence_id: True, other.evidence_id: False}, counted(claimants_own=1, unknown_origin=1))
    assert shown(public_grounds([verdict])[verdict.pk]) == both
    assert shown(seen_grounds(verdict, hidden_from(member(desk)))) == both
    restrict(own, reviewer)
    alone = ({copy.evidence_id: False, other.evidence_id: False}, counted(independent=1, unknown_origin=1))
    assert shown(public_grounds([verdict])[verdict.pk]) == alone
    assert shown(seen_grounds(verdict, hidden_from(member(desk)))) == alone
    assert shown(seen_grounds(verdict, hidden_from(reviewer))) == both


def test_verdicts_from_before_there_was_a_count_are_read_as_they_are(decided):
    earlier = decided.grounds
    del earlier["independence"]
    for item in earlier["evidence"]:
        del item["independence_group"], item["interested"]
        for taken in item["stances"]:
            del taken["admission"]
    public = public_grounds([decided])[decided.pk]
    assert (public["independence"], public["evidence"][0]["independence_group"]) == (None, None)
    assert "independence" not in seen_grounds(decided, hidden_from(member(decided.case.desk)))


def test_an_empty_group_is_nobodys(case, reviewer):
    IndependenceGroupFactory(case=case)
    assert not IndependenceGroup.objects.visible_to(reviewer).exists()
