"""Who and what a case needs: the facts behind each assignment, and the searches behind "next case" and the sweep."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import BooleanField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Claim, ClaimRevision, ClaimState
from core.concealing import NOBODY, kept
from core.models import Desk, Membership, Role, User
from core.permissions import LEAST_ROLE, Permission, allows
from sources.models import Article
from verification.concealing import is_kept_from
from verification.models import (
    Assignment,
    AssignmentPart,
    AssignmentState,
    Case,
    CaseClaim,
    CaseEvidence,
    CaseTransition,
    ClaimRole,
    Comment,
    KnownCase,
    KnownCopy,
    Rating,
    Review,
)
from verification.models.cases import CaseQuerySet
from verification.models.reviews import AssignmentQuerySet
from verification.routing.interests import concerns, supplied_by, suppliers_of, tied_sources, tied_to
from verification.routing.route import primary_language
from verification.routing.staffing import Need, Person
from verification.states import CaseState

#: Assignments that take one of the places that a case has in a round.
PLACE_TAKEN = [AssignmentState.OFFERED, AssignmentState.ACCEPTED, AssignmentState.DONE]
CURRENT = [AssignmentState.OFFERED, AssignmentState.ACCEPTED]
#: In which states a case needs people, and for what.
PART_NEEDED = {
    CaseState.OPEN: AssignmentPart.REVIEW,
    CaseState.IN_REVIEW: AssignmentPart.REVIEW,
    CaseState.IN_ADJUDICATION: AssignmentPart.ADJUDICATE,
}
#: Reviews of how long ago say how often somebody agreed with the verdict, and how many agreeing ones everybody is credited with:
#: a first difference weighs little.
AGREEMENT_WINDOW = dt.timedelta(days=180)
AGREEMENT_CREDIT = 5
#: Until then a claim's correction changes the proposition of the case that it leads.
PROPOSITION_OPEN = [CaseState.PROPOSED, CaseState.OPEN, CaseState.IN_REVIEW, CaseState.IN_ADJUDICATION]


def reviewers() -> QuerySet[Membership]:
    """The memberships that allow to review."""
    roles = [role for role in Role if role.includes(LEAST_ROLE[Permission.REVIEW])]
    return Membership.objects.filter(is_active=True, role__in=roles, user__is_active=True)


def able_on(desk: Desk) -> QuerySet[User]:
    """Who may review on this desk."""
    return User.objects.filter(pk__in=reviewers().filter(desk=desk).values("user"))


def loads_on(desk: Desk) -> dict[int, int]:
    """How many open assignments each person has on this desk."""
    counted = Assignment.objects.current().filter(case__desk=desk).order_by().values("reviewer").annotate(load=Count("pk"))
    return dict(counted.values_list("reviewer", "load"))


def agreement_on(desk: Desk) -> dict[int, float]:
    """How often each person's reviews meant what the verdict meant, of late, where others reviewed as well."""
    settled = Review.objects.filter(
        case__desk=desk,
        case__reviews_required__gt=1,
        verdicts__isnull=False,
        submitted_at__gte=timezone.now() - AGREEMENT_WINDOW,
    )
    agreeing = Count("pk", filter=Q(verdicts__rating__meaning=F("rating__meaning")))
    counted = settled.order_by().values("reviewer").annotate(settled=Count("pk"), agreeing=agreeing)
    return {
        reviewer: (agreed + AGREEMENT_CREDIT) / (number + AGREEMENT_CREDIT)
        for reviewer, number, agreed in counted.values_list("reviewer", "settled", "agreeing")
    }


def need_of(case: Case, part: AssignmentPart) -> Need:
    """What the case asks of people in this part."""
    topics = dict(case.topics.values_list("pk", "name"))
    return Need(part=part, topics=topics, language=case.language, today=timezone.localdate())


def people_for(case: Case, part: AssignmentPart) -> list[Person]:
    """Everybody who may review on the case's desk, in relation to the case."""
    loads, agreement = loads_on(case.desk), agreement_on(case.desk)
    members = reviewers().filter(desk=case.desk).prefetch_related("topics").order_by("user")
    people = (
        person_of(member, load=loads.get(member.user_id, 0), agreement=agreement.get(member.user_id, 1.0)) for member in members
    )
    return _in_relation_to(case, part, people)


def person_for(case: Case, part: AssignmentPart, user: User) -> Person:
    """The user in relation to the case, a member of the desk or not."""
    load = Assignment.objects.current().filter(case__desk=case.desk, reviewer=user).count()
    (person,) = _in_relation_to(case, part, [person_on(case.desk, user, load=load)])
    return person


def person_on(desk: Desk, user: User, *, load: int = 0) -> Person:
    """The user in relation to no case yet; one who may review without being a member is taken for a generalist."""
    member = reviewers().filter(desk=desk, user=user).prefetch_related("topics").first()
    if member is None:
        return Person(user_id=user.pk, is_reviewer=allows(user, Permission.REVIEW, desk))
    return person_of(member, load=load)


def person_of(member: Membership, *, load: int = 0, agreement: float = 1.0) -> Person:
    """What a membership says about a person."""
    return Person(
        user_id=member.user_id,
        is_lead=Role(member.role).includes(Role.LEAD),
        topics=frozenset(topic.pk for topic in member.topics.all()),
        languages=frozenset(primary_language(code) for code in member.languages),
        load=load,
        agreement=agreement,
        capacity=member.capacity,
        absent_until=member.absent_until,
    )


def _in_relation_to(case: Case, part: AssignmentPart, people: Iterable[Person]) -> list[Person]:
    own = list(case.assignments.all())
    this_round = [assignment for assignment in own if assignment.round == case.round]
    engaged = {a.reviewer_id for a in this_round if a.state in CURRENT or (a.part == part and a.state == AssignmentState.DONE)}
    left = {a.reviewer_id for a in this_round if a.part == part and a.state == AssignmentState.ENDED}
    adjudicated = {a.reviewer_id for a in own if a.part == AssignmentPart.ADJUDICATE and a.accepted_at}
    reviewed = set(case.reviews.values_list("reviewer", flat=True))
    supplied, tied = suppliers_of(case), tied_to(case)
    kept_out = _kept_out(case)
    submitted = set(Article.objects.filter(claims__case_claim__case=case).values_list("submitted_by", flat=True))
    bundled = Assignment.objects.filter(case__bundle=case.bundle_id, part=part, state__in=PLACE_TAKEN).exclude(case=case)
    in_bundle = set(bundled.values_list("reviewer", flat=True)) if case.bundle_id else set()
    return [
        dataclasses.replace(
            person,
            is_kept_out=kept_out(person.user_id),
            is_engaged=person.user_id in engaged,
            has_left=person.user_id in left,
            has_adjudicated=person.user_id in adjudicated,
            has_reviewed=person.user_id in reviewed,
            has_submitted=person.user_id in submitted,
            has_supplied=person.user_id in supplied,
            is_tied=person.user_id in tied,
            is_in_bundle=person.user_id in in_bundle,
        )
        for person in people
    ]


def _kept_out(case: Case) -> Callable[[int], bool]:
    """Whether the case is not for somebody, whatever their role: it is restricted, or they would know it from another one."""
    copy = KnownCopy.objects.select_related("known__case").filter(case=case).first()
    if copy is not None:
        able = set(strangers_to(copy.known, besides=case).values_list("user", flat=True))
        return lambda user_id: user_id not in able
    rehearsed = set(Assignment.objects.filter(case__known_copy__known__case=case).values_list("reviewer", flat=True))
    is_restricted = is_kept_from(case, NOBODY)
    return lambda user_id: user_id in rehearsed or (is_restricted and is_kept_from(case, user_id))


# --- Known cases ------------------------------------------------------------------------------------------------------------


#: By what somebody knows a case who was never given it: rows, where these name the case, and where the person.
DEALINGS: tuple[tuple[QuerySet[Any], str, str], ...] = (
    (CaseEvidence.objects.all(), "case", "added_by"),
    (CaseTransition.objects.all(), "case", "actor"),
    (ClaimRevision.objects.all(), "claim__case_claim__case", "actor"),
    (Comment.objects.all(), "case", "author"),
    (Comment.mentioned.through.objects.all(), "comment__case", "user"),
)


def strangers_to(known: KnownCase, *, besides: Case | None = None) -> QuerySet[Membership]:
    """Those to whom a known case can be given unseen: reviewers who lead nothing, and never had to do with it (:data:`DEALINGS`).

    ``besides`` is the copy that it is about: who has that knows no more than it says.
    """
    if is_kept_from(known.case, NOBODY):
        return Membership.objects.none()
    same = Q(case=known.case_id) | Q(case__known_copy__known__case=known.case_id)
    if known.case.bundle_id is not None:
        same |= Q(case__bundle=known.case.bundle_id)
    had = Assignment.objects.filter(same).exclude(case=besides)
    able = reviewers().filter(desk=known.case.desk_id, role=Role.REVIEWER, user__is_superuser=False)
    able = able.exclude(user__in=had.values("reviewer"))
    for rows, case, person in DEALINGS:
        able = able.exclude(user__in=rows.filter(**{case: known.case_id, f"{person}__isnull": False}).values(person))
    return able


def copies_for(desk: Desk, user_id: int) -> QuerySet[KnownCopy]:
    """The copies that could be given to somebody: :func:`strangers_to`, the other way round."""
    had = Assignment.objects.filter(reviewer=user_id)
    rehearsed = had.filter(case__known_copy__isnull=False).exclude(case=OuterRef("case"))
    able = reviewers().filter(desk=desk, user=user_id, role=Role.REVIEWER, user__is_superuser=False)
    original = OuterRef("known__case")
    copies = (
        KnownCopy.objects.at_large()
        .filter(Exists(able), known__case__desk=desk)
        .exclude(known__case__in=kept("restricted_cases", NOBODY))
        .exclude(Exists(had.filter(case=original)))
        .exclude(Exists(had.filter(case__bundle=OuterRef("known__case__bundle")).exclude(case=OuterRef("case"))))
        .exclude(Exists(rehearsed.filter(case__known_copy__known__case=original)))
    )
    for rows, case, person in DEALINGS:
        copies = copies.exclude(Exists(rows.filter(**{case: original, person: user_id})))
    return copies


# --- What waits -------------------------------------------------------------------------------------------------------------


def lacking_people(part: AssignmentPart) -> CaseQuerySet:
    """The cases that have fewer people in this part than they require, in their present round."""
    taken = (
        Assignment.objects.filter(case=OuterRef("pk"), round=OuterRef("round"), part=part, state__in=PLACE_TAKEN)
        .order_by()
        .values("case")
        .annotate(number=Count("pk"))
        .values("number")
    )
    states = [state for state, needed in PART_NEEDED.items() if needed is part]
    required = F("reviews_required") if part is AssignmentPart.REVIEW else 1
    return (
        Case.objects.filter(state__in=states)
        .annotate(places_taken=Coalesce(Subquery(taken), 0))
        .filter(places_taken__lt=required)
    )


def takeable(desk: Desk, person: Person, part: AssignmentPart) -> CaseQuerySet:
    """The cases of the desk that this person may take and that suit them, the most urgent first.

    :mod:`verification.routing.staffing` in the language of the database, but for absence and load, which are no matter to whoever
    asks for work; the tests hold the two together.
    """
    own = Assignment.objects.filter(case=OuterRef("pk"), reviewer=person.user_id)
    had = own.filter(Q(part=part) | Q(state__in=CURRENT), round=OuterRef("round"))
    submitted = CaseClaim.objects.filter(case=OuterRef("pk"), claim__article__submitted_by=person.user_id)
    decided = (
        own.filter(part=AssignmentPart.ADJUDICATE, accepted_at__isnull=False)
        if part is AssignmentPart.REVIEW
        else Review.objects.filter(case=OuterRef("pk"), reviewer=person.user_id)
    )
    # In one go: each further call would copy the subqueries of those before it.
    cases = lacking_people(part).filter(
        _open_to(desk, person.user_id),
        ~Exists(had),
        ~Exists(submitted),
        ~supplied_by(person.user_id),
        ~Exists(decided),
        desk=desk,
    )
    if ties := tied_sources(desk, person.user_id):
        cases = cases.exclude(concerns(ties))
    if person.languages:
        cases = cases.filter(Q(language="") | Q(language__in=person.languages))
    if person.topics:
        topics = Case.topics.through.objects.filter(case=OuterRef("pk"))
        cases = cases.filter(~Exists(topics) | Exists(topics.filter(topic__in=person.topics)))
    return cases.most_urgent_first()


def _open_to(desk: Desk, user_id: int) -> Q:
    """That a case is not kept from somebody, and that they do not know it from a copy of it, as a condition on cases."""
    seen = ~Q(pk__in=kept("unseen_cases", user_id))
    if not KnownCopy.objects.filter(known__case__desk=desk).exists():
        return seen  # as on most desks: what copies need would make the query twice as large
    rehearsed = Assignment.objects.filter(case__known_copy__known__case=OuterRef("pk"), reviewer=user_id)
    return (seen | Q(pk__in=copies_for(desk, user_id).values("case"))) & ~Q(Exists(rehearsed))


def places_left(case: Case, part: AssignmentPart) -> int:
    """How many more people the case can have in this part in this round, as the database says now."""
    required = case.reviews_required if part is AssignmentPart.REVIEW else 1
    return max(0, required - case.assignments.filter(round=case.round, part=part, state__in=PLACE_TAKEN).count())


def unassigned() -> CaseQuerySet:
    """Cases that lack people and do not wait in the pool: a wake-up for them was lost."""
    lacking = (lacking_people(part).filter(pool_reason="").order_by() for part in AssignmentPart)
    # Not one condition with an "or": that would look at all the cases there ever were.
    return next(lacking).union(*lacking, all=True)


#: That an assignment is on a restricted case that its reviewer may not see. What is restricted at all is little, and looked up
#: once: of that alone it is asked from whom it is kept.
KEPT_OUT = """
    verification_assignment.case_id IN (SELECT claimdesk_restricted_cases(%s))
    AND verification_assignment.case_id IN (SELECT claimdesk_unseen_cases(verification_assignment.reviewer_id))
"""


def deserted(case: Case | None = None) -> AssignmentQuerySet:
    """Current assignments of people who may no longer review on the case's desk, or to whom the case is not open any more.

    Of one case, or of all.
    """
    assignments = Assignment.objects.all() if case is None else case.assignments.all()
    still = reviewers().filter(desk=OuterRef("case__desk"), user=OuterRef("reviewer"))
    everywhere = Q(reviewer__is_superuser=True, reviewer__is_active=True)
    kept_out = RawSQL(KEPT_OUT, [NOBODY], output_field=BooleanField())  # noqa: S611 - its own text
    return assignments.current().alias(is_kept_out=kept_out).filter(~(Exists(still) | everywhere) | Q(is_kept_out=True))


def placeable(now: dt.date) -> Iterator[int]:
    """Cases of the pool for which somebody has become free: for each member who has room, the most urgent ones that suit them."""
    for desk in Desk.objects.filter(Exists(Case.objects.in_pool().filter(desk=OuterRef("pk")))):
        loads = loads_on(desk)
        parts = [part for part in AssignmentPart if lacking_people(part).filter(desk=desk).exclude(pool_reason="").exists()]
        for member in reviewers().filter(desk=desk).exclude(absent_until__gte=now).prefetch_related("topics"):
            person = person_of(member, load=loads.get(member.user_id, 0))
            room = max(0, person.capacity - person.load)
            for part in parts if room else []:
                yield from takeable(desk, person, part).exclude(pool_reason="").values_list("pk", flat=True)[:room]


def claims_without_case() -> QuerySet[Claim]:
    """Claims that should go to a reviewer and have no case."""
    has_case = Exists(CaseClaim.objects.filter(claim=OuterRef("pk")))
    # Not case_claim__isnull, which joins every claim with its case first and throws them away then.
    return Claim.objects.worth_checking().filter(~has_case, copy_of=None).order_by("pk")


def outdated_propositions() -> QuerySet[CaseClaim]:
    """Leads of cases whose proposition is still to follow the claim's statement, and does not."""
    # A case begins with its claim's statement, which changes with the claim's version alone.
    corrected = CaseClaim.objects.filter(claim__version__gt=1, claim__state=ClaimState.ACTIVE, role=ClaimRole.LEAD)
    open_ones = corrected.filter(case__state__in=PROPOSITION_OPEN).order_by("claim")
    return open_ones.exclude(case__proposition=F("claim__statement"))


def flags_of(links: Iterable[CaseClaim]) -> list[str]:
    """What became of claims of a case that whoever goes on with it should know of first."""
    gone = [link.claim for link in links if link.claim.state != ClaimState.ACTIVE]
    prefetch_related_objects(gone, "revisions")
    return [_flag(claim) for claim in gone]


def _flag(claim: Claim) -> str:
    last = max(claim.revisions.all(), key=lambda revision: revision.number, default=None)
    return f"Its claim was {claim.get_state_display()}. {last.reason if last else ''}".strip()


def current_ratings(desk: Desk) -> list[Rating]:
    """The ratings that the desk's findings choose from at present, in their order."""
    return list(Rating.objects.filter(scale__desk=desk, scale__is_current=True).order_by("position"))
