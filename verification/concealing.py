"""What of cases, reviews and evidence is kept from whom: the restricted, what hangs on it, and what is still independent."""

from __future__ import annotations

from django.db.models import Exists, QuerySet

from claims.models import Claim, RevisionProposal
from core.concealing import conceal, kept
from core.models import Membership, Role, User
from core.permissions import LEAST_ROLE, Permission
from sources.models import Capture, Snapshot, Source
from verification.models import (
    Assignment,
    Bundle,
    Case,
    CaseEvidence,
    CaseTransition,
    Comment,
    Evidence,
    EvidenceStance,
    IndependenceGroup,
    KnownCase,
    KnownCopy,
    Publication,
    Review,
    Tie,
    Verdict,
)


def is_kept_from(case: Case, user_id: int) -> bool:
    """Whether the case is kept from this user."""
    return Case.objects.filter(pk=case.pk).filter(pk__in=kept("unseen_cases", user_id)).exists()


def _not_led_by(user_id: int) -> QuerySet[KnownCase]:
    """The known cases of desks that the user does not lead."""
    roles = [role for role in Role if role.includes(LEAST_ROLE[Permission.TRIAGE])]
    led = Membership.objects.filter(user=user_id, is_active=True, role__in=roles, user__is_active=True)
    everywhere = User.objects.filter(pk=user_id, is_active=True, is_superuser=True)
    return KnownCase.objects.exclude(Exists(everywhere)).exclude(case__desk__in=led.values("desk"))


conceal(Case, lambda user_id: kept("unseen_cases", user_id))
conceal(Bundle, lambda user_id: Bundle.objects.filter(article__in=kept("restricted_articles", user_id)).values("pk"))
conceal(Assignment, lambda user_id: Assignment.objects.filter(case__in=kept("unseen_cases", user_id)).values("pk"))
conceal(CaseTransition, lambda user_id: CaseTransition.objects.filter(case__in=kept("unseen_cases", user_id)).values("pk"))
conceal(Verdict, lambda user_id: Verdict.objects.filter(case__in=kept("unseen_cases", user_id)).values("pk"))
conceal(Publication, lambda user_id: Publication.objects.filter(verdict__case__in=kept("unseen_cases", user_id)).values("pk"))
conceal(Tie, lambda user_id: Tie.objects.filter(source__in=kept("restricted_sources", user_id)).values("pk"))

# What is still independent besides.
conceal(Review, lambda user_id: kept("unseen_reviews", user_id))
conceal(CaseEvidence, lambda user_id: kept("unseen_finds", user_id))
conceal(IndependenceGroup, lambda user_id: kept("unseen_groups", user_id))
conceal(Comment, lambda user_id: kept("unseen_comments", user_id))
conceal(EvidenceStance, lambda user_id: kept("unseen_stances", user_id))

# And what is there for the sake of nothing that the user sees.
conceal(Evidence, lambda user_id: kept("unseen_evidence", user_id))
conceal(Capture, lambda user_id: kept("unseen_captures", user_id))
conceal(
    Snapshot, lambda user_id: Snapshot.objects.filter(article=None, capture__in=kept("unseen_captures", user_id)).values("pk")
)
conceal(Source, lambda user_id: kept("unseen_sources", user_id))

# Which cases are known ones, from those who do not lead, or do not see the case; with a case that is kept for its sake, its
# claims.
conceal(KnownCase, lambda user_id: _not_led_by(user_id).values("pk"))
conceal(KnownCase, lambda user_id: KnownCase.objects.filter(case__in=kept("unseen_cases", user_id)).values("pk"))
conceal(KnownCopy, lambda user_id: KnownCopy.objects.filter(known__in=_not_led_by(user_id)).values("pk"))
conceal(KnownCopy, lambda user_id: KnownCopy.objects.filter(known__case__in=kept("unseen_cases", user_id)).values("pk"))
conceal(Claim, lambda user_id: kept("unseen_known_claims", user_id))
conceal(
    RevisionProposal, lambda user_id: RevisionProposal.objects.filter(claim__in=kept("unseen_known_claims", user_id)).values("pk")
)
