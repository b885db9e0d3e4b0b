"""Evidence: what findings rest on, shared between cases."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import Desk, Sensitive, Sensitivity, User, desks_of, restricted_index
from sources.models import Capture, Source
from verification.models.cases import Case


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    PAGE = "page", _("page")
    FILE = "file", _("file")
    UNPUBLISHED = "unpublished", _("unpublished: an interview, an own observation")


class Credibility(models.IntegerChoices):
    """The Admiralty code's credibility of a piece of information (NATO STANAG 2511), apart from its source's reliability."""

    CONFIRMED = 1, _("1: confirmed by independent sources")
    PROBABLY_TRUE = 2, _("2: probably true")
    POSSIBLY_TRUE = 3, _("3: possibly true")
    DOUBTFUL = 4, _("4: doubtful")
    IMPROBABLE = 5, _("5: improbable")
    CANNOT_BE_JUDGED = 6, _("6: cannot be judged")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Reads evidence."""

    def visible_to(self, user: User) -> Self:
        """The evidence of the user's desks, without what is restricted, or gathered for reviews that are to be independent."""
        return self.filter(desk__in=desks_of(user)).exclude(concealed(Evidence, user.pk))


class Evidence(Sensitive):
    """A passage, page, timecode or image region of a capture, or an unpublished item."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="evidence", verbose_name=_("desk"))
    kind = models.CharField(_("kind"), max_length=12, choices=EvidenceKind.choices)
    source = models.ForeignKey(Source, models.PROTECT, related_name="evidence", verbose_name=_("source"))
    capture = models.ForeignKey(
        Capture, models.PROTECT, null=True, blank=True, related_name="evidence", verbose_name=_("capture")
    )
    title = models.CharField(_("title"), max_length=300, blank=True)
    passage = models.TextField(_("passage"), blank=True, help_text=_("In the original language, word for word."))
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    locator = models.CharField(
        _("where in it"),
        max_length=120,
        blank=True,
        help_text=_("Page, timecode, or image region: p. 4, 00:12:30, 10,20,300,180."),
    )
    language = models.CharField(_("language"), max_length=12, blank=True)
    translation = models.TextField(_("translation"), blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    credibility = models.PositiveSmallIntegerField(
        _("credibility"), choices=Credibility.choices, default=Credibility.CANNOT_BE_JUDGED
    )
    is_graphic = models.BooleanField(
        _("graphic"),
        default=False,
        help_text=_("What nobody should meet unasked: covered until asked for."),
    )
    gathered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="evidence", verbose_name=_("gathered by"))
    gathered_at = models.DateTimeField(_("gathered"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(
        _("changed"), null=True, blank=True, editable=False, help_text=_("When it was last corrected, or withdrawn.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_reason = models.TextField(_("why withdrawn"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-gathered_at", "-pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(condition=models.Q(credibility__in=Credibility.values), name="evidence_credibility_known"),
            models.CheckConstraint(condition=models.Q(sensitivity__in=Sensitivity.values), name="evidence_sensitivity_known"),
            models.CheckConstraint(
                condition=models.Q(kind="unpublished", capture__isnull=True)
                | models.Q(kind__in=["page", "file"], capture__isnull=False),
                name="evidence_published_has_capture",
            ),
        ]
        indexes = [
            restricted_index("evidence_restricted"),
            models.Index(fields=["changed_at"], condition=models.Q(changed_at__isnull=False), name="evidence_changed"),
        ]

    def __str__(self) -> str:
        return self.title or self.passage[:80] or f"evidence {self.pk}"


class IndependenceGroupQuerySet(models.QuerySet["IndependenceGroup"]):
    """Reads which evidence goes back to one origin."""

    def visible_to(self, user: User) -> Self:
        """On cases of the user's desks, where one of the pieces that go back to it is open to the user."""
        return self.filter(case__desk__in=desks_of(user)).exclude(concealed(IndependenceGroup, user.pk))


class IndependenceGroup(models.Model):
    """Evidence of a case that goes back to one origin, and so counts once. A piece without a group is of unknown origin."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="independence_groups", verbose_name=_("case"))
    origin = models.CharField(_("origin"), max_length=300, help_text=_("Who, or what, it goes back to in the end."))
    basis = models.TextField(_("basis"), blank=True, help_text=_("What shows that it does."))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IndependenceGroupQuerySet.as_manager()

    class Meta:
        ordering = ["-case_id", "pk"]
        verbose_name = _("independence group")
        verbose_name_plural = _("independence groups")

    def __str__(self) -> str:
        return self.origin


class CaseEvidenceQuerySet(models.QuerySet["CaseEvidence"]):
    """Reads what evidence belongs to which cases."""

    def visible_to(self, user: User) -> Self:
        """On cases of the user's desks, without what is restricted, or gathered for reviews that are to be independent."""
        return self.filter(case__desk__in=desks_of(user)).exclude(concealed(CaseEvidence, user.pk))


class CaseEvidence(models.Model):
    """That a piece of evidence belongs to a case. One piece serves many cases."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_evidence", verbose_name=_("case"))
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="case_evidence", verbose_name=_("evidence"))
    independence_group = models.ForeignKey(
        IndependenceGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("independence group"),
        help_text=_("Empty: its origin is not known, and it never counts as independent."),
    )
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    gathered_for = models.ForeignKey(
        "verification.Assignment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="case_evidence",
        verbose_name=_("gathered for"),
        help_text=_("The review, by its assignment, for which alone it is there so far. Empty: for everybody."),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CaseEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-case_id", "added_at", "pk"]
        verbose_name = _("evidence of a case")
        verbose_name_plural = _("evidence of a case")
        constraints = [
            # Two reviewers may find the same, each for themselves.
            models.UniqueConstraint(fields=["case", "evidence", "added_by"], name="case_evidence_once_for_each_person"),
        ]
        indexes = [
            models.Index(
                fields=["gathered_for"], condition=models.Q(gathered_for__isnull=False), name="case_evidence_independent"
            )
        ]

    def __str__(self) -> str:
        return f"evidence {self.evidence_id} on case {self.case_id}"

    @property
    def origin(self) -> str:
        """What it goes back to, in words; empty where nobody has said."""
        return self.independence_group.origin if self.independence_group else ""
