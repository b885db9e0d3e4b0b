"""Cases: the verification of one proposition, the claims that make it, and its way through the states."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from core.concealing import concealed
from core.models import Desk, Sensitive, Sensitivity, Topic, User, desks_of, restricted_index
from sources.models import Article
from verification.models.routing import Queue
from verification.states import LIVE, Action, CaseState

HIGHEST_PRIORITY, LOWEST_PRIORITY = 1, 5


class Bundle(models.Model):
    """The cases of one article with one origin, which go to the same reviewers unless a rule splits them."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="bundles", verbose_name=_("article"))
    origin = models.CharField(_("origin"), max_length=300, blank=True, help_text=_("Empty: the article's own voice."))

    class Meta:
        ordering = ["article", "pk"]
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        constraints = [models.UniqueConstraint(fields=["article", "origin"], name="bundle_once")]

    def __str__(self) -> str:
        return f"{self.article}: {self.origin or self.article.publisher}"


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads cases."""

    def visible_to(self, user: User) -> Self:
        """The cases of the user's desks, without those that are kept from the user."""
        return self.filter(~concealed(Case, user.pk), desk__in=desks_of(user))

    def linked_for(self, user: User) -> Self:
        """With the cases that they joined, or seem to be the same as, where the user may see those."""
        return self.prefetch_related(*links_for(user))

    def live(self) -> Self:
        """Those on which work is still to be done."""
        return self.filter(state__in=LIVE)

    def public(self) -> Self:
        """Those that anybody may see once there is something to see: neither they nor what they are about is kept to the desk."""
        lead = CaseClaim.objects.filter(case=models.OuterRef("pk"), role=ClaimRole.LEAD)
        kept = lead.exclude(claim__in=Claim.objects.public())
        return self.filter(~models.Exists(kept), sensitivity=Sensitivity.PUBLIC)

    def in_pool(self) -> Self:
        """Open cases for which fewer reviewers are found than are required: everybody sees them, and why."""
        return self.filter(state__in=[CaseState.OPEN, CaseState.IN_REVIEW, CaseState.IN_ADJUDICATION]).exclude(pool_reason="")

    def having(self, words: str) -> Self:
        """Those that have these words in their proposition or in who is said to have said it, or that have this number."""
        found = models.Q(proposition__icontains=words) | models.Q(bundle__origin__icontains=words)
        if words.isdecimal() and len(words) < 18:
            found |= models.Q(pk=int(words))
        return self.filter(found)

    def most_urgent_first(self) -> Self:
        """By priority, then by deadline, then the oldest."""
        return self.order_by("priority", models.F("due_at").asc(nulls_last=True), "pk")


def links_for(user: User) -> tuple[models.Prefetch[str], models.Prefetch[str]]:
    """To prefetch the cases that cases joined, or seem to be the same as, as far as the user may see those."""
    seen = Case.objects.visible_to(user)
    return models.Prefetch("similar_to", seen), models.Prefetch("joined_to", seen)


class Case(Sensitive):
    """The verification of one proposition. Its state is written by ``verification/transitions.py`` alone."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="cases", verbose_name=_("desk"))
    proposition = models.TextField(_("proposition"))
    state = models.CharField(_("state"), max_length=16, choices=CaseState.choices, default=CaseState.PROPOSED)
    version = models.PositiveIntegerField(default=1, editable=False)
    round = models.PositiveSmallIntegerField(
        _("round"),
        default=1,
        editable=False,
        help_text=_("Counts up when a case is sent back or reopened. A review belongs to one."),
    )
    pooled_round = models.PositiveSmallIntegerField(
        _("pooled round"),
        default=0,
        editable=False,
        help_text=_("The last round of which all reviews are in. Later ones are seen by their authors alone."),
    )
    bundle = models.ForeignKey(Bundle, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("bundle"))
    queue = models.ForeignKey(Queue, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("queue"))
    priority = models.PositiveSmallIntegerField(
        _("priority"),
        default=3,
        validators=[MinValueValidator(HIGHEST_PRIORITY), MaxValueValidator(LOWEST_PRIORITY)],
        help_text=_("1 is the most urgent, 5 the least."),
    )
    reviews_required = models.PositiveSmallIntegerField(_("reviews required"), default=1, validators=[MinValueValidator(1)])
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="cases", verbose_name=_("topics"))
    language = models.CharField(_("language"), max_length=12, blank=True)
    routing_reasons = models.JSONField(_("why it was routed so"), default=list, blank=True)
    pool_reason = models.TextField(
        _("why it waits in the pool"), blank=True, help_text=_("Empty: reviewers are found, or none is needed yet.")
    )
    similar_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="similar",
        verbose_name=_("seems to be the same as"),
        help_text=_("A suggestion: joining moves the claims there."),
    )
    joined_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="joined", verbose_name=_("joined to"), editable=False
    )
    public_key = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(
                condition=models.Q(priority__gte=HIGHEST_PRIORITY, priority__lte=LOWEST_PRIORITY), name="case_priority_range"
            ),
            models.CheckConstraint(condition=models.Q(reviews_required__gte=1), name="case_needs_a_review"),
            models.CheckConstraint(condition=models.Q(sensitivity__in=Sensitivity.values), name="case_sensitivity_known"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(public_key__isnull=False), name="case_published_has_address"
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "state", "priority", "due_at", "id"], name="case_worklist"),
            # In the order in which lists show them and people take them, so that the first of 100,000 are found as fast as of 10.
            models.Index(fields=["desk", "priority", "due_at", "id"], name="case_by_urgency"),
            models.Index(
                fields=["desk", "state", "queue", "due_at"], condition=models.Q(state__in=sorted(LIVE)), name="case_waiting"
            ),
            models.Index(
                fields=["desk", "priority", "due_at", "id"], condition=~models.Q(pool_reason=""), name="case_pool_by_urgency"
            ),
            # What the sweep goes through: those that nobody was called for yet, or that have all their people.
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["in_adjudication", "in_review", "open"], pool_reason=""),
                name="case_not_in_pool",
            ),
            GinIndex(OpClass("proposition", "gin_trgm_ops"), name="case_proposition_trigram"),
            restricted_index("case_restricted"),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.proposition}"

    def get_state_display(self) -> str:  # type: ignore[no-redef] # Django leaves what a class defines itself
        """The state in words. Django's own looks through all the states, for each line of a list."""
        return str(CaseState(self.state).label)

    @property
    def lead_claim(self) -> Claim | None:
        """The claim whose statement is the proposition."""
        link = next((link for link in self.case_claims.all() if link.role == ClaimRole.LEAD), None)
        return link.claim if link else None

    @property
    def is_settled(self) -> bool:
        """Whether no more work is to be done."""
        return CaseState(self.state) not in LIVE

    def is_late(self, now: dt.datetime) -> bool:
        """Whether the deadline has passed while work is still to be done."""
        return self.due_at is not None and self.due_at < now and CaseState(self.state) in LIVE


class ClaimRole(models.TextChoices):
    """What a claim is to its case."""

    LEAD = "lead", _("lead: its statement is the proposition")
    COPY = "copy", _("copy: the same words from elsewhere")
    VARIANT = "variant", _("variant: the same proposition in other words")


class CaseClaimQuerySet(models.QuerySet["CaseClaim"]):
    """Reads which claims make which cases."""

    def visible_to(self, user: User) -> Self:
        """Those whose claim and whose case the user may see."""
        hidden = concealed(Case, user.pk, "case") | concealed(Claim, user.pk, "claim")
        return self.filter(~hidden, case__desk__in=desks_of(user))


class CaseClaim(models.Model):
    """That a claim makes the proposition of a case. A claim belongs to one case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="case_claims", verbose_name=_("case"))
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="case_claim", verbose_name=_("claim"))
    role = models.CharField(_("role"), max_length=8, choices=ClaimRole.choices)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = CaseClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-case_id", "pk"]
        verbose_name = _("claim of a case")
        verbose_name_plural = _("claims of a case")
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(role="lead"), name="case_has_one_lead"),
            models.CheckConstraint(condition=models.Q(role__in=ClaimRole.values), name="case_claim_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of case {self.case_id}"


class CaseTransition(models.Model):
    """One step of a case from state to state: who, when, what was, what is, why. Append-only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="transitions", verbose_name=_("case"))
    action = models.CharField(_("action"), max_length=12, choices=[("propose", _("propose")), *Action.choices])
    source_state = models.CharField(_("from"), max_length=16, choices=CaseState.choices, blank=True)
    target_state = models.CharField(_("to"), max_length=16, choices=CaseState.choices)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("actor"))
    part = models.CharField(_("acting as"), max_length=12)
    reason = models.TextField(_("reason"), blank=True)
    override = models.BooleanField(
        _("override"), default=False, help_text=_("A lead set aside a rule that nobody eligible was left for.")
    )
    version = models.PositiveIntegerField(_("version of the case"))
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-case_id", "pk"]
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        constraints = [models.UniqueConstraint(fields=["case", "version"], name="transition_once_per_version")]
        indexes = [models.Index(fields=["action", "at"], name="transition_over_time")]

    def __str__(self) -> str:
        return f"{self.source_state} → {self.target_state}"
