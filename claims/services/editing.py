"""People correct the machine: each write is a revision with actor and reason, the engine's output stays as it was."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.content import content_of, limited, references, validate
from claims.models import Claim, ClaimState, Event, ExtractionRun, ProposalState, RevisionAction, RevisionProposal
from claims.services.writing import reload, revise, write_content
from core.checking import require_version
from core.errors import Conflict, Invalid
from core.models import User
from core.permissions import Permission, require
from core.record import record
from sources.models import Snapshot

#: What a proposal says nothing of: what people add to a figure, and the claims that it rests on.
NEVER_PROPOSED = ("population", "area", "period", "as_of", "base", "part_of")


@transaction.atomic
def claim_mark(*, snapshot: Snapshot, content: dict[str, Any], actor: User, reason: str = "") -> Claim:
    """Make a claim of any passage of an article's snapshot."""
    if snapshot.article is None:
        raise Invalid("claim:no_article", "Claims can be marked in articles only.")
    require(actor, Permission.EDIT_CLAIM, snapshot.article.desk)
    claim = write_content(Claim(), validate(content, snapshot, actor), snapshot)
    return revise(claim, RevisionAction.MARK, actor=actor, reason=reason, before=None)


@transaction.atomic
def claim_correct(*, claim: Claim, content: dict[str, Any], actor: User, expected_version: int, reason: str) -> Claim:
    """Replace the claim's content: span, statement, chain, figure, kind."""
    claim = _lock(claim, actor=actor, expected_version=expected_version, reason=reason)
    return _correct(claim, content, claim.snapshot, actor=actor, reason=reason)


def _correct(claim: Claim, content: dict[str, Any], snapshot: Snapshot, *, actor: User, reason: str) -> Claim:
    _require_state(claim, ClaimState.ACTIVE)
    before = content_of(claim)
    valid = validate(content, snapshot, actor)
    figure = valid["figure"]
    if figure and claim.pk in {*figure["base"], figure["part_of"]}:
        raise Invalid("claim:reference", "A figure cannot rest on itself.", claims=[claim.pk])
    if figure and before["figure"]:
        _keep_unseen(figure, before["figure"], actor)
    claim.version += 1
    claim = write_content(claim, valid, snapshot)
    return revise(claim, RevisionAction.CORRECT, actor=actor, reason=reason, before=before)


def _keep_unseen(figure: dict[str, Any], before: dict[str, Any], actor: User) -> None:
    """Let a corrected figure rest on what it rested on and the actor cannot see: they have not said that it does not."""
    unseen = references(before) - _seen_references(before, actor)
    figure["base"] = sorted({*figure["base"], *(unseen & set(before["base"]))})
    if figure["part_of"] is None and before["part_of"] in unseen:
        figure["part_of"] = before["part_of"]


def _seen_references(figure: dict[str, Any] | None, actor: User) -> set[int]:
    """The claims that the figure names and the actor sees."""
    named = references(figure)
    return set(Claim.objects.visible_to(actor).filter(pk__in=named).values_list("pk", flat=True)) if named else set()


@transaction.atomic
def claim_split(*, claim: Claim, parts: list[dict[str, Any]], actor: User, expected_version: int, reason: str) -> list[Claim]:
    """Replace a claim by two or more others, which keep its event."""
    if len(parts) < 2:
        raise Invalid("claim:split", "Splitting makes at least two claims.", parts=len(parts))
    claim = _lock(claim, actor=actor, expected_version=expected_version, reason=reason)
    _require_state(claim, ClaimState.ACTIVE)
    made = [_derive([claim], content, actor=actor, action=RevisionAction.SPLIT, reason=reason) for content in parts]
    _set_state(claim, ClaimState.REPLACED, RevisionAction.SPLIT, actor=actor, reason=reason)
    return made


@transaction.atomic
def claim_merge(
    *, claims: list[Claim], content: dict[str, Any], actor: User, expected_versions: dict[int, int], reason: str
) -> Claim:
    """Replace two or more claims of one snapshot by one. What stands in for another claim replaces nothing but such as itself."""
    if len(claims) < 2 or len({claim.snapshot_id for claim in claims}) != 1:
        raise Invalid("claim:merge", "Merging takes at least two claims of the same text.", claims=len(claims))
    locked = [
        _lock(claim, actor=actor, expected_version=expected_versions.get(claim.pk), reason=reason)
        for claim in sorted(claims, key=lambda claim: claim.pk)
    ]
    for claim in locked:
        _require_state(claim, ClaimState.ACTIVE)
    made = _derive(locked, content, actor=actor, action=RevisionAction.MERGE, reason=reason)
    for claim in locked:
        if made.copy_of is None or claim.copy_of is not None:
            _set_state(claim, ClaimState.REPLACED, RevisionAction.MERGE, actor=actor, reason=reason)
    return made


@transaction.atomic
def claim_reject(*, claim: Claim, actor: User, expected_version: int, reason: str) -> Claim:
    """Say that this is no claim. It stays visible as rejected."""
    claim = _lock(claim, actor=actor, expected_version=expected_version, reason=reason)
    _require_state(claim, ClaimState.ACTIVE)
    return _set_state(claim, ClaimState.REJECTED, RevisionAction.REJECT, actor=actor, reason=reason)


@transaction.atomic
def claim_restore(*, claim: Claim, actor: User, expected_version: int, reason: str) -> Claim:
    """Take back that a claim was rejected."""
    claim = _lock(claim, actor=actor, expected_version=expected_version, reason=reason)
    _require_state(claim, ClaimState.REJECTED)
    return _set_state(claim, ClaimState.ACTIVE, RevisionAction.RESTORE, actor=actor, reason=reason)


@transaction.atomic
def claim_set_event(*, claim: Claim, event: Event | None, actor: User, expected_version: int, reason: str = "") -> Claim:
    """Say of which event the claim speaks; ``None``: of none that we know."""
    claim = _lock(claim, actor=actor, expected_version=expected_version)
    if event is not None and event.desk_id != claim.article.desk_id:
        raise Invalid("claim:event", "The event belongs to another desk.", event=event.pk)
    before = {"event": claim.event_id}
    claim.event = event
    claim.version += 1
    claim.save(update_fields=["event", "version"])
    after = {"event": claim.event_id}
    return revise(claim, RevisionAction.EVENT, actor=actor, reason=reason, before=before, after=after)


@transaction.atomic
def proposal_settle(*, proposal: RevisionProposal, accept: bool, actor: User, reason: str = "") -> RevisionProposal:
    """Accept or decline what a later run proposed. Accepting corrects, marks, or rejects, as a person would.

    What a proposal says nothing of stays as it is. Raises :class:`Conflict` (``claim:stale``) where the claim was changed since
    the run compared with it; the proposal stays open.
    """
    proposal = RevisionProposal.objects.select_for_update().get(pk=proposal.pk)
    snapshot = proposal.run.snapshot
    assert snapshot.article is not None, "runs over evidence do not exist"
    require(actor, Permission.EDIT_CLAIM, snapshot.article.desk)
    if proposal.state != ProposalState.OPEN:
        raise Conflict("proposal:settled", "Somebody has settled this proposal already.", state=proposal.state)
    proposal.state = ProposalState.ACCEPTED if accept else ProposalState.DECLINED
    proposal.settled_by, proposal.settled_at = actor, timezone.now()
    proposal.save(update_fields=["state", "settled_by", "settled_at"])
    if accept:
        _carry_out(proposal, snapshot, actor=actor, reason=reason or f"Accepted from {proposal.run}")
    record(proposal.state, proposal, actor=actor, desk=snapshot.article.desk, after={"state": proposal.state}, reason=reason)
    return proposal


def _carry_out(proposal: RevisionProposal, snapshot: Snapshot, *, actor: User, reason: str) -> None:
    if proposal.claim is None:
        assert proposal.content is not None, "the database refuses empty proposals"
        claim_mark(snapshot=snapshot, content=proposal.content, actor=actor, reason=reason)
        return
    claim = Claim.objects.select_for_update().get(pk=proposal.claim.pk)
    if claim.version != proposal.claim_version:
        raise Conflict(
            "claim:stale",
            "This claim was changed since this was proposed. Nothing was written; correct the claim by hand, or decline.",
            version=claim.version,
        )
    if proposal.content is None:
        claim_reject(claim=claim, actor=actor, expected_version=claim.version, reason=reason)
    else:
        claim = reload(claim)
        present = content_of(claim)
        seen = limited(present, _seen_references(present["figure"], actor))
        _correct(claim, _completed(proposal.content, seen), snapshot, actor=actor, reason=reason)


def _completed(proposed: dict[str, Any], present: dict[str, Any]) -> dict[str, Any]:
    """What is proposed, with what it says nothing of as it is at present, and with our sources that the chain was given."""
    known = {source["name"]: source["source_id"] for link in present["attribution"] for source in link["sources"]}
    chain = [
        {**link, "sources": [{"source_id": known.get(source["name"]), **source} for source in link["sources"]]}
        for link in proposed.get("attribution", [])
    ]
    figure = proposed.get("figure")
    if figure and present["figure"]:
        figure = {**figure, **{name: present["figure"][name] for name in NEVER_PROPOSED}}
    return {**proposed, "attribution": chain, "figure": figure}


@transaction.atomic
def proposals_supersede(*, run: ExtractionRun) -> None:
    """Close what earlier readings of the article propose, of this text or an earlier one: the run compares anew."""
    snapshot = run.snapshot
    assert snapshot.article is not None, "runs over evidence do not exist"
    earlier = RevisionProposal.objects.open().filter(run__snapshot__article=snapshot.article, run__snapshot__lte=snapshot.pk)
    for proposal in earlier.exclude(run=run).order_by("pk").select_for_update(of=("self",)):
        proposal.state, proposal.settled_at = ProposalState.SUPERSEDED, timezone.now()
        proposal.save(update_fields=["state", "settled_at"])
        after = {"state": proposal.state, "run": run.pk}
        record(proposal.state, proposal, actor=None, desk=snapshot.article.desk, after=after)


def _lock(claim: Claim, *, actor: User, expected_version: int | None, reason: str | None = None) -> Claim:
    """The claim, locked; after checking permission, version, and that there is a reason where one is needed."""
    require(actor, Permission.EDIT_CLAIM, claim.article.desk)
    if reason is not None and not reason.strip():
        raise Invalid("claim:reason_needed", "Say why: a correction needs a reason.", field="reason")
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    require_version(locked, expected_version, actor=actor)
    return reload(locked)


def _require_state(claim: Claim, state: ClaimState) -> None:
    if claim.state != state:
        raise Conflict("claim:state", f"This claim is {claim.get_state_display()}.", state=claim.state)


def _derive(originals: list[Claim], content: dict[str, Any], *, actor: User, action: RevisionAction, reason: str) -> Claim:
    """A new claim made from others. What is made of a copy is one as well, of the same: it is seen where the copy is."""
    first = originals[0]
    copy_of = next((claim.copy_of for claim in originals if claim.copy_of is not None), None)
    claim = write_content(Claim(event=first.event, copy_of=copy_of), validate(content, first.snapshot, actor), first.snapshot)
    claim.derived_from.set(originals)
    return revise(claim, action, actor=actor, reason=reason, before={"derived_from": [c.pk for c in originals]})


def _set_state(claim: Claim, state: ClaimState, action: RevisionAction, *, actor: User, reason: str) -> Claim:
    before = {"state": claim.state}
    claim.state = state
    claim.version += 1
    claim.save(update_fields=["state", "version"])
    return revise(claim, action, actor=actor, reason=reason, before=before)
