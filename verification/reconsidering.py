"""Which verdicts do not hold as they are any more, and why: what they rest on has changed, or their date has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from core.concealing import NOBODY, kept
from core.models import Sensitivity
from sources.models import Snapshot
from verification.models import CaseClaim, CaseEvidence, ClaimRole, Verdict
from verification.models.verdicts import VerdictQuerySet


class Cause(models.TextChoices):
    """Why the system has a published verdict reviewed again, or lets a decided one not be published.

    The words are public: they tell of nothing that is not.
    """

    EVIDENCE = "evidence", _("Evidence that it rests on was corrected or withdrawn.")
    GROUNDS = "grounds", _("What it rests on has changed.")
    ARTICLE = "article", _("The article was corrected: a later capture has another text or headline.")
    DATE = "date", _("The date to look again has come.")


def outdated(verdicts: VerdictQuerySet, cause: Cause, today: dt.date) -> VerdictQuerySet:
    """Those of the verdicts that do not hold any more for this cause."""
    if cause is Cause.DATE:
        return verdicts.filter(look_again_on__lte=today)
    if cause is Cause.ARTICLE:
        leads = CaseClaim.objects.filter(case=OuterRef(OuterRef("case")), role=ClaimRole.LEAD)
        later = Snapshot.objects.filter(created_at__gt=OuterRef("decided_at"), article__in=leads.values("claim__article"))
        return verdicts.filter(Exists(later))
    public = Q(evidence__sensitivity=Sensitivity.PUBLIC, evidence__source__sensitivity=Sensitivity.PUBLIC)
    public &= ~Q(evidence__in=kept("restricted_evidence", NOBODY))
    changed = CaseEvidence.objects.filter(
        public if cause is Cause.EVIDENCE else ~public,
        case=OuterRef("case"),
        added_at__lte=OuterRef("decided_at"),
        evidence__changed_at__gt=OuterRef("decided_at"),
    )
    return verdicts.filter(Exists(changed), case__in=_cases_of_changed_evidence())


def _cases_of_changed_evidence() -> models.QuerySet[CaseEvidence, int]:
    """Where to look: evidence that was ever changed is little, verdicts are many."""
    return CaseEvidence.objects.filter(evidence__changed_at__isnull=False).values_list("case", flat=True)


def cause_of(verdict: Verdict, today: dt.date) -> Cause | None:
    """Why the verdict does not hold any more, the first cause that there is; ``None`` where it holds."""
    this = Verdict.objects.filter(pk=verdict.pk)
    return next((cause for cause in Cause if outdated(this, cause, today).exists()), None)


def cases_to_reconsider(today: dt.date) -> Iterator[int]:
    """The published cases whose verdict does not hold any more."""
    for cause in Cause:
        yield from outdated(Verdict.objects.published(), cause, today).values_list("case", flat=True)


def cases_of_snapshot(snapshot_id: int) -> list[int]:
    """The published cases that are about the article of a snapshot."""
    leads = CaseClaim.objects.filter(role=ClaimRole.LEAD, claim__article__snapshots=snapshot_id, case__state="published")
    return list(leads.values_list("case", flat=True))
