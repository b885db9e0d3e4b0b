"""Who is to look at a case, and what they found."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import User, desks_of
from verification.models.cases import Case
from verification.models.evidence import CaseEvidence
from verification.models.findings import Finding, Stance


class AssignmentPart(models.TextChoices):
    """What the person is to do."""

    REVIEW = "review", _("review")
    ADJUDICATE = "adjudicate", _("adjudicate")


class AssignmentState(models.TextChoices):
    """Where an assignment stands; ``verification/services/assignments.py`` is the only writer."""

    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("accepted")
    DONE = "done", _("done")
    ENDED = "ended", _("ended")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Reads assignments."""

    def visible_to(self, user: User) -> Self:
        """The assignments on cases of the user's desks, without those that are kept from the user."""
        return self.filter(~concealed(Case, user.pk, "case"), case__desk__in=desks_of(user))

    def current(self) -> Self:
        """Those on which somebody is, or is asked to be, at work."""
        return self.filter(state__in=[AssignmentState.OFFERED, AssignmentState.ACCEPTED])

    def to_be_reminded(self, now: dt.datetime) -> Self:
        """Those whose time runs out, and whose reviewer has not been reminded."""
        return self.current().filter(remind_at__lte=now, lapses_at__gt=now)

    def lapsed(self, now: dt.datetime) -> Self:
        """Those whose time has run out."""
        return self.current().filter(lapses_at__lte=now)


class Assignment(models.Model):
    """A case given to one person, in one round."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments", verbose_name=_("case"))
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("reviewer"))
    part = models.CharField(_("part"), max_length=12, choices=AssignmentPart.choices, default=AssignmentPart.REVIEW)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=AssignmentState.choices, default=AssignmentState.OFFERED)
    assigned_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned by"),
        help_text=_("Empty: the system."),
    )
    reasons = models.JSONField(_("why this person"), default=list, blank=True)
    override_reason = models.TextField(
        _("override"), blank=True, help_text=_("Why a lead set aside the rule that excludes this person.")
    )
    #: The codes of these rules: the override is of them, and of no other.
    set_aside = models.JSONField(_("rules set aside"), default=list, blank=True, editable=False)
    offered_at = models.DateTimeField(_("offered"), default=timezone.now, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    remind_at = models.DateTimeField(
        _("to be reminded"), null=True, blank=True, editable=False, help_text=_("Empty: not any more, or no limit.")
    )
    lapses_at = models.DateTimeField(
        _("goes back"), null=True, blank=True, editable=False, help_text=_("Unless accepted, or finished, by then.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.TextField(_("why it ended"), blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reviewer"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="assignment_once_while_current",
            ),
            models.CheckConstraint(condition=models.Q(state__in=AssignmentState.values), name="assignment_state_known"),
            models.CheckConstraint(condition=models.Q(part__in=AssignmentPart.values), name="assignment_part_known"),
        ]
        indexes = [
            models.Index(
                fields=["reviewer", "state"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="assignment_current",
            ),
            models.Index(
                fields=["lapses_at"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="assignment_lapsing",
            ),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(state__in=["offered", "accepted"], remind_at__isnull=False),
                name="assignment_reminding",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.case_id} to {self.reviewer}"

    @property
    def is_current(self) -> bool:
        """Whether the person is, or is asked to be, at work on it."""
        return self.state in {AssignmentState.OFFERED, AssignmentState.ACCEPTED}


class ReviewDraft(models.Model):
    """What a reviewer has typed so far, as typed: kept, not yet valid, seen by nobody else."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="draft", verbose_name=_("assignment"))
    data = models.JSONField(_("data"), default=dict)
    updated_at = models.DateTimeField(_("kept"), default=timezone.now)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return f"draft for assignment {self.assignment_id}"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads reviews."""

    def visible_to(self, user: User) -> Self:
        """Those on cases of the user's desks that are open to the user: their own, and others' of rounds that are all in."""
        seen = models.Q(round__lte=models.F("case__pooled_round")) | models.Q(reviewer=user)
        return self.filter(seen, case__in=Case.objects.visible_to(user))


class Review(Finding):
    """One reviewer's finding on a case. Immutable; seen by the other reviewers of the round only when all are in."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="review", verbose_name=_("assignment"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews", verbose_name=_("case"))
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="reviews", verbose_name=_("reviewer"))
    round = models.PositiveSmallIntegerField(_("round"))
    asks_adjudication = models.BooleanField(_("asks for adjudication"), default=False)
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-case_id", "round", "submitted_at"]
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "reviewer"], name="review_once_per_reviewer_and_round"),
        ]

    def __str__(self) -> str:
        return f"review {self.pk} of case {self.case_id}"


class EvidenceStanceQuerySet(models.QuerySet["EvidenceStance"]):
    """Reads stances."""

    def visible_to(self, user: User) -> Self:
        """Those of reviews that the user may see, towards evidence that the user may see."""
        unseen = concealed(CaseEvidence, user.pk, "case_evidence")
        return self.filter(review__in=Review.objects.visible_to(user)).exclude(unseen)


class EvidenceStance(models.Model):
    """How a reviewer says that a piece of evidence stands to the case."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="stances", verbose_name=_("review"))
    case_evidence = models.ForeignKey(CaseEvidence, models.PROTECT, related_name="stances", verbose_name=_("evidence"))
    stance = models.CharField(_("stance"), max_length=12, choices=Stance.choices)
    note = models.TextField(_("note"), blank=True)
    is_admission = models.BooleanField(
        _("admission"),
        default=False,
        help_text=_("What an interested party says here goes against its own interest, and so it counts."),
    )

    objects = EvidenceStanceQuerySet.as_manager()

    class Meta:
        ordering = ["review_id", "pk"]
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [
            models.UniqueConstraint(fields=["review", "case_evidence"], name="stance_once"),
            models.CheckConstraint(condition=models.Q(stance__in=Stance.values), name="stance_known"),
        ]

    def __str__(self) -> str:
        return self.get_stance_display()
