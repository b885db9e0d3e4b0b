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
    """These comments, which the user may see, with a form to go on."""
    audience = audience_of(case) if powers["review"] else {}
    alone = powers["review"] and is_alone(case, user)
    return Discussion(
        case=case,
        lines=[_line(comment, user, powers, audience, alone=alone) for comment in comments],
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


def _line(comment: Comment, user: User, powers: dict[str, bool], audience: Mapping[int, str], *, alone: bool) -> Line:
    is_own = comment.author_id == user.pk
    if comment.withdrawn_at is not None or not powers["review"]:
        return Line(comment, None, may_withdraw=False)
    can_correct = is_own and (comment.written_for_id is not None or not alone)
    form = CorrectCommentForm(audience=audience, own=user.pk, comment=comment) if can_correct else None
    return Line(comment, form, may_withdraw=is_own or powers["triage"])
