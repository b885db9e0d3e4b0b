"""What people say to each other about a case."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import User, desks_of
from verification.models.cases import Case
from verification.models.reviews import Assignment


class CommentQuerySet(models.QuerySet["Comment"]):
    """Reads comments."""

    def visible_to(self, user: User) -> Self:
        """Those on cases that the user may see, without what others wrote while they review unseen by each other."""
        return self.filter(case__desk__in=desks_of(user)).exclude(concealed(Comment, user.pk))

    def with_words(self) -> Self:
        """With what is read of them."""
        return self.select_related("author").prefetch_related("revisions", "mentioned")


class Comment(models.Model):
    """Something that somebody said about a case. What it says is its last revision; the earlier ones stay."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="comments", verbose_name=_("case"))
    author = models.ForeignKey(User, models.PROTECT, related_name="comments", verbose_name=_("author"))
    mentioned = models.ManyToManyField(User, blank=True, related_name="+", verbose_name=_("mentioned"))
    written_for = models.ForeignKey(
        Assignment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("written for"),
        help_text=_(
            "The review, by its assignment, besides which it was written and whose author alone sees it. Empty: everybody."
        ),
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            models.Index(fields=["written_for"], condition=models.Q(written_for__isnull=False), name="comment_independent"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk} on case {self.case_id}"

    @property
    def text(self) -> str:
        """What it says; nothing once it was withdrawn."""
        return "" if self.withdrawn_at else self.revisions.all()[0].text

    @property
    def version(self) -> int:
        """How often it was written, from 1."""
        return self.revisions.all()[0].number

    @property
    def is_corrected(self) -> bool:
        """Whether it said something else before."""
        return self.version > 1


class CommentRevision(models.Model):
    """What a comment said, and since when. Append-only: the database refuses every change."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="revisions", verbose_name=_("comment"))
    number = models.PositiveIntegerField(_("number"))
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["comment", "-number"]
        verbose_name = _("revision of a comment")
        verbose_name_plural = _("revisions of comments")
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="comment_revision_once")]

    def __str__(self) -> str:
        return f"{self.comment}, {self.number}"
