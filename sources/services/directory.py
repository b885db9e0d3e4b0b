"""The directory of sources: their names, what they are, and whom they belong to."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from core.checking import check, require_version
from core.errors import Conflict, Invalid
from core.models import Desk, Sensitivity, User
from core.permissions import Permission
from core.record import record
from core.services import PUBLIC, Restriction, restrict
from core.texts import is_storable
from sources.models import Affiliation, Source, SourceAlias, fold_name
from sources.services.writing import allow, set_fields

EDITABLE = frozenset({"name", "kind", "description", "homepage", "language", "reliability", "reliability_basis"})


@transaction.atomic
def source_create(  # noqa: PLR0913 - what it is, whose, and for whom: none can be left out
    *,
    desk: Desk | None,
    actor: User | None,
    name: str,
    kind: str,
    restriction: Restriction = PUBLIC,
    with_evidence: bool = False,
    **fields: Any,
) -> Source:
    """A new source of the desk, or of all desks where ``desk`` is ``None``.

    One that comes ``with_evidence`` is seen by whoever sees that, until somebody adds it without knowing that it is there.
    """
    allow(actor, Permission.EDIT_SOURCE, desk)
    source = _unseen_find(Source(desk=desk, name=usable_name(name), kind=kind), actor)
    source.came_with_evidence = with_evidence
    _, after = set_fields(source, {"name": usable_name(name), "kind": kind, **fields}, EDITABLE)
    _require_new(source)
    source.save()
    after |= restrict(source, restriction, actor=actor)
    record("create", source, actor=actor, desk=desk, after=after)
    return source


@transaction.atomic
def sources_adopt(sources: QuerySet[Source]) -> None:
    """Have sources that came with a piece of evidence be the desk's like any other, now that everybody on it sees that."""
    for source in sources.distinct():
        source.came_with_evidence = False
        source.save(update_fields=["came_with_evidence"])
        before, after = {"came_with_evidence": True}, {"came_with_evidence": False}
        record("adopt", source, actor=None, desk=source.desk, before=before, after=after)


@transaction.atomic
def source_edit(
    *, source: Source, actor: User | None, expected_version: int, changes: dict[str, Any], reason: str = ""
) -> Source:
    """Change what is known of a source: its name, kind, description, home page, language or reliability."""
    allow(actor, Permission.EDIT_SOURCE, source.desk)
    source = Source.objects.select_for_update(no_key=True).get(pk=source.pk)
    require_version(source, expected_version, actor=actor)
    if "name" in changes:
        changes = changes | {"name": usable_name(changes["name"])}
    before, after = set_fields(source, changes, EDITABLE)
    _require_new(source)
    source.version += 1
    source.save()
    record("edit", source, actor=actor, desk=source.desk, before=before, after=after, reason=reason)
    return source


@transaction.atomic
def source_for(*, desk: Desk, name: str, kind: str, actor: User | None, with_evidence: bool = False) -> Source:
    """The source that the desk knows by this name or alias, its own before the shared ones; created where there is none.

    Any kind will do where none of the wanted kind is known: RFE/RL is the same whether listed as an outlet or as an agency.
    """
    name = usable_name(name)
    known = list(Source.objects.known_to(desk).open_to(actor).named(name))
    if not known:
        return source_create(desk=desk, actor=actor, name=name, kind=kind, with_evidence=with_evidence)
    found = min(known, key=lambda source: (source.kind != kind, source.desk_id is None, source.pk))
    if not with_evidence:
        sources_adopt(Source.objects.filter(pk=found.pk, came_with_evidence=True))
    return found


@transaction.atomic
def alias_add(*, source: Source, name: str, actor: User | None) -> SourceAlias:
    """Give the source another name. Giving it twice changes nothing."""
    source = _lock(source, actor)
    name = usable_name(name)
    existing = source.aliases.filter(folded_name=fold_name(name)).first()
    if existing is not None:
        return existing
    alias = SourceAlias(source=source, name=name)
    check(alias)
    alias.save()
    _bump(source)
    record("add_alias", source, actor=actor, desk=source.desk, after={"alias": alias.name})
    return alias


@transaction.atomic
def alias_remove(*, alias: SourceAlias, actor: User | None, reason: str = "") -> None:
    """Take a name from the source."""
    source = _lock(alias.source, actor)
    alias.delete()
    _bump(source)
    record("remove_alias", source, actor=actor, desk=source.desk, before={"alias": alias.name}, reason=reason)


@transaction.atomic
def affiliation_add(  # noqa: PLR0913 - whom, to whom, when, on what basis
    *,
    source: Source,
    party: Source,
    actor: User | None,
    basis: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Affiliation:
    """Say that the source belongs to a party, from one day to another, both included, and what shows it."""
    source = _lock(source, actor)
    if party.desk_id not in (None, source.desk_id):
        raise Invalid("affiliation:party", "The party is a source of another desk.", party=party.pk)
    if since and until and until < since:
        raise Invalid("affiliation:during", "The affiliation ends before it begins.", fields=["since", "until"])
    during = DateRange(since, until + dt.timedelta(days=1) if until else None)
    affiliation = Affiliation(source=source, party=party, during=during, basis=basis)
    check(affiliation)
    affiliation.save()
    _bump(source)
    record("add_affiliation", source, actor=actor, desk=source.desk, after=_described(affiliation))
    return affiliation


@transaction.atomic
def affiliation_remove(*, affiliation: Affiliation, actor: User | None, reason: str = "") -> None:
    """Take back that the source belongs to a party."""
    source = _lock(affiliation.source, actor)
    before = _described(affiliation)
    affiliation.delete()
    _bump(source)
    record("remove_affiliation", source, actor=actor, desk=source.desk, before=before, reason=reason)


def usable_name(name: str) -> str:
    """A name in the form in which it is kept; raises :class:`Invalid` (``source:name``) for what is none."""
    collapsed = " ".join(name.split())
    if not collapsed or not is_storable(collapsed):
        raise Invalid("source:name", "This is not a name.", field="name")
    return collapsed


def _lock(source: Source, actor: User | None) -> Source:
    """The source, locked for a change to what belongs to it."""
    allow(actor, Permission.EDIT_SOURCE, source.desk)
    return Source.objects.select_for_update(no_key=True).get(pk=source.pk)


def _bump(source: Source) -> None:
    source.version += 1
    source.save(update_fields=["version"])


def _require_new(source: Source) -> None:
    """The database knows by the folded name, which is set on saving only."""
    there = _same(source).exclude(pk=source.pk).first()
    if there is not None:
        raise Conflict("source:exists", "There is a source of this name and kind already.", source=there.pk)


def _same(source: Source) -> QuerySet[Source]:
    """Those of one desk, kind and name; what is restricted stands in nobody's way."""
    there = Source.objects.filter(desk=source.desk, kind=source.kind, folded_name=fold_name(source.name))
    return there.exclude(sensitivity=Sensitivity.RESTRICTED)


def _unseen_find(source: Source, actor: User | None) -> Source:
    """The same source where it came with evidence that the actor does not see, for them to add as if it were not there."""
    there = _same(source).filter(came_with_evidence=True)
    if actor is not None and not there.filter(pk__in=Source.objects.visible_to(actor).values("pk")).exists():
        return there.first() or source
    return source


def _described(affiliation: Affiliation) -> dict[str, Any]:
    return {"party": affiliation.party_id, "since": affiliation.since, "until": affiliation.until, "basis": affiliation.basis}
