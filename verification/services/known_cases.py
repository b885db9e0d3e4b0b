"""Known cases: made by leads, mixed in as copies that look like any other case, and compared with their key when they are in.

A copy has a claim of its own and goes the way of every case: it is routed, given, taken, reviewed. It never gets a verdict: where
an ordinary case would be decided, it is dismissed, and its reviewers may know what it was.
"""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from claims.models import Claim, ClaimState
from claims.services import claim_copy
from core.concealing import NOBODY, kept
from core.errors import Conflict, Invalid
from core.models import User
from core.permissions import Permission, require
from core.record import record
from verification import transitions
from verification.concealing import is_kept_from
from verification.findings import FindingInput
from verification.models import CalibrationTerms, Case, CaseClaim, ClaimRole, KnownCase, KnownCopy
from verification.routing.features import features_of
from verification.routing.route import route
from verification.selectors import strangers_to
from verification.services.assignments import assignments_end, call_for_people
from verification.services.findings import accept_finding
from verification.services.locking import lock_case
from verification.services.proposing import case_create
from verification.services.rules import rules_of
from verification.states import LIVE, Action, CaseState, Part

#: How many known cases are tried before a case opens without one.
MOST_TRIED = 20

TOLD = "This was a known case. Your calibration shows what was to be found."
NOT_NEEDED = "The case is not needed any more."


@transaction.atomic
def known_make(*, case: Case, actor: User, finding: FindingInput) -> KnownCase:
    """Say what is to be found about a case, so that copies of it can be mixed in among the others.

    Raises :class:`Conflict` (``known:exists``, ``known:restricted``, ``known:no_claim``) or :class:`Invalid` (``finding:…``).
    """
    require(actor, Permission.TRIAGE, case.desk)
    case = lock_case(case)
    if case.known.standing().exists():
        raise Conflict("known:exists", "This case is a known one already.")
    if is_kept_from(case, NOBODY):
        raise Conflict("known:restricted", "What is restricted cannot be given to just anybody to rehearse with.")
    if case.lead_claim is None:
        raise Conflict("known:no_claim", "The claims of this case are with another one, which it joined.")
    columns = accept_finding(case, finding, actor=actor, evidence=None)
    known = KnownCase.objects.create(case=case, made_by=actor, **columns)
    record("make", known, actor=actor, desk=case.desk, after={"case": case.pk, "rating": known.rating_id})
    return known


@transaction.atomic
def known_retire(*, known: KnownCase, actor: User, reason: str) -> KnownCase:
    """Mix a known case in no more, and take back the copies that are about.

    Raises :class:`Conflict` (``known:retired``) or :class:`Invalid` (``known:reason_needed``).
    """
    require(actor, Permission.TRIAGE, known.case.desk)
    known = KnownCase.objects.select_for_update(of=("self",)).select_related("case__desk").get(pk=known.pk)
    if known.retired_at is not None:
        raise Conflict("known:retired", "This known case was retired already.")
    if not reason.strip():
        raise Invalid("known:reason_needed", "Say why.", field="reason")
    for copy in known.copies.at_large().order_by("case"):
        case = lock_case(Case(pk=copy.case_id))
        if KnownCopy.objects.at_large().filter(pk=copy.pk).exists():
            _close(copy, case, reason=NOT_NEEDED)
    known.retired_at = timezone.now()
    known.save(update_fields=["retired_at"])
    record("retire", known, actor=actor, desk=known.case.desk, after={"retired_at": known.retired_at}, reason=reason)
    return known


# --- Mixing in --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def known_follow(*, case_id: int) -> Case | None:
    """Mix a known case in with an ordinary one that opens, if it is its turn; close a copy that nobody is left with.

    May be called at any time and any number of times. What is returned is the copy that was made or closed, if any.
    """
    case = lock_case(Case(pk=case_id))
    copy = getattr(case, "known_copy", None)
    return _mix_in(case) if copy is None else copy_settle(copy=copy, case=case)


def _mix_in(case: Case) -> Case | None:
    """A copy of the known case that was mixed in least often, of those that somebody could be given unseen."""
    share = CalibrationTerms.of(case.desk).share
    opens = case.round == 1 and case.state in {CaseState.OPEN, CaseState.IN_REVIEW}
    if not opens or not is_drawn(case, share) or KnownCopy.objects.filter(occasion=case).exists():
        return None
    # A copy that nobody has taken on yet is enough of the same.
    waiting = KnownCopy.objects.at_large().filter(case__state=CaseState.OPEN)
    # Of one that was joined to another since, or whose claim was rejected or replaced, a copy would look odd.
    leads = CaseClaim.objects.filter(role=ClaimRole.LEAD, claim__state=ClaimState.ACTIVE)
    standing = KnownCase.objects.standing().filter(case__desk=case.desk, case__in=leads.values("case"))
    free = standing.exclude(case__in=kept("restricted_cases", NOBODY)).exclude(case=case).exclude(pk__in=waiting.values("known"))
    least_often = free.annotate(times=Count("copies")).order_by("times", "pk")
    known = next((known for known in least_often[:MOST_TRIED] if strangers_to(known).exists()), None)
    return _release(known, case) if known else None


def is_drawn(case: Case, share: int) -> bool:
    """Whether a case is one of the ``share`` of a hundred with which a known one is mixed in.

    The same for the same case always, and nobody who has not the site's secret can work it out.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"known case with {case.pk}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big") % 100 < share


def _release(known: KnownCase, occasion: Case) -> Case:
    """Open a copy, as a rule or the lead who made the known case would have opened it."""
    original = known.case.lead_claim
    assert original is not None, "only of a case that has its claim are copies made"
    claim = Claim.objects.with_chain().select_related("snapshot").get(pk=claim_copy(claim=original).pk)
    way = route(features_of(claim), rules_of(occasion.desk))
    case = case_create(claim, way, occasion.desk, actor=None)
    # With this it is kept from everybody to whom it is not given.
    copy = KnownCopy.objects.create(known=known, case=case, occasion=occasion)
    # The claim's own history is what its reviewer may read: that it is a copy is said here.
    after = {"known": known.pk, "case": case.pk, "occasion": occasion.pk, "claim": claim.pk, "copy_of": original.pk}
    record("mix_in", copy, actor=None, desk=case.desk, after=after)
    if way.opens_at_once:
        transitions.apply(Action.OPEN, case, actor=None, part=Part.SYSTEM, reason="A rule opens such cases at once.")
    else:
        transitions.apply(Action.OPEN, case, actor=known.made_by, part=Part.LEAD)
    call_for_people(case)
    return case


# --- When the reviews are in ------------------------------------------------------------------------------------------------


def copy_settle(*, copy: KnownCopy, case: Case) -> Case | None:
    """Close a copy, which the caller has locked, once the required reviews are in, or nobody is left who could add one."""
    reviews = case.reviews.filter(round=case.round).count()
    is_in = reviews >= case.reviews_required or (reviews > 0 and not case.assignments.current().exists())
    return _close(copy, case, reason=TOLD) if copy.closed_at is None and is_in else None


def _close(copy: KnownCopy, case: Case, *, reason: str) -> Case:
    if case.state in LIVE:
        assignments_end(case, actor=None, reason=reason)
        transitions.apply(Action.DISMISS, case, actor=None, part=Part.SYSTEM, reason=reason)
    copy.closed_at = timezone.now()
    copy.save(update_fields=["closed_at"])
    after = {"case": case.pk, "reviews": list(case.reviews.values_list("pk", flat=True))}
    record("close", copy, actor=None, desk=case.desk, after=after, reason=reason)
    return case
