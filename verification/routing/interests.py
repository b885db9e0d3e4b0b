"""Who is a party to a case: by evidence that they supplied, or by a tie that they declared to a source concerned.

Of evidence, only what everybody on the desk may see makes its source concerned: whom a case excludes is public on the desk, and
must not tell of what is still to be independent, or restricted.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.models import AttributionSource
from core.concealing import NOBODY, kept
from core.models import Desk
from sources.models import Article
from verification.models import Assignment, Case, CaseClaim, CaseEvidence, Tie


def suppliers_of(case: Case) -> set[int]:
    """Those who put evidence to the case before they were assigned to it."""
    found = _supplied_unassigned().filter(case=case).values_list("added_by", flat=True)
    return {user_id for user_id in found if user_id is not None}


def supplied_by(user_id: int) -> Exists:
    """The same of one person, as a condition on cases."""
    return Exists(_supplied_unassigned().filter(case=OuterRef("pk"), added_by=user_id))


def _supplied_unassigned() -> QuerySet[CaseEvidence]:
    assigned = Assignment.objects.filter(
        case=OuterRef("case"), reviewer=OuterRef("added_by"), offered_at__lte=OuterRef("added_at")
    )
    return CaseEvidence.objects.filter(added_by__isnull=False).exclude(Exists(assigned))


def tied_to(case: Case) -> set[int]:
    """Those who declared a tie to a source that the case concerns."""
    ties = Tie.objects.active().filter(desk=case.desk)
    if not ties.exists():
        return set()
    published = Article.objects.filter(claims__case_claim__case=case).values("publisher")
    quoted = AttributionSource.objects.filter(attribution__claim__case_claim__case=case, source__isnull=False).values("source")
    evidence = _shared_evidence().filter(case=case).values("evidence__source")
    concerned = ties.filter(Q(source__in=published) | Q(source__in=quoted) | Q(source__in=evidence))
    return set(concerned.values_list("user", flat=True))


def tied_sources(desk: Desk, user_id: int) -> frozenset[int]:
    """The sources to which somebody declared a tie."""
    return frozenset(Tie.objects.active().filter(desk=desk, user=user_id).values_list("source", flat=True))


def concerns(sources: Collection[int]) -> Q:
    """Whether a case is about one of these sources, as a condition on cases: by publisher, by who is quoted, or by evidence."""
    claims = CaseClaim.objects.filter(case=OuterRef("pk"))
    published = claims.filter(claim__article__publisher__in=sources)
    quoted = claims.filter(claim__attributions__sources__source__in=sources)
    evidence = _shared_evidence().filter(case=OuterRef("pk"), evidence__source__in=sources)
    return Q(Exists(published)) | Q(Exists(quoted)) | Q(Exists(evidence))


def _shared_evidence() -> QuerySet[CaseEvidence]:
    return CaseEvidence.objects.exclude(pk__in=kept("unseen_finds", NOBODY))
