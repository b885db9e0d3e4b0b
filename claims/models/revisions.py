"""How claims were corrected, and what a newer engine proposes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.claims import Claim
from claims.models.extraction import ExtractionRun
from core.concealing import concealed
from core.models import User, desks_of


class RevisionAction(models.TextChoices):
    """What a revision did."""

    EXTRACT = "extract", _("extracted")
    MARK = "mark", _("marked")
    CORRECT = "correct", _("corrected")
    SPLIT = "split", _("split")
    MERGE = "merge", _("merged")
    REJECT = "reject", _("rejected")
    RESTORE = "restore", _("restored")
    EVENT = "event", _("event set")


class ClaimRevision(models.Model):
    """A claim as it stood after one write: who, what, why. Append-only."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="revisions", verbose_name=_("claim"))
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("action"), max_length=10, choices=RevisionAction.choices)
    content = models.JSONField(
        _("content"), help_text=_("The claim as a whole, in the form of the extraction record, and its event.")
    )
    actor = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("actor"))
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["claim_id", "number"]
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="revision_once_per_number"),
            models.CheckConstraint(condition=models.Q(action__in=RevisionAction.values), name="revision_action_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} ({self.number})"


class ProposalState(models.TextChoices):
    """What became of a difference that a later run proposed."""

    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    SUPERSEDED = "superseded", _("superseded by a later reading")


class RevisionProposalQuerySet(models.QuerySet["RevisionProposal"]):
    """Reads proposed revisions."""

    def visible_to(self, user: User) -> Self:
        """Those about articles of the user's desks, without those that are kept from the user."""
        own = self.filter(run__snapshot__article__desk__in=desks_of(user))
        return own.exclude(concealed(RevisionProposal, user.pk))

    def open(self) -> Self:
        """Those that nobody has settled."""
        return self.filter(state=ProposalState.OPEN)


class RevisionProposal(models.Model):
    """What a later run, or one over a later snapshot, would change about the claims. It changes nothing by itself."""

    run = models.ForeignKey(ExtractionRun, models.PROTECT, related_name="proposals", verbose_name=_("extraction run"))
    claim = models.ForeignKey(
        Claim,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name=_("claim"),
        help_text=_("Empty: a claim that was not there before."),
    )
    claim_version = models.PositiveIntegerField(
        _("version of the claim"),
        null=True,
        blank=True,
        help_text=_("The one that the run compared with; empty without a claim."),
    )
    content = models.JSONField(
        _("content"), null=True, blank=True, help_text=_("The claim as the run has it; empty where the run no longer finds it.")
    )
    state = models.CharField(_("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = RevisionProposalQuerySet.as_manager()

    class Meta:
        ordering = ["run_id", "pk"]
        verbose_name = _("proposed revision")
        verbose_name_plural = _("proposed revisions")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=models.Q(claim__isnull=False) | models.Q(content__isnull=False), name="proposal_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
