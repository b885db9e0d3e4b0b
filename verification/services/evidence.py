"""Evidence: gathered for a case, shared between cases, corrected with a version, withdrawn but never removed."""

from __future__ import annotations

import functools
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.checking import require_version
from core.errors import Conflict, Forbidden, Invalid
from core.models import User
from core.permissions import Permission, allows, require
from core.record import record
from core.services import PUBLIC, Restriction, restrict
from core.texts import is_storable
from sources.models import Capture, CaptureState, Source
from sources.services import capture_request, capture_store, file_undone
from verification.locators import normalise
from verification.models import Assignment, AssignmentPart, AssignmentState, Case, CaseEvidence, Evidence, EvidenceKind
from verification.services.locking import lock_case
from verification.signals import grounds_changed
from verification.states import CaseState

PASSAGE_LENGTH = 50_000

#: What is said about a piece of evidence, when it is added and later.
EDITABLE = frozenset("source title passage start end locator language translation published_on credibility is_graphic".split())


@transaction.atomic
def evidence_add(  # noqa: PLR0913 - what it is and where it comes from: none can be left out
    *,
    case: Case,
    actor: User,
    kind: EvidenceKind,
    source: Source,
    capture: Capture | None = None,
    url: str = "",
    data: bytes | None = None,
    filename: str = "",
    restriction: Restriction = PUBLIC,
    **fields: Any,
) -> CaseEvidence:
    """Add a piece of evidence to a case, and say who may see it. ``fields``: any of :data:`EDITABLE`.

    A page is a ``capture``, or a ``url`` that the worker fetches afterwards; a file is a ``capture``, or ``data`` with its
    ``filename``; an unpublished item is its ``passage``. Raises :class:`Invalid` or :class:`Conflict` (``evidence:…``), or what
    sources say of an address or of bytes that they refuse (``capture:…``).
    """
    require(actor, Permission.REVIEW, case.desk)
    case = _lock_open(case)
    evidence = Evidence(desk=case.desk, kind=kind, source=source, gathered_by=actor)
    _set(evidence, fields)
    evidence.capture = _capture(case, kind, actor, capture=capture, url=url, data=data, filename=filename)
    # What was captured before stays, whatever becomes of this.
    with file_undone(evidence.capture if data is not None else None):
        _place(evidence)
        evidence.save()
        seen_by = restrict(evidence, restriction, actor=actor)
        link = _link(case, evidence, actor)
        after = {"case": case.pk, "kind": kind, "version": evidence.version} | seen_by
        record("add", evidence, actor=actor, desk=case.desk, after=after)
    return link


@transaction.atomic
def evidence_attach(*, case: Case, evidence: Evidence, actor: User) -> tuple[CaseEvidence, bool]:
    """Have a piece of evidence serve another case of the desk as well; gives the link, and whether it is new.

    Doing it twice changes nothing.
    What two reviewers find independently each of them finds: neither learns of the other's find before all reviews are in.
    """
    require(actor, Permission.REVIEW, case.desk)
    case = _lock_open(case)
    evidence = _lock(evidence, actor)
    if evidence.desk_id != case.desk_id:
        raise Invalid("evidence:unknown", "There is no such evidence on this desk.")
    require_not_withdrawn(evidence)
    link = CaseEvidence.objects.visible_to(actor).filter(case=case, evidence=evidence).first()
    if link is not None:
        return link, False
    link = _link(case, evidence, actor)
    record("attach", evidence, actor=actor, desk=case.desk, after={"case": case.pk})
    return link, True


@transaction.atomic
def evidence_edit(*, evidence: Evidence, actor: User, expected_version: int, changes: dict[str, Any], reason: str) -> Evidence:
    """Correct what is said about a piece of evidence. Verdicts keep it as it was."""
    evidence = _lock(evidence, actor, expected_version)
    _require_reason(reason)
    require_not_withdrawn(evidence)
    before = {name: _plain(getattr(evidence, name, None)) for name in changes}
    _set(evidence, changes)
    _place(evidence)
    evidence.version += 1
    evidence.changed_at = timezone.now()
    evidence.save()
    _announce_change(evidence)
    after = {name: _plain(getattr(evidence, name)) for name in changes}
    record("edit", evidence, actor=actor, desk=evidence.desk, before=before, after=after, reason=reason)
    return evidence


@transaction.atomic
def evidence_withdraw(*, evidence: Evidence, actor: User, expected_version: int, reason: str) -> Evidence:
    """Take a piece of evidence back. It stays to be seen as withdrawn, and no new finding can use it.

    Whoever gathered it may, and a lead.
    """
    evidence = _lock(evidence, actor, expected_version)
    if evidence.gathered_by_id != actor.pk and not allows(actor, Permission.TRIAGE, evidence.desk):
        raise Forbidden("evidence:not_yours", "Only whoever gathered it, or a lead, can withdraw evidence.")
    _require_reason(reason)
    require_not_withdrawn(evidence)
    evidence.withdrawn_at = evidence.changed_at = timezone.now()
    evidence.withdrawal_reason = reason
    evidence.version += 1
    evidence.save(update_fields=["withdrawn_at", "changed_at", "withdrawal_reason", "version"])
    _announce_change(evidence)
    before, after = {"withdrawn": False}, {"withdrawn": True}
    record("withdraw", evidence, actor=actor, desk=evidence.desk, before=before, after=after, reason=reason)
    return evidence


def _announce_change(evidence: Evidence) -> None:
    """Have the published verdicts that may rest on it be looked at again, once this is committed."""
    cases = list(evidence.case_evidence.filter(case__state=CaseState.PUBLISHED).values_list("case", flat=True))
    for case_id in cases:
        transaction.on_commit(functools.partial(grounds_changed.send_robust, sender=Evidence, case_id=case_id))


# --- Locks and conditions -------------------------------------------------------------------------------------------------


def _lock_open(case: Case) -> Case:
    case = lock_case(case)
    if case.state == CaseState.DISMISSED:
        raise Conflict("evidence:case_state", "Nothing is gathered for a case that was dismissed.", state=case.state)
    return case


def _lock(evidence: Evidence, actor: User, expected_version: int | None = None) -> Evidence:
    """The evidence as it stands, locked, if the actor may see it and may work with it."""
    require(actor, Permission.REVIEW, evidence.desk)
    if not Evidence.objects.visible_to(actor).filter(pk=evidence.pk).exists():
        raise Invalid("evidence:unknown", "There is no such evidence on this desk.")
    locked = Evidence.objects.select_for_update(of=("self",)).select_related("desk", "capture").get(pk=evidence.pk)
    if expected_version is not None:
        require_version(locked, expected_version, actor=actor)
    return locked


def require_not_withdrawn(evidence: Evidence) -> None:
    """Refuse to work with what was withdrawn (``evidence:withdrawn``)."""
    if evidence.withdrawn_at is not None:
        raise Conflict("evidence:withdrawn", "This evidence was withdrawn.", withdrawn_at=evidence.withdrawn_at.isoformat())


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Invalid("evidence:reason_needed", "Say why: a correction needs a reason.", field="reason")


# --- What evidence consists of --------------------------------------------------------------------------------------------


def _capture(  # noqa: PLR0913 - the ways in which something comes to us
    case: Case, kind: EvidenceKind, actor: User, *, capture: Capture | None, url: str, data: bytes | None, filename: str
) -> Capture | None:
    given = [name for name, value in (("capture", capture), ("url", url), ("data", data)) if value not in (None, "")]
    allowed = {EvidenceKind.PAGE: {"capture", "url"}, EvidenceKind.FILE: {"capture", "data"}, EvidenceKind.UNPUBLISHED: set()}
    if kind == EvidenceKind.UNPUBLISHED and not given:
        return None
    if len(given) != 1 or given[0] not in allowed[kind]:
        raise Invalid(
            "evidence:origin", "A page has an address, a file its bytes, an unpublished item neither.", kind=kind, given=given
        )
    if url:
        return capture_request(desk=case.desk, url=url, actor=actor)
    if data is not None:
        return capture_store(desk=case.desk, actor=actor, filename=filename, data=data)
    assert capture is not None, "one of the three is given"
    if capture.desk_id != case.desk_id or capture.state == CaptureState.FAILED:
        raise Invalid("evidence:capture", "There is no such capture on this desk, or it failed.", capture=capture.pk)
    return capture


def _set(evidence: Evidence, fields: dict[str, Any]) -> None:
    """Set the columns, saving nothing; refuse unknown ones and values that cannot be kept."""
    if unknown := sorted(fields.keys() - EDITABLE):
        raise Invalid("evidence:field", "Evidence has no such field to set.", fields=unknown)
    for name, value in fields.items():
        setattr(evidence, name, value)
    if evidence.source.desk_id not in (None, evidence.desk_id):
        raise Invalid("evidence:source", "This source belongs to another desk.", field="source")
    if evidence.locator.strip():
        evidence.locator = normalise(evidence.locator)
    try:
        evidence.clean_fields(exclude={"gathered_by"})
    except ValidationError as error:
        raise Invalid("evidence:invalid", " ".join(error.messages), errors=error.message_dict) from error
    texts = {"title": evidence.title, "passage": evidence.passage, "translation": evidence.translation}
    if refused := [name for name, text in texts.items() if len(text) > PASSAGE_LENGTH or not is_storable(text)]:
        raise Invalid("evidence:text", f"A text has at most {PASSAGE_LENGTH:,} printable characters.", fields=refused)
    if evidence.kind == EvidenceKind.UNPUBLISHED and not evidence.passage.strip():
        raise Invalid("evidence:passage_needed", "Say what was heard or seen: nobody can look it up.", field="passage")
    if evidence.translation.strip() and not evidence.language:
        raise Invalid("evidence:language_needed", "Say from which language it was translated.", field="language")


def _place(evidence: Evidence) -> None:
    """Hold offsets and passage together: what stands between the offsets is the passage, in code points."""
    start, end = evidence.start, evidence.end
    if start is None and end is None:
        return
    snapshot = evidence.capture.snapshot if evidence.capture else None
    if snapshot is None:
        raise Invalid("evidence:span", "It has no text yet in which a passage could be marked.", field="start")
    if start is None or end is None or not start < end <= len(snapshot.text):
        raise Invalid("evidence:span", "The passage does not lie in the text.", field="start", length=len(snapshot.text))
    marked = snapshot.text[start:end]
    if evidence.passage and evidence.passage != marked:
        raise Invalid("evidence:passage", "The text has something else at this place.", field="passage", found=marked[:300])
    evidence.passage = marked


def _link(case: Case, evidence: Evidence, actor: User) -> CaseEvidence:
    """Put it to the case: for everybody, or, where several are to review it unseen by each other, for the actor's own review."""
    own = Assignment.objects.filter(
        case=case, reviewer=actor, round=case.round, part=AssignmentPart.REVIEW, state=AssignmentState.ACCEPTED
    )
    alone = own.first() if case.reviews_required > 1 else None
    return CaseEvidence.objects.create(case=case, evidence=evidence, added_by=actor, round=case.round, gathered_for=alone)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Source) else value
