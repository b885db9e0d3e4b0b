"""What is asserted: extraction runs, claims with their attribution chain and figure, their revisions, and events."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField, DateRangeField, DecimalRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.concealing import concealed
from core.models import Desk, Sensitivity, User, desks_of
from sources.models import Article, Snapshot, Source


class RunState(models.TextChoices):
    """Where an extraction run stands; ``claims/services.py`` is the only writer."""

    QUEUED = "queued", _("waiting to be read")
    DONE = "done", _("read")
    UNREADABLE = "unreadable", _("no automatic claims: the engine does not read this language")
    FAILED = "failed", _("could not be read")


class ExtractionRunQuerySet(models.QuerySet["ExtractionRun"]):
    """Reads extraction runs."""

    def visible_to(self, user: User) -> Self:
        """The runs over articles of the user's desks, without those that are kept from the user."""
        own = self.filter(snapshot__article__desk__in=desks_of(user))
        return own.exclude(concealed(ExtractionRun, user.pk))

    def due(self, now: dt.datetime) -> Self:
        """Those that should be tried now."""
        return self.filter(state=RunState.QUEUED, next_attempt_at__lte=now)


class ExtractionRun(models.Model):
    """One reading of a snapshot by one version of the engine. What the engine said stays here, whatever people change later."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="runs", verbose_name=_("snapshot"))
    engine = models.CharField(_("engine"), max_length=60)
    engine_version = models.CharField(_("engine version"), max_length=40)
    model = models.CharField(_("language model"), max_length=80, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=RunState.choices, default=RunState.QUEUED)
    output = models.JSONField(
        _("extraction record"), null=True, blank=True, help_text=_("As the engine printed it: extraction/1.")
    )
    queued_at = models.DateTimeField(_("queued"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now, null=True, blank=True)
    failure_code = models.CharField(_("failure"), max_length=60, blank=True)
    failure_message = models.TextField(_("failure in words"), blank=True)

    objects = ExtractionRunQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("extraction run")
        verbose_name_plural = _("extraction runs")
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "engine_version"], name="run_once_per_snapshot_and_engine"),
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(output__isnull=False), name="run_done_has_output"
            ),
            models.CheckConstraint(condition=~models.Q(state="failed") | ~models.Q(failure_code=""), name="run_failed_says_why"),
        ]
        indexes = [models.Index(fields=["next_attempt_at"], condition=models.Q(state="queued"), name="run_due")]

    def __str__(self) -> str:
        return f"{self.engine} {self.engine_version} on snapshot {self.snapshot_id}"


class EventQuerySet(models.QuerySet["Event"]):
    """Reads events."""

    def visible_to(self, user: User) -> Self:
        """The events of the user's desks."""
        return self.filter(desk__in=desks_of(user))


class Event(models.Model):
    """What happened, where and when, and who had which role in it. Claims from many articles speak of it."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="events", verbose_name=_("desk"))
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    during = DateRangeField(_("during"), null=True, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("created by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title


class EventRole(models.TextChoices):
    """What part a party had in an event."""

    ATTACKER = "attacker", _("attacker")
    DEFENDER = "defender", _("defender")
    AFFECTED = "affected", _("affected")
    AUTHORITY = "authority", _("authority")
    MEDIATOR = "mediator", _("mediator")
    OBSERVER = "observer", _("observer")


class EventPartyQuerySet(models.QuerySet["EventParty"]):
    """Reads who had which role in which event."""

    def visible_to(self, user: User) -> Self:
        """Those of events and of sources that the user may see."""
        return self.filter(event__in=Event.objects.visible_to(user), source__in=Source.objects.visible_to(user))


class EventParty(models.Model):
    """That a source took part in an event, and in which role: what makes its statements about it self-serving or not."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="parties", verbose_name=_("event"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="event_roles", verbose_name=_("party"))
    role = models.CharField(_("role"), max_length=12, choices=EventRole.choices)

    objects = EventPartyQuerySet.as_manager()

    class Meta:
        ordering = ["event", "role"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["event", "source", "role"], name="party_once_per_role"),
            models.CheckConstraint(condition=models.Q(role__in=EventRole.values), name="party_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_role_display()})"


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
    """Whether a claim still stands; ``claims/services.py`` is the only writer."""

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


class Figure(models.Model):
    """The quantity of a claim. ``stated`` is the interval as said, ``tolerance`` the range that its words allow."""

    claim = models.OneToOneField(Claim, models.CASCADE, related_name="figure", verbose_name=_("claim"))
    text = models.CharField(_("words"), max_length=200)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    stated = DecimalRangeField(_("as stated"), null=True, blank=True, help_text=_("Empty: kept as words, its base is not known."))
    best = models.DecimalField(_("best"), max_digits=24, decimal_places=6, null=True, blank=True)
    approximate = models.BooleanField(_("approximate"), default=False)
    tolerance = DecimalRangeField(_("tolerance"), null=True, blank=True)
    convention = models.CharField(_("convention of the tolerance"), max_length=80, blank=True)
    of = models.CharField(_("what is counted"), max_length=200, blank=True)
    counted_class = models.CharField(
        _("counted class"),
        max_length=120,
        blank=True,
        help_text=_("The head of what is counted, normalised: drone, person."),
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True, help_text=_("For measures and money; empty for plain counts."))
    measures = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("what happened to it"))
    change = models.CharField(_("change"), max_length=4, blank=True, choices=[("up", _("up")), ("down", _("down"))])
    bases = models.ManyToManyField(Claim, blank=True, related_name="dependants", verbose_name=_("computed from"))
    derivation = models.CharField(_("derivation"), max_length=300, blank=True)
    part_of = models.ForeignKey(
        Claim, models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("part of the figure of")
    )
    population = models.CharField(_("population"), max_length=200, blank=True)
    area = models.CharField(_("area"), max_length=200, blank=True)
    period = DateRangeField(_("period"), null=True, blank=True)
    as_of = models.DateTimeField(_("as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(condition=models.Q(change__in=["", "up", "down"]), name="figure_change_known"),
        ]
        indexes = [models.Index(fields=["counted_class", "unit"], name="figure_counted_class")]

    def __str__(self) -> str:
        return f"{self.text} {self.of}".strip()

    @property
    def low(self) -> Decimal | None:
        """The lower bound as stated, or ``None`` where there is none."""
        return self.stated.lower if self.stated else None

    @property
    def high(self) -> Decimal | None:
        """The upper bound as stated, or ``None`` where there is none."""
        return self.stated.upper if self.stated else None


class RevisionAction(models.TextChoices):
    """What a revision did."""

    EXTRACT = "extract", _("extracted")
    MARK = "mark", _("marked")
    CORRECT = "correct", _("corrected")
    SPLIT = "split", _("split")
    MERGE = "merge", _("merged")
    REJECT = "reject", _("rejected")
    RESTORE = "restore", _("restored")


class ClaimRevision(models.Model):
    """A claim as it stood after one write: who, what, why. Append-only."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="revisions", verbose_name=_("claim"))
    number = models.PositiveIntegerField(_("number"))
    action = models.CharField(_("action"), max_length=10, choices=RevisionAction.choices)
    content = models.JSONField(_("content"), help_text=_("The claim as a whole, in the form of the extraction record."))
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
