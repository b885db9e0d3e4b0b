"""What the evidence of a case goes back to: named piece by piece, renamed for all of an origin, pooled with the reviews.

All of it happens under the lock of the case. An origin is seen by whoever sees one of its pieces, so what is named for evidence
that was gathered for one review alone is as unseen as that evidence is.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from core.errors import Conflict, Invalid
from core.models import User
from core.permissions import Permission, require
from core.record import record
from core.texts import is_storable
from sources.models import fold_name
from verification.models import Case, CaseEvidence, IndependenceGroup
from verification.models.evidence import CaseEvidenceQuerySet
from verification.services.evidence import require_not_withdrawn, stale
from verification.services.locking import lock_case

ORIGIN_LENGTH = 300
BASIS_LENGTH = 2_000


@transaction.atomic
def evidence_group(  # noqa: PLR0913 - the piece, and the origin in one of two ways: none can be left out
    *,
    link: CaseEvidence,
    actor: User,
    expected_version: int,
    group: IndependenceGroup | None = None,
    origin: str = "",
    basis: str = "",
) -> CaseEvidence:
    """Say what a piece of a case's evidence goes back to: the origin of a ``group`` of the case, or an ``origin`` in words.

    Words that a group of the case has already, as far as the actor sees them, mean that group, whose basis stays as it is: others
    may read it who do not see this piece. Raises :class:`Conflict`
    (``evidence:stale``, ``evidence:withdrawn``, ``evidence:settled``) or :class:`Invalid` (``evidence:unknown``, ``origin:…``).
    """
    case, link = _lock(link, actor, expected_version)
    require_not_withdrawn(link.evidence)
    if group is None:
        words = _words(origin, basis)
        group = _named(case, words, actor)
        group = group or IndependenceGroup.objects.create(case=case, origin=words, basis=basis.strip())
    elif not IndependenceGroup.objects.visible_to(actor).filter(pk=group.pk, case=case).exists():
        raise Invalid("origin:unknown", "There is no such origin in this case.", field="group")
    return _move(link, group, actor)


@transaction.atomic
def evidence_ungroup(*, link: CaseEvidence, actor: User, expected_version: int) -> CaseEvidence:
    """Say that it is not known what a piece of a case's evidence goes back to."""
    _, link = _lock(link, actor, expected_version)
    return _move(link, None, actor)


@transaction.atomic
def origin_rename(
    *, group: IndependenceGroup, actor: User, expected_version: int, origin: str, basis: str | None = None
) -> IndependenceGroup:
    """Call an origin otherwise, for all that goes back to it; ``basis`` is left as it is where none is given.

    By the words of another origin of the case, as far as the actor sees it, the two become one. Raises :class:`Conflict`
    (``origin:stale``, ``evidence:settled``) or :class:`Invalid` (``origin:…``).
    """
    case = _lock_case(group.case, actor)
    found = IndependenceGroup.objects.visible_to(actor).filter(pk=group.pk, case=case).first()
    if found is None:
        raise Invalid("origin:unknown", "There is no such origin in this case.", field="group")
    if found.version != expected_version:
        raise Conflict(
            "origin:stale",
            "Somebody else changed this origin in the meantime. Nothing of yours was lost; look at what changed and try again.",
            version=found.version,
        )
    words = _words(origin, basis or "")
    same = _named(case, words, actor)
    members = list(found.members.select_related("independence_group"))
    if same is not None and same.pk != found.pk:
        _put(members, same, actor)
        return same
    before = {"origin": found.origin, "basis": found.basis}
    found.origin, found.basis = words, found.basis if basis is None else basis.strip()
    found.version += 1
    found.save(update_fields=["origin", "basis", "version"])
    # To each piece: what it goes back to is told by who may see it, to nobody else.
    for member in members:
        after = {"origin": found.origin, "basis": found.basis}
        record("rename_origin", member, actor=actor, desk=case.desk, before=before, after=after)
    return found


def origins_pool(case: Case) -> None:
    """Once all reviews are in: a piece that several found has the origin that was named first, and what reads the same is one."""
    links = list(CaseEvidence.objects.filter(case=case).select_related("independence_group").order_by("added_at", "pk"))
    by_words: dict[str, IndependenceGroup] = {}
    by_piece: dict[int, IndependenceGroup] = {}
    for link in links:
        if link.independence_group is not None:
            group = by_words.setdefault(fold_name(link.origin), link.independence_group)
            by_piece.setdefault(link.evidence_id, group)
    for evidence, group in by_piece.items():
        _put([link for link in links if link.evidence_id == evidence], group, None)


# --- Locks and conditions -------------------------------------------------------------------------------------------------


def _lock_case(case: Case, actor: User) -> Case:
    require(actor, Permission.REVIEW, case.desk)
    case = lock_case(case)
    if case.is_settled:
        raise Conflict(
            "evidence:settled",
            "The case is settled: what was found rests on this as it stands. Reopen it first.",
            state=case.state,
        )
    return case


def _lock(link: CaseEvidence, actor: User, expected_version: int) -> tuple[Case, CaseEvidence]:
    """The case, locked, and the piece of its evidence as it stands, if the actor may see it and may work with it."""
    case = _lock_case(link.case, actor)
    seen = CaseEvidence.objects.visible_to(actor).select_related("evidence", "independence_group", "case__desk")
    found = seen.filter(pk=link.pk).first()
    if found is None:
        raise Invalid("evidence:unknown", "There is no such evidence on this desk.")
    if found.version != expected_version:
        raise stale(found.version)
    return case, found


def _words(origin: str, basis: str) -> str:
    """The words for an origin, without superfluous white space; refused where they cannot be kept."""
    if len(origin) > ORIGIN_LENGTH or len(basis) > BASIS_LENGTH or not is_storable(origin) or not is_storable(basis):
        raise Invalid("origin:text", f"An origin has at most {ORIGIN_LENGTH} printable characters.", field="origin")
    words = " ".join(origin.split())
    if not words:
        raise Invalid("origin:needed", "Say who, or what, it goes back to.", field="origin")
    return words


def _named(case: Case, origin: str, actor: User) -> IndependenceGroup | None:
    """The group of the case that has these words, if the actor may see it."""
    groups = IndependenceGroup.objects.visible_to(actor).filter(case=case).order_by("pk")
    return next((group for group in groups if fold_name(group.origin) == fold_name(origin)), None)


# --- Moves ----------------------------------------------------------------------------------------------------------------


def _move(link: CaseEvidence, group: IndependenceGroup | None, actor: User) -> CaseEvidence:
    """Put the piece into a group, by whichever of the links that the actor sees it belongs to the case."""
    left = link.independence_group
    same: CaseEvidenceQuerySet = CaseEvidence.objects.visible_to(actor).filter(case=link.case_id, evidence=link.evidence_id)
    _put(same.select_related("independence_group", "case__desk"), group, actor)
    if left is not None and left != group:
        _part(left)
    return CaseEvidence.objects.select_related("evidence", "independence_group", "case__desk").get(pk=link.pk)


def _put(links: Iterable[CaseEvidence], group: IndependenceGroup | None, actor: User | None) -> None:
    """Have these go back to the origin of the group; those that do already are left as they are."""
    for link in links:
        if link.independence_group == group:
            continue
        before, link.independence_group = link.independence_group, group
        CaseEvidence.objects.filter(pk=link.pk).update(independence_group=group, version=F("version") + 1)
        record("group", link, actor=actor, desk=link.case.desk, before=_told(before), after=_told(group))


def _told(group: IndependenceGroup | None) -> dict[str, str]:
    return {"origin": group.origin, "basis": group.basis} if group else {"origin": "", "basis": ""}


def _part(group: IndependenceGroup) -> None:
    """Where no piece is left that everybody sees, give what was gathered for different reviews a group each, of the same words.

    Otherwise who renames what they take for theirs alone would tell another reviewer, while both are to be independent.
    """
    members = list(group.members.order_by("pk"))
    reviews = list(dict.fromkeys(member.gathered_for_id for member in members))
    if None in reviews:
        return
    for review in reviews[1:]:
        own = IndependenceGroup.objects.create(case_id=group.case_id, origin=group.origin, basis=group.basis)
        CaseEvidence.objects.filter(pk__in=[member.pk for member in members if member.gathered_for_id == review]).update(
            independence_group=own
        )
