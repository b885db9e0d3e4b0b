"""What the evidence of a case goes back to: named piece by piece, renamed for all of an origin, pooled with the reviews.

All of it happens under the lock of the case. An origin is seen by whoever sees one of its pieces, so what is named for evidence
that was gathered for one review alone is as unseen as that evidence is. Equal words count once, also where they are of several
groups: no piece goes by its words into a group whose basis more people would see by that than see it already.
"""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F

from core.checking import require_version
from core.concealing import NOBODY, kept
from core.errors import Conflict, Invalid
from core.models import Membership, User
from core.permissions import Permission, require
from core.record import record
from core.texts import is_storable
from verification.grounds import public_evidence
from verification.independence import fold_origin
from verification.models import Case, CaseEvidence, Evidence, IndependenceGroup
from verification.services.evidence import require_not_withdrawn
from verification.services.locking import lock_case
from verification.states import CaseState

ORIGIN_LENGTH = 300
BASIS_LENGTH = 2_000

#: What moving a link, and telling who sees it, reads beside it.
RELATED = ("independence_group", "gathered_for", "case__desk")


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

    Words that a group of the case has already mean that group, if the actor sees it, and so does whoever sees this piece. Its
    basis stays as it is: others may read it who do not see this piece. Raises :class:`Conflict` (``evidence:stale``,
    ``evidence:withdrawn``, ``evidence:decided``, ``evidence:settled``) or :class:`Invalid` (``evidence:unknown``, ``origin:…``).
    """
    case, link = _lock(link, actor, expected_version)
    if group is None:
        words = _words(origin, basis)
        group = _named(case, words, actor, _links_of_piece(link, actor))
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

    By the words of another origin of the case the two become one, if the actor sees that, and so does whoever sees this one.
    Raises :class:`Conflict` (``origin:stale``, ``evidence:decided``, ``evidence:settled``) or :class:`Invalid` (``origin:…``).
    """
    case = _lock_case(group.case, actor)
    found = IndependenceGroup.objects.visible_to(actor).filter(pk=group.pk, case=case).first()
    if found is None:
        raise Invalid("origin:unknown", "There is no such origin in this case.", field="group")
    require_version(found, expected_version, actor=actor, area="origin")
    words = _words(origin, basis or "")
    # Who may see a piece may have changed since it was put here.
    parts = _part(found)
    seen = set(CaseEvidence.objects.visible_to(actor).filter(case=case).values_list("independence_group", flat=True))
    renamed = [_rename(part, case, actor, words, basis) for part in parts if part.pk in seen]
    return renamed[0]


def _rename(group: IndependenceGroup, case: Case, actor: User, words: str, basis: str | None) -> IndependenceGroup:
    members = list(group.members.select_related(*RELATED))
    same = _named(case, words, actor, members)
    if same is not None and same.pk != group.pk:
        _put(members, same, actor)
        return same
    before = _told(group)
    group.origin, group.basis = words, group.basis if basis is None else basis.strip()
    group.version += 1
    group.save(update_fields=["origin", "basis", "version"])
    # To each piece: what it goes back to is told by who may see it, to nobody else.
    for member in members:
        record("rename_origin", member, actor=actor, desk=case.desk, before=before, after=_told(group))
    return group


def origins_pool(case: Case) -> None:
    """Once all reviews are in: a piece that several found has the origin that was named first, and what reads the same is one.

    Only what the same people see is made one: else the basis of what is kept from some would be told with what they see.
    """
    links = list(CaseEvidence.objects.filter(case=case).select_related(*RELATED).order_by("added_at", "pk"))
    audiences = _audiences(links)
    seen_by: dict[int, set[_Audience]] = defaultdict(set)
    for link in links:
        if link.independence_group is not None:
            seen_by[link.independence_group.pk].add(audiences[link.pk])
    by_words: dict[str, list[IndependenceGroup]] = defaultdict(list)
    by_piece: dict[int, IndependenceGroup] = {}
    for link in links:
        if link.independence_group is not None:
            alike, own = by_words[fold_origin(link.origin)], seen_by[link.independence_group.pk]
            group = next((other for other in alike if _are_same(seen_by[other.pk], own)), link.independence_group)
            if group not in alike:
                alike.append(group)
            by_piece.setdefault(link.evidence_id, group)
    for evidence, group in by_piece.items():
        _put([link for link in links if link.evidence_id == evidence], group, None)


# --- Locks and conditions -------------------------------------------------------------------------------------------------


def _lock_case(case: Case, actor: User) -> Case:
    require(actor, Permission.REVIEW, case.desk)
    case = lock_case(case)
    if case.state == CaseState.DECIDED:
        raise Conflict(
            "evidence:decided",
            "The case is decided: what was found rests on this as it stands. Send it back first.",
            state=case.state,
        )
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
    require_version(found, expected_version, actor=actor, area="evidence")
    require_not_withdrawn(found.evidence)
    return case, found


def _words(origin: str, basis: str) -> str:
    """The words for an origin, without superfluous white space; refused where they cannot be kept."""
    if len(origin) > ORIGIN_LENGTH or len(basis) > BASIS_LENGTH or not is_storable(origin) or not is_storable(basis):
        raise Invalid("origin:text", f"An origin has at most {ORIGIN_LENGTH} printable characters.", field="origin")
    words = " ".join(origin.split())
    if not words:
        raise Invalid("origin:needed", "Say who, or what, it goes back to.", field="origin")
    return words


def _named(case: Case, origin: str, actor: User, links: Collection[CaseEvidence]) -> IndependenceGroup | None:
    """The group of the case that has these words, if the actor sees it, and so does whoever sees one of these links."""
    groups = IndependenceGroup.objects.visible_to(actor).filter(case=case).order_by("pk")
    alike = [group for group in groups if fold_origin(group.origin) == fold_origin(origin)]
    if not alike:
        return None
    members = list(CaseEvidence.objects.filter(independence_group__in=alike).select_related(*RELATED))
    audiences = _audiences([*members, *links])
    seen_by: dict[int | None, set[_Audience]] = defaultdict(set)
    for member in members:
        seen_by[member.independence_group_id].add(audiences[member.pk])
    wanted = {audiences[link.pk] for link in links}
    return next((group for group in alike if _cover(seen_by[group.pk], wanted)), None)


# --- Moves ----------------------------------------------------------------------------------------------------------------


def _links_of_piece(link: CaseEvidence, actor: User) -> list[CaseEvidence]:
    """By whichever links that the actor sees the piece belongs to the case."""
    links = CaseEvidence.objects.visible_to(actor).filter(case=link.case_id, evidence=link.evidence_id)
    return list(links.select_related(*RELATED))


def _move(link: CaseEvidence, group: IndependenceGroup | None, actor: User) -> CaseEvidence:
    """Put the piece into a group, by all links that the actor sees."""
    _put(_links_of_piece(link, actor), group, actor)
    return CaseEvidence.objects.select_related("evidence", "independence_group", "case__desk").get(pk=link.pk)


def _put(links: Iterable[CaseEvidence], group: IndependenceGroup | None, actor: User | None) -> None:
    """Have these go back to the origin of the group; those that do already are left as they are."""
    left: dict[int, IndependenceGroup] = {}
    for link in links:
        if link.independence_group == group:
            continue
        before, link.independence_group = link.independence_group, group
        CaseEvidence.objects.filter(pk=link.pk).update(independence_group=group, version=F("version") + 1)
        record("group", link, actor=actor, desk=link.case.desk, before=_told(before), after=_told(group))
        if before is not None:
            left[before.pk] = before
    for before in left.values():
        _part(before)


def _told(group: IndependenceGroup | None) -> dict[str, str]:
    return {"origin": group.origin, "basis": group.basis} if group else {"origin": "", "basis": ""}


def _part(group: IndependenceGroup) -> list[IndependenceGroup]:
    """Where no piece is left that whoever sees another one sees too, make the group several of the same words.

    Otherwise who renames what they take for theirs alone would tell another reviewer, while both are to be independent. The
    groups are at the same version, so that nobody notices; the words of no piece change, so there is nothing to record.
    """
    rest = list(group.members.select_related(*RELATED).order_by("pk"))
    audiences = _audiences(rest)
    parts = [group]
    while rest:
        widest = max((audiences[member.pk] for member in rest), key=lambda audience: audience.size)
        part = [member.pk for member in rest if widest.includes(audiences[member.pk])]
        rest = [member for member in rest if member.pk not in part]
        if parts[-1] != group:
            CaseEvidence.objects.filter(pk__in=part).update(independence_group=parts[-1])
        if rest:
            parts.append(IndependenceGroup.objects.create(case_id=group.case_id, **_told(group), version=group.version))
    return parts


# --- Who sees it ----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True, slots=True)
class _Audience:
    """Who on the desk sees a piece, by id, ``None`` for everybody; and whether a published verdict shows it to anybody."""

    people: frozenset[int] | None
    is_public: bool

    @property
    def size(self) -> float:
        return math.inf if self.people is None else len(self.people)

    def includes(self, other: _Audience) -> bool:
        """Whether everybody on the desk who sees the other sees this one."""
        return self.people is None or (other.people is not None and other.people <= self.people)


def _cover(audiences: Iterable[_Audience], others: Iterable[_Audience]) -> bool:
    """Whether whoever sees one of the others, on the desk or in public, sees one of these."""
    known = list(audiences)
    return all(any(one.includes(other) and one.is_public >= other.is_public for one in known) for other in others)


def _are_same(audiences: Collection[_Audience], others: Collection[_Audience]) -> bool:
    return _cover(audiences, others) and _cover(others, audiences)


def _audiences(links: Collection[CaseEvidence]) -> dict[int, _Audience]:
    """Who sees each of these links of one case, by its id, among those who see the case.

    Two queries, and one for each member of the desk where a piece is restricted.
    """
    pieces = {link.evidence_id for link in links}
    public, restricted = public_evidence(pieces), _restricted(pieces, NOBODY)
    people = {link.gathered_for.reviewer_id for link in links if link.gathered_for}
    if restricted:
        people |= set(Membership.objects.filter(desk__in={link.case.desk_id for link in links}).values_list("user", flat=True))
    unseen = {person: _restricted(restricted, person) for person in people} if restricted else {}

    def audience(link: CaseEvidence) -> _Audience:
        who = {link.gathered_for.reviewer_id} if link.gathered_for else None
        if link.evidence_id in restricted:
            named = {person for person, hidden in unseen.items() if link.evidence_id not in hidden}
            who = named if who is None else named & who
        return _Audience(None if who is None else frozenset(who), link.evidence_id in public)

    return {link.pk: audience(link) for link in links}


def _restricted(evidence: Collection[int], person: int) -> set[int]:
    """Those of the pieces, by id, that are restricted and not to this person."""
    found = Evidence.objects.filter(pk__in=evidence).filter(pk__in=kept("restricted_evidence", person))
    return set(found.values_list("pk", flat=True))
