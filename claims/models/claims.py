"""Claims: one proposition each, where it stands, and the chain of those who say it."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.events import Event
from claims.models.extraction import ExtractionRun
from core.concealing import concealed
from core.models import Sensitivity, User, desks_of
from sources.models import Article, Snapshot, Source


class ClaimKind(models.TextChoices):
    """What a claim is about."""

    CASUALTY = "casualty", _("casualty")
    WEAPONS = "weapons", _("weapons")
    DAMAGE = "damage", _("damage")
    DETENTION = "detention", _("detention")
    DISPLACEMENT = "displacement", _("displacement")
    TERRITORY = "territory", _("territory")
    SCHEDULE = "schedule", _("schedule")
    FINANCE = "finance", _("finance")
    STATISTIC = "statistic", _("statistic")
    EVENT = "event", _("event")
    STATEMENT = "statement", _("statement")


class ClaimStance(models.TextChoices):
    """How the speaker puts it."""

    ASSERTS = "asserts", _("asserts")
    DENIES = "denies", _("denies")
    CONFIRMS = "confirms", _("confirms")
    ALLEGES = "alleges", _("alleges")
    ESTIMATES = "estimates", _("estimates")
    EXPECTS = "expects", _("expects")


class ClaimState(models.TextChoices):
    """Whether a claim still stands; ``claims/services/editing.py`` is the only writer."""

    ACTIVE = "active", _("active")
    REJECTED = "rejected", _("rejected: not a claim")
    REPLACED = "replaced", _("replaced by others: split or merged")


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Reads claims."""

    def visible_to(self, user: User) -> Self:
        """The claims of articles of the user's desks, without those that are kept from the user."""
        return self.filter(article__desk__in=desks_of(user)).exclude(concealed(Claim, user.pk))

    def public(self) -> Self:
        """Those of which anybody may know: neither article nor publisher nor anybody in the chain is kept to the desk."""
        kept = models.Q(sensitivity__in=[Sensitivity.DESK, Sensitivity.RESTRICTED])
        quoted = AttributionSource.objects.filter(
            source__in=Source.objects.filter(kept), attribution__claim=models.OuterRef("pk")
        )
        open_articles = Article.objects.exclude(kept).exclude(publisher__in=Source.objects.filter(kept))
        return self.filter(~models.Exists(quoted), article__in=open_articles)

    def with_origin(self, name: str) -> Self:
        """Those that go back to somebody with this in their name: in the last link of the chain, not in one that passes it on."""
        later = Attribution.objects.filter(
            claim=models.OuterRef("attribution__claim"), position__gt=models.OuterRef("attribution__position")
        )
        origins = AttributionSource.objects.filter(~models.Exists(later), name__icontains=name)
        return self.filter(models.Exists(origins.filter(attribution__claim=models.OuterRef("pk"))))

    def unsettled(self) -> Self:
        """Those whose statement leaves something open."""
        return self.exclude(ambiguous=[])

    def active(self) -> Self:
        """Those that are neither rejected nor replaced."""
        return self.filter(state=ClaimState.ACTIVE)

    def worth_checking(self) -> Self:
        """Those that go to a reviewer."""
        return self.active().filter(check_worthiness__gte=WORTH_CHECKING)

    def with_chain(self) -> Self:
        """With the article, the figure and the whole attribution chain, in a bounded number of queries."""
        return self.select_related("article__publisher", "article__desk", "figure", "event").prefetch_related(
            "attributions__sources__source"
        )


#: From this check-worthiness on a claim goes to a reviewer (the extraction record's own convention).
WORTH_CHECKING = 0.5


class Claim(models.Model):
    """One checkable proposition in a snapshot, with at most one figure.

    Anchored twice: by offsets in code points, and by its text with what stands before and after it. The columns are the present
    revision; every earlier one is a :class:`ClaimRevision`.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="claims", verbose_name=_("article"))
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="claims", verbose_name=_("snapshot"))
    run = models.ForeignKey(
        ExtractionRun,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("extraction run"),
        help_text=_("Empty: marked by a person."),
    )
    position_in_run = models.PositiveIntegerField(null=True, blank=True, editable=False)
    copy_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        editable=False,
        help_text=_("The claim that it stands in for; who sees which is not decided here."),
    )
    derived_from = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="derived", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ClaimState.choices, default=ClaimState.ACTIVE)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    text = models.TextField(_("text"))
    prefix = models.CharField(_("text before"), max_length=64, blank=True)
    suffix = models.CharField(_("text after"), max_length=64, blank=True)
    statement = models.TextField(_("statement"), help_text=_("One sentence that stands alone. Verdicts rate it."))
    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind.choices)
    stance = models.CharField(_("stance"), max_length=10, choices=ClaimStance.choices, default=ClaimStance.ASSERTS)
    check_worthiness = models.FloatField(_("check-worthiness"))
    reasons = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("reasons of the score"))
    ambiguous = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("not settled"))
    when = DateRangeField(_("when"), null=True, blank=True)
    when_text = models.CharField(_("when, in the text's words"), max_length=200, blank=True)
    where = ArrayField(models.TextField(), default=list, blank=True, verbose_name=_("where"))
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="claims", verbose_name=_("event"))
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["article", "start", "pk"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["run", "position_in_run"], name="claim_once_per_run_and_position"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="claim_span_not_empty"),
            models.CheckConstraint(condition=models.Q(kind__in=ClaimKind.values), name="claim_kind_known"),
            models.CheckConstraint(condition=models.Q(stance__in=ClaimStance.values), name="claim_stance_known"),
            models.CheckConstraint(condition=models.Q(state__in=ClaimState.values), name="claim_state_known"),
            models.CheckConstraint(
                condition=models.Q(check_worthiness__gte=0, check_worthiness__lte=1), name="claim_check_worthiness_range"
            ),
        ]
        indexes = [
            models.Index(fields=["article", "start", "id"], name="claim_article_order"),
            GinIndex(OpClass("statement", "gin_trgm_ops"), name="claim_statement_trigram"),
            # What the sweep goes through: those that go to a reviewer, and those that were ever corrected.
            models.Index(
                fields=["id"],
                condition=models.Q(state="active", check_worthiness__gte=WORTH_CHECKING, copy_of=None),
                name="claim_worth_checking",
            ),
            models.Index(fields=["id"], condition=models.Q(version__gt=1), name="claim_corrected"),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # Django leaves what a class defines itself
        """The kind in words. Django's own looks through all the kinds, for each claim of a list."""
        return str(ClaimKind(self.kind).label)

    @property
    def origin(self) -> Attribution | None:
        """Who is said to have said it: the last link, or ``None`` for the article's own voice."""
        links = list(self.attributions.all())
        return links[-1] if links else None


class AttributionMode(models.TextChoices):
    """How a link of the chain reports."""

    DIRECT = "direct", _("direct")
    INDIRECT = "indirect", _("indirect")
    MIXED = "mixed", _("mixed")


class Attribution(models.Model):
    """One link of the chain from the publisher to the origin, outermost first."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="attributions", verbose_name=_("claim"))
    position = models.PositiveSmallIntegerField(_("position"))
    cue = models.CharField(_("cue"), max_length=120, blank=True)
    mode = models.CharField(_("mode"), max_length=10, choices=AttributionMode.choices)

    class Meta:
        ordering = ["claim_id", "position"]
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        constraints = [
            models.UniqueConstraint(fields=["claim", "position"], name="attribution_once_per_position"),
            models.CheckConstraint(condition=models.Q(mode__in=AttributionMode.values), name="attribution_mode_known"),
        ]

    def __str__(self) -> str:
        return ", ".join(str(source) for source in self.sources.all())


class AttributionSource(models.Model):
    """One who speaks in a link, as the article names them, and which of our sources that is, where we know."""

    attribution = models.ForeignKey(Attribution, models.CASCADE, related_name="sources", verbose_name=_("attribution"))
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=300, help_text=_("The fullest form that the article gives."))
    text = models.CharField(_("as the text has it"), max_length=300, blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    anonymous = models.BooleanField(_("anonymous"), default=False)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="attributed", verbose_name=_("known source")
    )

    class Meta:
        ordering = ["attribution_id", "position"]
        verbose_name = _("attributed source")
        verbose_name_plural = _("attributed sources")
        constraints = [models.UniqueConstraint(fields=["attribution", "position"], name="attributed_source_once_per_position")]

    def __str__(self) -> str:
        return self.name
