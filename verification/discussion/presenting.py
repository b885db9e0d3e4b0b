"""The discussion of a case as pages show it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from core.models import User
from verification.forms.discussion import CommentForm, CorrectCommentForm
from verification.models import Case, Comment
from verification.services.discussion import audience_of, is_alone

#: So many comments, the newest, stand on the page of a case; the others on a page of their own.
MOST_SHOWN = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A comment, and what the user can do with it."""

    comment: Comment
    form: CommentForm | None
    may_withdraw: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Discussion:
    """What one user may see of a discussion, the oldest first, and what they may add."""

    case: Case
    lines: Sequence[Line]
    form: CommentForm | None
    is_alone: bool
    is_cut_off: bool = False


def present_newest(case: Case, user: User, powers: dict[str, bool]) -> Discussion:
    """The end of the discussion, with a form to go on."""
    newest = list(Comment.objects.visible_to(user).filter(case=case).with_words().order_by("-pk")[: MOST_SHOWN + 1])
    shown = present_discussion(case, user, powers, reversed(newest[:MOST_SHOWN]))
    return dataclasses.replace(shown, is_cut_off=len(newest) > MOST_SHOWN)


def present_discussion(case: Case, user: User, powers: dict[str, bool], comments: Iterable[Comment]) -> Discussion:
    """These comments, which the user may see, with a form to go on.

    Whom it can mention is read only where somebody can be taken out of a comment again: a desk has many members.
    """
    alone = powers["review"] and is_alone(case, user)
    shown = list(comments)
    can_correct = {comment.pk for comment in shown if powers["review"] and _can_correct(comment, user, alone=alone)}
    audience = audience_of(case) if can_correct else None
    return Discussion(
        case=case,
        lines=[_line(comment, user, powers, audience if comment.pk in can_correct else None) for comment in shown],
        form=CommentForm(audience=audience, own=user.pk) if powers["review"] else None,
        is_alone=alone,
    )


def with_refused(discussion: Discussion, form: CommentForm, comment: Comment | None) -> Discussion:
    """The discussion with a form that was refused in the place of the fresh one: that of a comment, or that to go on."""
    if comment is None:
        return dataclasses.replace(discussion, form=form)
    lines = [
        dataclasses.replace(line, form=form) if line.comment.pk == comment.pk and line.form else line for line in discussion.lines
    ]
    return dataclasses.replace(discussion, lines=lines)


def _can_correct(comment: Comment, user: User, *, alone: bool) -> bool:
    is_own = comment.author_id == user.pk and comment.withdrawn_at is None
    return is_own and (comment.written_for_id is not None or not alone)


def _line(comment: Comment, user: User, powers: dict[str, bool], audience: Mapping[int, str] | None) -> Line:
    may_withdraw = comment.withdrawn_at is None and powers["review"] and (comment.author_id == user.pk or powers["triage"])
    form = CorrectCommentForm(audience=audience, own=user.pk, comment=comment) if audience is not None else None
    return Line(comment, form, may_withdraw=may_withdraw)
