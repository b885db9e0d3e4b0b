"""What people say to each other about a case: said, corrected, withdrawn, and told to those who are mentioned.

What a reviewer says while a case is reviewed by several, unseen by each other, is theirs alone until all reviews are in, as what
they find and gather is; whom they mention is told then.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from core.concealing import NOBODY
from core.errors import Conflict, Forbidden, Invalid
from core.models import Occasion, User
from core.permissions import Permission, allows, require
from core.record import record
from core.services import notify
from core.texts import is_storable
from verification.discussion.mentioning import mentioned_in
from verification.models import Assignment, AssignmentPart, AssignmentState, Case, Comment, CommentRevision
from verification.services.locking import lock_case

COMMENT_LENGTH = 10_000

#: Whether a case is kept from a user; of each user it is asked only where the case is restricted at all.
KEPT_OUT = """
    %s IN (SELECT claimdesk_restricted_cases(%s)) AND %s IN (SELECT claimdesk_restricted_cases(core_user.id))
"""


def audience_of(case: Case) -> dict[int, str]:
    """Whom a comment on the case can mention: the members of its desk who may see it, by id, with their names."""
    people = User.objects.filter(memberships__desk=case.desk_id, memberships__is_active=True, is_active=True)
    people = people.annotate(is_kept_out=RawSQL(KEPT_OUT, [case.pk, NOBODY, case.pk]))  # noqa: S611 - its own text
    people = people.filter(is_kept_out=False)
    return dict(people.order_by("display_name", "pk").values_list("pk", "display_name"))


@transaction.atomic
def comment_write(*, case: Case, actor: User, text: str, mentioned: Collection[int] = ()) -> Comment:
    """Say something about a case, and tell those who are mentioned: in the text by "@" and their name, or by their ids.

    Raises :class:`Invalid` (``comment:text``, ``comment:mentioned``, ``comment:ambiguous``).
    """
    require(actor, Permission.REVIEW, case.desk)
    case = lock_case(case)
    text, people = _checked(case, text, mentioned)
    comment = Comment.objects.create(case=case, author=actor, written_for=_review_beside(case, actor))
    _write(comment, text, people, number=1)
    record("write", comment, actor=actor, desk=case.desk, after=_plain(case, people))
    _tell(comment)
    return comment


@transaction.atomic
def comment_correct(
    *, comment: Comment, actor: User, expected_version: int, text: str, mentioned: Collection[int] = ()
) -> Comment:
    """Say it otherwise. What it said stays among its revisions; who is mentioned for the first time is told.

    Raises what :func:`comment_write` raises, :class:`Forbidden` (``comment:not_yours``) or :class:`Conflict` (``comment:stale``,
    ``comment:withdrawn``, ``comment:seen_by_others`` where the actor has begun to review unseen by the others since).
    """
    case = lock_case(comment.case)
    comment = _lock(comment, actor, expected_version)
    require(actor, Permission.REVIEW, case.desk)
    if comment.author_id != actor.pk:
        raise Forbidden("comment:not_yours", "Only who wrote it can correct it.")
    if comment.written_for_id is None and is_alone(case, actor):
        words = "Others see this comment, and are not to see yet what you find: write another one."
        raise Conflict("comment:seen_by_others", words, version=expected_version)
    text, people = _checked(case, text, mentioned)
    before = _plain(case, set(comment.mentioned.values_list("pk", flat=True)))
    _write(comment, text, people, number=expected_version + 1)
    record("revise", comment, actor=actor, desk=case.desk, before=before, after=_plain(case, people))
    _tell(comment)
    return comment


@transaction.atomic
def comment_withdraw(*, comment: Comment, actor: User, expected_version: int, reason: str = "") -> Comment:
    """Take back what one said, or, as a lead with a reason, what somebody else said. That there was something stays to be seen.

    Raises :class:`Forbidden` (``comment:not_yours``), :class:`Invalid` (``comment:reason_needed``) or :class:`Conflict` as
    :func:`comment_correct`.
    """
    case = lock_case(comment.case)
    comment = _lock(comment, actor, expected_version)
    if comment.author_id != actor.pk:
        if not allows(actor, Permission.TRIAGE, case.desk):
            raise Forbidden("comment:not_yours", "Only who wrote it, or a lead, can withdraw it.")
        if not reason.strip():
            raise Invalid("comment:reason_needed", "Say why: it is somebody else's.", field="reason")
    require(actor, Permission.REVIEW, case.desk)
    comment.withdrawn_at = timezone.now()
    comment.save(update_fields=["withdrawn_at"])
    before, after = {"withdrawn": False}, {"withdrawn": True}
    record("withdraw", comment, actor=actor, desk=case.desk, before=before, after=after, reason=reason)
    return comment


def comments_pool(case: Case) -> None:
    """Let everybody on the case, which the caller has locked, see what its reviewers said; tell those who were mentioned."""
    written = Comment.objects.filter(case=case, written_for__isnull=False).select_related("author", "case__desk").order_by("pk")
    unseen = list(written.select_for_update(of=("self",)))
    Comment.objects.filter(pk__in=[comment.pk for comment in unseen]).update(written_for=None)
    for comment in unseen:
        comment.written_for = None
        _tell(comment)


# --- What all of them share -----------------------------------------------------------------------------------------------


def is_alone(case: Case, user: User) -> bool:
    """Whether what the user says about the case now is seen by nobody else until all reviews are in."""
    return _review_beside(case, user) is not None


def _review_beside(case: Case, actor: User) -> Assignment | None:
    """The actor's own review of a round in which several review unseen by each other, though it be handed in or given back."""
    if case.pooled_round >= case.round or case.reviews_required < 2:
        return None
    taken = Q(state__in=[AssignmentState.ACCEPTED, AssignmentState.DONE]) | Q(accepted_at__isnull=False)
    own = case.assignments.filter(taken, reviewer=actor, round=case.round, part=AssignmentPart.REVIEW)
    return own.order_by("pk").last()


def _lock(comment: Comment, actor: User, expected_version: int) -> Comment:
    if not Comment.objects.visible_to(actor).filter(pk=comment.pk).exists():
        raise Forbidden("permission:denied", "You may not see this comment.")
    locked = Comment.objects.select_for_update(of=("self",)).select_related("case__desk").get(pk=comment.pk)
    if locked.withdrawn_at is not None:
        raise Conflict("comment:withdrawn", "This comment was withdrawn.", version=locked.version)
    if locked.version != expected_version:
        raise Conflict("comment:stale", "It was corrected in the meantime. Look at what it says now.", version=locked.version)
    return locked


def _checked(case: Case, text: str, mentioned: Collection[int]) -> tuple[str, set[int]]:
    """The text as it is kept, and whom it mentions, in it or besides it."""
    text = text.strip()
    if not text or len(text) > COMMENT_LENGTH or not is_storable(text):
        raise Invalid("comment:text", f"A comment has 1 to {COMMENT_LENGTH:,} printable characters.", field="text")
    audience = audience_of(case)
    if strangers := sorted(set(mentioned) - audience.keys()):
        words = "Only members of the desk who may see the case can be mentioned."
        raise Invalid("comment:mentioned", words, field="mentioned", users=strangers)
    people = set(mentioned)
    for meant in mentioned_in(text, audience):
        if len(meant) > 1 and not meant & people:
            name = audience[min(meant)]
            words = f"Several people are called {name}: choose who is meant."
            raise Invalid("comment:ambiguous", words, field="mentioned", name=name)
        people |= meant if len(meant) == 1 else set()
    return text, people


def _write(comment: Comment, text: str, people: set[int], *, number: int) -> None:
    CommentRevision.objects.create(comment=comment, number=number, text=text)
    comment.mentioned.set(people)


def _tell(comment: Comment) -> None:
    """Tell those who are mentioned, unless nobody else is to know of the comment yet, or any more."""
    if comment.written_for_id is None and comment.withdrawn_at is None:
        people = comment.mentioned.values_list("pk", flat=True)
        notify(Occasion.MENTIONED, comment, recipients=people, desk=comment.case.desk, actor=comment.author)


def _plain(case: Case, people: Collection[int]) -> dict[str, object]:
    """What is recorded. The words are in rows that nobody can change; repeating them would have them erased in two places."""
    return {"case": case.pk, "mentioned": sorted(people)}
