"""One factory a model, for all tests. What a factory makes hangs together: one desk, one article, one text.

They write rows directly, in whatever state a test asks for; what a service promises is tested through the service.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from decimal import Decimal

import factory
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from claims.models import (
    Attribution,
    AttributionMode,
    AttributionSource,
    Claim,
    ClaimKind,
    ClaimRevision,
    Event,
    EventParty,
    EventRole,
    ExtractionRun,
    Figure,
    RevisionAction,
    RevisionProposal,
    RunState,
)
from core.encryption import encrypt
from core.models import (
    ApiToken,
    Delivery,
    Desk,
    Invitation,
    Membership,
    Message,
    Notification,
    Occasion,
    Role,
    SecondFactor,
    Topic,
    User,
    token_digest,
)
from sources.models import (
    Affiliation,
    Article,
    Capture,
    CaptureState,
    Snapshot,
    Source,
    SourceAlias,
    SourceKind,
    SubmissionMethod,
)
from verification.models import (
    Assignment,
    AssignmentState,
    AssignmentTerms,
    Bundle,
    CalibrationTerms,
    Case,
    CaseClaim,
    CaseEvidence,
    CaseTransition,
    ClaimRole,
    Comment,
    CommentRevision,
    Evidence,
    EvidenceKind,
    EvidenceStance,
    Export,
    ExportFormat,
    IndependenceGroup,
    KnownCase,
    KnownCopy,
    Meaning,
    Publication,
    Queue,
    Rating,
    RatingScale,
    Review,
    ReviewDraft,
    RoutingRule,
    RuleVersion,
    Stance,
    Tie,
    Verdict,
    VerdictBasis,
)
from verification.states import POOLED, CaseState

PASSWORD = "correct horse battery staple"
STORY = "Forty drones were launched overnight, the Harbour Ministry said on Monday. Two people were injured, it added."


def _exactly(number: int | str | Decimal) -> NumericRange:
    return NumericRange(Decimal(number), Decimal(number), "[]")


# --- core -----------------------------------------------------------------------------------------------------------------


class UserFactory(DjangoModelFactory):
    """An active user; the password is :data:`PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence(lambda n: f"user{n}@example.org")
    display_name = Sequence(lambda n: f"User {n}")
    password = factory.django.Password(PASSWORD)


class DeskFactory(DjangoModelFactory):
    class Meta:
        model = Desk

    name = Sequence(lambda n: f"Desk {n}")
    slug = Sequence(lambda n: f"desk-{n}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    desk = SubFactory(DeskFactory)
    name = Sequence(lambda n: f"topic {n}")


class MembershipFactory(DjangoModelFactory):
    """A reviewer of a desk; pass ``topics`` as a list."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    desk = SubFactory(DeskFactory)
    user = SubFactory(UserFactory)
    role = Role.REVIEWER

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        if create and extracted:
            self.topics.set(extracted)


def member(desk: Desk, role: Role = Role.REVIEWER, **fields: object) -> User:
    """A new user who has this role on the desk."""
    return MembershipFactory(desk=desk, role=role, **fields).user


class InvitationFactory(DjangoModelFactory):
    """An open invitation; its token is ``token``."""

    class Meta:
        model = Invitation

    class Params:
        token = LazyFunction(secrets.token_urlsafe)

    desk = SubFactory(DeskFactory)
    email = Sequence(lambda n: f"invited{n}@example.org")
    role = Role.REVIEWER
    digest = LazyAttribute(lambda o: token_digest(o.token))
    invited_by = SubFactory(UserFactory)
    expires_at = LazyFunction(lambda: timezone.now() + dt.timedelta(days=7))


#: What the authenticators of tests share with Claimdesk.
FACTOR_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class SecondFactorFactory(DjangoModelFactory):
    """An authenticator with :data:`FACTOR_KEY`, enrolled yesterday."""

    class Meta:
        model = SecondFactor

    user = SubFactory(UserFactory)
    key = LazyFunction(lambda: encrypt(FACTOR_KEY))
    enrolled_at = LazyFunction(lambda: timezone.now() - dt.timedelta(days=1))


class ApiTokenFactory(DjangoModelFactory):
    """A token for a day; what its user would send is in ``secret``, which is stored nowhere else."""

    class Meta:
        model = ApiToken

    user = SubFactory(UserFactory)
    name = Sequence(lambda n: f"token {n}")
    expiry = dt.timedelta(days=1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        token, token.secret = model_class.objects.create(*args, **kwargs)
        return token


class MessageFactory(DjangoModelFactory):
    """An e-mail that waits to be handed over."""

    class Meta:
        model = Message

    recipient = SubFactory(UserFactory)
    delivery = Delivery.IMMEDIATE
    message_id = Sequence(lambda n: f"<{n}@testserver>")


class NotificationFactory(DjangoModelFactory):
    """That a reviewer was given a case; ``about`` is another row of a case that it is to be about."""

    class Meta:
        model = Notification

    class Params:
        about = SubFactory("tests.factories.AssignmentFactory")

    desk = SelfAttribute("about.case.desk")
    recipient = LazyAttribute(lambda o: o.about.reviewer)
    occasion = Occasion.ASSIGNED
    object_type = LazyAttribute(lambda o: o.about._meta.label_lower)
    object_id = LazyAttribute(lambda o: o.about.pk)


# --- sources --------------------------------------------------------------------------------------------------------------


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = Source

    name = Sequence(lambda n: f"Source {n}")
    kind = SourceKind.OUTLET


class SourceAliasFactory(DjangoModelFactory):
    class Meta:
        model = SourceAlias

    source = SubFactory(SourceFactory)
    name = Sequence(lambda n: f"Alias {n}")


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = Affiliation

    source = SubFactory(SourceFactory)
    party = SubFactory(SourceFactory, kind=SourceKind.ORGANISATION)
    during = DateRange(dt.date(2020, 1, 1), None)
    basis = "Its own statement"


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    desk = SubFactory(DeskFactory)
    publisher = SubFactory(SourceFactory)
    title = Sequence(lambda n: f"Article {n}")
    url = Sequence(lambda n: f"https://news.example/{n}")
    published_on = dt.date(2026, 3, 2)
    submitted_by = SubFactory(UserFactory)


class CaptureFactory(DjangoModelFactory):
    """A finished capture of a page."""

    class Meta:
        model = Capture

    article = SubFactory(ArticleFactory)
    desk = SelfAttribute("article.desk")
    method = SubmissionMethod.URL
    state = CaptureState.DONE
    url = SelfAttribute("article.url")
    final_url = SelfAttribute("url")
    media_type = "text/html"
    captured_at = LazyFunction(timezone.now)
    size = 1_000
    sha256 = Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    next_attempt_at = None


class SnapshotFactory(DjangoModelFactory):
    """The clean text of a capture of an article."""

    class Meta:
        model = Snapshot

    capture = SubFactory(CaptureFactory)
    article = SelfAttribute("capture.article")
    text = STORY
    sha256 = LazyAttribute(lambda o: hashlib.sha256(o.text.encode()).hexdigest())
    extractor = "trafilatura"
    extractor_version = "2"
    title = SelfAttribute("article.title")
    language = "en"


# --- claims ---------------------------------------------------------------------------------------------------------------


class ExtractionRunFactory(DjangoModelFactory):
    """A finished run."""

    class Meta:
        model = ExtractionRun

    snapshot = SubFactory(SnapshotFactory)
    engine = "claimdesk"
    engine_version = Sequence(lambda n: f"1.{n}")
    state = RunState.DONE
    output = LazyFunction(lambda: {"schema": "extraction/1", "claims": []})
    finished_at = LazyFunction(timezone.now)
    next_attempt_at = None


class EventFactory(DjangoModelFactory):
    class Meta:
        model = Event

    desk = SubFactory(DeskFactory)
    title = Sequence(lambda n: f"Event {n}")


class EventPartyFactory(DjangoModelFactory):
    class Meta:
        model = EventParty

    event = SubFactory(EventFactory)
    source = SubFactory(SourceFactory, kind=SourceKind.ORGANISATION)
    role = EventRole.AFFECTED


class ClaimFactory(DjangoModelFactory):
    """A claim worth checking over the first sentence of its snapshot, in the article's own voice, without a figure."""

    class Meta:
        model = Claim

    snapshot = SubFactory(SnapshotFactory)
    article = SelfAttribute("snapshot.article")
    start = 0
    end = LazyAttribute(lambda o: o.snapshot.text.index(".") + 1)
    text = LazyAttribute(lambda o: o.snapshot.text[o.start : o.end])
    prefix = LazyAttribute(lambda o: o.snapshot.text[max(0, o.start - 64) : o.start])
    suffix = LazyAttribute(lambda o: o.snapshot.text[o.end : o.end + 64])
    statement = "Forty drones were launched overnight."
    kind = ClaimKind.WEAPONS
    check_worthiness = 0.8


class AttributionFactory(DjangoModelFactory):
    """A link of a claim's chain; see :func:`said_by`."""

    class Meta:
        model = Attribution

    claim = SubFactory(ClaimFactory)
    position = LazyAttribute(lambda o: o.claim.attributions.count())
    cue = "said"
    mode = AttributionMode.INDIRECT


class AttributionSourceFactory(DjangoModelFactory):
    class Meta:
        model = AttributionSource

    attribution = SubFactory(AttributionFactory)
    position = LazyAttribute(lambda o: o.attribution.sources.count())
    name = "Harbour Ministry"
    text = SelfAttribute("name")


def said_by(claim: Claim, *names: str, **fields: object) -> Attribution:
    """Adds a link to the end of the claim's chain, in which these speak together."""
    link = AttributionFactory(claim=claim)
    for name in names:
        AttributionSourceFactory(attribution=link, name=name, **fields)
    return link


class FigureFactory(DjangoModelFactory):
    """An exact plain count; ``value`` sets all of its bounds."""

    class Meta:
        model = Figure

    class Params:
        value = 40

    claim = SubFactory(ClaimFactory)
    text = LazyAttribute(lambda o: str(o.value))
    stated = LazyAttribute(lambda o: _exactly(o.value))
    best = LazyAttribute(lambda o: Decimal(o.value))
    tolerance = LazyAttribute(lambda o: o.stated)
    of = "drones"
    counted_class = "drone"
    measures = LazyFunction(lambda: ["launched"])


class ClaimRevisionFactory(DjangoModelFactory):
    class Meta:
        model = ClaimRevision

    claim = SubFactory(ClaimFactory)
    number = LazyAttribute(lambda o: o.claim.revisions.count() + 1)
    action = RevisionAction.EXTRACT
    content = LazyAttribute(lambda o: {"statement": o.claim.statement})


class RevisionProposalFactory(DjangoModelFactory):
    class Meta:
        model = RevisionProposal

    run = SubFactory(ExtractionRunFactory)
    claim = SubFactory(ClaimFactory, snapshot=SelfAttribute("..run.snapshot"))
    claim_version = LazyAttribute(lambda o: o.claim.version if o.claim else None)
    content = LazyAttribute(lambda o: {"statement": o.claim.statement})


# --- verification ---------------------------------------------------------------------------------------------------------


class QueueFactory(DjangoModelFactory):
    class Meta:
        model = Queue

    desk = SubFactory(DeskFactory)
    name = Sequence(lambda n: f"Queue {n}")


class RoutingRuleFactory(DjangoModelFactory):
    class Meta:
        model = RoutingRule

    desk = SubFactory(DeskFactory)
    name = Sequence(lambda n: f"Rule {n}")
    position = Sequence(lambda n: n)


class RuleVersionFactory(DjangoModelFactory):
    """A rule as it was first."""

    class Meta:
        model = RuleVersion

    rule = SubFactory(RoutingRuleFactory)
    number = LazyAttribute(lambda o: o.rule.versions.count() + 1)
    action = "create"
    content = LazyAttribute(
        lambda o: {name: getattr(o.rule, name) for name in ("name", "is_active", "conditions", "effects", "position")}
    )


class BundleFactory(DjangoModelFactory):
    class Meta:
        model = Bundle

    article = SubFactory(ArticleFactory)
    origin = "harbour ministry"


class CaseFactory(DjangoModelFactory):
    """A case by itself, in any ``state``; with its claim it comes from :class:`CaseClaimFactory` or :func:`case_of`."""

    class Meta:
        model = Case
        skip_postgeneration_save = True

    desk = SubFactory(DeskFactory)
    proposition = "Forty drones were launched overnight."
    state = CaseState.OPEN
    round = 1
    pooled_round = LazyAttribute(lambda o: o.round if o.state in POOLED else o.round - 1)
    language = "en"
    public_key = LazyAttribute(lambda o: secrets.token_urlsafe(18) if o.state in {"published", "withdrawn"} else None)

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        if create and extracted:
            self.topics.set(extracted)


class CaseClaimFactory(DjangoModelFactory):
    """A claim with the case that it leads."""

    class Meta:
        model = CaseClaim

    claim = SubFactory(ClaimFactory)
    case = SubFactory(CaseFactory, desk=SelfAttribute("..claim.article.desk"), proposition=SelfAttribute("..claim.statement"))
    role = ClaimRole.LEAD


def case_of(claim: Claim, **fields: object) -> Case:
    """A case that this claim leads."""
    return CaseClaimFactory(claim=claim, **{f"case__{name}": value for name, value in fields.items()}).case


def claim_on(desk: Desk, **fields: object) -> Claim:
    """A claim of a new article of this desk."""
    return ClaimFactory(snapshot__capture__article__desk=desk, **fields)


def case_on(desk: Desk, **fields: object) -> Case:
    """A case of a new article of this desk, with its claim."""
    return case_of(claim_on(desk), **fields)


class CaseTransitionFactory(DjangoModelFactory):
    class Meta:
        model = CaseTransition

    case = SubFactory(CaseFactory)
    action = "propose"
    target_state = SelfAttribute("case.state")
    part = "system"
    version = SelfAttribute("case.version")


class AssignmentFactory(DjangoModelFactory):
    """An offer to review; pass ``state`` for what became of it."""

    class Meta:
        model = Assignment

    case = SubFactory(CaseFactory)
    reviewer = SubFactory(UserFactory)
    round = SelfAttribute("case.round")
    state = AssignmentState.OFFERED


class TieFactory(DjangoModelFactory):
    class Meta:
        model = Tie

    desk = SubFactory(DeskFactory)
    user = SubFactory(UserFactory)
    source = SubFactory(SourceFactory)
    nature = "Worked there."


class AssignmentTermsFactory(DjangoModelFactory):
    class Meta:
        model = AssignmentTerms

    desk = SubFactory(DeskFactory)


class CalibrationTermsFactory(DjangoModelFactory):
    class Meta:
        model = CalibrationTerms

    desk = SubFactory(DeskFactory)


class ReviewDraftFactory(DjangoModelFactory):
    class Meta:
        model = ReviewDraft

    assignment = SubFactory(AssignmentFactory, state=AssignmentState.ACCEPTED)
    data = LazyFunction(lambda: {"rationale": "half a thought"})


class RatingScaleFactory(DjangoModelFactory):
    class Meta:
        model = RatingScale

    desk = SubFactory(DeskFactory)
    name = Sequence(lambda n: f"Scale {n}")


class RatingFactory(DjangoModelFactory):
    class Meta:
        model = Rating

    scale = SubFactory(RatingScaleFactory)
    label = Sequence(lambda n: f"Rating {n}")
    meaning = Meaning.SUPPORTED
    position = LazyAttribute(lambda o: o.scale.ratings.count())


class ReviewFactory(DjangoModelFactory):
    """A submitted review of the case's present round."""

    class Meta:
        model = Review

    assignment = SubFactory(AssignmentFactory, state=AssignmentState.DONE)
    case = SelfAttribute("assignment.case")
    reviewer = SelfAttribute("assignment.reviewer")
    round = SelfAttribute("assignment.round")
    rating = SubFactory(RatingFactory, scale__desk=SelfAttribute("...case.desk"), scale__is_current=False)
    rationale = "Two independent counts agree."


class KnownCaseFactory(DjangoModelFactory):
    class Meta:
        model = KnownCase

    case = SubFactory(CaseFactory)
    made_by = SubFactory(UserFactory)
    rating = SubFactory(RatingFactory, scale__desk=SelfAttribute("...case.desk"))
    rationale = "The court file says so."


class KnownCopyFactory(DjangoModelFactory):
    class Meta:
        model = KnownCopy

    known = SubFactory(KnownCaseFactory)
    case = SubFactory(CaseFactory, desk=SelfAttribute("..known.case.desk"))
    occasion = SubFactory(CaseFactory, desk=SelfAttribute("..known.case.desk"))


class EvidenceFactory(DjangoModelFactory):
    """A passage of a captured page."""

    class Meta:
        model = Evidence

    desk = SubFactory(DeskFactory)
    kind = EvidenceKind.PAGE
    source = SubFactory(SourceFactory)
    capture = SubFactory(CaptureFactory, article=None, desk=SelfAttribute("..desk"), url="https://evidence.example/")
    title = Sequence(lambda n: f"Evidence {n}")
    passage = "Forty drones were counted."
    language = "en"


class CommentFactory(DjangoModelFactory):
    """A comment that says ``text``; for everybody, unless it is ``written_for`` a review."""

    class Meta:
        model = Comment
        skip_postgeneration_save = True

    case = SubFactory(CaseFactory)
    author = SubFactory(UserFactory)

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        if create:
            CommentRevision.objects.create(comment=self, number=1, text=extracted or "See the log.")


class IndependenceGroupFactory(DjangoModelFactory):
    class Meta:
        model = IndependenceGroup

    case = SubFactory(CaseFactory)
    origin = "Harbour Ministry"


class CaseEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = CaseEvidence

    case = SubFactory(CaseFactory)
    evidence = SubFactory(EvidenceFactory, desk=SelfAttribute("..case.desk"))
    round = SelfAttribute("case.round")


class EvidenceStanceFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceStance

    review = SubFactory(ReviewFactory)
    case_evidence = SubFactory(CaseEvidenceFactory, case=SelfAttribute("..review.case"))
    stance = Stance.SUPPORTS


class VerdictFactory(DjangoModelFactory):
    """A verdict by agreement; pass ``basis`` and ``decided_by`` for an adjudicator's, ``reviews`` as a list."""

    class Meta:
        model = Verdict
        skip_postgeneration_save = True

    case = SubFactory(CaseFactory, state=CaseState.DECIDED)
    number = LazyAttribute(lambda o: o.case.verdicts.count() + 1)
    basis = VerdictBasis.AGREEMENT
    rating = SubFactory(RatingFactory, scale__desk=SelfAttribute("...case.desk"), scale__is_current=False)
    rationale = "Two independent counts agree."
    grounds = LazyAttribute(lambda o: {"proposition": o.case.proposition})

    @factory.post_generation
    def reviews(self, create, extracted, **kwargs):
        if create and extracted:
            self.reviews.set(extracted)


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = Publication

    verdict = SubFactory(VerdictFactory, case__state=CaseState.PUBLISHED)
    published_by = SubFactory(UserFactory)
    ending = LazyAttribute(lambda o: "superseded" if getattr(o, "ended_at", None) else "")


class ExportFactory(DjangoModelFactory):
    class Meta:
        model = Export

    desk = SubFactory(DeskFactory)
    requested_by = SubFactory(UserFactory)
    format = ExportFormat.JSONL
