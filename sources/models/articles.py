"""Articles: what somebody submitted to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import Desk, Sensitive, Sensitivity, User, desks_of, restricted_index
from sources.models.directory import Source

if TYPE_CHECKING:
    from sources.models.captures import Snapshot


class SubmissionMethod(models.TextChoices):
    """How something came to us."""

    URL = "url", _("address")
    FILE = "file", _("file")
    PASTE = "paste", _("pasted text")


class ArticleQuerySet(models.QuerySet["Article"]):
    """Reads articles."""

    def visible_to(self, user: User) -> Self:
        """The articles of the user's desks, without those that are kept from the user."""
        return self.filter(desk__in=desks_of(user)).exclude(concealed(Article, user.pk))

    def named(self, words: str) -> Self:
        """Those that have these words in their title, their address, or their publisher's name."""
        title, url, publisher = (models.Q(**{f"{field}__icontains": words}) for field in ("title", "url", "publisher__name"))
        return self.filter(title | url | publisher)


class Article(Sensitive):
    """A publication that claims are read from.

    The address is the normalised one that was submitted: where a page says it belongs elsewhere (``rel=canonical``), that is
    noted on the snapshot and merges nothing.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="articles", verbose_name=_("desk"))
    publisher = models.ForeignKey(Source, models.PROTECT, related_name="articles", verbose_name=_("publisher"))
    title = models.CharField(_("title"), max_length=500, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="articles", verbose_name=_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "url"],
                # A restricted one stands in nobody's way: that its address is known would tell that it is there.
                condition=~models.Q(url="") & ~models.Q(sensitivity="restricted"),
                name="article_address_once_per_desk",
                violation_error_message=_("There is an article at this address already."),
            ),
            models.CheckConstraint(condition=models.Q(sensitivity__in=Sensitivity.values), name="article_sensitivity_known"),
        ]
        indexes = [
            models.Index(fields=["desk", "-submitted_at", "-id"], name="article_desk_newest"),
            restricted_index("article_restricted"),
        ]

    def __str__(self) -> str:
        return self.title or self.url or f"article {self.pk}"

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest snapshot: the text that people read now."""
        return self.snapshots.order_by("-pk").first()
