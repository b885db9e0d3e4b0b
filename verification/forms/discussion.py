"""What people say to each other about a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, VersionedForm
from verification.models import (
    Comment,
)
from verification.services.discussion import COMMENT_LENGTH


class CommentForm(ServiceForm):
    """Something to be said about a case."""

    text = forms.CharField(label=_("Comment"), max_length=COMMENT_LENGTH, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Tell somebody"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, audience: Mapping[int, str] | None, own: int, **kwargs: Any) -> None:
        """``audience`` can be mentioned, but for ``own``, whose comment it is; of ``None`` the page asks when it is wanted."""
        super().__init__(*args, **kwargs)
        self.asks_for_audience = audience is None
        self.fields["mentioned"].choices = [(pk, name) for pk, name in (audience or {}).items() if pk != own]


class CorrectCommentForm(CommentForm, VersionedForm):
    """What a comment is to say instead."""

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        mentioned = [user.pk for user in comment.mentioned.all()]
        initial = {"text": comment.text, "mentioned": mentioned, "expected_version": comment.version}
        super().__init__(*args, initial=initial, auto_id=f"comment-{comment.pk}-%s", **kwargs)


class WithdrawCommentForm(VersionedForm):
    """That a comment is taken back; of somebody else's, why."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
